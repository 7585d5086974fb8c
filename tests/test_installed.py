"""The wheel, and the one made from the sdist, installed outside the checkout: every Python that is
promised and here makes a dataset and verifies it."""

import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from tests.command_line import HOME

pytestmark = pytest.mark.client
PYTHONS = ("3.11", "3.12", "3.13")


@cache
def python_of(version: str) -> str:
    """A Python of this version; empty where none is here. Version managers leave names of Pythons
    that they do not start, and keep those themselves below their folder."""
    kept = Path.home().glob(f".pyenv/versions/{version}.*/bin/python")
    for program in [shutil.which(f"python{version}"), *map(str, kept)]:
        if program and not subprocess.run([program, "-c", ""], capture_output=True).returncode:
            return program
    return ""


def called(*command: str | Path, cwd: Path) -> str:
    outside = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        list(map(str, command)), capture_output=True, text=True, cwd=cwd, env=outside
    )
    assert done.returncode == 0, f"{command}\n{done.stdout[-1_000:]}{done.stderr[-2_000:]}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    """The wheel that is made from the sdist, so that neither lacks a file."""
    folder = tmp_path_factory.mktemp("built")
    source = folder / "source"
    called("git", "clone", "-q", HOME, source, cwd=folder)
    called(sys.executable, "-m", "venv", folder / "building", cwd=folder)
    python = folder / "building" / "bin" / "python"
    called(python, "-m", "pip", "install", "-q", "build", cwd=folder)
    called(python, "-m", "build", "--outdir", folder / "dist", source, cwd=folder)
    (found,) = (folder / "dist").glob("*.whl")
    return found


@pytest.mark.parametrize("version", PYTHONS)
def test_it_works_outside_the_checkout(version, wheel, tmp_path):
    program = python_of(version)
    if not program:
        pytest.skip(f"Python {version} is not here")
    called(program, "-m", "venv", tmp_path / "venv", cwd=tmp_path)
    python, curricula = [tmp_path / "venv" / "bin" / name for name in ("python", "curricula")]
    # newer Pythons may need newer packages than those that are pinned
    pins = ["-c", HOME / "constraints.txt"] if version == "3.11" else []
    called(python, "-m", "pip", "install", "-q", *pins, f"{wheel}[explore]", cwd=tmp_path)
    assert "number_theory.gcd" in called(curricula, "families", cwd=tmp_path)
    called(curricula, "generate", "--size", "60", "--out", "made", cwd=tmp_path)
    called(curricula, "verify", "made", cwd=tmp_path)
    called(curricula, "explore", "made", "--static", "page.html", cwd=tmp_path)
    called(curricula, "export", "made", "--to", "trl", "for-trl", cwd=tmp_path)
    code = "import curricula; print(curricula.grade('\\\\boxed{3/4}', '0.75').correct)"
    assert called(python, "-c", code, cwd=tmp_path) == "True\n"
