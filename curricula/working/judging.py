"""Decide one span of a completion as a claim: right, wrong, or unread where it is not certain what
it claims.

A span that has the form of one of the problem's own claims is decided as that claim is: modulo its
modulus, as a consequence of its equation, or as it stands. Any other is right where it holds in one
of these ways. It is wrong only where it was read and holds in none, and where the words beside it
do not change what it says. Every decision is exact and bounded, and so is the work spent on one
completion.
"""

import re
from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Any

from curricula.maths_text.line_reader import IMPLIES, numeral
from curricula.maths_text.spans import CUT, TELLING, Span
from curricula.working.decimals import DECIMAL, approximates, rounds, value_of
from curricula.working.members import (
    exactly_same,
    is_name,
    is_slip,
    members_of,
    unknowns,
)
from curricula.working.references import LETTER, References, kind_of, letters_of
from generators.claims.compiler import Scope, compile_tree, fraction
from generators.claims.decide import DECIDERS
from generators.claims.printer import split
from generators.claims.reader import IMAGINARY_UNIT, Node, read
from generators.claims.surds import Surd

RIGHT, WRONG, UNREAD = "right", "wrong", "unread"

LONGEST = 600  # characters of one span
SHORT = 80  # of an equation whose root is worked out beside another's
# units of work for one completion; a span takes its length, more with letters or slow functions
WORK = 40_000
EXACTLY = 800  # units that a comparison by identities takes
COMPLEX = {"i", "e"}  # letters that may be numbers
SLOW = re.compile(r"[A-Za-z]{2,}\(", re.ASCII)
# sides of sums and products of numbers and one letter, which stands in no function
LINEAR = re.compile(r"(?!.*[A-Za-z]{2})[^=<>~^]+ = [^=<>~^]+")
POWERS = re.compile(r"\^ ?\(?\d{3}", re.ASCII)
VALUE = re.compile(r"[a-z] = -?\d+(?:/\d+)?", re.ASCII)
RELATION = re.compile(r"[=<>|,]|!=|\bor\b|\band\b")  # but for " = "
APPROXIMATE = re.compile(r"( [=~] )")
BARE = re.compile(r"-?(\d{1,40})(?:/(\d{1,40}))? [=<>]", re.ASCII)
NUMBERS_ALONE = re.compile(r"(?:\(?-?\d+(?:\.\d+)?\)? = )+\(?-?\d+(?:\.\d+)?\)?", re.ASCII)
NAMED = re.compile(r"[A-Za-z](?:_\w+)?'*(?:\(\w+\))? = (?=.* [=<>])(?!.*\b(?:or|and)\b)", re.ASCII)
DERIVATIVE = re.compile(r"\(d/\(d\*([a-z])\)\)(.+) = ([^=<>~]+)", re.ASCII)
APPLIED = re.compile(r"(?<![A-Za-z])([a-z])\(([^()]*)\)", re.ASCII)
LEADING = re.compile(r"-?\d+(?=[ )])", re.ASCII)
OPERATION = re.compile(r"\(?[a-z] \* [a-z]\)? = .*[a-z]", re.ASCII)  # a * b = 2a + b

# Words that make the number behind or before them a part of something else.
BEFORE = set(
    (
        "of and times plus minus by over to from than with step steps line case part equation"
        " number no % percent remainder mod modulo"
    ).split()
)
# Words that take what follows as a part of a calculation.
TAKING = set(
    (
        "of times plus minus by than over per percent half twice double triple thrice negative"
        " root squared divided multiplied cube square if whether suppose supposing assume assuming"
    ).split()
)
AFTER = set(
    (
        "times plus minus over percent % ? remainder rem r squared cubed mod modulo hundred"
        " thousand million billion half"
    ).split()
)
# Words that put a value in for an unknown rather than state it.
SUPPOSING = set(
    (
        "at let when for try trying guess guessing suppose supposing put set take assume"
        " assuming say where with whenever before after beyond past until near"
    ).split()
)


