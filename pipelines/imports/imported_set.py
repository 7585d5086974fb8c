"""An evaluation set from elsewhere as a folder of ours: the config eval with our columns, and a
list of the items that were refused.

Its rows are graded, evaluated and exported like those of any dataset. They have no family here, no
solutions and no claims, so there is nothing to verify but the files.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as parquet

from curricula.version import VERSION
from generators.errors import DatasetError
from generators.problem import DRAW_VERSION
from pipelines.dataset.manifest import (
    FORMAT,
    MANIFEST,
    canonical_json,
    describe,
    sealed,
    sha256_text,
)
from pipelines.dataset.rows import message
from pipelines.dataset.schema import SCHEMAS
from pipelines.dataset.template import Template
from pipelines.dataset.whole_files import whole_folder
from pipelines.imports.answers import Untyped, kind_of
from pipelines.imports.items import Item
from pipelines.writing.filling import fill

CARD = Path(__file__).with_name("imported.md.jinja")
ROWS, REFUSED = "eval/test-00000-of-00001.parquet", "refused.jsonl"


@dataclass
class Imported:
    """How many items became rows, by kind of answer, and how many were refused, by reason."""

    kinds: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)


def import_set(
    items: Iterable[Item],
    out: Path,
    template: Template,
    command: str,
    origin: dict[str, Any],
    form: str = "",
    words: bool = False,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Imported:
    """Write the new folder `out`. `form` is the form that answers have to have; `words` takes words
    that kind_of refuses; `origin` says where items are from, its `name` and `seed` are the set's.
    Raises CurriculaError or OSError; then there is no `out`."""
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        came = "exists and is not empty" if out.is_dir() else "is a file"
        raise DatasetError(f"{out} {came}; name a new folder")
    with whole_folder(out.resolve()) as partial:
        (partial / "eval").mkdir()
        found = write_rows(items, partial, template, origin, form, words, progress)
        config = {
            "format": FORMAT,
            "version": VERSION,
            "draw_version": DRAW_VERSION,
            "command": command,
            "curriculum": {
                "name": origin["name"],
                "arm": "",
                "seed": origin["seed"],
                "shares": {"eval": 1.0},
                "stages": [],
            },
            "template": {
                "name": template.name,
                "prompt": template.prompt,
                "completion": template.completion,
            },
            "imported": {
                **origin,
                "form": form,
                "words": words,
                "kinds": dict(found.kinds),
                "refused": dict(found.refused),
            },
        }
        write_card(partial, config, found)
        files = {path: describe(partial / path) for path in (REFUSED, "README.md")}
        files[ROWS] = describe(partial / ROWS, sum(found.kinds.values()))
        manifest = {
            "config": config,
            "config_digest": sha256_text(canonical_json(config)),
            "shards": {},
            "files": files,
        }
        (partial / MANIFEST).write_text(sealed(manifest), encoding="utf-8")
    return found


def write_rows(
    items: Iterable[Item],
    folder: Path,
    template: Template,
    origin: dict[str, Any],
    form: str,
    words: bool,
    progress: Callable[[int, int], None],
) -> Imported:
    """The rows of all items whose answers have a kind, and a line for each other."""
    found, rows, posed = Imported(), [], set()
    with open(folder / REFUSED, "w", encoding="ascii", newline="\n") as refused:
        for index, item in enumerate(items):
            progress(index + 1, origin.get("size") or index + 1)
            row = row_of(item, index, template, origin, form)
            try:
                if item.question in posed:
                    raise Untyped("its question was asked before")
                row["answer_kind"] = kind_of(item.answer, form, item.scored_by_itself and not words)
            except Untyped as reason:
                found.refused[str(reason)] += 1
                line = {
                    "id": row["id"],
                    "reason": str(reason),
                    "question": item.question,
                    "answer": item.answer,
                }
                refused.write(json.dumps(line, default=str) + "\n")
                continue
            posed.add(item.question)
            found.kinds[row["answer_kind"]] += 1
            rows.append(row)
    if not rows:
        why = "; ".join(
            f"{count:,} times {reason}" for reason, count in found.refused.most_common(3)
        )
        raise DatasetError(f"no item of {origin['name']} can be graded: {why or 'there is none'}")
    parquet.write_table(
        pa.Table.from_pylist(rows, SCHEMAS["eval"]), folder / ROWS, compression="zstd"
    )
    return found


def row_of(
    item: Item, index: int, template: Template, origin: dict[str, Any], form: str
) -> dict[str, Any]:
    """A row of eval, its answer's kind still to be found."""
    family = f"reasoning_gym.{re.sub(r'[^A-Za-z0-9_]', '_', str(item.metadata['source_dataset']))}"
    id = f"{family}-s{origin['seed']}-{index}"
    return {
        "id": id,
        "problem_id": id,
        "family": family,
        "type": "",
        "difficulty": 0,
        "knobs": "{}",
        "params": json.dumps(item.metadata, default=str, sort_keys=True),
        "measured": "{}",
        "stage": "eval",
        "split": "test",
        "arm": "",
        "seed": origin["seed"],
        "index": index,
        "prompt": message("user", template.show_prompt(item.question)),
        "answer": item.answer.strip() if isinstance(item.answer, str) else None,
        "answer_form": form,
    }


def write_card(folder: Path, config: dict[str, Any], found: Imported) -> None:
    text = fill(CARD, {"config": config, "found": found, "rows": sum(found.kinds.values())})
    (folder / "README.md").write_text(text, encoding="utf-8")
