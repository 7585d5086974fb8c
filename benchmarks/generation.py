"""Problems a second on one core, beside their goals: drawn, solved by four strategies, every claim
decided, every solution derived and rendered; the same in LaTeX; and decided from texts alone.

    python -m benchmarks.generation [FAMILY ...]

Each family is measured at each difficulty in a process of its own, as a build of it alone runs. A
round is a hundred problems, and none comes twice, so that nothing is quicker because it was met
before. The first round is cold: the forms of claims are compiled and the lines of words are read in
it, and it has a column of its own. The speed is the median of the rounds after it, which is what
all but the first hundred of a build have.

`all in turn` is a build of all these families in one process, a problem of each in turn, which
share what is remembered up to a limit; it is quoted beside the same problems family by family.
"""

import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from statistics import median
from typing import Any, NamedTuple

from benchmarks.timing import cpu_seconds, table
from generators import catalog
from generators.claims.claim import Claim
from generators.derivations.texts import derivation_faults
from generators.laws.deletions import text_steps
from generators.problem import Problem, Setting
from generators.render import render
from generators.solution import Solution

PROBLEMS = 100  # of one round
ROUNDS = 5  # behind the cold one
STRATEGIES = 4
PLAIN, IN_LATEX, FROM_TEXTS = 0, 1, 2  # the seeds of problems: each is measured on its own


class Goal(NamedTuple):
    """What is asked of the median family, and of each, in problems a second."""

    median: int
    least: int


GENERATING = {2: Goal(4_000, 800), 3: Goal(2_500, 500)}
VERIFYING = 1_000  # the median family, from texts alone
LATEX = 1.5  # times the time of plain text


class Measured(NamedTuple):
    """What one family's problems of one difficulty take, in seconds of a round; and how many claims
    a problem has."""

    cold: float
    plain: float
    latex: float
    verifying: float
    claims: float


def solved(settings: Sequence[Setting[Any]], seed: int, number: int) -> Iterator[Solution]:
    """The solutions of one round, of a problem of each setting in turn: each by four strategies,
    which are in turn all that apply."""
    for index in range(number * PROBLEMS, (number + 1) * PROBLEMS):
        for setting in settings:
            problem = setting.problem(seed, index)
            names = problem.strategies()
            for name in (names * 2)[index % len(names) :][:STRATEGIES]:
                yield problem.solve(name)


def generating(
    settings: Sequence[Setting[Any]], style: str, seed: int, number: int
) -> Callable[[], None]:
    def work() -> None:
        for solution in solved(settings, seed, number):
            solution.problem.statement  # noqa: B018 - rendering it is part of the work
            render(solution.problem, solution, style)

    return work


def verifying(setting: Setting[Any], number: int) -> Callable[[], None]:
    """Reads and decides each claim of a problem once, and each solution's derivation."""
    texts = [
        (solution.problem, text_steps(solution.problem, solution), solution.answer)
        for solution in solved([setting], FROM_TEXTS, number)
    ]

    def work() -> None:
        decided: set[str] = set()
        of: Problem[Any] | None = None
        for problem, steps, answer in texts:
            if problem is not of:
                of, decided = problem, set()
            for step in steps:
                if step.claim not in decided:
                    assert Claim.read(step.claim).holds()
                    decided.add(step.claim)
            assert not list(derivation_faults(steps, problem.statement, problem.names, answer))

    return work


def measured(name: str, difficulty: int) -> Measured:
    """One family by itself, at one difficulty."""
    setting = Setting(catalog.family(name), difficulty)
    plain: list[float] = []
    latex: list[float] = []
    verified: list[float] = []
    for number in range(ROUNDS + 1):
        plain.append(cpu_seconds(generating([setting], "plain", PLAIN, number)))
        latex.append(cpu_seconds(generating([setting], "latex", IN_LATEX, number)))
        verified.append(cpu_seconds(verifying(setting, number)))
    steps = sum([len(solution.steps) for solution in solved([setting], PLAIN, ROUNDS)])
    seconds = [median(rounds[1:]) for rounds in (plain, latex, verified)]
    return Measured(plain[0], *seconds, claims=steps / PROBLEMS)


def all_in_turn(names: Sequence[str], difficulty: int) -> float:
    """The seconds of a round of all families, a problem of each in turn."""
    settings = [Setting(catalog.family(name), difficulty) for name in names]
    works = [generating(settings, "plain", PLAIN, number) for number in range(ROUNDS + 1)]
    return median([cpu_seconds(work) for work in works][1:])


def main() -> None:
    names = sys.argv[1:] or catalog.names()
    rows, summary = [], []
    with ProcessPoolExecutor(1, get_context("spawn"), max_tasks_per_child=1) as alone:
        for d, goal in GENERATING.items():
            found = list(alone.map(measured, names, [d] * len(names)))
            together = alone.submit(all_in_turn, names, d).result()
            for name, one in zip(names, found, strict=True):
                rows.append(
                    [
                        *(name, str(d), f"{PROBLEMS / one.plain:,.0f}", f"{goal.least:,}"),
                        *(f"{PROBLEMS / one.cold:,.0f}", f"{one.latex / one.plain:.2f}"),
                        *(f"{PROBLEMS / one.verifying:,.0f}", f"{one.claims:.1f}"),
                    ]
                )
            plain = [PROBLEMS / one.plain for one in found]
            cold = [PROBLEMS / one.cold for one in found]
            latex = [one.latex / one.plain for one in found]
            verify = [PROBLEMS / one.verifying for one in found]
            in_turn = together / sum([one.plain for one in found])
            summary += [
                [f"difficulty {d}, median", f"{median(plain):,.0f}", f"{goal.median:,}"],
                [f"difficulty {d}, least", f"{min(plain):,.0f}", f"{goal.least:,}"],
                [f"difficulty {d}, the first hundred, median", f"{median(cold):,.0f}", "–"],
                [f"difficulty {d}, LaTeX to plain, median", f"{median(latex):.2f}", f"{LATEX}"],
                [f"difficulty {d}, verified, median", f"{median(verify):,.0f}", f"{VERIFYING:,}"],
                [f"difficulty {d}, all in turn to family by family", f"{in_turn:.2f}", "–"],
            ]
    head = ["family", "difficulty", "problems/s", "goal", "first hundred"]
    print(table([*head, "LaTeX to plain", "verified/s", "claims"], rows))
    print()
    print(table(["problems/s/core", "measured", "goal"], summary))


if __name__ == "__main__":
    main()
