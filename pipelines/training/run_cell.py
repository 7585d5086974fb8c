"""Run one cell: train its model through its phases, each going on where it was stopped, evaluate
what came of it, and say how it was made.

A cell that was stopped goes on from its last checkpoint; a finished one is kept. `python -m
pipelines.training.run_cell FOLDER` runs the cell whose spec.json lies in FOLDER.
"""

import json
import platform
import sys
import traceback
from collections.abc import Callable
from contextlib import ExitStack
from errno import ENOSPC
from importlib.metadata import PackageNotFoundError, version
from os import strerror
from pathlib import Path
from shutil import rmtree
from typing import Any, NamedTuple, TypeVar

from curricula.version import VERSION
from generators import catalog
from generators.errors import CurriculaError, DatasetError, TrainingError
from pipelines.dataset.dataset import Dataset
from pipelines.dataset.manifest import canonical_json
from pipelines.dataset.whole_files import write_whole
from pipelines.evaluation.evaluate import EVALUATION, evaluate, write_evaluation
from pipelines.models.device import (
    agreed,
    disk_full,
    end_with_parent,
    out_of_memory,
    prepare,
    rank,
    wait,
)
from pipelines.models.examples import asked, practice, references, taught, texts_of
from pipelines.models.model import (
    Model,
    evaluation_limit,
    from_scratch,
    longest_of,
    open_model,
    rollout_limit,
    save,
)
from pipelines.models.sampling import of_evaluation, of_rollouts
from pipelines.models.settings import Settings, settings_of
from pipelines.models.vocabulary import check_vocabulary, words_of
from pipelines.training.cell import (
    CELL,
    FLOOR,
    LOG,
    MODEL,
    STAGE_OF,
    WATCHED,
    WORK,
    CellSpec,
    Note,
    Progress,
    begun,
    claim_folder,
    content_of,
    finished,
    held,
    read_spec,
    release_folder,
    seed_of,
    times,
)
from pipelines.training.floor import Floor, gate, measure
from pipelines.training.lanes import Lanes, measured
from pipelines.training.log import Log, read_log
from pipelines.training.rejection import Kept, right_completions
from pipelines.training.screening import kept_rows
from pipelines.training.trainers import TrainerRun, run_rl, run_sft

Looked = TypeVar("Looked", Kept, Lanes)  # what a phase finds out of its model before it trains
PACKAGES = ("torch", "transformers", "trl", "accelerate", "datasets", "tokenizers", "peft")


class Datasets:
    """The datasets of a cell, each opened once, and so compared with its manifest."""

    def __init__(self) -> None:
        self.opened: dict[str, Dataset] = {}

    def __getitem__(self, folder: str) -> Dataset:
        if folder not in self.opened:
            self.opened[folder] = Dataset(folder)
        return self.opened[folder]


class Run(NamedTuple):
    """A cell as it is run here: where, on which datasets, by which settings, and whom to tell."""

    folder: Path
    datasets: Datasets
    spec: CellSpec
    settings: Settings
    device: str
    progress: Progress
    note: Note


def run_cell(
    folder: Path, spec: CellSpec, note: Note, show: Callable[[str, int, int], None] | None = None
) -> dict[str, Any]:
    """Train and evaluate one cell, or what is missing of it; returns what cell.json says. Raises
    CurriculaError; too little memory is a TrainingError too. Several processes that train together
    decide as their first one does."""
    first = rank() == 0
    note = note if first else lambda text: None
    settings = settings_of(spec.settings)
    device = prepare(settings)
    with ExitStack() as working:
        if agreed(lambda: working.enter_context(held(folder)) or claim_folder(folder, spec)):
            note(f"{folder}: finished before; kept")
            return finished(folder)
        run = Run(
            folder=folder,
            datasets=Datasets(),
            spec=spec,
            settings=settings,
            device=device,
            progress=Progress(folder, show, first),
            note=note,
        )
        try:
            evaluate_cell(run, trained_model(run))
        except Exception as error:
            if first and not begun(folder) and not (folder / FLOOR).is_file():
                release_folder(folder)
            other = told(error, folder)
            if other is error:
                raise
            raise other from error
        if first:
            run.progress.watch.note()
            write_whole(folder / CELL, canonical_json(described(folder, spec, device)))
            rmtree(folder / WORK, ignore_errors=True)
        wait()
        return finished(folder)


