"""The determinant of a matrix of three or four rows, expanded, reduced to a triangle, or condensed."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod

from generators.family import Capacity, Claim, Family, Faulty, Knob, Knobs, Step, Steps, Stream

ORDINALS = ("first", "second", "third", "fourth")
TRIES = 200
MINOR = "{} * {} - {} * {} = {}"
EXPANDED = "{} * ({} * {} - {} * {}) - {} * ({} * {} - {} * {}) + {} * ({} * {} - {} * {}) = {}"

Row = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Params:
    """The rows of the matrix."""

    rows: tuple[Row, ...]


def sample(stream: Stream, knobs: Knobs) -> Params:
    """No entry is 0; of four rows the two-row minors in the corner and in the middle are not either, as condensation divides by them."""
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
    """All matrices together with all symmetric ones, halved, as a transposed matrix is no other problem (Burnside's lemma)."""
    size, m = knobs["size"], knobs["entry"]
    if size == 3:
        return Capacity(((2 * m) ** 9 + (2 * m) ** 6) // 2)
    matrices = symmetric = 0
    for d in range(1, m + 1):  # the entry that both minors share, up to its sign: in how many ways the rest of one is not 0
        vanishing = sum([b * c % d == 0 and b * c <= d * m for b in range(1, m + 1) for c in range(1, m + 1)])
        matrices += 2 * ((2 * m) ** 3 - 4 * vanishing) ** 2
        symmetric += 2 * ((2 * m) ** 2 - 2 * sum([b * b % d == 0 and b * b <= d * m for b in range(1, m + 1)])) ** 2
    return Capacity((matrices * (2 * m) ** 9 + symmetric * (2 * m) ** 5) // 2)


def determinant(rows: Sequence[Sequence[int]]) -> int:
    """By cofactors along the first row."""
    if len(rows) == 1:
        return rows[0][0]
    return sum([(-1) ** j * a * determinant([[*row[:j], *row[j + 1 :]] for row in rows[1:]]) for j, a in enumerate(rows[0])])


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
        lambda p: f"Find the determinant of the matrix [{', '.join([str(list(row)) for row in p.rows])}].",
        lambda p: f"Evaluate det({'; '.join([str(row)[1:-1] for row in p.rows])}), where semicolons part the rows of the matrix.",
        lambda p: f"What is the determinant of the matrix with the rows {listed(p.rows)}?",
        lambda p: f"Compute the determinant of the matrix whose columns are {listed(list(zip(*p.rows, strict=True)))}.",
        lambda p: f"What is the signed volume of the box spanned by the vectors {listed(p.rows)}, in this order?",
    ),
    answer=lambda p: determinant(p.rows),
    answer_kind="integer",
    conclusion=lambda p, answer: Claim(f"det({'; '.join([', '.join(['{}'] * len(p.rows))] * len(p.rows))}) = {{}}", (*sum(p.rows, ()), answer)),
    key=lambda p: min(p.rows, tuple(zip(*p.rows, strict=True))),
    capacity=capacity,
)


@FAMILY.strategy(kind="forward")
def cofactor_expansion(p: Params) -> Steps:
    """Laplace 1772: along the first row, each entry times the determinant of what lies outside its row and column, signs alternating."""
    terms: list[int] = []
    for j, entry in enumerate(p.rows[0]):
        rest = [(*row[:j], *row[j + 1 :]) for row in p.rows[1:]]
        if len(rest) == 2:
            (a, b), (c, d) = rest
            form, minor, values = MINOR, a * d - b * c, (a, d, b, c)
        else:
            (a, b, c), (d, e, f), (g, h, i) = rest
            form, minor = EXPANDED, a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g)
            values = (a, e, i, f, h, b, d, i, f, g, c, d, h, e, g)
        terms += (entry, minor)
        yield Step(f"Without the first row and the {ORDINALS[j]} column: {{}}.", Claim(form, (*values, minor)))
    form = "{} * {} - {} * {} + {} * {} - {} * {}"[: 10 * len(p.rows) - 3] + " = {}"
    total = sum([(-1) ** j * terms[2 * j] * terms[2 * j + 1] for j in range(len(p.rows))])
    yield Step("Along the first row, with alternating signs: {}.", Claim(form, (*terms, total)))


