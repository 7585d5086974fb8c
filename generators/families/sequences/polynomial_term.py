"""A term of a sequence whose terms follow a polynomial, from its first few terms."""

from collections.abc import Generator
from itertools import pairwise
from math import comb, prod
from typing import NamedTuple

from generators.families.sequences._given_terms import (
    Params,
    capacity,
    conclusion,
    equations,
    newton,
    places,
    same_sequence,
    sample,
    values,
)
from generators.family import (
    Claim,
    Family,
    Knob,
    Step,
    Steps,
    binomial,
    list_of,
    product_of,
    sum_of,
)

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
            f"A sequence has {equations(p, 'a')}, and a(n) is a polynomial of degree {p.degree} in"
            f" n. Find a({p.n})."
        ),
        lambda p: (
            f"The polynomial p has degree {p.degree}, and {equations(p, 'p')}. What is p({p.n})?"
        ),
        lambda p: (
            f"For n = {places(p)} the terms of a sequence are {values(p)}. The term for n is given"
            f" by a polynomial of degree {p.degree} in n. Which term does it give for n = {p.n}?"
        ),
        lambda p: (
            f"At {places(p)} seconds an instrument reads {values(p)}. Its readings follow a"
            f" polynomial of degree {p.degree} in the time exactly. What does it read at {p.n}"
            " seconds?"
        ),
        lambda p: (
            f"A rule turns the numbers {places(p)} into {values(p)}, in this order. The rule is a"
            f" polynomial of degree {p.degree}. Into which number does it turn {p.n}?"
        ),
    ),
    answer=lambda p: newton(p.terms[: p.degree + 1], p.n - p.start),
    answer_kind="integer",
    conclusion=conclusion,
    key=lambda p: (p.terms[: p.degree + 1], p.n - p.start),
    mathematics=same_sequence,
    capacity=capacity,
    closing="Therefore the number asked for is {}.",
    exceptions={
        "difficulty_rises": "a place further off costs some strategies nothing",
    },
)
ORDINALS = ("First", "Second", "Third", "Fourth", "Fifth")
LETTERS = "abcd"  # the unknown coefficients, that of the highest power first
DIVIDED = ("", " and halve", " and divide by three")


def difference_table(p: Params) -> Generator[Step, None, list[list[int]]]:
    """The rows of differences up to the one that stays the same. Gives all rows, the terms
    first."""
    rows = [list(p.terms)]
    for ordinal in ORDINALS[: p.degree]:
        row = list(pairwise(rows[-1]))
        yield Step(f"{ordinal} differences: {{}}.", list_of(f"{b} - {a} = {b - a}" for a, b in row))
        rows.append([b - a for a, b in row])
    return rows


@FAMILY.strategy(approach="forward")
def newton_forward_differences(p: Params) -> Steps:
    """Newton's forward formula (Newton, Methodus Differentialis; Graham, Knuth, Patashnik, Concrete
    Mathematics 5.3): the leading differences times binomial coefficients."""
    rows = yield from difference_table(p)
    steps = p.n - p.start
    if p.start:
        yield Step(
            "Steps from the first term to the one asked: {}.", f"{p.n} - {p.start} = {steps}"
        )
    if p.degree > 1:
        words = "Ways to choose among the steps, from the largest number down: {}."
        yield Step(words, list_of(binomial(steps, j) for j in range(p.degree, 1, -1)))
    first, *leads = [row[0] for row in rows]
    terms = [(comb(steps, j), lead) for j, lead in enumerate(leads, 1)]
    value = first + sum(ways * lead for ways, lead in terms)
    formula = sum_of([first, *(f"{ways} * {lead}" for ways, lead in terms)])
    words = "Newton's formula, with the first number of each row: {}."
    yield Step(words, f"{formula} = {value}")
    return value


@FAMILY.strategy(approach="transform")
def neville_interpolation(p: Params) -> Steps:
    """Neville's method (Burden and Faires, Numerical Analysis, 3.2): values at the place asked of
    polynomials through ever more of the terms, two neighbours joined at a time."""
    n, column = p.n, list(p.terms[: p.degree + 1])
    words = "A line through two neighbouring terms gives, where asked: {}."
    for width in range(1, p.degree + 1):
        joined = []
        for x, (left, right) in enumerate(pairwise(column), p.start):
            y = x + width
            value = ((n - x) * right - (n - y) * left) // width
            yield Step(
                words, f"(({n} - {x}) * {right} - ({n} - {y}) * {left}) / ({y} - {x}) = {value}"
            )
            joined.append(value)
        column, words = joined, "Join two neighbours, which takes in one term more: {}."
    return column[0]


@FAMILY.strategy(approach="enumerative")
def recurrence_unrolling(p: Params) -> Steps:
    """Terms of a polynomial of degree d obey a(n) = C(d+1, 1) a(n-1) - C(d+1, 2) a(n-2) + ...,
    since their differences of order d + 1 vanish (Graham, Knuth, Patashnik, Concrete Mathematics
    5.3): checked on a known term, then applied up to the one asked."""
    order = p.degree + 1
    coefficients = [binomial(order, j) for j in range(p.degree, 1, -1)]
    words = "Differences of order {order} vanish; the coefficients of the rule: {}."
    yield Step(words, list_of([f"{p.degree} + 1 = {order}", *coefficients]))
    signed = [(-1) ** (j + 1) * comb(order, j) for j in range(1, order + 1)]
    terms = list(p.terms[:-1])
    for place in range(p.start + len(terms), p.n + 1):
        *pairs, (sign, oldest) = zip(signed, terms[: -order - 1 : -1], strict=True)
        value = sum(c * term for c, term in pairs) + sign * oldest
        rule = sum_of([*(f"{c} * {term}" for c, term in pairs), sign * oldest])
        if place < p.start + len(p.terms):
            yield Step("A known term obeys the rule: {}.", f"{rule} = {value}", role="check")
        else:
            yield Step("The next term: {}.", f"{rule} = {value}")
        terms.append(value)
    return terms[-1]


