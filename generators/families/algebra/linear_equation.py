"""A linear equation in one unknown, with brackets or fractions on either side, that has exactly one
solution."""

from collections import Counter
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from math import gcd, lcm
from typing import NamedTuple

from generators.families.algebra._side import Number, Side, drawn, insides, nonzero, side, slopes
from generators.family import (
    Capacity,
    Claim,
    Family,
    Fraction,
    Frame,
    Knob,
    Knobs,
    Step,
    Steps,
    Stream,
)

Sides = tuple[Side, Side]


@dataclass(frozen=True, slots=True)
class Params:
    """The shape of each side (see _side.py), and its numbers in the order in which they are
    written."""

    left: str
    one: tuple[int, ...]
    right: str
    two: tuple[int, ...]

    def sides(self) -> Sides:
        return side(self.left, self.one), side(self.right, self.two)


@lru_cache(maxsize=64)
def roots(low: int, high: int, parts: int) -> tuple[tuple[int, int], ...]:
    """Every n/m in lowest terms with low <= |n| <= high and m <= parts, as (n, m)."""
    found = product(range(1, parts + 1), range(low, high + 1), (1, -1))
    return tuple([(s * n, m) for m, n, s in found if gcd(n, m) == 1])


def slope_counts(found: Iterable[tuple[int, int, int]]) -> Counter[Fraction]:
    """How often each slope a * b / p stands among some."""
    return Counter([Fraction(a * b, p) for a, b, p in found])


def sample(stream: Stream, knobs: Knobs) -> Params:
    """Draws the root first, then both sides but for the last number on the right, which makes them
    equal at the root."""
    size = knobs["size"]
    left, right = stream.choice(knobs["left"].split("|")), stream.choice(knobs["right"].split("|"))
    n, m = stream.choice(roots(*knobs["root"], knobs["parts"]))
    (a, b, p), (e, f, q) = (
        stream.choice(slopes(left, m, size, True)),
        stream.choice(slopes(right, m, size, False)),
    )
    if a * b * q == e * f * p:  # parallel sides have no root
        f = -f
    one, value = drawn(stream, left, (a, b, p), n, m, size)
    two, other = drawn(stream, right, (e, f, q), n, m, size)
    added = nonzero(stream, 2 * size)
    if value + added == other:
        added = -added
    return Params(left, (*one, added), right, (*two, value + added - other))


def capacity(knobs: Knobs) -> Capacity:
    """A draw is the equation, but where sample steps aside from a zero or from parallel sides,
    which are left out here; an equation that may also be drawn with its sides swapped counts half.
    """
    size, total = knobs["size"], 0
    shapes = list(product(knobs["left"].split("|"), knobs["right"].split("|")))
    for (left, right), (m, count) in product(
        shapes, Counter(m for _, m in roots(*knobs["root"], knobs["parts"])).items()
    ):
        one = slope_counts(slopes(left, m, size, True))
        two = slope_counts(slopes(right, m, size, False))
        pairs = one.total() * two.total() - sum(one[slope] * two[slope] for slope in one)
        found = count * pairs * insides(left, size) * insides(right, size) * (4 * size - 1)
        total += found // 2 if (right, left) in shapes else found
    return Capacity(total, exact=False)


def answer(p: Params) -> Fraction:
    left, right = p.sides()
    return Fraction(right.rest - left.rest, left.slope - right.slope)


def equation(left: Side, right: Side) -> Claim:
    return Claim(f"{left.written()} = {right.written()}")


def written(p: Params) -> str:
    return equation(*p.sides()).text()


def collected(p: Params) -> tuple[int, int]:
    """(a, b) of a x = b, with brackets opened, denominators cleared and all of x on one side: terms
    that are moved make no other mathematics. It is not divided, for that leaves only the answer."""
    left, right = p.sides()
    slope, rest = Fraction(left.slope - right.slope), Fraction(right.rest - left.rest)
    cleared = lcm(slope.denominator, rest.denominator) * (1 if slope > 0 else -1)
    return int(cleared * slope), int(cleared * rest)


def of_left(p: Params) -> str:
    return p.sides()[0].written().text()


def of_right(p: Params) -> str:
    return p.sides()[1].written().text()