@FAMILY.strategy(kind="transform")
def row_reduction(p: Params) -> Steps:
    """Adding a multiple of a row to another changes no determinant; that of a triangle is the product of its diagonal (Gauss; Euclid's
    algorithm on each column keeps the numbers whole)."""
    rows, size = [list(row) for row in p.rows], len(p.rows)
    for j in range(size):
        for k in range(j + 1, size):
            while rows[k][j]:
                i, target = (j, k) if abs(rows[k][j]) >= abs(rows[j][j]) > 0 else (k, j)
                number, by = rows[target][j], rows[i][j]
                times = -((2 * number + by) // (2 * by))  # the nearest quotient leaves the least remainder
                if target == j and number + times * by == 0:
                    times += 1
                entries = [(a, times, b, a + times * b) for a, b in zip(rows[target][j:], rows[i][j:], strict=True)]
                rows[target][j:] = [entry[-1] for entry in entries]
                words = f"Change the {ORDINALS[target]} row by the {ORDINALS[i]}: {{}}."
                yield Step(words, Claim(", ".join(["{} + {} * {} = {}"] * len(entries)), sum(entries, ())))
    diagonal = [rows[j][j] for j in range(size)]
    yield Step("Multiply the diagonal: {}.", Claim(" * ".join(["{}"] * size) + " = {}", (*diagonal, prod(diagonal))))


@FAMILY.strategy(kind="algebraic")
def dodgson_condensation(p: Params) -> Steps:
    """Dodgson 1866: neighbouring two-row determinants make a smaller matrix; divide by the inside of the matrix before the last."""
    inside, rows = None, [list(row) for row in p.rows]
    while len(rows) > 1:
        condensed = []
        for i, (upper, lower) in enumerate(zip(rows, rows[1:], strict=False)):
            divisors = [()] * len(upper) if inside is None else [(number,) for number in inside[i + 1][1:-1]]
            squares = zip(upper, upper[1:], lower, lower[1:], divisors, strict=False)
            values = [(a, b, c, d, *by, (a * d - b * c) // prod(by)) for a, b, c, d, by in squares]
            condensed.append([value[-1] for value in values])
            form = "det({}, {}; {}, {}) = {}" if inside is None else "det({}, {}; {}, {})/{} = {}"
            yield Step(f"Condense the {ORDINALS[i]} row with the next: {{}}.", Claim(", ".join([form] * len(values)), sum(values, ())))
        inside, rows = rows, condensed


@FAMILY.strategy(kind="transform")
def fraction_free_elimination(p: Params) -> Steps:
    """Bareiss 1968, after Chio 1853: multiply crosswise with the corner, and divide by the corner of the matrix before."""
    rows, before = list(p.rows), 1
    while len(rows) > 1:
        (corner, *top), *below = rows
        rows = []
        for name, (left, *row) in zip(ORDINALS[1:], below, strict=False):
            values = [(corner, b, a, left, (corner * b - a * left) // before) for a, b in zip(top, row, strict=True)]
            form = MINOR
            rows.append([value[-1] for value in values])
            if len(below) < len(p.rows) - 1:
                form = "({} * {} - {} * {})/{} = {}"
                values = [(*value[:-1], before, value[-1]) for value in values]
            yield Step(f"Combine the first row with the {name}: {{}}.", Claim(", ".join([form] * len(values)), sum(values, ())))
        before = corner


@FAMILY.strategy(kind="enumerative", when=lambda p: len(p.rows) == 3)
def rule_of_sarrus(p: Params) -> Steps:
    """Sarrus 1846; the six terms of Leibniz's formula: the products down the diagonals less those up the diagonals."""
    (a, b, c), (d, e, f), (g, h, i) = p.rows
    products = "{} * {} * {} + {} * {} * {} + {} * {} * {} = {}"
    down, up = a * e * i + b * f * g + c * d * h, g * e * c + h * f * a + i * d * b
    yield Step("Down the diagonals: {}.", Claim(products, (a, e, i, b, f, g, c, d, h, down)))
    yield Step("Up the diagonals: {}.", Claim(products, (g, e, c, h, f, a, i, d, b, up)))
    yield Step("Subtract: {}.", Claim("{} - {} = {}", (down, up, down - up)))


@FAMILY.strategy(kind="enumerative", when=lambda p: len(p.rows) == 4)
def complementary_minors(p: Params) -> Steps:
    """Laplace 1772, along two rows: each minor of the first two rows times the minor of the last two in the other columns."""
    pairs = ((0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3))
    minors = []
    for name, (upper, lower) in (("first", p.rows[:2]), ("last", p.rows[2:])):
        values = [(upper[i], lower[j], upper[j], lower[i], upper[i] * lower[j] - upper[j] * lower[i]) for i, j in pairs]
        minors.append([value[-1] for value in values])
        words = f"The minors of the {name} two rows"
        yield Step(words + " in the first column and another: {}.", Claim(", ".join([MINOR] * 3), sum(values[:3], ())))
        yield Step(words + " in the other columns: {}.", Claim(", ".join([MINOR] * 3), sum(values[3:], ())))
    terms = list(zip(minors[0], minors[1][::-1], strict=True))
    total = sum([sign * a * b for sign, (a, b) in zip((1, -1, 1, 1, -1, 1), terms, strict=True)])
    form = "{} * {} - {} * {} + {} * {} + {} * {} - {} * {} + {} * {} = {}"
    yield Step("Add their products, with the sign of the columns: {}.", Claim(form, (*sum(terms, ()), total)))
