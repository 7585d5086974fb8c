"""Make or open the model that is trained: from scratch with its vocabulary, by its id on the Hub,
or from a folder; and save it."""

from pathlib import Path
from typing import Any, NamedTuple

from generators.errors import ModelError, RequestError
from pipelines.dataset.whole_files import remove_partials, whole_folder
from pipelines.models.device import out_of_memory
from pipelines.models.gguf import folder_of, is_gguf
from pipelines.models.on_hub import check_reachable
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


class Outline(NamedTuple):
    """What is known of a model before it is opened: its tokenizer and the words that it was made
    with, None of a model that is still to be made, and how many tokens it reads, 0 where nothing
    says."""

    tokenizer: Any
    words: list[str] | None
    positions: int


def outline_of(settings: Settings) -> Outline:
    """The outline of the model that a run starts from. Raises ModelError where it cannot be
    opened."""
    if not settings.start:
        return Outline(None, None, settings.model.get("max_position_embeddings") or 0)
    start = folder_of(settings.start)
    folder = Path(start)
    check_place(start, settings)
    words = pinned(folder) if folder.is_dir() else None
    try:
        tokenizer = tokenizer_of(start, settings, words is not None)
        config = None if (folder / ADAPTER).is_file() else config_of(start, settings)
    except Exception as error:
        raise cannot_open(settings.start, error) from error
    if tokenizer.chat_template is None and words is None:
        tokenizer.chat_template = PLAIN_CHAT
    positions = getattr(config, "max_position_embeddings", 0) or 0
    return Outline(tokenizer, words, positions if words is None else 0)


def sketched(settings: Settings) -> None:
    """Make the network without weights, and its adapter. Raises RequestError where the settings
    describe none, ModelError where the model cannot be opened."""
    import torch
    from transformers import AutoModelForCausalLM, Qwen2Config, Qwen2ForCausalLM

    if not settings.start:
        shape: dict[str, Any] = {
            name: value for name, value in settings.model.items() if name not in MODEL_FIELDS
        }
        try:
            with torch.device("meta"):
                Qwen2ForCausalLM(Qwen2Config(**shape, vocab_size=8))(torch.zeros(1, 4).long())
        except Exception as error:
            raise RequestError(
                f"settings.model: no network can be made so: {line_of(error)}"
            ) from error
        return
    lora: dict[str, Any] = dict(settings.model.get("lora") or {})
    if settings.scratch or not lora:
        return
    start = folder_of(settings.start)
    check_place(start, settings)
    if (Path(start) / ADAPTER).is_file():
        return
    try:
        config = config_of(start, settings)
    except Exception as error:
        raise cannot_open(settings.start, error) from error
    from peft import LoraConfig, get_peft_model

    try:
        with torch.device("meta"):
            network = AutoModelForCausalLM.from_config(config)
            get_peft_model(network, LoraConfig(task_type="CAUSAL_LM", **lora))
    except Exception as error:
        raise RequestError(f"settings.model.lora: peft refuses this: {line_of(error)}") from error


def config_of(name: str, settings: Settings) -> Any:
    """The configuration of a model that is there already."""
    from transformers import AutoConfig

    return AutoConfig.from_pretrained(name, **revision_of(settings))


def check_place(name: str, settings: Settings) -> None:
    """Raises ModelError for a folder that holds no model, and for an id where the Hub cannot be
    reached."""
    folder = Path(name)
    if folder.exists() and not any(
        [(folder / file).is_file() for file in ("config.json", ADAPTER)]
    ):
        raise ModelError(
            f"{name} holds no model: it has neither config.json nor {ADAPTER}; name the folder of a"
            " checkpoint, or an id on the Hub"
        )
    check_reachable(name, settings.model.get("revision"))


def cannot_open(name: str, error: Exception) -> ModelError:
    """What is said of a model that cannot be opened."""
    return ModelError(
        f"{name} cannot be opened as a model: {line_of(error).rstrip('.')}; name the folder of a"
        " checkpoint, or an id on the Hub"
    )


