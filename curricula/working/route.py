"""The lines of one solution, found by the numbers in them: what a step of a completion is compared
with."""

from collections.abc import Sequence
from typing import NamedTuple

from curricula.maths_text.spans import Span

NEAR = 8  # numbers in a line of which one may be missing

Key = tuple[str, ...]


class Route(NamedTuple):
    """The lines of one solution: how many, and for numbers that a line may have, which lines have
    them, or have just one number more."""

    length: int
    positions: dict[Key, list[int]]


def key_of(span: Span) -> Key:
    """What a span says, whatever the order: its numbers, rising."""
    return tuple(sorted(span.numbers))


def route_of(keys: Sequence[Key]) -> Route:
    """The route through lines with these numbers."""
    exact: dict[Key, list[int]] = {}
    near: dict[Key, list[int]] = {}
    for i, key in enumerate(keys):
        exact.setdefault(key, []).append(i)
        if 3 < len(key) <= NEAR:
            for shorter in {(*key[:j], *key[j + 1 :]) for j in range(len(key))}:
                near.setdefault(shorter, []).append(i)
    return Route(len(keys), {**near, **exact})
