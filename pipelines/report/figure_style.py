"""How the figures of a report look: one colour, one marker and one kind of line for each thing
throughout, so that none is told by its colour alone; thin axes, room to breathe.

Each figure is drawn twice for the page: wide, and narrow with its axes below each other.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipelines.dataset.whole_files import whole_file

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

INK, FAINT, GRID, PAPER = "#222222", "#767676", "#e4e4e4", "#ffffff"
TYPES = (
    "#0072b2",
    "#d55e00",
    "#8c6bb1",
    "#b8860b",
    "#56b4e9",
    "#a0522d",
)  # told apart by the colour-blind (Okabe and Ito 2008)
STRATEGIES = ("#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#999933", "#0072b2", "#d55e00")
UNRECOGNISED = {"none": "#9a9a9a", "mixed": "#c8c8c8"}
PARTS = {"selection": "#3b7ddd", "improvement": "#e8a33d", "remainder": "#b5b5b5"}
HATCHES = {"selection": "", "improvement": "////", "remainder": "...."}
PAINTS = tuple(dict.fromkeys((INK, *TYPES, *STRATEGIES, *UNRECOGNISED.values(), FAINT)))
SHAPES = dict(zip(PAINTS, "os^vPX<>phd*H8", strict=True))  # a marker for each colour
# kinds of lines: what stands for all is solid, and the first strategy, which never meets it
OF_TYPES = ((5, 1.5), (1.2, 1.2), (5, 1.5, 1.2, 1.5), (3, 1, 1, 1, 1, 1), (9, 2), (2.5, 1))
OF_STRATEGIES = ((8, 1.5, 1.2, 1.5), (1, 2.2), (8, 1, 1, 1, 1, 1))
OF_OTHERS = ((2.5, 2.5), (4, 4))  # of none and mixed
DASHED = [(0, dashes) for dashes in (*OF_TYPES, *OF_STRATEGIES, *OF_OTHERS)]
KINDS = ("-", *DASHED[: len(TYPES)], "-", *DASHED[len(TYPES) :], "-")
DASHES: dict[str, Any] = dict(zip(PAINTS, KINDS, strict=True))
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
    "hatch.linewidth": 0.6,
    "svg.fonttype": "none",  # texts stay texts, to be found and read aloud
    "svg.hashsalt": "curricula",  # the same ids for the same figure
}
DOTS_PER_INCH = 160
WIDTH = 9.0  # inches
NARROW = 4.2  # inches: a telephone's width, letters as large as on a wide page
is_narrow: ContextVar[bool] = ContextVar("is_narrow", default=False)
COLOUR = re.compile(r"#[0-9a-f]{6}\b")


def grid_of_axes(
    rows: int, columns: int, height: float, **shared: Any
) -> tuple["Figure", list[list["Axes"]]]:
    """A figure with rows x columns axes, each of that height in inches. Made without pyplot, so
    that nothing global is touched. Narrow ones lie below each other."""
    from matplotlib.figure import Figure

    if is_narrow.get():
        figure = Figure(figsize=(NARROW, height * rows * columns + 1.0), layout="constrained")
        axes = figure.subplots(rows * columns, 1, squeeze=False, **shared).reshape(rows, columns)
    else:
        width = WIDTH if columns > 1 else WIDTH * 0.72
        figure = Figure(figsize=(width, height * rows + 0.7), layout="constrained")
        axes = figure.subplots(rows, columns, squeeze=False, **shared)
    for each in axes.flat:
        each.spines[["top", "right"]].set_visible(False)
        each.tick_params(length=0)
        each.set_axisbelow(True)
    return figure, axes.tolist()


@contextmanager
def narrow() -> Iterator[None]:
    """Figures that are made within are narrow."""
    token = is_narrow.set(True)
    try:
        yield
    finally:
        is_narrow.reset(token)


def drawn_inline(figure: "Figure", name: str) -> str:
    """The figure as SVG that stands in a page of HTML, under ids that begin with the name. Colours
    are variables of the page, by which it turns dark; nothing in it is fetched or run."""
    written = StringIO()
    nothing = dict.fromkeys(("Creator", "Date", "Format", "Type"))
    figure.savefig(written, format="svg", transparent=True, metadata=nothing)
    svg = written.getvalue()
    svg = re.sub(r"<metadata>.*?</metadata>", "", svg[svg.index("<svg") :], flags=re.DOTALL)
    svg = re.sub(r' xmlns(?::xlink)?="[^"]*"', "", svg)
    svg = re.sub(r'\bid="', f'id="{name}-', svg.replace("xlink:href", "href"))
    svg = svg.replace('href="#', f'href="#{name}-').replace("url(#", f"url(#{name}-")
    svg = re.sub(
        r'<svg [^>]*?viewBox="([^"]*)"[^>]*>', r'<svg viewBox="\1" role="img">', svg, count=1
    )
    return re.sub(r'style="[^"]*"', with_variables, svg)


def with_variables(style: re.Match[str]) -> str:
    """A style in which each colour is a variable of the page, with itself as what stands else."""
    return COLOUR.sub(lambda found: f"var(--x{found[0][1:]}, {found[0]})", style[0])


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
        fitting = {WIDTH: columns, NARROW: 2}.get(figure.get_figwidth(), 4)
        columns = min(fitting, len(handles))
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
