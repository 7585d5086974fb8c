"""What one checkpoint can do and how it goes about it: every figure of its table of completions, as
evaluation.json holds them.

`summarise(table)["bands"][BAND]["types"][TYPE]` has the figures of one block of problems; the band
"all" takes all bands together, and in the type "all" each type counts the same. A share is
{"value", "low", "high", "kind"}, its interval over problems (intervals.py), or None.
"""

from collections.abc import Sequence
from math import log
from typing import Any

import numpy as np
import pyarrow as pa

from pipelines.evaluation.balanced_share import balanced_share
from pipelines.evaluation.completion_table import ALL, Completions, read_completions
from pipelines.evaluation.conduct import first_wrong, reasons, recognition, verdicts
from pipelines.evaluation.intervals import DRAWS, Interval, percentile, resampled
from pipelines.evaluation.pass_at_k import beyond_chance, guessed_at_k, passes, powers_of_two
from pipelines.evaluation.workings import (
    distinct_solutions,
    shortcut_figures,
    step_law,
    used_at_k,
)


def summarise(table: pa.Table, seed: int = 0, draws: int = DRAWS) -> dict[str, Any]:
    """The figures of a table of completions, as JSON holds them; `seed` is that of the bootstrap.
    Raises ReportError for another table."""
    return summarise_completions(read_completions(table), seed, draws)


def summarise_completions(
    completions: Completions, seed: int = 0, draws: int = DRAWS
) -> dict[str, Any]:
    """The same from the arrays."""
    bands = {}
    for i, band in enumerate((*completions.bands, ALL)):
        here = completions if band == ALL else completions.where(completions.band == band)
        blocks = {group: here.where(here.group == group).alone() for group in completions.groups}
        kept = [group for group, block in blocks.items() if len(block)]
        weights = {
            g: resampled(len(blocks[g].ids), (seed, i, completions.groups.index(g)), draws)
            for g in kept
        }
        if kept:
            types = {group: describe([blocks[group]], [weights[group]]) for group in kept}
            types[ALL] = describe(
                [blocks[group] for group in kept], [weights[group] for group in kept]
            )
            bands[band] = {"types": types}
    usual = completions.usual
    return {
        "completions": len(completions),
        "problems": len(completions.ids),
        "samples": int(usual.per_problem().max(initial=0)),
        "sampling": str(usual.sampling[0]) if len(usual) else "",
        "types": list(completions.groups),
        "strategies": sorted((set(completions.strategy) | set(completions.forced)) - {""}),
        "bands": bands,
    }


def describe(blocks: Sequence[Completions], weights: Sequence[np.ndarray]) -> dict[str, Any]:
    """The figures of one block, or of several of which each counts the same. All but `greedy` and
    `forced` are of free completions, or of greedy ones where there are no others."""
    usual = [block.usual for block in blocks]
    greedy = [block.where(block.sampling == "greedy") for block in blocks]
    recognised = distinct([block.strategy for block in usual])
    strategies = {name: strategy_figures(usual, weights, name) for name in recognised}

    def entropy_of(block: Completions) -> float:
        return entropy([float((block.strategy == name).mean()) for name in recognised])

    by_type = [entropy_of(block) for block in usual if len(block)]
    return {
        "problems": sum(int((block.per_problem() > 0).sum()) for block in blocks),
        "completions": sum(len(block) for block in usual),
        "accuracy": balanced_share(usual, weights, lambda b: b.correct),
        "greedy": balanced_share(greedy, weights, lambda b: b.correct),
        "strategies": strategies,
        "forced": forced_accuracy(blocks, weights),
        "entropy": entropy([figures["share"]["value"] for figures in strategies.values()]),
        "entropy_by_type": sum(by_type) / len(by_type) if by_type else None,
        "entropy_of_right": entropy_of_right(usual, "strategy"),
        "approach_entropy_of_right": entropy_of_right(usual, "approach"),
        **passing(usual, weights),
        "used_at_k": used_at_k(usual, weights, list(strategies)),
        "distinct_solutions": distinct_solutions(usual, weights),
        "steps": step_law(usual, weights),
        "shortcuts": shortcut_figures(usual, weights),
        **chance_of(blocks),
        "verdicts": verdicts(usual, weights),
        "first_wrong": first_wrong(usual, weights),
        "reasons": reasons(usual),
        "unended": balanced_share(usual, weights, lambda b: ~b.ended),
        "tokens": float(np.mean([block.tokens.mean() for block in usual if len(block)]))
        if any(len(block) for block in usual)
        else None,
        "recognition": recognition(usual, weights),
    }


def distinct(columns: Sequence[np.ndarray]) -> list[str]:
    """The different texts in columns of several blocks, sorted."""
    texts: set[str] = set()
    for column in columns:
        texts.update(column.tolist())
    return sorted(texts)


def strategy_figures(
    blocks: Sequence[Completions], weights: Sequence[np.ndarray], name: str
) -> dict[str, Any]:
    """How often a strategy is used, and how often it succeeds when used."""
    return {
        "completions": sum(int((block.strategy == name).sum()) for block in blocks),
        "share": balanced_share(blocks, weights, lambda b: b.strategy == name),
        "accuracy": balanced_share(
            blocks, weights, lambda b: b.correct, lambda b: b.strategy == name
        ),
    }


