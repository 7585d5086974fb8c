"""Stories about two kinds of things: how many there are, or how they compare, and what they bring
together."""

from dataclasses import dataclass
from functools import partial
from math import gcd

from generators.families.word_problems._stories import NAMES, fitting, idle_facts, nouns, template
from generators.family import Capacity, Claim, Family, Knob, Knobs, Step, Steps, Stream, ratio
from generators.knobs import KnobError


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


def equations(p: Params) -> Claim:
    """The story as two equations, with x and y for the numbers of the two kinds."""
    return Claim(f"x + {p.s}y = {p.n}, {p.a}x + {p.b}y = {p.t}")


def in_lowest_terms(p: Params) -> tuple[int, ...]:
    """The numbers of both relations, with what one of each kind brings and the total divided by
    what they have in common: an equation multiplied through is no other mathematics."""
    unit = gcd(p.a, p.b, p.t)
    return p.a // unit, p.b // unit, p.n, p.t // unit, p.times


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
    conclusion=lambda p, answer: Claim(f"{equations(p)} :: {'y' if p.asked else 'x'} = {answer}"),
    key=lambda p: (p.a, p.b, p.n, p.t, p.times),
    mathematics=in_lowest_terms,
    capacity=capacity,
    closing="So, with x and y for the numbers of the two kinds in the order named, {}.",
    types=("total", "comparison"),
    type_of=lambda p: "comparison" if p.times else "total",
    exceptions={
        "a_key_leaves_nothing_out": "asking for the other quantity is no other problem",
    },
)


def one_more(p: Params) -> Claim:
    """What one more of the second kind adds to what all bring, by the first relation."""
    return Claim(f"{p.b} + {p.times} * {p.a}") if p.times else Claim(f"{p.b} - {p.a}")


def first_from(p: Params, y: int) -> Claim:
    """The number of the first kind from that of the second, by the first relation."""
    return Claim(f"{p.n} + {p.times} * {y}") if p.times else Claim(f"{p.n} - {y}")


@FAMILY.strategy(approach="estimate_and_correct")
def supposition(p: Params) -> Steps:
    """Supposing all of one kind (Sun Zi, Suanjing, 3rd to 5th century: pheasants and rabbits): what
    is missing then tells how many are of the other."""
    first, second = nouns(p.story, p.a, p.b)
    supposed = p.n * p.a
    words = f"Without any {second}, the {first} alone would bring: {{}}."
    yield Step(words, f"{p.n} * {p.a} = {supposed}")
    missing = p.t - supposed
    yield Step("What is missing: {}.", f"{p.t} - {supposed} = {missing}")
    along = f"with the {first} that come along" if p.times else f"in place of one of the {first}"
    more = p.b - p.s * p.a
    words = f"One more of the {second}, {along}, adds: {{}}."
    yield Step(words, f"{one_more(p)} = {more}")
    y = missing // more
    yield Step(f"The number of {second}: {{}}.", f"{missing} / {more} = {y}")
    if p.asked:
        return y
    x = p.n - p.s * y
    yield Step(f"The number of {first}: {{}}.", f"{first_from(p, y)} = {x}")
    return x


@FAMILY.strategy(approach="transform", when=lambda p: not p.times)
def alligation(p: Params) -> Steps:
    """The rule of alligation (Fibonacci, Liber Abaci, chapter 11): the numbers are in the ratio of
    the distances from the mean, taken crosswise."""
    first, second = nouns(p.story, p.a, p.b)
    above, below = ratio(p.b * p.n - p.t, p.n), ratio(p.t - p.a * p.n, p.n)
    words = f"One of the {second} brings more than the mean, by: {{}}."
    yield Step(words, f"{p.b} - {p.t}/{p.n} = {above}")
    words = f"One of the {first} brings less than the mean, by: {{}}."
    yield Step(words, f"{p.t}/{p.n} - {p.a} = {below}")
    both = above + below
    yield Step("Both differences together: {}.", f"{above} + {below} = {both}")
    asked, share = (second, below) if p.asked else (first, above)
    words = (
        f"The numbers of {first} and {second} are as these two, in this order;"
        f" the number of {asked}: {{}}."
    )
    answer = p.n * share // both
    yield Step(words, f"{p.n} * {share} / {both} = {answer}")
    return answer


@FAMILY.strategy(approach="transform")
def substitution(p: Params) -> Steps:
    """Substitution (Euler, Elements of Algebra, part 1, section 4, chapter 4): one unknown
    expressed by the other, which leaves one equation in one unknown."""
    a, b, n, t, k = p.a, p.b, p.n, p.t, -p.s
    first, second = nouns(p.story, p.a, p.b)
    words = f"Let y be the number of {second}; then the number x of {first} is: {{}}."
    isolated = Step(words, f"{equations(p)} :: x = {n} + {k}y")
    yield isolated
    words = "Put this into what they bring together: {}."
    yield Step(words, f"{equations(p)} :: {a}({n} + {k}y) + {b}y = {t}", rests_on=(isolated,))
    words = "Multiply out: {}."
    yield Step(words, f"{a}({n} + {k}y) + {b}y = {t} :: {a * n} + {a * k}y + {b}y = {t}")
    left = a * k + b
    yield Step("Collect: {}.", f"{a * n} + {a * k}y + {b}y = {t} :: {a * n} + {left}y = {t}")
    right = t - a * n
    words = "Subtract the number on the left: {}."
    yield Step(words, f"{a * n} + {left}y = {t} :: {left}y = {right}")
    y = right // left
    if left > 1:
        yield Step("So the unknown is: {}.", f"{left}y = {right} :: y = {y}")
    if p.asked:
        return y
    x = n + k * y
    yield Step(f"And the number of {first}: {{}}.", f"{first_from(p, y)} = {x}")
    return x


