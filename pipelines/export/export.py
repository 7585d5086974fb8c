"""Exports a dataset for another trainer or evaluator: checks what is asked, and writes a folder
that is whole or not there."""

from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path

from curricula.grading.policy import chosen
from curricula.names import shown
from generators.arguments import SHOWN, meant
from generators.errors import DatasetError, RequestError
from pipelines.dataset.dataset import Dataset
from pipelines.dataset.whole_files import whole_folder
from pipelines.export import targets
from pipelines.export.golds import check_golds
from pipelines.export.naming import word_for
from pipelines.export.source import VIEWS
from pipelines.export.writing import write_text
from pipelines.writing.quoting import Quoted, code, plain

README = "README.md"
SKIPPING = {"trl"}  # trainers whose rewards may be None, which leaves a row out


def export(
    place: str,
    target: str,
    out: Path,
    revision: str | None = None,
    note: Callable[[str], None] = lambda text: None,
    grading: Mapping[str, str | bool] | None = None,
) -> Dataset:
    """Write the dataset at `place`, a folder or a name on the Hub, into the new folder `out` as
    the target reads it.

    A target is a file targets/NAME.py with `export(data, out)` beside a template
    NAME.README.md.jinja, which tells the lines to run. `grading` are options of the grader that
    the exported reward gives it. Raises CurriculaError or OSError; then there is no `out`."""
    if target not in targets.names():
        hint = meant(target, targets.names())
        raise RequestError(f"no target is called '{target[:SHOWN]}'; {hint}")
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        came = "exists and is not empty" if out.is_dir() else "is a file"
        raise DatasetError(f"{out} {came}; name a new folder")
    if not out.resolve().name.isprintable():
        name = shown(out.resolve().name)
        raise RequestError(f"'{name}' has signs that are not printed; name another folder")
    data = Dataset(place, revision, note)
    data.grading = chosen(grading or {})
    if not sizes(data):
        raise DatasetError(f"{place} has problems only, no rows of {', '.join(VIEWS)}")
    whole = out.resolve()
    if whole == data.folder.resolve() or data.folder.resolve() in whole.parents:
        raise DatasetError(
            f"{out} is inside the dataset {place}, which would not verify any more; name a folder"
            " elsewhere"
        )
    name = targets.module_name(target)
    check_golds(data, skipped=target in SKIPPING, note=note)
    with whole_folder(whole) as partial:
        import_module(f"pipelines.export.targets.{name}").export(data, partial)
        values = {
            "out": whole.name,
            "word": word_for(data),
            "data": data,
            "sizes": sizes(data),
            "made_by": made_by(data),
        }
        write_text(f"{name}.README.md.jinja", partial / README, **values)
    return data


def sizes(data: Dataset) -> str:
    """How many rows each split of base, sft, rl and eval has, as a phrase."""
    return ", ".join(
        f"{config} {split} {data.size(config, split):,}" for config, split in data.splits_of(VIEWS)
    )


def made_by(data: Dataset) -> Quoted:
    """The command that makes the dataset again, and the version that made it, as Markdown."""
    config = data.manifest["config"]
    return Quoted(f"{code(config['command'])} (curricula {plain(config['version'])})")
