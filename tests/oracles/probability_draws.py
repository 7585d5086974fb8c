"""Drawing without replacement by SymPy's hypergeometric distribution."""

from itertools import combinations_with_replacement, product
from typing import Any

import sympy
from sympy.stats import Hypergeometric, density

COUNTED = (
    {"drawn": (2, 3), "spare": (1, 2), "others": 3, "size": (3, 5)},
    {"drawn": (5, 5), "spare": (1, 1), "others": 4, "size": (3, 4)},
)


def answer(p: Any) -> Any:
    """The sum of the probabilities of the numbers of hits that are asked for."""
    hits = Hypergeometric("hits", p.wanted + sum(p.others), p.wanted, p.drawn)
    chances = density(hits).dict
    return sympy.Rational(sum(chances.get(j, 0) for j in range(p.low, p.high + 1)))


def distinct(knobs: dict[str, Any]) -> int:
    """Lists the problems: what is drawn from what, and every range of hits that one of exactly, at
    least, at most can tell."""
    found = set()
    for drawn, spare in product(
        range(knobs["drawn"][0], knobs["drawn"][1] + 1),
        range(knobs["spare"][0], knobs["spare"][1] + 1),
    ):
        told = {
            (low, high)
            for low in range(drawn + 1)
            for high in range(low, drawn + 1)
            if low in (0, high) or high == drawn
        }
        others = combinations_with_replacement(
            range(knobs["size"][0], knobs["size"][1] + 1), knobs["others"]
        )
        found |= {
            (drawn, spare, event, rest) for event, rest in product(told - {(0, drawn)}, others)
        }
    return len(found)
