"""The canonical text of an answer, from the value that a family gives (answer.py lists kinds, texts
and values)."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

from generators.answers import equation, matrix
from generators.answers.exact import expression
from generators.answers.interval import Piece, interval_text, union
from generators.answers.interval_reading import union_of
from generators.answers.listing import entry, entry_text
from generators.answers.quotient import Expression, text
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


def equation_text(value: Any) -> str:
    return equation.equation_text(equation.equation(value) if isinstance(value, str) else value)


def matrix_text(rows: Any) -> str:
    return matrix.matrix_text(matrix.matrix_of(rows) if isinstance(rows, str) else rows)
