"""Rounded numbers in a line: 22/7 ~ 3.14 is right where the decimal is the number rounded or cut
off, and 1/3 = 0.333 is not called wrong, though it is not exact."""

import re
from fractions import Fraction
from typing import Any

from curricula.maths_text.line_reader import numeral
from curricula.working.members import order_of
from generators.answers.refusal import Beyond
from generators.claims.compiler import compile_tree
from generators.claims.reader import Unreadable, read
from generators.claims.surds import Surd
from generators.claims.values import exact_quotient

PI = Fraction("3.14159265358979323846264338327950288")
FINE = 10**30  # square roots are taken so fine
SIDES = (("+", 1), ("-", -1))
LITERAL = re.compile(r"-?\d+(?:\.(\d+))?", re.ASCII)
PERCENT = re.compile(r"\((-?\d+(?:\.\d+)?)/100\)", re.ASCII)
DECIMAL = re.compile(r"\d+\.\d+", re.ASCII)
NAMED_PI = re.compile(r"(?<![A-Za-z])\*?pi(?![A-Za-z])", re.ASCII)
FAR = Fraction(1, 200)  # of a number: what is further off, and many places, is no rounding
PLACES = 10
LOST = Fraction(1, 500)  # of a number: what rounded numbers in a calculation may lose


def value_of(member: str) -> Fraction | None:
    """The value of a member, a root or pi in it as a fraction very near; None where it has none."""
    text = DECIMAL.sub(lambda found: numeral(found[0]), member)
    text = NAMED_PI.sub(lambda found: ("*" if found[0][0] == "*" else "") + f"({PI})", text)
    try:
        pair, run, _ = compile_tree(read(text))
        value: Any = exact_quotient(*run(())) if pair else run(())
        if isinstance(value, Surd):
            return Fraction((value * FINE).__floor__(), FINE)
        return Fraction(value)
    except (ArithmeticError, ValueError, TypeError, IndexError, Beyond):
        return None


def place_of(literal: str) -> Fraction | None:
    """The size of the last place of a number as it is written, 1/100 of 3.14 and 100 of 1200; None
    for a calculation."""
    found = LITERAL.fullmatch(literal)
    percent = PERCENT.fullmatch(literal) if found is None else None
    if percent is not None:
        place = place_of(percent[1])
        return place / 100 if place is not None else None
    if found is None:
        return None
    if found[1]:
        return Fraction(1, 10 ** len(found[1]))
    digits = literal.lstrip("-")
    zeros = len(digits) - len(digits.rstrip("0"))
    return Fraction(10 ** min(zeros, max(0, len(digits) - 1)))


def approximates(left: str, right: str) -> bool | None:
    """Whether one side is near the other, to the last place in which the right one is written; None
    where that is not certain."""
    a, b = value_of(left), value_of(right)
    place = place_of(right) or place_of(left)
    if a is None or b is None:
        return True if place is not None and is_near(left, right, place / 2) else None
    if a == b or (place is not None and (2 * abs(a - b) <= place or cut_off(a, b, place))):
        return True
    far = abs(a - b) > FAR * max(abs(a), abs(b))
    return False if far and (place is None or abs(a - b) > PLACES * place) else None


def is_near(left: str, right: str, distance: Fraction) -> bool:
    """Whether two numbers, with functions that claims do not know, are no further from each
    other."""
    try:
        return all(
            [order_of(left, right, f"0 {sign} {distance}") * side >= 0 for sign, side in SIDES]
        )
    except (Unreadable, ArithmeticError, ValueError, RecursionError):
        return False


def cut_off(a: Fraction, b: Fraction, place: Fraction) -> bool:
    """Whether the second number is the first one without its further places."""
    return abs(a - b) < place and abs(b) < abs(a)


def rounds(left: str, right: str) -> bool:
    """Whether two sides that are not equal may differ by rounding only: a decimal that is cut off,
    or what is worked out from such ones."""
    a, b = value_of(left), value_of(right)
    if a is None or b is None:
        return False
    for value, written, other in ((a, right, left), (b, left, right)):
        place = place_of(written)
        if place is None:
            continue
        if place < 1 and abs(a - b) < place and (value / place).denominator != 1:
            return True
        if DECIMAL.search(other) and abs(a - b) <= LOST * max(abs(a), abs(b)):
            return abs(a - b) <= max(place, 1) / 2
    return False
