"""How far a build is: status."""

import json
import shlex

import click

from pipelines.commands.options import EXAMPLES, as_json
from pipelines.commands.speaking import tell

NAMED = 12  # shards or files of each sort that a person is told


@click.command(
    epilog=EXAMPLES
    + "  curricula status curricula-d3-s4-seed0\n"
    + "  curricula status data --json\n"
    + "  curricula status s3://bucket/data"
)
@click.argument("folder", metavar="OUT")
@as_json
def status(folder: str, as_json: bool) -> None:
    """Say how far the build of the dataset in OUT is: shards that are there, missing, or stale,
    which is written but not as it is now; and files that are foreign to it.

    Nothing is changed, and no family is asked. The command that goes on stands in the last line."""
    from curricula.names import shown
    from pipelines.dataset.status import status_of

    found = status_of(folder)
    if as_json:
        click.echo(json.dumps(found.said(), indent=1))
        return
    sorts = ("there", "missing", "stale")
    counts = ", ".join([f"{len(getattr(found, name)):,} {name}" for name in sorts])
    planned = f"{found.shards:,} shards: {counts}" if found.is_planned else "no plan yet"
    click.echo(f"{shown(folder)}: {planned}; {len(found.foreign):,} foreign files")
    for sort in ("missing", "stale", "foreign"):
        names = getattr(found, sort)
        for name in names[:NAMED]:
            click.echo(f"  {sort}: {shown(name)}")
        if len(names) > NAMED:
            click.echo(f"  {sort}: {len(names) - NAMED:,} more; --json has all")
    if found.is_built_now:
        tell("a process builds it now")
    elif not found.is_finished or found.stale:
        tell(f"to go on: {found.command} --out {shlex.quote(folder)}")
