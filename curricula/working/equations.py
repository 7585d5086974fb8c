"""What an equation in a line works out, whatever way it is written.

`630 = 2 * 273 + 84`, `84 + 273 * 2 = 630` and `630 mod 273 = 84` say the same, `7 + 8 = 8 + 7` says
nothing, and `630 < 840` is no equation. Three things tell this:

- the numbers that a relation *pins*: it would be off if one of them were another. `7 + 8 = 8 + 7`
  and `3 mod 7 = 3` pin none, and `2 * 9 = 9 + 9` pins the 2 alone;
- whether it holds in the way in which the solution means it, by its modulus or as it stands;
- whether it is the same relation: with other numbers, of which the solution's equation gives one,
  it holds again.
"""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import chain, combinations
from typing import Any, NamedTuple

from curricula.maths_text.spans import Span
from generators.claims.decide import DECIDERS
from generators.claims.printer import split
from generators.claims.reader import read
from generators.claims.remembered import Remembered
from generators.faults.rework import value_at

Key = frozenset[str]

MEMBERS = 8  # of a chain; of a longer one the first are compared
TRIED = 16  # different numbers of a relation that are tried
REMEMBERED = 16_384
FREE = frozenset(("0", "1"))
NUMERAL = re.compile(r"\d+", re.ASCII)
LONE = re.compile(r"(-?)\(?(-?)(\d+)(?:/(\d+))?\)?", re.ASCII)
LETTER = re.compile(r"(?<![A-Za-z])[a-z](?![A-Za-z])", re.ASCII)
BARE = re.compile(r"[a-z] = -?\(?-?\d+(?:/\d+)?\)?", re.ASCII)
UNSET = re.compile(r"[()]")  # what x = (-6) and x = -6 differ in
DEFINES = re.compile(r"[a-z]'*\([a-z]\) = ", re.ASCII)
ORDER = re.compile(r" [<>]=? ")
OTHER = re.compile(r" != | \| ")

# Numbers that are put in place of a line's own, the smallest for the smallest. Two lists, as a
# relation may hold by chance for one; small ones, as they may stand as exponents.
OTHERS = (
    (5, 8, 14, 17, 25, 31, 44, 52, 61, 79, 83, 97),
    (7, 12, 15, 27, 33, 38, 50, 59, 73, 80, 94, 99),
)
OPERATIONS = {
    "sum": re.compile(r" [+-] "),
    "product": re.compile(r"[*/]|\d\("),
    "power": re.compile(r"\^"),
    "remainder": re.compile(r"\bmod\b"),
    "function": re.compile(r"[A-Za-z]\("),
}

ERRORS = (ArithmeticError, ValueError, TypeError, IndexError)


class Said(NamedTuple):
    """A relation between two members of a line, `first` and `last` being their places in its
    chain; of an inequality in a letter `right` is empty."""

    left: str
    right: str
    first: int = 0
    last: int = 1

    @property
    def text(self) -> str:
        return f"{self.left} = {self.right}" if self.right else self.left

    @property
    def lettered(self) -> bool:
        """Whether it speaks of an unknown."""
        return LETTER.search(self.left) is not None or LETTER.search(self.right) is not None

    @property
    def bare(self) -> bool:
        """Whether it says what an unknown is and no more: `x = 4`."""
        return len(self.left) == 1 and is_bare(self.text)

    @property
    def key(self) -> Key:
        """What other ways to say the same have in common: the numbers that it pins."""
        return KEYS[self.left, self.right]

    @property
    def says_something(self) -> bool:
        """Whether it pins two numbers, so that it is neither empty nor a guess at one number."""
        return PINNED_NUMBERS[self.left, self.right] > 1


class Members(NamedTuple):
    """A chain of equal members, or one inequality in a letter as a whole; what it says from each
    member to the next, and what between any two."""

    texts: tuple[str, ...]
    links: tuple[Said, ...]
    everything: tuple[Said, ...]

    @classmethod
    def of(cls, *texts: str) -> "Members":
        if len(texts) == 1:
            alone = (Said(texts[0], ""),)
            return cls(texts, alone, alone)
        links = tuple(
            [
                Said(left, right, at, at + 1)
                for at, (left, right) in enumerate(zip(texts, texts[1:], strict=False))
            ]
        )
        if len(texts) == 2:
            return cls(texts, links, links)
        pairs = combinations(range(len(texts)), 2)
        return cls(texts, links, tuple([Said(texts[a], texts[b], a, b) for a, b in pairs]))


