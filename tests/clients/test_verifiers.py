"""The export for verifiers: installed, validated, scored and rolled out by verifiers itself."""

import pytest

from curricula.request import plain_curriculum
from pipelines.dataset.build import build
from pipelines.dataset.schema import CONFIGS
from pipelines.dataset.template import TEMPLATES
from pipelines.export.export import export
from tests.clients.copied import run_lines
from tests.clients.environment import run_in
from tests.clients.model_server import served
from tests.clients.pages import blocks, blocks_of

pytestmark = pytest.mark.client


def test_verifiers_rewards_as_we_grade(data, exported, cases):
    said = run_in(
        "verifiers", "in_verifiers.py", exported("verifiers"), cases.file, cwd=data.parent
    )
    cases.agree(said["scores"])
    assert set(said["golds"]) == {"rl-train", "rl-validation", "eval-test"} and set(
        CONFIGS["rl"]
    ) <= set(said["columns"])
    assert all(
        rows and right == [1.0] and wrong == [0.0] for rows, right, wrong in said["golds"].values()
    )


def test_the_lines_of_the_page_run(data, exported):
    (lines,) = [block for block in blocks("verifiers", "bash") if "vf-eval" in block]
    assert blocks_of((exported("verifiers") / "README.md").read_text(), "bash") == [lines]
    with served(data, "rl", "train") as server:
        printed = run_lines("verifiers", lines, data.parent, server.url)
    assert '"valid_rate": 1.0' in printed and f'"valid": {server.rows}' in printed, printed
    assert len(server.asked) == 8 and f"accuracy {server.right(8):.2f}" in printed, printed


def test_tasks_are_valid_where_the_template_has_a_marker(tmp_path):
    build(
        plain_curriculum(difficulty="2", strategies=2, size=40),
        TEMPLATES["terse"],
        tmp_path / "terse",
        "curricula generate",
    )
    export(str(tmp_path / "terse"), "verifiers", tmp_path / "out")
    options = "--runtime.type subprocess --rich false --taskset.split eval-test"
    line = f"cd out && vf-validate curricula_terse {options}"
    printed = run_lines("verifiers", f"export PYTHONPATH=$PYTHONPATH:.\n{line}", tmp_path)
    assert '"valid_rate": 1.0' in printed, printed
