"""The lanes of a phase of RL that a model is ready for: the kinds of problem of which it solves
neither too few nor too many, measured when the phase begins.

A lane is the problems of one family, type and band. Several phases in a row that keep lanes by the
pass rate are a curriculum that goes as fast as the model does.
"""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from curricula.working.read_completion import read_completion
from pipelines.dataset.whole_files import write_whole
from pipelines.evaluation.evaluate import balanced
from pipelines.models.model import Model
from pipelines.models.sampling import of_rollouts, sample
from pipelines.models.settings import Settings

PROMPTS, SAMPLES = 32, 8  # measured of each lane: its rate to some 0.05, in the time of 2 updates
LANES = "lanes.json"  # in the folder of a phase, so that one that is stopped measures once


class Lanes(NamedTuple):
    """The pass rate of each lane, by its name, and those that are kept."""

    rates: dict[str, float]
    kept: list[str]

    def told(self) -> str:
        """What was measured and kept, in a line."""
        rates = ", ".join([f"{name} {rate:.2f}" for name, rate in self.rates.items()])
        return f"pass rates: {rates}; RL goes on with {', '.join(self.kept)}"

    def numbers(self) -> dict[str, float]:
        """The same for the log."""
        rates = {f"lane/{name}/rate": rate for name, rate in self.rates.items()}
        return rates | {f"lane/{name}/kept": float(name in self.kept) for name in self.rates}

    def rows(self, rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
        """The prompts of the lanes that are kept."""
        return [row for row in rows if lane_of(row) in self.kept]


def lane_of(row: dict[str, Any]) -> str:
    """The lane of a prompt: its band, and its type or family."""
    return f"{row['band']} {row['type'] or row['family']}"


def measured(
    model: Model,
    settings: Settings,
    rows: Sequence[dict[str, Any]],
    limit: int,
    keep: tuple[float, float],
    progress: Callable[[int], None] = lambda done: None,
) -> Lanes:
    """Draw on some prompts of each lane as RL draws, and keep the lanes whose pass rate lies within
    `keep`, both bounds included; where none does, the one whose rate is nearest to them."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        groups.setdefault(lane_of(row), []).append(row)
    chosen = balanced(list(rows), PROMPTS * len(groups))
    drawn = sample(
        model,
        [row["prompt"] for row in chosen],
        SAMPLES,
        limit,
        settings.evaluation.get("batch", 256),
        of_rollouts(settings),
        progress=progress,
    )
    right, tried = dict.fromkeys(groups, 0), dict.fromkeys(groups, 0)
    for row, completions in zip(chosen, drawn, strict=True):
        right[lane_of(row)] += sum(
            [read_completion(each.text, row).correct for each in completions]
        )
        tried[lane_of(row)] += len(completions)
    rates = {name: right[name] / max(1, tried[name]) for name in groups}
    return Lanes(rates, lanes_within(rates, *keep))


def lanes_within(rates: dict[str, float], low: float, high: float) -> list[str]:
    """The lanes whose rate lies within the bounds; where none does, the nearest one."""
    distances = {name: max(low - rate, rate - high, 0.0) for name, rate in rates.items()}
    nearest = min(distances.values())
    within = [name for name, distance in distances.items() if not distance]
    return within or [name for name, distance in distances.items() if distance == nearest][:1]


def write_lanes(lanes: Lanes, folder: Path) -> None:
    """Write what was measured into the folder of its phase, whole."""
    folder.mkdir(parents=True, exist_ok=True)
    write_whole(folder / LANES, json.dumps(lanes._asdict()))


def read_lanes(folder: Path) -> Lanes | None:
    """What was measured before; None where nothing was."""
    try:
        return Lanes(**json.loads((folder / LANES).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None
