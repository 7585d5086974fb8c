"""How the lines of a solution, words with their claims, become its text: plain sentences a line
each, LaTeX in short paragraphs, terse tokens.

What is laid out is the same whether it comes from steps that were just made (render.py) or from the
words and claims that a file holds.
"""

import re
from collections.abc import Iterable, Sequence
from operator import mul
from typing import Any, NamedTuple

from generators.answers.latex import answer_in_latex
from generators.claims.latex import FORMS, LatexForm, latex_of
from generators.claims.printer import Form, named, split
from generators.claims.remembered import Remembered
from generators.solution import Step, assertion_of_step, in_sentence, shown_part

WORDS = re.compile(r"[A-Za-z]\w*|\d+|::|[!<>]=|[^\s\w]", re.ASCII)
DIGITS = re.compile(r"[A-Za-z]\w*|\d|::|[!<>]=|[^\s\w]", re.ASCII)
TOKENS = {"terse": WORDS, "terse_digits": DIGITS}
NUMERALS = re.compile(r"\d+", re.ASCII)
NUMBERED = re.compile(r"\{(\d+)\}", re.ASCII)
MODULUS = re.compile(r"mod (\d+) :: ", re.ASCII)
OF_MODULUS = "mod {} :: "  # begins the form of a congruence
SAID_MODULUS = re.compile(r"(?<=\{\}) \(mod (?:\d+|\{[^{}]*\})\)", re.ASCII)  # behind the claim
FACTOR_ONE = re.compile(r"(?<![\w/^.])(?<![\w/^.]-)(?<!/ )(?<!mod )1 \* (?=\w|\((?!-))", re.ASCII)
SEPARATOR = " ; "
# begins a line of which every token has a place, so that no sign has to part it from the one before
COMPACT = " "
ANSWER = "{answer}"  # where the last line of a file's solution shows the answer
APART = ": {}."  # ends words whose formula may be set apart
SHORT = 30  # characters of a formula in LaTeX that may always stand inside a sentence
SENTENCES = 3  # of one paragraph
BREAK = "\n"  # in words, behind a sentence that begins a new part of the solution


def is_terse(wording: str) -> bool:
    """Whether a wording is one of the two terse ones."""
    return wording.startswith("terse")


def spaced(text: str, wording: str) -> str:
    """The tokens of a text, each separated by a blank."""
    return " ".join(TOKENS[wording].findall(text))


def opening(strategy: str, wording: str) -> str:
    """The label of a strategy, which a solution begins with where labels come first; sampling can
    be forced to begin with it."""
    return strategy if is_terse(wording) else f"Method: {strategy.replace('_', ' ')}."


# One line


class ShownLine(NamedTuple):
    """The words of a line, with `{}` where it shows its claim, and the claim as its style shows
    it."""

    words: str
    claim: str = ""

    def filled(self) -> str:
        return self.words.replace("{}", self.claim) if "{}" in self.words else self.words


def line_of_step(words: str, step: Step, names: Sequence[str] | None, wording: str) -> ShownLine:
    """A line from its step; the numbers of a compact one are in their places."""
    if "{}" not in words:
        terse = is_terse(wording) and NUMBERED.search(words)
        return ShownLine(compact(words, step.claim.values, names) if terse else words)
    form = step.claim.form
    modulus = str(step.claim.values[0]) if form.startswith(OF_MODULUS) and names is None else ""
    if wording == "latex" and names is None:
        latex = latex_at_once(step, bool(modulus))
        if latex:
            return congruence(ShownLine(words, latex), modulus, wording)
    return line_of_assertion(words, assertion_of_step(step, names), modulus, names, wording)


def latex_at_once(step: Step, congruent: bool) -> str:
    """A claim in LaTeX straight from its form and the signs of its numbers; empty where a number
    may not show, such as a coefficient 1, and for fractions."""
    printer, values = shown_part(step.claim)
    signs = []
    for value in values:
        if value.__class__ is not int or -2 < value < 2:  # 0 and 1 may not show
            return ""
        signs.append(value < 0)
    known = AT_ONCE[printer.text, congruent, tuple(signs)]
    if known is None:
        return ""
    form, factors = known
    return form.show(values if factors is None else list(map(mul, factors, values)))


