"""The examples that a model trains on and is asked, as texts or messages, from the rows of a data
set.

A pretrained model gets the dataset's own prompts and completions. A model from scratch reads the
terse wording: the dataset's own text where it is terse, else every problem is rebuilt from its
params by its family and worded again. Where numbers are written digit by digit every sign is a word
of its own.
"""

import json
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path
from typing import Any

import pyarrow as pa

from generators import catalog
from generators.errors import DatasetError
from generators.problem import Problem
from generators.render import opening, render, spaced, statement, wording_of
from pipelines.dataset.marker import marker_of
from pipelines.dataset.template import TEMPLATES
from pipelines.models.data import bands_of, marker_in, problems, rows, stages_in

TERSE_MARKER = marker_of(TEMPLATES["terse"])
ANSWER = ["answer", "answer_kind", "answer_form"]
LOOKED_AT = 400  # problems of a stage whose references give the token limit


def rebuilt(row: dict[str, Any]) -> Problem[Any]:
    """A row's problem, from its params. Raises DatasetError where its family is not here."""
    try:
        family = catalog.family(row["family"])
        return Problem(family, family.load(row["params"]), row.get("phrasing") or 0, row["id"])
    except (ValueError, TypeError, AttributeError) as error:
        raise DatasetError(
            f"{row['id']} cannot be worded for a model from scratch: {error}; name its folder with --family-dir"
        ) from error


class Words:
    """How the texts of one stage are put to a model: as message lists to a pretrained one, as terse
    text to one from scratch."""

    def __init__(self, folder: Path, stage: str, scratch: bool) -> None:
        self.scratch = scratch
        self.problems = problems(folder, stage)

    def prompt(self, row: dict[str, Any]) -> Any:
        """The prompt of a row of sft, rl or eval."""
        if not self.scratch:
            return row["prompt"]
        problem = self.problems[row["problem_id"]]
        if problem["wording"] == "natural":
            return statement(rebuilt(problem), "terse") + " "
        return worded(row["prompt"][-1]["content"], problem["wording"]) + " "

    def completion(self, row: dict[str, Any]) -> Any:
        """The completion of a row of sft."""
        if not self.scratch:
            return row["completion"]
        found = self.problems[row["problem_id"]]
        if found["wording"] != "natural":
            return worded(row["completion"][-1]["content"], found["wording"])
        problem, strategy = rebuilt(found), row["strategy"]
        solution = problem.solve(strategy, **found["choices"][strategy])
        text = TEMPLATES["terse"].show_completion(
            render(problem, solution, "terse"), solution.answer, strategy
        )
        return worded(text, wording_of(problem, "terse"))

    def wording(self, row: dict[str, Any]) -> str:
        """The wording in which a model writes."""
        written = self.problems[row["problem_id"]]["wording"]
        if not self.scratch or written != "natural":
            return written
        return wording_of(rebuilt(self.problems[row["problem_id"]]), "terse")


def worded(text: str, wording: str) -> str:
    """A text with each sign a word of its own, where numbers are written digit by digit."""
    return spaced(text, wording) if wording == "terse_digits" else text


def practice(folder: Path) -> list[dict[str, Any]]:
    """The rows of the base stage: prompt and completion as texts."""
    found = []
    for row in rows(folder, "base"):
        found.append(
            {
                "prompt": row["prompt"][-1]["content"] + " ",
                "completion": row["completion"][-1]["content"],
            }
        )
    return found


def taught(folder: Path, scratch: bool, split: str = "train") -> list[dict[str, Any]]:
    """The rows of sft: prompt, completion and strategy."""
    words = Words(folder, "sft", scratch)
    return [
        {
            "prompt": words.prompt(row),
            "completion": words.completion(row),
            "strategy": row["strategy"],
        }
        for row in rows(folder, "sft", split)
    ]


def asked(folder: Path, stage: str, scratch: bool, split: str = "") -> list[dict[str, Any]]:
    """The rows of rl or eval: prompt, answer, and what grading, recognition and tables need. `type`
    is the family where it has no types."""
    words, marker = Words(folder, stage, scratch), marker_in(folder)
    found = list(rows(folder, stage, split))
    return [
        {
            "prompt": words.prompt(row),
            "marker": marker
            if words.problems[row["problem_id"]]["wording"] != "natural" or not scratch
            else TERSE_MARKER,
            **{name: row[name] for name in ANSWER},
            "problem_id": row["problem_id"],
            "family": row["family"],
            "type": row["type"],
            "difficulty": row["difficulty"],
            "band": band,
            "params": row["params"],
            "names": words.problems[row["problem_id"]]["names"],
            "wording": words.wording(row),
        }
        for row, band in zip(found, bands_of(found), strict=True)
    ]


def references(folder: Path, stage: str, scratch: bool, strategies: tuple[str, ...]) -> list[str]:
    """Solutions of some of a stage's problems by the strategies, as a model is to write them."""
    texts: list[str] = []
    for row in list(problems(folder, stage).values())[:LOOKED_AT]:
        try:
            problem = rebuilt(row)
        except DatasetError:
            if scratch:
                raise
            continue  # of a family that is not here; the others' lengths will do
        natural = not scratch and row["wording"] == "natural"
        wording = "natural" if natural else wording_of(problem, "terse")
        for strategy in problem.strategies():
            if strategy in strategies or not strategies:
                solution = problem.solve(strategy)
                text = render(problem, solution, "natural" if natural else "terse")
                texts.append(worded(f"{text} ; answer {solution.answer}", wording))
    return texts


def as_dataset(rows: list[dict[str, Any]]) -> Any:
    """The rows as a `datasets.Dataset` with a fingerprint of their contents; `datasets` would
    pickle the table for one, which fails where the process is a module run by `python -m` on Python
    3.12."""
    from datasets import Dataset
    from datasets.table import InMemoryTable

    table = pa.Table.from_pylist(rows)
    return Dataset(
        InMemoryTable(table),
        fingerprint=blake2b(json.dumps(rows).encode(), digest_size=8).hexdigest(),
    )


def texts_of(folder: Path) -> Iterator[str]:
    """Every text that a model from scratch meets in a dataset, for its vocabulary; words that no
    text may show are added: digits and verdicts."""
    for stage in stages_in(folder):
        if stage == "base":
            for row in practice(folder):
                yield row["prompt"] + row["completion"]
        elif stage == "sft":
            for split in ("train", "validation"):
                for row in taught(folder, True, split):
                    yield row["prompt"] + row["completion"]
        else:
            for row in asked(folder, stage, True):
                yield row["prompt"] + worded(row["answer"], row["wording"])
    yield "0 1 2 3 4 5 6 7 8 9 answer yes no"


def forced(prompt: Any, strategy: str, wording: str) -> Any:
    """A prompt whose completion is opened in a strategy: terse text goes on behind it, messages
    have a last one to be continued."""
    begun = opening(strategy, wording)
    return (
        f"{prompt}{begun}"
        if isinstance(prompt, str)
        else [*prompt, {"role": "assistant", "content": begun}]
    )


def type_of(row: dict[str, Any]) -> str:
    """What a row's problems are called in logs: their type, or where their family has none, the
    family."""
    return row["type"] or row["family"]
