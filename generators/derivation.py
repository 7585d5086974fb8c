"""A solution is a derivation: every number that a step uses comes from the statement, from what an
earlier step found, or from a constant that the step declares; and the steps reach the answer.

What a step finds follows from the shape of its claim:

    3 * 4 + 5 = 17                 the number that stands alone at the end: 17
    3 * 4 + 5 = 12 + 5 = 17        and what is new between the first member and the last: 12
    x^2 - 5x + 6 = (x - 2)(x - 3)  beside letters, what is new behind the first sign: 2, 3
    3x = 12 :: 6x = 24             below an equation, what the equation does not hold: 6, 24
    2x = 4 :: x = 2                and what a letter, or a multiple of it, is said to be: 2
    f(x) = x^2 :: f'(x) = 2x       and what a function is said to be: 2

Where it follows otherwise, the family marks it, and then a step finds what is marked and no more:
`f"{a} = {q:new} * {b} + {r:new}"`. Free choices are marked too (`{guess:choice}`), and numbers
typed into a claim are constants. All other numbers are used, and each needs a source. 0 and 1 need
none. Signs do not count: a term that changes sides keeps its source.

An equation in a claim's subject has a source as a whole, and its numbers with it: an earlier step
that asserts it, or the statement, whose equations are those of the conclusion's subject. It may
also ask where an expression that one of them shows is 0, or two are equal. Only an equation that
names something new, `u = x + 3` or the first that speaks of its letters, needs none; nor does an
inequality that supposes a case.

A number that several steps have found is that of a step named in `rests_on`, else of the latest
that nothing rests on yet. On a trial that is given up, or a check, no other line rests, so that
what they find is forgotten with them. A trial begins with a choice; a check comes to a number that
is known already, or declares that it fails.

`derive` works on the claims of a solution as it is made, `derivation_faults` on the texts of a
file; a premise is the index of an earlier step, or `STATEMENT`.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from fractions import Fraction
from functools import lru_cache
from math import gcd
from typing import Any, NamedTuple

from generators.claims.chains import Chain, lone_letter
from generators.claims.claim import UNMARKED, Claim, Marks, Number
from generators.claims.decide import assertion_of
from generators.claims.definitions import read_definitions
from generators.claims.equations import (
    Equation,
    equations_of,
    introduces,
    is_asked,
    is_supposed,
    key_of,
    letters_of,
    parts_of_text,
)
from generators.claims.printer import split
from generators.claims.reader import Node, Unreadable, holes_in, variables
from generators.claims.remembered import Remembered
from generators.solution import Step, said_in

STATEMENT = -1
FREE = (0, 1)  # numbers that need no source

# digits of a claim, but not an exponent of a letter or a bracket, nor an index
NUMERAL = re.compile(r"(?<![a-z)]\^)(?<![\d_])(\d+)(?:/(\d+))?", re.ASCII)
NAMES = re.compile(r"[A-Za-z]+\d*", re.ASCII)
STATED = re.compile(r"(?<![A-Za-z\d])\d+(?:\.\d+)?", re.ASCII)  # no digits of a name
MODULUS = re.compile(r"mod (\d+) :: ", re.ASCII)
SPACED_DIGITS = re.compile(r"(?<=\d) (?=\d)", re.ASCII)
SMALL: Mapping[str, int] = {
    **{"two": 2, "twice": 2, "double": 2, "both": 2, "half": 2, "three": 3, "thrice": 3},
    **{"triple": 3, "third": 3, "four": 4, "quarter": 4, "five": 5, "six": 6, "seven": 7},
    **{"eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "dozen": 12},
}
NUMBER_WORDS = {**SMALL, **{word.capitalize(): number for word, number in SMALL.items()}}


class Flow(NamedTuple):
    """What the shape of a form says of its holes: those it uses; those it finds; those in the
    middle of a chain, which it finds unless they are known; those beside letters or below an
    equation, which it finds unless the first member or the equation holds them; and the numbers
    typed into it. Then how many holes its subject has, and those of each equation in it. Below an
    inequality or a definition it does not find again what waits for a use (`waits`): such a line
    often shows what lines before it have worked out."""

    used: tuple[int, ...]
    found: tuple[int, ...]
    middle: tuple[int, ...]
    follows: tuple[int, ...]
    typed: tuple[int, ...]
    subject_holes: int
    supposed: tuple[range, ...]
    below_equation: bool
    waits: bool


def read_flow(form: str) -> Flow:
    subject, separated, _ = form.rpartition(" :: ")
    first = subject.count("{}")
    supposed, end = [], 0
    for part in parts_of_text(subject):
        start, end = end, end + part.count("{}")
        if is_supposed(part):
            supposed.append(range(start, end))
    typed = tuple([number for number in map(int, numerals_in(form)) if number not in FREE])
    below_equation = bool(separated) and any(sign in subject for sign in "=<>")
    used, found, middle, follows = list(range(first)), [], [], []
    for chain in assertion_of(form):
        parts = chain_flow(chain, below_equation)
        for holes, of_chain in zip((used, found, middle, follows), parts, strict=True):
            holes += of_chain
    return Flow(
        used=tuple(used),
        found=tuple(found),
        middle=tuple(middle),
        follows=tuple(follows),
        typed=typed,
        subject_holes=first,
        supposed=tuple(supposed),
        below_equation=bool(supposed) and " = " in subject,
        waits=any(sign in subject for sign in "<>") or read_definitions(subject) is not None,
    )


def chain_flow(chain: Chain, below_equation: bool) -> tuple[list[int], ...]:
    """The holes of one chain that are used, found, in the middle, and following."""
    holes = [holes_in(member) for member in chain.members]
    everything = sum(holes, [])
    head, end = chain.members[0], chain.members[-1]
    if below_equation and set(chain.relations) == {"="}:
        # `x = 4` finds 4 and `f'(x) = 6x + 2` finds 6 and 2, whatever the subject holds
        if head[0] == "apply" or (lone_letter(head) and is_lone(end)):
            return [], holes[-1], [], sum(holes[:-1], [])
    if below_equation:
        return [], [], [], everything
    if chain.relations and "=" not in chain.relations:
        return everything, [], [], []
    start, *middle, last = holes if len(holes) > 1 else [[], *holes]
    inner = sum(middle, [])
    if is_lone(chain.members[-1]):
        return start, last, inner, []
    if any(variables(member) for member in chain.members):
        return start, [], [], inner + last
    if middle:
        return start, [], inner + last, []
    return start + last, [], [], []


def is_lone(node: Node) -> bool:
    """Whether a member is one number, or a fraction of two."""
    if node[0] in ("neg", "label"):
        return is_lone(node[1])
    return node[0] == "hole" or (node[0] == "/" and is_lone(node[1]) and node[2][0] == "hole")


FLOWS: Remembered[str, Flow] = Remembered(read_flow, limit=16_384)


def numerals_in(text: str) -> list[str]:
    """The numerals of a claim's text, fractions as two; no exponents of letters, no indices."""
    return [numeral for pair in NUMERAL.findall(text) for numeral in pair if numeral]


