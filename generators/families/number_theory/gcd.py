"""The greatest common divisor of two or three numbers, and the least common multiple of two, found
without and with their prime factors."""

from collections.abc import Callable, Generator
from dataclasses import dataclass
from math import gcd, lcm

from generators.families.number_theory._factors import prime_powers
from generators.family import (
    Capacity,
    Claim,
    Family,
    Frame,
    Knob,
    Knobs,
    Step,
    Steps,
    Stream,
    product_of,
)

LONGEST = 9  # lines that subtraction may take before a textbook would choose another strategy
MANY_FACTORS = 6  # operations of a product of powers, from which on it is worked out in two links
MOST_TRIALS = 7  # the same for divisors that are tried
LARGEST = 10**9  # numbers below this are taken apart by trial division in about a millisecond
GCD, LCM, THREE = "gcd", "lcm", "three"
Found = Generator[Step, None, int]  # lines that find a greatest common divisor


@dataclass(frozen=True, slots=True)
class Params:
    """The two numbers, larger first; a third number, larger than the greatest common divisor of
    these, or 0; and what is asked: "gcd" of all of them, or "lcm" of the two."""

    a: int
    b: int
    c: int = 0
    ask: str = GCD


def sample(stream: Stream, knobs: Knobs) -> Params:
    """Runs Euclid's algorithm backwards from the answer, so that the number of its divisions is a
    knob. For three numbers there are two divisions fewer, and the third number is a multiple of a
    divisor of what the others share."""
    ask = stream.fork("ask").choice(knobs["ask"].split("|"))
    three = ask == THREE
    larger, smaller = 0, stream.between(*knobs["divisor"])
    shared, fewer = smaller, 2 if three else 0
    for i in range(max(2, stream.between(*knobs["divisions"]) - fewer)):
        quotient = stream.between(2 if i == 0 else 1, knobs["quotient"])
        larger, smaller = smaller, quotient * smaller + larger
    if not three:
        return Params(smaller, larger, 0, ask)
    kept = stream.choice([d for d in range(2, shared + 1) if shared % d == 0])
    third = kept * stream.between(shared // kept + 1, shared // kept + knobs["quotient"] + 2)
    return Params(smaller, larger, third)


def capacity(knobs: Knobs) -> Capacity:
    """Continued fractions are unique, so every choice of divisor and quotients is another pair;
    each may be asked for both. Of three numbers there are more."""
    low, high = knobs["divisor"]
    fewest, most = knobs["divisions"]
    quotients, asked = knobs["quotient"], knobs["ask"].split("|")
    pairs = (high - low + 1) * sum(
        (quotients - 1) * quotients ** (n - 1) for n in range(fewest, most + 1)
    )
    of_two = {*asked} - {THREE}
    return Capacity(len(of_two) * pairs or pairs // quotients**2, exact=THREE not in asked)


def numbers(p: Params) -> tuple[int, ...]:
    return (p.a, p.b, p.c) if p.c else (p.a, p.b)


def answer(p: Params) -> int:
    return lcm(p.a, p.b) if p.ask == LCM else gcd(*numbers(p))


def conclusion(p: Params, answer: int) -> Claim:
    if p.ask == LCM:
        return Claim(f"lcm({p.a}, {p.b}) = {answer}")
    if p.c:
        return Claim(f"gcd({p.a}, {p.b}, {p.c}) = {answer}")
    return Claim(f"gcd({p.a}, {p.b}) = {answer}")


def check(p: Params, answer: int) -> Claim:
    """The greatest common divisor divides the numbers, and what is left has no common divisor; the
    least common multiple is a multiple of both, and what they are multiplied by has none."""
    if p.ask == LCM:
        a, b = answer // p.a, answer // p.b
        return Claim(f"{answer} = {p.a} * {a}, {answer} = {p.b} * {b}, gcd({a}, {b}) = 1")
    a, b, c = p.a // answer, p.b // answer, p.c // answer
    if p.c:
        pair = Claim(f"{p.a} = {answer} * {a}, {p.b} = {answer} * {b}")
        return Claim(f"{pair}, {p.c} = {answer} * {c}, gcd({a}, {b}, {c}) = 1")
    return Claim(f"{p.a} = {answer} * {a}, {p.b} = {answer} * {b}, gcd({a}, {b}) = 1")


def key(p: Params) -> tuple[object, ...]:
    found = tuple(sorted(numbers(p), reverse=True))
    return (*found, LCM) if p.ask == LCM else found


def by_kind(of_two: str, of_three: str, multiple: str) -> Callable[[Params], str]:
    """A text about two numbers, three, or the least common multiple, filled with the numbers."""

    def told(p: Params) -> str:
        text = of_three if p.c else of_two
        if p.ask == LCM:
            text = multiple
        return text.format(p=p, answer="{answer}")

    return told


FAMILY = Family(
    params=Params,
    knobs={
        "divisor": Knob(
            "the greatest common divisor of the first two numbers",
            ((2, 75), (2, 75), (2, 90), (4, 100), (6, 120)),
            (2, 1000),
        ),
        "divisions": Knob(
            "divisions that Euclid's algorithm takes",
            ((2, 2), (3, 3), (4, 4), (5, 5), (6, 7)),
            (2, 12),
        ),
        "quotient": Knob("the largest quotient in them", (9, 7, 5, 5, 4), (2, 50)),
        "ask": Knob(
            "the greatest common divisor of two numbers or of three, or the least common multiple",
            ("gcd", "gcd", "gcd|lcm", "gcd|lcm|three", "gcd|lcm|three"),
            (GCD, LCM, THREE),
        ),
    },
    sample=sample,
    statements=(
        by_kind(
            "Find the greatest common divisor of {p.a} and {p.b}.",
            "Find the greatest common divisor of {p.a}, {p.b} and {p.c}.",
            "Find the least common multiple of {p.a} and {p.b}.",
        ),
        by_kind(
            "What is `gcd({p.b}, {p.a})`?",
            "What is `gcd({p.c}, {p.b}, {p.a})`?",
            "What is `lcm({p.b}, {p.a})`?",
        ),
        by_kind(
            "Which is the largest whole number that divides both {p.a} and {p.b}?",
            "Which is the largest whole number that divides each of {p.a}, {p.b} and {p.c}?",
            "Which is the smallest whole number above 0 that both {p.a} and {p.b} divide?",
        ),
        by_kind(
            "Work out the highest common factor of {p.b} and {p.a}.",
            "Work out the highest common factor of {p.b}, {p.c} and {p.a}.",
            "Work out the lowest common multiple of {p.b} and {p.a}.",
        ),
        Frame(
            by_kind(
                "A sheet of {p.a} by {p.b} grid squares is cut into equal square pieces. How many"
                " grid squares long can their sides be at most?",
                "A block of {p.a} by {p.b} by {p.c} unit cubes is cut into equal cubes. How many"
                " unit cubes long can their edges be at most?",
                "Tiles of {p.a} by {p.b} grid squares, all laid the same way, are to make up a"
                " square. How many grid squares long are its sides at least?",
            ),
            (
                by_kind(
                    "Therefore, the sides of the pieces can be at most {answer} grid squares long.",
                    "Therefore, the edges of the cubes can be at most {answer} unit cubes long.",
                    "Therefore, the sides of the square are at least {answer} grid squares long.",
                ),
                by_kind(
                    "Therefore, the largest equal squares have sides of {answer} grid squares.",
                    "Therefore, the largest equal cubes have edges of {answer} unit cubes.",
                    "Therefore, the smallest such square has sides of {answer} grid squares.",
                ),
                by_kind(
                    "Therefore, equal squares can have sides of at most {answer} grid squares.",
                    "Therefore, equal cubes can have edges of at most {answer} unit cubes.",
                    "Therefore, no such square has sides shorter than {answer} grid squares.",
                ),
            ),
        ),
        Frame(
            by_kind(
                "{p.b} red and {p.a} blue beads are all put into bags that must be alike. What is"
                " the largest possible number of bags?",
                "{p.b} red, {p.a} blue and {p.c} green beads are all put into bags that must be"
                " alike. What is the largest possible number of bags?",
                "Red beads come in packs of {p.b}, blue ones in packs of {p.a}. Somebody wants as"
                " many red beads as blue ones. What is the least possible number of each colour?",
            ),
            (
                by_kind(
                    "Therefore, the largest possible number of bags is {answer}.",
                    "Therefore, the largest possible number of bags is {answer}.",
                    "Therefore, there are at least {answer} beads of each colour.",
                ),
                by_kind(
                    "Therefore, the beads fill at most {answer} bags that are alike.",
                    "Therefore, the beads fill at most {answer} bags that are alike.",
                    "Therefore, the smallest possible number of beads of each colour is {answer}.",
                ),
                by_kind(
                    "Therefore, {answer} bags can be made that are alike, but not more.",
                    "Therefore, {answer} bags can be made that are alike, but not more.",
                    "Therefore, each colour needs {answer} beads or more.",
                ),
                by_kind(
                    "Therefore, no more than {answer} bags can be alike.",
                    "Therefore, no more than {answer} bags can be alike.",
                    "Therefore, {answer} is the least number of beads of each colour.",
                ),
            ),
        ),
        Frame(
            by_kind(
                "Two ropes, {p.a} cm and {p.b} cm long, are cut up with nothing left over, and all"
                " pieces are the same whole number of centimetres long. How long is a piece at"
                " most?",
                "Three ropes, {p.a} cm, {p.b} cm and {p.c} cm long, are cut up with nothing left"
                " over, and all pieces are the same whole number of centimetres long. How long is"
                " a piece at most?",
                "Pieces of rope that are {p.a} cm long are laid end to end, and beside them, from"
                " the same line on, pieces of {p.b} cm. How many cm from the line do two ends"
                " first lie side by side again?",
            ),
            (
                by_kind(
                    "Therefore, a piece of rope is at most {answer} cm long.",
                    "Therefore, a piece of rope is at most {answer} cm long.",
                    "Therefore, two ends first lie side by side {answer} cm from the line.",
                ),
                by_kind(
                    "Therefore, the longest possible pieces measure {answer} cm.",
                    "Therefore, the longest possible pieces measure {answer} cm.",
                    "Therefore, the ends of the pieces first meet again after {answer} cm.",
                ),
                by_kind(
                    "Therefore, all pieces can be {answer} cm long, but not longer.",
                    "Therefore, all pieces can be {answer} cm long, but not longer.",
                    "Therefore, two ends lie side by side again {answer} cm further on.",
                ),
                by_kind(
                    "Therefore, the ropes are cut into pieces of at most {answer} cm.",
                    "Therefore, the ropes are cut into pieces of at most {answer} cm.",
                    "Therefore, both rows of rope end together after {answer} cm.",
                ),
            ),
        ),
        Frame(
            by_kind(
                "By which number do you have to divide above and below to bring the fraction"
                " `{p.b}/{p.a}` to lowest terms in a single step?",
                "By which number do you have to divide all three terms of the ratio of {p.a} to"
                " {p.b} to {p.c} to bring it to lowest terms in a single step?",
                "Which is the least common denominator of two fractions whose denominators are"
                " {p.b} and {p.a}?",
            ),
            (
                by_kind(
                    "Therefore, `{p.b}/{p.a}` is reduced to lowest terms in one step by {answer}.",
                    "Therefore, the ratio is brought to lowest terms in one step by {answer}.",
                    "Therefore, the least common denominator is {answer}.",
                ),
                by_kind(
                    "Therefore, dividing above and below by {answer} brings `{p.b}/{p.a}` to lowest"
                    " terms.",
                    "Therefore, dividing by {answer} brings the ratio to lowest terms.",
                    "Therefore, both fractions can be written with the denominator {answer}, and"
                    " with no smaller one.",
                ),
                by_kind(
                    "Therefore, the fraction is in lowest terms after one division by {answer}.",
                    "Therefore, the ratio is in lowest terms after one division by {answer}.",
                    "Therefore, no common denominator is smaller than {answer}.",
                ),
                by_kind(
                    "Therefore, {answer} is the number to divide by.",
                    "Therefore, {answer} is the number to divide by.",
                    "Therefore, the smallest denominator that both can have is {answer}.",
                ),
            ),
        ),
        Frame(
            by_kind(
                "Posts stand at equal distances along two straight fences of {p.b} m and {p.a} m,"
                " with one at either end of each. How many metres apart can they be, if that is a"
                " whole number and as large as possible?",
                "Posts stand at equal distances along three straight fences of {p.b} m, {p.a} m and"
                " {p.c} m, with one at either end of each. How many metres apart can they be, if"
                " that is a whole number and as large as possible?",
                "One lamp flashes every {p.a} seconds, another every {p.b} seconds, and now both"
                " flash. How many seconds pass until they flash at the same moment again?",
            ),
            (
                by_kind(
                    "Therefore, the posts stand at most {answer} metres apart.",
                    "Therefore, the posts stand at most {answer} metres apart.",
                    "Therefore, the lamps flash together again after {answer} seconds.",
                ),
                by_kind(
                    "Therefore, the largest possible distance between two posts is {answer} m.",
                    "Therefore, the largest possible distance between two posts is {answer} m.",
                    "Therefore, {answer} seconds pass until both lamps flash at the same moment.",
                ),
                by_kind(
                    "Therefore, the distance from post to post is at most {answer} m.",
                    "Therefore, the distance from post to post is at most {answer} m.",
                    "Therefore, both lamps flash at once again in {answer} seconds.",
                ),
                by_kind(
                    "Therefore, posts {answer} m apart fit both fences, and none further apart do.",
                    "Therefore, posts {answer} m apart fit all fences, and none further apart do.",
                    "Therefore, it takes {answer} seconds until the lamps flash together.",
                ),
            ),
        ),
        by_kind(
            "Of all the common divisors of {p.a} and {p.b}, which one is the greatest?",
            "Of all the common divisors of {p.a}, {p.b} and {p.c}, which one is the greatest?",
            "Of all the common multiples of {p.a} and {p.b} above 0, which one is the smallest?",
        ),
    ),
    answer=answer,
    answer_kind="integer",
    conclusion=conclusion,
    check=check,
    key=key,
    mathematics=lambda p: tuple(sorted(numbers(p), reverse=True)),
    capacity=capacity,
    closings=(
        by_kind(
            "Therefore, the greatest common divisor of {p.a} and {p.b} is {answer}.",
            "Therefore, the greatest common divisor of {p.a}, {p.b} and {p.c} is {answer}.",
            "Therefore, the least common multiple of {p.a} and {p.b} is {answer}.",
        ),
        by_kind(
            "Therefore, {answer} is the largest whole number that divides both {p.a} and {p.b}.",
            "Therefore, {answer} is the largest whole number that divides all three.",
            "Therefore, {answer} is the smallest number that both {p.a} and {p.b} divide.",
        ),
        by_kind(
            "Therefore, `gcd({p.a}, {p.b})` equals {answer}.",
            "Therefore, `gcd({p.a}, {p.b}, {p.c})` equals {answer}.",
            "Therefore, `lcm({p.a}, {p.b})` equals {answer}.",
        ),
        by_kind(
            "Therefore, {p.a} and {p.b} have the greatest common divisor {answer}.",
            "Therefore, {p.a}, {p.b} and {p.c} have the greatest common divisor {answer}.",
            "Therefore, {p.a} and {p.b} have the least common multiple {answer}.",
        ),
        by_kind(
            "Therefore, the greatest number in both {p.a} and {p.b} as a factor is {answer}.",
            "Therefore, the greatest number in all three as a factor is {answer}.",
            "Therefore, the multiples of {p.a} and {p.b} first meet at {answer}.",
        ),
        by_kind(
            "Therefore, no common divisor of {p.a} and {p.b} is larger than {answer}.",
            "Therefore, no common divisor of {p.a}, {p.b} and {p.c} is larger than {answer}.",
            "Therefore, no common multiple of {p.a} and {p.b} is smaller than {answer}.",
        ),
    ),
)


def opened(
    *openings: str, of_three: tuple[str, ...] = (), of_multiple: tuple[str, ...] = ()
) -> tuple[Callable[[Params], str], ...]:
    """Openings for two numbers. Where a way has none of its own for three numbers or for a least
    common multiple, a sentence is put before that says how these come from two numbers."""
    found = []
    for i, opening in enumerate(openings):
        three = f"{TWO_FIRST[i % len(TWO_FIRST)]} {opening}"
        multiple = f"{BY_THE_DIVISOR[i % len(BY_THE_DIVISOR)]} {opening}"
        if of_three:
            three = of_three[i % len(of_three)]
        if of_multiple:
            multiple = of_multiple[i % len(of_multiple)]
        found.append(by_kind(opening, three, multiple))
    return tuple(found)


TWO_FIRST = (
    "We find the common divisors of two of the numbers first, and then those shared with {p.c}.",
    "We begin with {p.a} and {p.b}, and bring in {p.c} afterwards.",
    "For three numbers we find the greatest common divisor of two, then that of it and {p.c}.",
)
BY_THE_DIVISOR = (
    "The least common multiple is the product over the greatest common divisor, so that is first.",
    "Once the greatest common divisor is known, so is the least common multiple.",
    "We first find the greatest common divisor, which the product contains once too often.",
)


Pair = Callable[[int, int, tuple[Step, ...]], Found]  # the lines for two numbers, larger first


def pair_by_pair(p: Params, of_pair: Pair) -> Found:
    """What is asked, from the lines that find the greatest common divisor of two numbers: this
    itself; the same once more with the third number; or the least common multiple in two more
    lines."""
    divisor, last = yield from with_last_line(of_pair(p.a, p.b, ()))
    if p.c:
        return (yield from of_pair(p.c, divisor, last))
    return (yield from as_asked(p, divisor, last))


def with_last_line(lines: Found) -> Generator[Step, None, tuple[int, tuple[Step, ...]]]:
    """Passes the lines on; gives the result with the last of them."""
    last: tuple[Step, ...] = ()
    while True:
        try:
            last = (next(lines),)
        except StopIteration as end:
            return end.value, last
        yield last[0]


def as_asked(p: Params, divisor: int, last: tuple[Step, ...]) -> Found:
    """The least common multiple from the greatest common divisor, where it is asked for."""
    if p.ask != LCM:
        return divisor
    rest = p.a // divisor
    claim = Claim(f"{p.a}/{divisor} = {rest:new}")
    yield Step(WITHOUT_SHARED, claim, because=ONCE_TOO_OFTEN, rests_on=last)
    yield Step(TIMES_OTHER, f"{rest} * {p.b} = {rest * p.b}")
    return rest * p.b


WITHOUT_SHARED = (
    "We remove the shared factor {divisor} from {p.a}: {}.",
    "For the least common multiple, {p.a} is divided by {divisor}: {}.",
    "Without {divisor}, {p.a} becomes {rest}: {}.",
    "We divide {p.a} by the greatest common divisor: {}.",
)
ONCE_TOO_OFTEN = (
    "the product of both numbers contains their common factor twice",
    "a shared factor is needed only once in a multiple",
    "least common multiple and greatest common divisor have the same product as the numbers",
)
TIMES_OTHER = (
    "Multiplying by the other number, {p.b}, gives the least common multiple: {}.",
    "We multiply {rest} by {p.b}: {}.",
    "The least common multiple is {rest} times {p.b}: {}.",
    "So the first number that both divide is {}.",
)


@FAMILY.strategy(
    approach="forward",
    opening=opened(
        "We divide {p.a} and {p.b} with remainder again and again, until nothing is left over.",
        "The pair {p.a} and {p.b} is replaced by smaller pairs with the same common divisors.",
        "Repeated division with remainder leads to the common divisors of {p.a} and {p.b}.",
        "We divide {p.a} by {p.b}, then {p.b} by the remainder, and so on.",
        "Euclid's algorithm needs no factors of {p.a} and {p.b}, only divisions.",
        "What {p.a} and {p.b} share is also in the remainder, so we divide.",
        "To find what divides both {p.a} and {p.b}, we go from remainder to remainder.",
    ),
    formula="In letters, if `a = q * b + r`, then the common divisors of a and b are those of b and"
    " r.",
)
def euclid_by_division(p: Params) -> Steps:
    """Euclid, Elements VII.2, with division in place of repeated subtraction: gcd(a, b) = gcd(b, a
    mod b)."""
    return (yield from pair_by_pair(p, divided))


def divided(a: int, b: int, before: tuple[Step, ...]) -> Found:
    """Divisions with remainder until nothing is left; `before` is the line that found what the
    first two of three numbers share."""
    words, even = (THIRD_FIRST, THIRD_LAST) if before else (DIVIDE_FIRST, DIVIDE_LAST)
    while b:
        q, r = divmod(a, b)
        end = () if even is THIRD_LAST else NONE_LARGER
        yield Step(
            words if r else even,
            f"{a} = {q:new} * {b} + {r:new}",
            because=REMAINDERS if r else end,
            rests_on=before,
        )
        a, b, words, even, before = b, r, DIVIDE_NEXT, DIVIDE_LAST, ()
    return a


THIRD_FIRST = (
    "The third number, {a}, is divided by what the first two share, {b}: {}.",
    "Now {a} comes in, and we divide it by {b}: {}.",
    "Having found {b} for the first two, we go on to {a}: {}.",
)
THIRD_LAST = (
    "The third number, {a}, is a multiple of {b}, so nothing changes: {}.",
    "As {b} divides {a} too, it is common to all three: {}.",
    "Since {}, all three numbers are multiples of {b}.",
)


DIVIDE_FIRST = (
    "Dividing {a} by {b}, we are left with {r}: {}.",
    "The number {b} goes into {a} with remainder {r}: {}.",
    "The first division, of {a} by {b}, is {}.",
    "First we divide {a} by {b}: {}.",
    "We start with the larger number, {a}, and divide it by {b}: {}.",
    "Division of {a} by {b} leaves {r}: {}.",
    "We take {b} out of {a} as many times as possible: {}.",
)
DIVIDE_NEXT = (
    "With {a} and {b} we do the same: {}.",
    "The divisor {b} goes into {a} with remainder {r}: {}.",
    "The pair is now {a} and {b}, with remainder {r}: {}.",
    "Again we divide {a} by {b}: {}.",
    "We take {b} out of {a}, and {r} remains: {}.",
    "So we go on with {a} and {b}: {}.",
    "The remainder {b} is not 0, so we divide {a} by it: {}.",
    "Next, {a} is divided by {b}, and {r} is left: {}.",
    "We carry on with the pair {a} and {b}: {}.",
    "Now {b} is the divisor and {a} the number to divide: {}.",
    "From here on only {a} and {b} matter: {}.",
    "Dividing {a} by the remainder {b} gives the next one, {r}: {}.",
)
DIVIDE_LAST = (
    "As {b} goes into {a} evenly, it is the last divisor: {}.",
    "Nothing is left over here, and {b} is what both share: {}.",
    "The divisions end at {b}: {}.",
    "The remainder is now 0, and the search ends at {b}: {}.",
    "Since {} leaves no remainder, we stop at {b}.",
    "The division of {a} by {b} is exact, so {b} is what both share: {}.",
    "Now {b} divides {a} exactly, so we stop here: {}.",
    "This time nothing is left over, hence we stop at {b}: {}.",
    "With {a} and {b} the divisions come to an end: {}.",
    "We find no remainder, and {b} is the largest divisor of both: {}.",
    "Dividing {a} by {b} leaves nothing, so we need not go on: {}.",
)
NONE_LARGER = (
    "the smaller number has no larger divisor",
    "nothing larger divides the smaller number",
    "a number is its own largest divisor",
)
REMAINDERS = (
    "a common factor of both numbers is in the remainder too",
    "the remainder is one number minus a multiple of the other",
    "a number that divides both also divides the remainder",
    "every common divisor of the two also divides what is left",
    "the remainder keeps all common divisors of the two",
)


@FAMILY.strategy(
    approach="transform",
    opening=opened(
        "We divide {p.a} and {p.b} by primes that they share, and multiply these primes.",
        "To collect what {p.a} and {p.b} have in common, we take out one shared prime after"
        " another.",
        "We write {p.a} and {p.b} side by side and divide both by common primes.",
        "Step by step, shared primes are divided out of {p.a} and {p.b}.",
        "As long as a prime divides both {p.a} and {p.b}, we divide by it.",
        "The primes that can be divided out of both numbers are what we look for.",
        of_three=(
            "We divide all three numbers by primes that they share, and multiply these primes.",
            "What {p.a}, {p.b} and {p.c} have in common is taken out, one prime after another.",
            "The three numbers are written side by side and divided by shared primes.",
        ),
        of_multiple=(
            "We divide {p.a} and {p.b} by shared primes, and multiply these primes by what is"
            " left of both.",
            "A ladder of shared primes shows what {p.a} and {p.b} have in common and what else a"
            " common multiple needs.",
            "Shared primes of {p.a} and {p.b} are taken out, since a common multiple needs them"
            " only once.",
        ),
    ),
    formula="In letters, `gcd(k * a, k * b) = k * gcd(a, b)`.",
)
def ladder(p: Params) -> Steps:
    """The ladder or cake method of school books: divide both numbers by a prime that they share
    until none is left."""
    a, b, c, rungs = p.a, p.b, p.c, []
    divisor = gcd(*numbers(p))
    for prime, exponent in prime_powers(divisor):
        for _ in range(exponent):
            left, right, third = a // prime, b // prime, c // prime
            claim = Claim(f"{a} = {prime:new} * {left:new}, {b} = {prime} * {right:new}")
            yield Step(RUNG, claim, because=SHARED)
            if c:
                yield Step(THIRD_RUNG, f"{c} = {prime} * {third:new}")
            a, b, c = left, right, third
            rungs.append(prime)
    ended = Step(COPRIME, f"gcd({a}, {b}) = 1")
    if c:
        ended = Step(ALL_COPRIME, f"gcd({a}, {b}, {c}) = 1")
    yield ended
    if len(rungs) > 1:
        yield Step(MULTIPLY_RUNGS, f"{product_of(rungs)} = {divisor}", rests_on=(ended,))
    if p.ask != LCM:
        return divisor
    rests = a * b
    yield Step(MULTIPLY_RESTS, f"{a} * {b} = {rests}", rests_on=(ended,))
    yield Step(ALL_FACTORS, f"{divisor} * {rests} = {divisor * rests}", because=EACH_ONCE)
    return divisor * rests


THIRD_RUNG = (
    "The third number, {c}, contains {prime} too: {}.",
    "The prime {prime} goes into {c} as well: {}.",
    "For {c} the same prime leaves {third}: {}.",
    "We divide {c} by {prime} too: {}.",
)
ALL_COPRIME = (
    "No prime divides all three of {a}, {b} and {c}: {}.",
    "Since {}, the three numbers share no further prime.",
    "There is no common factor of {a}, {b} and {c} left: {}.",
)
MULTIPLY_RESTS = (
    "We multiply what is left of both numbers: {}.",
    "The remaining factors {a} and {b} have the product {}.",
    "For the least common multiple we also need {a} and {b}: {}.",
)
ALL_FACTORS = (
    "Together with the shared factor {divisor}, this is the least common multiple: {}.",
    "We multiply by {divisor} once: {}.",
    "The least common multiple is {divisor} times {rests}: {}.",
)
EACH_ONCE = (
    "shared primes are needed once, and so are all others",
    "a multiple of both needs the shared factor and what is left of each",
)


RUNG = (
    "Dividing by {prime}, we get {left} and {right}: {}.",
    "The prime {prime} can be taken out of both: {}.",
    "We find {prime} in {a} and in {b}: {}.",
    "Next on the ladder is {prime}: {}.",
    "Without {prime}, {left} and {right} remain: {}.",
    "Both {a} and {b} are divisible by {prime}: {}.",
    "We divide both numbers by the prime {prime}: {}.",
    "The prime {prime} divides {a} as well as {b}: {}.",
    "A prime that {a} and {b} share is {prime}: {}.",
    "We take the factor {prime} out of {a} and {b}, so {left} and {right} are left: {}.",
    "Here {prime} goes into both, so we divide by it: {}.",
)
SHARED = (
    "only shared primes make up the greatest common divisor",
    "a prime in both numbers is a prime of their greatest common divisor",
    "a factor of both numbers is a factor of their greatest common divisor",
    "every shared factor belongs to the greatest common divisor",
    "each shared factor can be taken out of the greatest common divisor too",
)
COPRIME = (
    "Here the ladder ends, as {}.",
    "The numbers {a} and {b} share nothing more: {}.",
    "The numbers {a} and {b} are coprime: {}.",
    "No prime divides both {a} and {b}, so the ladder ends here: {}.",
    "Since {}, the numbers {a} and {b} share no further prime.",
    "Now {a} and {b} have no prime in common, so we stop: {}.",
    "There is no common factor of {a} and {b} left: {}.",
    "The ladder stops at {a} and {b}, as both have no prime in common: {}.",
    "We can go no further with {a} and {b}: {}.",
    "What is left, {a} and {b}, has no common factor: {}.",
)
MULTIPLY_RUNGS = (
    "The product of the shared primes is {}.",
    "The rungs of the ladder multiply to {}.",
    "So we multiply the primes that were taken out: {}.",
    "We look for the product of the shared primes: {}.",
    "Thus the greatest common factor is {}.",
    "Hence we multiply the primes that were divided out: {}.",
    "Everything that both numbers share is in {}.",
    "We multiply the rungs: {}.",
    "The shared primes together make {}.",
)


@FAMILY.strategy(
    approach="algebraic",
    opening=opened(
        "We only halve and subtract, which keeps what is common to {p.a} and {p.b}.",
        "Without any division but by 2, we take out twos and subtract.",
        "We split off powers of 2, because differences of odd numbers can be halved.",
        "We shrink {p.a} and {p.b} by taking out twos and by subtracting.",
        "We take out twos, and then subtract the smaller odd number from the larger.",
        "Halving and subtracting is enough to find what {p.a} and {p.b} share.",
    ),
    formula="In letters, for odd a and b every common divisor of a and b divides `a - b`, and a two"
    " in `a - b` does not matter to it.",
)
def binary_gcd(p: Params) -> Steps:
    """J. Stein, J. Comp. Phys. 1 (1967); Knuth, TAOCP 4.5.2, Algorithm B: take out twos, then
    subtract odd numbers."""
    return (yield from pair_by_pair(p, halved_and_subtracted))


def halved_and_subtracted(a: int, b: int, before: tuple[Step, ...]) -> Found:
    """The lines of one pair, larger number first; `before` is the line that found the smaller."""
    twos, third = 1, before
    both = (a | b) & -(a | b)
    if both > 1:
        left, right = a // both, b // both
        claim = Claim(f"{a} = {both:new} * {left:new}, {b} = {both} * {right:new}")
        yield Step(SHARED_TWOS, claim, rests_on=third)
        twos, a, b, third = both, left, right, ()
    if not (a & 1 and b & 1):
        even, odd = (a, b) if b & 1 else (b, a)
        power = even & -even
        rest = even // power
        if rest == 1:
            yield Step(POWER_OF_TWO, f"gcd({odd}, {even}) = 1", rests_on=third)
            return twos
        yield Step(
            TWOS_OF_ONE,
            f"{even} = {power:new} * {rest:new}",
            because="the other number is odd",
            rests_on=third,
        )
        a, b, third = odd, rest, ()
    while a != b:
        a, b = (a, b) if a > b else (b, a)
        difference = a - b
        power = difference & -difference
        rest = difference // power
        if rest == 1:
            yield Step(DIFFER_BY_TWOS, f"gcd({a}, {b}) = 1", rests_on=third)
            return twos
        claim = Claim(f"{a} - {b} = {difference:new} = {power:new} * {rest:new}")
        words = SUBTRACT_LAST if rest == b else SUBTRACT_ODD
        yield Step(words, claim, because=DIFFERENCES, rests_on=third)
        third = ()
        a = rest
    if twos > 1:
        yield Step(PUT_TWOS_BACK, f"{twos} * {a} = {twos * a}")
    return twos * a


SHARED_TWOS = (
    "Twos come first, and both numbers contain {both}: {}.",
    "We set aside {both}, which divides both numbers: {}.",
    "Both numbers are even, so we take out {both}: {}.",
    "The shared power of 2 is {both}: {}.",
    "We first take the largest shared power of 2, which is {both}, out of {a} and {b}: {}.",
    "Both numbers contain {both}, which we take out: {}.",
    "We remove {both} from {a} and {b}: {}.",
)
TWOS_OF_ONE = (
    "Twos in {even} alone are not shared: {}.",
    "Without its twos {even} becomes {rest}: {}.",
    "We drop the factor {power} of {even}: {}.",
    "In {even} the factor {power} does not matter: {}.",
    "From {even} we can leave out {power}: {}.",
    "The factor {power} is in {even} alone, so we leave it out: {}.",
    "We go from {even} to its odd part, {rest}: {}.",
)
POWER_OF_TWO = (
    "Now {even} is a power of 2, and {odd} is odd: {}.",
    "Since {}, the odd number {odd} and the power of 2, {even}, share nothing more.",
    "A power of 2 such as {even} has no odd factor to share with {odd}: {}.",
)
DIFFER_BY_TWOS = (
    "The odd numbers {a} and {b} differ by a power of 2, so they share nothing: {}.",
    "Since {}, a power of 2, the odd numbers {a} and {b} have no common factor.",
    "The difference of {a} and {b} is a power of 2, which has no odd divisors but 1: {}.",
)
SUBTRACT_ODD = (
    "Subtracting {b} from {a} and taking out twos leaves {rest}: {}.",
    "The odd numbers {a} and {b} differ by {difference}, whose odd part is {rest}: {}.",
    "We subtract {b} from {a} and halve as long as possible: {}.",
    "After subtracting {b} and removing twos, {a} becomes {rest}: {}.",
    "We subtract {b} from {a} and take out the twos: {}.",
    "Both {a} and {b} are odd, so their difference is even: {}.",
    "The difference of {a} and {b} contains the factor {power}, which we drop: {}.",
    "Next, {a} minus {b} is {difference}, so {rest} is left without its twos: {}.",
    "So {a} is replaced by the odd part of the difference, {rest}: {}.",
    "From {a} and {b} we get to {rest}: {}.",
)
SUBTRACT_LAST = (
    "Without its twos, the difference of {a} and {b} is {b} itself, so we stop: {}.",
    "From {a} and {b} we get {b} again, so both numbers are equal: {}.",
    "The odd part of {difference} equals {b}, and that ends the subtractions: {}.",
    "The difference of {a} and {b} has the odd part {b}: {}.",
    "Now both numbers become {b}, where we stop: {}.",
    "With {b} on both sides, nothing is left to subtract: {}.",
    "Taking twos out of the difference of {a} and {b}, we meet {b} again: {}.",
)
DIFFERENCES = (
    "subtracting loses no common divisor",
    "the difference of two multiples is a multiple too",
    "a common divisor of two numbers divides their difference as well",
    "what divides both numbers also divides their difference",
    "the difference keeps every common divisor",
)
PUT_TWOS_BACK = (
    "With the factor {twos} back in place, we get {}.",
    "We multiply by {twos}, which was set aside: {}.",
    "We restore the shared twos, multiplying {a} by {twos}: {}.",
    "Since {twos} was taken out of both at the start, we multiply by it again: {}.",
    "Hence we put the factor {twos} back: {}.",
    "The twos set aside come back: {}.",
    "Together with the shared twos, this makes {}.",
)


@FAMILY.strategy(
    approach="enumerative",
    when=lambda p: p.a < LARGEST,
    opening=opened(
        "We write {p.a} and {p.b} as products of primes and keep what both contain.",
        "To see what {p.a} and {p.b} have in common, we factor both into primes.",
        "A common divisor can only contain primes of both numbers, so we factor them.",
        "We compare the prime factors of {p.a} with those of {p.b}.",
        "The primes of {p.a} and {p.b} show what divides both.",
        "Once factored into primes, {p.a} and {p.b} can be compared.",
        of_three=(
            "We write {p.a}, {p.b} and {p.c} as products of primes and keep what all of them"
            " contain.",
            "To see what the three numbers have in common, we factor each into primes.",
            "A common divisor can only contain primes that are in all three numbers, so we factor"
            " them.",
        ),
        of_multiple=(
            "We write {p.a} and {p.b} as products of primes and take every prime that is in"
            " either.",
            "A common multiple contains the primes of {p.a} and of {p.b}, so we factor both.",
            "The primes of {p.a} and {p.b} show what a multiple of both has to contain.",
        ),
    ),
    formula="Of each prime the greatest common divisor contains the smallest power, the least"
    " common multiple the largest.",
)
def prime_factorisation(p: Params) -> Steps:
    """Euclid, Elements IX.14 (unique factorisation): each prime that both contain, with the smaller
    of its exponents."""
    sources: tuple[Step, ...] = ()
    found: dict[int, Step] = {}
    for name, number in zip(("larger", "smaller", "third"), numbers(p), strict=False):
        sources = (*sources, *(yield from take_apart(name, number, found)))
    result = answer(p)
    if p.ask == LCM:
        claim = Claim(f"lcm({p.a}, {p.b}) :: {worked_out(dict(prime_powers(result)))}")
        yield Step(ALL_PRIMES, f"{claim} = {result:new}", because=LARGER_POWER, rests_on=sources)
        return result
    shared = dict(prime_powers(result))
    subject = Claim(f"gcd({p.a}, {p.b}, {p.c})") if p.c else Claim(f"gcd({p.a}, {p.b})")
    if result in shared:
        words = SHARED_BY_THREE if p.c else SHARED_PRIME
        yield Step(words, f"{subject} = {result}", rests_on=sources)
        return result
    words = SHARED_PRIMES if len(shared) > 1 else ONE_SHARED_PRIME
    yield Step(
        PRIMES_OF_THREE if p.c else words,
        f"{subject} :: {product_of_powers(shared)} = {result}",
        because=POWER_IN_ALL if p.c else SMALLER_POWER,
        rests_on=sources,
    )
    return result


SHARED_BY_THREE = (
    "Only the prime {result} is in all three, and in one of them just once: {}.",
    "The three numbers have just {result} in common, so {}.",
    "No prime but {result} divides all three, and no higher power of it does: {}.",
)
PRIMES_OF_THREE = (
    "What all three contain, each prime with the smallest exponent, makes {}.",
    "Of each prime in all three we take the smallest power: {}.",
    "So all three contain this, and nothing larger: {}.",
)
POWER_IN_ALL = (
    "a higher power would not divide all of them",
    "it has to divide each of the three numbers",
)
ALL_PRIMES = (
    "We multiply all primes, each with the larger exponent: {}.",
    "Of each prime we take the larger power: {}.",
    "So a common multiple needs these powers of primes: {}.",
)
LARGER_POWER = (
    "a smaller power would not be a multiple of both",
    "it has to contain each of the numbers",
    "both numbers have to divide it",
)


SHARED_PRIME = (
    "Only the prime {result} is in both, and in one of them just once: {}.",
    "The two numbers have just {result} in common, so {}.",
    "No prime but {result} divides both, and no higher power of it does: {}.",
)


SHARED_PRIMES = (
    "Shared primes, with smaller exponents, give {}.",
    "The primes in both products make {}.",
    "We multiply the primes that are in both, each with the smaller exponent: {}.",
    "Of each shared prime we take the smaller power: {}.",
    "So both contain these powers of primes, and no larger ones: {}.",
)
ONE_SHARED_PRIME = (
    "Only one prime is in both, and we take its smaller power: {}.",
    "The two numbers share a single prime, with this power: {}.",
    "So what both share is a power of one prime: {}.",
)
SMALLER_POWER = (
    "only the smaller power is in both",
    "both numbers have to contain it",
    "a higher power would not divide both numbers",
    "it has to divide both numbers",
    "one of the numbers does not contain more than that",
)


def take_apart(name: str, number: int, found: dict[int, Step]) -> Steps:
    """A line for each prime that is taken out of a number, and one that collects them. Gives the
    last of them. `found` has the lines of what was taken apart before, and gets these too."""
    powers = dict(prime_powers(number))
    rest, lines = number, []
    for prime, exponent in powers.items():
        left = rest // prime**exponent
        line = found.get(rest)
        if line is None and left > 1:
            line = Step(TAKE_OUT, f"{rest} = {power_of(prime, exponent):new} * {left:new}")
            yield line
        elif line is None and exponent > 1:
            line = Step(LAST_POWER, f"{rest} = {prime:new}^{exponent:new}")
            yield line
        if line is not None:
            found[rest] = line
            lines.append(line)
        rest = left
    if len(powers) > 1 and len(lines) > 1:  # else a single line has shown all primes
        claim = Claim(f"{number} = {product_of_powers(powers)}")
        words = tuple(line.replace("NAME", name) for line in IN_PRIMES)
        lines.append(Step(words, claim, rests_on=tuple(lines)))
        yield lines[-1]
    return lines[-1:]


TAKE_OUT = (
    "A small prime divides {rest}, which leaves {left}: {}.",
    "We divide {rest} by its smallest prime until {left} is left: {}.",
    "In {rest} we find a power of a prime and {left}: {}.",
    "Factoring {rest}, we get to {left}: {}.",
    "The number {rest} splits as {}.",
    "By trial we find a factor of {rest}: {}.",
    "Taking a prime out of {rest} leaves {left}: {}.",
    "The smallest prime factor of {rest} comes out, and {left} is left: {}.",
    "From {rest} we split off its smallest prime: {}.",
    "We try small primes on {rest} and find {}.",
    "Next, we take a prime out of {rest} as many times as possible: {}.",
    "What remains of {rest} without its smallest prime is {left}: {}.",
    "The number {rest} is not prime: {}.",
    "We take the smallest prime out of {rest}: {}.",
    "The number {rest} contains a small prime, beside {left}: {}.",
    "We write {rest} as a power of a prime times {left}: {}.",
    "Without its smallest prime, {rest} becomes {left}: {}.",
    "We divide {rest} by a small prime as often as we can: {}.",
    "The first prime to divide {rest} leaves {left}: {}.",
    "A prime of {rest} is found quickly: {}.",
    "To factor {rest}, we take out its smallest prime: {}.",
    "We go on with {rest} and reach {left}: {}.",
    "For {rest} the trial of small primes gives {}.",
)
LAST_POWER = (
    "Only one prime is left in {rest}: {}.",
    "What remains is the power {rest}: {}.",
    "What is left, {rest}, is a power of a prime: {}.",
    "The number {rest} has only one prime factor: {}.",
    "So {rest} is a pure power: {}.",
    "We are left with a power of one prime: {}.",
    "We see that {rest} is a power: {}.",
    "Nothing but one prime is in {rest}: {}.",
)
IN_PRIMES = (
    "Altogether, the NAME number is {}.",
    "The NAME number has these primes: {}.",
    "Collecting the primes of {number}, we get {}.",
    "So the NAME number is {}.",
    "Together, the NAME number is a product of primes: {}.",
    "Thus we have the NAME number in primes: {}.",
    "This gives the NAME number, {number}, as a product of primes: {}.",
    "We put the primes of the NAME number together: {}.",
    "The NAME number, written in primes, is {}.",
    "We have factored the NAME number: {}.",
    "Its primes make the NAME number: {}.",
    "We write the NAME number in primes: {}.",
)


def power_of(prime: int, exponent: int) -> Claim:
    """A power of a prime as it is written, without an exponent 1."""
    return Claim(f"{prime}^{exponent}") if exponent > 1 else Claim(f"{prime}")


def product_of_powers(powers: dict[int, int]) -> Claim:
    return product_of([power_of(prime, exponent) for prime, exponent in powers.items()])


def worked_out(powers: dict[int, int]) -> Claim:
    """A product of powers as it is multiplied out; of many factors the powers come first."""
    many = len(powers) - 1 + sum([exponent > 1 for exponent in powers.values()]) >= MANY_FACTORS
    if not many:
        return product_of_powers(powers)
    values = [
        Claim(f"{prime**exponent:new}") if exponent > 1 else Claim(f"{prime}")
        for prime, exponent in powers.items()
    ]
    return Claim(f"{product_of_powers(powers)} = {product_of(values)}")


def quotients(p: Params) -> int:
    """How many subtractions Euclid's algorithm takes."""
    pair = subtractions(p.a, p.b)
    return pair + subtractions(p.c, gcd(p.a, p.b)) if p.c else pair


def subtractions(a: int, b: int) -> int:
    total = 0
    while b:
        total += a // b
        a, b = b, a % b
    return total - 1


@FAMILY.strategy(
    approach="forward",
    when=lambda p: quotients(p) <= LONGEST,
    opening=opened(
        "We subtract the smaller of two numbers from the larger one, until both are equal.",
        "We subtract the smaller of {p.a} and {p.b} from the larger until they meet.",
        "Subtracting {p.b} from {p.a} does not change what divides both, so we keep subtracting.",
        "The pair {p.a} and {p.b} shrinks by subtraction while its common divisors stay.",
        "Differences keep common divisors, so we make {p.a} and {p.b} smaller by subtracting.",
        "Again and again we subtract, until the two numbers are the same.",
    ),
    formula="In letters, `gcd(a, b) = gcd(a - b, b)`.",
)
def euclid_by_subtraction(p: Params) -> Steps:
    """Euclid, Elements VII.2, as it stands there: take the smaller from the larger until both are
    equal."""
    return (yield from pair_by_pair(p, subtracted))


def subtracted(a: int, b: int, before: tuple[Step, ...]) -> Found:
    """The lines of one pair, larger number first; `before` is the line that found the smaller."""
    words = TAKE_FROM_THIRD if before else TAKE_FIRST
    while a != b:
        last = a - b == b
        yield Step(
            TAKE_LAST if last else words,
            f"{a} - {b} = {a - b}",
            because="" if last else DIFFERENCES,
            rests_on=before,
        )
        before = ()
        a, b = (b, a - b) if b > a - b else (a - b, b)
        words = TAKE
    return a


TAKE_FROM_THIRD = (
    "From the third number, {a}, we take what the first two share, {b}: {}.",
    "Now {a} comes in, from which {b} is subtracted: {}.",
    "The third number, {a}, is compared with {b}: {}.",
)


TAKE_FIRST = (
    "We take {b} from {a}: {}.",
    "First {b} is subtracted from {a}: {}.",
    "The larger number, {a}, is made smaller by {b}: {}.",
    "We begin with {a} minus {b}: {}.",
)
TAKE = (
    "We replace {a} by {a - b}: {}.",
    "The difference of {a} and {b} comes next: {}.",
    "Taking away {b} leaves {a - b}: {}.",
    "We take {b} from {a}: {}.",
    "The smaller number {b} is subtracted from {a}: {}.",
    "Here {a - b} takes the place of {a}: {}.",
    "Next comes {a} minus {b}: {}.",
    "The larger of {a} and {b} is {a}, so we subtract from it: {}.",
    "Now the pair is {a} and {b}, and we subtract once more: {}.",
    "Again we subtract, this time {b} from {a}: {}.",
)
TAKE_LAST = (
    "Since {}, both numbers are equal now.",
    "Now the difference equals {b}, so we stop: {}.",
    "Taking {b} from {a} leaves the same number again, hence we stop: {}.",
)


def candidates(p: Params) -> list[int]:
    """The divisors of the smaller number, largest first, down to the first that divides the larger;
    none where that is long."""
    cofactors = p.b // gcd(p.a, p.b)
    return [p.b // d for d in range(1, cofactors + 1) if p.b % d == 0] if cofactors <= 50 else []


@FAMILY.strategy(
    approach="enumerative",
    # with a third number each divisor would have to be tried twice
    when=lambda p: not p.c and 2 <= len(candidates(p)) <= MOST_TRIALS,
    opening=opened(
        "We go through the divisors of {p.b} from the largest down, until one divides {p.a} too.",
        "A common divisor must divide {p.b}, so we try its divisors on {p.a}.",
        "We list the divisors of {p.b} downwards and test each on {p.a}.",
        "Only divisors of {p.b} are possible; we try them on {p.a}, the largest first.",
        "The largest divisor of {p.b} that divides {p.a} is found by trying.",
        "One after another, the divisors of {p.b} are tested, the largest first.",
    ),
    formula="The first of them that leaves no remainder is the greatest, since all larger ones have"
    " failed.",
)
def listing_divisors(p: Params) -> Steps:
    """School books: list the divisors of the smaller number and try them on the larger one, from
    the largest down."""
    for divisor in candidates(p):
        q, r = divmod(p.a, divisor)
        cofactor = p.b // divisor
        if r and divisor == p.b:
            claim = Claim(f"{p.a} = {q:new} * {divisor:choice} + {r:new}")
            yield Step(TRIED_ITSELF, claim, role="abandoned")
        elif r:
            tried = Claim(f"{p.b} = {cofactor:new} * {divisor:choice}")
            claim = Claim(f"{tried}, {p.a} = {q:new} * {divisor} + {r:new}")
            yield Step(TRIED, claim, role="abandoned")
        else:
            claim = Claim(f"{p.b} = {cofactor:new} * {divisor:new}, {p.a} = {q:new} * {divisor}")
            fits = Step(FITS, claim, because=LARGER_FAILED)
            yield fits
            return (yield from as_asked(p, divisor, (fits,)))
    raise AssertionError("the greatest common divisor is among the candidates")


LARGER_FAILED = (
    "all larger divisors have failed",
    "no larger one divides both",
    "the larger ones leave a remainder",
)


TRIED_ITSELF = (
    "The largest divisor of {divisor} is {divisor} itself, but it leaves the remainder {r}: {}.",
    "We begin with {divisor}, which does not divide {p.a}: {}.",
    "The number {divisor} itself fails, since {r} is left over: {}.",
    "First we try {divisor} itself, and {r} remains: {}.",
    "The number {divisor} divides itself, but not {p.a}: {}.",
    "Were it {divisor}, nothing would be left over, but {r} is: {}.",
    "As a first candidate, {divisor} leaves {r}: {}.",
)
TRIED = (
    "The number {divisor} does not divide {p.a}, since {r} remains: {}.",
    "We test {divisor}, which leaves {r}: {}.",
    "The next candidate, {divisor}, leaves {r}: {}.",
    "The divisor {divisor} of {p.b} leaves a remainder in {p.a}: {}.",
    "The divisor {divisor} fails, since {r} is left over: {}.",
    "For {divisor} there is a remainder of {r}, so it is not common: {}.",
    "We try {divisor}, which does not go into {p.a} evenly: {}.",
    "Next is {divisor}, but it leaves {r}: {}.",
    "The divisor {divisor} does not work: {}.",
    "We reject {divisor}, because {r} is left: {}.",
    "With {divisor} we are left with {r}: {}.",
    "It is not {divisor}, for the remainder is {r}: {}.",
)
FITS = (
    "With {divisor} both divisions are exact: {}.",
    "Here we have a divisor of both, {divisor}: {}.",
    "As {divisor} divides both, the search ends: {}.",
    "Now {divisor} divides {p.b} as well as {p.a}: {}.",
    "Finally, {divisor} leaves no remainder in either number: {}.",
    "We have found {divisor}, which divides both: {}.",
    "The divisor {divisor} goes into both numbers: {}.",
)
