"""Step rewards cannot be farmed: policies that solve nothing earn next to nothing, and right
solutions that are written otherwise keep what they earn. The figures of docs/recognition.md come
from more problems."""

from functools import cache
from statistics import mean

import pytest

from benchmarks.step_farming import (
    BOUND,
    DIFFICULTIES,
    POLICIES,
    farm,
    pay,
    situations,
    solutions_of,
    solved,
)
from generators.catalog import names

KEPT = 0.9
# inequalities are no findings and short solutions have few, so that a single line left out may hold
# all that a solution finds
FEW_FINDINGS = ("algebra.absolute_value_inequality", "calculus.derivative_at_a_point")
KEPT_OF_FEW = 0.8
SIZE, MOST = 1, 8  # problems a family and difficulty, and texts that a policy writes for one


@cache
def paid():
    return farm(SIZE, most=MOST)


@cache
def shares():
    return solved(2)


@pytest.mark.parametrize("policy", POLICIES)
def test_a_policy_that_does_not_solve_earns_next_to_nothing(policy):
    cases = paid()[policy]
    assert cases
    assert mean([case.step_reward for case in cases]) <= BOUND
    assert mean([case.dense_then_binary for case in cases]) <= BOUND


@pytest.mark.parametrize("name", names())
def test_right_solutions_written_otherwise_keep_what_they_earn(name):
    for manner, earned in shares()[name].items():
        if manner not in ("twice over", "shuffled"):
            kept = KEPT_OF_FEW if name in FEW_FINDINGS else KEPT
            assert mean(earned) >= kept - 0.05 * ("left out" in manner), manner
            assert max(earned) <= 1


@pytest.mark.parametrize("name", names())
def test_repeats_and_shuffles_earn_no_more(name):
    by_manner = shares()[name]
    for manner in ("twice over", "shuffled"):
        for earned, whole in zip(by_manner[manner], by_manner["plain"], strict=True):
            assert earned <= whole, manner
    assert mean(by_manner["twice over"]) <= 0.8
    if name != "finite_fields.operation_chain":  # where a solution read backwards is one
        assert mean(by_manner["shuffled"]) <= 0.9


def test_no_line_is_paid_before_what_it_rests_on():
    """The last line of Euclid, said first, waits for none of the others."""
    for situation in situations("number_theory.gcd", max(DIFFICULTIES), 3):
        lines = solutions_of(situation.problem)[0][:-1]
        texts = ["\n".join(lines), "\n".join(reversed(lines)), "\n".join(lines[-1:] + lines[:-1])]
        whole, backwards, last_first = [share for share, _ in pay(situation, texts)]
        assert whole == 1
        assert backwards <= 2 / len(lines) and last_first <= 1 - 1 / len(lines)
