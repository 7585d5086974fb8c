"""The remainder of a large power: a^n modulo m, where a and m have no common factor."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Generator
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from math import gcd
from typing import NamedTuple

from generators.claims.functions import phi
from generators.families.number_theory._congruences import congruence
from generators.families.number_theory._factors import coprime_split, prime_powers
from generators.family import (
    Capacity,
    Claim,
    Family,
    Frame,
    Knob,
    KnobError,
    Knobs,
    Step,
    Steps,
    Stream,
    product_of,
    sum_of,
)

LARGEST_PART = 60  # of a split modulus that is easier to calculate with than the modulus
LARGEST_SHARE = 0.035  # of the draws that one answer may get; without it 25 had a seventh of them
SHORT = 8  # exponents up to which nobody needs the binary digits
FEW = 12  # factors that need no smaller moduli
LISTED = 5  # powers of two that one line adds up
Work = Generator[Step, None, tuple[int, tuple[Step, ...]]]  # a number, and the line that found it


@dataclass(frozen=True, slots=True)
class Params:
    """Asked is base^exponent modulo `modulus`; the base is below the modulus and has no factor in
    common with it."""

    base: int
    exponent: int
    modulus: int


class Remainder(NamedTuple):
    """The problems of one base and modulus whose exponents leave the same remainder modulo the
    order of the base, so that they have the same answer."""

    base: int
    modulus: int
    exponents: range


class Choices(NamedTuple):
    """All problems of a setting, by answer: how often each answer is drawn, up to each; and its
    problems, with their numbers up to each."""

    weights: list[int]
    problems: list[tuple[list[Remainder], list[int]]]

    @property
    def size(self) -> int:
        return sum([upto[-1] for _, upto in self.problems])


@lru_cache(maxsize=64)
def choices(
    moduli: tuple[int, int], exponents: tuple[int, int], orders: tuple[int, int]
) -> Choices:
    """Every base with its modulus and the exponents. The order of the base, the first t > 0 for
    which base^t = 1, is no power of two where exponents may be above 8: repeated squaring would
    soon meet nothing but ones. An exponent is above the order and leaves 2 at least, so that the
    answer is neither 1 nor the base; and either Euler's theorem makes it smaller, or a split makes
    the modulus easier. Raises KnobError where nothing is left."""
    found: dict[int, list[Remainder]] = defaultdict(list)
    for m in range(moduli[0], moduli[1] + 1):
        least = exponents[0] if splits(m) else max(exponents[0], phi((m,)))
        for a in range(2, m - 1):
            t = order(a, m, orders[1]) if gcd(a, m) == 1 else 0
            if t >= orders[0] and (t & (t - 1) or exponents[1] <= SHORT):
                for r in range(2, t):
                    same = same_remainder((max(least, t), exponents[1]), r, t)
                    if same:
                        found[pow(a, r, m)].append(Remainder(a, m, same))
    if not found:
        raise KnobError(
            f"no base modulo {moduli[0]} to {moduli[1]} has an order from {orders[0]} to "
            f"{orders[1]} that is not a power of 2"
        )
    problems = []
    for answer in sorted(found):
        lengths = [len(remainder.exponents) for remainder in found[answer]]
        problems.append((found[answer], list(accumulate(lengths))))
    weights = even([upto[-1] for _, upto in problems])
    return Choices(list(accumulate(weights)), problems)


def even(sizes: list[int]) -> list[int]:
    """The sizes cut off where one would be too large a share of all; all alike where there are
    few."""
    weights, most = sizes, max(sizes)
    while most > max(1, LARGEST_SHARE * sum(weights)):
        most = max(1, int(LARGEST_SHARE * sum(weights)))
        weights = [min(size, most) for size in sizes]
    return weights


def order(a: int, m: int, most: int) -> int:
    """The smallest t > 0 with a^t = 1 modulo m, or 0 where it is above `most`."""
    power = 1
    for t in range(1, most + 1):
        power = power * a % m
        if power == 1:
            return t
    return 0


def splits(m: int) -> bool:
    u, v = coprime_split(m)
    return u > 1 and v <= LARGEST_PART


def same_remainder(exponents: tuple[int, int], r: int, t: int) -> range:
    """The exponents in a range that leave remainder r modulo t."""
    return range(exponents[0] + (r - exponents[0]) % t, exponents[1] + 1, t)


def sample(stream: Stream, knobs: Knobs) -> Params:
    """Draws the answer, those that many problems have less often than these, and then one of its
    problems, each equally likely."""
    weights, problems = choices(knobs["modulus"], knobs["exponent"], knobs["order"])
    remainders, upto = problems[bisect_right(weights, stream.below(weights[-1]))]
    number = stream.below(upto[-1])
    index = bisect_right(upto, number)
    a, m, exponents = remainders[index]
    return Params(a, exponents[number - upto[index]], m)


FAMILY = Family(
    params=Params,
    knobs={
        "modulus": Knob(
            "the modulus", ((7, 170), (15, 120), (25, 140), (40, 180), (60, 250)), (5, 1_000)
        ),
        "exponent": Knob(
            "the exponent",
            ((5, 8), (16, 70), (32, 115), (100, 500), (300, 1_300)),
            (4, 10**9),
        ),
        "order": Knob(
            "after how many steps the powers repeat",
            ((3, 4), (3, 9), (4, 10), (5, 13), (6, 15)),
            (3, 40),
        ),
    },
    sample=sample,
    statements=(
        "What is the remainder when `{p.base}^{p.exponent}` is divided by {p.modulus}?",
        "Compute `{p.base}^{p.exponent} mod {p.modulus}`; "
        "the answer is a non-negative number below {p.modulus}.",
        "Find the smallest non-negative whole number that differs from `{p.base}^{p.exponent}` "
        "by a multiple of {p.modulus}.",
        "If `{p.base}^{p.exponent}` is written as `{p.modulus}q + r`, where q and r are whole"
        " numbers and r is at least 0 and less than {p.modulus}, what is r?",
        "For which number r, at least 0 and below {p.modulus}, is `{p.base}^{p.exponent} - r`"
        " divisible by {p.modulus}?",
        Frame(
            "From `{p.base}^{p.exponent}` beads, bags of {p.modulus} are filled until too few are"
            " left for another. How many are left over?",
            (
                "Therefore, {answer} of the beads are left over.",
                "Therefore, the number of beads without a bag is {answer}.",
            ),
        ),
        Frame(
            "The places of a dial are numbered from 0 on, {p.modulus} of them in all. A pointer"
            " starts at 0 and moves on by `{p.base}^{p.exponent}` places. At which place does it"
            " stop?",
            (
                "Therefore, the pointer stops at place {answer}.",
                "Therefore, the place at which the pointer stops has the number {answer}.",
            ),
        ),
        Frame(
            "A register holds 1. It is multiplied by {p.base} again and again, {p.exponent} times"
            " in all, and each time only the remainder on division by {p.modulus} is kept. What"
            " does it hold at the end?",
            (
                "Therefore, the register holds {answer} at the end.",
                "Therefore, after the last multiplication {answer} is kept.",
            ),
        ),
        Frame(
            "Each cell of a culture becomes {p.base} cells every hour. It begins with a single one,"
            " and after {p.exponent} hours all cells are counted off in groups of {p.modulus}. How"
            " many cells do not make up a whole group?",
            (
                "Therefore, {answer} cells are left without a whole group.",
                "Therefore, the number of cells that do not make up a group is {answer}.",
            ),
        ),
        Frame(
            "A festival comes every {p.modulus} days, and one is today. When"
            " `{p.base}^{p.exponent}` days have passed, how many days ago was the latest festival?",
            (
                "Therefore, by then the latest festival was {answer} days ago.",
                "Therefore, {answer} days have passed since the latest festival.",
            ),
        ),
    ),
    answer=lambda p: pow(p.base, p.exponent, p.modulus),
    answer_kind="integer",
    conclusion=lambda p, answer: Claim(f"{p.base}^{p.exponent} mod {p.modulus} = {answer}"),
    key=lambda p: (p.base, p.exponent, p.modulus),
    capacity=lambda knobs: Capacity(
        choices(knobs["modulus"], knobs["exponent"], knobs["order"]).size
    ),
    counted=(
        Capacity(1_040),
        Capacity(20_470),
        Capacity(52_528),
        Capacity(562_120),
        Capacity(2_649_690),
    ),
    closings=(
        "Therefore, the remainder of `{p.base}^{p.exponent}` on division by {p.modulus} is"
        " {answer}.",
        "Therefore, `{p.base}^{p.exponent}` leaves {answer} on division by {p.modulus}.",
        "Therefore, modulo {p.modulus}, `{p.base}^{p.exponent}` comes to {answer}.",
        "Therefore, the power `{p.base}^{p.exponent}` has the remainder {answer} modulo"
        " {p.modulus}.",
        "Therefore, dividing `{p.base}^{p.exponent}` by {p.modulus} leaves {answer}.",
        "Therefore, what is left of `{p.base}^{p.exponent}` modulo {p.modulus} is {answer}.",
        "Therefore, divided by {p.modulus}, `{p.base}^{p.exponent}` leaves {answer}.",
    ),
)


def climb(a: int, n: int, m: int, asked_by: tuple[Step, ...] = ()) -> Work:
    """The powers of a that the binary digits of n spell out, from the left; gives a^n modulo m,
    which lines before may have asked for. A short exponent is not written in binary."""
    last, spelled = asked_by, n > SHORT
    if spelled:
        last = yield from in_binary(n, asked_by)
    value = a
    for shift in range(n.bit_length() - 2, -1, -1):
        e, before = n >> shift & ~1, value
        value = before * before % m
        if e == 2:
            words = FIRST_SQUARE if spelled else ONLY_SQUARE
            line = congruence(words, Claim(f"mod {m} :: {a}^2 = {value}"), rests_on=last)
        else:
            claim = Claim(f"mod {m} :: {a}^{e:new} = {before}^2 = {value:new}")
            words, because = (SQUARE, SQUARING) if spelled else (SQUARE_AGAIN, SQUARING_AGAIN)
            line = congruence(words, claim, because=because, rests_on=last)
        yield line
        last = (line,)
        if n >> shift & 1:
            e, before = e + 1, value
            value = before * a % m
            words, claim = TIMES_ONE, Claim(f"mod {m} :: {a}^{e:new} = {a}")
            if before > 1:
                words = MULTIPLY if spelled else CUBE
                claim = Claim(f"mod {m} :: {a}^{e:new} = {before} * {a} = {value:new}")
            because = ADD_ONE if spelled and before > 1 else ()
            line = congruence(words, claim, because=because, rests_on=last)
            yield line
            last = (line,)
    return value, last


def in_binary(n: int, asked_by: tuple[Step, ...]) -> Generator[Step, None, tuple[Step, ...]]:
    """A number as a sum of powers of two, in two lines where they are many; gives the lines."""
    powers = [1 << place for place in range(n.bit_length() - 1, -1, -1) if n >> place & 1]
    if len(powers) == 1:
        line = Step(POWER_OF_TWO, f"{n} = 2^{n.bit_length() - 1:new}", rests_on=asked_by)
        yield line
        return (line,)
    lines = list(asked_by)
    while powers:
        listed, powers = powers[:LISTED], powers[LISTED:]
        if len(powers) == 1:
            listed, powers = [*listed, *powers], []
        terms = sum_of(f"{each:new}" for each in listed)
        left = sum(powers)
        claim = Claim(f"{n} = {terms} + {left:new}") if left else Claim(f"{n} = {terms}")
        words = BINARY_BEGUN if left else BINARY
        lines.append(Step(words, claim, rests_on=tuple(lines[-1:])))
        yield lines[-1]
        n = left
    return tuple(lines[-1:])


POWER_OF_TWO = (
    "The exponent {n} is a power of 2, so squaring alone leads to it: {}.",
    "In binary, {n} has only one digit 1, so we only have to square: {}.",
    "Squaring alone is enough here, as {}.",
    "We need nothing but squaring, because {}.",
)
BINARY_BEGUN = (
    "The largest powers of 2 in {n} leave {left}: {}.",
    "We take the largest powers of 2 out of {n}, as in binary, and {left} is left: {}.",
    "For the first binary digits of {n} we take powers of 2 out, which leaves {left}: {}.",
)
BINARY = (
    "In powers of 2, the exponent is {}.",
    "The exponent splits into powers of 2 as {}.",
    "Read in binary, {n} is {}.",
    "In binary, {n} has a digit 1 for each of these powers of 2: {}.",
    "We write {n} in binary, as a sum of powers of 2: {}.",
    "The binary digits of {n} belong to these powers: {}.",
    "Written in powers of 2, as in binary, we have {}.",
    "For its binary digits, we split {n}: {}.",
    "Powers of 2 that add up to {n} are {}.",
    "The number {n} is made of these powers of 2: {}.",
)
FIRST_SQUARE = (
    "First, we square {a}: {}.",
    "We square {a} to begin with: {}.",
    "We begin with the square of {a}: {}.",
    "The first binary digit stands for {a} itself, and the next one for its square: {}.",
    "Squaring {a} gives {value}: {}.",
    "The square of {a} is {value}: {}.",
    "The digits begin with the square of {a}, which is {value}: {}.",
    "To start with, we multiply {a} by itself: {}.",
    "After the leading digit we square {a} for the first time: {}.",
)
ONLY_SQUARE = (
    "We begin with {a} squared: {}.",
    "The exponent 2 needs the square of {a}: {}.",
    "At the beginning we square {a}: {}.",
    "Multiplying {a} by itself gives {value}: {}.",
    "We start from {a} and square it: {}.",
    "First comes the square of {a}: {}.",
    "The product of two factors {a} is {value}: {}.",
    "Let us square {a}, which gives {value}: {}.",
    "We square {a} and reduce: {}.",
    "First, {a} is squared: {}.",
)
CUBE = (
    "Then {a} comes in once more: {}.",
    "The exponent {e} is one higher, so we multiply by {a}: {}.",
    "One more {a} takes {before} to {value}: {}.",
    "We multiply {before} by {a}: {}.",
    "Only one factor {a} is missing for the exponent {e}: {}.",
    "One more factor {a} makes the exponent {e}: {}.",
    "We multiply by {a} once more: {}.",
    "For the exponent {e} we need {a} again: {}.",
    "Multiplying by {a} gives the power with the exponent {e}: {}.",
)
SQUARE_AGAIN = (
    "Now {before} is squared: {}.",
    "We replace {before} by its square: {}.",
    "From {before} we go to its square: {}.",
    "The exponent doubles to {e} with the square of {before}: {}.",
    "A square makes the exponent {e}: {}.",
    "We square {before} and reduce: {}.",
    "Next comes the exponent {e}: {}.",
    "The square of {before} comes next: {}.",
    "We square once more: {}.",
    "The square of this has the exponent {e}: {}.",
    "Squaring {before} leads to the exponent {e}: {}.",
    "Twice the exponent is {e}, so we square: {}.",
)
SQUARING_AGAIN = (
    "the square of a power has twice its exponent",
    "a remainder may be squared in place of the number",
)
SQUARE = (
    "Twice the exponent is {e}, which takes a square: {}.",
    "We double the exponent by squaring {before}: {}.",
    "Squaring {before} gives {value}: {}.",
    "The exponent {e} needs the square of {before}: {}.",
    "From {before} we go on to its square: {}.",
    "Squaring doubles the exponent to {e}: {}.",
    "We square {before} and reduce, which brings the exponent to {e}: {}.",
    "For the next binary digit we square, which gives {value}: {}.",
    "Next we need the square of {before}, which is {value}: {}.",
    "Next comes the exponent {e}, by squaring {before}: {}.",
    "So {before} is squared, and the exponent is now {e}: {}.",
    "One digit further on, we have the exponent {e}: {}.",
    "A square takes us to the exponent {e}: {}.",
)
SQUARING = (
    "the square of a power has twice its exponent",
    "a remainder may be squared in place of the number",
    "one more binary digit doubles the exponent",
)
MULTIPLY = (
    "Here the digit is 1, which means a factor {a}: {}.",
    "We multiply by {a}, for the digit 1: {}.",
    "The digit 1 takes us from {before} to {value}: {}.",
    "A factor {a} is added for the digit 1: {}.",
    "To reach {e}, we multiply {before} by {a}: {}.",
    "The digit is 1, so we multiply by {a}: {}.",
    "One more factor {a} makes the exponent {e}: {}.",
    "Here {before} is multiplied by {a}: {}.",
    "For the odd exponent {e} there is one more factor {a}: {}.",
    "We multiply {before} by {a} and keep {value}: {}.",
    "For the digit 1, {a} comes in again: {}.",
    "The product of {before} and {a} is {value}: {}.",
    "With {a} as one more factor we reach the exponent {e}: {}.",
)
ADD_ONE = (
    "each factor adds 1 to the exponent",
    "a digit 1 stands for one more factor",
    "an odd exponent needs one more factor",
)
TIMES_ONE = (
    "Multiplying 1 by {a} gives {a} again: {}.",
    "The digit is 1, so from 1 we get to {a}: {}.",
    "With one more factor {a}, the power is {a}: {}.",
)


@FAMILY.strategy(
    approach="forward",
    opening=(
        lambda p: (
            f"We square again and again, and multiply by {p.base} where the binary digits of"
            f" {p.exponent} ask for it."
            if p.exponent > SHORT
            else f"We square, and multiply by {p.base} where the exponent asks for it."
        ),
        lambda p: (
            f"The binary digits of {p.exponent} tell when to square and when to multiply by"
            f" {p.base}."
            if p.exponent > SHORT
            else f"Squaring doubles the exponent, and a factor {p.base} adds 1."
        ),
        "Instead of {p.exponent} factors we use squares, and reduce after each step.",
        "The exponent is built up to {p.exponent}, since doubling it means squaring the power.",
        "Squares of squares grow fast, so we reach the exponent {p.exponent} in few steps.",
        "To find the power modulo {p.modulus}, we square and multiply, and keep remainders only.",
        lambda p: (
            f"We read {p.exponent} in binary: a square for each digit, a factor {p.base} for each"
            " 1."
            if p.exponent > SHORT
            else f"From {p.base} we go to its square, and so on up to the exponent {p.exponent}."
        ),
    ),
    formula="In letters, `a^(2e)` is the square of `a^e`, and `a^(e + 1)` is `a^e * a`.",
)
def square_and_multiply(p: Params) -> Steps:
    """The left-to-right binary method (Pingala, Chandahsutra, c. 200 BC; Knuth, TAOCP 4.6.3):
    square, and multiply by a where the exponent is odd."""
    value, _ = yield from climb(p.base, p.exponent, p.modulus)
    return value


@FAMILY.strategy(
    approach="enumerative",
    opening=(
        "The powers of {p.base} repeat modulo {p.modulus}, so we list them until 1 comes.",
        "We multiply by {p.base} again and again until the powers begin to repeat.",
        "We look for the first power of {p.base} that leaves 1.",
        "There are only {p.modulus} remainders, so the list of powers must repeat.",
        "We list the powers of {p.base} to see how long their cycle is.",
        "We walk along the powers of {p.base} until they come back to 1.",
    ),
    formula="In letters, if `a^t` leaves 1, then `a^(q * t + r)` leaves the same as `a^r`.",
)
def cycle_detection(p: Params) -> Steps:
    """The powers of a modulo m repeat (Gauss, Disquisitiones Arithmeticae 45): list them up to 1,
    which gives the order of a."""
    a, n, m = p.base, p.exponent, p.modulus
    value = a * a % m
    yield congruence(SECOND_POWER, Claim(f"mod {m} :: {a}^2 = {value}"))
    powers = [1, a, value]
    while powers[-1] != 1 and len(powers) <= n:
        k, before = len(powers), powers[-1]
        value = before * a % m
        claim = Claim(f"mod {m} :: {a}^{k:new} = {before} * {a} = {value:new}")
        if value == 1:
            yield congruence(BACK_AT_ONE, claim)
        else:
            yield congruence(NEXT_POWER, claim, because=ONE_BEFORE)
        powers.append(value)
    t = len(powers) - 1
    if t == n:
        return value
    q, r = divmod(n, t)
    yield Step(DIVIDE_BY_ORDER, f"{n} = {q:new} * {t} + {r:new}", because=WHOLE_CYCLES)
    yield congruence(SAME_PLACE, Claim(f"mod {m} :: {a}^{n} = {a}^{r} = {powers[r]}"))
    return powers[r]


SECOND_POWER = (
    "For the exponent 2 we square {a}: {}.",
    "We list the powers from the square of {a} on: {}.",
    "The square of {a} is {value}, with exponent 2: {}.",
    "The second power of {a} is {value}: {}.",
    "Two factors {a} give {value}: {}.",
    "We begin with the second power of {a}: {}.",
    "The list begins with {a} and its square: {}.",
    "First, {a} times itself is {value}: {}.",
    "The square of {a} is {value} modulo {m}: {}.",
    "From {a} we go to its square: {}.",
    "The exponent 2 gives {value}: {}.",
)
NEXT_POWER = (
    "With {k} factors {a}, we have {value}: {}.",
    "The list goes on with {value}: {}.",
    "After {before} we find {}.",
    "Then {before} becomes {value}: {}.",
    "The next power of {a} is {value}: {}.",
    "Next, {before} times {a} is {value}: {}.",
    "We multiply {before} by {a} and reduce: {}.",
    "The power with exponent {k} is {value}: {}.",
    "For the exponent {k} we find {value}: {}.",
    "So after {before} comes {value}: {}.",
    "Another factor {a} makes it {value}: {}.",
    "From {before} we go on to {value}: {}.",
    "We multiply by {a} again: {}.",
)
ONE_BEFORE = (
    "each power is the one before times {a}",
    "a remainder may replace the number in a product",
    "only the last remainder is needed for the next one",
)
BACK_AT_ONE = (
    "The next product is 1, so the list begins again: {}.",
    "Multiplying by {a} gives 1 now, which closes the cycle: {}.",
    "From {before} we get to 1, and the cycle is complete: {}.",
    "At the exponent {k} we meet 1, so the powers repeat: {}.",
    "With {k} factors we are back at 1, where the cycle ends: {}.",
    "This power is 1, so the cycle has {k} steps: {}.",
    "Now the power is 1, so from here on the list repeats: {}.",
    "With the exponent {k} we are back at 1, and the same powers come again: {}.",
    "Here 1 is reached, so the powers repeat after {k}: {}.",
    "The cycle closes at the exponent {k}, since the power is 1: {}.",
    "The exponent {k} brings us back to 1: {}.",
)
DIVIDE_BY_ORDER = (
    "We take whole cycles of {t} out of {n}: {}.",
    "The position of {n} in the cycle is its remainder {r}: {}.",
    "Counting in cycles of {t}, we have {}.",
    "The cycle has {t} steps, so we divide {n} by it: {}.",
    "Dividing {n} by {t} leaves {r}: {}.",
    "We divide the exponent by {t}, the length of the cycle: {}.",
    "Of the exponent {n} only the remainder {r} matters: {}.",
    "After whole cycles of {t}, the exponent {n} goes {r} steps further: {}.",
    "The exponent {n} makes whole cycles of {t} and {r} steps more: {}.",
    "In the exponent we leave out whole cycles of {t}: {}.",
)
WHOLE_CYCLES = (
    "whole cycles lead back to 1",
    "every cycle multiplies by 1 only",
    "after each cycle the powers start over",
)
SAME_PLACE = (
    "The powers with {n} and {r} factors are the same: {}.",
    "So we read off the power with the exponent {r}: {}.",
    "The exponent {r} gives the same: {}.",
    "Therefore {n} may be replaced by {r}: {}.",
    "The exponent {r} is in our list: {}.",
    "We have already found this power: {}.",
    "So the power is that with the exponent {r} in our list: {}.",
    "In the list, the power with the exponent {r} is {powers[r]}: {}.",
    "Hence we look up the exponent {r}: {}.",
    "Thus both exponents give the same power: {}.",
)


def totient(m: int) -> Generator[Step, None, int]:
    """Euler's phi of m, from the powers of primes that m is the product of."""
    powers = [(prime, prime**exponent) for prime, exponent in prime_powers(m)]
    lines: list[Step] = []
    if len(powers) > 1:
        factors = product_of(f"{power:new}" for _, power in powers)
        lines.append(Step(PRIME_POWERS, f"{m} = {factors}"))
        yield lines[-1]
    counts = []
    for prime, q in powers:
        count = q - q // prime
        if q > prime:
            claim = Claim(f"phi({q}) = {q} - {q // prime:new} = {count:new}")
            lines.append(Step(TOTIENT_OF_POWER, claim, because=SOME_COPRIME))
            yield lines[-1]
        elif q > 2 or len(powers) == 1:
            claim = Claim(f"phi({q}) = {q} - 1 = {count}")
            lines.append(Step(TOTIENT_OF_PRIME, claim, because=ALL_COPRIME))
            yield lines[-1]
        if count > 1:
            counts.append(count)
    f, sources = phi((m,)), tuple(lines)
    if len(counts) > 1:
        claim = Claim(f"phi({m}) = {product_of(counts)} = {f}")
        yield Step(MULTIPLY_TOTIENTS, claim, because=COPRIME, rests_on=sources)
    elif len(powers) > 1:
        yield Step(SAME_TOTIENT, f"phi({m}) = {f}", rests_on=sources)
    return f


