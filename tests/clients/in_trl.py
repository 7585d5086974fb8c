"""Run where TRL is: the snippets of docs/trl.md, and the rewards of completions. Arguments: export,
completions, snippets, answer."""

import json
import sys
from importlib.metadata import version
from pathlib import Path

from datasets import load_dataset
from trl import GRPOConfig, GRPOTrainer

from tests.clients.tiny import make_model

folder, completions, snippets, answer = (
    Path(sys.argv[1]),
    Path(sys.argv[2]),
    json.loads(sys.argv[3]),
    Path(sys.argv[4]),
)
make_model(Path("tiny"))
for number, snippet in enumerate(snippets):
    exec(compile(snippet, f"docs/trl.md, block {number}", "exec"), {})

sys.path.insert(0, str(folder))
from reward import accuracy_reward, format_reward  # noqa: E402

rows = load_dataset(str(folder), "rl", split="train")
settings = GRPOConfig("grpo", use_cpu=True, bf16=False)
trainer = GRPOTrainer("tiny", [accuracy_reward, format_reward], settings, rows)
cases = [json.loads(line) for line in completions.read_text().splitlines()]
inputs = [rows[case["row"]] for case in cases]
said = [[{"role": "assistant", "content": case["completion"]}] for case in cases]
tokens = [
    trainer.processing_class(case["completion"], add_special_tokens=False)["input_ids"]
    for case in cases
]
rewards = trainer._calculate_rewards(inputs, [row["prompt"] for row in inputs], said, tokens)
state = json.loads(next(Path("grpo").glob("checkpoint-*/trainer_state.json")).read_text())
answer.write_text(
    json.dumps(
        {
            "version": version("trl"),
            "scores": rewards[:, 0].tolist(),
            "format": rewards[:, 1].tolist(),
            "grpo": state["global_step"],
            "logged": sorted(state["log_history"][-1]),
            "sft": json.loads(
                next(Path("sft").glob("checkpoint-*/trainer_state.json")).read_text()
            )["global_step"],
        }
    )
)
