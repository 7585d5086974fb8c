"""What training changed: how much of a gain in accuracy comes from choosing other strategies, and
how much from doing each one better.

The accuracy of a checkpoint on problems of one type is the sum over strategies of share x accuracy.
Between two checkpoints, before and after, with bars for the mean of the two (Kitagawa 1955):

    gain = sum of (change of share) x bar(accuracy)      selection
         + sum of bar(share) x (change of accuracy)      improvement

exact, without remainder, and the same in both directions. The mean is a choice: valued by the
accuracies before, or by those after, selection is another number. Both ends stand beside the
midpoint. Completions of no recognised strategy
("none", "mixed") are strategies of their own.

**Few completions.** A strategy's accuracy from fewer than 20 completions is too uncertain to value
a change of its share by. Where that is so on one side, the accuracy is *borrowed* from the other:
change of share x the other side's accuracy is selection. For the whole to stay exact, what is left
of the strategy's part, (the share on the side of few) x (change of accuracy), is improvement: at
most that share, and nothing where that side has no completion of the strategy. It is the same
decomposition with another weight in place of one half. Each strategy says whether its accuracy was
borrowed. Where both sides have few, neither can lend, and the midpoint stays.

**Forced.** Accuracy when a strategy is chosen also depends on which problems it is chosen for. The
second table takes the accuracy of completions whose opening was forced, on all problems. Shares and
gain are the same, so it has a remainder: the change in what choosing the right problems for a
strategy is worth. A strategy with fewer than 20 forced completions on either side keeps the first
table's terms.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from pipelines.evaluation.completion_table import Completions
from pipelines.evaluation.intervals import DRAWS, Interval, percentile, resampled, summed

FEW = 20
MIDPOINT, AFTER, BEFORE = (
    0.5,
    0.0,
    1.0,
)  # the weight of the accuracy before, in valuing a change of share


class Part(NamedTuple):
    """One strategy's part of a gain. Completions, shares and accuracies are before and after, as
    measured, None for the accuracy of nothing; `borrowed` names the side, before or after, that
    took its accuracy from the other. `forced` says whether forced accuracy stands in the terms;
    then it is the accuracy given."""

    strategy: str
    completions: tuple[int, int]
    share: tuple[float, float]
    accuracy: tuple[float | None, float | None]
    selection: float
    improvement: float
    borrowed: str
    forced: bool


class Split(NamedTuple):
    """A gain in two parts, without intervals."""

    selection: float
    improvement: float


class Attribution(NamedTuple):
    """A gain taken apart: gain = selection + improvement + remainder, each with a bootstrap
    interval over problems, and the strategies' parts. The remainder is 0 but in the forced table.
    `draws` are the values in the bootstrap draws, shape [4, draws], in that order. `ends` are
    selection and improvement at either end of the midpoint's range."""

    gain: Interval
    selection: Interval
    improvement: Interval
    remainder: Interval
    parts: tuple[Part, ...]
    draws: np.ndarray
    ends: tuple["Split", ...] = ()

    def plain(self) -> dict[str, Any]:
        """As JSON holds it, without the draws."""
        figures = {
            name: getattr(self, name).plain()
            for name in ("gain", "selection", "improvement", "remainder")
        }
        ends = [end._asdict() for end in self.ends]
        return {**figures, "ends": ends, "strategies": [part._asdict() for part in self.parts]}


def term(
    share_before: Any, accuracy_before: Any, share_after: Any, accuracy_after: Any, weight: Any
) -> tuple[Any, Any]:
    """Selection and improvement of one strategy. Their sum is share_after x accuracy_after -
    share_before x accuracy_before whatever the weight, which says how much of the accuracy before,
    against that after, values the change of share. Any numbers or arrays of them."""
    selection = (share_after - share_before) * (
        weight * accuracy_before + (1 - weight) * accuracy_after
    )
    improvement = ((1 - weight) * share_before + weight * share_after) * (
        accuracy_after - accuracy_before
    )
    return selection, improvement