PRIME_POWERS = (
    "For Euler's function we need the primes of {m}: {}.",
    "The primes of {m} come first: {}.",
    "To count the numbers that are coprime to {m}, we factor it: {}.",
    "We write {m} as a product of powers of primes: {}.",
    "The modulus {m} has these powers of primes: {}.",
    "First, we factor {m} into powers of primes: {}.",
    "The modulus {m} splits into powers of primes as {}.",
)
TOTIENT_OF_PRIME = (
    "For the prime {q} there are {count} coprime numbers: {}.",
    "The prime {q} has {count} coprime numbers below it: {}.",
    "For the prime {q} we subtract 1: {}.",
    "Euler's function of the prime {q} is one less than {q}: {}.",
    "As {q} is prime, only one of the numbers up to it is not coprime to it: {}.",
    "Of the numbers up to the prime {q}, {count} are coprime to it: {}.",
    "The prime {q} is coprime to {count} numbers below it: {}.",
    "All numbers below the prime {q} are coprime to it, from 1 on: {}.",
)
ALL_COPRIME = (
    "every smaller number from 1 on is coprime to a prime",
    "a prime has no factor in common with smaller numbers",
)
TOTIENT_OF_POWER = (
    "Without the multiples of its prime, {count} numbers up to {q} are coprime to it: {}.",
    "Of the numbers up to {q}, a power of a prime, {count} are coprime to it: {}.",
    "From the numbers up to {q} we take away the multiples of its prime: {}.",
    "Of the numbers up to {q}, only the {q // prime} multiples of its prime drop out: {}.",
    "Euler's function of {q} leaves out {q // prime} multiples: {}.",
    "Up to {q} there are {count} numbers coprime to it: {}.",
)
SOME_COPRIME = (
    "only multiples of the prime share a factor with it",
    "a number that shares a factor with it is a multiple of the prime",
)
MULTIPLY_TOTIENTS = (
    "The counts multiply to {f}: {}.",
    "Euler's function of {m} multiplies them: {}.",
    "We multiply these counts: {}.",
    "So Euler's function of {m} is their product, {f}: {}.",
    "Together they give {f} for {m}: {}.",
    "Hence {f} of the numbers below {m} are coprime to it: {}.",
)
COPRIME = (
    "counts for coprime factors may be multiplied",
    "Euler's function of a product of coprime numbers is a product",
)
SAME_TOTIENT = (
    "A factor 2 changes nothing, as Euler's function of 2 is 1: {}.",
    "The prime 2 has the count 1, so {f} stays: {}.",
    "For the factor 2 the count is 1, which leaves {f}: {}.",
)


