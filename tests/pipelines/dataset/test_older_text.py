"""A dataset made by the first version, whose steps have words and a claim and no more: it verifies,
its completions are paid, nothing is mixed into it."""

import json
import shutil

import pyarrow.parquet as parquet
from click.testing import CliRunner

from cli import cli
from generators.problem import DRAW_VERSION
from pipelines.dataset.dataset import Dataset
from pipelines.dataset.verify import verify
from tests.command_line import HOME

FOLDER = HOME / "tests" / "golden" / "first_draws"
ASKED = "generate --strategies 2 --difficulty 3 --size 30 --out".split()


def run(*arguments):
    return CliRunner().invoke(cli, list(map(str, arguments)))


def test_it_verifies():
    report = verify(FOLDER)
    (note,) = report.notes()
    assert report.bad == []
    assert note.startswith(f"first_draws: made by other draws than version {DRAW_VERSION}")
    assert report.counts["problems"] == 30 and report.counts["claims"] > 200
    data = Dataset(FOLDER)
    steps = next(data.problems())["solutions"][0]["steps"]
    assert set(steps[0]) == {"words", "claim"} and len(data.families) == 13


def test_its_own_completions_are_paid(tmp_path):
    rows = [
        row
        for file in (FOLDER / "sft").glob("*.parquet")
        for row in parquet.read_table(file).to_pylist()
    ]
    lines = [
        {"id": row["problem_id"], "completion": row["completion"][0]["content"]} for row in rows
    ]
    completions = tmp_path / "completions.jsonl"
    completions.write_text("".join(json.dumps(line) + "\n" for line in lines))
    answer = run("grade", completions, FOLDER, "--json")
    assert answer.exit_code == 0, answer.output
    verdicts = [json.loads(line) for line in answer.stdout.splitlines() if line.startswith("{")]
    assert len(verdicts) == len(lines) and all(verdict["correct"] for verdict in verdicts)


def test_it_is_left_as_it_is(tmp_path):
    copy = tmp_path / "copy"
    shutil.copytree(FOLDER, copy)
    before = {file: file.read_bytes() for file in copy.rglob("*") if file.is_file()}
    refused = run(*ASKED, copy)
    told = f"is of draw version 1; this program draws version {DRAW_VERSION}"
    assert told in str(refused.exception)
    after = {file: file.read_bytes() for file in copy.rglob("*") if file.is_file()}
    assert {file: data for file, data in after.items() if file.name != ".lock"} == before
