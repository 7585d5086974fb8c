"""Ray does the work of a build: the bytes are those of one process, tasks that are lost are done
again, and nothing is left of it."""

import json
import os
import signal
import subprocess
import time
from pathlib import Path

import pyarrow.parquet as parquet
import pytest

from tests.clients.environment import HOME, python_of
from tests.pipelines.dataset.test_dataset import contents
from tests.processes import in_session

pytestmark = pytest.mark.client
ASKED = ("--family", "number_theory.gcd", "--size", "3000", "--strategies", "2")
AGENTS = 120  # seconds in which agents of Ray, which do nothing, see that their node is gone
RAY = ("--engine", "ray", "--workers", "2")


def begun(folder: Path, *options: str) -> "subprocess.Popen[str]":
    """A build by the client's Python, in a session of its own."""
    command = [str(python_of("ray")), "-m", "curricula", "generate", *ASKED, *options]
    return subprocess.Popen(
        [*command, "--out", folder.name],
        cwd=folder.parent,
        env={**os.environ, "PYTHONPATH": str(HOME)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def ended(build: "subprocess.Popen[str]") -> str:
    said = build.communicate(timeout=300)[1]
    assert build.returncode == 0, said[-2_000:]
    return said


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("built") / "data"
    ended(begun(folder))
    return folder


def workers(session: int) -> list[int]:
    """The processes of Ray that work at a shard."""
    found = []
    for process in in_session(session):
        try:
            title = Path(f"/proc/{process}/cmdline").read_bytes()
        except OSError:
            continue
        if title.startswith(b"ray::written"):
            found.append(process)
    return found


def test_the_same_bytes_and_no_process_left(built, tmp_path):
    build = begun(tmp_path / "data", *RAY)
    assert "5 shards written, 0 kept" in ended(build)
    assert contents(tmp_path / "data") == contents(built)
    until = time.monotonic() + 5
    while in_session(build.pid):
        assert time.monotonic() < until
        time.sleep(0.1)


def test_killed_workers_lose_nothing(built, tmp_path):
    build, killed = begun(tmp_path / "data", *RAY), 0
    until = time.monotonic() + 120
    while killed < 2 and build.poll() is None and time.monotonic() < until:
        for worker in workers(build.pid)[:1]:
            os.kill(worker, signal.SIGKILL)
            killed += 1
        time.sleep(0.05)
    ended(build)
    assert killed and contents(tmp_path / "data") == contents(built)


def test_a_killed_driver_takes_ray_with_it_and_the_build_goes_on(built, tmp_path):
    build = begun(tmp_path / "data", *RAY)
    until = time.monotonic() + 120
    while not list((tmp_path / "data").glob(".build/*.shard.json")):
        assert build.poll() is None and time.monotonic() < until
        time.sleep(0.05)
    build.kill()
    build.wait()
    time.sleep(5)
    assert not workers(build.pid), "a worker works on without its driver"
    until = time.monotonic() + AGENTS
    while in_session(build.pid):
        assert time.monotonic() < until, "a process of Ray is left"
        time.sleep(0.5)
    assert " 0 kept" not in ended(begun(tmp_path / "data", *RAY))
    assert contents(tmp_path / "data") == contents(built)


def test_a_cluster_that_is_not_there_is_one_line(tmp_path):
    build = begun(tmp_path / "data", "--engine", "ray", "--address", "127.0.0.1:1")
    said = build.communicate(timeout=120)[1]
    assert build.returncode == 2 and "there is no Ray" in said and said.count("\n") == 1


def test_completions_are_graded_as_by_one_process(built, tmp_path):
    rows = []
    for file in sorted(built.glob("sft/*.parquet")):
        rows += parquet.read_table(file, columns=["id", "completion"]).to_pylist()
    completions = tmp_path / "completions.jsonl"
    completions.write_text("".join([json.dumps(row) + "\n" for row in rows]))
    verdicts = []
    for how in ((), RAY):
        command = [str(python_of("ray")), "-m", "curricula", "grade", str(completions), str(built)]
        done = subprocess.run(
            [*command, "--json", *how],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(HOME)},
            capture_output=True,
            timeout=300,
        )
        assert done.returncode == 0, done.stderr[-2_000:]
        verdicts.append(done.stdout)
    assert verdicts[0] == verdicts[1] and len(verdicts[0].splitlines()) == len(rows)
