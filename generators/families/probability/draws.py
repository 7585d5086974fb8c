"""The probability that so many of the things drawn at random, without putting any back, are of one
kind."""

from collections.abc import Generator, Sequence
from itertools import product
from math import comb, factorial, gcd, prod
from typing import NamedTuple

from generators.claims.functions import draws
from generators.families.probability._urn import (
    CLOSINGS,
    MOST_STATES,
    STATEMENTS,
    Params,
    State,
    capacity,
    decided,
    event,
    most_hits,
    sample,
    states_of,
    things,
    told,
    wanted_kind,
)
from generators.family import (
    Capacity,
    Claim,
    Family,
    Fraction,
    Knob,
    Step,
    Steps,
    list_of,
    product_of,
    sum_of,
)

LARGEST = 6  # things of the wanted kind whose places are counted: C(n, 6) fits on a line

IN_TWO_LINES = 4  # draws up to which a recursion is short enough for a line for the branches

FAMILY = Family(
    params=Params,
    knobs={
        "drawn": Knob("how many are drawn", ((2, 2), (3, 3), (4, 4), (4, 4), (5, 5)), (2, 8)),
        "wanted": Knob(
            "things of the wanted kind", ((3, 16), (4, 6), (3, 6), (3, 6), (4, 6)), (2, 40)
        ),
        "others": Knob("other kinds", (1, 3, 3, 3, 4), (1, 4)),
        "size": Knob(
            "things of each other kind", ((3, 29), (3, 24), (2, 18), (3, 24), (2, 17)), (2, 40)
        ),
        "cases": Knob(
            "how many numbers of the wanted kind have to be looked at",
            ((1, 1), (1, 1), (1, 2), (2, 2), (2, 3)),
            (1, 3),
        ),
    },
    sample=sample,
    statements=STATEMENTS,
    answer=lambda p: draws((p.drawn,), (p.wanted, p.low, p.high), (sum(p.others),)),
    answer_kind="rational",
    answer_form="reduced",
    conclusion=lambda p, answer: Claim(
        f"draws({p.drawn}; {p.wanted}, {p.low}, {p.high}; {list_of(p.others, '; ')}) :: {answer}"
    ),
    key=lambda p: (p.drawn, p.wanted, p.low, p.high, tuple(sorted(p.others))),
    capacity=capacity,
    counted=(
        Capacity(1_127),
        Capacity(24_201),
        Capacity(24_656),
        Capacity(27_124),
        Capacity(21_574),
    ),
    closings=CLOSINGS,
)


def counts_of_kinds(p: Params) -> Steps:
    """How many there are of all other kinds, and in all."""
    rest, words = sum(p.others), told(p, COUNT_ALL)
    if len(p.others) > 1:
        others = Claim(f"{sum_of(p.others)} = {rest}")
        claim = Claim(f"{others}, {p.wanted} + {rest} = {p.wanted + rest}")
        yield Step(told(p, COUNT_OTHERS), claim)
    else:
        yield Step(words, f"{p.wanted} + {rest} = {p.wanted + rest}")


COUNT_OTHERS = (
    "We count the THINGS that are not KIND, then all of them: {}.",
    "There are {rest} THINGS that are not KIND, and {p.wanted + rest} in all: {}.",
    "It only matters what is KIND, so we add up the others, then add the {p.wanted} KIND ones: {}.",
    "Adding up the others, and then all THINGS, gives {}.",
    "We need not distinguish the others, so we add them, and then the {p.wanted} KIND ones: {}.",
    "Besides the {p.wanted} KIND THINGS there are {rest} others: {}.",
    "First we count the others and all THINGS: {}.",
)
COUNT_ALL = (
    "With the {p.wanted} KIND ones, the number of THINGS is {}.",
    "In all, there are {} THINGS.",
    "The number of all THINGS is {}.",
    "Altogether that makes {} THINGS.",
    "First we count all THINGS: {}.",
    "We add the {p.wanted} KIND THINGS and the {rest} others: {}.",
    "Together, the KIND ones and the others are {}.",
)


def lowest_terms(top: int, bottom: int, stands: tuple[str, ...], reduce: tuple[str, ...]) -> Steps:
    """The probability reduced by a factor that is named, or why it stands in lowest terms."""
    shared, chance = gcd(top, bottom), Fraction(top, bottom)
    if shared == 1:
        yield Step(stands, f"gcd({top}, {bottom}) = 1")
        return chance
    n, m = chance.numerator, chance.denominator
    yield Step(
        reduce, f"{shared:new} * {n:new}/({shared} * {m:new}) :: {top}/{bottom} = {chance:new}"
    )
    return chance


