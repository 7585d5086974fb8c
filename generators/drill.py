"""Practice for models from scratch that belongs to no strategy: single facts in any order, to be
learnt before any way of solving."""

from typing import Any

from generators.arguments import brief
from generators.claims.claim import Claim
from generators.errors import FamilyError
from generators.problem import Problem
from generators.solution import Step
from generators.stream import Stream
from generators.whereabouts import FamilyCode

MOST = 8  # facts of one row
PROMPT = "facts"


def all_steps(values: list[Any]) -> bool:
    """Whether these are steps, one or more."""
    return bool(values) and all([isinstance(value, Step) for value in values])


def drill_of(problem: Problem[Any]) -> tuple[str, list[Step]]:
    """The terse prompt and the steps of one row of practice, drawn by the problem's own stream. A
    family may have practice of its own; else the claims of all its strategies are shuffled, so that
    no order of work is taught."""
    stream = Stream("drill", problem.id)
    if problem.family.drill is not None:
        with FamilyCode(problem.id, "drill"):
            made: Any = problem.family.drill(problem.params, stream)
            pair = isinstance(made, tuple) and len(made) == 2 and isinstance(made[0], str)
            if not pair or not isinstance(made[1], list) or not all_steps(made[1]):
                raise FamilyError(f"it gives {brief(made)}; give a prompt and a list of steps")
            return made
    claims: dict[Claim, None] = {}
    for name in problem.strategies():
        claims |= dict.fromkeys([step.claim for step in problem.solve(name).steps[:-1]])
    return PROMPT, [Step("{}", claim) for claim in stream.shuffle(list(claims))[:MOST]]
