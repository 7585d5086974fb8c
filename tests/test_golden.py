"""Twenty problems of each family as they were first drawn: a change of any of them is a change of
the draw version.

`python -m tests.test_golden` writes them anew (`python -m tests.test_golden FAMILY ...` those of
some families), on purpose only.
"""

import json
import sys
from pathlib import Path

import pytest

from generators.catalog import names
from generators.problem import DIFFICULTIES
from tests.drawn import every_family, setting

FOLDER = Path(__file__).parent / "golden"
ROWS = 20


def rows(name: str) -> list[dict[str, object]]:
    """What is kept of the first problems, four of each difficulty."""
    found = []
    for index in range(ROWS):
        problem = setting(name, DIFFICULTIES[index % len(DIFFICULTIES)]).problem(0, index)
        found.append(
            {
                "id": problem.id,
                "params": json.loads(problem.params_text),
                "statement": problem.statement,
                "answer": problem.answer,
                "key": problem.key.hex(),
                "split_key": problem.split_key.hex(),
            }
        )
    return found


@every_family
def test_problems_are_those_first_drawn(name):
    file = FOLDER / f"{name}.jsonl"
    if not file.exists():
        pytest.fail(
            f"no golden rows of {name}; write them with: python -m tests.test_golden {name}"
        )
    assert rows(name) == [json.loads(line) for line in file.read_text().splitlines()]


def test_there_are_no_rows_of_a_family_that_is_gone():
    assert {file.stem for file in FOLDER.glob("*.jsonl")} <= set(names())


def write(chosen: list[str]) -> None:
    FOLDER.mkdir(exist_ok=True)
    for name in chosen:
        text = "".join(json.dumps(row, separators=(",", ":")) + "\n" for row in rows(name))
        (FOLDER / f"{name}.jsonl").write_text(text)


if __name__ == "__main__":
    write(sys.argv[1:] or names())