def form_at_once(key: tuple[str, bool, tuple[bool, ...]]) -> tuple[LatexForm, Any] | None:
    """Of a form and the signs of its numbers: its LaTeX, and which of the numbers have another sign
    there; None where it shows numbers of its own too."""
    text, congruent, signs = key
    sample = [-7 if negative else 7 for negative in signs]
    shown = Form(text).show(sample)
    form, values = split(with_signs(shown) if congruent else shown)
    if len(values) != len(sample) or "7" in text or {*map(abs, values)} - {7}:
        return None  # numbers of the form itself stand among them
    factors = [shown // own for shown, own in zip(values, sample, strict=True)]
    return FORMS[form], None if min(factors, default=1) > 0 else factors


AT_ONCE: Remembered[tuple[str, bool, tuple[bool, ...]], tuple[LatexForm, Any] | None] = Remembered(
    form_at_once, limit=16_384
)


def line_of_text(
    words: str, claim: str, names: Sequence[str] | None, wording: str, older: bool = False
) -> ShownLine:
    """The same from the texts of a file; `older` ones write `=` for a congruence, and factors of
    1."""
    if "{}" not in words:
        if is_terse(wording) and NUMBERED.search(words):
            words = compact(words, [int(numeral) for numeral in NUMERALS.findall(claim)], names)
        return ShownLine(words)
    assertion = claim.rpartition(" :: ")[2]
    found = MODULUS.match(claim)
    if names is not None:
        assertion = named(assertion, names)
    if older:
        return ShownLine(words, assertion)
    modulus = found[1] if found and names is None else ""
    return line_of_assertion(words, assertion, modulus, names, wording)


def line_of_assertion(
    words: str, assertion: str, modulus: str, names: Sequence[str] | None, wording: str
) -> ShownLine:
    """A line whose claim is given in plain maths."""
    if is_terse(wording):
        return ShownLine(words, assertion)
    if names is not None:  # numbers under names are no maths that LaTeX has to know
        latex = wording == "latex"
        return ShownLine(words, assertion.replace(" * ", r" \cdot ") if latex else assertion)
    text = tidy(assertion)
    text = with_signs(text) if modulus else text
    line = ShownLine(words, latex_of(text) if wording == "latex" else text)
    return congruence(line, modulus, wording)


def congruence(line: ShownLine, modulus: str, wording: str) -> ShownLine:
    """A line whose claim says its modulus itself, so that the words need not."""
    if not modulus:
        return line
    said = rf" \pmod{{{modulus}}}" if wording == "latex" else f" (mod {modulus})"
    return ShownLine(SAID_MODULUS.sub("", line.words), line.claim + said)


def with_signs(assertion: str) -> str:
    """An assertion whose equals signs say congruence."""
    return assertion.replace(" = ", " \u2261 ")


def tidy(assertion: str) -> str:
    """An assertion without factors of 1, but for chains where nothing would be left to see:
    `7 = 1 * 7`."""
    if "1 * " not in assertion:
        return assertion
    return ", ".join([tidy_chain(chain) for chain in assertion.split(", ")])


def tidy_chain(chain: str) -> str:
    shorter = FACTOR_ONE.sub("", chain)
    members = shorter.split(" = ")
    return chain if len(set(members)) < len(members) else shorter


# All lines


def composed(
    first: str,
    lines: Sequence[ShownLine],
    strategy: str,
    answer: str,
    wording: str,
    label: str,
    boxed: bool,
) -> str:
    """A whole solution, from the sentence that opens it and its lines."""
    if is_terse(wording):
        return terse_text(lines, strategy, answer, wording, label, boxed)
    latex = wording == "latex"
    *own, last = lines
    parts = [first] if first else []
    if latex:
        parts = paragraphs(parts, own)
    else:
        parts += [line.filled() for line in own if line.words]
    return laid_out([*parts, *ends(last, answer, latex, boxed)], strategy, wording, label)


class Piece(NamedTuple):
    """A part of a solution's text as a reader takes it in, and the place of the step that it shows;
    None where it shows none, such as the sentence that opens it."""

    text: str
    place: int | None = None


def pieces_of(
    first: str,
    lines: Sequence[ShownLine],
    strategy: str,
    answer: str,
    wording: str,
    label: str,
    boxed: bool,
) -> list[Piece]:
    """A whole solution line by line, for readers that judge each: what `composed` lays out."""
    terse, latex = is_terse(wording), wording == "latex"
    found = [Piece(first)] if first else []
    *own, last = lines
    for place, line in enumerate(own):
        if line.words and terse:
            found.append(Piece(spaced(line.filled(), wording), place))
        elif line.words:
            before, line = without_break(line)
            found += [Piece(before)] if before else []
            found.append(Piece(sentence_of(line, latex), place))
    place = len(own)
    if terse:
        found += [Piece(spaced(last.filled(), wording), place)] if last.words else []
        found += [Piece(in_box(answer, False), place)] if boxed else []
    else:
        found += [Piece(text, place) for text in ends(last, answer, latex, boxed) if text]
    tag = Piece(opening(strategy, wording))
    if label == "first":
        return [tag, *found]
    return [*found, tag] if label == "last" else found


def sentence_of(line: ShownLine, latex: bool) -> str:
    """A line as it stands alone: in LaTeX a long formula is set apart."""
    if not latex:
        return line.filled()
    if line.words.endswith(APART) and len(line.claim) > SHORT:
        return apart(line)
    return line.words.replace("{}", in_sentence(line.claim))


def without_break(line: ShownLine) -> tuple[str, ShownLine]:
    """The sentence that begins a new part before a line, if there is one, and the line alone."""
    before, _, words = line.words.rpartition(BREAK)
    return before, ShownLine(words, line.claim)


def apart(line: ShownLine) -> str:
    """A line whose formula is set apart behind its words."""
    return f"{line.words[:-4]}\n\\[\n{line.claim}\n\\]"


def laid_out(parts: list[str], strategy: str, wording: str, label: str) -> str:
    """Lines or paragraphs under each other, with the label of their strategy at its place."""
    if label == "first":
        parts = [opening(strategy, wording), *parts]
    elif label == "last":
        parts = [*parts, opening(strategy, wording)]
    return ("\n\n" if wording == "latex" else "\n").join([part for part in parts if part])


def terse_text(
    lines: Iterable[ShownLine], strategy: str, answer: str, wording: str, label: str, boxed: bool
) -> str:
    tag = opening(strategy, wording)
    text = joined(tag if label == "first" else "", terse_lines(lines), wording)
    if label != "first":
        text = text.removeprefix(SEPARATOR).removeprefix(COMPACT)
    if label == "last":
        text = f"{text}{SEPARATOR}{tag}"
    return f"{text}\n{in_box(answer, False)}" if boxed else text


def paragraphs(current: list[str], lines: Iterable[ShownLine]) -> list[str]:
    """Short paragraphs of LaTeX, the first of which begins with `current`: a formula that is set
    apart ends one, and so does the third sentence. Of short formulas every other one is set
    apart."""
    found: list[str] = []
    set_apart = False  # whether the line before set its formula apart
    for line in lines:
        if not line.words:
            continue
        before, line = without_break(line)
        if before:
            found += [" ".join(current)] if current else []
            current = [before]
        set_apart = line.words.endswith(APART) and (not set_apart or len(line.claim) > SHORT)
        if set_apart:
            current.append(apart(line))
        else:
            current.append(line.words.replace("{}", in_sentence(line.claim)))
        if set_apart or len(current) == SENTENCES:
            found.append(" ".join(current))
            current = []
    return [*found, " ".join(current)] if current else found


def ends(line: ShownLine, answer: str, latex: bool, boxed: bool) -> list[str]:
    """The last line, with the answer in it; behind one that shows no answer the box, where there is
    to be one."""
    text = line.words.replace("{}", in_sentence(line.claim) if latex else line.claim)
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
    no `opening`."""
    lines = lines_of_texts(words, claims, names, wording, opening is None)
    return composed(opening or "", lines, strategy, answer, wording, label, boxed)


def solution_pieces(
    strategy: str,
    words: Sequence[str],
    claims: Sequence[str],
    names: Sequence[str] | None,
    wording: str,
    opening: str | None = None,
    label: str = "first",
    answer: str = "",
    boxed: bool = False,
) -> list[Piece]:
    """The same line by line."""
    lines = lines_of_texts(words, claims, names, wording, opening is None)
    return pieces_of(opening or "", lines, strategy, answer, wording, label, boxed)


def lines_of_texts(
    words: Sequence[str],
    claims: Sequence[str],
    names: Sequence[str] | None,
    wording: str,
    older: bool,
) -> list[ShownLine]:
    """The lines of a solution that a file holds."""
    pairs = zip(words, claims, strict=True)
    return [line_of_text(line, claim, names, wording, older) for line, claim in pairs]


# Terse lines


def drill_text(
    words: Sequence[str], claims: Sequence[str], names: Sequence[str] | None, wording: str
) -> str:
    """A row of practice, which has no opening, from its words and its claims' texts."""
    pairs = zip(words, claims, strict=True)
    lines = terse_lines([line_of_text(line, claim, names, "terse") for line, claim in pairs])
    return joined("", lines, wording).removeprefix(SEPARATOR).removeprefix(COMPACT)


def terse_lines(lines: Iterable[ShownLine]) -> list[str]:
    return [line.filled() for line in lines if line.words]


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
