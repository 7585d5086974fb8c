"""Train a cell's model through its phases, each going on where it was stopped, and evaluate what
came of it."""

import json
from pathlib import Path
from typing import Any

from generators.render import render
from pipelines.dataset.manifest import write_whole
from pipelines.models.device import agreed, rank, wait
from pipelines.models.model import Model, from_scratch, limit_of, open_model, save
from pipelines.models.settings import Settings
from pipelines.models.vocabulary import check_vocabulary, words_of
from pipelines.training.cell import FLOOR, LOG, MODEL, WORK, CellSpec, Note, seed_of
from pipelines.training.data import DataProblem, intact, problems
from pipelines.training.examples import asked, practice, rebuilt, taught, texts_of, worded
from pipelines.training.floor import Floor, gate, measure
from pipelines.training.folder import CellProblem, Progress
from pipelines.training.log import Log
from pipelines.training.rl import run_rl
from pipelines.training.sft import run_sft

LOOKED_AT = 400  # problems of a stage whose references give the token limit
KIND = {"base": "base", "sft": "sft", "tail": "sft", "rl": "rl"}


def trained(
    folder: Path, spec: CellSpec, settings: Settings, device: str, progress: Progress, note: Note
) -> Model:
    """The cell's trained model, from its folder where it is there already. Every phase, and what
    comes after the last one, opens what the phase before saved, so that a run which was stopped
    between them is no other than one which was not."""
    if spec.checkpoint:
        return placed(open_model(spec.checkpoint, settings, device, trainable=False), device)
    if not (folder / MODEL).is_dir():
        for data in dict.fromkeys([phase[0] for phase in spec.phases] + spec.vocabulary):
            intact(Path(data))
        for number in range(first_phase(folder, spec), len(spec.phases)):
            train_phase(folder, spec, number, settings, device, progress, note)
    return placed(open_model(str(folder / MODEL), settings, device, trainable=False), device)


def kept_model(folder: Path, spec: CellSpec, number: int) -> Path:
    """Where the model of a phase is kept: the last one's is the cell's."""
    return (
        folder / MODEL
        if number == len(spec.phases) - 1
        else folder / WORK / f"{number}-{spec.phases[number][1]}" / MODEL
    )


def first_phase(folder: Path, spec: CellSpec) -> int:
    """The number of the first phase that is not done."""
    return next(
        (
            number
            for number in range(len(spec.phases), 0, -1)
            if kept_model(folder, spec, number - 1).is_dir()
        ),
        0,
    )


def train_phase(
    folder: Path,
    spec: CellSpec,
    number: int,
    settings: Settings,
    device: str,
    progress: Progress,
    note: Note,
) -> None:
    """Train through one phase, on from its last checkpoint if it was stopped, and save the model."""
    data, section, repeat = spec.phases[number]
    work = folder / WORK / f"{number}-{section}"
    log = Log(
        folder / LOG,
        progress.at(f"{section} on {Path(data).name}", number, len(spec.phases) + 1),
        f"{number}-{section}",
    )
    seed = seed_of("train", spec.seed, spec.arm, spec.stage, number)
    model = begun(folder, spec, number, settings, device)
    if KIND[section] == "rl":
        rows = asked(Path(data), "rl", settings.scratch, "train")
        check_words(model, rows, data)
        limit = token_limit(model, spec, settings)
        if number == 0:
            agreed(lambda: examine(folder, model, rows, spec, settings, limit, device, note))
        trained = run_rl(
            model, rows, settings, repeat, tuple(spec.strategies), limit, work, log, seed, device
        )
    else:
        rows = (
            practice(Path(data))
            if KIND[section] == "base"
            else taught(Path(data), settings.scratch)
        )
        check_words(model, rows, data)
        trained = run_sft(model, rows, settings, section, repeat, work, log, seed, device)
    wait()
    if rank() == 0:
        save(trained, kept_model(folder, spec, number))
    wait()


