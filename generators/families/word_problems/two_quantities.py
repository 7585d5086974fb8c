"""Stories about two kinds of things: how many there are, or how they compare, and what they bring
together."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from math import gcd

from generators.families.word_problems._stories import (
    NAMES,
    ORDERS,
    STORIES,
    fitting,
    idle_facts,
    idle_words,
    nouns,
    template,
)
from generators.family import (
    Capacity,
    Claim,
    Family,
    Fraction,
    Knob,
    KnobError,
    Knobs,
    Step,
    Steps,
    Stream,
    ratio,
)

FEW = 20  # things of a kind for which nobody needs two trials


@dataclass(frozen=True, slots=True)
class Params:
    """There are x things of the first kind, which bring a each, and y of the second, which bring b
    each; together they bring t. Told is x + y = n where times is 0, else x = times * y + n. Asked
    is x (0) or y (1); the rest is the story's surface."""

    a: int
    b: int
    n: int
    t: int
    x: int
    y: int
    times: int
    asked: int
    story: str
    who: str
    idle: tuple[int, ...]

    @property
    def s(self) -> int:
        """The coefficient of y in the first relation, x + s y = n."""
        return -self.times or 1


def rates(knobs: Knobs) -> tuple[int, int]:
    """The smallest a, and how many numbers a and b may be. Raises KnobError."""
    low, high = knobs["rate"]
    if low == high:
        raise KnobError("knob rate: two different rates are needed")
    return low, high - low + 1


def sample(stream: Stream, knobs: Knobs) -> Params:
    """Draws the relation, what one of each kind brings and how many there are, then a story in
    which that can be told."""
    relation, (low, options) = stream.choice(knobs["relation"].split("|")), rates(knobs)
    fewest, most = knobs["count"]
    number, i = divmod(stream.below(options * (options - 1) * (most - fewest + 1) ** 2), options)
    number, j = divmod(number, options - 1)
    j += j >= i
    one, two = divmod(number, most - fewest + 1)
    one, two, a, b = fewest + one, fewest + two, low + i, low + j
    if relation == "total":
        times, n, a, b, x, y = 0, one + two, min(a, b), max(a, b), one, two
    else:
        times = stream.between(*knobs["times"])
        n, y = one, two
        x = times * y + n
    number, asked = divmod(stream.below(2 * len(NAMES)), 2)
    idle = [stream.between(11, 99) for _ in range(knobs["idle"])]
    return Params(
        a,
        b,
        n,
        a * x + b * y,
        x,
        y,
        times,
        asked,
        stream.choice(fitting(a, b, max(x, y))),
        NAMES[number],
        tuple(idle),
    )


def capacity(knobs: Knobs) -> Capacity:
    """Pairs of rates, which count once in either order where the total is told, times pairs of
    numbers, times factors."""
    _, options = rates(knobs)
    pairs, counts = options * (options - 1), (knobs["count"][1] - knobs["count"][0] + 1) ** 2
    factors = knobs["times"][1] - knobs["times"][0] + 1
    return Capacity(
        sum(
            [
                pairs * counts // 2 if told == "total" else pairs * counts * factors
                for told in knobs["relation"].split("|")
            ]
        )
    )


def statement(order: int, p: Params) -> str:
    first, second = nouns(p.story, p.a, p.b)
    return idle_facts(p.who, p.idle) + template(p.story, order, p.times).format(
        a=p.a,
        b=p.b,
        n=p.n,
        t=p.t,
        k=p.times,
        who=p.who,
        first=first,
        second=second,
        asked=second if p.asked else first,
    )


def terse(p: Params) -> str:
    """The story in a few words: what one of each kind brings, both relations, what is asked."""
    first, second = [
        " ".join(noun.replace(" the ", " ").split()) for noun in nouns(p.story, p.a, p.b)
    ]
    story = STORIES[p.story]
    told = f"{story.things} {p.n}"
    if p.times:
        told = f"{first} = {'' if p.times == 1 else f'{p.times} '}{second} + {p.n}"
    return (
        f"{idle_words(p.idle)}{first} {p.a} {story.unit} ; {second} {p.b} {story.unit} ; {told} ;"
        f" {story.unit} {p.t} ; {second if p.asked else first} ?"
    )


def equations(p: Params) -> Claim:
    """The story as two equations, with x and y for the numbers of the two kinds."""
    return Claim(f"x + {p.s}y = {p.n}, {p.a}x + {p.b}y = {p.t}")


