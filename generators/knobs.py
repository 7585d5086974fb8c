"""Knobs: the named axes of difficulty of a family, each with a value for difficulty 1 to 5."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from generators.errors import RequestError

KnobValue = int | str | tuple[int, int]
Knobs = Mapping[str, Any]
WRITTEN = re.compile(r"(-?\d{1,19})(?:-(-?\d{1,19}))?", re.ASCII)  # a number or a range


class KnobError(RequestError):
    """A knob, or a value for one, that does not exist; the message says what is possible."""


class Knob(NamedTuple):
    """One axis. `levels` holds its value at difficulty 1 to 5: a whole number, a range (low, high)
    to draw from, or a text. `allowed` bounds what a user may set: (lowest, highest), or the options
    of a text; several options are joined by `|`. `rule` is a further condition on a number, which
    `doc` names. A `later` knob joined a family of which problems had been drawn: where it has its
    usual value it is left out of their addresses, so that they are drawn as before."""

    doc: str
    levels: Sequence[KnobValue]
    allowed: Sequence[int | str]
    rule: Callable[[int], bool] | None = None
    later: bool = False

    def checked(self, name: str, value: KnobValue) -> KnobValue:
        """The value in this knob's own shape. Raises KnobError."""
        if isinstance(self.levels[0], str):
            options = [str(option) for option in self.allowed]
            chosen = str(value).split("|")
            if not all(option in options for option in chosen) or len(set(chosen)) != len(chosen):
                raise KnobError(
                    f"knob {name}: '{value}' is not one of {', '.join(options)} "
                    "(join several with |)"
                )
            return str(value)
        lowest, highest = (int(end) for end in self.allowed)
        ends: Any = value if isinstance(value, tuple) else (value, value)
        if (
            len(ends) != 2
            or not all(isinstance(end, int) and lowest <= end <= highest for end in ends)
            or ends[0] > ends[1]
        ):
            raise KnobError(
                f"knob {name}: {show_value(value)} is not a number or a range LOW-HIGH "
                f"within {show_value((lowest, highest))}"
            )
        if self.rule is not None and not all(self.rule(end) for end in ends):
            raise KnobError(f"knob {name}: {show_value(value)} is not {self.doc}")
        if isinstance(self.levels[0], tuple):
            return ends
        if ends[0] != ends[1]:
            raise KnobError(
                f"knob {name}: takes one number within {show_value((lowest, highest))}, "
                f"not the range {show_value(value)}"
            )
        return ends[0]


def read_value(text: str) -> KnobValue:
    """`3`, `-3`, `2-5`, `-5--2` or a text, as a user writes a knob's value."""
    written = WRITTEN.fullmatch(text)
    if written is None:
        return text
    low, high = written.groups()
    return int(low) if high is None else (int(low), int(high))


def show_value(value: KnobValue) -> str:
    """The value as a user writes it."""
    return f"{value[0]}-{value[1]}" if isinstance(value, tuple) else str(value)
