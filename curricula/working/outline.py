"""What a solution passes through, as sequences that can be compared: its numbers in order, the
numbers of each line, the shapes of lines.

The likeness of two outlines is a weighted mean of Dice's coefficients (Dice 1945), 2 |common| /
(|a| + |b|): of the longest common subsequence for the numbers in order, of what is common in any
order for lines and shapes. So missing lines, added lines and lines in another order cost a little,
and a slip costs no more than the numbers it touches; the shapes stay.
"""

import re
from collections import Counter
from collections.abc import Iterable
from itertools import chain
from typing import Any

from curricula.maths_text.spans import Span

NUMBERS, LINES, SHAPES = 1.0, 1.0, 0.5  # weights
DIGITS = re.compile(r"\d+", re.ASCII)
FRACTION_IN_BRACKETS = re.compile(r"(?<![A-Za-z#)])\((#/#)\)(?!\^)")


def shape(span: Span) -> str:
    """A span with every number taken out, every blank, and brackets round a fraction alone."""
    shown = DIGITS.sub("#", span.text.replace(" ", ""))
    return FRACTION_IN_BRACKETS.sub(r"\1", shown) if "(#/#)" in shown else shown


class Outline:
    """The three sequences of one text's spans."""

    __slots__ = ("_every", "_places", "lines", "numbers", "shapes", "texts")

    def __init__(self, spans: Iterable[Span]) -> None:
        spans = list(spans)
        self.numbers = list(chain.from_iterable([span.numbers for span in spans]))
        self.lines = Counter([tuple(sorted(span.numbers)) for span in spans])
        self.shapes = Counter([shape(span) for span in spans])
        self.texts = frozenset([span.text.replace(" ", "") for span in spans])
        self._places: dict[str, int] = {}
        for i, number in enumerate(self.numbers):
            self._places[number] = self._places.get(number, 0) | 1 << i
        self._every = (1 << len(self.numbers)) - 1

    def likeness(self, other: "Outline") -> float:
        """From 0 (nothing in common) to 1 (the same)."""
        in_order = dice(self.common(other.numbers), len(self.numbers), len(other.numbers))
        lines, shapes = shared(self.lines, other.lines), shared(self.shapes, other.shapes)
        return (NUMBERS * in_order + LINES * lines + SHAPES * shapes) / (NUMBERS + LINES + SHAPES)

    def common(self, numbers: Iterable[str]) -> int:
        """The length of the longest common subsequence, a row of the table at a time as the bits of
        one number (Hyyro 2004)."""
        row, positions = self._every, self._places
        for number in numbers:
            matches = row & positions.get(number, 0)
            row = (row + matches | row - matches) & self._every
        return len(self.numbers) - row.bit_count()


def dice(common: int, first: int, second: int) -> float:
    return 2 * common / (first + second) if first + second else 0.0


def shared(first: "Counter[Any]", second: "Counter[Any]") -> float:
    """Dice's coefficient of two bags of things."""
    common = sum([min(count, second[thing]) for thing, count in first.items() if thing in second])
    return dice(common, first.total(), second.total())
