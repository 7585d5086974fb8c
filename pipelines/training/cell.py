"""One cell of a run or an experiment: a model is trained through its phases, evaluated, and kept in
a folder that says how it was made.

A cell that was stopped goes on from its last checkpoint; a finished one is kept. `python -m
pipelines.training.cell FOLDER` runs the cell whose spec.json lies in FOLDER.
"""

import json
import platform
import sys
import time
import traceback
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from shutil import rmtree
from typing import Any

from curricula.version import VERSION
from pipelines.dataset.manifest import canonical_json, write_whole
from pipelines.models.device import agreed, end_with_parent, prepare, rank, wait
from pipelines.models.settings import settings_of
from pipelines.training.folder import (
    CELL,
    CellProblem,
    Progress,
    add_time,
    finished,
    held,
    out_of_memory,
    times,
)

SPEC, FLOOR, MODEL, WORK, LOG = "spec.json", "floor.json", "model", "work", "log.jsonl"
PACKAGES = ("torch", "transformers", "trl", "accelerate", "datasets", "tokenizers", "peft")
WATCHED = "--watched"  # the cell ends when the process that started it does
Note = Callable[[str], None]


@dataclass(frozen=True)
class CellSpec:
    """What makes a cell. `phases` are triples of a data set's folder, the settings' section and the
    factor of its updates. `parent` is the stage that it starts from, in `parent_folder`; without
    one it starts from the settings' model, whose vocabulary, where it is made from scratch, is that
    of the data sets in `vocabulary`. `strategies` can be forced; `evaluation` is a data set's
    folder or empty. A cell without phases evaluates `checkpoint`, a model's folder or id."""

    arm: str
    stage: str
    seed: int
    phases: list[list[Any]]
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
        """What two runs of a cell must share: all but places, with the contents of the data sets
        and of the parent in their stead; of the settings those that its phases and its evaluation
        read, so that another RL leaves SFT as it was."""
        plain = asdict(self)
        sections = {
            "model",
            "device",
            *[section for _, section, _ in self.phases],
            *(["evaluation"] if self.evaluation else []),
        }
        sections |= {"sft"} if "tail" in sections else set()
        plain["settings"] = {
            name: value for name, value in self.settings.items() if name in sections
        }
        plain["limit"] = self.settings["rl"].get("max_completion_length")
        plain["phases"] = [
            [content_of(data), section, repeat] for data, section, repeat in self.phases
        ]
        plain["evaluation"] = content_of(self.evaluation) if self.evaluation else ""
        plain["vocabulary"] = [content_of(data) for data in self.vocabulary]
        plain["parent_folder"] = (
            finished(Path(self.parent_folder)).get("digest", "") if self.parent_folder else ""
        )
        for name in ("family_dirs", "below_floor"):
            plain.pop(name)
        return blake2b(canonical_json(plain).encode(), digest_size=16).hexdigest()


def content_of(data: str) -> str:
    """The digest of a data set's manifest."""
    try:
        return json.loads((Path(data) / "manifest.json").read_text(encoding="utf-8"))["digest"]
    except (OSError, ValueError, KeyError) as error:
        raise CellProblem(
            f"{data} is not a data set with a sound manifest; make one with curricula generate"
        ) from error


def seed_of(*parts: object) -> int:
    """A seed of its own for each purpose, below 2^31."""
    return int.from_bytes(blake2b(repr(parts).encode(), digest_size=4).digest(), "big") >> 1


def claim_folder(folder: Path, spec: CellSpec) -> bool:
    """Make the folder this cell's, and say whether it is finished already. Raises CellProblem where
    it is another's."""
    folder.mkdir(parents=True, exist_ok=True)
    digest, said = spec.digest(), finished(folder)
    path = folder / SPEC
    if path.is_file():
        before = json.loads(path.read_text(encoding="utf-8"))["digest"]
        if before != digest:
            raise CellProblem(
                f"{folder} was begun with other settings or data; give another --out, or remove it to begin anew"
            )
    write_whole(path, canonical_json({**asdict(spec), "digest": digest}))
    return bool(said) and said.get("digest") == digest


