"""What is remembered, up to a limit: a dictionary that makes what it lacks, faster to ask than a
cached function; and dictionaries that share one limit."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar

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


class Together:
    """Bounds what many dictionaries hold together: when there are `limit` entries all are
    forgotten."""

    def __init__(self, limit: int) -> None:
        self.limit, self.count = limit, 0
        self.holders: list[dict[Any, Any]] = []  # those that hold any

    def clear(self) -> None:
        for each in self.holders:
            each.clear()
        self.holders.clear()
        self.count = 0

    def put(self, holder: dict[Any, Any], key: Any, value: Any) -> None:
        if self.count >= self.limit:
            self.clear()
        if not holder:
            self.holders.append(holder)
        holder[key] = value
        self.count += 1
