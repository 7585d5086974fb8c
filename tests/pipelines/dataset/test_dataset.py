"""Datasets on disk: exact sizes, the same bytes however built, nothing lost, and verification that
misses nothing."""

import errno
import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as parquet
import pytest
from datasets import load_dataset

from curricula.curriculum import Curriculum, CurriculumError, Source, Stage
from curricula.request import plain_curriculum
from curricula.studies.catalog import arms_of
from generators.catalog import names
from generators.errors import DatasetError, RequestError
from generators.stream import Stream
from pipelines.dataset.build import build
from pipelines.dataset.dataset import Dataset, datasets_in
from pipelines.dataset.manifest import MANIFEST, describe, read_manifest, sealed
from pipelines.dataset.plan import make_plan
from pipelines.dataset.template import TEMPLATES, find_template
from pipelines.dataset.verify import check_manifest, verify
from pipelines.dataset.vouching import Report
from tests.command_line import HOME

CHAIN, GCD, QUADRATIC = (
    "finite_fields.operation_chain",
    "number_theory.gcd",
    "algebra.quadratic_equation",
)
CURRICULUM = plain_curriculum(family=[CHAIN, GCD, QUADRATIC], difficulty="2", size=120)


def make(folder: Path, curriculum: Curriculum = CURRICULUM, template: str = "plain", **options):
    return build(curriculum, TEMPLATES[template], folder, "curricula generate", **options)


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("built") / "data"
    make(folder)
    return folder


@pytest.fixture
def copy(built, tmp_path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "copy"))


def rows_of(folder: Path, config: str) -> list[dict]:
    return [
        row
        for file in sorted((folder / config).glob("*.parquet"))
        for row in parquet.read_table(file).to_pylist()
    ]


def rewrite(file: Path, change) -> None:
    """Write a Parquet file again with its rows changed in place."""
    table = parquet.read_table(file)
    rows = table.to_pylist()
    change(rows)
    parquet.write_table(pa.Table.from_pylist(rows, schema=table.schema), file)


def test_sizes_are_exact_and_each_problem_is_solved_by_as_many_strategies(built):
    problems = rows_of(built, "problems")
    assert len(problems) == 120 and len({row["key"] for row in problems}) == 120
    assert {
        stage: sum(row["stage"] == stage for row in problems) for stage in ("sft", "rl", "eval")
    } == {"sft": 54, "rl": 54, "eval": 12}
    assert all(
        len({solution["strategy"] for solution in row["solutions"]}) == 4 for row in problems
    )
    assert (
        len(rows_of(built, "sft")) == 4 * 54
        and len(rows_of(built, "rl")) == 54
        and len(rows_of(built, "eval")) == 12
    )
    assert {row["split"] for row in rows_of(built, "sft")} == {"train", "validation"}


@pytest.mark.parametrize("config", ["problems", "sft", "rl", "eval"])
def test_load_dataset_reads_every_config_offline(built, config, tmp_path, monkeypatch):
    monkeypatch.setenv("HF_DATASETS_OFFLINE", "1")
    loaded = load_dataset(str(built), config, cache_dir=str(tmp_path))
    assert sum(len(split) for split in loaded.values()) == len(rows_of(built, config))
    if config == "problems":
        assert (
            set(load_dataset(str(built), cache_dir=str(tmp_path)))
            == {"train", "validation", "test"}
            == set(loaded)
        )


def test_a_fresh_dataset_verifies_in_silence(built):
    report = verify(built)
    assert report.bad == [] and report.counts["problems"] == 120 and report.counts["claims"] > 1_000


@pytest.mark.parametrize("style", ["plain", "terse"])
@pytest.mark.parametrize("template", list(TEMPLATES))
def test_every_style_and_template_verifies(tmp_path, style, template):
    make(tmp_path / "data", replace(CURRICULUM, style=style), template)
    assert verify(tmp_path / "data").bad == []
    (tmp_path / "data" / "manifest.json").unlink()
    assert {finding["file"] for finding in verify(tmp_path / "data").bad} == {"manifest.json"}


