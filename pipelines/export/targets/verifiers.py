"""For verifiers and prime-rl: an installable package with one Taskset, its reward and its validation."""

from pathlib import Path

from curricula.version import VERSION
from pipelines.export.naming import word_for
from pipelines.export.source import ExportProblem, Source
from pipelines.export.writing import write_json_lines, write_text

VIEWS = ("rl", "eval")


def export(data: Source, out: Path) -> None:
    """The package, with the rows of rl and eval, all their columns, a file for each split. Raises ExportProblem without any."""
    name = word_for(data)
    splits = [f"{config}-{split}" for config in VIEWS for split in data.splits(config)]
    if not splits:
        raise ExportProblem(f"{data.name} has neither rl nor eval rows, which have answers to reward")
    values = {"name": name, "about": data.name, "version": VERSION, "splits": splits}
    write_text("verifiers.pyproject.toml.jinja", out / "pyproject.toml", **values)
    write_text("verifiers.init.py.jinja", out / name / "__init__.py", **values)
    write_text("verifiers.taskset.py.jinja", out / name / "taskset.py", **values)
    for split in splits:
        write_json_lines(out / name / "rows" / f"{split}.jsonl", data.rows(*split.split("-")))
