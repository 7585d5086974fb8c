"""README.md is true: its commands and its Python run, and what it says is printed is printed. So
are the curriculum of docs/datasets.md and the map of rooms in docs/development.md."""

import json
import re
import shlex
from pathlib import Path

import pyarrow.parquet as parquet

from generators.catalog import family, names
from tests.command_line import HOME, run

README = (HOME / "README.md").read_text(encoding="utf-8")
DATASETS = (HOME / "docs" / "datasets.md").read_text(encoding="utf-8")
DEVELOPMENT = (HOME / "docs" / "development.md").read_text(encoding="utf-8")
ROOMS = ("generators", "curricula", "pipelines", "benchmarks", "docs")


def blocks(language: str, page: str = README) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", page, re.DOTALL)


def test_its_commands_run_in_the_order_given(tmp_path: Path):
    commands = [
        line.partition("  #")[0]
        for block in blocks("bash")
        for line in block.splitlines()
        if line.startswith("curricula ")
    ]
    assert len(commands) >= 5
    for command in commands:
        result = run(*shlex.split(command)[1:], cwd=tmp_path)
        assert result.returncode == 0, f"{command}: {result.stderr}"
    said = json.loads((tmp_path / "curricula-d3-s4-seed0" / "manifest.json").read_text())
    made = [entry["rows"] for file, entry in said["files"].items() if file.startswith("problems/")]
    problems = parquet.read_table(tmp_path / "curricula-d3-s4-seed0" / "problems")
    assert sum(made) == len(problems) == 1_000
    assert len(problems["family"].unique()) == len(names())
    arms = {"sft-F", "sft-B", "sft-FB", "rl-2-5", "rl-6-9", "rl-6-15", "eval"}
    assert {path.name for path in (tmp_path / "select_and_improve").iterdir()} == arms


def test_what_it_says_a_command_prints_is_printed():
    shown = re.findall(r"    \$ curricula (show .*)\n    \.\.\.\n((?:    .*\n)+)", README)
    assert len(shown) == 2
    for command, text in shown:
        printed = run(*shlex.split(command)).stdout
        assert all(line.strip() in printed for line in text.splitlines()), command


def test_it_counts_families_and_strategies():
    strategies = sum(len(family(name).strategies) for name in names())
    assert f"{len(names())} families" in README and f"with {strategies} strategies" in README


def test_its_python_runs(tmp_path: Path):
    import subprocess
    import sys

    code = next(block for block in blocks("python") if "import generate" in block)
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=HOME)
    assert result.returncode == 0 and len(result.stdout.splitlines()) == 9, result.stderr


def test_its_grades_are_those_it_says():
    import contextlib
    import io

    code = next(block for block in blocks("python") if "import grade" in block)
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(code, "README.md", "exec"), {})
    assert printed.getvalue().split() == re.findall(r"# (\w+)$", code, re.MULTILINE)


def test_the_curriculum_of_the_page_on_datasets_is_generated(tmp_path: Path):
    text = blocks("yaml", DATASETS)[0]
    smaller = text.replace("size: 900", "size: 90").replace("size: 200", "size: 20")
    assert smaller != text
    (tmp_path / "mine.yaml").write_text(smaller)
    made = run("generate", "--curriculum", "mine.yaml", "--out", "mine", cwd=tmp_path)
    assert made.returncode == 0 and run("verify", "mine", cwd=tmp_path).returncode == 0, made.stderr


def test_the_map_names_every_room_once():
    rooms = {
        file.parent.relative_to(HOME).as_posix() + "/"
        for floor in ("generators", "curricula", "pipelines")
        for file in (HOME / floor).rglob("__init__.py")
    }
    inner = ("generators/families/", "pipelines/export/")
    rooms = {room for room in rooms if not room.startswith(inner) or room in inner}
    listed = re.findall(r"^\| `([a-z_]+/[a-z_/]*)` \| .+ \|$", DEVELOPMENT, re.MULTILINE)
    assert sorted(listed) == sorted(rooms - {"pipelines/"})