class Judge:
    """Decides the spans of one completion; `references` gives the problem's own claims, where there
    are any."""

    def __init__(self, references: References | None = None) -> None:
        self.references = references
        self.work = WORK
        self.redefined = False  # whether * was given another meaning

    def verdict(self, span: Span) -> str:
        """RIGHT, WRONG or UNREAD. It is wrong only where it is in each way to read it."""
        self.work -= cost(span.text)
        if not span.claims or len(span.text) > LONGEST or self.work < 0:
            return UNREAD
        readings = [(span.text, span.modulus), *span.others]
        verdicts = {self.reading(text, modulus, span.written) for text, modulus in readings}
        if RIGHT in verdicts:
            return RIGHT
        if OPERATION.match(span.text):
            self.redefined = True
        doubtful = excused(span) or (self.redefined and " * " in span.text)
        return WRONG if verdicts == {WRONG} and not doubtful else UNREAD

    def reading(self, text: str, modulus: int | None, written: str = "") -> str:
        """The verdict on one way to read a span."""
        if "~" in text:
            return self.rounded(written)
        if any([not self.knows_of(f"{name}(") for name in applied(text)]):
            return UNREAD
        if " or " in text and modulus is None and self.references is None:
            return self.alternatives(text.split(" or "))
        outcomes = self.outcomes(text, modulus)
        if True in outcomes or (text.endswith("!") and self.holds(text[:-1])) or self.solves(text):
            return RIGHT
        members = members_of(text)
        if runs_on(members):
            return UNREAD
        if modulus is not None and self.references is None and letters_of(text):
            numbers = [member for member in members if not unknowns(member)]
            return self.reading(" = ".join(numbers), modulus) if len(numbers) > 1 else UNREAD
        named = NAMED.match(text)
        if named is not None and not members and " = " in text:
            return self.reading(text[named.end() :], modulus, written)
        derivative = DERIVATIVE.fullmatch(text)
        if derivative is not None:
            letter, body, found = derivative.groups()
            held = self.holds(f"f'({letter}) = {found}", f"f({letter}) = {body}")
            if held:
                return RIGHT
            if held is not None:
                return WRONG if body.startswith("(") else UNREAD
        if modulus is None:
            verdict = self.chain(members) if members else UNREAD
            if verdict != UNREAD:
                return verdict
        if (
            False not in outcomes
            or runs_on(members_of(text))
            or ("phi(" in text and not self.knows_of("phi("))
        ):
            return UNREAD
        return UNREAD if "." in written and self.is_rounded(written) else WRONG

    def alternatives(self, texts: list[str]) -> str:
        """The verdict on `x = 12/4 = 3 or x = 2/4 = 1/2`: each is worked out by itself; what only
        says a value is not known."""
        chains = [text for text in texts if len(members_of(text)) > 2]
        verdicts = {self.reading(text, None) for text in chains}
        if not chains:
            return UNREAD
        return next((name for name in (WRONG, UNREAD) if name in verdicts), RIGHT)

    def chain(self, members: list[str]) -> str:
        """The verdict on equal members that are decided as no one claim. What is only named is left
        out, and the members that are numbers are compared; each other link may be a rewriting,
        which is right as an identity, or the problem's equation."""
        self.work -= sum(map(len, members))
        kept = [member for member in members if not is_name(member)]
        if len(kept) < len(members) and len(members) > 2:
            return self.reading(" = ".join(kept), None) if len(kept) > 1 else UNREAD
        numbers = [member for member in members if not unknowns(member)]
        verdicts = set()
        if 1 < len(numbers) < len(members):
            verdicts.add(self.reading(" = ".join(numbers), None))
        elif len(numbers) == len(members):
            return UNREAD if len(members) == 2 else self.links(members)
        if len(members) > 2:
            verdicts.add(self.links(members))
        elif self.references is None and is_slip(*members):
            return WRONG
        return next((name for name in (WRONG, RIGHT) if name in verdicts), UNREAD)

    def links(self, members: list[str]) -> str:
        """The verdict on a chain link by link: right where each is, or where one is and nothing is
        known of the problem; wrong where one is that has unknowns on both sides or on none: others
        may put in a value."""
        verdicts = set()
        rewritten, others = False, False
        for left, right in pairwise(members):
            verdict = self.reading(f"{left} = {right}", None)
            before, after = unknowns(left), unknowns(right)
            if before and before == after:
                rewritten, others = rewritten or verdict == RIGHT, others or verdict == UNREAD
            rewriting = bool(before) == bool(after)
            verdicts.add(UNREAD if verdict == WRONG and not rewriting else verdict)
        if self.references is not None:
            return next((name for name in (WRONG, UNREAD) if name in verdicts), RIGHT)
        if rewritten and others:  # a chain of rewritings, of which one is none
            return WRONG
        return next((name for name in (WRONG, RIGHT) if name in verdicts), UNREAD)

    def rounded(self, written: str) -> str:
        """The verdict on a chain in which something is nearly equal."""
        parts = APPROXIMATE.split(written)
        members, signs = parts[::2], parts[1::2]
        if any(RELATION.search(member) for member in members):
            return UNREAD
        verdicts = set()
        for left, sign, right in zip(members, signs, members[1:], strict=False):
            near = approximates(left, right)
            if sign == " = " and near is not False:
                near = self.holds(f"{exact(left)} = {exact(right)}") or None
            verdicts.add({True: RIGHT, False: WRONG, None: UNREAD}[near])
        if WRONG in verdicts:
            return WRONG
        return RIGHT if RIGHT in verdicts else UNREAD

    def is_rounded(self, written: str) -> bool:
        """Whether each link of a chain holds, or may do but for rounding."""
        members = written.split(" = ")
        return not any(map(RELATION.search, members)) and all(
            [
                self.holds(f"{exact(left)} = {exact(right)}") or rounds(left, right)
                for left, right in pairwise(members)
            ]
        )

    def knows_of(self, name: str) -> bool:
        """Whether the problem's own claims use a function."""
        return self.references is not None and name in self.references.claims_text

    def unknown_letters(self, text: str) -> set[str]:
        """The letters of a text that are no numbers."""
        letters = letters_of(text)
        if self.references is not None and self.references.speaks_of_complex_numbers:
            letters.discard(IMAGINARY_UNIT)
        return letters

    def outcomes(self, text: str, modulus: int | None) -> list[bool | None]:
        """Whether it holds in each way in which it may be meant; None where it cannot be read so,
        or would be no claim of its own."""
        if modulus is not None:
            return [self.holds(text, f"mod {modulus}")]
        if self.references is None:
            held = self.holds(text)
            letters = letters_of(text)
            if held is False and letters and letters <= COMPLEX:
                held = self.holds_exactly(text)
            euler = letters == {"e"} and "ln(" in text
            return [held if held or not letters or euler else None]
        kind = kind_of(text)
        if kind is None:
            return [None]
        if text in self.references.given_texts:
            return [True]
        known = self.references.subjects.get(kind)
        if known is not None:
            return [self.holds(text, subject) for subject in known]
        letters = self.unknown_letters(text)
        moduli = self.references.moduli if self.references.speaks_of_maps or not letters else []
        outcomes = [self.holds(text, subject) for subject in ("", *moduli)]
        if letters and not moduli:  # an equation in an unknown need be no identity
            outcomes = [True if held else None for held in outcomes]
        outcomes += [
            self.holds(text, subject)
            for subject in self.references.equations
            if letters and letters <= letters_of(subject)
        ]
        # an unknown of the working's own, such as y = x + 2, may be named otherwise by its writer
        own = self.references.equations_of_working.get(frozenset(letters), ())
        return outcomes + [self.holds(text, subject) or None for subject in own]

    def holds(self, text: str, subject: str = "") -> bool | None:
        """Whether a claim holds; None where it cannot be read or has no value."""
        try:
            form, values = split(f"{subject} :: {text}" if subject else text)
            return DECIDERS[form](values)
        except ZeroDivisionError:
            return False
        except (ArithmeticError, ValueError, TypeError, IndexError):
            return None if subject else self.holds_exactly(text)

    def holds_exactly(self, text: str) -> bool | None:
        """The same for functions, roots and constants that claims do not know."""
        members = members_of(text)
        self.work -= EXACTLY
        if not members or self.work < 0:
            return None
        held = [exactly_same(left, right) for left, right in pairwise(members)]
        return None if None in held else all(held)

    def solves(self, text: str) -> bool:
        """Whether it is a linear equation whose one root is a root of one of the problem's
        equations."""
        letters = self.unknown_letters(text)
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


