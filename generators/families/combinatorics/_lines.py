"""Selections from groups: the cases into which they fall, and the forms of the lines that count
them."""

from collections.abc import Sequence
from itertools import combinations
from math import comb

from generators.claims.remembered import Remembered
from generators.families.combinatorics._groups import Group

Case = tuple[int, tuple[int, ...], tuple[int, ...], tuple[int, ...], int]


def choices(n: int) -> list[Case]:
    """What each number j chosen from a group of n adds to a case: j; n and j; both again unless j =
    0, since C(n, 0) = 1 needs no factor; that factor; and C(n, j)."""
    return [
        (j, (n, j), (n, j) if j else (), (comb(n, j),) if j else (), comb(n, j))
        for j in range(n + 1)
    ]


CHOICES: Remembered[int, list[Case]] = Remembered(choices, limit=1_024)


def spread(chosen: int, groups: Sequence[Group]) -> list[Case]:
    """A case for every way to choose from the groups within their limits: what is left for all
    others, and the parts put together."""
    found: list[Case] = [(chosen, (), (), (), 1)]
    for n, low, high in groups:
        options = CHOICES[n][low : high + 1]
        found = [
            (left - j, named + own, pairs + pair, factors + factor, count * c)
            for left, named, pairs, factors, count in found
            for j, own, pair, factor, c in options[: max(0, left - low + 1)]
        ]
    return found


def product(factor: str, count: int) -> str:
    return " * ".join([factor] * count)


def total(count: int) -> str:
    return " + ".join(["{}"] * count) + " = {}"


TOTAL: Remembered[int, str] = Remembered(total)


def less_form(key: tuple[int, int, tuple[int, ...]]) -> str:
    """One limit met by complement, while from so many other groups exact numbers are chosen, in so
    many factors."""
    exact, outer, less = key
    sides = [
        " - ".join(["C({}, {})", *[product("C({}, {})", count) for count in less]]),
        " - ".join(["{}"] * (1 + len(less))),
    ]
    if outer:
        sides = [
            f"{product('C({}, {})', outer)} * ({sides[0]})",
            f"{product('{}', outer)} * ({sides[1]})",
        ]
    return "ways({}; {}, {}, {}" + "; {}, {}" * exact + "; {}) :: " + " = ".join(sides) + " = {}"


LESS: Remembered[tuple[int, int, tuple[int, ...]], str] = Remembered(less_form)


def case_form(key: tuple[int, int]) -> str:
    """So many groups, and so many factors C(n, j) that are not 1."""
    groups, factors = key
    sides = [product("C({}, {})", factors), product("{}", factors), "{}"]
    return (
        "ways({}" + "; {}, {}" * groups + ") :: " + " = ".join(sides if factors > 1 else sides[::2])
    )


CASE: Remembered[tuple[int, int], str] = Remembered(case_form)


def bounded(groups: int, terms: Sequence[str]) -> str:
    """The count of choices from so many groups within limits and from all others, as a sum of
    terms."""
    sides = [" + ".join(terms), total(len(terms)) if len(terms) > 1 else "{}"]
    return "ways({}" + "; {}, {}, {}" * groups + "; {}) :: " + " = ".join(sides)


def polynomials(degrees: tuple[int, ...]) -> str:
    factors = [
        " + ".join(["1", *["{}" + power(j) for j in range(1, degree + 1)]])
        for degree in (*degrees, sum(degrees))
    ]
    return "".join([f"({factor})" for factor in factors[:-1]]) + f" = {factors[-1]}"


def power(j: int) -> str:
    return "x" if j == 1 else f"x^{j}"


def alternating(sets: int) -> str:
    signs = [
        " - " if size % 2 else " + "
        for size in range(1, sets + 1)
        for _ in combinations(range(sets), size)
    ]
    return "{}" + "".join([sign + "{}" for sign in signs]) + " = {}"


PRODUCTS: Remembered[tuple[int, tuple[int, ...]], str] = Remembered(
    lambda key: bounded(key[0], [product("C({}, {})", count) for count in key[1]])
)
COLLECTED: Remembered[tuple[int, int], str] = Remembered(
    lambda key: bounded(key[0], ["C({}, {})", *["{} * C({}, {})"] * (key[1] - 1)])
)
POLYNOMIALS, ALTERNATING = Remembered(polynomials), Remembered(alternating)


def join_form(key: tuple[int, int, int, bool]) -> str:
    """So many groups with and without a limit, none where the conclusion names them all; so many
    terms; and whether in the first nothing comes from the group that joins."""
    limited, free, terms, nothing = key
    sides = [
        " + ".join(["{}" if nothing and i == 0 else "{} * C({}, {})" for i in range(terms)]),
        total(terms) if terms > 1 else "{}",
    ]
    return ("ways({}" + "; {}, {}, {}" * limited + "; {}" * free + ") :: ") * (
        limited > 0
    ) + " = ".join(sides)


ROW: Remembered[int, str] = Remembered(lambda count: ", ".join(["C({}, {}) = {}"] * count))
JOIN: Remembered[tuple[int, int, int, bool], str] = Remembered(join_form)
