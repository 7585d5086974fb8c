"""Builds a dataset in a folder: plan, shards, card, manifest; what is whole is kept, and a rerun
resumes what is missing.

A shard is a pure function of draw version, configuration and plan. It is written under a temporary
name and renamed when whole, then its own small manifest is; so a folder holds whole files only,
whatever stopped the build.
"""

import gc
import json
import os
import shlex
import signal
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import get_context, parent_process
from pathlib import Path
from shutil import rmtree
from typing import Any

import pyarrow.parquet as parquet
from filelock import FileLock, Timeout

from curricula.curriculum import Curriculum, CurriculumError
from curricula.curriculum_file import to_mapping
from curricula.names import fault, shown, told_apart
from curricula.version import VERSION
from generators import catalog
from generators.errors import DatasetError
from generators.problem import DRAW_VERSION
from generators.render import TEXT_VERSION
from pipelines.dataset.card import CARD, write_card
from pipelines.dataset.configuration import mixtures_of
from pipelines.dataset.croissant import CROISSANT, write_croissant
from pipelines.dataset.identity import source_digests
from pipelines.dataset.manifest import (
    BUILD,
    FORMAT,
    MANIFEST,
    canonical_json,
    describe,
    read_manifest,
    sealed,
    sha256_text,
    title,
)
from pipelines.dataset.plan import (
    SHARD,
    Shard,
    check_capacity,
    curriculum_families,
    make_plan,
    quotas,
    same_sources,
)
from pipelines.dataset.rows import make_rows
from pipelines.dataset.template import Template
from pipelines.dataset.whole_files import remove_partials, whole_file, write_whole

FAMILY_DIR = "--family-dir"  # in a command
LOCK = ".lock"  # in the folder while it is built


@dataclass(frozen=True)
class Result:
    """A built dataset: its folder, its manifest, and how many shards this run wrote and found
    whole."""

    folder: Path
    manifest: dict[str, Any]
    written: int
    kept: int


def configuration(curriculum: Curriculum, template: Template) -> dict[str, Any]:
    """All that a dataset's bytes depend on, as plain values."""
    mixtures = mixtures_of(curriculum)
    families = source_digests(curriculum_families(curriculum))
    return {
        "format": FORMAT,
        "draw_version": DRAW_VERSION,
        "text_version": TEXT_VERSION,
        "version": VERSION,
        "shard": SHARD,
        "curriculum": to_mapping(curriculum),
        "template": {
            "name": template.name,
            "prompt": template.prompt,
            "completion": template.completion,
        },
        **({"mixtures": mixtures} if mixtures else {}),
        **({"families": families} if families else {}),
    }


def build(
    curriculum: Curriculum,
    template: Template,
    folder: Path,
    command: str,
    workers: int = 1,
    family_folders: tuple[str, ...] = (),
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Result:
    """Build, or finish, the dataset in `folder`. Raises CurriculaError
    or OSError."""
    config = {**configuration(curriculum.checked(), template), "command": command}
    groups = same_sources(curriculum, curriculum_families(curriculum))
    check_capacity(curriculum, groups, quotas(curriculum))
    make_folder(folder)
    with only_builder(folder):
        done = prepare(folder, config)
        with worker_pool(workers, family_folders) as pool:
            try:
                plan = make_plan(curriculum, pool)
            except CurriculumError:
                abandon(folder)
                raise
            named = {shard_name(curriculum, shard): shard for shard in plan}
            missing = [shard for name, shard in named.items() if not whole(folder, done.get(name))]
            total = sum(len(shard.indices) for shard in plan)
            finished = total - sum(len(shard.indices) for shard in missing)
            progress(finished, total)
            for shard, entry in write_shards(curriculum, template, folder, missing, pool):
                done[shard_name(curriculum, shard)] = entry
                finished += len(shard.indices)
                progress(finished, total)
        manifest = finish(folder, config, {name: done[name] for name in named})
    return Result(folder, manifest, len(missing), len(plan) - len(missing))


def make_folder(folder: Path) -> None:
    """Make the folder, if it is not there. Raises DatasetError where that cannot be."""
    if folder.exists() and not folder.is_dir():
        raise DatasetError(f"{folder} is a file; name a folder")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DatasetError(f"{folder} cannot be written: {error.strerror}") from error


@contextmanager
def only_builder(folder: Path) -> Iterator[None]:
    """Keep a second process from building in the folder; the lock goes with the process, however
    that ends. Raises DatasetError where another one is at work."""
    lock = FileLock(folder / LOCK, blocking=False)
    try:
        lock.acquire()
    except Timeout as error:
        raise DatasetError(
            f"another curricula process builds {folder}; wait for it or choose another --out"
        ) from error
    except OSError as error:
        raise DatasetError(f"{folder} cannot be written: {error.strerror}") from error
    try:
        yield
    finally:
        with suppress(OSError):  # Windows removes no open file
            (folder / LOCK).unlink()  # before the release: who opened it meanwhile looks again
        lock.release()


@contextmanager
def worker_pool(workers: int, family_folders: tuple[str, ...]) -> Iterator[Executor | None]:
    if workers < 2:
        yield None
        return
    with ProcessPoolExecutor(
        workers, get_context("spawn"), start_worker, (family_folders,)
    ) as pool:
        yield pool


def start_worker(family_folders: tuple[str, ...]) -> None:
    """Make a process a worker: it knows the user's families, leaves an interrupt to its driver, and
    ends with it."""
    for folder in family_folders:
        catalog.add_folder(folder)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=end_with_driver, daemon=True).start()


