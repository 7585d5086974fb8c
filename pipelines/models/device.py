"""Where a run trains: on the CPU or on CUDA, in which precision, on how many threads, and as which
of several processes."""

import os
import threading
from collections.abc import Callable
from errno import EDQUOT, ENOSPC
from typing import Any, TypeVar

from generators.errors import RequestError
from pipelines.models.settings import Settings

T = TypeVar("T")
NO_ROOM = (  # of safetensors, torch and Arrow
    *("no space left", "os error 28", "disk quota", "file write failed"),
    *("pytorchstreamwriter", "unexpected pos"),
)


def find_device(settings: Settings) -> str:
    """`cpu` or `cuda`. Raises RequestError where CUDA is asked for and there is none."""
    import torch

    available = torch.cuda.is_available()
    if settings.device == "cuda" and not available:
        raise RequestError(
            "settings.device: cuda was asked for, and torch sees no GPU here; use device=cpu or a"
            " machine that has one"
        )
    return (
        "cuda" if settings.device == "cuda" or (settings.device == "auto" and available) else "cpu"
    )


def prepare(settings: Settings) -> str:
    """Set threads and return the device. Two arms side by side want one thread each: more burn
    several times the CPU."""
    import torch

    device = find_device(settings)
    hush()
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    if device == "cpu" and settings.threads:
        torch.set_num_threads(settings.threads)
    if world() > 1:
        from accelerate import PartialState

        PartialState(cpu=device == "cpu")  # the processes can meet from here on
    return device


def trainer_fields(device: str, scratch: bool) -> dict[str, Any]:
    """The fields of TrainingArguments that the device decides. A model from scratch is small enough
    for float32 without checkpointing."""
    if device == "cpu":
        return {"use_cpu": True, "bf16": False, "gradient_checkpointing": False}
    return {"use_cpu": False, "bf16": not scratch, "gradient_checkpointing": not scratch}


def rank() -> int:
    """The number of this process among those of `accelerate launch`; 0 where it is alone."""
    return int(os.environ.get("RANK", "0"))


def world() -> int:
    """How many processes train together."""
    return int(os.environ.get("WORLD_SIZE", "1"))


def wait() -> None:
    """Let the processes of one training meet."""
    if world() > 1:
        from accelerate import PartialState

        PartialState().wait_for_everyone()


def agreed(decide: Callable[[], T]) -> T:
    """What the first process decides, for all of them: its value, or the error that it raises. If
    each decided for itself, one could stop and the others wait for it for ever."""
    if world() == 1:
        return decide()
    from accelerate.utils import broadcast_object_list

    outcome: list[Any] = [None, None]  # a value, or else an error
    if rank() == 0:
        try:
            outcome[0] = decide()
        except Exception as error:  # raised below, in every process
            outcome[1] = error
    broadcast_object_list(outcome)
    if outcome[1] is not None:
        raise outcome[1]
    return outcome[0]


def end_with_parent() -> None:
    """End this process when the one that started it has ended, however that was: its end of our
    standard input is closed then."""

    def watch() -> None:
        while os.read(0, 1):  # not sys.stdin, whose lock the interpreter wants when it ends
            pass
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def hush() -> None:
    """Leave the terminal to our own progress."""
    import warnings

    from datasets.utils.logging import disable_progress_bar
    from transformers.utils import logging

    warnings.filterwarnings("ignore", category=FutureWarning, module="transformers")
    disable_progress_bar()
    logging.disable_progress_bar()
    logging.set_verbosity_error()


def out_of_memory(error: BaseException) -> bool:
    """Whether there was too little memory, on the CPU or on a GPU."""
    message = str(error).lower()
    return (
        isinstance(error, MemoryError)
        or "out of memory" in message
        or "can't allocate memory" in message
    )


def disk_full(error: BaseException) -> bool:
    """Whether there was no room on the disk, however the library that wrote says so."""
    if isinstance(error, OSError) and error.errno in (ENOSPC, EDQUOT):
        return True
    message = str(error).lower()
    return any([sign in message for sign in NO_ROOM])
