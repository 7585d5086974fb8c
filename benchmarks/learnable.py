"""Which families a model from scratch learns at `tiny`: base practice and SFT on problems of
difficulty 1, all strategies of the family, evaluated on other problems of difficulty 1:

    python -m benchmarks.learnable OUT [FAMILY ...] [--into docs/findings/learnable.md]

An experiment a family in OUT, ten CPU-minutes each; what was stopped goes on, and what is finished
is only read. A family counts as learnt where the lower end of the interval of its accuracy is above
twice what guessing reaches.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.into_docs import print_into
from benchmarks.timing import table
from generators import catalog
from generators.problem import Setting

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
DRAWN = 0.9  # of what a stage owns, so that drawing ends soon
MOST = 24_000  # problems; `tiny` has no more


class Outcome(NamedTuple):
    """What came of one family, in shares of 1."""

    family: str
    updates: int  # of SFT
    sampled: dict[str, float]
    greedy: dict[str, float]
    chance: float

    @property
    def is_learnt(self) -> bool:
        return self.sampled["low"] > 2 * self.chance

    def row(self) -> list[str]:
        told = [
            f"{100 * each['value']:.1f} [{100 * each['low']:.1f}, {100 * each['high']:.1f}]"
            for each in (self.sampled, self.greedy)
        ]
        learnt = "yes" if self.is_learnt else "no"
        return [self.family, f"{self.updates:,}", *told, f"{100 * self.chance:.1f}", learnt]


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
        study.write_text(study_of(family), encoding="utf-8")
        command = [sys.executable, "-m", "curricula", "experiment", str(study)]
        command += ["--preset", "tiny", "--seeds", f"{SEED},", "--jobs", "1", "--out", str(folder)]
        subprocess.run(command, check=True)
    return folder


def outcome(family: str, folder: Path) -> Outcome:
    report: dict[str, Any] = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    (cell,) = [cell for cell in report["cells"] if cell["stage"] == "sft"]
    found = cell["evaluation"]["bands"]["1"]["types"]["all"]
    return Outcome(
        family, sum(cell["updates"].values()), found["accuracy"], found["greedy"], found["chance"]
    )


def main() -> None:
    out, *names = sys.argv[1:]
    page = names.pop() if "--into" in names else None
    names = [name for name in names if name != "--into"] or catalog.names()
    outcomes = [outcome(name, run(name, Path(out))) for name in names]
    outcomes.sort(key=lambda each: each.sampled["value"] / max(each.chance, 0.01), reverse=True)
    heads = ["family", "updates of SFT", "right, sampled", "greedy", "guessing", "learnt"]
    print_into(table(heads, [each.row() for each in outcomes]), "learnable", page)


if __name__ == "__main__":
    main()
