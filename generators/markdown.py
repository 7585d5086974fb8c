r"""Texts as Markdown, as notebooks show them: signs that mean something there are escaped, maths
stands between dollars, which Jupyter, VS Code and Colab alike typeset."""

import re
from collections.abc import Sequence

SPECIAL = re.compile(r"([\\`*_\[\]<>$|~#&])")
FORMULA = re.compile(r"\s*\\\[(.+?)\\\]\s*|\\\((.+?)\\\)", re.DOTALL)
ANGLES = {"<": r"\lt ", ">": r"\gt "}


def escaped(text: str) -> str:
    """Plain text that Markdown shows as it is."""
    return SPECIAL.sub(r"\\\1", text)


def typeset(text: str) -> str:
    r"""A text in LaTeX style, whose formulas stand in \( \) and \[ \], as Markdown."""
    parts, end = [], 0
    for found in FORMULA.finditer(text):
        parts.append(escaped(text[end : found.start()]))
        parts.append(f"\n\n{apart(found[1])}\n\n" if found[1] else maths(found[2]))
        end = found.end()
    return "".join([*parts, escaped(text[end:])]).strip()


def maths(latex: str) -> str:
    """A formula inside a sentence."""
    return f"${plain_signs(latex)}$"


def apart(latex: str) -> str:
    """A formula set apart."""
    return f"$${plain_signs(latex)}$$"


def plain_signs(latex: str) -> str:
    """A formula in one line, without signs that begin or end an element of HTML."""
    line = " ".join(latex.split())
    return "".join([ANGLES.get(sign, sign) for sign in line])


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Columns of plain text."""
    shown = [list(map(cell_of, line)) for line in (head, *rows)]
    shown.insert(1, ["---"] * len(head))
    return "\n".join([f"| {' | '.join(line)} |" for line in shown])


def cell_of(text: str) -> str:
    return text if text == "---" else escaped(" ".join(text.split()))
