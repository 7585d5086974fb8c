"""The figures of a report that show evaluated checkpoints: accuracy, what training changed, forced
openings, pass@k, first wrong lines."""

from collections.abc import Sequence
from itertools import chain, product
from typing import TYPE_CHECKING, Any

from pipelines.evaluation.completion_table import ALL, called
from pipelines.evaluation.intervals import Interval
from pipelines.report.comparison import Comparison, Row
from pipelines.report.figure_style import (
    DASHES,
    FAINT,
    GRID,
    HATCHES,
    INK,
    PAPER,
    PARTS,
    SHAPES,
    STRATEGIES,
    TYPES,
    colours,
    grid_of_axes,
    legend,
    percent,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

SEVERAL = 6  # more types, or strategies, than this are not told apart in one figure
STYLES = ("-", "--", ":", "-.")


def shown_types(comparison: Comparison) -> list[str]:
    """The types that figures and tables tell apart: none but "all" where there is one only, or too
    many for a figure."""
    return [ALL, *comparison.types] if 1 < len(comparison.types) <= SEVERAL else [ALL]


def accuracy_figure(comparison: Comparison) -> "Figure":
    """Accuracy of every arm and stage by band and type, with chance and the ceiling of a single
    strategy."""
    groups, rows = shown_types(comparison), comparison.rows
    paint = colours(groups, TYPES)
    figure, axes = grid_of_axes(1, len(comparison.bands), 0.5 + 0.3 * len(rows), sharey=True)
    paper, lines = False, {}
    for band, each in zip(comparison.bands, axes[0], strict=True):
        for name, label, style in (
            ("chance", "chance", ":"),
            ("ceiling", "ceiling of one strategy", "--"),
        ):
            level = rows[0].figure(band, ALL, name)
            if level is not None and level.value:
                each.axvline(level.value, color=FAINT, linewidth=1, linestyle=style)
                lines[name] = line(FAINT, label, style)
        for i, group in enumerate(groups):
            dots(
                each,
                [row.figure(band, group, "accuracy") for row in rows],
                paint[group],
                (i - (len(groups) - 1) / 2) * 0.2,
                group == ALL,
            )
            for y, row in enumerate(rows):
                theirs = row.paper(band, group)
                if theirs is not None:
                    paper = True
                    height = y + (i - (len(groups) - 1) / 2) * 0.2
                    each.plot(
                        theirs,
                        height,
                        "D",
                        markersize=4.5,
                        markerfacecolor="none",
                        markeredgecolor=paint[group],
                        markeredgewidth=0.9,
                    )
        percent(each)
        name_rows(each, rows)
        each.set_title(called(band))
    handles = [*[mark(paint[group], group) for group in groups], *lines.values()]
    legend(
        figure, [*handles, mark(INK, "the study's own figure", "D", "none")] if paper else handles
    )
    return figure


def attribution_figure(comparison: Comparison) -> "Figure | None":
    """Selection and improvement of every stage on the main band by type, with conditional accuracy
    and, where sampled, with forced."""
    trained = [
        row
        for row in comparison.rows
        if comparison.change(row.arm, row.stage, comparison.band, ALL, False)
    ]
    there = {change.forced for change in comparison.changes if change.band == comparison.band}
    tables = [forced for forced in (False, True) if forced in there]
    if not trained:
        return None
    groups = shown_types(comparison)
    labels = list(product(trained, groups))
    figure, axes = grid_of_axes(1, len(tables), 0.5 + 0.34 * len(labels), sharey=True, sharex=True)
    for forced, each in zip(tables, axes[0], strict=True):
        parts = [part for part in PARTS if forced or part != "remainder"]
        for y, (row, group) in enumerate(labels):
            change = comparison.change(row.arm, row.stage, comparison.band, group, forced)
            for i, part in enumerate(parts if change else ()):
                bar(each, y + (i - (len(parts) - 1) / 2) * 0.26, getattr(change, part), part)
        each.axvline(0, color=INK, linewidth=0.8)
        for y in range(len(groups), len(labels), len(groups)):
            each.axhline(y - 0.5, color=GRID, linewidth=0.8)
        each.set_yticks(
            range(len(labels)),
            [f"{row.name}  {group}" if group == ALL else group for row, group in labels],
        )
        each.set_ylim(len(labels) - 0.5, -0.5)
        each.set_title("forced accuracy" if forced else "conditional accuracy")
        each.set_xlabel("points of accuracy gained")
        each.grid(axis="x", color=GRID, linewidth=0.8)
        each.xaxis.set_major_formatter(
            lambda value, _: f"{100 * value:+.0f}".replace("-", "−") if abs(value) > 1e-9 else "0"
        )
    legend(
        figure,
        [patch(part) for part in PARTS if part != "remainder" or True in tables],
    )
    return figure


def forced_figure(comparison: Comparison) -> "Figure | None":
    """Accuracy under forced opening: a row of axes a type, a column a band."""
    groups = [group for group in shown_types(comparison) if group != ALL] or [ALL]
    rows = comparison.rows
    every_name: set[str] = set()
    for band in comparison.bands:
        every_name.update(comparison.names(band, ALL, "forced"))
    names = sorted(every_name)
    if not 0 < len(names) <= SEVERAL:
        return None
    paint = colours(names, STRATEGIES)
    figure, axes = grid_of_axes(
        len(groups), len(comparison.bands), 0.3 + 0.24 * len(rows), sharey=True, sharex=True
    )
    for group, line_of_axes in zip(groups, axes, strict=True):
        for band, each in zip(comparison.bands, line_of_axes, strict=True):
            for i, name in enumerate(names):
                figures = [row.figure(band, group, "forced", name, "accuracy") for row in rows]
                dots(
                    each,
                    figures,
                    paint[name],
                    (i - (len(names) - 1) / 2) * min(0.25, 0.7 / len(names)),
                )
            percent(each)
            name_rows(each, rows)
            each.set_title(f"{group}, {called(band)}" if group != ALL else called(band))
    legend(figure, [mark(paint[name], f"opened {name.replace('_', ' ')}") for name in names])
    return figure


def pass_figure(comparison: Comparison) -> "Figure | None":
    """pass@k on the main band, as it is (above) and beyond chance (below)."""
    band, groups = comparison.band, shown_types(comparison)
    if not any(len(row.names(band, ALL, "pass_at_k")) > 1 for row in comparison.rows):
        return None
    arms = list(dict.fromkeys(row.arm for row in comparison.rows))
    paint = colours(arms, (*TYPES, *STRATEGIES))
    figure, axes = grid_of_axes(2, len(groups), 2.3, sharex=True, sharey=True)
    for measure, title, line_of_axes in zip(
        ("pass_at_k", "pass_at_k_beyond_chance"), ("pass@k", "beyond chance"), axes, strict=True
    ):
        for group, each in zip(groups, line_of_axes, strict=True):
            for row in comparison.rows:
                points = [
                    (int(k), row.figure(band, group, measure, k))
                    for k in row.names(band, group, measure)
                ]
                known = [(k, interval.value) for k, interval in points if interval is not None]
                if not known:
                    continue
                style = STYLES[comparison.stages.index(row.stage) % len(STYLES)]
                each.plot(
                    *zip(*known, strict=True),
                    style,
                    color=paint[row.arm],
                    linewidth=1.5,
                    marker=SHAPES[paint[row.arm]],
                    markersize=3.5,
                )
            each.set_xscale("log", base=2)
            each.xaxis.set_major_formatter(lambda value, _: f"{value:g}")
            each.minorticks_off()
            each.axhline(0, color=FAINT, linewidth=0.7)
            percent(each, "y")
            each.set_title(f"{title}, {group}")
    for each in axes[1]:
        each.set_xlabel("k, attempts at a problem")
    styles = [
        line(FAINT, stage, STYLES[i % len(STYLES)]) for i, stage in enumerate(comparison.stages)
    ]
    by_arm = [line(paint[arm], arm, "-", SHAPES[paint[arm]]) for arm in arms]
    legend(figure, by_arm + styles, 8)
    return figure


def first_wrong_figure(comparison: Comparison) -> "Figure | None":
    """At which line completions first go wrong, on the main band: a part of the axes an arm, a line
    a stage."""
    band = comparison.band
    arms = list(dict.fromkeys(row.arm for row in comparison.rows))
    lines = comparison.names(band, ALL, "first_wrong", "lines")
    last = max([int(line) for line in lines], default=-1)
    if last < 0:
        return None
    paint = colours(comparison.stages, (FAINT, *TYPES))
    columns = min(3, len(arms))
    figure, axes = grid_of_axes(-(-len(arms) // columns), columns, 2.1, sharex=True, sharey=True)
    flat = list(chain.from_iterable(axes))
    for arm, each in zip(arms, flat, strict=False):
        for row in comparison.rows:
            if row.arm == arm:
                total = row.total(band, ALL, "completions") or 1
                counts = [
                    row.total(band, ALL, "first_wrong", "lines", str(n)) / total
                    for n in range(last + 1)
                ]
                each.plot(
                    range(1, last + 2),
                    counts,
                    linestyle=DASHES[paint[row.stage]],
                    marker=SHAPES[paint[row.stage]],
                    color=paint[row.stage],
                    linewidth=1.4,
                    markersize=3,
                )
        each.set_title(arm)
        each.set_xlabel("first wrong line")
    top = max(each.dataLim.y1 for each in flat)
    for i, each in enumerate(flat):
        percent(each, "y", 0, top)
        each.set_visible(i < len(arms))
    lines = [
        line(paint[stage], stage, DASHES[paint[stage]], SHAPES[paint[stage]])
        for stage in comparison.stages
    ]
    legend(figure, lines)
    return figure


def dots(
    axes: "Axes", figures: Sequence[Interval | None], colour: str, shift: float, bold: bool = False
) -> None:
    """A dot with its interval for each row, a little above or below the row's middle."""
    for y, figure in enumerate(figures):
        if figure is not None and figure.value == figure.value:
            if figure.low == figure.low:
                axes.plot(
                    [figure.low, figure.high],
                    [y + shift] * 2,
                    color=colour,
                    linewidth=1.5,
                    solid_capstyle="round",
                )
            size = 5.5 if bold else 4.5
            axes.plot(figure.value, y + shift, SHAPES[colour], color=colour, markersize=size)


def bar(axes: "Axes", y: float, figure: Interval, part: str) -> None:
    """A bar with its interval, in the colour and hatching of a part of a gain."""
    axes.barh(
        *(y, figure.value), height=0.24, color=PARTS[part], hatch=HATCHES[part], edgecolor=PAPER
    )
    if figure.low == figure.low:
        axes.plot([figure.low, figure.high], [y, y], color=INK, linewidth=1)


def name_rows(axes: "Axes", rows: Sequence[Row]) -> None:
    axes.set_yticks(range(len(rows)), [row.name for row in rows])
    axes.set_ylim(len(rows) - 0.5, -0.5)
    for y in range(1, len(rows)):
        axes.axhline(y - 0.5, color=GRID, linewidth=0.8 if rows[y].arm != rows[y - 1].arm else 0.4)


def mark(colour: str, label: str, marker: str = "", face: str | None = None) -> Any:
    from matplotlib.lines import Line2D

    return Line2D(
        [],
        [],
        color=colour,
        marker=marker or SHAPES[colour],
        markersize=5,
        linestyle="",
        label=label,
        markerfacecolor=face or colour,
    )


def line(colour: str, label: str, style: Any = "-", marker: str = "") -> Any:
    from matplotlib.lines import Line2D

    return Line2D(
        [],
        [],
        color=colour,
        linestyle=style,
        linewidth=1.6,
        label=label,
        marker=marker,
        markersize=4,
    )


def patch(part: str) -> Any:
    from matplotlib.patches import Patch

    return Patch(facecolor=PARTS[part], hatch=HATCHES[part], edgecolor=PAPER, label=part)
