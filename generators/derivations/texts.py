"""Decides a solution's derivation from the texts of a file alone."""

import re
from collections.abc import Collection, Iterator, Sequence, Set
from typing import NamedTuple

from generators.claims.claim import Number
from generators.claims.equations import (
    Equations,
    introduces,
    is_one_shown,
    is_order,
    key_of,
    letters_of,
    parts_of_text,
    questions_of,
)
from generators.claims.printer import split
from generators.claims.reader import Unreadable
from generators.claims.surds import SURD
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
FREE_NUMERALS = frozenset(map(str, FREE))
SIGN = re.compile(r" (?:=|!=|<=?|>=?|\||->|<->|or|and) ", re.ASCII)
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
        numerals = DIGITS.findall(step.claim)
        if index not in attempts:
            yield from role_faults(steps, index, all_known)
        if not last and step.role == "main":
            yield from [(index, reason) for reason in listing_faults(step, numerals)]
        given, at_hand = numbers_in_texts(step.gives), numbers_in_texts(step.constants)
        own = given | at_hand
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
            used = used_unsourced(step, numerals, given.difference(at_hand, FREE))
            if used:
                yield index, f"{used} has no source among its premises, and is used where it stands"
            if STATEMENT in step.premises and not equations.rest_on_statement(step, index, stated):
                yield index, "it is said to rest on the statement, of which it shows nothing"
        at_hand |= given
        # the conclusion may show what any step has given, such as what leads from part to part
        if last:
            answered = at_hand.union(numbers_in_text(answer), *known)
            unsourced = missing(assertion, answered)
        else:
            unsourced = missing(assertion, at_hand)
        # the words of a line may say numbers of its subject
        if subject and missing(subject, at_hand):
            unsourced += missing(subject, at_hand | stated_numbers(step.words))
        if unsourced:
            yield index, f"{unsourced[0]} has no source among its premises"
        shown = numbers_in_text(subject) | numbers_in_text(assertion)
        if given.difference(shown, FREE):
            foreign = missing_texts(step.gives, shown)[0]
            yield index, f"it is said to give {foreign}, which its claim does not show"
        known.append(own)
        all_known |= own
    yield from answer_faults(steps, known, answer, names)
    for index, step in enumerate(steps[:-1]):
        if step.role == "main" and index not in rested_on and is_telling(step):
            yield index, "no later step rests on it"


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
                found = Equations(", ".join(stated))
            else:
                found = Equations(self.claims[index])
            self.read[index] = found
        return self.read[index]

    def supposed(self, index: int) -> Sequence[str]:
        """What a step supposes, part by part."""
        return self.of(index).supposed if " :: " in self.claims[index] else ()

    def are_asserted(self, part: str, premises: Sequence[int]) -> bool:
        """Whether one of the premises asserts an equation, or supposes it too, or shows the
        expressions of which it asks where they are 0 or equal."""
        key, read = key_of(part), list(map(self.of, premises))
        if any([equations.asserts(key) for equations in read]):
            return True
        if any([key in map(key_of, equations.supposed) for equations in read]):
            return True
        questions = questions_of(part)
        return any([is_one_shown(questions, equations.assertion) for equations in read])

    def rest_on_statement(self, step: TextStep, index: int, stated: Collection[Number]) -> bool:
        """Whether a step shows a number of the statement, if only as a coefficient 1 that does not
        show, or supposes an equation of it."""
        if not numbers_in_text(step.claim).isdisjoint(stated):
            return True
        if any([self.are_asserted(part, [STATEMENT]) for part in self.supposed(index)]):
            return True
        try:
            values = split(step.claim)[1]
        except (Unreadable, ValueError):  # a fault of its claim, which is found elsewhere
            return True
        return any([abs(number) in stated or abs(number) in FREE for number in values])

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
        if index in attempts:
            current = index
        elif step.role != "abandoned":
            current = None
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
        supposed = Equations(step.claim).supposed
        case = supposed and not any(" = " in part for part in supposed)
        if begins and gives_a_number(step) and not (step.constants or case):
            yield index, "a trial that is given up begins with a choice, and it declares none"
    elif step.role == "check":
        new = numbers_in_texts(step.gives) - numbers_in_texts(step.constants)
        new = new.difference(known, FREE)
        if new:
            yield index, f"it is a check, but what it gives, {min(new)}, was not known"


