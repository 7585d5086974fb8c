"""A run or an experiment as it is explored: its completions, each with the strategy recognised and
its lines judged, beside the figures of its report."""

from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Any

from curricula.working.steps import read_steps
from generators.errors import ReportError
from pipelines.evaluation.evaluate import COMPLETIONS
from pipelines.explore.charts import Chart, ranges, share_chart, training_charts
from pipelines.explore.rows import Facet, Filters, Place, Rows
from pipelines.explore.typeset import typeset
from pipelines.report.cells import read_experiment

FACETS = (
    Facet("cell", "Checkpoint", "filename"),
    Facet("family", "Family", "family"),
    Facet("type", "Type", "type"),
    Facet("band", "Difficulty", "band"),
    Facet("sampling", "Sampling", "sampling"),
    Facet("strategy", "Strategy", "strategy"),
    Facet("reason", "Why not right", "reason"),
    Facet("first_wrong_kind", "First fault", "first_wrong_kind"),
)
FACTS = (
    *("family", "type", "band", "sampling", "forced", "sample", "tokens", "reason"),
    *("first_wrong", "first_wrong_kind"),
)
LISTED = ["problem_id", "completion", "strategy", "correct", "answer", "sampling"]
FIGURES = 24
LONGEST = 20_000  # characters of one completion that are shown


class CompletionView:
    """The completions of all evaluated checkpoints below a folder."""

    noun = "completions"

    def __init__(self, folder: Path) -> None:
        """Raises ReportError where there is none, DatasetError where they cannot be read."""
        self.title = folder.resolve().name
        cells = [cell for cell in read_experiment(folder).cells if cell.completions is not None]
        self.names = {str(cell.folder / COMPLETIONS): cell.name for cell in cells}
        if not self.names:
            raise ReportError(f"{folder} has no {COMPLETIONS}; curricula evaluate makes them")
        cases = " ".join(
            [
                f"WHEN filename = '{quoted(file)}' THEN '{quoted(name)}'"
                for file, name in self.names.items()
            ]
        )
        facets = [
            facet._replace(sql=f"CASE {cases} END") if facet.name == "cell" else facet
            for facet in FACETS
        ]
        self.rows = Rows(list(map(Path, self.names)), facets, "completion", right="correct")
        self.figures = figures_in(folder / "figures")
        self.training = training_charts(cells)
        names = [facet.name for facet in facets]
        columns = ", ".join([f"coalesce(cast({f.sql} AS VARCHAR), '') AS {f.name}" for f in facets])
        select = f"SELECT {columns}, tokens AS length FROM read_parquet($1, filename = true)"
        self.rows.hold_lengths(list(map(Path, self.names)), names, select)

    def charts(self, filters: Filters) -> list[Chart]:
        """What is drawn of the completions that are chosen."""
        found = [share_chart(self.shares(filters)), *self.training]
        rows = self.rows.lengths("strategy", filters)
        return [*found, ranges("Tokens of a completion, by strategy", "tokens", rows)]

    def shares(self, filters: Filters) -> list[list[Any]]:
        """Type, difficulty and strategy with how many completions there are, and are right."""
        places = [list(self.rows.facets).index(name) for name in ("type", "band", "strategy")]
        family = list(self.rows.facets).index("family")
        found: dict[tuple[str, ...], list[int]] = {}
        for each in self.rows.alike():
            if self.rows.takes(each, filters):
                type, band, strategy = [each.values[place] for place in places]
                both = found.setdefault((type or each.values[family], band, strategy), [0, 0])
                both[0] += each.rows
                both[1] += each.right
        return [[*group, *both] for group, both in found.items()]

    def fixed_charts(self) -> dict[str, Any]:
        """What a page that stands alone cannot work out: the shares while RL went on."""
        return {"training": self.training}

    def lengths_of(self, row: dict[str, Any]) -> list[list[Any]]:
        """The strategy of a row with its length in tokens."""
        return [[str(row.get("strategy") or ""), row["tokens"]]] if row.get("tokens") else []

    def lines(self, places: Sequence[Place]) -> list[dict[str, Any]]:
        """What a list shows of each completion."""
        shown = []
        for place, row in zip(places, self.rows.read_all(places, LISTED), strict=True):
            tags = [str(row["strategy"]), "right" if row["correct"] else "wrong"]
            shown.append(
                {
                    "number": place.number,
                    "name": str(row["problem_id"]),
                    "tags": tags,
                    "text": escape(str(row["completion"])[:200]),
                    "end": escape(str(row["answer"] or "")),
                }
            )
        return shown

    def detail(self, place: Place) -> dict[str, Any]:
        """One completion, its lines as our reader judges them without its problem."""
        return self.shown(place, self.rows.read(place))

    def shown(self, place: Place, row: dict[str, Any]) -> dict[str, Any]:
        """The same of a row that was read."""
        facts = {"checkpoint": self.names.get(place.file, "")}
        for name in FACTS:
            if row.get(name) not in (None, ""):
                facts[name.replace("_", " ")] = str(row[name])
        return {
            "name": str(row["problem_id"]),
            "text": "",
            "facts": facts,
            "answer": str(row.get("answer") or ""),
            "columns": [completion_shown(row)],
        }


def figures_in(folder: Path) -> list[Path]:
    """The figures that a report drew; of those that are there twice the vector one."""
    found: dict[str, Path] = {}
    for suffix in ("svg", "png"):
        for file in sorted(folder.glob(f"*.{suffix}")):
            found.setdefault(file.stem, file)
    return [found[name] for name in sorted(found)][:FIGURES]


def quoted(text: str) -> str:
    """Text inside a string of SQL."""
    return text.replace("'", "''")


MARKS = {"right": "holds", "wrong": "fails", "unread": "unread"}


def completion_shown(row: dict[str, Any]) -> dict[str, Any]:
    """A completion line by line. The first wrong claim is the one that was found in the evaluation,
    with its problem at hand; the steps of a traced completion are no lines, so that they are told
    in numbers alone."""
    text = str(row["completion"])[:LONGEST]
    first = row.get("first_wrong") if row.get("first_wrong_kind") == "claim" else None
    lines = []
    for number, line in enumerate(read_steps(text).lines):
        found = MARKS.get(line.verdict, "")
        wrong = number == first
        lines.append(
            {
                "text": typeset(line.text),
                "mark": "fails" if wrong else found,
                "claim": escape(str(row.get("first_wrong_kind") or "")) if wrong else "",
                "first": wrong,
            }
        )
    strategy = str(row.get("strategy") or "")
    reason = str(row.get("strategy_reason") or "")
    return {
        "title": strategy.replace("_", " "),
        "about": [
            escape(each) for each in (reason, "right" if row["correct"] else "wrong") if each
        ],
        "wrong": not row["correct"],
        "lines": lines or [{"text": escape(text), "mark": ""}],
        "graph": "",
    }
