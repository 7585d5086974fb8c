"""A term of a polynomial sequence by SymPy's interpolation through all given terms, with a check of
the degree."""

from typing import Any

import sympy

N = sympy.Symbol("n")


def answer(p: Any) -> int:
    """The interpolating polynomial at the place asked; an error where its degree is not the stated
    one."""
    polynomial = sympy.Poly(sympy.interpolate(list(enumerate(p.terms, p.start)), N), N)
    if polynomial.degree() != p.degree or len(p.terms) < p.degree + 2:
        raise ValueError(f"{polynomial} is not of degree {p.degree}, or the terms do not prove it")
    return int(polynomial.eval(p.n))
