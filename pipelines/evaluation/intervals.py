"""How sure a figure is: intervals for a share, for anything measured on the problems of an
evaluation set, and for a mean over seeds.

Three sources of chance are kept apart. *Which completions* were drawn: Wilson's interval, where
each problem has one. *Which problems* are in the set: a bootstrap that draws problems and keeps all
completions of each, since completions of one problem are alike. *Which seed* the model was trained
with: seen only between runs, so a mean over seeds has an interval of its own, and never pools their
completions. All are at 95 % and are never clipped.
"""

from collections.abc import Sequence
from math import atan, cos, pi, sin, sqrt
from typing import Any, NamedTuple

import numpy as np

NORMAL = 1.959963984540054  # of the standard normal distribution, 95 % lies within this of 0
TAIL = 0.025
DRAWS = 1_000


class Interval(NamedTuple):
    """A figure with the interval around it. `kind` says which: wilson, bootstrap, t, range, or none
    where it cannot be had."""

    value: float
    low: float
    high: float
    kind: str

    @classmethod
    def of(cls, plain: dict[str, Any]) -> "Interval":
        """The interval that JSON holds."""
        value, low, high = (
            float("nan") if plain[name] is None else plain[name]
            for name in ("value", "low", "high")
        )
        return cls(value, low, high, plain["kind"])

    @classmethod
    def bare(cls, value: float) -> "Interval":
        """A figure without an interval."""
        return cls(value, float("nan"), float("nan"), "none")

    def plain(self) -> dict[str, Any]:
        """As JSON holds it; an end that cannot be had is None."""
        return {name: None if part != part else part for name, part in self._asdict().items()}


def wilson(right: float, total: float) -> Interval:
    """Wilson's score interval for a share (Wilson 1927): never empty, and inside [0, 1] even where
    all or none are right. Raises ValueError for a share of nothing."""
    if total <= 0 or not 0 <= right <= total:
        raise ValueError(f"{right} of {total} is no share")
    share, z2 = right / total, NORMAL**2
    centre = (share + z2 / (2 * total)) / (1 + z2 / total)
    half = NORMAL / (1 + z2 / total) * sqrt(share * (1 - share) / total + z2 / (4 * total**2))
    low, high = (
        0.0 if right == 0 else centre - half,
        1.0 if right == total else centre + half,
    )  # exactly, where rounding may miss it
    return Interval(share, low, high, "wilson")


def resampled(problems: int, seed: Sequence[int], draws: int = DRAWS) -> np.ndarray:
    """Bootstrap draws of a set of problems as weights, shape [draws, problems]: how often each
    problem is in each draw; rows sum to `problems`. The same seed gives the same draws, so figures
    of two models on the same problems are compared draw by draw. In float32, which holds such
    counts exactly and multiplies fast."""
    return (
        np.random.default_rng(list(seed))
        .multinomial(problems, np.full(problems, 1 / problems), size=draws)
        .astype(np.float32)
    )


def summed(weights: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """Counts of shape [problems, ...] added up in each draw, exactly below 2^24: [draws, ...]."""
    return (weights @ counts.astype(np.float32)).astype(np.float64)


def percentile(value: float, drawn: np.ndarray) -> Interval:
    """The percentile bootstrap interval (Efron 1979) of a figure from its values in the draws,
    shape [draws]. Draws in which the figure does not exist (nan) are left out; with fewer than half
    left there is no interval."""
    kept = drawn[~np.isnan(drawn)]
    if 2 * len(kept) < len(drawn) or value != value:
        return Interval.bare(value)
    low, high = np.quantile(kept, [TAIL, 1 - TAIL])
    return Interval(value, float(low), float(high), "bootstrap")


def share_of(part: np.ndarray, among: np.ndarray, weights: np.ndarray) -> Interval:
    """The share sum(part) / sum(among) over problems, both of shape [problems], with weights of
    `resampled`. Where no problem has two completions the interval is Wilson's. So it is where all
    or none of the completions count, since draws of problems cannot vary then; it counts problems,
    not completions, as the cautious of the two. A share of nothing is nan."""
    total, count = among.sum(), part.sum()
    if not total:
        return Interval.bare(float("nan"))
    if among.max() <= 1:
        return wilson(float(count), float(total))
    if count in (0, total):
        problems = int((among > 0).sum())
        return wilson(problems if count else 0, problems)
    with np.errstate(invalid="ignore", divide="ignore"):
        drawn = summed(weights, part) / summed(weights, among)
    return percentile(float(count / total), drawn)


def over_seeds(values: Sequence[Interval]) -> Interval:
    """The mean over seeds. One seed: its own interval, which speaks of other problems, not of other
    runs. Two: from the lower to the higher, as a t interval of two values says nothing (12.7
    standard errors). Three or more: Student's t interval of the seeds' values, which speaks of
    other runs on these same problems."""
    if not values:
        raise ValueError("a mean over no seeds")
    if len(values) == 1:
        return values[0]
    numbers = [each.value for each in values]
    mean = sum(numbers) / len(numbers)
    if len(values) == 2:
        return Interval(mean, min(numbers), max(numbers), "range")
    error = sqrt(sum((x - mean) ** 2 for x in numbers) / (len(numbers) - 1) / len(numbers))
    half = student(len(numbers) - 1) * error
    return Interval(mean, mean - half, mean + half, "t")


def student(freedom: int) -> float:
    """Within how far of 0 lies 95 % of Student's t distribution with that many degrees of freedom:
    found by halving."""
    low, high = 0.0, 13.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if within(middle, freedom) < 1 - 2 * TAIL else (low, middle)
    return (low + high) / 2


def within(t: float, freedom: int) -> float:
    """P(|T| <= t) for Student's t with whole degrees of freedom (Abramowitz and Stegun 1964, 26.7.3
    and 26.7.4)."""
    angle = atan(t / sqrt(freedom))
    odd = freedom % 2
    term = cos(angle) if odd else 1.0
    total = term if freedom > 1 else 0.0
    for i in range(2 + odd, freedom - 1, 2):
        term *= cos(angle) ** 2 * (i - 1) / i
        total += term
    return 2 / pi * (angle + sin(angle) * total) if odd else sin(angle) * total
