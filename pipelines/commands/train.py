"""Train on a dataset, evaluate a model on one, and measure its pass rates: train, evaluate,
screen."""

import json
import os
from pathlib import Path
from typing import Any

import click

from pipelines.commands import completing
from pipelines.commands.options import EXAMPLES, add_folders, as_json, family_dir
from pipelines.commands.progress import by_part, clock, progress_bar
from pipelines.commands.speaking import note
from pipelines.commands.training_options import (
    needs_training,
    resolved,
    with_device,
    with_settings,
)


@click.command(
    epilog=EXAMPLES
    + "  curricula train curricula-d3-s4-seed0 --preset tiny\n"
    + "  curricula train data --model Qwen/Qwen2.5-0.5B-Instruct --preset paper"
    + " --set rl.max_steps=100\n"
    + "  curricula train data --stage rl --model run/sft/model --out run2\n"
    + "  accelerate launch --num_processes 4 -m curricula train data --preset paper\n"
    + "  torchrun --nproc_per_node 2 -m curricula train data --device cpu"
    + "    (accelerate launch starts one process on a CPU)"
)
@click.argument("place", metavar="DIR|USER/NAME")
@click.option(
    "--stage",
    "stages",
    multiple=True,
    type=click.Choice(["base", "sft", "rl"]),
    help="Only this one; may be repeated.  [default: all]",
)
@click.option(
    "--model",
    metavar="M",
    help="scratch, an id on the Hub, a folder, or a GGUF file.  [default: the preset's]",
)
@click.option(
    "--preset",
    metavar="P",
    shell_complete=completing.a_preset,
    help="smoke, tiny, small, pretrained-small or paper."
    "  [default: tiny; of a pretrained model paper]",
)
@click.option(
    "--seed", type=int, default=0, show_default=True, help="The seed of weights and order."
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="RUN",
    help="The folder of the run.  [default: DIR-PRESET-run]",
)
@with_settings
@as_json
@family_dir
def train(
    place: str,
    stages: tuple[str, ...],
    model: str | None,
    preset: str | None,
    seed: int,
    out: Path | None,
    changes: tuple[str, ...],
    device: str | None,
    below_floor: str | None,
    as_json: bool,
    family_dirs: tuple[str, ...],
) -> None:
    """Train a model on a dataset: SFT, then RL, an evaluation after each.

    RUN gets a folder for each stage with the model, the log, every completion, and how it was made.
    The same command goes on where it was stopped."""
    needs_training()
    add_folders(family_dirs)
    from pipelines.dataset.dataset import Dataset
    from pipelines.training.run import train as train_run

    settings = resolved(preset, model, device, changes)
    dataset = Dataset(place, note=note)
    out = out or Path(f"{Path(place).name}-{settings.preset}-run")
    with progress_bar("train", lines=10) as show:
        cells = train_run(
            dataset,
            out,
            settings,
            stages,
            seed,
            below_floor or "refuse",
            family_dirs,
            note,
            by_part(show),
        )
    if os.environ.get("RANK", "0") != "0":
        return
    if as_json:
        click.echo(json.dumps({"run": str(out), "cells": cell_entries(out, cells)}, indent=1))
        return
    shown_cells(out, cells)


