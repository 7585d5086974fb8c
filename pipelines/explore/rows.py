"""Rows of Parquet files that are filtered, counted and shown a page at a time, without loading
them: DuckDB holds the few columns that are filtered by, and where each row stands in its file."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import pyarrow.parquet as parquet

from generators.errors import DatasetError

PAGE = 50  # rows of one page
VALUES = 200  # of one facet, the commonest
Filters = Mapping[str, Sequence[str]]  # facet -> the values of which a row must have one


class Facet(NamedTuple):
    """What rows are filtered by: `sql` makes its value of the columns of a file, a list of values
    where `several`. `title` is what the page calls it."""

    name: str
    title: str
    sql: str
    several: bool = False


class Counted(NamedTuple):
    """How many rows have a value of a facet, and how many of these are right, where rows are right
    or wrong."""

    value: str
    rows: int
    right: int | None


class Place(NamedTuple):
    """Where a row stands: its number in the table, its file, and its number there."""

    number: int
    file: str
    row: int


class Rows:
    """The rows of files that have the same columns.

    facets  what they are filtered by
    text    the column that is searched in
    right   SQL of whether a row is right; empty where rows are not judged
    """

    def __init__(
        self, files: Sequence[Path], facets: Sequence[Facet], text: str, right: str = ""
    ) -> None:
        """Raises DatasetError for a file that cannot be read."""
        self.facets, self.judged = {facet.name: facet for facet in facets}, bool(right)
        self.connection = duckdb.connect()
        values = [
            f"{facet.sql} AS {facet.name}"
            if facet.several
            else f"coalesce(cast({facet.sql} AS VARCHAR), '') AS {facet.name}"
            for facet in facets
        ]
        chosen = ", ".join(
            [*values, f"{right or 'NULL'} AS is_right", f"lower({text}) AS searched"]
        )
        try:
            self.connection.execute(
                "CREATE TABLE rows AS SELECT row_number() OVER () - 1 AS number, filename AS file,"
                f" file_row_number AS row, {chosen}"
                " FROM read_parquet($1, filename = true, file_row_number = true)",
                [[str(file) for file in files]],
            )
        except duckdb.Error as error:
            reason = str(error).splitlines()[0]
            raise DatasetError(f"{files[0].parent}: the rows cannot be read: {reason}") from error
        self.size = self.one("SELECT count(*) FROM rows", [])[0]

    def one(self, query: str, values: Sequence[Any]) -> Any:
        return self.connection.cursor().execute(query, list(values)).fetchone()

    def all(self, query: str, values: Sequence[Any]) -> list[Any]:
        return self.connection.cursor().execute(query, list(values)).fetchall()

    def where(self, filters: Filters, search: str, without: str = "") -> tuple[str, list[Any]]:
        """The condition of these filters but one, with its values. What is not a facet is
        ignored."""
        conditions, values = ["true"], []
        for name, wanted in filters.items():
            if name in self.facets and name != without and wanted:
                values.append(list(wanted))
                several = self.facets[name].several
                conditions.append(
                    f"list_has_any({name}, ?)" if several else f"list_contains(?, {name})"
                )
        if search:
            conditions.append("contains(searched, lower(?))")
            values.append(search)
        return " AND ".join(conditions), values

    def count(self, filters: Filters, search: str = "") -> int:
        """How many rows have one of the wanted values of every facet, and the text in them."""
        condition, values = self.where(filters, search)
        return self.one(f"SELECT count(*) FROM rows WHERE {condition}", values)[0]

    def counts(self, filters: Filters, search: str = "") -> dict[str, list[Counted]]:
        """Of each facet its values in the rows that the other facets let through."""
        found = {}
        for name, facet in self.facets.items():
            condition, values = self.where(filters, search, without=name)
            value = f"unnest({name})" if facet.several else name
            rows = self.all(
                f"SELECT value, count(*) AS n, count(*) FILTER (is_right) FROM (SELECT {value} AS"
                f" value, is_right FROM rows WHERE {condition}) GROUP BY value"
                f" ORDER BY n DESC, value LIMIT {VALUES}",
                values,
            )
            counted = [
                Counted(value, number, right if self.judged else None)
                for value, number, right in rows
                if value != "" or len(rows) > 1
            ]
            found[name] = sorted(counted, key=lambda each: each.value)
        return found

    def page(self, filters: Filters, search: str = "", offset: int = 0) -> list[Place]:
        """Where the next rows stand, PAGE at most."""
        condition, values = self.where(filters, search)
        rows = self.all(
            f"SELECT number, file, row FROM rows WHERE {condition}"
            f" ORDER BY number LIMIT {PAGE} OFFSET {max(0, offset)}",
            values,
        )
        return [Place(*row) for row in rows]

    def places(self) -> list[Place]:
        """Where every row stands."""
        return [Place(*row) for row in self.all("SELECT number, file, row FROM rows", [])]

    def place(self, number: int) -> Place | None:
        """Where a row of that number stands; None where there is none."""
        found = self.one("SELECT number, file, row FROM rows WHERE number = ?", [number])
        return Place(*found) if found else None

    def read(self, place: Place, columns: Sequence[str] | None = None) -> dict[str, Any]:
        """One row whole, or some of its columns. Raises DatasetError."""
        return self.read_all([place], columns)[0]

    def read_all(
        self, places: Sequence[Place], columns: Sequence[str] | None = None
    ) -> list[dict[str, Any]]:
        """The rows at these places, in their order. Raises DatasetError."""
        read: dict[Place, dict[str, Any]] = {}
        try:
            for file in dict.fromkeys([place.file for place in places]):
                wanted = [place for place in places if place.file == file]
                table = parquet.ParquetFile(file).read(columns)
                taken = table.take([place.row for place in wanted]).to_pylist()
                read.update(zip(wanted, taken, strict=True))
        except (OSError, ValueError, KeyError) as error:  # pyarrow's own errors are of these
            raise DatasetError(f"{places[0].file}: the rows cannot be read: {error}") from error
        return [read[place] for place in places]

    def values(self) -> list[dict[str, Any]]:
        """The values of all facets, and whether it is right, of every row in order."""
        names = [*self.facets, "is_right", "searched"]
        rows = self.all(f"SELECT {', '.join(names)} FROM rows ORDER BY number", [])
        return [dict(zip(names, row, strict=True)) for row in rows]
