"""What the commands that train share: their options, and a line where the packages of training are
missing."""

from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import click

from generators.errors import TrainingError

PACKAGES = ("torch", "transformers", "trl", "accelerate", "peft")

settings_options = (
    click.option(
        "--set",
        "changes",
        multiple=True,
        metavar="KEY=VALUE",
        help="Change a setting, as in sft.learning_rate=1e-3 or rl.beta=0.04.",
    ),
    click.option(
        "--device",
        type=click.Choice(["auto", "cpu", "cuda"]),
        help="Where the model runs.  [default: auto]",
    ),
    click.option(
        "--below-floor",
        type=click.Choice(["refuse", "allow"]),
        help="What to do where SFT is no better than guessing: refuse RL, or allow it."
        "  [default: refuse; allow in an experiment of preset smoke]",
    ),
)


def with_settings(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that change settings."""
    for option in reversed(settings_options):
        command = option(command)
    return command


def needs(packages: Sequence[str], purpose: str, extra: str = "train") -> None:
    """One line where packages of an extra are missing."""
    missing = [name for name in packages if find_spec(name) is None]
    if missing:
        raise TrainingError(
            f"{purpose} needs {', '.join(missing)}; install this project with its extra [{extra}],"
            " as README says"
        )


def needs_training() -> None:
    """One line where the packages of training are missing. What the Hub's client says of each try
    is left out, since its last word is told."""
    needs(PACKAGES, "training")
    import huggingface_hub

    huggingface_hub.logging.set_verbosity_error()


def with_device(changes: tuple[str, ...], device: str | None) -> tuple[str, ...]:
    """The changes to settings, `--device` among them."""
    return (*changes, f"device={device}") if device else changes


def usual_preset(model: str | None) -> str:
    """The preset where none is named: `paper` for a pretrained model, whose settings would be far
    from right for one from scratch, else `tiny`."""
    from pipelines.models.vocabulary import pinned

    scratch = model in (None, "scratch") or pinned(Path(model or "")) is not None
    return "tiny" if scratch else "paper"


def resolved(
    preset: str | None, model: str | None, device: str | None, changes: tuple[str, ...]
) -> Any:
    """The preset with the changes asked for. A named model goes without what describes one from
    scratch."""
    from pipelines.models.presets import find_preset
    from pipelines.models.settings import changed, named_model

    settings = find_preset(preset or usual_preset(model))
    if model:
        settings = named_model(settings, model)
    return changed(settings, with_device(changes, device))
