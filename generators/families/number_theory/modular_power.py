"""The remainder of a large power: a^n modulo m, where a and m have no common factor."""

from bisect import bisect_right
from collections.abc import Generator
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from math import gcd

from generators.claims.functions import phi
from generators.families.number_theory._factors import coprime_split, prime_powers
from generators.family import (
    Capacity,
    Claim,
    Family,
    Faulty,
    Knob,
    Knobs,
    Step,
    Steps,
    Stream,
    product_of,
)
from generators.knobs import KnobError

LARGEST_PART = (
    60  # the largest part of a split modulus that is easier to calculate with than the modulus
)
Work = Generator[Step, None, int]


@dataclass(frozen=True, slots=True)
class Params:
    """Asked is base^exponent modulo `modulus`; the base is below the modulus and has no factor in
    common with it."""

    base: int
    exponent: int
    modulus: int


@lru_cache(maxsize=64)
def choices(
    moduli: tuple[int, int], exponents: tuple[int, int], orders: tuple[int, int]
) -> tuple[list[tuple[int, int, int]], list[int]]:
    """Every base with its modulus and its order t, the first exponent for which base^t = 1; and how
    many problems they make in all up to each. Orders that are powers of two are left out: repeated
    squaring would soon meet nothing but ones. So are moduli that neither Euler's theorem nor a
    split makes easier. Raises KnobError where nothing is left."""
    found, counts = [], []
    for m in range(moduli[0], moduli[1] + 1):
        if phi((m,)) > exponents[0] and not splits(m):
            continue
        for a in range(2, m - 1):
            t = order(a, m, orders[1]) if gcd(a, m) == 1 else 0
            if t >= orders[0] and t & (t - 1):
                found.append((a, m, t))
                counts.append(sum(len(same_remainder(exponents, r, t)) for r in range(2, t)))
    if not sum(counts):
        raise KnobError(
            f"no base modulo {moduli[0]} to {moduli[1]} has an order from {orders[0]} to "
            f"{orders[1]} that is not a power of 2"
        )
    return found, list(accumulate(counts))


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
    """Each problem is equally likely. The exponent's remainder modulo the order is at least 2, so
    that the answer is neither 1 nor a."""
    found, upto = choices(knobs["modulus"], knobs["exponent"], knobs["order"])
    number = stream.below(upto[-1])
    index = bisect_right(upto, number)
    a, m, t = found[index]
    number -= upto[index - 1] if index else 0
    for r in range(2, t):
        exponents = same_remainder(knobs["exponent"], r, t)
        if number < len(exponents):
            return Params(a, exponents[number], m)
        number -= len(exponents)
    raise Faulty("fewer problems than were counted")


FAMILY = Family(
    params=Params,
    knobs={
        "modulus": Knob(
            "the modulus", ((7, 80), (15, 150), (30, 180), (50, 250), (100, 400)), (5, 1_000)
        ),
        "exponent": Knob(
            "the exponent",
            ((16, 50), (32, 95), (100, 511), (500, 3_000), (2_000, 20_000)),
            (4, 10**9),
        ),
        "order": Knob(
            "after how many steps the powers repeat",
            ((3, 9), (3, 6), (5, 10), (6, 14), (8, 20)),
            (3, 40),
        ),
    },
    sample=sample,
    statements=(
        "What is the remainder when {p.base}^{p.exponent} is divided by {p.modulus}?",
        "Compute {p.base}^{p.exponent} mod {p.modulus}; "
        "the answer is a non-negative number below {p.modulus}.",
        "Find the smallest non-negative whole number that differs from {p.base}^{p.exponent} "
        "by a multiple of {p.modulus}.",
        "From {p.base}^{p.exponent} beads, bags of {p.modulus} are filled until too few are left "
        "for another. How many are left over?",
    ),
    answer=lambda p: pow(p.base, p.exponent, p.modulus),
    answer_kind="integer",
    conclusion=lambda p, answer: Claim(f"{p.base}^{p.exponent} mod {p.modulus} = {answer}"),
    key=lambda p: (p.base, p.exponent, p.modulus),
    capacity=lambda knobs: Capacity(
        choices(knobs["modulus"], knobs["exponent"], knobs["order"])[1][-1]
    ),
    counted=(
        Capacity(6_108),
        Capacity(25_256),
        Capacity(379_198),
        Capacity(6_323_066),
        Capacity(114_397_944),
    ),
    exceptions={
        "no_answer_is_right_too_often": "small moduli have few remainders at difficulty 1",
    },
)


