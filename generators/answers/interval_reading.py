"""Read a set of real numbers: [1, 2) U (3, oo), x >= 3, 1 <= x < 2, x < 1 or x > 3, {x | x > 0}, R
without points or intervals."""

import re
from typing import Any

from generators.answers.exact import is_name
from generators.answers.interval import (
    EVERYTHING,
    PIECES,
    Piece,
    Union,
    common,
    complement,
    complement_of_point,
    union,
)
from generators.answers.listing import entry, inside, split
from generators.answers.quotient import Expression
from generators.answers.refusal import Beyond, Refusal, WrongKind

MEMBER = re.compile(r"\s*([A-Za-z]+(?:_\w+)?)\s+in\s+", re.ASCII)
POINT = re.compile(r"\s*([A-Za-z]+(?:_\w+)?)\s*=\s*", re.ASCII)
BUILDER = re.compile(
    r"\{\s*([A-Za-z]+(?:_\w+)?)(?:\s+in\s+R)?\s*[|:]\s*(.*)\}", re.ASCII | re.DOTALL
)
JOIN = re.compile(r"\s*\b(?:U|or)\b\s*", re.ASCII)
LESS = re.compile(r"\s*(?:\\|\bsetminus\b|-(?=\s*\{))\s*", re.ASCII)
RELATION = re.compile(r"\s*(<=|>=|!=|<|>)\s*")
WHOLE_ENDS = re.compile(r"([\[(]) *(-oo|-?\d{1,40}) *, *(\+?oo|-?\d{1,40}) *([\])])", re.ASCII)
OPENINGS, CLOSINGS = ("(", "[", "]"), (")", "]", "[")  # ]2, 5[ is (2, 5)
REMOVED = 4  # sets taken out of one
FLIPPED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "!=": "!="}
NAMED_SETS = {"R": EVERYTHING, "(R)": EVERYTHING}


def union_of(text: str, loose: bool = False) -> Union:
    """The set of real numbers that a text describes; with `loose` calculations may be left undone
    in its ends. Raises Unreadable."""
    member = MEMBER.match(text) if " in " in text else None
    if member is not None:
        text = text[member.end() :]
    text = text.strip()
    built = BUILDER.fullmatch(text) if inside(text, "{") is not None else None
    if built is not None:
        return joined(built[2], loose)
    removes = "\\" in text or "setminus" in text or "{" in text
    whole, *removed = LESS.split(text) if removes else [text]
    if not removed:
        return joined(whole, loose)
    if len(removed) > REMOVED:
        raise Beyond(f"more than {REMOVED} sets taken out")
    found = union_of(whole, loose)
    for part in removed:
        found = common(found, complement(union_of(part, loose)))
    return found


def joined(text: str, loose: bool) -> Union:
    parts = JOIN.split(text.strip())
    if len(parts) > PIECES:
        raise Beyond(f"more than {PIECES} intervals")
    found: list[Piece] = []
    for part in parts:
        compared_ = "<" in part or ">" in part or "!" in part
        found += described(part, loose) if compared_ else listed(part, loose)
    return union(found)


def listed(text: str, loose: bool) -> Union:
    """One interval in brackets, single points in braces or as x = 2, or R."""
    found = WHOLE_ENDS.fullmatch(text)
    if found is not None:  # the most common, read the quick way
        opening, low, high, closing = found.groups()
        ends = None if low == "-oo" else int(low), None if high.endswith("oo") else int(high)
        if (ends[0] is not None or opening == "(") and (ends[1] is not None or closing == ")"):
            return (Piece(*ends, opening == "[", closing == "]"),)
    if text in NAMED_SETS:
        return NAMED_SETS[text]
    point = POINT.match(text)
    if point is not None:
        value = finite(text[point.end() :], loose)
        return (Piece(value, value, True, True),)
    points = inside(text, "{")
    if points is not None:
        values = [finite(each, loose) for each in split(points)] if points.strip() else []
        return tuple([Piece(value, value, True, True) for value in values])
    opening, closing = text[:1], text[-1:]
    if opening not in OPENINGS or closing not in CLOSINGS:
        raise WrongKind("an interval is due")
    ends = split(text[1:-1])
    if len(ends) != 2:
        raise WrongKind("an interval has two ends")
    low, high = bound(ends[0], "-", loose), bound(ends[1], "+", loose)
    if (low is None and opening == "[") or (high is None and closing == "]"):
        raise Refusal("infinity does not belong to an interval")
    return (Piece(low, high, opening == "[", closing == "]"),)


def bound(text: str, side: str, loose: bool) -> Any:
    """An end: a number, or None for infinity on its own side."""
    if text.replace(" ", "") in (f"{side}oo", "oo" if side == "+" else "-oo"):
        return None
    return finite(text, loose)


def finite(text: str, loose: bool) -> Any:
    value = entry(text, loose=loose)
    if isinstance(value, tuple) and not isinstance(value, Expression):
        raise WrongKind("a number is due")
    return value


def described(text: str, loose: bool) -> Union:
    """x >= 3, 3 <= x, 1 <= x < 2, x != 3, and several joined by `and`: the letter stands alone, the
    rest are numbers."""
    result, name = EVERYTHING, None
    before = ""
    for condition in re.split(r"\s+and\s+|\s*,\s*", text):
        if before and not RELATION.search(condition):  # x != -1, 4
            condition = f"{before} != {condition}"
        before = condition.partition("!=")[0].strip() if "!=" in condition else ""
        parts = RELATION.split(condition.strip())
        names = [index for index in range(0, len(parts), 2) if is_unknown(parts[index])]
        if len(names) != 1 or len(parts) not in (3, 5) or (len(parts) == 5 and names != [2]):
            raise Refusal("a letter compared with numbers is due")
        at = names[0]
        if name not in (None, parts[at]):
            raise Refusal("conditions on different letters")
        name = parts[at]
        if at > 0:
            low = finite(parts[at - 2], loose)
            result = common(result, compared(FLIPPED[parts[at - 1]], low))
        if at + 2 < len(parts):
            high = finite(parts[at + 2], loose)
            result = common(result, compared(parts[at + 1], high))
        if len(parts) == 5 and (parts[1][0] != parts[3][0] or "!" in parts[1]):
            raise Refusal("a chain of comparisons goes one way")
    return result


def is_unknown(text: str) -> bool:
    return is_name(text) and text not in ("pi", "e", "oo")


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
