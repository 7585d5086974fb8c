"""The tables of a report: rows of arms and stages, cells that hold a figure with its interval."""

from collections.abc import Sequence
from typing import NamedTuple

from pipelines.evaluation.completion_table import ALL, called
from pipelines.evaluation.intervals import SAME, Interval, over_seeds
from pipelines.report.changes import Change
from pipelines.report.comparison import Comparison, Row
from pipelines.report.figures import SEVERAL, shown_types
from pipelines.report.outcome import (
    SHARE,
    between_arms,
    gains_of,
    named_outcome,
    paired_t,
    sign_test,
)
from pipelines.report.replicator import SCALE, fits_of

MANY = 8  # strategies in one table
MANY_TRIES = 32  # completions of a problem that tell how many tries a strategy takes


class Shown(NamedTuple):
    """A figure as text, and its interval as text; either may be empty."""

    value: str
    interval: str = ""

    def __str__(self) -> str:
        return f"{self.value} [{self.interval}]" if self.interval else self.value


class Table(NamedTuple):
    """`words` is the number of leading columns that hold text; the others hold figures."""

    caption: str
    head: list[str]
    rows: list[list[Shown]]
    words: int = 2


def share(figure: Interval | None, signed: bool = False) -> Shown:
    """A share in percent, or a change of one in points; a dash where there is none."""
    if figure is None or figure.value != figure.value:
        return Shown("–")
    value, low, high = (percent(part, signed) for part in (figure.value, figure.low, figure.high))
    known = figure.high - figure.low > SAME  # neither absent nor of width zero
    return Shown(value, f"{low}, {high}" if known else "")


def percent(value: float, signed: bool = False) -> str:
    """Hundredths with one decimal and a proper minus; what rounds to nothing has no sign."""
    written = f"{100 * value:+.1f}" if signed else f"{100 * value:.1f}"
    return "0.0" if written.strip("+-") == "0.0" else written.replace("-", "−")


def shares_of_all(figures: Sequence[Interval]) -> list[Shown]:
    """Shares that are all there is: as they are shown, with one decimal, they sum to 100 too. What
    rounding would leave over goes where it was cut most, and an interval holds the value beside
    it."""
    shown = [share(figure) for figure in figures]
    exact = [1000 * figure.value for figure in figures]
    if any([value != value for value in exact]) or abs(sum(exact) - 1000) > 1e-6:
        return shown
    tenths = [int(value + 1e-9) for value in exact]
    most_cut = sorted(range(len(exact)), key=lambda i: tenths[i] - exact[i])
    for i in most_cut[: 1000 - sum(tenths)]:
        tenths[i] += 1
    return [
        beside(cell, figure, count / 1000)
        for cell, figure, count in zip(shown, figures, tenths, strict=True)
    ]


def beside(cell: Shown, figure: Interval, value: float) -> Shown:
    """A share as it is shown with others, and its interval, where it has one, up to there."""
    low, high = min(figure.low, value), max(figure.high, value)
    interval = f"{percent(low)}, {percent(high)}" if cell.interval else ""
    return Shown(percent(value), interval)


def number(figure: Interval | None, places: int = 2) -> Shown:
    return Shown(
        "–" if figure is None or figure.value != figure.value else f"{figure.value:.{places}f}"
    )


def text(*words: object) -> list[Shown]:
    return [Shown(str(word)) for word in words]


def accuracy_table(comparison: Comparison, band: str) -> Table:
    """Accuracy by arm and stage: all, each type, the study's own where it reports it, chance, and
    the ceiling of one strategy."""
    groups = shown_types(comparison)
    paper = any(row.paper(band, ALL) is not None for row in comparison.rows)
    head = [
        "arm",
        "stage",
        "seeds",
        *groups,
        *([f"{group} (study)" for group in groups] if paper else []),
        "chance",
        "one strategy",
    ]
    rows = []
    for row in comparison.rows:
        theirs = [row.paper(band, group) for group in groups] if paper else []
        cells = [share(row.figure(band, group, "accuracy")) for group in groups]
        cells += [share(None if value is None else Interval.bare(value)) for value in theirs]
        levels = [
            Shown(share(row.figure(band, ALL, level)).value) for level in ("chance", "ceiling")
        ]
        rows.append([*text(row.arm, row.stage, len(row.seeds)), *cells, *levels])
    return Table(f"Accuracy in percent on {called(band)}", head, rows)


