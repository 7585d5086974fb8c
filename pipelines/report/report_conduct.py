"""The sections of a report on how completions go about it, how the experiment was made, and how its
intervals are read."""

import json

from pipelines.evaluation.completion_table import ALL, called
from pipelines.evaluation.intervals import DRAWS
from pipelines.report.comparison import Comparison
from pipelines.report.conduct_tables import cells_table, conduct_table, tally_table
from pipelines.report.figures import first_wrong_figure, shown_types
from pipelines.report.section import Section, picture, tables


def faithful(comparison: Comparison) -> Section:
    columns = [
        ("said yes", ("verdicts", "yes")),
        ("then right", ("verdicts", "right_given_yes")),
        ("said no", ("verdicts", "no")),
        ("then wrong", ("verdicts", "wrong_given_no")),
        ("agree", ("verdicts", "agree")),
    ]
    caption = "Completions that say yes or no, and how often, in percent, the answer is as they say"
    table = conduct_table(comparison, ALL, columns, caption)
    said = [
        "A solution that guesses a value and checks it writes a verdict. Where it checks, the verdict agrees with the answer."
    ]
    return Section("Verdicts on one's own guess", said if table else [], tables(table), [])


def errors(comparison: Comparison) -> Section:
    band = comparison.band
    columns = [
        ("with a wrong line", ("first_wrong", "share")),
        ("the same of right answers", ("first_wrong", "share_of_right")),
        ("not ended", ("unended",)),
    ]
    table = conduct_table(comparison, band, columns, f"Completions in percent on {called(band)}")
    kinds = tally_table(
        comparison,
        band,
        f"What is first wrong, in percent of completions on {called(band)}",
        "first_wrong",
        "kinds",
    )
    why = tally_table(
        comparison,
        band,
        f"Why answers are not right, in percent of completions on {called(band)}",
        "reasons",
    )
    caption = f"The line at which completions on {called(band)} first go wrong, as a share of all."
    drawn = picture("first_wrong", caption, first_wrong_figure(comparison))
    return Section("First errors", [], tables(table, kinds, why), drawn)


def parity(comparison: Comparison) -> Section:
    columns = [
        ("all", ("recognition", "unrecognised")),
        ("of right ones", ("recognition", "unrecognised_right")),
        ("of wrong ones", ("recognition", "unrecognised_wrong")),
    ]
    table = conduct_table(
        comparison, ALL, columns, "Completions without a recognised strategy, in percent"
    )
    said = [
        "Attribution can be trusted where right and wrong completions go unrecognised equally often."
    ]
    return Section(
        "Recognition",
        said if table else ["The strategy of every completion was recognised."],
        tables(table),
        [],
    )


def made(comparison: Comparison) -> Section:
    config = comparison.experiment.config
    command = [f"Made by: {config['command']}"] if isinstance(config.get("command"), str) else []
    versions = config.get("versions")
    if isinstance(versions, dict):
        command.append(
            "Versions: "
            + ", ".join(f"{name} {version}" for name, version in versions.items())
            + "."
        )
    if isinstance(config.get("seconds"), int | float):
        command.append(f"It took {config['seconds']:,.0f} seconds.")
    rest = {
        name: value
        for name, value in config.items()
        if name not in ("command", "versions", "seconds")
    }
    settings = json.dumps(rest, indent=1, ensure_ascii=False) if rest else ""
    return Section("How it was made", command, [cells_table(comparison)], [], settings)


def intervals(comparison: Comparison) -> Section:
    counts = {len(row.seeds) for row in comparison.rows}
    said = ["All intervals are at 95 %."]
    if 1 in counts:
        said.append(
            f"One seed: a percentile bootstrap of {DRAWS:,} draws, which draws problems and keeps all completions of each; Wilson's "
            "interval where every problem has one completion, and, counting problems, where all or none count. It speaks of other "
            "problems, not of other runs."
        )
    if 2 in counts:
        said.append("Two seeds: the lower and the higher, not an interval of confidence.")
    if counts - {1, 2}:
        said.append(
            "Three or more seeds: Student's t interval of the seeds' values. It speaks of other runs on the same problems."
        )
    kinds = (
        ""
        if shown_types(comparison) != [ALL] or len(comparison.types) == 1
        else " Figures show all kinds of problems together."
    )
    said.append(
        "Shares are of completions sampled freely; greedy and forced ones stand apart." + kinds
    )
    return Section("How to read the intervals", said, [], [])