def is_bare(text: str) -> bool:
    """Whether a text says of one letter, or several by turns, what it is, and no more."""
    if text[1:2] != " ":
        return False
    return all([BARE.fullmatch(part) is not None for part in text.split(" or ")])


def members_of(text: str) -> tuple[Members, ...]:
    """The chains of a span, found once for all who write it."""
    return CHAINS[text]


def chains_of(text: str) -> Iterator[Members]:
    """The chains of a span; an alternative is one of its own. Nothing of divisibility, of numbers
    that are only set in order, or of what is only unequal."""
    for part in text.split(" or ") if " or " in text else (text,):
        if OTHER.search(part):
            continue
        if ORDER.search(part):
            if LETTER.search(part):
                yield Members.of(part)
            continue
        texts = part.split(" = ")
        if len(texts) > 1:
            yield Members.of(*texts[:MEMBERS])


CHAINS: Remembered[str, tuple[Members, ...]] = Remembered(
    lambda text: tuple(chains_of(text)), limit=4_096
)


def works_out(span: Span) -> bool:
    """Whether a span holds an equation, or an inequality in a letter, that says something."""
    return WORKS_OUT[span.text]


def links_of(text: str) -> Iterator[Said]:
    """What a text says, link by link of all its chains."""
    return chain.from_iterable([members.links for members in members_of(text)])


WORKS_OUT: Remembered[str, bool] = Remembered(
    lambda text: any([link.says_something for link in links_of(text)]), limit=REMEMBERED
)


def numerals_of(text: str) -> frozenset[str]:
    return NUMERALS[text]


def numerals_of_numbers(numbers: Sequence[object]) -> frozenset[str]:
    """The numerals in which numbers, or their texts, are written: of -7/2, 7 and 2."""
    return NUMERALS[" ".join(map(str, numbers))]


NUMERALS: Remembered[str, frozenset[str]] = Remembered(
    lambda text: frozenset(NUMERAL.findall(text)), limit=REMEMBERED
)


def lone(member: str) -> tuple[str, ...]:
    """The numerals of a member that is one number; nothing of another."""
    match = LONE.fullmatch(member)
    return tuple([part for part in match.groups()[2:] if part]) if match else ()


# What is pinned


def pinned(pair: tuple[str, str]) -> tuple[str, ...]:
    """The numerals of a relation, as often as they stand there, that cannot be others: the
    difference of its members would not stay what it is. Those that cannot be tried are among
    them; 0 and 1 are not."""
    left, right = pair
    numerals = [number for number in NUMERAL.findall(f"{left} {right}") if number not in FREE]
    if not right:
        return tuple(numerals)
    try:
        (above, first), (below, second) = split(left), split(right)
        decide = DECIDERS[f"({above}) + ({below}) = ({below}) + ({above})"]
    except ERRORS:
        return tuple(numerals)
    free = set()
    numbers = sorted({abs(value) for value in (*first, *second) if abs(value) > 1})
    for number in numbers[:TRIED]:
        stays = []
        for other in (number + 1, number - 1, number + 3):
            put_in = {number: other}
            try:
                stays.append(decide((*put(first, put_in), *second, *put(second, put_in), *first)))
            except ERRORS:
                continue
            if not stays[-1]:
                break
        if stays and all(stays):
            free.add(str(number))
    if numbers and len(free) == len(numbers):  # only exponents of letters are left
        return ()
    return tuple([number for number in numerals if number not in free])


def put(values: Sequence[Any], others: dict[Any, Any]) -> tuple[Any, ...]:
    """The values with others in place of some, given without signs."""

    def other(value: Any) -> Any:
        if abs(value) not in others:
            return value
        return others[abs(value)] if value > 0 else -others[abs(value)]

    return tuple(map(other, values))


