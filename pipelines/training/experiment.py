"""Run a study: its datasets are made, then its arms are trained side by side from one base, every
checkpoint evaluated.

Each cell runs in a process of its own; a cell waits for the one that it starts from. What is
finished is kept, so the same command goes on where it was stopped.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from itertools import chain
from pathlib import Path
from shutil import copyfile, copytree, disk_usage, rmtree
from typing import Any

from curricula.curriculum import Curriculum, CurriculumError
from curricula.house import child_environment
from curricula.studies.study import Arm, Phase, Study
from curricula.version import VERSION
from generators.errors import CurriculaError, RequestError, TrainingError
from pipelines.dataset.build import build
from pipelines.dataset.dataset import Dataset
from pipelines.dataset.manifest import canonical_json
from pipelines.dataset.plan import check_sizes
from pipelines.dataset.template import find_template
from pipelines.dataset.whole_files import whole_folder, write_whole
from pipelines.evaluation.evaluate import EVALUATION
from pipelines.models.settings import Settings, changed, settings_of
from pipelines.training.beforehand import check_cells, check_settings
from pipelines.training.cell import (
    CELL,
    COMPLETIONS,
    EXPERIMENT,
    LOG,
    MODEL,
    PROGRESS,
    SPEC,
    WATCHED,
    CellSpec,
    Note,
    TrainingPhase,
    begun,
    claim_folder,
    finished,
    release_folder,
)

DATA, WORDS, OUTPUT = "data", "words", "output.txt"
FEW = 1_000  # problems of a dataset that is drawn for its words alone
# of an update, for the time that is left
COST = {"base": 1.0, "sft": 1.0, "tail": 1.0, "rejection": 1.0, "rl": 4.0}
NOTED = 20.0  # seconds between two records of the time that it takes
ROOM = 1 << 20  # bytes that a disk which is not full has
OFTEN = 0.2  # seconds between two looks at the cells
# a small model's cell gives the memory of each large tensor back to the system and takes it anew;
# a glibc that keeps it, in large pages, took 10 to 15 % off the CPU time of `tiny`'s SFT and RL
KEEPING = {
    "MALLOC_MMAP_THRESHOLD_": str(1 << 30),
    "MALLOC_TRIM_THRESHOLD_": str(4 << 30),
    "MALLOC_TOP_PAD_": str(256 << 20),
    "THP_MEM_ALLOC_ENABLE": "1",
}
KILLED = -9  # the exit status of a process that the system ended, most often for its memory


class CellsFailed(TrainingError):
    """Cells of an experiment failed; the message names each and the last line of its output."""


@dataclass
class Job:
    """A cell to be run, and the process that runs it."""

    folder: Path
    spec: CellSpec
    after: Path | None
    weight: float
    twin: "Job | None" = None  # one of another arm that trains the same from the same
    process: "subprocess.Popen[bytes] | None" = None
    done: bool = False
    started: float = 0.0
    said: int = 0  # characters of its output that an earlier run wrote
    log: Any = field(default=None, repr=False)

    @property
    def name(self) -> str:
        own = self.spec.arm or self.folder.parent.name == f"seed-{self.spec.seed}"
        seed = f", seed {self.spec.seed}" if own else ""
        return f"{self.spec.arm or 'all arms'} {self.spec.stage}{seed}"

    def share(self) -> float:
        """How much of it is done, from 0 to 1."""
        if self.done or self.process is None:
            return float(self.done)
        try:
            return json.loads((self.folder / PROGRESS).read_text(encoding="utf-8"))["share"]
        except (OSError, ValueError, KeyError):
            return 0.0


@dataclass(frozen=True)
class Experiment:
    """A study as it is run: which arms and seeds of it, by which settings, and where."""

    study: Study
    arms: tuple[str, ...]
    seeds: tuple[int, ...]
    settings: Settings
    out: Path
    below_floor: str = "refuse"

    def jobs(self) -> list[Job]:
        """The cells, each after the one that it starts from."""
        jobs: list[Job] = []
        base = None
        for number, seed in enumerate(self.seeds):
            if self.study.fresh or not number:
                base = self.base_of(seed)
                jobs += [base] if base else []
            for name in self.arms:
                jobs += self.jobs_of_arm(name, seed, base)
        pair_twins(jobs)
        return jobs

    def base_of(self, seed: int) -> Job | None:
        """The base that a seed's arms start from: its own, or the one of all seeds; None where
        there is none."""
        study, settings = self.study, self.settings
        if not study.base or settings.start:
            return None
        spec = CellSpec(
            arm="",
            stage="base",
            seed=seed if study.fresh else 0,
            phases=self.phases(study.base, seed),
            settings=settings.plain(),
            vocabulary=self.vocabulary(seed),
        )
        weight = self.weight(study.base, settings)
        return Job(self.place(seed) / "base", spec, None, weight)

    def settings_of(self, name: str) -> Settings:
        """The settings of an arm: those of the experiment, and what the arm sets otherwise."""
        return changed_by(self.settings, self.study.arms[name].changes, self.study.changes)

    def jobs_of_arm(self, name: str, seed: int, base: Job | None) -> list[Job]:
        """SFT from the base, where there is one, and each RL from that SFT, from another RL, or
        where the arm has no SFT from the base."""
        arm, folder = self.study.arms[name], self.out / f"seed-{seed}" / name
        settings = self.settings_of(name)
        evaluation = self.folders([arm.evaluation or self.study.evaluation], seed)[0]
        spec = CellSpec(
            arm=name,
            stage="sft",
            seed=seed,
            phases=self.phases(arm.sft, seed, self.factor(name, seed)),
            settings=settings.plain(),
            strategies=list(arm.strategies),
            evaluation=evaluation,
            below_floor=self.below_floor,
        )
        jobs: dict[str, Job] = {"base": base} if base else {}
        if arm.sft:
            first = replace(spec, vocabulary=self.vocabulary(seed))
            if base:
                first = replace(spec, parent="base", parent_folder=str(base.folder.resolve()))
            weight = self.weight(arm.sft, settings)
            jobs["sft"] = Job(folder / "sft", first, base.folder if base else None, weight)
        for stage in in_turn(arm):
            phases = arm.rl[stage]
            usual = "sft" if arm.sft else "base"
            before = arm.parents.get(stage, usual)
            parent = jobs.get(before)
            later = replace(spec, stage=stage, phases=self.phases(phases, seed))
            if parent:
                place = str(parent.folder.resolve())
                later = replace(later, parent=before, parent_folder=place)
            after = parent.folder if parent else None
            jobs[stage] = Job(folder / stage, later, after, self.weight(phases, settings))
        return [job for job in jobs.values() if job is not base]

    def factor(self, name: str, seed: int) -> float:
        """By how much the updates of an arm's SFT are multiplied for its budget."""
        arms, budget = self.study.arms, self.study.budget
        if budget == "updates per strategy":
            return float(max(1, len(arms[name].strategies)))
        if budget == "tokens" and arms[name].sft:
            first = next(iter(arms.values()))
            return round(self.words(first.sft, seed) / self.words(arms[name].sft, seed), 3)
        return 1.0

    def words(self, phases: Sequence[Phase], seed: int) -> float:
        """The mean number of words of the solutions that a chain of SFT shows."""
        counts: list[int] = []
        shown = [phase.data for phase in phases if phase.settings == "sft"]
        for folder in self.folders(shown, seed):
            for batch in Dataset(folder).batches("sft", "train", columns=["completion"]):
                for messages in batch.column("completion").to_pylist():
                    counts.append(len(messages[-1]["content"].split()))
        return sum(counts) / max(1, len(counts))

    def phases_of(self, name: str) -> list[TrainingPhase]:
        """Every phase of an arm."""
        arm = self.study.arms[name]
        seed = self.seeds[0]
        stages = [self.phases(phases, seed) for phases in (arm.sft, *arm.rl.values())]
        return list(chain.from_iterable(stages))

    def place(self, seed: int) -> Path:
        """The folder of what a seed is trained on: its own where it draws it anew."""
        return self.out / f"seed-{seed}" if self.study.fresh else self.out

    def folders(self, names: Sequence[str], seed: int) -> list[str]:
        """Where the study's datasets of these names lie."""
        return [str((self.place(seed) / DATA / name).resolve()) for name in names]

    def drawing_seeds(self) -> tuple[int, ...]:
        """The seeds that data are drawn for: each that draws its own, else one for all."""
        return self.seeds if self.study.fresh else self.seeds[:1]

    def spoken(self, seed: int) -> dict[str, Path]:
        """The folders of the datasets whose words a model from scratch knows. One that no asked arm
        is trained on lies apart, and stays there when an arm joins that is, for the vocabulary of
        the base stays as it was; unless it was there before."""
        if not self.settings.scratch:
            return {}
        needed, place = self.study.needed(self.arms), self.place(seed)
        folders = {}
        for name in self.study.vocabulary:
            whole, few = place / DATA / name, place / WORDS / name
            apart = few.is_dir() or not (name in needed or whole.is_dir())
            folders[name] = few if apart else whole
        return folders

    def vocabulary(self, seed: int) -> list[str]:
        """The same as texts."""
        return [str(folder.resolve()) for folder in self.spoken(seed).values()]

    def drawn(self, seed: int) -> dict[Path, Curriculum]:
        """What is drawn for a seed, by folder: all that the asked arms are trained on, and few
        problems of what they are not, for its words."""
        data = self.study.drawn_by(seed)
        place, spoken = self.place(seed), self.spoken(seed)
        folders = {place / DATA / name: data[name] for name in self.study.needed(self.arms)}
        for name, folder in spoken.items():
            if folder.parent.name == WORDS:
                folders[folder] = with_few(data[name])
        return folders

    def phases(
        self, phases: Sequence[Phase], seed: int, factor: float = 1.0
    ) -> list[TrainingPhase]:
        """The phases of a stage, with their datasets' folders, their updates multiplied."""
        datasets = self.folders([phase.data for phase in phases], seed)
        return [
            TrainingPhase(dataset, phase.settings, phase.repeat * factor, phase.keep)
            for dataset, phase in zip(datasets, phases, strict=True)
        ]

    def weight(self, phases: Sequence[Phase], settings: Settings) -> float:
        """What phases cost, in updates of SFT."""
        total = 0.0
        for phase in phases:
            updates = max(1, settings.section(phase.settings).get("max_steps", 500))
            total += COST[phase.settings] * phase.repeat * updates
        return total


