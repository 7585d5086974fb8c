"""What a claim computes with beside whole numbers and fractions: exact values with operators of
their own, such as 1 + sqrt(2), a matrix, a quotient of polynomials, or 3 km.

Each class bounds its size and refuses, with ArithmeticError, what it cannot decide exactly.
"""

from fractions import Fraction
from typing import Any

EXPONENT = 256  # the largest power of a value that is no plain number


class Value:
    """The operators that all such values share, made from +, *, unary - and `inverse`."""

    __slots__ = ()

    def __add__(self, other: Any) -> Any:
        return NotImplemented

    def __mul__(self, other: Any) -> Any:
        return NotImplemented

    def __neg__(self) -> Any:
        return self * -1

    def inverse(self) -> Any:
        """1 / self. Raises ArithmeticError where there is none."""
        raise ArithmeticError("no inverse")

    def one(self) -> Any:
        """What a power with exponent 0 gives."""
        return 1

    def __radd__(self, other: Any) -> Any:
        return self + other

    def __sub__(self, other: Any) -> Any:
        return self + -other

    def __rsub__(self, other: Any) -> Any:
        return -self + other

    def __rmul__(self, other: Any) -> Any:
        return self * other

    def __truediv__(self, other: Any) -> Any:
        return self * reciprocal(other)

    def __rtruediv__(self, other: Any) -> Any:
        return self.inverse() * other

    def __mod__(self, other: Any) -> Any:
        raise ArithmeticError("mod needs whole numbers")

    def __rmod__(self, other: Any) -> Any:
        raise ArithmeticError("mod needs whole numbers")

    @property
    def numerator(self) -> int:
        raise ArithmeticError("a number that is no fraction")

    denominator = numerator

    def raised(self, exponent: int) -> Any:
        """self^exponent, by repeated squaring."""
        if abs(exponent) > EXPONENT:
            raise OverflowError("a power beyond the limit")
        base, result = self.inverse() if exponent < 0 else self, None
        exponent = abs(exponent)
        while exponent:
            if exponent & 1:
                result = base if result is None else result * base
            exponent >>= 1
            if exponent:
                base = base * base
        return self.one() if result is None else result


def reciprocal(number: Any) -> Any:
    """1 / number, exactly. Raises ArithmeticError where there is none."""
    return number.inverse() if isinstance(number, Value) else 1 / Fraction(number)


def exact_quotient(a: Any, b: Any) -> Any:
    """a/b, as an integer where it is one."""
    if isinstance(a, Value) or isinstance(b, Value):
        return a / b
    if a.__class__ is b.__class__ is int and a % b == 0:  # as most are; a Fraction takes longer
        return a // b
    quotient = Fraction(a, b)
    return quotient.numerator if quotient.denominator == 1 else quotient


def size(number: Any) -> int:
    """The bits of a number's longest part."""
    return max(number.numerator.bit_length(), number.denominator.bit_length())
