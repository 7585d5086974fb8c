"""Finds studies by file name: a file beside this one with a function `arms()` is a study; there is no list to edit."""

import importlib
from functools import cache
from pathlib import Path

from curricula.curriculum import Curriculum, CurriculumError


@cache
def studies() -> dict[str, str]:
    """The studies' names, each with the first line of what its file says."""
    found = {}
    for file in sorted(Path(__file__).parent.glob("[a-z]*.py")):
        text = file.read_text(encoding="utf-8")
        if "\ndef arms() -> dict[str, Curriculum]:" in text:
            found[file.stem] = text.split('"""')[1].strip().splitlines()[0]
    return found


def arms_of(name: str) -> dict[str, Curriculum]:
    """The data sets of a study, by folder name. Raises CurriculumError for a study that does not exist."""
    if name not in studies():
        raise CurriculumError(f"no study is called '{name}'; there are {', '.join(studies())}")
    return importlib.import_module(f"curricula.{name}").arms()
