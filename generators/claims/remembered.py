"""A dictionary that makes what it lacks and remembers it, up to a limit: faster to ask than a
cached function."""

from collections.abc import Callable
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Remembered(dict[K, V], Generic[K, V]):
    """`remembered[key]` is `make(key)`, made once. When `limit` keys are held all are forgotten,
    which bounds memory."""

    __slots__ = ("limit", "make")

    def __init__(self, make: Callable[[K], V], limit: int = 8_192) -> None:
        super().__init__()
        self.make, self.limit = make, limit

    def __missing__(self, key: K) -> V:
        value = self.make(key)
        if len(self) >= self.limit:
            self.clear()
        self[key] = value
        return value