def favourable_by_all(favourable: int, every: int) -> Steps:
    return (yield from lowest_terms(favourable, every, IN_LOWEST_TERMS, REDUCE))


IN_LOWEST_TERMS = (
    "The probability is `{top}/{bottom}`, in lowest terms since {}.",
    "Favourable over possible is `{top}/{bottom}`, which cannot be reduced, because {}.",
    "So the probability `{top}/{bottom}` is in lowest terms, as {}.",
)
REDUCE = (
    "Favourable over possible, with {shared} cancelled, is {}.",
    "Numerator and denominator of the quotient are divided by {shared}: {}.",
    "So the probability is, after cancelling {shared}, {}.",
    "We divide favourable by possible and cancel {shared}: {}.",
    "Numerator and denominator have the common factor {shared}, hence {}.",
)


class Group(NamedTuple):
    """So many things, or places; the phrasings that say how some of them are chosen; and the line
    that counted them, where there is one."""

    size: int
    choose: tuple[str, ...]
    counted: tuple[Step, ...] = ()


class Wording(NamedTuple):
    """How cases are told: that all come from the second group, all from the first, all of the first
    and some of the second, so many from each."""

    none: tuple[str, ...]
    only: tuple[str, ...]
    every: tuple[str, ...]
    both: tuple[str, ...]


def chosen(n: int, k: int) -> Claim:
    """C(n, k) worked out, where the line says how many are chosen."""
    if not 1 < k < n:
        return Claim(f"C({n}, {k:new}) = {comb(n, k):new}")
    factors = product_of(range(n, n - k, -1))
    return Claim(f"C({n}, {k:new}) = {factors:new} / {factorial(k):new} = {comb(n, k):new}")


def all_sets(p: Params, words: tuple[str, ...], n: int, k: int, *rests_on: Step) -> Step:
    """How many sets of k there are, all equally likely."""
    factors = product_of(range(n, n - k, -1))
    claim = Claim(f"C({n}, {k}) = {factors:new} / {factorial(k):new} = {comb(n, k):new}")
    return Step(told(p, words), claim, because=told(p, EQUALLY_LIKELY), rests_on=rests_on)


EQUALLY_LIKELY = (
    "a random draw favours no THING",
    "no THING is preferred to another",
    "each THING is as likely to be drawn as any other",
)


def selections(
    p: Params, total: int, groups: tuple[Group, Group], cases: Sequence[int], wording: Wording
) -> Generator[Step, None, int]:
    """The ways to choose so many from two groups with j from the first and the others, {left}, from
    the second, for each j of the cases. Gives their sum."""
    counts = []
    for j in cases:
        yield from lines_of_case(p, groups, (j, total - j), wording)
        counts.append(comb(groups[0].size, j) * comb(groups[1].size, total - j))
    if len(counts) > 1:
        claim = Claim(f"{sum_of(counts)} = {sum(counts)}")
        yield Step(ADD_CASES, claim, because=EXCLUSIVE)
    return sum(counts)


def lines_of_case(
    p: Params, groups: tuple[Group, Group], numbers: tuple[int, int], wording: Wording
) -> list[Step]:
    """The lines for so many from the one group and so many from the other."""
    (first, second), (j, left) = groups, numbers
    of_second = chosen(second.size, left)
    if j == 0:
        return [Step(told(p, wording.none), of_second, rests_on=second.counted)]
    if left == 0:
        return [Step(told(p, wording.only, j), chosen(first.size, j))]
    if j == first.size:
        return [Step(told(p, wording.every, j, left), of_second, rests_on=second.counted)]
    lines = []
    if j > 1:
        lines.append(Step(told(p, first.choose), chosen(first.size, j)))
    if left > 1:
        lines.append(Step(told(p, second.choose), of_second, rests_on=second.counted))
    a, b, total = comb(first.size, j), comb(second.size, left), j + left
    claim = Claim(
        f"ways({total}; {first.size}, {j:new}; {second.size}, {left:new})"
        f" :: {a} * {b} = {a * b:new}"
    )
    sources = second.counted if left == 1 else ()
    words = told(p, wording.both, j, left)
    return [*lines, Step(words, claim, because=PRODUCT_RULE, rests_on=sources)]


