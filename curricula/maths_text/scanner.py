"""Join the signs of a run of maths into spans that can be read: the careful way, for a run that is
not written as claims are.

Signs are taken one by one, once, from left to right; each either goes on with the span being put
together or ends it.
"""

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from generators.claims.functions import FUNCTIONS

TOKEN = re.compile(
    r"(\d+(?:,\d{3})+(?![\d,])|\d+(?:\.\d+)?)|([A-Za-z]+)|([!<>=]=|\*\*|[-+*/^!()=<>|,;])|([^ ])",
    re.ASCII,
)
NUMBER, WORD, SIGN = 1, 2, 3
RELATIONS = {"=": "=", "==": "=", "!=": "!=", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
VALUES = ("number", "letter", ")", "!")  # what an operator can follow

# what it is (number, letter, name, operator, relation, or the sign itself), and how it is written
Item = tuple[str, str]


class Token(NamedTuple):
    """A sign, and whether a blank stands before and behind it."""

    kind: int
    text: str
    blank: bool
    apart: bool


def scan(run: str) -> list[str]:
    """The spans of a run: texts that claims could have, each with a relation or an operation
    between numbers."""
    return Scanner(run).spans()


def tokens_of(run: str) -> list[Token]:
    tokens = []
    for match in TOKEN.finditer(run):
        start, end = match.span()
        blank = start == 0 or run[start - 1] == " "
        tokens.append(
            Token(
                match.lastindex or 0,
                match[0],
                blank,
                blank and (end == len(run) or run[end] == " "),
            )
        )
    return tokens


class Scanner:
    """Reads one run; `items` is the span being put together."""

    def __init__(self, run: str) -> None:
        self.tokens = [*tokens_of(run), Token(0, "", True, True)]
        self.items: list[Item] = []
        self.depth = 0
        self.found: list[str] = []

    def spans(self) -> list[str]:
        for at, token in enumerate(self.tokens):
            last = self.items[-1][0] if self.items else ""
            if token.kind == NUMBER:
                if last in VALUES:
                    self.flush()
                self.items.append(("number", numeral(token.text)))
            elif token.kind == SIGN:
                if not self.sign(token.text, last, token.apart):
                    self.flush()
                    if token.text == "(":
                        self.open()
            elif not self.letters(token, last, self.tokens[min(at + 1, len(self.tokens) - 1)]):
                self.flush()
        return self.found

    def letters(self, token: Token, last: str, following: Token) -> bool:
        """Take a word that is maths: an unknown, a function, `mod`, `or`. False for any other."""
        word, after = token.text, following.text
        if word == "mod" and last in VALUES and (following.kind == NUMBER or after == "("):
            self.items.append(("operator", " mod "))
        elif word == "or" and last in VALUES and not self.depth:
            self.items.append(("or", " or "))
        elif word in FUNCTIONS and after == "(":
            if last in VALUES:
                self.items.append(("operator", " * "))
            self.items.append(("name", word))
        elif len(word) == 1 and word.islower():
            if last in VALUES and token.blank:
                if word == "x" and following.kind == NUMBER and last != "letter":
                    self.items.append(("operator", " * "))
                    return True
                if following.kind in (NUMBER, WORD) or last == "letter" or after == "(":
                    return False
            self.items.append(("letter", word))
        else:
            return False
        return True

    def sign(self, sign: str, last: str, apart: bool) -> bool:
        """Take an operator, a relation, a bracket or a comma; False where the span cannot go on
        with it."""
        if sign == "(":
            self.open()
        elif last not in VALUES:
            if sign not in ("+", "-"):
                return False
            if sign == "-" and last != "-":
                self.items.append(("-", "-"))
        elif sign == ")":
            if not self.depth:
                return False
            self.depth -= 1
            self.items.append((")", ")"))
        elif sign in RELATIONS:
            self.items.append(("relation", f" {RELATIONS[sign]} "))
        elif sign in ("+", "-", "*"):
            self.items.append(("operator", f" {sign} "))
        elif sign in ("^", "**", "/"):
            self.items.append(("operator", "/" if sign == "/" else "^"))
        elif sign == "!":
            self.items.append(("!", "!"))
        elif sign == "," or (sign == ";" and self.depth):
            self.items.append((sign, f"{sign} "))
        elif sign == "|" and apart and not self.depth:
            self.items.append(("relation", " | "))
        else:
            return False
        return True

    def open(self) -> None:
        self.depth += 1
        self.items.append(("(", "("))

    def flush(self) -> None:
        """End the span being put together; it may turn out to be several, or none."""
        items, depth = self.items, self.depth
        self.items, self.depth = [], 0
        for piece in closed(items) if depth else [items]:
            for part in parts(piece, ","):
                self.found += ["".join([text for _, text in side]) for side in alternatives(part)]


def numeral(written: str) -> str:
    """A number as claims write it: 1,234 is 1234, and 0.25 is (1/4)."""
    if "." in written and len(written) < 40:
        fraction = Fraction(written)
        return f"({fraction})" if fraction.denominator > 1 else str(fraction)
    return written.replace(",", "")


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


def parts(items: list[Item], separator: str) -> Iterator[list[Item]]:
    """The items between separators outside brackets."""
    part: list[Item] = []
    depth = 0
    for item in items:
        kind = item[0]
        depth += (kind == "(") - (kind == ")")
        if kind == separator and depth == 0:
            yield part
            part = []
        else:
            part.append(item)
    yield part


def alternatives(items: list[Item]) -> Iterator[list[Item]]:
    """What the items say, where they say something. Alternatives parted by `or` stay together where
    each is a relation."""
    while items and items[-1][0] not in VALUES:
        items.pop()
    kinds = [kind for kind, _ in items]
    if "or" in kinds:
        sides = list(parts(items, "or"))
        if not all([any([kind == "relation" for kind, _ in side]) for side in sides]):
            for side in sides:
                yield from alternatives(side)
            return
    if "number" in kinds and (
        "relation" in kinds or ("operator" in kinds and kinds.count("number") > 1)
    ):
        yield items
