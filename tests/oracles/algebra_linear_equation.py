"""The solutions of a linear equation by SymPy, from the two sides as expressions."""

from fractions import Fraction
from typing import Any

import sympy

X = sympy.Symbol("x")
COUNTED = (
    {"left": "plain", "right": "number", "size": 6, "root": (1, 4), "parts": 3, "solutions": "one"},
    {"left": "plain", "right": "plain", "size": 6, "root": (1, 2), "parts": 1, "solutions": "one"},
)
SIDES = {
    "number": lambda d: sympy.Integer(d),
    "plain": lambda b, d: b * X + d,
    "bracket": lambda a, b, c, d: a * (b * X + c) + d,
    "fraction": lambda b, c, p, d: (b * X + c) / sympy.Integer(p) + d,
}


def answer(p: Any) -> Any:
    """The one solution of left = right, or the set of all: empty, or the whole line."""
    found: Any = sympy.solveset(SIDES[p.left](*p.one) - SIDES[p.right](*p.two), X, sympy.S.Reals)
    if found is sympy.S.EmptySet:
        return ()
    if found == sympy.S.Reals:
        return ((None, None, False, False),)
    (root,) = found
    return Fraction(int(root.p), int(root.q))


def distinct(knobs: dict[str, Any]) -> int:
    """How many equations b x + d = f x + h with plain sides the knobs hold, whichever side comes
    first, by trying every one."""
    size, (low, high) = knobs["size"], knobs["root"]
    found = set()
    for m in range(1, knobs["parts"] + 1):
        slopes = [m * f for f in range(-size, size + 1) if f] if knobs["right"] == "plain" else [0]
        for n in (n for n in range(-high, high + 1) if low <= abs(n) and sympy.igcd(n, m) == 1):
            for b in range(2 * m, m * size + 1, m):
                for d in range(-2 * size, 2 * size + 1):
                    equations = [((b, d), (f, (b - f) * n // m + d)) for f in slopes if f != b]
                    found |= {frozenset(sides) for sides in equations if d and sides[1][1]}
    return len(found)
