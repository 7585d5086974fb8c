"""The documentation: every snippet of the tutorial runs, and the site builds without a warning."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.clients.environment import python_of
from tests.command_line import HOME, run

TUTORIAL = (HOME / "docs" / "tutorial.md").read_text(encoding="utf-8")


def test_the_tutorial_runs(tmp_path: Path):
    blocks = re.findall(r"```(bash|python)\n(.*?)```", TUTORIAL, re.DOTALL)
    assert len(blocks) == 4
    for language, code in blocks:
        if language == "bash":
            for line in code.splitlines():
                done = run(*shlex.split(line)[1:], cwd=tmp_path)
                assert done.returncode == 0, f"{line}: {done.stderr}"
        else:
            done = subprocess.run(
                [sys.executable, "-c", code],
                cwd=tmp_path,
                capture_output=True,
                text=True,
                env={**os.environ, "PYTHONPATH": str(HOME), "HF_HOME": str(tmp_path / "home")},
            )
            assert done.returncode == 0 and len(done.stdout.splitlines()) == 2, done.stderr


def test_the_snippets_of_the_page_on_python_run(tmp_path: Path):
    page = (HOME / "docs" / "python.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    assert len(blocks) == 3
    for code in blocks:
        done = subprocess.run(
            [sys.executable, "-c", code],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            env={**os.environ, "PYTHONPATH": str(HOME)},
        )
        assert done.returncode == 0 and len(done.stdout.splitlines()) >= 3, done.stderr


@pytest.mark.client
def test_the_site_builds_without_a_warning(tmp_path: Path):
    mkdocs = python_of("site").parent / "mkdocs"
    done = subprocess.run(
        [mkdocs, "build", "--strict", "--site-dir", tmp_path / "site"],
        cwd=HOME,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(HOME), "NO_MKDOCS_2_WARNING": "1"},
    )
    assert done.returncode == 0, done.stderr[-3_000:]
    pages = {page.parent.name for page in (tmp_path / "site").glob("*/index.html")}
    written = {page.stem for page in (HOME / "docs").glob("*.md")} - {"index"}
    assert written <= pages
    commands = (tmp_path / "site" / "cli" / "index.html").read_text("utf-8")
    assert "--corrupt" in commands and "curricula explore" in commands