def key_of(pair: tuple[str, str]) -> Key:
    """The numbers that a relation pins. 0 and 1 count only where a member is one of them, as what
    comes out: in `84 = 4 * 21 + 0` they may stand or not. That a letter is a number has keys of its
    own."""
    numbers = set(PINNED[pair])
    if is_bare(" = ".join(pair)):
        return frozenset({*numbers, *lone(pair[1]), "bare"})
    if not pair[1]:
        return frozenset(numbers | {"<"})
    if not any([LETTER.search(member) for member in pair]):
        numbers |= FREE.intersection(chain.from_iterable(map(lone, pair)))
    return frozenset(numbers)


PINNED: Remembered[tuple[str, str], tuple[str, ...]] = Remembered(pinned, limit=REMEMBERED)
PINNED_NUMBERS: Remembered[tuple[str, str], int] = Remembered(
    lambda pair: len(PINNED[pair]), limit=REMEMBERED
)
KEYS: Remembered[tuple[str, str], Key] = Remembered(key_of, limit=REMEMBERED)


# Whether two relations are the same


class Comparison(NamedTuple):
    """A solution's relation, a completion's with the same key, and the modulus by which the
    solution means it, 0 for none."""

    ours: Said
    theirs: Said
    modulus: int


def same_relation(comparison: Comparison) -> bool:
    """Whether a completion's relation says what the solution's does."""
    ours, theirs, modulus = comparison
    if ours.text == theirs.text:
        return True
    if ours.bare and theirs.bare:  # x = -6 is not y = 6
        return UNSET.sub("", ours.text) == UNSET.sub("", theirs.text)
    if ours.lettered or theirs.lettered:  # the judge found it right for the same unknown
        return ours.lettered and theirs.lettered
    if not holds(theirs, {}, modulus):
        return False
    for others in OTHERS:
        places = other_numbers(ours, theirs, modulus, others)
        if places is None:
            return operations(ours.text) == operations(theirs.text)
        if holds(theirs, places, modulus):
            return True
    return False


def other_numbers(
    ours: Said, theirs: Said, modulus: int, others: Sequence[int]
) -> dict[int, Any] | None:
    """Other numbers for those of both relations, with which ours holds; None where it is not told
    how to find them: ours comes to no one number, or to one that it also uses."""
    for result, member in ((ours.right, ours.left), (ours.left, ours.right)):
        match = LONE.fullmatch(result)
        if match is None or LONE.fullmatch(member):
            continue
        given = [int(part) for part in match.groups()[2:] if part]
        used = {int(number) for number in NUMERAL.findall(f"{member} {theirs.text}")}
        inner = {int(number) for number in NUMERAL.findall(member)}
        if inner.intersection(given):
            continue
        order = sorted({n for n in used if n > 1 and n != modulus and n not in given})
        places: dict[int, Any] = {
            n: others[rank % len(others)] + 100 * (rank // len(others))
            for rank, n in enumerate(order)
        }
        try:
            form, values = split(member)
            value = value_at(read(form), put(values, places), {})
            if modulus:
                value = Fraction(value.numerator * pow(value.denominator, -1, modulus) % modulus)
        except ERRORS:
            continue
        if bool(match[1]) != bool(match[2]):
            value = -value
        if len(given) == 1:
            places[given[0]] = whole(value)
        else:
            places[given[0]], places[given[1]] = value.numerator, value.denominator
        return {n: put_in for n, put_in in places.items() if n > 1 or n in given}
    return None


def whole(value: Fraction) -> int | Fraction:
    return value.numerator if value.denominator == 1 else value


def holds(said: Said, places: dict[int, Any], modulus: int) -> bool:
    """Whether a relation holds with other numbers put in."""
    try:
        form, values = split(f"mod {modulus} :: {said.text}" if modulus else said.text)
        first = values[:1] if modulus else ()
        return bool(DECIDERS[form]((*first, *put(values[len(first) :], places))))
    except ERRORS:
        return False


def operations(text: str) -> set[str]:
    """Which operations a relation asks for: sums and differences are one, so are products and
    quotients."""
    return {name for name, pattern in OPERATIONS.items() if pattern.search(text)}


SAME: Remembered[Comparison, bool] = Remembered(same_relation, limit=REMEMBERED)
