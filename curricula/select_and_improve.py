"""The study "Select and Improve" (arXiv 2606.13125): does RL select among known strategies, or improve them?

Chains of operations in GF(11). SFT on 2-5 steps, solved forwards (F), backwards (B), or either one independently of the
problem's type (FB); RL on problems as easy (2-5 steps), harder (6-9), or both and harder still (6-15); one evaluation set,
balanced over types and lengths, for all. Each arm is a curriculum of its own; all share the keys' stages, so none overlaps.
"""

from dataclasses import replace

from curricula.curriculum import Curriculum, Source, Stage

CHAIN = "finite_fields.operation_chain"
MIXTURES = {"F": {"forward": 1.0}, "B": {"backward": 1.0}, "FB": {"forward": 1.0, "backward": 1.0}}
LENGTHS = {"2-5": (2, (2, 5)), "6-9": (3, (6, 9)), "6-15": (4, (6, 15)), "10-15": (4, (10, 15))}
SIZES = {"sft": 2_048, "rl": 1_024, "eval": 960}


def sources(*lengths: str) -> tuple[Source, ...]:
    """Both types in equal parts at each of these lengths."""
    return tuple(
        Source(CHAIN, LENGTHS[length][0], {"steps": LENGTHS[length][1], "type": kind})
        for length in lengths
        for kind in ("evaluation", "inversion")
    )


SFT = Stage("sft", SIZES["sft"], sources("2-5"), MIXTURES["FB"])
RL = Stage("rl", SIZES["rl"], sources("6-9"), MIXTURES["FB"])
EVAL = Stage("eval", SIZES["eval"], sources("2-5", "6-9", "10-15"), MIXTURES["FB"])
BASE = Curriculum("select_and_improve", (SFT, RL, EVAL))


def arms() -> dict[str, Curriculum]:
    """Every data set of the study by the name of its folder."""
    sft = {f"sft-{name}": replace(BASE, stages=(replace(SFT, strategies=mixture),), arm=name) for name, mixture in MIXTURES.items()}
    rl = {f"rl-{length}": replace(BASE, stages=(replace(RL, sources=sources(length)),), arm=length) for length in ("2-5", "6-9", "6-15")}
    return {**sft, **rl, "eval": replace(BASE, stages=(EVAL,))}
