"""A curriculum: ordered stages, each saying which families are drawn, how hard, how many, and
solved by which strategies."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Any

from curricula.names import fault
from curricula.split import OWNED, OWNERS, RL_STAGES, SPLITS, STAGES, owned_by_stage
from curricula.style import (
    LATEX,
    RENAMED,
    STYLES,
    WORDINGS,
    read_detail,
    read_label,
    read_style,
    takes_wording,
    usual_template,
)
from generators import catalog
from generators.arguments import meant
from generators.errors import RequestError
from generators.family import Family
from generators.knobs import KnobError, KnobValue
from generators.problem import Problem, Setting
from generators.render import Rendering
from generators.stream import Stream

SMALLEST_SHARE = 1e-3  # of a stage that is drawn: a problem of it takes 1,000 draws to find
HEAVIEST = 1e9  # a larger weight or size is a slip, and might not add up
HEAVIEST_SHORTCUT = 100.0  # of a hundred problems without it one is taken
MOST_SOURCES = 2_000  # of a stage
MOST_BACKTRACKS = 3  # a family has few strategies that differ
SEEDS = range(-(1 << 63), 1 << 63)


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


def bands_called(settings: Sequence[tuple[int, Mapping[str, Any]]]) -> list[str]:
    """What difficulties with their knobs are called in tables: their ranges of steps, where all
    have such a knob, else the rungs."""
    found: list[Any] = [knobs.get("steps") for _, knobs in settings]
    ranges = [span for span in found if isinstance(span, (list, tuple)) and len(span) == 2]
    if len(ranges) == len(found):
        return [f"{low}-{high}" for low, high in ranges]
    return [str(difficulty) for difficulty, _ in settings]


@dataclass(frozen=True)
class Stage:
    """One stage: `size` problems, shared among the sources by weight.

    `strategies` is a number, then every problem is solved by that many of its strategies, drawn
    from `among` (all, if empty); or a mixture of names with weights, then an sft problem is solved
    by one of them, drawn independently of its type, and a problem of another stage by all of them.
    Only problems that admit so many strategies are drawn, or `admits` where that is more: stages
    that ask for 1 and for 4 strategies draw the same problems where both admit 4. `choices` are
    the strategies' free choices, such as {"guess": "random"}. `without` names shortcuts of the
    families: problems that one of them solves by chance are left out. `shortcuts` weighs them: with
    {"mirrored": 2.0} such problems come twice as often beside the others, with 0.5 half as often.

    Of sft, `corrupt` is the share of solutions that a slip on purpose leads to a wrong answer,
    `backtracks` how many attempts by other strategies come first and are given up, from least to
    most, and `check` adds a line that tests the answer, where there is one."""

    name: str
    size: int
    sources: tuple[Source, ...]
    strategies: int | Mapping[str, float] = 4
    among: tuple[str, ...] = ()
    choices: Mapping[str, Any] = field(default_factory=dict)
    without: tuple[str, ...] = ()
    shortcuts: Mapping[str, float] = field(default_factory=dict)
    admits: int = 0
    corrupt: float = 0.0
    backtracks: tuple[int, int] = (0, 0)
    check: bool = False

    @property
    def wrong_turns(self) -> list[str]:
        """The fields by which its solutions are more or other than their strategy's own."""
        asked = {
            "corrupt": self.corrupt > 0,
            "backtracks": self.backtracks != (0, 0),
            "check": self.check,
        }
        return [name for name, is_asked in asked.items() if is_asked]

    @property
    def step_by_step(self) -> bool:
        """Whether its solutions are also written step by step, each step labelled."""
        return bool(self.wrong_turns)

    @property
    def asked(self) -> int:
        """How many strategies a problem admits at least."""
        solving = self.strategies if isinstance(self.strategies, int) else len(self.strategies)
        return max(solving, self.admits)

    def named(self) -> tuple[str, ...]:
        """The strategies that the stage names."""
        return self.among if isinstance(self.strategies, int) else tuple(self.strategies)

    def options(self, problem: Problem[Any]) -> list[str]:
        """The strategies of a problem that the stage takes, in the family's order."""
        return [name for name in problem.strategies() if self.takes_strategy(name)]

    def takes_strategy(self, name: str) -> bool:
        """Whether a strategy is one of those that the stage names, if it names any."""
        named = self.named()
        return not named or name in named

    def takes(self, problem: Problem[Any]) -> bool:
        """Whether enough strategies apply to the problem, and none of the shortcuts to be done
        without; of the problems that a weighed shortcut solves, or of the others, only a part."""
        shortcuts = problem.family.shortcuts
        if any([name in shortcuts and shortcuts[name](problem.params) for name in self.without]):
            return False
        for name in self.shortcuts:
            if name in shortcuts and not self.keeps(problem, name):
                return False
        return len(self.options(problem)) >= self.asked

    def keeps(self, problem: Problem[Any], shortcut: str) -> bool:
        """Whether a problem belongs to the part that the weight of a shortcut leaves, drawn by the
        problem's own stream: below 1 of those that it solves, above 1 of the others."""
        weight = self.shortcuts[shortcut]
        solved = problem.family.shortcuts[shortcut](problem.params)
        part = (weight if solved else 1.0) / max(1.0, weight)
        return Stream("shortcut", shortcut, problem.id).below(1 << 32) < part * (1 << 32)

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


