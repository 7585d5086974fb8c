"""Laws of what a reader sees: phrasings, reasons, openings, closings, and what no line may show."""

import re
from collections.abc import Iterator
from typing import Any

from generators.drill import drill_of
from generators.errors import FamilyError
from generators.laws.law import Finding, Sample, law
from generators.layout import ANSWER
from generators.posed import a_text
from generators.problem import all_hold
from generators.render import Rendering, render, statement, written
from generators.solution import several
from generators.tokens import MOST, tokens_in

PHRASINGS, OPENINGS, CLOSINGS, FRAMES = 3, 4, 4, 8
LOOKED_AT = 8  # problems of each difficulty
RENDERINGS = (Rendering("plain", phrasing=1), Rendering("latex", phrasing=2))
IN_LATEX = Rendering("latex")
AMISS = {
    "two signs side by side": re.compile(r"--|-\(-|\+ -\d"),
    "a factor of 1": re.compile(r"(?<![\w./{}])1 (?:\*|\\times|\\cdot) "),
    "an exponent 1": re.compile(r"\^1(?!\d)|\^\{1\}"),
    "a plural behind 1": re.compile(
        r"(?<![\w./{}^+*-])(?<![-+*/] )"
        r"1 (?:times(?! \d)|parts|steps|ways|others|portions|choices|orders)\b"
    ),
    "two reasons in a sentence": re.compile(
        r"\b(?:since|because)\b[^.:\n]*\b(?:since|because)\b", re.IGNORECASE
    ),
}
IN_MATHS = re.compile(r"\\\((.*?)\\\)|\\\[(.*?)\\\]", re.DOTALL)
LABEL = re.compile(r"\\text\{[^}]*\}")


@law(advice=True)
def lines_are_phrased_in_several_ways(sample: Sample) -> Iterator[Finding]:
    """Each line of a strategy has at least 3 phrasings. Give the step a tuple of them, six where
    the line recurs in a solution."""
    for problem, solution in sample.each_solution(LOOKED_AT):
        for index, step in enumerate(solution.steps[:-1]):
            count = len(several(step.phrasings))
            if step.words and count < PHRASINGS:
                place = problem.id, solution.strategy, index
                yield Finding(f"{count} phrasings of {step.words!r}", *place)


@law(advice=True)
def solutions_open_and_close_in_sentences(sample: Sample) -> Iterator[Finding]:
    """Each strategy has at least 4 openings, and solutions at least 4 closings in the problem's own
    words, 2 for a Frame; at least 8 statements. Write opening= at the strategy, closings= at the
    family."""
    family = sample.family
    for strategy in family.strategies.values():
        if len(strategy.opening) < OPENINGS:
            yield Finding(f"{len(strategy.opening)} openings", strategy=strategy.name)
    if len(family.statements) < FRAMES:
        yield Finding(f"{len(family.statements)} statements")
    for number, one in enumerate(family.statements):
        own = getattr(one, "closings", None)
        count, wanted = (len(own), 2) if own is not None else (len(family.closings), CLOSINGS)
        if count < wanted:
            yield Finding(f"{count} closings of statement {number}")


@law()
def words_are_filled_in_every_phrasing(sample: Sample) -> Iterator[Finding]:
    """Every opening and closing can be shown for every problem, and a closing shows the answer
    once. Let holes name fields of the params, and write {answer} once."""
    for problem in sample.each_problem():
        statement(problem, "terse")  # raises where it cannot be shown
        if sample.family.drill is not None:
            _, steps = drill_of(problem)
            if not all_hold(steps):
                yield Finding("a step of its drill does not hold", problem.id)
        for name in problem.strategies():
            strategy, place = problem.family.strategies[name], (problem.id, name)
            for text in strategy.opening:
                yield from unfilled(text, problem.params, "opening", place)
            yield from unfilled(strategy.formula, problem.params, "formula", place)
        for text in problem.closings:
            yield from unfilled(text, problem.params, "closing", (problem.id, ""))


def unfilled(text: Any, params: Any, kind: str, place: tuple[str, str]) -> Iterator[Finding]:
    """Why a text of a family cannot be shown."""
    try:
        shown = text.format(p=params, answer=ANSWER) if isinstance(text, str) else text(params)
        shown = a_text(shown)
    except (AttributeError, LookupError, ValueError, TypeError, FamilyError) as error:
        yield Finding(f"its {kind} {str(text)[:60]!r} cannot be shown: {error}", *place)
        return
    if kind == "closing" and shown.count(ANSWER) != 1:
        yield Finding(
            f"its closing {shown[:60]!r} shows the answer {shown.count(ANSWER)} times", *place
        )
    if shown.count("`") % 2:
        yield Finding(f"its {kind} {shown[:60]!r} has a backquote without another", *place)


@law(advice=True)
def no_solution_is_too_long(sample: Sample) -> Iterator[Finding]:
    """In LaTeX at normal detail a solution has at most 1,200 tokens. A strategy that needs more
    does not apply to that problem: say so in its `when`."""
    for problem in sample.each_problem():
        for strategy in problem.strategies():  # by default choices: other guesses may take longer
            text = render(problem, problem.solve(strategy), IN_LATEX, boxed=True)
            if tokens_in(text) > MOST:
                yield Finding(f"its solution has {tokens_in(text):,} tokens", problem.id, strategy)


@law(advice=True)
def nothing_in_a_line_reads_amiss(sample: Sample) -> Iterator[Finding]:
    """No two signs meet, no factor or exponent of 1 shows, no plural follows a 1, no sentence gives
    two reasons, all maths is put into LaTeX, and no line stands twice. Let a claim leave out what
    does not count, and say in the words what is new."""
    for problem, solution in sample.each_solution(LOOKED_AT):
        place = problem.id, solution.strategy
        for rendering in RENDERINGS:
            text = render(problem, solution, rendering)
            for what, pattern in AMISS.items():
                if found := pattern.search(text):
                    around = text[max(0, found.start() - 30) : found.end() + 20]
                    yield Finding(f"{what}: {' '.join(around.split())!r}", *place)
            if rendering.style == "latex" and problem.names is None:
                yield from left_plain(text, place)
            words = [line for line in written(problem, solution, rendering).words if line]
            lines = [
                (line, step.claim.text()) for line, step in zip(words, solution.steps, strict=False)
            ]
            if len(set(lines)) < len(lines):
                yield Finding("a line stands twice", *place)


def left_plain(text: str, place: tuple[str, str]) -> Iterator[Finding]:
    """Maths of a LaTeX text that stands there as in plain text, because its form could not be put
    into LaTeX."""
    for inline, apart in IN_MATHS.findall(text):
        maths = LABEL.sub("", inline or apart)
        if "/" in maths or "*" in maths:
            yield Finding(f"maths that is not put into LaTeX: {maths.strip()!r}", *place)
            return
