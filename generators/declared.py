"""What is wrong with how a family is declared, before any problem is drawn: each in one line, with
the field, what came and what is allowed."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from inspect import signature
from typing import Any

from generators.answers.answer import FORMS, KINDS
from generators.arguments import brief
from generators.family import NONE_APPLIES, Capacity, Family, Faulty, Strategy
from generators.knobs import Knob, KnobError
from generators.whereabouts import file_name

LEVELS = 5  # difficulties
# the functions of a family, with what they are called with; those below may be left out
FUNCTIONS = {
    "sample": ("stream", "knobs"),
    "answer": ("p",),
    "conclusion": ("p", "answer"),
    "key": ("p",),
    "capacity": ("knobs",),
}
FURTHER_FUNCTIONS = {
    "mathematics": ("p",),
    "kind_of": ("p",),
    "type_of": ("p",),
    "names": ("p",),
    "check": ("p", "answer"),
    "terse": ("p",),
    "terse_story": ("p",),
    "drill": ("p", "stream"),
    "trace": ("p", "text"),
    "options": ("p",),
}


@lru_cache(maxsize=1_024)
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
    yield from text_faults(family)
    yield from params_faults(family.params)
    for name, arguments in FUNCTIONS.items():
        yield from function_faults(name, getattr(family, name), arguments)
    for name, arguments in FURTHER_FUNCTIONS.items():
        if getattr(family, name) is not None:
            yield from function_faults(name, getattr(family, name), arguments)
    if not isinstance(family.knobs, Mapping):
        yield f'knobs is a dictionary, {{"size": Knob(...)}}, not {brief(family.knobs)}'
    for name, knob in family.knobs.items():
        yield from knob_faults(name, knob)
    yield from further_faults(family)
    if not family.strategies:
        yield "no strategies; write one under @FAMILY.strategy(approach=...)"
    if all([strategy.when for strategy in family.strategies.values()]):
        yield NONE_APPLIES
    for strategy in family.strategies.values():
        yield from strategy_faults(strategy)


def text_faults(family: Family[Any]) -> Iterator[str]:
    """What is wrong with a family's statements and closings."""
    statements: Any = family.statements
    if not is_list(statements) or not statements:
        yield "statements is a tuple of texts or functions; with one of them write (text,)"
    elif any([not is_shown(getattr(one, "text", one)) for one in statements]):
        yield "each of the statements is a text, a function of params, or a Frame of one"
    yield from closing_faults("closings", family.closings)
    for number, one in enumerate(statements):
        yield from closing_faults("the closings of a Frame", getattr(one, "closings", ()))
        text = getattr(one, "text", one)
        if not isinstance(text, str):
            yield from function_faults(f"statement {number}", text, ("p",))
        if getattr(one, "lead", None) is not None:
            yield from function_faults(f"lead of statement {number}", one.lead, ("p", "strategy"))
    if not isinstance(family.closing, str):
        yield f"closing is one text, not {brief(family.closing)}; several stand in closings"


def is_list(value: Any) -> bool:
    """Whether it can be gone through again and again, and is no single text."""
    return isinstance(value, Sequence) and not isinstance(value, str)


def is_shown(text: Any) -> bool:
    return isinstance(text, str) or callable(text)


def closing_faults(name: str, closings: Any) -> Iterator[str]:
    """What is wrong with sentences that end solutions."""
    if not is_list(closings) or not all([is_shown(closing) for closing in closings]):
        yield f"{name} is a tuple of texts or functions of params; with one of them write (text,)"
    elif any([isinstance(closing, str) and "{answer}" not in closing for closing in closings]):
        yield f"{name}: each of the sentences shows {{answer}}"
    for closing in closings:
        if not isinstance(closing, str):
            yield from function_faults(f"one of {name}", closing, ("p",))


def params_faults(params: Any) -> Iterator[str]:
    """What is wrong with the class of params."""
    if not isinstance(params, type) or not hasattr(params, "__dataclass_fields__"):
        yield "params is a class decorated with @dataclass(frozen=True, slots=True)"
    elif not params.__dataclass_params__.frozen:
        yield "params may not change; decorate their class with @dataclass(frozen=True, slots=True)"
    for name, field in getattr(params, "__dataclass_fields__", {}).items():
        if not field.init:
            yield f"params: {name} has init=False, so no file gives it back; make it a property"