@takes_wording
@dataclass(frozen=True)
class Curriculum:
    """Stages to draw, and `shares`: which part of all keys belongs to which stage, also where a
    curriculum draws only some of them; several stages of RL, which are called rl, rl2, ..., share
    that of rl. Curricula with the same shares, by default those of OWNED,
    never overlap across stages.

    `style`, `detail`, `label` and `phrasing` say how texts are written (generators/render.py)."""

    name: str
    stages: tuple[Stage, ...]
    seed: int = 0
    style: str = LATEX
    template: str = ""
    detail: str = "normal"
    label: str = ""
    phrasing: int = 0
    shares: Mapping[str, float] = field(default_factory=lambda: dict(OWNED))
    arm: str = ""

    def __post_init__(self) -> None:
        if self.style in RENAMED:
            object.__setattr__(self, "style", read_style(self.style))
        if not self.template:
            object.__setattr__(self, "template", usual_template(self.style))
        if self.label == Rendering(self.style).labelled:  # the usual one has one name
            object.__setattr__(self, "label", "")

        names = numbered([stage.name for stage in self.stages])
        if names != [stage.name for stage in self.stages]:
            pairs = zip(self.stages, names, strict=True)
            stages = tuple([replace(stage, name=name) for stage, name in pairs])
            object.__setattr__(self, "stages", stages)

    @property
    def owned(self) -> dict[str, float]:
        """Which part of all keys belongs to each stage."""
        return owned_by_stage(self.shares, [stage.name for stage in self.stages])

    @property
    def wording(self) -> str:
        """What files and the renderer call the style."""
        return WORDINGS.get(self.style, self.style)

    @property
    def rendering(self) -> Rendering:
        """How the texts are written."""
        return Rendering(self.style, self.detail, self.label, self.phrasing)

    def checked(self) -> "Curriculum":
        """The curriculum, when it can be drawn. Raises CurriculumError naming the first field that
        is wrong."""
        self.shape_checked()
        for i, stage in enumerate(self.stages):
            if stage.size == 0:
                raise CurriculumError(f"stages[{i}].size: 0 is not at least 1")
            check_stage(f"stages[{i}]", stage)
        return self

    def shape_checked(self) -> "Curriculum":
        """The curriculum, when all is right with it that no family has to be asked about. Raises
        CurriculumError naming the first field that is wrong."""
        if not self.stages:
            raise CurriculumError("stages: there are none")
        for field_name, kind, name in (("name", "title", self.name), ("arm", "arm", self.arm)):
            if wrong := fault(kind, name):
                raise CurriculumError(f"{field_name}: {wrong}")
        if self.style not in STYLES:
            raise CurriculumError(f"style: '{self.style}' is not one of {', '.join(STYLES)}")
        try:
            read_detail(self.detail)
            read_label(self.label)
        except RequestError as error:
            raise CurriculumError(str(error)) from error
        if self.phrasing not in SEEDS:
            raise CurriculumError("phrasing: it is not within -2^63 and 2^63 - 1")
        if self.seed not in SEEDS:
            raise CurriculumError("seed: it is not within -2^63 and 2^63 - 1")
        check_shares(self.shares)
        seen = set()
        check_order([stage.name for stage in self.stages])
        for i, stage in enumerate(self.stages):
            path = f"stages[{i}]"
            if stage.name not in STAGES:
                raise CurriculumError(
                    f"{path}.name: '{stage.name}' is not one of {', '.join(OWNERS)}"
                )
            if stage.name in seen:
                raise CurriculumError(f"{path}.name: there are two stages '{stage.name}'")
            share = self.owned.get(stage.name, 0)
            if share <= 0:
                raise CurriculumError(
                    f"{path}.name: '{stage.name}' has no share of the keys;"
                    f" shares has {', '.join(self.shares)}"
                )
            if share < SMALLEST_SHARE:
                raise CurriculumError(
                    f"shares.{stage.name}: {share} of the keys is too small a part to find problems"
                    f" in; a stage has at least {SMALLEST_SHARE}"
                )
            seen.add(stage.name)
            if len(stage.sources) > MOST_SOURCES:
                raise CurriculumError(
                    f"{path}.sources: there are {len(stage.sources):,}; a stage has at most"
                    f" {MOST_SOURCES:,}"
                )
            check_sizes(path, stage)
            check_wrong_turns(path, stage)
        return self


