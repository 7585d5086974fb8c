"""For lm-evaluation-harness: eval as a task of its own, scored by our grader instead of by a regular expression."""

from pathlib import Path

from pipelines.export.naming import word_for
from pipelines.export.source import ExportProblem, Source
from pipelines.export.writing import write_json_lines, write_text


def export(data: Source, out: Path) -> None:
    """The task's YAML, the functions that it names, and the rows of eval with all their columns. Raises ExportProblem without eval."""
    if not data.splits("eval"):
        raise ExportProblem(f"{data.name} has no eval rows, and lm-eval evaluates; generate it with a stage eval")
    name = word_for(data)
    write_text("lm_eval.task.yaml.jinja", out / f"{name}.yaml", name=name)
    write_text("lm_eval.scoring.py.jinja", out / "scoring.py")
    write_json_lines(out / "eval.jsonl", data.rows("eval", "test"))
