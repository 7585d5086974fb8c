"""The probability that so many of the things drawn at random, without putting any back, are of one
kind."""

from collections.abc import Generator
from fractions import Fraction
from math import comb, gcd, perm

from generators.claims.functions import draws
from generators.claims.remembered import Remembered
from generators.families.probability._urn import (
    STORIES,
    Params,
    all_at_once,
    capacity,
    drawn_at_random,
    one_after_another,
    sample,
    wanted_kind,
)
from generators.family import Claim, Family, Knob, Step, Steps

SHARE = "ways({}; {}, {}, {}; {})/C({}, {}) :: "  # a probability as favourable by all selections
EXACT_SHARE = "ways({}; {}, {}; {})/C({}, {}) :: "
ASKED: Remembered[int, str] = Remembered(
    lambda others: "draws({}; {}, {}, {}" + "; {}" * others + ") :: {}/{}"
)


def conclusion(p: Params, answer: Fraction | int) -> Claim:
    values = (p.drawn, p.wanted, p.low, p.high, *p.others, answer.numerator, answer.denominator)
    return Claim(ASKED[len(p.others)], values)


FAMILY = Family(
    params=Params,
    knobs={
        "drawn": Knob("how many are drawn", ((2, 2), (3, 3), (4, 4), (5, 5), (6, 6)), (2, 8)),
        "spare": Knob(
            "how many more of the wanted kind there are",
            ((1, 6), (1, 6), (1, 6), (1, 6), (1, 6)),
            (1, 30),
        ),
        "others": Knob("other kinds", (3, 3, 3, 3, 3), (3, 4)),
        "size": Knob(
            "things of each other kind", ((3, 12), (3, 15), (3, 14), (3, 13), (3, 12)), (3, 40)
        ),
    },
    sample=sample,
    statements=(drawn_at_random, one_after_another, all_at_once),
    answer=lambda p: draws((p.drawn,), (p.wanted, p.low, p.high), (sum(p.others),)),
    answer_kind="rational",
    answer_form="reduced",
    conclusion=conclusion,
    key=lambda p: (p.drawn, p.wanted, p.low, p.high, tuple(sorted(p.others))),
    capacity=capacity,
    closing="Therefore the probability is {}.",
)


def numbers(
    p: Params, words: str = "The {things} that are not {kind}, and all together: {{}}."
) -> Step:
    """How many others there are, and how many in all."""
    rest = sum(p.others)
    values = (*p.others, rest, p.wanted, rest, p.wanted + rest)
    return Step(
        words.format(things=STORIES[p.story].things, kind=wanted_kind(p)),
        Claim(BOTH[len(p.others)], values),
    )


BOTH: Remembered[int, str] = Remembered(lambda others: total(others) + ", {} + {} = {}")


def total(count: int) -> str:
    return " + ".join(["{}"] * count) + " = {}"


def selections(
    chosen: int, first: int, second: int, cases: range, words: str
) -> Generator[Step, None, int]:
    """The ways to choose from two groups with j from the first, for each j of the cases. Gives
    their sum."""
    counts = []
    for j in cases:
        a, b, left = comb(first, j), comb(second, chosen - j), chosen - j
        shown = (
            (first, j, second, left, a, b) if j and left else (first, j) if j else (second, left)
        )
        yield Step(words, Claim(CASE[len(shown)], (chosen, first, j, second, left, *shown, a * b)))
        words = "One more: {}."
        counts.append(a * b)
    count = sum(counts)
    if len(counts) > 1:
        yield Step(
            "Add these: {}.",
            Claim(CASES[len(counts)], (chosen, first, cases[0], cases[-1], second, *counts, count)),
        )
    return count


CASE = {
    2: "ways({}; {}, {}; {}, {}) :: C({}, {}) = {}",
    6: "ways({}; {}, {}; {}, {}) :: C({}, {}) * C({}, {}) = {} * {} = {}",
}
CASES: Remembered[int, str] = Remembered(
    lambda count: "ways({}; {}, {}, {}; {}) :: " + total(count)
)


