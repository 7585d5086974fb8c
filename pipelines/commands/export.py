"""Export datasets for other trainers and evaluators: export."""

import json
from pathlib import Path

import click

from pipelines.commands import completing
from pipelines.commands.options import EXAMPLES, as_json, grading_options
from pipelines.commands.speaking import note, tell
from pipelines.export.targets import about, names


class WithTargets(click.Command):
    """A command whose help lists the targets, each with the first line of its file."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        super().format_options(ctx, formatter)
        with formatter.section("Targets"):
            formatter.write_dl([(name, about(name)) for name in names()])


def known_target(context: click.Context, parameter: click.Parameter, name: str) -> str:
    if name not in names():
        from generators.arguments import meant

        raise click.BadParameter(f"no target is called '{name[:60]}'; {meant(name, names())}")
    return name


@click.command(
    cls=WithTargets,
    epilog=EXAMPLES
    + "  curricula export curricula-d3-s4-seed0 --to trl for-trl\n"
    + "  curricula export user/name --revision v1 --to verl for-verl",
)
@click.argument("place", metavar="DIR|USER/NAME")
@click.argument("out", metavar="OUT", type=click.Path(path_type=Path))
@click.option(
    "--to",
    "target",
    metavar="TARGET",
    shell_complete=completing.a_target,
    required=True,
    callback=known_target,
    help="Whom it is for; see below.",
)
@click.option("--revision", metavar="R", help="Of a name on the Hub: a branch, a tag or a commit.")
@grading_options
@as_json
def export(
    place: str,
    out: Path,
    target: str,
    revision: str | None,
    grading: tuple[str, ...],
    as_json: bool,
) -> None:
    """Export a dataset into the new folder OUT in the format of another trainer or evaluator, with
    our grader as its reward.

    OUT/README.md tells the lines to run there. A dataset whose files were changed after it was
    generated is refused."""
    from curricula.grading.policy import told
    from pipelines.export.export import export as export_data

    data = export_data(place, target, out, revision, note, told(grading))
    files = sorted(path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file())
    tell(
        f"{data.name} for {target}: {len(files):,} files; {out / 'README.md'} tells the lines to"
        " run"
    )
    if as_json:
        said = {"out": str(out), "target": target, "dataset": data.name, "files": files}
        click.echo(json.dumps(said, indent=1))
        return
    click.echo("\n".join(str(out / name) for name in files))
