"""The quantity asked for by SymPy's solver, from what is told as linear equations."""

from typing import Any

import sympy


def answer(p: Any) -> int:
    """The last quantity; an error where the story has not just one solution in positive whole
    numbers."""
    letters = sympy.symbols(f"q:{len(p.facts) + 1}")
    told = [sympy.Eq(letters[0], p.first)]
    for (how, number), before, letter in zip(p.facts, letters, letters[1:], strict=False):
        right = {
            "times": number * before,
            "more": before + number,
            "fewer": before - number,
            "both": before + (letters[number] if how == "both" else 0),
        }
        told.append(sympy.Eq(letter, right[how]))
    solutions: Any = sympy.linsolve(told, letters)
    (found,) = solutions
    if not all(number.is_Integer and number > 0 for number in found):
        raise ValueError(f"{found} are no positive whole numbers")
    return int(found[-1])
