"""Grades a large file of completions in ranges of lines, by the engine that writes datasets: this
process, a pool, or Ray. The verdicts are those of one process, in order.

A range knows nothing of the others, and of the dataset only the rows that its lines name are in
memory; a few ranges ahead of the one that is due are held.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from generators.errors import DatasetError
from pipelines.dataset.engine import Engine, local_engine
from pipelines.dataset.foreign_rows import foreign_rows
from pipelines.dataset.json_lines import Lines, ranges
from pipelines.evaluation.grade_file import (
    Columns,
    Graded,
    Part,
    foreign_completions,
    grade_completions,
    grade_foreign,
    parts_of,
    read_completions,
)

MOST, FEWEST = 10_000, 200  # lines of a range
BYTES = 32_000_000  # of a range
PIECES = 8  # ranges for each worker, where the file has so many lines


@dataclass(frozen=True)
class Golds:
    """Where golds from elsewhere stand: the columns, and the dataset with its config and split; no
    dataset where completions bring their own."""

    columns: Columns
    dataset: str | None = None
    config: str | None = None
    split: str | None = None


@dataclass(frozen=True)
class GradeJob:
    """What is graded: a file, against the dataset in a folder or by golds from elsewhere."""

    path: Path
    folder: Path
    golds: Golds | None = None
    marker: str | None = None
    options: Mapping[str, Any] | None = None
    family_folders: tuple[str, ...] = ()


Opened = Callable[[GradeJob], AbstractContextManager[Engine]]


def grade_in_ranges(
    job: GradeJob, workers: int = 1, engine: Opened | None = None
) -> Iterator[Graded]:
    """Each completion of the job's file, in its order: graded by so many workers here, or by an
    engine. Lines are looked at before anything is graded. Raises DatasetError, HubError or
    OSError."""
    count = 0
    looked_at = (
        read_completions(job.path)
        if job.golds is None
        else foreign_completions(job.path, job.golds.columns, job.golds.dataset is None)
    )
    for count, _ in enumerate(looked_at, 1):  # noqa: B007 - the count of the last
        pass
    known_parts.cache_clear()  # the dataset may be another one than in an earlier call
    size = max(FEWEST, min(MOST, count // (PIECES * workers)))
    with engine(job) if engine else local_engine(job, workers) as opened:
        for verdicts in opened.each(grade_range, ranges(job.path, size, BYTES)):
            yield from verdicts


@lru_cache(maxsize=1)
def known_parts(folder: Path) -> list[Part]:
    """The parts of a dataset, which a worker compares with its manifest once."""
    if not folder.is_dir():
        raise DatasetError(f"{folder} is not a folder")
    return parts_of(folder)


def grade_range(job: GradeJob, lines: Lines) -> list[Graded]:
    """The verdicts on some lines."""
    if job.golds is None:
        parts = known_parts(job.folder)
        return list(grade_completions(job.path, job.folder, job.marker, job.options, lines, parts))
    golds, rows = job.golds, None
    if golds.dataset is not None:
        asked = [golds.columns.answer], golds.config, golds.split
        rows = foreign_rows(golds.dataset, *asked, also=[golds.columns.id])
    return list(grade_foreign(job.path, rows, golds.columns, job.marker, job.options, lines))
