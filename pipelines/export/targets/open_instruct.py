"""For open-instruct: JSON lines with `messages`, `ground_truth` and `dataset`, and a verifier with
a script that runs GRPO with it."""

from pathlib import Path

from pipelines.dataset.dataset import Dataset
from pipelines.export.columns import described, gold
from pipelines.export.source import POSED, SOLVED
from pipelines.export.writing import write_json_lines, write_text

VERIFIER = "curricula"  # what `dataset` says, by which open-instruct chooses a verifier


def export(data: Dataset, out: Path) -> None:
    """One file a split. `ground_truth` is all that open-instruct hands to a verifier, so it holds
    the answer with its kind and form."""
    for config in POSED:
        for split in data.splits(config):
            posed = (
                {
                    "messages": row["prompt"],
                    "ground_truth": gold(row),
                    "dataset": VERIFIER,
                    **described(row),
                }
                for row in data.rows(config, split)
            )
            write_json_lines(out / config / f"{split}.jsonl", posed)
    for config in SOLVED:
        for split in data.splits(config):
            solved = (
                {"messages": row["prompt"] + row["completion"], **described(row)}
                for row in data.rows(config, split)
            )
            write_json_lines(out / config / f"{split}.jsonl", solved)
    write_text(
        "open_instruct.curricula_verifier.py.jinja",
        out / "curricula_verifier.py",
        name=VERIFIER,
        marker=data.marker,
        options=data.grading,
    )
    write_text("open_instruct.grpo.py.jinja", out / "grpo.py")
