"""The Croissant description of a dataset, croissant.json: its files, and every column with its
type, for tools that read that format."""

import json
from collections.abc import Mapping
from typing import Any

import pyarrow as pa

from pipelines.dataset.schema import CONFIGS

CROISSANT = "croissant.json"
PLAIN = (
    "sc",
    "cr",
    "dct",
    "citeAs",
    "column",
    "extract",
    "field",
    "fileSet",
    "includes",
    "recordSet",
    "repeated",
    "source",
    "subField",
)
SPACES = {
    "sc": "https://schema.org/",
    "cr": "http://mlcommons.org/croissant/",
    "dct": "http://purl.org/dc/terms/",
}
CONTEXT = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    **{name: SPACES.get(name, f"cr:{name}") for name in PLAIN},
    "conformsTo": "dct:conformsTo",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "examples": {"@id": "cr:examples", "@type": "@json"},
    **{
        name: f"cr:{name}"
        for name in (
            "equivalentProperty",
            "fileObject",
            "fileProperty",
            "format",
            "isLiveDataset",
            "jsonPath",
            "key",
            "md5",
        )
    },
    **{
        name: f"cr:{name}"
        for name in (
            "parentField",
            "path",
            "rai",
            "references",
            "regex",
            "replace",
            "samplingRate",
            "separator",
            "transform",
        )
    },
    "rai": "http://mlcommons.org/croissant/RAI/",
}  # the context of Croissant 1.0, by which other words of it are known too


def write_croissant(title: str, about: str, version: str, files: Mapping[str, Any]) -> str:
    """The description's text. Its files are named from the folder that it lies in, so it holds
    wherever that folder is."""
    there = {file.partition("/")[0] for file in files}
    configs = [name for name in CONFIGS if name in there]
    content = {
        "@context": CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": title,
        "description": about,
        "license": "https://www.apache.org/licenses/LICENSE-2.0",
        "version": version,
        "citeAs": (
            "@software{curricula, title = {curricula: maths problems with several checked"
            f" solutions}}, version = {{{version}}}}}"
        ),
        "distribution": [
            {
                "@type": "cr:FileSet",
                "@id": f"{name}-files",
                "encodingFormat": "application/x-parquet",
                "includes": f"{name}/*.parquet",
            }
            for name in configs
        ],
        "recordSet": [
            {"@type": "cr:RecordSet", "@id": name, "field": fields_in(name)} for name in configs
        ],
    }
    return json.dumps(content, indent=1, ensure_ascii=True) + "\n"


def fields_in(config: str) -> list[dict[str, Any]]:
    return [
        field(config, column, kind, meaning) for column, (kind, meaning) in CONFIGS[config].items()
    ]


def field(config: str, column: str, kind: pa.DataType, meaning: str) -> dict[str, Any]:
    """One column; of a list of records, each plain member as a field of its own, a value for each
    record."""
    said: dict[str, Any] = {
        "@type": "cr:Field",
        "@id": f"{config}/{column}",
        "description": meaning,
    }
    source = {"fileSet": {"@id": f"{config}-files"}, "extract": {"column": column}}
    inner = kind.value_type if pa.types.is_list(kind) else kind
    if inner is not kind:
        said["repeated"] = True
    if not pa.types.is_struct(inner):
        return {**said, "dataType": type_of(inner), "source": source}
    members = [member for member in inner if not pa.types.is_nested(member.type)]
    parts = [
        {
            "@type": "cr:Field",
            "@id": f"{config}/{column}/{member.name}",
            "dataType": type_of(member.type),
            "source": {**source, "transform": {"jsonPath": member.name}},
        }
        for member in members
    ]
    return {**said, "subField": parts}


def type_of(kind: pa.DataType) -> str:
    """The word of schema.org for a column's type."""
    if pa.types.is_boolean(kind):
        return "sc:Boolean"
    return "sc:Integer" if pa.types.is_integer(kind) else "sc:Text"
