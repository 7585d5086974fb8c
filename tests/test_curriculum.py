"""Curricula: their YAML form, the errors of bad files, and the draw of stages and strategies."""

from collections import Counter
from dataclasses import replace

import pytest
import yaml

from curricula import CurriculumError, Source, Stage, generate
from curricula.curriculum import Curriculum, parts
from curricula.curriculum_file import from_mapping, read_curriculum, write_curriculum
from curricula.request import plain_curriculum
from curricula.split import STAGES, split_of, stage_of
from curricula.studies.catalog import arms_of, studies
from curricula.studies.select_and_improve import CHAIN
from generators.stream import Stream

GCD = "number_theory.gcd"
STAGE = {"name": "sft", "size": 10, "sources": [{"family": GCD, "difficulty": 2}]}


def test_yaml_gives_the_same_curriculum_back():
    for name in studies():
        for arm in arms_of(name).values():
            assert from_mapping(yaml.safe_load(write_curriculum(arm))).checked() == arm


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"stages": []}, "stages: there are none"),
        ({"stages": 3}, "stages: 3 is not a list"),
        ({"nmae": "x"}, "nmae: no such field"),
        ({"seed": "one"}, "seed: 'one' is not a whole number"),
        ({"wording": "rude"}, "wording: 'rude'"),
        ({"shares": {"sft": 0.5}}, "shares"),
        ({"stages": [{**STAGE, "size": -1}]}, "stages[0].size: -1 is negative"),
        ({"stages": [{**STAGE, "size": None}]}, "stages[0].size: is missing"),
        ({"stages": [{**STAGE, "name": "warmup"}]}, "stages[0].name: 'warmup'"),
        ({"stages": [STAGE, STAGE]}, "stages[1].name: there are two"),
        ({"stages": [{**STAGE, "strategies": True}]}, "stages[0].strategies"),
        ({"stages": [{**STAGE, "strategies": 99}]}, "stages[0].strategies: number_theory.gcd has"),
        (
            {"stages": [{**STAGE, "strategies": {"magic": 1}}]},
            "stages[0].strategies: number_theory.gcd has no strategy 'magic'",
        ),
        ({"stages": [{**STAGE, "strategies": {"ladder": "much"}}]}, "stages[0].strategies.ladder"),
        (
            {"stages": [{**STAGE, "choices": {"guess": "random"}}]},
            "stages[0].choices: no strategy here offers 'guess'",
        ),
        (
            {"stages": [{**STAGE, "sources": [{"family": "algebra.nothing", "difficulty": 2}]}]},
            "stages[0].sources[0]: no family is called",
        ),
        (
            {"stages": [{**STAGE, "sources": [{"family": GCD, "difficulty": 9}]}]},
            "stages[0].sources[0]: difficulty 9 is out of range",
        ),
        (
            {
                "stages": [
                    {**STAGE, "sources": [{"family": GCD, "difficulty": 2, "knobs": {"size": 2}}]}
                ]
            },
            "has no knob 'size'",
        ),
        (
            {
                "stages": [
                    {
                        **STAGE,
                        "sources": [{"family": GCD, "difficulty": 2, "knobs": {"quotient": [1]}}],
                    }
                ]
            },
            "stages[0].sources[0].knobs.quotient",
        ),
        (
            {"stages": [{**STAGE, "sources": [{"family": GCD, "difficulty": 2, "weight": 0}]}]},
            "stages[0].sources[0].weight",
        ),
    ],
)
def test_a_bad_field_is_named_by_its_path(tmp_path, change, message):
    file = tmp_path / "curriculum.yaml"
    file.write_text(yaml.safe_dump({"name": "mine", "stages": [STAGE], **change}))
    with pytest.raises(CurriculumError) as caught:
        read_curriculum(file)
    assert (
        str(file) in str(caught.value)
        and message in str(caught.value)
        and "\n" not in str(caught.value)
    )


