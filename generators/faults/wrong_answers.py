"""Plausible wrong answers to a problem: a digit off, a sign lost, two entries swapped, a number met
on the way."""

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import chain, product
from typing import Any

from generators.answers.interval import EVERYTHING
from generators.errors import FamilyError
from generators.problem import Problem
from generators.stream import Stream

NUMBER = re.compile(r"\d+", re.ASCII)
TRIES = 200
MET = 8  # numbers met on the way that are offered


def wrong_answers(problem: Problem[Any], count: int, stream: Stream) -> list[str]:
    """That many different wrong answers in canonical text, each of the answer's own kind; fewer
    where there are not so many, such as one to a question of true or false. No conclusion with one
    of them holds."""
    return [
        problem.answer_text(value)
        for _, value in zip(range(count), wrong_values(problem, stream), strict=False)
    ]


def wrong_values(problem: Problem[Any], stream: Stream) -> Iterator[Any]:
    """Wrong answers as values, each once."""
    seen = {problem.answer}
    for value in candidates(problem, stream):
        text = text_of(problem, value)
        if text is not None and text not in seen:
            seen.add(text)
            if not concludes(problem, value):
                yield value


def text_of(problem: Problem[Any], value: Any) -> str | None:
    """The canonical text of a value; None where it is no answer of this kind."""
    if problem.names is not None and not 0 <= value < len(problem.names):
        return None
    if problem.answer_kind == "integer" and not isinstance(value, int):
        return None
    if problem.answer_kind == "interval" and not are_in_order(value):
        return None
    try:
        return problem.answer_text(value)
    except FamilyError:
        return None


def concludes(problem: Problem[Any], value: Any) -> bool:
    """Whether the conclusion with this answer holds."""
    try:
        return problem.family.conclusion(problem.params, value).holds()
    except (ArithmeticError, ValueError, TypeError, LookupError, AttributeError, FamilyError):
        return False


def candidates(problem: Problem[Any], stream: Stream) -> Iterator[Any]:
    """Values that may be wrong answers: every second one a number met on the way, where the answer
    is a number."""
    value, kind = problem.answer_value, problem.answer_kind
    if problem.names is not None:
        yield from stream.shuffle(range(len(problem.names)))
        return
    met = met_on_the_way(problem)
    negative = any([number < 0 for number in met])
    offered = (
        stream.shuffle([number for number in met if number > 0 or negative])[:MET]
        if kind in ("integer", "rational")
        else []
    )
    for reach in range(2, 2 + TRIES):
        slight = Slight(stream, negative, reach)
        if kind == "residue":
            yield slight.changed(value[0]), value[1]
        elif kind == "interval" and problem.family.answer_kind != kind:
            number = stream.choice(met)
            if reach % 2:
                number = slight.number(number)
            yield stream.choice((((number, number, True, True),), (), EVERYTHING))
        elif kind == "interval":
            yield slight.pieces(value)
        else:
            yield slight.changed(value)
        if offered:
            yield offered.pop()
    if isinstance(value, (tuple, list)) and kind == "tuple":
        yield type(value)(reversed(value))


def met_on_the_way(problem: Problem[Any]) -> list[Any]:
    """The numbers in the reference solution's claims."""
    steps = problem.solve(problem.family.reference.name).steps[:-1]
    return list(dict.fromkeys(chain.from_iterable([step.claim.values for step in steps])))


