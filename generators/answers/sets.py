"""Sets as answers, such as {1, 2}, also written 1 or 2, x = 1 or x = 2, or +-3: each value once,
compared whatever their order."""

from collections.abc import Iterator
from fractions import Fraction
from functools import cmp_to_key

from generators.answers.interval import compare
from generators.answers.listing import (
    LABEL,
    Entry,
    entries,
    entry_same,
    entry_text,
    inside,
    split,
    whole_numbers,
)
from generators.answers.refusal import Beyond, Refusal, WrongForm

SETS = 6  # sets in one union


def set_of(written: str) -> tuple[Entry, ...]:
    """{1, 2}; also 1, 2, 1 or 2, x = 1 or x = 2, +-3; {} is the empty set. Each value once, in
    order."""
    written = written.strip()
    inner = inside(written, "{")
    numbers = None if inner is None else whole_numbers(inner)
    if numbers is not None:
        return unique(numbers)
    if inner is not None and not inner.strip():
        return ()
    if inner is None and " U " in written and "{" in written:
        parts = written.split(" U ")
        if len(parts) > SETS:
            raise Beyond(f"more than {SETS} sets")
        return unique([value for part in parts for value in set_of(part)])
    values: list[str] = []
    name = None
    for part in split(written if inner is None else inner):
        label = LABEL.match(part)
        if label is not None:
            if name not in (None, label[1]):
                raise WrongForm("values of different letters are not one set")
            name, part = label[1], part[label.end() :]
        values += signs(part)
    return unique(entries(values))


def signs(part: str) -> Iterator[str]:
    """1 +- sqrt(2) stands for 1 + sqrt(2) and 1 - sqrt(2)."""
    if "+-" not in part:
        yield part
    elif part.count("+-") > 1:
        raise Refusal("one +- at most")
    else:
        yield part.replace("+-", "+")
        yield part.replace("+-", "-")


def unique(values: list[Entry]) -> tuple[Entry, ...]:
    """The values without repeats, numbers first by size, then tuples and expressions by their text
    or size."""
    plain = sorted({value for value in values if isinstance(value, (int, Fraction))})
    if len(plain) == len(values):
        return tuple(plain)
    others: list[Entry] = []
    for value in values:
        if not isinstance(value, (int, Fraction)) and not any(
            entry_same(value, other) for other in others
        ):
            others.append(value)
    return in_order(plain, others)


def in_order(plain: list[Entry], others: list[Entry]) -> tuple[Entry, ...]:
    try:
        return tuple(sorted([*plain, *others], key=cmp_to_key(compare)))
    except (Refusal, TypeError, AttributeError):
        return (*plain, *sorted(others, key=entry_text))


def set_same(a: tuple[Entry, ...], b: tuple[Entry, ...]) -> bool:
    return len(a) == len(b) and (a == b or all(any(entry_same(x, y) for y in b) for x in a))
