"""What the checkpoints of an experiment show together: each one's figures, their means over seeds,
and what each stage changed."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from pipelines.evaluation.completion_table import ALL
from pipelines.evaluation.findings import summarise_completions
from pipelines.evaluation.intervals import DRAWS, Interval, over_seeds, wilson
from pipelines.report.cells import Experiment, refusals
from pipelines.report.changes import Change, changes_of
from pipelines.report.paper_figures import BAND as PAPER_BAND
from pipelines.report.paper_figures import paper_accuracy
from pipelines.report.replicator import fits_of

MANY_BANDS = 4
PASSING = ("pass_at_k", "pass_at_k_beyond_chance")
NO_SHARES = (  # figures that are no shares of completions or problems
    *("pass_at_k_beyond_chance", "entropy", "entropy_by_type", "tokens", "chance", "ceiling"),
    *("completions", "problems", "entropy_of_right", "approach_entropy_of_right"),
    "distinct_solutions",
)


class Row(NamedTuple):
    """One arm and stage: the evaluations of its seeds, as `summarise` gives them."""

    arm: str
    stage: str
    parent: str | None
    seeds: tuple[int, ...]
    evaluations: tuple[dict[str, Any], ...]

    @property
    def name(self) -> str:
        return f"{self.arm} {self.stage}"

    def each(self, band: str, group: str, *keys: str) -> list[Interval]:
        """The figure at this path of each seed's block, such as "strategies", "forward", "share";
        seeds that lack it are left out."""
        intervals = []
        for evaluation in self.evaluations:
            value: Any = evaluation["bands"].get(band, {}).get("types", {}).get(group)
            for key in keys:
                value = value.get(key) if isinstance(value, dict) else None
            if isinstance(value, dict):
                intervals.append(Interval.of(value))
            elif value is not None:
                intervals.append(Interval.bare(float(value)))
        return intervals

    def figure(self, band: str, group: str, *keys: str) -> Interval | None:
        """The mean over seeds of the figure at this path, with its interval; None where no seed has
        it. pass@k is that of all seeds or of none, for a mean over those that drew more would be
        of other seeds at each k."""
        intervals = self.each(band, group, *keys)
        some = len(intervals) < len(self.each(band, group, "completions"))
        if not intervals or (some and keys[0] in PASSING):
            return None
        return over_seeds(intervals, keys[0] not in NO_SHARES)

    def share(self, band: str, group: str, strategy: str) -> Interval:
        """The mean over seeds of how often a strategy is used; a seed that never uses it counts as
        one that does so zero times, so that a row's shares sum to one."""
        intervals = []
        for evaluation in self.evaluations:
            block = evaluation["bands"].get(band, {}).get("types", {}).get(group)
            if block is None:
                continue
            used = block["strategies"].get(strategy)
            none = wilson(0, block["problems"])
            intervals.append(Interval.of(used["share"]) if used and used["share"] else none)
        return over_seeds(intervals, shares=True) if intervals else Interval.bare(0.0)

    def paper(self, band: str, group: str) -> float | None:
        """The accuracy that the study reports for the same; None where it reports none."""
        chance = self.figure(band, group, "chance")
        return (
            None
            if chance is None
            else paper_accuracy(self.arm, self.stage, band, group, chance.value)
        )

    def total(self, band: str, group: str, *keys: str) -> int:
        """The sum over seeds of the count at this path."""
        return int(sum(interval.value for interval in self.each(band, group, *keys)))

    def names(self, band: str, group: str, *keys: str) -> list[str]:
        """The keys that the seeds' blocks have at this path, such as strategies, in order of first
        appearance."""
        names: dict[str, None] = {}
        for evaluation in self.evaluations:
            value: Any = evaluation["bands"].get(band, {}).get("types", {}).get(group, {})
            for key in keys:
                value = (value or {}).get(key, {})
            names |= dict.fromkeys(value or {})
        return list(names)


