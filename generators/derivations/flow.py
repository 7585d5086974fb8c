"""What the shape of a claim says of its numbers: which ones a step uses, and which it finds."""

from collections.abc import Sequence
from typing import NamedTuple

from generators.claims.chains import Chain, lone_letter
from generators.claims.claim import UNMARKED, Claim, Marks
from generators.claims.decide import assertion_of
from generators.claims.definitions import read_definitions
from generators.claims.equations import is_supposed, parts_of_text
from generators.claims.reader import Node, holes_in, variables
from generators.claims.remembered import Remembered
from generators.derivations.numerals import FREE, numerals_in


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


class Plan(NamedTuple):
    """What a claim's holes do, marks and shape together: those that use a number, those that find
    one, those that may do either (Flow), those that choose one or take it from the statement; and
    whether marks say what it finds."""

    used: tuple[int, ...]
    found: tuple[int, ...]
    middle: tuple[int, ...]
    follows: tuple[int, ...]
    chosen: tuple[int, ...]
    given: tuple[int, ...]
    typed: tuple[int, ...]
    flow: Flow
    marked: bool
    marked_from: int  # from this hole on a number of the statement is marked as given


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
        marked = {*chosen, *given, *marks.known}

        def unmarked(holes: Sequence[int]) -> tuple[int, ...]:
            return tuple([hole for hole in holes if hole not in marked])

        found, middle, follows = map(unmarked, (flow.found, flow.middle, flow.follows))
    others = (*found, *middle, *follows, *chosen, *given)
    used = tuple([hole for hole in range(form.count("{}")) if hole not in others])
    holes = form.count("{}")
    marked_from = flow.subject_holes if given else holes
    return Plan(
        *(used, found, middle, follows, chosen, given),
        typed=flow.typed,
        flow=flow,
        marked=bool(marks.new),
        marked_from=marked_from,
    )


PLANS: Remembered[str, Plan] = Remembered(make_plan, limit=16_384)
