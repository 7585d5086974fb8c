r"""Judge a completion: find its one final answer, read it as the gold's kind, and compare exactly.
The only grader.

    grade("Adding gives \\boxed{5}.", "5")  ->  Verdict(correct=True, answer="5", reason="")

Nothing is executed or evaluated, nothing rounds, and no signal or timeout is needed because every
step is bounded; so the verdict on a completion is the same in any thread and on any machine. No
completion and no gold raises; only a kind or form that does not exist does.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from curricula.grading.answer_reading import FRACTION, NUMBERS, Reading, read
from curricula.grading.decoration import same_name
from curricula.grading.extraction import finals, sole_box
from curricula.grading.reference_answer import Gold, gold_of
from generators.answers.answer import FORMS, KINDS, Unreadable, equal
from generators.answers.literal import PLAIN
from generators.answers.refusal import WrongForm, WrongKind, reason_of
from generators.answers.required_form import check
from generators.errors import RequestError

REASONS = ("no_answer", "several_answers", "limit", "syntax", "kind", "form", "unequal", "gold")
INTEGER, DECIMAL = 2, 4  # the last group of PLAIN that a writing fills
SHOWN = 200  # characters of an answer kept in a verdict


class Verdict(NamedTuple):
    """The judgement of a completion: whether it is right, the answer found in it ('' where there is
    none), and where it is not right the reason, one of REASONS: no answer, several that differ,
    beyond a limit, unreadable, another kind, not in the form asked for, another value, or a gold
    that cannot be read. It is true where the answer is right: `if grade(completion, "5"):`."""

    correct: bool
    answer: str
    reason: str

    def __bool__(self) -> bool:
        return self.correct

    def __str__(self) -> str:
        if self.correct:
            return f"right: {self.answer}"
        return f"wrong, {self.reason}" + (f": {self.answer}" if self.answer else "")


def grade(
    completion: Any,
    answer: Any,
    kind: str | None = None,
    form: str | None = None,
    marker: str | None = None,
) -> Verdict:
    """The verdict on a completion, a text or a list of messages, against the gold `answer`,
    canonical text or LaTeX. Kind and required form (generators/answers/answer.py) are taken from
    the gold where they are not given. `marker` is a template's own words before the answer. Raises
    RequestError for a kind or form that does not exist, and nothing else."""
    if kind and kind not in KINDS:
        raise RequestError(f"kind: {shown(kind)} is not one of {', '.join(KINDS)}")
    if form and form not in FORMS:
        raise RequestError(f"form: {shown(form)} is not one of {', '.join(filter(None, FORMS))}")
    try:
        gold = gold_of(answer if type(answer) is str else gold_text(answer), kind or None, form)
        if gold.reason:
            return Verdict(False, "", gold.reason)
        return judge(text_of(completion), gold, marker)
    # no fault is known to come here, but one completion must never stop a training run
    except Exception:
        return Verdict(False, "", "syntax")


def shown(name: Any) -> str:
    """A bad name in a message, not too long."""
    return repr(name)[:SHOWN]


def gold_text(answer: Any) -> str:
    if isinstance(answer, str):
        return answer
    if isinstance(answer, bool):
        return "true" if answer else "false"
    if isinstance(answer, (int, float, Fraction)):
        return str(answer)
    return ""


def text_of(completion: Any) -> str:
    """The text of a completion; of a list of messages, the last one's."""
    if isinstance(completion, str):
        return completion
    if isinstance(completion, Mapping):
        return text_of(completion.get("content", completion.get("text")))
    if (
        isinstance(completion, Sequence)
        and not isinstance(completion, (bytes, bytearray))
        and completion
    ):
        return text_of(completion[-1]) if isinstance(completion[-1], (str, Mapping)) else ""
    return ""


