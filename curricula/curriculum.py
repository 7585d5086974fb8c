"""A curriculum: ordered stages, each saying which families are drawn, how hard, how many, and
solved by which strategies."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from curricula.names import fault
from curricula.split import SPLITS, STAGES
from generators import catalog
from generators.errors import RequestError
from generators.family import Family
from generators.knobs import KnobError, KnobValue
from generators.problem import Problem, Setting
from generators.render import WORDINGS
from generators.stream import Stream

SHARES = {"sft": 0.45, "rl": 0.45, "eval": 0.1}


class CurriculumError(RequestError):
    """A curriculum that cannot be drawn; the message names the field, what came and what is
    possible."""


@dataclass(frozen=True)
class Source:
    """One family at one difficulty, with some knobs replaced; `weight` is its part of the stage's
    problems."""

    family: str
    difficulty: int
    knobs: Mapping[str, KnobValue] = field(default_factory=dict)
    weight: float = 1.0

    def setting(self) -> Setting[Any]:
        """Raises UnknownFamily or KnobError, both ValueErrors."""
        return Setting(catalog.family(self.family), self.difficulty, self.knobs)


@dataclass(frozen=True)
class Stage:
    """One stage: `size` problems, parted among the sources by weight.

    `strategies` is a number, then every problem is solved by that many of its strategies, drawn
    from `among` (all, if empty); or a mixture of names with weights, then an sft problem is solved
    by one of them, drawn independently of its type, and a problem of another stage by all of them.
    `choices` are the strategies' free choices, such as {"guess": "random"}. `without` names
    shortcuts of the families: problems that one of them solves by chance are left out."""

    name: str
    size: int
    sources: tuple[Source, ...]
    strategies: int | Mapping[str, float] = 4
    among: tuple[str, ...] = ()
    choices: Mapping[str, Any] = field(default_factory=dict)
    without: tuple[str, ...] = ()

    def named(self) -> tuple[str, ...]:
        """The strategies that the stage names."""
        return self.among if isinstance(self.strategies, int) else tuple(self.strategies)

    def options(self, problem: Problem[Any]) -> list[str]:
        """The strategies of a problem that the stage admits, in the family's order."""
        named = self.named()
        return [name for name in problem.strategies() if not named or name in named]

    def admits(self, problem: Problem[Any]) -> bool:
        """Whether enough strategies apply to the problem, and none of the shortcuts to be done
        without."""
        shortcuts = problem.family.shortcuts
        if any([name in shortcuts and shortcuts[name](problem.params) for name in self.without]):
            return False
        options = self.options(problem)
        return len(options) >= (
            self.strategies if isinstance(self.strategies, int) else len(self.strategies)
        )

    def chosen(self, problem: Problem[Any]) -> list[str]:
        """The strategies that solve this problem, drawn by the problem's own stream."""
        options, stream = self.options(problem), Stream("strategies", problem.id)
        if isinstance(self.strategies, int):
            drawn = stream.shuffle(options)[: self.strategies]
            return [name for name in options if name in drawn]
        if self.name != "sft":
            return options
        return [weighted(stream, self.strategies)]

    def choices_for(self, family: Family[Any], strategy: str) -> dict[str, Any]:
        """Those of the stage's choices that a strategy offers."""
        return {
            name: value
            for name, value in self.choices.items()
            if name in family.strategies[strategy].choices
        }


def weighted(stream: Stream, weights: Mapping[str, float]) -> str:
    """One name, drawn by weight to one part in 2^32."""
    total, at = sum(weights.values()), stream.below(1 << 32) / (1 << 32)
    for name, weight in weights.items():
        at -= weight / total
        if at < 0:
            return name
    return name


