"""Ratios as answers, such as 1:2 or 3:4:5: two are the same where they are in proportion. A number
stands for the ratio of two numbers that it is."""

from collections.abc import Sequence
from typing import Any

from generators.answers.exact import Evaluation
from generators.answers.identity import Spent, same
from generators.answers.listing import Entry, as_expression, entry, entry_text, parts_at
from generators.answers.quotient import Expression
from generators.answers.refusal import Beyond, Refusal

PARTS = 12  # numbers in one ratio


def ratio_of(written: str, loose: bool = False) -> tuple[Entry, ...]:
    """1:2, (x + 1) : 3 : 4, or one number, which is taken to 1. Raises Unreadable."""
    parts = parts_at(written, ":")
    if len(parts) > PARTS:
        raise Beyond(f"more than {PARTS} parts")
    found = [number_of(part, loose) for part in parts]
    if not any(not isinstance(value, int) or value for value in found):
        raise Refusal("a ratio of zeros")
    return tuple(found) if len(found) > 1 else (found[0], 1)


def number_of(part: str, loose: bool) -> Entry:
    value = entry(part.strip(), loose=loose)
    if isinstance(value, tuple) and not isinstance(value, Expression):
        raise Refusal("a number is due")
    return value


def ratio_same(a: Sequence[Entry], b: Sequence[Entry]) -> bool:
    if len(a) != len(b):
        return False
    left, right = [as_expression(value) for value in a], [as_expression(value) for value in b]
    first = next((index for index, value in enumerate(right) if value.above), 0)
    if not left[first].above:
        return False
    work, spent = Evaluation(), Spent()
    return all(
        same(work.product(x, right[first]), work.product(y, left[first]), spent)
        for x, y in zip(left, right, strict=True)
    )


def ratio_text(value: Any) -> str:
    if isinstance(value, str):
        value = ratio_of(value)
    shown = [entry_text(part) for part in value]
    return ":".join([f"({part})" if " " in part else part for part in shown])
