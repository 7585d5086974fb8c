"""Rewards for working, not only for the answer: the share of a solution's steps that a completion
takes, and a reward that starts dense and ends binary.

A step is taken where a line is right and says what a claim of one of the problem's own solutions
says: the same numbers, in whatever words. All steps that are paid belong to one solution, in its
order, and each is paid once; so repeats, `1 = 1`, padding, true but idle arithmetic and pieces of
many strategies earn nothing. The share is of that solution's claims or of the completion's,
whichever are more: spraying true lines lowers it, and no completion earns more than the whole of
one solution, which is 1.
"""

from collections.abc import Callable, Mapping, Sequence
from itertools import chain
from typing import Any, NamedTuple

from curricula.grading.rewards import Column, LogMetric, accuracy_reward, column
from curricula.working.judging import RIGHT, UNREAD
from curricula.working.references import References
from curricula.working.route import Key, Route, key_of
from curricula.working.steps import read_steps

DENSE = 0.5  # the part of training in which steps are paid
SKIPPED = 2  # steps in a row that may be left out
WEIGHT = 0.5  # of the steps then, beside the answer


class Working(NamedTuple):
    """The claims of a completion: how many are right and wrong, and the share of one solution's
    steps that they take."""

    right: int
    wrong: int
    share: float


def working(completion: Any, references: References) -> Working:
    """What a completion, a text or a list of messages, works out. What only states an answer, or
    says an equation of the statement again, is no working."""
    lines = read_steps(completion, references).lines
    spans = chain.from_iterable([zip(line.spans, line.verdicts, strict=True) for line in lines])
    read = [
        (verdict, key_of(span))
        for span, verdict in spans
        if verdict != UNREAD and len(span.numbers) > 1 and not references.concludes(span)
    ]
    claimed = [
        (verdict, key)
        for verdict, key in read
        if verdict != RIGHT or key not in references.premises
    ]
    right = [key for verdict, key in claimed if verdict == RIGHT]
    shares = [taken(right, route) / max(route.length, len(claimed)) for route in references.routes]
    return Working(len(right), len(claimed) - len(right), max(shares, default=0.0))


def taken(right: Sequence[Key], route: Route) -> int:
    """How many lines of one solution right lines take, in its order and from its beginning, with
    never more than SKIPPED left out. A line with all but one of the numbers takes it too: `1054 mod
    248 = 62` for `1054 = 4 * 248 + 62`."""
    best = [0] * route.length  # the most that lines so far take, ending with this one
    for key in right:
        positions = route.positions.get(key, ())
        for i, count in [
            (i, 1 + max(best[max(0, i - SKIPPED - 1) : i], default=0)) for i in positions
        ]:
            if i <= SKIPPED or count > 1:
                best[i] = max(best[i], count)
    return max(best)


def step_reward(
    completions: Sequence[Any], log_metric: LogMetric | None = None, **columns: Any
) -> list[float]:
    """The share of steps that each completion takes. The columns `family` and `params` say of which
    problem, or `solutions` where the family does not exist here. Raises NoReferences where neither
    does."""
    rows = rows_of(columns, len(completions))
    workings = [
        working(completion, References.of_row(row))
        for completion, row in zip(completions, rows, strict=True)
    ]
    if log_metric is not None and workings:
        claimed = sum([each.right + each.wrong for each in workings])
        log_metric("steps/share", sum([each.share for each in workings]) / len(workings))
        log_metric("steps/right", sum([each.right for each in workings]) / max(1, claimed))
        log_metric("steps/claims", claimed / len(workings))
    return [each.share for each in workings]


def rows_of(columns: Mapping[str, Column], size: int) -> list[dict[str, Any]]:
    """The row of each completion, from the columns that say which problem it is."""
    wanted = [
        name
        for name in ("id", "family", "params", "solutions", "statement", "names")
        if name in columns
    ]
    values = [column(columns[name], size) for name in wanted]
    return [dict(zip(wanted, row, strict=True)) for row in zip(*values, strict=True)] or [
        {} for _ in range(size)
    ]


def dense_then_binary(
    dense: float = DENSE, weight: float = WEIGHT
) -> Callable[..., list[float | None]]:
    """A reward that for the first part of training, `dense`, pays steps with this weight beside the
    answer, and from then on the answer alone. How far training is, the trainer tells by
    `trainer_state`; without it the reward is dense. None where the gold cannot be read."""

    def dense_then_binary_reward(
        completions: Sequence[Any],
        answer: Column,
        trainer_state: Any = None,
        log_metric: LogMetric | None = None,
        **columns: Any,
    ) -> list[float | None]:
        right = accuracy_reward(completions, answer, log_metric=log_metric, **columns)
        if not pays_steps(trainer_state, dense):
            return right
        shares = step_reward(completions, log_metric, **columns)
        return [
            None if correct is None else (1 - weight) * correct + weight * share
            for correct, share in zip(right, shares, strict=True)
        ]

    return dense_then_binary_reward


def pays_steps(trainer_state: Any, dense: float) -> bool:
    """Whether training is still in its dense part."""
    steps = getattr(trainer_state, "max_steps", 0) or 0
    return steps <= 0 or getattr(trainer_state, "global_step", 0) < dense * steps
