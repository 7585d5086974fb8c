"""The solutions by SymPy: the real points where the squares are equal, and whether the inequality
holds at each of them and between them."""

from fractions import Fraction
from typing import Any

import sympy

X = sympy.Symbol("x", real=True)
COUNTED = ({"factor": (1, 2), "added": 3}, {"factor": (1, 3), "added": 2})


def holds(numbers: tuple[int, int, int, int], sign: str, place: Any) -> bool:
    a, b, c, d = numbers
    left, right = sympy.Abs(a * place + b), sympy.Abs(c * place + d)
    return bool(sympy.Rel(left, right, sign))


def answer(p: Any) -> tuple[Any, ...]:
    """The pieces of the line where the inequality holds."""
    numbers = (p.a, p.b, p.c, p.d)
    squares = sympy.Poly((p.a * X + p.b) ** 2 - (p.c * X + p.d) ** 2, X)
    ends: list[Any] = sorted(sympy.roots(squares, multiple=True))
    low, high = ends
    open_parts = [(None, low, low - 1), (low, high, (low + high) / 2), (high, None, high + 1)]
    pieces = []
    for start, stop, inside in open_parts:
        if holds(numbers, p.sign, inside):
            start_in = start is not None and holds(numbers, p.sign, start)
            stop_in = stop is not None and holds(numbers, p.sign, stop)
            pieces.append((number(start), number(stop), start_in, stop_in))
    return tuple(pieces)


def number(end: Any) -> Any:
    return None if end is None else Fraction(int(end.p), int(end.q))


def distinct(knobs: dict[str, Any]) -> int:
    """How many inequalities there are: pairs of different expressions with different zeros, the
    smaller side first, strict or not."""
    low, high = knobs["factor"]
    added = [n for n in range(-knobs["added"], knobs["added"] + 1) if n]
    sides = [(a, b) for a in range(low, high + 1) for b in added]
    pairs = [
        (u, v)
        for u in sides
        for v in sides
        if u[0] != v[0] and sympy.Rational(u[1], u[0]) != sympy.Rational(v[1], v[0])
    ]
    return 2 * len(pairs)
