"""The one canonical text of each answer, from the value that a family gives (answer.py lists kinds,
texts and values)."""

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

from generators.answers.equation import equation, equation_text
from generators.answers.exact import expression
from generators.answers.interval import Piece, interval_text, union
from generators.answers.interval_reading import union_of
from generators.answers.listing import entry, entry_text
from generators.answers.matrix import matrix_of, matrix_text
from generators.answers.quotient import Expression, text
from generators.answers.required_form import factored_text
from generators.answers.sets import set_of, unique


def decimal_text(value: Any) -> str:
    """Every place written, trailing zeros included. Raises ValueError where the expansion does not
    end."""
    if isinstance(value, tuple):
        digits, places = value
    elif isinstance(value, Decimal):
        places = max(0, -int(value.as_tuple().exponent))
        digits = int(value.scaleb(places))
    else:
        below, places = Fraction(value).denominator, 0
        while 10**places % below:
            places += 1
            if places > 1_000:
                raise ValueError(f"{value} has no finite decimal expansion")
        digits = int(Fraction(value) * 10**places)
    shown = str(abs(digits)).rjust(places + 1, "0")
    sign = "-" if digits < 0 else ""
    return (
        f"{sign}{shown[: len(shown) - places]}.{shown[len(shown) - places :]}"
        if places
        else sign + shown
    )


def number_text(value: Any) -> str:
    return str(value if isinstance(value, int) else Fraction(value))


def expression_text(value: Any) -> str:
    if isinstance(value, str):
        value = expression(value)
    if isinstance(value, dict):
        value = Expression(value)
    return text(value) if isinstance(value, Expression) else number_text(value)


def tuple_text(values: Any) -> str:
    entries = [str(value) if type(value) is int else entry_text(value) for value in values]
    return f"({', '.join(entries)})"


def set_text(values: Any) -> str:
    if isinstance(values, str):
        values = set_of(values)
    found = [entry(value) if isinstance(value, str) else value for value in values]
    return "{" + ", ".join([entry_text(value) for value in unique(found)]) + "}"


def union_text(value: Any) -> str:
    return interval_text(
        union_of(value) if isinstance(value, str) else union([Piece(*piece) for piece in value])
    )


CANONICAL: dict[str, Callable[[Any], str]] = {
    "integer": str,
    "rational": number_text,
    "decimal": decimal_text,
    "tuple": tuple_text,
    "set": set_text,
    "expression": expression_text,
    "equation": lambda value: equation_text(equation(value) if isinstance(value, str) else value),
    "matrix": lambda rows: matrix_text(matrix_of(rows) if isinstance(rows, str) else rows),
    "residue": lambda value: f"{value[0] % value[1]} mod {value[1]}",
    "interval": union_text,
    "boolean": lambda value: "true" if value else "false",
    "symbol": str,
}


def canonical(kind: str, value: Any, form: str = "") -> str:
    """The one text that stands for a value of this kind. A value of form `factored` is given, and
    written, as a product; one of form `literal` is text that stays as it is."""
    if form == "factored" and kind == "expression" and isinstance(value, str):
        return factored_text(value)
    if form == "literal" and isinstance(value, str):
        return value
    return CANONICAL[kind](value)
