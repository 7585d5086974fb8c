"""Read one literal number: 42, -3/4, 0.25, 1,234, 4.5e33, 4.5*10^33 or the mixed number 2 1/3; a
calculation is never a number.

Scientific notation is a number where it cannot be a calculation left undone: with an e, with a
point in it, or `loose`, where the reference is written so. 5*10^2 is a calculation beside 500.
"""

import re
from fractions import Fraction
from math import gcd
from typing import NamedTuple

from generators.answers.refusal import Beyond, Refusal, WrongForm

DIGITS = 1_200  # digits of one number

# The plainest writings first: nearly every number is one of these.
PLAIN = re.compile(r"([+-]?)(\d+)(?:/(\d+)|\.(\d+))?", re.ASCII)
# 1,234 and 1 234: full groups of three, or no separator at all
GROUPED = r"\d{1,3}(?:,\d{3})+|\d{1,3}(?: \d{3})+|\d+"
DECIMAL = re.compile(rf"([+-]?) ?({GROUPED})?(?:\.(\d+))?", re.ASCII)
FRACTION = re.compile(r"([+-]?) ?\(?([+-]?)(\d+) ?/ ?([+-]?)(\d+)\)?", re.ASCII)
POINT = re.compile(r"(?<=\d)\.(?=/|$)", re.ASCII)  # 1./3 is 1/3
SCIENTIFIC = re.compile(
    r"([+-]?) ?(\d+)?(?:\.(\d+))?"
    r"(?:(?: ?\* ?|(?<![\d.]))10 ?\^ ?\(? ?|[eE])([+-]?) ?(\d{1,3}) ?\)?",
    re.ASCII,
)
MIXED = re.compile(rf"([+-]?) ?({GROUPED}) (\d+)/(\d+)", re.ASCII)


class Literal(NamedTuple):
    """A number as written: its value, how it was written (integer, decimal, fraction, mixed,
    scientific), and whether a fraction is in lowest terms (decimals are no fractions).
    """

    value: int | Fraction
    written: str
    reduced: bool


def literal(text: str, loose: bool = False) -> Literal:
    """The number that a text is. Raises Refusal where it is none, Beyond where it is too long."""
    found = PLAIN.fullmatch(text)
    if found is not None:
        if len(text) > DIGITS:
            raise Beyond(f"a number of more than {DIGITS} digits")
        sign, whole, below, places = found.groups()
        if below is not None:
            return fraction(sign, whole, below)
        if places is not None:
            return decimal(sign, whole, places)
        return Literal(-int(whole) if sign == "-" else int(whole), "integer", True)
    return unusual(text, loose)


def unusual(text: str, loose: bool) -> Literal:
    """Numbers with separators, brackets or a whole part."""
    if len(text) > DIGITS:
        raise Beyond(f"a number of more than {DIGITS} digits")
    text = POINT.sub("", text)
    found = DECIMAL.fullmatch(text)
    if found is not None and (found[2] or found[3]):
        whole = (found[2] or "0").replace(",", "").replace(" ", "")
        if found[3] is not None:
            return decimal(found[1], whole, found[3])
        return Literal(int(found[1] + whole), "integer", True)
    if "10" in text or "e" in text or "E" in text:
        found = SCIENTIFIC.fullmatch(text)
        if found is not None and (loose or found[3] or "^" not in text):
            return scientific(found)
    found = FRACTION.fullmatch(text)
    if (
        found is not None
        and text.count("(") == text.count(")")
        and not (found[1] and found[2] and "(" not in text)
    ):
        outer, above, top, below, bottom = found.groups()
        negative = (outer == "-") ^ (above == "-") ^ (below == "-")
        number = fraction("-" if negative else "", top, bottom)
        return number._replace(reduced=number.reduced and not below)
    found = MIXED.fullmatch(text)
    if found is not None:
        sign, whole, top, bottom = found.groups()
        if not 0 <= int(top) < int(bottom):
            raise Refusal("a mixed number needs a proper fraction")
        value = int(whole.replace(",", "").replace(" ", "")) + Fraction(int(top), int(bottom))
        return Literal(-value if sign == "-" else value, "mixed", False)
    raise Refusal(f"not a literal number: {text[:40]!r}")


def scientific(found: re.Match[str]) -> Literal:
    sign, whole, places, below, power = found.groups()
    if not whole and not places and ("e" in found[0] or "E" in found[0]):
        raise Refusal("a power of ten without its number")
    if found[0].count("(") != found[0].count(")"):
        raise Refusal("brackets that do not match")
    mantissa = decimal(sign, whole or ("0" if places else "1"), places or "").value
    return Literal(mantissa * Fraction(10) ** int(below + power), "scientific", False)


def fraction(sign: str, top: str, bottom: str) -> Literal:
    above, below = int(top), int(bottom)
    if below == 0:
        raise Refusal("a denominator of zero")
    value = Fraction(-above if sign == "-" else above, below)
    return Literal(value, "fraction", below > 1 and gcd(above, below) == 1)


def decimal(sign: str, whole: str, places: str) -> Literal:
    value = Fraction(int(whole + places), 10 ** len(places))
    return Literal(-value if sign == "-" else value, "decimal", False)


def number(text: str, loose: bool = False) -> int | Fraction:
    """The value of a literal number, an int where it is whole. Raises Refusal."""
    value = literal(text, loose).value
    return value.numerator if value.denominator == 1 else value


def whole(text: str, loose: bool = False) -> int:
    """The value of a literal whole number: 42, 1,234, 42.0 or 4.2e1, but not 84/2. Raises
    Refusal."""
    found = literal(text, loose)
    if found.value.denominator != 1 or found.written not in ("integer", "decimal", "scientific"):
        raise WrongForm("a whole number is due")
    return found.value.numerator
