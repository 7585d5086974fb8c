"""What follows from one wrong number in a solution: the later lines worked again with it, and the
answer that they lead to.

Where a number comes from is told by its value. One that only the wrong line has is followed
wherever it occurs; one that also stood elsewhere, such as a small number, only into the next line,
at the first place where it occurs.
"""

from fractions import Fraction
from typing import Any, NamedTuple

from generators.claims.chains import Chain
from generators.claims.claim import Claim
from generators.faults.rework import SHAPES, again, lone, result_holes, value_at
from generators.faults.wrong_answers import NUMBER, concludes, text_of
from generators.problem import Problem
from generators.solution import Solution, Step


class Slip(NamedTuple):
    """A fault: the step, the chain in its claim, the hole, and the number put in there."""

    step: int
    chain: Chain
    hole: int
    number: Any


def with_number(claim: Claim, hole: int, number: Any) -> Claim:
    values = (*claim.values[:hole], number, *claim.values[hole + 1 :])
    return Claim(claim.form, values, claim.marks)


class Tracks:
    """What became of the numbers: `everywhere` the new value of a number that had one source,
    `nearby` that of a number that had several, which only the next line takes up; `results` the new
    values of each result, in the order of the lines."""

    def __init__(self, known: set[Any]) -> None:
        self.known = known
        self.everywhere: dict[Any, Any] = {}
        self.nearby: dict[Any, Any] = {}
        self.results: dict[Any, list[Any]] = {}

    def note(self, old: Any, new: Any) -> None:
        self.results.setdefault(old, []).append(new)
        if old != new:
            (self.nearby if old in self.known or abs(old) < 2 else self.everywhere)[old] = new


def carried(problem: Problem[Any], solution: Solution, slip: Slip) -> tuple[list[Step], Any]:
    """The lines with the slip in them and what follows from it, without the conclusion; and the
    answer they lead to, None where that is the true one still or no answer of its kind."""
    tracks = Tracks(set(map(int, NUMBER.findall(problem.statement))))
    steps = []
    for index, step in enumerate(solution.steps[:-1]):
        claim, chains = step.claim, SHAPES[step.claim.form].chains
        new, nearby = claim, tracks.nearby
        tracks.nearby = {}
        if index == slip.step:
            new = with_number(claim, slip.hole, slip.number)
        elif index > slip.step and (tracks.everywhere or nearby):
            new = followed(claim, tracks, nearby)
        for chain in chains:
            note_results(tracks, chain, claim, new)
        tracks.known.update(claim.values)
        steps.append(step if new is claim else step.but(claim=new))
    return steps, answer_after(problem, tracks)


def followed(claim: Claim, tracks: Tracks, nearby: dict[Any, Any]) -> Claim:
    """The claim with the wrong numbers in place of the right ones, worked again; unchanged where it
    uses none or cannot be."""
    shape, values = SHAPES[claim.form], list(claim.values)
    results: dict[int, Chain] = {}
    for chain in shape.chains:
        results |= dict.fromkeys(result_holes(chain, claim.values, tracks.known), chain)
    left, touched = dict(nearby), False
    own = claim.form.rpartition(" :: ")[0].count(
        "{}"
    )  # a modulus, an equation or what only repeats the statement
    for hole, value in enumerate(values):
        if hole in results or (hole < own and shape.fixed):
            continue
        if value in tracks.everywhere:
            values[hole], touched = tracks.everywhere[value], True
        elif value in left and not (hole < own and shape.modulus):
            values[hole], touched = left.pop(value), True
    if not touched and not shape.tells_a_set:
        return claim
    if shape.tells_a_set:
        return with_other_ends(claim, own, {**nearby, **tracks.everywhere})
    new: tuple[Any, ...] | None = tuple(values)
    for chain in shape.chains:
        holes = [hole for hole, owner in results.items() if owner is chain]
        if holes and new is not None:
            new = again(claim, new, holes, chain)
    if new is not None and not any(
        [isinstance(value, Fraction) and value.denominator > 10**6 for value in new]
    ):
        return Claim(claim.form, new, claim.marks)
    if shape.modulus and values[:own] != list(
        claim.values[:own]
    ):  # the right modulus has not been found, so it cannot stand here
        return Claim(claim.form, tuple(values), claim.marks)
    return claim


def with_other_ends(claim: Claim, own: int, changed: dict[Any, Any]) -> Claim:
    """An inequality, or what else tells a set, with the wrong numbers in place of the right ones:
    everywhere, where the claim then holds; else only in what it asserts, for there it repeats what
    lines before it have found."""
    values = [changed.get(value, value) for value in claim.values]
    everywhere = Claim(claim.form, tuple(values), claim.marks)
    if everywhere.holds():
        return everywhere
    return Claim(claim.form, (*claim.values[:own], *values[own:]), claim.marks)


def note_results(tracks: Tracks, chain: Chain, old: Claim, new: Claim) -> None:
    """Note what became of a chain's results: of each number, and of a fraction as a whole."""
    holes = result_holes(chain, old.values, tracks.known)
    for hole in holes:
        tracks.note(old.values[hole], new.values[hole])
    if len(holes) == 2 and chain.members[-1][0] == "/" and lone(chain.members[-1]):
        before, after = [value_at(chain.members[-1], claim.values, {}) for claim in (old, new)]
        tracks.results.setdefault(before, []).append(after)


def answer_after(problem: Problem[Any], tracks: Tracks) -> Any:
    """The answer with each number in it replaced by what became of the last results of that value;
    None where that is no wrong answer."""
    left = {old: list(new) for old, new in tracks.results.items()}

    def replaced(value: Any) -> Any:
        if isinstance(value, (int, Fraction)) and not isinstance(value, bool):
            return left[value].pop() if left.get(value) else value
        if isinstance(value, (list, tuple)) and not hasattr(value, "_fields"):
            return type(value)([replaced(item) for item in reversed(value)][::-1])
        if isinstance(value, (set, frozenset)):
            return type(value)(map(replaced, value))
        return value

    answer = replaced(problem.answer_value)
    if (
        answer == problem.answer_value
        or text_of(problem, answer) is None
        or concludes(problem, answer)
    ):
        return None
    return answer
