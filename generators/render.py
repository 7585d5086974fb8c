"""Statements and solutions as a model reads and writes them, in three styles.

`plain` and `latex` are sentences: plain ones a line a step, LaTeX ones in short paragraphs, with
the formula that a line is about set apart. `terse` is one word a token for small models: the claims
alone, every token parted by a blank; numbers are written digit by digit unless the family has a
terse statement of its own, whose numbers stay whole words. A step's brief may say which numbers of
its claim it shows, `s7 +{2} {3}`; such lines need no sign between them.

A file holds of a solution the sentence that opens it and the words of each step, with `{}` for the
claim and, in the last line, `{answer}`; from them and the claims its text can be made again
(`solution_text`). Files and their column `wording` call the plain style `natural`.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Any, Literal, NamedTuple, get_args

from generators.answers.latex import answer_in_latex
from generators.claims.claim import Claim
from generators.claims.latex import latex_of
from generators.claims.printer import named
from generators.phrasing import Phrasing, maths_in
from generators.problem import Problem
from generators.solution import (
    ASSERTION,
    Detail,
    Solution,
    Step,
    assertion_of_step,
    brief_of,
    fill,
    filled,
    in_sentence,
    line_of,
)

TEXT_VERSION = 3  # changes when some family's texts are written otherwise
Style = Literal["plain", "latex", "terse"]
Label = Literal["first", "none", "last"]
STYLES: tuple[str, ...] = get_args(Style)
DETAILS: tuple[str, ...] = get_args(Detail)
LABELS: tuple[str, ...] = get_args(Label)
WORDINGS = {"plain": "natural", "latex": "latex", "terse": "terse"}  # what files call each style
STYLE_OF = {"natural": "plain", "latex": "latex", "terse": "terse", "terse_digits": "terse"}

WORDS = re.compile(r"[A-Za-z]\w*|\d+|::|[!<>]=|[^\s\w]", re.ASCII)
DIGITS = re.compile(r"[A-Za-z]\w*|\d|::|[!<>]=|[^\s\w]", re.ASCII)
TOKENS = {"terse": WORDS, "terse_digits": DIGITS}
NUMERALS = re.compile(r"\d+", re.ASCII)
NUMBERED = re.compile(r"\{(\d+)\}", re.ASCII)
SEPARATOR = " ; "
# begins a line of which every token has a place, so that no sign has to part it from the one before
COMPACT = " "
MODULUS = re.compile(r"mod (\d+) :: ", re.ASCII)
SAID_MODULUS = re.compile(
    r"(?<=\{\}) \(mod (?:\d+|\{[^{}]*\})\)", re.ASCII
)  # in words, behind the claim
ANSWER = "{answer}"  # where the last line of a file's solution shows the answer
SHORT = 24  # characters of a formula that may stand inside a sentence, in LaTeX
SENTENCES = 3  # of one paragraph


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


def rendering_of(asked: Rendering | str) -> Rendering:
    """A rendering, or the usual one of a style, which may be named as files name it."""
    return Rendering(STYLE_OF.get(asked, asked)) if isinstance(asked, str) else asked


def wording_of(problem: Problem[Any], style: str) -> str:
    """What a row records: `natural`, `latex`, `terse`, or `terse_digits` where the terse statement
    is made from the conclusion."""
    wording = WORDINGS.get(style, style)
    return "terse_digits" if wording == "terse" and problem.family.terse is None else wording


def is_terse(wording: str) -> bool:
    """Whether a wording is one of the two terse ones."""
    return wording.startswith("terse")


def statement(problem: Problem[Any], style: str) -> str:
    """The text posed, in a style."""
    if style != "terse":
        return maths_in(problem.posed, style == "latex")
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
    """The label of a strategy, which a solution begins with where labels come first; sampling can
    be forced to begin with it."""
    return strategy if is_terse(wording) else f"Method: {strategy.replace('_', ' ')}."


def beginning(problem: Problem[Any], strategy: str, rendering: Rendering) -> str:
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


def written(problem: Problem[Any], solution: Solution, rendering: Rendering) -> Written:
    """The words of a solution. Of a terse one the conclusion stays in the file."""
    if rendering.style == "terse":
        return Written("", [*map(brief_of, solution.steps[:-1]), ""])
    phrasing = Phrasing(problem, solution.strategy, rendering.detail, rendering.phrasing)
    latex, names = rendering.style == "latex", problem.names
    own = zip(phrasing.words(solution), solution.steps, strict=False)
    words = [filled(line, step.claim, names, latex) for line, step in own]
    words.append(phrasing.closing(solution.steps[-1], latex))
    return Written(phrasing.opening(latex), words)


def render(
    problem: Problem[Any],
    solution: Solution,
    rendering: Rendering | str,
    boxed: bool = False,
    words: Written | None = None,
) -> str:
    """A solution as a model is to write it, its answer in a box where that is asked for. `words`
    are its words where they are known."""
    rendering = rendering_of(rendering)
    if words is None and rendering.style == "plain":
        return render_plain(problem, solution, rendering, boxed)
    words = words or written(problem, solution, rendering)
    terse, names = rendering.style == "terse", problem.names
    pairs = zip(words.words, solution.steps, strict=True)
    return composed(
        words,
        [shown_line(line, step, names, terse) for line, step in pairs],
        solution.strategy,
        solution.answer,
        wording_of(problem, rendering.style),
        rendering.labelled,
        boxed,
    )


def render_plain(
    problem: Problem[Any], solution: Solution, rendering: Rendering, boxed: bool
) -> str:
    """The same in plain sentences, straight from the steps."""
    phrasing = Phrasing(problem, solution.strategy, rendering.detail, rendering.phrasing)
    names = problem.names
    *own, conclusion = solution.steps
    lines = [phrasing.opening(False)]
    for words, step in zip(phrasing.words(solution), own, strict=True):
        if "{" in words or "`" in words:
            line = line_of(words, step.claim)
            shown = shown_line("{}", step, names, False) if ASSERTION in line.places else NOTHING
            if shown.modulus:
                line = line_of(SAID_MODULUS.sub("", words), step.claim)
            words = fill(line, step.claim.values, plain_assertion(shown), names)
        lines.append(words)
    last = shown_line(phrasing.closing(conclusion, False), conclusion, names, False)
    wording = WORDINGS[rendering.style]
    lines += ends(with_modulus(last), solution.answer, wording, boxed)
    return "\n".join(filter(None, labelled(lines, solution.strategy, wording, rendering.labelled)))


class ShownLine(NamedTuple):
    """A line and what its hole shows: words without `{}` show nothing else."""

    words: str
    assertion: str
    modulus: str


NOTHING = ShownLine("", "", "")


def shown_line(words: str, step: Step, names: Sequence[str] | None, terse: bool) -> ShownLine:
    """A line of a solution with its claim's assertion; the numbers of a compact one are in their
    places."""
    if "{}" in words:
        form = step.claim.form
        modulus = str(step.claim.values[0]) if form.startswith("mod {} :: ") and not names else ""
        assertion = assertion_of_step(step, names)
        return ShownLine(words, assertion if terse or names else tidy(assertion), modulus)
    if terse and NUMBERED.search(words):
        words = compact(words, step.claim.values, names)
    return ShownLine(words, "", "")


FACTOR_ONE = re.compile(r"(?<![\w/^.])(?<![\w/^.]-)(?<!/ )(?<!mod )1 \* (?=\w|\((?!-))", re.ASCII)


def tidy(assertion: str) -> str:
    """An assertion without factors of 1, unless nothing would be left to see: `7 = 1 * 7`."""
    if "1 * " not in assertion:
        return assertion
    return ", ".join([tidy_chain(chain) for chain in assertion.split(", ")])


def tidy_chain(chain: str) -> str:
    """One chain of members without factors of 1."""
    shorter = FACTOR_ONE.sub("", chain)
    members = shorter.split(" = ")
    return chain if len(set(members)) < len(members) else shorter


def with_modulus(line: ShownLine) -> ShownLine:
    """A line whose claim says its modulus itself."""
    if not line.modulus:
        return line
    return line._replace(words=SAID_MODULUS.sub("", line.words))


def stored_line(words: str, claim: str, names: Sequence[str] | None, terse: bool) -> ShownLine:
    """The same from the texts of a file."""
    if "{}" in words:
        assertion = claim.rpartition(" :: ")[2]
        found = MODULUS.match(claim)
        modulus = found[1] if found and not names else ""
        return ShownLine(words, assertion if names is None else named(assertion, names), modulus)
    if terse and NUMBERED.search(words):
        words = compact(words, [int(numeral) for numeral in NUMERALS.findall(claim)], names)
    return ShownLine(words, "", "")


def solution_text(
    strategy: str,
    words: Sequence[str],
    claims: Sequence[str],
    names: Sequence[str] | None,
    wording: str,
    opening: str | None = None,
    label: str = "first",
    answer: str = "",
    boxed: bool = False,
) -> str:
    """A solution as a model is to write it, from what a file holds. Files of earlier versions have
    no `opening`: they begin with their strategy's label and write `=` for a congruence."""
    terse = is_terse(wording)
    lines = [stored_line(*pair, names, terse) for pair in zip(words, claims, strict=True)]
    if opening is not None and not terse and not names:
        lines = [line._replace(assertion=tidy(line.assertion)) for line in lines]
    elif opening is None and not terse:
        lines = [line._replace(modulus="") for line in lines]
    return composed(Written(opening or "", []), lines, strategy, answer, wording, label, boxed)


