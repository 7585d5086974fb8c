"""Run in verifiers' environment: its taskset loader, its scoring of traces. Arguments: export,
completions, answer."""

import asyncio
import json
import sys
from importlib.metadata import version
from pathlib import Path

folder, completions, answer = (Path(argument) for argument in sys.argv[1:])
sys.path.insert(0, str(folder))

import verifiers.v1 as vf  # noqa: E402 - finds the package in the folder, as if it were installed
from verifiers.v1.graph import MessageNode  # noqa: E402

name = next(path.parent.name for path in folder.glob("*/taskset.py"))
cases = [json.loads(line) for line in completions.read_text().splitlines()]
config = vf.taskset_config_type(name)


def loaded(split: str) -> list[vf.Task]:
    return list(vf.load_taskset(config(id=name, split=split)))


async def score(task: vf.Task, completion: str) -> float:
    """The reward of a trace of one turn, in which the model wrote the completion."""
    data = vf.TraceTask(type=type(task).__name__, data=task.data, key=task.key, hash=task.hash)
    said = [
        (vf.UserMessage(content=task.data.prompt_text), False),
        (vf.AssistantMessage(content=completion), True),
    ]
    nodes = [
        MessageNode(parent=at - 1 if at else None, message=message, sampled=sampled)
        for at, (message, sampled) in enumerate(said)
    ]
    trace = vf.Trace(task=data, agent=vf.AgentInfo(config=vf.AgentConfig()), nodes=nodes)
    await task.score(trace)
    return trace.reward


async def main() -> dict:
    train = loaded("rl-train")
    found = [await score(train[case["row"]], case["completion"]) for case in cases]
    golds = {}
    for path in sorted((folder / name / "rows").iterdir()):
        tasks = loaded(path.stem)
        right = {await score(task, f"Answer: {task.data.answer}") for task in tasks}
        wrong = {await score(task, f"Answer: {task.data.answer}1") for task in tasks}
        golds[path.stem] = [len(tasks), sorted(right), sorted(wrong)]
    return {
        "version": version("verifiers"),
        "scores": found,
        "golds": golds,
        "columns": sorted(train[0].data.model_dump()),
    }


answer.write_text(json.dumps(asyncio.run(main())))
