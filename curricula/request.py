"""Turns what a user asks for in words, such as `--strategies 4 --difficulty 2-3 --knob steps=2-5`,
into a curriculum."""

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import chain, product
from typing import Any, NamedTuple

from curricula.approaches import read_approaches, strategies_by_approach
from curricula.curriculum import (
    MOST_BACKTRACKS,
    Curriculum,
    CurriculumError,
    Source,
    Stage,
    check_wrong_turns,
    parts,
)
from curricula.serving import Served, rungs_shown, served
from curricula.split import OWNERS, STAGES
from curricula.style import LATEX, style_or_wording, usual_template
from curricula.wrong_turns import unturned
from generators import catalog
from generators.arguments import SHOWN, meant
from generators.errors import Notice
from generators.family import Family
from generators.knobs import KnobValue, read_value
from generators.problem import DIFFICULTIES

STRATEGIES = 4
SIZE = 1_000
SIZES = {"sft": 0.45, "rl": 0.45, "eval": 0.1}  # of a dataset, by stage


class LeftOut(Notice):
    """Families or difficulties that a request cannot have are left out; the text says why."""


def read_pairs(option: str, texts: Sequence[str]) -> dict[str, str]:
    """`name=value` texts as a mapping. Raises CurriculumError."""
    pairs = {}
    for text in texts:
        name, equals, value = text.partition("=")
        if not equals or not name or not value:
            raise CurriculumError(f"{option}: '{text}' is not NAME=VALUE")
        pairs[name.strip()] = value.strip()
    return pairs


def read_difficulties(text: str) -> range:
    """`3` or `2-4`. Raises CurriculumError."""
    value = read_value(text)
    ends = value if isinstance(value, tuple) else (value, value)
    if not all(end in DIFFICULTIES for end in ends) or ends[0] > ends[1]:  # type: ignore[operator]
        raise CurriculumError(
            f"--difficulty: '{text}' is not a number or a range LOW-HIGH within"
            f" {DIFFICULTIES[0]}-{DIFFICULTIES[-1]}"
        )
    return range(int(ends[0]), int(ends[1]) + 1)


def read_sizes(text: str) -> dict[str, float]:
    """`sft=.45,rl=.45,eval=.1`: which part of a dataset each stage is. Raises CurriculumError."""
    shares = {}
    for name, value in read_pairs("--stages", [part for part in text.split(",") if part]).items():
        try:
            shares[name] = float(value)
        except ValueError as error:
            raise CurriculumError(f"--stages: '{value}' is not a number") from error
        if name not in STAGES:
            raise CurriculumError(f"--stages: '{name[:SHOWN]}' is not one of {', '.join(OWNERS)}")
        if not 0 <= shares[name] <= 1:
            raise CurriculumError(f"--stages: '{value}' is not a share from 0 to 1")
    if not shares or abs(sum(shares.values()) - 1) > 1e-9:
        raise CurriculumError(
            f"--stages: the shares in '{text}' do not add up to 1, as in sft=.45,rl=.45,eval=.1"
        )
    return {name: share for name, share in shares.items() if share > 0}


def choose_families(names: Sequence[str], domain: str | None) -> list[Family]:
    """The families named, those of a domain, or all. Raises UnknownFamily, or CurriculumError where
    none is left."""
    chosen = [catalog.family(name) for name in dict.fromkeys(names) or catalog.names(domain)]
    in_domain = [family for family in chosen if domain in (None, family.domain)]
    if not in_domain:
        raise CurriculumError(f"--domain: none of {', '.join(names)} is of the domain '{domain}'")
    return in_domain


def check_strategy_names(families: Sequence[Family], strategies: Sequence[str]) -> None:
    """Raises CurriculumError for a strategy that none of the families has."""
    known = sorted(set(chain.from_iterable([family.strategies for family in families])))
    for name in strategies:
        if name not in known:
            hint = meant(name, known, "they have")
            raise CurriculumError(
                f"--strategy: no chosen family has a strategy '{name[:SHOWN]}'; {hint}"
            )


def strategies_to_draw(
    families: Sequence[Family], named: Sequence[str], approaches: Sequence[str]
) -> tuple[str, ...]:
    """Those of the strategies, or of the ones named, that are of one of the approaches. Raises
    CurriculumError where none is."""
    found = strategies_by_approach(families, approaches)
    left = tuple([name for name in found if not named or name in named])
    if not left:
        raise CurriculumError(
            f"--approach: none of {', '.join(named)} is {' or '.join(approaches)}"
        )
    return left


def fewest_of(families: Sequence[Family], strategies: Sequence[str]) -> int:
    """How many of the strategies a family has that has any: the fewest of all."""
    counts = [len(set(strategies) & set(family.strategies)) for family in families]
    return min(filter(None, counts), default=0)


