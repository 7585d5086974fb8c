"""For NeMo RL: JSON lines as its ResponseDataset reads them, and an environment with a
configuration and a script that runs GRPO in it."""

from pathlib import Path

from pipelines.dataset.dataset import Dataset
from pipelines.export.columns import described, gold
from pipelines.export.source import POSED, SOLVED
from pipelines.export.writing import write_json_lines, write_text


def export(data: Dataset, out: Path) -> None:
    """One file a split. NeMo RL hands the second message to the environment and never shows it to
    the model; in rl and eval rows it is the gold, the answer with its kind and form."""
    for config in POSED:
        for split in data.splits(config):
            posed = (
                {
                    "messages": [row["prompt"][-1], {"role": "assistant", "content": gold(row)}],
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
        "nemo_rl.curricula_environment.py.jinja",
        out / "curricula_environment.py",
        marker=data.marker,
        options=data.grading,
    )
    write_text("nemo_rl.grpo.py.jinja", out / "grpo.py")
    write_text("nemo_rl.grpo.yaml.jinja", out / "grpo.yaml", validation=data.validation)
