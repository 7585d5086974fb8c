"""Where the files of a dataset are written: a folder of this machine, or one at a URL that fsspec
knows, such as s3://bucket/name.

A build works in a folder here either way. For a URL it is a temporary one: each file is made whole
in it, put to the URL at once and taken away, and what says how far the build is comes from there.
"""

import hashlib
import os
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory
from typing import Any, Protocol

from curricula.names import fault, shown
from generators.errors import CurriculaError, DatasetError, RequestError
from pipelines.dataset.card_words import WORDS
from pipelines.dataset.manifest import BUILD, LARGEST, MANIFEST, describe
from pipelines.dataset.whole_files import remove_partials, temporary_for

LOCK = ".lock"  # in a folder while it is built
CONFIG, PLAN, ADDRESSES = "config.json", "plan.json", "plan.npy"  # in the build state
DRAWS = "draws.bin"  # there too, while the plan is made
ENTRY = ".shard.json"  # how the file of a shard's entry ends there
AT_ONCE = {"abfs", "abfss", "az", "gcs", "gs", "hf", "memory", "s3", "s3a"}  # put whole or not
URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
CHUNK = 1 << 20  # bytes read at a time
EXTRAS = {"s3": "s3", "s3a": "s3"}  # by protocol the extra of this project that reads it


class Storage(Protocol):
    """Where a dataset is written. `folder` is the one that a build works in, `url` empty where that
    is the dataset's own; `shown` is how messages name the place."""

    folder: Path
    url: str
    shown: str

    @property
    def lock(self) -> Path:
        """The file that is locked while somebody builds there."""
        ...

    def get_state(self) -> None:
        """Bring manifest and build state into `folder`, as far as they are there."""
        ...

    def names(self) -> dict[str, int]:
        """The files that are there, without temporary ones, and their bytes."""
        ...

    def source(self, name: str) -> Any:
        """What Parquet is read from."""
        ...

    def described(self, name: str, rows: int | None) -> dict[str, Any]:
        """What a manifest says of a file."""
        ...

    def keep(self, *names: str) -> None:
        """Put files that were written in `folder` where they belong, in this order."""
        ...

    def end_build(self) -> None:
        """Remove what only a build needs."""
        ...


class Folder:
    """A folder of this machine."""

    url = ""

    def __init__(self, folder: Path) -> None:
        self.folder, self.shown = folder, str(folder)

    @property
    def lock(self) -> Path:
        return self.folder / LOCK

    def get_state(self) -> None:
        """They are there."""

    def names(self) -> dict[str, int]:
        return {
            path.relative_to(self.folder).as_posix(): path.stat().st_size
            for path in self.folder.rglob("*")
            if path.is_file()
        }

    def source(self, name: str) -> Path:
        return self.folder / name

    def described(self, name: str, rows: int | None) -> dict[str, Any]:
        return describe(self.folder / name, rows)

    def keep(self, *names: str) -> None:
        """They lie where they belong."""

    def end_build(self) -> None:
        remove_partials(self.folder)
        rmtree(self.folder / BUILD, ignore_errors=True)


