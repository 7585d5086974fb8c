"""Small changes of a claim's text, which have to make it false."""

import re
from collections.abc import Iterator
from itertools import product

from generators.claims.claim import Claim
from generators.claims.reader import Unreadable

RESULT = re.compile(r"(?:^|(?<= = )|(?<=, )|(?<= or ))-?(\d+)(?:/\d+)?(?= =|, | or |$)", re.ASCII)
SIGNED = re.compile(r"-\d+", re.ASCII)
NUMERAL = re.compile(r"(\d+)", re.ASCII)


def verdict(text: str) -> bool:
    """Whether a text is a claim that holds."""
    try:
        return Claim.read(text).holds()
    except Unreadable:
        return False


def others(number: int) -> set[int]:
    return {number + 1, abs(number - 1), number + 2, 10 * number + 3} - {number}


def replaced(text: str, match: re.Match[str], number: int) -> str:
    return text[: match.start(1)] + str(number) + text[match.end(1) :]


def start_of_assertion(text: str) -> int:
    return text.rfind(" :: ") + 4 if " :: " in text else 0


def changed_operands(text: str, start: int | None = None) -> Iterator[str]:
    """The claim's text with one numeral changed, in each of a few ways: a shown one, or one from
    `start` on."""
    first = start_of_assertion(text) if start is None else start
    for match in NUMERAL.finditer(text, first):
        for other in others(int(match[1])):
            yield replaced(text, match, other)


def changed_results(text: str) -> Iterator[str]:
    """The claim's text with a number that stands alone beside = changed."""
    start = start_of_assertion(text)
    modulus = int(text[4:start].split()[0]) if re.match(r"mod \d+ ::", text) else 0
    assertion = text[start:]
    for match in RESULT.finditer(assertion):
        before, after = assertion[: match.start()], assertion[match.end() :]
        in_brackets = before.count("(") > before.count(")")
        beside_equals = re.search(r"(?<![!<>]) ?= $", before) or after.startswith(" = ")
        if in_brackets or not beside_equals:
            continue
        number = int(match[1])
        for other in others(number):
            if modulus == 0 or (other - number) % modulus:
                yield text[:start] + replaced(assertion, match, other)


def far_changes(text: str) -> list[str]:
    """The text with each numeral in turn replaced by 0 and by a large one, also where that takes
    off a sign in front of it."""
    far = list(product(NUMERAL.finditer(text), (0, 1_000_003)))
    far += [(match, 1_000_003) for match in SIGNED.finditer(text)]
    return [text[: match.start()] + str(number) + text[match.end() :] for match, number in far]