def begun(folder: Path, spec: CellSpec, number: int, settings: Settings, device: str) -> Model:
    """The model that a phase starts from."""
    if number:
        return open_model(str(kept_model(folder, spec, number - 1)), settings, device)
    if spec.parent_folder:
        if not (Path(spec.parent_folder) / MODEL).is_dir():
            raise CellProblem(
                f"{spec.parent_folder} holds no trained model to start from; train that stage first"
            )
        return open_model(str(Path(spec.parent_folder) / MODEL), settings, device)
    if settings.start:
        return open_model(settings.start, settings, device)
    texts = [text for data in spec.vocabulary for text in texts_of(Path(data))]
    longest = max((len(text.split()) for text in texts), default=0)
    return from_scratch(settings, words_of(texts), longest, seed_of("model", spec.seed))


def placed(model: Model, device: str) -> Model:
    """The model on the device, for sampling."""
    return model._replace(network=model.network.to(device))


def check_words(model: Model, rows: list[dict[str, Any]], data: str) -> None:
    """Raises VocabularyProblem where a model from scratch lacks words of the data, DataProblem
    where there is no row."""
    if not rows:
        raise DataProblem(
            f"{data} has no rows for this stage; generate it with a larger --size, or with --stages that has it"
        )
    if model.words is not None:
        check_vocabulary(
            model.tokenizer,
            words_of(f"{row['prompt']} {row.get('completion', '')}" for row in rows),
            data,
        )


def token_limit(model: Model, spec: CellSpec, settings: Settings) -> int:
    """How many new tokens a completion may have: the longest reference of what the cell is asked,
    and a tenth more."""
    places = [
        (Path(data), KIND[section]) for data, section, _ in spec.phases if KIND[section] == "rl"
    ]
    places += [(Path(spec.evaluation), "eval")] if spec.evaluation else []
    texts = [
        text
        for folder, stage in places
        for text in references(folder, stage, settings.scratch, tuple(spec.strategies))
    ]
    return limit_of(settings, model.tokenizer, texts)


def references(folder: Path, stage: str, scratch: bool, strategies: tuple[str, ...]) -> list[str]:
    """Solutions of some of a stage's problems by the strategies, as a model is to write them."""
    texts = []
    for row in list(problems(folder, stage).values())[:LOOKED_AT]:
        try:
            problem = rebuilt(row)
        except DataProblem:
            if scratch:
                raise
            continue
        wording = "terse" if scratch else "natural" if row["wording"] == "natural" else "terse"
        for strategy in problem.strategies():
            if strategy in strategies or not strategies:
                solution = problem.solve(strategy)
                text = render(problem, solution, wording) + f" ; answer {solution.answer}"
                texts.append(
                    worded(
                        text,
                        "terse_digits"
                        if wording == "terse" and problem.family.terse is None
                        else wording,
                    )
                )
    return texts


def examine(
    folder: Path,
    model: Model,
    rows: list[dict[str, Any]],
    spec: CellSpec,
    settings: Settings,
    limit: int,
    device: str,
    note: Note,
) -> None:
    """Measure the floor before RL, once, write it down, and refuse at the guess rate."""
    from transformers import set_seed

    try:
        found = Floor.of(json.loads((folder / FLOOR).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        set_seed(seed_of("floor", spec.seed, spec.arm, spec.stage))
        found = measure(
            placed(model, device), rows, spec.strategies, limit, dict(settings.evaluation)
        )
        write_whole(folder / FLOOR, json.dumps({**found._asdict(), "below": found.below}) + "\n")
    gate(found, spec.below_floor == "allow", note)


def evaluated(
    folder: Path,
    spec: CellSpec,
    settings: Settings,
    model: Model,
    device: str,
    progress: Progress,
    note: Note,
) -> dict[str, Any] | None:
    """Evaluate the cell's model, where that was not done yet; None for a cell without evaluation."""
    from transformers import set_seed

    from pipelines.evaluation.evaluate import EVALUATION, evaluate, write_evaluation

    if not spec.evaluation or (folder / EVALUATION).is_file():
        return None
    intact(Path(spec.evaluation))
    rows = asked(Path(spec.evaluation), "eval", settings.scratch)
    check_words(model, rows, spec.evaluation)
    set_seed(seed_of("evaluation", spec.seed, rank()))
    parts = len(spec.phases) + 1
    table = evaluate(
        model,
        rows,
        spec.strategies,
        token_limit(model, spec, settings),
        {**settings.evaluation},
        progress.at("evaluation", len(spec.phases), parts),
    )
    return write_evaluation(table, folder) if rank() == 0 else None
