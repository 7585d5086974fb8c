"""The gallery: a page a family in docs/gallery, with one problem of each difficulty, solved by
every strategy that applies, in plain sentences and in LaTeX.

python -m benchmarks.gallery [FAMILY ...]

Whoever changes a family's problems or texts runs it again; tests/test_gallery.py says where it was
forgotten.
"""

import argparse
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from generators import catalog
from generators.problem import DIFFICULTIES, Problem, Setting
from generators.render import Rendering, render, statement

FOLDER = Path(__file__).parent.parent / "docs" / "gallery"
INDEX = "index.md"
SEED, INDEX_OF_PROBLEM = 0, 0
STYLES = ("plain", "latex")
MARKS = re.compile(r"([\\`*_{}\[\]<>#|])")


def page_name(family: str) -> str:
    return f"{family}.md"


def page(name: str) -> str:
    """The page of one family."""
    family = catalog.family(name)
    lines = [f"# {name}", "", prose(about(name)), ""]
    lines += ["Made by `python -m benchmarks.gallery`; problems are drawn, nothing is chosen.", ""]
    for difficulty in DIFFICULTIES:
        problem = Setting(family, difficulty).problem(SEED, INDEX_OF_PROBLEM)
        lines += [f"## Difficulty {difficulty}", "", *shown_problem(problem)]
    return "\n".join(lines).rstrip() + "\n"


def about(name: str) -> str:
    """The first sentences of a family's file."""
    module = sys.modules[catalog.family(name).reference.run.__module__]
    return " ".join((module.__doc__ or "").strip().split("\n\n")[0].split())


def shown_problem(problem: Problem[Any]) -> Iterator[str]:
    """A problem, posed in both styles, with its answer and all its solutions."""
    for text in dict.fromkeys([statement(problem, style) for style in STYLES]):
        yield from fenced(text)
    yield from (f"Answer: `{problem.answer}`", "")
    for name in problem.strategies():
        strategy = problem.family.strategies[name]
        approach = strategy.approach.replace("_", " ")
        yield from (f"### {name.replace('_', ' ')} ({approach})", "", prose(strategy.source), "")
        solution = problem.solve(name)
        for style in STYLES:
            yield from fenced(render(problem, solution, Rendering(style), boxed=style == "latex"))


def fenced(text: str) -> tuple[str, ...]:
    return ("```text", text, "```", "")


def prose(text: str) -> str:
    """A text of a family as Markdown that shows it as it is."""
    return MARKS.sub(r"\\\1", text)


def index(names: list[str]) -> str:
    """The page that lists the others."""
    lines = ["# Gallery", ""]
    lines += [
        "One problem of each difficulty, solved by every strategy that applies, in both styles."
    ]
    lines += ["", "| family | |", "|---|---|"]
    lines += [f"| [{name}]({page_name(name)}) | {prose(about(name))} |" for name in names]
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("families", nargs="*")
    names = catalog.names()
    asked = parser.parse_args().families or names
    FOLDER.mkdir(exist_ok=True)
    for name in asked:
        (FOLDER / page_name(name)).write_text(page(name), encoding="utf-8")
    (FOLDER / INDEX).write_text(index(names), encoding="utf-8")
    for path in FOLDER.glob("*.md"):
        if path.name not in {INDEX, *map(page_name, names)}:
            path.unlink()
    print(f"{len(asked)} pages in {FOLDER}")


if __name__ == "__main__":
    main()
