"""Groups that teach nothing are drawn again on other prompts."""

from importlib.util import find_spec
from typing import Any

import pytest

trained = pytest.mark.skipif(find_spec("trl") is None, reason="the extra train is not installed")
SIZE = 4  # completions of a group


@trained
def test_groups_of_equal_rewards_are_found():
    import torch

    from pipelines.training.dynamic_sampling import even_groups

    advantages = torch.tensor([0.0, 0.0, 0.5, -0.5, 1e-8, -1e-8, 0.0, 0.1])
    assert even_groups(advantages, 2) == [0, 2]
    assert even_groups(advantages, 4) == []


@trained
def test_groups_take_the_places_of_others_and_are_filled_up_on_their_side():
    import torch

    from pipelines.training.dynamic_sampling import with_groups

    batch = {
        "prompt_ids": torch.tensor([[1], [1], [2], [2]]),
        "completion_ids": torch.tensor([[5, 6, 7], [5, 6, 7], [8, 8, 8], [8, 8, 9]]),
        "completion_mask": torch.ones(4, 3, dtype=torch.long),
        "advantages": torch.tensor([0.0, 0.0, 1.0, -1.0]),
        "num_items_in_batch": torch.tensor(12),
    }
    drawn = {
        "prompt_ids": torch.tensor([[9, 3], [9, 3]]),
        "completion_ids": torch.tensor([[4, 4], [4, 5]]),
        "completion_mask": torch.tensor([[1, 1], [1, 0]]),
        "advantages": torch.tensor([0.5, -0.5]),
        "num_items_in_batch": torch.tensor(3),
    }
    merged = with_groups(batch, drawn, {0: 0}, 2, blank=0)
    assert merged["prompt_ids"].tolist() == [[9, 3], [9, 3], [0, 2], [0, 2]]
    assert merged["completion_ids"].tolist() == [[4, 4, 0], [4, 5, 0], [8, 8, 8], [8, 8, 9]]
    assert merged["completion_mask"].tolist() == [[1, 1, 0], [1, 0, 0], [1, 1, 1], [1, 1, 1]]
    assert merged["advantages"].tolist() == [0.5, -0.5, 1.0, -1.0]
    assert merged["num_items_in_batch"] == 9
    assert batch["advantages"].tolist() == [0.0, 0.0, 1.0, -1.0]


def filled(folder: Any, redraws: int, rows: list[str], updates: int = 4) -> list[dict[str, Any]]:
    """What is logged of a training in which prompts that begin with "one" are always right, and the
    completions of all others are right in turn."""
    from transformers import TrainerCallback
    from trl.trainer.grpo_config import GRPOConfig

    from pipelines.models.examples import as_dataset
    from pipelines.training.dynamic_sampling import FilledGRPOTrainer
    from pipelines.training.rehearsal import stand_in

    logs: list[dict[str, Any]] = []

    class Noted(TrainerCallback):
        def on_log(self, args, state, control, logs=None, **kwargs):
            noted.append(dict(logs or {}))

    noted = logs

    def reward(prompts: list[str], completions: list[str], **columns: Any) -> list[float]:
        return [
            1.0 if prompt.startswith("one") else float(number % 2)
            for number, prompt in enumerate(prompts)
        ]

    network, tokenizer = stand_in()
    trainer = FilledGRPOTrainer(
        redraws=redraws,
        model=network,
        reward_funcs=[reward],
        args=GRPOConfig(
            output_dir=str(folder),
            report_to="none",
            use_cpu=True,
            bf16=False,
            max_steps=updates,
            save_strategy="no",
            logging_steps=1,
            per_device_train_batch_size=4 * SIZE,
            num_generations=SIZE,
            max_completion_length=3,
            beta=0.0,
            disable_tqdm=True,
        ),
        train_dataset=as_dataset([{"prompt": row} for row in rows]),
        processing_class=tokenizer,
        callbacks=[Noted()],
    )
    trainer.train()
    return [log for log in logs if "reward" in log]


@trained
def test_updates_are_filled_from_other_prompts_and_logged_as_first_drawn(tmp_path):
    rows = ["one is "] * 6 + ["two is "] * 6
    plain = filled(tmp_path / "0", 0, rows)
    redrawn = filled(tmp_path / "3", 3, rows)
    even = [log["groups/even_after_redraws"] for log in plain]
    assert sum(even) > 0
    assert [log["frac_reward_zero_std"] for log in plain] == even
    assert sum([log["groups/even_after_redraws"] for log in redrawn]) < sum(even) / 2
    # the first draw of each update is on the same prompts, and it is what the log speaks of
    for name in ("reward", "frac_reward_zero_std"):
        assert [log[name] for log in redrawn] == [log[name] for log in plain]
    assert redrawn[-1]["num_tokens"] > plain[-1]["num_tokens"]


@trained
def test_where_no_prompt_teaches_anything_the_redraws_end(tmp_path):
    (log,) = filled(tmp_path, 2, ["one is "] * 4, updates=1)
    assert log["groups/even_after_redraws"] == 1


@trained
def test_several_processes_are_refused(monkeypatch):
    from generators.errors import RequestError
    from pipelines.models.presets import PRESETS
    from pipelines.models.settings import changed
    from pipelines.training import trainers

    settings = changed(PRESETS["smoke"], ["rl.dynamic_sampling=2"])
    trainers.check_redraws(settings)
    monkeypatch.setattr(trainers, "world", lambda: 2)
    with pytest.raises(RequestError, match="one process, and this training has 2"):
        trainers.check_redraws(settings)


def test_the_number_of_redraws_is_checked():
    from generators.errors import RequestError
    from pipelines.models.presets import PRESETS
    from pipelines.models.settings import changed

    with pytest.raises(RequestError, match="rl.dynamic_sampling.*whole number"):
        changed(PRESETS["smoke"], ["rl.dynamic_sampling=often"])