def pair_twins(jobs: Sequence[Job]) -> None:
    """Have SFT that is the same in several arms trained in the first of them alone, so that the
    arms differ in what comes after it, and in nothing before. What an arm has begun by itself it
    ends so."""
    first: dict[str, Job] = {}
    for job in jobs:
        if job.spec.stage != "sft":
            continue
        twin = first.setdefault(replace(job.spec, arm="").digest(), job)
        if twin is not job and not begun(job.folder):
            job.twin, job.weight = twin, 0.0


def with_few(curriculum: Curriculum) -> Curriculum:
    """The same with few problems."""
    stages = [replace(stage, size=min(stage.size, FEW)) for stage in curriculum.stages]
    return replace(curriculum, stages=tuple(stages))


def changed_by(settings: Settings, changes: Sequence[str], common: Sequence[str]) -> Settings:
    """The settings with those changes that are not common to all arms, which stand in them
    already."""
    own = [change for change in changes if change not in common]
    return changed(settings, own) if own else settings


def in_turn(arm: Arm) -> list[str]:
    """The checkpoints of an arm's RL, each behind the one that it starts from."""

    def depth(stage: str) -> int:
        return 1 + depth(arm.parents[stage]) if stage in arm.parents else 0

    return sorted(arm.rl, key=depth)


