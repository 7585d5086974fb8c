"""Read one completion against the row of its problem: its final answer and the verdict on it, the
strategy it follows, its lines, and the first thing that is wrong.

    reading = read_completion("8 / 2 = 4\\nAnswer: 4", row)
    reading.verdict.correct, reading.strategy, reading.first_wrong

The one place where grading, recognition and the reading of steps are put together; what grades a
file, evaluates a checkpoint or watches a training reads completions by this.

A completion is read in one of two ways. In the terse style a family may have a trace, which reads
the lines in microseconds although they show no whole claims. All else is read by the claims that
its lines show, and its strategy is told by comparison with every strategy's own solution.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from curricula.grading.grade import Verdict, grade, text_of
from curricula.maths_text.digits import join_digits
from curricula.maths_text.spans import lines_of
from curricula.working.judging import Judge
from curricula.working.recognition import NONE, recognise_lines
from curricula.working.references import NoReferences, References
from curricula.working.row_params import params_of
from curricula.working.steps import (
    RIGHT,
    UNREAD,
    WRONG,
    JudgedLine,
    counts_of,
    judge_lines,
    lines_in_html,
)
from generators.arguments import meant, wrong_type
from generators.errors import RequestError
from generators.html import words
from generators.problem import Problem
from generators.trace import Trace

# what a completion is read by
READ_BY = (
    *("family", "params", "answer", "answer_kind", "answer_form", "marker", "wording", "names"),
    *("id", "solutions", "statement"),
)
PLAIN, TERSE, TERSE_DIGITS = "natural", "terse", "terse_digits"  # values of the column `wording`
UNREADABLE = ("format", "stopped")  # faults where the faulty line itself cannot be read


@dataclass(frozen=True)
class Reading:
    """What was read in one completion."""

    text: str
    """The completion as it was read: its forced opening before it, numbers put together."""

    verdict: Verdict
    """Whether its final answer is right, that answer, and why it is not right."""

    strategy: str
    """The strategy that it follows; `mixed` or `none` where it follows no single one."""

    strategy_reason: str
    """Why no strategy is named: no_working, unlike, close, or no_references; else empty."""

    lines: tuple[JudgedLine, ...]
    """Its lines that are not empty, each right, wrong or unread."""

    first_wrong: int | None
    """Which of `lines` is the first wrong one, from 0; None where none is wrong."""

    fault: str
    """What goes wrong first: one of a trace's kinds (generators/trace.py), `claim` for a line that
    states something false, or where only the final answer is not right `answer REASON`; else
    empty."""

    guess_verdict: str
    """Whether it calls its own guess right, `yes` or `no`; empty where it guesses nothing."""

    @property
    def correct(self) -> bool:
        """Whether its final answer is right."""
        return self.verdict.correct

    @property
    def first_wrong_text(self) -> str | None:
        """The first wrong line, empty where it cannot be read; None where none is wrong."""
        return None if self.first_wrong is None else self.lines[self.first_wrong].text

    def count(self, verdict: str) -> int:
        """How many lines are RIGHT, WRONG or UNREAD."""
        return sum([line.verdict == verdict for line in self.lines])

    def __repr__(self) -> str:
        fault = f"; {self.fault}" if self.fault else ""
        return f"<Reading: {self.verdict}; {self.strategy_shown}; {counts_of(self.lines)}{fault}>"

    @property
    def strategy_shown(self) -> str:
        """The strategy, and where none is named why."""
        reason = f" ({self.strategy_reason.replace('_', ' ')})" if self.strategy_reason else ""
        return self.strategy + reason

    def _repr_html_(self) -> str:
        fault = f", first fault: {words(self.fault)}" if self.fault else ""
        about = f"{self.verdict._repr_html_()}, strategy: {words(self.strategy_shown)}{fault}"
        return about + lines_in_html(self.lines, self.first_wrong)


def read_completion(
    completion: Any,
    row: Mapping[str, Any] | Problem[Any],
    opening: str = "",
    options: Mapping[str, Any] | None = None,
) -> Reading:
    """Read a completion, a text or a list of messages, of a problem or of the row of one. `opening`
    is the text that it was forced to go on from, and counts as its beginning; `options` are those
    of the grader.

    The row needs `family`, `params` and `answer`. It may have `answer_kind` and `answer_form`;
    `marker`, the words of the dataset's template before an answer; `wording`, in which the
    completion is written; `names` of the problem's numbers; and `solutions`, which are read where
    the family does not exist here. No completion raises, whatever it holds; what is no row does:
    WrongType, or RequestError for one without an answer."""
    if isinstance(row, Problem):
        row = row_of(row)
    if not isinstance(row, Mapping):
        raise wrong_type("row", row, "a Problem or the row of one")
    if "answer" not in row:
        raise RequestError(f"row: there is no column 'answer'; {meant('answer', map(str, row))}")
    text = text_of(completion)
    text = f"{opening} {text}" if opening else text
    wording = row.get("wording") or PLAIN
    if wording == TERSE_DIGITS:
        text = join_digits(text)
    verdict = grade(
        text,
        row["answer"],
        row.get("answer_kind"),
        row.get("answer_form"),
        row.get("marker"),
        **(options or {}),
    )
    trace = trace_of(text, row) if wording == TERSE else None
    return by_claims(text, verdict, row) if trace is None else by_trace(text, verdict, trace)


def read_completions(
    completions: Sequence[Any], rows: Sequence[Mapping[str, Any]]
) -> list[Reading]:
    """Read completions, each of its row's problem. A group repeats itself: of equal completions one
    after another, of rows that say the same, one is read."""
    readings = []
    read: dict[str, Reading] = {}
    before: list[Any] | None = None
    for completion, row in zip(completions, rows, strict=True):
        said = [row.get(name) for name in READ_BY]
        if said != before:
            read, before = {}, said
        text = text_of(completion)
        if text not in read:
            read[text] = read_completion(text, row)
        readings.append(read[text])
    return readings


def row_of(problem: Problem[Any]) -> dict[str, Any]:
    """What a row says of a problem that completions are read by."""
    return {
        "family": problem.family.name,
        "params": problem.params_text,
        "answer": problem.answer,
        "answer_kind": problem.answer_kind,
        "answer_form": problem.family.answer_form,
        "names": problem.names,
    }


def by_claims(text: str, verdict: Verdict, row: Mapping[str, Any]) -> Reading:
    """The reading by the claims that the lines show."""
    try:
        references = References.of_row(row)
    except NoReferences:
        references = None
    names = references.names if references is not None else row.get("names")
    lines = lines_of(text, names)
    steps = judge_lines(lines, references)
    strategy, reason = NONE, "no_references"
    if references is not None:
        strategy, reason, _ = recognise_lines(lines, references)
    fault = answer_fault(verdict) if steps.first_wrong is None else "claim"
    return Reading(
        text=text,
        verdict=verdict,
        strategy=strategy,
        strategy_reason=reason,
        lines=tuple(steps.lines),
        first_wrong=steps.first_wrong,
        fault=fault,
        guess_verdict="",
    )


def by_trace(text: str, verdict: Verdict, trace: Trace) -> Reading:
    """The reading by a trace. Where a guess was made, a wrong answer may follow from it without a
    fault."""
    return Reading(
        text=text,
        verdict=verdict,
        strategy=trace.strategy or NONE,
        strategy_reason="" if trace.strategy else "no_working",
        lines=lines_of_trace(trace),
        first_wrong=trace.fault,
        fault=trace.kind or ("" if trace.said else answer_fault(verdict)),
        guess_verdict=trace.said,
    )


def lines_of_trace(trace: Trace) -> tuple[JudgedLine, ...]:
    """The lines of a trace: right up to its fault, then the faulty one, and behind it each as its
    claim is decided."""
    if trace.fault is None:
        return tuple([JudgedLine(claim, RIGHT, (), ()) for claim in trace.claims])
    behind = trace.fault + (trace.kind not in UNREADABLE)
    readable = trace.claims[trace.fault : behind]
    judge = Judge()
    return (
        *[JudgedLine(claim, RIGHT, (), ()) for claim in trace.claims[: trace.fault]],
        JudgedLine(readable[0] if readable else "", WRONG, (), ()),
        *[JudgedLine(claim, decided(judge, claim), (), ()) for claim in trace.claims[behind:]],
    )


def decided(judge: Judge, claim: str) -> str:
    """The verdict on a claim's text."""
    subject, _, assertion = claim.rpartition(" :: ")
    holds = judge.holds(assertion, subject)
    if holds is None:
        return UNREAD
    return RIGHT if holds else WRONG


def answer_fault(verdict: Verdict) -> str:
    """The fault of a completion whose lines have none."""
    return "" if verdict.correct else f"answer {verdict.reason}"


def trace_of(text: str, row: Mapping[str, Any]) -> Trace | None:
    """The trace of a terse completion; None where its family has none, or is not here, or where
    the completion shows whole claims."""
    problem = params_of(row)
    if problem is None or problem.family.trace is None:
        return None
    return problem.family.trace(problem.params, text)
