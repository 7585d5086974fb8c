"""Draws problems in memory, for users of the library; datasets on disk are planned and built by
pipelines/dataset."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from curricula.approaches import read_approaches, strategies_by_approach
from curricula.curriculum import CurriculumError, Source, Stage, check_stage
from generators import catalog
from generators.arguments import check_text, check_whole, wrong_type
from generators.family import Family
from generators.knobs import KnobValue
from generators.problem import Problem, Setting
from generators.solution import Solution

PATIENCE = 1_000  # draws without a new problem before a family counts as exhausted


class Drawn(NamedTuple):
    """A problem with its solutions by distinct strategies, every step decided."""

    problem: Problem[Any]
    solutions: list[Solution]

    def _repr_markdown_(self) -> str:
        shown = [self.problem, *self.solutions]
        return "\n\n".join([each._repr_markdown_() or "" for each in shown])


def families(domain: str | None = None) -> list[Family[Any]]:
    """All families, or those of one domain, by name. Raises UnknownFamily, a ValueError."""
    return [catalog.family(name) for name in catalog.names(domain)]


def generate(
    family: str | Family[Any],
    difficulty: int = 3,
    strategies: int | Mapping[str, float] = 4,
    size: int = 10,
    seed: int = 0,
    knobs: Mapping[str, KnobValue] | None = None,
    choices: Mapping[str, Any] | None = None,
    approach: str | Sequence[str] = (),
) -> Iterator[Drawn]:
    """`size` distinct problems of a family, each solved by `strategies` of its strategies (a
    number, or a mixture by weight of which one is drawn), those of some approaches alone where they
    are named, such as `approach="backward"`. What is asked for is checked at once, problems are
    drawn as they are taken. Raises CurriculumError, a ValueError, for what does not exist, or where
    problems run out; WrongType, a TypeError too, for values of another type."""
    named = family.name if isinstance(family, Family) else check_text("family", family)
    if isinstance(strategies, Mapping):
        weights = {check_text("strategies", name): weight for name, weight in strategies.items()}
    approaches = read_approaches(approach)
    among = strategies_by_approach([catalog.family(named)], approaches) if approaches else ()
    stage = Stage(
        "sft",
        check_whole("size", size),
        (Source(named, check_whole("difficulty", difficulty), mapping("knobs", knobs)),),
        weights if isinstance(strategies, Mapping) else check_whole("strategies", strategies),
        among,
        choices=mapping("choices", choices),
    )
    check_stage("generate", stage)
    setting = stage.sources[0].setting()
    if size > setting.capacity.problems:
        raise CurriculumError(
            f"{named} at difficulty {difficulty} holds {setting.capacity} distinct problems;"
            f" {size:,} were asked for"
        )
    return drawn(stage, setting, check_whole("seed", seed))


def mapping(name: str, value: Any) -> dict[str, Any]:
    """A mapping of names, empty for none. Raises WrongType."""
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        raise wrong_type(name, value, "a mapping of names to values")
    return {check_text(name, key): each for key, each in value.items()}


def drawn(stage: Stage, setting: Setting[Any], seed: int) -> Iterator[Drawn]:
    """The problems of a stage with one source, each once."""
    size = stage.size
    known: set[bytes] = set()
    index, last = 0, 0
    while len(known) < size:
        problem = setting.problem(seed, index)
        if problem.key not in known and stage.takes(problem):
            known.add(problem.key)
            last = index
            solved = [
                problem.solve(name, **stage.choices_for(problem.family, name))
                for name in stage.chosen(problem)
            ]
            yield Drawn(problem, solved)
        elif index - last > PATIENCE + 50 * size:
            raise CurriculumError(
                f"{setting.family.name} at difficulty {setting.difficulty} gave only"
                f" {len(known):,} of {size:,} problems that admit these strategies"
            )
        index += 1
