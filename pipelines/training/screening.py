"""Pass rates of a model on the prompts of RL: how often it solves each, measured once and written
down, and the choice of prompts by that. Groups that are all right or all wrong teach GRPO
nothing."""

from collections.abc import Callable, Mapping, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.parquet as parquet

from curricula.working.read_completion import read_completion
from generators.errors import DatasetError, RequestError
from pipelines.dataset.dataset import Dataset
from pipelines.dataset.table_bounds import foreign_fault
from pipelines.dataset.whole_files import whole_file
from pipelines.models.device import prepare
from pipelines.models.examples import asked, references
from pipelines.models.model import Model, longest_of, open_model, rollout_limit
from pipelines.models.sampling import sample_as_rl
from pipelines.models.settings import Settings

SCHEMA = pa.schema(
    [
        ("problem_id", pa.string()),
        ("family", pa.string()),
        ("type", pa.string()),
        ("band", pa.string()),
        ("samples", pa.int32()),
        ("solve_rate", pa.float64()),
    ]
)
EVERY = (0.0, 1.0)  # the pass rates that are kept where nothing is said


def screen(
    settings: Settings,
    checkpoint: str,
    dataset: Dataset,
    samples: int,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> pa.Table:
    """The pass rate of a model on every prompt of RL, drawn as RL draws. Raises DatasetError where
    the dataset has none."""
    from transformers import set_seed

    device = prepare(settings)
    rows = asked(dataset, "rl", settings.scratch, "train") if "rl" in dataset.configs else []
    if not rows:
        raise DatasetError(f"{dataset.location} has no stage rl; generate it with --stages")
    opened = open_model(checkpoint, settings, device, trainable=False)
    model = opened._replace(network=opened.network.to(device))
    set_seed(0)
    longest = longest_of(model.tokenizer, references(dataset, "rl", settings.scratch, ()))
    limit = rollout_limit(settings, longest)
    return rates_of(model, settings, rows, samples, limit, lambda done: progress(done, len(rows)))


def rates_of(
    model: Model,
    settings: Settings,
    rows: Sequence[dict[str, Any]],
    samples: int,
    limit: int,
    progress: Callable[[int], None] = lambda done: None,
) -> pa.Table:
    """The same of rows and a model that are there; `limit` is the most new tokens."""
    drawn = sample_as_rl(model, settings, rows, samples, limit, progress)
    found = []
    for row, completions in zip(rows, drawn, strict=True):
        right = [read_completion(each.text, row).correct for each in completions]
        kept = {name: row[name] for name in ("problem_id", "family", "type", "band")}
        found.append({**kept, "samples": samples, "solve_rate": sum(right) / samples})
    return pa.Table.from_pylist(found, schema=SCHEMA)


def write_rates(table: pa.Table, file: Path) -> None:
    """Write pass rates to a Parquet file, whole."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with whole_file(file) as temporary:
        parquet.write_table(table, temporary)


def read_rates(file: str) -> dict[str, float]:
    """The pass rates of a file by problem. Raises RequestError for another file."""
    columns = ["problem_id", "solve_rate"]
    try:
        if reason := foreign_fault(Path(file), columns):
            raise ValueError(reason)
        table = parquet.read_table(file, columns=columns)
        ids, rates = table["problem_id"].to_pylist(), table["solve_rate"].to_pylist()
        found = {str(problem): float(rate) for problem, rate in zip(ids, rates, strict=True)}
    except (OSError, ValueError, KeyError, TypeError, pa.ArrowException) as error:
        said = (str(error).splitlines() or [""])[0][:120]
        raise RequestError(
            f"settings.rl.screened: {file} holds no pass rates: {said}; write some with curricula"
            " screen"
        ) from error
    return found


def check_keep(settings: Settings) -> None:
    """Raises RequestError for bounds of pass rates that cannot be, or that stand alone."""
    keep, screened = settings.rl.get("keep"), settings.rl.get("screened")
    if keep is None:
        return
    if not screened:
        raise RequestError(
            "settings.rl.keep: needs pass rates: rl.screened=FILE, written by curricula screen"
        )
    if len(keep) != 2 or not 0 <= keep[0] <= keep[1] <= 1:
        raise RequestError(
            f"settings.rl.keep: {keep} is not a lowest and a highest pass rate, as in [0.2, 0.8]"
        )


def kept_rows(settings: Settings, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The prompts of RL whose measured pass rate lies within the settings' bounds, both included;
    all where they name none. Raises RequestError where none is left, or none was measured."""
    check_keep(settings)
    file = settings.rl.get("screened")
    if not file:
        return rows
    rates = read_rates(file)
    low, high = settings.rl.get("keep") or EVERY
    known = [row for row in rows if row["problem_id"] in rates]
    if not known:
        raise RequestError(
            f"settings.rl.screened: {file} has pass rates of none of these {len(rows):,} problems;"
            " screen the dataset that RL trains on"
        )
    kept = [row for row in known if low <= rates[row["problem_id"]] <= high]
    if not kept:
        raise RequestError(
            f"settings.rl.keep: of {len(known):,} prompts none is solved at a rate from {low:g} to"
            f" {high:g}; widen the bounds"
        )
    return kept


def digest_of_rates(rl: Mapping[str, Any]) -> str:
    """A digest of the pass rates that the settings name, empty where they name none: what a cell
    depends on beside the file's name."""
    if not rl.get("screened"):
        return ""
    rates = read_rates(rl["screened"])
    text = "\n".join([f"{problem} {rates[problem]!r}" for problem in sorted(rates)])
    return blake2b(text.encode(), digest_size=16).hexdigest()


class Band(NamedTuple):
    """How the prompts of a band and type fared: the mean rate, and the shares that are never,
    sometimes and always solved."""

    band: str
    type: str
    prompts: int
    solve_rate: float
    never: float
    sometimes: float
    always: float


HEAD = ["band", "problems", "prompts", "solve rate", "never, %", "sometimes, %", "always, %"]


def banded(table: pa.Table) -> list[Band]:
    """The pass rates by band and type."""
    groups: dict[tuple[str, str], list[float]] = {}
    for row in table.select(["band", "type", "solve_rate"]).to_pylist():
        groups.setdefault((row["band"], row["type"]), []).append(row["solve_rate"])
    found = []
    for (band, kind), each in sorted(groups.items()):
        rates = np.array(each)
        parts = [(rates == 0).mean(), ((rates > 0) & (rates < 1)).mean(), (rates == 1).mean()]
        never, sometimes, always = map(float, parts)
        mean = float(rates.mean())
        found.append(Band(band, kind, len(each), mean, never, sometimes, always))
    return found


def shown(band: Band) -> list[str]:
    """A line of the table that people read, under HEAD."""
    parts = [f"{100 * part:.1f}" for part in (band.never, band.sometimes, band.always)]
    return [band.band, band.type or "–", f"{band.prompts:,}", f"{band.solve_rate:.3f}", *parts]
