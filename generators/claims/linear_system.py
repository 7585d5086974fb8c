"""The one solution of a square system of linear equations, found by elimination in exact
arithmetic."""

from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache
from typing import Any

from generators.claims.compiler import Run, compile_tree
from generators.claims.reader import Node, Unreadable, variables

UNKNOWNS = 12
NONE, ONE = ("number", 0), ("number", 1)


def linear_parts(node: Node) -> dict[str, Node]:
    """The trees of a linear expression's coefficients, one for each letter, and under "" that of
    its constant term. Raises Unreadable where the expression is not linear."""
    kind = node[0]
    if kind == "variable":
        return {node[1]: ONE}
    if kind == "neg":
        return {letter: negative(part) for letter, part in linear_parts(node[1]).items()}
    if kind in ("+", "-"):
        parts = linear_parts(node[1])
        for letter, part in linear_parts(node[2]).items():
            if letter in parts:
                parts[letter] = (kind, parts[letter], part)
            else:
                parts[letter] = part if kind == "+" else negative(part)
        return parts
    if not variables(node):
        return {"": node}
    if kind in ("*", "/") and not variables(node[2]):
        return {letter: (kind, part, node[2]) for letter, part in linear_parts(node[1]).items()}
    if kind == "*" and not variables(node[1]):
        return {letter: (kind, node[1], part) for letter, part in linear_parts(node[2]).items()}
    raise Unreadable("a system of equations must be linear")


def negative(node: Node) -> Node:
    return node[1] if node[0] == "neg" else ("neg", node)


def number(node: Node) -> Run:
    """The exact value of a tree without letters."""
    pair, run, _ = compile_tree(node)
    return (lambda v: Fraction(*run(v))) if pair else run


class LinearSystem:
    """Equations `left = right` in as many letters; `solution(values)` finds the letters' values for
    the numbers in the holes."""

    def __init__(self, equations: Sequence[tuple[Node, Node]]) -> None:
        differences: list[Node] = [("-", left, right) for left, right in equations]
        self.letters = sorted(set().union(*map(variables, differences)))
        if len(self.letters) != len(differences) or len(differences) > UNKNOWNS:
            raise Unreadable(f"as many equations as unknowns are needed, at most {UNKNOWNS}")
        parts = [linear_parts(difference) for difference in differences]

        def coefficients(part: dict[str, Node]) -> list[Run]:
            return [number(part.get(letter, NONE)) for letter in self.letters]

        self.rows = list(map(coefficients, parts))
        self.right = [number(negative(part.get("", NONE))) for part in parts]
        self.solution = lru_cache(maxsize=4)(self.solve)

    def solve(self, values: tuple[Any, ...]) -> tuple[Any, ...]:
        """The values of the letters, in alphabetical order. Raises ArithmeticError where there is
        not exactly one solution."""
        runs = [[*row, right] for row, right in zip(self.rows, self.right, strict=True)]

        def worked_out(row: list[Run]) -> list[Fraction]:
            return [Fraction(run(values)) for run in row]

        rows = list(map(worked_out, runs))
        for column in range(len(rows)):
            pivot = next((row for row in rows[column:] if row[column]), None)
            if pivot is None:
                raise ArithmeticError("the system has not exactly one solution")
            rows.remove(pivot)
            pivot = [entry / pivot[column] for entry in pivot]
            rows = [without(pivot, column, row) if row[column] else row for row in rows]
            rows.insert(column, pivot)
        return tuple([whole_or_fraction(row[-1]) for row in rows])


def without(pivot: Sequence[Fraction], column: int, row: Sequence[Fraction]) -> list[Fraction]:
    """The row less as many times the pivot row as clears its column."""
    return [entry - row[column] * other for entry, other in zip(row, pivot, strict=True)]


def whole_or_fraction(number: Fraction) -> int | Fraction:
    return number.numerator if number.denominator == 1 else number
