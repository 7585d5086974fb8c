"""Lines of a completion taken as claims: what is taken out of a line, what is decided, and that
nothing in it can hang or raise."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.rerendered import latex
from curricula.maths_text.spans import Line, lines_of
from curricula.working.references import References
from curricula.working.step_reward import working
from curricula.working.steps import RIGHT, UNREAD, WRONG, read_steps
from generators import catalog
from generators.faults.error_injection import NoSlip, corrupt
from generators.problem import Problem
from generators.render import render
from generators.solution import show_steps
from generators.stream import Stream
from tests.drawn import (
    ADDRESSES,
    DIFFICULTIES,
    every_family,
    every_setting,
    law,
    problem_at,
    setting,
)

# least share of faults that are found; where letters are named in the solution alone, a line that
# has lost a term may be another equation, so that it is unread: 86 % were found
LEAST = {
    "word_problems.linked_quantities": 0.85,
    "calculus.derivative_at_a_point": 0.88,
    # (y - 2)^2 = y^2 + 4 may be an equation to be solved: 86 of 95
    "algebra.quadratic_equation": 0.9,
    # 13 + 8 = 11 holds modulo the 5 of the problem: 78 of 84
    "number_theory.chinese_remainder": 0.92,
}


@every_setting
@law(5)
@given(address=ADDRESSES)
def test_right_solutions_have_no_wrong_line(name, difficulty, address):
    problem = problem_at(name, difficulty, address)
    references = References.of_problem(problem)
    for strategy in problem.strategies():
        solution = problem.solve(strategy)
        for wording in ("natural", "terse"):
            steps = read_steps(render(problem, solution, wording), references)
            assert steps.first_wrong is None, steps.lines[steps.first_wrong or 0]
            assert steps.count(RIGHT) >= 0.6 * (len(steps.lines) - 2), (strategy, steps)
        lines = "\n".join(latex(line) for line in show_steps(solution.steps, problem.names))
        assert read_steps(lines, references).first_wrong is None, lines


@every_family
def test_the_first_wrong_line_is_the_fault(name):
    found = total = 0
    for difficulty in DIFFICULTIES:
        for index in range(4):
            problem = setting(name, difficulty).problem(3, index)
            references = References.of_problem(problem)
            for strategy in problem.strategies():
                try:
                    wrong = corrupt(
                        problem, problem.solve(strategy), Stream("steps", problem.id, strategy)
                    )
                except NoSlip:
                    continue
                shown = [i for i, step in enumerate(wrong.steps) if step.words]
                first = read_steps(
                    "\n".join(show_steps(wrong.steps, problem.names)), references
                ).first_wrong
                if first is not None:
                    assert shown[first] >= (wrong.fault_step or 0), (
                        f"{strategy} on {problem.id}: a right line is called wrong"
                    )
                total, found = (
                    total + 1,
                    found + (first is not None and shown[first] == wrong.fault_step),
                )
    assert found >= LEAST.get(name, 0.93) * total, f"{found} of {total}"


def test_lines_are_decided_as_the_problem_means_them():
    gcd = References.of_problem(setting("number_theory.gcd", 3).problem(0, 0))
    assert [
        line.verdict
        for line in read_steps("7 + 8 = 15\n7 + 8 = 4\nmaybe\n7 + 8 = 4 (mod 11)", gcd).lines
    ] == [
        RIGHT,
        WRONG,
        UNREAD,
        RIGHT,
    ]
    chain = References.of_problem(setting("finite_fields.operation_chain", 3).problem(0, 0))
    names = chain.names or []
    assert read_steps(f"{names[7]} + {names[8]} = {names[4]}", chain).lines[0].verdict == RIGHT
    assert read_steps(f"{names[7]} + {names[8]} = {names[5]}", chain).lines[0].verdict == WRONG
    equation = References(
        [("balance", ["3x + 1 = 7 :: 3x = 6", "3x + 1 = 7 :: x = 2"])],
        "3x + 1 = 7 :: x = 2",
        "Solve 3x + 1 = 7.",
    )
    verdicts = {
        "3x = 6": RIGHT,
        "6x + 2 = 14": RIGHT,
        "3x = 7": WRONG,
        "x = 3": WRONG,
        "At x = 3: 3 * 3 + 1 = 10": RIGHT,
    }
    verdicts |= {
        "Try x = 3.": UNREAD,
        "x = 6/3 = 2": RIGHT,
        "y = 5": UNREAD,
        "7 / 2 = 3 and a half": UNREAD,
        "half of 8 = 4": UNREAD,
    }
    for line, verdict in verdicts.items():
        assert read_steps(line, equation).lines[0].verdict == verdict, line


@pytest.mark.parametrize(
    ("line", "verdict"),
    [
        ("x^2 + 9x + 14 = (x + 2)(x + 7) = 0", RIGHT),
        ("x^2 + 9x + 14 = (x + 2)(x + 6) = 0", WRONG),
        ("4x^2 + 36x + 56 = (2x + 9)^2 - 81 + 56 = (2x)^2 - 25", WRONG),
        ("At x = 1: x^2 + 9x + 14 = (x + 2)(x + 7) = 3 * 8 = 24", RIGHT),
        ("u^2 - 25 = (u - 5)(u + 5) = 0", UNREAD),
    ],
)
def test_a_chain_of_rewritings_may_end_in_the_problems_equation(line, verdict):
    family = catalog.family("algebra.quadratic_equation")
    posed = Problem(family, family.params(1, 9, 14, 0, 0), 0, "x^2 + 9x + 14 = 0")
    quadratic = References.of_problem(posed)
    assert "x^2 + 9x + 14 = 0" in quadratic.equations
    assert [judged.verdict for judged in read_steps(line, quadratic).lines] == [verdict]


@pytest.mark.parametrize(
    ("line", "verdict"),
    [
        ("x^2 - 4x + 13 = 0", RIGHT),
        ("x = 2 + 3i or x = 2 - 3i", RIGHT),
        (r"\(x = \frac{4 + 6i}{2} \text{ or } x = \frac{4 - 6i}{2}\)", RIGHT),
        ("x = 2 + 3i or x = 2 - 2i", WRONG),
        ("(2 + 3i)^2 = -5 + 12i", RIGHT),
        ("(2 + 3i)^2 = 13", WRONG),
        ("(x - 2)^2 = -9", RIGHT),
        ("y^2 = -9", RIGHT),  # the unknown of depressed_equation, x = y + 2
        (r"\(y = \frac{6i}{2} \text{ or } y = -\frac{6i}{2}\)", RIGHT),
        ("y = 4i or y = -4i", WRONG),
        ("i = 1", WRONG),
    ],
)
def test_lines_with_complex_numbers(line, verdict):
    family = catalog.family("algebra.quadratic_equation")
    params = family.params(1, -4, 13, 0, 0, "complex")
    posed = Problem(family, params, 0, "x^2 - 4x + 13 = 0, complex")
    known = References.of_problem(posed)
    assert [judged.verdict for judged in read_steps(line, known).lines] == [verdict]


def test_where_no_complex_numbers_are_spoken_of_i_is_a_letter():
    known = References.of_problem(problem_at("number_theory.gcd", 2, (0, 0)))
    assert [judged.verdict for judged in read_steps("i = 1", known).lines] == [UNREAD]


def test_a_root_alone_is_right():
    text = "x^2 - 5x + 6 = 0 :: x = 2 or x = 3"
    roots = References(
        [("factoring", ["x^2 - 5x + 6 = (x - 2)(x - 3)", text])], text, "Solve x^2 - 5x + 6 = 0."
    )
    assert [
        line.verdict
        for line in read_steps(
            "x - 2 = 0\nx = 3\nx = 4\nx = 2 or x = 3\nx = 2 or x = 4", roots
        ).lines
    ] == [*(RIGHT, RIGHT, WRONG, RIGHT, WRONG)]


HOSTILE = [
    *(
        "9^9^9^9 = 1",
        "9^(9999) * 9^9999 = 1",
        "10000000! = 1",
        "phi(999999937) = 1",
        "C(2000, 1000) = 1",
        "1/0 = 1",
        "1 mod 0 = 1",
    ),
    *(
        "(" * 5_000,
        ")" * 5_000,
        "(1 + " * 2_000,
        "-" * 5_000 + "5 = 5",
        "= " * 5_000,
        "1 = 1 or " * 2_000,
        "mod " * 5_000,
        "5 (mod " * 2_000,
    ),
    *(
        r"\frac{" * 3_000,
        r"\frac{1}{2}" * 2_000,
        "{" * 5_000,
        "}" * 5_000,
        "e_{" * 3_000,
        "\0 1 = 2",
        "\ud800 1 + 1 = 3",
        "١ + ٢ = ٣",
    ),
    *(
        "9" * 20_000 + " = 1",
        "(x+1)*" * 200 + "1 = x",
        "(x + 1)^64 = x",
        "(x+y+z)^9 * (x+y+z)^9 = x",
        "12,345," * 3_000,
        "1 ; " * 5_000,
    ),
    *(
        "__import__('os').system('x') = 1",
        "{p.__class__} = 1",
        "1.5.2 = 3",
        "..",
        "''",
        "\\",
        "\\\\",
        "$",
        "::",
        "mod 5 :: 1 = 1",
        "x :: x = 1",
    ),
    r"\sqrt{" * 20 + "2" + "}" * 20 + " = 3",
    r"\sin 1 = \sin 2 + \sin 3, " * 20,
    r"\text{a 1 }" * 400,
    "|" * 500,
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_lines_are_read_and_nothing_happens(text):
    for name in ("number_theory.gcd", "finite_fields.operation_chain", "algebra.linear_equation"):
        references = References.of_problem(setting(name, 2).problem(0, 0))
        for written in (text, f"{text}\n" * 50):
            steps = read_steps(written, references)
            assert len(steps.lines) <= 6_000
            assert 0 <= working(written, references).share < 0.5


@law(300)
@given(
    text=st.text(
        alphabet=st.sampled_from("0123456789+-*/^!()=<>|,; xyab\\{}$.:_%C\nor mod"), max_size=60
    )
)
def test_any_text_is_read(text):
    for line in lines_of(text):
        assert isinstance(line, Line)
    assert read_steps(text).lines is not None
    assert (
        working(text, References.of_problem(setting("number_theory.gcd", 2).problem(0, 0))).share
        <= 1
    )


def test_what_is_not_text_is_no_step():
    assert read_steps(None).lines == [] and read_steps([]).lines == []
    assert read_steps([{"role": "assistant", "content": "1 + 1 = 3"}]).first_wrong == 0
