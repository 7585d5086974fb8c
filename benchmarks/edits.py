"""What `verify` finds of single edits and of cheats that are consistent: rows of problems are
changed, views made from them again, hashes made anew.

    python -m benchmarks.edits [COUNT] [FIRST] [docs/datasets.md]

COUNT edits, 200 without, over all columns of `problems` in turn, on a dataset some of whose
solutions go wrong, give up attempts and check themselves; an edit that the row drawn for it has no
place for is tried on another row. Then each cheat, and how long 150 rows take.
"""

import json
import shutil
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

from benchmarks.into_docs import print_into
from benchmarks.timing import table
from curricula.request import plain_curriculum
from generators.stream import Stream
from pipelines.dataset.build import build
from pipelines.dataset.template import TEMPLATES
from pipelines.dataset.verify import verify
from pipelines.dataset.vouching import COLUMNS
from tests.pipelines.dataset.tampering import Tampered, edit_leaf
from tests.pipelines.dataset.test_redraw import CHEATS, FAMILIES

COUNT = 200
ROWS = 150
TRIES = 200  # rows that are looked at for a place to edit


def edited_column(data: Tampered, path: str, stream: Stream) -> bool:
    """Edit a column in some row that has a place for it; whether there is one."""
    for _ in range(TRIES):
        row = stream.choice(data.rows)
        before = json.dumps(row)
        try:
            edit_leaf(row, path, stream)
        except LookupError:
            continue
        if json.dumps(row) != before:
            return True
    return False


def made(folder: Path, size: int, **asked: Any) -> Path:
    curriculum = plain_curriculum(size=size, **asked)
    build(curriculum, TEMPLATES["boxed"], folder, "curricula generate")
    return folder


def after_edits(home: Path, numbers: range) -> tuple[list[str], str]:
    """The row of the table on single edits, and which were missed or not made."""
    turned = {"corrupt": 0.3, "backtracks": "0-1", "check": True}
    built = made(home / "turned", 36, family=FAMILIES, difficulty="2", **turned)
    copy, columns = home / "edited", COLUMNS["problems"]
    tried, missed, not_made = Counter[str](), [], set[str]()
    for number in numbers:
        shutil.copytree(built, copy, dirs_exist_ok=True)
        data, path = Tampered(copy), columns[number % len(columns)]
        if not edited_column(data, path, Stream("edits", number)):
            not_made.add(path)
            continue
        data.seal()
        tried[path] += 1
        missed += [] if verify(copy).bad else [path]
    shutil.copytree(built, copy, dirs_exist_ok=True)
    Tampered(copy).seal()
    assert verify(copy).bad == [], "something is found of what was not edited"
    found = tried.total() - len(missed)
    row = ["single edits", f"{tried.total()}", f"{len(tried)} of {len(columns)}", f"{found}"]
    return row, f"Missed: {missed}. Not made: {sorted(not_made)}." if missed or not_made else ""


def after_cheats(home: Path) -> list[list[str]]:
    """The rows of the table on cheats."""
    built, rows = made(home / "plain", 36, family=FAMILIES, difficulty="2"), []
    for name, cheat in CHEATS.items():
        copy = Path(shutil.copytree(built, home / "cheat", dirs_exist_ok=True))
        data = Tampered(copy)
        cheat(data)
        data.seal()
        rows.append([name, "1", "", f"{int(bool(verify(copy).bad))}"])
    return rows


def time_taken(home: Path) -> str:
    """How long a sound dataset of ROWS problems takes."""
    built = made(home / "sound", ROWS)
    start, cpu = time.perf_counter(), time.process_time()
    assert verify(built).bad == []
    seconds, cpu = time.perf_counter() - start, time.process_time() - cpu
    return f"{ROWS} problems of all families are verified in {seconds:.1f} s, {cpu:.1f} of CPU."


def main() -> None:
    words = [int(word) for word in sys.argv[1:] if word.isdecimal()]
    count, first = [*words, *(COUNT, 0)[len(words) :]][:2]
    page = next((word for word in sys.argv[1:] if word.endswith(".md")), None)
    with tempfile.TemporaryDirectory() as place:
        home = Path(place)
        row, left = after_edits(home, range(first, first + count))
        rows = [row, *after_cheats(home)]
        told = [table(["what was changed", "times", "columns", "found"], rows), time_taken(home)]
    print_into("\n\n".join([*told, left] if left else told), "edits", page)


if __name__ == "__main__":
    main()