@FAMILY.strategy(
    approach="algebraic",
    when=lambda p: p.exponent >= phi((p.modulus,)),
    opening=(
        "By Euler's theorem the exponent {p.exponent} may be reduced.",
        "Euler's theorem says after how many steps powers certainly repeat, which makes the"
        " exponent smaller.",
        "Since {p.base} has no factor in common with {p.modulus}, Euler's theorem gives us a"
        " smaller exponent.",
        "We divide the exponent by the number of remainders that are coprime to {p.modulus}.",
        "Euler's function of {p.modulus} tells us what may be left out of the exponent.",
        "Powers of {p.base} repeat modulo {p.modulus}, and Euler's theorem tells us when.",
    ),
    formula="In letters, for coprime a and m and with f for Euler's function of m, `a^f` leaves 1"
    " modulo m.",
)
def euler_reduction(p: Params) -> Steps:
    """Euler's theorem (Burton, Elementary Number Theory, 7.3): a^phi(m) = 1 mod m, so only n mod
    phi(m) matters."""
    a, n, m = p.base, p.exponent, p.modulus
    coprime = Step(HYPOTHESIS, f"gcd({a}, {m}) = 1")
    yield coprime
    f = yield from totient(m)
    q, r = divmod(n, f)
    yield Step(DIVIDE_BY_TOTIENT, f"{n} = {q:new} * {f} + {r:new}", because=MULTIPLES)
    reduced = congruence(
        REDUCED_EXPONENT,
        Claim(f"mod {m} :: {a}^{n} = {a}^{r}"),
        because=POWER_IS_ONE,
        rests_on=(coprime,),
    )
    yield reduced
    value, _ = yield from climb(a, r, m, (reduced,))
    return value


