"""Evaluate a checkpoint that is there already: a run's last one, or any model."""

from collections.abc import Callable
from pathlib import Path

from pipelines.models.presets import find_preset
from pipelines.models.settings import changed, named_model, settings_of
from pipelines.models.vocabulary import pinned
from pipelines.training.cell import MODEL, CellSpec, Note, read_spec, run_cell
from pipelines.training.data import DataProblem, stages_in
from pipelines.training.folder import CellProblem


def last_of(folder: Path) -> Path | None:
    """The cell of a run, or of a folder in an experiment, whose checkpoint was trained last; None
    where there is none."""
    if (folder / MODEL).is_dir():
        return folder
    cells = (
        [place for place in folder.iterdir() if (place / MODEL).is_dir()] if folder.is_dir() else []
    )
    return max(
        cells,
        key=lambda place: ((place.name != "base") + place.name.startswith("rl"), place.name),
        default=None,
    )


def evaluate_model(
    model: str,
    data: Path,
    out: Path,
    preset: str | None,
    changes: tuple[str, ...],
    device: str | None,
    strategies: tuple[str, ...],
    seed: int,
    family_dirs: tuple[str, ...],
    note: Note,
    show: Callable[[str, int, int], None],
) -> None:
    """Evaluate on the eval rows of a data set, as a cell in `out`. The settings are the run's, or
    those of a preset. Raises what run_cell does, and CellProblem for a folder that is neither a run
    nor a model."""
    if "eval" not in stages_in(data):
        raise DataProblem(f"{data} has no stage eval; generate it with --stages")
    folder, found = Path(model), last_of(Path(model))
    changes = (*changes, *([f"device={device}"] if device else []))
    if found is not None:
        spec = read_spec(found)
        settings = settings_of(spec.settings) if preset is None else find_preset(preset)
        name, known = str((found / MODEL).resolve()), spec.strategies
        arm, stage = spec.arm, spec.stage
    elif folder.exists() and not folder.is_dir():
        raise CellProblem(f"{model} is a file; name a run, a model's folder, or an id on the Hub")
    elif (
        folder.is_dir()
        and not (folder / "config.json").is_file()
        and not (folder / "adapter_config.json").is_file()
    ):
        raise CellProblem(
            f"{model} is neither a run nor a model: it holds no stage that was trained and no config.json"
        )
    else:
        words = pinned(folder) if folder.is_dir() else None
        settings, name, known = find_preset(preset or ("tiny" if words else "paper")), model, []
        arm, stage = folder.name, "given"
    scratch = settings.scratch and (found is not None or pinned(folder) is not None)
    settings = changed(settings if scratch else named_model(settings, name), changes)
    shared = list(strategies) or list(known)
    spec = CellSpec(
        arm,
        stage,
        seed,
        [],
        settings.plain(),
        shared,
        str(data.resolve()),
        family_dirs=list(family_dirs),
        checkpoint=name,
    )
    run_cell(out, spec, note, show)
