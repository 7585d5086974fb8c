"""Datasets from Python: the same bytes as by the command, and one line for what cannot be."""

import json
from pathlib import Path

import pytest

from curricula import CurriculaError, Curriculum, Source, Stage, family
from generators.errors import WrongType
from pipelines import library
from pipelines.dataset.dataset import Dataset
from tests.command_line import run_here as run

GCD = "number_theory.gcd"


@pytest.fixture(scope="module")
def data(tmp_path_factory) -> Dataset:
    return library.build(
        tmp_path_factory.mktemp("library") / "data",
        family=GCD,
        difficulty=(1, 2),
        strategies=2,
        size=40,
        knobs={"quotient": 5},
        style="plain",
    )


def test_a_dataset_is_the_one_that_the_command_makes(data, tmp_path):
    options = ["--family", GCD, "--difficulty", "1-2", "--strategies", "2", "--size", "40"]
    options += ["--knob", "quotient=5", "--style", "plain", "--out", str(tmp_path / "out")]
    assert run("generate", *options).returncode == 0
    made = (data.folder / "manifest.json").read_bytes()
    assert (tmp_path / "out" / "manifest.json").read_bytes() == made
    assert repr(library.open_dataset(data.folder)) == repr(data)
    assert "sft 36" in repr(data) and "| sft | train | 34 |" in data._repr_markdown_()


def test_it_is_verified_and_a_changed_one_is_not_sound(data, tmp_path):
    report = library.verify(data.folder)
    assert report.is_sound and "0 findings" in repr(report) and "✓" in report._repr_html_()
    curriculum = Curriculum("mine", (Stage("sft", 12, (Source(GCD, 1),), 1),))
    other = library.build(tmp_path / "mine", curriculum, seed=4)
    assert other.size("problems") == 12 and next(other.rows("problems"))["seed"] == 4
    (other.folder / "README.md").write_text("<script>\n")
    report = library.verify(str(other.folder), redraw=False)
    assert not report.is_sound and "✗" in report._repr_html_() and "README.md" in repr(report.bad)


def test_rows_that_name_a_strategy_name_its_approach(data):
    approaches = {name: each.approach for name, each in family(GCD).strategies.items()}
    for row in data.rows("sft"):
        assert row["approach"] == approaches[row["strategy"]]


def test_completions_are_graded_whether_they_are_rows_or_a_file(data, tmp_path):
    rows = [
        {"id": row["id"], "completion": row["completion"], "gold": "7"} for row in data.rows("sft")
    ][:6]
    graded = library.grade_completions(rows, data.folder)
    assert [each.correct for each in graded] == [True] * 6
    assert {each.approach for each in graded} <= {
        strategy.approach for strategy in family(GCD).strategies.values()
    }
    path = tmp_path / "completions.jsonl"
    path.write_text("".join([json.dumps(row) + "\n" for row in rows]))
    assert library.grade_completions(path, data.folder) == graded
    by_gold = library.grade_completions(rows, answer="gold")
    assert {each.reason for each in by_gold} <= {"unequal", ""} and len(by_gold) == 6
    by_rows = library.grade_completions(rows, rows, answer="gold")
    assert [each.correct for each in by_rows] == [each.correct for each in by_gold]


def test_golds_are_audited_wherever_they_are(tmp_path):
    golds = [{"gold": text} for text in ("5", "\\frac{1}{2}", "\\frac{1", "x")]
    found = library.audit(golds, "gold")
    assert found.rows == 4 and found.read >= 2 and "4 golds" in repr(found)
    assert "<script" not in library.audit([{"gold": "<script>"}], "gold")._repr_html_()
    path = tmp_path / "golds.jsonl"
    path.write_text("".join([json.dumps(row) + "\n" for row in golds]))
    assert library.audit(path, "gold", limit=3).rows == 3


def test_a_dataset_is_exported(data, tmp_path):
    files = library.export(data.folder, "trl", tmp_path / "out", grading={"units": "ignored"})
    assert tmp_path / "out" / "README.md" in files and all(path.is_file() for path in files)


@pytest.mark.parametrize(
    "work, says",
    [
        (lambda out: library.build(5), "folder: 5, of type int, is not a path"),
        (lambda out: library.build(out, strategies="two"), "strategies: 'two', of type str"),
        (lambda out: library.build(out, family=7), "family: 7, of type int, is not a text or"),
        (lambda out: library.build(out, family="gdc"), f"did you mean {GCD}"),
        (lambda out: library.build(out, knobs=[1]), "knobs: .* is not a mapping of names"),
        (lambda out: library.build(out, family=GCD, knobs={"divisr": 3}), "did you mean divisor"),
        (lambda out: library.build(out, difficulty="hard"), "--difficulty: 'hard' is not a"),
        (lambda out: library.build(out, difficulty=2.5), "difficulty: 2.5, of type float"),
        (lambda out: library.build(out, curriculum=4), "curriculum: 4, of type int, is not a C"),
        (lambda out: library.build(out, "none.yaml", size=3), "size: does not go with a curr"),
        (lambda out: library.build(out, approach="bckward"), "did you mean backward"),
        (lambda out: library.build(out, check=1), "check: 1, of type int, is not True or False"),
        (lambda out: library.build(out, family_dirs=3), "family_dirs: 3, of type int"),
        (lambda out: library.verify(3), "place: 3, of type int, is not a path, or the name"),
        (lambda out: library.verify(out), "no dataset there"),
        (lambda out: library.export(out, "trll", out), "did you mean trl"),
        (lambda out: library.export(out, 3, out), "target: 3, of type int"),
        (lambda out: library.audit(5, "a"), "rows: 5, of type int, is not a list of rows"),
        (lambda out: library.audit([{"glod": 1}], "gold"), "rows, row 1: .* did you mean glod"),
        (lambda out: library.audit([5], "a"), "rows, row 1: 5, of type int, is not a mapping"),
        (lambda out: library.audit([{"a": 1}], 5), "answer: 5, of type int, is not a text"),
        (lambda out: library.grade_completions(5), "completions: 5, of type int"),
        (lambda out: library.grade_completions([]), "dataset: name one, or with `answer`"),
        (lambda out: library.grade_completions([{"completion": "5"}], answer="gold"), "^compl"),
        (lambda out: library.grade_completions("no.jsonl", out), "there is no file no.jsonl"),
        (lambda out: library.open_dataset(4), "location: 4, of type int, is not a path"),
    ],
)
def test_what_cannot_be_is_one_line(work, says, tmp_path):
    with pytest.raises(CurriculaError, match=says) as raised:
        work(tmp_path / "out")
    line = str(raised.value)
    assert "\n" not in line and str(Path("/tmp/tmp")) not in line
    assert isinstance(raised.value, TypeError) == (type(raised.value) is WrongType)
    assert not (tmp_path / "out").exists()