def test_faulty_solutions_verify_as_what_they_are(tmp_path):
    stage = Stage("sft", 60, (Source(CHAIN, 2),), {"forward": 1.0}, choices={"guess": "random"})
    make(tmp_path / "data", Curriculum("guesses", (stage,)))
    solutions = [
        solution for row in rows_of(tmp_path / "data", "problems") for solution in row["solutions"]
    ]
    assert 5 < sum(not solution["correct"] for solution in solutions) < 45
    assert verify(tmp_path / "data").bad == []


def test_the_bytes_do_not_depend_on_workers_or_hash_seed(tmp_path):
    one = tmp_path / "one"
    make(one)
    make(tmp_path / "two", workers=2)
    assert contents(one) == contents(tmp_path / "two")
    code = (
        "import sys; from tests.pipelines.dataset.test_dataset import make;"
        " from pathlib import Path; make(Path(sys.argv[1]))"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "77"}
    subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "three")],
        check=True,
        env=environment,
        cwd=HOME,
    )
    assert contents(one) == contents(tmp_path / "three")


def test_a_rerun_keeps_what_is_whole_and_writes_what_is_missing(copy, built):
    (copy / "sft" / "train-00000-of-00001.parquet").unlink()
    result = make(copy)
    assert (result.written, result.kept) == (1, 4)
    assert contents(copy) == contents(built)
    file = copy / "rl" / "train-00000-of-00001.parquet"
    file.write_bytes(file.read_bytes()[:-7])
    assert make(copy).written == 1 and contents(copy) == contents(built)


def test_a_finished_dataset_is_not_planned_again(copy, built, monkeypatch):
    """Unless some of it is missing, by its files or by its manifest."""
    planned = []
    monkeypatch.setattr(
        "pipelines.dataset.build.make_plan", lambda *given: planned.append(0) or make_plan(*given)
    )
    result = make(copy)
    assert (result.written, result.kept, planned) == (0, 5, [])
    assert contents(copy) == contents(built)
    manifest = read_manifest(copy)
    name = next(name for name in manifest["shards"] if name.startswith("rl"))
    for file in manifest["shards"].pop(name)["files"]:
        del manifest["files"][file]
        (copy / file).unlink()
    (copy / MANIFEST).write_text(sealed(manifest))
    assert make(copy).written == 1 and planned == [0]
    assert contents(copy) == contents(built)


def test_a_full_disk_loses_nothing_that_was_whole(tmp_path, built, monkeypatch):
    write, calls = parquet.ParquetWriter.write_table, []

    def full(writer, table):
        calls.append(table)
        if len(calls) == 6:
            write(writer, table.slice(0, 1))
            raise OSError(errno.ENOSPC, "No space left on device", "data.parquet")
        write(writer, table)

    monkeypatch.setattr(parquet.ParquetWriter, "write_table", full)
    with pytest.raises(OSError, match="No space left"):
        make(tmp_path / "data")
    assert (
        not list((tmp_path / "data").rglob("*.partial"))
        and not (tmp_path / "data" / "manifest.json").exists()
    )
    monkeypatch.undo()
    result = make(tmp_path / "data")
    assert result.kept == 2 and contents(tmp_path / "data") == contents(built)


def test_another_configuration_and_foreign_folders_are_refused(copy, tmp_path):
    with pytest.raises(DatasetError, match="seed"):
        make(copy, replace(CURRICULUM, seed=1))
    foreign = tmp_path / "foreign"
    foreign.mkdir()
    (foreign / "thesis.tex").write_text("\\documentclass{article}")
    with pytest.raises(DatasetError, match="not a dataset"):
        make(foreign)
    with pytest.raises(DatasetError, match="is a file"):
        make(foreign / "thesis.tex")
    assert (foreign / "thesis.tex").read_text().startswith("\\document") and len(
        list(foreign.iterdir())
    ) == 1


def test_more_problems_than_exist_are_refused_with_the_number(tmp_path):
    with pytest.raises(CurriculumError, match="holds .* distinct problems"):
        make_plan(
            plain_curriculum(
                family=[CHAIN], difficulty="1", knob=["steps=1", "type=evaluation"], size=10_000
            ),
            tmp_path,
        )
    with pytest.raises(CurriculumError, match="one dataset holds up to"):
        make_plan(plain_curriculum(family=[CHAIN], size=10**9), tmp_path)


