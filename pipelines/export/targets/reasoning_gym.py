"""For Reasoning Gym: a registered dataset without end, drawn as this one was, with a curriculum of
its difficulties."""

import json
from pathlib import Path

from curricula.version import VERSION
from generators.errors import DatasetError
from pipelines.dataset.dataset import Dataset
from pipelines.export.naming import word_for
from pipelines.export.writing import write_text

STAGES = (
    "rl",
    "eval",
    "sft",
)  # whose problems are posed with an answer; the first that there is, is the default


def export(data: Dataset, out: Path) -> None:
    """The package and the settings from which it draws; no rows. Raises DatasetError for a dataset
    that was not drawn."""
    name, config = word_for(data), data.manifest["config"]
    drawn = {stage["name"] for stage in config["curriculum"]["stages"]}
    stages = [stage for stage in STAGES if stage in drawn]
    if not stages:
        raise DatasetError(f"{data.name} has no stage {', '.join(STAGES)} to draw problems from")
    values = {
        "name": name,
        "about": data.name,
        "version": VERSION,
        "stages": stages,
        "marker": data.marker,
        "options": data.grading,
    }
    write_text("reasoning_gym.pyproject.toml.jinja", out / "pyproject.toml", **values)
    write_text("reasoning_gym.init.py.jinja", out / name / "__init__.py", **values)
    settings = {
        "draw_version": config["draw_version"],
        "curriculum": config["curriculum"],
        "template": config["template"],
    }
    (out / name / "settings.json").write_text(
        json.dumps(settings, indent=1) + "\n", encoding="ascii"
    )
