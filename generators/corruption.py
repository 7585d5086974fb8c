"""Solutions with one fault put in on purpose: which step is wrong and what kind of slip it is stands on the solution.

The wrong number takes the place of its line's result and is carried on: a later line that uses it uses the wrong number and is worked again
from it, so that it follows from the slip; a line that cannot be worked again stays as it was. The answer is the one that the slip leads to;
where it leads to none, a plausible wrong answer. So every line before the fault holds, the faulty line does not, nor does the conclusion.
"""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from typing import Any, NamedTuple

from generators.claim import Claim
from generators.deciding import Chain
from generators.expression import Unreadable
from generators.problem import Problem
from generators.rework import SHAPES, again, result_holes, value_at
from generators.slips import SLIPS
from generators.solution import Solution, Step
from generators.stream import Stream
from generators.wrong_answers import NUMBER, concludes, text_of, wrong_values

KINDS = tuple(SLIPS)
TRIES = 16  # slips tried until one leads to another answer


class NoSlip(ValueError):
    """The solution has no place for a fault of this kind; the message says so."""


class Slip(NamedTuple):
    """A fault: the step, the chain in its claim, the hole, and the number put in there."""

    step: int
    chain: Chain
    hole: int
    number: Any


def corrupt(problem: Problem[Any], solution: Solution, stream: Stream, kind: str | None = None) -> Solution:
    """A right solution with one slip in it, of that kind or of any that applies. Raises NoSlip where none does, ValueError for a kind that
    does not exist and for a solution that is wrong already."""
    if kind is not None and kind not in KINDS:
        raise ValueError(f"no kind of fault is called '{kind}'; there are {', '.join(KINDS)}")
    if not solution.correct:
        raise ValueError(f"{problem.id}: this solution by {solution.strategy} is wrong already")
    for name in stream.shuffle(KINDS) if kind is None else [kind]:
        stranded = None
        for slip, _ in zip(slips(problem, solution, name, stream), range(TRIES), strict=False):
            steps, answer = carried(problem, solution, slip)
            if answer is not None:
                return concluded(problem, solution, steps, answer, slip.step, name)
            stranded = stranded or (steps, slip.step)
        wrong = next(wrong_values(problem, stream), None) if stranded else None
        if stranded is not None and wrong is not None:
            return concluded(problem, solution, stranded[0], wrong, stranded[1], name)
    raise NoSlip(f"{problem.id}: the solution by {solution.strategy} has no place for a {kind or 'slip'}")


def concluded(problem: Problem[Any], solution: Solution, steps: list[Step], answer: Any, fault: int, kind: str) -> Solution:
    last = replace(solution.steps[-1], claim=problem.family.conclusion(problem.params, answer))
    text = problem.answer_text(answer)
    return solution._replace(steps=[*steps, last], answer=text, correct=False, fault_step=fault, fault_kind=kind)


def slips(problem: Problem[Any], solution: Solution, kind: str, stream: Stream) -> Iterator[Slip]:
    """The faults of one kind that can be put into the solution's own lines, in an order of the stream; of each line one after another."""
    limit = len(problem.names) if problem.names is not None else None
    places = places_of(problem, solution)
    lines = [slips_at(place, solution, kind, limit, stream) for place in stream.shuffle(places)]
    while lines:
        left = []
        for line in lines:
            slip = next(line, None)
            if slip is not None:
                yield slip
                left.append(line)
        lines = left


def places_of(problem: Problem[Any], solution: Solution) -> list[list[tuple[int, Chain, int]]]:
    """For each line: the step, chain and hole of each result in it."""
    known: set[Any] = set(map(int, NUMBER.findall(problem.statement)))
    places = []
    for index, step in enumerate(solution.steps[:-1]):
        values = step.claim.values
        places.append([(index, chain, hole) for chain in SHAPES[step.claim.form].chains for hole in result_holes(chain, values, known)])
        known.update(values)
    return places


