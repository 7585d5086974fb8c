r"""Take the arithmetic out of what a model writes: from `3. Divide: $2840 = 3 \cdot 900 + 140$.` the span `2840 = 3 * 900 + 140`.

A line is cut into signs once, from left to right, and signs that follow one another as maths does are joined into a span: numbers,
operators, relations, brackets, single letters, and the functions that claims may use. Words part spans. A span is plain maths as
generators/expression.py reads it, whatever the line was: LaTeX, signs such as the multiplication cross, symbols that stand for numbers,
or a terse wording whose signs are parted by blanks. The work is linear in a text of bounded length.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from curricula.lines import ascii_line
from generators.functions import FUNCTIONS

TEXT = 120_000  # characters of one completion that are looked at
LINE = 4_000  # characters of one line
LINES = 2_000  # lines of one completion
SPANS = 3_000  # spans of one completion

TOKEN = re.compile(
    r"\([ ]{0,2}mod[ ]{1,2}(\d{1,40})[ ]{0,2}\)|(\d+(?:,\d{3})+(?![\d,])|\d+(?:\.\d+)?)|([A-Za-z]+\d*)|([!<>=]=|\*\*|[-+*/^!()=<>|,;])|([^ ])",
    re.ASCII,
)
MODULUS, NUMBER, WORD, SIGN = 1, 2, 3, 4
RELATIONS = {"=": "=", "==": "=", "!=": "!=", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
VALUES = ("number", "letter", ")", "!")  # what an operator can follow
DIGIT_BY_DIGIT = re.compile(r"(?<!\w)\d(?: \d)+(?!\w)", re.ASCII)


class Span(NamedTuple):
    """Maths in a line: its text, the numerals in it in order, whether it states a relation, the modulus written behind it, whether it
    uses the sign of congruence, and the word (in lower case) before and behind it."""

    text: str
    numbers: tuple[str, ...]
    claims: bool
    modulus: int | None = None
    congruent: bool = False
    before: str = ""
    after: str = ""


class Line(NamedTuple):
    """One line as written, and its spans."""

    text: str
    spans: list[Span]


Item = tuple[str, str]  # what it is (number, letter, name, operator, relation, or the sign itself), and how it is written
Token = tuple[int, str, bool, bool]  # kind, characters, blank before, blank behind


def lines_of(text: str, names: Sequence[str] | None = None) -> list[Line]:
    """The lines of a text that have something in them; in a terse text those between semicolons. `names[v]` stands for v."""
    numbers = {name: str(value) for value, name in enumerate(names)} if names else {}
    found: list[Line] = []
    left = SPANS
    for written in text[:TEXT].split("\n", LINES)[:LINES]:
        if not written or written.isspace():
            continue
        for part in parted(written[:LINE]):
            spans = list(Scanner(part, numbers).spans()) if HAS_DIGIT(part) else []
            found.append(Line(part.strip(), spans[:left]))
            left -= len(found[-1].spans)
    return found


HAS_DIGIT = re.compile(r"\d", re.ASCII).search


def parted(line: str) -> list[str]:
    """A line cut at each ` ; ` outside brackets, which parts the steps of a terse text."""
    if " ; " not in line:
        return [line]
    parts, depth = [""], 0
    for piece in line.split(" ; "):
        parts[-1] += piece
        depth = max(0, depth + piece.count("(") - piece.count(")"))
        if depth:
            parts[-1] += " ; "
        else:
            parts.append("")
    return [part for part in parts if part.strip()]


def tokens_of(line: str) -> list[Token]:
    found = []
    for match in TOKEN.finditer(line):
        start, end = match.span()
        blank_before, blank_behind = start == 0 or line[start - 1] == " ", end == len(line) or line[end] == " "
        kind = match.lastindex or 0
        found.append((kind, match[kind], blank_before, blank_behind))
    return found


class Scanner:
    """Reads one line; `items` is the span being put together."""

    def __init__(self, line: str, symbols: Mapping[str, str]) -> None:
        line = ascii_line(line, symbols)
        if " " in line:
            line = " ".join(line.split())
            if DIGIT_BY_DIGIT.search(line):
                line = DIGIT_BY_DIGIT.sub(lambda m: m[0].replace(" ", ""), line)
        self.tokens = tokens_of(line)
        self.symbols = symbols
        self.items: list[Item] = []
        self.depth = 0
        self.congruent = False
        self.word = ""  # the word before the span being put together

    def spans(self) -> Iterator[Span]:
        for at, (kind, token, blank, behind) in enumerate(self.tokens):
            last = self.items[-1][0] if self.items else ""
            if kind == MODULUS:
                yield from self.flush(modulus=int(token))
            elif kind == NUMBER or token in self.symbols:
                if last in VALUES:
                    yield from self.flush()
                self.items.append(("number", self.symbols[token] if kind == WORD else numeral(token)))
            elif kind == SIGN:
                if not self.sign(token, last, blank and behind):
                    yield from self.flush()
                    self.word = ""
                    if token == "(":
                        self.open()
            elif kind != WORD or not self.letters(token, last, blank, at):
                yield from self.flush(after=token.lower() if kind == WORD else "")
                self.word = token.lower() if kind == WORD else "%" if token == "%" else ""
        yield from self.flush()

    def following(self, at: int) -> Token:
        return self.tokens[at + 1] if at + 1 < len(self.tokens) else (SIGN, "", True, True)

    def letters(self, word: str, last: str, blank: bool, at: int) -> bool:
        """Take a word that is maths: an unknown, a function, `mod`, `or`. False for any other."""
        kind, after, _, _ = self.following(at)
        if word == "mod" and last in VALUES and (kind == NUMBER or after == "(" or after in self.symbols):
            self.items.append(("operator", " mod "))
        elif word == "or" and last in VALUES and not self.depth:
            self.items.append(("or", " or "))
        elif word in FUNCTIONS and after == "(":
            if last in VALUES:
                self.items.append(("operator", " * "))
            self.items.append(("name", word))
        elif len(word) == 1 and word.islower():
            if last in VALUES and blank:
                if word == "x" and kind == NUMBER and last != "letter":
                    self.items.append(("operator", " * "))
                    return True
                if kind != SIGN or last == "letter" or after == "(":
                    return False
            self.items.append(("letter", word))
        else:
            return False
        return True

    def sign(self, sign: str, last: str, apart: bool) -> bool:
        """Take an operator, a relation, a bracket or a comma; False where it cannot go on here."""
        value = last in VALUES
        if sign == "(":
            self.open()
        elif sign == ")":
            if not value or not self.depth:
                return False
            self.depth -= 1
            self.items.append((")", ")"))
        elif sign in ("+", "-") and not value:
            if sign == "-" and last != "-":
                self.items.append(("-", "-"))
        elif not value:
            return False
        elif sign in RELATIONS:
            self.congruent |= sign == "=="
            self.items.append(("relation", f" {RELATIONS[sign]} "))
        elif sign in ("+", "-", "*"):
            self.items.append(("operator", f" {sign} "))
        elif sign in ("^", "**", "/"):
            self.items.append(("operator", "/" if sign == "/" else "^"))
        elif sign == "!":
            self.items.append(("!", "!"))
        elif sign == "," or (sign == ";" and self.depth):
            self.items.append((",", f"{sign} "))
        elif sign == "|" and apart and not self.depth:
            self.items.append(("relation", " | "))
        else:
            return False
        return True

    def open(self) -> None:
        self.depth += 1
        self.items.append(("(", "("))

    def flush(self, modulus: int | None = None, after: str = "") -> Iterator[Span]:
        """End the span being put together; it may turn out to be several, or none."""
        items, depth, congruent, before = self.items, self.depth, self.congruent, self.word
        self.items, self.depth, self.congruent = [], 0, False
        for piece in closed(items) if depth else [items]:
            for part in stated(piece):
                yield made(part, modulus, congruent, before, after)
                before = ""


def numeral(written: str) -> str:
    """A number as claims write it: 1,234 is 1234, and 0.25 is (1/4)."""
    if "." in written and len(written) < 40:
        fraction = Fraction(written)
        return f"({fraction})" if fraction.denominator > 1 else str(fraction)
    return written.replace(",", "") if "," in written else written


def closed(items: list[Item]) -> Iterator[list[Item]]:
    """The pieces between brackets that are never closed."""
    unclosed: list[int] = []
    for i, (kind, _) in enumerate(items):
        if kind == "(":
            unclosed.append(i)
        elif kind == ")":
            unclosed.pop()
    start = 0
    for i in [*unclosed, len(items)]:
        yield items[start:i]
        start = i + 1


def stated(items: list[Item]) -> Iterator[list[Item]]:
    """The parts between commas that say something: a relation, or an operation between numbers. Alternatives parted by `or` stay together
    where each is a relation."""
    part: list[Item] = []
    depth = 0
    for item in items:
        kind = item[0]
        depth += (kind == "(") - (kind == ")")
        if kind == "," and depth == 0:
            yield from said(part)
            part = []
        else:
            part.append(item)
    yield from said(part)


def said(items: list[Item]) -> Iterator[list[Item]]:
    while items and items[-1][0] not in VALUES:
        items.pop()
    kinds = [kind for kind, _ in items]
    if "or" in kinds:
        at = [i for i, kind in enumerate(kinds) if kind == "or"]
        sides = [items[i + 1 : j] for i, j in zip([-1, *at], [*at, len(items)], strict=True)]
        if not all([any([kind == "relation" for kind, _ in side]) for side in sides]):
            for side in sides:
                yield from said(side)
            return
    if "relation" in kinds or ("operator" in kinds and kinds.count("number") > 1):
        yield items


def made(items: list[Item], modulus: int | None, congruent: bool, before: str, after: str) -> Span:
    numbers = [text for kind, text in items if kind == "number"]
    claims = any([kind == "relation" for kind, _ in items])
    return Span("".join([text for _, text in items]), tuple(numbers), claims, modulus, congruent, before, after)