def test_a_dataset_is_opened_once_for_all(built):
    data = Dataset(built)
    assert data.configs == ["problems", "sft", "rl", "eval"] and data.name == "curricula"
    assert data.splits("sft") == ["train", "validation"] and data.validation == "eval/test"
    assert data.families == sorted([CHAIN, GCD, QUADRATIC]) and data.template == TEMPLATES["plain"]
    for config in data.configs:
        assert list(data.rows(config)) == rows_of(built, config)
        assert data.size(config) == len(rows_of(built, config))
    posed = list(data.problems("rl", ["id", "statement"]))
    assert len(posed) == 54 and all(set(row) == {"id", "statement"} for row in posed)
    with pytest.raises(DatasetError, match="has no column strategems"):
        next(data.rows("rl", columns=["id", "strategems"]))


def test_a_dataset_that_was_changed_is_not_opened(copy, tmp_path):
    with pytest.raises(DatasetError, match="is a study of 1 datasets; name one of them, such as"):
        Dataset(tmp_path)
    with pytest.raises(DatasetError, match="is not a dataset: it has no manifest.json"):
        Dataset(tmp_path / "nowhere")
    assert [data.folder for data in datasets_in(tmp_path)] == [copy]
    (copy / "sft" / "more.txt").touch()
    with pytest.raises(DatasetError, match="sft/more.txt: is not in the manifest"):
        Dataset(copy)
    (copy / "sft" / "more.txt").unlink()
    file = copy / "rl" / "train-00000-of-00001.parquet"
    file.write_bytes(file.read_bytes() + b" ")
    with pytest.raises(DatasetError, match="rl/train-.*is not the file that the manifest"):
        Dataset(copy)


def test_a_manifest_has_one_spelling(copy):
    """Equal content in other bytes is refused: a manifest is what was written, not its meaning."""
    manifest = copy / "manifest.json"
    content = json.loads(manifest.read_text())
    manifest.write_text(json.dumps(content, indent=2, sort_keys=True))
    with pytest.raises(DatasetError, match="the manifest was changed after it was written"):
        Dataset(copy)
    assert [finding["file"] for finding in verify(copy).bad] == ["manifest.json"]
    manifest.write_text(json.dumps(content, indent=1, sort_keys=True) + "\n")
    assert Dataset(copy).size("problems") == 120 and verify(copy).bad == []


RL = "rl/train-00000-of-00001.parquet"


def describe_anew(folder: Path, more_rows: int = 0) -> None:
    """Put the size and hash of the file RL into the manifest, and so many more rows than it has."""
    manifest = read_manifest(folder)
    rows = manifest["files"][RL]["rows"] + more_rows
    manifest["files"][RL] = describe(folder / RL, rows)
    (folder / MANIFEST).write_text(sealed(manifest))


def claim_rows(table: Path, rows: int) -> None:
    """Make the footer of a small table say how many rows there are; its pages stay."""
    whole, said = table.read_bytes(), parquet.read_metadata(table).num_rows
    start = len(whole) - 8 - int.from_bytes(whole[-8:-4], "little")
    for at in range(start, len(whole) - 8):
        if whole[at : at + 2] == bytes([0x16, 2 * said]):  # an i64 of Thrift, zigzag
            table.write_bytes(whole[: at + 1] + bytes([2 * rows]) + whole[at + 2 :])
            try:
                if parquet.read_metadata(table).num_rows == rows:
                    return
            except OSError:
                pass
    raise AssertionError(f"{table} does not say {said}")


@pytest.mark.parametrize("more", [1, -1, 10**30])
def test_a_manifest_that_counts_other_rows_than_there_are_is_found(more, copy):
    rows = Dataset(copy).size("rl", "train")
    describe_anew(copy, more)
    reason = f"has {rows:,} rows; the manifest says {rows + more:,}"
    assert verify(copy).bad == [{"file": RL, "id": "", "reason": reason}]
    with pytest.raises(DatasetError, match=f"{RL}: {reason}"):
        Dataset(copy)


def test_a_footer_that_counts_other_rows_than_there_are_is_found(copy):
    rows = Dataset(copy).size("rl", "train")
    claim_rows(copy / RL, rows + 1)
    describe_anew(copy, more_rows=1)
    reason = f"cannot be read: its groups have {rows:,} rows, and its footer says {rows + 1:,}"
    found, *others = verify(copy).bad
    assert found == {"file": RL, "id": "", "reason": reason}
    assert {one["reason"] for one in others} == {"the row is missing"}


