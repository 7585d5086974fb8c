"""The story as equations, solved by SymPy: each quantity, the result, and what is asked for."""

from typing import Any

import sympy

from generators.families.word_problems._situations import SITUATIONS


def answer(p: Any) -> int:
    """The value asked for; an error where the equations do not have just one solution in positive
    whole numbers."""
    quantities = sympy.symbols(f"q0:{len(p.told)}")
    result = sympy.Symbol("result")
    equations = []
    for unknown, (terms, number) in zip(quantities, p.told, strict=True):
        told = sum([factor * quantities[place] for factor, place in terms]) + number
        equations.append(sympy.Eq(unknown, told))
    first, *rest = [quantities[place] for place in p.goal]
    together = first - rest[0] if p.differ else first + sum(rest)
    if p.k:
        together = together / p.k if SITUATIONS[p.situation].ending.shares else together * p.k
    equations.append(sympy.Eq(result, together))
    (values,) = solutions(equations, [*quantities, result])
    if not all(value.is_Integer and value > 0 for value in values):
        raise ValueError(f"{values} are no positive whole numbers")
    if p.asked == "result":
        return int(values[-1])
    known = sympy.Eq(result, values[-1])  # the first quantity is not told, the result is
    ((found, *_),) = solutions([*equations[1:], known], [*quantities, result])
    return int(found)


def solutions(equations: list[Any], unknowns: list[Any]) -> Any:
    return sympy.linsolve(equations, unknowns)
