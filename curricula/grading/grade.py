r"""Judge a completion: find its one final answer, read it as the gold's kind, and compare exactly.
The only grader.

    grade("Adding gives \\boxed{5}.", "5")  ->  Verdict(correct=True, answer="5", reason="")

Nothing is executed or evaluated, nothing rounds, and no signal or timeout is needed because every
step is bounded; so the verdict on a completion is the same in any thread and on any machine. No
completion and no gold raises; only a kind or form that does not exist does.
"""

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from curricula.grading.answer_reading import FRACTION, NUMBERS, Reading, read
from curricula.grading.chains import said_again
from curricula.grading.conditions import (
    bound_letter,
    letter_in,
    parameter_of,
    renamed,
    with_constants_of,
    without_argument,
)
from curricula.grading.decoration import same_name, undecorated, unlabelled
from curricula.grading.extraction import Finals, finals, sole_box
from curricula.grading.labels import in_order
from curricula.grading.malformed import unescaped
from curricula.grading.parts import pays
from curricula.grading.policy import STRICT, Boxes, Percent, Policy, Rounding, Units, checked
from curricula.grading.reference_answer import GOLD_KINDS, Gold, gold_of
from curricula.grading.rounding import (
    APPROXIMATELY,
    TWO,
    all_round_to,
    is_about,
    places,
    rounds_to,
)
from curricula.grading.signs import same_signs
from curricula.grading.words import letter_first
from generators.answers.answer import FORMS, Unreadable, equal, parse
from generators.answers.listing import entry_same
from generators.answers.literal import PLAIN
from generators.answers.refusal import WrongForm, WrongKind, reason_of
from generators.answers.required_form import check
from generators.errors import RequestError
from generators.html import code, mark, words

REASONS = ("no_answer", "several_answers", "limit", "syntax", "kind", "form", "unequal", "gold")
INTEGER, DECIMAL = 2, 4  # the last group of PLAIN that a writing fills
VALUES = (*NUMBERS, "expression")  # kinds of golds that are one value
LISTS = ("tuple", "matrix", "interval")  # kinds whose numbers stand in an order
UNKNOWN = re.compile(r"(?<![A-Za-z])(?:[a-zA-DF-QS-TV-Z]|lambda|mu|theta|alpha|beta)(?![A-Za-z(])")
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

    def _repr_html_(self) -> str:
        sign = mark("right" if self.correct else "wrong")
        reason = f" {words(self.reason.replace('_', ' '))}" if self.reason else ""
        return f"{sign}{reason} {code(self.answer) if self.answer else ''}".rstrip()


def grade(
    completion: Any,
    answer: Any,
    kind: str | None = None,
    form: str | None = None,
    marker: str | None = None,
    *,
    percent: Percent = "factor",
    boxes: Boxes = "agree",
    units: Units = "optional",
    rounding: Rounding = "exact",
    unmarked: bool = False,
) -> Verdict:
    """The verdict on a completion, a text or a list of messages, against the gold `answer`,
    canonical text or LaTeX. Kind and required form (generators/answers/answer.py) are taken from
    the gold where they are not given. `marker` is a template's own words before the answer; the
    other options are those of a Policy. Raises RequestError for a kind, form or option that does
    not exist, and nothing else."""
    policy = STRICT
    if (percent, boxes, units, rounding, unmarked) != STRICT:
        policy = checked_policy(Policy(percent, boxes, units, rounding, unmarked))
    if kind and kind not in GOLD_KINDS:
        raise RequestError(f"kind: {shown(kind)} is not one of {', '.join(GOLD_KINDS)}")
    if form and form not in FORMS:
        raise RequestError(f"form: {shown(form)} is not one of {', '.join(filter(None, FORMS))}")
    try:
        gold = gold_of(answer if type(answer) is str else gold_text(answer), kind or None, form)
        if gold.reason:
            return Verdict(False, "", gold.reason)
        return judge(text_of(completion), gold, marker, policy)
    # no fault is known to come here, but one completion must never stop a training run
    except Exception:
        return Verdict(False, "", "syntax")


def checked_policy(policy: Policy) -> Policy:
    try:
        return checked(policy)
    except TypeError as error:  # a list, say, which cannot be looked up
        raise RequestError("the grader's options are words") from error


def shown(name: Any) -> str:
    """A bad name in a message, not too long."""
    return repr(name)[:SHOWN]


