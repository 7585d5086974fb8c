"""What two datasets share: the problems of each stage of one that stand in a stage of the other, as
the same text, the same problem or the same mathematics."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b
from itertools import product
from typing import NamedTuple

from curricula.names import shown
from generators.errors import DatasetError
from pipelines.dataset.dataset import Dataset

COLUMNS = ("stage", "statement", "key", "split_key")
KEY = re.compile(r"[0-9a-f]{16,128}")  # of which the first 16 signs are compared


class Shared(NamedTuple):
    """Two stages, and how many problems of the first stand in the second: with the same statement,
    the same key, the same split key."""

    stage: str
    other: str
    problems: int
    texts: int
    keys: int
    mathematics: int


@dataclass
class Identities:
    """What tells the problems of one stage apart, a number of 8 bytes for each."""

    texts: list[int]
    keys: list[int]
    mathematics: list[int]


def overlap(one: Dataset, other: Dataset) -> list[Shared]:
    """A line for each pair of stages. Raises DatasetError where a dataset has no problems, or the
    two were made by different draw versions, whose keys cannot be compared."""
    versions = [dataset.manifest["config"].get("draw_version") for dataset in (one, other)]
    if versions[0] != versions[1]:
        raise DatasetError(
            f"{one.location} is of draw version {versions[0]}, {other.location} of {versions[1]};"
            " keys of different draw versions cannot be compared: generate one of them anew"
        )
    first, second = identities(one), identities(other)
    return [
        Shared(
            stage,
            against,
            len(mine.keys),
            shared(mine.texts, theirs.texts),
            shared(mine.keys, theirs.keys),
            shared(mine.mathematics, theirs.mathematics),
        )
        for (stage, mine), (against, theirs) in product(first.items(), second.items())
    ]


def identities(dataset: Dataset) -> Mapping[str, Identities]:
    """The problems of each stage. Raises DatasetError where there are none."""
    stages: dict[str, Identities] = {}
    for row in dataset.problems(columns=COLUMNS):
        stage = stages.setdefault(row["stage"], Identities([], [], []))
        text = blake2b(row["statement"].encode(), digest_size=8).digest()
        stage.texts.append(int.from_bytes(text, "big"))
        for keys, name in ((stage.keys, "key"), (stage.mathematics, "split_key")):
            if not KEY.fullmatch(row[name]):
                raise DatasetError(
                    f"{dataset.location}: '{shown(row[name], 60)}' is no {name}; `curricula verify`"
                    " tells more"
                )
            keys.append(int(row[name][:16], 16))
    if not stages:
        raise DatasetError(f"{dataset.location}: it has no problems whose keys could be compared")
    return stages


def shared(mine: list[int], theirs: list[int]) -> int:
    """How many of these stand among the others."""
    there = set(theirs)
    return sum([number in there for number in mine])
