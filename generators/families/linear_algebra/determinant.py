"""The determinant of a matrix of three or four rows: expanded, reduced to a triangle, condensed."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import chain, combinations, pairwise, product
from math import comb, prod
from typing import NamedTuple

from generators.claims.functions import det
from generators.families.linear_algebra._rows import (
    ORDINALS,
    Phrasings,
    Rows,
    in_rows,
    operations_to_triangle,
    whatever_order,
    with_names,
)
from generators.families.linear_algebra._sarrus import by_sarrus
from generators.family import (
    Capacity,
    Claim,
    Family,
    Faulty,
    Frame,
    Knob,
    Knobs,
    Step,
    Steps,
    Stream,
    list_of,
    product_of,
    sum_of,
)

TRIES = 200
ROW_TRIES = 10_000  # for a dependent row; one draw in 2,000 took more than 200
WANTED = 50  # tries in which all strategies that are always possible are to be short as well
OPERATIONS = 8  # that row reduction may take: with 12 it came to 1,350 tokens
EXCHANGES = 1  # of rows, in elimination without fractions: with three it came to 1,300 tokens

Row = tuple[int, ...]
Matrix = Sequence[Sequence[int]]


@dataclass(frozen=True, slots=True)
class Params:
    """The rows of the matrix."""

    rows: tuple[Row, ...]


def sample(stream: Stream, knobs: Knobs) -> Params:
    """Draws where the zeros are, then the other entries; the determinant is not 0, and as far as
    possible no elimination takes long. Now and then one row is made from two others."""
    size, largest, zeros = knobs["size"], knobs["entry"], knobs["zeros"]
    if knobs["dependent"] and stream.below(100) < knobs["dependent"]:
        return with_dependent_row(stream, size, largest)
    entries = [number for number in range(-largest, largest + 1) if number]
    for attempt in range(TRIES):
        zero = set(stream.shuffle(range(size * size))[:zeros])
        numbers = [0 if i in zero else stream.choice(entries) for i in range(size * size)]
        rows = tuple([tuple(numbers[i : i + size]) for i in range(0, size * size, size)])
        p = Params(rows)
        if det(*rows) and (attempt >= WANTED or reduced_soon(p) and rarely_exchanged(p)):
            return p
    raise Faulty(f"no regular matrix in {TRIES} tries")


def with_dependent_row(stream: Stream, size: int, largest: int) -> Params:
    """Draws all rows but one, which is a sum of multiples of two of them; elimination meets no 0
    before it reaches the last row."""
    entries = [number for number in range(-largest, largest + 1) if number]

    def drawn_row() -> tuple[int, ...]:
        return tuple([stream.choice(entries) for _ in range(size)])

    for _ in range(ROW_TRIES):
        rows = [drawn_row() for _ in range(size - 1)]
        one, other = stream.shuffle(rows)[:2]
        made = combined(Relation(0, 0, stream.choice(TIMES), 0, stream.choice(TIMES)), one, other)
        rows.insert(stream.below(size), made)
        p = Params(tuple(rows))
        corners = [det(*corner(rows, k)) for k in range(2, size)]
        if max(map(abs, made)) <= largest and made[0] and all(corners) and reduced_soon(p):
            return p
    raise Faulty(f"no matrix with a dependent row in {ROW_TRIES:,} tries")


class Relation(NamedTuple):
    """A row that is so many times one other row plus so many times another."""

    row: int
    one: int
    times: int
    other: int
    more: int


def combined(relation: Relation, one: Row, other: Row) -> Row:
    return tuple([relation.times * a + relation.more * b for a, b in zip(one, other, strict=True)])


@lru_cache(maxsize=256)
def relation_of(p: Params) -> Relation | None:
    """The first row that is a small combination of two others; None where no row is."""
    for row in reversed(range(len(p.rows))):
        others = [k for k in range(len(p.rows)) if k != row]
        for (one, other), (times, more) in product(
            combinations(others, 2), product(TIMES, repeat=2)
        ):
            relation = Relation(row, one, times, other, more)
            if combined(relation, p.rows[one], p.rows[other]) == p.rows[row]:
                return relation
    return None


TIMES = (1, -1, 2, -2)


def capacity(knobs: Knobs) -> Capacity:
    """At least a quarter of all matrices with so many zeros is regular, and a transposed matrix is
    no other problem."""
    places, zeros = knobs["size"] ** 2, knobs["zeros"]
    matrices = comb(places, zeros) * (2 * knobs["entry"]) ** (places - zeros)
    return Capacity(matrices // 8, exact=False)


def is_regular(p: Params) -> bool:
    return det(*p.rows) != 0


def is_not_sparse(p: Params) -> bool:
    """Whether so few entries are 0 that an elimination is worth its lines."""
    return len(p.rows) == 4 or sum([row.count(0) for row in p.rows]) <= SPARSE - 1


SPARSE = 3  # zeros among nine entries


def reduced_soon(p: Params) -> bool:
    return operations_to_triangle([list(row) for row in p.rows]) <= OPERATIONS


def rarely_exchanged(p: Params) -> bool:
    """Whether elimination seldom meets a corner of 0."""
    rows, exchanges = [list(row) for row in p.rows], 0
    while len(rows) > 1:
        if not rows[0][0]:
            rows, exchanges = with_corner(rows)[0], exchanges + 1
        (corner, *rest), *below = rows
        rows = [eliminated(corner, rest, row) for row in below]
    return exchanges <= EXCHANGES


def eliminated(corner: int, rest: Sequence[int], row: Sequence[int]) -> list[int]:
    """A row times the corner less the first row times what it begins with; the 0 is left out."""
    left, *others = row
    return [corner * d - b * left for b, d in zip(rest, others, strict=True)]


def with_corner(rows: list[list[int]]) -> tuple[list[list[int]], int]:
    """The rows with the first exchanged for one that does not begin with 0, and its place."""
    k = next((i for i, row in enumerate(rows) if row[0]), 0)
    return [rows[k], *rows[1:k], rows[0], *rows[k + 1 :]], k


def written(rows: Matrix) -> str:
    """`1, 2; 3, 4`."""
    return "; ".join([", ".join(map(str, row)) for row in rows])


def matrix(p: Params) -> str:
    return f"`[{written(p.rows)}]`"


def listed(rows: Matrix) -> str:
    texts = [f"`({written([row])})`" for row in rows]
    return f"{', '.join(texts[:-1])} and {texts[-1]}"


def solid(p: Params) -> str:
    return "parallelepiped" if len(p.rows) == 3 else "parallelotope in four dimensions"


FAMILY = Family(
    params=Params,
    knobs={
        "size": Knob("how many rows and columns", (3, 3, 3, 4, 4), (3, 4)),
        "entry": Knob("the largest size of an entry", (5, 6, 9, 4, 5), (1, 50)),
        "zeros": Knob("how many entries are 0", (3, 2, 1, 4, 3), (0, 4)),
        "dependent": Knob(
            "of a hundred matrices, how many have a row that depends on others",
            (0, 0, 8, 8, 8),
            (0, 100),
        ),
    },
    sample=sample,
    statements=(
        lambda p: f"Find the determinant of the matrix {matrix(p)}.",
        lambda p: f"Evaluate `det({written(p.rows)})`.",
        lambda p: f"What is the determinant of the matrix with the rows {listed(p.rows)}?",
        lambda p: (
            "Compute the determinant of the matrix whose columns are"
            f" {listed(list(zip(*p.rows, strict=True)))}."
        ),
        Frame(
            lambda p: (
                f"The vectors {listed(p.rows)} span a {solid(p)}. What is its signed volume, with"
                " the vectors in this order?"
            ),
            (
                lambda p: f"Therefore, the signed volume of the {solid(p)} is {{answer}}.",
                "Therefore, the signed volume that the vectors span is {answer}.",
            ),
        ),
        Frame(
            lambda p: (
                f"By which number does the linear map with the matrix {matrix(p)} multiply signed"
                " volumes?"
            ),
            (
                "Therefore, the map multiplies signed volumes by {answer}.",
                "Therefore, the number by which signed volumes are multiplied is {answer}.",
            ),
        ),
        Frame(
            lambda p: (
                f"A system of linear equations has the coefficients {matrix(p)}. It has exactly one"
                " solution if and only if their determinant is not zero. Work this determinant out."
            ),
            (
                lambda p: (
                    "Therefore, the determinant of the coefficients is {answer}, and the system"
                    f" {'has exactly' if is_regular(p) else 'does not have just'} one solution."
                ),
                lambda p: (
                    "Therefore, the coefficients have the determinant {answer}"
                    f"{', which is not zero' if is_regular(p) else ''}."
                ),
            ),
        ),
        Frame(
            lambda p: (
                f"To see whether {listed(p.rows)} are linearly independent, someone writes them as"
                " the rows of a matrix. Calculate its determinant."
            ),
            (
                lambda p: (
                    "Therefore, the matrix has the determinant {answer}, and the vectors are"
                    f" linearly {'in' if is_regular(p) else ''}dependent."
                ),
                "Therefore, the rows have the determinant {answer}.",
            ),
        ),
        lambda p: f"Let `A = [{written(p.rows)}]`. Determine `det(A)`, using any method you like.",
        lambda p: f"Which number is the value of the determinant `det({written(p.rows)})`?",
    ),
    answer=lambda p: det(*p.rows),
    answer_kind="integer",
    conclusion=lambda p, answer: Claim(f"det({list_of(map(list_of, p.rows), '; ')}) = {answer}"),
    key=lambda p: min(p.rows, tuple(zip(*p.rows, strict=True))),
    mathematics=lambda p: whatever_order(p.rows),
    capacity=capacity,
    closings=(
        "Therefore, the determinant is {answer}.",
        "Therefore, the determinant of the matrix equals {answer}.",
        "Therefore, the matrix has the determinant {answer}.",
        "Therefore, the value of the determinant is {answer}.",
        "Therefore, the determinant has the value {answer}.",
        "Therefore, for this matrix the determinant comes to {answer}.",
    ),
)


def determinant_of(rows: Matrix) -> Claim:
    return Claim(f"det({list_of(map(list_of, rows), '; ')})")


def signed(rows: Matrix, value: int, words: Sequence[str], rests_on: tuple[Step, ...]) -> Steps:
    """The line that ends with the determinant of a matrix whose rows were exchanged."""
    yield Step(tuple(words), f"{determinant_of(rows)} = {value}", rests_on=rests_on)
    return value


ONE_EXCHANGE = (
    "The exchange of rows changed the sign, so {}.",
    "Two rows have changed places, which reverses the sign: {}.",
    "Because two rows were exchanged, we take the opposite number: {}.",
)


# Expansion along a row or a column


class Line(NamedTuple):
    """A row or a column along which a determinant is expanded: its name, and for each entry that is
    not 0 the entry with its sign, the rows of its minor, and how the minor is called."""

    name: str
    zeros: int
    terms: tuple[tuple[int, Matrix, str], ...]


def best_line(rows: Matrix) -> Line:
    """The row or column with most zeros; the first one where several have as many."""
    size = len(rows)
    lines = []
    for is_column, matrix_rows in enumerate((rows, list(zip(*rows, strict=True)))):
        for i, line in enumerate(matrix_rows):
            terms = []
            for j, entry in enumerate(line):
                row, column = (j, i) if is_column else (i, j)
                name = f"without the {ORDINALS[row]} row and the {ORDINALS[column]} column"
                if entry:
                    terms.append(((-1) ** (i + j) * entry, without(rows, row, column), name))
            name = f"{ORDINALS[i]} {('row', 'column')[is_column]}"
            lines.append(Line(name, size - len(terms), tuple(terms)))
    return max(lines, key=lambda line: line.zeros)


def without(rows: Matrix, row: int, column: int) -> Matrix:
    return [[*line[:column], *line[column + 1 :]] for i, line in enumerate(rows) if i != row]


def expanding(text: str, p: Params) -> str:
    """An opening with the line that is expanded, why it is taken, and the expansion."""
    line = best_line(p.rows)
    reason = "no line has more zeros" if line.zeros else "without zeros any line will do"
    names = {"LINE": line.name, "REASON": reason, "EXPANSION": f"`{expansion(line).text()}`"}
    return with_names((text,), **names)[0]


def expansion(line: Line) -> Claim:
    """`3 * det(...) - det(...)`."""
    shown = None
    for factor, minor, _ in line.terms:
        shown = term_added(shown, factor, minor)
    assert shown is not None  # a regular matrix has no line of zeros
    return shown


@FAMILY.strategy(
    approach="forward",
    opening=tuple(
        partial(expanding, text)
        for text in (
            "We expand along the LINE, since REASON, and the determinant becomes EXPANSION.",
            "A determinant can be expanded along any row or column; we take the LINE, as REASON:"
            " EXPANSION.",
            "The plan is to expand along the LINE, because REASON, and to work out one minor after"
            " another in EXPANSION.",
            "Only smaller determinants are left if we expand along the LINE: EXPANSION. It is"
            " the one to take because REASON.",
        )
    ),
    formula="In letters, the determinant is the sum of the products of the entries `a_j` of a line"
    " with their minors `M_j`, with alternating signs.",
)
def cofactor_expansion(p: Params) -> Steps:
    """Laplace 1772: along a row or a column, each entry times the determinant of what lies outside
    its row and column, signs alternating like the colours of a chessboard."""
    line, worked = best_line(p.rows), Worked()
    minors, lines = [], []
    for _, minor, name in line.terms:
        value, found = yield from minor_of(minor, name, worked)
        minors.append(value)
        lines.append(found)
    factors = [factor for factor, _, _ in line.terms]
    return (yield from products_added(factors, minors, (), p.rows, lines))[0]


def term_added(shown: Claim | None, factor: int, minor: Matrix) -> Claim:
    """`3 * det(...) - det(...)`, a term longer than before."""
    part = determinant_of(minor)
    if shown is None:
        if abs(factor) == 1:
            return part if factor == 1 else Claim(f"-{part}")
        return Claim(f"{factor} * {part}")
    if abs(factor) == 1:
        return Claim(f"{shown} + {part}") if factor == 1 else Claim(f"{shown} - {part}")
    return Claim(f"{shown} + {factor} * {part}")


class Worked:
    """The determinants of two rows that a solution has worked out, each with its line."""

    def __init__(self) -> None:
        self.lines: dict[tuple[Row, ...], Step] = {}

    def line(self, rows: Matrix, words: Phrasings, again: Phrasings) -> Steps:
        """The line of such a determinant: multiplied crosswise, or, where it was met before, as it
        was found then, in the words of `again`."""
        (a, b), (c, d) = rows
        place, value = ((a, b), (c, d)), a * d - b * c
        if place in self.lines:
            known = (self.lines[place],)
            step = Step(again, f"det({a}, {b}; {c}, {d}) = {value}", rests_on=known)
        else:
            claim = Claim(f"det({a}, {b}; {c}, {d}) = {a * d} - {b * c} = {value}")
            step = self.lines[place] = Step(words, claim, because=TWO_ROWS)
        yield step
        return value, step


def minor_of(rows: Matrix, name: str, worked: Worked) -> Steps:
    """A minor of two rows at once, one of three rows along its own best line. Gives it and its
    line."""
    if len(rows) == 2:
        return (yield from worked.line(rows, named(MINOR, name), named(MINOR_AGAIN, name)))
    line = best_line(rows)
    if not line.terms:
        found = Step(named(ZERO_MINOR, name), f"{determinant_of(rows)} = 0", because=LINE_OF_ZEROS)
        yield found
        return 0, found
    factors, minors, lines = [], [], []
    needed: dict[tuple[Row, ...], tuple[int, Step]] = {}  # by this minor, each of them once
    for factor, minor, _ in line.terms:
        place = tuple([tuple(row) for row in minor])
        if place not in needed:
            words, again = (
                in_line(named(INNER, name), line),
                in_line(named(INNER_AGAIN, name), line),
            )
            needed[place] = yield from worked.line(minor, words, again)
        value, found = needed[place]
        lines.append(found)
        factors.append(factor)
        minors.append(value)
    return (yield from products_added(factors, minors, name, rows, lines))


def products_added(
    factors: Sequence[int],
    minors: Sequence[int],
    name: str | tuple[()],
    rows: Matrix,
    lines: Sequence[Step],
) -> Steps:
    """The sum of the products of a line's entries with their minors; of the whole determinant, or
    of a minor with a name. Gives it and its line."""
    products = [factor * minor for factor, minor in zip(factors, minors, strict=True)]
    total, before = sum(products), tuple(dict.fromkeys(lines))
    words = named(SUM_OF_MINOR, name) if name else SUM_OF_ALL
    counted = [value for value in products if value]
    if len(counted) > 1:
        worked = sum_of(f"{a} * {m}" for a, m in zip(factors, minors, strict=True))
        claim = Claim(f"{worked} :: {sum_of(f'{value:new}' for value in counted)} = {total:new}")
    else:
        words = named(PRODUCT_OF_MINOR, name) if name else PRODUCT_OF_ALL
        claim = Claim(f"{determinant_of(rows)} = {total:new}")
        if len(products) == 1 and abs(factors[0]) != 1 and abs(minors[0]) > 1:
            claim = Claim(f"{factors[0]} * {minors[0]} = {total}")
    found = Step(tuple(words), claim, because=SIGNS if len(counted) > 1 else "", rests_on=before)
    yield found
    return total, found


def named(words: Sequence[str], name: str) -> Phrasings:
    """Phrasings with the name of a minor in them, which also begins sentences."""
    return tuple(
        [text.replace("MINOR", name).replace("Minor", name.capitalize()) for text in words]
    )


def in_line(words: Phrasings, line: Line) -> Phrasings:
    return with_names(words, LINE=line.name)


MINOR = (
    "The minor MINOR is {}.",
    "Minor we have {}.",
    "Minor there remains {}.",
    "We find the minor MINOR: {}.",
    "What remains MINOR is {}.",
    "For the minor MINOR we get {}.",
)
TWO_ROWS = (
    "a determinant of two rows is the product down the diagonal minus the product up",
    "for two rows we multiply crosswise and subtract",
    "one product is subtracted from the other if there are two rows",
)
MINOR_AGAIN = (
    "The minor MINOR has the same entries, so it is known: {}.",
    "Minor the same determinant is left: {}.",
    "For the minor MINOR we can use what was found before: {}.",
)
INNER = (
    "The minor MINOR is expanded along its LINE, which needs {}.",
    "Minor, expanding along the LINE, we need {}.",
    "For the minor MINOR, along its LINE, we work out {}.",
    "In what remains MINOR, expanded along the LINE, we have {}.",
    "The minor MINOR, expanded along its LINE, contains {}.",
    "Along the LINE of the minor MINOR we find {}.",
)
INNER_AGAIN = (
    "Along the LINE of the minor MINOR we meet a determinant that is known: {}.",
    "The minor MINOR, expanded along its LINE, contains one that was found before: {}.",
    "For the minor MINOR, along its LINE, we need a result from above: {}.",
    "Minor, expanding along the LINE, we use a known determinant: {}.",
)
ZERO_MINOR = (
    "The minor MINOR is zero at once: {}.",
    "Minor nothing has to be worked out: {}.",
    "We see that the minor MINOR vanishes: {}.",
)
LINE_OF_ZEROS = (
    "it has a line consisting of zeros",
    "one of its lines contains only zeros",
    "a line of zeros makes every product zero",
)
SUM_OF_MINOR = (
    "So the minor MINOR is {}.",
    "Together, the minor MINOR comes to {}.",
    "Hence we have the minor MINOR: {}.",
    "The products add up to the minor MINOR: {}.",
)
PRODUCT_OF_MINOR = (
    "So the minor MINOR is {}.",
    "Multiplying by the entry gives the minor MINOR: {}.",
    "Hence we have the minor MINOR: {}.",
)
SUM_OF_ALL = (
    "So the determinant is {}.",
    "The products of entries and minors, with their signs, add up to {}.",
    "We substitute the minors into the expansion: {}.",
    "Now the products are added: {}.",
    "Adding up the parts of the expansion, we get {}.",
    "Each entry is multiplied by its minor, and the sum is {}.",
)
PRODUCT_OF_ALL = (
    "So the determinant is {}.",
    "The entry times its minor is {}.",
    "We substitute the minor into the expansion: {}.",
    "The product of the entry and its minor is {}.",
)
SIGNS = (
    "each entry is multiplied by its minor, with its sign",
    "the signs alternate from place to place",
    "each product has the sign of its place",
)


# Sarrus


@FAMILY.strategy(
    approach="enumerative",
    when=lambda p: len(p.rows) == 3,
    opening=(
        "With three rows, all products can be read off along the diagonals.",
        "We multiply along the diagonals that run down and along those that run up, and subtract.",
        "The determinant of three rows has six products, three along diagonals going down and three"
        " along diagonals going up.",
        "We imagine the first two columns repeated on the right, and follow the diagonals.",
        "We add the products of the diagonals in one direction and take away those in the other.",
        "For three rows there is a shortcut: products along diagonals, some added, some taken"
        " away.",
    ),
    formula="In letters, `det(a, b, c; d, e, f; g, h, i)` is"
    " `a e i + b f g + c d h - c e g - a f h - b d i`.",
)
def rule_of_sarrus(p: Params) -> Steps:
    """Sarrus, in Finck 1846; the six terms of Leibniz's formula: the products down the diagonals
    minus those up the diagonals."""
    return (yield from by_sarrus(p.rows))[0]


# Condensation


def condensed(rows: Matrix) -> list[list[int]]:
    """The determinants of neighbouring squares of two rows and two columns."""
    return [condensed_row(upper, lower) for upper, lower in pairwise(rows)]


def condensed_row(upper: Sequence[int], lower: Sequence[int]) -> list[int]:
    squares = zip(pairwise(upper), pairwise(lower), strict=True)
    return [a * d - b * c for (a, b), (c, d) in squares]


def inner(rows: Matrix) -> list[int]:
    """The entries that do not stand at the edge, row by row."""
    return list(chain(*[row[1:-1] for row in rows[1:-1]]))


def corner(rows: Sequence[Sequence[int]], size: int) -> list[Sequence[int]]:
    """The first so many entries of the first so many rows."""
    return [row[:size] for row in rows[:size]]


def can_be_condensed(p: Params) -> bool:
    """Whether no entry by which condensation divides is 0."""
    return all(inner(p.rows)) and (len(p.rows) == 3 or all(inner(condensed(p.rows))))


@FAMILY.strategy(
    approach="algebraic",
    when=lambda p: is_not_sparse(p) and can_be_condensed(p),
    opening=(
        "We condense the matrix: neighbouring entries, four at a time, make a smaller one, until a"
        " single number is left.",
        "The idea is to replace the matrix by the determinants of its small squares, again and"
        " again.",
        "From each square of four neighbours we take the determinant, which makes a matrix with one"
        " row less.",
        "Only determinants of two rows are needed if we condense step by step and divide by inner"
        " entries.",
        "We shrink the matrix: four neighbours give one number of the next, smaller matrix.",
        "Squares of two rows and two columns are easy, so we work with them alone and condense the"
        " matrix.",
    ),
    formula="In letters, for three rows with the inner entry e, the determinant is the one of the"
    " condensed matrix divided by e.",
)
def dodgson_condensation(p: Params) -> Steps:
    """Dodgson 1866: neighbouring two-row determinants make a smaller matrix; from then on each one
    is divided by the entry of the matrix before the last in its middle."""
    divisors = inner(p.rows)
    regular = Step(
        INNER_REGULAR if len(divisors) > 1 else ONE_INNER_REGULAR,
        list_of(f"{number} != 0" for number in dict.fromkeys(divisors)),
    )
    yield regular
    before = rows = [list(row) for row in p.rows]
    lines: list[Step] = []
    while len(rows) > 1:
        smaller: list[list[int]] = []
        stage: list[Step] = []
        for i, (upper, lower) in enumerate(pairwise(rows)):
            found_row: list[int] = []
            pairs = zip(pairwise(upper), pairwise(lower), strict=True)
            for j, ((a, b), (c, d)) in enumerate(pairs):
                value, line = a * d - b * c, determinant_of(((a, b), (c, d)))
                first = len(rows) == len(p.rows)
                by = 1 if first else before[i + 1][j + 1]
                if by == 1:
                    claim = Claim(f"{line} = {a * d} - {b * c} = {value}")
                else:
                    value //= by
                    claim = Claim(f"{line}/{by} = ({a * d} - {b * c})/{by} = {value}")
                words, because = square_words(len(rows), i, j, first)
                rests_on = () if first else (regular, *lines)
                stage.append(Step(words, claim, because=because, rests_on=rests_on))
                yield stage[-1]
                found_row.append(value)
            smaller.append(found_row)
        before, rows, lines = rows, smaller, stage
    return rows[0][0]


def square_words(size: int, i: int, j: int, first: bool) -> tuple[Phrasings, Phrasings]:
    """What is said of the square at a place of a matrix, and why it is worked out so."""
    over = LAST_SQUARE if size == 2 else SQUARE_OVER
    words = SQUARE if first else over
    return in_place(words, i, j), CROSSWISE if first else DODGSON


ONE_INNER_REGULAR = (
    "The inner entry may be a divisor later, because {}.",
    "Since {}, we may divide by the inner entry at the end.",
    "Condensation will work, as the entry in the middle is not zero: {}.",
    "The matrix can be condensed, because {}.",
    "Dividing by the inner entry is allowed, since {}.",
)
INNER_REGULAR = (
    "The inner entries may be divisors later, because {}.",
    "Since {}, we may divide by the inner entries.",
    "Condensation will work, as no inner entry is zero: {}.",
    "The matrix can be condensed, because {}.",
)
SQUARE = (
    "The square that begins in the ROW row and COLUMN column has the determinant {}.",
    "At the ROW row and COLUMN column, the four neighbours give {}.",
    "The square starting in the ROW row and COLUMN column gives {}.",
    "For the square whose corner is in the ROW row and COLUMN column we find {}.",
    "We take the square at the ROW row and COLUMN column: {}.",
    "Four neighbours, the first of them in the ROW row and COLUMN column, make {}.",
)
CROSSWISE = (
    "the product up the diagonal is subtracted from the one down",
    "a square of four is multiplied crosswise",
    "a determinant of two rows is a difference of two products",
)
SQUARE_OVER = (
    "In the new matrix, the square at the ROW row and COLUMN column is divided by the old entry at"
    " its centre: {}.",
    "The square of results at the ROW row and COLUMN column, over the inner entry, is {}.",
    "Next come the four results at the ROW row and COLUMN column, over the entry they surround:"
    " {}.",
    "We condense the results at the ROW row and COLUMN column and divide by the inner entry: {}.",
)
LAST_SQUARE = (
    "The last four results, divided by the entry in the middle of the earlier matrix, give {}.",
    "Finally, the remaining square is divided by the inner entry: {}.",
    "So we come to a single number, after a division by the inner entry: {}.",
    "One square is left, and with the division by the inner entry it gives {}.",
)
DODGSON = (
    "condensing twice multiplies the determinant by that inner entry",
    "the inner entry is an extra factor by Dodgson's rule",
    "the inner entry divides each of these determinants exactly",
)


# Elimination without fractions


@FAMILY.strategy(
    approach="transform",
    when=lambda p: is_not_sparse(p) and rarely_exchanged(p),
    opening=(
        "We multiply crosswise with the entry in the corner, which removes the first column without"
        " any fraction.",
        "The matrix shrinks by a row and a column at a time, and only whole numbers appear.",
        "Each entry outside the first row and column is combined with the corner, so that the"
        " matrix loses a row and a column.",
        "We eliminate the columns one after another, with products in place of fractions.",
        "We clear the first column with the corner, keep to whole numbers, and go on with the"
        " smaller matrix.",
        "Products with the corner in place of quotients lead from each matrix to a smaller one.",
    ),
    formula="In letters, with the corner p, an entry d becomes `p d - b c`, divided by the corner"
    " before.",
)
def fraction_free_elimination(p: Params) -> Steps:
    """Bareiss 1968, after Chio 1853: multiply crosswise with the corner, and divide by the corner
    of the matrix before. Where the corner is 0, rows are exchanged."""
    rows, lines, exchanges = [list(row) for row in p.rows], (), 0
    before = 0  # there is no corner before yet
    while len(rows) > 1:
        if not rows[0][0]:
            exchanged, k = with_corner(rows)
            words = in_rows(EXCHANGE if not before else EXCHANGE_AGAIN, 0, k)
            claim = Claim(f"{determinant_of(exchanged)} = -{determinant_of(rows)}")
            lines = (Step(words, claim, because=TURNS, rests_on=lines),)
            yield from lines
            rows, exchanges = exchanged, exchanges + 1
        corner, *rest = rows[0]
        smaller, stage = [], []
        worked: dict[tuple[int, ...], Step] = {}  # by the numbers that are combined
        for i, (left, *others) in enumerate(rows[1:], 1):
            found = []
            for j, (b, d) in enumerate(zip(rest, others, strict=True), 1):
                line, by = determinant_of(((corner, b), (left, d))), before or 1
                value = (corner * d - b * left) // by
                if (b, left, d) in worked:
                    words, known = in_place(COMBINED_ALIKE, i, j), (worked[b, left, d],)
                    claim = Claim(f"{line} = {value}")
                    if by != 1:
                        claim = Claim(f"{line}/{by} = {value}")
                    stage.append(Step(words, claim, rests_on=(*known, *lines)))
                    yield stage[-1]
                    found.append(value)
                    continue
                if by == 1:
                    claim = Claim(f"{line} = {corner * d} - {b * left} = {value}")
                else:
                    claim = Claim(f"{line}/{by} = ({corner * d} - {b * left})/{by} = {value}")
                words = COMBINE_OVER if before else COMBINE
                if len(rows) == 2:
                    words = LAST_COMBINED
                words = in_place(words, i, j)
                because = BAREISS if before else CHIO
                stage.append(Step(words, claim, because=because, rests_on=lines))
                yield stage[-1]
                worked[b, left, d] = stage[-1]
                found.append(value)
            smaller.append(found)
        before, rows, lines = corner, smaller, tuple(stage)
    value = rows[0][0]
    if exchanges:
        return (yield from signed(p.rows, (-1) ** exchanges * value, ONE_EXCHANGE, lines))
    return value


def in_place(words: Phrasings, i: int, j: int) -> Phrasings:
    return with_names(words, ROW=ORDINALS[i], COLUMN=ORDINALS[j])


EXCHANGE = (
    "The corner is zero, so we exchange the ROW and the OTHER row: {}.",
    "A zero cannot be the pivot, so the ROW row changes places with the OTHER: {}.",
    "We need a corner that is not zero, so we exchange the OTHER row and the ROW: {}.",
)
EXCHANGE_AGAIN = (
    "Now the corner of the smaller matrix is zero, so its ROW and OTHER row change places: {}.",
    "The new matrix has a zero in the corner, so we exchange the ROW and the OTHER row: {}.",
    "A pivot must not be zero, so the OTHER row of the new matrix becomes the ROW: {}.",
)
TURNS = (
    "an exchange of two rows changes the sign of a determinant",
    "exchanging rows reverses the sign",
    "a determinant takes the opposite sign when two rows change places",
)
COMBINE = (
    "The entry in the ROW row and COLUMN column, combined with the corner, becomes {}.",
    "For the ROW row and COLUMN column we multiply crosswise with the corner: {}.",
    "In the ROW row, the COLUMN entry is replaced: {}.",
    "We combine the COLUMN entry of the ROW row with the corner: {}.",
    "The corner and the entry of the ROW row in the COLUMN column give {}.",
    "Multiplying crosswise, the entry in the ROW row and COLUMN column becomes {}.",
)
COMBINED_ALIKE = (
    "The entry in the ROW row and COLUMN column comes from the same four numbers: {}.",
    "For the ROW row and COLUMN column the numbers are those of an earlier entry: {}.",
    "In the ROW row, the COLUMN entry is found from numbers that we had before: {}.",
)
CHIO = (
    "this removes the first column",
    "corner times entry, minus the product of the other two, clears the column",
    "a multiple of the first row is subtracted from a multiple of this one",
)
COMBINE_OVER = (
    "In the smaller matrix, the entry in the ROW row and COLUMN column, over the previous corner,"
    " becomes {}.",
    "For the ROW row and COLUMN column we multiply crosswise and divide by the old corner: {}.",
    "The COLUMN entry of the ROW row, combined and divided, is {}.",
    "Crosswise again, now over the previous corner, the ROW row and COLUMN column have {}.",
)
LAST_COMBINED = (
    "Four entries are left, which we multiply crosswise and divide by the previous corner: {}.",
    "Finally, the last square is divided by the old corner: {}.",
    "So a single number remains, after a division by the previous corner: {}.",
    "The last two rows and columns, over the previous corner, give {}.",
)
BAREISS = (
    "the previous corner is a factor of each of these differences",
    "the old corner came in as an extra factor",
    "the division by the previous corner is always exact",
)


# Minors of two rows


class Pair(NamedTuple):
    """Two of four rows, with their minors by columns, those of the other two rows, and the sign
    that the places of the rows bring."""

    places: tuple[int, int]
    upper: dict[tuple[int, int], int]
    lower: dict[tuple[int, int], int]

    def used(self) -> list[tuple[int, int]]:
        """The columns of the upper minors that are not 0."""
        return [columns for columns, value in self.upper.items() if value]


COLUMNS = list(combinations(range(4), 2))


def minors(upper: Sequence[int], lower: Sequence[int]) -> dict[tuple[int, int], int]:
    return {(i, j): upper[i] * lower[j] - upper[j] * lower[i] for i, j in COLUMNS}


def best_pair(rows: Matrix) -> Pair:
    """The two rows with the fewest minors that are not 0, the first of them where there are
    several."""
    pairs = []
    for i, j in COLUMNS:
        k, m = others_of(i, j)
        pairs.append(Pair((i, j), minors(rows[i], rows[j]), minors(rows[k], rows[m])))
    return min(pairs, key=lambda pair: len(pair.used()))


def others_of(i: int, j: int) -> tuple[int, int]:
    k, m = [place for place in range(4) if place not in (i, j)]
    return k, m


@FAMILY.strategy(
    approach="enumerative",
    when=lambda p: len(p.rows) == 4,
    opening=(
        "We expand along two rows at once: each of their minors is multiplied by the minor that the"
        " other two rows have in the other columns.",
        "Four rows are split into two pairs, so that only determinants of two rows are needed.",
        "The plan is to take two rows together, find their minors, and pair each with the"
        " complementary minor.",
        "With the minors of two rows and those of the other two, the determinant is a sum of a few"
        " products.",
        "Instead of single entries we use minors of two rows, each with the minor that completes"
        " it.",
        "We split the rows into two pairs and combine minors of one pair with minors of the other.",
    ),
    formula="In letters, the determinant is the sum of `M N` over all pairs of columns, with the"
    " signs of their places.",
)
def complementary_minors(p: Params) -> Steps:
    """Laplace 1772, along two rows: each of their minors times the minor of the two other rows in
    the other columns."""
    pair, lines, worked = best_pair(p.rows), [], Worked()
    i, j = pair.places
    k, m = others_of(i, j)
    products = []
    for columns in pair.used():
        others = others_of(*columns)
        one = yield from pair_minor(p.rows, (i, j), columns, (PAIR_MINOR, PAIR_MINOR_AGAIN), worked)
        lines.append(one)
        value, words = pair.lower[others], (OPPOSITE_MINOR, OPPOSITE_MINOR_AGAIN)
        two = yield from pair_minor(p.rows, (k, m), others, words, worked)
        lines.append(two)
        sign = (-1) ** (i + j + sum(columns))
        products.append((sign * pair.upper[columns], value))
    worked = sum_of(f"{a} * {b}" for a, b in products)
    values = [a * b for a, b in products]
    total = sum(values)
    counted = [value for value in values if value]
    if len(counted) > 1:
        shown = sum_of(f"{value:new}" for value in counted)
        claim = Claim(f"{worked} :: {shown} = {total:new}")
    else:
        claim = Claim(f"{determinant_of(p.rows)} = {total:new}")
    yield Step(PAIRS_ADDED, claim, because=PLACES, rests_on=tuple(lines))
    return total


def pair_minor(
    rows: Matrix,
    places: tuple[int, int],
    columns: tuple[int, int],
    words: tuple[Phrasings, Phrasings],
    worked: Worked,
) -> Steps:
    """The minor of two rows in two columns, as a line; with the second of the words where the same
    numbers were met before."""
    (upper, lower), (left, right) = places, columns
    a, b, c, d = rows[upper][left], rows[upper][right], rows[lower][left], rows[lower][right]
    names = {
        "UPPER": ORDINALS[places[0]],
        "LOWER": ORDINALS[places[1]],
        "LEFT": ORDINALS[columns[0]],
        "RIGHT": ORDINALS[columns[1]],
    }
    new, again = [with_names(texts, **names) for texts in words]
    return (yield from worked.line([[a, b], [c, d]], new, again))[1]


PAIR_MINOR = (
    "The UPPER and the LOWER row, in the LEFT and the RIGHT column, have the minor {}.",
    "In the LEFT and the RIGHT column we find for the UPPER and the LOWER row {}.",
    "From the UPPER and the LOWER row we take the LEFT and the RIGHT column: {}.",
    "The minor of the UPPER and the LOWER row in the LEFT and the RIGHT column is {}.",
    "For the LEFT and the RIGHT column, the UPPER and the LOWER row give {}.",
    "The LEFT and the RIGHT column of the UPPER and the LOWER row make {}.",
)
PAIR_MINOR_AGAIN = (
    "The UPPER and the LOWER row have in the LEFT and the RIGHT column a minor that is known: {}.",
    "The LEFT and the RIGHT column of the UPPER and the LOWER row make a minor found before: {}.",
    "For the LEFT and the RIGHT column, the UPPER and the LOWER row give numbers met before: {}.",
)
OPPOSITE_MINOR = (
    "Its partner, the UPPER and the LOWER row in the LEFT and the RIGHT column, is {}.",
    "It is paired with the minor of the other rows in the LEFT and the RIGHT column: {}.",
    "To complete it, the UPPER and the LOWER row in the LEFT and the RIGHT column give {}.",
    "Its partner comes from the UPPER and the LOWER row, LEFT and RIGHT column: {}.",
    "The other two rows, in the remaining columns, the LEFT and the RIGHT, give {}.",
    "In the LEFT and the RIGHT column, the other two rows have {}.",
)
OPPOSITE_MINOR_AGAIN = (
    "Its partner, the UPPER and the LOWER row in the LEFT and the RIGHT column, is known: {}.",
    "It is paired with a minor found before, in the LEFT and the RIGHT column: {}.",
    "In the LEFT and the RIGHT column, the other two rows have numbers met before: {}.",
)
PAIRS_ADDED = (
    "So we multiply the pairs, give each product its sign and add: {}.",
    "The products of the pairs, with their signs, add up to {}.",
    "All other pairs of minors are 0, so the determinant is {}.",
    "Hence, with the signs of their places, the products give {}.",
)
PLACES = (
    "the sign of a pair depends on whether the numbers of its rows and columns add up to an even"
    " number",
    "a pair counts as negative where rows and columns add up to an odd number",
    "every pair has the sign of its rows and columns",
)


# Row reduction


@FAMILY.strategy(
    approach="transform",
    when=reduced_soon,
    opening=(
        "We add multiples of rows to others until a triangle of zeros appears, since that does not"
        " change the determinant.",
        "A triangular matrix has the product of its diagonal as determinant, so we aim at a"
        " triangle.",
        "The plan is to clear one column after another by row operations that keep the"
        " determinant.",
        "We subtract multiples of rows from each other, which leaves the determinant as it is, and"
        " look for a triangle.",
        "Rows may be changed by multiples of other rows, so we make zeros until the determinant"
        " can be read off.",
        "We look for a triangle with the same determinant, by adding multiples of rows to rows.",
    ),
    formula="In letters, the determinant stays the same when c times row i is added to row k.",
)
def row_reduction(p: Params) -> Steps:
    """Textbooks of linear algebra: adding a multiple of a row to another changes no determinant;
    that of a triangle is the product of its diagonal, up to the sign of exchanged rows. Within a
    column Euclid's algorithm keeps all numbers whole."""
    rows = [list(row) for row in p.rows]
    changed, pivots = Rows(rows), []
    for column in range(len(rows)):
        free = [row for row in range(len(rows)) if row not in pivots]
        if not any([rows[row][column] for row in free]):
            words, lines = in_rows(ROW_OF_ZEROS, free[0]), tuple(changed.written.values())
            claim = Claim(f"{determinant_of(p.rows)} = {0:new}")
            yield Step(words, claim, because=ZERO_FACTOR, rests_on=lines)
            return 0
        pivots.append((yield from changed.clear(column, free)))
    diagonal = [rows[row][column] for column, row in enumerate(pivots)]
    exchanged = sum([a > b for a, b in combinations(pivots, 2)]) % 2 == 1
    product, lines = prod(diagonal), tuple(changed.written.values())
    factors = [number for number in diagonal if abs(number) != 1]
    if len(factors) > 1:
        if prod(factors) != product:
            factors[0] = -factors[0]
        words = DIAGONAL if pivots == sorted(pivots) else DIAGONAL_IN_ORDER
        claim = Claim(f"{product_of(factors)} = {product}")
        if len(factors) == 4:
            one, two = prod(factors[:2]), prod(factors[2:])
            claim = Claim(f"{product_of(factors)} = {one} * {two} = {product}")
        lines = (Step(words, claim, because=TRIANGLE, rests_on=lines),)
        yield from lines
    if not exchanged and len(factors) > 1:
        return product
    units = UNITS_IN_ODD_ORDER if exchanged else UNITS
    words = ODD_ORDER if len(factors) > 1 else units
    return (yield from signed(p.rows, -product if exchanged else product, words, lines))


