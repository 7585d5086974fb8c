"""What the commands that train share: their settings, what goes wrong in one line, and how progress
is shown."""

import sys
import time
from collections.abc import Callable
from contextlib import contextmanager
from importlib.util import find_spec
from typing import Any

import click

from pipelines.commands.options import Failure, note

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
    for option in reversed(settings_options):
        command = option(command)
    return command


def needs_training() -> None:
    """One line where the packages of training are missing."""
    missing = [
        name
        for name in ("torch", "transformers", "trl", "accelerate", "peft")
        if find_spec(name) is None
    ]
    if missing:
        raise Failure(
            f"training needs {', '.join(missing)}; install this project with its extra [train], as README says"
        )


@contextmanager
def training_errors():
    """What goes wrong in training, in one line."""
    from pipelines.models.model import ModelProblem
    from pipelines.models.settings import SettingsProblem
    from pipelines.models.vocabulary import VocabularyProblem
    from pipelines.report.report import ReportProblem
    from pipelines.training.cell import trouble
    from pipelines.training.data import DataProblem
    from pipelines.training.experiment import ExperimentProblem
    from pipelines.training.floor import BelowFloor
    from pipelines.training.folder import CellProblem, out_of_memory

    try:
        yield
    except SettingsProblem as error:
        raise click.UsageError(str(error)) from error
    except (
        BelowFloor,
        CellProblem,
        DataProblem,
        ExperimentProblem,
        ModelProblem,
        ReportProblem,
        VocabularyProblem,
    ) as error:
        raise Failure(str(error)) from error
    except OSError as error:
        raise Failure(f"{error.filename or 'the run'}: {error.strerror or error}") from error
    except (RuntimeError, MemoryError) as error:
        if out_of_memory(error):
            raise Failure(trouble(error)) from error
        raise


def resolved(preset: str, model: str | None, device: str | None, changes: tuple[str, ...]) -> Any:
    """The preset with the changes asked for. A named model goes without what describes one from
    scratch."""
    from pipelines.models.presets import find_preset
    from pipelines.models.settings import changed, named_model

    settings = find_preset(preset)
    if model:
        settings = named_model(settings, model)
    return changed(settings, [*changes, *([f"device={device}"] if device else [])])


@contextmanager
def shown_progress():
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
    minutes, rest = divmod(round(seconds), 60)
    return (
        f"{minutes // 60}:{minutes % 60:02d}:{rest:02d}"
        if minutes >= 60
        else f"{minutes}:{rest:02d}"
    )
