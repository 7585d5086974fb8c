"""Golds that the grader cannot read are refused when they would be exported, or told."""

import pyarrow as pa
import pyarrow.parquet as parquet
import pytest

from curricula.request import plain_curriculum
from generators.errors import DatasetError, RequestError
from pipelines.dataset.build import build
from pipelines.dataset.manifest import MANIFEST, describe, read_manifest, sealed
from pipelines.dataset.template import TEMPLATES
from pipelines.export.export import export
from pipelines.export.targets import names
from tests.command_line import run_here as run


@pytest.fixture(scope="module")
def spoilt(tmp_path_factory):
    """A dataset two of whose eval answers are no integers."""
    folder = tmp_path_factory.mktemp("golds") / "data"
    wish = plain_curriculum(family=["number_theory.gcd"], difficulty="2", size=60)
    build(wish, TEMPLATES["plain"], folder, "generate")
    (file,) = (folder / "eval").glob("*.parquet")
    table = parquet.read_table(file)
    answers = [
        r"\frac{1" if row < 2 else answer
        for row, answer in enumerate(table.column("answer").to_pylist())
    ]
    place = table.column_names.index("answer")
    parquet.write_table(table.set_column(place, "answer", pa.array(answers)), file)
    manifest, name = read_manifest(folder), file.relative_to(folder).as_posix()
    manifest["files"][name] = describe(file, table.num_rows)
    (folder / MANIFEST).write_text(sealed(manifest), encoding="utf-8")
    return folder


@pytest.mark.parametrize("target", [name for name in names() if name != "trl"])
def test_an_export_refuses_them_in_one_line_with_counts_and_an_example(spoilt, target, tmp_path):
    with pytest.raises(DatasetError) as caught:
        export(str(spoilt), target, tmp_path / "out")
    said = str(caught.value)
    assert "2 of " in said and "(2 integer)" in said and r"'\frac{1' of number_theory.gcd" in said
    assert "\n" not in said and len(said) < 300 and not (tmp_path / "out").exists()


def test_trl_is_told_since_its_reward_skips_them(spoilt, tmp_path):
    told: list[str] = []
    export(str(spoilt), "trl", tmp_path / "out", note=told.append)
    assert len(told) == 1 and "the reward gives None there" in told[0]


def test_options_of_the_grader_stand_in_the_reward(tmp_path):
    done = run(
        *"generate --family number_theory.gcd --strategies 2 --size 40 --out data".split(),
        cwd=tmp_path,
    )
    assert done.returncode == 0, done.stderr
    options = ["--grading", "unmarked=yes", "--grading", "percent=unit", "--grading", "boxes=agree"]
    done = run("export", "data", "--to", "verl", "out", *options, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    scope: dict = {}
    exec((tmp_path / "out" / "reward.py").read_text(), scope)
    assert scope["OPTIONS"] == {"unmarked": True, "percent": "unit"}
    gold = {"answer_kind": "integer", "answer_form": ""}
    said = scope["compute_score"]("", "Some steps.\nThe result is 28.", "28", gold)
    assert said["score"] == 1.0
    done = run("export", "data", "--to", "verl", "out2", "--grading", "percent=off", cwd=tmp_path)
    assert done.returncode == RequestError.exit_code and "percent: 'off' is not one" in done.stderr
