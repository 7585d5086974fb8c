"""Supervised fine-tuning by TRL's SFTTrainer: on completions only, of practice or of solutions."""

from pathlib import Path
from typing import Any

from pipelines.models.device import trainer_fields
from pipelines.models.model import Model, adapter
from pipelines.models.settings import Settings
from pipelines.training.examples import as_dataset
from pipelines.training.log import Log
from pipelines.training.trainer import configured, last_checkpoint, quieten, refused, stretched


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
    """Train on rows of prompt and completion under one section of the settings; goes on from the
    last checkpoint in `folder`, if any."""
    from trl.trainer.sft_config import SFTConfig
    from trl.trainer.sft_trainer import SFTTrainer

    fields = {
        "output_dir": str(folder),
        "report_to": "none",
        "save_total_limit": 1,
        "disable_tqdm": True,
        "shuffle_dataset": False,
        "seed": seed,
        **trainer_fields(device, settings.scratch),
        **stretched(settings.section(section), repeat),
    }
    args = configured(section, SFTConfig, fields)
    dataset = as_dataset(
        [{"prompt": row["prompt"], "completion": row["completion"]} for row in rows]
    )
    with refused(section):
        trainer = SFTTrainer(
            model=model.network,
            args=args,
            train_dataset=dataset,
            processing_class=model.tokenizer,
            peft_config=adapter(settings, model),
            callbacks=[log],
        )
    quieten(trainer)
    trainer.train(resume_from_checkpoint=last_checkpoint(folder))
    return model._replace(network=trainer.accelerator.unwrap_model(trainer.model))
