"""How many ways there are to choose a number of people or things from several groups, at least or at most so many from some."""

from collections.abc import Generator, Sequence
from itertools import combinations
from math import comb, prod
from typing import NamedTuple

from generators.combinatorics import _groups
from generators.combinatorics._groups import Group, Params, listed, parts, subject
from generators.family import Claim, Family, Knob, Step, Steps
from generators.functions import ways
from generators.remembered import Remembered

LINE = 4  # products in one line; where there are more, a polynomial collects them

FAMILY = Family(
    params=Params,
    knobs={
        "limits": Knob("groups with a limit", (1, 2, 3, 3, 4), (1, 4)),
        "maximums": Knob("how many of the limits say 'at most'", ((0, 1), (0, 0), (1, 1), (0, 0), (1, 1)), (0, 1)),
        "free": Knob("groups without a limit", (2, 1, 1, 1, 1), (1, 3)),
        "slack": Knob("how many are chosen beyond the least numbers", ((2, 3), (1, 2), (2, 2), (2, 3), (3, 3)), (1, 4)),
        "limit": Knob("the largest number in a limit", (2, 2, 2, 2, 2), (1, 3)),
        "size": Knob("members of a group with a limit", ((4, 15), (4, 20), (4, 13), (4, 12), (4, 9)), (4, 60)),
    },
    sample=_groups.sample,
    statements=(_groups.asked, _groups.to_be_chosen, _groups.formed, _groups.to_be_found),
    answer=lambda p: ways((p.chosen,), *p.groups),
    answer_kind="integer",
    conclusion=_groups.conclusion,
    key=lambda p: (p.chosen, *sorted(p.groups)),
    capacity=_groups.capacity,
    closing="Therefore the number of ways is {}.",
    terse=_groups.terse,
)


class Case(NamedTuple):
    """One way to split a number among groups: how many are left for the others; each group's size and number; the same without
    numbers 0, since C(n, 0) = 1 needs no factor; those factors C(n, j); and their product."""

    left: int
    named: tuple[int, ...]
    pairs: tuple[int, ...]
    factors: tuple[int, ...]
    count: int


def choices(n: int) -> list[tuple[int, tuple[int, ...], tuple[int, ...], tuple[int, ...], int]]:
    """The parts that each number chosen from a group of n adds to a case."""
    return [(j, (n, j), (n, j) if j else (), (comb(n, j),) if j else (), comb(n, j)) for j in range(n + 1)]


CHOICES = Remembered(choices, limit=1_024)


def spread(chosen: int, groups: Sequence[Group]) -> list[Case]:
    """A case for every way to choose from the groups within their limits."""
    found: list = [(chosen, (), (), (), 1)]
    for n, low, high in groups:
        found = [
            (left - j, named + own, pairs + pair, factors + factor, count * c)
            for left, named, pairs, factors, count in found
            for j, own, pair, factor, c in CHOICES[n][low : min(high, left) + 1]
        ]
    return found


def product(factor: str, count: int) -> str:
    return " * ".join([factor] * count)


def total(count: int) -> str:
    return " + ".join(["{}"] * count) + " = {}"


def stand_together(free: Sequence[int]) -> Steps:
    if len(free) > 1:
        yield Step("The groups without a limit may stand together: {}.", Claim(TOTAL[len(free)], (*free, sum(free))))


def added(p: Params, found: Sequence[int]) -> Steps:
    form, values = subject(p)
    yield Step("Add the cases: {}.", Claim(form + TOTAL[len(found)], (*values, *found, sum(found))))


TOTAL = Remembered(total)