class Tally(NamedTuple):
    """Completions of one checkpoint by problem and strategy: how many, and how many of them right,
    each of shape [problems, strategies]."""

    count: np.ndarray
    right: np.ndarray


def tally(
    completions: Completions, ids: Sequence[str], strategies: Sequence[str], names: np.ndarray
) -> Tally:
    """Counts for these problems and strategies, in this order; `names` says which strategy each
    completion counts for."""
    row_of = {id: i for i, id in enumerate(ids)}
    column = {name: i for i, name in enumerate(strategies)}
    rows = np.array([row_of.get(id, -1) for id in completions.ids], dtype=int)[completions.problem]
    columns = np.array([column.get(name, -1) for name in names], dtype=int)
    kept = (rows >= 0) & (columns >= 0)
    cells, shape = rows[kept] * len(strategies) + columns[kept], (len(ids), len(strategies))
    count = np.bincount(cells, minlength=shape[0] * shape[1]).reshape(shape)
    right = np.bincount(
        cells, weights=completions.correct[kept], minlength=shape[0] * shape[1]
    ).reshape(shape)
    return Tally(count, right)


def rates(count: np.ndarray, right: np.ndarray) -> np.ndarray:
    """right / count, nan for a share of nothing."""
    return np.where(count > 0, right / np.maximum(count, 1), np.nan)


def lent(rates: Sequence[np.ndarray]) -> list[np.ndarray]:
    """The rates of two sides; where one does not exist, the other's, and 0 where neither does."""
    first, second = rates
    return [
        np.nan_to_num(np.where(np.isnan(a), b, a)) for a, b in ((first, second), (second, first))
    ]


def decompose(
    sides: Sequence[Tally],
    weight: np.ndarray,
    forced: Sequence[Tally],
    usable: np.ndarray,
    midpoint: float = MIDPOINT,
) -> tuple[np.ndarray, ...]:
    """Gain, selection and improvement by strategy, from the tallies before and after, summed over
    problems, with any leading axes. `usable` marks the strategies whose accuracy in `forced`,
    before and after, stands in the midpoint formula; no `forced`, no such strategy."""
    accuracy = lent([rates(side.count, side.right) for side in sides])
    shares = [side.count / side.count.sum(-1, keepdims=True) for side in sides]
    gain = shares[1] * accuracy[1] - shares[0] * accuracy[0]
    selection, improvement = term(shares[0], accuracy[0], shares[1], accuracy[1], weight)
    if forced:
        opened = lent([rates(side.count, side.right) for side in forced])
        others = term(shares[0], opened[0], shares[1], opened[1], midpoint)
        selection, improvement = (
            np.where(usable, others[0], selection),
            np.where(usable, others[1], improvement),
        )
    return gain, selection, improvement


