"""Datasets with solutions that are wrong on purpose: labelled step by step, drawn again by verify,
and nothing of it taken for right."""

import json
import shutil
import warnings
from pathlib import Path

import pyarrow.parquet as parquet
import pytest
from click.testing import CliRunner

from cli import cli
from curricula.curriculum import CurriculumError
from curricula.curriculum_file import from_mapping, read_curriculum, to_mapping, write_curriculum
from curricula.grading.grade import grade
from curricula.request import LeftOut, plain_curriculum
from curricula.working.read_completion import read_completion
from curricula.wrong_turns import solutions_of
from generators.claims.claim import Claim
from pipelines.dataset.build import build
from pipelines.dataset.dataset import Dataset
from pipelines.dataset.template import TEMPLATES
from pipelines.dataset.verify import verify
from tests.pipelines.dataset.tampering import Tampered
from tests.pipelines.dataset.test_dataset import rewrite, rows_of

pytestmark = pytest.mark.filterwarnings("ignore::curricula.request.LeftOut")

FAMILIES = ["number_theory.gcd", "algebra.linear_equation", "finite_fields.operation_chain"]
ASKED = {"family": FAMILIES, "difficulty": "2", "size": 150, "stages": "sft=.9,eval=.1"}
SHARE = 0.4


TURNS = {"latex": {}, "terse": {}, "plain": {"backtracks": "0-3", "check": True}}


@pytest.fixture(scope="module", params=TURNS)
def built(request, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("corrupt") / "data"
    turns = TURNS[request.param]
    curriculum = plain_curriculum(**ASKED, corrupt=SHARE, style=request.param, **turns)
    build(curriculum, TEMPLATES[curriculum.template], folder, "curricula generate")
    return folder


@pytest.fixture
def copy(built, tmp_path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "copy"))


def test_it_verifies_drawn_again_and_from_its_files(built):
    report = verify(built)
    assert report.bad == [] and report.counts["steps rows"] == report.counts["sft rows"] > 400
    assert verify(built, redraw=False).bad == []


def test_about_the_share_asked_for_is_wrong(built):
    wrong = [not row["correct"] for row in rows_of(built, "sft")]
    assert 0.8 * SHARE < sum(wrong) / len(wrong) < 1.1 * SHARE
    assert all(
        solution["correct"]
        for row in rows_of(built, "problems")
        for solution in row["solutions"]
        if row["stage"] != "sft"
    )


def test_labels_say_which_steps_are_wrong(built):
    problems = {row["id"]: row for row in rows_of(built, "problems")}
    for row in rows_of(built, "sft"):
        problem = problems[row["problem_id"]]
        (solution,) = [s for s in problem["solutions"] if s["strategy"] == row["strategy"]]
        steps, labels, fault = solution["steps"], row["step_labels"], row["fault_step"]
        assert len(labels) == len(steps)
        if row["correct"]:
            assert all(labels) and fault is row["fault_kind"] is None and row["carried"] == []
            continue
        assert labels.index(False) == fault and not labels[-1]
        wrong = {fault, *row["carried"], len(steps) - 1}
        assert [k for k, label in enumerate(labels) if not label] == sorted(wrong)
        holds = [Claim.read(step["claim"]).holds() for step in steps]
        assert holds.index(False) == fault and not holds[-1]
        assert all(held for held, label in zip(holds, labels, strict=True) if label)
        assert [step["role"] == "corrupted" for step in steps].index(True) == fault


def test_attempts_and_checks_are_recorded(built):
    problems = {row["id"]: row for row in rows_of(built, "problems")}
    asked = Dataset(built).rendering.style == "plain"
    sft = rows_of(built, "sft")
    counts = {row["backtracks"] for row in sft}
    assert counts == ({0, 1, 2, 3} if asked else {0})
    assert {row["checked"] for row in sft} == ({True, False} if asked else {False})
    for row in sft:
        solutions = problems[row["problem_id"]]["solutions"]
        (solution,) = [s for s in solutions if s["strategy"] == row["strategy"]]
        assert row["backtracks"] == len(solution["backtracks"])
        given_up = [k for b in solution["backtracks"] for k in range(b["start"], b["stop"])]
        assert all(row["roles"][k] == "abandoned" and row["step_labels"][k] for k in given_up)
        assert (row["roles"][-2] == "check") or not row["checked"]
        measured = json.loads(row["measured"])["steps"]
        if row["strategy"] == "euclid_by_division":  # what its problems are measured by
            plain = len(row["step_labels"]) - 1 - len(given_up) - row["checked"]
            assert measured == plain


