"""Decides a solution's derivation from the texts of a file alone."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from generators.claims.claim import Number
from generators.claims.equations import (
    Equations,
    equations_of,
    introduces,
    is_asked,
    is_order,
    key_of,
    letters_of,
)
from generators.claims.printer import split
from generators.claims.reader import Unreadable
from generators.derivations.flow import FLOWS
from generators.derivations.numerals import (
    FREE,
    missing,
    missing_texts,
    numbers_in_text,
    numbers_in_texts,
    numerals_in,
    stated_numbers,
)
from generators.derivations.sources import STATEMENT

MODULUS = re.compile(r"mod (\d+) :: ", re.ASCII)
DIGITS = re.compile(r"\d+", re.ASCII)
SPACED_DIGITS = re.compile(r"(?<=\d) (?=\d)", re.ASCII)


class TextStep(NamedTuple):
    """A step as it stands in a file: texts, with the numbers it gives and declares as texts too."""

    words: str
    claim: str
    gives: Sequence[str]
    premises: Sequence[int]
    constants: Sequence[str]
    role: str


def derivation_faults(
    steps: Sequence[TextStep],
    statement: str,
    names: Sequence[str] | None,
    answer: str,
    attempts: Collection[int] = (),
) -> Iterator[tuple[int, str]]:
    """What is wrong with a solution's derivation, decided from texts alone: index and reason.
    `attempts` are the steps with which another strategy's lines begin, which are given up."""
    statement = SPACED_DIGITS.sub("", statement)
    equations = EquationTexts(steps, attempts)
    known: list[set[Number]] = []  # what each step gives or declares
    stated = stated_numbers(statement, names) | moduli(steps)
    all_known = {*stated}
    rested_on: set[int] = set()
    for index, step in enumerate(steps):
        last = index == len(steps) - 1
        rested_on.update(step.premises)
        wrong = [k for k in step.premises if not (k == STATEMENT or 0 <= k < index)]
        if wrong:
            yield index, f"it rests on step {wrong[0]}, which is no earlier step"
            return
        if index not in attempts:
            yield from role_faults(steps, index, all_known)
        if not last and step.role == "main":
            yield from [(index, reason) for reason in listing_faults(step)]
        own = numbers_in_texts([*step.gives, *step.constants])
        at_hand = set(own)
        for premise in step.premises:
            at_hand |= stated if premise == STATEMENT else known[premise]
        subject, _, assertion = step.claim.rpartition(" :: ")
        if not last:
            supposed = equations.supposed(index)
            alone = step.role == "main" and len(supposed) == 1
            for part in supposed:
                if equations.are_asserted(part, step.premises):
                    at_hand |= numbers_in_text(part)
                    continue
                needed = " = " in part or (alone and is_order(part))
                if needed and not introduces(part, equations.spoken_of(index)):
                    yield index, f"{part} is asserted by none of its premises"
                    at_hand |= numbers_in_text(part)
        # the conclusion may show what any step has given, such as what leads from part to part
        if last:
            answered = at_hand.union(numbers_in_text(answer), *known)
            unsourced = missing(assertion, answered)
        else:
            unsourced = missing(assertion, at_hand)
        if missing(subject, at_hand):  # the words of a line may say numbers of its subject
            unsourced += missing(subject, at_hand | stated_numbers(step.words))
        if unsourced:
            yield index, f"{unsourced[0]} has no source among its premises"
        shown = numbers_in_text(subject) | numbers_in_text(assertion)
        foreign = missing_texts(step.gives, shown)
        if foreign:
            yield index, f"it is said to give {foreign[0]}, which its claim does not show"
        known.append(own)
        all_known |= own
    yield from answer_faults(steps, known, answer, names)
    for index, step in enumerate(steps[:-1]):
        if step.role == "main" and index not in rested_on and is_telling(step):
            yield index, "no later step rests on what it gives"


class EquationTexts:
    """The equations of a solution's steps and of its statement; each claim is read when it is
    first asked for, because most solutions suppose none."""

    def __init__(self, steps: Sequence[TextStep], attempts: Collection[int] = ()) -> None:
        self.claims = [step.claim for step in steps]
        self.attempt_of = attempts_of(steps, attempts)
        self.read: dict[int, Equations] = {}

    def of(self, index: int) -> Equations:
        if index not in self.read:
            if index == STATEMENT:
                stated = self.supposed(len(self.claims) - 1)
                found = Equations((), tuple(map(key_of, stated)), ", ".join(stated))
            else:
                found = equations_of(self.claims[index])
            self.read[index] = found
        return self.read[index]

    def supposed(self, index: int) -> tuple[str, ...]:
        """What a step supposes, part by part."""
        return self.of(index).supposed if " :: " in self.claims[index] else ()

    def are_asserted(self, part: str, premises: Sequence[int]) -> bool:
        """Whether one of the premises asserts an equation, or supposes it too, or shows the
        expressions of which it asks where they are 0 or equal."""
        key, read = key_of(part), list(map(self.of, premises))
        if any([key in equations.asserted for equations in read]):
            return True
        again = [key in map(key_of, equations.supposed) for equations in read]
        return any(again) or any([is_asked(part, equations.assertion) for equations in read])

    def spoken_of(self, index: int) -> set[str]:
        """The letters of the statement's equations, and of all steps before this one. What an
        attempt has named is named anew behind it."""
        before = [
            claim
            for claim, attempt in zip(self.claims[:index], self.attempt_of, strict=False)
            if attempt in (None, self.attempt_of[index])
        ]
        return set().union(*map(letters_of, [self.of(STATEMENT).assertion, *before]))


