"""What an exported row keeps of a dataset's row: all that describes it, and the gold in one text
where a trainer has room for one."""

import json
from collections.abc import Mapping
from typing import Any

import pyarrow as pa

from pipelines.dataset.schema import SCHEMAS
from pipelines.export.source import GRADED

DIALOGUE = ("prompt", "completion")
RENAMED = {"index": "draw_index"}  # since trainers number rows by themselves, under `index`


def described(row: Mapping[str, Any]) -> dict[str, Any]:
    """Every column of a row but the dialogue; what grading needs is among them."""
    return {RENAMED.get(name, name): value for name, value in row.items() if name not in DIALOGUE}


def described_fields(config: str) -> list[pa.Field]:
    """The names and types of these columns."""
    return [
        pa.field(RENAMED.get(field.name, field.name), field.type)
        for field in SCHEMAS[config]
        if field.name not in DIALOGUE
    ]


def gold(row: Mapping[str, Any]) -> str:
    """The answer, its kind and the form it has to have, as JSON text, for trainers that hand one
    text to a reward."""
    return json.dumps({name: row[name] for name in GRADED})
