"""The plan of a dataset: which addresses are built, found by drawing only params and keys until
every size is met exactly.

An index whose key is known, or whose stage and split are full, is skipped and never redrawn, so
indices have gaps and every problem stays addressable.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

import numpy as np

from curricula.curriculum import Curriculum, CurriculumError, Source, parts
from curricula.serving import served
from curricula.split import SPLITS, VALIDATION, split_of, stage_of

SHARD = 5_000  # problems of a full shard
LIMIT = 100_000_000  # problems of one dataset
PIECE = 2_048  # indices that one task draws
PATIENCE = 60  # draws for each problem wanted, before a source counts as exhausted
SKIP = -1


@dataclass(frozen=True)
class Shard:
    """Some problems of one stage and split: for each the number of its source in the stage, and its
    index."""

    stage: int
    split: str
    number: int
    count: int
    sources: np.ndarray
    indices: np.ndarray

    @property
    def name(self) -> str:
        return shard_part(self.number, self.count)


Cell = tuple[int, int, str]  # stage, source within it, split
Groups = dict[str, list[tuple[Source, list[tuple[int, int]]]]]  # by family, see same_sources
# by stage and split: the keys that a source gives there, the source's number, and their indices
Places = dict[tuple[int, str], list[tuple[np.ndarray, int, np.ndarray]]]


def quotas(curriculum: Curriculum) -> dict[Cell, int]:
    """How many problems each source gives to each stage and split."""
    wanted: dict[Cell, int] = {}
    for i, stage in enumerate(curriculum.stages):
        sizes = parts(stage.size, [source.weight for source in stage.sources])
        splits = SPLITS[stage.name]
        held_out = (
            parts(round(stage.size * VALIDATION), [size or 1e-9 for size in sizes])
            if len(splits) == 2
            else [0] * len(sizes)
        )
        for j, (size, aside) in enumerate(zip(sizes, held_out, strict=True)):
            for split, count in ((splits[0], size - aside), (splits[-1], aside)):
                if count:
                    wanted[i, j, split] = wanted.get((i, j, split), 0) + count
    return wanted


class Run(NamedTuple):
    """A run of indices that are drawn: from a source, given by a stage and its number there, for
    all of `stages`."""

    stage: int
    source: int
    stages: tuple[int, ...]
    start: int
    count: int


class Drawn(NamedTuple):
    """Of each index of a run the number of the stage that its problem falls into (or SKIP), whether
    it is held out, and its key."""

    places: np.ndarray
    aside: np.ndarray
    keys: np.ndarray


Draw = Callable[[Sequence[Run]], list[Drawn]]


def draw_run(curriculum: Curriculum, run: Run) -> Drawn:
    """Draw params and keys of a run of indices."""
    setting = curriculum.stages[run.stage].sources[run.source].setting()
    shares = curriculum.owned
    position = {curriculum.stages[i].name: (i, curriculum.stages[i]) for i in run.stages}
    drawn = Drawn(
        np.full(run.count, SKIP, np.int16),
        np.zeros(run.count, np.bool_),
        np.zeros(run.count, np.uint64),
    )
    for at in range(run.count):
        problem = setting.problem(curriculum.seed, run.start + at)
        found = position.get(stage_of(problem.split_key, shares))
        if found is not None and found[1].takes(problem):
            drawn.places[at] = found[0]
            drawn.aside[at] = split_of(problem.split_key, found[1].name) != SPLITS[found[1].name][0]
            drawn.keys[at] = int.from_bytes(problem.key[:8], "big")
    return drawn


def same_sources(curriculum: Curriculum, families: Collection[str]) -> Groups:
    """For each of these families its different sources, each with the (stage, number) pairs that
    draw from it; one scan serves them all."""
    groups: dict[str, dict[tuple[int, str], tuple[Source, list[tuple[int, int]]]]] = {}
    for i, stage in enumerate(curriculum.stages):
        for j, source in enumerate(stage.sources):
            if source.family not in families:
                continue
            group = groups.setdefault(source.family, {})
            group.setdefault((source.difficulty, source.setting().text), (source, []))[1].append(
                (i, j)
            )
    return {family: list(group.values()) for family, group in groups.items()}


def by_place(wanted: dict[Cell, int]) -> dict[tuple[int, int], list[tuple[str, int]]]:
    """By stage and source the splits, and how many problems each has."""
    found: dict[tuple[int, int], list[tuple[str, int]]] = {}
    for (i, j, split), count in wanted.items():
        found.setdefault((i, j), []).append((split, count))
    return found


def check_capacity(curriculum: Curriculum, groups: Groups, wanted: dict[Cell, int]) -> None:
    """Raises CurriculumError where a source is asked for more problems than it holds, or than the
    stage owns of them."""
    of_place = by_place(wanted)
    for sources in groups.values():
        for source, places in sources:
            capacity = source.setting().capacity
            of_stages: Counter[int] = Counter()
            for i, j in places:
                of_stages[i] += sum([count for _, count in of_place.get((i, j), [])])
            asked = of_stages.total()
            if asked > capacity.problems:
                raise CurriculumError(
                    f"{source.family} at difficulty {source.difficulty} holds {capacity} distinct"
                    f" problems; {asked:,} were asked for"
                    " (ask for fewer, or set knobs that hold more)"
                )
            for number in dict.fromkeys(i for i, _ in places) if capacity.exact else ():
                stage = curriculum.stages[number]
                of_stage = of_stages[number]
                owned = curriculum.owned[stage.name] * capacity.problems
                # keys fall to a stage by chance: this many more than its share never do
                if of_stage > 1.5 * owned + 100:
                    raise CurriculumError(
                        f"{source.family} at difficulty {source.difficulty} holds {capacity}"
                        f" distinct problems, of which {stage.name} owns about {owned:,.0f};"
                        f" {of_stage:,} were asked for (ask for fewer, or set knobs that hold more)"
                    )


def check_sizes(curriculum: Curriculum) -> None:
    """Raises CurriculumError where it can be told beforehand that a size cannot be met."""
    groups = same_sources(curriculum, curriculum_families(curriculum))
    check_capacity(curriculum, groups, quotas(curriculum))


def make_plan(curriculum: Curriculum, draw: Draw | None = None) -> list[Shard]:
    """The shards of a curriculum's dataset. Raises CurriculumError where a size cannot be met,
    saying what is possible."""
    found = draw_places(curriculum, curriculum_families(curriculum), draw)
    shards = []
    for i, stage in enumerate(curriculum.stages):
        for split in dict.fromkeys(SPLITS[stage.name]):
            shards += cut(i, split, found)
    return shards


def curriculum_families(curriculum: Curriculum) -> set[str]:
    """The names of all families that a curriculum draws from."""
    sources = chain.from_iterable([stage.sources for stage in curriculum.stages])
    return {source.family for source in sources}


def draw_places(
    curriculum: Curriculum, families: Collection[str], draw: Draw | None = None
) -> Places:
    """Where the problems of these families are planned: one family's are found without the others.
    Raises CurriculumError where a size cannot be met, saying what is possible."""
    total = sum(stage.size for stage in curriculum.stages)
    if total > LIMIT:
        raise CurriculumError(
            f"size: {total:,} problems; one dataset holds up to {LIMIT:,} (use several seeds for"
            " more)"
        )
    wanted = quotas(curriculum)
    groups = same_sources(curriculum, families)
    check_capacity(curriculum, groups, wanted)
    of_place = by_place(wanted)
    found: Places = {}
    for sources in groups.values():
        known = np.zeros(0, np.uint64)
        for _, places in sources:
            needs: dict[tuple[int, str], tuple[int, int]] = {}
            for i, j in places:
                for split, count in of_place.get((i, j), []):
                    first, before = needs.get((i, split), (j, 0))
                    needs[i, split] = (first, before + count)
            for (i, split), indices, keys in fill(curriculum, places[0], needs, known, draw):
                known = np.sort(np.concatenate([known, keys]))
                found.setdefault((i, split), []).append((keys, needs[i, split][0], indices))
    return found


def fill(
    curriculum: Curriculum,
    place: tuple[int, int],
    needs: dict[tuple[int, str], tuple[int, int]],
    known: np.ndarray,
    draw: Draw | None,
) -> Iterator[tuple[tuple[int, str], np.ndarray, np.ndarray]]:
    """Draw from the source at a place, until each (stage, split) has its count of new keys; yields
    their indices and keys."""
    source = curriculum.stages[place[0]].sources[place[1]]
    stages = tuple(dict.fromkeys(i for i, _ in needs))
    left = {part: count for part, (_, count) in needs.items()}
    total = sum(left.values())
    chosen: dict[tuple[int, str], list[np.ndarray]] = {part: [] for part in needs}
    chosen_keys: dict[tuple[int, str], list[np.ndarray]] = {part: [] for part in needs}
    start, seen = 0, known
    share = sum(curriculum.owned[curriculum.stages[i].name] for i in stages)
    while any(left.values()):
        if start > PATIENCE * total / share + 20_000:
            raise CurriculumError(exhausted(curriculum, source, needs, left))
        chunk = max(64, min(65_536, int(sum(left.values()) * 1.1 / share)))
        places, aside, keys = draw_chunk(curriculum, Run(*place, stages, start, chunk), draw)
        fresh = np.zeros(len(keys), np.bool_)
        fresh[np.unique(keys, return_index=True)[1]] = True
        fresh &= ~np.isin(keys, seen, assume_unique=False) & (places != SKIP)
        for part in left:
            i, split = part
            here = (
                fresh & (places == i) & (aside == (split != SPLITS[curriculum.stages[i].name][0]))
            )
            at = np.flatnonzero(here)[: left[part]]
            left[part] -= len(at)
            chosen[part].append(at + start)
            chosen_keys[part].append(keys[at])
            seen = np.concatenate([seen, keys[at]])
        start += chunk
    for part in needs:
        yield part, np.concatenate(chosen[part]), np.concatenate(chosen_keys[part])


def draw_chunk(curriculum: Curriculum, run: Run, draw: Draw | None) -> Drawn:
    """A run drawn here, or in pieces by others."""
    if draw is None:
        return draw_run(curriculum, run)
    end = run.start + run.count
    pieces = [
        run._replace(start=at, count=min(PIECE, end - at)) for at in range(run.start, end, PIECE)
    ]
    return Drawn(*[np.concatenate(column) for column in zip(*draw(pieces), strict=True)])


def exhausted(
    curriculum: Curriculum,
    source: Source,
    needs: dict[tuple[int, str], tuple[int, int]],
    left: dict[tuple[int, str], int],
) -> str:
    parts = [
        f"{curriculum.stages[place[0]].name}/{place[1]} {needs[place][1] - count:,} of"
        f" {needs[place][1]:,}"
        for place, count in left.items()
        if count
    ]
    gave = f"{source.family} at difficulty {source.difficulty} gave only {'; '.join(parts)}"
    for number in sorted({stage for stage, _ in left}):
        stage = curriculum.stages[number]
        outcome = served(source, stage)
        if outcome.most < stage.asked:
            return (
                f"{gave}: stages[{number}] asks for {stage.asked} strategies, and {outcome} its"
                f" problems; ask for {outcome.most} or fewer, or for another difficulty"
            )
    return (
        f"{gave} that the stages and strategies admit, of {source.setting().capacity} distinct"
        " problems; ask for fewer, or set knobs that hold more"
    )


def in_order(pieces: Sequence[tuple[np.ndarray, int, np.ndarray]]) -> tuple[np.ndarray, np.ndarray]:
    """Sources and indices of one stage and split in the order of their keys, which mixes families
    and difficulties."""
    keys = np.concatenate([keys for keys, _, _ in pieces])
    sources = np.concatenate([np.full(len(keys), j, np.int32) for keys, j, _ in pieces])
    indices = np.concatenate([indices for _, _, indices in pieces])
    order = np.argsort(keys, kind="stable")
    return sources[order], indices[order]


def cut(stage: int, split: str, found: Places) -> list[Shard]:
    """The problems of one stage and split in order, cut into shards."""
    pieces = found.get((stage, split), [])
    if not pieces:
        return []
    sources, indices = in_order(pieces)
    count = shard_count(len(indices))
    return [
        Shard(
            stage,
            split,
            n,
            count,
            sources[n * SHARD : (n + 1) * SHARD],
            indices[n * SHARD : (n + 1) * SHARD],
        )
        for n in range(count)
    ]


def shard_count(problems: int) -> int:
    """How many shards hold so many problems."""
    return -(-problems // SHARD)


def shard_part(number: int, count: int) -> str:
    """What a shard is called within its stage and split."""
    return f"{number:05d}-of-{count:05d}"