def test_no_problem_is_in_two_sources_of_one_family(tmp_path):
    """Sources that share problems, by overlapping knobs: each problem is drawn from one of them."""
    sources = tuple(Source(CHAIN, 1, {"steps": steps}) for steps in ((1, 1), (1, 2), (2, 2)))
    first, second = (
        {source.setting().problem(0, index).key for index in range(2_000)} for source in sources[:2]
    )
    assert len(first & second) > 20
    stages = tuple(Stage(name, 150, sources, 2) for name in ("sft", "rl"))
    make(tmp_path / "data", Curriculum("overlapping", stages))
    keys = [row["key"] for row in rows_of(tmp_path / "data", "problems")]
    assert len(keys) == len(set(keys)) == 300
    assert verify(tmp_path / "data").bad == []


def test_any_edited_byte_is_found(copy):
    """By the manifest, which `verify` holds every file against before it reads a row."""
    stream, sound = Stream("edits"), contents(copy)
    for name, data in sound.items():
        for _ in range(20):
            at = stream.below(len(data))
            (copy / name).write_bytes(
                data[:at] + bytes([data[at] ^ (1 + stream.below(255))]) + data[at + 1 :]
            )
            report = Report()
            check_manifest(copy, "", report)
            assert report.bad, f"{name}, byte {at}"
        (copy / name).write_bytes(data)
    (copy / "README.md").write_bytes(sound["README.md"] + b" ")
    assert [finding["file"] for finding in verify(copy).bad] == ["README.md"]
    (copy / "rl" / "train-00000-of-00001.parquet").write_bytes(b"PAR1")
    assert any(finding["file"].startswith("rl/train") for finding in verify(copy).bad)
    (copy / "rl" / "train-00000-of-00001.parquet").unlink()
    assert any(finding["file"].startswith("rl/train") for finding in verify(copy).bad)


def test_without_a_manifest_every_changed_answer_is_named(copy):
    (copy / "manifest.json").unlink()
    stream = Stream("answers")
    for config, field in (("problems", "answer"), ("rl", "answer"), ("eval", "answer")):
        for file in sorted((copy / config).glob("*.parquet")):
            sound = file.read_bytes()
            changed: list[str] = []

            def change(rows, field=field, changed=changed):
                for row in rows[stream.below(3) :: 3]:
                    row[field] = re.sub(r"\d+", lambda m: str(int(m[0]) + 1), row[field], count=1)
                    changed.append(row["id"])

            rewrite(file, change)
            assert set(changed) <= {finding["id"] for finding in verify(copy).bad}
            file.write_bytes(sound)


def test_without_a_manifest_an_answer_changed_everywhere_is_named(copy):
    (copy / "manifest.json").unlink()
    row = next(
        row for row in rows_of(copy, "problems") if row["stage"] == "rl" and row["family"] == GCD
    )
    wrong = str(int(row["answer"]) + 3)

    def change(rows):
        for other in rows:
            if other["problem_id"] == row["id"]:
                other["answer"] = wrong
                for solution in other.get("solutions", []):
                    solution["answer"] = wrong

    for file in [*(copy / "problems").glob("rl-*"), *(copy / "rl").glob("*")]:
        rewrite(file, change)
    assert row["id"] in {finding["id"] for finding in verify(copy).bad}


def test_without_a_manifest_nine_in_ten_changed_numbers_in_claims_are_named(copy):
    (copy / "manifest.json").unlink()
    stream, found, tries = Stream("claims"), 0, 0
    for file in sorted((copy / "problems").glob("rl-train*")):
        sound = file.read_bytes()
        for begin in range(6):
            changed: list[str] = []

            def change(rows, changed=changed, begin=begin):
                for row in rows[begin::6][:12]:  # a number in each of some rows
                    step = stream.choice(stream.choice(row["solutions"])["steps"])
                    places = list(re.finditer(r"\d+", step["claim"]))
                    place = places[stream.below(len(places))]
                    before, after = step["claim"][: place.start()], step["claim"][place.end() :]
                    step["claim"] = f"{before}{int(place[0]) + 1 + stream.below(8)}{after}"
                    changed.append(row["id"])

            rewrite(file, change)
            bad = {finding["id"] for finding in verify(copy).bad}
            tries, found = tries + len(changed), found + len(bad & set(changed))
            file.write_bytes(sound)
    assert tries >= 40 and found >= 0.9 * tries


