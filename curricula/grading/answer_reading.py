r"""Read the text of one answer as a given kind: take off decoration, put it into plain maths, and
let the kind's reader have it."""

import re
from collections.abc import Callable
from itertools import chain
from typing import Any, NamedTuple

from curricula.grading.conditions import DEGREES, ONLY, without_condition
from curricula.grading.decoration import undecorated, unlabelled, without_text_unit, without_unit
from curricula.grading.labels import grouped, labelled, without_cases
from curricula.grading.words import (
    SPACING,
    WRITTEN_TEXT,
    compared,
    option_letter,
    unwrapped,
)
from curricula.maths_text.lexer import from_unicode
from curricula.maths_text.translator import plain
from generators.answers.answer import parse
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
LETTERED = ("expression", "equation", "set", "tuple")  # kinds that may say what their letters are
INDEX = re.compile(r"(?<=[A-Za-z])_(?=\d+$)")  # e_3 is e3
MODULUS = re.compile(r"\(\s*mod\s*(\d+)\s*\)", re.ASCII)
EMPTY = (
    *("no solution", "no solutions", "no real solution", "no real solutions", "empty set", "none"),
    *("the empty set", "no such values", "no such numbers", "no real roots"),
    *("no number", "no numbers", "no such number", "no real number", "no real numbers"),
    *("no solution exists", "there is no solution", "there are no solutions", "no such x"),
)
EVERY = (
    "all real numbers",
    "all reals",
    "all real numbers x",
    "all real values",
    "any real number",
    *("every real number", "every number", "any number", "all numbers", "all real values of x"),
    *("every real number x", "any real number x", "every real x", "all real x", "all values of x"),
)
# words that say in an answer that there is nothing, but may be other words in a gold
NOTHING = ("impossible", "it is impossible", "never", "no x", "there is none", "there are none")
# the numbers of statements, ① to ⑳, and what may stand between them
CIRCLED, CIRCLES = re.compile("[①-⑳]"), re.compile("(?:[①-⑳][ ,;、和]*)+")
ZERO = ord("①") - 1
# 2 to 3, a ratio in words
TO = re.compile(r"(?<=[\d})])\s*(?:\\(?:text|mathrm)\s*\{\s*to\s*\}|\bto\b)\s*(?=[\d(\\])")
WORDY = re.compile(r"[A-Za-z]{2}[ ~]+[a-z]{3}|[Nn]one|[Nn]o x|[Nn]ever|[Ii]mpossible", re.ASCII)
WORDED = {**dict.fromkeys(EMPTY, "{}"), **dict.fromkeys(EVERY, "R")}  # sets told in words
ANSWERED = {**WORDED, **dict.fromkeys(NOTHING, "{}")}

# 1A4_{16}, (2B)_{12}
LETTER_DIGITS = re.compile(
    r"\$?\s*(-?)\(?(?=[A-Z]*\d)([0-9A-Z]+)\)?\s*_\s*\{?\s*(\d\d)\s*\}?\s*\$?", re.ASCII
)


class Reading(NamedTuple):
    """The value of an answer, its text in plain maths, the name it has (`x =`), its unit, of a list
    whose values are all named the names, and the letter that it says to be any whole number."""

    value: Any
    text: str
    label: str = ""
    unit: str = ""
    labels: tuple[str, ...] = ()
    parameter: str = ""


def read(kind: str, raw: str, loose: bool = False, bare: bool = False) -> Reading:
    """The answer that a text gives as this kind. Raises Unreadable; `reason` on a Refusal says why.
    With `loose` calculations may be left undone in it, which is for golds such as 2^98;
    with `bare` the values of a set may have names, which is for golds that are lists without
    brackets.
    """
    if kind in NUMBERS:
        return (
            Reading(parse(kind, raw), raw)
            if PLAIN.fullmatch(raw)
            else number(kind, ONLY.sub("", undecorated(raw), count=1))
        )
    text = undecorated(raw)
    if not text.isascii() and CIRCLES.fullmatch(text):
        text = circled(text)
    if "only" in text:
        text = ONLY.sub("", text, count=1)
    if kind == "symbol":
        return symbol(text)
    if kind == "boolean":
        return Reading(parse(kind, letters_only(text)), text.lower())
    label = unit = parameter = ""
    if kind == "ratio" and "to" in text:
        text = TO.sub(":", text)
    if text.count("$") % 2:  # of currency, or of a formula that was cut
        text = text.replace("$", " ")
    if kind in LETTERED and ("\\in" in text or "∈" in text or "\\text" in text):
        text, parameter = without_condition(text)
    if "degree" in text:
        text = DEGREES.sub(r"^\\circ", text)
    if kind == "residue":
        text = MODULUS.sub(r" \\bmod \1", text)
    if kind != "equation":
        text, label = unlabelled(text)
    labels: tuple[str, ...] = ()
    if "\\begin" in text and "=" in text:
        text = without_cases(text)
    points = grouped(text) if kind in ("set", "tuple") and text.count("=") > 3 else None
    if points is not None:
        label, text = points
    if "=" in text and (kind == "tuple" or (kind == "set" and bare)):
        named = labelled(text)
        if named is not None:
            labels, text = named[0], ", ".join(named[1])
    if kind == "expression" and text.endswith(("}", "3", "2")):
        text, unit = without_text_unit(text)
    if kind in ("set", "interval") and WORDY.search(text) is not None:
        text = ANSWERED.get(letters_only(text).lower(), text)
    known = DIRECT.get(kind)
    text = (known(text) if known is not None else None) or plain(text)
    if kind == "matrix":
        while text.startswith("([[") and (inner := inside(text, "(")) is not None:
            text = inner
    if '"' in text:
        raise Refusal("words within an answer")
    value = parse(kind, text, loose)
    if kind == "expression" and label and names(value) & {label}:
        raise WrongKind("an expression is due, not an equation")
    return Reading(value, text, label, unit, labels, parameter)


def circled(text: str) -> str:
    """Digits in circles, as statements are numbered with, as a list: `②③` is 2, 3."""
    return ", ".join([str(ord(sign) - ZERO) for sign in CIRCLED.findall(text)])


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


def with_letters(text: str) -> str | None:
    """A number in a base above ten with a letter among its digits, `1A4_{16}`; None for any
    other."""
    written = LETTER_DIGITS.fullmatch(text)
    return f"{written[1]}{written[2]}_{written[3]}" if written is not None else None


# kinds of which some texts need no translator, as they are common or as it takes them otherwise
DIRECT: dict[str, Callable[[str], str | None]] = {"matrix": matrix, "base": with_letters}


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
        if "for " in text:
            text = without_condition(text)[0]
        text, label = unlabelled(text)
        if text.startswith("$") and text.count("$") == 2:  # $125$ miles
            text = text.replace("$", "")
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
    letter = option_letter(rest)
    if letter:
        return Reading(letter, letter, label)
    shown = re.sub(r"_\s*\{\s*(\w+)\s*\}", r"_\1", unwrapped(rest))
    shown = re.sub(r" ?([^\w ]) ?", r"\1", " ".join(shown.split()))
    return Reading(parse("symbol", compared(INDEX.sub("", shown))), shown, label)


def letters_only(text: str) -> str:
    """The words of \\text{...} and around it."""
    return unwrapped(SPACING.sub(" ", WRITTEN_TEXT.sub(r"\1", text)))
