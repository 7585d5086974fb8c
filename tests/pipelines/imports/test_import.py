"""Importing an evaluation set: which answers get a kind, which are refused, and what the folder is
good for."""

import json
from pathlib import Path

import pyarrow.parquet as parquet
import pytest

from curricula.grading.grade import grade
from pipelines.dataset.dataset import Dataset
from pipelines.dataset.manifest import read_manifest
from pipelines.dataset.schema import SCHEMAS
from pipelines.imports.answers import Untyped, kind_of
from tests.command_line import run_here as run

ITEMS = [
    {
        "question": "1 + 1?",
        "answer": "2",
        "metadata": {"source_dataset": "sums", "source_index": 7},
    },
    {
        "question": "2 * 3 * 7 as primes?",
        "answer": "2 × 3 × 7",
        "metadata": {"source_dataset": "primes"},
    },
    {"question": "The day?", "answer": "Friday"},
    {"question": "1 + 1?", "answer": "2"},
    {"question": "Nothing?", "answer": None},
    {"question": "Simplify 2/4.", "answer": "1/2", "metadata": None},
]


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        *((text, "integer") for text in ("0", "-4", "1111010010")),
        *((text, "rational") for text in ("737/960", "0.3125", "-2.2017")),
        *((text, "boolean") for text in ("True", "false")),
        *((text, "symbol") for text in ("Friday", "mother-in-law")),
        *((text, "tuple") for text in ("(4.051, -5.487)", "[28, 88, 49]")),
        *((text, "matrix") for text in ("[[0,1],[1,0]]", "[[-1.5], [3]]")),
        ("-896*x**5 + 2240*x**4", "expression"),
        ("-15.0 + 3.0i", "expression"),
        ("x^2*y + 3", "expression"),
    ],
)
def test_an_answer_whose_writing_leaves_no_doubt_has_a_kind(answer, kind):
    assert kind_of(answer) == kind
    for text in (f"Answer: {answer}", rf"\boxed{{{answer}}}", f"<answer>{answer}</answer>"):
        assert grade(text, answer, kind).correct
    assert not grade("Answer: 123454321", answer, kind).correct


@pytest.mark.parametrize(
    "answer",
    [
        *(None, 5, "", "2 × 2 × 5", "2*2*5", "10*(8 - 5) - 6", "94*4 - 61", "-3.625, 0.0"),
        *("4 6 7", "0 1\n1 0", "['14', '-48.9']", "[0]", "00:34:28", "0x5b993", "007", "1e5"),
        *("-34*x**8/15 + C", "C=3,E=0", "up up right", "B → B", "0.0013674811612376526"),
        *("[28, x]", '[["w", "t"]]', "Amelia is a hero.", "1 or 2", "x = 5", "__import__('os')"),
        *("5" * 3_000, "١", "{1, 2}", "2x", "[[1, 2], [3]]"),
    ],
)
def test_an_answer_that_leaves_doubt_is_refused(answer):
    with pytest.raises(Untyped):
        kind_of(answer)


def test_a_word_is_refused_where_the_dataset_scores_by_itself():
    with pytest.raises(Untyped, match="may accept others"):
        kind_of("DRLDRD", scored_by_itself=True)
    assert kind_of("5", scored_by_itself=True) == "integer"


def test_an_answer_not_in_the_form_asked_for_is_refused():
    assert kind_of("3/4", "reduced") == "rational"
    with pytest.raises(Untyped, match="is not reduced"):
        kind_of("6/8", "reduced")


@pytest.fixture
def items(tmp_path) -> Path:
    path = tmp_path / "items.jsonl"
    path.write_text("\n".join(json.dumps(item) for item in ITEMS) + "\n\n", encoding="utf-8")
    return path


