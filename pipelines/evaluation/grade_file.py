"""Grade a file of completions against a dataset: of each the verdict, the reason, the strategy it
used and its first wrong step.

The file has one JSON object a line, `{"id": ..., "completion": ...}`: the id of a problem, or of an
sft row of it, and a text or a list of messages. A bad line is one error that names it, before
anything is graded. Only rows of problems that the file names are kept in memory.

A dataset of ours is graded by its own marker, kinds and forms. One from elsewhere has its golds in
a column that is named (`--answer`); then ids are those of its column `id`, or where it has none the
numbers of its rows from 0, and completions may bring their golds themselves.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa

from curricula.grading.survey import only
from curricula.names import shown
from curricula.split import RL_STAGES
from curricula.working.read_completion import read_completion
from curricula.working.steps import RIGHT, UNREAD, WRONG
from generators import catalog
from generators.arguments import meant
from generators.errors import DatasetError
from pipelines.dataset.dataset import Dataset, as_rows, datasets_in, read_batches, study_folders
from pipelines.dataset.json_lines import WHOLE, Lines, read_objects
from pipelines.dataset.manifest import MANIFEST
from pipelines.evaluation.completion_table import approach_of

CONFIGS = ("problems", *RL_STAGES, "eval")  # those whose rows have an answer
COLUMNS = ["id", "family", "params", "answer", "answer_kind", "answer_form"]
FOREIGN = {"family": "", "params": "", "answer_kind": None, "answer_form": None}  # a row of others
ONLY_PROBLEMS = ["names", "statement", "wording"]


class Graded(NamedTuple):
    """What was found out about one completion. `line` is its line in the file, from 1. `reason` is
    why the answer is not right, empty where it is; `approach` is that of the strategy, empty where
    none is named, and `strategy_reason` why none is.
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
    approach: str
    strategy_reason: str
    first_wrong: int | None
    first_wrong_text: str | None
    right: int
    wrong: int
    unread: int


def grade_completions(
    path: Path,
    folder: Path,
    marker: str | None = None,
    options: Mapping[str, Any] | None = None,
    lines: Lines = WHOLE,
    parts: Sequence["Part"] | None = None,
) -> Iterator[Graded]:
    """Each completion of the file, or of some lines of it, in its order. `marker` is what a
    template of your own writes before the answer; without it the dataset's own is taken; `options`
    are those of the grader; `parts` are the folder's where they are known.
    Raises DatasetError for a file that is not as it should be, OSError for one that cannot be
    opened."""
    wanted: dict[str, int] = {}
    for line, id, _ in read_completions(path, lines):
        wanted.setdefault(problem_of(id), line)
    rows = read_rows(folder, set(wanted), parts)
    for id, line in wanted.items():
        if id not in rows:
            raise DatasetError(f"{path}, line {line}: there is no problem '{id}' in {folder}")
    for line, id, completion in read_completions(path, lines):
        row = rows[problem_of(id)]
        yield graded(line, id, completion, {**row, "marker": marker} if marker else row, options)


class Columns(NamedTuple):
    """The columns of a dataset from elsewhere, and of completions of it."""

    answer: str
    id: str = "id"
    completion: str = "completion"


def grade_foreign(
    path: Path,
    rows: Iterable[Mapping[str, Any]] | None,
    columns: Columns,
    marker: str | None = None,
    options: Mapping[str, Any] | None = None,
    lines: Lines = WHOLE,
) -> Iterator[Graded]:
    """Each completion of the file, or of some lines, against the gold of its row, or where `rows`
    is None against the gold in its own line. Raises DatasetError, HubError or OSError."""
    golds = None
    if rows is not None:
        wanted = {str(id) for _, id, _, _ in foreign_completions(path, columns, False, lines)}
        golds = golds_of(rows, columns, wanted)
    for line, id, completion, own in foreign_completions(path, columns, golds is None, lines):
        if golds is not None and id not in golds:
            raise DatasetError(f"{path}, line {line}: there is no row '{shown(id, 60)}'")
        row = {"id": id, "answer": own if golds is None else golds[id], "marker": marker}
        yield graded(line, id, completion, {**FOREIGN, **row}, options)


def foreign_completions(
    path: Path, columns: Columns, bring: bool, lines: Lines = WHOLE
) -> Iterator[tuple[int, str, Any, Any]]:
    """Line number, id, completion and, where they `bring` it, gold of each line. Raises
    DatasetError for the first bad one."""
    needed = (columns.completion, columns.answer) if bring else (columns.completion, columns.id)
    for number, content in read_objects(path, lines):
        for name in needed:
            if name not in content:
                hint = meant(name, [shown(each, 40) for each in content])
                raise DatasetError(
                    f"{path}, line {number}: there is no '{shown(name, 60)}'; {hint}"
                )
        completion = content[columns.completion]
        if not isinstance(completion, (str, list)):
            raise DatasetError(
                f"{path}, line {number}: '{shown(columns.completion, 60)}' is a text or a list of"
                " messages"
            )
        gold = only(content[columns.answer]) if bring else None
        yield number, str(content.get(columns.id, number)), completion, gold


