"""Tokens a solution, by family and difficulty: by our own rule, as rows have them, and counted
exactly by Qwen2.5's tokenizer, which the package quicktok ships with its files, so that nothing is
downloaded."""

from collections.abc import Mapping, Sequence
from statistics import median
from typing import Any, NamedTuple

import pyarrow.parquet as parquet
import quicktok

from pipelines.dataset.storage import Storage

LOOKED_AT = 400  # solutions of each family and difficulty
TOKENIZER = "qwen3"  # its vocabulary is that of Qwen2.5


class TokenRow(NamedTuple):
    """The tokens of a setting's solutions: how many were counted, by our rule the median, the 90th
    percentile and the most, and the same exactly."""

    family: str
    difficulty: int
    solutions: int
    by_rule: tuple[int, int, int]
    exact: tuple[int, int, int]


def exact_counts(texts: Sequence[str]) -> list[int]:
    """How many tokens of Qwen2.5 each text has."""
    return quicktok.count_batch(quicktok.get_encoding(TOKENIZER), texts, 1).tolist()


def token_table(storage: Storage, files: Mapping[str, Any]) -> list[TokenRow]:
    """The tokens of the first solutions in sft, of each family and difficulty at most LOOKED_AT;
    empty where there is no sft. Only its first file is read, in which all families are mixed."""
    first = next((name for name in sorted(files) if name.startswith("sft/")), None)
    if first is None:
        return []
    columns = ["family", "difficulty", "completion", "tokens"]
    found: dict[tuple[str, int], list[tuple[str, int]]] = {}
    with parquet.ParquetFile(storage.source(first)) as source:
        for batch in source.iter_batches(1_000, columns=columns):
            for row in batch.to_pylist():
                counted = found.setdefault((row["family"], row["difficulty"]), [])
                if len(counted) < LOOKED_AT:
                    counted.append((row["completion"][0]["content"], row["tokens"]))
    rows: list[TokenRow] = []
    for (family, difficulty), counted in sorted(found.items()):
        texts, tokens = zip(*counted, strict=True)
        exact = exact_counts(list(texts))
        rows.append(TokenRow(family, difficulty, len(counted), spread(tokens), spread(exact)))
    return rows


def spread(counts: Sequence[int]) -> tuple[int, int, int]:
    """The median, the 90th percentile and the most."""
    ordered = sorted(counts)
    return (
        round(median(ordered)),
        ordered[min(len(ordered) - 1, len(ordered) * 9 // 10)],
        ordered[-1],
    )