def composed(
    words: Written,
    lines: list[ShownLine],
    strategy: str,
    answer: str,
    wording: str,
    label: str,
    boxed: bool,
) -> str:
    """A whole solution from its lines."""
    if is_terse(wording):
        tag = opening(strategy, wording)
        texts = [line.words.replace("{}", line.assertion) for line in lines if line.words]
        text = joined(tag if label == "first" else "", texts, wording)
        text = text if label == "first" else text.removeprefix(SEPARATOR).removeprefix(COMPACT)
        text = f"{text}{SEPARATOR}{tag}" if label == "last" else text
        return f"{text}\n{in_box(answer, False)}" if boxed else text
    latex = wording == "latex"
    *own, last = map(with_modulus, lines)
    parts = paragraphs(words.opening, own) if latex else plain_lines(words.opening, own)
    parts += ends(last, answer, wording, boxed)
    return ("\n\n" if latex else "\n").join(filter(None, labelled(parts, strategy, wording, label)))


def labelled(parts: list[str], strategy: str, wording: str, label: str) -> list[str]:
    """Lines or paragraphs with the label of their strategy at its place."""
    if label == "none":
        return parts
    tag = opening(strategy, wording)
    return [tag, *parts] if label == "first" else [*parts, tag]


def plain_lines(first: str, lines: Iterable[ShownLine]) -> list[str]:
    return [first, *[in_plain(line) for line in lines if line.words]]