def in_lowest_terms(p: Params) -> tuple[int, ...]:
    """The numbers of both relations, with what one of each kind brings and the total divided by
    what they have in common: an equation multiplied through is no other mathematics."""
    unit = gcd(p.a, p.b, p.t)
    return p.a // unit, p.b // unit, p.n, p.t // unit, p.times


def asked_for(p: Params) -> str:
    return nouns(p.story, p.a, p.b)[p.asked]


def answered(p: Params) -> str:
    """`Pia uses {answer} large stamps`."""
    done = STORIES[p.story].done.format(who=p.who)
    return f"Therefore, {done} {{answer}} {asked_for(p)}."


FAMILY = Family(
    params=Params,
    knobs={
        "relation": Knob(
            "whether the total number is told, or how the two numbers compare",
            ("total", "total", "total|comparison", "total|comparison", "total|comparison"),
            ("total", "comparison"),
        ),
        "rate": Knob(
            "what one thing of a kind brings",
            ((2, 8), (2, 12), (2, 20), (5, 50), (11, 99)),
            (2, 999),
        ),
        "count": Knob(
            "how many there are", ((2, 105), (3, 110), (4, 120), (10, 150), (20, 200)), (2, 9_999)
        ),
        "times": Knob(
            "how many times the one number the other is, where they compare",
            ((1, 1), (1, 1), (1, 3), (2, 4), (2, 6)),
            (1, 20),
        ),
        "idle": Knob("numbers in the story that do not matter", (0, 0, 1, 1, 2), (0, 2)),
    },
    sample=sample,
    statements=[partial(statement, order) for order in range(len(ORDERS))],
    answer=lambda p: p.y if p.asked else p.x,
    answer_kind="integer",
    conclusion=lambda p, answer: Claim(f"{equations(p)} :: {'y' if p.asked else 'x'} = {answer}"),
    key=lambda p: (p.a, p.b, p.n, p.t, p.times),
    mathematics=in_lowest_terms,
    capacity=capacity,
    closings=(
        answered,
        answered,
        lambda p: f"Therefore, the number of {asked_for(p)} is {{answer}}.",
        lambda p: f"Therefore, the answer is {{answer}} {asked_for(p)}.",
        lambda p: (
            f"Therefore, what was told about {p.who} fits {{answer}} {asked_for(p)} and no"
            " other number."
        ),
    ),
    terse_story=terse,
    types=("total", "comparison"),
    type_of=lambda p: "comparison" if p.times else "total",
    exceptions={
        "a_key_leaves_nothing_out": "asking for the other quantity is no other problem",
    },
)


class Told:
    """What a story calls its two kinds, and what they bring."""

    def __init__(self, p: Params) -> None:
        self.first, self.second = nouns(p.story, p.a, p.b)
        self.things, self.unit = STORIES[p.story].things, STORIES[p.story].unit
        self.names = {
            "FIRST": self.first,
            "SECOND": self.second,
            "THINGS": self.things,
            "UNIT": self.unit,
        }

    def words(self, phrasings: Sequence[str]) -> tuple[str, ...]:
        """Phrasings with the story's nouns in them."""
        return tuple([self.filled(text) for text in phrasings])

    def filled(self, text: str) -> str:
        for name, noun in self.names.items():
            text = text.replace(name, noun)
        return text


def opened(*phrasings: str) -> tuple[Callable[[Params], str], ...]:
    """Openings with the story's nouns in them, and its equations."""
    return tuple([partial(opening, text) for text in phrasings])


def opening(text: str, p: Params) -> str:
    first, second = [f"`{part}`" for part in equations(p).text().split(", ")]
    filled = Told(p).filled(text)
    return filled.replace("EQUATIONS", f"{first} and {second}").format(p=p)


def first_from(p: Params, y: int) -> Claim:
    """The number of the first kind from that of the second, by the first relation."""
    return Claim(f"{p.n} + {p.times} * {y}") if p.times > 1 else Claim(f"{p.n} + {p.s * -y}")


def number_of_first(p: Params, y: int, told: Told, *, shown: bool = True) -> Steps:
    """The line that finds x from y; where it answers nothing, it shows in full detail only."""
    x = p.n - p.s * y
    words = told.words(COMPARED if p.times else REMAINING)
    if p.times > 1:
        claim = Claim(f"{p.n} + {p.times} * {y} = {p.n} + {p.times * y} = {x}")
    elif p.times:
        claim = Claim(f"{p.n} + {y} = {x}")
    else:
        claim = Claim(f"{p.n} - {y} = {x}")
    yield Step(words, claim, detail="brief" if shown else "full")
    return x