class Lacking(NamedTuple):
    """A setting that cannot serve a request."""

    source: Source
    served: Served


def serving_sources(sources: Sequence[Source], stage: Stage) -> tuple[list[Source], list[Lacking]]:
    """The sources whose problems admit as many strategies as the stage asks for, and those whose
    do not."""
    outcomes = [(source, served(source, stage)) for source in sources]
    able = [source for source, outcome in outcomes if outcome.most >= stage.asked]
    short = [Lacking(source, outcome) for source, outcome in outcomes if source not in able]
    return able, short


def check_serving(
    able: Sequence[Source], short: Sequence[Lacking], named: Sequence[str], asked: str
) -> None:
    """Tells which settings are left out. Raises CurriculumError where nothing is left of a family
    that was named, or nothing at all."""
    there = {source.family for source in able}
    lost = [family for family in dict.fromkeys(named) if family not in there]
    if able and not lost:
        if short:
            warnings.warn(f"left out: {reasons_of(short)}", LeftOut, stacklevel=3)
        return
    missing = [one for one in short if one.source.family in lost] or short
    most = max([one.served.most for one in missing])
    best = [one for one in missing if one.served.most == most]
    remedy = f"ask for --strategies {most} or fewer" if most else "name others"
    raise CurriculumError(f"--strategies: {asked} are too many: {reasons_of(best)}; {remedy}")


def reasons_of(short: Sequence[Lacking]) -> str:
    """Why settings cannot serve, each reason with the settings that it holds for: `only 4 of 6
    strategies apply to algebra.linear_equation (difficulty 2)`."""
    reasons: dict[str, dict[str, list[int]]] = {}
    for source, outcome in short:
        rungs = reasons.setdefault(str(outcome), {})
        rungs.setdefault(source.family, []).append(source.difficulty)
    told = []
    for reason, families in sorted(reasons.items()):
        listed = [with_rungs(family, rungs) for family, rungs in families.items()]
        told.append(f"{reason} {', '.join(listed)}")
    return "; ".join(told)


def with_rungs(family: str, difficulties: Sequence[int]) -> str:
    """`algebra.linear_equation (difficulty 1, 3-5)`."""
    return f"{family} (difficulty {rungs_shown(difficulties)})"


def read_knobs(option: str, texts: Sequence[str]) -> dict[str, KnobValue]:
    """`steps=2-5` texts as knobs and their values. Raises CurriculumError."""
    return {name: read_value(value) for name, value in read_pairs(option, texts).items()}


def choose_knobs(
    families: Sequence[Family], texts: Sequence[str]
) -> dict[str, dict[str, KnobValue]]:
    """For each family those of the knobs that it has. Raises CurriculumError for a knob that none
    has."""
    pairs = read_knobs("--knob", texts)
    for name in pairs:
        if not any(name in family.knobs for family in families):
            known = sorted(set(chain.from_iterable([family.knobs for family in families])))
            hint = meant(name, known, "they have")
            raise CurriculumError(f"--knob: no chosen family has a knob '{name[:SHOWN]}'; {hint}")
    return {family.name: knobs_of(family, pairs) for family in families}


def knobs_of(family: Family[Any], pairs: Mapping[str, KnobValue]) -> dict[str, KnobValue]:
    return {name: value for name, value in pairs.items() if name in family.knobs}


def plain_curriculum(
    strategies: int | None = None,
    difficulty: str = "3",
    family: Sequence[str] = (),
    domain: str | None = None,
    strategy: Sequence[str] = (),
    knob: Sequence[str] = (),
    stages: str = "",
    choice: Sequence[str] = (),
    style: str = LATEX,
    template: str = "",
    size: int = SIZE,
    seed: int = 0,
    detail: str = "normal",
    label: str = "",
    phrasing: int = 0,
    wording: str | None = None,
    admits: int = 0,
    corrupt: float = 0.0,
    backtracks: str = "",
    check: bool = False,
    approach: Sequence[str] = (),
) -> Curriculum:
    """One dataset over the chosen families, its problems shared out to the stages. Families and
    difficulties whose problems do not admit so many strategies are left out, with a warning.
    Problems are drawn that admit `admits` strategies, where that is more than solve them.
    `approach` names approaches whose strategies are drawn from.
    `corrupt` is the share of sft's solutions that a slip leads astray, `backtracks` how many
    attempts come before them, `check` adds a test of the answer. `wording` is the old name of
    `style`. Raises CurriculumError, UnknownFamily or KnobError, all
    RequestErrors, saying what is possible."""
    if wording is not None:
        style = style_or_wording(None, wording, "style", "wording")
    rungs = read_difficulties(difficulty)
    families = choose_families(family, domain)
    check_strategy_names(families, strategy)
    if approach:
        strategy = strategies_to_draw(families, strategy, read_approaches(approach))
    count = strategies
    if count is None:
        count = min(STRATEGIES, fewest_of(families, strategy) if approach else len(set(strategy)))
        count = count or STRATEGIES
    if count < 1:
        raise CurriculumError(f"--strategies: {count} is not at least 1")
    if admits < 0:
        raise CurriculumError(f"--admits: {admits} is negative")
    if size < 1:
        raise CurriculumError(f"--size: {size} is not at least 1")
    if strategy and not family:  # families that have none of them were not meant
        families = [one for one in families if set(strategy) & set(one.strategies)]
    knobs = choose_knobs(families, knob)
    possible = [
        Source(chosen.name, rung, knobs[chosen.name]) for chosen, rung in product(families, rungs)
    ]
    asking = Stage("sft", size, (), count, tuple(strategy), admits=admits)
    sources, short = serving_sources(possible, asking)
    check_serving(sources, short, family, f"{asking.asked} strategies")
    sizes = read_sizes(stages) if stages else SIZES
    choices = read_pairs("--choice", choice)
    drawn = tuple(
        Stage(name, part, tuple(sources), count, tuple(strategy), choices, admits=admits)
        for name, part in zip(sizes, parts(size, list(sizes.values())), strict=True)
        if part
    )
    drawn = with_wrong_turns(drawn, corrupt, backtracks, check)
    tell_unturned(drawn, style)
    return Curriculum("curricula", drawn, seed, style, template, detail, label, phrasing).checked()


