"""Typed answers and their canonical text, one text for each value."""

from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import Any


def number(value: Any) -> str:
    return str(value)


CANONICAL: dict[str, Callable[[Any], str]] = {
    "integer": str,
    "rational": lambda value: str(Fraction(value)),
    "tuple": lambda values: f"({', '.join(number(value) for value in values)})",
    "set": lambda values: "{" + ", ".join(number(value) for value in sorted(set(values))) + "}",
    "residue": lambda value: f"{value[0] % value[1]} mod {value[1]}",
    "boolean": lambda value: "true" if value else "false",
    "symbol": str,
}


def canonical(kind: str, value: Any) -> str:
    """The one text that stands for a value of this kind."""
    return CANONICAL[kind](value)
