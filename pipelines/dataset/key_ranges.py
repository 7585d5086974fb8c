"""Records that have keys, on the disk once they are many: one range of keys is in memory at a time,
so that 10^8 of them take no more of it than 10^5."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np

RANGES = 256  # by a key's first byte; keys are hashes, so that ranges are equally full
HELD = 65_536  # records that wait in memory until they are put on the disk


class KeyRanges:
    """Records of a type with a field `key`, in a folder that is made when it is needed."""

    def __init__(self, folder: Path, record: np.dtype) -> None:
        self.folder, self.record = folder, record
        self.held: list[np.ndarray] = []
        self.waiting = self.count = 0

    def __len__(self) -> int:
        return self.count

    def add(self, records: np.ndarray) -> None:
        self.held.append(records)
        self.waiting += len(records)
        self.count += len(records)
        if self.waiting > HELD:
            self.put()

    def put(self) -> None:
        """Put what waits on the disk."""
        self.folder.mkdir(parents=True, exist_ok=True)
        records = self.in_memory()
        for number, places in by_range(records["key"]):
            with open(self.folder / f"{number}", "ab") as file:
                records[places].tofile(file)
        self.held, self.waiting = [], 0

    def in_memory(self) -> np.ndarray:
        return np.concatenate([np.zeros(0, self.record), *self.held])

    def on_disk(self, number: int) -> np.ndarray:
        """The records of a range that were put on the disk."""
        file = self.folder / f"{number}"
        return np.fromfile(file, self.record) if file.exists() else np.zeros(0, self.record)

    def holds(self, keys: np.ndarray) -> np.ndarray:
        """Of each of these keys whether there is a record of it."""
        found = np.isin(keys, self.in_memory()["key"])
        if self.waiting < self.count:
            for number, places in by_range(keys):
                found[places] |= np.isin(keys[places], self.on_disk(number)["key"])
        return found

    def in_order(self) -> Iterator[np.ndarray]:
        """All records in the order of their keys, a range at a time; those of one key as they were
        added."""
        if self.waiting == self.count:
            yield by_key(self.in_memory())
            return
        self.put()
        for number in range(RANGES):
            yield by_key(self.on_disk(number))


def by_key(records: np.ndarray) -> np.ndarray:
    return records[np.argsort(records["key"], kind="stable")]


def by_range(keys: np.ndarray) -> Iterator[tuple[int, np.ndarray]]:
    """The ranges that keys fall into, and where in the array those of each are, in order."""
    ranges = (keys >> np.uint64(56)).astype(np.uint8)
    order = np.argsort(ranges, kind="stable")
    ends = np.searchsorted(ranges[order], np.arange(RANGES), side="right")
    for number, places in enumerate(np.split(order, ends[:-1])):
        if len(places):
            yield number, places
