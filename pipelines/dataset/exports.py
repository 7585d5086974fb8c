"""Exports for other trainers and evaluators that lie in a dataset's repository, exports/TARGET/:
which configs their tables are, and what a manifest says of their files."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from curricula.names import shown, stays_inside

EXPORTS = "exports/"
PATH = re.compile(r"exports/[a-z][a-z0-9-]{0,31}/[\w./+ -]{1,200}", re.ASCII)
TABLE = re.compile(
    r"exports/([a-z][a-z0-9-]*)/([a-z][a-z0-9]*)/([a-z]+)(-\d{5}-of-\d{5})?\.parquet", re.ASCII
)
LEADING = ("rl", "eval", "sft", "base")  # the first that is there is what TARGET alone names


def export_configs(paths: Iterable[str]) -> list[dict[str, Any]]:
    """The configs that the tables among these files are, as the head of a card lists them: TARGET
    with the splits of rl and eval, and TARGET-CONFIG for each config. What is no Parquet file is in
    no config, since a repository has one format."""
    tables: dict[str, dict[str, dict[str, str]]] = {}
    for path in sorted(paths):
        if found := TABLE.fullmatch(path):
            target, config, split, shard = found.groups()
            place = f"{EXPORTS}{target}/{config}/{split}{'-*' if shard else ''}.parquet"
            tables.setdefault(target, {}).setdefault(config, {})[split] = place
    listed = []
    for target, configs in tables.items():
        first = next((name for name in LEADING if name in configs), "")
        posed = configs.get("eval", {}) if first == "rl" else {}
        if first:
            listed.append(entry(target, {**posed, **configs[first]}))
        listed += [entry(f"{target}-{name}", splits) for name, splits in configs.items()]
    return listed


def entry(name: str, splits: Mapping[str, str]) -> dict[str, Any]:
    """A config as the head of a card lists it."""
    order = ("train", "validation", "test")
    known = sorted(splits, key=lambda split: order.index(split) if split in order else len(order))
    return {
        "config_name": name,
        "data_files": [{"split": split, "path": splits[split]} for split in known],
    }


def export_faults(exports: Any) -> Iterator[str]:
    """What is wrong with what a manifest says of the files of exports."""
    if not isinstance(exports, dict):
        yield "its exports are no mapping"
        return
    for path, said in exports.items():
        if not PATH.fullmatch(path) or not stays_inside(path):
            yield f"'{shown(path, 60)}' is no file of an export"
        elif not isinstance(said, dict):
            yield f"it does not say what {path} is"
