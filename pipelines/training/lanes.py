"""The lanes of a phase of RL that a model is ready for: the kinds of problem of which it solves
neither too few nor too many, measured when the phase begins.

A lane is the problems of one family, type and band. Several phases in a row that keep lanes by the
pass rate are a curriculum that goes as fast as the model does.
"""

from collections.abc import Sequence
from statistics import fmean
from typing import Any, NamedTuple

from pipelines.evaluation.evaluate import balanced
from pipelines.models.model import Model
from pipelines.models.settings import Settings
from pipelines.training.screening import rates_of

PROMPTS, SAMPLES = 32, 8  # measured of each lane: its rate to some 0.05, in the time of 2 updates


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

    def of(self, rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
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
) -> Lanes:
    """Draw on some prompts of each lane as RL draws, and keep the lanes whose pass rate lies within
    `keep`, both bounds included; where none does, the one whose rate is nearest to them."""
    names = list(dict.fromkeys(map(lane_of, rows)))
    chosen = balanced(list(rows), PROMPTS * len(names))
    solved: dict[str, list[float]] = {name: [] for name in names}
    for row in rates_of(model, settings, chosen, SAMPLES, limit).to_pylist():
        solved[lane_of(row)].append(row["solve_rate"])
    rates = {name: fmean(each) for name, each in solved.items()}
    return Lanes(rates, lanes_within(rates, *keep))


def lanes_within(rates: dict[str, float], low: float, high: float) -> list[str]:
    """The lanes whose rate lies within the bounds; where none does, the nearest one."""
    distances = {name: max(low - rate, rate - high, 0.0) for name, rate in rates.items()}
    nearest = min(distances.values())
    within = [name for name, distance in distances.items() if not distance]
    return within or [name for name, distance in distances.items() if distance == nearest][:1]
