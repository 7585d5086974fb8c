"""Read answers made of several values, such as the tuple (1, 2), each entry a literal number or an
expression."""

import re
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from generators.answers.exact import Evaluation, tree
from generators.answers.identity import Spent, same
from generators.answers.literal import DIGITS, PLAIN, literal
from generators.answers.polynomial import ONE, constant, rational
from generators.answers.quotient import Expression, text
from generators.answers.refusal import Beyond, Refusal, WrongForm, WrongKind
from generators.answers.required_form import unfinished

ITEMS = 200  # values in one answer
EXPRESSIONS = (
    20  # of them not plain numbers, which take longer to read and are compared pair by pair
)
NESTED = 3  # tuples within tuples

SEPARATOR = re.compile(r"\s*[,;]\s*(?:and\b|or\b)?\s*|\s*\b(?:and|or)\b\s*", re.ASCII)
PLAIN_LIST = re.compile(r"[-+0-9./, ]*", re.ASCII)
MARKS = re.compile(r"[(\[{]|[)\]}]|[,;]\s*(?:(?:and|or)\b)?|\b(?:and|or)\b", re.ASCII)
COLONS = re.compile(r"[(\[{:)\]}]")
BRACKETS = {"(": ")", "[": "]", "{": "}"}
LABEL = re.compile(
    r"\s*([A-Za-z])(?:_?(\d))?(?:\*?\([A-Za-z](?:,\s*[A-Za-z])*\))?\s*=\s*(?!=)", re.ASCII
)

Entry = Any  # an int, a Fraction, an Expression, or a tuple of entries


def entry(written: str, depth: int = 1, loose: bool = False) -> Entry:
    """One value of a list; with `loose` calculations may be left undone in it. Raises
    Unreadable."""
    written = written.strip()
    plain = PLAIN.fullmatch(written)
    if plain is not None and not loose:
        return int(written) if plain.lastindex == 2 and len(written) < DIGITS else finished(written)
    inner = inside(written, "(") if "," in written or ";" in written else None
    if inner is not None and len(split(inner)) > 1:  # a comma may be that of a root, (1/root(3, 4))
        return tuple_of(written, loose, depth + 1)
    try:
        return finished(written)
    except Refusal as refused:
        if isinstance(refused, Beyond) or (isinstance(refused, WrongForm) and not loose):
            raise
    node = tree(written)
    value = Evaluation().value(node)
    number = number_in(value)
    if not loose and (unfinished(node) or number is not None):
        raise WrongForm("a calculation where a number is due")
    return value if number is None else number


def number_in(value: Expression) -> int | Fraction | None:
    """The number that an expression is, if it is one."""
    return rational(value.above) if value.below == ONE else None


def as_expression(value: Entry) -> Expression:
    return value if isinstance(value, Expression) else Expression(constant(value))


def finished(written: str) -> int | Fraction:
    """A literal number, but not a whole number written as a division. Raises Refusal."""
    found = literal(written)
    if found.value.denominator == 1:
        if found.written == "fraction":
            raise WrongForm("a whole number is due, not a division")
        return found.value.numerator
    return found.value


def entry_same(a: Entry, b: Entry, spent: Spent | None = None) -> bool:
    """Whether two values are the same; `spent` counts the work of those of one answer."""
    one, other = type(a) is tuple, type(b) is tuple
    if one or other:
        if a == b or not (one and other and len(a) == len(b)):
            return a == b
        return all_same(a, b, spent or Spent())
    if isinstance(a, Expression) or isinstance(b, Expression):
        return same(as_expression(a), as_expression(b), spent)
    return a == b


def all_same(a: Sequence[Entry], b: Sequence[Entry], spent: Spent) -> bool:
    return all(entry_same(x, y, spent) for x, y in zip(a, b, strict=True))


def entry_text(value: Entry) -> str:
    if isinstance(value, str):
        value = entry(value)
    if isinstance(value, Expression):
        return text(value)
    if isinstance(value, (tuple, list)):
        return f"({', '.join(map(entry_text, value))})"
    return str(value)