ADD_CASES = (
    "Adding up the cases, we get {}.",
    "So all the cases together make {}.",
    "The cases add up to {}.",
    "We add the numbers of the cases: {}.",
)
EXCLUSIVE = (
    "no other numbers are possible, and no two cases happen together",
    "these cases exclude each other and are all there are",
    "every favourable draw belongs to just one of them",
)
PRODUCT_RULE = (
    "each choice from one goes with each from the other",
    "the two choices are combined in every way",
    "both choices are made independently",
)
CHOOSE_WANTED = (
    "For {k} KIND ones we choose {k} of the {n}: {}.",
    "Of {n} KIND THINGS, {k} can be picked in this many ways: {}.",
    "The {n} KIND THINGS contain this many sets of {k}: {}.",
    "We take {k} of the {n} KIND THINGS: {}.",
    "Choosing {k} KIND THINGS out of {n} gives {}.",
    "First, {k} KIND THINGS come from {n}: {}.",
)
CHOOSE_OTHERS = (
    "The other {k} come from the {n} that are not KIND: {}.",
    "From the {n} others we take {k}: {}.",
    "Of the {n} others, {k} are needed: {}.",
    "To complete the draw, we choose {k} of the {n} others: {}.",
    "The {n} others contain this many sets of {k}: {}.",
    "Then {k} of the {n} others must be drawn: {}.",
)
OF_URN = Wording(
    none=(
        "Without KIND THINGS, the {k} drawn come from the {n} others: {}.",
        "If no KIND THING is drawn, the {k} are chosen from the {n} others: {}.",
        "No KIND THING means {k} of the {n} others: {}.",
        "For sets without KIND THINGS we choose {k} of {n}: {}.",
    ),
    only=(
        "If only KIND THINGS are drawn, they are {k} of the {n}: {}.",
        "For sets of KIND THINGS alone we choose {k} of {n}: {}.",
        "For {k} KIND THINGS and nothing else we choose {k} of {n}: {}.",
    ),
    every=(
        "With every KIND THING drawn, we still choose {k} of the {n} others: {}.",
        "If all KIND THINGS are drawn, {k} of the {n} others complete the draw: {}.",
        "All KIND THINGS can be drawn in one way only, and with them {k} of {n} others: {}.",
    ),
    both=(
        "Thus {j} KIND and {left} OTHERS make {} sets.",
        "So the number of sets with {j} KIND and {left} OTHERS is {}.",
        "The case of {j} KIND and {left} OTHERS has {} sets.",
        "With {j} KIND and {left} OTHERS we multiply: {}.",
        "For {j} KIND and {left} OTHERS there are {} sets.",
        "Hence there are this many sets of {j} KIND and {left} OTHERS: {}.",
    ),
)


def urn(p: Params) -> tuple[Group, Group]:
    """The things of the wanted kind, and all others."""
    return Group(p.wanted, CHOOSE_WANTED), Group(sum(p.others), CHOOSE_OTHERS)


@FAMILY.strategy(
    approach="enumerative",
    opening=(
        lambda p: (
            f"We count the sets of {p.drawn} {things(p)}, and those with the right number of"
            f" {wanted_kind(p)} ones."
        ),
        lambda p: (
            f"Since all sets of {p.drawn} {things(p)} are equally likely, we divide the number of"
            " favourable sets by that of all sets."
        ),
        lambda p: (
            f"The order of drawing does not matter here, so we count sets of {p.drawn}"
            f" {things(p)}: the favourable ones, and all of them."
        ),
        lambda p: (
            f"To find the probability that {event(p)}, we divide the number of favourable"
            " choices by the number of possible ones."
        ),
    ),
    formula="In letters, with w wanted things and r others, exactly j of k are wanted with"
    " probability `C(w, j)C(r, k - j)/C(w + r, k)`.",
)
def counting(p: Params) -> Steps:
    """Favourable by all cases (Laplace, Théorie analytique des probabilités, 1812), with the
    hypergeometric counts of Feller, An Introduction to Probability Theory, II.6."""
    yield from counts_of_kinds(p)
    everything = p.wanted + sum(p.others)
    yield all_sets(p, SETS_DRAWN, everything, p.drawn)
    cases = range(p.low, p.high + 1)
    favourable = yield from selections(p, p.drawn, urn(p), cases, OF_URN)
    return (yield from favourable_by_all(favourable, comb(everything, p.drawn)))


SETS_DRAWN = (
    "All sets of {k} THINGS are equally likely, and there are {}.",
    "Any {k} of the {n} THINGS may be drawn, each set with the same chance: {}.",
    "We count the equally likely sets of {k} out of {n}: {}.",
    "There are this many sets of {k} THINGS, all equally likely: {}.",
)


