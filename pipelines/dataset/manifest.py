"""The manifest: what a dataset was made from, and the size and SHA-256 of every file of it, sealed
by a digest of its own."""

import hashlib
import json
import stat
from pathlib import Path
from typing import Any

from generators.errors import DatasetError
from pipelines.dataset.manifest_names import name_faults

MANIFEST = "manifest.json"
BUILD = ".build"
FORMAT = 1
LARGEST = 1 << 28  # bytes of a manifest; 10^8 problems need an eighth of it


def canonical_json(content: Any) -> str:
    return json.dumps(content, indent=1, sort_keys=True, ensure_ascii=True) + "\n"


def title(config: dict[str, Any]) -> str:
    """The name of a dataset: its curriculum's name, and its arm."""
    name, arm = config["curriculum"]["name"], config["curriculum"]["arm"]
    return f"{name} ({arm})" if arm else name


def sha256_text(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def sha256_file(path: Path) -> str:
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def not_plain(folder: Path, name: str) -> str:
    """Why a name in a dataset's folder is no plain file that lies there; empty where it is one, or
    where there is nothing. The Hub's cache holds links to its own files beside the folder."""
    path = folder / name
    try:
        mode = path.stat().st_mode
    except OSError:  # what is missing is told by who reads it
        return ""
    if not stat.S_ISREG(mode):
        return "is no plain file"
    home, place = folder.resolve(), path.resolve()
    homes = [home]
    if home.parent.name == "snapshots":
        homes.append(home.parent.parent / "blobs")
    if not any(place.is_relative_to(one) for one in homes):
        return "is a link that leads out of the folder"
    return ""


def read_json(file: Path) -> Any:
    """The content of a file of the build state; None where it has none that is read."""
    try:
        if not_plain(file.parent, file.name) or file.stat().st_size > LARGEST:
            return None
        return json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return None


def describe(path: Path, rows: int | None = None) -> dict[str, Any]:
    """What a manifest says of a file."""
    entry: dict[str, Any] = {"sha256": sha256_file(path), "bytes": path.stat().st_size}
    return entry if rows is None else {**entry, "rows": rows}


def describe_bytes(data: bytes) -> dict[str, Any]:
    """What a manifest says of a file of these bytes, which is no table."""
    return {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}


def sealed(content: dict[str, Any]) -> str:
    """The manifest's text: the content with a digest of itself."""
    return canonical_json({**content, "digest": sha256_text(canonical_json(content))})


def resealed(manifest: dict[str, Any], name: str, data: bytes) -> str:
    """The text of the manifest of the same dataset with another content of one file that is no
    table."""
    return sealed({**manifest, "files": {**manifest["files"], name: describe_bytes(data)}})


def read_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of a dataset, when no byte of it was changed and every name in it is one. The
    same content written otherwise, such as with another indent, is refused too, so that a
    manifest has one digest.

    Raises DatasetError."""
    path = folder / MANIFEST
    if reason := not_plain(folder, MANIFEST):
        raise DatasetError(f"the manifest {reason}")
    if path.is_file() and path.stat().st_size > LARGEST:
        raise DatasetError(f"the manifest is larger than {LARGEST:,} bytes")
    try:
        text = path.read_text(encoding="utf-8")
        content = json.loads(text)
    except FileNotFoundError as error:
        raise DatasetError("the manifest is missing") from error
    except (OSError, ValueError, RecursionError) as error:
        raise DatasetError(f"the manifest cannot be read: {type(error).__name__}") from error
    if (
        not isinstance(content, dict)
        or not isinstance(content.get("files"), dict)
        or not isinstance(content.get("config"), dict)
    ):
        raise DatasetError("the manifest has no files and no config")
    digest = content.pop("digest", None)
    if text != canonical_json({**content, "digest": digest}) or digest != sha256_text(
        canonical_json(content)
    ):
        raise DatasetError("the manifest was changed after it was written")
    for wrong in name_faults(content):
        raise DatasetError(f"the manifest is refused: {wrong}")
    return content
