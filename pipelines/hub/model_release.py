"""What is pushed of a trained checkpoint: its model, what its cell says, its report, and a model
card that says what it was trained on, how, and how far it came.

Folders of this machine are in none of it: data are named by digest, settings without paths.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from huggingface_hub import EvalResult, ModelCardData

from curricula.names import fault, shown, stays_inside
from generators.errors import CurriculaError, ReportError, TrainingError
from pipelines.dataset.card import CARD
from pipelines.dataset.location import is_name
from pipelines.dataset.manifest import describe, describe_bytes, not_plain, read_manifest
from pipelines.evaluation.completion_table import ALL, called
from pipelines.evaluation.evaluate import EVALUATION
from pipelines.hub.release import CELL, MODEL, OF_MODELS, Release
from pipelines.report.cells import read_experiment
from pipelines.report.comparison import Comparison, compare
from pipelines.report.report import write_comparison
from pipelines.report.run_settings import without_path, without_paths
from pipelines.report.sections import in_short
from pipelines.report.tables import accuracy_table
from pipelines.training.cell import MODEL as CHECKPOINT
from pipelines.training.cell import CellSpec, content_of, finished, read_spec
from pipelines.training.checkpoint import last_of
from pipelines.writing.filling import fill
from pipelines.writing.quoting import Quoted

TEMPLATE = Path(__file__).with_name("model_card.md.jinja")
REPORT = ("report.html", "report.json")
STAGES_BACK = 12  # stages of a run that are looked at
SNAPSHOTS = "snapshots"  # where the Hub's cache keeps datasets--user--name/snapshots/COMMIT
TAGS = ["curricula", "math", "reasoning", "rlvr"]


class TrainedOn(NamedTuple):
    """A dataset that a cell was trained or evaluated on: for what, its name, the SHA-256 that its
    manifest is sealed by, the command that makes it; and its name on the Hub, where it is one."""

    use: str
    name: str
    digest: str
    command: str
    on_hub: str


def model_release(folder: Path, repo: str, scratch: Path) -> Release:
    """The checkpoint of a cell, or the last one of a run, with its card; its report is written in
    `scratch`. Raises CurriculaError or OSError."""
    cell = last_of(folder)
    if cell is None:
        raise TrainingError(
            f"{folder} is neither a dataset nor a run: it has no manifest.json, and no stage that"
            " was trained"
        )
    about = finished(cell)
    if not about:
        raise TrainingError(f"{cell} is not finished; run the same command again first")
    spec = spec_there(cell)
    contents: dict[str, Path | bytes] = dict(model_files(cell / CHECKPOINT))
    contents[CELL] = (json.dumps(about, indent=1, sort_keys=True) + "\n").encode()
    if (cell / EVALUATION).is_file() and not not_plain(cell, EVALUATION):
        contents[EVALUATION] = cell / EVALUATION
    comparison = compared(run_of(cell, spec), scratch / folder.resolve().name)
    if comparison is not None:
        write_comparison(comparison)
        for name in REPORT:
            contents[name] = comparison.experiment.folder / name
    try:
        contents[CARD] = model_card(repo, cell, spec, about, comparison).encode()
    except CurriculaError:
        raise
    except (TypeError, ValueError, LookupError, AttributeError) as error:
        raise TrainingError(
            f"{cell}: cell.json or spec.json is not as this program writes it"
        ) from error
    described = {
        name: describe_bytes(content) if isinstance(content, bytes) else describe(content)
        for name, content in contents.items()
    }
    return Release(cell, contents, described, MODEL)


def spec_there(cell: Path) -> CellSpec:
    """What a cell was made by. Raises TrainingError."""
    try:
        return read_spec(cell)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise TrainingError(f"{cell} does not say how it was made: spec.json") from error


def model_files(folder: Path) -> Iterator[tuple[str, Path]]:
    """The files of a model, each a plain one of its folder. Raises TrainingError."""
    found = False
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_dir() and not path.is_symlink():
            continue
        if (reason := not_plain(folder, name)) or not stays_inside(name):
            raise TrainingError(f"{folder}: '{shown(name, 60)}' {reason or 'is no name of a file'}")
        if OF_MODELS.fullmatch(name):
            found = True
            yield name, path
    if not found:
        raise TrainingError(f"{folder} holds no model")


def run_of(cell: Path, spec: CellSpec) -> Path:
    """What the report is about: the run that a cell is a stage of, where it went on from another
    stage beside it; else the cell."""
    return cell.parent if parent_of(cell, spec) else cell


def parent_of(cell: Path, spec: CellSpec) -> Path | None:
    """The cell beside this one that it went on from; None where there is none."""
    if not spec.parent or fault("arm", spec.parent):
        return None
    folder = cell.parent / spec.parent
    return folder if finished(folder) and folder != cell else None


def compared(folder: Path, out: Path) -> Comparison | None:
    """What the evaluated stages of a run show; None where none was evaluated."""
    try:
        experiment = read_experiment(folder)
    except ReportError as error:
        if "none has completions" in str(error):
            return None
        raise
    out.mkdir(parents=True)
    return compare(replace(experiment, folder=out))


def model_card(
    repo: str,
    cell: Path,
    spec: CellSpec,
    about: Mapping[str, Any],
    comparison: Comparison | None,
) -> str:
    """The text of README.md."""
    model = spec.settings.get("model", {})
    start = str(model.get("checkpoint") or model.get("name") or "")
    data = list(data_of(cell, spec, about))
    bands = [] if comparison is None else list(dict.fromkeys([comparison.band, ALL]))
    values = {
        "header": Quoted(header(repo, spec, start, data, comparison)),
        "repo": repo,
        "arm": spec.arm,
        "stage": spec.stage,
        "seed": str(spec.seed),
        "scratch": start in ("", "scratch"),
        "start": without_path(start),
        "adapter": (cell / CHECKPOINT / "adapter_config.json").is_file(),
        "data": data,
        "updates": dict(about.get("updates") or {}),
        "seconds": about.get("seconds") or 0,
        "device": str(about.get("device", "")),
        "below_floor": bool((about.get("floor") or {}).get("below")),
        "versions": ", ".join([f"{n} {v}" for n, v in (about.get("versions") or {}).items()]),
        "version": str((about.get("versions") or {}).get("curricula", "")),
        "settings": json.dumps(without_paths(spec.settings), indent=1, sort_keys=True),
        "tables": [] if comparison is None else [accuracy_table(comparison, b) for b in bands],
        "short": [] if comparison is None else in_short(comparison).sentences,
        "digest": str(about.get("digest", "")),
    }
    return fill(TEMPLATE, values, trim_blocks=True, lstrip_blocks=True)


def header(
    repo: str,
    spec: CellSpec,
    start: str,
    data: list[TrainedOn],
    comparison: Comparison | None,
) -> str:
    """The YAML head that the Hub reads, as its client's own class writes it."""
    row = None
    for each in comparison.rows if comparison is not None else ():
        row = each if (each.arm, each.stage) == (spec.arm, spec.stage) else row
    figure = row.figure(comparison.band, ALL, "accuracy") if row and comparison else None
    results = []
    if figure is not None and comparison is not None:
        rows = [one for one in data if one.use == "evaluation"]
        results.append(
            EvalResult(
                task_type="text-generation",
                dataset_type=next((one.on_hub for one in rows if one.on_hub), "curricula"),
                dataset_name=", ".join([*[one.name for one in rows], called(comparison.band)]),
                metric_type="accuracy",
                metric_value=round(figure.value, 4),
                metric_name=f"accuracy, 95 % interval [{figure.low:.4f}, {figure.high:.4f}]",
            )
        )
    card = ModelCardData(
        language=["en"],
        library_name="transformers",
        pipeline_tag="text-generation",
        tags=TAGS,
        base_model=start if is_name(start) and not Path(start).exists() else None,
        datasets=sorted({one.on_hub for one in data if one.on_hub}) or None,
        model_name=repo.partition("/")[2],
        eval_results=results or None,
    )
    return card.to_yaml() + "\n"


