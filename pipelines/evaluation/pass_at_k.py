"""How often at least one of k attempts at a problem is right, and how much of that is more than
guessing would reach.

pass@k of one problem with n completions, c of them right, is the share of all k-subsets of the
completions that hold a right one, 1 - C(n - c, k) / C(n, k): unbiased for any k up to n (Chen et
al. 2021, arXiv 2107.03374, section 2.1).

The correction for chance. Someone who guesses among m answers is right at least once in k attempts
with probability g = 1 - (1 - 1/m)^k; g = 0 where guessing is hopeless. Over problems with pass@k p
and guess g the corrected figure is

    (mean of p - mean of g) / (1 - mean of g)

the part of what guessing leaves open that is reached: 0 for a model that only guesses, 1 for one
that solves everything, and s for one that knows a share s of the problems and guesses at the rest.
It is the mean of (p - g) / (1 - g) over problems where each weighs what guessing leaves open of it,
so that a yes-or-no problem cannot dominate at large k. It is negative below chance, and is left so.
"""

from collections.abc import Sequence
from math import comb
from typing import Any

import numpy as np


def pass_at_k(completions: int, right: int, k: int) -> float:
    """pass@k of one problem. Raises ValueError unless 1 <= k <= completions and 0 <= right <=
    completions."""
    if not 1 <= k <= completions:
        raise ValueError(
            f"pass@{k} needs at least {k} completions of each problem, and k >= 1; there are "
            f"{completions}"
        )
    if not 0 <= right <= completions:
        raise ValueError(f"{right} of {completions} completions cannot be right")
    return 1 - comb(completions - right, k) / comb(completions, k)


def guess_at_k(options: int | None, k: int) -> float:
    """How often one of k independent guesses among so many answers is right; 0 where guessing is
    hopeless (options is None)."""
    if options is None:
        return 0.0
    if options < 1:
        raise ValueError(f"one cannot guess among {options} answers")
    return 1 - (1 - 1 / options) ** k


def guessed_at_k(rate: np.ndarray, k: int) -> np.ndarray:
    """How often one of k independent guesses is right that each are right at this rate; nan where
    the rate is not known."""
    return 1 - (1 - rate) ** k


def passes(completions: np.ndarray, right: np.ndarray, k: int) -> np.ndarray:
    """pass@k of each problem, from its numbers of completions and of right ones, both of shape
    [problems]."""
    pairs, positions = np.unique(np.stack([completions, right]), axis=1, return_inverse=True)
    return np.array([pass_at_k(int(n), int(c), k) for n, c in pairs.T])[positions.reshape(-1)]


def guesses(options: Sequence[int | None], k: int) -> np.ndarray:
    """What k guesses reach at each problem, shape [problems]."""
    return np.array([guess_at_k(each, k) for each in options])


def beyond_chance(passed: Any, guessed: Any) -> Any:
    """The corrected figure from the two means, numbers or arrays of them; nan where guessing leaves
    nothing open."""
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(
            np.less(guessed, 1),
            np.divide(np.subtract(passed, guessed), np.subtract(1.0, guessed)),
            np.nan,
        )[()]


def powers_of_two(limit: int) -> list[int]:
    """1, 2, 4, ... up to the limit, which is added where it is not one of them."""
    powers = [1 << i for i in range(limit.bit_length()) if 1 << i <= limit]
    return powers if not powers or powers[-1] == limit else [*powers, limit]
