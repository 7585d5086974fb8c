"""The study "Select and Improve" (arXiv 2606.13125): does RL select among known strategies, or
improve them?

Chains of operations in GF(11). SFT on 2-5 steps, solved forwards (F), backwards (B), or either one
independently of the problem's type (FB); RL on problems as easy (2-5 steps), harder (6-9), or both
and harder still (6-15); one evaluation set, balanced over types and lengths, for all. Each arm is a
curriculum of its own; all share the keys' stages, so none overlaps.

A model from scratch reads the terse style: labels that begin anywhere and unused operations leave
no position to rely on, numbers are plain, and a mismatched solution commits to one random value and
says honestly whether it fits. Problems that a mismatched strategy solves by accident, when it takes
the known end for the other one, are left out: RL found that shortcut, right twice as often as a
guess. The model first practises on the base stage, which stands in for pretraining. Its SFT ends
with a tail in which one problem in twelve has 6-9 steps, because a small model otherwise stops
early there; the strict arms have no tail, and an RL curriculum of overlapping lengths instead. RL
on more than 9 steps climbs there over shorter ones: a model that has seen at most 9 stops too
early, and is right only by luck.
"""

from collections.abc import Mapping
from dataclasses import replace
from itertools import chain, product

from curricula.curriculum import Curriculum, CurriculumError, Source, Stage
from curricula.studies.study import Arm, Phase, Study, StudyDefinition
from curricula.style import PLAIN, TERSE, read_style
from generators.knobs import KnobValue

CHAIN = "finite_fields.operation_chain"
MIXTURES = {"F": {"forward": 1.0}, "B": {"backward": 1.0}, "FB": {"forward": 1.0, "backward": 1.0}}
LENGTHS = {
    "2-5": (2, 5),
    "4-7": (4, 7),
    "4-9": (4, 9),
    "6-9": (6, 9),
    "6-15": (6, 15),
    "10-15": (10, 15),
}
RUNGS = {"2-5": 2, "4-7": 2, "4-9": 3, "6-9": 3, "6-15": 4, "10-15": 4}
SIZES = {"base": 0, "sft": 2_048, "tail": 0, "rl": 1_024, "eval": 960}
TAIL = {"2-5": 0.92, "6-9": 0.08}
Rungs = tuple[tuple[str, float], ...]  # lengths of problems, and how often the updates of RL
FIRST: Rungs = (
    ("4-7", 0.5),
    ("6-9", 1.0),
)  # what RL of a model from scratch climbs before long chains
LADDER: dict[str, Rungs] = {"6-15": FIRST, "10-15": FIRST}
CURRICULUM: Rungs = (("4-7", 0.5), ("4-9", 3.0))  # RL of the strict arms
LABELS = 24
ARMS = ("F", "B", "FB")
TYPES = ("evaluation", "inversion")
OWN = ("steps", "type")  # knobs that tell the study's sources apart


def sources(lengths: Mapping[str, float], knobs: Mapping[str, KnobValue]) -> tuple[Source, ...]:
    """Both types in equal parts at each of these lengths, by weight."""
    return tuple(
        [
            Source(CHAIN, RUNGS[length], {**knobs, "steps": LENGTHS[length], "type": type}, weight)
            for (length, weight), type in product(lengths.items(), TYPES)
        ]
    )


def evenly(*lengths: str) -> dict[str, float]:
    return dict.fromkeys(lengths, 1.0)


