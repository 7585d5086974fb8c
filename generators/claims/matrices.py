"""Matrices as values: added, multiplied, inverted and transposed, exact and of at most 6 rows and
columns."""

from collections.abc import Sequence
from itertools import chain, repeat
from operator import add, mul
from typing import Any

from generators.claims.rational_functions import Quotient, check_sizes
from generators.claims.values import Value, exact_quotient, reciprocal

SIZE = 6
MATRIX = "[]"  # what a matrix written out is called in a tree

Rows = tuple[tuple[Any, ...], ...]


class Matrix(Value):
    """`rows`, all of one length."""

    __slots__ = ("rows",)

    def __init__(self, *rows: tuple[Any, ...]) -> None:
        if not 1 <= len(rows) <= SIZE or not 1 <= len(rows[0]) <= SIZE:
            raise OverflowError(f"a matrix has at most {SIZE} rows and {SIZE} columns")
        if any([len(row) != len(rows[0]) for row in rows]):
            raise ArithmeticError("the rows of a matrix are of one length")
        entries = list(chain.from_iterable(rows))
        types = set(map(type, entries))
        if Matrix in types:
            raise ArithmeticError("a matrix in a matrix")
        if Quotient in types:
            entries = [entry for entry in entries if not isinstance(entry, Quotient)]
        check_sizes(entries)
        self.rows: Rows = tuple(map(tuple, rows))

    @property
    def shape(self) -> tuple[int, int]:
        return len(self.rows), len(self.rows[0])

    def __add__(self, other: Any) -> "Matrix":
        if not isinstance(other, Matrix) or self.shape != other.shape:
            raise ArithmeticError("matrices of one shape are added")
        return Matrix(*map(sum_of_rows, self.rows, other.rows))

    def __mul__(self, other: Any) -> "Matrix":
        if not isinstance(other, Matrix):
            return self.scaled(other)
        if self.shape[1] != other.shape[0]:
            raise ArithmeticError("these shapes cannot be multiplied")
        columns = list(zip(*other.rows, strict=True))
        return Matrix(*[tuple(map(dot, repeat(row), columns)) for row in self.rows])

    def __rmul__(self, other: Any) -> "Matrix":
        return self.scaled(other)

    def scaled(self, number: Any) -> "Matrix":
        return Matrix(*[times_row(number, row) for row in self.rows])

    def __rtruediv__(self, other: Any) -> Any:
        raise ArithmeticError("nothing is divided by a matrix")

    def __truediv__(self, other: Any) -> Any:
        if isinstance(other, Matrix):
            raise ArithmeticError("nothing is divided by a matrix")
        return self.scaled(reciprocal(other))

    def __eq__(self, other: Any) -> bool:
        return isinstance(other, Matrix) and self.rows == other.rows

    __hash__ = None  # type: ignore[assignment]

    def transposed(self) -> "Matrix":
        return Matrix(*zip(*self.rows, strict=True))

    def one(self) -> "Matrix":
        self.check_square()
        return identity(len(self.rows))

    def check_square(self) -> None:
        if self.shape[0] != self.shape[1]:
            raise ArithmeticError("a square matrix is needed")

    def inverse(self) -> "Matrix":
        """By Gauss and Jordan's elimination, in which nothing is divided before the end, so that
        whole numbers stay whole. Raises ArithmeticError where there is none."""
        self.check_square()
        length = len(self.rows)
        rows = [[*row, *unit_row(place, length)] for place, row in enumerate(self.rows)]
        for column in range(length):
            pivot = next((i for i in range(column, length) if rows[i][column] != 0), None)
            if pivot is None:
                raise ZeroDivisionError("a matrix without an inverse")
            rows[column], rows[pivot] = rows[pivot], rows[column]
            for i in range(length):
                if i != column and rows[i][column] != 0:
                    here, there = rows[column][column], rows[i][column]
                    pairs = zip(rows[i], rows[column], strict=True)
                    rows[i] = [here * a - there * b for a, b in pairs]
        return Matrix(*[over(row[length:], row[place]) for place, row in enumerate(rows)])


def over(row: Sequence[Any], number: Any) -> tuple[Any, ...]:
    """The row divided by a number that is not 0."""
    return tuple([exact_quotient(entry, number) for entry in row])


def dot(row: tuple[Any, ...], column: tuple[Any, ...]) -> Any:
    return sum(map(mul, row, column))


def identity(length: int) -> Matrix:
    """The matrix with 1 on its diagonal and 0 elsewhere."""
    return Matrix(*[unit_row(place, length) for place in range(length)])


def unit_row(place: int, length: int) -> tuple[int, ...]:
    """1 at the place, 0 elsewhere."""
    return tuple([int(place == other) for other in range(length)])


def sum_of_rows(one: Sequence[Any], other: Sequence[Any]) -> tuple[Any, ...]:
    return tuple(map(add, one, other))


def times_row(number: Any, row: Sequence[Any]) -> tuple[Any, ...]:
    return tuple([number * entry for entry in row])
