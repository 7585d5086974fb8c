"""The answer that completions are held against, read as one kind."""

import re
from typing import Any, NamedTuple

from curricula.grading.answer_reading import NUMBERS, Reading, read
from generators.answers.answer import Unreadable

# kinds of golds in which calculations such as 2^98 may be left undone
UNFINISHED = {"expression", "tuple", "set", "interval", "matrix", "ratio"}
MEMBERSHIP = re.compile(r"\\in(?![a-z])|∈|\bin\b")


class Gold(NamedTuple):
    """The answer that completions are held against. `reason` is set where it cannot be used."""

    kind: str
    form: str
    raw: str
    reading: Reading
    # written `x in [1, 2]`: then an interval is to be written, not an inequality
    membership: bool = False
    number: tuple[int, int] | None = None  # numerator and denominator of a number without a unit
    loose: bool = False  # holds calculations such as 2^98, so a completion may
    bare: bool = False  # a list without brackets, which is in no certain order
    approximate: bool = False  # says itself that it is rounded: then rounded answers are right
    written: str = ""  # as the dataset has it, but for what only sets it off
    others: tuple["Gold", ...] = ()  # what else the same text says, as a list is a set or a tuple
    reason: str = ""

    @property
    def value(self) -> Any:
        return self.reading.value


def as_kind(raw: str, kind: str, form: str) -> Gold:
    """The gold as this kind. Raises Unreadable."""
    try:
        reading = read(kind, raw)
    except Unreadable as refused:
        if kind not in UNFINISHED or getattr(refused, "reason", "") not in ("form", "syntax"):
            raise
        return Gold(kind, form, raw, read(kind, raw, loose=True), loose=True)
    membership = kind == "interval" and MEMBERSHIP.search(raw) is not None
    plain = kind in NUMBERS and not reading.unit
    number = (reading.value.numerator, reading.value.denominator) if plain else None
    return Gold(kind, form, raw, reading, membership, number)
