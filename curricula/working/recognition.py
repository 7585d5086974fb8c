"""Which strategy a completion used, told from the numbers it passes through, not from its words.

The completion's arithmetic is compared with what every strategy that applies to this very problem
would write (outline.py), a strategy with free choices in each of its ways. The likest one is named,
whether its arithmetic is right or wrong; where two are about as like, none is, and where lines
occur that only one strategy has and others that only another has, the completion is mixed. A
completion that only states an answer passes through nothing and is never decided.
"""

import re
from collections.abc import Sequence
from itertools import chain, islice
from typing import Any, NamedTuple

from curricula.grading.grade import text_of
from curricula.maths_text.spans import Line, Span, lines_of
from curricula.working.equations import works_out
from curricula.working.judging import WORK, cost
from curricula.working.outline import Outline
from curricula.working.references import Known, References
from generators.html import table, words

FLOOR = 0.15  # what is less like every strategy is like none of them
MARGIN = 0.03  # a smaller lead is a close call
SHARED = 0.12  # the lead that is needed where no line tells two strategies apart
OWN_LINES = 2  # lines of its own that each of two strategies has in a mixed completion
OWN_SHARE = 0.25  # of the lines that only one of the two has
LONGEST = 600  # spans of a completion that are compared

ANSWER = re.compile(r"answer|\\boxed|\\fbox", re.IGNORECASE)  # such a line states the answer

MIXED, NONE = "mixed", "none"


class Recognition(NamedTuple):
    """The strategy used, `mixed`, or `none`; for `none` why: no_working (nothing but an answer),
    unlike (any strategy), close (two strategies are about as like). `scores` says how like each
    strategy it is, from 0 to 1."""

    strategy: str
    reason: str
    scores: dict[str, float]

    @property
    def likest(self) -> str:
        """The strategy with the highest score, close call or not; `none` where nothing was
        compared."""
        return max(self.scores, key=lambda name: self.scores[name]) if self.scores else NONE

    def _repr_html_(self) -> str:
        reason = f" ({words(self.reason.replace('_', ' '))})" if self.reason else ""
        ranked = sorted(self.scores, key=lambda name: -self.scores[name])
        rows = [[words(name), f"{self.scores[name]:.2f}"] for name in ranked]
        return f"<b>{words(self.strategy)}</b>{reason}{table(['strategy', 'likeness'], rows)}"


def recognise(completion: Any, references: Known, margin: float = MARGIN) -> Recognition:
    """The strategy of a completion, a text or a list of messages, of a problem that is known by its
    References, itself, or by its row. No completion raises; other references do: WrongType, or
    NoReferences."""
    known, text = References.of(references), text_of(completion)
    trace = known.trace(text) if known.trace is not None else None
    if trace is not None and trace.claims:  # terse lines, which show no whole claims
        if not trace.strategy:
            return Recognition(NONE, "no_working", {})
        return Recognition(trace.strategy, "", {trace.strategy: 1.0})
    return recognise_lines(lines_of(text, known.names), known, margin)


def recognise_lines(
    lines: list[Line], references: References, margin: float = MARGIN
) -> Recognition:
    """The strategy that the lines of a completion follow."""
    spans = chain.from_iterable(
        [line.spans for line in lines if line.spans and ANSWER.search(line.text) is None]
    )
    working = [
        span
        for span in islice(spans, LONGEST)
        if not references.concludes(span) and not references.restates(span)
    ]
    if not any_works_out(working, references):
        return Recognition(NONE, "no_working", {})
    outline = Outline(working)
    scores: dict[str, float] = {}
    for strategy, reference in references.outlines:
        scores[strategy] = max(scores.get(strategy, 0.0), reference.likeness(outline))
    if not scores:
        return Recognition(NONE, "unlike", scores)
    best, *others = sorted(scores, key=lambda name: -scores[name])
    if scores[best] < FLOOR:
        return Recognition(NONE, "unlike", scores)
    if any([mixed(outline, references, best, other) for other in others]):
        return Recognition(MIXED, "", scores)
    if any(
        [
            scores[best] - scores[other]
            < (margin if told_apart(outline, references, best, other) else SHARED)
            for other in others
        ]
    ):
        return Recognition(NONE, "close", scores)
    return Recognition(best, "", scores)


def any_works_out(spans: Sequence[Span], references: References) -> bool:
    """Whether one of the spans is a solution's own or works something out, as far as the work
    allowed for one completion goes."""
    if any([calculates(span, references) for span in spans]):
        return True
    left = WORK
    for span in spans:
        left -= cost(span.text)
        if left < 0:
            return False
        if works_out(span):
            return True
    return False


def calculates(span: Span, references: References) -> bool:
    """Whether it is a line of a solution and more than the name of a value."""
    own = references.texts_of_steps
    return span.claims and len(span.numbers) > 1 and span.text.replace(" ", "") in own


def told_apart(outline: Outline, references: References, first: str, second: str) -> bool:
    """Whether a line's numbers or its shape occur that the first of two strategies has and the
    second has not."""
    ours, theirs = references.written[first], references.written[second]
    return any([line in ours.lines and line not in theirs.lines for line in outline.lines]) or any(
        [shape in ours.shapes and shape not in theirs.shapes for shape in outline.shapes]
    )


def mixed(outline: Outline, references: References, first: str, second: str) -> bool:
    """Whether lines occur that only the first of two strategies has, and others that only the
    second has."""
    ours, theirs = references.written[first].texts, references.written[second].texts
    own, other = len((outline.texts & ours) - theirs), len((outline.texts & theirs) - ours)
    return min(own, other) >= OWN_LINES and min(own, other) >= OWN_SHARE * (own + other)
