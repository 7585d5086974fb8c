"""What tests of several rooms share: small datasets, built once a session. Nobody writes into them;
who wants to, copies."""

import os
from pathlib import Path

import pytest

from curricula.curriculum import Curriculum
from curricula.request import plain_curriculum
from generators.claims import decide, printer
from pipelines.dataset.build import build
from pipelines.dataset.template import TEMPLATES


@pytest.fixture(scope="session")
def every_family_dataset(tmp_path_factory) -> Path:
    """Problems of every family at difficulty 2, in the plain style."""
    return built(tmp_path_factory, plain_curriculum(difficulty="2", size=80))


@pytest.fixture(scope="session")
def gcd_dataset(tmp_path_factory) -> Path:
    """Greatest common divisors at difficulty 1, in the plain style."""
    curriculum = plain_curriculum(family=["number_theory.gcd"], difficulty="1", size=60)
    return built(tmp_path_factory, curriculum)


def built(tmp_path_factory, curriculum: Curriculum) -> Path:
    """The folder of a curriculum's dataset."""
    folder = tmp_path_factory.mktemp("shared") / "dataset"
    build(curriculum, TEMPLATES["plain"], folder, "curricula generate")
    return folder


@pytest.fixture(autouse="MUTANT_UNDER_TEST" in os.environ)
def forms_read_anew():
    """Under mutation testing each test compiles its own forms, so that it is known which tests run
    which code."""
    decide.DECIDERS.clear()
    decide.linear_system.cache_clear()
    for kept in (printer.PRINTERS, printer.CANONICAL, printer.WITHOUT_SIGNS):
        kept.clear()
