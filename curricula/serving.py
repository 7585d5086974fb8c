"""Which settings can serve a request: those whose problems admit as many strategies as it asks for.

A strategy may apply to some problems of a family only, so this is seen by drawing problems.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from curricula.curriculum import Source, Stage

TRIED = 200  # problems drawn of a setting
RARELY = 10  # of these; what fewer problems admit is left out, for most draws would be in vain


class Served(NamedTuple):
    """How many strategies the problems of a setting admit, of those that a stage names: `most` is
    the largest number that one in twenty admits, `there` how many the family has."""

    most: int
    there: int

    def __str__(self) -> str:
        if self.most == self.there:
            return f"only {self.there} {'strategy' if self.there == 1 else 'strategies'} in"
        return f"only {self.most} of {self.there} strategies apply to"


def served(source: Source, stage: Stage) -> Served:
    """What the source can serve of the strategies that the stage names. Raises UnknownFamily or
    KnobError."""
    setting, wanted = source.setting(), stage.asked
    named = [name for name in setting.family.strategies if stage.takes_strategy(name)]
    admitted: Counter[int] = Counter()
    for index in range(TRIED if len(named) >= wanted else 0):
        admitted[len(stage.options(setting.problem(0, index)))] += 1
        if at_least(admitted, wanted) == RARELY:
            return Served(wanted, len(named))
    often = [count for count in admitted if at_least(admitted, count) >= RARELY]
    return Served(max(often, default=len(named)), len(named))


def at_least(admitted: Mapping[int, int], count: int) -> int:
    """How many problems admit this many strategies or more."""
    return sum([problems for number, problems in admitted.items() if number >= count])


def rungs_shown(difficulties: Sequence[int]) -> str:
    """Difficulties as a user writes them: `1`, `2-5`, `1, 3-4`."""
    runs: list[list[int]] = []
    for difficulty in sorted(difficulties):
        if runs and difficulty == runs[-1][-1] + 1:
            runs[-1].append(difficulty)
        else:
            runs.append([difficulty])
    return ", ".join([f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs])