class Slight:
    """Changes a value slightly: one number in it, or its truth. `negative` says that signs may
    change, `reach` by how much a number may be off."""

    def __init__(self, stream: Stream, negative: bool, reach: int) -> None:
        self.stream, self.negative, self.reach = stream, negative, reach

    def changed(self, value: Any) -> Any:
        if isinstance(value, bool):
            return not value
        if isinstance(value, (int, Fraction)):
            return self.number(value)
        if isinstance(value, str):
            found = list(NUMBER.finditer(value))
            if not found:
                return value
            match = self.stream.choice(found)
            return (
                value[: match.start()] + str(abs(self.number(int(match[0])))) + value[match.end() :]
            )
        if isinstance(value, dict):
            key = self.stream.choice(list(value))
            return {**value, key: self.changed(value[key])}
        if isinstance(value, (set, frozenset)):
            return type(value)(self.items(sorted(value, key=str)))
        if isinstance(value, (tuple, list)) and value:
            items = self.items(list(value))
            return type(value)(*items) if hasattr(value, "_fields") else type(value)(items)
        return value

    def items(self, items: list[Any]) -> list[Any]:
        """The items with one changed, or, one time in four, two of them swapped."""
        if not items:
            return [self.stream.between(1, 20)]
        at = self.stream.below(len(items))
        if len(items) > 1 and self.stream.below(4) == 0:
            other = self.stream.below(len(items))
            items[at], items[other] = items[other], items[at]
        else:
            items[at] = self.changed(items[at])
        return items

    def pieces(self, value: Any) -> Any:
        """The pieces of a union of intervals with one end moved, or let in or out, or turned into
        what lies outside; of the empty set and of the whole line, a piece with a number as its
        end."""
        places = product(range(len(value)), (0, 1))
        ends = [(piece, end) for piece, end in places if value[piece][end] is not None]
        if not ends:
            number = self.stream.between(-9, 9)
            return self.stream.choice(
                (((None, number, False, False),), ((number, None, True, False),))
            )
        if len(value) == 1 and self.stream.below(4) == 0 and len(ends) == 2:
            low, high, low_in, high_in = value[0]
            return ((None, low, False, not low_in), (high, None, not high_in, False))
        at, end = self.stream.choice(ends)
        moved = list(value[at])
        if self.stream.below(3) == 0 and moved[0] != moved[1]:
            moved[2 + end] = not moved[2 + end]
        else:
            moved[end] = self.number(moved[end])
        return (*value[:at], tuple(moved), *value[at + 1 :])

    def number(self, value: Any) -> Any:
        """A number near in writing or in size."""
        if isinstance(value, Fraction) and value.denominator > 1:
            above, below, off = (
                value.numerator,
                value.denominator,
                self.stream.between(1, self.reach),
            )
            options = [
                Fraction(above + off, below),
                Fraction(above - off, below),
                Fraction(above, below + off),
                value + off,
            ]
            options.append(1 / value)
            if self.negative:
                options += [1 - value, -value]
            return self.stream.choice(
                [option for option in options if self.negative or option > 0 or value <= 0]
            )
        whole, off = int(value), self.stream.between(1, self.reach)
        options = [whole + off, whole - off, *other_digits(whole)]
        options += [whole + 10, whole - 10] if abs(whole) > 19 else [2 * whole]
        options += [-whole] if self.negative else []
        return self.stream.choice(
            [option for option in options if self.negative or option > 0 or whole <= 0]
        )


def are_in_order(pieces: Any) -> bool:
    """Whether each piece of a union ends before the next begins, and no piece is empty."""
    both = chain.from_iterable([piece[:2] for piece in pieces])
    ends = [end for end in both if end is not None]
    points = [piece for piece in pieces if piece[0] == piece[1] is not None]
    closed = all([low_in and high_in for _, _, low_in, high_in in points])
    apart = len(set(ends)) + len(points) == len(ends) or is_all_but_a_point(pieces)
    return ends == sorted(ends) and closed and apart


def is_all_but_a_point(pieces: Any) -> bool:
    if len(pieces) != 2:
        return False
    (start, before, _, before_in), (after, end, after_in, _) = pieces
    return start is end is None and before == after and not (before_in or after_in)


def other_digits(number: int) -> list[int]:
    """The number with two neighbouring digits swapped, or one digit one higher or lower."""
    text, sign = str(abs(number)), -1 if number < 0 else 1
    swapped = [text[:i] + text[i + 1] + text[i] + text[i + 2 :] for i in range(len(text) - 1)]
    near: list[str] = []
    for i, digit in enumerate(text):
        digits = [other for other in (int(digit) + 1, int(digit) - 1) if 0 <= other <= 9]
        near += [f"{text[:i]}{other}{text[i + 1 :]}" for other in digits]
    return [sign * int(other) for other in (*swapped, *near) if other[0] != "0" and other != text]
