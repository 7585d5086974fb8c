"""How many ways there are to choose a number of people or things from several groups, at least or
at most so many from some."""

from collections.abc import Collection, Generator, Iterator, Sequence
from itertools import chain, combinations, product
from math import comb, prod

from generators.claims.functions import ways
from generators.families.combinatorics._cases import (
    CHOOSE,
    Chooser,
    Part,
    exactly,
    free_together,
    in_words,
    parts_of,
    split_told,
    splits,
    sum_of_products,
    term_of,
)
from generators.families.combinatorics._groups import (
    CLOSINGS,
    STATEMENTS,
    Params,
    capacity,
    conclusion,
    group_list,
    limits,
    listed,
    one,
    sample,
    several,
)
from generators.family import Claim, Family, Knob, Step, Steps, list_of, product_of, sum_of

MOST_TERMS = 6  # of the counts that inclusion and exclusion adds and subtracts

FAMILY = Family(
    params=Params,
    knobs={
        "limits": Knob("groups with a limit", (1, 1, 2, 2, 2), (1, 2)),
        "maximums": Knob(
            "how many of the limits say 'at most'", ((0, 1), (0, 1), (0, 0), (0, 0), (1, 1)), (0, 1)
        ),
        "free": Knob("groups without a limit", (1, 2, 2, 2, 2), (1, 3)),
        "slack": Knob(
            "how many are chosen beyond one for each 'at least'",
            ((1, 1), (1, 2), (1, 1), (2, 2), (2, 2)),
            (1, 2),  # with 2, two limits leave at most six cases
        ),
        "limit": Knob(
            "the number in the first limit; others say 1",
            ((1, 1), (1, 2), (1, 1), (2, 2), (1, 1)),
            (1, 2),
        ),
        "size": Knob(
            "members of a group beyond the number chosen",
            ((1, 40), (1, 22), (1, 17), (1, 14), (5, 22)),
            (1, 60),
        ),
    },
    sample=sample,
    statements=STATEMENTS,
    answer=lambda p: ways((p.chosen,), *p.limited, *zip(p.free, strict=True)),
    answer_kind="integer",
    conclusion=conclusion,
    key=lambda p: (p.chosen, tuple(sorted(p.limited)), tuple(sorted(p.free))),
    capacity=capacity,
    closings=CLOSINGS,
)


@FAMILY.strategy(
    approach="enumerative",
    opening=(
        lambda p: (
            f"We go through the numbers that the limits allow, and count the {several(p)} of each"
            " case."
        ),
        lambda p: (
            f"The order does not matter, so we count sets, case by case: how many of each"
            f" kind can be among the {p.chosen} chosen?"
        ),
        lambda p: (
            f"We split the choices into cases by what is in {one(p)}, multiply within a case,"
            " and add the cases."
        ),
        lambda p: (
            f"To choose {p.chosen} with {limits(p)}, we list the possible numbers and count each"
            " case by itself."
        ),
    ),
    formula="In letters, i of one group and j of another can be chosen in `C(n, i) * C(m, j)`"
    " ways.",
)
def casework(p: Params) -> Steps:
    """The sum and product rules (Rosen, Discrete Mathematics, 6.1): a case for every way to split
    the number among the groups."""
    parts = yield from free_together(p)
    cases, counts, chooser = splits(p, parts), [], Chooser()
    told_cases = yield from tell_cases(p, parts, cases)
    for numbers in cases:
        rests_on = () if counts else told_cases
        counts.append((yield from count_of_case(parts, numbers, chooser, rests_on)))
    yield Step(ADD_CASES, f"{sum_of(counts)} = {sum(counts)}", because=ALL_CASES)
    return sum(counts)


def count_of_case(
    parts: Sequence[Part], numbers: Sequence[int], chooser: Chooser, rests_on: tuple[Step, ...] = ()
) -> Generator[Step, None, int]:
    """The ways to choose so many from each part: a line for each binomial, and one for their
    product."""
    named = [(part, number) for part, number in zip(parts, numbers, strict=True) if number]
    if len(named) == 1:
        return (yield from chooser.ways(*named[0], ONLY, rests_on))
    factors = []
    for part, number in named:
        factors.append((yield from chooser.ways(part, number, CHOOSE)))
    claim = Claim(f"{exactly(parts, numbers)} :: {product_of(factors)} = {prod(factors):new}")
    sources = tuple(chain(*[part.counted for part, number in named if number == 1]))
    yield Step(
        in_words(CASE, split=split_told(parts, numbers)),
        claim,
        because=PRODUCT_RULE,
        rests_on=(*sources, *rests_on),
    )
    return prod(factors)