def congruence(words: str, claim: Claim, rests_on: tuple[Step, ...] = ()) -> Step:
    """A line about remainders: both its words and its terse form say modulo what."""
    modulus = f" (mod {claim.values[0]})"
    return Step(words.replace("{}", "{}" + modulus), claim, "{}" + modulus, rests_on=rests_on)


def climb(a: int, n: int, m: int, asked_by: tuple[Step, ...] = ()) -> Work:
    """The powers of a that the binary digits of n spell out, from the left; gives a^n modulo m,
    which a line before may have asked for."""
    value = a
    for shift in range(n.bit_length() - 2, -1, -1):
        e, before = n >> shift, value
        rests_on = () if shift else asked_by
        if e & 1:
            value = before * before * a % m
            claim = Claim(f"mod {m} :: {a}^{e:new} = {before}^2 * {a} = {value:new}")
            yield congruence("Square and multiply: {}.", claim, rests_on)
        elif e == 2:
            value = a * a % m
            yield congruence("Square: {}.", Claim(f"mod {m} :: {a}^2 = {value}"), rests_on)
        else:
            value = before * before % m
            claim = Claim(f"mod {m} :: {a}^{e:new} = {before}^2 = {value:new}")
            yield congruence("Square: {}.", claim, rests_on)
    return value


@FAMILY.strategy(approach="forward")
def square_and_multiply(p: Params) -> Steps:
    """The left-to-right binary method (Pingala; Knuth, TAOCP 4.6.3): square, and multiply by a
    where the exponent is odd."""
    return (yield from climb(p.base, p.exponent, p.modulus))


@FAMILY.strategy(approach="enumerative")
def cycle_detection(p: Params) -> Steps:
    """The powers of a modulo m repeat (Gauss, Disquisitiones Arithmeticae 45): list them up to 1,
    which gives the order of a."""
    a, n, m = p.base, p.exponent, p.modulus
    powers = [1, a]
    while powers[-1] != 1:
        k, before = len(powers), powers[-1]
        power = before * a % m
        claim = Claim(f"mod {m} :: {a}^{k:new} = {before} * {a} = {power:new}")
        yield congruence("Next power: {}.", claim)
        powers.append(power)
    t = len(powers) - 1
    q, r = divmod(n, t)
    words = "From {t} on the powers repeat, so divide the exponent: {}."
    yield Step(words, f"{n} = {q:new} * {t} + {r:new}")
    words = "So take the power that the remainder {r} names: {}."
    yield congruence(words, Claim(f"mod {m} :: {a}^{n} = {a}^{r} = {powers[r]}"))
    return powers[r]


def totient_lines(m: int) -> Work:
    """Euler's phi of m, from the powers of primes that m is the product of; gives phi(m)."""
    powers = prime_powers(m)
    if len(powers) > 1:
        parts = product_of(f"{prime**exponent:new}" for prime, exponent in powers)
        yield Step("Write {m} as a product of powers of primes: {}.", f"{m} = {parts}")
    counts = [(prime**exponent, prime ** (exponent - 1)) for prime, exponent in powers]
    f = phi((m,))
    counted = (
        product_of(f"({q} - {multiples:new})" for q, multiples in counts)
        if len(counts) > 1
        else Claim(f"{counts[0][0]} - {counts[0][1]:new}")
    )
    yield Step("Euler's phi of {m}: {}.", f"phi({m}) :: {counted} = {f:new}")
    return f


@FAMILY.strategy(approach="algebraic", when=lambda p: p.exponent >= phi((p.modulus,)))
def euler_reduction(p: Params) -> Steps:
    """Euler's theorem (Burton, Elementary Number Theory, 7.3): a^phi(m) = 1 mod m, so only n mod
    phi(m) matters."""
    a, n, m = p.base, p.exponent, p.modulus
    f = yield from totient_lines(m)
    q, r = divmod(n, f)
    yield Step("Divide the exponent by {f}: {}.", f"{n} = {q:new} * {f} + {r:new}")
    words = "By Euler's theorem only the remainder {r} counts: {}."
    reduced = congruence(words, Claim(f"mod {m} :: {a}^{n} = {a}^{r}"))
    yield reduced
    return (yield from climb(a, r, m, (reduced,)))


