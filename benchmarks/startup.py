"""CPU seconds that short commands take to start and finish: `python -m benchmarks.startup`."""

import resource
import subprocess
import sys
from statistics import median

from benchmarks.timing import table

COMMANDS = (
    ["-c", "pass"],
    ["-c", "import curricula"],
    ["-m", "curricula", "--help"],
    ["-m", "curricula", "families"],
    ["-m", "curricula", "show", "number_theory.gcd"],
)
RUNS = 7
BOUND = 0.25


def cpu_of(command: list[str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *command], check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    rows = []
    empty = 0.0
    for command in COMMANDS:
        cpu_of(command)
        seconds = median(cpu_of(command) for _ in range(RUNS))
        empty = empty or seconds
        rows.append(
            [
                "python " + " ".join(command),
                f"{seconds:.3f}",
                f"{seconds / empty:.1f}",
                "" if seconds <= BOUND else f"above {BOUND}",
            ]
        )
    print(table(["command", "CPU seconds (median)", "times an empty python", "remark"], rows))


if __name__ == "__main__":
    main()
