"""Read matrices, [[1, 2], [3, 4]], also sums of them with numbers or expressions before and behind,
as inverses and solutions of systems are often written; compared entry by entry."""

import re
from fractions import Fraction
from itertools import chain, islice
from typing import Any

from generators.answers.exact import Evaluation, tree
from generators.answers.listing import (
    BRACKETS,
    ITEMS,
    Entry,
    as_expression,
    entries,
    entry_same,
    entry_text,
    inside,
    number_in,
    split,
    whole_numbers,
)
from generators.answers.literal import literal
from generators.answers.quotient import Expression
from generators.answers.refusal import Beyond, Refusal, WrongKind

ROW = re.compile(r"\]\s*,\s*\[")
PLAIN_ROWS = re.compile(r"\s*\[[-+0-9./, ]*\](?:\s*,\s*\[[-+0-9./, ]*\])*\s*", re.ASCII)
FACTOR = re.compile(r"([^\[\]]{1,60}?)\s*\*?\s*(?=\[\s*\[)")
NAME = re.compile(
    r"[A-Za-z](?:_\w+)?(?:\*?\([A-Za-z]\)|\^\(-1\)|\^T)?\s*=\s*(?!=)", re.ASCII
)  # y =, y(t) =, A^(-1) =
MATRICES = 8  # in one sum
NESTED = 3  # sums within brackets

Row = tuple[Entry, ...]
Matrix = tuple[Row, ...]


def matrix_of(written: str, loose: bool = False) -> Matrix:
    """[[1, 2], [3, 4]], a number times it, or a sum such as c_1*[[1], [2]]*e^t + [[t], [0]]. Its
    rows have one length."""
    written = NAME.sub("", written.strip(), count=1)
    factor, found = 1, None if written.startswith("[") else FACTOR.match(written)
    if found is not None and written.endswith("]]") and written.count("[[") == 1:
        try:
            factor, written = literal(found[1].strip("() ")).value, written[found.end() :]
        except Refusal:
            return matrix_sum(written, loose)
    while written.startswith("[[[") and (own := inside(written, "[")) is not None:
        written = own.strip()  # brackets round a matrix's own
    inner = inside(written, "[")
    if inner is None:
        if "[[" not in written:
            raise WrongKind("a matrix is due")
        return matrix_sum(written, loose)
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
    values = iter(entries(list(chain.from_iterable(cells)), loose=loose))
    return checked([tuple(islice(values, len(row))) for row in cells], factor)


def checked(rows: list[Row], factor: Any) -> Matrix:
    """The rows, of one length, times the number before them."""
    if len({len(row) for row in rows}) != 1 or len(rows) * len(rows[0]) > ITEMS:
        raise Refusal("rows of one length are due")
    return tuple(rows) if factor == 1 else multiplied(rows, factor)


def multiplied(rows: list[Row], factor: Any) -> Matrix:
    if not all(isinstance(value, (int, Fraction)) for value in chain.from_iterable(rows)):
        return scaled(tuple(rows), as_expression(factor))
    return tuple([multiplied_row(row, factor) for row in rows])


def multiplied_row(row: Row, factor: Any) -> Row:
    return tuple([Fraction(factor * value) for value in row])


# Sums


def matrix_sum(written: str, loose: bool, depth: int = 1) -> Matrix:
    """The value of a sum of matrices times expressions."""
    if depth > NESTED:
        raise Beyond(f"nested deeper than {NESTED}")
    total: Matrix | None = None
    terms = summands(written)
    if len(terms) > MATRICES:
        raise Beyond(f"more than {MATRICES} matrices")
    for sign, term in terms:
        part = product(term, loose, depth)
        if sign < 0:
            part = scaled(part, as_expression(-1))
        total = part if total is None else plus(total, part)
    if total is None:
        raise WrongKind("a matrix is due")
    return total


def summands(written: str) -> list[tuple[int, str]]:
    """The terms of a sum with their signs, split outside brackets."""
    found, start, sign, opened = list[tuple[int, str]](), 0, 1, list[str]()
    for at, mark in enumerate(written):
        if mark in BRACKETS:
            opened.append(BRACKETS[mark])
        elif mark in ")]}":
            if not opened or opened.pop() != mark:
                raise Refusal("brackets that do not match")
        elif mark in "+-" and not opened:
            before = written[start:at].strip()
            if before and before[-1] not in "*/^":
                found.append((sign, before))
                start, sign = at + 1, 1 if mark == "+" else -1
            elif not before:
                start, sign = at + 1, sign if mark == "+" else -sign
    if opened:
        raise Refusal("brackets that do not match")
    return [*found, (sign, written[start:].strip())]


def product(term: str, loose: bool, depth: int) -> Matrix:
    """One matrix, or a sum of them in brackets, with factors before and behind."""
    opening = next((at for at in openings(term) if "[[" in group(term, at)), None)
    if opening is None:
        raise WrongKind("a matrix is due")
    middle = group(term, opening)
    before, behind = term[:opening].strip(), term[opening + len(middle) :].strip()
    if behind[:1].isdigit():
        raise Refusal("a number behind a matrix has no sign before it")
    rows = inside(middle, "[")
    found = (
        matrix_of(middle, loose) if rows is not None else matrix_sum(middle[1:-1], loose, depth + 1)
    )
    for factor in (before.removesuffix("*").strip(), behind.removeprefix("*").strip()):
        if factor:
            if factor[0] in "/^" or factor[-1] in "/^":
                raise Refusal("a matrix below a line or raised to a power")
            found = scaled(found, Evaluation().value(tree(factor)))
    return found


def openings(term: str) -> list[int]:
    """Where brackets open that stand in no others."""
    found, depth = [], 0
    for at, mark in enumerate(term):
        if mark in "([":
            if not depth:
                found.append(at)
            depth += 1
        elif mark in ")]":
            depth -= 1
    return found


def group(term: str, opening: int) -> str:
    """The text of a bracket, from where it opens to where it closes."""
    depth = 0
    for at in range(opening, len(term)):
        depth += (term[at] in "([") - (term[at] in ")]")
        if not depth:
            return term[opening : at + 1]
    raise Refusal("brackets that do not match")


def scaled(rows: Matrix, factor: Expression) -> Matrix:
    return tuple([scaled_row(row, factor) for row in rows])


def scaled_row(row: Row, factor: Expression) -> Row:
    return tuple([plain(Evaluation().product(as_expression(value), factor)) for value in row])


def plus(a: Matrix, b: Matrix) -> Matrix:
    if [len(row) for row in a] != [len(row) for row in b]:
        raise Refusal("matrices of one shape are due")
    return tuple([tuple(map(sum_of_two, *rows)) for rows in zip(a, b, strict=True)])


def sum_of_two(one: Entry, other: Entry) -> Entry:
    return plain(Evaluation().plus(as_expression(one), as_expression(other), 1))


def plain(value: Expression) -> Entry:
    number = number_in(value)
    return value if number is None else number


def matrix_same(a: Matrix, b: Matrix) -> bool:
    return entry_same(a, b)


def matrix_text(rows: Any) -> str:
    """The canonical text of rows of numbers and expressions."""
    shown = [f"[{', '.join(map(entry_text, row))}]" for row in rows]
    return f"[{', '.join(shown)}]"
