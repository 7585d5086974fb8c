"""Builds that are killed, and what a rerun makes of what they left:

    python -m benchmarks.kills [EACH] [SEED] [PART OF A KIND'S NAME ...]

EACH times of every kind, at a random moment of a build of two workers: the driver is killed, asked
to end, or its terminal hangs up; it is killed while it plans; a worker is killed; the disk is full
(files may not grow past a size); the folder becomes read-only; a second builder starts meanwhile;
the power is cut: what was not put on the disk is emptied, and a name that was not is the temporary
one again; a node of Ray's is killed, where tests/clients has an environment for Ray. Then no
process may be left after five seconds, and the same command has to make the bytes of an undisturbed
build, in which every row stands once.
"""

import ctypes
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pipelines.dataset import whole_files
from pipelines.dataset.manifest import BUILD
from pipelines.dataset.storage import DRAWS
from tests.clients.environment import PLACE
from tests.pipelines.dataset.test_dataset import contents
from tests.processes import in_session

HOME = Path(__file__).parent.parent
ASKED = ("--family", "number_theory.gcd", "--strategies", "2", "--size", "600")
WORKERS = ("--workers", "2")
LEFT = 5.0  # seconds in which every process has to be gone
PLANNING = 2.0  # seconds that the plan takes, with the start of the workers
LONGEST = 300.0  # seconds that a build may take
LOST = "power-cut"  # the word with which a build of this file is begun that loses its power
PR_CAPBSET_DROP, CAP_DAC_OVERRIDE = 24, 1  # of Linux: root, too, may not write what is read-only

Process = subprocess.Popen[bytes]


def begun(
    folder: Path,
    *options: str,
    first: Callable[[], None] | None = None,
    python: str = sys.executable,
) -> Process:
    """A build in a session of its own, which does something first."""
    command = [python, "-m", "curricula", "generate", *ASKED, "--out", str(folder)]
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


def planning_killed(folder: Path, chance: random.Random) -> Process:
    """A build that is killed after some of the draws for its plan were made."""
    driver = begun(folder, *WORKERS)
    kept = folder / BUILD / DRAWS
    while driver.poll() is None and not kept.exists():
        time.sleep(0.01)
    time.sleep(chance.random() * PLANNING)
    driver.kill()
    return driver


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


def lose_power_over_files() -> None:
    """Let this process, and what it starts, keep to what folders allow, even as root."""
    ctypes.CDLL(None).prctl(PR_CAPBSET_DROP, CAP_DAC_OVERRIDE, 0, 0, 0)


def read_only(folder: Path, chance: random.Random) -> Process:
    """A build whose folders may not be written to any more from a moment on, or from the first."""
    if chance.randrange(4) == 0:
        folder.mkdir()
        folder.chmod(0o555)
    driver = begun(folder, *WORKERS, first=lose_power_over_files)
    wait_for_work(folder, driver, chance)
    with suppress(FileNotFoundError):
        for path in [folder, *folder.rglob("*")]:
            if path.is_dir():
                path.chmod(0o555)
    driver.wait(LONGEST)
    for path in [folder, *folder.rglob("*")]:
        if path.is_dir():
            path.chmod(0o755)
    return driver


def two_builders(folder: Path, chance: random.Random) -> Process:
    first = begun(folder, *WORKERS)
    time.sleep(chance.random())
    begun(folder).wait()
    return first


def power_cut(folder: Path, chance: random.Random) -> Process:
    """A build that ends at a random rename; what it had not put on the disk is empty then, and half
    of the times the last name is not there yet."""
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
            if renames % 2:
                rename(goal, source)
            for path in folder.rglob("*"):
                if path.is_file() and path.stat().st_ino not in synced:
                    os.truncate(path, 0)
            os._exit(1)

    whole_files.sync, os.replace = noted, renamed
    sys.argv = ["curricula", "generate", *ASKED, "--out", str(folder)]
    from cli import main

    main()


@contextmanager
def ray_cluster(python: Path) -> Iterator[Callable[[Path, random.Random], Process]]:
    """A cluster of two nodes; how a build on it is disturbed."""
    nodes = subprocess.Popen(
        [str(python), "-m", "benchmarks.ray_nodes"],
        cwd=HOME,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )
    assert nodes.stdin is not None and nodes.stdout is not None
    said, told = nodes.stdin, nodes.stdout

    def ask(word: str) -> int:
        said.write(f"{word}\n")
        said.flush()
        return int(told.readline())

    address = told.readline().strip()

    def node_killed(folder: Path, chance: random.Random) -> Process:
        ask("add")
        build = begun(folder, "--engine", "ray", "--address", address, python=str(python))
        wait_for_work(folder, build, chance)
        if ask("kill"):
            raise RuntimeError("a process of the node is left")
        if build.wait(LONGEST):
            raise RuntimeError("the build ends with its node")
        return build

    try:
        yield node_killed
    finally:
        said.close()
        nodes.wait(LONGEST)


KINDS: dict[str, Callable[[Path, random.Random], Process]] = {
    "driver killed": signalled(signal.SIGKILL),
    "planning killed": planning_killed,
    "driver asked to end": signalled(signal.SIGTERM),
    "terminal hung up": signalled(signal.SIGHUP),
    "worker killed": worker_killed,
    "full disk": full_disk,
    "folder read-only": read_only,
    "two builders": two_builders,
    "power cut": power_cut,
}
ON_RAY = "node of Ray killed"


def tried(
    disturbed: Callable[[Path, random.Random], Process],
    place: Path,
    due: dict[str, bytes],
    chance: random.Random,
) -> str:
    """What is wrong after one kill and a rerun; empty where nothing is."""
    folder = Path(tempfile.mkdtemp(dir=place)) / "data"
    try:
        process = disturbed(folder, chance)
        process.wait(LONGEST)
    except (RuntimeError, subprocess.TimeoutExpired) as error:
        return str(error)
    until = time.monotonic() + LEFT
    while in_session(process.pid):
        if time.monotonic() > until:
            return "a process is left"
        time.sleep(0.05)
    if begun(folder).wait(LONGEST) != 0:
        return "the rerun failed"
    return "" if contents(folder) == due else "the bytes differ"


def main() -> None:
    numbers = [int(word) for word in sys.argv[1:] if word.isdecimal()]
    wanted = [word for word in sys.argv[1:] if not word.isdecimal()] or [""]
    each, seed = [*numbers, *(10, 0)[len(numbers) :]][:2]
    chance, failed = random.Random(seed), 0
    with tempfile.TemporaryDirectory() as home:
        place = Path(home)
        begun(place / "undisturbed").wait()
        due = contents(place / "undisturbed")
        assert "manifest.json" in due

        def try_kind(kind: str, disturbed: Callable[[Path, random.Random], Process]) -> int:
            wrong = [said for _ in range(each) if (said := tried(disturbed, place, due, chance))]
            print(f"{kind:24} {each - len(wrong):4} of {each} as undisturbed {wrong}", flush=True)
            return len(wrong)

        for kind, disturbed in KINDS.items():
            if any([word in kind for word in wanted]):
                failed += try_kind(kind, disturbed)
        python = PLACE / "ray" / "bin" / "python"
        if python.exists() and any([word in ON_RAY for word in wanted]):
            with ray_cluster(python) as disturbed:
                failed += try_kind(ON_RAY, disturbed)
    raise SystemExit(failed > 0)


if __name__ == "__main__":
    if sys.argv[1:2] == [LOST]:
        build_until_cut(Path(sys.argv[2]), int(sys.argv[3]))
    else:
        main()
