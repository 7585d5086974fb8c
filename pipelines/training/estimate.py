"""What an experiment would make: its datasets, its cells with their updates, and how long they take
by the pace that was measured."""

from typing import NamedTuple

from pipelines.training.cell import unusual_draws
from pipelines.training.experiment import (
    DATA,
    Experiment,
    check_data,
    check_experiment,
    in_turn,
)

# seconds of an update of SFT, of an update of RL, and of an evaluation, and where they were
# measured: docs/training.md
PACE = {
    "smoke": (0.1, 0.5, 3.0, "of CPU time on two cores"),
    "tiny": (0.42, 1.45, 20.0, "of CPU time on two cores"),
    "small": (0.05, 0.47, 20.0, "on one H100"),
    "pretrained-small": (20.0, 200.0, 1_800.0, "on two CPU cores that do nothing else"),
    "paper": (1.22, 17.7, 900.0, "on one H100"),
}


class Line(NamedTuple):
    """One cell: its arm, stage, the stage that it starts from, and its updates by dataset."""

    arm: str
    stage: str
    parent: str
    updates: dict[str, int]


class Estimate(NamedTuple):
    """The datasets with their stages and sizes, the cells of one seed, how many cells there are in
    all, their seconds, and the pace that was taken."""

    data: list[tuple[str, str, int]]
    cells: list[Line]
    count: int
    seconds: float
    pace: str


def estimate(experiment: Experiment) -> Estimate:
    """The estimate of an experiment, of which nothing is made. An arm's budget of tokens is not
    known before its data are, and taken for one of updates. Raises CurriculaError for settings and
    sizes that cannot be."""
    check_experiment(experiment)
    check_data(experiment)
    study, settings = experiment.study, experiment.settings
    sft, rl, evaluation, pace = PACE.get(settings.preset, PACE["tiny"])
    rate = {"base": sft, "sft": sft, "tail": sft, "rejection": sft, "rl": rl}
    data: list[tuple[str, str, int]] = []
    for seed in experiment.drawing_seeds():
        for folder, curriculum in experiment.drawn(seed).items():
            name = str(folder.relative_to(experiment.out)).removeprefix(f"{DATA}/")
            data += [(name, stage.name, stage.size) for stage in curriculum.stages]
    cells, seconds, count = [], 0.0, 0
    chains = [("", "base", "", study.base)] if study.base and not settings.start else []
    for name in experiment.arms:
        arm = study.arms[name]
        usual = "sft" if arm.sft else "base"
        if arm.sft:
            chains.append((name, "sft", "base" if chains else "", arm.sft))
        chains += [
            (name, stage, arm.parents.get(stage, usual), arm.rl[stage]) for stage in in_turn(arm)
        ]
    shared: dict[str, str] = {}
    for name, stage, parent, phases in chains:
        if stage == "sft" and (first := shared.setdefault(sft_of(experiment, name), name)) != name:
            count += len(experiment.seeds)
            cells.append(Line(name, stage, f"as {first}", {}))
            continue
        factor = 1.0
        if stage == "sft" and study.budget == "updates per strategy":
            factor = float(max(1, len(study.arms[name].strategies)))
        updates: dict[str, int] = {}
        taken = 0.0 if stage == "base" else evaluation
        for phase in phases:
            fields = settings.section(phase.settings)
            steps = fields.get("max_steps", -1)
            if steps < 1:
                size = sum(part.size for part in study.data[phase.data].stages)
                rows = fields.get("per_device_train_batch_size", 8)
                steps = max(1, round(fields.get("num_train_epochs", 3) * size / rows))
            made = max(1, round(steps * phase.repeat * factor))
            updates[phase.data] = updates.get(phase.data, 0) + made
            taken += made * rate[phase.settings]
            # drawing on every prompt takes about what an evaluation does
            taken += evaluation if phase.settings == "rejection" else 0.0
        times = 1 if stage == "base" and not study.fresh else len(experiment.seeds)
        seconds += taken * times
        count += times
        cells.append(Line(name or "all arms", stage, parent, updates))
    return Estimate(data, cells, count, seconds, pace)


def sft_of(experiment: Experiment, name: str) -> str:
    """What an arm's SFT depends on, as a text: arms in which it is the same share it. Of RL's
    settings those count that the digest of a cell of SFT has, which needs the data to be there."""
    arm, settings = experiment.study.arms[name], experiment.settings_of(name).plain()
    rl = settings.pop("rl")
    read_of_rl = (rl.get("max_completion_length"), unusual_draws(rl))
    return repr((arm.sft, arm.strategies, arm.evaluation, settings, read_of_rl))
