"""Run in the environment of mlcroissant: the errors it finds in croissant.json, and the ids it
reads by it. Arguments: folder, answer."""

import json
import sys
from pathlib import Path

import mlcroissant

folder, answer = (Path(argument) for argument in sys.argv[1:])
described = mlcroissant.Dataset(jsonld=str(folder / "croissant.json"))
configs = [part["@id"] for part in json.loads((folder / "croissant.json").read_text())["recordSet"]]
ids = {
    config: sorted(row[f"{config}/id"].decode() for row in described.records(config))
    for config in configs
}
answer.write_text(
    json.dumps(
        {"errors": [str(error) for error in described.metadata.ctx.issues.errors], "ids": ids}
    )
)
