"""Inequalities between several quantities as answers, such as x^2 + y^2 < 25 or a < b < c: the same
where each says the same, whatever side its terms stand on and whatever positive number multiplies
it. What one unknown may be is an interval (interval.py)."""

import re
from fractions import Fraction
from typing import NamedTuple

from generators.answers import polynomial
from generators.answers.exact import Evaluation, expression
from generators.answers.identity import Spent, letters_of, same
from generators.answers.listing import split
from generators.answers.quotient import Expression, text
from generators.answers.refusal import Beyond, Refusal, WrongKind

RELATION = re.compile(r"(<=|>=|!=|<|>|=)")
CONDITIONS = 12  # in one answer


class Condition(NamedTuple):
    """`difference` compared with 0: "<", "<=", "!=" or "="."""

    difference: Expression
    sign: str


def inequality_of(written: str) -> tuple[Condition, ...]:
    """a < b, a < b <= c, and several of them. Raises Unreadable."""
    found: list[Condition] = []
    for part in split(written):
        found += chain(part)
        if len(found) > CONDITIONS:
            raise Beyond(f"more than {CONDITIONS} inequalities")
    if all(condition.sign == "=" for condition in found):
        raise WrongKind("an inequality is due")
    return tuple(found)


def chain(written: str) -> list[Condition]:
    parts = RELATION.split(written)
    if len(parts) < 3 or any(not side.strip() for side in parts[::2]):
        raise WrongKind("an inequality is due")
    sides = [expression(side) for side in parts[::2]]
    return [
        condition(left, sign, right)
        for left, sign, right in zip(sides, parts[1::2], sides[1:], strict=False)
    ]


def condition(left: Expression, sign: str, right: Expression) -> Condition:
    """The difference of the sides, the first coefficient 1 or -1; 1 where the sign allows it."""
    if sign[0] == ">":
        left, right, sign = right, left, "<" + sign[1:]
    difference = Evaluation().plus(left, right, -1)
    if not letters_of(difference):
        raise Refusal("an inequality that says nothing about an unknown")
    leading = difference.above[polynomial.ordered(difference.above)[0]]
    factor = Fraction(1) / (leading if sign in ("=", "!=") else abs(leading))
    return Condition(
        Expression(polynomial.scaled(difference.above, factor), difference.below), sign
    )


def inequality_same(a: tuple[Condition, ...], b: tuple[Condition, ...]) -> bool:
    spent = Spent()
    return all_among(a, b, spent) and all_among(b, a, spent)


def all_among(a: tuple[Condition, ...], b: tuple[Condition, ...], spent: Spent) -> bool:
    """Whether each condition stands among others, however it is written."""

    def is_among_b(one: Condition) -> bool:
        alike = [other for other in b if other.sign == one.sign]
        return any(same(one.difference, other.difference, spent) for other in alike)

    return all(map(is_among_b, a))


def inequality_text(value: str | tuple[Condition, ...]) -> str:
    """The canonical text: whole differences compared with 0."""
    found = inequality_of(value) if isinstance(value, str) else value
    return ", ".join([f"{text(each.difference)} {each.sign} 0" for each in found])
