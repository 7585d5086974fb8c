"""An independent reading of claims: their text is turned into SymPy's and decided by SymPy.

Only texts that this project wrote may come here, because SymPy's parser evaluates them as Python.
"""

import re
from collections.abc import Callable
from functools import reduce
from typing import Any

import sympy
from sympy.ntheory.modular import solve_congruence
from sympy.parsing.sympy_parser import (
    convert_xor,
    factorial_notation,
    implicit_multiplication,
    parse_expr,
    standard_transformations,
)

TRANSFORMATIONS = (
    *standard_transformations,
    factorial_notation,
    convert_xor,
    implicit_multiplication,
)
RELATION = re.compile(r" (=|!=|<=|>=|<|>|\|) ")


class NotTranslated(ValueError):
    """The claim uses a function that has no counterpart here."""


def affine(modulus: Any, start: Any, *steps: Any) -> Any:
    matrix = reduce(
        lambda done, step: sympy.Matrix([[step[0], step[1]], [0, 1]]) * done, steps, sympy.eye(2)
    )
    return (matrix * sympy.Matrix([start[0], 1]))[0] % modulus[0]


def ways(chosen: Any, *groups: Any) -> Any:
    product = sympy.Integer(1)
    for n, *limits in groups:
        low, high = (limits[0], limits[-1]) if limits else (0, n)
        product *= sum(
            sympy.binomial(n, j) * UNKNOWN**j for j in range(max(0, low), min(n, high) + 1)
        )
    return sympy.Poly(product, UNKNOWN).coeff_monomial(UNKNOWN ** chosen[0])


def term(degree: Any, terms: Any, place: Any, first: Any = (1,)) -> Any:
    polynomial = sympy.interpolate(
        [(first[0] + i, value) for i, value in enumerate(terms)], UNKNOWN
    )
    if sympy.degree(polynomial, UNKNOWN) != degree[0]:
        raise ArithmeticError("another degree")
    return polynomial.subs(UNKNOWN, place[0])


UNKNOWN = sympy.Symbol("unknown")
FUNCTIONS: dict[str, Callable[..., Any]] = {
    "gcd": lambda numbers: sympy.igcd(*numbers),
    "lcm": lambda numbers: sympy.ilcm(*numbers),
    "C": lambda numbers: sympy.binomial(*numbers),
    "det": lambda *rows: sympy.Matrix(rows).det(method="berkowitz"),
    "affine": affine,
    "ways": ways,
    "draws": lambda drawn, *groups: sympy.Rational(
        ways(drawn, *groups), sympy.binomial(sum(group[0] for group in groups), *drawn)
    ),
    "abs": lambda numbers: abs(*numbers),
    "max": lambda numbers: sympy.Max(*numbers),
    "min": lambda numbers: sympy.Min(*numbers),
    "floor": lambda numbers: sympy.floor(*numbers),
    "[]": lambda *rows: sympy.Matrix(rows),
    "transpose": lambda matrices: matrices[0].T,
    "sqrt": lambda numbers: sympy.sqrt(*numbers),
    "phi": lambda numbers: sympy.totient(*numbers),
    "term": term,
    "crt": lambda *pairs: solve_congruence(*pairs)[0],
    "common": lambda *pairs: sympy.Integer(solve_congruence(*pairs) is not None),
}


def expression(text: str) -> Any:
    """The SymPy value of one member of a claim. Raises NotTranslated."""
    calls: list[tuple[str, list[str]]] = []
    text = re.sub(r"\bmod\b", "%", text)
    text = re.sub(r"\|([^|]*)\|", r"Abs(\1)", text)
    while matrix := re.search(r"\[([^\[\]]*)\]", text):
        calls.append(("[]", matrix[1].split(";")))
        text = f"{text[: matrix.start()]}Call{len(calls) - 1}{text[matrix.end() :]}"
    while call := re.search(r"\b([A-Z]|[a-z]{2,})\(([^()]*)\)", text):
        if call[1] not in FUNCTIONS:
            raise NotTranslated(call[1])
        calls.append((call[1], call[2].split(";")))
        behind = text[call.end() :]
        times = "*" if behind[:1].isalpha() else ""
        text = f"{text[: call.start()]}Call{len(calls) - 1}{times}{behind}"

    def value(text: str) -> Any:
        parsed = parse_expr(text, transformations=TRANSFORMATIONS, local_dict=local)
        return parsed

    local: dict[str, Any] = {letter: sympy.Symbol(letter) for letter in "abcdefghjklmnopqrstuvwxyz"}
    local["i"] = sympy.I
    for i, (name, groups) in enumerate(calls):
        local[f"Call{i}"] = FUNCTIONS[name](
            *[tuple(value(argument) for argument in group.split(",")) for group in groups]
        )
    return value(text)


def chains(text: str) -> tuple[list[tuple[list[Any], list[str]]], str]:
    """Members and relations of each part of a list, and what parts the list."""
    separator = " or " if " or " in text else ", "
    parts = text.split(" or ") if separator == " or " else re.split(r", (?![^(\[]*[)\]])", text)
    found = []
    for part in parts:
        pieces = RELATION.split(part)
        found.append(([expression(piece) for piece in pieces[::2]], pieces[1::2]))
    return found, separator