def cell_entries(out: Path, cells: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What each stage came to, as plain values."""
    from pipelines.evaluation.evaluate import EVALUATION

    entries = []
    for cell in cells:
        path = out / cell["stage"] / EVALUATION
        evaluation = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else None
        told = {name: cell[name] for name in ("stage", "updates", "seconds")}
        entries.append({**told, "evaluation": evaluation})
    return entries


def shown_cells(out: Path, cells: list[dict[str, Any]]) -> None:
    """What each stage came to."""
    from pipelines.evaluation.evaluate import EVALUATION, shown

    for cell in cells:
        path = out / cell["stage"] / EVALUATION
        accuracy = f"; {shown(path)}" if path.is_file() else ""
        updates = sum(cell["updates"].values())
        click.echo(f"{cell['stage']}: {updates:,} updates, {clock(cell['seconds'])}{accuracy}")
    click.echo(f"curricula report {out}")


@click.command(
    epilog=EXAMPLES
    + "  curricula evaluate run data\n"
    + "  curricula evaluate Qwen/Qwen2.5-0.5B-Instruct data --preset paper"
)
@click.argument("model", metavar="RUN|MODEL")
@click.argument("place", metavar="DIR|USER/NAME")
@click.option(
    "--preset",
    metavar="P",
    shell_complete=completing.a_preset,
    help="Whose evaluation settings.  [default: the run's, else paper]",
)
@click.option(
    "--strategy",
    "strategies",
    multiple=True,
    metavar="S",
    shell_complete=completing.a_strategy,
    help="Force this strategy's opening too; may be repeated.",
)
@click.option("--seed", type=int, default=0, show_default=True, help="The seed of sampling.")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="OUT",
    help="The folder of the evaluation.  [default: MODEL-evaluated-on-DIR]",
)
@with_settings
@as_json
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
    below_floor: str | None,
    as_json: bool,
    family_dirs: tuple[str, ...],
) -> None:
    """Evaluate a run's last checkpoint, or any model, on the eval rows of a dataset: accuracy,
    shares of strategies, pass@k."""
    needs_training()
    add_folders(family_dirs)
    from pipelines.dataset.dataset import Dataset
    from pipelines.evaluation.evaluate import EVALUATION, shown
    from pipelines.training.checkpoint import EvaluationRequest, evaluate_model

    out = out or Path(f"{Path(model).name}-evaluated-on-{Path(place).name}")
    request = EvaluationRequest(
        model=model,
        dataset=Dataset(place, note=note),
        preset=preset,
        changes=with_device(changes, device),
        strategies=strategies,
        seed=seed,
        family_dirs=family_dirs,
    )
    with progress_bar("evaluate", lines=10) as show:
        evaluate_model(request, out, note, by_part(show))
    if as_json:
        evaluation = json.loads((out / EVALUATION).read_text(encoding="utf-8"))
        click.echo(json.dumps({"run": str(out), "evaluation": evaluation}, indent=1))
        return
    click.echo(f"{shown(out / EVALUATION)}\ncurricula report {out}")


@click.command(
    epilog=EXAMPLES
    + "  curricula screen run/sft data --samples 16 --out rates.parquet\n"
    + "  curricula train data --stage rl --model run/sft/model"
    + " --set rl.screened=rates.parquet --set rl.keep=[0.2,0.8]"
)
@click.argument("model", metavar="RUN|MODEL")
@click.argument("place", metavar="DIR|USER/NAME")
@click.option(
    "--samples",
    type=click.IntRange(1, 4_096),
    default=8,
    show_default=True,
    help="Completions of each prompt.",
)
@click.option(
    "--preset", metavar="P", help="Whose settings of RL.  [default: the run's, else paper]"
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The file of rates.  [default: MODEL-on-DIR.parquet]",
)
@with_settings
@as_json
@family_dir
def screen(
    model: str,
    place: str,
    samples: int,
    preset: str | None,
    out: Path | None,
    changes: tuple[str, ...],
    device: str | None,
    below_floor: str | None,
    as_json: bool,
    family_dirs: tuple[str, ...],
) -> None:
    """Measure how often a run's last checkpoint, or any model, solves each prompt of a dataset's RL
    rows, drawn as RL draws.

    FILE gets a row a prompt, with its solve_rate; rl.screened and rl.keep train on those that are
    neither too easy nor too hard."""
    needs_training()
    add_folders(family_dirs)
    from pipelines.commands.terminal import table
    from pipelines.dataset.dataset import Dataset
    from pipelines.training.checkpoint import EvaluationRequest, pass_rates
    from pipelines.training.screening import HEAD, banded, shown, write_rates

    out = out or Path(f"{Path(model).name}-on-{Path(place).name}.parquet")
    request = EvaluationRequest(
        model=model,
        dataset=Dataset(place, note=note),
        preset=preset,
        changes=with_device(changes, device),
        family_dirs=family_dirs,
    )
    with progress_bar("screen", lines=10) as show:
        rates = pass_rates(request, samples, show)
    write_rates(rates, out)
    bands = banded(rates)
    if as_json:
        said = {"out": str(out), "samples": samples, "bands": [each._asdict() for each in bands]}
        click.echo(json.dumps(said, indent=1))
        return
    click.echo(table(HEAD, [shown(band) for band in bands], right=range(2, 7)))
    click.echo(str(out))