def attribute(
    before: Completions,
    after: Completions,
    seed: Sequence[int] = (0,),
    forced: bool = False,
    draws: int = DRAWS,
) -> Attribution:
    """The gain from one checkpoint to another on problems of one type, those that both were
    evaluated on. The bootstrap draws the same problems for both. Raises ValueError where they share
    no problem."""
    ids = sorted(
        set(np.array(before.ids)[before.usual.problem])
        & set(np.array(after.ids)[after.usual.problem])
    )
    if not ids:
        raise ValueError("the two checkpoints were evaluated on different problems")
    sides = [before.usual, after.usual]
    strategies = sorted(set(sides[0].strategy) | set(sides[1].strategy))
    by_problem = [tally(side, ids, strategies, side.strategy) for side in sides]
    opened = [side.where(side.sampling == "forced") for side in (before, after)]
    opened_by_problem = (
        [tally(side, ids, strategies, side.forced) for side in opened] if forced else []
    )
    counts = [side.count.sum(0) for side in by_problem]
    weight = weights_of(counts[0], counts[1])
    usable = (
        np.all([side.count.sum(0) >= FEW for side in opened_by_problem], axis=0)
        if forced
        else np.zeros(len(strategies), bool)
    )

    weights = np.vstack(
        [np.ones((1, len(ids)), dtype=np.float32), resampled(len(ids), seed, draws)]
    )  # the first row is the set itself
    totalled = [
        Tally(summed(weights, side.count), summed(weights, side.right)) for side in by_problem
    ]
    totalled_opened = [
        Tally(summed(weights, side.count), summed(weights, side.right))
        for side in opened_by_problem
    ]
    gain, selection, improvement = decompose(totalled, weight, totalled_opened, usable)
    totals = np.stack([part.sum(-1) for part in (gain, selection, improvement)])
    totals = np.vstack([totals, totals[0] - totals[1] - totals[2]])
    accuracy = [rates(side.count[0], side.right[0]) for side in totalled]
    if forced:
        accuracy = [
            np.where(usable, rates(side.count[0], side.right[0]), own)
            for side, own in zip(totalled_opened, accuracy, strict=True)
        ]
    parts = tuple(
        Part(
            name,
            (int(counts[0][i]), int(counts[1][i])),
            (float(counts[0][i] / counts[0].sum()), float(counts[1][i] / counts[1].sum())),
            (plain(accuracy[0][i]), plain(accuracy[1][i])),
            float(selection[0, i]),
            float(improvement[0, i]),
            {AFTER: "before", BEFORE: "after"}.get(float(weight[i]), "") if not usable[i] else "",
            bool(usable[i]),
        )
        for i, name in enumerate(strategies)
        if counts[0][i] or counts[1][i]
    )
    ends = [ends_at(end, totalled, weight, totalled_opened, usable) for end in (BEFORE, AFTER)]
    return with_intervals(totals, parts)._replace(ends=tuple(ends))


def ends_at(
    end: float,
    sides: Sequence[Tally],
    weight: np.ndarray,
    forced: Sequence[Tally],
    usable: np.ndarray,
) -> Split:
    """Selection and improvement of the set itself where a change of share is valued by the accuracy
    of one side instead of the mean; what is borrowed stays so."""
    whole = [Tally(side.count[:1], side.right[:1]) for side in sides]
    opened = [Tally(side.count[:1], side.right[:1]) for side in forced]
    weights = np.where(weight == MIDPOINT, end, weight)
    _, selection, improvement = decompose(whole, weights, opened, usable, end)
    return Split(float(selection.sum()), float(improvement.sum()))


def weights_of(before: np.ndarray, after: np.ndarray) -> np.ndarray:
    """By strategy, the weight of the accuracy before in valuing a change of share: one half, or all
    on the side that lends to the other."""
    before_borrows = (before < FEW) & (after >= FEW) | (before == 0) & (after > 0)
    after_borrows = (after < FEW) & (before >= FEW) | (after == 0) & (before > 0)
    return np.where(before_borrows, AFTER, np.where(after_borrows, BEFORE, MIDPOINT))


def plain(number: float) -> float | None:
    return None if number != number else float(number)


def with_intervals(totals: np.ndarray, parts: tuple[Part, ...] = ()) -> Attribution:
    """The figures with their intervals; the first column of `totals`, shape [4, 1 + draws], is the
    set itself."""
    figures = [percentile(float(row[0]), row[1:]) for row in totals]
    return Attribution(figures[0], figures[1], figures[2], figures[3], parts, totals[:, 1:])


def balanced(attributions: Sequence[Attribution]) -> Attribution:
    """The mean over types, each counting the same, with the intervals of the mean: problems of
    different types are drawn apart."""
    points = np.mean(
        [
            [a.gain.value, a.selection.value, a.improvement.value, a.remainder.value]
            for a in attributions
        ],
        axis=0,
    )
    made = with_intervals(
        np.hstack([points[:, None], np.mean([a.draws for a in attributions], axis=0)])
    )
    return made._replace(ends=mean_ends([a.ends for a in attributions]))


def mean_ends(ends: Sequence[tuple[Split, ...]]) -> tuple[Split, ...]:
    """The mean of several attributions at each end; none where one has none."""
    if not all(ends):
        return ()
    return tuple([Split(*np.mean(np.array(at), axis=0).tolist()) for at in zip(*ends, strict=True)])
