"""The primary outcome of a study, which it named before it was run: what a stage gains against
another, seed by seed, and the exact sign test of that."""

from itertools import combinations
from math import comb, sqrt
from typing import Any, NamedTuple

from pipelines.evaluation.completion_table import called
from pipelines.evaluation.intervals import SAME, Interval, within
from pipelines.report.comparison import Comparison, Row

FIELDS = ("stage", "against", "band", "type", "strategy", "measure")
PARTS = ("selection", "improvement")  # of a gain, which an outcome may be about in its place
SHARE = "share"  # of a strategy, freely sampled, which it may be about too
MOST = 6  # arms that are compared with each other


class SignTest(NamedTuple):
    """How many of the pairs that differ rise, and how likely as many or more on one side are where
    neither is likelier."""

    rises: int
    pairs: int
    p: float


def named_outcome(comparison: Comparison) -> dict[str, str] | None:
    """The outcome that the experiment names; None where it names none, or none that can be read."""
    outcome: Any = comparison.experiment.config.get("outcome")
    if not isinstance(outcome, dict):
        return None
    fields = {name: outcome.get(name, "") for name in FIELDS}
    return fields if all([isinstance(value, str) for value in fields.values()]) else None


def gains_of(comparison: Comparison) -> dict[str, dict[int, float]]:
    """By arm and seed how much accuracy the stage gains, how much of that gain is the part that the
    outcome is about, or how much a strategy's share grows; empty where no outcome is named."""
    outcome = named_outcome(comparison)
    if outcome is None:
        return {}
    if outcome["measure"] in PARTS:
        return parts_of(comparison, outcome)
    gains: dict[str, dict[int, float]] = {}
    for row in comparison.rows:
        before = next(
            (one for one in comparison.rows if is_stage(one, row.arm, outcome["against"])), None
        )
        if row.stage != outcome["stage"] or before is None:
            continue
        then, now = by_seed(before, outcome), by_seed(row, outcome)
        each = {seed: now[seed] - then[seed] for seed in now if seed in then}
        if each:
            gains[row.arm] = each
    return gains


def parts_of(comparison: Comparison, outcome: dict[str, str]) -> dict[str, dict[int, float]]:
    """By arm and seed the part of the gain, with accuracy as forced where that was measured."""
    parts: dict[str, dict[int, float]] = {}
    for row in comparison.rows:
        if row.stage != outcome["stage"]:
            continue
        address = (row.arm, row.stage, outcome["band"], outcome["type"])
        change = comparison.change(*address, forced=True) or comparison.change(
            *address, forced=False
        )
        if change is not None and change.parent == outcome["against"]:
            parts[row.arm] = {
                seed: getattr(attribution, outcome["measure"]).value
                for seed, attribution in change.each.items()
            }
    return parts


def is_stage(row: Row, arm: str, stage: str) -> bool:
    return (row.arm, row.stage) == (arm, stage)


def by_seed(row: Row, outcome: dict[str, str]) -> dict[int, float]:
    """The accuracy or share that the outcome is about, of each seed that has it; a strategy that no
    completion follows has a share of 0."""
    band, group, strategy = outcome["band"], outcome["type"], outcome["strategy"]
    keys = ("forced", strategy, "accuracy") if strategy else ("accuracy",)
    if outcome["measure"] == SHARE:
        keys = ("strategies", strategy, "share")
    figures: dict[int, float] = {}
    for seed, evaluation in zip(row.seeds, row.evaluations, strict=True):
        block: Any = evaluation["bands"].get(band, {}).get("types", {}).get(group)
        found = block
        for key in keys:
            found = found.get(key) if isinstance(found, dict) else None
        if isinstance(found, dict):
            figures[seed] = Interval.of(found).value
        elif isinstance(block, dict) and outcome["measure"] == SHARE:
            figures[seed] = 0.0
    return figures


def between_arms(gains: dict[str, dict[int, float]]) -> dict[str, dict[int, float]]:
    """The differences of the gains of two arms, seed by seed."""
    pairs: dict[str, dict[int, float]] = {}
    for one, other in combinations(gains, 2) if len(gains) <= MOST else ():
        shared = [seed for seed in gains[one] if seed in gains[other]]
        if shared:
            each = {seed: gains[one][seed] - gains[other][seed] for seed in shared}
            pairs[f"{one} − {other}"] = each
    return pairs


def sign_test(differences: list[float]) -> SignTest:
    """The two-sided exact sign test; pairs that are equal say nothing."""
    signs = [difference > 0 for difference in differences if difference]
    count, rises = len(signs), sum(signs)
    if not count:
        return SignTest(0, 0, 1.0)
    tail = sum(comb(count, k) for k in range(min(rises, count - rises) + 1)) / 2**count
    return SignTest(rises, count, min(1.0, 2 * tail))


def paired_t(differences: list[float]) -> float | None:
    """How likely a mean at least as far from 0 is where there is no difference, by Student's t of
    the pairs, two-sided; None of fewer than three, or where all are the same."""
    count = len(differences)
    if count < 3 or max(differences) - min(differences) <= SAME:
        return None
    mean = sum(differences) / count
    variance = sum([(each - mean) ** 2 for each in differences]) / (count - 1)
    return 1 - within(abs(mean) / sqrt(variance / count), count - 1)


def says(comparison: Comparison) -> str:
    """What the outcome is, in a sentence; empty where none is named."""
    outcome = named_outcome(comparison)
    if outcome is None:
        return ""
    strategy = outcome["strategy"].replace("_", " ")
    how = f", with {strategy} forced," if strategy else ", sampled freely,"
    kind = "" if outcome["type"] == "all" else f", {outcome['type']}"
    measure = "accuracy"
    if outcome["measure"] in PARTS:
        measure, how = f"{outcome['measure']} (with accuracy as forced, where that was)", ""
    elif outcome["measure"] == SHARE:
        measure, how = f"share of {strategy}", ", sampled freely,"
    late = comparison.experiment.config.get("evaluated_before_outcome")
    named = "Named before the run"
    if isinstance(late, int) and late > 0:
        named = f"Named when {late:,} evaluations of {outcome['stage']} were there"
    return (
        f"{named}: {measure} on {called(outcome['band'])}{kind}{how} after"
        f" {outcome['stage']} against after {outcome['against']}, paired by seed; and the"
        " difference of that between arms. The sign test is exact and two-sided: with n seeds its"
        " p is at least 2 / 2^n. Beside it is Student's t of the pairs, which takes the differences"
        " for normal."
    )
