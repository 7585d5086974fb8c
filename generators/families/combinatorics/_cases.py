"""Selections from groups: the cases into which they fall, and the lines that several strategies
share."""

from collections.abc import Sequence
from itertools import product
from math import comb

from generators.families.combinatorics._groups import STORIES, Group, Params, listed
from generators.family import Claim, Step, Steps, binomial, list_of, sum_of


def called(p: Params) -> list[str]:
    """What the members of each group with a limit are called, and last those of all others."""
    names = STORIES[p.story].names
    limited = len(p.limited)
    return [*names[:limited], names[limited] if len(p.free) == 1 else "other"]


def spare(p: Params) -> int:
    """How many are chosen beyond the least numbers."""
    return p.chosen - sum(low for _, low, _ in p.limited)


def splits(p: Params, groups: Sequence[Group]) -> list[tuple[int, ...]]:
    """Every way to split the number chosen among some groups and all others: how many come from
    each of the groups."""
    numbers = [range(low, min(high, low + spare(p)) + 1) for _, low, high in groups]
    most = sum(low for _, low, _ in groups) + spare(p)
    return [split for split in product(*numbers) if sum(split) <= most]


def free_groups_together(p: Params) -> Steps:
    if len(p.free) > 1:
        words = "The groups without a limit may stand together: {}."
        yield Step(words, f"{sum_of(p.free)} = {sum(p.free)}")


def spare_places(p: Params) -> Steps:
    least = [low for _, low, _ in p.limited if low]
    if least:
        words = "Beyond the least numbers, so many are chosen freely: {}."
        yield Step(words, f"{sum_of([p.chosen, *(-low for low in least)])} = {spare(p)}")


def binomials(things: str, n: int, most: int, least: int, *before: Claim) -> Steps:
    """In how many ways each number of things can be chosen out of n; `before` are claims that lead
    to the largest number. None can be chosen in one way, and one in n ways: these need no line."""
    if most >= max(least, 2):
        words = f"Ways to choose {things}, from the largest number down: {{}}."
        yield Step(words, list_of([*before, *binomials_down(n, most, least)]))


def binomials_down(n: int, most: int, least: int) -> list[Claim]:
    """The ways to choose the largest number out of n, and from these the ways to choose each
    smaller one, down to 2: C(n, j - 1) = C(n, j) * j/(n - j + 1)."""
    smaller = range(most, max(least, 2), -1)
    return [
        binomial(n, most),
        *(
            Claim(f"C({n}, {j - 1}) = {comb(n, j)} * {j}/{n - j + 1} = {comb(n, j - 1)}")
            for j in smaller
        ),
    ]


def binomials_within(p: Params, group: Group, things: str) -> Steps:
    """In how many ways each number within the limits can come from a group."""
    n, low, high = group
    most = min(high, low + spare(p))
    before = [Claim(f"{low} + {spare(p)} = {most}")] if 0 < low < most < high else []
    yield from binomials(things, n, most, low, *before)


def told(split: Sequence[int], things: Sequence[str], first: int) -> str:
    """How many come from each group, in words: `{2} seniors and {4} juniors`. In the claim that
    number stands behind each group's size, and for the first group at the place `first`."""
    return listed(
        [
            f"{{{first + 2 * i}}} {thing}" + ("" if j == 1 else "s")
            for i, (j, thing) in enumerate(zip(split, things, strict=True))
        ]
    )


def exactly(sizes: Sequence[int], split: Sequence[int]) -> Claim:
    """Groups from which exact numbers come, as `ways(...)` names them."""
    return list_of((f"{n}, {j}" for n, j in zip(sizes, split, strict=True)), "; ")


def cases_added(counts: Sequence[int]) -> Step:
    return Step("Add the cases: {}.", f"{sum_of(counts)} = {sum(counts)}")
