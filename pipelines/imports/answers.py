"""Of which kind an answer from elsewhere is, where its writing leaves no doubt; other answers are
refused, each with its reason.

An answer that is read as something it is not would pay wrong completions: `2 x 3 x 7` as the
product 42, or a sorted list as a set. So these are taken: whole numbers, fractions and decimals,
lists in brackets of two numbers or more, matrices of numbers, expressions in lower-case letters of
one sign each, true and false, and single words. Nothing is ever evaluated.
"""

import re
from typing import Any

from curricula.grading.grade import grade
from generators.answers.answer import Unreadable
from generators.answers.required_form import check
from generators.errors import DatasetError

NUMBER = r"[+-]?(?:0|[1-9]\d*)(?:\.\d+|/[1-9]\d*)?"
LIST = rf"\s*{NUMBER}\s*(?:,\s*{NUMBER}\s*)"
KINDS = (
    ("integer", re.compile(r"[+-]?(?:0|[1-9]\d*)", re.ASCII)),
    ("rational", re.compile(NUMBER, re.ASCII)),
    ("boolean", re.compile(r"[Tt]rue|[Ff]alse", re.ASCII)),
    ("symbol", re.compile(r"[A-Za-z][A-Za-z0-9_]*(?:-[A-Za-z0-9_]+)*", re.ASCII)),
    ("tuple", re.compile(rf"\({LIST}+\)|\[{LIST}+\]", re.ASCII)),
    ("matrix", re.compile(rf"\[\s*\[{LIST}*\]\s*(?:,\s*\[{LIST}*\]\s*)*\]", re.ASCII)),
    (
        "expression",
        re.compile(
            r"(?=.*[a-z])(?=.*[+*/^-])(?:(?<![A-Za-z])[a-z](?![A-Za-z])|[\d\s+*/^().-])+", re.ASCII
        ),
    ),
)
LENGTH = 2_000  # characters
PRECISION = 12  # digits behind the point; more are what is left of a computation with floats


class Untyped(DatasetError):
    """An answer whose kind its writing does not tell; the message is the reason, the same for all
    answers of that sort."""


def kind_of(answer: Any, form: str = "", scored_by_itself: bool = False) -> str:
    """The kind of an answer's text, which our grader then pays when it is given back. Raises
    Untyped.

    `scored_by_itself`: the dataset judges answers by a function of its own, so for a word others
    may be right as well."""
    if answer is None:
        raise Untyped("it has no answer")
    if not isinstance(answer, str):
        raise Untyped("its answer is not a text")
    text = answer.strip()
    if len(text) > LENGTH:
        raise Untyped(f"its answer has more than {LENGTH:,} characters")
    kind = next((kind for kind, pattern in KINDS if pattern.fullmatch(text)), None)
    if kind is None:
        raise Untyped(
            "its answer is no number, list in brackets, matrix, expression, true, false or single"
            " word"
        )
    if kind == "symbol" and scored_by_itself:
        raise Untyped("its answer is a word where the dataset's own scoring may accept others")
    if max(map(len, re.findall(r"\.(\d+)", text)), default=0) > PRECISION:
        raise Untyped(
            f"its answer has a decimal of more than {PRECISION} digits, which was rounded"
        )
    if not grade(f"Answer: {text}", text, kind).correct:
        raise Untyped(f"its answer is not read as {kind}")
    try:
        check(kind, form, text, text)
    except Unreadable as refused:
        raise Untyped(f"its answer is not {form}") from refused
    return kind
