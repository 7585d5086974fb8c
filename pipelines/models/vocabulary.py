"""The tokenizer of a model from scratch: every word of its datasets is one token, in alphabetical
order, pinned in each checkpoint."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from generators.errors import ModelError

PAD, END, UNKNOWN = "<pad>", "<eos>", "<unk>"
WORDS = "vocabulary.json"
SPECIAL = 3


def words_of(texts: Iterable[str]) -> list[str]:
    """The different words of some texts, sorted."""
    words: set[str] = set()
    for text in texts:
        words.update(text.split())
    return sorted(words)


def make_tokenizer(words: list[str]) -> Any:
    """A tokenizer of these words, separated by blanks. Encoding and decoding again gives the same
    text."""
    from tokenizers import Tokenizer
    from tokenizers.models import WordLevel
    from tokenizers.pre_tokenizers import WhitespaceSplit
    from transformers import PreTrainedTokenizerFast

    special = [PAD, END, UNKNOWN]
    ordinary = [word for word in words if word not in special]
    vocabulary = {word: i for i, word in enumerate([*special, *ordinary])}
    core = Tokenizer(WordLevel(vocabulary, unk_token=UNKNOWN))
    core.pre_tokenizer = WhitespaceSplit()
    return PreTrainedTokenizerFast(
        tokenizer_object=core,
        pad_token=PAD,
        eos_token=END,
        unk_token=UNKNOWN,
        clean_up_tokenization_spaces=False,
        padding_side="left",
        model_input_names=["input_ids", "attention_mask"],
    )


def pin(words: list[str], folder: Path) -> None:
    """Write down beside a checkpoint which words its numbers stand for."""
    (folder / WORDS).write_text(json.dumps(words, ensure_ascii=True) + "\n", encoding="utf-8")


def pinned(folder: Path) -> list[str] | None:
    """The words that a checkpoint was made with; None for a model that was not made from scratch
    here."""
    path = folder / WORDS
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else None


def check_vocabulary(tokenizer: Any, words: list[str], dataset: str) -> None:
    """Raises ModelError where the tokenizer lacks a word of the data, which would silently
    train on nothing."""
    known = tokenizer.get_vocab()
    missing = [word for word in words if word not in known]
    if missing:
        shown = ", ".join(missing[:8]) + (", ..." if len(missing) > 8 else "")
        raise ModelError(
            f"{dataset}: the model's vocabulary of {len(known):,} words lacks {len(missing):,} of "
            f"the data's: {shown}; train a new model on this data, or generate the data with the "
            "knobs of the model's"
        )


def check_pinned(tokenizer: Any, folder: Path) -> None:
    """Raises ModelError where a checkpoint's tokenizer is not the one that it was trained
    with."""
    words = pinned(folder)
    if words is None:
        return
    numbers = list(range(SPECIAL, SPECIAL + len(words)))
    same_size = len(tokenizer.get_vocab()) == SPECIAL + len(words)
    if not same_size or tokenizer(" ".join(words))["input_ids"] != numbers:
        raise ModelError(
            f"{folder}: its tokenizer is not the one that the model was trained with; copy the "
            "whole folder again"
        )
