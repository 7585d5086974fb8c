"""For lm-evaluation-harness: eval as a task, and rl as others, scored by our grader instead of by a
regular expression."""

from pathlib import Path

from pipelines.dataset.dataset import Dataset
from pipelines.export.graded_rows import write_graded_rows
from pipelines.export.naming import word_for
from pipelines.export.writing import write_text


def export(data: Dataset, out: Path) -> None:
    """A YAML file for each split of rl and eval, the functions that they name, and the rows with
    all their columns.

    The task of eval has the dataset's name, the others that of their split behind it. Raises
    DatasetError without such rows."""
    name = word_for(data)
    for split in write_graded_rows(data, out / "rows"):
        task = name if split == "eval-test" else f"{name}_{split.replace('-', '_')}"
        write_text("lm_eval.task.yaml.jinja", out / f"{task}.yaml", task=task, split=split)
    write_text(
        "lm_eval.scoring.py.jinja", out / "scoring.py", marker=data.marker, options=data.grading
    )
