"""The steps of a completion: each line read as a claim and decided, and the first wrong step.

    read_steps("1. Divide: 17 = 3 * 5 + 2.\\n2. So 5 = 2 * 2 + 2.", references)  ->  lines right,
    wrong; first_wrong 1

Usable as a metric (how many lines are right), and as a label for each step of a process. Total:
whatever the text, it is read in bounded time and nothing raises; what is not understood is unread,
and unread is never wrong.
"""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

from curricula.grading.grade import text_of
from curricula.maths_text.spans import Line, Span, lines_of
from curricula.working.judging import RIGHT, UNREAD, WRONG, Judge, with_implied
from curricula.working.references import Known, References
from generators.html import code, mark, table

VERDICTS = (RIGHT, WRONG, UNREAD)
MODULAR = re.compile(r"mod|equiv|≡|congruen", re.IGNORECASE)  # there 3x = 5 may give x = 4
KEPT = 4_096  # verdicts kept for the completions of one problem

__all__ = ["RIGHT", "UNREAD", "WRONG", "JudgedLine", "Steps", "judge_lines", "read_steps"]


class JudgedLine(NamedTuple):
    """A line, its verdict, and that of each span in it: wrong where one of them is, else right
    where one is, else unread."""

    text: str
    verdict: str
    spans: tuple[Span, ...]
    verdicts: tuple[str, ...]


class Steps(NamedTuple):
    """The lines of a completion that have something in them, and the index of the first wrong one,
    None where none is wrong."""

    lines: list[JudgedLine]
    first_wrong: int | None

    def count(self, verdict: str) -> int:
        """How many lines have this verdict."""
        return sum([line.verdict == verdict for line in self.lines])

    def __repr__(self) -> str:
        return f"<Steps: {counts_of(self.lines)}>"

    def _repr_html_(self) -> str:
        return lines_in_html(self.lines, self.first_wrong)


def counts_of(lines: Sequence[JudgedLine]) -> str:
    """`5 lines, 3 right, 1 wrong, 1 unread`."""
    found = Counter([line.verdict for line in lines])
    told = [f"{found[name]:,} {name}" for name in VERDICTS if found[name]]
    return ", ".join([f"{len(lines):,} line" + "s" * (len(lines) != 1), *told])


def lines_in_html(lines: Sequence[JudgedLine], first_wrong: int | None) -> str:
    """Lines as notebooks show them, each with its verdict, the first wrong one named."""
    rows = []
    for place, line in enumerate(lines):
        first = " <b>first wrong</b>" if place == first_wrong else ""
        rows.append([str(place + 1), mark(line.verdict) + first, code(line.text)])
    return table(["line", "verdict", "as it was read"], rows)


def read_steps(completion: Any, references: Known | None = None) -> Steps:
    """The steps of a completion, a text or a list of messages, against what is known of its
    problem, if anything is: its References, the problem itself, or its row. No completion raises;
    other references do: WrongType, or NoReferences."""
    known = None if references is None else References.of(references)
    return judge_lines(lines_of(text_of(completion), known.names if known else None), known)


def judge_lines(lines: list[Line], references: References | None = None) -> Steps:
    """The same for lines already found. A span that recurs is decided once."""
    judge = Judge(references)
    alone = references is None and not any([MODULAR.search(line.text) for line in lines])
    known = references.verdicts if references is not None else {}
    if len(known) > KEPT:
        known.clear()
    judged = []
    for line in lines:
        for span in line.spans:
            if span not in known:
                verdict = judge.verdict(span)
                if judge.work < 0:
                    break
                known[span] = verdict
        verdicts = tuple([known.get(span, UNREAD) for span in line.spans])
        if alone and len(verdicts) > 1 and judge.work > 0:
            verdicts = tuple(with_implied(line.spans, verdicts))
        verdict = next((name for name in (WRONG, RIGHT) if name in verdicts), UNREAD)
        judged.append(JudgedLine(line.text, verdict, tuple(line.spans), verdicts))
    return Steps(judged, next((i for i, line in enumerate(judged) if line.verdict == WRONG), None))
