"""The family and the params of a row's problem, and what the family tells of it."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from generators import catalog
from generators.claims.remembered import Remembered
from generators.family import Family

KEPT = 8_192  # problems whose params are remembered


class FamilyParams(NamedTuple):
    """A family, and the params of one of its problems."""

    family: Family[Any]
    params: Any


def params_of(row: Mapping[str, Any]) -> FamilyParams | None:
    """The family and params that a row names; None where the family is not here, or where the
    params are not its own."""
    try:
        return PARAMS[row["family"], row["params"]]
    except (ValueError, TypeError, LookupError, AttributeError):
        return None


def options_of(row: Mapping[str, Any]) -> int | None:
    """Among how many answers a guess at a row's problem chooses; None where guessing is hopeless,
    or where the row's family is not here."""
    problem = params_of(row)
    if problem is None or problem.family.options is None:
        return None
    return problem.family.options(problem.params)


def shortcuts_of(row: Mapping[str, Any]) -> tuple[str, ...]:
    """The shortcuts of a row's family by which this problem's right answer is reached."""
    problem = params_of(row)
    if problem is None:
        return ()
    shortcuts = problem.family.shortcuts
    return tuple([name for name, takes in shortcuts.items() if takes(problem.params)])


def load_params(address: tuple[str, str]) -> FamilyParams:
    """The family of that name, and the params of that text."""
    family = catalog.family(address[0])
    return FamilyParams(family, family.load(address[1]))


PARAMS: Remembered[tuple[str, str], FamilyParams] = Remembered(load_params, limit=KEPT)
