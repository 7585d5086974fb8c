"""Selections with limits by SymPy: the coefficient of a product of polynomials, one a group."""

from itertools import combinations_with_replacement, product
from typing import Any

import sympy

COUNTED = (
    {
        **{"limits": 1, "maximums": (0, 1), "free": 2, "slack": (1, 2)},
        **{"limit": (1, 2), "size": (1, 3)},
    },
    {
        **{"limits": 2, "maximums": (0, 0), "free": 1, "slack": (1, 2)},
        **{"limit": (1, 2), "size": (1, 3)},
    },
    {
        **{"limits": 2, "maximums": (1, 1), "free": 1, "slack": (1, 2)},
        **{"limit": (1, 2), "size": (1, 2)},
    },
)


def answer(p: Any) -> int:
    """A power of x says how many are chosen, so limits on a group keep only some powers of (1 +
    x)^n."""
    x = sympy.Symbol("x")
    groups = [*p.limited, *[(n, 0, n) for n in p.free]]
    factors = [
        sympy.Poly(sum(sympy.binomial(n, j) * x**j for j in range(low, high + 1)), x)
        for n, low, high in groups
    ]
    return int(sympy.prod(factors).coeff_monomial(x**p.chosen))


def distinct(knobs: dict[str, Any]) -> int:
    """Lists the selections: every choice of groups up to their order and of how many are chosen."""
    found = set()
    for maximums, slack, number in product(
        range(knobs["maximums"][0], knobs["maximums"][1] + 1),
        range(knobs["slack"][0], knobs["slack"][1] + 1),
        range(knobs["limit"][0], knobs["limit"][1] + 1),
    ):
        minimums = knobs["limits"] - maximums
        numbers = [number, 1][: knobs["limits"]]
        if any(low > slack for low in numbers[:minimums]):
            continue
        if any(high >= slack for high in numbers[minimums:]):
            continue
        chosen = (minimums or 1) + slack
        sizes = range(chosen + knobs["size"][0], chosen + knobs["size"][1] + 1)
        limited = [
            [(n, low, n) if place < minimums else (n, 0, low) for n in sizes]
            for place, low in enumerate(numbers)
        ]
        free = combinations_with_replacement(sizes, knobs["free"])
        found |= {
            (chosen, tuple(sorted(groups)), last)
            for groups, last in product(list(product(*limited)), list(free))
        }
    return len(found)
