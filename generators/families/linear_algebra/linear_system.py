"""Systems of two or three linear equations with one whole solution, by elimination, substitution,
determinants and matrices."""

from collections.abc import Iterable, Sequence
from math import gcd

from generators.families.linear_algebra._rows import ORDINALS, triangle
from generators.families.linear_algebra._system import (
    Params,
    capacity,
    equation,
    key,
    listed,
    posed,
    sample,
    system,
    terms,
    without_factors,
)
from generators.family import Capacity, Claim, Family, Knob, Step, Steps, list_of, sum_of


def point(letters: Iterable[str], values: Iterable[int]) -> Claim:
    """`x = 3, y = -1`."""
    return list_of(f"{x} = {value}" for x, value in zip(letters, values, strict=True))


FAMILY = Family(
    params=Params,
    knobs={
        "unknowns": Knob("how many unknowns, and equations", (2, 2, 3, 3, 3), (2, 3)),
        "coefficient": Knob("the largest size of a coefficient", (4, 9, 4, 6, 9), (3, 20)),
        "solution": Knob("the largest size of an unknown's value", (6, 9, 5, 8, 12), (1, 100)),
    },
    sample=sample,
    statements=(
        lambda p: f"Solve the system of equations {posed(p)}. Give the answer as {listed(p)}.",
        lambda p: (
            f"Find the numbers {', '.join(p.letters[:-1])} and {p.letters[-1]} with {posed(p)}."
            f" Answer in the form {listed(p)}."
        ),
        lambda p: (
            f"The {'lines' if len(p.rows) == 2 else 'planes'} {posed(p)} meet in one point."
            f" Which point {listed(p)} is it?"
        ),
        lambda p: f"It is known that {posed(p)}. What is {listed(p)}?",
    ),
    answer=lambda p: p.solution,
    answer_kind="tuple",
    conclusion=lambda p, answer: Claim(
        f"{system(p.rows, p.letters)} :: {point(p.letters, answer)}"
    ),
    key=key,
    mathematics=without_factors,
    capacity=capacity,
    counted=(
        Capacity(16_698),
        Capacity(971_685),
        Capacity(143_896_000, exact=False),
        Capacity(589_398_016, exact=False),
        Capacity(1_989_218_304, exact=False),
    ),
)


# a row, which ends with its right-hand side; its letters; and how the equation was last written
Equation = tuple[Sequence[int], str, Claim]


def put_back(equations: Sequence[Equation], words: str = "Put in what is known: {}.") -> Steps:
    """The value of each letter, from equations each of which has one letter more than the one
    before."""
    known: dict[str, int] = {}
    for row, letters, written in equations:
        coefficients = dict(zip(letters, row, strict=False))
        unknown = next(x for x in letters if x not in known)
        pivot, right = coefficients[unknown], row[-1]
        rest = right - sum([coefficients[x] * value for x, value in known.items()])
        value = rest // pivot
        if known:
            cleared = sum_of([right, *(f"{-coefficients[x]} * {known[x]}" for x in known)])
            quotient = cleared if pivot == 1 else Claim(f"({cleared})/{pivot}")
            given = Claim(f"{written}, {point(known, known.values())}")
            yield Step(words, f"{given} :: {unknown} = {quotient} = {value:new}")
        elif pivot != 1:
            yield Step("So {}.", f"{written} :: {unknown} = {value:new}")
        known[unknown] = value
    return tuple([known[x] for x in sorted(known)])


def with_text(row: Sequence[int], letters: str) -> Equation:
    return row, letters, equation(row, letters)


@FAMILY.strategy(approach="algebraic")
def elimination(p: Params) -> Steps:
    """The addition method (Gauss 1810): multiply equations until a coefficient agrees, then add or
    subtract them to remove its unknown."""
    rows: list[Sequence[int]] = list(p.rows)
    letters, new, kept = p.letters, "", []
    while len(rows) > 1:
        following = []
        for k in range(1, len(rows)):
            following.append((yield from without_first(rows, k, letters, new)))
        kept.insert(0, with_text(rows[0], letters))
        rows, letters, new = following, letters[1:], "new "
    return (yield from put_back([with_text(rows[0], letters), *kept]))


