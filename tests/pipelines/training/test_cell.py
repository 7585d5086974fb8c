"""What makes a cell and its folder: the digest that two runs share, whose a folder is, and the lock
on it. No model is trained here."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as parquet
import pytest

from generators.errors import DatasetError, TrainingError
from pipelines.models.presets import PRESETS, find_preset
from pipelines.training import cell
from pipelines.training.cell import (
    CELL,
    SPEC,
    CellSpec,
    Progress,
    TrainingPhase,
    add_time,
    claim_folder,
    finished,
    held,
    read_spec,
    seed_of,
    times,
)

# What earlier versions wrote down for the same cell: another digest would refuse to go on with
# every run that is there.
DIGESTS = {
    "smoke": "e329b2eb41e54c84caefad37dad75dac",
    "tiny": "2b7c9195d3cfbebc06c2ec6190b5803e",
    "small": "f52e7ff370b6ff280db4e7dc7ee7ce2a",
    "pretrained-small": "08dbfb751660d357960752f9bc4190ca",
    "paper": "a3713a0aa169ef197b187b19eb2676e6",
}


def dataset(folder: Path, content: str = "") -> str:
    """A folder with as much of a manifest as a digest reads."""
    folder.mkdir(exist_ok=True)
    digest = f"digest of {content or folder.name}"
    (folder / "manifest.json").write_text(json.dumps({"digest": digest}))
    return str(folder)


def spec_in(folder: Path, preset: str = "smoke") -> CellSpec:
    """SFT and its tail, by one strategy, from scratch."""
    return CellSpec(
        arm="FB",
        stage="sft",
        seed=3,
        phases=[
            TrainingPhase(dataset(folder / "shown"), "sft", 1.0),
            TrainingPhase(dataset(folder / "posed"), "tail", 0.5),
        ],
        settings=find_preset(preset).plain(),
        strategies=["forward"],
        evaluation=dataset(folder / "posed"),
        vocabulary=[dataset(folder / "practice")],
    )


def with_setting(section: str, name: str, value: object) -> Callable[[CellSpec], CellSpec]:
    def change(spec: CellSpec) -> CellSpec:
        return replace(
            spec, settings={**spec.settings, section: {**spec.settings[section], name: value}}
        )

    return change


def test_other_pass_rates_make_another_cell_whatever_their_file_is_called(tmp_path):
    file = tmp_path / "rates.parquet"
    spec = with_setting("rl", "screened", str(file))(spec_in(tmp_path))
    rl = replace(spec, phases=[TrainingPhase(dataset(tmp_path / "asked"), "rl", 1.0)])
    digests = []
    for rate in (0.5, 0.75):
        parquet.write_table(pa.table({"problem_id": ["p"], "solve_rate": [rate]}), file)
        digests.append(rl.digest())
    assert digests[0] != digests[1]
    assert spec.digest() == spec_in(tmp_path).digest()  # SFT does not read them


@pytest.mark.parametrize("preset", PRESETS)
def test_the_digest_is_the_one_that_runs_which_are_there_hold(tmp_path, preset):
    assert spec_in(tmp_path, preset).digest() == DIGESTS[preset]


@pytest.mark.parametrize(
    "change",
    [
        lambda spec: replace(spec, arm="F"),
        lambda spec: replace(spec, stage="rl"),
        lambda spec: replace(spec, seed=4),
        lambda spec: replace(spec, strategies=["backward"]),
        lambda spec: replace(spec, phases=spec.phases[:1]),
        lambda spec: replace(spec, phases=spec.phases[::-1]),
        lambda spec: replace(spec, phases=[spec.phases[0]._replace(repeat=2.0), spec.phases[1]]),
        lambda spec: replace(spec, evaluation=spec.phases[0].dataset),
        lambda spec: replace(spec, evaluation=""),
        lambda spec: replace(spec, vocabulary=[]),
        lambda spec: replace(spec, parent="base"),
        lambda spec: replace(spec, checkpoint="some/model"),
        lambda spec: replace(spec, settings={**spec.settings, "device": "cuda"}),
        with_setting("model", "hidden_size", 64),
        with_setting("sft", "learning_rate", 1.0),
        with_setting("tail", "max_steps", 9),
        with_setting("evaluation", "samples", 9),
        with_setting("rl", "max_completion_length", 9),
    ],
)
def test_what_makes_a_cell_is_in_its_digest(tmp_path, change):
    spec = spec_in(tmp_path)
    assert change(spec).digest() != spec.digest()


@pytest.mark.parametrize(
    "change",
    [
        lambda spec: replace(spec, family_dirs=["mine"]),
        lambda spec: replace(spec, below_floor="allow"),
        lambda spec: replace(spec, settings={**spec.settings, "threads": 7}),
        with_setting("rl", "learning_rate", 1.0),
        with_setting("base", "max_steps", 1),
        with_setting("sizes", "sft", 1),
    ],
)
def test_what_a_cell_does_not_read_is_not_in_its_digest(tmp_path, change):
    spec = spec_in(tmp_path)
    assert change(spec).digest() == spec.digest()


def test_an_rl_cell_reads_rl_and_neither_sft_nor_its_tail(tmp_path):
    spec = replace(spec_in(tmp_path), phases=[TrainingPhase(dataset(tmp_path / "posed"), "rl")])
    assert with_setting("rl", "learning_rate", 1.0)(spec).digest() != spec.digest()
    for section in ("sft", "tail"):
        assert with_setting(section, "learning_rate", 1.0)(spec).digest() == spec.digest()


def test_datasets_and_the_parent_count_by_their_contents(tmp_path):
    spec = spec_in(tmp_path)
    moved = spec.phases[0]._replace(dataset=dataset(tmp_path / "elsewhere", "shown"))
    assert replace(spec, phases=[moved, spec.phases[1]]).digest() == spec.digest()
    before = spec.digest()
    dataset(tmp_path / "shown", "other rows")
    assert spec.digest() != before
    parents = []
    for name, digest in (("one", "a"), ("other", "a"), ("third", "b")):
        (tmp_path / name).mkdir()
        (tmp_path / name / CELL).write_text(json.dumps({"digest": digest}))
        parents.append(replace(spec, parent="sft", parent_folder=str(tmp_path / name)).digest())
    assert parents[0] == parents[1] != parents[2]
    with pytest.raises(DatasetError, match="not a dataset with a sound manifest"):
        replace(spec, evaluation=str(tmp_path / "nowhere")).digest()


def test_a_folder_belongs_to_one_cell_and_says_which(tmp_path):
    spec, folder = spec_in(tmp_path), tmp_path / "run" / "sft"
    assert claim_folder(folder, spec) is False
    assert json.loads((folder / SPEC).read_text())["digest"] == spec.digest()
    assert read_spec(folder) == spec and read_spec(folder).phases[1].section == "tail"
    assert claim_folder(folder, replace(spec, family_dirs=["mine"])) is False
    for other in (replace(spec, seed=4), with_setting("sft", "learning_rate", 1.0)(spec)):
        with pytest.raises(TrainingError, match="begun with other settings or data"):
            claim_folder(folder, other)
    assert read_spec(folder).seed == 3
    (folder / CELL).write_text(json.dumps({"digest": "of another"}))
    assert claim_folder(folder, spec) is False
    (folder / CELL).write_text(json.dumps({"digest": spec.digest()}))
    assert claim_folder(folder, spec) is True and finished(folder) == {"digest": spec.digest()}
    (folder / CELL).write_text("{")
    assert claim_folder(folder, spec) is False and finished(folder) == {}


def test_two_do_not_work_in_one_folder(tmp_path, monkeypatch):
    monkeypatch.setattr(cell, "PATIENCE", 0.05)
    with held(tmp_path / "new"):
        with pytest.raises(TrainingError, match="another process is at work in it"):
            with held(tmp_path / "new"):
                pass
        with held(tmp_path / "other"):
            pass
    with pytest.raises(KeyError), held(tmp_path / "new"):
        raise KeyError
    with held(tmp_path / "new"):
        pass


def test_each_purpose_has_a_seed_of_its_own():
    assert seed_of("train", 0, "F", "sft", 0) == seed_of("train", 0, "F", "sft", 0)
    seeds = {
        seed_of(purpose, seed, arm)
        for purpose in ("train", "floor")
        for seed, arm in ((0, "F"), (1, "F"), (0, "B"), (1, "B"))
    }
    assert len(seeds) == 8 and all(0 <= seed < 2**31 for seed in seeds)


def test_times_of_runs_that_were_stopped_add_up(tmp_path):
    assert times(tmp_path) == {"seconds": 0.0, "cpu_seconds": 0.0, "runs": 0}
    add_time(tmp_path, 2.0, 1.0)
    add_time(tmp_path, 3.0, 1.5)
    assert times(tmp_path) == {"seconds": 5.0, "cpu_seconds": 2.5, "runs": 2}


def test_progress_is_written_by_the_first_process_alone(tmp_path):
    shown: list[Any] = []
    progress = Progress(tmp_path, lambda *words: shown.append(words))
    progress.at("sft on data", 1, 4)(5, 10)
    assert json.loads((tmp_path / "progress.json").read_text())["share"] == 1.5 / 4
    assert shown == [("sft on data", 5, 10)]
    other = tmp_path / "other"
    Progress(other, lambda *words: shown.append(words), mine=False).at("rl", 0, 1)(1, 1)
    assert not other.exists() and len(shown) == 1
