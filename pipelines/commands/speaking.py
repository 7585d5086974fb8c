"""What the program says on stderr: one line each, without a sign that a terminal obeys."""

import sys

from curricula.names import shown

LONGEST = 2_000  # signs of a line


def tell(text: str) -> None:
    """Say this in one line, whatever names and texts of others are in it."""
    print(shown(text, LONGEST), file=sys.stderr)


def note(text: str) -> None:
    """Say this as the program's own word."""
    tell(f"curricula: {text}")
