"""A quotient of two sums of terms, the exact value of an expression with letters: compared by cross
products, in one canonical text.

Work is counted as it is done and bounded, so comparing never takes long. Factors that numerator and
denominator share are found where there is one letter; elsewhere two equal quotients may keep
different texts, but they still compare as equal.
"""

from fractions import Fraction
from functools import reduce
from itertools import chain
from typing import Any, NamedTuple

from generators.answers import polynomial
from generators.answers.polynomial import ONE, Letters, Terms, content, multiply, scaled
from generators.answers.refusal import Beyond

WORK = 1_500  # term products in one expression, weighted by the size of coefficients
BITS = 4_096  # size of a coefficient
TERMS = 250  # terms of one sum
CANCELLED = 16  # common factors are found up to this degree
SHORT = 64  # and up to this size of coefficients, in bits


class Expression(NamedTuple):
    """An exact value: `above` over `below`, two sums of terms."""

    above: Terms
    below: Terms = ONE


class Work:
    """Multiplies sums of terms and counts the work. Raises Beyond where it is more than an answer
    needs."""

    def __init__(self) -> None:
        self.done = 0

    def spend(self, a: Terms, b: Terms) -> None:
        size = max(polynomial.bits(a), polynomial.bits(b))
        self.done += len(a) * len(b) * (1 + size // 64)
        if self.done > WORK or len(a) > TERMS or len(b) > TERMS or size > BITS:
            raise Beyond("more work than an answer needs")

    def times(self, a: Terms, b: Terms) -> Terms:
        if a is ONE or b is ONE:
            return b if a is ONE else a
        self.spend(a, b)
        return multiply(a, b)


def same(a: Expression, b: Expression) -> bool:
    """Whether two expressions are equal, exactly. Raises Beyond."""
    if a.below == b.below:
        return a.above == b.above
    work = Work()
    return work.times(a.above, b.below) == work.times(b.above, a.below)


def text(value: Expression) -> str:
    """The canonical text: lowest terms, whole coefficients where there is a letter below, falling
    powers."""
    above, below = lowest(value)
    if below == ONE:
        return polynomial.text(above)
    top, bottom = polynomial.text(above), polynomial.text(below)
    top = top if len(above) == 1 else f"({top})"
    return f"{top}/{bottom}" if bottom.isalnum() else f"{top}/({bottom})"


def lowest(value: Expression) -> tuple[Terms, Terms]:
    """Numerator and denominator without common factors where there is at most one letter, or one
    term below."""
    above, below = value
    if below is ONE or not above:
        return above, ONE
    above, below = without_common_letters(above, below)
    name = single_letter(above, below)
    if (
        name is not None
        and len(below) > 1
        and max(polynomial.bits(above), polynomial.bits(below)) <= SHORT
    ):
        divisor = common_divisor(coefficients(above, name), coefficients(below, name))
        if len(divisor) > 1:
            above = polynomial.polynomial(name, divided(coefficients(above, name), divisor)[0])
            below = polynomial.polynomial(name, divided(coefficients(below, name), divisor)[0])
    if len(below) == 1 and polynomial.UNIT in below:
        return scaled(above, Fraction(1) / below[polynomial.UNIT]), ONE
    leading = below[polynomial.ordered(below)[0]]
    factor = (1 if leading > 0 else -1) / content(below)
    above, below = scaled(above, factor), scaled(below, factor)
    share = content(above).denominator
    return scaled(above, share), scaled(below, share)


def without_common_letters(above: Terms, below: Terms) -> tuple[Terms, Terms]:
    def least(powers: dict[str, int], monomial: polynomial.Monomial) -> dict[str, int]:
        present = dict(monomial[0])
        return {
            name: min(power, present[name]) for name, power in powers.items() if name in present
        }

    monomials = [*above, *below]
    shared = reduce(least, monomials[1:], dict(monomials[0][0]))
    if not shared:
        return above, below

    def without_shared(letters: Letters) -> Letters:
        return tuple((n, p - shared.get(n, 0)) for n, p in letters if p > shared.get(n, 0))

    def lowered(terms: Terms) -> Terms:
        return {
            (without_shared(letters), roots): value for (letters, roots), value in terms.items()
        }

    return lowered(above), lowered(below)


def single_letter(*sums: Terms) -> str | None:
    """The one letter that two sums are polynomials in, without roots; else None."""
    names = set().union(*map(polynomial.names_in, sums))
    if len(names) != 1 or any(roots for _, roots in chain.from_iterable(sums)):
        return None
    return names.pop()


def coefficients(terms: Terms, name: str) -> list[Any]:
    """The coefficients of a polynomial in one letter, the constant first."""
    powers = {letters[0][1] if letters else 0: value for (letters, _), value in terms.items()}
    return [Fraction(powers.get(power, 0)) for power in range(max(powers, default=0) + 1)]


def divided(a: list[Any], b: list[Any]) -> tuple[list[Any], list[Any]]:
    """Quotient and remainder of two polynomials by long division."""
    rest, quotient = list(a), [Fraction(0)] * max(1, len(a) - len(b) + 1)
    while len(rest) >= len(b):
        shift, factor = len(rest) - len(b), rest[-1] / b[-1]
        quotient[shift] = factor
        for index, value in enumerate(b):
            rest[index + shift] -= factor * value
        while rest and not rest[-1]:
            rest.pop()
    return quotient, rest


def common_divisor(a: list[Any], b: list[Any]) -> list[Any]:
    """The greatest common divisor of two polynomials by Euclid's algorithm, made monic at each
    step."""
    if max(len(a), len(b)) > CANCELLED + 1:
        return [Fraction(1)]
    while b:
        a, b = b, divided(a, b)[1]
        b = [value / b[-1] for value in b] if b else b
    return a
