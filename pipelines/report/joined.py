"""Several experiments of one study as one: those whose data differ in nothing but the seed by which
they were drawn, so that every seed has a base, data and an evaluation of its own."""

import json
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Any

from generators.errors import ReportError
from pipelines.report.cells import (
    Cell,
    Experiment,
    Found,
    found_in,
    in_whole,
    listed_arms,
    read_object,
)

ALIKE = ("name", "preset", "settings", "outcome")  # of experiment.json, in all of them


def read_joined(folders: Sequence[Path], out: Path) -> Experiment:
    """The cells of all the experiments, as one whose report is written to `out`. Where two have
    the same seeds, all are numbered anew, in the order of the folders. Raises ReportError where
    they are not of one study."""
    if twice := sorted({str(one) for one in folders if folders.count(one) > 1}):
        raise ReportError(f"{', '.join(twice)}: named twice; name each experiment once")
    parts = [found_in(folder) for folder in folders]
    for part in parts:
        if not part.config:
            raise ReportError(f"{part.folder} is no experiment: it has no experiment.json")
        check_alike(parts[0], part)
    numbers = numbered(parts)
    cells: list[Cell] = []
    for part, seeds in zip(parts, numbers, strict=True):
        cells += [replace(cell, seed=seeds[seed_of(part, cell)]) for cell in part.cells]
    notes = chain.from_iterable([part.notes for part in parts])
    return in_whole(Found(out, joined_config(parts, numbers), cells, list(notes)))


def seeds_of(part: Found) -> list[int]:
    """The seeds of an experiment's arms."""
    return sorted({cell.seed for cell in part.cells if cell.arm})


def seed_of(part: Found, cell: Cell) -> int:
    """The seed of a cell; a base that all seeds share goes by the first of them."""
    seeds = seeds_of(part)
    return cell.seed if cell.arm or cell.seed in seeds or not seeds else seeds[0]


def numbered(parts: Sequence[Found]) -> list[dict[int, int]]:
    """By experiment what each of its seeds is called among all."""
    seeds = [seeds_of(part) or [0] for part in parts]
    every = list(chain.from_iterable(seeds))
    if len(set(every)) == len(every):
        return [dict(zip(own, own, strict=True)) for own in seeds]
    count = 0
    numbers = []
    for own in seeds:
        numbers.append({seed: count + place for place, seed in enumerate(own)})
        count += len(own)
    return numbers


def joined_config(parts: Sequence[Found], numbers: Sequence[dict[int, int]]) -> dict[str, Any]:
    """What experiment.json would say of all."""
    arms: list[str] = []
    names: dict[str, str] = {}
    for part, own in zip(parts, numbers, strict=True):
        arms += listed_arms(part.config)
        names |= {str(own[seed]): f"{part.folder.name}, seed {seed}" for seed in own}
    commands = [part.config["command"] for part in parts if is_text(part.config.get("command"))]
    seconds = [part.config.get("seconds") for part in parts]
    late = [part.config.get("evaluated_before_outcome") for part in parts]
    return {
        **parts[0].config,
        "arms": list(dict.fromkeys(arms)),
        "seeds": [int(number) for number in names],
        "command": " ; ".join(commands),
        "joined": names,
        "seconds": sum([each for each in seconds if isinstance(each, int | float)]),
        "evaluated_before_outcome": sum([each for each in late if isinstance(each, int)]),
    }


def is_text(value: object) -> bool:
    return isinstance(value, str)


def check_alike(first: Found, other: Found) -> None:
    """Raises ReportError where two experiments differ in more than the seed of their data."""
    for field in ALIKE:
        if first.config.get(field) != other.config.get(field):
            raise ReportError(
                f"{first.folder} and {other.folder} cannot be joined: their {field} differs; join"
                " experiments of one study that differ in the seed alone"
            )
    ours, theirs = curricula_of(first), curricula_of(other)
    for name in ours.keys() & theirs.keys():
        if ours[name] != theirs[name]:
            raise ReportError(
                f"{first.folder} and {other.folder} cannot be joined: dataset {name} differs in"
                " more than its seed"
            )


def curricula_of(part: Found) -> dict[str, Any]:
    """What each dataset of an experiment was drawn by, without its seed; of those that are
    there."""
    drawn: dict[str, Any] = {}
    for pattern in ("data/*/manifest.json", "seed-*/data/*/manifest.json"):
        for file in sorted(part.folder.glob(pattern)):
            config = read_object(file).get("config")
            curriculum = config.get("curriculum") if isinstance(config, dict) else None
            if isinstance(curriculum, dict):
                plain = {name: value for name, value in curriculum.items() if name != "seed"}
                drawn[file.parent.name] = json.dumps(plain, sort_keys=True)
    return drawn
