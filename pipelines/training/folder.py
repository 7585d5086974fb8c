"""The folder of a cell: whose it is, who is at work in it, how far that is, and how long it has
taken."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pipelines.dataset.manifest import write_whole

CELL, PROGRESS, TIMES, LOCK = "cell.json", "progress.json", "times.json", ".lock"
PATIENCE = 10  # seconds that a process which was killed may take to go


class CellProblem(RuntimeError):
    """A cell that cannot be run as asked; the message says why and what to do."""


def finished(folder: Path) -> dict[str, Any]:
    """What a finished cell says of itself; empty where it is not finished."""
    try:
        return json.loads((folder / CELL).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Keep a second process out of the folder while this one works in it; the lock goes with the
    process, however that ends. Raises CellProblem."""
    try:
        import fcntl
    except ImportError:  # no such locks on this system
        yield
        return
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / LOCK, "w", encoding="utf-8") as lock:
        until = time.monotonic() + PATIENCE
        while True:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() > until:
                    raise CellProblem(
                        f"{folder}: another process is at work in it; wait for it, or end it"
                    ) from None
                time.sleep(0.2)
                continue
            except OSError:  # a file system without locks
                pass
            break
        yield


class Progress:
    """Writes how far a cell is into its folder, now and then, for whoever waits; the parts are its
    phases and its evaluation. Of several processes that train together only the first one writes.
    """

    def __init__(
        self, folder: Path, show: Callable[[str, int, int], None] | None = None, mine: bool = True
    ) -> None:
        self.path, self.show, self.mine, self.last = folder / PROGRESS, show, mine, 0.0

    def at(self, part: str, number: int, parts: int) -> Callable[[int, int], None]:
        def told(done: int, total: int) -> None:
            if not self.mine:
                return
            if self.show:
                self.show(part, done, total)
            if time.monotonic() - self.last > 2 or done >= total:
                self.last = time.monotonic()
                share = (number + done / max(1, total)) / parts
                write_whole(
                    self.path,
                    json.dumps({"part": part, "done": done, "total": total, "share": share}),
                )

        return told


def times(folder: Path) -> dict[str, Any]:
    """The seconds, of the clock and of the processor, of all runs of a cell."""
    path = folder / TIMES
    return (
        json.loads(path.read_text(encoding="utf-8"))
        if path.is_file()
        else {"seconds": 0.0, "cpu_seconds": 0.0, "runs": 0}
    )


def add_time(folder: Path, seconds: float, cpu: float) -> None:
    """Add the time of this run to that of those before it, which were stopped."""
    before = times(folder)
    spent = {
        "seconds": before["seconds"] + seconds,
        "cpu_seconds": before["cpu_seconds"] + cpu,
        "runs": before["runs"] + 1,
    }
    write_whole(folder / TIMES, json.dumps(spent))


def out_of_memory(error: BaseException) -> bool:
    """Whether there was too little memory, on the CPU or on a GPU."""
    said = str(error).lower()
    return (
        isinstance(error, MemoryError) or "out of memory" in said or "can't allocate memory" in said
    )
