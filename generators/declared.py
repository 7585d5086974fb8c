"""What is wrong with how a family is declared, before any problem is drawn: each in one line, with
the field, what came and what is allowed."""

from collections.abc import Iterator
from typing import Any

from generators.answers.answer import FORMS, KINDS
from generators.family import Family, Faulty
from generators.knobs import Knob, KnobError

LEVELS = 5  # difficulties


def check_declared(family: Family[Any]) -> None:
    """Raises Faulty with the first thing that is wrong."""
    for reason in declaration_faults(family):
        raise Faulty(f"{family.name}: {reason}")


def declaration_faults(family: Family[Any]) -> Iterator[str]:
    if family.answer_kind not in KINDS:
        yield f"answer_kind is one of {', '.join(KINDS)}, not {family.answer_kind!r}"
    if family.answer_form not in FORMS:
        known = ", ".join([repr(form) for form in FORMS])
        yield f"answer_form is one of {known}, not {family.answer_form!r}"
    statements: Any = family.statements
    if isinstance(statements, str) or not statements:
        yield "statements is a tuple of texts or functions; with one of them write (text,)"
    elif any(not is_shown(getattr(one, "text", one)) for one in statements):
        yield "each of the statements is a text, a function of params, or a Frame of one"
    yield from closing_faults("closings", family.closings)
    for one in statements:
        yield from closing_faults("the closings of a Frame", getattr(one, "closings", ()))
    if not isinstance(family.params, type) or not hasattr(family.params, "__dataclass_fields__"):
        yield "params is a class decorated with @dataclass(frozen=True, slots=True)"
    for name, knob in family.knobs.items():
        yield from knob_faults(name, knob)


def is_shown(text: Any) -> bool:
    return isinstance(text, str) or callable(text)


def closing_faults(name: str, closings: Any) -> Iterator[str]:
    """What is wrong with sentences that end solutions."""
    if isinstance(closings, str) or not all([is_shown(closing) for closing in closings]):
        yield f"{name} is a tuple of texts or functions of params; with one of them write (text,)"
    elif any([isinstance(closing, str) and "{answer}" not in closing for closing in closings]):
        yield f"{name}: each of the sentences shows {{answer}}"


def knob_faults(name: str, knob: Any) -> Iterator[str]:
    if not isinstance(knob, Knob):
        yield f"knob {name} is no Knob(words, levels, allowed)"
        return
    if len(knob.levels) != LEVELS:
        yield (
            f"knob {name} has {len(knob.levels)} levels; there are {LEVELS} levels,"
            " one for each difficulty"
        )
        return
    for level in knob.levels:
        try:
            knob.checked(name, level)
        except KnobError as error:
            yield str(error)
