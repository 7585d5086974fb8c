"""Datasets from Python: built, verified, exported, graded and audited by functions that take what
the commands of the same names take.

    from pipelines.library import build, verify
    data = build("data", family="number_theory.gcd", difficulty="1-3", size=300)
    verify("data").is_sound

Every argument that cannot be is one line that says what came and what is allowed: a CurriculaError,
which for a value of another type is a TypeError too.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from curricula.curriculum import Curriculum
from generators import catalog
from generators.arguments import check_text, check_texts, check_whole, wrong_type
from generators.errors import DatasetError, RequestError
from generators.knobs import show_value

if TYPE_CHECKING:  # names of the library are there before anything large is loaded
    from pipelines.dataset.dataset import Dataset
    from pipelines.dataset.vouching import Report
    from pipelines.evaluation.audit import Audit
    from pipelines.evaluation.grade_file import Graded

Place = str | Path
Progress = Callable[[int, int], None]
Rows = Iterable[Mapping[str, Any]]
PLACE = "a path, or the name of a dataset on the Hub"
# what may be asked for beside a curriculum, which says all else
BESIDE = (
    *("seed", "style", "detail", "label", "phrasing", "knob", "choice"),
    *("corrupt", "backtracks", "check"),
)


def quiet(done: int, total: int) -> None:
    """Tell nobody how far it is."""


def build(
    folder: Place,
    curriculum: Curriculum | Place | None = None,
    *,
    strategies: int | None = None,
    difficulty: int | str | None = None,
    family: str | Sequence[str] = (),
    domain: str | None = None,
    strategy: str | Sequence[str] = (),
    approach: str | Sequence[str] = (),
    knobs: Mapping[str, Any] | None = None,
    choices: Mapping[str, Any] | None = None,
    stages: Mapping[str, float] | str | None = None,
    admits: int | None = None,
    corrupt: float | None = None,
    backtracks: int | str | None = None,
    check: bool = False,
    style: str | None = None,
    detail: str | None = None,
    label: str | None = None,
    phrasing: int | None = None,
    template: str | None = None,
    size: int | None = None,
    seed: int | None = None,
    workers: int = 1,
    family_dirs: Place | Sequence[Place] = (),
    progress: Progress | None = None,
) -> "Dataset":
    """Build, or finish, the dataset in a folder, or at a URL that fsspec knows, as `curricula
    generate --out FOLDER` does: the same bytes for the same request.

    `curriculum` is a Curriculum, or the path of a YAML file; without it the options choose the
    problems: how many `strategies` solve each, their `difficulty` (3 or "2-4"), families, a
    `domain`, strategies by name or by `approach` ("forward,backward"), `knobs` ({"steps": (2, 5)}),
    `choices` of strategies, how the `size` is shared out to the `stages` ({"sft": .5, "rl": .5}).
    `progress` is called with how much of how much is done. Raises CurriculaError, or OSError where
    a folder cannot be written."""
    from pipelines.dataset.build import build as build_folder
    from pipelines.dataset.recorded_command import recorded_command
    from pipelines.dataset.storage import is_url
    from pipelines.dataset.template import find_template

    named = path_of("folder", folder)
    place = named if is_url(named) else Path(named)
    folders = add_folders(family_dirs)
    asked = {
        "strategies": whole_or_none("strategies", strategies),
        "difficulty": difficulty_text(difficulty),
        "family": tuple(check_texts("family", family)),
        "domain": text_or_none("domain", domain),
        "strategy": tuple(check_texts("strategy", strategy)),
        "approach": tuple(check_texts("approach", approach)),
        "knob": pair_texts("knobs", knobs),
        "choice": pair_texts("choices", choices),
        "stages": stages_text(stages),
        "admits": whole_or_none("admits", admits),
        "corrupt": number_or_none("corrupt", corrupt),
        "backtracks": range_text("backtracks", backtracks),
        "check": flag("check", check),
        "style": text_or_none("style", style),
        "detail": text_or_none("detail", detail),
        "label": text_or_none("label", label),
        "phrasing": whole_or_none("phrasing", phrasing),
        "size": whole_or_none("size", size),
        "seed": whole_or_none("seed", seed),
    }
    given = {name: value for name, value in asked.items() if value not in (None, (), False)}
    shown = text_or_none("template", template)
    if curriculum is None:
        given, drawn = from_options(given, shown)
        command = recorded_command(given, shown, None, folders)
    else:
        drawn = from_curriculum(curriculum, given, shown)
        file = "curriculum.yaml" if isinstance(curriculum, Curriculum) else str(curriculum)
        command = recorded_command(given, shown, file, folders)
    build_folder(
        drawn,
        find_template(drawn.template),
        place,
        command,
        check_whole("workers", workers),
        folders,
        progress or quiet,
    )
    return open_dataset(place)


def open_dataset(
    location: Place,
    *,
    revision: str | None = None,
) -> "Dataset":
    """The dataset in a folder, or of a name on the Hub, whose files are as its manifest describes
    them: `rows("sft")` are its rows one after the other, `size("sft")` how many. Raises
    CurriculaError where there is none, or where one byte of it was changed."""
    from pipelines.dataset.dataset import Dataset

    return Dataset(path_of("location", location, PLACE), text_or_none("revision", revision))


def from_options(given: dict[str, Any], template: str | None) -> tuple[dict[str, Any], Curriculum]:
    """What was asked for with all that is usual, and the curriculum of it."""
    from curricula.request import SIZE, plain_curriculum

    given = {"difficulty": "3", "seed": 0, "size": SIZE, **given}
    drawn = plain_curriculum(**given, template=template or "")
    return {**given, "strategies": drawn.stages[0].strategies}, drawn


def from_curriculum(
    curriculum: Curriculum | Place, given: dict[str, Any], template: str | None
) -> Curriculum:
    """A curriculum with what was asked for beside it."""
    from curricula.curriculum_file import read_curriculum
    from curricula.request import adapted

    unfit = sorted(set(given) - set(BESIDE))
    if unfit:
        raise RequestError(
            f"{unfit[0]}: does not go with a curriculum, which says it; {', '.join(BESIDE)} do"
        )
    if not isinstance(curriculum, Curriculum):
        curriculum = read_curriculum(path_of("curriculum", curriculum, "a Curriculum or a path"))
    usual = {"seed": None, "style": None, "knob": (), "choice": ()}
    return adapted(curriculum, template=template, **{**usual, **given})


def verify(
    place: Place,
    *,
    redraw: bool = True,
    oracle: bool = False,
    revision: str | None = None,
    family_dirs: Place | Sequence[Place] = (),
    progress: Progress | None = None,
) -> "Report":
    """Verify a dataset, or all of a study, as `curricula verify` does: every row drawn again and
    compared, or with `redraw=False` decided from the files alone; with `oracle` every claim a
    second time by SymPy. Of the report `is_sound` says whether nothing was found, `bad` what was.
    Raises CurriculaError where there is no dataset."""
    from pipelines.dataset.verify import verify as verify_folder

    add_folders(family_dirs)
    folder = folder_at(place, revision)
    chosen = flag("redraw", redraw), flag("oracle", oracle)
    return verify_folder(folder, progress or quiet, *chosen)


def export(
    place: Place,
    target: str,
    out: Place,
    *,
    revision: str | None = None,
    grading: Mapping[str, str | bool] | None = None,
) -> list[Path]:
    """Export a dataset into the new folder `out` for another trainer or evaluator, as
    `curricula export` does, and give the files there. Targets are verl, trl, openrlhf, ...;
    `grading` are options of the grader for the reward. Raises CurriculaError or OSError."""
    from pipelines.export.export import export as export_data

    folder = Path(path_of("out", out))
    export_data(
        path_of("place", place, PLACE),
        check_text("target", target),
        folder,
        text_or_none("revision", revision),
        grading=mapping_or_none("grading", grading),
    )
    return sorted(path for path in folder.rglob("*") if path.is_file())


def grade_completions(
    completions: Place | Rows,
    dataset: Place | Rows | None = None,
    *,
    answer: str | None = None,
    id: str = "id",
    completion: str = "completion",
    config: str | None = None,
    split: str | None = None,
    marker: str | None = None,
    grading: Mapping[str, str | bool] | None = None,
    family_dirs: Place | Sequence[Place] = (),
) -> "list[Graded]":
    """Grade completions against a dataset, as `curricula grade` does: of each the verdict, the
    strategy and the first wrong line.

    `completions` are rows `{"id": ..., "completion": ...}`, or a file of JSON lines. `dataset` is
    a folder or a name on the Hub; with `answer`, the column of the golds, it is any file or rows of
    your own, or is left out where the completions bring their golds. Raises CurriculaError."""
    from pipelines.evaluation.grade_file import Columns, grade_foreign
    from pipelines.evaluation.grade_file import grade_completions as grade_ours

    add_folders(family_dirs)
    options = mapping_or_none("grading", grading)
    marker = text_or_none("marker", marker)
    with ExitStack() as kept:
        path = file_of("completions", completions, kept)
        kept.enter_context(named_plainly(path, completions))
        if answer is None:
            if dataset is None:
                raise RequestError("dataset: name one, or with `answer` the column of the golds")
            return list(grade_ours(path, folder_at(dataset), marker, options))
        columns = Columns(
            check_text("answer", answer),
            check_text("id", id),
            check_text("completion", completion),
        )
        rows = None
        if dataset is not None:
            rows = rows_at("dataset", dataset, [columns.answer], config, split, [columns.id])
        return list(grade_foreign(path, rows, columns, marker, options))


def audit(
    rows: Place | Rows,
    answer: str,
    *,
    limit: int | None = None,
    config: str | None = None,
    split: str | None = None,
) -> "Audit":
    """Audit the golds in a column before training on them, as `curricula audit` does. `rows` are
    mappings, such as a list, a `datasets.Dataset` or a table of pandas; or a file, a folder, or the
    name of a dataset on the Hub. Raises CurriculaError."""
    from pipelines.evaluation.audit import audit as audit_golds

    column = check_text("answer", answer)
    found = rows_at("rows", rows, [column], config, split)
    return audit_golds(found, column, limit=whole_or_none("limit", limit))


# Arguments


def path_of(name: str, value: Any, allowed: str = "a path") -> str:
    """A path as a text. Raises WrongType."""
    if not isinstance(value, str | Path):
        raise wrong_type(name, value, allowed)
    return str(value)


def folder_at(place: Any, revision: str | None = None) -> Path:
    """The folder of a path, or of a dataset on the Hub."""
    from pipelines.dataset.location import folder_of

    return folder_of(path_of("place", place, PLACE), text_or_none("revision", revision))


def add_folders(folders: Any) -> tuple[str, ...]:
    """Look for families in these folders too."""
    listed = [folders] if isinstance(folders, str | Path) else folders
    if not isinstance(listed, list | tuple):
        raise wrong_type("family_dirs", folders, "a path or a list of paths")
    places = tuple([path_of("family_dirs", folder) for folder in listed])
    for place in places:
        catalog.add_folder(place)
    return places


def whole_or_none(name: str, value: Any) -> int | None:
    return None if value is None else check_whole(name, value)


def text_or_none(name: str, value: Any) -> str | None:
    return None if value is None else check_text(name, value)


def number_or_none(name: str, value: Any) -> float | None:
    if value is None or (isinstance(value, int | float) and not isinstance(value, bool)):
        return value
    raise wrong_type(name, value, "a number")


def flag(name: str, value: Any) -> bool:
    if not isinstance(value, bool):
        raise wrong_type(name, value, "True or False")
    return value


def mapping_or_none(name: str, value: Any) -> Mapping[str, Any] | None:
    if value is not None and not isinstance(value, Mapping):
        raise wrong_type(name, value, "a mapping of names to values")
    return value


def range_text(name: str, value: Any) -> str | None:
    """A number or a range as a user writes it: 3, "2-4" or (2, 4)."""
    if value is None or isinstance(value, str):
        return value
    ends = value if isinstance(value, tuple) and len(value) == 2 else (value,)
    return "-".join([str(check_whole(name, end)) for end in ends])


def difficulty_text(value: Any) -> str | None:
    return range_text("difficulty", value)


def pair_texts(name: str, values: Any) -> tuple[str, ...]:
    """A mapping as `name=value` texts."""
    values = mapping_or_none(name, values) or {}
    return tuple([f"{check_text(name, key)}={show_value(value)}" for key, value in values.items()])


def stages_text(value: Any) -> str | None:
    """The shares of stages as a user writes them."""
    if value is None or isinstance(value, str):
        return value
    shares = mapping_or_none("stages", value) or {}
    return ",".join([f"{name}={number_or_none(name, share)}" for name, share in shares.items()])


def file_of(name: str, rows: Any, kept: ExitStack) -> Path:
    """A file of JSON lines, or one made of rows that lasts as long as what is kept."""
    if isinstance(rows, str | Path):
        if not Path(rows).is_file():
            raise RequestError(f"{name}: there is no file {rows}")
        return Path(rows)
    path = Path(kept.enter_context(TemporaryDirectory())) / name
    with open(path, "w", encoding="utf-8") as file:
        for number, row in enumerate(plain_rows(name, rows), 1):
            try:
                file.write(json.dumps(row) + "\n")
            except (TypeError, ValueError) as error:
                raise RequestError(f"{name}, row {number}: not JSON: {str(error)[:80]}") from error
    return path


@contextmanager
def named_plainly(path: Path, rows: Any) -> Iterator[None]:
    """Have errors about rows that were written down call them as the argument is called."""
    try:
        yield
    except DatasetError as error:
        if isinstance(rows, str | Path):
            raise
        raise DatasetError(str(error).replace(str(path), path.name)) from None


def rows_at(
    name: str,
    rows: Any,
    columns: Sequence[str],
    config: str | None,
    split: str | None,
    also: Sequence[str] = (),
) -> Rows:
    """Rows as they are, or those at a place."""
    from pipelines.dataset.foreign_rows import foreign_rows, with_columns

    if isinstance(rows, str | Path):
        part = text_or_none("config", config), text_or_none("split", split)
        return foreign_rows(str(rows), columns, *part, also=also)
    return with_columns(name, plain_rows(name, rows), columns)


def plain_rows(name: str, rows: Any) -> Rows:
    """Rows as mappings; those of a table that has them as records, as pandas does."""
    if hasattr(rows, "to_dict") and hasattr(rows, "columns"):
        rows = rows.to_dict("records")
    if isinstance(rows, Mapping) or not isinstance(rows, Iterable):
        raise wrong_type(name, rows, f"a list of rows or {PLACE}")
    for number, row in enumerate(rows, 1):
        if not isinstance(row, Mapping):
            raise wrong_type(f"{name}, row {number}", row, "a mapping of columns to values")
        yield row