def stated_numbers(statement: str, names: Sequence[str] | None = None) -> set[Number]:
    """The numbers that stand in a statement, in digits or words, or under their names. Where
    numbers have names digits say those only that have none, and a name that stands there just once
    is no more than listed."""
    named = len(names or ())
    stated: set[Number] = set()
    for numeral in STATED.findall(statement):
        if "." in numeral:
            stated.add(Fraction(numeral))
        elif int(numeral) >= named:
            stated.add(int(numeral))
    tokens = NAMES.findall(statement)
    for word in NUMBER_WORDS.keys() & tokens:
        stated.add(NUMBER_WORDS[word])
    if names:
        counts = Counter(tokens)
        stated.update([number for number, name in enumerate(names) if counts[name] > 1])
    return stated


class Underived(Exception):
    """A step, by its index, uses what nobody gave, or the steps do not reach the answer."""

    def __init__(self, step: int, reason: str) -> None:
        super().__init__(reason)
        self.step = step
        self.reason = reason


class Plan(NamedTuple):
    """What a claim's holes do, marks and shape together: those that use a number, those that find
    one, those that may do either (Flow), those that choose one or take it from the statement."""

    used: tuple[int, ...]
    found: tuple[int, ...]
    middle: tuple[int, ...]
    follows: tuple[int, ...]
    chosen: tuple[int, ...]
    given: tuple[int, ...]
    typed: tuple[int, ...]
    flow: Flow