def judge(text: str, gold: Gold, marker: str | None = None) -> Verdict:
    """The verdict on a text."""
    raw = sole_box(text) if marker is None else None
    if raw is not None:
        return single(raw, gold)
    answers = finals(text, marker)
    if answers.reason:
        return Verdict(False, "", answers.reason)
    certain, likely = answers.certain, answers.likely
    if certain:
        verdict = single(certain[-1], gold)
        if not verdict.correct:
            return (
                verdict if len(certain) == 1 else Verdict(False, verdict.answer, "several_answers")
            )
        if len(certain) > 1 and not all(single(raw, gold).correct for raw in certain[:-1]):
            return Verdict(False, verdict.answer, "several_answers")
        if likely and not all(agrees(single(raw, gold)) for raw in likely):
            return Verdict(False, verdict.answer, "several_answers")
        return verdict
    verdicts = [single(raw, gold) for raw in likely]
    readable = [verdict for verdict in verdicts if verdict.correct or verdict.reason in READABLE]
    if not readable:
        return (
            verdicts[-1]
            if answers.marked or verdicts[-1].reason != "syntax"
            else Verdict(False, "", "no_answer")
        )
    if all(verdict.correct for verdict in readable) or len(readable) == 1:
        return readable[-1]
    return Verdict(False, readable[-1].answer, "several_answers")


READABLE = ("unequal", "form")


def agrees(verdict: Verdict) -> bool:
    """Whether a line that mentions an answer is no answer at all, or the right one."""
    return verdict.correct or verdict.reason not in READABLE


def single(raw: str, gold: Gold) -> Verdict:
    """The verdict on the text of one final answer."""
    if raw == gold.raw:
        return Verdict(True, raw, "")
    if gold.number is not None:
        verdict = plainest(raw, gold)
        if verdict is not None:
            return verdict
    try:
        reading = read(gold.kind, raw, gold.loose)
        if not same(reading, gold):
            return Verdict(False, raw.strip()[:SHOWN], "unequal")
        if gold.form:
            check(gold.kind, gold.form, reading.text, gold.reading.text)
        return Verdict(True, reading.text[:SHOWN], "")
    except Unreadable as refused:
        return Verdict(False, raw.strip()[:SHOWN], reason_of(refused))


def plainest(raw: str, gold: Gold) -> Verdict | None:
    """The verdict on a number in its plainest writing, as most are; None for all else, and where
    the form is to be looked at."""
    number = FRACTION.fullmatch(raw) if "\\" in raw else PLAIN.fullmatch(raw)
    if number is None or len(raw) > SHOWN or gold.number is None:
        return None
    above, below = gold.number
    writing = number.lastindex
    if writing == INTEGER:
        right = int(raw) * below == above
    elif writing == DECIMAL:
        top = int(number[2] + number[4]) * below
        right = (-top if number[1] == "-" else top) == above * 10 ** len(number[4])
    else:
        top, bottom = int(number[2]) * below, int(number[3])
        right = (-top if number[1] == "-" else top) == above * bottom
        if not bottom or (right and (below == 1 or gold.kind != "rational")):
            return None
    if right:
        return None if gold.form else Verdict(True, raw, "")
    return Verdict(False, raw, "unequal")


def same(reading: Reading, gold: Gold) -> bool:
    """Whether an answer is the gold's: its value, and where both say so its unit and the letter it
    is given. Raises Unreadable."""
    if gold.kind in NUMBERS:
        if reading.value != gold.value:
            return False
        if gold.kind == "rational" and gold.value.denominator == 1 and "/" in reading.text:
            raise WrongForm("a whole number is due, not a division")
        if not same_unit(reading, gold.reading):
            return False
    elif not equal(gold.kind, reading.value, gold.value) or not same_unit(reading, gold.reading):
        return False
    elif gold.membership and any(sign in reading.text for sign in "<>"):
        raise WrongKind("an interval is due")
    return same_name(reading.label, gold.reading.label)


def same_unit(reading: Reading, gold: Reading) -> bool:
    """Whether units agree where both are given. A percent sign is a unit behind a whole number or a
    decimal only."""
    if (reading.unit == "%") != (gold.unit == "%") and "/" in reading.text + gold.text:
        return False
    return not reading.unit or not gold.unit or reading.unit == gold.unit
