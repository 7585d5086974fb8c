"""Texts that a model trains on and is asked, for models from scratch and for pretrained ones."""

from pathlib import Path
from typing import Any

import pytest

from pipelines.dataset.dataset import Dataset
from pipelines.models.examples import asked, begun, problems_of, taught
from tests.trained import CHAIN, make_data

STRATEGIES = ("forward", "backward")


def made(folder: Path, style: str, label: str) -> Dataset:
    make_data(folder, style, family=[CHAIN, "number_theory.gcd"], label=label)
    return Dataset(folder)


def opened(dataset: Dataset, scratch: bool) -> list[tuple[str, str]]:
    """What a model is taught of the chain's solutions, and the opening that would be forced of the
    same strategy on the same problem."""
    written_as: dict[str, Any] = {
        name: asked(dataset, "eval", scratch)[0][name] for name in ("wording", "rendering")
    }
    problems, found = problems_of(dataset, "sft"), []
    for row, text in zip(dataset.rows("sft", "train"), taught(dataset, scratch), strict=True):
        if row["strategy"] in STRATEGIES:
            asked_so = {**problems[row["problem_id"]], **row, **written_as}
            completion = text["completion"]
            said = completion if isinstance(completion, str) else completion[-1]["content"]
            found.append((said, begun(asked_so, row["strategy"])))
    assert len(found) > 10
    return found


@pytest.mark.parametrize("label", ["first", "none", "last"])
@pytest.mark.parametrize(
    "style, scratch",
    [("terse", True), ("plain", True), ("plain", False), ("latex", False)],
)
def test_an_opening_that_is_forced_begins_what_the_model_was_taught(
    tmp_path, style, scratch, label
):
    """A model from scratch reads a dataset of sentences in terse text, which names its strategies
    first, whatever the sentences do. Terse text of a dataset says what the dataset says."""
    each = opened(made(tmp_path / "data", style, label), scratch)
    assert all([text.startswith(begins) for text, begins in each])
    is_told_at_all = label == "first" or style != "terse"
    assert all([bool(begins) is is_told_at_all for _, begins in each])
