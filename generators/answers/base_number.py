"""Numbers written in a base other than ten, such as 52_8, as answers: the base is asked for, so the
same number in another base is another answer."""

import re
from typing import NamedTuple

from generators.answers.refusal import Beyond, Refusal, WrongKind

DIGITS = 400  # digits of one number
SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
WRITTEN = re.compile(
    r"\s*(-?)\s*(?P<bracket>\()?\s*(-?)\s*([0-9A-Z]+(?:\s[0-9]{3})*)(?:\.([0-9A-Z]+))?\s*(?(bracket)\))"
    r"\s*(?:_\s*\(?\s*(\d{1,2})\s*\)?|\(?\s*(?:in\s+)?base\s*(\d{1,2})\s*\)?)\s*",
    re.ASCII | re.IGNORECASE,
)


class BaseNumber(NamedTuple):
    """`digits` over base^places; no zero stands at the end of the places."""

    digits: int
    places: int
    base: int


def base_number_of(written: str) -> BaseNumber:
    """52_8, (52)_8, -0.11_2, 52 base 8; digits above 9 are letters. Raises Unreadable."""
    if len(written) > DIGITS:
        raise Beyond("a number too long")
    found = WRITTEN.fullmatch(written)
    if found is None:
        raise WrongKind("a number with its base is due")
    outer, inner, whole, places = found[1], found[3], found[4], (found[5] or "").rstrip("0")
    base = int(found[6] or found[7])
    if not 2 <= base <= len(SIGNS):
        raise Refusal(f"a base from 2 to {len(SIGNS)} is due")
    if outer and inner:
        raise Refusal("two signs")
    try:
        digits = int("".join(whole.split()) + places, base)
    except ValueError as error:
        raise Refusal("a digit that the base does not have") from error
    return BaseNumber(-digits if outer or inner else digits, len(places), base)


def base_number_text(value: BaseNumber | tuple[int, int]) -> str:
    """The canonical text, of a whole number and its base too."""
    value = value if isinstance(value, BaseNumber) else BaseNumber(value[0], 0, value[1])
    if not 2 <= value.base <= len(SIGNS):
        raise ValueError(f"a base goes from 2 to {len(SIGNS)}, not {value.base}")
    shown, rest = "", abs(value.digits)
    while rest:
        rest, digit = divmod(rest, value.base)
        shown = SIGNS[digit] + shown
    shown = shown.rjust(value.places + 1, "0")
    if value.places:
        shown = f"{shown[: -value.places]}.{shown[-value.places :]}"
    return f"{'-' if value.digits < 0 else ''}{shown}_{value.base}"
