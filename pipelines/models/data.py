"""Read what training needs from the files of a dataset: that they are whole, which stages there
are, their rows."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet as parquet

from generators.errors import DatasetError
from pipelines.dataset.manifest import MANIFEST, read_manifest
from pipelines.dataset.marker import marker_of
from pipelines.dataset.template import Template
from pipelines.dataset.verify import Report, check_manifest

PROBLEM = ["id", "family", "type", "difficulty", "knobs", "params", "phrasing", "wording", "names"]


def intact(folder: Path) -> dict[str, Any]:
    """The manifest of a dataset of which no file was changed since it was made. Raises
    DatasetError."""
    if not (folder / MANIFEST).is_file():
        raise DatasetError(
            f"{folder} is not a dataset: it has no {MANIFEST}; make one with curricula generate"
        )
    report = Report()
    check_manifest(folder, "", report)
    if report.bad:
        finding = report.bad[0]
        raise DatasetError(
            f"{folder}: {finding['file']}: {finding['reason']}; generate the dataset anew, or pull it again"
        )
    return read_manifest(folder)


def stages_in(folder: Path) -> list[str]:
    """The stages that a dataset holds."""
    return [
        stage for stage in ("base", "sft", "rl", "eval") if any((folder / stage).glob("*.parquet"))
    ]


def rows(folder: Path, config: str, split: str = "") -> Iterator[dict[str, Any]]:
    """The rows of one config, in the order of its files."""
    for file in sorted((folder / config).glob(f"{split}*.parquet")):
        with parquet.ParquetFile(file) as source:
            for batch in source.iter_batches(2_000):
                yield from batch.to_pylist()


def problems(folder: Path, stage: str) -> dict[str, dict[str, Any]]:
    """By id what is needed to word a problem again: its params and the choices of its solutions. An
    evaluation set from elsewhere has no problems; its rows stand for them."""
    found: dict[str, dict[str, Any]] = {}
    if not (folder / "problems").is_dir():
        return {
            row["problem_id"]: {**row, "wording": "natural", "names": None, "choices": {}}
            for row in rows(folder, stage)
        }
    for file in sorted((folder / "problems").glob("*.parquet")):
        table = parquet.read_table(
            file, columns=[*PROBLEM, "solutions"], filters=[("stage", "=", stage)]
        )
        for row in table.to_pylist():
            row["choices"] = {
                solution["strategy"]: json.loads(solution["choices"])
                for solution in row.pop("solutions")
            }
            found[row["id"]] = row
    return found


def bands_of(rows: list[dict[str, Any]]) -> list[str]:
    """What rows' difficulties are called in tables: their ranges of steps, where all their families
    have such a knob, else the rungs."""
    steps = [json.loads(row["knobs"]).get("steps") for row in rows]
    if all([isinstance(each, list) and len(each) == 2 for each in steps]):
        return [f"{low}-{high}" for low, high in steps]
    return [str(row["difficulty"]) for row in rows]


def marker_in(folder: Path) -> str | None:
    """The words that the dataset's own template puts before an answer, where the grader needs to
    know them."""
    template = read_manifest(folder)["config"]["template"]
    return marker_of(Template(**template))


def strategies_taught(folder: Path) -> tuple[str, ...]:
    """The strategies that a dataset's sft rows show."""
    found: dict[str, None] = {}
    for file in sorted((folder / "sft").glob("*.parquet")):
        found.update(
            dict.fromkeys(
                parquet.read_table(file, columns=["strategy"])["strategy"].unique().to_pylist()
            )
        )
    return tuple(sorted(found))
