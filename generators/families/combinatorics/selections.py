"""How many ways there are to choose a number of people or things from several groups, at least or
at most so many from some."""

from collections.abc import Generator, Sequence
from itertools import combinations
from math import comb, prod

from generators.claims.functions import ways
from generators.families.combinatorics import _groups
from generators.families.combinatorics._cases import (
    binomials,
    binomials_down,
    binomials_within,
    called,
    cases_added,
    exactly,
    free_groups_together,
    spare,
    spare_places,
    splits,
    told,
)
from generators.families.combinatorics._groups import STORIES, Group, Params, group_list, listed
from generators.family import (
    Claim,
    Family,
    Knob,
    Step,
    Steps,
    list_of,
    product_of,
    sum_of,
)

FAMILY = Family(
    params=Params,
    knobs={
        "limits": Knob("groups with a limit", (1, 2, 3, 3, 4), (1, 4)),
        "maximums": Knob(
            "how many of the limits say 'at most'", ((0, 1), (0, 0), (1, 1), (0, 0), (1, 1)), (0, 1)
        ),
        "free": Knob("groups without a limit", (2, 1, 1, 1, 1), (1, 3)),
        "slack": Knob(
            "how many are chosen beyond the least numbers",
            ((2, 3), (1, 1), (2, 2), (2, 3), (3, 3)),
            (1, 4),
        ),
        "limit": Knob("the largest number in a limit", (2, 2, 2, 2, 2), (1, 3)),
        "size": Knob(
            "members of a group with a limit", ((4, 15), (4, 26), (4, 13), (4, 12), (4, 9)), (4, 60)
        ),
    },
    sample=_groups.sample,
    statements=(_groups.asked, _groups.to_be_chosen, _groups.formed, _groups.to_be_found),
    answer=lambda p: ways((p.chosen,), *p.limited, *zip(p.free, strict=True)),
    answer_kind="integer",
    conclusion=_groups.conclusion,
    key=lambda p: (p.chosen, tuple(sorted(p.limited)), tuple(sorted(p.free))),
    capacity=_groups.capacity,
    closing="Therefore the number of ways is {}.",
)


@FAMILY.strategy(approach="transform")
def complementary_counting(p: Params) -> Steps:
    """Complementary counting (Rosen, Discrete Mathematics, 6.1): all choices less those that break
    a limit. Only one limit is met in this way; the numbers from the other groups with a limit are
    fixed case by case."""
    (n, low, high), *fixed = p.limited
    thing, *fixed_things, other = called(p)
    rest = sum(p.free)
    yield from free_groups_together(p)
    yield Step(f"The {thing}s and the {other}s together: {{}}.", f"{n} + {rest} = {n + rest}")
    if fixed:
        yield from spare_places(p)
    for group, fixed_thing in zip(fixed, fixed_things, strict=True):
        yield from binomials_within(p, group, f"{fixed_thing}s")

    cases = splits(p, fixed)
    lefts = sorted({p.chosen - sum(split) for split in cases}, reverse=True)
    yield from binomials_of_complement(p, lefts)
    fault = f"too few {thing}s" if low else f"too many {thing}s"
    allowed = {}
    for left in lefts:
        broken = range(low) if low else range(high + 1, min(n, left) + 1)
        every, bad = comb(n + rest, left), [(comb(n, j), comb(rest, left - j)) for j in broken]
        allowed[left] = every - sum(a * b for a, b in bad)
        difference = sum_of([every, *(f"{-a} * {b}" for a, b in bad)])
        yield Step(
            f"{{left}} of the {thing}s and {other}s, less the choices with {fault}: {{}}.",
            f"ways({left}; {n}, {low}, {high}; {rest}) :: {difference} = {allowed[left]}",
        )
    if not fixed:
        return allowed[p.chosen]

    sizes, counts = [size for size, _, _ in fixed], []
    for split in cases:
        left = p.chosen - sum(split)
        factors = [*(comb(size, j) for size, j in zip(sizes, split, strict=True)), allowed[left]]
        counts.append(prod(factors))
        yield Step(
            f"With {told(split, fixed_things, first=5)}: {{}}.",
            f"ways({p.chosen}; {n}, {low}, {high}; {exactly(sizes, split)}; {rest})"
            f" :: {product_of(factors)} = {counts[-1]}",
        )
    yield cases_added(counts)
    return sum(counts)


