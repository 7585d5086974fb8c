"""The solutions of a quadratic equation by SymPy, real or complex as is asked for, and how many
equations the knobs hold."""

import re
from typing import Any

import sympy

X, Z = sympy.Symbol("x", real=True), sympy.Symbol("z")
COUNTED = (
    {"root": 5, "parts": 1, "moved": 0, "moved_x": 0, "solutions": "rational", "even": "no"},
    {"root": 4, "parts": 3, "moved": 2, "moved_x": 1, "solutions": "rational|double", "even": "no"},
    {"root": 3, "parts": 2, "moved": 0, "moved_x": 1, "solutions": "irrational|none", "even": "no"},
    {"root": 9, "parts": 5, "moved": 0, "moved_x": 3, "solutions": "rational", "even": "no"},
    {"root": 7, "parts": 1, "moved": 1, "moved_x": 0, "solutions": "rational", "even": "yes"},
    {"root": 4, "parts": 3, "moved": 0, "moved_x": 0, "solutions": "complex", "even": "no"},
)
SQUAREFREE_UP_TO = 30
SQUAREFREE_UP_TO_IF_COMPLEX = 3


class Solutions:
    """Numbers of SymPy's, equal to a set of ours whose members are numbers or plain maths."""

    def __init__(self, found: Any) -> None:
        self.found = {sympy.nsimplify(sympy.expand(root)) for root in found}

    def __eq__(self, other: object) -> bool:
        assert isinstance(other, frozenset)
        written = [re.sub(r"(?<=\d)sqrt", "*sqrt", str(member)) for member in other]
        written = [re.sub(r"(?<=[\d)])i", "*i", member) for member in written]
        read = [sympy.sympify(text, locals={"i": sympy.I}) for text in written]
        return self.found == {sympy.expand(number) for number in read}

    def __repr__(self) -> str:
        return str(self.found)


def answer(p: Any) -> Solutions:
    """The set of all x at which left and right are equal."""
    x, among = (Z, sympy.S.Complexes) if p.among == "complex" else (X, sympy.S.Reals)
    left, right = p.a * x**2 + p.b * x + p.c, p.d * x + p.e
    return Solutions(sympy.solveset(left - right, x, domain=among))


def distinct(knobs: dict[str, Any]) -> int:
    """How many equations the knobs hold, by writing each down."""
    equations: set[Any] = set()
    for kind in knobs["solutions"].split("|"):
        equations |= OF_KIND[kind](knobs)
    return len(equations) * (2 * knobs["moved"] + 1) * (2 * knobs["moved_x"] + 1)


def rational_numbers(knobs: dict[str, Any]) -> set[Any]:
    above, below = range(1, knobs["root"] + 1), range(1, knobs["parts"] + 1)
    numbers: set[Any] = {
        sympy.Rational(sign * n, m) for m in below for n in above for sign in (1, -1)
    }
    return {root for root in numbers if abs(root.p) <= knobs["root"] and root.q <= knobs["parts"]}


def with_two(knobs: dict[str, Any]) -> set[Any]:
    numbers = rational_numbers(knobs)
    pairs = {("two", r + s, r * s) for r in numbers for s in numbers if r != s and r != -s}
    return {pair for pair in pairs if knobs["even"] == "no" or pair[1] % 2 == 0}


def with_one(knobs: dict[str, Any]) -> set[Any]:
    return {("one", root) for root in rational_numbers(knobs)}


def whole(knobs: dict[str, Any], wanted: Any) -> set[Any]:
    """Equations with small whole coefficients and no common factor, whose discriminant is one that
    is wanted."""
    numbers = [number for number in range(-2 * knobs["root"], 2 * knobs["root"] + 1) if number]
    return {
        (a, b, c)
        for a in range(max(1, knobs["parts"] // 2), knobs["parts"] + 1)
        for b in numbers
        for c in numbers
        if sympy.igcd(a, b, c) == 1 and wanted(b * b - 4 * a * c)
    }


def is_irrational(discriminant: int) -> bool:
    if discriminant <= 0:
        return False
    _, radicand = sympy.Integer(discriminant).factors(), sympy.sqrt(discriminant)
    inner = [factor.base for factor in sympy.Mul.make_args(radicand) if factor.is_Pow]
    return bool(inner) and sympy.prod(inner) <= SQUAREFREE_UP_TO


def is_imaginary(discriminant: int) -> bool:
    if discriminant >= 0:
        return False
    inner = [
        factor.base for factor in sympy.Mul.make_args(sympy.sqrt(-discriminant)) if factor.is_Pow
    ]
    return sympy.prod(inner) <= SQUAREFREE_UP_TO_IF_COMPLEX


def complex_ones(knobs: dict[str, Any]) -> set[Any]:
    return {("complex", *numbers) for numbers in whole(knobs, is_imaginary)}


OF_KIND = {
    "rational": with_two,
    "double": with_one,
    "irrational": lambda knobs: whole(knobs, is_irrational),
    "none": lambda knobs: whole(knobs, lambda discriminant: discriminant < 0),
    "complex": complex_ones,
}
