"""Grading a file of completions against a dataset: right, wrong and broken lines."""

import json
from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as parquet
import pytest

from curricula.request import plain_curriculum
from generators.catalog import names
from generators.errors import DatasetError
from pipelines.dataset.build import build
from pipelines.dataset.template import TEMPLATES, find_template
from pipelines.evaluation.grade_file import grade_completions, summary
from tests.command_line import run_here as run


@pytest.fixture
def dataset(every_family_dataset) -> Path:
    return every_family_dataset


def rows(dataset: Path, config: str) -> list[dict]:
    return [
        row
        for file in sorted(dataset.glob(f"{config}/*.parquet"))
        for row in parquet.read_table(file).to_pylist()
    ]


def written(folder: Path, lines: Sequence[object]) -> Path:
    path = folder / "completions.jsonl"
    path.write_text(
        "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines) + "\n\n",
        encoding="utf-8",
    )
    return path


def test_the_datasets_own_completions_are_right(dataset, tmp_path):
    sft = rows(dataset, "sft")
    path = written(tmp_path, [{"id": row["id"], "completion": row["completion"]} for row in sft])
    results = list(grade_completions(path, dataset))
    assert [result.line for result in results] == list(range(1, len(sft) + 1))
    for row, result in zip(sft, results, strict=True):
        assert (
            result.correct
            and not result.reason
            and result.wrong == 0
            and result.first_wrong is None
        ), result
        assert result.problem_id == row["problem_id"] and result.family == row["family"]
        assert result.strategy == row["strategy"] or result.strategy_reason == "close"
    found = summary(results)
    assert (
        found["accuracy"] == 1
        and found["reasons"] == {"correct": len(sft)}
        and sum(found["strategies"].values()) == len(sft)
    )


@pytest.mark.parametrize(
    ("style", "template"),
    [
        ("plain", "plain"),
        ("plain", "boxed"),
        ("plain", "think"),
        ("plain", "own"),
        ("terse", "terse"),
        ("terse", "own"),
    ],
)
def test_reference_completions_are_paid_by_the_datasets_own_marker(tmp_path, style, template):
    """In each style, of every family, in the frame of each template: no marker is named, and
    every reference completion is right."""
    own = tmp_path / "own.txt"
    own.write_text("{{ statement }}\n---\n{{ solution }} ; the result is {{ answer }}")
    chosen = find_template(str(own) if template == "own" else template)
    families = names()
    curriculum = plain_curriculum(
        family=families, difficulty="2", size=12 * len(families), style=style
    )
    build(curriculum, chosen, tmp_path / "set", "test")
    shown = rows(tmp_path / "set", "sft")
    assert {row["family"] for row in shown} == set(families)
    lines = [{"id": row["id"], "completion": row["completion"]} for row in shown]
    path = written(tmp_path, lines)
    for row, result in zip(shown, grade_completions(path, tmp_path / "set"), strict=True):
        assert result.correct, (row["completion"], result)
        # a trace of a family knows the end of a terse solution by the word that our template has
        assert result.wrong == 0 or (style, template) == ("terse", "own"), result
    if template == "terse":  # what a marker of one's own finds is another thing
        results = grade_completions(path, tmp_path / "set", "; nothing")
        assert not any(result.correct for result in results)


def test_each_dataset_of_a_study_is_graded_by_its_own_marker(tmp_path):
    lines = []
    for seed, (style, template) in enumerate([("plain", "plain"), ("terse", "terse")]):
        curriculum = plain_curriculum(difficulty="2", size=80, style=style, seed=seed)
        build(curriculum, TEMPLATES[template], tmp_path / "study" / template, "test")
        lines += [
            {"id": row["id"], "completion": row["completion"]}
            for row in rows(tmp_path / "study" / template, "sft")
        ]
    results = list(grade_completions(written(tmp_path, lines), tmp_path / "study"))
    assert len(results) == len(lines) and all(result.correct for result in results)


def test_wrong_ones_are_found_out(dataset, tmp_path):
    evaluated = rows(dataset, "eval")[0]
    lines = [
        {
            "id": evaluated["id"],
            "completion": f"1 + 1 = 2\n\n1 + 1 = 3\nAnswer: {evaluated['answer']}",
        },
        {"id": evaluated["id"], "completion": "I do not know."},
        {
            "id": evaluated["id"],
            "completion": [{"role": "assistant", "content": "Answer: 0.123456"}],
            "more": 1,
        },
    ]
    first, second, third = grade_completions(written(tmp_path, lines), dataset)
    assert (
        first.correct
        and (first.first_wrong, first.first_wrong_text) == (2, "1 + 1 = 3")
        and (first.right, first.wrong) == (1, 1)
    )
    assert (second.correct, second.strategy, second.strategy_reason) == (
        False,
        "none",
        "no_working",
    )
    assert not third.correct and third.reason


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "line 2: not JSON"),
        ("[]", "line 2: an object"),
        ('{"id": 3, "completion": "x"}', "line 2: an object with the text 'id'"),
        ('{"id": "x"}', "line 2: 'completion' is needed"),
        ('{"id": "x", "completion": 5}', "line 2: 'completion' is needed"),
        ('{"id": "x", "completion": "5"}', "line 2: there is no problem 'x'"),
        ("\ud800", "line 2: not JSON"),
    ],
)
def test_a_bad_line_is_named(dataset, tmp_path, line, message):
    path = tmp_path / "completions.jsonl"
    good = json.dumps({"id": rows(dataset, "eval")[0]["id"], "completion": "5"})
    path.write_bytes(f"{good}\n{line}\n".encode("utf-8", "surrogatepass"))
    with pytest.raises(DatasetError, match=message):
        list(grade_completions(path, dataset))


