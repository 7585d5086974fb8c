"""Builds that are killed, and what a rerun makes of what they left:

    python -m benchmarks.kills [EACH] [SEED]

EACH times of every kind, at a random moment of a build of two workers: the driver is killed, or
asked to end; a worker is killed; the disk is full (files may not grow past a size); a second
builder starts meanwhile; the power is cut: what was not put on the disk is emptied. Then no process
may be left after five seconds, and the same command has to make the bytes of an undisturbed build,
in which every row stands once.
"""

import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from pipelines.dataset import whole_files
from pipelines.dataset.manifest import BUILD
from tests.pipelines.dataset.test_dataset import contents
from tests.processes import in_session

HOME = Path(__file__).parent.parent
ASKED = ("--family", "number_theory.gcd", "--strategies", "2", "--size", "600")
WORKERS = ("--workers", "2")
LEFT = 5.0  # seconds in which every process has to be gone
LOST = "CURRICULA_POWER_CUT"  # a variable: the share of the renames after which the power is cut

Process = subprocess.Popen[bytes]


def begun(folder: Path, *options: str, first: Callable[[], None] | None = None) -> Process:
    """A build in a session of its own, which does something first."""
    command = [sys.executable, "-m", "curricula", "generate", *ASKED, "--out", str(folder)]
    return subprocess.Popen(
        [*command, *options],
        cwd=HOME,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=first,
    )


def wait_for_work(folder: Path, process: Process, chance: random.Random) -> None:
    """Until a random moment: before the plan, or after some shards."""
    shards = chance.randrange(5)
    while process.poll() is None and len(list((folder / BUILD).glob("*.shard.json"))) < shards:
        time.sleep(0.01)
    time.sleep(chance.random() * 0.3)


def signalled(number: int) -> Callable[[Path, random.Random], Process]:
    def run(folder: Path, chance: random.Random) -> Process:
        driver = begun(folder, *WORKERS)
        wait_for_work(folder, driver, chance)
        driver.send_signal(number)
        return driver

    return run


def worker_killed(folder: Path, chance: random.Random) -> Process:
    driver = begun(folder, *WORKERS)
    wait_for_work(folder, driver, chance)
    workers = [process for process in in_session(driver.pid) if process != driver.pid]
    if workers:
        os.kill(chance.choice(workers), signal.SIGKILL)
    return driver


def full_disk(folder: Path, chance: random.Random) -> Process:
    most = int(2 ** chance.uniform(8, 18))
    return begun(folder, first=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most)))


def two_builders(folder: Path, chance: random.Random) -> Process:
    first = begun(folder, *WORKERS)
    time.sleep(chance.random())
    begun(folder).wait()
    return first


def power_cut(folder: Path, chance: random.Random) -> Process:
    """A build that ends at a random rename; what it had not put on the disk is empty then."""
    return subprocess.Popen(
        [sys.executable, "-m", "benchmarks.kills", LOST, str(folder), str(chance.randrange(1, 25))],
        cwd=HOME,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def build_until_cut(folder: Path, renames: int) -> None:
    """Build in this process until so many files have their names, then lose what is not synced."""
    synced: set[int] = set()  # by inode, which a file keeps when it is renamed
    sync, rename, left = whole_files.sync, os.replace, [renames]

    def noted(path: Path) -> None:
        sync(path)
        synced.add(path.stat().st_ino)

    def renamed(source: Path, goal: Path) -> None:
        rename(source, goal)
        left[0] -= 1
        if left[0] == 0:
            for path in folder.rglob("*"):
                if path.is_file() and path.stat().st_ino not in synced:
                    os.truncate(path, 0)
            os._exit(1)

    whole_files.sync, os.replace = noted, renamed
    sys.argv = ["curricula", "generate", *ASKED, "--out", str(folder)]
    from cli import main

    main()


KINDS: dict[str, Callable[[Path, random.Random], Process]] = {
    "driver killed": signalled(signal.SIGKILL),
    "driver asked to end": signalled(signal.SIGTERM),
    "worker killed": worker_killed,
    "full disk": full_disk,
    "two builders": two_builders,
    "power cut": power_cut,
}


def tried(kind: str, place: Path, due: dict[str, bytes], chance: random.Random) -> str:
    """What is wrong after one kill and a rerun; empty where nothing is."""
    folder = Path(tempfile.mkdtemp(dir=place)) / "data"
    process = KINDS[kind](folder, chance)
    process.wait()
    until = time.monotonic() + LEFT
    while in_session(process.pid):
        if time.monotonic() > until:
            return "a process is left"
        time.sleep(0.05)
    if begun(folder).wait() != 0:
        return "the rerun failed"
    return "" if contents(folder) == due else "the bytes differ"


def main() -> None:
    each, seed = [int(word) for word in [*sys.argv[1:], "10", "0"][:2]]
    chance, failed = random.Random(seed), 0
    with tempfile.TemporaryDirectory() as home:
        place = Path(home)
        begun(place / "undisturbed").wait()
        due = contents(place / "undisturbed")
        assert "manifest.json" in due
        for kind in KINDS:
            wrong = [found for _ in range(each) if (found := tried(kind, place, due, chance))]
            failed += len(wrong)
            print(f"{kind:24} {each - len(wrong):4} of {each} as undisturbed {wrong}", flush=True)
    raise SystemExit(failed > 0)


if __name__ == "__main__":
    if sys.argv[1:2] == [LOST]:
        build_until_cut(Path(sys.argv[2]), int(sys.argv[3]))
    else:
        main()
