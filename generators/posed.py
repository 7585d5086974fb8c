"""What the writing of texts needs to know of a problem: what it is called, asks and concludes, not
how it is drawn or solved."""

from collections.abc import Sequence
from typing import Any, Protocol

from generators.arguments import brief
from generators.claims.claim import Claim
from generators.errors import FamilyError
from generators.family import Family


def a_text(value: Any) -> str:
    """What one of a family's functions gives, where it is a text. Raises FamilyError."""
    if not isinstance(value, str):
        raise FamilyError(f"it gives {brief(value)}; give a text")
    return value


class Posed(Protocol):
    """A problem that is put in words; a Problem (problem.py) is one."""

    id: str
    family: Family[Any]
    params: Any
    names: Sequence[str] | None

    @property
    def posed(self) -> str:
        """The statement, its maths between backquotes."""
        ...

    @property
    def answer(self) -> str:
        """The answer in canonical text."""
        ...

    @property
    def closings(self) -> Sequence[Any]:
        """Phrasings of a solution's last sentence."""
        ...

    def lead(self, strategy: str) -> str:
        """What a solution by a strategy says first, where the statement does not show what it
        speaks of."""
        ...

    @property
    def conclusion(self) -> Claim:
        """The claim that ties the answer to the statement."""
        ...
