"""The rows that have an answer, those of rl and eval, as JSON lines with all their columns: a file
for each split, rl-train.jsonl."""

from pathlib import Path

from generators.errors import DatasetError
from pipelines.dataset.dataset import Dataset
from pipelines.export.source import POSED
from pipelines.export.writing import write_json_lines


def write_graded_rows(data: Dataset, folder: Path) -> list[str]:
    """The splits written, such as rl-train, eval last. Raises DatasetError where there are no such
    rows."""
    places = data.splits_of(POSED)
    if not places:
        raise DatasetError(f"{data.name} has neither rl nor eval rows, whose answers are graded")
    for config, split in places:
        write_json_lines(folder / f"{config}-{split}.jsonl", data.rows(config, split))
    return [f"{config}-{split}" for config, split in places]
