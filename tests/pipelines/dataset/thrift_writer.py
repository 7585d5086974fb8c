"""Writes what parquet_layout.py reads, so that a test can say anything in a file's footer."""

from collections.abc import Callable
from pathlib import Path

from pipelines.dataset.parquet_layout import (
    BINARY,
    BITS,
    END,
    FALSE,
    LIST,
    LISTS,
    MAGIC,
    STRUCT,
    TRUE,
    Struct,
    Value,
    read_footer,
)


def varint(number: int) -> bytes:
    parts = []
    while number > 127:
        parts.append(number & 127 | 128)
        number >>= 7
    return bytes([*parts, number])


def signed(number: int) -> bytes:
    return varint(number << 1 if number >= 0 else (-number << 1) - 1)


def written(type: int, value: object, way: tuple[int, ...]) -> bytes:
    """A value of a type, in a field to which the fields around it are the way."""
    if type in BITS:
        return signed(value)
    if type == BINARY:
        return varint(len(value)) + value
    if type == STRUCT:
        return struct(value, way)
    if type == LIST:
        members = [written(LISTS[way], member, way) for member in value]
        return bytes([0xF0 | LISTS[way]]) + varint(len(members)) + b"".join(members)
    return value


def struct(fields: Struct, way: tuple[int, ...] = ()) -> bytes:
    parts = []
    for number, (type, value) in sorted(fields.items()):
        body = b"" if type in (TRUE, FALSE) else written(type, value, (*way, number))
        parts.append(bytes([type]) + signed(number) + body)
    return b"".join(parts) + b"\0"


def change_footer(file: Path, change: Callable[[Struct], None]) -> None:
    """Change what the footer of a file says."""
    with open(file, "rb") as opened:
        footer, start = read_footer(opened)
    change(footer)
    said = struct(footer)
    data = file.read_bytes()[:start] + said
    file.write_bytes(data + len(said).to_bytes(END - len(MAGIC), "little") + MAGIC)


def column(footer: Struct, number: int) -> Struct:
    """What the footer says of a column of the first group of rows."""
    return footer[4].value[0][1].value[number][3].value


def change_number(struct: Struct, field: int, number: int) -> None:
    struct[field] = Value(struct[field].type, number)
