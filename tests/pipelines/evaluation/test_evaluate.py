"""Evaluation with a model that writes known texts: what was sampled, and that a forced opening
counts as the beginning of what is read. No network is run here."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from curricula.request import plain_curriculum
from generators.catalog import family
from generators.layout import opening
from generators.problem import Problem
from generators.render import Rendering, render
from pipelines.dataset.build import build
from pipelines.dataset.dataset import Dataset
from pipelines.dataset.template import TEMPLATES
from pipelines.evaluation import evaluate as evaluating
from pipelines.models.examples import asked
from pipelines.models.sampling import Sampled
from pipelines.training import floor as measuring

STRATEGIES = ("forward", "backward")
SETTINGS = {
    "limit": 0,
    "samples": 2,
    "forced_samples": 1,
    "greedy": True,
    "batch": 8,
    "temperature": 1.0,
    "top_p": 1.0,
}


@pytest.fixture(scope="module", params=["terse", "plain"])
def rows(request, tmp_path_factory) -> list[dict[str, Any]]:
    """The eval rows of a small dataset of chains."""
    folder: Path = tmp_path_factory.mktemp("evaluated") / request.param
    build(
        plain_curriculum(
            family=["finite_fields.operation_chain"],
            difficulty="2",
            strategies=2,
            size=60,
            style=request.param,
            label="first",
            knob=("numerals=plain",),
        ),
        TEMPLATES["terse" if request.param == "terse" else "plain"],
        folder,
        "curricula generate",
    )
    found = asked(Dataset(folder), "eval", request.param == "terse")
    assert found
    return found


class Writer:
    """Samples in a model's stead: right solutions without the opening that was forced, and forward
    where none was."""

    def __init__(self, rows: list[dict[str, Any]]) -> None:
        self.rows = {str(row["prompt"]): row for row in rows}

    def __call__(
        self, model: Any, prompts: Sequence[Any], samples: int, *options: Any
    ) -> list[list[Sampled]]:
        return [[Sampled(self.write(prompt), 7, True)] * samples for prompt in prompts]

    def write(self, prompt: Any) -> str:
        for strategy in STRATEGIES:
            for row in self.rows.values():
                words = opening(strategy, row["wording"])
                opened = (
                    f"{row['prompt']}{words}"
                    if isinstance(row["prompt"], str)
                    else [*row["prompt"], {"role": "assistant", "content": words}]
                )
                if opened == prompt:
                    text = self.solution(row, strategy)
                    assert text.startswith(words)
                    return text.removeprefix(words)
        return self.solution(self.rows[str(prompt)], "forward")

    def solution(self, row: dict[str, Any], strategy: str) -> str:
        kind = family(row["family"])
        problem = Problem(kind, kind.load(row["params"]), 0, row["problem_id"])
        oracle = {"guess": "oracle"} if strategy == "forward" else {}
        choices = {k: v for k, v in oracle.items() if k in kind.strategies[strategy].choices}
        solution = problem.solve(strategy, **choices)
        terse = row["wording"] == "terse"
        text = render(problem, solution, Rendering("terse" if terse else "plain", label="first"))
        return TEMPLATES["terse" if terse else "plain"].show_completion(
            text, solution.answer, strategy
        )


def test_a_forced_opening_is_part_of_what_is_read(rows, monkeypatch):
    """A completion goes on behind its opening; without it a line is lost, and the strategy with
    it."""
    monkeypatch.setattr(evaluating, "sample", Writer(rows))
    table = evaluating.evaluate(None, rows, STRATEGIES, 64, SETTINGS).to_pylist()
    forced = [row for row in table if row["sampling"] == "forced"]
    assert {row["forced"] for row in forced} == set(STRATEGIES)
    wording = rows[0]["wording"]
    for row in forced:
        assert row["completion"].startswith(opening(row["forced"], wording).strip())
        assert row["correct"] and row["first_wrong"] is None, row
        if wording == "terse":
            assert row["strategy"] == row["forced"], row


def test_every_sampling_is_there_with_its_samples(rows, monkeypatch):
    monkeypatch.setattr(evaluating, "sample", Writer(rows))
    table = evaluating.evaluate(None, rows, STRATEGIES, 64, SETTINGS)
    counts = {name: table["sampling"].to_pylist().count(name) for name in ("free", "greedy")}
    assert counts == {"free": 2 * len(rows), "greedy": len(rows)}
    free = [row for row in table.to_pylist() if row["sampling"] == "free"]
    assert {row["problem_id"] for row in free} == {row["problem_id"] for row in rows}
    assert all(row["strategy"] == "forward" and row["forced"] == "" for row in free)
    few = evaluating.evaluate(
        None, rows, STRATEGIES, 64, {**SETTINGS, "greedy": False, "forced_samples": 0, "limit": 3}
    )
    assert few["sampling"].to_pylist() == ["free"] * 6


def test_the_floor_reads_forced_openings_too(rows, monkeypatch):
    read: list[tuple[str, str]] = []
    real = measuring.read_completion

    def reading(text: Any, row: dict[str, Any], opened: str = "") -> Any:
        read.append((text, opened))
        return real(text, row, opened)

    monkeypatch.setattr(measuring, "sample", Writer(rows))
    monkeypatch.setattr(measuring, "read_completion", reading)
    floor = measuring.measure(None, rows, STRATEGIES, 64, SETTINGS)
    assert floor.pass_1 == 1.0 and not floor.below and floor.prompts == len(rows)
    assert {opened for _, opened in read} == {
        "",
        *[opening(strategy, rows[0]["wording"]) for strategy in STRATEGIES],
    }


def test_no_opening_is_forced_where_no_word_of_a_solution_names_its_strategy(rows, monkeypatch):
    """And the strategies of terse lines are told without it."""
    unnamed = [{**row, "rendering": {**row["rendering"], "label": "none"}} for row in rows]
    if rows[0]["wording"] != "terse":  # whose solutions open in sentences of their own
        assert evaluating.forced_tries(unnamed, STRATEGIES)
        return
    writer = Writer(rows)

    def unlabelled(model: Any, prompts: Sequence[Any], samples: int, *options: Any):
        texts = [writer.write(prompt).partition(" ")[2] for prompt in prompts]
        return [[Sampled(text, 7, True)] * samples for text in texts]

    monkeypatch.setattr(evaluating, "sample", unlabelled)
    table = evaluating.evaluate(None, unnamed, STRATEGIES, 64, SETTINGS).to_pylist()
    assert {row["sampling"] for row in table} == {"free", "greedy"}
    assert {row["strategy"] for row in table} == {"forward"}
    assert all([row["correct"] and row["first_wrong"] is None for row in table])
