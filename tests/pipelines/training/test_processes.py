"""Two processes train as one: same updates from the same global batch, one decision for both, every
row evaluated once, and no waiting.

accelerate launch starts a single process on a CPU however many are asked for; torchrun starts them
all, and gloo joins them.
"""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pyarrow.parquet as parquet
import pytest

from tests.command_line import HOME
from tests.trained import furthest, log_of, make_data, needs_training, run

pytestmark = needs_training
# the best word each time, so that what is sampled does not depend on which process samples it
CHANGES = (
    "evaluation.limit=9",
    "evaluation.max_new_tokens=16",
    "sft.logging_steps=1",
    "rl.top_k=1",
    "rl.max_completion_length=16",
)
HALVED = ("sft.per_device_train_batch_size=4", "rl.per_device_train_batch_size=4")
LATER = ("total_flos", "num_tokens", "train_loss")


def options(changes: tuple[str, ...], floor: str = "allow") -> list[str]:
    return [
        "--preset",
        "smoke",
        "--device",
        "cpu",
        "--below-floor",
        floor,
        *[word for change in changes for word in ("--set", change)],
    ]


def begun(
    data: Path, out: Path, changes: tuple[str, ...], floor: str = "allow"
) -> "subprocess.Popen[str]":
    launch = [
        sys.executable,
        "-m",
        "torch.distributed.run",
        "--standalone",
        "--nproc_per_node",
        "2",
        "-m",
        "curricula",
    ]
    return subprocess.Popen(
        [*launch, "train", str(data), *options(changes, floor), "--out", str(out)],
        cwd=HOME,
        env={**os.environ, "OMP_NUM_THREADS": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def ended(process: "subprocess.Popen[str]", status: int) -> str:
    """What the processes said; one that waits for another for ever fails here."""
    try:
        said = process.communicate(timeout=150)[0]
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        raise AssertionError(
            f"the processes wait for each other: {process.communicate()[0][-2_000:]}"
        ) from None
    assert (process.returncode != 0) == bool(status), said[-2_000:]
    return said


@pytest.fixture(scope="module")
def runs(tmp_path_factory) -> tuple[Path, Path, Path, dict[str, str]]:
    """The dataset, a run of one process, and one of two that were killed once, refused at the
    floor, and let on."""
    place = tmp_path_factory.mktemp("processes")
    data = make_data(place / "data", "terse", knob=("numerals=plain",))
    run("train", data, *options(CHANGES), "--out", place / "one")
    two, said = place / "two", {}
    killed = begun(data, two, (*CHANGES, *HALVED), "refuse")
    until = time.monotonic() + 120
    while not any((two / "sft" / "work").glob("0-sft/checkpoint-*/trainer_state.json")):
        assert killed.poll() is None and time.monotonic() < until
        time.sleep(0.02)
    os.killpg(killed.pid, signal.SIGKILL)
    killed.communicate()
    said["refused"] = ended(begun(data, two, (*CHANGES, *HALVED), "refuse"), 1)
    said["allowed"] = ended(begun(data, two, (*CHANGES, *HALVED)), 0)
    return data, place / "one", two, said


def test_sft_of_two_processes_is_that_of_one(runs):
    _, one, two, _ = runs
    here, there = log_of(one / "sft", *LATER), log_of(two / "sft", *LATER)
    assert [line["step"] for line in here] == [line["step"] for line in there]
    for line, other in zip(here, there, strict=True):
        for name in ("loss", "grad_norm", "learning_rate"):
            assert line.get(name, 0.0) == pytest.approx(other.get(name, 0.0), rel=1e-3), name
    assert furthest(one / "sft", two / "sft") < 1e-4


def test_rl_of_two_processes_sees_and_logs_what_one_does(runs):
    """With the best word taken each time, completions and rewards are equal; sampled ones are not,
    for each process draws its own."""
    _, one, two, _ = runs
    here, there = log_of(one / "rl", *LATER), log_of(two / "rl", *LATER)
    assert len(here) == len(there) and [line["step"] for line in here][:5] == [1, 2, 3, 4, 5]
    for line, other in zip(here, there, strict=True):
        shown = {
            name
            for name in line
            if name.startswith(("answer/", "first_wrong/", "rewards/", "completions/"))
        }
        assert shown <= set(other) and (
            len(shown) > 20 or line is here[-1]
        )  # the last line sums the training up
        for name in shown:
            assert line[name] == pytest.approx(other[name], abs=1e-5), name
        assert {name for name in line if name.startswith("share/")} == {
            name for name in other if name.startswith("share/")
        }
    assert furthest(one / "rl", two / "rl") < 1e-4


def test_every_row_is_evaluated_once(runs):
    _, one, two, _ = runs
    for stage in ("sft", "rl"):
        tries = []
        for folder in (one, two):
            table = parquet.read_table(folder / stage / "completions.parquet").select(
                ["problem_id", "sampling", "forced", "sample"]
            )
            tries.append(Counter(tuple(row.values()) for row in table.to_pylist()))
        assert tries[0] == tries[1] and set(tries[1].values()) == {1}


def test_all_processes_know_the_floors_decision(runs):
    said = runs[3]["refused"]
    assert "pass@1" in said and "--below-floor allow" in said
    assert "sft: finished before; kept" in runs[3]["allowed"].replace(str(runs[2]) + "/", "")


def test_a_refusal_and_a_finished_run_end_all_processes(runs):
    data, _, two, _ = runs
    other = ended(begun(data, two, (*CHANGES, *HALVED, "sft.learning_rate=1.0")), 1)
    assert "begun with other settings" in other
    assert ended(begun(data, two, (*CHANGES, *HALVED)), 0).count("rl: 5 updates") == 1
