"""Studies in YAML: what a file may say, what it becomes, and how bad ones are refused."""

import re
from pathlib import Path

import pytest
import yaml

from curricula.curriculum import CurriculumError
from curricula.studies.catalog import check_told_apart, definition_of, studies, study_of
from curricula.studies.study import Phase
from curricula.studies.study_file import read_study, study_from
from generators.errors import RequestError
from pipelines.dataset.plan import check_sizes
from pipelines.models.presets import PRESETS
from tests.command_line import HOME

GCD = "number_theory.gcd"
SMALL = {
    "name": "small",
    "defaults": {"family": GCD, "difficulty": 2},
    "datasets": {"sft": {}, "rl-2": {}, "rl-3": {"difficulty": 3}, "eval": {"difficulty": [2, 3]}},
}
DATASETS = SMALL["datasets"]
PAGE = (HOME / "docs" / "studies.md").read_text(encoding="utf-8")


def small(**more):
    return {**SMALL, **more}


def made(content, style="terse", sizes=None, **options):
    return study_from(content).make(style=style, sizes=sizes or {}, **options)


def test_the_example_of_the_page_is_short_and_is_a_study(tmp_path):
    text = re.search(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    assert text is not None and len(text[1].splitlines()) <= 25
    (tmp_path / "power.yaml").write_text(text[1])
    definition = definition_of(str(tmp_path / "power.yaml"))
    assert definition.about().startswith("Does RL one rung harder")
    study = study_of(str(tmp_path / "power.yaml"), PRESETS["tiny"].sizes, "terse", ("rl-3",), {})
    assert set(study.arms) == {"one", "three"} and study.arms["one"].strategies == (
        "square_and_multiply",
    )
    assert study.arms["three"].strategies[1:] == ("cycle_detection", "halving_the_exponent")
    assert study.arms["one"].rl == {"rl-3": (Phase("rl-3", "rl"),)}
    assert study.data["sft.one"].stages[0].size == 6_000
    assert study.data["sft.one"].stages[0].sources == study.data["sft.three"].stages[0].sources
    assert study.data["sft.one"].stages[0].asked == study.data["sft.three"].stages[0].asked == 3
    for curriculum in study.data.values():
        check_sizes(curriculum)


@pytest.mark.parametrize("name", studies())
@pytest.mark.parametrize("preset", PRESETS)
def test_bundled_studies_can_be_made_at_every_preset(name, preset):
    settings, definition = PRESETS[preset], definition_of(name)
    assert definition.about().endswith(("?", "."))
    style = "terse" if settings.scratch else "plain"
    study = study_of(name, settings.sizes, style, definition.default or definition.lanes, {})
    assert study.outcome is not None and study.arms
    for curriculum in study.data.values():
        check_sizes(curriculum)
    for arm in study.arms.values():
        assert set(study.needed(tuple(study.arms))) <= set(study.data) and arm.rl


@pytest.mark.parametrize("name", ["label", "last_word"])
def test_studies_of_findings_can_be_made(name):
    path = str(HOME / "docs" / "findings" / f"{name}.yaml")
    definition = definition_of(path)
    study = study_of(path, PRESETS["tiny"].sizes, "terse", definition.lanes, {})
    assert study.outcome is not None and len(study.arms) == 2
    for curriculum in study.data.values():
        check_sizes(curriculum)


def test_what_a_study_leaves_out_is_as_usual():
    study = made(small())
    assert list(study.arms) == ["all"] and study.base == ()
    assert study.arms["all"].sft == (Phase("sft", "sft"),)
    assert list(study.arms["all"].rl) == ["rl-2", "rl-3"] and study.evaluation == "eval"
    assert study.data["rl-3"].stages[0].sources[0].difficulty == 3
    assert study.vocabulary == ("eval", "rl-2", "rl-3", "sft")
    plain = made(small(), style="plain")
    assert plain.vocabulary == () and plain.data["sft"].style == "plain"


def test_axes_span_a_grid_and_share_what_is_the_same():
    axes = {
        "datasets.sft.strategies": {"one": 1, "two": 2},
        "settings.rl.beta": [0, 0.05],
    }
    study = made(small(axes=axes))
    assert list(study.arms) == [
        "one_beta-0", "one_beta-0.05", "two_beta-0", "two_beta-0.05",
    ]  # fmt: skip
    assert {name for name in study.data if name.startswith("sft")} == {
        "sft.one_beta-0",
        "sft.two_beta-0",
    }
    assert {name for name in study.data if not name.startswith("sft")} == {"rl-2", "rl-3", "eval"}
    assert study.arms["two_beta-0.05"].changes == ("rl.beta=0.05",)
    assert study.arms["two_beta-0.05"].sft == (Phase("sft.two_beta-0", "sft"),)


def test_one_axis_may_set_several_fields_and_arms_stand_beside_axes():
    content = small(
        axes={"datasets.sft.difficulty, datasets.rl-2.difficulty": {"low": 1, "high": 4}},
        arms={"plain": {}, "none": {"sft": [], "about": "without SFT"}},
        datasets={**SMALL["datasets"], "base": {}},
    )
    study = made(content, sizes={"base": 9})
    assert list(study.arms) == ["plain_low", "plain_high", "none_low", "none_high"]
    assert study.arms["none_high"].sft == () and study.arms["none_low"].about == "without SFT"
    assert {study.data[name].stages[0].sources[0].difficulty for name in ("rl-2.plain_high",)} == {
        4
    }


def test_phases_follow_each_other_and_checkpoints_start_from_others():
    rl = {
        "mixed": ["rl-2", {"data": "sft", "repeat": 0.5}, "rl-3"],
        "further": {"phases": ["rl-3"], "after": "mixed"},
    }
    arm = made(small(rl=rl)).arms["all"]
    assert arm.rl["mixed"] == (Phase("rl-2", "rl"), Phase("sft", "sft", 0.5), Phase("rl-3", "rl"))
    assert arm.parents == {"further": "mixed"}


def test_sizes_are_the_presets_bounded_or_given():
    datasets = {
        "sft": {"most": 50},
        "sft-more": {"size": "tail"},
        "rl": {"size": 7},
        "eval": {},
    }
    content = {
        **SMALL,
        "datasets": datasets,
        "sft": ["sft", {"data": "sft-more", "settings": "tail"}],
    }
    study = made(content, sizes={"sft": 900, "tail": 30, "rl": 40, "eval": 5})
    sizes = {name: curriculum.stages[0].size for name, curriculum in study.data.items()}
    assert sizes == {"sft": 50, "sft-more": 30, "rl": 7, "eval": 5}
    without = made(content, sizes={"tail": 0})
    assert "sft-more" not in without.data and len(without.arms["all"].sft) == 1


def test_all_arms_draw_problems_that_admit_the_same_strategies():
    names = ["euclid_division", "prime_factorisation"]
    content = small(
        defaults={"family": GCD, "difficulty": 2, "admits": names},
        axes={"datasets.sft.strategies": {"one": names[:1], "both": names}},
    )
    try:
        study = made(content)
    except RequestError:
        pytest.fail("the names of the family's strategies have changed")
    one = study.data["sft.one"].stages[0]
    assert one.strategies == {names[0]: 1.0, names[1]: 0.0} and one.asked == 2
    assert study.arms["one"].strategies == (names[0],)


def test_knobs_from_outside_replace_defaults_and_no_others():
    study = study_of("select_and_improve", {"base": 5, "tail": 5}, "terse", ("2-5",), {"prime": 13})
    assert {source.knobs["prime"] for source in study.data["rl-2-5"].stages[0].sources} == {13}
    for knob, said in (("steps", "the study sets it itself"), ("speed", "no family of the study")):
        with pytest.raises(CurriculumError, match=said):
            study_of("select_and_improve", {}, "terse", ("2-5",), {knob: (2, 3)})


REFUSED = [
    ({"datsets": {}}, "datsets: no such field; there are name, about"),
    ({"datasets": {"sft": {"difficult": 2}}}, r"datasets.sft.difficult: no such field; there are"),
    ({"datasets": {"sft": {"difficulty": "two"}}}, "'two' is not a rung from 1 to 5, or a list"),
    ({"datasets": {}}, "datasets: {} is not as long as it must be"),
    ({"datasets": {"train": {}, "eval": {}}}, "datasets.train.stage: is missing; it is one of"),
    ({"sft": ["sfft"]}, "there is no dataset 'sfft'; there are sft, rl-2"),
    ({"rl": {"x": [{"data": "rl-2", "settings": "sft"}]}}, "rl.x: rl-2 is a dataset of stage rl"),
    ({"rl": {"sft": ["rl-2"]}}, "rl: 'sft' is that stage's own name"),
    ({"rl": {"": ["rl-2"]}}, "rl: '' is no name of a checkpoint"),
    ({"rl": {"x": []}}, "rl.x: it trains on nothing"),
    ({"sft": [{"data": "sft", "repeat": -1}]}, r"sft\[0\].repeat: -1 is not a number above 0"),
    ({"sft": [7]}, r"sft\[0\]: 7 is not the name of a dataset, or a mapping with data"),
    ({"evaluation": "test"}, "evaluation: there is no dataset 'test'"),
    ({"evaluation": "rl-2"}, "'rl-2' is not a dataset of stage eval"),
    ({"axes": {"datasets.sft.strategies": 3}}, "axes.datasets.sft.strategies: 3 is not a list"),
    ({"axes": {"datsets.sft.size": [3, 4]}}, "datsets: no such field"),
    ({"axes": {"name.x": [3]}}, "axes.name.x: name is 'small', which has no fields"),
    ({"arms": {"a b": {}}}, "'a b' is no name of a arm"),
    ({"rl": {"x": {"phases": ["rl-2"], "after": "y"}}}, "rl.x.after: there is no checkpoint 'y'"),
    ({"rl": {"x": {"phases": ["rl-2"], "after": "x"}}}, "it comes after itself"),
    ({"outcome": {"stage": "rl-9"}}, "outcome.stage: no arm has a stage 'rl-9'; there are sft"),
    ({"outcome": {"stage": "rl-2", "measure": "luck"}}, "outcome.measure: 'luck' is not one of"),
    (
        {"outcome": {"stage": "rl-2", "measure": "selection", "against": "rl-3"}},
        "against the stage that rl-2 is trained from, sft, and not against rl-3",
    ),
    (
        {"outcome": {"stage": "rl-2", "measure": "improvement", "strategy": "forward"}},
        "outcome.strategy: improvement is of all strategies together",
    ),
    (
        {"outcome": {"stage": "rl-2", "measure": "share"}},
        "outcome.strategy: is missing; say whose share is measured",
    ),
    (
        {"outcome": {"stage": "rl-2", "strategy": "forwards"}},
        "outcome.strategy: nothing that is evaluated has the strategy 'forwards'",
    ),
    ({"outcome": {"stage": "rl-2", "band": "6-9"}}, "outcome.band: nothing that is evaluated has"),
    ({"outcome": {"stage": "rl-2", "band": [2]}}, r"outcome.band: \[2\] is not a text"),
    ({"outcome": {"stage": "rl-2", "type": "x"}}, "outcome.type: nothing that is evaluated has"),
    ({"budget": "hours"}, "budget: 'hours' is not one of 'updates', 'updates per strategy' or"),
    ({"defaults": {"familly": GCD}}, "defaults.familly: no such field"),
    ({"defaults": {}}, "no family is named; give family, or sources"),
    ({"datasets": {"rl-2": {}, "eval": {}}}, "needs SFT or a base stage first"),
    ({"name": 3}, "name: 3 is not a text"),
    ({"scratch": 5}, "scratch: 5 is not a mapping"),
    ({"name": " "}, "name: is empty"),
    ({"name": "a\nb"}, r"name: 'a\\u000ab' is not one printed line"),
    ({"about": "\x1b[31m"}, "about: .* has control characters"),
    ({"trained": ["rl-4"]}, "trained: there is no checkpoint 'rl-4'; there are rl-2, rl-3"),
    ({"generated": ["rl-4"]}, "generated: there is no checkpoint 'rl-4'"),
    ({"default": ["one"]}, "default: there is no arm 'one'; there are all"),
    ({"vocabulary": ["word"]}, "vocabulary: there is no dataset 'word'"),
    ({"arms": {"a": {"needs": ["tails"]}}}, r"arms.a.needs\[0\]: 'tails' is not one of"),
    ({"outcome": {"stage": "rl-2", "against": "rl-2"}}, "rl-2 gains nothing against itself"),
    ({"axes": {"datasets.sft.check": {True: True}}}, "the label True is no text; put it in quotes"),
    ({"axes": {"datasets.rl-4.most": [3, 4]}}, "datasets has no 'rl-4'; there are sft, rl-2"),
    ({"datasets": {**DATASETS, "sft": {"strategies": "one"}}}, r"'one' is not .*\{forward: 1"),
    (
        {"datasets": {**DATASETS, "sft": {"dificulty": 2}}},
        "no such field; there are among, choices",
    ),
    ({"datasets": {**DATASETS, "sft": {"difficulty": [2, 2]}}}, "a list in which each stands once"),
    ({"datasets": {**DATASETS, "sft": {"family": "gcd"}}}, "datasets.sft: no family is called"),
    ({"datasets": {**DATASETS, "sft": {"backtracks": "x"}}}, "datasets.sft: backtracks: 'x' is"),
    ({"datasets": {**DATASETS, "sft": {"each": {"size": []}}}}, r"datasets.sft.each.size: \[\] is"),
    ({"datasets": {**DATASETS, "eval": {"size": 0}}}, "the dataset 'eval' has the size 0"),
    ({"datasets": {**DATASETS, "sft-tail": {}}}, "datasets.sft-tail: nothing is trained or"),
    (
        {"datasets": {**DATASETS, "sft": {"strategies": ["a"], "among": ["b"]}}},
        "datasets.sft: among: it is for a number of strategies",
    ),
]


@pytest.mark.parametrize(("change", "said"), REFUSED, ids=[said[:40] for _, said in REFUSED])
def test_a_bad_field_is_told_with_its_path_in_one_line(change, said):
    with pytest.raises(CurriculumError, match=said) as refused:
        made({**SMALL, **change})
    assert "\n" not in str(refused.value) and len(str(refused.value)) < 900


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name: &x a\nabout: *x\n", "aliases"),
        ("name: a\nname: b\n", "there twice"),
        ("!!python/object:os.system x", "not YAML"),
        ("- 1\n- 2\n", "is not a mapping"),
        ("", "is not a mapping"),
        ("name: [", "not YAML"),
    ],
)
def test_a_file_is_data_and_nothing_else(tmp_path, text, said):
    (tmp_path / "bad.yaml").write_text(text)
    with pytest.raises(CurriculumError, match=said) as refused:
        read_study(tmp_path / "bad.yaml")
    assert str(tmp_path / "bad.yaml") in str(refused.value) and "\n" not in str(refused.value)
    (tmp_path / "bad.yaml").write_text("a: " + "x" * 1_100_000)
    with pytest.raises(CurriculumError, match="larger than"):
        read_study(tmp_path / "bad.yaml")
    with pytest.raises(CurriculumError, match="No such file"):
        read_study(tmp_path / "nothing.yaml")


