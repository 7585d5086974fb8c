"""How fast the preset `paper` trains on this machine: a randomly initialised model of
Qwen2.5-1.5B's shape, LoRA, SFT and GRPO updates.

    python -m benchmarks.paper_throughput [FOLDER] [SFT updates] [GRPO updates]

No weights are fetched. The tokenizer is made from the data, so texts have about as many tokens as
Qwen's would give them; a model of random weights never ends a completion, so every one is as long
as the limit, which is the slowest case.
"""

import json
import statistics
import sys
import time
from pathlib import Path

from curricula.studies.select_and_improve import study
from pipelines.dataset.build import build
from pipelines.dataset.dataset import Dataset
from pipelines.dataset.template import find_template
from pipelines.models.device import prepare
from pipelines.models.examples import asked, references, strategies_taught, taught
from pipelines.models.model import longest_of, open_model, rollout_limit
from pipelines.models.presets import PAPER
from pipelines.models.settings import changed, named_model
from pipelines.training.log import Log, read_log
from pipelines.training.trainers import TrainerRun, run_rl, run_sft

SHAPE = {
    "vocab_size": 151_936,
    "hidden_size": 1_536,
    "num_hidden_layers": 28,
    "num_attention_heads": 12,
    "num_key_value_heads": 2,
    "intermediate_size": 8_960,
    "tie_word_embeddings": True,
    "max_position_embeddings": 32_768,
}
CHAT = (
    "{% for m in messages %}<|im_start|>{{ m['role'] }}\n{{ m['content'] }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)


def make_model(folder: Path, texts: list[str]) -> None:
    """Write a model of that shape with random weights, and a byte-level tokenizer of these texts
    with Qwen's chat format."""
    import torch
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
    from transformers import PreTrainedTokenizerFast, Qwen2Config, Qwen2ForCausalLM

    core = Tokenizer(models.BPE())
    core.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    core.decoder = decoders.ByteLevel()
    special = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"]
    core.train_from_iterator(
        texts, trainers.BpeTrainer(vocab_size=1_000, special_tokens=special, show_progress=False)
    )
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_object=core, eos_token="<|im_end|>", pad_token="<|endoftext|>"
    )
    tokenizer.chat_template = CHAT
    tokenizer.save_pretrained(folder)
    torch.manual_seed(0)
    torch.set_default_dtype(torch.bfloat16)
    place = torch.device(
        "cuda" if torch.cuda.is_available() else "cpu"
    )  # random numbers for 1.5 billion weights take minutes on a CPU
    with place:
        ends = {
            "eos_token_id": tokenizer.eos_token_id,
            "pad_token_id": tokenizer.pad_token_id,
            "bos_token_id": None,
        }
        network = Qwen2ForCausalLM(Qwen2Config(**SHAPE, **ends))
    torch.set_default_dtype(torch.float32)
    network.save_pretrained(folder)


def report(name: str, path: Path, first: int) -> None:
    """Seconds an update, the first ones left out, and tokens a second where they are logged."""
    entries = [entry for entry in read_log(path) if "step_time" in entry or "seconds" in entry]
    times = [entry.get("step_time", entry.get("seconds")) for entry in entries][first:]
    said = {
        "updates": len(times),
        "seconds an update": round(statistics.median(times), 2) if times else None,
    }
    lengths = [
        entry["completions/mean_length"] for entry in entries if "completions/mean_length" in entry
    ]
    if lengths:
        said["tokens a completion"] = round(statistics.mean(lengths))
    print(json.dumps({name: said}), flush=True)


def main() -> None:
    import torch

    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "paper-throughput")
    sft_updates, rl_updates = (
        int(sys.argv[i]) if len(sys.argv) > i else number for i, number in ((2, 30), (3, 6))
    )
    drawn = study({"sft": 640, "rl": 320, "eval": 96})
    for name in ("sft-FB", "rl-6-9"):
        build(drawn.data[name], find_template("plain"), folder / name, "benchmark")
    shown, posed = Dataset(folder / "sft-FB"), Dataset(folder / "rl-6-9")
    rows, prompts = taught(shown, False), asked(posed, "rl", False)
    texts = [message["content"] for row in rows for message in (*row["prompt"], *row["completion"])]
    make_model(folder / "model", texts)
    changes = [
        f"sft.max_steps={sft_updates}",
        f"rl.max_steps={rl_updates}",
        "sft.logging_steps=1",
        "sft.save_strategy=no",
        "rl.save_strategy=no",
    ]
    settings = changed(named_model(PAPER, str(folder / "model")), changes)
    device, strategies = prepare(settings), strategies_taught(shown)
    model = open_model(settings.model["name"], settings, device)
    print(
        json.dumps(
            {
                "device": torch.cuda.get_device_name() if device == "cuda" else "cpu",
                "parameters": model.network.num_parameters(),
            }
        )
    )
    longest = longest_of(model.tokenizer, references(posed, "rl", False, strategies))
    limit = rollout_limit(settings, longest)
    at = time.time()
    sft = TrainerRun(
        settings=settings,
        section="sft",
        repeat=1.0,
        folder=folder / "sft",
        log=Log(folder / "sft.jsonl"),
        seed=0,
        device=device,
    )
    model = run_sft(sft, model, rows)
    print(
        json.dumps(
            {
                "SFT": {
                    "updates": sft_updates,
                    "seconds an update": round((time.time() - at) / sft_updates, 3),
                }
            }
        ),
        flush=True,
    )
    at = time.time()
    rl = sft._replace(section="rl", folder=folder / "rl", log=Log(folder / "rl.jsonl"))
    run_rl(rl, model, prompts, strategies, limit)
    print(
        json.dumps(
            {
                "GRPO": {
                    "updates": rl_updates,
                    "seconds an update, loading included": round(
                        (time.time() - at) / rl_updates, 2
                    ),
                }
            }
        )
    )
    report("GRPO", folder / "rl.jsonl", 1)
    if device == "cuda":
        print(
            json.dumps({"most GPU memory, GB": round(torch.cuda.max_memory_allocated() / 1e9, 1)})
        )


if __name__ == "__main__":
    main()
