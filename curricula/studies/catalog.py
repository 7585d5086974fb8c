"""Finds studies by their value: a file beside this one that holds a `STUDY` is a study by the
file's name. There is no list to edit.
"""

import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache

import curricula.studies
from curricula.curriculum import Curriculum, CurriculumError
from curricula.studies.study import Study, StudyDefinition
from curricula.style import PLAIN
from generators.knobs import KnobValue


@cache
def definitions() -> dict[str, StudyDefinition]:
    """The studies by name."""
    by_name = {}
    for module in sorted(pkgutil.iter_modules(curricula.studies.__path__), key=lambda m: m.name):
        value = importlib.import_module(f"curricula.studies.{module.name}")
        definition = getattr(value, "STUDY", None)
        if isinstance(definition, StudyDefinition):
            by_name[module.name] = definition
    return by_name


def studies() -> dict[str, str]:
    """The studies' names, each with what it asks, in one sentence."""
    return {name: definition.about() for name, definition in definitions().items()}


def definition_of(name: str) -> StudyDefinition:
    """The study of this name. Raises CurriculumError for one that does not exist."""
    try:
        return definitions()[name]
    except KeyError:
        names = ", ".join(definitions())
        raise CurriculumError(f"no study is called '{name}'; there are {names}") from None


def study_of(
    name: str,
    sizes: Mapping[str, int],
    style: str,
    lanes: tuple[str, ...],
    knobs: Mapping[str, KnobValue],
) -> Study:
    """A study at these sizes, with its arms. Raises CurriculumError for one that does not exist or
    cannot be drawn."""
    study = definition_of(name).make(sizes=sizes, style=style, lanes=lanes, knobs=knobs)
    for curriculum in study.data.values():
        curriculum.checked()
    return study


def arms_of(name: str) -> dict[str, Curriculum]:
    """Every dataset of a study by the name of its folder, as for a pretrained model. Raises
    CurriculumError for a study that does not exist."""
    definition = definition_of(name)
    return dict(definition.make(style=PLAIN, lanes=definition.lanes).data)
