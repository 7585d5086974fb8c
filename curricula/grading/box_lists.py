r"""Boxes that are joined into one list: `\boxed{1}, \boxed{2} and \boxed{3}`, or
`x = \boxed{1} \text{ and } y = \boxed{2}`.

Nothing but commas, `and`, `or`, wide blanks and the boxes' own names may stand between them; so a
box of a part, `\boxed{1} for part (a) and \boxed{2}`, is a box for itself.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

BOX = "\\boxed{"
BETWEEN = 60  # characters between two boxes that are joined
# what sets formulas off, and blanks, which say nothing
SETTING = re.compile(
    r"\\(?:text|mathrm|textrm|textbf)\s*\{([^{}]*)\}|\\\[|\\\]|\\[(),;:! ]|\*\*|[$.\s~]+"
)
WIDE = re.compile(r"\\q?quad(?![a-zA-Z])")
NAME = r"(?:(?P<name>[A-Za-z](?:_(?:\w|\{\w+\}))?)\s*=)?"
JOINED = re.compile(rf"\s*(?:[,;]|[,;]?\s*(?:and|or))\s*{NAME}\s*")
NAMED = re.compile(r"(?<![A-Za-z\\])(?P<name>[A-Za-z](?:_(?:\w|\{\w+\}))?)\s*=\s*\Z")

Closing = Callable[[str, int, int], int]


class Box(NamedTuple):
    """What stands in a box, and where the box starts and ends."""

    inner: str
    start: int
    end: int


def listed_in_boxes(text: str, answers: list[str], start: int, end: int, closing: Closing) -> str:
    """The list that the last boxes of a text are joined to, where it holds each of the `answers`
    once; '' for any other. `closing` finds the brace that closes a box."""
    boxes = last_boxes(text, len(answers), start, end, closing)
    if sorted([box.inner for box in boxes]) != sorted(answers):
        return ""
    first = NAMED.search(text, max(start, boxes[0].start - BETWEEN), boxes[0].start)
    members = [member(first, boxes[0])]
    for before, box in zip(boxes, boxes[1:], strict=False):
        between = text[before.end : box.start]
        said = JOINED.fullmatch(plainly(between)) if len(between) <= BETWEEN else None
        if said is None:
            return ""
        members.append(member(said, box))
    return ", ".join(members)


def plainly(between: str) -> str:
    """What stands between two boxes without what only sets formulas off; a wide blank is a comma
    where nothing else is."""
    said = SETTING.sub(lambda found: f" {found[1] or ''} ", between)
    without = WIDE.sub(" ", said)
    return without if without.strip() else WIDE.sub(",", said, count=1).replace("\\quad", "")


def member(named: re.Match[str] | None, box: Box) -> str:
    name = named["name"] if named is not None else None
    return f"{name} = {box.inner}" if name else box.inner


def last_boxes(text: str, count: int, start: int, end: int, closing: Closing) -> list[Box]:
    """The last boxes of a text, at most so many, in order."""
    boxes: list[Box] = []
    at = text.rfind(BOX, start, end)
    while at >= 0 and len(boxes) < count:
        brace = closing(text, at + len(BOX) - 1, end)
        boxes.append(Box(text[at + len(BOX) : brace], at, brace + 1))
        at = text.rfind(BOX, start, at)
    return boxes[::-1]
