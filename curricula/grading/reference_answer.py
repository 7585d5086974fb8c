"""What a dataset's answer is: its kind and required form, found from the text where they are not
given, and its value.

Datasets store answers in canonical text or in LaTeX, some as a whole solution whose last box is
the answer. What cannot be read as maths is compared as text.
"""

import re
from functools import lru_cache

from curricula.grading.answer_reading import CIRCLES, WORDED, Reading, circled, read
from curricula.grading.chains import last_member
from curricula.grading.conditions import ONLY
from curricula.grading.decoration import undecorated, unlabelled
from curricula.grading.extraction import finals
from curricula.grading.gold import Gold, as_kind
from curricula.grading.kind_signs import KINDS_IN_TURN, plausible
from curricula.grading.labels import without_cases
from curricula.grading.malformed import malformed, unescaped
from curricula.grading.other_readings import in_no_order, others
from curricula.grading.parts import gold_parts, sole_value, value_said
from curricula.grading.rounding import APPROXIMATELY
from curricula.grading.words import (
    BOOLEAN,
    INFINITY,
    MISSING,
    NAMED,
    SYMBOL,
    is_text,
    letter_first,
    option_letter,
    unwrapped,
)
from generators.answers.answer import FORMS, KINDS, Unreadable, equal
from generators.answers.refusal import Refusal

EQUAL = re.compile(r"(?<![<>!=:\\])=(?!=)")
NO_LETTERS = re.compile(r"\\(?:[dtc]?frac|sqrt|pi|left|right|cdot|times|colon|[,;:! ])(?![a-z])")
LETTER = re.compile(r"[A-Za-z]")
GOLD_KINDS = (*KINDS, "text")  # text is what golds are alone: words, and several values
LENGTH = 20_000  # characters of a gold, which may be a whole solution
BOTH = re.compile(r"([A-Za-z ]+?)\s*:?\s*\$?\s*\\(?:oslash|emptyset|varnothing)\s*\$?", re.ASCII)
BOX = re.compile(r"\\boxed\s*\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}")
JOINING = re.compile(r"\A(?=[^\d]{0,40}\Z)(?:.*?(?:,|;|\band\b|\bor\b)|\s*\Z)", re.DOTALL)
PERCENT = re.compile(
    r"\\boxed\s*\{[-+\d.,/]+\}\$?\s*(?:\\?%|percent\b)"
)  # a number's, behind its box
# what only stands in golds that are a whole solution
WHOLE_SOLUTION = ("\\boxed", "####", "</think>", "I hope it is correct")


@lru_cache(maxsize=4_096)
def gold_of(answer: str, kind: str | None, form: str | None) -> Gold:
    """The gold that a text stands for; with a reason, and never paid, where it cannot be read as
    its kind."""
    unusable = Gold(kind or "symbol", form or "", answer, Reading(None, ""), reason="gold")
    if kind not in (None, *GOLD_KINDS) or (form or "") not in FORMS or len(answer) > LENGTH:
        return unusable
    try:
        answer = unescaped(answer)
        raw = undecorated(shortened(answer) if kind not in ("symbol", "boolean") else answer)
        if not raw:
            return unusable
        if kind is not None:
            return in_parts(raw, form or "") if kind == "text" else as_kind(raw, kind, form or "")
        return inferred(raw, form or "")._replace(written=raw)
    except (Unreadable, ArithmeticError, ValueError, RecursionError):
        return unusable


def shortened(answer: str) -> str:
    """The final answer of a whole solution, as some datasets store; else the text itself."""
    if not any([mark in answer for mark in WHOLE_SOLUTION]):
        return answer
    answers = finals(answer)
    if len(answers.certain) > 1 and all(map(JOINING.search, between_boxes(answer))):
        return ", ".join(answers.certain)  # a box for each value
    percent = PERCENT.search(answer) if len(answers.certain) == 1 else None
    if percent is not None:
        return f"{answers.certain[0]} \\%"
    boxes = BOX.findall(answer)
    if not answers.certain and not answers.likely and len(boxes) == 1:
        return boxes[0][boxes[0].index("{") + 1 : -1] or answer  # a box with a unit behind it
    return (answers.certain or answers.likely or [answer])[-1]


def between_boxes(text: str) -> list[str]:
    """What stands between each box and the next."""
    return BOX.split(text)[1:-1]


