"""Tables of a few kilobytes that name millions of rows, or unpack to gigabytes, are refused before
they are read."""

import json
import shutil
import time
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as parquet
import pytest

from generators.errors import DatasetError
from pipelines.dataset import table_bounds
from pipelines.dataset.dataset import Dataset, read_batches
from pipelines.dataset.foreign_rows import from_parquet
from pipelines.dataset.manifest import MANIFEST, describe, sealed
from pipelines.dataset.table_bounds import footer_fault, text_fault
from pipelines.dataset.verify import verify
from pipelines.evaluation.grade_file import rows_of

ROWS = "problems/rl-train-00000-of-00001.parquet"
MILLIONS = 3_000_000


def resize(folder: Path, name: str, rows: int, in_plan: bool) -> None:
    """Seal a dataset whose manifest, or its plan too, names so many rows."""
    manifest = json.loads((folder / MANIFEST).read_text())
    manifest.pop("digest")
    said = describe(folder / name, rows)
    manifest["files"][name] = said
    for shard in manifest["shards"].values():
        if name in shard["files"]:
            shard["files"][name] = said
    for stage in manifest["config"]["curriculum"]["stages"] if in_plan else ():
        if stage["name"] == "rl":
            stage["size"] = rows
    (folder / MANIFEST).write_text(sealed(manifest))


@pytest.fixture(scope="module")
def repeated(gcd_dataset, tmp_path_factory) -> Path:
    """A dataset with a file of millions of equal rows."""
    folder = tmp_path_factory.mktemp("repeated") / "data"
    shutil.copytree(gcd_dataset, folder)
    row = parquet.read_table(folder / ROWS).slice(0, 1)
    many = row.take(pa.array(np.zeros(100_000, np.int64)))
    with parquet.ParquetWriter(folder / ROWS, many.schema, compression="zstd") as writer:
        for _ in range(MILLIONS // len(many)):
            writer.write_table(many)
    return folder


@pytest.mark.parametrize("in_plan", [False, True])
@pytest.mark.parametrize("named", [60, MILLIONS])
def test_millions_of_rows_in_a_small_file_are_not_read(repeated, named, in_plan):
    resize(repeated, ROWS, named, in_plan)
    assert (repeated / ROWS).stat().st_size < 3_000_000
    start = time.process_time()
    for redraw in (True, False):
        report = verify(repeated, redraw=redraw)
        reasons = [finding["reason"] for finding in report.bad if finding["file"] == ROWS]
        assert any([f"{MILLIONS:,} rows" in reason for reason in reasons])
        assert report.counts["problems"] < 100
    with pytest.raises(DatasetError, match=f"{MILLIONS:,} rows"):
        Dataset(repeated)
    assert time.process_time() - start < 10


def test_texts_that_are_written_once_and_stand_everywhere(gcd_dataset, tmp_path, monkeypatch):
    rows = parquet.read_table(gcd_dataset / ROWS)
    long = rows.take(pa.array([0] * 50)).to_pylist()
    for row in long:
        row["statement"] = "1" * 100_000
        for solution in row["solutions"]:
            for step in solution["steps"]:
                step["words"] = "2" * 1_000
    file = tmp_path / "rows.parquet"
    parquet.write_table(pa.Table.from_pylist(long, rows.schema), file, compression="zstd")
    assert not footer_fault(file, "problems") and not text_fault(file)
    monkeypatch.setattr(table_bounds, "UNPACKED_FILE", 0)
    monkeypatch.setattr(table_bounds, "UNPACKED_ROW", 90_000)
    assert "at most 4,500,000 are read" in text_fault(file)
    assert not text_fault(gcd_dataset / ROWS) and not footer_fault(gcd_dataset / ROWS, "problems")
    parquet.write_table(
        rows, file, use_dictionary=False, column_encoding={"statement": "DELTA_BYTE_ARRAY"}
    )
    assert "is encoded as DELTA_BYTE_ARRAY; " in footer_fault(file, "problems")


def test_texts_are_counted_as_they_would_be_read(gcd_dataset):
    file = gcd_dataset / ROWS
    with parquet.ParquetFile(file, read_dictionary=["statement", "family"]) as source:
        columns = source.read().combine_chunks()
    read = parquet.read_table(file)
    for name in ("statement", "family"):
        wanted = sum([len(text) for text in read[name].to_pylist()])
        assert table_bounds.length_of(columns[name].chunk(0)) == wanted


def test_a_small_file_from_elsewhere_that_holds_gigabytes_is_one_line(tmp_path):
    """Golds and completions of others, which no manifest describes."""
    file, many = tmp_path / "theirs.parquet", pa.array(np.zeros(5_000, np.int64))
    texts = pa.table({"gold": pa.array(["1" * 2_000_000]).dictionary_encode()})
    numbers = pa.DictionaryArray.from_arrays(
        pa.array(np.zeros(9_000_000, np.int32)), pa.array(["7"])
    )
    lists = pa.ListArray.from_arrays(pa.array([0, len(numbers)], pa.int32()), numbers)
    ones = pa.array(np.ones(10_000_000, np.int32))
    for table, says in (
        (texts.take(many), "has texts of 10,000,000,000 bytes; at most 722,"),
        (pa.table({"gold": lists}), "unpacks to 144,"),
        (pa.table({"gold": ones}), "names 10,000,000 rows, which "),
    ):
        parquet.write_table(table, file, compression="zstd", store_schema=False)
        assert file.stat().st_size < 50_000
        with pytest.raises(DatasetError) as refused:
            next(read_batches(file, ["gold"]))
        assert says in str(refused.value) and "\n" not in str(refused.value)


def test_a_file_from_elsewhere_is_read_as_it_is(tmp_path):
    file = tmp_path / "theirs.parquet"
    rows = pa.table({"gold": ["1", None, "1/2"], "n": [1, 2, 3], "all": [[0.5], [], None]})
    encodings = {"n": "DELTA_BINARY_PACKED", "all.list.element": "BYTE_STREAM_SPLIT"}
    for options in ({}, {"use_dictionary": False, "column_encoding": encodings}):
        parquet.write_table(rows, file, row_group_size=2, **options)
        read = [row for batch in read_batches(file) for row in batch.to_pylist()]
        assert read == rows.to_pylist()
        assert [batch.num_columns for batch in read_batches(file, ["gold", "n"])] == [2]


@pytest.mark.parametrize(
    "values",
    [
        pa.array([2**62], pa.timestamp("ns", "Mars/Olympus")),
        pa.array([2**62], pa.timestamp("us")),
        pa.array([2**62], pa.duration("s")),
    ],
)
def test_values_from_elsewhere_that_python_has_not_are_one_line(tmp_path, values):
    file = tmp_path / "problems" / "theirs.parquet"
    file.parent.mkdir()
    parquet.write_table(pa.table({"id": values, "gold": values}), file)
    for rows in (from_parquet(file, ["id", "gold"], []), rows_of(file, ["id"], {"1"})):
        with pytest.raises(DatasetError, match="has values that cannot be read") as refused:
            list(rows)
        assert "\n" not in str(refused.value)


def test_ids_from_elsewhere_that_are_no_texts_are_no_ids(tmp_path):
    file = tmp_path / "theirs.parquet"
    parquet.write_table(pa.table({"id": [["1"], []]}), file)
    assert list(rows_of(file, ["id"], {"1"})) == []