def told(error: Exception, folder: Path) -> Exception:
    """The error itself, or in its stead one that says in a line that memory or the disk is full."""
    if out_of_memory(error):
        return TrainingError(memory_line(error))
    if disk_full(error) and not isinstance(error, OSError):
        return OSError(ENOSPC, strerror(ENOSPC), str(folder))
    return error


def trained_model(run: Run) -> Model:
    """The cell's trained model, from its folder where it is there already. Every phase, and what
    comes after the last one, opens what the phase before saved, so that a run which was stopped
    between them is no other than one which was not."""
    spec, folder = run.spec, run.folder
    if spec.checkpoint:
        return placed(
            open_model(spec.checkpoint, run.settings, run.device, trainable=False), run.device
        )
    if not (folder / MODEL).is_dir():
        for dataset in [phase.dataset for phase in spec.phases] + spec.vocabulary:
            run.datasets[dataset]  # refused now, rather than after hours of training
        for number in range(first_phase(folder, spec), len(spec.phases)):
            train_phase(run, number)
    return placed(
        open_model(str(folder / MODEL), run.settings, run.device, trainable=False), run.device
    )


def kept_model(folder: Path, spec: CellSpec, number: int) -> Path:
    """Where the model of a phase is kept: the last one's is the cell's."""
    if number == len(spec.phases) - 1:
        return folder / MODEL
    return folder / WORK / f"{number}-{spec.phases[number].section}" / MODEL


def first_phase(folder: Path, spec: CellSpec) -> int:
    """The number of the first phase that is not done."""
    for number in range(len(spec.phases), 0, -1):
        if kept_model(folder, spec, number - 1).is_dir():
            return number
    return 0


def train_phase(run: Run, number: int) -> None:
    """Train through one phase, on from its last checkpoint if there is one, and save the model."""
    spec, settings = run.spec, run.settings
    phase = spec.phases[number]
    dataset, stage = run.datasets[phase.dataset], STAGE_OF[phase.section]
    part = f"{number}-{phase.section}"
    progress = run.progress.at(
        f"{phase.section} on {dataset.folder.name}", number, len(spec.phases) + 1
    )
    trainer_run = TrainerRun(
        settings=settings,
        section=phase.section,
        repeat=phase.repeat,
        folder=run.folder / WORK / part,
        log=Log(run.folder / LOG, progress, part),
        seed=seed_of("train", spec.seed, spec.arm, spec.stage, number),
        device=run.device,
    )
    model = phase_start(run, number)
    if stage == "rl":
        trained = train_on_prompts(run, number, model, trainer_run)
    else:
        rows = practice(dataset) if stage == "base" else taught(dataset, settings.scratch)
        check_words(model, rows, phase.dataset)
        trained = run_sft(trainer_run, model, rows)
    wait()
    if rank() == 0:
        save(trained, kept_model(run.folder, spec, number))
    wait()


def train_on_prompts(run: Run, number: int, model: Model, trainer_run: TrainerRun) -> Model:
    """Train on prompts of RL: by RL, or by SFT on the model's own right completions."""
    spec, settings = run.spec, run.settings
    phase = spec.phases[number]
    rows = kept_rows(settings, asked(run.datasets[phase.dataset], "rl", settings.scratch, "train"))
    check_words(model, rows, phase.dataset)
    limit = rollout_limit(settings, longest_reference(run, model))
    here = placed(model, run.device)
    if phase.section == "rejection":
        kept = looked_up(
            run, trainer_run, Kept, lambda: right_completions(here, settings, rows, limit)
        )
        kept.check(spec.below_floor == "allow")
        return run_sft(trainer_run, model, kept.rows) if kept.rows else model
    keep = phase.keep
    if keep is not None:
        lanes = looked_up(
            run, trainer_run, Lanes, lambda: measured(here, settings, rows, limit, keep)
        )
        rows = lanes.of(rows)
    if number == 0:
        agreed(lambda: check_floor(run, model, rows, limit))
    return run_rl(trainer_run, model, rows, tuple(spec.strategies), limit)


