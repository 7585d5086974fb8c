"""How many ways there are to choose a number of people or things from several groups, at least or
at most so many from some."""

from collections.abc import Sequence
from itertools import combinations
from math import comb

from generators.claims.functions import ways
from generators.claims.remembered import Remembered
from generators.families.combinatorics import _groups
from generators.families.combinatorics._groups import STORIES, Group, Params, listed
from generators.families.combinatorics._lines import (
    ALTERNATING,
    CASE,
    CHOICES,
    COLLECTED,
    JOIN,
    LESS,
    POLYNOMIALS,
    PRODUCTS,
    ROW,
    TOTAL,
    spread,
)
from generators.family import Claim, Family, Knob, Step, Steps

LINE = 4  # products in one line; where there are more, a polynomial collects them

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


def stand_together(p: Params) -> Steps:
    if len(p.free) > 1:
        yield Step(
            "The groups without a limit may stand together: {}.",
            Claim(TOTAL[len(p.free)], (*p.free, sum(p.free))),
        )


def called(key: tuple[int, int, bool]) -> tuple[list[str], str]:
    """What the groups with a limit are called in a story, one by one and as a list; last come all
    others."""
    story, limited, one = key
    names = [name + "s" for name in STORIES[story].names[: limited + 1]]
    if not one:
        names[limited] = "others"
    return names, listed(names)


CALLED: Remembered[tuple[int, int, bool], tuple[list[str], str]] = Remembered(called)


def added(found: Sequence[int]) -> Step:
    return Step("Add the cases: {}.", Claim(TOTAL[len(found)], (*found, sum(found))))


