"""Read matrices, [[1, 2], [3, 4]], also with a number before them, as inverses are often written; compared entry by entry."""

import re
from fractions import Fraction
from typing import Any

from generators.listing import ITEMS, Entry, entries, entry_same, entry_text, inside, split
from generators.literal import literal
from generators.refusal import Refusal, WrongKind

ROW = re.compile(r"\]\s*,\s*\[")
PLAIN_ROWS = re.compile(r"\s*\[[-+0-9./, ]*\](?:\s*,\s*\[[-+0-9./, ]*\])*\s*", re.ASCII)
FACTOR = re.compile(r"([^\[\]]{1,60}?)\s*\*?\s*(?=\[\s*\[)")

Matrix = tuple[tuple[Entry, ...], ...]


def matrix_of(written: str) -> tuple[tuple[Entry, ...], ...]:
    """[[1, 2], [3, 4]]; also a number times it, as inverses are often written. Rows of one length."""
    written = written.strip()
    factor, found = 1, None if written.startswith("[") else FACTOR.match(written)
    if found is not None:
        factor, written = literal(found[1].strip()).value, written[found.end() :]
    inner = inside(written, "[")
    if inner is None:
        raise WrongKind("a matrix is due")
    rows, values = [], []
    for row in ROW.split(inner.strip()[1:-1]) if PLAIN_ROWS.fullmatch(inner) else [inside(row.strip(), "[") for row in split(inner)]:
        if row is None:
            raise WrongKind("a matrix is due")
        rows.append(split(row))
        values += rows[-1]
    numbers = iter(entries(values))
    rows = [tuple([next(numbers) for _ in row]) for row in rows]
    if len({len(row) for row in rows}) != 1 or len(rows) * len(rows[0]) > ITEMS:
        raise Refusal("rows of one length are due")
    return tuple(rows) if factor == 1 else multiplied(rows, factor)


def multiplied(rows: list[tuple[Entry, ...]], factor: Any) -> tuple[tuple[Entry, ...], ...]:
    if not all(isinstance(value, (int, Fraction)) for row in rows for value in row):
        raise Refusal("a factor is read before a matrix of numbers")
    return tuple([tuple([Fraction(factor * value) for value in row]) for row in rows])


def matrix_same(a: Matrix, b: Matrix) -> bool:
    return len(a) == len(b) and all(len(r) == len(s) and all(map(entry_same, r, s)) for r, s in zip(a, b, strict=True))


def matrix_text(rows: Any) -> str:
    """The canonical text of rows of numbers and expressions."""
    return "[" + ", ".join(["[" + ", ".join([entry_text(value) for value in row]) + "]" for row in rows]) + "]"