def looked_up(
    run: Run, trainer_run: TrainerRun, kind: type[Looked], look: Callable[[], Looked]
) -> Looked:
    """What a phase finds out of its model before it trains: the first process does so once, writes
    it down for the others and for a training that is stopped, logs it, and says so."""
    from transformers import set_seed

    spec, log, folder = run.spec, trainer_run.log, trainer_run.folder
    name = kind.__name__.lower()
    path = folder / f"{name}.json"

    def find_once() -> None:
        if not path.is_file():
            set_seed(seed_of(name, spec.seed, spec.arm, spec.stage, folder.name))
            folder.mkdir(parents=True, exist_ok=True)
            write_whole(path, json.dumps(look()._asdict()))
        found = kind(**json.loads(path.read_text(encoding="utf-8")))
        if (log.phase, 0) not in [(line["phase"], line["step"]) for line in read_log(log.path)]:
            log.write(0, found.numbers())
            run.note(found.told())

    agreed(find_once)
    return kind(**json.loads(path.read_text(encoding="utf-8")))


def phase_start(run: Run, number: int) -> Model:
    """The model that a phase starts from."""
    spec, settings = run.spec, run.settings
    if number:
        return open_model(str(kept_model(run.folder, spec, number - 1)), settings, run.device)
    if spec.parent_folder:
        parent = Path(spec.parent_folder) / MODEL
        if not parent.is_dir():
            raise TrainingError(
                f"{spec.parent_folder} holds no trained model to start from; train that stage first"
            )
        return open_model(str(parent), settings, run.device)
    if settings.start:
        return open_model(settings.start, settings, run.device)
    texts: list[str] = []
    for dataset in spec.vocabulary:
        texts += texts_of(run.datasets[dataset])
    longest = max((len(text.split()) for text in texts), default=0)
    return from_scratch(settings, words_of(texts), longest, seed_of("model", spec.seed))


def placed(model: Model, device: str) -> Model:
    """The model on the device, for sampling."""
    return model._replace(network=model.network.to(device))


def check_words(model: Model, rows: list[dict[str, Any]], dataset: str) -> None:
    """Raises ModelError where a model from scratch lacks words of the data, DatasetError where
    there is no row."""
    if not rows:
        raise DatasetError(
            f"{dataset} has no rows for this stage; generate it with a larger --size, or with"
            " --stages that has it"
        )
    if model.words is not None:
        texts = [f"{row['prompt']} {row.get('completion', '')}" for row in rows]
        check_vocabulary(model.tokenizer, words_of(texts), dataset)


def longest_reference(run: Run, model: Model) -> int:
    """The tokens of the longest reference of what the cell is asked."""
    spec, settings = run.spec, run.settings
    stages = [(phase.dataset, "rl") for phase in spec.phases if STAGE_OF[phase.section] == "rl"]
    stages += [(spec.evaluation, "eval")] if spec.evaluation else []
    texts: list[str] = []
    for folder, stage in stages:
        dataset = run.datasets[folder]
        texts += references(dataset, stage, settings.scratch, tuple(spec.strategies))
    return longest_of(model.tokenizer, texts)


