"""The remainder of a large power: a^n modulo m, where a and m have no common factor."""

from bisect import bisect_right
from collections.abc import Generator
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from math import gcd

from generators.claims.functions import phi
from generators.families.number_theory._factors import coprime_split, prime_powers
from generators.family import Capacity, Claim, Family, Faulty, Knob, Knobs, Step, Steps, Stream
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
            f"no base modulo {moduli[0]} to {moduli[1]} has an order from {orders[0]} to {orders[1]} that is not a power of 2"
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
        "Compute {p.base}^{p.exponent} mod {p.modulus}; the answer is a non-negative number below {p.modulus}.",
        "Find the smallest non-negative whole number that differs from {p.base}^{p.exponent} by a multiple of {p.modulus}.",
        "From {p.base}^{p.exponent} beads, bags of {p.modulus} are filled until too few are left for another. How many are left over?",
    ),
    answer=lambda p: pow(p.base, p.exponent, p.modulus),
    answer_kind="integer",
    conclusion=lambda p, answer: Claim(
        "{}^{} mod {} = {}", (p.base, p.exponent, p.modulus, answer)
    ),
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


def climb(a: int, n: int, m: int) -> Work:
    """The powers of a that the binary digits of n spell out, from the left; gives a^n modulo m."""
    square, times, brief = (
        f"Square: {{}} (mod {m}).",
        f"Square and multiply: {{}} (mod {m}).",
        f"{{}} (mod {m})",
    )
    value = a
    for shift in range(n.bit_length() - 2, -1, -1):
        e, before = n >> shift, value
        value = before * before * (a if e & 1 else 1) % m
        if e & 1:
            yield Step(
                times, Claim("mod {} :: {}^{} = {}^2 * {} = {}", (m, a, e, before, a, value)), brief
            )
        elif e == 2:
            yield Step(square, Claim("mod {} :: {}^2 = {}", (m, a, value)), brief)
        else:
            yield Step(
                square, Claim("mod {} :: {}^{} = {}^2 = {}", (m, a, e, before, value)), brief
            )
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
    words, brief = f"Next power: {{}} (mod {m}).", f"{{}} (mod {m})"
    powers = [1, a]
    while powers[-1] != 1:
        before = powers[-1]
        powers.append(before * a % m)
        yield Step(
            words,
            Claim("mod {} :: {}^{} = {} * {} = {}", (m, a, len(powers) - 1, before, a, powers[-1])),
            brief,
        )
    t = len(powers) - 1
    q, r = divmod(n, t)
    yield Step(
        "From here the powers repeat, so divide the exponent: {}.",
        Claim("{} = {} * {} + {}", (n, q, t, r)),
    )
    words = f"So take the power that the remainder names: {{}} (mod {m})."
    yield Step(words, Claim("mod {} :: {}^{} = {}^{} = {}", (m, a, n, a, r, powers[r])), brief)
    return powers[r]


