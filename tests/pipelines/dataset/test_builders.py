"""Processes that build one folder: a second one is refused in one line, workers end with their
driver however that ends, and what a kill left is taken up."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipelines.dataset.build import LOCK
from pipelines.dataset.manifest import BUILD, MANIFEST
from pipelines.dataset.whole_files import whole_file, whole_folder, write_whole
from tests.command_line import HOME, run
from tests.pipelines.dataset.test_dataset import contents
from tests.processes import in_session

OPTIONS = (
    *("--family", "number_theory.gcd", "--difficulty", "3"),
    *("--strategies", "2", "--size", "1500"),
)


def hang_up() -> None:
    """A process that is hung up on ends."""
    signal.signal(signal.SIGHUP, signal.SIG_DFL)


def begun(folder: Path, *options: str, said: Path | None = None) -> "subprocess.Popen[bytes]":
    """A build that goes on in a session of its own; what it says on stderr goes to a file."""
    command = [sys.executable, "-m", "curricula", "generate", *OPTIONS, *options]
    with open(said or os.devnull, "wb") as errors:
        return subprocess.Popen(
            [*command, "--out", str(folder)],
            cwd=HOME,
            stdout=subprocess.DEVNULL,
            stderr=errors,
            start_new_session=True,
            preexec_fn=hang_up,  # or nohup about the tests would be about it too
        )


def await_shard(folder: Path, process: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + 120
    while not list((folder / BUILD).glob("*.shard.json")):
        assert process.poll() is None and time.monotonic() < until
        time.sleep(0.02)


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("built") / "data"
    assert run("generate", *OPTIONS, "--out", str(folder)).returncode == 0
    return folder


def test_a_second_builder_is_refused_in_one_line(tmp_path, built):
    folder = tmp_path / "data"
    first = begun(folder)
    await_shard(folder, first)
    first.send_signal(signal.SIGSTOP)
    second = run("generate", *OPTIONS, "--out", str(folder))
    first.send_signal(signal.SIGCONT)
    assert second.returncode == 1
    assert second.stderr == (
        f"curricula: another curricula process builds {folder};"
        " wait for it or choose another --out\n"
    )
    assert first.wait() == 0 and contents(folder) == contents(built)


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks for processes in /proc")
def test_workers_end_with_a_killed_driver_and_the_next_builder_goes_on(tmp_path, built):
    folder = tmp_path / "data"
    driver = begun(folder, "--workers", "2")
    await_shard(folder, driver)
    assert len(in_session(driver.pid)) >= 3
    driver.send_signal(signal.SIGKILL)
    driver.wait()
    until = time.monotonic() + 20
    while in_session(driver.pid):
        assert time.monotonic() < until, "a worker works on without its driver"
        time.sleep(0.05)
    assert (folder / LOCK).exists() and not (folder / MANIFEST).exists()
    again = run("generate", *OPTIONS, "--out", str(folder), "--workers", "2")
    assert again.returncode == 0 and " 0 kept" not in again.stderr, again.stderr
    assert contents(folder) == contents(built)


def test_a_file_is_the_old_one_or_whole(tmp_path):
    file = tmp_path / "file"
    write_whole(file, "old")
    with pytest.raises(OSError, match="no room"), whole_file(file) as temporary:
        temporary.write_text("ne")
        raise OSError("no room")
    assert file.read_text() == "old" and list(tmp_path.iterdir()) == [file]
    with whole_file(file) as one, whole_file(file) as other:
        assert one != other and str(os.getpid()) in one.name
        one.write_text("one")
        other.write_text("other")
    assert file.read_text() == "one" and list(tmp_path.iterdir()) == [file]


def test_a_folder_is_whole_or_absent_and_never_replaces_anything(tmp_path):
    folder = tmp_path / "folder"
    with pytest.raises(OSError, match="no room"), whole_folder(folder) as temporary:
        (temporary / "file").touch()
        raise OSError("no room")
    assert not list(tmp_path.iterdir())
    folder.mkdir()
    with whole_folder(folder) as temporary:
        (temporary / "file").write_text("first")
    with pytest.raises(OSError), whole_folder(folder) as temporary:
        (temporary / "file").write_text("second")
    assert (folder / "file").read_text() == "first" and list(tmp_path.iterdir()) == [folder]


def test_an_empty_folder_is_filled_and_not_replaced(tmp_path, monkeypatch):
    folder = tmp_path / "folder"
    folder.mkdir()
    before = folder.stat().st_ino
    with whole_folder(folder) as temporary:
        (temporary / "inner").mkdir()
        (temporary / "inner" / "file").write_text("in it")
        (temporary / "other").touch()
    assert folder.stat().st_ino == before and (folder / "inner" / "file").read_text() == "in it"
    full = tmp_path / "full"
    full.mkdir()
    rename = os.rename

    def no_room(source: Path, goal: Path) -> None:
        if goal == full / "b":
            raise OSError("no room")
        rename(source, goal)

    monkeypatch.setattr(os, "rename", no_room)
    with pytest.raises(OSError, match="no room"), whole_folder(full) as temporary:
        (temporary / "a").touch()
        (temporary / "b").touch()
    assert not list(full.iterdir()) and sorted(tmp_path.iterdir()) == [folder, full]


def test_a_temporary_file_stays_in_the_folder_of_a_link(tmp_path):
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "file").write_text("theirs")
    (tmp_path / "here").mkdir()
    link = tmp_path / "here" / "file"
    link.symlink_to(tmp_path / "there" / "file")
    with whole_file(link) as temporary:
        assert temporary.parent == tmp_path / "here"
        temporary.write_text("ours")
    assert link.read_text() == "ours" and (tmp_path / "there" / "file").read_text() == "theirs"


def test_a_build_writes_through_no_link(tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "problems").symlink_to(tmp_path / "elsewhere")
    done = run("generate", *OPTIONS, "--out", "data", cwd=tmp_path)
    assert done.returncode == 1 and "data/problems is a link" in done.stderr
    assert not list((tmp_path / "elsewhere").iterdir())


def test_what_ended_before_its_configuration_was_written_is_gone_on_with(tmp_path, built):
    folder = tmp_path / "data"
    (folder / BUILD).mkdir(parents=True)
    (folder / BUILD / ".config.json.1-ab.partial").write_text("{")
    assert run("generate", *OPTIONS, "--out", str(folder)).returncode == 0
    assert contents(folder) == contents(built)
    (tmp_path / "theirs" / BUILD).mkdir(parents=True)
    (tmp_path / "theirs" / BUILD / "theirs").touch()
    done = run("generate", *OPTIONS, "--out", str(tmp_path / "theirs"))
    assert done.returncode == 1 and "is not empty and not a dataset" in done.stderr
