"""Verifies a dataset from its files alone: claims decided again, answers against conclusions,
keys, splits, hashes."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as parquet

from curricula.names import shown
from generators.errors import DatasetError
from generators.problem import DRAW_VERSION
from pipelines.dataset.checks import Rules, problem_faults, view_faults
from pipelines.dataset.conclusions import Families
from pipelines.dataset.dataset import file_faults, label_in, shares_of, study_folders, template_of
from pipelines.dataset.manifest import MANIFEST, read_manifest
from pipelines.dataset.schema import ADDED, CONFIGS, SCHEMAS

BATCH = 500  # rows decided at a time
NAMED = 20  # faults named of one row
SHOWN = 60  # letters of a family's name in a note
NUMBERS_ONLY = "answers are compared with conclusions by their numbers only"


@dataclass
class Report:
    """Counts of what was checked, and every finding as {file, id, reason}; `bad` is empty for a
    sound dataset. `families` are those that its rows name, `drawn_otherwise` the datasets of
    another version of the draws."""

    counts: Counter[str] = field(default_factory=Counter)
    bad: list[dict[str, str]] = field(default_factory=list)
    families: Families = field(default_factory=Families)
    drawn_otherwise: list[str] = field(default_factory=list)

    def find(self, file: str, id: str, reason: str) -> None:
        """Note a finding, each part of it in one line whatever names came."""
        self.bad.append({"file": shown(file), "id": shown(id), "reason": shown(reason)})

    def notes(self) -> list[str]:
        """What the report does not vouch for, a line for each cause."""
        lines = []
        if self.families.missing:
            names = ", ".join(shown(name, SHOWN) for name in sorted(self.families.missing))
            lines.append(
                f"not here, so that {NUMBERS_ONLY}, and claims with functions of their own cannot"
                f" be read: {names}; name their folder with --family-dir"
            )
        if self.drawn_otherwise:
            lines.append(
                f"made by other draws than version {DRAW_VERSION}, so that {NUMBERS_ONLY}:"
                f" {', '.join(self.drawn_otherwise)}"
            )
        return lines


def mark(text: Any) -> int:
    return int.from_bytes(
        blake2b(str(text).encode("utf-8", "replace"), digest_size=8).digest(), "big"
    )


class Marks:
    """Remembers 8 bytes of each row's key, and of the home it should share with equal keys; tells
    which rows clash."""

    def __init__(self) -> None:
        self.keys: list[np.ndarray] = []
        self.homes: list[np.ndarray] = []
        self.places: list[tuple[Path, str, str, int]] = []

    def add(
        self, folder: Path, prefix: str, file: str, keys: list[Any], homes: list[Any] | None = None
    ) -> None:
        self.keys.append(np.array([mark(key) for key in keys], np.uint64))
        if homes is not None:
            self.homes.append(np.array([mark(home) for home in homes], np.uint64))
        self.places.append((folder, prefix, file, len(keys)))

    def repeated(self) -> Iterator[tuple[str, str]]:
        """File and id of every row that shares its key with another."""
        if self.keys:
            _, which, counts = np.unique(
                np.concatenate(self.keys), return_inverse=True, return_counts=True
            )
            yield from self.located(np.flatnonzero(counts[which] > 1))

    def divided(self) -> Iterator[tuple[str, str]]:
        """File and id of every row whose key occurs in more than one home."""
        if self.keys:
            homes = np.concatenate(self.homes)
            _, first, which = np.unique(
                np.concatenate(self.keys), return_index=True, return_inverse=True
            )
            split = np.zeros(len(first), np.bool_)
            split[which[homes != homes[first][which]]] = True
            yield from self.located(np.flatnonzero(split[which]))

    def located(self, rows: np.ndarray) -> Iterator[tuple[str, str]]:
        starts = np.cumsum([0, *[count for *_, count in self.places]])
        for at in rows.tolist():
            block = int(np.searchsorted(starts, at, side="right")) - 1
            folder, prefix, file, _ = self.places[block]
            yield prefix + file, row_id(folder, file, at - int(starts[block]))


def verify(folder: Path, progress: Callable[[int, int], None] = lambda done, total: None) -> Report:
    """Verify the dataset in `folder`, or every dataset of a study below it. Raises
    DatasetError where there is none."""
    report = Report()
    if (folder / "problems").is_dir() or (folder / MANIFEST).exists():
        places = [folder]
    else:
        places = study_folders(folder) or sorted(
            {path.parent for path in folder.glob("*/problems")}
        )
        if not places:
            raise DatasetError(
                f"{folder}: no dataset there; a dataset has the folder problems/ and {MANIFEST}"
            )
    stages = Marks()
    for place in places:
        verify_one(place, "" if place == folder else f"{place.name}/", report, progress, stages)
    if len(places) > 1:
        for file, id in stages.divided():
            report.find(
                file,
                id,
                "a problem that differs in surface or type only is in another stage of the study",
            )
    return report


def verify_one(
    folder: Path, prefix: str, report: Report, progress: Callable[[int, int], None], stages: Marks
) -> None:
    rules, files = check_manifest(folder, prefix, report)
    total = sum(said.get("rows", 0) for name, said in files.items() if name.startswith("problems/"))
    ids: dict[str, Marks] = {config: Marks() for config in CONFIGS}
    keys, homes = Marks(), Marks()
    present = {
        config: {path.name for path in (folder / config).glob("*.parquet")} for config in CONFIGS
    }
    for name in sorted(present["problems"]):
        file = f"problems/{name}"
        problems: dict[str, dict[str, Any]] = {}
        for rows in read_rows(folder, file, prefix, "problems", report):
            for row in rows:
                problems[row["id"]] = row
                report.counts["problems"] += 1
                report.counts["solutions"] += len(row["solutions"] or [])
                report.counts["claims"] += sum(
                    len(solution["steps"] or []) for solution in row["solutions"] or []
                )
                name_faults(report, prefix + file, row["id"], problem_faults(row, rules))
            here = (folder, prefix, file)
            ids["problems"].add(*here, [row["id"] for row in rows])
            keys.add(*here, [row["key"] for row in rows])
            homes.add(
                *here,
                [row["split_key"] for row in rows],
                [(row["stage"], row["split"]) for row in rows],
            )
            stages.add(*here, [row["split_key"] for row in rows], [row["stage"] for row in rows])
            progress(report.counts["problems"], total)
        config, _, rest = name.partition("-")
        if config in CONFIGS and config != "problems":
            view = f"{config}/{rest}"
            present[config].discard(rest)
            verify_view(folder, view, prefix, config, problems, rules, report, ids[config])
    for config, left in present.items():
        for name in sorted(left) if config != "problems" else []:
            report.find(f"{prefix}{config}/{name}", "", "there is no file of problems for it")
    for config, seen in ids.items():
        for file, id in seen.repeated():
            report.find(file, id, f"its id occurs twice in {config}")
    for file, id in keys.repeated():
        report.find(file, id, "its structural key occurs twice")
    for file, id in homes.divided():
        report.find(
            file, id, "a problem that differs in surface or type only is in another stage or split"
        )


def check_manifest(folder: Path, prefix: str, report: Report) -> tuple[Rules, dict[str, Any]]:
    """What the manifest says, every file of it compared; where it is missing or edited, that is a
    finding and no more."""
    try:
        manifest = read_manifest(folder)
    except DatasetError as error:
        report.find(prefix + MANIFEST, "", str(error))
        return Rules(families=report.families), {}
    for file, reason in file_faults(folder, manifest):
        report.find(prefix + file, "", reason)
    report.counts["files"] += len(manifest["files"]) + 1
    try:
        same_draws = manifest["config"].get("draw_version") == DRAW_VERSION
        if not same_draws:
            report.drawn_otherwise.append(shown(str(folder)))
        rules = Rules(
            template_of(manifest),
            shares_of(manifest),
            report.families,
            same_draws,
            label_in(manifest["config"]),
        )
        return rules, manifest["files"]
    except DatasetError as error:
        report.find(prefix + MANIFEST, "", str(error))
        return Rules(families=report.families), manifest["files"]


def read_rows(
    folder: Path, file: str, prefix: str, config: str, report: Report
) -> Iterator[list[dict[str, Any]]]:
    """The rows of a file in batches; what cannot be read is a finding."""
    try:
        with parquet.ParquetFile(folder / file) as source:
            if not fits(pa.struct(source.schema_arrow), pa.struct(SCHEMAS[config])):
                report.find(prefix + file, "", "its columns are not those of " + config)
                return
            read, named = 0, source.metadata.num_rows
            for batch in source.iter_batches(BATCH):
                read += batch.num_rows
                yield batch.to_pylist()
            if read != named:  # the manifest is compared with what the footer names
                report.find(prefix + file, "", f"has {read:,} rows; its footer says {named:,}")
    except (pa.ArrowException, OSError, ValueError, UnicodeDecodeError) as error:
        said = (str(error).splitlines() or [type(error).__name__])[0][:160]
        report.find(prefix + file, "", f"cannot be read: {said}")


def fits(found: pa.DataType, wanted: pa.DataType) -> bool:
    """Whether a type is the one of the schema, or that of a file written before columns were
    added."""
    if pa.types.is_list(wanted):
        return pa.types.is_list(found) and fits(found.value_type, wanted.value_type)
    if not pa.types.is_struct(wanted):
        return found == wanted
    if not pa.types.is_struct(found):
        return False
    names = [field.name for field in found]
    due = [field.name for field in wanted if field.name in names or field.name not in ADDED]
    return names == due and all(fits(field.type, wanted.field(field.name).type) for field in found)


def verify_view(
    folder: Path,
    file: str,
    prefix: str,
    config: str,
    problems: dict[str, dict[str, Any]],
    rules: Rules,
    report: Report,
    ids: Marks,
) -> None:
    """The rows that sft, rl or eval makes of these problems: each sound, none missing."""
    wanted: set[str | tuple[str, str]] = set(problems)
    if config == "sft":  # a row for each solution
        wanted = set()
        for id, row in problems.items():
            wanted |= {(id, solution["strategy"]) for solution in row["solutions"] or []}
    for rows in read_rows(folder, file, prefix, config, report):
        for row in rows:
            report.counts[f"{config} rows"] += 1
            name_faults(
                report,
                prefix + file,
                row["id"],
                view_faults(row, problems.get(row["problem_id"]), config, rules),
            )
            wanted.discard(
                (row["problem_id"], row["strategy"]) if config == "sft" else row["problem_id"]
            )
        ids.add(folder, prefix, file, [row["id"] for row in rows])
    for missing in sorted(wanted):
        report.find(
            prefix + file,
            "#".join(missing) if isinstance(missing, tuple) else missing,
            "the row is missing",
        )


def name_faults(report: Report, file: str, id: str, reasons: Iterator[str]) -> None:
    try:
        for count, reason in enumerate(reasons):
            if count == NAMED:
                break
            report.find(file, str(id), reason)
    except (TypeError, LookupError, AttributeError, ValueError, ArithmeticError) as error:
        report.find(file, str(id), f"a field is missing or of the wrong type: {error}")


def row_id(folder: Path, file: str, at: int) -> str:
    try:
        return str(parquet.read_table(folder / file, columns=["id"])["id"][at].as_py())
    except (pa.ArrowException, OSError, IndexError):
        return ""