@FAMILY.strategy(approach="algebraic", when=lambda p: p.exponent >= phi((p.modulus,)))
def euler_reduction(p: Params) -> Steps:
    """Euler's theorem (Burton, Elementary Number Theory, 7.3): a^phi(m) = 1 mod m, so only n mod
    phi(m) matters."""
    a, n, m, f = p.base, p.exponent, p.modulus, phi((p.modulus,))
    parts = [
        number
        for prime, exponent in prime_powers(m)
        for number in (prime**exponent, prime ** (exponent - 1))
    ]
    yield Step(
        f"Euler's phi of {m}, from its powers of primes: {{}}.",
        Claim(totient(len(parts) // 2), (m, *parts, f)),
    )
    q, r = divmod(n, f)
    yield Step("Divide the exponent by it: {}.", Claim("{} = {} * {} + {}", (n, q, f, r)))
    words = f"By Euler's theorem only the remainder counts: {{}} (mod {m})."
    yield Step(words, Claim("mod {} :: {}^{} = {}^{}", (m, a, n, a, r)), f"{{}} (mod {m})")
    return (yield from climb(a, r, m))


@lru_cache
def totient(primes: int) -> str:
    return (
        "phi({}) :: " + (" * ".join(["({} - {})"] * primes) if primes > 1 else "{} - {}") + " = {}"
    )


@FAMILY.strategy(approach="transform")
def halving_the_exponent(p: Params) -> Steps:
    """The right-to-left binary method, which is Egyptian multiplication with powers (Knuth, TAOCP
    4.6.3, Algorithm A)."""
    b, e, m, c = p.base, p.exponent, p.modulus, 1
    even, odd = (
        f"Square the base, halve the exponent: {{}} (mod {m}).",
        f"Take one factor out, then halve: {{}} (mod {m}).",
    )
    brief = f"{{}} (mod {m})"
    while e > 3:
        square, half = b * b % m, e // 2
        if e % 2 == 0 and c == 1:
            yield Step(even, Claim("mod {} :: {}^{} = {}^{}", (m, b, e, square, half)), brief)
        elif e % 2 == 0:
            yield Step(
                even,
                Claim("mod {} :: {} * {}^{} = {} * {}^{}", (m, c, b, e, c, square, half)),
                brief,
            )
        elif c == 1:
            c = b
            yield Step(
                odd, Claim("mod {} :: {}^{} = {} * {}^{}", (m, b, e, b, square, half)), brief
            )
        else:
            before, c = c, c * b % m
            form = "mod {} :: {} * {}^{} = {} * {} * {}^{} = {} * {}^{}"
            yield Step(
                odd, Claim(form, (m, before, b, e, before, b, square, half, c, square, half)), brief
            )
        b, e = square, half
    result = c * b**e % m
    claim = (
        Claim("mod {} :: {}^{} = {}", (m, b, e, result))
        if c == 1
        else Claim("mod {} :: {} * {}^{} = {}", (m, c, b, e, result))
    )
    yield Step(f"Work out what is left: {{}} (mod {m}).", claim, brief)
    return result


@FAMILY.strategy(approach="backward", when=lambda p: splits(p.modulus))
def split_the_modulus(p: Params) -> Steps:
    """The Chinese remainder theorem (Sun Zi; Burton, Elementary Number Theory, 4.4): solve modulo
    two coprime factors, then join."""
    u, v = coprime_split(p.modulus)
    yield Step(
        "Split the modulus into factors without a common divisor: {}.",
        Claim("{} = {} * {}", (p.modulus, u, v)),
    )
    first = yield from modulo_part(p.base, p.exponent, u)
    x = second = yield from modulo_part(p.base, p.exponent, v)
    while x % u != first:
        x += v
    if x > second:
        words = f"Add multiples of {v} until the remainder modulo {u} is right: {{}} (mod {u})."
        yield Step(
            words,
            Claim("mod {} :: {} + {} * {} = {} = {}", (u, second, v, (x - second) // v, x, first)),
            f"{{}} (mod {u})",
        )
    elif x != first:
        yield Step(
            f"This fits modulo {u} too: {{}} (mod {u}).",
            Claim("mod {} :: {} = {}", (u, x, first)),
            f"{{}} (mod {u})",
        )
    return x


def modulo_part(a: int, n: int, u: int) -> Work:
    """The remainder of a^n modulo u, a factor of the modulus, by Fermat's or Euler's theorem."""
    b, f = a % u, phi((u,))
    words, brief = f"Reduce base and exponent: {{}} (mod {u}).", f"{{}} (mod {u})"
    if b in (1, u - 1):
        value = 1 if b == 1 or n % 2 == 0 else b
        words = f"The base is {'one' if b == 1 else 'minus one'} modulo {u}, the exponent {'odd' if n % 2 else 'even'}: {{}} (mod {u})."
        yield Step(words, Claim("mod {} :: {}^{} = {}", (u, a, n, value)), brief)
        return value
    q, r = divmod(n, f)
    if q:
        yield Step(
            f"Modulo {u} the powers repeat after {f}: {{}}.",
            Claim("{} = {} * {} + {}", (n, q, f, r)),
        )
    if (a, n) != (b, r):
        if r < 2 or b**r < 1_000:
            value = pow(b, r, u)
            yield Step(words, Claim("mod {} :: {}^{} = {}^{} = {}", (u, a, n, b, r, value)), brief)
            return value
        yield Step(words, Claim("mod {} :: {}^{} = {}^{}", (u, a, n, b, r)), brief)
    return (yield from climb(b, r, u))
