"""One shard of a dataset, written whole or not at all by whoever is asked: a pure function of the
job and of the plan, which lies in the folder's build state."""

import atexit
import gc
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import Any, BinaryIO

import numpy as np
import pyarrow as pa
import pyarrow.parquet as parquet
from numpy.lib.format import dtype_to_descr, write_array_header_1_0

from curricula.curriculum import Curriculum
from generators.errors import DatasetError
from pipelines.dataset.forgetting import FORGETTING
from pipelines.dataset.manifest import BUILD, canonical_json, describe, not_plain, read_json
from pipelines.dataset.plan import Shard, Span, spans
from pipelines.dataset.rows import as_one, rows_in
from pipelines.dataset.storage import ADDRESSES, ENTRY, PLAN, FarFolder
from pipelines.dataset.template import Template
from pipelines.dataset.whole_files import whole_file, write_whole

ADDRESS = np.dtype([("source", "<i4"), ("index", "<i8")])
GROUP = 8_000_000  # bytes of rows in memory that become a group of a file


@dataclass(frozen=True)
class Job:
    """What a dataset is built from, and where. `digest` is that of its configuration; with a `url`
    files go there, and the folder has only what the build needs."""

    curriculum: Curriculum
    template: Template
    folder: Path
    digest: str
    family_folders: tuple[str, ...] = ()
    url: str = ""


def write_plan(job: Job, plan: Iterable[Shard]) -> None:
    """Put the plan into the build state, for workers and for builds that go on from there. One
    shard of it is in memory at a time."""
    state, due = job.folder / BUILD, spans(job.curriculum)
    with whole_file(state / ADDRESSES) as temporary, open(temporary, "wb") as file:
        write_head(file, max([span.end for span in due]))
        for shard in plan:
            addresses = np.empty(len(shard.indices), ADDRESS)
            addresses["source"], addresses["index"] = shard.sources, shard.indices
            addresses.tofile(file)
    write_whole(state / PLAN, json.dumps({"config": job.digest, "shards": due}) + "\n")


def write_head(file: BinaryIO, problems: int) -> None:
    """Write what a file of NumPy begins with that holds the addresses of so many problems."""
    head = {"descr": dtype_to_descr(ADDRESS), "fortran_order": False, "shape": (problems,)}
    write_array_header_1_0(file, head)


def read_plan(job: Job) -> list[Shard] | None:
    """The plan in the build state; None where there is none of this job, or one of other shards
    than its curriculum has. The problems of its shards stay on the disk until they are asked
    for."""
    state, due = job.folder / BUILD, spans(job.curriculum)
    if read_json(state / PLAN) != {"config": job.digest, "shards": [list(span) for span in due]}:
        return None
    try:
        if not_plain(state, ADDRESSES):
            return None
        addresses = np.load(state / ADDRESSES, mmap_mode="r", allow_pickle=False)
    except (OSError, ValueError, OverflowError):
        return None
    if addresses.dtype != ADDRESS or addresses.shape != (max([span.end for span in due]),):
        return None
    return [
        Shard(
            span.stage,
            span.split,
            span.number,
            span.count,
            *parts_of(addresses[span.start : span.end]),
        )
        for span in due
    ]


