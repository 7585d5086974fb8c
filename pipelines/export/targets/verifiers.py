"""For verifiers and prime-rl: an installable package with one Taskset, its reward and its
validation."""

from pathlib import Path

from curricula.version import VERSION
from pipelines.dataset.dataset import Dataset
from pipelines.export.graded_rows import write_graded_rows
from pipelines.export.naming import word_for
from pipelines.export.writing import write_text


def export(data: Dataset, out: Path) -> None:
    """The package, and in it the rows with all their columns. Raises DatasetError without rows of
    rl or eval."""
    name = word_for(data)
    splits = write_graded_rows(data, out / name / "rows")
    values = {
        "name": name,
        "about": data.name,
        "version": VERSION,
        "splits": splits,
        "marker": data.marker,
        "options": data.grading,
    }
    write_text("verifiers.pyproject.toml.jinja", out / "pyproject.toml", **values)
    write_text("verifiers.init.py.jinja", out / name / "__init__.py", **values)
    write_text("verifiers.taskset.py.jinja", out / name / "taskset.py", **values)
