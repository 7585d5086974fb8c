"""The left-hand sides of systems of linear equations that have one solution and, of three unknowns,
no zero pivot or just one; and their number."""

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from functools import cache
from itertools import combinations, product
from math import comb, gcd

COUNTED = 4  # sets of three are counted with coefficients up to this size only

Row = tuple[int, ...]


@cache
def left_sides(unknowns: int, largest: int) -> list[Row]:
    """Those of one equation: no coefficient is 0, the first is positive, and they share no divisor,
    so that none is a multiple of another."""
    signed = [number for number in range(-largest, largest + 1) if number]
    return [
        row for row in product(range(1, largest + 1), *[signed] * (unknowns - 1)) if gcd(*row) == 1
    ]


@cache
def alike(largest: int) -> list[tuple[Row, tuple[Row, ...]]]:
    """Left-hand sides of three unknowns, each with the others whose first two coefficients are in
    the same ratio: where these stand above each other, both unknowns go at once."""
    groups: dict[tuple[int, int], list[Row]] = {}
    for row in left_sides(3, largest):
        shared = gcd(row[0], row[1])
        groups.setdefault((row[0] // shared, row[1] // shared), []).append(row)
    found: list[tuple[Row, tuple[Row, ...]]] = []
    for group in groups.values():
        if len(group) > 1:
            found += [(row, tuple(filter(row.__ne__, group))) for row in group]
    return found


def cross(u: Row, v: Row) -> Row:
    """The vector product, which holds the cofactors of two rows."""
    return (u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0])


def solvable(sides: Sequence[Row]) -> bool:
    """Whether there is one solution and, with three unknowns, no cofactor vanishes, so that no
    strategy meets a zero pivot."""
    if len(sides) == 2:
        return sides[0] != sides[1]
    return all(cross(sides[0], sides[1])) and third_fits(sides)


def third_fits(sides: Sequence[Row]) -> bool:
    """Whether there is one solution, and no cofactor of the third row with another one vanishes."""
    (a, b, c), v, w = sides
    d, e, f = minors = cross(v, w)
    return all(minors) and all(cross(sides[0], w)) and a * d + b * e + c * f != 0


@cache
def sets_of_sides(unknowns: int, largest: int) -> int:
    """How many sets of solvable left-hand sides there are: of two exactly; of three at least, as
    beside two rows no more than one third row for each pair of its first coefficients makes the
    determinant 0."""
    if unknowns == 2:
        return comb(len(left_sides(2, largest)), 2)
    largest = min(largest, COUNTED)
    sides = left_sides(3, largest)

    def beside_it(u: Row) -> int:
        return sum([1 << j for j, w in enumerate(sides) if all(cross(u, w))])

    beside = list(map(beside_it, sides))
    thirds = [
        (beside[i] & beside[j]).bit_count()
        for i, j in combinations(range(len(sides)), 2)
        if beside[i] >> j & 1
    ]
    return sum([max(0, count - 2 * largest**2) for count in thirds]) // 3


@cache
def sets_that_lack_unknowns(largest: int) -> int:
    """How many sets of three solvable left-hand sides there are in which the first lacks the first
    unknown, the second the second, the third the third: a y + b z, c x + d z, e x + f y have the
    determinant b c f + a d e, so that the product of the ratios may not be -1."""
    ratios = Counter([Fraction(a, b) for a, b in left_sides(2, largest)])
    two = Counter[Fraction]()
    for (one, first), (other, second) in product(ratios.items(), repeat=2):
        two[one / other] += first * second
    singular = sum([count * ratios[-1 / ratio] for ratio, count in two.items()])
    return ratios.total() ** 3 - singular