def study(
    sizes: Mapping[str, int] | None = None,
    style: str = PLAIN,
    lanes: tuple[str, ...] = ("2-5", "6-9"),
    knobs: Mapping[str, KnobValue] | None = None,
    seed: int = 0,
) -> Study:
    """The study at these sizes. `lanes` are the lengths of problems that RL trains on, one
    checkpoint each; `knobs` replace knobs of every source, such as {"prime": 13}. Raises
    CurriculumError for lengths that do not exist."""
    for lane in lanes:
        if lane not in LENGTHS:
            raise CurriculumError(f"RL on '{lane}' steps is not one of {', '.join(LENGTHS)}")
    for name in OWN:
        if name in (knobs or {}):
            raise CurriculumError(f"--knob {name}: the study sets it itself, in every source")
    style = read_style(style)
    size, scratch = {**SIZES, **(sizes or {})}, style == TERSE
    deepest = max(LENGTHS[length][1] for length in (*lanes, "6-9"))
    fixed: dict[str, KnobValue] = (
        {"numerals": "plain", "listed": deepest + 1, "labels": LABELS} if scratch else {}
    )
    fixed.update(knobs or {})
    choices = {"guess": "random"} if scratch else {}
    empty = Curriculum(
        name="select_and_improve",
        stages=(),
        seed=seed,
        style=style,
        template="terse" if scratch else "plain",
        label="first",  # openings are forced by it
    )

    def data(
        arm: str,
        stage: str,
        count: int,
        lengths: Mapping[str, float],
        strategies: Mapping[str, float] | int,
    ) -> Curriculum:
        drawn = Stage(
            name=stage,
            size=count,
            sources=sources(lengths, fixed),
            strategies=strategies,
            choices=choices,
            without=("mirrored",) if scratch and stage != "base" else (),
        )
        return replace(empty, arm=arm, stages=(drawn,))

    sets: dict[str, Curriculum] = {}
    if size["base"]:
        sets["base"] = data("", "base", size["base"], evenly("2-5", "6-9"), 1)
    for name, mixture in MIXTURES.items():
        sets[f"sft-{name}"] = data(name, "sft", size["sft"], evenly("2-5"), mixture)
        if size["tail"]:
            sets[f"sft-{name}-tail"] = data(name, "sft", size["tail"], TAIL, mixture)
    climbs = {lane: (*(LADDER.get(lane, ()) if scratch else ()), (lane, 1.0)) for lane in lanes}
    rungs = chain(*climbs.values(), CURRICULUM if scratch else ())
    for length in dict.fromkeys([length for length, _ in rungs]):
        sets[f"rl-{length}"] = data(length, "rl", size["rl"], evenly(length), MIXTURES["FB"])
    bands = evenly("2-5", "6-9") if scratch and deepest < 10 else evenly("2-5", "6-9", "10-15")
    sets["eval"] = data("", "eval", size["eval"], bands, MIXTURES["FB"])
    base = (Phase("base", "base"),) if size["base"] else ()
    return Study(
        name="select_and_improve",
        data=sets,
        base=base,
        arms=arms_on(sets, climbs),
        default=ARMS,
        evaluation="eval",
        vocabulary=("base", "sft-FB", "eval") if base else (),
    )


def arms_on(sets: Mapping[str, Curriculum], climbs: Mapping[str, Rungs]) -> dict[str, Arm]:
    """The arms of the study on its datasets: the three, the control FB-double, and the strict ones
    where the others have a tail. `climbs` are by lane the lengths that RL trains on one after
    another."""

    def phases(climb: Rungs) -> tuple[Phase, ...]:
        return tuple(Phase(f"rl-{length}", "rl", repeat) for length, repeat in climb)

    arms: dict[str, Arm] = {}
    rl = {f"rl-{lane}": phases(climb) for lane, climb in climbs.items()}
    curriculum = {"rl-4-9": phases(CURRICULUM)}
    for name, mixture in MIXTURES.items():
        main = (Phase(f"sft-{name}", "sft"),)
        tail = (Phase(f"sft-{name}-tail", "tail"),) if f"sft-{name}-tail" in sets else ()
        about = f"{' or '.join(mixture)}, {'2-5 steps with a tail of 6-9' if tail else '2-5 steps'}"
        arms[name] = Arm(main + tail, rl, tuple(mixture), about)
        if tail:
            arms[f"{name}-strict"] = Arm(
                main,
                curriculum,
                tuple(mixture),
                f"{' or '.join(mixture)}, 2-5 steps only; RL on 4-7, then on 4-9",
            )
    both = arms["FB"]
    doubled = tuple(
        replace(phase, repeat=2.0) if phase.settings == "sft" else phase for phase in both.sft
    )
    arms["FB-double"] = replace(
        both,
        sft=doubled,
        about="as FB, with as many updates for each strategy as F has for its one",
    )
    return arms


STUDY = StudyDefinition(study, lanes=("2-5", "6-9", "6-15"))
