"""What an exported dataset is called where a name has to be a word, as of a Python package or a
task: curricula_gcd."""

import re
from pathlib import Path

from pipelines.dataset.dataset import Dataset

PREFIX = "curricula"
COMMIT = re.compile(r"[0-9a-f]{40}")
OTHER = re.compile(r"[^a-z0-9]+")
LONGEST = 80  # letters, since the word names files too


def word_for(data: Dataset) -> str:
    """The curriculum's name and arm as one word; of a plain dataset, whose curriculum has no name
    of its own, its folder's."""
    return word_of(data.name, data.folder)


def word_of(name: str, folder: Path) -> str:
    """A word for the dataset of that name in that folder."""
    place = folder.resolve().name
    if name == PREFIX:
        name = "problems" if COMMIT.fullmatch(place) else place
    word = OTHER.sub("_", name.lower()).strip("_")[:LONGEST] or "problems"
    return word if word.startswith(f"{PREFIX}_") else f"{PREFIX}_{word}"
