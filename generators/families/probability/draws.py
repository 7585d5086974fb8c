"""The probability that so many of the things drawn at random, without putting any back, are of one
kind."""

from collections.abc import Generator
from math import comb, perm
from typing import NamedTuple

from generators.claims.functions import draws
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
from generators.family import (
    Claim,
    Family,
    Fraction,
    Knob,
    Step,
    Steps,
    binomial,
    list_of,
    product_of,
    sum_of,
)

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
    conclusion=lambda p, answer: Claim(
        f"draws({p.drawn}; {p.wanted}, {p.low}, {p.high}; {list_of(p.others, '; ')}) :: {answer}"
    ),
    key=lambda p: (p.drawn, p.wanted, p.low, p.high, tuple(sorted(p.others))),
    capacity=capacity,
    closing="Therefore the probability is {}.",
)


class Group(NamedTuple):
    """So many things, or places, and what they are called."""

    size: int
    things: str


def all_others(p: Params) -> Group:
    return Group(sum(p.others), "others")


def wanted(p: Params) -> Group:
    return Group(p.wanted, f"{wanted_kind(p)} ones")


def counts_of_kinds(p: Params) -> Steps:
    """How many there are of all other kinds, and in all."""
    rest = sum(p.others)
    words = f"The {STORIES[p.story].things} that are not {wanted_kind(p)}: {{}}."
    yield Step(words, f"{sum_of(p.others)} = {rest}")
    yield Step("All together: {}.", f"{p.wanted} + {rest} = {p.wanted + rest}")


def selections(
    chosen: int, first: Group, second: Group, cases: range, words: str
) -> Generator[Step, None, int]:
    """The ways to choose from two groups with j from the first and the others, {left}, from the
    second, for each j of the cases. Gives their sum."""
    fewest, most = cases[0], cases[-1]
    yield from binomials(first, most, fewest)
    before = [Claim(f"{chosen} - {fewest} = {chosen - fewest}")] if fewest else []
    yield from binomials(second, chosen - fewest, chosen - most, *before)
    counts = []
    for j in cases:
        left = chosen - j
        a, b = comb(first.size, j), comb(second.size, left)
        counts.append(a * b)
        yield Step(
            words,
            f"ways({chosen}; {first.size}, {j}; {second.size}, {left}) :: {a} * {b} = {a * b}",
        )
    if len(counts) > 1:
        yield Step("Add these: {}.", f"{sum_of(counts)} = {sum(counts)}")
    return sum(counts)


def binomials(group: Group, most: int, least: int, *before: Claim) -> Steps:
    """The ways to choose the largest number out of a group, and from these the ways to choose each
    smaller one: C(n, j - 1) = C(n, j) * j/(n - j + 1). `before` are claims that lead to the largest
    number. None can be chosen in one way, and one of n in n ways: these need no line."""
    n, things = group
    if most >= max(least, 2):
        yield Step(f"Ways to choose {things}: {{}}.", list_of([*before, binomial(n, most)]))
    smaller = range(most, max(least, 2), -1)
    if smaller:
        words = f"Each from the one before, the ways to choose fewer {things}: {{}}."
        ways = list_of(
            f"C({n}, {j - 1}) = {comb(n, j)} * {j}/{n - j + 1} = {comb(n, j - 1)}" for j in smaller
        )
        yield Step(words, ways)


def lowest_terms(words: str, top: int, bottom: int) -> Generator[Step, None, Fraction]:
    """The fraction, reduced where it can be."""
    chance = Fraction(top, bottom)
    if chance.denominator < bottom:
        yield Step(words, f"{top}/{bottom} = {chance}")
    return chance


@FAMILY.strategy(approach="enumerative")
def counting(p: Params) -> Steps:
    """Favourable by all cases (Laplace 1812), the hypergeometric counts of Feller, An Introduction
    to Probability Theory, II.6."""
    yield from counts_of_kinds(p)
    words = f"Favourable selections with {{j}} {wanted_kind(p)} and {{left}} not: {{}}."
    cases = range(p.low, p.high + 1)
    favourable = yield from selections(p.drawn, wanted(p), all_others(p), cases, words)
    everything = p.wanted + sum(p.others)
    yield Step("All selections: {}.", binomial(everything, p.drawn))
    every = comb(everything, p.drawn)
    return (yield from lowest_terms("Favourable by all, reduced: {}.", favourable, every))


