"""A study as values: its data sets, and the arms that are trained on them, each a chain of phases
from a shared base."""

from collections.abc import Mapping
from dataclasses import dataclass

from curricula.curriculum import Curriculum


@dataclass(frozen=True)
class Phase:
    """A stretch of training on one data set. `settings` names the settings of a preset that it runs
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
    """Data sets by name, the phases of the base that all arms share (none for pretrained models),
    the arms, which of them are trained where none is named, the data set that every checkpoint is
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
        """The data sets that these arms use, the base's and the evaluation's included."""
        phases = [*self.base]
        for name in arms:
            arm = self.arms[name]
            phases += [*arm.sft, *[phase for lane in arm.rl.values() for phase in lane]]
        return list(
            dict.fromkeys([*self.vocabulary, *[phase.data for phase in phases], self.evaluation])
        )
