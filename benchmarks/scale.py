"""Memory and time of builds from small to large, by two workers:

    python -m benchmarks.scale [plan | all] SIZE ... [docs/cluster.md]

Each size is built once by `curricula generate`, with `plan` only planned; with `all` problems of
all families are solved four times each, in place of gcd once. The peaks are those of the driver
and of the largest worker as Linux tells them (VmHWM), shared libraries included. 10^6 problems
take 1.5 GB of disk while they are there; TMPDIR says where.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from benchmarks.into_docs import print_into
from benchmarks.timing import table
from tests.processes import in_session

HOME = Path(__file__).parent.parent
ASKED = {
    "building": ("--family", "number_theory.gcd", "--difficulty", "5", "--strategies", "1"),
    "building-all": ("--difficulty", "2-5", "--strategies", "4"),
}
ASKED["planning"] = ASKED["building"]
KINDS = {"plan": "planning", "all": "building-all"}
WORKERS = ("--workers", "2")
NONE_OF_THEM = ("--shards", "99999999")  # makes the plan and writes no shard
EVERY = 0.2  # seconds between two looks at the processes
MILLION = 1_000_000


class Measured(NamedTuple):
    """What a build took."""

    driver: int  # peak kB
    worker: int  # peak kB of the largest
    seconds: float
    cpu: float
    size: int  # bytes on the disk

    def row(self, problems: int) -> list[str]:
        memory = [f"{kilobytes / 1024:.0f} MB" for kilobytes in (self.driver, self.worker)]
        speed = f"{problems / self.cpu:,.0f}"
        return [
            f"{problems:,}",
            *memory,
            f"{self.seconds:,.0f} s",
            speed,
            f"{self.size // MILLION} MB",
        ]


def peak(process: int) -> int:
    """The most memory that a process has had, in kB; 0 where it has ended."""
    try:
        told = Path(f"/proc/{process}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in told if line.startswith("VmHWM:")), 0)


def measured(what: str, problems: int, folder: Path) -> Measured:
    """Build, or plan, so many problems in a folder."""
    command = [sys.executable, "-m", "curricula", "generate", *ASKED[what], *WORKERS]
    command += ["--size", f"{problems}", "--out", f"{folder}"]
    command += NONE_OF_THEM if what == "planning" else ()
    before, start = os.times(), time.monotonic()
    driver = subprocess.Popen(command, cwd=HOME, stdout=subprocess.DEVNULL, start_new_session=True)
    of_driver = of_worker = 0
    while driver.poll() is None:
        of_driver = max(of_driver, peak(driver.pid))
        workers = [peak(process) for process in in_session(driver.pid) if process != driver.pid]
        of_worker = max(of_worker, *workers, 0)
        time.sleep(EVERY)
    if driver.returncode:
        raise SystemExit(driver.returncode)
    after = os.times()
    cpu = after.children_user + after.children_system
    cpu -= before.children_user + before.children_system
    written = sum([path.stat().st_size for path in folder.rglob("*") if path.is_file()])
    return Measured(of_driver, of_worker, time.monotonic() - start, cpu, written)


def main() -> None:
    words = sys.argv[1:]
    what = next((KINDS[word] for word in words if word in KINDS), "building")
    sizes = [int(word) for word in words if word.isdecimal()] or [10_000, 100_000]
    page = next((word for word in words if word.endswith(".md")), None)
    rows = []
    for problems in sizes:
        with tempfile.TemporaryDirectory() as place:
            rows.append(measured(what, problems, Path(place) / "data").row(problems))
        print(*rows[-1], sep="  ", file=sys.stderr, flush=True)
    head = ["problems", "driver", "largest worker", "time", "problems a CPU-second", "on the disk"]
    print_into(table(head, rows), what, page)


if __name__ == "__main__":
    main()
