"""Intervals: their defining equations, their coverage on drawn data, and which one is used when."""

from math import isnan, sqrt

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.evaluation.intervals import (
    NORMAL,
    Interval,
    over_seeds,
    percentile,
    resampled,
    share_of,
    student,
    summed,
    wilson,
)


@given(st.integers(1, 5_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_ends_where_the_share_is_just_not_surprising(numbers):
    right, total = numbers
    found = wilson(right, total)
    assert 0 <= found.low <= found.value <= found.high <= 1 and found.low < found.high
    for end in (found.low, found.high):
        assert (found.value - end) ** 2 == pytest.approx(
            NORMAL**2 * end * (1 - end) / total, abs=1e-9
        )


def test_a_share_of_nothing_is_refused():
    for right, total in ((0, 0), (3, 2), (-1, 2)):
        with pytest.raises(ValueError):
            wilson(right, total)


@pytest.mark.parametrize("freedom", [*range(1, 12), 29, 30])
def test_student_leaves_five_percent_outside(freedom):
    t = student(freedom)
    inside = 1 - mpmath.betainc(freedom / 2, 0.5, 0, freedom / (freedom + t * t), regularized=True)
    assert float(inside) == pytest.approx(0.95, abs=1e-9)


def test_draws_are_of_problems_and_the_same_for_the_same_seed():
    weights = resampled(40, (3, 1), 500)
    assert weights.shape == (500, 40) and (weights.sum(1) == 40).all() and (weights >= 0).all()
    assert (weights == resampled(40, (3, 1), 500)).all()
    assert (weights != resampled(40, (3, 2), 500)).any()
    assert summed(weights, np.ones((40, 2))).tolist() == [[40.0, 40.0]] * 500


def test_the_bootstrap_covers_a_share_of_alike_completions_and_counting_completions_does_not():
    """Each problem has a rate of its own, so its 8 completions are alike: what covers must count
    problems."""
    random = np.random.default_rng(5)
    covered = naive = 0
    for turn in range(200):
        rates = random.choice([0.1, 0.9], size=60)
        right, total = random.binomial(8, rates), np.full(60, 8)
        found = share_of(right, total, resampled(60, (turn,), 400))
        covered += found.low <= 0.5 <= found.high
        counted = wilson(float(right.sum()), float(total.sum()))
        naive += counted.low <= 0.5 <= counted.high
    assert 0.88 <= covered / 200 <= 0.99
    assert naive / 200 < 0.75


def test_one_completion_a_problem_is_wilson_and_so_is_all_right():
    weights = resampled(10, (0,), 200)
    single = share_of(np.array([1] * 6 + [0] * 4), np.ones(10, dtype=int), weights)
    assert single == wilson(6, 10)
    assert share_of(np.full(10, 4), np.full(10, 4), weights) == wilson(10, 10)
    assert share_of(np.zeros(10), np.full(10, 4), weights) == wilson(0, 10)
    nothing = share_of(np.zeros(10), np.zeros(10), weights)
    assert isnan(nothing.value) and nothing.kind == "none" and nothing.plain()["value"] is None


def test_draws_in_which_a_figure_does_not_exist_are_left_out():
    drawn = np.array([0.2] * 30 + [0.4] * 30 + [np.nan] * 30)
    found = percentile(0.3, drawn)
    assert (found.low, found.high, found.kind) == (0.2, 0.4, "bootstrap")
    assert percentile(0.3, np.array([0.3, np.nan, np.nan])).kind == "none"


def test_seeds_are_kept_apart():
    one = Interval(0.5, 0.4, 0.6, "bootstrap")
    assert over_seeds([one]) == one
    two = over_seeds([one, Interval(0.7, 0.6, 0.8, "bootstrap")])
    assert two == Interval(pytest.approx(0.6), 0.5, 0.7, "range")
    values = [0.5, 0.7, 0.9]
    three = over_seeds([Interval.bare(value) for value in values])
    error = 0.2 / sqrt(3)
    assert three.kind == "t" and three.value == pytest.approx(0.7)
    assert three.high - three.value == pytest.approx(4.302652729749464 * error, abs=1e-9)
    assert three.low < 0.21  # not clipped, whatever the values are
    with pytest.raises(ValueError):
        over_seeds([])


def test_an_interval_survives_json():
    for interval in (Interval(0.5, 0.4, 0.6, "bootstrap"), Interval.bare(0.5)):
        assert Interval.of(interval.plain()).plain() == interval.plain()


def test_seeds_that_agree_have_no_interval_of_width_zero():
    never = over_seeds([wilson(0, 12)] * 3)
    assert (never.value, never.low, never.kind) == (0.0, 0.0, "envelope") and never.high > 0.2
    always = over_seeds([wilson(12, 12), wilson(30, 30)])
    assert always.low < 0.8 and always.high == 1.0
    assert over_seeds([Interval.bare(0.5)] * 2).low != over_seeds([Interval.bare(0.5)] * 2).low


def test_shares_have_intervals_within_zero_and_one():
    seeds = [wilson(1, 100), wilson(0, 100), wilson(9, 100)]
    plain, logit = over_seeds(seeds), over_seeds(seeds, shares=True)
    assert plain.low < 0 < logit.low <= logit.value <= logit.high < 1
    close = [wilson(50, 100), wilson(52, 100), wilson(49, 100)]
    assert over_seeds(close, True).low == pytest.approx(over_seeds(close).low, abs=1e-3)


def test_draws_that_cannot_vary_have_wilsons_interval():
    still = percentile(0.5, np.full(100, 0.5), 8)
    assert still == wilson(4, 8) and percentile(0.0, np.zeros(100), 36).high > 0.05
