"""Rewards that see the whole group: among the completions of one prompt a right one earns more the
fewer others go its way, or the shorter it is.

    diversity_reward(completions, answer=..., family=..., params=...)   by the strategy recognised
    ngram_reward(completions, answer=...)                               by its words alone
    length_reward(completions, answer=..., completion_ids=...)          by its length

They stand beside `accuracy_reward`, weighted by the trainer (`reward_weights` of TRL). A strategy
is told by what a completion works out, so that other words for the same way earn nothing;
`ngram_reward` is the control, which pays for other words. groups.py says which completions are one
group.
"""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from math import log
from statistics import fmean
from typing import Any

from curricula.grading.grade import text_of
from curricula.grading.rewards import Column, LogExtra, LogMetric, column, paid, size_of
from curricula.working.groups import groups_of
from curricula.working.read_completion import Reading, read_completions
from curricula.working.recognition import MIXED, NONE

COLUMNS = ("answer", "answer_kind", "answer_form", "family", "params", "names", "wording")
UNNAMED = (NONE, MIXED)


def diversity_reward(
    completions: Sequence[Any],
    answer: Column,
    marker: str | None = None,
    log_metric: LogMetric | None = None,
    log_extra: LogExtra | None = None,
    num_generations: int | None = None,
    **columns: Any,
) -> list[float | None]:
    """For a right completion the share of its group that does not follow its strategy, from 0 to
    1; 0 for a wrong one, and for one whose strategy is not recognised, so that nothing is gained by
    working that cannot be read. None where the gold cannot be read. Logs how many strategies the
    right completions of a group follow, and their entropy in nats."""
    size = size_of(completions)
    readings = readings_of(completions, {**columns, "answer": answer}, marker)
    rewards: list[float | None] = [paid(reading.verdict) for reading in readings]
    kinds, entropies = [], []
    for places in groups_of(columns, size, num_generations):
        counts = Counter([readings[place].strategy for place in places])
        for place in places:
            strategy, right = readings[place].strategy, rewards[place]
            if right:
                rare = 1 - counts[strategy] / len(places)
                rewards[place] = 0.0 if strategy in UNNAMED else rare
        named = [each.strategy for each in map(readings.__getitem__, places) if each.correct]
        followed = Counter([strategy for strategy in named if strategy not in UNNAMED])
        kinds.append(len(followed))
        entropies.append(entropy_of(followed))
    if log_metric is not None and kinds:
        log_metric("diversity/strategies", fmean(kinds))
        log_metric("diversity/entropy", fmean(entropies))
    if log_extra is not None:
        log_extra("strategy", [reading.strategy for reading in readings])
    return rewards


def ngram_reward(
    completions: Sequence[Any],
    answer: Column,
    marker: str | None = None,
    log_metric: LogMetric | None = None,
    num_generations: int | None = None,
    **columns: Any,
) -> list[float | None]:
    """For a right completion the share of its pairs of neighbouring words that stand in no other
    completion of its group, from 0 to 1; 0 for a wrong one, None where the gold cannot be read. The
    usual measure of diverse text, which knows nothing of strategies."""
    size = size_of(completions)
    readings = readings_of(completions, {**columns, "answer": answer}, marker)
    rewards: list[float | None] = [paid(reading.verdict) for reading in readings]
    shares: list[float] = []
    for places in groups_of(columns, size, num_generations):
        pairs = {place: set(pairwise(readings[place].text.split())) for place in places}
        holders: Counter[tuple[str, str]] = Counter()
        for own in pairs.values():
            holders.update(own)
        for place in places:
            own = pairs[place]
            alone = sum([holders[pair] == 1 for pair in own]) / max(1, len(own))
            shares.append(alone)
            if rewards[place]:
                rewards[place] = alone
    if log_metric is not None and shares:
        log_metric("ngrams/alone", fmean(shares))
    return rewards


def length_reward(
    completions: Sequence[Any],
    answer: Column,
    marker: str | None = None,
    completion_ids: Sequence[Sequence[int]] | None = None,
    log_metric: LogMetric | None = None,
    num_generations: int | None = None,
    **columns: Any,
) -> list[float | None]:
    """The length reward of Kimi k1.5 (arXiv 2501.12599): from 0.5 for the shortest completion of a
    group to -0.5 for its longest, of wrong ones at most 0; 0 in a group of one length, None where
    the gold cannot be read. Lengths are in tokens where the trainer gives `completion_ids`, else in
    characters."""
    size = size_of(completions)
    readings = readings_of(completions, {**columns, "answer": answer}, marker)
    rewards: list[float | None] = [paid(reading.verdict) for reading in readings]
    measured = completion_ids if completion_ids is not None else list(map(text_of, completions))
    lengths = [len(each) for each in measured]
    for places in groups_of(columns, size, num_generations):
        own = [lengths[place] for place in places]
        shortest, span = min(own), max(own) - min(own)
        for place in places:
            right = rewards[place]
            if right is None:
                continue
            earned = 0.5 - (lengths[place] - shortest) / span if span else 0.0
            rewards[place] = earned if right else min(0.0, earned)
    if log_metric is not None and lengths:
        log_metric("length/mean", fmean(lengths))
    return rewards


def readings_of(
    completions: Sequence[Any], columns: dict[str, Column], marker: str | None
) -> list[Reading]:
    """Each completion, read against the row of its problem."""
    size = size_of(completions)
    wanted = [name for name in COLUMNS if name in columns]
    values = [column(columns[name], size) for name in wanted]
    rows = [
        {**dict(zip(wanted, row, strict=True)), "marker": marker}
        for row in zip(*values, strict=True)
    ]
    return read_completions(completions, rows)


def entropy_of(counts: Counter[str]) -> float:
    """The entropy of some counts, in nats."""
    total = sum(counts.values())
    return -sum([count / total * log(count / total) for count in counts.values()])
