"""What the derivations in a dataset's files find by themselves, and what is found with redrawing:
lines taken out, lists of all numbers, empty claims, every file sealed anew."""

import shutil
from pathlib import Path

import pytest

from curricula.request import plain_curriculum
from generators.catalog import names
from generators.stream import Stream
from pipelines.dataset.build import build
from pipelines.dataset.template import TEMPLATES
from pipelines.dataset.verify import verify
from tests.pipelines.dataset.derivation_attacks import ATTACKS
from tests.pipelines.dataset.tampering import Tampered

# parts of the changed solutions that the files alone show (`python -m benchmarks.deletions`). Of
# premises that are too many they show the statement, where a line has nothing of it; that a line
# needs another one may be declared, so that only redrawing tells
LEAST = {
    "deleted": 0.99,
    # a missing check of a hypothesis is not told by numbers: 73 of 92 over all families
    "healed": 0.78,
    "gives all": 0.2,  # 20 of 89: a number that is given once more is often one that is shown
    "constants all": 0.7,  # 82 of 113
    "deleted, gives all": 0.85,
    "deleted, constants all": 0.9,
    "surplus premises": 0.05,
    "reordered": 0.99,
    "claim 1 = 1": 0.99,
    "line 1 = 1": 0.99,
}


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("built") / "data"
    curriculum = plain_curriculum(difficulty="1-5", strategies=2, size=5 * 2 * len(names()))
    build(curriculum, TEMPLATES["plain"], folder, "curricula generate")
    return folder


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_on_derivations_is_found(built, tmp_path, name):
    copy = Path(shutil.copytree(built, tmp_path / "copy"))
    data, stream = Tampered(copy), Stream("attacks", name)
    changed = {row["id"] for row in data.rows if not stream.below(2) and ATTACKS[name](row, stream)}
    data.seal()
    assert len(changed) > 30
    named = {finding["id"] for finding in verify(copy, redraw=False).bad}
    assert len(changed & named) >= LEAST.get(name, 0) * len(changed)
    assert changed <= {finding["id"] for finding in verify(copy).bad}
