"""Lanes of RL that are kept by their pass rates."""

from importlib.util import find_spec
from typing import Any

import pytest

from curricula.curriculum import CurriculumError
from curricula.studies.study_file import study_from

trained = pytest.mark.skipif(find_spec("trl") is None, reason="the extra train is not installed")
RATES = {"2-3 a": 0.9, "4-5 a": 0.7, "6-7 a": 0.3, "8-9 a": 0.1}
ROWS = [
    {
        **{"prompt": f"{number} ", "family": "none", "type": "a", "params": "{}"},
        **{"band": band, "answer": str(number), "problem_id": f"p{number}"},
    }
    for number, band in enumerate(["2-3", "4-5"] * 40)
]
STUDY = {
    "name": "lanes",
    "defaults": {"family": "finite_fields.operation_chain", "difficulty": 1},
    "datasets": {"base": {}, "sft": {}, "rl-1": {}, "eval": {}},
}


@trained
@pytest.mark.parametrize(
    ("low", "high", "kept"),
    [
        (0.3, 0.7, ["4-5 a", "6-7 a"]),
        (0.0, 1.0, list(RATES)),
        (0.4, 0.6, ["4-5 a"]),  # none lies within: the nearest, of two the first
        (0.95, 1.0, ["2-3 a"]),
        (0.0, 0.05, ["8-9 a"]),
    ],
)
def test_lanes_within_the_bounds_are_kept_or_else_the_nearest(low, high, kept):
    from pipelines.training.lanes import lanes_within

    assert lanes_within(RATES, low, high) == kept


@trained
def test_a_lane_is_measured_on_prompts_of_its_own(monkeypatch):
    from pipelines.models.presets import find_preset
    from pipelines.models.sampling import Sampled
    from pipelines.training import lanes, screening

    asked: list[str] = []

    def drawn(model, settings, rows, samples, *others):
        """The lane 2-3 is solved by a quarter of the completions, 4-5 by all."""
        asked.extend([row["prompt"] for row in rows])
        found = []
        for row in rows:
            number = int(row["prompt"])
            right = samples // 4 if number % 2 == 0 else samples
            texts = [f"Answer: {number}"] * right + ["Answer: -1"] * (samples - right)
            found.append([Sampled(text, 2, True) for text in texts])
        return found

    monkeypatch.setattr(screening, "sample_as_rl", drawn)
    unused: Any = None  # the model, of which the stand-in for `sample_as_rl` draws nothing
    kept = lanes.measured(unused, find_preset("smoke"), ROWS, 9, (0.3, 0.7))
    assert kept.rates == {"2-3 a": 0.25, "4-5 a": 1.0} and kept.kept == ["2-3 a"]
    assert len(asked) == 2 * lanes.PROMPTS and len(set(asked)) == len(asked)
    assert [row["band"] for row in kept.of(ROWS)] == ["2-3"] * 40
    assert kept.numbers()["lane/4-5 a/kept"] == 0.0


def test_a_phase_says_which_rates_it_keeps():
    content = {**STUDY, "rl": {"own": [{"data": "rl-1", "keep": [0.3, 0.7]}, "rl-1"]}}
    (arm,) = study_from(content).make().arms.values()
    assert [phase.keep for phase in arm.rl["own"]] == [(0.3, 0.7), None]


@pytest.mark.parametrize(
    "phase",
    [
        {"data": "rl-1", "keep": [0.7, 0.3]},
        {"data": "rl-1", "keep": [0.3]},
        {"data": "rl-1", "keep": [0.3, 1.7]},
        {"data": "rl-1", "keep": [0.3, 0.7], "settings": "rejection"},
        {"data": "sft", "keep": [0.3, 0.7]},
    ],
)
def test_rates_that_cannot_be_are_refused(phase):
    with pytest.raises(CurriculumError, match="keep"):
        study_from({**STUDY, "rl": {"own": [phase]}})


@trained
def test_the_digest_of_a_phase_without_lanes_is_what_it_was():
    from pipelines.training.cell import TrainingPhase

    assert TrainingPhase("data", "rl").plain() == ["data", "rl", 1.0]
    assert TrainingPhase("data", "rl", 2.0, (0.3, 0.7)).plain() == ["data", "rl", 2.0, (0.3, 0.7)]
