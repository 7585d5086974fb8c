"""What SFT and RL share of TRL's trainers: their configuration in one line where it is refused,
silence, and the last whole checkpoint."""

import json
import re
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree
from typing import Any

from pipelines.models.device import rank, wait
from pipelines.models.settings import SettingsProblem

CHECKPOINT = re.compile(r"checkpoint-(\d+)", re.ASCII)


def configured(section: str, make: Callable[..., Any], fields: dict[str, Any]) -> Any:
    """A configuration of TRL. Raises SettingsProblem for values that TRL refuses."""
    with refused(section):
        return make(**fields)


@contextmanager
def refused(section: str):
    """What TRL says of settings that it cannot take, in one line."""
    try:
        yield
    except (TypeError, ValueError) as error:
        said = " ".join(str(error).split())
        raise SettingsProblem(f"{section}: TRL refuses these settings: {said[:300]}") from error


def stretched(fields: dict[str, Any], repeat: float) -> dict[str, Any]:
    """The fields with their number of updates, or of epochs where none is set, multiplied."""
    if fields.get("max_steps", -1) > 0:
        return {**fields, "max_steps": max(1, round(fields["max_steps"] * repeat))}
    return (
        fields
        if repeat == 1
        else {**fields, "num_train_epochs": fields.get("num_train_epochs", 3) * repeat}
    )


def quieten(trainer: Any) -> None:
    """Leave printing to our own progress and log."""
    from transformers import PrinterCallback, ProgressCallback

    trainer.remove_callback(PrinterCallback)
    trainer.remove_callback(ProgressCallback)


def last_checkpoint(folder: Path) -> str | None:
    """The last checkpoint of a training that is whole, None where there is none; what was left half
    written behind it is removed. The trainer writes its own state last, so a checkpoint that has
    one is whole."""
    found = {
        int(match[1]): path
        for path in folder.glob("checkpoint-*")
        if (match := CHECKPOINT.fullmatch(path.name))
    }
    whole = [number for number, path in found.items() if is_whole(path)]
    last = max(whole, default=-1)
    if rank() == 0:
        for number, path in found.items():
            if number > last:
                rmtree(path, ignore_errors=True)
    wait()
    return str(found[last]) if whole else None


def is_whole(checkpoint: Path) -> bool:
    try:
        return bool(
            json.loads((checkpoint / "trainer_state.json").read_text(encoding="utf-8"))[
                "global_step"
            ]
        )
    except (OSError, ValueError, KeyError):
        return False
