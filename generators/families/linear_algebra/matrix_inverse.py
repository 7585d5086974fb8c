"""The inverse of a matrix of two or three rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import chain
from math import gcd
from operator import mul
from typing import Any, NamedTuple

from generators.claims.functions import det
from generators.claims.matrices import unit_row
from generators.families.linear_algebra._rows import ORDINALS, whatever_order, with_names
from generators.family import (
    Capacity,
    Claim,
    Family,
    Frame,
    Knob,
    KnobError,
    Knobs,
    Step,
    Steps,
    Stream,
    list_of,
    ratio,
    sum_of,
)

TRIES = 2_000
LARGEST = 25  # a determinant, without its sign
LOWER = 2  # the largest entry of the lower triangle
PLACES = ORDINALS[:3]
Number = int | Fraction
Row = tuple[Number, ...]


@dataclass(frozen=True, slots=True)
class Params:
    """The rows of the matrix."""

    rows: tuple[tuple[int, ...], ...]


def sample(stream: Stream, knobs: Knobs) -> Params:
    """Two rows are drawn for their determinant; three are the product of a lower and an upper
    triangular matrix, so that the pivots are known, with two rows exchanged where a zero is wanted
    in the corner. A triangle has nothing but zeros above or below its diagonal."""
    largest, whole = knobs["entry"], knobs["inverse"] == "whole"
    if knobs["corner"] == "triangle":
        return Params(triangle(stream, knobs["size"], largest, PIVOTS_OF_TRIANGLES[whole]))
    if knobs["size"] == 2:
        for _ in range(TRIES):
            rows = two_rows(stream, largest, whole)
            if rows is not None:
                return Params(rows)
        raise KnobError("knob entry: no matrix fits; allow larger entries")
    zero = knobs["corner"] == "zero"
    if whole:
        pivots = tuple([stream.choice((1, -1)) for _ in range(3)])
    else:
        pivots = stream.choice(MANY if zero else FEW)
    lower = [0 if zero else signed(stream, LOWER), signed(stream, LOWER), signed(stream, LOWER)]
    upper = [signed(stream, largest) for _ in range(3)]
    rows = product_of_triangles(lower, pivots, upper)
    if zero:
        rows[0], rows[1] = rows[1], rows[0]
    return Params(tuple(rows))


def triangle(
    stream: Stream, size: int, largest: int, pivots: Sequence[int]
) -> tuple[tuple[int, ...], ...]:
    """Rows with zeros below the diagonal or, turned, above it."""
    rows = [[0] * size for _ in range(size)]
    for i in range(size):
        rows[i][i] = stream.choice(pivots)
        for j in range(i + 1, size):
            rows[i][j] = signed(stream, largest)
    turned = stream.choice((False, True))
    return tuple(zip(*rows, strict=True)) if turned else tuple(map(tuple, rows))


PIVOTS_OF_TRIANGLES = {True: (1, -1), False: (1, -1, 2, -2, 3, -3)}  # by: the inverse is whole


def pivots_with(low: int, high: int) -> tuple[tuple[int, ...], ...]:
    """Three pivots of size 1 to 9 whose product, the determinant, lies between two numbers; only
    the last is not 1, so that fractions come late."""
    return tuple([(1, 1, last) for last in range(-high, high + 1) if low <= abs(last)])


FEW, MANY = pivots_with(2, 6), pivots_with(2, 5)


def signed(stream: Stream, largest: int) -> int:
    """A number that is not 0."""
    return stream.between(1, largest) * stream.choice((1, -1))


def two_rows(stream: Stream, largest: int, unimodular: bool) -> tuple[tuple[int, ...], ...] | None:
    """Two rows without a 0, with the determinant 1 or -1 or with another one that is small."""
    a, b = signed(stream, largest), signed(stream, largest)
    if not unimodular:
        c, d = signed(stream, largest), signed(stream, largest)
        return ((a, b), (c, d)) if 2 <= abs(a * d - b * c) <= LARGEST else None
    if gcd(a, b) > 1:
        return None
    fitting = []
    for d in range(-largest, largest + 1):
        for wanted in (1, -1):
            c, rest = divmod(a * d - wanted, b)
            if d and not rest and 0 < abs(c) <= largest:
                fitting.append((c, d))
    return ((a, b), stream.choice(fitting)) if fitting else None


def product_of_triangles(
    lower: Sequence[int], pivots: Sequence[int], upper: Sequence[int]
) -> list[tuple[int, ...]]:
    """The rows of L * U."""
    (l21, l31, l32), (d1, d2, d3), (u12, u13, u23) = lower, pivots, upper
    return [
        (d1, u12, u13),
        (l21 * d1, l21 * u12 + d2, l21 * u13 + u23),
        (l31 * d1, l31 * u12 + l32 * d2, l31 * u13 + l32 * u23 + d3),
    ]


def capacity(knobs: Knobs) -> Capacity:
    """Of three rows each choice of the two triangles is another matrix; of two rows at least a
    twelfth have a small determinant."""
    entries, whole = 2 * knobs["entry"], knobs["inverse"] == "whole"
    if knobs["corner"] == "triangle":
        size = knobs["size"]
        above = size * (size - 1) // 2
        return Capacity(2 * len(PIVOTS_OF_TRIANGLES[whole]) ** size * entries**above)
    if knobs["size"] == 2:
        if whole:
            return Capacity(4 * entries * entries, exact=False)
        return Capacity(entries**4 // 12 + 1, exact=False)
    zero = knobs["corner"] == "zero"
    lower = (2 * LOWER) ** (2 if zero else 3)
    pivots = len(MANY if zero else FEW)
    if whole:
        pivots = 2**3
    return Capacity(lower * pivots * entries**3)


@lru_cache(maxsize=64)
def inverse(p: Params) -> tuple[Row, ...]:
    """By cofactors."""
    divisor = det(*p.rows)
    return tuple([over(row, divisor) for row in adjugate(p.rows)])


def over(row: Sequence[Number], divisor: Number) -> Row:
    return tuple([ratio(n, divisor) for n in row])


def adjugate(rows: Sequence[Sequence[int]]) -> list[list[int]]:
    """The transposed matrix of cofactors."""
    return [cofactors_of_column(rows, column) for column in range(len(rows))]


def cofactors_of_column(rows: Sequence[Sequence[int]], column: int) -> list[int]:
    return [cofactor(rows, row, column) for row in range(len(rows))]


def minor_rows(rows: Sequence[Sequence[int]], i: int, j: int) -> list[tuple[int, ...]]:
    """The matrix without row i and column j."""
    kept = [row for k, row in enumerate(rows) if k != i]
    return [(*row[:j], *row[j + 1 :]) for row in kept]


def cofactor(rows: Sequence[Sequence[int]], i: int, j: int) -> int:
    left = minor_rows(rows, i, j)
    minor = det(*left) if len(left) > 1 else left[0][0]
    return -minor if (i + j) % 2 else minor


def matrix(rows: Sequence[Sequence[Any]]) -> Claim:
    """`[1, 2; 3, 4]`."""
    return Claim(f"[{list_of(map(list_of, rows), '; ')}]")


def found_matrix(rows: Sequence[Sequence[Any]]) -> Claim:
    """The same, of which a line finds all numbers."""
    return Claim(f"{matrix(rows):new}")


def written(p: Params) -> str:
    return matrix(p.rows).text()


def images(p: Params) -> str:
    """Where the unit vectors go, as a phrase."""
    size = len(p.rows)
    units = [unit_row(place, size) for place in range(size)]
    columns = list(zip(*p.rows, strict=True))
    parts = [f"`{unit}` to `{column}`" for unit, column in zip(units, columns, strict=True)]
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def equations(p: Params) -> str:
    """`u = 2x + 3y and v = ...`."""
    letters = "xyz"[: len(p.rows)]
    parts = []
    for name, row in zip("uvw", p.rows, strict=False):
        terms = sum_of(f"{n}{x}" for n, x in zip(row, letters, strict=True))
        parts.append(f"`{Claim(f'{name} = {terms}').text()}`")
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def letters(p: Params, names: str) -> str:
    *others, last = names[: len(p.rows)]
    return f"{', '.join(others)} and {last}"


FAMILY = Family(
    params=Params,
    knobs={
        "size": Knob("how many rows and columns", (2, 2, 2, 3, 3), (2, 3)),
        "inverse": Knob(
            "whether the inverse is whole or has fractions",
            ("whole", "whole", "fractions", "whole", "fractions"),
            ("whole", "fractions"),
        ),
        "corner": Knob(
            "zeros on one side of the diagonal, or where the first of three pivots should be",
            ("triangle", "other", "other", "triangle", "zero"),
            ("other", "zero", "triangle"),
        ),
        "entry": Knob("the largest size of an entry drawn", (70, 40, 12, 7, 4), (4, 99)),
    },
    sample=sample,
    statements=(
        lambda p: f"Find the inverse of the matrix `A = {written(p)}`.",
        lambda p: f"Which matrix B gives the identity matrix when `A = {written(p)}` times B?",
        lambda p: f"With `A = {written(p)}`, work out `A^-1`, fractions in lowest terms.",
        Frame(
            lambda p: (
                f"A linear map with the matrix A takes {images(p)}. Give the matrix of the map that"
                " undoes it."
            ),
            (
                "Therefore, the map that undoes it has the matrix {answer}.",
                "Therefore, the matrix of the inverse map is {answer}.",
                "Therefore, the map is undone by the map with the matrix {answer}.",
                "Therefore, the inverse map has the matrix {answer}.",
            ),
        ),
        Frame(
            lambda p: (
                f"A message is a column of {len(p.rows)} numbers, which is encoded by multiplying"
                f" it by `A = {written(p)}` from the left. By which matrix is it decoded?"
            ),
            (
                "Therefore, the message is decoded by the matrix {answer}.",
                "Therefore, a column is decoded when it is multiplied by {answer}.",
                "Therefore, the matrix for decoding is {answer}.",
                "Therefore, a message is read by means of the matrix {answer}.",
            ),
        ),
        Frame(
            lambda p: (
                f"The quantities {letters(p, 'uvw')} depend on {letters(p, 'xyz')} by"
                f" {equations(p)}, with a matrix A of coefficients. Which matrix gives"
                f" {letters(p, 'xyz')} from {letters(p, 'uvw')}?"
            ),
            (
                "Therefore, the matrix that goes back is {answer}.",
                "Therefore, the equations are reversed by the matrix {answer}.",
                "Therefore, the old quantities follow from the new ones by the matrix {answer}.",
                "Therefore, the way back has the matrix {answer}.",
            ),
        ),
        lambda p: (
            f"By what do you have to multiply `A = {written(p)}` to get the identity matrix of the"
            " same size?"
        ),
        lambda p: (
            f"Let `A = {written(p)}`. Check that A can be inverted, and state its inverse as a"
            " matrix of whole numbers or reduced fractions."
        ),
        Frame(
            lambda p: (
                f"Every point of a picture is moved by the matrix `A = {written(p)}`. A second step"
                " is to move all points back to where they were. What is its matrix?"
            ),
            (
                "Therefore, the second step needs the matrix {answer}.",
                "Therefore, all points are moved back by the matrix {answer}.",
                "Therefore, every point returns to its place by the matrix {answer}.",
                "Therefore, the matrix of the second step is {answer}.",
            ),
        ),
    ),
    answer=inverse,
    answer_kind="matrix",
    conclusion=lambda p, answer: Claim(f"A = {matrix(p.rows)} :: A^-1 = {matrix(answer)}"),
    key=lambda p: p.rows,
    mathematics=lambda p: whatever_order(p.rows),
    capacity=capacity,
    exceptions={
        "a_missing_line_is_noticed": "entries of matrices are small numbers, of which the statement"
        " and other lines hold many too, so that numbers alone do not tell that a line is gone"
    },
    closings=(
        "Therefore, the inverse of the matrix is {answer}.",
        "Therefore, the matrix has the inverse {answer}.",
        "Therefore, the inverse matrix is {answer}.",
        "Therefore, the product with {answer} is the identity matrix.",
        "Therefore, A has the inverse {answer}.",
        "Therefore, the matrix that inverts A is {answer}.",
        "Therefore, multiplication by {answer} turns the matrix into the identity.",
        "Therefore, A is inverted by {answer}.",
    ),
)


def divided(rows: Sequence[Sequence[Number]], divisor: int) -> Claim:
    """A matrix over a number that is not 1, worked out."""
    result = found_matrix([over(row, divisor) for row in rows])
    if divisor == -1:
        return Claim(f"-{matrix(rows)} = {result}")
    return Claim(f"{ratio(1, divisor)} * {matrix(rows)} = {result}")


class Line(NamedTuple):
    """A number and the line that found it."""

    value: int
    step: Step


def over_determinant(
    p: Params, words: tuple[str, ...], rows: Sequence[Sequence[int]], divisor: int
) -> tuple[tuple[str, ...], Claim]:
    """Words and claim of the line that divides a matrix by the determinant of the problem's."""
    if divisor != 1:
        return words, divided(rows, divisor)
    return DETERMINANT_ONE, Claim(f"A = {matrix(p.rows)} :: A^-1 = {matrix(rows)}")


