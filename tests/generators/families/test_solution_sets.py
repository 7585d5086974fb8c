"""Equations and systems with no solution, and with more than one: how often they come, how they are
answered, graded and closed."""

import re
from collections import Counter

import pytest

from curricula import grade
from generators.catalog import family
from generators.problem import Problem, Setting
from generators.render import render, statement

EQUATION, SYSTEM = "algebra.linear_equation", "linear_algebra.linear_system"
CONGRUENCES = "number_theory.chinese_remainder"
NONE = (
    *("no solution", r"\varnothing", r"\emptyset", r"\{\}", r"\text{No solution}", "{}"),
    *(r"\text{no number}", "no such number", r"\text{There is no solution}", "none"),
    *(r"\text{impossible}", r"\text{never}", "no x", "There is none"),
)
EVERY = (
    *("all real numbers", r"\mathbb{R}", r"(-\infty, \infty)", r"\text{all real numbers}"),
    *(r"\text{every number}", "every real number", r"\text{any real number } x", "R"),
)


def of(name: str, solutions: str, count: int = 12) -> list[Problem]:
    """Problems that have so many solutions."""
    setting = Setting(family(name), 4, {"solutions": solutions})
    return [setting.problem(3, index) for index in range(count)]


@pytest.mark.parametrize("name", [EQUATION, SYSTEM])
@pytest.mark.parametrize("difficulty", [3, 4, 5])
def test_problems_without_one_solution_are_at_most_a_fifth(name, difficulty):
    setting = Setting(family(name), difficulty)
    found = Counter(setting.problem(5, index).params.solutions for index in range(600))
    assert len(found) == 3 and 0.08 * 600 < 600 - found["one"] <= 0.2 * 600


@pytest.mark.parametrize("name", [EQUATION, SYSTEM])
def test_the_first_difficulties_have_one_solution_and_say_so(name):
    for difficulty in (1, 2):
        setting = Setting(family(name), difficulty)
        drawn = [setting.problem(5, index).params for index in range(100)]
        assert {params.solutions for params in drawn} == {"one"}
        assert not any(params.open for params in drawn)


@pytest.mark.parametrize("name", [EQUATION, SYSTEM, CONGRUENCES])
def test_the_statement_does_not_tell_how_many_there_are(name):
    """What a statement says behind its last number, it says with one solution too."""
    setting = Setting(family(name), 5)
    endings: dict[tuple[int, bool], set[str]] = {}
    for index in range(600):
        problem = setting.problem(8, index)
        ending = " ".join(re.findall("[A-Za-z]{3,}", re.split(r"\d+", problem.statement)[-1]))
        usual = problem.answer_kind == problem.family.answer_kind
        endings.setdefault((problem.phrasing, usual), set()).add(ending)
    assert len(endings) == 2 * len(setting.family.statements)
    for phrasing, usual in endings:
        assert usual or endings[phrasing, False] <= endings[phrasing, True]


@pytest.mark.parametrize(
    ("name", "solutions", "right", "wrong"),
    [
        (EQUATION, "none", NONE, (*EVERY, "0", "x = 5")),
        (EQUATION, "all", EVERY, (*NONE, "0", "x = 5")),
        (SYSTEM, "none", NONE, (*EVERY, "(1, 2, 3)", "(0, 0, 0)")),
        (CONGRUENCES, "none", NONE, (*EVERY, "0", "12", "-1")),
    ],
)
def test_sets_are_graded_as_people_write_them(name, solutions, right, wrong):
    for problem in of(name, solutions, 3):
        for written in right:
            text = f"So it is \\(\\boxed{{{written}}}\\)."
            assert grade(text, problem.answer, problem.answer_kind).correct, written
        for written in wrong:
            text = f"So it is \\(\\boxed{{{written}}}\\)."
            assert not grade(text, problem.answer, problem.answer_kind).correct, written


def test_a_line_of_solutions_is_graded_in_any_order_of_its_terms():
    for problem in of(SYSTEM, "many"):
        (start, slope), (other, way) = problem.params.line
        z = problem.params.letters[-1]
        right = f"({slope}{z} + {start}, {other} + {way}{z}, {z})"
        wrong = f"({slope}{z} + {start + 1}, {other} + {way}{z}, {z})"
        for written, holds in ((right, True), (wrong, False), ("no solution", False)):
            found = grade(f"It is \\(\\boxed{{{written}}}\\).", problem.answer, "tuple")
            assert found.correct is holds, (problem.answer, written)


@pytest.mark.parametrize("style", ["plain", "latex"])
@pytest.mark.parametrize(
    ("name", "solutions"),
    [
        (EQUATION, "none"),
        (EQUATION, "all"),
        (SYSTEM, "none"),
        (SYSTEM, "many"),
        (CONGRUENCES, "none"),
    ],
)
def test_each_solution_closes_with_its_answer(name, solutions, style):
    for problem in of(name, solutions):
        applying = problem.strategies()
        assert len(applying) >= 4
        for strategy in applying:
            text = render(problem, problem.solve(strategy), style, boxed=True)
            assert grade(text, problem.answer, problem.answer_kind).correct, text


def test_equations_that_a_statement_does_not_show_are_written_out():
    """A system posed as a matrix, or by columns, has no equation (1) before that."""
    setting, seen = Setting(family(SYSTEM), 2), 0
    for index in range(60):
        problem = setting.problem(4, index)
        shows = " = " in statement(problem, "plain") or "has the value" in problem.statement
        for strategy in ("elimination", "substitution", "comparison"):
            text = render(problem, problem.solve(strategy), "latex")
            assert text.startswith("Written out, the equations are ") is not shows
            seen += not shows
    assert seen > 10


@pytest.mark.parametrize("difficulty", [3, 4, 5])
def test_one_in_ten_systems_of_congruences_contradicts_itself(difficulty):
    setting = Setting(family(CONGRUENCES), difficulty)
    drawn = [setting.problem(5, index) for index in range(600)]
    assert 36 < sum([problem.answer == "{}" for problem in drawn]) < 90
    assert all([problem.params.open for problem in drawn])


def test_the_first_difficulties_have_a_number_with_all_remainders():
    for difficulty in (1, 2):
        setting = Setting(family(CONGRUENCES), difficulty)
        drawn = [setting.problem(5, index) for index in range(100)]
        assert all([problem.answer.isdigit() for problem in drawn])
        assert not any([problem.params.open for problem in drawn])
