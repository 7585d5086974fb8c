"""The random stream: golden vectors, evenness, independence of addresses and of the order in which
they are used."""

from collections import Counter
from hashlib import blake2b
from itertools import permutations
from struct import unpack

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generators.stream import Stream
from tests.drawn import law

GOLDEN = {
    ("golden",): ([53, 77, 69, 36, 81, 46, 63, 38, 2, 75], [2, 3, 1, 5, 0, 4]),
    (1, 0, "number_theory.gcd", 3, "{}", 7): (
        [29, 6, 52, 7, 6, 80, 19, 9, 2, 94],
        [1, 5, 3, 0, 2, 4],
    ),
    (): ([57, 4, 48, 30, 42, 69, 31, 1, 49, 47], [2, 0, 1, 4, 3, 5]),
    (-1, ""): ([20, 17, 18, 2, 71, 26, 64, 88, 90, 48], [1, 5, 2, 3, 0, 4]),
}


def chi_squared(counts: list[int]) -> float:
    expected = sum(counts) / len(counts)
    return sum((count - expected) ** 2 / expected for count in counts)


@pytest.mark.parametrize("address", GOLDEN)
def test_golden_vectors(address):
    stream = Stream(*address)
    numbers, order = GOLDEN[address]
    assert [stream.below(100) for _ in range(10)] == numbers
    assert stream.shuffle(range(6)) == order


def test_golden_vector_of_large_numbers():
    stream = Stream("large")
    assert [stream.below(10**30) for _ in range(2)] == [
        444090919088927688683214749732,
        930026328194592099167322148813,
    ]
    assert stream.between(-(2**80), 2**80) == -306805431805102337609716


def test_the_numbers_are_those_of_the_definition():
    """BLAKE2b of a counter under the address's hash, each word scaled to the range."""
    key = blake2b(b"s6:golden", digest_size=32).digest()
    words = unpack("<16I", blake2b((0).to_bytes(8, "little"), key=key).digest())
    stream = Stream("golden")
    assert [stream.below(100) for _ in range(16)] == [word * 100 >> 32 for word in words]


@pytest.mark.parametrize("n", [2, 3, 7, 11, 100])
def test_numbers_are_even(n):
    stream = Stream("even", n)
    counts = Counter(stream.below(n) for _ in range(20_000))
    assert set(counts) == set(range(n))
    assert chi_squared([counts[i] for i in range(n)]) < 2 * n + 30


def test_the_first_number_is_even_over_neighbouring_indices():
    counts = Counter(Stream("seed", 3, index).below(11) for index in range(20_000))
    assert chi_squared([counts[i] for i in range(11)]) < 40


def test_neighbouring_indices_are_unrelated():
    pairs = Counter((Stream(0, i).below(4), Stream(0, i + 1).below(4)) for i in range(10_000))
    assert len(pairs) == 16
    assert chi_squared(list(pairs.values())) < 45


def test_every_order_is_equally_likely():
    stream = Stream("orders")
    counts = Counter(tuple(stream.shuffle("abcd")) for _ in range(12_000))
    assert set(counts) == set(permutations("abcd"))
    assert chi_squared(list(counts.values())) < 60


@law(200)
@given(n=st.integers(1, 2**70), seed=st.integers())
def test_numbers_stay_below_the_bound(n, seed):
    stream = Stream(seed)
    assert all(0 <= stream.below(n) < n for _ in range(20))
    assert Stream(seed).below(n) == Stream(seed).below(n)


@law(200)
@given(low=st.integers(-(2**65), 2**65), width=st.integers(0, 2**66))
def test_between_includes_both_ends(low, width):
    assert low <= Stream(low).between(low, low + width) <= low + width
    assert Stream("ends").between(low, low) == low


@law(200)
@given(
    first=st.lists(st.one_of(st.integers(), st.text())),
    second=st.lists(st.one_of(st.integers(), st.text())),
)
def test_different_addresses_give_different_streams(first, second):
    one, two = Stream(*first), Stream(*second)
    assert ([one.below(2**32) for _ in range(4)] == [two.below(2**32) for _ in range(4)]) == (
        first == second
    )


def test_parts_of_an_address_do_not_run_together():
    addresses = [
        ("ab", "c"),
        ("a", "bc"),
        ("abc",),
        (1,),
        ("1",),
        (1, 1),
        (11,),
        ("s1:a",),
        ("a,s1:b",),
        ("a", "b"),
        (True,),
    ]
    assert len({Stream(*address).below(2**64) for address in addresses}) == len(addresses)


def test_streams_do_not_disturb_each_other():
    together = [Stream("x", i) for i in range(5)]
    mixed = [[stream.below(1000) for stream in together] for _ in range(50)]
    alone = [
        [stream.below(1000) for _ in range(50)] for stream in (Stream("x", i) for i in range(5))
    ]
    assert [list(column) for column in zip(*mixed, strict=True)] == alone


def test_a_fork_depends_on_the_address_alone():
    used, unused = Stream("a"), Stream("a")
    used.below(10)
    assert (
        used.fork("b").below(2**60)
        == unused.fork("b").below(2**60)
        == Stream("a", "b").below(2**60)
    )


@pytest.mark.parametrize(
    "call",
    [
        lambda s: s.below(0),
        lambda s: s.below(-3),
        lambda s: s.between(3, 2),
        lambda s: s.choice([]),
    ],
)
def test_an_impossible_draw_is_refused(call):
    with pytest.raises(ValueError):
        call(Stream("a"))


def test_an_address_of_other_things_is_refused():
    with pytest.raises(TypeError):
        Stream(1.5)  # type: ignore[arg-type]