REMAINING = (
    "The other THINGS are the FIRST: {}.",
    "The number left for the FIRST is {}.",
    "Subtracting from all THINGS, we get the number of FIRST: {}.",
    "The rest must be the FIRST: {}.",
)
COMPARED = (
    "How the two numbers compare gives the number of FIRST: {}.",
    "With it, the number of FIRST is {}.",
    "By the comparison in the story, the number of FIRST is {}.",
    "From this we get the number of FIRST: {}.",
)


# Portions: what one of the first kind brings is the unit


@FAMILY.strategy(
    approach="transform",
    opening=opened(
        "We measure everything in portions of {p.a} UNIT, so that each of the FIRST makes exactly"
        " one portion.",
        "If we take one of the FIRST as the measure, we can compare the total directly with their"
        " number.",
        "The idea is to divide all UNIT by {p.a}: then each of the FIRST counts once, and only the"
        " SECOND stand out.",
        "To make the FIRST simple, we count the UNIT in portions of {p.a}.",
    ),
    formula="In letters, `(b/a - 1)y = t/a - n` where the two numbers add up to n.",
)
def supposition(p: Params) -> Steps:
    """Supposing all of one kind, in the measure of that kind (Sun Zi, Suanjing, chapter 3, problem
    31, pheasants and rabbits: the feet are halved, and the heads subtracted)."""
    told = Told(p)
    over, extra = ratio(p.t - p.a * p.n, p.a), ratio(p.b - p.s * p.a, p.a)
    words = told.words(BEYOND if p.times else PORTIONS)
    yield Step(words, f"{p.t}/{p.a} - {p.n} = {over}", because=told.words(ONE_EACH))
    if p.times:
        words = told.words(WITH_ONE_FIRST if p.times == 1 else WITH_SOME_FIRST)
        needed = Step(words, f"{p.b}/{p.a} + {p.times} = {extra}")
    else:
        words = told.words(MORE_THAN_ONE if extra != 1 else JUST_ONE_MORE)
        needed = Step(words, f"{p.b}/{p.a} - 1 = {extra}")
    yield needed
    y = int(over / Fraction(extra))
    if isinstance(extra, int) and extra != 1:
        quotient = Claim(f"{over}/{extra}") if isinstance(over, int) else Claim(f"({over})/{extra}")
        yield Step(told.words(FIT), f"{quotient} = {y}", rests_on=(needed,))
    elif over == 1:  # which is not multiplied by anything
        yield Step(told.words(FIT), f"{over}/({extra}) = {y}", rests_on=(needed,))
    elif extra != 1:
        reciprocal = ratio(extra.denominator, extra.numerator)
        yield Step(told.words(FIT_FRACTION), f"{over} * {reciprocal} = {y}", rests_on=(needed,))
    return y if p.asked else (yield from number_of_first(p, y, told))


PORTIONS = (
    "If all {p.n} THINGS were FIRST, they would need {p.n} portions, and the number left over is"
    " {}.",
    "From all portions we take {p.n}, one for each of the THINGS: {}.",
    "Each of the {p.n} THINGS gets one portion, and what is left over belongs to the SECOND: {}.",
    "One portion for each of the {p.n} THINGS leaves {}.",
)
BEYOND = (
    "We set the {p.n} FIRST aside that go beyond the comparison, one portion each: {}.",
    "Without the {p.n} additional FIRST, the number of portions left is {}.",
    "The {p.n} FIRST that are more than the comparison asks for take {p.n} portions: {}.",
    "We subtract {p.n} portions for the {p.n} additional FIRST: {}.",
)
ONE_EACH = (
    "one of the FIRST makes one portion of {p.a} UNIT",
    "a portion is what one of the FIRST counts for",
    "each of the FIRST stands for one portion",
)
MORE_THAN_ONE = (
    "One of the SECOND makes more than one portion: {}.",
    "Each of the SECOND needs an additional {}.",
    "Beyond its first portion, one of the SECOND takes {}.",
    "What one of the SECOND has beyond one portion is {}.",
)
JUST_ONE_MORE = (
    "One of the SECOND makes just one portion more, so the extra portions count them: {}.",
    "Each of the SECOND takes exactly one of the extra portions, since {}.",
    "Since {}, there are as many SECOND as extra portions.",
)
WITH_ONE_FIRST = (
    "Now one of the SECOND comes with one of the FIRST, and both make {} portions.",
    "What remains are pairs, one of each kind, and such a pair makes {} portions.",
    "One of the SECOND together with one of the FIRST is worth {} portions.",
)
WITH_SOME_FIRST = (
    "Now one of the SECOND comes with {p.times} of the FIRST, and together they make {} portions.",
    "What remains are groups of one of the SECOND and {p.times} of the FIRST, with {} portions"
    " each.",
    "One of the SECOND together with its {p.times} FIRST is worth {} portions.",
)
FIT = (
    "We divide, which gives the number of SECOND: {}.",
    "The number of times that this fits into the extra portions is the number of SECOND: {}.",
    "Hence the number of SECOND is {}.",
    "The quotient counts the SECOND: {}.",
)
FIT_FRACTION = (
    "We divide by this fraction, that is, we multiply by its reciprocal, and get the number of"
    " SECOND: {}.",
    "To see how many times it fits, we multiply by the reciprocal: {}.",
    "Dividing by it means multiplying by the reciprocal, so the number of SECOND is {}.",
    "With the reciprocal we find how many SECOND there are: {}.",
)


