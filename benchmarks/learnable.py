"""Which families a model from scratch learns at `tiny`: base practice and SFT on problems of
difficulty 1, all strategies of the family, evaluated on other problems of difficulty 1:

    python -m benchmarks.learnable OUT [FAMILY ...] [--into docs/findings/learnable.md]

An experiment a family in OUT, ten to thirty CPU-minutes each; what was stopped goes on, and what is
finished is only read. A family counts as learnt where the lower end of the interval of its accuracy
is above twice what guessing reaches, and a strategy where that of its accuracy is when its opening
is forced. With `--into` the figures are written beside the page too, as JSON.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.findings import rounded
from benchmarks.into_docs import print_into
from benchmarks.timing import table
from generators import catalog
from generators.problem import Setting
from generators.render import render

SEED = 101
STUDY = """\
name: learnable
about: Does a model from scratch learn {family} at difficulty 1?
seed: {seed}
defaults: {{family: {family}, difficulty: 1}}
datasets:
  base: {{most: {base}}}
  sft: {{most: {sft}}}
  eval: {{most: {eval}}}
"""
OWNS = {"base": 0.1, "sft": 0.4, "eval": 0.05}  # of a family's problems, the share of each stage
DRAWN = 0.6  # of what a stage owns: rare problems take long to draw, and some families have many
MOST = 24_000  # problems; `tiny` has no more
DRAWS = 200  # problems whose solutions are measured for the tokens of a strategy
Figure = dict[str, Any]  # an interval as a report has it: value, low and high, in shares of 1


class Outcome(NamedTuple):
    """What came of one family."""

    family: str
    problems: int  # of SFT
    seconds: float  # of CPU
    sampled: Figure
    greedy: Figure
    forced: dict[str, Figure]  # by strategy
    kept: dict[str, Figure]  # to the strategy that was forced
    shares: dict[str, Figure]  # of each strategy when sampled freely
    chance: float

    def is_above_guessing(self, figure: Figure) -> bool:
        return figure["low"] > 2 * self.chance

    def row(self) -> list[str]:
        learnt = [name for name, one in self.forced.items() if self.is_above_guessing(one)]
        return [
            f"`{self.family}`",
            f"{self.problems:,}",
            *map(percent, (self.sampled, self.greedy)),
            f"{100 * self.chance:.1f}",
            "yes" if self.is_above_guessing(self.sampled) else "no",
            f"{len(learnt)} of {len(self.forced)}",
        ]

    def rows_of_strategies(self) -> list[list[str]]:
        tokens = tokens_of(self.family)
        return [
            [
                f"`{self.family}`",
                f"`{strategy}`",
                f"{tokens[strategy]:.0f}",
                percent(forced),
                percent(self.kept[strategy]),
                percent(self.shares[strategy]) if strategy in self.shares else "0.0",
            ]
            for strategy, forced in self.forced.items()
            if self.is_above_guessing(forced)
        ]


def percent(figure: Figure) -> str:
    return f"{100 * figure['value']:.1f} [{100 * figure['low']:.1f}, {100 * figure['high']:.1f}]"


def tokens_of(family: str) -> dict[str, float]:
    """By strategy the mean number of tokens of its terse solutions, a word a token."""
    setting = Setting(catalog.family(family), 1)
    counts: dict[str, list[int]] = {}
    for index in range(DRAWS):
        problem = setting.problem(SEED, index)
        for name in problem.strategies():
            text = render(problem, problem.solve(name), "terse")
            counts.setdefault(name, []).append(len(text.split()))
    return {name: sum(each) / len(each) for name, each in counts.items()}


def study_of(family: str) -> str:
    """The study of one family: as many problems as its smallest difficulty has."""
    setting = Setting(catalog.family(family), 1)
    holds = setting.family.capacity(setting.knobs).problems
    sizes = {stage: min(MOST, int(share * DRAWN * holds)) for stage, share in OWNS.items()}
    return STUDY.format(family=family, seed=SEED, **sizes)


def run(family: str, out: Path) -> Path:
    """Run the experiment of a family, or what is left of it, and give its folder."""
    folder, study = out / family, out / f"{family}.yaml"
    if not (folder / "report.json").exists():
        out.mkdir(parents=True, exist_ok=True)
        study.write_text(study_of(family), encoding="utf-8")
        command = [sys.executable, "-m", "curricula", "experiment", str(study)]
        command += ["--preset", "tiny", "--seeds", f"{SEED},", "--jobs", "1", "--out", str(folder)]
        subprocess.run(command, check=True)
    return folder


def outcome(name: str, folder: Path) -> Outcome:
    report: dict[str, Any] = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    (cell,) = [cell for cell in report["cells"] if cell["stage"] == "sft"]
    found = cell["evaluation"]["bands"]["all"]["types"]["all"]
    data = json.loads((folder / "data" / "sft" / "manifest.json").read_text(encoding="utf-8"))
    return Outcome(
        family=name,
        problems=sum([stage["size"] for stage in data["config"]["curriculum"]["stages"]]),
        seconds=sum([each.get("cpu_seconds") or 0.0 for each in report["cells"]]),
        sampled=found["accuracy"],
        greedy=found["greedy"],
        forced={strategy: one["accuracy"] for strategy, one in found["forced"].items()},
        kept={strategy: one["kept"] for strategy, one in found["forced"].items()},
        shares={strategy: one["share"] for strategy, one in found["strategies"].items()},
        chance=found["chance"],
    )


def main() -> None:
    out, *names = sys.argv[1:]
    page = names.pop() if "--into" in names else None
    names = [name for name in names if name != "--into"] or catalog.names()
    outcomes = [outcome(name, run(name, Path(out))) for name in names]
    outcomes.sort(key=lambda each: each.sampled["value"] / max(each.chance, 0.01), reverse=True)
    heads = ["family", "problems of SFT", "right, sampled", "greedy", "guessing", "learnt"]
    heads.append("strategies learnt")
    print_into(table(heads, [each.row() for each in outcomes]), "learnable", page)
    heads = ["family", "strategy", "tokens", "right, forced", "kept to it", "share, sampled freely"]
    rows = sum([each.rows_of_strategies() for each in outcomes], [])
    print_into(table(heads, rows), "learnt strategies", page)
    if page is not None:
        figures = [rounded(each._asdict()) for each in outcomes]
        text = json.dumps(figures, separators=(",", ":")) + "\n"
        Path(page).with_suffix(".json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
