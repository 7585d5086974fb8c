"""Audit a dataset's golds before training: audit."""

import json
from typing import Any

import click

from pipelines.commands.options import EXAMPLES, as_json, foreign_options
from pipelines.commands.speaking import note

SHOWN = 12  # groups of each sort that a person is shown


@click.command(
    epilog=EXAMPLES
    + "  curricula audit train.jsonl --answer answer\n"
    + "  curricula audit user/name --answer solution --split train --limit 5000\n"
    + "  cat rows.jsonl | curricula audit - --answer gold --json"
)
@click.argument("place", metavar="FILE|DIR|USER/NAME|-")
@click.option("--answer", metavar="COLUMN", required=True, help="The column that has the golds.")
@foreign_options
@click.option(
    "--limit", type=click.IntRange(1), metavar="N", help="Look at the first N rows.  [default: all]"
)
@as_json
def audit(
    place: str,
    answer: str,
    config: str | None,
    split: str | None,
    limit: int | None,
    as_json: bool,
) -> None:
    """Audit the golds of any dataset before training on it: read by kind, unread by form,
    ambiguous, and spoilt on their way, with counts and examples.

    A gold that is not read earns nothing, whatever a completion says. FILE is JSON lines, JSON,
    CSV or Parquet; - is JSON lines from standard input."""
    from pipelines.dataset.foreign_rows import foreign_rows
    from pipelines.evaluation.audit import audit as audit_golds

    rows = foreign_rows(place, [answer], config, split, note)
    found = audit_golds(rows, answer, limit=limit)
    click.echo(json.dumps(found.said(), indent=1) if as_json else show_audit(found.said()))
    if not found.said()["rows"]:
        note(f"{place} has no row")


def show_audit(said: dict[str, Any]) -> str:
    """The report for a person: a table of what is read, then each group with examples."""
    rows = said["rows"]
    read = sum(said["read"].values())
    sorts = (
        ("unread", "not read, never paid"),
        ("malformed", "spoilt on their way, never paid"),
        ("ambiguous", "read, but may be meant otherwise"),
    )

    def count_of(name: str) -> int:
        return sum([each["count"] for each in said[name].values()])

    counts = {name: count_of(name) for name, _ in sorts}
    lines = [
        f"{rows:,} golds: {share(read, rows)} read,"
        f" {share(said['text']['count'], rows)} compared as text,"
        f" {share(counts['unread'], rows)} not read,"
        f" {share(counts['malformed'], rows)} malformed,"
        f" {share(said['missing']['count'], rows)} missing",
        "read as: " + (", ".join([f"{name} {n:,}" for name, n in said["read"].items()]) or "none"),
    ]
    if said["text"]["count"]:
        lines.append("compared as text: " + "; ".join(said["text"]["examples"]))
    for name, title in sorts:
        if said[name]:
            lines += ["", click.style(f"{title}: {counts[name]:,}", bold=True)]
            lines += groups(said[name])
    return "\n".join(lines)


def groups(found: dict[str, Any]) -> list[str]:
    """A line for each of the largest groups."""
    lines = []
    for name, each in list(found.items())[:SHOWN]:
        examples = [example for example in each["examples"] if example != name]
        places = ", ".join([f"{row:,}" for row in each["rows"]])
        shown = f"  e.g. {';  '.join(examples)}" if examples else ""
        lines.append(f"  {each['count']:>7,}  {name}{shown}  (row {places})")
    if len(found) > SHOWN:
        rest = sum([each["count"] for each in list(found.values())[SHOWN:]])
        lines.append(f"  {rest:>7,}  in {len(found) - SHOWN:,} other forms; --json tells all")
    return lines


def share(count: int, rows: int) -> str:
    """A count with its share."""
    return f"{count:,} ({count / rows:.1%})" if rows and count else f"{count:,}"