def applied(text: str) -> set[str]:
    """The letters that stand before different brackets, and nowhere else: functions, as in a(n) =
    2a(n - 1)."""
    arguments: dict[str, set[str]] = {}
    for name, argument in APPLIED.findall(text):
        arguments.setdefault(name, set()).add(argument)
    alone = set(LETTER.findall(APPLIED.sub(r"(\2)", text)))
    return {name for name, found in arguments.items() if len(found) > 1 and name not in alone}


def runs_on(members: list[str]) -> bool:
    """Whether a chain is worked on from each result, as in 3 * 2 = 6 * 5 = 30: not right as it is
    written, but no slip."""
    if len(members) < 3:
        return False
    for left, right in pairwise(members):
        first = LEADING.match(right)
        value = value_of(left)
        if value is None or (
            value != value_of(right) and value != value_of(first[0] if first else "")
        ):
            return False
    return True


def with_implied(spans: Sequence[Span], verdicts: Sequence[str]) -> list[str]:
    """The verdicts on the spans of one line, of which nothing else is known, once implications are
    looked at: `2x = 14 => x = 7` is right and `2x = 14 => x = 8` wrong, by the root of each."""
    found = list(verdicts)
    for at, (given, follows) in enumerate(pairwise(spans)):
        if given.after == follows.before == IMPLIES and found[at + 1] == UNREAD:
            same = same_root(given, follows)
            if same is not None and found[at] != WRONG:
                found[at + 1] = RIGHT if same else WRONG
                found[at] = RIGHT if same else found[at]
    return found


