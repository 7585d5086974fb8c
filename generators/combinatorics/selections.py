"""How many ways there are to choose a number of people or things from several groups, at least or at most so many from some."""

from collections.abc import Generator, Sequence
from itertools import combinations
from math import comb
from typing import NamedTuple

from generators.combinatorics import _groups
from generators.combinatorics._groups import STORIES, Group, Params, listed, subject
from generators.family import Claim, Family, Knob, Step, Steps
from generators.functions import ways
from generators.remembered import Remembered

LINE = 4  # products in one line; where there are more, a polynomial collects them

FAMILY = Family(
    params=Params,
    knobs={
        "limits": Knob("groups with a limit", (1, 2, 3, 3, 4), (1, 4)),
        "maximums": Knob("how many of the limits say 'at most'", ((0, 1), (0, 0), (1, 1), (0, 0), (1, 1)), (0, 1)),
        "free": Knob("groups without a limit", (2, 1, 1, 1, 1), (1, 3)),
        "slack": Knob("how many are chosen beyond the least numbers", ((2, 3), (1, 2), (2, 2), (2, 3), (3, 3)), (1, 4)),
        "limit": Knob("the largest number in a limit", (2, 2, 2, 2, 2), (1, 3)),
        "size": Knob("members of a group with a limit", ((4, 15), (4, 20), (4, 13), (4, 12), (4, 9)), (4, 60)),
    },
    sample=_groups.sample,
    statements=(_groups.asked, _groups.to_be_chosen, _groups.formed, _groups.to_be_found),
    answer=lambda p: ways((p.chosen,), *p.limited, p.free),
    answer_kind="integer",
    conclusion=_groups.conclusion,
    key=lambda p: (p.chosen, tuple(sorted(p.limited)), tuple(sorted(p.free))),
    capacity=_groups.capacity,
    closing="Therefore the number of ways is {}.",
    terse=_groups.terse,
)
