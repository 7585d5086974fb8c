"""The derivative by SymPy, from the params by its own differentiation, and from a statement alone:
the formula in it, and the place, which is the last number."""

import re
from fractions import Fraction
from typing import Any

import sympy
from sympy.parsing.sympy_parser import parse_expr

X = sympy.Symbol("x")
FORMULA = re.compile(r"\([-+x^\d ]+\)/?\([-+x^\d ]+\)")


def answer(p: Any) -> Any:
    u, v = (sympy.Poly(coefficients, X).as_expr() for coefficients in (p.u, p.v))
    return at(u / v if p.divided else u * v, p.at)


def answer_to(statement: str) -> Any:
    formula = FORMULA.search(statement)
    assert formula, statement
    text = re.sub(r"(\d)x", r"\1*x", formula[0]).replace(")(", ")*(").replace("^", "**")
    place = re.findall(r"-?\d+", statement[formula.end() :])[-1]
    return at(parse_expr(text, local_dict={"x": X}), int(place))


def at(function: sympy.Expr, place: int) -> Any:
    """The limit of the difference quotient, which SymPy finds without a rule."""
    h = sympy.Symbol("h")
    chord = sympy.cancel((function.subs(X, place + h) - function.subs(X, place)) / h)
    result = sympy.Rational(chord.subs(h, 0))
    return Fraction(int(result.p), int(result.q))
