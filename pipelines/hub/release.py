"""What is pushed: the files of a verified dataset, its card and manifest naming the place that
they go to."""

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from huggingface_hub import CommitOperationAdd

from curricula.names import fault
from generators.errors import DatasetError
from pipelines.dataset.build import renew_card
from pipelines.dataset.card import CARD, placed
from pipelines.dataset.card import with_exports as exported_card
from pipelines.dataset.card_words import WORDS
from pipelines.dataset.dataset import no_dataset
from pipelines.dataset.exports import EXPORTS
from pipelines.dataset.manifest import (
    MANIFEST,
    describe,
    describe_bytes,
    read_manifest,
    resealed,
)
from pipelines.dataset.schema import CONFIGS
from pipelines.dataset.verify import verify
from pipelines.dataset.vouching import found

CELL = "cell.json"  # of a model, which says how it was trained
OF_MODELS = re.compile(
    r"(?:model|adapter_model|pytorch_model)[\w.-]*|tokenizer[\w.-]*|vocab[\w.-]*|merges\.txt"
    r"|special_tokens_map\.json|added_tokens\.json|chat_template\.jinja"
    r"|(?:adapter_|generation_)?config\.json|report\.(?:html|json)|cell\.json|evaluation\.json",
    re.ASCII,
)
TOGETHER, BYTES_TOGETHER = (
    16,
    64 << 20,
)  # files, and bytes, uploaded between two steps of the progress bar


class Unsound(DatasetError):
    """A dataset that does not verify, so that nothing was done with it."""

    exit_code = 3  # as that of verify itself


DATASET, MODEL = "dataset", "model"  # kinds of repositories, as the Hub calls them
OURS = (*[f"{config}/" for config in (*CONFIGS, "base")], EXPORTS)  # where a dataset's files lie


@dataclass(frozen=True)
class Release:
    """What is uploaded to a repository of that kind: for each path there its file, or its bytes;
    and the SHA-256 and size of each."""

    folder: Path
    contents: dict[str, Path | bytes]
    described: dict[str, dict[str, Any]]
    kind: str = DATASET

    def replaces(self, path: str) -> bool:
        """Whether a file of the repository is one that an earlier push of the kind left there."""
        if self.kind == MODEL:
            return OF_MODELS.fullmatch(path) is not None
        return path.startswith(OURS) or path == WORDS

    def is_at_home_in(self, there: Iterable[str]) -> bool:
        """Whether a repository with these files is empty, or holds an earlier push of the kind."""
        paths = {path for path in there if path not in (".gitattributes", CARD, WORDS)}
        if self.kind == MODEL:
            return not paths or CELL in paths
        shards = any(path.startswith("problems/") and not fault("file", path) for path in paths)
        ours = shards and (MANIFEST in paths or all(path.startswith(OURS) for path in paths))
        return not paths or ours

    @property
    def size(self) -> int:
        return sum(said["bytes"] for said in self.described.values())


def release_of(
    folder: Path,
    repo: str,
    progress: Callable[[int, int], None] = lambda done, total: None,
    note: Callable[[str], None] = lambda text: None,
) -> Release:
    """The files of a verified dataset, its card naming the place it goes to and saying what
    card.yaml says now; notes what the verification does not vouch for. Raises DatasetError."""
    if not (folder / MANIFEST).is_file():
        raise DatasetError(no_dataset(str(folder), folder))
    report = verify(folder, progress)
    for line in report.notes():
        note(line)
    if report.bad:
        first = ": ".join(part for part in report.bad[0].values() if part)
        raise Unsound(
            f"{folder} does not verify, so nothing was uploaded"
            f" ({found(len(report.bad))}; the first: {first})"
        )
    if renew_card(folder):
        note(f"{folder}: the card says what {WORDS} says now")
    manifest = read_manifest(folder)
    card = placed((folder / CARD).read_text(encoding="utf-8"), repo).encode()
    text = resealed(manifest, CARD, card).encode()
    files = {**manifest["files"], **manifest.get("exports", {})}
    contents: dict[str, Path | bytes] = {
        name: folder / name for name in sorted(files) if name != CARD
    }
    described = {name: files[name] for name in contents}
    if (folder / WORDS).exists():
        words = (folder / WORDS).read_bytes()
        contents[WORDS], described[WORDS] = words, describe_bytes(words)
    return Release(
        folder,
        {**contents, CARD: card, MANIFEST: text},
        {**described, CARD: describe_bytes(card), MANIFEST: describe_bytes(text)},
    )


def with_exports(release: Release, targets: Mapping[str, Path]) -> Release:
    """The release with these exports of the dataset beside it, each a folder by its target, in
    place of earlier ones of the same targets; those whose tables are Parquet are configs of the
    card."""
    manifest, card = release.contents[MANIFEST], release.contents[CARD]
    assert isinstance(manifest, bytes) and isinstance(card, bytes)
    said = json.loads(manifest)
    said.pop("digest")
    again = tuple([f"{EXPORTS}{target}/" for target in targets])
    exports = {
        path: about for path, about in said.get("exports", {}).items() if not path.startswith(again)
    }
    contents = {path: what for path, what in release.contents.items() if not path.startswith(again)}
    for target, folder in targets.items():
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            name = f"{EXPORTS}{target}/{path.relative_to(folder).as_posix()}"
            contents[name], exports[name] = path, describe(path)
    card = exported_card(card.decode(), exports).encode()
    said["exports"] = dict(sorted(exports.items()))
    text = resealed(said, CARD, card).encode()
    contents[CARD], contents[MANIFEST] = card, text
    own = {name: about for name, about in release.described.items() if name in contents}
    described = {**own, **exports, CARD: describe_bytes(card), MANIFEST: describe_bytes(text)}
    return replace(release, contents=contents, described=described)


def same(release: Release, name: str, entry: Any) -> bool:
    """Whether a file of the repository has the release's bytes."""
    if entry.size != release.described[name]["bytes"]:
        return False
    if entry.lfs is not None:
        return entry.lfs.sha256 == release.described[name]["sha256"]
    content = release.contents[name]
    data = content if isinstance(content, bytes) else content.read_bytes()
    return (
        entry.blob_id
        == hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()
    )


def addition(release: Release, name: str) -> CommitOperationAdd:
    return CommitOperationAdd(name, release.contents[name])


def batches(release: Release, names: list[str]) -> Iterator[list[str]]:
    """The names in runs of up to TOGETHER files and about BYTES_TOGETHER bytes."""
    run, size = [], 0
    for name in names:
        run, size = [*run, name], size + release.described[name]["bytes"]
        if len(run) == TOGETHER or size >= BYTES_TOGETHER:
            yield run
            run, size = [], 0
    if run:
        yield run
