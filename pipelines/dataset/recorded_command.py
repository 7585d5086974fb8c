"""The command that a dataset records, by which it is made again."""

import shlex
from typing import Any

from curricula.style import LATEX, WORDINGS


def recorded_command(
    given: dict[str, Any],
    template: str | None,
    curriculum: str | None,
    family_dirs: tuple[str, ...] = (),
) -> str:
    """The command that makes the same dataset again, in one spelling: without folder and workers,
    options in one order. A build is recognised by it, so that the styles of earlier versions keep
    their old names."""
    words = ["curricula", "generate"]
    if given.get("style", LATEX) != LATEX:
        others = {name: value for name, value in given.items() if name != "style"}
        given = {**others, "wording": WORDINGS[given["style"]]}
    for name, value in [
        ("curriculum", curriculum),
        *sorted(given.items()),
        ("template", template),
        ("family-dir", family_dirs),
    ]:
        if value is None:
            continue
        for one in value if isinstance(value, tuple) else (value,):
            words += [f"--{name}"] if one is True else [f"--{name}", str(one)]
    return shlex.join(words)