def check_floor(run: Run, model: Model, rows: list[dict[str, Any]], limit: int) -> None:
    """Measure the floor before RL, once, write it down, and refuse at the guess rate."""
    from transformers import set_seed

    spec, path = run.spec, run.folder / FLOOR
    try:
        floor = Floor.of(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        set_seed(seed_of("floor", spec.seed, spec.arm, spec.stage))
        floor = measure(
            placed(model, run.device),
            rows,
            spec.strategies,
            limit,
            run.settings.evaluation,
            of_rollouts(run.settings),
        )
        write_whole(path, json.dumps({**floor._asdict(), "below": floor.below}) + "\n")
    gate(floor, spec.below_floor == "allow", run.note)


def evaluate_cell(run: Run, model: Model) -> None:
    """Evaluate the cell's model, where that was not done yet and the cell is to be evaluated."""
    from transformers import set_seed

    spec, settings = run.spec, run.settings
    if not spec.evaluation or (run.folder / EVALUATION).is_file():
        return
    rows = asked(run.datasets[spec.evaluation], "eval", settings.scratch)
    check_words(model, rows, spec.evaluation)
    set_seed(seed_of("evaluation", spec.seed, rank()))
    progress = run.progress.at("evaluation", len(spec.phases), len(spec.phases) + 1)
    limit = evaluation_limit(settings, longest_reference(run, model))
    table = evaluate(
        model,
        rows,
        spec.strategies,
        limit,
        settings.evaluation,
        progress,
        of_evaluation(settings),
    )
    if rank() == 0:
        write_evaluation(table, run.folder)


def described(folder: Path, spec: CellSpec, device: str) -> dict[str, Any]:
    """What cell.json says: which arm, stage and seed, from what it was made, on what, and how long
    that took."""
    spent, updates = times(folder), {}
    for entry in read_log(folder / LOG):
        updates[entry["phase"]] = max(updates.get(entry["phase"], 0), entry["step"])
    datasets = [phase.dataset for phase in spec.phases] + [spec.evaluation]
    settings = settings_of(spec.settings)
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
        "drawn": {
            "rollouts": of_rollouts(settings).plain(),
            "evaluation": of_evaluation(settings).plain(),
        },
        "digest": spec.digest(),
        "data": {Path(dataset).name: content_of(dataset) for dataset in datasets if dataset},
        "versions": {"curricula": VERSION, "python": platform.python_version(), **versions()},
        "floor": json.loads((folder / FLOOR).read_text()) if (folder / FLOOR).is_file() else None,
    }


def versions() -> dict[str, str]:
    """The versions of the packages that train, of those that are there."""
    installed = {}
    for name in PACKAGES:
        try:
            installed[name] = version(name)
        except PackageNotFoundError:
            continue
    return installed


def memory_line(error: BaseException) -> str:
    """Too little memory, in one line with its remedies."""
    message = (str(error).strip().splitlines() or [type(error).__name__])[0]
    return (
        f"out of memory: {message[:160]}; lower per_device_train_batch_size or evaluation.batch"
        " with --set, or use a smaller preset"
    )


def main() -> None:
    """Run the cell of a folder; an error that a user can mend is one line on stderr, exit status 1.
    Of another the last line says what it was, behind its traceback, for the log of the cell."""
    folder = Path(sys.argv[1])
    if WATCHED in sys.argv[2:]:
        end_with_parent()
    spec = read_spec(folder)
    try:
        for family_dir in spec.family_dirs:
            catalog.add_folder(family_dir)
        run_cell(folder, spec, lambda text: print(text, file=sys.stderr, flush=True))
    except CurriculaError as error:
        print(f"curricula: {error}", file=sys.stderr)
        raise SystemExit(1) from None
    except KeyboardInterrupt:
        print("curricula: interrupted", file=sys.stderr)
        raise SystemExit(1) from None
    except Exception as error:  # a bug of ours, or of a library's, or the disk is full
        if not disk_full(error):
            traceback.print_exc()
        message = (str(error).strip().splitlines() or [""])[0]
        print(f"curricula: {type(error).__name__}: {message}", file=sys.stderr)
        raise SystemExit(1) from None


if __name__ == "__main__":
    main()
