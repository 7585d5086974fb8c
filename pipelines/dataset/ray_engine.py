"""The work of a job as tasks of Ray, on this machine or on a cluster that shares the folder. A
task that is lost, with its worker or its node, is done again: what is done twice gives the same
bytes."""

import socket
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

from generators import catalog
from generators.errors import DatasetError, RequestError
from pipelines.dataset.engine import AHEAD, Common, Engine, Work, Written, write_one
from pipelines.dataset.lean_memory import lean_children, leave_pandas
from pipelines.dataset.plan import PIECE, Drawn, Run, draw_run
from pipelines.dataset.shards import Job

SECONDS = 10.0  # until a cluster answers
RETRIES = 20  # times that a task is done again when its worker or node is lost
KNOWN: set[str] = set()  # of a worker: folders of families that it knows


class OnRay:
    """Hands out the work to Ray, a few tasks ahead of each CPU."""

    def __init__(self, ray: Any, job: Any) -> None:
        folders = tuple([str(Path(folder).resolve()) for folder in job.family_folders])
        self.ray = ray
        self.job = replace(job, folder=job.folder.resolve(), family_folders=folders)
        self.held = ray.put(self.job)
        task = ray.remote(max_retries=RETRIES)
        self.drawn, self.written = task(drawn), task(written)  # Ray shows a process by this name

    def draw(self, runs: Sequence[Run]) -> list[Drawn]:
        if len(runs) == 1 and runs[0].count < PIECE:
            return [draw_run(self.job.curriculum, runs[0])]
        return self.got([self.drawn.remote(self.held, run) for run in runs])

    def write(self, numbers: Sequence[int]) -> Iterator[Written]:
        return self.each(write_one, numbers)

    def each(self, work: Work, items: Iterable[Any]) -> Iterator[Any]:
        most = AHEAD * max(1, int(self.ray.cluster_resources().get("CPU", 1)))
        left, going = iter(items), deque()
        while True:
            for item in islice(left, most - len(going)):
                going.append(self.written.remote(self.held, work, item))
            if not going:
                return
            yield self.got(going.popleft())

    def got(self, asked: Any) -> Any:
        """What tasks give; their own errors are raised as here. Raises DatasetError where Ray gives
        up."""
        try:
            return self.ray.get(asked)
        except self.ray.exceptions.RayTaskError as error:
            raise error.cause from None
        except self.ray.exceptions.RayError as error:
            first = (str(error).strip().splitlines() or [type(error).__name__])[0]
            raise DatasetError(
                f"Ray gave up: {first[:160]}; what was whole is kept, and the same command goes on"
                " from there"
            ) from error


@contextmanager
def ray_engine(job: Any, workers: int, address: str | None) -> Iterator[Engine]:
    """The engine on the cluster at an address; without one on a Ray of so many CPUs that is started
    here and ends with this process. Raises RequestError where Ray is not installed or not there."""
    try:
        import ray  # pyright: ignore[reportMissingImports]
    except ModuleNotFoundError as error:
        raise RequestError(
            "--engine ray needs Ray; install this project with its extra [ray]"
        ) from error
    check_address(address)
    here = {} if address else {"num_cpus": workers, "include_dashboard": False}
    try:
        with lean_children():
            ray.init(address=address or "local", log_to_driver=False, logging_level="ERROR", **here)
    except (ConnectionError, ValueError, RuntimeError, TimeoutError) as error:
        first = (str(error).strip().splitlines() or [type(error).__name__])[0]
        raise RequestError(f"--address {address}: there is no Ray: {first[:160]}") from error
    try:
        yield OnRay(ray, job)
    finally:
        ray.shutdown()


def check_address(address: str | None) -> None:
    """Raises RequestError where nobody answers at a host and port; Ray itself would try for
    minutes."""
    host, colon, port = (address or "").removeprefix("ray://").rpartition(":")
    if not colon or not port.isdecimal():
        return
    try:
        socket.create_connection((host, int(port)), SECONDS).close()
    except (OSError, OverflowError, UnicodeError) as error:
        raise RequestError(f"--address {address}: there is no Ray: {error}") from error


def know_families(job: Common) -> None:
    leave_pandas()
    for folder in job.family_folders:
        if folder not in KNOWN:
            catalog.add_folder(folder)
            KNOWN.add(folder)


def drawn(job: Job, run: Run) -> Drawn:
    know_families(job)
    return draw_run(job.curriculum, run)


def written(job: Any, work: Work, item: Any) -> Any:
    know_families(job)
    return work(job, item)
