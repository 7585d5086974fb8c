"""Texts of strangers as notebooks show them: every sign is escaped, and code is left to no one to
typeset."""

from collections.abc import Sequence
from html import escape

LONGEST = 2_000  # characters of one text
MOST = 200  # rows of one table
MARKS = {"right": ("✓", "#2e8b57"), "wrong": ("✗", "#d64545"), "unread": ("?", "#808080")}


def mark(verdict: str) -> str:
    """The sign of a verdict: right, wrong or unread."""
    sign, colour = MARKS[verdict]
    return f'<b style="color:{colour}" title="{verdict}">{sign}</b>'


def words(text: str) -> str:
    """A text as it is."""
    text = text if len(text) <= LONGEST else f"{text[:LONGEST]}..."
    return escape(text)


def code(text: str) -> str:
    """A text as it is, in letters of one width; a notebook typesets no maths in it."""
    return f'<code style="white-space:pre-wrap">{words(text)}</code>'


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Columns of cells that are HTML already; behind MOST rows stands how many more there are."""
    left = ' style="text-align:left"'

    def cells_of(row: Sequence[str]) -> list[str]:
        return [f"<td{left}>{cell}</td>" for cell in row]

    lines = [row_of([f"<th{left}>{words(name)}</th>" for name in head])]
    lines += [row_of(cells_of(row)) for row in rows[:MOST]]
    if len(rows) > MOST:
        lines.append(row_of([f'<td colspan="{len(head)}">{len(rows) - MOST:,} more</td>']))
    return f"<table>{''.join(lines)}</table>"


def row_of(cells: Sequence[str]) -> str:
    return f"<tr>{''.join(cells)}</tr>"
