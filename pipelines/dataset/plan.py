"""The plan of a dataset: which addresses are built, found by drawing only params and keys until
every size is met exactly.

An index whose key is known, or whose stage and split are full, is skipped and never redrawn, so
indices have gaps and every problem stays addressable. What is chosen lies on the disk once it is
much, so that memory does not grow with the dataset.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from shutil import rmtree
from typing import NamedTuple

import numpy as np

from curricula.curriculum import Curriculum, CurriculumError, Source, parts
from curricula.serving import served
from curricula.split import SPLITS, VALIDATION, split_of, stage_of
from pipelines.dataset.key_ranges import KeyRanges

SHARD = 5_000  # problems of a full shard
LIMIT = 100_000_000  # problems of one dataset
PIECE = 2_048  # indices that one task draws
DRAWN = 1 << 18  # indices that are drawn before keys are compared
PATIENCE = 60  # draws for each problem wanted, before a source counts as exhausted
SKIP = -1
KEY = np.dtype([("key", "<u8")])
CHOSEN = np.dtype([("key", "<u8"), ("index", "<i8"), ("source", "<i4")])


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
Places = dict[tuple[int, str], KeyRanges]  # by stage and split the problems chosen


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


def make_plan(curriculum: Curriculum, scratch: Path, draw: Draw | None = None) -> Iterator[Shard]:
    """The shards of a curriculum's dataset, in order. Keys lie in the folder `scratch`, which may
    be removed when the last shard was given. Raises CurriculumError at once where a size cannot be
    met, saying what is possible."""
    places = draw_places(curriculum, curriculum_families(curriculum), scratch, draw)
    return shards_in(curriculum, places)


def shards_in(curriculum: Curriculum, places: Places) -> Iterator[Shard]:
    for i, stage in enumerate(curriculum.stages):
        for split in SPLITS[stage.name]:
            if (i, split) in places:
                yield from cut(i, split, places[i, split])


def curriculum_families(curriculum: Curriculum) -> set[str]:
    """The names of all families that a curriculum draws from."""
    sources = chain.from_iterable([stage.sources for stage in curriculum.stages])
    return {source.family for source in sources}


def draw_places(
    curriculum: Curriculum, families: Collection[str], scratch: Path, draw: Draw | None = None
) -> Places:
    """Where the problems of these families are planned: one family's are found without the others.
    Keys lie in the folder `scratch`. Raises CurriculumError where a size cannot be met, saying what
    is possible."""
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
    found: Places = {
        (i, split): KeyRanges(scratch / f"{i}-{split}", CHOSEN)
        for (i, j, split) in wanted
        if curriculum.stages[i].sources[j].family in families
    }
    for number, sources in enumerate(groups.values()):
        seen = KeyRanges(scratch / f"family-{number}", KEY)
        for _, places in sources:
            needs: dict[tuple[int, str], tuple[int, int]] = {}
            for i, j in places:
                for split, count in of_place.get((i, j), []):
                    first, before = needs.get((i, split), (j, 0))
                    needs[i, split] = (first, before + count)
            fill(curriculum, places[0], needs, seen, found, draw)
        rmtree(seen.folder, ignore_errors=True)
    return found


def fill(
    curriculum: Curriculum,
    place: tuple[int, int],
    needs: dict[tuple[int, str], tuple[int, int]],
    seen: KeyRanges,
    chosen: Places,
    draw: Draw | None,
) -> None:
    """Draw from the source at a place, until each (stage, split) has its count of problems with
    keys that were not seen; add them to those chosen. Raises CurriculumError."""
    source = curriculum.stages[place[0]].sources[place[1]]
    stages = tuple(dict.fromkeys(i for i, _ in needs))
    left = {part: count for part, (_, count) in needs.items()}
    total, start = sum(left.values()), 0
    share = sum(curriculum.owned[curriculum.stages[i].name] for i in stages)
    while any(left.values()):
        if start > PATIENCE * total / share + 20_000:
            raise CurriculumError(exhausted(curriculum, source, needs, left))
        # draws that are likely to find what is left, by how many have found what is there
        due = 0.0
        for part, count in left.items():
            found = needs[part][1] - count
            due = max(due, count * (start / found if found else 1 / share_of(curriculum, *part)))
        chunk = max(64, min(DRAWN, int(due * 1.1)))
        places, aside, keys = draw_chunk(curriculum, Run(*place, stages, start, chunk), draw)
        fresh = np.zeros(len(keys), np.bool_)
        fresh[np.unique(keys, return_index=True)[1]] = True
        fresh &= (places != SKIP) & ~seen.holds(keys)
        for part in left:
            i, split = part
            here = (
                fresh & (places == i) & (aside == (split != SPLITS[curriculum.stages[i].name][0]))
            )
            at = np.flatnonzero(here)[: left[part]]
            left[part] -= len(at)
            seen.add(keys[at].view(KEY))
            chosen[part].add(records_of(keys[at], at + start, needs[part][0]))
        start += chunk


def share_of(curriculum: Curriculum, stage: int, split: str) -> float:
    """Which part of all keys a stage and split own; never 0."""
    name = curriculum.stages[stage].name
    aside = len(SPLITS[name]) > 1 and split == SPLITS[name][-1]
    return max(1e-9, curriculum.owned[name] * (VALIDATION if aside else 1 - VALIDATION))


def records_of(keys: np.ndarray, indices: np.ndarray, source: int) -> np.ndarray:
    """Problems of one source as they are chosen."""
    records = np.empty(len(keys), CHOSEN)
    records["key"], records["index"], records["source"] = keys, indices, source
    return records


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


def cut(stage: int, split: str, chosen: KeyRanges) -> Iterator[Shard]:
    """The problems of one stage and split, cut into shards; the order of their keys mixes families
    and difficulties."""
    number, count, records = 0, shard_count(len(chosen)), np.zeros(0, CHOSEN)
    for more in chosen.in_order():
        records = np.concatenate([records, more])
        while len(records) >= SHARD:
            yield shard_of(stage, split, number, count, records[:SHARD])
            number, records = number + 1, records[SHARD:]
    if len(records):
        yield shard_of(stage, split, number, count, records)


class Span(NamedTuple):
    """A shard of a plan, and where its problems lie among those of all shards."""

    stage: int
    split: str
    number: int
    count: int
    start: int
    end: int

    @property
    def name(self) -> str:
        return shard_part(self.number, self.count)


def spans(curriculum: Curriculum) -> list[Span]:
    """The shards of a curriculum's dataset, in order, which its sizes decide."""
    totals: Counter[tuple[int, str]] = Counter()
    for (i, _, split), size in quotas(curriculum).items():
        totals[i, split] += size
    found, start = [], 0
    for i, stage in enumerate(curriculum.stages):
        for split in SPLITS[stage.name]:
            total, count = totals[i, split], shard_count(totals[i, split])
            for number in range(count):
                end = start + min(SHARD, total - number * SHARD)
                found.append(Span(i, split, number, count, start, end))
                start = end
    return found


def shard_of(stage: int, split: str, number: int, count: int, records: np.ndarray) -> Shard:
    return Shard(stage, split, number, count, records["source"], records["index"])


def shard_count(problems: int) -> int:
    """How many shards hold so many problems."""
    return -(-problems // SHARD)


def shard_part(number: int, count: int) -> str:
    """What a shard is called within its stage and split."""
    return f"{number:05d}-of-{count:05d}"