def test_a_file_becomes_an_evaluation_set(items, tmp_path):
    done = run("import", "items.jsonl", "set", "--template", "boxed", cwd=tmp_path)
    assert done.returncode == 0 and "2 of 6 items in set (integer 1, rational 1)" in done.stderr, (
        done.stderr
    )
    table = parquet.read_table(tmp_path / "set" / "eval" / "test-00000-of-00001.parquet")
    rows = table.to_pylist()
    assert table.schema.equals(SCHEMAS["eval"]) and [row["id"] for row in rows] == [
        "reasoning_gym.sums-s0-0",
        "reasoning_gym.items-s0-5",
    ]
    assert (
        "boxed" in rows[0]["prompt"][0]["content"]
        and json.loads(rows[0]["params"])["source_index"] == 7
    )
    refused = [
        json.loads(line) for line in (tmp_path / "set" / "refused.jsonl").read_text().splitlines()
    ]
    assert [one["question"] for one in refused] == [item["question"] for item in ITEMS[1:5]]
    imported = read_manifest(tmp_path / "set")["config"]["imported"]
    assert (
        imported["kinds"] == {"integer": 1, "rational": 1}
        and sum(imported["refused"].values()) == 4
    )
    card = (tmp_path / "set" / "README.md").read_text()
    assert "curricula import items.jsonl set --seed 0 --template boxed" in card and all(
        one["reason"] in card for one in refused
    )


def test_what_is_imported_is_graded_and_exported(items, tmp_path):
    assert run("import", "items.jsonl", "set", cwd=tmp_path).returncode == 0
    lines = [
        {"id": "reasoning_gym.sums-s0-0", "completion": "Answer: 2"},
        {"id": "reasoning_gym.items-s0-5", "completion": "Answer: 2/5"},
    ]
    (tmp_path / "completions.jsonl").write_text("\n".join(map(json.dumps, lines)))
    graded = run("grade", "completions.jsonl", "set", "--json", cwd=tmp_path)
    assert [json.loads(line)["correct"] for line in graded.stdout.splitlines()] == [True, False], (
        graded.stderr
    )
    assert [row["answer_kind"] for row in Dataset(str(tmp_path / "set")).rows("eval", "test")] == [
        "integer",
        "rational",
    ]
    assert run("export", "set", "--to", "lm-eval", "out", cwd=tmp_path).returncode == 0
    refused = run("export", "set", "--to", "reasoning-gym", "gym", cwd=tmp_path)
    assert (
        refused.returncode == 1 and "no stage" in refused.stderr and not (tmp_path / "gym").exists()
    )


def test_words_are_taken_where_that_is_asked_for(items, tmp_path):
    done = run("import", "items.jsonl", "set", "--words", "--json", cwd=tmp_path)
    assert json.loads(done.stdout)["kinds"] == {"integer": 1, "symbol": 1, "rational": 1}


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{", "line 2: not JSON"),
        ("[]", "line 2: an object"),
        ('{"question": 1, "answer": "2"}', "line 2: an object"),
        ('{"question": "x"}', "line 2: an object"),
        (
            '{"question": "x", "answer": "2", "metadata": [1]}',
            "line 2: 'metadata' is not an object",
        ),
    ],
)
def test_a_bad_line_is_named_and_nothing_is_left(tmp_path, line, says):
    (tmp_path / "bad.jsonl").write_text(f"{json.dumps(ITEMS[0])}\n{line}\n")
    done = run("import", "bad.jsonl", "set", cwd=tmp_path)
    assert done.returncode == 1 and says in done.stderr and done.stderr.count("\n") == 1
    assert [path.name for path in tmp_path.iterdir()] == ["bad.jsonl"]


def test_a_set_without_a_gradable_item_is_refused(tmp_path):
    (tmp_path / "none.jsonl").write_text(json.dumps(ITEMS[1]))
    done = run("import", "none.jsonl", "set", cwd=tmp_path)
    assert (
        done.returncode == 1
        and "no item of none can be graded" in done.stderr
        and not (tmp_path / "set").exists()
    )


def test_a_folder_that_holds_something_is_left_alone(items, tmp_path):
    done = run("import", "items.jsonl", ".", cwd=tmp_path)
    assert (
        done.returncode == 1
        and "is not empty" in done.stderr
        and [path.name for path in tmp_path.iterdir()] == ["items.jsonl"]
    )


def test_without_the_package_one_line_says_what_to_install(tmp_path):
    pytest.importorskip("click")
    try:
        import reasoning_gym  # type: ignore  # noqa: F401
    except ImportError:
        done = run("import", "chain_sum", "set", cwd=tmp_path)
        assert (
            done.returncode == 1
            and "pip install reasoning-gym" in done.stderr
            and done.stderr.count("\n") == 1
        )
