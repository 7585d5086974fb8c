"""How the figures of a report look: one colour for each thing throughout, thin axes, room to
breathe."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipelines.dataset.whole_files import whole_file

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

INK, FAINT, GRID = "#222222", "#767676", "#e4e4e4"
TYPES = (
    "#0072b2",
    "#d55e00",
    "#8c6bb1",
    "#b8860b",
    "#56b4e9",
    "#a0522d",
)  # told apart by the colour-blind (Okabe and Ito 2008)
STRATEGIES = ("#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#f0e442", "#0072b2", "#d55e00")
UNRECOGNISED = {"none": "#9a9a9a", "mixed": "#c8c8c8"}
PARTS = {"selection": "#3b7ddd", "improvement": "#e8a33d", "remainder": "#b5b5b5"}
SETTINGS: dict[Any, Any] = {
    "font.family": "DejaVu Sans",
    "font.size": 9,
    "axes.edgecolor": "#999999",
    "axes.linewidth": 0.7,
    "axes.titlesize": 9.5,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.labelcolor": INK,
    "text.color": INK,
    "xtick.color": FAINT,
    "ytick.color": INK,
    "text.parse_math": False,  # a name with dollar signs is a name
    "legend.frameon": False,
    "legend.fontsize": 8.5,
}
DOTS_PER_INCH = 160
WIDTH = 9.0  # inches


def grid_of_axes(
    rows: int, columns: int, height: float, **shared: Any
) -> tuple["Figure", list[list["Axes"]]]:
    """A figure with rows x columns axes, each of that height in inches. Made without pyplot, so
    that nothing global is touched."""
    from matplotlib.figure import Figure

    figure = Figure(
        figsize=(WIDTH if columns > 1 else WIDTH * 0.72, height * rows + 0.7), layout="constrained"
    )
    axes = figure.subplots(rows, columns, squeeze=False, **shared)
    for each in axes.flat:
        each.spines[["top", "right"]].set_visible(False)
        each.tick_params(length=0)
        each.set_axisbelow(True)
    return figure, axes.tolist()


def save(figure: "Figure", path: Path) -> Path:
    """The figure as PNG, whole or not at all, the same bytes for the same figure."""
    with whole_file(path) as temporary:
        figure.savefig(temporary, format="png", dpi=DOTS_PER_INCH, metadata={"Software": None})
    return path


def percent(axes: "Axes", along: str = "x", low: float = 0.0, high: float = 1.0) -> None:
    """An axis of shares, in percent."""
    from matplotlib.ticker import PercentFormatter

    axis = axes.xaxis if along == "x" else axes.yaxis
    axis.set_major_formatter(PercentFormatter(1, decimals=0, symbol=" %"))
    (axes.set_xlim if along == "x" else axes.set_ylim)(
        low - 0.03 * (high - low), high + 0.03 * (high - low)
    )
    axes.grid(axis="x" if along == "x" else "y", color=GRID, linewidth=0.8)


def legend(figure: "Figure", handles: Sequence[Any], columns: int = 6) -> None:
    """One legend for all axes, above them."""
    if handles:
        columns = min(columns if figure.get_figwidth() == WIDTH else 4, len(handles))
        figure.legend(
            handles=list(handles),
            loc="outside upper left",
            ncols=columns,
            handletextpad=0.5,
            columnspacing=1.6,
        )


def colours(names: Sequence[str], palette: Sequence[str]) -> dict[str, str]:
    """A colour for each name, always the same for the same names; what has no recognised strategy
    is grey, what stands for all is black."""
    named = [name for name in names if name not in UNRECOGNISED and name != "all"]
    colour_of = {name: palette[i % len(palette)] for i, name in enumerate(named)}
    return {
        **colour_of,
        **{name: UNRECOGNISED[name] for name in names if name in UNRECOGNISED},
        "all": INK,
    }