# Alligation


@FAMILY.strategy(
    approach="transform",
    when=lambda p: not p.times,
    opening=opened(
        "We compare both kinds with the average: the farther off a kind is, the fewer of it there"
        " are.",
        "The average of the {p.n} THINGS lies between {p.a} and {p.b} UNIT, and its distances from"
        " both give the mixture.",
        "The FIRST fall short of the average as much as the SECOND exceed it, so we look at both"
        " distances.",
        "We use the average of all {p.n} THINGS, because surplus and shortage must balance around"
        " it.",
    ),
    formula="In letters, with the average m the numbers are in the ratio `(b - m)/(m - a)`.",
)
def alligation(p: Params) -> Steps:
    """The rule of alligation (Fibonacci, Liber Abaci, chapter 11): the numbers are in the ratio of
    the distances from the mean, taken crosswise."""
    told = Told(p)
    above, below = ratio(p.b * p.n - p.t, p.n), ratio(p.t - p.a * p.n, p.n)
    yield Step(told.words(EXCEEDS), f"{p.b} - {p.t}/{p.n} = {above}")
    yield Step(told.words(FALLS_SHORT), f"{p.t}/{p.n} - {p.a} = {below}")
    both = above + below
    yield Step(BOTH_DISTANCES, f"{above} + {below} = {both}")
    share = below if p.asked else above
    part = Fraction(share) / both
    answer = int(p.n * part)
    at_once = told.words(AT_ONCE_SECOND if p.asked else AT_ONCE_FIRST)
    if both == 1:
        yield Step(at_once, f"{p.n} * {share} = {answer}", because=CROSSWISE)
        return answer
    if (share, both) == (part.numerator, part.denominator):  # the quotient is in lowest terms
        yield Step(at_once, f"{p.n} * {share}/{both} = {answer}", because=CROSSWISE)
        return answer
    words = told.words(SHARE_OF_SECOND if p.asked else SHARE_OF_FIRST)
    quotient = Claim(f"{share}/{both}") if share == int(share) else Claim(f"({share})/{both}")
    yield Step(told.words(SHARE), f"{quotient} = {part}", because=CROSSWISE)
    yield Step(words, f"{p.n} * {part} = {answer}")
    return answer


AT_ONCE_FIRST = (
    "The share of the FIRST is the distance of the SECOND over both distances, which gives {}.",
    "Crosswise, the distance of the SECOND, over both together, is the share of the FIRST: {}.",
    "The FIRST have the other distance's share in all {p.n} THINGS: {}.",
)
AT_ONCE_SECOND = (
    "The share of the SECOND is the distance of the FIRST over both distances, which gives {}.",
    "Crosswise, the distance of the FIRST, over both together, is the share of the SECOND: {}.",
    "The SECOND have the other distance's share in all {p.n} THINGS: {}.",
)
EXCEEDS = (
    "The average is `{p.t}/{p.n}` UNIT, which one of the SECOND exceeds: {}.",
    "With {p.t} UNIT for {p.n} THINGS, one of the SECOND is above the average: {}.",
    "One of the SECOND has more than the average: {}.",
)
FALLS_SHORT = (
    "One of the FIRST is below the average: {}.",
    "Each of the FIRST falls short of the average: {}.",
    "The distance from one of the FIRST up to the average is {}.",
)
BOTH_DISTANCES = (
    "Together, the two distances are {}.",
    "The two distances add up to {}.",
    "We add the two: {}.",
)
SHARE = (
    "Crosswise, the distance of one kind gives the share of the other: {}.",
    "The share of a kind is the distance of the other kind over the sum of both: {}.",
    "As a part of the total distance, the distance of the other kind is {}.",
)
SHARE_OF_FIRST = (
    "Of all {p.n} THINGS this is the number of FIRST: {}.",
    "With this share, the number of FIRST is {}.",
    "So of {p.n} THINGS the FIRST make up {}.",
)
SHARE_OF_SECOND = (
    "Of all {p.n} THINGS this is the number of SECOND: {}.",
    "With this share, the number of SECOND is {}.",
    "So of {p.n} THINGS the SECOND make up {}.",
)
CROSSWISE = (
    "surplus and shortage balance when the distances are taken crosswise",
    "the kind that is nearer to the average is the more frequent one",
    "a large distance of one kind must be balanced by many of the other",
)


