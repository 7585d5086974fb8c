"""Finds the targets of an export by file name: targets/lm_eval.py is `lm-eval`; there is no list to
edit."""

import ast
from pathlib import Path

HOME = Path(__file__).parent


def names() -> list[str]:
    """Every target, as `--to` takes it."""
    return sorted(path.stem.replace("_", "-") for path in HOME.glob("[a-z]*.py"))


def module_name(target: str) -> str:
    return target.replace("-", "_")


def about(target: str) -> str:
    """What a target's file says of itself, as one line, read without importing it."""
    source = (HOME / f"{module_name(target)}.py").read_text(encoding="utf-8")
    paragraph = (ast.get_docstring(ast.parse(source)) or "").partition("\n\n")[0]
    return " ".join(paragraph.split())
