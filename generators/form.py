"""A form is plain maths with a hole `{}` for each number: it prints itself with any numbers as a textbook would.

The sign of a number and a coefficient of 1 belong to how a hole is printed, not to the form: `{}x + {} = 0` with 1 and -3
prints `x - 3 = 0`. Reading goes the other way: `split` cuts any text into its form and its numbers with one regular
expression, signs and invisible coefficients included, so that texts of one shape share one form.
"""

import re
from collections.abc import Callable, Sequence
from typing import Any

from generators.remembered import Remembered

COMMON = 4_096  # printed numbers are remembered below this size


class Printed(dict[Any, str]):
    """Remembers how a number is printed in one kind of hole."""

    def __init__(self, show: Callable[[Any], str]) -> None:
        super().__init__()
        self.show = show

    def __missing__(self, number: Any) -> str:
        text = self.show(number)
        if -COMMON < number < COMMON and len(self) < 4 * COMMON:
            self[number] = text
        return text


def guarded(number: Any) -> str:
    """In brackets when the number would not stand as one factor."""
    text = str(number)
    return f"({text})" if number < 0 or "/" in text else text


def coefficient(number: Any) -> str:
    if number == 1:
        return ""
    if number == -1:
        return "-"
    text = str(number)
    return f"-({text[1:]})" if "/" in text and number < 0 else f"({text})" if "/" in text else text


def signed(show: Callable[[Any], str]) -> Callable[[Any], str]:
    """Prints `+ 5` and `- 5`: the operator before the hole takes the sign."""
    return lambda number: f"- {show(-number)}" if number < 0 else f"+ {show(number)}"


LEADING, GUARDED = Printed(str), Printed(guarded)
LEADING_COEFFICIENT = Printed(coefficient)
GUARDED_COEFFICIENT = Printed(lambda number: "" if number == 1 else guarded(number))
SIGNED, SIGNED_COEFFICIENT = Printed(signed(str)), Printed(signed(coefficient))

LEADING_ZERO = re.compile(r"(^|[=(,:] ?|or )0[a-z](?:\^\d+)? ([+-]) ", re.ASCII)
TRAILING_ZERO = re.compile(r" [+-] 0(?:[a-z](?:\^\d+)?)?(?=[ ),]|$)(?! [*/])", re.ASCII)


def without_zero_terms(text: str) -> str:
    """The text with terms such as `+ 0x` and `- 0` left out, and a lone `0x` written 0; the value stays."""
    text = TRAILING_ZERO.sub("", text)
    text = LEADING_ZERO.sub(lambda m: m[1] + ("-" if m[2] == "-" else ""), text)
    return re.sub(r"(?<![\w^])0[a-z](?:\^\d+)?(?= |,|\)|$)", "0", text)


