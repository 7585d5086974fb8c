"""The data set that is exported: its rows in their order, from files that are as its manifest
describes them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow.parquet as parquet

from generators.errors import DatasetError
from pipelines.dataset.card import title
from pipelines.dataset.manifest import MANIFEST, read_manifest
from pipelines.dataset.marker import marker_of
from pipelines.dataset.template import Template
from pipelines.dataset.verify import Report, check_manifest
from pipelines.hub.reading import find

BATCH = 1_000  # rows in memory at a time
GRADED = (
    "answer",
    "answer_kind",
    "answer_form",
)  # what the grader needs of a row; every export of rl and eval rows has them
SOLVED, POSED = (
    ("base", "sft"),
    ("rl", "eval"),
)  # configs whose rows have a completion, and those whose rows have an answer
VIEWS = SOLVED + POSED


@dataclass(frozen=True)
class Source:
    """A data set whose files were compared with its manifest. Rows have the columns of
    pipelines/dataset/schema.py."""

    folder: Path
    manifest: dict[str, Any]

    @property
    def name(self) -> str:
        """The curriculum's name and arm, such as `select_and_improve (F)`."""
        return title(self.manifest["config"])

    @property
    def marker(self) -> str | None:
        """What to give our grader as the marker of these completions; None where the template's
        answers are found without."""
        said = self.manifest["config"]["template"]
        return marker_of(Template(said["name"], said["prompt"], said["completion"]))

    def files(self, config: str, split: str) -> list[Path]:
        """The shards of a split, in order."""
        found = sorted(
            name
            for name in self.manifest["files"]
            if name.startswith(f"{config}/{split}-") and name.endswith(".parquet")
        )
        return [self.folder / name for name in found]

    def splits(self, config: str) -> list[str]:
        """The splits that a config has, train before validation: of eval test alone, of problems
        its stages."""
        names = {
            name.split("/")[1].split("-")[0]
            for name in self.manifest["files"]
            if name.startswith(f"{config}/")
        }
        return sorted(names)

    @property
    def validation(self) -> str:
        """The split that a trainer evaluates on, such as `eval/test`; empty where there is none."""
        return next(
            (
                f"{config}/{split}"
                for config in ("eval", "rl")
                for split in self.splits(config)[-1:]
                if split != "train"
            ),
            "",
        )

    def size(self, config: str, split: str) -> int:
        """How many rows a split has."""
        return sum(
            self.manifest["files"][path.relative_to(self.folder).as_posix()]["rows"]
            for path in self.files(config, split)
        )

    def rows(self, config: str, split: str) -> Iterator[dict[str, Any]]:
        """The rows of a split in order; at most BATCH of them are in memory."""
        for path in self.files(config, split):
            with parquet.ParquetFile(path) as shard:
                for batch in shard.iter_batches(BATCH):
                    yield from batch.to_pylist()


def open_source(
    place: str, revision: str | None = None, note: Callable[[str], None] = lambda text: None
) -> Source:
    """The data set in that folder, or of that name on the Hub, every file compared with its
    manifest. Raises DatasetError or HubError."""
    folder = find(place, revision, note)
    if not (folder / MANIFEST).is_file():
        inner = sorted(path.parent for path in folder.glob(f"*/{MANIFEST}"))
        if inner:
            raise DatasetError(
                f"{place} is a study of {len(inner)} data sets; export each of them, such as {inner[0]}"
            )
        raise DatasetError(f"{place} is not a data set; it has no {MANIFEST}")
    report = Report()
    check_manifest(folder, "", report)
    if report.bad:
        first = report.bad[0]
        raise DatasetError(
            f"{place} is not as it was generated, so nothing was exported: {first['file']}: {first['reason']}"
        )
    return Source(folder, read_manifest(folder))
