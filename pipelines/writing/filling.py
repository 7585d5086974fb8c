"""Fills our own templates: a value is written through a function of quoting.py, or not at all."""

from pathlib import Path
from typing import Any

from jinja2 import Environment, StrictUndefined

from pipelines.writing.quoting import LANGUAGES, Quoted


def fill(template: Path, values: dict[str, Any], **options: Any) -> str:
    """The text of a template, `{{ name | python }}` being a value as a literal of Python.

    Raises TypeError where a template writes a value that is not quoted, Unquotable where a value
    cannot be; `options` are Jinja's own."""
    environment = Environment(
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        autoescape=False,  # noqa: S701 - no HTML; `finalize` refuses what is not quoted
        finalize=only_quoted,
        **options,
    )
    environment.filters = {**environment.filters, **LANGUAGES}
    return environment.from_string(template.read_text(encoding="utf-8")).render(values)


def only_quoted(value: Any) -> Any:
    if isinstance(value, Quoted):
        return value
    raise TypeError(f"a template writes {value!r:.60} as it came; quoting.py has a way")
