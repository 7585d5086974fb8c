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
                "Therefore, the number at which the marker comes to rest is {answer}.",
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
        "Therefore, all in all we have {answer}.",
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
    "Division by {d} comes out even: {}.",
    "So the fraction is a whole number: {}.",
)
CANCEL = (
    "Divided by {shared}, both become smaller: {}.",
    "The greatest common divisor {shared} is cancelled: {}.",
    "A factor {shared} can go above and below: {}.",
    "Cancelling {shared} brings lowest terms: {}.",
    "Both parts are divisible by {shared}, which we cancel: {}.",
    "We cancel {shared}, the greatest common divisor of both: {}.",
    "Above and below we divide by {shared}: {}.",
    "The factor {shared} stands in both, so we take it out: {}.",
    "Reduced by {shared}, the fraction is simpler: {}.",
    "Since {shared} divides both, we can reduce: {}.",
    "What both parts share is {shared}: {}.",
)
LOWEST = (
    "We cannot cancel anything, since {}.",
    "The fraction stays as it is: {}.",
    "No number but 1 divides both, as we see from {}.",
    "It is reduced already, because {}.",
    "Nothing can be cancelled, because {}.",
    "Since {}, the fraction is in lowest terms already.",
    "Nothing is shared above and below, so we are done: {}.",
    "This is in lowest terms, as {}.",
    "There is nothing to cancel here: {}.",
    "No factor stands above and below, because {}.",
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
    "We need {common} below, as {}.",
    "As common denominator of {before} and {b} we find {}.",
)
SHARED_FACTOR = (
    "To reach a multiple of both, we leave out the shared {g} once: {}.",
    "With {g} in common, {before} and {b} have the least common multiple {common}: {}.",
    "The product of {before} and {b} contains {g} once too often: {}.",
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
    "what both contain has to be counted once only",
)
NO_SHARED_FACTOR = (
    "Coprime numbers such as {before} and {b} are multiplied: {}.",
    "Only {common} is left as least common multiple of {before} and {b}: {}.",
    "The numbers {before} and {b} share no factor, so we multiply them: {}.",
    "Since {before} and {b} are coprime, their least common multiple is their product: {}.",
    "Nothing is shared by {before} and {b}, hence we need their product: {}.",
    "For {before} and {b} only their product {common} will do: {}.",
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
    "In equal parts, the fractions are {}.",
)
ONE_OVER = (
    "Only one fraction has to be rewritten: {}.",
    "One of the fractions gets the larger denominator: {}.",
    "A single fraction is widened: {}.",
    "One denominator is right already, and the other fraction becomes {}.",
)
WIDEN = (
    "From {b} to {common} it is {times} times as much, and so above: {}.",
    "In {common} there are {times} times {b}, so we widen by {times}: {}.",
    "The fraction with {b} below is widened by {times}: {}.",
    "Over {common} the numerator {abs(a)} turns into {above}: {}.",
    "Widened by {times}, this fraction has {above} above: {}.",
    "We multiply {abs(a)} and {b} by {times}: {}.",
    "Above and below the factor is {times}: {}.",
    "The denominator {b} needs the factor {times}, and so does {abs(a)}: {}.",
    "Next, {abs(a)} and {b} are both multiplied by {times}: {}.",
    "For {b} the factor to {common} is {times}: {}.",
    "With the factor {times}, the numerator {abs(a)} becomes {above}: {}.",
    "How often {b} goes into {common} is the factor: {}.",
    "To come from {b} to {common} we multiply by {times}: {}.",
)
SAME_VALUE = (
    "cutting each part into equal pieces keeps the amount",
    "above and below grow alike",
    "the same factor above and below does not change a fraction",
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
    "Counted in parts of the same size, that is {total} of them: {}.",
    "The numerators alone are worked out: {}.",
    "Below stays {common}, above we get {total}: {}.",
    "We add or subtract above the common denominator: {}.",
    "Now only the numerators are added or subtracted, which gives {total}: {}.",
    "We work out the numerators, and {common} stays below: {}.",
    "Over the same denominator, the numerators come to {total}: {}.",
    "All parts are of the same size now, so we count them: {}.",
    "With {common} below, we join what is above: {}.",
    "The signs tell whether a numerator is added or taken off: {}.",
)
ALIKE = (
    "only equal parts can be counted together",
    "the size of the parts is one and the same",
    "nothing changes below",
    "the denominators are the same",
    "parts of the same size can be counted together",
)
ADD_TO_NOTHING = (
    "The numerators cancel each other: {}.",
    "What is added and what is subtracted is the same: {}.",
    "Nothing is left of the numerators: {}.",
)


