"""Solutions that try another way first: some lines by another strategy, or a guess, given up for a
reason that is true, before the strategy that leads to the answer.

The lines of an attempt are right lines of that strategy; the last one says why it is left: more
lines are to come than another way needs in all, or the numbers grow beyond those of the problem, or
what it would take. A guess is put into the statement's equation and seen to fail. No line on which
the answer rests rests on one that was given up.
"""

from collections.abc import Callable, Mapping, Sequence
from itertools import chain
from typing import Any, NamedTuple

from generators.claims.claim import Claim
from generators.problem import Problem
from generators.self_check import check_step, guess_step
from generators.solution import Backtrack, Solution, Step
from generators.stream import Stream

LONGEST = 6  # lines of an attempt
GUESSES = range(2, 13)
GROWN = 10  # times the largest number of the statement
LONGER = (
    "This way takes {0} more steps, and another takes {1} in all, so we leave it.",
    "From here {0} more steps are needed, while {1} are enough on another way. We change to that.",
    "There are {0} more steps to come, but another way has only {1}, so we give this one up.",
)
GROWTH = (
    "The numbers grow: {0} is larger than {1}, the largest number of the problem. We leave this"
    " way and try another.",
    "With numbers like {0}, where the problem has none above {1}, this becomes heavy. We try"
    " another way.",
    "Already {0} stands here, and the problem has no number above {1}. So we look for another way.",
)
COUNTED = (
    "This way would take {2} steps, of which {1} are left. We stop here and try another.",
    "After {0} steps {1} more are left here, {2} in all. We leave it and try another way.",
    "We have taken {0} of {2} steps on this way, and {1} are left. Let us try another one.",
)


class Reason(NamedTuple):
    """Why an attempt is left: its name, phrasings, and the claim that says it."""

    name: str
    phrasings: tuple[str, ...]
    claim: Claim
    uses: tuple[int, ...] = ()  # which of the attempt's lines it speaks of
    of_statement: bool = False


class Attempt(NamedTuple):
    """The lines of an attempt, the last of which leaves it; `shared` lines before them are those
    with which the solution begins too."""

    strategy: str
    reason: str
    steps: list[Step]
    shared: int = 0


def with_backtracks(
    problem: Problem[Any],
    solution: Solution,
    count: int,
    others: Mapping[str, Callable[[], Solution]],
    stream: Stream,
    shows: Callable[[Step], bool] = lambda step: True,
) -> Solution:
    """The solution with at most so many attempts before it, each by another of the strategies
    `others` or a guess; fewer where no more can be told truly. `shows` says which lines a reader
    sees."""
    attempts: list[Attempt] = []
    for name in stream.shuffle([*others, ""]):
        if len(attempts) == count:
            break
        known = list(chain(solution.steps, *[attempt.steps for attempt in attempts]))
        made = (
            attempt_by(problem, others[name](), solution, known, stream.fork(name), shows)
            if name
            else guessed(problem, stream.fork("guess"))
        )
        if made is not None:
            attempts.append(made)
    return preceded(solution, attempts) if attempts else solution


def guessed(problem: Problem[Any], stream: Stream) -> Attempt | None:
    """A guess that is put in and fails."""
    for guess in stream.shuffle(GUESSES):
        step = guess_step(problem, guess)
        if step is not None:
            words = stream.choice(step.phrasings)
            return Attempt("", "guess", [Step(words, step.claim).but(**kept(step))])
    return None


def kept(step: Step) -> dict[str, Any]:
    """What an attempt's step is, beside its words and claim."""
    names = ("role", "premises", "found", "constants")
    return {name: getattr(step, name) for name in names}


