"""Grade a file of completions against a data set: of each the verdict, the reason, the strategy it
used and its first wrong step.

The file has one JSON object a line, `{"id": ..., "completion": ...}`: the id of a problem, or of an
sft row of it, and a text or a list of messages. A bad line is one error that names it, before
anything is graded. Only rows of problems that the file names are kept in memory.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa

from curricula.grading.grade import grade, text_of
from curricula.maths_text.spans import lines_of
from curricula.working.recognition import recognise_lines
from curricula.working.references import NoReferences, References
from curricula.working.steps import RIGHT, UNREAD, WRONG, judge_lines
from generators import catalog
from generators.errors import DatasetError
from pipelines.dataset.dataset import datasets_in, read_batches, study_folders
from pipelines.dataset.manifest import MANIFEST

CONFIGS = ("problems", "rl", "eval")  # those whose rows have an answer
COLUMNS = ["id", "family", "params", "answer", "answer_kind", "answer_form"]
ONLY_PROBLEMS = ["names", "statement"]


class Graded(NamedTuple):
    """What was found out about one completion. `line` is its line in the file, from 1. `reason` is
    why the answer is not right, empty where it is; `strategy_reason` why no strategy is named.
    `first_wrong` is the number of the first wrong line of the completion, from 1 and not counting
    empty ones, and `first_wrong_text` that line; both are None where no line is wrong. The last
    three count its lines."""

    line: int
    id: str
    problem_id: str
    family: str
    correct: bool
    answer: str
    reason: str
    strategy: str
    strategy_reason: str
    first_wrong: int | None
    first_wrong_text: str | None
    right: int
    wrong: int
    unread: int


def grade_completions(path: Path, folder: Path, marker: str | None = None) -> Iterator[Graded]:
    """Each completion of the file, in its order. `marker` is a template's own words before the
    answer. Raises DatasetError for a file that is not as it should be, OSError for one that
    cannot be opened."""
    wanted: dict[str, int] = {}
    for line, id, _ in read_completions(path):
        wanted.setdefault(problem_of(id), line)
    rows = read_rows(folder, set(wanted))
    for id, line in wanted.items():
        if id not in rows:
            raise DatasetError(f"{path}, line {line}: there is no problem '{id}' in {folder}")
    for line, id, completion in read_completions(path):
        yield graded(line, id, completion, rows[problem_of(id)], marker)


def graded(line: int, id: str, completion: Any, row: dict[str, Any], marker: str | None) -> Graded:
    """One completion against the row of its problem."""
    verdict = grade(completion, row["answer"], row["answer_kind"], row["answer_form"], marker)
    try:
        references = References.of_row(row)
    except NoReferences:
        references = None
    lines = lines_of(text_of(completion), references.names if references else row.get("names"))
    steps = judge_lines(lines, references)
    strategy, why = (
        recognise_lines(lines, references)[:2] if references else ("none", "no_references")
    )
    first = steps.first_wrong
    place = (None, None) if first is None else (first + 1, steps.lines[first].text)
    counts = [steps.count(kind) for kind in (RIGHT, WRONG, UNREAD)]
    return Graded(line, id, row["id"], row["family"], *verdict, strategy, why, *place, *counts)


def problem_of(id: str) -> str:
    """The id of the problem that a completion answers, from its own id or that of an sft row."""
    return id.partition("#")[0]


def read_completions(path: Path) -> Iterator[tuple[int, str, Any]]:
    """Line number, id and completion of each line. Raises DatasetError for the first bad one."""
    with open(path, "rb") as file:
        for number, written in enumerate(file, 1):
            if not written.strip():
                continue
            try:
                content = json.loads(written)
            except (ValueError, RecursionError) as error:
                raise DatasetError(f"{path}, line {number}: not JSON: {str(error)[:80]}") from error
            if not isinstance(content, dict) or not isinstance(content.get("id"), str):
                raise DatasetError(f"{path}, line {number}: an object with the text 'id' is needed")
            if not isinstance(content.get("completion"), (str, list)):
                raise DatasetError(
                    f"{path}, line {number}: 'completion' is needed, a text or a list of messages"
                )
            yield number, content["id"], content["completion"]


def read_rows(folder: Path, wanted: set[str]) -> dict[str, dict[str, Any]]:
    """The rows of the wanted problems, from whichever config has them; with their solutions where
    the family does not exist here."""
    if not folder.is_dir():
        raise DatasetError(f"{folder} is not a folder")
    files = files_of(folder)
    found: dict[str, dict[str, Any]] = {}
    for config in CONFIGS:
        columns = COLUMNS + (ONLY_PROBLEMS if config == "problems" else [])
        for file in files[config]:
            found.update({row["id"]: row for row in rows_of(file, columns, wanted - found.keys())})
    known = set(catalog.names())
    strange = {id for id, row in found.items() if row["family"] not in known}
    for file in files["problems"] if strange else []:
        for row in rows_of(file, ["id", "solutions"], strange):
            found[row["id"]]["solutions"] = row["solutions"]
    return found


def files_of(folder: Path) -> dict[str, list[Path]]:
    """The files of each config of a dataset, or of all of a study. Where there is a manifest, its
    dataset is opened and so compared with it; rows that have none are taken as they are."""
    if (folder / MANIFEST).is_file() or study_folders(folder):
        datasets = datasets_in(folder)
        return {
            config: list(chain(*[data.files(config) for data in datasets])) for config in CONFIGS
        }
    return {config: sorted(folder.rglob(f"{config}/*.parquet")) for config in CONFIGS}


def rows_of(file: Path, columns: list[str], wanted: set[str]) -> Iterator[dict[str, Any]]:
    """The wanted rows of one file."""
    for batch in read_batches(file, columns) if wanted else ():
        places = [i for i, id in enumerate(batch.column("id").to_pylist()) if id in wanted]
        if places:
            yield from batch.take(pa.array(places)).to_pylist()


def summary(results: Iterable[Graded]) -> dict[str, Any]:
    """How many completions, the share with a right answer, and the shares of reasons and
    strategies, for printing."""
    total = correct = 0
    reasons: Counter[str] = Counter()
    strategies: Counter[str] = Counter()
    for result in results:
        total, correct = total + 1, correct + result.correct
        reasons[result.reason or "correct"] += 1
        strategies[result.strategy] += 1
    return {
        "completions": total,
        "accuracy": correct / total if total else 0.0,
        "reasons": dict(reasons.most_common()),
        "strategies": dict(strategies.most_common()),
    }
