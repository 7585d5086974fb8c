"""Train one phase by TRL: supervised by its SFTTrainer, on completions only; by reinforcement by
its GRPOTrainer, rewarded by the one grader, with strategies and errors logged at every update.

Both go on from the last whole checkpoint, and say in one line what TRL refuses."""

import json
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from operator import itemgetter
from pathlib import Path
from shutil import rmtree
from typing import Any, NamedTuple

from generators.errors import RequestError
from pipelines.models.device import rank, trainer_fields, wait, world
from pipelines.models.examples import as_dataset
from pipelines.models.model import Model, adapter
from pipelines.models.settings import Settings
from pipelines.training.log import Log
from pipelines.training.monitor import Watch, faults_of, strategies_by_type
from pipelines.training.rewards import OF_GROUPS, reward_functions

CHECKPOINT = re.compile(r"checkpoint-(\d+)", re.ASCII)
# fields of the section rl that are none of TRL's
OURS = ("rewards", "screened", "keep", "dynamic_sampling")
RL_COLUMNS = (
    *("prompt", "answer", "answer_kind", "answer_form", "problem_id", "family", "type"),
    *("params", "names", "wording", "marker"),
)


class TrainerRun(NamedTuple):
    """How a trainer is run: under one section of the settings, with its number of updates
    multiplied by `repeat`, its checkpoints in `folder`."""

    settings: Settings
    section: str
    repeat: float
    folder: Path
    log: Log
    seed: int
    device: str

    def defaults(self) -> dict[str, Any]:
        """The fields of TRL's configurations that are ours to set, unless the settings do."""
        return {
            "output_dir": str(self.folder),
            "report_to": "none",
            "save_total_limit": 1,
            "disable_tqdm": True,
            "seed": self.seed,
            **trainer_fields(self.device, self.settings.scratch),
        }


def sft_arguments(run: TrainerRun) -> Any:
    """TRL's configuration of a supervised phase. No row is cut unless the settings say so; packed
    rows are as long as TRL packs them. Raises RequestError for what TRL refuses."""
    from trl.trainer.sft_config import SFTConfig

    fields = stretched(run.settings.section(run.section), run.repeat)
    uncut = {} if fields.get("packing") else {"max_length": None}
    with refused(run.section):
        return SFTConfig(**{**run.defaults(), "shuffle_dataset": False, **uncut, **fields})


def run_sft(run: TrainerRun, model: Model, rows: list[dict[str, Any]]) -> Model:
    """Train on rows of prompt and completion."""
    from trl.trainer.sft_trainer import SFTTrainer

    args = sft_arguments(run)
    dataset = as_dataset(
        [{"prompt": row["prompt"], "completion": row["completion"]} for row in rows]
    )
    with refused(run.section):
        trainer = SFTTrainer(
            model=model.network,
            args=args,
            train_dataset=dataset,
            processing_class=model.tokenizer,
            peft_config=adapter(run.settings, model),
            callbacks=[run.log],
        )
    return trained(trainer, model, run.folder)


def rl_arguments(run: TrainerRun, limit: int) -> Any:
    """TRL's configuration of a phase of RL; `limit` is the most new tokens of a completion. Raises
    RequestError for what TRL refuses."""
    from trl.trainer.grpo_config import GRPOConfig

    fields = stretched(run.settings.section("rl"), run.repeat)
    for ours in OURS:
        fields.pop(ours, None)
    # vLLM only draws faster; a model from scratch has no configuration that it knows
    vllm = run.device == "cuda" and not run.settings.scratch and find_spec("vllm") is not None
    sampler = {"use_vllm": True, "vllm_mode": "colocate"} if vllm else {}
    ours = {"max_completion_length": limit, **sampler}
    with refused("rl"):
        return GRPOConfig(**{**run.defaults(), **ours, **fields})


def run_rl(
    run: TrainerRun,
    model: Model,
    rows: list[dict[str, Any]],
    strategies: tuple[str, ...],
    limit: int,
) -> Model:
    """Train on rows of `asked`; `limit` is the most new tokens of a completion. The shares of
    `strategies`, and of those of the rows' families, are logged at zero too."""
    args = rl_arguments(run, limit)
    check_prompts(args, len(rows))
    watch = Watch(strategies, faults_of(rows), strategies_by_type(rows))
    rewards: list[Any] = [
        watch if name == "accuracy" else reward_functions([name], rows[0]["marker"])[0]
        for name in reward_names(run.settings)
    ]
    pick = itemgetter(*RL_COLUMNS)
    dataset = as_dataset([dict(zip(RL_COLUMNS, pick(row), strict=True)) for row in rows])
    with refused("rl"):
        trainer = grpo_trainer(
            run.settings,
            model=model.network,
            reward_funcs=rewards,
            args=args,
            train_dataset=dataset,
            processing_class=model.tokenizer,
            peft_config=adapter(run.settings, model),
            callbacks=[run.log],
        )
    return trained(trainer, model, run.folder)


