"""The named functions that claims may use, such as gcd(12, 18): each exact, bounded, and total on whole numbers.

A function receives one tuple of numbers for each group of arguments (groups are parted by semicolons): `det(1, 2; 3, 4)`
arrives as `(1, 2), (3, 4)`. Outside its domain or its bounds it raises ArithmeticError; it never runs long.
A family of yours may add one: `@function` in its file.
"""

import math
from collections.abc import Callable
from fractions import Fraction
from typing import Any

Numbers = tuple[Any, ...]

FUNCTIONS: dict[str, Callable[..., Any]] = {}


def function(run: Callable[..., Any]) -> Callable[..., Any]:
    """Add `run` to the functions that claims may use, under its own name."""
    if FUNCTIONS.setdefault(run.__name__, run) is not run and FUNCTIONS[run.__name__].__module__ != run.__module__:
        raise ValueError(f"two functions are called {run.__name__}: in {run.__module__} and in core")
    FUNCTIONS[run.__name__] = run
    return run


def whole(numbers: Numbers, low: int = 0, high: int = 10**9) -> Numbers:
    """The numbers, when all are whole and within bounds; else ArithmeticError."""
    for number in numbers:
        if not isinstance(number, int) or not low <= number <= high:
            raise ArithmeticError(f"a whole number from {low} to {high} is needed, not {number}")
    return numbers


@function
def gcd(numbers: Numbers) -> int:
    """The greatest common divisor of any number of integers."""
    return math.gcd(*numbers)


@function
def lcm(numbers: Numbers) -> int:
    """The least common multiple of any number of integers."""
    return math.lcm(*numbers)


@function
def C(numbers: Numbers) -> int:
    """The binomial coefficient C(n, k), for n up to 2,000."""
    n, k = whole(numbers, 0, 2_000)
    return math.comb(n, k)


@function
def det(*rows: Numbers) -> Any:
    """The determinant of a square matrix of at most 6 rows: written out up to 3 rows, else by fraction-free elimination (Bareiss 1968)."""
    shape = [len(row) for row in rows]
    if shape == [2, 2]:
        (a, b), (c, d) = rows
        return a * d - b * c
    if shape == [3, 3, 3]:
        (a, b, c), (d, e, f), (g, h, i) = rows
        return a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g)
    matrix = [list(row) for row in rows]
    size, sign, previous = len(matrix), 1, 1
    if size > 6 or shape != [size] * size:
        raise ArithmeticError("a determinant needs a square matrix of at most 6 rows")
    for k in range(size - 1):
        if matrix[k][k] == 0:
            pivot = next((i for i in range(k + 1, size) if matrix[i][k] != 0), None)
            if pivot is None:
                return 0
            matrix[k], matrix[pivot] = matrix[pivot], matrix[k]
            sign = -sign
        for i in range(k + 1, size):
            for j in range(k + 1, size):
                entry = matrix[i][j] * matrix[k][k] - matrix[i][k] * matrix[k][j]
                matrix[i][j] = entry // previous if isinstance(entry, int) else Fraction(entry) / previous
        previous = matrix[k][k]
    return sign * matrix[-1][-1]


@function
def affine(modulus: Numbers, start: Numbers, *steps: Numbers) -> int:
    """The end of a chain of steps x -> m x + c in arithmetic modulo p: affine(p; x; m, c; m, c; ...)."""
    (p,), (x,) = modulus, start
    if p < 2:
        raise ArithmeticError("a modulus of at least 2 is needed")
    for m, c in steps:
        x = (m * x + c) % p
    return x
