"""Writes the files of an export: texts from templates beside their target, rows as JSON lines or
Parquet, a batch at a time."""

import json
from collections.abc import Iterable, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as parquet

from pipelines.dataset.dataset import BATCH
from pipelines.writing.filling import fill

TEMPLATES = Path(__file__).parent / "targets"


def write_text(template: str, path: Path, **values: Any) -> None:
    """Fill `targets/TEMPLATE` into a file; templates end in .jinja and see the values only."""
    text = fill(TEMPLATES / template, values)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def write_json_lines(path: Path, rows: Iterable[Mapping[str, Any]]) -> None:
    """One JSON object a line, in ASCII."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "w", encoding="ascii", newline="\n") as file:
        for row in rows:
            file.write(json.dumps(row) + "\n")


def write_parquet(path: Path, rows: Iterable[Mapping[str, Any]], schema: pa.Schema) -> None:
    """A Parquet file of rows of that schema, BATCH rows in memory at a time."""
    path.parent.mkdir(parents=True, exist_ok=True)
    remaining = iter(rows)
    with parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        while batch := list(islice(remaining, BATCH)):
            writer.write_table(pa.Table.from_pylist([dict(row) for row in batch], schema))
