"""Inequalities with absolute values by SymPy: both sides are linear between the zeros of what
stands between bars, so that the places where they are equal are found by going straight from one
such zero to the next; also from a statement alone."""

import re
from fractions import Fraction
from itertools import product
from typing import Any

import sympy
from sympy.parsing.sympy_parser import parse_expr

X = sympy.Symbol("x", real=True)
COUNTED = (
    {"form": "one", "factor": (1, 2), "size": 3, "outer": 1, "below": 1},
    {"form": "two", "factor": (1, 2), "size": 2, "outer": 1, "below": 1},
)
SIDE = r"[-+*/|()\dx ]+"
SIGNS = {
    **{"below": "<", "on or below": "<=", "above": ">", "on or above": ">="},
    **{"smaller than": "<", "at most": "<=", "greater than": ">", "at least": ">="},
}
GRAPHS = re.compile(
    rf"graph of y = ({SIDE}) lie (on or below|on or above|above|below) the graph of y = ({SIDE})\?"
)
FUNCTIONS = re.compile(rf"f\(x\) = ({SIDE}) and g\(x\) = ({SIDE})\. .* f\(x\) is (\w+ \w+) g\(x\)")
PLAIN = re.compile(rf"({SIDE})(<=|>=|<|>)({SIDE})")


def answer(p: Any) -> tuple[Any, ...]:
    left = p.m * sympy.Abs(p.a * X + p.b) / sympy.Integer(p.r) + p.n
    right = p.l * sympy.Abs(p.c * X + p.d) / sympy.Integer(p.s) + p.e
    return solution(left, p.sign, right)


def answer_to(statement: str) -> tuple[Any, ...]:
    if found := GRAPHS.search(statement):
        left, sign, right = found[1], SIGNS[found[2]], found[3]
    elif found := FUNCTIONS.search(statement):
        left, sign, right = found[1], SIGNS[found[3]], found[2]
    else:
        found = PLAIN.search(statement)
        assert found, statement
        left, sign, right = found[1], found[2], found[3]
    return solution(read(left), sign, read(right))


def read(side: str) -> sympy.Expr:
    text = re.sub(r"\|([^|]*)\|", r"Abs(\1)", side.strip())
    return parse_expr(re.sub(r"(\d)x", r"\1*x", text), local_dict={"x": X, "Abs": sympy.Abs})


def solution(left: sympy.Expr, sign: str, right: sympy.Expr) -> tuple[Any, ...]:
    """The pieces of the line where the relation holds."""
    difference = left - right
    bends = sorted({sympy.solve(bars.args[0], X)[0] for bars in difference.atoms(sympy.Abs)})
    corners = [bends[0] - 1, *bends, bends[-1] + 1]
    values = [difference.subs(X, corner) for corner in corners]
    zeros = {
        corner for corner, value in zip(corners[1:-1], values[1:-1], strict=True) if value == 0
    }
    for i, (low, high) in enumerate(zip(corners, corners[1:], strict=False)):
        slope = (values[i + 1] - values[i]) / (high - low)
        if slope != 0:
            zero = low - values[i] / slope
            left_end = sympy.S.NegativeInfinity if i == 0 else low
            right_end = sympy.S.Infinity if i == len(corners) - 2 else high
            if left_end <= zero <= right_end:
                zeros.add(zero)
    return pieces(difference, sign, sorted(zeros))


def pieces(difference: sympy.Expr, sign: str, zeros: list[Any]) -> tuple[Any, ...]:
    ends = [sympy.S.NegativeInfinity, *zeros, sympy.S.Infinity]
    found = sympy.FiniteSet(*zeros) if "=" in sign else sympy.EmptySet
    for low, high in zip(ends, ends[1:], strict=False):
        inner = low + 1 if high == sympy.S.Infinity else high - 1
        if low == sympy.S.NegativeInfinity and high == sympy.S.Infinity:
            inner = sympy.Integer(0)
        elif low != sympy.S.NegativeInfinity and high != sympy.S.Infinity:
            inner = (low + high) / 2
        positive = difference.subs(X, inner) > 0
        if positive == (">" in sign):
            found += sympy.Interval.open(low, high)
    parts = found.args if isinstance(found, sympy.Union) else (found,)
    return tuple(sorted(sum([as_pieces(part) for part in parts], []), key=start))


def start(piece: Any) -> tuple[bool, Fraction]:
    return piece[0] is not None, Fraction(piece[0] or 0)


def as_pieces(part: Any) -> list[Any]:
    if isinstance(part, sympy.FiniteSet):
        return [(number(one), number(one), True, True) for one in part]
    if part == sympy.EmptySet:
        return []
    if part == sympy.S.Reals:
        return [(None, None, False, False)]
    low, high = number(part.start), number(part.end)
    return [
        (
            low,
            high,
            low is not None and not part.left_open,
            high is not None and not part.right_open,
        )
    ]


def number(value: Any) -> Any:
    return Fraction(int(value.p), int(value.q)) if value.is_finite else None


def distinct(knobs: dict[str, Any]) -> int:
    """Counts the inequalities with these numbers whose two sides are not the same."""
    low, high = knobs["factor"]
    numbers = [n for n in range(-knobs["size"], knobs["size"] + 1) if n]
    insides = [(a, b) for a in range(low, high + 1) for b in numbers if sympy.igcd(a, b) == 1]
    if knobs["form"] == "one":
        return 4 * len(insides) * knobs["size"]
    return 4 * sum([one != two for one, two in product(insides, repeat=2)])
