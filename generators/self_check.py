"""The line by which a solver tests an answer: the answer put into the statement's own equations, or
what the family says is to be seen of it (`Family.check`). Claims that have neither have no such
line.
"""

import re
from collections.abc import Mapping
from fractions import Fraction
from itertools import chain
from typing import Any, NamedTuple

from generators.answers.answer import parse
from generators.arguments import brief
from generators.claims.claim import Claim
from generators.claims.compiler import Scope, compile_tree
from generators.claims.printer import split
from generators.claims.reader import Reader, Unreadable
from generators.errors import FamilyError
from generators.problem import Problem
from generators.solution import Step
from generators.whereabouts import FamilyCode

SOLVED = re.compile(r"([a-zA-Z]) = (.+)")
LETTER = re.compile(r"(?<![a-zA-Z])[a-zA-Z](?![a-zA-Z])")
LONGEST = 120  # letters of a check, which is one line
LARGEST = 10**6  # of what two sides come to
PUT_IN = (
    "Check: {}.",
    "We check by putting this in: {}.",
    "To check, we put what we found into the statement: {}.",
)
SEEN = ("Check: {}.", "As a check, {}.", "We check this: {}.")


class Sides(NamedTuple):
    """The two sides of an equation with numbers for its letters, and whether each had a letter."""

    left: str
    right: str
    left_had: bool
    right_had: bool


def check_step(problem: Problem[Any], answer: str, conclusion: Claim) -> Step | None:
    """The line that tests an answer, given as a text; None where there is none. It says what a
    right answer would give, so that it does not hold for a wrong one."""
    own = problem.family.check
    if own is not None:
        try:
            with FamilyCode(problem.id, "check"):
                claim = own(problem.params, answer_value(problem, answer))
                if not isinstance(claim, Claim | None):
                    raise FamilyError(f'it gives {brief(claim)}; write Claim(f"...")')
        except FamilyError:
            if answer == problem.answer:
                raise
            return None  # a wrong answer may be anything, such as 0 where it has to divide
        return None if claim is None else Step(SEEN, claim, role="check")
    text = substitution(conclusion.text())
    return None if text is None else Step(PUT_IN, Claim.read(text), role="check")


def answer_value(problem: Problem[Any], answer: str) -> Any:
    """The value of an answer's text, right or wrong."""
    if answer == problem.answer:
        return problem.answer_value
    if problem.names is not None:
        return problem.names.index(answer)
    return parse(problem.answer_kind, answer)


def substitution(conclusion: str) -> str | None:
    """What `x^2 - 5x + 6 = 0 :: x = 2 or x = 3` comes to when each solution is put in; None where
    that is not one short line."""
    subject, _, assertion = conclusion.rpartition(" :: ")
    equations = subject.split(", ")
    if not subject or not all([one.count(" = ") == 1 for one in equations]):
        return None
    found = []
    for alternative in assertion.split(" or "):
        solved = [SOLVED.fullmatch(part) for part in alternative.split(", ")]
        if not all(solved):
            return None
        letters = {match[1]: match[2] for match in solved if match}
        if not add_missing(letters, equations):
            return None
        for equation in equations:
            sides = put_in(equation, letters)
            if sides is None:
                return None
            found += shown_sides(sides)
    text = ", ".join(dict.fromkeys(found))
    return text if found and len(text) <= LONGEST and "-(-" not in text else None


def add_missing(letters: dict[str, str], equations: list[str]) -> bool:
    """Find the one letter that the answer does not say, from the first equation; false where that
    is no whole number, or where more are missing."""
    there = sorted(set(chain.from_iterable(map(LETTER.findall, equations))))
    missing = [letter for letter in there if letter not in letters]
    if not missing:
        return True
    if len(missing) > 1 or missing[0] not in LETTER.findall(equations[0]):
        return False
    at = [difference(equations[0], {**letters, missing[0]: str(value)}) for value in (0, 1)]
    if at[0] is None or at[1] is None or at[0] == at[1]:
        return False
    value = at[0] / (at[0] - at[1])
    letters[missing[0]] = str(value)
    return value.denominator == 1