def numbered(names: Sequence[str]) -> list[str]:
    """The names of stages, each rl behind the first with its number: rl, rl2, rl3. More than there
    are names for keep theirs, and are refused as stages of one name."""
    found: list[str] = []
    for name in names:
        if name == RL_STAGES[0]:
            free = [one for one in RL_STAGES if one not in (*found, *names[len(found) + 1 :])]
            name = free[0] if RL_STAGES[0] in found and free else name
        found.append(name)
    return found


def check_order(names: Sequence[str]) -> None:
    """Raises CurriculumError where stages of RL are not numbered in their order."""
    of_rl = [(i, name) for i, name in enumerate(names) if name in RL_STAGES[1:]]
    for (i, name), due in zip(of_rl, RL_STAGES[1:], strict=False):
        if name != due or RL_STAGES[0] not in names[:i]:
            raise CurriculumError(
                f"stages[{i}].name: '{name}' is out of order; stages of RL are called"
                f" {', '.join(RL_STAGES[:3])}, ... as they come"
            )


def check_shares(shares: Mapping[str, float]) -> None:
    """Raises CurriculumError where the keys cannot be shared out so."""
    for name, share in shares.items():
        if name not in OWNERS:
            raise CurriculumError(f"shares.{name}: no such stage; there are {', '.join(OWNERS)}")
        if not 0 <= share <= 1:
            raise CurriculumError(f"shares.{name}: {share} is not a share from 0 to 1")
    if not abs(sum(shares.values()) - 1) <= 1e-9:
        raise CurriculumError(f"shares: {dict(shares)} do not add up to 1")


def check_sizes(path: str, stage: Stage) -> None:
    """Raises CurriculumError where a stage's size or the weights of its sources are none."""
    if not 0 <= stage.size <= HEAVIEST:
        what = "negative" if stage.size < 0 else f"more than {HEAVIEST:,.0f}"
        raise CurriculumError(f"{path}.size: {stage.size} is {what}")
    if not stage.sources:
        raise CurriculumError(f"{path}.sources: there are none")
    for j, source in enumerate(stage.sources):
        if not 0 < source.weight <= HEAVIEST:
            limits = "not positive" if source.weight <= 0 else f"not at most {HEAVIEST:,.0f}"
            raise CurriculumError(f"{path}.sources[{j}].weight: {source.weight} is {limits}")


def check_wrong_turns(path: str, stage: Stage) -> None:
    """Raises CurriculumError for wrong turns that a stage cannot have."""
    if not 0 <= stage.corrupt <= 1:
        raise CurriculumError(f"{path}.corrupt: {stage.corrupt} is not a share from 0 to 1")
    least, most = stage.backtracks
    if not 0 <= least <= most <= MOST_BACKTRACKS:
        raise CurriculumError(
            f"{path}.backtracks: {least}-{most} is not a number or a range LOW-HIGH within"
            f" 0-{MOST_BACKTRACKS}"
        )
    for name in stage.wrong_turns if stage.name != "sft" else ():
        raise CurriculumError(
            f"{path}.{name}: only sft shows solutions to a model, and {stage.name} does not"
        )


def check_stage(path: str, stage: Stage) -> None:
    """Raises CurriculumError naming the field of a stage that cannot be drawn."""
    check_sizes(path, stage)
    families = [
        check_source(f"{path}.sources[{j}]", source) for j, source in enumerate(stage.sources)
    ]
    for family in families:
        check_strategies(path, stage, family)
    check_shortcuts(path, stage, families)
    check_choices(path, stage, families)