def data_of(cell: Path, spec: CellSpec, about: Mapping[str, Any]) -> Iterator[TrainedOn]:
    """The datasets of a cell: what the stages beside it were trained on from which it went on, what
    it was trained on itself, and its evaluation. The digests are those of the time when it was
    trained."""
    yield from trained_on(cell, spec, about, STAGES_BACK)
    if spec.evaluation:
        yield described_data("evaluation", spec.evaluation, about)


def trained_on(
    cell: Path, spec: CellSpec, about: Mapping[str, Any], back: int
) -> Iterator[TrainedOn]:
    """What a cell was trained on, behind what those were that it went on from."""
    parent = parent_of(cell, spec) if back else None
    if parent is not None:
        yield from trained_on(parent, spec_there(parent), finished(parent), back - 1)
    for phase in spec.phases:
        yield described_data(phase.section, phase.dataset, about)


def described_data(use: str, place: str, about: Mapping[str, Any]) -> TrainedOn:
    """What a card says of a dataset, by the folder that it was in."""
    folder = Path(place)
    parts = folder.parts
    at = parts.index(SNAPSHOTS) if SNAPSHOTS in parts else 0
    cached = parts[at - 1].split("--") if at else []
    on_hub = "/".join(cached[1:]) if len(cached) == 3 and cached[0] == "datasets" else ""
    digest = str((about.get("data") or {}).get(folder.name, ""))
    return TrainedOn(use, on_hub or folder.name, digest, command_of(folder, digest), on_hub)


def command_of(folder: Path, digest: str) -> str:
    """The command that makes a dataset which is there as it was; else empty."""
    try:
        config = read_manifest(folder)["config"] if content_of(str(folder)) == digest else {}
    except (CurriculaError, OSError):
        return ""
    return str(config.get("command", ""))