LEFT, RIGHT = ("plain", "bracket", "fraction"), ("number", "plain", "bracket", "fraction")
FAMILY = Family(
    params=Params,
    knobs={
        "left": Knob(
            "the left side",
            ("plain", "plain|bracket", "bracket|fraction", "fraction", "fraction"),
            LEFT,
        ),
        "right": Knob(
            "the right side",
            ("number", "plain", "number|plain|bracket", "plain|bracket", "fraction"),
            RIGHT,
        ),
        "size": Knob(
            "the largest multiple of x, factor or denominator", (10, 8, 9, 9, 12), (5, 60)
        ),
        "root": Knob(
            "the answer's numerator, without its sign",
            ((1, 15), (1, 10), (1, 12), (2, 15), (2, 25)),
            (1, 500),
        ),
        "parts": Knob("the answer's largest denominator", (1, 1, 1, 2, 5), (1, 6)),
    },
    sample=sample,
    statements=(
        lambda p: (
            f"Solve for x: `{written(p)}`."
            " Give x as a whole number or as a fraction in lowest terms."
        ),
        lambda p: (
            f"Find the value of x for which `{written(p)}`, as an integer or a reduced fraction."
        ),
        lambda p: (
            f"What is x if `{written(p)}`? If x is not whole, write it as a reduced fraction."
        ),
        lambda p: (
            f"Which number x makes both sides of `{written(p)}` equal? Reduce your answer fully."
        ),
        Frame(
            lambda p: (
                f"The lines `y = {of_left(p)}` and `y = {of_right(p)}` cross in one point. What is"
                " the x-coordinate of this point, as a whole number or a reduced fraction?"
            ),
            (
                "Therefore, the two lines cross where x is {answer}.",
                "Therefore, the point at which the lines cross has the x-coordinate {answer}.",
            ),
        ),
        Frame(
            lambda p: (
                f"For which x do the functions `f(x) = {of_left(p)}` and `g(x) = {of_right(p)}`"
                " take the same value? Give x in lowest terms."
            ),
            (
                "Therefore, the two functions take the same value where x is {answer}.",
                "Therefore, both functions agree at {answer} and nowhere else.",
            ),
        ),
        Frame(
            lambda p: (
                f"A machine turns a number x into `{of_left(p)}`, and a second one turns it into"
                f" `{of_right(p)}`. For just one number x, both machines give the same result. Find"
                " this number (reduced, if it is a fraction)."
            ),
            (
                "Therefore, the number for which both machines give the same result is {answer}.",
                "Therefore, both machines give the same result for the number {answer}.",
            ),
        ),
        Frame(
            lambda p: (
                f"Two students choose the same number x. The first works out `{of_left(p)}`, the"
                f" second `{of_right(p)}`, and their results are equal. Which number did they"
                " choose? Answer in lowest terms."
            ),
            (
                "Therefore, the students chose the number {answer}.",
                "Therefore, the number that both students chose is {answer}.",
            ),
        ),
        Frame(
            lambda p: (
                f"For which value of x is the difference between `{of_left(p)}` and"
                f" `{of_right(p)}` equal to 0? Reduce the answer if it is a fraction."
            ),
            (
                "Therefore, the difference is 0 when x is {answer}.",
                "Therefore, the value of x for which the difference is 0 is {answer}.",
            ),
        ),
        lambda p: (
            f"The equation `{written(p)}` has exactly one solution. Write it as a whole number or"
            " as a fraction in lowest terms."
        ),
    ),
    answer=answer,
    answer_kind="rational",
    answer_form="reduced",
    conclusion=lambda p, answer: Claim(f"{equation(*p.sides())} :: x = {answer}"),
    key=lambda p: tuple(sorted(((p.left, p.one), (p.right, p.two)))),
    mathematics=collected,
    capacity=capacity,
    closings=(
        lambda p: f"Therefore, the solution of `{written(p)}` is {{answer}}.",
        "Therefore, x is {answer}.",
        "Therefore, both sides of the equation are equal where x is {answer}.",
        "Therefore, the value of x that solves the equation is {answer}.",
        "Therefore, the number x is {answer}.",
    ),
)


def multiplied_out(side: Side, which: str) -> Iterator[Step]:
    """The step that takes a bracket or a fraction bar away, where there is one."""
    a, b, c, p, _ = side
    if a > 1:
        yield Step(BRACKET[which], f"{a}({b}x + {c}) = {a * b}x + {a * c}", because=EACH_TERM)
    elif p > 1:
        times, number = Fraction(b, p), Fraction(c, p)
        yield Step(BAR[which], f"({b}x + {c})/{p} = {times}x + {number}", because=EACH_TERM_BELOW)


