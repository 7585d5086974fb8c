"""The figures of a report that show training: accuracy by type, shares of strategies, and loss,
from update to update."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from pipelines.evaluation.completion_table import ALL
from pipelines.report.cells import Cell, Experiment
from pipelines.report.figure_style import (
    GRID,
    STRATEGIES,
    TYPES,
    colours,
    grid_of_axes,
    legend,
    percent,
)
from pipelines.report.figures import line

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MANY = 12  # panels in one figure
WINDOW = 20  # updates that a running mean takes in


def trained_by_rl(experiment: Experiment) -> dict[str, list[Cell]]:
    """The cells whose log tells of right answers, by arm and stage; those of other seeds together."""
    found: dict[str, list[Cell]] = {}
    for cell in experiment.cells:
        if any(
            key == "answer/correct" or key.startswith(("correct/", "share/"))
            for entry in cell.log
            for key in entry
        ):
            found.setdefault(cell.place, []).append(cell)
    return found


def accuracy_curves(experiment: Experiment) -> "Figure | None":
    """Accuracy of the rollouts over RL updates, by type: axes an arm and stage."""
    panels = trained_by_rl(experiment)
    kinds = logged(panels, "correct/")
    measures = {ALL: "answer/correct", **{kind: f"correct/{kind}" for kind in kinds}}
    paint = colours([ALL, *kinds], TYPES)
    series = {
        name: {kind: (cells, key) for kind, key in measures.items()}
        for name, cells in panels.items()
    }
    return small_multiples(series, paint, "accuracy of rollouts")


def share_curves(experiment: Experiment) -> "Figure | None":
    """Shares of strategies among the rollouts over RL updates: axes an arm, a stage and a type."""
    panels = trained_by_rl(experiment)
    pairs = [tuple(name.split("/", 1)) for name in logged(panels, "share/") if "/" in name]
    strategies = sorted({strategy for _, strategy in pairs})
    paint = colours(strategies, STRATEGIES)
    series = {
        f"{name}, {kind}": {
            strategy: (cells, f"share/{kind}/{strategy}")
            for strategy in strategies
            if (kind, strategy) in pairs
        }
        for name, cells in panels.items()
        for kind in dict.fromkeys(kind for kind, _ in pairs)
    }
    kinds = len({kind for kind, _ in pairs})
    return small_multiples(
        series, paint, "share of rollouts", columns=kinds if kinds in (2, 3) else 0
    )


def loss_curves(experiment: Experiment) -> "Figure | None":
    """Loss over the updates of supervised stages: axes an arm and stage."""
    panels: dict[str, list[Cell]] = {}
    supervised = {cell.name for cell in experiment.cells} - {
        cell.name for cells in trained_by_rl(experiment).values() for cell in cells
    }
    for cell in experiment.cells:
        if cell.name in supervised and any("loss" in entry for entry in cell.log):
            panels.setdefault(cell.place, []).append(cell)
    series = {name: {"loss": (cells, "loss")} for name, cells in panels.items()}
    return small_multiples(series, {"loss": TYPES[0]}, "loss", shares=False)


def logged(panels: dict[str, list[Cell]], prefix: str) -> list[str]:
    """What follows a prefix in the names of what was logged."""
    keys = {
        key for cells in panels.values() for cell in cells for entry in cell.log for key in entry
    }
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
    there = {
        name: lines
        for name, lines in series.items()
        if any(points(cell, key) for cells, key in lines.values() for cell in cells)
    }
    if not there:
        return None
    shown = dict(list(there.items())[:MANY])
    columns = min(columns or (2 if len(shown) == 4 else 3), len(shown))
    figure, axes = grid_of_axes(-(-len(shown) // columns), columns, 1.9, sharey=True)
    flat = [each for line_of_axes in axes for each in line_of_axes]
    for (name, lines), each in zip(shown.items(), flat, strict=False):
        for measure, (cells, key) in lines.items():
            draw(
                each,
                [found for cell in cells if (found := points(cell, key))],
                paint[measure],
                WINDOW if shares else 1,
            )
        each.set_title(name)
        if shares:
            percent(each, "y")
        else:
            each.grid(axis="y", color=GRID, linewidth=0.8)
    for i, each in enumerate(flat):
        each.set_visible(i < len(shown))
        if i + columns >= len(shown):
            each.set_xlabel("update")
        if i % columns == 0:
            each.set_ylabel(label)
    if len(there) > MANY:
        figure.supxlabel(f"the first {MANY} of {len(there)}", fontsize=8)
    names = list(dict.fromkeys(measure for lines in shown.values() for measure in lines))
    legend(
        figure,
        [line(paint[name], name.replace("_", " ")) for name in names] if len(names) > 1 else [],
    )
    return figure


def points(cell: Cell, key: str) -> list[tuple[float, float]]:
    """The logged values of a measure, with their updates."""
    return [
        (entry["step"], float(entry[key]))
        for entry in cell.log
        if isinstance(entry.get(key), int | float)
    ]


def draw(
    axes: "Axes", seeds: Sequence[list[tuple[float, float]]], colour: str, window: int
) -> None:
    """One measure of one arm and stage; the mean is taken over so many updates."""
    smooth = []
    for found in seeds:
        steps, values = np.array(found).T
        mean = running_mean(values, window)
        smooth.append((steps, mean))
        axes.plot(
            steps, values if len(seeds) == 1 else mean, color=colour, linewidth=0.7, alpha=0.35
        )
    last = min(steps[-1] for steps, _ in smooth) if smooth else 0
    if smooth:
        grid = np.array([step for step in smooth[0][0] if step <= last])
        axes.plot(
            grid,
            np.mean([np.interp(grid, steps, mean) for steps, mean in smooth], axis=0),
            color=colour,
            linewidth=1.8,
        )


def running_mean(values: np.ndarray, window: int) -> np.ndarray:
    """The mean of the values around each one; of fewer of them at the ends, where no value is
    invented."""
    half = min(window // 2, len(values) // 10)
    return np.array([values[max(0, i - half) : i + half + 1].mean() for i in range(len(values))])