def plan_of(claim: Claim) -> Plan:
    """The plan of a claim's shape, kept with its marks; that of unmarked ones by their form."""
    marks = claim.marks
    if marks is UNMARKED:
        return PLANS[claim.form]
    if marks.plan is None:
        marks.plan = make_plan(claim.form, marks)
    return marks.plan


def make_plan(form: str, marks: Marks = UNMARKED) -> Plan:
    flow, chosen, given = FLOWS[form], marks.chosen, marks.given
    if marks.new:
        found, middle, follows = marks.new, (), ()
    else:
        found, middle, follows = [
            tuple([hole for hole in holes if hole not in chosen and hole not in given])
            for holes in (flow.found, flow.middle, flow.follows)
        ]
    others = (*found, *middle, *follows, *chosen, *given)
    used = tuple([hole for hole in range(form.count("{}")) if hole not in others])
    return Plan(used, found, middle, follows, chosen, given, flow.typed, flow)


PLANS: Remembered[str, Plan] = Remembered(make_plan, limit=16_384)
Finders = dict[Number, list[int]]  # of each number, without its sign: the steps that found it


class Found(NamedTuple):
    """Which steps have found a number as a whole, and which a fraction that is made of it."""

    whole: Finders
    parts: Finders

    def copy(self) -> "Found":
        return Found(*[{number: [*by] for number, by in finders.items()} for finders in self])

    def by(self, number: Number) -> list[int] | None:
        """The steps that found a number; those that found a fraction made of it where none did."""
        return self.whole.get(number) or self.parts.get(number)

    def note(self, number: Number, step: int) -> None:
        noted(self.whole, number, step)
        if number.denominator != 1:
            noted(self.parts, number.numerator, step)
            noted(self.parts, number.denominator, step)


def noted(finders: Finders, number: Number, step: int) -> None:
    known = finders.get(number)
    if known is None:
        finders[number] = [step]
    elif known[-1] != step:
        known.append(step)


