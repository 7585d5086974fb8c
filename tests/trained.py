"""What the tests of training share: small datasets, a tiny pretrained model, a command run in this
process, and comparisons."""

import json
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from curricula.request import plain_curriculum
from generators.catalog import names
from generators.errors import CurriculaError
from pipelines.dataset.build import build
from pipelines.dataset.dataset import Dataset
from pipelines.dataset.template import TEMPLATES
from pipelines.models.examples import taught

CHAIN = "finite_fields.operation_chain"
SMOKE = ("--preset", "smoke", "--device", "cpu", "--below-floor", "allow")
SHORT = tuple(
    word
    for change in (
        "evaluation.limit=8",
        "evaluation.samples=1",
        "evaluation.max_new_tokens=16",
        "rl.max_completion_length=16",
    )
    for word in ("--set", change)
)
QUICK = (
    *SMOKE,
    *SHORT,
    *[word for section in ("sft", "rl") for word in ("--set", f"{section}.max_steps=2")],
)
needs_training = [
    pytest.mark.slow,
    pytest.mark.skipif(find_spec("trl") is None, reason="the extra train is not installed"),
]
CHAT = (
    "{% for m in messages %}<|im_start|>{{ m['role'] }}\n{{ m['content'] }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)


def make_data(folder: Path, style: str = "plain", size: int = 60, **options: Any) -> Path:
    """A dataset of chains, small and quick to learn from, or of the families asked for."""
    options = {"family": [CHAIN], "difficulty": "1", "strategies": 2, **options}
    template = TEMPLATES["terse" if style == "terse" else "plain"]
    build(
        plain_curriculum(size=size, style=style, **options),
        template,
        folder,
        "curricula generate",
    )
    return folder


def every_family(folder: Path) -> Path:
    return make_data(folder, family=names(), difficulty="3", strategies=4, size=11 * len(names()))


def run(*arguments: object, status: int = 0) -> str:
    """Run a command in this process; returns its standard output. One that is to fail has to do so
    in one line."""
    import cli

    result = CliRunner().invoke(cli.cli, [str(each) for each in arguments])
    if isinstance(result.exception, CurriculaError) and status:
        assert result.exception.exit_code == status and "\n" not in str(result.exception)
        return str(result.exception)
    if status:
        assert isinstance(result.exception, SystemExit), (result.exception, result.output)
        said = [
            line
            for line in result.stderr.splitlines()
            if line.startswith(("curricula: ", "Error: "))
        ]
        assert said and "Traceback" not in result.stderr, result.stderr
        assert result.exit_code == status, result.stderr
        return said[-1]
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code == 0, result.stderr
    return result.stdout


def tiny_pretrained(folder: Path, data: Path, chat: bool) -> Path:
    """A random Qwen2 with a byte-level vocabulary learnt from the dataset's text, with or without
    a chat template."""
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
    from transformers import PreTrainedTokenizerFast, Qwen2Config, Qwen2ForCausalLM, set_seed

    texts = [
        message["content"]
        for row in taught(Dataset(data), False)
        for message in (*row["prompt"], *row["completion"])
    ]
    core = Tokenizer(models.BPE())
    core.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    core.decoder = decoders.ByteLevel()
    special = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"]
    core.train_from_iterator(
        texts,
        trainers.BpeTrainer(
            vocab_size=500,
            special_tokens=special,
            initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        ),
    )
    ends = (
        {"eos_token": "<|im_end|>", "pad_token": "<|endoftext|>"}
        if chat
        else {"eos_token": "<|endoftext|>"}
    )
    tokenizer = PreTrainedTokenizerFast(tokenizer_object=core, **ends)
    if chat:
        tokenizer.chat_template = CHAT
    set_seed(0)
    config = Qwen2Config(
        vocab_size=len(tokenizer),
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        num_key_value_heads=2,
        intermediate_size=64,
        eos_token_id=tokenizer.eos_token_id,
        pad_token_id=tokenizer.pad_token_id,
        tie_word_embeddings=True,
    )
    Qwen2ForCausalLM(config).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


def weights(cell: Path) -> dict[str, Any]:
    """The trained weights of a cell, by name."""
    from safetensors.torch import load_file

    return load_file(next(file for file in sorted((cell / "model").glob("*.safetensors"))))


def furthest(one: Path, other: Path) -> float:
    """How far the weights of two cells lie apart."""
    here, there = weights(one), weights(other)
    assert set(here) == set(there)
    return max(float((here[name] - there[name]).abs().max()) for name in here)


def log_of(cell: Path, *without: str) -> list[dict[str, Any]]:
    """The log of a cell, without times and without the names given."""
    lines = [
        json.loads(line) for line in (cell / "log.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    return [
        {
            name: value
            for name, value in line.items()
            if name not in without and "time" not in name and "second" not in name
        }
        for line in lines
    ]