def seeds_table(comparison: Comparison, band: str) -> Table | None:
    """Accuracy of each seed by itself, with its interval over problems; None where no row has
    several."""
    seeds = comparison.seeds
    if all(len(row.seeds) < 2 for row in comparison.rows):
        return None
    rows = []
    for row in comparison.rows:
        alone = [row._replace(evaluations=(evaluation,)) for evaluation in row.evaluations]
        known = {
            seed: one.figure(band, ALL, "accuracy")
            for seed, one in zip(row.seeds, alone, strict=True)
        }
        rows.append([*text(row.arm, row.stage), *[share(known.get(seed)) for seed in seeds]])
    return Table(
        f"Accuracy in percent on {called(band)} by seed",
        ["arm", "stage", *[f"seed {seed}" for seed in seeds]],
        rows,
    )


def family_table(comparison: Comparison, band: str) -> Table:
    """Accuracy by family or type, where there are too many for columns."""
    head = ["problems", *[row.name for row in comparison.rows]]
    rows: list[list[Shown]] = []
    for group in comparison.types:
        cells = [share(row.figure(band, group, "accuracy")) for row in comparison.rows]
        if any(cell.value != "–" for cell in cells):
            rows.append([*text(group), *cells])
    return Table(f"Accuracy in percent on {called(band)}, by kind of problem", head, rows, 1)


def attribution_table(comparison: Comparison, band: str, forced: bool) -> Table | None:
    """The gain of every stage taken apart, in points of accuracy."""
    head = [
        "arm",
        "stage",
        "problems",
        "gain",
        "selection",
        "improvement",
        *(["remainder"] if forced else []),
        "selection, either end",
        "improvement, either end",
    ]
    rows = []
    for change in comparison.changes:
        if (change.band, change.forced) == (band, forced) and (
            change.group in shown_types(comparison) or len(comparison.types) > SEVERAL
        ):
            parts = [
                change.gain,
                change.selection,
                change.improvement,
                *([change.remainder] if forced else []),
            ]
            rows.append(
                [
                    *text(change.arm, f"{change.parent} → {change.stage}", change.group),
                    *[share(part, True) for part in parts],
                    *[either_end(change, name) for name in ("selection", "improvement")],
                ]
            )
    what = "forced accuracy" if forced else "conditional accuracy"
    return (
        Table(f"What changed on {called(band)}, in points of accuracy, with {what}", head, rows, 3)
        if rows
        else None
    )


def either_end(change: Change, part: str) -> Shown:
    """From the lower to the higher end of the midpoint's range, in points."""
    values = sorted([getattr(end, part) for end in change.ends])
    if not values:
        return Shown("–")
    low, high = (percent(value, True) for value in (values[0], values[-1]))
    return Shown(low if low == high else f"{low} to {high}")


def parts_table(comparison: Comparison, band: str, forced: bool) -> Table | None:
    """The same by strategy: shares and accuracies before and after, and what stands on a borrowed
    accuracy. Means over seeds."""
    head = [
        "arm",
        "stage",
        "problems",
        "strategy",
        "share before",
        "after",
        "accuracy before",
        "after",
        "selection",
        "improvement",
        "note",
    ]
    rows = []
    for change in comparison.changes:
        if (change.band, change.forced) == (band, forced) and change.group != ALL:
            names = sorted({part.strategy for part in change.parts})
            rows += [
                [*text(change.arm, change.stage, change.group, name), *part_cells(change, name)]
                for name in names
            ]
    what = "forced accuracy" if forced else "conditional accuracy"
    return (
        Table(f"The same on {called(band)} by strategy, with {what}", head, rows, 4)
        if rows
        else None
    )


def part_cells(change: Change, name: str) -> list[Shown]:
    """The cells of one strategy: a seed that never uses it counts as a share of 0 there."""
    parts = [part for part in change.parts if part.strategy == name]

    def over_seeds(values: Sequence[float], signed: bool = False) -> Shown:
        return share(Interval.bare(sum(values) / len(change.each)), signed)

    def accuracy(side: int) -> Shown:
        accuracies = [part.accuracy[side] for part in parts]
        known = [value for value in accuracies if value is not None]
        return share(Interval.bare(sum(known) / len(known))) if known else Shown("–")

    def share_of(side: int) -> Shown:
        return over_seeds([part.share[side] for part in parts])

    shown = [share_of(0), share_of(1), accuracy(0), accuracy(1)]
    if parts:
        shown.append(over_seeds([part.selection for part in parts], True))
        shown.append(over_seeds([part.improvement for part in parts], True))
    borrowed = {part.borrowed for part in parts}
    notes = [f"{side} borrowed" for side in ("before", "after") if side in borrowed]
    if change.forced and not all(part.forced for part in parts):
        notes.append("not forced")
    return [*shown, Shown("; ".join(notes))]


