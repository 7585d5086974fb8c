"""Reinforcement learning by TRL's GRPOTrainer, rewarded by the one grader, with strategies and
errors logged at every update."""

from importlib.util import find_spec
from pathlib import Path
from typing import Any

from pipelines.models.device import trainer_fields
from pipelines.models.model import Model, adapter
from pipelines.models.settings import Settings, SettingsProblem
from pipelines.training.examples import as_dataset
from pipelines.training.log import Log
from pipelines.training.monitor import Watch, kinds_of
from pipelines.training.rewards import reward_functions
from pipelines.training.trainer import configured, last_checkpoint, quieten, refused, stretched

COLUMNS = (
    "prompt",
    "answer",
    "answer_kind",
    "answer_form",
    "problem_id",
    "family",
    "type",
    "params",
    "names",
    "wording",
    "marker",
)


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
    """Train on rows of `asked`; goes on from the last checkpoint in `folder`, if any. `limit` is
    the most new tokens of a completion."""
    from trl.trainer.grpo_config import GRPOConfig
    from trl.trainer.grpo_trainer import GRPOTrainer

    fields = settings.section("rl")
    names = fields.pop("rewards", ["accuracy"])
    vllm = (
        {"use_vllm": True, "vllm_mode": "colocate"}
        if device == "cuda" and not settings.scratch and find_spec("vllm")
        else {}
    )
    defaults = {
        "output_dir": str(folder),
        "report_to": "none",
        "save_total_limit": 1,
        "disable_tqdm": True,
        "max_completion_length": limit,
        "seed": seed,
        **trainer_fields(device, settings.scratch),
        **vllm,
    }
    args = configured("rl", GRPOConfig, {**defaults, **stretched(fields, repeat)})
    enough(args, len(rows))
    with refused("rl"):
        watch = Watch(strategies, kinds_of(rows))
        rewards: list[Any] = [
            watch if name == "accuracy" else reward_functions([name], rows[0]["marker"])[0]
            for name in names
        ]
        trainer = GRPOTrainer(
            model=model.network,
            reward_funcs=rewards,
            args=args,
            train_dataset=as_dataset([{name: row[name] for name in COLUMNS} for row in rows]),
            processing_class=model.tokenizer,
            peft_config=adapter(settings, model),
            callbacks=[log],
        )
    quieten(trainer)
    trainer.train(resume_from_checkpoint=last_checkpoint(folder))
    return model._replace(network=trainer.accelerator.unwrap_model(trainer.model))


def enough(args: Any, prompts: int) -> None:
    """Raises SettingsProblem where the prompts do not fill one generation, of which TRL would make
    none at all."""
    needed = args.generation_batch_size // args.num_generations
    if prompts < needed:
        raise SettingsProblem(
            f"rl: one update takes {needed:,} prompts, and the data set has {prompts:,}; generate it with a larger --size, or lower"
            " rl.per_device_train_batch_size"
        )
