"""Rewards for working, not only for the answer: the share of a solution's findings that a
completion takes, and a reward that starts dense and ends binary.

A finding is an equation that works something out (route.py). It is taken by a right line that says
it, in whatever way, once what it rests on has been found. All findings that are paid belong to one
solution, and each is paid once. The share is of that solution's findings, times the share of the
completion's claims that are on its way: so copies, numbers in order, `1 = 1`, repeats, sums that
nobody worked out, sprays and another problem's solution earn next to nothing, and the whole of one
solution, which is 1, is the most.

    step_reward(completions, family=..., params=...)            a number for each completion
    group_shares(completions, num_generations=8, family=..., params=...)

The second gives for each group of completions of one prompt the shares and the strategies of all of
them together, for rewards of your own that look at a whole group.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from itertools import chain
from typing import Any, NamedTuple

from curricula.grading.grade import grade, text_of
from curricula.grading.rewards import (
    Column,
    LogExtra,
    LogMetric,
    accuracy_reward,
    column,
    size_of,
)
from curricula.maths_text.spans import Span
from curricula.working.equations import DEFINES, lone, members_of
from curricula.working.groups import groups_of
from curricula.working.judging import RIGHT, WRONG, Judge
from curricula.working.recognition import recognise
from curricula.working.references import References, shown
from curricula.working.route import Claimed, Progress, follow
from curricula.working.steps import read_steps
from generators.claims.remembered import Remembered

MARKERS = ("answer", None)  # before an answer: that of a terse text, and any of a template's
DENSE = 0.5  # the part of training in which steps are paid
WEIGHT = 0.5  # of the steps then, beside the answer
KEPT = 64  # completions of one problem whose workings are remembered
LINES = 512  # and lines of them
ROW = ("id", "family", "params", "solutions", "statement", "names", "answer", "answer_kind")


class Working(NamedTuple):
    """The claims of a completion: how many are right and wrong, and the share of one solution's
    findings that they take."""

    right: int
    wrong: int
    share: float


def working(completion: Any, references: References) -> Working:
    """What a completion, a text or a list of messages, works out. What only states an answer, or
    says an equation of the statement again, is no working. Of equal completions in a group one is
    read."""
    text = text_of(completion)
    found = references.read.get(text)
    if found is None:
        if len(references.read) >= KEPT:
            references.read.clear()
        found = references.read[text] = working_of(text, references)
    return found


def working_of(completion: str, references: References) -> Working:
    """What a completion works out that was not read before."""
    judged, strategy = judged_spans(completion, references)
    found = [(verdict, claim_of(span, verdict, references)) for span, verdict in judged]
    read = [(verdict, claim) for verdict, claim in found if claim is not None]
    claims = [claim for _, claim in read]
    right = sum([claim.right and claim.counts for claim in claims])
    wrong = sum([verdict == WRONG and claim.counts for verdict, claim in read])
    against = sum([not claim.right and claim.counts for claim in claims])
    most = most_share(right, against) if any([claim.right for claim in claims]) else 0.0
    answered = cache(lambda: answers_rightly(completion, references))
    share = 0.0
    numerals = frozenset().union(*[claim.numbers for claim in claims])
    for route in references.routes(numerals, strategy) if most else ():
        share = max(share, share_of(follow(route, claims, answered)))
        if share >= most:
            break
    return Working(right, wrong, share)


def most_share(right: int, against: int) -> float:
    """The most that any solution could pay for so many claims: all of it, where each right one is
    on its way. What is not right never is."""
    on_the_way = max(1, right)  # the answer of a solution that finds nothing is a claim of its own
    return on_the_way / (on_the_way + against)


def answers_rightly(completion: str, references: References) -> bool:
    """Whether a completion's answer is right, as far as it is known."""
    answer = references.answer
    if answer is None or not answer.text:
        return False
    return any(grade(completion, answer.text, answer.kind, None, marker) for marker in MARKERS)


def judged_spans(text: str, references: References) -> tuple[list[tuple[Span, str]], str]:
    """The claims of a completion with their verdicts; of a terse one that shows none whole, those
    that its family's trace reads, and the strategy that it tells."""
    trace = references.trace(text) if references.trace is not None else None
    if trace is not None and trace.claims:
        judged = [TRACED[claim] for claim in trace.claims]
        return list(chain.from_iterable(judged)), trace.strategy
    lines = read_steps(text, references).lines
    spans = chain.from_iterable([zip(line.spans, line.verdicts, strict=True) for line in lines])
    return [(span, verdict) for span, verdict in spans if span.claims], ""


