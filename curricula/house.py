"""Says in one line when a module of another package stands in front of one of ours."""

from importlib.util import find_spec
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent
OURS = ("generators", "pipelines", "cli")


def check_house() -> None:
    """Raises ImportError naming the foreign module, where one is found first on the path."""
    for name in OURS:
        spec = find_spec(name)
        found = Path(spec.origin).resolve() if spec is not None and spec.origin else None
        if (
            found is None
            or HOME not in found.parents
            or found.relative_to(HOME).parts[0] not in (name, f"{name}.py")
        ):
            place = found or (
                list(spec.submodule_search_locations)[0]
                if spec and spec.submodule_search_locations
                else "nowhere"
            )
            raise ImportError(
                f"curricula needs its own module '{name}', but Python finds the one at {place};"
                " remove or rename that one, or run from another folder"
            )