HYPOTHESIS = (
    "Euler's theorem holds for coprime numbers such as these: {}.",
    "No factor is shared by {a} and {m}, so Euler's theorem holds: {}.",
    "Since {}, Euler's theorem applies.",
    "The numbers {a} and {m} are coprime, so we may use Euler's theorem: {}.",
    "We check the condition of Euler's theorem, which is {}.",
    "Because {}, some power of {a} is 1 modulo {m}.",
    "Euler's theorem needs coprime numbers, and indeed {}.",
)
DIVIDE_BY_TOTIENT = (
    "Dividing {n} by {f} leaves {r}: {}.",
    "From {n} we take out multiples of {f}, and {r} is left: {}.",
    "Of the exponent, {r} is left over: {}.",
    "We divide the exponent by {f}: {}.",
    "The exponent {n} leaves {r} on division by {f}: {}.",
    "Taking multiples of {f} out of the exponent leaves {r}: {}.",
    "We divide {n} by {f} with remainder: {}.",
)
MULTIPLES = (
    "a multiple of it changes nothing in the exponent",
    "only the remainder matters in the exponent",
    "whole multiples of it may be left out",
)
REDUCED_EXPONENT = (
    "The exponent {n} shrinks to {r}: {}.",
    "Instead of {n} we take the exponent {r}: {}.",
    "So only the remainder {r} matters in the exponent: {}.",
    "Hence the exponent may be replaced by {r}: {}.",
    "By Euler's theorem both exponents give the same: {}.",
    "Thus we have to work out a power with the exponent {r}: {}.",
)
POWER_IS_ONE = (
    "the power with Euler's function as exponent is 1",
    "the factors that are left out have the product 1",
)


