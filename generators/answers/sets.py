"""Sets as answers, such as {1, 2}, also written 1 or 2, x = 1 or x = 2, or +-3: each value once,
compared whatever their order."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from functools import cmp_to_key
from itertools import chain

from generators.answers.identity import Spent
from generators.answers.interval import compare, simple
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
from generators.answers.quotient import Expression, same
from generators.answers.refusal import Beyond, Refusal, WrongForm

SETS = 6  # sets in one union
SIGNS = 3  # +- in one point
IDENTITIES = 40  # pairs in which an identity is looked for


def set_of(written: str, loose: bool = False) -> tuple[Entry, ...]:
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
        return unique(list(chain.from_iterable([set_of(part, loose) for part in parts])))
    values: list[str] = []
    name = None
    for part in split(written if inner is None else inner):
        label = LABEL.match(part)
        if label is not None:
            if name not in (None, label[1]):
                raise WrongForm("values of different letters are not one set")
            name, part = label[1], part[label.end() :]
        values += signs(part)
    return unique(entries(values, loose=loose))


def signs(part: str) -> Iterator[str]:
    """1 +- sqrt(2) stands for 1 + sqrt(2) and 1 - sqrt(2); in a point each +- is on its own."""
    if "+-" not in part:
        yield part
    elif part.count("+-") > (SIGNS if part.lstrip().startswith("(") else 1):
        raise Refusal("one +- at most")
    else:
        yield from signs(part.replace("+-", "+", 1))
        yield from signs(part.replace("+-", "-", 1))


def unique(values: list[Entry]) -> tuple[Entry, ...]:
    """The values without repeats, numbers first by size, then tuples and expressions by their text
    or size."""
    plain = sorted({value for value in values if isinstance(value, (int, Fraction))})
    if len(plain) == len(values):
        return tuple(plain)
    others: list[Entry] = []
    for value in values:
        if not isinstance(value, (int, Fraction)) and not stands_among(others, value):
            others.append(value)
    return in_order(plain, others)


def in_order(plain: list[Entry], others: list[Entry]) -> tuple[Entry, ...]:
    if not all(map(simple, others)):  # whose order is not found at once
        return (*plain, *sorted(others, key=entry_text))
    try:
        return tuple(sorted([*plain, *others], key=cmp_to_key(compare)))
    except (Refusal, TypeError, AttributeError):
        return (*plain, *sorted(others, key=entry_text))


def set_same(a: tuple[Entry, ...], b: tuple[Entry, ...]) -> bool:
    if len(a) != len(b) or a == b:
        return len(a) == len(b)
    left = [value for value in a if not stands_among(b, value)]
    right = [value for value in b if not stands_among(a, value)]
    if not left and not right:
        return True
    if len(left) != len(right) or not any(isinstance(each, tuple) for each in left + right):
        return False
    if len(left) * len(right) > IDENTITIES:
        raise Beyond("too many pairs to look for identities")
    spent = Spent()
    return all([stands_by_identity(right, value, spent) for value in left]) and all(
        [stands_by_identity(left, value, spent) for value in right]
    )


def stands_among(values: Iterable[Entry], value: Entry) -> bool:
    """Whether a value has the normal form of one of these."""
    return any(at_once_same(value, other) for other in values)


def stands_by_identity(values: Iterable[Entry], value: Entry, spent: Spent) -> bool:
    """Whether a value is one of these by an identity."""
    return any(entry_same(value, other, spent) for other in values)


def at_once_same(a: Entry, b: Entry) -> bool:
    """Whether two values have one normal form."""
    if isinstance(a, Expression) and isinstance(b, Expression):
        return same(a, b)
    return (
        type(a) is tuple
        and type(b) is tuple
        and len(a) == len(b)
        and all(map(at_once_same, a, b))
        or a == b
    )
