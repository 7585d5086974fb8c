"""Several stages of RL in one dataset: in order, under names of their own, without a problem in
common; and the columns and splits by which other tools find what they look for."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from datasets import load_dataset

from curricula.curriculum import Curriculum, CurriculumError, Source, Stage
from curricula.curriculum_file import from_mapping, read_curriculum, to_mapping
from curricula.grading.grade import grade
from curricula.split import OWNED, owned_by_stage, stage_of
from pipelines.dataset.build import build
from pipelines.dataset.card import head_fault
from pipelines.dataset.dataset import Dataset
from pipelines.dataset.template import TEMPLATES
from pipelines.dataset.verify import verify
from tests.pipelines.dataset.test_dataset import rewrite, rows_of

LINEAR, GCD = "algebra.linear_equation", "number_theory.gcd"


def stage(name: str, difficulty: int = 2, size: int = 60) -> Stage:
    return Stage(name, size, (Source(LINEAR, difficulty), Source(GCD, difficulty)), 2)


CURRICULUM = Curriculum(
    "two_rl", (stage("sft"), stage("rl"), stage("rl"), stage("rl", 4), stage("eval")), style="plain"
)


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("stages") / "data"
    build(CURRICULUM, TEMPLATES["boxed"], folder, "curricula generate")
    return folder


def test_stages_of_one_name_are_numbered():
    assert [one.name for one in CURRICULUM.stages] == ["sft", "rl", "rl2", "rl3", "eval"]
    assert from_mapping(to_mapping(CURRICULUM)) == CURRICULUM
    assert CURRICULUM.shares == OWNED
    third = OWNED["rl"] / 3
    assert CURRICULUM.owned == {
        **{name: OWNED[name] for name in ("base", "sft", "eval")},
        **dict.fromkeys(("rl", "rl2", "rl3"), third),
    }


def test_what_rl_owns_stays_what_it_owns():
    """No key of another stage comes into any of them."""
    for stages in (("rl", "rl2"), ("sft", "rl", "rl2", "rl3", "rl4")):
        owned = owned_by_stage(OWNED, stages)
        for number in range(2_000):
            key = (number * (1 << 64) // 2_000).to_bytes(8, "big") + bytes(8)
            before, now = stage_of(key, OWNED), stage_of(key, owned)
            assert now == before or (before == "rl" and now.startswith("rl"))
    assert owned_by_stage(OWNED, ("sft", "rl", "eval")) == dict(OWNED)


def test_it_verifies_and_shares_no_problem(built):
    assert verify(built).bad == [] and verify(built, redraw=False).bad == []
    by_stage: dict[str, set[str]] = {}
    for row in rows_of(built, "problems"):
        by_stage.setdefault(row["stage"], set()).add(row["split_key"])
    assert list(Dataset(built).configs) == ["problems", "sft", "rl", "rl2", "rl3", "eval"]
    for name, keys in by_stage.items():
        others = [other for other in by_stage if other != name]
        assert len(keys) > 40 and not keys & set().union(*[by_stage[other] for other in others])


def test_a_row_in_another_stage_of_rl_is_found(built, tmp_path):
    copy = Path(shutil.copytree(built, tmp_path / "copy"))
    (file,) = (copy / "problems").glob("rl2-train-*.parquet")
    rewrite(file, lambda rows: [row.update(stage="rl") for row in rows])
    for redraw in (True, False):
        reasons = [bad["reason"] for bad in verify(copy, redraw=redraw).bad if bad["id"]]
        assert reasons


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (["rl2"], r"stages\[0\].name: 'rl2' is out of order"),
        (["rl", "rl3"], r"stages\[1\].name: 'rl3' is out of order"),
        (["rl2", "rl"], "out of order"),
        (["rl", *["rl"] * 9], "there are two stages 'rl'"),
        (["sft", "sft"], "there are two stages 'sft'"),
        (["rl22"], "'rl22' is not one of base, sft, rl, eval"),
    ],
)
def test_names_out_of_order_are_told(names, told):
    stages = tuple([stage(name) for name in names])
    with pytest.raises(CurriculumError, match=told):
        replace(CURRICULUM, stages=stages).checked()


def test_a_curriculum_file_lists_them_in_order(tmp_path):
    file = tmp_path / "mine.yaml"
    source = f"sources: [{{family: {GCD}, difficulty: 2}}]"
    listed = [f"  - {{name: {name}, size: 9, {source}}}" for name in ("rl", "rl", "eval")]
    file.write_text("\n".join(["name: mine", "stages:", *listed]) + "\n")
    assert [one.name for one in read_curriculum(file).stages] == ["rl", "rl2", "eval"]


def test_problems_have_splits_and_columns_that_others_look_for(built, tmp_path):
    loaded = load_dataset(str(built), cache_dir=str(tmp_path))
    assert list(loaded) == ["train", "validation", "test"]
    assert set(loaded["train"]["stage"]) == {"sft", "rl", "rl2", "rl3"}
    assert set(loaded["test"]["stage"]) == {"eval"}
    strategies = {row["id"]: row["strategies"] for row in rows_of(built, "problems")}
    for config in ("problems", "sft", "rl", "rl2", "eval"):
        for row in rows_of(built, config):
            answer = row.get("answer")
            assert row["problem"] and row["solution"].count("\\boxed") == 1
            assert row["strategies"] == strategies[row["problem_id"]] and len(row["strategies"]) > 1
            if answer is not None:
                assert grade(row["solution"], answer, row["answer_kind"]).correct
                assert row["problem"] in (row.get("statement"), row["problem"])


def test_heads_of_older_cards_are_taken(built):
    """Their splits of problems are the stages."""
    text = (built / "README.md").read_text()
    files = [path.relative_to(built).as_posix() for path in built.rglob("*.parquet")]
    assert head_fault(text, files) == ""
    start = text.index("  - split: train\n    path: problems/")
    end = text.index("  default: true", start)

    def with_splits(stages: list[str]) -> str:
        entries = [f"  - split: {name}\n    path: problems/{name}-*.parquet\n" for name in stages]
        return text[:start] + "".join(entries) + text[end:]

    stages = [one.name for one in CURRICULUM.stages]
    assert head_fault(with_splits(stages), files) == ""
    assert "names other files" in head_fault(with_splits(stages[:2]), files)
