"""The command line: every command parses, calls one function, and prints. Data goes to stdout, all else to stderr."""

import json
import os
import shlex
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from curricula.version import VERSION

FAILED, USAGE, BAD = 1, 2, 3
EXAMPLES = "\b\nExamples:\n"


class Failure(click.ClickException):
    """Something went wrong that is not a matter of usage; one line, exit status 1."""

    exit_code = FAILED


class Findings(Failure):
    """A data set does not verify, so that nothing was done with it; one line, exit status 3."""

    exit_code = BAD


def main() -> None:
    """Run `curricula`; every error is one line on stderr. Exits 0 ok, 1 failed, 2 usage, 3 verification found bad rows."""
    try:
        cli.main(standalone_mode=False)
    except click.ClickException as error:
        print(f"curricula: {error.format_message()}", file=sys.stderr)
        raise SystemExit(error.exit_code) from None
    except (click.Abort, KeyboardInterrupt):
        print("curricula: interrupted; what was whole is kept, and the same command goes on from there", file=sys.stderr)
        raise SystemExit(FAILED) from None
    except BrokenPipeError:
        sys.stderr.close()
        raise SystemExit(FAILED) from None
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else str(error)
        print(f"curricula: {error.filename or 'writing'}: {reason}; what was whole is kept", file=sys.stderr)
        raise SystemExit(FAILED) from None


@contextmanager
def usage_errors():
    """What a user asked for and cannot be had is a usage error: one line, exit status 2."""
    from curricula.curriculum import CurriculumError
    from generators.catalog import UnknownFamily
    from generators.knobs import KnobError

    try:
        yield
    except (CurriculumError, UnknownFamily, KnobError) as error:
        raise click.UsageError(str(error)) from error


@contextmanager
def progress_bar(label: str):
    """A function (done, total) that draws a bar on a terminal, and nothing in a pipe."""
    if not sys.stderr.isatty():
        yield lambda done, total: None
        return
    with click.progressbar(length=1, label=label, file=sys.stderr) as bar:

        def show(done: int, total: int) -> None:
            bar.length = max(total, 1)
            bar.update(done - bar.pos)

        yield show


family_dir = click.option(
    "--family-dir", "family_dirs", multiple=True, metavar="DIR", help="Look for families of yours here too, as DIR/domain/name.py.", callback=lambda c, p, v: v
)
as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON, for programs.")


def add_folders(folders: tuple[str, ...]) -> None:
    from generators import catalog

    with usage_errors():
        for folder in folders:
            catalog.add_folder(folder)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(VERSION, prog_name="curricula")
def cli() -> None:
    """Maths problems at a set difficulty, each solved by several checked strategies.

    \b
    curricula families                                   what there is
    curricula show number_theory.gcd                     one problem, solved by every strategy
    curricula generate --strategies 4 --difficulty 3     a data set
    curricula verify curricula-d3-s4-seed0               every claim decided again, from the files
    curricula grade completions.jsonl DATASET            verdict, strategy and first wrong step of completions
    curricula push curricula-d3-s4-seed0 user/name       the data set on the Hugging Face Hub
    """


@cli.command(epilog=EXAMPLES + "  curricula families --domain algebra\n  curricula families --domain finite_fields --distances\n  curricula families --json")
@click.option("--domain", metavar="D", help="Only the families of one domain.")
@click.option("--distances", is_flag=True, help="How far apart each two strategies are (0 the same lines, 1 nothing in common), at difficulty 3.")
@as_json
@family_dir
def families(domain: str | None, distances: bool, as_json: bool, family_dirs: tuple[str, ...]) -> None:
    """List every family: its strategies, and how many distinct problems each difficulty holds."""
    from generators import catalog
    from generators.distance import strategy_distances
    from pipelines.terminal import family_entry, show_distances, show_families

    add_folders(family_dirs)
    with usage_errors():
        chosen = [catalog.family(name) for name in catalog.names(domain)]
    if distances:
        found = {family.name: strategy_distances(family, 3) for family in chosen}
        if as_json:
            rows = [{"family": f, "first": a, "second": b, "distance": d} for f, pairs in found.items() for (a, b), d in pairs.items() if d == d]
            click.echo(json.dumps(rows, indent=1))
        else:
            click.echo("\n\n".join(show_distances(name, pairs) for name, pairs in found.items()))
        return
    entries = [family_entry(family) for family in chosen]
    click.echo(json.dumps(entries, indent=1) if as_json else show_families(entries))


