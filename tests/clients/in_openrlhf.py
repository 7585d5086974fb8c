"""Run in OpenRLHF's environment: its data loaders, its executor of rollouts with the reward.
Arguments: export, completions, answer.

Only the engine that generates is a stand-in: it returns the completion it is told to. vLLM needs a
GPU."""

import asyncio
import json
import sys
from importlib.metadata import version
from pathlib import Path
from types import SimpleNamespace as Namespace

import torch
from openrlhf.datasets import PromptDataset, SFTDataset
from openrlhf.datasets.utils import blending_datasets
from openrlhf.utils.agent import SingleTurnAgentExecutor

from tests.clients.tiny import make_tokenizer

folder, completions, answer = Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3])
tokenizer = make_tokenizer(Path("tokenizer"))


def strategy(**data: str | bool) -> Namespace:
    return Namespace(
        args=Namespace(data=Namespace(apply_chat_template=True, **data), use_ms=False),
        is_rank_0=lambda: True,
        print=print,
    )


def loaded(name: str, plan: Namespace) -> torch.utils.data.Dataset:
    return blending_datasets(str(folder / name), None, plan, dataset_split="train")


plan = strategy(input_key="input", label_key="label")
prompts = PromptDataset(loaded("rl/train.jsonl", plan), tokenizer, plan)
assert len(PromptDataset(loaded("eval/test.jsonl", plan), tokenizer, plan))
executor = SingleTurnAgentExecutor([str(folder / "reward.py")])


class Engine:
    """Generates the completion that it holds."""

    def __init__(self, completion: str) -> None:
        self.tokens = [
            *tokenizer(completion, add_special_tokens=False)["input_ids"],
            tokenizer.eos_token_id,
        ]

    async def generate(
        self, prompt: list[int], parameters: Namespace, **others: object
    ) -> Namespace:
        return Namespace(
            outputs=[Namespace(token_ids=self.tokens, finish_reason="stop", logprobs=None)]
        )


async def rolled_out(case: dict) -> dict:
    _, prompt, label, _ = prompts[case["row"]]
    parameters = Namespace(max_tokens=None, logprobs=None)
    return await executor.execute(
        prompt, label, parameters, 100_000, tokenizer, Engine(case["completion"])
    )


async def main() -> list[dict]:
    return [await rolled_out(json.loads(line)) for line in completions.read_text().splitlines()]


results = asyncio.run(main())
plan = strategy(input_key="input", output_key="output")
solved = SFTDataset(loaded("sft/train.jsonl", plan), tokenizer, 8_192, plan, num_processors=1)
answer.write_text(
    json.dumps(
        {
            "version": version("openrlhf"),
            "scores": [torch.tensor([result["reward"]]).item() for result in results],
            "filtered_by": [torch.tensor([result["scores"]]).item() for result in results],
            "lost": sum(result["extra_logs"]["prompt_lost"] for result in results),
            "sft": len(solved),
            "learned": solved.responses[0],
        }
    )
)
