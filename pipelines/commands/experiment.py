"""Run a study from nothing to a report, list the studies, or tell what one would make:
experiment."""

import json
import shlex
import sys
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from generators.arguments import SHOWN, meant
from generators.errors import ReportError
from pipelines.commands import completing
from pipelines.commands.options import EXAMPLES, as_json
from pipelines.commands.progress import by_share, clock, progress_bar
from pipelines.commands.speaking import note
from pipelines.commands.training_options import (
    needs_training,
    resolved,
    with_settings,
)

YAML = (".yaml", ".yml")
MOST_SEEDS = 1_000
LARGEST_SEED = 2**32 - 1  # the largest that NumPy takes


@click.command(
    epilog=EXAMPLES
    + "  curricula experiment select_and_improve --preset tiny --seeds 1\n"
    + "  curricula experiment select_and_improve --arms FB,FB-strict --rl 6-15 --jobs 2\n"
    + "  curricula experiment select_and_improve --knob prime=13 --out gf13\n"
    + "  curricula experiment my_study.yaml --dry-run\n"
    + "  curricula experiment --list"
)
@click.argument("name", metavar="NAME|FILE", required=False, shell_complete=completing.a_study)
@click.option("--list", "listing", is_flag=True, help="List the bundled studies, and end.")
@click.option(
    "--dry-run",
    is_flag=True,
    help="Tell which data and cells there would be, and how long they take; make nothing.",
)
@click.option(
    "--preset",
    metavar="P",
    shell_complete=completing.a_preset,
    help="smoke, tiny, small, pretrained-small or paper."
    "  [default: tiny; of a pretrained model paper]",
)
@click.option(
    "--arms",
    metavar="A,B",
    help="Which arms.  [default: those that the study trains; --dry-run names all]",
)
@click.option(
    "--rl",
    "lanes",
    metavar="A,B",
    help="Which checkpoints of RL, as in 2-5,6-9.  [default: those that the study trains]",
)
@click.option(
    "--seeds",
    default="3",
    show_default=True,
    metavar="N|A,B",
    help="How many, from 0; or which, as in 1,2; one as in 101, with a comma behind it.",
)
@click.option(
    "--fresh",
    is_flag=True,
    help="Draw base, data and evaluation anew for each seed.  [default: as the study says]",
)
@click.option(
    "--jobs",
    type=click.IntRange(1, 64),
    default=2,
    show_default=True,
    help="Cells that train side by side.",
)
@click.option(
    "--knob",
    "knobs",
    multiple=True,
    metavar="NAME=VALUE",
    help="A knob of every problem, as in prime=13.",
)
@click.option(
    "--model",
    metavar="M",
    help="scratch, an id on the Hub, a folder, or a GGUF file.  [default: the preset's]",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="The folder of the study.  [default: NAME-PRESET]",
)
@with_settings
@as_json
def experiment(
    name: str | None,
    listing: bool,
    dry_run: bool,
    preset: str | None,
    arms: str | None,
    lanes: str | None,
    seeds: str,
    fresh: bool,
    jobs: int,
    knobs: tuple[str, ...],
    model: str | None,
    out: Path | None,
    changes: tuple[str, ...],
    device: str | None,
    below_floor: str | None,
    as_json: bool,
) -> None:
    """Run a study from nothing to a report: data, base, SFT, RL and evaluations of every arm and
    seed.

    The same command goes on where it was stopped; finished arms are kept."""
    from curricula.studies.catalog import check_told_apart, definition_of, studies, study_of

    if listing and as_json:
        named = [{"name": each, "about": about} for each, about in studies().items()]
        click.echo(json.dumps(named, indent=1))
        return
    if listing:
        width = max(map(len, studies()))
        click.echo("\n".join(f"{each:{width}}  {about}" for each, about in studies().items()))
        return
    if not name:
        raise click.UsageError("name a study or a file; --list shows the bundled ones")
    definition = definition_of(name)
    needs_training()
    from curricula.request import read_knobs
    from curricula.style import PLAIN, TERSE
    from pipelines.report.report import write_report
    from pipelines.training.experiment import CellsFailed, Experiment, run_experiment

    settings = resolved(preset, model, device, (*definition.changes, *changes))
    asked = definition.default or definition.lanes if lanes is None else named_in(lanes)
    style = TERSE if settings.scratch else PLAIN
    study = study_of(name, settings.sizes, style, asked, read_knobs("--knob", knobs))
    study = replace(study, fresh=study.fresh or fresh)
    chosen = study.default if arms is None else named_in(arms)
    for arm in chosen:
        if arm not in study.arms:
            raise click.UsageError(
                f"--arms: there is no arm '{arm[:SHOWN]}'; {meant(arm, study.arms)}"
            )
    check_told_apart(study, chosen)
    # smoke tests the plumbing: a model of five updates is at the guess rate
    floor = below_floor or ("allow" if settings.preset == "smoke" else "refuse")
    out = out or Path(f"{Path(name).stem if name.endswith(YAML) else name}-{settings.preset}")
    planned = Experiment(study, chosen, read_seeds(seeds), settings, out, floor)
    if dry_run:
        if as_json:
            click.echo(json.dumps(plan_entry(planned), indent=1))
        else:
            tell(planned)
        return
    command = shlex.join(["curricula", *sys.argv[1:]])
    try:
        with progress_bar(study.name, lines=20) as show:
            run_experiment(planned, jobs, command, note, by_share(show))
    except CellsFailed:
        with suppress(ReportError):
            note(f"what is there is reported in {write_report(out)[0]}")
        raise
    written = write_report(out)
    if as_json:
        click.echo(json.dumps({"out": str(out), "written": list(map(str, written))}, indent=1))
        return
    click.echo("\n".join(str(path) for path in written[:2]))


