"""Run in Inspect's environment: its evaluation, its own mock model giving the completions."""

import json
import sys
from collections import defaultdict
from importlib.metadata import version
from pathlib import Path

from inspect_ai import eval
from inspect_ai.model import ModelOutput, ModelUsage, get_model

folder, completions, answer = (Path(argument) for argument in sys.argv[1:])
task = next(folder.glob("*.py")).relative_to(Path.cwd())  # the only kind of path that it takes
cases = [json.loads(line) for line in completions.read_text().splitlines()]


def rows_of(split: str) -> list[dict]:
    return [
        json.loads(line) for line in (folder / "rows" / f"{split}.jsonl").read_text().splitlines()
    ]


def scores(split: str, texts: dict[str, list[str]]) -> dict[tuple[str, str], float]:
    """What each text earned on the prompt of the row of that id, each row posed as often as it has
    texts at most."""
    rows = {row["id"]: row for row in rows_of(split)}
    left = {rows[id]["prompt"][-1]["content"]: list(given) for id, given in texts.items()}

    def model(input, tools, choice, config) -> ModelOutput:
        given = left[input[-1].text]
        output = ModelOutput.from_content("mockllm/model", given.pop() if given else "")
        output.usage = (
            ModelUsage()
        )  # else it counts tokens, for which it would download a tokenizer
        return output

    often = max(map(len, texts.values()))
    log = eval(
        str(task),
        model=get_model("mockllm/model", custom_outputs=model),
        task_args={"split": split},
        sample_id=list(texts),
        epochs=often,
        display="none",
        log_dir="logs",
    )[0]
    assert log.status == "success" and not any(left.values()), log.error
    return {
        (str(sample.id), sample.output.completion): float(sample.scores["exact"].value == "C")
        for sample in log.samples
    }


train = rows_of("rl-train")
texts = defaultdict(list)
for case in cases:
    texts[train[case["row"]]["id"]].append(case["completion"])
judged = scores("rl-train", texts)
golds = {}
for path in sorted((folder / "rows").iterdir()):
    rows = rows_of(path.stem)
    right = scores(path.stem, {row["id"]: [f"Answer: {row['answer']}"] for row in rows})
    wrong = scores(path.stem, {row["id"]: [f"Answer: {row['answer']}1"] for row in rows})
    golds[path.stem] = [len(right), sorted(set(right.values())), sorted(set(wrong.values()))]
found = [judged[train[case["row"]]["id"], case["completion"]] for case in cases]
answer.write_text(json.dumps({"version": version("inspect_ai"), "scores": found, "golds": golds}))
