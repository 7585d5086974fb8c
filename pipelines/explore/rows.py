"""Rows of Parquet files that are filtered, counted and shown a page at a time, without loading
them: DuckDB holds the few columns that are filtered by, and where each row stands in its file."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from threading import Lock
from typing import Any, NamedTuple

import duckdb
import pyarrow.parquet as parquet

from generators.errors import DatasetError
from pipelines.dataset.table_bounds import foreign_fault

PAGE = 50  # rows of one page
KEPT = 16  # searches whose counts are kept
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


class Alike(NamedTuple):
    """Rows that have the same value of every facet: how many, and how many of these are right."""

    rows: int
    right: int
    values: tuple[Any, ...]


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
        self.lock, self.kept = Lock(), dict[str, list[Alike]]()
        self.length_names: tuple[str, ...] = ()
        self.length_query: tuple[str, list[str]] | None = None
        self.length_held = False
        self.bounded = set[str]()  # files that are known to hold no more than they may
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
        return sum([each.rows for each in self.alike(search) if self.takes(each, filters)])

    def counts(self, filters: Filters, search: str = "") -> dict[str, list[Counted]]:
        """Of each facet its values in the rows that the other facets let through."""
        found = {}
        for place, (name, facet) in enumerate(self.facets.items()):
            counted: dict[str, list[int]] = {}
            for each in self.alike(search):
                if self.takes(each, filters, without=name):
                    value = each.values[place]
                    for one in dict.fromkeys(value or ()) if facet.several else (value,):
                        both = counted.setdefault(one, [0, 0])
                        both[0] += each.rows
                        both[1] += each.right
            most = sorted(counted.items(), key=lambda item: (-item[1][0], item[0]))[:VALUES]
            found[name] = [
                Counted(value, rows, right if self.judged else None)
                for value, (rows, right) in sorted(most)
                if value != "" or len(most) > 1
            ]
        return found

    def takes(self, each: "Alike", filters: Filters, without: str = "") -> bool:
        """Whether rows have one of the wanted values of every facet but one."""
        for value, (name, facet) in zip(each.values, self.facets.items(), strict=True):
            wanted = filters.get(name)
            if not wanted or name == without:
                continue
            if not (set(wanted) & set(value or ()) if facet.several else value in wanted):
                return False
        return True

    def alike(self, search: str = "") -> list["Alike"]:
        """The rows with a text in them, those of the same values together: a scan of all rows,
        after which every count is one of a few thousand. Kept for the last searches."""
        with self.lock:
            if search not in self.kept:
                condition, values = self.where({}, search)
                names = ", ".join(self.facets)
                grouped = self.all(
                    f"SELECT {names}, count(*), count(*) FILTER (is_right) FROM rows"
                    f" WHERE {condition} GROUP BY ALL",
                    values,
                )
                self.kept[search] = [Alike(row[-2], row[-1], tuple(row[:-2])) for row in grouped]
                while len(self.kept) > KEPT:
                    self.kept.pop(next(iter(self.kept)))
            return self.kept[search]

    def page(self, filters: Filters, search: str = "", offset: int = 0) -> list[Place]:
        """Where the next rows stand, PAGE at most, in the order of the table, which DuckDB keeps
        without being asked to sort. What no row has is known from the count, which is asked for at
        the same time, so that not every text is looked into twice."""
        if search and not self.count(filters, search):
            return []
        condition, values = self.where(filters, search)
        rows = self.all(
            f"SELECT number, file, row FROM rows WHERE {condition}"
            f" LIMIT {PAGE} OFFSET {max(0, offset)}",
            values,
        )
        return [Place(*row) for row in rows]

    def places(self) -> list[Place]:
        """Where every row stands."""
        return [Place(*row) for row in self.all("SELECT number, file, row FROM rows", [])]

    def hold_lengths(self, files: Sequence[Path], names: Sequence[str], select: str) -> None:
        """Hold on demand the length in tokens of each solution or completion, as a query of these
        files gives it, beside the facets of these names."""
        self.length_names = tuple(names)
        self.length_query = select, [str(file) for file in files]

    def lengths(self, name: str, filters: Filters) -> list[tuple[Any, ...]]:
        """By a facet that lengths are held beside: its value, how many, and the tenth, the half and
        nine tenths of the length, in what these filters let through. Empty where none are known."""
        if not self.have_lengths():
            return []
        conditions, values = ["true"], []
        for facet, wanted in filters.items():
            if facet in self.length_names and wanted:
                conditions.append(f"list_contains(?, {facet})")
                values.append(list(wanted))
        quantiles = ", ".join([f"quantile_cont(length, {part})" for part in (0.1, 0.5, 0.9)])
        return self.all(
            f"SELECT {name}, count(*) AS n, {quantiles} FROM lengths"
            f" WHERE {' AND '.join(conditions)} GROUP BY {name} ORDER BY n DESC, {name}",
            values,
        )

    def have_lengths(self) -> bool:
        """Read the lengths, once; false where the files, of an older version, have none."""
        with self.lock:
            if self.length_query is not None:
                select, files = self.length_query
                self.length_query = None
                try:
                    self.connection.cursor().execute(
                        f"CREATE TABLE lengths AS SELECT * FROM ({select})"
                        " WHERE length IS NOT NULL",
                        [files],
                    )
                    self.length_held = True
                except duckdb.Error:
                    self.length_held = False
            return self.length_held

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
                if file not in self.bounded and (reason := foreign_fault(Path(file))):
                    raise ValueError(reason)
                self.bounded.add(file)
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
