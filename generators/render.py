"""The two wordings of statements and solutions: natural language, and a terse one of one word a
token for small models.

Natural steps are sentences. Terse steps are the claims alone, every token parted by a blank;
numbers are written digit by digit unless the family has a terse statement of its own, whose numbers
stay whole words. A step's brief may say which numbers of its claim it shows, `s7 +{2} {3}`; such
lines need no sign between them.
"""

import re
from collections.abc import Sequence
from typing import Any

from generators.claims.claim import Claim
from generators.claims.printer import named
from generators.problem import Problem
from generators.solution import Solution, Step, brief_of, filled, show_steps

TEXT_VERSION = 2  # changes when some family's solutions are written otherwise
WORDINGS = ("natural", "terse")
WORDS = re.compile(r"[A-Za-z]\w*|\d+|::|[!<>]=|[^\s\w]", re.ASCII)
DIGITS = re.compile(r"[A-Za-z]\w*|\d|::|[!<>]=|[^\s\w]", re.ASCII)
TOKENS = {"terse": WORDS, "terse_digits": DIGITS}
NUMERALS = re.compile(r"\d+", re.ASCII)
NUMBERED = re.compile(r"\{(\d+)\}", re.ASCII)
SEPARATOR = " ; "
# begins a line of which every token has a place, so that no sign has to part it from the one before
COMPACT = " "


def wording_of(problem: Problem[Any], wording: str) -> str:
    """What a row records: `natural`, `terse`, or `terse_digits` where the terse statement is made
    from the conclusion."""
    return wording if wording == "natural" or problem.family.terse is not None else "terse_digits"


def statement(problem: Problem[Any], wording: str) -> str:
    """The text posed, in a wording."""
    if wording == "natural":
        return problem.statement
    if problem.family.terse is not None:
        return problem.family.terse(problem.params)
    return spaced(question(problem.conclusion), "terse_digits")


def question(conclusion: Claim) -> str:
    """The conclusion with its answer taken out: `gcd(12, 18) = ?`. Of a system's unknowns it names
    the one asked for."""
    text = conclusion.text()
    subject, separator, assertion = text.rpartition(" :: ")
    if separator and "=" in subject:
        asked = (
            assertion.partition(" = ")[0] + " = "
            if ", " in subject and assertion.count("=") == 1
            else ""
        )
        return f"{subject} :: {asked}?"
    before = assertion.rpartition(" = ")[0]
    return f"{subject}{separator}{before} = ?" if before or not separator else f"{subject} = ?"


def spaced(text: str, wording: str) -> str:
    """The tokens of a text, each parted by a blank."""
    return " ".join(TOKENS[wording].findall(text))


def opening(strategy: str, wording: str) -> str:
    """The first line of a solution, which names its strategy; sampling can be forced to begin with
    it."""
    return f"Method: {strategy.replace('_', ' ')}." if wording == "natural" else strategy


def words_of(step: Step, wording: str, last: bool, names: Sequence[str] | None) -> str:
    """The words of a step in a wording, as a file holds them, with `{}` for the claim; in the terse
    one the conclusion stays in the file."""
    if wording == "natural":
        return filled(step.words, step.claim, names)
    return "" if last else brief_of(step)


def solution_text(
    strategy: str,
    words: Sequence[str],
    claims: Sequence[str],
    names: Sequence[str] | None,
    wording: str,
) -> str:
    """A solution as a model is to write it, from the words and claims' texts that a file holds."""
    return joined(opening(strategy, wording), shown_lines(words, claims, names), wording)


def drill_text(
    words: Sequence[str], claims: Sequence[str], names: Sequence[str] | None, wording: str
) -> str:
    """A row of practice, which has no opening, from its words and its claims' texts."""
    return (
        joined("", shown_lines(words, claims, names), wording)
        .removeprefix(SEPARATOR)
        .removeprefix(COMPACT)
    )


def shown_lines(
    words: Sequence[str], claims: Sequence[str], names: Sequence[str] | None
) -> list[str]:
    """The lines that show, each claim or its numbers put into its words."""
    lines = []
    for line, claim in zip(words, claims, strict=True):
        if "{}" in line:
            shown = claim.rpartition(" :: ")[2]
            line = line.replace("{}", shown if names is None else named(shown, names))
        elif NUMBERED.search(line):
            line = compact(line, [int(numeral) for numeral in NUMERALS.findall(claim)], names)
        if line:
            lines.append(line)
    return lines


def compact(brief: str, values: Sequence[Any], names: Sequence[str] | None) -> str:
    """A brief with numbered holes: `{2}` is the numeral 2 of the claim's text, counted from 0 and
    without a sign; claims shown so hold no other numbers. It is marked, for it joins the line
    before it."""

    def shown(hole: re.Match[str]) -> str:
        value = values[int(hole[1])]
        return str(value if names is None else names[value])

    return COMPACT + NUMBERED.sub(shown, brief)


def joined(first: str, lines: Sequence[str], wording: str) -> str:
    if wording == "natural":
        return "\n".join([first, *lines])
    return first + "".join(
        [line if line.startswith(COMPACT) else SEPARATOR + spaced(line, wording) for line in lines]
    )


def render(problem: Problem[Any], solution: Solution, wording: str) -> str:
    """A solution as a model is to write it."""
    steps = solution.steps
    if wording == "natural":
        return joined(
            opening(solution.strategy, wording), show_steps(steps, problem.names), wording
        )
    lines = []
    for step in steps:
        brief = words_of(step, wording, step is steps[-1], problem.names)
        if NUMBERED.search(brief):
            lines.append(compact(brief, step.claim.values, problem.names))
        else:
            lines += show_steps([Step(brief, step.claim)], problem.names)
    return joined(opening(solution.strategy, wording), lines, wording_of(problem, wording))
