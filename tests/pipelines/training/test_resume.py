"""A training that is stopped anywhere goes on from its last checkpoint and ends as one that was
not: same weights, log and completions."""

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import pyarrow.parquet as parquet
import pytest

from curricula.studies.catalog import study_of
from generators.errors import TrainingError
from pipelines.models.presets import find_preset
from pipelines.models.settings import carried_out, named_model
from pipelines.training.cell import CellSpec, TrainingPhase, held
from tests.command_line import HOME
from tests.trained import furthest, log_of, needs_training, run, tiny_pretrained
from tests.trained import make_data as make

pytestmark = needs_training
if find_spec("trl"):  # without the extra for training the tests below are skipped, not broken
    from pipelines.training.experiment import Experiment, make_data
    from pipelines.training.run_cell import run_cell
CHANGES = (
    "tail.max_steps=5",
    "evaluation.limit=8",
    "evaluation.max_new_tokens=16",
    "rl.max_completion_length=16",
    "device=cpu",
)
SINCE_START = (
    "num_tokens",
    "train_loss",
    "total_flos",
)  # what a trainer sums up since it was started
AVERAGED = ("loss", "entropy", "mean_token_accuracy", "grad_norm", "learning_rate", "epoch")


class Stop(BaseException):
    """Ends a training as a kill would: nothing after it is done."""


@pytest.fixture(scope="module")
def settings():
    return carried_out(find_preset("smoke"), CHANGES)


