"""See whether families keep the laws: ours and those of users."""

import json
import sys
from collections.abc import Iterator
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipelines.commands import completing
from pipelines.commands.drawn_elsewhere import digest_elsewhere, digest_of
from pipelines.commands.options import EXAMPLES, FAILED, add_folders, as_json, family_dir
from pipelines.commands.time_limit import time_limit

if TYPE_CHECKING:
    from generators.family import Family
    from generators.laws import Law, Sample

OTHERWISE = (
    "another process draws other problems, keys or statements; take nothing from the order of a"
    " set, from hash(), id(), the clock or random"
)
SHOWN = 3  # findings of a law that are named
SPEED_SECONDS = 1.0  # for which problems are drawn and solved to see how fast that is


@click.command(
    epilog=EXAMPLES
    + "  curricula check number_theory.gcd\n"
    + "  curricula check my_families/sequences/consecutive_sum.py\n"
    + "  curricula check sequences.consecutive_sum --family-dir my_families --json"
)
@click.argument(
    "families",
    metavar="FAMILY|FILE...",
    nargs=-1,
    shell_complete=completing.a_family_or_file,
)
@click.option(
    "--size",
    type=click.IntRange(1, 1_000),
    default=25,
    show_default=True,
    help="Problems tried at each difficulty.",
)
@click.option(
    "--limit",
    type=click.FloatRange(min=0, min_open=True),
    default=60.0,
    show_default=True,
    help="Seconds that one law may take.",
)
@click.option("--strict", is_flag=True, help="Fail on advice too.")
@click.option("--laws", is_flag=True, help="Say what each law asks, and try none.")
@as_json
@family_dir
def check(
    families: tuple[str, ...],
    size: int,
    limit: float,
    strict: bool,
    laws: bool,
    as_json: bool,
    family_dirs: tuple[str, ...],
) -> None:
    """Try the laws on families, built in or your own: every claim true and telling, every number
    sourced, no line that could be missing, conclusions that refuse other answers, keys, capacity.

    Prints a line a law, and what breaks it; exits 1 where a law is broken. A file of yours is
    imported, so its code runs."""
    from generators import catalog

    if laws:
        click.echo("\n".join(lines_of_laws()))
        return
    if not families:
        raise click.UsageError("name a family or its file, such as number_theory.gcd")
    add_folders(family_dirs)
    reports = []
    for given in families:
        is_file = given.endswith(".py") or Path(given).exists()
        name = catalog.add_file(given) if is_file else given
        report = checked(name, size, limit)
        reports.append(report)
        if not as_json:
            click.echo(shown(report))
    if as_json:
        click.echo(json.dumps(reports, indent=1))
    if any(is_broken(report, strict) for report in reports):
        raise SystemExit(FAILED)


def checked(name: str, size: int, limit: float) -> dict[str, Any]:
    """The report on a family, or why there is none. Raises UnknownFamily."""
    from generators import catalog
    from generators.errors import CurriculaError, OutOfTime
    from generators.laws import BOOK, Sample

    laws: list[dict[str, Any]] = []
    try:
        with time_limit(limit):
            family = catalog.family(name)
    except OutOfTime as error:
        return without_laws(name, f"{name}: its file: {error}")
    part = "knobs"
    try:
        with time_limit(limit):
            sample = Sample(family, size)
        for law in BOOK.laws.values():
            part = f"{law.name}, seed {sample.seed}"
            with time_limit(limit):
                laws.append(law_report(law, sample))
        if not drawn_alike(sample, limit):
            return without_laws(name, f"{name}: {OTHERWISE}")
        part = f"its deletions, distances and speed, seed {sample.seed}"
        with time_limit(limit):
            return report_on(family, sample, laws)
    except OutOfTime as error:
        return without_laws(name, f"{name}: {part}: {error}")
    except CurriculaError as error:
        return without_laws(name, str(error))


def drawn_alike(sample: "Sample", limit: float) -> bool:
    """Whether another process draws the same problems of a user's family."""
    from generators import catalog

    name = sample.family.name
    if catalog.is_built_in(name):
        return True
    file = sys.modules[sample.family.reference.run.__module__].__file__ or ""
    elsewhere = digest_elsewhere(name, file, sample.size, sample.seed, limit)
    return elsewhere in ("", digest_of(sample.each_problem()))