def attempts_of(steps: Sequence[TextStep], attempts: Collection[int]) -> list[int | None]:
    """Of each step the first one of the attempt that it belongs to."""
    found: list[int | None] = []
    current = None
    for index, step in enumerate(steps):
        current = index if index in attempts else current if step.role == "abandoned" else None
        found.append(current)
    return found


def role_faults(
    steps: Sequence[TextStep], index: int, known: Collection[Number]
) -> Iterator[tuple[int, str]]:
    """Whether a main step rests on main steps only, a trial that is given up begins with a choice,
    and a check comes to what is known."""
    step = steps[index]
    if step.role == "main":
        others = [k for k in step.premises if k != STATEMENT and steps[k].role != "main"]
        if others:
            yield index, f"it rests on step {others[0]}, which is {article(steps[others[0]].role)}"
    elif step.role == "abandoned":
        begins = not index or steps[index - 1].role == "main"
        supposed = equations_of(step.claim).supposed
        case = supposed and not any(" = " in part for part in supposed)
        if begins and gives_a_number(step) and not (step.constants or case):
            yield index, "a trial that is given up begins with a choice, and it declares none"
    elif step.role == "check":
        new = numbers_in_texts(step.gives) - numbers_in_texts(step.constants)
        new = new.difference(known, FREE)
        if new:
            yield index, f"it is a check, but what it gives, {min(new)}, was not known"


def listing_faults(step: TextStep) -> Iterator[str]:
    """Whether a step says more of its numbers than it can: each place of its claim gives a number,
    declares one or uses one, so that no number is given and declared more often than it is shown,
    and not all are given. A claim of two equal sides says nothing."""
    shown = Counter(DIGITS.findall(step.claim))
    given = Counter(numerals_in(", ".join(step.gives)))
    declared = Counter(numerals_in(", ".join(step.constants)))
    for numeral in given.keys() | declared.keys():
        if int(numeral) not in FREE and given[numeral] + declared[numeral] > shown[numeral]:
            yield f"it gives or declares {numeral} more often than its claim shows it"
    telling = {numeral for numeral in shown if int(numeral) not in FREE}
    if len(telling) > 1 and not any(shown[numeral] > given[numeral] for numeral in telling):
        yield "it gives every number that it shows, so that it uses none"
    assertion = step.claim.rpartition(" :: ")[2]
    for part in assertion.split(", "):
        left, equals, right = part.partition(" = ")
        if equals and left == right:
            yield f"its claim {part} says nothing"


def gives_a_number(step: TextStep) -> bool:
    """Whether a step gives a number that needs a source elsewhere."""
    return any(int(numeral) not in FREE for numeral in numerals_in(", ".join(step.gives)))


def article(role: str) -> str:
    return "a check" if role == "check" else "given up"


def is_telling(step: TextStep) -> bool:
    """Whether another step has to rest on this one: it gives a number that its claim does not also
    use, one that stands there no more often than it is given; or it gives none, and asserts what
    follows from another equation, or is of a shape that can give none."""
    given = Counter(numerals_in(", ".join(step.gives)))
    shown = Counter(numerals_in(step.claim))
    if any(shown[numeral] <= given[numeral] for numeral in given if int(numeral) not in FREE):
        return True
    if step.gives:
        return False
    if any(" = " in part for part in equations_of(step.claim).supposed):
        return True
    try:
        flow = FLOWS[split(step.claim)[0]]
    except (Unreadable, ValueError):  # a fault of its claim, which is found elsewhere
        return False
    return not (flow.found or flow.middle or flow.follows)


def moduli(steps: Sequence[TextStep]) -> set[int]:
    """The moduli of the claims that the conclusion names too: a terse statement need not say in
    which field it is posed."""
    named = numbers_in_texts([steps[-1].claim])
    found = [MODULUS.match(step.claim) for step in steps]
    return {int(match[1]) for match in found if match and int(match[1]) in named}


def answer_faults(
    steps: Sequence[TextStep],
    known: Sequence[set[Number]],
    answer: str,
    names: Sequence[str] | None,
) -> Iterator[tuple[int, str]]:
    """Whether the conclusion rests on steps that give the answer, or show it as the last one."""
    last = len(steps) - 1
    premises = [premise for premise in steps[-1].premises if premise != STATEMENT]
    if not premises:
        yield last, "the conclusion rests on no step"
        return
    reached: set[Number] = set().union(*[known[premise] for premise in premises])
    main = [index for index, step in enumerate(steps[:-1]) if step.role == "main"]
    if main and main[-1] in premises:
        reached |= numbers_in_texts([steps[main[-1]].claim])
    if names is not None:
        wanted = {names.index(answer)} if answer in names else set()
    else:
        wanted = set(map(int, numerals_in(answer)))
    left = sorted(wanted - reached - set(FREE))
    if left:
        yield last, f"its own steps do not reach {left[0]} of the answer"
