"""Finds our own packages where others of the same names stand first on Python's path.

The command takes all of them from our own folder. The library needs only `generators`, and never
takes that name from a program that has a module of its own called so: it says in one line, where
the first thing is asked for that needs it, which module stands in front.
"""

import os
import sys
from importlib.util import find_spec
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent
FLOORS = ("generators", "pipelines", "cli")


def take_own_floors() -> None:
    """See to it that this process finds our own floors, and with it the worker processes that it
    starts, which inherit its path. For the command, which runs nothing but our code."""
    if not all([is_own(module_paths(name)) for name in FLOORS]):
        sys.path.insert(0, str(HOME))


def child_environment() -> dict[str, str]:
    """The variables under which another Python finds our own floors too, where this process had to
    see to that; none elsewhere."""
    if sys.path[:1] != [str(HOME)]:
        return {}
    paths = [str(HOME), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {"PYTHONPATH": os.pathsep.join(paths), "PYTHONSAFEPATH": "1"}


def check_generators() -> None:
    """Raises ImportError naming the foreign module that Python finds as `generators`."""
    paths = module_paths("generators")
    if not is_own(paths):
        where = f"another at {paths[0]}" if paths else "none"
        raise ImportError(
            f"curricula needs its own package 'generators', but Python finds {where};"
            f" rename that one, or put {HOME} before it on the path"
        )


def is_own(paths: list[Path]) -> bool:
    """Whether a module that lies there is ours."""
    return bool(paths) and paths[0].parent == HOME


def module_paths(name: str) -> list[Path]:
    """Where the module lies that Python finds by this name: the folders of a package, or the file
    of any other; none where there is no such module."""
    try:
        spec = find_spec(name)
    except ValueError:  # it is loaded, but without saying from where
        return []
    if spec is None:
        return []
    locations = spec.submodule_search_locations or ([spec.origin] if spec.origin else [])
    return [Path(location).resolve() for location in locations]