@FAMILY.strategy(approach="transform")
def halving_the_exponent(p: Params) -> Steps:
    """The right-to-left binary method, which is Egyptian multiplication with powers (Knuth, TAOCP
    4.6.3, Algorithm A)."""
    b, e, m, c = p.base, p.exponent, p.modulus, 1
    while e > 3:
        square, half = b * b % m, e // 2
        taken = "" if c == 1 else Claim(f"{c} * ")
        if e % 2 == 0:
            words = "Square the base {b}, halve the exponent {e}: {}."
            claim = Claim(f"mod {m} :: {taken}{b}^{e} = {taken}{square:new}^{half:new}")
        elif c == 1:
            c, words = b, "Take one factor {b} out, then halve: {}."
            claim = Claim(f"mod {m} :: {b}^{e} = {b} * {square:new}^{half:new}")
        else:
            before, c = c, c * b % m
            words = "Take one factor {b} out, then halve: {}."
            claim = Claim(
                f"mod {m} :: {before} * {b}^{e} = {before} * {b} * {square:new}^{half:new}"
                f" = {c:new} * {square}^{half}"
            )
        yield congruence(words, claim)
        b, e = square, half
    result = c * b**e % m
    taken = "" if c == 1 else Claim(f"{c} * ")
    yield congruence("Work out what is left: {}.", Claim(f"mod {m} :: {taken}{b}^{e} = {result}"))
    return result


@FAMILY.strategy(approach="backward", when=lambda p: splits(p.modulus))
def split_the_modulus(p: Params) -> Steps:
    """The Chinese remainder theorem (Sun Zi; Burton, Elementary Number Theory, 4.4): solve modulo
    two coprime factors, then join."""
    m = p.modulus
    u, v = coprime_split(m)
    words = "Split {m} into factors without a common divisor: {}."
    yield Step(words, f"{m} = {u:new} * {v:new}")
    first = yield from modulo_part(p.base, p.exponent, u)
    second = yield from modulo_part(p.base, p.exponent, v)
    k = next(k for k in range(u) if (second + k * v - first) % u == 0)
    x = second + k * v
    if k:
        words = (
            f"Add multiples of {{v}} to {{second}} until the remainder modulo {u} is right: {{}}."
        )
        claim = Claim(f"mod {u} :: {second} + {v} * {k:new} = {x:new} = {first}")
        yield congruence(words, claim)
    elif x != first:
        words = "This leaves the right remainder on division by {u} too: {}."
        yield Step(words, f"{x} = {x // u:new} * {u} + {first}")
    else:
        yield Step("Both remainders are the same number: {}.", f"{first} - {second} = 0")
    return x


def modulo_part(a: int, n: int, u: int) -> Work:
    """The remainder of a^n modulo u, a factor of the modulus, by Fermat's or Euler's theorem."""
    b = a % u
    if b in (1, u - 1):
        sign = 1 if b == 1 else -1
        value = sign**n % u
        words = (
            f"The base is {'one' if b == 1 else 'minus one'} modulo {u},"
            f" the exponent {'odd' if n % 2 else 'even'}: {{}}."
        )
        yield congruence(words, Claim(f"mod {u} :: {a}^{n} = ({sign})^{n} = {value}"))
        return value
    r = n
    if n >= phi((u,)):
        f = yield from totient_lines(u)
        q, r = divmod(n, f)
        yield Step(
            f"Modulo {u} the powers repeat after {{f}}: {{}}.", f"{n} = {q:new} * {f} + {r:new}"
        )
    if (a, n) == (b, r):
        return (yield from climb(b, r, u))
    words = "Reduce base and exponent: {}."
    if r < 2 or b**r < 1_000:
        value = pow(b, r, u)
        yield congruence(words, Claim(f"mod {u} :: {a}^{n} = {b:new}^{r} = {value:new}"))
        return value
    yield congruence(words, Claim(f"mod {u} :: {a}^{n} = {b:new}^{r}"))
    return (yield from climb(b, r, u))
