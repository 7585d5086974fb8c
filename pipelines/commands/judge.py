"""Judge datasets and completions: verify, grade."""

import json
import sys
from pathlib import Path

import click

from pipelines.commands.options import (
    BAD,
    EXAMPLES,
    add_folders,
    as_json,
    family_dir,
    note,
)
from pipelines.commands.progress import progress_bar


@click.command(
    epilog=EXAMPLES
    + "  curricula verify curricula-d3-s4-seed0\n"
    + "  curricula verify study --json\n"
    + "  curricula verify user/name --revision v1"
)
@click.argument("place", metavar="FOLDER|USER/NAME")
@click.option("--revision", metavar="R", help="Of a name on the Hub: a branch, a tag or a commit.")
@as_json
@family_dir
def verify(place: str, revision: str | None, as_json: bool, family_dirs: tuple[str, ...]) -> None:
    """Verify a dataset, or all of a study, from the files alone: every claim decided again,
    answers, keys, splits, hashes.

    Conclusions are made again by the families that the rows name; a line names those that are not
    here. Prints counts and names each bad row; exits 3 where there is one."""
    from pipelines.dataset.verify import verify as verify_folder

    add_folders(family_dirs)
    folder = find_data(place, revision)
    with progress_bar(f"verify {place}") as progress:
        report = verify_folder(folder, progress)
    for line in report.notes():
        note(line)
    if as_json:
        counts = dict(sorted(report.counts.items()))
        missing = sorted(report.families.missing)
        said = {"counts": counts, "bad": report.bad, "missing_families": missing}
        click.echo(json.dumps(said, indent=1))
    else:
        for finding in report.bad:
            parts = (finding["file"], finding["id"], finding["reason"])
            click.echo(": ".join(part for part in parts if part))
        counts = ", ".join(f"{count:,} {what}" for what, count in report.counts.items())
        print(f"{counts or 'nothing read'}; {len(report.bad):,} findings", file=sys.stderr)
    if report.bad:
        raise SystemExit(BAD)


def find_data(place: str, revision: str | None = None) -> Path:
    """The folder of that path, or of the dataset of that name on the Hub."""
    if revision is None and Path(place).exists():
        return Path(place)
    from pipelines.dataset.location import folder_of

    return folder_of(place, revision, note)


@click.command(
    epilog=EXAMPLES
    + "  curricula grade completions.jsonl curricula-d3-s4-seed0\n"
    + "  curricula grade completions.jsonl data --json > verdicts.jsonl"
)
@click.argument("completions", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.argument("dataset", type=click.Path(path_type=Path))
@click.option(
    "--marker",
    metavar="TEXT",
    help="Words of a template of yours before the answer, as in 'Final answer:'."
    "  [default: the dataset's]",
)
@as_json
@family_dir
def grade(
    completions: Path,
    dataset: Path,
    marker: str | None,
    as_json: bool,
    family_dirs: tuple[str, ...],
) -> None:
    """Grade COMPLETIONS against DATASET: verdict, reason, strategy and first wrong step of each.

    COMPLETIONS has one JSON object a line: {"id": a problem's id, "completion": a text or a list of
    messages}. With --json each completion gives one JSON line."""
    from pipelines.commands.terminal import show_graded
    from pipelines.evaluation.grade_file import grade_completions, summary

    add_folders(family_dirs)
    results = list(grade_completions(completions, dataset, marker))
    if as_json:
        for result in results:
            click.echo(json.dumps(result._asdict()))
    else:
        click.echo(show_graded(results, summary(results)))