@FAMILY.strategy(
    approach="forward",
    opening=(
        "We bring all fractions to their least common denominator and add the numerators.",
        "Fractions can be added when they have the same denominator, so we look for the smallest"
        " common one.",
        "We cut all fractions into equal parts, as large as possible.",
        "First we need the least common multiple of the denominators.",
        "Only numerators over the same denominator can be added, so we make the denominators"
        " equal.",
        "The fractions get one denominator, the least that all of them can have.",
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
        "The product of two denominators always serves as common denominator.",
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
    "The numerators {n} and {a} meet the denominators {b} and {d}: {}.",
    "We multiply crosswise, {n} by {b} and {a} by {d}: {}.",
    "Each numerator is multiplied by the denominator of the other: {}.",
    "The cross products are {one} and {two}: {}.",
    "First {n} goes with {b}, and {a} with {d}: {}.",
    "The products across, with {b} and with {d}, are {}.",
    "Across we have {n} times {b} and {a} times {d}: {}.",
)
CROSS_ONE = (
    "Only one of the products across has to be worked out: {}.",
    "Across we multiply, where a numerator is 1 nothing changes: {}.",
    "A numerator 1 leaves the other denominator as it is, and the other product is {}.",
    "Of the two cross products one is plain, and the other is {}.",
)
CROSS_SUM = (
    "The product {below} goes below and {total} above: {}.",
    "Over {below} we have {total}: {}.",
    "We join the cross products over {below}: {}.",
    "The denominators make {below}, and the numerators {total}: {}.",
    "Below stands the product, above the sum of the cross products: {}.",
    "So we have {total} above and {below} below: {}.",
    "With {below} as denominator the numerators add up to {total}: {}.",
    "Both fractions now have the denominator {below}, and {total} is above: {}.",
    "Next, the denominators are multiplied and the cross products added: {}.",
    "Adding up and multiplying below, we come to {total} over {below}: {}.",
)
BOTH_WIDENED = (
    "both fractions are over the product now",
    "in the product both denominators are contained",
    "each fraction was multiplied above and below by the other denominator",
    "the product of the denominators is a common denominator",
)
CROSS_NOTHING = (
    "The cross products cancel, so nothing is left: {}.",
    "Above we get 0, whatever stands below: {}.",
    "The two fractions are opposite, and their sum is 0: {}.",
)
ONLY_LAST = (
    "So only the last fraction is left, in lowest terms as it stands, because {}.",
    "The sum up to here is 0, so the last fraction is the result, and nothing cancels: {}.",
    "What is left is the last fraction, which cannot be reduced: {}.",
)
WHOLE_AND_FRACTION = (
    "A whole number and a fraction are joined over the fraction's denominator: {}.",
    "So far the sum is whole, and the next fraction is added to it: {}.",
    "The whole number is written over {b} and the numerators are joined: {}.",
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
        "Wholes are added to wholes, and proper fractions to proper fractions.",
    ),
    formula="In letters, `(q * b + r)/b` is the same as `q + r/b`.",
)
def whole_and_fraction_parts(p: Params) -> Steps:
    """Mixed numbers (Fibonacci, Liber Abaci, chapter 7): whole parts and proper fractions are added
    apart."""
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
    "With {whole} taken out, {rest} parts remain: {}.",
    "The fraction with {a} above hides {whole}: {}.",
    "The {a} parts are {whole} and {rest} parts more: {}.",
    "We take the whole part {whole} out of the {a} parts: {}.",
    "The denominator {b} is contained in {a}, and {rest} is left over: {}.",
    "As a mixed number this is {whole} and a proper fraction: {}.",
    "We split {whole} off, which leaves a proper fraction: {}.",
    "Dividing {a} by {b} gives {whole} and the rest {rest}: {}.",
    "Out of {a} parts we make {whole}, and {rest} parts are left: {}.",
    "Out of {a} parts, {b} make a whole each time, and {rest} remain: {}.",
)
CONTAINED = (
    "the denominator makes a whole",
    "that many parts make a whole",
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
    "We need {common} below both fraction parts: {}.",
    "Brought to {common}, the fraction parts are {}.",
    "For a sum both parts need the denominator {common}: {}.",
    "The fraction parts become {}.",
    "To add the fraction parts, we write both over {common}: {}.",
    "The proper fractions get the denominator {common}: {}.",
    "Both fraction parts are brought to {common} as denominator: {}.",
    "Over {common} the two fraction parts are {}.",
    "The denominators {d} and {b} both go into {common}: {}.",
)
SAME_PARTS_ONE = (
    "The other part is over this denominator already: {}.",
    "One part is widened: {}.",
    "Only one of the fraction parts has to be rewritten: {}.",
    "One denominator divides the other, so a single fraction is widened: {}.",
    "For equal denominators we rewrite {}.",
    "A single fraction part needs another denominator: {}.",
)
ADD_PARTS = (
    "The fraction parts make {}.",
    "Now we work out the fraction parts: {}.",
    "With equal denominators the fraction parts give {total} above: {}.",
    "Over {common}, the fraction parts come to {total}: {}.",
    "So the fraction parts are added or subtracted: {}.",
    "The numerators of the fraction parts come to {total}: {}.",
    "Now the numerators of the fraction parts are joined: {}.",
    "Together these fraction parts come to {}.",
    "Adding these two leaves {total} above: {}.",
)
PARTS_CANCEL = (
    "These parts cancel: {}.",
    "Of these parts nothing is left: {}.",
    "What is added and what is taken off is the same here: {}.",
)
ADD_WHOLES = (
    "The whole parts are added or subtracted: {}.",
    "By themselves, the whole parts come to {whole}: {}.",
    "Now we join the whole parts: {}.",
    "For the whole parts we get {}.",
)
NO_WHOLES = (
    "The whole parts cancel: {}.",
    "Of the whole parts nothing remains: {}.",
    "The whole parts add up to 0: {}.",
)
JOIN = (
    "Whole and fraction are joined: {}.",
    "The {whole} and the fraction part make {}.",
    "We bring the whole part under the same denominator: {}.",
    "We put whole and fraction part together again: {}.",
    "The whole part {whole} is written in parts too: {}.",
    "Together, whole part and fraction part are {}.",
    "Both make one fraction: {}.",
    "Whole part and fraction part become one fraction: {}.",
)
AS_PARTS = (
    "the whole part can be cut into the same parts",
    "a whole contains as many parts as the denominator says",
    "whole numbers can be written over any denominator",
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
        "We take each fraction apart into fractions over powers of a single prime.",
        "Denominators with several primes are split, so that equal primes meet.",
        "We split fractions into parts over powers of primes, which are easy to add among"
        " themselves.",
        "Instead of making denominators larger we make them smaller, by splitting fractions.",
        "Every denominator is split into powers of primes, and with it its fraction.",
        "Parts over powers of one prime are added first, so we take the fractions apart.",
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
    "We split {b} into {power} and {others}, and {a} less {part} times {others} is a multiple of"
    " {power}: {}.",
    "For the part over {power} the numerator is {part}: {}.",
    "The denominator {b} has the factor {power}, and the numerator {part} belongs to it: {}.",
    "From {a} we have to take {part} times {others}, so that {power} can be cancelled: {}.",
    "Trying numerators over {power}, we find {part}: {}.",
    "Over {power}, the fraction has the numerator {part}: {}.",
)
TRIED = (
    "with another numerator {power} would stay below",
    "otherwise the prime would remain below",
    "only then can the power be cancelled in what is left",
    "the rest must not have this prime in its denominator",
)
TAKE_PART = (
    "Taken off, it leaves a fraction over {others}: {}.",
    "We are left with a fraction over {others}: {}.",
    "The part over {power} is separated: {}.",
    "That part is taken off, and {others} is left as denominator: {}.",
    "Without this part the fraction is simpler: {}.",
    "So the rest is over {others}: {}.",
    "We subtract this part and cancel {power}: {}.",
    "What remains has the denominator {others}: {}.",
    "Hence the fraction comes apart: {}.",
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
    "different primes share nothing",
    "nothing can be saved among different primes",
    "powers of different primes have no common factor",
    "no prime occurs in two of them",
)
LIKE_PARTS = (
    "Over the highest power of this prime we get {}.",
    "Parts of one prime are brought together: {}.",
    "We add the parts that belong to the same prime: {}.",
    "The parts over powers of one prime fit together: {}.",
    "Next, parts with the same prime are put over the highest of its powers: {}.",
    "For this prime the parts make {}.",
)
ONE_PRIME = (
    "of two powers of one prime the smaller divides the larger",
    "the highest power serves as common denominator",
)
EQUAL_PARTS = (
    "Parts over the same power are added at once: {}.",
    "These parts have one denominator already: {}.",
    "With equal denominators we just add or subtract: {}.",
)


