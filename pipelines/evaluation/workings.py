"""What completions show beside their answers: how many different right solutions a problem gets,
how far single steps explain whole solutions, what happens on problems that a shortcut solves, and
how many tries it takes until a strategy is used at all."""

from collections.abc import Sequence
from itertools import chain
from typing import Any

import numpy as np

from pipelines.evaluation.balanced_share import balanced_share
from pipelines.evaluation.completion_table import Completions
from pipelines.evaluation.intervals import Interval, percentile, summed, wilson
from pipelines.evaluation.pass_at_k import passes, powers_of_two

FEW = 20  # completions of one length of which a share is told


def used_at_k(
    blocks: Sequence[Completions], weights: Sequence[np.ndarray], strategies: Sequence[str]
) -> dict[str, dict[str, Any]]:
    """By strategy and k, for powers of two, the share of problems of which at least one of k
    completions follows the strategy, right or wrong, estimated as pass@k is. Each block counts the
    same."""
    counted = [
        (block.alone(), weight[:, np.unique(block.problem)])
        for block, weight in zip(blocks, weights, strict=True)
        if len(block)
    ]
    most = min([int(block.per_problem().min()) for block, _ in counted], default=0)
    at: dict[str, dict[str, Any]] = {}
    for name in strategies:
        at[name] = {}
        for k in powers_of_two(most):
            used = [
                passes(block.per_problem(), block.per_problem(block.strategy == name), k)
                for block, _ in counted
            ]
            every = [weight for _, weight in counted]
            at[name][str(k)] = mean_of_blocks(used, every, shares=True).plain()
    return at


def mean_of_blocks(
    figures: Sequence[np.ndarray], weights: Sequence[np.ndarray], shares: bool = False
) -> Interval:
    """The mean over blocks of the means of a figure of their problems, with its interval over
    problems."""
    value = float(np.mean([each.mean() for each in figures]))
    drawn = [(weight @ each) / weight.sum(1) for each, weight in zip(figures, weights, strict=True)]
    problems = sum([len(each) for each in figures]) if shares else 0
    return percentile(value, np.mean(drawn, axis=0), problems)


def distinct_solutions(
    blocks: Sequence[Completions], weights: Sequence[np.ndarray]
) -> dict[str, Any] | None:
    """How many different right solutions the completions of a problem have, told by their step
    graphs; the mean over problems. None where no completion has one."""
    counted, every = [], []
    for block, weight in zip(blocks, weights, strict=True):
        if not len(block):
            continue
        told = block.solution != ""
        pairs = set(zip(block.problem[told].tolist(), block.solution[told].tolist(), strict=True))
        counts = np.bincount([problem for problem, _ in pairs], minlength=len(block.ids))
        present = np.unique(block.problem)
        counted.append(counts[present].astype(float))
        every.append(weight[:, present])
    if not any([each.any() for each in counted]):
        return None
    return mean_of_blocks(counted, every).plain()


def step_law(blocks: Sequence[Completions], weights: Sequence[np.ndarray]) -> dict[str, Any] | None:
    """How often a step that is reached is right, and whether steps fail independently: then a
    solution of n lines has no wrong one with probability q^n. By n the share without a wrong line,
    and what the law says. None where nobody counted lines."""
    kept = [block.where(block.lines > 0) for block in blocks]
    pairs = [(block, weight) for block, weight in zip(kept, weights, strict=True) if len(block)]
    if not pairs:
        return None
    right, tried, above, below = 0.0, 0.0, [], []
    for block, weight in pairs:
        wrong = block.first_wrong >= 0
        reached = np.where(wrong, np.minimum(block.first_wrong + 1, block.lines), block.lines)
        size = len(block.ids)
        steps = np.bincount(block.problem, reached, minlength=size)
        passed = np.bincount(block.problem, reached - wrong, minlength=size)
        right, tried = right + passed.sum(), tried + steps.sum()
        above.append(summed(weight, passed))
        below.append(summed(weight, steps))
    success = float(right / tried)
    with np.errstate(invalid="ignore", divide="ignore"):  # a draw may have none of the problems
        drawn = np.sum(above, axis=0) / np.sum(below, axis=0)
    interval = wilson(right, tried) if right in (0, tried) else percentile(success, drawn)
    return {"success": interval.plain(), "lines": by_lines([block for block, _ in pairs], success)}


def by_lines(blocks: Sequence[Completions], success: float) -> dict[str, Any]:
    """By number of lines, n, how many completions there are, the share without a wrong line, and
    q^n."""
    lines = np.concatenate([block.lines for block in blocks])
    whole = np.concatenate([block.first_wrong < 0 for block in blocks])
    shown = {}
    for number in np.unique(lines).tolist():
        here = lines == number
        if here.sum() >= FEW:
            count, right = int(here.sum()), int(whole[here].sum())
            shown[str(number)] = {
                "completions": count,
                "whole": wilson(right, count).plain(),
                "law": success**number,
            }
    return shown


def shortcut_figures(
    blocks: Sequence[Completions], weights: Sequence[np.ndarray]
) -> dict[str, dict[str, Any]]:
    """By shortcut what happens on problems whose right answer it reaches, and on the others: how
    often completions take it, and accuracy. Only of shortcuts that are known of some problem or
    that some completion takes."""
    known: set[str] = set()
    for block in blocks:
        named = [text.split() for text in set(block.shortcuts.tolist())]
        known.update(chain.from_iterable(named))
    figures = {}
    for name in sorted(known):

        def on(block: Completions, name: str = name) -> np.ndarray:
            return np.array([name in text.split() for text in block.shortcuts.tolist()], dtype=bool)

        def off(block: Completions, name: str = name) -> np.ndarray:
            return ~on(block, name)

        def taken(block: Completions, name: str = name) -> np.ndarray:
            return block.strategy == name

        figures[name] = {
            "problems": sum([len(np.unique(block.problem[on(block)])) for block in blocks]),
            "share_on": balanced_share(blocks, weights, taken, on),
            "share_off": balanced_share(blocks, weights, taken, off),
            "accuracy_on": balanced_share(blocks, weights, lambda b: b.correct, on),
            "accuracy_off": balanced_share(blocks, weights, lambda b: b.correct, off),
        }
    return figures