def without_laws(name: str, reason: str) -> dict[str, Any]:
    """The report on a family whose laws cannot all be tried."""
    return {"family": name, "error": reason, "laws": []}


def report_on(
    family: "Family[Any]", sample: "Sample", laws: list[dict[str, Any]]
) -> dict[str, Any]:
    """What the laws find, and what the family is like, as `--json` prints it."""
    from generators.distance import strategy_distances
    from generators.laws.of_steps import deletions_of

    missing = deletions_of(sample)
    pairs = strategy_distances(family, 3, sample.size).items()
    near, apart = min(pairs, key=lambda item: item[1], default=(("", ""), float("nan")))
    return {
        "family": family.name,
        "laws": laws,
        "capacity": {
            str(difficulty): str(setting.capacity)
            for difficulty, setting in sample.settings.items()
        },
        "answers": {
            str(difficulty): len(set(map(attrgetter("answer"), problems)))
            for difficulty, problems in sample.problems.items()
        },
        "missing_lines_noticed": {way: round(missing.share(way), 3) for way in WAYS},
        "nearest_strategies": [*near, round(apart, 2)],
        "problems_per_second": round(speed(sample)),
    }


WAYS = ("file", "healed", "core")


def law_report(law: "Law", sample: "Sample") -> dict[str, Any]:
    findings = list(law.run(sample))
    reason = sample.family.exceptions.get(law.name, "")
    outcome = "ok"
    if findings and reason:
        outcome = "excepted"
    elif findings:
        outcome = "advice" if law.advice else "broken"
    return {
        "law": law.name,
        "about": law.about,
        "remedy": law.remedy,
        "outcome": outcome,
        "reason": reason,
        "findings": [finding._asdict() | {"line": str(finding)} for finding in findings],
    }


def speed(sample: "Sample") -> float:
    """Problems of difficulty 2 that are drawn and solved by every strategy in a second of CPU."""
    from time import process_time

    begun, count = process_time(), 0
    setting = sample.settings[2]
    while (spent := process_time() - begun) < SPEED_SECONDS:
        problem = setting.problem(sample.seed + 1, count)
        for name in problem.strategies():
            problem.solve(name)
        count += 1
    return count / spent


def is_broken(report: dict[str, Any], strict: bool) -> bool:
    failing = ("broken", "advice") if strict else ("broken",)
    return "error" in report or any(law["outcome"] in failing for law in report["laws"])


def shown(report: dict[str, Any]) -> str:
    """A report as a person reads it."""
    return "\n".join(lines_of(report))


def lines_of(report: dict[str, Any]) -> Iterator[str]:
    yield click.style(report["family"], bold=True)
    if "error" in report:
        yield f"  {mark('broken')} {report['error']}"
        return
    for law in report["laws"]:
        reason = f" ({law['reason']})" if law["outcome"] == "excepted" else ""
        yield f"  {mark(law['outcome'])} {law['about']}{reason}"
        if law["outcome"] in ("broken", "advice"):
            findings = law["findings"]
            for finding in findings[:SHOWN]:
                yield f"           {finding['line']}"
            if len(findings) > SHOWN:
                yield f"           and {len(findings) - SHOWN} more"
            yield f"           {law['law']}: {law['remedy']}"
    yield "  problems at difficulty " + listed(report["capacity"])
    yield f"  answers among the problems tried at difficulty {listed(report['answers'])}"
    noticed = report["missing_lines_noticed"]
    yield "  missing lines noticed: " + ", ".join(f"{way} {noticed[way]:.0%}" for way in WAYS)
    first, second, apart = report["nearest_strategies"]
    yield f"  nearest strategies: {first} and {second}, {apart}"
    yield f"  {report['problems_per_second']:,} problems a second, solved by every strategy"


def lines_of_laws() -> Iterator[str]:
    """What each law asks, as a person reads it."""
    from generators.laws import BOOK

    for law in BOOK.laws.values():
        yield click.style(law.name, bold=True) + (" (advice)" if law.advice else "")
        yield f"  {law.about}."
        yield f"  {law.remedy}"


def listed(by_difficulty: dict[str, Any]) -> str:
    return ", ".join(f"{difficulty}: {value}" for difficulty, value in by_difficulty.items())


def mark(outcome: str) -> str:
    colour = {"ok": "green", "broken": "red", "advice": "yellow", "excepted": "cyan"}[outcome]
    return click.style(f"{outcome:8}", fg=colour)