@FAMILY.strategy(
    approach="backward",
    opening=(
        "We make the exponent {p.exponent} smaller, by squaring the base and halving the exponent.",
        "Squaring the base halves the exponent, and an odd exponent first gives up a factor.",
        "We halve the exponent {p.exponent} again and again, while squaring the base.",
        "We go from `{p.base}^{p.exponent}` to smaller exponents and collect factors in front.",
        "If the base is squared, half the exponent is enough.",
        "We combine the {p.exponent} factors in pairs, which are squares.",
    ),
    formula="In letters, `b^(2e)` is `(b^2)^e`, and `b^(2e + 1)` is `b * b^(2e)`.",
)
def halving_the_exponent(p: Params) -> Steps:
    """The right-to-left binary method (al-Kashi, 1427; Knuth, TAOCP 4.6.3, Algorithm A): halve the
    exponent and square the base, a factor put aside where the exponent is odd."""
    b, e, m, c = p.base, p.exponent, p.modulus, 1
    while e > 1:
        square, half, odd = b * b % m, e // 2, e % 2
        if square == 1:
            return (yield from only_front(b, e, m, c))
        after = Claim(f"{square:new}^{half:new}") if half > 1 else Claim(f"{square:new}")
        if odd:
            before, c = c, c * b % m
            claim = Claim(f"{b}^{e} = {factor(c)}{b}^{e - 1:new} = {factor(c)}{after}")
            if before > 1:
                front = new_factor(c)
                claim = Claim(f"{before} * {b}^{e} = {front}{b}^{e - 1:new} = {factor(c)}{after}")
            words, because = (PUT_ASIDE if before > 1 else FIRST_ASIDE), ODD
        else:
            claim = Claim(f"{factor(c)}{b}^{e} = {factor(c)}{after}")
            words, because = (HALVE if half > 1 else LAST_SQUARE), HALVING
        yield congruence(words, Claim(f"mod {m} :: {claim}"), because=because)
        b, e = square, half
    result = c * b % m
    if c > 1:
        yield congruence(COLLECT, Claim(f"mod {m} :: {c} * {b} = {result}"))
    return result


