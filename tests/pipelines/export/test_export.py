"""Exports as files: whole or not there, the same bytes each time, every row and column kept, and
wrong input refused in one line."""

import ast
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet as parquet
import pytest

from curricula.request import plain_curriculum
from pipelines.dataset.build import build
from pipelines.dataset.dataset import Dataset
from pipelines.dataset.template import TEMPLATES
from pipelines.export import writing
from pipelines.export.export import export
from pipelines.export.source import GRADED, POSED, SOLVED, VIEWS
from tests.clients.pages import blocks, blocks_of

TRAINERS = ("nemo-rl", "open-instruct", "openrlhf", "trl", "verl")
CLIENTS = {
    "verl": set(),
    "openrlhf": set(),
    "trl": set(),
    "open-instruct": {"open_instruct"},
    "nemo-rl": {"nemo_rl", "ray", "torch"},
}


@pytest.fixture(scope="module")
def data(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("export") / "data"
    stages = "base=.2,sft=.3,rl=.4,eval=.1"
    curriculum = plain_curriculum(
        family=["finite_fields.operation_chain", "number_theory.gcd"],
        difficulty="2",
        size=200,
        stages=stages,
    )
    build(curriculum, TEMPLATES["plain"], folder, "curricula generate")
    return folder


@pytest.fixture(scope="module")
def made(data):
    """The dataset exported to each trainer."""
    for target in TRAINERS:
        export(str(data), target, data.parent / target)
    return lambda target: data.parent / target


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def exported_rows(folder: Path, config: str, split: str) -> Iterator[dict[str, Any]]:
    """The rows of an export, with what describes them unpacked."""
    for path in sorted((folder / config).glob(f"{split}*")):
        lines = path.read_text().splitlines() if path.suffix == ".jsonl" else []
        for row in (
            parquet.read_table(path).to_pylist()
            if path.suffix == ".parquet"
            else map(json.loads, lines)
        ):
            yield {**row, **row.get("extra_info", {})}


def dialogue(target: str, config: str, row: dict[str, Any]) -> list[dict[str, Any]]:
    """Prompt and completion of an exported row, without what stands in for a completion in NeMo
    RL."""
    messages = row["messages"] if "messages" in row else row.get("input", row.get("prompt"))
    assert messages is not None
    if target == "nemo-rl" and config in POSED:
        return messages[:1]
    return messages + row.get("output", row.get("completion", []))


@pytest.mark.parametrize("target", TRAINERS)
def test_every_row_and_column_is_there_in_order(target, data, made):
    source = Dataset(str(data))
    splits = {config: source.splits(config) for config in VIEWS if source.splits(config)}
    both = ["train", "validation"]
    assert splits == {"base": ["train"], "sft": both, "rl": both, "eval": ["test"]}
    for config in VIEWS:
        for split in source.splits(config):
            rows, found = (
                list(source.rows(config, split)),
                list(exported_rows(made(target), config, split)),
            )
            assert len(rows) == len(found) == source.size(config, split) > 0
            for number, (row, other) in enumerate(zip(rows, found, strict=True)):
                assert dialogue(target, config, other) == row["prompt"] + row.get("completion", [])
                assert other.pop("draw_index", row["index"]) == row["index"]
                assert target != "verl" or config in SOLVED or other["index"] == number
                kept = {
                    name: value
                    for name, value in row.items()
                    if name not in ("prompt", "completion", "index")
                }
                assert {name: other.get(name) for name in kept} == kept
                gold = next(
                    (other[name] for name in ("label", "ground_truth") if name in other), None
                )
                assert gold is None or json.loads(gold) == {name: row[name] for name in GRADED}


@pytest.mark.parametrize("target", TRAINERS)
def test_the_same_bytes_each_time_whatever_is_in_memory(target, data, made, monkeypatch, tmp_path):
    again = tmp_path / target
    export(str(data), target, again)
    assert contents(again) == contents(made(target))
    monkeypatch.setattr(writing, "BATCH", 7)
    export(str(data), target, tmp_path / "less" / target)
    for config in VIEWS:
        assert list(exported_rows(tmp_path / "less" / target, config, "train")) == list(
            exported_rows(again, config, "train")
        )


def packages_of(tree: ast.Module) -> set[str]:
    """The packages that a file imports."""
    names = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    for node in ast.walk(tree):
        names |= {alias.name for alias in node.names} if isinstance(node, ast.Import) else set()
    return {name.split(".")[0] for name in names}


@pytest.mark.parametrize("target", TRAINERS)
def test_what_is_written_to_run_needs_nothing_but_curricula_and_its_trainer(target, made):
    for path in made(target).glob("*.py"):
        tree = ast.parse(path.read_text())
        assert ast.get_docstring(tree)
        own = {path.stem for path in made(target).glob("*.py")}
        assert packages_of(tree) <= sys.stdlib_module_names | {"curricula"} | own | CLIENTS[target]
        assert "{{" not in path.read_text() and "{%" not in path.read_text()


@pytest.mark.parametrize("template", TEMPLATES)
def test_solutions_of_every_template_earn_their_reward(template, tmp_path):
    build(
        plain_curriculum(difficulty="2", strategies=2, size=40),
        TEMPLATES[template],
        tmp_path / "data",
        "curricula generate",
    )
    source = Dataset(str(tmp_path / "data"))
    assert source.marker == {"terse": "; answer"}.get(template)
    problems = {row["id"]: row for row in source.rows("problems", "sft")}
    rows = [{**problems[row["problem_id"]], **row} for row in source.rows("sft", "train")]
    told = [row["completion"][0]["content"] for row in rows]
    columns = {name: [row[name] for row in rows] for name in GRADED}
    labels = [json.dumps({name: row[name] for name in GRADED}) for row in rows]
    rewards: dict[str, dict[str, Any]] = {}
    for target in ("trl", "verl", "openrlhf"):
        export(str(tmp_path / "data"), target, tmp_path / target)
        rewards[target] = {}
        exec(
            compile((tmp_path / target / "reward.py").read_text(), "reward.py", "exec"),
            rewards[target],
        )
    right = [1.0] * len(rows)
    assert (
        rewards["trl"]["accuracy_reward"](told, **columns)
        == rewards["trl"]["format_reward"](told, **columns)
        == right
    )
    scores = [
        rewards["verl"]["compute_score"]("", text, row["answer"], row)
        for text, row in zip(told, rows, strict=True)
    ]
    assert [score["score"] for score in scores] == right
    queries = [f"<s>the prompt\n{text}<|im_end|>\n" for text in told]
    earned = rewards["openrlhf"]["reward_func"](queries, ["<s>the  prompt\n"] * len(rows), labels)
    assert earned == {
        "rewards": right,
        "scores": right,
        "extra_logs": {"accuracy": right, "prompt_lost": [0.0] * len(rows)},
    }
    without_ends = rewards["openrlhf"]["without_ends"]
    assert (
        without_ends("5 <|eot_id|></s> \n<｜end▁of▁sentence｜>") == "5"
        and without_ends("a < b </s> c") == "a < b </s> c"
    )
    assert len(without_ends(" " * 200_000 + "x" + "</s>" * 50_000)) == 200_001
    lost = rewards["openrlhf"]["reward_func"](queries[:1], ["another prompt"], labels[:1])
    assert lost == {
        "rewards": 0.0,
        "scores": 0.0,
        "extra_logs": {"accuracy": 0.0, "prompt_lost": 1.0},
    }


@pytest.mark.parametrize("target", TRAINERS)
def test_the_page_and_the_exports_own_readme_tell_the_same_lines(target, data, tmp_path):
    out = tmp_path / f"for-{target}"
    export(str(data), target, out)
    readme = (out / "README.md").read_text()
    for language in ("bash", "python"):
        shown = [block for block in blocks(target, language) if "curricula generate" not in block]
        assert blocks_of(readme, language) == shown
    assert "curricula generate" in readme and "sft train" in readme


def test_a_dataset_for_sft_only_is_exported_without_the_lines_for_rl(tmp_path):
    curriculum = plain_curriculum(
        family=["number_theory.gcd"], difficulty="1", size=30, stages="sft=1"
    )
    build(curriculum, TEMPLATES["plain"], tmp_path / "data", "curricula generate")
    for target in TRAINERS:
        export(str(tmp_path / "data"), target, tmp_path / target)
        assert (
            "main_ppo" not in (tmp_path / target / "README.md").read_text()
            and not (tmp_path / target / "rl").exists()
        )
        assert "GRPO" not in (tmp_path / target / "README.md").read_text()