@FAMILY.strategy(approach="transform")
def complementary_counting(p: Params) -> Steps:
    """Complementary counting (Rosen, Discrete Mathematics, 6.1): all choices less those that break
    a limit. Only one limit is met in this way; the numbers from the other groups with a limit are
    fixed case by case."""
    (n, low, high), fixed, rest = p.limited[0], p.limited[1:], sum(p.free)
    yield from stand_together(p)
    names, _ = CALLED[p.story, len(p.limited), len(p.free) == 1]
    everybody, broken = n + rest, range(low) if low else range(high + 1, min(n, p.chosen) + 1)
    fault = f"too few {names[0]}" if low else f"too many {names[0]}"
    yield Step(
        f"The {names[0]} and the {names[-1]} together: {{}}.",
        Claim("{} + {} = {}", (n, rest, everybody)),
    )
    words, found = f"All choices less those with {fault}: {{}}.", []
    if fixed:
        words = f"Fix the number{'s' * (len(fixed) > 1)} of {listed(names[1:-1])}, and leave out {fault}: {{}}."
    own, from_rest = CHOICES[n], CHOICES[rest]
    for left, named, pairs, factors, count in spread(p.chosen - low, fixed):
        left += low
        most = comb(everybody, left)
        shown, numbers, less, remaining = [everybody, left], [most], [], most
        for j in broken:
            terms = own[j][2] + from_rest[left - j][2]
            bad = own[j][4] * from_rest[left - j][4]
            shown += terms
            numbers.append(bad)
            less.append(len(terms) // 2)
            remaining -= bad
        count *= remaining
        values = (p.chosen, n, low, high, *named, rest, *pairs, *shown, *factors, *numbers, count)
        yield Step(words, Claim(LESS[len(fixed), len(factors), tuple(less)], values))
        words = "Next case: {}."
        found.append(count)
    if fixed:
        yield added(found)


@FAMILY.strategy(approach="enumerative")
def casework(p: Params) -> Steps:
    """The sum and product rules (Rosen, Discrete Mathematics, 6.1): a case for every way to split
    the number among the groups."""
    yield from stand_together(p)
    last, found, groups = CHOICES[sum(p.free)], [], len(p.limited) + 1
    words = f"Cases by the numbers of {CALLED[p.story, len(p.limited), len(p.free) == 1][1]}, first: {{}}."
    for left, named, pairs, factors, count in spread(p.chosen, p.limited):
        _, own, pair, factor, c = last[left]
        factors += factor
        count *= c
        shown = (*factors, count) if len(factors) > 1 else (count,)
        yield Step(
            words,
            Claim(CASE[groups, len(factors)], (p.chosen, *named, *own, *pairs, *pair, *shown)),
        )
        words = "Next case: {}."
        found.append(count)
    yield added(found)


@FAMILY.strategy(approach="algebraic", when=lambda p: len(p.limited) > 1 and p.limited[1][1] > 0)
def inclusion_exclusion(p: Params) -> Steps:
    """The principle of inclusion and exclusion (de Moivre, The Doctrine of Chances, 1718; Rosen,
    Discrete Mathematics, 8.5) over the least numbers; limits of the kind "at most" are kept in
    every count."""
    yield from stand_together(p)
    limited, counts, answer = p.limited, [], 0
    minimums = sum([low > 0 for _, low, _ in limited])
    kept, everybody = limited[minimums:], sum(p.free) + sum([n for n, low, _ in limited if low])
    for short, faults in FAULTS[p.story, minimums]:
        groups, rest = kept, everybody
        for i in short:
            n, low, _ = limited[i]
            groups, rest = ((n, 0, low - 1), *groups), rest - n
        steps, count = counted_together(p.chosen, groups, rest, faults)
        counts.append(count)
        answer += -count if len(short) % 2 else count
        yield from steps
    yield Step("By inclusion and exclusion: {}.", Claim(ALTERNATING[minimums], (*counts, answer)))


def faults(key: tuple[int, int]) -> list[tuple[tuple[int, ...], str]]:
    """The sets of broken least numbers, each with its words."""
    story, minimums = key
    sets = [short for size in range(minimums + 1) for short in combinations(range(minimums), size)]
    told = [
        listed([f"too few {STORIES[story].names[i]}s" for i in short]) for short in sets if short
    ]
    return [
        (short[::-1], words)
        for short, words in zip(
            sets, ["Without the least numbers", *[f"With {t}" for t in told]], strict=True
        )
    ]


FAULTS: Remembered[tuple[int, int], list[tuple[tuple[int, ...], str]]] = Remembered(faults)


def counted_together(
    chosen: int, groups: tuple[Group, ...], rest: int, faults: str
) -> tuple[list[Step], int]:
    """The choices within the limits: a line of products where they are few, else collected by a
    polynomial; and their number."""
    shown, counts, cases, last, steps = (
        [chosen, *sum(groups, ()), rest],
        [],
        spread(chosen, groups),
        CHOICES[rest],
        [],
    )
    if len(cases) <= LINE:
        factors = []
        for left, _, pairs, _, count in cases:
            shown += pairs
            shown += last[left][1]
            factors.append(len(pairs) // 2 + 1)
            counts.append(count * last[left][4])
        form = PRODUCTS[len(groups), tuple(factors)]
    else:
        several = [(n, high) for n, _, high in groups if high]
        coefficients = [0] * (1 + sum([high for _, high in several]))
        for left, _, _, _, count in cases:
            coefficients[chosen - left] += count
        if len(several) > 1:
            words = f"{faults}, the generating function of the groups that have a limit: {{}}."
            numbers = [comb(n, j) for n, high in several for j in range(1, high + 1)]
            steps.append(
                Step(
                    words,
                    Claim(
                        POLYNOMIALS[tuple([high for _, high in several])],
                        (*numbers, *coefficients[1:]),
                    ),
                )
            )
        for j, count in enumerate(coefficients):
            shown += (count, *last[chosen - j][1]) if j else last[chosen][1]
            counts.append(count * last[chosen - j][4])
        form = COLLECTED[len(groups), len(counts)]
    count = sum(counts)
    steps.append(
        Step(
            faults + ": {}.",
            Claim(form, (*shown, *counts, count) if len(counts) > 1 else (*shown, count)),
        )
    )
    return steps, count


@FAMILY.strategy(approach="forward", when=lambda p: len(p.limited) + len(p.free) > 2)
def table(p: Params) -> Steps:
    """Vandermonde's convolution (Graham, Knuth and Patashnik, Concrete Mathematics, 5.1) as dynamic
    programming: the groups join one at a time, and for every number chosen so far it is kept in how
    many ways that can be."""
    names, (n, low, high) = STORIES[p.story].names, p.limited[0]
    spare = p.chosen - sum([group[1] for group in p.limited])
    options = CHOICES[n][low : min(high, low + spare) + 1]
    row = {j: count for j, _, _, _, count in options}
    shown: list[int] = []
    for j, own, _, _, count in options:
        if j:
            shown += (*own, count)
    yield Step(
        f"From the {names[0]}s alone, by how many of them: {{}}.",
        Claim(ROW[len(shown) // 3], tuple(shown)),
    )
    named, fewest = p.limited[0], low
    joining = [*[(*group, group) for group in p.limited[1:]], *[(n, 0, n, (n,)) for n in p.free]]
    for i, (n, low, high, own) in enumerate(joining, 1):
        last, options, joined = i == len(joining), CHOICES[n], {}
        named += own
        fewest += low
        groups = (0, 0) if last else (min(i + 1, len(p.limited)), max(i + 1 - len(p.limited), 0))
        words = f"Join the {names[i]}s; " + (
            "all together: {}." if last else "in all, as few as the limits allow: {}."
        )
        for chosen in range(fewest + spare if last else fewest, fewest + spare + 1):
            shown, products = [] if last else [chosen, *named], []
            for j in range(low, min(high, chosen) + 1):
                if count := row.get(chosen - j):
                    shown += (count, n, j) if j else (count,)
                    products.append(count * options[j][4])
            if not products:
                break
            joined[chosen] = count = sum(products)
            nothing = chosen in row and low == 0
            if len(products) > 1:
                yield Step(
                    words, Claim(JOIN[*groups, len(products), nothing], (*shown, *products, count))
                )
            elif not nothing:
                yield Step(words, Claim(JOIN[*groups, 1, False], (*shown, count)))
            words = f"Join the {names[i]}s; in all, one more: {{}}."
        row = joined
