"""The smallest number with given remainders by SymPy, and how many problems a setting holds, by
trying every set of moduli."""

from itertools import combinations
from typing import Any

import sympy
from sympy.ntheory.modular import solve_congruence

COUNTED = (
    {"count": (2, 2), "modulus": (3, 18), "shared": (0, 0), "solutions": "one"},
    {"count": (2, 4), "modulus": (2, 12), "shared": (0, 1), "solutions": "one"},
    {"count": (3, 3), "modulus": (4, 16), "shared": (1, 3), "solutions": "one"},
)


def answer(p: Any) -> Any:
    """SymPy's solution of the congruences, or an empty set where it finds none; its crt takes
    moduli to be coprime where it can."""
    found: Any = solve_congruence(*zip(p.remainders, p.moduli, strict=True))
    return frozenset() if found is None else int(found[0])


def distinct(knobs: dict[str, Any]) -> int:
    """How many sets of congruences the knobs allow: for each set of moduli, none of which follows
    from the others, the numbers from the largest modulus to their least common multiple."""
    low, high = knobs["modulus"]
    found = 0
    for count in range(knobs["count"][0], knobs["count"][1] + 1):
        for moduli in combinations(range(low, high + 1), count):
            shared = sum([sympy.igcd(m, n) > 1 for m, n in combinations(moduli, 2)])
            whole = sympy.ilcm(*moduli)
            without = [sympy.ilcm(1, *moduli[:i], *moduli[i + 1 :]) for i in range(count)]
            if knobs["shared"][0] <= shared <= knobs["shared"][1] and whole not in without:
                found += int(whole) - max(moduli)
    return found