def inferred(raw: str, form: str) -> Gold:
    """The gold as the first kind that its text reads as, and beside it whatever else its text
    says. Raises Unreadable where it is neither maths that is read nor text."""
    if malformed(raw):
        raise Refusal("a text that was spoilt on its way")
    if not raw.isascii() and CIRCLES.fullmatch(raw):
        raw = circled(raw)
    said = BOTH.fullmatch(raw)
    if said is not None and WORDED.get(said[1].lower()) == "{}":
        raw = said[1]
    raw = ONLY.sub("", raw, count=1) if ONLY.match(raw) else raw
    if "\\begin" in raw and "=" in raw:
        raw = without_cases(raw)
    worded = unwrapped(raw)
    if worded.lower() in MISSING:
        raise Refusal("no answer")
    if worded.lower() in BOOLEAN:
        return as_kind(worded, "boolean", form)
    if worded.lower() in INFINITY:
        return as_kind(raw, "symbol", form)
    if is_text(raw):
        return in_words(raw, form)
    if APPROXIMATELY.search(raw):
        try:
            return rounded(raw, form)
        except Unreadable:
            return in_parts(raw, form)
    letter, said = letter_first(raw)
    if letter and worded.startswith("("):
        return lettered(letter, said, raw, form)
    try:
        return maths(raw, form)
    except Unreadable:
        return in_parts(raw, form)


def in_words(raw: str, form: str) -> Gold:
    """A gold in words: some say a set, such as `no solution`; else they are text."""
    text = as_kind(raw, "symbol", form)
    said = WORDED.get(unwrapped(raw).lower())
    if said is None:
        return text if NAMED.fullmatch(unwrapped(raw)) else in_parts(raw, form, (text,))
    return as_kind(said, "interval" if said == "R" else "set", form)._replace(others=(text,))


def in_parts(raw: str, form: str, others: tuple[Gold, ...] = ()) -> Gold:
    """A gold of words, with or without maths among them, or of several values, each of its own
    kind. Raises Unreadable where a piece of its maths is not read."""

    def span(text: str) -> Gold:
        if unwrapped(text).lower() in INFINITY:
            return as_kind(text, "symbol", form)
        return rounded(text, form) if APPROXIMATELY.search(text) else maths(text, form)

    parts = gold_parts(raw, span)
    value = sole_value(parts)
    if value is not None:
        return value
    alone = value_said(parts, raw, span)
    return Gold("text", form, raw, Reading(parts, raw), others=others + ((alone,) if alone else ()))


def maths(raw: str, form: str) -> Gold:
    """A gold in maths, or one letter."""
    raw = last_member(raw)
    if option_letter(raw):
        return as_kind(raw, "symbol", form)
    for kind in KINDS_IN_TURN:
        if not plausible(kind, raw):
            continue
        try:
            found = in_no_order(as_kind(raw, kind, form))
            return found._replace(others=tuple(others(found)))
        except Unreadable:
            continue
    if SYMBOL.fullmatch(unwrapped(raw)):
        return as_kind(raw, "symbol", form)
    return said_of_something(raw, form)


def said_of_something(raw: str, form: str) -> Gold:
    """A gold that tells the value of what is not read, `\\frac{NO}{BO} = \\frac{1}{2}`, or that
    works a value out, `z = 1 + 1 = 2`: then each further side has to have that value."""
    *sides, last = [side.strip() for side in EQUAL.split(raw)]
    if sides and last and not LETTER.search(NO_LETTERS.sub("", last)):
        found = maths(undecorated(last), form)
        if found.kind in ("rational", "expression", "ratio") and all(
            [stands_for(side, found) for side in sides[1:]]
        ):
            return found._replace(raw=raw)
    raise Refusal("neither maths that is read nor text")


def stands_for(side: str, gold: Gold) -> bool:
    """Whether a side of a chain of equations has the gold's value."""
    try:
        wanted = read("expression", gold.reading.text, loose=True)
        return equal("expression", read("expression", side, loose=True).value, wanted.value)
    except Unreadable:
        return False


def rounded(raw: str, form: str) -> Gold:
    """A gold that says itself that it is rounded: `1/3 \\approx 0.333` takes the exact value and
    what rounds to the other, `x \\approx 0.333` the latter alone."""
    exact, *rest = [part.strip() for part in APPROXIMATELY.split(raw)]
    if not rest or not rest[-1]:
        raise Refusal("an approximation of what is missing")
    number = read("rational", undecorated(rest[-1]))
    found = Gold("rational", form, rest[-1], number, approximate=True)
    if exact and not unlabelled(exact + " = 0")[1]:
        return maths(exact, form)._replace(others=(found,))
    return found


def lettered(letter: str, said: str, raw: str, form: str) -> Gold:
    """An option with its letter, `(B) 12`: either may be given, or both."""
    found = Gold("symbol", form, raw, read("symbol", letter))
    try:
        value = inferred(undecorated(said), form)
    except Unreadable:
        return found
    return found._replace(others=(value, *value.others))
