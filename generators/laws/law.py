"""What a law is, and the sample of a family's problems on which laws are tried.

A law looks at a sample and yields what breaks it: problem, strategy, step and why, in words. Laws
are tried by `curricula check` and by the tests, on families of ours and of users alike. What a
family may not be able to keep is `advice`; a family that breaks a law for a reason names law and
reason in `Family.exceptions`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product
from typing import Any, NamedTuple

from generators.arguments import meant
from generators.docstrings import docstring_of
from generators.family import Family, Faulty
from generators.problem import DIFFICULTIES, Problem, Setting
from generators.solution import Solution


class Finding(NamedTuple):
    """What breaks a law; fields that do not apply are empty, `step` counts from 0."""

    text: str
    problem: str = ""
    strategy: str = ""
    step: int | None = None

    def __str__(self) -> str:
        step = None if self.step is None else f"step {self.step}"
        place = ", ".join([part for part in (self.problem, self.strategy, step) if part])
        return f"{place}: {self.text}" if place else self.text


class Sample:
    """Problems of a family, some at each difficulty, with their solutions by every strategy and
    choice; all are drawn and solved when they are first asked for. Raises FamilyError then."""

    def __init__(self, family: Family[Any], size: int = 25, seed: int = 7) -> None:
        for name in family.exceptions:
            if name not in BOOK.laws:
                known = meant(name, BOOK.laws)
                raise Faulty(f"{family.name}: exceptions: no law is called {name!r}; {known}")
        self.family, self.size, self.seed = family, size, seed
        self.settings = {difficulty: Setting(family, difficulty) for difficulty in DIFFICULTIES}
        self._solved: dict[str, list[Solution]] = {}

    @cached_property
    def problems(self) -> dict[int, list[Problem[Any]]]:
        """The problems by difficulty."""

        def problems_of(setting: Setting) -> list[Problem[Any]]:
            problems = [setting.problem(self.seed, index) for index in range(self.size)]
            for problem in problems:
                _ = problem.answer  # one that does not fit its kind is told first
            return problems

        return {difficulty: problems_of(setting) for difficulty, setting in self.settings.items()}

    def each_problem(self, most: int | None = None) -> Iterator[Problem[Any]]:
        """Every problem, at most so many of a difficulty."""
        for problems in self.problems.values():
            yield from problems[:most]

    def solutions(self, problem: Problem[Any]) -> list[Solution]:
        """By every strategy that applies, with every combination of its free choices."""
        if problem.id not in self._solved:
            self._solved[problem.id] = list(solutions_of(problem))
        return self._solved[problem.id]

    def each_solution(self, most: int | None = None) -> Iterator[tuple[Problem[Any], Solution]]:
        for problem in self.each_problem(most):
            for solution in self.solutions(problem):
                yield problem, solution


def solutions_of(problem: Problem[Any]) -> Iterator[Solution]:
    for name in problem.strategies():
        choices = problem.family.strategies[name].choices
        for options in product(*choices.values()):
            yield problem.solve(name, **dict(zip(choices, options, strict=True)))


@dataclass(frozen=True)
class Law:
    """A law by its name, in one sentence; what to do where it is broken, in another; and the
    function that yields what breaks it."""

    name: str
    about: str
    remedy: str
    run: Callable[[Sample], Iterator[Finding]]
    advice: bool = False


@dataclass
class Book:
    """The laws, in the order in which they are tried."""

    laws: dict[str, Law] = field(default_factory=dict)

    def law(self, advice: bool = False) -> Callable[[Callable[[Sample], Iterator[Finding]]], Law]:
        """Decorates a function of a sample as a law, which its docstring's first sentence states;
        the rest of it says what to do."""

        def add(run: Callable[[Sample], Iterator[Finding]]) -> Law:
            about, _, remedy = docstring_of(run).partition(". ")
            law = Law(run.__name__, about, remedy, run, advice)
            self.laws[law.name] = law
            return law

        return add


BOOK = Book()
law = BOOK.law