DETERMINANT_ONE = (
    "Since the determinant is 1, we need not divide: {}.",
    "With the determinant 1, this is already the inverse: {}.",
    "Dividing by the determinant 1 changes nothing: {}.",
    "We need no division, as the determinant is 1: {}.",
    "A determinant of 1 leaves the entries as they are: {}.",
)


def two_by_two(
    words: tuple[str, ...], rows: Sequence[Sequence[int]], checked: bool = False
) -> Steps:
    """The line of a determinant of two rows; with `checked` it says that this is not 0, where that
    is no size of 1."""
    (a, b), (c, d) = rows
    down, up = a * d, b * c
    value = down - up
    claim = Claim(f"det({a}, {b}; {c}, {d}) = {value:new}")
    if up:
        claim = Claim(f"det({a}, {b}; {c}, {d}) = {down:new} - {up:new} = {value:new}")
    if checked and abs(value) > 1:
        claim = Claim(f"{claim}, {value} != 0")
    step = Step(words, claim, because=ONLY_ZERO_FAILS if checked else ())
    yield step
    return Line(value, step)


def row_times_column(
    words: tuple[str, ...], row: Sequence[int], column: Sequence[int], rests_on: tuple[Step, ...]
) -> Steps:
    """The line of a row times a column, product by product, which is a determinant and not 0."""
    products = [a * b for a, b in zip(row, column, strict=True)]
    value = sum(products)
    shown = [number for number in products if number]
    left = Claim(f"[{list_of(row)}] * [{list_of(column, '; ')}]")
    claim = Claim(f"{left} = [{value:new}]")
    if len(shown) > 1:
        claim = Claim(f"{left} = [{sum_of(f'{n:new}' for n in shown)}] = [{value:new}]")
    if abs(value) > 1:
        claim = Claim(f"{claim}, {value} != 0")
    step = Step(words, claim, rests_on=rests_on)
    yield step
    return Line(value, step)


