"""Report on what was trained and evaluated: report."""

import json
from pathlib import Path

import click

from pipelines.commands.options import EXAMPLES, as_json
from pipelines.commands.speaking import note
from pipelines.commands.training_options import needs


@click.command(
    epilog=EXAMPLES
    + "  curricula report select_and_improve-tiny\n  curricula report run --json > numbers.json"
)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@as_json
def report(folder: Path, as_json: bool) -> None:
    """Report on DIR, a run or an experiment: tables, figures, and what training changed.

    Writes report.md, report.html, report.json and figures/ into DIR and prints the main table; with
    --json, all numbers instead."""
    from pipelines.commands.terminal import table
    from pipelines.report.cells import read_experiment
    from pipelines.report.comparison import compare
    from pipelines.report.report import write_comparison
    from pipelines.report.tables import accuracy_table

    needs(["matplotlib"], "a report")
    comparison = compare(read_experiment(folder))
    written = write_comparison(comparison)
    if as_json:
        click.echo(json.dumps(comparison.plain(), allow_nan=False))
    else:
        shown = accuracy_table(comparison, comparison.band)
        click.echo(f"{shown.caption}, with intervals at 95 %")
        rows = [[str(cell) for cell in row] for row in shown.rows]
        click.echo(table(shown.head, rows, right=range(shown.words, len(shown.head))))
        for missing in comparison.experiment.notes:
            note(missing)
    note(f"wrote {', '.join(str(path) for path in written[:3])} and {len(written) - 3} figures")