ROW_OF_ZEROS = (
    "The ROW row now contains only zeros: {}.",
    "Nothing is left of the ROW row, so the determinant is zero: {}.",
    "The ROW row has become zero, hence {}.",
    "So the rows are dependent, since the ROW row has become zero: {}.",
)
ZERO_FACTOR = (
    "a row of zeros puts a zero into every product",
    "the determinant can be expanded along that row",
    "a matrix with a row of zeros has the determinant 0",
)
DIAGONAL = (
    "Now we multiply along the diagonal: {}.",
    "The product of the diagonal entries is {}.",
    "Below the diagonal only zeros are left, so we multiply the pivots: {}.",
    "So the product of the pivots is {}.",
)
DIAGONAL_IN_ORDER = (
    "In another order, the rows form a triangle, and the product of its pivots is {}.",
    "Sorted by their leading zeros, the rows form a triangle, and its pivots multiply to {}.",
    "So the pivots of all rows are multiplied: {}.",
)
TRIANGLE = (
    "the determinant of a triangular matrix is the product of its diagonal",
    "all other products in a triangle contain a zero",
    "expanding a triangle along its columns leaves only the diagonal",
)
ODD_ORDER = (
    "Sorting the rows takes an odd number of exchanges, each of which changes the sign: {}.",
    "The rows have to be exchanged an odd number of times, so the sign changes: {}.",
    "Since an odd number of exchanges puts the rows in order, we take the opposite number: {}.",
    "An odd number of exchanges leads from these rows to a triangle, so the sign is reversed: {}.",
)
UNITS = (
    "The other pivots are 1 or `-1`, so with their signs {}.",
    "All other pivots have size 1, and hence {}.",
    "Apart from signs, only one pivot matters: {}.",
)
UNITS_IN_ODD_ORDER = (
    "The other pivots are 1 or `-1`, and an odd number of exchanges sorts the rows, so with these"
    " signs {}.",
    "All other pivots have size 1; with their signs and those of an odd number of exchanges, {}.",
    "Apart from signs, with an odd number of exchanges, only one pivot matters: {}.",
)


