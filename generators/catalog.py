"""Finds families by the place of their file: generators/families/algebra/quadratic_equation.py is
`algebra.quadratic_equation`.

There is no list to edit. Families of users are found the same way in a folder given by them, and
through the entry point group `curricula.families` of installed packages.
"""

import importlib
import importlib.util
import sys
from functools import cache
from pathlib import Path

from generators.errors import RequestError
from generators.family import Family

HOME = Path(__file__).parent / "families"
GROUP = "curricula.families"
ENTRY_POINTS = "*-info/entry_points.txt"

_folders: list[Path] = []


class UnknownFamily(RequestError):
    """No family has this name; the message lists those that exist."""


def add_folder(folder: str | Path) -> None:
    """Look for families in this folder too, as `folder/domain/name.py`. Raises UnknownFamily where
    there are none."""
    path = Path(folder).resolve()
    if not any(path.glob("*/*.py")):
        raise UnknownFamily(
            f"{folder}: no families there; a family is a file DOMAIN/NAME.py in that folder"
        )
    if path not in _folders:
        _folders.append(path)


def names(domain: str | None = None) -> list[str]:
    """The names of all families, sorted, without importing any of them."""
    found = {
        f"{file.parent.name}.{file.stem}"
        for home in (HOME, *_folders)
        for file in home.glob("[a-z]*/[a-z]*.py")
    }
    found |= set(_entry_points())
    chosen = sorted(name for name in found if domain is None or name.split(".")[0] == domain)
    if not chosen:
        raise UnknownFamily(
            f"no domain is called '{domain}'; there are {', '.join(sorted({name.split('.')[0] for name in found}))}"
        )
    return chosen


@cache
def _entry_points() -> dict[str, str]:
    """The families that installed packages declare, by name."""
    if not any(
        GROUP in file.read_text(encoding="utf-8", errors="replace")
        for place in sys.path
        for file in Path(place or ".").glob(ENTRY_POINTS)
    ):
        # reading all of them by importlib.metadata takes ten times as long, and nearly nobody
        # declares one
        return {}
    from importlib.metadata import entry_points

    return {point.name: point.value for point in entry_points(group=GROUP)}


def family(name: str) -> Family:
    """The family of this name. Raises UnknownFamily."""
    return _family(name, len(_folders))


@cache
def _family(name: str, _folder_count: int) -> Family:
    if name not in names():
        raise UnknownFamily(f"no family is called '{name}'; there are {', '.join(names())}")
    domain, _, stem = name.partition(".")
    if (HOME / domain / f"{stem}.py").exists():
        module = importlib.import_module(f"generators.families.{domain}.{stem}")
    else:
        module = _user_module(name, domain, stem)
    value = getattr(module, "FAMILY", None)
    if not isinstance(value, Family):
        raise UnknownFamily(f"{module.__file__}: no value FAMILY of type Family in it")
    if value.name != name:
        raise UnknownFamily(f"{module.__file__}: FAMILY and its strategies belong in this file")
    return value


def _user_module(name: str, domain: str, stem: str):
    for folder in _folders:
        file = folder / domain / f"{stem}.py"
        if file.exists():
            full_name = f"user_families.{name}"
            spec = importlib.util.spec_from_file_location(full_name, file)
            assert spec is not None and spec.loader is not None
            module = importlib.util.module_from_spec(spec)
            sys.modules[full_name] = module
            try:
                spec.loader.exec_module(module)
            except Exception as error:
                del sys.modules[full_name]
                raise UnknownFamily(
                    f"{file}: cannot be imported: {type(error).__name__}: {error}"
                ) from error
            return module
    return importlib.import_module(_entry_points()[name])
