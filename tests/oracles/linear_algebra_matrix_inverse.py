"""The inverse by SymPy, from the matrix, the images of unit vectors or the equations that stand in
the statement."""

import re
from fractions import Fraction
from typing import Any

import sympy

from generators.catalog import family
from generators.problem import Problem

MATRIX = re.compile(r"\[([-\d,; ]+)\]")
IMAGE = re.compile(r"to \(([-\d, ]+)\)")
EQUATION = re.compile(r"[uvw] = ([^=]*?)(?= and |,|\.)")
TERM = re.compile(r"([-+]?) ?(\d*)([xyz])")


def answer(p: Any) -> Any:
    """The solution of A X = I."""
    asked = family("linear_algebra.matrix_inverse")
    phrasing = sum(map(sum, p.rows)) % len(asked.statements)
    matrix = sympy.Matrix(rows_of(Problem(asked, p, phrasing, "").statement))
    found = matrix.LUsolve(sympy.eye(matrix.rows))
    return tuple([tuple(map(number, found.row(i))) for i in range(matrix.rows)])


def number(value: Any) -> int | Fraction:
    return int(value) if value.is_Integer else Fraction(int(value.p), int(value.q))


def rows_of(statement: str) -> list[list[int]]:
    """The rows of the matrix that a statement tells."""
    written = MATRIX.search(statement)
    if written:
        return [[int(n) for n in row.split(",")] for row in written[1].split(";")]
    images = [[int(n) for n in image.split(",")] for image in IMAGE.findall(statement)]
    if images:
        return [list(row) for row in zip(*images, strict=True)]
    sides = [dict.fromkeys("xyz", 0) for _ in EQUATION.findall(statement)]
    for side, text in zip(sides, EQUATION.findall(statement), strict=True):
        for sign, digits, letter in TERM.findall(text):
            side[letter] += int(f"{sign}{digits or 1}")
    return [[side[letter] for letter in "xyz"[: len(sides)]] for side in sides]
