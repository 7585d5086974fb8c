"""The examples that a model trains on and is asked, as texts or messages, from the rows of a
dataset.

A pretrained model gets the dataset's own prompts and completions. A model from scratch reads the
terse wording: the dataset's own text where it is terse, else every problem is rebuilt from its
params by its family and worded again. Where numbers are written digit by digit every sign is a word
of its own.
"""

import json
from collections.abc import Iterator
from hashlib import blake2b
from typing import Any

import pyarrow as pa

from curricula.curriculum import bands_called
from generators import catalog
from generators.errors import DatasetError
from generators.layout import is_terse, opening, spaced
from generators.problem import Problem
from generators.render import (
    Rendering,
    beginning,
    render,
    statement,
    wording_of,
)
from pipelines.dataset.dataset import Dataset
from pipelines.dataset.marker import marker_of
from pipelines.dataset.template import TEMPLATES

STAGES = ("base", "sft", "rl", "eval")
WORDED_AGAIN = Rendering("terse")  # of problems that a model from scratch cannot read as they are
TERSE_MARKER = marker_of(TEMPLATES["terse"])
OF_PROBLEM = (
    *("id", "family", "type", "difficulty", "knobs", "params", "phrasing", "wording", "names"),
    "solutions",
)
OF_ASKED = (
    *("answer", "answer_kind", "answer_form", "problem_id", "family", "type", "difficulty"),
    "params",
)
LOOKED_AT = 400  # problems of a stage whose references give the token limit
ALWAYS_KNOWN = "0 1 2 3 4 5 6 7 8 9 answer yes no"  # words that no text of a dataset may show


def stages_in(dataset: Dataset) -> list[str]:
    """The stages that a dataset has rows of, in order."""
    return [stage for stage in STAGES if stage in dataset.configs]


def strategies_taught(dataset: Dataset) -> tuple[str, ...]:
    """The strategies that a dataset's sft rows show, sorted."""
    strategies: set[str] = set()
    for batch in dataset.batches("sft", columns=["strategy"]):
        strategies.update(batch.column("strategy").unique().to_pylist())
    return tuple(sorted(strategies))


def problems_of(dataset: Dataset, stage: str) -> dict[str, dict[str, Any]]:
    """By id what is needed to word a problem again: its params and the choices of its solutions. An
    evaluation set from elsewhere has no problems; its rows stand for them."""
    if "problems" not in dataset.configs:
        foreign = {"wording": "natural", "names": None, "choices": {}}
        return {row["problem_id"]: {**row, **foreign} for row in dataset.rows(stage)}
    problems = {}
    for row in dataset.problems(stage, OF_PROBLEM):
        solutions = row.pop("solutions")
        row["choices"] = {
            solution["strategy"]: json.loads(solution["choices"]) for solution in solutions
        }
        row["turned"] = [solution["strategy"] for solution in solutions if is_turned(solution)]
        problems[row["id"]] = row
    return problems


def is_turned(solution: dict[str, Any]) -> bool:
    """Whether a solution is more or other than what its strategy makes of the problem."""
    slipped = solution["fault_kind"] not in (None, "guess")
    return slipped or bool(solution.get("backtracks") or solution.get("checked"))


def rebuilt(row: dict[str, Any]) -> Problem[Any]:
    """A row's problem, from its params. Raises DatasetError where its family is not here."""
    try:
        family = catalog.family(row["family"])
        return Problem(family, family.load(row["params"]), row.get("phrasing") or 0, row["id"])
    except (ValueError, TypeError, AttributeError) as error:
        raise DatasetError(
            f"{row['id']} cannot be worded for a model from scratch: {error}; name its folder with"
            " --family-dir"
        ) from error


class StageTexts:
    """The texts of one stage as they are put to a model: as message lists to a pretrained one, as
    terse text to one from scratch."""

    def __init__(self, dataset: Dataset, stage: str, scratch: bool) -> None:
        self.scratch = scratch
        self.marker_of_dataset = dataset.marker
        self.rendering_of_dataset = dataset.rendering
        self.problems = problems_of(dataset, stage)

    def is_worded_again(self, row: dict[str, Any]) -> bool:
        """Whether a row's problem is put in terse text that its dataset does not have."""
        return self.scratch and not is_terse(self.problems[row["problem_id"]]["wording"])

    def prompt(self, row: dict[str, Any]) -> Any:
        """The prompt of a row of sft, rl or eval."""
        if not self.scratch:
            return row["prompt"]
        problem = self.problems[row["problem_id"]]
        if self.is_worded_again(row):
            return statement(rebuilt(problem), WORDED_AGAIN.style) + " "
        return worded(row["prompt"][-1]["content"], problem["wording"]) + " "

    def completion(self, row: dict[str, Any]) -> Any:
        """The completion of a row of sft."""
        if not self.scratch:
            return row["completion"]
        stored = self.problems[row["problem_id"]]
        if is_terse(stored["wording"]):
            return worded(row["completion"][-1]["content"], stored["wording"])
        problem, strategy = rebuilt(stored), row["strategy"]
        if strategy in stored["turned"]:
            raise DatasetError(
                f"{row['id']} has wrong turns on purpose, which cannot be worded for a model from"
                " scratch; generate the dataset with --style terse"
            )
        solution = problem.solve(strategy, **stored["choices"][strategy])
        text = TEMPLATES["terse"].show_completion(
            render(problem, solution, WORDED_AGAIN), solution.answer, strategy
        )
        return worded(text, wording_of(problem, WORDED_AGAIN.style))

    def wording(self, row: dict[str, Any]) -> str:
        """The wording in which a model writes."""
        problem = self.problems[row["problem_id"]]
        if not self.is_worded_again(row):
            return problem["wording"]
        return wording_of(rebuilt(problem), WORDED_AGAIN.style)

    def rendering(self, row: dict[str, Any]) -> Rendering:
        """How the solutions are written that a model learns from."""
        return WORDED_AGAIN if self.is_worded_again(row) else self.rendering_of_dataset

    def marker(self, row: dict[str, Any]) -> str | None:
        """What a model writes before its answer, where a grader has to know: the words of the
        dataset's template, or those of our own where the problem is worded again."""
        return TERSE_MARKER if self.is_worded_again(row) else self.marker_of_dataset

    def names(self, row: dict[str, Any]) -> Any:
        """What the numbers of the problem are called in its statement."""
        return self.problems[row["problem_id"]]["names"]


