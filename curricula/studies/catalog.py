"""Finds studies: a YAML file beside this one is a study by the file's name, and so is a Python file
that holds a `STUDY`. There is no list to edit. A study may also be a YAML file anywhere.
"""

import importlib
import pkgutil
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import curricula.studies
from curricula.curriculum import Curriculum, CurriculumError
from curricula.studies.study import Study, StudyDefinition
from curricula.studies.study_file import read_study
from curricula.style import PLAIN
from generators.arguments import SHOWN, meant
from generators.errors import RequestError
from generators.knobs import KnobValue

ENDINGS = (".yaml", ".yml")


@cache
def definitions() -> dict[str, StudyDefinition]:
    """The studies by name."""
    by_name = {}
    for module in pkgutil.iter_modules(curricula.studies.__path__):
        value = importlib.import_module(f"curricula.studies.{module.name}")
        definition = getattr(value, "STUDY", None)
        if isinstance(definition, StudyDefinition):
            by_name[module.name] = definition
    for folder in curricula.studies.__path__:
        for file in Path(folder).glob("*.yaml"):
            by_name[file.stem] = read_study(file)
    return dict(sorted(by_name.items()))


def studies() -> dict[str, str]:
    """The studies' names, each with what it asks, in one sentence."""
    return {name: definition.about() for name, definition in definitions().items()}


def definition_of(name: str) -> StudyDefinition:
    """The study of this name, or in this file. Raises CurriculumError for one that does not
    exist."""
    if name in definitions():
        return definitions()[name]
    if name.endswith(ENDINGS):
        return read_study(name)
    raise CurriculumError(
        f"no study is called '{name[:SHOWN]}'; {meant(name, definitions())} (or name a file that"
        " ends in .yaml)"
    )


def study_of(
    name: str,
    sizes: Mapping[str, int],
    style: str,
    lanes: Sequence[str],
    knobs: Mapping[str, KnobValue],
) -> Study:
    """A study at these sizes, with its arms. Raises CurriculumError for one that does not exist or
    cannot be drawn."""
    file = f"{name}: " if name.endswith(ENDINGS) else ""
    try:
        study = definition_of(name).make(sizes=sizes, style=style, lanes=lanes, knobs=knobs)
        for place, curriculum in study.data.items():
            check_dataset(study, place, curriculum)
    except RequestError as error:
        said = str(error)
        raise CurriculumError(said if said.startswith(file) else f"{file}{said}") from error
    return study


def check_told_apart(study: Study, arms: Sequence[str]) -> None:
    """Raises CurriculumError for two of these arms that are trained alike: what was to tell them
    apart has no effect."""
    seen: dict[str, str] = {}
    for name in arms:
        arm = study.arms[name]
        what = repr((arm.sft, sorted(arm.rl.items()), sorted(arm.parents.items()), arm.changes))
        what += arm.evaluation
        if what in seen and study.budget == "updates":
            raise CurriculumError(
                f"arms: {seen[what]} and {name} are trained alike; what they set otherwise is equal"
                " or has no effect here, as of a dataset of size 0 or of RL that is left out"
            )
        seen.setdefault(what, name)


def check_dataset(study: Study, place: str, curriculum: Curriculum) -> None:
    """Raises CurriculumError, by its place in the file, for a dataset that cannot be drawn."""
    arm = next((each for each in study.arms if place.endswith(f".{each}")), "")
    field, where = place.removesuffix(f".{arm}"), f", in arm {arm}" if arm else ""
    try:
        curriculum.checked()
    except RequestError as error:
        said = str(error).replace("stages[0].", "")
        raise CurriculumError(f"datasets.{field}{where}: {said}") from error


def arms_of(name: str) -> dict[str, Curriculum]:
    """Every dataset of a study by the name of its folder, as for a pretrained model. Raises
    CurriculumError for a study that does not exist."""
    definition = definition_of(name)
    return dict(definition.make(style=PLAIN, lanes=definition.lanes).data)
