"""Python without docstrings and assertions (-OO) changes nothing that a user sees."""

import subprocess
import sys

import pytest

from tests.command_line import HOME, run
from tests.pipelines.dataset.test_dataset import contents

ASKED = ("--family", "number_theory.gcd", "--size", "20", "--strategies", "2")


@pytest.mark.parametrize(
    "arguments", [("--help",), ("families",), ("presets",), ("check", "--laws")]
)
def test_the_same_is_said(arguments):
    usual, optimised = run(*arguments), run(*arguments, PYTHONOPTIMIZE="2")
    assert usual.returncode == optimised.returncode == 0
    assert (usual.stdout, usual.stderr) == (optimised.stdout, optimised.stderr)


def test_the_same_dataset_is_made(tmp_path):
    for name, level in (("usual", ""), ("optimised", "2")):
        out = ["--out", str(tmp_path / name)]
        assert run("generate", *ASKED, *out, PYTHONOPTIMIZE=level).returncode == 0
    assert contents(tmp_path / "usual") == contents(tmp_path / "optimised")


def test_the_library_knows_where_a_strategy_comes_from():
    code = (
        "from generators.catalog import family;"
        "print([s.source for s in family('number_theory.gcd').strategies.values()])"
    )
    said = [
        subprocess.run(
            [sys.executable, *flags, "-c", code], cwd=HOME, capture_output=True, text=True
        ).stdout
        for flags in ([], ["-OO"])
    ]
    assert said[0] == said[1] and "Euclid" in said[0]
