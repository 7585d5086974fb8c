"""Statements and solutions as a model reads and writes them, in three styles.

`plain` and `latex` are sentences: plain ones a line a step, LaTeX ones in short paragraphs, with
the formula that a line is about set apart. `terse` is one word a token for small models: the claims
alone, every token separated by a blank; numbers are written digit by digit unless the family has a
terse statement of its own, whose numbers stay whole words. A step's brief may say which numbers of
its claim it shows, `s7 +{2} {3}`; such lines need no sign between them.

A file holds of a solution the sentence that opens it and the words of each step, with `{}` for the
claim and, in the last line, `{answer}`; from them and the claims its text can be made again
(layout.py). Files and their column `wording` call the plain style `natural`.
"""

from collections.abc import Sequence
from typing import Literal, NamedTuple, get_args

from generators.arguments import brief, check_text, check_whole, close_names
from generators.claims.claim import Claim
from generators.errors import RequestError
from generators.layout import (
    BREAK,
    OF_MODULUS,
    SAID_MODULUS,
    Piece,
    ShownLine,
    composed,
    ends,
    laid_out,
    line_of_step,
    opening,
    pieces_of,
    spaced,
    tidy,
)
from generators.phrasing import Phrasing, maths_in
from generators.posed import Posed, a_text
from generators.solution import (
    Detail,
    Solution,
    Step,
    assertion_of_step,
    brief_of,
    fill,
    filled,
)
from generators.whereabouts import FamilyCode

TEXT_VERSION = 3  # changes when some family's texts are written otherwise
Style = Literal["plain", "latex", "terse"]
Label = Literal["first", "none", "last"]
STYLES: tuple[str, ...] = get_args(Style)
DETAILS: tuple[str, ...] = get_args(Detail)
LABELS: tuple[str, ...] = get_args(Label)
WORDINGS = {"plain": "natural", "latex": "latex", "terse": "terse"}  # what files call each style
STYLE_OF = {"natural": "plain", "latex": "latex", "terse": "terse", "terse_digits": "terse"}


class Rendering(NamedTuple):
    """How texts are written. `label` says where a solution names its strategy; an empty one stands
    for the usual of the style: first in terse, none in the others. `phrasing` is the seed by which
    phrasings are drawn."""

    style: str = "plain"
    detail: str = "normal"
    label: str = ""
    phrasing: int = 0

    @property
    def labelled(self) -> str:
        return self.label or ("first" if self.style == "terse" else "none")


def rendering_named(style: str, detail: str, label: str, phrasing: int) -> Rendering:
    """The rendering that these names ask for. Raises RequestError naming the first that does not
    exist."""
    for name, value, known in (
        ("style", STYLE_OF.get(style, style) if isinstance(style, str) else style, STYLES),
        ("detail", detail, DETAILS),
        ("label", label, ("", *LABELS)),
    ):
        if check_text(name, value) not in known:
            raise not_one_of(name, value, [each for each in known if each])
    return Rendering(STYLE_OF.get(style, style), detail, label, check_whole("phrasing", phrasing))


def not_one_of(name: str, value: str, known: Sequence[str]) -> RequestError:
    """The error of a name that is none of a few."""
    close = close_names(value, known)
    hint = f"; did you mean {' or '.join(close)}?" if close else ""
    return RequestError(f"{name}: {brief(value)} is not one of {', '.join(known)}{hint}")


def rendering_of(asked: Rendering | str) -> Rendering:
    """A rendering, or the usual one of a style, which may be named as files name it."""
    return Rendering(STYLE_OF.get(asked, asked)) if isinstance(asked, str) else asked


def wording_of(problem: Posed, style: str) -> str:
    """What a row records: `natural`, `latex`, `terse`, or `terse_digits` where the terse statement
    is made from the conclusion."""
    wording = WORDINGS.get(style, style)
    return "terse_digits" if wording == "terse" and problem.family.terse is None else wording


def statement(problem: Posed, style: str) -> str:
    """The text posed, in a style."""
    if style != "terse":
        return maths_in(problem.posed, style == "latex")
    if problem.family.terse is not None:
        with FamilyCode(problem.id, "terse"):
            return a_text(problem.family.terse(problem.params))
    if problem.family.terse_story is not None:
        with FamilyCode(problem.id, "terse_story"):
            story = a_text(problem.family.terse_story(problem.params))
        return spaced(story, "terse_digits")
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


def beginning(problem: Posed, strategy: str, rendering: Rendering) -> str:
    """What each solution by a strategy begins with, so that sampling can be forced to begin so: its
    label where that comes first, else the sentence that opens it. Empty where it has neither."""
    if rendering.labelled == "first":
        return opening(strategy, wording_of(problem, rendering.style))
    if rendering.style == "terse":
        return ""
    phrasing = Phrasing(problem, strategy, rendering.detail, rendering.phrasing)
    return phrasing.opening(rendering.style == "latex")


class Written(NamedTuple):
    """A solution as a file holds it: the sentence that opens it, and the words of each step."""

    opening: str
    words: list[str]


def written(problem: Posed, solution: Solution, rendering: Rendering) -> Written:
    """The words of a solution. Of a terse one the conclusion stays in the file."""
    if rendering.style == "terse":
        return Written("", [*terse_words(solution), ""])
    if solution.backtracks:
        return written_with_backtracks(problem, solution, rendering)
    phrasing = Phrasing(problem, solution.strategy, rendering.detail, rendering.phrasing)
    latex, names = rendering.style == "latex", problem.names
    own = zip(phrasing.words(solution), solution.steps, strict=False)
    words = [filled(line, step.claim, names, latex) for line, step in own]
    words.append(phrasing.closing(solution.steps[-1], latex))
    return Written(phrasing.opening(latex), words)


