"""Put the tables, figures and numbers of a report into a page of docs/.

    curricula report study-201 study-202 --out report
    python -m benchmarks.findings report docs/findings/study.md

Between `<!-- measured: CAPTION -->` and `<!-- end -->` of the page comes the report's table whose
caption begins so. The pictures that the page shows as NAME-PICTURE.png, NAME the page's own, are
copied from the report's, wherever the page has them. NAME.json beside the page has the figures of
every cell and of every change, rounded, seed by seed.
"""

import json
import re
import sys
from pathlib import Path
from shutil import copyfile
from typing import Any

from benchmarks.into_docs import print_into

TABLE = re.compile(r"^(?P<caption>[^|\n][^\n]*):\n\n(?P<table>(?:\|[^\n]*\n)+)", re.MULTILINE)
PLACE = re.compile(r"<!-- measured: ([^\n]*) -->\n")
SHOWN = re.compile(r"!\[[^\]]*\]\(([^)]*)\)")
DIGITS = 4


def tables_in(report: str) -> dict[str, str]:
    """The tables of a report by their captions."""
    return {found["caption"]: found["table"].rstrip() for found in TABLE.finditer(report)}


def table_of(tables: dict[str, str], caption: str) -> str:
    """The table with this caption, else the one whose caption begins so. Raises ValueError where
    there is none, or more than one."""
    if caption in tables:
        return tables[caption]
    found = [table for name, table in tables.items() if name.startswith(caption)]
    if len(found) != 1:
        raise ValueError(f"{len(found)} tables begin with '{caption}'; there are {list(tables)}")
    return found[0]


def rounded(value: Any) -> Any:
    """A figure as a short number; an interval as [value, low, high]."""
    if isinstance(value, dict) and {"value", "low", "high"} <= set(value):
        return [rounded(value[name]) for name in ("value", "low", "high")]
    if isinstance(value, dict):
        return {name: rounded(each) for name, each in value.items()}
    return round(value, DIGITS) if isinstance(value, float) else value


def figures_of_block(block: dict[str, Any]) -> dict[str, Any]:
    """The figures of a cell on problems of one band and type."""
    forced = {name: one["accuracy"] for name, one in (block.get("forced") or {}).items()}
    shares = {name: one["share"] for name, one in block["strategies"].items()}
    names = ("problems", "completions", "accuracy", "tokens", "entropy")
    plain = {name: block.get(name) for name in names}
    return rounded({**plain, "shares": shares, "forced": forced, "pass_at_k": block["pass_at_k"]})


def figures_of_cell(cell: dict[str, Any]) -> dict[str, Any]:
    """Which cell it is, what it took, and its figures by band and type."""
    about = {name: cell.get(name) for name in ("arm", "stage", "seed", "parent", "updates")}
    bands = {
        band: {kind: figures_of_block(block) for kind, block in types["types"].items()}
        for band, types in (cell.get("evaluation") or {}).get("bands", {}).items()
    }
    return {**about, "cpu_seconds": round(cell.get("cpu_seconds") or 0), "bands": bands}


def figures_of_change(change: dict[str, Any]) -> dict[str, Any]:
    """What a stage changed, as means over seeds and seed by seed."""
    about = {name: change[name] for name in ("arm", "stage", "parent", "band", "type", "accuracy")}
    parts = ("gain", "selection", "improvement", "remainder")
    seeds = {
        seed: {name: rounded(one[name]) for name in parts} for seed, one in change["seeds"].items()
    }
    return {**about, **{name: rounded(change[name]) for name in parts}, "seeds": seeds}


def small(report: dict[str, Any]) -> dict[str, Any]:
    """The report's figures without what a reader of a page does not look for."""
    config = report["config"]
    about = {name: config.get(name) for name in ("name", "preset", "seeds", "outcome")}
    return {
        **about,
        "cells": [figures_of_cell(cell) for cell in report["cells"]],
        "changes": [figures_of_change(change) for change in report["attribution"]],
        "replicator": rounded(report["replicator"]),
    }


def fill(report: Path, page: Path) -> None:
    """Put a report into a page. Raises ValueError for a table that the report has not."""
    tables = tables_in((report / "report.md").read_text(encoding="utf-8"))
    text = page.read_text(encoding="utf-8")
    for caption in PLACE.findall(text):
        print_into(table_of(tables, caption), caption, str(page))
    for shown in SHOWN.findall(text):
        place = page.parent / shown
        own, _, picture = place.name.partition("-")
        drawn = report / "figures" / picture
        if own == page.stem and drawn.is_file():
            place.parent.mkdir(parents=True, exist_ok=True)
            copyfile(drawn, place)
    figures = small(json.loads((report / "report.json").read_text(encoding="utf-8")))
    lines = json.dumps(figures, ensure_ascii=False, separators=(",", ":"))
    page.with_suffix(".json").write_text(lines + "\n", encoding="utf-8")


def main() -> None:
    fill(Path(sys.argv[1]), Path(sys.argv[2]))


if __name__ == "__main__":
    main()
