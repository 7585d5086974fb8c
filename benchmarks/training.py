"""Our share of a training step: the seconds that reading completions and logging take, beside TRL's
own, at the shape of preset tiny's RL.

    python -m benchmarks.training [UPDATES]

The model has random weights, so its completions are as long as the limit and mean nothing; what is
read in their stead are right solutions, as those of a model that has learnt are. Natural
completions are read by recognition; there a tiny model's step says nothing, so that the
milliseconds a completion are given, eight to a problem as in a group.
"""

import sys
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.timing import table
from curricula.request import plain_curriculum
from curricula.studies.select_and_improve import study
from curricula.working.step_reward import step_reward
from generators import catalog
from generators.problem import Problem
from generators.render import render
from pipelines.dataset.build import build
from pipelines.dataset.dataset import Dataset
from pipelines.dataset.template import TEMPLATES, find_template
from pipelines.models.device import prepare
from pipelines.models.examples import asked, texts_of
from pipelines.models.model import from_scratch, longest_of, rollout_limit
from pipelines.models.presets import TINY
from pipelines.models.settings import carried_out
from pipelines.models.vocabulary import words_of
from pipelines.training.log import Log
from pipelines.training.monitor import Watch, faults_of

BOUND, GROUP, LANE = 0.03, 8, "6-9"
SPENT: dict[str, list[float]] = defaultdict(list)


def timed(name: str, work: Callable[..., Any]) -> Callable[..., Any]:
    """The work, whose seconds are added to those of its name."""

    def run(*arguments: Any, **named: Any) -> Any:
        begun = time.perf_counter()
        try:
            return work(*arguments, **named)
        finally:
            SPENT[name].append(time.perf_counter() - begun)

    return run


def solutions(row: dict[str, Any], strategies: Sequence[str] = ()) -> list[str]:
    """Right completions of a row, by these strategies or by all."""
    family = catalog.family(row["family"])
    problem = Problem(family, family.load(row["params"]), 0, row["problem_id"])
    terse = row["wording"] != "natural"
    found = []
    for name in problem.strategies():
        if name in strategies or not strategies:
            solution = problem.solve(name)
            text = render(problem, solution, "terse" if terse else "natural")
            found.append(
                TEMPLATES["terse" if terse else "plain"].show_completion(
                    text, solution.answer, name
                )
            )
    return found


class WatchOfSolutions(Watch):
    """The watch, given right solutions in place of what the model wrote; only reading is timed."""

    def __call__(
        self, completions: Sequence[Any], log_metric: Any = None, **columns: Any
    ) -> list[float]:
        shown = {}
        texts = []
        for i, id in enumerate(columns["problem_id"]):
            row = {name: columns[name][i] for name in ("family", "params", "problem_id", "wording")}
            shown.setdefault(id, cycle(solutions(row, self.strategies)))
            texts.append(next(shown[id]))
        timed("step_reward", step_reward)(texts, **columns)
        return timed("watch", super().__call__)(texts, log_metric=log_metric, **columns)


class TimedLog(Log):
    """The log, timed, and the time from the beginning of one update to that of the next."""

    def on_step_begin(self, args: Any, state: Any, control: Any, **more: Any) -> None:
        SPENT["begun"].append(time.perf_counter())

    def on_log(self, *arguments: Any, **named: Any) -> None:
        timed("log", super().on_log)(*arguments, **named)

    def on_step_end(self, *arguments: Any, **named: Any) -> None:
        timed("log", super().on_step_end)(*arguments, **named)


def rl_step(place: Path, updates: int) -> list[list[str]]:
    """Updates of preset tiny on chains; the share of ours in all of them."""
    from pipelines.training import trainers

    settings = carried_out(TINY, [f"rl.max_steps={updates}", "device=cpu"])
    curriculum = study({**settings.sizes, "rl": 400}, "terse", (LANE,)).data[f"rl-{LANE}"]
    build(curriculum, find_template(curriculum.template), place / "chain", "benchmark")
    rows = asked(Dataset(place / "chain"), "rl", True, "train")
    references = [text for row in rows for text in solutions(row, ("forward", "backward"))]
    words = words_of([*texts_of(Dataset(place / "chain")), *references])
    model = from_scratch(settings, words, 128, 0)
    limit = rollout_limit(settings, longest_of(model.tokenizer, references))
    device = prepare(settings)
    trainers.Watch = WatchOfSolutions  # type: ignore[misc]
    log = TimedLog(place / "log.jsonl", timed("log", lambda done, total: None), "rl")
    run = trainers.TrainerRun(
        settings=settings,
        section="rl",
        repeat=1.0,
        folder=place / "work",
        log=log,
        seed=0,
        device=device,
    )
    trainers.run_rl(run, model, rows, ("forward", "backward"), limit)
    begun = SPENT.pop("begun")
    whole = (begun[-1] - begun[0]) / (len(begun) - 1)
    ours = {name: sum(seconds) / updates for name, seconds in SPENT.items()}
    share = sum(ours.values()) / (whole - sum(ours.values()))
    size = settings.rl["per_device_train_batch_size"]
    return [
        [f"one update, {size} completions of {limit} tokens", f"{whole * 1_000:.0f}", ""],
        *[
            [f"of that {name}", f"{seconds * 1_000:.1f}", f"{seconds / whole:.2%}"]
            for name, seconds in ours.items()
        ],
        [
            "ours to TRL's",
            f"{sum(ours.values()) * 1_000:.1f}",
            f"{share:.2%}" + ("" if share <= BOUND else f" (above {BOUND:.0%})"),
        ],
    ]


def natural(place: Path) -> list[list[str]]:
    """Milliseconds a completion in natural language, by family: a group of right solutions to each
    problem."""
    names = catalog.names()
    build(
        plain_curriculum(family=names, difficulty="3", size=24 * len(names)),
        TEMPLATES["plain"],
        place / "natural",
        "benchmark",
    )
    groups: dict[str, list[tuple[dict[str, Any], list[str]]]] = {}
    for row in asked(Dataset(place / "natural"), "rl", False, "train"):
        groups.setdefault(row["family"], []).append(
            (row, list(islice(cycle(solutions(row)), GROUP)))
        )
    lines = []
    for name, found in sorted(groups.items()):
        each = []
        for row, texts in found:
            watch, columns = (
                Watch((), faults_of([row])),
                {key: [value] * GROUP for key, value in row.items()},
            )
            begun = time.perf_counter()
            watch(texts, log_metric=lambda name, value: None, **columns)
            each.append((time.perf_counter() - begun) / GROUP * 1_000)
        lines.append([name, str(len(found)), f"{median(each):.2f}", f"{max(each):.2f}"])
    return lines


def main() -> None:
    updates = int(sys.argv[1]) if len(sys.argv) > 1 else 8
    with TemporaryDirectory() as folder:
        print(
            table(
                ["preset tiny, terse chains", "milliseconds", "of the update"],
                rl_step(Path(folder), updates),
            )
        )
        print()
        print(
            table(
                ["natural language", "problems", "ms a completion (median)", "slowest"],
                natural(Path(folder)),
            )
        )


if __name__ == "__main__":
    main()
