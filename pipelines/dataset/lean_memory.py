"""What keeps the processes of this program small: two habits of Arrow's that take 40 MB each of
every process that makes tables (python -m benchmarks.scale)."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.abc import MetaPathFinder
from typing import Any

POOL = "ARROW_DEFAULT_MEMORY_POOL"  # Arrow's own ones keep what was freed, that of the system not


def be_lean() -> None:
    """Keep this process small, which is all ours and has made no table yet."""
    os.environ.setdefault(POOL, "system")
    leave_pandas()


@contextmanager
def lean_children() -> Iterator[None]:
    """Let the processes that are started in this block give back what Arrow frees."""
    before = os.environ.get(POOL)
    os.environ.setdefault(POOL, "system")
    try:
        yield
    finally:
        if before is None:
            os.environ.pop(POOL, None)


class NoPandas(MetaPathFinder):
    """Finds no pandas, whether it is installed or not."""

    def find_spec(self, fullname: str, path: Any, target: Any = None) -> None:
        if fullname == "pandas":
            raise ModuleNotFoundError("pandas is not looked for")


def leave_pandas() -> None:
    """Let Arrow look for pandas now, in vain; else it imports pandas with its first array. What
    needs pandas imports it later."""
    if "pandas" in sys.modules:
        return
    finder = NoPandas()
    sys.meta_path.insert(0, finder)
    try:
        import pyarrow

        pyarrow.array([])
    finally:
        sys.meta_path.remove(finder)
