"""Solutions as a stage asks for them, with wrong turns on purpose where it does: a share of them
corrupted by a slip that is carried on to a wrong answer.

What is drawn here is drawn by the problem and the strategy, so that any machine draws the same.
"""

from typing import Any

from curricula.curriculum import Stage
from generators.faults.error_injection import NoSlip, corrupt
from generators.layout import ANSWER
from generators.problem import Problem
from generators.render import Rendering, shown_lines, written
from generators.solution import Solution
from generators.stream import Stream

PARTS = 1 << 32  # in which a share is drawn


def solutions_of(stage: Stage, problem: Problem[Any], rendering: Rendering) -> list[Solution]:
    """The solutions of a problem by the strategies that the stage draws for it."""
    return [solved(stage, problem, name, rendering) for name in stage.chosen(problem)]


def solved(stage: Stage, problem: Problem[Any], name: str, rendering: Rendering) -> Solution:
    """The solution by one strategy, with the wrong turns that the stage draws for it."""
    solution = problem.solve(name, **stage.choices_for(problem.family, name))
    stream = Stream("corrupt", problem.id, name)
    if solution.correct and stream.below(PARTS) < stage.corrupt * PARTS:
        return corrupted(problem, solution, stream, rendering)
    return solution


def corrupted(
    problem: Problem[Any], solution: Solution, stream: Stream, rendering: Rendering
) -> Solution:
    """The solution with a slip that its text shows; as it was where none leads to another answer,
    or where its last line says the right one in words."""
    words = written(problem, solution, rendering).words
    if words[-1] and ANSWER not in words[-1] and "{}" not in words[-1]:
        return solution
    lines = shown_lines(problem, solution, rendering, written(problem, solution, rendering))

    def is_shown(wrong: Solution) -> bool:
        own = written(problem, wrong, rendering)
        place = wrong.fault_step or 0
        line = shown_lines(problem, wrong, rendering, own)[place]
        return line.filled() != lines[place].filled()

    try:
        return corrupt(problem, solution, stream, takes=is_shown)
    except NoSlip:
        return solution
