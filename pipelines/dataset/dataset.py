"""A dataset as everybody here reads it: opened by its folder or its name on the Hub, and trusted
only when every file is the one that its manifest describes."""

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as parquet

from curricula.names import shown
from curricula.split import RL_STAGES, owned_by_stage
from generators.arguments import meant, wrong_type
from generators.errors import DatasetError
from generators.markdown import escaped, table
from generators.render import DETAILS, LABELS, STYLE_OF, Rendering
from pipelines.dataset.card_words import WORDS
from pipelines.dataset.location import folder_of
from pipelines.dataset.manifest import BUILD, MANIFEST, describe, not_plain, read_manifest, title
from pipelines.dataset.manifest_names import ROWED
from pipelines.dataset.marker import marker_of
from pipelines.dataset.schema import CONFIGS, MAY_LACK, SCHEMAS, fits
from pipelines.dataset.table_bounds import footer_fault, foreign_fault, text_fault
from pipelines.dataset.template import Template

BATCH = 1_000  # rows in memory at a time


class Dataset:
    """A dataset whose files are as its manifest describes them. Rows have the columns that
    schema.py names.

    folder    where its files are
    manifest  what it was made from, and the size and SHA-256 of every file
    grading   options of the grader for its completions where they are not the strict ones
    """

    def __init__(
        self,
        location: str | Path,
        revision: str | None = None,
        note: Callable[[str], None] = lambda text: None,
    ) -> None:
        """Open the dataset in a folder, or of a name on the Hub. Raises HubError, or DatasetError
        where there is none, or where one byte of it was changed since it was made."""
        if not isinstance(location, str | Path):
            raise wrong_type("location", location, "a folder, or a name on the Hub")
        self.location = str(location)
        self.folder = folder_of(location, revision, note)
        if not (self.folder / MANIFEST).is_file():
            raise DatasetError(no_dataset(self.location, self.folder))
        try:
            self.manifest = read_manifest(self.folder)
        except DatasetError as error:
            raise DatasetError(self.refusal(MANIFEST, str(error))) from error
        for file, reason in file_faults(self.folder, self.manifest):
            raise DatasetError(self.refusal(file, reason))
        self.template = template_of(self.manifest)
        self.grading: dict[str, str | bool] = {}

    def __repr__(self) -> str:
        sizes = [f"{name} {self.size(name):,}" for name in self.configs]
        return f"<Dataset {shown(self.name)} in {shown(str(self.folder))}: {', '.join(sizes)}>"

    def _repr_markdown_(self) -> str:
        rows = [[*part, f"{self.size(*part):,}"] for part in self.splits_of(self.configs)]
        about = f"**{escaped(shown(self.name))}**, in {escaped(shown(str(self.folder)))}"
        return f"{about}\n\n{table(['config', 'split', 'rows'], rows)}"

    def refusal(self, file: str, reason: str) -> str:
        return (
            f"{self.location} is not as it was generated: {file}: {reason};"
            " generate it anew, or pull it again"
        )

    @property
    def name(self) -> str:
        """The curriculum's name and arm, such as `select_and_improve (F)`."""
        return title(self.manifest["config"])

    @property
    def rendering(self) -> Rendering:
        """How statements and solutions are written."""
        return rendering_in(self.manifest["config"])

    @property
    def marker(self) -> str | None:
        """What to give our grader as the marker of these completions; None where the template's
        answers are found without."""
        return marker_of(self.template)

    @property
    def configs(self) -> list[str]:
        """The configs that have files, in the schema's order: problems, sft, base, rl, eval."""
        return [name for name in CONFIGS if self.files(name)]

    def splits(self, config: str) -> list[str]:
        """The splits that a config has: of eval test alone, of problems its stages."""
        return sorted({file.name.split("-")[0] for file in self.files(config)})

    def splits_of(self, configs: Sequence[str]) -> list[tuple[str, str]]:
        """Config and split of everything that these configs have, in order."""
        found = []
        for config in configs:
            found += [(config, split) for split in self.splits(config)]
        return found

    def files(self, config: str, split: str = "") -> list[Path]:
        """The shards of a split, or of all splits of a config, in order."""
        start = f"{config}/{split}-" if split else f"{config}/"
        return [
            self.folder / name
            for name in sorted(self.manifest["files"])
            if name.startswith(start) and name.endswith(".parquet")
        ]

    @property
    def validation(self) -> str:
        """The split that a trainer evaluates on, such as `eval/test`; empty where there is none."""
        for config in ("eval", *RL_STAGES):
            last = self.splits(config)[-1:]
            if last and last != ["train"]:
                return f"{config}/{last[0]}"
        return ""

    def size(self, config: str, split: str = "") -> int:
        """How many rows a split has, or a config."""
        described = self.manifest["files"]
        return sum(
            described[file.relative_to(self.folder).as_posix()]["rows"]
            for file in self.files(config, split)
        )

    def rows(
        self, config: str, split: str = "", columns: Sequence[str] | None = None
    ) -> Iterator[dict[str, Any]]:
        """The rows of a split, or of a config, in order; of each the columns asked for, or all. At
        most BATCH rows are in memory. Raises DatasetError for a file that cannot be read."""
        for batch in self.batches(config, split, columns):
            yield from batch.to_pylist()

    def batches(
        self, config: str, split: str = "", columns: Sequence[str] | None = None
    ) -> Iterator[pa.RecordBatch]:
        """The same rows as tables of at most BATCH rows, for callers that choose among them."""
        for file in self.files(config, split):
            yield from read_batches(file, columns, SCHEMAS.get(config))

    def problems(
        self, stage: str = "", columns: Sequence[str] | None = None
    ) -> Iterator[dict[str, Any]]:
        """The problems of a stage, or of all. A dataset from elsewhere has none; what it has are
        rows of eval."""
        return self.rows("problems", stage, columns)

    @cached_property
    def families(self) -> list[str]:
        """The families that its rows name, sorted; some may not exist here."""
        found: set[str] = set()
        for config in self.configs[:1]:  # problems name them all; an imported set has eval alone
            for batch in self.batches(config, "", ["family"]):
                found.update(batch.column("family").unique().to_pylist())
        return sorted(found)


