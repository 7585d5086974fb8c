"""The golds of a foreign dataset, audited before training: counts, forms, examples, and texts that
a terminal does not obey."""

import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as parquet
import pytest

from curricula.grading.survey import survey
from pipelines.evaluation.audit import FORMS, Audit, audit
from tests.command_line import run_here as run

GOLDS = [
    r"\frac{1}{2}",
    "\text{cm}",  # a TAB, then ext{cm}
    "\frac{1}{2}",  # a form feed, then rac{1}{2}
    "She has 72 eggs.\n#### 72",
    "5 apples and 3 pears",
    ["5 cm"],
    12.5,
    None,
    "(1, 2)",
    "Evelyn",
    r"\foo{3}",
    r"\foo{31}",
    "5 or 6",
    r"\frac{1}{2",
    "1,234",
    "abc",
    {"a": 3},
    "",
    "\\foo \x1b[31m\x07 red",
]


@pytest.fixture
def rows(tmp_path) -> Path:
    path = tmp_path / "golds.jsonl"
    lines = [json.dumps({"gold": gold, "n": n}) for n, gold in enumerate(GOLDS)]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_golds_are_told_by_what_they_are():
    said = audit([{"gold": gold} for gold in GOLDS], "gold").said()
    assert said["rows"] == len(GOLDS)
    assert sum(said["read"].values()) == 9
    assert said["read"]["rational"] == 5 and said["read"]["tuple"] == 1
    assert said["read"]["text"] == 1  # 5 apples and 3 pears
    assert said["text"] == {"count": 1, "examples": ["Evelyn"], "rows": [10]}
    assert said["missing"]["count"] == 2
    assert said["unread"][r"\foo{9}"] == {
        "count": 2,
        "examples": [r"\foo{3}", r"\foo{31}"],
        "rows": [11, 12],
    }
    assert said["malformed"]["TAB for \\t"]["rows"] == [2]
    assert said["malformed"]["form feed for \\f"]["rows"] == [3]
    assert said["malformed"]["braces that do not match"]["rows"] == [14]
    assert said["malformed"]["a control character"]["rows"] == [19]
    ambiguous = " | ".join(said["ambiguous"])
    for words in ("a whole solution", "open interval", "several answers", "thousands", "a word or"):
        assert words in ambiguous


@pytest.mark.parametrize(
    ("gold", "status"),
    [
        ("42", "read"),
        (r"\boxed{42}", "read"),
        ("yes", "read"),
        ("all real numbers", "read"),
        ("A stopped clock", "text"),
        (r"\text{(C)}", "text"),
        ("12:30", "text"),
        (r"90^", "malformed"),
        ("$5", "read"),
        ("x" * 30_000, "unread"),
        (["1", "2"], "unread"),
        (True, "read"),
        (float("nan"), "missing"),
        (float("inf"), "unread"),
    ],
)
def test_the_status_of_a_gold(gold, status):
    assert survey(gold).status == status


def test_a_report_is_bounded():
    found = Audit()
    for number in range(FORMS + 500):
        pairs = "".join(["[]" if bit == "1" else "{}" for bit in f"{number:b}"])
        found.add("\\foo" + pairs + "!" * (number % 7) + "\\" + "abcdefg" * (number % 50))
    said = found.said()
    assert len(said["unread"]) <= FORMS + 1
    assert all(
        len(example) <= 100 for each in said["unread"].values() for example in each["examples"]
    )


def test_the_command_tells_counts_and_examples_without_signs_that_terminals_obey(rows):
    done = run("audit", str(rows), "--answer", "gold")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("19 golds: 9 (47.4%) read, 1 (5.3%) compared as text")
    assert r"\foo{9}" in done.stdout and "row 11, 12" in done.stdout
    assert all(sign.isprintable() or sign == "\n" for sign in done.stdout)
    said = json.loads(run("audit", str(rows), "--answer", "gold", "--json").stdout)
    assert said["rows"] == 19 and said["malformed"]["TAB for \\t"]["count"] == 1
    limited = run("audit", str(rows), "--answer", "gold", "--limit", "3", "--json")
    assert json.loads(limited.stdout)["rows"] == 3


def test_what_was_read_of_nothing_or_of_elsewhere_is_said(rows, tmp_path):
    (tmp_path / "empty.jsonl").touch()
    done = run("audit", "empty.jsonl", "--answer", "gold", cwd=tmp_path)
    assert done.returncode == 0 and done.stderr == "curricula: empty.jsonl has no row\n"
    done = run("audit", str(rows), "--answer", "gold", "--split", "train")
    assert done.returncode == 1 and "is no dataset on the Hub" in done.stderr
    done = run("audit", "-", "--answer", "gold", stdin="garbage")
    assert done.returncode == 1 and "standard input, line 1: not JSON" in done.stderr
    (tmp_path / "latin.jsonl").write_bytes('{"gold": "é"}'.encode("latin1"))
    done = run("audit", "latin.jsonl", "--answer", "gold", cwd=tmp_path)
    assert done.returncode == 1 and "no text in UTF-8" in done.stderr


def test_every_kind_of_file_is_read(rows, tmp_path):
    golds = ["1/2", "yes", "5 cm"]
    columns = pa.table({"gold": golds, "n": [1, 2, 3]})
    parquet.write_table(columns, tmp_path / "golds.parquet")
    listed = [{"gold": gold} for gold in golds]
    (tmp_path / "golds.json").write_text(json.dumps({"version": 1, "data": listed}))
    (tmp_path / "golds.csv").write_text("n,gold\n1,1/2\n2,yes\n3,5 cm\n")
    (tmp_path / "lines.json").write_text("\n".join(map(json.dumps, listed)))
    for name in ("golds.parquet", "golds.json", "golds.csv", "lines.json"):
        done = run("audit", str(tmp_path / name), "--answer", "gold", "--json")
        assert done.returncode == 0, done.stderr
        assert json.loads(done.stdout)["read"] == {"rational": 2, "boolean": 1}, name


def test_a_dataset_of_ours_is_read_whole(every_family_dataset):
    done = run("audit", str(every_family_dataset), "--answer", "answer", "--json")
    said = json.loads(done.stdout)
    assert said["rows"] and not said["unread"] and not said["malformed"]
    assert not said["missing"]["count"]


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("a.jsonl", "[1]", "a.jsonl, line 1: an object"),
        ("a.jsonl", '{"b": 1}', "row 1: there is no column 'gold'; there are b"),
        ("a.json", "5", "a list of objects is needed"),
        ("a.json", "[" * 9, "not JSON"),
        ("a.parquet", "5", "cannot be read"),
        ("a.csv", "b\n1\n", "there is no column 'gold'; there are b"),
        ("a.txt", "5", "is none of .jsonl, .ndjson, .json, .csv, .tsv, .parquet"),
    ],
)
def test_what_cannot_be_read_is_one_line(name, text, message, tmp_path):
    (tmp_path / name).write_text(text)
    done = run("audit", str(tmp_path / name), "--answer", "gold")
    assert done.returncode == 1 and done.stderr.count("\n") == 1
    assert message in done.stderr and not done.stdout
