"""One side of a linear equation: the shapes it may take, how each is drawn, how it is written, and
what may be done with it."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import product
from math import gcd
from typing import NamedTuple

from generators.family import Claim, Fraction, Stream

Numbers = tuple[int, ...]
Number = int | Fraction
Slope = tuple[int, int, int]


class Side(NamedTuple):
    """a(bx + c)/p + d, of which only what is there is written: `5x + 7`, `3(x - 4) + 7`,
    `(2x + 1)/3 - 7`, or a number alone."""

    a: int = 1
    b: Number = 0
    c: Number = 0
    p: int = 1
    d: Number = 0

    @property
    def slope(self) -> Number:
        """What multiplies x in all."""
        return over(self.a * self.b, self.p)

    @property
    def rest(self) -> Number:
        """The number that stands beside x once brackets are gone."""
        return over(self.a * self.c, self.p) + self.d

    def value(self, x: int) -> Number:
        return over(self.a * (self.b * x + self.c), self.p) + self.d

    def written(self) -> Claim:
        a, b, c, p, d = self
        if p > 1:
            return Claim(f"({b}x + {c})/{p} + {d}")
        if a > 1:
            return Claim(f"{a}({b}x + {c}) + {d}")
        if c:
            return Claim(f"{b}x + {c} + {d}")
        return Claim(f"{b}x + {d}") if b else Claim(f"{d}")

    def worked_out(self, x: int) -> Claim:
        """What the side comes to at a chosen x."""
        a, b, c, p, d = self
        inside, value = b * x + c, self.value(x)
        if p > 1:
            return Claim(f"({b} * {x:choice} + {c})/{p} + {d} = {inside}/{p} + {d} = {value}")
        if a > 1:
            return Claim(f"{a} * ({b} * {x:choice} + {c}) + {d} = {a} * {inside} + {d} = {value}")
        return Claim(f"{b} * {x:choice} + {d} = {value}")

    def plus(self, number: Number) -> "Side":
        return self._replace(d=self.d + number)

    def times(self, factor: int) -> "Side":
        """The side times a multiple of its denominator, brackets kept."""
        a, b, c, p, d = self
        if not c:
            return Side(b=b * factor, d=d * factor)
        return Side(a * factor // p, b, c, 1, d * factor).tidy()

    def multiplied_out(self) -> "Side":
        a, b, c, p, d = self
        return Side(1, over(a * b, p), over(a * c, p), 1, d).tidy()

    def collected(self) -> "Side":
        return Side(b=self.b, d=self.c + self.d)

    def tidy(self) -> "Side":
        """`bx + d` where nothing else is written."""
        return self.collected() if self.a == 1 and not self.d else self


def over(number: Number, p: int) -> Number:
    return number if p == 1 else Fraction(number, p)


def side(shape: str, numbers: Numbers) -> Side:
    """The side of a shape, with its numbers in the order in which they are written."""
    if shape == "bracket":
        a, b, c, d = numbers
        return Side(a, b, c, 1, d)
    if shape == "fraction":
        b, c, p, d = numbers
        return Side(1, b, c, p, d)
    if shape == "plain":
        b, d = numbers
        return Side(b=b, d=d)
    return Side(d=numbers[0])


@lru_cache(maxsize=256)
def slopes(shape: str, m: int, size: int, leads: bool) -> tuple[Slope, ...]:
    """What may multiply x on a side, as (a, b, p) for a b m/p. It holds m, the root's denominator,
    so that each side is whole there. The leading side has no negative slope, and no x without a
    number before it where it is a plain one."""
    if shape == "number":
        return ((0, 0, 1),)
    factors = range(2, size + 1) if shape == "bracket" else (1,)
    below = range(2, size + 1) if shape == "fraction" else (1,)
    times: Sequence[int] = [b for b in range(-size, size + 1) if b]
    if leads:
        times = range(1 if shape == "bracket" else 2, size + 1)
    return tuple(
        slope for slope in product(factors, times, below) if gcd(m * slope[1], slope[2]) == 1
    )


def insides(shape: str, size: int) -> int:
    """How many numbers `drawn` at least chooses from for what stands beside x in a bracket."""
    return {"bracket": 4 * size, "fraction": 2 * size}.get(shape, 1)


def drawn(
    stream: Stream, shape: str, slope: Slope, n: int, m: int, size: int
) -> tuple[Numbers, int]:
    """The numbers of a side but for the one added last, and their value at x = n/m."""
    a, b, p = slope
    if shape == "plain":
        return (b * m,), b * n
    if shape == "bracket":
        c = nonzero(stream, 2 * size)
        return (a, b * m, c), a * (b * n + c)
    if shape == "number":
        return (), 0
    c = (b * n // p + stream.between(-size, size)) * p - b * n or p
    return (b * m, c, p), (b * n + c) // p


def nonzero(stream: Stream, largest: int) -> int:
    """A number from -largest to largest that is not 0."""
    number = stream.between(1 - largest, largest)
    return number if number > 0 else number - 1
