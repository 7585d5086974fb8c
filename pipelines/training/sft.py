"""Supervised fine-tuning by TRL's SFTTrainer: on completions only, of practice or of solutions."""

from pathlib import Path
from typing import Any

from pipelines.training.device import trainer_fields
from pipelines.training.log import Log
from pipelines.training.model import Model, adapter
from pipelines.training.settings import Settings


def run_sft(
    model: Model,
    rows: list[dict[str, Any]],
    settings: Settings,
    section: str,
    repeat: float,
    folder: Path,
    log: Log,
    seed: int,
    device: str,
) -> Model:
    """Train on rows of prompt and completion under one section of the settings; goes on from the last checkpoint in `folder`, if any."""
    from datasets import Dataset
    from transformers.trainer_utils import get_last_checkpoint
    from trl.trainer.sft_config import SFTConfig
    from trl.trainer.sft_trainer import SFTTrainer

    fields = settings.section(section)
    if fields.get("max_steps", -1) > 0:
        fields["max_steps"] = round(fields["max_steps"] * repeat)
    elif repeat != 1:
        fields["num_train_epochs"] = fields.get("num_train_epochs", 3) * repeat
    args = SFTConfig(
        **{
            "output_dir": str(folder),
            "report_to": "none",
            "save_total_limit": 1,
            "disable_tqdm": True,
            "shuffle_dataset": False,
            "seed": seed,
            **trainer_fields(device, settings.scratch),
            **fields,
        }
    )
    dataset = Dataset.from_list([{"prompt": row["prompt"], "completion": row["completion"]} for row in rows])
    trainer = SFTTrainer(
        model=model.network,
        args=args,
        train_dataset=dataset,
        processing_class=model.tokenizer,
        peft_config=adapter(settings, model),
        callbacks=[log],
    )
    quieten(trainer)
    trainer.train(resume_from_checkpoint=get_last_checkpoint(str(folder)) if folder.is_dir() else None)
    return model._replace(network=trainer.accelerator.unwrap_model(trainer.model))


def quieten(trainer: Any) -> None:
    """Leave printing to our own progress and log."""
    from transformers import PrinterCallback, ProgressCallback

    trainer.remove_callback(PrinterCallback)
    trainer.remove_callback(ProgressCallback)