def binomials_of_complement(p: Params, lefts: Sequence[int]) -> Steps:
    """The ways to choose each number that is left, largest first, from the first group and all
    others together, and from either of them where the limit is broken."""
    (n, low, high), *fixed = p.limited
    thing, *_, other = called(p)
    rest, most, least = sum(p.free), lefts[0], lefts[-1]
    both = f"{thing}s and {other}s"
    if fixed:
        yield from binomials_within(p, (n + rest, low, n + rest), both)
    else:
        yield from binomials(both, n + rest, most, least)
    if low:
        yield from binomials(f"{other}s", rest, most, least - low + 1)
        yield from binomials(f"{thing}s", n, low - 1, 2)
    else:
        fewest, places = high + 1, most - high - 1
        words = f"One {thing} too many, and what is left for the {other}s: {{}}."
        yield Step(words, f"{high} + 1 = {fewest}, {most} - {fewest} = {places}")
        yield from binomials(f"{thing}s", n, min(n, most), fewest)
        yield from binomials(f"{other}s", rest, places, 2)


@FAMILY.strategy(approach="enumerative")
def casework(p: Params) -> Steps:
    """The sum and product rules (Rosen, Discrete Mathematics, 6.1): a case for every way to split
    the number among the groups."""
    things, rest = called(p), sum(p.free)
    groups = [*p.limited, (rest, 0, rest)]
    yield from free_groups_together(p)
    yield from spare_places(p)
    for group, thing in zip(groups, things, strict=True):
        yield from binomials_within(p, group, f"{thing}s")
    sizes, counts = [n for n, _, _ in groups], []
    for split in splits(p, p.limited):
        numbers = (*split, p.chosen - sum(split))
        factors = [comb(n, j) for n, j in zip(sizes, numbers, strict=True)]
        counts.append(prod(factors))
        yield Step(
            f"With {told(numbers, things, first=2)}: {{}}.",
            f"ways({p.chosen}; {exactly(sizes, numbers)}) :: {product_of(factors)} = {counts[-1]}",
        )
    yield cases_added(counts)
    return sum(counts)


@FAMILY.strategy(approach="algebraic", when=lambda p: len(p.limited) > 1 and p.limited[1][1] > 0)
def inclusion_exclusion(p: Params) -> Steps:
    """The principle of inclusion and exclusion (de Moivre, The Doctrine of Chances, 1718; Rosen,
    Discrete Mathematics, 8.5) over the least numbers; limits of the kind "at most" are kept in
    every count."""
    things = called(p)
    minimums = [i for i, (_, low, _) in enumerate(p.limited) if low]
    unlimited = [*(p.limited[i][0] for i in minimums), sum(p.free)]
    yield from free_groups_together(p)
    words = "Without the least numbers, so many may be chosen freely: {}."
    yield Step(words, f"{sum_of(unlimited)} = {sum(unlimited)}")
    for (n, low, high), thing in zip(p.limited, things, strict=False):
        if low:
            yield from binomials(f"{thing}s", n, low - 1, 2, Claim(f"{low} - 1 = {low - 1}"))
        else:
            yield from binomials(f"{thing}s", n, high, 2)
    counts = []
    for size in range(len(minimums) + 1):
        for short in combinations(minimums, size):
            count = yield from counted_with_too_few(p, short, sum(unlimited))
            counts.append(-count if size % 2 else count)
    yield Step("By inclusion and exclusion: {}.", f"{sum_of(counts)} = {sum(counts)}")
    return sum(counts)


