"""Sets of real numbers as answers: unions of intervals such as [1, 2) U (3, oo), compared exactly.

Ends are numbers, or expressions with unknowns that no order is known of. Which of two numbers is
larger is decided by enclosing both in rationals until the enclosures part: sums of square roots
here, all others in identity.py.
"""

from collections.abc import Iterable
from fractions import Fraction
from functools import cmp_to_key
from itertools import chain
from math import isqrt
from typing import Any, NamedTuple

from generators.answers import polynomial
from generators.answers.exact import Evaluation
from generators.answers.identity import Spent, real_sign
from generators.answers.listing import as_expression, entry_same
from generators.answers.polynomial import ONE, Roots
from generators.answers.quotient import Expression, text
from generators.answers.refusal import Beyond, Refusal, Unordered

ENDS = 8  # ends of one union whose order takes longer to find
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
    if not (simple(a) and simple(b)):
        return real_sign(Evaluation().plus(as_expression(a), as_expression(b), -1))
    difference = polynomial.add(as_expression(a).above, as_expression(b).above, -1)
    if not difference:
        return 0
    for precision in PRECISIONS:
        low, high = enclosure(difference, precision)
        if low > 0 or high < 0:
            return 1 if low > 0 else -1
    raise Beyond("two ends too close to order")


def simple(value: Any) -> bool:
    """Whether an end is rational or a sum of square roots."""
    if not isinstance(value, Expression):
        return True
    return value.below is ONE and not any(
        letters or not all_square(roots) for letters, roots in value.above
    )


def all_square(roots: Roots) -> bool:
    return all(power.denominator == 2 for _, power in roots)


def enclosure(terms: polynomial.Terms, precision: int) -> tuple[int, int]:
    """Whole numbers below and above the sum times 2^precision."""
    low = high = 0
    for (_, roots), value in terms.items():
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
    ends = list(chain.from_iterable([(piece.low, piece.high) for piece in kept]))
    if len(ends) - sum(map(simple, ends)) > ENDS:
        raise Beyond(f"more than {ENDS} ends that are no sums of roots")
    try:
        kept.sort(key=cmp_to_key(by_low))
    except Unordered:
        return tuple(sorted(kept, key=piece_text))
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
    try:
        order = compare(piece.low, piece.high)
    except Unordered:
        return False
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
            if low is None or high is None or in_order(low, high):
                found.append(Piece(low, high, low_in, high_in))
    return union(found)


def in_order(low: Any, high: Any) -> bool:
    """Whether two ends may be those of an interval: unknown ones may."""
    try:
        return compare(low, high) <= 0
    except Unordered:
        return True


def by_high(a: Piece, b: Piece) -> int:
    if a.high is None or b.high is None:
        return (a.high is None) - (b.high is None)
    return compare(a.high, b.high) or a.high_in - b.high_in


def complement(value: Union) -> Union:
    """Every number that is in no piece; the pieces are in order."""
    found, low, low_in = list[Piece](), None, False
    for piece in value:
        if piece.low is not None:
            found.append(Piece(low, piece.low, low_in, not piece.low_in))
        if piece.high is None:
            return union(found)
        low, low_in = piece.high, not piece.high_in
    return union([*found, Piece(low, None, low_in, False)])


def interval_same(a: Union, b: Union) -> bool:
    spent = Spent()
    return a == b or (
        len(a) == len(b) and all(piece_same(p, q, spent) for p, q in zip(a, b, strict=True))
    )


def piece_same(p: Piece, q: Piece, spent: Spent) -> bool:
    return (
        p.low_in == q.low_in
        and p.high_in == q.high_in
        and end_same(p.low, q.low, spent)
        and end_same(p.high, q.high, spent)
    )


def end_same(a: Any, b: Any, spent: Spent) -> bool:
    return (a is None) == (b is None) if a is None or b is None else entry_same(a, b, spent)


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
