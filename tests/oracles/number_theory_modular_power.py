"""The remainder of a power by SymPy, and how many problems a setting holds, by SymPy's own orders."""

from typing import Any

import sympy
from sympy.ntheory.residue_ntheory import n_order


def answer(p: Any) -> int:
    """The power as SymPy's modular integer, multiplied up from its prime factors' powers."""
    base = sympy.polys.domains.ZZ(p.base)
    ring = sympy.FF(p.modulus, symmetric=False)
    result = ring(1)
    for prime, exponent in sympy.factorint(base).items():
        result *= ring(prime) ** (exponent * p.exponent)
    return int(result)


def distinct(knobs: dict[str, Any]) -> int:
    """How many triples of base, exponent and modulus the knobs allow, by trying every one."""
    (m_low, m_high), (n_low, n_high), (t_low, t_high) = knobs["modulus"], knobs["exponent"], knobs["order"]
    found = 0
    for m in range(m_low, m_high + 1):
        if sympy.totient(m) > n_low:
            continue
        for a in range(2, m - 1):
            if sympy.igcd(a, m) == 1:
                t = n_order(a, m)
                if t_low <= t <= t_high and sympy.factorint(t).keys() != {2}:
                    found += sum(n % t > 1 for n in range(n_low, n_high + 1))
    return found
