"""What is wrong with the names in a manifest, each held against the one expression for its kind.

Files, shards, counts and settings are looked at, so no other module has to doubt a name from there.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from curricula.names import fault, shown
from pipelines.dataset.exports import export_faults

DIGEST = re.compile("[0-9a-f]{64}", re.ASCII)
ROWED = ".parquet"  # the files of which a manifest says how many rows they have


def name_faults(manifest: Mapping[str, Any]) -> Iterator[str]:
    """One line for each name that is none, and for each place that is not built as it should be."""
    yield from file_faults(manifest["files"])
    yield from setting_faults(manifest["config"])
    yield from export_faults(manifest.get("exports", {}))
    shards = manifest.get("shards", {})
    if not isinstance(shards, dict):
        yield "its shards are no mapping"
        return
    for name, entry in shards.items():
        yield from entry_faults(name, entry)


def entry_faults(name: str, entry: Any) -> Iterator[str]:
    """The same of what is said of one shard."""
    yield from filter(None, [fault("shard", name)])
    if not isinstance(entry, dict) or not isinstance(entry.get("files"), dict):
        yield f"the shard '{shown(name, 60)}' has no files"
        return
    yield from file_faults(entry["files"])
    yield from count_faults(entry.get("counts"))


def file_faults(files: Mapping[str, Any]) -> Iterator[str]:
    """Paths that are none of a dataset's, and tables of which it is not said how long they are."""
    for name, said in files.items():
        wrong = fault("file", name)
        if wrong:
            yield wrong
        elif not isinstance(said, dict) or name.endswith(ROWED) and not is_size(said.get("rows")):
            yield f"it does not say what {name} is"


def is_size(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def count_faults(counts: Any) -> Iterator[str]:
    """Counts are rows of what, stage, family, difficulty, strategy (or nothing) and a number."""
    for row in counts if isinstance(counts, list) else [counts]:
        texts = row[:5] if isinstance(row, list) and len(row) == 6 else [None]
        if not all([isinstance(text, str) for text in texts]) or not is_size(row[5]):
            yield "the counts of a shard are not what they should be"
            return
        kinds = (
            ("stage", row[1]),
            ("family", row[2]),
            *((("strategy", row[4]),) if row[4] else ()),
        )
        yield from filter(None, [fault(kind, name) for kind, name in kinds])


def setting_faults(config: Mapping[str, Any]) -> Iterator[str]:
    """Names in the settings; what else is missing there is for others to say."""
    for kind in ("version", "command"):
        yield from filter(None, [fault(kind, config.get(kind))])
    curriculum, template = config.get("curriculum"), config.get("template")
    if not isinstance(curriculum, dict):
        yield "it names no curriculum"
        return
    for kind, field in (("title", "name"), ("arm", "arm")):
        yield from filter(None, [fault(kind, curriculum.get(field))])
    if isinstance(template, dict) and not all(isinstance(text, str) for text in template.values()):
        yield "its template is not made of texts"
    yield from source_faults(config.get("families", {}))
    yield from mixture_faults(config.get("mixtures", {}))
    stages = curriculum.get("stages", [])
    for stage in stages if isinstance(stages, list) else [stages]:
        if not isinstance(stage, dict):
            yield "its stages are no list of mappings"
            return
        yield from stage_faults(stage)


def source_faults(sources: Any) -> Iterator[str]:
    """Digests of the sources of families, by name."""
    if not isinstance(sources, dict):
        yield "its families are no mapping"
        return
    for name, digest in sources.items():
        yield from filter(None, [fault("family", name)])
        if not isinstance(digest, str) or not DIGEST.fullmatch(digest):
            yield f"it does not say the source of {shown(str(name), 60)}"


def mixture_faults(mixtures: Any) -> Iterator[str]:
    """Strategies in order, by stage."""
    if not isinstance(mixtures, dict):
        yield "its mixtures are no mapping"
        return
    for stage, names in mixtures.items():
        yield from filter(None, [fault("stage", stage)])
        listed = names if isinstance(names, list) else [names]
        yield from filter(None, [fault("strategy", name) for name in listed])


def stage_faults(stage: Mapping[str, Any]) -> Iterator[str]:
    """The names of a stage: its own, its families', and those of the strategies it asks for."""
    yield from filter(None, [fault("stage", stage.get("name"))])
    strategies, sources = stage.get("strategies"), stage.get("sources", [])
    named = list(strategies) if isinstance(strategies, dict) else []
    for field in ("among", "without"):
        found = stage.get(field, [])
        named += found if isinstance(found, list) else [found]
    yield from filter(None, [fault("strategy", name) for name in named])
    for source in sources if isinstance(sources, list) else [sources]:
        family = source.get("family") if isinstance(source, dict) else None
        yield from filter(None, [fault("family", family)])