def tell_cases(
    p: Params, parts: Sequence[Part], cases: Sequence[Sequence[int]]
) -> Generator[Step, None, tuple[Step, ...]]:
    """The line that says which cases there are; gives it."""
    if len(p.limited) == 1:
        part, number = parts[0], len(cases)
        first, last = cases[0][0], cases[-1][0]
        words = in_words(CASES, part.one, part.several)
        # two cases need not be counted
        detail = "normal" if number > 2 else "full"
        step = Step(words, f"{last:new} - {first:new} + 1 = {number:new}", detail=detail)
    else:
        least = [part.low for part in parts if part.low]
        spare = p.chosen - sum(least)
        step = Step(SPARE, f"{sum_of([p.chosen, *(-low for low in least)])} = {spare}")
    yield step
    return (step,)


CASES = (
    "The number of SEVERAL can be anything from {first} to {last}, which makes {number} cases: {}.",
    "From {first} to {last} SEVERAL are allowed, so there are {number} cases: {}.",
    "We take the numbers of SEVERAL from {first} to {last} one by one, in {number} cases: {}.",
    "The limit leaves {number} cases, from {first} to {last} SEVERAL: {}.",
)
SPARE = (
    "Beyond the least numbers, this many can be chosen freely: {}.",
    "Once the least numbers are met, the choice is free for {}.",
    "After setting aside the required ones, we are left with {}.",
    "Apart from those that are required, the number still to choose is {}.",
)
CASE = (
    "With SPLIT there are {} choices.",
    "So SPLIT can be chosen in this many ways: {}.",
    "The case of SPLIT gives {}.",
    "For SPLIT we multiply: {}.",
    "For SPLIT we have {} choices.",
    "Taking SPLIT, we get {}.",
    "Hence choosing SPLIT gives {} choices.",
)
PRODUCT_RULE = (
    "each choice from one group goes with each from another",
    "choices from different groups are combined in every way",
    "the groups are chosen from independently",
)
ONLY = (
    "If only SEVERAL are taken, they are {k} of {n}: {}.",
    "With SEVERAL alone, {k} of {n} are chosen: {}.",
    "For {k} SEVERAL and nothing else, we count {}.",
    "Using SEVERAL only, we choose {k} of {n}: {}.",
)
ADD_CASES = (
    "So we add up the cases: {}.",
    "The cases together make {}.",
    "Adding the cases, we get {}.",
    "All the cases add up to {}.",
)
ALL_CASES = (
    "they exclude each other and no other numbers obey the limits",
    "every allowed choice belongs to exactly one of them",
    "other numbers would break a limit, and no choice is in two of the cases",
)


def total_with(first: Part, rest: Part) -> Generator[Step, None, Part]:
    """Two parts taken together, after the line that counts them."""
    size, several = first.size + rest.size, f"{first.several} and {rest.several}"
    step = Step(
        in_words(BOTH, several=several),
        f"{first.size} + {rest.size} = {size}",
        rests_on=rest.counted,
    )
    yield step
    return Part(size, 0, size, "", several, (step,))


BOTH = (
    "Together, the SEVERAL are {}.",
    "Counting SEVERAL together gives {}.",
    "The number of SEVERAL is {}.",
    "All SEVERAL number {}.",
)