def end_with_driver() -> None:
    """End this process when the one that started it has ended, even by a kill: then the pipe
    between them closes."""
    driver = parent_process()
    if driver is not None:
        driver.join()
        os._exit(1)


def prepare(folder: Path, config: dict[str, Any]) -> dict[str, Any]:
    """Make the folder ours; gives the entries of shards written before. Raises DatasetError for a
    folder that is not."""
    try:
        present = sorted(path.name for path in folder.iterdir() if path.name != LOCK)
    except OSError as error:
        raise DatasetError(f"{folder} cannot be read: {error.strerror}") from error
    state = folder / BUILD
    before = read_config(state / "config.json")
    entries: dict[str, Any] = {}
    if MANIFEST in present:
        try:
            manifest = read_manifest(folder)
        except DatasetError as error:
            raise DatasetError(
                f"{folder}: {error}; choose another folder, or remove this one"
            ) from error
        before, entries = manifest["config"], manifest["shards"]
    elif present and before is None:
        raise DatasetError(
            f"{folder} is not empty and not a dataset of this program; choose another folder"
        )
    if before is not None and before.get("draw_version") != config["draw_version"]:
        raise DatasetError(
            f"{folder} is of draw version {shown(str(before.get('draw_version')))}; this program"
            f" draws version {config['draw_version']}, and reads, grades and trains on the other"
            " as it is: choose another folder"
        )
    if before is not None:
        keep_command(before, config)
        if before != config:
            raise DatasetError(difference(folder, before, config))
    try:
        state.mkdir(exist_ok=True)
        write_whole(state / "config.json", canonical_json(config))
    except OSError as error:
        raise DatasetError(f"{folder} cannot be written: {error.strerror}") from error
    for path in state.glob("*.shard.json"):
        entries.update(read_config(path) or {})
    return entries


def keep_command(before: dict[str, Any], config: dict[str, Any]) -> None:
    """Another way to the same folders of families makes no other dataset."""
    command = before.get("command")
    if isinstance(command, str) and without_folders(command) == without_folders(config["command"]):
        config["command"] = command


def without_folders(command: str) -> str:
    """A command without the folders of families that it names."""
    try:
        words = shlex.split(command)
    except ValueError:
        return command
    places = [at for at, word in enumerate(words) if word == FAMILY_DIR]
    left = [word for at, word in enumerate(words) if not {at, at - 1} & set(places)]
    return shlex.join(left)


def abandon(folder: Path) -> None:
    """Leave no trace of a build that turned out impossible; what other builds wrote stays."""
    if not (folder / MANIFEST).exists() and not list((folder / BUILD).glob("*.shard.json")):
        rmtree(folder / BUILD, ignore_errors=True)
        if [path.name for path in folder.iterdir()] == [LOCK]:
            rmtree(folder)


def read_config(path: Path) -> dict[str, Any] | None:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def difference(folder: Path, before: dict[str, Any], now: dict[str, Any]) -> str:
    """One line that says in what two configurations differ, and what to do."""
    remedy = "choose another folder, or remove this one"
    sources = before.get("families", {}), now.get("families", {})
    if sources[0] != sources[1]:
        names = sorted({*sources[0], *sources[1]})
        changed = [name for name in names if sources[0].get(name) != sources[1].get(name)]
        if {**before, "families": 0} == {**now, "families": 0}:
            return (
                f"{folder} was made by another source of {', '.join(changed)} than is here now (its"
                f" file or a module that it imports was edited); {remedy}"
            )
    path, there, due = first_difference(before, now)
    return f"{folder} holds another configuration ({path} {told_apart(there, due)}); {remedy}"


