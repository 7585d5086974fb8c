"""Tables of completions drawn from known shares and accuracies, for tests of the analysis."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as parquet

from pipelines.evaluation.completion_table import SCHEMA

CHAIN = "finite_fields.operation_chain"
Behaviour = Mapping[str, Mapping[str, tuple[float, float]]]  # type: strategy: share, accuracy


def completion(
    problem: str,
    kind: str = "evaluation",
    correct: bool = True,
    strategy: str = "forward",
    **others: Any,
) -> dict[str, Any]:
    """One row, with the other columns as given or plain."""
    row = {
        "problem_id": problem,
        "family": CHAIN,
        "type": kind,
        "difficulty": 3,
        "band": "6-9",
        "sampling": "free",
        "forced": "",
        "sample": 0,
        "completion": "",
        "answer": "",
        "correct": correct,
        "reason": "" if correct else "unequal",
        "strategy": strategy,
        "strategy_reason": "",
        "said": "",
        "first_wrong": None,
        "first_wrong_kind": "",
        "options": 11,
        "tokens": 40,
        "ended": True,
    }
    return {**row, **others}


def table(rows: list[dict[str, Any]]) -> pa.Table:
    return pa.Table.from_pylist(rows, schema=SCHEMA)


def drawn(
    behaviour: Behaviour,
    problems: int = 60,
    samples: int = 4,
    seed: int = 0,
    bands: Mapping[str, float] | None = None,
) -> pa.Table:
    """Completions in which each type uses each strategy with that share and accuracy; a band lowers
    accuracies by a factor. Greedy ones and forced ones of each strategy too; forced accuracy is the
    strategy's own."""
    random = np.random.default_rng(seed)
    rows = []
    for rung, (band, factor) in enumerate((bands or {"6-9": 1.0}).items(), 2):
        for kind, strategies in behaviour.items():
            names = list(strategies)
            shares = np.array([strategies[name][0] for name in names])
            for i in range(problems):
                place: dict[str, Any] = {
                    "problem": f"{kind}-{band}-{i}",
                    "kind": kind,
                    "difficulty": rung,
                    "band": band,
                }
                attempts = [
                    ("free", "", j, names[random.choice(len(names), p=shares)])
                    for j in range(samples)
                ]
                attempts += [("greedy", "", 0, names[int(shares.argmax())])]
                attempts += [
                    ("forced", name, 0, name) for name in names if name not in ("none", "mixed")
                ]
                for sampling, forced, sample, name in attempts:
                    right = bool(random.random() < strategies[name][1] * factor)
                    guess = (kind == "inversion") == (name == "forward") and name in (
                        "forward",
                        "backward",
                    )
                    wrong = (
                        {}
                        if right
                        else {
                            "first_wrong": int(random.integers(0, 6)),
                            "first_wrong_kind": "table" if i % 3 else "copy",
                        }
                    )
                    said = "yes" if right or i % 4 == 0 else "no"
                    rows.append(
                        completion(
                            **place,
                            correct=right,
                            strategy=name,
                            sampling=sampling,
                            forced=forced,
                            sample=sample,
                            **wrong,
                            said=said if guess else "",
                            ended=right or i % 10 != 0,
                            tokens=int(random.integers(30, 60)),
                        )
                    )
    return table(rows)


def write_cell(
    folder: Path,
    completions: pa.Table,
    arm: str,
    stage: str,
    seed: int = 0,
    parent: str | None = None,
    log: Any = (),
) -> None:
    """A cell as an experiment leaves it."""
    folder.mkdir(parents=True)
    said = {
        "arm": arm,
        "stage": stage,
        "seed": seed,
        "parent": parent,
        "strategies": ["forward", "backward"],
    }
    said |= {"updates": {"sft": 700, "rl": 150 if parent else 0}, "seconds": 812.0}
    (folder / "cell.json").write_text(json.dumps(said))
    parquet.write_table(completions, folder / "completions.parquet")
    if log:
        (folder / "log.jsonl").write_text("".join(json.dumps(line) + "\n" for line in log))