@FAMILY.strategy(
    approach="transform",
    when=lambda p: len(p.limited) <= 2,
    opening=(
        lambda p: (
            f"We count all choices without the limit on {parts_of(p)[0].several}, and take away"
            f" those that break it{for_each_number(p)}."
        ),
        lambda p: (
            f"It is easier to count what is not allowed, {broken_first(p)}, and to subtract"
            f" it{for_each_number(p)}."
        ),
        lambda p: (
            f"We count the choices with {broken_first(p)} and subtract them from"
            f" all{for_each_number(p)}."
        ),
        lambda p: (
            f"All choices minus those with {broken_first(p)}, are the ones that we want; we find"
            f" them{for_each_number(p)} by subtraction."
        ),
    ),
    formula="In letters, at least one of n among k chosen can occur in `C(n + r, k) - C(r, k)`"
    " ways.",
)
def complementary_counting(p: Params) -> Steps:
    """Complementary counting (Rosen, Discrete Mathematics, 6.1): all choices minus those that break
    a limit. Only one limit is met in this way; the numbers from the other group with a limit are
    fixed case by case."""
    first, *fixed, rest = yield from free_together(p)
    both, chooser = (yield from total_with(first, rest)), Chooser()
    if not fixed:
        return (yield from all_less_broken(first, (rest, both), p.chosen, chooser))
    (other,) = fixed
    counts = []
    for number in range(other.low, min(other.high, p.chosen - first.low) + 1):
        left = p.chosen - number
        kept = yield from all_less_broken(first, (rest, both), left, chooser)
        counts.append(kept)
        if number:
            ways_of_other = yield from chooser.ways(other, number, CHOOSE)
            counts[-1] *= ways_of_other
            group = Claim(f"{first.size}, {first.low}, {first.high}; {other.size}, {number:new}")
            yield Step(
                in_words(WITH_FIXED, other.one if number == 1 else other.several, both.several),
                f"ways({p.chosen}; {group}; {rest.size})"
                f" :: {ways_of_other} * {kept} = {counts[-1]:new}",
                because=PRODUCT_RULE,
            )
    yield Step(ADD_CASES, f"{sum_of(counts)} = {sum(counts)}", because=ALL_CASES)
    return sum(counts)


def broken_first(p: Params) -> str:
    return broken(parts_of(p)[0])


def for_each_number(p: Params) -> str:
    """How the second limit is met, where there is one."""
    return f" for each number of {parts_of(p)[1].several}" if len(p.limited) > 1 else ""


def broken(part: Part) -> str:
    """What breaks a limit: `no senior`, `fewer than 2 seniors`, `more than 1 senior`."""
    if part.low:
        return f"fewer than {part.low} {part.several}" if part.low > 1 else f"no {part.one}"
    return f"more than {part.high} {part.one if part.high == 1 else part.several}"


def broken_numbers(part: Part, most: int) -> range:
    """How many members of a part break its limit, if at most so many are chosen."""
    return range(min(part.low, most + 1)) if part.low else range(part.high + 1, most + 1)


def all_less_broken(
    first: Part, others: tuple[Part, Part], left: int, chooser: Chooser
) -> Generator[Step, None, int]:
    """So many from the first part and the rest, less those that break the limit of the first.
    `others` are the rest, and the rest with the first part."""
    rest, both = others
    every = yield from chooser.ways(both, left, in_words(ALL, first.one))
    terms = [[every]]
    for number in broken_numbers(first, left):
        words = in_words(WITHOUT, first.one) if number == 0 else CHOOSE
        a = yield from chooser.ways(first, number, in_words(TOO_MANY, first.one))
        b = yield from chooser.ways(rest, left - number, words)
        sign, *factors = -1, *term_of(a, b)
        terms.append([sign * factors[0], *factors[1:]])
    if len(terms) == 1:
        return every
    yield Step(
        in_words(SUBTRACT, first.one, both.several, broken(first)),
        f"ways({left:new}; {first.size}, {first.low}, {first.high}; {rest.size})"
        f" :: {sum_of_products(terms)}",
        because=BROKEN_AWAY,
    )
    return sum([prod(term) for term in terms])


ALL = (
    "Without looking at the limit, {k} of the {n} SEVERAL can be chosen in this many ways: {}.",
    "The number of all choices of {k} from the {n} SEVERAL is {}.",
    "If any {k} of the {n} SEVERAL were allowed, there would be {} choices.",
    "Choosing {k} of {n} SEVERAL without a limit gives {}.",
)
WITHOUT = (
    "Without AONE, the {k} come from the {n} SEVERAL: {}.",
    "If no ONE is taken, the {k} are chosen from {n} SEVERAL: {}.",
    "Choices that lack AONE take {k} of the {n} SEVERAL: {}.",
    "To leave out every ONE, we choose {k} of {n} SEVERAL: {}.",
)
TOO_MANY = (
    "Choosing {k} of the {n} SEVERAL breaks the limit: {}.",
    "Taking {k} of the {n} SEVERAL would be too many, and there are {} ways to do it.",
    "With {k} of the {n} SEVERAL the limit is broken: {}.",
    "The limit is broken by {k} of the {n} SEVERAL: {}.",
)
SUBTRACT = (
    "We take away the choices with SPLIT, so of those of {left} from SEVERAL we keep {}.",
    "Without those that have SPLIT, the number of choices of {left} from SEVERAL is {}.",
    "From the choices of {left} we subtract those with SPLIT: {}.",
    "Of all choices of {left} from SEVERAL, those with SPLIT are dropped: {}.",
)
BROKEN_AWAY = (
    "such choices break the limit",
    "exactly those choices are not allowed",
    "all choices that remain obey the limit",
)
WITH_FIXED = (
    "Together with {number} ONE that makes {}.",
    "With {number} ONE as well, we have {}.",
    "So the case of {number} ONE has {} choices.",
    "We combine these with {number} ONE: {}.",
)


