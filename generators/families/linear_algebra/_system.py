"""Systems of linear equations with one whole solution: what they are, how they are drawn, counted,
told apart and written."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import permutations
from math import gcd

from generators.families.linear_algebra._left_sides import Row, left_sides, sets_of_sides, solvable
from generators.family import Capacity, Claim, Faulty, Knobs, Stream, list_of, sum_of

LETTERS = ("xyz", "abc", "pqr")
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
    options = left_sides(unknowns, knobs["coefficient"])
    for _ in range(TRIES):
        sides = [options[stream.below(len(options))] for _ in range(unknowns)]
        if solvable(sides):
            rows = [
                (*side, sum([a * x for a, x in zip(side, solution, strict=True)])) for side in sides
            ]
            return Params(tuple(rows), stream.choice(LETTERS)[:unknowns], solution)
    raise Faulty(f"no system with nonzero cofactors in {TRIES} tries")


def capacity(knobs: Knobs) -> Capacity:
    """Sets of equations times solutions, counted once where the order of the unknowns alone
    differs: with two unknowns by Burnside's lemma, as an exchange of x and y keeps x + y, x - y and
    each pair of a row and its mirror image where x = y."""
    unknowns, largest, values = knobs["unknowns"], knobs["coefficient"], 2 * knobs["solution"]
    if unknowns == 3:
        return Capacity(sets_of_sides(3, largest) * values**3 // 6, exact=False)
    return Capacity(
        (sets_of_sides(2, largest) * values**2 + len(left_sides(2, largest)) // 2 * values) // 2
    )


def key(p: Params) -> tuple[Row, ...]:
    """Ignores the letters, the order of the equations, the order of the unknowns, and the sign of a
    whole equation."""
    return min(
        [
            tuple(sorted([reordered(row, order) for row in p.rows]))
            for order in permutations(range(len(p.rows)))
        ]
    )


def without_factors(p: Params) -> tuple[Row, ...]:
    """The key of the system with each equation divided by what its numbers have in common: one
    multiplied through is no other mathematics."""
    rows = [tuple([number // gcd(*row) for number in row]) for row in p.rows]
    return key(replace(p, rows=tuple(rows)))


def reordered(row: Row, order: Row) -> Row:
    sign = 1 if row[order[0]] > 0 else -1
    return (*[sign * row[i] for i in order], sign * row[-1])


def terms(row: Sequence[int], letters: str) -> Claim:
    """`2x - y + 3z`: each letter with its coefficient."""
    return sum_of(f"{a}{x}" for a, x in zip(row, letters, strict=False))


def equation(row: Sequence[int], letters: str) -> Claim:
    """The equation of a row, which ends with its right-hand side."""
    return Claim(f"{terms(row, letters)} = {row[-1]}")


def system(rows: Sequence[Sequence[int]], letters: str) -> Claim:
    return list_of(equation(row, letters) for row in rows)


def posed(p: Params) -> str:
    texts = [equation(row, p.letters).text() for row in p.rows]
    return f"{', '.join(texts[:-1])} and {texts[-1]}"


def listed(p: Params) -> str:
    return f"({', '.join(p.letters)})"
