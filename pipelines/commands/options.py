"""What the commands share: exit statuses, errors of one line, and options that several
have."""

import warnings
from collections.abc import Callable
from itertools import chain, pairwise
from typing import Any

import click

from generators.errors import Notice
from pipelines.commands import completing
from pipelines.commands.speaking import note

FAILED, USAGE, BAD = 1, 2, 3
EXAMPLES = "\b\nExamples:\n"


class Failure(click.ClickException):
    """Something went wrong that is not a matter of usage; one line, exit status 1."""

    exit_code: int = FAILED


class Commands(click.Group):
    """The commands; an empty argument, as a variable of a shell may be, names nothing, and least of
    all the folder that one is in."""

    def resolve_command(
        self, context: click.Context, words: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name, command, rest = super().resolve_command(context, words)
        options = (
            [one for one in command.params if isinstance(one, click.Option)] if command else []
        )
        valued = set(chain.from_iterable([one.opts for one in options if not one.is_flag]))
        for before, word in pairwise(["", *rest]):
            if not word and before not in valued:
                raise click.UsageError(
                    f"an argument of {name} is empty; name what `{name} --help` says"
                )
        return name, command, rest


family_dir = click.option(
    "--family-dir",
    "family_dirs",
    multiple=True,
    metavar="DIR",
    is_eager=True,  # so that a shell completes names in it, wherever it stands
    type=click.Path(),
    help="Look for families of yours here too, as DIR/domain/name.py; the code of those that are"
    " used runs.",
)
grading_options = click.option(
    "--grading",
    "grading",
    multiple=True,
    metavar="NAME=VALUE",
    help="Where graders differ: percent=unit, boxes=last|members, units=required|ignored,"
    " rounding=places, unmarked=yes; may be repeated.  [default: the strict ones]",
)
approach_option = click.option(
    "--approach",
    "approach",
    multiple=True,
    metavar="A,B",
    shell_complete=completing.an_approach,
    help="Only strategies of these approaches: forward, backward, algebraic, enumerative,"
    " transform, estimate_and_correct.",
)
STYLES = "plain|latex|terse"


def rendering(default: str) -> Callable[[Any], Any]:
    """The options that say how texts are written, with a command's default style."""
    options = [
        click.option(
            "--style",
            metavar=STYLES,
            shell_complete=completing.a_style,
            help=f"How texts are written.  [default: {default}]",
        ),
        click.option("--wording", metavar="natural|terse", hidden=True),  # the old name of --style
        click.option(
            "--detail",
            metavar="brief|normal|full",
            shell_complete=completing.a_detail,
            help="How much a solution says: reasons, and lines between.  [default: normal]",
        ),
        click.option(
            "--label",
            metavar="first|none|last",
            shell_complete=completing.a_label,
            help="Where a solution names its strategy.  [default: none; first in terse]",
        ),
        click.option(
            "--phrasing",
            type=int,
            metavar="N",
            help="The seed by which phrasings are drawn.  [default: 0]",
        ),
    ]

    def decorate(command: Any) -> Any:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


engine_options = (
    click.option(
        "--workers",
        type=click.IntRange(1, 256),
        default=1,
        show_default=True,
        help="Processes; the bytes are the same for any number.",
    ),
    click.option(
        "--engine",
        metavar="local|ray",
        default="local",
        show_default=True,
        help="Who works: processes here, or tasks of Ray (extra [ray]); the bytes are the same.",
    ),
    click.option(
        "--address",
        metavar="A",
        help="With --engine ray: a cluster that shares the files.  [default: a Ray of --workers"
        " here]",
    ),
)


def engines(command: Callable[..., None]) -> Callable[..., None]:
    """The options that say who works, and how many."""
    for option in reversed(engine_options):
        command = option(command)
    return command


def engine_named(name: str, workers: int, address: str | None) -> Any:
    """The engine of that name; None for processes here. Raises UsageError."""
    if name == "ray":
        from pipelines.dataset.ray_engine import ray_engine

        return lambda job: ray_engine(job, workers, address)
    if name != "local":
        raise click.UsageError(f"--engine: '{name}' is neither local nor ray")
    if address is not None:
        raise click.UsageError("--address goes with --engine ray")
    return None


split_option = click.option(
    "--split", metavar="S", help="A split of a dataset on the Hub.  [default: its first]"
)
config_option = click.option(
    "--config", metavar="C", help="A config of a dataset on the Hub.  [default: its own]"
)


def foreign_options(command: Callable[..., None]) -> Callable[..., None]:
    """The options that say which part of a dataset from elsewhere is read."""
    return config_option(split_option(command))


as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON, for programs.")


def add_folders(folders: tuple[str, ...]) -> None:
    from generators import catalog

    for folder in folders:
        catalog.add_folder(folder)


def tell_old_names() -> None:
    """From now on an old name is told in one line and once, as all that the command tells; other
    warnings are shown as ever."""
    usual = warnings.showwarning
    told: set[str] = set()

    def show(message: Any, category: type[Warning], *place: Any, **more: Any) -> None:
        if not issubclass(category, Notice):
            usual(message, category, *place, **more)
        elif str(message) not in told:
            told.add(str(message))
            note(str(message))

    warnings.showwarning = show
