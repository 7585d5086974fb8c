"""Rows of the config `steps`: a solution line by line, each with its label, as trainers of process
reward models read them (TRL: prompt, completions, labels)."""

from collections.abc import Sequence
from typing import NamedTuple

from generators.layout import Piece

NO_STEP = -1
OPENING = "opening"  # the role of a line that shows no step


class LabelledLines(NamedTuple):
    """The lines of a completion, of each whether it is right, its role and which step it shows, and
    the first that is not right."""

    completions: list[str]
    labels: list[bool]
    roles: list[str]
    places: list[int]
    first_wrong: int | None


def labelled_lines(
    pieces: Sequence[Piece],
    labels: Sequence[bool],
    roles: Sequence[str],
    text: str,
    completion: str,
) -> LabelledLines:
    """The lines of a completion that shows a solution of these pieces; `text` is the solution as a
    whole, `labels` and `roles` are those of its steps. What a template puts before it belongs to
    the first line; what it puts behind it, such as the answer, is a line of its own."""
    before, found, behind = completion.partition(text)
    lines = [piece.text for piece in pieces]
    places = [NO_STEP if piece.place is None else piece.place for piece in pieces]
    right = [place == NO_STEP or labels[place] for place in places]
    if found and before.strip():
        lines[0] = before + lines[0]
    if found and behind.strip(" \n;"):
        lines.append(behind.strip(" \n;"))
        places.append(len(labels) - 1)
        right.append(labels[-1])
    told = [OPENING if place == NO_STEP else roles[place] for place in places]
    first_wrong = right.index(False) if False in right else None
    return LabelledLines(lines, right, told, places, first_wrong)
