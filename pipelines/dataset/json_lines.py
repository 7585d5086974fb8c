"""Reads a user's file of JSON lines, one object a line, and names the line that is none."""

import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from generators.errors import DatasetError

NO_TEXT = "not JSON: no text in UTF-8; save the file as such"


class Lines(NamedTuple):
    """Some lines of a file: the byte at which the first begins, its number, and how many there
    are."""

    offset: int = 0
    first: int = 1
    count: int | None = None


WHOLE = Lines()


def read_objects(path: Path, lines: Lines = WHOLE) -> Iterator[tuple[int, dict[str, Any]]]:
    """The number of each line that is not empty, from 1, and its object. Raises DatasetError for
    the first line that holds none."""
    with open(path, "rb") as file:
        file.seek(lines.offset)
        for number, written in enumerate(islice(file, lines.count), lines.first):
            if not written.strip():
                continue
            try:
                content = json.loads(written.decode("utf-8-sig"))
            except UnicodeDecodeError as error:
                raise DatasetError(f"{path}, line {number}: {NO_TEXT}") from error
            except (ValueError, RecursionError) as error:
                raise DatasetError(f"{path}, line {number}: not JSON: {str(error)[:80]}") from error
            if not isinstance(content, dict):
                raise DatasetError(f"{path}, line {number}: an object, {{...}}, is needed")
            yield number, content


def ranges(path: Path, lines: int, size: int) -> Iterator[Lines]:
    """The lines of a file in ranges of at most so many, each ended where it has so many bytes."""
    offset = end = 0
    first = number = 1
    with open(path, "rb") as file:
        for written in file:
            number, end = number + 1, end + len(written)
            if number - first == lines or end - offset >= size:
                yield Lines(offset, first, number - first)
                offset, first = end, number
    if number > first:
        yield Lines(offset, first, number - first)
