"""Count what two datasets share."""

import json

import click

from pipelines.commands.options import EXAMPLES, as_json
from pipelines.commands.speaking import note


@click.command(epilog=EXAMPLES + "  curricula overlap curricula-d3-s4-seed0 user/name")
@click.argument("one", metavar="FOLDER|USER/NAME")
@click.argument("other", metavar="FOLDER|USER/NAME")
@as_json
def overlap(one: str, other: str, as_json: bool) -> None:
    """Count the problems of ONE that stand in OTHER, stage by stage: with the same text, the same
    problem in other words, the same mathematics (terms moved, an equation multiplied through).

    Stages own fixed parts of all problems, so that eval shares nothing with sft and rl unless a
    curriculum says otherwise."""
    from pipelines.commands.terminal import table
    from pipelines.dataset.dataset import Dataset
    from pipelines.dataset.overlap import overlap as count_shared

    found = count_shared(Dataset(one, note=note), Dataset(other, note=note))
    if as_json:
        click.echo(json.dumps([line._asdict() for line in found], indent=1))
        return
    head = (f"of {one}", f"in {other}", "problems", "same text", "same problem", "same mathematics")
    rows = [list(map(str, line)) for line in found]
    click.echo(table(head, rows, right=(2, 3, 4, 5)))