@dataclass(frozen=True)
class Curriculum:
    """Stages to draw, and `shares`: which part of all keys belongs to which stage, also where a
    curriculum draws only some of them, so that curricula of one study never overlap across stages.
    """

    name: str
    stages: tuple[Stage, ...]
    seed: int = 0
    wording: str = "natural"
    template: str = "plain"
    shares: Mapping[str, float] = field(default_factory=lambda: dict(SHARES))
    arm: str = ""

    def checked(self) -> "Curriculum":
        """The curriculum, when it can be drawn. Raises CurriculumError naming the first field that
        is wrong."""
        if not self.stages:
            raise CurriculumError("stages: there are none")
        for name, came in (("title", self.name), ("arm", self.arm)):
            if wrong := fault(name, came):
                raise CurriculumError(f"{'name' if name == 'title' else name}: {wrong}")
        if self.wording not in WORDINGS:
            raise CurriculumError(f"wording: '{self.wording}' is not one of {', '.join(WORDINGS)}")
        if (
            not self.shares
            or any(share < 0 for share in self.shares.values())
            or abs(sum(self.shares.values()) - 1) > 1e-9
        ):
            raise CurriculumError(f"shares: {dict(self.shares)} do not add up to 1")
        seen = set()
        for i, stage in enumerate(self.stages):
            path = f"stages[{i}]"
            if stage.name not in STAGES:
                raise CurriculumError(
                    f"{path}.name: '{stage.name}' is not one of {', '.join(STAGES)}"
                )
            if stage.name in seen:
                raise CurriculumError(f"{path}.name: there are two stages '{stage.name}'")
            if self.shares.get(stage.name, 0) <= 0:
                raise CurriculumError(
                    f"{path}.name: '{stage.name}' has no share of the keys; shares has {', '.join(self.shares)}"
                )
            seen.add(stage.name)
            check_stage(path, stage)
        return self


def check_stage(path: str, stage: Stage) -> None:
    if stage.size < 0:
        raise CurriculumError(f"{path}.size: {stage.size} is negative")
    if not stage.sources:
        raise CurriculumError(f"{path}.sources: there are none")
    offered: dict[str, set[Any]] = {}
    for j, source in enumerate(stage.sources):
        at = f"{path}.sources[{j}]"
        if source.weight <= 0:
            raise CurriculumError(f"{at}.weight: {source.weight} is not positive")
        try:
            family = source.setting().family
        except ValueError as error:
            raise CurriculumError(f"{at}: {error}") from error
        check_names(at, family)
        check_strategies(path, stage, family)
        for strategy in family.strategies.values():
            for choice, options in strategy.choices.items():
                offered.setdefault(choice, set()).update(options)
    known = {name for source in stage.sources for name in catalog.family(source.family).shortcuts}
    for name in stage.without:
        if name not in known:
            raise CurriculumError(
                f"{path}.without: no family here has a shortcut '{name}'; there are {', '.join(sorted(known)) or 'none'}"
            )
    for choice, value in stage.choices.items():
        if choice not in offered:
            raise CurriculumError(
                f"{path}.choices: no strategy here offers '{choice}'; offered: {', '.join(sorted(offered)) or 'none'}"
            )
        if value not in offered[choice]:
            raise CurriculumError(
                f"{path}.choices.{choice}: '{value}' is not one of {', '.join(sorted(map(str, offered[choice])))}"
            )


def check_names(path: str, family: Family[Any]) -> None:
    """Raises CurriculumError where a family, type or strategy is called what none can be."""
    named = [("family", family.name), *[("type", name) for name in family.types]]
    for kind, name in [*named, *[("strategy", name) for name in family.strategies]]:
        if wrong := fault(kind, name):
            raise CurriculumError(f"{path}: {wrong}")


def check_strategies(path: str, stage: Stage, family: Family[Any]) -> None:
    """Raises CurriculumError where the family cannot have the strategies that the stage asks for."""
    known, named = list(family.strategies), stage.named()
    if isinstance(stage.strategies, int):
        if stage.strategies < 1:
            raise CurriculumError(f"{path}.strategies: {stage.strategies} is not at least 1")
        possible = [name for name in known if not named or name in named]
        if len(possible) < stage.strategies:
            listed = ", ".join(possible or known)
            raise CurriculumError(
                f"{path}.strategies: {family.name} has {len(possible)} of them, not {stage.strategies}: {listed}"
            )
        return
    if (
        not stage.strategies
        or any(weight < 0 for weight in stage.strategies.values())
        or sum(stage.strategies.values()) <= 0
    ):
        raise CurriculumError(
            f"{path}.strategies: a mixture needs positive weights, not {dict(stage.strategies)}"
        )
    for name in named:
        if name not in known:
            raise CurriculumError(
                f"{path}.strategies: {family.name} has no strategy '{name}'; it has {', '.join(known)}"
            )


def parts(total: int, weights: Sequence[float]) -> list[int]:
    """`total` as whole numbers in proportion to the weights (largest remainders, Hamilton's
    method)."""
    whole = sum(weights)
    exact = [total * weight / whole for weight in weights]
    sizes = [int(size) for size in exact]
    order = sorted(range(len(weights)), key=lambda i: (sizes[i] - exact[i], i))
    for i in order[: total - sum(sizes)]:
        sizes[i] += 1
    return sizes


__all__ = [
    "SHARES",
    "SPLITS",
    "Curriculum",
    "CurriculumError",
    "KnobError",
    "Source",
    "Stage",
    "parts",
    "weighted",
]