def golds_of(
    rows: Iterable[Mapping[str, Any]], columns: Columns, wanted: set[str]
) -> dict[str, Any]:
    """The golds of the wanted rows, by id or by number."""
    golds: dict[str, Any] = {}
    for number, row in enumerate(rows):
        id = str(row.get(columns.id, number))
        if id in wanted:
            golds.setdefault(id, only(row.get(columns.answer)))
    return golds


def graded(
    line: int,
    id: str,
    completion: Any,
    row: dict[str, Any],
    options: Mapping[str, Any] | None = None,
) -> Graded:
    """One completion against the row of its problem."""
    reading = read_completion(completion, row, options=options)
    return Graded(
        line=line,
        id=id,
        problem_id=row["id"],
        family=row["family"],
        correct=reading.correct,
        answer=reading.verdict.answer,
        reason=reading.verdict.reason,
        strategy=reading.strategy,
        approach=approach_of(row["family"], reading.strategy, ""),
        strategy_reason=reading.strategy_reason,
        first_wrong=None if reading.first_wrong is None else reading.first_wrong + 1,
        first_wrong_text=reading.first_wrong_text,
        right=reading.count(RIGHT),
        wrong=reading.count(WRONG),
        unread=reading.count(UNREAD),
    )


def problem_of(id: str) -> str:
    """The id of the problem that a completion answers, from its own id or that of an sft row."""
    return id.partition("#")[0]


def read_completions(path: Path, lines: Lines = WHOLE) -> Iterator[tuple[int, str, Any]]:
    """Line number, id and completion of each line. Raises DatasetError for the first bad one."""
    for number, content in read_objects(path, lines):
        if not isinstance(content.get("id"), str):
            raise DatasetError(f"{path}, line {number}: an object with the text 'id' is needed")
        if not isinstance(content.get("completion"), (str, list)):
            raise DatasetError(
                f"{path}, line {number}: 'completion' is needed, a text or a list of messages"
            )
        yield number, content["id"], content["completion"]


def read_rows(
    folder: Path, wanted: set[str], parts: Sequence["Part"] | None = None
) -> dict[str, dict[str, Any]]:
    """The rows of the wanted problems, from whichever config has them, with the marker of their
    dataset; with their solutions where the family does not exist here."""
    if not folder.is_dir():
        raise DatasetError(f"{folder} is not a folder")
    families = set(catalog.names())
    rows: dict[str, dict[str, Any]] = {}
    for part in parts_of(folder) if parts is None else parts:
        for config in CONFIGS:
            columns = COLUMNS + (ONLY_PROBLEMS if config == "problems" else [])
            for file in part.files[config]:
                for row in rows_of(file, columns, wanted - rows.keys()):
                    rows[row["id"]] = {**row, "marker": part.marker}
        foreign = {id for id, row in rows.items() if row["family"] not in families}
        for file in part.files["problems"] if foreign else []:
            for row in rows_of(file, ["id", "solutions"], foreign):
                rows[row["id"]]["solutions"] = row["solutions"]
    return rows


class Part(NamedTuple):
    """The files of each config of one dataset, and the words of its template before an answer."""

    files: dict[str, list[Path]]
    marker: str | None


def parts_of(folder: Path) -> list[Part]:
    """The dataset in a folder, or all of a study. Where there is a manifest, its dataset is opened
    and so compared with it; rows that have none are taken as they are."""
    if not (folder / MANIFEST).is_file() and not study_folders(folder):
        files = {config: sorted(folder.rglob(f"{config}/*.parquet")) for config in CONFIGS}
        return [Part(files, None)]
    return list(map(part_of, datasets_in(folder)))


def part_of(dataset: Dataset) -> Part:
    return Part({config: dataset.files(config) for config in CONFIGS}, dataset.marker)


def rows_of(file: Path, columns: list[str], wanted: set[str]) -> Iterator[dict[str, Any]]:
    """The wanted rows of one file."""
    for batch in read_batches(file, columns) if wanted else ():
        ids = [row["id"] for row in as_rows(file, batch.select(["id"]))]
        chosen = [at for at, id in enumerate(ids) if isinstance(id, str) and id in wanted]
        if chosen:
            yield from as_rows(file, batch.take(pa.array(chosen)))


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
