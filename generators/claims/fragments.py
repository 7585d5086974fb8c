"""Pieces of claims with as many terms as there are: sums, products and lists, for the holes of an
f-string.

    Claim(f"{sum_of(counts)} = {total}")                          3 + 5 + 9 = 17
    Claim(f"{product_of(primes)} = {n}")                          2 * 2 * 7 = 28
    Claim(f"{sum_of(f'{a} * {b}' for a, b in pairs)} = {total}")  2 * 3 + 4 * 5 = 26
    Claim(list_of(f"{a} * {b} = {a * b}" for a, b in pairs))      2 * 3 = 6, 4 * 5 = 20
    Claim(binomial(13, 2))                                        C(13, 2) = 13 * 12/(2 * 1) = 78
"""

from collections.abc import Iterable, Sequence
from math import comb
from typing import Any

from generators.claims.claim import UNMARKED, Claim, Marks
from generators.claims.remembered import Remembered
from generators.errors import FamilyError


def sum_of(terms: Iterable[Any]) -> Claim:
    """`a + b + c`: numbers or pieces, a negative number with its sign as the operator."""
    return joined(" + ", terms)


def product_of(factors: Iterable[Any]) -> Claim:
    """`a * b * c`: numbers or pieces; a piece that is a sum needs its own brackets."""
    return joined(" * ", factors)


def list_of(claims: Iterable[Any], separator: str = ", ") -> Claim:
    """`a, b, c`: numbers, pieces or whole claims; `; ` and ` or ` separate as well."""
    return joined(separator, claims)


def binomial(n: int, k: int) -> Claim:
    """C(n, k) worked out: k factors from n down over k factors from k down."""
    if k < 2:
        return Claim("C({}, {}) = {}", (n, k, comb(n, k)))
    factors = " * ".join(["{}"] * k)
    values = (n, k, *range(n, n - k, -1), *range(k, 0, -1), comb(n, k))
    return Claim(f"C({{}}, {{}}) = {factors}/({factors}) = {{}}", values)


def joined(separator: str, parts: Iterable[Any]) -> Claim:
    """The parts as one piece of a claim. Raises FamilyError where there are none."""
    shapes: list[Shape] = []
    values: list[Any] = []
    for part in parts:
        if part.__class__ is Claim:
            shapes.append((part.form, part.marks))
            values += part.values
        else:
            shapes.append(NUMBER)
            values.append(part)
    if not shapes:
        raise FamilyError("a sum, product or list in a claim has no terms; give it at least one")
    form, marks = JOINED[separator, *shapes]
    return Claim(form, tuple(values), marks)


Shape = tuple[str, Marks]  # of a piece: its form and its marks
NUMBER: Shape = ("{}", UNMARKED)


def join_shapes(key: tuple[Any, ...]) -> Shape:
    """The shape of pieces, whose separator comes first."""
    separator, *shapes = key
    return separator.join([form for form, _ in shapes]), marks_of(shapes)


# sums of as many terms recur: putting their forms and marks together took half of the time that a
# linear system takes to be solved (benchmarks/generation.py)
JOINED: Remembered[tuple[Any, ...], Shape] = Remembered(join_shapes, limit=16_384)


def marks_of(shapes: Sequence[Shape]) -> Marks:
    """The marks of pieces that stand one behind another."""
    if all(marks is UNMARKED for _, marks in shapes):
        return UNMARKED
    new: list[int] = []
    chosen: list[int] = []
    given: list[int] = []
    known: list[int] = []
    names: dict[str, int] = {}
    place, first = "", 0
    for form, marks in shapes:
        new += [first + hole for hole in marks.new]
        chosen += [first + hole for hole in marks.chosen]
        given += [first + hole for hole in marks.given]
        known += [first + hole for hole in marks.known]
        for name, hole in marks.names.items():
            names.setdefault(name, first + hole)
        place = place or marks.place
        first += form.count("{}")
    return Marks(tuple(new), tuple(chosen), tuple(given), tuple(known), names, place)
