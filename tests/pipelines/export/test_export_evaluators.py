"""Exports for verifiers, lm-eval, Inspect and Reasoning Gym as files; their clients run them in
tests/clients."""

import ast
import json
import sys
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from curricula.request import plain_curriculum
from generators.errors import DatasetError
from pipelines.dataset.build import build
from pipelines.dataset.dataset import Dataset
from pipelines.dataset.manifest import title
from pipelines.dataset.template import TEMPLATES
from pipelines.export.export import export
from pipelines.export.naming import word_of
from pipelines.writing.quoting import python
from tests.clients.pages import blocks, blocks_of
from tests.command_line import run_here as run
from tests.pipelines.export.test_export import packages_of

IMPORTS = {
    "inspect": {"curricula", "inspect_ai"},
    "lm-eval": {"curricula", "datasets"},
    "reasoning-gym": {"curricula", "generators", "pipelines", "reasoning_gym"},
    "verifiers": {"curricula", "pydantic", "verifiers"},
}
SPLITS = (("rl", "train"), ("rl", "validation"), ("eval", "test"))


def make(folder: Path, template: str = "plain", **wish) -> Path:
    build(
        plain_curriculum(family=["number_theory.gcd"], difficulty="2", **{"size": 100, **wish}),
        TEMPLATES[template],
        folder,
        "generate",
    )
    return folder


@pytest.fixture(scope="module")
def data(tmp_path_factory) -> Path:
    return make(tmp_path_factory.mktemp("evaluators") / "data")


@pytest.fixture(scope="module")
def made(data):
    for target in IMPORTS:
        export(str(data), target, data.parent / f"for-{target}")
    return lambda target: data.parent / f"for-{target}"


@pytest.mark.parametrize("target", ["inspect", "lm-eval", "verifiers"])
def test_every_row_has_all_its_columns(target, data, made):
    (folder,) = made(target).rglob("rows")
    for config, split in SPLITS:
        lines = (folder / f"{config}-{split}.jsonl").read_text().splitlines()
        assert list(map(json.loads, lines)) == list(Dataset(str(data)).rows(config, split))


@pytest.mark.parametrize("target", IMPORTS)
def test_the_same_bytes_each_time(target, data, made, tmp_path):
    export(str(data), target, tmp_path / f"for-{target}")
    for path in made(target).rglob("*"):
        assert (
            path.is_dir()
            or path.read_bytes()
            == (tmp_path / f"for-{target}" / path.relative_to(made(target))).read_bytes()
        )


@pytest.mark.parametrize("target", IMPORTS)
def test_what_is_written_needs_its_client_and_our_grader_only(target, made):
    for path in made(target).rglob("*.py"):
        tree = ast.parse(path.read_text())
        assert packages_of(tree) <= sys.stdlib_module_names | IMPORTS[target] | {"curricula_data"}
        assert ast.get_docstring(tree) and max(map(len, path.read_text().splitlines())) <= 140


@pytest.mark.parametrize("target", IMPORTS)
def test_the_page_and_the_exports_own_readme_tell_the_same_lines(target, made):
    readme = (made(target) / "README.md").read_text()
    for language in ("bash", "python"):
        shown = [block for block in blocks(target, language) if not block.startswith("curricula ")]
        assert blocks_of(readme, language) == shown


@pytest.mark.parametrize("target", IMPORTS)
def test_the_pages_own_commands_run(target, tmp_path):
    (lines,) = [block for block in blocks(target, "bash") if "curricula generate" in block]
    for line in lines.splitlines():
        if line.startswith("curricula "):
            done = run(*line.split()[1:], cwd=tmp_path)
            assert done.returncode == 0, done.stderr
    assert (tmp_path / f"for-{target}" / "README.md").is_file()


def test_lm_evals_tasks_are_named_after_the_dataset(made):
    class Loader(yaml.SafeLoader):
        """Reads what the tasks name as texts."""

    Loader.add_constructor("!function", lambda loader, node: str(node.value))
    tasks = {
        path.stem: yaml.load(path.read_text(), Loader) for path in made("lm-eval").glob("*.yaml")
    }  # noqa: S506 - a safe loader
    assert {name: task["dataset_kwargs"]["split"] for name, task in tasks.items()} == {
        "curricula_data": "eval-test",
        "curricula_data_rl_train": "rl-train",
        "curricula_data_rl_validation": "rl-validation",
    }
    assert all(
        task["task"] == name and task["process_results"] == "scoring.score"
        for name, task in tasks.items()
    )


@pytest.mark.parametrize("template", TEMPLATES)
def test_completions_of_every_template_earn_1(template, tmp_path):
    folder = make(tmp_path / "data", template, strategies=2)
    source, golds = Dataset(str(folder)), {}
    export(str(folder), "lm-eval", tmp_path / "out")
    code: dict[str, Any] = {"__file__": str(tmp_path / "out" / "scoring.py")}
    exec(compile((tmp_path / "out" / "scoring.py").read_text(), "scoring.py", "exec"), code)
    for row in source.rows("problems", "sft"):
        golds[row["id"]] = row
    for row in source.rows("sft", "train"):
        gold = golds[row["problem_id"]]
        right = row["completion"][0]["content"]
        wrong = right.replace("\\boxed{", "\\boxed{1") if template == "boxed" else right + "1"
        assert code["score"](gold, [right]) == {"accuracy": 1.0}
        assert code["score"](gold, [wrong]) == {"accuracy": 0.0}
    for target in ("inspect", "verifiers", "reasoning-gym"):
        export(str(folder), target, tmp_path / target)
        texts = "".join(path.read_text() for path in (tmp_path / target).rglob("*.py"))
        assert f"MARKER = {python(source.marker)}" in texts and texts.count("MARKER") >= 2


@pytest.mark.parametrize("target", ["inspect", "lm-eval", "verifiers"])
def test_without_rows_to_grade_there_is_no_export(target, tmp_path):
    folder = make(tmp_path / "data", stages="sft=1", size=20)
    with pytest.raises(DatasetError, match="neither rl nor eval"):
        export(str(folder), target, tmp_path / "out")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("name", "arm", "folder", "word"),
    [
        ("curricula", "", "curricula-d3-s4-seed0", "curricula_d3_s4_seed0"),
        ("curricula", "", "gcd", "curricula_gcd"),
        ("curricula", "", "4b825dc642cb6eb9a060e54bf8d69288fbee4904", "curricula_problems"),
        ("select_and_improve", "F", "F", "curricula_select_and_improve_f"),
        ("Zwölf!", "", "x", "curricula_zw_lf"),
        ("curricula", "", "!", "curricula_problems"),
    ],
)
def test_a_dataset_has_a_name_that_is_a_word(name, arm, folder, word, tmp_path):
    assert (
        word_of(title({"curriculum": {"name": name, "arm": arm}}), tmp_path / folder) == word
        and word.isidentifier()
    )


@pytest.mark.parametrize("target", IMPORTS)
def test_a_name_with_quotes_breaks_no_file(target, tmp_path):
    curriculum = replace(
        plain_curriculum(family=["number_theory.gcd"], difficulty="2", size=30),
        name='a "set" \\ of\nmine',
    )
    build(curriculum, TEMPLATES["plain"], tmp_path / "data", "curricula generate")
    export(str(tmp_path / "data"), target, tmp_path / "out")
    for path in (tmp_path / "out").rglob("*.py"):
        ast.parse(path.read_text())
    for path in (tmp_path / "out").glob("pyproject.toml"):
        assert tomllib.loads(path.read_text())["project"]["name"] == "curricula-a-set-of-mine"
