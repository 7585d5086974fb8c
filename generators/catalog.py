"""Finds families by the place of their file: generators/families/algebra/quadratic_equation.py is
`algebra.quadratic_equation`.

There is no list to edit. Families of users are found the same way in a folder given by them, and
through the entry point group `curricula.families` of installed packages. A module beside a user's
family whose name begins with `_` is a part of it: `from ._shapes import SHAPES`.
"""

import importlib.util
import re
import sys
from functools import cache
from itertools import chain
from pathlib import Path
from types import ModuleType
from typing import Any

from generators.arguments import SHOWN, check_text, meant
from generators.errors import RequestError
from generators.family import Family
from generators.whereabouts import place_raised, raised

HOME = Path(__file__).parent / "families"
GROUP = "curricula.families"
ENTRY_POINTS = "*-info/entry_points.txt"

NAME = re.compile("[a-z][a-z0-9_]*", re.ASCII)

_folders: list[Path] = []


class UnknownFamily(RequestError):
    """No family has this name; the message says which come close, or which exist."""


def add_folder(folder: str | Path) -> None:
    """Look for families in this folder too, as `folder/domain/name.py`. Raises UnknownFamily where
    there are none."""
    path = Path(folder).resolve()
    if not any(path.glob("*/*.py")):
        raise UnknownFamily(
            f"{folder}: no families there; a family is a file DOMAIN/NAME.py in that folder"
        )
    if path in _folders:
        return
    refuse_taken_names(path)
    _folders.append(path)


def refuse_taken_names(folder: Path) -> None:
    """Raises UnknownFamily where a family of the folder has a name that another family has."""
    taken = set(names())
    for file in families_in(folder):
        name = f"{file.parent.name}.{file.stem}"
        if name in taken:
            raise UnknownFamily(
                f"{file}: a family is called {name} already; rename the file or its folder"
            )


def add_file(file: str | Path) -> str:
    """Look for families in the folder of this family's file too, and give the family's name.
    Raises UnknownFamily."""
    path = Path(file).resolve()
    if not path.is_file() or path.suffix != ".py":
        came = "is a folder" if path.is_dir() else "is no Python file"
        came = came if path.exists() else "no such file"
        raise UnknownFamily(f"{file}: {came}; a family is a file DOMAIN/NAME.py")
    check_name(path)
    if path.parent.parent != HOME:
        add_folder(path.parent.parent)
    return f"{path.parent.name}.{path.stem}"


def check_name(file: Path) -> None:
    """Raises UnknownFamily where a family cannot be called after its file."""
    for name, what in ((file.parent.name, "folder"), (file.stem, "file")):
        if not NAME.fullmatch(name):
            raise UnknownFamily(
                f"{file}: a family is called after its folder and file, DOMAIN/NAME.py, in small"
                f" letters, digits and _ after a letter; rename the {what} {name!r}"
            )


def families_in(folder: Path) -> list[Path]:
    return sorted(folder.glob("[a-z]*/[a-z]*.py"))


def names(domain: str | None = None) -> list[str]:
    """The names of all families, sorted, without importing any of them."""
    found = all_names()
    chosen = sorted(name for name in found if domain is None or name.split(".")[0] == domain)
    if not chosen:
        known = domains_of(found)
        domain = check_text("domain", domain)
        raise UnknownFamily(f"no domain is called '{brief_name(domain)}'; {meant(domain, known)}")
    return chosen


def all_names() -> set[str]:
    """The names of all families."""
    files = chain.from_iterable([families_in(home) for home in (HOME, *_folders)])
    return {f"{file.parent.name}.{file.stem}" for file in files} | set(_entry_points())


def domains() -> list[str]:
    """All domains, sorted."""
    return domains_of(all_names())


def domains_of(found: set[str]) -> list[str]:
    return sorted({name.split(".")[0] for name in found})


def brief_name(name: str) -> str:
    """A name that does not exist, in a message."""
    return name if len(name) <= SHOWN else f"{name[:SHOWN]}..."


@cache
def _entry_points() -> dict[str, str]:
    """The families that installed packages declare, by name."""
    files = chain.from_iterable([Path(place or ".").glob(ENTRY_POINTS) for place in sys.path])
    if not any(GROUP in file.read_text(encoding="utf-8", errors="replace") for file in files):
        # reading all of them by importlib.metadata takes ten times as long, and nearly nobody
        # declares one
        return {}
    from importlib.metadata import entry_points

    return {point.name: point.value for point in entry_points(group=GROUP)}


def is_built_in(name: str) -> bool:
    """Whether a family is one of the project's own."""
    domain, _, stem = name.partition(".")
    return (HOME / domain / f"{stem}.py").exists()


def family(name: str) -> Family:
    """The family of this name. Raises UnknownFamily, or WrongType for what is no text."""
    return _family(check_text("family", name, "a text such as 'number_theory.gcd'"), len(_folders))


@cache
def _family(name: str, _folder_count: int) -> Family:
    if name not in names():
        raise UnknownFamily(f"no family is called '{brief_name(name)}'; {meant(name, names())}")
    domain, _, stem = name.partition(".")
    if is_built_in(name):
        module = importlib.import_module(f"generators.families.{domain}.{stem}")
    else:
        module = _user_module(name, domain, stem)
    value = getattr(module, "FAMILY", None)
    if not isinstance(value, Family):
        raise UnknownFamily(f"{module.__file__}: no value FAMILY of type Family in it")
    if value.name != name:
        raise UnknownFamily(f"{module.__file__}: FAMILY and its strategies belong in this file")
    return value


def _user_module(name: str, domain: str, stem: str) -> ModuleType:
    """The module of a user's family. Raises UnknownFamily where it cannot be imported."""
    folder = next((one for one in _folders if (one / domain / f"{stem}.py").exists()), None)
    if folder is None:
        return importlib.import_module(_entry_points()[name])
    _package("user_families", [])
    _package(f"user_families.{domain}", [str(folder / domain)])
    file = folder / domain / f"{stem}.py"
    check_name(file)
    try:
        return imported(f"user_families.{domain}.{stem}")
    except (Exception, SystemExit) as error:
        place = place_raised(error) or file.name
        if isinstance(error, SyntaxError) and error.lineno:
            place = f"{Path(error.filename or file).name}:{error.lineno}"
        raise UnknownFamily(f"{file} ({place}): cannot be imported: {raised(error)}") from error


def imported(name: str) -> ModuleType:
    """The module of this name. What it prints goes to stderr, as stdout holds a command's data."""
    spec = importlib.util.find_spec(name)
    if spec is None or spec.loader is None or name in sys.modules:
        return importlib.import_module(name)
    module = sys.modules[name] = importlib.util.module_from_spec(spec)
    vars(module)["print"] = print_aside
    try:
        spec.loader.exec_module(module)
    except BaseException:
        del sys.modules[name]
        raise
    return module


def print_aside(*values: Any, sep: str = " ", end: str = "\n", file: Any = None, **_: Any) -> None:
    """Python's print, but on stderr."""
    (file or sys.stderr).write(sep.join(map(str, values)) + end)


def _package(name: str, places: list[str]) -> None:
    """Make a package of this name that holds the modules in these folders too."""
    package = sys.modules.get(name)
    if package is None:
        package = sys.modules[name] = ModuleType(name)
        package.__path__ = []
    package.__path__ += [place for place in places if place not in package.__path__]