@FAMILY.strategy(
    approach="algebraic",
    opening=(
        "We work out the cofactors of the matrix, arrange them in the transposed order, and divide"
        " by the determinant.",
        "The inverse is the adjugate matrix over the determinant, so we need both of them.",
        "To invert the matrix, we collect its cofactors and check that its determinant is not 0.",
        "Up to division by the determinant, the inverse consists of cofactors, which are smaller"
        " determinants.",
        "We use the formula for the inverse by cofactors and the determinant.",
        "The entries of the inverse are cofactors, divided by the determinant.",
        "A determinant tells whether there is an inverse, and cofactors make it up.",
    ),
    formula="In letters, the inverse is `1/d` times the adjugate, with the determinant d.",
)
def adjugate_over_determinant(p: Params) -> Steps:
    """The adjugate over the determinant (Cauchy 1815; Cayley, A Memoir on the Theory of Matrices,
    1858)."""
    if len(p.rows) == 2:
        (a, b), (c, d) = p.rows
        divisor = yield from two_by_two(DETERMINANT, p.rows, checked=True)
        swapped = ((d, -b), (-c, a))
        words, claim = over_determinant(p, OVER_DETERMINANT_OF_TWO, swapped, divisor.value)
        if divisor.value == 1:
            words = EXCHANGED_OF_TWO
        yield Step(words, claim, because=ADJUGATE, rests_on=(divisor.step,))
        return inverse(p)
    cofactors: list[list[int]] = []
    steps: list[Step] = []
    for i, row in enumerate(PLACES):
        cofactors.append([])
        for j, column in enumerate(PLACES):
            patterns = MINUS_MINOR if (i + j) % 2 else MINOR
            words = with_names(patterns, ROW=row, COLUMN=column)
            minor = yield from two_by_two(words, minor_rows(p.rows, i, j))
            cofactors[i].append(-minor.value if (i + j) % 2 else minor.value)
            steps.append(minor.step)
        if not i:
            divisor = yield from row_times_column(
                ALONG_THE_ROW, p.rows[0], cofactors[0], tuple(steps)
            )
    turned = adjugate(p.rows)
    words, claim = over_determinant(p, OVER_DETERMINANT, turned, divisor.value)
    if divisor.value == 1:
        words = TURNED_COFACTORS
    yield Step(words, claim, because=ADJUGATE, rests_on=(divisor.step, *steps))
    return inverse(p)


