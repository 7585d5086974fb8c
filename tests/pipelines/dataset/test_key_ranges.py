"""Records by their keys: the same in memory and on the disk."""

import numpy as np
import pytest

from pipelines.dataset import key_ranges
from pipelines.dataset.key_ranges import KeyRanges

RECORD = np.dtype([("key", "<u8"), ("at", "<i4")])
EDGES = [0, 1, (1 << 56) - 1, 1 << 56, 1 << 63, (1 << 64) - 1]


def records(keys: np.ndarray) -> np.ndarray:
    made = np.empty(len(keys), RECORD)
    made["key"], made["at"] = keys, np.arange(len(keys))
    return made


@pytest.mark.parametrize("held", [0, 7, 100_000])
def test_records_are_found_and_come_in_the_order_of_their_keys(tmp_path, monkeypatch, held):
    monkeypatch.setattr(key_ranges, "HELD", held)
    random = np.random.default_rng(1)
    keys = random.integers(0, 1 << 64, 500, np.uint64, endpoint=False)
    keys = np.concatenate([keys, np.array(EDGES, np.uint64), keys[:50]])
    ranges, added = KeyRanges(tmp_path / "keys", RECORD), records(keys)
    for part in np.split(added, [3, 3, 40, 300]):
        ranges.add(part)
    assert len(ranges) == len(keys) and (tmp_path / "keys").exists() == (held < len(keys))
    others = random.integers(0, 1 << 64, 200, np.uint64, endpoint=False)
    asked = random.permutation(np.concatenate([keys, others]))
    assert ranges.holds(asked).tolist() == np.isin(asked, keys).tolist()
    found = np.concatenate(list(ranges.in_order()))
    assert found.tolist() == added[np.argsort(keys, kind="stable")].tolist()


def test_none_and_one_are_records_too(tmp_path):
    ranges = KeyRanges(tmp_path / "keys", RECORD)
    assert not ranges.holds(np.array(EDGES, np.uint64)).any()
    ranges.add(records(np.array([5], np.uint64)))
    assert ranges.holds(np.array([4, 5, 6], np.uint64)).tolist() == [False, True, False]
    assert [part.tolist() for part in ranges.in_order()] == [[(5, 0)]]
