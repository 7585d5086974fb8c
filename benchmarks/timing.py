"""How the benchmarks time: CPU seconds of this process, several runs in turn, the median quoted."""

import gc
from collections.abc import Callable
from statistics import median
from time import process_time

RUNS = 5


def cpu_seconds(work: Callable[[], object]) -> float:
    """The CPU time of one call, without garbage collection of what it keeps."""
    gc.collect()
    gc.disable()
    try:
        start = process_time()
        work()
        return process_time() - start
    finally:
        gc.enable()


def medians(works: dict[str, Callable[[], object]], runs: int = RUNS) -> dict[str, float]:
    """The median CPU seconds of each work after a warm-up, the works run in turn so that a drift of
    the machine hits all."""
    for work in works.values():
        work()
    seconds: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(runs):
        for name, work in works.items():
            seconds[name].append(cpu_seconds(work))
    return {name: median(times) for name, times in seconds.items()}


def table(head: list[str], rows: list[list[str]]) -> str:
    """A Markdown table."""
    return "\n".join(f"| {' | '.join(row)} |" for row in [head, ["---"] * len(head), *rows])
