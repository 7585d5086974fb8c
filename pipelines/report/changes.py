"""What each stage of training changed, over seeds: attributions of its cells against the cells that
they were trained from."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from pipelines.evaluation.completion_table import ALL, Completions
from pipelines.evaluation.intervals import Interval, over_seeds
from pipelines.report.attribution import Attribution, attribute, balanced
from pipelines.report.cells import Experiment


class Change(NamedTuple):
    """What a stage changed on problems of one band and type: means over seeds, and each seed's
    attribution. `forced` says which table it is: that of conditional or of forced accuracy."""

    arm: str
    stage: str
    parent: str
    band: str
    kind: str
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

    def plain(self) -> dict[str, Any]:
        """As JSON holds it."""
        place = {
            "arm": self.arm,
            "stage": self.stage,
            "parent": self.parent,
            "band": self.band,
            "type": self.kind,
        }
        figures = {
            name: getattr(self, name).plain()
            for name in ("gain", "selection", "improvement", "remainder")
        }
        seeds = {str(seed): attribution.plain() for seed, attribution in self.each.items()}
        return {
            **place,
            "accuracy": "forced" if self.forced else "conditional",
            **figures,
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
    found = []
    for i, band in enumerate(bands):
        for forced in (False, True):
            by_type: dict[str, dict[int, Attribution]] = {}
            for j, kind in enumerate(types):
                each = {
                    seed: between(pair[0], pair[1], band, kind, (i, j), forced, draws)
                    for seed, pair in pairs.items()
                }
                by_type[kind] = {
                    seed: attribution
                    for seed, attribution in each.items()
                    if attribution is not None
                }
            seeds = sorted({seed for each in by_type.values() for seed in each})
            together = {
                seed: balanced([each[seed] for each in by_type.values() if seed in each])
                for seed in seeds
            }
            if not forced or any(
                part.forced for each in by_type.values() for a in each.values() for part in a.parts
            ):
                kinds = {ALL: together, **by_type}
                found += [
                    Change(arm, stage, parent, band, kind, forced, each)
                    for kind, each in kinds.items()
                    if each
                ]
    return found


def between(
    before: Completions | None,
    after: Completions | None,
    band: str,
    kind: str,
    seed: Sequence[int],
    forced: bool,
    draws: int,
) -> Attribution | None:
    """The attribution of one seed; None where the two checkpoints share no problem of that band and
    type."""
    if before is None or after is None:
        return None
    try:
        return attribute(before.at(band, kind), after.at(band, kind), seed, forced, draws)
    except ValueError:
        return None
