"""Random maths written in many ways, whose exact value is known because it was computed while
writing, not by reading.

A value is a polynomial in x and y: a dictionary from exponents to exact coefficients; None where
there is none, such as 1/0.
"""

from collections.abc import Callable
from fractions import Fraction
from math import comb, factorial, gcd, lcm
from random import Random
from typing import Any

Value = dict[tuple[int, int], Fraction]
LETTERS = "xy"


def constant(number: int | Fraction) -> Value:
    return {(0, 0): Fraction(number)} if number else {}


def number_of(value: Value | None) -> Fraction | None:
    """The number, where the value has no letters."""
    return None if value is None or set(value) - {(0, 0)} else value.get((0, 0), Fraction(0))


def whole_of(value: Value | None) -> int | None:
    number = number_of(value)
    return int(number) if number is not None and number.denominator == 1 else None


def added(a: Value, b: Value, sign: int = 1) -> Value:
    total = {
        power: a.get(power, Fraction(0)) + sign * b.get(power, Fraction(0)) for power in {*a, *b}
    }
    return {power: coefficient for power, coefficient in total.items() if coefficient}


def multiplied(a: Value, b: Value) -> Value:
    product: Value = {}
    for (i, j), c in a.items():
        for (k, m), d in b.items():
            product = added(product, {(i + k, j + m): c * d})
    return product


class Writer:
    """Writes expressions at random; `letters`, `modulo`, `functions` say what may occur in them."""

    def __init__(
        self,
        random: Random,
        letters: str = "",
        modulo: bool = True,
        functions: bool = True,
        wild: bool = True,
    ) -> None:
        self.random, self.letters, self.modulo, self.functions, self.wild = (
            random,
            letters,
            modulo,
            functions,
            wild,
        )

    def chance(self, percent: int) -> bool:
        return self.random.randrange(100) < percent

    def blank(self, usual: str = "") -> str:
        return usual if not self.wild or self.chance(70) else self.random.choice(["", " ", "  "])

    def atom(self, depth: int) -> tuple[str, Value | None]:
        kind = self.random.randrange(10)
        if kind < 2 and depth:
            text, value = self.sum(depth - 1)
            return f"({self.blank()}{text}{self.blank()})", value
        if kind == 2 and depth and self.functions and not self.letters:
            return self.call(depth - 1)
        if kind < 6 and self.letters:
            letter = self.random.choice(self.letters)
            return letter, {(int(letter == "x"), int(letter == "y")): Fraction(1)}
        number = self.random.choice(
            [0, 1, 2, 3, 4, 5, 7, 9, 10, 12, 25, 100, 4095, 4096, self.random.randrange(10**6)]
        )
        return str(number), constant(number)

    def call(self, depth: int) -> tuple[str, Value | None]:
        name, run = self.random.choice([("gcd", gcd), ("lcm", lcm), ("C", comb)])
        (first, a), (second, b) = self.sum(depth), self.sum(depth)
        m, n = whole_of(a), whole_of(b)
        text = f"{name}({first}, {second})"
        if m is None or n is None or (name == "C" and not (0 <= m <= 1000 and 0 <= n <= 10**9)):
            return text, None
        return text, constant(run(m, n))

    def power(self, depth: int) -> tuple[str, Value | None]:
        text, value = self.atom(depth)
        if self.chance(8) and not self.letters:
            n = whole_of(value)
            text += self.blank() + "!"
            value = constant(factorial(n)) if n is not None and 0 <= n <= 20 else None
            if n is not None and n > 20:
                raise OverflowError
        if self.chance(20):
            exponent = self.random.randrange(4)
            negative = not self.letters and self.chance(20)
            shown = f"({exponent})" if self.wild and self.chance(10) else str(exponent)
            text += f"{self.blank()}^{self.blank()}{'-' if negative else ''}{shown}"
            value = None if value is None else self.raised(value, exponent, negative)
        return text, value

    @staticmethod
    def raised(value: Value, exponent: int, negative: bool) -> Value | None:
        result = constant(1)
        for _ in range(exponent):
            result = multiplied(result, value)
        if not negative:
            return result
        number = number_of(result)
        return constant(1 / number) if number else None

    def factor(self, depth: int) -> tuple[str, Value | None]:
        text, value = self.power(depth)
        for _ in range(self.random.choice([0] * 6 + [1, 1, 2] if self.wild else [0])):
            text, value = (
                "-" + self.blank() + text,
                None if value is None else multiplied(constant(-1), value),
            )
        return text, value

    def term(self, depth: int) -> tuple[str, Value | None]:
        text, value = self.factor(depth)
        for _ in range(self.random.choice([0, 0, 1, 1, 2])):
            if self.chance(25):
                other, factor = self.power(depth)
                if (
                    other[0].isdigit() or text[-1].isalpha()
                ):  # 2 3, x2 and xy would be read otherwise
                    continue
                text, value = text + other, self.operated("*", value, factor)
                continue
            other, factor = self.factor(depth)
            sign = self.random.choice(
                ["*", "*", "/"] if not self.modulo or self.letters else ["*", "*", "/", "mod"]
            )
            spaces = (" ", " ") if sign == "mod" else (self.blank(" "), self.blank(" "))
            text, value = (
                text + spaces[0] + sign + spaces[1] + other,
                self.operated(sign, value, factor),
            )
        return text, value

    def operated(self, sign: str, a: Value | None, b: Value | None) -> Value | None:
        if a is None or b is None:
            return None
        if sign == "*":
            return multiplied(a, b)
        if sign == "mod":
            m, n = whole_of(a), whole_of(b)
            return constant(m % n) if m is not None and n else None
        divisor = number_of(b)
        if divisor is None:
            raise OverflowError  # quotients of polynomials are not written
        return multiplied(a, constant(1 / divisor)) if divisor else None

    def sum(self, depth: int) -> tuple[str, Value | None]:
        text, value = self.term(depth)
        for _ in range(self.random.choice([0, 1, 1, 2, 3])):
            sign = self.random.choice("+-")
            other, summand = self.term(depth)
            text += f"{self.blank(' ')}{sign}{self.blank(' ')}{other}"
            value = (
                None
                if value is None or summand is None
                else added(value, summand, 1 if sign == "+" else -1)
            )
        return text, value


def written(value: Value, random: Random) -> str:
    """A polynomial written out, its terms in any order."""
    terms = list(value.items())
    random.shuffle(terms)
    text = ""
    for (i, j), coefficient in terms:
        size = abs(coefficient)
        letters = "*".join(
            letter if power == 1 else f"{letter}^{power}"
            for letter, power in (("x", i), ("y", j))
            if power
        )
        shown = (
            letters
            if letters and size == 1 and random.random() < 0.7
            else str(size)
            if not letters
            else f"{size}*{letters}"
        )
        if size.denominator == 1 and letters and size != 1 and random.random() < 0.7:
            shown = f"{size}{letters}"
        minus = coefficient < 0
        text += (" - " if minus else " + ") + shown if text else ("-" if minus else "") + shown
    return text or "0"


def attempt(write: Callable[[], Any]) -> Any:
    """What `write` gives, or None where it gave up."""
    try:
        return write()
    except OverflowError:
        return None