def test_an_edited_completion_a_doubled_and_a_lost_row_are_named(copy):
    (copy / "manifest.json").unlink()
    file = copy / "sft" / "train-00000-of-00001.parquet"
    sound = file.read_bytes()

    def swap(rows):
        rows[3]["completion"][0]["content"] = rows[3]["completion"][0]["content"].replace(
            "=", "= 0 +", 1
        )

    def double(rows):
        rows.append(rows[5])

    def lose(rows):
        rows.pop(7)

    ids = [row["id"] for row in parquet.read_table(file).to_pylist()]
    for change, at in ((swap, 3), (double, 5), (lose, 7)):
        rewrite(file, change)
        assert ids[at] in {finding["id"] for finding in verify(copy).bad}
        file.write_bytes(sound)


def test_a_problem_in_two_splits_is_named(copy):
    (copy / "manifest.json").unlink()
    source = parquet.read_table(copy / "problems" / "sft-train-00000-of-00001.parquet").to_pylist()[
        0
    ]

    def leak(rows):
        rows.append(
            {**source, "id": "leaked", "problem_id": "leaked", "stage": "eval", "split": "test"}
        )

    rewrite(copy / "problems" / "eval-test-00000-of-00001.parquet", leak)
    reasons = [finding["reason"] for finding in verify(copy).bad if finding["id"] == "leaked"]
    assert any("structural key" in reason for reason in reasons) and any(
        "split" in reason for reason in reasons
    )


def test_a_study_is_verified_as_a_whole(tmp_path):
    for name, arm in arms_of("select_and_improve").items():
        if name in ("sft-F", "rl-6-9", "eval"):
            make(
                tmp_path / name,
                replace(arm, stages=tuple(replace(stage, size=60) for stage in arm.stages)),
            )
    report = verify(tmp_path)
    assert report.bad == [] and report.counts["problems"] == 180
    kinds = [row["type"] for row in rows_of(tmp_path / "eval", "problems")]
    assert kinds.count("evaluation") == kinds.count("inversion") == 30
    assert all(row["strategy"] == "forward" for row in rows_of(tmp_path / "sft-F", "sft"))


def test_the_card_tells_the_command_the_counts_and_a_problem(built):
    card = (built / "README.md").read_text()
    assert "curricula generate" in card and "curricula verify" in card and 'load_dataset("' in card
    assert str(built) not in card and card.count("| sft | train |") == 3
    assert "`solutions`" in card and "solved by every strategy" in card


def test_templates_of_files_run_in_a_sandbox(tmp_path):
    file = tmp_path / "mine.jinja"
    file.write_text("Q: {{ statement }}\n---\n{{ solution }} #### {{ answer }}\n")
    mine = find_template(str(file))
    assert (
        mine.show_prompt("1 + 1?") == "Q: 1 + 1?"
        and mine.show_completion("s", "2", "t") == "s #### 2"
    )
    for bad in (
        "{{ statement }}",
        "{{ nothing }}\n---\n",
        "{{ ''.__class__.__mro__ }}\n---\n{{ solution.__class__.__base__.__subclasses__() }}",
        "{% for %}\n---\n",
    ):
        file.write_text(bad)
        with pytest.raises(RequestError):
            find_template(str(file))
    with pytest.raises(RequestError, match="no template is called"):
        find_template("fancy")


def test_the_manifest_names_every_file_and_its_rows(built):
    manifest = json.loads((built / "manifest.json").read_text())
    assert set(manifest["files"]) == set(contents(built)) - {"manifest.json"}
    for name, said in manifest["files"].items():
        assert said["bytes"] == (built / name).stat().st_size
        if name.endswith(".parquet"):
            assert said["rows"] == parquet.ParquetFile(built / name).metadata.num_rows


def test_terse_datasets_of_every_family_verify(tmp_path):
    """A terse statement says fewer numbers than its sentences; the derivation still has sources."""
    sources = tuple([Source(name, 2) for name in names()])
    curriculum = Curriculum("terse", (Stage("sft", 4 * len(sources), sources, 3),), style="terse")
    make(tmp_path / "data", curriculum, "terse")
    assert verify(tmp_path / "data").bad == []
