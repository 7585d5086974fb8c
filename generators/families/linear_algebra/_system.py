"""Systems of linear equations with one whole solution, with none, or with a line of them: what they
are, how they are drawn, counted, told apart and written."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain, permutations, product
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
# how many solutions there may be, with their weights: whoever answers that there is none is right
# on one problem in ten where all are drawn
WEIGHTS = {"one": 17, "none": 2, "many": 1}
STEEPEST = 3  # how much an unknown may change, at most, with one that is free


@dataclass(frozen=True, slots=True)
class Params:
    """A row for each equation: its coefficients and, last, its right-hand side. A letter for each
    unknown, and its value where there is one solution. Where there is a line of them, `line` holds
    n and k of n + kz for each unknown but the last, z. `open` says that the statement leaves open
    how many solutions there are."""

    rows: tuple[Row, ...]
    letters: str
    solution: Row
    line: tuple[Row, ...] = ()
    open: bool = False

    @property
    def solutions(self) -> str:
        """How many solutions there are: one of WEIGHTS."""
        if self.solution:
            return "one"
        return "many" if self.line else "none"


def sample(stream: Stream, knobs: Knobs) -> Params:
    """Draws how many solutions there are, where that is left open, and then the system."""
    possible = knobs["solutions"].split("|")
    solutions = possible[0]
    if len(possible) > 1:
        solutions = stream.choice(list(chain(*[[one] * WEIGHTS[one] for one in possible])))
    if solutions == "one":
        drawn = regular(stream, knobs)
    else:
        drawn = singular(stream, knobs, solutions)
    return replace(drawn, open=possible != ["one"])


def singular(stream: Stream, knobs: Knobs, solutions: str) -> Params:
    """Draws the line of solutions and equations that hold on it; where there is to be none, the
    right-hand side of one of them is changed."""
    unknowns, largest = knobs["unknowns"], knobs["solution"]
    if unknowns == 2:
        slopes, sides = stream.choice(pairs_of_parallels(knobs["coefficient"]))
    elif knobs["missing"] == "yes":
        slopes, sides = stream.choice(planes_that_lack_unknowns(knobs["coefficient"]))
    else:
        slopes, planes = stream.choice(planes_through_lines(knobs["coefficient"]))
        sides = tuple(stream.shuffle(list(planes))[:3])
    starts = tuple([nonzero(stream, largest) for _ in slopes])
    rows = [(*side, dot(side, (*starts, 0))) for side in sides]
    letters = stream.choice(LETTERS)[:unknowns]
    if solutions == "many":
        return Params(tuple(rows), letters, (), tuple(zip(starts, slopes, strict=True)))
    changed, gap = stream.below(unknowns), nonzero(stream, largest)
    rows[changed] = (*rows[changed][:-1], rows[changed][-1] + gap)
    return Params(tuple(rows), letters, ())


def nonzero(stream: Stream, largest: int) -> int:
    """A number from -largest to largest that is not 0."""
    number = stream.below(2 * largest) - largest
    return number + (number >= 0)


Slopes = tuple[int, ...]
Sides = tuple[Row, ...]


@cache
def pairs_of_parallels(largest: int) -> list[tuple[Slopes, Sides]]:
    """Two different multiples of x - ky, each with the slope k of x."""
    found: list[tuple[Slopes, Sides]] = []
    for k in [k for k in range(-largest, largest + 1) if k]:
        most = largest // abs(k)
        factors = product(range(1, most + 1), repeat=2)
        found += [((k,), ((m, -m * k), (n, -n * k))) for m, n in factors if m != n]
    return found


@cache
def lines_in_space() -> list[Slopes]:
    """How x and y may change with z."""
    each = [k for k in range(-STEEPEST, STEEPEST + 1) if k]
    return list(product(each, repeat=2))


@cache
def planes_through_lines(largest: int) -> list[tuple[Slopes, Sides]]:
    """For each line the left-hand sides that do not change along it, all three of whose
    coefficients are not 0; no two are multiples of each other."""
    found: list[tuple[Slopes, Sides]] = []
    for slopes in lines_in_space():
        first, second = slopes
        sides = [(a, b, -a * first - b * second) for a, b in left_sides(2, largest)]
        fitting = tuple([side for side in sides if 0 < abs(side[2]) <= largest])
        if len(fitting) >= 3:
            found.append((slopes, fitting))
    return found


@cache
def planes_that_lack_unknowns(largest: int) -> list[tuple[Slopes, Sides]]:
    """Three left-hand sides, in x and y, in y and z, in x and z, that do not change along a
    line."""
    found: list[tuple[Slopes, Sides]] = []
    for k, n in lines_in_space():
        shared = gcd(k, n) * (1 if n > 0 else -1)
        factors = product(range(1, largest + 1), repeat=3)
        along, across = n // shared, -k // shared
        sides = [
            ((f * along, f * across, 0), (0, g, -g * n), (h, 0, -h * k)) for f, g, h in factors
        ]
        fitting = [three for three in sides if max(map(abs, chain(*three))) <= largest]
        found += [((k, n), three) for three in fitting]
    return found


def regular(stream: Stream, knobs: Knobs) -> Params:
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
    """Of systems with one solution, and of at least so many of those with none or with a line."""
    possible = knobs["solutions"].split("|")
    if possible == ["one"]:
        return regular_capacity(knobs)
    found = regular_capacity(knobs).problems if "one" in possible else 0
    others = singular_capacity(knobs)
    return Capacity(found + others * (len(possible) - ("one" in possible)), exact=False)


def singular_capacity(knobs: Knobs) -> int:
    """Equations on a line, in any order, times where the line is; where there is no solution, at
    least as many. The order of three unknowns may be another."""
    unknowns, largest = knobs["unknowns"], knobs["coefficient"]
    places = (2 * knobs["solution"]) ** (unknowns - 1)
    if unknowns == 2:
        return len(pairs_of_parallels(largest)) // 4 * places
    if knobs["missing"] == "yes":
        return len(planes_that_lack_unknowns(largest)) // 6 * places
    sets = [comb(len(planes), 3) for _, planes in planes_through_lines(largest)]
    return sum(sets) // 6 * places


def regular_capacity(knobs: Knobs) -> Capacity:
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
    whole equation. Where one unknown is free, the others are asked in terms of the last one."""
    if p.line:
        return in_order(p, tuple(range(len(p.rows))))
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
    """`2x - y + 3z`: each letter with its coefficient, but where that is 0, in the order of the
    alphabet."""
    order = zip(row, letters, strict=False)
    if list(letters) != sorted(letters):
        order = sorted(order, key=lambda term: term[1])
    return sum_of(f"{a}{x}" for a, x in order if a)


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
