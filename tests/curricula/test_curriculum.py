"""Curricula: what cannot be drawn and why, and the draw of strategies and sizes."""

import warnings
from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from curricula import CurriculumError, Source, Stage, generate
from curricula.curriculum import Curriculum, parts
from curricula.curriculum_file import from_mapping, to_mapping
from curricula.request import LeftOut, plain_curriculum
from curricula.studies.select_and_improve import CHAIN
from generators.catalog import family, names
from generators.problem import DIFFICULTIES, Setting
from generators.stream import Stream
from pipelines.dataset.plan import make_plan

GCD = "number_theory.gcd"
SELECTIONS = "combinatorics.selections"


def test_parts_add_up_and_are_nearly_proportional():
    stream = Stream("parts")
    for _ in range(200):
        weights = [stream.between(1, 50) for _ in range(stream.between(1, 12))]
        total = stream.between(0, 3_000)
        sizes = parts(total, weights)
        assert sum(sizes) == total
        assert all(
            abs(size - total * weight / sum(weights)) < 1
            for size, weight in zip(sizes, weights, strict=True)
        )


def test_a_mixture_is_drawn_by_weight_and_apart_from_the_type():
    stage = Stage("sft", 1, (Source(CHAIN, 2),), {"forward": 3.0, "backward": 1.0})
    setting = stage.sources[0].setting()
    drawn = Counter(
        (problem.type, *stage.chosen(problem))
        for problem in (setting.problem(0, i) for i in range(4_000))
    )
    for kind in ("evaluation", "inversion"):
        share = drawn[kind, "forward"] / (drawn[kind, "forward"] + drawn[kind, "backward"])
        assert abs(share - 0.75) < 0.04


def test_a_problem_gets_as_many_distinct_strategies_as_asked():
    for problem, solutions in generate(GCD, difficulty=3, strategies=3, size=50):
        names = [solution.strategy for solution in solutions]
        assert len(set(names)) == 3 and set(names) <= set(problem.strategies())
        assert all(solution.correct and solution.answer == problem.answer for solution in solutions)


def test_generate_gives_distinct_problems_or_says_how_many_there_are():
    keys = [problem.key for problem, _ in generate(GCD, difficulty=1, strategies=1, size=500)]
    assert len(set(keys)) == 500
    with pytest.raises(CurriculumError, match="distinct problems"):
        list(generate(CHAIN, difficulty=1, strategies=1, size=10**9, knobs={"steps": 2}))


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        (
            {"strategies": 99},
            "99 .* too many: only 8 strategies in .*ask for --strategies 8",
        ),
        ({"strategies": 0}, "not at least 1"),
        ({"size": -5}, "--size"),
        ({"difficulty": "6"}, "--difficulty"),
        ({"difficulty": "4-2"}, "--difficulty"),
        ({"family": ["nothing.at_all"]}, "no family is called"),
        ({"domain": "astrology"}, "no domain is called 'astrology'"),
        ({"family": [GCD], "strategies": 50}, "ask for --strategies"),
        ({"strategy": ["sorcery"]}, "no chosen family has a strategy 'sorcery'"),
        ({"strategy": ["quadratic_formla"]}, "did you mean quadratic_formula\\?$"),
        ({"strategy": ["quadratic_formula"], "strategies": 2}, "only 1 strategy in algebra.quad"),
        (
            {"family": [SELECTIONS], "difficulty": "1"},
            "only 3 of 5 strategies apply to combinatorics.selections .difficulty 1."
            "; ask for --strategies 3 or fewer",
        ),
        ({"admits": -1}, "--admits: -1 is negative"),
        ({"knob": ["steps"]}, "NAME=VALUE"),
        ({"knob": ["magic=3"]}, "no chosen family has a knob 'magic'"),
        ({"family": [CHAIN], "knob": ["prime=12"]}, "prime"),
        ({"family": [CHAIN], "choice": ["guess=lucky"]}, "lucky"),
        ({"stages": "sft=.5,rl=.4"}, "do not add up to 1"),
        ({"stages": "sft=.5,test=.5"}, "'test' is not one of"),
        ({"stages": "sft=a,rl=b"}, "not a number"),
    ],
)
def test_what_cannot_be_had_is_refused_with_what_is_possible(asked, message):
    with pytest.raises(ValueError, match=message):
        plain_curriculum(**asked)


@cache
def admitted(difficulty: int) -> dict[str, list[int]]:
    """Of each family, how many strategies each of 200 problems admits."""
    settings = {name: Setting(family(name), difficulty) for name in names()}
    return {
        name: [len(settings[name].problem(0, i).strategies()) for i in range(200)]
        for name in settings
    }


def able(difficulty: int, count: int) -> set[str]:
    """The families of which one problem in twenty or more admits this many strategies."""
    drawn = admitted(difficulty)
    return {name for name in drawn if sum([number >= count for number in drawn[name]]) >= 10}


@pytest.mark.parametrize("count", range(1, 7))
def test_every_number_of_strategies_is_served_by_the_families_that_can(count):
    for asked, rungs in (("1", [1]), ("3", [3]), ("5", [5]), ("1-5", DIFFICULTIES)):
        expected = {(name, rung) for rung in rungs for name in able(rung, count)}
        with warnings.catch_warnings(record=True) as told:
            warnings.simplefilter("always")
            curriculum = plain_curriculum(strategies=count, difficulty=asked)
        there = {(source.family, source.difficulty) for source in curriculum.stages[0].sources}
        assert there == expected
        missing = {name for name in names() for rung in rungs if (name, rung) not in expected}
        assert bool(missing) == bool(told) and all([name in str(told[0]) for name in missing])


