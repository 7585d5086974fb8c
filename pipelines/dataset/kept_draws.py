"""What was drawn for a plan that is being made, kept in the build state, so that a planning that
was stopped goes on where it was: drawing is nearly all that it takes, and what is done with the
draws is done again.

A file has a line with the digest of the configuration and then blocks, each of one call: a head
that says which run of indices it is, and 11 bytes an index. What follows the first block that is
not whole, or is another run than the one asked for, is drawn anew.
"""

import os
import struct
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import accumulate
from pathlib import Path
from typing import BinaryIO
from zlib import crc32

import numpy as np

from pipelines.dataset.plan import Draw, Drawn, Run

HEAD = struct.Struct("<qqqqI")  # stage, source, start and count of a run; the body's checksum
DRAW = np.dtype([("place", "<i2"), ("aside", "?"), ("key", "<u8")])


class KeptDraws:
    """Gives what is in the file, then what is drawn, which is added to it."""

    def __init__(self, file: BinaryIO, draw: Draw) -> None:
        self.file, self.draw = file, draw
        self.reads = True  # what comes next may be in the file

    def __call__(self, runs: Sequence[Run]) -> list[Drawn]:
        count = sum([run.count for run in runs])
        run = runs[0]._replace(count=count)
        place = self.file.tell()
        records = self.read(run) if self.reads else None
        if records is None:
            if self.reads:
                self.reads = False
                self.file.seek(place)
                self.file.truncate()
            records = joined(self.draw(runs), count)
            self.add(run, records)
        ends = list(accumulate([run.count for run in runs]))
        return [
            Drawn(part["place"], part["aside"], part["key"])
            for part in np.split(records, ends[:-1])
        ]

    def read(self, run: Run) -> np.ndarray | None:
        """The next block; None where it is not there, or not of this run."""
        head = self.file.read(HEAD.size)
        if len(head) < HEAD.size or HEAD.unpack(head)[:4] != numbers_of(run):
            return None
        body = self.file.read(run.count * DRAW.itemsize)
        if len(body) < run.count * DRAW.itemsize or HEAD.unpack(head)[4] != crc32(body):
            return None
        return np.frombuffer(body, DRAW)

    def add(self, run: Run, records: np.ndarray) -> None:
        body = records.tobytes()
        self.file.write(HEAD.pack(*numbers_of(run), crc32(body)) + body)
        self.file.flush()
        os.fsync(self.file.fileno())


def numbers_of(run: Run) -> tuple[int, int, int, int]:
    return run.stage, run.source, run.start, run.count


def joined(drawn: Sequence[Drawn], count: int) -> np.ndarray:
    """What several runs gave, as records."""
    records = np.empty(count, DRAW)
    records["place"] = np.concatenate([each.places for each in drawn])
    records["aside"] = np.concatenate([each.aside for each in drawn])
    records["key"] = np.concatenate([each.keys for each in drawn])
    return records


@contextmanager
def kept_draws(path: Path, digest: str, draw: Draw) -> Iterator[Draw]:
    """Draws by a function, and keeps in a file what came of it, for the configuration with this
    digest."""
    if path.is_symlink() or (path.exists() and not path.is_file()):
        path.unlink()  # it is none of ours, and may lead anywhere
    line = f"{digest}\n".encode()
    with open(path, "r+b" if path.exists() else "w+b") as file:
        if file.read(len(line)) != line:
            file.seek(0)
            file.truncate()
            file.write(line)
        yield KeptDraws(file, draw)
