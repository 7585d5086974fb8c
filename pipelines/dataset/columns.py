"""Columns of tables taken apart without making Python's values of every row."""

from typing import Any

import pyarrow as pa
import pyarrow.compute as compute

kernels: Any = compute  # made when pyarrow is imported, so that no type checker knows them


def flat(column: Any) -> Any:
    """The members of all lists of a column."""
    return kernels.list_flatten(column)


def inner(column: Any, name: str) -> Any:
    """One field of a column of structs."""
    return kernels.struct_field(column, name)


def owners(column: Any) -> list[int]:
    """For each member of the lists of a column the number of the row that has it."""
    return kernels.list_parent_indices(column).to_pylist()


def distinct(column: Any) -> list[Any]:
    """The different values of a column."""
    return kernels.unique(column).to_pylist()


def take(table: Any, rows: list[int]) -> Any:
    """The rows with these numbers, in this order, of a table or a column."""
    return table.take(pa.array(rows, pa.int64()))