@pytest.mark.parametrize(
    "text", ["a: [", "\x00", "- 1", "", "!!python/object/apply:os.system ['true']", "x: &a [*a]\n"]
)
def test_what_is_no_curriculum_is_refused_in_one_line(tmp_path, text):
    file = tmp_path / "curriculum.yaml"
    file.write_text(text)
    with pytest.raises(CurriculumError) as caught:
        read_curriculum(file)
    assert "\n" not in str(caught.value)


def test_an_unreadable_file_is_refused(tmp_path):
    with pytest.raises(CurriculumError, match="No such file"):
        read_curriculum(tmp_path / "none.yaml")


def test_stage_and_split_follow_their_shares():
    shares = {"sft": 0.45, "rl": 0.45, "eval": 0.1}
    stream = Stream("keys")
    keys = [stream.below(1 << 128).to_bytes(16, "big") for _ in range(20_000)]
    stages = Counter(stage_of(key, shares) for key in keys)
    for stage, share in shares.items():
        assert abs(stages[stage] / len(keys) - share) < 0.02
    held_out = [split_of(key, "sft") for key in keys].count("validation")
    assert abs(held_out / len(keys) - 0.05) < 0.01
    assert {
        stage_of(key, {"eval": 0.1, "rl": 0.45, "sft": 0.45}) == stage_of(key, shares)
        for key in keys
    } == {True}
    assert set(STAGES) >= set(shares)


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


def test_arms_of_the_study_share_problems_and_never_stages():
    arms = arms_of("select_and_improve")
    assert {"sft-F", "sft-B", "sft-FB", "rl-2-5", "rl-6-9", "rl-6-15", "eval"} == set(arms)
    assert (
        arms["sft-F"].stages[0].sources
        == arms["sft-B"].stages[0].sources
        == arms["sft-FB"].stages[0].sources
    )
    assert all(
        (arm.shares, arm.seed) == (arms["eval"].shares, arms["eval"].seed) for arm in arms.values()
    )


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"strategies": 99}, "no family here has 99"),
        ({"strategies": 0}, "not at least 1"),
        ({"size": -5}, "--size"),
        ({"difficulty": "6"}, "--difficulty"),
        ({"difficulty": "4-2"}, "--difficulty"),
        ({"family": ["nothing.at_all"]}, "no family is called"),
        ({"domain": "astrology"}, "no domain is called 'astrology'"),
        ({"family": [GCD], "strategies": 50}, "ask for --strategies"),
        ({"strategy": ["sorcery"]}, "sorcery|no family here"),
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


def test_a_plain_request_covers_every_able_family_and_shares_sizes_out():
    curriculum = plain_curriculum()
    assert [stage.name for stage in curriculum.stages] == ["sft", "rl", "eval"]
    assert [stage.size for stage in curriculum.stages] == [450, 450, 100]
    assert all(len(stage.sources) >= 10 for stage in curriculum.stages)
    assert replace(curriculum, seed=1) != curriculum and isinstance(curriculum, Curriculum)


def test_a_stage_leaves_out_what_a_shortcut_solves():
    source = Source(CHAIN, 2, {"numerals": "plain"})
    stage = Stage("eval", 60, (source,), 2, without=("mirrored",))
    curriculum = Curriculum("short", (stage,), shares={"eval": 1.0}).checked()
    assert from_mapping(yaml.safe_load(write_curriculum(curriculum))) == curriculum
    drawn = [source.setting().problem(0, i) for i in range(400)]
    shortcut = drawn[0].family.shortcuts["mirrored"]
    left_out = [problem for problem in drawn if shortcut(problem.params)]
    assert left_out and not any(stage.admits(problem) for problem in left_out)
    assert all(stage.admits(problem) for problem in drawn if problem not in left_out)
    with pytest.raises(
        CurriculumError, match=r"without: no family here has a shortcut 'luck'; there are mirrored"
    ):
        Curriculum("short", (replace(stage, without=("luck",)),), shares={"eval": 1.0}).checked()