@FAMILY.strategy(
    approach="transform",
    when=lambda p: p.wanted <= LARGEST,
    opening=(
        lambda p: (
            f"We imagine all {things(p)} lined up at random, the first {p.drawn} being those drawn,"
            f" and ask where the {wanted_kind(p)} ones are."
        ),
        lambda p: (
            f"Instead of the {things(p)} drawn, we look at the places of the {p.wanted}"
            f" {wanted_kind(p)} ones when everything is drawn to the end."
        ),
        lambda p: (
            f"By symmetry, the {p.wanted} {wanted_kind(p)} {things(p)} are equally likely to"
            " take any places in a row of all, of which the front ones count as drawn."
        ),
        lambda p: (
            f"We turn the question around and distribute the {p.wanted} {wanted_kind(p)}"
            f" {things(p)} over a row that begins with the {p.drawn} drawn."
        ),
    ),
    formula="In letters, with w wanted things among n, exactly j of the first k are wanted with"
    " probability `C(k, j)C(n - k, w - j)/C(n, w)`.",
)
def symmetry(p: Params) -> Steps:
    """Exchangeability (Feller, II.6, the two forms of the hypergeometric distribution): line
    everything up, so that the first places are those drawn; then every set of places is equally
    likely for the wanted kind."""
    yield from counts_of_kinds(p)
    everything = p.wanted + sum(p.others)
    behind = everything - p.drawn
    line_up = Step(told(p, LINE_UP), f"{everything} - {p.drawn} = {behind}")
    if p.low < p.wanted:  # else all of them are in front
        yield line_up
    yield all_sets(p, PLACES, everything, p.wanted)
    row = Group(p.drawn, CHOOSE_FRONT), Group(behind, CHOOSE_BEHIND, (line_up,))
    cases = range(p.low, p.high + 1)
    favourable = yield from selections(p, p.wanted, row, cases, OF_PLACES)
    return (yield from favourable_by_all(favourable, comb(everything, p.wanted)))


LINE_UP = (
    "Behind the {p.drawn} places of the draw there are {}.",
    "Of the {everything} places, {p.drawn} are in front, so those behind are {}.",
    "The row has {p.drawn} places in front and {behind} behind: {}.",
)
PLACES = (
    "The {k} KIND THINGS take any {k} of {n} places with the same chance: {}.",
    "All sets of {k} places are equally likely for the KIND THINGS, and there are {}.",
    "There are this many equally likely sets of {k} places: {}.",
    "We count the sets of {k} places out of {n}, which are equally likely: {}.",
)
CHOOSE_FRONT = (
    "In front, {k} of the {n} places are KIND: {}.",
    "From the {n} places in front we choose {k}: {}.",
    "The {n} front places contain this many sets of {k}: {}.",
    "For {k} in front we choose {k} of {n} places: {}.",
)
CHOOSE_BEHIND = (
    "The other {k} lie in the {n} places behind: {}.",
    "Of the {n} places behind, {k} are KIND: {}.",
    "Behind, {k} of the {n} places are taken: {}.",
    "From the {n} places behind we choose {k}: {}.",
    "Then {k} are left for the {n} places behind: {}.",
)
OF_PLACES = Wording(
    none=(
        "With none in front, all {k} lie in the {n} places behind: {}.",
        "If the front has no KIND THING, the {k} take places among the {n} behind: {}.",
        "None in front means {k} of the {n} places behind: {}.",
    ),
    only=(
        "If all {k} are in front, they take {k} of the {n} places there: {}.",
        "All {k} KIND THINGS fit in front in this many ways: {}.",
        "For {k} in front and none behind we choose {k} of {n} places: {}.",
    ),
    every=(
        "If the front is all KIND, the remaining KIND ones take {k} of the {n} places behind: {}.",
        "The front can be all KIND in one way only, with {k} of the {n} places behind: {}.",
        "With nothing but KIND THINGS in front, we still choose {k} of the {n} places behind: {}.",
    ),
    both=(
        "So {j} in front and {left} behind make {} ways.",
        "The case of {j} in front and {left} behind occurs in {} ways.",
        "With {j} in front and {left} behind we multiply: {}.",
        "Thus {j} in front and {left} behind occur in this many ways: {}.",
        "For {j} in front and {left} behind there are {} ways.",
        "Hence {j} in front and {left} behind give {} ways.",
    ),
)