def datasets_in(location: str | Path) -> list[Dataset]:
    """The dataset in a folder, or all those of a study, which has one a folder. Raises
    DatasetError."""
    folder = Path(location)
    inner = [] if (folder / MANIFEST).is_file() else study_folders(folder)
    return [Dataset(each) for each in inner or [location]]


def study_folders(folder: Path) -> list[Path]:
    """The datasets of a study, in order."""
    return sorted(path.parent for path in folder.glob(f"*/{MANIFEST}"))


def no_dataset(location: str, folder: Path) -> str:
    """One line for a place where there is no dataset."""
    inner = study_folders(folder)
    if inner:
        return (
            f"{location} is a study of {len(inner)} datasets; name one of them, such as {inner[0]}"
        )
    return f"{location} is not a dataset: it has no {MANIFEST}; make one with curricula generate"


def file_faults(folder: Path, manifest: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Each file that is not as the manifest describes it, or that it does not name, and why. The
    author's words in card.yaml may be edited at any time."""
    if (folder / BUILD).exists():
        yield BUILD, "the build was not finished; run the same generate command again"
    described = {**manifest["files"], **manifest.get("exports", {})}
    for name, expected in sorted(described.items()):
        if reason := not_plain(folder, name):
            yield name, reason
            continue
        try:
            there = describe(folder / name, expected.get("rows"))
        except OSError as error:
            yield name, f"is in the manifest, but cannot be read: {error.strerror}"
            continue
        if there != expected:
            yield name, "is not the file that the manifest describes (size or SHA-256 differ)"
        elif (
            name in manifest["files"]
            and name.endswith(ROWED)
            and (reason := row_fault(folder, name, expected["rows"]))
        ):
            yield name, reason
    if reason := not_plain(folder, WORDS):
        yield WORDS, reason
    known = {*described, MANIFEST, WORDS}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and name not in known and not name.startswith((".", BUILD)):
            yield name, "is not in the manifest"


def row_fault(folder: Path, name: str, expected: int) -> str:
    """Why a table has not as many rows as the manifest says, or more than it can hold, told by what
    it says of itself; else empty. What is no table to Arrow is for its readers to refuse."""
    table = folder / name
    try:
        too_much = footer_fault(table, name.partition("/")[0])
        rows = parquet.read_metadata(table).num_rows
    except (pa.ArrowException, OSError, ValueError):
        return ""
    return too_much if rows == expected else f"has {rows:,} rows; the manifest says {expected:,}"


def template_of(manifest: dict[str, Any]) -> Template:
    """The template by which prompts and completions were made. Raises DatasetError."""
    said = manifest["config"].get("template")
    if not isinstance(said, dict) or not all(
        isinstance(said.get(name), str) for name in ("name", "prompt", "completion")
    ):
        raise DatasetError("the manifest names no template with a prompt and a completion")
    return Template(said["name"], said["prompt"], said["completion"])


def shares_of(manifest: dict[str, Any]) -> dict[str, float]:
    """Which part of all keys belongs to which stage. Raises DatasetError."""
    curriculum = manifest["config"].get("curriculum")
    curriculum = curriculum if isinstance(curriculum, dict) else {}
    shares, stages = curriculum.get("shares"), curriculum.get("stages")
    if not isinstance(shares, dict) or not all(
        isinstance(share, int | float) for share in shares.values()
    ):
        raise DatasetError("the manifest names no shares of stages")
    stages = [stage for stage in stages or [] if isinstance(stage, dict)]
    return owned_by_stage(shares, [str(stage.get("name")) for stage in stages])


def rendering_in(config: dict[str, Any]) -> Rendering:
    """How the texts of a configuration are written. Before there was a choice, they began with the
    label."""
    said = config.get("curriculum")
    said = said if isinstance(said, dict) else {}
    wording, detail, seed = said.get("wording"), said.get("detail"), said.get("phrasing")
    return Rendering(
        STYLE_OF.get(str(wording), "plain"),
        detail if detail in DETAILS else "normal",
        label_in(config) or "first",
        seed if isinstance(seed, int) else 0,
    )


def label_in(config: dict[str, Any]) -> str:
    """Where a configuration says that solutions name their strategy; empty where it says
    nothing."""
    curriculum = config.get("curriculum")
    label = curriculum.get("label") if isinstance(curriculum, dict) else None
    return label if label in LABELS else ""


def read_batches(
    file: Path, columns: Sequence[str] | None = None, schema: pa.Schema | None = None
) -> Iterator[pa.RecordBatch]:
    """The rows of one Parquet file, BATCH at a time; where it has to have a schema, as those of an
    opened dataset, only the columns of that. Raises DatasetError where it cannot be read, unpacks
    to too much, lacks a column that was asked for, or has one of another type or without a value
    where there always is one."""
    try:
        if schema is None and (reason := foreign_fault(file, columns)):
            raise DatasetError(f"{file} {reason}")
        with parquet.ParquetFile(file) as source:
            there = source.schema_arrow
            lacking = [name for name in columns or () if name not in there.names]
            if lacking:
                hint = meant(lacking[0], there.names)
                raise DatasetError(f"{file} has no column {', '.join(lacking)}; {hint}")
            if schema is not None:
                check_types(file, there, schema)
                columns = columns or [name for name in there.names if name in schema.names]
                if reason := text_fault(file, list(columns)):
                    raise DatasetError(f"{file} {reason}; `curricula verify` tells more")
            for batch in source.iter_batches(BATCH, columns=list(columns) if columns else None):
                if schema is not None:
                    check_values(file, batch)
                yield batch
    except (pa.ArrowException, OSError, ValueError) as error:
        if isinstance(error, DatasetError):
            raise
        reason = (str(error).splitlines() or [type(error).__name__])[0][:120]
        raise DatasetError(f"{file} cannot be read: {reason}") from error


def as_rows(file: Path, batch: pa.RecordBatch) -> list[dict[str, Any]]:
    """The rows of a batch of a file from elsewhere. Raises DatasetError for values that Python does
    not have, such as a time in a zone that is nowhere."""
    try:
        return batch.to_pylist()
    except (pa.ArrowException, ValueError, OverflowError, LookupError) as error:
        reason = (str(error).splitlines() or [type(error).__name__])[0][:120]
        raise DatasetError(f"{file} has values that cannot be read: {reason}") from error


def check_types(file: Path, there: pa.Schema, schema: pa.Schema) -> None:
    """Raises DatasetError where a column of a schema is in a file twice, or of another type."""
    for field in there:
        if field.name not in schema.names:
            continue
        if there.names.count(field.name) > 1:
            raise DatasetError(f"{file} has the column {field.name} more than once")
        due = schema.field(field.name).type
        if not fits(field.type, due):
            raise DatasetError(
                f"{file}: its column {field.name} is of type {shown(str(field.type), 60)}, not"
                f" {shown(str(due), 60)}; `curricula verify` tells more"
            )


def check_values(file: Path, batch: pa.RecordBatch) -> None:
    """Raises DatasetError or ArrowException for rows that lack a value, or hold no text where one
    is due."""
    batch.validate(full=True)
    for name, column in zip(batch.schema.names, batch.columns, strict=True):
        lacking = next(lacks_in(name, column), None)
        if lacking:
            raise DatasetError(
                f"{file}: a row has no value in {lacking}; `curricula verify` tells more"
            )


def lacks_in(path: str, values: pa.Array) -> Iterator[str]:
    """Where in a column a value lacks that is never left out."""
    if values.null_count and path.rpartition(".")[2] not in MAY_LACK:
        yield path
    elif isinstance(values, pa.ListArray):
        yield from lacks_in(path, values.flatten())
    elif isinstance(values, pa.StructArray):
        for field, inner in zip(values.type, values.flatten(), strict=True):
            yield from lacks_in(f"{path}.{field.name}", inner)
