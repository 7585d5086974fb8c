"""Which values the number fields of TRL's configurations may have.

TRL takes most numbers as they come and fails, or goes on with nonsense, hours later: a learning
rate of -1 or nan, half an update, a temperature of 0. Whether a field holds whole numbers is read
from its configuration; how large they may be stands here.
"""

from collections.abc import Mapping
from math import inf, isfinite
from typing import Any, NamedTuple, get_args

WHOLE, NUMBER = "a whole number", "a number"


class Bounds(NamedTuple):
    """From `low` to `high`; `above` says that `low` itself is too little. `also` are values outside
    that mean something of their own."""

    low: float
    high: float = inf
    above: bool = False
    also: tuple[float, ...] = ()

    def hold(self, value: float) -> bool:
        """Whether a value lies within."""
        low_enough = value > self.low if self.above else value >= self.low
        return value in self.also or (low_enough and value <= self.high)

    def says(self) -> str:
        """What is allowed, behind `a number`."""
        low = f" above {self.low:g}" if self.above else f" from {self.low:g}"
        up = "" if self.above else " up"
        also = f", or {' or '.join([f'{value:g}' for value in self.also])}" if self.also else ""
        return f"{low}{up if self.high == inf else f' to {self.high:g}'}{also}"


POSITIVE, COUNT, NOT_NEGATIVE = Bounds(0, above=True), Bounds(1), Bounds(0)
PART, SHARE = Bounds(0, 1, above=True), Bounds(0, 1)
BOUNDS = {
    "learning_rate": POSITIVE,
    "max_steps": Bounds(1, 10**9, also=(-1,)),
    "num_train_epochs": POSITIVE,
    "per_device_train_batch_size": COUNT,
    "per_device_eval_batch_size": COUNT,
    "gradient_accumulation_steps": COUNT,
    "warmup_steps": NOT_NEGATIVE,
    "weight_decay": NOT_NEGATIVE,
    "adam_epsilon": NOT_NEGATIVE,
    "max_grad_norm": NOT_NEGATIVE,
    "label_smoothing_factor": SHARE,
    "logging_steps": POSITIVE,
    "save_steps": POSITIVE,
    "eval_steps": POSITIVE,
    "save_total_limit": COUNT,
    "max_length": COUNT,
    "num_generations": COUNT,
    "max_completion_length": COUNT,
    "generation_batch_size": COUNT,
    "steps_per_generation": COUNT,
    "temperature": POSITIVE,
    "top_p": PART,
    "top_k": NOT_NEGATIVE,
    "min_p": SHARE,
    "repetition_penalty": POSITIVE,
    "beta": NOT_NEGATIVE,
    "num_iterations": COUNT,
    "epsilon": POSITIVE,
    "epsilon_high": POSITIVE,
    "delta": POSITIVE,
    "top_entropy_quantile": PART,
    "vllm_gpu_memory_utilization": PART,
    "vllm_max_model_length": COUNT,
    "vllm_tensor_parallel_size": COUNT,
    "dataloader_num_workers": NOT_NEGATIVE,
}
# of peft's LoraConfig and of a network made from scratch
SHAPES = {
    "r": COUNT,
    "lora_alpha": POSITIVE,
    "lora_dropout": SHARE,
    "hidden_size": COUNT,
    "intermediate_size": COUNT,
    "num_hidden_layers": COUNT,
    "num_attention_heads": COUNT,
    "num_key_value_heads": COUNT,
    "max_position_embeddings": COUNT,
    "initializer_range": POSITIVE,
    "attention_dropout": SHARE,
    "rms_norm_eps": POSITIVE,
}
WHOLE_SHAPES = (
    *("r", "hidden_size", "intermediate_size", "num_hidden_layers", "num_attention_heads"),
    *("num_key_value_heads", "max_position_embeddings"),
)
HINTS = {**dict.fromkeys(SHAPES, float), **dict.fromkeys(WHOLE_SHAPES, int)}


def wrong_value(name: str, value: Any, hint: Any) -> str:
    """What is allowed in a number field that holds something else; empty where the value will do,
    or where the field takes more than numbers. `hint` is the field's annotation."""
    kinds = set(get_args(hint)) or {hint}
    if not kinds & {int, float} or kinds & {str, dict, list}:
        return ""
    if value is None and type(None) in kinds:
        return ""
    bounds = BOUNDS.get(name) or SHAPES.get(name)
    whole = float not in kinds
    allowed = f"{WHOLE if whole else NUMBER}{bounds.says() if bounds else ''}"
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        return allowed
    if whole and not isinstance(value, int):
        return allowed
    return "" if bounds is None or bounds.hold(value) else allowed


def first_wrong(content: Mapping[str, Any], hints: Mapping[str, Any]) -> tuple[str, str] | None:
    """The first field whose value cannot be, with what is allowed; None where all will do."""
    for name, value in content.items():
        if name in hints and (allowed := wrong_value(name, value, hints[name])):
            return name, allowed
    return None