def shares_table(comparison: Comparison, band: str) -> Table:
    """How often each strategy is used, and the entropy of that, by arm, stage and type."""
    groups = shown_types(comparison)
    names = strategies_of(comparison, band, "strategies")
    total = len(comparison.names(band, ALL, "strategies"))
    rows = []
    for row in comparison.rows:
        for group in groups:
            cells = [row.share(band, group, name) for name in names]
            rest = max(0.0, 1 - sum(cell.value for cell in cells))
            others = [Interval.bare(rest if row.figure(band, group, "accuracy") else 0.0)]
            rows.append(
                [
                    *text(row.arm, row.stage, group),
                    *shares_of_all([*cells, *(others if total > MANY else [])]),
                    number(row.figure(band, group, "entropy")),
                ]
            )
    most = f"; the {MANY} most used of {total} strategies" if total > MANY else ""
    head = [
        "arm",
        "stage",
        "problems",
        *[name.replace("_", " ") for name in names],
        *(["others"] if total > MANY else []),
        "entropy, nats",
    ]
    return Table(f"Share of each strategy in percent on {called(band)}{most}", head, rows, 3)


def entropy_table(comparison: Comparison, band: str) -> Table:
    """How many ways are used, as entropies in nats: strategies of all completions, strategies and
    approaches of right ones."""
    columns = {
        "of strategies": "entropy",
        "within a type": "entropy_by_type",
        "of strategies, right answers": "entropy_of_right",
        "of approaches, right answers": "approach_entropy_of_right",
        "different right solutions of a problem": "distinct_solutions",
    }
    rows: list[list[Shown]] = []
    for row in comparison.rows:
        figures = [number(row.figure(band, ALL, key)) for key in columns.values()]
        rows.append([*text(row.arm, row.stage), *figures])
    caption = f"Entropy in nats on {called(band)}, and right solutions told by their step graphs"
    return Table(caption, ["arm", "stage", *columns], rows)


def outcome_table(comparison: Comparison) -> Table | None:
    """The primary outcome that was named before the run: what each arm gained, paired over seeds,
    and the difference between arms; None where none was named."""
    gains = gains_of(comparison)
    rows = []
    for name, by_seed in [*gains.items(), *between_arms(gains).items()]:
        values = list(by_seed.values())
        test, student = sign_test(values), paired_t(values)
        mean = over_seeds([Interval.bare(value) for value in values])
        rows.append(
            [
                *text(name, len(values)),
                share(mean, True),
                Shown(", ".join([percent(value, True) for value in values])),
                Shown(f"{test.rises} of {test.pairs}"),
                Shown(f"{test.p:.3g}"),
                Shown("–" if student is None else f"{student:.3g}"),
            ]
        )
    head = ["arm", "seeds", "mean", "by seed", "rises", "sign test, p", "paired t, p"]
    named = named_outcome(comparison) or {}
    points = "of share" if named.get("measure") == SHARE else "of accuracy"
    return Table(f"The primary outcome, in points {points}", head, rows, 1) if rows else None


def strategies_of(comparison: Comparison, band: str, key: str) -> list[str]:
    """The strategies that any row uses, at most MANY, those used most; unrecognised ones last."""
    totals: dict[str, int] = {}
    for row in comparison.rows:
        for name in row.names(band, ALL, key):
            totals[name] = totals.get(name, 0) + row.total(band, ALL, key, name, "completions")
    kept = sorted(totals, key=lambda name: (-totals[name], name))[:MANY]
    return sorted(kept, key=lambda name: (name in ("none", "mixed"), name))


def forced_table(comparison: Comparison, band: str) -> Table | None:
    """Accuracy where a strategy's opening was forced, and how often that strategy was then kept to;
    of at most MANY strategies."""
    names = strategies_of(comparison, band, "forced")
    rows = []
    for row in comparison.rows:
        for group in shown_types(comparison) if names else ():
            cells = [share(row.figure(band, group, "forced", name, "accuracy")) for name in names]
            kept = [
                Shown(share(row.figure(band, group, "forced", name, "kept")).value)
                for name in names
            ]
            rows.append([*text(row.arm, row.stage, group), *cells, *kept])
    plain = [name.replace("_", " ") for name in names]
    head = ["arm", "stage", "problems", *plain, *[f"kept to {name}" for name in plain]]
    return (
        Table(f"Accuracy in percent under forced opening on {called(band)}", head, rows, 3)
        if rows
        else None
    )


