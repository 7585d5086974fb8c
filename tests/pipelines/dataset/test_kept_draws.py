"""A planning that is stopped goes on where it was, with the same plan."""

import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from curricula.request import plain_curriculum
from pipelines.dataset import plan as planning
from pipelines.dataset.build import build
from pipelines.dataset.kept_draws import HEAD, kept_draws
from pipelines.dataset.manifest import BUILD
from pipelines.dataset.plan import Drawn, Run, draw_run, make_plan
from pipelines.dataset.storage import DRAWS
from pipelines.dataset.template import find_template
from tests.pipelines.dataset.test_dataset import contents

CURRICULUM = plain_curriculum(1, "3-4", ["number_theory.gcd"], size=900)


class Stopped(Exception):
    """Takes the place of a kill."""


class Draws:
    """Draws runs, so many times; then it is stopped."""

    def __init__(self, most: int = 1_000) -> None:
        self.most, self.runs = most, list[Run]()

    def __call__(self, runs: Sequence[Run]) -> list[Drawn]:
        if self.most == 0:
            raise Stopped
        self.most -= 1
        self.runs += runs
        return [draw_run(CURRICULUM, run) for run in runs]


def planned(file: Path, draws: Draws, digest: str = "a") -> list[tuple]:
    with tempfile.TemporaryDirectory() as scratch, kept_draws(file, digest, draws) as draw:
        shards = list(make_plan(CURRICULUM, Path(scratch), draw))
    return [(shard.name, shard.sources.tolist(), shard.indices.tolist()) for shard in shards]


@pytest.fixture
def small_rounds(monkeypatch):
    monkeypatch.setattr(planning, "DRAWN", 200)
    monkeypatch.setattr(planning, "PIECE", 128)


@pytest.fixture
def whole(tmp_path, small_rounds) -> tuple[list[tuple], Draws]:
    draws = Draws()
    return planned(tmp_path / "whole", draws), draws


@pytest.mark.parametrize("rounds", [1, 2, 3])
def test_what_was_drawn_is_not_drawn_again(tmp_path, whole, rounds):
    due, draws = whole
    first, rest = Draws(rounds), Draws()
    with pytest.raises(Stopped):
        planned(tmp_path / "draws", first)
    assert planned(tmp_path / "draws", rest) == due
    assert first.runs + rest.runs == draws.runs
    nothing = Draws(0)
    assert planned(tmp_path / "draws", nothing) == due


@pytest.mark.parametrize("cut", [1, 11, HEAD.size + 5, 2_000])
def test_what_is_not_whole_is_drawn_anew(tmp_path, whole, cut):
    due, draws = whole
    file = tmp_path / "draws"
    planned(file, Draws())
    os.truncate(file, file.stat().st_size - cut)
    rest = Draws()
    assert planned(file, rest) == due
    assert 0 < len(rest.runs) < len(draws.runs)


def test_a_byte_that_changed_is_drawn_anew(tmp_path, whole):
    due, draws = whole
    file = tmp_path / "draws"
    planned(file, Draws())
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    rest = Draws()
    assert planned(file, rest) == due
    assert 0 < len(rest.runs) < len(draws.runs)


def test_the_draws_of_another_configuration_are_forgotten(tmp_path, whole):
    due, draws = whole
    planned(tmp_path / "draws", Draws())
    again = Draws()
    assert planned(tmp_path / "draws", again, digest="b") == due
    assert again.runs == draws.runs


def test_a_link_in_its_place_is_not_followed(tmp_path, whole):
    precious = tmp_path / "precious"
    precious.write_text("mine")
    (tmp_path / "draws").symlink_to(precious)
    assert planned(tmp_path / "draws", Draws()) == whole[0]
    assert precious.read_text() == "mine"
    (tmp_path / "draws").unlink()
    os.mkfifo(tmp_path / "draws")
    assert planned(tmp_path / "draws", Draws()) == whole[0]


def test_a_build_goes_on_from_there_and_leaves_nothing(tmp_path, monkeypatch, small_rounds):
    template = find_template("boxed")
    build(CURRICULUM, template, tmp_path / "due", "command")
    with monkeypatch.context() as patch:
        few = Draws(4)
        patch.setattr("pipelines.dataset.engine.draw_run", lambda _, run: few([run])[0])
        with pytest.raises(Stopped):
            build(CURRICULUM, template, tmp_path / "data", "command")
    assert (tmp_path / "data" / BUILD / DRAWS).stat().st_size > 1_000
    build(CURRICULUM, template, tmp_path / "data", "command")
    assert contents(tmp_path / "data") == contents(tmp_path / "due")


def test_many_sizes_are_met_in_few_rounds(tmp_path):
    curriculum, rounds = plain_curriculum(1, "5", ["number_theory.gcd"], size=3_000), 0

    def draw(runs: Sequence[Run]) -> list[Drawn]:
        nonlocal rounds
        rounds += 1
        return [draw_run(curriculum, run) for run in runs]

    list(make_plan(curriculum, tmp_path, draw))
    assert rounds <= 6
