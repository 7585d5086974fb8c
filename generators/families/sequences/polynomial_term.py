"""A term of a sequence whose terms follow a polynomial, from its first few terms."""

from collections.abc import Generator
from functools import cache
from itertools import pairwise
from math import comb, prod
from operator import mul

from generators.families.sequences._given_terms import (
    Params,
    capacity,
    conclusion,
    equations,
    newton,
    places,
    row,
    sample,
    values,
)
from generators.family import Claim, Family, Knob, Step, Steps

FAMILY = Family(
    params=Params,
    knobs={
        "degree": Knob(
            "the degree of the polynomial", ((1, 1), (1, 2), (2, 3), (3, 4), (4, 5)), (1, 5)
        ),
        "coefficient": Knob(
            "the range of its coefficients",
            ((-9, 60), (-5, 30), (-5, 9), (-6, 9), (-5, 7)),
            (-100, 100),
        ),
        "start": Knob(
            "the place of the first term", ((1, 1), (1, 1), (0, 1), (0, 2), (0, 2)), (0, 20)
        ),
        "extra": Knob(
            "terms given beyond the degree and two",
            ((0, 2), (0, 0), (0, 1), (0, 1), (0, 0)),
            (0, 4),
        ),
        "ahead": Knob(
            "how far behind the last given term the asked one stands",
            ((2, 7), (2, 5), (2, 5), (3, 6), (4, 8)),
            (1, 40),
        ),
    },
    sample=sample,
    statements=(
        lambda p: (
            f"A sequence has {equations(p, 'a')}, and a(n) is a polynomial of degree {p.degree} in n. Find a({p.n})."
        ),
        lambda p: (
            f"The polynomial p has degree {p.degree}, and {equations(p, 'p')}. What is p({p.n})?"
        ),
        lambda p: (
            f"For n = {places(p)} the terms of a sequence are {values(p)}. The term for n is given by a polynomial of degree "
            f"{p.degree} in n. Which term does it give for n = {p.n}?"
        ),
        lambda p: (
            f"At {places(p)} seconds an instrument reads {values(p)}. Its readings follow a polynomial of degree {p.degree} in "
            f"the time exactly. What does it read at {p.n} seconds?"
        ),
        lambda p: (
            f"A rule turns the numbers {places(p)} into {values(p)}, in this order. The rule is a polynomial of degree "
            f"{p.degree}. Into which number does it turn {p.n}?"
        ),
    ),
    answer=lambda p: newton(p.terms[: p.degree + 1], p.n - p.start),
    answer_kind="integer",
    conclusion=conclusion,
    key=lambda p: (p.terms[: p.degree + 1], p.n - p.start),
    capacity=capacity,
    exceptions={
        "difficulty_rises": "a place further off costs some strategies nothing",
    },
)
DIFFERENCES = [
    f"{ordinal} differences: {{}}." for ordinal in ("First", "Second", "Third", "Fourth", "Fifth")
]


def difference_table(p: Params) -> Generator[Step, None, list[list[int]]]:
    """The rows of differences up to the one that stays the same."""
    rows = [list(p.terms)]
    for words in DIFFERENCES[: p.degree]:
        above = rows[-1]
        numbers = [number for a, b in pairwise(above) for number in (b, a, b - a)]
        yield Step(words, Claim(row("{} - {} = {}", len(above) - 1, ", "), tuple(numbers)))
        rows.append(numbers[2::3])
    return rows


@FAMILY.strategy(approach="forward")
def newton_forward_differences(p: Params) -> Steps:
    """Newton's forward formula (Newton, Methodus Differentialis; Graham, Knuth, Patashnik, Concrete
    Mathematics 5.3): the leading differences times binomial coefficients."""
    rows = yield from difference_table(p)
    value, *leads = [differences[0] for differences in rows]
    steps, numbers, products = p.n - p.start, [], [value]
    for j, lead in enumerate(leads, 1):
        factor = comb(steps, j)
        value += factor * lead
        products += (factor, lead)
        numbers += (steps, j, factor)
    if form := ways_form(p.degree, p.start > 0):
        shifted = (p.n, p.start, steps) if p.start else ()
        yield Step(WAYS[p.degree > 1], Claim(form, (*shifted, *numbers[3:])))
    words = "Newton's formula, with the first number of each row: {}."
    yield Step(words, Claim(row(" + {} * {}", p.degree, "", "{}", " = {}"), (*products, value)))


