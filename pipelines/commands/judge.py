"""Judge datasets and completions: verify, grade."""

import json
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import click

from pipelines.commands.options import (
    BAD,
    EXAMPLES,
    add_folders,
    as_json,
    engine_named,
    engines,
    family_dir,
    foreign_options,
    grading_options,
)
from pipelines.commands.progress import progress_bar
from pipelines.commands.speaking import note, tell


@click.command(
    epilog=EXAMPLES
    + "  curricula verify curricula-d3-s4-seed0\n"
    + "  curricula verify study --json\n"
    + "  curricula verify data --from-files\n"
    + "  curricula verify data --oracle\n"
    + "  curricula verify user/name --revision v1\n"
    + "  curricula verify s3://bucket/data"
)
@click.argument("place", metavar="FOLDER|USER/NAME|URL")
@click.option("--revision", metavar="R", help="Of a name on the Hub: a branch, a tag or a commit.")
@click.option(
    "--redraw/--from-files",
    "redraw",
    default=True,
    help="Draw every row again and compare all columns, or call no generator.  [default: redraw]",
)
@click.option(
    "--oracle",
    is_flag=True,
    help="Decide every claim a second time, by SymPy, beside our own decision; slower.",
)
@as_json
@family_dir
def verify(
    place: str,
    revision: str | None,
    redraw: bool,
    oracle: bool,
    as_json: bool,
    family_dirs: tuple[str, ...],
) -> None:
    """Verify a dataset, or all of a study: each row is drawn again from its address and every
    column compared, the plan is made again so that rows which were dropped, doubled or moved are
    found, and claims, keys, splits and hashes are checked.

    What cannot be drawn again, since its family is not here or of another version, is decided from
    the files alone: claims, derivations, conclusions. Lines on stderr say what is then not vouched
    for. Prints counts and names each bad row; exits 3 where there is one."""
    from pipelines.dataset.verify import verify as verify_folder
    from pipelines.dataset.vouching import found

    add_folders(family_dirs)
    folder = find_data(place, revision)
    with progress_bar(f"verify {place}") as progress:
        report = verify_folder(folder, progress, redraw, oracle)
    for line in report.notes():
        note(line)
    if as_json:
        said = {
            "counts": dict(sorted(report.counts.items())),
            "bad": report.bad,
            "missing_families": sorted(report.families.missing),
            "vouched": report.vouched(),
        }
        click.echo(json.dumps(said, indent=1))
    else:
        for finding in report.bad:
            parts = (finding["file"], finding["id"], finding["reason"])
            click.echo(": ".join(part for part in parts if part))
        counts = ", ".join(f"{count:,} {what}" for what, count in report.counts.items())
        tell(f"{counts or 'nothing read'}; {found(len(report.bad))}")
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
    + "  curricula grade completions.jsonl user/name --json > verdicts.jsonl\n"
    + "  curricula grade completions.jsonl data --json --workers 8 > verdicts.jsonl\n"
    + "  curricula grade completions.jsonl test.parquet --answer solution --grading unmarked=yes\n"
    + "  cat graded.jsonl | curricula grade - --answer gold"
)
@click.argument("completions", metavar="COMPLETIONS|-")
@click.argument("dataset", metavar="[DATASET]", required=False)
@click.option(
    "--answer",
    metavar="COLUMN",
    help="Take the golds of a dataset from elsewhere from this column; without DATASET, of the"
    " completions' own lines.",
)
@click.option(
    "--id", "id_column", metavar="COLUMN", help="With --answer: the rows' ids.  [default: id]"
)
@click.option(
    "--completion",
    "completion_column",
    metavar="COLUMN",
    help="With --answer: the completions.  [default: completion]",
)
@foreign_options
@click.option(
    "--marker",
    metavar="TEXT",
    help="Words of a template of yours before the answer, as in 'Final answer:'."
    "  [default: the dataset's]",
)
@grading_options
@engines
@as_json
@family_dir
def grade(
    completions: str,
    dataset: str | None,
    as_json: bool,
    workers: int,
    engine: str,
    address: str | None,
    **options: Any,
) -> None:
    """Grade COMPLETIONS against DATASET: verdict, reason, strategy and first wrong step of each.

    COMPLETIONS has one JSON object a line: {"id": a problem's id, "completion": a text or a list of
    messages}. DATASET is a folder or a name on the Hub; with --answer any file of JSON lines, JSON,
    CSV or Parquet, or any dataset on the Hub. With --json each completion gives one JSON line, as
    soon as those before it are graded."""
    from pipelines.commands.terminal import show_graded
    from pipelines.dataset.foreign_rows import STANDARD_INPUT, standard_input
    from pipelines.evaluation.grade_file import summary

    add_folders(options["family_dirs"])
    how = workers, engine_named(engine, workers, address)
    with ExitStack() as left:
        path = Path(completions)
        if completions == STANDARD_INPUT:
            path = left.enter_context(standard_input())
        elif path.is_dir():
            raise click.UsageError(f"{completions} is a folder; name a file of completions")
        elif not path.is_file():
            raise click.UsageError(f"there is no file {completions}")
        results = graded_by(path, dataset, how, **options)
        is_empty = True
        if as_json:
            for result in results:
                is_empty = False
                click.echo(json.dumps(result._asdict()))
        else:
            found = list(results)
            is_empty = not found
            click.echo(show_graded(found, summary(found)))
        if is_empty:
            note(f"{completions} has no completion")


def graded_by(
    path: Path,
    dataset: str | None,
    how: tuple[int, Any],
    answer: str | None,
    marker: str | None,
    grading: tuple[str, ...],
    family_dirs: tuple[str, ...],
    **options: str | None,
) -> Iterator[Any]:
    """The verdicts on a file, by a dataset of ours or, with --answer, by golds from elsewhere;
    `how` says how many work and by which engine."""
    from curricula.grading.policy import told
    from pipelines.dataset.foreign_rows import STANDARD_INPUT, foreign_rows
    from pipelines.evaluation.grade_file import Columns, grade_foreign
    from pipelines.evaluation.grade_ranges import Golds, GradeJob, grade_in_ranges

    choices = told(grading)
    file = path.resolve() if how[1] else path  # machines of a cluster know no folder of ours
    if answer is None:
        if dataset is None:
            raise click.UsageError("name a DATASET, or with --answer the column that has the golds")
        given = [name for name, value in options.items() if value is not None]
        if given:
            raise click.UsageError(f"--{given[0].removesuffix('_column')} goes with --answer")
        job = GradeJob(file, find_data(dataset), None, marker, choices, family_dirs)
        return grade_in_ranges(job, *how)
    if dataset == STANDARD_INPUT and path.name == "standard input":
        raise click.UsageError("either COMPLETIONS or DATASET is -, not both")
    columns = Columns(
        answer, options["id_column"] or "id", options["completion_column"] or "completion"
    )
    part = options["config"], options["split"]
    if dataset is None or Path(dataset).exists():
        place = None if dataset is None else str(Path(dataset).resolve())
        job = GradeJob(file, Path(), Golds(columns, place, *part), marker, choices, family_dirs)
        return grade_in_ranges(job, *how)
    rows = foreign_rows(dataset, [answer], *part, note, [columns.id])  # read once, from afar
    return grade_foreign(path, rows, columns, marker, choices)
