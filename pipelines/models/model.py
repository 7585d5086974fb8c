"""Make or open the model that is trained: from scratch with its vocabulary, by its id on the Hub,
or from a folder; and save it."""

from pathlib import Path
from typing import Any, NamedTuple

from generators.errors import ModelError
from pipelines.dataset.whole_files import remove_partials, whole_folder
from pipelines.models.device import out_of_memory
from pipelines.models.settings import MODEL_FIELDS, Settings
from pipelines.models.vocabulary import check_pinned, make_tokenizer, pin, pinned

ADAPTER = "adapter_config.json"
# prompt and completion a line each, for a pretrained model that knows no chat; its answer ends
# where texts end
PLAIN_CHAT = (  # a line break is an expression: one behind a tag is left out
    "{% for message in messages %}{{ message['content'] }}"
    "{% if message['role'] == 'assistant' %}{{ eos_token }}"
    "{% elif not loop.last %}{{ '\\n' }}{% endif %}{% endfor %}"
    "{% if add_generation_prompt %}{{ '\\n' }}{% endif %}"
)


class Model(NamedTuple):
    """A model, its tokenizer, and the words of its vocabulary where it was made from scratch."""

    network: Any
    tokenizer: Any
    words: list[str] | None


def from_scratch(settings: Settings, words: list[str], length: int, seed: int) -> Model:
    """A Qwen2 model with random weights and one token for each of the words, in float32. `length`
    is the longest text that it meets."""
    from transformers import Qwen2Config, Qwen2ForCausalLM, set_seed

    tokenizer = make_tokenizer(words)
    shape = {name: value for name, value in settings.model.items() if name not in MODEL_FIELDS}
    config = Qwen2Config(
        **{"max_position_embeddings": max(512, 2 * length), **shape},
        vocab_size=len(tokenizer),
        pad_token_id=tokenizer.pad_token_id,
        eos_token_id=tokenizer.eos_token_id,
        bos_token_id=None,
    )
    set_seed(seed)
    return Model(Qwen2ForCausalLM(config), tokenizer, words)


def open_model(name: str, settings: Settings, device: str, trainable: bool = True) -> Model:
    """The model in a folder or of an id on the Hub, with its adapter merged or, where it is to be
    trained on, kept. Raises ModelError."""
    folder = Path(name)
    if folder.exists() and not any(
        [(folder / file).is_file() for file in ("config.json", ADAPTER)]
    ):
        raise ModelError(
            f"{name} holds no model: it has neither config.json nor {ADAPTER}; name the folder of a"
            " checkpoint, or an id on the Hub"
        )
    words = pinned(folder) if folder.is_dir() else None
    try:
        network, tokenizer = loaded(name, settings, device, trainable, words is not None)
    except Exception as error:  # of many kinds: files missing, torn, of another shape, unknown ids
        if out_of_memory(error):
            raise
        message = (str(error).strip().splitlines() or [type(error).__name__])[0]
        raise ModelError(
            f"{name} cannot be opened as a model: {message[:240]}; name the folder of a checkpoint,"
            " or an id on the Hub"
        ) from error
    if folder.is_dir():
        check_pinned(tokenizer, folder)
    if tokenizer.eos_token is None:
        raise ModelError(
            f"{name}: its tokenizer has no token that ends a text (eos_token), so that no "
            "completion could end"
        )
    if tokenizer.pad_token is None:
        tokenizer.pad_token = tokenizer.eos_token
    if words is None and tokenizer.chat_template is None:
        tokenizer.chat_template = PLAIN_CHAT
    tokenizer.padding_side = "left"
    return Model(network, tokenizer, words)


def loaded(
    name: str, settings: Settings, device: str, trainable: bool, scratch: bool
) -> tuple[Any, Any]:
    """The network and the tokenizer, as transformers and peft load them."""
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer, PreTrainedTokenizerFast

    revision = settings.model.get("revision")
    options: dict[str, Any] = {"revision": revision} if revision else {}
    # AutoTokenizer takes every Qwen2 model's tokenizer for Qwen's own, whose rules would part our
    # words
    tokenizers = PreTrainedTokenizerFast if scratch else AutoTokenizer
    tokenizer = tokenizers.from_pretrained(name, **options)
    # weights that are trained in full stay in float32, whose small updates bfloat16 would lose
    frozen = bool(settings.model.get("lora")) or not trainable
    halved = "bfloat16" if device == "cuda" and frozen else "float32"
    dtype = torch.float32 if scratch else getattr(torch, settings.model.get("dtype") or halved)
    if not (Path(name) / ADAPTER).is_file():
        network = AutoModelForCausalLM.from_pretrained(name, dtype=dtype, **options)
        return network, tokenizer
    from peft import AutoPeftModelForCausalLM

    network = AutoPeftModelForCausalLM.from_pretrained(name, dtype=dtype, is_trainable=trainable)
    return network if trainable else network.merge_and_unload(), tokenizer


def save(model: Model, folder: Path) -> None:
    """Write a checkpoint that `open_model` opens; the folder appears when it is whole."""
    remove_partials(folder.parent, folder.name)
    # TRL adds an adapter `ref`, a copy of what RL started from
    adapters = {"selected_adapters": ["default"]} if hasattr(model.network, "peft_config") else {}
    with whole_folder(folder) as partial:
        model.network.save_pretrained(partial, **adapters)
        model.tokenizer.save_pretrained(partial)
        if model.words is not None:
            pin(model.words, partial)


def adapter(settings: Settings, model: Model) -> Any:
    """peft's LoraConfig, where the settings ask for LoRA and the model has no adapter yet; else
    None."""
    fields = settings.model.get("lora")
    if not fields or hasattr(model.network, "peft_config"):
        return None
    from peft import LoraConfig

    return LoraConfig(task_type="CAUSAL_LM", **fields)


def tokens_of(tokenizer: Any, text: Any) -> int:
    """How many tokens a text or a list of messages has."""
    if isinstance(text, str):
        return len(tokenizer(text)["input_ids"])
    return len(tokenizer("\n".join(message["content"] for message in text))["input_ids"])


def limit_of(settings: Settings, tokenizer: Any, completions: list[Any]) -> int:
    """How many new tokens a completion may have: the settings' own number, else the longest
    reference and a tenth more."""
    number = settings.evaluation.get("max_new_tokens") or settings.rl.get("max_completion_length")
    if number:
        return int(number)
    longest = max((tokens_of(tokenizer, text) for text in completions), default=64)
    return -(-longest * 11 // 10) + 1
