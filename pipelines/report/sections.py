"""The sections of a report, before any of it is put into Markdown or HTML: what models can do, how
their completions go about it, how the experiment was made, and how its intervals are read."""

import json
from typing import Any, NamedTuple

from pipelines.evaluation.completion_table import ALL, called
from pipelines.evaluation.intervals import DRAWS, Interval
from pipelines.report.cells import REFUSED, refusals
from pipelines.report.comparison import Comparison
from pipelines.report.curves import accuracy_curves, loss_curves, share_curves
from pipelines.report.figure_style import WIDTH
from pipelines.report.figures import (
    SEVERAL,
    accuracy_figure,
    attribution_figure,
    first_wrong_figure,
    forced_figure,
    pass_figure,
    shown_types,
)
from pipelines.report.outcome import says
from pipelines.report.paper_figures import SOURCE
from pipelines.report.run_settings import settings_of_cells
from pipelines.report.tables import (
    Table,
    accuracy_table,
    attribution_table,
    cells_table,
    conduct_table,
    entropy_table,
    family_table,
    forced_table,
    outcome_table,
    parts_table,
    pass_table,
    replicator_table,
    seeds_table,
    share,
    shares_table,
    shortcut_table,
    steps_table,
    tally_table,
    tokens_table,
    used_table,
)

NOTICEABLE = 0.01  # a smaller difference in recognition cannot turn much of a gain


class Picture(NamedTuple):
    """A figure to be drawn: the name of its file without an ending, what it shows, and what draws
    it."""

    name: str
    caption: str
    figure: Any

    @property
    def width(self) -> int:
        """How much of the page's width it takes, in percent."""
        return round(100 * self.figure.get_figwidth() / WIDTH)


class Section(NamedTuple):
    title: str
    sentences: list[str]
    tables: list[Table]
    pictures: list[Picture]
    code: str = ""


def picture(name: str, caption: str, figure: Any) -> list[Picture]:
    return [Picture(name, caption, figure)] if figure is not None else []


def tables(*made: Table | None) -> list[Table]:
    return [table for table in made if table is not None]


