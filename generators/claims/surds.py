"""Numbers a + b sqrt(d), exact: added, multiplied, divided and compared without rounding.

Below 0, d makes them complex: sqrt(-3) is i sqrt(3), and i itself sqrt(-1). They are computed with
and are equal or not; which of two is larger has no answer.

Two square roots are alike when the product of what stands below them is a square: sqrt(8) is 2
sqrt(2). Sums of unlike roots are not computed; they are compared, because the sign of a + b sqrt(d)
and of a + b sqrt(d) - c sqrt(e) is found by squaring.
"""

import re
from fractions import Fraction
from math import isqrt
from typing import Any

from generators.claims.values import Value, size

RADICAND_BITS = 512  # size of what stands below a root that is no fraction
PART_BITS = 4_096  # size of a and b
SURD = re.compile(r"sqrt\(|\bi\b", re.ASCII)  # stands in an answer's text that has such a number


class Surd(Value):
    """`whole + factor * sqrt(radicand)`; the factor is not 0, the radicand no square, and negative
    where the number is complex."""

    __slots__ = ("factor", "radicand", "whole")

    def __init__(self, whole: Any, factor: Any, radicand: int) -> None:
        if size(whole) > PART_BITS or size(factor) > PART_BITS:
            raise OverflowError("a number beyond the limit")
        if radicand.bit_length() > RADICAND_BITS:
            raise OverflowError("a square root beyond the limit")
        self.whole, self.factor, self.radicand = whole, factor, radicand

    def factor_of(self, other: "Surd") -> Any:
        """What the other one's root is multiplied by when it is written with this one's; None where
        the two roots are unlike."""
        if other.radicand == self.radicand:
            return other.factor
        product = self.radicand * other.radicand
        if product < 0:
            return None
        root = isqrt(product)
        return other.factor * Fraction(root, abs(self.radicand)) if root**2 == product else None

    def __add__(self, other: Any) -> Any:
        if isinstance(other, Surd):
            factor = self.factor_of(other)
            if factor is None:
                raise ArithmeticError("a sum of unlike square roots")
            return surd(self.whole + other.whole, self.factor + factor, self.radicand)
        if isinstance(other, Value):
            return NotImplemented
        return Surd(self.whole + other, self.factor, self.radicand)

    def __mul__(self, other: Any) -> Any:
        if not isinstance(other, Surd):
            if isinstance(other, Value):
                return NotImplemented
            return surd(self.whole * other, self.factor * other, self.radicand)
        factor = self.factor_of(other)
        if factor is not None:
            return surd(
                self.whole * other.whole + self.factor * factor * self.radicand,
                self.whole * factor + self.factor * other.whole,
                self.radicand,
            )
        if self.whole or other.whole:
            raise ArithmeticError("a sum of unlike square roots")
        sign = -1 if self.is_complex and other.is_complex else 1  # i sqrt(2) i sqrt(3) = -sqrt(6)
        return Surd(0, sign * self.factor * other.factor, self.radicand * other.radicand)

    def inverse(self) -> Any:
        norm = Fraction(self.whole * self.whole - self.factor * self.factor * self.radicand)
        return Surd(self.whole / norm, -self.factor / norm, self.radicand)

    @property
    def is_complex(self) -> bool:
        return self.radicand < 0

    def need_real(self) -> None:
        """Raises ArithmeticError for a complex number, which has no sign and no order."""
        if self.is_complex:
            raise ArithmeticError("complex numbers have no order")

    def sign(self) -> int:
        """-1 or 1: a surd is never 0. Raises ArithmeticError for a complex number."""
        self.need_real()
        a, b = sign_of(self.whole), sign_of(self.factor)
        if a * b >= 0:
            return b
        above = self.whole * self.whole > self.factor * self.factor * self.radicand
        return a if above else b

    def compared(self, other: Any) -> int:
        """-1, 0 or 1 as this is below, at or above the other number. Raises ArithmeticError where
        one is complex."""
        self.need_real()
        if isinstance(other, Surd):
            other.need_real()
        if not isinstance(other, Surd):
            return (self - other).sign()
        if self.factor_of(other) is not None:
            return sign_of(self - other)
        left = self - other.whole  # against the other's root alone
        first, second = sign_of(left), sign_of(other.factor)
        if first != second:
            return first
        return first * sign_of(left * left - other.factor * other.factor * other.radicand)

    def __eq__(self, other: Any) -> bool:
        if not isinstance(other, Surd):
            return False
        factor = self.factor_of(other)
        return factor == self.factor and self.whole == other.whole

    def __hash__(self) -> int:
        return self.whole.__hash__()

    def __lt__(self, other: Any) -> bool:
        return self.compared(other) < 0

    def __le__(self, other: Any) -> bool:
        return self.compared(other) <= 0

    def __gt__(self, other: Any) -> bool:
        return self.compared(other) > 0

    def __ge__(self, other: Any) -> bool:
        return self.compared(other) >= 0

    def __abs__(self) -> Any:
        if self.is_complex:
            return square_root(self.whole**2 - self.factor**2 * self.radicand)
        return self if self.sign() > 0 else -self

    def __floor__(self) -> int:
        """The whole part, from that of sqrt(r): floor((p + x)/q) is floor((p + floor(x))/q)."""
        self.need_real()
        square = Fraction(self.factor * self.factor * self.radicand)
        whole = Fraction(self.whole)
        below = whole.denominator * square.denominator
        root = isqrt(square.numerator * square.denominator * whole.denominator**2)
        root = root if self.factor > 0 else -root - 1
        return (whole.numerator * square.denominator + root) // below


def sign_of(number: Any) -> int:
    """-1, 0 or 1."""
    if isinstance(number, Surd):
        return number.sign()
    return (number > 0) - (number < 0)


def surd(whole: Any, factor: Any, radicand: int) -> Any:
    """whole + factor * sqrt(radicand), as a plain number where it is one."""
    return Surd(whole, factor, radicand) if factor else whole


def square_root(number: Any) -> Any:
    """The root of a whole number or a fraction, as a plain number where it is one. Raises
    ArithmeticError for any other."""
    if number < 0 or isinstance(number, Value):
        raise ArithmeticError("a root is taken of whole numbers and fractions from 0 on")
    radicand = number.numerator * number.denominator
    if radicand.bit_length() > PART_BITS:
        raise OverflowError("a square root beyond the limit")
    root = isqrt(radicand)
    if root * root == radicand:
        exact = Fraction(root, number.denominator)
        return exact.numerator if exact.denominator == 1 else exact
    return Surd(0, Fraction(1, number.denominator), radicand)


IMAGINARY = Surd(0, 1, -1)
