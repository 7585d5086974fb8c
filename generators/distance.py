"""How far apart two ways of solving a problem are: 0 for the same lines of working, 1 where nothing
recurs in the same order.

A solution is taken as the sequence of what a learner writes: line by line the shape of the line and
then its numbers. The likeness of two solutions is Dice's coefficient (Dice 1945) of their longest
common subsequence, 2 |common| / (|a| + |b|), and the distance is 1 minus that. The subject of a
claim is left out, since it only repeats the statement, and so is the conclusion, which all right
solutions share.
"""

from collections.abc import Hashable, Sequence
from itertools import combinations
from math import nan

from generators.family import Family
from generators.problem import Setting
from generators.solution import Solution

PROBLEMS = 40  # drawn for a mean
SEED = 0


def written(solution: Solution) -> list[Hashable]:
    """The shapes and numbers of a solution's lines, in order, without the conclusion."""
    items: list[Hashable] = []
    for step in solution.steps[:-1]:
        subject, _, assertion = step.claim.form.rpartition(" :: ")
        items.append(assertion)
        items += step.claim.values[subject.count("{}") :]
    return items


def common(first: Sequence[Hashable], second: Sequence[Hashable]) -> int:
    """The length of the longest common subsequence, a row of the table at a time as the bits of one
    number (Hyyro 2004)."""
    places: dict[Hashable, int] = {}
    for i, item in enumerate(first):
        places[item] = places.get(item, 0) | 1 << i
    everywhere = (1 << len(first)) - 1
    row = everywhere
    for item in second:
        matches = row & places.get(item, 0)
        row = (row + matches | row - matches) & everywhere
    return len(first) - row.bit_count()


def distance(a: Solution, b: Solution) -> float:
    """From 0 (the same lines) to 1 (nothing in common). Two solutions without a line of their own
    are at distance 0."""
    first, second = written(a), written(b)
    if not first and not second:
        return 0.0
    return 1 - 2 * common(first, second) / (len(first) + len(second))


def strategy_distances(
    family: Family, difficulty: int, problems: int = PROBLEMS
) -> dict[tuple[str, str], float]:
    """The mean distance of each pair of strategies over problems of one difficulty to which both
    apply, in the order of the family's file; nan where there was no such problem. Free choices of a
    strategy are at their defaults."""
    setting = Setting(family, difficulty)
    pairs = list(combinations(family.strategies, 2))
    totals, counts = dict.fromkeys(pairs, 0.0), dict.fromkeys(pairs, 0)
    for index in range(problems):
        problem = setting.problem(SEED, index)
        solved = {name: problem.solve(name) for name in problem.strategies()}
        for pair in combinations(solved, 2):
            totals[pair] += distance(solved[pair[0]], solved[pair[1]])
            counts[pair] += 1
    return {pair: totals[pair] / counts[pair] if counts[pair] else nan for pair in pairs}
