"""The export for Reasoning Gym, drawn and scored by Reasoning Gym itself."""

import json

import pytest

from curricula.split import stage_of
from generators.catalog import family
from generators.problem import Problem
from pipelines.dataset.manifest import read_manifest
from pipelines.export.source import open_source
from tests.clients.copied import run_lines
from tests.clients.environment import run_in
from tests.clients.pages import blocks, blocks_of

pytestmark = pytest.mark.client


@pytest.fixture(scope="module")
def said(data, exported, cases) -> dict:
    rows = data.parent / "rows.jsonl"
    rows.write_text("".join(json.dumps(row) + "\n" for row in open_source(str(data)).rows("rl", "train")), encoding="ascii")
    return run_in("reasoning_gym", "in_reasoning_gym.py", exported("reasoning-gym"), cases.file, rows, cwd=data.parent)


def test_reasoning_gym_scores_as_we_grade(said, cases):
    cases.agree(said["scores"])
    assert said["golds"] == [1.0] and said["wrong"] == [0.0] and said["mixed"] == [1.0]


def test_problems_are_drawn_as_the_data_sets_are(said, data):
    shares = read_manifest(data)["config"]["curriculum"]["shares"]
    rows = list(open_source(str(data)).rows("rl", "train"))
    assert said["again"] and said["endless"] > 10
    assert {entry["metadata"]["family"] for entry in said["drawn"]} == {row["family"] for row in rows}
    assert {entry["metadata"]["difficulty"]["difficulty"] for entry in said["drawn"]} == {row["difficulty"] for row in rows}
    for entry in said["drawn"]:
        drawn = family(entry["metadata"]["family"])
        problem = Problem(drawn, drawn.load(entry["metadata"]["params"]), 0, "")
        assert stage_of(problem.split_key, shares) == "rl" and problem.answer == entry["answer"]
    assert not {entry["metadata"]["problem_id"] for entry in said["drawn"]} & set(said["eval"])


def test_its_curriculum_climbs_the_rungs(said):
    assert said["levels"] == [[2], [3], [4], [5]]


def test_the_lines_of_the_page_run(data, exported):
    install = next(line for block in blocks("reasoning-gym", "bash") for line in block.splitlines() if line.startswith("pip install"))
    lines = next(block for block in blocks("reasoning-gym", "python") if "create_dataset" in block)
    readme = (exported("reasoning-gym") / "README.md").read_text()
    assert blocks_of(readme, "python") == [lines] and install in readme
    run_lines("reasoning_gym", install, data.parent)
    assert run_lines("reasoning_gym", lines, data.parent, language="python").count(" 1.0\n") == 10
