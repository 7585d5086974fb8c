"""Files of many bytes are written a group of rows at a time."""

import resource
import subprocess
import sys

import pyarrow as pa
import pyarrow.parquet as parquet
import pytest

from curricula.request import plain_curriculum
from pipelines.dataset import rows, shards
from pipelines.dataset.build import build
from pipelines.dataset.shards import rows_file
from pipelines.dataset.template import find_template
from tests.command_line import HOME

TABLE = pa.table({"text": [f"row {number}" for number in range(1_000)]})
FULL_DISK = ("generate", "--family", "number_theory.gcd", "--strategies", "1", "--size", "900")


def test_a_group_is_written_when_it_is_full(tmp_path, monkeypatch):
    monkeypatch.setattr(shards, "GROUP", 3 * TABLE.slice(0, 100).nbytes)
    with rows_file(tmp_path / "x.parquet", TABLE.schema) as file:
        for start in range(0, 1_000, 100):
            file.add(TABLE.slice(start, 100))
            assert len(file.waiting) < 3
    assert file.rows == 1_000
    found = parquet.ParquetFile(tmp_path / "x.parquet")
    assert found.num_row_groups == 4 and found.read().equals(TABLE)


def test_what_fits_into_a_group_is_written_as_one(tmp_path):
    parquet.write_table(TABLE, tmp_path / "due", compression="zstd", compression_level=1)
    with rows_file(tmp_path / "x", TABLE.schema) as file:
        for start in range(0, 1_000, 10):
            file.add(TABLE.slice(start, 10))
    assert (tmp_path / "x").read_bytes() == (tmp_path / "due").read_bytes()


def test_an_empty_file_of_rows_has_its_columns(tmp_path):
    with rows_file(tmp_path / "x", TABLE.schema) as file:
        file.add(TABLE.slice(0, 0))
    assert parquet.read_table(tmp_path / "x").equals(TABLE.slice(0, 0))


@pytest.mark.parametrize("size", [100, 7])
def test_rows_are_the_same_however_many_are_made_at_a_time(tmp_path, monkeypatch, size):
    curriculum = plain_curriculum(2, "2", ["number_theory.gcd"], size=120)
    build(curriculum, find_template("boxed"), tmp_path / "due", "command")
    monkeypatch.setattr(rows, "AT_A_TIME", size)
    monkeypatch.setattr(shards, "GROUP", 10_000)
    build(curriculum, find_template("boxed"), tmp_path / "data", "command")
    files = sorted((tmp_path / "due").rglob("*.parquet"))
    for file in files:
        there = parquet.read_table(tmp_path / "data" / file.relative_to(tmp_path / "due"))
        assert there.equals(parquet.read_table(file))
    assert files


def test_a_full_disk_is_told_once(tmp_path):
    """Without a complaint of Arrow's, which tries once more to end its file."""
    done = subprocess.run(
        [sys.executable, "-m", "curricula", *FULL_DISK, "--out", str(tmp_path / "data")],
        cwd=HOME,
        capture_output=True,
        text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000)),
    )
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()[-1:]) == 1 and "Exception" not in done.stderr
    assert "File too large" in done.stderr
