"""Evaluate a checkpoint that is there already: a run's last one, or any model."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from generators import catalog
from generators.errors import DatasetError, RequestError, TrainingError
from pipelines.dataset.dataset import Dataset
from pipelines.evaluation.completion_table import natural
from pipelines.models.device import prepare, rank
from pipelines.models.gguf import is_gguf
from pipelines.models.presets import find_preset
from pipelines.models.settings import Settings, changed, named_model, settings_of
from pipelines.models.vocabulary import pinned
from pipelines.training.beforehand import check_cells
from pipelines.training.cell import EXPERIMENT, MODEL, CellSpec, Note, finished, read_spec
from pipelines.training.run_cell import run_cell
from pipelines.training.screening import screen

CONFIGURATIONS = ("config.json", "adapter_config.json")  # a folder with either holds a model


@dataclass(frozen=True)
class EvaluationRequest:
    """What to evaluate on the eval rows of a dataset: a run, a model's folder, or an id on the Hub;
    by the settings of a preset, or of the run where none is named, with `changes` to them."""

    model: str
    dataset: Dataset
    preset: str | None = None
    changes: tuple[str, ...] = ()
    strategies: tuple[str, ...] = ()
    seed: int = 0
    family_dirs: tuple[str, ...] = ()


def last_of(folder: Path) -> Path | None:
    """The cell of a run, or of an arm's folder in an experiment, whose checkpoint comes last: the
    one with most stages behind it, and of several with as many the one whose name is last, 10-15
    behind 6-9. None where there is no cell. Raises TrainingError for an experiment, which has many
    that come last."""
    if (folder / MODEL).is_dir():
        return folder
    if not folder.is_dir():
        return None
    if (folder / EXPERIMENT).is_file():
        runs = sorted({path.parent.parent for path in folder.glob(f"seed-*/*/*/{MODEL}")})
        named = f", such as {runs[0]}" if runs else ""
        raise TrainingError(
            f"{folder} is an experiment; name one of its runs or a stage of one{named}"
        )
    cells = {cell.name: cell for cell in folder.iterdir() if (cell / MODEL).is_dir()}

    def order(name: str) -> tuple[int, list[Any]]:
        return stages_before(cells, name), natural(name)

    return cells[max(cells, key=order)] if cells else None


def stages_before(cells: Mapping[str, Path], name: str) -> int:
    """How many of the stages of a run a stage was trained from."""
    count = 0
    while count < len(cells):
        try:
            parent = read_spec(cells[name]).parent
        except (OSError, ValueError, KeyError, TypeError):
            return count
        if parent is None or parent not in cells:
            return count + (parent is not None)
        count, name = count + 1, parent
    return count


def evaluate_model(
    request: EvaluationRequest, out: Path, note: Note, show: Callable[[str, int, int], None]
) -> None:
    """Evaluate as a cell in `out`. Raises what run_cell does, and TrainingError for a folder that
    is neither a run nor a model."""
    if "eval" not in request.dataset.configs:
        raise DatasetError(
            f"{request.dataset.location} has no stage eval; generate it with --stages"
        )
    check_strategies(request)
    cell = last_of(Path(request.model))
    spec = spec_of_model(request) if cell is None else spec_of_cell(request, cell)
    settings = settings_of(spec.settings)
    prepare(settings)
    if not finished(out):
        model = {**settings.model, "checkpoint": spec.checkpoint}
        opened = settings.model_copy(update={"model": model})
        check_cells(opened, [spec], note if rank() == 0 else lambda text: None)
    run_cell(out, spec, note, show)


def pass_rates(
    request: EvaluationRequest, samples: int, show: Callable[[int, int], None]
) -> pa.Table:
    """The pass rate of a run's last checkpoint, or of any model, on the RL rows of a dataset, drawn
    as RL draws by the settings of the run or the preset."""
    cell = last_of(Path(request.model))
    spec = spec_of_model(request) if cell is None else spec_of_cell(request, cell)
    return screen(settings_of(spec.settings), spec.checkpoint, request.dataset, samples, show)


def check_strategies(request: EvaluationRequest) -> None:
    """Raises RequestError for a strategy that no family of the rows to be evaluated has."""
    names: set[str] = set()
    for batch in request.dataset.batches("eval", columns=["family"]):
        names.update(batch.column("family").unique().to_pylist())
    known: set[str] = set()
    for name in names:
        with suppress(ValueError):  # of a set from elsewhere
            known.update(catalog.family(name).strategies)
    for strategy in request.strategies:
        if strategy not in known:
            there = f"they have {', '.join(sorted(known))}" if known else "they have none"
            raise RequestError(
                f"--strategy: no family of {request.dataset.location} has a strategy"
                f" '{strategy}'; {there}"
            )


def spec_of_cell(request: EvaluationRequest, cell: Path) -> CellSpec:
    """A run's checkpoint is evaluated as its own stage was, but for what was asked for."""
    spec = read_spec(cell)
    model = str((cell / MODEL).resolve())
    settings = settings_of(spec.settings) if request.preset is None else find_preset(request.preset)
    settings = settings if settings.scratch else named_model(settings, model)
    strategies = request.strategies or tuple(spec.strategies)
    return evaluation_spec(request, spec.arm, spec.stage, settings, strategies, model)


def spec_of_model(request: EvaluationRequest) -> CellSpec:
    """A model is evaluated by a preset; one from scratch by `tiny`, in its own words."""
    folder = Path(request.model)
    if folder.exists() and not folder.is_dir() and not is_gguf(request.model):
        raise TrainingError(
            f"{request.model} is a file; name a run, a model's folder, a file that ends in .gguf,"
            " or an id on the Hub"
        )
    if folder.is_dir() and not any([(folder / name).is_file() for name in CONFIGURATIONS]):
        raise TrainingError(
            f"{request.model} is neither a run nor a model: it holds no stage that was trained and"
            " no config.json"
        )
    scratch = folder.is_dir() and pinned(folder) is not None
    settings = find_preset(request.preset or ("tiny" if scratch else "paper"))
    if not (settings.scratch and scratch):
        settings = named_model(settings, request.model)
    return evaluation_spec(
        request, folder.name, "given", settings, request.strategies, request.model
    )


def evaluation_spec(
    request: EvaluationRequest,
    arm: str,
    stage: str,
    settings: Settings,
    strategies: tuple[str, ...],
    model: str,
) -> CellSpec:
    """The cell without phases that evaluates the model."""
    return CellSpec(
        arm=arm,
        stage=stage,
        seed=request.seed,
        phases=[],
        settings=changed(settings, request.changes).plain(),
        strategies=list(strategies),
        evaluation=str(request.dataset.folder.resolve()),
        family_dirs=list(request.family_dirs),
        checkpoint=model,
    )
