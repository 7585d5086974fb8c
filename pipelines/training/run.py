"""Train on one dataset: base, SFT and RL one after another, each a cell of the run's folder, each
evaluated."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from curricula.split import RL_STAGES
from generators.errors import DatasetError, TrainingError
from pipelines.dataset.dataset import Dataset
from pipelines.models.device import prepare, rank
from pipelines.models.examples import stages_in, strategies_taught
from pipelines.models.settings import Settings
from pipelines.training.beforehand import check_cells, check_settings
from pipelines.training.cell import MODEL, CellSpec, Note, TrainingPhase, finished
from pipelines.training.run_cell import run_cell

STAGES = ("base", "sft", "rl")


def train(
    dataset: Dataset,
    out: Path,
    settings: Settings,
    stages: tuple[str, ...] = (),
    seed: int = 0,
    below_floor: str = "refuse",
    family_dirs: tuple[str, ...] = (),
    note: Note = lambda text: None,
    show: Callable[[str, int, int], None] | None = None,
) -> list[dict[str, Any]]:
    """Run the stages, by default all that the dataset has; returns what each cell says. A stage
    goes on from the one before it in `out`, or else from the settings' model. Raises what run_cell
    does, and DatasetError for a stage that the dataset has not."""
    curriculum = dataset.manifest["config"]["curriculum"]
    available = stages_in(dataset)
    chosen = chosen_stages(dataset, available, stages, settings)
    if not stages and not settings.scratch and "base" in available:
        note("the base stage is for models from scratch; left out")
    if later_rl := [name for name in RL_STAGES[1:] if name in dataset.configs]:
        note(
            f"of several stages of RL only the first is trained on; {', '.join(later_rl)} left out"
        )
    folder = str(dataset.folder.resolve())
    base = CellSpec(
        arm=curriculum["arm"] or curriculum["name"],
        stage="base",
        seed=seed,
        phases=[TrainingPhase(folder, "base")],
        settings=settings.plain(),
        below_floor=below_floor,
        vocabulary=[folder] if settings.scratch else [],
        family_dirs=list(family_dirs),
    )
    shown = strategies_taught(dataset) if "sft" in available else ()
    later = replace(
        base, strategies=list(shown), evaluation=folder if "eval" in available else ""
    )  # practice is neither by a strategy nor evaluated
    specs = {
        stage: replace(
            base if stage == "base" else later, stage=stage, phases=[TrainingPhase(folder, stage)]
        )
        for stage in chosen
    }
    prepare(settings)
    if missing := [spec for stage, spec in specs.items() if not finished(out / stage)]:
        check(settings, missing, note if rank() == 0 else lambda text: None)
    cells: list[dict[str, Any]] = []
    for stage, spec in specs.items():
        before = stage_before(out, stage)
        if before:
            parent = out / before
            if not finished(parent):
                raise TrainingError(
                    f"{parent} is not finished; run the same command without --stage first"
                )
            spec = replace(spec, parent=before, parent_folder=str(parent.resolve()))
        elif stage == "rl" and not settings.start:
            raise TrainingError(
                f"RL on a model from scratch needs SFT first: {out} holds none; leave --stage out,"
                " or name a trained --model"
            )
        cells.append(run_cell(out / stage, spec, note, show))
    return cells


def check(settings: Settings, specs: Sequence[CellSpec], note: Note) -> None:
    """Refuse now what would be refused after hours. Raises CurriculaError."""
    phases: list[TrainingPhase] = []
    for spec in specs:
        phases += spec.phases
    check_settings(settings, phases)
    check_cells(settings, specs, note)


def chosen_stages(
    dataset: Dataset, available: Sequence[str], stages: Sequence[str], settings: Settings
) -> list[str]:
    """The stages to run, in order. Practice is for models from scratch. Raises DatasetError where
    the dataset lacks one that is asked for, or has none."""
    for stage in stages:
        if stage not in available:
            raise DatasetError(
                f"{dataset.location} has no stage {stage}; it has {', '.join(available)} "
                "(generate it with --stages)"
            )
    chosen = [stage for stage in STAGES if stage in (stages or available)]
    if not settings.scratch:
        chosen = [stage for stage in chosen if stage != "base"]
    if not chosen:
        raise DatasetError(
            f"{dataset.location} has nothing to train on; it has "
            f"{', '.join(available) or 'no stage'}"
        )
    return chosen


def stage_before(out: Path, stage: str) -> str | None:
    """The last stage before this one of which the run's folder holds a model."""
    for name in reversed(STAGES[: STAGES.index(stage)]):
        if (out / name / MODEL).is_dir():
            return name
    return None
