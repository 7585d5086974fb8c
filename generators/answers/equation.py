"""Equations as answers, such as y = 2*x + 1: two are the same when one is the other multiplied by a
number."""

from fractions import Fraction
from typing import NamedTuple

from generators.answers import polynomial
from generators.answers.exact import Evaluation, expression
from generators.answers.polynomial import ONE, Terms
from generators.answers.refusal import Refusal, WrongKind

FAVOURITE = "y"  # an equation is solved for this letter where it can be


class Equation(NamedTuple):
    """`terms = 0`, where the first term in textbook order has coefficient 1."""

    terms: Terms


def equation(text: str) -> Equation:
    """The equation that a text states. Raises Unreadable."""
    sides = text.split("=")
    if len(sides) != 2:
        raise WrongKind("one equation is due")
    left, right = expression(sides[0]), expression(sides[1])
    difference = Evaluation().plus(left, right, -1).above
    if not any(letters for letters, _ in difference):
        raise Refusal("an equation that says nothing about a letter")
    leading = difference[polynomial.ordered(difference)[0]]
    return Equation({monomial: Fraction(value) / leading for monomial, value in difference.items()})


def equation_text(value: Equation) -> str:
    """The canonical text: solved for y, or for the only letter, where that is linear; else whole
    coefficients and `= 0`."""
    terms = value.terms
    names = {name for letters, _ in terms for name, _ in letters}
    name = FAVOURITE if FAVOURITE in names else next(iter(names)) if len(names) == 1 else None
    if name is not None:
        own = (((name, 1),), ())
        rest = {monomial: value for monomial, value in terms.items() if monomial != own}
        if own in terms and not any(other == name for letters, _ in rest for other, _ in letters):
            return f"{name} = {polynomial.text(polynomial.scaled(rest, -1 / Fraction(terms[own])))}"
    whole = (
        polynomial.multiply(terms, polynomial.constant(1 / polynomial.content(terms)))
        if terms
        else ONE
    )
    return f"{polynomial.text(whole)} = 0"
