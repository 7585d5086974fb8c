"""Sums and differences of fractions with different denominators."""

from collections.abc import Generator
from functools import cache
from math import gcd, lcm, prod

from generators.families.fractions._terms import (
    Pair,
    Params,
    added,
    choices,
    prime_powers,
    sample,
    written,
)
from generators.family import (
    Capacity,
    Claim,
    Family,
    Fraction,
    Frame,
    Knob,
    Step,
    Steps,
    list_of,
    product_of,
    ratio,
    sum_of,
)

SMALL = 60  # denominators up to which nobody splits two fractions
MOST_SPLITS = 4  # fractions that partial fractions may split off before the solution is too long


def answer(p: Params) -> Fraction:
    common = lcm(*p.below)
    return Fraction(sum([a * (common // b) for a, b in p.fractions()]), common)


def told(p: Params, forth: str, back: str) -> str:
    """What happens by each fraction, in order: `3/4 km east, 1/6 km west and then 2/5 km east`."""
    parts = [f"`{abs(a)}/{b}` {forth if a > 0 else back}" for a, b in p.fractions()]
    return f"{', '.join(parts[:-1])} and then {parts[-1]}"


def numbers(p: Params) -> str:
    """The fractions with their signs, as a list."""
    parts = [f"`{a}/{b}`" for a, b in p.fractions()]
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def check(p: Params, answer: Fraction) -> Claim | None:
    """Taking the other terms away again leaves the first; of many terms that is no short line."""
    (above, below), *others = p.fractions()
    if len(others) > 2:
        return None
    pairs = [(answer.numerator, answer.denominator), *[(-a, b) for a, b in others]]
    return Claim(f"{added(pairs)} = {Fraction(above, below)}")


FAMILY = Family(
    params=Params,
    knobs={
        "terms": Knob("how many fractions", ((2, 2), (2, 2), (3, 3), (3, 4), (4, 5)), (2, 5)),
        "common": Knob(
            "their least common denominator",
            ((6, 36), (61, 120), (24, 120), (60, 180), (60, 180)),
            (6, 360),
        ),
        "whole": Knob("the largest whole part of a fraction", (1, 2, 2, 3, 4), (0, 20)),
    },
    sample=sample,
    statements=(
        lambda p: f"Compute `{written(p)}`. Give the answer in lowest terms.",
        lambda p: (
            f"Write `{written(p)}` as a single fraction in lowest terms,"
            " or as a whole number if it is one."
        ),
        lambda p: f"What is `{written(p)}`? Reduce the result as far as possible.",
        lambda p: f"Find the sum of the numbers {numbers(p)}, in lowest terms.",
        lambda p: (
            f"The equation `x = {written(p)}` gives x as a sum. Which single fraction in lowest"
            " terms, or which whole number, is x?"
        ),
        Frame(
            lambda p: (
                "A marker starts at 0 on the number line and moves"
                f" {told(p, 'to the right', 'to the left')}."
                " At which number does it stop? Answer in lowest terms."
            ),
            (
                "Therefore, the marker stops at {answer}.",
                "Therefore, the number at which the marker stops is {answer}.",
            ),
        ),
        Frame(
            lambda p: (
                "Through the pipes of a tank flow, one after the other,"
                f" {told(p, 'litres in', 'litres out')}. By how many litres has its content grown"
                " in all? A loss counts as negative; answer in lowest terms."
            ),
            (
                "Therefore, the content of the tank has grown by {answer} litres.",
                "Therefore, the change of the tank's content in litres is {answer}.",
            ),
        ),
        Frame(
            lambda p: (
                f"Someone walks {told(p, 'km east', 'km west')} along a straight road. How many km"
                " east of the start is the end? West counts as negative; answer in lowest terms."
            ),
            (
                "Therefore, the end is {answer} km east of the start.",
                "Therefore, measured to the east, the walk ends {answer} km from its start.",
            ),
        ),
        Frame(
            lambda p: (
                f"The temperature changes by {told(p, 'degrees up', 'degrees down')}. What is the"
                " whole change in degrees, with a fall counted as negative? Give it in lowest"
                " terms."
            ),
            (
                "Therefore, the whole change of the temperature is {answer} degrees.",
                "Therefore, the temperature has changed by {answer} degrees in all.",
            ),
        ),
    ),
    answer=answer,
    answer_kind="rational",
    answer_form="reduced",
    conclusion=lambda p, answer: Claim(f"{added(p.fractions())} = {answer}"),
    check=check,
    key=lambda p: tuple(sorted(zip(p.below, p.above, strict=True))),
    capacity=lambda knobs: Capacity(
        choices(knobs["terms"], knobs["common"], knobs["whole"])[1][-1]
    ),
    counted=(
        Capacity(1_584),
        Capacity(142_464),
        Capacity(31_515_848),
        Capacity(56_542_031_568),
        Capacity(18_515_618_748_608),
    ),
    closings=(
        lambda p: f"Therefore, `{written(p)}` is {{answer}} in lowest terms.",
        "Therefore, the value in lowest terms is {answer}.",
        "Therefore, the fractions come to {answer}.",
        "Therefore, the reduced result is {answer}.",
        "Therefore, the total is {answer}.",
        "Therefore, the fractions make {answer} in all.",
    ),
)


Lines = tuple[Step, ...]  # those that found a fraction
Solving = Generator[Step, None, Pair]  # steps that lead to a fraction


def cancelled(
    n: int, d: int, last: bool = True, lines: Lines = ()
) -> Generator[Step, None, tuple[int, int, Lines]]:
    """A step that cancels what numerator and denominator share; where they share nothing, one that
    says so, if it is the last. It rests on the lines that found them. Gives both, and the line that
    found them last."""
    shared = gcd(n, d)
    over, below = n // shared, d // shared
    if n == 0:
        return 0, 1, lines
    if shared > 1 and below == 1:
        line = Step(GOES_INTO, f"{n}/{d} = {over}", rests_on=lines)
    elif shared > 1:
        claim = Claim(f"gcd({abs(n)}, {d}) = {shared:new}, {n}/{d} = {over:new}/{below:new}")
        line = Step(CANCEL, claim, rests_on=lines)
    elif last and d > 1:
        line = Step(LOWEST, f"gcd({abs(n)}, {d}) = 1", rests_on=lines)
    else:
        return n, d, lines
    yield line
    return over, below, (line,)


GOES_INTO = (
    "The denominator {d} goes into {n}: {}.",
    "Here {n} is a multiple of {d}, so the result is whole: {}.",
    "The denominator {d} divides {n}: {}.",
    "So the fraction is a whole number: {}.",
)
CANCEL = (
    "We divide numerator and denominator by {shared}: {}.",
    "The greatest common divisor {shared} is cancelled: {}.",
    "A factor {shared} cancels: {}.",
    "Cancelling {shared} gives lowest terms: {}.",
    "Both parts are divisible by {shared}, which we cancel: {}.",
    "We cancel {shared}, the greatest common divisor of both: {}.",
    "Both numbers are divided by {shared}: {}.",
    "The factor {shared} is in both, so we take it out: {}.",
    "Reducing by {shared} makes the fraction simpler: {}.",
    "Since {shared} divides both, we can reduce: {}.",
    "The common factor is {shared}: {}.",
)
LOWEST = (
    "We cannot cancel anything, since {}.",
    "The fraction stays as it is: {}.",
    "Only 1 divides both, as we see from {}.",
    "It is already in lowest terms, because {}.",
    "Nothing can be cancelled, because {}.",
    "Since {}, the fraction is already in lowest terms.",
    "Numerator and denominator share no factor, so we are done: {}.",
    "This is in lowest terms, as {}.",
    "There is nothing to cancel here: {}.",
    "There is no common factor, because {}.",
    "The fraction cannot be reduced, as {}.",
)


def least_common(below: tuple[int, ...]) -> Generator[Step, None, int]:
    """The least common multiple of denominators, one after another, the largest first."""
    common, *others = sorted({*below}, reverse=True)
    for b in others:
        g, before = gcd(common, b), common
        common = lcm(common, b)
        if g == b:
            continue
        if common <= SMALL:
            yield Step(SMALL_MULTIPLE, f"lcm({before}, {b}) = {common:new}")
        elif g > 1:
            claim = Claim(f"gcd({before}, {b}) = {g:new}, {before} * {b}/{g} = {common:new}")
            yield Step(SHARED_FACTOR, claim, because=ONCE)
        else:
            claim = Claim(f"gcd({before}, {b}) = {g}, {before} * {b} = {common:new}")
            yield Step(NO_SHARED_FACTOR, claim)
    return common


SMALL_MULTIPLE = (
    "The least common multiple of {before} and {b} is {common}: {}.",
    "Both {before} and {b} divide {common}, and no smaller number: {}.",
    "The smallest number that {before} and {b} divide is {common}: {}.",
    "For {before} and {b} the common denominator is {}.",
    "Among the multiples of {before}, {common} is the first that {b} divides: {}.",
    "We need the denominator {common}, as {}.",
    "As the common denominator of {before} and {b} we find {}.",
)
SHARED_FACTOR = (
    "To find the least common multiple, we leave out the shared {g} once: {}.",
    "With {g} in common, {before} and {b} have the least common multiple {common}: {}.",
    "The product of {before} and {b} contains the factor {g} once too often: {}.",
    "The least common multiple of {before} and {b} is their product divided by {g}: {}.",
    "We multiply {before} and {b}, and divide by the {g} that they share: {}.",
    "Both {before} and {b} contain {g}, so {common} is a multiple of both: {}.",
    "For {before} and {b} the smallest common multiple is {common}: {}.",
    "The factor {g} is in {before} and in {b}, so it is taken only once: {}.",
)
ONCE = (
    "no factor is needed twice",
    "the multiple should be as small as possible",
    "a shared factor is needed only once",
    "a factor of both has to be counted only once",
)
NO_SHARED_FACTOR = (
    "We multiply coprime numbers such as {before} and {b}: {}.",
    "The least common multiple of {before} and {b} can only be {common}: {}.",
    "The numbers {before} and {b} share no factor, so we multiply them: {}.",
    "Since {before} and {b} are coprime, their least common multiple is their product: {}.",
    "Since {before} and {b} have no common factor, we need their product: {}.",
    "For {before} and {b} we need their whole product {common}: {}.",
)


def over_one_denominator(fractions: list[Pair], common: int) -> Generator[Step, None, list[Pair]]:
    """Each fraction written over a common denominator."""
    wide = []
    for a, b in fractions:
        times, above = common // b, abs(a) * (common // b)
        claim = Claim(f"{common}/{b} = {times:new}, {abs(a)}/{b} = {above:new}/{common}")
        yield Step(WIDEN, claim, because=SAME_VALUE)
        wide.append((above if a > 0 else -above, common))
    return wide


def both_over(fractions: list[Pair], common: int) -> Generator[Step, None, list[Pair]]:
    """Two fractions written over a small common denominator, in one line."""
    (a, b), (c, d) = fractions
    above = [n * (common // m) for n, m in fractions]
    one = Claim(f"{abs(a)}/{b} = {abs(above[0]):new}/{common}")
    two = Claim(f"{abs(c)}/{d} = {abs(above[1]):new}/{common}")
    changed = [claim for claim, m in ((one, b), (two, d)) if m < common]
    words = BOTH_OVER if len(changed) > 1 else ONE_OVER
    yield Step(words, f"{list_of(changed, ', ')}", because=SAME_VALUE)
    return [(n, common) for n in above]


BOTH_OVER = (
    "We write both fractions with the same denominator: {}.",
    "Both fractions are rewritten: {}.",
    "With the common denominator the fractions are {}.",
    "Both denominators are brought to the common one: {}.",
    "The two fractions become {}.",
    "As equal parts of a whole, the fractions are {}.",
)
ONE_OVER = (
    "Only one fraction has to be rewritten: {}.",
    "One of the fractions gets the larger denominator: {}.",
    "We rewrite a single fraction: {}.",
    "One denominator is already right, and the other fraction becomes {}.",
)
WIDEN = (
    "The denominator grows from {b} to {common}, and the numerator in proportion: {}.",
    "Since {common} is {times} times {b}, we multiply by {times}: {}.",
    "The fraction over {b} is multiplied by {times}, top and bottom: {}.",
    "Over {common}, the numerator {abs(a)} becomes {above}: {}.",
    "Multiplying both parts by {times}, we get the numerator {above}: {}.",
    "We multiply {abs(a)} and {b} by {times}: {}.",
    "The factor for both parts is {times}: {}.",
    "The denominator {b} needs the factor {times}, and so does {abs(a)}: {}.",
    "Next, {abs(a)} and {b} are both multiplied by {times}: {}.",
    "For {b} the factor to {common} is {times}: {}.",
    "With the factor {times}, the numerator {abs(a)} becomes {above}: {}.",
    "We multiply by the number of times that {b} goes into {common}: {}.",
    "To get from {b} to {common} we multiply by {times}: {}.",
)
SAME_VALUE = (
    "cutting each part into equal pieces keeps the amount",
    "numerator and denominator grow by the same factor",
    "a common factor above and below does not change a fraction",
    "a fraction keeps its value when both parts grow by the same factor",
    "multiplying both parts alike changes nothing",
)


def added_up(
    wide: list[Pair], common: int, because: tuple[str, ...] | None = None
) -> Generator[Step, None, int]:
    """The sum of fractions over one denominator; gives its numerator."""
    total = sum([above for above, _ in wide])
    if total:
        because = ALIKE if because is None else because
        yield Step(ADD, f"{added(wide)} = {total:new}/{common}", because=because)
    else:
        yield Step(ADD_TO_NOTHING, f"{added(wide)} = {total}")
    return total


ADD = (
    "In parts of the same size, we count {total}: {}.",
    "We work with the numerators alone: {}.",
    "The denominator stays {common}, and the numerator is {total}: {}.",
    "We add or subtract over the common denominator: {}.",
    "Now only the numerators are added or subtracted, which gives {total}: {}.",
    "We combine the numerators, and {common} stays below: {}.",
    "Over the same denominator, the numerators come to {total}: {}.",
    "All parts are of the same size now, so we count them: {}.",
    "With {common} below, we combine what is above: {}.",
    "The numerators are added or subtracted according to their signs: {}.",
)
ALIKE = (
    "only equal parts can be counted together",
    "all parts have the same size",
    "the denominator does not change",
    "the denominators are the same",
    "parts of the same size can be counted together",
)
ADD_TO_NOTHING = (
    "The numerators cancel: {}.",
    "What is added and what is subtracted is the same: {}.",
    "Nothing is left of the numerators: {}.",
)


@FAMILY.strategy(
    approach="forward",
    opening=(
        "We bring all fractions to their least common denominator and add the numerators.",
        "Fractions can be added when they have the same denominator, so we look for the smallest"
        " common one.",
        "We cut all fractions into equal parts that are as large as possible.",
        "First we need the least common multiple of the denominators.",
        "Numerators can be added only over the same denominator, so we make the denominators"
        " equal.",
        "We give the fractions one denominator, the least that all of them can have.",
        "To count parts of the same size, we look for the least common denominator.",
    ),
    formula="In letters, `a/b` is the same as `(a * t)/(b * t)`.",
)
def least_common_denominator(p: Params) -> Steps:
    """The school rule (Euclid, Elements VII.34 and 36, on least common multiples): one smallest
    common denominator for all."""
    common, pairs = (yield from least_common(p.below)), p.fractions()
    if len(pairs) == 2 and common <= SMALL:
        wide = yield from both_over(pairs, common)
        total = yield from added_up(wide, common, because=())
    else:
        wide = yield from over_one_denominator(pairs, common)
        total = yield from added_up(wide, common)
    n, d, _ = yield from cancelled(total, common)
    return ratio(n, d)


@FAMILY.strategy(
    approach="forward",
    opening=(
        "We add one fraction after the other by cross multiplication.",
        "Each numerator is multiplied by the other denominator, and the denominators are"
        " multiplied.",
        "The product of two denominators always serves as a common denominator.",
        "We go from left to right and multiply crosswise.",
        "Each new fraction is joined to the sum so far by multiplying across.",
        "No least common denominator is needed when we multiply across.",
    ),
    formula="In letters, `a/b + c/d` is `(a * d + c * b)/(b * d)`.",
)
def cross_multiplication(p: Params) -> Steps:
    """The butterfly rule, a/b + c/d = (a d + c b)/(b d) (Brahmagupta, Brahmasphutasiddhanta,
    chapter 12), for one fraction after the other, each partial sum cancelled."""
    (n, d), *others = p.fractions()
    for place, (a, b) in enumerate(others, 1):
        last = place == len(others)
        if n == 0:
            n, d = a, b
            if last:
                yield Step(ONLY_LAST, f"gcd({abs(a)}, {b}) = 1")
        elif d == 1:
            yield Step(
                WHOLE_AND_FRACTION, f"{sum_of([n, Claim(f'{a}/{b}')])} = {n * b + a:new}/{b}"
            )
            n, d = n * b + a, b
        else:
            total, below = yield from crossed((n, d), (a, b))
            n, d, _ = yield from cancelled(total, below, last)
    return ratio(n, d)


def crossed(first: Pair, second: Pair) -> Solving:
    """The sum of two fractions over the product of their denominators."""
    (n, d), (a, b) = first, second
    one, two, below = n * b, a * d, d * b
    if abs(n) > 1 and abs(a) > 1:
        yield Step(CROSS, f"{n} * {b} = {one:new}, {a} * {d} = {two:new}")
    elif abs(n) > 1:
        yield Step(CROSS_ONE, f"{n} * {b} = {one}")
    elif abs(a) > 1:
        yield Step(CROSS_ONE, f"{a} * {d} = {two}")
    total = one + two
    if total:
        claim = Claim(f"{d} * {b} = {below:new}, {sum_of([one, two])} = {total:new}")
        yield Step(CROSS_SUM, claim, because=BOTH_WIDENED)
    else:
        yield Step(CROSS_NOTHING, f"{sum_of([one, two])} = {total}")
    return total, below


CROSS = (
    "We take {n} times {b} and {a} times {d}: {}.",
    "Crosswise we get {one} and {two}: {}.",
    "We multiply the numerators {n} and {a} by the denominators {b} and {d}: {}.",
    "We multiply crosswise, {n} by {b} and {a} by {d}: {}.",
    "Each numerator is multiplied by the denominator of the other: {}.",
    "The cross products are {one} and {two}: {}.",
    "First we multiply {n} by {b}, and {a} by {d}: {}.",
    "The cross products, with {b} and with {d}, are {}.",
    "Multiplying across gives {n} times {b} and {a} times {d}: {}.",
)
CROSS_ONE = (
    "Only one of the cross products has to be worked out: {}.",
    "We multiply across; a numerator 1 changes nothing: {}.",
    "A numerator 1 leaves the other denominator as it is, and the other product is {}.",
    "One cross product is plain, and the other is {}.",
)
CROSS_SUM = (
    "The denominator is {below} and the numerator {total}: {}.",
    "Over {below} we have {total}: {}.",
    "We combine the cross products over {below}: {}.",
    "The denominators give {below}, and the numerators {total}: {}.",
    "The product is the denominator, the sum of the cross products the numerator: {}.",
    "So we have {total} above and {below} below: {}.",
    "With {below} as denominator the numerators add up to {total}: {}.",
    "Both fractions now have the denominator {below}, and the numerator is {total}: {}.",
    "Next, the denominators are multiplied and the cross products added: {}.",
    "Adding above and multiplying below, we get {total} over {below}: {}.",
)
BOTH_WIDENED = (
    "both fractions are over the product now",
    "the product contains both denominators",
    "each fraction was multiplied above and below by the other denominator",
    "the product of the denominators is a common denominator",
)
CROSS_NOTHING = (
    "The cross products cancel, so nothing is left: {}.",
    "The numerator is 0, whatever the denominator is: {}.",
    "The two fractions are opposite, and their sum is 0: {}.",
)
ONLY_LAST = (
    "So only the last fraction is left, in lowest terms as it stands, because {}.",
    "The sum so far is 0, so the last fraction is the result, and nothing cancels: {}.",
    "What is left is the last fraction, which cannot be reduced: {}.",
)
WHOLE_AND_FRACTION = (
    "A whole number and a fraction are added over the fraction's denominator: {}.",
    "So far the sum is whole, and the next fraction is added to it: {}.",
    "The whole number is written over {b} and the numerators are added: {}.",
)


@FAMILY.strategy(
    approach="transform",
    when=lambda p: any(abs(a) > b for a, b in p.fractions()),
    opening=(
        "We write improper fractions as mixed numbers, and add wholes and fractions separately.",
        "Whole parts are easy to add, so we split them off first.",
        "The numbers become smaller when whole parts are taken out.",
        "To keep the numerators small, we take whole numbers out of improper fractions.",
        "An improper fraction hides a whole number, which we take out first.",
        "We add wholes to wholes, and proper fractions to proper fractions.",
    ),
    formula="In letters, `(q * b + r)/b` is the same as `q + r/b`.",
)
def whole_and_fraction_parts(p: Params) -> Steps:
    """Mixed numbers (Fibonacci, Liber Abaci, chapter 7): whole parts and proper fractions are added
    separately."""
    wholes, parts, taken = [], [], []
    for above, b in p.fractions():
        sign, a = (1, above) if above > 0 else (-1, -above)
        whole, rest = divmod(a, b)
        if whole:
            claim = Claim(f"{a}/{b} = {whole:new} + {rest:new}/{b}")
            taken.append(Step(TAKE_WHOLE, claim, because=CONTAINED))
            yield taken[-1]
            wholes.append(sign * whole)
        parts.append((sign * rest, b))
    whole, source = sum(wholes), taken
    if len(wholes) > 1:
        words = ADD_WHOLES if whole else NO_WHOLES
        source = [Step(words, f"{sum_of(wholes)} = {whole}", rests_on=tuple(taken))]
        yield from source
    (n, d), lines = parts[0], ()
    for part in parts[1:]:
        (n, d), lines = yield from joined((n, d), part, lines)
    n, d, lines = yield from cancelled(n, d, not whole, lines)
    if whole and d > 1:
        mixed = sum_of([Claim(f"{whole}"), Claim(f"{n}/{d}")])
        claim = Claim(f"{mixed} = {whole * d + n}/{d}")
        because = AS_PARTS if d > SMALL else ()
        yield Step(JOIN, claim, because=because, rests_on=(*source, *lines))
    elif whole and n:
        yield Step(JOIN_WHOLES, f"{whole} + {n} = {whole + n}", rests_on=(*source, *lines))
    return whole + ratio(n, d)


TAKE_WHOLE = (
    "With {whole} taken out, a numerator of {rest} remains: {}.",
    "The fraction with numerator {a} contains {whole}: {}.",
    "The fraction is {whole} and {rest} over {b}: {}.",
    "We take the whole part {whole} out of the fraction: {}.",
    "The denominator {b} goes into {a}, and {rest} is left over: {}.",
    "As a mixed number, this is {whole} plus a proper fraction: {}.",
    "We split {whole} off, which leaves a proper fraction: {}.",
    "Dividing {a} by {b} gives {whole} with remainder {rest}: {}.",
    "Dividing by {b} gives the whole part {whole}, and {rest} is left: {}.",
    "Every {b} parts make a whole, and {rest} of {a} is left over: {}.",
)
CONTAINED = (
    "as many parts as the denominator says make one whole",
    "the denominator says how many parts make a whole",
    "the numerator is larger than the denominator",
)


def joined(first: Pair, second: Pair, lines: Lines) -> Generator[Step, None, tuple[Pair, Lines]]:
    """Two parts added over their least common denominator, and the line that found their sum;
    `lines` found the first."""
    (n, d), (a, b) = first, second
    if n == 0:
        return second, ()
    common = lcm(d, b)
    one, two = (n * (common // d), common), (a * (common // b), common)
    total = one[0] + two[0]
    widened: list[Step] = []
    if common not in (d, b):
        claim = Claim(
            f"{abs(n)}/{d} = {abs(one[0]):new}/{common:new},"
            f" {abs(a)}/{b} = {abs(two[0]):new}/{common}"
        )
        widened.append(Step(SAME_PARTS, claim))
    elif common != d:
        widened.append(Step(SAME_PARTS_ONE, f"{abs(n)}/{d} = {abs(one[0]):new}/{common}"))
    elif common != b:
        widened.append(Step(SAME_PARTS_ONE, f"{abs(a)}/{b} = {abs(two[0]):new}/{common}"))
    yield from widened
    words, claim = PARTS_CANCEL, Claim(f"{added([one, two])} = {total}")
    if total:
        words, claim = ADD_PARTS, Claim(f"{added([one, two])} = {total:new}/{common}")
    line = Step(words, claim, rests_on=(*lines, *widened))
    yield line
    return (total, common), (line,)


SAME_PARTS = (
    "We need the denominator {common} for both fraction parts: {}.",
    "Over the denominator {common}, the fraction parts are {}.",
    "For a sum both parts need the denominator {common}: {}.",
    "The fraction parts become {}.",
    "To add the fraction parts, we write both over {common}: {}.",
    "We give the proper fractions the denominator {common}: {}.",
    "Both fraction parts are written over {common}: {}.",
    "Over {common} the two fraction parts are {}.",
    "The denominators {d} and {b} both go into {common}: {}.",
)
SAME_PARTS_ONE = (
    "The other part already has this denominator: {}.",
    "One part is rewritten: {}.",
    "Only one of the fraction parts has to be rewritten: {}.",
    "One denominator divides the other, so we rewrite a single fraction: {}.",
    "For equal denominators we rewrite {}.",
    "A single fraction part needs another denominator: {}.",
)
ADD_PARTS = (
    "The fraction parts make {}.",
    "Now we work out the fraction parts: {}.",
    "With equal denominators, the fraction parts give the numerator {total}: {}.",
    "Over {common}, the fraction parts come to {total}: {}.",
    "So the fraction parts are added or subtracted: {}.",
    "The numerators of the fraction parts come to {total}: {}.",
    "Now we combine the numerators of the fraction parts: {}.",
    "Together, these fraction parts come to {}.",
    "Combining these two gives the numerator {total}: {}.",
)
PARTS_CANCEL = (
    "These parts cancel: {}.",
    "Nothing is left of these parts: {}.",
    "What is added and what is subtracted is the same here: {}.",
)
ADD_WHOLES = (
    "The whole parts are added or subtracted: {}.",
    "By themselves, the whole parts come to {whole}: {}.",
    "Now we combine the whole parts: {}.",
    "For the whole parts we get {}.",
)
NO_WHOLES = (
    "The whole parts cancel: {}.",
    "Nothing remains of the whole parts: {}.",
    "The whole parts add up to 0: {}.",
)
JOIN = (
    "We join the whole part and the fraction: {}.",
    "The {whole} and the fraction part make {}.",
    "We write the whole part over the same denominator: {}.",
    "We put the whole part and the fraction together again: {}.",
    "The whole part {whole} is written as a fraction too: {}.",
    "Together, the whole part and the fraction are {}.",
    "The two make one fraction: {}.",
    "The whole part and the fraction become one fraction: {}.",
)
AS_PARTS = (
    "the whole part can be cut into the same parts",
    "a whole contains as many parts as the denominator says",
    "a whole number can be written over any denominator",
)
JOIN_WHOLES = (
    "The fraction parts make a whole number as well: {}.",
    "Both parts are whole now, so we add them: {}.",
    "Whole part and fraction part are both whole numbers: {}.",
)


def splits(p: Params) -> int:
    """How many fractions are split off others, one for each further prime of a denominator."""
    return sum([len(prime_powers(b)) - 1 for b in p.below])


@FAMILY.strategy(
    approach="algebraic",
    when=lambda p: 1 <= splits(p) <= MOST_SPLITS and (len(p.above) > 2 or lcm(*p.below) > SMALL),
    opening=(
        "We split each fraction into fractions over powers of a single prime.",
        "Denominators with several primes are split, so that equal primes meet.",
        "We split fractions into parts over powers of primes, which are easy to add among"
        " themselves.",
        "Instead of making denominators larger we make them smaller, by splitting fractions.",
        "We split every denominator into powers of primes, and its fraction accordingly.",
        "Parts over powers of one prime are easy to add, so we split the fractions first.",
    ),
    formula="In letters, for coprime m and n every fraction `a/(m * n)` is a sum `u/m + v/n`.",
)
def partial_fractions(p: Params) -> Steps:
    """Gauss, Disquisitiones Arithmeticae 309-311: a fraction is a sum of fractions over powers of
    primes; those over powers of one prime are added first, then the sums."""
    parts_over: dict[int, list[Pair]] = {}
    for a, b in p.fractions():
        parts = yield from taken_apart(abs(a), b)
        for (n, d), (prime, _) in zip(parts, prime_powers(b), strict=True):
            parts_over.setdefault(prime, []).append((n if a > 0 else -n, d))
    sums = []
    for prime in sorted(parts_over):
        n, d = yield from like_parts(parts_over[prime])
        if n:
            sums.append((n, d))
    if len(sums) < 2:
        n, d = sums[0] if sums else (0, 1)
    else:
        powers = [power for _, power in sums]
        d = prod(powers)
        yield Step(PRODUCT_OF_POWERS, f"{product_of(powers)} = {d}", because=DIFFERENT_PRIMES)
        wide = yield from over_one_denominator(sums, d)
        n = yield from added_up(wide, d)
    n, d, _ = yield from cancelled(n, d)
    return ratio(n, d)


def taken_apart(a: int, b: int) -> Generator[Step, None, list[Pair]]:
    """The fractions over powers of primes that add up to a/b, one taken off after the other: all
    but the last proper."""
    parts = []
    for _, power in prime_powers(b)[:-1]:
        others = b // power
        part = a * pow(others, -1, power) % power
        claim = Claim(f"{b} = {power:new} * {others:new}, {power} | {a} - {part:new} * {others}")
        yield Step(FIND_PART, claim, because=TRIED)
        left = a - part * others
        claim = Claim(f"{a}/{b} - {part}/{power} = {left}/{b} = {left // power}/{others}")
        yield Step(TAKE_PART, claim)
        parts.append((part, power))
        a, b = left // power, others
    return [*parts, (a, b)]


FIND_PART = (
    "The numerator over {power} has to be {part}: {}.",
    "Over {power} we need {part}, for {power} to be cancelled afterwards: {}.",
    "We split {b} into {power} and {others}, and {a} minus {part} times {others} is a multiple of"
    " {power}: {}.",
    "For the part over {power} the numerator is {part}: {}.",
    "The denominator {b} has the factor {power}, and the numerator {part} belongs to it: {}.",
    "From {a} we have to subtract {part} times {others}, so that {power} cancels: {}.",
    "Trying numerators over {power}, we find {part}: {}.",
    "Over {power}, the fraction has the numerator {part}: {}.",
)
TRIED = (
    "another numerator would leave the prime in the denominator",
    "otherwise the rest would still have this prime below",
    "only then can the power be cancelled in the rest",
    "the rest must not have this prime in its denominator",
)
TAKE_PART = (
    "Subtracting it leaves a fraction over {others}: {}.",
    "We are left with a fraction over {others}: {}.",
    "The part over {power} is separated: {}.",
    "We subtract that part, and {others} is left as denominator: {}.",
    "Without this part the fraction is simpler: {}.",
    "So the rest is over {others}: {}.",
    "We subtract this part and cancel {power}: {}.",
    "What remains has the denominator {others}: {}.",
    "Hence the fraction splits: {}.",
    "The rest no longer has the factor {power} below: {}.",
)


def like_parts(parts: list[Pair]) -> Solving:
    """The sum of fractions over powers of one prime, over the highest of them."""
    highest = max([power for _, power in parts])
    wide = [(n * (highest // power), highest) for n, power in parts]
    total = sum([n for n, _ in wide])
    if not total:
        yield Step(PARTS_CANCEL, f"{added(parts)} = {total}")
    elif parts != wide:
        claim = Claim(f"{added(parts)} = {added(wide)} = {total}/{highest}")
        yield Step(LIKE_PARTS, claim, because=ONE_PRIME)
    elif len(parts) > 1:
        yield Step(EQUAL_PARTS, f"{added(parts)} = {total}/{highest}")
    return total, highest


PRODUCT_OF_POWERS = (
    "The common denominator of what is left is {d}: {}.",
    "For the sums over different primes we multiply the denominators: {}.",
    "These denominators have the least common multiple {d}: {}.",
    "To join the sums, we need the product of their denominators: {}.",
)
DIFFERENT_PRIMES = (
    "powers of different primes are coprime",
    "different primes share no factor",
    "powers of different primes have no common factor",
    "no prime occurs in two of them",
)
LIKE_PARTS = (
    "Over the highest power of this prime we get {}.",
    "Parts of one prime are brought together: {}.",
    "We add the parts that belong to the same prime: {}.",
    "We combine the parts over powers of one prime: {}.",
    "Next, parts with the same prime are written over its highest power: {}.",
    "For this prime the parts make {}.",
)
ONE_PRIME = (
    "of two powers of one prime the smaller divides the larger",
    "the highest power serves as common denominator",
)
EQUAL_PARTS = (
    "Parts over the same power are added at once: {}.",
    "These parts have one denominator already: {}.",
    "The denominators are equal, so we just add or subtract: {}.",
)


@FAMILY.strategy(
    approach="forward",
    when=lambda p: len(p.above) > 2,
    opening=(
        "We take the product of all denominators as the common one, and cancel at the end.",
        "The product of the denominators is a common denominator without any search.",
        "We multiply each numerator by all other denominators, over the product of them all.",
        "We multiply all the denominators together, and reduce the fraction afterwards.",
        "With the product of all denominators, no least common multiple is needed.",
        "Any common denominator will do, so we take the product and reduce with Euclid's"
        " algorithm.",
    ),
    formula="In letters, `a/b + c/d + e/f` is `(a * d * f + c * b * f + e * b * d)/(b * d * f)`.",
)
def product_denominator(p: Params) -> Steps:
    """The product of all denominators as the common one (Brahmagupta, Brahmasphutasiddhanta,
    chapter 12), cancelled by Euclid's algorithm (Elements VII.2)."""
    common = prod(p.below)
    yield Step(MULTIPLY_ALL, f"{product_of(p.below)} = {common}")
    wide = []
    for i, (a, b) in enumerate(p.fractions()):
        above = a * (common // b)
        factors = [*([abs(a)] if abs(a) > 1 else []), *p.below[:i], *p.below[i + 1 :]]
        yield Step(TIMES_OTHERS, f"{product_of(factors)} = {abs(above)}", because=ALL_BUT_OWN)
        wide.append((above, common))
    total = yield from added_up(wide, common)
    if total == 0:
        return 0
    shared = yield from euclid(abs(total), common)
    n, d = total // shared, common // shared
    if shared > 1 and d > 1:
        yield Step(CANCEL_LAST, f"{total}/{shared} = {n}, {common}/{shared} = {d}")
    elif shared > 1:
        yield Step(CANCEL_WHOLE, f"{total}/{shared} = {n}")
    return ratio(n, d)


MULTIPLY_ALL = (
    "The product of the denominators is {common}: {}.",
    "We multiply the denominators: {}.",
    "As common denominator we take {common}: {}.",
    "All denominators divide their product: {}.",
)
TIMES_OTHERS = (
    "A numerator is multiplied by the other denominators, which gives {abs(above)}: {}.",
    "Over the common denominator, the next numerator is {abs(above)}: {}.",
    "We multiply the numerator by all denominators but its own: {}.",
    "We multiply the numerator by the other denominators: {}.",
    "So this fraction gets the numerator {abs(above)}: {}.",
    "With the other denominators as factors, we have {}.",
)
ALL_BUT_OWN = (
    "its own denominator is already in the product",
    "numerator and denominator have to grow by the same factor",
)


def euclid(a: int, b: int) -> Generator[Step, None, int]:
    """Divisions with remainder, until the last remainder divides the one before."""
    while a % b:
        q, r = divmod(a, b)
        if q:
            yield Step(DIVIDE, f"{a} = {q:new} * {b} + {r:new}", because=REMAINDERS)
        a, b = b, r
    return b


DIVIDE = (
    "To find what cancels, we divide {a} by {b}: {}.",
    "We divide {a} by {b}, and {r} is left: {}.",
    "Dividing {a} by {b} leaves {r}: {}.",
    "The remainder of {a} by {b} is {r}: {}.",
    "Euclid's algorithm takes {a} and {b} to {r}: {}.",
    "From {a} and {b} we get the remainder {r}: {}.",
)
REMAINDERS = (
    "a common divisor also divides the remainder",
    "the remainder keeps the common divisors of both",
)
CANCEL_LAST = (
    "The last remainder, {shared}, divides both, and no larger number does: {}.",
    "So {shared} is the greatest common divisor, and we cancel it: {}.",
    "Cancelling {shared} leaves lowest terms: {}.",
    "We divide numerator and denominator by the last remainder {shared}: {}.",
)
CANCEL_WHOLE = (
    "The denominator itself divides the numerator: {}.",
    "Here the whole denominator {shared} cancels: {}.",
    "The division by {shared} leaves no remainder: {}.",
)


@cache
def power_of_ten(number: int) -> int:
    """The smallest power of ten, up to a million, that a number divides; 0 where there is none."""
    return next((10**places for places in range(1, 7) if 10**places % number == 0), 0)


def decimal(value: Fraction | int) -> str:
    """`0.375` for 3/8, whose decimal ends."""
    power = power_of_ten(value.denominator)
    if value.denominator == 1:
        return str(value)
    whole, rest = divmod(abs(value.numerator) * (power // value.denominator), power)
    return f"{'-' if value < 0 else ''}{whole}.{rest:0{len(str(power)) - 1}}"


def naming(words: tuple[str, ...], value: Fraction | int) -> tuple[str, ...]:
    """Phrasings with the decimal of a value in the place of DECIMAL."""
    return tuple([line.replace("DECIMAL", decimal(value)) for line in words])


@FAMILY.strategy(
    approach="transform",
    when=lambda p: power_of_ten(lcm(*p.below)) not in (0, lcm(*p.below)),
    opening=(
        "We write the fractions as decimals, which terminate here, and add or subtract these.",
        "The denominators have no primes but 2 and 5, so we can work with short decimals.",
        "We turn the fractions into decimals, add them, and turn the result into a fraction again.",
        "Since every denominator divides a power of ten, decimals are easy to use.",
        "Here the decimals terminate, so we may add them in place of the fractions.",
    ),
    formula="In letters, `a/b` with `b * t` a power of ten is the decimal of `a * t` divided by"
    " that power.",
)
def decimal_fractions(p: Params) -> Steps:
    """Stevin, De Thiende (1585): fractions whose denominators have no primes but 2 and 5, written
    as decimals with as many places each."""
    power, wide = power_of_ten(lcm(*p.below)), []
    for a, b in p.fractions():
        times, above, part = power // b, abs(a) * (power // b), ratio(abs(a), b)
        claim = Claim(f"{b} * {times:new} = {power:new}, {part} = {above:new}/{power}")
        yield Step(naming(AS_DECIMAL, part), claim, because=ENDS)
        wide.append((above if a > 0 else -above, power))
    total = sum([above for above, _ in wide])
    shared, result = gcd(total, power), ratio(total, power)
    if not total:
        yield Step(DECIMALS_CANCEL, f"{added(wide)} = {total}")
    elif shared == 1:
        words = naming(SUM_OF_DECIMALS, result)
        yield Step(words, f"{added(wide)} = {result}", because=PLACES)
    else:
        yield Step(ADD_DECIMALS, f"{added(wide)} = {total:new}/{power}", because=PLACES)
        claim = Claim(f"gcd({abs(total)}, {power}) = {shared:new}, {total}/{power} = {result:new}")
        yield Step(naming(BACK_TO_FRACTION, result), claim)
    return result


AS_DECIMAL = (
    "As a decimal, {part} is DECIMAL: {}.",
    "We multiply above and below by {times}, so {part} is DECIMAL: {}.",
    "The denominator {b} times {times} is {power}, hence we have DECIMAL for {part}: {}.",
    "The decimal DECIMAL stands for {part}: {}.",
    "In decimal form, {part} is DECIMAL: {}.",
    "Multiplying by {times}, we see that {part} equals DECIMAL: {}.",
)
ENDS = (
    "a fraction over a power of ten is read off as a decimal",
    "the number of zeros below is the number of places",
)
SUM_OF_DECIMALS = (
    "Together, the decimals are DECIMAL, already in lowest terms: {}.",
    "Working place by place, we get DECIMAL: {}.",
    "So the result as a decimal is DECIMAL, and nothing cancels: {}.",
    "We work the decimals out and get DECIMAL: {}.",
)
ADD_DECIMALS = (
    "Now the decimals are added or subtracted place by place: {}.",
    "We work with the decimals, here as whole numbers over {power}: {}.",
    "Place by place, the decimals come to {total} over {power}: {}.",
    "We give all decimals the same number of places and combine them: {}.",
)
BACK_TO_FRACTION = (
    "The decimal result is DECIMAL, and as a fraction we reduce it by {shared}: {}.",
    "So the sum is DECIMAL, which becomes a fraction in lowest terms when {shared} is cancelled:"
    " {}.",
    "We turn DECIMAL into a fraction and cancel {shared}: {}.",
    "As a decimal, this is DECIMAL; then we divide both parts by {shared}: {}.",
)
PLACES = (
    "with equal numbers of places they are added like whole numbers",
    "all of them are over the same power of ten",
)
DECIMALS_CANCEL = (
    "The decimals cancel each other: {}.",
    "Nothing is left of the decimals: {}.",
    "The decimals add up to 0: {}.",
)
