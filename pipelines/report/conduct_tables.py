"""The tables of a report on forced openings, repeated attempts, errors and verdicts, and on how the
checkpoints were made."""

from collections.abc import Sequence

from pipelines.evaluation.completion_table import ALL, called
from pipelines.evaluation.intervals import Interval
from pipelines.report.comparison import Comparison, Row
from pipelines.report.figures import shown_types
from pipelines.report.report_tables import MANY, Shown, Table, share, strategies_of, text


def forced_table(comparison: Comparison, band: str) -> Table | None:
    """Accuracy where a strategy's opening was forced, and how often that strategy was then kept to;
    of at most MANY strategies."""
    names = strategies_of(comparison, band, "forced")
    rows = []
    for row in comparison.rows:
        for kind in shown_types(comparison) if names else ():
            cells = [share(row.figure(band, kind, "forced", name, "accuracy")) for name in names]
            kept = [
                Shown(share(row.figure(band, kind, "forced", name, "kept")).value) for name in names
            ]
            rows.append([*text(row.arm, row.stage, kind), *cells, *kept])
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
    ks = sorted({int(k) for row in comparison.rows for k in row.names(band, ALL, measure)})
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
        whole = row.total(band, ALL, "completions") or 1
        cells = [share(Interval.bare(row.total(band, ALL, *path, name) / whole)) for name in names]
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
        said = (
            ", ".join(f"{name} {value:,}" for name, value in updates.items() if value)
            if isinstance(updates, dict)
            else "–"
        )
        taken = f"{seconds:,.0f}" if isinstance(seconds, int | float) else "–"
        there = cell.completions
        seen = (f"{len(there.ids):,}", f"{len(there):,}") if there is not None else ("–", "–")
        rows.append(
            text(
                cell.arm or "all arms",
                cell.stage,
                cell.seed,
                cell.parent or "–",
                said or "–",
                taken,
                *seen,
            )
        )
    return Table(
        "Checkpoints",
        ["arm", "stage", "seed", "trained from", "updates", "seconds", "problems", "completions"],
        rows,
        2,
    )
