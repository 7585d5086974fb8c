"""The page that explores: one file of HTML, for a server on this machine or, with all rows in it,
for `file://`."""

import base64
import gzip
import hashlib
import json
from pathlib import Path
from typing import Any

import jinja2

from generators.errors import RequestError
from pipelines.explore.completions import CompletionView
from pipelines.explore.problems import ProblemView
from pipelines.explore.rows import PAGE

View = ProblemView | CompletionView
HERE = Path(__file__).parent
MOST = 5_000  # rows of a static page; larger ones take long to open
FIGURES = 8_000_000  # bytes of the figures in a static page
STYLE, SCRIPT = (HERE / "page.css").read_text("utf-8"), (HERE / "page.js").read_text("utf-8")
HASH = base64.b64encode(hashlib.sha256(SCRIPT.encode()).digest()).decode()
# only this script runs, whatever stands in the rows
POLICY = (
    f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{HASH}';"
    " img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'"
)


def opened(location: str) -> View:
    """What stands at a place: a run or an experiment where it has evaluated checkpoints, else a
    dataset. Raises CurriculaError."""
    folder = Path(location)
    if folder.is_dir() and next(folder.rglob("cell.json"), None):
        return CompletionView(folder)
    return ProblemView(location)


def page(view: View, rows: str = "", figures: list[dict[str, str]] | None = None) -> str:
    """The page as text; `rows` are those of a static one, packed."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(HERE), autoescape=True, undefined=jinja2.StrictUndefined
    )
    facets = [
        {"name": facet.name, "title": facet.title, "several": facet.several}
        for facet in view.rows.facets.values()
    ]
    return environment.get_template("page.html.jinja").render(
        title=view.title,
        noun=view.noun,
        size=view.rows.size,
        policy=POLICY,
        style=STYLE,
        script=SCRIPT,
        about={
            "facets": facets,
            "page": PAGE,
            "judged": view.rows.judged,
            "noun": view.noun,
            "fixed": view.fixed_charts() if rows else {},
        },
        rows=rows,
        figures=figures or [],
    )


def static_page(view: View) -> str:
    """The page with all its rows in it. Raises RequestError where there are too many."""
    if view.rows.size > MOST:
        raise RequestError(
            f"--static takes at most {MOST:,} rows, and {view.title} has {view.rows.size:,};"
            " explore it without --static, or generate a smaller one"
        )
    return page(view, packed(all_rows(view)), figures_within(view))


def all_rows(view: View) -> list[dict[str, Any]]:
    """Every row: what it is filtered by, what the list shows, and the whole of it."""
    found = []
    places = view.rows.places()
    values = view.rows.values()
    read = view.rows.read_all(places)
    for place, line, row in zip(places, view.lines(places), read, strict=True):
        found.append(
            {
                **line,
                "values": values[place.number],
                "lengths": view.lengths_of(row),
                "detail": view.shown(place, row),
            }
        )
    return found


def packed(content: Any) -> str:
    """JSON, compressed: MathML repeats itself, so that little is left of it."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return base64.b64encode(gzip.compress(text.encode(), mtime=0)).decode()


def figures_within(view: View) -> list[dict[str, str]]:
    """The figures of a report as they stand inside a page, as many as are not too large."""
    found, left = [], FIGURES
    for file in view.figures:
        left -= file.stat().st_size
        if left > 0:
            data = base64.b64encode(file.read_bytes()).decode()
            kind = "svg+xml" if file.suffix == ".svg" else "png"
            found.append({"name": file.stem, "source": f"data:image/{kind};base64,{data}"})
    return found