def only_front(b: int, e: int, m: int, c: int) -> Generator[Step, None, int]:
    """The line after which only the factors put aside are left, as the square of the base is 1."""
    if e % 2 == 0:
        claim = Claim(f"mod {m} :: {factor(c)}{b}^{e} = {c}")
        yield congruence(NOTHING_BUT_FRONT, claim, because=ONE_STAYS)
        return c
    result = c * b % m
    claim = Claim(f"mod {m} :: {factor(c)}{b}^{e} = {new_factor(result)}{b}^{e - 1:new} = {result}")
    yield congruence(NOTHING_BUT_FRONT, claim, because=ONE_STAYS)
    return result


NOTHING_BUT_FRONT = (
    "Modulo {m} the square of {b} is 1, so only the factor in front is left: {}.",
    "Squaring {b} gives 1, and the factor in front remains: {}.",
    "An even power of {b} is 1 here, so only the factor in front is left: {}.",
)
ONE_STAYS = (
    "all powers of 1 are 1",
    "a factor 1 changes nothing",
)


def factor(c: int) -> Claim | str:
    """A factor put aside, where there is one."""
    return Claim(f"{c} * ") if c > 1 else ""


def new_factor(c: int) -> Claim | str:
    return Claim(f"{c:new} * ") if c > 1 else ""


