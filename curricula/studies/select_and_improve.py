"""The study of select_and_improve.yaml for code that measures on its datasets: what it draws, and
the study at given sizes."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from curricula.studies.study import Study
from curricula.studies.study_file import read_study
from curricula.style import PLAIN
from generators.knobs import KnobValue

CHAIN = "finite_fields.operation_chain"
MIXTURES = {"F": {"forward": 1.0}, "B": {"backward": 1.0}, "FB": {"forward": 1.0, "backward": 1.0}}
LENGTHS = {
    "2-5": (2, 5),
    "4-7": (4, 7),
    "4-9": (4, 9),
    "6-9": (6, 9),
    "6-15": (6, 15),
    "10-15": (10, 15),
}


def study(
    sizes: Mapping[str, int] | None = None,
    style: str = PLAIN,
    lanes: Sequence[str] = ("2-5", "6-9"),
    knobs: Mapping[str, KnobValue] | None = None,
) -> Study:
    """The study at these sizes. Raises CurriculumError for lengths that do not exist."""
    file = Path(__file__).with_suffix(".yaml")
    return read_study(file).make(sizes=sizes, style=style, lanes=lanes, knobs=knobs)