def pass_table(comparison: Comparison, band: str, beyond: bool) -> Table:
    """Greedy accuracy and pass@k, plain or beyond chance."""
    measure = "pass_at_k_beyond_chance" if beyond else "pass_at_k"
    ks = sorted([int(k) for k in comparison.names(band, ALL, measure)])
    head = ["arm", "stage", *([] if beyond else ["greedy"]), *[f"pass@{k}" for k in ks]]
    rows = []
    for row in comparison.rows:
        greedy = [] if beyond else [share(row.figure(band, ALL, "greedy"))]
        rows.append(
            [
                *text(row.arm, row.stage),
                *greedy,
                *[share(row.figure(band, ALL, measure, str(k))) for k in ks],
            ]
        )
    return Table(
        f"pass@k{' beyond chance' if beyond else ''} in percent on {called(band)}, all types",
        head,
        rows,
    )


def conduct_table(
    comparison: Comparison, band: str, columns: Sequence[tuple[str, tuple[str, ...]]], caption: str
) -> Table | None:
    """A table of shares at these paths, a column each; counts are given where the path ends in one.
    None where no row has any."""
    rows = []
    for row in comparison.rows:
        cells = [
            count(row, band, path)
            if path[-1] in ("yes", "no")
            else share(row.figure(band, ALL, *path))
            for _, path in columns
        ]
        if any(cell.value not in ("–", "0") for cell in cells):
            rows.append([*text(row.arm, row.stage), *cells])
    return Table(caption, ["arm", "stage", *[name for name, _ in columns]], rows) if rows else None


def count(row: Row, band: str, path: Sequence[str]) -> Shown:
    return Shown(f"{row.total(band, ALL, *path):,}")


def tally_table(comparison: Comparison, band: str, caption: str, *path: str) -> Table | None:
    """How many completions of each kind there are at this path, per hundred completions."""
    totals: dict[str, int] = {}
    for row in comparison.rows:
        for name in row.names(band, ALL, *path):
            totals[name] = totals.get(name, 0) + row.total(band, ALL, *path, name)
    names = sorted(totals, key=lambda name: (-totals[name], name))[:MANY]
    caption += f"; the {MANY} most frequent of {len(totals)}" if len(totals) > MANY else ""
    rows = []
    for row in comparison.rows:
        total = row.total(band, ALL, "completions") or 1
        cells = [share(Interval.bare(row.total(band, ALL, *path, name) / total)) for name in names]
        rows.append([*text(row.arm, row.stage), *cells])
    return (
        Table(caption, ["arm", "stage", *[name.replace("_", " ") for name in names]], rows)
        if names
        else None
    )


def cells_table(comparison: Comparison) -> Table:
    """What each checkpoint was trained from, for how long, and on how many problems it was
    evaluated."""
    rows = []
    for cell in comparison.experiment.cells:
        updates, seconds = cell.about.get("updates"), cell.about.get("seconds")
        trained = updates.items() if isinstance(updates, dict) else ()
        taken = f"{seconds:,.0f}" if isinstance(seconds, int | float) else "–"
        table = cell.completions
        counts = ("–", "–") if table is None else (f"{len(table.ids):,}", f"{len(table):,}")
        rows.append(
            text(
                cell.arm or "all arms",
                cell.stage,
                cell.seed,
                cell.parent or "–",
                ", ".join([f"{name} {number:,}" for name, number in trained if number]) or "–",
                "–" if cell.tokens is None else f"{cell.tokens:,}",
                taken,
                *counts,
            )
        )
    head = [
        *("arm", "stage", "seed", "trained from", "updates", "tokens", "seconds"),
        *("problems", "completions"),
    ]
    return Table("Checkpoints", head, rows, 2)


