"""Pass rates of prompts: measured by a command, read back, and RL on those within bounds."""

import json
from importlib.util import find_spec
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as parquet
import pytest

from benchmarks.hostile import millions_in_a_row
from generators.errors import RequestError
from tests.trained import QUICK, make_data, run

trained = pytest.mark.skipif(find_spec("trl") is None, reason="the extra train is not installed")
ROWS = [{"problem_id": f"p{number}"} for number in range(5)]


def rates(file: Path, *each: float) -> str:
    """A file of pass rates of p0, p1, ..."""
    rows = [{"problem_id": f"p{number}", "solve_rate": rate} for number, rate in enumerate(each)]
    parquet.write_table(pa.Table.from_pylist(rows), file)
    return str(file)


def settings_with(**rl: object):
    from pipelines.models.presets import find_preset

    smoke = find_preset("smoke")
    return smoke.model_copy(update={"rl": {**smoke.rl, **rl}})


@trained
def test_prompts_are_kept_within_bounds_that_count_too(tmp_path):
    from pipelines.training.screening import kept_rows

    file = rates(tmp_path / "rates.parquet", 0.0, 0.25, 0.5, 1.0)
    bounded = settings_with(screened=file, keep=[0.25, 0.5])
    assert [row["problem_id"] for row in kept_rows(bounded, ROWS)] == ["p1", "p2"]
    measured = settings_with(screened=file)
    assert [row["problem_id"] for row in kept_rows(measured, ROWS)] == ["p0", "p1", "p2", "p3"]
    assert kept_rows(settings_with(), ROWS) == ROWS


@trained
@pytest.mark.parametrize(
    ("rl", "said"),
    [
        ({"keep": [0.2, 0.8]}, "needs pass rates"),
        ({"screened": "FILE", "keep": [0.8, 0.2]}, "lowest and a highest"),
        ({"screened": "FILE", "keep": [0.2]}, "lowest and a highest"),
        ({"screened": "FILE", "keep": [-1, 0.2]}, "lowest and a highest"),
        ({"screened": "FILE", "keep": [0.6, 0.9]}, "none is solved at a rate"),
        ({"screened": "none.parquet"}, "holds no pass rates"),
        ({"screened": "OTHER"}, "pass rates of none"),
    ],
)
def test_bounds_and_files_that_cannot_be_are_told(tmp_path, rl, said):
    from pipelines.training.screening import kept_rows

    file = rates(tmp_path / "rates.parquet", 0.0, 0.5)
    other = tmp_path / "other.parquet"
    parquet.write_table(pa.table({"problem_id": ["q"], "solve_rate": [0.5]}), other)
    places = {"FILE": file, "OTHER": str(other)}
    rl = {
        name: places.get(value, value) if name == "screened" else value
        for name, value in rl.items()
    }
    with pytest.raises(RequestError, match=said):
        kept_rows(settings_with(**rl), ROWS)


@trained
def test_a_file_that_is_no_table_is_one_line(tmp_path):
    from pipelines.training.screening import read_rates

    (tmp_path / "text").write_text("hello")
    with pytest.raises(RequestError, match="holds no pass rates") as raised:
        read_rates(str(tmp_path / "text"))
    assert "\n" not in str(raised.value)
    parquet.write_table(pa.table({"problem_id": ["q"]}), tmp_path / "half")
    with pytest.raises(RequestError, match="holds no pass rates"):
        read_rates(str(tmp_path / "half"))
    many = pa.table({"problem_id": ["q"], "solve_rate": millions_in_a_row(1)})
    parquet.write_table(many, tmp_path / "many", store_schema=False)
    with pytest.raises(RequestError, match="unpacks to 144,"):
        read_rates(str(tmp_path / "many"))


def test_pass_rates_are_told_by_band_and_type():
    from pipelines.training.screening import HEAD, SCHEMA, banded, shown

    row = {"problem_id": "p", "family": "f", "samples": 4}
    rates = [("1-2", "", 0.0), ("1-2", "", 0.5), ("1-2", "", 1.0), ("1-2", "", 1.0), ("3", "t", 0)]
    lines = [{**row, "band": band, "type": kind, "solve_rate": rate} for band, kind, rate in rates]
    found = banded(pa.Table.from_pylist(lines, schema=SCHEMA))
    assert found[0] == ("1-2", "", 4, 0.625, 0.25, 0.25, 0.5) and found[1].never == 1
    assert shown(found[0]) == ["1-2", "–", "4", "0.625", "25.0", "25.0", "50.0"]
    assert len(HEAD) == len(found[0])


@pytest.mark.slow
@trained
def test_a_model_is_screened_and_rl_trains_on_what_is_kept(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    data = make_data(tmp_path / "data", "terse", 120, knob=("numerals=plain",))
    run("train", data, *QUICK, "--stage", "sft", "--out", "first")
    told = run(
        *("screen", "first/sft", data, "--samples", "4", "--out", "rates.parquet"),
        *("--set", "rl.max_completion_length=16", "--device", "cpu"),
    )
    table = parquet.read_table("rates.parquet").to_pylist()
    assert {row["samples"] for row in table} == {4} and "rates.parquet" in told
    said = json.loads(
        run(
            *("screen", "first/sft", data, "--samples", "1", "--out", "again.parquet", "--json"),
            *("--set", "rl.max_completion_length=16", "--device", "cpu"),
        )
    )
    assert said["out"] == "again.parquet" and said["samples"] == 1
    assert sum(band["prompts"] for band in said["bands"]) == len(table)
    assert all(row["solve_rate"] in (0, 0.25, 0.5, 0.75, 1) for row in table)
    made = [{**row, "solve_rate": 0.5 if number < 9 else 1.0} for number, row in enumerate(table)]
    parquet.write_table(pa.Table.from_pylist(made), "made.parquet")
    again = (
        "train",
        data,
        *QUICK,
        "--stage",
        "rl",
        "--model",
        "first/sft/model",
        "--out",
        "second",
    )
    kept = ("--set", "rl.screened=made.parquet", "--set", "rl.keep=[0.2, 0.8]")
    run(*again, *kept)
    spec = json.loads(Path("second/rl/spec.json").read_text())
    assert spec["settings"]["rl"]["keep"] == [0.2, 0.8]
    run(*again, *kept)  # kept as it is
    parquet.write_table(pa.Table.from_pylist(table), "made.parquet")
    narrow = ("--set", "rl.screened=made.parquet", "--set", "rl.keep=[0.99, 1.0]")
    assert "none is solved" in run(*again[:-1], "third", *narrow, status=2)