BRACKET = {
    which: (
        f"On the {which} we multiply the bracket out: {{}}.",
        f"Both terms of the bracket on the {which} are multiplied by {{a}}: {{}}.",
        f"The factor {{a}} on the {which} goes into the bracket: {{}}.",
        f"We expand the bracket on the {which}, term by term: {{}}.",
    )
    for which in ("left", "right")
}
BAR = {
    which: (
        f"On the {which} we divide both terms of the numerator by {{p}}: {{}}.",
        f"The fraction on the {which} is split in two: {{}}.",
        f"We write the fraction on the {which} as a multiple of x and a number: {{}}.",
        f"Division by {{p}}, term by term, changes the fraction on the {which}: {{}}.",
    )
    for which in ("left", "right")
}
EACH_TERM = (
    "a factor before a bracket multiplies each of its terms",
    "the factor belongs to each term in the bracket",
    "multiplication distributes over a sum",
)
EACH_TERM_BELOW = (
    "a divisor below a sum divides each of its terms",
    "the denominator belongs to each term above it",
    "division distributes over a sum",
)


def plain(left: Side, right: Side) -> Claim:
    """An equation without brackets. A number after a minus sign has a name of its own, so that
    words can say what is added to both sides."""
    return Claim(f"{plain_left(left.b, left.d)} = {plain_right(right.b, right.d)}")


def plain_left(b: Number, d: Number) -> Claim:
    if d < 0:
        taken = -d
        return Claim(f"{b}x - {taken}")
    return Claim(f"{b}x + {d}")


def plain_right(f: Number, e: Number) -> Claim:
    if not f:
        return Claim(f"{e}")
    if f < 0:
        less = -f
        return Claim(f"-{less}x + {e}")
    return Claim(f"{f}x + {e}")


def solved(left: Side, right: Side) -> Generator[Step, None, Number]:
    """The steps from an equation without brackets to x."""
    if right.b:
        after = left._replace(b=left.b - right.b), right._replace(b=0)
        words = ADD_X if right.b < 0 else SUBTRACT_X
        yield Step(words, f"{plain(left, right)} :: {plain(*after)}", because=BALANCE)
        left, right = after
    if left.d:
        after = left._replace(d=0), right._replace(d=right.d - left.d)
        words = ADD_NUMBER if left.d < 0 else SUBTRACT_NUMBER
        yield Step(words, f"{plain(left, right)} :: {plain(*after)}", because=BALANCE)
        left, right = after
    return (yield from divided(left.b, right.d))


SUBTRACT_X = (
    "We subtract `{f}x` from both sides: {}.",
    "Subtracting `{f}x` from both sides leaves {}.",
    "So that x stands on the left only, we subtract `{f}x` from both sides: {}.",
    "The term `{f}x` on the right is subtracted from both sides: {}.",
    "We collect the terms with x on the left by subtracting `{f}x` from both sides: {}.",
)
ADD_X = (
    "We add `{less}x` to both sides: {}.",
    "Adding `{less}x` to both sides gives {}.",
    "So that x stands on the left only, we add `{less}x` to both sides: {}.",
    "When `{less}x` is added to both sides, x disappears from the right: {}.",
    "We collect the terms with x on the left by adding `{less}x` to both sides: {}.",
)
SUBTRACT_NUMBER = (
    "We subtract {d} from both sides: {}.",
    "Subtracting {d} on both sides gives {}.",
    "To leave only the multiple of x on the left, we subtract {d} on both sides: {}.",
    "Next, both sides are reduced by {d}: {}.",
    "The {d} on the left is subtracted from both sides: {}.",
    "To remove the {d} on the left, we subtract it from both sides: {}.",
)
ADD_NUMBER = (
    "We add {taken} to both sides: {}.",
    "Adding {taken} to both sides gives {}.",
    "To leave only the multiple of x on the left, we add {taken} to both sides: {}.",
    "Next, both sides are increased by {taken}: {}.",
    "On the left {taken} is subtracted, so we add {taken} to both sides: {}.",
    "To undo the subtraction of {taken} on the left, we add it to both sides: {}.",
)
BALANCE = (
    "an equation stays true when the same is done to both sides",
    "doing the same to equal numbers keeps them equal",
    "both sides change by the same amount",
)


def divided(k: Number, n: Number) -> Generator[Step, None, Number]:
    """The step from kx = n to x, where k is not 1 already."""
    x = Fraction(n, k)
    if k != 1:
        yield Step(DIVIDE, f"{k}x = {n} :: x = {x}")
    return x


DIVIDE = (
    "We divide both sides by {k}: {}.",
    "Division by {k} gives {}.",
    "Since {k} times x is {n}, we get {}.",
    "So x is {n} divided by {k}: {}.",
    "Dividing by the coefficient {k} leaves x alone: {}.",
    "To isolate x, we divide both sides by {k}: {}.",
    "We remove the factor {k} by dividing both sides by it: {}.",
    "Finally, x is the quotient of {n} and {k}: {}.",
)