def with_wrong_turns(
    stages: tuple[Stage, ...],
    corrupt: float | None = None,
    backtracks: str | None = None,
    check: bool | None = None,
) -> tuple[Stage, ...]:
    """The stages with these wrong turns in sft, as a user asks for them. Raises CurriculumError."""
    asked: dict[str, Any] = {"corrupt": corrupt, "backtracks": backtracks, "check": check}
    asked = {name: value for name, value in asked.items() if value}
    if not asked:
        return stages
    if not any([stage.name == "sft" for stage in stages]):
        name = next(iter(asked))
        raise CurriculumError(f"--{name}: no stage here is sft, whose solutions it is about")
    if backtracks:
        asked["backtracks"] = read_backtracks(backtracks)
    stages = tuple([replace(s, **asked) if s.name == "sft" else s for s in stages])
    for stage in stages:
        try:
            check_wrong_turns("", stage)
        except CurriculumError as error:
            raise CurriculumError(f"--{str(error).removeprefix('.')}") from error
    return stages


def tell_unturned(stages: Sequence[Stage], style: str) -> None:
    """Tells what of the wrong turns asked for some families cannot have."""
    for reason in unturned(stages, style):
        warnings.warn(reason, LeftOut, stacklevel=3)


def read_backtracks(text: str) -> tuple[int, int]:
    """`2` or `0-3`. Raises CurriculumError."""
    value = read_value(text)
    ends = value if isinstance(value, tuple) else (value, value)
    if not all([isinstance(end, int) for end in ends]):
        raise CurriculumError(
            f"--backtracks: '{text[:40]}' is not a number or a range LOW-HIGH within"
            f" 0-{MOST_BACKTRACKS}"
        )
    return ends  # type: ignore[return-value]


def adapted(
    curriculum: Curriculum,
    seed: int | None,
    style: str | None,
    template: str | None,
    knob: Sequence[str],
    choice: Sequence[str],
    detail: str | None = None,
    label: str | None = None,
    phrasing: int | None = None,
    corrupt: float | None = None,
    backtracks: str | None = None,
    check: bool | None = None,
) -> Curriculum:
    """A curriculum of a file or a study with another seed, style, detail, label, seed of phrasings
    or template, with knobs and choices replaced, or with wrong turns."""
    sources = chain.from_iterable([stage.sources for stage in curriculum.stages])
    families = [catalog.family(source.family) for source in sources]
    knobs = choose_knobs(families, knob)
    choices: Mapping[str, str] = read_pairs("--choice", choice)

    def replaced(stage: Stage) -> Stage:
        sources = [
            replace(source, knobs={**source.knobs, **knobs[source.family]})
            for source in stage.sources
        ]
        return replace(stage, sources=tuple(sources), choices={**stage.choices, **choices})

    stages = tuple(map(replaced, curriculum.stages))
    stages = with_wrong_turns(stages, corrupt, backtracks, check)
    tell_unturned(stages, style or curriculum.style)
    if style and not template and curriculum.template == usual_template(curriculum.style):
        template = usual_template(style)
    return replace(
        curriculum,
        stages=stages,
        seed=curriculum.seed if seed is None else seed,
        style=style or curriculum.style,
        detail=detail or curriculum.detail,
        label=label or curriculum.label,
        phrasing=curriculum.phrasing if phrasing is None else phrasing,
        template=template or curriculum.template,
    ).checked()
