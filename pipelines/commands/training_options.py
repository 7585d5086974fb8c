"""What the commands that train share: their options, a line where the packages of training are
missing, and how progress is shown."""

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from typing import Any

import click

from generators.errors import TrainingError
from pipelines.commands.options import note

PACKAGES = ("torch", "transformers", "trl", "accelerate", "peft")

settings_options = (
    click.option(
        "--set",
        "changes",
        multiple=True,
        metavar="KEY=VALUE",
        help="Any field, as in sft.learning_rate=1e-3 or rl.beta=0.04.",
    ),
    click.option("--device", type=click.Choice(["auto", "cpu", "cuda"]), help="[default: auto]"),
    click.option(
        "--below-floor",
        type=click.Choice(["refuse", "allow"]),
        default="refuse",
        show_default=True,
        help="RL from the guess rate.",
    ),
)


def with_settings(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that change settings."""
    for option in reversed(settings_options):
        command = option(command)
    return command


def needs(packages: Sequence[str], purpose: str) -> None:
    """One line where packages of the extra [train] are missing."""
    missing = [name for name in packages if find_spec(name) is None]
    if missing:
        raise TrainingError(
            f"{purpose} needs {', '.join(missing)}; install this project with its extra [train], as"
            " README says"
        )


def needs_training() -> None:
    """One line where the packages of training are missing."""
    needs(PACKAGES, "training")


def with_device(changes: tuple[str, ...], device: str | None) -> tuple[str, ...]:
    """The changes to settings, `--device` among them."""
    return (*changes, f"device={device}") if device else changes


def resolved(preset: str, model: str | None, device: str | None, changes: tuple[str, ...]) -> Any:
    """The preset with the changes asked for. A named model goes without what describes one from
    scratch."""
    from pipelines.models.presets import find_preset
    from pipelines.models.settings import changed, named_model

    settings = find_preset(preset)
    if model:
        settings = named_model(settings, model)
    return changed(settings, with_device(changes, device))


@contextmanager
def shown_progress() -> Iterator[Callable[[str, int, int], None]]:
    """A line that is written over on a terminal; in a pipe, a line when a part begins and for every
    tenth of it."""
    last = {"text": "", "at": 0.0, "tenth": -1, "part": "", "since": time.monotonic()}
    terminal = sys.stderr.isatty()

    def show(part: str, done: int, total: int) -> None:
        if part != last["part"]:
            last.update(part=part, since=time.monotonic(), tenth=-1)
        spent, left = time.monotonic() - last["since"], ""
        if done:
            left = f", {clock(spent / done * (total - done))} left"
        text = f"{part}: {done:,} of {total:,}{left}"
        if terminal and (time.monotonic() - last["at"] > 0.2 or done >= total):
            last["at"] = time.monotonic()
            click.echo("\r\033[K" + text, nl=False, err=True)
        elif not terminal and done * 10 // max(1, total) > last["tenth"]:
            last["tenth"] = done * 10 // max(1, total)
            note(text)

    yield show
    if terminal:
        click.echo("\r\033[K", nl=False, err=True)


def clock(seconds: float) -> str:
    """Seconds as minutes and seconds, with hours where there are any."""
    minutes, rest = divmod(round(seconds), 60)
    if minutes < 60:
        return f"{minutes}:{rest:02d}"
    return f"{minutes // 60}:{minutes % 60:02d}:{rest:02d}"
