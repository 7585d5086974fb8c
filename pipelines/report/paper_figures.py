"""The figures of the study that this project is built around, to stand beside ours where arm,
stage, band and field are the same.

"Select and Improve: Understanding the Mechanics of Post-Training for Reasoning", A. Krishnamurthy,
A. Huang, N. Rajaraman, arXiv 2606.13125: pass@1 in percent on 6-9 steps in GF(11),
Qwen2.5-1.5B-Instruct.
"""

SOURCE = "arXiv 2606.13125, pass@1 on 6-9 steps in GF(11), Qwen2.5-1.5B-Instruct"
BAND, PRIME = "6-9", 11
TYPES = ("all", "inversion", "evaluation")
ACCURACY = {
    ("B", "sft"): (24.5, 38.9, 11.9),
    ("B", "rl-2-5"): (18.4, 25.6, 10.1),
    ("B", "rl-6-9"): (50.8, 96.0, 11.6),
    ("F", "sft"): (57.0, 10.7, 97.1),
    ("F", "rl-2-5"): (48.0, 9.3, 91.7),
    ("F", "rl-6-9"): (58.3, 11.0, 99.3),
    ("FB", "sft"): (47.0, 27.1, 64.3),
    ("FB", "rl-2-5"): (60.0, 32.2, 91.5),
    ("FB", "rl-6-9"): (95.7, 94.1, 97.1),
}


def paper_accuracy(arm: str, stage: str, band: str, group: str, chance: float) -> float | None:
    """The study's accuracy, from 0 to 1, or None where it reports none. `chance` is that of our
    problems: another one is another field."""
    if (
        band != BAND
        or group not in TYPES
        or (arm, stage) not in ACCURACY
        or abs(chance - 1 / PRIME) > 1e-6
    ):
        return None
    return ACCURACY[arm, stage][TYPES.index(group)] / 100
