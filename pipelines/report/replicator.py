"""Whether the shares of two strategies move as replicator dynamics has it while RL goes on: the
logit of a share changes by a + b (difference of their accuracies). Where a is 0, only accuracy
selects; another a prefers a strategy for something else, such as its length.

Fitted to windows of the log: the shares of each type and how many of a strategy's rollouts are
right. Logs of earlier versions lack the latter.
"""

from collections.abc import Sequence
from itertools import product
from math import log
from typing import Any, NamedTuple

from pipelines.evaluation.completion_table import UNRECOGNISED
from pipelines.evaluation.intervals import Interval, over_seeds
from pipelines.report.cells import Cell, Experiment

WINDOW = 10  # updates that are taken together
LEAST = 0.02  # a smaller share says too little of a strategy's accuracy
FEWEST = 4  # windows that a line is fitted to
SCALE = 100  # updates that a and b are given for


class Window(NamedTuple):
    """One window of a log: the share of the first of two strategies, and by how much it is the more
    accurate."""

    share: float
    lead: float


class Fit(NamedTuple):
    """Two strategies of an arm's stage on problems of one type; a and b per SCALE updates, means
    over the seeds that had enough windows."""

    arm: str
    stage: str
    group: str
    first: str
    second: str
    windows: int
    seeds: int
    a: Interval
    b: Interval

    def plain(self) -> dict[str, Any]:
        """As JSON holds it."""
        return {**self._asdict(), "a": self.a.plain(), "b": self.b.plain()}


def fits_of(experiment: Experiment) -> list[Fit]:
    """The fit of the two strategies that are most used, for every arm, stage and type with a log
    that has them."""
    places: dict[tuple[str, str], list[Cell]] = {}
    for cell in experiment.cells:
        if any([name.startswith("right/") for name in cell.logged]):
            places.setdefault((cell.arm, cell.stage), []).append(cell)
    found = []
    for (arm, stage), cells in places.items():
        for group in groups_of(cells):
            pair = most_used(cells, group)
            fit = fitted(arm, stage, group, pair, cells) if len(pair) == 2 else None
            found += [fit] if fit else []
    return found


def groups_of(cells: Sequence[Cell]) -> list[str]:
    """The types that logs tell of."""
    names: set[str] = set()
    for cell in cells:
        names |= {name.split("/")[1] for name in cell.logged if name.startswith("right/")}
    return sorted(names)


def most_used(cells: Sequence[Cell], group: str) -> list[str]:
    """The two strategies with the largest shares in all logs, the larger first."""
    totals: dict[str, float] = {}
    for cell in cells:
        for entry in cell.log:
            for name, value in entry.items():
                kind, _, rest = name.partition("/")
                type_of_entry, _, strategy = rest.partition("/")
                if (kind, type_of_entry) == ("share", group) and strategy not in UNRECOGNISED:
                    totals[strategy] = totals.get(strategy, 0.0) + value
    used = [name for name, total in totals.items() if total > 0]
    return sorted(used, key=lambda name: (-totals[name], name))[:2]


def fitted(
    arm: str, stage: str, group: str, pair: Sequence[str], cells: Sequence[Cell]
) -> Fit | None:
    """The line of each seed, and their means; None where no seed has enough windows."""
    lines, count = [], 0
    for cell in cells:
        windows = windows_of(cell, group, *pair)
        steps = [
            (now.lead, SCALE / WINDOW * (logit(later.share) - logit(now.share)))
            for now, later in zip(windows, windows[1:], strict=False)
            if now is not None and later is not None
        ]
        line = line_through(steps) if len(steps) >= FEWEST else None
        if line is not None:
            lines.append(line)
            count += len(steps)
    if not lines:
        return None
    return Fit(
        arm=arm,
        stage=stage,
        group=group,
        first=pair[0],
        second=pair[1],
        windows=count,
        seeds=len(lines),
        a=over_seeds([Interval.bare(a) for a, _ in lines]),
        b=over_seeds([Interval.bare(b) for _, b in lines]),
    )


def windows_of(cell: Cell, group: str, first: str, second: str) -> list[Window | None]:
    """The windows of a log in order; None for one in which either strategy is too rare."""
    pairs = product(("share", "right"), (first, second))
    names = [f"{kind}/{group}/{name}" for kind, name in pairs]
    told: list[list[float]] = []
    for entry in cell.log:
        values = [entry[name] for name in names if isinstance(entry.get(name), int | float)]
        if len(values) == len(names):
            told.append(list(map(float, values)))
    windows: list[Window | None] = []
    for at in range(0, len(told) - WINDOW + 1, WINDOW):
        columns = list(zip(*told[at : at + WINDOW], strict=True))
        one, other, right_one, right_other = [sum(column) / WINDOW for column in columns]
        if min(one, other) < LEAST:
            windows.append(None)
        else:
            windows.append(Window(one / (one + other), right_one / one - right_other / other))
    return windows


def logit(share: float) -> float:
    return log(share / (1 - share))


def line_through(points: Sequence[tuple[float, float]]) -> tuple[float, float] | None:
    """The least-squares line a + b x; None where all x are the same."""
    count = len(points)
    x = sum([point[0] for point in points]) / count
    y = sum([point[1] for point in points]) / count
    spread = sum([(point[0] - x) ** 2 for point in points])
    if spread <= 1e-12:
        return None
    b = sum([(point[0] - x) * (point[1] - y) for point in points]) / spread
    return y - b * x, b
