"""Typed answers: what each kind of answer is, how its text is read, when two are equal, and its one
canonical text.

    kind         canonical text            a value that a family may give
    integer      -7                        an int
    rational     3/4                       an int or a Fraction
    decimal      0.250                     a Decimal, an int or a Fraction that ends, or (250, 3)
                 for 250 / 10^3
    tuple        (1, 2)                    a sequence of entries: numbers, expressions, tuples
    set          {1, 2}                    entries in any order; {} is the empty set
    expression   x^2 - 3*x + 2             plain maths as text, an Expression (quotient.py) or Terms
                 (polynomial.py)
    equation     y = 2*x + 1               plain maths as text, or an Equation
    matrix       [[1, 2], [3, 4]]          a sequence of rows of entries
    residue      5 mod 11                  (5, 11)
    interval     [1, 2) U (3, oo)          plain text, or a Union of Pieces (interval.py)
    boolean      true                      a bool
    symbol       e3                        a str

Nothing here is ever evaluated as code, and every reader is bounded; LaTeX is put before it in
curricula/maths_text/translator.py.
"""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from generators.answers import polynomial
from generators.answers.canonical import CANONICAL, canonical
from generators.answers.equation import equation
from generators.answers.exact import Evaluation, tree
from generators.answers.interval import Union
from generators.answers.interval_reading import union_of
from generators.answers.listing import entry_same, tuple_of
from generators.answers.literal import literal, number, whole
from generators.answers.matrix import matrix_of, matrix_same
from generators.answers.quotient import Expression, same
from generators.answers.refusal import Refusal, WrongForm, WrongKind
from generators.answers.required_form import FORMS, RESIDUE, SUMS, unfinished
from generators.answers.sets import set_of, set_same
from generators.claims.reader import Unreadable

__all__ = ["FORMS", "KINDS", "Unreadable", "canonical", "equal", "parse", "power_expression"]

KINDS = tuple(CANONICAL)
BOOLEANS = {"true": True, "yes": True, "false": False, "no": False}


def finished_expression(written: str) -> Expression:
    """An expression with no arithmetic between plain numbers left to do. Raises Unreadable."""
    node = tree(written)
    value = Evaluation().value(node)
    if unfinished(node):
        raise WrongForm("arithmetic between numbers is left to do")
    if value.below == polynomial.ONE and polynomial.rational(value.above) is not None:
        literal(written)
    return value


def power_expression(written: str) -> Expression:
    """An expression in which powers and products of plain numbers may stand, as in 2^6 * 3^5.
    Raises Unreadable."""
    node = tree(written)
    if unfinished(node, SUMS):
        raise WrongForm("sums of numbers are left to do")
    return Evaluation().value(node)


def decimal_of(written: str) -> int | Fraction:
    found = literal(written)
    if found.written not in ("integer", "decimal"):
        raise WrongForm("a decimal is due")
    return found.value


def residue_of(written: str) -> tuple[int, int]:
    """The residue and its modulus; modulus 0 where only the number is given."""
    found = RESIDUE.fullmatch(written)
    if found is None:
        return whole(written.strip()), 0
    value, modulus = int(found[1]), int(found[2])
    if modulus < 1:
        raise Refusal("a modulus is positive")
    return value % modulus, modulus


def boolean_of(written: str) -> bool:
    found = BOOLEANS.get(written.strip().lower())
    if found is None:
        raise WrongKind("true or false is due")
    return found


def symbol_of(written: str) -> str:
    shown = " ".join(written.split())
    if not shown:
        raise Refusal("a symbol is due")
    return shown


PARSE: dict[str, Callable[[str], Any]] = {
    "integer": whole,
    "rational": number,
    "decimal": decimal_of,
    "tuple": tuple_of,
    "set": set_of,
    "expression": finished_expression,
    "equation": equation,
    "matrix": matrix_of,
    "residue": residue_of,
    "interval": union_of,
    "boolean": boolean_of,
    "symbol": symbol_of,
}


def parse(kind: str, written: str) -> Any:
    """The value that a text of this kind has. Raises Unreadable, with the reason where it is a
    Refusal."""
    try:
        return PARSE[kind](written)
    except ValueError as error:
        if isinstance(error, Unreadable):
            raise
        raise Refusal("a number too long to read") from error
    except (ArithmeticError, RecursionError) as error:
        raise Refusal("has no value") from error


def interval_same(a: Union, b: Union) -> bool:
    return (
        a == b
        or len(a) == len(b)
        and all(
            p.low_in == q.low_in
            and p.high_in == q.high_in
            and end_same(p.low, q.low)
            and end_same(p.high, q.high)
            for p, q in zip(a, b, strict=True)
        )
    )


def end_same(a: Any, b: Any) -> bool:
    return (a is None) == (b is None) if a is None or b is None else entry_same(a, b)


def residue_same(a: tuple[int, int], b: tuple[int, int]) -> bool:
    """A bare number stands for the least residue that it is."""
    return a == b or (0 in (a[1], b[1]) and a[0] == b[0])


EQUAL: dict[str, Callable[[Any, Any], bool]] = {
    "tuple": entry_same,
    "set": set_same,
    "expression": same,
    "matrix": matrix_same,
    "residue": residue_same,
    "interval": interval_same,
}


def equal(kind: str, a: Any, b: Any) -> bool:
    """Whether two values of one kind, as `parse` gives them, are the same answer. Raises Beyond."""
    test = EQUAL.get(kind)
    return a == b if test is None else test(a, b)
