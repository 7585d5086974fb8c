"""Begin a family of one's own: a file that keeps every law, to be changed into what is wanted."""

import json
import re
from keyword import iskeyword
from pathlib import Path

import click

from pipelines.commands.options import EXAMPLES, as_json

IDENTIFIER = re.compile(r"[a-z][a-z0-9_]{0,40}", re.ASCII)
SKELETON = Path(__file__).parent / "family_skeleton.py.txt"


@click.command(
    "new-family",
    epilog=EXAMPLES + "  curricula new-family geometry triangle_area --into my_families",
)
@click.argument("domain")
@click.argument("name")
@click.option(
    "--into",
    default="my_families",
    show_default=True,
    metavar="DIR",
    help="The folder of families.",
)
@as_json
def new_family(domain: str, name: str, into: str, as_json: bool) -> None:
    """Write DIR/DOMAIN/NAME.py, a family that keeps every law, to be changed into yours."""
    for part in (domain, name):
        if not IDENTIFIER.fullmatch(part):
            raise click.UsageError(
                f"{part!r} is no name: small letters, digits and _ after a letter, at most 41"
            )
        if iskeyword(part):
            raise click.UsageError(f"{part!r} is a word of Python; choose another name")
    file = Path(into) / domain / f"{name}.py"
    if file.exists():
        raise click.UsageError(f"{file} exists already; choose another name")
    refuse_taken(f"{domain}.{name}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError) as error:
        raise click.UsageError(
            f"--into: {error.filename} is no folder, since a file is in its place; name another"
        ) from None
    about = f"{name.replace('_', ' ').capitalize()}: what is asked, in one sentence."
    text = SKELETON.read_text(encoding="utf-8")
    text = text.replace("ABOUT", about).replace("THIS_FILE", file.as_posix())
    file.write_text(text, encoding="utf-8")
    if as_json:
        click.echo(json.dumps({"family": f"{domain}.{name}", "file": str(file)}, indent=1))
        return
    click.echo(f"{file} written; now: curricula check {file}")


def refuse_taken(name: str) -> None:
    from generators import catalog

    if name in catalog.names():
        raise click.UsageError(f"a family is called {name} already; choose another name")
