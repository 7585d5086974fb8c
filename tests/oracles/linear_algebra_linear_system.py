"""The solution of a system of linear equations by SymPy, from its equations; and a count of all
systems of two equations."""

from itertools import combinations, product
from typing import Any

import sympy

COUNTED = (
    {"unknowns": 2, "coefficient": 3, "solution": 1, "single": "no"},
    {"unknowns": 2, "coefficient": 3, "solution": 3, "single": "no"},
    {"unknowns": 2, "coefficient": 5, "solution": 2, "single": "no"},
    {"unknowns": 2, "coefficient": 4, "solution": 2, "single": "yes"},
)


def answer(p: Any) -> tuple[int, ...]:
    """The one member of the solution set of the equations; an error where there is none or more
    than one."""
    unknowns = sympy.symbols(" ".join(p.letters))
    equations = [
        sympy.Eq(sum(a * x for a, x in zip(row, unknowns, strict=False)), row[-1]) for row in p.rows
    ]
    (solution,) = sympy.linsolve(equations, unknowns)
    return tuple(int(value) for value in solution)


def distinct(knobs: dict[str, int]) -> int:
    """How many systems in x and y there are, written as sets of equations and counted once with the
    exchange of x and y."""
    sizes = [number for number in range(-knobs["coefficient"], knobs["coefficient"] + 1) if number]
    values = [number for number in range(-knobs["solution"], knobs["solution"] + 1) if number]
    sides = [(a, b) for a, b in product(sizes, repeat=2) if a > 0 and sympy.igcd(a, b) == 1]
    if knobs["single"] == "yes":
        sides = [(a, b) for a, b in sides if abs(b) == 1]
    found = set()
    for (x, y), chosen in product(product(values, repeat=2), combinations(sides, 2)):
        if sympy.Matrix(chosen).det() == 0:
            continue
        lines = [(a, b, a * x + b * y) for a, b in chosen]
        exchanged = [(b, a, c) if b > 0 else (-b, -a, -c) for a, b, c in lines]
        found.add(frozenset((frozenset(lines), frozenset(exchanged))))
    return len(found)