@cli.command(epilog=EXAMPLES + "  curricula show algebra.quadratic_equation --difficulty 2\n  curricula show finite_fields.operation_chain --strategy backward --choice guess=random")
@click.argument("family")
@click.option("--difficulty", type=int, default=3, show_default=True, help="From 1 to 5.")
@click.option("--strategy", "strategies", multiple=True, metavar="S", help="Only by this strategy; may be repeated.")
@click.option("--seed", type=int, default=0, show_default=True)
@click.option("--index", type=click.IntRange(0), default=0, show_default=True, help="Which problem.")
@click.option("--knob", "knobs", multiple=True, metavar="NAME=VALUE", help="Set a knob, as in steps=2-5.")
@click.option("--choice", "choices", multiple=True, metavar="NAME=VALUE", help="A strategy's free choice, as in guess=random.")
@click.option("--wording", type=click.Choice(["natural", "terse"]), default="natural", show_default=True)
@family_dir
def show(
    family: str,
    difficulty: int,
    strategies: tuple[str, ...],
    seed: int,
    index: int,
    knobs: tuple[str, ...],
    choices: tuple[str, ...],
    wording: str,
    family_dirs: tuple[str, ...],
) -> None:
    """Show one problem of FAMILY, solved by every strategy that applies."""
    from curricula.curriculum import Source, Stage, check_stage
    from curricula.request import choose_knobs, read_pairs
    from generators import catalog
    from pipelines.terminal import show_problem

    add_folders(family_dirs)
    with usage_errors():
        source = Source(family, difficulty, choose_knobs([catalog.family(family)], knobs)[family])
        offered = read_pairs("--choice", choices)
        check_stage("show", Stage("sft", 1, (source,), 1, choices=offered))
        setting = source.setting()
        problem = setting.problem(seed, index)
        names = [problem.strategy(name).name for name in strategies] or problem.strategies()
    click.echo(show_problem(problem, setting, names, offered, wording))


