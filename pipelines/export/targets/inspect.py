"""For Inspect: eval as a task, and our grader as its scorer."""

from pathlib import Path

from pipelines.export.naming import word_for
from pipelines.export.source import ExportProblem, Source
from pipelines.export.writing import write_json_lines, write_text


def export(data: Source, out: Path) -> None:
    """The file of task and scorer, and the rows of eval with all their columns. Raises ExportProblem without eval."""
    if not data.splits("eval"):
        raise ExportProblem(f"{data.name} has no eval rows, and Inspect evaluates; generate it with a stage eval")
    name = word_for(data)
    write_text("inspect.task.py.jinja", out / f"{name}.py", name=name)
    write_json_lines(out / "eval.jsonl", data.rows("eval", "test"))
