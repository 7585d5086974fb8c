"""Reads a user's file of JSON lines, one object a line, and names the line that is none."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from generators.errors import DatasetError


def read_objects(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """The number of each line that is not empty, from 1, and its object. Raises DatasetError for
    the first line that holds none."""
    with open(path, "rb") as file:
        for number, written in enumerate(file, 1):
            if not written.strip():
                continue
            try:
                content = json.loads(written)
            except (ValueError, RecursionError) as error:
                raise DatasetError(f"{path}, line {number}: not JSON: {str(error)[:80]}") from error
            if not isinstance(content, dict):
                raise DatasetError(f"{path}, line {number}: an object, {{...}}, is needed")
            yield number, content
