"""Corrupted solutions: one labelled fault, true before it, a wrong end; and plausible wrong answers
that no grader pays."""

from collections import Counter

import pytest
from hypothesis import given

from curricula.grading.grade import grade
from generators.claims.claim import Claim
from generators.faults.error_injection import KINDS, NoSlip, corrupt
from generators.faults.wrong_answers import concludes, wrong_answers
from generators.problem import Problem
from generators.render import Rendering, render, written
from generators.solution import Solution
from generators.stream import Stream
from pipelines.dataset.checks import solution_faults
from pipelines.dataset.conclusions import conclusion_faults
from pipelines.dataset.rows import solution_row
from tests.drawn import (
    ADDRESSES,
    DIFFICULTIES,
    every_family,
    every_setting,
    law,
    problem_at,
    setting,
)


def corrupted(problem: Problem, kind: str | None = None) -> list[tuple[Solution, Solution]]:
    """Each right solution by default choices, beside a corrupted one."""
    found = []
    for strategy in problem.strategies():
        solution = problem.solve(strategy)
        try:
            found.append(
                (
                    solution,
                    corrupt(
                        problem, solution, Stream("test", problem.id, strategy, kind or ""), kind
                    ),
                )
            )
        except NoSlip:
            usual = problem.family.kind_for(problem.params) == problem.family.answer_kind
            assert kind or not usual, f"{strategy} on {problem.id} has no place for any slip"
    return found


@every_setting
@law(12)
@given(address=ADDRESSES)
def test_the_first_failing_claim_is_the_labelled_one(name, difficulty, address):
    problem = problem_at(name, difficulty, address)
    for right, wrong in corrupted(problem):
        failing = [i for i, step in enumerate(wrong.steps) if not step.claim.holds()]
        assert failing[0] == wrong.fault_step, f"{right.strategy} on {problem.id}"
        assert failing[-1] == len(wrong.steps) - 1, "the conclusion holds"
        assert wrong.fault_kind in KINDS and not wrong.correct
        assert wrong.answer != problem.answer
        for step in wrong.steps:
            assert Claim.read(step.claim.text()).holds() == step.claim.holds(), step.claim.text()


@every_setting
@law(8)
@given(address=ADDRESSES)
def test_a_corrupted_solution_is_the_right_one_but_for_numbers(name, difficulty, address):
    problem = problem_at(name, difficulty, address)
    for right, wrong in corrupted(problem):
        fault = wrong.fault_step
        assert fault is not None and right.steps[:fault] == wrong.steps[:fault]
        assert [(step.words, step.claim.form) for step in right.steps[:-1]] == [
            (step.words, step.claim.form) for step in wrong.steps[:-1]
        ]
        before, after = right.steps[fault].claim.values, wrong.steps[fault].claim.values
        assert sum(a != b for a, b in zip(before, after, strict=True)) == 1
        assert render(problem, wrong, "natural") != render(problem, right, "natural")


@every_setting
@law(5)
@given(address=ADDRESSES)
def test_verification_accepts_the_labels(name, difficulty, address):
    problem = problem_at(name, difficulty, address)
    names = problem.names and list(problem.names)
    row = {
        "answer": problem.answer,
        "answer_kind": problem.answer_kind,
        "names": names,
        "statement": problem.statement,
        "params": problem.params_text,
    }
    for _, wrong in corrupted(problem):
        solution = solution_row(wrong, written(problem, wrong, Rendering("plain")), "")
        faults = list(solution_faults(row, solution))
        faults += conclusion_faults(row, solution, problem.family)
        assert not faults, f"{wrong.strategy} on {problem.id}: {faults}"


@every_family
def test_every_kind_that_applies_can_be_asked_for(name):
    counts = Counter()
    for difficulty in DIFFICULTIES:
        problem = setting(name, difficulty).problem(1, difficulty)
        for kind in KINDS:
            for _, wrong in corrupted(problem, kind):
                assert wrong.fault_kind == kind
                counts[kind] += 1
    assert len(counts) >= 3, counts


# least share of slips that a later line takes up; a slip in one entry of a matrix stays in its line
CARRIED = {"linear_algebra.matrix_inverse": 0.15}


@every_family
def test_faults_stand_anywhere_and_are_mostly_carried_on(name):
    places, carried, total = set(), 0, 0
    for difficulty in (2, 3, 4):
        for index in range(8):
            for right, wrong in corrupted(setting(name, difficulty).problem(2, index)):
                assert wrong.fault_step is not None
                places.add(min(2, 3 * wrong.fault_step // (len(wrong.steps) - 1)))
                later = zip(
                    right.steps[wrong.fault_step + 1 : -1],
                    wrong.steps[wrong.fault_step + 1 : -1],
                    strict=True,
                )
                carried, total = (
                    carried + any(a != b for a, b in later),
                    total + (wrong.fault_step < len(wrong.steps) - 2),
                )
    assert places == {0, 1, 2}
    assert carried >= CARRIED.get(name, 0.2) * total, (
        f"of {total} slips only {carried} are taken up by a later line"
    )


def test_the_same_stream_makes_the_same_slip():
    problem = setting("number_theory.gcd", 3).problem(0, 0)
    solution = problem.solve("euclid_by_division")
    once, again = [corrupt(problem, solution, Stream("same")) for _ in range(2)]
    assert once == again
    others = {
        corrupt(problem, solution, Stream("other", i)).steps[-1].claim.text() for i in range(20)
    }
    assert len(others) > 5


def test_a_slip_is_worked_on_from():
    """A wrong remainder goes into the next division, which is a right one."""
    problem = setting("number_theory.gcd", 3).problem(0, 0)
    solution = problem.solve("euclid_by_division")
    for i in range(10):
        wrong = corrupt(problem, solution, Stream("carried", i))
        assert wrong.fault_step is not None
        if wrong.fault_step < len(wrong.steps) - 3:
            assert wrong.steps[wrong.fault_step + 1].claim.holds()
            assert (
                wrong.steps[wrong.fault_step].claim.values[-1]
                in wrong.steps[wrong.fault_step + 1].claim.values
            )


def test_what_cannot_be_corrupted_is_refused():
    problem = setting("number_theory.gcd", 3).problem(0, 0)
    solution = problem.solve("euclid_by_division")
    with pytest.raises(ValueError, match="sign_slip"):
        corrupt(problem, solution, Stream("x"), "typo")
    with pytest.raises(ValueError, match="wrong already"):
        corrupt(problem, corrupt(problem, solution, Stream("x")), Stream("x"))
    with pytest.raises(NoSlip, match="wrong_inverse"):
        corrupt(problem, solution, Stream("x"), "wrong_inverse")


@every_setting
@law(6)
@given(address=ADDRESSES)
def test_wrong_answers_are_plausible_and_wrong(name, difficulty, address):
    problem = problem_at(name, difficulty, address)
    found = wrong_answers(problem, 10, Stream("wrong", problem.id))
    assert len(found) == len(set(found)) and (
        len(found) == 10 or problem.answer_kind in ("boolean", "symbol", "residue")
    )
    kind, form = problem.answer_kind, problem.family.answer_form
    for text in found:
        assert (
            text.isascii() and not grade(f"Answer: {text}", problem.answer, kind, form).correct
        ), (text, problem.answer)


def test_no_conclusion_takes_a_wrong_answer():
    problem = setting("number_theory.gcd", 1).problem(0, 0)
    assert concludes(problem, problem.answer_value)
    assert not any(
        concludes(problem, int(text)) for text in wrong_answers(problem, 20, Stream("c"))
    )
