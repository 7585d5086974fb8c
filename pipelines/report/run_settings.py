"""The settings of a run, as its cells keep them, without the places of the machine that it ran
on."""

from collections.abc import Mapping, Sequence
from typing import Any

from generators.errors import ReportError
from pipelines.report.cells import Cell, read_object


def settings_of_cells(cells: Sequence[Cell]) -> dict[str, Any]:
    """The settings that the last cell which says so was made by; nothing where none does."""
    for cell in reversed(cells):
        file = cell.folder / "spec.json"
        try:
            settings = read_object(file).get("settings") if file.is_file() else None
        except (ReportError, OSError):
            continue
        if isinstance(settings, dict):
            return without_paths(settings)
    return {}


def without_paths(value: Any) -> Any:
    """Settings in which a path of this machine is its last part."""
    if isinstance(value, Mapping):
        return {name: without_paths(each) for name, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [without_paths(each) for each in value]
    return without_path(value) if isinstance(value, str) else value


def without_path(text: str) -> str:
    absolute = text.startswith(("/", "~", "./", "../")) or text[1:3] in (":\\", ":/")
    return text.replace("\\", "/").rstrip("/").rpartition("/")[2] if absolute else text
