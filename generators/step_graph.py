"""Draws what the steps of a solution rest on, in the terminal: a line a step, a lane for each
result that is still needed.

    statement  *          3870, 3268
    step 0     +-*        3870 = 1 * 3268 + 602
    step 1     '-+-*      3268 = 5 * 602 + 258
    step 2       '-+-*    602 = 2 * 258 + 86

A lane runs down from the step that gives a result; a step is joined to the lanes that it rests on,
and a lane ends (`'`) where nothing below needs it.
"""

from collections.abc import Sequence

from generators.derivations.sources import STATEMENT
from generators.solution import Solution

Lane = int | None  # the step whose result the lane carries; None where the lane is free


def step_graph(solution: Solution, names: Sequence[str] | None = None) -> list[str]:
    """The lines of the graph, of each step with its assertion."""
    last_use = last_uses(solution)
    lanes: list[Lane] = []
    labels = ["statement", *[f"step {k}" for k in range(len(solution.steps) - 1)], "answer"]
    texts = ["", *[step.claim.shown(names) for step in solution.steps[:-1]], solution.answer]
    drawn = [node_line(lanes, STATEMENT, (), last_use)]
    for index, step in enumerate(solution.steps):
        drawn.append(node_line(lanes, index, step.premises, last_use))
    width, room = max(map(len, labels)), max(map(len, drawn))
    return [
        f"{label:{width}}  {lane:{room}}  {text}".rstrip()
        for label, lane, text in zip(labels, drawn, texts, strict=True)
    ]


def last_uses(solution: Solution) -> dict[int, int]:
    """For each step, and the statement, the last step that rests on it."""
    uses: dict[int, int] = {}
    for index, step in enumerate(solution.steps):
        for premise in step.premises:
            uses[premise] = index
    return uses


def node_line(
    lanes: list[Lane], node: int, premises: Sequence[int], last_use: dict[int, int]
) -> str:
    """One line of the graph; opens the node's lane and closes those that end here."""
    joined = [place for place, owner in enumerate(lanes) if owner in premises]
    first = min(joined, default=0)
    own = next((k for k, owner in enumerate(lanes) if owner is None and k >= first), len(lanes))
    if own == len(lanes):
        lanes.append(None)
    signs = []
    for place, owner in enumerate(lanes):
        if place == own:
            sign = "*"
        elif place in joined:
            sign = "'" if last_use[owner_of(lanes, place)] == node else "+"
        else:
            sign = " " if owner is None else "|"
        signs.append(sign)
    low, high = min([*joined, own]), max([*joined, own])
    line = signs[0]
    for place, sign in enumerate(signs[1:], 1):
        within = low < place <= high
        line += ("-" if within else " ") + ("-" if within and sign == " " else sign)
    for place in joined:
        if last_use[owner_of(lanes, place)] == node:
            lanes[place] = None
    lanes[own] = node if node in last_use else None
    return line.rstrip()


def owner_of(lanes: Sequence[Lane], place: int) -> int:
    owner = lanes[place]
    assert owner is not None, "a free lane joins nothing"
    return owner