class Form:
    """The printer of one form, with fixed words before and after it. Making one costs microseconds, so they are kept."""

    __slots__ = ("_first", "_format", "_minuses", "_named", "_pieces", "_plain", "_polynomial", "holes", "text")

    def __init__(self, text: str, before: str = "", after: str = "") -> None:
        self.text = text
        literals = text.split("{}")
        self.holes = len(literals) - 1
        self._first, self._pieces, self._plain, self._polynomial = literals[0], [], True, False
        for index in range(self.holes):
            preceding, following = literals[index], literals[index + 1]
            show = self._kind(preceding, following)
            if show is SIGNED or show is SIGNED_COEFFICIENT:
                if index:
                    previous, literal = self._pieces[-1]
                    self._pieces[-1] = (previous, literal[:-2])
                else:
                    self._first = preceding[:-2]
            self._pieces.append((show, following))
        self._first = before + self._first
        if self._pieces:
            self._pieces[-1] = (self._pieces[-1][0], self._pieces[-1][1] + after)
        else:
            self._first += after
        around = [part.replace("{", "{{").replace("}", "}}") for part in (before, after)]
        self._format = (around[0] + text + around[1]).format
        self._minuses = text.count("-") + before.count("-") + after.count("-")
        spaced = re.sub(r"\{\}(?=[a-z(])", "{} ", text) if self._polynomial else text
        self._named = (around[0] + spaced + around[1]).format

    def _kind(self, before: str, after: str) -> Printed:
        multiplies = bool(re.match(r"[a-z](?![a-z(])|\(", after))
        tight = after[:1] in ("^", "!") or before[-1:] == "^" or before.endswith(("/", "/ ", "mod "))
        self._polynomial |= multiplies and after[0] != "("
        self._plain &= not (multiplies or tight)
        if tight or before.endswith(("- ", "* ", "*", "-")):
            return GUARDED_COEFFICIENT if multiplies else GUARDED
        if before.endswith(" + "):
            return SIGNED_COEFFICIENT if multiplies else SIGNED
        return LEADING_COEFFICIENT if multiplies else LEADING

    def show(self, values: Sequence[Any]) -> str:
        """The text with these numbers, integers or fractions, one for each hole."""
        if self._plain:
            text = self._format(*values)
            if text.count("-") == self._minuses:  # no number brought a sign
                return text
        text = self._first + "".join([show[value] + literal for value, (show, literal) in zip(values, self._pieces, strict=True)])
        return without_zero_terms(text) if self._polynomial and 0 in values else text

    def show_named(self, values: Sequence[int], names: Sequence[str]) -> str:
        """The text with each number replaced by its name, `names[number]`, parted from a letter behind it."""
        return self._named(*[names[value] for value in values])


PRINTERS: Remembered[str, Form] = Remembered(Form)


# In a form whose numbers are all written 7: a number with the sign that belongs to it, or the place of an invisible
# coefficient. A sign stays in the form where what follows binds tighter (`- 5^2`, `- 5 mod 3`).
SIGN = r"(?:(?<= )[+-] |(?<![^ (])-)?"
SIGNED_NUMBER = re.compile(
    rf"((?<![\d^]){SIGN}7(?![\^!]| mod)|(?<!\d)7"
    rf"|(?<![a-z\d)^/-])(?<![/+-] ){SIGN}(?=[a-z](?![a-z(])))",
    re.ASCII,
)
DIGITS = re.compile(r"(\d+)", re.ASCII)
DIGITS_OUTSIDE_EXPONENTS = re.compile(r"(?<![a-z)]\^)(?<!\d)(\d+)", re.ASCII)  # an exponent of a letter or a bracket stays


def split(text: str) -> tuple[str, tuple[int, ...]]:
    """The form of a text, and its numbers. Raises ValueError for a number beyond Python's own limit."""
    parts = (DIGITS_OUTSIDE_EXPONENTS if "^" in text else DIGITS).split(text)
    form, signs = CANONICAL["{}".join(parts[::2]) if "{" not in text else ""]
    values = tuple(map(int, parts[1::2]))
    if signs is None:
        return form, values
    return form, tuple([sign if index is None else sign * values[index] for sign, index in signs])


def canonical(form: str) -> tuple[str, tuple[tuple[int, int | None], ...] | None]:
    """A form with signs and invisible coefficients moved into its holes; and for each new hole the sign and the index of
    the number that it takes (None for an invisible 1). The second is None where nothing moves."""
    exponents = re.findall(r"\^(\d+)", form)
    parts = SIGNED_NUMBER.split(re.sub(r"\^\d+", "^e", form).replace("{}", "7"))
    signs, index = [], 0
    for number in parts[1::2]:
        sign = -1 if number.startswith("-") else 1
        shown = number.endswith("7")
        signs.append((sign, index if shown else None))
        index += shown
    parts[1::2] = ["{}"] * len(signs)
    text = "".join(parts)
    for exponent in exponents:
        text = text.replace("^e", f"^{exponent}", 1)
    return text, None if all(sign == (1, i) for i, sign in enumerate(signs)) else tuple(signs)


CANONICAL = Remembered(canonical, limit=32_768)
