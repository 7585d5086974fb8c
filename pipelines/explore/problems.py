"""A dataset as it is explored: its problems, each with its solutions, their lines decided and
typeset."""

import json
from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as parquet

from curricula.split import RL_STAGES
from generators.claims.claim import Claim
from generators.claims.reader import Unreadable
from generators.errors import DatasetError
from generators.layout import ANSWER, in_box, line_of_text
from generators.solution import in_sentence
from pipelines.dataset.location import folder_of
from pipelines.dataset.manifest import MANIFEST, not_plain, read_manifest, title
from pipelines.explore.charts import Chart, distances, ranges
from pipelines.explore.graph import step_graph
from pipelines.explore.rows import Facet, Filters, Place, Rows
from pipelines.explore.typeset import typeset

CLAIM = 2_000  # characters of a claim that is decided
KNOBS = 10_000  # characters of the knobs of a row that are read
# the strategies that solve are taken out of the solutions for so many rows, as 10^6 took 7 s; of
# more those that apply are filtered by
NESTED = 50_000
LENGTH_FACETS = ("family", "difficulty", "type", "stage", "split")
OF_SOLUTIONS = "list_transform(solutions, lambda one_of_them: one_of_them.strategy)"
FACETS = (
    Facet("family", "Family", "family"),
    Facet("difficulty", "Difficulty", "difficulty"),
    Facet("type", "Type", "type"),
    Facet("stage", "Stage", "stage"),
    Facet("split", "Split", "split"),
    Facet("strategies", "Strategy that applies", "strategies", several=True),
    Facet("answer_kind", "Answer", "answer_kind"),
)


class ProblemView:
    """The problems of a dataset, or the rows of one that has none."""

    noun = "problems"

    def __init__(self, location: str) -> None:
        """Open a folder, or a name on the Hub. The files are not held against their digests, which
        `curricula verify` does. Raises DatasetError or HubError."""
        folder = folder_of(location)
        if not (folder / MANIFEST).is_file():
            raise DatasetError(
                f"{location} is neither a dataset nor a run; make one with curricula generate,"
                " or name a folder with a manifest.json or a cell.json"
            )
        try:
            manifest = read_manifest(folder)
        except DatasetError as error:
            raise DatasetError(
                f"{location}: {error}; remove the folder, and pull or generate the dataset again"
            ) from error
        self.title = title(manifest["config"])
        files = files_of(folder, manifest["files"])
        schema = parquet.read_schema(files[0])
        self.statement = "statement" if "statement" in schema.names else "prompt"
        text = "statement" if self.statement == "statement" else "prompt[-1].content"
        self.rows = Rows(files, facets_of(schema, rows_of(manifest, folder, files)), text)
        listed = ("id", "family", "difficulty", self.statement, "answer")
        self.listed = [name for name in listed if name in schema.names]
        self.figures: list[Path] = []
        self.hold_lengths(folder, manifest["files"], files, schema)

    def hold_lengths(
        self, folder: Path, described: dict[str, Any], files: Sequence[Path], schema: pa.Schema
    ) -> None:
        """Hold the lengths of solutions on demand: of all, or where problems are very many those of
        the rows of sft, which need not be taken out of the problems."""
        names = [name for name in LENGTH_FACETS if name in schema.names]
        columns = [f"cast({name} AS VARCHAR) AS {name}" for name in names]
        if "solutions" in schema.names and self.rows.size <= NESTED:
            inner = ", ".join([*columns, "unnest(solutions) AS one"])
            outer = ", ".join([*names, "one.strategy AS strategies, one.cost.tokens AS length"])
            select = f"SELECT {outer} FROM (SELECT {inner} FROM read_parquet($1))"
        else:
            files = [folder / name for name in sorted(described) if name.startswith("sft/")]
            outer = ", ".join([*columns, "strategy AS strategies, tokens AS length"])
            select = f"SELECT {outer} FROM read_parquet($1)"
        if files and not any([not_plain(folder, f.relative_to(folder).as_posix()) for f in files]):
            self.rows.hold_lengths(files, (*names, "strategies"), select)

    def charts(self, filters: Filters) -> list[Chart]:
        """What is drawn of the problems that are chosen."""
        found = []
        for name, called in (("strategies", "strategy"), ("difficulty", "difficulty")):
            if name in self.rows.length_names:
                rows = self.rows.lengths(name, filters)
                if rows:
                    found.append(ranges(f"Tokens of a solution, by {called}", "tokens", rows))
        chosen = [each.value for each in self.rows.counts(filters).get("family", ()) if each.rows]
        wanted = set(filters.get("family", ()))
        named = [name for name in chosen if not wanted or name in wanted]
        return [*found, *distances(named[:1]).values()]

    def fixed_charts(self) -> dict[str, Any]:
        """What a page that stands alone cannot work out: how far apart strategies are, by
        family."""
        families = [each.value for each in self.rows.counts({}).get("family", ())]
        return {"distances": distances(families)}

    def lengths_of(self, row: dict[str, Any]) -> list[list[Any]]:
        """The strategies of a row's solutions, each with its length in tokens."""
        costs = [(one["strategy"], one.get("cost") or {}) for one in row.get("solutions") or []]
        return [[name, cost["tokens"]] for name, cost in costs if cost.get("tokens") is not None]

    def lines(self, places: Sequence[Place]) -> list[dict[str, Any]]:
        """What a list shows of each row."""
        shown = []
        for place, row in zip(places, self.rows.read_all(places, self.listed), strict=True):
            shown.append(
                {
                    "number": place.number,
                    "name": str(row["id"]),
                    "tags": [str(row.get("family", "")), f"difficulty {row.get('difficulty', '')}"],
                    "text": typeset(self.posed(row)),
                    "end": typeset(in_box_or_empty(str(row.get("answer") or ""))),
                }
            )
        return shown

    def posed(self, row: dict[str, Any]) -> str:
        if self.statement == "statement":
            return str(row["statement"])
        return str(row["prompt"][-1]["content"]) if row["prompt"] else ""

    def detail(self, place: Place) -> dict[str, Any]:
        """All of one row."""
        return self.shown(place, self.rows.read(place))

    def shown(self, place: Place, row: dict[str, Any]) -> dict[str, Any]:
        """The same of a row that was read."""
        facts = {
            name.replace("_", " "): str(row[name])
            for name in ("family", "type", "difficulty", "stage", "split", "answer_kind")
            if row.get(name) not in (None, "")
        }
        if row.get("knobs"):
            facts["knobs"] = knobs_shown(str(row["knobs"]))
        return {
            "name": str(row["id"]),
            "text": typeset(self.posed(row)),
            "facts": facts,
            "answer": str(row.get("answer") or ""),
            "columns": [solution_shown(row, each) for each in row.get("solutions") or []],
        }