def gold_text(answer: Any) -> str:
    if isinstance(answer, str):
        return answer
    if isinstance(answer, bool):
        return "true" if answer else "false"
    if isinstance(answer, (int, float, Fraction)):
        return str(answer) if answer - answer == 0 else ""  # not for infinity or nan
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


def judge(text: str, gold: Gold, marker: str | None = None, policy: Policy = STRICT) -> Verdict:
    """The verdict on a text."""
    raw = sole_box(text) if marker is None else None
    if raw is not None:
        return single(raw, gold, policy)
    answers = finals(text, marker, policy.unmarked)
    if answers.reason:
        return Verdict(False, "", answers.reason)
    if answers.certain:
        return judge_certain(answers, gold, policy)
    verdicts = [single(raw, gold, policy) for raw in answers.likely]
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


def judge_certain(answers: Finals, gold: Gold, policy: Policy) -> Verdict:
    """The verdict where a box, <answer> or `Answer:` tells answers that must all be right."""
    certain, likely = answers.certain, answers.likely
    if answers.listed and policy.boxes != "last":  # a box for each value, joined as one list
        listed = single(answers.listed, gold, policy)
        if listed.correct and all([agrees(single(raw, gold, policy)) for raw in likely]):
            return listed
    last = single(certain[-1], gold, policy)
    if policy.boxes == "last":
        return last
    if policy.boxes == "members" and len(certain) > 1:
        members = single(", ".join(certain), gold, policy)
        if members.correct and all([agrees(single(raw, gold, policy)) for raw in likely]):
            return members
    if not last.correct and len(certain) == 1:
        return last
    agree = last.correct and all(single(raw, gold, policy).correct for raw in certain[:-1])
    if agree and all(agrees(single(raw, gold, policy)) for raw in likely):
        return last
    return Verdict(False, last.answer, "several_answers")


READABLE = ("unequal", "form")


def agrees(verdict: Verdict) -> bool:
    """Whether a line that mentions an answer is no answer at all, or the right one."""
    return verdict.correct or verdict.reason not in READABLE


def single(raw: str, gold: Gold, policy: Policy = STRICT) -> Verdict:
    """The verdict on the text of one final answer: right where it is by one of the gold's
    readings."""
    raw = said = unescaped(raw)
    if "approx" in raw or "≈" in raw:
        raw = exact_part(raw, gold, policy)
    if gold.kind == "equation" and "(" in raw:
        raw = without_argument(raw, gold.reading.text)
    verdict = by_reading(raw, gold, policy)
    if verdict.correct:
        return verdict
    if gold.kind == "equation" and "=" not in raw and letter_in(gold.reading.text, "y"):
        solved = by_reading(f"y = {undollared(raw)}", gold, policy)  # what y is, for y + 1 = 2*x
        if solved.correct:
            return solved._replace(answer=raw.strip()[:SHOWN])
    for other in gold.others:
        found = by_reading(raw, other, policy)
        if found.correct:
            return found
        if found.reason in READABLE and verdict.reason not in READABLE:
            verdict = found
    if says_the_same(said, gold):
        return Verdict(True, said.strip()[:SHOWN], "")
    if verdict.reason in ("kind", "syntax") and says_it_several_times(raw, gold, policy):
        return Verdict(True, raw.strip()[:SHOWN], "")
    return verdict


def says_it_several_times(raw: str, gold: Gold, policy: Policy) -> bool:
    """Whether an answer says a dataset's expression in different ways, `t = ln 4 = 2 ln 2`, each of
    them right by itself. Where a number is due, `3/2 = 1.5` is an equation."""
    names = [one.reading.label for one in (gold, *gold.others) if one.kind == "expression"]
    if not gold.written or gold.form or not names:
        return False
    name, members = said_again(undollared(raw))
    different = len(set(members)) == len(members)
    named = any([same_name(name, wanted) for wanted in names])
    return named and different and all([single(each, gold, policy) for each in members] or [False])


def says_the_same(raw: str, gold: Gold) -> bool:
    """Whether an answer is the dataset's own text, sign by sign, however the signs are set."""
    if not gold.written or gold.form:
        return False
    try:
        return same_signs(undecorated(raw), gold.written)
    except Unreadable:
        return False


