"""Says of each step of a solution, as it is made, what it finds and what it rests on."""

from collections.abc import Collection, Sequence, Set

from generators.claims.claim import Number
from generators.derivations.asserted import Asserted
from generators.derivations.flow import FLOWS, Plan, plan_of
from generators.derivations.numerals import FREE
from generators.derivations.sources import (
    STATEMENT,
    Found,
    Underived,
    latest_free,
    part_sources,
    parts_of,
    waiting,
    with_parts,
)
from generators.solution import Step, said_in

NOTHING: Set[Number] = frozenset()


def derive(steps: Sequence[Step], stated: Collection[Number], answer: Sequence[Number]) -> None:
    """Say of each step what it finds and what it rests on; the last step is the conclusion.

    `stated` are the numbers of the statement, `answer` those of the answer that was reached; both
    without signs. Raises Underived."""
    *own, conclusion = steps
    found = Found({}, {})
    asserted = Asserted(own, conclusion)
    rested_on: set[int] = set()
    trial: Found | None = None
    for index, step in enumerate(own):
        if step.role == "main":
            trial = None
        elif trial is None:  # what a trial or a check finds is forgotten
            trial = found.copy()
        known = found if trial is None else trial
        declared = declared_premises(step, index, own) if step.rests_on else ()
        rest_step(step, index, stated, known, rested_on, asserted, declared)
        if step.role == "check":
            declare_result(step, index, stated, known)
        elif step.role == "abandoned" and (not index or own[index - 1].role == "main"):
            check_trial(step, index)
    conclude(own, conclusion, found, answer, rested_on)
    rested_on = set().union(*[step.premises for step in steps])
    rest_on_last(own, conclusion, rested_on)
    for index, step in enumerate(own):
        if index not in rested_on and step.role == "main":
            check_use(step, index)


def rest_step(
    step: Step,
    index: int,
    stated: Collection[Number],
    finders: Found,
    rested_on: set[int],
    asserted: Asserted | None = None,
    declared: tuple[int, ...] = (),
) -> None:
    """Fill in what one step finds and rests on; `declared` are the steps that it names."""
    plan = plan_of(step.claim)
    numbers = [*map(abs, step.claim.values)]
    waited = waiting(finders.whole, rested_on) if plan.flow.waits else NOTHING
    used, found = plan.used, plan.found
    if plan.middle or plan.follows or waited:
        used, found = used_and_found(plan, numbers, finders, waited)
    premises, constants = [*declared], plan.typed
    whole, parts = finders
    if plan.flow.supposed and asserted is not None:
        supplied = rest_on_equations(asserted.sources(index), plan, numbers, premises)
        left = supplied & waited  # outside the equations
        used = [
            hole
            for hole in used
            if numbers[hole] not in supplied
            or (numbers[hole] in left and hole >= plan.flow.subject_holes)
        ]
    rested_on.update(premises)
    again: list[int] = []  # what the claim finds and then shows once more
    for hole in used:
        number = numbers[hole]
        known = whole.get(number) or parts.get(number)
        if known:
            source = known[0] if len(known) == 1 else chosen_source(known, declared, rested_on)
            rested_on.add(source)
            if source not in premises:
                premises.append(source)
        elif number in FREE:
            continue
        elif number in stated and hole < plan.marked_from:
            if STATEMENT not in premises:
                premises.append(STATEMENT)
        elif any(numbers[left] == number for left in found if left < hole):
            again.append(hole)  # the same claim has found it further left
        elif any(numbers[left] == number for left in plan.chosen if left < hole):
            continue
        elif sources := part_sources(number, stated, finders):
            premises += [source for source in sources if source not in premises]
        else:
            constants += (declared_in_words(step, index, hole, plan),)
    for hole in plan.given:
        if numbers[hole] not in stated and numbers[hole] not in FREE:
            raise Underived(index, f"{step.claim.values[hole]} does not stand in the statement")
        if STATEMENT not in premises:
            premises.append(STATEMENT)
    for hole in plan.chosen:
        constants += (numbers[hole],)
    premises.sort()
    step.found, step.constants, step.premises = (*found, *again), constants, tuple(premises)
    for hole in found:
        finders.note(numbers[hole], index)
    for number in constants:
        if number not in finders.whole:
            finders.note(number, index)
    for hole in plan.chosen:  # what follows rests on this choice, whoever found the number before
        finders.note(numbers[hole], index)


def rest_on_equations(
    sources: Sequence[int | None], plan: Plan, numbers: Sequence[Number], premises: list[int]
) -> set[Number]:
    """Add the sources of the equations that a claim supposes to its premises; gives the numbers
    that come with them."""
    supplied: set[Number] = set()
    for source, holes in zip(sources, plan.flow.supposed, strict=True):
        if source is not None:
            supplied.update(numbers[holes.start : holes.stop])
            if source not in premises:
                premises.append(source)
    return supplied


