"""What a Parquet file says of itself is read as Arrow reads it; what contradicts itself is one line
and ends no process."""

import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as parquet
import pytest

from benchmarks.hostile import seal
from generators.errors import DatasetError
from pipelines.dataset.dataset import Dataset
from pipelines.dataset.parquet_layout import (
    BINARY,
    I32,
    I64,
    STRUCT,
    Reader,
    Struct,
    Unsound,
    Value,
)
from pipelines.dataset.parquet_layout import read_layout as layout
from pipelines.dataset.table_bounds import footer_fault
from pipelines.dataset.verify import verify
from tests.pipelines.dataset.thrift_writer import change_footer, change_number, column

ROWS = "rl/train-00000-of-00001.parquet"


@pytest.fixture
def copy(gcd_dataset, tmp_path) -> Path:
    return Path(shutil.copytree(gcd_dataset, tmp_path / "copy"))


@pytest.mark.parametrize("options", [{}, {"data_page_version": "2.0"}, {"row_group_size": 7}])
def test_it_is_what_arrow_reads(gcd_dataset, tmp_path, options):
    for config, name in (("problems", "problems/rl-train-00000-of-00001.parquet"), ("rl", ROWS)):
        rows, file = parquet.read_table(gcd_dataset / name), tmp_path / "rows.parquet"
        parquet.write_table(rows, file, compression="zstd", **options)
        said, metadata = layout(file), parquet.read_metadata(file)
        groups = [metadata.row_group(number) for number in range(metadata.num_row_groups)]
        assert said.rows == len(rows) and (len(groups) > 1) == ("row_group_size" in options)
        values = 0
        for group in groups:
            values += sum([group.column(at).num_values for at in range(group.num_columns)])
        assert values < said.values < 3 * values, "values, and those of dictionaries"
        whole = sum([group.total_byte_size for group in groups])
        assert said.unpacked < whole < 4 * said.unpacked, "pages, and their heads"
        assert footer_fault(file, config) == ""


def test_sizes_that_disagree_end_no_process(copy):
    """Arrow's `row_group(0).column(0)` aborts for such a column."""

    def change(footer: Struct) -> None:
        column(footer, 0)[16].value[3].value.append(1)

    change_footer(copy / ROWS, change)
    seal(copy, ROWS, parquet.read_metadata(copy / ROWS).num_rows)
    for redraw in (True, False):
        found = [one["reason"] for one in verify(copy, redraw=redraw).bad if one["file"] == ROWS]
        assert any(["cannot be read" in reason for reason in found]), found
    with pytest.raises(DatasetError, match="cannot be read"):
        list(Dataset(copy).rows("rl"))


def test_what_a_page_says_goes_before_what_the_footer_says(copy):
    file = copy / ROWS
    rows = parquet.read_table(file)
    written = {"use_dictionary": False, "column_encoding": {"id": "DELTA_BYTE_ARRAY"}}
    parquet.write_table(rows, file, **written)

    def change(footer: Struct) -> None:
        column(footer, 0)[2] = Value(column(footer, 0)[2].type, [0, 3])

    change_footer(file, change)
    assert parquet.read_metadata(file).row_group(0).column(0).encodings == ("PLAIN", "RLE")
    assert "is encoded as DELTA_BYTE_ARRAY; what is read is BIT" in footer_fault(file, "rl")
    parquet.write_table(rows.set_column(0, "id", pa.array(["x" * 4_000_000] * len(rows))), file)
    assert footer_fault(file, "rl") == ""
    long = pa.array(["x" * 90_000_000, *["x"] * (len(rows) - 1)])
    parquet.write_table(rows.set_column(0, "id", long), file, compression="zstd")

    def shrink(footer: Struct) -> None:
        change_number(column(footer, 0), 6, 1_000)
        change_number(footer[4].value[0], 2, 10_000)

    change_footer(file, shrink)
    assert file.stat().st_size < 60_000 and "unpacks to 90," in footer_fault(file, "rl")


def test_a_small_file_with_millions_of_values_in_a_row(copy):
    """Runs of one value cost nothing in a file; each is 16 bytes where it is read."""
    file = copy / "problems" / "rl-train-00000-of-00001.parquet"
    row, many = parquet.read_table(file).slice(0, 1), 5_000_000
    names = pa.DictionaryArray.from_arrays(pa.array(np.zeros(many, np.int32)), pa.array(["Ann"]))
    names = pa.ListArray.from_arrays(pa.array([0, many], pa.int32()), names)
    rows = row.set_column(row.column_names.index("names"), "names", names)
    parquet.write_table(rows, file, compression="zstd", store_schema=False)
    assert file.stat().st_size < 30_000
    assert footer_fault(file, "problems").startswith("unpacks to 80,0")


