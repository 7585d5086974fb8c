"""Builds a dataset in a folder: plan, shards, card, manifest; what is whole is kept, and a rerun
resumes what is missing.

A shard is a pure function of draw version, configuration and plan. It is written under a temporary
name and renamed when whole, then its own small manifest is; so a folder holds whole files only,
whatever stopped the build. At a URL it is the same: files are put there whole, in this order.
"""

import shlex
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import Any

import pyarrow as pa
import pyarrow.parquet as parquet
from filelock import FileLock, Timeout

from curricula.curriculum import Curriculum, CurriculumError
from curricula.curriculum_file import to_mapping
from curricula.names import fault, shown, told_apart
from curricula.version import VERSION
from generators.errors import CurriculaError, DatasetError
from generators.problem import DRAW_VERSION
from generators.render import TEXT_VERSION
from pipelines.dataset.card import CARD, title_of, with_exports, write_card
from pipelines.dataset.card_words import WORDS, CardWords, keep_words, read_words
from pipelines.dataset.configuration import mixtures_of
from pipelines.dataset.croissant import CROISSANT, write_croissant
from pipelines.dataset.engine import Engine, local_engine
from pipelines.dataset.identity import source_digests
from pipelines.dataset.kept_draws import kept_draws
from pipelines.dataset.manifest import (
    BUILD,
    FORMAT,
    MANIFEST,
    canonical_json,
    describe,
    read_json,
    read_manifest,
    sealed,
    sha256_text,
)
from pipelines.dataset.manifest_names import entry_faults
from pipelines.dataset.plan import (
    SHARD,
    Shard,
    check_capacity,
    curriculum_families,
    make_plan,
    quotas,
    same_sources,
    spans,
)
from pipelines.dataset.schema import SCHEMAS
from pipelines.dataset.shards import Job, give_memory_back, read_plan, shard_name, write_plan
from pipelines.dataset.storage import (
    ADDRESSES,
    CONFIG,
    DRAWS,
    ENTRY,
    LOCK,
    PLAN,
    Folder,
    Storage,
    storage_of,
)
from pipelines.dataset.template import Template
from pipelines.dataset.whole_files import PARTIAL, remove_partials, write_whole

FAMILY_DIR = "--family-dir"  # in a command
KEYS = "keys"  # what the folder with the keys of a plan that is made is called
PATIENCE = 600.0  # seconds that a build of some shards waits for another one's plan


Opened = Callable[[Job], AbstractContextManager[Engine]]


@dataclass(frozen=True)
class Result:
    """A built dataset: its folder or URL, its manifest, and how many shards this run wrote and
    found whole."""

    folder: Path | str
    manifest: dict[str, Any]
    written: int
    kept: int


def configuration(curriculum: Curriculum, template: Template) -> dict[str, Any]:
    """All that a dataset's bytes depend on, as plain values."""
    mixtures = mixtures_of(curriculum)
    families = source_digests(curriculum_families(curriculum))
    return {
        "format": FORMAT,
        "draw_version": DRAW_VERSION,
        "text_version": TEXT_VERSION,
        "version": VERSION,
        "shard": SHARD,
        "curriculum": to_mapping(curriculum),
        "template": {
            "name": template.name,
            "prompt": template.prompt,
            "completion": template.completion,
        },
        **({"mixtures": mixtures} if mixtures else {}),
        **({"families": families} if families else {}),
    }


