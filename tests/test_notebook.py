"""The notebook of docs/notebook runs from top to bottom, as plain Python."""

import json
import os
import subprocess
import sys

from tests.command_line import HOME

NOTEBOOK = HOME / "docs" / "notebook" / "from_problems_to_plots.py"
CODE, WORDS = "# %%\n", "# %% [markdown]\n"
RUN = """
import json, runpy, sys
import matplotlib.pyplot as plt
found = runpy.run_path(sys.argv[1])
print("-----")
print(json.dumps([len(plt.get_fignums()), found["used"], found["right"], len(found["graded"])]))
"""


def test_it_runs_and_shows_what_it_says(tmp_path):
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", RUN, NOTEBOOK],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(HOME), "MPLBACKEND": "Agg"},
    )
    assert done.returncode == 0, done.stderr
    figures, used, right, graded = json.loads(done.stdout.rpartition("-----")[2])
    assert figures == 3 and sum(used.values()) == graded > 100
    assert 0 < sum(right.values()) < graded
    assert (tmp_path / "notebook-data" / "manifest.json").is_file()
    assert (tmp_path / "notebook-for-trl" / "README.md").is_file()


def test_its_cells_are_those_of_a_notebook_of_jupytext():
    text = NOTEBOOK.read_text(encoding="utf-8")
    head, *cells = text.split("# %%")
    assert "format_name: percent" in head and 18 <= len(cells) <= 26
    for cell in cells:
        words = cell.startswith(" [markdown]")
        lines = [line for line in cell.splitlines()[1:] if line]
        assert lines and all([line.startswith("#") for line in lines]) == words
        compile(cell.partition("\n")[2], NOTEBOOK.name, "exec")
    assert text.count(CODE) + text.count(WORDS) == len(cells)