def counted_with_too_few(
    p: Params, short: Sequence[int], everybody: int
) -> Generator[Step, None, int]:
    """The choices with too few from each group in `short`, whatever the other least numbers."""
    case = "Without the least numbers"
    if short:
        case = "With " + listed([f"too few {STORIES[p.story].names[i]}s" for i in short])
    missed = [p.limited[i] for i in short]
    bounded = [(n, 0, low - 1) for n, low, _ in missed]
    bounded += [group for group in p.limited if not group[1]]
    sizes = [n for n, _, _ in missed]
    rest = everybody - sum(sizes)
    before = [Claim(f"{sum_of([everybody, *(-n for n in sizes)])} = {rest}")] if short else []

    generating = [[comb(n, j) for j in range(high + 1)] for n, _, high in bounded if high]
    coefficients = [1]
    for factor in generating:
        coefficients = polynomial_product(coefficients, factor)
    fewest = p.chosen - len(coefficients) + 1
    ways_from_rest = binomials_down(rest, p.chosen, fewest)
    whom = "the others" if short else "freely"
    yield Step(f"{case}, ways to choose {whom}: {{}}.", list_of([*before, *ways_from_rest]))
    if not generating:
        return comb(rest, p.chosen)
    if len(generating) > 1:
        factors = list_of((f"({polynomial(factor)})" for factor in generating), "")
        yield Step(
            f"{case}, x^j stands for j from the groups that have a limit: {{}}.",
            f"{factors} = {polynomial(coefficients)}",
        )
    terms = [(ways, comb(rest, p.chosen - j)) for j, ways in enumerate(coefficients)]
    count = sum(a * b for a, b in terms)
    yield Step(
        f"{case}, in all: {{}}.",
        f"ways({p.chosen}; {group_list(bounded)}; {rest})"
        f" :: {sum_of(f'{a} * {b}' for a, b in terms)} = {count}",
    )
    return count


def polynomial(coefficients: Sequence[int]) -> Claim:
    """`1 + 3x + 3x^2`, from the constant term up."""
    constant, *others = coefficients
    return sum_of([constant, *(f"{c}{power_of_x(j)}" for j, c in enumerate(others, 1))])


def power_of_x(j: int) -> str:
    return "x" if j == 1 else f"x^{j}"


def polynomial_product(left: Sequence[int], right: Sequence[int]) -> list[int]:
    coefficients = [0] * (len(left) + len(right) - 1)
    for i, a in enumerate(left):
        for j, b in enumerate(right):
            coefficients[i + j] += a * b
    return coefficients


@FAMILY.strategy(approach="forward", when=lambda p: len(p.limited) + len(p.free) > 2)
def table(p: Params) -> Steps:
    """Vandermonde's convolution (Graham, Knuth and Patashnik, Concrete Mathematics, 5.1) as dynamic
    programming: the groups join one at a time, those without a limit last, and for every number
    chosen so far it is kept in how many ways that can be."""
    groups: list[Group] = [*p.limited[::-1], *((n, 0, n) for n in p.free)]
    story, limited = STORIES[p.story].names, len(p.limited)
    things = [*story[:limited][::-1], *story[limited : len(groups)]]
    names = [f"{thing}s" for thing in things]
    yield from spare_places(p)
    for group, name in zip(groups, names, strict=True):
        yield from binomials_within(p, group, name)
    (n, fewest, high), *joining = groups
    row = {j: comb(n, j) for j in range(fewest, min(high, fewest + spare(p)) + 1)}
    for joined, (n, low, high) in enumerate(joining, 2):
        fewest += low
        last = joined == len(groups)
        row_before, row = row, {}
        for chosen in range(p.chosen if last else fewest, fewest + spare(p) + 1):
            numbers = [j for j in range(low, min(high, chosen) + 1) if chosen - j in row_before]
            if not numbers:
                break  # the groups so far are too small for more
            terms = [(row_before[chosen - j], comb(n, j)) for j in numbers]
            row[chosen] = sum(a * b for a, b in terms)
            if numbers != [0]:  # with none from the group that joins, the ways are as before
                yield Step(
                    f"{{chosen}} of the {listed(names[:joined])}: {{}}.",
                    f"ways({chosen}; {group_list(groups[:joined])})"
                    f" :: {sum_of(f'{a} * {b}' for a, b in terms)} = {row[chosen]}",
                )
    return row[p.chosen]