@FAMILY.strategy(
    approach="forward",
    opening=(
        lambda p: (
            f"We follow the {p.drawn} draws along a tree and multiply the probabilities of its"
            " branches."
        ),
        lambda p: (
            f"We draw the {p.drawn} {things(p)} one by one and multiply along the path, since each"
            " draw changes what is left."
        ),
        lambda p: (
            f"A tree of {p.drawn} draws helps: along a path we multiply, and paths with the"
            f" same number of {wanted_kind(p)} ones are equally likely."
        ),
        lambda p: (
            f"To find the probability that {event(p)}, we draw one after another and take the"
            " probability of one order times the number of orders."
        ),
    ),
    formula="In letters, for events A and B one after the other, the probability of both is that of"
    " A times that of B when A has happened.",
)
def tree(p: Params) -> Steps:
    """The multiplication rule for conditional probabilities (de Moivre, The Doctrine of Chances,
    1718): along one path of the tree, times the number of paths."""
    k, n, rest = p.drawn, p.wanted, sum(p.others)
    everything = n + rest
    yield from counts_of_kinds(p)
    cases = range(p.low, p.high + 1)
    chances, found = [], []  # of each case, and the step that gives it
    for j in cases:
        left, orders = k - j, comb(k, j)
        branches = [*range(n, n - j, -1), *range(rest, rest - left, -1)]
        path = Fraction(comb(n, j) * comb(rest, left), comb(everything, k) * orders)
        sizes = range(everything, everything - k, -1)
        chain = path_worked(list(zip(branches, sizes, strict=True)), j, (n, rest, everything))
        exactly = Claim(f"draws({k}; {n}, {j:new}; {rest}, {left:new})")
        words = PATH
        if j == 0:
            words = PATH_OF_OTHERS
        elif left == 0:
            words = PATH_OF_WANTED
        case = Step(
            told(p, words, j, left),
            f"{exactly}/C({k}, {j}) :: {chain} = {path:new}",
            because=told(p, ONE_FEWER),
        )
        yield case
        chances.append(orders * path)
        if orders > 1:
            if min(j, left) > 1:
                yield Step(told(p, ORDERS), chosen(k, j))
            case = Step(
                told(p, TIMES_ORDERS, j, left),
                f"{exactly} :: {orders} * {path} = {orders * path:new}",
                because=SAME_CHANCE,
            )
            yield case
        found.append(case)
    if len(chances) > 1:
        claim = Claim(f"{sum_of(chances)} = {sum(chances)}")
        yield Step(ADD_CHANCES, claim, because=EXCLUSIVE, rests_on=tuple(found))
    return sum(chances)


def path_worked(
    branches: list[tuple[int, int]], hits: int, at_first: tuple[int, int, int]
) -> Claim:
    """The product along a path; where it has three factors or more, also that of its two parts: of
    the hits and of the others, or of two halves where all branches are of one kind."""
    *kinds, everything = at_first
    factors = [
        Claim(f"{left_over(top, tuple(kinds))}/{left_over(bottom, (everything,))}")
        for top, bottom in branches
    ]
    if len(branches) < 3:
        return product_of(factors)
    cut = hits if 0 < hits < len(branches) else (len(branches) + 1) // 2
    halves = []
    for some in (branches[:cut], branches[cut:]):
        value = prod([Fraction(top, bottom) for top, bottom in some])
        alone = Claim(f"{some[0][0]}/{some[0][1]}")
        halves.append(Claim(f"{value:new}") if len(some) > 1 else alone)
    return Claim(f"{product_of(factors)} = {product_of(halves)}")


def left_over(number: int, at_first: tuple[int, ...]) -> Claim:
    """How many are left at a draw: what there was at first, or what the line finds."""
    return Claim(f"{number}") if number in at_first else Claim(f"{number:new}")