FIRST_ASIDE = (
    "An odd exponent keeps one {b} in front while {b} is squared: {}.",
    "We keep one {b} in front and square {b}, so that {e - 1} is halved: {}.",
    "One factor {b} is left alone when {e} of them are paired: {}.",
    "The exponent {e} is odd, so one factor {b} is put aside before we square: {}.",
    "We split one factor {b} off and combine the rest in pairs: {}.",
    "We take one factor out of the odd power, and square {b}: {}.",
    "One of the {e} factors {b} stays in front, and the others make squares: {}.",
    "An odd exponent leaves one {b} over when the factors are paired: {}.",
    "With {e} odd, one {b} goes to the front and half of {e - 1} is the new exponent: {}.",
)
PUT_ASIDE = (
    "The exponent {e} is odd, so one factor {b} joins {before} before we square: {}.",
    "Again a factor {b} is put aside, to {before}, and the rest is squared: {}.",
    "We take a factor {b} out of the odd power and square the others: {}.",
    "The odd exponent {e} gives up one factor {b} before it is halved: {}.",
    "From {e} we go down to {e - 1}, then to half of it: {}.",
    "Here {before} and one {b} are multiplied, and the other factors are paired: {}.",
    "One {b} goes to the front, and the even exponent {e - 1} is halved: {}.",
    "For the odd exponent {e} a factor {b} goes in front; then {b} is squared: {}.",
    "We multiply {before} in front by {b}, and halve {e - 1}: {}.",
    "One of the {e} factors {b} joins {before}, and the others are paired: {}.",
)
ODD = (
    "only an even exponent can be halved",
    "the factors are squared in pairs",
)
HALVE = (
    "The square of {b} needs half the exponent, {half}: {}.",
    "Halving {e} means squaring {b}: {}.",
    "We go from {b} to its square, and from {e} to {half}: {}.",
    "For the even exponent {e} we square {b}: {}.",
    "We square {b} and halve the exponent {e}: {}.",
    "The exponent {e} is even, so the base is squared and the exponent halved: {}.",
    "Squaring {b} gives {square} modulo {m}, and the exponent is {half}: {}.",
    "With {square} in place of {b}, half the exponent is enough: {}.",
    "Half of {e} is {half}, and the base becomes {square}: {}.",
    "Next, the base {b} is squared: {}.",
    "The {half} pairs of factors {b} make {half} squares: {}.",
    "In pairs, the factors {b} make {square}: {}.",
)
LAST_SQUARE = (
    "The square of {b} is {square}: {}.",
    "We square {b} one last time: {}.",
    "The base {b} becomes {square}, with exponent 1: {}.",
    "Finally, {b} is squared: {}.",
    "The last square is {square}: {}.",
    "Only a square is left, which is {square} modulo {m}: {}.",
    "At the exponent {e} the square of {b} remains: {}.",
    "Now {b} is squared for the last time: {}.",
    "Squaring {b} once more gives {square}: {}.",
)
HALVING = (
    "two equal factors make a square",
    "half as many squares give the same product",
    "a power of an even exponent is a power of the square",
)
COLLECT = (
    "Multiplying {c} by {b} gives {result}: {}.",
    "In the end {c} and {b} are multiplied: {}.",
    "We multiply by what was put aside: {}.",
    "Finally we multiply the two factors that are left: {}.",
    "The product of {c} and {b} is all that remains: {}.",
    "So {c} times {b} is {result}: {}.",
    "Only a product of two numbers is left: {}.",
)


@FAMILY.strategy(
    approach="transform",
    when=lambda p: splits(p.modulus) and p.exponent > FEW,
    opening=(
        "We split {p.modulus} into coprime factors and find the power modulo each.",
        "Two small moduli are easier than {p.modulus}, so we work modulo coprime factors of it.",
        "A number is known modulo {p.modulus} if it is known modulo coprime factors of it.",
        "We turn the problem into two smaller ones, with factors of {p.modulus} as moduli.",
        "Small moduli keep the numbers small, so we factor {p.modulus}.",
        "We look at the power modulo two coprime factors of {p.modulus} and combine what we find.",
    ),
    formula="In letters, for coprime u and v two numbers are the same modulo `u * v` just when they"
    " are the same modulo u and modulo v.",
)
def split_the_modulus(p: Params) -> Steps:
    """The Chinese remainder theorem (Burton, Elementary Number Theory, 4.4): solve modulo two
    coprime factors, then join."""
    a, n, m = p.base, p.exponent, p.modulus
    u, v = coprime_split(m)
    yield Step(SPLIT, f"{m} = {u:new} * {v:new}, gcd({u}, {v}) = 1")
    coprime: tuple[Step, ...] = ()
    if any([a % part not in (1, part - 1) and n >= phi((part,)) for part in (u, v)]):
        coprime = (Step(COPRIME_TO_BOTH, f"gcd({a}, {m}) = 1"),)
        yield from coprime
    first, one = yield from modulo_part(a, n, u, coprime)
    second, two = yield from modulo_part(a, n, v, coprime)
    k = next(k for k in range(u) if (second + k * v - first) % u == 0)
    x = second + k * v
    if k > 1:
        claim = Claim(f"mod {u} :: {second} + {k:new} * {v} = {x:new} = {first}")
        yield congruence(ADD_MULTIPLES, claim, because=BOTH_HOLD, rests_on=(*one, *two))
    elif k == 1:
        claim = Claim(f"mod {u} :: {second} + {v} = {x:new} = {first}")
        yield congruence(ADD_ONCE, claim, because=BOTH_HOLD, rests_on=(*one, *two))
    elif x != first:
        yield congruence(FITS_BOTH, Claim(f"mod {u} :: {second} = {first}"), rests_on=(*one, *two))
    else:
        yield Step(SAME_REMAINDER, f"{first} - {second} = 0", rests_on=(*one, *two))
    return x