class FarFolder:
    """A folder at a URL, and a temporary one here in which its files are made."""

    def __init__(self, url: str, folder: Path) -> None:
        self.folder, self.url = folder, url.rstrip("/")
        self.shown = shown(self.url)
        self.protocol, _, path = self.url.partition("://")
        if not path.strip("/") or "::" in url:
            raise RequestError(f"{shown(url)} names no folder; write one as s3://bucket/name")
        with self.told():
            from fsspec.core import url_to_fs
            from fsspec.registry import known_implementations, registry

            if self.protocol not in {*known_implementations, *registry}:
                raise RequestError(
                    f"{self.shown}: fsspec knows no {shown(self.protocol)}://; name a folder, or a"
                    " URL such as s3://bucket/name"
                )
            self.files, root = url_to_fs(self.url)
        self.root = root.rstrip("/")

    @property
    def lock(self) -> Path:
        return cache_folder() / "locks" / f"{key_of(self.url)}{LOCK}"

    @contextmanager
    def told(self) -> Iterator[None]:
        """Every error of a file system, each of which has its own, is one line. Raises
        DatasetError, or RequestError where the library for it is not installed."""
        try:
            yield
        except CurriculaError:
            raise
        except ImportError as error:
            extra = EXTRAS.get(self.protocol)
            remedy = f"this project's extra [{extra}] has it" if extra else "install what it names"
            raise RequestError(f"{self.shown}: {first_line(error)}; {remedy}") from error
        except Exception as error:
            raise DatasetError(f"{self.shown}: {first_line(error)}") from error

    def details(self) -> dict[str, dict[str, Any]]:
        """The files that are there, and what the file system tells of each."""
        start = f"{self.root}/"
        with self.told():
            self.files.invalidate_cache()
            found = self.files.find(self.root, detail=True)
        return {
            path.removeprefix(start): told
            for path, told in found.items()
            if path.startswith(start) and told.get("type") == "file"
        }

    def names(self) -> dict[str, int]:
        return {name: int(told.get("size") or 0) for name, told in self.details().items()}

    @contextmanager
    def opened(self, name: str) -> Iterator[Any]:
        with self.told(), self.files.open(f"{self.root}/{name}", "rb") as file:
            yield file

    def source(self, name: str) -> Any:
        with self.told():
            return self.files.open(f"{self.root}/{name}", "rb")

    def described(self, name: str, rows: int | None) -> dict[str, Any]:
        digest, size = hashlib.sha256(), 0
        with self.opened(name) as file:
            while chunk := file.read(CHUNK):
                digest.update(chunk)
                size += len(chunk)
        entry: dict[str, Any] = {"sha256": digest.hexdigest(), "bytes": size}
        return entry if rows is None else {**entry, "rows": rows}

    def keep(self, *names: str) -> None:
        for name in names:
            self.put(self.folder / name, name)
            if name.endswith(".parquet"):  # the rest is read here while the build goes on
                (self.folder / name).unlink()

    def put(self, path: Path, name: str) -> None:
        """Put a file whole or not at all."""
        goal = f"{self.root}/{name}"
        with self.told():
            if self.protocol in AT_ONCE:
                self.files.put_file(str(path), goal)
                return
            parent = goal.rpartition("/")[0]
            temporary = f"{parent}/{temporary_for(path).name}"
            self.files.makedirs(parent, exist_ok=True)
            self.files.put_file(str(path), temporary)
            self.files.mv(temporary, goal)

    def get(self, names: Sequence[str]) -> None:
        """Copy files into the folder here."""
        for name in names:
            (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
        with self.told():
            self.files.get(
                [f"{self.root}/{name}" for name in names],
                [str(self.folder / name) for name in names],
            )

    def get_state(self) -> None:
        """Copy manifest and build state, as far as they are there. Raises DatasetError for files
        that are none."""
        there = {name: size for name, size in self.names().items() if is_state(name)}
        for name, size in there.items():
            if size > LARGEST and not name.endswith(ADDRESSES):
                raise DatasetError(f"{self.shown}: {name} is larger than {LARGEST:,} bytes")
        if there:
            self.get(list(there))

    def remove(self, is_gone: Callable[[str], bool]) -> None:
        gone = [f"{self.root}/{name}" for name in self.names() if is_gone(name)]
        if gone:
            with self.told():
                self.files.rm(gone)

    def end_build(self) -> None:
        self.remove(is_of_build)


def is_url(place: object) -> bool:
    """Whether a place is named by a URL."""
    return isinstance(place, str) and URL.match(place) is not None


def cache_folder() -> Path:
    """Where this program keeps what it could fetch again."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "curricula"


def key_of(url: str) -> str:
    """A name for what belongs to a URL."""
    return hashlib.sha256(url.encode()).hexdigest()[:32]


def below(place: Path | str, name: str) -> Path | str:
    """A folder within a place."""
    return place / name if isinstance(place, Path) else f"{place.rstrip('/')}/{name}"


def is_of_build(name: str) -> bool:
    """Whether a file is one that only a build needs."""
    return name.startswith(f"{BUILD}/") or name.rpartition("/")[2].endswith(".partial")


def is_state(name: str) -> bool:
    """Whether a file is one of those that say how far a build is."""
    folder, _, file = name.rpartition("/")
    if folder == BUILD:
        shard = file.removesuffix(ENTRY)
        return file in (CONFIG, PLAN, ADDRESSES) or shard != file and not fault("shard", shard)
    return name in (MANIFEST, WORDS)


def first_line(error: BaseException) -> str:
    """What an error says, in one line."""
    if isinstance(error, OSError) and error.errno and error.filename:
        return shown(f"{error.filename}: {os.strerror(error.errno)}", 200)
    lines = str(error).strip().splitlines() or [type(error).__name__]
    return shown(lines[0], 200)


@contextmanager
def storage_of(place: Path | str) -> Iterator[Storage]:
    """The storage at a path or a URL. Raises RequestError or DatasetError."""
    if not isinstance(place, str) or not is_url(place):
        yield Folder(Path(place))
        return
    with TemporaryDirectory(prefix="curricula-") as folder:
        yield FarFolder(place, Path(folder))
