"""The remainder of a power by SymPy, and how many problems a setting holds, by SymPy's own orders
and totients."""

from typing import Any

import sympy
from sympy.ntheory.residue_ntheory import n_order

COUNTED = (
    {"modulus": (7, 40), "exponent": (12, 30), "order": (3, 9)},
    {"modulus": (60, 90), "exponent": (20, 25), "order": (5, 12)},
)


def answer(p: Any) -> int:
    """Multiplied up from the powers of the base's prime factors, in SymPy's ring of residues."""
    ring = sympy.FF(p.modulus, symmetric=False)
    result = ring(1)
    for prime, exponent in sympy.factorint(p.base).items():
        result *= ring(prime) ** (exponent * p.exponent)
    return int(result)


def distinct(knobs: dict[str, Any]) -> int:
    """Tries every base and exponent modulo every number; Euler's theorem or a split into factors up
    to 60 has to make the problem easier."""
    (m_low, m_high), (n_low, n_high), (t_low, t_high) = (
        knobs["modulus"],
        knobs["exponent"],
        knobs["order"],
    )
    found = 0
    for m in range(m_low, m_high + 1):
        split = any(
            sympy.igcd(u, m // u) == 1 and max(u, m // u) <= 60
            for u in list(sympy.divisors(m))[1:-1]
        )
        least = n_low if split else max(n_low, int(sympy.totient(m)))
        for a in range(2, m - 1):
            if sympy.igcd(a, m) == 1:
                t = int(n_order(a, m))
                if t_low <= t <= t_high and set(sympy.factorint(t)) != {2}:
                    found += sum(n % t > 1 for n in range(max(least, t), n_high + 1))
    return found