# Substitution


@FAMILY.strategy(
    approach="algebraic",
    opening=opened(
        "Let x be the number of FIRST and y that of SECOND; the story says EQUATIONS, and we write"
        " x in terms of y.",
        "With x for the FIRST and y for the SECOND we have EQUATIONS, so x can be replaced.",
        "We call the number of SECOND y and express the number of FIRST, x, by it, using"
        " EQUATIONS.",
        "The story gives EQUATIONS, where x counts the FIRST and y the SECOND, and the first"
        " equation gives x.",
    ),
    formula="In letters, `a(n - y) + b y = t` where the two numbers add up to n.",
)
def substitution(p: Params) -> Steps:
    """Substitution (Euler, Elements of Algebra, part 1, section 4, chapter 4): one unknown
    expressed by the other, which leaves one equation in one unknown."""
    a, b, n, t, k = p.a, p.b, p.n, p.t, -p.s
    told = Told(p)
    isolated = Step(told.words(ISOLATE), f"{equations(p)} :: x = {n} + {k}y")
    yield isolated
    put_in = Claim(f"{a}({n} + {k}y) + {b}y = {t}")
    yield Step(
        told.words(PUT_IN), f"{equations(p)} :: {put_in}", because=SAME, rests_on=(isolated,)
    )
    multiplied = Claim(f"{a * n} + {a * k}y + {b}y = {t}")
    yield Step(EXPAND, f"{put_in} :: {multiplied}", because=EACH_TERM)
    left, right = a * k + b, t - a * n
    collected = Claim(f"{a * n} + {left}y = {t}")
    yield Step(COLLECT, f"{multiplied} :: {collected}")
    alone = Claim(f"{left}y = {right}")
    yield Step(SUBTRACT, f"{collected} :: {alone}")
    y = right // left
    if left > 1:
        yield Step(told.words(DIVIDE_Y), f"{alone} :: y = {y}", because=NOT_ZERO)
    return y if p.asked else (yield from number_of_first(p, y, told))


ISOLATE = (
    "The first equation gives x: {}.",
    "We solve the first equation for x: {}.",
    "For the number of FIRST we have {}.",
    "In terms of y, the number of FIRST is {}.",
)
PUT_IN = (
    "We put this into the second equation, the one for the UNIT: {}.",
    "In the equation for the UNIT we replace x: {}.",
    "Counting the UNIT with this expression, we get {}.",
    "So the second equation contains only y: {}.",
)
SAME = (
    "a letter may be replaced by what it is equal to",
    "equals may be substituted for equals",
    "both stand for the same number",
)
EXPAND = (
    "We multiply out the bracket: {}.",
    "Without the bracket this is {}.",
    "The bracket is expanded: {}.",
)
EACH_TERM = (
    "the factor belongs to each term in the bracket",
    "a factor before a bracket multiplies each of its terms",
    "multiplication distributes over the terms",
)
COLLECT = (
    "We collect the terms in y: {}.",
    "Both terms in y together make {}.",
    "Then like terms are combined: {}.",
)
SUBTRACT = (
    "We bring the number on the left to the other side: {}.",
    "The number is subtracted from both sides: {}.",
    "Only the term in y stays on the left, so {}.",
)
DIVIDE_Y = (
    "Dividing by the coefficient gives the number of SECOND: {}.",
    "We divide both sides, so the number of SECOND is {}.",
    "Hence, after division, {}.",
)
NOT_ZERO = (
    "the coefficient is not 0",
    "we may divide by a coefficient that is not 0",
    "division by a number other than 0 keeps an equation true",
)


# Elimination