def without_first(rows: Sequence[Sequence[int]], k: int, letters: str, new: str) -> Steps:
    """The first equation and equation k multiplied until their first coefficients agree; then their
    sum or difference, which has lost the first letter."""
    first, other, x, name = rows[0], rows[k], letters[0], ORDINALS[k]
    shared = gcd(first[0], other[0])
    upper = [abs(other[0]) // shared * number for number in first]
    lower = [abs(first[0]) // shared * number for number in other]
    before = system(rows, letters)
    if upper != list(first):
        words = f"Multiply the first {new}equation to match the {name} in {x}: {{}}."
        yield Step(words, f"{before} :: {equation(upper, letters)}")
    if lower != list(other):
        words = f"Multiply the {name} {new}equation to match the first in {x}: {{}}."
        yield Step(words, f"{before} :: {equation(lower, letters)}")
    sign = 1 if upper[0] == -lower[0] else -1
    left = [m + sign * n for m, n in zip(lower[1:], upper[1:], strict=True)]
    how = "Add the two" if sign == 1 else f"Subtract the first from the {name}"
    matched = [upper, *rows[1:k], lower, *rows[k + 1 :]]
    words = f"{how}, which removes {x}: {{}}."
    yield Step(words, f"{system(matched, letters)} :: {equation(left, letters[1:])}")
    return left


@FAMILY.strategy(approach="transform")
def substitution(p: Params) -> Steps:
    """Newton, Arithmetica Universalis 1707: express the last unknown by the others, and put its
    value into the other equations."""
    rows: list[Sequence[int]] = list(p.rows)
    letters, new, kept = p.letters, "", []
    while len(rows) > 1:
        c = rows[-1][-2]
        last = [number if c > 0 else -number for number in rows[-1]]
        isolated = Claim(f"{abs(c)}{letters[-1]} = {value_of_last(last, letters)}")
        words = f"Isolate {letters[-1]} in the last {new}equation: {{}}."
        yield Step(words, f"{system(rows, letters)} :: {isolated}")
        kept.insert(0, (last, letters, isolated))
        rows = yield from without_last([*rows[:-1], last], letters)
        letters, new = letters[:-1], "new "
    return (yield from put_back([with_text(rows[0], letters), *kept]))


def value_of_last(row: Sequence[int], letters: str) -> Claim:
    """What the last letter with its coefficient is equal to."""
    return Claim(f"{row[-1]} + {terms([-a for a in row[:-2]], letters[:-1])}")


def without_last(rows: Sequence[Sequence[int]], letters: str) -> Steps:
    """What the last equation says of the last letter, put into the others or into multiples of
    them, which are then written without it."""
    *others, (*side, c, right) = rows
    value, fewer = value_of_last(rows[-1], letters), letters[:-1]
    put_in, multiplied, collected = [], [], []
    for row in others:
        shared = gcd(c, row[-2])
        times, by = c // shared, row[-2] // shared
        *own, _, own_right = [times * number for number in row]
        put_in.append(Claim(f"{by}({value}) + {terms(own, fewer)} = {own_right}"))
        products = [-by * a for a in side]
        multiplied.append(
            Claim(f"{by * right} + {terms(products, fewer)} + {terms(own, fewer)} = {own_right}")
        )
        left = [a + b for a, b in zip(own, products, strict=True)]
        collected.append([*left, own_right - by * right])
    target = "others" if len(others) > 1 else "other"
    if any(row[-2] % c for row in others):
        target += ", multiplied so that no fraction is left"
    words = f"Put this into the {target}: {{}}."
    given = Claim(f"{system(others, letters)}, {c}{letters[-1]} = {value}")
    yield Step(words, f"{given} :: {list_of(put_in)}")
    yield Step("Multiply out: {}.", f"{list_of(put_in)} :: {list_of(multiplied)}")
    yield Step("Collect: {}.", f"{list_of(multiplied)} :: {system(collected, fewer)}")
    return collected


@FAMILY.strategy(approach="forward")
def cramers_rule(p: Params) -> Steps:
    """Cramer 1750: each unknown is a quotient of two determinants; those of three rows by the rule
    of Sarrus."""
    sides = [row[:-1] for row in p.rows]
    divisor = yield from determinant("The coefficients: {}.", sides)
    solution = []
    for j, x in enumerate(p.letters):
        replaced = [(*row[:j], row[-1], *row[j + 1 : -1]) for row in p.rows]
        words = f"With the right-hand sides as the coefficients of {x}: {{}}."
        above = yield from determinant(words, replaced)
        value = above // divisor
        yield Step(f"So {x} = {{}}.", f"{above}/{divisor} = {value}")
        solution.append(value)
    return tuple(solution)


def determinant(words: str, rows: Sequence[Sequence[int]]) -> Steps:
    """The determinant of two or three rows, from the products down and up the diagonals."""
    if len(rows) == 2:
        (a, b), (c, d) = rows
        value = a * d - b * c
        yield Step(words, f"det({a}, {b}; {c}, {d}) = {a} * {d} - {b} * {c} = {value}")
        return value
    (a, b, c), (d, e, f), (g, h, i) = rows
    down = a * e * i + b * f * g + c * d * h
    up = c * e * g + a * f * h + b * d * i
    matrix = Claim(f"det({a}, {b}, {c}; {d}, {e}, {f}; {g}, {h}, {i})")
    yield Step(
        words,
        f"{matrix} = {a} * {e} * {i} + {b} * {f} * {g} + {c} * {d} * {h}"
        f" - {c} * {e} * {g} - {a} * {f} * {h} - {b} * {d} * {i} = {down} - {up} = {down - up}",
    )
    return down - up


@FAMILY.strategy(approach="transform")
def inverse_matrix(p: Params) -> Steps:
    """Cayley 1858: the inverse of a matrix is its adjugate, made of cofactors, over its
    determinant; it multiplies the right-hand sides."""
    if len(p.rows) == 2:
        (a, b, _), (c, d, _) = p.rows
        adjugate, divisor = [(d, -b), (-c, a)], a * d - b * c
        words = "The determinant of the coefficients: {}."
        yield Step(words, f"{a} * {d} - {b} * {c} = {divisor}")
    else:
        columns = yield from cofactors(p)
        adjugate = list(zip(*columns, strict=True))
        (a, b, c, _), (u, v, w) = p.rows[0], columns[0]
        divisor = a * u + b * v + c * w
        words = "The determinant, along the first row: {}."
        yield Step(words, f"{a} * {u} + {b} * {v} + {c} * {w} = {divisor}")
    solution = []
    for x, name, row in zip(p.letters, ORDINALS, adjugate, strict=False):
        pairs = [(cofactor, given[-1]) for cofactor, given in zip(row, p.rows, strict=True)]
        value = sum([a * b for a, b in pairs]) // divisor
        words = f"The {name} row of the inverse gives {x} = {{}}."
        yield Step(words, f"({sum_of(f'{a} * {b}' for a, b in pairs)})/{divisor} = {value}")
        solution.append(value)
    return tuple(solution)


def cofactors(p: Params) -> Steps:
    """Those of each of three rows, a line each."""
    found = []
    for i, name in enumerate(ORDINALS[:3]):
        (a, b, c, _), (d, e, f, _) = p.rows[i - 2], p.rows[i - 1]
        u, v, w = b * f - c * e, c * d - a * f, a * e - b * d
        words = f"The cofactors of the {name} row: {{}}."
        yield Step(
            words,
            f"{b} * {f} - {c} * {e} = {u}, {c} * {d} - {a} * {f} = {v},"
            f" {a} * {e} - {b} * {d} = {w}",
        )
        found.append((u, v, w))
    return found


@FAMILY.strategy(approach="forward")
def gauss_jordan(p: Params) -> Steps:
    """Row reduction of the augmented matrix (Nine Chapters VIII; Jordan 1888) in whole numbers:
    Euclid's algorithm on each column."""
    rows = [list(row) for row in p.rows]
    written = yield from triangle(rows)
    equations = list_of(equation(row[j:], p.letters[j:]) for j, row in enumerate(rows))
    words = "The rows as equations: {}."
    claim = Claim(f"{system(p.rows, p.letters)} :: {equations}")
    yield Step(words, claim, rests_on=tuple(written.values()))
    steps = [with_text(row[j:], p.letters[j:]) for j, row in enumerate(rows)]
    return (yield from put_back(steps[::-1], "Clear what stands above and divide: {}."))


@FAMILY.strategy(approach="algebraic", when=lambda p: len(p.rows) == 2)
def comparison(p: Params) -> Steps:
    """Euler, Elements of Algebra I.4.4: isolate the same unknown in both equations, and equate what
    it is equal to."""
    (x, y), ((a, b, r), (c, d, s)) = p.letters, p.rows
    given = system(p.rows, p.letters)
    yield Step(f"Isolate {x} in the first equation: {{}}.", f"{given} :: {a}{x} = {r} + {-b}{y}")
    yield Step(f"Isolate {x} in the second equation: {{}}.", f"{given} :: {c}{x} = {s} + {-d}{y}")
    shared = gcd(a, c)
    m, n = c // shared, a // shared
    isolated = Claim(f"{a}{x} = {r} + {-b}{y}, {c}{x} = {s} + {-d}{y}")
    equated = Claim(f"{m}({r} + {-b}{y}) = {n}({s} + {-d}{y})")
    yield Step("Equate their multiples: {}.", f"{isolated} :: {equated}")
    multiplied = Claim(f"{m * r} + {-m * b}{y} = {n * s} + {-n * d}{y}")
    yield Step("Multiply out: {}.", f"{equated} :: {multiplied}")
    collected = (n * d - m * b, n * s - m * r)
    yield Step("Collect: {}.", f"{multiplied} :: {equation(collected, y)}")
    return (yield from put_back([with_text(collected, y), with_text(p.rows[0], p.letters)]))
