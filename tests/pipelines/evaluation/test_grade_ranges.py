"""A large file of completions graded in ranges of lines: the verdicts are those of one process, in
order, whoever grades them."""

import json
from pathlib import Path

import pyarrow.parquet as parquet
import pytest

from generators.errors import DatasetError
from pipelines.dataset.json_lines import Lines, ranges, read_objects
from pipelines.evaluation import grade_ranges
from pipelines.evaluation.grade_file import Columns, grade_completions, grade_foreign
from pipelines.evaluation.grade_ranges import Golds, GradeJob, grade_in_ranges
from tests.command_line import run


@pytest.fixture
def completions(gcd_dataset, tmp_path) -> Path:
    """The dataset's own completions, some spoilt, and empty lines among them."""
    path = tmp_path / "completions.jsonl"
    rows = []
    for file in sorted(gcd_dataset.glob("sft/*.parquet")):
        rows += parquet.read_table(file, columns=["id", "completion"]).to_pylist()
    lines = []
    for number, row in enumerate(rows):
        spoilt = [{"role": "assistant", "content": "I do not know."}]
        lines.append(json.dumps({**row, "completion": spoilt} if number % 5 == 0 else row))
        lines += [""] * (number % 7 == 0)
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.fixture
def few_lines(monkeypatch):
    monkeypatch.setattr(grade_ranges, "FEWEST", 7)


@pytest.mark.parametrize(("lines", "size"), [(1, 10**6), (7, 10**6), (10**6, 900), (10**6, 10**6)])
def test_ranges_are_the_file(completions, lines, size):
    whole = list(read_objects(completions))
    parts = list(ranges(completions, lines, size))
    assert sum([list(read_objects(completions, part)) for part in parts], []) == whole
    assert all([part.count and part.count <= lines for part in parts])
    assert len(parts) == 1 if lines == size else len(parts) > 5
    empty = completions.with_name("empty")
    empty.touch()
    assert not list(ranges(empty, lines, size)) and not list(read_objects(empty, Lines()))


@pytest.mark.usefixtures("few_lines")
@pytest.mark.parametrize("workers", [1, 2])
def test_the_verdicts_are_those_of_one_process(gcd_dataset, completions, workers):
    alone = list(grade_completions(completions, gcd_dataset))
    assert 0 < sum([verdict.correct for verdict in alone]) < len(alone)
    assert list(grade_in_ranges(GradeJob(completions, gcd_dataset), workers)) == alone


@pytest.mark.usefixtures("few_lines")
def test_golds_from_elsewhere_too(tmp_path):
    path = tmp_path / "completions.jsonl"
    rows = [
        {"id": str(n), "gold": str(n), "completion": f"Answer: {n // 2 * 2}"} for n in range(40)
    ]
    path.write_text("".join([json.dumps(row) + "\n" for row in rows]))
    columns = Columns("gold")
    alone = list(grade_foreign(path, None, columns, "Answer:"))
    assert sum([verdict.correct for verdict in alone]) == 20
    own = GradeJob(path, Path(), Golds(columns), "Answer:")
    assert list(grade_in_ranges(own)) == alone
    assert (
        list(grade_in_ranges(GradeJob(path, Path(), Golds(columns, str(path)), "Answer:"))) == alone
    )


@pytest.mark.usefixtures("few_lines")
def test_a_bad_line_is_told_before_anything_is_graded(gcd_dataset, completions):
    with open(completions, "a", encoding="utf-8") as file:
        file.write("\n{}\n")
    with pytest.raises(DatasetError, match=r"line \d+: an object with the text 'id'"):
        next(grade_in_ranges(GradeJob(completions, gcd_dataset)))


def test_the_command_prints_the_same_with_workers(gcd_dataset, completions):
    alone = run("grade", str(completions), str(gcd_dataset), "--json")
    assert alone.returncode == 0 and len(alone.stdout.splitlines()) > 20
    both = run("grade", str(completions), str(gcd_dataset), "--json", "--workers", "2")
    assert (both.returncode, both.stdout) == (0, alone.stdout), both.stderr
    wrong = run("grade", str(completions), str(gcd_dataset), "--engine", "slurm")
    assert wrong.returncode == 2 and "neither local nor ray" in wrong.stderr
