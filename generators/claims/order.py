"""Decides whether an inequality in one letter has just the solutions that are claimed.

The line is split at every point where anything changes: where a difference of two sides, or what
decides |f| or max(f, g), is 0 or has none. Between two such points every relation holds throughout
or nowhere, so both sets are compared at the points and at one fraction between each two. All points
are exact (real_roots.py); an inequality with others is refused.
"""

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import cmp_to_key, lru_cache
from itertools import pairwise
from math import floor
from typing import Any, NamedTuple

from generators.claims.chains import Chain, Decide, lone_letter, read_chain
from generators.claims.compiler import Scope, compile_tree, fraction
from generators.claims.rational_functions import Coefficients, Near, Quotient, the_letter
from generators.claims.reader import (
    Node,
    Reader,
    Unreadable,
    functions_in,
    holes_in,
    variables,
)
from generators.claims.real_roots import real_roots
from generators.claims.relations import relation
from generators.claims.surds import Surd
from generators.claims.values import Value

PARTS = 40  # intervals that are looked at
POINTS = 80  # points where anything changes
SEARCHES = 8  # polynomials of degree 3 and more whose roots are looked for

Region = list[list[Chain]]  # alternatives, each of conditions that hold together


class Condition:
    """One relation in one letter, such as `|2x + 3| <= 12`: where it holds, and where that changes.
    `holds` takes the condition's own numbers and then the letter's numerator and denominator."""

    def __init__(self, left: Node, sign: str, right: Node, letter: str) -> None:
        if sign == "|":
            raise Unreadable("'|' in an inequality")
        behind = 1 + max([*holes_in(left), *holes_in(right)], default=-1)
        scope = Scope(slots={letter: behind}, divides=True)
        self.difference = fraction(compile_tree(("-", left, right), scope))
        # at a point a pair is computed with in half of the time of a fraction
        paired = Scope(pairs={letter: behind})
        self.holds = relation(compile_tree(left, paired), sign, compile_tree(right, paired))
        self.steady = not functions_in(left) and not functions_in(right)
        # the lines of a problem share conditions, and looking for their points is most of the work
        self.points = lru_cache(maxsize=16)(self.changes)

    def changes(self, values: tuple[Any, ...]) -> list[Any]:
        """The points where it may begin or cease to hold. Where it has functions such as |f| the
        line is first split where these change, until none does within a part."""
        roots = root_finder()
        if self.steady:
            side = self.difference((*values, the_letter()))
            return [root for part in parts_of(side) for root in roots(part)]
        points: list[Any] = []
        parts: list[tuple[Any, Any]] = [(None, None)]
        looked_at = 0
        while parts:
            low, high = parts.pop()
            looked_at += 1
            used: list[Coefficients] = []
            side = self.difference((*values, the_letter(Near(between(low, high), used))))
            changes = rising(roots_within(roots, used, low, high))
            if changes:
                points += changes
                parts += pairwise([low, *changes, high])
            else:
                points += roots_within(roots, parts_of(side), low, high)
            if looked_at > PARTS or len(points) > POINTS:
                raise OverflowError("more intervals than a claim needs")
        return points


class Placed(NamedTuple):
    """A condition, and where its own numbers are among those of the claim."""

    condition: Condition
    first: int
    end: int


def speaks_of_order(chains: Sequence[Chain]) -> bool:
    return any(sign in ("<", "<=", ">", ">=", "!=") for chain in chains for sign in chain.relations)


def read_regions(reader: Reader) -> list[Region]:
    """`x < 2 or x > 3`, `x > 2 and x < 3`, `no x`, `all x`; several, parted by commas, each of
    which is claimed."""
    regions = [read_region(reader)]
    while reader.take(","):
        regions.append(read_region(reader))
    reader.finish()
    if len(regions) > 1 and any(len(region) > 1 for region in regions):
        raise Unreadable("a list is parted by commas or by 'or', not by both")
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


def order(given: Sequence[Chain], reader: Reader) -> Decide:
    """The decision for a subject and the reader of its assertion."""
    regions = [[list(given)], *read_regions(reader)]
    chains = [chain for region in regions for part in region for chain in part]
    letters = set().union(*[variables(member) for chain in chains for member in chain.members])
    if len(letters) != 1 or any(not chain.relations for chain in chains):
        raise Unreadable("an inequality has one unknown, and each part of it a relation")
    if any(letters != letters_of(chain) for region in regions[1:] for chain in sum(region, [])):
        raise Unreadable("the assertion must speak of the subject's unknown")
    (letter,) = letters
    subject, *claimed = [[placed(part, letter) for part in region] for region in regions]
    conditions = {each for region in (subject, *claimed) for part in region for each in part}

    def decide(values: Sequence[Any]) -> bool:
        values = tuple(values)
        points = [
            point
            for condition, first, end in conditions
            for point in condition.points(values[first:end])
        ]
        for point in map(as_pair, test_points(points)):
            holds = holds_at(subject, values, point)
            if any([holds_at(region, values, point) != holds for region in claimed]):
                return False
        return True

    return decide


