"""The figures of a report that show training: accuracy by type, shares of strategies, and loss,
from update to update."""

from collections.abc import Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np

from pipelines.evaluation.completion_table import ALL
from pipelines.report.cells import Cell, Experiment
from pipelines.report.figure_style import (
    DASHES,
    GRID,
    INK,
    STRATEGIES,
    TYPES,
    UNRECOGNISED,
    colours,
    grid_of_axes,
    legend,
    percent,
)
from pipelines.report.figures import line

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

OF_ROLLOUTS = ("answer/correct", "correct/", "share/")  # what RL logs
MANY = 12  # panels in one figure
WINDOW = 20  # updates that a running mean takes in
APART = 0.15  # of a share's axis between the ends of lines that are named there


def trained_by_rl(experiment: Experiment) -> dict[str, list[Cell]]:
    """The cells whose log tells of right answers, by arm and stage; those of all seeds together."""
    panels: dict[str, list[Cell]] = {}
    for cell in experiment.cells:
        if any([key.startswith(OF_ROLLOUTS) for key in cell.logged]):
            panels.setdefault(cell.place, []).append(cell)
    return panels


def accuracy_curves(experiment: Experiment) -> "Figure | None":
    """Accuracy of the rollouts over RL updates, by type: axes an arm and stage."""
    panels = trained_by_rl(experiment)
    groups = logged(panels, "correct/")
    measures = {ALL: "answer/correct", **{group: f"correct/{group}" for group in groups}}
    paint = colours([ALL, *groups], TYPES)

    def series_of(cells: list[Cell]) -> dict[str, Any]:
        return {group: (cells, key) for group, key in measures.items()}

    series = {name: series_of(cells) for name, cells in panels.items()}
    return small_multiples(series, paint, "accuracy of rollouts")


def share_curves(experiment: Experiment) -> "Figure | None":
    """Shares of strategies among the rollouts over RL updates: axes an arm, a stage and a type."""
    panels = trained_by_rl(experiment)
    pairs = [tuple(name.split("/", 1)) for name in logged(panels, "share/") if "/" in name]
    found = {strategy for _, strategy in pairs}
    strategies = [*sorted(found - UNRECOGNISED.keys()), *sorted(found & UNRECOGNISED.keys())]
    paint = colours(strategies, STRATEGIES)
    groups = list(dict.fromkeys(group for group, _ in pairs))
    series = {}
    for name, cells in panels.items():
        for group in groups:
            series[f"{name}, {group}"] = {
                strategy: (cells, f"share/{group}/{strategy}")
                for strategy in strategies
                if (group, strategy) in pairs
            }
    columns = len(groups) if len(groups) in (2, 3) else 0
    return small_multiples(series, paint, "share of rollouts", columns=columns)


def loss_curves(experiment: Experiment) -> "Figure | None":
    """Loss over the updates of supervised stages: axes an arm and stage."""
    panels: dict[str, list[Cell]] = {}
    by_rl = {cell.name for cell in chain.from_iterable(trained_by_rl(experiment).values())}
    for cell in experiment.cells:
        if "loss" in cell.logged and cell.name not in by_rl:
            panels.setdefault(cell.place, []).append(cell)
    series = {name: {"loss": (cells, "loss")} for name, cells in panels.items()}
    return small_multiples(series, {"loss": INK}, "loss", shares=False)


def logged(panels: dict[str, list[Cell]], prefix: str) -> list[str]:
    """What follows a prefix in the names of what was logged."""
    keys: set[str] = set()
    for cell in chain.from_iterable(panels.values()):
        keys |= cell.logged
    return sorted(key.removeprefix(prefix) for key in keys if key.startswith(prefix))


