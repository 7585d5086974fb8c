"""The examples that a model trains on and is asked, read from a data set's files.

A pretrained model gets the data set's own prompts and completions. A model from scratch reads the terse wording: the data set's own text
where it is terse, else every problem is rebuilt from its params by its family and worded again. Where numbers are written digit by digit
every sign is a word of its own.
"""

import json
import re
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as parquet

from generators import catalog
from generators.problem import Problem
from generators.wording import opening, render, spaced, statement, wording_of
from pipelines.dataset.manifest import MANIFEST, read_manifest
from pipelines.dataset.marker import marker_of
from pipelines.dataset.template import TEMPLATES, Template
from pipelines.dataset.verify import Report, check_manifest

PROBLEM = ["id", "family", "type", "difficulty", "knobs", "params", "phrasing", "wording", "names"]
JOIN = re.compile(r"(?<=\d) (?=\d)|(?<=\d) (?=[./] \d)|(?<=\d [./]) (?=\d)", re.ASCII)  # the digits of a number, a decimal or a fraction
SIGN = re.compile(r"(?:(?<=[;=(,\[{:+*/^<>])|(?<=\bor)|(?<=\banswer)|^) ?- (?=[\w(])", re.ASCII)  # before a number, not between two
TERSE_MARKER = marker_of(TEMPLATES["terse"])
ANSWER = ["answer", "answer_kind", "answer_form"]


class DataProblem(ValueError):
    """A data set that cannot be trained on; the message says which, why, and what to do."""


def intact(folder: Path) -> dict[str, Any]:
    """The manifest of a data set of which no file was changed since it was made. Raises DataProblem."""
    if not (folder / MANIFEST).is_file():
        raise DataProblem(f"{folder} is not a data set: it has no {MANIFEST}; make one with curricula generate")
    report = Report()
    check_manifest(folder, "", report)
    if report.bad:
        finding = report.bad[0]
        raise DataProblem(f"{folder}: {finding['file']}: {finding['reason']}; generate the data set anew, or pull it again")
    return read_manifest(folder)


def stages_in(folder: Path) -> list[str]:
    """The stages that a data set holds."""
    return [stage for stage in ("base", "sft", "rl", "eval") if any((folder / stage).glob("*.parquet"))]


def rows(folder: Path, config: str, split: str = "") -> Iterator[dict[str, Any]]:
    """The rows of one config, in the order of its files."""
    for file in sorted((folder / config).glob(f"{split}*.parquet")):
        with parquet.ParquetFile(file) as source:
            for batch in source.iter_batches(2_000):
                yield from batch.to_pylist()


def problems(folder: Path, stage: str) -> dict[str, dict[str, Any]]:
    """By id what is needed to word a problem again: its params and the choices of its solutions. An evaluation set from elsewhere has no
    problems; its rows stand for them."""
    found: dict[str, dict[str, Any]] = {}
    if not (folder / "problems").is_dir():
        return {row["problem_id"]: {**row, "wording": "natural", "names": None, "choices": {}} for row in rows(folder, stage)}
    for file in sorted((folder / "problems").glob("*.parquet")):
        table = parquet.read_table(file, columns=[*PROBLEM, "solutions"], filters=[("stage", "=", stage)])
        for row in table.to_pylist():
            row["choices"] = {solution["strategy"]: json.loads(solution["choices"]) for solution in row.pop("solutions")}
            found[row["id"]] = row
    return found


def bands_of(rows: list[dict[str, Any]]) -> list[str]:
    """What rows' difficulties are called in tables: their ranges of steps, where all their families have such a knob, else the rungs."""
    steps = [json.loads(row["knobs"]).get("steps") for row in rows]
    if all([isinstance(each, list) and len(each) == 2 for each in steps]):
        return [f"{low}-{high}" for low, high in steps]
    return [str(row["difficulty"]) for row in rows]


def rebuilt(row: dict[str, Any]) -> Problem[Any]:
    """A row's problem, from its params. Raises DataProblem where its family is not here."""
    try:
        family = catalog.family(row["family"])
        return Problem(family, family.load(row["params"]), row.get("phrasing") or 0, row["id"])
    except (ValueError, TypeError, AttributeError) as error:
        raise DataProblem(f"{row['id']} cannot be worded for a model from scratch: {error}; name its folder with --family-dir") from error


class Words:
    """How the texts of one stage are put to a model: as message lists to a pretrained one, as terse text to one from scratch."""

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
        text = TEMPLATES["terse"].show_completion(render(problem, solution, "terse"), solution.answer, strategy)
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
        found.append({"prompt": row["prompt"][-1]["content"] + " ", "completion": row["completion"][-1]["content"]})
    return found


def taught(folder: Path, scratch: bool, split: str = "train") -> list[dict[str, Any]]:
    """The rows of sft: prompt, completion and strategy."""
    words = Words(folder, "sft", scratch)
    return [
        {"prompt": words.prompt(row), "completion": words.completion(row), "strategy": row["strategy"]}
        for row in rows(folder, "sft", split)
    ]


def asked(folder: Path, stage: str, scratch: bool, split: str = "") -> list[dict[str, Any]]:
    """The rows of rl or eval: prompt, answer, and what grading, recognition and tables need. `type` is the family where it has no types."""
    words, marker = Words(folder, stage, scratch), marker_in(folder)
    found = list(rows(folder, stage, split))
    return [
        {
            "prompt": words.prompt(row),
            "marker": marker if words.problems[row["problem_id"]]["wording"] != "natural" or not scratch else TERSE_MARKER,
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


def marker_in(folder: Path) -> str | None:
    """The words that the data set's own template puts before an answer, where the grader needs to know them."""
    template = read_manifest(folder)["config"]["template"]
    return marker_of(Template(**template))


def as_dataset(rows: list[dict[str, Any]]) -> Any:
    """The rows as a `datasets.Dataset` with a fingerprint of their contents; `datasets` would pickle the table for one, which fails where
    the process is a module run by `python -m` on Python 3.12."""
    from datasets import Dataset
    from datasets.table import InMemoryTable

    table = pa.Table.from_pylist(rows)
    return Dataset(InMemoryTable(table), fingerprint=blake2b(json.dumps(rows).encode(), digest_size=8).hexdigest())


def texts_of(folder: Path) -> Iterator[str]:
    """Every text that a model from scratch meets in a data set, for its vocabulary; words that no text may show are added: digits and
    verdicts."""
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


def strategies_taught(folder: Path) -> tuple[str, ...]:
    """The strategies that a data set's sft rows show."""
    found: dict[str, None] = {}
    for file in sorted((folder / "sft").glob("*.parquet")):
        found.update(dict.fromkeys(parquet.read_table(file, columns=["strategy"])["strategy"].unique().to_pylist()))
    return tuple(sorted(found))


def forced(prompt: Any, strategy: str, wording: str) -> Any:
    """A prompt whose completion is opened in a strategy: terse text goes on behind it, messages have a last one to be continued."""
    begun = opening(strategy, wording)
    return f"{prompt}{begun}" if isinstance(prompt, str) else [*prompt, {"role": "assistant", "content": begun}]


def unspaced(text: str, wording: str) -> str:
    """A completion with its numbers whole again, as graders read it: `- 8 3 / 1 0 5` is -83/105."""
    if wording != "terse_digits":
        return text
    return SIGN.sub(lambda found: found[0].rstrip(), JOIN.sub("", text))