def first_difference(before: Any, now: Any, path: str = "") -> tuple[str, str, str]:
    """The first field in which two configurations differ: its path, and both values."""
    if isinstance(before, dict) and isinstance(now, dict):
        for name in sorted({*before, *now}):
            if before.get(name) != now.get(name):
                inner = f"{path}.{name}" if path else name
                return first_difference(before.get(name), now.get(name), inner)
    if isinstance(before, list) and isinstance(now, list) and len(before) == len(now):
        for i, (a, b) in enumerate(zip(before, now, strict=True)):
            if a != b:
                return first_difference(a, b, f"{path}[{i}]")
    return path, str(before), str(now)


def shard_name(curriculum: Curriculum, shard: Shard) -> str:
    return f"{curriculum.stages[shard.stage].name}-{shard.split}-{shard.name}"


def whole(folder: Path, entry: dict[str, Any] | None) -> bool:
    """Whether every file of a shard is there as it was written, under names that a dataset has."""
    if entry is None or any(fault("file", name) for name in entry["files"]):
        return False
    return all(
        (folder / name).is_file() and describe(folder / name, said["rows"]) == said
        for name, said in entry["files"].items()
    )


def write_shards(
    curriculum: Curriculum,
    template: Template,
    folder: Path,
    shards: list[Shard],
    pool: Executor | None,
) -> Iterator[tuple[Shard, dict[str, Any]]]:
    if pool is None:
        for shard in shards:
            yield shard, write_shard(curriculum, template, folder, shard)
        return
    futures = [
        (shard, pool.submit(write_shard, curriculum, template, folder, shard)) for shard in shards
    ]
    try:
        for shard, future in futures:
            yield shard, future.result()
    finally:
        for _, future in futures:
            future.cancel()


def write_shard(
    curriculum: Curriculum, template: Template, folder: Path, shard: Shard
) -> dict[str, Any]:
    """Write the files of one shard, then its manifest entry, which is returned. Raises Faulty or
    OSError."""
    gc.disable()  # rows are trees without cycles; tracking them costs a third of the time
    try:
        rows = make_rows(curriculum, shard, template)
    finally:
        gc.enable()
    stage = curriculum.stages[shard.stage].name
    files = {}
    for config, table in rows.tables.items():
        prefix = f"{stage}-{shard.split}" if config == "problems" else shard.split
        name = f"{config}/{prefix}-{shard.name}.parquet"
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        with whole_file(path, inside=folder / BUILD) as temporary:
            parquet.write_table(table, temporary, compression="zstd", compression_level=1)
        files[name] = describe(path, table.num_rows)
    entry = {
        "files": files,
        "counts": [[*key, count] for key, count in sorted(rows.counts.items())],
    }
    name = shard_name(curriculum, shard)
    write_whole(folder / BUILD / f"{name}.shard.json", canonical_json({name: entry}))
    return entry


def finish(folder: Path, config: dict[str, Any], entries: dict[str, Any]) -> dict[str, Any]:
    """Write card, Croissant description and manifest, and remove what only the build needed."""
    counts: Counter[tuple[str, ...]] = Counter()
    for shard, entry in entries.items():
        for *key, count in entry["counts"]:
            counts[*key, shard.split("-")[1]] += count
    files: dict[str, Any] = {}
    for entry in entries.values():
        files |= entry["files"]
    problems, solutions = (
        sum(count for key, count in counts.items() if key[0] == what)
        for what in ("problems", "solutions")
    )
    about = (
        f"{problems:,} maths problems with {solutions:,} solutions, each step checked; made by"
        f" curricula {VERSION}"
    )
    write_whole(folder / CROISSANT, write_croissant(title(config), about, VERSION, files))
    write_whole(folder / CARD, write_card(folder, config, counts, files))
    files |= {name: describe(folder / name) for name in (CARD, CROISSANT)}
    manifest = {
        "config": config,
        "config_digest": sha256_text(canonical_json(config)),
        "shards": entries,
        "files": files,
    }
    write_whole(folder / MANIFEST, sealed(manifest))
    remove_partials(folder)
    rmtree(folder / BUILD, ignore_errors=True)
    return manifest