ONLY_ZERO_FAILS = (
    "only a determinant of 0 leaves no inverse",
    "only a determinant of 0 would rule an inverse out",
    "a matrix lacks an inverse only if its determinant is 0",
)
DETERMINANT = (
    "Since the determinant differs from 0, there is an inverse: {}.",
    "The determinant shows that the matrix has an inverse: {}.",
    "First we check the determinant: {}.",
    "For the determinant we have {}, so an inverse exists.",
    "Crosswise, the determinant is {}, so A can be inverted.",
    "An inverse exists, since the determinant is not 0: {}.",
    "We work out the determinant to see whether A can be inverted: {}.",
    "The determinant of A differs from 0, so A can be inverted: {}.",
    "By the products along its diagonals, A can be inverted: {}.",
    "We see from the determinant that A can be inverted: {}.",
    "For A the determinant is {}, so there is an inverse.",
)
MINOR = (
    "The cofactor in the ROW row and COLUMN column is {}.",
    "Without the ROW row and the COLUMN column we have {}.",
    "For the ROW row and the COLUMN column we get {}.",
    "We leave out the ROW row and the COLUMN column: {}.",
    "The entry in the ROW row and COLUMN column has the cofactor {}.",
    "In the ROW row, COLUMN column, the small determinant is {}.",
    "We strike out the ROW row and the COLUMN column, which leaves {}.",
    "At the ROW row and COLUMN column the cofactor is {}.",
)
MINUS_MINOR = (
    "Without the ROW row and the COLUMN column we have {}, and the cofactor has the other sign.",
    "The ROW row and the COLUMN column give, before the sign is changed, {}.",
    "We leave out the ROW row and the COLUMN column, and the sign changes: {}.",
    "In the ROW row, COLUMN column, the cofactor is the opposite of {}.",
    "The ROW row and COLUMN column have a minus, so we change the sign of {}.",
    "For the ROW row and COLUMN column we take, with a minus sign, {}.",
    "We strike out the ROW row and the COLUMN column and note the opposite of {}.",
    "At the ROW row and COLUMN column the sign is negative, so the cofactor is minus {}.",
)
ALONG_THE_ROW = (
    "The first row times its cofactors is the determinant, which differs from 0: {}.",
    "Since the first row times its cofactors differs from 0, there is an inverse: {}.",
    "So, along the first row, the determinant shows that an inverse exists: {}.",
    "Expanded along the first row, the determinant is {}, so an inverse exists.",
)
OVER_DETERMINANT_OF_TWO = (
    "We exchange the diagonal entries, change the signs of the others, and divide: {}.",
    "The diagonal entries change places, the others change signs, and we divide: {}.",
    "The adjugate over the determinant is {}.",
    "So the inverse is the adjugate divided by the determinant: {}.",
    "We swap the entries on the diagonal, negate the other two, and divide by the determinant: {}.",
    "With the diagonal swapped and the others negated, division by the determinant gives {}.",
    "Swapped on the diagonal, negated off it, and divided, the entries make {}.",
)
EXCHANGED_OF_TWO = (
    "We exchange the diagonal entries and change the signs of the others: {}.",
    "The diagonal entries change places and the others change signs: {}.",
    "The adjugate, over the determinant 1, is {}.",
    "So the inverse is the adjugate: {}.",
    "We swap the entries on the diagonal and negate the other two: {}.",
    "With the diagonal swapped and the other entries negated, we have {}.",
)
TURNED_COFACTORS = (
    "The transposed matrix of cofactors is the inverse: {}.",
    "The adjugate, over the determinant 1, is {}.",
    "We write the cofactors of each row as a column: {}.",
    "So the inverse is the adjugate: {}.",
)
OVER_DETERMINANT = (
    "We transpose the matrix of cofactors and divide by the determinant: {}.",
    "The adjugate over the determinant is {}.",
    "We write the cofactors of each row as a column and divide: {}.",
    "So the inverse is the adjugate divided by the determinant: {}.",
    "We divide the transposed cofactors by the determinant: {}.",
    "Each cofactor, moved across the diagonal and divided by the determinant, has its place in {}.",
)
ADJUGATE = (
    "a matrix times its adjugate is the determinant times the identity matrix",
    "a row times its own cofactors is the determinant, and times those of another row 0",
    "the product with the adjugate has the determinant along its diagonal",
)


@FAMILY.strategy(
    approach="forward",
    opening=(
        "We write the identity beside A and reduce both until A becomes the identity.",
        "Row operations turn A into the identity, and the identity beside it into the inverse.",
        "We reduce A together with the identity matrix by row operations.",
        "We append a row of the identity matrix to each row, and reduce these long rows.",
        "What turns A into the identity turns the identity into the inverse, so we reduce both.",
        "We carry the identity along while A is reduced to it.",
        "Row operations that turn A into the identity are done to the identity as well.",
    ),
    formula="In letters, the rows of `(A | I)` become those of `(I | B)`, and B is the inverse.",
)
def gauss_jordan(p: Params) -> Steps:
    """Gauss-Jordan elimination (W. Jordan, Handbuch der Vermessungskunde, 1888): row operations
    that turn A into the identity turn the identity into the inverse."""
    size = len(p.rows)
    units = [unit_row(place, size) for place in range(size)]
    rows: list[Row] = [(*row, *unit) for row, unit in zip(p.rows, units, strict=True)]
    steps: list[tuple[Step, ...]] = [()] * size
    if not rows[0][0]:
        swapped = yield from exchanged(rows)
        rows[0], rows[1] = rows[1], rows[0]
        steps = [swapped] * size
    for column in range(size - 1):
        for below in range(column + 1, size):
            if rows[below][column]:
                yield from cleared(rows, steps, below, column, CLEAR_BELOW)
    lines = tuple(dict.fromkeys(chain(*steps)))
    check = (yield from checked_pivots(rows, lines))[:1]
    for place in reversed(range(size)):
        pivot = rows[place][place]
        if pivot != 1:
            scaled = tuple([ratio(n, pivot) for n in rows[place]])
            claim = (
                divided([rows[place]], int(pivot))
                if pivot.denominator == 1
                else times_inverse(rows[place], pivot)
            )
            words = with_names(NORMALISE, PLACE=PLACES[place])
            step = Step(words, claim, rests_on=steps[place])
            yield step
            rows[place], steps[place] = scaled, (step,)
        for above in range(place):
            if rows[above][place]:
                yield from cleared(rows, steps, above, place, CLEAR_ABOVE)
    lines = tuple(dict.fromkeys(chain(check, *steps)))
    left = matrix([row[size:] for row in rows])
    claim = Claim(f"A = {matrix(p.rows)} :: A^-1 = {left}")
    yield Step(READ_OFF, claim, detail="full", rests_on=lines)
    return inverse(p)


def times_inverse(row: Row, pivot: Number) -> Claim:
    """A row times the inverse of a fraction."""
    factor = ratio(1, pivot)
    result = found_matrix([[ratio(factor * n) for n in row]])
    return Claim(f"{factor} * {matrix([row])} = {result}")