class Asserted:
    """Which step of a solution asserts which equation, and which equations the statement states.
    Steps are read when the first claim supposes an equation."""

    def __init__(self, own: Sequence[Step], conclusion: Step) -> None:
        self.own, self.conclusion = own, conclusion
        self.by: dict[Equation, int] = {}  # the latest step that asserts an equation
        self.on_trial: dict[Equation, int] = {}  # the latest one that is no main step
        self.read = -1  # steps before this one are read

    def sources(self, index: int) -> list[int | None]:
        """Of each part of a step's subject: the step that asserts it, the statement, or None for
        an inequality that supposes a case and an equation that names something new. Raises
        Underived."""
        self.read_steps_before(index)
        step, sources = self.own[index], []
        for part in equations_of(step.claim.text()).supposed:
            key = key_of(part)
            source = self.by.get(key)
            if source is None and step.role != "main":
                source = self.on_trial.get(key)
            if source is None and " = " in part:
                source = self.source_of_new(part, index)
            sources.append(source)
        return sources

    def source_of_new(self, part: str, index: int) -> int | None:
        """The source of an equation that nothing asserts: the latest step that shows the
        expressions of which it asks where they are 0 or equal, or the statement; None where it
        names something new. Raises Underived."""
        self.by[key_of(part)] = index
        for place in range(index - 1, -1, -1):
            step = self.own[place]
            if step.role == "main" and is_asked(part, equations_of(step.claim.text()).assertion):
                return place
        if is_asked(part, ", ".join(equations_of(self.conclusion.claim.text()).supposed)):
            return STATEMENT
        if not introduces(part, self.spoken_of(index)):
            raise Underived(index, f"{part} is not stated, and no earlier step asserts it")
        return None

    def read_steps_before(self, index: int) -> None:
        if self.read < 0:
            stated = equations_of(self.conclusion.claim.text()).supposed
            self.by = {key_of(part): STATEMENT for part in stated}
            self.read = 0
        for place in range(self.read, index):
            step = self.own[place]
            by = self.by if step.role == "main" else self.on_trial
            for equation in equations_of(step.claim.text()).asserted:
                by[equation] = place
        self.read = index

    def spoken_of(self, index: int) -> set[str]:
        """The letters of the statement's equations, and of all steps before this one."""
        stated = equations_of(self.conclusion.claim.text()).supposed
        texts = [*stated, *[step.claim.text() for step in self.own[:index]]]
        return set().union(*map(letters_of, texts))


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
    rested_on = {premise for step in steps for premise in step.premises}
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
    claim = step.claim
    values, plan = claim.values, plan_of(claim)
    used, found = plan.used, plan.found
    waited = waiting(finders.whole, rested_on) if plan.flow.waits else set()
    if waited and not claim.marks.new:
        found = tuple([hole for hole in found if abs(values[hole]) not in waited])
        used += tuple([hole for hole in plan.found if hole not in found])
    if plan.follows:
        before = {abs(values[hole]) for hole in used if hole < plan.follows[0]} | waited
        new = tuple([hole for hole in plan.follows if abs(values[hole]) not in before])
        used += tuple([hole for hole in plan.follows if hole not in new])
        found += new
    if plan.middle:
        new = tuple([hole for hole in plan.middle if finders.by(abs(values[hole])) is None])
        used += tuple([hole for hole in plan.middle if hole not in new])
        found += new
    premises: list[int] = [*declared]
    constants: tuple[Number, ...] = plan.typed
    if plan.flow.supposed and asserted is not None:
        sources, supplied = rest_on_equations(claim, index, asserted)
        premises += [source for source in sources if source not in premises]
        own = plan.flow.subject_holes
        used = tuple(
            [
                hole
                for hole in used
                if abs(values[hole]) not in supplied
                or (hole >= own and abs(values[hole]) in waited)
            ]
        )
    rested_on.update(premises)
    for hole in used:
        value = values[hole]
        number = -value if value < 0 else value
        known = finders.whole.get(number) or finders.parts.get(number)
        if known is not None:
            if len(known) == 1:
                source = known[0]
            elif declared and (named := [step for step in known if step in declared]):
                source = named[-1]
            else:
                source = latest_free(known, rested_on)
            rested_on.add(source)
            if source not in premises:
                premises.append(source)
        elif number in FREE:
            continue
        elif number in stated:
            if STATEMENT not in premises:
                premises.append(STATEMENT)
        elif any(abs(values[left]) == number for left in (*found, *plan.chosen) if left < hole):
            continue  # the same claim has found or chosen it further left
        elif sources := part_sources(number, stated, finders):
            premises += [source for source in sources if source not in premises]
        else:
            constants += unsourced(step, index, hole, number, plan)
    for hole in plan.given:
        if abs(values[hole]) not in stated and abs(values[hole]) not in FREE:
            raise Underived(index, f"{values[hole]} does not stand in the statement")
        if STATEMENT not in premises:
            premises.append(STATEMENT)
    for hole in plan.chosen:
        constants += (abs(values[hole]),)
    if len(premises) > 1:
        premises.sort()
    step.found, step.constants, step.premises = found, constants, tuple(premises)
    for hole in found:
        value = values[hole]
        number = -value if value < 0 else value
        if number.__class__ is int and number not in finders.whole:
            finders.whole[number] = [index]
        else:
            finders.note(number, index)
    for number in constants:
        if number not in finders.whole:
            finders.note(number, index)
    for hole in plan.chosen:  # what follows rests on this choice, whoever found the number before
        finders.note(abs(values[hole]), index)


def rest_on_equations(
    claim: Claim, index: int, asserted: Asserted
) -> tuple[list[int], set[Number]]:
    """The sources of the equations that a claim supposes, and the numbers that come with them."""
    premises: list[int] = []
    supplied: set[Number] = set()
    parts = plan_of(claim).flow.supposed
    for source, holes in zip(asserted.sources(index), parts, strict=True):
        if source is not None:
            if source not in premises:
                premises.append(source)
            supplied.update([abs(claim.values[hole]) for hole in holes])
    return premises, supplied


def waiting(finders: Finders, rested_on: Collection[int]) -> set[Number]:
    """The numbers that a step found and that nothing rests on yet."""
    return {
        number
        for number, known in finders.items()
        if known[-1] not in rested_on and number not in FREE
    }


def latest_free(known: Sequence[int], rested_on: Collection[int]) -> int:
    """Of the steps that found a number the latest that nothing rests on yet, so that 5 + 5 rests
    on two; else the latest."""
    return next((step for step in reversed(known) if step not in rested_on), known[-1])


