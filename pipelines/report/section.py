"""A section of a report: sentences, tables and figures, before any of it is put into Markdown or
HTML."""

from typing import Any, NamedTuple

from pipelines.report.figure_style import WIDTH
from pipelines.report.report_tables import Table


class Picture(NamedTuple):
    """A figure to be drawn: the name of its file without an ending, what it shows, and what draws
    it."""

    name: str
    caption: str
    figure: Any

    @property
    def width(self) -> int:
        """How much of the page's width it takes, in percent."""
        return round(100 * self.figure.get_figwidth() / WIDTH)


class Section(NamedTuple):
    title: str
    sentences: list[str]
    tables: list[Table]
    pictures: list[Picture]
    code: str = ""


def picture(name: str, caption: str, figure: Any) -> list[Picture]:
    return [Picture(name, caption, figure)] if figure is not None else []


def tables(*found: Table | None) -> list[Table]:
    return [table for table in found if table is not None]