PATH = (
    "One order is {j} KIND first, then {left} OTHERS: {}.",
    "The path with {j} KIND first and {left} OTHERS after has the probability {}.",
    "For {j} KIND and {left} OTHERS, in this order, we multiply: {}.",
    "Along the path of {j} KIND, then {left} OTHERS, we get {}.",
    "Taking {j} KIND and then {left} OTHERS, we multiply {}.",
)
PATH_OF_OTHERS = (
    "Without any KIND THING, each of the {left} draws takes one of the others: {}.",
    "Only one path has no KIND THING, with {left} others one after another: {}.",
    "If each of the {left} draws misses the KIND THINGS, we multiply {}.",
)
PATH_OF_WANTED = (
    "Only one path has nothing but KIND THINGS, {j} times in a row: {}.",
    "If each of the {j} draws takes AKIND THING, we multiply {}.",
    "For {j} KIND THINGS in a row, the branches are {}.",
)
ONE_FEWER = (
    "each draw leaves one THING fewer",
    "what has been drawn is not put back",
    "nothing is put back after a draw",
)
ORDERS = (
    "The {k} KIND THINGS may be drawn at any {k} of the {n} draws: {}.",
    "The number of orders is {}.",
    "We choose the {k} draws of the {n} that are KIND: {}.",
    "There are this many paths with {k} KIND THINGS in {n} draws: {}.",
)
TIMES_ORDERS = (
    "So {j} KIND and {left} OTHERS, in any of the {orders} orders, have the probability {}.",
    "With {j} KIND and {left} OTHERS we multiply by the {orders} orders: {}.",
    "The {orders} orders of {j} KIND and {left} OTHERS together give {}.",
    "Thus the {orders} paths with {j} KIND and {left} OTHERS make {}.",
)
SAME_CHANCE = (
    "each order has the same probability",
    "another order gives the same factors",
    "the numerators only change places",
)
ADD_CHANCES = (
    "Adding up the cases, we get {}.",
    "So the probabilities of the cases add up to {}.",
    "We add the probabilities of the cases: {}.",
    "The cases together have the probability {}.",
)


@FAMILY.strategy(
    approach="backward",
    when=lambda p: len(states_of(p)) <= MOST_STATES,
    opening=(
        lambda p: (
            f"We work backwards from the last of the {p.drawn} draws: in each situation the"
            " next draw leads to one of two simpler ones."
        ),
        lambda p: (
            f"For every situation during the {p.drawn} draws we find the chance of success, from"
            " the end backwards."
        ),
        lambda p: (
            f"We condition on the next draw, which takes {a_thing(p)} or another one, and start"
            " with the last draw."
        ),
        lambda p: (
            f"To find the probability that {event(p)}, we begin with the last draw and go"
            " back to the first, one situation after another."
        ),
    ),
    formula="In letters, the chance is `a/n` times the chance after a hit plus `b/n` times the"
    " chance after a miss, where a and b are left of the n.",
)
def first_step_recursion(p: Params) -> Steps:
    """Conditioning on the next draw (first-step analysis, Feller, XIV.2), worked backwards from the
    last draw."""
    k, rest = p.drawn, sum(p.others)
    yield from counts_of_kinds(p)
    chances: dict[State, Fraction] = {}
    found: dict[State, Step] = {}  # the steps that give them
    for state in states_of(p):
        left, hits = state
        a, b = p.wanted - hits, rest - (k - left - hits)
        low, high = max(p.low - hits, 0), min(p.high - hits, left, a)
        following = State(left - 1, hits + 1), State(left - 1, hits)
        after_hit, after_miss = [
            chances[after] if after in chances else Fraction(decided(p, after) or 0)
            for after in following
        ]
        sources = tuple([found[after] for after in following if after in found])
        chance = chances[state] = (a * after_hit + b * after_miss) / (a + b)
        wanted = Claim(f"{a:new}") if hits else Claim(f"{a}")
        others = Claim(f"{b:new}") if b < rest else Claim(f"{b}")
        number, words = number_to_come(low, high, min(left, a))
        lines = STATES[words, left == 1]
        if k <= IN_TWO_LINES and 0 < after_hit < 1 and 0 < after_miss < 1:
            shown = yield from both_branches(p, state, (after_hit, after_miss), sources)
            sources = ()
            wanted, others, lines = Claim(f"{a}"), Claim(f"{b}"), JOINED[words]
        else:
            shown = one_draw((a, b), (after_hit, after_miss), p.wanted + rest)
        asked = Claim(f"draws({left:new}; {wanted}, {low:new}, {high:new}; {others})")
        found[state] = Step(
            told(p, lines, number, b),
            f"{asked} :: {shown}",
            because=told(p, NEXT_DRAW) if left > 1 else "",
            rests_on=sources,
        )
        yield found[state]
    return chance


def both_branches(
    p: Params, state: State, chances: tuple[Fraction, Fraction], sources: tuple[Step, ...]
) -> Generator[Step, None, Claim]:
    """The line for a draw after which all is still open, whether it hits or misses; `sources` are
    the steps that give the chances then. Gives the sum of both branches."""
    a, b = p.wanted - state.hits, sum(p.others) - (p.drawn - state.left - state.hits)
    size = left_over(a + b, (p.wanted + sum(p.others),))
    hit, miss = chances
    by_hit, by_miss = a * hit / (a + b), b * miss / (a + b)
    wanted = Claim(f"{a:new}") if state.hits else Claim(f"{a}")
    others = Claim(f"{b:new}") if b < sum(p.others) else Claim(f"{b}")
    after_hit = Claim(f"{wanted}/{size} * {hit} = {by_hit:new}")
    after_miss = Claim(f"{others}/{size} * {miss} = {by_miss:new}")
    yield Step(told(p, BRANCHES, 2, b), f"{after_hit}, {after_miss}", rests_on=sources)
    return Claim(f"{by_hit} + {by_miss} = {by_hit + by_miss:new}")


