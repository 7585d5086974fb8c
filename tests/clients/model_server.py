"""A stand-in of a served model: OpenAI's chat completions on the loopback address, to each prompt
the text that it is told to give."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from pipelines.dataset.dataset import Dataset

USAGE = {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}


class ModelServer:
    """Serves as a context; `url` is what clients call the base URL, `asked` what was asked for."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self.texts, self.rows = texts, len(texts)
        self.asked: list[dict[str, Any]] = []
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), handler_of(self))
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/v1"

    def __enter__(self) -> "ModelServer":
        Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *problem: object) -> None:
        self.server.shutdown()
        self.server.server_close()

    def right(self, rows: int) -> float:
        """The share of the first rows that `served` answers right."""
        return rows // 2 / rows

    def answer(self, request: dict[str, Any]) -> dict[str, Any]:
        self.asked.append(request)
        prompt = request["messages"][-1]["content"]
        prompt = prompt if isinstance(prompt, str) else "".join(part["text"] for part in prompt)
        message = {"role": "assistant", "content": self.texts.get(prompt, "I do not know.")}
        said = "delta" if request.get("stream") else "message"
        choice = {"index": 0, said: message, "finish_reason": "stop"}
        kind = "chat.completion.chunk" if request.get("stream") else "chat.completion"
        return {
            "id": "1",
            "object": kind,
            "created": 1,
            "model": request["model"],
            "choices": [choice],
            "usage": USAGE,
        }


def handler_of(server: ModelServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        """One request."""

        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            text = json.dumps(server.answer(body))
            if body.get("stream"):
                self.reply(f"data: {text}\n\ndata: [DONE]\n\n", "text/event-stream")
            else:
                self.reply(text, "application/json")

        def reply(self, text: str, kind: str) -> None:
            data = text.encode()
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *parts: object) -> None:
            """Nothing."""

    return Handler


@contextmanager
def served(folder: Path, config: str, split: str) -> Iterator[ModelServer]:
    """A server that answers every other row of a split right."""
    rows = list(Dataset(folder).rows(config, split))
    texts = {
        row["prompt"][-1]["content"]: f"Answer: {row['answer'] if i % 2 else '?'}"
        for i, row in enumerate(rows)
    }
    with ModelServer(texts) as server:
        assert server.rows == len(rows)
        yield server
