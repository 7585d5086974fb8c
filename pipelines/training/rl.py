"""Reinforcement learning by TRL's GRPOTrainer, rewarded by the one grader, with strategies and errors logged at every update."""

from importlib.util import find_spec
from pathlib import Path
from typing import Any

from pipelines.training.device import trainer_fields
from pipelines.training.log import Log
from pipelines.training.model import Model, adapter
from pipelines.training.monitor import Watch
from pipelines.training.rewards import reward_functions
from pipelines.training.settings import Settings
from pipelines.training.sft import quieten

COLUMNS = ("prompt", "answer", "answer_kind", "answer_form", "problem_id", "family", "type", "params", "names", "wording", "marker")


def run_rl(
    model: Model,
    rows: list[dict[str, Any]],
    settings: Settings,
    repeat: float,
    strategies: tuple[str, ...],
    limit: int,
    folder: Path,
    log: Log,
    seed: int,
    device: str,
) -> Model:
    """Train on rows of `asked`; goes on from the last checkpoint in `folder`, if any. `limit` is the most new tokens of a completion."""
    from datasets import Dataset
    from transformers.trainer_utils import get_last_checkpoint
    from trl.trainer.grpo_config import GRPOConfig
    from trl.trainer.grpo_trainer import GRPOTrainer

    fields = settings.section("rl")
    names = fields.pop("rewards", ["accuracy"])
    fields["max_steps"] = round(fields["max_steps"] * repeat) if fields.get("max_steps", -1) > 0 else -1
    vllm = {"use_vllm": True, "vllm_mode": "colocate"} if device == "cuda" and not settings.scratch and find_spec("vllm") else {}
    args = GRPOConfig(
        **{
            "output_dir": str(folder),
            "report_to": "none",
            "save_total_limit": 1,
            "disable_tqdm": True,
            "max_completion_length": limit,
            "seed": seed,
            **trainer_fields(device, settings.scratch),
            **vllm,
            **fields,
        }
    )
    rewards: list[Any] = [Watch(strategies) if name == "accuracy" else reward_functions([name], rows[0]["marker"])[0] for name in names]
    trainer = GRPOTrainer(
        model=model.network,
        reward_funcs=rewards,
        args=args,
        train_dataset=Dataset.from_list([{name: row[name] for name in COLUMNS} for row in rows]),
        processing_class=model.tokenizer,
        peft_config=adapter(settings, model),
        callbacks=[log],
    )
    quieten(trainer)
    trainer.train(resume_from_checkpoint=get_last_checkpoint(str(folder)) if folder.is_dir() else None)
    return model._replace(network=trainer.accelerator.unwrap_model(trainer.model))
