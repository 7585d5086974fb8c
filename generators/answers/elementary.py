"""Sums of products of elementary quantities in one normal form, in which identities of radicals,
powers, logarithms and trigonometry come out as equal sums.

A quantity is a key with a rational exponent:

    prime 2      a prime number; sqrt(6) is 2^(1/2) * 3^(1/2)
    turn         e^(i pi), so that i is its power 1/2 and 2 cos(pi/7) the sum of its powers +-1/7
    letter x     an unknown, or pi, or e
    exp m        e^m for a product m of keys: 2^(3x) is (e^(x ln 2))^3, 2 cos x is e^(ix) + e^(-ix)
    base s       a sum s to an exponent below 1, as in sqrt(1 + sqrt(2)) and sqrt(x + 1)
    abs s        |s|, whose square is s^2
    ln s, arcsin s, arctan s, factorial s, sign s, floor s    other functions, unknowns to the rest

Different exponentials are independent, and so are roots of primes and i, so two sums without other
keys are equal exactly when their terms are. Where constants with nested roots or other roots of
unity stand, a difference is computed to more bits than a separation bound asks for (every
conjugate of an algebraic integer is at most U, so the integer is 0 or at least U^(1 - degree)). All
else is not found equal: never equal by luck.

Even powers leave an even root as |x|; letters to an odd power in a product under an even root or a
logarithm are taken as positive, as formulas of physics are read: sqrt(a/b) is sqrt(a)/sqrt(b).
"""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from functools import reduce
from math import comb, factorial, gcd, lcm
from typing import Any, NamedTuple

from generators.answers import ball as balls
from generators.answers import polynomial
from generators.answers.ball import Ball
from generators.answers.refusal import Beyond, Refusal

# Products of two terms in one comparison, and what else takes as long: 3 microseconds each. The
# identities of a table of formulas take up to 550.
WORK = 2_000
TERMS = 200  # terms of one sum
SIZE = 3_000  # bits of one coefficient
NAME = 1_500  # characters that name one key
POWER = 60  # the largest whole exponent of a sum of terms
SEPARATION = 4_000  # bits of a separation bound
PRECISIONS = (64, 256, 1_024)
DEGREES = 120  # the largest n of an n-th root
WHOLE = 400  # the largest n in n!, C(n, k), and k in C(n, k) where n is unknown: STEPS
STEPS = 12

Key = tuple[str, Any]
Monomial = tuple[tuple[Key, Any], ...]
Sum = dict[Monomial, Any]

UNIT: Monomial = ()
ONE: Sum = {UNIT: 1}
TURN: Key = ("turn", "")
PI: Key = ("letter", "pi")
E: Key = ("letter", "e")
POSITIVE = {PI, E, ("letter", "the base of a logarithm")}
CARRIED = {"prime", "turn", "base", "abs", "sign"}  # kinds whose exponents are kept in a range
HALF = Fraction(1, 2)


class Quotient(NamedTuple):
    above: Sum
    below: Sum = ONE


def number(value: Any) -> Sum:
    return {UNIT: value} if value else {}


def single(key: Key, exponent: Any = 1) -> Sum:
    return {((key, exponent),): 1}


def negative(a: Sum) -> Sum:
    return {monomial: -value for monomial, value in a.items()}


def times_number(a: Sum, factor: Any) -> Sum:
    return {monomial: value * factor for monomial, value in a.items()} if factor else {}


def plus(a: Sum, b: Sum) -> Sum:
    total = dict(a)
    for monomial, value in b.items():
        added = total.get(monomial, 0) + value
        if added:
            total[monomial] = added
        else:
            del total[monomial]
    return total


def rational(a: Sum) -> Any:
    """The value where a sum is a rational number, else None."""
    if not a:
        return 0
    return a[UNIT] if len(a) == 1 and UNIT in a else None


def content(a: Sum) -> Fraction:
    """The positive number which divided out leaves whole coefficients without a common factor."""
    values = [Fraction(value) for value in a.values()]
    return Fraction(gcd(*[v.numerator for v in values]), lcm(*[v.denominator for v in values]))


def keys_in(a: Sum) -> Iterator[tuple[Key, Any]]:
    for monomial in a:
        yield from monomial


