"""Typed answers: what each kind of answer is, how its text is read, when two are equal, and its one
canonical text.

    kind         canonical text            a value that a family may give
    integer      -7                        an int
    rational     3/4                       an int or a Fraction
    decimal      0.250                     a Decimal, an int or a Fraction that ends, or (250, 3)
                 for 250 / 10^3
    base         52_8                      (42, 8), a whole number and the base it is written in
    ratio        1:2                       a sequence of numbers or expressions, equal in proportion
    tuple        (1, 2)                    a sequence of entries: numbers, expressions, tuples
    set          {1, 2}                    entries in any order; {} is the empty set
    expression   x^2 - 3*x + 2             plain maths as text, an Expression (quotient.py) or Terms
                 (polynomial.py)
    equation     y = 2*x + 1               plain maths as text, or an Equation
    inequality   x^2 + y^2 - 25 < 0        plain maths as text, of several unknowns
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
from operator import eq
from typing import Any, NamedTuple

from generators.answers import canonical as texts
from generators.answers.base_number import base_number_of, base_number_text
from generators.answers.equation import equation, equation_same
from generators.answers.exact import Evaluation, tree
from generators.answers.identity import same
from generators.answers.inequality import inequality_of, inequality_same, inequality_text
from generators.answers.interval import interval_same
from generators.answers.interval_reading import union_of
from generators.answers.listing import entry_same, number_in, tuple_of
from generators.answers.literal import literal, number, whole
from generators.answers.matrix import matrix_of, matrix_same
from generators.answers.quotient import Expression
from generators.answers.ratio import ratio_of, ratio_same, ratio_text
from generators.answers.refusal import Refusal, WrongForm, WrongKind
from generators.answers.required_form import FORMS, RESIDUE, factored_text, plain_sum, unfinished
from generators.answers.sets import set_of, set_same
from generators.claims.claim import is_exact
from generators.claims.reader import Unreadable

__all__ = ["FORMS", "KINDS", "Unreadable", "canonical", "equal", "parse"]

BOOLEANS = {"true": True, "yes": True, "false": False, "no": False}


class Kind(NamedTuple):
    """One kind of answer. `read` takes a text in plain maths, and whether calculations between
    numbers may be left undone; `text` writes the value that a family gives; `same` takes two values
    that `read` gave, the reference last."""

    read: Callable[[str, bool], Any]
    text: Callable[[Any], str]
    same: Callable[[Any, Any], bool] = eq


def strict(read: Callable[[str], Any]) -> Callable[[str, bool], Any]:
    """A reader that takes no calculation in any case."""
    return lambda written, loose: read(written)


def expression_of(written: str, loose: bool) -> Expression:
    """An expression; with no arithmetic between plain numbers left to do, unless `loose`. Raises
    Unreadable."""
    node = tree(written)
    value = Evaluation().value(node)
    if unfinished(node) and (not loose or plain_sum(node)):
        raise WrongForm("arithmetic between numbers is left to do")
    if not loose and number_in(value) is not None:
        literal(written)
    return value


def decimal_of(written: str, loose: bool = False) -> int | Fraction:
    found = literal(written, loose)
    if found.written not in ("integer", "decimal", "scientific"):
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


def residue_same(a: tuple[int, int], b: tuple[int, int]) -> bool:
    """A bare number stands for the least residue that it is."""
    return a == b or (0 in (a[1], b[1]) and a[0] == b[0])


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


TABLE: dict[str, Kind] = {
    "integer": Kind(whole, str),
    "rational": Kind(number, texts.number_text),
    "decimal": Kind(decimal_of, texts.decimal_text),
    "tuple": Kind(tuple_of, texts.tuple_text, entry_same),
    "set": Kind(set_of, texts.set_text, set_same),
    "expression": Kind(expression_of, texts.expression_text, same),
    "equation": Kind(strict(equation), texts.equation_text, equation_same),
    "matrix": Kind(matrix_of, texts.matrix_text, matrix_same),
    "residue": Kind(
        strict(residue_of), lambda value: f"{value[0] % value[1]} mod {value[1]}", residue_same
    ),
    "interval": Kind(union_of, texts.union_text, interval_same),
    "boolean": Kind(strict(boolean_of), lambda value: "true" if value else "false"),
    "symbol": Kind(strict(symbol_of), str),
    "base": Kind(strict(base_number_of), base_number_text),
    "ratio": Kind(ratio_of, ratio_text, ratio_same),
    "inequality": Kind(strict(inequality_of), inequality_text, inequality_same),
}
KINDS = tuple(TABLE)


def parse(kind: str, written: str, loose: bool = False) -> Any:
    """The value that a text of this kind has. With `loose` calculations between numbers may be left
    undone in it and numbers written with powers of ten, which is for references such as 3^10 - 2^10
    and for answers held against them. Raises Unreadable, with the reason where it is a Refusal."""
    try:
        return TABLE[kind].read(written, loose)
    except ValueError as error:
        if isinstance(error, Unreadable):
            raise
        raise Refusal("a number too long to read") from error
    except (ArithmeticError, RecursionError) as error:
        raise Refusal("has no value") from error


def power_expression(written: str) -> Expression:
    """An expression in which calculations may be left undone, as in 2^6 * 3^5."""
    return parse("expression", written, loose=True)


def equal(kind: str, a: Any, b: Any) -> bool:
    """Whether two values of one kind, as `parse` gives them, are the same answer; b is the
    reference. Raises Refusal, Beyond where it takes too much work."""
    try:
        return TABLE[kind].same(a, b)
    except (ArithmeticError, RecursionError) as error:
        raise Refusal("has no value") from error


def fits(kind: str, value: Any) -> bool:
    """Whether a family may give this value for a kind of which Python has a type; of the others
    the canonical text cannot be written where it does not fit."""
    if kind in ("integer", "rational"):
        return is_exact(value) and (kind == "rational" or value.denominator == 1)
    if kind == "boolean":
        return isinstance(value, bool)
    return kind != "symbol" or isinstance(value, str)


def canonical(kind: str, value: Any, form: str = "") -> str:
    """The one text that stands for a value of this kind. A value of form `factored` is given, and
    written, as a product; one of form `literal` is text that stays as it is."""
    if form == "factored" and kind == "expression" and isinstance(value, str):
        return factored_text(value)
    if form == "literal" and isinstance(value, str):
        return value
    return TABLE[kind].text(value)
