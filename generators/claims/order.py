"""Decides whether an inequality in one letter has just the solutions that are claimed.

The line is split at every point where anything changes: where a difference of two sides, or what
decides |f| or max(f, g), is 0 or has none. Between two such points every relation holds throughout
or nowhere, so a set is found by trying the points and one fraction between each two. Two sets are
the same when they begin and end at the same borders, with or without them. All points are exact
(real_roots.py); an inequality with others is refused.
"""

import re
from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import chain, pairwise, starmap
from math import floor
from typing import Any, NamedTuple

from generators.claims.chains import (
    Chain,
    Decide,
    every,
    links_of,
    lone_letter,
    members_of,
    read_chain,
    read_chains,
)
from generators.claims.compiler import Program, Run, Scope, compile_tree, fraction
from generators.claims.rational_functions import Coefficients, Near, Quotient, the_letter
from generators.claims.reader import Node, Reader, Unreadable, variables
from generators.claims.real_roots import real_roots
from generators.claims.relations import relation
from generators.claims.remembered import Remembered
from generators.claims.values import Value

NONE_OR_ALL = re.compile(r"(?:no|all) (?:\{\})?[a-z]", re.ASCII)
PARTS = 40  # intervals that are looked at
POINTS = 80  # points where anything changes
SEARCHES = 8  # polynomials of degree 3 and more whose roots are looked for
ONE_UNKNOWN = "an inequality has one unknown, and each part of it a relation"

Roots = Callable[[Coefficients], list[Any]]  # finds those of a polynomial
Region = list[list[Chain]]  # alternatives, each of conditions that hold together


class Compiled(NamedTuple):
    """A region as tests at a point; the bounds that it names, such as 3 in `x < 3`; and of what
    else it compares the differences of the sides."""

    holds: Decide
    bounds: list[Run]
    differences: list[Run]


def chains_of(regions: Sequence[Region]) -> list[Chain]:
    """The chains of all parts of some regions."""
    return list(chain.from_iterable(chain.from_iterable(regions)))


def speaks_of_order(chains: Sequence[Chain]) -> bool:
    return any(sign in ("<", "<=", ">", ">=", "!=") for _, sign, _ in links_of(chains))


def asserts_regions(given: Sequence[Chain], assertion: str) -> bool:
    """Whether what a subject asserts are parts of the line: below an inequality or an equation with
    bars about its letter, or where an equation has no solution or holds for every number."""
    if speaks_of_order(given):
        return True
    bars = any(map(encloses_letter, members_of(given)))
    return bool(given[0].relations) and (bars or NONE_OR_ALL.fullmatch(assertion) is not None)


def encloses_letter(node: Any) -> bool:
    """Whether an absolute value of a letter stands in a member."""
    if not isinstance(node, tuple):
        return False
    if node[:2] == ("call", "abs"):
        return bool(variables(node))
    return any(map(encloses_letter, node))


def read_regions(reader: Reader) -> list[Region]:
    """`x < 2 or x > 3`, `x > 2 and x < 3`, `no x`, `all x`; several, separated by commas, each of
    which is claimed."""
    regions = [read_region(reader)]
    while reader.take(","):
        regions.append(read_region(reader))
    reader.finish()
    if len(regions) > 1 and any(len(region) > 1 for region in regions):
        raise Unreadable("a list is separated by commas or by 'or', not by both")
    return regions


def read_region(reader: Reader) -> Region:
    if word := reader.take("no", "all"):
        letter = reader.sum()
        if lone_letter(letter) is None:
            raise Unreadable(f"a letter was expected behind '{word}'")
        same = Chain((letter, letter), ("=" if word == "all" else "!=",))
        return [[same]]
    region = [[read_chain(reader)]]
    while word := reader.take("or", "and"):
        if word == "or":
            region.append([])
        region[-1].append(read_chain(reader))
    return region


class Border(NamedTuple):
    """A point where a set begins or ends, or which alone is in it or out of it: whether the point
    is in the set, and whether the numbers right above it are."""

    point: Any
    inside: bool
    above: bool


class SolutionSet(NamedTuple):
    """The numbers that satisfy a region: its borders, rising, and whether the numbers below all of
    them are in it. Equal sets are written alike."""

    below: bool
    borders: list[Border]


class Inequalities:
    """Regions in one letter; `sets(*values)` are the solutions of each, where these are the numbers
    in the holes."""

    def __init__(self, regions: Sequence[Region], holes: int) -> None:
        chains = chains_of(regions)
        self.letters = list(map(letters_of, chains))
        letters = set().union(*self.letters)
        if len(letters) > 1 or any(not each.relations for each in chains):
            raise Unreadable(ONE_UNKNOWN)
        self.holes = holes
        scope = Scope(slots=dict.fromkeys(letters, holes), divides=True)
        self.regions = [compiled(region, scope) for region in regions]
        # by type, as 2 is an exponent and the fraction 2/1 is none
        self.sets = lru_cache(maxsize=4, typed=True)(self.found)

    def found(self, *values: Any) -> list[SolutionSet]:
        roots = root_finder()
        return [solution_set(region, values, roots) for region in self.regions]


def read_inequalities(text_and_joins: tuple[str, bool]) -> Inequalities:
    """Those of a text in which a comma joins conditions that hold together, as in a subject, or
    parts regions of which each is claimed, as in an assertion."""
    text, joins = text_and_joins
    reader = Reader(text)
    regions = [[read_chains(reader)[0]]] if joins else read_regions(reader)
    return Inequalities(regions, reader.holes)


