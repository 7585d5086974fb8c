"""Where a number comes from: the steps that have found it, the statement, or nowhere."""

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from generators.claims.claim import Number
from generators.derivations.numerals import FREE

STATEMENT = -1


class Underived(Exception):
    """A step, by its index, uses what nobody gave, or the steps do not reach the answer."""

    def __init__(self, step: int, reason: str) -> None:
        super().__init__(reason)
        self.step = step
        self.reason = reason


Finders = dict[Number, list[int]]  # of each number, without its sign: the steps that found it


def copied(finders: Finders) -> Finders:
    return {number: [*by] for number, by in finders.items()}


class Found(NamedTuple):
    """Which steps have found a number as a whole, and which a fraction that is made of it."""

    whole: Finders
    parts: Finders

    def copy(self) -> "Found":
        return Found(*map(copied, self))

    def by(self, number: Number) -> list[int] | None:
        """The steps that found a number; those that found a fraction made of it where none did."""
        return self.whole.get(number) or self.parts.get(number)

    def note(self, number: Number, step: int) -> None:
        noted(self.whole, number, step)
        if number.denominator != 1:
            noted(self.parts, number.numerator, step)
            noted(self.parts, number.denominator, step)


def noted(finders: Finders, number: Number, step: int) -> None:
    known = finders.get(number)
    if known is None:
        finders[number] = [step]
    elif known[-1] != step:
        known.append(step)


def waiting(finders: Finders, rested_on: Collection[int]) -> set[Number]:
    """The numbers that a step found and that nothing rests on yet."""
    return {
        number
        for number, known in finders.items()
        if known[-1] not in rested_on and number not in FREE
    }


def latest_free(known: Sequence[int], rested_on: Collection[int]) -> int:
    """Of the steps that found a number the latest that nothing rests on yet, so that 5 + 5 rests
    on two; else the latest."""
    return next((step for step in reversed(known) if step not in rested_on), known[-1])


def parts_of(number: Number) -> tuple[Number, ...]:
    """The number, and of a fraction what it is made of."""
    if number.denominator == 1:
        return (number,)
    return number, number.numerator, number.denominator


def with_parts(values: Iterable[Number]) -> set[Number]:
    """Some numbers without signs, and what the fractions among them are made of."""
    numbers = set(map(abs, values))
    for number in [number for number in numbers if number.denominator != 1]:
        numbers.update((number.numerator, number.denominator))
    return numbers


def part_sources(number: Number, stated: Collection[Number], finders: Found) -> list[int]:
    """The sources of a fraction's numerator and denominator; none for a whole number, or where one
    of them has none."""
    sources = []
    for part in parts_of(number)[1:]:
        known = finders.by(part)
        if known:
            sources.append(known[-1])
        elif part in stated:
            sources.append(STATEMENT)
        elif part not in FREE:
            return []
    return sources