def test_lines_are_those_of_the_completion(built):
    completions = {row["id"]: row["completion"][0]["content"] for row in rows_of(built, "sft")}
    sft = {row["id"]: row for row in rows_of(built, "sft")}
    for row in rows_of(built, "steps"):
        assert isinstance(row["prompt"], str) and all(row["completions"])
        assert len(row["completions"]) == len(row["labels"]) == len(row["places"])
        whole = without_signs("".join(row["completions"]))
        assert whole == without_signs(completions[row["id"]])
        labels = sft[row["id"]]["step_labels"]
        for place, label in zip(row["places"], row["labels"], strict=True):
            assert label == (place == -1 or labels[place])
        first = row["labels"].index(False) if False in row["labels"] else None
        assert row["first_wrong"] == first
        assert (first is None) == row["correct"]
        if first is not None:
            assert row["places"][first] == sft[row["id"]]["fault_step"], "a hidden line is wrong"


def without_signs(text: str) -> str:
    """Without blanks, and what sets formulas apart or separates lines."""
    for sign in (r"\[", r"\]", r"\(", r"\)", ";", ".", " ", "\n"):
        text = text.replace(sign, "")
    return text


def test_no_wrong_answer_is_paid_and_our_reader_finds_the_fault(built):
    data = Dataset(built)
    problems = {row["id"]: row for row in rows_of(built, "problems")}
    found = total = 0
    for row in rows_of(built, "sft"):
        problem = problems[row["problem_id"]]
        text = row["completion"][0]["content"]
        verdict = grade(text, problem["answer"], problem["answer_kind"], marker=data.marker)
        assert verdict.correct == row["correct"], row["id"]
        if not row["correct"]:
            reading = read_completion(text, {**problem, "marker": data.marker})
            total += 1
            found += reading.first_wrong is not None
    assert found > 0.9 * total


def edit_label(rows):
    row = next(row for row in rows if not row["correct"])
    labels = row["labels" if "labels" in row else "step_labels"]  # of lines, or of steps
    labels[labels.index(False)] = True


def edit_fault(rows):
    next(row for row in rows if not row["correct"])["fault_step"] += 1


def edit_role(rows):
    rows[0]["roles"][0] = "check"


def edit_count(rows):
    rows[0]["backtracks"] += 1


def edit_line(rows):
    rows[0]["completions"][0] += " "


@pytest.mark.parametrize("redraw", [True, False])
@pytest.mark.parametrize(
    ("config", "change"),
    [
        *[("sft", edit_label), ("sft", edit_fault), ("steps", edit_label), ("steps", edit_line)],
        *[("sft", edit_role), ("sft", edit_count)],
        ("steps", lambda rows: rows.pop()),
    ],
)
def test_an_edited_label_is_found(copy, config, change, redraw):
    rewrite(next((copy / config).glob("train-*.parquet")), change)
    reasons = [bad for bad in verify(copy, redraw=redraw).bad if bad["file"].startswith(config)]
    assert len(reasons) > 1 or reasons[0]["id"], "found by more than its hash"


def test_a_fault_that_is_hidden_in_all_rows_is_found(copy):
    """A wrong solution that is said to be right, hashes made anew."""
    shutil.rmtree(copy / "steps")
    tampered = Tampered(copy)
    for name in [name for name in tampered.manifest["files"] if name.startswith("steps/")]:
        del tampered.manifest["files"][name]
        for shard in tampered.manifest["shards"].values():
            shard["files"].pop(name, None)
    row = next(r for r in tampered.of_stage("sft") if not all(s["correct"] for s in r["solutions"]))
    solution = next(s for s in row["solutions"] if not s["correct"])
    solution |= {"correct": True, "fault_step": None, "fault_kind": None, "carried": []}
    tampered.seal()
    assert any(bad["id"] == row["id"] for bad in verify(copy).bad)
    assert any(bad["id"] == row["id"] for bad in verify(copy, redraw=False).bad)


def test_a_missing_config_of_steps_is_found(copy):
    shutil.rmtree(copy / "steps")
    assert any(bad["file"].startswith("steps/") for bad in verify(copy).bad)