def exchanged(rows: Sequence[Row]) -> Steps:
    """The line that exchanges the first two rows, as the first pivot would be 0."""
    after = [rows[1], rows[0], *rows[2:]]
    claim = Claim(f"M = {matrix(rows)} :: R_1 <-> R_2 -> {matrix(after)}")
    step = Step(EXCHANGE, claim, because=NO_PIVOT)
    yield step
    return (step,)


def cleared(
    rows: list[Row], steps: list[tuple[Step, ...]], target: int, source: int, words: tuple[str, ...]
) -> Steps:
    """The line that takes a multiple of one row from another, so that an entry becomes 0; changes
    the row, and gives the multiple."""
    factor = ratio(rows[target][source], rows[source][source])
    one, other = matrix([rows[target]]), matrix([rows[source]])
    after = [ratio(m - factor * n) for m, n in zip(rows[target], rows[source], strict=True)]
    result, by = found_matrix([after]), abs(factor)
    scaled = other if by == 1 else Claim(f"{by:new} * {other}")
    claim = Claim(f"{one} - {scaled} = {result}")
    if factor < 0:
        claim = Claim(f"{one} + {scaled} = {result}")
    words = with_names(words, TARGET=PLACES[target], SOURCE=PLACES[source])
    before = tuple(dict.fromkeys([*steps[target], *steps[source]]))
    step = Step(words, claim, because=MULTIPLE, rests_on=before)
    yield step
    rows[target], steps[target] = tuple(after), (step,)
    return factor


EXCHANGE = (
    "We exchange the first two rows.",
    "The first row changes places with the second.",
    "The first two rows swap places.",
    "We begin with the second row on top.",
)
NO_PIVOT = (
    "the entry in the corner is 0 and cannot be a pivot",
    "a 0 cannot serve as a pivot",
)
CLEAR_BELOW = (
    "We clear the TARGET row below the pivot: {}.",
    "The SOURCE row gives a 0 in the TARGET row: {}.",
    "With the SOURCE row, the TARGET row becomes {}.",
    "We use the SOURCE row on the TARGET row: {}.",
    "The SOURCE row turns the TARGET row into {}.",
    "To clear the TARGET row, we use the SOURCE row: {}.",
    "We combine the TARGET row with the SOURCE row: {}.",
    "Below the pivot of the SOURCE row, the TARGET row becomes {}.",
    "A multiple of the SOURCE row changes the TARGET row to {}.",
    "We remove the entry of the TARGET row under the pivot: {}.",
    "To get a 0 under the pivot, we change the TARGET row: {}.",
)
CLEAR_ABOVE = (
    "The SOURCE row also clears the TARGET row: {}.",
    "With the SOURCE row we also clear the TARGET row: {}.",
    "We clear the TARGET row above the pivot: {}.",
    "The SOURCE row clears the TARGET row above: {}.",
    "Above the pivot, the TARGET row becomes {}.",
    "The pivot of the SOURCE row clears the TARGET row: {}.",
    "We remove the entry of the TARGET row over the pivot: {}.",
    "A multiple of the SOURCE row changes the TARGET row to {}.",
    "To get a 0 over the pivot, we change the TARGET row: {}.",
    "Going up, we clear the TARGET row with the SOURCE row: {}.",
)
MULTIPLE = (
    "this multiple cancels an entry",
    "with this factor one entry becomes 0",
    "the factor is chosen to make one entry 0",
)
NORMALISE = (
    "The pivot of the PLACE row is made 1: {}.",
    "To make its pivot 1, we scale the PLACE row: {}.",
    "We divide the PLACE row by its pivot: {}.",
    "The PLACE row, divided by its pivot, is {}.",
    "Its pivot has to be 1, so we scale the PLACE row: {}.",
    "After division, the PLACE row is {}.",
    "We scale the PLACE row to have the pivot 1: {}.",
    "Scaled to the pivot 1, the PLACE row reads {}.",
    "A factor makes the pivot of the PLACE row 1: {}.",
    "We turn the pivot of the PLACE row into 1: {}.",
    "For the PLACE row we divide by the pivot: {}.",
)
READ_OFF = (
    "The right half is now the inverse: {}.",
    "On the right, the rows show the inverse: {}.",
    "Now we read off the inverse on the right: {}.",
    "To the right of the identity we read off {}.",
    "The left half is the identity, so we are done: {}.",
    "We read the inverse from the columns on the right: {}.",
    "Where the identity stood at first, we now see the inverse: {}.",
    "The identity has moved to the left, and what is on the right is the inverse: {}.",
    "As A has become the identity, the right half is {}.",
)


@FAMILY.strategy(
    approach="transform",
    opening=(
        "We use that a matrix satisfies its own characteristic equation, which can be solved for"
        " the inverse.",
        "By the theorem of Cayley and Hamilton, the powers of A are dependent, and this gives the"
        " inverse without any system.",
        "To find the inverse, we write down the equation that A itself satisfies and bring it into"
        " the form A times something.",
        "The plan is to combine A with multiples of the identity matrix, because such combinations"
        " make up the inverse.",
        "In the characteristic equation of A we find a matrix that is a multiple of the inverse.",
        "We read the inverse from the equation that A satisfies by the theorem of Cayley and"
        " Hamilton.",
        "From the trace and A itself we build a matrix whose product with A is a multiple of the"
        " identity.",
    ),
    formula=lambda p: (
        "In letters, with the trace t, A times `t*I - A` is a multiple of I."
        if len(p.rows) == 2
        else "In letters, with the trace t and the next coefficient c, A times `A*(A - t*I) + c*I`"
        " is a multiple of I."
    ),
)
def cayley_hamilton(p: Params) -> Steps:
    """The theorem of Cayley and Hamilton (Cayley, A Memoir on the Theory of Matrices, 1858): a
    matrix satisfies its characteristic equation, which is solved for the inverse; its coefficients
    by traces (Le Verrier 1840)."""
    size, rows = len(p.rows), p.rows
    diagonal = [rows[i][i] for i in range(size)]
    trace = sum(diagonal)
    shown = [n for n in diagonal if n]
    traced: tuple[Step, ...] = ()
    if len(shown) > 1:
        traced = (Step(TRACE, f"{sum_of(shown)} = {trace}"),)
        yield traced[0]
    if size == 2:
        (a, b), (c, d) = rows
        found = Claim(f"[{d:new}, {-b:new}; {-c:new}, {a:new}]")
        if trace:
            claim = Claim(f"[{trace}, 0; 0, {trace}] - {matrix(rows)} = {found}")
            other = Step(TRACE_LESS_A, claim, because=OTHER_FACTOR, rests_on=traced)
        else:
            claim = Claim(f"-{matrix(rows)} = {found}")
            other = Step(MINUS_A, claim, because=OTHER_FACTOR, rests_on=traced)
        yield other
        companion = ((d, -b), (-c, a))
        before: tuple[Step, ...] = (other,)
    else:
        before = yield from companion_of_three(rows, trace, traced)
        companion = tuple([tuple(row) for row in adjugate(rows)])
    column = [row[0] for row in companion]
    divisor = yield from row_times_column(FIRST_ENTRY, rows[0], column, before)
    words, claim = over_determinant(p, SOLVED_FOR_INVERSE, companion, divisor.value)
    yield Step(words, claim, because=CHARACTERISTIC, rests_on=(divisor.step, *before))
    return inverse(p)


