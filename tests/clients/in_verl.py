"""Run in verl's environment: its configuration, its data loaders, its reward manager. Arguments:
export, completions, overrides, answer."""

import asyncio
import json
import sys
from importlib.metadata import version
from pathlib import Path

import torch
from hydra import compose, initialize_config_module
from omegaconf import OmegaConf
from verl import DataProto
from verl.experimental.reward_loop.reward_manager.base import RewardManagerBase
from verl.trainer.ppo.metric_utils import process_validation_metrics
from verl.trainer.ppo.reward import load_reward_manager
from verl.utils.dataset.multiturn_sft_dataset import MultiTurnSFTDataset
from verl.utils.dataset.rl_dataset import RLHFDataset, collate_fn

from tests.clients.tiny import make_tokenizer

folder, completions, overrides, answer = (
    Path(sys.argv[1]),
    sys.argv[2],
    json.loads(sys.argv[3]),
    Path(sys.argv[4]),
)
cases = [json.loads(line) for line in Path(completions).read_text().splitlines()]
tokenizer = make_tokenizer(Path("tokenizer"))
with initialize_config_module("verl.trainer.config", version_base=None):
    config = compose(
        "ppo_trainer",
        overrides=[
            *overrides,
            f"+data.cache_dir={Path('cache').absolute()}",
            "data.max_prompt_length=4096",
        ],
    )


def loaded(files: str) -> RLHFDataset:
    return RLHFDataset(files, tokenizer, config.data, None)


rows = loaded(config.data.train_files)
assert config.data.val_files and len(loaded(config.data.val_files))


async def score(manager: RewardManagerBase, case: dict) -> dict:
    """A completion through the reward manager, as token ids behind the ids of its prompt."""
    row = rows[case["row"]]
    prompt = tokenizer.apply_chat_template(
        row["raw_prompt"], add_generation_prompt=True, return_dict=False
    )
    response = [
        *tokenizer(case["completion"], add_special_tokens=False)["input_ids"],
        tokenizer.eos_token_id,
    ]
    padded = response + [tokenizer.pad_token_id] * 3
    tensors = {
        "prompts": torch.tensor([prompt]),
        "responses": torch.tensor([padded]),
        "attention_mask": torch.tensor([[1] * (len(prompt) + len(response)) + [0] * 3]),
    }
    others = {name: values for name, values in collate_fn([row]).items() if name != "dummy_tensor"}
    return await manager.run_single(DataProto.from_dict(tensors=tensors, non_tensors=others))


async def main() -> list[dict]:
    manager = load_reward_manager(
        config, tokenizer
    )  # here, since it keeps the event loop that it was made in
    return [await score(manager, case) for case in cases]


results = asyncio.run(main())
infos: dict[str, list] = {}
for result in results:
    for name, value in result["reward_extra_info"].items():
        infos.setdefault(name, []).append(value)
metrics = process_validation_metrics(
    [rows[case["row"]]["data_source"] for case in cases],
    [str(case["row"]) for case in cases],
    {"reward": infos["score"], **infos},
)
sft = OmegaConf.create({"messages_key": "messages", "max_length": 8_192, "truncation": "error"})
solved = MultiTurnSFTDataset(str(folder / "sft" / "train.parquet"), tokenizer, sft)
item = solved[0]
answer.write_text(
    json.dumps(
        {
            "version": version("verl"),
            "scores": [result["reward_score"] for result in results],
            "reasons": infos["reason"],
            "indices": [rows[number]["index"] for number in range(len(rows))],
            "metrics": {source: sorted(names) for source, names in metrics.items()},
            "sft": len(solved),
            "learned": tokenizer.decode(item["input_ids"][item["loss_mask"].bool()]),
        }
    )
)