@FAMILY.strategy(
    approach="algebraic",
    opening=(
        "We do the same to both sides until x stands alone.",
        "To solve the equation, we bring all x to the left and all numbers to the right.",
        lambda p: f"We simplify both sides of `{written(p)}`, and then isolate x step by step.",
        "The idea is to keep the two sides in balance while we isolate x.",
    ),
    formula="In letters, `a x + b = c x + d` becomes `(a - c)x = d - b`.",
)
def balance(p: Params) -> Steps:
    """Doing the same to both sides (Euler, Elements of Algebra, 1770; al-Khwarizmi's al-jabr and
    al-muqabala, about 820): expand, collect, divide."""
    left, right = p.sides()
    before = equation(left, right)
    lines = (*multiplied_out(left, "left"), *multiplied_out(right, "right"))
    left, right = left.multiplied_out().collected(), right.multiplied_out().collected()
    yield from lines
    if lines:
        yield Step(SIMPLIFIED, f"{before} :: {plain(left, right)}", rests_on=lines)
    return (yield from solved(left, right))


SIMPLIFIED = (
    "Substituting this and adding up the numbers on each side, we get {}.",
    "So the equation simplifies to {}.",
    "We collect the numbers on each side: {}.",
    "When like terms are combined, the equation is {}.",
    "Combining like terms leaves us with {}.",
    "We put this into the equation and add the numbers: {}.",
    "Without brackets and fraction bars, the equation reads {}.",
)


class Gap(NamedTuple):
    """The left side less the right side at some x, and the step that says so."""

    size: Number
    step: Step


def valued(side: Side, x: int, which: str) -> Iterator[Step]:
    """The step that works a side out at a chosen x; a number alone takes none."""
    a, b, c, p, d = side
    value = side.value(x)
    if not b:
        return
    multiple = b * x
    number = d if a == 1 == p else c
    inside = multiple + number
    part = "bracket" if a > 1 else "numerator"
    words = AT[which] if a == 1 == p else INSIDE[which, part]
    if b == 1:
        yield Step(words, f"{x:choice} + {number} = {inside}")
    elif b == -1:
        yield Step(words, f"-{x:choice} + {number} = {inside}")
    else:
        yield Step(words, f"{b} * {x:choice} + {number} = {multiple} + {number} = {inside}")
    if a == 1 == p:
        return
    if a > 1:
        claim = Claim(f"{a} * {inside} + {d} = {a * inside} + {d} = {value}")
        yield Step(OUTSIDE[which], claim)
    else:
        quotient = Fraction(inside, p)
        if quotient.denominator == 1:
            claim = Claim(f"{inside}/{p} + {d} = {quotient} + {d} = {value}")
        else:
            claim = Claim(f"{inside}/{p} + {d} = {value}")
        yield Step(OUTSIDE[which], claim)


AT = {
    which: (
        f"At {{x}} the {which} side is {{inside}}: {{}}.",
        f"With {{x}} in place of x, the {which} side comes to {{inside}}: {{}}.",
        f"For the number {{x}}, we work out the {which} side: {{}}.",
        f"The {which} side is worked out for {{x}}: {{}}.",
        f"Putting {{x}} into the {which} side gives {{inside}}: {{}}.",
        f"On the {which}, {{x}} gives {{inside}}: {{}}.",
        f"If x is {{x}}, the {which} side is {{}}.",
        f"For x equal to {{x}}, the {which} side becomes {{}}.",
        f"We substitute {{x}} on the {which}: {{}}.",
    )
    for which in ("left", "right")
}
INSIDE = {
    (which, part): (
        f"With {{x}} for x, the {part} on the {which} comes to {{inside}}: {{}}.",
        f"For the number {{x}}, we begin with the {part} on the {which}: {{}}.",
        f"We substitute {{x}} for x on the {which} and work out the {part}: {{}}.",
        f"Substituting {{x}} into the {part} on the {which} gives {{}}.",
        f"On the {which}, the {part} at {{x}} is {{}}.",
        f"If x is {{x}}, the {part} on the {which} is {{}}.",
        f"The {part} on the {which} has at {{x}} the value {{}}.",
    )
    for which, part in product(("left", "right"), ("bracket", "numerator"))
}
OUTSIDE = {
    which: (
        f"So the {which} side is {{value}}: {{}}.",
        f"From this, the whole {which} side is {{}}.",
        f"With {{inside}} in its place, the {which} side comes to {{value}}: {{}}.",
        f"From {{inside}}, the {which} side works out to {{value}}: {{}}.",
        f"That makes the {which} side {{}}.",
        f"Then the {which} side has the value {{}}.",
        f"We complete the {which} side: {{}}.",
    )
    for which in ("left", "right")
}


