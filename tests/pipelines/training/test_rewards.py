"""Rewards as TRL's trainer takes them: by name, over a dataset's own columns, and in a real GRPO
update where TRL is installed."""

from pathlib import Path

import pytest
from datasets import load_dataset

from pipelines.training.rewards import reward_functions

NAMES = ("accuracy", "format", "steps", "staged")
GROUPED = ("diversity", "ngrams", "length")


@pytest.fixture
def data(gcd_dataset) -> Path:
    return gcd_dataset


def test_reference_completions_earn_everything_and_idle_ones_nothing(data, tmp_path):
    rows = load_dataset(str(data), "sft", split="train", cache_dir=str(tmp_path)).to_dict()
    problems = {
        row["id"]: row for row in load_dataset(str(data), split="train", cache_dir=str(tmp_path))
    }
    columns = {
        name: [problems[id][name] for id in rows["problem_id"]]
        for name in ("family", "params", "answer", "answer_kind", "answer_form")
    }
    logged: dict[str, float] = {}
    for reward in reward_functions(NAMES):
        earned = reward(rows["completion"], **columns, log_metric=logged.__setitem__)
        assert len(earned) == len(rows["completion"])
        if reward.__name__ in ("accuracy", "format"):
            assert set(earned) == {1.0}, reward.__name__
        else:  # a line whose result was known before takes no step
            assert sum(earned) / len(earned) > 0.95 and min(earned) > 0.6, reward.__name__
        assert (
            reward(["I do not know."] * 3, **{name: values[:3] for name, values in columns.items()})
            == [0.0] * 3
        )
    assert logged["answer/correct"] == 1.0 and logged["answer/unequal"] == 0.0


def test_an_unknown_reward_is_refused_with_those_that_exist():
    with pytest.raises(
        ValueError, match="accuracy, format, steps, staged, diversity, ngrams, length"
    ):
        reward_functions(["luck"])
    assert [reward.__name__ for reward in reward_functions(NAMES + GROUPED)] == [*NAMES, *GROUPED]


@pytest.mark.client
def test_a_grpo_update_takes_the_rewards(data, tmp_path):
    trl = pytest.importorskip("trl")
    from tokenizers import Tokenizer, models, pre_tokenizers
    from transformers import PreTrainedTokenizerFast, Qwen2Config, Qwen2ForCausalLM

    prompts = load_dataset(str(data), "rl", split="train", cache_dir=str(tmp_path))
    prompts = prompts.map(lambda row: {"prompt": row["prompt"][0]["content"]})
    words = ["<pad>", "<eos>", "<unk>", "Answer:", *map(str, range(60))]
    inner = Tokenizer(models.WordLevel({word: i for i, word in enumerate(words)}, "<unk>"))
    inner.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_object=inner, pad_token="<pad>", eos_token="<eos>", unk_token="<unk>"
    )
    shape = Qwen2Config(
        vocab_size=len(words),
        hidden_size=16,
        intermediate_size=32,
        num_hidden_layers=1,
        num_attention_heads=2,
        num_key_value_heads=2,
    )
    arguments = trl.GRPOConfig(
        output_dir=str(tmp_path / "run"),
        max_steps=2,
        per_device_train_batch_size=4,
        num_generations=4,
        max_completion_length=8,
        logging_steps=1,
        report_to=[],
        use_cpu=True,
        bf16=False,
        gradient_checkpointing=False,
    )
    trainer = trl.GRPOTrainer(
        model=Qwen2ForCausalLM(shape),
        reward_funcs=reward_functions(NAMES + GROUPED),
        args=arguments,
        train_dataset=prompts,
        processing_class=tokenizer,
    )
    trainer.train()
    log = trainer.state.log_history[0]
    assert all(f"rewards/{name}/mean" in log for name in NAMES + GROUPED)
    assert "answer/correct" in log and "answer/no_answer" in log
    assert log["diversity/strategies"] == 0.0 and log["length/mean"] > 0