def parts_of(number: Number) -> tuple[Number, ...]:
    """The number, and of a fraction what it is made of."""
    if number.denominator == 1:
        return (number,)
    return number, number.numerator, number.denominator


def part_sources(number: Number, stated: Collection[Number], finders: Found) -> list[int]:
    """The sources of a fraction's numerator and denominator; none for a whole number, or where one
    of them has none."""
    sources = []
    for part in parts_of(number)[1:]:
        known = finders.by(part)
        if known:
            sources.append(known[-1])
        elif part in stated:
            sources.append(STATEMENT)
        elif part not in FREE:
            return []
    return sources


def unsourced(step: Step, index: int, hole: int, number: Number, plan: Plan) -> tuple[Number]:
    """A number of the subject that the words say is declared by them; any other raises
    Underived."""
    if hole < plan.flow.subject_holes and number in said_in(step):
        return (number,)
    raise Underived(
        index,
        f"{step.claim.values[hole]} comes from nowhere: not from the statement, nor from an earlier"
        " step; mark it :new where this step finds it, :choice where it is chosen freely",
    )


def declared_premises(step: Step, index: int, own: Sequence[Step]) -> tuple[int, ...]:
    """The places of the steps that `rests_on` names. Raises Underived."""
    places: set[int] = set()
    for named in step.rests_on:
        place = next((place for place in range(index) if own[place] is named), None)
        if place is None:
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
    """Raise Underived for a step that nothing rests on, though it finds a number that it does not
    use; or finds none, and asserts what follows from another equation, or is of a shape that can
    find none."""
    values, plan = step.claim.values, plan_of(step.claim)
    used = {abs(value) for hole, value in enumerate(values) if hole not in step.found}
    if any(abs(number) not in FREE and abs(number) not in used for number in step.gives):
        numbers = ", ".join([str(number) for number in step.gives])
        reason = f"nothing rests on what it finds ({numbers})"
    elif step.gives:  # 0, 1, or what it uses too
        return
    elif plan.flow.below_equation or not (plan.found or plan.middle or plan.follows):
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
    last = next((k for k in range(len(own) - 1, -1, -1) if own[k].role == "main"), 0)
    values = own[last].claim.values if own else ()
    shown = {part for value in values for part in parts_of(abs(value))}
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
    for number, times in Counter(answer).items():
        free = [step for step in finders.by(number) or () if step not in rested_on]
        premises.update(free[-times:])
    if own and not premises:  # an answer without numbers, such as "no solution"
        premises.add(last)
    conclusion.found, conclusion.constants = (), FLOWS[conclusion.claim.form].typed
    conclusion.premises = (STATEMENT, *sorted(premises))


def rest_on_last(own: Sequence[Step], conclusion: Step, rested_on: set[int]) -> None:
    """Let the conclusion rest on the last main step too where that finds no number, such as one
    that says why the steps end here."""
    last = next((k for k in range(len(own) - 1, -1, -1) if own[k].role == "main"), None)
    if last is not None and last not in rested_on and not finds_a_number(own[last]):
        conclusion.premises = tuple(sorted({*conclusion.premises, last}))
        rested_on.add(last)


def numbers_of(value: Any) -> list[Number]:
    """The numbers of an answer's value, without signs, each as often as it has them: of a number,
    of each member of a tuple or set, or of what its text shows."""
    if isinstance(value, bool) or value is None:
        return []
    if isinstance(value, (int, Fraction)):
        return [abs(value)]
    if isinstance(value, (tuple, list, set, frozenset)) and not hasattr(value, "_fields"):
        return sum(map(numbers_of, value), [])
    return list(map(int, numerals_in(str(value))))


# A file's texts


class TextStep(NamedTuple):
    """A step as it stands in a file: texts, with the numbers it gives and declares as texts too."""

    words: str
    claim: str
    gives: Sequence[str]
    premises: Sequence[int]
    constants: Sequence[str]
    role: str


