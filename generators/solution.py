"""A solution: the steps that one strategy yields for one problem, each a line of words with a claim
that a machine decides."""

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from generators.claims.claim import Claim
from generators.claims.printer import Form
from generators.claims.remembered import Remembered


@dataclass(slots=True, unsafe_hash=True)
class Step:
    """One line of a solution. `{}` in `words` shows the claim; without it the claim stays in the
    file and only the words show. `brief` is the same line in the terse wording, where most lines
    are the claim alone; instead of the claim it may show some of its numbers, `{2}` being the
    number at place 2 of the claim's values."""

    words: str
    claim: Claim
    brief: str = "{}"


Steps = Generator[
    Step, None, Any
]  # a strategy returns the answer it reached; None stands for the true one


class Cost(NamedTuple):
    """What a solution takes: its steps, the operations written in them, and the digits of the
    largest number."""

    steps: int
    operations: int
    digits: int


class Solution(NamedTuple):
    """What a strategy did with a problem. The last step's claim is the family's conclusion;
    `correct` says that it holds. A faulty solution names the step whose claim fails, counted from
    0, and the kind of fault."""

    strategy: str
    kind: str
    choices: dict[str, Any]
    steps: list[Step]
    answer: str
    correct: bool = True
    fault_step: int | None = None
    fault_kind: str | None = None

    @property
    def cost(self) -> Cost:
        claims = [step.claim for step in self.steps[:-1]]
        largest = max([abs(value) for claim in claims for value in claim.values], default=0)
        operations = sum([operations_in(claim.form) for claim in claims])
        return Cost(len(claims), operations, len(str(largest.__ceil__())))


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


def line_printers(words: str) -> Remembered[str, tuple[int, Form]]:
    """For each form: how many numbers of a claim are its subject's, and the printer of these words
    with the shown part."""
    before, hole, after = words.partition("{}")

    def make(form: str) -> tuple[int, Form]:
        subject, _, shown = form.rpartition(" :: ")
        return (
            (subject.count("{}"), Form(shown, before, after))
            if hole
            else (form.count("{}"), Form("", words))
        )

    return Remembered(make, limit=256)


LINES = Remembered(line_printers)


def show_steps(steps: Sequence[Step], names: Sequence[str] | None = None) -> list[str]:
    """The steps as a learner reads them, a line each; a step without words does not show.
    `names[v]` stands for the number v where names are given."""
    lines = []
    for step in steps:
        if step.words:
            claim = step.claim
            skipped, printer = LINES[step.words][claim.form]
            values = claim.values[skipped:] if skipped else claim.values
            lines.append(
                printer.show(values) if names is None else printer.show_named(values, names)
            )
    return lines
