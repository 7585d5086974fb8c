"""The evaluated checkpoints of a run or an experiment, read from their folders.

A cell is a folder with cell.json (which arm, stage and seed, trained from which stage),
completions.parquet and, where it was trained, log.jsonl. Cells may lie anywhere below the folder.
experiment.json beside them says how they were made.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.parquet as parquet

from curricula.names import fault
from generators.errors import ReportError
from pipelines.dataset.table_bounds import foreign_fault
from pipelines.evaluation.completion_table import (
    COLUMNS,
    UNREAD,
    Completions,
    natural,
    read_completions,
)

REFUSED = "was refused at the floor"


@dataclass(frozen=True)
class Cell:
    """One checkpoint. `about` is cell.json whole; `completions` is None where it was not evaluated;
    `log` has one entry a logged update, "step" counting those of earlier phases of the cell too.
    The arm is empty where a stage belongs to all arms."""

    folder: Path
    arm: str
    stage: str
    seed: int
    parent: str | None
    about: dict[str, Any]
    completions: Completions | None
    log: tuple[dict[str, Any], ...]

    @property
    def name(self) -> str:
        return f"{self.place}, seed {self.seed}"

    @property
    def logged(self) -> set[str]:
        """The names of what its log has."""
        names: set[str] = set()
        for entry in self.log:
            names.update(entry)
        return names

    @property
    def tokens(self) -> int | None:
        """The tokens that it was trained on, prompts included; None where its log does not say. A
        trainer that was stopped may count from 0 again."""
        total, before, phase = 0.0, 0.0, None
        for entry in self.log:
            if entry.get("phase") != phase:
                before, phase = 0.0, entry.get("phase")
            count = entry.get("num_tokens")
            if isinstance(count, int | float):
                total += count - before if count >= before else count
                before = count
        return round(total) if total else None

    @property
    def place(self) -> str:
        """Its arm and stage."""
        return f"{self.arm} {self.stage}".strip()


@dataclass(frozen=True)
class Experiment:
    """Cells in the order of tables, the settings they were made with, notes on what is missing."""

    folder: Path
    config: dict[str, Any]
    cells: tuple[Cell, ...]
    notes: tuple[str, ...]

    def at(self, arm: str, stage: str) -> list[Cell]:
        """The evaluated cells of one arm and stage, by seed."""
        return [
            cell
            for cell in self.cells
            if (cell.arm, cell.stage) == (arm, stage) and cell.completions is not None
        ]

    @property
    def stages(self) -> list[str]:
        """The stages of all evaluated cells, each behind those that it was trained from."""
        parents = {(cell.arm, cell.stage): cell.parent for cell in self.cells}
        order: dict[str, tuple[int, list[Any]]] = {}
        for arm, stage in self.rows():
            place = depth(parents, arm, stage), natural(stage)
            order[stage] = max(place, order.get(stage, place))
        return sorted(order, key=lambda stage: order[stage])

    @property
    def anew(self) -> bool:
        """Whether its seeds were trained and evaluated on data of their own."""
        data: dict[tuple[str, str], set[str]] = {}
        for cell in self.cells:
            if cell.arm:
                drawn = json.dumps(cell.about.get("data"), sort_keys=True)
                data.setdefault((cell.arm, cell.stage), set()).add(drawn)
        return any([len(drawn) > 1 for drawn in data.values()])

    def rows(self) -> list[tuple[str, str]]:
        """Arm and stage of every evaluated cell, in order, each pair once."""
        return list(
            dict.fromkeys(
                (cell.arm, cell.stage) for cell in self.cells if cell.completions is not None
            )
        )


class Refusal(NamedTuple):
    """A stage of an arm that was refused at the floor, and the seeds of which."""

    place: str
    seeds: tuple[str, ...]


def refusals(notes: Iterable[str]) -> list[Refusal]:
    """What notes say was refused at the floor, in their order."""
    found: dict[str, list[str]] = {}
    for note in notes:
        name, refused, _ = note.partition(f" {REFUSED}")
        if refused:
            place, _, seed = name.rpartition(", seed ")
            found.setdefault(place, []).append(seed)
    return [Refusal(place, tuple(seeds)) for place, seeds in found.items()]


class Found(NamedTuple):
    """What lies below a folder, in no order: settings, cells, and notes on some that are not
    there."""

    folder: Path
    config: dict[str, Any]
    cells: list[Cell]
    notes: list[str]


def read_experiment(folder: Path) -> Experiment:
    """Everything below a folder. Raises ReportError where there is no cell, or a file is not what
    it should be."""
    return in_whole(found_in(folder))


def found_in(folder: Path) -> Found:
    """The cells below a folder. Raises ReportError."""
    if not folder.is_dir():
        raise ReportError(f"{folder} is not a folder")
    files = sorted(folder.rglob("cell.json"))
    if not files:
        raise ReportError(
            f"{folder} has no cell.json below it, so there is no evaluated checkpoint; `curricula "
            "train` and `experiment` make some"
        )
    settings = folder / "experiment.json"
    config = read_object(settings) if settings.exists() else {}
    by_key: dict[tuple[str, str, int], Cell] = {}
    notes = []
    for file in files:
        cell = read_cell(file.parent)
        first = by_key.setdefault((cell.arm, cell.stage, cell.seed), cell)
        if first is not cell:
            notes.append(
                f"{cell.name} is there twice; {first.folder} is shown, {cell.folder} is not"
            )
    return Found(folder, config, list(by_key.values()), [*notes, *unfinished(folder)])


def in_whole(found: Found) -> Experiment:
    """The cells in their order, with what is missing. Raises ReportError where none was
    evaluated."""
    folder, config = found.folder, found.config
    cells = in_order(found.cells, listed_arms(config))
    if not any(cell.completions is not None and len(cell.completions) for cell in cells):
        raise ReportError(f"{folder} has {len(cells)} cells, but none has completions yet")
    return Experiment(folder, config, cells, (*found.notes, *missing(config, cells)))


def listed_arms(config: dict[str, Any]) -> list[str]:
    """The arms that an experiment names, in its order."""
    return [arm for arm in config.get("arms", []) if isinstance(arm, str)]


def in_order(cells: list[Cell], arms: list[str]) -> tuple[Cell, ...]:
    """Cells of all arms first, then arms as the experiment lists them and others behind; of an arm
    each stage behind the one that it was trained from."""
    parents = {(cell.arm, cell.stage): cell.parent for cell in cells}
    ranks = {"": -1, **{arm: rank for rank, arm in enumerate(arms)}}

    def order(cell: Cell) -> tuple[Any, ...]:
        arm = ranks.get(cell.arm, len(arms)), natural(cell.arm)
        stage = depth(parents, cell.arm, cell.stage), natural(cell.stage)
        return arm, stage, cell.seed

    return tuple(sorted(cells, key=order))


def read_cell(folder: Path) -> Cell:
    """One cell. Raises ReportError where cell.json or a table is not as it should be."""
    about = read_object(folder / "cell.json")
    types = {"arm": str, "stage": str, "seed": int, "parent": str | None}
    for key, type_of_key in types.items():
        if not isinstance(about.get(key), type_of_key):
            raise ReportError(
                f"{folder / 'cell.json'}: '{key}' is missing, or not what it should be"
            )
    for key in ("arm", "stage"):
        if wrong := fault("arm", about[key]):
            raise ReportError(f"{folder / 'cell.json'}: '{key}': {wrong}")
    return Cell(
        folder,
        about["arm"],
        about["stage"],
        about["seed"],
        about["parent"],
        about,
        read_table(folder / "completions.parquet"),
        read_log(folder),
    )


def read_object(file: Path) -> dict[str, Any]:
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
    except (ValueError, RecursionError) as error:
        raise ReportError(f"{file} is not JSON: {str(error)[:80]}") from error
    if not isinstance(content, dict):
        raise ReportError(f"{file} is not a JSON object")
    return content


def read_table(file: Path) -> Completions | None:
    """The completions, without their texts; None where there are none."""
    if not file.exists():
        return None
    wanted = [name for name in COLUMNS if name not in UNREAD]
    try:
        if reason := foreign_fault(file, wanted):
            raise ReportError(reason)
        with parquet.ParquetFile(file) as source:
            table = source.read([name for name in wanted if name in source.schema_arrow.names])
        return read_completions(table) if table.num_rows else None
    except (pa.ArrowException, ReportError, OSError) as error:
        raise ReportError(
            f"{file} cannot be read: {(str(error).splitlines() or [''])[0][:160]}"
        ) from error


def read_log(folder: Path) -> tuple[dict[str, Any], ...]:
    """The logged updates, phase after phase. A last line that was cut off as training was stopped
    is left out."""
    file = folder / "log.jsonl"
    phases: dict[Any, list[dict[str, Any]]] = {}
    for line in file.read_text(encoding="utf-8").splitlines() if file.exists() else ():
        try:
            entry = json.loads(line)
        except ValueError:
            continue
        if isinstance(entry, dict) and isinstance(entry.get("step"), int | float):
            phases.setdefault(str(entry.get("phase")), []).append(entry)
    entries: list[dict[str, Any]] = []
    before = 0
    for phase in phases.values():
        entries += [
            {**entry, "step": before + entry["step"]}
            for entry in sorted(phase, key=lambda entry: entry["step"])
        ]
        before = entries[-1]["step"]
    return tuple(entries)


def depth(parents: dict[tuple[str, str], str | None], arm: str, stage: str) -> int:
    """How many stages a stage of an arm comes after."""
    steps = 0
    while (parent := parents.get((arm, stage))) is not None and steps < len(parents):
        steps, stage = steps + 1, parent
    return steps if stage == "base" or (arm, stage) in parents else steps + 1


def listed_seeds(config: dict[str, Any]) -> list[int]:
    """The seeds that an experiment names; of a number that many from 0."""
    seeds = config.get("seeds", [])
    if isinstance(seeds, int):
        return list(range(seeds))
    return seeds if isinstance(seeds, list) else []


def unfinished(folder: Path) -> list[str]:
    """The cells that were begun and came to nothing, each with the reason: refused at the floor, or
    stopped."""
    notes = []
    for file in sorted(folder.rglob("spec.json")):
        if (file.parent / "cell.json").exists():
            continue
        about = read_object(file)
        if not all([isinstance(about.get(name), str) for name in ("arm", "stage")]):
            raise ReportError(f"{file}: 'arm' or 'stage' is missing, or not what it should be")
        if wrong := fault("arm", about["arm"]) or fault("arm", about["stage"]):
            raise ReportError(f"{file}: {wrong}")
        name = f"{about['arm']} {about['stage']}".strip() + f", seed {about.get('seed')}"
        notes.append(f"{name} {reason_of(file.parent)}")
    return notes


def reason_of(folder: Path) -> str:
    """Why a cell that was begun is not there."""
    file = folder / "floor.json"
    floor = read_object(file) if file.exists() else {}
    numbers = [floor.get(name) for name in ("pass_1", "low", "high", "guess")]
    measured = all([isinstance(number, int | float) for number in numbers])
    if not floor.get("below") or not measured:
        return "was begun and is not finished"
    pass_1, low, high, guess = (f"{number:.3f}" for number in numbers)
    return (
        f"{REFUSED}: before RL pass@1 of its best strategy was {pass_1} [{low},"
        f" {high}], and guessing reaches {guess}; --below-floor allow trains it all the same"
    )


def missing(config: dict[str, Any], cells: tuple[Cell, ...]) -> list[str]:
    """What one would expect to find and does not. A stage that belongs to all arms need not be
    evaluated."""
    own = [cell for cell in cells if cell.arm]
    notes = [f"{cell.name} was not evaluated" for cell in own if cell.completions is None]
    keys = {(cell.arm, cell.stage, cell.seed) for cell in cells}
    of_all = {cell.stage for cell in cells if not cell.arm}
    for cell in own:
        if (
            cell.parent
            and cell.parent not in of_all
            and (cell.arm, cell.parent, cell.seed) not in keys
        ):
            notes.append(
                f"{cell.name} was trained from {cell.parent}, which is not there, so nothing is "
                "said of what changed"
            )
    named = {cell.arm for cell in own}
    notes += [f"arm {arm} has no cell" for arm in listed_arms(config) if arm not in named]
    stages = list(dict.fromkeys((cell.arm, cell.stage) for cell in own))
    for seed in listed_seeds(config):
        gone = [f"{arm} {stage}" for arm, stage in stages if (arm, stage, seed) not in keys]
        if gone:
            notes.append(f"seed {seed} has no cell of {', '.join(gone)}")
    if not any((cell.arm, cell.parent, cell.seed) in keys for cell in cells):
        notes.append("no cell was trained from another one of its arm, so there is no attribution")
    return notes