@FAMILY.strategy(approach="algebraic")
def lagrange_interpolation(p: Params) -> Steps:
    """Lagrange's formula (Burden and Faires, Numerical Analysis, 3.1): each of d + 1 terms times
    its weight at the place asked."""
    used = range(p.start, p.start + p.degree + 1)
    words = "From each place used to the place asked: {}."
    yield Step(words, list_of(f"{p.n} - {x} = {p.n - x}" for x in used))
    weights = []
    for x in used:
        others = [y for y in used if y != x]
        gaps = [p.n - y for y in others]
        weights.append(prod(gaps) // prod(x - y for y in others))
        differences = product_of(f"({x} - {y})" for y in others)
        below = differences if len(others) == 1 else Claim(f"({differences})")
        words = "The weight of the term at the place {x}: {}."
        yield Step(words, f"{product_of(gaps)} / {below} = {weights[-1]}")
    terms = list(zip(weights, p.terms, strict=False))
    value = sum(weight * term for weight, term in terms)
    products = sum_of(f"{weight} * {term}" for weight, term in terms)
    yield Step("Add the terms times their weights: {}.", f"{products} = {value}")
    return value


@FAMILY.strategy(approach="forward")
def extending_the_difference_table(p: Params) -> Steps:
    """The difference engine (Babbage, 1822): with the last row constant, additions alone extend the
    table to the place asked."""
    rows = yield from difference_table(p)
    ends = [row[-1] for row in reversed(rows)]
    for _ in range(p.start + len(p.terms), p.n + 1):
        sums = []
        for j in range(1, len(ends)):
            sums.append(Claim(f"{ends[j]} + {ends[j - 1]} = {ends[j] + ends[j - 1]}"))
            ends[j] += ends[j - 1]
        yield Step("Add up the ends of the rows for the next term: {}.", list_of(sums))
    return ends[-1]


class Equation(NamedTuple):
    """A linear equation in the unknown coefficients a, b, c, d, as many as it has factors."""

    factors: list[int]
    right: int


def written(equation: Equation) -> Claim:
    """`8a + 4b + 2c + d = 39`."""
    terms = zip(equation.factors, LETTERS, strict=False)
    return Claim(f"{sum_of(f'{factor}{letter}' for factor, letter in terms)} = {equation.right}")


def polynomial_at(place: int, degree: int, value: int) -> Claim:
    """`2 * 2 * 2a + 2 * 2b + 2c + d = 39`: the unknown polynomial has this value at the place."""
    powers = [product_of([place] * exponent) for exponent in range(degree, 0, -1)]
    terms = zip(powers, LETTERS, strict=False)
    left = sum_of(f"{power}{letter}" for power, letter in terms)
    return Claim(f"{left} + {LETTERS[degree]} = {value}")


def subtracted(first: Equation, second: Equation, divisor: int) -> Equation:
    """The difference of two equations, divided by a number; the last unknown drops out."""
    factors = [(b - a) // divisor for a, b in zip(first.factors, second.factors, strict=True)]
    return Equation(factors[:-1], (second.right - first.right) // divisor)


@FAMILY.strategy(approach="algebraic", when=lambda p: p.degree <= 3)
def undetermined_coefficients(p: Params) -> Steps:
    """The method of undetermined coefficients: one equation for each of d + 1 terms, solved by
    subtracting neighbours."""
    d = p.degree
    given = list(enumerate(p.terms[: d + 1], p.start))
    system = [Equation([x**e for e in range(d, -1, -1)], value) for x, value in given]
    inserted = list_of(polynomial_at(x, d, value) for x, value in given)
    words = "Unknown coefficients, that of the highest power first: {}."
    yield Step(words, f"{inserted} :: {list_of(map(written, system))}")

    first_equations = [system[0]]
    for divisor, divided in zip(range(1, d + 1), DIVIDED, strict=False):
        smaller = [subtracted(one, next_one, divisor) for one, next_one in pairwise(system)]
        claim = Claim(f"{list_of(map(written, system))} :: {list_of(map(written, smaller))}")
        yield Step(f"Subtract each equation from the next{divided}: {{}}.", claim)
        system = smaller
        first_equations.append(system[0])

    coefficients = [first_equations.pop().right]
    for equation in reversed(first_equations):
        found = list(zip(equation.factors, coefficients, strict=False))
        coefficient = equation.right - sum(factor * c for factor, c in found)
        if any(factor for factor, _ in found):  # else the equation itself says d = ...
            known = zip(LETTERS, coefficients, strict=False)
            before = list_of([written(equation), *(f"{letter} = {c}" for letter, c in known)])
            difference = sum_of([equation.right, *(f"{-factor} * {c}" for factor, c in found)])
            letter = LETTERS[len(coefficients)]
            claim = Claim(f"{before} :: {letter} = {difference} = {coefficient}")
            yield Step("So the next coefficient: {}.", claim)
        coefficients.append(coefficient)

    value, *others = coefficients
    scheme = Claim(f"{value}")
    for coefficient in others:
        inner = scheme if len(scheme.values) == 1 else Claim(f"({scheme})")
        scheme = Claim(f"{inner} * {p.n} + {coefficient}")
        value = value * p.n + coefficient
    words = "The polynomial at the place asked, by Horner's scheme: {}."
    yield Step(words, f"{scheme} = {value}")
    return value