def small_multiples(
    series: dict[str, dict[str, tuple[list[Cell], str]]],
    paint: dict[str, str],
    label: str,
    shares: bool = True,
    columns: int = 0,
) -> "Figure | None":
    """Axes for each name, a line for each of its measures: thin the running mean of a seed, bold
    their mean."""
    drawn = {name: lines for name, lines in series.items() if any(map(has_points, lines.values()))}
    if not drawn:
        return None
    from matplotlib.ticker import MaxNLocator

    shown = dict(list(drawn.items())[:MANY])
    columns = min(columns or (2 if len(shown) == 4 else 3), len(shown))
    figure, axes = grid_of_axes(-(-len(shown) // columns), columns, 1.9, sharey=True)
    flat = list(chain.from_iterable(axes))
    for (name, lines), each in zip(shown.items(), flat, strict=False):
        ends = {}
        for measure, (cells, key) in lines.items():
            curves = [curve for cell in cells if (curve := points(cell, key))]
            if curves:
                ends[measure] = draw(each, curves, paint[measure], WINDOW if shares else 1)
        if shares:
            name_ends(each, ends)
        each.set_title(name)
        each.xaxis.set_major_locator(MaxNLocator(5, integer=True))
        if shares:
            percent(each, "y")
        else:
            each.grid(axis="y", color=GRID, linewidth=0.8)
    for i, each in enumerate(flat):
        each.set_visible(i < len(shown))
        cells = cells_of(list(shown.values())[i]) if i < len(shown) else []
        is_told = i + columns >= len(shown) or tokens_of(cells)
        each.set_xlabel(update_label(cells) if is_told else "")
        if i % columns == 0:
            each.set_ylabel(label)
    if len(drawn) > MANY:
        figure.supxlabel(f"the first {MANY} of {len(drawn)}", fontsize=8)
    names = list(dict.fromkeys(chain.from_iterable(shown.values())))
    legend(
        figure,
        [line(paint[name], name.replace("_", " "), DASHES[paint[name]]) for name in names]
        if len(names) > 1
        else [],
    )
    return figure


def cells_of(lines: dict[str, tuple[list[Cell], str]]) -> list[Cell]:
    """The cells of one axes."""
    return next(iter(lines.values()))[0]


def tokens_of(cells: Sequence[Cell]) -> str:
    """How many tokens the updates of cells come to, on average; empty where no log says."""
    counts = [cell.tokens for cell in cells if cell.tokens is not None]
    return f"{sum(counts) / len(counts) / 1e6:.2f} million tokens" if counts else ""


def update_label(cells: Sequence[Cell]) -> str:
    """What stands below an axis of updates."""
    return ", ".join(["update", *[text for text in [tokens_of(cells)] if text]])


def has_points(measure: tuple[list[Cell], str]) -> bool:
    """Whether any of the cells logged the measure."""
    cells, key = measure
    return any([points(cell, key) for cell in cells])


def points(cell: Cell, key: str) -> list[tuple[float, float]]:
    """The logged values of a measure, with their updates."""
    return [
        (entry["step"], float(entry[key]))
        for entry in cell.log
        if isinstance(entry.get(key), int | float)
    ]


def name_ends(axes: "Axes", ends: dict[str, tuple[float, float]]) -> None:
    """Name lines where they end. Those that end side by side, as near zero, are told by the legend
    alone."""
    for name, (step, value) in ends.items():
        others = [end for other, (_, end) in ends.items() if other != name]
        if others and all([abs(value - end) > APART for end in others]):
            axes.annotate(
                name.replace("_", " "),
                (step, value),
                xytext=(4, 0),
                textcoords="offset points",
                verticalalignment="center",
                fontsize=7.5,
            )


def draw(
    axes: "Axes", seeds: Sequence[list[tuple[float, float]]], colour: str, window: int
) -> tuple[float, float]:
    """One measure of one arm and stage; the mean is taken over so many updates, where
    all seeds have values. Gives where the line ends."""
    smooth = []
    for curve in seeds:
        steps, values = np.array(curve).T
        mean = running_mean(values, window)
        smooth.append((steps, mean))
        axes.plot(
            steps, values if len(seeds) == 1 else mean, color=colour, linewidth=0.7, alpha=0.35
        )
    first, last = max(steps[0] for steps, _ in smooth), min(steps[-1] for steps, _ in smooth)
    grid = np.array([step for step in smooth[0][0] if first <= step <= last])
    if not len(grid):  # no update of one seed lies among those of the others: there is no mean line
        ends = [(steps[-1], mean[-1]) for steps, mean in smooth]
        return float(max(step for step, _ in ends)), float(np.mean([value for _, value in ends]))
    together = np.mean([np.interp(grid, steps, mean) for steps, mean in smooth], axis=0)
    axes.plot(grid, together, color=colour, linestyle=DASHES[colour], linewidth=1.8)
    return float(grid[-1]), float(together[-1])


def running_mean(values: np.ndarray, window: int) -> np.ndarray:
    """The mean of the values around each one; of fewer of them at the ends, where no value is
    invented."""
    half = min(window // 2, len(values) // 10)
    return np.array([values[max(0, i - half) : i + half + 1].mean() for i in range(len(values))])
