"""The equations of a claim, as texts: those that its subject supposes, and those that it asserts.

    x + y = 24, 4x + 6y = 110 :: y = 24 - x = 14

supposes `x + y = 24` and `4x + 6y = 110`, and asserts `y = 24 - x`, `y = 14`, `24 - x = 14`. The
sides of an equation may be swapped. Inequalities are taken as they are written; modulo a number
nothing is supposed, and what is asserted is no equation elsewhere.
"""

import re
from collections.abc import Sequence
from functools import cached_property, lru_cache
from itertools import chain, combinations

Equation = tuple[str, str] | str  # the sides in order; of anything but an equation its text

RELATION = re.compile(r" (?:=|!=|<=?|>=?|->|<->|\|) ", re.ASCII)
# what makes a part more than a chain of equations
OTHER = re.compile(r" (?:or|!=|<=?|>=?|->|<->|\|) ", re.ASCII)
RELATED = re.compile(r" (?:=|[<>]=?) ", re.ASCII)
NAME = r"[A-Za-z](?:_\d+)?"
LETTER = re.compile(rf"(?<![A-Za-z_]){NAME}(?![A-Za-z_])", re.ASCII)
ORDERS = (" < ", " <= ", " > ", " >= ")
GOES_ON = re.compile(r"[\w^.]")  # what belongs to the word or number that it is beside
DEFINED = re.compile(rf"({NAME})(?:\([a-z]\))? = ", re.ASCII)


class Equations:
    """The equations of a claim, from its text: what the subject supposes, part by part; and what
    it asserts, which is read when it is asked for."""

    def __init__(self, claim: str) -> None:
        subject, _, self.assertion = claim.rpartition(" :: ")
        self.supposed: Sequence[str] = ()
        if subject.startswith("mod "):
            self.assertion = ""
        elif subject:
            self.supposed = tuple(filter(is_supposed, parts_of_text(subject)))

    @cached_property
    def asserted(self) -> set[Equation]:
        """What the assertion is made of."""
        equations: list[Equation] = []
        for part in parts_of_text(self.assertion):
            equations += keys_of(part)
            for joined in (" or ", " and "):  # each of them is the case in its turn, or all are
                if joined in part:
                    equations += chain.from_iterable(map(keys_of, part.split(joined)))
        return set(equations)

    def asserts(self, equation: Equation) -> bool:
        """Whether an equation is one of those asserted; most texts do not even show its sides."""
        sides = (equation,) if isinstance(equation, str) else equation
        return all([side in self.assertion for side in sides]) and equation in self.asserted


def is_supposed(part: str) -> bool:
    """Whether a part of a subject is an equation or another relation; a modulus is none."""
    if " = " in part:
        return not part.startswith("mod ")
    return RELATION.search(part) is not None and not part.startswith("mod ")


def parts_of_text(text: str) -> list[str]:
    """The parts of a list, at the commas that stand in no bracket."""
    if "," not in text:
        return [text]
    if "(" not in text and "[" not in text:
        return text.split(", ")
    parts, depth, start = [], 0, 0
    for place, sign in enumerate(text):
        if sign in "([":
            depth += 1
        elif sign in ")]":
            depth -= 1
        elif sign == "," and not depth:
            parts.append(text[start:place])
            start = place + 2
    return [*parts, text[start:]]


def keys_of(part: str) -> list[Equation]:
    """The equations that a chain asserts: each member is equal to each other one."""
    members = part.split(" = ")
    if len(members) == 1 or OTHER.search(part):
        return [part]
    if len(members) == 2:
        return [in_order(members)]
    return [in_order(pair) for pair in combinations(members, 2)]


def in_order(sides: Sequence[str]) -> Equation:
    first, second = sides
    return (first, second) if first < second else (second, first)


@lru_cache(maxsize=1_024)  # the equations of a system stand in each of its lines
def key_of(part: str) -> Equation:
    """A part of a subject, to be compared."""
    return keys_of(part)[0] if part.count(" = ") == 1 else part


def letters_of(text: str) -> set[str]:
    return set(LETTER.findall(text))


def is_order(part: str) -> bool:
    """Whether a part of a subject is an inequality in a letter."""
    return any([sign in part for sign in ORDERS]) and bool(letters_of(part))


def questions_of(part: str) -> list[tuple[str, ...]]:
    """What has to be shown before an equation may ask about it, in each way that it may: one of
    these, all expressions of it. `2x - 6 = 0` asks where `2x - 6` is 0, such as below
    `(2x - 6)(x + 1) > 0`; `|x - 3| = 5` where the sides of `|x - 3| < 5` are equal, or where two
    expressions are equal or opposite; and an inequality, `x - 3 >= 0`, for the sign of one."""
    sides = RELATED.split(part)
    if len(sides) != 2:
        return []
    if is_order(part):
        return [(sides[0],)] if sides[1] == "0" else []
    orders = [(sign.join(sides),) for sign in ORDERS]
    sides = [
        side.removeprefix("-(").removesuffix(")") if side[:2] == "-(" else side for side in sides
    ]
    if sides[1] == "0":
        return [*orders, (sides[0],)]
    return [*orders, tuple(sides)] if all(map(letters_of, sides)) else orders


def is_one_shown(questions: Sequence[tuple[str, ...]], text: str) -> bool:
    """Whether a text shows all expressions of one of some questions."""
    return any([are_shown(sides, text) for sides in questions])


def are_shown(sides: Sequence[str], text: str) -> bool:
    return all([is_shown(side, text) for side in sides])


def is_shown(expression: str, text: str) -> bool:
    """Whether an expression stands in a text, and is no part of a longer word or number there."""
    place = text.find(expression)
    while place >= 0:
        before, after = text[:place][-1:], text[place + len(expression) :][:1]
        if not (GOES_ON.match(before) or GOES_ON.match(after)):
            return True
        place = text.find(expression, place + 1)
    return False


def introduces(part: str, spoken_of: set[str]) -> bool:
    """Whether an equation names something new: a letter by what it is equal to, or unknowns of
    which nothing was said before."""
    defined = DEFINED.match(part)
    if defined and defined[1] not in spoken_of:
        return True
    letters = letters_of(part)
    return bool(letters) and not letters & spoken_of