def modulo_part(a: int, n: int, u: int, coprime: tuple[Step, ...]) -> Work:
    """The remainder of a^n modulo u, a factor of the modulus, by Euler's theorem."""
    b = a % u
    if b in (1, u - 1):
        value = (-1) ** n % u if b > 1 else 1
        line = congruence(BASE_IS_ONE, Claim(f"mod {u} :: {a}^{n} = 1^{n} = {value}"))
        if b > 1:
            line = congruence(BASE_IS_MINUS_ONE, Claim(f"mod {u} :: {a}^{n} = (-1)^{n} = {value}"))
        yield line
        return value, (line,)
    r, sources = n, ()
    if n >= phi((u,)):
        f = yield from totient(u)
        q, r = divmod(n, f)
        division = Step(DIVIDE_BY_TOTIENT, f"{n} = {q:new} * {f} + {r:new}", because=MULTIPLES)
        yield division
        sources = (*coprime, division)
    if (a, n) == (b, r):
        return (yield from climb(b, r, u))
    if r == 0:
        line = congruence(
            NO_EXPONENT, Claim(f"mod {u} :: {a}^{n} = {b:new}^{r} = {1}"), rests_on=sources
        )
        yield line
        return 1, (line,)
    smaller = Claim(f"{b:new}^{r}") if r > 1 else Claim(f"{b:new}")
    words = REDUCED_BOTH if r < n and b < a else REDUCED_ONE
    line = congruence(words, Claim(f"mod {u} :: {a}^{n} = {smaller}"), rests_on=sources)
    yield line
    if r == 1:
        return b, (line,)
    return (yield from climb(b, r, u, (line,)))


SPLIT = (
    "As {u} and {v} share no factor, {m} splits into them: {}.",
    "We factor {m}: {}.",
    "We split {m} into the coprime factors {u} and {v}: {}.",
    "The modulus {m} is the product of two coprime numbers: {}.",
    "Since {u} and {v} have no common factor, we may work modulo each of them: {}.",
    "The factors {u} and {v} of {m} are coprime: {}.",
    "Instead of {m} we take its coprime factors {u} and {v}: {}.",
)
COPRIME_TO_BOTH = (
    "Since {}, Euler's theorem applies modulo both factors.",
    "The base {a} is coprime to {m} and so to both factors, as Euler's theorem needs: {}.",
    "We may use Euler's theorem for each factor, because {}.",
    "For Euler's theorem we check that {a} has no factor in common with {m}: {}.",
)
BASE_IS_ONE = (
    "Dividing {a} by {u} leaves 1, and so do its powers: {}.",
    "Modulo {u}, {a} is the same as 1, and so are all its powers: {}.",
    "The base leaves 1 modulo {u}, and 1 stays 1: {}.",
    "For {u} there is nothing to do, since {a} leaves 1: {}.",
)
BASE_IS_MINUS_ONE = (
    "Modulo {u}, {a} is the same as `-1`, so only whether the exponent is even matters: {}.",
    "The base is `-1` modulo {u}, and powers of `-1` change their sign each time: {}.",
    "For {u} it is easy, since {a} is just 1 below a multiple of it: {}.",
)
NO_EXPONENT = (
    "Nothing is left of the exponent, so the power is 1: {}.",
    "The exponent is a multiple, hence the power is 1 modulo {u}: {}.",
    "By Euler's theorem this leaves 1 modulo {u}: {}.",
)
REDUCED_BOTH = (
    "For {u} a smaller base and exponent are enough: {}.",
    "Modulo {u}, base and exponent become smaller: {}.",
    "So we replace {a} by {b} and the exponent by what is left of it: {}.",
    "By Euler's theorem, and with {a} reduced to {b}, we have {}.",
    "For {u}, both the base and the exponent can be reduced: {}.",
)
REDUCED_ONE = (
    "A smaller power is enough modulo {u}: {}.",
    "For {u} a smaller power will do: {}.",
    "Modulo {u}, this is the same as a smaller power: {}.",
    "So we only need a smaller power: {}.",
    "Reducing modulo {u}, we get {}.",
    "For the modulus {u} we replace it by {}.",
)
ADD_MULTIPLES = (
    "The number {x}, which is {second} and {k} times {v}, leaves {first} modulo {u}: {}.",
    "We add multiples of {v} to {second} until {first} is left modulo {u}, and get {x}: {}.",
    "Going from {second} in steps of {v}, we find {x}, which leaves {first} modulo {u}: {}.",
    "To have both remainders, we go from {second} in steps of {v} up to {x}: {}.",
    "Adding {v} keeps the remainder modulo {v}, and after {k} times the other one is right: {}.",
)
ADD_ONCE = (
    "Adding {v} to {second} makes the remainder modulo {u} right: {}.",
    "From {second} one step of {v} leads to {x}, which leaves {first} modulo {u}: {}.",
    "To have both remainders, we add {v} once and get {x}: {}.",
)
BOTH_HOLD = (
    "a multiple of the second factor changes nothing modulo it",
    "the number has to leave both remainders",
)
FITS_BOTH = (
    "The number {second} leaves the right remainder modulo {u} too: {}.",
    "Nothing has to be added to {second}, since it fits modulo {u} as well: {}.",
    "We see that {second} is right for both factors: {}.",
)
SAME_REMAINDER = (
    "Both remainders are the same number, which is the answer: {}.",
    "The two remainders do not differ, so we are done: {}.",
    "As both factors leave {first}, so does their product: {}.",
)
