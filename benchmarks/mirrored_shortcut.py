"""Write the figures of docs/findings/mirrored_shortcut.md: how often the mirrored shortcut is taken
before RL and after it, from the completions that experiments kept, read again as they are read now.

    python -m benchmarks.mirrored_shortcut docs/findings mirrored-101 mirrored-102 --tries p0-101

The folders are experiments of the study mirrored_shortcut, and after --tries evaluations of their
checkpoints on evaluations of 6-9 steps with many completions each. Writes mirrored_shortcut.json
and mirrored_shortcut.png.

    python -m benchmarks.mirrored_shortcut docs/findings mirrored-105 --tries p0-105 --joined

joins the folders' figures to those that mirrored_shortcut.json holds, of seeds whose folders are no
longer there. The picture stays as it is: its curves need the logs of every seed.
"""

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow.parquet as parquet

from curricula.working.read_completion import read_completion
from curricula.working.row_params import params_of, shortcuts_of
from pipelines.dataset.dataset import Dataset
from pipelines.evaluation.intervals import Interval, over_seeds, resampled, share_of
from pipelines.models.examples import asked
from pipelines.report.cells import Cell, read_experiment
from pipelines.report.curves import points, running_mean
from pipelines.report.figure_style import SETTINGS, STRATEGIES, TYPES, grid_of_axes, legend, save
from pipelines.report.figures import line
from pipelines.training.cell import read_spec

NAME = "mirrored_shortcut"
BAND, KINDS = "6-9", ("evaluation", "inversion")
MEASURES = ("correct", "mirrored", "given_tried", "reached_answered")
WINDOW = 20  # updates that the curves' running mean takes in


class Told(NamedTuple):
    """One completion: its problem, whether a shortcut solves that, and what is told of it. Two
    slips make the shortcut where they meet: the given value is tried as a guess, and the value that
    the run reaches is answered rather than the guess."""

    problem: str
    solved_by_shortcut: bool
    correct: bool
    mirrored: bool
    given_tried: bool
    reached_answered: bool


def told(text: str, row: dict[str, Any]) -> Told:
    """What is told of a completion of a row's problem."""
    reading = read_completion(text, row)
    problem = params_of(row)
    words = text.split()
    known = str(problem.params.known) if problem else ""
    tried = words[2] if words[1:2] == ["try"] and len(words) > 2 else ""
    work = words[: words.index(";")] if ";" in words else words
    reached = work[-2] if work and work[-1] in ("yes", "no") and len(work) > 1 else work[-1]
    return Told(
        problem=row["problem_id"],
        solved_by_shortcut=bool(shortcuts_of(row)),
        correct=reading.correct,
        mirrored=reading.strategy == "mirrored",
        given_tried=tried == known or (not tried and reading.strategy == "mirrored"),
        reached_answered=words[-1:] == [reached] and reached != tried,
    )


def completions_of(folder: Path, kind: str) -> Iterator[Told]:
    """The completions of a cell that were sampled freely on problems of the band and a type."""
    rows = {
        row["problem_id"]: row
        for row in asked(Dataset(read_spec(folder).evaluation), "eval", True)
        if (row["band"], row["type"]) == (BAND, kind)
    }
    table = parquet.read_table(
        folder / "completions.parquet", columns=["problem_id", "sampling", "completion"]
    )
    for each in table.to_pylist():
        if each["sampling"] == "free" and each["problem_id"] in rows:
            yield told(each["completion"] or "", rows[each["problem_id"]])


def shares(each: Sequence[Told]) -> dict[str, Any]:
    """The share of each measure with its interval over problems, and how often the two slips would
    meet if they had nothing to do with each other."""
    import numpy as np

    ids = sorted({one.problem for one in each})
    place = {problem: number for number, problem in enumerate(ids)}
    at = np.array([place[one.problem] for one in each])
    among = np.bincount(at, minlength=len(ids))
    weights = resampled(len(ids), (0,))
    found: dict[str, Any] = {"problems": len(ids), "completions": len(each)}
    for name in MEASURES:
        part = np.bincount(at, [getattr(one, name) for one in each], minlength=len(ids))
        found[name] = share_of(part, among, weights).plain()
    slips = [found[name]["value"] for name in ("given_tried", "reached_answered")]
    found["slips_meet_by_chance"] = slips[0] * slips[1]
    return found


def of_cell(cell: Cell) -> dict[str, Any]:
    """The figures of a checkpoint by type, and on evaluations that the shortcut solves and not."""
    plain: dict[str, Any] = {"arm": cell.arm, "stage": cell.stage, "seed": cell.seed}
    for kind in KINDS:
        each = list(completions_of(cell.folder, kind))
        if each:
            plain[kind] = shares(each)
        solved = [one for one in each if one.solved_by_shortcut]
        if solved and len(solved) < len(each):
            others = [one for one in each if not one.solved_by_shortcut]
            plain[kind] |= {"on_mirrored": shares(solved), "on_others": shares(others)}
    evaluation = json.loads((cell.folder / "evaluation.json").read_text(encoding="utf-8"))
    by_type = evaluation["bands"].get(BAND, {}).get("types", {})
    if "used_at_k" in by_type.get("all", {}):
        plain["used_at_k"] = by_type["all"]["used_at_k"].get("mirrored", {})
    return plain


