"""The primary outcome: paired gains, the exact sign test, and what the report says of it."""

import json
from itertools import product

import pytest

from pipelines.report.cells import read_experiment
from pipelines.report.comparison import compare
from pipelines.report.outcome import SignTest, between_arms, gains_of, says, sign_test
from pipelines.report.report import write_report
from pipelines.report.tables import outcome_table
from tests.drawn_completions import drawn, write_cell

BANDS = {"2-5": 1.0, "6-9": 0.9}


HALF_THEN_FORWARD = (
    ("sft", None, {"forward": (0.5, 0.4), "backward": (0.5, 0.4)}),
    ("rl", "sft", {"forward": (1.0, 0.4)}),
)


def sides(rate: float) -> dict:
    return {name: {"forward": (1.0, rate)} for name in ("evaluation", "inversion")}


def study(folder, outcome: object):
    for seed, (arm, rise) in product(range(3), {"A": 0.3, "B": 0.0}.items()):
        for stage, parent, rate in (("sft", None, 0.4), ("rl", "sft", 0.4 + rise)):
            table = drawn(sides(rate), 30, 4, seed, BANDS)
            write_cell(folder / f"{seed}{arm}{stage}", table, arm, stage, seed, parent, [])
    (folder / "experiment.json").write_text(json.dumps({"name": "x", "outcome": outcome}))
    return compare(read_experiment(folder), draws=30)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([], SignTest(0, 0, 1.0)),
        ([0.0, 0.0], SignTest(0, 0, 1.0)),
        ([0.1], SignTest(1, 1, 1.0)),
        ([0.1] * 5, SignTest(5, 5, 2 / 32)),
        ([-0.1] * 6, SignTest(0, 6, 2 / 64)),
        ([0.1, 0.2, 0.3, -0.1, 0.0], SignTest(3, 4, 2 * 5 / 16)),
        ([0.1, -0.1], SignTest(1, 2, 1.0)),
    ],
)
def test_the_sign_test_is_exact(values, expected):
    assert sign_test(values) == expected


def test_gains_are_paired_by_seed_and_compared_between_arms(tmp_path):
    comparison = study(tmp_path, {"stage": "rl", "against": "sft", "band": "6-9", "type": "all"})
    gains = gains_of(comparison)
    assert list(gains) == ["A", "B"] and list(gains["A"]) == [0, 1, 2]
    assert all(value > 0.1 for value in gains["A"].values())
    pair = between_arms(gains)["A − B"]
    assert pair[1] == pytest.approx(gains["A"][1] - gains["B"][1])
    table = outcome_table(comparison)
    assert table is not None and [row[0].value for row in table.rows] == ["A", "B", "A − B"]
    assert table.rows[0][4].value == "3 of 3" and table.rows[0][5].value == "0.25"
    assert "Named before the run: accuracy on 6-9, sampled freely" in says(comparison)
    write_report(tmp_path, draws=30)
    assert "## Primary outcome" in (tmp_path / "report.md").read_text()


@pytest.mark.parametrize("measure", ["selection", "improvement"])
def test_an_outcome_may_be_a_part_of_the_gain(tmp_path, measure):
    named = {"stage": "rl", "against": "sft", "band": "6-9", "type": "all", "measure": measure}
    comparison = study(tmp_path / "part", named)
    parts = gains_of(comparison)
    # one strategy alone: nothing to select, and it improves as its forced accuracy does
    forced = gains_of(study(tmp_path / "forced", {**named, "measure": "", "strategy": "forward"}))
    none = dict.fromkeys(range(3), 0.0)
    for arm in ("A", "B"):
        assert parts[arm] == pytest.approx(forced[arm] if measure == "improvement" else none)
    assert f"Named before the run: {measure} (with accuracy as forced" in says(comparison)
    assert gains_of(study(tmp_path / "other", {**named, "against": "base"})) == {}


def test_an_outcome_may_be_a_share(tmp_path):
    named = {"stage": "rl", "against": "sft", "band": "6-9", "type": "all", "measure": "share"}
    for strategy, grown in (("forward", 0.5), ("backward", -0.5), ("mirrored", 0.0)):
        folder = tmp_path / strategy
        for seed, (stage, parent, shares) in product(range(3), HALF_THEN_FORWARD):
            sides = dict.fromkeys(("evaluation", "inversion"), shares)
            table = drawn(sides, 60, 8, seed, BANDS)
            write_cell(folder / f"{seed}{stage}", table, "A", stage, seed, parent, [])
        outcome = {"name": "x", "outcome": {**named, "strategy": strategy}}
        (folder / "experiment.json").write_text(json.dumps(outcome))
        comparison = compare(read_experiment(folder), draws=30)
        expected = dict.fromkeys(range(3), grown)
        assert gains_of(comparison)["A"] == pytest.approx(expected, abs=0.1)
        assert f"Named before the run: share of {strategy} on 6-9, sampled" in says(comparison)
        table = outcome_table(comparison)
        assert table is not None and table.caption == "The primary outcome, in points of share"


def test_an_outcome_named_late_is_called_so(tmp_path):
    comparison = study(tmp_path, {"stage": "rl", "against": "sft", "band": "6-9", "type": "all"})
    comparison.experiment.config["evaluated_before_outcome"] = 4
    assert says(comparison).startswith("Named when 4 evaluations of rl were there: accuracy on 6-9")


def test_an_outcome_that_cannot_be_told_is_left_out_or_said_to_be_missing(tmp_path):
    for i, bad in enumerate((None, 5, {"stage": 3})):
        comparison = study(tmp_path / str(i), bad)
        assert outcome_table(comparison) is None and says(comparison) == ""
    named = {"stage": "rl-9", "against": "sft", "band": "6-9", "type": "all"}
    comparison = study(tmp_path / "missing", named)
    assert outcome_table(comparison) is None and says(comparison)
    write_report(tmp_path / "missing", draws=30)
    assert "No arm has both stages yet" in (tmp_path / "missing" / "report.md").read_text()
