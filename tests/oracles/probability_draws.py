"""Drawing without replacement by SymPy's hypergeometric distribution."""

from itertools import combinations_with_replacement, product
from typing import Any

import sympy
from sympy.stats import Hypergeometric, density

COUNTED = (
    {"drawn": (2, 3), "wanted": (3, 4), "others": 2, "size": (2, 4), "cases": (1, 3)},
    {"drawn": (2, 2), "wanted": (3, 3), "others": 1, "size": (3, 60), "cases": (1, 3)},
)


def answer(p: Any) -> Any:
    """The sum of the probabilities of the numbers of hits that are asked for."""
    hits = Hypergeometric("hits", p.wanted + sum(p.others), p.wanted, p.drawn)
    chances = density(hits).dict
    return sympy.Rational(sum(chances.get(j, 0) for j in range(p.low, p.high + 1)))


def distinct(knobs: dict[str, Any]) -> int:
    """Lists the problems: what is drawn from what, and every range of at most three numbers of hits
    whose probability is neither below 1 % nor above 99 %."""
    found = set()
    for drawn, wanted in product(
        range(knobs["drawn"][0], knobs["drawn"][1] + 1),
        range(knobs["wanted"][0], knobs["wanted"][1] + 1),
    ):
        others = combinations_with_replacement(
            range(knobs["size"][0], knobs["size"][1] + 1), knobs["others"]
        )
        for rest in others:
            if wanted == drawn:
                continue
            chances = density(Hypergeometric("hits", wanted + sum(rest), wanted, drawn)).dict
            for low, high in product(range(drawn + 1), repeat=2):
                chance = sum(chances.get(j, 0) for j in range(low, high + 1))
                if high - low < 3 and sympy.Rational(1, 100) <= chance <= sympy.Rational(99, 100):
                    found.add((drawn, wanted, low, high, rest))
    return len(found)
