"""The root of a linear equation by SymPy, from the two sides as expressions."""

from fractions import Fraction
from typing import Any

import sympy

X = sympy.Symbol("x")
SIDES = {
    "number": lambda d: sympy.Integer(d),
    "plain": lambda b, d: b * X + d,
    "bracket": lambda a, b, c, d: a * (b * X + c) + d,
    "fraction": lambda b, c, p, d: (b * X + c) / sympy.Integer(p) + d,
}


def answer(p: Any) -> Fraction:
    """The one solution of left = right; an error where there is none or more than one."""
    (root,) = sympy.solve(sympy.Eq(SIDES[p.left](*p.one), SIDES[p.right](*p.two)), X)
    return Fraction(int(root.p), int(root.q))