def check_experiment(experiment: Experiment) -> None:
    """Refuse now the settings of any arm that would be refused after hours. Raises
    CurriculaError."""
    shared = [] if experiment.settings.start else experiment.study.base
    base = experiment.phases(shared, experiment.seeds[0])
    by_settings: dict[str, tuple[Settings, list[TrainingPhase]]] = {}
    for name in experiment.arms:
        settings = experiment.settings_of(name)
        key = canonical_json(settings.plain())
        phases = by_settings.setdefault(key, (settings, list(base)))[1]
        phases += experiment.phases_of(name)
    for settings, phases in by_settings.values():
        check_settings(settings, phases)


def make_data(experiment: Experiment, workers: int, note: Note) -> list[Path]:
    """Make the datasets that the arms need, or what is missing of them; returns the folders of
    those that were made now."""
    study, made = experiment.study, []
    folders: dict[Path, Curriculum] = {}
    for seed in experiment.drawing_seeds():
        folders |= experiment.drawn(seed)
    for folder, curriculum in folders.items():
        result = build(
            curriculum,
            find_template(curriculum.template),
            folder,
            f"curricula experiment {study.name}",
            workers,
        )
        if result.written:
            made.append(folder)
            problems = sum([stage.size for stage in curriculum.stages])
            purpose = " for their words" if folder.parent.name == WORDS else ""
            note(f"data {folder.relative_to(experiment.out)}: {problems:,} problems{purpose}")
    return made