def split(written: str) -> list[str]:
    """The parts between commas, `and` and `or`, outside brackets. Raises Refusal where brackets do
    not match."""
    if PLAIN_LIST.fullmatch(written):
        parts = written.split(",")
    elif not any(bracket in written for bracket in "([{"):
        parts = SEPARATOR.split(written)
    else:
        parts = parts_at(written)
    if len(parts) > ITEMS:
        raise Beyond(f"more than {ITEMS} values")
    return parts


def parts_at(written: str, sign: str = "") -> list[str]:
    """The parts between commas, `and` and `or`, or between another sign, outside brackets. Raises
    Refusal where brackets do not match."""
    parts, start, open_ = [], 0, list[str]()
    for mark in (COLONS if sign else MARKS).finditer(written):
        found = mark[0]
        if found in BRACKETS:
            open_.append(BRACKETS[found])
        elif found in ")]}":
            if not open_ or open_.pop() != found:
                raise Refusal("brackets that do not match")
        elif not open_:
            parts.append(written[start : mark.start()])
            start = mark.end()
    if open_:
        raise Refusal("brackets that do not match")
    return [*parts, written[start:]]


def inside(written: str, opening: str) -> str | None:
    """What stands between one pair of brackets round the whole text; None where there is no such
    pair."""
    closing = BRACKETS[opening]
    if not (written.startswith(opening) and written.endswith(closing)):
        return None
    inner, depth = written[1:-1], 0
    if opening not in inner and closing not in inner:
        return inner
    for sign in inner:
        depth += (sign == opening) - (sign == closing)
        if depth < 0:
            return None
    return inner


def whole_numbers(written: str) -> list[Entry] | None:
    """The values of a plain list of whole numbers, read the quick way; None for any other text."""
    if not PLAIN_LIST.fullmatch(written):
        return None
    try:
        return [int(part) for part in written.split(",", ITEMS)]
    except ValueError:
        return None


def entries(parts: list[str], depth: int = 1, loose: bool = False) -> list[Entry]:
    """Several values. Raises Unreadable, Beyond where many are not plain numbers."""
    found, others = [], 0
    for part in parts:
        value = entry(part, depth, loose)
        if isinstance(value, tuple):  # an Expression or a tuple
            others += 1
            if others > EXPRESSIONS:
                raise Beyond(f"more than {EXPRESSIONS} values that are not plain numbers")
        found.append(value)
    return found


def tuple_of(written: str, loose: bool = False, depth: int = 1) -> tuple[Entry, ...]:
    """(1, 2); also 1, 2 without brackets, x = 1, y = 2, and [1, 2, 3], where two in square brackets
    might be an interval."""
    if depth > NESTED:
        raise Beyond(f"nested deeper than {NESTED}")
    written = written.strip()
    inner = inside(written, "(")
    if inner is None:
        square = inside(written, "[")
        if square is not None and square.count(",") >= 2:
            inner = square
    numbers = None if inner is None else whole_numbers(inner)
    if numbers is not None:
        return tuple(numbers)
    parts = split(written if inner is None else inner)
    if inner is None and any("=" in part for part in parts):
        parts = labelled_in_order(parts)
    if inner is None and len(parts) < 2:
        raise WrongKind("a tuple is due")
    return tuple(entries(parts, depth, loose))


def labelled_in_order(parts: list[str]) -> list[str]:
    """The values of x = 1, y = 2, z = 3: only in this order is it clear which stands where."""
    values = []
    for part, name in zip(parts, "xyz", strict=False):
        label = LABEL.match(part)
        if label is None or label[1] != name or label[2]:
            raise WrongForm("named values are read as x, y, z in this order")
        values.append(part[label.end() :])
    if len(values) != len(parts):
        raise WrongForm("named values are read as x, y, z in this order")
    return values
