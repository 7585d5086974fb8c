"""Quotients of polynomials in one letter with exact coefficients: computed with, differentiated,
put into one another, and compared by cross products.

A quotient may be looked at near one point; then it has a sign, so that |f| and max(f, g) are
quotients too, and what decided each sign is noted down: order.py splits the line where it changes.
"""

from collections.abc import Sequence
from fractions import Fraction
from operator import add
from typing import Any, NamedTuple

from generators.claims.surds import Surd, sign_of
from generators.claims.values import Value, size

DEGREE = 64
COEFFICIENT_BITS = 1_000
SMALL = 1 << COEFFICIENT_BITS
WORK = 20_000  # products of coefficients behind one quotient, those with roots counting tenfold

Coefficients = tuple[Any, ...]  # the constant first; the last is not 0
ONE: Coefficients = (1,)


class Near(NamedTuple):
    """The point near which quotients are looked at, and the polynomials that were used: by their
    signs there, or by having no value at their roots, which the quotient itself no longer shows."""

    point: Any
    used: list[Coefficients]


class Quotient(Value):
    """`above / below`; `work` is what it took to compute."""

    __slots__ = ("above", "below", "near", "work")

    def __init__(
        self, above: Coefficients, below: Coefficients, work: int = 0, near: Near | None = None
    ) -> None:
        if not below:
            raise ZeroDivisionError("division by zero")
        if work > WORK:
            raise OverflowError("more work than a claim needs")
        self.above, self.below, self.work, self.near = above, below, work, near

    def with_number(self, other: Any) -> "Quotient":
        """The other one, a plain number taken as a constant. Raises ArithmeticError."""
        if isinstance(other, Quotient):
            return other
        if isinstance(other, Value) and not isinstance(other, Surd):
            raise ArithmeticError("a polynomial beside a value that is no number")
        return Quotient((other,) if other else (), ONE, 0, self.near)

    def __add__(self, other: Any) -> Any:
        if not isinstance(other, Value) and self.below == ONE:
            return Quotient(added(self.above, (other,)), ONE, self.work + 1, self.near)
        if isinstance(other, Value) and not isinstance(other, (Surd, Quotient)):
            return NotImplemented
        other = self.with_number(other)
        work = self.work + other.work
        if self.below == other.below:
            above = added(self.above, other.above)
            return Quotient(above, self.below, work + len(above), self.near)
        first, paid = multiplied(self.above, other.below)
        second, more = multiplied(other.above, self.below)
        below, most = multiplied(self.below, other.below)
        work += paid + more + most
        return Quotient(added(first, second), below, work, self.near)

    def __mul__(self, other: Any) -> Any:
        if not isinstance(other, Value):
            return self.scaled(other)
        if not isinstance(other, (Surd, Quotient)):
            return NotImplemented
        other = self.with_number(other)
        above, paid = multiplied(self.above, other.above)
        below, more = multiplied(self.below, other.below)
        return Quotient(above, below, self.work + other.work + paid + more, self.near)

    def scaled(self, number: Any) -> "Quotient":
        above = tuple([number * coefficient for coefficient in self.above]) if number else ()
        check_sizes(above)
        return Quotient(above, self.below, self.work + len(above), self.near)

    def __neg__(self) -> "Quotient":
        return Quotient(tuple([-number for number in self.above]), self.below, self.work, self.near)

    def inverse(self) -> "Quotient":
        self.note_poles()
        return Quotient(self.below, self.above, self.work, self.near)

    def one(self) -> "Quotient":
        self.note_poles()
        return Quotient(ONE, ONE, self.work, self.near)

    def note_poles(self) -> None:
        """Note where this has no value, and so neither have 1/(1/x) and (1/x)^0."""
        if self.near is not None and self.below != ONE:
            self.near.used.append(self.below)

    def __eq__(self, other: Any) -> bool:
        difference = self - other
        return isinstance(difference, Quotient) and not difference.above

    __hash__ = None  # type: ignore[assignment]

    def applied(self, primes: int, argument: Any) -> Any:
        """The value of its derivative of this order at a number or another quotient."""
        function = self
        for _ in range(primes):
            function = function.derivative()
        if isinstance(argument, Quotient) and (argument.above, argument.below) == ((0, 1), ONE):
            return function
        below = horner(function.below, argument)
        if below == 0:
            raise ZeroDivisionError("division by zero")
        value = horner(function.above, argument) / as_value(below)
        if isinstance(value, Quotient):
            return Quotient(value.above, value.below, value.work + function.work, value.near)
        return value.numerator if isinstance(value, Fraction) and value.denominator == 1 else value

    def derivative(self) -> "Quotient":
        first, paid = multiplied(slope(self.above), self.below)
        second, more = multiplied(self.above, slope(self.below))
        below, most = (ONE, 0) if self.below == ONE else multiplied(self.below, self.below)
        above = added(first, tuple([-number for number in second]))
        return Quotient(above, below, self.work + paid + more + most, self.near)

    def sign(self) -> int:
        """-1, 0 or 1 near the point. Raises ArithmeticError where there is no point."""
        if self.near is None:
            raise ArithmeticError("the sign of a polynomial whose letter may be any number")
        self.near.used.extend([self.above, self.below])
        point = self.near.point
        return sign_of(horner(self.above, point)) * sign_of(horner(self.below, point))

    def __abs__(self) -> "Quotient":
        return -self if self.sign() < 0 else self

    def __lt__(self, other: Any) -> bool:
        return (self - other).sign() < 0

    def __gt__(self, other: Any) -> bool:
        return (self - other).sign() > 0


def the_letter(near: Near | None = None) -> Quotient:
    """The letter itself."""
    return Quotient((0, 1), ONE, 0, near)


def as_value(number: Any) -> Any:
    return number if isinstance(number, Value) else Fraction(number)


def horner(coefficients: Coefficients, point: Any) -> Any:
    """The value of a polynomial at a number, or at a quotient."""
    value: Any = 0
    for number in reversed(coefficients):
        value = value * point + number
    return value


def slope(coefficients: Coefficients) -> Coefficients:
    """The derivative of a polynomial."""
    return tuple([power * number for power, number in enumerate(coefficients)][1:])


def added(a: Coefficients, b: Coefficients) -> Coefficients:
    if len(a) < len(b):
        a, b = b, a
    return trimmed([*map(add, a, b), *a[len(b) :]])


def multiplied(a: Coefficients, b: Coefficients) -> tuple[Coefficients, int]:
    """The product, and the work it took. Raises OverflowError beyond the limits."""
    if a == ONE or b == ONE:
        return (b, 0) if a == ONE else (a, 0)
    if len(a) + len(b) > DEGREE + 2:
        raise OverflowError("a polynomial beyond the limit")
    product: list[Any] = [0] * (len(a) + len(b) - 1 if a and b else 0)
    for i, x in enumerate(a):
        if x:
            for j, y in enumerate(b, i):
                product[j] = product[j] + x * y
    check_sizes(product)
    roots = any([isinstance(number, Surd) for number in (*a, *b)])
    return trimmed(product), len(a) * len(b) * (10 if roots else 1)


def check_sizes(numbers: Sequence[Any]) -> None:
    for number in numbers:
        if number.__class__ is int and -SMALL < number < SMALL:
            continue
        parts = (number.whole, number.factor) if isinstance(number, Surd) else (number,)
        if any([size(part) > COEFFICIENT_BITS for part in parts]):
            raise OverflowError("a coefficient beyond the limit")


def trimmed(numbers: list[Any]) -> Coefficients:
    while numbers and not numbers[-1]:
        numbers.pop()
    return tuple(numbers)