@FAMILY.strategy(approach="algebraic")
def elimination(p: Params) -> Steps:
    """Elimination by multiplying and subtracting (The Nine Chapters on the Mathematical Art, 8): an
    equation in x alone is left."""
    s, n, a, b, t, k = p.s, p.n, p.a, p.b, p.t, max(p.times, 1)
    first, second = nouns(p.story, p.a, p.b)
    words = (
        f"Let x be the number of {first} and y that of {second}."
        " The first equation, and {b} times it: {}."
    )
    yield Step(words, f"{equations(p)} :: x + {s}y = {n}, {b}x + {b * s}y = {b * n}")
    other = Claim(f"{k * a}x + {k * b}y = {k * t}")
    if k > 1:
        words = f"The second equation, and {k} times it: {{}}."
        yield Step(words, f"{equations(p)} :: {a}x + {b}y = {t}, {other}")
    left = k * a + b if p.times else b - a
    right = b * n + k * t if p.times else b * n - t
    both = Claim(f"{b}x + {b * s}y = {b * n}, {other}")
    if k > 1:
        yield Step("Add these multiples, and y is gone: {}.", f"{both} :: {left}x = {right}")
    else:
        how = "Add" if p.times else "Subtract"
        words = f"{how} the second equation, and y is gone: {{}}."
        yield Step(words, f"{both} :: {other}, {left}x = {right}")
    x = right // left
    if left > 1:
        yield Step("Divide: {}.", f"{left}x = {right} :: x = {x}")
    if not p.asked:
        return x
    y = (x - n) // k if p.times else n - x
    words = f"The first equation gives the number of {second}: {{}}."
    if k > 1:
        yield Step(words, f"({x} - {n}) / {k} = {y}")
    else:
        yield Step(words, f"{max(n, x)} - {min(n, x)} = {y}")
    return y


@FAMILY.strategy(approach="estimate_and_correct")
def guess_and_adjust(p: Params) -> Steps:
    """Guess, check and adjust, or single false position (Rhind papyrus, problems 24 to 27; Polya,
    How to Solve It): the error of a guess tells how far to move it."""
    first, second = nouns(p.story, p.a, p.b)
    guess = 10 if p.times else p.n // 2
    guess -= guess == p.y
    other = p.n - p.s * guess
    words = f"Guess that there are {{guess}} {second}, which gives the number of {first}: {{}}."
    if p.times:
        yield Step(words, f"{p.n} + {p.times} * {guess:choice} = {other}")
    else:
        yield Step(words, f"{p.n} - {guess:choice} = {other}")
    total = other * p.a + guess * p.b
    words = "What these would bring: {}."
    yield Step(words, f"{other} * {p.a} + {guess} * {p.b} = {total}")
    more, less = max(total, p.t), min(total, p.t)
    error = more - less
    words = f"That is too {'much' if total > p.t else 'little'} by: {{}}."
    yield Step(words, f"{more} - {less} = {error}")
    move = error // (p.b - p.s * p.a)
    words = f"Divide by what one more of the {second} changes: {{}}."
    yield Step(words, f"{error} / ({one_more(p)}) = {move}")
    y = guess - move if total > p.t else guess + move
    words = f"Adjust the guess, which gives the number of {second}: {{}}."
    if total > p.t:
        yield Step(words, f"{guess} - {move} = {y}")
    else:
        yield Step(words, f"{guess} + {move} = {y}")
    x = p.n - p.s * y
    yield Step(f"The number of {first} with it: {{}}.", f"{first_from(p, y)} = {x}")
    words = "Check what they bring: {}."
    yield Step(words, f"{x} * {p.a} + {y} * {p.b} = {p.t}", role="check")
    return y if p.asked else x


@FAMILY.strategy(approach="algebraic")
def cramers_rule(p: Params) -> Steps:
    """Determinants (Cramer, Introduction a l'analyse des lignes courbes, 1750): the unknown is a
    quotient of two of them."""
    s, n, a, b, t = p.s, p.n, p.a, p.b, p.t
    first, second = nouns(p.story, p.a, p.b)
    below = b - s * a
    words = (
        f"Let x be the number of {first} and y that of {second}, in two equations."
        " The determinant of their coefficients: {}."
    )
    yield Step(words, f"det(1, {s}; {a}, {b}) = 1 * {b} - {s} * {a} = {below}")
    words = "With the right-hand sides in the place of the column of {}: {{}}."
    if p.asked:
        above = t - n * a
        yield Step(words.format("y"), f"det(1, {n}; {a}, {t}) = 1 * {t} - {n} * {a} = {above}")
    else:
        above = n * b - s * t
        yield Step(words.format("x"), f"det({n}, {s}; {t}, {b}) = {n} * {b} - {s} * {t} = {above}")
    answer = above // below
    words = f"Their quotient is {'y' if p.asked else 'x'}: {{}}."
    yield Step(words, f"{above} / {below} = {answer}")
    return answer
