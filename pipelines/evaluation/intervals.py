"""How sure a figure is: intervals for a share, for anything measured on the problems of an
evaluation set, and for a mean over seeds.

Three sources of chance are kept apart. *Which completions* were drawn: Wilson's interval, where
each problem has one. *Which problems* are in the set: a bootstrap that draws problems and keeps all
completions of each, since completions of one problem are alike. *Which seed* the model was trained
with: seen only between runs, so a mean over seeds has an interval of its own, and never pools their
completions. All are at 95 % and are never clipped.
"""

from collections.abc import Sequence
from math import atan, cos, exp, log, pi, sin, sqrt
from typing import Any, NamedTuple

import numpy as np

NORMAL = 1.959963984540054  # of the standard normal distribution, 95 % lies within this of 0
TAIL = 0.025
DRAWS = 1_000
SAME = 1e-12  # figures that lie no further apart are one


class Interval(NamedTuple):
    """A figure with the interval around it. `kind` says which: wilson, bootstrap, t, range,
    envelope, or none where it cannot be had."""

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


def percentile(value: float, drawn: np.ndarray, problems: int = 0) -> Interval:
    """The percentile bootstrap interval (Efron 1979) of a figure from its values in the draws,
    shape [draws]. Draws in which the figure does not exist (nan) are left out; with fewer than half
    left there is no interval. Where the draws cannot vary, a width of zero would claim what nobody
    knows: a share of so many `problems` then has Wilson's interval, which counts problems."""
    kept = drawn[~np.isnan(drawn)]
    if 2 * len(kept) < len(drawn) or value != value:
        return Interval.bare(value)
    low, high = np.quantile(kept, [TAIL, 1 - TAIL])
    if problems and high - low <= SAME and 0 <= value <= 1:
        return wilson(value * problems, problems)
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
    return percentile(float(count / total), drawn, int((among > 0).sum()))


def over_seeds(values: Sequence[Interval], shares: bool = False) -> Interval:
    """The mean over seeds. One seed: its own interval, which speaks of other problems, not of other
    runs. Two: from the lower to the higher, as a t interval of two values says nothing (12.7
    standard errors). Three or more: Student's t interval of the seeds' values, which speaks of
    other runs on these same problems; of shares on the scale of their logits, so that it stays
    within 0 and 1. Where all seeds say the same, from the lowest to the highest end of their own
    intervals."""
    if not values:
        raise ValueError("a mean over no seeds")
    if len(values) == 1:
        return values[0]
    numbers = [each.value for each in values]
    mean = sum(numbers) / len(numbers)
    if max(numbers) - min(numbers) <= SAME:
        return Interval(mean, *envelope(values), "envelope")
    if len(values) == 2:
        return Interval(mean, min(numbers), max(numbers), "range")
    if shares and all([0 <= number <= 1 for number in numbers]):
        low, high = student_interval([logit(each) for each in values])
        return Interval(mean, min(mean, from_logit(low)), max(mean, from_logit(high)), "t")
    return Interval(mean, *student_interval(numbers), "t")


def envelope(values: Sequence[Interval]) -> tuple[float, float]:
    """The lowest and the highest end of intervals, nan where one has none."""
    ends = [(each.low, each.high) for each in values]
    if any([low != low or high != high for low, high in ends]):
        return float("nan"), float("nan")
    return min([low for low, _ in ends]), max([high for _, high in ends])


def student_interval(numbers: Sequence[float]) -> tuple[float, float]:
    """Student's t interval of the mean of numbers."""
    mean = sum(numbers) / len(numbers)
    error = sqrt(sum((x - mean) ** 2 for x in numbers) / (len(numbers) - 1) / len(numbers))
    half = student(len(numbers) - 1) * error
    return mean - half, mean + half


def logit(share: Interval) -> float:
    """The logit of a seed's share. One of none or of all is taken for half a problem more or less,
    of as many problems as its own Wilson interval was made from."""
    value = share.value
    if value <= 0 or value >= 1:
        end = share.high if value <= 0 else 1 - share.low
        known = end == end and 0 < end < 1
        problems = NORMAL**2 * (1 - end) / end if known else 1.0
        few = 0.5 / (problems + 1)
        value = few if value <= 0 else 1 - few
    return log(value / (1 - value))


def from_logit(number: float) -> float:
    """The share of a logit."""
    return 1 / (1 + exp(-number)) if number > -700 else 0.0


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