@FAMILY.strategy(
    approach="algebraic",
    when=lambda p: len(p.limited) == 2 and count_of_terms(p) <= MOST_TERMS,
    opening=(
        "We count all choices, take away those that break one limit, and add back those that"
        " break both, since they were taken away twice.",
        lambda p: (
            f"Choices with {broken_limits(p, ' or ')} are not allowed; we subtract both"
            " kinds and add what was subtracted twice."
        ),
        lambda p: (
            f"By inclusion and exclusion we remove the choices with {broken_limits(p, ' or ')}"
            " from all choices."
        ),
        "We include all choices at first, exclude those against the first limit and those against"
        " the second, and include again what was excluded twice.",
    ),
    formula="In letters, with A and B for the choices that break the one and the other limit, what"
    " is left of all is all minus A minus B plus both.",
)
def inclusion_exclusion(p: Params) -> Steps:
    """The principle of inclusion and exclusion (de Moivre, The Doctrine of Chances, 1718; Rosen,
    Discrete Mathematics, 8.5), over the limits that are broken."""
    parts = parts_of(p)
    first, second = parts[: len(p.limited)]
    chooser, everybody = Chooser(), (yield from all_groups(parts))
    every = yield from chooser.ways(everybody, p.chosen, EVERY)
    without_first = yield from less(everybody, first)
    breaks_first = yield from breaking(p, (first,), without_first, chooser)
    without_second = yield from less(everybody, second)
    breaks_second = yield from breaking(p, (second,), without_second, chooser)
    neither = yield from less(without_first, second)
    breaks_both = yield from breaking(p, (first, second), neither, chooser)
    counts = [every, -breaks_first, -breaks_second, breaks_both]
    yield Step(IN_AND_OUT, f"{sum_of(counts)} = {sum(counts)}", because=TWICE)
    return sum(counts)


def count_of_terms(p: Params) -> int:
    """How many counts of exact numbers inclusion and exclusion needs."""
    limited = parts_of(p)[: len(p.limited)]
    sizes = range(len(limited) + 1)
    chosen = chain(*[combinations(limited, size) for size in sizes])
    return sum([len([*broken_splits(p, parts)]) for parts in chosen])


def broken_limits(p: Params, conjunction: str) -> str:
    """`no senior or more than 1 guest`."""
    return conjunction.join([broken(part) for part in parts_of(p)[: len(p.limited)]])


def broken_splits(p: Params, parts: Sequence[Part]) -> Iterator[tuple[int, ...]]:
    """How many may come from each of some parts, all of whose limits are broken."""
    numbers = [broken_numbers(part, p.chosen) for part in parts]
    return (split for split in product(*numbers) if sum(split) <= p.chosen)


def all_groups(parts: Sequence[Part]) -> Generator[Step, None, Part]:
    """All groups as one, after the line that counts their members."""
    sizes = [part.size for part in parts]
    step = Step(EVERYBODY, f"{sum_of(sizes)} = {sum(sizes)}")
    yield step
    return Part(sum(sizes), 0, sum(sizes), "", "in all", (step,))


EVERYBODY = (
    "All the groups together have {}.",
    "We count all that can be chosen from: {}.",
    "We choose from {} in all.",
    "In all, the groups have {} members.",
)
EVERY = (
    "With no limits, {k} of the {n} can be chosen in this many ways: {}.",
    "The number of choices of {k} from {n}, allowed or not, is {}.",
    "If there were no limits, we could take any {k} of {n}: {}.",
    "First, every choice of {k} out of {n} is counted: {}.",
)


