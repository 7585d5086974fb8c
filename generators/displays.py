"""Problems and solutions as notebooks show them: statement and lines with their maths typeset, the
answer, and what each step rests on."""

from collections.abc import Sequence

from generators.answers.latex import answer_in_latex
from generators.markdown import escaped, maths, typeset
from generators.posed import Posed
from generators.render import render, statement
from generators.solution import Solution
from generators.step_graph import step_graph


def problem_in_markdown(problem: Posed, strategies: Sequence[str]) -> str:
    """A problem: what is asked, the answer, and the strategies that apply."""
    solved = ", ".join([escaped(name.replace("_", " ")) for name in strategies])
    return "\n\n".join(
        [
            f"**{escaped(problem.id)}**",
            typeset(statement(problem, "latex")),
            f"Answer: {answer_of(problem, problem.answer)}",
            f"*Solved by: {solved}*",
        ]
    )


def solution_in_markdown(problem: Posed, solution: Solution) -> str:
    """A solution: its strategy, its text, and what each step rests on."""
    cost = solution.cost
    title = escaped(solution.strategy.replace("_", " "))
    approach = solution.approach.replace("_", " ")
    wrong = "" if solution.correct else ", **wrong on purpose**"
    return "\n\n".join(
        [
            f"**{title}** ({approach}, {cost.steps} steps, {cost.digits} digits{wrong})",
            typeset(render(problem, solution, "latex")),
            f"Answer: {answer_of(problem, solution.answer)}",
            "```text\n" + "\n".join(step_graph(solution, problem.names)) + "\n```",
        ]
    )


def answer_of(problem: Posed, answer: str) -> str:
    """An answer as maths; a symbol that stands for a number as it is."""
    return escaped(answer) if problem.names is not None else maths(answer_in_latex(answer))