def gap_at(left: Side, right: Side, x: int) -> Generator[Step, None, Gap]:
    """The steps to the left side less the right side, at a chosen x."""
    values = (*valued(left, x, "left"), *valued(right, x, "right"))
    yield from values
    one, two = left.value(x), right.value(x)
    step = Step(DIFFERENCE, f"{one} - {two} = {one - two}", because=NO_GAP, rests_on=values)
    yield step
    return Gap(one - two, step)


DIFFERENCE = (
    "The left side minus the right side is {}.",
    "So the error, left minus right, is {}.",
    "We compare the two sides, left minus right: {}.",
    "The difference of the two sides is then {}.",
    "Hence the gap between the sides, left minus right, is {}.",
    "Left side minus right side gives {}.",
    "We subtract {two} from {one}: {}.",
    "Taking the right side from the left, we get {}.",
    "For the sides {one} and {two}, the difference is {}.",
)
NO_GAP = (
    "this difference is 0 at the solution",
    "the sides are equal exactly when this difference is 0",
    "x is the number at which no difference is left",
)


def wrong_guesses(left: Side, right: Side, start: int) -> list[int]:
    """Numbers from a start on at which fractions are whole, without the solution, which would end
    the search before it began."""
    apart = lcm(left.p, right.p)
    first = next(
        x
        for x in range(start, start + apart)
        if (left.b * x + left.c) % left.p == 0 == (right.b * x + right.c) % right.p
    )
    step = apart if apart > 1 else 2
    guesses = (first, first + step, first + 2 * step)
    return [x for x in guesses if left.value(x) != right.value(x)][:2]


@FAMILY.strategy(
    approach="estimate_and_correct",
    opening=(
        "We try two numbers for x, and find the solution from the errors that they make.",
        lambda p: (
            f"To solve `{written(p)}`, we make two guesses; how far the sides then differ tells"
            " us where x lies."
        ),
        "Two wrong guesses are enough, because the error changes evenly with the guess.",
        "We try out two numbers for x and compare their errors.",
    ),
    formula="In letters, if the guesses r and s have the errors e and f, then"
    " `f(x - r) = e(x - s)`.",
)
def double_false_position(p: Params) -> Steps:
    """Elchataym, the rule of two false positions (Fibonacci, Liber Abaci, 1202, chapter 13): the
    errors of two guesses are as their distances from the solution."""
    left, right = p.sides()
    first, second = wrong_guesses(left, right, 3)
    error, step = yield from gap_at(left, right, first)
    other, next_step = yield from gap_at(left, right, second)
    proportion = Claim(f"{other}(x - {first}) = {error}(x - {second})")
    claim = Claim(f"{equation(left, right)} :: {proportion}")
    yield Step(PROPORTION, claim, because=EVENLY, rests_on=(step, next_step))
    one, two = other * first, error * second
    expanded = Claim(f"{other}x + {-one} = {error}x + {-two}")
    yield Step(BOTH_BRACKETS, f"{proportion} :: {expanded}")
    k, n = other - error, one - two
    yield Step(COLLECT, f"{expanded} :: {k}x = {n}")
    return (yield from divided(k, n))


PROPORTION = (
    "The errors {error} and {other} are proportional to the distances of {first} and {second}"
    " from x: {}.",
    "So the errors are proportional to the distances of the guesses from x, that is, {}.",
    "As {error} is to {other}, so is the distance of {first} from x to that of {second}: {}.",
    "The distances of x from {first} and {second} have the ratio of the errors: {}.",
    "Since the guesses {first} and {second} miss by {error} and {other}, x satisfies {}.",
    "The two errors and the two distances form a proportion: {}.",
)
EVENLY = (
    "the difference of the sides changes evenly with x and is 0 at the solution",
    "left minus right grows by the same amount with every step of x",
    "the error is a fixed multiple of the distance from the solution",
)
BOTH_BRACKETS = (
    "We multiply both brackets out: {}.",
    "Without brackets, this reads {}.",
    "Both products are expanded: {}.",
    "Multiplying out on both sides gives {}.",
    "The brackets are removed: {}.",
    "Expanded, the proportion is {}.",
)
COLLECT = (
    "Collecting x on the left and the numbers on the right gives {}.",
    "We bring x to the left and the numbers to the right: {}.",
    "With x on one side and the numbers on the other, this is {}.",
    "The terms with x go to the left, the numbers to the right: {}.",
    "Combining like terms leaves {}.",
    "The equation simplifies to {}.",
)


