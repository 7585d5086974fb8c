"""Practice for models from scratch that belongs to no strategy: single facts in any order, to be
learnt before any way of solving."""

from typing import Any

from generators.claims.claim import Claim
from generators.problem import Problem
from generators.solution import Step
from generators.stream import Stream

MOST = 8  # facts of one row
PROMPT = "facts"


def drill_of(problem: Problem[Any]) -> tuple[str, list[Step]]:
    """The terse prompt and the steps of one row of practice, drawn by the problem's own stream. A
    family may have practice of its own; else the claims of all its strategies are shuffled, so that
    no order of work is taught."""
    stream = Stream("drill", problem.id)
    if problem.family.drill is not None:
        return problem.family.drill(problem.params, stream)
    claims: dict[Claim, None] = {}
    for name in problem.strategies():
        claims |= dict.fromkeys([step.claim for step in problem.solve(name).steps[:-1]])
    return PROMPT, [Step("{}", claim) for claim in stream.shuffle(list(claims))[:MOST]]
