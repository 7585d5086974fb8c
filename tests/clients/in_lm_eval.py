"""Run in lm-eval's environment: its task loader and its evaluator, with a model that gives the
completions."""

import json
import sys
from importlib.metadata import version
from pathlib import Path

from lm_eval import simple_evaluate
from lm_eval.api.model import LM
from lm_eval.tasks import TaskManager

folder, completions, answer = (Path(argument) for argument in sys.argv[1:])
cases = [json.loads(line) for line in completions.read_text().splitlines()]
tasks = TaskManager(include_path=str(folder), include_defaults=False)


class Given(LM):
    """Generates, for each row of the task, the text that it is given for it."""

    def __init__(self, texts: dict[int, str]) -> None:
        super().__init__()
        self.texts = texts

    def generate_until(self, requests, **options) -> list[str]:
        return [self.texts[request.doc_id] for request in requests]

    def loglikelihood(self, requests, **options):
        raise NotImplementedError

    loglikelihood_rolling = loglikelihood


def scores(task: str, texts: dict[int, str]) -> dict[int, float]:
    """The accuracy of each row, by the evaluator."""
    result = simple_evaluate(
        Given(texts),
        tasks=[task],
        task_manager=tasks,
        samples={task: list(texts)},
        bootstrap_iters=0,
    )
    found = {sample["doc_id"]: sample["accuracy"] for sample in result["samples"][task]}
    assert result["results"][task]["accuracy,none"] == sum(found.values()) / len(texts)
    return found


def rows_of(split: str) -> list[dict]:
    return [
        json.loads(line) for line in (folder / "rows" / f"{split}.jsonl").read_text().splitlines()
    ]


found: list[float] = [-1] * len(cases)
waiting = list(range(len(cases)))
train = next(name for name in tasks.all_tasks if name.endswith("_rl_train"))
while waiting:  # a row is posed once in a run, so its completions take as many runs
    now = {cases[number]["row"]: number for number in reversed(waiting)}
    for row, score in scores(
        train, {row: cases[number]["completion"] for row, number in now.items()}
    ).items():
        found[now[row]] = score
    waiting = [number for number in waiting if number not in now.values()]

golds = {}
for task in tasks.all_tasks:
    split = next(
        (end for end in ("rl-train", "rl-validation") if task.endswith(end.replace("-", "_"))),
        "eval-test",
    )
    rows = rows_of(split)
    right = scores(task, {number: f"Answer: {row['answer']}" for number, row in enumerate(rows)})
    wrong = scores(task, {number: f"Answer: {row['answer']}1" for number, row in enumerate(rows)})
    golds[split] = [len(rows), sorted(set(right.values())), sorted(set(wrong.values()))]
answer.write_text(json.dumps({"version": version("lm_eval"), "scores": found, "golds": golds}))
