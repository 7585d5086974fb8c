"""Rewards for reinforcement learning: for a right answer, and for a completion whose one final
answer can be found.

A reward function takes a batch as TRL's trainers give it, `completions` (texts or lists of
messages) and the dataset's columns as lists, and returns a list of floats; what else the trainer
passes is ignored. Beside each stands the plain function for one completion. No reward is partial:
an answer is right or it is not; where the gold cannot be read there is none, which is None, so that
trainers leave the row out. Why answers were not right is logged where the trainer offers
`log_metric`, as the share of the batch for each reason, `answer/gold` among them. What a
completion's steps earn is in step_reward.py.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from curricula.grading.extraction import finals
from curricula.grading.grade import REASONS, Verdict, grade, text_of
from curricula.grading.policy import policy_of
from generators.arguments import wrong_type

Column = Sequence[Any] | Any
LogMetric = Callable[[str, float], None]
LogExtra = Callable[[str, list[Any]], None]


def accuracy(
    completion: Any,
    answer: Any,
    kind: str | None = None,
    form: str | None = None,
    marker: str | None = None,
    **options: Any,
) -> float | None:
    """1 for a completion whose answer is right, else 0; None where the gold cannot be read. The
    options are those of `grade`."""
    return paid(grade(completion, answer, kind, form, marker, **options))


def paid(verdict: Verdict) -> float | None:
    """What a verdict earns."""
    return None if verdict.reason == "gold" else float(verdict.correct)


def accuracy_reward(
    completions: Sequence[Any],
    answer: Column,
    answer_kind: Column = None,
    answer_form: Column = None,
    marker: str | None = None,
    log_metric: LogMetric | None = None,
    log_extra: LogExtra | None = None,
    options: Mapping[str, Any] | None = None,
    **columns: Any,
) -> list[float | None]:
    """1 for each completion whose answer is right, else 0; None where the gold cannot be read.
    `options` are those of `grade`, such as {"unmarked": True}."""
    chosen = policy_of(options or {})._asdict()
    size = size_of(completions)
    golds = zip(
        column(answer, size), column(answer_kind, size), column(answer_form, size), strict=True
    )
    verdicts = [
        grade(completion, *gold, marker, **chosen)
        for completion, gold in zip(completions, golds, strict=True)
    ]
    if log_metric is not None and verdicts:
        log_reasons(verdicts, log_metric)
    if log_extra is not None:
        log_extra("extracted", [verdict.answer for verdict in verdicts])
        log_extra("reason", [verdict.reason for verdict in verdicts])
    return [paid(verdict) for verdict in verdicts]


def well_formed(completion: Any, marker: str | None = None) -> float:
    """1 for a completion that closes its thought, if it has one, and then gives one final answer in
    a box, in <answer> or behind `Answer:`; else 0. Whether the answer is right does not matter."""
    text = text_of(completion)
    thoughts = text.count("<think>"), text.count("</think>")
    if (
        thoughts not in ((0, 0), (1, 1), (0, 1))
        or "<answer>" in text
        and text.count("<answer>") != text.count("</answer>")
    ):
        return 0.0
    if thoughts == (1, 1) and text.strip().find("<think>") != 0:
        return 0.0
    answers = finals(text, marker)
    different = set(answers.certain or answers.likely)
    return float(answers.marked and not answers.reason and len(different) == 1)


def format_reward(
    completions: Sequence[Any], marker: str | None = None, **columns: Any
) -> list[float]:
    """1 for each completion with one final answer that can be found, else 0."""
    size_of(completions)
    return [well_formed(completion, marker) for completion in completions]


def size_of(completions: Any) -> int:
    """How many completions a batch has. Raises WrongType for what is no list."""
    if isinstance(completions, str) or not isinstance(completions, Sequence):
        raise wrong_type("completions", completions, "a list of texts or of lists of messages")
    return len(completions)


def column(values: Column, size: int) -> Sequence[Any]:
    """A dataset's column as a list: one value for all where it is not a list."""
    if isinstance(values, (list, tuple)):
        return values
    return [values] * size


def log_reasons(verdicts: Sequence[Verdict], log_metric: LogMetric) -> None:
    """The share of each reason in the batch, zeros included so that averages over batches are
    right."""
    for reason in REASONS:
        log_metric(
            f"answer/{reason}",
            sum(verdict.reason == reason for verdict in verdicts) / len(verdicts),
        )
    log_metric("answer/correct", sum(verdict.correct for verdict in verdicts) / len(verdicts))