def less(whole: Part, part: Part) -> Generator[Step, None, Part]:
    """What is left of a whole without one of its groups, after the line that counts it."""
    size = whole.size - part.size
    step = Step(
        in_words(LEFT, several=part.several),
        f"{whole.size} - {part.size} = {size}",
        rests_on=whole.counted,
    )
    yield step
    before = whole.several.removeprefix("that are not ")
    several = f"that are not {part.several}"
    if before != whole.several:
        several = f"that are neither {before} nor {part.several}"
    return Part(size, 0, size, "", several, (step,))


LEFT = (
    "Without the SEVERAL, this leaves {}.",
    "If the SEVERAL are left out, there remain {}.",
    "Taking out the SEVERAL, we are left with {}.",
    "Leaving the SEVERAL aside, we have {}.",
)


def breaking(
    p: Params, parts: tuple[Part, ...], rest: Part, chooser: Chooser
) -> Generator[Step, None, int]:
    """The choices that break the limit of each of some parts, the others from the rest."""
    terms = []
    for split in broken_splits(p, parts):
        factors = []
        for part, number in zip(parts, split, strict=True):
            factors.append((yield from chooser.ways(part, number, CHOOSE)))
        words = CHOOSE if any(split) else NONE_OF_THEM
        factors.append((yield from chooser.ways(rest, p.chosen - sum(split), words)))
        terms.append(term_of(*factors))
    count = sum([prod(term) for term in terms])
    if terms == [[count]]:
        return count
    groups = list_of((broken_group(part) for part in parts), "; ")
    yield Step(
        in_words(BREAKING, split=" and ".join([broken(part) for part in parts])),
        f"ways({p.chosen}; {groups}; {rest.size}) :: {sum_of_products(terms)}",
    )
    return count


def broken_group(part: Part) -> Claim:
    """A group whose limit is broken, as `ways(...)` names it."""
    if part.low:
        return Claim(f"{part.size}, 0, {part.low - 1:new}")
    return Claim(f"{part.size}, {part.high + 1:new}, {part.size}")


NONE_OF_THEM = (
    "All {k} then come from the {n} SEVERAL: {}.",
    "The choices with none of them take {k} of the {n} SEVERAL: {}.",
    "There are this many choices of {k} from the {n} SEVERAL: {}.",
    "If all {k} are among the {n} SEVERAL, the count is {}.",
)
BREAKING = (
    "So the number of choices with SPLIT is {}.",
    "With SPLIT there are {} choices.",
    "The choices that have SPLIT number {}.",
    "Hence the case of SPLIT has {} choices.",
)
IN_AND_OUT = (
    "So we subtract the choices that break one limit and add those that break both: {}.",
    "From all we subtract those that break either limit, and add back those that break both: {}.",
    "By inclusion and exclusion the number of allowed choices is {}.",
    "Putting the four counts together, we get {}.",
)
TWICE = (
    "choices that break both limits were taken away twice",
    "choices that break both limits are in both of the counts subtracted",
    "otherwise, choices that break both limits would be subtracted twice",
)


def picked_first(p: Params) -> int:
    """How many members of the first group with a limit are picked first: the least number, or as
    many as break an "at most"."""
    _, low, high = p.limited[0]
    return low or high + 1


def purpose(p: Params, start: str) -> str:
    """How a sentence starts, with what is counted where that is not what is asked for."""
    if p.limited[0][1]:
        return start
    return f"To subtract what breaks the limit, we count it: {start.lower()}"