@FAMILY.strategy(
    approach="enumerative",
    opening=(
        "We make a small table of both sides and see how the gap between them changes.",
        "To find where the two sides meet, we compute them at two neighbouring numbers.",
        lambda p: (
            f"We follow both sides of `{written(p)}` from one whole number to the next; the gap"
            " between them changes by the same amount at every step."
        ),
        "Two rows of a table show how fast the two sides approach each other.",
    ),
    formula="In letters, a gap g that changes by c at every step is closed after `-g/c` steps.",
)
def two_point_table(p: Params) -> Steps:
    """The meeting point of two lines, from a table of two points on each (school graphs): the gap
    between them changes evenly."""
    left, right = p.sides()
    x = 1 if all(left.value(x) != right.value(x) for x in (1, 2)) else 3
    gap, _ = yield from gap_at(left, right, x)
    next_gap, _ = yield from gap_at(left, right, x + 1)
    change = next_gap - gap
    yield Step(CHANGE, f"{next_gap} - {gap} = {change}")
    steps = Fraction(-gap) / change
    yield Step(STEPS, f"{gap} + {change}s = 0 :: s = {steps}", because=SAME_CHANGE)
    yield Step(MEET, f"{x} + {steps} = {x + steps}")
    return x + steps


CHANGE = (
    "From one number to the next, the gap changes by {change}: {}.",
    "So a step of 1 in x changes the gap by {change}: {}.",
    "We find how much the gap has changed: {}.",
    "The second gap minus the first is the change at every step: {}.",
    "One step of x moves the gap by {change}: {}.",
    "Comparing the two gaps, we find the change per step: {}.",
    "In one step the gap goes from {gap} to {next_gap}, a change of {}.",
)
STEPS = (
    "We need the number s of steps for which `{gap} + {change}s = 0`: {}.",
    "The gap is closed after s steps, where `{gap} + {change}s = 0`: {}.",
    "After s steps the gap is `{gap} + {change}s`, which is 0 for {}.",
    "If the meeting point is s steps from the first row, `{gap} + {change}s = 0`: {}.",
    "We solve `{gap} + {change}s = 0` for the number s of steps: {}.",
    "The gap vanishes when `{gap} + {change}s = 0`, that is, for {}.",
)
SAME_CHANGE = (
    "both sides change evenly",
    "each further step has the same effect",
    "the graphs of both sides are straight lines",
)
MEET = (
    "Counted from {x}, this leads to {}.",
    "The table began at {x}, so the sides meet at {}.",
    "We take that number of steps from {x}: {}.",
    "Hence x is {}.",
    "Going that number of steps on from {x}, we find {}.",
    "That number of steps from {x} leads to {}.",
    "So the sides are equal at {}.",
)


@FAMILY.strategy(
    approach="estimate_and_correct",
    opening=(
        "We guess a value of x, see how far off it is, and correct it by means of the rate at which"
        " the sides move apart.",
        lambda p: (
            f"To solve `{written(p)}`, we start from a guess and work out by how much to change it."
        ),
        "One guess is enough if we know how fast each side grows with x.",
        "The idea is to correct a first guess: its error, and what a step of 1 does to that error,"
        " give the solution.",
    ),
    formula="In letters, a guess r with the error e is corrected to `r - e/k`, where k is by how"
    " much the error grows with x.",
)
def guess_and_correct(p: Params) -> Steps:
    """Newton's method, whose first step is exact for straight lines: a guess less its error over
    the rate of change."""
    left, right = p.sides()
    guess = wrong_guesses(left, right, 10)[0]
    error, _ = yield from gap_at(left, right, guess)
    yield from growth(left, "left")
    yield from growth(right, "right")
    rate = left.slope - right.slope
    if right.b:
        yield Step(RATE, f"{left.slope} - {right.slope} = {rate}")
    change = Fraction(-error) / rate
    claim = Claim(f"{rate}t = {-error} :: t = {change}")
    yield Step(CORRECTION, claim, because=TO_ZERO)
    yield Step(CORRECTED, f"{guess} + {change} = {guess + change}")
    return guess + change


def growth(side: Side, which: str) -> Iterator[Step]:
    """The step to what multiplies x in all, where a bracket or a fraction bar hides it."""
    if side.a > 1:
        yield Step(GROWS[which], f"{side.a} * {side.b} = {side.slope}")
    elif side.p > 1:
        p, b, slope = side.p, side.b, side.slope
        yield Step(GROWS_BELOW[which], f"{p} * {slope:new} = {b}")


