"""How far guessing gets in a setting, and how many different problems it really has, measured by
drawing: the share of problems that the best constant answer is right on, and the best number of the
statement, such as always the second one; and how many of the problems drawn are different
mathematics.
"""

import re
from collections import Counter
from typing import Any, NamedTuple

from generators.problem import Setting

DRAWS = 1_000  # problems drawn of a setting, unless others are asked for
SEED = 11
NUMERAL = re.compile(r"-?\d+(?:/\d+)?", re.ASCII)
PLACES = 8  # numbers of a statement that are tried, from the front and from the back
SURE = 5  # mathematics met twice, from which the number of all is estimated


class Guessing(NamedTuple):
    """What was measured in `draws` problems: how many different ones and how many different
    mathematics they are, and about how many of those there are in all, None where too few were met
    twice; how many different answers; the best constant and the best place in the statement, each
    with its share of right answers."""

    draws: int
    keys: int
    split_keys: int
    estimated: int | None
    answers: int
    constant: str
    constant_share: float
    number: str
    number_share: float


def guessing(setting: Setting[Any], draws: int = DRAWS) -> Guessing:
    """Measure a setting. Raises FamilyError where the family breaks a promise."""
    answers: Counter[str] = Counter()
    places: Counter[int] = Counter()
    keys: set[bytes] = set()
    split_keys: Counter[bytes] = Counter()
    for index in range(draws):
        problem = setting.problem(SEED, index)
        answers[problem.answer] += 1
        if problem.key not in keys:
            keys.add(problem.key)
            split_keys[problem.split_key] += 1
        places.update(right_places(problem.statement, problem.answer))
    (constant, hits), (place, found) = answers.most_common(1)[0], best(places)
    return Guessing(
        draws,
        len(keys),
        len(split_keys),
        estimated(split_keys),
        len(answers),
        constant,
        hits / draws,
        said(place) if found else "none",
        found / draws,
    )


def right_places(statement: str, answer: str) -> list[int]:
    """The places of the numbers of a statement that are its answer: 1 is the first, -1 the last."""
    numerals = NUMERAL.findall(statement)
    last = len(numerals)
    right = [place for place, numeral in enumerate(numerals) if numeral == answer]
    ahead = [place + 1 for place in right if place < PLACES]
    return ahead + [place - last for place in right if last - place <= PLACES]


def best(places: Counter[int]) -> tuple[int, int]:
    return min(places.items(), key=lambda item: (-item[1], -item[0]), default=(0, 0))


def said(place: int) -> str:
    """`number 2`, or `number 2 from the end`."""
    return f"number {place}" if place > 0 else f"number {-place} from the end"


def estimated(split_keys: Counter[bytes]) -> int | None:
    """At least how many there are of what some were met once and some twice (Chao 1984)."""
    times = Counter(split_keys.values())
    if times[2] < SURE:
        return None
    return len(split_keys) + times[1] * times[1] // (2 * times[2])
