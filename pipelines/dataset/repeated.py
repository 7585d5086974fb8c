"""Finds rows that share a key with another row, or stand elsewhere than rows of the same key, in 8
bytes a row."""

from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.parquet as parquet


class Block(NamedTuple):
    """Some rows of a file that were marked together, in order."""

    folder: Path
    prefix: str
    file: str
    rows: int


class Marks:
    """Remembers 8 bytes of each row's key, and of the home it should share with equal keys; tells
    which rows clash."""

    def __init__(self) -> None:
        self.keys: list[np.ndarray] = []
        self.homes: list[np.ndarray] = []
        self.blocks: list[Block] = []

    def add(
        self, folder: Path, prefix: str, file: str, keys: list[Any], homes: list[Any] | None = None
    ) -> None:
        self.keys.append(np.array([mark(key) for key in keys], np.uint64))
        if homes is not None:
            self.homes.append(np.array([mark(home) for home in homes], np.uint64))
        self.blocks.append(Block(folder, prefix, file, len(keys)))

    def repeated(self) -> Iterator[tuple[str, str]]:
        """File and id of every row that shares its key with another."""
        if self.keys:
            _, which, counts = np.unique(
                np.concatenate(self.keys), return_inverse=True, return_counts=True
            )
            yield from self.located(np.flatnonzero(counts[which] > 1))

    def divided(self) -> Iterator[tuple[str, str]]:
        """File and id of every row whose key occurs in more than one home."""
        if self.keys:
            homes = np.concatenate(self.homes)
            _, first, which = np.unique(
                np.concatenate(self.keys), return_index=True, return_inverse=True
            )
            split = np.zeros(len(first), np.bool_)
            split[which[homes != homes[first][which]]] = True
            yield from self.located(np.flatnonzero(split[which]))

    def located(self, rows: np.ndarray) -> Iterator[tuple[str, str]]:
        """File and id of the rows with these numbers, which ascend; a file's ids are read once."""
        starts = np.cumsum([0, *[block.rows for block in self.blocks]])
        read: tuple[str, list[str]] = ("", [])
        for number in rows.tolist():
            at = int(np.searchsorted(starts, number, side="right")) - 1
            block = self.blocks[at]
            first = next(k for k in range(at, -1, -1) if not k or not same_file(self.blocks, k))
            name = f"{block.folder}/{block.file}"
            if read[0] != name:
                read = (name, ids_in(block.folder / block.file))
            place = number - int(starts[first])
            yield block.prefix + block.file, read[1][place] if place < len(read[1]) else ""


def same_file(blocks: list[Block], at: int) -> bool:
    """Whether a block is of the same file as the one before."""
    one, other = blocks[at - 1], blocks[at]
    return (one.folder, one.file) == (other.folder, other.file)


def mark(text: Any) -> int:
    return int.from_bytes(
        blake2b(str(text).encode("utf-8", "replace"), digest_size=8).digest(), "big"
    )


def ids_in(file: Path) -> list[str]:
    try:
        return [str(id) for id in parquet.read_table(file, columns=["id"])["id"].to_pylist()]
    except (pa.ArrowException, OSError, ValueError):
        return []
