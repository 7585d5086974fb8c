"""Equations as answers, such as y = 2*x + 1: two are the same when one is the other multiplied by a
number. A function is named before its argument, f(x) = 2*x + 1, whose letter may be another."""

import re
from fractions import Fraction
from typing import NamedTuple

from generators.answers import polynomial
from generators.answers.exact import Evaluation, expression, words
from generators.answers.identity import letters_of, same
from generators.answers.polynomial import ONE, Terms
from generators.answers.quotient import Expression, text
from generators.answers.refusal import Refusal, WrongKind

FAVOURITE = "y"  # an equation is solved for this letter where it can be
FUNCTION = re.compile(
    r"\s*([A-Za-z](?:_\w+)?'{0,3})\s*\*?\(\s*([A-Za-z](?:\s*,\s*[A-Za-z])*)\s*\)\s*", re.ASCII
)


class Equation(NamedTuple):
    """`terms = 0`, where the first term in textbook order has coefficient 1; of a function's
    definition also its name and arguments, and its value."""

    terms: Terms
    name: str = ""
    arguments: tuple[str, ...] = ()
    value: Expression = Expression({})


def equation(written: str) -> Equation:
    """The equation that a text states. Raises Unreadable."""
    sides = written.split("=")
    if len(sides) != 2:
        raise WrongKind("one equation is due")
    function = FUNCTION.fullmatch(sides[0])
    if function is not None:
        name, arguments = function[1], "".join(function[2].split())
        right = expression(sides[1])
        if any([name in words(letter) for letter in letters_of(right)]):
            raise Refusal("a function defined by itself")
        left = Expression(polynomial.letter(f"{name}({arguments})"))
        terms = normal(left, right)
        return Equation(terms, name, tuple(arguments.split(",")), right)
    return Equation(normal(expression(sides[0]), expression(sides[1])))


def normal(left: Expression, right: Expression) -> Terms:
    difference = Evaluation().plus(left, right, -1).above
    if not any(letters for letters, _ in difference):
        raise Refusal("an equation that says nothing about a letter")
    leading = difference[polynomial.ordered(difference)[0]]
    return {monomial: Fraction(value) / leading for monomial, value in difference.items()}


def equation_same(a: Equation, b: Equation) -> bool:
    if a.terms == b.terms:
        return True
    if a.name or b.name:
        return (
            a.name == b.name
            and len(a.arguments) == len(b.arguments)
            and same(renamed(a, b.arguments), b.value)
        )
    for name in sorted(letters_of(Expression(a.terms)) & letters_of(Expression(b.terms))):
        left, right = solved(a.terms, name), solved(b.terms, name)
        if left is not None and right is not None:
            return same(left, right)
    return same(Expression(a.terms), Expression(b.terms))


def solved(terms: Terms, name: str) -> Expression | None:
    """What a letter is, where an equation is linear in it and no function has it; else None."""
    factor, rest = dict[polynomial.Monomial, Fraction](), dict[polynomial.Monomial, Fraction]()
    for (letters, roots), value in terms.items():
        powers = dict(letters)
        power = powers.pop(name, 0)
        if power > 1 or any(name in words(other) for other in powers):
            return None
        if power:
            factor[tuple(powers.items()), roots] = value
        else:
            rest[letters, roots] = -value
    if polynomial.rational(factor) is not None:
        return Expression(polynomial.scaled(rest, 1 / Fraction(polynomial.rational(factor))))
    return Expression(rest, factor)


def renamed(function: Equation, arguments: tuple[str, ...]) -> Expression:
    """The function's value with its arguments named as another's."""
    if function.arguments == arguments:
        return function.value
    shown = text(function.value)
    free = set(words(shown)) - set(function.arguments)
    if free & set(arguments) or len(set(arguments)) < len(arguments):
        raise Refusal("an argument that has another meaning")
    names = dict(zip(function.arguments, arguments, strict=True))
    return expression(re.sub(r"[A-Za-z]+", lambda found: names.get(found[0], found[0]), shown))


def equation_text(value: Equation) -> str:
    """The canonical text: solved for y, or for the only letter, where that is linear; else whole
    coefficients and `= 0`."""
    if value.name:
        return f"{value.name}({', '.join(value.arguments)}) = {text(value.value)}"
    terms = value.terms
    names = polynomial.names_in(terms)
    name = FAVOURITE if FAVOURITE in names else None
    if len(names) == 1:
        (name,) = names
    if name is not None:
        own = (((name, 1),), ())
        rest = {monomial: value for monomial, value in terms.items() if monomial != own}
        if own in terms and name not in polynomial.names_in(rest):
            return f"{name} = {polynomial.text(polynomial.scaled(rest, -1 / Fraction(terms[own])))}"
    whole = (
        polynomial.multiply(terms, polynomial.constant(1 / polynomial.content(terms)))
        if terms
        else ONE
    )
    return f"{polynomial.text(whole)} = 0"
