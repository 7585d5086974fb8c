"""The commands for families of one's own: check, new-family, and the graph that show draws."""

import json
import subprocess
import sys
from textwrap import indent
from time import sleep

import pytest
from click.testing import CliRunner

from cli import cli
from generators.catalog import family, names
from generators.errors import OutOfTime
from generators.laws import BOOK
from generators.problem import Setting
from generators.step_graph import step_graph
from pipelines.commands.time_limit import time_limit


def run(*arguments, cwd):
    command = [sys.executable, "-m", "curricula", *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)


def test_a_new_family_keeps_every_law(tmp_path):
    made = run("new-family", "shopping", "pens", cwd=tmp_path)
    assert made.returncode == 0, made.stderr
    checked = run("check", "my_families/shopping/pens.py", "--strict", "--json", cwd=tmp_path)
    assert checked.returncode == 0, checked.stdout
    (report,) = json.loads(checked.stdout)
    assert report["family"] == "shopping.pens"
    assert {law["law"] for law in report["laws"]} == set(BOOK.laws)
    assert {law["outcome"] for law in report["laws"]} == {"ok"}


@pytest.mark.parametrize("name", ["Pens", "1pens", "pens;", "../pens", "_pens"])
def test_a_name_that_no_family_can_have_is_refused(name):
    answer = CliRunner().invoke(cli, ["new-family", "shopping", name])
    assert answer.exit_code == 2 and "is no name" in answer.output


def test_a_name_that_is_taken_is_refused(tmp_path):
    answer = CliRunner().invoke(
        cli, ["new-family", "number_theory", "gcd", "--into", str(tmp_path)]
    )
    assert answer.exit_code == 2 and "already" in answer.output
    (tmp_path / "number_theory").mkdir()
    (tmp_path / "number_theory" / "gcd.py").write_text("FAMILY = None")
    shown = run("show", "number_theory.gcd", "--family-dir", str(tmp_path), cwd=tmp_path)
    assert shown.returncode == 2 and "already" in shown.stderr
    assert shown.stderr.count("\n") == 1


def test_a_family_may_have_parts_beside_it(tmp_path):
    made = run("new-family", "shopping", "pens", cwd=tmp_path)
    assert made.returncode == 0
    file = tmp_path / "my_families" / "shopping" / "pens.py"
    text = file.read_text()
    begin = text.index("def add_first")
    end = text.index("@FAMILY", begin)
    part = text[begin:end]
    helper = "from generators.family import Step, Steps\n\n\n" + part.replace("p: Params", "p")
    (file.parent / "_sums.py").write_text(helper.replace("def add_first", "def added"))
    body = '    """The order of the brackets."""\n    return (yield from added(p))\n\n\n'
    text = text[:begin] + "def add_first(p: Params) -> Steps:\n" + body + text[end:]
    imports = "from ._sums import added\nfrom generators.family import"
    file.write_text(text.replace("from generators.family import", imports, 1))
    checked = run("check", "my_families/shopping/pens.py", cwd=tmp_path)
    assert checked.returncode == 0, checked.stdout + checked.stderr


@pytest.mark.parametrize("name", names())
def test_the_graph_of_a_solution_joins_each_step_to_its_premises(name):
    problem = Setting(family(name), 3).problem(0, 0)
    for strategy in problem.strategies():
        solution = problem.solve(strategy)
        lines = step_graph(solution, problem.names)
        assert len(lines) == len(solution.steps) + 1
        assert lines[0].startswith("statement") and lines[-1].startswith("answer")
        texts = [step.claim.shown(problem.names) for step in solution.steps[:-1]]
        for step, text, line in zip(
            solution.steps, [*texts, solution.answer], lines[1:], strict=True
        ):
            gutter = line.removesuffix(text)
            assert gutter.count("*") == 1 and line != gutter
            joined = gutter.count("+") + gutter.count("'")
            assert joined == len(step.premises), line


LOOP = """while True:
    try:
        1 / 0
    except Exception:
        pass
"""
PAIR = "pair = p.first + p.second\n"
YIELDING = """while True:
    yield Step("", f"1 + {1} = 2")
"""


@pytest.mark.parametrize(
    ("before", "loop", "said"),
    [
        ("first = stream", LOOP, "shopping.pens-d1-s7-0: sample (pens.py:"),
        (PAIR, LOOP, "shopping.pens-d1-s7-0, add_first, step 0 (pens.py:"),
        (PAIR, YIELDING, "shopping.pens-d1-s7-0, add_first, step 10000 (pens.py:"),
        ("FAMILY = ", LOOP, "shopping.pens: its file: not done after"),
        ("low, high = bounds", LOOP, "shopping.pens: capacity (pens.py:"),
    ],
)
def test_a_loop_without_an_end_is_stopped_and_named(tmp_path, before, loop, said):
    run("new-family", "shopping", "pens", cwd=tmp_path)
    file = tmp_path / "my_families" / "shopping" / "pens.py"
    text = file.read_text()
    at = text.index(before)
    blanks = " " * (at - text.rindex("\n", 0, at) - 1)
    file.write_text(text[:at] + indent(loop, blanks).lstrip() + blanks + text[at:])
    limit = "1" if loop == LOOP else "60"
    checked = run("check", "my_families/shopping/pens.py", "--limit", limit, cwd=tmp_path)
    assert checked.returncode == 1 and not checked.stderr
    _, line = checked.stdout.splitlines()
    assert line.startswith("  broken") and said in line and line.endswith(("end?", "end the loop"))


def test_the_limit_leaves_what_ends_alone():
    with time_limit(0.05):
        pass
    sleep(0.1)  # no alarm comes later
    with pytest.raises(OutOfTime, match="not done after 0.05 s"), time_limit(0.05):
        sleep(5)
