"""Train on data sets and evaluate: train, evaluate, experiment."""

import os
import shlex
import sys
import time
from collections.abc import Callable
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import click

from pipelines.commands.judge import find_data
from pipelines.commands.options import EXAMPLES, Failure, add_folders, family_dir, note

settings_options = (
    click.option("--set", "changes", multiple=True, metavar="KEY=VALUE", help="Any field, as in sft.learning_rate=1e-3 or rl.beta=0.04."),
    click.option("--device", type=click.Choice(["auto", "cpu", "cuda"]), help="[default: auto]"),
    click.option(
        "--below-floor", type=click.Choice(["refuse", "allow"]), default="refuse", show_default=True, help="RL from the guess rate."
    ),
)


def with_settings(command: Callable[..., Any]) -> Callable[..., Any]:
    for option in reversed(settings_options):
        command = option(command)
    return command


def needs_training() -> None:
    """One line where the packages of training are missing."""
    missing = [name for name in ("torch", "transformers", "trl", "accelerate", "peft") if find_spec(name) is None]
    if missing:
        raise Failure(f"training needs {', '.join(missing)}; install them with pip install 'curricula[train]'")


@contextmanager
def training_errors():
    """What goes wrong in training, in one line."""
    from curricula.curriculum import CurriculumError
    from pipelines.analysis.report import ReportProblem
    from pipelines.dataset.build import BuildProblem
    from pipelines.dataset.manifest import ManifestProblem
    from pipelines.training.cell import trouble
    from pipelines.training.examples import DataProblem
    from pipelines.training.experiment import ExperimentProblem
    from pipelines.training.floor import BelowFloor
    from pipelines.training.folder import CellProblem, out_of_memory
    from pipelines.training.model import ModelProblem
    from pipelines.training.settings import SettingsProblem
    from pipelines.training.vocabulary import VocabularyProblem

    try:
        yield
    except (SettingsProblem, CurriculumError) as error:
        raise click.UsageError(str(error)) from error
    except (
        BelowFloor,
        BuildProblem,
        CellProblem,
        DataProblem,
        ExperimentProblem,
        ManifestProblem,
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
    """The preset with the changes asked for. A named model goes without what describes one from scratch."""
    from pipelines.training.presets import find_preset
    from pipelines.training.settings import changed, named_model

    settings = find_preset(preset)
    if model:
        settings = named_model(settings, model)
    return changed(settings, [*changes, *([f"device={device}"] if device else [])])


@contextmanager
def shown_progress():
    """A line that is written over on a terminal; in a pipe, a line when a part begins and for every tenth of it."""
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
    return f"{minutes // 60}:{minutes % 60:02d}:{rest:02d}" if minutes >= 60 else f"{minutes}:{rest:02d}"


@click.command(
    epilog=EXAMPLES
    + "  curricula train curricula-d3-s4-seed0 --preset tiny\n"
    + "  curricula train data --model Qwen/Qwen2.5-0.5B-Instruct --preset paper --set rl.max_steps=100\n"
    + "  curricula train data --stage rl --model run/sft/model --out run2\n"
    + "  accelerate launch --num_processes 4 -m curricula train data --preset paper\n"
    + "  torchrun --nproc_per_node 2 -m curricula train data --device cpu    (accelerate launch starts one process on a CPU)"
)
@click.argument("place", metavar="DIR|USER/NAME")
@click.option(
    "--stage", "stages", multiple=True, type=click.Choice(["base", "sft", "rl"]), help="Only this one; may be repeated.  [default: all]"
)
@click.option("--model", metavar="M", help="scratch, an id on the Hub, or a folder.  [default: the preset's]")
@click.option("--preset", default="tiny", show_default=True, metavar="P", help="smoke, tiny, small or paper.")
@click.option("--seed", type=int, default=0, show_default=True)
@click.option("--out", type=click.Path(path_type=Path), metavar="RUN", help="[default: DIR-PRESET-run]")
@with_settings
@family_dir
def train(
    place: str,
    stages: tuple[str, ...],
    model: str | None,
    preset: str,
    seed: int,
    out: Path | None,
    changes: tuple[str, ...],
    device: str | None,
    below_floor: str,
    family_dirs: tuple[str, ...],
) -> None:
    """Train a model on a data set: SFT, then RL, an evaluation after each.

    RUN gets a folder for each stage with the model, the log, every completion, and how it was made. The same command goes on where it
    was stopped."""
    needs_training()
    add_folders(family_dirs)
    data = find_data(place)
    with training_errors():
        from pipelines.training.run import train as train_run

        settings = resolved(preset, model, device, changes)
        out = out or Path(f"{Path(place).name}-{preset}-run")
        with shown_progress() as show:
            cells = train_run(data, out, settings, stages, seed, below_floor, family_dirs, note, show)
    if os.environ.get("RANK", "0") == "0":
        shown_cells(out, cells)


def shown_cells(out: Path, cells: list[dict[str, Any]]) -> None:
    """What each stage came to."""
    from pipelines.analysis.evaluate import EVALUATION, shown

    for cell in cells:
        path = out / cell["stage"] / EVALUATION
        click.echo(
            f"{cell['stage']}: {sum(cell['updates'].values()):,} updates, {clock(cell['seconds'])}"
            + (f"; {shown(path)}" if path.is_file() else "")
        )
    click.echo(f"curricula report {out}")


@click.command(epilog=EXAMPLES + "  curricula evaluate run data\n  curricula evaluate Qwen/Qwen2.5-0.5B-Instruct data --preset paper")
@click.argument("model", metavar="RUN|MODEL")
@click.argument("place", metavar="DIR|USER/NAME")
@click.option("--preset", metavar="P", help="Whose evaluation settings.  [default: the run's, else paper]")
@click.option("--strategy", "strategies", multiple=True, metavar="S", help="Force this strategy's opening too; may be repeated.")
@click.option("--seed", type=int, default=0, show_default=True)
@click.option("--out", type=click.Path(path_type=Path), metavar="OUT", help="[default: MODEL-evaluated-on-DIR]")
@with_settings
@family_dir
def evaluate(
    model: str,
    place: str,
    preset: str | None,
    strategies: tuple[str, ...],
    seed: int,
    out: Path | None,
    changes: tuple[str, ...],
    device: str | None,
    below_floor: str,
    family_dirs: tuple[str, ...],
) -> None:
    """Evaluate a run's last checkpoint, or any model, on the eval rows of a data set: accuracy, shares of strategies, pass@k."""
    needs_training()
    add_folders(family_dirs)
    data = find_data(place)
    with training_errors():
        from pipelines.analysis.evaluate import EVALUATION, shown
        from pipelines.training.checkpoint import evaluate_model

        out = out or Path(f"{Path(model).name}-evaluated-on-{Path(place).name}")
        with shown_progress() as show:
            evaluate_model(model, data, out, preset, changes, device, strategies, seed, family_dirs, note, show)
    click.echo(f"{shown(out / EVALUATION)}\ncurricula report {out}")


@click.command(
    epilog=EXAMPLES
    + "  curricula experiment select_and_improve --preset tiny --seeds 1\n"
    + "  curricula experiment select_and_improve --arms FB,FB-strict --rl 6-15 --jobs 2\n"
    + "  curricula experiment select_and_improve --knob prime=13 --out gf13"
)
@click.argument("name")
@click.option("--preset", default="tiny", show_default=True, metavar="P", help="smoke, tiny, small or paper.")
@click.option("--arms", metavar="A,B", help="[default: F,B,FB]  Beside them: FB-double, and F-strict, B-strict, FB-strict.")
@click.option("--rl", "lanes", default="2-5,6-9", show_default=True, metavar="STEPS,...", help="What RL trains on, a checkpoint each.")
@click.option("--seeds", default="3", show_default=True, metavar="N|A,B", help="How many, from 0; or which, as in 1,2.")
@click.option("--jobs", type=click.IntRange(1, 64), default=2, show_default=True, help="Cells that train side by side.")
@click.option("--knob", "knobs", multiple=True, metavar="NAME=VALUE", help="A knob of every problem, as in prime=13.")
@click.option("--model", metavar="M", help="scratch, an id on the Hub, or a folder.  [default: the preset's]")
@click.option("--out", type=click.Path(path_type=Path), metavar="DIR", help="[default: NAME-PRESET]")
@with_settings
def experiment(
    name: str,
    preset: str,
    arms: str | None,
    lanes: str,
    seeds: str,
    jobs: int,
    knobs: tuple[str, ...],
    model: str | None,
    out: Path | None,
    changes: tuple[str, ...],
    device: str | None,
    below_floor: str,
) -> None:
    """Run a study from nothing to a report: data, base, SFT, RL and evaluations of every arm and seed.

    The same command goes on where it was stopped; finished arms are kept."""
    needs_training()
    with training_errors():
        from curricula.request import read_knobs
        from curricula.studies import study_of
        from pipelines.analysis.report import ReportProblem, write_report
        from pipelines.training.experiment import ExperimentProblem, run_experiment

        settings = resolved(preset, model, device, changes)
        study = study_of(
            name, settings.sizes, "terse" if settings.scratch else "natural", tuple(lanes.split(",")), read_knobs("--knob", knobs)
        )
        chosen = tuple(arms.split(",")) if arms else study.default
        for arm in chosen:
            if arm not in study.arms:
                raise click.UsageError(f"--arms: there is no arm '{arm}'; there are {', '.join(study.arms)}")
        numbers = read_seeds(seeds)
        out = out or Path(f"{name}-{preset}")
        command = shlex.join(["curricula", *sys.argv[1:]])
        try:
            with experiment_progress() as show:
                run_experiment(study, chosen, numbers, settings, out, jobs, below_floor, command, note, show)
        except ExperimentProblem:
            with suppress(ReportProblem):
                note(f"what is there is reported in {write_report(out)[0]}")
            raise
        written = write_report(out)
    click.echo("\n".join(str(path) for path in written[:2]))


def read_seeds(text: str) -> tuple[int, ...]:
    """`3` is the seeds 0, 1 and 2; `1,2` these two."""
    try:
        numbers = [int(part) for part in text.split(",")]
    except ValueError:
        numbers = []
    if not numbers or min(numbers) < 0 or (len(numbers) == 1 and "," not in text and not numbers[0]):
        raise click.UsageError(f"--seeds: '{text}' is neither a number of seeds nor a list such as 1,2")
    return tuple(range(numbers[0])) if len(numbers) == 1 and "," not in text else tuple(dict.fromkeys(numbers))


@contextmanager
def experiment_progress():
    """Share, time left and what is running: written over on a terminal; in a pipe a line for every twentieth."""
    terminal, last = sys.stderr.isatty(), {"twentieth": -1, "at": 0.0}

    def show(share: float, left: float | None, running: str) -> None:
        text = f"{share:4.0%}, {clock(left) + ' left' if left is not None else 'time left not known yet'}; {running}"
        if terminal and time.monotonic() - last["at"] > 1:
            last["at"] = time.monotonic()
            click.echo("\r\033[K" + text, nl=False, err=True)
        elif not terminal and int(share * 20) > last["twentieth"]:
            last["twentieth"] = int(share * 20)
            note(text)

    yield show
    if terminal:
        click.echo("\r\033[K", nl=False, err=True)