def build(
    curriculum: Curriculum,
    template: Template,
    folder: Path | str,
    command: str,
    workers: int = 1,
    family_folders: tuple[str, ...] = (),
    progress: Callable[[int, int], None] = lambda done, total: None,
    engine: Opened | None = None,
    words: Mapping[str, Any] = MappingProxyType({}),
) -> Result:
    """Build, or finish, the dataset in `folder`, which may be a URL that fsspec knows: by so many
    `workers` here, or by an `engine`. `words` are fields of its card.yaml that are set anew. Raises
    CurriculaError or OSError."""
    config = {**configuration(curriculum.checked(), template), "command": command}
    groups = same_sources(curriculum, curriculum_families(curriculum))
    check_capacity(curriculum, groups, quotas(curriculum))
    digest = sha256_text(canonical_json({**config, "command": ""}))
    with storage_of(folder) as place, only_builder(place):
        job = Job(curriculum, template, place.folder, digest, family_folders, place.url)
        read_words(place.folder)  # what is wrong with them is told before anything is built
        done = prepare(place, config)
        due = spans(curriculum)
        names = [shard_name(curriculum, span) for span in due]
        if is_finished(place, names, done):  # the plan, which is long to make, says no more
            progress(due[-1].end, due[-1].end)
            entries = {name: done[name] for name in names}
            manifest = finish(place, config, entries, kept_words(place, words))
            return Result(folder, manifest, 0, len(names))
        with engine(job) if engine else local_engine(job, workers) as opened:
            plan = planned(job, opened, place)
            said = kept_words(place, words)
            sizes = [len(shard.indices) for shard in plan]
            missing = missing_of(place, names, range(len(plan)), done)
            finished = sum(sizes) - sum([sizes[number] for number in missing])
            progress(finished, sum(sizes))
            for number, entry in opened.write(missing):
                done[names[number]] = entry
                finished += sizes[number]
                progress(finished, sum(sizes))
        manifest = finish(place, config, {name: done[name] for name in names}, said)
    return Result(folder, manifest, len(missing), len(plan) - len(missing))


@dataclass(frozen=True)
class Part:
    """What a build of some shards did: how many it wrote and found whole; how many there are now,
    and how many are planned."""

    written: int
    kept: int
    there: int
    planned: int


def build_shards(
    curriculum: Curriculum,
    template: Template,
    folder: Path | str,
    command: str,
    wanted: Sequence[range],
    workers: int = 1,
    family_folders: tuple[str, ...] = (),
    progress: Callable[[int, int], None] = lambda done, total: None,
    engine: Opened | None = None,
    words: Mapping[str, Any] = MappingProxyType({}),
) -> Part:
    """Write the shards with these numbers in the plan and no more, beside other processes that
    write others; `build` then finishes the dataset. Raises CurriculaError or OSError."""
    config = {**configuration(curriculum.checked(), template), "command": command}
    groups = same_sources(curriculum, curriculum_families(curriculum))
    check_capacity(curriculum, groups, quotas(curriculum))
    digest = sha256_text(canonical_json({**config, "command": ""}))
    with ExitStack() as left:
        place = left.enter_context(storage_of(folder))
        job = Job(curriculum, template, place.folder, digest, family_folders, place.url)
        opened = left.enter_context(engine(job) if engine else local_engine(job, workers))
        with only_builder(place, PATIENCE):
            if (place.folder / MANIFEST).exists():
                part = finished_part(place, entries_there(place, config))
                kept_words(place, words)
                return part
            done = prepare(place, config)
            plan = planned(job, opened, place)
            kept_words(place, words)
        names = [shard_name(curriculum, shard) for shard in plan]
        asked = sorted(set(range(len(plan))).intersection(chain.from_iterable(wanted)))
        missing = missing_of(place, names, asked, done)
        progress(len(asked) - len(missing), len(asked))
        for count, _ in enumerate(opened.write(missing), 1):
            progress(len(asked) - len(missing) + count, len(asked))
        there = {name.rpartition("/")[2].removesuffix(ENTRY) for name in place.names()}
    return Part(len(missing), len(asked) - len(missing), len(there & {*names}), len(plan))


def kept_words(place: Storage, asked: Mapping[str, Any]) -> CardWords:
    """The words in card.yaml, after what is asked was put there. Raises DatasetError."""
    said = keep_words(place.folder, dict(asked))
    if asked:
        place.keep(WORDS)
    return said


def missing_of(
    place: Storage, names: Sequence[str], numbers: Sequence[int], entries: dict[str, Any]
) -> list[int]:
    """Those of these shards that are not there as their entries say."""
    there = place.names()
    return [n for n in numbers if not whole(place, there, entries.get(names[n]))]


def is_finished(place: Storage, names: Sequence[str], entries: dict[str, Any]) -> bool:
    """Whether a dataset was finished before, and all its shards are there as they were written."""
    if MANIFEST not in present_in(place) or not names or {*names} != entries.keys():
        return False
    return not missing_of(place, names, range(len(names)), entries)


