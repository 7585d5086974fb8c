"""Stories about two kinds of things: how many there are, or how they compare, and what they bring
together."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial

from generators.families.word_problems._stories import NAMES, fitting, idle_facts, nouns, template
from generators.family import Capacity, Claim, Family, Knob, Knobs, Step, Steps, Stream
from generators.knobs import KnobError

SYSTEM = "x + {}y = {}, {}x + {}y = {} :: "


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

    @property
    def given(self) -> tuple[int, ...]:
        return self.s, self.n, self.a, self.b, self.t


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
        stream.choice(fitting(a, b)),
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
    words = nouns(p.story, p.a, p.b)
    return idle_facts(p.who, p.idle) + template(p.story, order, p.times).format(
        a=p.a,
        b=p.b,
        n=p.n,
        t=p.t,
        k=p.times,
        who=p.who,
        first=words[0],
        second=words[1],
        asked=words[p.asked],
    )


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
            "how many there are", ((2, 20), (3, 30), (4, 50), (10, 90), (20, 200)), (2, 9_999)
        ),
        "times": Knob(
            "how many times the one number the other is, where they compare",
            ((1, 1), (1, 1), (1, 3), (2, 4), (2, 6)),
            (1, 20),
        ),
        "idle": Knob("numbers in the story that do not matter", (0, 0, 1, 1, 2), (0, 2)),
    },
    sample=sample,
    statements=[partial(statement, order) for order in range(4)],
    answer=lambda p: p.y if p.asked else p.x,
    answer_kind="integer",
    conclusion=lambda p, answer: Claim(
        SYSTEM + ("y = {}" if p.asked else "x = {}"), (*p.given, answer)
    ),
    key=lambda p: (p.a, p.b, p.n, p.t, p.times),
    capacity=capacity,
    closing="So, with x and y for the numbers of the two kinds in the order named, {}.",
    types=("total", "comparison"),
    type_of=lambda p: "comparison" if p.times else "total",
)


def one_more(p: Params) -> tuple[str, tuple[int, ...]]:
    """What one more of the second kind adds to what all bring, by the first relation: a form and
    its numbers."""
    return ("{} + {} * {}", (p.b, p.times, p.a)) if p.times else ("{} - {}", (p.b, p.a))


def first_from_second(p: Params, x: int, y: int, words: str) -> Step:
    """The first number from the second, by the first relation."""
    return Step(
        words,
        Claim("{} + {} * {} = {}", (p.n, p.times, y, x))
        if p.times
        else Claim("{} - {} = {}", (p.n, y, x)),
    )


@FAMILY.strategy(approach="estimate_and_correct")
def supposition(p: Params) -> Steps:
    """Supposing all of one kind (Sun Zi, Suanjing, 3rd to 5th century: pheasants and rabbits): what
    is missing then tells how many are of the other."""
    x, y = p.x, p.y
    first, second = nouns(p.story, p.a, p.b)
    base, (form, numbers) = p.n * p.a, one_more(p)
    yield Step(
        f"Without any {second}, the {first} alone would bring: {{}}.",
        Claim("{} * {} = {}", (p.n, p.a, base)),
    )
    yield Step("What is missing: {}.", Claim("{} - {} = {}", (p.t, base, p.t - base)))
    step = (p.t - base) // y
    along = f"with the {first} that come along" if p.times else f"in place of one of the {first}"
    yield Step(
        f"One more of the {second}, {along}, adds: {{}}.", Claim(form + " = {}", (*numbers, step))
    )
    yield Step(f"The number of {second}: {{}}.", Claim("{} / {} = {}", (p.t - base, step, y)))
    if not p.asked:
        yield first_from_second(p, x, y, f"The number of {first}: {{}}.")


@FAMILY.strategy(approach="transform", when=lambda p: not p.times)
def alligation(p: Params) -> Steps:
    """The rule of alligation (Fibonacci, Liber Abaci, chapter 11): the numbers are in the ratio of
    the distances from the mean, taken crosswise."""
    n, t, first, second = p.n, p.t, p.b * p.n - p.t, p.t - p.a * p.n
    names = nouns(p.story, p.a, p.b)
    yield Step(
        f"One of the {names[1]} brings more than the mean, by: {{}}.",
        Claim("{} - {}/{} = {}/{}", (p.b, t, n, first, n)),
    )
    yield Step(
        f"One of the {names[0]} brings less than the mean, by: {{}}.",
        Claim("{}/{} - {} = {}/{}", (t, n, p.a, second, n)),
    )
    share, answer = (second, p.y) if p.asked else (first, p.x)
    words = f"The numbers of {names[0]} and {names[1]} are as these two, in this order; the number of {names[p.asked]}: {{}}."
    yield Step(words, Claim("{} * {} / ({} + {}) = {}", (n, share, first, second, answer)))


def speaker(p: Params) -> Callable[..., Step]:
    """Makes steps that assert something of the solution of the story's two equations."""
    given = p.given
    return lambda words, assertion, *values: Step(
        words, Claim(about_system(assertion), given + values)
    )


@cache
def about_system(assertion: str) -> str:
    return SYSTEM + assertion


EQUATIONS = SYSTEM.removesuffix(" :: ")


