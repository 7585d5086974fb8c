"""Make a dataset, from options, a study or a curriculum file."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from pipelines.commands import completing
from pipelines.commands.options import (
    EXAMPLES,
    add_folders,
    approach_option,
    as_json,
    engine_named,
    engines,
    family_dir,
    rendering,
)
from pipelines.commands.progress import progress_bar
from pipelines.commands.speaking import tell
from pipelines.commands.time_limit import SECONDS, time_limit

# options that may be given beside a curriculum, which says all else
ALSO_WITH_CURRICULUM = {"seed", "style", "detail", "label", "phrasing", "knob", "choice"}
ALSO_WITH_CURRICULUM |= {"corrupt", "backtracks", "check"}
TRIED_OUT = 3  # problems of a family of the user's, before a build


@click.command(
    epilog=EXAMPLES
    + "  curricula generate --strategies 4 --difficulty 3\n"
    + "  curricula generate --domain algebra --difficulty 1-3 --size 5000 --workers 2\n"
    + "  curricula generate --family finite_fields.operation_chain --knob steps=2-5"
    + " --choice guess=random\n"
    + "  curricula generate --approach backward,enumerative --difficulty 1-2\n"
    + "  curricula generate --strategies 1 --corrupt 0.25 --out with_slips\n"
    + "  curricula generate --curriculum select_and_improve --out study"
)
@click.option(
    "--strategies",
    type=int,
    metavar="N",
    help="Solve each problem by N distinct strategies.  [default: 4]",
)
@click.option(
    "--admits",
    type=int,
    metavar="K",
    help="Draw problems that K strategies could solve, so that datasets with fewer share them.",
)
@click.option("--difficulty", metavar="D|A-B", help="From 1 to 5, or a range.  [default: 3]")
@click.option(
    "--family",
    "family",
    multiple=True,
    metavar="F",
    shell_complete=completing.a_family,
    help="A family; may be repeated.  [default: all that have N strategies]",
)
@click.option(
    "--domain", metavar="D", shell_complete=completing.a_domain, help="All families of a domain."
)
@click.option(
    "--strategy",
    "strategy",
    multiple=True,
    metavar="S",
    shell_complete=completing.a_strategy,
    help="Draw from these strategies only; may be repeated.",
)
@approach_option
@click.option(
    "--knob",
    "knob",
    multiple=True,
    metavar="NAME=VALUE",
    shell_complete=completing.a_knob,
    help="Set a knob, as in steps=2-5.",
)
@click.option(
    "--stages",
    metavar="SIZES",
    help="Which part of the problems each stage has.  [default: sft=.45,rl=.45,eval=.1]",
)
@click.option(
    "--choice",
    "choice",
    multiple=True,
    metavar="NAME=VALUE",
    shell_complete=completing.a_choice,
    help="A strategy's free choice, as in guess=random.",
)
@click.option(
    "--corrupt",
    type=float,
    metavar="SHARE",
    help="The share of sft's solutions that a slip leads to a wrong answer, as in 0.25;"
    " each step is labelled.",
)
@click.option(
    "--backtracks",
    metavar="N|A-B",
    help="How many attempts by other strategies come first in sft's solutions and are given up, as"
    " in 0-3.",
)
@click.option(
    "--check",
    is_flag=True,
    help="End sft's solutions with a line that tests the answer, where there is one.",
)
@rendering("latex")
@click.option(
    "--template",
    metavar="T",
    shell_complete=completing.a_template,
    help=(
        "boxed, answer_line, think, terse, plain, or a file with a prompt and a completion"
        " separated by ---.  [default: boxed; terse in terse]"
    ),
)
@click.option("--size", type=int, metavar="N", help="Problems in all.  [default: 1000]")
@click.option(
    "--seed",
    type=int,
    metavar="N",
    help="The seed by which problems are drawn.  [default: 0]",
)
@click.option(
    "--out",
    metavar="DIR|URL",
    help="A folder, or a URL that fsspec knows, such as s3://bucket/name."
    "  [default: curricula-d3-s4-seed0, from the options]",
)
@engines
@click.option(
    "--shards",
    metavar="A-B",
    help="Write these shards of the plan only, such as 0-99; the command without it finishes.",
)
@click.option(
    "--curriculum",
    metavar="NAME|FILE",
    shell_complete=completing.a_study,
    help="A study (see presets), or a YAML file, in place of the options that choose problems.",
)
@click.option("--title", metavar="T", help="What the dataset's card calls it.")
@click.option("--description", metavar="T", help="What the card says of it first.")
@click.option(
    "--author", "author", multiple=True, metavar="NAME", help="Who made it; may be repeated."
)
@click.option(
    "--link",
    "links",
    multiple=True,
    metavar="[NAME=]URL",
    help="A page that the card leads to; may be repeated.",
)
@click.option(
    "--card",
    "card_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="A card.yaml with title, description, author and links; these options go before it.",
)
@as_json
@family_dir
def generate(
    out: str | None,
    workers: int,
    engine: str,
    address: str | None,
    shards: str | None,
    curriculum: str | None,
    as_json: bool,
    family_dirs: tuple[str, ...],
    template: str | None,
    style: str | None,
    wording: str | None,
    card_file: Path | None,
    **asked: Any,
) -> None:
    """Generate a dataset: problems, each solved by several strategies, every step checked.

    Title, description, authors and links are kept in DIR/card.yaml, and stay when the dataset is
    built again."""
    from pipelines.dataset.lean_memory import be_lean

    be_lean()  # before Arrow is imported
    from curricula.request import SIZE, adapted, plain_curriculum
    from curricula.style import style_or_wording
    from pipelines.commands.terminal import show_summary, summary
    from pipelines.dataset.build import build
    from pipelines.dataset.card_words import FIELDS, words_asked
    from pipelines.dataset.recorded_command import recorded_command
    from pipelines.dataset.storage import below, is_url
    from pipelines.dataset.template import find_template

    refuse_empty({"out": out, "curriculum": curriculum, "template": template, **asked})
    add_folders(family_dirs)
    words = words_asked(card_file, {name: asked.pop(name) for name in FIELDS})
    asked["style"] = style_or_wording(style, wording, "--style", "--wording") or None
    given = {name: value for name, value in asked.items() if is_given(name, value)}
    if curriculum is None:
        given = {"difficulty": "3", "seed": 0, "size": SIZE, **given}
        if family_dirs:
            try_out(given)
        drawn = plain_curriculum(**given, template=template or "")
        given["strategies"] = drawn.stages[0].strategies
        default = f"curricula-d{given['difficulty']}-s{given['strategies']}-seed{drawn.seed}"
        jobs = {to(out or default): drawn}
    else:
        unfit = sorted(set(given) - ALSO_WITH_CURRICULUM)
        if unfit:
            raise click.UsageError(
                f"--{unfit[0]} does not go with --curriculum, which says it;"
                f" {listed(ALSO_WITH_CURRICULUM)} do"
            )
        arms = load_arms(curriculum)
        fixed = {
            name: adapted(
                arm,
                given.get("seed"),
                given.get("style"),
                template,
                given.get("knob", ()),
                given.get("choice", ()),
                given.get("detail"),
                given.get("label"),
                given.get("phrasing"),
                given.get("corrupt"),
                given.get("backtracks"),
                given.get("check"),
            )
            for name, arm in arms.items()
        }
        place = to(out or folder_named(next(iter(fixed.values())).name))
        jobs = {below(place, name) if name else place: arm for name, arm in fixed.items()}
    command = recorded_command(given, template, curriculum, family_dirs)
    opened = engine_named(engine, workers, address)
    if shards is not None:
        how = command, workers, family_dirs, opened
        write_part(jobs, read_ranges(shards), words, as_json, *how)
        return
    manifests = {}
    for folder, arm in jobs.items():
        with progress_bar(str(folder)) as progress:
            result = build(
                arm,
                find_template(arm.template),
                folder,
                command,
                workers,
                family_dirs,
                progress,
                opened,
                words,
            )
        manifests[str(folder)] = result.manifest
        tell(f"{folder}: {result.written} shards written, {result.kept} kept")
    if as_json:
        click.echo(
            json.dumps(
                {folder: summary(manifest) for folder, manifest in manifests.items()}, indent=1
            )
        )
        return
    for folder, manifest in manifests.items():
        click.echo(
            (f"\n{click.style(folder, bold=True)}\n" if len(manifests) > 1 else "")
            + show_summary(summary(manifest))
        )
    first = next(iter(jobs))
    click.echo("\n" + one_problem(first, manifests[str(first)]))
    verified = first if len(jobs) == 1 else place
    loads = f'load_dataset("{first}"), load_dataset("{first}", "sft"); '
    click.echo(f"\n{'' if out and is_url(out) else loads}curricula verify {verified}")


def refuse_empty(options: dict[str, Any]) -> None:
    """Raises UsageError for an option that was given without a value, as a variable of a shell may
    be."""
    for name, value in options.items():
        if value == "" and name not in ("title", "description"):
            raise click.UsageError(f"--{name} is empty; give it a value, or leave it out")


def is_given(name: str, value: Any) -> bool:
    """Whether an option was given, and says more than its default would."""
    if name in ("corrupt", "phrasing") and value == 0:
        return False
    return value is not None and value is not False and value != ()


def to(out: str) -> Path | str:
    """A folder, or a URL as it is."""
    from pipelines.dataset.storage import is_url

    return out if is_url(out) else Path(out)


def write_part(
    jobs: dict[Path | str, Any],
    wanted: list[range],
    words: dict[str, Any],
    as_json: bool,
    command: str,
    workers: int,
    family_dirs: tuple[str, ...],
    engine: Any,
) -> None:
    """Write some shards of each dataset, and say how far it is."""
    from pipelines.dataset.build import build_shards
    from pipelines.dataset.template import find_template

    parts = {}
    for folder, arm in jobs.items():
        template = find_template(arm.template)
        with progress_bar(str(folder)) as progress:
            how = workers, family_dirs, progress, engine, words
            part = build_shards(arm, template, folder, command, wanted, *how)
        parts[str(folder)] = asdict(part)
        tell(
            f"{folder}: {part.written:,} shards written, {part.kept:,} kept; {part.there:,} of"
            f" {part.planned:,} are there; the same command without --shards finishes"
        )
    if as_json:
        click.echo(json.dumps(parts, indent=1))


def read_ranges(text: str) -> list[range]:
    """`0-99`, `7` or `0-9,20`. Raises UsageError."""
    from generators.knobs import read_value

    found = []
    for part in text.split(","):
        value = read_value(part)
        first, last = value if isinstance(value, tuple) else (value, value)
        if not isinstance(first, int) or not isinstance(last, int) or not 0 <= first <= last:
            raise click.UsageError(
                f"--shards: '{part}' is neither a number of a shard nor a range such as 0-99"
            )
        found.append(range(first, last + 1))
    return found


def listed(names: set[str]) -> str:
    """`--a, --b and --c`."""
    *most, last = [f"--{name}" for name in sorted(names)]
    return f"{', '.join(most)} and {last}"


def folder_named(name: str) -> str:
    """The folder of a curriculum that is called so, in this one. Raises UsageError for a name that
    is none."""
    from curricula.names import stays_inside

    if not stays_inside(name) or "/" in name:
        raise click.UsageError(
            f"a curriculum called {name[:60]!r} names no folder here; choose one by --out"
        )
    return name


def try_out(given: dict[str, Any]) -> None:
    """Draw and solve some problems of each of the user's own families in a limited time, so that a
    loop without an end is told and not waited for. Raises FamilyError or OutOfTime."""
    from curricula.request import choose_families, read_difficulties
    from generators import catalog
    from generators.problem import Setting

    for family in choose_families(given.get("family", ()), given.get("domain")):
        if catalog.is_built_in(family.name):
            continue
        for difficulty in read_difficulties(given["difficulty"]):
            setting = Setting(family, difficulty)
            with time_limit(SECONDS):
                for index in range(TRIED_OUT):
                    problem = setting.problem(given["seed"], index)
                    for name in problem.strategies():
                        problem.solve(name)


def load_arms(curriculum: str) -> dict[str, Any]:
    """The curricula of a study by folder, or the one in a file."""
    from curricula.curriculum_file import read_curriculum
    from curricula.studies.catalog import arms_of, studies

    if curriculum not in studies() and (
        Path(curriculum).suffix in (".yaml", ".yml") or Path(curriculum).is_file()
    ):
        return {"": read_curriculum(curriculum)}
    return arms_of(curriculum)


def one_problem(folder: Path | str, manifest: dict[str, Any]) -> str:
    """The first problem of a dataset as its card shows it."""
    from pipelines.dataset.card import example
    from pipelines.dataset.dataset import rendering_in
    from pipelines.dataset.storage import storage_of

    with storage_of(folder) as place:
        found = example(place, manifest["files"], rendering_in(manifest["config"]))
    if found is None:
        return ""
    stages = manifest["config"]["curriculum"]["stages"]
    among = {name.replace("_", " ") for name in stages[0].get("among") or ()}
    named = [each for each in found["solutions"] if each["name"] in among]
    solution = (named or found["solutions"])[0]
    solved = f"{solution['name']}:\n{solution['text']}"
    return f"{found['statement']}\n\n{solved}\n\nAnswer: {found['answer']}"