def plan_entry(planned: Any) -> dict[str, Any]:
    """What an experiment would make, as plain values."""
    from pipelines.training.estimate import estimate

    whole = estimate(planned)
    return {
        "study": planned.study.name,
        "seeds": list(planned.seeds),
        "datasets": [
            {"dataset": name, "stage": stage, "problems": size} for name, stage, size in whole.data
        ],
        "cells": [line._asdict() for line in whole.cells],
        "cells_of_all_seeds": whole.count,
        "other_arms": [arm for arm in planned.study.arms if arm not in planned.arms],
        "seconds": round(whole.seconds),
        "pace": whole.pace,
    }


def tell(planned: Any) -> None:
    """What an experiment would make, and how long it would take."""
    from pipelines.commands.terminal import table
    from pipelines.training.estimate import estimate

    whole = estimate(planned)
    others = [arm for arm in planned.study.arms if arm not in planned.arms]
    problems = sum(size for _, _, size in whole.data)
    click.echo(f"data: {len(whole.data)} datasets, {problems:,} problems")
    data = [[name, stage, f"{size:,}"] for name, stage, size in whole.data]
    click.echo(table(["dataset", "stage", "problems"], data, right=[2]))
    click.echo(f"\ncells: {whole.count}, for {len(planned.seeds)} seeds; each seed has")
    cells: list[list[str]] = []
    for line in whole.cells:
        updates = ", ".join([f"{name} {number:,}" for name, number in line.updates.items()])
        cells.append([line.arm, line.stage, line.parent or "–", updates])
    click.echo(table(["arm", "stage", "from", "updates"], cells))
    if others:
        click.echo(f"\nother arms: {', '.join(others)}")
    click.echo(f"\nabout {clock(whole.seconds)} {whole.pace}, at the preset's own updates")


def named_in(text: str) -> tuple[str, ...]:
    """The names in a list with commas, each once."""
    return tuple(dict.fromkeys([name.strip() for name in text.split(",")]))


def read_seeds(text: str) -> tuple[int, ...]:
    """`3` is the seeds 0, 1 and 2; `1,2` these two; `101,` this one."""
    counted = "," not in text
    try:
        numbers = [int(part) for part in text.removesuffix(",").split(",")]
    except ValueError:
        numbers = []
    if not numbers or min(numbers) < 0 or (counted and not numbers[0]):
        raise click.UsageError(
            f"--seeds: '{text[:SHOWN]}' is neither a number of seeds nor a list such as 1,2 or 101,"
        )
    if max(numbers) > LARGEST_SEED or max(len(numbers), numbers[0] * counted) > MOST_SEEDS:
        raise click.UsageError(
            f"--seeds: '{text[:SHOWN]}' is out of range; at most {MOST_SEEDS:,} seeds are taken,"
            f" each up to {LARGEST_SEED:,}; one seed alone has a comma behind it, as in 2024,"
        )
    return tuple(range(numbers[0])) if counted else tuple(dict.fromkeys(numbers))
