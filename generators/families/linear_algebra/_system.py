"""Systems of linear equations with one whole solution: what they are, how they are drawn, counted,
told apart and written."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import permutations
from math import comb, gcd

from generators.claims.functions import det
from generators.claims.matrices import dot
from generators.families.linear_algebra._left_sides import (
    Row,
    alike,
    left_sides,
    sets_of_sides,
    sets_that_lack_unknowns,
    solvable,
    third_fits,
)
from generators.family import Capacity, Claim, Faulty, Knobs, Stream, list_of, sum_of

LETTERS = ("xyz", "uvw")
TRIES = 200


@dataclass(frozen=True, slots=True)
class Params:
    """A row for each equation: its coefficients and, last, its right-hand side. A letter and its
    value for each unknown."""

    rows: tuple[Row, ...]
    letters: str
    solution: Row


def sample(stream: Stream, knobs: Knobs) -> Params:
    """Draws the solution, without zeros, then the left-hand sides, and computes the right-hand
    sides."""
    unknowns, largest = knobs["unknowns"], knobs["solution"]
    drawn = [stream.below(2 * largest) - largest for _ in range(unknowns)]
    solution = tuple([number + (number >= 0) for number in drawn])
    drawn_sides = without_zero_pivot
    if unknowns == 2 and knobs["single"] == "yes":
        drawn_sides = with_single_unknown
    elif unknowns == 3 and knobs["missing"] == "yes":
        drawn_sides = with_missing_unknowns
    elif unknowns == 3 and stream.below(100) < knobs["zeros"]:
        drawn_sides = with_zero_pivot
    sides = drawn_sides(stream, unknowns, knobs["coefficient"])
    rows = [(*side, dot(side, solution)) for side in sides]
    return Params(tuple(rows), stream.choice(LETTERS)[:unknowns], solution)


def without_zero_pivot(stream: Stream, unknowns: int, largest: int) -> list[Row]:
    return any_of(stream, left_sides(unknowns, largest), unknowns)


def with_single_unknown(stream: Stream, unknowns: int, largest: int) -> list[Row]:
    """Left-hand sides in which the last unknown has no factor."""
    options = [side for side in left_sides(unknowns, largest) if abs(side[-1]) == 1]
    return any_of(stream, options, unknowns)


def any_of(stream: Stream, options: Sequence[Row], unknowns: int) -> list[Row]:
    for _ in range(TRIES):
        sides = [options[stream.below(len(options))] for _ in range(unknowns)]
        if solvable(sides):
            return sides
    raise Faulty(f"no system with nonzero cofactors in {TRIES} tries")


def with_missing_unknowns(stream: Stream, unknowns: int, largest: int) -> list[Row]:
    """Three left-hand sides, in x and y, in y and z, in x and z."""
    options = left_sides(2, largest)
    for _ in range(TRIES):
        (a, b), (c, d), (e, f) = [options[stream.below(len(options))] for _ in range(unknowns)]
        sides = [(a, b, 0), (0, c, d), (e, 0, f)]
        if det(*sides):
            return sides
    raise Faulty(f"no regular system with missing unknowns in {TRIES} tries")


def with_zero_pivot(stream: Stream, unknowns: int, largest: int) -> list[Row]:
    """Three left-hand sides, the second of which loses two unknowns when it loses the first."""
    options, pairs = left_sides(unknowns, largest), alike(largest)
    for _ in range(TRIES):
        first, others = pairs[stream.below(len(pairs))]
        sides = [first, others[stream.below(len(others))], options[stream.below(len(options))]]
        if third_fits(sides):
            return sides
    raise Faulty(f"no system with just one zero pivot in {TRIES} tries")


def capacity(knobs: Knobs) -> Capacity:
    """Sets of equations times solutions, counted once where the order of the unknowns alone
    differs: with two unknowns by Burnside's lemma, as an exchange of x and y keeps x + y, x - y and
    each pair of a row and its mirror image where x = y."""
    unknowns, largest, values = knobs["unknowns"], knobs["coefficient"], 2 * knobs["solution"]
    if unknowns == 2 and knobs["single"] == "yes":
        pairs = comb(2 * largest, 2)  # all but x + y, x - y are themselves alone
        return Capacity((pairs - 1) * values**2 + (values**2 + values) // 2)
    if unknowns == 3 and knobs["missing"] == "yes":
        return Capacity(sets_that_lack_unknowns(largest) * values**3 // 6, exact=False)
    if unknowns == 3 and knobs["zeros"] == 100:  # beside each pair at least one third row
        pairs = sum([len(others) for _, others in alike(largest)]) // 2
        return Capacity(pairs * values**3 // 6, exact=False)
    if unknowns == 3:
        return Capacity(sets_of_sides(3, largest) * values**3 // 6, exact=False)
    return Capacity(
        (sets_of_sides(2, largest) * values**2 + len(left_sides(2, largest)) // 2 * values) // 2
    )


def key(p: Params) -> tuple[Row, ...]:
    """Ignores the letters, the order of the equations, the order of the unknowns, and the sign of a
    whole equation."""
    return min([in_order(p, order) for order in permutations(range(len(p.rows)))])


def in_order(p: Params, order: Row) -> tuple[Row, ...]:
    """The rows with the unknowns in an order, themselves in order of size."""
    return tuple(sorted([reordered(row, order) for row in p.rows]))


def without_factors(p: Params) -> tuple[Row, ...]:
    """The key of the system with each equation divided by what its numbers have in common: one
    multiplied through is no other mathematics."""
    return key(replace(p, rows=tuple(map(primitive, p.rows))))


def primitive(row: Row) -> Row:
    """A row without a factor that all its numbers have."""
    shared = gcd(*row)
    return tuple([number // shared for number in row])


def reordered(row: Row, order: Row) -> Row:
    first = next(row[i] for i in order if row[i])
    sign = 1 if first > 0 else -1
    return (*[sign * row[i] for i in order], sign * row[-1])


def terms(row: Sequence[int], letters: str) -> Claim:
    """`2x - y + 3z`: each letter with its coefficient, but where that is 0."""
    return sum_of(f"{a}{x}" for a, x in zip(row, letters, strict=False) if a)


def equation(row: Sequence[int], letters: str) -> Claim:
    """The equation of a row, which ends with its right-hand side."""
    return Claim(f"{terms(row, letters)} = {row[-1]}")


def system(rows: Sequence[Sequence[int]], letters: str) -> Claim:
    return list_of(equation(row, letters) for row in rows)


def maths(text: str) -> str:
    """Set as maths."""
    return f"`{text}`"


def enumerated(texts: Sequence[str]) -> str:
    """`a, b and c`."""
    return f"{', '.join(texts[:-1])} and {texts[-1]}"


def posed(p: Params) -> str:
    return enumerated([maths(equation(row, p.letters).text()) for row in p.rows])


def numbers(p: Params) -> str:
    """`(1), (2) and (3)`: how strategies call the equations, in their order."""
    return enumerated([f"({k})" for k in range(1, len(p.rows) + 1)])


def column(p: Params, j: int) -> str:
    """The numbers above each other in the equations: of an unknown, or of the right-hand sides."""
    return maths(f"[{'; '.join([str(row[j]) for row in p.rows])}]")


def listed(p: Params) -> str:
    return maths(f"({', '.join(p.letters)})")
