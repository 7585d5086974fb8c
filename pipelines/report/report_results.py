"""The sections of a report on what models can do: in short, accuracy, what training changed,
shares, forced openings, pass@k."""

from pipelines.evaluation.completion_table import ALL, called
from pipelines.evaluation.intervals import Interval
from pipelines.report.comparison import Comparison
from pipelines.report.conduct_tables import forced_table, pass_table
from pipelines.report.curves import accuracy_curves, loss_curves, share_curves
from pipelines.report.figures import (
    SEVERAL,
    accuracy_figure,
    attribution_figure,
    forced_figure,
    pass_figure,
)
from pipelines.report.paper_figures import SOURCE
from pipelines.report.report_tables import (
    accuracy_table,
    attribution_table,
    family_table,
    parts_table,
    seeds_table,
    share,
    shares_table,
)
from pipelines.report.section import Section, picture, tables

NOTICEABLE = 0.01


def in_short(comparison: Comparison) -> Section:
    """A sentence for each stage that was trained from another, then what is missing."""
    band, said = comparison.band, []
    for row in comparison.rows:
        change = comparison.change(row.arm, row.stage, band, ALL, False)
        if change is None:
            continue
        after = share(row.figure(band, ALL, "accuracy"))
        parts = [
            share(part, True).value for part in (change.gain, change.selection, change.improvement)
        ]
        said.append(
            f"{row.name}: {after.value} % on {called(band)}, {parts[0]} points against {change.parent}: "
            f"selection {parts[1]}, improvement {parts[2]}."
        )
    chance, ceiling = (
        comparison.rows[0].figure(band, ALL, level) for level in ("chance", "ceiling")
    )
    if chance is not None and chance.value:
        limit = (
            f"; a model with one strategy can reach {share(ceiling).value} %"
            if ceiling is not None
            else ""
        )
        said.append(f"Guessing reaches {share(chance).value} % on {called(band)}{limit}.")
    said += unequal_recognition(comparison)
    said += [f"Missing: {note}." for note in comparison.experiment.notes]
    return Section("In short", said, [], [])


def apart(right: Interval, wrong: Interval) -> bool:
    """Whether two shares differ beyond both intervals and by at least a point; less cannot turn
    much improvement into selection."""
    return (right.high < wrong.low or wrong.high < right.low) and abs(
        right.value - wrong.value
    ) >= NOTICEABLE


def unequal_recognition(comparison: Comparison) -> list[str]:
    """A warning that names the rows in which wrong completions go unrecognised more, or less, often
    than right ones, beyond both intervals and by enough to matter."""
    found = []
    for row in comparison.rows:
        right, wrong = (
            row.figure(ALL, ALL, "recognition", f"unrecognised_{what}")
            for what in ("right", "wrong")
        )
        if right is not None and wrong is not None and apart(right, wrong):
            found.append(f"{row.name} ({share(wrong).value} against {share(right).value} %)")
    if not found:
        return []
    return [
        f"Beware: wrong completions have no recognised strategy more, or less, often than right ones have, in "
        f"{', '.join(found)}; so part of the improvement may be counted as selection, or the reverse."
    ]


def accuracy(comparison: Comparison) -> Section:
    others = [band for band in comparison.bands if band != comparison.band]
    many = len(comparison.types) > SEVERAL
    said = [
        f"All completions sampled freely on {called(comparison.band)}. In 'all' each type counts the same. Chance is what "
        "guessing among the possible answers reaches; 'one strategy' what a model reaches that masters one of two types and guesses at "
        "the other."
    ]
    if any(row.paper(comparison.band, ALL) is not None for row in comparison.rows):
        said.append(f"Beside them the study's own figures: {SOURCE}.")
    whole = {
        band
        for row in comparison.rows
        for evaluation in row.evaluations
        for band in evaluation["bands"]
    } - {ALL}
    if len(whole - set(comparison.bands)):
        said.append(
            f"Of {len(whole)} bands those of the hardest problems are shown; report.json has all."
        )
    by_kind = family_table(comparison, comparison.band) if many else None
    shown = tables(
        accuracy_table(comparison, comparison.band),
        seeds_table(comparison, comparison.band),
        by_kind,
    )
    shown += [accuracy_table(comparison, band) for band in others]
    caption = "Accuracy by band, with intervals."
    return Section(
        "Accuracy", said, shown, picture("accuracy", caption, accuracy_figure(comparison))
    )


def changed(comparison: Comparison) -> Section:
    said = [
        "Accuracy is the sum over strategies of share x accuracy. Selection is what changed because strategies were chosen more or less "
        "often, improvement what changed because they succeed more often when chosen (Kitagawa 1955, midpoint). With conditional accuracy "
        "the two add up to the gain exactly. With forced accuracy, measured on all problems by forcing each strategy's opening, a "
        "remainder is left: the change in how well strategies are matched to the problems that suit them.",
        "Where a strategy has fewer than 20 completions on one side, its accuracy is borrowed from the other, as its note says; "
        "'not forced' marks strategies that could not be forced, whose terms are those of conditional accuracy.",
    ]
    if not comparison.changes:
        return Section("What training changed", [], [], [])
    bands = [comparison.band, *[band for band in comparison.bands if band != comparison.band]]
    shown = [
        attribution_table(comparison, band, forced) for band in bands for forced in (False, True)
    ]
    by_strategy = (
        [parts_table(comparison, comparison.band, forced) for forced in (False, True)]
        if len(comparison.types) <= SEVERAL
        else []
    )
    drawn = picture(
        "attribution",
        f"Selection and improvement on {called(comparison.band)}, with intervals.",
        attribution_figure(comparison),
    )
    return Section(
        "What training changed", said, tables(*shown[:2], *by_strategy, *shown[2:]), drawn
    )


def training(comparison: Comparison) -> Section:
    experiment = comparison.experiment
    caption = "Accuracy of the rollouts while RL goes on: values, and bold their running mean."
    drawn = picture("rl_accuracy", caption, accuracy_curves(experiment))
    drawn += picture(
        "rl_shares", "Shares of strategies among the rollouts.", share_curves(experiment)
    )
    drawn += picture("sft_loss", "Loss of the supervised stages.", loss_curves(experiment))
    return Section("While training", [], [], drawn)


def strategies(comparison: Comparison) -> Section:
    return Section("Shares of strategies", [], [shares_table(comparison, comparison.band)], [])


def opened(comparison: Comparison) -> Section:
    table = forced_table(comparison, comparison.band)
    said = [
        "Each completion was opened in one strategy, whatever the problem; 'kept to' is how often that strategy was then recognised."
    ]
    drawn = picture(
        "forced", "Accuracy under forced opening, by type and band.", forced_figure(comparison)
    )
    return Section("Forced openings", said if table else [], tables(table), drawn)


def passing(comparison: Comparison) -> Section:
    said = [
        "pass@k is the share of problems of which at least one of k completions is right, estimated without bias. Beyond chance it is "
        "(pass@k − guess@k) / (1 − guess@k), where guess@k is what k guesses reach: 0 for a model that only guesses, 1 for one that "
        "solves everything."
    ]
    drawn = picture("pass_at_k", f"pass@k on {called(comparison.band)}.", pass_figure(comparison))
    return Section(
        "pass@k",
        said,
        [pass_table(comparison, comparison.band, beyond) for beyond in (False, True)],
        drawn,
    )