def exact_part(raw: str, gold: Gold, policy: Policy) -> str:
    r"""What stands before `\approx 2.33`, which is the answer, and the gold rounds to that; or what
    stands behind it, where the gold itself is rounded, or rounding is allowed, and nothing but a
    name stands before it."""
    exact, *rest = [part.strip() for part in APPROXIMATELY.split(undollared(raw))]
    number = rest[0].rstrip(". ") if len(rest) == 1 else ""
    if not exact or unlabelled(f"{exact} = 0")[1]:
        rounds = gold.approximate or policy.rounding == "places"
        return number if number and rounds else raw
    return exact if gold.kind in VALUES and is_about(gold.reading.text, number) else raw


def undollared(raw: str) -> str:
    """The text without dollar signs round it."""
    text = raw.strip()
    return text.strip("$") if text.startswith("$") and text.endswith("$") else text


def by_reading(raw: str, gold: Gold, policy: Policy) -> Verdict:
    """The verdict by one reading of the gold."""
    if raw == gold.raw:
        return Verdict(True, raw, "")
    if gold.number is not None:
        verdict = plainest(raw, gold)
        if verdict is not None and (verdict.correct or policy.rounding == "exact"):
            return verdict
    try:
        if gold.kind == "text":
            right = pays(raw, gold.value, lambda part, wanted: single(part, wanted, policy).correct)
            return Verdict(right, raw.strip()[:SHOWN], "" if right else "unequal")
        reading = read(gold.kind, raw, gold.loose, gold.bare)
        if not same(reading, gold, policy):
            return Verdict(False, raw.strip()[:SHOWN], "unequal")
        if gold.form:
            check(gold.kind, gold.form, reading.text, gold.reading.text)
        return Verdict(True, reading.text[:SHOWN], "")
    except Unreadable as refused:
        if policy.rounding == "places" and gold.kind in NUMBERS and places(gold.reading.text):
            return exact_for_rounded(raw, gold, reason_of(refused))
        return Verdict(False, raw.strip()[:SHOWN], reason_of(refused))


def exact_for_rounded(raw: str, gold: Gold, reason: str) -> Verdict:
    """The verdict on what is no number for a gold that is a decimal: right where it is a value that
    rounds to it, as the root of 17 does to 4.123."""
    try:
        reading = read("expression", raw)
    except Unreadable:
        return Verdict(False, raw.strip()[:SHOWN], reason)
    right = is_about(reading.text, gold.reading.text) and same_unit(reading, gold.reading)
    right = right and same_name(reading.label, gold.reading.label)
    return Verdict(right, raw.strip()[:SHOWN], "" if right else reason)


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


def same(reading: Reading, gold: Gold, policy: Policy = STRICT) -> bool:
    """Whether an answer is the gold's: its value, and where both say so its unit and the letter it
    is given. Raises Unreadable."""
    if gold.kind in NUMBERS:
        if not same_number(reading, gold, policy):
            return False
        if gold.kind == "rational" and reading.value.denominator == 1 and "/" in reading.text:
            raise WrongForm("a whole number is due, not a division")
    elif other_letter(reading, gold) or not same_value(reading, gold):
        if policy.rounding == "places" and gold.kind == "expression":
            return (places(reading.text) or 0) >= TWO and is_about(gold.reading.text, reading.text)
        if policy.rounding == "places" and gold.kind in LISTS:
            return reading.labels == gold.reading.labels and all_round_to(reading.value, gold.value)
        if not renamed_is_same(reading, gold) and not family_is_same(reading, gold):
            return False
    elif not same_unit(reading, gold.reading, policy):
        return False
    elif gold.membership and any(sign in reading.text for sign in "<>"):
        raise WrongKind("an interval is due")
    return same_name(reading.label, gold.reading.label) or same_function(
        reading.label, gold.reading.label
    )


def same_function(label: str, wanted: str) -> bool:
    """Whether two labels name one function, whatever its letter; y is the value of any."""
    name, _ = bound_letter(wanted)
    return name != "" and (label == "y" or bound_letter(label)[0] == name)


def other_letter(reading: Reading, gold: Gold) -> bool:
    """Whether an answer writes the gold's function with another letter, f(m) for f(n)."""
    if "(" not in reading.label or "(" not in gold.reading.label:
        return False
    letters = bound_letter(reading.label)[1], bound_letter(gold.reading.label)[1]
    return all(letters) and letters[0] != letters[1]


