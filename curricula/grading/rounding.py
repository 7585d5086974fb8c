"""Whether a decimal is a number but for rounding, decided exactly: the number lies within half a
unit of the decimal's last place."""

import re
from fractions import Fraction
from typing import Any

from generators.answers.answer import Unreadable, parse
from generators.answers.identity import real_sign
from generators.answers.listing import entry_same
from generators.answers.quotient import Expression
from generators.answers.quotient import text as canonical

TWO = 2  # places that a rounded answer has at least where the gold has none
LONGEST = 20  # places of a rounded member of a list
DECIMAL = re.compile(r"[-+]?\d*\.?\d+", re.ASCII)
APPROXIMATELY = re.compile(r"\\(?:approx|simeq|doteq)(?![a-z])|≈|≃")


def places(text: str) -> int | None:
    """How many digits stand behind the point of a decimal; None for any other number."""
    _, point, digits = text.partition(".")
    return len(digits) if point and digits.isdigit() else None


def rounds_to(value: Any, written: str, wanted: Any, gold: str) -> bool:
    """Whether an answer and the gold, each with its text, are one number but for rounding: the
    gold's places are the ones that count, else those of an answer with two or more."""
    mine, theirs = places(written), places(gold)
    if theirs is not None:
        return (mine is None or mine >= theirs) and 2 * 10**theirs * abs(value - wanted) <= 1
    return mine is not None and mine >= TWO and 2 * 10**mine * abs(value - wanted) <= 1


def all_round_to(value: Any, wanted: Any) -> bool:
    """Whether the numbers in two lists, matrices or unions of intervals are the same one by one, or
    the answer's are the wanted ones rounded to two places or more."""
    if isinstance(value, tuple) and isinstance(wanted, tuple):
        if not isinstance(value, Expression) and not isinstance(wanted, Expression):
            return len(value) == len(wanted) and all(map(all_round_to, value, wanted))
    if value is None or wanted is None or isinstance(wanted, bool):
        return value is wanted
    if entry_same(value, wanted):
        return True
    digits = decimal(value) if isinstance(value, Fraction) else ""
    exact = canonical(wanted) if isinstance(wanted, Expression) else str(wanted)
    return (places(digits) or 0) >= TWO and is_about(exact, digits)


def decimal(value: Fraction) -> str:
    """A fraction as the decimal that it is; '' for one that is none."""
    for size in range(1, LONGEST):
        above = value * 10**size
        if above.denominator == 1:
            digits = f"{abs(above.numerator):0{size + 1}d}"
            return f"{'-' if value < 0 else ''}{digits[:-size]}.{digits[-size:]}"
    return ""


def is_about(exact: str, decimal: str) -> bool:
    """Whether an exact value in plain maths rounds to a decimal; not where it is not known to."""
    if not DECIMAL.fullmatch(decimal) or len(decimal) > 40:
        return False
    half = Fraction(1, 2 * 10 ** (places(decimal) or 0))
    low, high = Fraction(decimal) - half, Fraction(decimal) + half
    try:
        above = parse("expression", f"({exact}) - ({low})", True)
        below = parse("expression", f"({high}) - ({exact})", True)
        return real_sign(above) >= 0 and real_sign(below) >= 0
    except (Unreadable, ValueError, ArithmeticError):
        return False
