"""Sums of fractions by SymPy's rational numbers, and how many problems a setting holds, by trying
every one."""

from fractions import Fraction
from itertools import combinations, product
from typing import Any

import sympy


def answer(p: Any) -> Fraction:
    """The sum as SymPy adds it up; an error where a fraction is not in lowest terms."""
    total: Any = sympy.Integer(0)
    for above, below in zip(p.above, p.below, strict=True):
        if sympy.igcd(above, below) != 1:
            raise ValueError(f"{above}/{below} is not in lowest terms")
        total += sympy.Rational(above, below)
    return Fraction(int(total.p), int(total.q))


def distinct(knobs: dict[str, Any]) -> int:
    """How many sets of signed fractions the knobs allow."""
    found, whole = 0, knobs["whole"]
    for count in range(knobs["terms"][0], knobs["terms"][1] + 1):
        for below in combinations(range(2, knobs["common"][1]), count):
            least, several = (
                sympy.ilcm(*below),
                any(len(sympy.primefactors(number)) > 1 for number in below),
            )
            in_range = knobs["common"][0] <= least <= knobs["common"][1] and max(
                below
            ) < least < sympy.prod(below)
            if not (several and in_range) or max(sympy.primefactors(least)) > 7:
                continue
            options = [
                [a for a in range(1, (whole + 1) * b) if sympy.igcd(a, b) == 1] for b in below
            ]
            for above in product(*options):
                if whole == 0 or any(a > b for a, b in zip(above, below, strict=True)):
                    found += 2**count - 1
    return found
