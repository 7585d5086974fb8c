"""Enclosures of numbers in whole-number arithmetic: a centre and a radius that holds every
rounding, so what an enclosure says about a sign is certain.

A number is held as the integer nearest to it times 2^precision. Functions work with GUARD more bits
than they promise, and their results carry a radius of one unit in the last place promised.
"""

from functools import lru_cache
from math import isqrt
from typing import NamedTuple

from generators.answers.polynomial import nth_root
from generators.answers.refusal import Beyond, Refusal

GUARD = 40  # bits beyond those promised, far more than the rounding of any series here
LARGEST = 4_096  # bits before the point
DEGREE = 128  # the largest n of an n-th root: 3 ms; roots within roots multiply their degrees


class Ball(NamedTuple):
    """Every complex number within `radius` of the centre, in each part; all times 2^precision."""

    real: int
    imaginary: int
    radius: int


ZERO = Ball(0, 0, 0)


def plus(a: Ball, b: Ball) -> Ball:
    return Ball(a.real + b.real, a.imaginary + b.imaginary, a.radius + b.radius)


def times(a: Ball, b: Ball, precision: int) -> Ball:
    real = (a.real * b.real - a.imaginary * b.imaginary) >> precision
    imaginary = (a.real * b.imaginary + a.imaginary * b.real) >> precision
    spread = size(a) * b.radius + size(b) * a.radius + 2 * a.radius * b.radius
    return Ball(real, imaginary, (2 * spread >> precision) + 2)


def size(a: Ball) -> int:
    return abs(a.real) + abs(a.imaginary)


def divided(a: Ball, b: Ball, precision: int) -> Ball:
    """A real number over a real one."""
    least = abs(b.real) - b.radius
    if least <= 0:
        raise Beyond("a divisor too close to zero")
    centre = (a.real << precision) // b.real
    spread = ((a.radius << precision) + (abs(centre) + 1) * b.radius) // least
    return Ball(centre, 0, spread + 2)


def scaled(a: Ball, above: int, below: int) -> Ball:
    """The ball times a rational number."""
    return Ball(
        a.real * above // below,
        a.imaginary * above // below,
        a.radius * abs(above) // below + 2,
    )


def whole_power(a: Ball, exponent: int, precision: int) -> Ball:
    result = Ball(1 << precision, 0, 0)
    while exponent:
        if exponent & 1:
            result = times(result, a, precision)
        exponent >>= 1
        if exponent:
            a = times(a, a, precision)
    return result


def real_root(a: Ball, degree: int, precision: int) -> Ball:
    """The root of a number that is known not to be negative."""
    if degree > DEGREE:
        raise Beyond(f"a root above the {DEGREE}th")
    shift = precision * (degree - 1)
    low = nth_root(max(0, a.real - a.radius) << shift, degree)
    high = nth_root(max(0, a.real + a.radius) << shift, degree) + 1
    centre = (low + high) // 2
    return Ball(centre, 0, high - centre + 1)


@lru_cache(64)
def pi(precision: int) -> int:
    """Machin: 16 arctan(1/5) - 4 arctan(1/239)."""
    inner = precision + GUARD
    return (16 * small_arctan(5, inner) - 4 * small_arctan(239, inner)) >> GUARD


def small_arctan(whole: int, precision: int) -> int:
    """arctan(1/whole)."""
    power = (1 << precision) // whole
    total, index, square = 0, 1, whole * whole
    while power:
        total += power // index if index % 4 == 1 else -(power // index)
        power //= square
        index += 2
    return total


