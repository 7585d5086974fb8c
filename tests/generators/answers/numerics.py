"""An oracle for identities: values of plain maths in mpmath's floats of sixty digits, which decide
nothing in the project itself."""

from collections.abc import Sequence
from itertools import pairwise
from random import Random
from typing import Any

import mpmath

from generators.answers.exact import tree

NAMES = {"pi": mpmath.pi, "e": mpmath.e, "i": mpmath.mpc(0, 1)}
FUNCTIONS: dict[str, Any] = {
    **{name: getattr(mpmath, name) for name in ("sin", "cos", "tan", "cot", "sec", "csc")},
    **{name: getattr(mpmath, name) for name in ("sinh", "cosh", "tanh", "exp", "sqrt", "floor")},
    **{"arcsin": mpmath.asin, "arccos": mpmath.acos, "arctan": mpmath.atan, "abs": abs},
    **{"ceil": mpmath.ceil, "C": mpmath.binomial},
}
POINTS = [
    {"x": "0.37", "y": "0.81", "a": "0.3", "b": "1.9", "n": "3", "k": "2", "t": "0.7"},
    {"x": "-0.43", "y": "0.29", "a": "-1.2", "b": "0.4", "n": "5", "k": "1", "t": "-0.2"},
    {"x": "2.3", "y": "-0.72", "a": "2.1", "b": "-0.6", "n": "4", "k": "3", "t": "2.9"},
    {"x": "-3.1", "y": "-2.2", "a": "-0.8", "b": "-1.7", "n": "7", "k": "4", "t": "-1.1"},
]

for _number, _point in enumerate(POINTS):
    _point |= {"a_1": f"1.{_number}3", "a_2": f"-0.{_number}7", "T_max": f"2.{_number}1"}
    _point |= {"g": f"0.{_number}9", "h": f"3.{_number}1", "u": f"0.4{_number}", "m": "2"}


class Undefined(ArithmeticError):
    """No real value there, or none that an oracle of floats can tell."""


def values(text: str) -> list[Any]:
    """The values at each of the points, None where there is none."""
    node = tree(text)
    with mpmath.workdps(60):
        return [at(node, {name: mpmath.mpf(v) for name, v in point.items()}) for point in POINTS]


def at(node: Any, point: dict[str, Any]) -> Any:
    try:
        value = evaluated(node, point)
    except (ArithmeticError, ValueError, TypeError, OverflowError):
        return None
    return value if mpmath.isfinite(value) else None


def evaluated(node: Any, point: dict[str, Any]) -> Any:
    kind = node[0]
    if kind == "number":
        return mpmath.mpf(node[1])
    if kind == "variable":
        return mpmath.pi / 180 if node[1] == "deg" else NAMES.get(node[1], point.get(node[1]))
    if kind == "call":
        return called(node[1], [evaluated(a, point) for group in node[2] for a in group])
    a = evaluated(node[1], point)
    if kind == "neg":
        return -a
    if kind == "!":
        return mpmath.factorial(a)
    b = evaluated(node[2], point)
    if kind == "/" and abs(b) < mpmath.mpf(10) ** -40:
        raise Undefined
    if kind == "^" and (a == 0 and b <= 0 or not mpmath.im(a) and a < 0 and b != int(b)):
        raise Undefined
    return {"+": a + b, "-": a - b, "*": a * b}[kind] if kind in "+-*" else divided(kind, a, b)


def divided(kind: str, a: Any, b: Any) -> Any:
    return a / b if kind == "/" else a**b


def called(name: str, arguments: list[Any]) -> Any:
    if name in ("ln", "log"):
        if any(mpmath.im(value) or value <= 0 for value in arguments):
            raise Undefined
        return mpmath.log(arguments[-1]) / (mpmath.log(arguments[0]) if name == "log" else 1)
    if name == "root":
        degree, value = int(arguments[0]), arguments[1]
        if value < 0 and degree % 2 == 0:
            raise Undefined
        return mpmath.sign(value) * mpmath.root(abs(value), degree)
    if name in ("arcsin", "arccos") and abs(arguments[0]) > 1:
        raise Undefined
    if name == "sqrt" and (mpmath.im(arguments[0]) or arguments[0] < 0):
        raise Undefined
    return FUNCTIONS[name](*arguments)


def alike(a: list[Any], b: list[Any]) -> bool | None:
    """Whether two lists of values are equal wherever both are told; None where none are."""
    both = [(x, y) for x, y in zip(a, b, strict=True) if x is not None and y is not None]
    if not both:
        return None
    return all(abs(x - y) <= mpmath.mpf(10) ** -35 * (1 + abs(x)) for x, y in both)


CONSTANTS = (
    "1 2 3 5 (1/2) 6 sqrt(2) sqrt(3) sqrt(6) root(3,2) pi e ln(2) ln(3) cos(pi/5) sin(pi/8) "
    "sqrt(5) cos(pi/7) cos(40*deg)"
).split()
UNKNOWNS = "x x y 1 2 3 (1/2) sqrt(2) pi 2*x (x+1) (x-1) x^2 (x/2) (x+y)".split()


def drawn(random: Random, leaves: Sequence[str], depth: int) -> str:
    """An expression drawn at random."""
    if not depth or random.random() < 0.2:
        return random.choice(leaves)
    a = drawn(random, leaves, depth - 1)
    form = random.randrange(14)
    if form < 8:
        sign = "+++--**/"[form]
        return f"(({a}){sign}({drawn(random, leaves, depth - 1)}))"
    if form == 8:
        return f"sqrt({a})"
    if form == 9:
        return f"({a})^{random.choice(['2', '3', '(1/2)', '(2/3)'])}"
    if form == 10:
        return f"ln({a})"
    if form == 11:
        return f"{random.choice(['2', 'e', '3', '(1/2)'])}^({a})"
    return f"{random.choice('sin cos abs tan exp cosh sinh arctan arcsin'.split())}({a})"


def in_turn(pool: list[Any]) -> list[tuple[Any, Any]]:
    """Every pair of a pool; neighbours first."""
    rest = [(a, b) for at_, a in enumerate(pool) for b in pool[at_ + 2 :]]
    return [*pairwise(pool), *rest]