BRANCHES = (
    "With {a} KIND and {b} OTHERS left, AKIND THING next, or another one, contributes {}.",
    "From {a} KIND and {b} OTHERS, the branches of the next draw contribute {}.",
    "We follow both branches from {a} KIND and {b} OTHERS: {}.",
    "If {a} KIND and {b} OTHERS remain, the next draw takes AKIND THING or another one: {}.",
    "For {a} KIND and {b} OTHERS we multiply along both branches: {}.",
    "Drawing AKIND THING, or another one, from {a} KIND and {b} OTHERS contributes {}.",
)


def one_draw(kinds: tuple[int, int], chances: tuple[Fraction, Fraction], total: int) -> Claim:
    """The chance before a draw of one of two kinds, from the chances after it. `total` is how many
    there were at first."""
    everything = sum(kinds)
    parts = [(number, after) for number, after in zip(kinds, chances, strict=True) if after]
    chance = sum([number * after for number, after in parts], Fraction(0)) / everything
    size = left_over(everything, (total,))
    branches = sum_of(
        f"{number}/{size}" if after == 1 else f"{number}/{size} * {after}"
        for number, after in parts
    )
    if all(after < 1 for _, after in parts) and len(parts) == 2:
        worked = sum_of(number * after / everything for number, after in parts)
        return Claim(f"{branches} = {worked:new} = {chance:new}")
    if len(parts) == 2:
        summands = [Fraction(number * after, everything) for number, after in parts]
        kept = [
            Claim(f"{number}/{size}") if after == 1 else Claim(f"{summand:new}")
            for (number, after), summand in zip(parts, summands, strict=True)
        ]
        return Claim(f"{branches} = {sum_of(kept)} = {chance:new}")
    if len(parts) == 1 and parts[0][1] == 1 and chance.denominator == everything:
        return Claim(f"{parts[0][0]}/({kinds[0]} + {kinds[1]}) = {chance:new}")
    return Claim(f"{branches} = {chance:new}")


def a_thing(p: Params) -> str:
    """`an orange ball`, `a red ball`."""
    return told(p, ("AKIND THING",))[0]


NEXT_DRAW = (
    "the next draw takes AKIND THING or another one",
    "the next THING is either KIND or not",
    "the chances after the next draw are already known",
)
NONE, EXACTLY, AT_LEAST = "no KIND THING", "exactly {low} HITS", "at least {low} HITS"
AT_MOST, BETWEEN = "at most {high} HITS", "{low} to {high} HITS"


def number_to_come(low: int, high: int, most: int) -> tuple[int, str]:
    """What is asked of the draws that are left, the numbers by their names in the claim; before it
    the number that the THINGS stand behind."""
    if high == 0:
        return 0, NONE
    if low == high:
        return low, EXACTLY
    if high == most:
        return low, AT_LEAST
    return (high, BETWEEN) if low else (high, AT_MOST)


def states_told(number: str, last: bool) -> tuple[str, ...]:
    """Phrasings of the line for a state."""
    draws, begin, ahead = "the last {left} draws", "begin", "{left} draws to go"
    if last:
        draws, begin, ahead = "the last draw", "begins", "{left} draw to go"
    stock = "{a} KIND and {b} OTHERS"
    return (
        f"With {stock} and {ahead}, the chance of {number} is {{}}.",
        f"If {stock} are left for {draws}, the chance of {number} is {{}}.",
        f"When {draws} {begin} with {stock}, {number} will come with probability {{}}.",
        f"From {stock}, with {ahead}, we get {number} with probability {{}}.",
        f"Suppose {stock} are left, with {ahead}: the chance of {number} is {{}}.",
        f"The chance of {number}, with {stock} and {ahead}, is {{}}.",
        f"If {stock} remain for {draws}, we get {number} with the chance {{}}.",
    )


STATES = {
    (number, last): states_told(number, last)
    for number, last in product((NONE, EXACTLY, AT_LEAST, AT_MOST, BETWEEN), (False, True))
}


