r"""Tell what a gold is before anything is graded against it: read as which kind, text, ambiguous,
spoilt on its way, or not read at all, and then of which form.

A dataset of golds is surveyed by putting these together (pipelines/evaluation/audit.py).
"""

import re
from typing import Any, NamedTuple

from curricula.grading.decoration import undecorated
from curricula.grading.gold import Gold
from curricula.grading.grade import gold_text
from curricula.grading.malformed import malformed
from curricula.grading.reference_answer import LENGTH, gold_of, shortened
from curricula.grading.words import MISSING as WITHOUT
from generators.answers.answer import Unreadable

READ, TEXT, UNREAD, MALFORMED, MISSING = "read", "text", "unread", "malformed", "missing"
FORM = 60  # characters of a form

COMMAND = re.compile(r"\\[A-Za-z]+|\\.")
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
WORD = re.compile(r"[^\W\d_]{2,}")
SEVERAL = re.compile(
    r"\d\s*\(?\s*(?:\\text\s*\{\s*)?\(?\s*\bor\b|\bor\b\s*\}?\s*[-$\\(]*\d|\d\s*;\s*\S", re.ASCII
)
TIME = re.compile(r"\d{1,2}\s*(?::|\\colon)\s*[0-5]\d", re.ASCII)
THOUSANDS = re.compile(r"[-+]?\d{1,3}(?:,\d{3})+", re.ASCII)
DECIMAL_COMMA = re.compile(r"[-+]?\d+,\d{1,2}", re.ASCII)
PRODUCT = re.compile(r"[a-z]{2,3}", re.ASCII)


class Surveyed(NamedTuple):
    """What was found out about one gold. `kind` is the kind that it is read as, `form` the shape of
    one that is not read, `why` in words what is wrong with it or may be meant otherwise."""

    status: str
    kind: str = ""
    form: str = ""
    why: str = ""


def survey(answer: Any, kind: str | None = None) -> Surveyed:
    """What a gold is, read as the kind that is named or as its text tells. Raises nothing."""
    answer = only(answer)
    if answer is None or str(answer).strip().lower() in ("", *WITHOUT):
        return Surveyed(MISSING, why="no answer")
    if isinstance(answer, (list, tuple)):
        return Surveyed(UNREAD, form="a list", why="several answers in one")
    text = gold_text(answer)
    if not text:
        return Surveyed(UNREAD, form=f"a {type(answer).__name__}", why="neither text nor number")
    gold = gold_of(text, kind, None)
    if not gold.reason:
        words = gold.kind == "symbol" or gold.kind == "text" and in_words_alone(gold)
        status = TEXT if words and kind is None else READ
        return Surveyed(status, kind=gold.kind, why=ambiguity(text, gold.kind))
    if len(text) > LENGTH:
        return Surveyed(UNREAD, form="a long text", why=f"more than {LENGTH:,} characters")
    spoilt = malformed(final(text)) if len(final(text)) < len(text) - 40 else malformed(text)
    if spoilt:
        return Surveyed(MALFORMED, why=spoilt)
    why = "several answers in one" if SEVERAL.search(text) else ""
    return Surveyed(UNREAD, form=form_of(final(text)), why=why)


def in_words_alone(gold: Gold) -> bool:
    """Whether a gold of kind text holds no maths."""
    return not any([part.golds for part in gold.value])


def only(answer: Any) -> Any:
    """The one answer of a list that holds one, as some datasets have it."""
    for _ in range(3):
        if not isinstance(answer, (list, tuple)) or len(answer) != 1:
            break
        answer = answer[0]
    return answer


def final(text: str) -> str:
    """The final answer of a gold, undecorated."""
    try:
        return undecorated(shortened(text))
    except Unreadable:
        return text


def form_of(text: str) -> str:
    """The shape of a text: numbers are 9, words are w, commands and signs stay."""
    shape = ""
    at = 0
    for command in COMMAND.finditer(text[:400]):
        shape += shape_of(text[at : command.start()]) + command[0]
        at = command.end()
    shape = " ".join((shape + shape_of(text[at:400])).split())
    return shape if len(shape) <= FORM else shape[: FORM - 3] + "..."


def shape_of(text: str) -> str:
    return WORD.sub("w", NUMBER.sub("9", text))


def ambiguity(text: str, kind: str) -> str:
    """What else a gold that is read may mean, in words; '' where nothing comes to mind."""
    short = final(text)
    if short != undecorated_or(text) and ("\n" in text or len(text) > 4 * len(short) + 20):
        return "the final answer of a whole solution"
    if SEVERAL.search(short):
        return "several answers in one: all of them are due"
    if TIME.fullmatch(short):
        return "a time or a ratio: taken as written"
    if kind == "symbol":
        return ""
    if THOUSANDS.fullmatch(short):
        return "a comma between thousands or values: taken as thousands"
    if DECIMAL_COMMA.fullmatch(short):
        return "a decimal comma or two values: taken as two values"
    if PRODUCT.fullmatch(short):
        return "a word or a product of letters: taken as a product"
    if short.endswith("%"):
        return "a percentage: the number without the sign is paid too"
    return listed(short, kind)


def listed(short: str, kind: str) -> str:
    """What else a list may mean."""
    if kind == "tuple" and short.startswith(("(", r"\left(")) and short.count(",") == 1:
        return "a point or an open interval: both are paid"
    if kind == "set" and "," in short and not short.startswith(("{", r"\{", r"\left\{")):
        return "values in some order or in any: taken in any"
    return ""


def undecorated_or(text: str) -> str:
    try:
        return undecorated(text)
    except Unreadable:
        return text
