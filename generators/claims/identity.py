"""Decide whether two polynomials are the same by evaluating both at one enormous point, which is a
proof.

Kronecker substitution: if every coefficient of f - g is smaller than B/2 in size, then f - g is
zero exactly when it is zero at x = B, since its value written in base B shows its coefficients. For
several letters the second stands for a power of B above the first one's degree, and so on. The size
of the coefficients is bounded from the shape of the form and the size of its numbers; a form that
cannot be bounded is refused.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import reduce
from typing import Any, NamedTuple

from generators.claims.reader import Node, Unreadable

EXPONENT = 64  # the largest exponent of a letter
POINT_BITS = 100_000  # size of the largest evaluation point
VALUE_BITS = (
    12,
    36,
    160,
)  # numbers are first taken to be below 2^12, and below 2^36, 2^160 where they are not
WHOLE = {int}


class NotWhole(TypeError):
    """A number is a fraction, for which the bounds do not hold."""


class Bound(NamedTuple):
    """With numbers below M, the coefficients add up to at most 2^bits * M^size; `degrees` says how
    high each letter goes, `total` all letters together; `pair` marks a quotient (then the bound is
    for both parts), `under` a letter below a `/`."""

    size: int = 0
    bits: int = 0
    degrees: Mapping[str, int] = {}
    total: int = 0
    pair: bool = False
    under: bool = False

    def times(self, other: "Bound") -> "Bound":
        degrees = {
            x: self.degrees.get(x, 0) + other.degrees.get(x, 0)
            for x in {*self.degrees, *other.degrees}
        }
        pair, under = self.pair or other.pair, self.under or other.under
        return Bound(
            self.size + other.size,
            self.bits + other.bits,
            degrees,
            self.total + other.total,
            pair,
            under,
        )

    def plus(self, other: "Bound") -> "Bound":
        if self.pair or other.pair:
            product = self.times(other)
            return product._replace(bits=product.bits + 1)
        degrees = {
            x: max(self.degrees.get(x, 0), other.degrees.get(x, 0))
            for x in {*self.degrees, *other.degrees}
        }
        return Bound(
            max(self.size, other.size),
            max(self.bits, other.bits) + 1,
            degrees,
            max(self.total, other.total),
        )


def bound_of(node: Node) -> Bound:
    """The bound of a tree. Raises Unreadable where its shape gives none."""
    kind = node[0]
    if kind == "number":
        return Bound(bits=node[1].bit_length())
    if kind == "hole":
        return Bound(size=1)
    if kind == "variable":
        return Bound(degrees={node[1]: 1}, total=1)
    if kind == "neg":
        return bound_of(node[1])
    if kind == "^":
        if node[2][0] != "number" or node[2][1] > EXPONENT:
            raise Unreadable(f"beside an unknown, an exponent is a number up to {EXPONENT}")
        base, power = bound_of(node[1]), Bound()
        for _ in range(node[2][1]):
            power = power.times(base)
        return power
    if kind not in ("+", "-", "*", "/"):
        raise Unreadable(f"'{node[1] if kind == 'call' else kind}' beside an unknown")
    left, right = bound_of(node[1]), bound_of(node[2])
    if kind in ("+", "-"):
        return left.plus(right)
    product = left.times(right)
    return (
        product
        if kind == "*"
        else product._replace(pair=True, under=product.under or right.total > 0)
    )


def widest(bounds: Sequence[Bound]) -> Bound:
    return reduce(lambda a, b: a._replace(pair=False).plus(b._replace(pair=False)), bounds)


def points_for(bound: Bound, value_bits: int) -> tuple[int, dict[str, int]]:
    """The bits of B, and the point at which each letter is evaluated, for numbers below
    2^value_bits. Raises Unreadable."""
    bits = bound.bits + bound.size * value_bits + 2
    points, exponent = {}, bits
    for letter in sorted(bound.degrees):
        if exponent > POINT_BITS:
            raise Unreadable("a polynomial beyond the limit")
        points[letter] = 1 << exponent
        exponent *= bound.degrees[letter] + 1
    return bits, points


def sized(
    build: Callable[[int], Callable[[Sequence[Any]], bool]],
) -> Callable[[Sequence[Any]], bool]:
    """One decision procedure out of those that `build` makes for numbers below 2^bits; each is
    built when it is needed.

    It raises NotWhole on fractions and OverflowError on numbers beyond the largest size."""
    first, limit = build(VALUE_BITS[0]), 1 << VALUE_BITS[0]
    wider: dict[int, Callable[[Sequence[Any]], bool]] = {}

    def decide(values: Sequence[Any]) -> bool:
        if not set(map(type, values)) <= WHOLE:
            raise NotWhole("whole numbers are needed")
        if not values or (-limit < min(values) and max(values) < limit):
            return first(values)
        needed = max(abs(value) for value in values).bit_length()
        bits = next((bits for bits in VALUE_BITS if bits >= needed), None)
        if bits is None:
            raise OverflowError("a coefficient beyond the limit")
        if bits not in wider:
            wider[bits] = build(bits)
        return wider[bits](values)

    return decide
