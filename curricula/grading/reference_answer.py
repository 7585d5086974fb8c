"""What a dataset's answer is: its kind and required form, found from the text where they are not
given, and its value.

Datasets store answers in canonical text or in LaTeX, some as a whole solution whose last box is
the answer. What cannot be read as maths is compared as text.
"""

import re
from functools import lru_cache

from curricula.grading.answer_reading import WORDED, Reading, read
from curricula.grading.conditions import ONLY
from curricula.grading.decoration import undecorated, unlabelled
from curricula.grading.extraction import finals
from curricula.grading.gold import Gold, as_kind
from curricula.grading.kind_signs import KINDS_IN_TURN, plausible
from curricula.grading.malformed import malformed
from curricula.grading.other_readings import in_no_order, others
from curricula.grading.words import (
    BOOLEAN,
    MISSING,
    SYMBOL,
    is_text,
    letter_first,
    option_letter,
    unwrapped,
)
from generators.answers.answer import FORMS, KINDS, Unreadable
from generators.answers.refusal import Refusal

LENGTH = 20_000  # characters of a gold, which may be a whole solution
ROUNDED = re.compile(r"\\(?:approx|simeq|doteq)(?![a-z])|≈|≃")


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


def inferred(raw: str, form: str) -> Gold:
    """The gold as the first kind that its text reads as, and beside it whatever else its text
    says. Raises Unreadable where it is neither maths that is read nor text."""
    if malformed(raw):
        raise Refusal("a text that was spoilt on its way")
    raw = ONLY.sub("", raw, count=1) if ONLY.match(raw) else raw
    worded = unwrapped(raw)
    if worded.lower() in MISSING:
        raise Refusal("no answer")
    if worded.lower() in BOOLEAN:
        return as_kind(worded, "boolean", form)
    if is_text(raw):
        return in_words(raw, form)
    if ROUNDED.search(raw):
        return rounded(raw, form)
    letter, said = letter_first(raw)
    if letter and worded.startswith("("):
        return lettered(letter, said, raw, form)
    return maths(raw, form)


def in_words(raw: str, form: str) -> Gold:
    """A gold in words: some say a set, such as `no solution`; else they are text."""
    text = as_kind(raw, "symbol", form)
    said = WORDED.get(unwrapped(raw).lower())
    if said is None:
        return text
    return as_kind(said, "interval" if said == "R" else "set", form)._replace(others=(text,))


def maths(raw: str, form: str) -> Gold:
    """A gold in maths, or one letter."""
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
    raise Refusal("neither maths that is read nor text")


def rounded(raw: str, form: str) -> Gold:
    """A gold that says itself that it is rounded: `1/3 \\approx 0.333` takes the exact value and
    what rounds to the other, `x \\approx 0.333` the latter alone."""
    exact, *rest = [part.strip() for part in ROUNDED.split(raw)]
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
