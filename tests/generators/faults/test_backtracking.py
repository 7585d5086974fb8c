"""Attempts that are given up, and lines that test an answer: all of it true, told in words, and
nothing on which the answer rests."""

from itertools import pairwise

import pytest
from hypothesis import given

from curricula.curriculum import Source, Stage
from curricula.working.read_completion import read_completion
from curricula.wrong_turns import solutions_of
from generators.derivations.texts import TextStep, derivation_faults
from generators.faults.wrong_answers import wrong_answers
from generators.problem import Problem
from generators.render import Rendering, render, render_pieces, written
from generators.self_check import answer_value, check_step, substitution
from generators.solution import Solution
from generators.stream import Stream
from pipelines.dataset.rows import step_row
from tests.drawn import ADDRESSES, every_family, every_setting, law, problem_at, setting

LATEX, PLAIN, TERSE = (Rendering(style) for style in ("latex", "plain", "terse"))


def solutions(problem: Problem, rendering: Rendering = LATEX, **asked) -> list[Solution]:
    family = problem.family
    stage = Stage("sft", 1, (Source(family.name, 1),), len(family.strategies), **asked)
    return solutions_of(stage, problem, rendering)


@every_setting
@law(4)
@given(address=ADDRESSES)
def test_attempts_are_true_and_nothing_rests_on_them(name, difficulty, address):
    problem = problem_at(name, difficulty, address)
    for solution in solutions(problem, backtracks=(3, 3), check=True):
        own = solution.steps
        assert solution.correct and all(solution.labels)
        assert all(step.claim.holds() for step in own)
        given_up = {k for b in solution.backtracks for k in range(b.start, b.stop)}
        assert given_up == {k for k, step in enumerate(own) if step.role == "abandoned"} & given_up
        plain = problem.solve(solution.strategy).steps
        main = [step for k, step in enumerate(own) if k not in given_up]
        assert [step.claim for step in main if step.role != "check"] == [
            step.claim for step in plain if step.role != "check"
        ]
        for first, second in pairwise(solution.backtracks):
            assert first.stop == second.start and first.strategy != second.strategy
        for k, step in enumerate(own):
            assert all(-1 <= premise < k for premise in step.premises)
            if k not in given_up:
                assert not given_up & set(step.premises)


@every_family
def test_derivations_of_attempts_hold_from_their_texts(name):
    for index in range(3):
        problem = setting(name, 3).problem(5, index)
        for solution in solutions(problem, backtracks=(3, 3), check=True):
            words = written(problem, solution, PLAIN).words
            rows = [step_row(*pair) for pair in zip(solution.steps, words, strict=True)]
            texts = [TextStep(*[row[field] for field in TextStep._fields]) for row in rows]
            turned = {k for b in solution.backtracks for k in range(b.start, b.stop)}
            turned |= {len(texts) - 2} if solution.checked else set()
            starts = [backtrack.start for backtrack in solution.backtracks]
            names = problem.names and list(problem.names)
            faults = derivation_faults(texts, problem.statement, names, problem.answer, starts)
            assert not [(k, why) for k, why in faults if k in turned], solution.strategy


@every_family
@pytest.mark.parametrize("rendering", [LATEX, PLAIN], ids=lambda rendering: rendering.style)
def test_every_rendering_is_read_back(name, rendering):
    """No line is read as wrong, and each line of an attempt is told."""
    for difficulty in (2, 4):
        problem = setting(name, difficulty).problem(3, difficulty)
        row = {
            "family": name,
            "params": problem.params_text,
            "answer": problem.answer,
            "answer_kind": problem.answer_kind,
            "wording": "natural",
            "names": problem.names and list(problem.names),
        }
        for solution in solutions(problem, rendering, backtracks=(1, 3), check=True):
            words = written(problem, solution, rendering)
            text = render(problem, solution, rendering, True, words)
            reading = read_completion(text, row)
            assert reading.correct and reading.first_wrong is None, text
            pieces = render_pieces(problem, solution, rendering, True, words)
            told = {piece.place for piece in pieces}
            for backtrack in solution.backtracks:
                assert backtrack.stop - 1 in told, "why it is left is not told"


def test_a_terse_attempt_is_told_by_its_strategy():
    problem = setting("number_theory.gcd", 3).problem(0, 24)
    (solution, *_) = solutions(problem, TERSE, backtracks=(2, 2), check=True)
    text = render(problem, solution, TERSE)
    for backtrack in solution.backtracks:
        assert f"try {backtrack.strategy or 'guess'} ;" in text
    assert text.count("leave ;") == len(solution.backtracks) == 2
    assert text.startswith(solution.strategy)


@every_setting
@law(10)
@given(address=ADDRESSES)
def test_a_check_holds_for_the_answer(name, difficulty, address):
    problem = problem_at(name, difficulty, address)
    step = check_step(problem, problem.answer, problem.conclusion)
    assert step is None or step.claim.holds()


CHECKED = [
    *("algebra.linear_equation", "algebra.quadratic_equation", "linear_algebra.linear_system"),
    *("word_problems.two_quantities", "number_theory.gcd", "number_theory.chinese_remainder"),
    *("fractions.fraction_sum", "arithmetic.long_multiplication"),
]


@pytest.mark.parametrize("name", CHECKED)
def test_a_check_tells_wrong_answers(name):
    caught = total = 0
    for index in range(20):
        problem = setting(name, 2).problem(1, index)
        for wrong in wrong_answers(problem, 5, Stream("wrong", index)):
            claim = problem.conclusion_of(answer_value(problem, wrong))
            step = check_step(problem, wrong, claim)
            if step is not None:
                total += 1
                caught += not step.claim.holds()
    assert total > 50 and caught > 0.95 * total  # one of two roots passes the test too


def test_a_wrong_solution_claims_that_its_check_came_out():
    problem = setting("algebra.linear_equation", 2).problem(0, 3)
    for solution in solutions(problem, corrupt=1.0, check=True):
        assert not solution.correct and solution.checked
        check = solution.steps[-2]
        assert not check.claim.holds() and not solution.labels[-2]
        assert len(solution.steps) - 2 in solution.carried


@pytest.mark.parametrize(
    ("conclusion", "check"),
    [
        ("7x + 10 = 3 :: x = -1", "7 * (-1) + 10 = 3"),
        ("x^2 - 5x = -6 :: x = 2 or x = 3", "2^2 - 5 * 2 = -6, 3^2 - 5 * 3 = -6"),
        ("x(x + 16) = 5x :: x = 0", "0 * (0 + 16) = 0, 5 * 0 = 0"),
        ("(9x - 2)/11 = x - 1 :: x = 9/2", "(9 * (9/2) - 2)/11 = 7/2, 9/2 - 1 = 7/2"),
        ("x + y = 18, 2x + 8y = 102 :: y = 11", "7 + 11 = 18, 2 * 7 + 8 * 11 = 102"),
        ("3x + 2y = 18, 2x + 8y = 102 :: y = 11", None),  # x would be no whole number
        ("-x^2 = -9 :: x = -3 or x = 3", None),  # a minus would meet a bracket with one
        ("gcd(12, 18) = 6", None),
        ("crt(6, 8; 0, 5) :: 30", None),
        ("x^2 - 5x + 6 > 0 :: x < 2 or x > 3", None),
        ("mod 7 :: 3x = 2", None),
    ],
)
def test_what_is_put_in(conclusion, check):
    assert substitution(conclusion) == check
