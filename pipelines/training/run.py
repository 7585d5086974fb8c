"""Train on one data set: base, SFT and RL one after another, each a cell of the run's folder, each
evaluated."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from pipelines.models.settings import Settings
from pipelines.training.cell import MODEL, CellSpec, Note, run_cell
from pipelines.training.data import DataProblem, intact, stages_in, strategies_taught
from pipelines.training.folder import CellProblem, finished

STAGES = ("base", "sft", "rl")


def train(
    data: Path,
    out: Path,
    settings: Settings,
    stages: tuple[str, ...] = (),
    seed: int = 0,
    below_floor: str = "refuse",
    family_dirs: tuple[str, ...] = (),
    note: Note = lambda text: None,
    show: Callable[[str, int, int], None] | None = None,
) -> list[dict[str, Any]]:
    """Run the stages, by default all that the data set has; returns what each cell says. A stage
    goes on from the one before it in `out`, or else from the settings' model. Raises what run_cell
    does, and DataProblem for a stage that the data set has not."""
    manifest = intact(data)
    there = stages_in(data)
    chosen = [
        stage
        for stage in STAGES
        if stage in (stages or there) and (stage != "base" or settings.scratch)
    ]
    for stage in stages:
        if stage not in there:
            raise DataProblem(
                f"{data} has no stage {stage}; it has {', '.join(there)} (generate it with --stages)"
            )
    if not chosen:
        raise DataProblem(
            f"{data} has nothing to train on; it has {', '.join(there) or 'no stage'}"
        )
    if not stages and not settings.scratch and "base" in there:
        note("the base stage is for models from scratch; left out")
    arm = manifest["config"]["curriculum"]["arm"] or manifest["config"]["curriculum"]["name"]
    taught = strategies_taught(data) if "sft" in there else ()
    evaluation = str(data.resolve()) if "eval" in there else ""
    cells: list[dict[str, Any]] = []
    for stage in chosen:
        spec = CellSpec(
            arm=arm,
            stage=stage,
            seed=seed,
            phases=[[str(data.resolve()), stage, 1.0]],
            settings=settings.plain(),
            strategies=[] if stage == "base" else list(taught),
            evaluation="" if stage == "base" else evaluation,
            below_floor=below_floor,
            vocabulary=[str(data.resolve())] if settings.scratch else [],
            family_dirs=list(family_dirs),
        )
        before = next(
            (
                name
                for name in reversed(STAGES[: STAGES.index(stage)])
                if (out / name / MODEL).is_dir()
            ),
            None,
        )
        if before:
            if not finished(out / before):
                raise CellProblem(
                    f"{out / before} is not finished; run the same command without --stage first"
                )
            spec = replace(spec, parent=before, parent_folder=str((out / before).resolve()))
        elif stage == "rl" and not settings.start:
            raise CellProblem(
                f"RL on a model from scratch needs SFT first: {out} holds none; leave --stage out, or name a trained --model"
            )
        cells.append(run_cell(out / stage, spec, note, show))
    return cells
