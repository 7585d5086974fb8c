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
from generators.claims.reader import Unreadable
from generators.problem import DIFFICULTIES, Problem, Setting
from generators.solution import Solution

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
RESULT = re.compile(r"(?:^|(?<= = )|(?<=, )|(?<= or ))-?(\d+)(?:/\d+)?(?= =|, | or |$)", re.ASCII)


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


def verdict(text: str) -> bool:
    """Whether a text is a claim that holds."""
    try:
        return Claim.read(text).holds()
    except Unreadable:
        return False


def replaced(text: str, match: re.Match[str], group: int, number: int) -> str:
    return text[: match.start(group)] + str(number) + text[match.end(group) :]


def changed_operands(text: str, start: int | None = None) -> Iterator[str]:
    """The claim's text with one numeral changed, in each of a few ways: a shown one, or one from
    `start` on."""
    if start is None:
        start = text.rfind(" :: ") + 4 if " :: " in text else 0
    for match in re.compile(r"(\d+)", re.ASCII).finditer(text, start):
        number = int(match[1])
        for other in {number + 1, abs(number - 1), number + 2, 10 * number + 3} - {number}:
            yield replaced(text, match, 1, other)


def changed_results(text: str) -> Iterator[str]:
    """The claim's text with a number that stands alone beside = changed."""
    start = text.rfind(" :: ") + 4 if " :: " in text else 0
    modulus = int(text[4:start].split()[0]) if re.match(r"mod \d+ ::", text) else 0
    assertion = text[start:]
    for match in RESULT.finditer(assertion):
        before, after = assertion[: match.start()], assertion[match.end() :]
        if before.count("(") > before.count(")") or not (
            re.search(r"(?<![!<>]) ?= $", before) or after.startswith(" = ")
        ):
            continue
        number = int(match[1])
        for other in {number + 1, abs(number - 1), number + 2, 10 * number + 3} - {number}:
            if modulus == 0 or (other - number) % modulus:
                yield text[:start] + replaced(assertion, match, 1, other)