def lowest_terms(words: str, top: int, bottom: int) -> Steps:
    """The fraction reduced, where it can be."""
    if (shared := gcd(top, bottom)) > 1:
        yield Step(words, Claim("{}/{} = {}/{}", (top, bottom, top // shared, bottom // shared)))


@FAMILY.strategy(approach="enumerative")
def counting(p: Params) -> Steps:
    """Favourable by all cases (Laplace 1812), the hypergeometric counts of Feller, An Introduction
    to Probability Theory, II.6."""
    yield numbers(p)
    rest, words = (
        sum(p.others),
        f"Favourable selections by the number of {wanted_kind(p)} ones, fewest first: {{}}.",
    )
    count = yield from selections(p.drawn, p.wanted, rest, range(p.low, p.high + 1), words)
    every = comb(p.wanted + rest, p.drawn)
    yield Step("All selections: {}.", Claim("C({}, {}) = {}", (p.wanted + rest, p.drawn, every)))
    yield from lowest_terms("Favourable by all, reduced: {}.", count, every)


@FAMILY.strategy(approach="transform")
def symmetry(p: Params) -> Steps:
    """Exchangeability (Feller, II.6, the two forms of the hypergeometric distribution): line
    everything up, so that the first places are those drawn; then every set of places is equally
    likely for the wanted kind."""
    yield numbers(p)
    n, everything = p.wanted, p.wanted + sum(p.others)
    places = everything - p.drawn
    words = "Line everything up at random; the first places are drawn, and left over are: {}."
    yield Step(words, Claim("{} - {} = {}", (everything, p.drawn, places)))
    words = f"Ways to place the {wanted_kind(p)} ones with the asked number in the first places, fewest first: {{}}."
    count = yield from selections(n, p.drawn, places, range(p.low, p.high + 1), words)
    every = comb(everything, n)
    yield Step("All ways to place them: {}.", Claim("C({}, {}) = {}", (everything, n, every)))
    yield from lowest_terms("Favourable by all, reduced: {}.", count, every)


@FAMILY.strategy(approach="forward")
def tree(p: Params) -> Steps:
    """The multiplication rule for conditional probabilities (de Moivre 1718): along one path of the
    tree, times the number of paths."""
    yield numbers(p)
    k, n, rest = p.drawn, p.wanted, sum(p.others)
    every, sizes = perm(n + rest, k), range(n + rest, n + rest - k, -1)
    kind, found = wanted_kind(p), []
    words = (
        f"A path with the {kind} ones first: {{}}."
        if p.low
        else f"A path without {kind} ones: {{}}."
    )
    for j in range(p.low, p.high + 1):
        path = perm(n, j) * perm(rest, k - j)
        branches = [*range(n, n - j, -1), *range(rest, rest - k + j, -1)]
        fractions = [number for pair in zip(branches, sizes, strict=True) for number in pair]
        orders, asked = comb(k, j), (k, n, j, rest, n + rest, k)
        if orders == 1:
            yield Step(words, Claim(PATH[k, True], (*asked, *fractions, path, every)))
        else:
            yield Step(words, Claim(PATH[k, False], (*fractions, path, every)))
            form = EXACT_SHARE + "C({}, {}) * {}/{} = {}/{}"
            yield Step(
                "Times the number of orders: {}.",
                Claim(form, (*asked, k, j, path, every, orders * path, every)),
            )
        words = "A path with one more: {}."
        found.append(orders * path)
    count = sum(found)
    if len(found) > 1:
        fractions = [number for top in found for number in (top, every)]
        yield Step("Add the cases: {}.", Claim(ADDED[len(found)], (*fractions, count, every)))
    yield from lowest_terms("Reduce: {}.", count, every)


def path_form(key: tuple[int, bool]) -> str:
    """So many draws; and whether the path is the only one with its number of hits."""
    draws, only = key
    return EXACT_SHARE * only + " * ".join(["{}/{}"] * draws) + " = {}/{}"


PATH = Remembered(path_form)
ADDED: Remembered[int, str] = Remembered(lambda count: " + ".join(["{}/{}"] * count) + " = {}/{}")


@FAMILY.strategy(approach="backward")
def first_step_recursion(p: Params) -> Steps:
    """Conditioning on the next draw (first-step analysis, Feller, XIV.2), worked backwards from the
    last draw."""
    yield numbers(p, "Call a {kind} one a hit. Those that are no hits, and all together: {{}}.")
    k, rest = p.drawn, sum(p.others)
    after: dict[int, tuple[int, int]] = {}
    for left in range(1, k + 1):
        chances = {}
        for hits in range(k - left + 1):
            low, high = max(p.low - hits, 0), min(p.high - hits, left)
            if low > left or high < 0 or high - low == left:
                continue
            a, b = p.wanted - hits, rest - (k - left - hits)
            hit = known(after, left - 1, p.low - hits - 1, p.high - hits - 1, hits + 1)
            miss = known(after, left - 1, p.low - hits, p.high - hits, hits)
            top, bottom = a * hit[0] * miss[1] + b * miss[0] * hit[1], (a + b) * hit[1] * miss[1]
            shared = gcd(top, bottom)
            chance = chances[hits] = (top // shared, bottom // shared)
            shown = [*branch(a, a + b, hit), *branch(b, a + b, miss)]
            settled, form = len(shown) == 2 and shared == 1, NEXT[kind_of(hit), kind_of(miss)]
            values = (left, a, low, high, b, a + b, left, *shown, *(() if settled else chance))
            yield Step(STATE[low, high, left, left == k], Claim(form[settled], values))
        after = chances


def state(key: tuple[int, int, int, bool]) -> str:
    """What is still to come, in words."""
    low, high, left, start = key
    number, words = (
        (low, "Exactly") if low == high else (low, "At least") if low else (high, "At most")
    )
    event = "No hit" if high == 0 else f"{words} {number} hit{'s' * (number > 1)}"
    draws = f"{left} draws" if left > 1 else "draw"
    return f"{event} in {('both draws' if left == 2 else f'all {draws}') if start else f'the last {draws}'}: {{}}."


STATE = Remembered(state)


def known(
    after: dict[int, tuple[int, int]], left: int, low: int, high: int, hits: int
) -> tuple[int, int]:
    """The chance after the next draw: 0 and 1 where it is settled."""
    if low > left or high < 0:
        return 0, 1
    return after[hits] if low > 0 or high < left else (1, 1)


def kind_of(chance: tuple[int, int]) -> int:
    """0 for impossible, 1 for certain, 2 for neither."""
    return chance[0] if chance[1] == 1 else 2


def branch(count: int, everything: int, chance: tuple[int, int]) -> tuple[int, ...]:
    return (
        ()
        if chance[0] == 0
        else (count, everything)
        if chance[1] == 1
        else (count, everything, *chance)
    )


def next_form(key: tuple[int, int]) -> tuple[str, str]:
    """What is shown of the branches for a hit and a miss, with and without a result."""
    shown = SHARE + " + ".join([("", "{}/{}", "{}/{} * {}/{}")[kind] for kind in key if kind])
    return shown + " = {}/{}", shown


NEXT = Remembered(next_form)


@FAMILY.strategy(
    approach="algebraic",
    when=lambda p: (p.low == 0 or p.high == p.drawn) and p.drawn < 2 * (p.high - p.low) + 1,
)
def complement(p: Params) -> Steps:
    """The complementary event (Feller, I.4): 1 less the probability of the numbers not asked for,
    where these are fewer."""
    yield numbers(p)
    rest, others = sum(p.others), range(p.low) if p.low else range(p.high + 1, p.drawn + 1)
    words = f"Selections with {'too few' if p.low else 'too many'} {wanted_kind(p)} ones, fewest first: {{}}."
    count = yield from selections(p.drawn, p.wanted, rest, others, words)
    every = comb(p.wanted + rest, p.drawn)
    yield Step("All selections: {}.", Claim("C({}, {}) = {}", (p.wanted + rest, p.drawn, every)))
    shared = gcd(count, every)
    asked = (p.drawn, p.wanted, p.low, p.high, rest, p.wanted + rest, p.drawn)
    lowest = ((every - count) // shared, every // shared) if shared > 1 else ()
    form = SHARE + "1 - {}/{} = {}/{}" + " = {}/{}" * (shared > 1)
    yield Step(
        "Take from 1: {}.", Claim(form, (*asked, count, every, every - count, every, *lowest))
    )
