"""Audit the golds of a dataset before training on it: how many are read, as what, and which are
not, by their form and with examples.

Whatever a dataset holds, the report is bounded, and its texts have no sign that a terminal obeys.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from curricula.grading.survey import MALFORMED, MISSING, READ, TEXT, UNREAD, survey
from curricula.names import shown
from generators.html import code, table, words

FORMS = 2_000  # different forms that are counted
EXAMPLES = 3  # golds shown of each
EXAMPLE = 80  # characters of one
OTHER = "other forms"


@dataclass
class Group:
    """Golds that are alike: how many, the first few, and the rows they stand in."""

    count: int = 0
    examples: list[str] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)

    def add(self, row: int, answer: Any) -> None:
        self.count += 1
        if len(self.examples) < EXAMPLES:
            text = shown(answer if isinstance(answer, str) else repr(answer)[:400], EXAMPLE)
            if text not in self.examples:
                self.examples.append(text)
                self.rows.append(row)

    def said(self) -> dict[str, Any]:
        return {"count": self.count, "examples": self.examples, "rows": self.rows}


Groups = dict[str, Group]


@dataclass
class Audit:
    """The golds of a dataset: rows in all, those read by kind, and groups of the others by form
    or by what is wrong."""

    rows: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    text: Group = field(default_factory=Group)
    missing: Group = field(default_factory=Group)
    unread: Groups = field(default_factory=dict)
    ambiguous: Groups = field(default_factory=dict)
    malformed: Groups = field(default_factory=dict)

    def add(self, answer: Any, kind: str | None = None) -> None:
        """Look at the gold of the next row, which counts from 1."""
        self.rows += 1
        found = survey(answer, kind)
        if found.status == READ:
            self.kinds[found.kind] += 1
        elif found.status == TEXT:
            self.text.add(self.rows, answer)
        elif found.status == MISSING:
            self.missing.add(self.rows, answer)
        elif found.status == MALFORMED:
            group(self.malformed, found.why).add(self.rows, answer)
        elif found.status == UNREAD:
            group(self.unread, found.why or shown(found.form)).add(self.rows, answer)
        if found.why and found.status in (READ, TEXT):
            group(self.ambiguous, found.why).add(self.rows, answer)

    @property
    def read(self) -> int:
        return self.kinds.total()

    @property
    def lost(self) -> int:
        """The rows that no completion could be paid for."""
        groups = [*self.unread.values(), *self.malformed.values(), self.missing]
        return sum([each.count for each in groups])

    def __repr__(self) -> str:
        return f"<Audit: {self.rows:,} golds, {self.read:,} read as maths, {self.lost:,} lost>"

    def _repr_html_(self) -> str:
        rows = [["read", words(name), f"{count:,}", ""] for name, count in self.kinds.most_common()]
        for sort in ("unread", "malformed", "ambiguous"):
            for name, each in self.said()[sort].items():
                examples = " ".join([code(example) for example in each["examples"]])
                rows.append([sort, words(name), f"{each['count']:,}", examples])
        about = f"<p>{words(repr(self)[1:-1])}</p>"
        return about + table(["golds", "as, or why", "rows", "such as"], rows)

    def said(self) -> dict[str, Any]:
        """The whole report as plain values."""
        return {
            "rows": self.rows,
            "read": dict(self.kinds.most_common()),
            "text": self.text.said(),
            "missing": self.missing.said(),
            "unread": ordered(self.unread),
            "ambiguous": ordered(self.ambiguous),
            "malformed": ordered(self.malformed),
        }


def group(groups: Groups, name: str) -> Group:
    """The group of that name; one for all where there are too many."""
    if name not in groups and len(groups) >= FORMS:
        name = OTHER
    return groups.setdefault(name, Group())


def ordered(groups: Groups) -> dict[str, Any]:
    """The groups as plain values, the largest first."""
    ranked = sorted(groups.items(), key=lambda item: -item[1].count)
    return {name: each.said() for name, each in ranked}


def audit(
    rows: Iterable[Mapping[str, Any]],
    answer: str,
    kind: str | None = None,
    limit: int | None = None,
    progress: Callable[[int], None] = lambda done: None,
) -> Audit:
    """Audit the golds in a column of rows, at most `limit` of them."""
    found = Audit()
    for row in rows:
        if limit is not None and found.rows >= limit:
            break
        found.add(row.get(answer), kind)
        progress(found.rows)
    return found