def finished_part(place: Storage, entries: dict[str, Any]) -> Part:
    """The same of a dataset that is finished. Raises DatasetError where it is not whole."""
    there = place.names()
    for name, entry in entries.items():
        if not whole(place, there, entry):
            raise DatasetError(
                f"{place.shown} is finished, but its shard {name} is not as it was written; the"
                " same command without --shards mends it"
            )
    return Part(0, len(entries), len(entries), len(entries))


def planned(job: Job, engine: Engine, place: Storage) -> list[Shard]:
    """The plan of a job, made where it is not there yet, from where that was stopped. Raises
    CurriculumError where it cannot be made."""
    plan = read_plan(job)
    state = place.folder / BUILD
    if plan is None:
        remove_partials(state, KEYS)
        try:
            with (
                TemporaryDirectory(PARTIAL, f".{KEYS}.", state) as scratch,
                kept_draws(state / DRAWS, job.digest, engine.draw) as draw,
            ):
                write_plan(job, make_plan(job.curriculum, Path(scratch), draw))
        except CurriculumError:
            abandon(place)
            raise
        place.keep(f"{BUILD}/{ADDRESSES}", f"{BUILD}/{PLAN}")
        plan = read_plan(job)
    if plan is None:
        raise DatasetError(f"{place.shown}: the plan was changed while it was made")
    (state / DRAWS).unlink(missing_ok=True)
    return plan


def make_folder(folder: Path) -> None:
    """Make the folder, if it is not there. Raises DatasetError where that cannot be."""
    if folder.exists() and not folder.is_dir():
        raise DatasetError(f"{folder} is a file; name a folder")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DatasetError(f"{folder} cannot be written: {error.strerror}") from error


@contextmanager
def only_builder(place: Storage, seconds: float = 0) -> Iterator[None]:
    """Keep a second process from building at a place; the lock goes with the process, however that
    ends. That of a URL is a lock of this machine. Raises DatasetError where another one is at work,
    and still is after so long."""
    file = place.lock
    make_folder(file.parent)
    lock = FileLock(file, timeout=seconds)
    try:
        lock.acquire()
    except Timeout as error:
        raise DatasetError(
            f"another curricula process builds {place.shown}; wait for it or choose another --out"
        ) from error
    except OSError as error:
        raise DatasetError(f"{file.parent} cannot be written: {error.strerror}") from error
    try:
        place.get_state()
        yield
    finally:
        with suppress(OSError):  # Windows removes no open file
            file.unlink()  # before the release: who opened it meanwhile looks again
        lock.release()


def prepare(place: Storage, config: dict[str, Any]) -> dict[str, Any]:
    """Make the place ours; gives the entries of shards written before. Raises DatasetError for one
    that is not."""
    entries = entries_there(place, config)
    state = place.folder / BUILD
    try:
        state.mkdir(exist_ok=True)
        write_whole(state / CONFIG, canonical_json(config))
    except OSError as error:
        raise DatasetError(f"{place.folder} cannot be written: {error.strerror}") from error
    place.keep(f"{BUILD}/{CONFIG}")
    for path in state.glob(f"*{ENTRY}"):
        said = read_config(path) or {}
        entries |= {
            name: entry for name, entry in said.items() if not any(entry_faults(name, entry))
        }
    return entries


def entries_there(place: Storage, config: dict[str, Any]) -> dict[str, Any]:
    """The entries of a finished dataset's shards; none of another place. Raises DatasetError for a
    place that is not of this configuration, which takes the command that it has."""
    folder = place.folder
    present = present_in(place)
    for name in present:
        if not place.url and (folder / name).is_symlink():
            raise DatasetError(
                f"{folder / name} is a link, and a build writes into its own folder only; choose"
                " another folder"
            )
    before = read_config(folder / BUILD / CONFIG)
    entries: dict[str, Any] = {}
    if MANIFEST in present:
        try:
            manifest = read_manifest(folder)
        except DatasetError as error:
            raise DatasetError(
                f"{place.shown}: {error}; choose another folder, or remove this one"
            ) from error
        before, entries = manifest["config"], manifest.get("shards", {})
    elif before is None and present and not is_left(place, present):
        raise DatasetError(
            f"{place.shown} is not empty and not a dataset of this program; choose another folder"
        )
    if before is not None and before.get("draw_version") != config["draw_version"]:
        raise DatasetError(
            f"{place.shown} is of draw version {shown(str(before.get('draw_version')))}; this"
            f" program draws version {config['draw_version']}, and reads, grades and trains on the"
            " other as it is: choose another folder"
        )
    if before is not None:
        keep_command(before, config)
        if before != config:
            raise DatasetError(difference(place.shown, before, config))
    return entries


