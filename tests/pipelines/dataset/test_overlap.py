"""What two datasets share, and that eval shares nothing with sft and rl, whatever their sizes and
stages are."""

import json

import pytest

from curricula.curriculum import Curriculum, Source, Stage
from curricula.request import plain_curriculum
from curricula.split import OWNED
from generators.errors import DatasetError
from pipelines.dataset.build import build
from pipelines.dataset.dataset import Dataset
from pipelines.dataset.overlap import overlap
from pipelines.dataset.template import TEMPLATES
from tests.command_line import HOME
from tests.command_line import run as command

FEW = ["algebra.quadratic_equation", "sequences.polynomial_term", "linear_algebra.linear_system"]


def made(folder, **asked):
    build(plain_curriculum(family=FEW, **asked), TEMPLATES["plain"], folder, "curricula generate")
    return Dataset(folder)


@pytest.fixture(scope="module")
def three(tmp_path_factory):
    """Datasets of few different problems that meet often: one of all stages, one of another seed
    and other sizes, one of eval alone."""
    folder = tmp_path_factory.mktemp("overlap")
    return (
        made(folder / "all", difficulty="1", size=600, seed=0),
        made(folder / "other", difficulty="1", size=600, seed=1, stages="sft=.2,rl=.7,eval=.1"),
        made(folder / "eval", difficulty="1", size=150, seed=2, stages="eval=1"),
    )


def test_eval_shares_nothing_with_the_training_stages_of_any_dataset(three):
    pairs = [(one, other) for one in three for other in three]
    lines = [line for pair in pairs for line in overlap(*pair)]
    apart = [line for line in lines if line.stage != line.other]
    assert len(apart) > 20 and not [line for line in apart if line.keys or line.mathematics]
    within = [line for line in lines if line.stage == line.other]
    assert any([0 < line.mathematics < line.problems for line in within])


def test_a_dataset_shares_all_with_itself(three):
    for line in overlap(three[0], three[0]):
        whole = line.problems if line.stage == line.other else 0
        assert (line.texts, line.keys, line.mathematics) == (whole, whole, whole)


def test_shares_of_its_own_are_told_in_the_card(tmp_path, three):
    sources = (Source(FEW[0], 2),)
    stages = (Stage("sft", 60, sources), Stage("eval", 60, sources))
    own = Curriculum("own", stages, shares={"sft": 0.5, "eval": 0.5}).checked()
    build(own, TEMPLATES["plain"], tmp_path / "own", "curricula generate --curriculum own.yaml")
    card = (tmp_path / "own" / "README.md").read_text()
    assert "shares the keys out in its own way (sft 0.5, eval 0.5)" in card
    usual = (three[0].folder / "README.md").read_text()
    assert (
        "its own way" not in usual
        and dict(OWNED) == three[0].manifest["config"]["curriculum"]["shares"]
    )


def test_the_command_counts_and_refuses_what_cannot_be_compared(three):
    places = [str(dataset.folder) for dataset in three[:2]]
    done = command("overlap", *places, "--json")
    assert done.returncode == 0
    assert json.loads(done.stdout) == [line._asdict() for line in overlap(*three[:2])]
    old = HOME / "tests" / "golden" / "first_draws"
    with pytest.raises(DatasetError, match="keys of different draw versions cannot be compared"):
        overlap(three[0], Dataset(old))