@FAMILY.strategy(kind="transform")
def complementary_counting(p: Params) -> Steps:
    """Complementary counting (Rosen, Discrete Mathematics, 6.1): all choices less those that break a limit. Only one limit is
    met in this way; the numbers from the other groups with a limit are fixed case by case."""
    limited, free, names = parts(p)
    (n, low, high), *others = limited
    yield from stand_together(free)
    rest = sum(free)
    everybody, broken = n + rest, range(low) if low else range(high + 1, min(n, p.chosen) + 1)
    fault = f"too few {names[0]}s" if low else f"too many {names[0]}s"
    unlimited = names[-1] + "s" if len(free) == 1 else "others"
    yield Step(f"The {names[0]}s and the {unlimited} together: {{}}.", Claim("{} + {} = {}", (n, rest, everybody)))
    words, found = f"All choices less those with {fault}: {{}}.", []
    if others:
        words = f"Fix the numbers from the {listed([thing + 's' for thing in names[1 : len(limited)]])}; leave out {fault}: {{}}."
    for left, named, pairs, factors, count in spread(p.chosen - low, others):
        left += low
        less = [CHOICES[n][j][2] + CHOICES[rest][left - j][2] for j in broken]
        inner = [comb(everybody, left), *[comb(n, j) * comb(rest, left - j) for j in broken]]
        count *= 2 * inner[0] - sum(inner)
        form = LESS[len(others), len(factors), tuple([len(numbers) // 2 for numbers in less])]
        values = (p.chosen, n, low, high, *named, rest, *pairs, everybody, left, *sum(less, ()), *factors, *inner, count)
        yield Step(words, Claim(form, values))
        words = "Next case: {}."
        found.append(count)
    if others:
        yield from added(p, found)


def less_form(key: tuple[int, int, tuple[int, ...]]) -> str:
    """One limit met by complement, while from so many other groups exact numbers are chosen, in so many factors."""
    exact, outer, less = key
    sides = [" - ".join(["C({}, {})", *[product("C({}, {})", count) for count in less]]), " - ".join(["{}"] * (1 + len(less)))]
    if outer:
        sides = [f"{product('C({}, {})', outer)} * ({sides[0]})", f"{product('{}', outer)} * ({sides[1]})"]
    return "ways({}; {}, {}, {}" + "; {}, {}" * exact + "; {}) :: " + " = ".join(sides) + " = {}"


LESS = Remembered(less_form)


@FAMILY.strategy(kind="enumerative")
def casework(p: Params) -> Steps:
    """The sum and product rules (Rosen, Discrete Mathematics, 6.1): a case for every way to split the number among the groups."""
    limited, free, names = parts(p)
    yield from stand_together(free)
    rest, found = sum(free), []
    unlimited = names[-1] if len(free) == 1 else "other"
    kinds = listed([thing + "s" for thing in (*names[: len(limited)], unlimited)])
    words = f"Cases by the numbers of {kinds}, first: {{}}."
    for left, named, pairs, factors, count in spread(p.chosen, limited):
        _, own, pair, factor, c = CHOICES[rest][left]
        factors += factor
        count *= c
        values = (p.chosen, *named, *own, *pairs, *pair, *(factors if len(factors) > 1 else ()), count)
        yield Step(words, Claim(CASE[len(limited) + 1, len(factors)], values))
        words = "Next case: {}."
        found.append(count)
    yield from added(p, found)


def case_form(key: tuple[int, int]) -> str:
    """So many groups, and so many factors C(n, j) that are not 1."""
    groups, factors = key
    sides = [product("C({}, {})", factors), product("{}", factors), "{}"]
    return "ways({}" + "; {}, {}" * groups + ") :: " + " = ".join(sides if factors > 1 else sides[::2])


CASE = Remembered(case_form)


@FAMILY.strategy(kind="algebraic", when=lambda p: sum([low > 0 for _, low, _ in p.groups]) > 1)
def inclusion_exclusion(p: Params) -> Steps:
    """The principle of inclusion and exclusion (de Moivre 1718; Rosen, Discrete Mathematics, 8.5) over the least numbers; limits
    of the kind "at most" are kept in every count."""
    limited, free, names = parts(p)
    yield from stand_together(free)
    least = [i for i, (_, low, _) in enumerate(limited) if low]
    everybody, counts = sum(free) + sum([limited[i][0] for i in least]), []
    for size in range(len(least) + 1):
        for short in combinations(least, size):
            groups = [(limited[i][0], 0, limited[i][1] - 1) for i in short] + limited[len(least) :]
            rest = everybody - sum([limited[i][0] for i in short])
            faults = listed([f"too few {names[i]}s" for i in short]) if short else "no least numbers asked for"
            counts.append((yield from counted_together(p.chosen, groups, rest, faults)))
    form, values = subject(p)
    yield Step("By inclusion and exclusion: {}.", Claim(form + ALTERNATING[len(least)], (*values, *counts, ways((p.chosen,), *p.groups))))


def counted_together(chosen: int, groups: Sequence[Group], rest: int, faults: str) -> Generator[Step, None, int]:
    """The choices within the limits: a line of products where they are few, else collected by a polynomial. Gives the count."""
    named, shown, counts, factors = [chosen], [], [], []
    for group in groups:
        named += group
    cases = spread(chosen, groups)
    if len(cases) <= LINE:
        for left, _, pairs, _, count in cases:
            shown += (*pairs, rest, left)
            factors.append(len(pairs) // 2 + 1)
            counts.append(count * comb(rest, left))
        form = PRODUCTS[len(groups), tuple(factors)]
    else:
        several = [(n, high) for n, _, high in groups if high]
        coefficients = [0] * (1 + sum([high for _, high in several]))
        for left, _, _, _, count in cases:
            coefficients[chosen - left] += count
        shown = [comb(n, j) for n, high in several for j in range(1, high + 1)]
        if len(several) > 1:
            words = f"With {faults}, the coefficient of a power of x counts the ways to take that many from the limited groups: {{}}."
            yield Step(words, Claim(POLYNOMIALS[tuple([high for _, high in several])], (*shown, *coefficients[1:])))
        shown = [rest, chosen]
        for j in range(1, len(coefficients)):
            shown += (coefficients[j], rest, chosen - j)
        counts = [count * comb(rest, chosen - j) for j, count in enumerate(coefficients)]
        form = COLLECTED[len(groups), len(counts)]
    yield Step(f"With {faults}: {{}}.", Claim(form, (*named, rest, *shown, *(counts if len(counts) > 1 else ()), sum(counts))))
    return sum(counts)


def bounded(groups: int, terms: Sequence[str]) -> str:
    """The count of choices from so many groups within limits and from all others, as a sum of terms."""
    sides = [" + ".join(terms), total(len(terms)) if len(terms) > 1 else "{}"]
    return "ways({}" + "; {}, {}, {}" * groups + "; {}) :: " + " = ".join(sides)


def polynomials(degrees: tuple[int, ...]) -> str:
    factors = [" + ".join(["1", *["{}" + power(j) for j in range(1, degree + 1)]]) for degree in (*degrees, sum(degrees))]
    return "".join([f"({factor})" for factor in factors[:-1]]) + f" = {factors[-1]}"


def power(j: int) -> str:
    return "x" if j == 1 else f"x^{j}"


def alternating(sets: int) -> str:
    signs = [" - " if size % 2 else " + " for size in range(1, sets + 1) for _ in combinations(range(sets), size)]
    return "{}" + "".join([sign + "{}" for sign in signs]) + " = {}"


PRODUCTS = Remembered(lambda key: bounded(key[0], [product("C({}, {})", count) for count in key[1]]))
COLLECTED = Remembered(lambda key: bounded(key[0], ["C({}, {})", *["{} * C({}, {})"] * (key[1] - 1)]))
POLYNOMIALS, ALTERNATING = Remembered(polynomials), Remembered(alternating)


@FAMILY.strategy(kind="forward", when=lambda p: len(p.groups) > 2)
def table(p: Params) -> Steps:
    """Dynamic programming (Bellman 1957), as in a table of partition numbers: the groups join one at a time, and for every number
    chosen so far it is kept in how many ways that can be."""
    limited, _, names = parts(p)
    n, low, high = p.groups[0]
    spare = p.chosen - sum([group[1] for group in p.groups])
    row = {j: comb(n, j) for j in range(low, min(high, low + spare) + 1)}
    shown = [number for j in row if j for number in (n, j, row[j])]
    yield Step(f"From the {names[0]}s alone, by how many of them: {{}}.", Claim(ROW[len(shown) // 3], tuple(shown)))
    named = p.groups[0]
    for i in range(1, len(p.groups)):
        n, low, high = p.groups[i]
        last, first = i == len(p.groups) - 1, min(row) + low
        named += p.groups[i] if i < len(limited) else (n,)
        words = f"Join the {names[i]}s; " + ("all together: {}." if last else "in all, as few as the limits allow: {}.")
        joined = {}
        for chosen in range(first + spare if last else first, first + spare + 1):
            shown, products = [], []
            for j in range(low, min(high, chosen) + 1):
                if count := row.get(chosen - j):
                    shown += (count, n, j) if j else (count,)
                    products.append(count * comb(n, j))
            joined[chosen] = sum(products)
            if len(shown) > 1:
                form = JOIN[min(i + 1, len(limited)), max(i + 1 - len(limited), 0), len(products), len(shown) % 3 > 0]
                yield Step(words, Claim(form, (chosen, *named, *shown, *(products if len(products) > 1 else ()), joined[chosen])))
                words = "One more: {}."
            else:
                words = f"Join the {names[i]}s; in all, one more than the limits ask for: {{}}."
        row = joined


def join_form(key: tuple[int, int, int, bool]) -> str:
    """So many groups with and without a limit, so many terms; and whether in the first nothing comes from the group that joins."""
    limited, free, terms, nothing = key
    sides = [" + ".join(["{}" if nothing and i == 0 else "{} * C({}, {})" for i in range(terms)]), total(terms) if terms > 1 else "{}"]
    return "ways({}" + "; {}, {}, {}" * limited + "; {}" * free + ") :: " + " = ".join(sides)


ROW = Remembered(lambda count: ", ".join(["C({}, {}) = {}"] * count))
JOIN = Remembered(join_form)
