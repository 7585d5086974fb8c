"""One cell of a run or an experiment: what makes it, and its folder.

The folder says how the cell was made (spec.json), how far it is (progress.json), how long it has
taken (times.json) and, when it is finished, what came of it (cell.json). A lock keeps a second
process out of it.
"""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from hashlib import blake2b
from pathlib import Path
from shutil import rmtree
from typing import Any, NamedTuple

from filelock import FileLock, Timeout

from generators.errors import DatasetError, TrainingError
from pipelines.dataset.manifest import canonical_json
from pipelines.dataset.whole_files import write_whole
from pipelines.models.sampling import of_rollouts
from pipelines.models.settings import LIKE_SFT, settings_of
from pipelines.training.screening import digest_of_rates

SPEC, FLOOR, MODEL, WORK, LOG = "spec.json", "floor.json", "model", "work", "log.jsonl"
CELL, PROGRESS, TIMES, LOCK = "cell.json", "progress.json", "times.json", ".lock"
COMPLETIONS = "completions.parquet"
EXPERIMENT = "experiment.json"  # in the folder that holds the cells of an experiment
# the stage of a dataset that is trained on, by section of the settings
STAGE_OF = {"base": "base", "sft": "sft", "tail": "sft", "rejection": "rl", "rl": "rl"}
WATCHED = "--watched"  # an option of run_cell: end when the process that started it does
PATIENCE = 10  # seconds that a process which was killed may take to go
ALWAYS_READ = ("model", "device")  # the settings that every cell depends on
PLACES = ("family_dirs", "below_floor")  # what two runs of one cell may differ in

Note = Callable[[str], None]


class TrainingPhase(NamedTuple):
    """A dataset's folder, the section of the settings that it is trained under, a factor for its
    updates, and of RL the pass rates that the kinds of problem have that are kept (lanes.py)."""

    dataset: str
    section: str
    repeat: float = 1.0
    keep: tuple[float, float] | None = None

    def plain(self) -> list[Any]:
        """The phase as it is written, without what it does not have."""
        return [value for value in self if value is not None]


@dataclass(frozen=True)
class CellSpec:
    """What makes a cell.

    parent       the stage that it starts from, in `parent_folder`; without one it starts from the
                 settings' model
    vocabulary   the datasets whose words a model from scratch knows
    strategies   those whose openings can be forced
    evaluation   a dataset's folder, or empty
    checkpoint   of a cell without phases: the folder or id of the model that it evaluates
    """

    arm: str
    stage: str
    seed: int
    phases: list[TrainingPhase]
    settings: dict[str, Any]
    strategies: list[str] = field(default_factory=list)
    evaluation: str = ""
    parent: str | None = None
    parent_folder: str = ""
    vocabulary: list[str] = field(default_factory=list)
    below_floor: str = "refuse"
    family_dirs: list[str] = field(default_factory=list)
    checkpoint: str = ""

    def digest(self) -> str:
        """What two runs of a cell must share: all but places. Datasets and the parent count by
        their contents; of the settings those count that the phases and the evaluation read, so
        that another RL leaves SFT as it was."""
        plain = asdict(self)
        read = {*ALWAYS_READ, *[phase.section for phase in self.phases]}
        read |= {"evaluation"} if self.evaluation else set()
        read |= {"sft"} if read & {*LIKE_SFT} else set()
        plain["settings"] = {name: value for name, value in self.settings.items() if name in read}
        plain["limit"] = self.settings["rl"].get("max_completion_length")
        if "rejection" in read:
            plain["rollouts"] = of_rollouts(settings_of(self.settings)).plain()
        if self.evaluation and (drawn := unusual_draws(self.settings["rl"])):
            plain["drawn"] = drawn  # an evaluation draws as rollouts are drawn
        if "rl" in read and self.settings["rl"].get("screened"):
            plain["screened"] = digest_of_rates(self.settings["rl"])
        plain["phases"] = [
            phase._replace(dataset=content_of(phase.dataset)).plain() for phase in self.phases
        ]
        plain["evaluation"] = content_of(self.evaluation) if self.evaluation else ""
        plain["vocabulary"] = [content_of(dataset) for dataset in self.vocabulary]
        plain["parent_folder"] = (
            finished(Path(self.parent_folder)).get("digest", "") if self.parent_folder else ""
        )
        for name in PLACES:
            plain.pop(name)
        return blake2b(canonical_json(plain).encode(), digest_size=16).hexdigest()


def unusual_draws(rl: dict[str, Any]) -> dict[str, Any]:
    """How completions are drawn beside temperature and top_p, where that is not the usual way."""
    usual = {"top_k": 0, "min_p": None, "repetition_penalty": 1.0, "generation_kwargs": None}
    return {name: rl[name] for name in usual if name in rl and rl[name] != usual[name]}


def content_of(dataset: str) -> str:
    """The digest of a dataset's manifest."""
    try:
        return json.loads((Path(dataset) / "manifest.json").read_text(encoding="utf-8"))["digest"]
    except (OSError, ValueError, KeyError) as error:
        raise DatasetError(
            f"{dataset} is not a dataset with a sound manifest; make one with curricula generate"
        ) from error