def files_of(folder: Path, described: dict[str, Any]) -> list[Path]:
    """The files of `problems`, or of the first config that there is: plain files within the
    folder. Raises DatasetError."""
    for config in ("problems", "eval", *RL_STAGES, "sft"):
        names = [
            name
            for name in sorted(described)
            if name.startswith(f"{config}/") and name.endswith(".parquet")
        ]
        for name in names:
            reason = not_plain(folder, name) or ("" if (folder / name).exists() else "is missing")
            if reason:
                raise DatasetError(f"{folder / name}: {reason}; pull or generate the dataset again")
        if names:
            return [folder / name for name in names]
    raise DatasetError(f"{folder} has no rows to explore")


def rows_of(manifest: dict[str, Any], folder: Path, files: Sequence[Path]) -> int:
    described = manifest["files"]
    return sum([described[file.relative_to(folder).as_posix()].get("rows", 0) for file in files])


def facets_of(schema: pa.Schema, rows: int) -> list[Facet]:
    """What the rows can be filtered by: the columns that they have."""
    facets = [facet for facet in FACETS if facet.name in schema.names]
    if "solutions" in schema.names and rows <= NESTED:
        facets = [facet for facet in facets if facet.name != "strategies"]
        facets.append(Facet("strategies", "Strategy", OF_SOLUTIONS, several=True))
    return facets


def knobs_shown(text: str) -> str:
    """The knobs of a row, `name value` each; what is no JSON object as it stands."""
    try:
        values = json.loads(text[:KNOBS])
    except (ValueError, RecursionError):
        return text[:KNOBS]
    if not isinstance(values, dict):
        return text[:KNOBS]
    ends = {name: value if isinstance(value, list) else [value] for name, value in values.items()}
    return ", ".join(
        [f"{name} {'-'.join(dict.fromkeys(map(str, each)))}" for name, each in ends.items()]
    )


def in_box_or_empty(answer: str) -> str:
    return in_box(answer, latex=True) if answer else ""


def solution_shown(row: dict[str, Any], solution: dict[str, Any]) -> dict[str, Any]:
    """One solution: its lines, whether each claim holds, and what each step rests on."""
    wording, names = str(row.get("wording") or "natural"), row.get("names")
    steps = solution.get("steps") or []
    lines = []
    if solution.get("opening"):
        lines.append({"text": typeset(str(solution["opening"])), "mark": ""})
    for step in steps:
        lines.append(step_shown(step, wording, names, str(solution.get("answer") or "")))
    cost = solution.get("cost") or {}
    about = [str(solution.get("kind") or "").replace("_", " ")]
    about += [f"{value} {name}" for name, value in cost.items() if value is not None]
    return {
        "title": str(solution.get("strategy") or "").replace("_", " "),
        "about": [escape(each) for each in about if each],
        "wrong": solution.get("correct") is False,
        "lines": lines,
        "graph": step_graph([step.get("premises") or [] for step in steps]),
    }


def step_shown(
    step: dict[str, Any], wording: str, names: Sequence[str] | None, answer: str
) -> dict[str, str]:
    """The line of a step with its claim in place, `mark`ed as its claim holds."""
    words, claim = str(step.get("words") or ""), str(step.get("claim") or "")
    latex = wording == "latex"
    line = line_of_text(words, claim, names, wording)
    shown = in_sentence(line.claim) if latex else line.claim
    text = line.words.replace("{}", shown).replace(ANSWER, in_box(answer, latex))
    return {"text": typeset(text), "mark": mark(claim), "claim": escape(claim[:CLAIM])}


def mark(claim: str) -> str:
    """`holds`, `fails`, or `unread` for a claim that cannot be decided."""
    if len(claim) > CLAIM:
        return "unread"
    try:
        return "holds" if Claim.read(claim).holds() else "fails"
    except (Unreadable, ArithmeticError, ValueError, RecursionError):
        return "unread"
