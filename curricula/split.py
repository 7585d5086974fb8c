"""To which stage and split a problem belongs: a pure function of its structural key, so that
nothing can leak.

Two problems that are the same mathematics share their split key, and with it their stage and split,
whatever dataset, arm or machine they are drawn in.
"""

from collections.abc import Mapping

# which part of all keys each stage owns, in every dataset and study of one draw version: whatever
# stages a dataset has and however large they are, its eval meets no other dataset's sft or rl
OWNED: Mapping[str, float] = {"base": 0.1, "sft": 0.4, "rl": 0.4, "eval": 0.1}
VALIDATION = 0.05  # of the train stages' keys
TOP = float(1 << 64)

SPLITS: Mapping[str, tuple[str, ...]] = {
    "base": ("train",),
    "sft": ("train", "validation"),
    "rl": ("train", "validation"),
    "eval": ("test",),
}
STAGES = tuple(SPLITS)


def stage_of(key: bytes, shares: Mapping[str, float]) -> str:
    """The stage whose share of the keys this one falls into: [0, 1) is cut into shares in the order
    base, sft, rl, eval."""
    at, end, owner = int.from_bytes(key[:8], "big") / TOP, 0.0, ""
    for stage in STAGES:
        if shares.get(stage):
            end, owner = end + shares[stage], stage
            if at < end:
                break
    return owner


def split_of(key: bytes, stage: str) -> str:
    """The split of that stage: of sft and rl, 5 % of the keys are validation."""
    splits = SPLITS[stage]
    return (
        splits[-1]
        if len(splits) == 1 or int.from_bytes(key[8:16], "big") / TOP < VALIDATION
        else splits[0]
    )
