"""The study's shape, trained for real: `pytest -m study` takes most of an hour; CURRICULA_STUDY
names a folder to go on in."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.command_line import HOME

pytestmark = pytest.mark.study
BAND = "6-9"


@pytest.fixture(scope="module")
def study(tmp_path_factory) -> Path:
    folder = Path(os.environ.get("CURRICULA_STUDY") or tmp_path_factory.mktemp("study") / "tiny")
    command = [
        sys.executable,
        "-m",
        "curricula",
        "experiment",
        "select_and_improve",
        "--preset",
        "tiny",
        "--seeds",
        "1",
        "--out",
        str(folder),
    ]
    subprocess.run(command, cwd=HOME, check=True)
    return folder


def mean(study: Path, arm: str, stage: str, kind: str, *keys: str) -> float:
    """The mean over the seeds that are there of the figure at this path."""
    found = []
    for file in study.glob(f"seed-*/{arm}/{stage}/evaluation.json"):
        value = json.loads(file.read_text())["bands"][BAND]["types"][kind]
        for key in (*keys, "value"):
            value = value[key]
        found.append(value)
    return sum(found) / len(found)


def accuracy(study: Path, arm: str, stage: str, kind: str = "all") -> float:
    return mean(study, arm, stage, kind, "accuracy")


def test_two_strategies_and_harder_rl_win(study):
    both = accuracy(study, "FB", "rl-6-9")
    assert both >= 0.85 and all(
        accuracy(study, arm, "rl-6-9") <= min(0.60, both - 0.2) for arm in ("F", "B")
    )


def test_shares_are_routed(study):
    for kind, strategy in (("evaluation", "forward"), ("inversion", "backward")):
        assert mean(study, "FB", "rl-6-9", kind, "strategies", strategy, "share") > 0.9


def test_the_other_type_stays_at_chance(study):
    for arm, kind in (("F", "inversion"), ("B", "evaluation")):
        assert abs(accuracy(study, arm, "rl-6-9", kind) - 1 / 11) < 0.05


def test_rl_as_easy_as_sft_selects_and_does_not_improve(study):
    assert accuracy(study, "FB", "sft") < accuracy(study, "FB", "rl-2-5") <= 0.65
    for kind, strategy in (("evaluation", "forward"), ("inversion", "backward")):
        forced = [
            mean(study, "FB", stage, kind, "forced", strategy, "accuracy")
            for stage in ("sft", "rl-2-5", "rl-6-9")
        ]
        assert forced[1] <= forced[0] + 0.02 and forced[2] > forced[0]


def test_a_curriculum_stands_in_for_the_tail(study):
    arm = "FB-strict"
    if not list(study.glob(f"seed-*/{arm}/rl-4-9/evaluation.json")):
        adding = f"curricula experiment select_and_improve --arms {arm} --out {study}"
        pytest.skip(f"arm {arm} is not in {study}; add it with {adding}")
    assert accuracy(study, arm, "sft") <= 0.2 and accuracy(study, arm, "rl-4-9") >= 0.75