def attempt_by(
    problem: Problem[Any],
    other: Solution,
    solution: Solution,
    known: Sequence[Step],
    stream: Stream,
    shows: Callable[[Step], bool],
) -> Attempt | None:
    """The first lines of another strategy's solution, behind those that both begin with, and why
    they are left; None where they would repeat a line, or are too few to leave any."""
    own, claims = other.steps[:-1], {step.claim for step in known}
    pairs = enumerate(zip(own, solution.steps, strict=False))
    shared = next((k for k, (one, two) in pairs if one.claim != two.claim), len(own))
    fresh = next((k for k in range(shared, len(own)) if own[k].claim in claims), len(own))
    longest = min(fresh, shared + LONGEST, len(own) - 2, max((len(own) + 1) // 2, shared + 1))
    stops = [k for k in range(shared + 1, longest + 1) if any(map(shows, own[shared:k]))]
    if not other.correct or not stops:
        return None
    stop = stream.choice(stops)
    lines = [step.but(role="abandoned") for step in own[shared:stop]]
    reason = stream.choice(reasons_for(problem, own, stop, solution, shows))
    leaving = Step(
        # counts are numerals too where a family's own numbers have other names
        stream.choice(reason.phrasings).format(*reason.claim.values),
        reason.claim,
        role="abandoned",
        premises=(*((-1,) if reason.of_statement else ()), *reason.uses),
        constants=reason.claim.values,
    )
    return Attempt(other.strategy, reason.name, [*lines, leaving], shared)


def reasons_for(
    problem: Problem[Any],
    own: Sequence[Step],
    stop: int,
    solution: Solution,
    shows: Callable[[Step], bool],
) -> list[Reason]:
    """The reasons that are true for leaving a solution of these steps before `stop`."""
    taken, left = (sum(map(shows, part)) for part in (own[:stop], own[stop:]))
    needed = sum([shows(step) for step in solution.steps[:-1]])
    found = []
    if left > needed > 1:
        found.append(Reason("longer", LONGER, Claim("{} > {}", (left, needed))))
    whole = [(largest_whole(step), k) for k, step in enumerate(own[:stop])]
    largest, at = max(whole, default=(0, 0))
    stated = max([number for number in problem.stated if number.denominator == 1], default=0)
    if problem.names is None and stated > 0 and largest >= GROWN * stated and shows(own[at]):
        claim = Claim("{} > {}", (largest, stated))
        found.append(Reason("numbers_grow", GROWTH, claim, (at,), True))
    if found or left < 2 or taken < 2:
        return found or [only_left(taken, left)]
    return [Reason("counted", COUNTED, Claim("{} + {} = {}", (taken, left, taken + left)))]


def largest_whole(step: Step) -> int:
    """The largest whole number in a step's claim, without its sign; 0 where there is none."""
    return max([abs(int(v)) for v in step.claim.values if v.denominator == 1], default=0)


def only_left(taken: int, left: int) -> Reason:
    """The last resort, in words that fit one step too."""
    words = ("Steps taken so far: {0}, and still to come: {1}. We leave this for another way.",)
    return Reason("counted", words, Claim("{} + {} = {}", (taken, left, taken + left)))


def preceded(solution: Solution, attempts: Sequence[Attempt]) -> Solution:
    """The solution with attempts before it, behind the lines that one of them shares with it, and
    all that counts its steps counted on."""
    attempts = sorted(attempts, key=lambda attempt: -attempt.shared)
    begun = attempts[0].shared
    steps, backtracks = solution.steps[:begun], []
    for attempt in attempts:
        start = len(steps)
        steps += [moved(step, attempt.shared, start - attempt.shared) for step in attempt.steps]
        backtracks.append(Backtrack(attempt.strategy, attempt.reason, start, len(steps)))
    added = len(steps) - begun
    steps += [moved(step, begun, added) for step in solution.steps[begun:]]
    fault = solution.fault_step
    return solution._replace(
        steps=steps,
        fault_step=None if fault is None else counted_on(fault, begun, added),
        carried=tuple([counted_on(index, begun, added) for index in solution.carried]),
        backtracks=tuple(backtracks),
    )


def counted_on(index: int, begun: int, added: int) -> int:
    """The place of a step behind which steps were added, or of one before them."""
    return index if index < begun else index + added


def moved(step: Step, begun: int, added: int) -> Step:
    """A step whose premises are counted on."""
    return step.but(premises=tuple([counted_on(k, begun, added) for k in step.premises]))


def with_check(problem: Problem[Any], solution: Solution) -> Solution:
    """The solution with a line before the last that tests its answer; as it was where there is
    none, or where that line stands there already. A wrong answer does not pass the test that the
    line says it does."""
    *own, conclusion = solution.steps
    step = check_step(problem, solution.answer, conclusion.claim)
    if step is None or step.claim.holds() != solution.correct or solution.fault_kind == "guess":
        return solution
    if step.claim in [other.claim for other in own]:
        return solution
    last, numbers = len(own), {*map(abs, step.claim.values)}
    given = set(map(abs, chain(*[own[k].gives for k in conclusion.premises if k >= 0])))
    declared = sorted(numbers - given - {*problem.stated, 0, 1})
    tested = step.but(
        premises=tuple(sorted({-1, *conclusion.premises})),
        found=tuple([k for k, v in enumerate(step.claim.values) if abs(v) in declared]),
        constants=tuple(declared),
    )
    return solution._replace(
        steps=[*own, tested, conclusion],
        carried=solution.carried if solution.correct else (*solution.carried, last),
        checked=True,
    )
