"""Files and folders that are whole or not there: written under a temporary name, put on the disk,
then renamed. Every writer of this floor writes through this file.

After a power cut or a kill a reader finds the old file or the new one, never a part of it; what a
killed process left has a name that ends in `.partial`.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from errno import ENOTEMPTY
from pathlib import Path
from secrets import token_hex
from shutil import rmtree

PARTIAL = ".partial"


def temporary_for(path: Path, inside: Path | None = None) -> Path:
    """A name that no other process writes to, in the folder of `path` or in the one given."""
    return (inside or path.parent.resolve()) / f".{path.name}.{os.getpid()}-{token_hex(4)}{PARTIAL}"


@contextmanager
def whole_file(path: Path, inside: Path | None = None) -> Iterator[Path]:
    """A temporary path to write a file to, in the folder `inside` of the same disk if one is given.
    When the block ends well, the file has the name `path` and is on the disk; when it does not,
    nothing is left and an older file stays."""
    temporary = temporary_for(path, inside)
    try:
        yield temporary
        sync(temporary)
        os.replace(temporary, path)
        sync(path.parent.resolve())
    finally:
        temporary.unlink(missing_ok=True)


@contextmanager
def whole_folder(path: Path) -> Iterator[Path]:
    """A temporary folder to fill, which becomes `path` when the block ends well; `path` may be an
    empty folder before, or absent. When the block does not end well, nothing is left."""
    temporary = temporary_for(path)
    temporary.mkdir(parents=True)
    try:
        yield temporary
        move_folder(temporary, path)
    finally:
        rmtree(temporary, ignore_errors=True)


def move_folder(folder: Path, path: Path) -> None:
    """Put a finished folder on the disk and give it the name `path`, which must be absent or an
    empty folder. One that is there is filled and not replaced, since somebody may stand in it."""
    for inner in [*folder.rglob("*"), folder]:
        sync(inner)
    if path.is_dir():
        fill_folder(folder, path)
    else:
        os.rename(folder, path)
    sync(path.parent.resolve())


def fill_folder(folder: Path, path: Path) -> None:
    """Move all that is in a folder into an empty one; where that fails, nothing is left there."""
    if any(path.iterdir()):
        raise OSError(ENOTEMPTY, os.strerror(ENOTEMPTY), str(path))
    moved: list[Path] = []
    try:
        for inner in sorted(folder.iterdir()):
            os.rename(inner, path / inner.name)
            moved.append(path / inner.name)
    except OSError:
        for inner in moved:
            os.rename(inner, folder / inner.name)
        raise
    sync(path)
    folder.rmdir()


def write_whole(path: Path, text: str) -> None:
    """Write a text so that the file is either the old one or whole."""
    with whole_file(path) as temporary:
        temporary.write_text(text, encoding="utf-8")


def remove_partials(folder: Path, name: str = "") -> None:
    """Remove what killed writers left in a folder that nobody else writes to: of all files and
    folders in it, or of the one of that name."""
    for path in folder.glob(f".{name}*{PARTIAL}"):
        if path.is_dir():
            rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def sync(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk."""
    if path.is_dir():
        with suppress(OSError):  # Windows opens no folders, some network file systems sync none
            sync_descriptor(os.open(path, os.O_RDONLY))
    else:
        # Windows syncs only what is open for writing
        sync_descriptor(os.open(path, os.O_RDWR if os.name == "nt" else os.O_RDONLY))


def sync_descriptor(descriptor: int) -> None:
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