def check_data(experiment: Experiment) -> None:
    """Raises CurriculumError where a dataset of the arms cannot be as large as is asked for."""
    study = experiment.study
    for name in study.needed(experiment.arms):
        try:
            check_sizes(study.data[name])
        except RequestError as error:
            raise CurriculumError(f"datasets.{name}: {error}") from error


def prepared_jobs(experiment: Experiment, workers: int, note: Note) -> list[Job]:
    """Make the data and hold it against model and settings before anything is trained; returns the
    cells. What was made for a start that is refused is removed again, so that other settings may
    take the folder."""
    made = make_data(experiment, workers, note)
    try:
        jobs = experiment.jobs()
        for seed in experiment.drawing_seeds():
            own = [job for job in jobs if job.spec.seed == seed or not experiment.study.fresh]
            vocabulary = experiment.vocabulary(seed)
            missing: dict[str, list[CellSpec]] = {}
            for job in own:
                if not finished(job.folder):
                    missing.setdefault(canonical_json(job.spec.settings), []).append(job.spec)
            for specs in missing.values():
                check_cells(settings_of(specs[0].settings), specs, note, vocabulary)
    except CurriculaError:
        for folder in made:
            rmtree(folder, ignore_errors=True)
        raise
    return jobs


def run_experiment(
    experiment: Experiment,
    workers: int = 2,
    command: str = "",
    note: Note = lambda text: None,
    show: Callable[[float, float | None, str], None] = lambda share, left, text: None,
) -> Path:
    """Run everything that is missing, that many cells side by side. `show` gets the share that is
    done, the seconds that are left if they can be told, and what is running. A cell that is below
    the floor is reported, and the others go on. Raises CellsFailed at the end where any failed."""
    out = experiment.out
    out.mkdir(parents=True, exist_ok=True)
    check_before(experiment)
    check_experiment(experiment)
    check_data(experiment)
    jobs = prepared_jobs(experiment, workers, note)
    begun_at = noted = time.time()
    config = description(experiment, workers, command)
    config |= {"evaluated_before_outcome": evaluated_before_outcome(experiment)}
    record(out, config, 0.0)
    failed: dict[Path, str] = {}
    try:
        while any(not job.done for job in jobs):
            for job in jobs:
                look_at(job, jobs, workers, failed, note)
            show(*left_of(jobs, begun_at), ", ".join(job.name for job in jobs if job.process))
            time.sleep(OFTEN)
            if time.time() - noted > NOTED:
                record(out, config, time.time() - noted)
                noted = time.time()
    finally:
        for job in jobs:
            if job.process:
                job.process.terminate()
                job.process.wait()
        record(out, config, time.time() - noted)
    if failed:
        raise CellsFailed("; ".join(f"{folder}: {reason}" for folder, reason in failed.items()))
    return out