def seed_of(*parts: object) -> int:
    """A seed of its own for each purpose, below 2^31."""
    return int.from_bytes(blake2b(repr(parts).encode(), digest_size=4).digest(), "big") >> 1


def claim_folder(folder: Path, spec: CellSpec) -> bool:
    """Make the folder this cell's, and say whether it is finished already. A folder whose cell was
    refused at the floor is free for another. Raises TrainingError where it is another's."""
    folder.mkdir(parents=True, exist_ok=True)
    digest, outcome = spec.digest(), finished(folder)
    path = folder / SPEC
    if path.is_file() and digest_in(path) != digest:
        if begun(folder) or not (folder / FLOOR).is_file():
            raise TrainingError(
                f"{folder} was begun with other settings or data; give another --out, or remove it"
                " to begin anew"
            )
        release_folder(folder)
    write_whole(path, canonical_json({**asdict(spec), "digest": digest}))
    return bool(outcome) and outcome.get("digest") == digest


def digest_in(path: Path) -> str:
    """The digest of the cell that a spec.json belongs to. Raises TrainingError."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))["digest"]
    except (ValueError, KeyError, TypeError) as error:
        raise TrainingError(f"{path} cannot be read; remove {path.parent} to begin anew") from error


def begun(folder: Path) -> bool:
    """Whether anything was trained or evaluated in a cell's folder."""
    work = folder / WORK
    saved = [*work.glob(f"*/{MODEL}"), *work.glob("*/checkpoint-*/trainer_state.json")]
    return bool(saved) or any([(folder / name).exists() for name in (MODEL, CELL, COMPLETIONS)])


def release_folder(folder: Path) -> None:
    """Leave nothing of a start that came to nothing, so that other settings may take the folder."""
    for name in (SPEC, FLOOR, PROGRESS, TIMES, LOG):
        (folder / name).unlink(missing_ok=True)
    rmtree(folder / WORK, ignore_errors=True)


def read_spec(folder: Path) -> CellSpec:
    """The spec that a cell's folder holds. Raises OSError, or TrainingError for one that is
    none."""
    text = (folder / SPEC).read_bytes()
    try:
        plain = json.loads(text)
        plain.pop("digest")
        plain["phases"] = [TrainingPhase(*phase) for phase in plain["phases"]]
        return CellSpec(**plain)
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError) as error:
        raise TrainingError(
            f"{folder / SPEC} is not what a stage was made of: {type(error).__name__}; train it"
            " again, or name another run"
        ) from error


def finished(folder: Path) -> dict[str, Any]:
    """What a finished cell says of itself; empty where it is not finished."""
    try:
        return json.loads((folder / CELL).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Keep a second process out of the folder while this one works in it; the lock goes with the
    process, however that ends. Raises TrainingError."""
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / LOCK)
    try:
        lock.acquire(timeout=PATIENCE)
    except Timeout as error:
        raise TrainingError(
            f"{folder}: another process is at work in it; wait for it, or end it"
        ) from error
    try:
        yield
    finally:
        lock.release()


class Progress:
    """Writes how far a cell is into its folder, now and then, for whoever waits, and how long it
    has taken, so that a run which is killed counts too; the parts are its phases and its
    evaluation. Of several processes that train together only the first one writes."""

    def __init__(
        self, folder: Path, show: Callable[[str, int, int], None] | None = None, mine: bool = True
    ) -> None:
        self.path, self.show, self.mine, self.last = folder / PROGRESS, show, mine, 0.0
        self.watch = Stopwatch(folder)

    def at(self, part: str, number: int, parts: int) -> Callable[[int, int], None]:
        """What takes the progress within one part."""

        def took(done: int, total: int) -> None:
            if not self.mine:
                return
            if self.show:
                self.show(part, done, total)
            if time.monotonic() - self.last > 2 or done >= total:
                self.last = time.monotonic()
                share = (number + done / max(1, total)) / parts
                progress = {"part": part, "done": done, "total": total, "share": share}
                write_whole(self.path, json.dumps(progress))
                self.watch.note()

        return took


class Stopwatch:
    """The time of this run of a cell, added to that of the runs before it, which were stopped."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.before = folder, times(folder)
        self.started, self.burnt = time.time(), time.process_time()

    def note(self) -> None:
        """Write down the time until now."""
        seconds, cpu = time.time() - self.started, time.process_time() - self.burnt
        add_time(self.folder, seconds, cpu, self.before)


def times(folder: Path) -> dict[str, Any]:
    """The seconds, of the clock and of the processor, of all runs of a cell."""
    try:
        return json.loads((folder / TIMES).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {"seconds": 0.0, "cpu_seconds": 0.0, "runs": 0}


def add_time(
    folder: Path, seconds: float, cpu: float, before: dict[str, Any] | None = None
) -> None:
    """Add the time of a run to that of those before it, by default what is written down."""
    before = times(folder) if before is None else before
    spent = {
        "seconds": before["seconds"] + seconds,
        "cpu_seconds": before["cpu_seconds"] + cpu,
        "runs": before["runs"] + 1,
    }
    write_whole(folder / TIMES, json.dumps(spent))