WAYS = (
    "Steps from the first term to the one asked: {}.",
    "The steps from first to asked, and the ways to choose among them: {}.",
)


@cache
def ways_form(d: int, shifted: bool) -> str:
    """How many steps, unless the first place is 0, and the ways to choose two or more of them."""
    return ", ".join(["{} - {} = {}"] * shifted + ["C({}, {}) = {}"] * (d - 1))


@FAMILY.strategy(approach="transform")
def neville_interpolation(p: Params) -> Steps:
    """Neville's method (Burden and Faires, Numerical Analysis, 3.2): values at the place asked of
    polynomials through ever more of the terms, two neighbours joined at a time."""
    n, column = p.n, p.terms[: p.degree + 1]
    words = "A line through two neighbouring terms gives, where asked: {}."
    for width in range(1, p.degree + 1):
        joined = []
        for x, (left, right) in enumerate(pairwise(column), p.start):
            y = x + width
            value = ((n - x) * right - (n - y) * left) // width
            numbers = (n, x, right, n, y, left, y, x, value)
            yield Step(words, Claim("(({} - {}) * {} - ({} - {}) * {}) / ({} - {}) = {}", numbers))
            joined.append(value)
        column, words = joined, "Join two neighbours, which takes in one term more: {}."


@FAMILY.strategy(approach="enumerative")
def recurrence_unrolling(p: Params) -> Steps:
    """Terms of a polynomial of degree d obey a(n) = C(d+1, 1) a(n-1) - C(d+1, 2) a(n-2) + ...,
    since their differences of order d + 1 vanish (Graham, Knuth, Patashnik, Concrete Mathematics
    5.3): checked on a known term, then applied up to the one asked."""
    d, terms = p.degree, list(p.terms[:-1])
    factors, numbers, words = signed_row(d + 1), [0] * (2 * d), RULES[d]
    numbers[::2] = [comb(d + 1, j) for j in range(1, d + 1)]
    for _ in range(p.start + len(p.terms) - 1, p.n + 1):
        value = sum(map(mul, factors, terms[-d - 1 :]))
        numbers[1::2] = terms[: -d - 1 : -1]
        yield Step(words, Claim(UNROLLED[d], (*numbers, terms[-d - 1], value)))
        terms.append(value)
        words = "The next term: {}."


@cache
def signed_row(n: int) -> list[int]:
    """What the last n terms are multiplied with for the next, when differences of order n vanish."""
    return [comb(n, j) * (-1) ** (n - j - 1) for j in range(n)]


RULES = [
    f"Differences of order {d + 1} vanish, which gives each term from those before it; a known one obeys: {{}}."
    for d in range(6)
]
SIGNS = ("", " - ", " + ", " - ", " + ", " - ")
UNROLLED = [
    "".join([sign + "{} * {}" for sign in SIGNS[:d]]) + SIGNS[d] + "{} = {}" for d in range(6)
]


@FAMILY.strategy(approach="algebraic")
def lagrange_interpolation(p: Params) -> Steps:
    """Lagrange's formula (Burden and Faires, Numerical Analysis, 3.1): each of d + 1 terms times
    its weight at the place asked."""
    d, n, used = p.degree, p.n, range(p.start, p.start + p.degree + 1)
    gaps = [n - x for x in used]
    numbers = [number for x in used for number in (n, x, n - x)]
    yield Step(
        "From each place used to the place asked: {}.",
        Claim(row("{} - {} = {}", d + 1, ", "), tuple(numbers)),
    )
    products, value, every = [], 0, prod(gaps)
    for i, (differences, product) in enumerate(nodes(p.start, d)):
        weight = every // (gaps[i] * product)
        yield Step(
            "Weight of a term: {}.",
            Claim(WEIGHTS[d], (*gaps[:i], *gaps[i + 1 :], *differences, weight)),
        )
        value += weight * p.terms[i]
        products += (weight, p.terms[i])
    yield Step(
        "Add the terms times their weights: {}.",
        Claim(row("{} * {}", d + 1, " + ", "", " = {}"), (*products, value)),
    )