def with_added(rows: Sequence[Sequence[int]], number: int) -> list[list[int]]:
    """The matrix with a number added to each entry of its diagonal."""
    result = [list(row) for row in rows]
    for place, row in enumerate(result):
        row[place] += number
    return result


def companion_of_three(
    rows: Sequence[Sequence[int]], trace: int, traced: tuple[Step, ...]
) -> Steps:
    """The lines of `A(A - t I) + c I` for three rows, where c is found as a trace; gives the last
    one."""
    less = with_added(rows, -trace)
    before = traced
    if trace:
        claim = Claim(f"{matrix(rows)} - {scalar(trace)} = {found_matrix(less)}")
        before = (Step(LESS_TRACE, claim, rests_on=traced),)
        yield before[0]
    columns = list(zip(*less, strict=True))
    multiple = []
    for row in rows:
        multiple.append([sum(map(mul, row, column)) for column in columns])
    claim = Claim(f"{matrix(rows)} * {matrix(less)} = {found_matrix(multiple)}")
    multiplied = Step(TIMES_A, claim, rests_on=before)
    yield multiplied
    diagonal = [multiple[i][i] for i in range(3)]
    shown = [n for n in diagonal if n]
    summed: tuple[Step, ...] = (multiplied,)
    if len(shown) > 1:
        summed = (Step(TRACE_OF_PRODUCT, f"{sum_of(shown)} = {sum(shown)}", rests_on=summed),)
        yield summed[0]
    half = -sum(diagonal) // 2
    if not half:
        return summed
    halved = Step(MINUS_HALF, f"-1/2 * {sum(diagonal)} = {half}", because=NEWTON, rests_on=summed)
    yield halved
    result = with_added(multiple, half)
    claim = Claim(f"{matrix(multiple)} + {scalar(half)} = {found_matrix(result)}")
    last = Step(ADD_IDENTITIES, claim, rests_on=(multiplied, halved))
    yield last
    return (last,)


def scalar(number: int) -> Claim:
    """A multiple of the identity matrix of three rows."""
    return Claim(f"[{number}, 0, 0; 0, {number}, 0; 0, 0, {number}]")


TRACE = (
    "The trace, the sum of the diagonal, is {}.",
    "We add the entries on the diagonal: {}.",
    "First we need the trace: {}.",
    "The entries on the diagonal add up to {}.",
    "On the diagonal, the trace comes to {}.",
    "We find the trace on the diagonal: {}.",
    "We start with the trace of A: {}.",
    "A has the trace {}.",
    "On its diagonal, A has the sum {}.",
    "We need the sum of the diagonal: {}.",
)
TRACE_LESS_A = (
    "We subtract A from the trace times the identity matrix: {}.",
    "The other factor is the trace times the identity matrix, minus A: {}.",
    "The trace times the identity matrix, minus A, is {}.",
    "For the factor beside A we have {}.",
    "We write the trace on a diagonal and subtract A: {}.",
    "With the trace on its diagonal and A subtracted, the other factor is {}.",
    "We take A from the trace times the identity matrix: {}.",
    "The matrix beside A in the equation is {}.",
)
OTHER_FACTOR = (
    "A satisfies its characteristic equation",
    "the characteristic equation can be written with a factor A",
    "the equation that A satisfies contains such a factor",
)
MINUS_A = (
    "With the trace 0, the other factor is minus A: {}.",
    "As the trace is 0, only minus A is left beside A: {}.",
    "A trace of 0 makes the other factor the opposite of A: {}.",
    "Since the trace is 0, the matrix beside A is {}.",
)
LESS_TRACE = (
    "We subtract the trace on the diagonal of A: {}.",
    "A minus the trace times the identity matrix is {}.",
    "We subtract the trace from each entry on the diagonal: {}.",
    "First we subtract the trace times the identity matrix from A: {}.",
    "With the trace taken from its diagonal, A becomes {}.",
    "We take the trace from every diagonal entry of A: {}.",
)
TIMES_A = (
    "We multiply this by A: {}.",
    "A times the last matrix is {}.",
    "We multiply by A from the left: {}.",
    "The product with A comes to {}.",
    "We multiply A by the matrix just found: {}.",
    "Multiplied by A, the last matrix becomes {}.",
)
TRACE_OF_PRODUCT = (
    "The trace of the product is {}.",
    "On the diagonal of the product we add up {}.",
    "We also need the trace of the product: {}.",
    "The diagonal of the product adds up to {}.",
    "We add up the diagonal of the product: {}.",
)
MINUS_HALF = (
    "The next coefficient is half of this, with the opposite sign: {}.",
    "Halving the trace and changing its sign gives {}.",
    "From the trace, the next coefficient of the characteristic equation is {}.",
    "We take half of this trace and change its sign: {}.",
    "The coefficient that is still missing is {}.",
)
NEWTON = (
    "Newton's identities give the coefficients from the traces of powers",
    "the coefficients follow from traces, one after the other",
)
ADD_IDENTITIES = (
    "This coefficient is added on the diagonal: {}.",
    "With the coefficient added on the diagonal, we have {}.",
    "We add this multiple of the identity matrix: {}.",
    "We put the coefficient on a diagonal and add: {}.",
    "With this multiple of the identity added, the matrix is {}.",
)
FIRST_ENTRY = (
    "A times this matrix is a multiple of the identity, whose factor shows in the corner: {}.",
    "The first row of A times the first column of this matrix is the determinant: {}.",
    "In the corner of the product with A we find the determinant, which differs from 0: {}.",
    "The product of A and this matrix has {} in its corner, so an inverse exists.",
    "We look at one entry of its product with A to find the multiple: {}.",
    "One entry on the diagonal of the product with A tells the multiple: {}.",
    "We multiply the first row of A by the first column of this matrix: {}.",
    "The product with A has the determinant in its corner: {}.",
    "The corner of the product with A is the determinant: {}.",
    "We check one entry of the product with A, which is not 0: {}.",
)
SOLVED_FOR_INVERSE = (
    "Dividing the matrix by this number, we get the inverse of A: {}.",
    "So we divide the matrix by the determinant: {}.",
    "The characteristic equation, solved for the inverse, gives {}.",
    "Hence the inverse of A is {}.",
    "We divide by the multiple, which leaves the inverse: {}.",
    "After division by the multiple, the product with A is the identity: {}.",
    "We solve the equation for the inverse: {}.",
)
CHARACTERISTIC = (
    "its product with A is the determinant times the identity matrix",
    "A times it is a multiple of the identity by the theorem of Cayley and Hamilton",
    "the characteristic equation says that its product with A is a multiple of the identity",
    "the product of the two matrices is the determinant on a diagonal",
)