@FAMILY.strategy(approach="transform")
def substitution(p: Params) -> Steps:
    """Substitution (Euler, Elements of Algebra, part 1, section 4, chapter 4): one unknown
    expressed by the other, which leaves one equation in one unknown."""
    (s, n, a, b, t), x, y, say = p.given, p.x, p.y, speaker(p)
    first, second = nouns(p.story, p.a, p.b)
    yield say(
        f"Let y be the number of {second}; then the number x of {first} is: {{}}.",
        "x = {} + {}y",
        n,
        -s,
    )
    yield say(
        "Put this into what they bring together: {}.", "{} * ({} + {}y) + {}y = {}", a, n, -s, b, t
    )
    left = b - a * s
    yield say("Collect: {}.", "{} + {}y = {}", a * n, left, t)
    if left > 1:
        yield say("Subtract the number on the left: {}.", "{}y = {}", left, left * y)
    yield say("So the unknown is: {}.", "y = {}", y)
    if not p.asked:
        yield say("And the other: {}.", "x = {} + {} * {} = {}", n, -s, y, x)


@FAMILY.strategy(approach="algebraic")
def elimination(p: Params) -> Steps:
    """Elimination by multiplying and subtracting (The Nine Chapters on the Mathematical Art, 8): an
    equation in x alone is left."""
    (s, n, a, b, t), x, y, say = p.given, p.x, p.y, speaker(p)
    first, second = nouns(p.story, p.a, p.b)
    yield say(f"Let x be the number of {first} and y that of {second}: {{}}.", EQUATIONS, *p.given)
    yield say(
        "Multiply the first equation, for equal terms in y: {}.", "{}x + {}y = {}", b, b * s, b * n
    )
    if p.times > 1:
        yield say(
            "Multiply the second equation too: {}.",
            "{}x + {}y = {}",
            a * p.times,
            b * p.times,
            t * p.times,
        )
    left = b - a * s
    yield say(
        "Add them, and y is gone: {}." if p.times else "Subtract the second equation: {}.",
        "{}x = {}",
        left,
        left * x,
    )
    if left > 1:
        yield say("Divide: {}.", "x = {}", x)
    if p.asked and p.times > 1:
        yield say(
            "The first equation gives the other: {}.", "y = ({} - {}) / {} = {}", x, n, p.times, y
        )
    elif p.asked:
        yield say(
            "The first equation gives the other: {}.", "y = {} - {} = {}", max(n, x), min(n, x), y
        )


@FAMILY.strategy(approach="estimate_and_correct")
def guess_and_adjust(p: Params) -> Steps:
    """Guess, check and adjust, or single false position (Rhind papyrus, problems 24 to 27; Polya,
    How to Solve It): the error of a guess tells how far to move it."""
    x, y = p.x, p.y
    first, second = nouns(p.story, p.a, p.b)
    guess = 10 if p.times else p.n // 2
    guess -= guess == y
    other = p.n - p.s * guess
    yield first_from_second(
        p,
        other,
        guess,
        f"Guess how many {second} there are, which gives the number of {first}: {{}}.",
    )
    total = other * p.a + guess * p.b
    yield Step(
        "What these would bring: {}.",
        Claim("{} * {} + {} * {} = {}", (other, p.a, guess, p.b, total)),
    )
    high, low = max(total, p.t), min(total, p.t)
    yield Step(
        f"That is too {'much' if total > p.t else 'little'} by: {{}}.",
        Claim("{} - {} = {}", (high, low, high - low)),
    )
    form, numbers = one_more(p)
    yield Step(
        f"Divide by what one more of the {second} changes: {{}}.",
        Claim(f"{{}} / ({form}) = {{}}", (high - low, *numbers, abs(y - guess))),
    )
    claim = Claim("{} - {} = {}" if total > p.t else "{} + {} = {}", (guess, abs(y - guess), y))
    yield Step(f"Adjust the guess, which gives the number of {second}: {{}}.", claim)
    yield first_from_second(p, x, y, f"The number of {first} with it: {{}}.")
    yield Step("Check what they bring: {}.", Claim("{} * {} + {} * {} = {}", (x, p.a, y, p.b, p.t)))


@FAMILY.strategy(approach="algebraic")
def cramers_rule(p: Params) -> Steps:
    """Determinants (Cramer, Introduction a l'analyse des lignes courbes, 1750): the unknown is a
    quotient of two of them."""
    s, n, a, b, t = p.given
    first, second = nouns(p.story, p.a, p.b)
    words = f"Let x be the number of {first} and y that of {second}: {{}}."
    yield speaker(p)(words, EQUATIONS, *p.given)
    below = b - a * s
    yield Step(
        "Determinant of the coefficients: {}.", Claim(DETERMINANT, (1, s, a, b, 1, b, a, s, below))
    )
    if p.asked:
        above, numbers, letter = t - a * n, (1, n, a, t, 1, t, a, n), "y"
    else:
        above, numbers, letter = n * b - t * s, (n, s, t, b, n, b, t, s), "x"
    yield Step(
        "With the right-hand sides in the place of the column asked for: {}.",
        Claim(DETERMINANT, (*numbers, above)),
    )
    yield Step(
        f"Their quotient is {letter}: {{}}.", Claim("{} / {} = {}", (above, below, above // below))
    )


DETERMINANT = "det({}, {}; {}, {}) = {} * {} - {} * {} = {}"