@FAMILY.strategy(
    approach="algebraic",
    opening=opened(
        "Let x be the number of FIRST and y the number of SECOND, so that EQUATIONS; we combine the"
        " equations so that y disappears.",
        "With x for the FIRST and y for the SECOND the story says EQUATIONS, and a suitable"
        " multiple of one cancels y in the other.",
        "We write x for the number of FIRST, y for the number of SECOND, and remove y from"
        " EQUATIONS.",
        "The two facts are EQUATIONS, where x counts the FIRST and y the SECOND; we aim at an"
        " equation without y.",
    ),
    formula="In letters, from `x + y = n` and `a x + b y = t` follows `(b - a)x = b n - t`.",
)
def elimination(p: Params) -> Steps:
    """Elimination by multiplying and subtracting (The Nine Chapters on the Mathematical Art, 8): an
    equation in x alone is left."""
    s, n, a, b, t, k = p.s, p.n, p.a, p.b, p.t, max(p.times, 1)
    told = Told(p)
    first = Claim(f"{b}x + {b * s}y = {b * n}")
    yield Step(
        told.words(FIRST_TIMES),
        f"x + {s}y = {n}, {a}x + {b}y = {t} :: {first}",
        because=SAME_SIZE if k == 1 else "",
    )
    other = Claim(f"{a}x + {b}y = {t}")
    if k > 1:
        other = Claim(f"{k * a}x + {k * b}y = {k * t}")
        words = [text.replace("FACTOR", str(k)) for text in told.words(SECOND_TIMES)]
        yield Step(tuple(words), f"{equations(p)} :: {other}", because=SAME_SIZE)
    left, right = (k * a + b, b * n + k * t) if p.times else (b - a, b * n - t)
    alone = Claim(f"{left}x = {right}")
    if p.times:
        yield Step(ADD, f"{first}, {other} :: {alone}", because=OPPOSITE)
    elif left > 0:
        yield Step(TAKE_SECOND, f"{first}, {other} :: {alone}", because=EQUAL)
    x = right // left
    if left > 1:
        yield Step(told.words(DIVIDE_X), f"{alone} :: x = {x}", because=NOT_ZERO)
    if not p.asked:
        return x
    y = (x - n) // k if p.times else n - x
    if k > 1:
        yield Step(told.words(PUT_BACK), f"({x} - {n})/{k} = {x - n}/{k} = {y}")
    else:
        yield Step(told.words(PUT_BACK), f"{max(n, x)} - {min(n, x)} = {y}")
    return y


FIRST_TIMES = (
    "We multiply the first equation by {b}: {}.",
    "The first equation is multiplied by {b}, the coefficient of y in the second: {}.",
    "To get {b} times y, we multiply the first equation: {}.",
    "Multiplying every term of the first equation by {b} gives {}.",
)
SECOND_TIMES = (
    "We multiply the second equation by FACTOR: {}.",
    "The equation for the UNIT needs the factor FACTOR: {}.",
    "To match y, the second equation is multiplied by FACTOR: {}.",
)
SAME_SIZE = (
    "the coefficients of y then have the same size",
    "y can cancel only if its coefficients have the same size",
    "we need the same multiple of y in both",
)
ADD = (
    "We add the two, which eliminates y: {}.",
    "In the sum of the two equations, y cancels: {}.",
    "Adding them leaves only x: {}.",
)
OPPOSITE = (
    "the terms in y are opposite",
    "opposite terms cancel in a sum",
    "the two multiples of y add up to 0",
)
TAKE_SECOND = (
    "We subtract the second equation from this, which eliminates y: {}.",
    "In the difference of the two, y cancels: {}.",
    "Subtracting the second equation leaves only x: {}.",
)
EQUAL = (
    "equal terms cancel in a difference",
    "both contain the same multiple of y",
    "y has the same coefficient in both",
)
DIVIDE_X = (
    "Dividing by the coefficient gives the number of FIRST: {}.",
    "We divide both sides, so the number of FIRST is {}.",
    "Hence, after division, {}.",
)
PUT_BACK = (
    "The first equation then gives the number of SECOND: {}.",
    "With this, the first fact gives the number of SECOND: {}.",
    "We go back to the first equation for the number of SECOND: {}.",
)


# One guess, and how far it is off


def first_guess(p: Params) -> int:
    """A number of the second kind that is not the right one: half of all, or 10."""
    guess = 10 if p.times else p.n // 2
    return guess - (guess == p.y)


