"""What is watched while RL goes on: at every update the shares of strategies by type, why answers
are wrong, and the first wrong step.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from curricula.grading.grade import REASONS
from curricula.grading.rewards import LogMetric, paid
from curricula.working.read_completion import Reading, read_completions
from curricula.working.recognition import MIXED, NONE
from generators import catalog
from generators.trace import KINDS
from pipelines.models.examples import type_of

UNRECOGNISED = (NONE, MIXED)


def faults_of(rows: Sequence[dict[str, Any]]) -> tuple[str, ...]:
    """The first faults that completions of these rows can have."""
    traced = {
        row["wording"] == "terse" and catalog.family(row["family"]).trace is not None
        for row in rows
    }
    by_trace = KINDS if True in traced else ()
    by_claims = ("claim",) if False in traced else ()
    return (*by_trace, *by_claims, *[f"answer {reason}" for reason in REASONS])


def strategies_by_type(rows: Sequence[dict[str, Any]]) -> dict[str, tuple[str, ...]]:
    """The strategies that the families of each type of rows know, and where their completions are
    traced the shortcuts, which are told too."""
    names: dict[str, dict[str, None]] = {}
    for row in rows:
        family = catalog.family(row["family"])
        traced = row["wording"] == "terse" and family.trace is not None
        known = (*family.strategies, *(family.shortcuts if traced else ()))
        names.setdefault(type_of(row), {}).update(dict.fromkeys(known))
    return {name: tuple(known) for name, known in names.items()}


def rows_of(columns: Mapping[str, Sequence[Any]]) -> list[dict[str, Any]]:
    """Columns of one length as rows."""
    names = list(columns)
    return [dict(zip(names, values, strict=True)) for values in zip(*columns.values(), strict=True)]


class Watch:
    """A reward of the answer alone, with TRL's signature, that logs what the completions did. What
    can be zero is logged at zero too, in every batch and in every process, for TRL averages over
    those in which a name was logged: the reasons, the `faults`, and the `strategies`
    of each type that is in the batch, those that were not taught among them: `by_type` has all that
    its families know. The shares of a type that is not in a batch are not known
    there, so that theirs is the mean over the batches in which it was."""

    __name__ = "accuracy"

    def __init__(
        self,
        strategies: Sequence[str],
        faults: Sequence[str] = (),
        by_type: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        self.strategies, self.faults, self.by_type = strategies, faults, by_type or {}

    def __call__(
        self, completions: Sequence[Any], log_metric: LogMetric | None = None, **columns: Any
    ) -> list[float | None]:
        names = [
            name
            for name in columns
            if isinstance(columns[name], list) and len(columns[name]) == len(completions)
        ]
        rows = rows_of({name: columns[name] for name in names})
        readings = read_completions(completions, rows)
        if log_metric is not None and readings:
            self.log(readings, rows, log_metric)
        return [paid(reading.verdict) for reading in readings]

    def log(
        self, readings: list[Reading], rows: list[dict[str, Any]], log_metric: LogMetric
    ) -> None:
        """The shares of one batch."""
        size = len(readings)
        log_metric("answer/correct", sum(reading.correct for reading in readings) / size)
        reasons = Counter(
            [reading.verdict.reason for reading in readings if reading.verdict.reason]
        )
        for reason in dict.fromkeys([*REASONS, *reasons]):
            log_metric(f"answer/{reason}", reasons[reason] / size)
        faults = Counter([reading.fault for reading in readings if reading.fault])
        for fault in dict.fromkeys([*self.faults, *faults]):
            log_metric(f"first_wrong/{fault}", faults[fault] / size)
        by_type: dict[str, list[Reading]] = {}
        for reading, row in zip(readings, rows, strict=True):
            by_type.setdefault(type_of(row), []).append(reading)
        for name, group in by_type.items():
            log_metric(f"correct/{name}", sum(reading.correct for reading in group) / len(group))
            counts = Counter([reading.strategy for reading in group])
            known = [*self.strategies, *self.by_type.get(name, ())]
            right = Counter([reading.strategy for reading in group if reading.correct])
            for strategy in dict.fromkeys([*known, *UNRECOGNISED, *counts]):
                log_metric(f"share/{name}/{strategy}", counts[strategy] / len(group))
                log_metric(f"right/{name}/{strategy}", right[strategy] / len(group))