def difference(equation: str, letters: Mapping[str, str]) -> Fraction | None:
    """The left side less the right one, with numbers for letters."""
    sides = put_in(equation, letters)
    values = [None] * 2 if sides is None else [value_of(sides.left), value_of(sides.right)]
    return None if values[0] is None or values[1] is None else values[0] - values[1]


def put_in(equation: str, letters: Mapping[str, str]) -> Sides | None:
    """The sides of an equation with numbers for its letters; None where one is left."""
    left, right = equation.split(" = ")
    had = [not letters.keys().isdisjoint(LETTER.findall(side)) for side in (left, right)]
    for letter, value in letters.items():
        left, right = with_value(left, letter, value), with_value(right, letter, value)
    if LETTER.search(left.replace("sqrt", "")) or LETTER.search(right.replace("sqrt", "")):
        return None
    return Sides(left, right, *had)


def with_value(side: str, letter: str, value: str) -> str:
    """A side with a number for a letter: `3x + 1` as `3 * (-5) + 1`."""

    def shown(match: re.Match[str]) -> str:
        before, behind = side[: match.start()], side[match.end() : match.end() + 1]
        alone = (not before or before.endswith("(")) and behind not in ("^", "(", "/")
        text = value if value.isdigit() or alone else f"({value})"
        factor = " * " if before[-1:].isalnum() or before.endswith(")") else ""
        return factor + text + (" * " if behind == "(" else "")

    return re.sub(rf"(?<![a-zA-Z]){letter}(?![a-zA-Z])", shown, side)


def value_of(side: str) -> Fraction | None:
    """What a side without letters comes to; None where that is no fraction."""
    try:
        form, values = split(side)
        reader = Reader(form)
        pair, run, _ = compile_tree(reader.sum(), Scope())
        reader.finish()
        return Fraction(*run(values)) if pair else Fraction(run(values))
    except (ArithmeticError, ValueError, TypeError, LookupError, Unreadable, FamilyError):
        return None


def shown_sides(sides: Sides) -> list[str]:
    """`3 * 5 + 1 = 16`; where letters stood on both sides, each with what it comes to."""
    value = value_of(sides.left)
    if sides.left_had and sides.right_had and value is not None:
        return [f"{side} = {value}" for side in (sides.left, sides.right) if side != str(value)]
    return [] if sides.left == sides.right else [f"{sides.left} = {sides.right}"]


def guess_step(problem: Problem[Any], guess: int) -> Step | None:
    """The line that puts a wrong whole number into the statement's equation, and sees that it
    fails; None where there is no such line."""
    subject, _, assertion = problem.conclusion.text().rpartition(" :: ")
    letters = {match[1] for part in assertion.split(" or ") if (match := SOLVED.fullmatch(part))}
    if len(letters) != 1 or ", " in subject or subject.count(" = ") != 1:
        return None
    letter = letters.pop()
    sides = put_in(subject, {letter: str(guess)})
    if sides is None or not sides.left_had:
        return None
    left, right = value_of(sides.left), value_of(sides.right)
    if left is None or right is None or left == right or max(abs(left), abs(right)) > LARGEST:
        return None
    found = [f"{sides.left} = {left}"]
    if sides.right != str(right):
        found.append(f"{sides.right} = {right}")
    text = ", ".join([*found, f"{left} != {right}"])
    if len(text) > LONGEST or "-(-" in text or sides.left == str(left):
        return None
    claim = Claim.read(text)
    stated = {*problem.stated, 0, 1, abs(left), abs(right), guess}
    if not claim.holds() or not {*map(abs, claim.values)} <= stated or guess not in claim.values:
        return None
    place, results = claim.values.index(guess), {left, right} - {*problem.stated}
    words = (
        f"We try {{{place}}} for {letter}: {{}}, so this is not it.",
        f"A guess first, {{{place}}} for {letter}: {{}}. So the guess fails.",
        f"If {letter} were {{{place}}}, both sides would be equal, but {{}}.",
    )
    found_at = [k for k, value in enumerate(claim.values) if value in results]
    return Step(
        words,
        claim,
        role="abandoned",
        premises=(-1,),
        found=tuple(found_at),
        constants=(guess, abs(left), abs(right)),
    )
