"""The smallest number with given remainders by SymPy, and how many problems a setting holds, by
trying every set of moduli."""

from itertools import combinations
from typing import Any

import sympy
from sympy.ntheory.modular import crt

COUNTED = (
    {"count": (2, 2), "modulus": (3, 18)},
    {"count": (2, 4), "modulus": (2, 12)},
)


def answer(p: Any) -> int:
    """SymPy's own Chinese remainder theorem."""
    found = crt(p.moduli, p.remainders)
    assert found is not None
    return int(found[0])


def distinct(knobs: dict[str, Any]) -> int:
    """How many sets of congruences the knobs allow: for each set of moduli the numbers from the
    largest modulus to their product."""
    low, high = knobs["modulus"]
    found = 0
    for count in range(knobs["count"][0], knobs["count"][1] + 1):
        for moduli in combinations(range(low, high + 1), count):
            if sympy.ilcm(*moduli) == sympy.prod(moduli):
                found += int(sympy.prod(moduli)) - max(moduli)
    return found
