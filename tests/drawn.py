"""Problems drawn over the whole catalog, and what the laws look at in them: every solution, every
number, every small change."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import product

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

from generators.catalog import family, names
from generators.claims.claim import Claim
from generators.laws.changes import changed_operands, changed_results, verdict
from generators.problem import DIFFICULTIES, Problem, Setting
from generators.solution import Solution

__all__ = ["changed_operands", "changed_results", "verdict"]

FAMILIES = names()
SETTINGS = [
    pytest.param(name, difficulty, id=f"{name}-{difficulty}")
    for name in FAMILIES
    for difficulty in DIFFICULTIES
]
ADDRESSES = st.tuples(st.integers(0, 99), st.integers(0, 10**6))
every_setting = pytest.mark.parametrize(("name", "difficulty"), SETTINGS)
every_family = pytest.mark.parametrize("name", FAMILIES)

NUMBER = re.compile(r"[a-z]*\d+", re.ASCII)  # a numeral, or a symbol such as e3


def law(examples: int = 25):
    """Hypothesis settings under which a run is the same each time and has no deadline."""
    return settings(
        max_examples=examples,
        deadline=None,
        derandomize=True,
        phases=(Phase.explicit, Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )


@cache
def setting(name: str, difficulty: int) -> Setting:
    return Setting(family(name), difficulty)


def problem_at(name: str, difficulty: int, address: tuple[int, int]) -> Problem:
    return setting(name, difficulty).problem(*address)


def solutions(problem: Problem) -> Iterator[Solution]:
    """By every strategy that applies, with every combination of its free choices."""
    for name in problem.strategies():
        choices = problem.family.strategies[name].choices
        for options in product(*choices.values()):
            yield problem.solve(name, **dict(zip(choices, options, strict=True)))


def claims(problem: Problem) -> list[Claim]:
    """The different claims of all right solutions."""
    found = {
        step.claim.text(): step.claim
        for solution in solutions(problem)
        if solution.correct
        for step in solution.steps
    }
    return list(found.values())
