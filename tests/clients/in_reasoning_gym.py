"""Run in Reasoning Gym's environment: its factory, its scoring, its curricula. Arguments: export,
completions, rows, answer."""

import json
import sys
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

import reasoning_gym
from reasoning_gym.composite import DatasetSpec
from reasoning_gym.dataset import ReseedingDataset
from reasoning_gym.factory import create_curriculum, get_score_answer_fn

folder, completions, rows, answer = (Path(argument) for argument in sys.argv[1:])
sys.path.insert(0, str(folder))
name = next(path.parent.name for path in folder.glob("*/settings.json"))
package = import_module(name)

entries = [
    {
        "question": row["prompt"],
        "answer": row["answer"],
        "metadata": {key: row[key] for key in ("answer_kind", "answer_form")},
    }
    for row in map(json.loads, rows.read_text().splitlines())
]
problems = reasoning_gym.create_dataset(name, seed=7, size=200)
drawn = list(problems)
cases = [json.loads(line) for line in completions.read_text().splitlines()]
score = get_score_answer_fn(name)
found = [score(case["completion"], entries[case["row"]]) for case in cases]

ladder = create_curriculum(name)
climbed = [ladder.generate_configuration({"seed": 1, "size": 30})]
while ladder.increment_global_level():
    climbed.append(ladder.generate_configuration({"seed": 1, "size": 30}))
mixed = reasoning_gym.create_dataset(
    "composite",
    seed=1,
    size=40,
    datasets=[DatasetSpec(name, 1, {}), DatasetSpec("chain_sum", 1, {})],
)
endless = iter(ReseedingDataset(reasoning_gym.create_dataset(name, seed=1, size=5), chunk_size=5))
answer.write_text(
    json.dumps(
        {
            "version": version("reasoning_gym"),
            "scores": found,
            "drawn": drawn,
            "again": drawn == list(reasoning_gym.create_dataset(name, seed=7, size=200)),
            "golds": sorted({problems.score_answer(entry["answer"], entry) for entry in drawn}),
            "wrong": sorted(
                {
                    problems.score_answer(text, entry)
                    for entry in drawn
                    for text in (None, "", f"{entry['answer']}1")
                }
            ),
            "levels": [
                sorted(
                    {
                        entry["metadata"]["difficulty"]["difficulty"]
                        for entry in package.Problems(one)
                    }
                )
                for one in climbed
            ],
            "eval": [
                entry["metadata"]["problem_id"]
                for entry in reasoning_gym.create_dataset(name, seed=7, size=30, stage="eval")
            ],
            "mixed": sorted({mixed.score_answer(entry["answer"], entry) for entry in mixed}),
            "endless": len({next(endless)["question"] for _ in range(20)}),
        }
    )
)
