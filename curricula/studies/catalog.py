"""Finds studies by file name: a file beside this one with a function `arms()` is a study; there is
no list to edit."""

import importlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from curricula.curriculum import Curriculum, CurriculumError
from curricula.studies.study import Study
from generators.knobs import KnobValue


@cache
def studies() -> dict[str, str]:
    """The studies' names, each with the first line of what its file says."""
    found = {}
    for file in sorted(Path(__file__).parent.glob("[a-z]*.py")):
        text = file.read_text(encoding="utf-8")
        if "\ndef arms() -> dict[str, Curriculum]:" in text:
            found[file.stem] = text.split('"""')[1].strip().splitlines()[0]
    return found


def study_of(
    name: str,
    sizes: Mapping[str, int],
    wording: str,
    lanes: tuple[str, ...],
    knobs: Mapping[str, KnobValue],
) -> Study:
    """A study at these sizes, with its arms. Raises CurriculumError for one that does not exist,
    and what the study itself raises."""
    if name not in studies():
        raise CurriculumError(f"no study is called '{name}'; there are {', '.join(studies())}")
    found = importlib.import_module(f"curricula.studies.{name}").study(sizes, wording, lanes, knobs)
    for curriculum in found.data.values():
        curriculum.checked()
    return found


def arms_of(name: str) -> dict[str, Curriculum]:
    """The data sets of a study, by folder name. Raises CurriculumError for a study that does not
    exist."""
    if name not in studies():
        raise CurriculumError(f"no study is called '{name}'; there are {', '.join(studies())}")
    return importlib.import_module(f"curricula.studies.{name}").arms()
