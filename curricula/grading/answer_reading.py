r"""Read the text of one answer as a given kind: take off decoration, put it into plain maths, and
let the kind's reader have it."""

import re
from itertools import chain
from typing import Any, NamedTuple

from curricula.grading.decoration import undecorated, unlabelled, without_text_unit, without_unit
from curricula.maths_text.lexer import from_unicode
from curricula.maths_text.symbols import TEXTS
from curricula.maths_text.translator import plain
from generators.answers.answer import parse, power_expression
from generators.answers.listing import inside
from generators.answers.literal import DIGITS, PLAIN
from generators.answers.quotient import Expression
from generators.answers.refusal import Beyond, Refusal, WrongForm, WrongKind

NUMBERS = ("integer", "rational", "decimal")
MATRIX = re.compile(r"\\begin\{([pb]?matrix)\}(.*)\\end\{\1\}", re.DOTALL)
CELLS = re.compile(r"[-+0-9./&\\\s]*", re.ASCII)
SYMBOL = 300  # characters of an answer that is compared as text
WRITTEN = re.compile(r"[-+0-9./, ]+", re.ASCII)
FRACTION = re.compile(r"([+-]?)\\[dtc]?frac\{(\d+)\}\{(\d+)\}", re.ASCII)
WRITTEN_TEXT = re.compile(
    r"\\(?:" + "|".join(sorted(TEXTS | {"mathit", "mathsf", "mathbf"})) + r")\s*\{([^{}]*)\}"
)
SPACING = re.compile(r"\\(?:left|right|displaystyle|quad|qquad)(?![a-zA-Z])|\\[,;:! ]|[\s~$]+")
MODULUS = re.compile(r"\(\s*mod\s*(\d+)\s*\)", re.ASCII)
EMPTY = {
    '"no solution"',
    '"no solutions"',
    '"no real solution"',
    '"no real solutions"',
    '"empty set"',
    '"none"',
}
EVERY = ('"all real numbers"', '"all reals"', '"all real numbers x"')
WORDED = {**dict.fromkeys(EMPTY, "{}"), **dict.fromkeys(EVERY, "R")}  # sets told in words


class Reading(NamedTuple):
    """The value of an answer, its text in plain maths, the name it has (`x =`) and its unit."""

    value: Any
    text: str
    label: str = ""
    unit: str = ""


def read(kind: str, raw: str, loose: bool = False) -> Reading:
    """The answer that a text gives as this kind. Raises Unreadable; `reason` on a Refusal says why.
    With `loose` powers of numbers are read in an expression too, which is for golds such as 2^98.
    """
    if kind in NUMBERS:
        return (
            Reading(parse(kind, raw), raw)
            if PLAIN.fullmatch(raw)
            else number(kind, undecorated(raw))
        )
    text = undecorated(raw)
    if kind == "symbol":
        return symbol(text)
    if kind == "boolean":
        return Reading(parse(kind, letters_only(text)), text.lower())
    label = unit = ""
    if kind == "residue":
        text = MODULUS.sub(r" \\bmod \1", text)
    if kind != "equation":
        text, label = unlabelled(text)
    if kind == "expression" and text.endswith(("}", "3", "2")):
        text, unit = without_text_unit(text)
    text = (matrix(text) if kind == "matrix" else None) or plain(text)
    if kind in ("set", "interval") and '"' in text:
        text = WORDED.get(text.lower(), text)
    if kind == "matrix":
        while text.startswith(("[[[", "([[")):
            text = text[1:-1]
    if '"' in text:
        raise Refusal("words within an answer")
    value = power_expression(text) if loose else parse(kind, text)
    if kind == "expression" and label and names(value) & {label}:
        raise WrongKind("an expression is due, not an equation")
    return Reading(value, text, label, unit)


def names(value: Expression) -> set[str]:
    """The letters in an expression."""
    letters = chain.from_iterable([letters for letters, _ in (*value.above, *value.below)])
    return {name for name, _ in letters}


def matrix(text: str) -> str | None:
    """A matrix of plain numbers in LaTeX, the most common writing; None for any other."""
    written = MATRIX.fullmatch(text)
    if written is None or not CELLS.fullmatch(written[2]):
        return None
    rows = written[2].replace("&", ",").split("\\\\")
    return "[[" + "],[".join([row for row in rows if row.strip()]) + "]]"


def number(kind: str, text: str) -> Reading:
    """A literal number; a unit behind it and a name before it are kept apart."""
    if len(text) > DIGITS:
        raise Beyond("a number too long")
    label = unit = ""
    fraction = FRACTION.fullmatch(text)
    if fraction is not None:
        text = f"{fraction[1]}{fraction[2]}/{fraction[3]}"
    elif not WRITTEN.fullmatch(text):
        if "\n" in text:
            raise WrongKind("one number on one line is due")
        text, label = unlabelled(text)
        text, unit = without_unit(undecorated(text))
        text = unbracketed(plain(text))
    try:
        return Reading(parse(kind, text), text, label, unit)
    except WrongForm:
        raise
    except Refusal:
        raise kind_of(text) from None


def unbracketed(text: str) -> str:
    """(1/2) as 1/2, -((1/2)) as -1/2; a sign within stays in brackets."""
    sign = text[0] if text[:1] in ("+", "-") else ""
    rest = text[len(sign) :]
    while rest[:1] in ("(", "{"):
        inner = inside(rest, rest[0])
        if inner is None or "," in inner:
            break
        rest = inner.strip()
    return f"{sign}({rest})" if sign and rest[:1] in ("+", "-") else sign + rest


def kind_of(text: str) -> Refusal:
    """Why a text that reads as maths is no literal number."""
    if '"' in text:
        return Refusal("words within an answer")
    if "," in text or "=" in text or "<" in text or "[" in text:
        return WrongKind("a number is due")
    if re.search(r"[a-zA-Z]", text):
        return WrongKind("a number is due, not an expression")
    if re.fullmatch(r"[-+*/^!().\d\s]+", text):
        return WrongForm("a number is due, not a calculation")
    return Refusal("not a number")


def symbol(text: str) -> Reading:
    """A name or any text, compared sign by sign once spaces, dollar signs and \\text are off."""
    if len(text) > SYMBOL:
        raise Beyond(f"a text of more than {SYMBOL} characters")
    if not text.isascii() and not any(sign.isalpha() for sign in text):
        text = from_unicode(text)
    rest, label = unlabelled(text)
    shown = SPACING.sub(" ", WRITTEN_TEXT.sub(from_text, rest))
    shown = (
        re.sub(r"_\s*\{\s*(\w+)\s*\}", r"_\1", shown)
        .replace("\\dfrac", "\\frac")
        .replace("\\tfrac", "\\frac")
    )
    shown = re.sub(r"\s+", " ", shown).strip()
    alone = re.fullmatch(r"\(?\s*([A-Za-z])\s*\)|([A-Za-z])\s*[.)]", shown)
    if alone is not None:
        shown = alone[1] or alone[2]
    if re.search(r"\W ", shown) or re.search(r" \W", shown):
        shown = re.sub(r" ?(\W) ?", r"\1", shown)
    return Reading(parse("symbol", re.sub(r"(?<=[A-Za-z])_(?=\d+$)", "", shown)), shown, label)


def from_text(words: re.Match[str]) -> str:
    """The words of \\text{...}; digits in it stay marked, since a number is not written so."""
    return words[0] if words[1].strip().isdigit() else words[1]


def letters_only(text: str) -> str:
    return SPACING.sub(" ", WRITTEN_TEXT.sub(r"\1", text)).strip()
