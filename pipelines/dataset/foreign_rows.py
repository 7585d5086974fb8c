"""Reads the rows of a dataset from elsewhere: JSON lines, JSON, CSV or Parquet, a folder of those,
a dataset on the Hub, or standard input.

Nothing of it is run. Rows come one at a time; a Parquet file is read in batches, a file of the Hub
is streamed.
"""

import csv
import json
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as parquet

from curricula.names import shown
from curricula.split import RL_STAGES
from generators.arguments import meant
from generators.errors import DatasetError
from pipelines.dataset.dataset import Dataset, as_rows, read_batches
from pipelines.dataset.hub_errors import answered, attempt, bound_waiting
from pipelines.dataset.json_lines import NO_TEXT, read_objects
from pipelines.dataset.location import is_name
from pipelines.dataset.manifest import MANIFEST

STANDARD_INPUT = "-"
POSED = (*RL_STAGES, "eval")  # configs of ours whose rows have an answer
SUFFIXES = (".jsonl", ".ndjson", ".json", ".csv", ".tsv", ".parquet")
CELL = 10_000_000  # characters of one cell of a CSV file
WHOLE = 2_000_000_000  # bytes of a JSON file that is read as a whole
NAMED = 12  # columns or files named in a message

Row = dict[str, Any]


def foreign_rows(
    place: str,
    columns: Sequence[str] = (),
    config: str | None = None,
    split: str | None = None,
    note: Callable[[str], None] = lambda text: None,
    also: Sequence[str] = (),
) -> Iterator[Row]:
    """The rows at a place, in order; each has the columns asked for, and those of `also` where the
    place has them. Raises DatasetError for a file that is none of these or lacks a column,
    HubError, and OSError for a file that cannot be opened."""
    path = Path(place)
    elsewhere = place != STANDARD_INPUT and not path.exists() and is_name(place)
    if (config or split) and not elsewhere:
        raise DatasetError(
            f"{place} is no dataset on the Hub; --config and --split go with user/name alone"
        )
    if place == STANDARD_INPUT:
        rows = from_standard_input()
    elif path.is_dir():
        rows = from_folder(path, columns, also)
    elif not elsewhere:
        rows = from_file(path, columns, also)
    else:
        rows = from_hub(place, config, split, note)
    yield from with_columns(place, rows, columns)


def with_columns(
    place: str, rows: Iterable[Mapping[str, Any]], columns: Sequence[str]
) -> Iterator[Row]:
    """The rows, each with the columns that are needed. Raises DatasetError for the first that lacks
    one."""
    for number, row in enumerate(rows, 1):
        lacking = [name for name in columns if name not in row]
        if lacking:
            has = [shown(str(name), 40) for name in list(row)[:NAMED]]
            raise DatasetError(
                f"{place}, row {number:,}: there is no column '{shown(lacking[0], 60)}';"
                f" {meant(lacking[0], has)}"
            )
        yield dict(row)


def from_file(path: Path, columns: Sequence[str], also: Sequence[str]) -> Iterator[Row]:
    """The rows of one file, which its suffix tells how to read."""
    suffix = path.suffix.lower()
    if suffix in (".jsonl", ".ndjson"):
        return (row for _, row in read_objects(path))
    if suffix == ".json":
        return from_json(path)
    if suffix in (".csv", ".tsv"):
        return from_table(path, "\t" if suffix == ".tsv" else ",")
    if suffix == ".parquet":
        return from_parquet(path, columns, also)
    raise DatasetError(f"{path} is none of {', '.join(SUFFIXES)}, a folder of those, or user/name")


def from_parquet(path: Path, columns: Sequence[str], also: Sequence[str]) -> Iterator[Row]:
    """The rows of a Parquet file, only the columns that are needed."""
    try:
        there = set(parquet.read_schema(path).names)
    except (pa.ArrowException, ValueError) as error:
        raise DatasetError(f"{path} cannot be read: {shown(str(error), 120)}") from error
    for batch in read_batches(path, [*columns, *[name for name in also if name in there]]):
        yield from as_rows(path, batch)


