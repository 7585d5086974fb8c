"""Draws the problems of a dataset again, from the configuration that its manifest names, so that
every column of every row can be compared; and the plan, so that rows which were dropped, doubled or
moved are found.

A problem is drawn from its address: seed, family, difficulty, knobs and index. Its address is read
from its id, or where that is none from its columns; a wrong one gives another problem, which
differs. What a family yields is never taken from the file.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from operator import itemgetter
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa

from curricula.curriculum import Curriculum, CurriculumError, Source, Stage
from curricula.names import told_apart
from curricula.split import SPLITS
from generators.errors import CurriculaError
from generators.problem import Setting
from pipelines.dataset.columns import take
from pipelines.dataset.plan import (
    SHARD,
    Drawn,
    Places,
    Run,
    Shard,
    curriculum_families,
    draw_places,
    draw_run,
    quotas,
    shard_count,
    shard_part,
)
from pipelines.dataset.rows import make_rows
from pipelines.dataset.schema import ADDED
from pipelines.dataset.template import Template
from pipelines.dataset.vouching import WRITTEN

INDICES = 1 << 48  # a plan has no larger index
SPARE = 4  # problems that may be planned for each one that is there
ADDRESS = ["id", "family", "difficulty", "knobs", "index"]  # columns that say where a row is drawn
ALLOWED = 10_000  # problems that may be planned however few there are
DRAWS, DRAWS_EACH = 30_000, 2_000  # draws for a plan, and more of them for each problem there


class Address(NamedTuple):
    """Where a problem of a stage is drawn: the number of its source, and its index."""

    source: int
    index: int


@dataclass
class Comparison:
    """Rows of `problems` beside the same rows drawn again.

    addresses     of each row; None where its family is not here
    differences   of each row: what was drawn otherwise; none of a row without an address
    views         the rows of sft, steps, rl, eval or base that belong to the rows drawn, by config
    """

    addresses: list[Address | None]
    differences: dict[int, list[str]] = field(default_factory=dict)
    views: dict[str, pa.Table] = field(default_factory=dict)
    counts: Counter[tuple[str, ...]] = field(default_factory=Counter)

    @property
    def drawn(self) -> list[int]:
        """The rows that were drawn again."""
        return [number for number, address in enumerate(self.addresses) if address is not None]

    @property
    def same(self) -> list[int]:
        """The rows that are as they were drawn."""
        return [number for number in self.drawn if number not in self.differences]


class Planned:
    """The problems that one stage and split has by the plan, in order, and which were seen. They
    lie on the disk, one number for each address; rows come in that order, or else are looked up."""

    def __init__(self, addresses: Iterable[np.ndarray]) -> None:
        file = TemporaryFile(prefix="curricula-")
        count = 0
        for numbers in addresses:
            numbers.tofile(file)
            count += len(numbers)
        file.flush()
        self.numbers: np.ndarray = np.zeros(0, np.int64)
        if count:
            self.numbers = np.memmap(file, np.int64, "r", shape=(count,))
        self.seen = np.zeros(count, np.bool_)
        self.last = -1  # the latest place that was seen
        self.looked_up: tuple[np.ndarray, np.ndarray] | None = None

    def see(self, place: int) -> None:
        """Note that the problem of that place was seen."""
        self.seen[place] = True
        self.last = max(self.last, place)

    def position(self, address: Address) -> int:
        """The place of a problem among those of its stage and split; -1 where it has none."""
        number, following = address.source * INDICES + address.index, self.last + 1
        if following < len(self.numbers) and self.numbers[following] == number:
            return following
        order, ordered = self.in_order
        at = int(np.searchsorted(ordered, number))
        return int(order[at]) if at < len(ordered) and ordered[at] == number else -1

    @property
    def in_order(self) -> tuple[np.ndarray, np.ndarray]:
        """The places of all problems in the order of their addresses, and these; in memory, which
        only a dataset with other rows than planned needs."""
        if self.looked_up is None:
            order = np.argsort(self.numbers)
            self.looked_up = order, self.numbers[order]
        return self.looked_up

    def missing(self) -> Iterator[Address]:
        """The address of each problem that was not seen."""
        for at in np.flatnonzero(~self.seen).tolist():
            yield Address(*divmod(int(self.numbers[at]), INDICES))


class Redraw:
    """The configuration of a dataset, from which its rows are drawn again. `families` are those
    that can be drawn, `same_text` says whether texts of solutions are written as they were,
    `shard_size` how many problems a full shard of it has."""

    def __init__(
        self,
        curriculum: Curriculum,
        template: Template,
        families: Collection[str],
        same_text: bool,
        shard_size: int,
    ) -> None:
        self.curriculum, self.template = curriculum, template
        self.families, self.same_text, self.shard_size = families, same_text, shard_size
        self.stages = {stage.name: number for number, stage in enumerate(curriculum.stages)}
        self.settings = {stage.name: self.settings_of(stage) for stage in curriculum.stages}
        self.by_start = {name: starts(found) for name, found in self.settings.items()}
        self.planned: dict[tuple[str, str], Planned] | None = None

    def settings_of(self, stage: Stage) -> dict[int, tuple[str, Setting[Any]]]:
        """Of each source whose family is here: what ids of its problems begin with, its setting."""
        found = {}
        for number, source in enumerate(stage.sources):
            if source.family in self.families:
                setting = source.setting()
                found[number] = (id_start(setting, self.curriculum.seed), setting)
        return found

    @property
    def whole(self) -> bool:
        """Whether every family of the configuration is here."""
        return curriculum_families(self.curriculum) <= set(self.families)

    def plan(self, problems: int) -> str:
        """Make the plan again; `problems` are there. Says why there is none, else nothing."""
        asked = sum(quotas(self.curriculum).values())
        if asked > SPARE * problems + ALLOWED:
            return f"it asks for {asked:,} problems, and {problems:,} are there"
        try:
            draws = BoundedDraws(self.curriculum, DRAWS + DRAWS_EACH * problems)
            with TemporaryDirectory(prefix="curricula-") as scratch:
                places = draw_places(self.curriculum, self.families, Path(scratch), draws)
                self.planned = {}
                for number, stage in enumerate(self.curriculum.stages):
                    for split in SPLITS[stage.name]:
                        self.planned[stage.name, split] = self.planned_in(places, number, split)
        except CurriculaError as error:
            return str(error)
        return ""

    def planned_in(self, places: Places, stage: int, split: str) -> Planned:
        name = self.curriculum.stages[stage].name
        if (stage, split) not in places:
            return Planned([])
        return Planned(self.numbered(name, records) for records in places[stage, split].in_order())

    def numbered(self, stage: str, records: np.ndarray) -> np.ndarray:
        """One number for each address of a stage."""
        numbers, at = np.unique(records["source"], return_inverse=True)
        first = np.array([self.first(stage, number) for number in numbers.tolist()], np.int64)
        return first[at] * INDICES + records["index"]

    def first(self, stage: str, source: int) -> int:
        """The first of a stage's sources that is the same as this one."""
        return self.by_start[stage][self.settings[stage][source][0]]

    def id_of(self, stage: str, address: Address) -> str:
        return f"{self.settings[stage][address.source][0]}{address.index}"

    def address(self, stage: str, row: Mapping[str, Any]) -> Address | None:
        """Where a row says that it was drawn: by its id, else by its columns; None where that is
        nowhere."""
        known = self.by_start.get(stage, {})
        start, dash, index = str(row["id"]).rpartition("-")
        if start + dash in known and index.isdecimal() and str(index).isascii():
            number = int(index) if len(index) < 20 else INDICES
            if number < INDICES and str(number) == index:
                return Address(known[start + dash], number)
        for source, (_, setting) in self.settings.get(stage, {}).items():
            named = (setting.family.name, setting.difficulty, setting.text)
            if named == (row["family"], row["difficulty"], row["knobs"]):
                index = row["index"]
                return Address(source, index) if index in range(INDICES) else None
        return None

    def compare(self, stage: str, split: str, found: pa.Table) -> Comparison:
        """Rows of `problems` of a stage and split beside the same rows drawn again."""
        named = found.select(ADDRESS).to_pylist()
        comparison = Comparison([self.address(stage, row) for row in named])
        for number, row in enumerate(named):
            if comparison.addresses[number] is None and row["family"] in self.families:
                comparison.differences[number] = ["no source of the configuration draws it"]
        rows = [number for number, address in enumerate(comparison.addresses) if address]
        drawn = self.draw(stage, split, rows, comparison)
        if not drawn:
            return comparison
        rows = [number for number in rows if number not in comparison.differences]
        beside = found if len(rows) == len(found) else take(found, rows)
        tables = {name: pa.concat_tables(map(itemgetter(name), drawn)) for name in drawn[0]}
        comparison.views = {name: rows for name, rows in tables.items() if name != "problems"}
        for number, reasons in self.differences(beside, tables["problems"], "problems").items():
            comparison.differences[rows[number]] = reasons
        return comparison

    def draw(
        self, stage: str, split: str, rows: Sequence[int], comparison: Comparison
    ) -> list[dict[str, pa.Table]]:
        """The tables of the rows with these numbers; a row that cannot be drawn differs."""
        addresses = [comparison.addresses[row] for row in rows]
        try:
            made = make_rows(self.curriculum, self.shard(stage, split, addresses), self.template)
        except (
            CurriculaError,
            ArithmeticError,
            ValueError,
            LookupError,
            TypeError,
            AttributeError,
        ) as error:
            if len(rows) == 1:
                comparison.differences[rows[0]] = [f"it cannot be drawn again: {error}"]
                return []
            half = len(rows) // 2
            return [
                *self.draw(stage, split, rows[:half], comparison),
                *self.draw(stage, split, rows[half:], comparison),
            ]
        comparison.counts += made.counts
        return [made.tables] if rows else []

    def shard(self, stage: str, split: str, addresses: Sequence[Any]) -> Shard:
        return Shard(
            self.stages[stage],
            split,
            0,
            1,
            np.array([address.source for address in addresses], np.int32),
            np.array([address.index for address in addresses], np.int64),
        )

    def differences(self, found: pa.Table, drawn: pa.Table, config: str) -> dict[int, list[str]]:
        """By row the columns that differ, each with what is there and what was drawn."""
        left = {} if self.same_text else written_parts(config)
        differing: dict[int, list[str]] = {}
        if not left and found.equals(drawn):
            return differing
        for name in drawn.column_names:
            inner = left.get(name)
            if name not in found.column_names and name in ADDED:
                continue  # written before there was such a column
            if inner == () or found[name].equals(drawn[name]):
                continue
            pairs = zip(found[name].to_pylist(), drawn[name].to_pylist(), strict=True)
            for number, (there, due) in enumerate(pairs):
                reasons = differing.setdefault(number, [])
                reasons += [
                    f"{path} {told_apart(one, other)}"
                    for path, one, other in unequal(there, due, name, inner or ())
                ]
        return {number: reasons for number, reasons in differing.items() if reasons}


