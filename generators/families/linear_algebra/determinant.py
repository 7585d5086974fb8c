"""The determinant of a matrix of three or four rows, expanded, reduced to a triangle, or condensed."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from math import prod

from generators.claims.functions import det
from generators.families.linear_algebra._rows import ORDINALS, repeated, triangle
from generators.family import Capacity, Claim, Family, Faulty, Knob, Knobs, Step, Steps, Stream

TRIES = 200
MINOR = "{} * {} - {} * {} = {}"
DIVIDED = "({} * {} - {} * {})/{} = {}"
DETERMINANT = (
    "det({}, {}, {}; {}, {}, {}; {}, {}, {}) = {}",
    "det({}, {}, {}, {}; {}, {}, {}, {}; {}, {}, {}, {}; {}, {}, {}, {}) = {}",
)
ALTERNATING = ("{} * {} - {} * {} + {} * {} = {}", "{} * {} - {} * {} + {} * {} - {} * {} = {}")

Row = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Params:
    """The rows of the matrix."""

    rows: tuple[Row, ...]


def sample(stream: Stream, knobs: Knobs) -> Params:
    """No entry is 0; of four rows the two-row minors in the corner and in the middle are not
    either, as condensation divides by them."""
    size, largest = knobs["size"], knobs["entry"]
    entries = [number for number in range(-largest, largest + 1) if number]
    count = len(entries)
    for _ in range(TRIES):
        rows = [tuple([entries[stream.below(count)] for _ in range(size)]) for _ in range(size)]
        (a, b, *_), (c, d, e, *_), (_, f, g, *_) = rows[:3]
        if size == 3 or (a * d != b * c and d * g != e * f):
            return Params(tuple(rows))
    raise Faulty(f"no matrix with the wanted minors in {TRIES} tries")


def capacity(knobs: Knobs) -> Capacity:
    """All matrices together with all symmetric ones, halved, as a transposed matrix is no other
    problem (Burnside's lemma)."""
    size, m = knobs["size"], knobs["entry"]
    if size == 3:
        return Capacity(((2 * m) ** 9 + (2 * m) ** 6) // 2)
    matrices = symmetric = 0
    for d in range(
        1, m + 1
    ):  # the entry that both minors share, up to its sign: in how many ways the rest of one is not 0
        vanishing = sum(
            [b * c % d == 0 and b * c <= d * m for b in range(1, m + 1) for c in range(1, m + 1)]
        )
        matrices += 2 * ((2 * m) ** 3 - 4 * vanishing) ** 2
        symmetric += (
            2
            * ((2 * m) ** 2 - 2 * sum([b * b % d == 0 and b * b <= d * m for b in range(1, m + 1)]))
            ** 2
        )
    return Capacity((matrices * (2 * m) ** 9 + symmetric * (2 * m) ** 5) // 2)


def listed(rows: Sequence[Row]) -> str:
    return f"{', '.join([str(row) for row in rows[:-1]])} and {rows[-1]}"


FAMILY = Family(
    params=Params,
    knobs={
        "size": Knob("how many rows and columns", (3, 3, 3, 4, 4), (3, 4)),
        "entry": Knob("the largest size of an entry", (3, 9, 20, 4, 9), (1, 50)),
    },
    sample=sample,
    statements=(
        lambda p: (
            f"Find the determinant of the matrix [{', '.join([str(list(row)) for row in p.rows])}]."
        ),
        lambda p: (
            f"Evaluate det({'; '.join([str(row)[1:-1] for row in p.rows])}), where semicolons part the rows of the matrix."
        ),
        lambda p: f"What is the determinant of the matrix with the rows {listed(p.rows)}?",
        lambda p: (
            f"Compute the determinant of the matrix whose columns are {listed(list(zip(*p.rows, strict=True)))}."
        ),
        lambda p: (
            f"What is the signed volume of the parallelepiped spanned by the vectors {listed(p.rows)}, in this order?"
        ),
    ),
    answer=lambda p: det(*p.rows),
    answer_kind="integer",
    conclusion=lambda p, answer: Claim(DETERMINANT[len(p.rows) - 3], (*sum(p.rows, ()), answer)),
    key=lambda p: min(p.rows, tuple(zip(*p.rows, strict=True))),
    capacity=capacity,
)


def two_row_minors(name: str, upper: Row, lower: Row) -> Steps:
    """Three to a line; returned by their columns."""
    pairs = list(combinations(range(len(upper)), 2))
    values = [
        (upper[i], lower[j], upper[j], lower[i], upper[i] * lower[j] - upper[j] * lower[i])
        for i, j in pairs
    ]
    where = (" with the first column", " without it") if len(pairs) > 3 else ("",)
    for n, columns in enumerate(where):
        yield Step(
            f"The minors of the {name} two rows{columns}: {{}}.",
            Claim(repeated(MINOR, 3), sum(values[3 * n : 3 * n + 3], ())),
        )
    return {pair: value[-1] for pair, value in zip(pairs, values, strict=True)}


@FAMILY.strategy(approach="forward")
def cofactor_expansion(p: Params) -> Steps:
    """Laplace 1772: along a row, each entry times the determinant of what lies below it in the
    other columns, signs alternating."""
    *above, upper, lower = p.rows
    minors = yield from two_row_minors("last", upper, lower)
    if len(above) == 2:
        wider = {}
        for j, name in enumerate(ORDINALS):
            i, k, m = others = tuple([column for column in range(4) if column != j])
            values = (
                above[1][i],
                minors[k, m],
                above[1][k],
                minors[i, m],
                above[1][m],
                minors[i, k],
            )
            wider[others] = values[0] * values[1] - values[2] * values[3] + values[4] * values[5]
            yield Step(
                f"Below the first row, without the {name} column: {{}}.",
                Claim(ALTERNATING[0], (*values, wider[others])),
            )
        minors = wider
    terms = list(
        zip(
            above[0], reversed(minors.values()) if len(above) == 1 else minors.values(), strict=True
        )
    )
    total = sum([-a * minor if j % 2 else a * minor for j, (a, minor) in enumerate(terms)])
    yield Step(
        "Along the first row, with alternating signs: {}.",
        Claim(ALTERNATING[len(above) - 1], (*sum(terms, ()), total)),
    )


@FAMILY.strategy(approach="enumerative", when=lambda p: len(p.rows) == 3)
def rule_of_sarrus(p: Params) -> Steps:
    """Sarrus, in Finck 1846; the six terms of Leibniz's formula: the products down the diagonals
    less those up the diagonals."""
    (a, b, c), (d, e, f), (g, h, i) = p.rows
    products = "{} * {} * {} + {} * {} * {} + {} * {} * {} = {}"
    down, up = a * e * i + b * f * g + c * d * h, g * e * c + h * f * a + i * d * b
    yield Step("Down the diagonals: {}.", Claim(products, (a, e, i, b, f, g, c, d, h, down)))
    yield Step("Up the diagonals: {}.", Claim(products, (g, e, c, h, f, a, i, d, b, up)))
    yield Step("Subtract: {}.", Claim("{} - {} = {}", (down, up, down - up)))


@FAMILY.strategy(approach="algebraic")
def dodgson_condensation(p: Params) -> Steps:
    """Dodgson 1866: neighbouring two-row determinants make a smaller matrix; divide by the inside
    of the matrix before the last."""
    inside, rows = None, [list(row) for row in p.rows]
    while len(rows) > 1:
        condensed = []
        for i, (upper, lower) in enumerate(pairwise(rows)):
            squares = zip(upper, lower[1:], upper[1:], lower, strict=False)
            if inside is None:
                form, words = MINOR, f"Condense the {ORDINALS[i]} row with the next: {{}}."
                values = [(a, d, b, c, a * d - b * c) for a, d, b, c in squares]
            else:
                form, words = (
                    DIVIDED,
                    f"Condense the {ORDINALS[i]} new row with the next and divide by the inside: {{}}.",
                )
                values = [
                    (a, d, b, c, by, (a * d - b * c) // by)
                    for (a, d, b, c), by in zip(squares, inside[i + 1][1:-1], strict=True)
                ]
            condensed.append([value[-1] for value in values])
            yield Step(words, Claim(repeated(form, len(values)), sum(values, ())))
        inside, rows = rows, condensed


@FAMILY.strategy(approach="transform")
def fraction_free_elimination(p: Params) -> Steps:
    """Bareiss 1968, after Chio 1853: multiply crosswise with the corner, and divide by the corner
    of the matrix before."""
    rows, before = p.rows, None
    while len(rows) > 1:
        (corner, *top), *below = rows
        rows = []
        for name, (left, *row) in zip(ORDINALS[1:], below, strict=False):
            if before is None:
                form, words = MINOR, f"Combine the {name} row with the first: {{}}."
                values = [
                    (corner, b, a, left, corner * b - a * left)
                    for a, b in zip(top, row, strict=True)
                ]
            else:
                form, words = (
                    DIVIDED,
                    f"Combine the {name} new row with the first and divide by the corner before: {{}}.",
                )
                values = [
                    (corner, b, a, left, before, (corner * b - a * left) // before)
                    for a, b in zip(top, row, strict=True)
                ]
            rows.append([value[-1] for value in values])
            yield Step(words, Claim(repeated(form, len(values)), sum(values, ())))
        before = corner


@FAMILY.strategy(approach="enumerative", when=lambda p: len(p.rows) == 4)
def complementary_minors(p: Params) -> Steps:
    """Laplace 1772, along two rows: each minor of the first two rows times the minor of the last
    two in the other columns."""
    upper = yield from two_row_minors("first", *p.rows[:2])
    lower = yield from two_row_minors("last", *p.rows[2:])
    terms = list(zip(upper.values(), reversed(lower.values()), strict=True))
    total = sum([sign * a * b for sign, (a, b) in zip((1, -1, 1, 1, -1, 1), terms, strict=True)])
    form = "{} * {} - {} * {} + {} * {} + {} * {} - {} * {} + {} * {} = {}"
    yield Step(
        "Add their products, with the sign of the columns: {}.",
        Claim(form, (*sum(terms, ()), total)),
    )


@FAMILY.strategy(approach="transform")
def row_reduction(p: Params) -> Steps:
    """Gauss 1810: adding a multiple of a row to another changes no determinant; that of a triangle
    is the product of its diagonal."""
    rows = [list(row) for row in p.rows]
    yield from triangle(rows)
    diagonal = [row[j] for j, row in enumerate(rows)]
    yield Step(
        "Multiply the diagonal: {}.",
        Claim(" * ".join(["{}"] * len(rows)) + " = {}", (*diagonal, prod(diagonal))),
    )
