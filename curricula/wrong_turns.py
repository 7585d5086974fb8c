"""Solutions as a stage asks for them, with wrong turns on purpose where it does: a share of them
corrupted by a slip that is carried on to a wrong answer, attempts by another strategy that are
given up before, a line that tests the answer.

What is drawn here is drawn by the problem and the strategy, so that any machine draws the same.
"""

from collections.abc import Sequence
from functools import partial
from typing import Any

from curricula.curriculum import Stage
from generators.family import Family
from generators.faults.backtracking import with_backtracks, with_check
from generators.faults.error_injection import NoSlip, corrupt
from generators.layout import ANSWER
from generators.problem import Problem, Setting
from generators.render import DETAILS, Rendering, shown_lines, written
from generators.self_check import check_step
from generators.solution import Solution, Step
from generators.stream import Stream

LOOKED_AT = 8  # problems of a setting
PARTS = 1 << 32  # in which a share is drawn


def solutions_of(stage: Stage, problem: Problem[Any], rendering: Rendering) -> list[Solution]:
    """The solutions of a problem by the strategies that the stage draws for it."""
    return [solved(stage, problem, name, rendering) for name in stage.chosen(problem)]


def solved(stage: Stage, problem: Problem[Any], name: str, rendering: Rendering) -> Solution:
    """The solution by one strategy, with the wrong turns that the stage draws for it."""
    solution = problem.solve(name, **stage.choices_for(problem.family, name))
    stream = Stream("corrupt", problem.id, name)
    if solution.correct and stream.below(PARTS) < stage.corrupt * PARTS:
        solution = corrupted(problem, solution, stream, rendering)
    if is_traced(problem.family, rendering.style):
        return solution
    stream = Stream("backtracks", problem.id, name)
    count = stream.between(*stage.backtracks)
    if count:
        solution = with_attempts(stage, problem, solution, count, stream, rendering)
    return with_check(problem, solution) if stage.check else solution


def is_traced(family: Family[Any], style: str) -> bool:
    """Whether solutions are read as a trace of one strategy, which has no room for others."""
    return style == "terse" and family.trace is not None


def unturned(stages: Sequence[Stage], style: str) -> list[str]:
    """What a user is told of families whose solutions cannot have the wrong turns asked for."""
    told = []
    for stage in stages:
        settings = {source.family: source.setting() for source in stage.sources}
        traced = [name for name, one in settings.items() if is_traced(one.family, style)]
        if traced and (stage.check or stage.backtracks != (0, 0)):
            told.append(
                f"no attempts and no checks in terse solutions of {', '.join(traced)}, which are"
                " read as traces"
            )
        plain = [name for name in settings if name not in traced and stage.check]
        untested = [name for name in plain if not is_tested(settings[name])]
        if untested:
            told.append(
                f"no check in {', '.join(untested)}, where nothing shorter than solving it again"
                " tests an answer"
            )
    return told


def is_tested(setting: Setting[Any]) -> bool:
    """Whether a line tests the answer of some of a setting's problems."""
    problems = [setting.problem(0, index) for index in range(LOOKED_AT)]
    return any([check_step(one, one.answer, one.conclusion) for one in problems])


def with_attempts(
    stage: Stage,
    problem: Problem[Any],
    solution: Solution,
    count: int,
    stream: Stream,
    rendering: Rendering,
) -> Solution:
    """The solution with attempts before it by other strategies that the stage takes."""
    detail = DETAILS.index(rendering.detail)
    others = {
        other: partial(problem.solve, other, **stage.choices_for(problem.family, other))
        for other in stage.options(problem)
        if other != solution.strategy
    }

    def shows(step: Step) -> bool:
        return bool(step.words) and DETAILS.index(step.detail) <= detail

    return with_backtracks(problem, solution, count, others, stream, shows)


def corrupted(
    problem: Problem[Any], solution: Solution, stream: Stream, rendering: Rendering
) -> Solution:
    """The solution with a slip that its text shows; as it was where none leads to another answer,
    or where its last line says the right one in words."""
    right = written(problem, solution, rendering)
    ending = right.words[-1]
    if ending and ANSWER not in ending and "{}" not in ending:
        return solution
    lines = shown_lines(problem, solution, rendering, right)

    def is_shown(wrong: Solution) -> bool:
        own = written(problem, wrong, rendering)
        place = wrong.fault_step or 0
        line = shown_lines(problem, wrong, rendering, own)[place]
        return line.filled() != lines[place].filled()

    try:
        return corrupt(problem, solution, stream, takes=is_shown)
    except NoSlip:
        return solution