def is_left(place: Storage, present: Sequence[str]) -> bool:
    """Whether all that is there is what a build left that ended before it wrote its configuration:
    a folder for its state with nothing whole in it."""
    state = place.folder / BUILD
    return (
        list(present) == [BUILD]
        and state.is_dir()
        and all([path.name.endswith(PARTIAL) for path in state.iterdir()])
    )


def present_in(place: Storage) -> list[str]:
    """The files and folders at a place, without the lock. Raises DatasetError."""
    if place.url:
        found = {name.partition("/")[0] for name in place.names()} - {WORDS}
        return sorted([name for name in found if name == BUILD or not name.startswith(".")])
    try:
        found = {path.name for path in place.folder.iterdir()} - {LOCK, WORDS}
    except OSError as error:
        raise DatasetError(f"{place.folder} cannot be read: {error.strerror}") from error
    return sorted(found)


def keep_command(before: dict[str, Any], config: dict[str, Any]) -> None:
    """Another way to the same folders of families makes no other dataset."""
    command = before.get("command")
    if isinstance(command, str) and without_folders(command) == without_folders(config["command"]):
        config["command"] = command


def without_folders(command: str) -> str:
    """A command without the folders of families that it names."""
    try:
        words = shlex.split(command)
    except ValueError:
        return command
    places = [at for at, word in enumerate(words) if word == FAMILY_DIR]
    left = [word for at, word in enumerate(words) if not {at, at - 1} & set(places)]
    return shlex.join(left)


def abandon(place: Storage) -> None:
    """Leave no trace of a build that turned out impossible; what other builds wrote stays."""
    folder = place.folder
    if not (folder / MANIFEST).exists() and not list((folder / BUILD).glob(f"*{ENTRY}")):
        place.end_build()
        if [path.name for path in folder.iterdir()] == [LOCK]:
            rmtree(folder)


def read_config(path: Path) -> dict[str, Any] | None:
    content = read_json(path)
    return content if isinstance(content, dict) else None


def difference(folder: str, before: dict[str, Any], now: dict[str, Any]) -> str:
    """One line that says in what two configurations differ, and what to do."""
    remedy = "choose another folder, or remove this one"
    sources = before.get("families", {}), now.get("families", {})
    if sources[0] != sources[1]:
        names = sorted({*sources[0], *sources[1]})
        changed = [name for name in names if sources[0].get(name) != sources[1].get(name)]
        if {**before, "families": 0} == {**now, "families": 0}:
            return (
                f"{folder} was made by another source of {', '.join(changed)} than is here now (its"
                f" file or a module that it imports was edited); {remedy}"
            )
    path, there, due = first_difference(before, now)
    return f"{folder} holds another configuration ({path} {told_apart(there, due)}); {remedy}"


def first_difference(before: Any, now: Any, path: str = "") -> tuple[str, str, str]:
    """The first field in which two configurations differ: its path, and both values. The command
    is the last, since it differs with all others."""
    if isinstance(before, dict) and isinstance(now, dict):
        for name in sorted({*before, *now}, key=lambda name: (name == "command", name)):
            if before.get(name) != now.get(name):
                inner = f"{path}.{name}" if path else name
                return first_difference(before.get(name), now.get(name), inner)
    if isinstance(before, list) and isinstance(now, list) and len(before) == len(now):
        for i, (a, b) in enumerate(zip(before, now, strict=True)):
            if a != b:
                return first_difference(a, b, f"{path}[{i}]")
    return path, str(before), str(now)