GROWS = {
    which: (
        f"When x grows by 1, the {which} side changes by {{}}.",
        f"For each increase of x by 1, the {which} side changes by {{}}.",
        f"We need the rate of the {which} side, which is {{}}.",
    )
    for which in ("left", "right")
}
GROWS_BELOW = {
    which: (
        f"When x grows by {{p}}, the {which} side changes by {{b}}, so for 1 it changes by"
        " {slope}: {}.",
        f"For each increase of x by 1, the {which} side changes by {{slope}}, as {{p}} of these"
        " make {b}: {}.",
        f"We need the rate of the {which} side, {{slope}}, which is {{b}} divided by {{p}}: {{}}.",
    )
    for which in ("left", "right")
}
RATE = (
    "So for each increase of x by 1, the error changes by {rate}: {}.",
    "The rate of the difference is the difference of the rates: {}.",
    "A step of 1 in x changes left minus right by {rate}: {}.",
    "When x grows by 1, left minus right changes by {}.",
    "The error therefore changes by {rate} per unit of x: {}.",
    "Left minus right therefore changes, per unit of x, by {}.",
)
CORRECTION = (
    "If x is changed by t, the error changes by `{rate}t`, which has to be {-error}: {}.",
    "We look for the change t of x with `{rate}t = {-error}`: {}.",
    "The guess has to be changed by t, where `{rate}t = {-error}`: {}.",
    "So the correction t of the guess satisfies `{rate}t = {-error}`: {}.",
    "A change of x by t changes the error by `{rate}t`, so `{rate}t = {-error}`: {}.",
    "Solving `{rate}t = {-error}` gives the correction {}.",
    "The error vanishes if x changes by t, where `{rate}t = {-error}`: {}.",
)
TO_ZERO = (
    "the error has to become 0",
    "at the solution there is no error left",
    "this takes the error to 0",
)
CORRECTED = (
    "We correct the guess {guess}: {}.",
    "The corrected guess is {}.",
    "Changing {guess} by this amount gives {}.",
    "Hence x is the guess plus its correction: {}.",
    "We add the correction to {guess}: {}.",
    "The guess plus the correction is {}.",
    "So the solution is {}.",
)


@FAMILY.strategy(
    approach="transform",
    when=lambda p: "fraction" in (p.left, p.right),
    opening=(
        "We first multiply both sides by a common denominator, so that no fractions are left.",
        "To get rid of the fractions, we multiply through by the least common denominator.",
        lambda p: (
            f"We turn `{written(p)}` into an equation with whole numbers only, because that is"
            " easier to solve."
        ),
        "Clearing the denominators comes first; what remains is an equation in whole numbers.",
    ),
    formula="In letters, `(b x + c)/p + d`, times p, is `b x + c + p d`.",
)
def clear_denominators(p: Params) -> Steps:
    """Multiply through by the least common denominator first, so that only whole numbers are left
    (any school algebra)."""
    left, right = p.sides()
    common, found = yield from common_denominator(left, right)
    lines = (cleared(left, common, "left"), cleared(right, common, "right"))
    yield from lines
    before = equation(left, right)
    left, right = [one.times(common).multiplied_out().collected() for one in (left, right)]
    claim = Claim(f"{before} :: {plain(left, right)}")
    yield Step(WHOLE, claim, because=SAME_FACTOR, rests_on=(*found, *lines))
    return (yield from solved(left, right))


def common_denominator(left: Side, right: Side) -> Generator[Step, None, tuple[int, list[Step]]]:
    """The least common denominator, with the step that finds it where it takes one."""
    common = lcm(left.p, right.p)
    if left.p == right.p or 1 in (left.p, right.p):
        return common, []
    step = Step(LEAST_COMMON, f"lcm({left.p}, {right.p}) = {common}")
    yield step
    return common, [step]


def cleared(side: Side, common: int, which: str) -> Step:
    """A side times the common denominator, without brackets."""
    times = side.times(common)
    whole = times.multiplied_out().collected()
    words = TIMES_COMMON[which]
    if not side.b:
        return Step(words, f"{common} * {side.d} = {whole.d}")
    if times == whole:
        return Step(words, f"{common} * ({side.written()}) = {whole.written()}")
    return Step(words, f"{common} * ({side.written()}) = {times.written()} = {whole.written()}")


LEAST_COMMON = (
    "The least common denominator is {}.",
    "Both denominators divide {common}, and no smaller positive number will do: {}.",
    "We take the least common multiple of the denominators: {}.",
)
TIMES_COMMON = {
    which: (
        f"The {which} side times {{common}} is {{}}.",
        f"We multiply the {which} side by {{common}}: {{}}.",
        f"Multiplied by {{common}}, the {which} side has no fraction: {{}}.",
        f"On the {which}, multiplying by {{common}} gives {{}}.",
    )
    for which in ("left", "right")
}
WHOLE = (
    "So the equation has whole numbers only: {}.",
    "Setting the two equal again gives {}.",
    "Thus we are left with {}.",
    "The new equation is {}.",
    "Without fractions, the equation is {}.",
    "Cleared of denominators, it reads {}.",
    "Now only whole numbers are left: {}.",
)
SAME_FACTOR = (
    "equal numbers stay equal when both are multiplied by the same number",
    "both sides were multiplied by the same number, which is not 0",
    "multiplying both sides alike does not change the solution",
)


