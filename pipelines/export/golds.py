"""Refuses to export rows whose answers the grader cannot read: their completions could never be
paid."""

from collections import Counter
from collections.abc import Callable

from curricula.grading.reference_answer import gold_of
from curricula.names import shown
from generators.errors import DatasetError
from pipelines.dataset.dataset import Dataset
from pipelines.export.source import GRADED, POSED

SHOWN = 60  # letters of an example


def check_golds(data: Dataset, skipped: bool, note: Callable[[str], None]) -> None:
    """Raises DatasetError where answers of rl or eval rows cannot be read as their kind; with
    `skipped` they are only told, since the trainer's reward leaves them out."""
    unread: Counter[str] = Counter()
    rows, example = 0, ""
    for config, split in data.splits_of(POSED):
        for row in data.rows(config, split, ["id", *GRADED]):
            rows += 1
            gold = gold_of(row["answer"] or "", row["answer_kind"] or None, row["answer_form"])
            if gold.reason:
                unread[row["answer_kind"] or "any kind"] += 1
                example = example or (
                    f"'{shown(row['answer'] or '', SHOWN)}' of {shown(row['id'], SHOWN)}"
                )
    if not unread:
        return
    kinds = ", ".join(f"{count:,} {kind}" for kind, count in unread.most_common(4))
    said = (
        f"{data.name}: {unread.total():,} of {rows:,} answers cannot be read as their kind"
        f" ({kinds}), such as {example}"
    )
    if not skipped:
        raise DatasetError(f"{said}; no completion could be paid: leave these rows out")
    note(f"{said}; the reward gives None there, which leaves the row out")
