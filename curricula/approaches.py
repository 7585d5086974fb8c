"""Strategies by their approach: whether one works forward from what is given, backward from what is
asked, by algebra, by trying all cases, by going over to another problem, or by an estimate that is
put right."""

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any

from curricula.curriculum import CurriculumError
from generators.arguments import SHOWN, check_texts, meant
from generators.family import APPROACHES, Family


def read_approaches(asked: str | Sequence[str]) -> tuple[str, ...]:
    """`forward,backward`, or several such texts, as approaches in the usual order; names may be
    written with `-` or a blank for `_`. Raises CurriculumError, or WrongType for what is no
    text."""
    texts = check_texts("approach", asked)
    parts = chain.from_iterable([text.split(",") for text in texts])
    names = [part.strip().lower().replace("-", "_").replace(" ", "_") for part in parts]
    for name in names:
        if name not in APPROACHES:
            raise CurriculumError(
                f"--approach: '{name[:SHOWN]}' is no approach; {meant(name, APPROACHES)}"
            )
    return tuple([approach for approach in APPROACHES if approach in names])


def strategies_by_approach(
    families: Iterable[Family[Any]], approaches: Sequence[str]
) -> tuple[str, ...]:
    """The names of the families' strategies that are of one of the approaches. A name that is of
    another approach in another of the families is left out, so that no row is of one that was not
    asked for. Raises CurriculumError where none is left."""
    found: dict[str, None] = {}
    others: set[str] = set()
    unfit: set[str] = set()
    for family in families:
        for strategy in family.strategies.values():
            if strategy.approach in approaches:
                found[strategy.name] = None
            else:
                others.add(strategy.approach)
                unfit.add(strategy.name)
    named = tuple([name for name in found if name not in unfit])
    if not named:
        listed = ", ".join([name for name in APPROACHES if name in others])
        raise CurriculumError(
            f"--approach: no chosen family has a strategy that is {' or '.join(approaches)};"
            f" theirs are {listed}"
        )
    return named
