"""Families written from docs/families.md alone, outside the project: they keep the laws, SymPy
agrees with their answers, and their datasets are generated and verified.

They belong into generators/families as soon as curricula/working reads lines about inequalities in
cases and about functions."""

from importlib import import_module
from pathlib import Path

import pytest
from click.testing import CliRunner

from cli import cli
from generators import catalog
from generators.problem import DIFFICULTIES, Setting

FOLDER = Path(__file__).parent / "strangers"
NAMES = (
    "inequalities.two_absolute_values",
    "calculus.slope_of_a_tangent",
    "word_problems.quantity_chain",
)
each = pytest.mark.parametrize("name", NAMES)


@pytest.fixture(autouse=True)
def folder(monkeypatch):
    """Only these families beside the project's own."""
    monkeypatch.setattr(catalog, "_folders", [])
    catalog.add_folder(FOLDER)


@each
def test_they_keep_the_laws(name):
    answer = CliRunner().invoke(cli, ["check", name, "--family-dir", str(FOLDER), "--size", "12"])
    assert answer.exit_code == 0, answer.output


@each
def test_sympy_finds_the_same_answers(name):
    oracle = import_module(f"tests.strangers.oracles.{name.split('.')[1]}")
    family = catalog.family(name)
    for difficulty in DIFFICULTIES:
        for index in range(15):
            problem = Setting(family, difficulty).problem(3, index)
            assert oracle.answer(problem.params) == problem.answer_value, problem.statement
    for knobs in getattr(oracle, "COUNTED", ()):
        assert oracle.distinct(knobs) == family.capacity(knobs).problems


def test_a_dataset_is_generated_and_verified(tmp_path):
    where = ["--family-dir", str(FOLDER)]
    chosen = [option for name in NAMES for option in ("--family", name)]
    out = ["--out", str(tmp_path / "dataset")]
    made = ["generate", *chosen, *where, "--strategies", "4", "--size", "60", *out]
    for command in (made, ["verify", out[1], *where]):
        answer = CliRunner().invoke(cli, command)
        assert answer.exit_code == 0, answer.output