@FAMILY.strategy(
    approach="forward",
    when=lambda p: len(p.above) > 2,
    opening=(
        "We take the product of all denominators as the common one, and cancel at the end.",
        "The product of the denominators is a common denominator without any search.",
        "Each numerator is multiplied by all other denominators, and below stands their product.",
        "We multiply all denominators, and cancel afterwards what is too much.",
        "With the product of all denominators below, no least common multiple is needed.",
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
    "We multiply by all denominators but its own: {}.",
    "The numerator grows by the other denominators: {}.",
    "So this fraction gets the numerator {abs(above)}: {}.",
    "With the other denominators as factors we have {}.",
)
ALL_BUT_OWN = (
    "its own denominator is in the product already",
    "above and below have to grow by the same factor",
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
    "The remainder of {a} and {b} is {r}: {}.",
    "In Euclid's algorithm {a} and {b} come to {r}: {}.",
    "So we go on from {a} and {b} to {r}: {}.",
)
REMAINDERS = (
    "a common divisor also divides the remainder",
    "the remainder keeps what both have in common",
)
CANCEL_LAST = (
    "The last remainder, {shared}, divides both, and no larger number does: {}.",
    "So {shared} is what both have in common, and we cancel it: {}.",
    "Cancelling {shared} leaves lowest terms: {}.",
    "We divide above and below by the last remainder {shared}: {}.",
)
CANCEL_WHOLE = (
    "The denominator itself divides the numerator: {}.",
    "Here the whole denominator {shared} cancels: {}.",
    "The division by {shared} comes out even: {}.",
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
        "We write the fractions as decimals, which end here, and add or subtract these.",
        "The denominators have no primes but 2 and 5, so each fraction is a short decimal, and we"
        " work with decimals.",
        "We turn the fractions into decimals, add them, and turn the result into a fraction again.",
        "Since every denominator divides a power of ten, decimals are the easy way.",
        "Here decimals end, so we may add them in the place of the fractions.",
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
    "Written with a decimal point, {part} is DECIMAL: {}.",
    "With the factor {times} we see that {part} equals DECIMAL: {}.",
)
ENDS = (
    "a fraction over a power of ten is read off as a decimal",
    "the number of zeros below is the number of places",
)
SUM_OF_DECIMALS = (
    "The decimals together are DECIMAL, already in lowest terms: {}.",
    "Added and subtracted place by place, they give DECIMAL: {}.",
    "So the result as a decimal is DECIMAL, and nothing cancels: {}.",
    "We work the decimals out and get DECIMAL: {}.",
)
ADD_DECIMALS = (
    "Now the decimals are added or subtracted place by place: {}.",
    "We work with the decimals, here as whole numbers over {power}: {}.",
    "Place by place, the decimals come to {total} over {power}: {}.",
    "All decimals are taken with as many places and put together: {}.",
)
BACK_TO_FRACTION = (
    "The decimal result is DECIMAL, and as a fraction we reduce it by {shared}: {}.",
    "So the sum is DECIMAL, which becomes a fraction in lowest terms when {shared} is cancelled:"
    " {}.",
    "We turn DECIMAL into a fraction and cancel {shared}: {}.",
    "As a decimal this is DECIMAL; above and below we divide by {shared}: {}.",
)
PLACES = (
    "with equal numbers of places they are counted like whole numbers",
    "all of them are over the same power of ten",
)
DECIMALS_CANCEL = (
    "The decimals cancel each other: {}.",
    "Of the decimals nothing is left: {}.",
    "Added and subtracted, the decimals give 0: {}.",
)
