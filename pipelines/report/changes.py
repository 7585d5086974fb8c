"""What each stage of training changed, over seeds: attributions of its cells against the cells that
they were trained from."""

from collections.abc import Sequence
from itertools import chain
from typing import Any, NamedTuple

from pipelines.evaluation.completion_table import ALL, Completions
from pipelines.evaluation.intervals import Interval, over_seeds
from pipelines.report.attribution import (
    Attribution,
    Part,
    Split,
    attribute,
    balanced,
    mean_ends,
)
from pipelines.report.cells import Experiment


class Change(NamedTuple):
    """What a stage changed on problems of one band and type: means over seeds, and each seed's
    attribution. `forced` says which table it is: that of conditional or of forced accuracy."""

    arm: str
    stage: str
    parent: str
    band: str
    group: str
    forced: bool
    each: dict[int, Attribution]

    @property
    def gain(self) -> Interval:
        return over_seeds([attribution.gain for attribution in self.each.values()])

    @property
    def selection(self) -> Interval:
        return over_seeds([attribution.selection for attribution in self.each.values()])

    @property
    def improvement(self) -> Interval:
        return over_seeds([attribution.improvement for attribution in self.each.values()])

    @property
    def remainder(self) -> Interval:
        return over_seeds([attribution.remainder for attribution in self.each.values()])

    @property
    def ends(self) -> tuple[Split, ...]:
        """The means over seeds at either end of the midpoint's range."""
        return mean_ends([attribution.ends for attribution in self.each.values()])

    @property
    def parts(self) -> list[Part]:
        """The parts of all seeds."""
        parts: list[Part] = []
        for attribution in self.each.values():
            parts += attribution.parts
        return parts

    def plain(self) -> dict[str, Any]:
        """As JSON holds it."""
        address = {
            "arm": self.arm,
            "stage": self.stage,
            "parent": self.parent,
            "band": self.band,
            "type": self.group,
        }
        figures = {
            name: getattr(self, name).plain()
            for name in ("gain", "selection", "improvement", "remainder")
        }
        seeds = {str(seed): attribution.plain() for seed, attribution in self.each.items()}
        return {
            **address,
            "accuracy": "forced" if self.forced else "conditional",
            **figures,
            "ends": [end._asdict() for end in self.ends],
            "seeds": seeds,
        }


def changes_of(
    experiment: Experiment,
    arm: str,
    stage: str,
    bands: Sequence[str],
    types: Sequence[str],
    draws: int,
) -> list[Change]:
    """What a stage changed, by band and type and for all types together, with conditional and,
    where it was sampled, forced accuracy."""
    after = {cell.seed: cell for cell in experiment.at(arm, stage)}
    parent = next((cell.parent for cell in after.values() if cell.parent), None)
    if parent is None:
        return []
    before = {cell.seed: cell for cell in experiment.at(arm, parent)}
    pairs = {
        seed: (before[seed].completions, cell.completions)
        for seed, cell in after.items()
        if seed in before
    }
    changes = []
    for i, band in enumerate(bands):
        for forced in (False, True):
            by_group: dict[str, dict[int, Attribution]] = {}
            for j, group in enumerate(types):
                each = {
                    seed: between(*pair, band, group, (i, j), forced, draws)
                    for seed, pair in pairs.items()
                }
                by_group[group] = {seed: one for seed, one in each.items() if one is not None}
            if not forced or any([was_forced(each) for each in by_group.values()]):
                changes += [
                    Change(
                        arm=arm,
                        stage=stage,
                        parent=parent,
                        band=band,
                        group=group,
                        forced=forced,
                        each=each,
                    )
                    for group, each in {ALL: together(by_group), **by_group}.items()
                    if each
                ]
    return changes


def together(by_group: dict[str, dict[int, Attribution]]) -> dict[int, Attribution]:
    """By seed the mean over types, of those that the seed has."""
    seeds: set[int] = set()
    for each in by_group.values():
        seeds.update(each)

    def over_types(seed: int) -> Attribution:
        return balanced([each[seed] for each in by_group.values() if seed in each])

    return {seed: over_types(seed) for seed in sorted(seeds)}


def was_forced(each: dict[int, Attribution]) -> bool:
    """Whether a forced accuracy stands in any of the attributions."""
    parts = chain.from_iterable([one.parts for one in each.values()])
    return any([part.forced for part in parts])


def between(
    before: Completions | None,
    after: Completions | None,
    band: str,
    group: str,
    seed: Sequence[int],
    forced: bool,
    draws: int,
) -> Attribution | None:
    """The attribution of one seed; None where the two checkpoints share no problem of that band and
    type."""
    if before is None or after is None:
        return None
    try:
        return attribute(before.at(band, group), after.at(band, group), seed, forced, draws)
    except ValueError:
        return None
