"""The one solution of a square system of linear equations, found by Cramer's rule in exact arithmetic."""

from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache
from typing import Any

from generators.evaluation import Program, compile_tree
from generators.expression import Node, Unreadable
from generators.functions import det
from generators.identity import bound_of

UNKNOWNS = 4
NONE, ONE = ("number", 0), ("number", 1)


def linear_parts(node: Node) -> dict[str, Node]:
    """The trees of a linear expression's coefficients, one for each letter, and under "" that of its constant term."""
    kind = node[0]
    if kind == "variable":
        return {node[1]: ONE}
    if kind == "neg":
        return {letter: ("neg", part) for letter, part in linear_parts(node[1]).items()}
    if kind in ("+", "-"):
        parts = linear_parts(node[1])
        for letter, part in linear_parts(node[2]).items():
            parts[letter] = (kind, parts[letter], part) if letter in parts else part if kind == "+" else ("neg", part)
        return parts
    if kind == "^" and node[2][0] == "number":
        return {"": ONE} if node[2][1] == 0 else linear_parts(node[1]) if node[2][1] == 1 else {"": node}
    if kind in ("*", "/"):
        left, right = linear_parts(node[1]), linear_parts(node[2])
        if set(right) == {""}:
            return {letter: (kind, part, right[""]) for letter, part in left.items()}
        return {letter: (kind, left[""], part) for letter, part in right.items()}
    return {"": node}


class LinearSystem:
    """Equations `left = right` in as many letters; `solution(values)` finds the letters' values for the numbers in the holes."""

    def __init__(self, equations: Sequence[tuple[Node, Node]], holes: int) -> None:
        differences: list[Node] = [("-", left, right) for left, right in equations]
        bounds = [bound_of(difference) for difference in differences]
        self.letters = sorted({letter for bound in bounds for letter in bound.degrees})
        if any(bound.total > 1 or bound.under for bound in bounds):
            raise Unreadable("a system of equations must be linear")
        if len(self.letters) != len(differences) or len(differences) > UNKNOWNS:
            raise Unreadable(f"as many equations as unknowns are needed, at most {UNKNOWNS}")
        parts = [linear_parts(difference) for difference in differences]
        self.rows = [[compile_tree(part.get(letter, NONE)) for letter in self.letters] for part in parts]
        self.right = [compile_tree(("neg", part.get("", NONE))) for part in parts]
        self.holes = holes
        self.solution = lru_cache(maxsize=4)(self.solve)

    def solve(self, values: tuple[Any, ...]) -> tuple[Any, ...]:
        """The values of the letters, in alphabetical order. Raises ArithmeticError where there is not exactly one solution."""
        rows = [[exact(program, values) for program in row] for row in self.rows]
        right = [exact(program, values) for program in self.right]
        divisor = det(*rows)
        if divisor == 0:
            raise ArithmeticError("the system has not exactly one solution")
        solution = []
        for j in range(len(rows)):
            numerator = det(*[[*row[:j], value, *row[j + 1 :]] for row, value in zip(rows, right, strict=True)])
            whole, rest = divmod(numerator, divisor)
            solution.append(Fraction(numerator, divisor) if rest else whole)
        return tuple(solution)


def exact(program: Program, values: tuple[Any, ...]) -> Any:
    return Fraction(*program.run(values)) if program.pair else program.run(values)
