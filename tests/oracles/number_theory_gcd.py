"""The greatest common divisor by SymPy, through the least common multiple."""

from typing import Any

import sympy


def answer(p: Any) -> int:
    """a * b / lcm(a, b)."""
    return int(sympy.Integer(p.a) * p.b / sympy.ilcm(p.a, p.b))


def distinct(knobs: dict[str, Any], limit: int = 2_000) -> int:
    """How many pairs below the limit the knobs allow, by trying every pair; settings beyond the limit are cut off."""
    found = 0
    for a in range(1, limit):
        for b in range(1, a):
            quotients = list(sympy.continued_fraction(sympy.Rational(a, b)))
            divisor = sympy.igcd(a, b)
            found += (
                knobs["divisor"][0] <= divisor <= knobs["divisor"][1]
                and knobs["divisions"][0] <= len(quotients) <= knobs["divisions"][1]
                and max(quotients) <= knobs["quotient"]
            )
    return found
