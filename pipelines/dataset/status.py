"""How far the build of a dataset is: which shards are there, missing, stale or foreign. No family
is asked, and nothing is changed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from curricula.names import fault, shown
from generators.errors import DatasetError
from pipelines.dataset.build import whole
from pipelines.dataset.card_words import WORDS
from pipelines.dataset.exports import EXPORTS
from pipelines.dataset.manifest import BUILD, MANIFEST, not_plain, read_json, read_manifest
from pipelines.dataset.plan import shard_part
from pipelines.dataset.storage import (
    ADDRESSES,
    CONFIG,
    DRAWS,
    ENTRY,
    LOCK,
    PLAN,
    Storage,
    storage_of,
)
from pipelines.dataset.whole_files import PARTIAL

OURS = {MANIFEST, LOCK, WORDS, "README.md", "croissant.json", "refused.jsonl"}


@dataclass
class Status:
    """The shards of a dataset by how they are, each a name: `there` as they were written, `missing`
    and not written yet, `stale`: written, but not as they are now. `foreign` are files that belong
    to none of them. `command` is the one that goes on."""

    place: str
    command: str = ""
    is_finished: bool = False
    is_built_now: bool = False
    is_planned: bool = True
    there: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    stale: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)

    @property
    def shards(self) -> int:
        return len(self.there) + len(self.missing) + len(self.stale)

    def said(self) -> dict[str, Any]:
        """All of it as plain values."""
        names = ("is_finished", "is_built_now", "is_planned", "command")
        lists = ("there", "missing", "stale", "foreign")
        return {name: getattr(self, name) for name in (*names, *lists)}


def status_of(folder: Path | str) -> Status:
    """The status of the dataset in a folder or at a URL. Raises DatasetError where none was begun
    there."""
    with storage_of(folder) as place:
        place.get_state()
        return status_at(place)


def status_at(place: Storage) -> Status:
    """The same of a place whose state is here."""
    status = Status(place.shown)
    folder, state = place.folder, place.folder / BUILD
    if (folder / MANIFEST).is_file() and not state.exists():
        try:
            manifest = read_manifest(folder)
        except DatasetError as error:
            raise DatasetError(
                f"{place.shown}: {error}; remove the folder, and pull or generate the dataset again"
            ) from error
        status.is_finished = True
        config, entries = manifest["config"], manifest.get("shards", {})
        names = sorted(entries)
    else:
        config = read_json(state / CONFIG)
        if not isinstance(config, dict):
            raise DatasetError(
                f"{place.shown}: no dataset was begun there; curricula generate begins one"
            )
        entries = dict(entries_in(state))
        names = planned_names(state, config)
        status.is_planned = names is not None
    command = config.get("command", "")
    status.command = command if not fault("command", command) else ""
    status.is_built_now = is_locked(place)
    there = place.names()
    for name in names or []:
        entry = entries.get(name)
        if entry is None:
            status.missing.append(name)
        else:
            (status.there if is_whole(place, there, entry) else status.stale).append(name)
    known = set(chain.from_iterable([files_of(entries.get(name)) for name in names or []]))
    status.foreign = sorted(strangers(place, there, known)) if status.is_planned else []
    status.foreign += [f"{BUILD}/{name}{ENTRY}" for name in sorted(set(entries) - set(names or []))]
    return status


def entries_in(state: Path) -> Iterator[tuple[str, Any]]:
    """The entries of the shards that were written."""
    for file in sorted(state.glob(f"*{ENTRY}")):
        content = read_json(file)
        name = file.name.removesuffix(ENTRY)
        if not fault("shard", name):
            yield name, content.get(name) if isinstance(content, dict) else {}


def planned_names(state: Path, config: dict[str, Any]) -> list[str] | None:
    """The names of the planned shards in order; None where there is no plan yet."""
    plan = read_json(state / PLAN)
    try:
        stages = [stage["name"] for stage in config["curriculum"]["stages"]]
        names = [
            f"{stages[stage]}-{split}-{shard_part(number, count)}"
            for stage, split, number, count, _, _ in plan["shards"]
        ]
    except (TypeError, KeyError, ValueError, IndexError):
        return None
    return None if any([fault("shard", name) for name in names]) else names


def files_of(entry: Any) -> dict[str, Any]:
    files = entry.get("files") if isinstance(entry, dict) else None
    return files if isinstance(files, dict) else {}


def is_whole(place: Storage, there: Mapping[str, int], entry: Any) -> bool:
    """Whether all files of an entry are there as they were written."""
    files = files_of(entry)
    if not files or any(
        [not isinstance(said, dict) or "rows" not in said for said in files.values()]
    ):
        return False
    if any([fault("file", name) for name in files]):
        return False
    if not place.url and any([not_plain(place.folder, name) for name in files]):
        return False
    return whole(place, there, entry)


def strangers(place: Storage, there: Mapping[str, int], known: set[str]) -> Iterator[str]:
    """Files that belong to no planned shard; in a folder here also what is no file."""
    state = {f"{BUILD}/{name}" for name in (CONFIG, PLAN, ADDRESSES, DRAWS)}
    found = [*there] if place.url else files_below(place.folder)
    for name in found:
        partial = any([is_partial(part) for part in name.split("/")])
        exported = name.startswith(EXPORTS)
        ours = exported or name in known | OURS | state or name.endswith(ENTRY) or partial
        if not ours:
            yield shown(name)


def is_partial(name: str) -> bool:
    """Whether a file or folder is one that is not whole yet."""
    return name.startswith(".") and name.endswith(PARTIAL)


def files_below(folder: Path) -> list[str]:
    """All in a folder that is no folder."""
    paths = [path for path in folder.rglob("*") if not path.is_dir()]
    return [path.relative_to(folder).as_posix() for path in paths]


def is_locked(place: Storage) -> bool:
    """Whether a process of this machine builds there now."""
    if not place.lock.exists():
        return False
    lock = FileLock(place.lock, timeout=0)
    try:
        lock.acquire()
    except (Timeout, OSError):
        return True
    lock.release()
    return False
