"""A share of completions over several types of problems, each type counting the same however many
problems it has."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from pipelines.evaluation.completion_table import Completions
from pipelines.evaluation.intervals import percentile, share_of, summed

Mask = Callable[[Completions], np.ndarray]


def balanced_share(
    blocks: Sequence[Completions],
    weights: Sequence[np.ndarray],
    part: Mask,
    among: Mask | None = None,
) -> dict[str, Any] | None:
    """Of the completions in `among` (all, where it is None), the share that is in `part` too, as a
    plain interval over problems; None where there is none. Over types: sum of (part / completions
    of the type) over sum of (among / completions of the type), which for all completions is the
    mean of the types' shares. `weights` are bootstrap draws of each block's problems."""
    rows = []
    for block, weight in zip(blocks, weights, strict=True):
        if len(block):
            mask = np.ones(len(block), dtype=bool) if among is None else among(block)
            rows.append(
                (
                    block.per_problem(mask & part(block)),
                    block.per_problem(mask),
                    block.per_problem(),
                    weight,
                )
            )
    parts, wholes = sum(row[0].sum() for row in rows), sum(row[1].sum() for row in rows)
    if not wholes:
        return None
    if len(rows) == 1:
        return share_of(rows[0][0], rows[0][1], rows[0][3]).plain()
    if parts in (0, wholes):  # draws of problems cannot vary
        return share_of(
            np.concatenate([row[0] for row in rows]),
            np.concatenate([row[1] for row in rows]),
            rows[0][3],
        ).plain()
    value = sum(p.sum() / n.sum() for p, _, n, _ in rows) / sum(
        w.sum() / n.sum() for _, w, n, _ in rows
    )
    with np.errstate(invalid="ignore", divide="ignore"):
        totals = [summed(weight, n) for *_, n, weight in rows]
        above = sum(
            (summed(row[3], row[0]) / total for row, total in zip(rows, totals, strict=True)),
            np.zeros(1),
        )
        below = sum(
            (summed(row[3], row[1]) / total for row, total in zip(rows, totals, strict=True)),
            np.zeros(1),
        )
        drawn = above / below
    problems = sum([int((row[1] > 0).sum()) for row in rows])
    return percentile(float(value), drawn, problems).plain()
