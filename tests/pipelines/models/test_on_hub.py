"""Whether the Hub can be asked for a model is told within seconds, and only where it has to be."""

import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from huggingface_hub import constants

from generators.errors import ModelError
from pipelines.models import on_hub
from pipelines.models.model import outline_of
from pipelines.models.on_hub import check_reachable
from pipelines.models.presets import SMOKE
from pipelines.models.settings import named_model

NAME = "some/name"


@pytest.fixture(autouse=True)
def empty_cache(tmp_path, monkeypatch):
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(on_hub, "WAIT", 0.0)
    return tmp_path / "cache"


@pytest.fixture
def closed(monkeypatch):
    """The Hub at a port of this machine where nobody listens."""
    with socket.socket() as taken:  # bound and not listening, so that nobody else can have it
        taken.bind(("127.0.0.1", 0))
        monkeypatch.setattr(constants, "ENDPOINT", f"http://127.0.0.1:{taken.getsockname()[1]}")
        yield


def test_a_model_of_a_hub_that_cannot_be_reached_is_refused_in_one_line(closed, monkeypatch):
    monkeypatch.setattr(time, "sleep", lambda seconds: seconds and pytest.fail("waits"))
    said = f"{NAME} is no folder here, and the Hub cannot be reached"
    with pytest.raises(ModelError, match=said):
        outline_of(named_model(SMOKE, NAME))


@pytest.mark.parametrize("file", ["config.json", "adapter_config.json"])
def test_a_model_that_is_kept_needs_no_hub(closed, empty_cache, file):
    commit = "0" * 40
    kept = empty_cache / "models--some--name"
    for path, text in ((f"snapshots/{commit}/{file}", "{}"), ("refs/main", commit)):
        (kept / path).parent.mkdir(parents=True)
        (kept / path).write_text(text, encoding="utf-8")
    check_reachable(NAME)
    check_reachable(NAME, commit)
    with pytest.raises(ModelError, match="cannot be reached"):
        check_reachable(NAME, "1" * 40)


def test_folders_and_what_is_no_id_are_not_asked_for(closed, tmp_path):
    check_reachable(str(tmp_path))
    check_reachable("./nowhere/at/all")


@pytest.mark.parametrize("status", [200, 404, 503, None])
def test_a_hub_that_answers_or_is_only_slow_is_reached(status, monkeypatch):
    done = threading.Event()

    class Answers(BaseHTTPRequestHandler):
        def do_HEAD(self):
            if status is None:
                done.wait(20)
            else:
                self.send_response(status)
                self.end_headers()

        def log_message(self, *_):
            pass

    monkeypatch.setattr(constants, "HF_HUB_ETAG_TIMEOUT", 10 if status else 0.4)
    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        monkeypatch.setattr(constants, "ENDPOINT", f"http://127.0.0.1:{server.server_port}")
        check_reachable(NAME)
        done.set()
        server.shutdown()


def test_a_client_that_is_told_to_stay_offline_is_asked_no_questions(closed, monkeypatch):
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", True)
    check_reachable(NAME)