@cli.command(
    epilog=EXAMPLES
    + "  curricula generate --strategies 4 --difficulty 3\n"
    + "  curricula generate --domain algebra --difficulty 1-3 --size 5000 --workers 2\n"
    + "  curricula generate --family finite_fields.operation_chain --knob steps=2-5 --choice guess=random\n"
    + "  curricula generate --curriculum select_and_improve --out study"
)
@click.option("--strategies", type=int, metavar="N", help="Solve each problem by N distinct strategies.  [default: 4]")
@click.option("--difficulty", metavar="D|A-B", help="From 1 to 5, or a range.  [default: 3]")
@click.option("--family", "family", multiple=True, metavar="F", help="A family; may be repeated.  [default: all that have N strategies]")
@click.option("--domain", metavar="D", help="All families of a domain.")
@click.option("--strategy", "strategy", multiple=True, metavar="S", help="Draw from these strategies only; may be repeated.")
@click.option("--knob", "knob", multiple=True, metavar="NAME=VALUE", help="Set a knob, as in steps=2-5.")
@click.option("--stages", metavar="SHARES", help="How problems are shared out.  [default: sft=.45,rl=.45,eval=.1]")
@click.option("--choice", "choice", multiple=True, metavar="NAME=VALUE", help="A strategy's free choice, as in guess=random.")
@click.option("--wording", type=click.Choice(["natural", "terse"]), help="[default: natural]")
@click.option("--template", metavar="T", help="plain, boxed, think, terse, or a file with a prompt and a completion parted by ---.  [default: plain]")
@click.option("--size", type=int, metavar="N", help="Problems in all.  [default: 1000]")
@click.option("--seed", type=int, metavar="N", help="[default: 0]")
@click.option("--out", type=click.Path(path_type=Path), metavar="DIR", help="[default: curricula-d3-s4-seed0, from the options]")
@click.option("--workers", type=click.IntRange(1, 256), default=1, show_default=True, help="Processes; the bytes are the same for any number.")
@click.option("--curriculum", metavar="NAME|FILE", help="A study (see presets), or a YAML file, in place of the options that choose problems.")
@as_json
@family_dir
def generate(
    out: Path | None, workers: int, curriculum: str | None, as_json: bool, family_dirs: tuple[str, ...], template: str | None, **asked: Any
) -> None:
    """Generate a data set: problems, each solved by several strategies, every step checked."""
    from curricula.request import SIZE, adapted, plain_curriculum
    from generators.family import Faulty
    from pipelines.dataset.build import BuildProblem, build
    from pipelines.dataset.template import TemplateProblem, find_template
    from pipelines.terminal import show_summary, summary

    add_folders(family_dirs)
    given = {name: value for name, value in asked.items() if value not in (None, ())}
    with usage_errors():
        if curriculum is None:
            style = template or ("terse" if given.get("wording") == "terse" else "plain")
            given = {"difficulty": "3", "seed": 0, "size": SIZE, **given}
            drawn = plain_curriculum(**given, template=style)
            given["strategies"] = drawn.stages[0].strategies
            default = Path(f"curricula-d{given['difficulty']}-s{given['strategies']}-seed{drawn.seed}")
            jobs = {out or default: drawn}
        else:
            unfit = sorted(set(given) - {"seed", "wording", "knob", "choice"})
            if unfit:
                raise click.UsageError(f"--{unfit[0]} does not go with --curriculum, which says it; --seed, --wording, --knob and --choice do")
            arms = load_arms(curriculum)
            fixed = {name: adapted(arm, given.get("seed"), given.get("wording"), template, given.get("knob", ()), given.get("choice", ())) for name, arm in arms.items()}
            place = out or Path(next(iter(fixed.values())).name)
            jobs = {place / name if name else place: arm for name, arm in fixed.items()}
    command = shown_command(given, template, curriculum)
    manifests = {}
    try:
        for folder, arm in jobs.items():
            with progress_bar(str(folder)) as progress:
                result = build(arm, find_template(arm.template), folder, command, workers, family_dirs, progress)
            manifests[str(folder)] = result.manifest
            print(f"{folder}: {result.written} shards written, {result.kept} kept", file=sys.stderr)
    except TemplateProblem as error:
        raise click.UsageError(str(error)) from error
    except (BuildProblem, Faulty) as error:
        raise Failure(str(error)) from error
    except ValueError as error:
        with usage_errors():
            raise error
    if as_json:
        click.echo(json.dumps({folder: summary(manifest) for folder, manifest in manifests.items()}, indent=1))
        return
    for folder, manifest in manifests.items():
        click.echo((f"\n{click.style(folder, bold=True)}\n" if len(manifests) > 1 else "") + show_summary(summary(manifest)))
    first = next(iter(jobs))
    click.echo("\n" + one_problem(first, manifests[str(first)]))
    click.echo(f'\nload_dataset("{first}"), load_dataset("{first}", "sft"); curricula verify {next(iter(jobs)) if len(jobs) == 1 else place}')


def load_arms(curriculum: str) -> dict[str, Any]:
    """The curricula of a study by folder, or the one in a file."""
    from curricula.curriculum_file import read_curriculum
    from curricula.studies import arms_of, studies

    if curriculum not in studies() and (Path(curriculum).suffix in (".yaml", ".yml") or Path(curriculum).is_file()):
        return {"": read_curriculum(curriculum)}
    return arms_of(curriculum)


def shown_command(given: dict[str, Any], template: str | None, curriculum: str | None) -> str:
    """The command that makes the same data set again, in one spelling: without folder and workers, options in one order."""
    words = ["curricula", "generate"]
    for name, value in [("curriculum", curriculum), *sorted(given.items()), ("template", template)]:
        for one in value if isinstance(value, tuple) else [value] if value is not None else []:
            words += [f"--{name}", str(one)]
    return shlex.join(words)


def one_problem(folder: Path, manifest: dict[str, Any]) -> str:
    """The first problem of a data set as its card shows it."""
    from pipelines.dataset.card import example

    found = example(folder, manifest["files"])
    if found is None:
        return ""
    solution = found["solutions"][0]
    return f"{found['statement']}\n\n{solution['name']}:\n{solution['text']}\n\nAnswer: {found['answer']}"


