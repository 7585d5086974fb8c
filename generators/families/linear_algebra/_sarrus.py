"""The determinant of three rows by the rule of Sarrus, a line for the products that run down the
diagonals and one for those that run up."""

from collections.abc import Sequence
from itertools import chain
from math import prod

from generators.family import Claim, Step, Steps, product_of, sum_of

Triple = tuple[int, int, int]


def by_sarrus(rows: Sequence[Sequence[int]], words: Sequence[str] = ()) -> Steps:
    """The determinant and its line; `words` are phrasings of a sentence before its first line."""
    (a, b, c), (d, e, f), (g, h, i) = rows
    begun, lines = tuple([f"{text}. " for text in words]), []
    downwards, upwards = ((a, e, i), (b, f, g), (c, d, h)), ((c, e, g), (a, f, h), (b, d, i))
    down, up = list(filter(all, downwards)), list(filter(all, upwards))
    for triples, phrasings in ((down, DOWN), (up, UP)):
        claim = added(triples)
        if claim is not None:
            words = UP_FIRST if phrasings is UP and not lines else phrasings
            lines.append(Step(begun_with(begun, words), claim))
            yield lines[-1]
            begun = ()
    less, more = total_of(down), total_of(up)
    matrix = Claim(f"det({a}, {b}, {c}; {d}, {e}, {f}; {g}, {h}, {i})")
    if up:
        words, because = DOWN_LESS_UP, SARRUS
        claim = Claim(f"{matrix} = {less} - {more} = {less - more:new}")
    else:
        words, because = NONE_UP, ZERO_PRODUCTS
        claim = Claim(f"{matrix} = {less:new}")
    found = Step(begun_with(begun, words), claim, because=because, rests_on=tuple(lines))
    yield found
    return less - more, found


def begun_with(begun: Sequence[str], words: Sequence[str]) -> tuple[str, ...]:
    """Phrasings behind a sentence that goes before them, where one does."""
    if not begun:
        return tuple(words)
    return tuple([before + text for before, text in zip(begun, words, strict=False)])


def total_of(products: Sequence[Triple]) -> int:
    return sum([prod(triple) for triple in products])


def added(products: Sequence[Triple]) -> Claim | None:
    """The sum of some products, worked out; None where nothing is to be worked out."""
    total = total_of(products)
    if len(products) > 1:
        worked = sum_of(f"{a} * {b} * {c}" for a, b, c in products)
        values = sum_of(f"{prod(triple):new}" for triple in products)
        return Claim(f"{worked} :: {values} = {total:new}")
    factors = [number for number in chain(*products) if abs(number) != 1]
    if len(factors) < 2:
        return None
    if prod(factors) != total:
        factors[0] = -factors[0]
    return Claim(f"{product_of(factors)} = {total:new}")


DOWN = (
    "Down the diagonals, the nonzero products of three entries give {}.",
    "From the upper left to the lower right, the nonzero products are {}.",
    "We multiply three entries at a time, downwards, and add what is not 0: {}.",
    "Downwards, the nonzero products on the diagonals come to {}.",
    "Along the diagonals that run down to the right, the nonzero products give {}.",
    "The diagonals that run down contribute the nonzero products {}.",
)
UP = (
    "Up the diagonals, we have {}.",
    "From the lower left to the upper right, we get {}.",
    "In the same way, upwards: {}.",
    "The other diagonals, which run upwards, give {}.",
    "Then we multiply upwards: {}.",
    "Upwards, the products give {}.",
)
UP_FIRST = (
    "Up the diagonals, the nonzero products of three entries give {}.",
    "From the lower left to the upper right, the nonzero products are {}.",
    "We multiply three entries at a time, upwards, and add what is not 0: {}.",
    "Upwards along the diagonals, the nonzero products give {}.",
)
DOWN_LESS_UP = (
    "So this determinant is {}.",
    "The first result minus the second is the determinant: {}.",
    "Hence the determinant is found: {}.",
    "We subtract the upward products from the downward ones: {}.",
    "Thus we have {}.",
    "Their difference is what we need: {}.",
)
SARRUS = (
    "the upward products count as negative by the rule of Sarrus",
    "a determinant of three rows is the difference of the two",
    "the upward products have a minus sign",
)
NONE_UP = (
    "So this determinant is {}.",
    "Nothing has to be subtracted, and the determinant is {}.",
    "Hence the determinant is found: {}.",
    "Thus we have {}.",
)
ZERO_PRODUCTS = (
    "every upward product contains a zero",
    "each upward product has a factor 0",
    "each of the upward diagonals contains a zero",
)


def determinant(rows: Sequence[Sequence[int]], words: Sequence[str]) -> Steps:
    """The determinant of two or three rows, from the products down and up the diagonals. Gives it
    and its line."""
    if len(rows) == 2:
        (a, b), (c, d) = rows
        value = a * d - b * c
        claim = Claim(f"det({a}, {b}; {c}, {d}) = {a * d} - {b * c} = {value}")
    elif any([0 in row for row in rows]):
        (a, b, c), (d, e, f), (g, h, i) = rows
        down, up = (a * e * i, b * f * g, c * d * h), (c * e * g, a * f * h, b * d * i)
        products = [*filter(None, down), *[-n for n in up if n]]
        value, matrix = sum(products), Claim(f"det({a}, {b}, {c}; {d}, {e}, {f}; {g}, {h}, {i})")
        claim = Claim(f"{matrix} = {value:new}")
        if len(products) > 1:
            claim = Claim(f"{matrix} = {sum_of(f'{n:new}' for n in products)} = {value:new}")
    else:
        return (yield from by_sarrus(rows, words))
    because = FEW_PRODUCTS if len(rows) == 3 else ()
    found = Step(tuple([f"{text}: {{}}." for text in words]), claim, because=because)
    yield found
    return value, found


FEW_PRODUCTS = (
    "all other products of three entries contain a zero",
    "only these products matter by the rule of Sarrus",
    "downward products are added and upward ones subtracted",
)
