"""Selections with limits by SymPy: the coefficient of a product of polynomials, one a group."""

from itertools import combinations_with_replacement, product
from typing import Any

import sympy

COUNTED = (
    {"limits": 1, "maximums": (0, 1), "free": 2, "slack": (1, 2), "limit": 2, "size": (4, 6)},
    {"limits": 2, "maximums": (0, 0), "free": 1, "slack": (1, 3), "limit": 3, "size": (4, 5)},
    {"limits": 3, "maximums": (1, 1), "free": 1, "slack": (2, 3), "limit": 2, "size": (5, 6)},
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
    sizes = range(knobs["size"][0], knobs["size"][1] + 1)
    for maximums, slack in product(
        range(knobs["maximums"][0], knobs["maximums"][1] + 1),
        range(knobs["slack"][0], knobs["slack"][1] + 1),
    ):
        slack = max(slack, 2) if maximums else slack
        bounds = range(1, knobs["limit"] + 1)
        least = [(n, bound, n) for n in sizes for bound in bounds]
        most = [(n, 0, bound) for n in sizes for bound in bounds if bound < slack]
        for first in combinations_with_replacement(least, knobs["limits"] - maximums):
            chosen = sum(low for _, low, _ in first) + slack
            free = combinations_with_replacement(
                [chosen + n - sizes[0] for n in sizes], knobs["free"]
            )
            found |= {
                (chosen, first, second, last)
                for second, last in product(combinations_with_replacement(most, maximums), free)
            }
    return len(found)