def related(left: Any, right: Any, sign: str, modulus: Any = None) -> bool:
    if isinstance(left, sympy.MatrixBase):
        return (left == right) is (sign == "=")
    # without expand, cancel leaves (y - 3/2)^2 - y^2 + 3y - 9/4 as -9/4 + 9/4
    difference = sympy.fraction(sympy.cancel(sympy.together(sympy.expand(left - right))))
    if modulus is not None:
        numerator, denominator = difference
        coefficients = (
            sympy.Poly(numerator, *sorted(numerator.free_symbols, key=str)).coeffs()
            if numerator.free_symbols
            else [numerator]
        )
        return (
            sympy.igcd(denominator, modulus) == 1 and all(c % modulus == 0 for c in coefficients)
        ) is (sign == "=")
    if sign in ("=", "!="):
        return (difference[0] == 0) is (sign == "=")
    if sign == "|":
        return right % left == 0
    return bool(
        {"<": left < right, "<=": left <= right, ">": left > right, ">=": left >= right}[sign]
    )


def links(members: list[Any], relations: list[str]) -> list[tuple[Any, Any, str]]:
    return list(zip(members, members[1:], relations, strict=False))


def follows_from_matrix(name: str, matrix: Any, assertion: str) -> bool:
    """Whether a matrix has the inverse, or with two rows exchanged the form, that is said. Raises
    NotTranslated."""
    power = re.fullmatch(rf"{name}\^-(\d+) = (\[.*\])", assertion)
    if power is not None:
        return matrix.inv() ** int(power[1]) == expression(power[2])
    exchanged = re.fullmatch(r"R_(\d) <-> R_(\d) -> (.*)", assertion)
    if exchanged is None:
        raise NotTranslated(assertion)
    one, other = int(exchanged[1]) - 1, int(exchanged[2]) - 1
    swapped = matrix.elementary_row_op("n<->m", row1=one, row2=other)
    return swapped == expression(exchanged[3])


def holds(text: str) -> bool:
    """Whether SymPy finds the claim true. Raises NotTranslated."""
    subject, _, assertion = text.rpartition(" :: ")
    if assertion.startswith("no ") and ", " in subject and not re.search("[<>|]", subject):
        equations = [left - right for (left, right), _ in chains(subject)[0]]
        letters = sorted(set().union(*[equation.free_symbols for equation in equations]), key=str)
        return sympy.linsolve(equations, letters) == sympy.S.EmptySet
    if re.search("[<>|]", subject) or assertion.startswith(
        ("no ", "all ")
    ):  # tests/generators/claims/test_order.py has SymPy decide those
        raise NotTranslated("an inequality or bars with an unknown")
    if "(x) = " in subject:  # as test_definitions.py has it decide those
        raise NotTranslated("a function with its derivative")
    none_or_all = re.fullmatch(r"(no|all) ([a-z])", assertion)
    if none_or_all:
        ((left, right), _), *_ = chains(subject)[0]
        letter = sympy.Symbol(none_or_all[2])
        solved = sympy.solveset(left - right, letter, domain=sympy.S.Reals)
        return solved == (sympy.S.EmptySet if none_or_all[1] == "no" else sympy.S.Reals)
    defined = re.fullmatch(r"([A-Z]) = (\[[^\]]*\])", subject)
    if defined:
        return follows_from_matrix(defined[1], expression(defined[2]), assertion)
    found, separator = chains(assertion)
    if subject.startswith("mod "):
        return all(
            related(*link, modulus=expression(subject[4:]))
            for chain in found
            for link in links(*chain)
        )
    if not subject:
        return all(related(*link) for chain in found for link in links(*chain))
    given, _ = chains(subject)
    if not given[0][1]:
        value = given[0][0]
        return all(
            related(*link)
            for members, relations in found
            for link in links(value + members, ["=", *relations])
        )
    equations = [left - right for (left, right), _ in given]
    if len(equations) > 1:
        letters = sorted(set().union(*[equation.free_symbols for equation in equations]), key=str)
        matrix, right = sympy.linear_eq_to_matrix(equations, letters)
        if matrix.rank() == len(letters) == len(equations):
            solution = dict(zip(letters, matrix.adjugate() * right / matrix.det(), strict=True))
        else:  # no solution, or some in terms of letters that are free
            solutions: Any = sympy.linsolve((matrix, right), letters)
            solved = list(solutions)
            if not solved:
                return False
            solution = dict(zip(letters, solved[0], strict=True))
        return all(
            related(sympy.sympify(a).subs(solution), sympy.sympify(b).subs(solution), sign)
            for c in found
            for a, b, sign in links(*c)
        )
    goals = [left - right for (left, right), _ in found]
    goals = [sympy.prod(goals)] if separator == " or " else goals
    letters = sorted(equations[0].free_symbols, key=str)
    monic = [
        sympy.Poly(sympy.fraction(sympy.together(goal))[0], *letters).monic()
        for goal in (equations[0], *goals)
    ]
    if all(goal == monic[0] for goal in monic):
        return True
    named = [right for (left, right), _ in found if left.is_Symbol and not right.free_symbols]
    if len(named) < len(found) or len(letters) > 1 or separator == ", " and len(named) > 1:
        return False
    # solutions named one by one: a double one may be named once
    numbers = {sympy.nsimplify(sympy.expand(number)) for number in named}
    real = {sympy.expand(root) for root in sympy.real_roots(monic[0], multiple=True)}
    return len(numbers) == len(named) and {sympy.expand(n) for n in numbers} == real