def test_what_is_left_out_is_told_with_the_reason():
    with pytest.warns(LeftOut, match="^left out: only 3 of 5 .*combinatorics.selections"):
        curriculum = plain_curriculum(difficulty="1-2")
    rungs = [s.difficulty for s in curriculum.stages[0].sources if s.family == SELECTIONS]
    assert rungs == [2]


def test_arms_with_fewer_strategies_share_the_problems_of_the_arm_with_most():
    asked = {"family": [GCD], "difficulty": "3", "size": 60}
    arms = {n: plain_curriculum(strategies=n, admits=6, **asked) for n in (1, 4, 6)}
    drawn = {n: addresses(arm) for n, arm in arms.items()}
    assert drawn[1] == drawn[4] == drawn[6]
    assert addresses(plain_curriculum(strategies=1, **asked)) != drawn[6]
    assert from_mapping(to_mapping(arms[1])) == arms[1]


def addresses(curriculum: Curriculum) -> list[list[int]]:
    with TemporaryDirectory() as scratch:
        return [shard.indices.tolist() for shard in make_plan(curriculum, Path(scratch))]


def test_a_stage_that_asks_for_too_many_strategies_says_how_many_there_are(tmp_path):
    stage = Stage("eval", 20, (Source(SELECTIONS, 1),), 4)
    curriculum = Curriculum("many", (stage,), shares={"eval": 1.0}).checked()
    with pytest.raises(CurriculumError, match="asks for 4 strategies, and only 3 of 5 strategies"):
        make_plan(curriculum, tmp_path)


def test_a_plain_request_covers_every_able_family_and_shares_sizes_out():
    curriculum = plain_curriculum()
    assert [stage.name for stage in curriculum.stages] == ["sft", "rl", "eval"]
    assert [stage.size for stage in curriculum.stages] == [450, 450, 100]
    assert all(len(stage.sources) >= 10 for stage in curriculum.stages)
    assert replace(curriculum, seed=1) != curriculum and isinstance(curriculum, Curriculum)


@pytest.mark.parametrize("weight", [0.0, 0.25, 1.0, 3.0, 100.0])
def test_what_a_shortcut_solves_comes_as_often_as_its_weight_says(weight):
    source = Source(CHAIN, 2, {"numerals": "plain"})
    stage = Stage("eval", 60, (source,), 2, shortcuts={"mirrored": weight})
    curriculum = Curriculum("weighed", (stage,), shares={"eval": 1.0}).checked()
    assert from_mapping(to_mapping(curriculum)) == curriculum
    drawn = [source.setting().problem(0, i) for i in range(3_000)]
    mirrored = drawn[0].family.shortcuts["mirrored"]
    solved = {True: 0, False: 0}
    kept = {True: 0, False: 0}
    for problem in drawn:
        solved[mirrored(problem.params)] += 1
        kept[mirrored(problem.params)] += stage.takes(problem)
    most = max(1.0, weight)
    for holds, part in ((True, weight / most), (False, 1 / most)):
        spread = 4 * (solved[holds] * part * (1 - part)) ** 0.5
        assert abs(kept[holds] - solved[holds] * part) <= spread
    assert [stage.takes(problem) for problem in drawn[:50]] == [
        stage.takes(problem) for problem in drawn[:50]
    ]


@pytest.mark.parametrize(
    ("shortcuts", "said"),
    [
        ({"luck": 2.0}, r"shortcuts: no family here has a shortcut 'luck'"),
        ({"mirrored": -1.0}, r"shortcuts.mirrored: -1 is not a weight from 0 to 100"),
        ({"mirrored": float("nan")}, r"shortcuts.mirrored: nan is not a weight"),
    ],
)
def test_a_weight_that_cannot_be_is_refused(shortcuts, said):
    source = Source(CHAIN, 2, {"numerals": "plain"})
    stage = Stage("eval", 60, (source,), 2, shortcuts=shortcuts)
    with pytest.raises(CurriculumError, match=said):
        Curriculum("weighed", (stage,), shares={"eval": 1.0}).checked()


def test_a_stage_leaves_out_what_a_shortcut_solves():
    source = Source(CHAIN, 2, {"numerals": "plain"})
    stage = Stage("eval", 60, (source,), 2, without=("mirrored",))
    curriculum = Curriculum("short", (stage,), shares={"eval": 1.0}).checked()
    assert from_mapping(to_mapping(curriculum)) == curriculum
    drawn = [source.setting().problem(0, i) for i in range(400)]
    shortcut = drawn[0].family.shortcuts["mirrored"]
    left_out = [problem for problem in drawn if shortcut(problem.params)]
    assert left_out and not any(stage.takes(problem) for problem in left_out)
    assert all(stage.takes(problem) for problem in drawn if problem not in left_out)
    with pytest.raises(
        CurriculumError, match=r"without: no family here has a shortcut 'luck'; there are mirrored"
    ):
        Curriculum("short", (replace(stage, without=("luck",)),), shares={"eval": 1.0}).checked()