def letters_of(chain: Chain) -> set[str]:
    return set().union(*[variables(member) for member in chain.members])


def placed(part: Sequence[Chain], letter: str) -> list[Placed]:
    """Conditions that hold together."""
    found = []
    for left, sign, right in [link for chain in part for link in chain.links()]:
        holes = [*holes_in(left), *holes_in(right)]
        first, end = (min(holes), 1 + max(holes)) if holes else (0, 0)
        own = [counted_from(side, first) for side in (left, right)]
        found.append(Placed(condition(own[0], sign, own[1], letter), first, end))
    return sorted(found, key=lambda each: not each.condition.steady)  # the quick ones first


def counted_from(node: Node, first: int) -> Node:
    """The tree with its holes counted from one of them."""
    if node[0] == "hole":
        return ("hole", node[1] - first)
    return tuple([counted_from(part, first) if isinstance(part, tuple) else part for part in node])


@lru_cache(maxsize=4_096)
def condition(left: Node, sign: str, right: Node, letter: str) -> Condition:
    """One condition for all claims that have it."""
    return Condition(left, sign, right, letter)


def as_pair(point: Any) -> tuple[Any, int]:
    return (point, 1) if isinstance(point, Value) else (point.numerator, point.denominator)


def holds_at(
    region: Sequence[Sequence[Placed]], values: tuple[Any, ...], point: tuple[Any, int]
) -> bool:
    """Whether one of a region's alternatives holds at a point, each side of it having a value."""
    for part in region:
        try:
            for each, first, end in part:
                if not each.holds((*values[first:end], point)):
                    break
            else:
                return True
        except ZeroDivisionError:
            continue
    return False


def test_points(points: Sequence[Any]) -> list[Any]:
    """The points where anything changes, and a fraction in each interval between them."""
    points = rising(points)
    if len(points) > POINTS:
        raise OverflowError("more intervals than a claim needs")
    return [*points, *[between(low, high) for low, high in pairwise([None, *points, None])]]


def parts_of(side: Any) -> list[Coefficients]:
    """The polynomials above and below the fraction line, unless it is a plain number."""
    return [side.above, side.below] if isinstance(side, Quotient) else []


def roots_within(
    roots: Callable[[Coefficients], list[Any]],
    polynomials: Sequence[Coefficients],
    low: Any,
    high: Any,
) -> list[Any]:
    return [root for part in polynomials for root in roots(part) if within(root, low, high)]


def root_finder() -> Callable[[Coefficients], list[Any]]:
    """Finds real roots, each polynomial's once, and of few long polynomials."""
    known: dict[Coefficients, list[Any]] = {}
    searches = 0

    def roots(polynomial: Coefficients) -> list[Any]:
        nonlocal searches
        if polynomial not in known:
            searches += len(polynomial) > 3
            if searches > SEARCHES:
                raise OverflowError("more polynomials than a claim needs")
            known[polynomial] = real_roots(polynomial)
        return known[polynomial]

    return roots


def compare(a: Any, b: Any) -> int:
    if isinstance(a, Surd) or not isinstance(b, Surd):
        return a.compared(b) if isinstance(a, Surd) else (a > b) - (a < b)
    return -b.compared(a)


def rising(points: Sequence[Any]) -> list[Any]:
    """In order, each once."""
    if not any([isinstance(point, Surd) for point in points]):
        return sorted(set(points))
    found: list[Any] = []
    for point in sorted(points, key=cmp_to_key(compare)):
        if not found or compare(found[-1], point):
            found.append(point)
    return found


def within(point: Any, low: Any, high: Any) -> bool:
    above = low is None or compare(low, point) < 0
    return above and (high is None or compare(point, high) < 0)


def between(low: Any, high: Any) -> Any:
    """A fraction strictly between two numbers; None is no bound."""
    if low is None:
        return 0 if high is None else floor(high) - 1
    if high is None:
        return floor(low) + 1
    whole = floor(low) + 1  # is compared with in a third of the time of a fraction
    if compare(whole, high) < 0:
        return whole
    if not isinstance(low, Value) and not isinstance(high, Value):
        return (low + high) / Fraction(2)
    step = 4
    while True:
        point = Fraction(floor(low * step) + 1) / step
        if compare(point, high) < 0:
            return point
        step *= 4