def parts_of(addresses: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return addresses["source"], addresses["index"]


def shard_name(curriculum: Curriculum, shard: Shard | Span) -> str:
    return f"{curriculum.stages[shard.stage].name}-{shard.split}-{shard.name}"


def write_numbered(job: Job, number: int) -> dict[str, Any]:
    """Write the shard with that number in the plan. Raises Faulty or OSError."""
    if job.url and not (job.folder / BUILD / PLAN).exists():  # a machine without that folder
        job = replace(job, folder=folder_with_plan(job.url, job.digest))
    plan = read_plan(job)
    if plan is None:
        raise OSError(f"{job.folder / BUILD / PLAN}: the plan of this build is gone")
    return write_shard(job, plan[number])


@cache
def folder_with_plan(url: str, digest: str) -> Path:
    """A folder of this process with the plan of the build at a URL; `digest` is that of its
    configuration. It goes with the process."""
    far = FarFolder(url, Path(mkdtemp(prefix=f"curricula-{digest[:8]}-")))
    atexit.register(rmtree, far.folder, ignore_errors=True)
    far.get([f"{BUILD}/{PLAN}", f"{BUILD}/{ADDRESSES}"])
    return far.folder


def give_memory_back() -> None:
    """Let Arrow give back what it frees; its own pool keeps 30 MB of it (python -m
    benchmarks.scale)."""
    pa.set_memory_pool(pa.system_memory_pool())


def check_addresses(job: Job, shard: Shard) -> None:
    """Raises DatasetError for a plan whose problems are none of the curriculum's."""
    sources = len(job.curriculum.stages[shard.stage].sources)
    if (shard.sources < 0).any() or (shard.sources >= sources).any() or (shard.indices < 0).any():
        raise DatasetError(
            f"{job.folder / BUILD / ADDRESSES}: the plan of this build was changed; remove it and"
            " run the same command again"
        )


class RowsFile:
    """A Parquet file that is written a group of rows at a time, so that its memory is bounded."""

    def __init__(self, path: Path, schema: pa.Schema) -> None:
        self.writer = parquet.ParquetWriter(path, schema, compression="zstd", compression_level=1)
        self.waiting: list[pa.Table] = []
        self.rows = self.bytes = 0  # written or waiting; waiting

    def add(self, table: pa.Table) -> None:
        self.waiting.append(table)
        self.rows += table.num_rows
        self.bytes += table.nbytes
        if self.bytes >= GROUP:
            self.put()

    def put(self) -> None:
        """Write what waits as a group."""
        self.writer.write_table(as_one(self.waiting))
        self.waiting, self.bytes = [], 0


@contextmanager
def rows_file(path: Path, schema: pa.Schema) -> Iterator[RowsFile]:
    """A file of rows, whole when the block ends well."""
    file = RowsFile(path, schema)
    try:
        yield file
        if file.waiting:
            file.put()
        file.writer.close()
    except BaseException:
        with suppress(OSError):  # of a full disk, which has been told
            file.writer.close()
        file.writer.is_open = False  # or it tries once more, and complains
        raise


def write_shard(job: Job, shard: Shard) -> dict[str, Any]:
    """Write the files of one shard, then its manifest entry, which is returned. Raises Faulty or
    OSError."""
    check_addresses(job, shard)
    give_memory_back()
    with ExitStack() as left:
        written, counts = write_rows(job, shard, left)
    pa.default_memory_pool().release_unused()
    files = {name: describe(job.folder / name, rows) for name, rows in written.items()}
    entry = {"files": files, "counts": [[*key, count] for key, count in sorted(counts.items())]}
    name = shard_name(job.curriculum, shard)
    write_whole(job.folder / BUILD / f"{name}{ENTRY}", canonical_json({name: entry}))
    if job.url:
        FarFolder(job.url, job.folder).keep(*files, f"{BUILD}/{name}{ENTRY}")
    return entry


def write_rows(
    job: Job, shard: Shard, left: ExitStack
) -> tuple[dict[str, int], Counter[tuple[str, ...]]]:
    """Write the rows of one shard into files that get their names when the stack is left: the rows
    of each by its name, and how many there are of each kind."""
    files: dict[str, RowsFile] = {}
    counts: Counter[tuple[str, ...]] = Counter()
    gc.disable()  # rows are trees without cycles; tracking them costs a third of the time
    try:
        for part in rows_in(job.curriculum, shard, job.template):
            counts.update(part.counts)
            for config, table in part.tables.items():
                if config not in files:
                    path = job.folder / file_name(job.curriculum, shard, config)
                    path.parent.mkdir(parents=True, exist_ok=True)
                    temporary = left.enter_context(whole_file(path, inside=job.folder / BUILD))
                    files[config] = left.enter_context(rows_file(temporary, table.schema))
                files[config].add(table)
            FORGETTING.forget_where_large()
    finally:
        gc.enable()
    names = {config: file_name(job.curriculum, shard, config) for config in files}
    return {names[config]: file.rows for config, file in files.items()}, counts


def file_name(curriculum: Curriculum, shard: Shard, config: str) -> str:
    """What a shard's file of a config is called in the dataset's folder."""
    stage = curriculum.stages[shard.stage].name
    prefix = f"{stage}-{shard.split}" if config == "problems" else shard.split
    return f"{config}/{prefix}-{shard.name}.parquet"
