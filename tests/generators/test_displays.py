"""What families, problems and solutions look like in a notebook and at a prompt, and how a solution
is written."""

import pytest

from curricula import Problem, RequestError, Solution, generate
from generators.catalog import names
from generators.errors import WrongType
from generators.markdown import escaped, table, typeset
from generators.render import DETAILS, LABELS, STYLES, Rendering, render


def drawn(name: str, difficulty: int = 2) -> tuple[Problem, list[Solution]]:
    [(problem, solutions)] = generate(name, difficulty=difficulty, strategies=1, size=1)
    return problem, solutions


@pytest.mark.parametrize("name", names())
def test_every_family_shows_itself_its_problems_and_their_solutions(name):
    problem, [solution] = drawn(name)
    shown = problem.family._repr_markdown_()
    assert all(escaped(strategy) in shown for strategy in problem.family.strategies)
    assert all(escaped(knob) in shown for knob in problem.family.knobs)
    for text in (problem._repr_markdown_(), solution._repr_markdown_(), shown):
        assert text.count("$") % 2 == 0 and "\\(" not in text and "\\[" not in text
    for value in (problem.family, problem, solution, solution.steps[0]):
        line = repr(value)
        assert line.startswith("<") and "\n" not in line and len(line) < 1_500, line
    assert solution.strategy in repr(solution) and problem.id in repr(solution)


def test_a_solution_is_typeset_with_its_steps_and_what_they_rest_on():
    problem, [solution] = drawn("algebra.quadratic_equation")
    shown = solution._repr_markdown_()
    words, graph = shown.split("```text\n")
    assert "$$x^2" in words and "Answer: ${" not in words and "Answer: $\\{" in words
    assert graph.splitlines()[: len(solution.steps) + 1] == solution.graph().splitlines()
    assert problem.family.name.replace("_", "\\_") in problem._repr_markdown_()


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("detail", DETAILS)
def test_a_solution_writes_itself_as_show_does(style, detail):
    problem, [solution] = drawn("number_theory.gcd")
    for label in ("", *LABELS):
        written = solution.text(style, detail=detail, label=label, phrasing=3, boxed=True)
        due = render(problem, solution, Rendering(style, detail, label, 3), boxed=True)
        assert written == due
    assert solution.text("natural") == solution.text() != solution.text("terse")


@pytest.mark.parametrize(
    "asked, error, says",
    [
        ({"style": "latx"}, RequestError, "style: 'latx' is not one of .*did you mean latex"),
        ({"style": 3}, WrongType, "style: 3, of type int, is not a text"),
        ({"detail": "long"}, RequestError, "detail: 'long' is not one of brief, normal, full"),
        ({"label": None}, WrongType, "label: None is not a text"),
        ({"phrasing": "b"}, WrongType, "phrasing: 'b', of type str, is not a whole number"),
    ],
)
def test_what_a_solution_cannot_be_written_in_is_one_line(asked, error, says):
    _, [solution] = drawn("number_theory.gcd")
    with pytest.raises(error, match=says) as raised:
        solution.text(**asked)
    assert "\n" not in str(raised.value)


def test_solutions_are_equal_whatever_problem_object_they_know():
    (first, [one]), (second, [other]) = drawn("number_theory.gcd"), drawn("number_theory.gcd")
    assert first is not second and one == other and one != other._replace(answer="7")
    alone = one._replace(problem=None)
    assert alone == one and alone._repr_markdown_() is None and "of" not in repr(alone)
    with pytest.raises(RequestError, match="knows no problem"):
        alone.text()


def test_signs_that_mean_something_in_markdown_are_escaped():
    assert typeset("1 < 2 | a_b \\(x < 3\\) <b>") == r"1 \< 2 \| a\_b $x \lt  3$ \<b\>"
    assert table(["a|b"], [["`c`\nd"]]).splitlines() == [r"| a\|b |", "| --- |", r"| \`c\` d |"]