def forced_accuracy(blocks: Sequence[Completions], weights: Sequence[np.ndarray]) -> dict[str, Any]:
    """By strategy whose opening was forced: accuracy, and the share of completions in which that
    strategy was then recognised."""
    opened = [block.where(block.sampling == "forced") for block in blocks]

    def figures(name: str) -> dict[str, Any]:
        def was_forced(block: Completions) -> np.ndarray:
            return block.forced == name

        return {
            "completions": sum(int(was_forced(block).sum()) for block in opened),
            "accuracy": balanced_share(opened, weights, lambda b: b.correct, was_forced),
            "kept": balanced_share(opened, weights, lambda b: b.strategy == name, was_forced),
        }

    names = distinct([block.forced for block in opened])
    return {name: figures(name) for name in names}


def mean_of_means(figures: Sequence[np.ndarray]) -> np.floating[Any]:
    return np.mean([each.mean() for each in figures])


def mean_in_draws(weights: Sequence[np.ndarray], figures: Sequence[np.ndarray]) -> np.ndarray:
    """The mean over blocks, in each draw of the bootstrap."""
    return np.mean(list(map(mean_in, weights, figures)), axis=0)


def entropy(shares: Sequence[float]) -> float:
    """The entropy of shares in nats: 0 for a single strategy, log 2 for two in equal parts. The
    plug-in estimate, a little low on few completions. Completions of no recognised strategy count
    as strategies of their own."""
    return sum(-share * log(share) for share in shares if share > 0)


def entropy_of_right(blocks: Sequence[Completions], column: str) -> float | None:
    """The entropy of the strategies, or approaches, of right completions, each block counting the
    same; None where nothing is right."""
    shares: dict[str, float] = {}
    right = [getattr(block, column)[block.correct] for block in blocks]
    right = [names for names in right if len(names)]
    for names in right:
        for name, count in zip(*np.unique(names.astype(str), return_counts=True), strict=True):
            shares[name] = shares.get(name, 0.0) + count / len(names) / len(right)
    return entropy(list(shares.values())) if right else None


def passing(blocks: Sequence[Completions], weights: Sequence[np.ndarray]) -> dict[str, Any]:
    """pass@k by k, plain and beyond chance, for powers of two up to the fewest completions that any
    problem has."""
    at: dict[str, dict[str, Any]] = {}
    beyond: dict[str, dict[str, Any]] = {}
    counted = [
        (block.alone(), weight[:, np.unique(block.problem)])
        for block, weight in zip(blocks, weights, strict=True)
        if len(block)
    ]
    for k in powers_of_two(
        min((int(block.per_problem().min()) for block, _ in counted), default=0)
    ):
        passed = [
            passes(block.per_problem(), block.per_problem(block.correct), k) for block, _ in counted
        ]
        guessed = [guessed_at_k(guess_of_problems(block), k) for block, _ in counted]
        drawn_weights = [weight for _, weight in counted]
        means = [mean_of_means(passed), mean_of_means(guessed)]
        drawn = [mean_in_draws(drawn_weights, each) for each in (passed, guessed)]
        problems = sum([len(each) for each in passed])
        at[str(k)] = percentile(float(means[0]), drawn[0], problems).plain()
        beyond[str(k)] = beyond_interval(means, drawn, problems).plain()
    return {"pass_at_k": at, "pass_at_k_beyond_chance": beyond}


def mean_in(weights: np.ndarray, figures: np.ndarray) -> np.ndarray:
    """The mean over problems in each bootstrap draw: shape [draws]."""
    return (weights @ figures) / weights.sum(1)


def beyond_interval(means: Sequence[Any], drawn: Sequence[np.ndarray], problems: int) -> Interval:
    """pass@k beyond chance with its interval, from the means of pass@k and of guess@k and their
    values in the bootstrap draws."""
    value = float(beyond_chance(means[0], means[1]))
    if np.ptp(drawn[0]) > 0 or value != value:
        return percentile(value, beyond_chance(drawn[0], drawn[1]))
    plain = percentile(float(means[0]), drawn[0], problems)
    low, high = (float(beyond_chance(end, means[1])) for end in (plain.low, plain.high))
    return Interval(value, low, high, plain.kind)


def guess_of_problems(block: Completions) -> np.ndarray:
    """How often a guess at each problem of the block is right, 0 where nobody knows."""
    _, first = np.unique(block.problem, return_index=True)
    return np.nan_to_num(block.guess[first])


def chance_of(blocks: Sequence[Completions]) -> dict[str, Any]:
    """The accuracy of guessing; and of a model with one strategy that masters its own of two types
    and guesses at the other, (1 + chance) / 2, None where the problems are not of two types of one
    family."""
    chances = [float(guess_of_problems(block).mean()) for block in blocks if len(block)]
    chance = sum(chances) / len(chances) if chances else None
    both = len(chances) == 2 and blocks[0].paired_types
    return {"chance": chance, "ceiling": (1 + chance) / 2 if both and chance is not None else None}
