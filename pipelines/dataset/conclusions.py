"""Whether a solution's conclusion says that its answer is the answer: where the family is there,
its conclusion is made again from the row's params and answer and must be the row's last claim.

Whether that claim holds is decided as that of every other step. Where the family is missing, or the
row was drawn by another draw version, whose conclusions may be written otherwise, each number of
the answer must stand in the conclusion, and that is all that can be said.
"""

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from generators import catalog
from generators.answers.answer import canonical, parse
from generators.answers.listing import entry_text
from generators.claims.surds import SURD
from generators.errors import CurriculaError
from generators.family import Family

NUMBER = re.compile(r"-?\d+(?:/\d+|\.\d+)?", re.ASCII)
RADICAND = re.compile(r"sqrt\((\d+)\)", re.ASCII)
RELATION = re.compile(r"[=<>|]")
LONGEST = 100_000  # characters of params, which a family's code works on


class Families:
    """The families that rows name, each imported when it is first met. `missing` says of those that
    are not here why not."""

    def __init__(self) -> None:
        self.found: dict[str, Family[Any]] = {}
        self.missing: dict[str, str] = {}

    def get(self, name: str | None) -> Family[Any] | None:
        """The family of that name, its functions made known to claims; None where it is missing, or
        a row names none."""
        name = name or ""
        if name not in self.found and name not in self.missing:
            try:
                family = catalog.family(name)
                _ = family.written
                self.found[name] = family
            except CurriculaError as error:
                self.missing[name] = str(error)
        return self.found.get(name)


def conclusion_faults(
    row: dict[str, Any], solution: dict[str, Any], family: Family[Any] | None
) -> Iterator[str]:
    """Why the last claim of a solution is not the conclusion of its answer."""
    written, answer = solution["steps"][-1]["claim"], solution["answer"]
    if family is None:
        for number in numbers_lacking(written, answer, row["answer_kind"], row["names"])[:1]:
            yield f"its answer is {answer}, but {number} is not in its conclusion {written[:120]}"
        return
    made, trouble = "", None
    try:
        params = family.load(row["params"][:LONGEST])
        for value in values_of(answer, row["names"], params, family):
            try:
                made = family.conclusion(params, value).text()
            except Exception as error:
                trouble = error
            if said(made) == said(written):
                return
    except Exception as error:  # what stands in a file may be anything, and so what a family does
        trouble = error
    if made:
        yield f"its answer is {answer}, so its conclusion is {made[:120]}, not {written[:120]}"
    else:
        yield f"its params and answer {answer[:40]} have no conclusion by {family.name}: {trouble}"


def said(claim: str) -> str:
    """What a claim says, where it only gives the value of its subject: `term(2; 3) :: 5` says the
    same as `term(2; 3) = 5`."""
    subject, separated, assertion = claim.rpartition(" :: ")
    return f"{subject} = {assertion}" if separated and not RELATION.search(claim) else claim


def values_of(
    answer: str, names: list[str] | None, params: Any, family: Family[Any]
) -> Iterator[Any]:
    """The values that an answer's text may stand for: the number of a symbol; else what the text is
    read as, and after it the family's own value of that text, which may be of another type. Raises
    Unreadable, ValueError or what the family's code does."""
    if names is not None:
        yield names.index(answer)
        return
    kind = family.kind_for(params)
    value = parse(kind, answer)
    yield value
    if kind in ("set", "tuple"):  # members such as 1 + sqrt(2) are texts where families make them
        plain = (int, Fraction)
        members = [one if isinstance(one, plain) else entry_text(one) for one in value]
        yield frozenset(members) if kind == "set" else tuple(members)
    own = family.answer(params)
    if canonical(kind, own, family.answer_form) == answer:
        yield own


def numbers_lacking(conclusion: str, answer: str, kind: str, names: list[str] | None) -> list[str]:
    """The numbers of an answer that stand nowhere in its conclusion; a symbol is the number that it
    stands for."""
    if kind == "symbol" and names is not None:
        answer = str(names.index(answer)) if answer in names else answer
    elif kind in ("symbol", "boolean", "text"):
        return []
    shown = {value_of(number) for number in NUMBER.findall(conclusion)}
    # of a + b*sqrt(c), which may stand over one line as (d + e*sqrt(c))/f, c alone is the same, and
    # of a + b*i nothing
    asked = (RADICAND if SURD.search(answer) else NUMBER).findall(answer)
    return [number for number in asked if value_of(number) not in shown]


def value_of(number: str) -> Fraction:
    """The value of a number's text, without its sign: a minus may belong to what stands before."""
    above, _, below = number.lstrip("-").partition("/")
    return Fraction(above) / (int(below or 1) or 1)
