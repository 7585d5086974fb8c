"""For verl: Parquet files as its RLHFDataset reads them, SFT rows as messages, and a compute_score
for custom_reward_function."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa

from pipelines.dataset.dataset import Dataset
from pipelines.dataset.schema import MESSAGES
from pipelines.export.columns import described, described_fields
from pipelines.export.source import POSED, SOLVED
from pipelines.export.writing import write_parquet, write_text

REWARD_MODEL = pa.struct([("style", pa.string()), ("ground_truth", pa.string())])


def export(data: Dataset, out: Path) -> None:
    """One file a split: base and sft with `messages`, rl and eval with the five columns that verl's
    own preprocessing writes.

    `extra_info` holds every column, so that compute_score gets the answer's kind and form; its
    `index` is the row's number in the split, by which verl tells the rollouts of one prompt from
    those of the next."""
    for config in POSED:
        extra = pa.struct([*described_fields(config), ("index", pa.int64())])
        columns = [("data_source", pa.string()), ("prompt", MESSAGES), ("ability", pa.string())]
        schema = pa.schema([*columns, ("reward_model", REWARD_MODEL), ("extra_info", extra)])
        for split in data.splits(config):
            write_parquet(out / config / f"{split}.parquet", posed(data, config, split), schema)
    for config in SOLVED:
        schema = pa.schema([("messages", MESSAGES), *described_fields(config)])
        for split in data.splits(config):
            solved = (
                {"messages": row["prompt"] + row["completion"], **described(row)}
                for row in data.rows(config, split)
            )
            write_parquet(out / config / f"{split}.parquet", solved, schema)
    write_text("verl.reward.py.jinja", out / "reward.py", marker=data.marker, options=data.grading)


def posed(data: Dataset, config: str, split: str) -> Iterator[dict[str, Any]]:
    """The rows of a split; `data_source` names the family, since verl averages its validation by
    it."""
    for number, row in enumerate(data.rows(config, split)):
        yield {
            "data_source": f"curricula/{row['family']}",
            "prompt": row["prompt"],
            "ability": "math",
            "reward_model": {"style": "rule", "ground_truth": row["answer"]},
            "extra_info": {**described(row), "index": number},
        }
