"""What code a dataset's problems come from: of each family that is not built in, a digest of its
source, so that an edited family makes another dataset.

Built-in families are known by the versions of draws and texts. The source of another is its file
and every module of its own package that it imports; data files that it reads are not known.
"""

import ast
import sys
from collections.abc import Iterable, Iterator
from hashlib import sha256
from importlib.util import find_spec, resolve_name
from pathlib import Path

from generators import catalog
from generators.errors import FamilyError


def source_digests(families: Iterable[str]) -> dict[str, str]:
    """The digest of the source of each of these families that is not built in. Raises
    UnknownFamily, or FamilyError where a source cannot be read."""
    return {
        name: source_digest(name) for name in sorted(set(families)) if not catalog.is_built_in(name)
    }


def source_digest(family: str) -> str:
    """A digest of a family's file and of the modules of its package that it imports."""
    start = catalog.family(family).reference.run.__module__
    digest = sha256()
    for name, data in sorted(sources_of(start).items()):
        digest.update(f"{name} {len(data)}\n".encode())
        digest.update(data)
    return digest.hexdigest()


def sources_of(start: str) -> dict[str, bytes]:
    """The source of a module and of every module of the same package that it imports, by name."""
    sources: dict[str, bytes] = {}
    left = [start]
    while left:
        name = left.pop()
        if name in sources:
            continue
        file = file_of(name)
        if file is None:
            continue
        try:
            sources[name] = file.read_bytes()
            left += imported_names(name, sources[name])
        except (OSError, SyntaxError, ValueError) as error:
            raise FamilyError(f"{file}: the source cannot be read: {error}") from error
    return sources


def file_of(module: str) -> Path | None:
    """The file that holds a module's source; None where there is no such module, or no file."""
    known = sys.modules.get(module)
    origin = getattr(known, "__file__", None)
    if known is None:
        try:
            spec = find_spec(module)
        except (ImportError, AttributeError, ValueError):
            return None
        origin = spec.origin if spec else None
    return Path(origin) if origin and origin.endswith(".py") else None


def imported_names(module: str, source: bytes) -> Iterator[str]:
    """What a source imports of its own package: modules, and names that may be modules."""
    top, package = module.partition(".")[0], module.rpartition(".")[0]
    is_package = getattr(sys.modules.get(module), "__path__", None) is not None
    for node in ast.walk(ast.parse(source)):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            home = module if is_package else package
            base = resolve_name("." * node.level + (node.module or ""), home)
            names = [base, *[f"{base}.{alias.name}" for alias in node.names]]
        yield from [name for name in names if name.partition(".")[0] == top and name != top]
