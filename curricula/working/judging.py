"""Decide one span of a completion as a claim: right, wrong, or unread where it is not certain what
it claims.

A span that has the form of one of the problem's own claims is decided as that claim is: modulo its
modulus, as a consequence of its equation, or as it stands. Any other is right where it holds in one
of these ways. It is wrong only where it was read and holds in none, and where the words beside it
do not change what it says. Every decision is exact and bounded, and so is the work spent on one
completion.
"""

import re
from itertools import pairwise
from typing import Any

from curricula.maths_text.spans import CUT, Span
from curricula.working.references import LETTER, References, kind_of, letters_of
from generators.claims.decide import DECIDERS
from generators.claims.printer import split
from generators.claims.reader import read
from generators.faults.rework import value_at

RIGHT, WRONG, UNREAD = "right", "wrong", "unread"

LONGEST = 600  # characters of one span
# units of work for one completion; a span takes its length, more with letters or slow functions
WORK = 40_000
SLOW = re.compile(r"[A-Za-z]{2,}\(", re.ASCII)
POWERS = re.compile(r"\^ ?\(?\d{3}", re.ASCII)
LABELLED = re.compile(r"[a-z] = (?=[^o]* = )", re.ASCII)
VALUE = re.compile(r"[a-z] = -?\d+(?:/\d+)?", re.ASCII)
RELATION = re.compile(r"[=<>!|,]|\bor\b")  # but for " = "
BARE = re.compile(r"-?\d+(?:/\d+)? [=<>]", re.ASCII)

# Words that make the number behind or before them a part of something else.
BEFORE = set(
    (
        "of and times plus minus by over to from than with step steps line case part equation"
        " number no % percent remainder mod modulo"
    ).split()
)
AFTER = set(
    (
        "times plus minus over percent % remainder rem r squared cubed mod modulo hundred thousand"
        " million billion half"
    ).split()
)
# Words that put a value in for an unknown rather than state it.
SUPPOSING = set(
    (
        "at let when if for try trying guess guessing suppose supposing put set take assume"
        " assuming say where with whenever before after beyond past until near"
    ).split()
)


class Judge:
    """Decides the spans of one completion; `references` gives the problem's own claims, where there
    are any."""

    def __init__(self, references: References | None = None) -> None:
        self.references = references
        self.work = WORK

    def verdict(self, span: Span) -> str:
        """RIGHT, WRONG or UNREAD."""
        text = span.text
        self.work -= cost(text)
        if not span.claims or len(text) > LONGEST or self.work < 0:
            return UNREAD
        outcomes = self.outcomes(text, span.modulus)
        if True in outcomes or (text.endswith("!") and self.holds(text[:-1])) or self.solves(text):
            return RIGHT
        named = LABELLED.match(text)
        if named is not None:
            return self.verdict(span._replace(text=text[named.end() :]))
        if excused(span):
            return UNREAD
        return WRONG if False in outcomes else self.links_verdict(span)

    def links_verdict(self, span: Span) -> str:
        """The verdict of a chain `a = b = c` that is read as no one thing: one equals sign may be
        a rewriting and the next the problem's equation. It is right where each link is, and wrong
        where one is that has letters on both sides: others may put in a value."""
        members = span.text.split(" = ")
        if len(members) < 3 or RELATION.search("".join(members)):
            return UNREAD
        verdicts = set()
        for left, right in pairwise(members):
            verdict = self.verdict(span._replace(text=f"{left} = {right}"))
            rewriting = LETTER.search(left) and LETTER.search(right)
            verdicts.add(UNREAD if verdict == WRONG and not rewriting else verdict)
        return next((name for name in (WRONG, UNREAD) if name in verdicts), RIGHT)

    def outcomes(self, text: str, modulus: int | None) -> list[bool | None]:
        """Whether it holds in each way in which it may be meant; None where it cannot be read so,
        or would be no claim of its own."""
        if modulus is not None:
            return [self.holds(text, f"mod {modulus}")]
        if self.references is None:
            return [self.holds(text) or (None if LETTER.search(text) else self.holds(text))]
        kind = kind_of(text)
        if kind is None:
            return [None]
        known = self.references.subjects.get(kind)
        if known is not None:
            return [self.holds(text, subject) for subject in known]
        letters = letters_of(text)
        moduli = self.references.moduli if self.references.speaks_of_maps or not letters else []
        outcomes = [self.holds(text, subject) for subject in ("", *moduli)]
        if letters and not moduli:  # an equation in an unknown need be no identity
            outcomes = [True if held else None for held in outcomes]
        return outcomes + [
            self.holds(text, subject)
            for subject in self.references.equations
            if letters and letters <= letters_of(subject)
        ]

    def holds(self, text: str, subject: str = "") -> bool | None:
        """Whether a claim holds; None where it cannot be read or has no value."""
        try:
            form, values = split(f"{subject} :: {text}" if subject else text)
            return DECIDERS[form](values)
        except ZeroDivisionError:
            return False
        except (ArithmeticError, ValueError, TypeError, IndexError):
            return None

    def solves(self, text: str) -> bool:
        """Whether it is a linear equation whose one root is a root of one of the problem's
        equations."""
        letters = letters_of(text)
        if (
            self.references is None
            or len(letters) != 1
            or text.count("=") != 1
            or POWERS.search(text)
        ):
            return False
        (letter,) = letters
        try:
            root = root_of(text, letter)
            return root is not None and any(
                [
                    is_root(subject, letter, root)
                    for subject in self.references.unknown_in
                    if self.references.unknown_in[subject] == letter
                ]
            )
        except (ArithmeticError, ValueError, TypeError, IndexError):
            return False


def cost(text: str) -> int:
    """Units of work that a span takes, more than it ever does."""
    letters = 8 if LETTER.search(text) else 1
    return letters * len(text) + 400 * len(SLOW.findall(text)) + 100 * len(POWERS.findall(text))


def sides(text: str) -> tuple[Any, ...]:
    left, _, right = text.partition("=")
    return "-", read(left), read(right)


def root_of(text: str, letter: str) -> Any:
    """The root of an equation whose sides are both linear; None for another."""
    (a, b, c), (d, e, f) = [
        [value_at(side, (), {letter: x}) for x in (0, 1, 2)] for side in sides(text)[1:]
    ]
    slope = b - a - (e - d)
    return (d - a) / slope if slope and a + c == 2 * b and d + f == 2 * e else None


def is_root(equation: str, letter: str, root: Any) -> bool:
    return value_at(sides(equation), (), {letter: root}) == 0


def excused(span: Span) -> bool:
    """Whether words beside a span change what it says, or it only puts in a value for an
    unknown."""
    if span.after in AFTER or span.before == CUT:
        return True
    if VALUE.fullmatch(span.text):
        return span.before in SUPPOSING
    return span.before in BEFORE and BARE.match(span.text) is not None