def function_faults(name: str, function: Any, arguments: tuple[str, ...]) -> Iterator[str]:
    """What is wrong with one of a family's functions, which is called with so many arguments."""
    wanted = f"a function of ({', '.join(arguments)})"
    if not callable(function):
        yield f"{name} is {wanted}, not {brief(function)}"
    elif not takes(function, len(arguments)):
        yield f"{name} is {wanted}; {written_at(function)} takes {signature(function)}"


def takes(function: Any, count: int) -> bool:
    """Whether a function can be called with so many arguments."""
    try:
        signature(function).bind(*range(count))
    except TypeError:
        return False
    except ValueError:  # a function of Python's own that does not say
        return True
    return True


def written_at(function: Any) -> str:
    """`name (file:line)` of a function."""
    name = getattr(function, "__name__", type(function).__name__)
    code = getattr(function, "__code__", None)
    return f"{name} ({file_name(code.co_filename)}:{code.co_firstlineno})" if code else name


def further_faults(family: Family[Any]) -> Iterator[str]:
    """What is wrong with fields that may be left out."""
    types: Any = family.types
    if not is_list(types) or not all([isinstance(one, str) for one in types]):
        yield 'types is a tuple of texts; with one of them write ("text",)'
    if bool(types) != (family.type_of is not None):
        yield "types and type_of go together; give both or neither"
    counted: Any = family.counted
    if not is_list(counted) or not all([isinstance(one, Capacity) for one in counted]):
        yield "counted is a tuple of what capacity gives, Capacity(problems), at difficulty 1 to 5"
    if len(counted) not in (0, LEVELS):
        yield f"counted has {len(counted)} of them; there are {LEVELS}, one for each difficulty"
    for name, field in (("shortcuts", family.shortcuts), ("exceptions", family.exceptions)):
        if not isinstance(field, Mapping):
            yield f"{name} is a dictionary, not {brief(field)}"
    for name, shortcut in family.shortcuts.items():
        yield from function_faults(f"shortcut {name}", shortcut, ("p",))
    for name, reason in family.exceptions.items():
        if not isinstance(reason, str) or not reason:
            yield f"exceptions: {name} needs a reason, a text"


def strategy_faults(strategy: Strategy[Any]) -> Iterator[str]:
    of = f"of strategy {strategy.name}"
    yield from function_faults(f"run {of}", strategy.run, ("p",))
    if strategy.when is not None:
        yield from function_faults(f"when {of}", strategy.when, ("p",))
    for name, text in (("formula", strategy.formula), *[("opening", o) for o in strategy.opening]):
        if not is_shown(text):
            yield f"{name} {of} is a text or a function of params, not {brief(text)}"
        elif not isinstance(text, str):
            yield from function_faults(f"{name} {of}", text, ("p",))


def knob_faults(name: Any, knob: Any) -> Iterator[str]:
    if not isinstance(name, str) or not name.isidentifier():
        yield f"knob {name!r}: its name is made of letters, digits and _, and begins with a letter"
    if not isinstance(knob, Knob):
        yield f"knob {name} is no Knob(words, levels, allowed)"
        return
    if not is_list(knob.levels):
        yield f"knob {name}: its levels are a tuple of {LEVELS}, not {brief(knob.levels)}"
    if len(knob.levels) != LEVELS:
        yield (
            f"knob {name} has {len(knob.levels)} levels; there are {LEVELS} levels,"
            " one for each difficulty"
        )
        return
    shapes = {len(level) if isinstance(level, tuple) else type(level) for level in knob.levels}
    if shapes not in ({int}, {2}, {str}):
        yield (
            f"knob {name}: its levels are whole numbers, or ranges (low, high), or texts, all"
            f" alike; not {brief(knob.levels)}"
        )
    kind = str if shapes == {str} else int
    allowed: Any = knob.allowed
    if not is_list(allowed) or not all([isinstance(one, kind) for one in allowed]):
        allowed = ()
    if not allowed or (kind is int and len(allowed) != 2):
        wanted = "the possible texts" if kind is str else "(lowest, highest)"
        yield f"knob {name}: what is allowed is {wanted}, not {brief(knob.allowed)}"
    if knob.rule is not None:
        yield from function_faults(f"rule of knob {name}", knob.rule, ("number",))
    for level in knob.levels:
        try:
            knob.checked(name, level)
        except KnobError as error:
            yield str(error)
