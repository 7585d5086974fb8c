"""The export for Inspect, evaluated by Inspect itself."""

import json

import pytest

from tests.clients.copied import run_lines
from tests.clients.environment import run_in
from tests.clients.model_server import served
from tests.clients.pages import blocks, blocks_of

pytestmark = pytest.mark.client


def test_inspect_scores_as_we_grade(data, exported, cases):
    said = run_in("inspect", "in_inspect.py", exported("inspect"), cases.file, cwd=data.parent)
    cases.agree(said["scores"])
    assert set(said["golds"]) == {"rl-train", "rl-validation", "eval-test"}
    assert all(
        rows and right == [1.0] and wrong == [0.0] for rows, right, wrong in said["golds"].values()
    )


def test_the_lines_of_the_page_run(data, exported):
    (lines,) = [block for block in blocks("inspect", "bash") if "inspect eval" in block]
    assert blocks_of((exported("inspect") / "README.md").read_text(), "bash") == [lines]
    with served(data, "eval", "test") as server:
        run_lines(
            "inspect",
            f"export INSPECT_LOG_DIR=shown\n{lines}inspect log dump shown/*.eval > log.json",
            data.parent,
            server.url,
        )
    log = json.loads((data.parent / "log.json").read_text())
    assert log["status"] == "success" and len(server.asked) == server.rows
    assert (
        abs(log["results"]["scores"][0]["metrics"]["accuracy"]["value"] - server.right(server.rows))
        < 1e-9
    )
