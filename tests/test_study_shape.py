"""The study's shape, trained for real: `pytest -m study` takes most of an hour; CURRICULA_STUDY names a folder to go on in."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.test_catalog import HOME

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


def block(study: Path, arm: str, stage: str, kind: str = "all") -> dict:
    return json.loads((study / "seed-0" / arm / stage / "evaluation.json").read_text())["bands"][BAND]["types"][kind]


def accuracy(study: Path, arm: str, stage: str, kind: str = "all") -> float:
    return block(study, arm, stage, kind)["accuracy"]["value"]


def test_two_strategies_and_harder_rl_win(study):
    both = accuracy(study, "FB", "rl-6-9")
    assert both >= 0.85 and all(accuracy(study, arm, "rl-6-9") <= min(0.60, both - 0.2) for arm in ("F", "B"))


def test_shares_are_routed(study):
    for kind, strategy in (("evaluation", "forward"), ("inversion", "backward")):
        assert block(study, "FB", "rl-6-9", kind)["strategies"][strategy]["share"]["value"] > 0.9


def test_the_other_type_stays_at_chance(study):
    for arm, kind in (("F", "inversion"), ("B", "evaluation")):
        assert abs(accuracy(study, arm, "rl-6-9", kind) - 1 / 11) < 0.05


def test_rl_as_easy_as_sft_selects_and_does_not_improve(study):
    before, after = block(study, "FB", "sft"), block(study, "FB", "rl-2-5")
    assert after["accuracy"]["value"] <= 0.65 and after["accuracy"]["value"] > before["accuracy"]["value"]
    for kind, strategy in (("evaluation", "forward"), ("inversion", "backward")):
        forced = [block(study, "FB", stage, kind)["forced"][strategy]["accuracy"]["value"] for stage in ("sft", "rl-2-5", "rl-6-9")]
        assert forced[1] <= forced[0] + 0.02 and forced[2] > forced[0]
