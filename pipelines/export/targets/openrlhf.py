"""For OpenRLHF: JSON lines with `input` and `label`, SFT rows with `input` and `output`, and a
reward_func for --reward.remote_url."""

from pathlib import Path

from pipelines.dataset.dataset import Dataset
from pipelines.export.columns import described, gold
from pipelines.export.source import POSED, SOLVED
from pipelines.export.writing import write_json_lines, write_text


def export(data: Dataset, out: Path) -> None:
    """One file a split. `label` is all that OpenRLHF hands to a reward, so it holds the answer with
    its kind and form; `datasource` names the family, since OpenRLHF averages its evaluation by it.
    """
    for config in POSED:
        for split in data.splits(config):
            posed = (
                {
                    "input": row["prompt"],
                    "label": gold(row),
                    "datasource": row["family"],
                    **described(row),
                }
                for row in data.rows(config, split)
            )
            write_json_lines(out / config / f"{split}.jsonl", posed)
    for config in SOLVED:
        for split in data.splits(config):
            solved = (
                {"input": row["prompt"], "output": row["completion"], **described(row)}
                for row in data.rows(config, split)
            )
            write_json_lines(out / config / f"{split}.jsonl", solved)
    write_text(
        "openrlhf.reward.py.jinja", out / "reward.py", marker=data.marker, options=data.grading
    )