def joined_told(number: str) -> tuple[str, ...]:
    """Phrasings of the line that adds the branches of a state, which the line before has named."""
    return (
        f"So, with {{left}} draws to go, the chance of {number} is {{}}.",
        f"The sum is the chance of {number} in the last {{left}} draws: {{}}.",
        f"Hence {number} will come in the last {{left}} draws with probability {{}}.",
        f"Adding both, we get {number} in {{left}} draws with probability {{}}.",
        f"Thus the last {{left}} draws bring {number} with probability {{}}.",
    )


JOINED = {number: joined_told(number) for number in (NONE, EXACTLY, AT_LEAST, AT_MOST, BETWEEN)}


def opposite(p: Params) -> tuple[int, ...]:
    """The numbers of hits that are not asked for."""
    hits = range(most_hits(p.drawn, p.wanted) + 1)
    return tuple([j for j in hits if not p.low <= j <= p.high])


def opposite_told(p: Params) -> str:
    """`at most one`, `none or all`: how many are of the wanted kind in the opposite event."""
    most, told = most_hits(p.drawn, p.wanted), []
    if p.low:
        told.append("none" if p.low == 1 else f"at most {SPELLED[p.low - 1]}")
    if p.high < most:
        number = "at least" if p.high + 1 < most else "exactly"
        told.append("all" if p.high + 1 == p.drawn else f"{number} {SPELLED[p.high + 1]}")
    return " or ".join(told)


SPELLED = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight")


@FAMILY.strategy(
    approach="algebraic",
    when=lambda p: len(opposite(p)) < p.high - p.low + 1,
    opening=(
        lambda p: (
            f"It is less work to count the opposite, that {opposite_told(p)} of the {p.drawn}"
            f" {things(p)} will be {wanted_kind(p)}, and to take its probability from 1."
        ),
        lambda p: (
            f"Instead of the event itself we count its opposite, {opposite_told(p)} of the"
            f" {things(p)} being {wanted_kind(p)}, because that has fewer cases."
        ),
        lambda p: (
            f"We consider the complementary event, that {opposite_told(p)} of the"
            f" {p.drawn} will be {wanted_kind(p)}, and take its probability from 1."
        ),
        lambda p: (
            f"Either {event(p)}, or the opposite is true; we count the opposite, since it"
            " has fewer cases."
        ),
    ),
    formula="In letters, the probability of A is 1 minus that of the opposite of A.",
)
def complement(p: Params) -> Steps:
    """The complementary event (Feller, I.4): 1 minus the probability of the numbers not asked for,
    where these are fewer."""
    everything, cases = p.wanted + sum(p.others), opposite(p)
    yield from counts_of_kinds(p)
    left, asked = len(cases), p.high - p.low + 1
    possible = left + asked
    words = told(p, tuple([text.replace("OPPOSITE", opposite_told(p)) for text in OPPOSITE]))
    claim = Claim(f"{possible:new} - {asked:new} = {left:new}")
    fewer = Step(words, claim, detail="full")
    yield fewer
    yield all_sets(p, SETS_DRAWN, everything, p.drawn, fewer)
    count = yield from selections(p, p.drawn, urn(p), cases, OF_URN)
    every = comb(everything, p.drawn)
    top = every - count
    claim = Claim(f"1 - {count}/{every} = {top}/{every}")
    yield Step(TAKE_FROM_ONE, claim, because=SURE)
    return (yield from lowest_terms(top, every, STANDS, SHARED))


OPPOSITE = (
    "Of {possible} possible numbers of KIND THINGS, the opposite, OPPOSITE, takes only {left}: {}.",
    "The opposite event, OPPOSITE, covers {left} of the {possible} possible numbers: {}.",
    "We count the opposite, OPPOSITE, since it has only {left} of {possible} cases: {}.",
    "The opposite of the event is OPPOSITE, with {left} of the {possible} numbers: {}.",
)
TAKE_FROM_ONE = (
    "We take the probability of the opposite from 1: {}.",
    "Subtracting the opposite's probability from 1 leaves {}.",
    "So we subtract `{count}/{every}`, the probability of the opposite, from 1: {}.",
    "The event has the rest of the probability, hence {}.",
)
SURE = (
    "one of the two is sure to happen, and never both",
    "the event and its opposite together are certain",
    "both probabilities add up to 1",
)
STANDS = (
    "The fraction is in lowest terms, since {}.",
    "Here nothing can be cancelled, because {}.",
    "It cannot be reduced, as {}.",
)
SHARED = (
    "Above and below we cancel the factor {shared}: {}.",
    "Numerator and denominator share the factor {shared}, so {}.",
    "In lowest terms, without the factor {shared}, this is {}.",
)