@FAMILY.strategy(approach="transform")
def symmetry(p: Params) -> Steps:
    """Exchangeability (Feller, II.6, the two forms of the hypergeometric distribution): line
    everything up, so that the first places are those drawn; then every set of places is equally
    likely for the wanted kind."""
    yield from counts_of_kinds(p)
    everything = p.wanted + sum(p.others)
    words = "Line everything up at random; the first {p.drawn} are drawn, and left over are: {}."
    yield Step(words, f"{everything} - {p.drawn} = {everything - p.drawn}")
    drawn, behind = Group(p.drawn, "places in front"), Group(everything - p.drawn, "places behind")
    words = f"Ways to place the {wanted_kind(p)} ones, {{j}} in front and {{left}} behind: {{}}."
    cases = range(p.low, p.high + 1)
    favourable = yield from selections(p.wanted, drawn, behind, cases, words)
    yield Step("All ways to place them: {}.", binomial(everything, p.wanted))
    every = comb(everything, p.wanted)
    return (yield from lowest_terms("Favourable by all, reduced: {}.", favourable, every))


def one_fewer(words: str, number: int, draws: int) -> tuple[Step, ...]:
    """The line that says what is left of a number of things when each of so many draws takes one,
    before the last; none for a single draw."""
    if draws < 2:
        return ()
    numbers = range(number, number - draws + 1, -1)
    return (Step(words, list_of(f"{n} - 1 = {n - 1}" for n in numbers)),)


@FAMILY.strategy(approach="forward")
def tree(p: Params) -> Steps:
    """The multiplication rule for conditional probabilities (de Moivre 1718): along one path of the
    tree, times the number of paths."""
    k, n, rest, kind = p.drawn, p.wanted, sum(p.others), wanted_kind(p)
    everything = n + rest
    yield from counts_of_kinds(p)
    yield from one_fewer("Each draw leaves one fewer: {}.", everything, k)
    yield from one_fewer(f"Each {kind} one leaves one fewer of them: {{}}.", n, p.high)
    yield from one_fewer("Each of the others leaves one fewer of them: {}.", rest, k - p.low)
    before = [Claim(f"{k} - 1 = {k - 1}")] if p.high == k else []
    draws = Group(k, f"draws for the {kind} ones")
    yield from binomials(draws, min(p.high, k - 1), p.low, *before)

    every, sizes, paths = perm(everything, k), range(everything, everything - k, -1), []
    words = f"A path with the {kind} ones first: {{}}."
    if p.low == 0:
        words = f"A path without {kind} ones: {{}}."
    for j in range(p.low, p.high + 1):
        left, orders = k - j, comb(k, j)
        path = perm(n, j) * perm(rest, left)
        branches = [*range(n, n - j, -1), *range(rest, rest - left, -1)]
        fractions = product_of(f"{a}/{b}" for a, b in zip(branches, sizes, strict=True))
        yield Step(words, f"{fractions} = {path}/{every}")
        if orders > 1:
            yield Step(
                f"Times the orders in which {{j}} {kind} and {{left}} not can come: {{}}.",
                f"ways({k}; {n}, {j}; {rest}, {left})/C({everything}, {k})"
                f" :: {orders} * {path}/{every} = {orders * path}/{every}",
            )
        words = "A path with one more: {}."
        paths.append(orders * path)
    if len(paths) > 1:
        fractions = sum_of(f"{path}/{every}" for path in paths)
        yield Step("Add the cases: {}.", f"{fractions} = {sum(paths)}/{every}")
    return (yield from lowest_terms("Reduce: {}.", sum(paths), every))


