"""One side of a linear equation: the shapes it may take, how each is drawn, and what is read off
it."""

from collections.abc import Callable
from functools import lru_cache
from itertools import product
from math import gcd
from typing import NamedTuple

from generators.stream import Stream

Numbers = tuple[int, ...]
Slope = tuple[int, int, int]


class Shape(NamedTuple):
    """Forms of a side: as written; with a number in place of x; what multiplies x once brackets are
    gone; and the number that then remains beside it. `whole` gives (A, B, P) for (A x + B)/P; the
    others give the numbers of those forms in order."""

    written: str
    at: str
    term: str
    rest: str
    whole: Callable[..., tuple[int, int, int]]
    at_numbers: Callable[..., Numbers]
    term_numbers: Callable[..., Numbers]
    rest_numbers: Callable[..., Numbers]


SHAPES = {
    "number": Shape(
        "{}", "{}", "", "{}", lambda d: (0, d, 1), lambda x, d: (d,), lambda d: (), lambda d: (d,)
    ),
    "plain": Shape(
        *("{}x + {}", "{} * {} + {}", "{}", "{}"),
        *(lambda b, d: (b, d, 1), lambda x, b, d: (b, x, d), lambda b, d: (b,), lambda b, d: (d,)),
    ),
    "bracket": Shape(
        *("{}({}x + {}) + {}", "{} * ({} * {} + {}) + {}", "{} * {}", "({} * {} + {})"),
        *(lambda a, b, c, d: (a * b, a * c + d, 1), lambda x, a, b, c, d: (a, b, x, c, d)),
        *(lambda a, b, c, d: (a, b), lambda a, b, c, d: (a, c, d)),
    ),
    "fraction": Shape(
        *("({}x + {})/{} + {}", "({} * {} + {})/{} + {}", "{}/{}", "({}/{} + {})"),
        *(lambda b, c, p, d: (b, c + p * d, p), lambda x, b, c, p, d: (b, x, c, p, d)),
        *(lambda b, c, p, d: (b, p), lambda b, c, p, d: (c, p, d)),
    ),
}
LINE = SHAPES["plain"].written


@lru_cache(maxsize=256)
def slopes(shape: str, m: int, size: int, leads: bool) -> tuple[Slope, ...]:
    """What may multiply x on a side, as (a, b, p) for a b m/p. It holds m, the root's denominator,
    so that each side is whole there. The leading side has no negative slope, and no x without a
    number before it where it is a plain one."""
    if shape == "number":
        return ((0, 0, 1),)
    factors = range(2, size + 1) if shape == "bracket" else (1,)
    below = range(2, size + 1) if shape == "fraction" else (1,)
    times = (
        range(1 if shape == "bracket" else 2, size + 1)
        if leads
        else [b for b in range(-size, size + 1) if b]
    )
    return tuple(
        slope for slope in product(factors, times, below) if gcd(m * slope[1], slope[2]) == 1
    )


def insides(shape: str, size: int) -> int:
    """How many numbers `drawn` at least chooses from for what stands beside x in a bracket."""
    return {"bracket": 4 * size, "fraction": 2 * size}.get(shape, 1)


def drawn(
    stream: Stream, shape: str, slope: Slope, n: int, m: int, size: int
) -> tuple[Numbers, int]:
    """The numbers of a side but for the one added last, and their value at x = n/m."""
    a, b, p = slope
    if shape == "plain":
        return (b * m,), b * n
    if shape == "bracket":
        c = nonzero(stream, 2 * size)
        return (a, b * m, c), a * (b * n + c)
    if shape == "number":
        return (), 0
    c = (b * n // p + stream.between(-size, size)) * p - b * n or p
    return (b * m, c, p), (b * n + c) // p


def nonzero(stream: Stream, largest: int) -> int:
    """A number from -largest to largest that is not 0."""
    number = stream.between(1 - largest, largest)
    return number if number > 0 else number - 1