def check_source(path: str, source: Source) -> Family[Any]:
    """The family of a source. Raises CurriculumError where it cannot be drawn from."""
    try:
        family = source.setting().family
    except ValueError as error:
        raise CurriculumError(f"{path}: {error}") from error
    check_names(path, family)
    return family


def check_shortcuts(path: str, stage: Stage, families: Sequence[Family[Any]]) -> None:
    """Raises CurriculumError for a shortcut that none of the families has."""
    known = set(chain.from_iterable([family.shortcuts for family in families]))
    named = [("without", name) for name in stage.without]
    for field_name, name in [*named, *[("shortcuts", name) for name in stage.shortcuts]]:
        if name not in known:
            raise CurriculumError(
                f"{path}.{field_name}: no family here has a shortcut '{name}';"
                f" {meant(name, sorted(known))}"
            )
    for name, weight in stage.shortcuts.items():
        if not 0 <= weight <= HEAVIEST_SHORTCUT:
            raise CurriculumError(
                f"{path}.shortcuts.{name}: {weight:g} is not a weight from 0 to"
                f" {HEAVIEST_SHORTCUT:g}"
            )


def check_choices(path: str, stage: Stage, families: Sequence[Family[Any]]) -> None:
    """Raises CurriculumError for a choice that no strategy offers."""
    offered: dict[str, set[Any]] = {}
    for strategy in chain.from_iterable([family.strategies.values() for family in families]):
        for choice, options in strategy.choices.items():
            offered.setdefault(choice, set()).update(options)
    for choice, value in stage.choices.items():
        if choice not in offered:
            raise CurriculumError(
                f"{path}.choices: no strategy here offers '{choice}';"
                f" {meant(choice, sorted(offered), 'offered:')}"
            )
        if value not in offered[choice]:
            raise CurriculumError(
                f"{path}.choices.{choice}: '{value}' is not one of"
                f" {', '.join(sorted(map(str, offered[choice])))}"
            )


def check_names(path: str, family: Family[Any]) -> None:
    """Raises CurriculumError where a family, type or strategy is called what none can be."""
    named = [("family", family.name), *[("type", name) for name in family.types]]
    for kind, name in [*named, *[("strategy", name) for name in family.strategies]]:
        if wrong := fault(kind, name):
            raise CurriculumError(f"{path}: {wrong}")


def check_strategies(path: str, stage: Stage, family: Family[Any]) -> None:
    """Raises CurriculumError where the family cannot have the strategies that a stage asks for."""
    known, named = list(family.strategies), stage.named()
    if stage.admits < 0:
        raise CurriculumError(f"{path}.admits: {stage.admits} is negative")
    if isinstance(stage.strategies, int):
        if stage.strategies < 1:
            raise CurriculumError(f"{path}.strategies: {stage.strategies} is not at least 1")
        possible = [name for name in known if stage.takes_strategy(name)]
        if len(possible) < stage.asked:
            listed = ", ".join(possible or known)
            asked = "strategies" if stage.strategies == stage.asked else "admits"
            raise CurriculumError(
                f"{path}.{asked}: {family.name} has {len(possible)} of them,"
                f" not {stage.asked}: {listed}"
            )
        return
    weights = stage.strategies.values()
    if not all([0 <= weight <= HEAVIEST for weight in weights]) or not any(weights):
        raise CurriculumError(
            f"{path}.strategies: a mixture needs weights from 0 to {HEAVIEST:,.0f}, one of them"
            f" positive, not {dict(stage.strategies)}"
        )
    for name in named:
        if name not in known:
            hint = meant(name, known, "it has")
            raise CurriculumError(
                f"{path}.strategies: {family.name} has no strategy '{name}'; {hint}"
            )


def parts(total: int, weights: Sequence[float]) -> list[int]:
    """`total` as whole numbers in proportion to the weights (largest remainders, Hamilton's
    method)."""
    all_weights = sum(weights)
    exact = [total * weight / all_weights for weight in weights]
    sizes = [int(size) for size in exact]
    order = sorted(range(len(weights)), key=lambda i: (sizes[i] - exact[i], i))
    for i in order[: total - sum(sizes)]:
        sizes[i] += 1
    return sizes


__all__ = [
    "SPLITS",
    "Curriculum",
    "CurriculumError",
    "KnobError",
    "Source",
    "Stage",
    "parts",
    "weighted",
]
