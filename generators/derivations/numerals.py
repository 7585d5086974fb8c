"""The numbers that stand in texts: in statements, in claims, and in answers."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from fractions import Fraction
from functools import lru_cache
from itertools import chain
from math import gcd
from typing import Any

from generators.claims.claim import Number

FREE = (0, 1)  # numbers that need no source

# digits of a claim, but not an exponent of a letter or a bracket, nor an index
NUMERAL = re.compile(r"(?<![a-z)]\^)(?<![\d_])(\d+)(?:/(\d+))?", re.ASCII)
WHOLE = re.compile(r"\d+", re.ASCII)
NAMES = re.compile(r"[A-Za-z]+\d*", re.ASCII)
STATED = re.compile(r"(?<![A-Za-z\d])\d+(?:\.\d+)?", re.ASCII)  # no digits of a name
SMALL: Mapping[str, int] = {
    **{"two": 2, "twice": 2, "double": 2, "both": 2, "half": 2, "three": 3, "thrice": 3},
    **{"triple": 3, "third": 3, "four": 4, "quarter": 4, "five": 5, "six": 6, "seven": 7},
    **{"eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "dozen": 12},
}
NUMBER_WORDS = {**SMALL, **{word.capitalize(): number for word, number in SMALL.items()}}


def numerals_in(text: str) -> list[str]:
    """The numerals of a claim's text, fractions as two; no exponents of letters, no indices."""
    if holds_whole_numbers(text):
        return WHOLE.findall(text)
    return list(filter(None, chain.from_iterable(NUMERAL.findall(text))))


def holds_whole_numbers(text: str) -> bool:
    """Whether all digits of a text, as of most, belong to whole numbers: no fraction, exponent or
    index stands in it."""
    return "/" not in text and "^" not in text and "_" not in text


def stated_numbers(statement: str, names: Sequence[str] | None = None) -> set[Number]:
    """The numbers that stand in a statement, in digits or words, or under their names. Where
    numbers have names digits say those only that have none, and a name that stands there just once
    is no more than listed."""
    named = len(names or ())
    stated: set[Number] = set()
    for numeral in STATED.findall(statement):
        if "." in numeral:
            stated.add(Fraction(numeral))
        elif int(numeral) >= named:
            stated.add(int(numeral))
    tokens = NAMES.findall(statement)
    for word in NUMBER_WORDS.keys() & tokens:
        stated.add(NUMBER_WORDS[word])
    if names:
        counts = Counter(tokens)
        stated.update([number for number, name in enumerate(names) if counts[name] > 1])
    return stated


def numbers_of(value: Any) -> list[Number]:
    """The numbers of an answer's value, without signs, each as often as it has them: of a number,
    of each member of a tuple or set, or of what its text shows."""
    if isinstance(value, bool) or value is None:
        return []
    if isinstance(value, (int, Fraction)):
        return [abs(value)]
    if isinstance(value, (tuple, list, set, frozenset)) and not hasattr(value, "_fields"):
        return sum(map(numbers_of, value), [])
    return list(map(int, numerals_in(str(value))))


def numbers_in_texts(texts: Iterable[str]) -> set[Number]:
    return set().union(*map(numbers_in_text, texts))


# a claim is asked for its numbers several times, and what steps give are mostly the same small
# numbers: without remembering, reading them took a third of the time of `curricula verify`
@lru_cache(maxsize=1_024)
def numbers_in_text(text: str) -> frozenset[Number]:
    """Every number in a text: integers, and fractions with what they are made of."""
    if holds_whole_numbers(text):
        return frozenset(map(int, WHOLE.findall(text)))
    numbers: set[Number] = set()
    for above, below in NUMERAL.findall(text):
        numbers.add(int(above))
        if below and int(below):
            numbers |= {int(below), Fraction(int(above), int(below))}
    return frozenset(numbers)


def missing(text: str, at_hand: Set[Number]) -> list[str]:
    """The numbers of a claim's text that are not at hand, whole or in parts."""
    if not numbers_in_text(text).difference(at_hand, FREE):
        return []
    left = []
    for above, below in NUMERAL.findall(text):
        numbers = [int(above), int(below)] if below else [int(above)]
        if below and is_reduced(*numbers) and Fraction(*numbers) in at_hand:
            continue
        lacking = [number for number in numbers if number not in FREE and number not in at_hand]
        if lacking:
            left.append(f"{above}/{below}" if below else above)
    return left


def is_reduced(above: int, below: int) -> bool:
    """Whether a fraction is a number as it stands; 12/4 and 6/4 are divisions still to be done."""
    return below > 1 and gcd(above, below) == 1


def missing_texts(gives: Sequence[str], shown: Set[Number]) -> list[str]:
    """What is said to be given but is none of the numbers that a claim shows; 0 and 1 may be
    invisible."""
    return [text for text in gives if numbers_in_text(text).difference(shown, FREE)]
