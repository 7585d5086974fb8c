"""Decides whether one equation has just the solutions of another: whether their differences are
proportional polynomials."""

from collections.abc import Sequence
from functools import reduce
from typing import Any

from generators.claims.chains import Decide
from generators.claims.compiler import Run, Scope, compile_tree, fraction
from generators.claims.identity import bound_of, points_for, sized, widest
from generators.claims.rational_functions import Coefficients, Quotient, the_letter
from generators.claims.reader import ROOTS, Node, Unreadable, functions_in, variables
from generators.claims.relations import scope_of_letter
from generators.claims.remembered import Remembered

TRIALS = 64  # points at which a polynomial is looked for that is not zero there


def solutions(
    given: tuple[Node, Node], found: Sequence[tuple[Node, Node]], separator: str | None
) -> Decide:
    """Whether an equation has just the solutions of another, with multiplicity: whether f and g are
    proportional.

    With a y where f(y) and g(y) are not both zero, f(y) g = g(y) f as polynomials is a proof.
    Alternatives separated by `or` are multiplied; equations separated by commas are each compared
    with the subject."""
    differences: list[Node] = [("-", left, right) for left, right in found]
    goals = [reduce(lambda a, b: ("*", a, b), differences)] if separator == "or" else differences
    f: Node = ("-", *given)
    if any([ROOTS & functions_in(node) for node in (f, *goals)]):
        return solutions_with_roots(f, goals)
    bounds = [bound_of(f), *[bound_of(g) for g in goals]]
    letters = sorted(bounds[0].degrees)
    if any(bound.under for bound in bounds):
        raise Unreadable("an unknown below a fraction line")
    if not letters or any(set(bound.degrees) - set(letters) for bound in bounds):
        raise Unreadable("the assertion must speak of the subject's unknowns")
    bound = widest([bounds[0].times(bound) for bound in bounds[1:]])
    # no polynomial of g's degree vanishes at all of the points x = t, y = t^step, z = t^(step^2),
    # ...
    highest = [max(bound.degrees.values(), default=0) for bound in bounds[1:]]
    step = 1 + max(highest, default=0)
    trials = range(step ** len(letters))
    if len(trials) > TRIALS:
        raise Unreadable("too many unknowns of too high a degree")
    room = bound._replace(
        bits=bound.bits + 1 + bound.total * step ** (len(letters) - 1) * len(trials).bit_length()
    )

    def build(value_bits: int) -> Decide:
        points = Scope(points=points_for(room, value_bits)[1])
        f_far, goals_far = numerator(f, points), [numerator(g, points) for g in goals]

        def at(t: int) -> tuple[Run, list[Run]]:
            near = Scope(points={x: t ** (step**i) for i, x in enumerate(letters)})
            return numerator(f, near), [numerator(g, near) for g in goals]

        near = Remembered(at)

        def decide(values: Sequence[Any]) -> bool:
            far = f_far(values)
            for i, g_far in enumerate(goals_far):
                other = g_far(values)
                if far == 0 or other == 0:
                    return False
                for t in trials:
                    f_near, goals_near = near[t]
                    if value := goals_near[i](values):
                        if f_near(values) * other != value * far:
                            return False
                        break
                else:
                    return False
            return True

        return decide

    return sized(build)


def numerator(node: Node, scope: Scope) -> Run:
    pair, run, _ = compile_tree(node, scope)
    return (lambda v: run(v)[0]) if pair else run


def solutions_with_roots(f: Node, goals: Sequence[Node]) -> Decide:
    """The same where square roots stand among the coefficients, of one letter: both polynomials are
    worked out."""
    scope = scope_of_letter([f, *goals])
    if not all([variables(node) for node in (f, *goals)]):
        raise Unreadable("the assertion must speak of the subject's unknowns")
    runs = [fraction(compile_tree(node, scope)) for node in (f, *goals)]

    def decide(values: Sequence[Any]) -> bool:
        at = (*values, the_letter())
        first, *others = [polynomial(run(at)) for run in runs]
        return all([proportional(first, other) for other in others])

    return decide


def polynomial(value: Any) -> Coefficients:
    """The coefficients, where no letter stands below a fraction line."""
    if not isinstance(value, Quotient) or len(value.below) != 1:
        raise ArithmeticError("an unknown below a fraction line")
    return value.above


def proportional(a: Coefficients, b: Coefficients) -> bool:
    """Whether two polynomials that are not 0 differ by a factor only."""
    if len(a) != len(b) or not a:
        return False
    return all([x * b[-1] == y * a[-1] for x, y in zip(a, b, strict=True)])
