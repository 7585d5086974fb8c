"""Sums and differences of fractions with different denominators."""

from collections.abc import Generator
from fractions import Fraction
from functools import cache
from math import gcd, lcm, prod

from generators.families.fractions._terms import (
    Params,
    choices,
    flat,
    moves,
    prime_powers,
    row,
    sample,
    written,
)
from generators.family import Capacity, Claim, Family, Knob, Step, Steps

Pair = tuple[int, int]  # a fraction as it is written, perhaps not in lowest terms


def answer(p: Params) -> Fraction:
    common = lcm(*p.below)
    return Fraction(sum([a * (common // b) for a, b in zip(p.above, p.below, strict=True)]), common)


def conclusion(p: Params, answer: Fraction) -> Claim:
    n, d = answer.numerator, answer.denominator
    if d == 1:
        return Claim(row("{}/{}", len(p.above), " + ", "", " = {}"), (*flat(p), n))
    return Claim(row("{}/{}", len(p.above), " + ", "", " = {}/{}"), (*flat(p), n, d))


FAMILY = Family(
    params=Params,
    knobs={
        "terms": Knob("how many fractions", ((2, 2), (2, 2), (3, 3), (3, 4), (4, 5)), (2, 5)),
        "common": Knob(
            "their least common denominator",
            ((6, 60), (24, 120), (24, 120), (60, 180), (60, 180)),
            (12, 360),
        ),
        "whole": Knob("the largest whole part of a fraction", (1, 2, 2, 3, 4), (0, 20)),
    },
    sample=sample,
    statements=(
        lambda p: f"Compute {written(p)}. Give the answer in lowest terms.",
        lambda p: (
            f"Write {written(p)} as a single fraction in lowest terms, or as a whole number if it is one."
        ),
        lambda p: f"What is {written(p)}? Reduce the result as far as possible.",
        lambda p: (
            f"A marker starts at 0 on the number line and moves {moves(p)}. At which number does it stop? Answer in lowest terms."
        ),
    ),
    answer=answer,
    answer_kind="rational",
    answer_form="reduced",
    conclusion=conclusion,
    key=lambda p: tuple(sorted(zip(p.below, p.above, strict=True))),
    capacity=lambda knobs: Capacity(
        choices(knobs["terms"], knobs["common"], knobs["whole"])[1][-1]
    ),
    counted=(
        Capacity(9_540),
        Capacity(167_328),
        Capacity(31_515_848),
        Capacity(56_542_031_568),
        Capacity(18_515_618_748_608),
    ),
)


def reduced(n: int, d: int) -> Generator[Step, None, Pair]:
    """A step that cancels what numerator and denominator share, where they share something."""
    shared = gcd(n, d)
    if shared > 1:
        n, d, over = n // shared, d // shared, (n, d)
        if d == 1:
            yield Step(
                "The denominator goes into the numerator: {}.", Claim("{}/{} = {}", (*over, n))
            )
        else:
            yield Step(
                "Cancel what both share: {}.",
                Claim("{}/{} = ({} * {})/({} * {}) = {}/{}", (*over, shared, n, shared, d, n, d)),
            )
    return n, d


def over(p: Params, common: int) -> Steps:
    """All fractions written over a common denominator, added, and the sum reduced."""
    above = [a * (common // b) for a, b in zip(p.above, p.below, strict=True)]
    numbers = [
        number
        for a, b, c in zip(p.above, p.below, above, strict=True)
        for number in (abs(a), b, abs(c), common)
    ]
    yield Step(
        "Write each over it: {}.", Claim(row("{}/{} = {}/{}", len(above), ", "), tuple(numbers))
    )
    total, numbers = sum(above), [number for a in above for number in (a, common)]
    yield Step(
        "Add or subtract the numerators: {}.",
        Claim(row("{}/{}", len(above), " + ", "", " = {}/{}"), (*numbers, total, common)),
    )
    yield from reduced(total, common)


@FAMILY.strategy(approach="forward")
def least_common_denominator(p: Params) -> Steps:
    """The school rule (Euclid, Elements VII.34-39, on least common multiples): one smallest common
    denominator for all."""
    common = lcm(*p.below)
    yield Step(
        "The least common denominator: {}.",
        Claim(row("{}", len(p.below), ", ", "lcm(", ") = {}"), (*p.below, common)),
    )
    yield from over(p, common)


@FAMILY.strategy(approach="forward")
def cross_multiplication(p: Params) -> Steps:
    """The butterfly rule, a/b + c/d = (a d + c b)/(b d) (Brahmagupta, Brahmasphutasiddhanta,
    chapter 12), for one fraction after the other, each partial sum reduced."""
    n, d = p.above[0], p.below[0]
    words = "Cross-multiply: {}."
    for a, b in zip(p.above[1:], p.below[1:], strict=True):
        total = n * b + a * d
        numbers = (n, d, a, b, n, b, a, d, d, b, total, d * b)
        yield Step(words, Claim("{}/{} + {}/{} = ({} * {} + {} * {})/({} * {}) = {}/{}", numbers))
        n, d = yield from reduced(total, d * b)
        words = "Cross-multiply with the next fraction: {}."


@FAMILY.strategy(
    approach="transform",
    when=lambda p: any(abs(a) > b for a, b in zip(p.above, p.below, strict=True)),
)
def whole_and_fraction_parts(p: Params) -> Steps:
    """Mixed numbers (Fibonacci, Liber Abaci, chapter 7): whole parts and proper fractions are added
    apart."""
    split, wholes, parts = [], [], []
    for a, b in zip(p.above, p.below, strict=True):
        whole, rest = divmod(abs(a), b)
        if whole:
            split += (abs(a), b, whole, rest, b)
            wholes.append(whole if a > 0 else -whole)
        parts.append((rest if a > 0 else -rest, b))
    yield Step(
        "Split off the whole parts: {}.",
        Claim(row("{}/{} = {} + {}/{}", len(wholes), ", "), tuple(split)),
    )
    whole = sum(wholes)
    if len(wholes) > 1:
        yield Step(
            "Add or subtract the whole parts: {}.",
            Claim(row("{}", len(wholes), " + ", "", " = {}"), (*wholes, whole)),
        )
    n, d = parts[0]
    for a, b in parts[1:]:
        m = lcm(d, b)
        x, y = n * (m // d), a * (m // b)
        if d == b:
            yield Step("Proper parts: {}.", Claim("{}/{} + {}/{} = {}/{}", (n, d, a, b, x + y, m)))
        else:
            yield Step(
                "Proper parts: {}.",
                Claim("{}/{} + {}/{} = {}/{} + {}/{} = {}/{}", (n, d, a, b, x, m, y, m, x + y, m)),
            )
        n, d = x + y, m
    n, d = yield from reduced(n, d)
    if whole and d > 1:
        yield Step(
            "Join both parts: {}.", Claim("{} + {}/{} = {}/{}", (whole, n, d, whole * d + n, d))
        )
    elif whole and n:
        yield Step("Join both parts: {}.", Claim("{} + {} = {}", (whole, n, whole + n)))


def decomposed(a: int, b: int) -> list[Pair]:
    """Fractions over powers of primes that add up to a/b: all but the last proper."""
    parts, powers = [], prime_powers(b)
    for _, power in powers[:-1]:
        others = b // power
        part = a * pow(others, -1, power) % power
        parts.append((part, power))
        a, b = (a - part * others) // power, others
    return [*parts, (a, b)]


@FAMILY.strategy(
    approach="algebraic", when=lambda p: any(len(prime_powers(b)) > 1 for b in p.below)
)
def partial_fractions(p: Params) -> Steps:
    """Gauss, Disquisitiones Arithmeticae 309-311: a fraction is a sum of fractions over powers of
    primes; those over powers of one prime are added first, then the sums."""
    groups: dict[int, list[Pair]] = {}
    for a, b in zip(p.above, p.below, strict=True):
        parts = decomposed(a, b)
        if len(parts) > 1:
            numbers = [number for pair in parts for number in pair]
            yield Step(
                "Split up: {}.",
                Claim(row("{}/{}", len(parts), " + ", "{}/{} = "), (a, b, *numbers)),
            )
        for part, (prime, _) in zip(parts, prime_powers(b), strict=True):
            groups.setdefault(prime, []).append(part)
    sums = []
    for prime in sorted(groups):
        parts = groups[prime]
        largest = max([power for _, power in parts])
        total = sum([a * (largest // power) for a, power in parts])
        if len(parts) > 1:
            numbers = [number for pair in parts for number in pair]
            yield Step(
                "Add like fractions: {}.",
                Claim(row("{}/{}", len(parts), " + ", "", " = {}/{}"), (*numbers, total, largest)),
            )
        if total:
            sums.append((total, largest))
    if len(sums) > 1:
        common = prod([d for _, d in sums])
        total = sum([n * (common // d) for n, d in sums])
        numbers = [number for pair in sums for number in pair]
        yield Step(
            "Add the sums: {}.",
            Claim(row("{}/{}", len(sums), " + ", "", " = {}/{}"), (*numbers, total, common)),
        )
        sums = [(total, common)]
    for n, d in sums:
        yield from reduced(n, d)


@FAMILY.strategy(approach="forward", when=lambda p: len(p.above) > 2)
def product_denominator(p: Params) -> Steps:
    """The product of all denominators as the common one (Brahmagupta, Brahmasphutasiddhanta,
    chapter 12), reduced by Euclid's algorithm (Elements VII.2)."""
    count, common = len(p.above), prod(p.below)
    numbers, total = [], 0
    for i, a in enumerate(p.above):
        numbers += (a, *p.below[:i], *p.below[i + 1 :])
        total += a * (common // p.below[i])
    yield Step(
        "Each numerator times the other denominators: {}.",
        Claim(all_over(count), (*flat(p), *numbers, *p.below, total, common)),
    )
    a, b = max(abs(total), common), min(abs(total), common)
    while b:
        yield Step(
            "Euclid's algorithm for what both share: {}.",
            Claim("{} = {} * {} + {}", (a, a // b, b, a % b)),
        )
        a, b = b, a % b
    yield from reduced(total, common)


@cache
def all_over(count: int) -> str:
    product = row("{}", count, " * ")
    return f"{row('{}/{}', count, ' + ')} = ({row(product, count, ' + ')})/({product}) = {{}}/{{}}"


@cache
def power_of_ten(number: int) -> int:
    """The smallest power of ten, up to a million, that a number divides; 0 where there is none."""
    return next((10**places for places in range(1, 7) if 10**places % number == 0), 0)


@FAMILY.strategy(
    approach="transform", when=lambda p: power_of_ten(lcm(*p.below)) not in (0, lcm(*p.below))
)
def decimal_fractions(p: Params) -> Steps:
    """Stevin, De Thiende (1585): fractions whose denominators have no primes but 2 and 5, written
    as tenths, hundredths, ..."""
    common = power_of_ten(lcm(*p.below))
    yield Step(
        "A power of ten is divisible by each: {}.",
        Claim(row("{} | {}", len(p.below), ", "), tuple([n for b in p.below for n in (b, common)])),
    )
    yield from over(p, common)