def terse_words(solution: Solution) -> list[str]:
    """The terse words of a solution's own steps; an attempt is told by its strategy's name."""
    words = list(map(brief_of, solution.steps[:-1]))
    for backtrack in solution.backtracks:
        words[backtrack.start] = f"try {backtrack.strategy or 'guess'} ; {words[backtrack.start]}"
        words[backtrack.stop - 1] = f"leave ; {words[backtrack.stop - 1]}"
    return words


def written_with_backtracks(problem: Posed, solution: Solution, rendering: Rendering) -> Written:
    """The words of a solution with attempts before it: each part is written as one by its own
    strategy, behind the sentence that opens it."""
    latex, steps = rendering.style == "latex", solution.steps
    first, last = solution.backtracks[0], solution.backtracks[-1]
    own = Phrasing(problem, solution.strategy, rendering.detail, rendering.phrasing)
    main = [*steps[: first.start], *steps[last.stop :]]
    lines = own.words(solution._replace(steps=main))
    lines = filled_lines(problem, lines, main[:-1], latex)
    shared, lines = lines[: first.start], lines[first.start :]
    words: list[str] = []
    for backtrack in solution.backtracks:
        part = steps[backtrack.start : backtrack.stop]
        if not backtrack.strategy:
            words += filled_lines(problem, [step.words for step in part], part, latex)
            continue
        phrasing = Phrasing(problem, backtrack.strategy, rendering.detail, rendering.phrasing)
        told = [*phrasing.words(solution._replace(steps=part)), part[-1].words]
        told = filled_lines(problem, told, part, latex)
        usual = "We try {}." if words else "First we try {}."
        opening = phrasing.opening(latex) or usual.format(spoken(backtrack.strategy))
        # what the first attempt has in common with the solution stands behind its opening
        words += behind(opening, told if words else [*shared, *told])
    opening = own.opening(latex) or f"We go on by {spoken(solution.strategy)}."
    words += [*behind(opening, lines), own.closing(steps[-1], latex)]
    return Written("", words)


def spoken(strategy: str) -> str:
    """A strategy's name in a sentence."""
    return strategy.replace("_", " ")


def filled_lines(problem: Posed, lines: list[str], steps: list[Step], latex: bool) -> list[str]:
    """The words of some steps with each named hole replaced by its number."""
    pairs = zip(lines, steps, strict=True)
    return [filled(line, step.claim, problem.names, latex) for line, step in pairs]


def behind(opening: str, lines: list[str]) -> list[str]:
    """Lines, the first that shows behind a sentence of its own."""
    first = next((k for k, line in enumerate(lines) if line), -1)
    return [
        f"{opening}{BREAK}{line}" if k == first and opening else line
        for k, line in enumerate(lines)
    ]


def render(
    problem: Posed,
    solution: Solution,
    rendering: Rendering | str,
    boxed: bool = False,
    words: Written | None = None,
) -> str:
    """A solution as a model is to write it, its answer in a box where that is asked for. `words`
    are its words where they are known."""
    rendering = rendering_of(rendering)
    if words is None and rendering.style == "plain" and not solution.backtracks:
        return render_plain(problem, solution, rendering, boxed)
    words = words or written(problem, solution, rendering)
    return composed(
        words.opening,
        shown_lines(problem, solution, rendering, words),
        solution.strategy,
        solution.answer,
        wording_of(problem, rendering.style),
        rendering.labelled,
        boxed,
    )


def render_pieces(
    problem: Posed, solution: Solution, rendering: Rendering, boxed: bool, words: Written
) -> list[Piece]:
    """The same line by line, each with the step that it shows."""
    return pieces_of(
        words.opening,
        shown_lines(problem, solution, rendering, words),
        solution.strategy,
        solution.answer,
        wording_of(problem, rendering.style),
        rendering.labelled,
        boxed,
    )


def shown_lines(
    problem: Posed, solution: Solution, rendering: Rendering, words: Written
) -> list[ShownLine]:
    """The lines of a solution with their claims as the style shows them."""
    wording, names = wording_of(problem, rendering.style), problem.names
    pairs = zip(words.words, solution.steps, strict=True)
    return [line_of_step(line, step, names, wording) for line, step in pairs]


def render_plain(problem: Posed, solution: Solution, rendering: Rendering, boxed: bool) -> str:
    """The same in plain sentences, straight from the steps."""
    phrasing = Phrasing(problem, solution.strategy, rendering.detail, rendering.phrasing)
    names, wording = problem.names, WORDINGS[rendering.style]
    *own, conclusion = solution.steps
    lines = [phrasing.opening(False)]
    for words, step in zip(phrasing.words(solution), own, strict=True):
        if "{" in words or "`" in words:
            claim, assertion = step.claim, ""
            if names is None and claim.form.startswith(OF_MODULUS):
                words = SAID_MODULUS.sub("", words)
                assertion = line_of_step("{}", step, None, wording).claim
            elif "{}" in words:
                assertion = assertion_of_step(step, names)
                if names is None and "1 * " in assertion:
                    assertion = tidy(assertion)
            words = fill(words, claim, assertion, names)
        lines.append(words)
    last = line_of_step(phrasing.closing(conclusion, False), conclusion, names, wording)
    lines += ends(last, solution.answer, False, boxed)
    return laid_out(lines, solution.strategy, wording, rendering.labelled)