@cli.command(
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
    """Verify a data set, or all of a study, from the files alone: every claim decided again, answers, keys, splits, hashes.

    Prints counts and names each bad row; exits 3 where there is one."""
    from pipelines.dataset.verify import verify as verify_folder

    add_folders(family_dirs)
    folder = find_data(place, revision)
    try:
        with progress_bar(f"verify {place}") as progress:
            report = verify_folder(folder, progress)
    except FileNotFoundError as error:
        raise Failure(str(error)) from error
    if as_json:
        click.echo(json.dumps({"counts": dict(sorted(report.counts.items())), "bad": report.bad}, indent=1))
    else:
        for finding in report.bad:
            click.echo(": ".join(part for part in (finding["file"], finding["id"], finding["reason"]) if part))
        counts = ", ".join(f"{count:,} {what}" for what, count in report.counts.items())
        print(f"{counts or 'nothing read'}; {len(report.bad):,} findings", file=sys.stderr)
    if report.bad:
        raise SystemExit(BAD)


def find_data(place: str, revision: str | None = None) -> Path:
    """The folder of that path, or of the data set of that name on the Hub."""
    if revision is None and Path(place).exists():
        return Path(place)
    from pipelines.dataset.hub_errors import HubProblem
    from pipelines.dataset.hub_reading import find

    try:
        return find(place, revision, note)
    except HubProblem as error:
        raise Failure(str(error)) from error


def note(text: str) -> None:
    print(f"curricula: {text}", file=sys.stderr)


def hub_name(context: click.Context, parameter: click.Parameter, name: str) -> str:
    from pipelines.dataset.hub_reading import is_name

    if not is_name(name):
        raise click.BadParameter(f"{name!r} is not a name on the Hub; write user/name")
    return name


@cli.command(
    epilog=EXAMPLES
    + "  curricula push curricula-d3-s4-seed0 user/name --private\n"
    + "  curricula push curricula-d3-s4-seed0 user/name --tag v1\n"
    + "  curricula push curricula-d3-s4-seed0 user/name --dry-run"
)
@click.argument("folder", metavar="DIR", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("repo", metavar="USER/NAME", callback=hub_name)
@click.option("--private", is_flag=True, help="Make the repository private, where it is new.")
@click.option("--tag", metavar="T", help="Tag the commit, as in v1; load_dataset takes the tag as its revision.")
@click.option("--revision", metavar="BRANCH", help="Push to this branch, made where it is missing.  [default: main]")
@click.option("--create-pr", is_flag=True, help="Open a pull request instead of changing the branch.")
@click.option("--message", metavar="M", default="", help="The commit's message.")
@click.option("--dry-run", is_flag=True, help="Verify, and list what would go; reach for nothing.")
@as_json
@family_dir
def push(
    folder: Path, repo: str, tag: str | None, revision: str | None, dry_run: bool, as_json: bool, family_dirs: tuple[str, ...], **how: Any
) -> None:
    """Push the data set in DIR to the Hugging Face Hub, after verifying it; exits 3 where it does not verify.

    The token is the one of `hf auth login`, or HF_TOKEN. A push that was cut off goes on where it was."""
    from pipelines.dataset.hub import Target
    from pipelines.dataset.hub import push as push_release
    from pipelines.dataset.hub_errors import HubProblem
    from pipelines.dataset.release import Unsound, release_of

    if how["create_pr"] and (tag or revision):
        raise click.UsageError("--create-pr goes with neither --tag nor --revision; tag the pull request once it is merged")
    add_folders(family_dirs)
    try:
        with progress_bar(f"verify {folder}") as progress:
            release = release_of(folder, repo, progress)
        if dry_run:
            entries = {name: said["bytes"] for name, said in release.described.items()}
            lines = [f"{size:>14,}  {name}" for name, size in entries.items()]
            lines.append(f"{release.size:>14,}  bytes in {len(entries):,} files would go to {repo}")
            click.echo(json.dumps(entries, indent=1) if as_json else "\n".join(lines))
            return
        with progress_bar(f"push {repo}") as progress:
            pushed = push_release(release, Target(repo, tag=tag, revision=revision, **how), progress, note)
    except HubProblem as error:
        raise (Findings if isinstance(error, Unsound) else Failure)(str(error)) from error
    there = "" if pushed.changed else "; all there already"
    print(f"{repo}: {len(release.contents):,} files, {release.size:,} bytes{there}", file=sys.stderr)
    load = f'load_dataset("{repo}"' + (f', revision="{pushed.revision}")' if pushed.revision else ")")
    said = {"url": pushed.url, "commit": pushed.commit, "changed": pushed.changed, "load": load}
    click.echo(json.dumps(said, indent=1) if as_json else f"{pushed.url}\n{load}")


@cli.command(epilog=EXAMPLES + "  curricula pull user/name data\n  curricula pull user/name --revision v1 data")
@click.argument("repo", metavar="USER/NAME", callback=hub_name)
@click.argument("out", metavar="OUT", type=click.Path(path_type=Path))
@click.option("--revision", metavar="R", help="A branch, a tag or a commit.  [default: main]")
def pull(repo: str, out: Path, revision: str | None) -> None:
    """Copy a data set from the Hugging Face Hub into the new folder OUT, every file compared with its manifest.

    Exits 3 where a file is not as the manifest says. A pull that was cut off goes on where it was."""
    from pipelines.dataset.hub_errors import HubProblem
    from pipelines.dataset.hub_reading import pull as pull_into

    try:
        report = pull_into(repo, revision, out, note)
    except HubProblem as error:
        raise Failure(str(error)) from error
    for finding in report.bad:
        click.echo(f"{finding['file']}: {finding['reason']}")
    print(f"{report.counts['files']:,} files in {out}; {len(report.bad):,} findings", file=sys.stderr)
    if report.bad:
        raise SystemExit(BAD)


@cli.command(epilog=EXAMPLES + "  curricula grade completions.jsonl curricula-d3-s4-seed0\n  curricula grade completions.jsonl data --json > verdicts.jsonl")
@click.argument("completions", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.argument("dataset", type=click.Path(path_type=Path))
@click.option("--marker", metavar="TEXT", help="Words of your template before the answer, as in 'Final answer:'.")
@as_json
@family_dir
def grade(completions: Path, dataset: Path, marker: str | None, as_json: bool, family_dirs: tuple[str, ...]) -> None:
    """Grade COMPLETIONS against DATASET: verdict, reason, strategy and first wrong step of each.

    COMPLETIONS has one JSON object a line: {"id": a problem's id, "completion": a text or a list of messages}. With --json each
    completion gives one JSON line."""
    from pipelines.analysis.grade_file import CompletionsProblem, grade_completions, summary
    from pipelines.terminal import show_graded

    add_folders(family_dirs)
    try:
        results = list(grade_completions(completions, dataset, marker))
    except CompletionsProblem as error:
        raise Failure(str(error)) from error
    if as_json:
        for result in results:
            click.echo(json.dumps(result._asdict()))
    else:
        click.echo(show_graded(results, summary(results)))


@cli.command()
@as_json
def presets(as_json: bool) -> None:
    """List the studies that `generate --curriculum NAME` knows, with their data sets."""
    from curricula.studies import arms_of, studies

    if as_json:
        entries = [{"name": name, "about": text, "datasets": {arm: sum(s.size for s in c.stages) for arm, c in arms_of(name).items()}} for name, text in studies().items()]
        click.echo(json.dumps(entries, indent=1))
        return
    for name, text in studies().items():
        click.echo(f"{click.style(name, bold=True)}  {text}")
        for arm, drawn in arms_of(name).items():
            for stage in drawn.stages:
                mixture = stage.strategies if isinstance(stage.strategies, int) else ", ".join(f"{n} {w:g}" for n, w in stage.strategies.items())
                lengths = ", ".join(dict.fromkeys(str(source.knobs.get("steps", source.difficulty)) for source in stage.sources))
                click.echo(f"  {arm:10} {stage.name:5} {stage.size:6,} problems, {mixture}; steps {lengths}")


if __name__ == "__main__":
    main()