@FAMILY.strategy(
    approach="backward",
    when=lambda p: p.right == "number",
    opening=(
        "We work backwards: from the result on the right, every operation on x is undone, the last"
        " one first.",
        lambda p: (
            f"In `{written(p)}` the result is known, so we undo what was done to x, last operation"
            " first."
        ),
        "Since x stands on one side only, we can run the operations in reverse.",
        "Starting from the number on the right, we undo one operation after another until only x"
        " is left.",
    ),
    formula="In letters, `a x + b = c` is undone by `x = (c - b)/a`.",
)
def backtracking(p: Params) -> Steps:
    """The rule of inversion (Aryabhatiya, II.28): begin at the end and work backwards, multipliers
    become divisors, additions subtractions."""
    left, right = p.sides()
    value = right.d - left.d
    if left.d < 0:
        taken = -left.d
        yield Step(UNDO_LAST_SUBTRACTION, f"{right.d} + {taken} = {value}")
    else:
        yield Step(UNDO_LAST_ADDITION, f"{right.d} - {left.d} = {value}")
    if left.a > 1:
        yield Step(UNDO_FACTOR, f"{value}/{left.a} = {value // left.a}", because=OPPOSITE)
        value //= left.a
    if left.p > 1:
        yield Step(UNDO_DIVISION, f"{left.p} * {value} = {left.p * value}", because=OPPOSITE)
        value *= left.p
    if left.c < 0:
        taken = -left.c
        yield Step(UNDO_SUBTRACTION, f"{value} + {taken} = {value + taken}")
    elif left.c:
        yield Step(UNDO_ADDITION, f"{value} - {left.c} = {value - left.c}")
    value -= left.c
    x = Fraction(value, left.b)
    if left.b > 1 and x.denominator == 1:
        yield Step(UNDO_MULTIPLE, f"{value}/{left.b} = {x:new}", because=OPPOSITE)
    elif left.b > 1:
        yield Step(UNDO_MULTIPLE, f"{left.b} * {x:new} = {value}", because=OPPOSITE)
    return x


UNDO_LAST_ADDITION = (
    "The last operation was adding {left.d}, so we subtract it from {right.d}: {}.",
    "We begin at {right.d} and take away the {left.d} that was added last: {}.",
    "Before {left.d} was added, the value was {}.",
    "Adding {left.d} came last, so it is undone first: {}.",
)
UNDO_LAST_SUBTRACTION = (
    "The last operation was subtracting {taken}, so we add it to {right.d}: {}.",
    "We begin at {right.d} and add back the {taken} that was subtracted last: {}.",
    "Before {taken} was subtracted, the value was {}.",
    "Subtracting {taken} came last, so it is undone first: {}.",
)
UNDO_FACTOR = (
    "The multiplication by {left.a} is undone next: {}.",
    "Before it was multiplied by {left.a}, the bracket had the value {}.",
    "So the bracket is {value} divided by {left.a}: {}.",
    "We divide by {left.a}: {}.",
)
UNDO_DIVISION = (
    "The division by {left.p} is undone next: {}.",
    "Before it was divided by {left.p}, the value was {}.",
    "So the numerator is {value} times {left.p}: {}.",
    "We multiply by {left.p}: {}.",
)
UNDO_ADDITION = (
    "Without the {left.c} that was added to the multiple of x, we have {}.",
    "Next, we take away {left.c}: {}.",
    "Adding {left.c} is undone by subtracting it: {}.",
    "So the multiple of x is {}.",
)
UNDO_SUBTRACTION = (
    "With the {taken} that was subtracted from the multiple of x, we have {}.",
    "Next, we add {taken} back: {}.",
    "Subtracting {taken} is undone by adding it: {}.",
    "So the multiple of x is {}.",
)
UNDO_MULTIPLE = (
    "Finally, x was multiplied by {left.b}, so we divide {value} by it: {}.",
    "The value {value} is {left.b} times x, which gives x: {}.",
    "Undoing the multiplication by {left.b} leads to x: {}.",
    "Hence x is {value} divided by {left.b}: {}.",
)
OPPOSITE = (
    "division and multiplication undo each other",
    "multiplication and division are inverse operations",
    "each operation is undone by its inverse",
)
