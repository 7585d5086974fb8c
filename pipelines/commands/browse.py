"""See what there is: families, one problem, studies."""

import json
from typing import TYPE_CHECKING, Any

import click

from pipelines.commands import completing
from pipelines.commands.options import (
    EXAMPLES,
    add_folders,
    approach_option,
    as_json,
    family_dir,
    rendering,
)
from pipelines.commands.time_limit import SECONDS, time_limit

if TYPE_CHECKING:
    from curricula.curriculum import Curriculum


@click.command(
    epilog=EXAMPLES
    + "  curricula families --domain algebra\n"
    + "  curricula families algebra.linear_equation\n"
    + "  curricula families --domain finite_fields --distances\n"
    + "  curricula families --json"
)
@click.argument("family", required=False, shell_complete=completing.a_family)
@click.option(
    "--domain",
    metavar="D",
    shell_complete=completing.a_domain,
    help="Only the families of one domain.",
)
@click.option(
    "--draws",
    type=click.IntRange(10, 100_000),
    default=1_000,
    show_default=True,
    help="How many problems of a difficulty are drawn to measure FAMILY.",
)
@click.option(
    "--distances",
    is_flag=True,
    help=(
        "How far apart each two strategies are (0 the same lines, 1 nothing in common), at"
        " difficulty 3."
    ),
)
@as_json
@family_dir
def families(
    family: str | None,
    domain: str | None,
    draws: int,
    distances: bool,
    as_json: bool,
    family_dirs: tuple[str, ...],
) -> None:
    """List every family: its strategies, and how many distinct problems each difficulty holds. Of
    one FAMILY also how many of them are different mathematics, and how far guessing gets."""
    from generators import catalog
    from generators.distance import strategy_distances
    from generators.guessing import guessing
    from generators.problem import DIFFICULTIES, Setting
    from pipelines.commands.terminal import (
        family_entry,
        show_distances,
        show_families,
        show_guessing,
    )

    add_folders(family_dirs)
    if family and domain:
        raise click.UsageError("--domain does not go with one FAMILY")
    chosen = [catalog.family(name) for name in ([family] if family else catalog.names(domain))]
    if distances:
        found = {one.name: strategy_distances(one, 3) for one in chosen}
        if as_json:
            rows = []
            for name, pairs in found.items():
                for (first, second), distance in pairs.items():
                    if distance == distance:
                        row = {"family": name, "first": first, "second": second}
                        rows.append({**row, "distance": distance})
            click.echo(json.dumps(rows, indent=1))
        else:
            click.echo("\n\n".join(show_distances(name, pairs) for name, pairs in found.items()))
        return
    entries = [family_entry(one) for one in chosen]
    measured = {}
    if family:
        measured = {d: guessing(Setting(chosen[0], d), draws) for d in DIFFICULTIES}
        entries[0]["measured"] = {str(d): found._asdict() for d, found in measured.items()}
    if as_json:
        click.echo(json.dumps(entries, indent=1))
        return
    click.echo(show_families(entries))
    if measured:
        click.echo("\n" + show_guessing(entries[0], measured))


