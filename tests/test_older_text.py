"""A dataset made before solutions were derivations: it verifies, it is graded, it is kept."""

import json
import shutil
from pathlib import Path

import pyarrow.parquet as parquet
from click.testing import CliRunner

from cli import cli
from pipelines.dataset.verify import verify

FOLDER = Path(__file__).parent / "data" / "text_version_1"
ASKED = "generate --strategies 2 --difficulty 2 --size 39 --out".split()


def run(*arguments):
    return CliRunner().invoke(cli, list(map(str, arguments)))


def test_it_verifies():
    assert verify(FOLDER).bad == []


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


def test_it_is_kept_but_not_mixed_with_newer_text(tmp_path):
    copy = tmp_path / "copy"
    shutil.copytree(FOLDER, copy)
    before = {file: file.read_bytes() for file in copy.rglob("*.parquet")}
    kept = run(*ASKED, copy)
    assert kept.exit_code == 0, kept.output
    assert before == {file: file.read_bytes() for file in copy.rglob("*.parquet")}
    next(copy.glob("sft/*.parquet")).unlink()
    refused = run(*ASKED, copy)
    assert refused.exit_code == 1 and "written otherwise" in str(
        refused.exception or refused.output
    )