def in_short(comparison: Comparison) -> Section:
    """A sentence for each stage that was trained from another, then what is missing."""
    band, sentences = comparison.band, []
    for row in comparison.rows:
        change = comparison.change(row.arm, row.stage, band, ALL, False)
        if change is None:
            continue
        after = share(row.figure(band, ALL, "accuracy"))
        parts = [
            share(part, True).value for part in (change.gain, change.selection, change.improvement)
        ]
        sentences.append(
            f"{row.name}: {after.value} % on {called(band)}, {parts[0]} points against "
            f"{change.parent}: selection {parts[1]}, improvement {parts[2]}."
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
        sentences.append(f"Guessing reaches {share(chance).value} % on {called(band)}{limit}.")
    sentences += unequal_recognition(comparison)
    sentences += refused(comparison)
    others = [note for note in comparison.experiment.notes if REFUSED not in note]
    sentences += [f"Missing: {note}." for note in others]
    return Section("In short", sentences, [], [])


def refused(comparison: Comparison) -> list[str]:
    """In how many cells RL was refused, why and in which; nothing where it was in none."""
    found = refusals(comparison.experiment.notes)
    if not found:
        return []
    count = sum([len(refusal.seeds) for refusal in found])
    names = [
        f"{place} (seed{'s' if len(seeds) > 1 else ''} {', '.join(seeds)})"
        for place, seeds in found
    ]
    return [
        f"RL was refused in {count} cell{'s' if count > 1 else ''} because before it their best"
        f" strategy was right no more often than guessing: {'; '.join(names)}. How the experiment"
        " was made tells the figures; --below-floor allow trains such cells all the same."
    ]


def versions_of(comparison: Comparison) -> list[str]:
    """The versions that the experiment names, or else those of its cells, each set once."""
    named = comparison.experiment.config.get("versions")
    sets = [named] if named else [c.about.get("versions") for c in comparison.experiment.cells]

    def told_in_line(versions: dict[str, Any]) -> str:
        return ", ".join([f"{name} {version}" for name, version in versions.items()])

    told = [told_in_line(each) for each in sets if isinstance(each, dict)]
    return [f"Versions: {versions}." for versions in dict.fromkeys(told)]


def apart(right: Interval, wrong: Interval) -> bool:
    """Whether two shares differ beyond both intervals and by at least a point; less cannot turn
    much improvement into selection."""
    return (right.high < wrong.low or wrong.high < right.low) and abs(
        right.value - wrong.value
    ) >= NOTICEABLE


def unequal_recognition(comparison: Comparison) -> list[str]:
    """A warning that names the rows in which wrong completions go unrecognised more, or less, often
    than right ones, beyond both intervals and by enough to matter."""
    unequal = []
    for row in comparison.rows:
        right, wrong = (
            row.figure(ALL, ALL, "recognition", f"unrecognised_{what}")
            for what in ("right", "wrong")
        )
        if right is not None and wrong is not None and apart(right, wrong):
            unequal.append(f"{row.name} ({share(wrong).value} against {share(right).value} %)")
    if not unequal:
        return []
    return [
        "Beware: wrong completions have no recognised strategy more, or less, often than right "
        f"ones have, in {', '.join(unequal)}; so part of the improvement may be counted as "
        "selection, or the reverse."
    ]


def outcome(comparison: Comparison) -> Section:
    table = outcome_table(comparison)
    sentence = says(comparison)
    missing = ["No arm has both stages yet."] if sentence and table is None else []
    sentences = [sentence, *missing] if sentence else []
    return Section("Primary outcome", sentences, tables(table), [])


def accuracy(comparison: Comparison) -> Section:
    others = [band for band in comparison.bands if band != comparison.band]
    many = len(comparison.types) > SEVERAL
    sentences = [
        f"All completions sampled freely on {called(comparison.band)}. In 'all' each type counts "
        "the same. Chance is what guessing among the possible answers reaches or, where a family "
        "does not say how many there are, the better of one constant answer and one number of the "
        "statement, measured; 'one strategy' what a model reaches that masters one of two types "
        "and guesses at the other."
    ]
    if any(row.paper(comparison.band, ALL) is not None for row in comparison.rows):
        sentences.append(f"Beside them the study's own figures: {SOURCE}.")
    every_band: set[str] = set()
    for row in comparison.rows:
        for evaluation in row.evaluations:
            every_band.update(evaluation["bands"])
    every_band.discard(ALL)
    if every_band - set(comparison.bands):
        sentences.append(
            f"Of {len(every_band)} bands those of the hardest problems are shown; report.json has"
            " all."
        )
    by_type = family_table(comparison, comparison.band) if many else None
    shown = tables(
        accuracy_table(comparison, comparison.band),
        seeds_table(comparison, comparison.band),
        by_type,
    )
    shown += [accuracy_table(comparison, band) for band in others]
    caption = "Accuracy by band, with intervals."
    return Section(
        "Accuracy", sentences, shown, picture("accuracy", caption, accuracy_figure(comparison))
    )


def changed(comparison: Comparison) -> Section:
    sentences = [
        "Accuracy is the sum over strategies of share x accuracy. Selection is what changed "
        "because strategies were chosen more or less often, improvement what changed because "
        "they succeed more often when chosen (Kitagawa 1955, midpoint; at either end a change of "
        "share is valued by the accuracy before, or after, alone). With conditional "
        "accuracy the two add up to the gain exactly. With forced accuracy, measured on all "
        "problems by forcing each strategy's opening, a remainder is left: the change in how "
        "well strategies are matched to the problems that suit them.",
        "Where a strategy has fewer than 20 completions on one side, its accuracy is borrowed "
        "from the other, as its note says; 'not forced' marks strategies that could not be "
        "forced, whose terms are those of conditional accuracy.",
    ]
    if not comparison.changes:
        return Section("What training changed", [], [], [])
    bands = [comparison.band, *[band for band in comparison.bands if band != comparison.band]]
    shown = []
    for band in bands:
        shown += [attribution_table(comparison, band, forced) for forced in (False, True)]
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
        "What training changed", sentences, tables(*shown[:2], *by_strategy, *shown[2:]), drawn
    )


def shortcuts(comparison: Comparison) -> Section:
    table = shortcut_table(comparison, comparison.band)
    sentences = [
        "A shortcut is a wrong way of working that happens to reach the right answer of some"
        " problems; it is told by the values of the lines, as a strategy of its own."
    ]
    return Section("Shortcuts", sentences if table else [], tables(table), [])


def stepwise(comparison: Comparison) -> Section:
    table = steps_table(comparison, comparison.band)
    sentences = [
        "q is how often a step that is reached is right. Where steps fail independently, n lines"
        " have no wrong one with probability q^n; more says that failures gather in some"
        " completions, less that later lines are harder."
    ]
    return Section("Steps", sentences if table else [], tables(table), [])


def training(comparison: Comparison) -> Section:
    experiment = comparison.experiment
    caption = "Accuracy of the rollouts while RL goes on: values, and bold their running mean."
    drawn = picture("rl_accuracy", caption, accuracy_curves(experiment))
    drawn += picture(
        "rl_shares", "Shares of strategies among the rollouts.", share_curves(experiment)
    )
    drawn += picture("sft_loss", "Loss of the supervised stages.", loss_curves(experiment))
    fitted = replicator_table(comparison)
    sentences = [
        "Replicator dynamics: where a is 0, accuracy alone selects; another a favours the first"
        " strategy for something else. Fitted to windows of ten updates, a line a seed."
    ]
    made = tables(tokens_table(comparison), fitted)
    return Section("While training", sentences if fitted else [], made, drawn)


