"""The export for Reasoning Gym, drawn and scored by Reasoning Gym itself."""

import json
from textwrap import dedent

import pytest

from curricula.request import plain_curriculum
from curricula.split import stage_of
from generators.catalog import family
from generators.problem import Problem
from pipelines.dataset.build import build
from pipelines.dataset.dataset import Dataset
from pipelines.dataset.manifest import read_manifest
from pipelines.dataset.template import TEMPLATES
from pipelines.export.export import export
from tests.clients.copied import run_lines
from tests.clients.environment import run_in
from tests.clients.pages import blocks, blocks_of

pytestmark = pytest.mark.client


@pytest.fixture(scope="module")
def said(data, exported, cases) -> dict:
    rows = data.parent / "rows.jsonl"
    rows.write_text(
        "".join(json.dumps(row) + "\n" for row in Dataset(data).rows("rl", "train")),
        encoding="ascii",
    )
    return run_in(
        "reasoning_gym",
        "in_reasoning_gym.py",
        exported("reasoning-gym"),
        cases.file,
        rows,
        cwd=data.parent,
    )


def test_reasoning_gym_scores_as_we_grade(said, cases):
    cases.agree(said["scores"])
    assert said["golds"] == [1.0] and said["wrong"] == [0.0] and said["mixed"] == [1.0]


def test_problems_are_drawn_as_the_datasets_are(said, data):
    shares = read_manifest(data)["config"]["curriculum"]["shares"]
    rows = list(Dataset(data).rows("rl", "train"))
    assert said["again"] and said["endless"] > 10
    assert {entry["metadata"]["family"] for entry in said["drawn"]} == {
        row["family"] for row in rows
    }
    assert {entry["metadata"]["difficulty"]["difficulty"] for entry in said["drawn"]} == {
        row["difficulty"] for row in rows
    }
    for entry in said["drawn"]:
        drawn = family(entry["metadata"]["family"])
        problem = Problem(drawn, drawn.load(entry["metadata"]["params"]), 0, "")
        assert stage_of(problem.split_key, shares) == "rl" and problem.answer == entry["answer"]
    assert not {entry["metadata"]["problem_id"] for entry in said["drawn"]} & set(said["eval"])


def test_its_curriculum_climbs_the_rungs(said):
    assert said["levels"] == [[2], [3], [4], [5]]


def test_the_lines_of_the_page_run(data, exported):
    install = next(
        line
        for block in blocks("reasoning-gym", "bash")
        for line in block.splitlines()
        if line.startswith("pip install")
    )
    lines = next(block for block in blocks("reasoning-gym", "python") if "create_dataset" in block)
    readme = (exported("reasoning-gym") / "README.md").read_text()
    assert blocks_of(readme, "python") == [lines] and install in readme
    run_lines("reasoning_gym", install, data.parent)
    assert run_lines("reasoning_gym", lines, data.parent, language="python").count(" 1.0\n") == 10


def test_the_imports_of_the_page_run_and_both_graders_agree(tmp_path):
    (lines,) = [block for block in blocks("reasoning-gym", "bash") if "curricula import" in block]
    run_lines("reasoning_gym", f'curricula() {{ python -m curricula "$@"; }}\n{lines}', tmp_path)
    folders = [tmp_path / line.split()[3] for line in lines.splitlines()]
    said = run_in("reasoning_gym", "in_reasoning_gym_import.py", *folders, cwd=tmp_path)
    assert len(said) == 3
    for name, one in said.items():
        assert (
            one["theirs"] == [1.0]
            and one["ours"] == [True]
            and (one["asked"] or name == "polynomial_multiplication")
        ), name
        assert (
            sum(one["kinds"].values()) == one["rows"]
            and one["rows"] + sum(one["refused"].values()) == one["size"]
        )
    assert (
        said["chain_sum"]["kinds"] == {"integer": said["chain_sum"]["rows"]}
        and said["polynomial_multiplication"]["kinds"]["expression"]
    )


def test_answers_alone_and_completions_score_where_the_template_has_a_marker(tmp_path):
    build(
        plain_curriculum(difficulty="2", strategies=2, size=40),
        TEMPLATES["terse"],
        tmp_path / "terse",
        "curricula generate",
    )
    export(str(tmp_path / "terse"), "reasoning-gym", tmp_path / "gym")
    code = """
        import sys; sys.path.insert(0, "gym")
        import curricula_terse, reasoning_gym
        problems = reasoning_gym.create_dataset("curricula_terse", seed=1, size=50)
        for entry in problems:
            answer = entry["answer"]
            marked = f"so ; answer {answer}"
            wrong = [f"{answer}1", f"{marked}1", f"Answer: {answer}", f"{answer}\\n{answer}", ""]
            texts = [answer, marked, *wrong]
            print(*(problems.score_answer(text, entry) for text in texts))
    """
    scores = run_lines("reasoning_gym", dedent(code), tmp_path, language="python")
    assert set(scores.splitlines()) == {"1.0 1.0 0.0 0.0 0.0 0.0 0.0"}, scores


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ("chain_sun", "did you mean chain_sum?"),
        ("chain_sum --set min_terms=9", "AssertionError"),
        ("chain_sum --set x=1", "TypeError"),
    ],
)
def test_what_reasoning_gym_does_not_make_is_one_line(tmp_path, arguments, says):
    name, _, rest = arguments.partition(" ")
    done = run_lines(
        "reasoning_gym", f"python -m curricula import {name} out {rest} 2>&1 || true", tmp_path
    )
    assert says in done and done.count("\n") == 1 and not (tmp_path / "out").exists()