class Elementary:
    """The quantities of one comparison; counts its work. Raises Beyond."""

    def __init__(self) -> None:
        self.done = 0
        self.inner: dict[Key, Sum] = {}  # the sum that a key is a function of
        self.known: dict[Key, bool] = {}  # whether a key is a constant

    def spend(self, work: int) -> None:
        self.done += work
        if self.done > WORK:
            raise Beyond("more work than a comparison needs")

    # Sums

    def times(self, a: Sum, b: Sum) -> Sum:
        if a is ONE or b is ONE:
            return b if a is ONE else a
        self.spend(len(a) * len(b))
        total: Sum = {}
        for monomial, value in a.items():
            for other, factor in b.items():
                if not monomial or not other:
                    self.collect(total, monomial or other, value * factor)
                    continue
                carried, both, expanded = self.joined(monomial, other)
                if not expanded:
                    self.collect(total, both, value * factor * carried)
                    continue
                part: Sum = {both: value * factor * carried}
                for sum_ in expanded:
                    part = self.times(part, sum_)
                for inner, coefficient in part.items():
                    self.collect(total, inner, coefficient)
        if len(total) > TERMS:
            raise Beyond("a sum of too many terms")
        return total

    def collect(self, total: Sum, monomial: Monomial, value: Any) -> None:
        if value.numerator.bit_length() + value.denominator.bit_length() > SIZE:
            raise Beyond("a number too long")
        added = total.get(monomial, 0) + value
        if added:
            total[monomial] = added
        else:
            total.pop(monomial, None)

    def joined(self, a: Monomial, b: Monomial) -> tuple[Any, Monomial, list[Sum]]:
        """The product of two monomials: a number, the keys, and sums that roots gave back."""
        powers, carried, expanded = dict(a), 1, list[Sum]()
        for key, exponent in b:
            power = powers.get(key, 0) + exponent
            if key[0] in CARRIED:
                factor, power, sums = self.carry(key, power)
                carried *= factor
                expanded += sums
            if power:
                powers[key] = power
            else:
                powers.pop(key, None)
        return carried, tuple(sorted(powers.items())), expanded

    def carry(self, key: Key, power: Any) -> tuple[Any, Any, list[Sum]]:
        """A number, an exponent in its range, and the sums that stand for what was above it."""
        kind = key[0]
        whole = power.__floor__()
        if kind == "prime":
            if abs(whole) > SIZE:
                raise Beyond("a power too large")
            return Fraction(key[1]) ** whole if whole < 0 else key[1] ** whole, power - whole, []
        if kind == "turn":
            power %= 2
            return (1, power, []) if power < 1 else (-1, power - 1, [])
        if kind == "sign":
            return 1, power % 2, []
        if whole > POWER:
            raise Beyond("a power too large")
        if kind == "abs":
            whole -= whole % 2
        return 1, power - whole, [self.inner[key]] * whole

    def power(self, a: Sum, exponent: int) -> Sum:
        if len(a) > 1 and exponent > POWER:
            raise Beyond("a power too large")
        result = ONE
        while exponent:
            if exponent & 1:
                result = self.times(result, a)
            exponent >>= 1
            if exponent:
                a = self.times(a, a)
        return result

    def name(self, a: Sum) -> str:
        """The text that tells one sum from another."""
        self.spend(len(a))

        def factors(monomial: Monomial) -> str:
            return "".join([f"*{kind} {name}^{power}" for (kind, name), power in monomial])

        shown = " + ".join([f"{value}{factors(monomial)}" for monomial, value in sorted(a.items())])
        if len(shown) > NAME:
            raise Beyond("a quantity too long to name")
        return f"[{shown}]"

    def key(self, kind: str, a: Sum) -> Key:
        """The key of a function of a sum."""
        key = (kind, self.name(a))
        self.inner[key] = a
        return key

    def leading(self, a: Sum) -> Any:
        return min(a.items())[1]

    # Quotients

    def quotient(self, above: Sum, below: Sum) -> Quotient:
        """above / below, below not zero. One term below moves above, where it can."""
        if below is ONE or below == ONE:
            return Quotient(above)
        if len(below) != 1:
            return Quotient(above, below)
        (monomial, value) = next(iter(below.items()))
        rest: Sum = ONE
        inverted: Sum = {UNIT: Fraction(1) / value}
        for key, exponent in monomial:
            if key[0] in ("base", "abs"):
                whole = 1 if key[0] == "base" else 2
                inverted = self.times(inverted, single(key, whole - exponent))
                rest = self.times(rest, self.power(self.inner[key], whole))
            elif key[0] in CARRIED:
                factor, power, _ = self.carry(key, -exponent)
                inverted = self.times(inverted, {((key, power),) if power else UNIT: factor})
            else:
                inverted = self.times(inverted, single(key, -exponent))
        above = self.times(above, inverted)
        return Quotient(above, rest) if rest is ONE else self.quotient(above, rest)

    def product(self, a: Quotient, b: Quotient) -> Quotient:
        return self.quotient(self.times(a.above, b.above), self.times(a.below, b.below))

    def inverse(self, a: Quotient) -> Quotient:
        if self.zero(a.above):
            raise Refusal("division by zero")
        return self.quotient(a.below, a.above)

    def total(self, a: Quotient, b: Quotient) -> Quotient:
        if a.below == b.below:
            return self.quotient(plus(a.above, b.above), a.below)
        above = plus(self.times(a.above, b.below), self.times(b.above, a.below))
        return self.quotient(above, self.times(a.below, b.below))

    def difference(self, a: Quotient, b: Quotient) -> Sum:
        """Zero exactly when a is b."""
        if a.below == b.below:
            return plus(a.above, negative(b.above))
        return plus(self.times(a.above, b.below), negative(self.times(b.above, a.below)))

    def same(self, a: Quotient, b: Quotient) -> bool:
        return self.zero(self.difference(a, b))

    def rationalised(self, a: Quotient) -> Quotient:
        """The quotient without square roots of primes, and without i, below the line, where that is
        soon done."""
        for _ in range(4):
            if a.below is ONE:
                break
            roots = [key for key, power in keys_in(a.below) if power == HALF]
            roots = [key for key in roots if key[0] in ("prime", "turn")]
            if not roots:
                break
            other = {
                monomial: -value if (roots[0], HALF) in monomial else value
                for monomial, value in a.below.items()
            }
            a = self.quotient(self.times(a.above, other), self.times(a.below, other))
        return a

    def scaled(self, a: Quotient, factor: Any) -> Quotient:
        return Quotient(times_number(a.above, factor), a.below)

    def whole_power(self, a: Quotient, exponent: int) -> Quotient:
        if exponent < 0:
            a, exponent = self.inverse(a), -exponent
        return self.quotient(self.power(a.above, exponent), self.power(a.below, exponent))

    # Constants

    def constant(self, a: Sum) -> bool:
        """Whether a sum is a number."""
        return all(self.is_constant(key) for key, _ in keys_in(a))

    def is_constant(self, key: Key) -> bool:
        if key[0] in ("prime", "turn"):
            return True
        if key[0] == "letter":
            return key in (PI, E)
        if key not in self.known:
            self.known[key] = key[0] in (
                "base",
                "exp",
                "ln",
                "arcsin",
                "arctan",
            ) and self.constant(self.inner[key])
        return self.known[key]

    def algebraic(self, key: Key) -> bool:
        return key[0] in ("prime", "turn") or (
            key[0] == "base" and all(self.algebraic(inner) for inner, _ in keys_in(self.inner[key]))
        )

    def real(self, a: Sum) -> bool:
        """Whether a sum is surely real for real unknowns."""
        return all(
            key[0] != "turn" and (key not in self.inner or self.real(self.inner[key]))
            for key, _ in keys_in(a)
        )

    def is_real(self, a: Sum) -> bool:
        """Whether a sum is real for real unknowns; of a constant, whether it is its conjugate."""
        if self.real(a) or not self.constant(a):
            return self.real(a)
        return self.zero(plus(a, negative(self.conjugate(a))))

    def zero(self, a: Sum) -> bool:
        """Whether a sum is zero, decided for each product of independent quantities."""
        if not a:
            return True
        groups: dict[Monomial, Sum] = {}
        for monomial, value in a.items():
            own = tuple([item for item in monomial if self.algebraic(item[0])])
            rest = tuple([item for item in monomial if not self.algebraic(item[0])])
            groups.setdefault(rest, {})[own] = value
        return all(self.algebraic_zero(group) for group in groups.values()) or (
            self.logarithms_cancel(a) or self.angles_cancel(a)
        )

    def logarithms_cancel(self, a: Sum) -> bool:
        """Whether a sum of whole multiples of logarithms of constants is zero: the product of their
        powers is 1. Terms may share a factor, as a logarithm's base."""
        groups: dict[Monomial, list[tuple[Sum, Fraction]]] = {}
        for monomial, value in a.items():
            own = [item for item in monomial if item[0][0] == "ln" and self.is_constant(item[0])]
            if len(own) != 1 or own[0][1] != 1:
                return False
            rest = tuple([item for item in monomial if item is not own[0]])
            groups.setdefault(rest, []).append((self.inner[own[0][0]], Fraction(value)))
        return all(self.product_is_one(group) for group in groups.values())

    def product_is_one(self, powers: list[tuple[Sum, Fraction]]) -> bool:
        share = lcm(*[power.denominator for _, power in powers])
        above = below = ONE
        for base, power in powers:
            whole = int(power * share)
            if not all(self.algebraic(key) for key, _ in keys_in(base)) or abs(whole) > POWER:
                return False
            if whole > 0:
                above = self.times(above, self.power(base, whole))
            else:
                below = self.times(below, self.power(base, -whole))
        rest = plus(above, negative(below))
        return not rest or self.algebraic_zero(rest)

    def angles_cancel(self, a: Sum) -> bool:
        """Whether a sum of whole multiples of arctangents and arcsines of constants and of pi is
        zero: it is small, and the product of the powers of their directions is a positive number.
        """
        share = lcm(*[Fraction(value).denominator for value in a.values()])
        product = Quotient(ONE)
        for monomial, value in a.items():
            if len(monomial) != 1 or monomial[0][1] != 1:
                return False
            key, whole = monomial[0][0], int(value * share)
            if key == PI:
                product = self.product(product, Quotient(self.turned(whole)))
            elif key[0] in ("arctan", "arcsin") and self.is_constant(key) and abs(whole) <= STEPS:
                direction = self.direction(key)
                product = self.product(product, self.whole_power(direction, whole))
            else:
                return False
        near = self.enclosure(times_number(a, share), PRECISIONS[0])
        if len(a) < 2 or abs(near.real) > 1 << (PRECISIONS[0] - 8):
            return False
        size = self.product(self.absolute(product), Quotient(ONE))
        return self.algebraic_difference(product, size)

    def algebraic_difference(self, a: Quotient, b: Quotient) -> bool:
        rest = self.difference(a, b)
        return not rest or (
            all(self.algebraic(key) for key, _ in keys_in(rest)) and self.algebraic_zero(rest)
        )

    def direction(self, key: Key) -> Quotient:
        """e^(i arctan v) as (1 + iv)/sqrt(1 + v^2), e^(i arcsin v) as sqrt(1 - v^2) + iv."""
        inner = Quotient(self.inner[key])
        upward = self.product(inner, Quotient(self.turned(HALF)))
        square = self.whole_power(inner, 2)
        if key[0] == "arctan":
            length = self.root(self.total(Quotient(ONE), square), 2)
            return self.product(self.total(Quotient(ONE), upward), self.inverse(length))
        rest = self.total(Quotient(ONE), self.scaled(square, -1))
        return self.total(self.root(rest, 2), upward)

    def algebraic_zero(self, a: Sum) -> bool:
        exponents: dict[Key, int] = {}
        self.denominators(a, exponents)
        simple = all(
            key[0] == "prime" or (key == TURN and below <= 2) for key, below in exponents.items()
        )
        if simple or len(a) == 1:
            return False  # independent terms, or a product of what is not zero
        degree = 1
        for key, below in exponents.items():
            degree *= totient(2 * below) if key == TURN else below
        share = lcm(*[Fraction(value).denominator for value in a.values()])
        whole = times_number(a, share)
        bound = self.bits(whole)
        least = (degree - 1) * bound + 2  # not zero is at least 2^-least
        if least > SEPARATION:
            raise Beyond("a separation bound out of reach")
        for precision in (*PRECISIONS, least + 2 * bound + 64):
            value = self.enclosure(whole, precision)
            if max(abs(value.real), abs(value.imaginary)) > value.radius:
                return False
            if precision > least and balls.size(value) + 2 * value.radius < 1 << (
                precision - least
            ):
                return True
        raise Beyond("two numbers too close to tell apart")

    def denominators(self, a: Sum, exponents: dict[Key, int]) -> None:
        """The denominator of each key's exponents, in a sum and within its roots."""
        for key, exponent in keys_in(a):
            exponents[key] = lcm(exponents.get(key, 1), Fraction(exponent).denominator)
            if key[0] == "base":
                self.denominators(self.inner[key], exponents)

    def bits(self, a: Sum) -> int:
        """A bound on the size of every conjugate of a sum with whole coefficients, in bits."""

        def bits_of(monomial: Monomial) -> Fraction | int:
            return sum([-(-self.key_bits(key) * power // 1) for key, power in monomial])

        largest = max(
            [value.numerator.bit_length() + bits_of(monomial) for monomial, value in a.items()]
        )
        return int(largest) + len(a).bit_length()

    def key_bits(self, key: Key) -> int:
        if key[0] == "prime":
            return int(key[1]).bit_length()
        return 0 if key == TURN else self.bits(self.inner[key])

    def enclosure(self, a: Sum, precision: int) -> Ball:
        """A ball round the value of a constant."""
        total = balls.ZERO
        self.spend(10 * len(a))
        for monomial, value in a.items():
            part = Ball(1 << precision, 0, 0)
            for key, exponent in monomial:
                part = balls.times(part, self.key_ball(key, exponent, precision), precision)
            value = Fraction(value)
            total = balls.plus(total, balls.scaled(part, value.numerator, value.denominator))
        return total

    def key_ball(self, key: Key, exponent: Any, precision: int) -> Ball:
        self.spend(5 + (precision // 100) ** 2 // 4)  # as its time grows
        exponent = Fraction(exponent)
        if key == TURN:
            return balls.turned(exponent.numerator, exponent.denominator, precision)
        if key == E or key[0] == "exp":
            inner = number(1) if key == E else self.inner[key]
            return balls.exponential(
                self.real_ball(times_number(inner, exponent), precision), precision
            )
        if key[0] == "prime":
            value = Ball(key[1] << precision, 0, 0)
        elif key == PI:
            value = Ball(balls.pi(precision), 0, 2)
        else:
            inside = self.real_ball(self.inner[key], precision)
            if key[0] == "ln":
                value = balls.logarithm(inside, precision)
            elif key[0] == "arctan":
                value = balls.arctangent(inside, precision)
            elif key[0] == "arcsin":
                one = Ball(1 << precision, 0, 0)
                square = balls.times(inside, inside, precision)
                below = balls.real_root(balls.plus(one, balls.scaled(square, -1, 1)), 2, precision)
                value = balls.arctangent(balls.divided(inside, below, precision), precision)
            else:
                value = inside
        value = balls.whole_power(value, abs(exponent.numerator), precision)
        if exponent.denominator > 1:
            value = balls.real_root(value, exponent.denominator, precision)
        if exponent < 0:
            value = balls.divided(Ball(1 << precision, 0, 0), value, precision)
        return value

    def real_ball(self, a: Sum, precision: int) -> Ball:
        value = self.enclosure(a, precision)
        if abs(value.imaginary) > value.radius:
            raise Refusal("a real number is due")
        return value._replace(imaginary=0)

    def sign(self, a: Sum) -> int:
        """The sign of a real constant. Raises Beyond where it is not found."""
        if self.zero(a):
            return 0
        for precision in PRECISIONS:
            found = balls.sign_of(self.enclosure(a, precision))
            if found:
                return found
        raise Beyond("a number too close to zero")

    def quotient_sign(self, a: Quotient) -> int:
        return self.sign(a.above) * self.sign(a.below)

    # Roots

    def root(self, a: Quotient, degree: int) -> Quotient:
        if not 2 <= degree <= DEGREES:
            raise Beyond(f"a root above the {DEGREES}th")
        above, below = a
        if self.zero(above):
            return Quotient({})
        if below is not ONE and degree % 2 == 0 and self.constant(below) and self.sign(below) < 0:
            above, below = negative(above), negative(below)
        top = self.root_of_sum(above, degree)
        return (
            top
            if below is ONE
            else self.product(top, self.inverse(self.root_of_sum(below, degree)))
        )

    def root_of_sum(self, a: Sum, degree: int) -> Quotient:
        if len(a) == 1:
            return self.root_of_term(a, degree)
        outside, rest = self.without_powers(a, degree)
        share = content(rest)
        rest = times_number(rest, 1 / share)
        outside = self.times(outside, self.root_of_number(share, degree))
        real = self.is_real(rest)
        if self.constant(rest) and real:
            if self.sign(rest) < 0:
                rest = negative(rest)
                turn = Fraction(1, degree) if degree % 2 == 0 else 1
                outside = self.times(outside, self.turned(turn))
        elif degree % 2:
            if self.leading(rest) < 0:
                rest, outside = negative(rest), negative(outside)
        elif degree == 2:
            square = self.square_root(rest)
            if square is not None:
                return Quotient(self.times(outside, self.absolute_of_sum(square)))
        if self.constant(rest) and not real:
            raise Beyond("a root of a complex number")
        root = single(self.key("base", rest), Fraction(1, degree))
        return Quotient(self.times(outside, root))

    def root_of_term(self, a: Sum, degree: int) -> Quotient:
        (monomial, value) = next(iter(a.items()))
        value = Fraction(value)
        turn = dict(monomial).get(TURN, 0)
        rest = tuple([item for item in monomial if item[0] != TURN])
        result = self.root_of_number(abs(value), degree)
        if value < 0 and not turn and degree % 2:
            result = negative(result)
        elif value < 0 and not turn and not all(self.is_constant(key) for key, _ in rest):
            odd = single(self.key("base", {rest: -1}), Fraction(1, degree))
            return Quotient(self.times(result, odd))
        elif value < 0 or turn:
            angle = turn + (value < 0)
            result = self.times(result, self.turned((angle - 2 if angle > 1 else angle) / degree))
        for key, exponent in rest:
            result = self.times(result, self.root_of_key(key, exponent, degree))
        return Quotient(result)

    def turned(self, power: Any) -> Sum:
        """e^(i pi power)."""
        carried, power, _ = self.carry(TURN, Fraction(power))
        return {((TURN, power),) if power else UNIT: carried}

    def root_of_key(self, key: Key, exponent: Any, degree: int) -> Sum:
        power = Fraction(exponent) / degree
        if self.positive(key):
            return single(key, power)
        if key[0] == "exp" and not self.real(self.inner[key]):
            raise Beyond("a root of a complex power")
        if key[0] == "sign":
            raise Beyond("a root of a sign")
        exponent = Fraction(exponent)
        if degree % 2 == 0 and exponent.denominator % 2 and exponent.numerator % 2 == 0:
            if power.denominator == 1 and power % 2 == 0:
                return single(key, power)
            return (
                single(self.key("abs", single(key)), power)
                if power > 0
                else self.lowered(key, power)
            )
        return single(key, power)

    def lowered(self, key: Key, power: Fraction) -> Sum:
        """|x| to a power below zero: |x|^-3 is |x| * x^-4."""
        whole = -(-power.numerator // power.denominator) // 2 * 2 - 2
        rest = power - whole
        carried = single(self.key("abs", single(key)), rest) if rest < 2 else single(key, 2)
        return self.times(carried, single(key, whole))

    def positive(self, key: Key) -> bool:
        """Whether a key stands for a positive number whatever the unknowns are."""
        return (
            key in POSITIVE
            or key[0] in ("prime", "base", "abs", "factorial")
            or (key[0] == "exp" and self.real(self.inner[key]))
        )

    def root_of_number(self, value: Fraction, degree: int) -> Sum:
        result = ONE
        for part, sign in ((value.numerator, 1), (value.denominator, -1)):
            for prime, times in polynomial.factors(part, degree):
                carried, power, _ = self.carry(("prime", prime), Fraction(sign * times, degree))
                one: Sum = {((("prime", prime), power),) if power else UNIT: carried}
                result = self.times(result, one)
        return result

    def without_powers(self, a: Sum, degree: int) -> tuple[Sum, Sum]:
        """What leaves a root of a sum, a power that all its terms share; and the rest."""
        outside, shift = ONE, dict[Key, Any]()
        for key, least in self.shared(a).items():
            if key[0] in CARRIED or (key[0] == "exp" and not self.real(self.inner[key])):
                continue
            power = least if self.positive(key) else least - least % degree
            if power:
                shift[key] = -power
                outside = self.times(outside, self.root_of_key(key, power, degree))
        if not shift:
            return outside, a
        moved: Sum = {tuple(sorted(shift.items())): 1}
        return outside, self.times(a, moved)

    def shared(self, a: Sum) -> dict[Key, Any]:
        """The least exponent of each key over all terms."""
        found: dict[Key, Any] = {}
        for key, _ in keys_in(a):
            found[key] = min([dict(monomial).get(key, 0) for monomial in a])
        return found

    def square_root(self, a: Sum) -> Sum | None:
        """The polynomial whose square a sum is, by terms from the highest down; else None."""
        if len(a) < 3 or any(
            key[0] in CARRIED or power != int(power) or power < 0 for key, power in keys_in(a)
        ):
            return None
        names = sorted({key for key, _ in keys_in(a)})

        def order(monomial: Monomial) -> list[Any]:
            powers = dict(monomial)
            return [powers.get(name, 0) for name in names]

        top = max(a, key=order)
        first = Fraction(a[top])
        if first <= 0 or any(power % 2 for _, power in top):
            return None
        above, below = (
            polynomial.nth_root(first.numerator, 2),
            polynomial.nth_root(first.denominator, 2),
        )
        if above * above != first.numerator or below * below != first.denominator:
            return None
        half: Monomial = tuple([(key, power // 2) for key, power in top])
        root: Sum = {half: Fraction(above, below)}
        inverse: Sum = {tuple([(key, -power) for key, power in half]): Fraction(below, 2 * above)}
        for _ in range(len(a)):
            rest = plus(a, negative(self.times(root, root)))
            if not rest:
                return root
            highest = max(rest, key=order)
            term = self.times({highest: rest[highest]}, inverse)
            if any(power < 0 for _, power in next(iter(term))) or next(iter(term)) in root:
                return None
            root = plus(root, term)
        return None

    # Absolute values and signs

    def absolute(self, a: Quotient) -> Quotient:
        if self.constant(a.above) and self.constant(a.below):
            if self.is_real(a.above) and self.is_real(a.below):
                return self.scaled(a, self.quotient_sign(a) or 1)
            square = self.product(a, Quotient(self.conjugate(a.above), self.conjugate(a.below)))
            return self.root(square, 2)
        above = Quotient(self.absolute_of_sum(a.above))
        if a.below is ONE:
            return above
        return self.product(above, self.inverse(Quotient(self.absolute_of_sum(a.below))))

    def conjugate(self, a: Sum) -> Sum:
        if not all(self.is_real(self.inner[key]) for key, _ in keys_in(a) if key in self.inner):
            raise Beyond("the conjugate of a function")
        total: Sum = {}
        for monomial, value in a.items():
            turn = dict(monomial).get(TURN, 0)
            rest = tuple([item for item in monomial if item[0] != TURN])
            total = plus(total, self.times({rest: value}, self.turned(-turn)))
        return total

    def absolute_of_sum(self, a: Sum) -> Sum:
        if len(a) == 1:
            (monomial, value) = next(iter(a.items()))
            result = number(abs(value))
            for key, exponent in monomial:
                if key == TURN or key[0] == "sign":
                    continue
                if key[0] == "exp" and not self.real(self.inner[key]):
                    raise Beyond("the size of a complex power")
                if self.positive(key) or Fraction(exponent).denominator % 2 == 0:
                    part = single(key, exponent)
                elif exponent % 2 == 0:
                    part = single(key, exponent)
                else:
                    inner = self.key("abs", single(key))
                    part = (
                        single(inner, exponent)
                        if 0 < exponent < 2
                        else self.times(single(inner), single(key, exponent - 1))
                    )
                result = self.times(result, part)
            return result
        outside, rest = ONE, a
        shared = {
            key: least
            for key, least in self.shared(a).items()
            if least and key[0] not in CARRIED and int(least) == least
        }
        if shared:
            moved: Sum = {tuple(sorted((key, -least) for key, least in shared.items())): 1}
            rest = self.times(a, moved)
            outside = self.absolute_of_sum({tuple(sorted(shared.items())): 1})
        share = content(rest) * (1 if self.leading(rest) > 0 else -1)
        rest = times_number(rest, 1 / share)
        if not self.real(rest):
            raise Beyond("the size of a complex number")
        return self.times(times_number(outside, abs(share)), single(self.key("abs", rest)))

    # Exponentials and logarithms

    def exponential(self, a: Quotient) -> Quotient:
        """e^a, a factor for each term of a."""
        a = self.rationalised(a)
        if a.below is not ONE:
            if self.constant(a.below) and self.constant(a.above):
                raise Beyond("a power with a quotient of roots")
            share = content(a.above) / content(a.below)
            share *= 1 if self.leading(a.above) * self.leading(a.below) > 0 else -1
            above = times_number(a.above, 1 / content(a.above))
            below = times_number(a.below, 1 / content(a.below))
            above = above if self.leading(a.above) > 0 else negative(above)
            below = below if self.leading(a.below) > 0 else negative(below)
            key = ("exp", f"{self.name(above)} over {self.name(below)}")
            self.inner[key] = above if self.real(below) else {((TURN, HALF),): 1}
            self.known[key] = False
            return Quotient(single(key, share))
        result = Quotient(ONE)
        for monomial, value in a.above.items():
            direction = self.direction_in(monomial, value)
            factor = direction or Quotient(self.exponential_of_term(monomial, Fraction(value)))
            result = self.product(result, factor)
        return result

    def direction_in(self, monomial: Monomial, value: Any) -> Quotient | None:
        """e^(ki) of an arctangent or arcsine, for a whole k; else None."""
        if len(monomial) != 2 or value != int(value) or abs(value) > STEPS:
            return None
        keys = dict(monomial)
        found = [key for key in keys if key[0] in ("arctan", "arcsin") and keys[key] == 1]
        if not found or keys.get(TURN) != HALF:
            return None
        return self.whole_power(self.direction(found[0]), int(value))

    def exponential_of_term(self, monomial: Monomial, value: Fraction) -> Sum:
        if monomial == UNIT:
            return single(E, value)
        if monomial == tuple(sorted([(TURN, HALF), (PI, 1)])):
            return self.turned(value)
        if len(monomial) == 1 and monomial[0][0][0] == "ln" and monomial[0][1] == 1:
            return self.exponent_of_logarithm(self.inner[monomial[0][0]], value)
        key = self.key("exp", {monomial: 1})
        return single(key, value)

    def exponent_of_logarithm(self, inner: Sum, value: Fraction) -> Sum:
        """inner^value, where inner is what a logarithm was taken of."""
        if len(inner) == 1:
            (monomial, coefficient) = next(iter(inner.items()))
            if coefficient == 1 and len(monomial) == 1 and monomial[0][1] == 1:
                key = monomial[0][0]
                if key[0] == "prime":
                    carried, power, _ = self.carry(key, value)
                    return {((key, power),) if power else UNIT: carried}
                if key[0] not in CARRIED:
                    return single(key, value)
        if value.denominator == 1 and value > 0:
            return self.power(inner, int(value))
        return single(self.key("exp", single(self.key("ln", inner))), value)

    def logarithm(self, a: Quotient) -> Quotient:
        """ln a: of a product the sum, a square's as that of an absolute value."""
        above = self.logarithm_of_sum(a.above)
        if a.below is not ONE:
            above = plus(above, negative(self.logarithm_of_sum(a.below)))
        return Quotient(above)

    def logarithm_of_sum(self, a: Sum) -> Sum:
        if not a or (self.constant(a) and self.zero(a)):
            raise Refusal("the logarithm of zero")
        if len(a) > 1:
            return self.logarithm_of_several(a)
        (monomial, value) = next(iter(a.items()))
        value = Fraction(value)
        if value < 0 or any(key == TURN or key[0] == "sign" for key, _ in monomial):
            if self.constant(a):
                raise Refusal("the logarithm of a number that is not positive")
            share = abs(value)
            inner = times_number(a, 1 / share)
            return plus(self.logarithm_of_number(share), single(self.key("ln", inner)))
        total = self.logarithm_of_number(value)
        for key, exponent in monomial:
            total = plus(total, self.logarithm_of_key(key, Fraction(exponent)))
        return total

    def logarithm_of_several(self, a: Sum) -> Sum:
        share = content(a)
        rest = times_number(a, 1 / share)
        if self.constant(rest) and (not self.is_real(rest) or self.sign(rest) < 0):
            raise Refusal("the logarithm of a number that is not positive")
        return plus(self.logarithm_of_number(share), single(self.key("ln", rest)))

    def logarithm_of_number(self, value: Fraction) -> Sum:
        total: Sum = {}
        for part, sign in ((value.numerator, 1), (value.denominator, -1)):
            for prime, times in factored(part):
                key = self.key("ln", single(("prime", prime)))
                total = plus(total, {((key, 1),): sign * times})
        return total

    def logarithm_of_key(self, key: Key, exponent: Fraction) -> Sum:
        if key == E:
            return number(exponent)
        if key[0] == "exp" and key in self.inner and self.real(self.inner[key]):
            if " over " in key[1]:
                raise Beyond("the logarithm of a power with a quotient")
            return times_number(self.inner[key], exponent)
        if key[0] == "base":
            return times_number(single(self.key("ln", self.inner[key])), exponent)
        even = exponent.denominator % 2 and exponent.numerator % 2 == 0
        inner = (
            self.absolute_of_sum(single(key)) if even and not self.positive(key) else single(key)
        )
        return times_number(single(self.key("ln", inner)), exponent)

    def raised(self, base: Quotient, exponent: Quotient) -> Quotient:
        """base^exponent."""
        value = rational(exponent.above) if exponent.below is ONE else None
        if value is not None:
            value = Fraction(value)
            if value <= 0 and self.zero(base.above):
                raise Refusal("zero to a power that is not positive")
            if value.denominator > 1:
                base = self.root(base, value.denominator)
            return self.whole_power(base, value.numerator)
        if self.zero(base.above):
            raise Refusal("zero to an unknown power")
        sign = ONE
        if len(base.above) == 1 and base.below is ONE and self.leading(base.above) < 0:
            base = Quotient(negative(base.above))
            sign = self.sign_power(exponent)
        power = self.exponential(self.product(self.logarithm(base), exponent))
        return power if sign is ONE else self.product(Quotient(sign), power)

    def sign_power(self, exponent: Quotient) -> Sum:
        """(-1)^n, which is its own inverse where n is whole, as it must be to have a real value."""
        if exponent.below is not ONE:
            raise Beyond("a negative number to a fraction")
        result = ONE
        for monomial, value in exponent.above.items():
            if Fraction(value).denominator > 1:
                raise Beyond("a negative number to a fraction")
            if monomial == UNIT:
                result = self.times(result, number(-1 if value % 2 else 1))
            elif value % 2:
                result = self.times(result, single(self.key("sign", {monomial: 1})))
        return result

    # Trigonometry

    def circular(self, a: Quotient, factor: Sum) -> tuple[Quotient, Quotient]:
        """e^(fa) and e^(-fa); f is i for the circular functions, 1 for the hyperbolic ones."""
        angle = self.product(a, Quotient(factor))
        return self.exponential(angle), self.exponential(self.scaled(angle, -1))

    def sine(self, a: Quotient) -> Quotient:
        up, down = self.circular(a, self.turned(HALF))
        return self.product(
            self.total(up, self.scaled(down, -1)), Quotient(times_number(self.turned(HALF), -HALF))
        )

    def cosine(self, a: Quotient) -> Quotient:
        return self.scaled(self.total(*self.circular(a, self.turned(HALF))), HALF)

    def hyperbolic_sine(self, a: Quotient) -> Quotient:
        up, down = self.circular(a, ONE)
        return self.scaled(self.total(up, self.scaled(down, -1)), HALF)

    def hyperbolic_cosine(self, a: Quotient) -> Quotient:
        return self.scaled(self.total(*self.circular(a, ONE)), HALF)

    def arcsine(self, a: Quotient) -> Quotient:
        return self.inverse_function("arcsin", a, self.sine)

    def arctangent(self, a: Quotient) -> Quotient:
        return self.inverse_function(
            "arctan", a, lambda b: self.product(self.sine(b), self.inverse(self.cosine(b)))
        )

    def inverse_function(self, name: str, a: Quotient, function: Any) -> Quotient:
        """An odd function; a multiple of pi where the argument is a value of the function there."""
        if not a.above:
            return a
        a = self.rationalised(a)
        constant = self.constant(a.above) and self.constant(a.below)
        if constant:
            sign = self.quotient_sign(a)
            if sign == 0:
                return Quotient({})
            if name == "arcsin":
                rest = self.total(Quotient(ONE), self.scaled(self.whole_power(a, 2), -1))
                if self.quotient_sign(rest) < 0:
                    raise Refusal("an arcsine of a number above 1")
            known = self.known_angle(self.scaled(a, sign), name, function)
            if known is not None:
                return Quotient({((PI, 1),): sign * known})
        else:
            sign = 1 if self.leading(a.above) * self.leading(a.below) > 0 else -1
        a = self.scaled(a, sign)
        if a.below is not ONE:
            inner = self.quotient_key(a)
        else:
            inner = a.above
        return Quotient({((self.key(name, inner), 1),): sign})

    def quotient_key(self, a: Quotient) -> Sum:
        """A quotient as one unknown quantity, in lowest whole coefficients."""
        above, below = content(a.above), content(a.below)
        share = above / below
        shown = (
            self.name(times_number(a.above, 1 / above)),
            self.name(times_number(a.below, 1 / below)),
        )
        return {((("letter", " over ".join(shown)), 1),): share}

    def known_angle(self, a: Quotient, name: str, function: Any) -> Fraction | None:
        """The multiple of pi up to pi/2 at which a function has a value; the enclosure says which
        alone can be it."""
        value = balls.divided(self.real_ball(a.above, 64), self.real_ball(a.below, 64), 64)
        if name == "arcsin":
            square = balls.times(value, value, 64)
            below = balls.plus(Ball(1 << 64, 0, 0), balls.scaled(square, -1, 1))
            if below.real <= below.radius:
                return HALF if self.same(a, Quotient(ONE)) else None
            value = balls.divided(value, balls.real_root(below, 2, 64), 64)
        share = Fraction(balls.arctangent(value, 64).real * 120, balls.pi(64))
        nearest = round(share)
        if abs(share - nearest) > Fraction(1, 10**9):
            return None
        angle = Fraction(nearest, 120)
        found = function(Quotient({((PI, 1),): angle}))
        return angle if self.same(found, a) else None

    # Whole numbers

    def floor(self, a: Quotient) -> Quotient:
        if self.constant(a.above) and self.constant(a.below):
            return Quotient(number(self.whole_part(a)))
        if a.below is not ONE:
            return Quotient(single(("floor", self.name(self.quotient_key(a)))))
        whole = Fraction(a.above.get(UNIT, 0)).__floor__()
        rest = plus(a.above, number(-whole))
        return Quotient(plus(single(self.key("floor", rest)), number(whole)))

    def whole_part(self, a: Quotient) -> int:
        value = balls.divided(self.real_ball(a.above, 256), self.real_ball(a.below, 256), 256)
        low, high = (value.real - value.radius) >> 256, (value.real + value.radius) >> 256
        if low == high:
            return low
        if self.same(a, Quotient(number(high))):
            return high
        return high if self.quotient_sign(self.total(a, Quotient(number(-high)))) > 0 else low

    def factorial(self, a: Quotient) -> Quotient:
        value = rational(a.above) if a.below is ONE else None
        if value is not None:
            if value != int(value) or value < 0:
                raise Refusal("the factorial of a number that is not natural")
            if value > WHOLE:  # a number of its own, positive
                return Quotient(single(self.key("factorial", number(value))))
            return Quotient(number(factorial(int(value))))
        if a.below is not ONE:
            raise Beyond("the factorial of a quotient")
        shift = Fraction(a.above.get(UNIT, 0))
        if shift.denominator > 1 or abs(shift) > STEPS:
            raise Beyond("a factorial too far from its letter")
        rest = plus(a.above, number(-shift))
        factors = [
            plus(rest, number(step))
            for step in range(min(0, int(shift)) + 1, max(0, int(shift)) + 1)
        ]
        product = reduce(self.times, factors, ONE)
        own = single(self.key("factorial", rest))
        return Quotient(self.times(own, product)) if shift >= 0 else self.quotient(own, product)

    def binomial(self, n: Quotient, k: Quotient) -> Quotient:
        above = rational(n.above) if n.below is ONE else None
        below = rational(k.above) if k.below is ONE else None
        if above is not None and below is not None:
            if above != int(above) or below != int(below) or above < 0 or below < 0:
                raise Refusal("a binomial coefficient of numbers that are not natural")
            if above > 2 * WHOLE:
                raise Beyond("a binomial coefficient too large")
            return Quotient(number(comb(int(above), int(below))))
        if below is not None and below == int(below) and 0 <= below <= STEPS:
            result = Quotient(number(Fraction(1, factorial(int(below)))))
            for step in range(int(below)):
                result = self.product(result, self.total(n, Quotient(number(-step))))
            return result
        rest = self.total(n, self.scaled(k, -1))
        below_line = self.product(self.factorial(k), self.factorial(rest))
        return self.product(self.factorial(n), self.inverse(below_line))


def totient(number_: int) -> int:
    result = number_
    for prime in polynomial.PRIMES:
        if number_ % prime == 0:
            result -= result // prime
            while number_ % prime == 0:
                number_ //= prime
    if number_ > 1:
        result -= result // number_  # one prime more; a larger value is still a bound on a degree
    return max(result, 1)


def factored(number_: int) -> Iterable[tuple[int, int]]:
    """The prime powers of a number; what the table of primes leaves stands as one factor."""
    found = []
    for prime in polynomial.PRIMES:
        if number_ == 1:
            break
        times = 0
        while number_ % prime == 0:
            number_ //= prime
            times += 1
        if times:
            found.append((prime, times))
    if number_ > 1:
        found.append((number_, 1))
    return found
