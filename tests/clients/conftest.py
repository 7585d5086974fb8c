"""What the tests of all clients share: a small dataset, its exports, the completions, and what our
grader says of them."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from curricula.request import plain_curriculum
from pipelines.dataset.build import build
from pipelines.dataset.dataset import Dataset
from pipelines.dataset.template import TEMPLATES
from pipelines.export.export import export
from tests.clients.completions import FILE, Completion, verdicts, write_completions


@dataclass(frozen=True)
class Cases:
    """The completions, the file that they are in, and our verdicts on them."""

    file: Path
    found: list[Completion]
    verdicts: list[float]

    def agree(self, scores: list[float]) -> None:
        """Fails, naming the first, where a client's scores are not our verdicts."""
        assert len(scores) == len(self.found)
        for one, score, verdict in zip(self.found, scores, self.verdicts, strict=True):
            assert score == verdict, f"{score} for {verdict}: {one}"


@pytest.fixture(scope="session")
def data(tmp_path_factory) -> Path:
    """A dataset of every family."""
    folder = tmp_path_factory.mktemp("clients") / "data"
    build(
        plain_curriculum(difficulty="2", strategies=2, size=200),
        TEMPLATES["plain"],
        folder,
        "curricula generate",
    )
    return folder


@pytest.fixture(scope="session")
def cases(data: Path) -> Cases:
    file = data.parent / FILE
    found = write_completions(data, file)
    judged = verdicts(list(Dataset(data).rows("rl", "train")), found)
    assert {judgement for one, judgement in zip(found, judged, strict=True) if one["gold"]} == {
        1.0
    } and sum(judged) < 0.6 * len(judged)
    return Cases(file, found, judged)


@pytest.fixture(scope="session")
def exported(data: Path) -> Callable[[str], Path]:
    """The dataset exported to a target, as the folder for-TARGET that the docs name, beside the
    dataset."""

    def make(target: str) -> Path:
        out = data.parent / f"for-{target}"
        if not out.exists():
            export(str(data), target, out)
        return out

    return make
