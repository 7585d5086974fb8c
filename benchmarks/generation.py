"""Problems a second on one core, beside their goals: drawn, solved by four strategies, every claim
decided, every solution derived and rendered; the same in LaTeX; and decided from texts alone.

python -m benchmarks.generation [FAMILY ...]
"""

import sys
from collections.abc import Callable
from statistics import median
from typing import Any, NamedTuple

from benchmarks.timing import medians, table
from generators import catalog
from generators.claims.claim import Claim
from generators.derivations.texts import derivation_faults
from generators.laws.deletions import text_steps
from generators.problem import Problem, Setting
from generators.render import render
from generators.solution import Solution

PROBLEMS = 100
STRATEGIES = 4


class Goal(NamedTuple):
    """What is asked of the median family, and of each, in problems a second."""

    median: int
    least: int


GENERATING = {2: Goal(4_000, 800), 3: Goal(2_500, 500)}
VERIFYING = 1_000  # the median family, from texts alone
LATEX = 1.5  # times the time of plain text


def solved(setting: Setting[Any]) -> list[tuple[Problem[Any], Solution]]:
    """Problems drawn, each with its solutions by four strategies, in turn by all that apply."""
    found = []
    for index in range(PROBLEMS):
        problem = setting.problem(0, index)
        names = problem.strategies()
        for name in (names * 2)[index % len(names) :][:STRATEGIES]:
            found.append((problem, problem.solve(name)))
    return found


def generating(setting: Setting[Any], style: str) -> Callable[[], None]:
    def work() -> None:
        for problem, solution in solved(setting):
            problem.statement  # noqa: B018 - rendering it is part of the work
            render(problem, solution, style)

    return work


def verifying(setting: Setting[Any]) -> Callable[[], None]:
    """Reads and decides each claim of a problem once, and each solution's derivation."""
    texts = [
        (problem, text_steps(problem, solution), solution.answer)
        for problem, solution in solved(setting)
    ]

    def work() -> None:
        decided: set[str] = set()
        for place, (problem, steps, answer) in enumerate(texts):
            if place % STRATEGIES == 0:
                decided.clear()
            for step in steps:
                if step.claim not in decided:
                    assert Claim.read(step.claim).holds()
                    decided.add(step.claim)
            assert not list(derivation_faults(steps, problem.statement, problem.names, answer))

    return work


def main() -> None:
    names = sys.argv[1:] or catalog.names()
    settings = {(name, d): Setting(catalog.family(name), d) for d in GENERATING for name in names}
    works: dict[str, Callable[[], object]] = {}
    for (name, d), setting in settings.items():
        works[f"{name} {d} plain"] = generating(setting, "plain")
        works[f"{name} {d} latex"] = generating(setting, "latex")
        works[f"{name} {d} verify"] = verifying(setting)
    seconds = medians(works, 3)
    rows, summary = [], []
    for d, goal in GENERATING.items():
        plain = [PROBLEMS / seconds[f"{name} {d} plain"] for name in names]
        latex = [seconds[f"{name} {d} latex"] / seconds[f"{name} {d} plain"] for name in names]
        verify = [PROBLEMS / seconds[f"{name} {d} verify"] for name in names]
        for name, rate, ratio, checked in zip(names, plain, latex, verify, strict=True):
            claims = sum([len(solution.steps) for _, solution in solved(settings[name, d])])
            rows.append(
                [
                    *(name, str(d), f"{rate:,.0f}", f"{goal.least:,}", f"{ratio:.2f}"),
                    *(f"{checked:,.0f}", f"{claims / PROBLEMS:.1f}"),
                ]
            )
        summary += [
            [f"difficulty {d}, median", f"{median(plain):,.0f}", f"{goal.median:,}"],
            [f"difficulty {d}, least", f"{min(plain):,.0f}", f"{goal.least:,}"],
            [f"difficulty {d}, LaTeX to plain, median", f"{median(latex):.2f}", f"{LATEX}"],
            [f"difficulty {d}, verified, median", f"{median(verify):,.0f}", f"{VERIFYING:,}"],
        ]
    head = ["family", "difficulty", "problems/s", "goal", "LaTeX to plain", "verified/s", "claims"]
    print(table(head, rows))
    print()
    print(table(["problems/s/core", "measured", "goal"], summary))


if __name__ == "__main__":
    main()