@FAMILY.strategy(approach="backward")
def first_step_recursion(p: Params) -> Steps:
    """Conditioning on the next draw (first-step analysis, Feller, XIV.2), worked backwards from the
    last draw."""
    k, rest, kind = p.drawn, sum(p.others), wanted_kind(p)
    yield from counts_of_kinds(p)
    states = undecided(p)
    yield from one_fewer("Each draw leaves one fewer: {}.", p.wanted + rest, k)
    most = max(hits for _, hits in states)
    words = f"Each {kind} one leaves one fewer of them: {{}}."
    fewer_hits = one_fewer(words, p.wanted, most + 1)
    most = max(k - left - hits for left, hits in states)
    words = "Each of the others leaves one fewer of them: {}."
    fewer_others = one_fewer(words, rest, most + 1)
    yield from (*fewer_hits, *fewer_others)

    chances: dict[tuple[int, int], Fraction] = {}
    for left, hits in states:
        low, high = max(p.low - hits, 0), min(p.high - hits, left)
        misses = k - left - hits
        a, b = p.wanted - hits, rest - misses
        n = a + b
        after_hit = chances.get((left - 1, hits + 1), decided(p, left - 1, hits + 1))
        after_miss = chances.get((left - 1, hits), decided(p, left - 1, hits))
        branches = [
            branch(number, n, after) for number, after in ((a, after_hit), (b, after_miss)) if after
        ]
        chance = chances[left, hits] = (a * after_hit + b * after_miss) / Fraction(n)
        asked = Claim(f"ways({left}; {a}, {low}, {high}; {b})/C({n}, {left})")
        shown = Claim(f"{sum_of(branches)} = {chance}")
        if {after_hit, after_miss} == {0, 1} and chance.denominator == n:
            shown = Claim(f"{chance}")  # one branch, in lowest terms as it stands
        words = f"With {{a}} {kind} and {{b}} others left, {to_come(low, high, left, kind)}: {{}}."
        lines = (*(fewer_hits if hits else ()), *(fewer_others if misses else ()))
        yield Step(words, f"{asked} :: {shown}", rests_on=lines)
    return chance


def undecided(p: Params) -> list[tuple[int, int]]:
    """How many draws are left and how many have hit, for each state in which both may still come
    about, backwards from the last draw."""
    states = []
    for left in range(1, p.drawn + 1):
        for hits in range(p.drawn - left + 1):
            possible = p.low <= hits + left and hits <= p.high
            certain = p.low <= hits and hits + left <= p.high
            if possible and not certain:
                states.append((left, hits))
    return states


def decided(p: Params, left: int, hits: int) -> int:
    """The chance in a state that is decided: 1 if the hits stay within the limits, else 0."""
    return int(p.low <= hits and hits + left <= p.high)


def branch(number: int, everything: int, after: Fraction | int) -> Claim:
    """The chance of one of so many, times that of what has to come after it."""
    if after == 1:
        return Claim(f"{number}/{everything}")
    return Claim(f"{number}/{everything} * {after}")


def to_come(low: int, high: int, left: int, kind: str) -> str:
    """What is asked of the draws that are left; the numbers by their names in the claim."""
    draws = "the last {left} draws" if left > 1 else "the last draw"
    if high == 0:
        return f"no {kind} one in {draws}"
    if low == high:
        return f"exactly {{low}} {kind} in {draws}"
    return ("at least {low}" if low else "at most {high}") + f" {kind} in {draws}"


@FAMILY.strategy(
    approach="algebraic",
    when=lambda p: (p.low == 0 or p.high == p.drawn) and p.drawn < 2 * (p.high - p.low) + 1,
)
def complement(p: Params) -> Steps:
    """The complementary event (Feller, I.4): 1 less the probability of the numbers not asked for,
    where these are fewer."""
    kind, rest, k = wanted_kind(p), sum(p.others), p.drawn
    everything = p.wanted + rest
    yield from counts_of_kinds(p)
    if p.low:
        fault, cases = "too few", range(p.low)
        yield Step(f"Too few {kind} ones are at most: {{}}.", f"{p.low} - 1 = {p.low - 1}")
    else:
        fault, cases = "too many", range(p.high + 1, k + 1)
        yield Step(f"Too many {kind} ones are at least: {{}}.", f"{p.high} + 1 = {p.high + 1}")
    words = f"Selections with {fault}, {{j}} {kind} and {{left}} not: {{}}."
    count = yield from selections(k, wanted(p), all_others(p), cases, words)
    yield Step("All selections: {}.", binomial(everything, k))
    every = comb(everything, k)
    chance = Fraction(every - count, every)
    asked = Claim(f"ways({k}; {p.wanted}, {p.low}, {p.high}; {rest})/C({everything}, {k})")
    if chance.denominator < every:
        claim = Claim(f"{asked} :: 1 - {count}/{every} = {every - count}/{every} = {chance}")
    else:
        claim = Claim(f"{asked} :: 1 - {count}/{every} = {chance}")
    yield Step("Take from 1: {}.", claim)
    return chance
