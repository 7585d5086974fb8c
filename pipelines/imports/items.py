"""Items of Reasoning Gym: drawn by a dataset of its package, or read from JSON lines with
question, answer and metadata."""

from collections.abc import Iterator, Mapping
from importlib import import_module, metadata
from pathlib import Path
from typing import Any, NamedTuple

from generators.arguments import SHOWN, meant
from generators.errors import DatasetError
from pipelines.dataset.json_lines import read_objects

PACKAGE = "reasoning_gym"  # imported only when it is asked for


class Item(NamedTuple):
    """One item: what is asked, the answer as it came, its metadata, and whether its dataset scores
    by a function of its own."""

    question: str
    answer: Any
    metadata: dict[str, Any]
    scored_by_itself: bool


def drawn(name: str, size: int, seed: int, options: Mapping[str, Any]) -> Iterator[Item]:
    """The items of a dataset of the installed package (see `version`). Raises DatasetError."""
    gym, factory = import_module(PACKAGE), import_module(f"{PACKAGE}.factory")
    if name not in factory.DATASETS:
        hint = meant(name, sorted(factory.DATASETS))
        raise DatasetError(f"Reasoning Gym has no dataset '{name[:SHOWN]}'; {hint}")
    try:
        data = gym.create_dataset(name, **{**options, "size": size, "seed": seed})
    except Exception as error:  # its checks are assertions, and datasets raise what they like
        raise DatasetError(
            f"Reasoning Gym cannot make '{name}' so: {type(error).__name__}: {error}"
        ) from error
    own = type(data).score_answer is not gym.dataset.ProceduralDataset.score_answer
    for index in range(size):
        try:
            item = data[index]
        except Exception as error:
            raise DatasetError(
                f"Reasoning Gym cannot draw item {index} of '{name}': {type(error).__name__}:"
                f" {error}"
            ) from error
        yield Item(
            item["question"],
            item["answer"],
            {"source_dataset": name, "source_index": index, **item["metadata"]},
            own,
        )


def version() -> str:
    """The version of the installed package. Raises DatasetError where there is none."""
    try:
        import_module(PACKAGE)
        return metadata.version("reasoning-gym")
    except ImportError as error:
        raise DatasetError(
            f"Reasoning Gym cannot be imported ({error}); pip install reasoning-gym, or name a"
            " .jsonl file"
        ) from error


def read(path: Path) -> Iterator[Item]:
    """The items in a file, one JSON object a line; what scores them is not known there. Raises
    DatasetError naming the line."""
    for number, content in read_objects(path):
        if not isinstance(content.get("question"), str) or "answer" not in content:
            raise DatasetError(
                f"{path}, line {number}: an object with the text 'question' and 'answer' is needed"
            )
        about = content.get("metadata")
        if about is not None and not isinstance(about, dict):
            raise DatasetError(f"{path}, line {number}: 'metadata' is not an object")
        place = {"source_dataset": path.name.partition(".")[0], "source_index": number - 1}
        yield Item(content["question"], content["answer"], {**place, **(about or {})}, True)
