"""Run where torch is: the rewards of open-instruct and NeMo RL against stand-ins of both.
Arguments: target, export, completions, answer.

The stand-ins have what the sources of these clients have where the exports touch them: names,
signatures, and what is done with the rows (allenai/open-instruct: ground_truth_utils.py,
dataset_transformation.py; NVIDIA-NeMo/RL: interfaces.py, processors.py, utils.py)."""

import json
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any, NamedTuple

import torch

target, folder, completions, answer = (
    sys.argv[1],
    Path(sys.argv[2]),
    Path(sys.argv[3]),
    Path(sys.argv[4]),
)
cases = [json.loads(line) for line in completions.read_text().splitlines()]
rows = [json.loads(line) for line in (folder / "rl" / "train.jsonl").read_text().splitlines()]
sys.path.insert(0, str(folder))


def stand_in(name: str, **content: Any) -> None:
    """Makes a package importable."""
    module = ModuleType(name)
    module.__dict__.update(content, __path__=[])
    sys.modules[name] = module


class VerifierFunction:
    """As in open-instruct: made with a configuration, called with tokens, text, label, and in later
    versions with more."""

    def __init__(self, name: str, weight: float = 1.0, verifier_config: Any = None) -> None:
        self.name, self.weight, self.verifier_config = name, weight, verifier_config

    async def async_call(
        self,
        tokenized_prediction: list,
        prediction: str,
        label: Any,
        query: Any = None,
        rollout_state: Any = None,
    ) -> Any:
        return self(tokenized_prediction, prediction, label, query, rollout_state)  # type: ignore[operator]


class VerificationResult(SimpleNamespace):
    score: float


class EnvironmentReturn(NamedTuple):
    """As in NeMo RL."""

    observations: list
    metadata: list
    next_stop_strings: list
    rewards: torch.Tensor
    terminateds: torch.Tensor
    answers: list | None = None


def open_instruct() -> list[float]:
    """As build_all_verifiers and apply_verifiable_reward do: a verifier of each subclass, chosen by
    the row's `dataset`."""
    import asyncio

    stand_in("open_instruct")
    stand_in(
        "open_instruct.ground_truth_utils",
        VerifierFunction=VerifierFunction,
        VerificationResult=VerificationResult,
    )
    import grpo  # noqa: F401

    verifiers = {
        made.name.lower(): made
        for made in [kind(None) for kind in VerifierFunction.__subclasses__()]
    }  # type: ignore[call-arg]

    async def score(case: dict) -> float:
        row = rows[case["row"]]
        assert len(row["messages"]) == 1 and isinstance(row["ground_truth"], str), (
            "a sole message is the prompt; a text is one label"
        )
        result = await verifiers[row["dataset"]].async_call(
            [], case["completion"], row["ground_truth"], "?", None
        )
        return result.score * verifiers[row["dataset"]].weight

    async def main() -> list[float]:
        return [await score(case) for case in cases]

    return asyncio.run(main())


def nemo_rl() -> list[float]:
    """As math_hf_data_processor makes the dialogue and its metadata, and a rollout asks the
    environment."""
    registry: dict[str, str] = {}
    named: dict[str, str] = {}
    stand_in("ray", remote=lambda kind: kind)
    for package in ("nemo_rl", "nemo_rl.environments", "nemo_rl.distributed"):
        stand_in(package)
    stand_in(
        "nemo_rl.environments.interfaces",
        EnvironmentInterface=object,
        EnvironmentReturn=EnvironmentReturn,
    )
    stand_in("nemo_rl.environments.utils", register_env=named.__setitem__)
    stand_in(
        "nemo_rl.distributed.ray_actor_environment_registry", ACTOR_ENVIRONMENT_REGISTRY=registry
    )
    stand_in("nemo_rl.distributed.virtual_cluster", PY_EXECUTABLES=SimpleNamespace(SYSTEM="python"))
    import curricula_environment
    import grpo  # noqa: F401

    module, kind = named["curricula"].split(".")
    assert module == curricula_environment.__name__ and registry == {named["curricula"]: "python"}
    environment = getattr(curricula_environment, kind)({})
    logs, metadata = [], []
    for case in cases:
        user, gold = rows[case["row"]]["messages"]
        logs.append([user, {"role": "assistant", "content": case["completion"]}])
        metadata.append({"ground_truth": gold["content"]})
    returned = environment.step(logs, metadata)
    assert returned.terminateds.all() and len(returned.observations) == len(
        returned.next_stop_strings
    ) == len(cases)
    assert len(environment.step(logs[:2], metadata[:2], True).answers) == 2
    _, metrics = environment.global_post_process_and_metrics({"rewards": returned.rewards})
    assert 0 < metrics["accuracy"] < 1
    return returned.rewards.tolist()


answer.write_text(
    json.dumps({"scores": {"open-instruct": open_instruct, "nemo-rl": nemo_rl}[target]()})
)
