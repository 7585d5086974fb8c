"""What a dataset's answer is: its kind and required form, found from the text where they are not
given, and its value.

Datasets store answers in canonical text or in LaTeX, some as a whole solution whose last box is
the answer. What cannot be read as maths is compared as text.
"""

import re
from functools import lru_cache
from typing import Any, NamedTuple

from curricula.grading.answer_reading import NUMBERS, Reading, read
from curricula.grading.decoration import undecorated
from curricula.grading.extraction import finals
from generators.answers.answer import FORMS, KINDS, Unreadable

LENGTH = 20_000  # characters of a gold, which may be a whole solution
ATTEMPTS = ("rational", "residue", "matrix", "interval", "set", "tuple", "equation", "expression")
RELATION = re.compile(
    r"[<>]|\\(?:[lg]eq?|[lg]t|neq?)(?![a-z])|!=|[≤≥≠]|\\infty|\\cup|∞|∪|oo\b|\binf(?:inity)?\b"
)
WORDS = re.compile(r"[A-Za-z]|\\(?:text|mathrm|textbf|mbox|textrm|textnormal)\s*\{[^{}]*\}")
MEMBERSHIP = re.compile(r"\\in(?![a-z])|∈|\bin\b")


class Gold(NamedTuple):
    """The answer that completions are held against. `reason` is set where it cannot be used."""

    kind: str
    form: str
    raw: str
    reading: Reading
    membership: bool = (
        False  # written `x in [1, 2]`: then an interval is to be written, not an inequality
    )
    number: tuple[int, int] | None = None  # numerator and denominator of a number without a unit
    loose: bool = False  # holds powers of numbers such as 2^98, so a completion may
    reason: str = ""

    @property
    def value(self) -> Any:
        return self.reading.value


@lru_cache(maxsize=4_096)
def gold_of(answer: str, kind: str | None, form: str | None) -> Gold:
    """The gold that a text stands for; with a reason, and never paid, where it cannot be read as
    its kind."""
    unusable = Gold(kind or "symbol", form or "", answer, Reading(None, ""), reason="gold")
    if kind not in (None, *KINDS) or (form or "") not in FORMS or len(answer) > LENGTH:
        return unusable
    try:
        raw = undecorated(shortened(answer) if kind not in ("symbol", "boolean") else answer)
        if not raw:
            return unusable
        if kind is not None:
            return as_kind(raw, kind, form or "")
        return inferred(raw, form or "")
    except (Unreadable, ArithmeticError, ValueError, RecursionError):
        return unusable


def shortened(answer: str) -> str:
    """The final answer of a whole solution, as some datasets store; else the text itself."""
    if "\\boxed" not in answer and "####" not in answer and "</think>" not in answer:
        return answer
    answers = finals(answer)
    return (answers.certain or answers.likely or [answer])[-1]


def as_kind(raw: str, kind: str, form: str) -> Gold:
    try:
        reading = read(kind, raw)
    except Unreadable as refused:
        if kind != "expression" or getattr(refused, "reason", "") not in ("form", "syntax"):
            raise
        return Gold(kind, form, raw, read(kind, raw, loose=True), loose=True)
    membership = kind == "interval" and MEMBERSHIP.search(raw) is not None
    plain = kind in NUMBERS and not reading.unit
    number = (reading.value.numerator, reading.value.denominator) if plain else None
    return Gold(kind, form, raw, reading, membership, number)


def inferred(raw: str, form: str) -> Gold:
    """The gold as the first kind that its text reads as."""
    if raw.lower() in ("true", "false"):
        return as_kind(raw, "boolean", form)
    if WORDS.fullmatch(raw):
        return as_kind(raw, "symbol", form)
    for kind in ATTEMPTS:
        if not plausible(kind, raw):
            continue
        try:
            return as_kind(raw, kind, form)
        except Unreadable:
            continue
    return as_kind(raw, "symbol", form)


def plausible(kind: str, raw: str) -> bool:
    """Whether a text has the signs of a kind, so that no kind takes what belongs to another."""
    if kind == "matrix":
        return "matrix" in raw or "array" in raw or "[[" in raw.replace(" ", "")
    if kind == "interval":
        mixed = raw[:1] == "[" and raw[-1:] in ")]" or raw[:1] == "(" and raw[-1:] == "]"
        return (
            mixed
            or RELATION.search(raw) is not None
            or MEMBERSHIP.search(raw) is not None
            or "mathbb{R}" in raw
        )
    if kind == "set":
        inside = raw.removeprefix("\\left").lstrip()
        return (
            not inside.startswith(("(", "["))
            and (
                inside.startswith(("{", "\\{"))
                or any(
                    sign in raw
                    for sign in (",", "\\pm", "±", "\\text{ and", "\\text{ or", " and ", " or ")
                )
            )
            or "emptyset" in raw
            or "varnothing" in raw
        )
    if kind == "tuple":
        return "," in raw
    if kind == "equation":
        return "=" in raw
    if kind == "residue":
        return "mod" in raw
    return True