@FAMILY.strategy(
    approach="estimate_and_correct",
    when=lambda p: len(p.limited) == 1 and 1 <= p.chosen - picked_first(p) <= 2,
    opening=(
        lambda p: (
            f"{purpose(p, 'We')} pick {picked_first(p)} of the {parts_of(p)[0].several} first and"
            " fill up freely; what is counted more than once is then corrected."
        ),
        lambda p: (
            f"{purpose(p, 'We')} make sure of {picked_first(p)} of the {parts_of(p)[0].several},"
            " choose the rest freely, and correct for repeated choices."
        ),
        lambda p: (
            f"{purpose(p, 'A')} first count, {picked_first(p)} of the {parts_of(p)[0].several} and"
            " then any others, is too large; we see by how much."
        ),
        lambda p: (
            f"{purpose(p, 'We')} begin with a count that is too large and correct it for choices"
            f" with more than {picked_first(p)} of the {parts_of(p)[0].several}."
        ),
    ),
    formula="In letters, r of n picked first and then any others make `C(n, r) * C(N - r, k - r)`.",
)
def overcounting(p: Params) -> Steps:
    """Feller, An Introduction to Probability Theory, IV.5: at least m of n events, from the sums
    over r of them; here the events are that a certain member is chosen."""
    parts = parts_of(p)
    first, fewest = parts[0], picked_first(p)
    everybody, chooser = (yield from all_groups(parts)), Chooser()
    every = 0
    if first.high < first.size:
        every = yield from chooser.ways(everybody, p.chosen, EVERY)
    terms = []
    for picked in range(fewest, p.chosen + 1):
        count = yield from picked_and_filled(p, picked, everybody, chooser)
        sign = -1 if (picked - fewest) % 2 else 1
        weight, *factors = term_of(comb(picked - 1, fewest - 1), count)
        terms.append([sign * weight, *factors])
    told_weight: tuple[Step, ...] = ()
    if fewest > 1:
        more = fewest + 1
        claim = Claim(f"C({more:new}, {fewest:new}) - 1 = {fewest:new}")
        told_weight = (Step(in_words(WEIGHT, several=first.several), claim),)
        yield from told_weight
    corrected = sum([prod(term) for term in terms])
    yield Step(
        in_words(CORRECT, several=first.several),
        f"{sum_of_products(terms)}",
        because=in_words(COUNTED_ONCE, several=first.several),
        rests_on=told_weight,
    )
    if not every:
        return corrected
    yield Step(
        in_words(ALL_BUT, split=broken(first)), f"{every} - {corrected} = {every - corrected}"
    )
    return every - corrected


def picked_and_filled(
    p: Params, picked: int, everybody: Part, chooser: Chooser
) -> Generator[Step, None, int]:
    """The ways to pick so many of the first group, and the others from all that are left."""
    first, others = parts_of(p)[0], p.chosen - picked
    a = yield from chooser.ways(first, picked, PICK if others else PICK_ALL)
    if not others:
        return a
    size = everybody.size - picked
    step = Step(
        in_words(REMAIN, first.one if picked == 1 else first.several),
        f"{everybody.size} - {picked:new} = {size:new}",
        rests_on=everybody.counted,
    )
    yield step
    b = yield from chooser.ways(Part(size, 0, size, "", f"{picked}", (step,)), others, FILL)
    yield Step(
        in_words(FIRST_COUNT, first.one if picked == 1 else first.several),
        f"C({first.size}, {picked:new}) * C({size}, {others:new}) :: {a} * {b} = {a * b:new}",
        rests_on=(step,) if others == 1 else (),
    )
    return a * b


PICK = (
    "We pick {k} of the {n} SEVERAL: {}.",
    "From the {n} SEVERAL, {k} can be picked in this many ways: {}.",
    "First, {k} of the {n} SEVERAL are picked: {}.",
    "Picking {k} of the {n} SEVERAL gives {}.",
)
PICK_ALL = (
    "If all {k} are picked from the {n} SEVERAL, there are {} ways.",
    "With nothing but SEVERAL, {k} of {n} are picked: {}.",
    "Picking all {k} from the {n} SEVERAL gives {}.",
)
REMAIN = (
    "With {picked} ONE picked, the number remaining is {}.",
    "After {picked} ONE, we can choose from {size} others: {}.",
    "With {picked} ONE set aside, the number left is {}.",
)
FILL = (
    "The other {k} are chosen from all {n} that remain: {}.",
    "For the rest, any {k} of the {n} that are left will do: {}.",
    "We choose the {k} others from those {n}: {}.",
    "From the {n} remaining ones, {k} more are taken: {}.",
)
FIRST_COUNT = (
    "So picking {picked} ONE first gives {}.",
    "Thus, with {picked} ONE first, we count {}.",
    "For {picked} ONE picked first, the count is {}.",
)
WEIGHT = (
    "A choice with {more} SEVERAL was counted once for each {fewest} of them, so the surplus is"
    " {}.",
    "With {more} SEVERAL, a choice was counted once for every {fewest} of them; the surplus is {}.",
    "Each choice with {more} SEVERAL is in that count {fewest} times too often: {}.",
)
CORRECT = (
    "We remove what was counted too often: {}.",
    "Subtracting the surplus, we get {}.",
    "The repetition is removed by {}.",
    "Correcting the first count, we get {}.",
)
COUNTED_ONCE = (
    "choices with more SEVERAL than needed were counted more than once",
    "every choice with enough SEVERAL then counts exactly once",
    "each choice with enough SEVERAL is to be counted exactly once",
)
ALL_BUT = (
    "These are the choices with SPLIT, which we subtract from all: {}.",
    "This many choices have SPLIT, and we want the others: {}.",
    "Since SPLIT is not allowed, we subtract this from all choices: {}.",
)