def traced(claim: str) -> tuple[tuple[Span, str], ...]:
    """The spans of a claim that a trace read, with the verdict on it."""
    verdict = RIGHT if Judge().holds(*claim.split(" :: ")[::-1]) else WRONG
    return tuple([(span, verdict) for span in shown(claim)])


TRACED: Remembered[str, tuple[tuple[Span, str], ...]] = Remembered(traced)


def claim_of(span: Span, verdict: str, references: References) -> Claimed | None:
    """What a span claims; None of one that says the statement again or defines a function. Found
    once for a group, whose completions share many lines."""
    key = span, verdict
    if key in references.claimed:
        return references.claimed[key]
    if len(references.claimed) >= LINES:
        references.claimed.clear()
    idle = references.restates(span) or DEFINES.match(span.text) is not None
    found = references.claimed[key] = None if idle else claimed(span, verdict, references)
    return found


def claimed(span: Span, verdict: str, references: References) -> Claimed:
    """A span as a claim. What is not read counts as what is wrong does, so that nothing is gained
    by words that take a guess back."""
    numbers = frozenset(span.numbers)
    bare = len(span.numbers) < 2 or references.concludes(span)
    if verdict != RIGHT:
        return Claimed(False, (), frozenset(), numbers, not bare)
    chains = members_of(span.text)
    everything = chain.from_iterable([members.everything for members in chains])
    links = 1 if len(chains) > 1 else span.text.count(" = ")
    said = [each for each in everything if each.bare or (each.says_something and not bare)]
    texts = chain.from_iterable([members.texts for members in chains])
    results = list(chain.from_iterable(map(lone, texts)))
    stated = bool(said) and all([each.key in references.stated for each in said])
    counts = not bare and not stated
    return Claimed(
        True, tuple(said), frozenset(results if counts and said else ()), numbers, counts, links
    )


def share_of(progress: Progress) -> float:
    """The share of a solution's findings, times the share of the completion's claims that are on
    the way."""
    if not progress.claims:
        return progress.share
    return progress.share * progress.on_the_way / progress.claims


def step_reward(
    completions: Sequence[Any],
    log_metric: LogMetric | None = None,
    log_extra: LogExtra | None = None,
    **columns: Any,
) -> list[float]:
    """The share of steps that each completion takes. The columns `family` and `params` say of which
    problem, or `solutions` where the family does not exist here. Raises NoReferences where neither
    does."""
    rows = rows_of(columns, size_of(completions))
    workings = [
        working(completion, References.of_row(row))
        for completion, row in zip(completions, rows, strict=True)
    ]
    shares = [each.share for each in workings]
    if log_metric is not None and workings:
        claimed = sum([each.right + each.wrong for each in workings])
        log_metric("steps/share", sum(shares) / len(workings))
        log_metric("steps/right", sum([each.right for each in workings]) / max(1, claimed))
        log_metric("steps/claims", claimed / len(workings))
    if log_extra is not None:
        log_extra("step_share", shares)
    return shares


class GroupShares(NamedTuple):
    """The completions of one prompt, by their places in the batch: the share of steps that each
    takes, and the strategy that it follows, `mixed` or `none` where it follows no single one."""

    places: tuple[int, ...]
    steps: tuple[float, ...]
    strategies: tuple[str, ...]

    @property
    def strategy_shares(self) -> dict[str, float]:
        """How often each strategy is used, `mixed` and `none` among them."""
        counts = Counter(self.strategies)
        return {name: count / len(self.strategies) for name, count in counts.most_common()}


def group_shares(
    completions: Sequence[Any], num_generations: int | None = None, **columns: Any
) -> list[GroupShares]:
    """The shares of each group in a batch (groups.py), for rewards that look at a whole group.
    Raises NoReferences as `step_reward` does, and RequestError as `groups_of` does."""
    size = size_of(completions)
    rows = rows_of(columns, size)
    found = []
    for places in groups_of(columns, size, num_generations):
        references = [References.of_row(rows[place]) for place in places]
        texts = [completions[place] for place in places]
        found.append(
            GroupShares(
                places=tuple(places),
                steps=tuple([working(*each).share for each in zip(texts, references, strict=True)]),
                strategies=tuple(
                    [recognise(*each).strategy for each in zip(texts, references, strict=True)]
                ),
            )
        )
    return found


def rows_of(columns: Mapping[str, Column], size: int) -> list[dict[str, Any]]:
    """The row of each completion, from the columns that say which problem it is."""
    wanted = [name for name in ROW if name in columns]
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
