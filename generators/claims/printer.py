"""A form is plain maths with a hole `{}` for each number: it prints itself with any numbers as a
textbook would.

The sign of a number and a coefficient of 1 belong to how a hole is printed, not to the form: `{}x +
{} = 0` with 1 and -3 prints `x - 3 = 0`. Reading goes the other way: `split` cuts any text into its
form and its numbers with one regular expression, signs and invisible coefficients included, so that
texts of one shape share one form.
"""

import re
from collections.abc import Callable, Sequence
from operator import getitem
from typing import Any

from generators.claims.reader import LENGTH, Unreadable
from generators.claims.remembered import Remembered
from generators.errors import FamilyError

COMMON = 4_096  # printed numbers are remembered below this size


class Printed(dict[Any, str]):
    """Remembers how a number is printed in one kind of hole, with the text that follows it."""

    def __init__(
        self, show: Callable[[Any], str], after: str = "", limit: int = 4 * COMMON
    ) -> None:
        super().__init__()
        self.show, self.after, self.limit = show, after, limit
        self.before: Remembered[str, Printed] = Remembered(self.followed, limit=256)

    def __missing__(self, number: Any) -> str:
        text = self.show(number) + self.after
        if len(self) < self.limit and -COMMON < number.numerator < COMMON:
            self[number] = text
        return text

    def followed(self, after: str) -> "Printed":
        return Printed(self.show, after, limit=COMMON // 4)


def guarded(number: Any) -> str:
    """In brackets when the number would not stand as one factor, as below a power or a `/`."""
    text = str(number)
    return f"({text})" if text[0] == "-" or "/" in text else text


def guarded_sign(number: Any) -> str:
    """In brackets when two signs would meet; `- 7/2` and `* 7/2` need none."""
    text = str(number)
    return f"({text})" if text[0] == "-" else text


def guarded_fraction(number: Any) -> str:
    """In brackets when a fraction line follows the number's own."""
    text = str(number)
    return f"({text})" if "/" in text else text


def coefficient(number: Any) -> str:
    if number == 1:
        return ""
    if number == -1:
        return "-"
    text = str(number)
    if "/" not in text:
        return text
    return f"-({text[1:]})" if number < 0 else f"({text})"


def signed(show: Callable[[Any], str]) -> Callable[[Any], str]:
    """Prints `+ 5` and `- 5`: the operator before the hole takes the sign."""
    return lambda number: f"- {show(-number)}" if number.numerator < 0 else f"+ {show(number)}"


def subtracted(show: Callable[[Any], str]) -> Callable[[Any], str]:
    """Prints `- 5` and, of -5, `+ 5`: the minus before the hole takes the sign."""
    return lambda number: f"+ {show(-number)}" if number.numerator < 0 else f"- {show(number)}"


LEADING, GUARDED, GUARDED_SIGN = Printed(str), Printed(guarded), Printed(guarded_sign)
LEADING_COEFFICIENT = Printed(coefficient)
GUARDED_COEFFICIENT = Printed(lambda number: "" if number == 1 else guarded(number))
SIGNED, SIGNED_COEFFICIENT = Printed(signed(str)), Printed(signed(coefficient))
SUBTRACTED, SUBTRACTED_COEFFICIENT = Printed(subtracted(str)), Printed(subtracted(coefficient))
COEFFICIENTS = (
    *(LEADING_COEFFICIENT, GUARDED_COEFFICIENT),
    *(SIGNED_COEFFICIENT, SUBTRACTED_COEFFICIENT),
)
# kinds whose numbers stand before a `/`, where a fraction needs brackets
LEADING_ABOVE, GUARDED_ABOVE = Printed(guarded_fraction), Printed(guarded)
SIGNED_ABOVE, SUBTRACTED_ABOVE = (
    Printed(signed(guarded_fraction)),
    Printed(subtracted(guarded_fraction)),
)
# kinds of which the sign before the hole is a part
WITH_SIGN = (
    *(SIGNED, SIGNED_COEFFICIENT, SIGNED_ABOVE),
    *(SUBTRACTED, SUBTRACTED_COEFFICIENT, SUBTRACTED_ABOVE),
)

LEADING_ZERO = re.compile(r"(^|[=<>(,:|] ?|\b(?:or|and) )0[a-z](?:\^\d+)? ([+-]) ", re.ASCII)
TRAILING_ZERO = re.compile(
    r" (?<=[\w)!] )(?<!\bor )(?<!\band )(?<!mod )[+-] 0(?:[a-z](?:\^\d+)?)?"
    r"(?=[ ),|]|$)(?! (?:[*/]|mod|(?!or |and )[A-Za-z]))",
    re.ASCII,
)

ZERO_TIMES_LETTER = re.compile(r"(?<![\w^])0[a-z](?:\^\d+)?(?= |,|\)|\||$)", re.ASCII)
LETTER_IN_BRACKETS = re.compile(r"(?<![\w')])\(([a-z])\)(?=[(^])", re.ASCII)
LONE_LETTER = re.compile(r"(?<![A-Za-z])[a-z](?![A-Za-z])", re.ASCII)


def without_zero_terms(text: str) -> str:
    """The text with terms such as `+ 0x` and `- 0` left out, a lone `0x` written 0, and what is
    left of `(x - 0)(x - 2)` written x(x - 2); the value stays."""
    text = TRAILING_ZERO.sub("", text)
    has_zeros = ZERO_TIMES_LETTER.search(text) is not None
    if has_zeros:
        text = LEADING_ZERO.sub(lambda m: m[1] + ("-" if m[2] == "-" else ""), text)
    if "(" in text:
        text = LETTER_IN_BRACKETS.sub(r"\1", text)
    return ZERO_TIMES_LETTER.sub("0", text) if has_zeros else text


MINUS = re.compile(r"[\w)}!\]|'] - $", re.ASCII)  # between two terms
# a letter that stands for a number or a matrix; no function, no label behind a number
UNKNOWN = re.compile(r"(?<![A-Za-z_])(?<![\d})] )[A-Za-z](?:_\d+)?(?![A-Za-z_('])", re.ASCII)
ENDS = re.compile(r"[=<>,;:|]| or | and ", re.ASCII)
ENDS_BACKWARDS = re.compile(r"[=<>,;:|]| ro | dna ", re.ASCII)


def takes_minus(before: str, after: str) -> bool:
    """Whether a hole between two texts is taken from a sum in which a letter stands: there its sign
    is that of the sum, `x - {}` with -3 is `x + 3`. Between numbers it stays, as in `4 - (-3)`."""
    if not MINUS.search(before):
        return False
    own = side_of(before[::-1], ")]", "([", ENDS_BACKWARDS)[::-1] + "{}"
    return UNKNOWN.search(own + side_of(after, "([", ")]", ENDS)) is not None


def side_of(text: str, opening: str, closing: str, ends: re.Pattern[str]) -> str:
    """The text up to where the sum ends in which its beginning stands."""
    depth = 0
    for place, sign in enumerate(text):
        if sign in opening:
            depth += 1
        elif sign in closing:
            depth -= 1
        if depth < 0 or (not depth and ends.match(text, place)):
            return text[:place]
    return text


class Form:
    """The printer of one form, with fixed words before and after it. Making one costs microseconds,
    so they are kept."""

    __slots__ = (
        "_around",
        "_multiplies",
        "_first",
        "_format",
        "_minuses",
        "_pieces",
        "_plain",
        "_polynomial",
        "_shown",
        "_slashes",
        "_tight",
        "holes",
        "text",
    )

    def __init__(self, text: str, before: str = "", after: str = "") -> None:
        self.text = text
        literals = text.split("{}")
        self.holes = len(literals) - 1
        self._first, self._pieces = literals[0], []
        # a lone letter has an invisible coefficient when the text is read back
        self._polynomial = LONE_LETTER.search(text) is not None
        self._plain = not self._polynomial
        self._tight, self._multiplies = False, []
        beside_mod = "mod" in text[3:]
        for index in range(self.holes):
            preceding, following = literals[index], literals[index + 1]
            before_hole = "{}".join(literals[: index + 1])
            subtracts = takes_minus(before_hole, "{}".join(["", *literals[index + 1 :]]))
            show = self._kind(preceding, following, beside_mod, subtracts)
            if any(show is kind for kind in WITH_SIGN):
                if index:
                    previous, literal = self._pieces[-1]
                    self._pieces[-1] = (previous, literal[:-2])
                else:
                    self._first = preceding[:-2]
            self._pieces.append((show, following))
            self._multiplies.append(any(show is kind for kind in COEFFICIENTS))
        self._around = before, after
        self._first = before + self._first
        if self._pieces:
            self._pieces[-1] = (self._pieces[-1][0], self._pieces[-1][1] + after)
        else:
            self._first += after
        self._shown = [show.before[literal] for show, literal in self._pieces]
        around = [part.replace("{", "{{").replace("}", "}}") for part in (before, after)]
        self._format = (around[0] + text + around[1]).format
        literal = before + text + after
        self._minuses, self._slashes = literal.count("-"), literal.count("/")

    def _kind(self, before: str, after: str, beside_mod: bool, subtracts: bool) -> Printed:
        """How the number of a hole is printed between these two texts; `subtracts` says that the
        minus before it takes its sign."""
        multiplies = bool(re.match(r"[A-Za-z](?![A-Za-z])(?!(?<=C)\()|\(", after))
        tight = bool(
            re.match(r" ?(?:\^|!(?!=))", after) or re.search(r"(?:\^|/|mod)[ -]*$", before)
        )
        self._polynomial |= multiplies and after[0] != "("
        self._plain &= not multiplies
        above = after.startswith("/")
        self._tight |= tight or above
        if tight:  # a coefficient 1 shows too: 6 / 1x is 6x, but 6 / x is not
            return GUARDED
        if subtracts and not beside_mod:
            kinds = SUBTRACTED_COEFFICIENT, SUBTRACTED_ABOVE, SUBTRACTED
        elif before.endswith(("- ", "* ", "*", "-")) or (beside_mod and before.endswith("+ ")):
            kinds = GUARDED_COEFFICIENT, GUARDED_ABOVE, GUARDED_SIGN
        elif before.endswith(" + "):
            kinds = SIGNED_COEFFICIENT, SIGNED_ABOVE, SIGNED
        else:
            kinds = LEADING_COEFFICIENT, LEADING_ABOVE, LEADING
        as_coefficient, as_exponent_base, alone = kinds
        if multiplies:
            return as_coefficient
        return as_exponent_base if above else alone

    def show(self, values: Sequence[Any]) -> str:
        """The text with these numbers, integers or fractions, one for each hole."""
        if self._plain and values:
            text = self._format(*values)
            if text.count("-") == self._minuses:  # no number brought a sign
                if not (self._tight and text.count("/") != self._slashes):
                    return text  # nor a fraction line where it needs brackets
        if len(values) != self.holes:
            raise ValueError(f"{self.holes} numbers are needed, not {len(values)}")
        text = self._first + "".join(map(getitem, self._shown, values))
        if self._polynomial and 0 in values:
            before, after = self._around
            return before + without_zero_terms(text[len(before) : len(text) - len(after)]) + after
        return text

    def show_named(self, values: Sequence[int], names: Sequence[str]) -> str:
        """The text with each number that it shows replaced by its name, `names[number]`; signs and
        fraction lines stay. Raises FamilyError for a number that has no name."""
        before, after = self._around
        whole = [value.__class__ is int and 0 <= value < len(names) for value in values]
        if not all(whole) or (self._polynomial and 0 in values):
            text = self.show(values)
            return before + named(text[len(before) : len(text) - len(after)], names) + after
        if not self._polynomial:
            return self._format(*[names[value] for value in values])
        first, *literals = self.text.split("{}")

        def shown(value: int, literal: str, multiplies: bool) -> str:
            if not multiplies:
                return names[value] + literal
            return literal if value == 1 else f"{names[value]} {literal}"

        pieces = map(shown, values, literals, self._multiplies)
        return before + first + "".join(pieces) + after


SHOWN_NUMBER = re.compile(r"(?<![\w^])(\d+)([a-z(]?)", re.ASCII)


def name_of(number: Any, names: Sequence[str]) -> str:
    """The name of a number, with its sign. Raises FamilyError where it has none."""
    if number.__class__ is int and 0 <= number < len(names):
        return str(names[number])
    return named(str(number), names)


def named(text: str, names: Sequence[str]) -> str:
    """A text with each number replaced by its name, separated from a letter behind it; exponents
    stay. Raises FamilyError for a number that has no name."""

    def name(found: re.Match[str]) -> str:
        number = int(found[1])
        if number >= len(names):
            raise FamilyError(
                f"the number {number} in {text!r} has no name; `names` gives those of 0 to"
                f" {len(names) - 1}"
            )
        return f"{names[number]} {found[2]}" if found[2] else names[number]

    return SHOWN_NUMBER.sub(name, text)


PRINTERS: Remembered[str, Form] = Remembered(Form)


# In a form whose numbers are all written 7 and whose own exponents and indices are written @: a
# number with the sign that belongs to it, or the place of an invisible coefficient. A sign stays in
# the form where what follows binds tighter: `- 5^2`, `- 2 * 5 mod 3`.
BETWEEN = r"(?<=[\w)!@\]] )(?<!\bor )(?<!\band )[+-] "
BEFORE = r"(?<![^ (|\[])(?<![\w)!@\]] )-"


# a letter behind a number and a blank is a label, and so is one that goes on with it: 5 N*m
NO_LABEL = r"(?<![7)] )(?<![7)] [A-Za-z]\*)(?<![a-z][a-z]\*)"


def signed_number(sign: str) -> re.Pattern[str]:
    return re.compile(
        rf"((?<![\d^])(?:{sign})?7(?! ?(?:\^|!(?!=)))|(?<!\d)7"
        rf"|(?<![a-z\d)^/@-])(?<![/+-] ){NO_LABEL}(?:{sign})?(?=[a-z](?![a-z(])))",
        re.ASCII,
    )


SIGNED_NUMBER, BESIDE_MOD, BARE_NUMBER = (
    signed_number(f"{BETWEEN}|{BEFORE}"),
    signed_number(BEFORE),
    signed_number("(?!)"),
)
DIGITS = re.compile(r"(?<!_)(?<!_\d)(\d+)", re.ASCII)  # the index of a letter stays in the form
# The exponent of a letter or a bracket stays in the form; where there are letters every exponent
# does, because an identity is bounded by its exponents.
DIGITS_OUTSIDE_EXPONENTS = re.compile(r"(?<![a-z)]\^)(?<![\d_])(?<!_\d)(\d+)", re.ASCII)
DIGITS_BESIDE_LETTERS = re.compile(r"(?<!\^)(?<!\^ )(?<![\d_])(?<!_\d)(\d+)", re.ASCII)


def split(text: str) -> tuple[str, tuple[int, ...]]:
    """The form of a text, and its numbers. Raises ValueError for a text or a number beyond the
    limits."""
    if len(text) > LENGTH:
        raise Unreadable(f"text of {len(text)} characters; the limit is {LENGTH}")
    numbers = DIGITS
    if "^" in text:
        numbers = DIGITS_BESIDE_LETTERS if LONE_LETTER.search(text) else DIGITS_OUTSIDE_EXPONENTS
    parts = numbers.split(text)
    literals = "{}".join(parts[::2]) if "{" not in text else ""
    form, signs = CANONICAL[literals]
    values = tuple(map(int, parts[1::2]))
    if signs is None:
        return form, values
    if 0 in values and any(
        sign < 0 and index is not None and values[index] == 0 for sign, index in signs
    ):
        form, signs = WITHOUT_SIGNS[literals]  # a hole cannot remember the sign of `- 0`
        if signs is None:
            return form, values
    return form, tuple([sign if index is None else sign * values[index] for sign, index in signs])


def canonical(
    form: str, movable: bool = True
) -> tuple[str, tuple[tuple[int, int | None], ...] | None]:
    """A form with signs (where `movable`) and invisible coefficients moved into its holes; and for
    each new hole the sign and the index of the number that it takes (None for an invisible 1). The
    second is None where nothing moves."""
    if "@" in form:
        return "", None
    form = re.sub(r"\s+", " ", form)
    kept = iter(re.findall(r"[\^_]( ?\d+)", form))  # exponents and indices
    pattern = BARE_NUMBER
    if movable:
        pattern = BESIDE_MOD if "mod" in form[3:] else SIGNED_NUMBER
    parts = pattern.split(re.sub(r"([\^_]) ?\d+", r"\1@", form).replace("{}", "7"))
    signs, index = [], 0
    for i, number in enumerate(parts[1::2]):
        shown = number.endswith("7")
        signs.append((-1 if number.startswith("-") else 1, index if shown else None))
        parts[2 * i + 1] = "+ {}" if number[1:2] == " " else "{}"
        index += shown
    text = re.sub("@", lambda _: next(kept), "".join(parts))
    return text, None if all(sign == (1, i) for i, sign in enumerate(signs)) else tuple(signs)


CANONICAL: Remembered[str, tuple[str, tuple[tuple[int, int | None], ...] | None]] = Remembered(
    canonical, limit=8_192
)
WITHOUT_SIGNS: Remembered[str, tuple[str, tuple[tuple[int, int | None], ...] | None]] = Remembered(
    lambda form: canonical(form, movable=False)
)