def over_all(cells: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The means over seeds of each arm and stage."""
    means = []
    for arm, stage in dict.fromkeys((cell["arm"], cell["stage"]) for cell in cells):
        own = [cell for cell in cells if (cell["arm"], cell["stage"]) == (arm, stage)]
        figures: dict[str, Any] = {"arm": arm, "stage": stage, "seeds": len(own)}
        for kind in KINDS:
            for name in MEASURES:
                values = [Interval.of(cell[kind][name]) for cell in own if kind in cell]
                if values:
                    figures[f"{kind}/{name}"] = over_seeds(values, True).plain()
        means.append(figures)
    return means


def curves(cells: Sequence[Cell], key: str) -> list[tuple[list[float], list[float]]]:
    """A measure of the logs of cells as running means."""
    import numpy as np

    found = []
    for cell in cells:
        curve = points(cell, key)
        if curve:
            steps, values = np.array(curve).T
            found.append((steps.tolist(), running_mean(values, WINDOW).tolist()))
    return found


def draw(trained: dict[str, list[Cell]], cells: Sequence[dict[str, Any]], path: Path) -> None:
    """Accuracy while RL goes on, a line a seed, and the share of the shortcut before and after."""
    from matplotlib import rc_context

    paint = dict(zip(trained, (TYPES[0], TYPES[1]), strict=False))
    with rc_context(SETTINGS):
        figure, axes = grid_of_axes(1, 3, 2.6)
        for place, kind in enumerate(KINDS):
            for arm, own in trained.items():
                for steps, values in curves(own, f"correct/{kind}"):
                    axes[0][place].plot(steps, values, color=paint[arm], linewidth=1.4)
            axes[0][place].set_title(f"rollouts right, {kind}")
            axes[0][place].set_xlabel("update of RL")
            axes[0][place].set_ylim(0, 1)
        last = axes[0][2]
        for number, cell in enumerate(cells):
            share = cell["evaluation"]["mirrored"]
            last.plot([share["low"], share["high"]], [number, number], color=STRATEGIES[0])
            last.plot(share["value"], number, "o", color=STRATEGIES[0])
            last.plot(cell["evaluation"]["slips_meet_by_chance"], number, "|", color="#222222")
        names = [f"{cell['arm']} {cell['stage']}, {cell['seed']}" for cell in cells]
        last.set_yticks(range(len(names)), names, fontsize=7)
        last.invert_yaxis()
        last.set_title("shortcut taken, evaluations")
        last.set_xlabel("share; | what two slips make by chance")
        legend(figure, [line(colour, arm) for arm, colour in paint.items()])
        save(figure, path)


def main() -> None:
    """Read the folders and write both files."""
    joined = "--joined" in sys.argv
    out, *rest = [word for word in sys.argv[1:] if word != "--joined"]
    at = rest.index("--tries") if "--tries" in rest else len(rest)
    found: list[Cell] = []
    for folder in rest[:at]:
        found += [cell for cell in read_experiment(Path(folder)).cells if cell.completions]
    cells = [of_cell(cell) for cell in found]
    tries = []
    for folder in rest[at + 1 :]:
        for cell in read_experiment(Path(folder)).cells:
            tries.append({"evaluated": Path(folder).name, **of_cell(cell)})
    place = Path(out)
    place.mkdir(parents=True, exist_ok=True)
    figures = place / f"{NAME}.json"
    if joined:
        earlier = json.loads(figures.read_text(encoding="utf-8"))
        cells = without_doubles([*earlier["cells"], *cells], "seed", "arm", "stage")
        tries = without_doubles([*earlier["tries"], *tries], "evaluated")
    else:
        draw(trained_with_rl(found), cells, place / f"{NAME}.png")
    content = {"band": BAND, "means": over_all(cells), "cells": cells, "tries": tries}
    figures.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


def without_doubles(each: Sequence[dict[str, Any]], *names: str) -> list[dict[str, Any]]:
    """The last of those that have the same under these names, in the order of the first ones."""
    return list({tuple([one[name] for name in names]): one for one in each}.values())


def trained_with_rl(cells: Sequence[Cell]) -> dict[str, list[Cell]]:
    """The cells of RL by arm."""
    trained: dict[str, list[Cell]] = {}
    for cell in cells:
        if any(name.startswith("correct/") for name in cell.logged):
            trained.setdefault(cell.arm, []).append(cell)
    return trained


if __name__ == "__main__":
    main()
