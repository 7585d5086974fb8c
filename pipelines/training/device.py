"""Where a run trains: on the CPU or on CUDA, in which precision, on how many threads, and as which of several processes."""

import os
from typing import Any

from pipelines.training.settings import Settings, SettingsProblem


def find_device(settings: Settings) -> str:
    """`cpu` or `cuda`. Raises SettingsProblem where CUDA is asked for and there is none."""
    import torch

    available = torch.cuda.is_available()
    if settings.device == "cuda" and not available:
        raise SettingsProblem("device: cuda was asked for, and torch sees no GPU here; use device=cpu or a machine that has one")
    return "cuda" if settings.device == "cuda" or (settings.device == "auto" and available) else "cpu"


def prepare(settings: Settings) -> str:
    """Set threads and return the device. Two arms side by side want one thread each: more burn several times the CPU."""
    import torch

    device = find_device(settings)
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    if device == "cpu" and settings.threads:
        torch.set_num_threads(settings.threads)
    return device


def trainer_fields(device: str, scratch: bool) -> dict[str, Any]:
    """The fields of TrainingArguments that the device decides. A model from scratch is small enough for float32 without checkpointing."""
    if device == "cpu":
        return {"use_cpu": True, "bf16": False, "gradient_checkpointing": False}
    return {"use_cpu": False, "bf16": not scratch, "gradient_checkpointing": not scratch}


def rank() -> int:
    """The number of this process among those that `accelerate launch` started; 0 where it is alone."""
    return int(os.environ.get("RANK", "0"))


def world() -> int:
    """How many processes train together."""
    return int(os.environ.get("WORLD_SIZE", "1"))
