"""Turns what a user asks for in words, such as `--strategies 4 --difficulty 2-3 --knob steps=2-5`,
into a curriculum."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import chain, product

from curricula.curriculum import SHARES, Curriculum, CurriculumError, Source, Stage, parts
from curricula.split import STAGES
from curricula.style import PLAIN, style_or_wording
from generators import catalog
from generators.family import Family
from generators.knobs import KnobValue, read_value
from generators.problem import DIFFICULTIES

STRATEGIES = 4
SIZE = 1_000


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


def read_shares(text: str) -> dict[str, float]:
    """`sft=.45,rl=.45,eval=.1`. Raises CurriculumError."""
    shares = {}
    for name, value in read_pairs("--stages", [part for part in text.split(",") if part]).items():
        try:
            shares[name] = float(value)
        except ValueError as error:
            raise CurriculumError(f"--stages: '{value}' is not a number") from error
        if name not in STAGES:
            raise CurriculumError(f"--stages: '{name}' is not one of {', '.join(STAGES)}")
    if (
        not shares
        or any(not 0 <= share <= 1 for share in shares.values())
        or abs(sum(shares.values()) - 1) > 1e-9
    ):
        raise CurriculumError(
            f"--stages: the shares in '{text}' do not add up to 1, as in sft=.45,rl=.45,eval=.1"
        )
    return {name: share for name, share in shares.items() if share > 0}


def choose_families(
    names: Sequence[str], domain: str | None, count: int, strategies: Sequence[str]
) -> list[Family]:
    """The families named, or all that have enough of the strategies. Raises CurriculumError saying
    what is possible."""
    chosen = [catalog.family(name) for name in dict.fromkeys(names)]
    if domain is not None:
        chosen = (
            [family for family in chosen if family.domain == domain]
            if names
            else [catalog.family(name) for name in catalog.names(domain)]
        )
    elif not names:
        chosen = [catalog.family(name) for name in catalog.names()]

    def enough(family: Family) -> int:
        return len([name for name in family.strategies if not strategies or name in strategies])

    if names:
        for family in chosen:
            if enough(family) < count:
                which = f" of {', '.join(strategies)}" if strategies else ""
                raise CurriculumError(
                    f"{family.name} has {enough(family)} strategies{which}, not {count};"
                    f" it has {', '.join(family.strategies)}:"
                    f" ask for --strategies {max(1, enough(family))} or fewer"
                )
        return chosen
    able = [family for family in chosen if enough(family) >= count]
    if not able:
        most = max((enough(family) for family in chosen), default=0)
        raise CurriculumError(
            f"no family here has {count} such strategies; the most that one has is {most}"
        )
    return able


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
            raise CurriculumError(
                f"--knob: no chosen family has a knob '{name}'; they have {', '.join(known)}"
            )
    return {
        family.name: {name: value for name, value in pairs.items() if name in family.knobs}
        for family in families
    }


def plain_curriculum(
    strategies: int | None = None,
    difficulty: str = "3",
    family: Sequence[str] = (),
    domain: str | None = None,
    strategy: Sequence[str] = (),
    knob: Sequence[str] = (),
    stages: str = "",
    choice: Sequence[str] = (),
    style: str = PLAIN,
    template: str = "plain",
    size: int = SIZE,
    seed: int = 0,
    wording: str | None = None,
) -> Curriculum:
    """One dataset over the chosen families, its problems shared out to the stages. `wording` is the
    old name of `style`. Raises CurriculumError, UnknownFamily or KnobError, all RequestErrors,
    saying what is possible."""
    if wording is not None:
        style = style_or_wording(None, wording, "style", "wording")
    count = (
        strategies if strategies is not None else min(STRATEGIES, len(set(strategy)) or STRATEGIES)
    )
    if count < 1:
        raise CurriculumError(f"--strategies: {count} is not at least 1")
    if size < 1:
        raise CurriculumError(f"--size: {size} is not at least 1")
    rungs = read_difficulties(difficulty)
    families = choose_families(family, domain, count, strategy)
    knobs = choose_knobs(families, knob)
    known = set(chain.from_iterable([chosen.strategies for chosen in families]))
    for name in strategy:
        if name not in known:
            raise CurriculumError(
                f"--strategy: no chosen family has a strategy '{name}';"
                f" they have {', '.join(sorted(known))}"
            )
    sources = tuple(
        [Source(chosen.name, rung, knobs[chosen.name]) for chosen, rung in product(families, rungs)]
    )
    shares = read_shares(stages) if stages else dict(SHARES)
    sizes = parts(size, list(shares.values()))
    choices = read_pairs("--choice", choice)
    drawn = tuple(
        Stage(name, part, sources, count, tuple(strategy), choices)
        for name, part in zip(shares, sizes, strict=True)
        if part
    )
    return Curriculum("curricula", drawn, seed, style, template, shares).checked()


def adapted(
    curriculum: Curriculum,
    seed: int | None,
    style: str | None,
    template: str | None,
    knob: Sequence[str],
    choice: Sequence[str],
) -> Curriculum:
    """A curriculum of a file or a study with another seed, style, template, or with knobs and
    choices replaced."""
    sources = chain.from_iterable([stage.sources for stage in curriculum.stages])
    families = [catalog.family(source.family) for source in sources]
    knobs = choose_knobs(families, knob)
    choices: Mapping[str, str] = read_pairs("--choice", choice)
    stages = tuple(
        replace(
            stage,
            sources=tuple(
                replace(source, knobs={**source.knobs, **knobs[source.family]})
                for source in stage.sources
            ),
            choices={**stage.choices, **choices},
        )
        for stage in curriculum.stages
    )
    return replace(
        curriculum,
        stages=stages,
        seed=curriculum.seed if seed is None else seed,
        style=style or curriculum.style,
        template=template or curriculum.template,
    ).checked()
