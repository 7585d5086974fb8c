"""For Inspect: the rows of eval or of rl as a task, and our grader as its scorer."""

from pathlib import Path

from pipelines.dataset.dataset import Dataset
from pipelines.export.graded_rows import write_graded_rows
from pipelines.export.naming import word_for
from pipelines.export.writing import write_text


def export(data: Dataset, out: Path) -> None:
    """The file of task and scorer, and the rows with all their columns. Raises DatasetError
    without rows of rl or eval."""
    name = word_for(data)
    splits = write_graded_rows(data, out / "rows")
    write_text(
        "inspect.task.py.jinja",
        out / f"{name}.py",
        name=name,
        splits=splits,
        marker=data.marker,
        options=data.grading,
    )