class BoundedDraws:
    """Draws runs of problems, up to so many in all. Raises CurriculumError."""

    def __init__(self, curriculum: Curriculum, most: int) -> None:
        self.curriculum, self.most, self.done = curriculum, most, 0

    def __call__(self, runs: Sequence[Run]) -> list[Drawn]:
        self.done += sum([run.count for run in runs])
        if self.done > self.most:
            raise CurriculumError(f"it takes more than {self.most:,} draws to find its problems")
        return [draw_run(self.curriculum, run) for run in runs]


def written_parts(config: str) -> dict[str, tuple[str, ...]]:
    """Of the columns of a config that hold texts of solutions the parts that do; none of a column
    that is such as a whole."""
    parts: dict[str, tuple[str, ...]] = {}
    for path in WRITTEN[config]:
        name, dot, inner = path.partition(".")
        parts[name] = (*parts.get(name, ()), inner) if dot else ()
    return parts


def unequal(
    there: Any, due: Any, path: str, without: Collection[str] = ()
) -> Iterator[tuple[str, str, str]]:
    """The places in which two values differ, down to texts and numbers: path and both."""
    if isinstance(there, dict) and isinstance(due, dict):
        for name in dict.fromkeys([*due, *there]):
            if name not in without:
                yield from unequal(there.get(name), due.get(name), f"{path}.{name}", without)
    elif isinstance(there, list) and isinstance(due, list) and len(there) == len(due):
        for number, (one, other) in enumerate(zip(there, due, strict=True)):
            yield from unequal(one, other, f"{path}[{number}]", without)
    elif there != due:
        yield path, str(there), str(due)