def same_root(given: Span, follows: Span) -> bool | None:
    """Whether two equations, each linear in the same one letter, have one root; None where they are
    no such equations, or one may be rounded."""
    letters = letters_of(given.text)
    if len(letters) != 1 or letters != letters_of(follows.text):
        return None
    for span in (given, follows):
        if span.modulus is not None or len(span.text) > SHORT or not LINEAR.fullmatch(span.text):
            return None
    (letter,) = letters
    try:
        roots = root_of(given.text, letter), root_of(follows.text, letter)
    except (ArithmeticError, ValueError, TypeError, IndexError):
        return None
    if None in roots:
        return None
    if roots[0] != roots[1] and "." in given.written + follows.written:
        return None
    return roots[0] == roots[1]


def cost(text: str) -> int:
    """Units of work that a span takes, more than it ever does."""
    letters = 8 if LETTER.search(text) else 1
    return letters * len(text) + 400 * len(SLOW.findall(text)) + 100 * len(POWERS.findall(text))


def sides(text: str) -> tuple[Any, ...]:
    left, _, right = text.partition("=")
    return "-", read(left), read(right)


def root_of(text: str, letter: str) -> Any:
    """The root of an equation whose sides are both linear; None for another."""
    left, right = sides(text)[1:]
    a, b, c = [value_where(left, letter, x) for x in (0, 1, 2)]
    d, e, f = [value_where(right, letter, x) for x in (0, 1, 2)]
    slope = b - a - (e - d)
    if isinstance(slope, Surd) or not slope or a + c != 2 * b or d + f != 2 * e:
        return None
    return (d - a) / Fraction(slope)


def is_root(equation: str, letter: str, root: Any) -> bool:
    return value_where(sides(equation), letter, root) == 0


def value_where(node: Node, letter: str, x: Any) -> Any:
    """The exact value of an expression for a value of its letter, which may be a surd."""
    return fraction(compile_tree(node, Scope(slots={letter: 0})))((x,))


def exact(written: str) -> str:
    """A text with its decimals as fractions."""
    return DECIMAL.sub(lambda found: numeral(found[0]), written)


def excused(span: Span) -> bool:
    """Whether words beside a span change what it says, or it only puts in a value for an
    unknown."""
    if span.after in AFTER or span.before in TAKING or CUT in (span.before, span.after):
        return True
    if span.after in TELLING or span.before in TELLING or alone(span):
        return True
    if VALUE.fullmatch(span.text):
        return span.before in SUPPOSING
    bare = BARE.match(span.text) if span.before in BEFORE else None
    return bare is not None and (not bare[2] or int(bare[1]) < int(bare[2]))


def alone(span: Span) -> bool:
    """Whether it is two numbers with nothing to work out: what is left of something else, or absurd
    on purpose."""
    return span.modulus is None and NUMBERS_ALONE.fullmatch(span.shown) is not None