def tokens_table(comparison: Comparison) -> Table | None:
    """What each arm's stages were trained on, in thousands of tokens, and how long a completion is;
    means over seeds. None where no log says."""
    rows = []
    for row in comparison.rows:
        cells = comparison.experiment.at(row.arm, row.stage)
        counts = [cell.tokens for cell in cells if cell.tokens is not None]
        if counts:
            mean = f"{sum(counts) / len(counts) / 1_000:,.0f}"
            length = number(row.figure(comparison.band, ALL, "tokens"), 1)
            rows.append([*text(row.arm, row.stage), Shown(mean), length])
    head = ["arm", "stage", "trained on, 1,000 tokens", "tokens of a completion"]
    caption = f"Tokens: of training, prompts included, and of a completion on {comparison.band}"
    return Table(caption, head, rows) if rows else None


def shortcut_table(comparison: Comparison, band: str) -> Table | None:
    """How often a shortcut is taken, and accuracy, on problems whose answer it reaches and on the
    others; None where there is none."""
    rows = []
    for row in comparison.rows:
        for group in shown_types(comparison):
            for name in row.names(band, group, "shortcuts"):
                cells = [
                    share(row.figure(band, group, "shortcuts", name, key))
                    for key in ("share_on", "share_off", "accuracy_on", "accuracy_off")
                ]
                rows.append([*text(row.arm, row.stage, group, name), *cells])
    head = ["arm", "stage", "problems", "shortcut", "taken where it is right", "taken elsewhere"]
    head += ["accuracy where it is right", "accuracy elsewhere"]
    return Table(f"Shortcuts on {called(band)}, in percent", head, rows, 4) if rows else None


def used_table(comparison: Comparison, band: str) -> Table | None:
    """The share of problems of which at least one of k completions follows a strategy; None where
    there are too few completions of a problem to say more than shares do."""
    rows, ks = [], set()
    for row in comparison.rows:
        for group in shown_types(comparison):
            for name in row.names(band, group, "used_at_k"):
                known = {int(k) for k in row.names(band, group, "used_at_k", name)}
                if max(known, default=0) >= MANY_TRIES:
                    ks |= known
                    rows.append((row, group, name))
    shown = [k for k in sorted(ks) if k.bit_length() % 3 == 1 or k == max(ks)]
    lines: list[list[Shown]] = []
    for row, group, name in rows:
        figures = [share(row.figure(band, group, "used_at_k", name, str(k))) for k in shown]
        lines.append([*text(row.arm, row.stage, group, name.replace("_", " ")), *figures])
    head = ["arm", "stage", "problems", "strategy", *[f"k = {k:,}" for k in shown]]
    caption = f"Problems in percent of which one of k completions is by a strategy, {called(band)}"
    return Table(caption, head, lines, 4) if lines else None


def steps_table(comparison: Comparison, band: str) -> Table | None:
    """How often a step that is reached is right, and by number of lines how many completions have
    no wrong line beside what independent steps would make of it; None where nobody counted."""
    rows = []
    for row in comparison.rows:
        success = row.figure(band, ALL, "steps", "success")
        for lines in sorted(map(int, row.names(band, ALL, "steps", "lines"))):
            path = ("steps", "lines", str(lines))
            cells = [row.figure(band, ALL, *path, key) for key in ("whole", "law")]
            count = Shown(f"{row.total(band, ALL, *path, 'completions'):,}")
            law = Shown(share(cells[1]).value)
            words = text(row.arm, row.stage, lines)
            rows.append([*words, count, share(success), share(cells[0]), law])
    head = ["arm", "stage", "lines", "completions", "a step right", "no wrong line", "q^n"]
    caption = f"Steps in percent on {called(band)}: q, and n lines without a wrong one against q^n"
    return Table(caption, head, rows) if rows else None


def replicator_table(comparison: Comparison) -> Table | None:
    """The line of replicator dynamics for each arm, stage and type; None where no log has it."""
    rows = [
        [
            *text(fit.arm, fit.stage, fit.group, f"{fit.first} against {fit.second}"),
            *text(fit.seeds, fit.windows),
            plain_interval(fit.a),
            plain_interval(fit.b),
        ]
        for fit in fits_of(comparison.experiment)
    ]
    head = ["arm", "stage", "problems", "strategies", "seeds", "windows", "a", "b"]
    caption = f"d logit(share) = a + b (difference of accuracies), per {SCALE} updates"
    return Table(caption, head, rows, 4) if rows else None


def plain_interval(figure: Interval) -> Shown:
    """A number with its interval."""
    known = figure.high - figure.low > SAME
    ends = f"{figure.low:+.2f}, {figure.high:+.2f}".replace("-", "−") if known else ""
    return Shown(f"{figure.value:+.2f}".replace("-", "−"), ends)
