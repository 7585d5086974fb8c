"""The rewards by name, as TRL's GRPOTrainer takes them: functions of a batch with names that its
logs show.

They are those of curricula/grading/rewards.py, curricula/working/step_reward.py and
curricula/working/group_rewards.py, which need no torch; reasons and shares go to `log_metric`.
"""

from collections.abc import Callable, Sequence
from functools import partial

from curricula.grading.rewards import accuracy_reward, format_reward
from curricula.working.group_rewards import diversity_reward, length_reward, ngram_reward
from curricula.working.step_reward import dense_then_binary, step_reward
from generators.arguments import meant
from generators.errors import RequestError

OF_GROUPS = ("diversity", "ngrams", "length")  # see all completions of a prompt

Reward = Callable[..., Sequence[float | None]]


def reward_functions(names: Sequence[str], marker: str | None = None) -> list[Reward]:
    """The rewards called `accuracy`, `format`, `steps`, `staged`, `diversity`, `ngrams` and
    `length`, for `GRPOTrainer(reward_funcs=...)`. `marker` is a template's own words before the
    answer. Raises RequestError for a name that does not exist."""
    known: dict[str, Reward] = {
        "accuracy": partial(accuracy_reward, marker=marker),
        "format": partial(format_reward, marker=marker),
        "steps": step_reward,
        "staged": dense_then_binary(),
        "diversity": partial(diversity_reward, marker=marker),
        "ngrams": partial(ngram_reward, marker=marker),
        "length": partial(length_reward, marker=marker),
    }
    for name in names:
        if name not in known:
            raise RequestError(f"no reward is called '{name}'; {meant(name, known)}")
    return [named(name, known[name]) for name in names]


def named(name: str, reward: Reward) -> Reward:
    """The reward under a name of its own, which TRL logs as rewards/NAME."""

    def wrapped(completions: Sequence[object], **columns: object) -> list[float | None]:
        return list(reward(completions, **columns))

    wrapped.__name__ = name
    return wrapped
