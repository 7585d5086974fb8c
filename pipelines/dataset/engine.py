"""Who does the work of a build, or of grading a large file: this process, or a pool of others. Each
does the same things, draws a run of problems for the plan, writes a shard, works at one of several
items; all are pure functions of the job, so that what is done twice gives the same bytes.

Tasks are small, whatever the shard: a worker finds the plan on the disk. More than fits into a pipe
would block the driver for ever where a worker was killed.
"""

import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import islice
from multiprocessing import get_context, parent_process, resource_tracker
from multiprocessing.connection import Connection, wait
from typing import Any, Protocol

from generators import catalog
from generators.errors import DatasetError
from pipelines.dataset.lean_memory import lean_children, leave_pandas
from pipelines.dataset.plan import PIECE, Drawn, Run, draw_run
from pipelines.dataset.shards import Job, write_numbered

AHEAD = 2  # shards handed out for each worker

Written = tuple[int, dict[str, Any]]  # the number of a shard in the plan, its entry


Work = Callable[[Any, Any], Any]  # what is done for a job with an item; a function of a module


class Common(Protocol):
    """What every job has: folders of families that its workers know."""

    @property
    def family_folders(self) -> tuple[str, ...]: ...


class Engine(Protocol):
    """Does the work of a job."""

    def draw(self, runs: Sequence[Run]) -> list[Drawn]:
        """What each run of indices gives, in order."""
        ...

    def write(self, numbers: Sequence[int]) -> Iterator[Written]:
        """Write the shards with these numbers in the plan; yields each when it is whole."""
        ...

    def each(self, work: Work, items: Iterable[Any]) -> Iterator[Any]:
        """What a function gives for the job and each of some items, in order, a few ahead."""
        ...


class Here:
    """This process."""

    def __init__(self, job: Any) -> None:
        self.job = job

    def draw(self, runs: Sequence[Run]) -> list[Drawn]:
        return [draw_run(self.job.curriculum, run) for run in runs]

    def write(self, numbers: Sequence[int]) -> Iterator[Written]:
        for number in numbers:
            yield number, write_numbered(self.job, number)

    def each(self, work: Work, items: Iterable[Any]) -> Iterator[Any]:
        for item in items:
            yield work(self.job, item)


class Pool:
    """A pool of processes."""

    def __init__(self, job: Any, executor: ProcessPoolExecutor, workers: int) -> None:
        self.job, self.executor, self.workers = job, executor, workers

    def draw(self, runs: Sequence[Run]) -> list[Drawn]:
        if len(runs) == 1 and runs[0].count < PIECE:  # not worth the way to another process
            return [draw_run(self.job.curriculum, runs[0])]
        futures = [self.executor.submit(drawn, run) for run in runs]
        return [future.result() for future in futures]

    def write(self, numbers: Sequence[int]) -> Iterator[Written]:
        return self.each(write_one, numbers)

    def each(self, work: Work, items: Iterable[Any]) -> Iterator[Any]:
        left = iter(items)
        going: deque[Future[Any]] = deque()
        while True:
            for item in islice(left, AHEAD * self.workers - len(going)):
                going.append(self.executor.submit(worked, work, item))
            if not going:
                return
            yield going.popleft().result()


@contextmanager
def local_engine(job: Common, workers: int) -> Iterator[Engine]:
    """This process, or so many that work for it. They end with it, and at once when it is
    interrupted. Raises DatasetError where one of them is lost."""
    if workers < 2:
        yield Here(job)
        return
    context = get_context("spawn")
    start_tracker()
    heard, said = context.Pipe(duplex=False)
    with (
        lean_children(),
        ProcessPoolExecutor(workers, context, start_worker, (job, heard)) as executor,
    ):
        try:
            yield Pool(job, executor, workers)
        except BrokenProcessPool as error:
            raise DatasetError(
                "a worker process ended before its work was done, killed or out of memory; what"
                " was whole is kept, and the same command goes on from there (fewer --workers need"
                " less memory)"
            ) from error
        except KeyboardInterrupt:
            said.close()  # the workers hear it and end, half a shard or not
            raise


def start_tracker() -> None:
    """Start Python's own process that tidies up after the pool, so that the hang-up of a terminal
    does not end it first."""
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN) if hasattr(signal, "SIGHUP") else None
    try:
        resource_tracker.ensure_running()
    finally:
        if hasattr(signal, "SIGHUP"):
            signal.signal(signal.SIGHUP, before)


JOBS: list[Any] = []  # of a worker: what it works for


def start_worker(job: Common, heard: Connection) -> None:
    """Make a process a worker: it knows the job and the user's families, leaves an interrupt to its
    driver, and ends with it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=end_with_driver, args=(heard,), daemon=True).start()
    leave_pandas()
    for folder in job.family_folders:
        catalog.add_folder(folder)
    JOBS.append(job)


def end_with_driver(heard: Connection) -> None:
    """End this process when the one that started it has ended, even by a kill, or wants no more of
    it: then a pipe between them closes."""
    driver = parent_process()
    if driver is not None:
        wait([heard, driver.sentinel])
        os._exit(1)


def drawn(run: Run) -> Drawn:
    return draw_run(JOBS[0].curriculum, run)


def worked(work: Work, item: Any) -> Any:
    return work(JOBS[0], item)


def write_one(job: Job, number: int) -> Written:
    return number, write_numbered(job, number)
