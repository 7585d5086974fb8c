"""Which strategy a completion used, told from the numbers it passes through, not from its words.

Each line's arithmetic is compared with what every strategy that applies to this very problem would write: the numbers in order, the
numbers of each line whatever their order, and, with half the weight, the shapes of the lines. The likeness of two sequences is Dice's
coefficient (Dice 1945) of their longest common subsequence, which forgives missing lines, added lines and slips. A strategy with free
choices is compared in each of its ways. Where two strategies are too alike in this, none is named.
"""

from collections.abc import Hashable, Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from curricula.references import Reference, References, shape
from curricula.spans import Span, lines_of

WEIGHTS = (1.0, 1.0, 0.5)  # numbers in order, numbers of a line, shapes of lines
FLOOR = 0.2  # what is less like every strategy is like none
MARGIN = 0.05  # a lead below this is a close call
LONGEST = 600  # spans of a completion that are compared

MIXED, NONE = "mixed", "none"


class Recognition(NamedTuple):
    """The strategy used; `mixed` where a completion passes through values that only one strategy has and through others that only
    another has; or `none`, and then why: no_working, unlike (any strategy), close (two are equally like it). `scores` says how like each
    strategy it is, from 0 to 1."""

    strategy: str
    reason: str
    scores: dict[str, float]

    @property
    def decided(self) -> bool:
        return self.strategy != NONE


class Sequence3(NamedTuple):
    pass
