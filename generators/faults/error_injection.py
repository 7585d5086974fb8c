"""Solutions with one fault put in on purpose: which step is wrong and what kind of slip it is
stands on the solution.

The wrong number takes the place of its line's result and is carried on: a later line that uses it
uses the wrong number and is worked again from it, so that it follows from the slip; a line that
cannot be worked again stays as it was. The answer is the one that the slip leads to; where it leads
to none, a plausible wrong answer. So every line before the fault holds, the faulty line does not,
nor does the conclusion.
"""

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

from generators.arguments import check_text, meant, wrong_type
from generators.claims.chains import Chain
from generators.claims.claim import Claim
from generators.claims.reader import Unreadable
from generators.errors import FamilyError, RequestError
from generators.faults.error_propagation import Slip, carried, with_number
from generators.faults.rework import SHAPES, result_holes, value_at
from generators.faults.slips import SLIPS
from generators.faults.wrong_answers import NUMBER, wrong_values
from generators.problem import Problem
from generators.solution import Solution, Step
from generators.stream import Stream

KINDS = tuple(SLIPS)
TRIES = 16  # slips tried until one leads to another answer


class NoSlip(ValueError):
    """The solution has no place for a fault of this kind; the message says so."""


def corrupt(
    problem: Problem[Any],
    solution: Solution,
    stream: Stream,
    kind: str | None = None,
    takes: Callable[[Solution], bool] | None = None,
) -> Solution:
    """A right solution with one slip in it, of that kind or of any that applies; where `takes` is
    given, one that it takes and that leads to the wrong answer by itself. Raises NoSlip where there
    is none, RequestError for a kind that does not exist and for a solution that is wrong already,
    or for what is no problem, solution or stream."""
    for name, value, allowed in (
        ("problem", problem, Problem),
        ("solution", solution, Solution),
        ("stream", stream, Stream),
    ):
        if not isinstance(value, allowed):
            raise wrong_type(name, value, f"a {allowed.__name__}")
    if kind is not None and check_text("kind", kind) not in KINDS:
        raise RequestError(f"no kind of fault is called '{kind}'; {meant(kind, KINDS)}")
    if not solution.correct:
        raise RequestError(f"{problem.id}: this solution by {solution.strategy} is wrong already")
    if problem.family.kind_for(problem.params) != problem.family.answer_kind:
        raise NoSlip(
            f"{problem.id}: its answer is {problem.answer}, and its solutions say so in words,"
            " which no slip changes"
        )
    for name in stream.shuffle(KINDS) if kind is None else [kind]:
        stranded = None
        for slip, _ in zip(slips(problem, solution, name, stream), range(TRIES), strict=False):
            steps, answer = carried(problem, solution, slip)
            pairs = zip(steps, solution.steps, strict=False)
            if not all([step is right or is_readable(step.claim) for step, right in pairs]):
                continue
            if answer is not None:
                made = concluded(problem, solution, steps, answer, slip.step, name)
                if takes is None or takes(made):
                    return made
            stranded = stranded or (steps, slip.step)
        if takes is not None:
            continue
        wrong = wrong_answer(problem, stream) if stranded else None
        if stranded is not None and wrong is not None:
            return concluded(problem, solution, stranded[0], wrong, stranded[1], name)
    raise NoSlip(
        f"{problem.id}: the solution by {solution.strategy} has no place for a {kind or 'slip'}"
    )


def wrong_answer(problem: Problem[Any], stream: Stream) -> Any:
    """A wrong answer that the problem's conclusion can be made of; None where there is none: some
    have no number, as where no numbers solve a system."""
    for value in islice(wrong_values(problem, stream), TRIES):
        try:
            problem.conclusion_of(value)
        except FamilyError:
            continue
        return value
    return None


def is_readable(claim: Claim) -> bool:
    """Whether a claim's text is a claim again; one whose letters all have the factor 0 is not."""
    try:
        Claim.read(claim.text())
    except Unreadable:
        return False
    return True


def concluded(
    problem: Problem[Any], solution: Solution, steps: list[Step], answer: Any, fault: int, kind: str
) -> Solution:
    last = solution.steps[-1].but(claim=problem.family.conclusion(problem.params, answer))
    text = problem.answer_text(answer)
    pairs = enumerate(zip(steps, solution.steps, strict=False))
    followed = [k for k, (step, right) in pairs if k > fault and step is not right]
    steps = [step.but(role="corrupted") if k == fault else step for k, step in enumerate(steps)]
    return solution._replace(
        steps=[*steps, last],
        answer=text,
        correct=False,
        fault_step=fault,
        fault_kind=kind,
        carried=(*followed,),
    )


def slips(problem: Problem[Any], solution: Solution, kind: str, stream: Stream) -> Iterator[Slip]:
    """The faults of one kind that can be put into the solution's own lines, in an order of the
    stream; of each line one after another."""
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
        places.append([])
        for chain in SHAPES[step.claim.form].chains:
            holes = result_holes(chain, values, known)
            places[-1] += [(index, chain, hole) for hole in holes]
        known.update(values)
    return places


def slips_at(
    places: list[tuple[int, Chain, int]],
    solution: Solution,
    kind: str,
    limit: int | None,
    stream: Stream,
) -> Iterator[Slip]:
    for index, chain, hole in stream.shuffle(places):
        claim = solution.steps[index].claim
        shape, right = SHAPES[claim.form], claim.values[hole]
        modulus = (
            int(value_at(shape.modulus, claim.values, {})) if shape.modulus is not None else None
        )
        for wrong in stream.shuffle(
            list(dict.fromkeys(SLIPS[kind](chain, hole, claim.values, modulus)))
        ):
            if modulus is not None and 0 <= right < modulus:
                wrong %= modulus
            if (
                wrong != right
                and (limit is None or 0 <= wrong < limit)
                and fails(with_number(claim, hole, wrong))
            ):
                yield Slip(index, chain, hole, wrong)


def fails(claim: Claim) -> bool:
    """Whether the claim does not hold, and its text, when it is read, does not either."""
    try:
        return not claim.holds() and not Claim.read(claim.text()).holds()
    except (Unreadable, ValueError):
        return False
