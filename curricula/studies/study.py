"""A study as values: its datasets, and the arms that are trained on them, each a chain of phases
from a shared base."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from inspect import cleandoc
from itertools import chain

from curricula.curriculum import Curriculum
from generators.docstrings import docstring_of, module_docstring

# the end of a sentence: not the full stop of an abbreviation or a number, which a small letter or a
# digit follows
SENTENCE = re.compile(r".*?[.?!](?=\s+[^\sa-z\d]|\s*$)")


@dataclass(frozen=True)
class Phase:
    """A stretch of training on one dataset. `settings` names the settings of a preset that it runs
    under (base, sft, tail, rl); `repeat` multiplies their number of updates."""

    data: str
    settings: str
    repeat: float = 1.0


@dataclass(frozen=True)
class Arm:
    """One condition: the phases of its SFT, and by the name of its checkpoint the phases of each RL
    that starts from there. `strategies` are those that its SFT data show, which evaluation can
    force."""

    sft: tuple[Phase, ...]
    rl: Mapping[str, tuple[Phase, ...]]
    strategies: tuple[str, ...]
    about: str = ""


@dataclass(frozen=True)
class Study:
    """Datasets by name, the phases of the base that all arms share (none for pretrained models),
    the arms, which of them are trained where none is named, the dataset that every checkpoint is
    evaluated on, and those whose words are the vocabulary of a model from scratch: the same
    whichever arms are trained, so that arms may join later."""

    name: str
    data: Mapping[str, Curriculum]
    base: tuple[Phase, ...]
    arms: Mapping[str, Arm]
    default: tuple[str, ...]
    evaluation: str
    vocabulary: tuple[str, ...] = ()

    def needed(self, arms: tuple[str, ...]) -> list[str]:
        """The datasets that these arms use, the base's and the evaluation's included."""
        phases = [*self.base]
        for name in arms:
            arm = self.arms[name]
            phases += [*arm.sft, *chain.from_iterable(arm.rl.values())]
        return list(
            dict.fromkeys([*self.vocabulary, *[phase.data for phase in phases], self.evaluation])
        )


@dataclass(frozen=True)
class StudyDefinition:
    """A study before its sizes are chosen: what a file in this folder holds as `STUDY`.

    `make` takes `sizes`, `style`, `lanes` and `knobs` by name, all with defaults, and gives the
    study; `lanes` are what RL trains on where every dataset is made."""

    make: Callable[..., Study]
    lanes: tuple[str, ...]

    def about(self) -> str:
        """What the study asks: the first sentence of its file, on one line."""
        return first_sentence(module_docstring(self.make.__module__) or docstring_of(self.make))


def first_sentence(text: str) -> str:
    """The first sentence of a text, whose lines may be wrapped; its first paragraph where nothing
    ends a sentence."""
    paragraph = " ".join(cleandoc(text).partition("\n\n")[0].split())
    sentence = SENTENCE.match(paragraph)
    return sentence[0] if sentence else paragraph