# Dependent rows


@FAMILY.strategy(
    approach="estimate_and_correct",
    when=lambda p: relation_of(p) is not None,
    opening=(
        "Before doing any work, we check whether one row can be made from others.",
        "The determinant is zero if a row depends on the others, and small multiples are quickly"
        " tried.",
        "We compare the rows and check whether a sum of small multiples of two of them is a third.",
        "If a row is a combination of others, nothing has to be worked out, so we try this first.",
    ),
    formula="In letters, if row k is `a` times row i plus `b` times row j, the determinant is 0.",
)
def dependent_rows(p: Params) -> Steps:
    """Textbooks of linear algebra: a matrix whose rows are linearly dependent has the determinant
    0."""
    relation = relation_of(p)
    assert relation is not None
    row, one, times, other, more = relation
    names = {"ROW": ORDINALS[row], "ONE": ORDINALS[one], "OTHER": ORDINALS[other]}
    first, second = multiple(times, p.rows[one]), multiple(abs(more), p.rows[other])
    lines: tuple[Step, ...] = ()
    if abs(times) > 1 and abs(more) > 1:
        tried = [[times * a for a in p.rows[one]], [abs(more) * b for b in p.rows[other]]]
        one_made = list_of(f"{n:new}" for n in tried[0])
        other_made = list_of(f"{n:new}" for n in tried[1])
        multiples = Claim(f"{first} = [{one_made}], {second} = [{other_made}]")
        lines = (Step(with_names(MULTIPLES, **names), multiples),)
        yield from lines
        first, second = [Claim(f"[{list_of(entries)}]") for entries in tried]
    made = list_of(p.rows[row])
    claim = Claim(f"{first} + {second} = [{made}]")
    if more < 0:
        claim = Claim(f"{first} - {second} = [{made}]")
    found = Step(with_names(MADE_OF_OTHERS, **names), claim, rests_on=lines)
    yield found
    claim = Claim(f"{determinant_of(p.rows)} = {0:new}")
    yield Step(with_names(VANISHES, **names), claim, because=DEPENDENT, rests_on=(found,))
    return 0