def grpo_trainer(settings: Settings, **options: Any) -> Any:
    """TRL's trainer of GRPO as the settings want it, with TRL's own options."""
    from pipelines.training.dynamic_sampling import FilledGRPOTrainer
    from pipelines.training.prompts_in_order import OrderedGRPOTrainer

    if redraws := settings.rl.get("dynamic_sampling", 0):
        return FilledGRPOTrainer(redraws=redraws, **options)
    return OrderedGRPOTrainer(**options)


def reward_names(settings: Settings) -> list[str]:
    """The names of the rewards, by default of the answer alone."""
    return settings.rl.get("rewards", ["accuracy"])


def check_prompts(args: Any, prompts: int | None) -> None:
    """Raises RequestError where the prompts, if it is known how many there are, do not fill one
    generation, of which TRL would make none at all; or where checkpoints would lie between
    updates that share a generation."""
    needed = args.generation_batch_size // args.num_generations
    reused = args.num_iterations * args.steps_per_generation
    updates = max(1, reused // args.gradient_accumulation_steps)
    if args.save_strategy == "steps" and args.save_steps % updates:
        raise RequestError(
            f"settings.rl.save_steps: {args.save_steps:g} is not a multiple of {updates}, the"
            " updates that share one generation; a stopped training could not go on as it was"
        )
    if prompts is not None and prompts < needed:
        raise RequestError(
            f"settings.rl: one update takes {needed:,} prompts, and the dataset has {prompts:,};"
            " generate it with a larger --size, or lower rl.per_device_train_batch_size"
        )


def check_groups(args: Any, names: Sequence[str]) -> None:
    """Raises RequestError where a reward sees groups, and several processes share one: each would
    see a part of it."""
    seeing = [name for name in names if name in OF_GROUPS]
    here = args.generation_batch_size // world()
    if seeing and world() > 1 and here % args.num_generations:
        raise RequestError(
            f"settings.rl.rewards: {seeing[0]} sees whole groups, and the {here:,} completions of a"
            f" process are not groups of {args.num_generations}; choose"
            " rl.per_device_train_batch_size a multiple of rl.num_generations"
        )


def check_redraws(settings: Settings) -> None:
    """Raises RequestError where several processes share the groups that would be drawn again."""
    if settings.rl.get("dynamic_sampling", 0) and world() > 1:
        raise RequestError(
            f"settings.rl.dynamic_sampling: works in one process, and this training has {world()};"
            " leave it out, or choose easier and harder prompts by curricula screen and rl.keep"
        )


@contextmanager
def refused(section: str) -> Iterator[None]:
    """What TRL says of settings that it cannot take, in one line."""
    try:
        yield
    except (TypeError, ValueError) as error:
        message = " ".join(str(error).split())
        raise RequestError(
            f"settings.{section}: TRL refuses these settings: {message[:300]}"
        ) from error


def stretched(fields: dict[str, Any], repeat: float) -> dict[str, Any]:
    """The fields with their number of updates, or of epochs where none is set, multiplied."""
    if fields.get("max_steps", -1) > 0:
        return {**fields, "max_steps": max(1, round(fields["max_steps"] * repeat))}
    if repeat == 1:
        return fields
    return {**fields, "num_train_epochs": fields.get("num_train_epochs", 3) * repeat}


def trained(trainer: Any, model: Model, folder: Path) -> Model:
    """Train, on from the last checkpoint in `folder` if there is one; printing is left to our own
    progress and log."""
    from transformers import PrinterCallback, ProgressCallback

    trainer.remove_callback(PrinterCallback)
    trainer.remove_callback(ProgressCallback)
    trainer.train(resume_from_checkpoint=last_checkpoint(folder))
    return model._replace(network=trainer.accelerator.unwrap_model(trainer.model))


def last_checkpoint(folder: Path) -> str | None:
    """The last checkpoint of a training that is whole, None where there is none; what was left half
    written behind it is removed. The trainer writes its own state last, so a checkpoint that has
    one is whole."""
    checkpoints = {
        int(match[1]): path
        for path in folder.glob("checkpoint-*")
        if (match := CHECKPOINT.fullmatch(path.name))
    }
    last = max([number for number, path in checkpoints.items() if is_whole(path)], default=-1)
    if rank() == 0:
        for number, path in checkpoints.items():
            if number > last:
                rmtree(path, ignore_errors=True)
    wait()
    return str(checkpoints[last]) if last in checkpoints else None


def is_whole(checkpoint: Path) -> bool:
    """Whether a checkpoint was written to its end."""
    try:
        state = (checkpoint / "trainer_state.json").read_text(encoding="utf-8")
        return bool(json.loads(state)["global_step"])
    except (OSError, ValueError, KeyError):
        return False