def used_and_found(
    plan: Plan, numbers: Sequence[Number], finders: Found, waited: Set[Number]
) -> tuple[list[int], list[int]]:
    """The holes that use a number and those that find one, where that depends on what is known:
    the middle of a chain finds what no step has found yet; what follows finds what the claim does
    not use further left; and nothing is found again that waits for a use."""
    used, found = [*plan.used], []
    for hole in plan.found:
        again = numbers[hole] in waited and not plan.marked
        (used if again else found).append(hole)
    if plan.follows:
        before = {numbers[hole] for hole in used if hole < plan.follows[0]} | waited
        for hole in plan.follows:
            (used if numbers[hole] in before else found).append(hole)
    for hole in plan.middle:
        (used if finders.by(numbers[hole]) else found).append(hole)
    return used, found


def chosen_source(
    known: Sequence[int], declared: Collection[int], rested_on: Collection[int]
) -> int:
    """Of several steps that found a number the last one that is named, else the latest that
    nothing rests on yet."""
    named = [step for step in known if step in declared]
    return named[-1] if named else latest_free(known, rested_on)


def declared_in_words(step: Step, index: int, hole: int, plan: Plan) -> Number:
    """A number of the subject that the words say is declared by them; any other raises
    Underived."""
    number = abs(step.claim.values[hole])
    if hole < plan.flow.subject_holes and number in said_in(step):
        return number
    marks = ":new where this step finds it, :choice where it is chosen freely"
    if plan.given:
        marks += ", :given where it is the statement's, like others of this claim"
    raise Underived(
        index,
        f"{step.claim.values[hole]} comes from nowhere: not from the statement, nor from an earlier"
        f" step; mark it {marks}",
    )


def declared_premises(step: Step, index: int, own: Sequence[Step]) -> tuple[int, ...]:
    """The places of the steps that `rests_on` names. Raises Underived."""
    places: set[int] = set()
    for named in step.rests_on:
        place = index - 1
        while place >= 0 and own[place] is not named:
            place -= 1
        if place < 0:
            raise Underived(index, "rests_on names a step that does not come before this one")
        places.add(place)
    return tuple(sorted(places))


def check_trial(step: Step, index: int) -> None:
    """Raise Underived where a trial that is given up begins with what it finds, and neither with a
    choice nor with an inequality, which tells a case."""
    plan = plan_of(step.claim)
    case = plan.flow.supposed and not plan.flow.below_equation
    if finds_a_number(step) and not (plan.chosen or case):
        raise Underived(index, "a trial that is given up begins with a choice; mark it :choice")


def declare_result(step: Step, index: int, stated: Collection[Number], found: Found) -> None:
    """Of a check that fails, such as that of a wrong guess, declare what it comes to."""
    for number in map(abs, step.gives):
        if found.by(number) == [index] and number not in stated and number not in FREE:
            step.constants += (number,)


def finds_a_number(step: Step) -> bool:
    """Whether a step finds a number that needs a source elsewhere."""
    return any(number not in FREE and -number not in FREE for number in step.gives)


def check_use(step: Step, index: int) -> None:
    """Raise Underived for a step that nothing rests on, though it finds more than 0 and 1; or finds
    no number, and asserts what follows from another equation, or is of a shape that can find
    none."""
    plan = plan_of(step.claim)
    if finds_a_number(step):
        numbers = ", ".join([str(number) for number in step.gives])
        reason = f"nothing rests on what it finds ({numbers})"
    elif not step.gives and (
        plan.flow.below_equation or not (plan.found or plan.middle or plan.follows)
    ):
        reason = "nothing rests on what it says"
    else:
        return
    raise Underived(index, f"{reason}: a later step is missing, or should name it in rests_on")


def conclude(
    own: Sequence[Step],
    conclusion: Step,
    finders: Found,
    answer: Sequence[Number],
    rested_on: Collection[int],
) -> None:
    """Fill in what the conclusion rests on: the last main step where it shows a number of the
    answer, for each number that it does not show the latest step that found it, and what else found
    numbers of the answer for no other use: for (4, -4) there are two such steps."""
    last = last_main(own) or 0
    shown = with_parts(own[last].claim.values) if own else set()
    premises: set[int] = set()
    for number in answer:
        whole = number in shown or finders.by(number) is not None
        for part in (number,) if whole else parts_of(number)[1:] or (number,):
            known = finders.by(part)
            if part in shown:
                premises.add(last)
            elif known:
                premises.add(latest_free(known, rested_on))
            elif part not in FREE or number.denominator == 1:
                reached = "end before it" if own else "are missing"
                raise Underived(last, f"the answer's {part} is not reached: the steps {reached}")
    for number in {*answer}:
        free = [step for step in finders.by(number) or () if step not in rested_on]
        premises.update(free[-answer.count(number) :])
    if own and not premises:  # an answer without numbers, such as "no solution"
        premises.add(last)
    conclusion.found, conclusion.constants = (), FLOWS[conclusion.claim.form].typed
    conclusion.premises = (STATEMENT, *sorted(premises))


def rest_on_last(own: Sequence[Step], conclusion: Step, rested_on: set[int]) -> None:
    """Let the conclusion rest on the last main step too where that finds no number, such as one
    that says why the steps end here."""
    last = last_main(own)
    if last is not None and last not in rested_on and not finds_a_number(own[last]):
        conclusion.premises = tuple(sorted({*conclusion.premises, last}))
        rested_on.add(last)


def last_main(own: Sequence[Step]) -> int | None:
    """The place of the last step on which the answer rests."""
    for place in range(len(own) - 1, -1, -1):
        if own[place].role == "main":
            return place
    return None
