"""The command `curricula export`: wrong input refused in one line, nothing left behind, names on
the Hub, the pages, the wheel."""

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from curricula.request import plain_curriculum
from generators.errors import RequestError
from pipelines.dataset.build import build
from pipelines.dataset.dataset import Dataset
from pipelines.dataset.template import TEMPLATES
from pipelines.export import export as exporting
from pipelines.export import targets
from pipelines.export.export import export
from tests.clients.pages import blocks, words
from tests.command_line import HOME, run, run_here
from tests.pipelines.export.test_export import TRAINERS, contents
from tests.pipelines.hub.hub_server import Hub


@pytest.fixture(scope="module")
def data(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("export") / "data"
    build(
        plain_curriculum(family=["number_theory.gcd"], difficulty="2", size=60),
        TEMPLATES["plain"],
        folder,
        "curricula generate",
    )
    return folder


@pytest.mark.parametrize("target", targets.names())
def test_a_target_says_what_it_is_for_and_has_a_page(target):
    assert targets.about(target).endswith(".") and (HOME / "docs" / f"{target}.md").is_file()
    assert targets.about(target) in " ".join(run_here("export", "--help").stdout.split())


@pytest.mark.parametrize("target", TRAINERS)
def test_the_commands_of_the_page_that_export_run(target, tmp_path, data):
    generate, exporting = blocks(target, "bash")[0].splitlines()
    assert generate == "curricula generate --difficulty 2 --size 200 --out data"
    shutil.copytree(data, tmp_path / "data")
    done = run_here(*words(exporting)[1:], cwd=tmp_path)
    assert done.returncode == 0 and f"for-{target}/README.md" in done.stdout, done.stderr


def test_wrong_input_is_one_line_and_leaves_nothing(data, tmp_path):
    shutil.copytree(data, tmp_path / "data")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "file").touch()
    shutil.copytree(data, tmp_path / "study" / "arm")
    shutil.copytree(data, tmp_path / "edited")
    shard = next((tmp_path / "edited" / "rl").glob("train-*"))
    shard.write_bytes(shard.read_bytes() + b" ")
    before = sorted(tmp_path.rglob("*"))
    for status, arguments, said in (
        (
            2,
            ("data", "--to", "veril", "out"),
            f"no target is called 'veril'; there are {', '.join(targets.names())}",
        ),
        (2, ("data", "out"), "--to"),
        (1, ("data", "--to", "trl", "full"), "full exists and is not empty; name a new folder"),
        (1, ("data", "--to", "trl", "data/rl/out"), "is inside the dataset"),
        (1, ("nowhere", "--to", "trl", "out"), "nowhere is not a dataset"),
        (
            1,
            ("study", "--to", "trl", "out"),
            "study is a study of 1 datasets; name one of them, such as study/arm",
        ),
        (
            1,
            ("edited", "--to", "trl", "out"),
            "edited is not as it was generated: rl/train-",
        ),
        (
            1,
            ("data", "--to", "trl", "out", "--revision", "v1"),
            "a revision goes with a name on the Hub",
        ),
    ):
        result = run_here("export", *arguments, cwd=tmp_path)
        assert (
            result.returncode == status and said in result.stderr and result.stderr.count("\n") == 1
        ), result.stderr
    assert sorted(tmp_path.rglob("*")) == before


def test_an_export_that_fails_leaves_nothing_and_an_empty_folder_may_be_named(
    data, tmp_path, monkeypatch
):
    def broken(*arguments: Any, **values: Any) -> None:
        raise OSError("no room")

    with monkeypatch.context() as patched:
        patched.setattr(exporting, "write_text", broken)
        with pytest.raises(OSError, match="no room"):
            export(str(data), "trl", tmp_path / "out")
    assert not list(tmp_path.iterdir())
    (tmp_path / "out").mkdir()
    assert isinstance(export(str(data), "trl", tmp_path / "out"), Dataset)
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    with pytest.raises(RequestError, match="no target is called"):
        export(str(data), "trl ", tmp_path / "other")


def test_help_lists_the_targets_and_has_examples():
    shown = run_here("export", "--help").stdout
    assert (
        "Examples:" in shown
        and "curricula export" in shown
        and all(name in shown for name in targets.names())
    )


@pytest.mark.client
def test_a_dataset_is_exported_by_its_name_on_the_hub(data, tmp_path):
    with Hub() as server:
        environment = server.environment(tmp_path / "home")
        pushed = run("push", str(data), "alice/data", cwd=tmp_path, **environment)
        assert pushed.returncode == 0, pushed.stderr
        done = run("export", "alice/data", "--to", "trl", "trl", cwd=tmp_path, **environment)
        assert done.returncode == 0, done.stderr
    export(str(data), "trl", tmp_path / "here" / "trl")
    assert contents(tmp_path / "trl") == contents(tmp_path / "here" / "trl")


@pytest.mark.client
def test_a_wheel_holds_the_templates(tmp_path):
    """With pip as users have it, which fetches the build backend."""
    tracked = subprocess.run(
        ["git", "ls-files", "-z"], cwd=HOME, capture_output=True, text=True, check=True
    ).stdout.split("\0")
    for name in tracked:
        if (
            name
            and (HOME / name).is_file()
            and not name.startswith(("tests/", "docs/", "benchmarks/"))
        ):
            (tmp_path / "tree" / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(HOME / name, tmp_path / "tree" / name)
    command = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "-q",
        "--no-deps",
        "-w",
        str(tmp_path),
        str(tmp_path / "tree"),
    ]
    subprocess.run(command, check=True, timeout=600)
    held = set(zipfile.ZipFile(next(tmp_path.glob("*.whl"))).namelist())
    wanted = {name for name in tracked if name.endswith(".jinja")}
    assert wanted <= held and "pipelines/export/targets/verl.reward.py.jinja" in held