def in_plain(line: ShownLine) -> str:
    """A line with its claim in plain maths."""
    if "{}" not in line.words:
        return line.words
    return line.words.replace("{}", plain_assertion(line))


def plain_assertion(line: ShownLine) -> str:
    """The assertion as plain text; a congruence says its modulus where the words do not."""
    if not line.modulus:
        return line.assertion
    return f"{congruent(line.assertion)} (mod {line.modulus})"


def congruent(assertion: str) -> str:
    """An assertion whose equals signs say congruence."""
    return assertion.replace(" = ", " \u2261 ")


def paragraphs(first: str, lines: Iterable[ShownLine]) -> list[str]:
    """Short paragraphs: a formula set apart ends one, and so does the third sentence."""
    found: list[str] = []
    current = [first] if first else []
    apart = False  # whether the line before set its formula apart
    for line in lines:
        if not line.words:
            continue
        apart = line.words.endswith(": {}.") and (not apart or len(line.assertion) > SHORT)
        current.append(set_apart(line) if apart else in_latex(line))
        if apart or len(current) == SENTENCES:
            found.append(" ".join(current))
            current = []
    return [*found, " ".join(current)] if current else found


def in_latex(line: ShownLine) -> str:
    """A line with its claim inside the sentence."""
    if "{}" not in line.words:
        return line.words
    return line.words.replace("{}", in_sentence(latex_assertion(line)))


def set_apart(line: ShownLine) -> str:
    """A line with its claim on lines of its own, behind the colon."""
    return f"{line.words[:-4]}\n\\[\n{latex_assertion(line)}\n\\]"


def latex_assertion(line: ShownLine) -> str:
    if not line.modulus:
        return latex_of(line.assertion)
    return rf"{latex_of(congruent(line.assertion))} \pmod{{{line.modulus}}}"


def ends(line: ShownLine, answer: str, wording: str, boxed: bool) -> list[str]:
    """The last line, with the answer in it; behind one that shows no answer the box, where there is
    to be one."""
    latex = wording == "latex"
    text = in_latex(line) if latex else in_plain(line)
    if ANSWER not in text:
        return [text, in_box(answer, latex, alone=True)] if boxed else [text]
    shown = in_box(answer, latex) if boxed else shown_answer(answer, latex)
    return [text.replace(ANSWER, shown)]


def shown_answer(answer: str, latex: bool) -> str:
    """The answer in a sentence: a number of digits stands there as it is."""
    if not latex or answer.isdigit():
        return answer
    return in_sentence(answer_in_latex(answer))


def in_box(answer: str, latex: bool, alone: bool = False) -> str:
    r"""The answer in a box, in LaTeX within `\( \)`; braces of a set show."""
    if not latex:
        inside = answer.replace("{", r"\{").replace("}", r"\}")
        return rf"\boxed{{{inside}}}"
    box = in_sentence(rf"\boxed{{{answer_in_latex(answer)}}}")
    return f"The answer is {box}." if alone else box


def drill_text(
    words: Sequence[str], claims: Sequence[str], names: Sequence[str] | None, wording: str
) -> str:
    """A row of practice, which has no opening, from its words and its claims' texts."""
    text = joined("", terse_lines(words, claims, names), wording)
    return text.removeprefix(SEPARATOR).removeprefix(COMPACT)


def terse_lines(
    words: Sequence[str], claims: Sequence[str], names: Sequence[str] | None
) -> list[str]:
    """The terse lines that show, from their words and their claims' texts."""
    lines = [stored_line(*pair, names, True) for pair in zip(words, claims, strict=True)]
    return [line.words.replace("{}", line.assertion) for line in lines if line.words]


def compact(brief: str, values: Sequence[Any], names: Sequence[str] | None) -> str:
    """A brief with numbered holes: `{2}` is the numeral 2 of the claim's text, counted from 0 and
    without a sign; claims shown so hold no other numbers. It is marked, for it joins the line
    before it."""

    def shown(hole: re.Match[str]) -> str:
        value = values[int(hole[1])]
        return str(value if names is None else names[value])

    return COMPACT + NUMBERED.sub(shown, brief)


def joined(first: str, lines: Sequence[str], wording: str) -> str:
    """A terse solution."""
    return first + "".join(
        [line if line.startswith(COMPACT) else SEPARATOR + spaced(line, wording) for line in lines]
    )
