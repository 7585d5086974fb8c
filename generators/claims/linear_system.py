"""The solutions of a system of linear equations, found by elimination in whole numbers: one, none,
or a line, plane, ... of them."""

from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache
from math import gcd, lcm
from typing import Any

from generators.claims.compiler import Run, compile_tree
from generators.claims.reader import Node, Unreadable, variables
from generators.claims.values import exact_quotient

Row = list[int]

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
    """Equations `left = right` in some letters; `points(values)` finds the letters' values for the
    numbers in the holes."""

    def __init__(self, equations: Sequence[tuple[Node, Node]]) -> None:
        differences: list[Node] = [("-", left, right) for left, right in equations]
        self.letters = sorted(set().union(*map(variables, differences)))
        if max(len(self.letters), len(differences)) > UNKNOWNS or len(differences) < 2:
            raise Unreadable(f"from 2 to {UNKNOWNS} equations and unknowns are needed")
        parts = [linear_parts(difference) for difference in differences]

        def coefficients(part: dict[str, Node]) -> list[Run]:
            return [number(part.get(letter, NONE)) for letter in self.letters]

        self.rows = list(map(coefficients, parts))
        self.right = [number(negative(part.get("", NONE))) for part in parts]
        self.points = lru_cache(maxsize=4)(self.solve)

    def solve(self, values: tuple[Any, ...]) -> list[tuple[Any, ...]]:
        """Solutions, each with the values of the letters in alphabetical order: none where there is
        none, the one, or else so many that each other one is a combination of them, with weights
        that add up to 1. So a linear relation holds for all solutions if it holds for these."""
        runs = [[*row, right] for row, right in zip(self.rows, self.right, strict=True)]

        def worked_out(row: list[Run]) -> Row:
            return in_whole_numbers([run(values) for run in row])

        rows, done, free = list(map(worked_out, runs)), dict[int, Row](), list[int]()
        for column in range(len(self.letters)):
            pivot = next((row for row in rows if row[column]), None)
            if pivot is None:
                free.append(column)
                continue
            rows.remove(pivot)
            rows = [without(pivot, column, row) if row[column] else row for row in rows]
            for known, row in done.items():
                done[known] = without(pivot, column, row) if row[column] else row
            done[column] = pivot
        if any(row[-1] for row in rows):
            return []

        def with_one(chosen: int | None) -> tuple[Any, ...]:
            """The solution whose free letters are 0 but for one that is chosen."""
            point: list[Any] = [int(column == chosen) for column in range(len(self.letters))]
            for column, row in done.items():
                right = row[-1] - (0 if chosen is None else row[chosen])
                point[column] = exact_quotient(right, row[column])
            return tuple(point)

        return list(map(with_one, [None, *free]))


def in_whole_numbers(row: Sequence[Any]) -> Row:
    """The row multiplied through by its denominators."""
    below = lcm(*[entry.denominator for entry in row])
    return [entry.numerator * (below // entry.denominator) for entry in row]


def without(pivot: Row, column: int, row: Row) -> Row:
    """A multiple of the row, less as many times the pivot row as clears its column, without a
    common factor."""
    here, there = pivot[column], row[column]
    left = [here * entry - there * other for entry, other in zip(row, pivot, strict=True)]
    common = gcd(*left) or 1
    return [entry // common for entry in left]
