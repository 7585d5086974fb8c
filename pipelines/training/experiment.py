"""Run a study: its data sets are made, then its arms are trained side by side from one base, every
checkpoint evaluated.

Each cell runs in a process of its own; a cell waits for the one that it starts from. What is
finished is kept, so the same command goes on where it was stopped.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from curricula.studies.study import Phase, Study
from curricula.version import VERSION
from pipelines.dataset.build import build
from pipelines.dataset.manifest import write_whole
from pipelines.dataset.template import find_template
from pipelines.models.settings import Settings
from pipelines.training.cell import WATCHED, CellSpec, Note, claim_folder
from pipelines.training.folder import PROGRESS, CellProblem, finished

EXPERIMENT, DATA = "experiment.json", "data"
COST = {"base": 1.0, "sft": 1.0, "tail": 1.0, "rl": 4.0}  # of an update, for the time that is left


class ExperimentProblem(RuntimeError):
    """A cell failed; the message names it and its log."""


@dataclass
class Job:
    """A cell to be run, and the process that runs it."""

    folder: Path
    spec: CellSpec
    after: Path | None
    weight: float
    process: "subprocess.Popen[bytes] | None" = None
    done: bool = False
    started: float = 0.0
    log: Any = field(default=None, repr=False)

    @property
    def name(self) -> str:
        return f"{self.spec.arm or 'all arms'} {self.spec.stage}" + (
            "" if self.spec.stage == "base" else f", seed {self.spec.seed}"
        )

    def share(self) -> float:
        """How much of it is done, from 0 to 1."""
        if self.done:
            return 1.0
        try:
            return (
                json.loads((self.folder / PROGRESS).read_text())["share"] if self.process else 0.0
            )
        except (OSError, ValueError, KeyError):
            return 0.0


def make_data(study: Study, arms: tuple[str, ...], out: Path, workers: int, note: Note) -> None:
    """Make the data sets that the arms need, or what is missing of them."""
    for name in study.needed(arms):
        curriculum = study.data[name]
        result = build(
            curriculum,
            find_template(curriculum.template),
            out / DATA / name,
            f"curricula experiment {study.name}",
            workers,
        )
        if result.written:
            note(f"data {name}: {sum(stage.size for stage in curriculum.stages):,} problems")


def plan(
    study: Study,
    arms: tuple[str, ...],
    seeds: tuple[int, ...],
    settings: Settings,
    out: Path,
    below_floor: str,
) -> list[Job]:
    """The cells of an experiment, each after the one that it starts from."""

    def phases(chain: tuple[Phase, ...]) -> list[list[Any]]:
        return [
            [str((out / DATA / phase.data).resolve()), phase.settings, phase.repeat]
            for phase in chain
        ]

    def weight(chain: tuple[Phase, ...]) -> float:
        return sum(
            COST[phase.settings]
            * phase.repeat
            * max(1, settings.section(phase.settings).get("max_steps", 500))
            for phase in chain
        )

    evaluation, plain, jobs = str((out / DATA / study.evaluation).resolve()), settings.plain(), []
    vocabulary = (
        [str((out / DATA / name).resolve()) for name in study.vocabulary]
        if settings.scratch
        else []
    )
    base = None
    if study.base and not settings.start:
        base = out / "base"
        jobs.append(
            Job(
                base,
                CellSpec("", "base", 0, phases(study.base), plain, vocabulary=vocabulary),
                None,
                weight(study.base),
            )
        )
    for seed in seeds:
        for name in arms:
            arm, place = study.arms[name], out / f"seed-{seed}" / name
            spec = CellSpec(
                name,
                "sft",
                seed,
                phases(arm.sft),
                plain,
                list(arm.strategies),
                evaluation,
                below_floor=below_floor,
            )
            if base:
                jobs.append(
                    Job(
                        place / "sft",
                        replace(spec, parent="base", parent_folder=str(base.resolve())),
                        base,
                        weight(arm.sft),
                    )
                )
            else:
                jobs.append(
                    Job(place / "sft", replace(spec, vocabulary=vocabulary), None, weight(arm.sft))
                )
            for stage, chain in arm.rl.items():
                later = replace(
                    spec,
                    stage=stage,
                    phases=phases(chain),
                    parent="sft",
                    parent_folder=str((place / "sft").resolve()),
                )
                jobs.append(Job(place / stage, later, place / "sft", weight(chain)))
    return jobs


def run_experiment(
    study: Study,
    arms: tuple[str, ...],
    seeds: tuple[int, ...],
    settings: Settings,
    out: Path,
    jobs: int = 2,
    below_floor: str = "refuse",
    command: str = "",
    note: Note = lambda text: None,
    show: Callable[[float, float | None, str], None] = lambda share, left, text: None,
) -> Path:
    """Run everything that is missing. `show` gets the share that is done, the seconds that are left
    if they can be told, and what is running. A cell that is below the floor is reported, and the
    others go on. Raises ExperimentProblem at the end where any failed."""
    out.mkdir(parents=True, exist_ok=True)
    check_before(out, study, settings)
    make_data(study, arms, out, jobs, note)
    todo = plan(study, arms, seeds, settings, out, below_floor)
    begun = time.time()
    config = {
        "name": study.name,
        "preset": settings.preset,
        "arms": list(arms),
        "seeds": list(seeds),
        "command": command,
        "jobs": jobs,
    }
    config |= {
        "about": {name: study.arms[name].about for name in arms},
        "settings": settings.plain(),
        "versions": {"curricula": VERSION},
    }
    record(out, config, 0.0)
    failed: dict[Path, str] = {}
    try:
        while any(not job.done for job in todo):
            for job in todo:
                step(job, todo, jobs, failed, note)
            show(*left_of(todo, begun), ", ".join(job.name for job in todo if job.process))
            time.sleep(0.2)
    finally:
        for job in todo:
            if job.process:
                job.process.terminate()
                job.process.wait()
        record(out, config, time.time() - begun)
    if failed:
        raise ExperimentProblem("; ".join(f"{folder}: {said}" for folder, said in failed.items()))
    return out


def check_before(out: Path, study: Study, settings: Settings) -> None:
    """Raises CellProblem where the folder is that of an experiment with other settings; other arms
    and more seeds may join."""
    path = out / EXPERIMENT
    before = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    for name, now in (("name", study.name), ("settings", json.loads(json.dumps(settings.plain())))):
        if before and before.get(name) != now:
            raise CellProblem(
                f"{out} was begun with other settings; give another --out, or remove it to begin anew"
            )


def record(out: Path, config: dict[str, Any], seconds: float) -> None:
    """Write how the experiment was made: with the arms and seeds that are there already, and the
    time of earlier runs added."""
    path = out / EXPERIMENT
    before = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    joined = {
        "arms": list(dict.fromkeys([*before.get("arms", []), *config["arms"]])),
        "seeds": sorted({*before.get("seeds", []), *config["seeds"]}),
        "about": {**before.get("about", {}), **config["about"]},
        "seconds": round(before.get("seconds", 0.0) + seconds, 1),
    }
    write_whole(path, json.dumps({**config, **joined}, indent=1) + "\n")


def step(job: Job, todo: list[Job], jobs: int, failed: dict[Path, str], note: Note) -> None:
    """Start a job where it is due and there is room, or see how it ended."""
    if job.done:
        return
    if job.process is None:
        if job.after in failed:
            job.done, failed[job.folder] = True, f"not run, for {job.after} failed"
        elif job.after and not finished(job.after):
            return
        elif sum(other.process is not None for other in todo) < jobs:
            start(job, note)
        return
    code = job.process.poll()
    if code is None:
        return
    job.process, job.done = None, True
    job.log.close()
    if code:
        last = (
            (job.folder / "output.txt")
            .read_text(encoding="utf-8", errors="replace")
            .strip()
            .splitlines()
        )
        killed = f"ended by signal {-code}" + (
            "; the machine may be out of memory: run fewer --jobs" if code == -9 else ""
        )
        failed[job.folder] = last[-1].removeprefix("curricula: ") if last and code > 0 else killed
        note(f"{job.name} failed: {failed[job.folder]}")
    else:
        note(f"{job.name}: done in {time.time() - job.started:.0f} s")


def start(job: Job, note: Note) -> None:
    """Start the process of a cell, unless the cell is finished. Raises CellProblem where its folder
    is another cell's."""
    if claim_folder(job.folder, job.spec):
        job.done = True
        note(f"{job.name}: finished before; kept")
        return
    job.started = time.time()
    job.log = open(job.folder / "output.txt", "ab")  # noqa: SIM115 - closed when the process has ended
    environment = {
        **os.environ,
        "OMP_NUM_THREADS": str(job.spec.settings["threads"] or os.cpu_count()),
        "TOKENIZERS_PARALLELISM": "false",
    }
    command = [sys.executable, "-m", "pipelines.training.cell", str(job.folder), WATCHED]
    job.process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=job.log, stderr=job.log, env=environment
    )


def left_of(todo: list[Job], begun: float) -> tuple[float, float | None]:
    """The share of all that is done, and the seconds that are left by the pace of this run."""
    kept = sum(job.weight for job in todo if job.done and not job.started)
    total, done = sum(job.weight for job in todo), sum(job.weight * job.share() for job in todo)
    pace = (done - kept) / max(1e-9, time.time() - begun)
    return done / total, (total - done) / pace if done - kept > 0.01 * total else None