def derivation_faults(
    steps: Sequence[TextStep], statement: str, names: Sequence[str] | None, answer: str
) -> Iterator[tuple[int, str]]:
    """What is wrong with a solution's derivation, decided from texts alone: index and reason."""
    statement = SPACED_DIGITS.sub("", statement)
    equations = [equations_of(step.claim) for step in steps]
    asserted = {index: set(of_step.asserted) for index, of_step in enumerate(equations)}
    asserted[STATEMENT] = set(map(key_of, equations[-1].supposed))
    shown = {index: of_step.assertion for index, of_step in enumerate(equations)}
    shown[STATEMENT] = ", ".join(equations[-1].supposed)
    known: list[set[Number]] = []  # what each step gives or declares
    stated = stated_numbers(statement, names) | moduli(steps)
    rested_on: set[int] = set()
    for index, step in enumerate(steps):
        last = index == len(steps) - 1
        rested_on.update(step.premises)
        wrong = [k for k in step.premises if not (k == STATEMENT or 0 <= k < index)]
        if wrong:
            yield index, f"it rests on step {wrong[0]}, which is no earlier step"
            return
        yield from role_faults(steps, index, stated.union(*known))
        own = numbers_in_texts([*step.gives, *step.constants])
        at_hand = set(own)
        for premise in step.premises:
            at_hand |= stated if premise == STATEMENT else known[premise]
        subject, _, assertion = step.claim.rpartition(" :: ")
        if not last:
            for part in equations[index].supposed:
                key = key_of(part)
                if any(key in asserted[premise] for premise in step.premises) or any(
                    is_asked(part, shown[premise]) for premise in step.premises
                ):
                    at_hand |= numbers_in_texts([part])
                elif " = " in part and not introduces(part, spoken_of(steps, index)):
                    yield index, f"{part} is asserted by none of its premises"
                    at_hand |= numbers_in_texts([part])
                asserted[index].add(key)
        # the conclusion may show what any step has given, such as what leads from part to part
        answered = numbers_in_texts([answer]).union(*known) if last else set()
        unsourced = missing(assertion, at_hand | answered)
        if missing(subject, at_hand):  # the words of a line may say numbers of its subject
            unsourced += missing(subject, at_hand | stated_numbers(step.words))
        if unsourced:
            yield index, f"{unsourced[0]} has no source among its premises"
        foreign = missing_texts(step.gives, step.claim)
        if foreign:
            yield index, f"it is said to give {foreign[0]}, which its claim does not show"
        known.append(own)
    yield from answer_faults(steps, known, answer, names)
    for index, step in enumerate(steps[:-1]):
        if step.role == "main" and index not in rested_on and is_telling(step):
            yield index, "no later step rests on what it gives"


def spoken_of(steps: Sequence[TextStep], index: int) -> set[str]:
    """The letters of the statement's equations, and of all steps before this one."""
    stated = equations_of(steps[-1].claim).supposed
    return set().union(*map(letters_of, [*stated, *[step.claim for step in steps[:index]]]))


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


def numbers_in_texts(texts: Iterable[str]) -> set[Number]:
    """Every number in some texts: integers, and fractions with what they are made of."""
    return set().union(*map(numbers_in_text, texts))


# a claim is asked for its numbers several times, and what steps give are mostly the same small
# numbers: without remembering, reading them took a third of the time of `curricula verify`
@lru_cache(maxsize=1_024)
def numbers_in_text(text: str) -> frozenset[Number]:
    numbers: set[Number] = set()
    for above, below in NUMERAL.findall(text):
        numbers.add(int(above))
        if below and int(below):
            numbers |= {int(below), Fraction(int(above), int(below))}
    return frozenset(numbers)


def missing(text: str, at_hand: Set[Number]) -> list[str]:
    """The numbers of a claim's text that are not at hand, whole or in parts."""
    if numbers_in_text(text) - at_hand <= {*FREE}:
        return []
    left = []
    for above, below in NUMERAL.findall(text):
        numbers = [int(above), int(below)] if below else [int(above)]
        if below and is_reduced(*numbers) and Fraction(*numbers) in at_hand:
            continue
        lacking = [number for number in numbers if number not in FREE and number not in at_hand]
        if lacking:
            left.append(f"{above}/{below}" if below else above)
    return left


def is_reduced(above: int, below: int) -> bool:
    """Whether a fraction is a number as it stands; 12/4 and 6/4 are divisions still to be done."""
    return below > 1 and gcd(above, below) == 1


def missing_texts(gives: Sequence[str], claim: str) -> list[str]:
    """What is said to be given but does not stand in the claim; 0 and 1 may be invisible."""
    shown = numbers_in_text(claim) | set(FREE)
    return [text for text in gives if not numbers_in_text(text) <= shown]
