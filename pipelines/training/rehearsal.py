"""One update of a stage on a stand-in of a few hundred weights, so that a setting which TRL refuses
only while it trains is refused before anything is trained."""

from dataclasses import replace
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from generators.errors import RequestError
from pipelines.models.device import world
from pipelines.models.examples import as_dataset
from pipelines.models.field_values import BOUNDS
from pipelines.models.presets import PRESETS
from pipelines.models.settings import Settings, shown
from pipelines.models.vocabulary import make_tokenizer
from pipelines.training.trainers import (
    OURS,
    TrainerRun,
    refused,
    reward_names,
    rl_arguments,
    sft_arguments,
)

WORDS = ("one", "two", "three", "is")
UNTRIED = (  # what needs the real model, other processes or another machine
    *OURS,
    *("use_vllm", "vllm_mode", "deepspeed", "fsdp", "fsdp_config", "ddp_backend"),
    *("model_init_kwargs", "push_to_hub", "hub_model_id", "use_liger_kernel", "output_dir"),
    *("report_to", "resume_from_checkpoint", "run_name", "eval_strategy", "accelerator_config"),
)


def unusual_fields(settings: Settings, section: str) -> list[str]:
    """The fields of a section that no preset has so, and whose values were not held against bounds
    before."""
    usual = chain.from_iterable([preset.section(section).items() for preset in PRESETS.values()])
    usual_values: dict[str, list[Any]] = {}
    for name, value in usual:
        usual_values.setdefault(name, []).append(value)
    return [
        name
        for name, value in settings.section(section).items()
        if name not in BOUNDS and name not in UNTRIED and value not in usual_values.get(name, [])
    ]


def rehearse(run: TrainerRun) -> None:
    """Make one update under the settings of a stage. Raises RequestError that names the unusual
    fields."""
    if world() > 1:
        return
    tried = unusual_fields(run.settings, run.section)
    try:
        with refused(run.section), TemporaryDirectory() as folder:
            rehearse_in(run._replace(folder=Path(folder), device="cpu"))
    except RequestError:
        raise
    except Exception as error:  # of many kinds, from TRL, torch and transformers
        values = {name: run.settings.section(run.section)[name] for name in tried}
        given = ", ".join([f"{name}={shown(value)}" for name, value in values.items()])
        message = " ".join(f"{type(error).__name__}: {error}".split())
        raise RequestError(
            f"settings.{run.section}: an update under {given} fails: {message[:240]}"
        ) from error


def rehearse_in(run: TrainerRun) -> None:
    """One update of the stand-in."""
    from transformers import PrinterCallback, ProgressCallback
    from trl.trainer.grpo_trainer import GRPOTrainer
    from trl.trainer.sft_trainer import SFTTrainer

    network, tokenizer = stand_in()
    only = {"max_steps": 1, "save_strategy": "no", "use_cpu": True, "bf16": False}
    if run.section == "rl":
        # made from the first, which has worked out both sizes; TRL takes one of them
        unset = {"generation_batch_size": None}
        args = replace(rl_arguments(run, 2), **only, **unset, beta=0.0, use_vllm=False)
        prompts = args.generation_batch_size // args.num_generations
        rewards: list[Any] = [nothing for _ in reward_names(run.settings)]
        trainer: Any = GRPOTrainer(
            model=network,
            reward_funcs=rewards,
            args=args,
            train_dataset=as_dataset([{"prompt": "one is "}] * prompts),
            processing_class=tokenizer,
        )
    else:
        args = replace(sft_arguments(run), **only)
        rows = [{"prompt": "one is ", "completion": "two three"}] * 4
        trainer = SFTTrainer(
            model=network, args=args, train_dataset=as_dataset(rows), processing_class=tokenizer
        )
    trainer.remove_callback(PrinterCallback)
    trainer.remove_callback(ProgressCallback)
    trainer.train()


def nothing(completions: list[Any], **columns: Any) -> list[float]:
    """A reward that pays half of the completions."""
    return [float(number % 2) for number in range(len(completions))]


def stand_in() -> tuple[Any, Any]:
    """A model of a few hundred weights, and its tokenizer."""
    from transformers import Qwen2Config, Qwen2ForCausalLM

    tokenizer = make_tokenizer(list(WORDS))
    config = Qwen2Config(
        vocab_size=len(tokenizer),
        hidden_size=8,
        num_hidden_layers=1,
        num_attention_heads=1,
        num_key_value_heads=1,
        intermediate_size=8,
        pad_token_id=tokenizer.pad_token_id,
        eos_token_id=tokenizer.eos_token_id,
        bos_token_id=None,
    )
    return Qwen2ForCausalLM(config), tokenizer