def exponential(a: Ball, precision: int) -> Ball:
    """e to a real number."""
    limit = LARGEST << precision
    if a.real > limit or a.radius >> precision:
        raise Beyond("a power of e too large")
    if a.real < -limit:
        return Ball(0, 0, 1)
    inner = precision + GUARD
    logarithm = half_logarithm(inner)
    turns, rest = divmod(a.real << GUARD, logarithm)
    halvings = isqrt(inner) // 2
    term = total = 1 << (inner + GUARD)
    reduced, index = rest << GUARD >> halvings, 1
    while term:
        term = (term * reduced >> (inner + GUARD)) // index
        total += term
        index += 1
    for _ in range(halvings):
        total = total * total >> (inner + GUARD)
    total >>= GUARD
    value = (total << turns if turns >= 0 else total >> -turns) >> GUARD
    loss = 4 << max(0, turns)  # the reduction by multiples of ln 2 loses bits as it grows
    return Ball(value, 0, 2 * (abs(value) + 1) * a.radius // (1 << precision) + a.radius + loss)


@lru_cache(64)
def half_logarithm(precision: int) -> int:
    """ln 2 = 2 artanh(1/3)."""
    inner = precision + 2 * GUARD
    power = total = (1 << inner) // 3
    index = 3
    while power:
        power //= 9
        total += power // index
        index += 2
    return 2 * total >> (2 * GUARD)


def logarithm(a: Ball, precision: int) -> Ball:
    """The natural logarithm of a number that is known to be positive."""
    least = a.real - a.radius
    if least <= 0:
        raise Beyond("a logarithm too close to zero")
    inner = precision + 2 * GUARD
    value = a.real << (2 * GUARD)
    shift = value.bit_length() - inner  # value / 2^shift lies in [1/2, 1) times 2^inner
    value = value >> shift if shift >= 0 else value << -shift
    roots = 8
    for _ in range(roots):
        value = isqrt(value << inner)
    ratio = ((value - (1 << inner)) << inner) // (value + (1 << inner))
    square = ratio * ratio >> inner
    power = total = ratio
    index = 3
    while power not in (0, -1):
        power = power * square >> inner
        total += power // index
        index += 2
    total = (2 * total << roots) + shift * half_logarithm(inner)
    return Ball(total >> (2 * GUARD), 0, (a.radius << precision) // least + 2)


def turned(above: int, below: int, precision: int) -> Ball:
    """e to the i pi above/below."""
    inner = precision + GUARD
    angle = (pi(inner) * above // below) >> 6  # then squared six times
    term, total = (1 << inner, 0), [1 << inner, 0]
    index = 1
    while term != (0, 0) and term != (-1, -1) and index < 4 * inner:
        term = ((-term[1] * angle >> inner) // index, (term[0] * angle >> inner) // index)
        if abs(term[0]) <= 1 and abs(term[1]) <= 1:
            break
        total[0] += term[0]
        total[1] += term[1]
        index += 1
    value = Ball(total[0], total[1], 4 * index + 4)
    for _ in range(6):
        value = times(value, value, inner)
    return Ball(value.real >> GUARD, value.imaginary >> GUARD, (value.radius >> GUARD) + 2)


def arctangent(a: Ball, precision: int) -> Ball:
    """The arctangent of a real number."""
    inner = precision + GUARD
    one = 1 << inner
    value, sign = abs(a.real) << GUARD, 1 if a.real >= 0 else -1
    halvings = 8
    inverted = value > one
    if inverted:
        value = (one << inner) // value
    for _ in range(halvings):
        value = (value << inner) // (one + isqrt((one << inner) + value * value))
    square = value * value >> inner
    power = total = value
    index = 3
    while power:
        power = power * square >> inner
        total += -(power // index) if index % 4 == 3 else power // index
        index += 2
    total <<= halvings
    if inverted:
        total = pi(inner) // 2 - total
    return Ball(sign * (total >> GUARD), 0, a.radius + 2)


def sign_of(a: Ball) -> int:
    """The sign of a real number, 0 where the ball leaves it open."""
    if a.imaginary - a.radius > 0 or a.imaginary + a.radius < 0:
        raise Refusal("a complex number has no sign")
    if a.real > a.radius:
        return 1
    return -1 if a.real < -a.radius else 0