def tried(p: Params, guess: int, told: Told, words: Sequence[Sequence[str]]) -> Steps:
    """What a number of the second kind would bring in all, in two lines."""
    other = p.n - p.s * guess
    if p.times > 1:
        claim = Claim(f"{p.n} + {p.times} * {guess:choice} = {p.n} + {p.times * guess} = {other}")
    elif p.times:
        claim = Claim(f"{p.n} + {guess:choice} = {other}")
    else:
        claim = Claim(f"{p.n} - {guess:choice} = {other}")
    yield Step(told.words(words[0]), claim)
    total = other * p.a + guess * p.b
    claim = Claim(f"{other} * {p.a} + {guess} * {p.b} = {other * p.a} + {guess * p.b} = {total}")
    yield Step(told.words(words[1]), claim)
    return total


@FAMILY.strategy(
    approach="estimate_and_correct",
    opening=opened(
        "We guess the number of SECOND and correct the guess by the error of its total.",
        "Any guess will do, because its error tells how much the number of SECOND has to change.",
        "We try a number of SECOND and find out how far off the total is.",
        "We compare a guess for the number of SECOND with the {p.t} UNIT given, and adjust it.",
    ),
    formula="In letters, the guess has to move by (told total - tried total) over what one step"
    " changes.",
)
def guess_and_adjust(p: Params) -> Steps:
    """Guess, check and adjust, as school books teach it: the error of a guess, divided by what one
    step changes, tells how far to move it."""
    told, guess = Told(p), first_guess(p)
    total = yield from tried(p, guess, told, (GUESS, WOULD_BRING))
    more, less = max(total, p.t), min(total, p.t)
    error, step = more - less, p.b - p.s * p.a
    words = told.words(TOO_MUCH if total > p.t else TOO_LITTLE)
    yield Step(words, f"{more} - {less} = {error}")
    words, because = told.words(STEP_WITH if p.times else STEP_INSTEAD), told.words(ONE_MORE)
    if p.times > 1:
        claim = Claim(f"{p.b} + {p.times} * {p.a} = {p.b} + {p.times * p.a} = {step}")
    elif p.times:
        claim = Claim(f"{p.b} + {p.a} = {step}")
    else:
        claim = Claim(f"{p.b} - {p.a} = {step}")
    yield Step(words, claim)
    move = error
    if step > 1:
        move = error // step
        yield Step(MOVE, f"{error} / {step} = {move}", because=because)
    if total > p.t:
        y = guess - move
        yield Step(told.words(LESS), f"{guess} - {move} = {y}")
    else:
        y = guess + move
        yield Step(told.words(GREATER), f"{guess} + {move} = {y}")
    x = yield from number_of_first(p, y, told, shown=not p.asked)
    one, two = x * p.a, y * p.b
    claim = Claim(f"{x} * {p.a} + {y} * {p.b} = {one} + {two} = {p.t}")
    yield Step(told.words(CHECK), claim, role="check", detail="full")
    return y if p.asked else x


GUESS = (
    "Suppose there are {guess} SECOND; then the number of FIRST is {}.",
    "Let us guess {guess} SECOND, which makes the number of FIRST {}.",
    "We begin with {guess} SECOND; then the number of FIRST is {}.",
    "As a first try we take {guess} SECOND, so the number of FIRST is {}.",
)
WOULD_BRING = (
    "Counted in UNIT, these would make {}.",
    "The number of UNIT would then be {}.",
    "For this guess we count the UNIT: {}.",
    "With these numbers the total is {}.",
)
TOO_MUCH = (
    "There are too many UNIT, by {}.",
    "Compared with the story, that is too much, the excess being {}.",
    "The guess gives more UNIT than there are: {}.",
    "That is above the true total, with a difference of {}.",
)
TOO_LITTLE = (
    "There are too few UNIT, by {}.",
    "Compared with the story, that is too little, the gap being {}.",
    "The guess gives fewer UNIT than there are, and {} are missing.",
    "That is below the true total, with a difference of {}.",
)
STEP_INSTEAD = (
    "One more of the SECOND in place of one of the FIRST changes the total: {}.",
    "Exchanging one of the FIRST for one of the SECOND adds {}.",
    "Each exchange of one of the FIRST for one of the SECOND changes the total by {}.",
)
STEP_WITH = (
    "One more of the SECOND, with the FIRST that come along, changes the total: {}.",
    "Each additional one of the SECOND brings FIRST with it, which together adds {}.",
    "A step of one for the SECOND, with what it means for the FIRST, is worth {}.",
)
MOVE = (
    "Dividing the error by one step, we see how far to move: {}.",
    "The number of steps needed to make up for the error is {}.",
    "So the number of steps by which the guess has to move is {}.",
    "We divide the error by one step: {}.",
    "The number of steps to take is {}.",
)
ONE_MORE = (
    "every step changes the total by the same amount",
    "the total changes evenly with the number of SECOND",
    "all steps have the same size",
)
LESS = (
    "The guess was too large, hence the number of SECOND is {}.",
    "We lower the guess, and the number of SECOND is {}.",
    "So there are fewer SECOND than guessed: {}.",
)
GREATER = (
    "The guess was too small, hence the number of SECOND is {}.",
    "We raise the guess, and the number of SECOND is {}.",
    "So there are more SECOND than guessed: {}.",
)
CHECK = (
    "Indeed, the total is now right: {}.",
    "We check the total with these numbers: {}.",
    "The UNIT do add up: {}.",
)