@cache
def nodes(start: int, d: int) -> list[tuple[list[int], int]]:
    """For each of d + 1 places: the place with every other one, and the product of its differences
    from them."""
    used = range(start, start + d + 1)
    others = [[(x, y) for y in used if y != x] for x in used]
    return [
        ([number for pair in pairs for number in pair], prod([x - y for x, y in pairs]))
        for pairs in others
    ]


WEIGHTS = ["", "{} / ({} - {}) = {}"]
WEIGHTS += [row("{}", d, " * ") + row("({} - {})", d, " * ", " / (", ") = {}") for d in range(2, 6)]


@FAMILY.strategy(approach="forward")
def extending_the_difference_table(p: Params) -> Steps:
    """The difference engine (Babbage, 1822): with the last row constant, additions alone extend the
    table to the place asked."""
    rows = yield from difference_table(p)
    ends = [differences[-1] for differences in reversed(rows)]
    form, last = row("{} + {} = {}", p.degree, ", "), ends[0]
    for _ in range(p.start + len(p.terms), p.n + 1):
        numbers, carried = [], last
        for j in range(1, p.degree + 1):
            numbers += (ends[j], carried, ends[j] + carried)
            carried = ends[j] = ends[j] + carried
        yield Step(
            "Add up the ends of the rows for the next term: {}.", Claim(form, tuple(numbers))
        )


@cache
def about_coefficients(d: int, letters: int, count: int) -> str:
    """A claim about the unknown coefficients of a polynomial of degree d, whose subject is its
    values at d + 1 places: `count` equations in the first `letters` of them; with no count, the
    value of the one behind those."""
    every, some = [
        " + ".join([f"{{}}{letter}" for letter in "abcd"[:kept]]) + " = {}"
        for kept in (d + 1, letters)
    ]
    last = "abcd"[letters : letters + 1] + " = {}" + " - {} * {}" * letters + " = {}"
    return row(every, d + 1, ", ", "", " :: ") + (row(some, count, ", ") if count else last)


REDUCE = (
    "",
    "Subtract each equation from the next: {}.",
    "Subtract and halve: {}.",
    "Subtract and divide by three: {}.",
)


@FAMILY.strategy(approach="algebraic", when=lambda p: p.degree <= 3)
def undetermined_coefficients(p: Params) -> Steps:
    """The method of undetermined coefficients: one equation for each of d + 1 terms, solved by
    subtracting neighbours."""
    d = p.degree
    rows = [
        (*[x**e for e in range(d, -1, -1)], value)
        for x, value in enumerate(p.terms[: d + 1], p.start)
    ]
    given, kept = sum(rows, ()), [rows[0]]
    yield Step(
        "Unknown coefficients, that of the highest power first: {}.",
        Claim(about_coefficients(d, d + 1, d + 1), given + given),
    )
    for width in range(1, d + 1):
        rows = [
            (
                *[(b - a) // width for a, b in zip(u[: d + 1 - width], v, strict=False)],
                (v[-1] - u[-1]) // width,
            )
            for u, v in pairwise(rows)
        ]
        yield Step(
            REDUCE[width],
            Claim(about_coefficients(d, d + 1 - width, len(rows)), given + sum(rows, ())),
        )
        kept.append(rows[0])
    coefficients = [kept.pop()[-1]]
    for *factors, _, right in reversed(kept):
        products = [number for pair in zip(factors, coefficients, strict=True) for number in pair]
        coefficients.append(
            right - sum([a * b for a, b in zip(factors, coefficients, strict=True)])
        )
        form = about_coefficients(d, len(factors), 0)
        yield Step(
            "So the next coefficient: {}.",
            Claim(form, (*given, right, *products, coefficients[-1])),
        )
    value, numbers = 0, []
    for e, c in zip(range(d, -1, -1), coefficients, strict=True):
        value += c * p.n**e
        numbers += (c, p.n, e)[: 1 + min(e, 2)]
    form = row("{} * {}^{} + ", d - 1, "", "", "{} * {} + {} = {}")
    yield Step("The polynomial at the place asked: {}.", Claim(form, (*numbers, value)))
