"""SymPy as an independent oracle: it agrees with every family's answers and with the claims of its
solutions."""

import importlib
from itertools import islice

import pytest
from hypothesis import given

from generators.catalog import family
from tests.drawn import (
    ADDRESSES,
    changed_operands,
    claims,
    every_family,
    every_setting,
    law,
    problem_at,
    setting,
    verdict,
)
from tests.sympy_claims import NotTranslated, holds


def oracle(name: str):
    """The module tests/oracles/<domain>_<name>.py, whose answer(p) finds the answer by another
    route."""
    return importlib.import_module(f"tests.oracles.{name.replace('.', '_')}")


@every_setting
@law(10)
@given(address=ADDRESSES)
def test_sympy_finds_the_same_answer(name, difficulty, address):
    problem = problem_at(name, difficulty, address)
    assert oracle(name).answer(problem.params) == problem.answer_value, problem.statement


@every_setting
def test_the_statement_alone_leads_to_the_answer(name, difficulty):
    """Where an oracle reads statements, it is told nothing else."""
    solve = getattr(oracle(name), "answer_to", None)
    for index in range(40 if solve else 0):
        problem = setting(name, difficulty).problem(29, index)
        assert solve(problem.statement) == problem.answer_value, problem.statement


@every_setting
def test_sympy_finds_the_same_claims_true(name, difficulty):
    """One claim of each form, and one change of it, whichever way that turns out."""
    seen: set[str] = set()
    translated = 0
    for index in range(10):
        for claim in claims(setting(name, difficulty).problem(17, index)):
            if claim.form in seen:
                continue
            seen.add(claim.form)
            text = claim.text()
            try:
                assert holds(text), text
                for changed in islice(changed_operands(text), index, index + 1):
                    try:
                        true = holds(changed)
                    except (ArithmeticError, AssertionError, TypeError, ValueError) as error:
                        assert not isinstance(error, NotTranslated)
                        true = False  # such as a division by zero
                    assert true == verdict(changed), changed
                translated += 1
            except NotTranslated:
                continue
    assert translated


@every_family
def test_capacity_agrees_with_a_count(name):
    """Where an oracle says on which small settings it can count all problems, the count is the
    capacity."""
    for knobs in getattr(oracle(name), "COUNTED", ()):
        capacity = family(name).capacity(knobs)
        count = oracle(name).distinct(knobs)
        assert count == capacity.problems if capacity.exact else count >= capacity.problems, knobs


if __name__ == "__main__":
    raise SystemExit(pytest.main([__file__]))
