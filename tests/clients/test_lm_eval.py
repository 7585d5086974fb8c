"""The export for lm-evaluation-harness, loaded and scored by lm-eval itself."""

import pytest

from tests.clients.copied import run_lines
from tests.clients.environment import run_in
from tests.clients.model_server import served
from tests.clients.pages import blocks, blocks_of

pytestmark = pytest.mark.client


def test_lm_eval_scores_as_we_grade(data, exported, cases):
    said = run_in("lm_eval", "in_lm_eval.py", exported("lm-eval"), cases.file, cwd=data.parent)
    cases.agree(said["scores"])
    assert set(said["golds"]) == {"rl-train", "rl-validation", "eval-test"}
    assert all(
        rows and right == [1.0] and wrong == [0.0] for rows, right, wrong in said["golds"].values()
    )


def test_the_lines_of_the_page_run(data, exported):
    (lines,) = [block for block in blocks("lm-eval", "bash") if "lm_eval run" in block]
    assert blocks_of((exported("lm-eval") / "README.md").read_text(), "bash") == [lines]
    with served(data, "eval", "test") as server:
        printed = run_lines("lm_eval", lines, data.parent, server.url)
    assert len(
        server.asked
    ) == server.rows and f"|{round(server.right(server.rows), 4)}|" in printed.replace(" ", ""), (
        printed
    )
