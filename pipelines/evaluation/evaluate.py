"""Evaluate a model on one fixed set: sampled freely, greedily, and with each strategy's opening
forced; every completion is kept."""

import json
from collections.abc import Callable, Mapping, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as parquet

from curricula.working.read_completion import Reading, read_completion
from curricula.working.row_params import options_of, shortcuts_of
from generators import catalog
from pipelines.dataset.whole_files import whole_file, write_whole
from pipelines.evaluation.completion_table import SCHEMA, approach_of
from pipelines.evaluation.findings import summarise
from pipelines.evaluation.guessing import guess_rates
from pipelines.models.device import rank, world
from pipelines.models.examples import begun, forced
from pipelines.models.model import Model
from pipelines.models.sampling import Generation, Sampled, sample

COMPLETIONS, EVALUATION = "completions.parquet", "evaluation.json"


def balanced(rows: list[dict[str, Any]], limit: int) -> list[dict[str, Any]]:
    """At most `limit` of the rows, in turn from every family, type and band, so that all are as
    many; all where it is 0."""
    if not limit or len(rows) <= limit:
        return rows
    groups: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for row in rows:
        groups.setdefault((row["family"], row["type"], row["band"]), []).append(row)
    kept: list[dict[str, Any]] = []
    for turn in range(max(len(group) for group in groups.values())):
        kept += [group[turn] for group in groups.values() if turn < len(group)]
    return kept[:limit]


def evaluate(
    model: Model,
    rows: list[dict[str, Any]],
    strategies: Sequence[str],
    limit: int,
    how: Mapping[str, Any],
    progress: Callable[[int, int], None] = lambda done, total: None,
    generation: Generation | None = None,
) -> pa.Table:
    """The completions of a model on rows of `asked`, as a table of completion_table.py, so many of
    them as the section `evaluation` of the settings says. Where several processes were started,
    each samples its part, and all get the whole table."""
    generation = generation or Generation(how.get("temperature", 1.0), how.get("top_p", 1.0))
    guess = dict(zip([row["problem_id"] for row in rows], guess_rates(rows), strict=True))
    rows = balanced(rows, how.get("limit", 0))
    mine = rows[rank() :: world()]
    tries = {
        "free": [(row, "") for row in mine],
        "greedy": [(row, "") for row in mine if how.get("greedy", True)],
        "forced": forced_tries(mine, strategies),
    }
    samples = {"free": how.get("samples", 0), "greedy": 1}
    samples["forced"] = how.get("forced_samples", 0)
    total, before = sum(len(tries[sampling]) for sampling in tries if samples[sampling]), 0
    judgements: list[dict[str, Any]] = []
    for sampling, asked in tries.items():
        if not samples[sampling]:
            continue
        drawn = sample(
            model,
            [forced(row, strategy) if strategy else row["prompt"] for row, strategy in asked],
            samples[sampling],
            limit,
            how.get("batch", 256),
            generation,
            sampling == "greedy",
            lambda done, before=before: progress(before + done, total),
        )
        before += len(asked)
        for (row, strategy), completions in zip(asked, drawn, strict=True):
            opened = begun(row, strategy) if strategy else ""
            judgements += [
                {
                    **judged(row, sampling, strategy, number, completion, opened),
                    "guess": None if options_of(row) else guess[row["problem_id"]],
                }
                for number, completion in enumerate(completions)
            ]
    if world() > 1:
        from accelerate.utils import gather_object

        judgements = gather_object(judgements)
    return pa.Table.from_pylist(judgements, schema=SCHEMA)


def forced_tries(
    rows: Sequence[dict[str, Any]], strategies: Sequence[str]
) -> list[tuple[dict[str, Any], str]]:
    """Each row with each strategy whose opening can be forced on it, one strategy after another."""
    tries = []
    for strategy in strategies:
        tries += [(row, strategy) for row in rows if knows(row, strategy) and begun(row, strategy)]
    return tries


def knows(row: dict[str, Any], strategy: str) -> bool:
    """Whether a strategy is one of the row's family; of a set from elsewhere none is."""
    try:
        return strategy in catalog.family(row["family"]).strategies
    except ValueError:
        return False


def judged(
    row: dict[str, Any], sampling: str, strategy: str, number: int, completion: Sampled, opened: str
) -> dict[str, Any]:
    """A row of the table."""
    reading = read_completion(completion.text, row, opened)
    return {
        **{name: row[name] for name in ("problem_id", "family", "type", "difficulty", "band")},
        "sampling": sampling,
        "forced": strategy,
        "sample": number,
        "completion": f"{opened} {completion.text}".strip(),
        "answer": reading.verdict.answer,
        "correct": reading.verdict.correct,
        "reason": reading.verdict.reason,
        "strategy": reading.strategy,
        "strategy_reason": reading.strategy_reason,
        "approach": approach_of(row["family"], reading.strategy, ""),
        "said": reading.guess_verdict,
        "first_wrong": reading.first_wrong,
        "first_wrong_kind": reading.fault,
        "options": options_of(row),
        "shortcuts": " ".join(shortcuts_of(row)),
        "lines": len(reading.lines),
        "solution": solution_of(reading),
        "tokens": completion.tokens,
        "ended": completion.ended,
    }


def solution_of(reading: Reading) -> str:
    """A digest of the claims of a completion that is right, answer and lines, in whatever order;
    empty where it is not, or states none. What a claim rests on is told by its numbers, so that
    equal claims are equal step graphs."""
    claims: set[str] = set()
    right = reading.correct and reading.first_wrong is None
    for line in reading.lines if right else ():
        spans = [span.text for span in line.spans if span.claims]
        claims.update(["".join(text.split()) for text in spans or [line.text] if text])
    if not claims:
        return ""
    return blake2b("\n".join(sorted(claims)).encode("utf-8", "replace"), digest_size=8).hexdigest()


def write_evaluation(table: pa.Table, folder: Path) -> dict[str, Any]:
    """Write the completions and what they come to into a cell's folder, the latter last and whole,
    for it says that the evaluation is done; returns it."""
    findings = summarise(table)
    with whole_file(folder / COMPLETIONS) as temporary:
        parquet.write_table(table, temporary, compression="zstd")
    write_whole(folder / EVALUATION, json.dumps(findings, indent=1) + "\n")
    return findings


def shown(path: Path) -> str:
    """What an evaluation came to, in one line: the accuracy in each band."""
    bands = json.loads(path.read_text(encoding="utf-8"))["bands"]
    parts = []
    for band, figures in bands.items():
        accuracy = figures["types"]["all"]["accuracy"]
        parts.append(f"{band}: {accuracy['value']:.3f}")
    return "accuracy " + ", ".join(parts)