def multiple(times: int, row: Row) -> Claim:
    """A row times a number that is tried; 1 is not written."""
    if abs(times) == 1:
        return Claim(f"[{list_of(row)}]") if times > 0 else Claim(f"-[{list_of(row)}]")
    return Claim(f"{times:choice} * [{list_of(row)}]")


MULTIPLES = (
    "We multiply the ONE and the OTHER row: {}.",
    "First, we take multiples of the ONE and the OTHER row: {}.",
    "The ONE and the OTHER row are multiplied by small numbers: {}.",
    "For the ONE and the OTHER row we try the multiples {}.",
)
MADE_OF_OTHERS = (
    "The ROW row can be made from the ONE and the OTHER row: {}.",
    "From the ONE and the OTHER row we get the ROW row: {}.",
    "Multiples of the ONE and the OTHER row give the ROW row: {}.",
    "The ONE and the OTHER row combine to give the ROW row: {}.",
)
VANISHES = (
    "So the ROW row can be turned into zeros, and {}.",
    "Hence the determinant is zero: {}.",
    "Subtracting this from the ROW row leaves a row of zeros, so {}.",
    "Therefore nothing has to be worked out: {}.",
)
DEPENDENT = (
    "adding multiples of rows to another row does not change the determinant",
    "the rows are linearly dependent",
    "a matrix with dependent rows has the determinant 0",
)
