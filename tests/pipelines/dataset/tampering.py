"""Changes a dataset as somebody would who wants it to verify: rows of problems are edited, the rows
of sft, rl and eval made from them again, files written, and the manifest sealed anew."""

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as parquet

from generators.errors import FamilyError
from generators.layout import solution_text
from generators.stream import Stream
from generators.tokens import tokens_in
from pipelines.dataset.checks import labels_of
from pipelines.dataset.dataset import label_in, template_of
from pipelines.dataset.manifest import MANIFEST, describe, sealed
from pipelines.dataset.rows import message
from pipelines.dataset.schema import COMMON, FAULT, POSED, SCHEMAS

Row = dict[str, Any]
OTHERS = {"names": (None, ["a", "b"]), "wording": ("terse_digits", "natural")}
ANSWERS = ("answer", "answer_kind", "answer_form")


class Tampered:
    """A dataset's rows of problems by file, to be changed in place and sealed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.manifest = json.loads((folder / MANIFEST).read_text())
        self.manifest.pop("digest")
        self.template = template_of(self.manifest)
        self.label = label_in(self.manifest["config"]) or "none"
        self.files: dict[str, list[Row]] = {
            path.name: parquet.read_table(path).to_pylist()
            for path in sorted((folder / "problems").glob("*.parquet"))
        }

    @property
    def rows(self) -> list[Row]:
        """All rows of problems."""
        return sum(self.files.values(), [])

    def of_stage(self, stage: str) -> list[Row]:
        """The rows of a stage's first file."""
        return next(rows for name, rows in self.files.items() if name.startswith(stage))

    def seal(self, change_views: Callable[[str, list[Row]], None] | None = None) -> None:
        """Write everything, views made from the problems, and the manifest as its builder would."""
        for name, rows in self.files.items():
            stage, _, rest = name.partition("-")
            view = f"{stage}/{rest}"
            made = sum([view_rows(row, stage, self.template, self.label) for row in rows], [])
            if change_views is not None:
                change_views(view, made)
            written = {f"problems/{name}": (rows, "problems"), view: (made, stage)}
            shard = self.manifest["shards"][name.removesuffix(".parquet")]
            for file, (content, config) in written.items():
                table = pa.Table.from_pylist(content, schema=SCHEMAS[config])
                parquet.write_table(table, self.folder / file, compression="zstd")
                described = describe(self.folder / file, len(content))
                self.manifest["files"][file] = shard["files"][file] = described
            shard["counts"] = [[*key, count] for key, count in sorted(counted(rows).items())]
        (self.folder / MANIFEST).write_text(sealed(self.manifest))


def counted(rows: list[Row]) -> Counter[tuple[str, ...]]:
    """What a manifest counts of a shard."""
    counts: Counter[tuple[str, ...]] = Counter()
    for row in rows:
        place = (row["stage"], row["family"], str(row["difficulty"]))
        counts["problems", *place, ""] += 1
        for solution in row["solutions"]:
            counts["solutions", *place, solution["strategy"]] += 1
            counts["claims", *place, ""] += len(solution["steps"])
            if not solution["correct"]:
                counts["wrong", *place, ""] += 1
    return counts


def view_rows(row: Row, stage: str, template: Any, label: str) -> list[Row]:
    """The rows of sft, rl or eval that a row of problems has, whatever is in it."""
    common = {name: row[name] for name in COMMON}
    prompt = message("user", template.show_prompt(row["statement"]))
    if stage != "sft":
        answers = {name: row[name] for name in ANSWERS}
        posed = {name: row[name] for name in POSED}
        return [{**common, "prompt": prompt, **answers, **posed, "problem": row["statement"]}]
    made = []
    for solution in row["solutions"]:
        text, boxed = [text_of(row, solution, label, boxes) for boxes in (template.boxes, True)]
        shown = template.show_completion(text, solution["answer"], solution["strategy"])
        made.append(
            {
                **common,
                "id": f"{row['id']}#{solution['strategy']}",
                "prompt": prompt,
                "completion": message("assistant", shown),
                "problem": row["statement"],
                "solution": boxed,
                "strategies": row["strategies"],
                "strategy": solution["strategy"],
                "approach": solution["kind"],
                "tokens": tokens_in(shown),
                **{name: solution[name] for name in FAULT},
                "step_labels": labels_of(solution),
                "roles": [step["role"] for step in solution["steps"]],
                "backtracks": len(solution["backtracks"]),
                "checked": solution["checked"],
            }
        )
    return made


def text_of(row: Row, solution: Row, label: str, boxed: bool) -> str:
    """The text of a solution, whatever is in it."""
    claims = [step["claim"] for step in solution["steps"]]
    try:
        return solution_text(
            solution["strategy"],
            [step["words"] for step in solution["steps"]],
            claims,
            row["names"],
            row["wording"],
            solution["opening"],
            label,
            solution["answer"],
            boxed,
        )
    except (FamilyError, LookupError, TypeError):  # a number was edited that has no name
        return " ".join(claims)


def edited(value: Any, stream: Stream) -> Any:
    """Another value of the same type that could stand there."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    if value is None:
        return 1
    if isinstance(value, list):
        return value[:-1] if value and stream.below(2) else [*value, value[-1] if value else "1"]
    digits = [at for at, sign in enumerate(value) if sign.isdigit()]
    if digits:
        at = stream.choice(digits)
        other = (int(value[at]) + 1 + stream.below(9)) % 10
        return f"{value[:at]}{other}{value[at + 1 :]}"
    if value in ("main", "check", "abandoned"):
        return "check" if value == "main" else "main"
    letters = [at for at, sign in enumerate(value) if sign.isalpha()]
    at = stream.choice(letters) if letters else len(value)
    other = "r" if value[at : at + 1] == "q" else "q"
    return f"{value[:at]}{other}{value[at + 1 :]}"


NUMBERED = ("premises", "carried", "places")


def edit_leaf(row: Row, path: str, stream: Stream) -> None:
    """Change one value of a row at a path such as `solutions.steps.words`, in one of the lists'
    members; columns that stand twice in a row, such as its id, are changed together."""
    holder: Any = row
    *way, last = path.split(".")
    for name in way:
        holder = holder[name]
        if isinstance(holder, list):
            if not holder:
                raise LookupError(f"{row['id']} has no {name}")
            holder = stream.choice(holder)
    before = holder[last]
    if last in ("fault_step", "fault_kind") and before is None:
        holder["fault_step"], holder["fault_kind"] = 0, "guess"
        return
    if last in OTHERS:
        holder[last] = next(other for other in OTHERS[last] if other != before)
        return
    if last == "premises" and stream.below(2) and before:
        holder[last] = [*before[:-1], before[-1] + 1]
        return
    if last in NUMBERED and not before:  # an empty list of numbers
        holder[last] = [1]
        return
    holder[last] = edited(before, stream)
    if path in ("id", "problem_id"):
        row["id"] = row["problem_id"] = holder[last]
    if path == "answer":
        for solution in row["solutions"]:
            solution["answer"] = holder[last] if solution["correct"] else solution["answer"]