def has_columns_to_solve(p: Params) -> bool:
    """Whether anything is worked out; the columns of a triangle of two rows with 1 on its diagonal
    are read off."""
    first, *_, last = p.rows
    return len(p.rows) > 2 or last != (0, 1) or first[0] != 1


@FAMILY.strategy(
    approach="backward",
    when=has_columns_to_solve,
    opening=(
        "Each column of the inverse solves a system with a column of the identity on the right, so"
        " we bring A to triangular form.",
        "We find the inverse column by column: A times a column has to be a column of the identity"
        " matrix.",
        "The columns of the inverse solve systems that have the same left side, which we first"
        " reduce to a triangle.",
        "For each column of the inverse we solve one system, from the last unknown back.",
        "One after another, the columns of the inverse are found as solutions of systems.",
        "A takes the columns of the inverse to those of the identity, so we solve for them.",
    ),
    formula="In letters, A times a column x of the inverse is a column e of the identity matrix.",
)
def columns_as_systems(p: Params) -> Steps:
    """Systems that share their left side (A. M. Turing, Rounding-off errors in matrix processes,
    1948, on triangular factors): each column of the inverse is solved for."""
    size = len(p.rows)
    rows: list[Row] = list(p.rows)
    steps: list[tuple[Step, ...]] = [()] * size
    order = list(range(size))
    if not rows[0][0]:
        swapped = yield from exchanged(rows)
        rows[0], rows[1] = rows[1], rows[0]
        order[0], order[1] = 1, 0
        steps = [swapped] * size
    factors: dict[tuple[int, int], Number] = {}
    for column in range(size - 1):
        for below in range(column + 1, size):
            if rows[below][column]:
                factor = yield from cleared(rows, steps, below, column, CLEAR_BELOW)
                factors[below, column] = factor
    lines = tuple(dict.fromkeys(chain(*steps)))
    lines = yield from checked_pivots(rows, lines)
    columns, solved = [], [*lines]
    for j in range(size):
        right = [int(order[i] == j) for i in range(size)]
        target = PLACES[j]
        column, found = yield from one_column(rows, factors, right, target, lines)
        columns.append(column)
        solved += found
    found_rows = list(zip(*columns, strict=True))
    claim = Claim(f"A = {matrix(p.rows)} :: A^-1 = {matrix(found_rows)}")
    yield Step(COLUMNS_TOGETHER, claim, rests_on=tuple(solved))
    return inverse(p)


def checked_pivots(rows: Sequence[Row], lines: tuple[Step, ...]) -> Steps:
    """The line that says that no pivot is 0, where one of them is not 1 or -1; gives the lines on
    which what follows rests, this one first."""
    pivots = list(dict.fromkeys([row[i] for i, row in enumerate(rows) if abs(row[i]) != 1]))
    if not pivots:
        return lines
    check = Step(PIVOTS_NOT_ZERO, list_of(f"{pivot} != 0" for pivot in pivots), rests_on=lines)
    yield check
    return (check, *lines)


def one_column(
    rows: Sequence[Row],
    factors: dict[tuple[int, int], Number],
    right: list[int],
    name: str,
    lines: tuple[Step, ...],
) -> Steps:
    """The lines that solve for one column; gives it and them. `right` is a column of the identity
    matrix, to which the row operations are done first."""
    size, found = len(rows), []
    sides: list[Number] = []
    for i, unit in enumerate(right):
        parts = [(factors.get((i, k), 0), sides[k]) for k in range(i)]
        texts = {"COLUMN": name, "ENTRY": PLACES[i]}
        words = with_names(RIGHT_SIDE, **texts)
        side = yield from less_products(words, unit, parts, (*lines, *found))
        sides.append(side.value)
        found += side.steps
    entries: dict[int, Number] = {}
    for i in reversed(range(size)):
        parts = [(rows[i][k], entries[k]) for k in range(i + 1, size)]
        texts = {"COLUMN": name, "ENTRY": PLACES[i]}
        words = with_names(KNOWN_ENTRY if rows[i][i] == 1 else SUBTRACT_KNOWN, **texts)
        side = yield from less_products(words, sides[i], parts, (*lines, *found))
        found += side.steps
        pivot = rows[i][i]
        entries[i] = ratio(side.value, pivot)
        claim = quotient(side.value, pivot, entries[i])
        if claim is not None:
            step = Step(with_names(DIVIDE_BY_PIVOT, **texts), claim, rests_on=(*lines, *found))
            yield step
            found.append(step)
    return [entries[i] for i in range(size)], found


