"""The determinant by SymPy, and a count of small matrices of three rows."""

from itertools import product
from typing import Any

import sympy

COUNTED = (
    {"size": 3, "entry": 1, "zeros": 0, "dependent": 0},
    {"size": 3, "entry": 1, "zeros": 3, "dependent": 0},
    {"size": 3, "entry": 2, "zeros": 4, "dependent": 0},
)


def answer(p: Any) -> int:
    """The constant term of the characteristic polynomial, up to its sign."""
    matrix = sympy.Matrix(p.rows)
    return int((-1) ** matrix.rows * matrix.charpoly().all_coeffs()[-1])


def distinct(knobs: dict[str, int]) -> int:
    """How many regular matrices there are with so many zeros, each counted once with its
    transpose."""
    size, largest = knobs["size"], knobs["entry"]
    found = set()
    for numbers in product(range(-largest, largest + 1), repeat=size * size):
        if numbers.count(0) == knobs["zeros"]:
            rows = [numbers[i : i + size] for i in range(0, size * size, size)]
            (a, b, c), (d, e, f), (g, h, i) = rows
            if a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g):
                found.add(frozenset((tuple(rows), tuple(zip(*rows, strict=True)))))
    return len(found)
