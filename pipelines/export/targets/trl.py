"""For TRL's SFTTrainer and GRPOTrainer: sft, rl and eval as `load_dataset` reads them, and the
rewards to hand to GRPOTrainer."""

from pathlib import Path
from shutil import copyfile

from pipelines.dataset.dataset import Dataset
from pipelines.export.source import VIEWS
from pipelines.export.writing import write_text


def export(data: Dataset, out: Path) -> None:
    """Shards as they are, since prompts and completions already are message lists; reward.py has
    the rewards."""
    for config in VIEWS:
        for split in data.splits(config):
            for shard in data.files(config, split):
                target = out / config / shard.name
                target.parent.mkdir(exist_ok=True)
                copyfile(shard, target)
    write_text("trl.reward.py.jinja", out / "reward.py", marker=data.marker, options=data.grading)