def move(field: int, number: int) -> Callable[[Struct], None]:
    return lambda footer: change_number(column(footer, 0), field, number)


def put(*way: int, value: Value) -> Callable[[Struct], None]:
    """Put a field into the first column of the first group."""

    def change(footer: Struct) -> None:
        struct = footer[4].value[0][1].value[0]
        for field in way[:-1]:
            struct = struct[field].value
        struct[way[-1]] = value

    return change


def all_at_the_first(footer: Struct) -> None:
    columns = footer[4].value[0][1]
    columns.value[1:] = columns.value[:1] * 900


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda footer: change_number(footer, 3, 7), "rows, and its footer says 7"),
        (lambda footer: change_number(footer, 3, -1), "field 3 of a struct is negative"),
        (lambda footer: change_number(footer[4].value[0], 3, 10**9), "1,000,000,000 rows"),
        (move(5, 10**9), "values, and its footer says otherwise"),
        (move(7, 1 << 40), "ends behind the file's end"),
        (move(9, -4), "is negative"),
        (move(11, -4), "is negative"),
        (move(7, 60), "a page ends behind its column"),
        (all_at_the_first, "its columns overlap"),
        (put(1, value=Value(BINARY, b"other.parquet")), "in another file"),
        (put(3, value=Value(I64, 1)), "missing or of another type"),
        (put(3, 5, value=Value(I32, 3)), "missing or of another type"),
        (lambda footer: footer[4].value[0][1].value[0].pop(3), "encrypted"),
        (lambda footer: footer.pop(4), "missing"),
    ],
)
def test_a_contradiction_is_told(copy, change, says):
    change_footer(copy / ROWS, change)
    assert says in footer_fault(copy / ROWS, "rl")
    seal(copy, ROWS, 30)
    with pytest.raises(DatasetError):
        list(Dataset(copy).rows("rl"))
    assert any([one["file"] == ROWS for one in verify(copy).bad])


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "ends within a value"),
        (b"\x15\x02", "ends within a value"),
        (b"\x15\x02\x05\x02\x04\x00", "is there twice"),
        (b"\x15" + b"\xff" * 10 + b"\x01\x00", "too long"),
        (b"\x16" + b"\xff" * 9 + b"\x7f\x00", "too large"),
        (b"\x15" + b"\xff" * 5 + b"\x01\x00", "more than 32 bits"),
        (b"\x18\xff\xff\x03a\x00", "ends within a value"),
        (b"\x19\x15\x02\x00", "where none is due"),
        (b"\x29\x15\x02\x00", "holds something else"),
        (b"\x29\xfc\xff\xff\xff\x7f", "longer than the file"),
        (b"\x1a\x15\x02\x00", "of type 10"),
        (b"\x1b\x00\x00", "of type 11"),
        (b"\x1c" * 1_000, "nested deeper"),
    ],
)
def test_bytes_that_are_no_struct(data, says):
    with pytest.raises(Unsound, match=says):
        Reader(data).struct()


def test_a_struct_is_read():
    data = b"\x15\x01\x11\x12\x18\x02ab\x17" + bytes(8) + b"\x13\x07\x1c\x15\x03\x00\x00"
    read = Reader(data).struct()
    assert [value.value for value in read.values()] == [
        *(-1, True, False, b"ab", bytes(8), b"\x07", {1: Value(I32, -2)})
    ]
    assert read[7].type == STRUCT


@pytest.mark.parametrize("length", [0, 3, 11, 500, -3])
def test_a_file_that_was_cut_is_told(copy, length):
    file = copy / ROWS
    file.write_bytes(file.read_bytes()[:length])
    assert footer_fault(file, "rl") == "cannot be read: it is no Parquet file, or was cut"


def test_too_long_a_footer_is_not_read(copy):
    file = copy / ROWS
    file.write_bytes(b"PAR1" + bytes(3_000_000) + (3_000_000).to_bytes(4, "little") + b"PAR1")
    assert "3,000,000 bytes; at most 2,000,000 are read" in footer_fault(file, "rl")
