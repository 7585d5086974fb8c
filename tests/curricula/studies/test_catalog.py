"""Studies are found by their value, whatever their source looks like, and say what they ask."""

import sys

import pytest

import curricula.studies
from curricula.curriculum import CurriculumError
from curricula.studies.catalog import arms_of, definitions, studies, study_of
from curricula.studies.study import first_sentence


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


def test_a_study_says_what_it_asks_in_one_line():
    assert studies()["select_and_improve"] == (
        'The study "Select and Improve" (arXiv 2606.13125): does RL select among known strategies,'
        " or improve them?"
    )


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("One line.", "One line."),
        ("Wrapped over\n    two lines. And more.", "Wrapped over two lines."),
        ("Does it? It does.", "Does it?"),
        ("No full stop\n\nAnother paragraph.", "No full stop"),
        (
            "Version 1.5 of it, e.g. this one, is told. More.",
            "Version 1.5 of it, e.g. this one, is told.",
        ),
        ("", ""),
    ],
)
def test_the_first_sentence_of_a_text(text, sentence):
    assert first_sentence(text) == sentence


@pytest.fixture
def own_studies(tmp_path, monkeypatch):
    """A folder of studies beside the bundled ones."""
    monkeypatch.setattr(curricula.studies, "__path__", [*curricula.studies.__path__, str(tmp_path)])
    definitions.cache_clear()
    yield tmp_path
    definitions.cache_clear()
    for name in ("mine", "not_a_study", "neither"):
        sys.modules.pop(f"curricula.studies.{name}", None)
        if hasattr(curricula.studies, name):
            delattr(curricula.studies, name)


def test_a_study_is_found_by_its_value_whatever_its_source_looks_like(own_studies):
    (own_studies / "mine.py").write_text(
        '''"""Is a study of one arm
found? It is."""
from curricula.curriculum import Curriculum, Source, Stage
from curricula.studies.study import Arm, Phase, Study, StudyDefinition

def drawn(style, count):
    stage = Stage("eval", count, (Source("number_theory.gcd", 2),), 1)
    return Curriculum("mine", (stage,), style=style)

make = lambda sizes=None, style="plain", lanes=(), knobs=None: Study(
    "mine", {"eval": drawn(style, (sizes or {}).get("eval", 5))}, (), {}, (), "eval"
)
STUDY = StudyDefinition(make, lanes=())
'''
    )
    (own_studies / "not_a_study.py").write_text("STUDY = 3\n")
    (own_studies / "neither.py").write_text("def arms() -> dict[str, int]: ...\n")
    assert {"mine", "select_and_improve", "schedules"} <= set(studies())
    assert not {"not_a_study", "neither"} & set(studies())
    assert studies()["mine"] == "Is a study of one arm found?"
    assert arms_of("mine")["eval"].stages[0].size == 5
    study = study_of("mine", {"eval": 7}, "terse", (), {})
    assert study.data["eval"].stages[0].size == 7 and study.data["eval"].style == "terse"


def test_a_study_that_cannot_be_drawn_is_refused():
    with pytest.raises(CurriculumError, match="no study is called 'other'; there are .*select_and"):
        arms_of("other")
    with pytest.raises(CurriculumError, match="datasets.eval: size: -5 is negative"):
        study_of("select_and_improve", {"eval": -5}, "plain", ("2-5",), {})


def test_a_dataset_that_cannot_be_drawn_is_told_by_its_place_in_the_file(tmp_path):
    file = tmp_path / "own.yaml"
    file.write_text(
        "name: own\ndefaults: {family: number_theory.gcd}\n"
        "datasets: {sft: {}, rl: {}, eval: {}}\n"
        "axes: {datasets.sft.difficulty: {low: 1, high: 9}}\n"
    )
    with pytest.raises(CurriculumError) as refused:
        study_of(str(file), {}, "plain", ("rl",), {})
    assert str(refused.value) == (
        f"{file}: datasets.sft, in arm high: sources[0]: difficulty 9 is out of range; it goes from"
        " 1 to 5"
    )
