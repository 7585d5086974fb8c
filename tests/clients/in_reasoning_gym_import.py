"""Run in Reasoning Gym's environment: what its own scoring says of answers that were imported.
Arguments: imported folders, answer."""

import json
import sys
from pathlib import Path

import pyarrow.parquet as parquet
import reasoning_gym

from curricula import grade

*folders, answer = (Path(argument) for argument in sys.argv[1:])
said = {}
for folder in folders:
    origin = json.loads((folder / "manifest.json").read_text())["config"]["imported"]
    theirs = reasoning_gym.create_dataset(
        origin["name"], size=origin["size"], seed=origin["seed"], **origin["options"]
    )
    rows = parquet.read_table(folder / "eval").to_pylist()
    entries = [{"answer": row["answer"], "metadata": json.loads(row["params"])} for row in rows]
    scores = [theirs.score_answer(entry["answer"], entry) for entry in entries]
    ours = [
        grade(
            f"Answer: {row['answer']}", row["answer"], row["answer_kind"], row["answer_form"]
        ).correct
        for row in rows
    ]
    asked = all(
        theirs[row["index"]]["question"] in row["prompt"][0]["content"] for row in rows
    )  # of some, only in one process
    said[origin["name"]] = {
        "rows": len(rows),
        "theirs": sorted(set(scores)),
        "ours": sorted(set(ours)),
        "asked": asked,
        **origin,
    }
answer.write_text(json.dumps(said))
