r"""Golds written otherwise, and golds edited so that they say something else: for each kind of gold
and each rewriting the share that `grade` pays, and how many of the edits.

    python -m benchmarks.respellings [PAGE]                PAGE, docs/grading.md, takes the tables
    python -m benchmarks.respellings GOLDS.jsonl [COLUMN]  golds of others, by default `answer`

Our golds are those of every kind in tests/curricula/grading/respellings.py and the answers of all
families, in LaTeX. Of foreign golds those are taken that are read. What is decided otherwise than
it should be is shown, up to some of each sort.
"""

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from random import Random
from typing import NamedTuple

from benchmarks.into_docs import print_into
from benchmarks.timing import table
from curricula.draw import generate
from curricula.grading.decoration import undecorated
from curricula.grading.grade import grade
from curricula.grading.reference_answer import gold_of, shortened
from generators import catalog
from generators.answers.answer import Unreadable
from generators.answers.latex import answer_in_latex
from generators.problem import DIFFICULTIES
from tests.curricula.grading.respellings import GOLDS, REWRITINGS, edits

DRAWN = 6  # problems of each family and difficulty
EDITED = 1_000  # edits of each kind
LENGTH = 300  # characters of a gold that is written otherwise
SHOWN = 4  # of each sort


class Known(NamedTuple):
    """A gold of a dataset: its kind, its text, and the kind that the dataset names, if it does."""

    kind: str
    text: str
    given: str | None = None


class Case(NamedTuple):
    """A gold, and an answer in other signs, or edited."""

    known: Known
    answer: str

    @property
    def paid(self) -> bool:
        return bool(grade(rf"So it is \boxed{{{self.answer}}}.", self.known.text, self.known.given))


class Judged:
    """How many answers of each sort were tried, and those decided otherwise than they should be."""

    def __init__(self) -> None:
        self.tried = Counter[str]()
        self.amiss: dict[str, list[Case]] = defaultdict(list)

    def add(self, case: Case, wanted: bool, sorts: Iterable[str]) -> None:
        right = case.paid is wanted
        for sort in sorts:
            self.tried[sort] += 1
            if not right:
                self.amiss[sort].append(case)

    def row(self, sort: str) -> list[str]:
        tried, amiss = self.tried[sort], len(self.amiss[sort])
        return [sort, f"{tried:,}", f"{amiss:,}", f"{100 * amiss / max(1, tried):.2f} %"]


def own_golds() -> Iterator[Known]:
    for kind, texts in GOLDS.items():
        yield from [Known(kind, text) for text in texts]
    for name in catalog.names():
        for difficulty in DIFFICULTIES:
            for problem, _ in generate(name, difficulty=difficulty, strategies=1, size=DRAWN):
                kind = problem.answer_kind
                yield Known(kind, answer_in_latex(problem.answer), kind)


def foreign_golds(path: Path, column: str) -> Iterator[Known]:
    """The golds of a file that are read, by the kind that they are read as."""
    for line in path.read_text(encoding="utf-8").splitlines():
        answer = json.loads(line).get(column)
        text = str((answer[0] if isinstance(answer, list) and answer else answer) or "")
        gold = gold_of(text, None, None)
        if not gold.reason:
            yield Known(gold.kind, text)


def text_of(known: Known) -> str:
    """The text of a gold that is written otherwise; '' where it is too long or trails off."""
    try:
        text = undecorated(shortened(known.text))
    except Unreadable:
        return ""
    return text if len(text) <= LENGTH else ""


def rewritten(golds: Iterable[Known]) -> Judged:
    """Golds in other signs, by every rewriting that changes something of them."""
    judged = Judged()
    for known in golds:
        text = text_of(known)
        for name, rewriting in REWRITINGS.items():
            answer = rewriting(text)
            if text and (answer != text or name == "as it is"):
                judged.add(Case(known, answer), True, (name, known.kind))
    return judged


def edited(golds: Iterable[Known]) -> Judged:
    """As many edits of each kind."""
    judged, random = Judged(), Random(0)
    by_kind: dict[str, list[Known]] = defaultdict(list)
    for known in golds:
        if text_of(known):
            by_kind[known.kind].append(known)
    for kind, found in sorted(by_kind.items()):
        each = -(-EDITED // len(found))
        for known in found:
            for answer in islice(edits(kind, text_of(known), random), each):
                judged.add(Case(known, answer), False, (kind,))
    return judged


def show(judged: Judged, sorts: Iterable[str]) -> None:
    for sort in sorts:
        for case in judged.amiss[sort][:SHOWN]:
            print(f"{sort}: {case.known.text[-LENGTH:]!r} {case.answer[-LENGTH:]!r}")


def main() -> None:
    file = sys.argv[1] if len(sys.argv) > 1 else None
    foreign = file is not None and file.endswith(".jsonl")
    column = sys.argv[2] if len(sys.argv) > 2 else "answer"
    golds = list(foreign_golds(Path(file or ""), column) if foreign else own_golds())
    respelled, changed = rewritten(golds), edited(golds)
    kinds = sorted({known.kind for known in golds})
    show(respelled, REWRITINGS)
    show(changed, kinds)
    page = None if foreign else file
    rows = [[*respelled.row(kind), *changed.row(kind)[1:3]] for kind in kinds]
    head = ["kind", "written otherwise", "unpaid", "share", "edited", "paid"]
    print_into(table(head, rows), "respelled golds", page)
    rows = [respelled.row(name) for name in REWRITINGS if respelled.tried[name]]
    head = ["rewriting", "golds", "unpaid", "share"]
    print_into(table(head, rows), "rewritings", page)


if __name__ == "__main__":
    main()
