"""A solution: the steps that one strategy yields for one problem, each a line of words with a claim
that a machine decides."""

import re
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from generators.claims.claim import UNMARKED, Claim, Number
from generators.claims.printer import Form
from generators.claims.remembered import Remembered
from generators.errors import FamilyError

Role = Literal["main", "abandoned", "check", "corrupted"]
HOLE = re.compile(r"\{([^{}]*)\}")
DIGITS = re.compile(r"\d+", re.ASCII)


@dataclass(slots=True, unsafe_hash=True)
class Step:
    """One line of a solution: `Step("Divide {a} by {b}: {}.", f"{a} = {q:new} * {b} + {r:new}")`.

    `{}` in `words` shows the claim; without it the claim stays in the file and only the words show.
    `{a}` shows the number of the claim whose hole holds `a`. `brief` is the same line in the terse
    style, where most lines are the claim alone; instead of the claim it may show some of its
    numbers, by name or as `{2}`, the number at place 2.

    `role` is `main` for a line on which the answer rests, `abandoned` for a trial that failed,
    `check` for a line that tests a result, `corrupted` for one that is wrong on purpose. `rests_on`
    names earlier steps that this one needs, where their numbers do not say so.

    The core fills in the rest (derivations/): `premises`, the indices of the steps it rests on, -1
    for the statement; `found`, the places of the numbers that it gives; `constants`, the numbers
    that it declares."""

    words: str
    claim: Claim
    brief: str = "{}"
    role: Role = field(default="main", compare=False, kw_only=True)
    rests_on: tuple["Step", ...] = field(default=(), compare=False, kw_only=True)
    premises: tuple[int, ...] = field(default=(), compare=False, kw_only=True)
    found: tuple[int, ...] = field(default=(), compare=False, kw_only=True)
    constants: tuple[Number, ...] = field(default=(), compare=False, kw_only=True)

    if TYPE_CHECKING:  # a family's file writes the claim as an f-string (claims/written.py)

        def __init__(
            self,
            words: str,
            claim: Claim | str,
            brief: str = "{}",
            *,
            role: Role = "main",
            rests_on: tuple["Step", ...] = (),
        ) -> None: ...

    @property
    def gives(self) -> tuple[Number, ...]:
        """The numbers that this step finds."""
        values = self.claim.values
        return tuple([values[hole] for hole in self.found])


Steps = Generator[Step, None, Any]  # a strategy returns the answer it reached


class Line(NamedTuple):
    """Words ready to be filled: the function that puts texts into their holes, and of each hole the
    place of the number that it shows, or `ASSERTION` for the claim itself."""

    put: Callable[..., str]
    places: tuple[int, ...]


ASSERTION = -1


def line_of(words: str, claim: Claim) -> Line:
    """The words of a claim ready to be filled. Raises FamilyError for a name that the claim does
    not have."""
    line = claim.marks.lines.get(words)
    if line is None:
        parts = HOLE.split(words)
        places = [ASSERTION if not hole else place_of(hole, claim, words) for hole in parts[1::2]]
        texts = [text.replace("{", "{{").replace("}", "}}") for text in parts[::2]]
        line = Line("{}".join(texts).format, tuple(places))
        if any(not hole.isdigit() for hole in parts[1::2]) or claim.marks is not UNMARKED:
            claim.marks.lines[words] = line
    return line


def filled(text: str, claim: Claim, names: Sequence[str] | None = None) -> str:
    """Words with each named hole replaced by its number; `{}` stays. Raises FamilyError for a name
    that the claim does not have."""
    if "{" not in text:
        return text
    return fill(line_of(text, claim), claim.values, "{}", names)


def fill(line: Line, values: Sequence[Any], assertion: str, names: Sequence[str] | None) -> str:
    """The line with its numbers, and the assertion in its place."""
    if len(line.places) == 1 and line.places[0] == ASSERTION:  # most lines show no other number
        return line.put(assertion)
    shown = [assertion if place == ASSERTION else values[place] for place in line.places]
    if names is not None:
        shown = [names[int(one)] if one is not assertion else one for one in shown]
    return line.put(*shown)


def place_of(hole: str, claim: Claim, text: str) -> int:
    """The place, among the claim's numbers, of the one that a named hole shows."""
    if hole.isdigit() and int(hole) < len(claim.values):
        return int(hole)
    place = claim.marks.names.get(hole)
    if place is None:
        known = ", ".join([f"{{{name}}}" for name in claim.marks.names]) or "none"
        raise FamilyError(
            f"the words {text!r} show {{{hole}}}, which is no number of their claim;"
            f" words may show {known}, and {{}} for the claim"
        )
    return place


def brief_of(step: Step) -> str:
    """The terse words with each named hole as the place of its number."""
    if "{" not in step.brief:
        return step.brief
    line = line_of(step.brief, step.claim)
    return line.put(*["{}" if place == ASSERTION else f"{{{place}}}" for place in line.places])


def said_in(step: Step) -> set[int]:
    """The whole numbers that a step's words say."""
    return set(map(int, DIGITS.findall(filled(step.words, step.claim))))


class Cost(NamedTuple):
    """What a solution takes: its steps, the operations written in them, and the digits of the
    largest number; of a fraction those of its larger part."""

    steps: int
    operations: int
    digits: int


class Solution(NamedTuple):
    """What a strategy did with a problem. The last step's claim is the family's conclusion;
    `correct` says that it holds. A faulty solution names the step whose claim fails, counted from
    0, and the kind of fault."""

    strategy: str
    approach: str
    choices: dict[str, Any]
    steps: list[Step]
    answer: str
    correct: bool = True
    fault_step: int | None = None
    fault_kind: str | None = None

    @property
    def cost(self) -> Cost:
        claims = [step.claim for step in self.steps[:-1]]
        values = [value for claim in claims for value in claim.values]
        largest = max([max(abs(value.numerator), value.denominator) for value in values], default=0)
        operations = sum([operations_in(claim.form) for claim in claims])
        return Cost(len(claims), operations, len(str(largest)))


@lru_cache(maxsize=8_192)
def operations_in(form: str) -> int:
    """How many operations the shown part of a form asks for."""
    shown = form.rpartition(" :: ")[2]
    return max(
        1,
        sum(
            shown.count(sign)
            for sign in (" + ", " - ", " * ", "/", "^", "!", " mod ", "{}(", "{}x", "| ")
        ),
    )


def assertion_printer(form: str) -> tuple[int, Form]:
    """How many numbers of a claim are its subject's, and the printer of what is shown."""
    subject, _, shown = form.rpartition(" :: ")
    return subject.count("{}"), Form(shown)


ASSERTIONS: Remembered[str, tuple[int, Form]] = Remembered(assertion_printer)


def show_steps(steps: Sequence[Step], names: Sequence[str] | None = None) -> list[str]:
    """The steps as a learner reads them, a line each; a step without words does not show.
    `names[v]` stands for the number v where names are given."""
    return [show_step(step, names) for step in steps if step.words]


def show_step(step: Step, names: Sequence[str] | None = None) -> str:
    words, claim = step.words, step.claim
    if "{" not in words:
        return words
    line, values = line_of(words, claim), claim.values
    assertion = ""
    if ASSERTION in line.places:
        skipped, printer = ASSERTIONS[claim.form]
        own = values[skipped:] if skipped else values
        assertion = printer.show(own) if names is None else printer.show_named(own, names)
    return fill(line, values, assertion, names)