def line_of(error: Exception) -> str:
    """The first line of what an error says."""
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:240]


def open_model(name: str, settings: Settings, device: str, trainable: bool = True) -> Model:
    """The model in a folder or a GGUF file, or of an id on the Hub, with its adapter merged or,
    where it is to be trained on, kept. Raises ModelError."""
    name = folder_of(name)
    folder = Path(name)
    check_place(name, settings)
    words = pinned(folder) if folder.is_dir() else None
    try:
        network, tokenizer = loaded(name, settings, device, trainable, words is not None)
    except Exception as error:  # of many kinds: files missing, torn, of another shape, unknown ids
        if out_of_memory(error):
            raise
        raise cannot_open(name, error) from error
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
    forget_generation(network)
    return Model(network, tokenizer, words)


def forget_generation(network: Any) -> None:
    """Drop how the model's makers would have it sampled, such as the repetition penalty that Qwen
    ships: it would act in an evaluation and not in RL. Only which tokens end a text is kept."""
    from transformers import GenerationConfig

    holders = [network]
    if hasattr(network, "get_base_model"):
        holders.append(network.get_base_model())
    made = network.generation_config
    for holder in holders:
        holder.generation_config = GenerationConfig(
            bos_token_id=made.bos_token_id,
            eos_token_id=made.eos_token_id,
            pad_token_id=made.pad_token_id,
        )


def loaded(
    name: str, settings: Settings, device: str, trainable: bool, scratch: bool
) -> tuple[Any, Any]:
    """The network and the tokenizer, as transformers and peft load them."""
    import torch
    from transformers import AutoModelForCausalLM

    options = revision_of(settings)
    tokenizer = tokenizer_of(name, settings, scratch)
    # weights that are trained in full stay in float32, whose small updates bfloat16 would lose
    frozen = bool(settings.model.get("lora")) or not trainable
    halved = "bfloat16" if device == "cuda" and frozen else "float32"
    dtype = torch.float32 if scratch else getattr(torch, settings.model.get("dtype") or halved)
    if not (Path(name) / ADAPTER).is_file():
        network = AutoModelForCausalLM.from_pretrained(name, dtype=dtype, **options)
        return network, tokenizer
    from peft import AutoPeftModelForCausalLM

    if is_gguf(settings.start):
        folder_of(settings.start)  # which the adapter refers to, wherever it was unpacked before
    network = AutoPeftModelForCausalLM.from_pretrained(name, dtype=dtype, is_trainable=trainable)
    return network if trainable else network.merge_and_unload(), tokenizer


def tokenizer_of(name: str, settings: Settings, scratch: bool) -> Any:
    """The tokenizer of a model that is there already."""
    from transformers import AutoTokenizer, PreTrainedTokenizerFast

    # AutoTokenizer takes every Qwen2 model's tokenizer for Qwen's own, whose rules would split our
    # words
    tokenizers = PreTrainedTokenizerFast if scratch else AutoTokenizer
    return tokenizers.from_pretrained(name, **revision_of(settings))


def revision_of(settings: Settings) -> dict[str, Any]:
    """Which version of a model on the Hub is meant, where the settings say."""
    revision = settings.model.get("revision")
    return {"revision": revision} if revision else {}


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


def longest_of(tokenizer: Any, texts: list[Any]) -> int:
    """The tokens of the longest text, 64 where there is none."""
    return max((tokens_of(tokenizer, text) for text in texts), default=64)


def rollout_limit(settings: Settings, longest: int) -> int:
    """How many new tokens a rollout may have: the settings' own number, else the longest reference
    and a tenth more."""
    number = settings.rl.get("max_completion_length")
    return int(number) if number else -(-longest * 11 // 10) + 1


def evaluation_limit(settings: Settings, longest: int) -> int:
    """How many new tokens a completion of an evaluation may have: the settings' own number, else as
    many as a rollout."""
    number = settings.evaluation.get("max_new_tokens")
    return int(number) if number else rollout_limit(settings, longest)
