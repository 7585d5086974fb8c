"""The determinant of a matrix of three or four rows: expanded, reduced to a triangle, condensed."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from math import prod
from typing import NamedTuple

from generators.claims.functions import det
from generators.families.linear_algebra._rows import ORDINALS, triangle
from generators.family import (
    Capacity,
    Claim,
    Family,
    Faulty,
    Knob,
    Knobs,
    Step,
    Steps,
    Stream,
    list_of,
    product_of,
)

TRIES = 200

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
    # d is the entry that both minors share, up to its sign: in how many ways the rest is not 0
    for d in range(1, m + 1):
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


def whatever_order(p: Params) -> tuple[tuple[int, ...], ...]:
    """The entries of each row, and of each column, in order of size: rows and columns in another
    order make no other mathematics. Matrices that have these in common need not be the same."""
    rows, columns = [
        tuple(sorted([tuple(sorted(line)) for line in lines]))
        for lines in (p.rows, zip(*p.rows, strict=True))
    ]
    return min(rows, columns) + max(rows, columns)


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
            f"Evaluate det({'; '.join([str(row)[1:-1] for row in p.rows])}), where semicolons part"
            " the rows of the matrix."
        ),
        lambda p: f"What is the determinant of the matrix with the rows {listed(p.rows)}?",
        lambda p: (
            "Compute the determinant of the matrix whose columns are"
            f" {listed(list(zip(*p.rows, strict=True)))}."
        ),
        lambda p: (
            "What is the signed volume of the parallelepiped spanned by the vectors"
            f" {listed(p.rows)}, in this order?"
        ),
    ),
    answer=lambda p: det(*p.rows),
    answer_kind="integer",
    conclusion=lambda p, answer: Claim(f"det({list_of(map(list_of, p.rows), '; ')}) = {answer}"),
    key=lambda p: min(p.rows, tuple(zip(*p.rows, strict=True))),
    mathematics=whatever_order,
    capacity=capacity,
)


def two_row_minors(name: str, upper: Row, lower: Row) -> Steps:
    """Three to a line; returned by their columns."""
    minors = {
        (i, j): upper[i] * lower[j] - upper[j] * lower[i]
        for i, j in combinations(range(len(upper)), 2)
    }
    columns = list(minors)
    lines = {"": columns}
    if len(columns) > 3:
        lines = {" with the first column": columns[:3], " without it": columns[3:]}
    for where, pairs in lines.items():
        yield Step(
            f"The minors of the {name} two rows{where}: {{}}.",
            list_of(
                f"{upper[i]} * {lower[j]} - {upper[j]} * {lower[i]} = {minors[i, j]}"
                for i, j in pairs
            ),
        )
    return minors


def expanded(words: str, row: Sequence[int], minors: Sequence[int]) -> Steps:
    """The determinant along a row of three or four: each entry times the minor below it, signs
    alternating."""
    value = sum(
        [(-1) ** j * a * minor for j, (a, minor) in enumerate(zip(row, minors, strict=True))]
    )
    if len(row) == 3:
        (a, b, c), (u, v, w) = row, minors
        yield Step(words, f"{a} * {u} - {b} * {v} + {c} * {w} = {value}")
    else:
        (a, b, c, d), (u, v, w, x) = row, minors
        yield Step(words, f"{a} * {u} - {b} * {v} + {c} * {w} - {d} * {x} = {value}")
    return value


@FAMILY.strategy(approach="forward")
def cofactor_expansion(p: Params) -> Steps:
    """Laplace 1772: along a row, each entry times the determinant of what lies below it in the
    other columns, signs alternating."""
    first, *between, upper, lower = p.rows
    two = yield from two_row_minors("last", upper, lower)
    below = [two[1, 2], two[0, 2], two[0, 1]]
    if between:
        below = []
        for j, name in enumerate(ORDINALS):
            i, k, m = [column for column in range(4) if column != j]
            row = [between[0][column] for column in (i, k, m)]
            words = f"Below the first row, without the {name} column: {{}}."
            below.append((yield from expanded(words, row, [two[k, m], two[i, m], two[i, k]])))
    return (yield from expanded("Along the first row, with alternating signs: {}.", first, below))


@FAMILY.strategy(approach="enumerative", when=lambda p: len(p.rows) == 3)
def rule_of_sarrus(p: Params) -> Steps:
    """Sarrus, in Finck 1846; the six terms of Leibniz's formula: the products down the diagonals
    less those up the diagonals."""
    (a, b, c), (d, e, f), (g, h, i) = p.rows
    down = a * e * i + b * f * g + c * d * h
    yield Step(
        "Down the diagonals: {}.", f"{a} * {e} * {i} + {b} * {f} * {g} + {c} * {d} * {h} = {down}"
    )
    up = g * e * c + h * f * a + i * d * b
    yield Step(
        "Up the diagonals: {}.", f"{g} * {e} * {c} + {h} * {f} * {a} + {i} * {d} * {b} = {up}"
    )
    yield Step("Subtract: {}.", f"{down} - {up} = {down - up}")
    return down - up


class Square(NamedTuple):
    """Two rows of two entries: a, b above c, d."""

    a: int
    b: int
    c: int
    d: int

    @property
    def determinant(self) -> int:
        return self.a * self.d - self.b * self.c


def squares(upper: Sequence[int], lower: Sequence[int]) -> list[Square]:
    """The squares of neighbouring entries of two rows, from left to right."""
    return [
        Square(*above, *below)
        for above, below in zip(pairwise(upper), pairwise(lower), strict=True)
    ]


def crosswise(words: str, row: Sequence[Square]) -> Steps:
    """The determinants of some squares, on one line."""
    yield Step(words, list_of(f"{s.a} * {s.d} - {s.b} * {s.c} = {s.determinant}" for s in row))
    return [s.determinant for s in row]


def crosswise_over(words: str, row: Sequence[Square], divisors: Sequence[int]) -> Steps:
    """The determinants of some squares, each divided by what divides it, on one line."""
    quotients = [s.determinant // by for s, by in zip(row, divisors, strict=True)]
    lines = list(zip(row, divisors, quotients, strict=True))
    yield Step(words, list_of(f"({s.a} * {s.d} - {s.b} * {s.c})/{by} = {q}" for s, by, q in lines))
    return quotients


@FAMILY.strategy(approach="algebraic")
def dodgson_condensation(p: Params) -> Steps:
    """Dodgson 1866: neighbouring two-row determinants make a smaller matrix; divide by the inside
    of the matrix before the last."""
    rows: list[Sequence[int]] = []
    for name, (upper, lower) in zip(ORDINALS, pairwise(p.rows), strict=False):
        words = f"Condense the {name} row with the next: {{}}."
        rows.append((yield from crosswise(words, squares(upper, lower))))
    before: Sequence[Sequence[int]] = p.rows
    while len(rows) > 1:
        smaller = []
        for name, inside, (upper, lower) in zip(ORDINALS, before[1:], pairwise(rows), strict=False):
            words = f"Condense the {name} new row with the next and divide by the inside: {{}}."
            divided = crosswise_over(words, squares(upper, lower), inside[1:-1])
            smaller.append((yield from divided))
        before, rows = rows, smaller
    return rows[0][0]


@FAMILY.strategy(approach="transform")
def fraction_free_elimination(p: Params) -> Steps:
    """Bareiss 1968, after Chio 1853: multiply crosswise with the corner, and divide by the corner
    of the matrix before."""
    rows: list[Sequence[int]] = list(p.rows)
    before = 0  # there is none yet
    while len(rows) > 1:
        top, *below = rows
        rows = []
        for name, row in zip(ORDINALS[1:], below, strict=False):
            beside = [Square(top[0], a, row[0], b) for a, b in zip(top[1:], row[1:], strict=True)]
            if before:
                words = (
                    f"Combine the {name} new row with the first and divide by the corner before:"
                    " {}."
                )
                rows.append((yield from crosswise_over(words, beside, [before] * len(beside))))
            else:
                words = f"Combine the {name} row with the first: {{}}."
                rows.append((yield from crosswise(words, beside)))
        before = top[0]
    return rows[0][0]


@FAMILY.strategy(approach="enumerative", when=lambda p: len(p.rows) == 4)
def complementary_minors(p: Params) -> Steps:
    """Laplace 1772, along two rows: each minor of the first two rows times the minor of the last
    two in the other columns."""
    upper = yield from two_row_minors("first", *p.rows[:2])
    lower = yield from two_row_minors("last", *p.rows[2:])
    u12, u13, u14, u23, u24, u34 = upper.values()
    v12, v13, v14, v23, v24, v34 = lower.values()
    total = u12 * v34 - u13 * v24 + u14 * v23 + u23 * v14 - u24 * v13 + u34 * v12
    yield Step(
        "Add their products, with the sign of the columns: {}.",
        f"{u12} * {v34} - {u13} * {v24} + {u14} * {v23}"
        f" + {u23} * {v14} - {u24} * {v13} + {u34} * {v12} = {total}",
    )
    return total


@FAMILY.strategy(approach="transform")
def row_reduction(p: Params) -> Steps:
    """Gauss 1810: adding a multiple of a row to another changes no determinant; that of a triangle
    is the product of its diagonal."""
    rows = [list(row) for row in p.rows]
    written = yield from triangle(rows)
    diagonal = [row[j] for j, row in enumerate(rows)]
    yield Step(
        "Multiply the diagonal: {}.",
        f"{product_of(diagonal)} = {prod(diagonal)}",
        rests_on=tuple(written.values()),
    )
    return prod(diagonal)