def strategies(comparison: Comparison) -> Section:
    band = comparison.band
    shown = [shares_table(comparison, band), entropy_table(comparison, band)]
    return Section("Shares of strategies", [], shown, [])


def opened(comparison: Comparison) -> Section:
    table = forced_table(comparison, comparison.band)
    sentences = [
        "Each completion was opened in one strategy, whatever the problem; 'kept to' is how "
        "often that strategy was then recognised."
    ]
    drawn = picture(
        "forced", "Accuracy under forced opening, by type and band.", forced_figure(comparison)
    )
    return Section("Forced openings", sentences if table else [], tables(table), drawn)


def passing(comparison: Comparison) -> Section:
    sentences = [
        "pass@k is the share of problems of which at least one of k completions is right, "
        "estimated without bias. Beyond chance it is (pass@k − guess@k) / (1 − guess@k), where "
        "guess@k is what k guesses reach: 0 for a model that only guesses, 1 for one that solves "
        "everything."
    ]
    drawn = picture("pass_at_k", f"pass@k on {called(comparison.band)}.", pass_figure(comparison))
    return Section(
        "pass@k",
        sentences,
        [
            *[pass_table(comparison, comparison.band, beyond) for beyond in (False, True)],
            *tables(used_table(comparison, comparison.band)),
        ],
        drawn,
    )


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
    sentences = [
        "A solution that guesses a value and checks it writes a verdict. Where it checks, the "
        "verdict agrees with the answer."
    ]
    return Section("Verdicts on one's own guess", sentences if table else [], tables(table), [])


def errors(comparison: Comparison) -> Section:
    band = comparison.band
    columns = [
        ("with a wrong line", ("first_wrong", "share")),
        ("the same of right answers", ("first_wrong", "share_of_right")),
        ("not ended", ("unended",)),
    ]
    table = conduct_table(comparison, band, columns, f"Completions in percent on {called(band)}")
    groups = tally_table(
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
    return Section("First errors", [], tables(table, groups, why), drawn)


def parity(comparison: Comparison) -> Section:
    columns = [
        ("all", ("recognition", "unrecognised")),
        ("of right ones", ("recognition", "unrecognised_right")),
        ("of wrong ones", ("recognition", "unrecognised_wrong")),
    ]
    table = conduct_table(
        comparison, ALL, columns, "Completions without a recognised strategy, in percent"
    )
    sentences = [
        "Attribution can be trusted where right and wrong completions go unrecognised equally "
        "often."
    ]
    return Section(
        "Recognition",
        sentences if table else ["The strategy of every completion was recognised."],
        tables(table),
        [],
    )


def made(comparison: Comparison) -> Section:
    config = comparison.experiment.config
    command = [f"Made by: {config['command']}"] if isinstance(config.get("command"), str) else []
    command += versions_of(comparison)
    if isinstance(config.get("seconds"), int | float):
        command.append(f"It took {config['seconds']:,.0f} seconds.")
    command += [f"{note}." for note in comparison.experiment.notes if REFUSED in note]
    rest = {
        name: value
        for name, value in config.items()
        if name not in ("command", "versions", "seconds")
    }
    if "settings" not in rest and (found := settings_of_cells(comparison.experiment.cells)):
        rest["settings"] = found
    settings = json.dumps(rest, indent=1, ensure_ascii=False) if rest else ""
    return Section("How it was made", command, [cells_table(comparison)], [], settings)


def speaks_of(comparison: Comparison) -> str:
    """What an interval over seeds speaks of."""
    if comparison.experiment.anew:
        return "other runs on other data, each seed having its own base, data and evaluation"
    return "other runs on the same problems"


def intervals(comparison: Comparison) -> Section:
    counts = {len(row.seeds) for row in comparison.rows}
    sentences = ["All intervals are at 95 %."]
    if 1 in counts:
        sentences.append(
            f"One seed: a percentile bootstrap of {DRAWS:,} draws, which draws problems and keeps "
            "all completions of each; Wilson's interval where every problem has one completion, "
            "and, counting problems, where all or none count. It speaks of other problems, not "
            "of other runs."
        )
    if 2 in counts:
        sentences.append("Two seeds: the lower and the higher, not an interval of confidence.")
    if counts - {1, 2}:
        sentences.append(
            "Three or more seeds: Student's t interval of the seeds' values, of shares on the "
            f"scale of their logits. It speaks of {speaks_of(comparison)}."
        )
    if counts - {1}:
        sentences.append(
            "Where all seeds say the same: from the lowest to the highest end of their own "
            "intervals. No interval is shown where nothing can vary."
        )
    groups = (
        ""
        if shown_types(comparison) != [ALL] or len(comparison.types) == 1
        else " Figures show all kinds of problems together."
    )
    sentences.append(
        "Shares are of completions sampled freely; greedy and forced ones stand apart." + groups
    )
    return Section("How to read the intervals", sentences, [], [])
