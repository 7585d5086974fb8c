"""The fractions of a sum: how they are drawn, each of a setting's problems being as likely,
counted, and written."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, combinations
from math import gcd, lcm, prod

from generators.family import Claim, Knobs, Stream, sum_of
from generators.knobs import KnobError

PRIMES = (2, 3, 5, 7)
Pair = tuple[int, int]  # a fraction as it is written, perhaps not in lowest terms


@dataclass(frozen=True, slots=True)
class Params:
    """Numerators, negative where the fraction is subtracted, over denominators; each fraction is in
    lowest terms."""

    above: tuple[int, ...]
    below: tuple[int, ...]

    def fractions(self) -> list[Pair]:
        return list(zip(self.above, self.below, strict=True))


@lru_cache(maxsize=4_096)
def prime_powers(number: int) -> tuple[tuple[int, int], ...]:
    """The primes of a number below 1,000 that has no prime factor above 7, each with its power;
    else nothing."""
    found, rest = [], number
    for prime in PRIMES:
        power = gcd(number, prime**9)
        if power > 1:
            found.append((prime, power))
            rest //= power
    return tuple(found) if rest == 1 else ()


@lru_cache(maxsize=1_024)
def numerators(denominator: int) -> list[int]:
    """The numerators of the proper fractions in lowest terms."""
    return [number for number in range(1, denominator) if gcd(number, denominator) == 1]


@lru_cache(maxsize=16)
def choices(
    terms: tuple[int, int], common: tuple[int, int], whole: int
) -> tuple[list[tuple[int, ...]], list[int]]:
    """Every set of denominators, and how many problems they make in all up to each. Each
    denominator is smaller than the least common one, which is smaller than their product, and one
    of them at least has two prime factors."""
    found, counts = [], []
    for least in range(common[0], common[1] + 1):
        divisors = (
            [number for number in range(2, least) if least % number == 0]
            if prime_powers(least)
            else []
        )
        for count in range(terms[0], terms[1] + 1):
            for below in combinations(divisors, count):
                if lcm(*below) == least < prod(below) and any(
                    len(prime_powers(number)) > 1 for number in below
                ):
                    found.append(below)
                    counts.append((2**count - 1) * sum(by_first_improper(below, whole)))
    if not found:
        raise KnobError(
            f"no {terms[0]} to {terms[1]} denominators have a least common multiple"
            f" from {common[0]} to {common[1]}"
        )
    return found, list(accumulate(counts))


@lru_cache(maxsize=4_096)
def by_first_improper(below: tuple[int, ...], whole: int) -> list[int]:
    """How many ways to choose numerators there are whose first improper fraction is the first, the
    second, ... term; with no whole parts, how many there are."""
    proper = [len(numerators(number)) for number in below]
    if not whole:
        return [prod(proper)]
    return [whole * prod(proper) * (whole + 1) ** after for after in range(len(below) - 1, -1, -1)]


def sample(stream: Stream, knobs: Knobs) -> Params:
    """Draws a problem's number among all of the setting, and reads the problem off its digits."""
    whole = knobs["whole"]
    found, upto = choices(knobs["terms"], knobs["common"], whole)
    number = stream.below(upto[-1])
    index = bisect_right(upto, number)
    below, number = found[index], number - (upto[index - 1] if index else 0)
    number, signs = divmod(number, 2 ** len(below) - 1)
    counts, first = by_first_improper(below, whole), 0
    while number >= counts[first]:
        number -= counts[first]
        first += 1
    terms = []
    for i, denominator in enumerate(below):
        options = numerators(denominator)
        lowest, highest = 0, whole
        if i < first:
            highest = 0
        elif i == first:
            lowest = min(1, whole)
        number, j = divmod(number, len(options))
        number, part = divmod(number, highest - lowest + 1)
        value = options[j] + (lowest + part) * denominator
        terms.append((-value if signs >> i & 1 else value, denominator))
    terms = stream.shuffle(terms)
    terms.insert(0, terms.pop([above > 0 for above, _ in terms].index(True)))
    return Params(
        tuple([above for above, _ in terms]), tuple([denominator for _, denominator in terms])
    )


def added(fractions: Iterable[Pair]) -> Claim:
    """`5/24 + 3/40 - 1/6`: fractions as they are written, to be added."""
    return sum_of(f"{above}/{below}" for above, below in fractions)


def written(p: Params) -> str:
    return added(p.fractions()).text()


def moves(p: Params) -> str:
    parts = [f"{abs(a)}/{b} to the {'right' if a > 0 else 'left'}" for a, b in p.fractions()]
    return f"{', '.join(parts[:-1])} and then {parts[-1]}"