def whole(place: Storage, there: Mapping[str, int], entry: dict[str, Any] | None) -> bool:
    """Whether every file of a shard is there as it was written, under names that a dataset has;
    `there` are the files and their bytes."""
    if entry is None or any([fault("file", name) for name in entry["files"]]):
        return False
    try:
        return all(
            [
                there.get(name) == said.get("bytes")
                and place.described(name, said["rows"]) == said
                and is_table(place.source(name), name.partition("/")[0], said["rows"])
                for name, said in entry["files"].items()
            ]
        )
    except (pa.ArrowException, OSError, ValueError) as error:  # what is no table is written anew
        if isinstance(error, CurriculaError):
            raise
        return False


def is_table(source: Any, config: str, rows: int) -> bool:
    """Whether a file is a table of so many rows with the columns of its config. Raises
    ArrowException or OSError for what is none."""
    with parquet.ParquetFile(source) as file:
        return file.schema_arrow == SCHEMAS[config] and file.metadata.num_rows == rows


def finish(
    place: Storage, config: dict[str, Any], entries: dict[str, Any], words: CardWords
) -> dict[str, Any]:
    """Write card, Croissant description and manifest, and remove what only the build needed.
    Raises DatasetError where another machine has put other files there meanwhile."""
    manifest = describe_all(place, config, entries, words)
    place.end_build()
    return manifest


def describe_all(
    place: Storage, config: dict[str, Any], entries: dict[str, Any], words: CardWords
) -> dict[str, Any]:
    """Write card, Croissant description and manifest of the shards with these entries."""
    give_memory_back()
    counts: Counter[tuple[str, ...]] = Counter()
    for shard, entry in entries.items():
        for *key, count in entry["counts"]:
            counts[*key, shard.split("-")[1]] += count
    files = entry_files(entries)

    def count_of(what: str) -> int:
        return sum(count for key, count in counts.items() if key[0] == what)

    problems, solutions = count_of("problems"), count_of("solutions")
    about = words.description or (
        f"{problems:,} maths problems with {solutions:,} solutions, each step checked; made by"
        f" curricula {VERSION}"
    )
    folder, there = place.folder, place.names()
    changed = [name for name, said in files.items() if there.get(name) != said["bytes"]]
    if changed:
        raise DatasetError(
            f"{place.shown}/{changed[0]} was changed while the dataset was built; run the same"
            " command again"
        )
    write_whole(folder / CROISSANT, write_croissant(title_of(config, words), about, VERSION, files))
    exports = exports_there(folder)
    card = write_card(place, config, counts, files, words)
    write_whole(folder / CARD, with_exports(card, exports))
    files |= {name: describe(folder / name) for name in (CARD, CROISSANT)}
    manifest = {
        "config": config,
        "config_digest": sha256_text(canonical_json(config)),
        "shards": entries,
        "files": files,
        **({"card": words.plain()} if words.plain() else {}),
        **({"exports": exports} if exports else {}),
    }
    write_whole(folder / MANIFEST, sealed(manifest))
    place.keep(CROISSANT, CARD, MANIFEST)
    return manifest


def exports_there(folder: Path) -> dict[str, Any]:
    """What the manifest says of the exports that lie beside a dataset, where there are any."""
    try:
        return read_manifest(folder).get("exports", {})
    except DatasetError:
        return {}


def renew_card(folder: Path) -> bool:
    """Take the words that are in card.yaml now into the card of a dataset that verifies, if they
    are not there; whether anything was written. Raises DatasetError."""
    manifest, words = read_manifest(folder), read_words(folder)
    if words.plain() == manifest.get("card", {}):
        return False
    if "imported" in manifest["config"]:
        raise DatasetError(f"{folder / WORDS}: an imported set has a card of its own; remove it")
    shards = manifest.get("shards", {})
    tables = {name for name in manifest["files"] if name.endswith(".parquet")}
    try:
        if tables != {*entry_files(shards)}:
            raise DatasetError(f"{folder}: its manifest has other files than its shards")
        place = Folder(folder)
        with only_builder(place):
            describe_all(place, manifest["config"], shards, words)
    except (LookupError, TypeError, ArithmeticError, AttributeError) as error:
        raise DatasetError(f"{folder}: its manifest does not say all that a card says") from error
    return True


def entry_files(entries: dict[str, Any]) -> dict[str, Any]:
    """What the entries of shards say of their files."""
    files: dict[str, Any] = {}
    for entry in entries.values():
        files |= entry["files"]
    return files
