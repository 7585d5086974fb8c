"""Sums and differences of fractions with different denominators."""

from collections.abc import Generator
from functools import cache
from math import gcd, lcm, prod

from generators.families.fractions._terms import (
    Pair,
    Params,
    added,
    choices,
    moves,
    prime_powers,
    sample,
    written,
)
from generators.family import (
    Capacity,
    Claim,
    Family,
    Fraction,
    Knob,
    Step,
    Steps,
    list_of,
    product_of,
    ratio,
    sum_of,
)


def answer(p: Params) -> Fraction:
    common = lcm(*p.below)
    return Fraction(sum([a * (common // b) for a, b in p.fractions()]), common)


FAMILY = Family(
    params=Params,
    knobs={
        "terms": Knob("how many fractions", ((2, 2), (2, 2), (3, 3), (3, 4), (4, 5)), (2, 5)),
        "common": Knob(
            "their least common denominator",
            ((6, 60), (24, 120), (24, 120), (60, 180), (60, 180)),
            (6, 360),
        ),
        "whole": Knob("the largest whole part of a fraction", (1, 2, 2, 3, 4), (0, 20)),
    },
    sample=sample,
    statements=(
        lambda p: f"Compute {written(p)}. Give the answer in lowest terms.",
        lambda p: (
            f"Write {written(p)} as a single fraction in lowest terms,"
            " or as a whole number if it is one."
        ),
        lambda p: f"What is {written(p)}? Reduce the result as far as possible.",
        lambda p: (
            f"A marker starts at 0 on the number line and moves {moves(p)}."
            " At which number does it stop? Answer in lowest terms."
        ),
    ),
    answer=answer,
    answer_kind="rational",
    answer_form="reduced",
    conclusion=lambda p, answer: Claim(f"{added(p.fractions())} = {answer}"),
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


Solving = Generator[Step, None, Pair]  # steps that lead to a fraction


def cancelled(n: int, d: int) -> Solving:
    """A step that cancels what numerator and denominator share, where they share something."""
    shared = gcd(n, d)
    if shared == 1:
        return n, d
    over, below = n // shared, d // shared
    if below == 1:
        yield Step("The denominator goes into the numerator: {}.", f"{n}/{d} = {over}")
    else:
        yield Step(
            "Cancel {shared}, which both share: {}.",
            f"{n}/{d} = ({over} * {shared})/({below} * {shared}) = {over}/{below}",
        )
    return over, below


def over_one_denominator(p: Params, common: int) -> Solving:
    """Each fraction written over a common denominator, their sum, and the sum cancelled."""
    total, wide = 0, []
    for a, b in p.fractions():
        times = common // b
        above = a * times
        yield Step(
            "Write {a}/{b} over {common}: {}.",
            f"{a}/{b} = ({a} * {times:new})/({b} * {times}) = {above:new}/{common}",
        )
        wide.append((above, common))
        total += above
    yield Step("Add or subtract the numerators: {}.", f"{added(wide)} = {total:new}/{common}")
    return (yield from cancelled(total, common))


@FAMILY.strategy(approach="forward")
def least_common_denominator(p: Params) -> Steps:
    """The school rule (Euclid, Elements VII.34-39, on least common multiples): one smallest common
    denominator for all."""
    common = lcm(*p.below)
    yield Step("The least common denominator: {}.", f"lcm({list_of(p.below)}) = {common}")
    n, d = yield from over_one_denominator(p, common)
    return ratio(n, d)


@FAMILY.strategy(approach="forward")
def cross_multiplication(p: Params) -> Steps:
    """The butterfly rule, a/b + c/d = (a d + c b)/(b d) (Brahmagupta, Brahmasphutasiddhanta,
    chapter 12), for one fraction after the other, each partial sum cancelled."""
    (n, d), *others = p.fractions()
    words = "Cross-multiply: {}."
    for a, b in others:
        one, two, below = n * b, a * d, d * b
        yield Step(
            words,
            f"{n}/{d} + {a}/{b} = ({n} * {b} + {a} * {d})/({d} * {b})"
            f" = ({one} + {two})/{below} = {one + two}/{below}",
        )
        n, d = yield from cancelled(one + two, below)
        words = "Cross-multiply with the next fraction: {}."
    return ratio(n, d)


@FAMILY.strategy(approach="transform", when=lambda p: any(abs(a) > b for a, b in p.fractions()))
def whole_and_fraction_parts(p: Params) -> Steps:
    """Mixed numbers (Fibonacci, Liber Abaci, chapter 7): whole parts and proper fractions are added
    apart."""
    wholes, parts = [], []
    for above, b in p.fractions():
        sign, a = (1, above) if above > 0 else (-1, -above)
        whole, rest = divmod(a, b)
        if whole:
            yield Step(
                "Split off the whole part of {a}/{b}: {}.",
                f"{a}/{b} = ({whole:new} * {b} + {rest:new})/{b} = {whole} + {rest}/{b}",
            )
            wholes.append(sign * whole)
        parts.append((sign * rest, b))
    n, d = parts[0]
    for a, b in parts[1:]:
        n, d = yield from joined(n, d, a, b)
    n, d = yield from cancelled(n, d)
    whole = sum(wholes)
    if len(wholes) > 1:
        words = "Add or subtract the whole parts: {}." if whole else "The whole parts cancel: {}."
        yield Step(words, f"{sum_of(wholes)} = {whole}")
    if whole and d > 1:
        total = whole * d + n
        yield Step(
            "Join both parts: {}.",
            f"{whole} + {n}/{d} = ({whole} * {d} + {n})/{d} = {total}/{d}",
        )
    elif whole and n:
        yield Step("Join both parts: {}.", f"{whole} + {n} = {whole + n}")
    return whole + ratio(n, d)


def joined(n: int, d: int, a: int, b: int) -> Solving:
    """Two parts added over their least common denominator."""
    common = lcm(d, b)
    one, two = (n * (common // d), common), (a * (common // b), common)
    total = one[0] + two[0]
    if d == b:
        claim = Claim(f"{added([(n, d), (a, b)])} = {total}/{common}")
    else:
        sign, size = ("+", a) if a > 0 else ("-", -a)
        claim = Claim(
            f"{n}/{d} {sign} {size}/{b} = {widened(n, d, common)} {sign} {widened(size, b, common)}"
            f" = {added([one, two])} = {total}/{common}"
        )
    yield Step("Add the proper parts: {}.", claim)
    return total, common


def widened(a: int, b: int, common: int) -> Claim:
    """a/b with both parts multiplied to reach a common denominator."""
    times = common // b
    return Claim(f"({a} * {times})/({b} * {times})") if times > 1 else Claim(f"{a}/{b}")


@FAMILY.strategy(
    approach="algebraic", when=lambda p: any(len(prime_powers(b)) > 1 for b in p.below)
)
def partial_fractions(p: Params) -> Steps:
    """Gauss, Disquisitiones Arithmeticae 309-311: a fraction is a sum of fractions over powers of
    primes; those over powers of one prime are added first, then the sums."""
    parts_over: dict[int, list[Pair]] = {}
    for a, b in p.fractions():
        parts = yield from taken_apart(a, b)
        for part, (prime, _) in zip(parts, prime_powers(b), strict=True):
            parts_over.setdefault(prime, []).append(part)
    sums = []
    for prime in sorted(parts_over):
        sums.append((yield from like_parts(parts_over[prime])))
    common = prod([d for _, d in sums])
    wide = [(n * (common // d), common) for n, d in sums]
    total = sum([n for n, _ in wide])
    if len(sums) > 1:
        yield Step("Add the sums: {}.", f"{added(sums)} = {added(wide)} = {total}/{common}")
    n, d = yield from cancelled(total, common)
    return ratio(n, d)


def taken_apart(a: int, b: int) -> Generator[Step, None, list[Pair]]:
    """The fractions over powers of primes that add up to a/b, one taken off after the other: all
    but the last proper."""
    parts = []
    for _, power in prime_powers(b)[:-1]:
        others = b // power
        part = a * pow(others, -1, power) % power
        yield Step(
            "Find the part of {a}/{b} that is over {power}: {}.",
            f"{b} = {power:new} * {others:new}, {power} | {a} - {part:new} * {others}",
        )
        left = a - part * others
        yield Step(
            "That part is {part}/{power}; the rest is {}.",
            f"{a}/{b} - {part}/{power} = ({a} - {part} * {others})/{b} = {left}/{b}"
            f" = {left // power}/{others}",
        )
        parts.append((part, power))
        a, b = left // power, others
    return [*parts, (a, b)]


def like_parts(parts: list[Pair]) -> Solving:
    """The sum of fractions over powers of one prime, over the highest of them."""
    highest = max([power for _, power in parts])
    wide = [(n * (highest // power), highest) for n, power in parts]
    total = sum([n for n, _ in wide])
    if parts != wide:
        yield Step("Add like parts: {}.", f"{added(parts)} = {added(wide)} = {total}/{highest}")
    elif len(parts) > 1:
        yield Step("Add like parts: {}.", f"{added(parts)} = {total}/{highest}")
    return total, highest


@FAMILY.strategy(approach="forward", when=lambda p: len(p.above) > 2)
def product_denominator(p: Params) -> Steps:
    """The product of all denominators as the common one (Brahmagupta, Brahmasphutasiddhanta,
    chapter 12), cancelled by Euclid's algorithm (Elements VII.2)."""
    common = prod(p.below)
    yield Step("The product of the denominators: {}.", f"{product_of(p.below)} = {common}")
    wide = []
    for i, (a, b) in enumerate(p.fractions()):
        above = a * (common // b)
        others = p.below[:i] + p.below[i + 1 :]
        yield Step(
            "Multiply {a} by the other denominators: {}.",
            f"{a} * {product_of(others)} = {above}",
        )
        wide.append((above, common))
    total = sum([above for above, _ in wide])
    yield Step("Add or subtract: {}.", f"{added(wide)} = {total:new}/{common}")
    if total == 0:
        return 0
    shared = yield from euclid(abs(total), common)
    n, d = total // shared, common // shared
    yield Step(
        "{shared} divides both, and no larger number does: {}.",
        f"{total}/{shared} = {n}, {common}/{shared} = {d}",
    )
    return ratio(n, d)


def euclid(a: int, b: int) -> Generator[Step, None, int]:
    """Divisions with remainder, until the last remainder divides the one before."""
    while a % b:
        q, r = divmod(a, b)
        if q:
            yield Step("Divide {a} by {b}: {}.", f"{a} = {q:new} * {b} + {r:new}")
        a, b = b, r
    return b


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
        "A power of ten is divisible by each: {}.", list_of(f"{b} | {common:new}" for b in p.below)
    )
    n, d = yield from over_one_denominator(p, common)
    return ratio(n, d)