def test_arms_that_are_trained_alike_are_refused_where_both_are_asked_for():
    names = ["euclid_by_division", "prime_factorisation"]
    axes = {"datasets.sft.strategies": {"one": names, "other": names[::-1], "third": names[:1]}}
    study = made(small(axes=axes))
    with pytest.raises(CurriculumError, match="arms: one and other are trained alike"):
        check_told_apart(study, list(study.arms))
    check_told_apart(study, ["one", "third"])


def test_a_checkpoint_brings_those_that_it_starts_from():
    rl = {
        "first": ["rl-2"],
        "second": {"phases": ["rl-3"], "after": "first"},
        "other": ["rl-3"],
    }
    arm = made(small(rl=rl), lanes=("second",)).arms["all"]
    assert list(arm.rl) == ["first", "second"] and arm.parents == {"second": "first"}


def test_rungs_of_a_dataset_hold_for_its_sources_that_have_none():
    datasets = {**DATASETS, "rl-2": {"difficulty": [1, 2], "sources": [{}, {"difficulty": 3}]}}
    sources = made(small(datasets=datasets)).data["rl-2"].stages[0].sources
    assert [source.difficulty for source in sources] == [1, 2, 3]


def test_settings_without_a_value_are_told_as_they_are_read():
    study = made(small(settings={"rl.top_k": None, "rl.rewards": ["accuracy"], "rl.x": [True]}))
    assert study.changes == ("rl.top_k=null", "rl.rewards=[accuracy]", "rl.x=[true]")


def test_too_many_arms_are_refused():
    values = {f"datasets.sft.knobs.{name}": list(range(100)) for name in "abcdefgh"}
    with pytest.raises(CurriculumError, match="10,000,000,000,000,000 arms are more than 256"):
        made(small(axes=values))
    axes = {f"settings.rl.{name}": list(range(20)) for name in ("beta", "epsilon")}
    with pytest.raises(CurriculumError, match="400 arms are more than 256"):
        made(small(axes=axes))


def test_bundled_files_are_plain_yaml_within_their_width():
    for file in Path(HOME / "curricula" / "studies").glob("*.yaml"):
        assert yaml.safe_load(file.read_text(encoding="utf-8"))["name"] == file.stem
