"""Verifies a dataset: its rows are drawn again from its configuration and every column compared, or
they are decided from the files alone: claims, derivations and conclusions, keys, splits, hashes.

A row that is as it was drawn again is sound, for drawing decides every claim and derivation; its
claims are read back from their texts and decided once more. Every other row is decided from the
files, so that a finding says what is wrong and not only that something differs.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.parquet as parquet

from curricula.names import STAGE
from curricula.split import SPLITS
from generators.claims.claim import Claim
from generators.claims.reader import Unreadable
from generators.errors import CurriculaError, DatasetError
from pipelines.dataset.checks import TERSE, Rules, drill_faults, problem_faults, view_faults
from pipelines.dataset.columns import distinct, flat, inner, owners, take
from pipelines.dataset.configuration import Configuration
from pipelines.dataset.dataset import file_faults, label_in, shares_of, study_folders, template_of
from pipelines.dataset.manifest import MANIFEST, not_plain, read_manifest
from pipelines.dataset.redraw import Comparison, Redraw
from pipelines.dataset.repeated import Marks
from pipelines.dataset.schema import CONFIGS, CONFIGS_OF_STAGE, SCHEMAS, fits
from pipelines.dataset.table_bounds import FEW, ROW_BYTES, footer_fault, text_fault
from pipelines.dataset.vouching import IMPORTED, MISSING, MOST, Level, Report

BATCH = 500  # rows decided at a time
NAMED = 20  # faults named of one row
PROBLEMS_FILE = re.compile(rf"({STAGE})-([a-z]+)-(\d{{5}})-of-\d{{5}}\.parquet", re.ASCII)

Progress = Callable[[int, int], None]


def no_progress(done: int, total: int) -> None:
    """Tell nobody."""


def verify(
    folder: Path, progress: Progress = no_progress, redraw: bool = True, oracle: bool = False
) -> Report:
    """Verify the dataset in `folder`, or every dataset of a study below it; `redraw` draws rows
    again where that is possible, `oracle` decides every claim a second time by SymPy.
    Raises DatasetError where there is none."""
    report = Report()
    if (folder / "problems").is_dir() or (folder / MANIFEST).exists():
        places = [folder]
    else:
        places = study_folders(folder) or sorted(
            {path.parent for path in folder.glob("*/problems")}
        )
        if not places:
            raise DatasetError(
                f"{folder}: no dataset there; a dataset has the folder problems/ and {MANIFEST}"
            )
    stages = Marks()
    for place in places:
        prefix = "" if place == folder else f"{place.name}/"
        verification = Verification(place, prefix, report, progress, stages)
        verification.asks_sympy = oracle
        verification.run(redraw)
    for name in report.families.missing:
        report.leave_open(MISSING, name)
    if len(places) > 1:
        for file, id in stages.divided():
            report.find(
                file,
                id,
                "a problem that differs in surface or type only is in another stage of the study",
            )
    return report


def check_manifest(folder: Path, prefix: str, report: Report) -> dict[str, Any] | None:
    """The manifest, every file of it compared; where it is missing or edited, that is a finding
    and no more."""
    try:
        manifest = read_manifest(folder)
    except DatasetError as error:
        report.find(prefix + MANIFEST, "", str(error))
        return None
    for file, reason in file_faults(folder, manifest):
        report.find(prefix + file, "", reason)
    report.counts["files"] += len(manifest["files"]) + 1
    return manifest


@dataclass
class Problems:
    """The problems of one file, as its views are compared with them: the rows that are decided
    from the files, by id, and of those drawn again the rows of the view."""

    rows: dict[str, dict[str, Any]] = field(default_factory=dict)
    drawn: set[str] = field(default_factory=set)  # ids of problems whose view was drawn again
    views: dict[str, list[pa.Table]] = field(default_factory=dict)  # by config


class Place(NamedTuple):
    """What the name of a file of problems says."""

    stage: str
    split: str
    number: int


@dataclass
class View:
    """The rows that a view should have: those drawn again, their place by id, and the ids of
    others; and what was seen."""

    drawn: pa.Table | None
    places: dict[str, int]
    left: dict[str, None]
    seen: set[str] = field(default_factory=set)
    last: int = -1


class Verification:
    """One dataset that is verified, and what was seen of it."""

    def __init__(
        self, folder: Path, prefix: str, report: Report, progress: Progress, stages: Marks
    ) -> None:
        self.folder, self.prefix, self.report, self.progress = folder, prefix, report, progress
        self.stages = stages
        self.rules = Rules(families=report.families)
        self.rows_due: dict[str, int] = {}
        self.redraw: Redraw | None = None
        self.asks_sympy = False
        self.ids: dict[str, Marks] = {config: Marks() for config in CONFIGS}
        self.keys, self.homes, self.params = Marks(), Marks(), Marks()
        self.counts: dict[str, Counter[tuple[str, ...]]] = {}  # by shard, as its manifest has them

    def run(self, redraw: bool) -> None:
        """Verify it; findings go to the report."""
        manifest = check_manifest(self.folder, self.prefix, self.report)
        total = self.prepare(manifest, redraw) if manifest else 0
        present = {config: tables_in(self.folder / config) for config in CONFIGS}
        for name in sorted(present["problems"]):
            problems = self.check_problems(name, total)
            stage, _, rest = name.partition("-")
            for config in CONFIGS_OF_STAGE.get(stage, ()):
                if config == stage or rest in present[config] or config in problems.views:
                    present[config].discard(rest)
                    self.check_view(config, rest, problems)
        for config, left in present.items():
            for name in sorted(left) if config != "problems" else []:
                self.find(f"{config}/{name}", "", "there is no file of problems for it")
        self.check_repeated()
        self.check_missing()
        if manifest is not None:
            self.check_shards(manifest)

    def find(self, file: str, id: Any, reason: str) -> None:
        self.report.find(self.prefix + file, str(id), reason)

    def prepare(self, manifest: dict[str, Any], redraw: bool) -> int:
        """Read what rows are held to, and how they are drawn again; how many problems there are."""
        configuration = Configuration(manifest)
        self.rows_due = {name: said.get("rows", 0) for name, said in manifest["files"].items()}
        total = self.problems_there(configuration)
        name = self.folder.name
        for file, reason in configuration.card_faults(self.folder):
            self.find(file, "", reason)
        try:
            template, shares = template_of(manifest), shares_of(manifest)
            self.rules = Rules(
                template,
                shares,
                self.report.families,
                configuration.same_draws,
                configuration.edited,
                label_in(manifest["config"]),
            )
            if configuration.is_imported:
                self.report.leave_open(IMPORTED, name)
                return total
            for file, reason in configuration.file_faults(self.folder):
                self.find(file, "", reason)
            self.redraw = configuration.redraw(self.report, template, name, redraw)
        except CurriculaError as error:
            self.find(MANIFEST, "", f"its configuration cannot be drawn: {error}")
        if self.redraw is not None and (reason := self.redraw.plan(total)):
            self.find(MANIFEST, "", f"its plan cannot be made again: {reason}")
        return total

    def problems_there(self, configuration: Configuration) -> int:
        """How many problems the manifest names, in files that can hold them."""
        total = 0
        for name, rows in configuration.problem_rows.items():
            try:
                size = (self.folder / "problems" / name).stat().st_size
            except OSError:
                continue
            total += min(rows, max(FEW, size // ROW_BYTES))
        return total

    # problems

    def check_problems(self, name: str, total: int) -> Problems:
        """Verify a file of problems."""
        file, problems, counts = f"problems/{name}", Problems(), Counter[tuple[str, ...]]()
        place = place_of(name)
        for rows in self.read_rows(file, "problems"):
            self.mark_problems(file, rows)
            compared = None
            if self.redraw is not None and place is not None:
                compared = self.redraw.compare(place.stage, place.split, rows)
                self.check_places(file, place, rows, compared)
                self.note_comparison(file, rows, compared, problems)
                if self.draws_text:
                    counts += compared.counts
            self.check_rows(file, rows, compared, problems, counts)
            self.ask_sympy(file, rows)
            self.progress(self.report.counts["problems"], total)
        self.counts[name.removesuffix(".parquet")] = counts
        return problems

    def mark_problems(self, file: str, rows: pa.Table) -> None:
        """Note ids, keys and homes of some rows, and count them."""
        report, here = self.report, (self.folder, self.prefix, file)
        names = ("id", "key", "split_key", "stage", "split", "family", "params")
        columns = {name: rows[name].to_pylist() for name in names}
        self.ids["problems"].add(*here, columns["id"])
        self.keys.add(*here, columns["key"])
        self.params.add(*here, list(zip(columns["family"], columns["params"], strict=True)))
        homes = list(zip(columns["stage"], columns["split"], strict=True))
        self.homes.add(*here, columns["split_key"], homes)
        self.stages.add(*here, columns["split_key"], columns["stage"])
        solutions = flat(rows["solutions"])
        report.counts["problems"] += len(rows)
        report.counts["solutions"] += len(solutions)
        report.counts["claims"] += len(steps_of(solutions))

    def check_places(self, file: str, place: Place, rows: pa.Table, compared: Comparison) -> None:
        """Whether some rows of a file are those that the plan has there."""
        if self.redraw is None or self.redraw.planned is None:
            return
        planned = self.redraw.planned[place.stage, place.split]
        where = f"{place.stage}/{place.split}"
        for id, address in zip(rows["id"].to_pylist(), compared.addresses, strict=True):
            if address is None:
                continue
            at = planned.position(address)
            if at < 0:
                self.find(file, id, f"the configuration has no such problem in {where}")
                continue
            if planned.seen[at]:
                self.find(file, id, f"the row is in {where} twice")
            elif self.redraw.whole and at // self.redraw.shard_size != place.number:
                self.find(file, id, "by the configuration it is in another file")
            elif at < planned.last:
                self.find(file, id, "by the configuration it comes before rows that precede it")
            planned.see(at)

    def note_comparison(
        self, file: str, rows: pa.Table, compared: Comparison, problems: Problems
    ) -> None:
        """Note what was drawn otherwise, and the rows of the view."""
        ids = rows["id"].to_pylist()
        for number, reasons in compared.differences.items():
            self.name_faults(file, ids[number], iter(reasons))
        drawn = [ids[number] for number in compared.drawn]
        self.report.counts["problems drawn again"] += len(drawn)
        problems.drawn.update(drawn)
        for config, view in compared.views.items():
            problems.views.setdefault(config, []).append(view)

    def check_rows(
        self,
        file: str,
        rows: pa.Table,
        compared: Comparison | None,
        problems: Problems,
        counts: Counter[tuple[str, ...]],
    ) -> None:
        """Verify some rows: those that are as they were drawn again by their claims, which are
        read back from their texts; the others from the files."""
        drawn = set(compared.drawn) if compared is not None else set()
        level = Level.DRAWN if self.draws_text else Level.PROBLEM
        sound = self.sound_rows(rows, compared) if compared is not None else set()
        if sound:
            self.report.reach("problems", level)
        left = sorted(set(range(len(rows))) - sound)
        for number, row in zip(left, take(rows, left).to_pylist(), strict=True):
            self.report.reach("problems", level if number in drawn else Level.FILES)
            self.name_faults(file, row["id"], problem_faults(row, self.rules))
            if number not in drawn or not self.draws_text:
                problems.rows[row["id"]] = row
                self.name_faults(file, row["id"], count_row(row, counts))

    def ask_sympy(self, file: str, rows: pa.Table) -> None:
        """Decide the claims of some rows a second time, where that is asked for."""
        if not self.asks_sympy:
            return
        from pipelines.dataset.second_decision import decision_faults  # here, for it loads SymPy

        for row in rows.to_pylist():
            self.name_faults(file, row["id"], decision_faults(row, self.report))

    @property
    def draws_text(self) -> bool:
        """Whether the texts of solutions are drawn again too."""
        return self.redraw is not None and self.redraw.same_text

    def sound_rows(self, rows: pa.Table, compared: Comparison) -> set[int]:
        """The rows that are as they were drawn again, and whose claims hold when they are read
        back; without those that have a solution which is wrong on purpose."""
        if not self.draws_text:
            return set()
        solutions = flat(rows["solutions"])
        correct = inner(solutions, "correct").to_pylist()
        pairs = zip(owners(rows["solutions"]), correct, strict=True)
        wrong = {owner for owner, is_right in pairs if not is_right}
        sound = [number for number in compared.same if number not in wrong]
        solutions = flat(take(rows["solutions"], sound))
        claims = distinct(inner(steps_of(solutions), "claim"))
        return set(sound) if all_hold(claims) else set()

    # sft, steps, rl, eval and base

    def check_view(self, config: str, name: str, problems: Problems) -> None:
        """Verify the rows that sft, steps, rl, eval or base makes of a file of problems: each
        sound, none missing."""
        file = f"{config}/{name}"
        views = problems.views.get(config, [])
        drawn = pa.concat_tables(views) if views else None
        ids = drawn["id"].to_pylist() if drawn is not None else []
        view = View(
            drawn, {id: number for number, id in enumerate(ids)}, wanted_ids(config, problems)
        )
        start = 0
        for rows in self.read_rows(file, config):
            self.report.counts[f"{config} rows"] += len(rows)
            if config == "base":
                self.ask_sympy(file, rows)
            self.ids[config].add(self.folder, self.prefix, file, rows["id"].to_pylist())
            if not self.is_view_as_drawn(config, rows, view, start):
                self.check_view_rows(file, config, rows, view, problems)
            start += len(rows)
        for id in [*view.left, *[id for id in view.places if id not in view.seen]]:
            self.find(file, id, "the row is missing")

    def is_view_as_drawn(self, config: str, rows: pa.Table, view: "View", start: int) -> bool:
        """Whether some rows of a view, from this one on, are just those that were drawn again."""
        if view.drawn is None or not self.draws_text:
            return False
        if not rows.equals(view.drawn.slice(start, len(rows))):
            return False
        if config == "base":
            steps = flat(rows["steps"])
            if not all_hold(distinct(inner(steps, "claim"))):
                return False
        view.seen.update(rows["id"].to_pylist())
        self.report.reach(config, Level.DRAWN)
        return True

    def check_view_rows(
        self, file: str, config: str, rows: pa.Table, view: "View", problems: Problems
    ) -> None:
        """Verify rows of a view one by one: beside the rows that were drawn again, or beside the
        problem that they belong to."""
        ids = rows["id"].to_pylist()
        drawn = [number for number, id in enumerate(ids) if id in view.places]
        if drawn and self.redraw is not None and view.drawn is not None:
            due = take(view.drawn, [view.places[ids[number]] for number in drawn])
            differences = self.redraw.differences(take(rows, drawn), due, config)
            for number, reasons in differences.items():
                self.name_faults(file, ids[drawn[number]], iter(reasons))
        for row in rows.to_pylist():
            id, is_drawn = row["id"], row["id"] in view.places
            if is_drawn:
                if view.places[id] < view.last and id not in view.seen:
                    self.find(file, id, "by the configuration it comes before rows that precede it")
                view.last = max(view.last, view.places[id])
            level = Level.DRAWN if self.draws_text else Level.PROBLEM
            self.report.reach(config, level if is_drawn else Level.FILES)
            view.seen.add(id)
            if not is_drawn or not self.draws_text:
                problem = problems.rows.get(row["problem_id"])
                if problem is None and row["problem_id"] in problems.drawn:
                    self.find(file, id, "its problem has no such row")
                else:
                    self.name_faults(file, id, view_faults(row, problem, config, self.rules))
            elif config == "base":
                self.name_faults(file, id, drill_faults(row, TERSE))
            view.left.pop(id, None)

    # the whole

    def check_repeated(self) -> None:
        """Find rows that share what no two may share."""
        for config, seen in self.ids.items():
            for file, id in seen.repeated():
                self.report.find(file, id, f"its id occurs twice in {config}")
        for file, id in self.keys.repeated():
            self.report.find(file, id, "its structural key occurs twice")
        for file, id in self.params.repeated():
            self.report.find(file, id, "its params occur twice")
        for file, id in self.homes.divided():
            self.report.find(
                file,
                id,
                "a problem that differs in surface or type only is in another stage or split",
            )

    def check_missing(self) -> None:
        """Find the problems that the plan has and the files have not."""
        if self.redraw is None or self.redraw.planned is None:
            return
        for (stage, split), planned in self.redraw.planned.items():
            for address in planned.missing():
                id = self.redraw.id_of(stage, address)
                self.find(f"problems/{stage}-{split}", id, "the row is missing")

    def check_shards(self, manifest: dict[str, Any]) -> None:
        """Whether the shards of the manifest are its files, with the counts that these have. Looked
        at where nothing else is wrong, for whatever is changes the counts too."""
        described, shards = manifest["files"], manifest.get("shards", {})
        if not shards or any(self.prefix + name in self.report.by_file for name in described):
            return
        for shard, entry in shards.items():
            if any(described.get(name) != said for name, said in entry["files"].items()):
                self.find(MANIFEST, "", f"its shard {shard} has other files than the dataset")
            counts = Counter({tuple(key): count for *key, count in entry["counts"]})
            if counts != self.counts.get(shard):
                self.find(MANIFEST, "", f"its shard {shard} counts other rows than there are")
        tables = {name for name in described if name.endswith(".parquet")}
        left = tables.difference(*[entry["files"] for entry in shards.values()])
        if left:
            self.find(MANIFEST, "", f"its shards have not the file {min(left)}")

    # files

    def read_rows(self, file: str, config: str) -> Iterator[pa.Table]:
        """The rows of a file in batches, no more than there may be; what cannot be read is a
        finding, and a file of which too much is wrong is read no further."""
        if not_plain(self.folder, file):
            if file not in self.rows_due:  # else it is a finding already
                self.find(file, "", not_plain(self.folder, file))
            return
        path = self.folder / file
        try:
            if reason := footer_fault(path, config) or text_fault(path):
                if not self.report.by_file[self.prefix + file]:
                    self.find(file, "", reason)
                return
            with parquet.ParquetFile(path) as source:
                if not fits(pa.struct(source.schema_arrow), pa.struct(SCHEMAS[config])):
                    self.find(file, "", "its columns are not those of " + config)
                    return
                read, named = 0, source.metadata.num_rows
                due = self.rows_due.get(file, named)
                ids: set[str] = set()
                for batch in source.iter_batches(BATCH):
                    read += batch.num_rows
                    ids.update(batch.column("id").to_pylist())
                    yield pa.Table.from_batches([batch])
                    too_many = read > due or read - len(ids) > MOST or self.is_full(file)
                    if too_many and read < named:
                        self.find(file, "", f"is read no further than row {read:,} of {named:,}")
                        return
                if read != named:  # the manifest is compared with what the footer names
                    self.find(file, "", f"has {read:,} rows; its footer says {named:,}")
        except (pa.ArrowException, OSError, ValueError, UnicodeDecodeError) as error:
            said = (str(error).splitlines() or [type(error).__name__])[0][:160]
            self.find(file, "", f"cannot be read: {said}")

    def is_full(self, file: str) -> bool:
        """Whether so much of a file is wrong that it is read no further."""
        return self.report.by_file[self.prefix + file] > MOST

    def name_faults(self, file: str, id: Any, reasons: Iterator[str]) -> None:
        """Note what is wrong with a row, at most NAMED faults of it."""
        try:
            for count, reason in enumerate(reasons):
                if count == NAMED:
                    break
                self.find(file, id, reason)
        except (
            CurriculaError,
            TypeError,
            LookupError,
            AttributeError,
            ValueError,
            ArithmeticError,
        ) as error:
            self.find(file, id, f"a field is missing or of the wrong type: {error}")


def tables_in(folder: Path) -> set[str]:
    return {path.name for path in folder.glob("*.parquet")}


def place_of(name: str) -> Place | None:
    """Stage, split and number of a file of problems; None for another name."""
    named = PROBLEMS_FILE.fullmatch(name)
    if named is None or named[2] not in SPLITS[named[1]]:
        return None
    return Place(named[1], named[2], int(named[3]))


def steps_of(solutions: Any) -> Any:
    """The steps of a column of solutions."""
    return flat(inner(solutions, "steps"))


def all_hold(claims: list[Any]) -> bool:
    """Whether claims hold, each read from its text."""
    try:
        return all([Claim.read(claim).holds() for claim in claims])
    except (Unreadable, TypeError):
        return False


def count_row(row: dict[str, Any], counts: Counter[tuple[str, ...]]) -> Iterator[str]:
    """Count a row as the manifest does; nothing is wrong with it, unless a field is missing."""
    place = (row["stage"], row["family"], str(row["difficulty"]))
    solutions = row["solutions"] or []
    counts["problems", *place, ""] += 1
    for solution in solutions:
        counts["solutions", *place, solution["strategy"]] += 1
        if not solution["correct"]:
            counts["wrong", *place, ""] += 1
    counts["claims", *place, ""] += sum([len(solution["steps"]) for solution in solutions])
    yield from ()


def wanted_ids(config: str, problems: Problems) -> dict[str, None]:
    """The ids of the rows that a view has of problems which were not drawn again."""
    left: dict[str, None] = {}
    for id, row in problems.rows.items():
        if id in problems.drawn:
            continue
        if config in ("sft", "steps"):  # a row for each solution
            solutions = [one for one in row["solutions"] or [] if one is not None]
            left |= {f"{id}#{one['strategy']}": None for one in solutions}
        else:
            left[id] = None
    return left
