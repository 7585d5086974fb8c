"""How completions go about a problem: verdicts on their own guesses, first wrong lines, and how
many follow a recognised strategy."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np

from pipelines.evaluation.balanced_share import balanced_share
from pipelines.evaluation.completion_table import UNRECOGNISED, Completions


def verdicts(blocks: Sequence[Completions], weights: Sequence[np.ndarray]) -> dict[str, Any]:
    """Of the completions that write a verdict on their guess: how many say yes and how often the
    answer is then right, how many say no and how often it is then wrong, and how often verdict and
    answer agree. Where yes is said unseen, it is right as often as a guess."""
    return {
        "yes": sum(int((block.said == "yes").sum()) for block in blocks),
        "no": sum(int((block.said == "no").sum()) for block in blocks),
        "right_given_yes": balanced_share(
            blocks, weights, lambda b: b.correct, lambda b: b.said == "yes"
        ),
        "wrong_given_no": balanced_share(
            blocks, weights, lambda b: ~b.correct, lambda b: b.said == "no"
        ),
        "agree": balanced_share(
            blocks,
            weights,
            lambda b: (b.said == "yes") == b.correct,
            lambda b: (b.said == "yes") | (b.said == "no"),
        ),
    }


def first_wrong(blocks: Sequence[Completions], weights: Sequence[np.ndarray]) -> dict[str, Any]:
    """The share of completions with a wrong line, the same among those whose answer is right, and
    how many first go wrong in which way and at which line, counted from 0."""
    faults: Counter[str] = Counter()
    lines: Counter[int] = Counter()
    for block in blocks:
        wrong = block.first_wrong >= 0
        faults.update([fault or "unnamed" for fault in block.first_wrong_kind[wrong].tolist()])
        lines.update(block.first_wrong[wrong].tolist())
    return {
        "share": balanced_share(blocks, weights, lambda b: b.first_wrong >= 0),
        "share_of_right": balanced_share(
            blocks, weights, lambda b: b.first_wrong >= 0, lambda b: b.correct
        ),
        "kinds": dict(faults.most_common()),
        "lines": {str(line): lines[line] for line in sorted(lines)},
    }


def reasons(blocks: Sequence[Completions]) -> dict[str, int]:
    """Why answers are not right, and of how many."""
    counts: Counter[str] = Counter()
    for block in blocks:
        counts.update(block.reason[~block.correct].tolist())
    return dict(counts.most_common())


def recognition(blocks: Sequence[Completions], weights: Sequence[np.ndarray]) -> dict[str, Any]:
    """The share of completions without a recognised strategy, among right and among wrong ones. It
    has to be the same in both: where wrong completions go unrecognised more often, doing a strategy
    better passes for choosing it more often."""

    def unrecognised(block: Completions) -> np.ndarray:
        return np.isin(block.strategy, UNRECOGNISED)

    return {
        "unrecognised": balanced_share(blocks, weights, unrecognised),
        "unrecognised_right": balanced_share(blocks, weights, unrecognised, lambda b: b.correct),
        "unrecognised_wrong": balanced_share(blocks, weights, unrecognised, lambda b: ~b.correct),
    }