def listing_faults(step: TextStep, shown: Sequence[str]) -> Iterator[str]:
    """Whether a step says more of its numbers than it can: each place of its claim gives a number,
    declares one or uses one, so that no number is given and declared more often than it is shown,
    and where all are given none is the statement's. A claim of two equal sides says nothing.
    `shown` are the claim's numerals."""
    given = numerals_in(", ".join(step.gives))
    listed = [*given, *numerals_in(", ".join(step.constants))]
    for numeral in set(listed):
        if numeral not in FREE_NUMERALS and listed.count(numeral) > shown.count(numeral):
            yield f"it gives or declares {numeral} more often than its claim shows it"
    if STATEMENT in step.premises:
        telling = set(shown).difference(FREE_NUMERALS)
        if len(telling) > 1 and all([given.count(each) >= shown.count(each) for each in telling]):
            yield "it gives every number that it shows, so that it uses none of the statement's"
    if " = " in step.claim:
        for part in step.claim.rpartition(" :: ")[2].split(", "):
            left, equals, right = part.partition(" = ")
            if equals and left == right:
                yield f"its claim {part} says nothing"


def gives_a_number(step: TextStep) -> bool:
    """Whether a step gives a number that needs a source elsewhere."""
    return not FREE_NUMERALS.issuperset(numerals_in(", ".join(step.gives)))


def article(role: str) -> str:
    return "a check" if role == "check" else "given up"


def is_telling(step: TextStep) -> bool:
    """Whether another step has to rest on this one: it gives more than 0 and 1; or it gives no
    number, and asserts what follows from another equation, or is of a shape that can give none."""
    if step.gives:
        return gives_a_number(step)
    if any(" = " in part for part in Equations(step.claim).supposed):
        return True
    try:
        flow = FLOWS[split(step.claim)[0]]
    except (Unreadable, ValueError):  # a fault of its claim, which is found elsewhere
        return False
    return not (flow.found or flow.middle or flow.follows)


def used_unsourced(step: TextStep, shown: Sequence[str], unsourced: Set[Number]) -> str | None:
    """Of the numbers that a step gives and that have no source one that it also uses further left.
    What stands in the subject, or before the first sign of a chain, is used where the places behind
    suffice for what is given: `35 = 5 * 7` may find 5 and 7, but not 35 too."""
    twice = [text for text in map(str, unsourced) if shown.count(text) > 1]
    if not twice:  # as in most lines
        return None
    given = numerals_in(", ".join(step.gives))
    subject, _, assertion = step.claim.rpartition(" :: ")
    chains = [SIGN.split(chain) for chain in parts_of_text(assertion)]
    behind = numerals_in(", ".join([", ".join(members[1:]) for members in chains]))
    asked = {text for text in twice if given.count(text) <= behind.count(text)}
    in_words = {str(number) for number in stated_numbers(step.words)}
    for numeral in numerals_in(subject):
        if numeral in asked - in_words:
            return numeral
    for first, *others in chains:
        for numeral in numerals_in(first):
            if numeral in asked:
                return numeral
        asked.difference_update(numerals_in(", ".join([first, *others])))  # the next may use them
    return None


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
    elif SURD.search(answer):  # 3/2 + 7/6*sqrt(3) stands in the steps as (9 + 7sqrt(3))/6
        wanted = set(map(int, numerals_in(steps[-1].claim.rpartition(" :: ")[2])))
    else:
        wanted = set(map(int, numerals_in(answer)))
    left = sorted(wanted - reached - set(FREE))
    if left:
        yield last, f"its own steps do not reach {left[0]} of the answer"
