"""Stages and splits: their shares, and the stage and split of twenty keys as they were first given,
for a key must never move to another."""

from collections import Counter
from itertools import chain

import pytest

from curricula.split import OWNED, RL_STAGES, SPLITS, STAGES, split_of, stage_of
from generators.stream import Stream

WITHOUT_BASE = {"sft": 0.45, "rl": 0.45, "eval": 0.1}
HALVES = {"eval": 0.5, "sft": 0.5}
# a key, and its stage and split under each of these shares; the first twelve stand at edges
GOLDEN = [
    ("00000000000000000000000000000000", "sft validation", "base train", "sft validation"),
    ("ffffffffffffffffffffffffffffffff", "eval test", "eval test", "eval test"),
    ("80000000000000000000000000000000", "rl validation", "rl validation", "eval test"),
    ("7fffffffffffffff0ccccccccccccccd", "rl train", "rl train", "eval test"),
    ("7ffffffffffff8000ccccccccccccc00", "rl validation", "sft validation", "sft validation"),
    ("8000000000000000ffffffffffffffff", "rl train", "rl train", "eval test"),
    ("199999999999999a0000000000000000", "sft validation", "sft validation", "sft validation"),
    ("1999999999999000ffffffffffffffff", "sft train", "base train", "sft train"),
    ("73333333333330008000000000000000", "sft train", "sft train", "sft train"),
    ("73333333333334000000000000000000", "rl validation", "sft validation", "sft validation"),
    ("e6666666666660000000000000000000", "rl validation", "rl validation", "eval test"),
    ("e6666666666667000000000000000000", "eval test", "eval test", "eval test"),
    ("4e9717c28702b708d061bcfb1b70cd94", "sft train", "sft train", "sft train"),
    ("59e9054d8eb21a82cda821465b01c01d", "sft train", "sft train", "sft train"),
    ("8bd9d5e10c0e6dd3af568f93565151c7", "rl train", "rl train", "eval test"),
    ("522f733400f31865fa2fcf930a871bb6", "sft train", "sft train", "sft train"),
    ("e16fa7842227503307a6895deffa15f2", "rl validation", "rl validation", "eval test"),
    ("c2407407987a9422de3c7a314d2399db", "rl train", "rl train", "eval test"),
    ("20d3819931d5dd9203b0ff02a4da58b3", "sft validation", "sft validation", "sft validation"),
    ("3c411475e117e8700fcdc1b950399bb1", "sft train", "sft train", "sft train"),
]


@pytest.mark.parametrize(("key", "without_base", "with_base", "halves"), GOLDEN)
def test_a_key_keeps_its_stage_and_split(key, without_base, with_base, halves):
    for shares, expected in (
        (WITHOUT_BASE, without_base),
        (OWNED, with_base),
        (HALVES, halves),
    ):
        stage = stage_of(bytes.fromhex(key), shares)
        assert f"{stage} {split_of(bytes.fromhex(key), stage)}" == expected


def test_every_stage_and_split_is_among_the_golden_keys():
    shown = set(chain.from_iterable([owners for _, *owners in GOLDEN]))
    stages = [stage for stage in SPLITS if stage not in RL_STAGES[1:]]  # they share what rl owns
    every = [[f"{stage} {split}" for split in SPLITS[stage]] for stage in stages]
    assert shown == set(chain.from_iterable(every))


def test_stage_and_split_follow_their_shares():
    shares = {"sft": 0.45, "rl": 0.45, "eval": 0.1}
    stream = Stream("keys")
    keys = [stream.below(1 << 128).to_bytes(16, "big") for _ in range(20_000)]
    stages = Counter(stage_of(key, shares) for key in keys)
    for stage, share in shares.items():
        assert abs(stages[stage] / len(keys) - share) < 0.02
    held_out = [split_of(key, "sft") for key in keys].count("validation")
    assert abs(held_out / len(keys) - 0.05) < 0.01
    assert {
        stage_of(key, {"eval": 0.1, "rl": 0.45, "sft": 0.45}) == stage_of(key, shares)
        for key in keys
    } == {True}
    assert set(STAGES) >= set(shares)
