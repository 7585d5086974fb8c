"""The line of replicator dynamics, found again in logs that keep it, and the tables that show what
was measured beside answers."""

import json
from math import exp
from pathlib import Path
from typing import Any

import pytest

from pipelines.report.cells import read_experiment
from pipelines.report.comparison import compare
from pipelines.report.outcome import paired_t
from pipelines.report.replicator import SCALE, fits_of
from pipelines.report.report import write_report
from pipelines.report.tables import shortcut_table, steps_table, tokens_table, used_table
from tests.drawn_completions import completion, drawn, table, write_cell

SIDES = {"evaluation": {"forward": (0.5, 0.8), "backward": (0.5, 0.2)}}


def replicated(a: float, b: float, updates: int = 120) -> list[dict[str, Any]]:
    """A log in which the logit of forward's share moves by a + b (its lead), per SCALE updates;
    shares and accuracies stay the same within a window."""
    lines, logit = [], -1.0
    for at in range(0, updates, 10):
        share, lead = 1 / (1 + exp(-logit)), 0.5 * at / updates
        for step in range(at, at + 10):
            lines.append(
                {
                    "step": step,
                    "phase": "0-rl",
                    "num_tokens": 1_000.0 * (step + 1),
                    "share/evaluation/forward": share,
                    "share/evaluation/backward": 1 - share,
                    "share/evaluation/none": 0.0,
                    "right/evaluation/forward": share * (0.3 + lead),
                    "right/evaluation/backward": (1 - share) * 0.3,
                }
            )
        logit += (a + b * lead) * 10 / SCALE
    return lines


def trained(folder: Path, logs: list[list[dict[str, Any]]]) -> Path:
    for seed, lines in enumerate(logs):
        write_cell(folder / f"{seed}/rl", drawn(SIDES, 9, 2), "FB", "rl-6-9", seed, "sft", lines)
    return folder


@pytest.mark.parametrize(("a", "b"), [(0.0, 6.0), (1.5, 3.0), (-2.0, 0.0)])
def test_the_line_of_a_log_is_found(tmp_path, a, b):
    (fit,) = fits_of(read_experiment(trained(tmp_path, [replicated(a, b)])))
    forward = fit.first == "forward"
    assert {fit.first, fit.second} == {"forward", "backward"} and fit.seeds == 1
    assert fit.a.value == pytest.approx(a if forward else -a, abs=1e-9)
    assert fit.b.value == pytest.approx(b, abs=1e-9)


def test_seeds_are_fitted_apart_and_have_an_interval(tmp_path):
    logs = [replicated(0.5, b) for b in (4.0, 5.0, 6.0)]
    (fit,) = fits_of(read_experiment(trained(tmp_path, logs)))
    assert fit.seeds == 3 and fit.b.value == pytest.approx(5.0) and fit.b.kind == "t"
    assert fit.b.low < 4 and fit.b.high > 6


def test_a_log_that_does_not_tell_is_left_out(tmp_path):
    old = [
        {name: value for name, value in line.items() if not name.startswith("right/")}
        for line in replicated(0, 1)
    ]
    few = replicated(0, 1, 40)
    rare = [{**line, "share/evaluation/backward": 0.01} for line in replicated(0, 1)]
    for name, lines in (("old", old), ("few", few), ("rare", rare)):
        assert fits_of(read_experiment(trained(tmp_path / name, [lines]))) == []


def test_pairs_are_held_against_students_t():
    """Of 1, 2, 3, 4, 5: t = 3 / sqrt(2.5 / 5) = 4.243 of four degrees of freedom."""
    assert paired_t([1.0, 2.0, 3.0, 4.0, 5.0]) == pytest.approx(0.01324, abs=1e-4)
    assert paired_t([-1.0, 0.0, 1.0]) == pytest.approx(1.0)
    assert paired_t([1.0, 2.0]) is None and paired_t([2.0, 2.0, 2.0]) is None


def test_what_was_measured_beside_answers_is_in_the_report(tmp_path):
    rows = [
        completion(
            f"p{i}",
            sample=number,
            shortcuts="mirrored" if i < 2 else "",
            strategy="mirrored" if number % 4 == 0 else "forward",
            correct=i < 2,
            lines=6,
            solution="x" if i < 2 else "",
            first_wrong=None if i < 2 else 3,
        )
        for i in range(4)
        for number in range(64)
    ]
    write_cell(tmp_path / "sft", table(rows), "B", "sft", 0, None, replicated(1, 1))
    comparison = compare(read_experiment(tmp_path), 40)
    shortcuts = shortcut_table(comparison, "6-9")
    assert shortcuts is not None
    assert [str(cell).split(" ")[0] for cell in shortcuts.rows[0]][3:] == [
        *("mirrored", "25.0", "25.0", "100.0", "0.0")
    ]
    used = used_table(comparison, "6-9")
    assert used is not None and used.head[4:] == ["k = 1", "k = 8", "k = 64"]
    steps = steps_table(comparison, "6-9")
    assert steps is not None and steps.rows[0][4].value == percent(18 / 20)
    assert steps.rows[0][6].value == percent(0.9**6)
    tokens = tokens_table(comparison)
    assert tokens is not None and tokens.rows[0][2].value == "120"
    pytest.importorskip("matplotlib")
    write_report(tmp_path, 40)
    page = (tmp_path / "report.md").read_text()
    for words in ("## Shortcuts", "## Steps", "120,000", "d logit(share)", "of which one of k"):
        assert words in page
    plain = json.loads((tmp_path / "report.json").read_text())
    assert len(plain["replicator"]) == 1


def percent(value: float) -> str:
    return f"{100 * value:.1f}"