class Comparison(NamedTuple):
    """All of it. `band` is the one that the main table is about: of the bands that problems of all
    types have, that of the study, else the hardest; all problems together where there is no such
    band. `bands` are the others too, at most MANY_BANDS, hardest last."""

    experiment: Experiment
    rows: tuple[Row, ...]
    changes: tuple[Change, ...]
    bands: tuple[str, ...]
    types: tuple[str, ...]
    band: str

    @property
    def stages(self) -> list[str]:
        """The stages of all arms, each behind those that it was trained from."""
        return self.experiment.stages

    @property
    def seeds(self) -> list[int]:
        """The seeds of all rows, each once."""
        seeds: set[int] = set()
        for row in self.rows:
            seeds.update(row.seeds)
        return sorted(seeds)

    def names(self, band: str, group: str, *keys: str) -> list[str]:
        """The keys that the blocks of any row have at this path, each once."""
        names: dict[str, None] = {}
        for row in self.rows:
            names |= dict.fromkeys(row.names(band, group, *keys))
        return list(names)

    def change(self, arm: str, stage: str, band: str, group: str, forced: bool) -> Change | None:
        """What a stage changed on problems of one band and type; None where it cannot be said."""
        for change in self.changes:
            stage_of_arm = (change.arm, change.stage) == (arm, stage)
            problems = (change.band, change.group) == (band, group)
            if stage_of_arm and problems and change.forced == forced:
                return change
        return None

    def plain(self) -> dict[str, Any]:
        """As JSON holds it: settings, notes, every cell's figures, the rows of the main table, and
        what each stage changed."""
        experiment = self.experiment
        evaluated = {}
        for row in self.rows:
            for seed, evaluation in zip(row.seeds, row.evaluations, strict=True):
                evaluated[row.arm, row.stage, seed] = evaluation
        return {
            "config": experiment.config,
            "missing": list(experiment.notes),
            "refused": [refusal._asdict() for refusal in refusals(experiment.notes)],
            "band": self.band,
            "rows": [self.plain_row(row) for row in self.rows],
            "replicator": [fit.plain() for fit in fits_of(experiment)],
            "attribution": [change.plain() for change in self.changes],
            "cells": [
                {**cell.about, "evaluation": evaluated.get((cell.arm, cell.stage, cell.seed))}
                for cell in experiment.cells
            ],
        }

    def plain_row(self, row: Row) -> dict[str, Any]:

        def by_group(band: str) -> dict[str, Any]:
            figures = {group: row.figure(band, group, "accuracy") for group in (ALL, *self.types)}
            return {group: i.plain() for group, i in figures.items() if i is not None}

        return {
            "arm": row.arm,
            "stage": row.stage,
            "seeds": list(row.seeds),
            "accuracy": {band: by_group(band) for band in self.bands},
        }


def compare(experiment: Experiment, draws: int = DRAWS) -> Comparison:
    """Every figure of an experiment; `draws` is the number of bootstrap draws."""
    rows = []
    for arm, stage in experiment.rows():
        cells = experiment.at(arm, stage)
        evaluations = tuple(
            summarise_completions(cell.completions, 0, draws)
            for cell in cells
            if cell.completions is not None
        )
        rows.append(
            Row(arm, stage, cells[0].parent, tuple(cell.seed for cell in cells), evaluations)
        )
    every_type: set[str] = set()
    for row in rows:
        for evaluation in row.evaluations:
            every_type.update(evaluation["types"])
    types = tuple(sorted(every_type))
    band, bands = bands_of(experiment, rows, types)
    changes: list[Change] = []
    for row in rows:
        if row.parent:
            changes += changes_of(experiment, row.arm, row.stage, bands, types, draws)
    return Comparison(experiment, tuple(rows), tuple(changes), bands, types, band)


def bands_of(
    experiment: Experiment, rows: Sequence[Row], types: Sequence[str]
) -> tuple[str, tuple[str, ...]]:
    """The main band, and those that are shown."""
    tables = [cell.completions for cell in experiment.cells if cell.completions is not None]
    bands: list[str] = []
    for table in sorted(tables, key=lambda table: -len(table.bands)):  # their order in the longest
        bands += [band for band in table.bands if band not in bands]
    shared = [band for band in bands if set(types) <= types_on(band, rows)]
    named = experiment.config.get("band")
    if named in bands:
        main = named
    elif PAPER_BAND in shared:
        main = PAPER_BAND
    else:
        main = shared[-1] if shared else ALL
    others = [band for band in reversed(bands) if band != main][: MANY_BANDS - 1]
    return main, tuple(band for band in [*bands, ALL] if band == main or band in others)


def types_on(band: str, rows: Sequence[Row]) -> set[str]:
    """The types of which any evaluation has problems in a band."""
    types: set[str] = set()
    for row in rows:
        for evaluation in row.evaluations:
            types.update(evaluation["bands"].get(band, {}).get("types", ()))
    return types
