"""The product by SymPy, from the numbers alone; from a statement, by multiplying all the numbers
that stand in it; and how many problems a setting holds, by trying every number."""

import re
from itertools import product
from math import prod
from typing import Any

import sympy

COUNTED = (
    {"digits": 2, "multiplier": 1, "third": 0, "zeros": "none"},
    {"digits": 2, "multiplier": 2, "third": 0, "zeros": "none"},
    {"digits": 3, "multiplier": 1, "third": 0, "zeros": "inside"},
)


def answer(p: Any) -> int:
    """By repeated addition of each digit's multiple, as SymPy adds."""
    result = sympy.Integer(1)
    for factor in p.factors:
        digits = enumerate(reversed(str(factor)))
        result = sympy.Add(*[result * int(digit) * 10**place for place, digit in digits])
    return int(result)


def answer_to(statement: str) -> int:
    """Each statement of the family asks for the product of all its numbers, and of no others."""
    return prod(map(int, re.findall(r"\d+", statement)))


def distinct(knobs: dict[str, Any]) -> int:
    """Counts the sets of two numbers of these lengths, without a zero or with one inside."""
    zeros = 1 if knobs["zeros"] == "inside" else 0
    pools = [
        [
            n
            for n in range(10 ** (length - 1), 10**length)
            if str(n).count("0") == zeros * (length == 3)
        ]
        for length in (knobs["digits"], knobs["multiplier"])
    ]
    return len({frozenset(pair) for pair in product(*pools) if min(pair) > 1 and len({*pair}) == 2})