# What one line asserts the next one supposes, and many lines suppose what the problem does: without
# a comma a text means the same as subject and as assertion, and is kept once
INEQUALITIES: Remembered[tuple[str, bool], Inequalities] = Remembered(
    read_inequalities, limit=1_024
)


def order(subject: str, assertion: str) -> Decide:
    """The decision for a subject and an assertion."""
    given = INEQUALITIES[subject, "," in subject]
    claimed = INEQUALITIES[assertion, False]
    letters = set().union(*given.letters, *claimed.letters)
    if len(letters) != 1:
        raise Unreadable(ONE_UNKNOWN)
    if any(letters != spoken_of for spoken_of in claimed.letters):
        raise Unreadable("the assertion must speak of the subject's unknown")

    def decide(values: Sequence[Any]) -> bool:
        (solutions,) = given.sets(*values[: given.holes])
        return all([each == solutions for each in claimed.sets(*values[given.holes :])])

    return decide


def letters_of(each: Chain) -> set[str]:
    return set().union(*map(variables, each.members))


def compiled(region: Region, scope: Scope) -> Compiled:
    bounds: list[Run] = []
    differences: list[Run] = []

    def test(left: Node, sign: str, right: Node) -> Decide:
        if sign == "|":
            raise Unreadable("'|' in an inequality")
        sides = [fraction(compile_tree(side, scope)) for side in (left, right)]
        if left[0] == "variable" and not variables(right):
            bounds.append(sides[1])
        elif right[0] == "variable" and not variables(left):
            bounds.append(sides[0])
        else:
            differences.append(difference(*sides))
        return relation(Program(False, sides[0]), sign, Program(False, sides[1]))

    def all_hold(part: Sequence[Chain]) -> Decide:
        return every(list(starmap(test, links_of(part))))

    return Compiled(either([defined(all_hold(part)) for part in region]), bounds, differences)


def difference(left: Run, right: Run) -> Run:
    return lambda v: left(v) - right(v)


def defined(test: Decide) -> Decide:
    """A test that fails where a side has no value."""

    def holds(values: Sequence[Any]) -> bool:
        try:
            return test(values)
        except ZeroDivisionError:
            return False

    return holds


def either(tests: Sequence[Decide]) -> Decide:
    return tests[0] if len(tests) == 1 else lambda v: any([test(v) for test in tests])


def solution_set(region: Compiled, values: tuple[Any, ...], roots: Roots) -> SolutionSet:
    """The set of numbers that satisfy a region."""
    points = points_of_change(region, values, roots)
    numbers = [between(low, high) for low, high in pairwise([None, *points, None])]
    at = [region.holds((*values, point)) for point in points]
    beside = [region.holds((*values, number)) for number in numbers]
    borders = [
        Border(point, inside, above)
        for point, below, inside, above in zip(points, beside, at, beside[1:], strict=False)
        if not below == inside == above
    ]
    return SolutionSet(beside[0], borders)


def points_of_change(region: Compiled, values: tuple[Any, ...], roots: Roots) -> list[Any]:
    """The points where anything may change."""
    changes = [changes_of(run, values, roots) for run in region.differences]
    points = rising([*[run(values) for run in region.bounds], *chain.from_iterable(changes)])
    if len(points) > POINTS:
        raise OverflowError("more points than a claim needs")
    return points


def changes_of(run: Run, values: tuple[Any, ...], roots: Roots) -> list[Any]:
    """The points where a difference is 0 or has no value. The line is first split where |f|, max
    and min in it change, until none does within a part."""
    points: list[Any] = []
    parts: list[tuple[Any, Any]] = [(None, None)]
    looked_at = 0
    while parts:
        low, high = parts.pop()
        looked_at += 1
        used: list[Coefficients] = []
        near = between(low, high)
        side = run((*values, the_letter(Near(near, used))))
        changes = rising(roots_within(roots, used, low, high))
        points += changes
        for start, end in pairwise([low, *changes, high]):
            if changes and not within(near, start, end):
                parts.append((start, end))
            elif isinstance(side, Quotient):
                points += roots_within(roots, [side.above, side.below], start, end)
        if looked_at > PARTS:
            raise OverflowError("more intervals than a claim needs")
    return points


def roots_within(
    roots: Roots, polynomials: Sequence[Coefficients], low: Any, high: Any
) -> list[Any]:
    found = chain.from_iterable(map(roots, polynomials))
    return [root for root in found if within(root, low, high)]


def root_finder() -> Roots:
    """Finds real roots, each polynomial's once, and of few long polynomials."""
    known: dict[Coefficients, list[Any]] = {}
    searches = 0

    def roots(polynomial: Coefficients) -> list[Any]:
        nonlocal searches
        if len(polynomial) < 2:
            return []
        if polynomial not in known:
            searches += len(polynomial) > 3
            if searches > SEARCHES:
                raise OverflowError("more polynomials than a claim needs")
            known[polynomial] = real_roots(polynomial)
        return known[polynomial]

    return roots


def rising(points: Sequence[Any]) -> list[Any]:
    """In order, each once."""
    found: list[Any] = []
    for point in sorted(points):
        if not found or found[-1] != point:
            found.append(point)
    return found


def within(point: Any, low: Any, high: Any) -> bool:
    return (low is None or low < point) and (high is None or point < high)


def between(low: Any, high: Any) -> Any:
    """A number strictly between two, whole where one is; None is no bound."""
    if low is None:
        return 0 if high is None else floor(high) - 1
    whole = floor(low) + 1
    if high is None or whole < high:
        return whole
    if not isinstance(low, Value) and not isinstance(high, Value):
        return (low + high) / Fraction(2)
    step = 4
    while True:
        point: Any = Fraction(floor(low * step) + 1) / step
        if point < high:
            return point
        step *= 4
