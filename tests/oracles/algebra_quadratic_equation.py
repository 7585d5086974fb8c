"""The roots of a quadratic equation by SymPy, by factoring over the rational numbers."""

from fractions import Fraction
from typing import Any

import sympy

X = sympy.Symbol("x")
COUNTED = (
    {"root": 5, "parts": 1, "moved": 0, "moved_x": 0},
    {"root": 4, "parts": 3, "moved": 2, "moved_x": 1},
    {"root": 9, "parts": 5, "moved": 0, "moved_x": 3},
)


def answer(p: Any) -> frozenset[Fraction]:
    """The roots of the linear factors of left - right; an error where it does not split into two
    different ones."""
    factored: Any = sympy.factor_list(p.a * X**2 + p.b * X + p.c - p.d * X - p.e)
    (first, _), (second, _) = factored[1]
    found = [-factor.coeff(X, 0) / factor.coeff(X, 1) for factor in (first, second)]
    return frozenset(Fraction(int(root.p), int(root.q)) for root in found)


def distinct(knobs: dict[str, Any]) -> int:
    """How many equations the knobs hold, by multiplying out every pair of roots."""
    above, below = range(1, knobs["root"] + 1), range(1, knobs["parts"] + 1)
    numbers: set[Any] = {
        sympy.Rational(sign * n, m) for m in below for n in above for sign in (1, -1)
    }
    reduced = [
        root for root in numbers if abs(root.p) <= knobs["root"] and root.q <= knobs["parts"]
    ]
    pairs = {(r + s, r * s) for r in reduced for s in reduced if r != s and r != -s}
    return len(pairs) * (2 * knobs["moved"] + 1) * (2 * knobs["moved_x"] + 1)