class Rest(NamedTuple):
    """What is left of a right side, and the line that worked it out, if any."""

    value: Number
    steps: tuple[Step, ...]


def less_products(
    words: tuple[str, ...],
    start: Number,
    parts: Sequence[tuple[Number, Number]],
    rests_on: tuple[Step, ...],
) -> Steps:
    """The line of a number less products; none where there is nothing to work out."""
    parts = [(m, n) for m, n in parts if m and n]
    products = [ratio(-m * n) for m, n in parts]
    value = ratio(start + sum(products))
    shown = [times(-m, n) for m, n in parts]
    beginning = [start] if start else []
    hidden = sum(1 for part in parts if 1 not in map(abs, part))  # products to be worked out
    if not parts or (not hidden and len(parts) + len(beginning) == 1):
        return Rest(value, ())
    claim = Claim(f"{sum_of([*beginning, *shown])} = {value:new}")
    if hidden and len(parts) > 1:
        marked = sum_of([*beginning, *[Claim(f"{number:new}") for number in products]])
        claim = Claim(f"{sum_of([*beginning, *shown])} = {marked} = {value:new}")
    step = Step(words, claim, rests_on=rests_on)
    yield step
    return Rest(value, (step,))


def times(m: Number, n: Number) -> Claim:
    """A product, without factors of 1."""
    if 1 in (abs(m), abs(n)):
        return Claim(f"{ratio(m * n)}")
    return Claim(f"{m} * {n}")


def quotient(value: Number, pivot: Number, result: Number) -> Claim | None:
    """The division by a pivot; None where nothing is worked out."""
    if pivot == 1 or not value:
        return None
    if isinstance(value, int) and isinstance(pivot, int):
        if pivot > 0 and gcd(value, pivot) == 1:
            return None
        return Claim(f"{value}/{pivot} = {result}")
    factor = ratio(1, pivot)
    return None if 1 in (abs(value), abs(factor)) else Claim(f"{factor} * {value} = {result}")


PIVOTS_NOT_ZERO = (
    "Since {}, no pivot vanishes, and A has an inverse.",
    "The pivots on the diagonal are not 0, so A can be inverted: {}.",
    "All pivots differ from 0, which shows that there is an inverse: {}.",
    "There is an inverse, because {}.",
    "We check the pivots, by which we will divide: {}.",
    "As {}, we may divide by the pivots, and A can be inverted.",
    "We see that {}, so no column fails.",
    "No pivot is 0, so every system can be solved: {}.",
    "We may go on, since {}.",
    "Dividing by the pivots is allowed, because {}.",
    "The pivots show that A has an inverse: {}.",
    "Every pivot can be divided by, since {}.",
)
RIGHT_SIDE = (
    "For the COLUMN column, the ENTRY number on the right becomes {}.",
    "For the COLUMN column, the same operations turn the ENTRY number on the right into {}.",
    "On the right, the ENTRY entry of the COLUMN column is now {}.",
    "We do the same operations to the COLUMN column on the right, and its ENTRY number becomes {}.",
    "The COLUMN column of the identity is changed in the same way, so its ENTRY number is {}.",
)
SUBTRACT_KNOWN = (
    "In the ENTRY equation of the COLUMN column we subtract what is known: {}.",
    "Since the other entries are known, the ENTRY equation of the COLUMN column leaves {}.",
    "With the known entries, the ENTRY equation of the COLUMN column leaves {}.",
    "We put what is known into the ENTRY equation of the COLUMN column: {}.",
    "With the entries below, the right side of the ENTRY equation, COLUMN column, is {}.",
    "Minus what is known, the right side of the ENTRY equation, COLUMN column, is {}.",
    "We take what is known over to the right of the ENTRY equation, COLUMN column: {}.",
    "What is left of the ENTRY equation for the COLUMN column is {}.",
)
KNOWN_ENTRY = (
    "The ENTRY entry of the COLUMN column is {}.",
    "For the ENTRY entry of the COLUMN column we subtract what is known: {}.",
    "In the COLUMN column, the ENTRY entry is therefore {}.",
    "Since the entries below are known, the ENTRY entry of the COLUMN column is {}.",
    "So the COLUMN column has the ENTRY entry {}.",
    "The ENTRY equation gives the ENTRY entry of the COLUMN column: {}.",
    "We find the ENTRY entry of the COLUMN column: {}.",
    "Taking what is known to the right, we get the ENTRY entry of the COLUMN column: {}.",
)
DIVIDE_BY_PIVOT = (
    "So the ENTRY entry of the COLUMN column is {}.",
    "After division by the pivot, the ENTRY entry of the COLUMN column is {}.",
    "The pivot divides this, so the ENTRY entry of the COLUMN column is {}.",
    "Hence, in the COLUMN column, the ENTRY entry is {}.",
    "We divide by the pivot to get the ENTRY entry of the COLUMN column: {}.",
    "For the ENTRY entry of the COLUMN column we divide: {}.",
    "We divide by the pivot, and the ENTRY entry of the COLUMN column is {}.",
    "The quotient by the pivot is the ENTRY entry of the COLUMN column: {}.",
    "For the COLUMN column the ENTRY entry comes to {}.",
    "Over the pivot, the ENTRY entry of the COLUMN column is {}.",
    "Divided by the pivot, this gives the ENTRY entry of the COLUMN column: {}.",
)
COLUMNS_TOGETHER = (
    "The columns side by side make the inverse: {}.",
    "With all columns found, we have {}.",
    "So the inverse consists of these columns: {}.",
    "Side by side, the columns are {}.",
    "We put the columns together: {}.",
    "Since A takes each column to a unit vector, we have {}.",
    "We write the columns next to each other: {}.",
    "With these columns the inverse is {}.",
    "We collect the solutions as columns: {}.",
    "The solutions are the columns of the inverse: {}.",
    "Column by column, the inverse is {}.",
    "We have all columns now: {}.",
)
