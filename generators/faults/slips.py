"""Slips of the pen: the wrong numbers that a learner may put where a line's result belongs, kind by
kind.

Each kind looks at one chain of a claim, `12 * 4 = 40 + 8 = 48`, and at the hole that holds a result
of it, and offers numbers that the slip would put there. Whether the claim fails with such a number
is for the caller to decide.
"""

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from typing import Any

from generators.claims.chains import Chain
from generators.claims.reader import Node, Unreadable, variables
from generators.faults.rework import lone, value_at
from generators.faults.wrong_answers import other_digits

Values = Sequence[Any]
Slips = Iterator[Any]
OTHER = {"+": "-", "-": "+"}


def sign_slip(chain: Chain, hole: int, values: Values, modulus: int | None) -> Slips:
    """The result has the other sign, or a sum was taken for a difference."""
    if (
        modulus is not None
        or min(values) < 0
        or any([signs_in(member) for member in chain.members])
    ):
        yield -values[hole]
    yield from results_of(
        chain,
        hole,
        values,
        modulus,
        lambda node: [(OTHER[node[0]], *node[1:])] if node[0] in OTHER else [],
    )


def carry_slip(chain: Chain, hole: int, values: Values, modulus: int | None) -> Slips:
    """A carry forgotten or made too often: a ten, a hundred, ... too few or too many."""
    right = values[hole]
    if isinstance(right, int) and abs(right) >= 10:
        for place in range(1, min(len(str(abs(right))), 6)):
            for wrong in (right - 10**place, right + 10**place):
                if wrong * right > 0 and (modulus is None or wrong < modulus):
                    yield wrong


def wrong_inverse(chain: Chain, hole: int, values: Values, modulus: int | None) -> Slips:
    """Multiplied where a division was due, divided the other way round, or a number that is no
    inverse modulo the modulus."""
    right = values[hole]
    if modulus is not None and chain.members[-1] == ("number", 1):
        yield from (modulus - right, (right + 1) % modulus, (right - 1) % modulus)
    if isinstance(right, Fraction) and right:
        yield 1 / right
    yield from results_of(
        chain,
        hole,
        values,
        modulus,
        lambda node: [("*", *node[1:]), ("/", node[2], node[1])] if node[0] == "/" else [],
    )


def dropped_term(chain: Chain, hole: int, values: Values, modulus: int | None) -> Slips:
    """A term of a sum was left out; of a polynomial, the term itself is missing."""
    last = chain.members[-1]
    if variables(last) and last[0] in OTHER:
        yield 0
    yield from results_of(
        chain, hole, values, modulus, lambda node: [node[1], node[2]] if node[0] in OTHER else []
    )


def copied_digit(chain: Chain, hole: int, values: Values, modulus: int | None) -> Slips:
    """One digit written wrong, or two in the wrong order."""
    if isinstance(values[hole], int):
        yield from [
            wrong for wrong in other_digits(values[hole]) if modulus is None or wrong < modulus
        ]


SLIPS: dict[str, Callable[[Chain, int, Values, int | None], Slips]] = {
    run.__name__: run for run in (sign_slip, carry_slip, wrong_inverse, dropped_term, copied_digit)
}


def results_of(
    chain: Chain,
    hole: int,
    values: Values,
    modulus: int | None,
    change: Callable[[Node], list[Node]],
) -> Slips:
    """What the member before the result comes to when one operation in it is changed, where the
    result is one whole number or one fraction whose numerator stands in the hole."""
    last = chain.members[-1]
    if (
        len(chain.members) < 2
        or last[0] not in ("hole", "/")
        or not lone(last)
        or any([variables(member) for member in chain.members])
    ):
        return
    if last[0] == "/" and last[1] != ("hole", hole):
        return
    below = values[last[2][1]] if last[0] == "/" else 1
    for node in changed_trees(chain.members[-2], change):
        try:
            value = value_at(node, values, {}) * below
            if modulus is not None:
                value = Fraction(value.numerator * pow(value.denominator, -1, modulus) % modulus)
        except (ArithmeticError, ValueError, TypeError, Unreadable):
            continue
        if value.denominator == 1 and len(str(value.numerator)) <= len(str(values[hole])) + 3:
            yield value.numerator


def signs_in(node: Node) -> bool:
    """Whether a minus or an unknown occurs in a tree."""
    return node[0] in ("-", "neg", "variable") or any(
        [signs_in(child) for child in node[1:] if isinstance(child, tuple) and node[0] != "call"]
    )


def changed_trees(node: Node, change: Callable[[Node], list[Node]]) -> Iterator[Node]:
    """The trees that differ from this one in one operation."""
    yield from change(node)
    if node[0] not in ("call", "number", "hole", "variable"):
        children = [(i, child) for i, child in enumerate(node) if isinstance(child, tuple)]
        for i, child in children:
            for other in changed_trees(child, change):
                yield (*node[:i], other, *node[i + 1 :])
