"""What is remembered is bounded."""

from generators.claims.remembered import Remembered, Together


def test_a_value_is_made_once_until_there_are_too_many():
    made: list[int] = []

    def make(key: int) -> int:
        made.append(key)
        return key * key

    squares = Remembered(make, limit=2)
    assert [squares[3], squares[3], squares[4], squares[5], squares[3]] == [9, 9, 16, 25, 9]
    assert made == [3, 4, 5, 3]


def test_dictionaries_share_one_limit():
    one, two = dict[str, int](), dict[str, int]()
    together = Together(3)
    together.put(one, "a", 1)
    together.put(two, "a", 2)
    together.put(two, "b", 3)
    assert (one, two) == ({"a": 1}, {"a": 2, "b": 3})
    together.put(one, "c", 4)
    assert (one, two) == ({"c": 4}, {}) and together.count == 1
    together.put(two, "d", 5)
    together.put(two, "e", 6)
    together.put(two, "f", 7)
    assert (one, two) == ({}, {"f": 7})
