"""The five hundred completions on which every export has to agree with curricula.grade: right,
wrong, several answers, hostile."""

import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

from curricula import family, grade
from generators.faults.wrong_answers import wrong_answers
from generators.problem import Problem
from generators.stream import Stream
from pipelines.dataset.dataset import Dataset
from tests.curricula.grading.hostile import STATIC
from tests.curricula.grading.spellings import AROUND, latex

SIZE = 500
FILE = "completions.jsonl"
# the number of its row in the split, `completion`, `gold` (whether it is the solution)
Completion = dict[str, Any]


def write_completions(folder: Path, path: Path) -> list[Completion]:
    """The completions on the rows of `rl train` of a dataset, also written as JSON lines for a
    client to read."""
    found = completions(Dataset(folder))
    path.write_text("".join(json.dumps(one) + "\n" for one in found), encoding="ascii")
    return found


def completions(data: Dataset) -> list[Completion]:
    """SIZE completions, the same for the same dataset, one row after another until there are
    enough."""
    rows, problems = (
        list(data.rows("rl", "train")),
        {row["id"]: row for row in data.rows("problems", "rl")},
    )
    random, hostile, found = Random(0), iter(Random(0).sample(STATIC, len(STATIC))), []
    while len(found) < SIZE:
        for number, row in enumerate(rows):
            found += [
                {"row": number, **one}
                for one in on_one_row(row, problems[row["problem_id"]], random, hostile)
            ]
    return [one for one in found if encodable(one["completion"])][:SIZE]


def on_one_row(
    row: dict[str, Any], problem: dict[str, Any], random: Random, hostile: Iterator[tuple]
) -> Iterator[Completion]:
    """A solution with its answer, the right answer in some ways of writing it, wrong ones in the
    same ways, contradictions, and noise."""
    answer, drawn = row["answer"], family(row["family"])
    lines = [
        step["words"].replace("{}", step["claim"])
        for step in random.choice(problem["solutions"])["steps"]
    ]
    yield {"completion": "\n".join([*lines, f"Answer: {answer}"]), "gold": True}
    wrong = wrong_answers(
        Problem(drawn, drawn.load(row["params"]), problem["phrasing"], row["id"]),
        3,
        Stream("clients", row["id"]),
    )
    for put in random.sample(AROUND, 2):
        yield {"completion": put(latex(answer)), "gold": False}
    for other, put in zip(wrong, random.sample(AROUND, len(wrong)), strict=True):
        yield {"completion": put(other), "gold": False}
    for other in wrong[:1]:
        yield {"completion": rf"\boxed{{{answer}}} or \boxed{{{other}}}", "gold": False}
        yield {"completion": f"<think>\\boxed{{{answer}}}</think>\nAnswer: {other}", "gold": False}
    for _, _, text in islice(hostile, 2):
        yield {"completion": text, "gold": False}


def encodable(text: str) -> bool:
    """Whether a client can be handed the text in a file at all: a lone surrogate cannot be."""
    return text.isprintable() or text.encode("utf-8", "replace").decode() == text


def verdicts(rows: list[dict[str, Any]], found: list[Completion]) -> list[float]:
    """What curricula.grade says of each, given the rows of the dataset itself."""
    golds = [rows[one["row"]] for one in found]
    return [
        float(
            grade(
                one["completion"], gold["answer"], gold["answer_kind"], gold["answer_form"]
            ).correct
        )
        for one, gold in zip(found, golds, strict=True)
    ]
