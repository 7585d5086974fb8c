"""What a Parquet file says of itself, read from its bytes: its rows, and what its pages unpack to.

Arrow is not asked. Its view of a column (`row_group(0).column(0)`) ends the process where two sizes
in it disagree, since no exception of C++ is caught there; and a footer can say of pages what it
likes: what is decoded is what the head of each page says.

A footer and the heads of pages are structs of Thrift's compact protocol
(https://parquet.apache.org/docs/file-format/). Bytes that another reader might read otherwise are
refused: a field twice, a list where none is due or of other members, numbers out of their range.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

MAGIC = b"PAR1"
END = 8  # bytes: the length of the footer, and MAGIC
FOOTER = 2_000_000  # bytes of a footer; that of a shard has 13,000 for each of at most 50 groups
HEAD = 65_536  # bytes of the head of a page; those of Arrow's stay below 10,000
PAGES = 100_000  # of a file; that of a shard has some hundreds
DEEPEST = 12  # structs within structs
VARINT = 10  # bytes of a number of 64 bits

TRUE, FALSE, BYTE, I16, I32, I64, DOUBLE, BINARY, LIST, STRUCT = (1, 2, 3, 4, 5, 6, 7, 8, 9, 12)
BITS = {I16: 16, I32: 32, I64: 64}
LISTS = {  # where in a footer lists are, by fields from the outside, and what they hold
    (2,): STRUCT,  # schema
    (4,): STRUCT,  # groups of rows
    (4, 1): STRUCT,  # columns of a group
    (4, 1, 3, 2): I32,  # encodings of a column
    (4, 1, 3, 3): BINARY,  # its path
    (4, 1, 3, 8): STRUCT,  # what is kept with it
    (4, 1, 3, 13): STRUCT,  # how many pages have an encoding
    (4, 1, 3, 16, 2): I64,  # how often a repetition level occurs
    (4, 1, 3, 16, 3): I64,  # how often a definition level occurs
    (4, 4): STRUCT,  # by what a group is sorted
    (5,): STRUCT,  # what is kept with the file
    (7,): STRUCT,  # how columns are ordered
}
ENCODINGS = (
    *("PLAIN", "GROUP_VAR_INT", "PLAIN_DICTIONARY", "RLE", "BIT_PACKED"),
    *("DELTA_BINARY_PACKED", "DELTA_LENGTH_BYTE_ARRAY", "DELTA_BYTE_ARRAY"),
    *("RLE_DICTIONARY", "BYTE_STREAM_SPLIT"),
)
DATA, DICTIONARY, DATA_2 = 0, 2, 3  # types of pages


class PageHead(NamedTuple):
    """Where the head of a page says what is in it: a field of it, and one within that."""

    field: int
    encoding: int


HEADS = {DATA: PageHead(5, 2), DICTIONARY: PageHead(7, 2), DATA_2: PageHead(8, 4)}


class Unsound(ValueError):
    """The bytes are no table, or contradict themselves; says how."""


class Value(NamedTuple):
    """A value of a field and its type."""

    type: int
    value: Any


Struct = dict[int, Value]


@dataclass
class Layout:
    """What a file holds.

    rows       of all groups
    unpacked   bytes of all pages when they are unpacked
    values     of all columns, those of dictionaries and empty ones too
    pages      how many there are
    encodings  of all pages
    """

    rows: int = 0
    unpacked: int = 0
    values: int = 0
    pages: int = 0
    encodings: set[str] = field(default_factory=set)


def read_layout(path: Path) -> Layout:
    """What a file says of itself. Raises Unsound or OSError."""
    with open(path, "rb") as file:
        footer, end = read_footer(file)
        layout, room = Layout(), end
        for group in list_in(footer, 4):
            layout.rows += number_in(group, 3, I64)
            for column in list_in(group, 1):
                room -= add_column(layout, file, column, end)
                if room < 0:
                    raise Unsound("its columns overlap")
    if layout.rows != (named := number_in(footer, 3, I64)):
        raise Unsound(f"its groups have {layout.rows:,} rows, and its footer says {named:,}")
    return layout


def read_footer(file: BinaryIO) -> tuple[Struct, int]:
    """The footer of a file, and where it begins."""
    size = file.seek(0, 2)
    file.seek(max(0, size - END))
    last = file.read(END)
    length = int.from_bytes(last[:4], "little")
    if size < END + len(MAGIC) or last[4:] != MAGIC or length > size - END - len(MAGIC):
        raise Unsound("it is no Parquet file, or was cut")
    if length > FOOTER:
        raise Unsound(f"its footer has {length:,} bytes; at most {FOOTER:,} are read")
    file.seek(size - END - length)
    return Reader(file.read(length)).struct(), size - END - length


def add_column(layout: Layout, file: BinaryIO, column: Struct, end: int) -> int:
    """Add what a column of a group holds; how many bytes it has."""
    if 3 not in column or (1 in column and column[1].value):
        raise Unsound("a column is encrypted, or in another file")
    said = value_in(column, 3, STRUCT)
    start, length = number_in(said, 9, I64), number_in(said, 7, I64)
    if 11 in said and 0 < number_in(said, 11, I64) < start:
        start = number_in(said, 11, I64)
    if start + length > end:
        raise Unsound("a column ends behind the file's end")
    file.seek(start)
    values = 0
    for page in pages_in(file.read(length)):
        kind = number_in(page, 1, I32)
        if kind not in HEADS:
            raise Unsound(f"a page is of type {kind}")
        head = value_in(page, HEADS[kind].field, STRUCT)
        encoding, count = number_in(head, HEADS[kind].encoding, I32), number_in(head, 1, I32)
        layout.encodings.add(ENCODINGS[encoding] if encoding < len(ENCODINGS) else f"{encoding}")
        layout.unpacked += number_in(page, 2, I32)
        layout.values += count
        layout.pages += 1
        values += count if kind != DICTIONARY else 0
        if layout.pages > PAGES:
            raise Unsound(f"it has more than {PAGES:,} pages")
    if values != number_in(said, 5, I64):
        raise Unsound(
            f"the pages of a column have {values:,} values, and its footer says otherwise"
        )
    return length


def pages_in(data: bytes) -> Iterator[Struct]:
    """The heads of the pages of a column."""
    at = 0
    while at < len(data):
        reader = Reader(data[at : at + HEAD], lists={})
        head = reader.struct()
        yield head
        at += reader.at + number_in(head, 3, I32)
    if at > len(data):
        raise Unsound("a page ends behind its column")


def value_in(struct: Struct, number: int, due: int) -> Any:
    """The value of a field that has to be there, of a type."""
    if number not in struct or struct[number].type != due:
        raise Unsound(f"the field {number} of a struct is missing or of another type")
    return struct[number].value


def number_in(struct: Struct, number: int, due: int) -> int:
    """The number in a field that has to be there; none of them is ever negative."""
    value = value_in(struct, number, due)
    if value < 0:
        raise Unsound(f"the field {number} of a struct is negative")
    return value


def list_in(struct: Struct, number: int) -> list[Struct]:
    return value_in(struct, number, LIST)


class Reader:
    """Reads values of the compact protocol from bytes, one behind the other."""

    def __init__(self, data: bytes, lists: dict[tuple[int, ...], int] = LISTS) -> None:
        self.data, self.at, self.lists = data, 0, lists

    def take(self, length: int) -> bytes:
        taken = self.data[self.at : self.at + length]
        if length < 0 or len(taken) != length:
            raise Unsound("it ends within a value")
        self.at += length
        return taken

    def varint(self) -> int:
        """A number without sign of at most 64 bits."""
        number = 0
        for place in range(VARINT):
            byte = self.take(1)[0]
            number |= (byte & 127) << 7 * place
            if byte < 128:
                break
        else:
            raise Unsound("a number is too long")
        if number >= 1 << 64:
            raise Unsound("a number is too large")
        return number

    def signed(self, bits: int) -> int:
        number = self.varint()
        if number >= 1 << bits:
            raise Unsound(f"a number has more than {bits} bits")
        return number >> 1 ^ -(number & 1)

    def value(self, type: int, way: tuple[int, ...]) -> Any:
        """A value of a type, in a field to which the fields around it are the way."""
        if type in BITS:
            return self.signed(BITS[type])
        if type == BINARY:
            return self.take(self.varint())
        if type == STRUCT:
            return self.struct(way)
        if type == LIST:
            return self.list(way)
        if type == DOUBLE:
            return self.take(8)
        if type == BYTE:
            return self.take(1)
        raise Unsound(f"a value is of type {type}")

    def list(self, way: tuple[int, ...]) -> Any:
        head = self.take(1)[0]
        size, type = head >> 4, head & 15
        if size == 15:
            size = self.varint()
        if way not in self.lists or (size and type != self.lists[way]):
            raise Unsound("a list is where none is due, or holds something else")
        if size > len(self.data) - self.at:  # each member has a byte at least
            raise Unsound("a list is longer than the file")
        return [self.value(type, way) for _ in range(size)]

    def struct(self, way: tuple[int, ...] = ()) -> Struct:
        if len(way) > DEEPEST:
            raise Unsound(f"it is nested deeper than {DEEPEST} structs")
        found: Struct = {}
        number = 0
        while head := self.take(1)[0]:
            step, type = head >> 4, head & 15
            number = number + step if step else self.signed(16)
            if number in found:
                raise Unsound(f"the field {number} of a struct is there twice")
            is_flag = type in (TRUE, FALSE)  # such a field has its value in its type
            value = type == TRUE if is_flag else self.value(type, (*way, number))
            found[number] = Value(type, value)
        return found