def from_folder(folder: Path, columns: Sequence[str], also: Sequence[str]) -> Iterator[Row]:
    """The rows of all files in a folder that are of one kind, in the order of their names; of a
    dataset of ours those with an answer."""
    if (folder / MANIFEST).is_file():
        data = Dataset(folder)
        for config, split in data.splits_of(POSED):
            yield from data.rows(config, split)
        return
    files = sorted(file for file in folder.rglob("*") if file.suffix.lower() in SUFFIXES)
    kinds = {file.suffix.lower() for file in files}
    if not files:
        raise DatasetError(f"{folder} has no file of {', '.join(SUFFIXES)}")
    if len(kinds) != 1:
        names = ", ".join([shown(file.name, 60) for file in files[:NAMED]])
        raise DatasetError(f"{folder} has files of {len(kinds)} kinds ({names}); name one of them")
    for file in files:
        yield from from_file(file, columns, also)


def from_json(path: Path) -> Iterator[Row]:
    """The rows of a JSON file: a list of objects, or an object with one such list."""
    if path.stat().st_size > WHOLE:
        raise DatasetError(f"{path} has more than {WHOLE:,} bytes; write it as .jsonl")
    try:
        content = json.loads(path.read_bytes())
    except UnicodeDecodeError as error:
        raise DatasetError(f"{path}: {NO_TEXT}") from error
    except (ValueError, RecursionError) as error:
        first = path.read_bytes()[:1]
        if first == b"{":  # JSON lines under another name
            return (row for _, row in read_objects(path))
        raise DatasetError(f"{path}: not JSON: {str(error)[:80]}") from error
    if isinstance(content, dict):
        lists = [value for value in content.values() if isinstance(value, list)]
        content = lists[0] if len(lists) == 1 else [content]
    if not isinstance(content, list) or not all(isinstance(row, dict) for row in content):
        raise DatasetError(f"{path}: a list of objects is needed")
    return iter(content)


def from_table(path: Path, separator: str) -> Iterator[Row]:
    """The rows of a CSV or TSV file, whose first line names the columns."""
    csv.field_size_limit(CELL)
    with open(path, encoding="utf-8-sig", newline="") as file:
        try:
            for row in csv.DictReader(file, delimiter=separator):
                yield {name: value for name, value in row.items() if name is not None}
        except (csv.Error, UnicodeDecodeError) as error:
            raise DatasetError(f"{path} cannot be read: {str(error)[:80]}") from error


def from_standard_input() -> Iterator[Row]:
    """The rows that standard input has as JSON lines."""
    with standard_input() as path:
        for _, row in read_objects(path):
            yield row


@contextmanager
def standard_input(name: str = "standard input") -> Iterator[Path]:
    """A file of that name that holds what standard input has, for as long as it is needed."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        with open(path, "wb") as file:
            shutil.copyfileobj(sys.stdin.buffer, file)
        try:
            yield path
        except DatasetError as error:
            said = str(error).replace(str(path), "standard input")
            raise type(error)(said) from error


def from_hub(
    name: str, config: str | None, split: str | None, note: Callable[[str], None]
) -> Iterator[Row]:
    """The rows of a dataset on the Hub, streamed: of the split asked for, else of the first."""
    import datasets
    import huggingface_hub
    from datasets.exceptions import DatasetsError

    huggingface_hub.logging.set_verbosity_error()
    datasets.logging.set_verbosity_error()
    bound_waiting()
    datasets.disable_progress_bars()
    try:
        chosen = split or attempt(
            lambda: datasets.get_dataset_split_names(name, config)[0], name, note, answered
        )
        stream = attempt(
            lambda: datasets.load_dataset(name, config, split=chosen, streaming=True),
            name,
            note,
            answered,
        )
        yield from stream
    except (ValueError, TypeError, DatasetsError) as error:
        if isinstance(error, DatasetError):
            raise
        said = shown(" ".join(str(error).split()), 160)
        raise DatasetError(
            f"{name} cannot be read: {said}; --config and --split name a part of it"
        ) from error
