"""The solutions of a system of linear equations by SymPy, from its equations; and a count of all
systems of two equations."""

from itertools import combinations, product
from typing import Any

import sympy

COUNTED = (
    {"unknowns": 2, "coefficient": 3, "solution": 1, "single": "no", "solutions": "one"},
    {"unknowns": 2, "coefficient": 3, "solution": 3, "single": "no", "solutions": "one"},
    {"unknowns": 2, "coefficient": 5, "solution": 2, "single": "no", "solutions": "one"},
    {"unknowns": 2, "coefficient": 4, "solution": 2, "single": "yes", "solutions": "one"},
)


class Entries(tuple[Any, ...]):
    """SymPy's values of the unknowns, equal to a tuple of ours whose members are numbers or plain
    maths."""

    def __eq__(self, other: object) -> bool:
        assert isinstance(other, tuple)
        return len(self) == len(other) and all(
            sympy.expand(own - sympy.sympify(str(value))) == 0
            for own, value in zip(self, other, strict=True)
        )

    __hash__ = None  # type: ignore[assignment]


def answer(p: Any) -> Any:
    """The members of the solution set of the equations, in terms of the last unknown; an empty set
    where there is none."""
    unknowns = sympy.symbols(" ".join(p.letters))
    equations = [
        sympy.Eq(sum(a * x for a, x in zip(row, unknowns, strict=False)), row[-1]) for row in p.rows
    ]
    found: Any = sympy.linsolve(equations, unknowns)
    if found is sympy.S.EmptySet:
        return frozenset()
    (solution,) = found
    return Entries(solution)


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