def slips_at(places: list[tuple[int, Chain, int]], solution: Solution, kind: str, limit: int | None, stream: Stream) -> Iterator[Slip]:
    for index, chain, hole in stream.shuffle(places):
        claim = solution.steps[index].claim
        shape, right = SHAPES[claim.form], claim.values[hole]
        modulus = int(value_at(shape.modulus, claim.values, {})) if shape.modulus is not None else None
        for wrong in stream.shuffle(list(dict.fromkeys(SLIPS[kind](chain, hole, claim.values, modulus)))):
            if modulus is not None and 0 <= right < modulus:
                wrong %= modulus
            if wrong != right and (limit is None or 0 <= wrong < limit) and fails(with_number(claim, hole, wrong)):
                yield Slip(index, chain, hole, wrong)


def with_number(claim: Claim, hole: int, number: Any) -> Claim:
    return Claim(claim.form, (*claim.values[:hole], number, *claim.values[hole + 1 :]))


def fails(claim: Claim) -> bool:
    """Whether the claim does not hold, and its text, when it is read, does not either."""
    try:
        return not claim.holds() and not Claim.read(claim.text()).holds()
    except (Unreadable, ValueError):
        return False


class Tracks:
    """What became of the numbers: `everywhere` the new value of a number that had one source, `nearby` that of a number that had
    several, which only the next line takes up; `results` the new values of each result, in the order of the lines."""

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
    """The lines with the slip in them and what follows from it, without the conclusion; and the answer they lead to, None where that is
    the true one still or no answer of its kind."""
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
        steps.append(step if new is claim else replace(step, claim=new))
    return steps, answer_after(problem, tracks)


def followed(claim: Claim, tracks: Tracks, nearby: dict[Any, Any]) -> Claim:
    """The claim with the wrong numbers in place of the right ones, worked again; unchanged where it uses none or cannot be."""
    shape, values = SHAPES[claim.form], list(claim.values)
    results = {hole: chain for chain in shape.chains for hole in result_holes(chain, claim.values, tracks.known)}
    left, touched = dict(nearby), False
    own = claim.form.rpartition(" :: ")[0].count("{}")  # a modulus, an equation or what only repeats the statement
    for hole, value in enumerate(values):
        if hole in results or (hole < own and shape.fixed):
            continue
        if value in tracks.everywhere:
            values[hole], touched = tracks.everywhere[value], True
        elif value in left and not (hole < own and shape.modulus):
            values[hole], touched = left.pop(value), True
    if not touched:
        return claim
    new: tuple[Any, ...] | None = tuple(values)
    for chain in shape.chains:
        holes = [hole for hole, owner in results.items() if owner is chain]
        if holes and new is not None:
            new = again(claim, new, holes, chain)
    if new is not None and not any([isinstance(value, Fraction) and value.denominator > 10**6 for value in new]):
        return Claim(claim.form, new)
    if shape.modulus and values[:own] != list(claim.values[:own]):  # the right modulus has not been found, so it cannot stand here
        return Claim(claim.form, tuple(values))
    return claim


def note_results(tracks: Tracks, chain: Chain, old: Claim, new: Claim) -> None:
    """Note what became of a chain's results: of each number, and of a fraction as a whole."""
    holes = result_holes(chain, old.values, tracks.known)
    for hole in holes:
        tracks.note(old.values[hole], new.values[hole])
    if len(holes) == 2 and chain.members[-1][0] == "/":
        before, after = [value_at(chain.members[-1], claim.values, {}) for claim in (old, new)]
        tracks.results.setdefault(before, []).append(after)


def answer_after(problem: Problem[Any], tracks: Tracks) -> Any:
    """The answer with each number in it replaced by what became of the last results of that value; None where that is no wrong answer."""
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
    if answer == problem.answer_value or text_of(problem, answer) is None or concludes(problem, answer):
        return None
    return answer
