"""To which stage and split a problem belongs: a pure function of its structural key, so that
nothing can leak.

Two problems that are the same mathematics share their split key, and with it their stage and split,
whatever dataset, arm or machine they are drawn in.
"""

from collections.abc import Collection, Mapping

# which part of all keys each stage owns, in every dataset and study of one draw version: whatever
# stages a dataset has and however large they are, its eval meets no other dataset's sft or rl
OWNED: Mapping[str, float] = {"base": 0.1, "sft": 0.4, "rl": 0.4, "eval": 0.1}
VALIDATION = 0.05  # of the train stages' keys
TOP = float(1 << 64)

# one and more stages of RL, in order; they share what rl owns in equal parts
RL_STAGES = ("rl", *[f"rl{number}" for number in range(2, 10)])
TRAINED = ("train", "validation")
SPLITS: Mapping[str, tuple[str, ...]] = {
    "base": ("train",),
    "sft": TRAINED,
    **dict.fromkeys(RL_STAGES, TRAINED),
    "eval": ("test",),
}
STAGES = tuple(SPLITS)
OWNERS = tuple(OWNED)  # the stages that shares name


def owned_by_stage(shares: Mapping[str, float], stages: Collection[str]) -> dict[str, float]:
    """Which part of all keys belongs to each stage, where these are drawn: several stages of RL
    have equal parts of the share of rl, so that no problem is in two of them."""
    of_rl = [name for name in RL_STAGES if name in stages]
    if len(of_rl) < 2 or "rl" not in shares:
        return dict(shares)
    owned: dict[str, float] = {}
    for name, share in shares.items():
        owned |= dict.fromkeys(of_rl, share / len(of_rl)) if name == "rl" else {name: share}
    return owned


def stage_of(key: bytes, shares: Mapping[str, float]) -> str:
    """The stage whose share of the keys this one falls into: [0, 1) is cut into shares in the order
    base, sft, rl and those behind it, eval."""
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
