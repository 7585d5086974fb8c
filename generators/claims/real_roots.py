"""The real roots of a polynomial in one letter, exact: fractions, and numbers a + b sqrt(d).

A polynomial that has any other real root is refused. Rational roots are found as whole ones of a
monic polynomial, by bisection between whole numbers with Sturm's count of roots (1829).
"""

from fractions import Fraction
from functools import reduce
from math import gcd, lcm
from typing import Any

from generators.claims.rational_functions import Coefficients, horner, slope, trimmed
from generators.claims.surds import Surd, sign_of, square_root
from generators.claims.values import exact_quotient

ROOT_DEGREE = 8
ROOT_BITS = 160  # size of the coefficients of a monic polynomial whose whole roots are looked for


class NotExact(ArithmeticError):
    """A real root that is no fraction and no number a + b sqrt(d)."""


def real_roots(polynomial: Coefficients) -> list[Any]:
    """The different real roots, in no order. Raises ArithmeticError where one is not exact."""
    if len(polynomial) - 1 > ROOT_DEGREE:
        raise OverflowError("a degree beyond the limit")
    if len(polynomial) <= 3 or any([isinstance(number, Surd) for number in polynomial]):
        return short_roots(polynomial)
    whole = primitive(polynomial)
    whole = primitive(divided(whole, common(whole, primitive(slope(whole))))[0])
    found = rational_roots(whole)
    rest: Coefficients = whole
    for root in found:
        rest = divided(rest, (-root, Fraction(1)))[0]
    if len(rest) <= 3:
        return [*found, *short_roots(rest)]
    # an even number of roots may be left that are neither, or none at all
    if count(sturm(primitive(rest)), None, None):
        raise NotExact("a root that is no fraction and no square root")
    return found


def short_roots(polynomial: Coefficients) -> list[Any]:
    """Those of a polynomial of degree 2 at most."""
    if len(polynomial) < 2:
        return []
    if len(polynomial) == 2:
        return [exact_quotient(-polynomial[0], polynomial[1])]
    if len(polynomial) > 3:
        raise NotExact("a root of a polynomial of higher degree")
    c, b, a = polynomial
    discriminant = b * b - 4 * a * c
    sign = sign_of(discriminant)
    if sign < 0:
        return []
    root = square_root(discriminant) if sign else 0
    ends = (-b + root, -b - root) if sign else (-b,)
    return [exact_quotient(end, 2 * a) for end in ends]


def simple(number: Any) -> Any:
    """A fraction that is whole as a whole number."""
    plain = isinstance(number, Fraction) and number.denominator == 1
    return number.numerator if plain else number


def primitive(polynomial: Coefficients) -> tuple[int, ...]:
    """A positive multiple with whole coefficients without a common factor."""
    fractions = [Fraction(number) for number in polynomial]
    below = lcm(*[number.denominator for number in fractions])
    whole = [number.numerator * (below // number.denominator) for number in fractions]
    shared = gcd(*whole) or 1
    return tuple([number // shared for number in whole])


def divided(a: Coefficients, b: Coefficients) -> tuple[Coefficients, Coefficients]:
    """Quotient and remainder."""
    rest, quotient = [Fraction(number) for number in a], [Fraction(0)] * max(0, len(a) - len(b) + 1)
    for shift in range(len(a) - len(b), -1, -1):
        factor = rest[shift + len(b) - 1] / b[-1]
        quotient[shift] = factor
        for i, number in enumerate(b):
            rest[shift + i] -= factor * number
    return tuple(quotient), trimmed(rest)


def common(a: Coefficients, b: Coefficients) -> Coefficients:
    """The greatest common divisor, by Euclid's algorithm."""
    while b:
        rest = divided(a, b)[1]
        a, b = b, primitive(rest) if rest else ()
    return a


def sturm(polynomial: tuple[int, ...]) -> list[tuple[int, ...]]:
    """Sturm's chain of a polynomial without repeated roots."""
    chain = [polynomial, primitive(slope(polynomial))]
    while len(chain[-1]) > 1:
        rest = divided(chain[-2], chain[-1])[1]
        chain.append(tuple([-number for number in primitive(rest)]))
    return chain


def count(chain: list[tuple[int, ...]], low: int | None, high: int | None) -> int:
    """How many roots lie above `low` and not above `high`; None is no bound."""
    return changes(chain, low, -1) - changes(chain, high, 1)


def changes(chain: list[tuple[int, ...]], point: int | None, side: int) -> int:
    """The changes of sign along the chain at a point, or beyond all roots on one side."""
    if point is None:
        values = [part[-1] * side ** (len(part) - 1) for part in chain]
    else:
        values = [horner(part, point) for part in chain]
    signs = [value > 0 for value in values if value]
    return sum([a != b for a, b in zip(signs, signs[1:], strict=False)])


def rational_roots(polynomial: tuple[int, ...]) -> list[Any]:
    """Those of a polynomial with whole coefficients and no repeated root: y/a where y is a whole
    root of the monic polynomial a^(n-1) p(y/a)."""
    leading, degree = polynomial[-1], len(polynomial) - 1
    monic = tuple(
        [number * leading ** (degree - 1 - power) for power, number in enumerate(polynomial[:-1])]
    ) + (1,)
    if max([number.bit_length() for number in monic]) > ROOT_BITS:
        raise OverflowError("a coefficient beyond the limit")
    chain = sturm(monic)
    bound = 2 + reduce(max, [abs(number) for number in monic])
    found, parts = [], [(-bound, bound)]
    while parts:
        low, high = parts.pop()
        if not count(chain, low, high):
            continue
        if high - low == 1:
            if horner(monic, high) == 0:
                found.append(simple(Fraction(high, leading)))
            continue
        middle = (low + high) // 2
        parts += [(low, middle), (middle, high)]
    return found
