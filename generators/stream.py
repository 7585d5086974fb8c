"""The keyed random stream every draw comes from: the same address gives the same numbers on any
machine, in any order.

The address (a tuple of texts and whole numbers, such as seed, family, difficulty, index) is hashed
into a key; the stream is BLAKE2b of a counter under that key (RFC 7693). Two addresses that differ
anywhere give unrelated streams, which a seed made by adding an index to another seed does not.
There is no global state and no other source of randomness in the project.
"""

from collections.abc import Sequence
from hashlib import blake2b
from struct import Struct
from typing import TypeVar

T = TypeVar("T")
WORDS = Struct("<16I")
WORD = 1 << 32
LOW = WORD - 1


class Stream:
    """Whole numbers drawn evenly, in a fixed order, from the address."""

    __slots__ = ("_counter", "_key", "_words", "address")

    def __init__(self, *address: str | int) -> None:
        for part in address:
            if not isinstance(part, (str, int)):
                raise TypeError(f"an address is made of texts and whole numbers, not {part!r}")
        self.address = address
        # each part with its type and length, so that ("ab", "c") and ("a", "bc"), 1 and "1" differ
        parts = [
            f"{'s' if isinstance(part, str) else 'i'}{len(str(part))}:{part}" for part in address
        ]
        self._key = blake2b(",".join(parts).encode(), digest_size=32).digest()
        self._counter = 0
        self._words: list[int] = []

    def fork(self, *name: str | int) -> "Stream":
        """An independent stream under this address."""
        return Stream(*self.address, *name)

    def _word(self) -> int:
        if not self._words:
            block = blake2b(self._counter.to_bytes(8, "little"), key=self._key).digest()
            self._words = list(WORDS.unpack(block))[::-1]
            self._counter += 1
        return self._words.pop()

    def below(self, n: int) -> int:
        """A whole number from 0 to n - 1, each equally likely (Lemire 2019, with rejection). Raises
        ValueError for n < 1."""
        if n < 1:
            raise ValueError(f"there is no whole number from 0 to {n - 1}")
        if n > WORD:
            return self._below_large(n)
        product = (self._words.pop() if self._words else self._word()) * n
        if product & LOW < n:
            while product & LOW < (WORD - n) % n:
                product = self._word() * n
        return product >> 32

    def _below_large(self, n: int) -> int:
        bits = (n - 1).bit_length()
        while True:
            number = 0
            for _ in range(-(-bits // 32)):
                number = number * WORD + self._word()
            number >>= -bits % 32
            if number < n:
                return number

    def between(self, low: int, high: int) -> int:
        """A whole number from low to high, both included."""
        if high < low:
            raise ValueError(f"there is no whole number from {low} to {high}")
        return low + self.below(high - low + 1)

    def choice(self, options: Sequence[T]) -> T:
        """One of the options, each equally likely."""
        if not options:
            raise ValueError("there is nothing to choose from")
        return options[self.below(len(options))]

    def shuffle(self, items: Sequence[T]) -> list[T]:
        """The items in an order drawn evenly from all orders (Fisher-Yates), as a new list."""
        shuffled = list(items)
        for i in range(len(shuffled) - 1, 0, -1):
            j = self.below(i + 1)
            shuffled[i], shuffled[j] = shuffled[j], shuffled[i]
        return shuffled