@FAMILY.strategy(
    approach="forward",
    when=lambda p: len(p.limited) + len(p.free) > 2 and products_in_an_entry(p) <= 2,
    opening=(
        lambda p: (
            "We let the groups join one at a time, and keep for each number chosen so far in"
            " how many ways that can be."
        ),
        lambda p: (
            f"We build up a table: first the {parts_of(p)[0].several} alone, then with the"
            f" {parts_of(p)[1].several}, and so on."
        ),
        lambda p: (
            f"Group after group is added, and we note how many choices of each size there"
            f" are, until {p.chosen} can be chosen from all."
        ),
        lambda p: (
            f"Starting with the {parts_of(p)[0].several}, we extend partial choices by one"
            " group after the other."
        ),
    ),
    formula="In letters, `C(n + m, k)` is the sum of all `C(n, j) * C(m, k - j)`.",
)
def table(p: Params) -> Steps:
    """Vandermonde's convolution (Graham, Knuth and Patashnik, Concrete Mathematics, 5.1) as dynamic
    programming: the groups join one at a time, those without a limit last, and for every number
    chosen so far it is kept in how many ways that can be."""
    parts, chooser = parts_of(p), Chooser()
    row: dict[int, int] = {}
    for number in rows_of(p)[0]:
        row[number] = yield from chooser.ways(parts[0], number, CHOOSE)
    for joined, numbers in enumerate(rows_of(p)[1:], 1):
        part, before, row = parts[joined], row, {}
        so_far = parts[: joined + 1]
        groups = group_list([(group.size, group.low, group.high) for group in so_far])
        for number in numbers:
            terms = []
            for added in added_numbers(part, before, number):
                ways_of_added = yield from chooser.ways(part, added, CHOOSE)
                terms.append(term_of(before[number - added], ways_of_added))
            row[number] = sum([prod(term) for term in terms])
            if terms != [[row[number]]]:  # else the number is known already
                yield Step(
                    in_words(ENTRY, split=listed([group.several for group in so_far])),
                    f"ways({number:new}; {groups}) :: {sum_of_products(terms)}",
                    because=in_words(JOINS, several=part.several),
                )
    return row[p.chosen]


def rows_of(p: Params) -> list[range]:
    """For each group that joins, which numbers may be chosen up to it; last the number asked."""
    parts = parts_of(p)
    spare = p.chosen - sum(part.low for part in parts)
    rows, fewest = [], 0
    for part in parts:
        fewest += part.low
        most = min(part.high, fewest + spare) if not rows else fewest + spare
        rows.append(range(fewest, most + 1))
    return [*rows[:-1], range(p.chosen, p.chosen + 1)]


def added_numbers(part: Part, before: Collection[int], number: int) -> list[int]:
    """How many of a part may join a choice to make so many in all."""
    added = range(part.low, min(part.high, number) + 1)
    return [join for join in added if number - join in before]


def products_in_an_entry(p: Params) -> int:
    """The most products that one entry of the table adds up."""
    parts, rows, most = parts_of(p), rows_of(p), 0
    for part, before, numbers in zip(parts[1:], rows, rows[1:], strict=False):
        for number in numbers:
            added = added_numbers(part, before, number)
            most = max(most, sum(1 for join in added if join and number - join))
    return most


ENTRY = (
    "So {number} from the SPLIT can be chosen in this many ways: {}.",
    "For {number} from the SPLIT there are {} ways.",
    "The number of choices of {number} from SPLIT is {}.",
    "The entry for {number} from SPLIT is {}.",
    "Up to here, {number} can come from SPLIT in {} ways.",
    "From SPLIT, {number} can be taken in this many ways: {}.",
)
JOINS = (
    "each smaller choice is completed by SEVERAL",
    "the SEVERAL fill up what is missing",
    "what is missing comes from the SEVERAL",
)
