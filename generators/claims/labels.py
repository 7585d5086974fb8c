"""Numbers with labels, such as 5 apples or 60 km/h: sums and comparisons need one label, products
and quotients multiply and divide the labels as letters.

A label stands behind a number and a blank; what follows it without a blank, as in km/h or m/s^2,
belongs to it. `3/2 km` is half of 3 km, `6 km / 2 h` a speed. An s at the end of a longer word is
the plural's and does not matter.
"""

import re
from typing import Any

from generators.claims.values import Value, reciprocal, size

NUMBER_BITS = 4_096
PLURAL = 3  # letters of a word that the plural's s comes behind
UNIT = re.compile(r"([*/]?)([A-Za-z]+)(?:\^(\d{1,2}))?", re.ASCII)

Units = tuple[tuple[str, int], ...]  # labels and their exponents, sorted, none of them 0


class Labelled(Value):
    """`number` of `units`."""

    __slots__ = ("number", "units")

    def __init__(self, number: Any, units: Units) -> None:
        if isinstance(number, Value):
            raise ArithmeticError("a label stands behind a plain number")
        if size(number) > NUMBER_BITS:
            raise OverflowError("a number beyond the limit")
        self.number, self.units = number, units

    def same(self, other: Any) -> Any:
        """The other one's number. Raises ArithmeticError where its label is another."""
        if not isinstance(other, Labelled) or other.units != self.units:
            raise ArithmeticError("two different labels")
        return other.number

    def __add__(self, other: Any) -> "Labelled":
        return Labelled(self.number + self.same(other), self.units)

    def __mul__(self, other: Any) -> Any:
        if not isinstance(other, Labelled):
            return Labelled(self.number * other, self.units)
        units = product(self.units, other.units)
        number = self.number * other.number
        return Labelled(number, units) if units else number

    def inverse(self) -> "Labelled":
        units = tuple([(label, -power) for label, power in self.units])
        return Labelled(reciprocal(self.number), units)

    def __eq__(self, other: Any) -> bool:
        return self.number == self.same(other)

    __hash__ = None  # type: ignore[assignment]

    def __lt__(self, other: Any) -> bool:
        return self.number < self.same(other)

    def __le__(self, other: Any) -> bool:
        return self.number <= self.same(other)

    def __gt__(self, other: Any) -> bool:
        return self.number > self.same(other)

    def __ge__(self, other: Any) -> bool:
        return self.number >= self.same(other)

    def __abs__(self) -> "Labelled":
        return Labelled(abs(self.number), self.units)


def units_of(label: str) -> Units:
    """What a label such as `km/h` is made of."""
    units: Units = ()
    for sign, word, power in UNIT.findall(label):
        name = word[:-1] if len(word) > PLURAL and word.endswith("s") else word
        exponent = int(power or 1)
        units = product(units, ((name, -exponent if sign == "/" else exponent),))
    return units


def product(a: Units, b: Units) -> Units:
    powers = dict(a)
    for label, power in b:
        powers[label] = powers.get(label, 0) + power
    return tuple(sorted([(label, power) for label, power in powers.items() if power]))
