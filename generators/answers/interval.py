"""Sets of real numbers as answers: unions of intervals such as [1, 2) U (3, oo), compared exactly.

Ends are rational numbers or sums of square roots; which of two is larger is decided by enclosing
both in rationals until the enclosures part, which they do because different normal forms are
different numbers.
"""

from collections.abc import Iterable
from fractions import Fraction
from functools import cmp_to_key
from math import isqrt
from typing import Any, NamedTuple

from generators.answers import polynomial
from generators.answers.polynomial import ONE
from generators.answers.quotient import Expression, text
from generators.answers.refusal import Beyond, Refusal

PIECES = 64  # intervals in one union
PRECISIONS = (64, 512, 2_048)  # bits of an enclosure


class Piece(NamedTuple):
    """One interval: its ends, None for no bound, and whether each end belongs to it."""

    low: Any
    high: Any
    low_in: bool
    high_in: bool


Union = tuple[Piece, ...]
EVERYTHING: Union = (Piece(None, None, False, False),)


def compare(a: Any, b: Any) -> int:
    """-1, 0 or 1 as a is below, at or above b; ends are integers, fractions or expressions."""
    if type(a) is not Expression and type(b) is not Expression:
        return (a > b) - (a < b)
    difference = polynomial.add(end(a).above, end(b).above, -1)
    if not difference:
        return 0
    for precision in PRECISIONS:
        low, high = enclosure(difference, precision)
        if low > 0 or high < 0:
            return 1 if low > 0 else -1
    raise Beyond("two ends too close to order")


def end(value: Any) -> Expression:
    found = value if isinstance(value, Expression) else Expression(polynomial.constant(value))
    if found.below is not ONE:
        raise Refusal("an end of an interval is a number")
    return found


def enclosure(terms: polynomial.Terms, precision: int) -> tuple[int, int]:
    """Whole numbers below and above the sum times 2^precision."""
    low = high = 0
    for (letters, roots), value in terms.items():
        if letters or any(power.denominator != 2 for _, power in roots):
            raise Refusal("only rational numbers and square roots have an order here")
        radicand = 1
        for prime, _ in roots:
            radicand *= prime
        size = abs(Fraction(value))
        square = radicand * size * size
        least = isqrt((square.numerator << (2 * precision)) // square.denominator)
        low, high = (
            (low + least, high + least + 1) if value > 0 else (low - least - 1, high - least)
        )
    return low, high


def union(pieces: Iterable[Piece]) -> Union:
    """The pieces sorted, empty ones dropped, those that overlap or touch joined. Raises Refusal."""
    kept = [piece for piece in pieces if not empty(piece)]
    if len(kept) > PIECES:
        raise Beyond(f"more than {PIECES} intervals")
    if len(kept) < 2:
        return tuple(kept)
    kept.sort(key=cmp_to_key(by_low))
    joined: list[Piece] = []
    for piece in kept:
        if joined and touches(joined[-1], piece):
            last = joined[-1]
            if last.high is not None:
                order = 1 if piece.high is None else compare(piece.high, last.high)
                if order > 0:
                    joined[-1] = last._replace(high=piece.high, high_in=piece.high_in)
                elif order == 0:
                    joined[-1] = last._replace(high_in=last.high_in or piece.high_in)
        else:
            joined.append(piece)
    return tuple(joined)


def empty(piece: Piece) -> bool:
    if piece.low is None or piece.high is None:
        return False
    order = compare(piece.low, piece.high)
    if order > 0:
        raise Refusal("an interval's low end is above its high end")
    return order == 0 and not (piece.low_in and piece.high_in)


def by_low(a: Piece, b: Piece) -> int:
    if a.low is None or b.low is None:
        return (b.low is None) - (a.low is None)
    return compare(a.low, b.low) or b.low_in - a.low_in


def touches(a: Piece, b: Piece) -> bool:
    """Whether b, which starts no earlier, leaves no gap behind a."""
    if a.high is None or b.low is None:
        return True
    order = compare(b.low, a.high)
    return order < 0 or (order == 0 and (a.high_in or b.low_in))


def common(a: Union, b: Union) -> Union:
    """The intersection."""
    found = []
    for p in a:
        for q in b:
            low, low_in = (p.low, p.low_in) if by_low(p, q) > 0 else (q.low, q.low_in)
            high, high_in = (p.high, p.high_in) if by_high(p, q) < 0 else (q.high, q.high_in)
            if low is None or high is None or compare(low, high) <= 0:
                found.append(Piece(low, high, low_in, high_in))
    return union(found)


def by_high(a: Piece, b: Piece) -> int:
    if a.high is None or b.high is None:
        return (a.high is None) - (b.high is None)
    return compare(a.high, b.high) or a.high_in - b.high_in


def complement_of_point(value: Any) -> Union:
    """Every number but one."""
    return (Piece(None, value, False, False), Piece(value, None, False, False))


def interval_text(value: Union) -> str:
    """The canonical text: `[1, 2) U {5} U (6, oo)`, `{}` for the empty set."""
    return " U ".join([piece_text(piece) for piece in value]) or "{}"


def piece_text(piece: Piece) -> str:
    if piece.low is not None and piece.low == piece.high:
        return "{" + end_text(piece.low) + "}"
    low = "-oo" if piece.low is None else end_text(piece.low)
    high = "oo" if piece.high is None else end_text(piece.high)
    return f"{'[' if piece.low_in else '('}{low}, {high}{']' if piece.high_in else ')'}"


def end_text(value: Any) -> str:
    return text(value) if isinstance(value, Expression) else str(value)
