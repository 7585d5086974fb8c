"""Report on what was trained and evaluated: report."""

import json
from dataclasses import replace
from os.path import commonprefix
from pathlib import Path

import click

from pipelines.commands.options import EXAMPLES, as_json
from pipelines.commands.speaking import note
from pipelines.commands.training_options import needs

PATH = click.Path(path_type=Path)


@click.command(
    epilog=EXAMPLES
    + "  curricula report select_and_improve-tiny\n"
    + "  curricula report mirrored-101 mirrored-102 mirrored-103 --out mirrored\n"
    + "  curricula report run --json > numbers.json"
)
@click.argument("folders", metavar="DIR...", nargs=-1, required=True, type=PATH)
@click.option(
    "--out",
    type=PATH,
    metavar="DIR",
    help="The folder of the report.  [default: DIR; of several NAME-joined]",
)
@as_json
def report(folders: tuple[Path, ...], out: Path | None, as_json: bool) -> None:
    """Report on DIR, a run or an experiment: tables, figures, and what training changed. Several
    experiments of one study that differ in the seed of their data alone are one, paired over
    seeds.

    Writes report.md, report.html, report.json and figures/ and prints the main table; with --json,
    all numbers instead."""
    from pipelines.commands.terminal import table
    from pipelines.report.cells import read_experiment
    from pipelines.report.comparison import compare
    from pipelines.report.joined import read_joined
    from pipelines.report.report import write_comparison
    from pipelines.report.tables import accuracy_table

    needs(["matplotlib"], "a report")
    if len(folders) > 1:
        experiment = read_joined(folders, out or Path(f"{common(folders)}-joined"))
    else:
        experiment = read_experiment(*folders)
    if out:
        experiment = replace(experiment, folder=out)
    comparison = compare(experiment)
    written = write_comparison(comparison)
    if as_json:
        click.echo(json.dumps(comparison.plain(), allow_nan=False))
    else:
        shown = accuracy_table(comparison, comparison.band)
        click.echo(f"{shown.caption}, with intervals at 95 %")
        rows = [list(map(str, row)) for row in shown.rows]
        click.echo(table(shown.head, rows, right=range(shown.words, len(shown.head))))
        for missing in comparison.experiment.notes:
            note(missing)
    note(f"wrote {', '.join(str(path) for path in written[:3])} and {len(written) - 3} figures")


def common(folders: tuple[Path, ...]) -> str:
    """What the folders' names begin with, all of them."""
    return (
        commonprefix([folder.resolve().name for folder in folders]).rstrip("-_.") or "experiments"
    )
