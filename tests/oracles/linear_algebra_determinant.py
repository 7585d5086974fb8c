"""The determinant by SymPy, and a count of all small matrices."""

from itertools import product
from typing import Any

import sympy

COUNTED = ({"size": 3, "entry": 1}, {"size": 4, "entry": 1})


def answer(p: Any) -> int:
    """The constant term of the characteristic polynomial, up to its sign."""
    matrix = sympy.Matrix(p.rows)
    return int((-1) ** matrix.rows * matrix.charpoly().all_coeffs()[-1])


def distinct(knobs: dict[str, int]) -> int:
    """How many matrices there are, each counted once with its transpose; of four rows the corner
    and the middle must be regular."""
    size, entries = (
        knobs["size"],
        [number for number in range(-knobs["entry"], knobs["entry"] + 1) if number],
    )
    found = set()
    for numbers in product(entries, repeat=size * size):
        rows = [numbers[i : i + size] for i in range(0, size * size, size)]
        if size == 4 and 0 in [
            rows[i][i] * rows[i + 1][i + 1] - rows[i][i + 1] * rows[i + 1][i] for i in (0, 1)
        ]:
            continue
        found.add(frozenset((tuple(rows), tuple(zip(*rows, strict=True)))))
    return len(found)
