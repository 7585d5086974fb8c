"""Read matrices, [[1, 2], [3, 4]], also with a number before them, as inverses are often written;
compared entry by entry."""

import re
from fractions import Fraction
from typing import Any

from generators.answers.listing import (
    ITEMS,
    Entry,
    entries,
    entry_same,
    entry_text,
    inside,
    split,
    whole_numbers,
)
from generators.answers.literal import literal
from generators.answers.refusal import Refusal, WrongKind

ROW = re.compile(r"\]\s*,\s*\[")
PLAIN_ROWS = re.compile(r"\s*\[[-+0-9./, ]*\](?:\s*,\s*\[[-+0-9./, ]*\])*\s*", re.ASCII)
FACTOR = re.compile(r"([^\[\]]{1,60}?)\s*\*?\s*(?=\[\s*\[)")

Matrix = tuple[tuple[Entry, ...], ...]


def matrix_of(written: str, loose: bool = False) -> Matrix:
    """[[1, 2], [3, 4]], or a number times it, as inverses are often written. Rows of one length."""
    written = written.strip()
    factor, found = 1, None if written.startswith("[") else FACTOR.match(written)
    if found is not None:
        factor, written = literal(found[1].strip()).value, written[found.end() :]
    inner = inside(written, "[")
    if inner is None:
        raise WrongKind("a matrix is due")
    if PLAIN_ROWS.fullmatch(inner):
        parts = ROW.split(inner.strip()[1:-1])
        rows = [whole_numbers(row) for row in parts]
        if None not in rows:
            return checked([tuple(row) for row in rows if row is not None], factor)
    else:
        parts = [inside(row.strip(), "[") for row in split(inner)]
    cells = [split(row) for row in parts if row is not None]
    if len(cells) != len(parts):
        raise WrongKind("a matrix is due")
    values = iter(entries([cell for row in cells for cell in row], loose=loose))
    return checked([tuple([next(values) for _ in row]) for row in cells], factor)


def checked(rows: list[tuple[Entry, ...]], factor: Any) -> Matrix:
    """The rows, of one length, times the number before them."""
    if len({len(row) for row in rows}) != 1 or len(rows) * len(rows[0]) > ITEMS:
        raise Refusal("rows of one length are due")
    return tuple(rows) if factor == 1 else multiplied(rows, factor)


def multiplied(rows: list[tuple[Entry, ...]], factor: Any) -> Matrix:
    if not all(isinstance(value, (int, Fraction)) for row in rows for value in row):
        raise Refusal("a factor is read before a matrix of numbers")
    return tuple([tuple([Fraction(factor * value) for value in row]) for row in rows])


def matrix_same(a: Matrix, b: Matrix) -> bool:
    return len(a) == len(b) and all(
        len(r) == len(s) and all(map(entry_same, r, s)) for r, s in zip(a, b, strict=True)
    )


def matrix_text(rows: Any) -> str:
    """The canonical text of rows of numbers and expressions."""
    return (
        "["
        + ", ".join(["[" + ", ".join([entry_text(value) for value in row]) + "]" for row in rows])
        + "]"
    )