def test_what_is_no_dataset_is_named(tmp_path):
    path = written(tmp_path, [{"id": "x", "completion": "5"}])
    with pytest.raises(DatasetError, match="not a folder"):
        list(grade_completions(path, path))
    (tmp_path / "eval").mkdir()
    (tmp_path / "eval" / "test.parquet").write_bytes(b"nonsense")
    with pytest.raises(DatasetError, match="cannot be read"):
        list(grade_completions(path, tmp_path))
    with pytest.raises(FileNotFoundError):
        list(grade_completions(tmp_path / "missing.jsonl", tmp_path))


def test_a_family_that_is_not_here_is_graded_by_the_rows_own_solutions(dataset, tmp_path):
    import pyarrow as pa

    copy = tmp_path / "copy" / "problems"
    copy.mkdir(parents=True)
    for file in (dataset / "problems").glob("*.parquet"):
        table = parquet.read_table(file)
        strange = pa.array(["no.such"] * table.num_rows)
        parquet.write_table(
            table.set_column(table.schema.get_field_index("family"), "family", strange),
            copy / file.name,
        )
    sft = rows(dataset, "sft")[:20]
    path = written(tmp_path, [{"id": row["id"], "completion": row["completion"]} for row in sft])
    for row, result in zip(sft, grade_completions(path, copy.parent), strict=True):
        assert result.correct and result.wrong == 0 and result.family == "no.such"
        assert result.strategy in (row["strategy"], "none")


@pytest.fixture
def foreign(tmp_path) -> Path:
    """A dataset from elsewhere with its golds in `gold`, and completions of it."""
    golds = {"id": ["a", "b", "c", "d"], "gold": ["1/2", "yes", "5 cm", r"\foo{5}"]}
    parquet.write_table(pa.table(golds), tmp_path / "golds.parquet")
    said = [r"So \boxed{0.5}", "Answer: **Yes**", "Answer: 6 cm", r"\boxed{\foo{5}}"]
    lines = [
        json.dumps({"id": id, "completion": text})
        for id, text in zip(golds["id"], said, strict=True)
    ]
    (tmp_path / "said.jsonl").write_text("\n".join(lines))
    return tmp_path


def graded_by_command(folder: Path, *words: str, stdin: str | None = None) -> list[dict]:
    done = run("grade", *words, "--json", cwd=folder, stdin=stdin)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_any_dataset_is_graded_by_a_column(foreign):
    results = graded_by_command(foreign, "said.jsonl", "golds.parquet", "--answer", "gold")
    assert [result["reason"] for result in results] == ["", "", "unequal", "gold"]
    text = (foreign / "said.jsonl").read_text()
    again = graded_by_command(foreign, "-", "golds.parquet", "--answer", "gold", stdin=text)
    assert again == results
    ignored = graded_by_command(
        *(foreign, "said.jsonl", "golds.parquet", "--answer", "gold", "--grading", "units=ignored"),
    )
    assert ignored[2]["reason"] == "unequal"


def test_rows_without_ids_are_named_by_their_numbers(tmp_path):
    (tmp_path / "golds.jsonl").write_text('{"answer": "3"}\n{"answer": "4"}\n')
    (tmp_path / "said.jsonl").write_text('{"id": 1, "text": "Answer: 4"}\n')
    words = ("said.jsonl", "golds.jsonl", "--answer", "answer", "--completion", "text")
    (result,) = graded_by_command(tmp_path, *words)
    assert result["correct"] and result["id"] == "1"


def test_completions_may_bring_their_golds(tmp_path):
    lines = [
        {"completion": "It is clear.\nThe total is 7.", "gold": "7"},
        {"completion": r"\boxed{8}", "gold": ["7"]},
    ]
    text = "\n".join(map(json.dumps, lines))
    words = ("-", "--answer", "gold")
    strict = graded_by_command(tmp_path, *words, stdin=text)
    assert [result["reason"] for result in strict] == ["no_answer", "unequal"]
    loose = graded_by_command(tmp_path, *words, "--grading", "unmarked=yes", stdin=text)
    assert [result["reason"] for result in loose] == ["", "unequal"]


@pytest.mark.parametrize(
    ("words", "status", "message"),
    [
        (["said.jsonl"], 2, "name a DATASET, or with --answer"),
        (["none.jsonl", "golds.parquet"], 2, "there is no file none.jsonl"),
        (["said.jsonl", "golds.parquet", "--answer", "no"], 1, "has no column no"),
        (["said.jsonl", "golds.parquet", "--id", "n"], 2, "--id goes with --answer"),
        (["-", "-", "--answer", "gold"], 2, "not both"),
        (["said.jsonl", "--answer", "gold"], 1, "line 1: there is no 'gold'"),
        (
            ["said.jsonl", "golds.parquet", "--answer", "gold", "--grading", "units=no"],
            2,
            "units: 'no' is not one of optional, required, ignored",
        ),
    ],
)
def test_what_does_not_fit_is_one_line(foreign, words, status, message):
    done = run("grade", *words, cwd=foreign, stdin="")
    assert done.returncode == status, done.stderr
    assert message in done.stderr and "Traceback" not in done.stderr