@click.command(
    epilog=EXAMPLES
    + "  curricula show algebra.quadratic_equation --difficulty 2\n"
    + "  curricula show finite_fields.operation_chain --strategy backward --choice guess=random\n"
    + "  curricula show number_theory.gcd --approach forward,backward --json"
)
@click.argument("family", shell_complete=completing.a_family)
@click.option("--difficulty", type=int, default=3, show_default=True, help="From 1 to 5.")
@click.option(
    "--strategy",
    "strategies",
    multiple=True,
    metavar="S",
    shell_complete=completing.a_strategy,
    help="Only by this strategy; may be repeated.",
)
@approach_option
@click.option(
    "--seed", type=int, default=0, show_default=True, help="The seed by which problems are drawn."
)
@click.option(
    "--index", type=click.IntRange(0), default=0, show_default=True, help="Which problem."
)
@click.option(
    "--knob",
    "knobs",
    multiple=True,
    metavar="NAME=VALUE",
    shell_complete=completing.a_knob,
    help="Set a knob, as in steps=2-5.",
)
@click.option(
    "--choice",
    "choices",
    multiple=True,
    metavar="NAME=VALUE",
    shell_complete=completing.a_choice,
    help="A strategy's free choice, as in guess=random.",
)
@click.option("--graph", is_flag=True, help="Draw what each step rests on, not the words.")
@rendering("plain")
@as_json
@family_dir
def show(
    family: str,
    difficulty: int,
    strategies: tuple[str, ...],
    seed: int,
    index: int,
    knobs: tuple[str, ...],
    choices: tuple[str, ...],
    graph: bool,
    approach: tuple[str, ...],
    as_json: bool,
    style: str | None,
    wording: str | None,
    detail: str | None,
    label: str | None,
    phrasing: int | None,
    family_dirs: tuple[str, ...],
) -> None:
    """Show one problem of FAMILY, solved by every strategy that applies."""
    from curricula.curriculum import Source, Stage, check_stage
    from curricula.request import choose_knobs, read_pairs
    from curricula.style import PLAIN, read_detail, read_label, style_or_wording
    from generators import catalog
    from generators.render import Rendering
    from pipelines.commands.terminal import problem_entry, show_problem

    if graph and as_json:
        raise click.UsageError("--graph does not go with --json, which has each step's premises")
    unused = [
        f"--{name}"
        for name, value in (("style", style), ("wording", wording), ("detail", detail))
        if value is not None
    ]
    if graph and unused:
        raise click.UsageError(
            f"{unused[0]} does not go with --graph, which draws claims, no words"
        )
    add_folders(family_dirs)
    source = Source(family, difficulty, choose_knobs([catalog.family(family)], knobs)[family])
    offered = read_pairs("--choice", choices)
    check_stage("show", Stage("sft", 1, (source,), 1, choices=offered))
    setting = source.setting()
    chosen = style_or_wording(style, wording, "--style", "--wording") or PLAIN
    written = Rendering(chosen, read_detail(detail), read_label(label), phrasing or 0)
    with time_limit(SECONDS):
        problem = setting.problem(seed, index)
        names = [problem.strategy(name).name for name in strategies] or problem.strategies()
        if approach:
            names = of_approach(problem, names, approach)
        if as_json:
            entry = problem_entry(problem, setting, names, offered, written)
            text = json.dumps(entry, indent=1)
        else:
            text = show_problem(problem, setting, names, offered, written, graph)
    click.echo(text)


def problems_of(curriculum: "Curriculum") -> int:
    return sum(stage.size for stage in curriculum.stages)


def of_approach(problem: Any, names: list[str], approach: tuple[str, ...]) -> list[str]:
    """Those of the strategies that are of one of the approaches. Raises CurriculumError where none
    is."""
    from curricula.approaches import read_approaches
    from curricula.curriculum import CurriculumError

    asked = read_approaches(approach)
    there = {name: problem.family.strategies[name].approach for name in names}
    chosen = [name for name in names if there[name] in asked]
    if not chosen:
        raise CurriculumError(
            f"--approach: no strategy that applies to {problem.id} is {' or '.join(asked)};"
            f" they are {', '.join(dict.fromkeys(there.values()))}"
        )
    return chosen


@click.command(epilog=EXAMPLES + "  curricula presets\n  curricula presets --json")
@as_json
def presets(as_json: bool) -> None:
    """List the studies that `generate --curriculum NAME` knows, with their datasets."""
    from curricula.studies.catalog import arms_of, studies

    if as_json:
        entries: list[dict[str, Any]] = []
        for name, text in studies().items():
            sizes = {arm: problems_of(c) for arm, c in arms_of(name).items()}
            entries.append({"name": name, "about": text, "datasets": sizes})
        click.echo(json.dumps(entries, indent=1))
        return
    for name, text in studies().items():
        click.echo(f"{click.style(name, bold=True)}  {text}")
        for arm, drawn in arms_of(name).items():
            for stage in drawn.stages:
                mixture = (
                    stage.strategies
                    if isinstance(stage.strategies, int)
                    else ", ".join(f"{n} {w:g}" for n, w in stage.strategies.items())
                )
                lengths = ", ".join(
                    dict.fromkeys(
                        str(source.knobs.get("steps", source.difficulty))
                        for source in stage.sources
                    )
                )
                click.echo(
                    f"  {arm:10} {stage.name:5} {stage.size:6,} problems, {mixture}; steps"
                    f" {lengths}"
                )
