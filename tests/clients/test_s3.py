"""A server of S3 has datasets: the bytes are those of a folder, what a kill left is gone on with,
and the commands read from there."""

import json
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.clients.environment import HOME, python_of
from tests.clients.s3_server import BUCKET, s3_server
from tests.command_line import run as run_here
from tests.pipelines.dataset.test_dataset import contents

pytestmark = pytest.mark.client
ASKED = ("--family", "number_theory.gcd", "--size", "3000", "--strategies", "2")
PATIENCE = 300  # seconds for a build

Environment = dict[str, str]


@pytest.fixture(scope="module")
def server() -> Iterator[Environment]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with s3_server(port) as environment:
        yield environment


@pytest.fixture
def reach(server, tmp_path) -> Environment:
    """The environment of a command, with a cache of its own."""
    return {**server, "PYTHONPATH": str(HOME), "XDG_CACHE_HOME": str(tmp_path / "cache")}


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("built") / "data"
    assert run_here("generate", *ASKED, "--out", str(folder)).returncode == 0
    return folder


def begun(environment: Environment, *arguments: str) -> "subprocess.Popen[str]":
    command = [str(python_of("s3")), "-m", "curricula", *arguments]
    return subprocess.Popen(
        command,
        cwd=HOME,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def run(environment: Environment, *arguments: str) -> tuple[int, str, str]:
    process = begun(environment, *arguments)
    out, err = process.communicate(timeout=PATIENCE)
    return process.returncode, out, err


def entries(environment: Environment, folder: str) -> int:
    """How many shards of a build are whole, asked of the server itself."""
    asked = f"{environment['AWS_ENDPOINT_URL']}/{BUCKET}?list-type=2&prefix={folder}/.build/"
    with urllib.request.urlopen(asked, timeout=30) as listing:
        return listing.read().count(b".shard.json</Key>")


def copied(environment: Environment) -> dict[str, bytes]:
    """The one copy in the cache, after a command has read it."""
    copies = Path(environment["XDG_CACHE_HOME"]) / "curricula" / "copies"
    folder = next(path for path in copies.iterdir() if path.is_dir())
    return {name: data for name, data in contents(folder).items() if name != ".seen.json"}


def test_the_same_bytes_and_commands_that_read_them(built, reach, tmp_path):
    url = f"s3://{BUCKET}/same/data"
    status, _, said = run(reach, "generate", *ASKED, "--out", url, "--workers", "2")
    assert status == 0 and "5 shards written, 0 kept" in said, said
    status, _, said = run(reach, "verify", url)
    assert status == 0 and "0 findings" in said, said
    assert copied(reach) == contents(built)
    status, said, _ = run(reach, "status", url, "--json")
    assert status == 0 and json.loads(said)["is_finished"] and not json.loads(said)["foreign"]
    status, _, said = run(reach, "generate", *ASKED, "--out", url)
    assert status == 0 and "0 shards written, 5 kept" in said
    status, _, said = run(reach, "generate", *ASKED, "--seed", "1", "--out", url)
    assert status == 1 and "holds another configuration" in said and said.count("\n") == 1


def test_a_killed_build_goes_on(built, reach):
    url = f"s3://{BUCKET}/killed/data"
    process = begun(reach, "generate", *ASKED, "--out", url)
    until = time.monotonic() + PATIENCE
    while not entries(reach, "killed/data"):
        assert process.poll() is None and time.monotonic() < until
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    status, _, said = run(reach, "generate", *ASKED, "--out", url)
    assert status == 0 and " 0 kept" not in said and "5 kept" not in said, said
    assert run(reach, "verify", url)[0] == 0 and copied(reach) == contents(built)


def test_jobs_without_a_shared_folder(built, reach):
    url = f"s3://{BUCKET}/parts/data"
    first = run(reach, "generate", *ASKED, "--out", url, "--shards", "0")
    assert first[0] == 0 and "1 of 5 are there" in first[2], first
    jobs = [
        begun(reach, "generate", *ASKED, "--out", url, "--shards", each) for each in ("1-2", "3-9")
    ]
    assert [job.communicate(timeout=PATIENCE) and job.returncode for job in jobs] == [0, 0]
    status, _, said = run(reach, "generate", *ASKED, "--out", url)
    assert status == 0 and "0 shards written, 5 kept" in said
    assert run(reach, "verify", url)[0] == 0 and copied(reach) == contents(built)


def test_what_is_not_there_is_one_line(reach):
    for url, says in (
        ("s3://no-such-bucket/data", "s3://no-such-bucket/data: "),
        (f"s3://{BUCKET}/none", "no dataset"),
    ):
        status, _, said = run(reach, "verify", url)
        assert status == 1 and says in said and said.count("\n") == 1, said
    nobody = {**reach, "AWS_ENDPOINT_URL": "http://127.0.0.1:1"}
    status, _, said = run(nobody, "generate", *ASKED, "--out", f"s3://{BUCKET}/data")
    assert status == 1 and said.count("\n") == 1 and "127.0.0.1:1" in said, said
