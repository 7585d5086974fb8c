"""The two quantities by SymPy's solver, from the two relations that the story tells."""

from typing import Any

import sympy

X, Y = sympy.symbols("x y", integer=True, positive=True)


def answer(p: Any) -> int:
    """The number asked for; an error where the relations do not have just one solution in positive
    whole numbers."""
    told = sympy.Eq(X, p.times * Y + p.n) if p.times else sympy.Eq(X + Y, p.n)
    found: Any = sympy.linsolve([told, sympy.Eq(p.a * X + p.b * Y, p.t)], X, Y)
    ((x, y),) = found
    if not (x.is_Integer and y.is_Integer and x > 0 and y > 0):
        raise ValueError(f"({x}, {y}) is no pair of positive whole numbers")
    return int(y if p.asked else x)


def distinct(knobs: dict[str, Any]) -> int:
    """How many problems the knobs allow, by trying every one: a set of relations as sets of
    equations."""
    found = set()
    counts = range(knobs["count"][0], knobs["count"][1] + 1)
    rates = range(knobs["rate"][0], knobs["rate"][1] + 1)
    for a in rates:
        for b in rates:
            for one in counts if a != b else ():
                for two in counts:
                    if "total" in knobs["relation"]:
                        found.add((frozenset(((a, one), (b, two))), "total"))
                    if "comparison" in knobs["relation"]:
                        for times in range(knobs["times"][0], knobs["times"][1] + 1):
                            found.add((a, b, times, one, two))
    return len(found)
