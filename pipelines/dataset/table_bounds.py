"""What a table may hold, told before its rows are read: a few kilobytes can claim millions of rows
or unpack to gigabytes, since equal values cost a Parquet file next to nothing."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as compute
import pyarrow.parquet as parquet

from pipelines.dataset.parquet_layout import Unsound, read_layout

FEW = 8_192  # rows that any file may have
ROW_BYTES = 16  # a problem has two keys of 16 bytes, which no packing makes smaller
VIEW_ROW_BYTES = 1  # a row of a view, or of a table from elsewhere, has an index at least
# bytes that a value takes while it is read, be it empty: two levels, an index, an offset
VALUE = 16
UNPACKED_FILE, UNPACKED_ROW = 1 << 26, 1 << 17  # bytes that a table, and a row, unpacks to at most
ENCODINGS = {"PLAIN", "RLE", "RLE_DICTIONARY", "PLAIN_DICTIONARY", "BIT_PACKED"}
FOREIGN = ENCODINGS | {"DELTA_BINARY_PACKED", "BYTE_STREAM_SPLIT"}  # of numbers


def footer_fault(file: Path, config: str) -> str:
    """Why a table of a dataset is not read, told by its size and by what it says of itself; else
    empty. Raises OSError."""
    return layout_fault(file, ROW_BYTES if config == "problems" else VIEW_ROW_BYTES, ENCODINGS)


def foreign_fault(file: Path, columns: Sequence[str] | None = None) -> str:
    """Why a table from elsewhere, or these columns of it, are not read; else empty. Raises
    ArrowException or OSError."""
    return layout_fault(file, VIEW_ROW_BYTES, FOREIGN) or text_fault(file, columns)


def layout_fault(file: Path, least: int, encodings: set[str]) -> str:
    """Why a table is not read that has so many bytes a row at least, in one of these encodings;
    else empty. Raises OSError."""
    try:
        said = read_layout(file)
    except Unsound as error:
        return f"cannot be read: {error}"
    rows, size = said.rows, file.stat().st_size
    if rows > max(FEW, size // least):
        return f"names {rows:,} rows, which {size:,} bytes cannot hold"
    strange = said.encodings - encodings
    if strange:
        allowed = ", ".join(sorted(encodings))
        return f"is encoded as {', '.join(sorted(strange))}; what is read is {allowed}"
    most, unpacked = UNPACKED_FILE + UNPACKED_ROW * rows, said.unpacked + VALUE * said.values
    return f"unpacks to {unpacked:,} bytes; at most {most:,} are read" if unpacked > most else ""


def text_fault(file: Path, columns: Sequence[str] | None = None) -> str:
    """Why a table, or these columns of it, are not read, told by its texts: a value that stands
    there once may be in every row. Else empty. Its texts are read as numbers in a list of different
    ones, which is small whatever they unpack to."""
    metadata = parquet.read_metadata(file)
    schema = metadata.schema
    texts = [
        schema.column(number).path
        for number in range(len(schema))
        if schema.column(number).physical_type == "BYTE_ARRAY"
    ]
    most, found = UNPACKED_FILE + UNPACKED_ROW * metadata.num_rows, 0
    with parquet.ParquetFile(file, read_dictionary=texts) as source:
        for number in range(source.num_row_groups):
            for column in source.read_row_group(number, columns).columns:
                for chunk in column.chunks:
                    found += sum([length_of(part) for part in dictionaries(chunk)])
            if found > most:
                return f"has texts of {found:,} bytes; at most {most:,} are read"
    return ""


def dictionaries(values: pa.Array) -> Iterator[pa.DictionaryArray]:
    """The dictionaries within a column, however deep in lists and structs."""
    if isinstance(values, pa.DictionaryArray):
        yield values
    elif pa.types.is_list(values.type):
        yield from dictionaries(values.flatten())
    elif pa.types.is_struct(values.type):
        for part in values.flatten():
            yield from dictionaries(part)


def length_of(values: pa.DictionaryArray) -> int:
    """The bytes that texts take when each is written out."""
    lengths = compute.call_function("binary_length", [values.dictionary]).cast(pa.int64())
    return compute.call_function("sum", [lengths.take(values.indices)]).as_py() or 0
