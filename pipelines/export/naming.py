"""What an exported data set is called where a name has to be a word, as of a Python package or a
task: curricula_gcd."""

import re

from pipelines.export.source import Source

PREFIX = "curricula"
COMMIT = re.compile(r"[0-9a-f]{40}")
OTHER = re.compile(r"[^a-z0-9]+")


def word_for(data: Source) -> str:
    """The curriculum's name and arm as one word; of a plain data set, whose curriculum has no name
    of its own, its folder's."""
    name, folder = data.name, data.folder.resolve().name
    if name == PREFIX:
        name = "problems" if COMMIT.fullmatch(folder) else folder
    word = OTHER.sub("_", name.lower()).strip("_") or "problems"
    return word if word.startswith(f"{PREFIX}_") else f"{PREFIX}_{word}"
