"""What becomes of a solution from which one of its own lines is taken out: the core, and whoever
verifies a file, have to notice.

Three ways: the line is missing from a file and nothing else is changed (`file`); the file is healed
after it, indices renumbered, references to the line removed (`healed`); or the strategy leaves the
line out and the core derives what is left (`core`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from generators.derivations.derive import derive
from generators.derivations.numerals import numbers_of
from generators.derivations.sources import STATEMENT, Underived
from generators.derivations.texts import TextStep, derivation_faults
from generators.problem import Problem
from generators.solution import Solution, Step, filled

WAYS = ("file", "healed", "core")


@dataclass
class Deletions:
    """Of the deletions tried, how many were noticed, by way; and some that were not."""

    tried: int = 0
    noticed: dict[str, int] | None = None
    missed: dict[str, list[str]] | None = None

    def add(self, name: str, found: dict[str, bool]) -> None:
        self.noticed = self.noticed or dict.fromkeys(WAYS, 0)
        self.missed = self.missed or {way: [] for way in WAYS}
        self.tried += 1
        for way in WAYS:
            self.noticed[way] += found[way]
            if not found[way]:
                self.missed[way].append(name)

    def share(self, way: str) -> float:
        return (self.noticed or {}).get(way, 0) / max(self.tried, 1)


def text_steps(problem: Problem[Any], solution: Solution) -> list[TextStep]:
    """The steps as a file holds them."""
    return [
        TextStep(
            filled(step.words, step.claim, problem.names),
            step.claim.text(),
            list(map(str, step.gives)),
            step.premises,
            list(map(str, step.constants)),
            step.role,
        )
        for step in solution.steps
    ]


def deletions(problem: Problem[Any], solution: Solution) -> Iterator[tuple[int, dict[str, bool]]]:
    """For each own main line: its index, and by which ways its deletion is noticed."""
    texts = text_steps(problem, solution)
    for index, step in enumerate(solution.steps[:-1]):
        if step.role == "main":
            left = texts[:index] + texts[index + 1 :]
            yield (
                index,
                {
                    "file": is_faulty(problem, solution, left),
                    "healed": is_faulty(problem, solution, healed(left, index)),
                    "core": is_refused(problem, solution, index),
                },
            )


def healed(steps: Sequence[TextStep], gone: int) -> list[TextStep]:
    """The steps that are left, indices renumbered and references to the missing one removed."""

    def left(premises: Sequence[int]) -> list[int]:
        return [
            premise - (premise > gone)
            for premise in premises
            if premise == STATEMENT or premise != gone
        ]

    return [step._replace(premises=left(step.premises)) for step in steps]


def is_faulty(problem: Problem[Any], solution: Solution, steps: Sequence[TextStep]) -> bool:
    faults = derivation_faults(steps, problem.statement, problem.names, solution.answer)
    return next(faults, None) is not None


def is_refused(problem: Problem[Any], solution: Solution, index: int) -> bool:
    """Whether the core refuses the strategy's steps without one of them."""
    left: list[Step] = []
    for step in solution.steps[:index] + solution.steps[index + 1 :]:
        rests_on = tuple([one for one in step.rests_on if one is not solution.steps[index]])
        fresh = step.but(rests_on=())
        fresh.rests_on = tuple([left[solution_index(solution, one, index)] for one in rests_on])
        left.append(fresh)
    try:
        derive(left, problem.stated, numbers_of(problem.answer_value))
    except Underived:
        return True
    return len(left) < 2


def solution_index(solution: Solution, step: Step, gone: int) -> int:
    """The place of a step among those that are left."""
    place = next(place for place, one in enumerate(solution.steps) if one is step)
    return place - (place > gone)