def test_a_user_is_told_which_families_have_no_check():
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always", LeftOut)
        plain_curriculum(difficulty="2", style="terse", check=True, backtracks="1")
    first, second = [str(warning.message) for warning in told]
    assert "terse solutions of finite_fields.operation_chain" in first
    assert "linear_algebra.determinant" in second and "number_theory.gcd" not in second


def test_attempts_go_by_the_strategies_that_the_stage_names():
    turns = {"backtracks": "3", "strategy": ["balance", "two_point_table", "double_false_position"]}
    asked = {"family": ["algebra.linear_equation"], "strategies": 1, "stages": "sft=1"}
    curriculum = plain_curriculum(**asked, **turns, size=20)
    (stage,) = curriculum.stages
    for index in range(10):
        problem = stage.sources[0].setting().problem(0, index)
        for solution in solutions_of(stage, problem, curriculum.rendering):
            tried = {backtrack.strategy for backtrack in solution.backtracks}
            assert tried <= {*turns["strategy"], ""} - {solution.strategy}


def run(*arguments):
    return CliRunner().invoke(cli, list(map(str, arguments)))


def test_a_newcomer_asks_for_it(tmp_path):
    out = tmp_path / "out"
    asked = "generate --size 60 --strategies 1 --family number_theory.gcd --corrupt 0.5 --out"
    said = run(*asked.split(), out)
    assert said.exit_code == 0 and "solutions are wrong on purpose" in said.stdout
    card = (out / "README.md").read_text()
    assert "--corrupt 0.5" in card and "end in a wrong answer on purpose" in card
    assert json.loads((out / "manifest.json").read_text())["config"]["curriculum"]["stages"][0][
        "corrupt"
    ] == pytest.approx(0.5)
    table = parquet.read_table(next((out / "steps").glob("train-*.parquet")))
    assert {"prompt", "completions", "labels"} <= set(table.column_names)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"corrupt": 1.5}, "--corrupt: 1.5 is not a share from 0 to 1"),
        ({"corrupt": float("nan")}, "--corrupt: nan is not a share from 0 to 1"),
        ({"corrupt": 0.2, "stages": "eval=1"}, "--corrupt: no stage here is sft"),
        ({"backtracks": "1", "stages": "eval=1"}, "--backtracks: no stage here is sft"),
        ({"backtracks": "0-4"}, "--backtracks: 0-4 is not a number or a range LOW-HIGH within 0-3"),
        ({"backtracks": "3-1"}, "--backtracks: 3-1 is not"),
        ({"backtracks": "some"}, "--backtracks: 'some' is not a number or a range"),
        ({"check": True, "stages": "rl=1"}, "--check: no stage here is sft"),
    ],
)
def test_what_cannot_be_asked_for_is_told(asked, told):
    with pytest.raises(CurriculumError, match="^" + told.replace("(", r"\(")):
        plain_curriculum(**{**ASKED, **asked})


def test_a_curriculum_file_says_the_same(tmp_path):
    curriculum = plain_curriculum(**ASKED, corrupt=SHARE)
    assert from_mapping(to_mapping(curriculum)) == curriculum
    file = tmp_path / "mine.yaml"
    file.write_text(write_curriculum(curriculum))
    assert read_curriculum(file) == curriculum
    turns = {"backtracks": (1, 2), "check": True}
    turned = plain_curriculum(**ASKED, backtracks="1-2", check=True)
    assert from_mapping(to_mapping(turned)) == turned
    assert {name: getattr(turned.stages[0], name) for name in turns} == turns
    for written, read in (("[0, 3]", (0, 3)), ("0-3", (0, 3)), ("2", (2, 2))):
        file.write_text(
            write_curriculum(turned).replace("backtracks: 1-2", f"backtracks: {written}")
        )
        assert read_curriculum(file).stages[0].backtracks == read
    file.write_text(write_curriculum(turned).replace("backtracks: 1-2", "backtracks: few"))
    with pytest.raises(CurriculumError, match="backtracks: 'few' is not a number or a range"):
        read_curriculum(file)
    stages = to_mapping(curriculum)["stages"]
    stages[1]["corrupt"] = 0.2
    with pytest.raises(CurriculumError, match=r"stages\[1\].corrupt: only sft"):
        from_mapping({**to_mapping(curriculum), "stages": stages}).checked()