def id_start(setting: Setting[Any], seed: int) -> str:
    """What the ids of a setting's problems begin with."""
    return setting.problem_id(seed, "")


def starts(settings: Mapping[int, tuple[str, Setting[Any]]]) -> dict[str, int]:
    """The first source for each beginning of ids."""
    found: dict[str, int] = {}
    for number, (start, _) in settings.items():
        found.setdefault(start, number)
    return found


def only_of(curriculum: Curriculum, families: Collection[str]) -> Curriculum | None:
    """The curriculum with the sources of these families alone, to be checked; None where there are
    none."""
    stages = []
    for stage in curriculum.stages:
        kept: tuple[Source, ...] = tuple(
            [source for source in stage.sources if source.family in families]
        )
        if kept:
            stages.append(replace(stage, sources=kept))
    return replace(curriculum, stages=tuple(stages)) if stages else None


def planned_files(curriculum: Curriculum) -> dict[str, int]:
    """The files of problems that a configuration has, and the rows of each; no family is asked."""
    totals: Counter[tuple[str, str]] = Counter()
    for (stage, _, split), count in quotas(curriculum).items():
        totals[curriculum.stages[stage].name, split] += count
    files = {}
    for (stage, split), total in totals.items():
        count = shard_count(total)
        for number in range(count):
            name = f"{stage}-{split}-{shard_part(number, count)}.parquet"
            files[name] = min(SHARD, total - number * SHARD)
    return files
