"""The derivative at the place by SymPy's differentiation."""

from fractions import Fraction
from typing import Any

import sympy

X = sympy.Symbol("x")


def answer(p: Any) -> Fraction:
    u, v = [sympy.Poly(polynomial, X).as_expr() for polynomial in (p.u, p.v)]
    function: Any = u / v if p.quotient else u * v
    found: Any = sympy.diff(function, X).subs(X, p.t)
    return Fraction(int(found.p), int(found.q))