def renamed_is_same(reading: Reading, gold: Gold) -> bool:
    """Whether an answer is the gold's with another letter for a whole number, k for n in 2*pi*n, or
    for what a function takes, f(m) for f(n). Raises Unreadable."""
    wanted = gold.reading
    new = bound_letter(wanted.label)[1]
    if new:
        old = bound_letter(reading.label)[1]
    else:
        new = wanted.parameter or (parameter_of(wanted.text) if wanted.label else "")
        old = (reading.parameter or parameter_of(reading.text)) if new else ""
    if not old or old == new or letter_in(reading.text, new):
        return False
    text = renamed(reading.text, old, new)
    value = parse(gold.kind, text, gold.loose)
    return same_value(reading._replace(value=value, text=text), gold)


def family_is_same(reading: Reading, gold: Gold) -> bool:
    """Whether an answer is the gold's but for the names of constants that may be any number. Raises
    Unreadable."""
    if gold.kind not in ("expression", "equation"):
        return False
    for text in with_constants_of(reading.text, gold.reading.text, gold.reading.label):
        value = parse(gold.kind, text, gold.loose)
        if same_value(reading._replace(value=value, text=text), gold):
            return True
    return False


def same_value(reading: Reading, gold: Gold) -> bool:
    """Whether two values of a kind other than a number are the same. Raises Unreadable."""
    value, wanted = reading.value, gold.value
    if gold.kind == "symbol" and value != wanted and len(wanted) == 1:
        return letter_first(reading.text)[0] == wanted  # (B) 12 for B
    if gold.kind == "interval" and not same_unknown(reading.text, gold.reading.text):
        return False
    if gold.kind != "tuple":
        return equal(gold.kind, value, wanted)
    if reading.labels and gold.reading.labels:
        told = dict(zip(reading.labels, value, strict=True))
        if len(told) != len(value) or told.keys() != set(gold.reading.labels):
            return False
        return equal("tuple", tuple([told[name] for name in gold.reading.labels]), wanted)
    if gold.bare and not reading.text.startswith(("(", "[")):
        return same_in_any_order(value, wanted)
    if reading.labels and not in_order(reading.labels):
        raise WrongForm("named values are read in the order of their names")
    return equal("tuple", value, wanted)


def same_unknown(text: str, wanted: str) -> bool:
    """Whether two inequalities in plain maths are about one letter; an interval is about any."""
    if not any(sign in text for sign in "<>!") or not any(sign in wanted for sign in "<>!"):
        return True
    return not (mine := set(UNKNOWN.findall(text))) or mine == set(UNKNOWN.findall(wanted))


def same_in_any_order(a: Sequence[Any], b: Sequence[Any]) -> bool:
    """Whether two lists hold the same values, each as often."""
    left = list(b)
    for value in a:
        found = next((i for i, other in enumerate(left) if entry_same(value, other)), None)
        if found is None:
            return False
        left.pop(found)
    return not left


def same_number(reading: Reading, gold: Gold, policy: Policy) -> bool:
    """Whether two numbers with their units are the same. Raises WrongForm."""
    wanted = gold.reading
    signs = (reading.unit == "%") + (wanted.unit == "%")
    if signs == 1 and policy.percent == "unit" and "/" in reading.text + wanted.text:
        return False  # 4 4/9 % is not 40/9
    values = [wanted.value]
    if signs and policy.percent == "factor":
        if wanted.unit == "%":  # a gold of 28% takes 28%, 28 and 0.28
            values = [wanted.value] if reading.unit else [wanted.value, Fraction(wanted.value, 100)]
        else:
            values = [wanted.value * 100]
        if reading.unit and wanted.unit and signs == 1:
            return False
        if gold.form and not (reading.value == wanted.value and wanted.unit == "%"):
            raise WrongForm("a percentage is not the form asked for")
    elif not same_unit(reading, wanted, policy):
        return False
    if any(reading.value == value for value in values):
        return True
    rounded = gold.approximate or policy.rounding == "places"
    return rounded and any(
        rounds_to(reading.value, reading.text, value, wanted.text) for value in values
    )


def same_unit(reading: Reading, gold: Reading, policy: Policy = STRICT) -> bool:
    """Whether units agree: where both are given they are the same, and one that has to be given is
    there."""
    if policy.units == "ignored":
        return True
    if reading.unit == gold.unit or not gold.unit:
        return True
    return not reading.unit and policy.units == "optional"
