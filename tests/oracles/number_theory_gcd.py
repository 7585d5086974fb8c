"""The greatest common divisor by SymPy, and how many pairs a setting holds, by trying every pair of
numbers."""

from typing import Any

import sympy

COUNTED = (
    {"divisor": (2, 5), "divisions": (2, 2), "quotient": 4, "ask": "gcd"},
    {"divisor": (3, 4), "divisions": (2, 3), "quotient": 3, "ask": "lcm"},
)


def answer(p: Any) -> int:
    """Through the powers of primes, and for two numbers through the other of both questions: their
    product is that of greatest common divisor and least common multiple."""
    if p.c:
        factors = [sympy.factorint(number) for number in (p.a, p.b, p.c)]
        shared = set(factors[0]) & set(factors[1]) & set(factors[2])
        return int(sympy.prod([q ** min(found[q] for found in factors) for q in shared]))
    other = sympy.igcd if p.ask == "lcm" else sympy.ilcm
    return int(sympy.Integer(p.a) * p.b / other(p.a, p.b))


def distinct(knobs: dict[str, Any]) -> int:
    """Counts the pairs whose divisor and whose quotients in the continued fraction of a / b are
    within the knobs."""
    found = 0
    largest = knobs["divisor"][1] * (knobs["quotient"] + 1) ** knobs["divisions"][1]
    for a in range(1, largest + 1):
        for b in range(1, a):
            if knobs["divisor"][0] <= sympy.igcd(a, b) <= knobs["divisor"][1]:
                quotients = [int(q) for q in sympy.continued_fraction(sympy.Rational(a, b))]
                found += (
                    knobs["divisions"][0] <= len(quotients) <= knobs["divisions"][1]
                    and max(quotients) <= knobs["quotient"]
                )
    return found
