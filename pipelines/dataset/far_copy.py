"""Copies of datasets at URLs, in this program's cache: a file is fetched again where the file
system tells something else of it than when it was fetched, or where the copy was changed."""

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

from filelock import FileLock

from curricula.names import shown, stays_inside
from generators.errors import DatasetError
from pipelines.dataset.manifest import BUILD
from pipelines.dataset.storage import CONFIG, FarFolder, cache_folder, key_of
from pipelines.dataset.whole_files import write_whole

SEEN = ".seen.json"  # in a copy: what was told of each file, and of the copy of it
AT_A_TIME = 16  # files fetched


def far_copy(url: str) -> Path:
    """The folder with a copy of all files of the dataset, or the study, at a URL. Of a build that
    is not finished it has the configuration only. Raises DatasetError or RequestError."""
    folder = cache_folder() / "copies" / key_of(url.rstrip("/"))
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DatasetError(f"{folder} cannot be written: {error.strerror}") from error
    with FileLock(f"{folder}.lock"):
        far = FarFolder(url, folder)
        told = {name: as_text(said) for name, said in far.details().items() if is_read(name)}
        if not told:
            raise DatasetError(f"{far.shown}: no dataset there; make one with curricula generate")
        for name in told:
            if not stays_inside(name):
                raise DatasetError(f"{far.shown}: '{shown(name, 60)}' names no file in a folder")
        seen = read_seen(folder)
        changed = [name for name in told if seen.get(name) != [told[name], *state_of(folder, name)]]
        for start in range(0, len(changed), AT_A_TIME):
            far.get(changed[start : start + AT_A_TIME])
        remove_others(folder, {*told, SEEN})
        now = {name: [told[name], *state_of(folder, name)] for name in told}
        if now != seen:
            write_whole(folder / SEEN, json.dumps(now))
    return folder


def remove_others(folder: Path, names: set[str]) -> None:
    """Remove all but these files, and folders that are empty then."""
    for path in sorted(folder.rglob("*"), reverse=True):  # what is in a folder before it
        if path.is_dir():
            with suppress(OSError):  # it holds files
                path.rmdir()
        elif path.relative_to(folder).as_posix() not in names:
            path.unlink()


def is_read(name: str) -> bool:
    """Whether a file belongs to a copy: manifests and rows, whatever else lies there, and of a
    build its configuration."""
    *folders, file = name.split("/")
    if BUILD in folders:
        return name.endswith(f"{BUILD}/{CONFIG}")
    return not any([part.startswith(".") and part.strip(".") for part in (*folders, file)])


def as_text(said: dict[str, Any]) -> str:
    """What a file system tells of a file, to see whether it was changed."""
    return json.dumps(said, sort_keys=True, default=str)


def state_of(folder: Path, name: str) -> list[int]:
    """Size and time of a copy; nothing where there is none."""
    try:
        stat = (folder / name).stat()
    except OSError:
        return []
    return [stat.st_size, stat.st_mtime_ns]


def read_seen(folder: Path) -> dict[str, Any]:
    try:
        seen = json.loads((folder / SEEN).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return seen if isinstance(seen, dict) else {}
