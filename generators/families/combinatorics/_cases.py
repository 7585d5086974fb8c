"""Selections from groups: the groups as strategies see them, the cases into which selections fall,
and the lines that several strategies share."""

from collections.abc import Generator, Sequence
from functools import lru_cache
from itertools import product
from math import comb, factorial, prod
from typing import NamedTuple

from generators.families.combinatorics._groups import Params, listed, names_of, plural
from generators.family import Claim, Step, Steps, list_of, product_of, sum_of


class Part(NamedTuple):
    """A group, or several that are taken together: its size, the least and the most that may come
    from it, what one of its members is called and what several are, and the line that counted it,
    where there is one."""

    size: int
    low: int
    high: int
    one: str
    several: str
    counted: tuple[Step, ...] = ()


def parts_of(p: Params) -> list[Part]:
    """All groups, those with a limit first."""
    groups = [*p.limited, *[(size, 0, size) for size in p.free]]
    named = zip(groups, names_of(p), strict=False)
    return [Part(*group, name, plural(name)) for group, name in named]


def free_together(p: Params) -> Generator[Step, None, list[Part]]:
    """The groups with a limit, and as one group all others; a line counts these where they are
    several."""
    parts = parts_of(p)
    limited, free = parts[: len(p.limited)], parts[len(p.limited) :]
    if len(free) == 1:
        return parts
    several = listed([part.several for part in free])
    step = Step(in_words(TOGETHER, several=several), f"{sum_of(p.free)} = {sum(p.free)}")
    yield step
    size = sum(p.free)
    return [*limited, Part(size, 0, size, "other", "others", (step,))]


TOGETHER = (
    "The SEVERAL have no limit, so we take them together: {}.",
    "No limit concerns the SEVERAL, hence they form one group: {}.",
    "We put the SEVERAL together, since they have no limit: {}.",
    "Without a limit of their own, the SEVERAL count as one group: {}.",
    "As nothing is said about the SEVERAL, they form one group of others: {}.",
)


@lru_cache(maxsize=4_096)
def in_words(
    phrasings: tuple[str, ...], one: str = "", several: str = "", split: str = ""
) -> tuple[str, ...]:
    """Phrasings with what things are called in them: AONE and ONE for one, SEVERAL for several,
    SPLIT for a list such as `{2} seniors and {4} juniors`."""
    article = "an" if one[:1] in tuple("aeiou") else "a"
    words = {"AONE": one and f"{article} {one}", "ONE": one, "SEVERAL": several, "SPLIT": split}
    told = []
    for phrasing in phrasings:
        for name, word in words.items():
            if word:
                phrasing = phrasing.replace(name, word)
        told.append(phrasing)
    return tuple(told)


def chosen(n: int, k: int) -> Claim:
    """C(n, k) worked out, for a line that says how many are chosen."""
    factors = product_of(range(n, n - k, -1))
    return Claim(f"C({n}, {k:new}) = {factors:new} / {factorial(k):new} = {comb(n, k):new}")


class Chooser:
    """Yields the line that works out a binomial, once for each group and number."""

    def __init__(self) -> None:
        self.known: set[tuple[str, int]] = set()

    def ways(
        self, part: Part, number: int, words: tuple[str, ...], rests_on: tuple[Step, ...] = ()
    ) -> Steps:
        """In how many ways so many come from a part. None in one way, and one in as many ways as
        there are: these need no line."""
        if number > 1 and (part.several, number) not in self.known:
            self.known.add((part.several, number))
            yield Step(
                in_words(words, part.one, part.several),
                chosen(part.size, number),
                rests_on=(*part.counted, *rests_on),
            )
        return comb(part.size, number)


CHOOSE = (
    "Of the {n} SEVERAL, {k} can be chosen in this many ways: {}.",
    "We choose {k} of the {n} SEVERAL: {}.",
    "The {n} SEVERAL contain this many sets of {k}: {}.",
    "For {k} of the {n} SEVERAL there are {} ways.",
    "To take {k} of {n} SEVERAL, there are {} ways.",
    "Since their order does not matter, {k} of {n} SEVERAL can be taken in {} ways.",
    "Choosing {k} from the {n} SEVERAL gives {}.",
)


def splits(p: Params, parts: Sequence[Part]) -> list[tuple[int, ...]]:
    """Every way to split the number chosen among parts so that the limits are kept."""
    *before, last = parts
    numbers = [range(part.low, min(part.high, p.chosen) + 1) for part in before]
    found = [(*split, p.chosen - sum(split)) for split in product(*numbers)]
    return [split for split in found if last.low <= split[-1] <= last.high]


def split_told(parts: Sequence[Part], numbers: Sequence[int]) -> str:
    """How many come from each part, in words: `{2} seniors and {4} juniors`. In a claim
    `ways(k; n, j; n, j)` these numbers stand at the places 2, 4, ..."""
    words = []
    for place, (part, number) in enumerate(zip(parts, numbers, strict=True), 1):
        if number:
            words.append(f"{{{2 * place}}} {part.one if number == 1 else part.several}")
        elif part.high < part.size:
            words.append(f"no {part.one}")
    return listed(words)


def exactly(parts: Sequence[Part], numbers: Sequence[int]) -> Claim:
    """`ways(k; n, j; n, j)`: exact numbers from each part."""
    groups = list_of(
        (f"{part.size}, {j:new}" for part, j in zip(parts, numbers, strict=True)), "; "
    )
    return Claim(f"ways({sum(numbers)}; {groups})")


def sum_of_products(terms: Sequence[Sequence[int]]) -> Claim:
    """`3 * 4 + 5 = 12 + 5 = 17`: the products first, and then their sum. The first factor of a term
    that is taken away is negative."""
    products, total = [product_of(term) for term in terms], sum([prod(term) for term in terms])
    if len(terms) == 1 or all(len(term) == 1 for term in terms):
        return Claim(f"{sum_of(products)} = {total:new}")
    values = [
        Claim(f"{prod(term):new}") if len(term) > 1 else Claim(f"{term[0]}") for term in terms
    ]
    return Claim(f"{sum_of(products)} = {sum_of(values)} = {total:new}")


def term_of(*factors: int) -> list[int]:
    """The factors of a product that are not 1, or 1 alone."""
    return [factor for factor in factors if factor != 1] or [1]
