"""Share datasets on the Hugging Face Hub: push, pull."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click

from pipelines.commands.options import (
    BAD,
    EXAMPLES,
    add_folders,
    as_json,
    family_dir,
)
from pipelines.commands.progress import progress_bar
from pipelines.commands.speaking import note, tell
from pipelines.commands.training_options import needs


def hub_name(context: click.Context, parameter: click.Parameter, name: str) -> str:
    from pipelines.dataset.location import is_name

    if not is_name(name):
        raise click.BadParameter(f"{name!r} is not a name on the Hub; write user/name")
    return name


def known_targets(
    context: click.Context, parameter: click.Parameter, text: str | None
) -> tuple[str, ...]:
    """The targets in a list, each once. Raises BadParameter."""
    from pipelines.export.targets import names

    if text is not None and not text.strip(", "):
        raise click.BadParameter(f"it names no target; there are {', '.join(names())}")
    found = tuple(dict.fromkeys(filter(None, map(str.strip, (text or "").split(",")))))
    for name in found:
        if name not in names():
            raise click.BadParameter(
                f"no target is called '{name}'; there are {', '.join(names())}"
            )
    return found


@click.command(
    epilog=EXAMPLES
    + "  curricula push curricula-d3-s4-seed0 user/name --private\n"
    + "  curricula push curricula-d3-s4-seed0 user/name --tag v1\n"
    + "  curricula push curricula-d3-s4-seed0 user/name --also verl,trl\n"
    + "  curricula push curricula-d3-s4-seed0 user/name --dry-run\n"
    + "  curricula push curricula-d3-s4-seed0-tiny-run user/model"
)
@click.argument(
    "folder", metavar="DIR", type=click.Path(exists=True, file_okay=False, path_type=Path)
)
@click.argument("repo", metavar="USER/NAME", callback=hub_name)
@click.option("--private", is_flag=True, help="Make the repository private, where it is new.")
@click.option(
    "--tag",
    metavar="T",
    help="Tag the commit, as in v1; load_dataset takes the tag as its revision.",
)
@click.option(
    "--revision",
    metavar="BRANCH",
    help="Push to this branch, made where it is missing.  [default: main]",
)
@click.option(
    "--create-pr", is_flag=True, help="Open a pull request instead of changing the branch."
)
@click.option("--message", metavar="M", default="", help="The commit's message.")
@click.option(
    "--also",
    metavar="TARGETS",
    callback=known_targets,
    help="Put the exports for these trainers and evaluators beside the dataset, as in verl,trl"
    " (see export).",
)
@click.option("--dry-run", is_flag=True, help="Verify, and list what would go; reach for nothing.")
@as_json
@family_dir
def push(
    folder: Path,
    repo: str,
    tag: str | None,
    revision: str | None,
    dry_run: bool,
    also: tuple[str, ...],
    as_json: bool,
    family_dirs: tuple[str, ...],
    **how: Any,
) -> None:
    """Push the dataset in DIR to the Hugging Face Hub, after verifying it; exits 3 where it does
    not verify. Where DIR is a run, or one cell of a run or an experiment, its last checkpoint
    becomes a model there, with a model card and its report.

    The token is the one of `hf auth login`, or HF_TOKEN. A push that was cut off goes on where it
    was."""
    from pipelines.export.export import export
    from pipelines.hub.hub import Target
    from pipelines.hub.release import release_of, with_exports

    if how["create_pr"] and (tag or revision):
        raise click.UsageError(
            "--create-pr goes with neither --tag nor --revision; tag the pull request once it is"
            " merged"
        )
    add_folders(family_dirs)
    target = Target(repo, tag=tag, revision=revision, **how)
    if is_run(folder):
        if also:
            raise click.UsageError("--also goes with a dataset, and this is a run")
        needs(["matplotlib"], "the report of a model")
        from pipelines.hub.model_release import model_release

        with TemporaryDirectory(prefix="curricula-") as scratch:
            send(model_release(folder, repo, Path(scratch)), target, dry_run, as_json)
        return
    with progress_bar(f"verify {folder}") as progress:
        release = release_of(folder, repo, progress, note)
    with TemporaryDirectory(prefix="curricula-") as scratch:
        exports = {trainer: Path(scratch) / trainer for trainer in also}
        for trainer, out in exports.items():
            export(str(folder), trainer, out, note=note)
        if exports:
            release = with_exports(release, exports)
        send(release, target, dry_run, as_json)


def is_run(folder: Path) -> bool:
    """Whether a folder holds what was trained, and no dataset."""
    if (folder / "manifest.json").exists():
        return False
    return (folder / "model").is_dir() or any(
        [*folder.glob("*/model"), *folder.glob("*/cell.json")]
    )


def send(release: Any, target: Any, dry_run: bool, as_json: bool) -> None:
    """Push a release, or list what would go."""
    from pipelines.hub.hub import push as push_release

    repo = target.repo
    if dry_run:
        entries = {name: said["bytes"] for name, said in release.described.items()}
        lines = [f"{size:>14,}  {name}" for name, size in entries.items()]
        lines.append(f"{release.size:>14,}  bytes in {len(entries):,} files would go to {repo}")
        click.echo(json.dumps(entries, indent=1) if as_json else "\n".join(lines))
        return
    with progress_bar(f"push {repo}") as progress:
        pushed = push_release(release, target, progress, note)
    there = "" if pushed.changed else "; all there already"
    tell(f"{repo}: {len(release.contents):,} files, {release.size:,} bytes{there}")
    function = "load_dataset"
    if release.kind == "model":
        function = "AutoModelForCausalLM.from_pretrained"
    load = f'{function}("{repo}"' + (f', revision="{pushed.revision}")' if pushed.revision else ")")
    said = {"url": pushed.url, "commit": pushed.commit, "changed": pushed.changed, "load": load}
    click.echo(json.dumps(said, indent=1) if as_json else f"{pushed.url}\n{load}")


@click.command(
    epilog=EXAMPLES
    + "  curricula pull user/name data\n  curricula pull user/name --revision v1 data"
)
@click.argument("repo", metavar="USER/NAME", callback=hub_name)
@click.argument("out", metavar="OUT", type=click.Path(path_type=Path))
@click.option("--revision", metavar="R", help="A branch, a tag or a commit.  [default: main]")
@as_json
def pull(repo: str, out: Path, revision: str | None, as_json: bool) -> None:
    """Copy a dataset from the Hugging Face Hub into the new folder OUT, every file compared with
    its manifest.

    Exits 3 where a file is not as the manifest says. A pull that was cut off goes on where it was.
    """
    from pipelines.dataset.vouching import found
    from pipelines.hub.reading import pull as pull_into

    report = pull_into(repo, revision, out, note)
    if as_json:
        said = {"out": str(out), "files": report.counts["files"], "bad": report.bad}
        click.echo(json.dumps(said, indent=1))
    else:
        for finding in report.bad:
            click.echo(f"{finding['file']}: {finding['reason']}")
    tell(f"{report.counts['files']:,} files in {out}; {found(len(report.bad))}")
    if report.bad:
        raise SystemExit(BAD)
