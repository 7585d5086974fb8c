"""Import evaluation sets from elsewhere: import."""

import json
import shlex
from pathlib import Path
from typing import Any

import click

from generators.answers.answer import FORMS
from pipelines.commands.options import EXAMPLES, as_json
from pipelines.commands.progress import progress_bar
from pipelines.commands.speaking import tell


def options_of(
    context: click.Context, parameter: click.Parameter, values: tuple[str, ...]
) -> dict[str, Any]:
    """`--set name=value`, the value as JSON where it is, else as text."""
    found: dict[str, Any] = {}
    for value in values:
        name, sign, text = value.partition("=")
        if not sign or not name.isidentifier():
            raise click.BadParameter(f"{value!r} is not NAME=VALUE")
        try:
            found[name] = json.loads(text)
        except ValueError:
            found[name] = text
    return found


@click.command(
    "import",
    epilog=EXAMPLES
    + "  curricula import chain_sum chain-sum --size 200\n"
    + "  curricula import fraction_simplification fractions --form reduced --set max_value=500\n"
    + "  curricula import items.jsonl items\n"
    + "  cat items.jsonl | curricula import - items",
)
@click.argument("source", metavar="NAME|FILE.jsonl|-")
@click.argument("out", metavar="OUT", type=click.Path(path_type=Path))
@click.option(
    "--size",
    type=click.IntRange(1, 1_000_000),
    default=500,
    show_default=True,
    help="How many items are drawn.",
)
@click.option(
    "--seed",
    type=click.IntRange(0, 2**32),
    default=0,
    show_default=True,
    help="The seed of the draw.",
)
@click.option(
    "--set",
    "options",
    metavar="NAME=VALUE",
    multiple=True,
    callback=options_of,
    help="A setting of it, as min_terms=3.",
)
@click.option(
    "--form",
    type=click.Choice([form for form in FORMS if form]),
    default=None,
    help="The form that answers have to have.",
)
@click.option(
    "--words",
    is_flag=True,
    help="Take single words too where the dataset may count others as right.",
)
@click.option(
    "--template",
    metavar="NAME|FILE",
    default="plain",
    show_default=True,
    help="How a question is put to a model.",
)
@as_json
@click.pass_context
def import_(
    context: click.Context,
    source: str,
    out: Path,
    size: int,
    seed: int,
    options: dict[str, Any],
    form: str | None,
    words: bool,
    template: str,
    as_json: bool,
) -> None:
    """Import a dataset of Reasoning Gym into the new folder OUT, as an evaluation set that our
    grader judges.

    NAME is one of the installed package reasoning-gym; a file, or - for standard input, has an
    object with question, answer and metadata a line. Items whose answer is of no kind that the
    grader knows are left out, counted, and listed with their reason in OUT/refused.jsonl."""
    from pipelines.dataset.foreign_rows import STANDARD_INPUT, standard_input
    from pipelines.dataset.template import find_template
    from pipelines.imports.imported_set import import_set
    from pipelines.imports.items import drawn, read, version

    if source == STANDARD_INPUT:  # the file's name stands in the dataset
        with standard_input("items.jsonl") as path:
            context.invoke(import_, **{**context.params, "source": str(path)})
        return
    if Path(source).is_dir():
        raise click.UsageError(f"{source} is a folder; name a file of JSON lines")
    from_file = source.endswith(".jsonl") or Path(source).is_file()
    shown = find_template(template)
    if from_file:
        if options:
            raise click.UsageError("--set goes with a dataset of the package, not with a file")
        items = read(Path(source))
        origin: dict[str, Any] = {
            "name": Path(source).name.partition(".")[0],
            "seed": seed,
            "from": f"the file {Path(source).name}",
        }
    else:
        items = drawn(source, size, seed, options)
        origin = {
            "name": source,
            "seed": seed,
            "size": size,
            "from": f"reasoning-gym {version()}",
            "options": options,
        }
    settings = [] if from_file else ["--size", str(size)]
    for name, value in options.items():
        settings += ["--set", f"{name}={json.dumps(value)}"]
    settings += [
        *(["--form", form] if form else []),
        *(["--words"] if words else []),
        "--template",
        template,
    ]
    named = Path(source).name if from_file else source
    command = shlex.join(
        ["curricula", "import", named, Path(out).name, "--seed", str(seed), *settings]
    )
    with progress_bar(f"import {source}") as progress:
        found = import_set(items, out, shown, command, origin, form or "", words, progress)
    if as_json:
        click.echo(
            json.dumps(
                {"out": str(out), "kinds": dict(found.kinds), "refused": dict(found.refused)},
                indent=1,
            )
        )
    for reason, count in found.refused.most_common():
        tell(f"refused {count:,}: {reason}")
    kinds = ", ".join(f"{kind} {count:,}" for kind, count in found.kinds.most_common())
    total = sum(found.kinds.values()) + sum(found.refused.values())
    tell(f"{sum(found.kinds.values()):,} of {total:,} items in {out} ({kinds})")
