"""Read a set of real numbers: [1, 2) U (3, oo), x >= 3, 1 <= x < 2, x < 1 or x > 3, or R."""

import re
from typing import Any

from generators.answers.interval import (
    EVERYTHING,
    PIECES,
    Piece,
    Union,
    common,
    complement_of_point,
    union,
)
from generators.answers.listing import entry, inside, split
from generators.answers.refusal import Beyond, Refusal, WrongKind

MEMBER = re.compile(r"\s*([A-Za-z])\s+in\s+", re.ASCII)
JOIN = re.compile(r"\s*\b(?:U|or)\b\s*", re.ASCII)
RELATION = re.compile(r"\s*(<=|>=|!=|<|>)\s*")
LETTER = re.compile(r"[A-Za-z]", re.ASCII)
WHOLE_ENDS = re.compile(r"([\[(]) *(-oo|-?\d{1,40}) *, *(\+?oo|-?\d{1,40}) *([\])])", re.ASCII)
FLIPPED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "!=": "!="}


def union_of(text: str) -> Union:
    """The set of real numbers that a text describes. Raises Unreadable."""
    member = MEMBER.match(text) if " in " in text else None
    if member is not None:
        text = text[member.end() :]
    parts = JOIN.split(text.strip())
    if len(parts) > PIECES:
        raise Beyond(f"more than {PIECES} intervals")
    found: list[Piece] = []
    for part in parts:
        found += described(part) if "<" in part or ">" in part or "!" in part else listed(part)
    return union(found)


def listed(text: str) -> Union:
    """One interval in brackets, single points in braces, or R."""
    found = WHOLE_ENDS.fullmatch(text)
    if found is not None:  # the most common, read the quick way
        opening, low, high, closing = found.groups()
        ends = None if low == "-oo" else int(low), None if high.endswith("oo") else int(high)
        if (ends[0] is not None or opening == "(") and (ends[1] is not None or closing == ")"):
            return (Piece(*ends, opening == "[", closing == "]"),)
    if text == "R":
        return EVERYTHING
    points = inside(text, "{")
    if points is not None:
        values = [finite(entry(point)) for point in split(points)] if points.strip() else []
        return tuple([Piece(value, value, True, True) for value in values])
    if text[:1] not in ("(", "[") or text[-1:] not in (")", "]"):
        raise WrongKind("an interval is due")
    ends = split(text[1:-1])
    if len(ends) != 2:
        raise WrongKind("an interval has two ends")
    low, high = bound(ends[0], "-"), bound(ends[1], "+")
    if (low is None and text[0] == "[") or (high is None and text[-1] == "]"):
        raise Refusal("infinity does not belong to an interval")
    return (Piece(low, high, text[0] == "[", text[-1] == "]"),)


def bound(text: str, side: str) -> Any:
    """An end: a number, or None for infinity on its own side."""
    text = text.strip()
    if text.replace(" ", "") in (f"{side}oo", "oo" if side == "+" else "-oo"):
        return None
    return finite(entry(text))


def finite(value: Any) -> Any:
    if type(value) is tuple:
        raise WrongKind("a number is due")
    return value


def described(text: str) -> Union:
    """x >= 3, 3 <= x, 1 <= x < 2, x != 3, and several joined by `and`: the letter stands alone, the
    rest are numbers."""
    result, name = EVERYTHING, None
    for condition in re.split(r"\s+and\s+", text):
        parts = RELATION.split(condition.strip())
        letters = [index for index in range(0, len(parts), 2) if LETTER.fullmatch(parts[index])]
        if len(letters) != 1 or len(parts) not in (3, 5) or (len(parts) == 5 and letters != [2]):
            raise Refusal("a letter compared with numbers is due")
        at = letters[0]
        if name not in (None, parts[at]):
            raise Refusal("conditions on different letters")
        name = parts[at]
        if at > 0:
            result = common(result, compared(FLIPPED[parts[at - 1]], finite(entry(parts[at - 2]))))
        if at + 2 < len(parts):
            result = common(result, compared(parts[at + 1], finite(entry(parts[at + 2]))))
        if len(parts) == 5 and (parts[1][0] != parts[3][0] or "!" in parts[1]):
            raise Refusal("a chain of comparisons goes one way")
    return result


def compared(sign: str, value: Any) -> Union:
    """The numbers x with x < value, and so on."""
    if sign == "!=":
        return complement_of_point(value)
    closed = sign.endswith("=")
    return (
        (Piece(None, value, False, closed),)
        if sign[0] == "<"
        else (Piece(value, None, closed, False),)
    )
