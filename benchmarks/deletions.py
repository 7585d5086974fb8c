"""What `verify --from-files` finds of derivations that were changed in a dataset's files and sealed
anew, so that only the derivation can tell: lines taken out, plainly or with all the rest
healed, and other attacks. `python -m benchmarks.deletions [ROUNDS]`.

A round changes one solution of every fourth problem, at difficulties 1 to 5. Healed means
that indices are renumbered, references to the line removed, costs and views made anew. With
redrawing all of them are found (tests/pipelines/dataset/test_redraw.py)."""

import shutil
import sys
import tempfile
from collections import Counter
from pathlib import Path

from benchmarks.timing import table
from curricula.request import plain_curriculum
from generators.catalog import names
from generators.stream import Stream
from pipelines.dataset.build import build
from pipelines.dataset.template import TEMPLATES
from pipelines.dataset.verify import verify
from tests.pipelines.dataset.derivation_attacks import ATTACKS, Change
from tests.pipelines.dataset.tampering import Tampered

ROUNDS, EACH = 12, 6  # rounds, and problems of each family at each difficulty
PART = 4  # of so many problems one is changed in a round, for a file of too many is read no further


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    with tempfile.TemporaryDirectory() as place:
        sound = Path(place) / "sound"
        curriculum = plain_curriculum(difficulty="1-5", strategies=2, size=5 * EACH * len(names()))
        build(curriculum, TEMPLATES["plain"], sound, "curricula generate")
        found = {
            name: measured(sound, Path(place) / "changed", change, rounds)
            for name, change in ATTACKS.items()
        }
    rows = []
    for family in [*names(), "all"]:
        shares = [share(found[name], family) for name in ATTACKS]
        rows.append([family, *shares])
    print(table(["family", *ATTACKS], rows))


Counts = tuple[Counter[str], Counter[str]]


def measured(sound: Path, place: Path, change: Change, rounds: int) -> Counts:
    """By family how many solutions were changed, and how many of these were found."""
    tried, found = Counter[str](), Counter[str]()
    for number in range(rounds):
        shutil.copytree(sound, place, dirs_exist_ok=True)
        data, stream = Tampered(place), Stream("deletions", number)
        changed = [row for row in data.rows if not stream.below(PART) and change(row, stream)]
        data.seal()
        named = {finding["id"] for finding in verify(place, redraw=False).bad}
        for row in changed:
            for family in (row["family"], "all"):
                tried[family] += 1
                found[family] += row["id"] in named
    return tried, found


def share(counts: Counts, family: str) -> str:
    tried, found = counts
    return f"{100 * found[family] / tried[family]:.1f}" if tried[family] else "-"


if __name__ == "__main__":
    main()