def worded(text: str, wording: str) -> str:
    """A text with each sign a word of its own, where numbers are written digit by digit."""
    return spaced(text, wording) if wording == "terse_digits" else text


def practice(dataset: Dataset) -> list[dict[str, Any]]:
    """The rows of the base stage: prompt and completion as texts."""
    return [
        {
            "prompt": row["prompt"][-1]["content"] + " ",
            "completion": row["completion"][-1]["content"],
        }
        for row in dataset.rows("base")
    ]


def taught(dataset: Dataset, scratch: bool, split: str = "train") -> list[dict[str, Any]]:
    """The rows of sft: prompt, completion and strategy."""
    texts = StageTexts(dataset, "sft", scratch)
    return [
        {
            "prompt": texts.prompt(row),
            "completion": texts.completion(row),
            "strategy": row["strategy"],
        }
        for row in dataset.rows("sft", split)
    ]


def asked(dataset: Dataset, stage: str, scratch: bool, split: str = "") -> list[dict[str, Any]]:
    """The rows of rl or eval: prompt, answer, and what grading, recognition and tables need."""
    texts = StageTexts(dataset, stage, scratch)
    rows = list(dataset.rows(stage, split))
    bands = bands_called([(row["difficulty"], json.loads(row["knobs"])) for row in rows])
    return [
        {
            "prompt": texts.prompt(row),
            "marker": texts.marker(row),
            "names": texts.names(row),
            "wording": texts.wording(row),
            "rendering": texts.rendering(row)._asdict(),
            "band": band,
            **told(row),
        }
        for row, band in zip(rows, bands, strict=True)
    ]


def told(row: dict[str, Any]) -> dict[str, Any]:
    return {name: row[name] for name in OF_ASKED}


def type_of(row: dict[str, Any]) -> str:
    """What a row's problems are called in logs: their type, or where their family has none, the
    family."""
    return row["type"] or row["family"]


def begun(row: dict[str, Any], strategy: str) -> str:
    """What a completion of a row's problem begins with when its strategy is forced; empty where
    nothing tells the strategy."""
    said = row.get("rendering")
    if said is None:
        return opening(strategy, row["wording"])
    if is_terse(row["wording"]):
        return opening(strategy, row["wording"]) if Rendering(**said).labelled == "first" else ""
    return beginning(rebuilt({**row, "id": row["problem_id"]}), strategy, Rendering(**said))


def forced(row: dict[str, Any], strategy: str) -> Any:
    """A row's prompt whose completion is opened in a strategy: terse text goes on behind it,
    messages have a last one to be continued."""
    begun_so, prompt = begun(row, strategy), row["prompt"]
    if isinstance(prompt, str):
        return f"{prompt}{begun_so}"
    return [*prompt, {"role": "assistant", "content": begun_so}]


def references(
    dataset: Dataset, stage: str, scratch: bool, strategies: tuple[str, ...]
) -> list[str]:
    """Solutions of some of a stage's problems by the strategies, as a model is to write them."""
    texts: list[str] = []
    for row in list(problems_of(dataset, stage).values())[:LOOKED_AT]:
        try:
            problem = rebuilt(row)
        except DatasetError:
            if scratch:
                raise
            continue  # of a family that is not here; the others' lengths will do
        is_worded_again = scratch and not is_terse(row["wording"])
        rendering = WORDED_AGAIN if is_worded_again else dataset.rendering
        wording = wording_of(problem, rendering.style)
        for strategy in problem.strategies():
            if strategy in strategies or not strategies:
                solution = problem.solve(strategy)
                text = render(problem, solution, rendering)
                texts.append(worded(f"{text} ; answer {solution.answer}", wording))
    return texts


def texts_of(dataset: Dataset) -> Iterator[str]:
    """Every text that a model from scratch meets in a dataset, for its vocabulary; the digits and
    the words of verdicts are added."""
    for stage in stages_in(dataset):
        if stage == "base":
            for row in practice(dataset):
                yield row["prompt"] + row["completion"]
        elif stage == "sft":
            for split in ("train", "validation"):
                for row in taught(dataset, True, split):
                    yield row["prompt"] + row["completion"]
        else:
            for row in asked(dataset, stage, True):
                yield row["prompt"] + worded(row["answer"], row["wording"])
    yield ALWAYS_KNOWN


def as_dataset(rows: list[dict[str, Any]]) -> Any:
    """The rows as a `datasets.Dataset` with a fingerprint of their contents; `datasets` would
    pickle the table for one, which fails where the process is a module run by `python -m` on Python
    3.12."""
    import datasets
    from datasets.table import InMemoryTable

    table = pa.Table.from_pylist(rows)
    fingerprint = blake2b(json.dumps(rows).encode(), digest_size=8).hexdigest()
    return datasets.Dataset(InMemoryTable(table), fingerprint=fingerprint)
