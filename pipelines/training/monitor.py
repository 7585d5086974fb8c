"""What is watched while RL goes on: at every update the shares of strategies by type, why answers
are wrong, and the first wrong step.

In the terse wording a family's own trace reads a completion in microseconds; elsewhere recognition
compares it with every strategy.
"""

from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

from curricula.grading.grade import REASONS, Verdict, grade, text_of
from curricula.grading.rewards import LogMetric
from curricula.maths_text.spans import lines_of
from curricula.working.recognition import recognise_lines
from curricula.working.references import NoReferences, References
from curricula.working.steps import judge_lines
from generators import catalog
from generators.claims.remembered import Remembered
from generators.render import opening
from generators.trace import KINDS
from pipelines.training.examples import unspaced

NONE = "none"


class Reading(NamedTuple):
    """What was read in one completion: the verdict on its answer, the strategy it used and why none
    is named, what it said of its guess, and its first wrong line, from 0, with the kind of fault.
    """

    verdict: Verdict
    strategy: str
    strategy_reason: str
    said: str
    first_wrong: int | None
    kind: str


def loaded(place: tuple[str, str]) -> Any:
    family = catalog.family(place[0])
    return family, family.load(place[1])


PARAMS: Remembered[tuple[str, str], Any] = Remembered(loaded, limit=8_192)


def read_completion(completion: Any, row: dict[str, Any], opened: str = "") -> Reading:
    """Read a completion of a row of `asked`. `opened` is the opening that it was forced to go on
    from."""
    text = text_of(completion)
    whole = unspaced(f"{opened} {text}" if opened else text, row["wording"])
    verdict = grade(whole, row["answer"], row["answer_kind"], row["answer_form"], row["marker"])
    if row["wording"] == "terse":
        family, params = PARAMS[row["family"], row["params"]]
        trace = family.trace(params, whole) if family.trace else None
        if trace is not None:
            kind = trace.kind or (
                f"answer {verdict.reason}" if not verdict.correct and not trace.said else ""
            )
            return Reading(
                verdict,
                trace.strategy or NONE,
                "" if trace.strategy else "no_working",
                trace.said,
                trace.fault,
                kind,
            )
    try:
        references = References.of_row(row)
    except NoReferences:
        references = None
    lines = lines_of(
        whole.replace(" ; ", "\n"), references.names if references else row.get("names")
    )
    steps = judge_lines(lines, references)
    strategy, why = (
        recognise_lines(lines, references)[:2] if references else (NONE, "no_references")
    )
    kind = (
        "claim"
        if steps.first_wrong is not None
        else ""
        if verdict.correct
        else f"answer {verdict.reason}"
    )
    return Reading(verdict, strategy, why, "", steps.first_wrong, kind)


def options_of(row: dict[str, Any]) -> int | None:
    """Among how many answers a guess chooses; None where guessing is hopeless, or where the row's
    family is not here."""
    try:
        family, params = PARAMS[row["family"], row["params"]]
    except (ValueError, TypeError):
        return None
    return family.options(params) if family.options else None


def type_of(row: dict[str, Any]) -> str:
    """What a row's problems are called in logs: their type, or where their family has none, the
    family."""
    return row["type"] or row["family"]


def kinds_of(rows: Sequence[dict[str, Any]]) -> tuple[str, ...]:
    """The kinds of first faults that completions of these rows can have."""
    traced = {
        row["wording"] == "terse" and catalog.family(row["family"]).trace is not None
        for row in rows
    }
    found = (*(KINDS if True in traced else ()), *(("claim",) if False in traced else ()))
    return (*found, *[f"answer {reason}" for reason in REASONS])


class Watch:
    """A reward of the answer alone, with TRL's signature, that logs what the completions did. What
    can be zero is logged at zero too, in every batch and in every process, for TRL averages over
    those in which a name was logged: the reasons, the `kinds` of first faults, and the `strategies`
    of each type that is in the batch. The shares of a type that is not in a batch are not known
    there, so that theirs is the mean over the batches in which it was."""

    __name__ = "accuracy"

    def __init__(self, strategies: Sequence[str], kinds: Sequence[str] = ()) -> None:
        self.strategies, self.kinds = strategies, kinds

    def __call__(
        self, completions: Sequence[Any], log_metric: LogMetric | None = None, **columns: Any
    ) -> list[float]:
        names = [
            name
            for name in columns
            if isinstance(columns[name], list) and len(columns[name]) == len(completions)
        ]
        rows = [
            dict(zip(names, values, strict=True))
            for values in zip(*[columns[name] for name in names], strict=True)
        ]
        readings = [
            read_completion(completion, row)
            for completion, row in zip(completions, rows, strict=True)
        ]
        if log_metric is not None and readings:
            self.log(readings, rows, log_metric)
        return [float(reading.verdict.correct) for reading in readings]

    def log(
        self, readings: list[Reading], rows: list[dict[str, Any]], log_metric: LogMetric
    ) -> None:
        """The shares of one batch."""
        size = len(readings)
        log_metric("answer/correct", sum(reading.verdict.correct for reading in readings) / size)
        reasons = Counter(
            [reading.verdict.reason for reading in readings if reading.verdict.reason]
        )
        for reason in dict.fromkeys([*REASONS, *reasons]):
            log_metric(f"answer/{reason}", reasons[reason] / size)
        kinds = Counter([reading.kind for reading in readings if reading.kind])
        for kind in dict.fromkeys([*self.kinds, *kinds]):
            log_metric(f"first_wrong/{kind}", kinds[kind] / size)
        by_type: dict[str, list[Reading]] = {}
        for reading, row in zip(readings, rows, strict=True):
            by_type.setdefault(type_of(row), []).append(reading)
        for name, found in by_type.items():
            log_metric(
                f"correct/{name}", sum(reading.verdict.correct for reading in found) / len(found)
            )
            counts = Counter([reading.strategy for reading in found])
            for strategy in dict.fromkeys([*self.strategies, NONE, *counts]):
                log_metric(f"share/{name}/{strategy}", counts[strategy] / len(found))


def opening_of(strategy: str, wording: str) -> str:
    """The words that a completion is forced to go on from."""
    return opening(strategy, wording)
