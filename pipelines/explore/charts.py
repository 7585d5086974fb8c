"""What the page draws beside the counts: plain values, which its script makes charts of.

ranges   of each name how many, and the tenth, the half and nine tenths of a number
matrix   of each two names a number from 0 to 1, or None
shares   of each row and column how many, and how many of these are right
lines    panels of curves, each point an update and a share
"""

from collections.abc import Mapping, Sequence
from itertools import product
from operator import itemgetter
from statistics import mean
from typing import Any

from generators import catalog
from generators.distance import strategy_distances
from generators.errors import CurriculaError
from pipelines.evaluation.completion_table import natural
from pipelines.report.cells import Cell

DISTANCE_DIFFICULTY = 3
DISTANCE_PROBLEMS = 20  # drawn for a mean; 0.1 s of CPU a family
POINTS = 200  # of one curve
PANELS = 24
LISTED = 16  # names of one chart
SHARE = "share/"  # what the log of RL calls the share of a strategy, share/TYPE/STRATEGY
Chart = dict[str, Any]


def ranges(title: str, unit: str, rows: Sequence[Sequence[Any]]) -> Chart:
    """A chart of rows of a name, how many, and three quantiles."""
    names = ("name", "count", "low", "middle", "high")
    return {
        "kind": "ranges",
        "title": title,
        "unit": unit,
        "rows": [dict(zip(names, row, strict=True)) for row in rows[:LISTED]],
    }


def distances(families: Sequence[str]) -> dict[str, Chart]:
    """Of each family that is one of the project's own how far apart each two of its strategies
    are."""
    found = {}
    for name in families:
        if catalog.is_built_in(name):
            try:
                found[name] = distance_chart(name)
            except CurriculaError:  # of an address that this version does not draw
                continue
    return found


def distance_chart(name: str) -> Chart:
    """How far apart each two strategies of a family are."""
    family = catalog.family(name)
    apart = strategy_distances(family, DISTANCE_DIFFICULTY, DISTANCE_PROBLEMS)
    names = list(family.strategies)
    cells: list[list[float | None]] = [[None] * len(names) for _ in names]
    for i, j in product(range(len(names)), repeat=2):
        found = apart.get((names[min(i, j)], names[max(i, j)]))
        if found is not None and found == found:
            cells[i][j] = round(found, 2)
    return {
        "kind": "matrix",
        "title": f"Distance of the strategies of {name}",
        "about": "0 the same lines, 1 nothing in common",
        "names": [each.replace("_", " ") for each in names],
        "cells": cells,
    }


def share_chart(rows: Sequence[Sequence[Any]]) -> Chart:
    """Accuracy by type, difficulty and strategy, of rows of these three, how many, and how many of
    these are right."""
    bands = sorted({str(row[1]) for row in rows}, key=natural)
    cells: dict[str, dict[str, list[int]]] = {}
    for type, band, strategy, count, right in rows:
        name = " · ".join(filter(None, [str(type), str(strategy).replace("_", " ")]))
        cells.setdefault(name, {})[str(band)] = [count, right]
    return {
        "kind": "shares",
        "title": "Accuracy by type, difficulty and strategy",
        "about": "the share that is right, and of how many",
        "columns": bands,
        "rows": [
            {"name": name, "cells": in_columns(cells[name], bands)}
            for name in sorted(cells)[: 2 * LISTED]
        ],
    }


def in_columns(cells: Mapping[str, list[int]], bands: Sequence[str]) -> list[list[int]]:
    return [cells.get(band, [0, 0]) for band in bands]


def training_charts(cells: Sequence[Cell]) -> list[Chart]:
    """The shares of strategies over the updates of RL, a panel a checkpoint and type."""
    panels: list[Chart] = []
    for cell in cells:
        keys = sorted([key for key in cell.logged if key.startswith(SHARE) and key.count("/") == 2])
        by_type: dict[str, list[str]] = {}
        for key in keys:
            by_type.setdefault(key.split("/")[1], []).append(key)
        panels += [panel(cell, type, named) for type, named in by_type.items()]
    if not panels:
        return []
    return [
        {
            "kind": "lines",
            "title": "Shares of strategies over training",
            "about": "of the rollouts, by update",
            "panels": panels[:PANELS],
        }
    ]


def panel(cell: Cell, type: str, keys: Sequence[str]) -> Chart:
    """The curves of one checkpoint and type."""
    curves = {key.split("/")[2].replace("_", " "): thinned(cell.log, key) for key in keys}
    return {
        "cell": cell.name,
        "title": f"{cell.name}, {type}",
        "curves": [
            {"name": name, "points": points}
            for name, points in curves.items()
            if any(map(itemgetter(1), points))  # what is never used is a line at 0
        ],
    }


def thinned(log: Sequence[Mapping[str, Any]], key: str) -> list[list[float]]:
    """Update and value of what was logged, the mean of each of so many pieces."""
    points = [
        (float(entry["step"]), float(entry[key]))
        for entry in log
        if isinstance(entry.get(key), int | float) and entry[key] == entry[key]
    ]
    size = -(-len(points) // POINTS) or 1
    pieces = [points[start : start + size] for start in range(0, len(points), size)]
    return [[piece[-1][0], round(mean(map(itemgetter(1), piece)), 4)] for piece in pieces]