@pytest.fixture(scope="module")
def place(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("resume")


@pytest.fixture(scope="module")
def whole(place, settings) -> dict[str, tuple[Path, CellSpec]]:
    """The cells of a small experiment, none of them stopped."""
    study = study_of("select_and_improve", settings.sizes, "terse", ("2-5",), {})
    experiment = Experiment(study, ("FB",), (0,), settings, place / "whole", "allow")
    make_data(experiment, 1, print)
    found = {}
    for job in experiment.jobs():
        run_cell(job.folder, job.spec, print)
        found[job.spec.stage.partition("-")[0]] = job.folder, job.spec
    return found


def stopped(folder: Path, spec: CellSpec, part: str, done: int) -> None:
    """Run a cell until this part of it has done so much."""

    def show(at: str, now: int, total: int) -> None:
        if at.startswith(part) and now >= done:
            raise Stop

    with pytest.raises(Stop):
        run_cell(folder, spec, print, show)


def same(one: Path, other: Path, *without: str) -> None:
    assert furthest(one, other) == 0.0
    assert log_of(one, *SINCE_START, *without) == log_of(other, *SINCE_START, *without)
    if (one / "completions.parquet").exists():
        assert parquet.read_table(one / "completions.parquet").equals(
            parquet.read_table(other / "completions.parquet")
        )
        assert (one / "evaluation.json").read_text() == (other / "evaluation.json").read_text()
    assert not (other / "work").exists()


@pytest.mark.parametrize(
    ("stage", "part", "done"),
    [
        ("base", "base on", 1),
        ("base", "base on", 3),
        ("sft", "sft on", 3),
        ("sft", "tail on", 3),
        ("sft", "evaluation", 1),
        ("rl", "rl on", 1),
        ("rl", "rl on", 3),
        ("rl", "evaluation", 1),
    ],
)
def test_a_cell_that_was_stopped_ends_as_one_that_was_not(whole, place, stage, part, done):
    folder, spec = whole[stage]
    again = place / f"{stage}-{part.partition(' ')[0]}-{done}"
    stopped(again, spec, part, done)
    assert (again / "spec.json").is_file() and not (again / "cell.json").exists()
    said = run_cell(again, spec, print)
    # smoke logs every ten updates: the one line at its end averages over updates of which some lie
    # before the checkpoint
    same(folder, again, *(AVERAGED if stage != "rl" else ()))
    assert said["updates"] == json.loads((folder / "cell.json").read_text())["updates"]
    assert run_cell(again, spec, print) == said


@pytest.mark.parametrize(("stage", "done"), [("sft", 5), ("rl", 3), ("rl", 5), ("rl", 9)])
def test_several_epochs_are_gone_on_with_in_their_order(whole, place, stage, done):
    """Each epoch has an order of its own, which a stopped training must not begin anew."""
    _, spec = whole[stage]
    shorter = {"per_device_train_batch_size": 32, "max_steps": 10, "logging_steps": 1}
    section = {**spec.settings[stage], **shorter}
    spec = replace(
        spec,
        settings={**spec.settings, stage: section},
        phases=[phase for phase in spec.phases if phase.section == stage],
    )
    folder = place / f"epochs-{stage}"
    run_cell(folder, spec, print)
    assert log_of(folder)[9]["epoch"] > 2
    again = place / f"epochs-{stage}-{done}"
    stopped(again, spec, f"{stage} on", done)
    run_cell(again, spec, print)
    same(folder, again)


def test_prompts_drawn_again_are_those_that_would_have_been(whole, place):
    """Dynamic sampling chooses other prompts by the update, not by what was drawn before."""
    _, spec = whole["rl"]
    section = {**spec.settings["rl"], "dynamic_sampling": 2, "max_steps": 6, "logging_steps": 1}
    spec = replace(spec, settings={**spec.settings, "rl": section})
    folder, again = place / "redraws", place / "redraws-3"
    run_cell(folder, spec, print)
    assert "groups/even_after_redraws" in log_of(folder)[0]
    stopped(again, spec, "rl on", 3)
    run_cell(again, spec, print)
    same(folder, again)


def test_what_was_half_written_is_passed_over(whole, place):
    folder, spec = whole["rl"]
    again = place / "torn"
    stopped(again, spec, "rl on", 5)
    work = again / "work" / "0-rl"
    (work / "checkpoint-5").mkdir()
    (work / "checkpoint-5" / "trainer_state.json").write_text('{"global_')
    (again / ".model.partial").mkdir()
    (again / ".model.partial" / "model.safetensors").write_bytes(b"\0")
    with open(again / "log.jsonl", "a", encoding="utf-8") as log:
        log.write('{"step": 5, "pha')
    run_cell(again, spec, print)
    same(folder, again)


def test_an_evaluation_that_was_half_written_is_done_again(whole, place, monkeypatch):
    from pipelines.evaluation import evaluate

    folder, spec = whole["sft"]
    again = place / "unwritten"

    def full(*arguments: object) -> None:
        raise OSError("no space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(evaluate, "write_whole", full)
        with pytest.raises(OSError, match="no space"):
            run_cell(again, spec, print)
    assert (again / "completions.parquet").exists() and not (again / "evaluation.json").exists()
    run_cell(again, spec, print)
    same(folder, again)


def test_a_lora_goes_on_where_it_was_stopped(place, settings):
    data = make(place / "natural", size=40)
    model = tiny_pretrained(place / "pretrained", data, True)
    lora = {"r": 4, "lora_dropout": 0.1, "target_modules": "all-linear"}
    named = named_model(settings, str(model))
    named = named.model_copy(
        update={
            "sft": {**settings.sft, "logging_steps": 1},
            "model": {**named.model, "lora": lora},
        }
    )
    spec = CellSpec(
        "lora",
        "sft",
        0,
        [TrainingPhase(str(data), "sft"), TrainingPhase(str(data), "tail")],
        named.plain(),
        evaluation=str(data),
    )
    run_cell(place / "lora", spec, print)
    for part in ("sft on", "tail on", "evaluation"):
        stopped(place / "lora-again", spec, part, 3 if part != "evaluation" else 1)
    run_cell(place / "lora-again", spec, print)
    same(place / "lora", place / "lora-again")
    # RL keeps a copy of the adapter that it starts from, to stay near it
    named = named.model_copy(
        update={"rl": {**settings.rl, "beta": 0.1, "max_completion_length": 16}}
    )
    parent = {"parent": "sft", "parent_folder": str(place / "lora")}
    later = CellSpec(
        "lora",
        "rl",
        0,
        [TrainingPhase(str(data), "rl")],
        named.plain(),
        evaluation=str(data),
        below_floor="allow",
        **parent,
    )
    run_cell(place / "lora-rl", later, print)
    stopped(place / "lora-rl-again", later, "rl on", 3)
    run_cell(place / "lora-rl-again", later, print)
    same(place / "lora-rl", place / "lora-rl-again")
    assert log_of(place / "lora-rl")[-2]["kl"] > 0


def test_two_processes_do_not_work_in_one_folder(tmp_path, monkeypatch):
    monkeypatch.setattr("pipelines.training.cell.PATIENCE", 0.3)
    with held(tmp_path):
        with pytest.raises(TrainingError, match="another process is at work"):
            with held(tmp_path):
                pass
    with held(tmp_path):
        pass


def test_another_setting_in_the_same_folder_is_refused(whole, place):
    folder, spec = whole["sft"]
    other = replace(
        spec, settings={**spec.settings, "sft": {**spec.settings["sft"], "learning_rate": 1.0}}
    )
    with pytest.raises(TrainingError, match="begun with other settings or data"):
        run_cell(folder, other, print)


def started(*arguments: object) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "curricula", *map(str, arguments)]
    return subprocess.Popen(
        command,
        cwd=HOME,
        env={**os.environ, "OMP_NUM_THREADS": "1"},
        stderr=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )


def await_path(pattern: str, folder: Path, process: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + 120
    while not any(folder.glob(pattern)):
        assert process.poll() is None and time.monotonic() < until, f"no {pattern}"
        time.sleep(0.02)


def at_work(folder: Path) -> list[int]:
    """The processes whose command line names the folder."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            if (
                str(folder).encode() in (place / "cmdline").read_bytes()
                and int(place.name) != os.getpid()
            ):
                found.append(int(place.name))
        except OSError:
            continue
    return found


def test_a_killed_train_goes_on(place):
    data = make(place / "terse", "terse", knob=("numerals=plain",))
    options = (
        "--preset",
        "smoke",
        "--below-floor",
        "allow",
        *[word for change in (*CHANGES, "rl.max_steps=12") for word in ("--set", change)],
    )
    run("train", data, *options, "--out", place / "train-whole")
    process = started("train", data, *options, "--out", place / "train-killed")
    await_path("rl/work/0-rl/checkpoint-*/trainer_state.json", place / "train-killed", process)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert not (place / "train-killed" / "rl" / "cell.json").exists()
    run("train", data, *options, "--out", place / "train-killed")
    for stage in ("sft", "rl"):
        same(place / "train-whole" / stage, place / "train-killed" / stage)


def test_a_killed_experiment_goes_on_and_keeps_what_is_finished(whole, place):
    out = place / "experiment"
    options = (
        "select_and_improve",
        "--preset",
        "smoke",
        "--arms",
        "FB",
        "--rl",
        "2-5",
        "--seeds",
        "1",
        "--below-floor",
        "allow",
        "--out",
        out,
    )
    changes = [word for change in CHANGES for word in ("--set", change)]
    process = started("experiment", *options, *changes)
    await_path("base/work/0-base/checkpoint-*", out, process)
    process.send_signal(
        signal.SIGKILL
    )  # this process alone: those that it started have to end by themselves
    process.wait()
    until = time.monotonic() + 20
    while Path("/proc").is_dir() and at_work(out):
        assert time.monotonic() < until, "a cell works on without its experiment"
        time.sleep(0.1)
    process = started("experiment", *options, *changes)
    await_path("seed-0/FB/sft/work/0-sft/checkpoint-*", out, process)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    base = (out / "base" / "cell.json").stat().st_mtime_ns
    said = run("experiment", *options, *changes)
    assert "report" in said and (out / "base" / "cell.json").stat().st_mtime_ns == base
    for name, folder in (
        ("base", out / "base"),
        ("sft", out / "seed-0" / "FB" / "sft"),
        ("rl", out / "seed-0" / "FB" / "rl-2-5"),
    ):
        same(whole[name][0], folder, *(AVERAGED if name != "rl" else ()))
    before = (out / "experiment.json").read_text()
    refused = run("experiment", *options, *changes, "--set", "sft.learning_rate=1.0", status=1)
    assert (
        "begun with other settings" in refused and (out / "experiment.json").read_text() == before
    )
