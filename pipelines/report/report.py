"""The report on a run or an experiment: report.md, its figures, one report.html with figures as
vectors that needs nothing else, and the numbers as report.json."""

import json
from collections.abc import Mapping
from itertools import chain
from pathlib import Path
from typing import Any

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from pipelines.dataset.whole_files import write_whole
from pipelines.evaluation.intervals import DRAWS
from pipelines.report import sections
from pipelines.report.cells import read_experiment
from pipelines.report.comparison import Comparison, compare
from pipelines.report.figure_style import SETTINGS, drawn_inline, narrow, save
from pipelines.report.sections import Section
from pipelines.writing.filling import fill

FIGURES = "figures"
SECTIONS = (
    *(sections.in_short, sections.outcome, sections.accuracy),
    *(sections.changed, sections.training),
    *(sections.strategies, sections.shortcuts, sections.opened, sections.passing),
    *(sections.faithful, sections.stepwise, sections.errors, sections.parity),
    *(sections.made, sections.intervals),
)


def write_report(folder: Path, draws: int = DRAWS) -> list[Path]:
    """Write the report into the folder that it is about; returns the files written. Raises
    ReportError where it cannot be made."""
    return write_comparison(compare(read_experiment(Path(folder)), draws))


def write_comparison(comparison: Comparison) -> list[Path]:
    """The same, of what was read and computed already. Figures that are no longer part of it are
    deleted."""
    from matplotlib import rc_context

    folder = comparison.experiment.folder
    (folder / FIGURES).mkdir(parents=True, exist_ok=True)
    drawn: dict[str, Path] = {}
    inline: dict[str, dict[str, Markup]] = {}
    with rc_context(SETTINGS):
        made = [build(comparison) for build in SECTIONS]
        parts = [
            part for part in made if part.sentences or part.tables or part.pictures or part.code
        ]
        with narrow():
            small = [build(comparison) for build in SECTIONS]
        for size, sections_made in (("wide", parts), ("narrow", small)):
            for picture in chain.from_iterable([part.pictures for part in sections_made]):
                svg = drawn_inline(picture.figure, f"{picture.name}-{size}")
                inline.setdefault(picture.name, {})[size] = Markup(svg)  # texts are escaped in it
        for picture in chain.from_iterable([part.pictures for part in parts]):
            path = folder / FIGURES / f"{picture.name}.png"
            drawn[picture.name] = save(picture.figure, path)
    for old in (folder / FIGURES).glob("*.png"):
        if old not in drawn.values():
            old.unlink()
    written = [folder / "report.md", folder / "report.html", folder / "report.json"]
    write_whole(
        written[0],
        filled(
            "report.md.jinja",
            comparison,
            parts,
            {name: f"{FIGURES}/{path.name}" for name, path in drawn.items()},
        ),
    )
    write_whole(written[1], filled("report.html.jinja", comparison, parts, inline))
    write_whole(
        written[2],
        json.dumps(comparison.plain(), indent=1, ensure_ascii=False, allow_nan=False) + "\n",
    )
    return [*written, *drawn.values()]


def filled(
    template: str, comparison: Comparison, parts: list[Section], places: Mapping[str, Any]
) -> str:
    """A template's text; `places` says where each figure is, or holds it. HTML is escaped by Jinja
    itself."""
    path = Path(__file__).with_name(template)
    values = {"title": title(comparison), "sections": parts, "places": places}
    if not template.endswith(".html.jinja"):
        return fill(path, values, trim_blocks=True, lstrip_blocks=True)
    environment = Environment(
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.from_string(path.read_text(encoding="utf-8")).render(values)


def title(comparison: Comparison) -> str:
    """What the report is about: the experiment's name and preset, or the folder's name."""
    config: dict[str, Any] = comparison.experiment.config
    name = config.get("name") or comparison.experiment.folder.resolve().name
    return f"{name}, {config['preset']}" if config.get("preset") else str(name)
