"""The docstrings of families, which are part of a dataset's card: also where Python was told to
leave docstrings out (-OO)."""

import ast
import sys
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

WITHOUT = 2  # Python's level of optimisation that leaves docstrings out
Function = ast.FunctionDef | ast.AsyncFunctionDef


def docstring_of(function: Callable[..., Any]) -> str:
    """A function's docstring in one line; empty where it has none."""
    text = function.__doc__
    code = getattr(function, "__code__", None)
    if text is None and code is not None and sys.flags.optimize >= WITHOUT:
        text = docstrings_in(code.co_filename).get((code.co_name, code.co_firstlineno))
    return " ".join((text or "").split())


def module_docstring(name: str) -> str:
    """The docstring of a module that is loaded, as it is written; empty where it has none."""
    module = sys.modules[name]
    text = module.__doc__
    if text is None and sys.flags.optimize >= WITHOUT:
        text = docstrings_in(module.__file__ or "").get(("", 0))
    return text or ""


@lru_cache(maxsize=256)
def docstrings_in(file: str) -> dict[tuple[str, int], str]:
    """The docstrings in a file: of each function by name and first line, and the file's own."""
    try:
        tree = ast.parse(Path(file).read_bytes())
    except (OSError, SyntaxError, ValueError):
        return {}
    found = {("", 0): ast.get_docstring(tree) or ""}
    for node in ast.walk(tree):
        if isinstance(node, Function):
            first = min([node.lineno, *[each.lineno for each in node.decorator_list]])
            found[node.name, first] = ast.get_docstring(node, clean=False) or ""
    return found
