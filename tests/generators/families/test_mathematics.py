"""What is the same mathematics, and so belongs to one stage and split: problems re-written as a
reader would see through, tried family by family."""

from dataclasses import replace
from fractions import Fraction
from math import lcm
from typing import Any

import pytest
import sympy

from generators.catalog import family, names
from generators.problem import DIFFICULTIES, Problem, Setting
from generators.stream import Stream

QUADRATIC, LINEAR = "algebra.quadratic_equation", "algebra.linear_equation"
INVERSE = "linear_algebra.matrix_inverse"
SYSTEM, DETERMINANT = "linear_algebra.linear_system", "linear_algebra.determinant"
SEQUENCE, STORY = "sequences.polynomial_term", "word_problems.two_quantities"
LINKED, TRIANGLE = "word_problems.linked_quantities", "geometry.triangle_area"


def drawn(name: str, count: int = 60) -> list[Problem[Any]]:
    """Problems of every difficulty."""
    settings = [Setting(family(name), difficulty) for difficulty in DIFFICULTIES]
    return [setting.problem(5, index) for setting in settings for index in range(count)]


def with_params(problem: Problem[Any], **changes: Any) -> Problem[Any]:
    params = replace(problem.params, **changes)
    return Problem(problem.family, params, problem.phrasing, problem.id)


def moved(problem: Problem[Any], stream: Stream) -> Problem[Any]:
    """A quadratic equation with a constant and a multiple of x moved, and multiplied through."""
    p, factor = problem.params, stream.between(1, 4)
    constant, multiple = stream.between(-9, 9), stream.between(-9, 9)
    return with_params(
        problem,
        a=p.a * factor,
        b=p.b * factor + multiple,
        c=p.c * factor + constant,
        d=p.d * factor + multiple,
        e=p.e * factor + constant,
    )


def with_a_constant_moved(problem: Problem[Any], stream: Stream) -> Problem[Any]:
    """A linear equation with the same added to both sides, which are swapped too."""
    p, added = problem.params, stream.between(-9, 9)
    one, two = [(*numbers[:-1], numbers[-1] + added) for numbers in (p.one, p.two)]
    return with_params(problem, left=p.right, one=two, right=p.left, two=one)


def multiplied(problem: Problem[Any], stream: Stream) -> Problem[Any]:
    """A system with each equation multiplied through, in another order."""
    rows = stream.shuffle(list(problem.params.rows))
    factors = [stream.choice((-3, -2, -1, 1, 2, 3)) for _ in rows]
    scaled = [
        tuple([factor * number for number in row])
        for factor, row in zip(factors, rows, strict=True)
    ]
    return with_params(problem, rows=tuple(scaled))


def reordered(problem: Problem[Any], stream: Stream) -> Problem[Any]:
    """A matrix with its rows and its columns in another order, or transposed."""
    rows = stream.shuffle(list(problem.params.rows))
    columns = stream.shuffle(list(zip(*rows, strict=True)))
    turned = columns if stream.below(2) else list(zip(*columns, strict=True))
    return with_params(problem, rows=tuple(turned))


def elsewhere(problem: Problem[Any], stream: Stream) -> Problem[Any]:
    """A sequence with another window of its terms given, and another term asked."""
    p, x = problem.params, sympy.Symbol("x")
    places = [p.start + i for i in range(len(p.terms))]
    term = sympy.interpolate(list(zip(places, p.terms, strict=True)), x)
    start = stream.between(0, 6)
    terms = [int(term.subs(x, start + i)) for i in range(len(p.terms))]
    asked = start + len(terms) + stream.between(1, 5)
    return with_params(problem, terms=tuple(terms), start=start, n=asked)


def in_other_units(problem: Problem[Any], stream: Stream) -> Problem[Any]:
    """A story in which each brings so many times as much."""
    p, factor = problem.params, stream.between(2, 9)
    return with_params(problem, a=p.a * factor, b=p.b * factor, t=p.t * factor)


def with_one_more_name(problem: Problem[Any], stream: Stream) -> Problem[Any]:
    """A story in which what is told in two steps becomes two quantities, where there is any."""
    p = problem.params
    in_two = [place for place, (terms, n) in enumerate(p.told[: p.needed]) if two_steps(terms, n)]
    if not in_two:
        return problem
    place = stream.choice(in_two)
    terms, number = p.told[place]
    told = [
        (tuple([(factor, at + (at >= place)) for factor, at in terms]), n)
        for terms, n in p.told[place + 1 : p.needed]
    ]
    told = [*p.told[:place], (terms, 0), (((1, place),), number), *told]
    goal = tuple([at + (at >= place) for at in p.goal])
    return with_params(problem, told=tuple(told), needed=p.needed + 1, goal=goal)


def two_steps(terms: tuple[tuple[int, int], ...], number: int) -> bool:
    return bool(number) and (len(terms) == 2 or (len(terms) == 1 and terms[0][0] > 1))


def turned(problem: Problem[Any], stream: Stream) -> Problem[Any]:
    """A triangle turned by a quarter and moved."""
    p, across, up = problem.params, stream.between(-5, 5), stream.between(-5, 5)
    vertices = [(across * p.parts - y, up * p.parts + x) for x, y in p.vertices]
    ends = [(across - y, up + x) for x, y in p.ends]
    return with_params(problem, vertices=tuple(vertices), ends=tuple(ends))


REWRITTEN = {
    QUADRATIC: moved,
    LINEAR: with_a_constant_moved,
    SYSTEM: multiplied,
    DETERMINANT: reordered,
    INVERSE: reordered,
    SEQUENCE: elsewhere,
    STORY: in_other_units,
    LINKED: with_one_more_name,
    TRIANGLE: turned,
}


@pytest.mark.parametrize("name", REWRITTEN)
def test_what_is_rewritten_is_the_same_mathematics(name):
    stream = Stream("rewritten", name)
    others = 0
    for problem in drawn(name):
        rewritten = REWRITTEN[name](problem, stream)
        assert rewritten.split_key == problem.split_key
        others += rewritten.key != problem.key
    assert others > 100  # they are other problems


def test_equations_with_the_same_answer_are_other_mathematics():
    for name in (LINEAR, SYSTEM, SEQUENCE, STORY):
        problems = drawn(name, 400)
        by_answer: dict[str, set[bytes]] = {}
        for problem in problems:
            by_answer.setdefault(problem.answer, set()).add(problem.split_key)
        assert max(map(len, by_answer.values())) > 3


def test_a_linear_equation_keeps_its_multiple():
    problem = drawn(LINEAR, 1)[0]
    left, right = problem.params.sides()
    slope, rest = Fraction(left.slope - right.slope), Fraction(right.rest - left.rest)
    factor = lcm(slope.denominator, rest.denominator) * (1 if slope > 0 else -1)
    assert problem.family.mathematics is not None
    assert problem.family.mathematics(problem.params) == (slope * factor, rest * factor)


@pytest.mark.parametrize("name", names())
def test_a_problem_of_the_same_key_is_the_same_mathematics(name):
    mathematics: dict[bytes, bytes] = {}
    for problem in drawn(name, 100):
        assert mathematics.setdefault(problem.key, problem.split_key) == problem.split_key