def read_spec(folder: Path) -> CellSpec:
    plain = json.loads((folder / SPEC).read_text(encoding="utf-8"))
    plain.pop("digest")
    return CellSpec(**plain)


def run_cell(
    folder: Path, spec: CellSpec, note: Note, show: Callable[[str, int, int], None] | None = None
) -> dict[str, Any]:
    """Train and evaluate one cell, or what is missing of it; returns what cell.json says. Raises
    CellProblem, BelowFloor, DataProblem, ModelProblem, VocabularyProblem or SettingsProblem.
    Several processes that train together decide as their first one does."""
    from pipelines.training.training import evaluated, trained

    first = rank() == 0
    note = note if first else lambda text: None
    settings = settings_of(spec.settings)
    device = prepare(settings)
    with ExitStack() as working:
        if agreed(lambda: working.enter_context(held(folder)) or claim_folder(folder, spec)):
            note(f"{folder}: finished before; kept")
            return finished(folder)
        started, burnt = time.time(), time.process_time()
        progress = Progress(folder, show, first)
        model = trained(folder, spec, settings, device, progress, note)
        evaluated(folder, spec, settings, model, device, progress, note)
        if first:
            add_time(folder, time.time() - started, time.process_time() - burnt)
            write_whole(folder / CELL, canonical_json(told_of(folder, spec, device)))
            rmtree(folder / WORK, ignore_errors=True)
        wait()
        return finished(folder)


def told_of(folder: Path, spec: CellSpec, device: str) -> dict[str, Any]:
    """What cell.json says: which arm, stage and seed, from what it was made, on what, and how long
    that took."""
    from pipelines.training.log import read_log

    spent, updates = times(folder), {}
    for entry in read_log(folder / LOG):
        updates[entry["phase"]] = max(updates.get(entry["phase"], 0), entry["step"])
    return {
        "arm": spec.arm,
        "stage": spec.stage,
        "seed": spec.seed,
        "parent": spec.parent,
        "strategies": spec.strategies,
        "updates": updates,
        "seconds": round(spent["seconds"], 1),
        "cpu_seconds": round(spent["cpu_seconds"], 1),
        "runs": spent["runs"],
        "device": device,
        "digest": spec.digest(),
        "data": {
            Path(data).name: content_of(data)
            for data in [phase[0] for phase in spec.phases] + [spec.evaluation]
            if data
        },
        "versions": {"curricula": VERSION, "python": platform.python_version(), **versions()},
        "floor": json.loads((folder / FLOOR).read_text()) if (folder / FLOOR).is_file() else None,
    }


def versions() -> dict[str, str]:
    """The versions of the packages that train, of those that are there."""
    found = {}
    for name in PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def main() -> None:
    """Run the cell of a folder; any error that is expected is one line on stderr, exit status 1."""
    from generators import catalog

    folder = Path(sys.argv[1])
    if WATCHED in sys.argv[2:]:
        end_with_parent()
    spec = read_spec(folder)
    for each in spec.family_dirs:
        catalog.add_folder(each)
    try:
        run_cell(folder, spec, lambda text: print(text, file=sys.stderr, flush=True))
    except (RuntimeError, ValueError, MemoryError, OSError) as error:
        if not expected(error):
            traceback.print_exc()
        print(f"curricula: {trouble(error)}", file=sys.stderr)
        raise SystemExit(1) from None


def expected(error: BaseException) -> bool:
    """Whether an error is one of ours, which says all there is to say, or a lack of memory."""
    return type(error).__module__.startswith("pipelines.") or out_of_memory(error)


def trouble(error: BaseException) -> str:
    """An error in one line; out of memory with its remedies."""
    said = (str(error).strip().splitlines() or [type(error).__name__])[0]
    if out_of_memory(error):
        return f"out of memory: {said[:160]}; lower per_device_train_batch_size or evaluation.batch with --set, or use a smaller preset"
    return said if expected(error) else f"{type(error).__name__}: {said}"


if __name__ == "__main__":
    main()
