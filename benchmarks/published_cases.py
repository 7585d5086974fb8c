"""How the published cases of another grader are decided; its tests are read, and nothing of them is
run.

    python -m benchmarks.published_cases TESTS

TESTS is a folder of Python tests whose parameters are tuples of gold, completion and verdict, 1 or
0, as math-verify's are. Told are the numbers, and each case that is decided otherwise.
"""

import ast
import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from curricula.grading.grade import grade

SHOWN = 160  # characters of a text
OPTIONS = {"unmarked": True, "boxes": "members"}


class Case(NamedTuple):
    """A case of another grader: where it stands, its texts, and whether it is to be paid."""

    place: str
    gold: str
    completion: str
    wanted: bool


def cases(path: Path) -> Iterator[Case]:
    """The cases of a file: tuples of two texts and other values, the first number being 1 or 0."""
    for node in ast.walk(ast.parse(path.read_text())):
        if not isinstance(node, ast.Tuple):
            continue
        values = list(map(literal, node.elts))
        texts = [value for value in values[:2] if isinstance(value, str)]
        verdicts = [value for value in values[2:] if type(value) is int]
        if len(texts) == 2 and verdicts[:1] in ([0], [1]):
            place = f"{path.name}:{node.lineno}"
            yield Case(place, texts[0], texts[1], bool(verdicts[0]))


def literal(node: ast.expr) -> Any:
    """The value of a constant; None for what would have to be worked out."""
    if isinstance(node, ast.JoinedStr):  # f"..." with nothing put in
        parts = list(map(literal, node.values))
        return "".join(parts) if all([isinstance(part, str) for part in parts]) else None
    return node.value if isinstance(node, ast.Constant) else None


def main() -> None:
    found = list(chain.from_iterable(map(cases, sorted(Path(sys.argv[1]).rglob("*.py")))))
    strict = [bool(grade(case.completion, case.gold)) for case in found]
    optional = [bool(grade(case.completion, case.gold, **OPTIONS)) for case in found]
    for case, paid, also in zip(found, strict, optional, strict=True):
        if paid != case.wanted:
            decided = "paid" if paid else "not paid"
            with_options = ", paid with options" if also and not paid else ""
            print(f"{case.place}: {decided}{with_options}")
            print(f"    {case.gold[-SHOWN:]!r}\n    {case.completion[-SHOWN:]!r}")
    for wanted, called in ((True, "positives"), (False, "negatives")):
        places = [place for place, case in enumerate(found) if case.wanted is wanted]
        by_default = sum([strict[place] for place in places])
        by_any = sum([strict[place] or optional[place] for place in places])
        print(f"{len(places)} {called}: {by_default} paid, {by_any} with options")


if __name__ == "__main__":
    main()
