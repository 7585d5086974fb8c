"""pass@k against all subsets, guessing against all guesses, and the correction for chance on models
whose knowledge is known."""

from fractions import Fraction
from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.evaluation.pass_at_k import (
    beyond_chance,
    guess_at_k,
    guesses,
    pass_at_k,
    passes,
    powers_of_two,
)


@pytest.mark.parametrize("completions", range(1, 9))
def test_the_share_of_all_subsets_that_hold_a_right_one(completions):
    for right in range(completions + 1):
        attempts = [True] * right + [False] * (completions - right)
        for k in range(1, completions + 1):
            subsets = [any(subset) for subset in combinations(attempts, k)]
            assert pass_at_k(completions, right, k) == pytest.approx(
                float(Fraction(sum(subsets), len(subsets))), abs=1e-15
            )


@given(
    st.integers(1, 2_000).flatmap(
        lambda n: st.tuples(st.just(n), st.integers(0, n), st.integers(1, n))
    )
)
def test_between_nothing_and_everything_and_more_attempts_never_hurt(numbers):
    completions, right, k = numbers
    found = pass_at_k(completions, right, k)
    assert 0 <= found <= 1
    assert (found == 0) == (right == 0)
    if k < completions:
        assert pass_at_k(completions, right, k + 1) >= found


def test_it_is_unbiased():
    """Over all outcomes of n completions, each right with chance p, the mean is 1 - (1 - p)^k."""
    p, n = Fraction(3, 10), 6
    for k in range(1, n + 1):
        mean = Fraction(0)
        for outcome in product((True, False), repeat=n):
            right = sum(outcome)
            mean += p**right * (1 - p) ** (n - right) * Fraction(pass_at_k(n, right, k))
        assert float(mean) == pytest.approx(float(1 - (1 - p) ** k), abs=1e-12)


@pytest.mark.parametrize("numbers", [(4, 1, 5), (4, 1, 0), (0, 0, 1), (4, 5, 1), (4, -1, 1)])
def test_what_cannot_be_estimated_is_refused(numbers):
    with pytest.raises(ValueError):
        pass_at_k(*numbers)


def test_many_problems_are_each_problem():
    completions, right = np.array([8, 8, 16, 8, 16]), np.array([0, 3, 3, 8, 16])
    for k in (1, 2, 8):
        expected = [pass_at_k(int(n), int(c), k) for n, c in zip(completions, right, strict=True)]
        assert passes(completions, right, k).tolist() == expected


@pytest.mark.parametrize("options", [1, 2, 3, 5])
def test_guessing_is_the_share_of_all_guesses_that_hit(options):
    for k in (1, 2, 3, 4):
        tries = [0 in guess for guess in product(range(options), repeat=k)]
        assert guess_at_k(options, k) == pytest.approx(sum(tries) / len(tries), abs=1e-12)
    assert guess_at_k(11, 32) == pytest.approx(0.95, abs=0.01)


def test_hopeless_guessing_gains_nothing():
    assert guess_at_k(None, 64) == 0
    assert guesses([None, 2], 1).tolist() == [0, 0.5]
    with pytest.raises(ValueError):
        guess_at_k(0, 1)


@given(st.floats(0, 1), st.sampled_from([2, 11, 13]), st.sampled_from([1, 2, 4, 8]))
def test_one_who_knows_a_share_and_guesses_the_rest_gets_that_share(known, options, k):
    guess = guess_at_k(options, k)
    assert beyond_chance(known + (1 - known) * guess, guess) == pytest.approx(known, abs=1e-9)


def test_below_chance_is_negative_and_certain_guessing_says_nothing():
    assert beyond_chance(0.0, 0.5) == -1
    assert np.isnan(beyond_chance(1.0, 1.0))
    assert beyond_chance(np.array([0.5, 1.0]), np.array([0.0, 0.5])).tolist() == [0.5, 1.0]


def test_powers_end_at_the_number_of_completions():
    assert powers_of_two(8) == [1, 2, 4, 8]
    assert powers_of_two(12) == [1, 2, 4, 8, 12]
    assert powers_of_two(0) == []