def description(experiment: Experiment, workers: int, command: str) -> dict[str, Any]:
    """What experiment.json says."""
    study, settings = experiment.study, experiment.settings
    return {
        "name": study.name,
        "preset": settings.preset,
        "arms": list(experiment.arms),
        "seeds": list(experiment.seeds),
        "command": command,
        "jobs": workers,
        "about": {name: study.arms[name].about for name in experiment.arms},
        "settings": settings.plain(),
        "versions": {"curricula": VERSION},
        "fresh": study.fresh,
        **({"outcome": asdict(study.outcome)} if study.outcome else {}),
    }


def evaluated_before_outcome(experiment: Experiment) -> int:
    """How many checkpoints of the outcome's stage had been evaluated when the study named it: none
    where it was named before the run."""
    before, outcome = read_description(experiment.out), experiment.study.outcome
    if outcome is None:
        return 0
    named, usual = before.get("outcome"), {each.name: each.default for each in fields(outcome)}
    # what an older version named lacks the fields that came later
    if isinstance(named, dict) and {**usual, **named} == asdict(outcome):
        return before.get("evaluated_before_outcome", 0)
    return len(list(experiment.out.rglob(f"{outcome.stage}/{EVALUATION}")))


def check_before(experiment: Experiment) -> None:
    """Raises TrainingError where the folder is that of an experiment with other settings; other
    arms and more seeds may join. One in which nothing was trained yet is cleared."""
    before = read_description(experiment.out)
    settings = json.loads(json.dumps(experiment.settings.plain()))
    study = experiment.study
    same = {"name": study.name, "settings": settings, "fresh": study.fresh}
    for name, now in same.items():
        if not before or before.get(name, False) == now:
            continue
        specs = list(experiment.out.rglob(SPEC))
        if any([begun(spec.parent) for spec in specs]):
            raise TrainingError(
                f"{experiment.out} was begun with other settings; give another --out, or remove it"
                " to begin anew"
            )
        for spec in specs:
            release_folder(spec.parent)
        for place in (experiment.out, *experiment.out.glob("seed-*")):
            rmtree(place / DATA, ignore_errors=True)
            rmtree(place / WORDS, ignore_errors=True)
        (experiment.out / EXPERIMENT).unlink()
        return


def read_description(out: Path) -> dict[str, Any]:
    """What experiment.json says already; empty where there is none."""
    path = out / EXPERIMENT
    try:
        return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    except ValueError as error:
        raise TrainingError(f"{path} is not JSON; remove {out} to begin anew") from error


def record(out: Path, config: dict[str, Any], seconds: float) -> None:
    """Write how the experiment was made: with the arms and seeds that are there already, and the
    time of earlier runs added."""
    before = read_description(out)
    joined = {
        "arms": list(dict.fromkeys([*before.get("arms", []), *config["arms"]])),
        "seeds": sorted({*before.get("seeds", []), *config["seeds"]}),
        "about": {**before.get("about", {}), **config["about"]},
        "seconds": round(before.get("seconds", 0.0) + seconds, 1),
    }
    write_whole(out / EXPERIMENT, json.dumps({**config, **joined}, indent=1) + "\n")


