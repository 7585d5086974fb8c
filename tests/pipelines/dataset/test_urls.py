"""Datasets at URLs that fsspec knows: the bytes are those of a folder, what was stopped goes on,
and they are read from there. S3 is tried with a server of it in tests/clients/test_s3.py."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from fsspec.implementations.memory import MemoryFileSystem

from curricula.request import plain_curriculum
from generators.errors import DatasetError, HubError, RequestError
from pipelines.dataset.build import build, build_shards
from pipelines.dataset.dataset import Dataset
from pipelines.dataset.engine import Engine, Here, Written
from pipelines.dataset.location import folder_of
from pipelines.dataset.shards import Job, folder_with_plan, write_numbered
from pipelines.dataset.status import status_of
from pipelines.dataset.storage import FarFolder, is_url
from pipelines.dataset.template import TEMPLATES
from pipelines.dataset.verify import verify
from tests.command_line import run_here as run
from tests.pipelines.dataset.test_dataset import contents

CURRICULUM = plain_curriculum(family=["number_theory.gcd"], difficulty="1", size=60)
PLAIN = TEMPLATES["plain"]
COMMAND = "curricula generate"
URL = "memory://bucket/data"
FILES: dict[str, object] = MemoryFileSystem.store


@pytest.fixture(autouse=True)
def empty(monkeypatch, tmp_path) -> Iterator[None]:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    FILES.clear()
    yield
    FILES.clear()


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("built") / "data"
    build(CURRICULUM, PLAIN, folder, COMMAND)
    return folder


def there() -> set[str]:
    """What a file system in memory holds of the dataset."""
    return {name.removeprefix("/bucket/data/") for name in FILES}


def copied(folder: Path) -> dict[str, bytes]:
    """The contents of a copy, without what is told of its files."""
    return {name: data for name, data in contents(folder).items() if name != ".seen.json"}


class Stopped(Exception):
    """Stops a build."""


class Stopping(Here):
    """Writes two shards, then stops as a kill does."""

    def write(self, numbers: Sequence[int]) -> Iterator[Written]:
        for count, number in enumerate(numbers):
            if count == 2:
                raise Stopped
            yield number, write_numbered(self.job, number)


@contextmanager
def stopping(job: Job) -> Iterator[Engine]:
    yield Stopping(job)


@pytest.mark.parametrize("kind", ["memory", "file"])
def test_the_bytes_are_those_of_a_folder(built, tmp_path, kind):
    url = URL if kind == "memory" else f"file://{tmp_path}/put/data"
    result = build(CURRICULUM, PLAIN, url, COMMAND)
    assert result.written == 5 and result.folder == url
    assert copied(folder_of(url)) == contents(built)
    if kind == "file":
        assert contents(tmp_path / "put" / "data") == contents(built)
    assert status_of(url).is_finished and not status_of(url).foreign
    again = build(CURRICULUM, PLAIN, url, COMMAND)
    assert (again.written, again.kept) == (0, 5)


def test_a_build_that_was_stopped_goes_on(built):
    with pytest.raises(Stopped):
        build(CURRICULUM, PLAIN, URL, COMMAND, engine=stopping)
    found = status_of(URL)
    assert len(found.there) == 2 and len(found.missing) == 3 and not found.is_finished
    assert "manifest.json" not in there() and ".build/plan.npy" in there()
    with pytest.raises(DatasetError, match="no manifest"):
        Dataset(URL)
    result = build(CURRICULUM, PLAIN, URL, COMMAND)
    assert (result.written, result.kept) == (3, 2)
    assert there() == set(contents(built)) and copied(folder_of(URL)) == contents(built)


def test_parts_are_written_there_too(built):
    part = build_shards(CURRICULUM, PLAIN, URL, COMMAND, [range(1, 3)])
    assert (part.written, part.there, part.planned) == (2, 2, 5)
    assert build_shards(CURRICULUM, PLAIN, URL, COMMAND, [range(0, 9)]).written == 3
    assert build(CURRICULUM, PLAIN, URL, COMMAND).written == 0
    assert copied(folder_of(URL)) == contents(built)
    assert build_shards(CURRICULUM, PLAIN, URL, COMMAND, [range(1)]).there == 5


def test_a_worker_on_another_machine_fetches_the_plan(built, tmp_path):
    jobs: list[Job] = []

    @contextmanager
    def elsewhere(job: Job) -> Iterator[Engine]:
        jobs.append(replace(job, folder=tmp_path / "nowhere"))
        here = Here(job)
        here.write = Here(jobs[0]).write
        yield here

    folder_with_plan.cache_clear()
    assert build(CURRICULUM, PLAIN, URL, COMMAND, engine=elsewhere).written == 5
    assert copied(folder_of(URL)) == contents(built) and not (tmp_path / "nowhere").exists()


def test_what_was_changed_there_is_found_and_mended(built):
    build(CURRICULUM, PLAIN, URL, COMMAND)
    assert not verify(folder_of(URL)).bad
    name = next(name for name in there() if name.startswith("sft/train"))
    files = MemoryFileSystem()
    data = bytearray(files.cat_file(f"/bucket/data/{name}"))
    data[len(data) // 2] ^= 1  # the size stays
    files.pipe_file(f"/bucket/data/{name}", bytes(data))
    assert name in [finding["file"] for finding in verify(folder_of(URL)).bad]
    assert len(status_of(URL).stale) == 1
    files.pipe_file("/bucket/data/sft/mine.txt", b"mine")
    assert status_of(URL).foreign == ["sft/mine.txt"]
    assert "sft/mine.txt" in [finding["file"] for finding in verify(folder_of(URL)).bad]
    files.rm_file("/bucket/data/sft/mine.txt")
    assert build(CURRICULUM, PLAIN, URL, COMMAND).written == 1
    assert copied(folder_of(URL)) == contents(built) and not verify(folder_of(URL)).bad


def test_a_copy_that_was_changed_here_is_fetched_again(built):
    build(CURRICULUM, PLAIN, URL, COMMAND)
    folder = folder_of(URL)
    (folder / "manifest.json").write_text("{}")
    (folder / "rl" / "mine.parquet").touch()
    assert copied(folder_of(URL)) == contents(built)


def test_another_place_is_refused_in_one_line(built):
    files = MemoryFileSystem()
    files.pipe_file("/bucket/data/theirs", b"")
    with pytest.raises(DatasetError, match="is not empty and not a dataset"):
        build(CURRICULUM, PLAIN, URL, COMMAND)
    assert there() == {"theirs"}
    files.rm_file("/bucket/data/theirs")
    build(CURRICULUM, PLAIN, URL, COMMAND)
    other = plain_curriculum(family=["number_theory.gcd"], difficulty="1", size=60, seed=1)
    with pytest.raises(DatasetError, match="memory://bucket/data holds another configuration"):
        build(other, PLAIN, URL, COMMAND)
    with pytest.raises(HubError, match="is a URL"):
        folder_of(URL, "v1")


def test_names_that_lead_out_of_a_folder_are_not_copied(tmp_path, monkeypatch):
    MemoryFileSystem().pipe_file("/bucket/data/manifest.json", b"{}")
    found = {"sft/../../../evil.parquet": {"size": 2, "type": "file"}}
    monkeypatch.setattr(FarFolder, "details", lambda self: found)
    with pytest.raises(DatasetError, match="names no file in a folder"):
        folder_of(URL)
    assert not list(tmp_path.rglob("evil*"))


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("s3://", "names no folder"),
        ("memory:///", "names no folder"),
        ("simplecache::memory://a/b", "names no folder"),
        ("nosuch://place/name", "fsspec knows no nosuch"),
    ],
)
def test_what_is_no_place_is_one_line(url, says):
    with pytest.raises((DatasetError, RequestError), match=says):
        build(CURRICULUM, PLAIN, url if is_url(url) else f"memory://{url}", COMMAND)


def test_the_command_takes_urls(tmp_path, built):
    url = f"file://{tmp_path}/data"
    asked = ("--family", "number_theory.gcd", "--difficulty", "1", "--size", "60")
    done = run("generate", *asked, "--out", url, "--workers", "2")
    assert done.returncode == 0 and f"{url}: 5 shards written" in done.stderr
    assert f"curricula verify {url}" in done.stdout and "load_dataset" not in done.stdout
    assert run("verify", url).returncode == 0
    assert "5 shards: 5 there" in run("status", url).stdout
    done = run("verify", f"file://{tmp_path}/none")
    assert done.returncode == 1 and "no dataset there" in done.stderr
    assert done.stderr.count("\n") == 1
