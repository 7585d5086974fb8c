"""Draws problems in memory, for users of the library; datasets on disk are planned and built by
pipelines/dataset."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from curricula.curriculum import CurriculumError, Source, Stage, check_stage
from generators import catalog
from generators.family import Family
from generators.knobs import KnobValue
from generators.problem import Problem
from generators.solution import Solution

PATIENCE = 1_000  # draws without a new problem before a family counts as exhausted


class Drawn(NamedTuple):
    """A problem with its solutions by distinct strategies, every step decided."""

    problem: Problem[Any]
    solutions: list[Solution]


def families(domain: str | None = None) -> list[Family[Any]]:
    """All families, or those of one domain, by name. Raises UnknownFamily, a ValueError."""
    return [catalog.family(name) for name in catalog.names(domain)]


def generate(
    family: str,
    difficulty: int = 3,
    strategies: int | Mapping[str, float] = 4,
    size: int = 10,
    seed: int = 0,
    knobs: Mapping[str, KnobValue] | None = None,
    choices: Mapping[str, Any] | None = None,
) -> Iterator[Drawn]:
    """`size` distinct problems of a family, each solved by `strategies` of its strategies (a
    number, or a mixture by weight of which one is drawn). Raises CurriculumError, a ValueError, for
    what does not exist, or where problems run out."""
    stage = Stage(
        "sft",
        size,
        (Source(family, difficulty, dict(knobs or {})),),
        strategies,
        choices=dict(choices or {}),
    )
    check_stage("generate", stage)
    setting = stage.sources[0].setting()
    if size > setting.capacity.problems:
        raise CurriculumError(
            f"{family} at difficulty {difficulty} holds {setting.capacity} distinct problems;"
            f" {size:,} were asked for"
        )
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
                f"{family} at difficulty {difficulty} gave only {len(known):,} of {size:,} problems"
                " that admit these strategies"
            )
        index += 1