# Two guesses


def guesses(p: Params) -> tuple[int, int]:
    """Two different numbers of the second kind, neither of them right."""
    low, high = (10, 20) if p.times else (p.n // 4, p.n // 2)
    low, high = [number + (number == p.y) for number in (max(low, 1), max(high, 2))]
    return low, high + (high == low) * (1 + (high + 1 == p.y))


@FAMILY.strategy(
    approach="estimate_and_correct",
    when=lambda p: max(p.x, p.y) > FEW and (p.times > 0 or guesses(p)[1] < p.n),
    opening=opened(
        "We try two numbers of SECOND, and from the errors of both we find the right number.",
        "Two trials are enough, since the total grows evenly with the number of SECOND.",
        "The plan is to make two guesses for the SECOND and to let their errors point to the"
        " solution.",
        "We put two numbers of SECOND to the test and compare how far each misses {p.t} UNIT.",
    ),
    formula="In letters, guesses g and h with errors e and f give `(h e - g f)/(e - f)`.",
)
def two_trials(p: Params) -> Steps:
    """Excess and deficit (The Nine Chapters on the Mathematical Art, 7), or double false position
    (Fibonacci, Liber Abaci, chapter 13): two guesses and their errors, multiplied crosswise."""
    told, errors, lines = Told(p), [], []
    low, high = guesses(p)
    for guess, words in ((low, FIRST_TRIAL), (high, SECOND_TRIAL)):
        total = yield from tried(p, guess, told, (words, WOULD_BRING))
        error = p.t - total
        lines.append(Step(told.words(MISSING if error > 0 else OVER), f"{p.t} - {total} = {error}"))
        yield lines[-1]
        errors.append(error)
    e, f = errors
    cross = high * e - low * f
    claim = Claim(f"{high} * {e} - {low} * {f} = {high * e} - {low * f} = {cross}")
    crossed = Step(CROSS, claim, rests_on=tuple(lines))
    yield crossed
    apart = Step(APART, f"{e} - {f} = {e - f}", rests_on=tuple(lines))
    yield apart
    y = cross // (e - f)
    words = told.words(QUOTIENT)
    yield Step(words, f"{cross}/{e - f} = {y}", because=EVENLY, rests_on=(crossed, apart))
    return y if p.asked else (yield from number_of_first(p, y, told))


FIRST_TRIAL = (
    "With {guess} SECOND, the number of FIRST would be {}.",
    "For the first trial we take {guess} SECOND; then the number of FIRST is {}.",
    "First, let there be {guess} SECOND, which makes the number of FIRST {}.",
)
SECOND_TRIAL = (
    "Now, with {guess} SECOND, the number of FIRST would be {}.",
    "For the second trial we take {guess} SECOND; then the number of FIRST is {}.",
    "Next, let there be {guess} SECOND, which makes the number of FIRST {}.",
)
MISSING = (
    "What is missing from the true total is {}.",
    "The true total is larger, the gap being {}.",
    "So this trial falls short: {}.",
)
OVER = (
    "That is too much, so the error is negative: {}.",
    "Compared with the true total, the error is {}.",
    "So this trial goes too far, with the error {}.",
)
CROSS = (
    "Each guess is multiplied by the error of the other, and we subtract: {}.",
    "We multiply guesses and errors crosswise: {}.",
    "The second guess times the first error, minus the first guess times the second error, is {}.",
)
APART = (
    "The difference of the errors is {}.",
    "For the divisor we subtract the errors: {}.",
    "From the second error to the first, the difference is {}.",
)
QUOTIENT = (
    "So the number of SECOND is {}.",
    "The quotient is the number of SECOND: {}.",
    "Hence we know the number of SECOND: {}.",
)
EVENLY = (
    "equal steps of the guess change the error equally",
    "the error is in proportion to the distance from the solution",
    "the errors lie on a straight line over the guesses",
)