def look_at(job: Job, jobs: list[Job], workers: int, failed: dict[Path, str], note: Note) -> None:
    """Start a job where it is due and there is room, or see how it ended."""
    if job.done:
        return
    if job.process is None:
        waited_for = job.twin.folder if job.twin else job.after
        if waited_for in failed:
            job.done, failed[job.folder] = True, f"not run, for {waited_for} failed"
        elif job.twin:
            if finished(job.twin.folder):
                take_over(job, job.twin, note)
        elif job.after and not finished(job.after):
            return
        elif sum(other.process is not None for other in jobs) < workers:
            start(job, note)
        return
    code = job.process.poll()
    if code is None:
        return
    job.process, job.done = None, True
    job.log.close()
    if code:
        failed[job.folder] = reason_of(job, code)
        note(f"{job.name} failed: {failed[job.folder]}")
    else:
        note(f"{job.name}: done in {time.time() - job.started:.0f} s")


def take_over(job: Job, twin: Job, note: Note) -> None:
    """Copy what another arm trained and evaluated, which is the same in this one."""
    job.done = True
    if claim_folder(job.folder, job.spec):
        note(f"{job.name}: finished before; kept")
        return
    with whole_folder(job.folder / MODEL) as partial:
        copytree(twin.folder / MODEL, partial, dirs_exist_ok=True)
    for name in (LOG, COMPLETIONS, EVALUATION):
        if (twin.folder / name).is_file():
            copyfile(twin.folder / name, job.folder / name)
    told = {"arm": job.spec.arm, "digest": job.spec.digest(), "same_as": twin.spec.arm}
    spent = {"seconds": 0.0, "cpu_seconds": 0.0}
    write_whole(job.folder / CELL, canonical_json({**finished(twin.folder), **told, **spent}))
    note(f"{job.name}: the same as {twin.spec.arm}'s")


def reason_of(job: Job, code: int) -> str:
    """Why a cell failed: the last line of its output, or the signal that ended it, or a full
    disk, on which no line can be written."""
    output = (job.folder / OUTPUT).read_text(encoding="utf-8", errors="replace")
    lines = output[job.said :].strip().splitlines()
    if code > 0 and disk_usage(job.folder).free < ROOM:
        return "no space left on the disk; make room, and the same command goes on from there"
    if lines and code > 0:
        return lines[-1].removeprefix("curricula: ")
    if code > 0:
        return f"ended with status {code} and said nothing"
    remedy = "; the machine may be out of memory: run fewer --jobs" if code == KILLED else ""
    return f"ended by signal {-code}{remedy}"


def start(job: Job, note: Note) -> None:
    """Start the process of a cell, unless the cell is finished. Raises TrainingError where its
    folder is another cell's."""
    if claim_folder(job.folder, job.spec):
        job.done = True
        note(f"{job.name}: finished before; kept")
        return
    job.started = time.time()
    output = job.folder / OUTPUT
    job.said = len(output.read_text(encoding="utf-8", errors="replace")) if output.exists() else 0
    job.log = open(output, "ab")  # noqa: SIM115 - closed when the process has ended
    command = [sys.executable, "-m", "pipelines.training.run_cell", str(job.folder), WATCHED]
    environment = environment_of(job.spec.settings)
    job.process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=job.log, stderr=job.log, env=environment
    )


def environment_of(settings: dict[str, Any]) -> dict[str, str]:
    """The variables of a cell's process; of memory the user's own come first."""
    return {
        **(KEEPING if settings["model"].get("name") == "scratch" else {}),
        **os.environ,
        **child_environment(),
        "OMP_NUM_THREADS": str(settings["threads"] or os.cpu_count()),
        "TOKENIZERS_PARALLELISM": "false",
    }


def left_of(jobs: list[Job], begun: float) -> tuple[float, float | None]:
    """The share of all that is done, and the seconds that are left by the pace of this run."""
    kept = sum(job.weight for job in jobs if job.done and not job.started)
    total, done = sum(job.weight for job in jobs), sum(job.weight * job.share() for job in jobs)
    pace = (done - kept) / max(1e-9, time.time() - begun)
    return done / total, (total - done) / pace if done - kept > 0.01 * total else None
