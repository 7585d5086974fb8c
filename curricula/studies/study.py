"""A study as values: its datasets, and the arms that are trained on them, each a chain of phases
from a shared base."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
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
    under (base, sft, tail, rejection, rl); `repeat` multiplies their number of updates. With `keep`
    it trains on those kinds of problem alone whose pass rate lies within these bounds when it
    begins."""

    data: str
    settings: str
    repeat: float = 1.0
    keep: tuple[float, float] | None = None


@dataclass(frozen=True)
class Arm:
    """One condition: the phases of its SFT, and by the name of its checkpoint the phases of each RL
    that starts from there. `strategies` are those that its SFT data show, which evaluation can
    force. A checkpoint in `parents` starts from another of RL; without SFT all start from the base.
    `changes` are settings that are otherwise in this arm, as `--set` takes them, and `evaluation`
    is its dataset where arms have several."""

    sft: tuple[Phase, ...]
    rl: Mapping[str, tuple[Phase, ...]]
    strategies: tuple[str, ...]
    about: str = ""
    parents: Mapping[str, str] = field(default_factory=dict)
    changes: tuple[str, ...] = ()
    evaluation: str = ""


BUDGETS = ("updates", "updates per strategy", "tokens")


@dataclass(frozen=True)
class Outcome:
    """The primary outcome, named before the run: how much accuracy a stage gains against another on
    problems of one band and type, freely or with a strategy forced; or, as `measure`, the part of
    that gain which is selection or improvement, for a stage against the one it was trained from, or
    by how much the share of a strategy grows."""

    stage: str
    against: str = "sft"
    band: str = "all"
    type: str = "all"
    strategy: str = ""
    measure: str = "accuracy"


@dataclass(frozen=True)
class Study:
    """Datasets by name, the phases of the base that all arms share (none for pretrained models),
    the arms, which of them are trained where none is named, the dataset that every checkpoint is
    evaluated on, and those whose words are the vocabulary of a model from scratch: the same
    whichever arms are trained, so that arms may join later. `changes` are settings that are
    otherwise in all arms; the `budget` says what arms have as much of: updates of SFT, updates for
    each strategy that it shows, or tokens of its solutions. A `fresh` study draws base, data and
    evaluation anew for each seed."""

    name: str
    data: Mapping[str, Curriculum]
    base: tuple[Phase, ...]
    arms: Mapping[str, Arm]
    default: tuple[str, ...]
    evaluation: str
    vocabulary: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()
    budget: str = "updates"
    outcome: Outcome | None = None
    fresh: bool = False

    def needed(self, arms: tuple[str, ...]) -> list[str]:
        """The datasets that these arms are trained and evaluated on, the base's included."""
        phases = [*self.base]
        for name in arms:
            arm = self.arms[name]
            phases += [*arm.sft, *chain.from_iterable(arm.rl.values())]
        if self.budget == "tokens":  # of which the first arm has its preset's
            phases += next(iter(self.arms.values())).sft
        evaluations = [self.arms[name].evaluation or self.evaluation for name in arms]
        named = [*[phase.data for phase in phases], *evaluations]
        return list(dict.fromkeys([*named, *([] if evaluations else [self.evaluation])]))

    def drawn_by(self, seed: int) -> dict[str, Curriculum]:
        """Its datasets as a seed draws them: those of a fresh study by the seed itself."""
        if not self.fresh:
            return dict(self.data)
        return {name: replace(curriculum, seed=seed) for name, curriculum in self.data.items()}


@dataclass(frozen=True)
class StudyDefinition:
    """A study before its sizes are chosen: a YAML file, or what a Python file holds as `STUDY`.

    `make` takes `sizes`, `style`, `lanes` and `knobs` by name, all with defaults, and gives the
    study; `lanes` are what RL trains on where every dataset is made, and `default` where nothing is
    asked for."""

    make: Callable[..., Study]
    lanes: tuple[str, ...]
    default: tuple[str, ...] = ()
    title: str = ""
    changes: tuple[str, ...] = ()  # settings that it sets in all arms

    def about(self) -> str:
        """What the study asks: the first sentence of its file, on one line."""
        text = self.title or module_docstring(self.make.__module__)
        return first_sentence(text or docstring_of(self.make))


def first_sentence(text: str) -> str:
    """The first sentence of a text, whose lines may be wrapped; its first paragraph where nothing
    ends a sentence."""
    paragraph = " ".join(cleandoc(text).partition("\n\n")[0].split())
    sentence = SENTENCE.match(paragraph)
    return sentence[0] if sentence else paragraph
