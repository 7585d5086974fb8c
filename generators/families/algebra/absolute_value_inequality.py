"""Inequalities with absolute values, on one side or on both."""

from collections.abc import Generator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain, pairwise, product
from math import ceil, floor, gcd, lcm
from typing import NamedTuple

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
    list_of,
    ratio,
)

Number = int | Fraction
Piece = tuple[Number | None, Number | None, bool, bool]  # ends, and whether they belong to it
Pieces = tuple[Piece, ...]
Inequality = Claim

SIGNS = ("<", "<=", ">", ">=")
TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
LINE: Pieces = ((None, None, False, False),)
SPECIAL = 9  # one in so many problems has no solution, one, nearly all numbers, or all


@dataclass(frozen=True, slots=True)
class Params:
    """The numbers of m |a x + b|/r + n < l |c x + d|/s + e, with a and c not negative; l is 0
    where there are bars on the left only."""

    m: int
    a: int
    b: int
    n: int
    sign: str
    l: int  # noqa: E741 - beside m
    c: int
    d: int
    e: int
    r: int = 1
    s: int = 1


class Inside(NamedTuple):
    """What stands between bars, a x + b."""

    a: int
    b: int

    def zero(self) -> Number:
        return ratio(-self.b, self.a)

    def claim(self) -> Claim:
        return Claim(f"{self.a}x + {self.b}")


def sample(stream: Stream, knobs: Knobs) -> Params:
    """Draws what stands between the bars, then what it is compared with; now and then so that no
    number fits, or only one, or all."""
    size, sign, special = knobs["size"], stream.choice(SIGNS), stream.below(SPECIAL) == 0
    inside = inside_drawn(stream, knobs)
    if knobs["form"] == "one":
        return Params(1, *inside, 0, sign, 0, 0, 0, stream.between(1, size))
    if knobs["form"] == "outside":
        m, n = stream.between(2, max(2, knobs["outer"])), not_zero(stream, size)
        k = -stream.below(2) * stream.between(1, size) if special else stream.between(1, size)
        return Params(m, *inside, n, sign, 0, 0, 0, m * k + n)
    other = inside_drawn(stream, knobs)
    while other == inside:
        other = inside_drawn(stream, knobs)
    if special and knobs["outer"] * knobs["below"] > 1:
        inside, other = multiples(stream, inside)
    m, k, r, s = outer_drawn(stream, knobs)
    while m * s * inside.a == k * r * other.a and m * s * inside.b == k * r * other.b:
        m, k, r, s = outer_drawn(stream, knobs)  # both sides would be the same
    return Params(m, *inside, 0, sign, k, *other, 0, r, s)


def outer_drawn(stream: Stream, knobs: Knobs) -> tuple[int, int, int, int]:
    """What stands in front of the bars on both sides, and below them."""
    outer, below = knobs["outer"], knobs["below"]
    while True:
        m, k = stream.between(1, outer), stream.between(1, outer)
        r, s = stream.between(1, below), stream.between(1, below)
        whole = gcd(m, k) == gcd(m, r) == gcd(k, s) == 1
        if whole and (outer == 1 or m > 1 or k > 1) and (below == 1 or r != s):
            return m, k, r, s


def inside_drawn(stream: Stream, knobs: Knobs) -> Inside:
    """An expression whose numbers have no common factor, with a number beside x."""
    while True:
        inside = Inside(stream.between(*knobs["factor"]), not_zero(stream, knobs["size"]))
        if gcd(*inside) == 1:
            return inside


def not_zero(stream: Stream, size: int) -> int:
    return stream.choice((-1, 1)) * stream.between(1, size)


def multiples(stream: Stream, inside: Inside) -> tuple[Inside, Inside]:
    """Two multiples of an expression, which are 0 at the same place."""
    one, other = stream.choice(((1, 2), (2, 1), (2, 3), (3, 2), (1, 3), (3, 1)))
    return Inside(one * inside.a, one * inside.b), Inside(other * inside.a, other * inside.b)


def capacity(knobs: Knobs) -> Capacity:
    """Every sign, with at least every whole number beside a single x, and what it is compared
    with."""
    size, (low, high) = knobs["size"], knobs["factor"]
    inner = product(range(low, high + 1), range(1, size + 1))
    insides = 2 * sum([gcd(a, b) == 1 for a, b in inner])
    if knobs["form"] == "one":
        return Capacity(4 * insides * size)
    if knobs["form"] == "outside":
        return Capacity(4 * insides * 2 * size * size, exact=False)
    return Capacity(3 * insides * (insides - 1), exact=False)


def left_inside(p: Params) -> Inside:
    return Inside(p.a, p.b)


def right_inside(p: Params) -> Inside:
    return Inside(p.c, p.d)


def bars(factor: int, inside: Inside) -> Claim:
    """m |a x + b|; a factor of 1 is not written."""
    if factor == 1:
        return Claim(f"|{inside.a}x + {inside.b}|")
    return Claim(f"{factor} * |{inside.a}x + {inside.b}|")


def left_side(p: Params) -> Claim:
    inside = over(bars(p.m, left_inside(p)), p.r)
    return Claim(f"{inside} + {p.n}") if p.n else inside


def right_side(p: Params) -> Claim:
    return over(bars(p.l, right_inside(p)), p.s) if p.l else Claim(f"{p.e}")


def over(numerator: Claim, denominator: int) -> Claim:
    return Claim(f"{numerator}/{denominator}") if denominator > 1 else numerator


def inequality(p: Params) -> Inequality:
    return Claim(f"{left_side(p)} {p.sign} {right_side(p)}")


def holds(p: Params, x: Number) -> bool:
    left = p.s * p.m * abs(p.a * x + p.b) + p.n
    right = p.r * p.l * abs(p.c * x + p.d) + p.e
    return {"<": left < right, "<=": left <= right, ">": left > right, ">=": left >= right}[p.sign]


def borders(p: Params) -> list[Number]:
    """Where both sides are equal, smallest first."""
    if p.l:
        m, k = p.m * p.s, p.l * p.r
        a, b, c, d = m * p.a, m * p.b, k * p.c, k * p.d
        found = [ratio(sign * d - b, a - sign * c) for sign in (1, -1) if a != sign * c]
    else:
        k = ratio(p.e - p.n, p.m)
        found = [ratio(one - p.b, p.a) for one in (k, -k) if k >= 0]
    return sorted(set(found))


def answer(p: Params) -> Pieces:
    """The parts of the line in which a number of each fits, with those ends that fit."""
    ends = [None, *borders(p), None]
    found: list[Piece] = []
    for low, high in pairwise(ends):
        if holds(p, number_between(low, high)):
            low_in, high_in = [end is not None and holds(p, end) for end in (low, high)]
            if found and low_in and found[-1][1] == low:
                low, _, low_in, _ = found.pop()
            found.append((low, high, low_in, high_in))
        elif high is not None and holds(p, high) and not holds(p, number_after(high, ends)):
            found.append((high, high, True, True))
    return tuple(found)


def number_between(low: Number | None, high: Number | None) -> Number:
    """A number between two: a small whole one where there is any."""
    if low is None and high is None:
        return 0
    if low is None or high is None:
        return ceil(high) - 1 if low is None else floor(low) + 1  # type: ignore[arg-type]
    whole = [n for n in range(floor(low) + 1, ceil(high)) if low < n < high]
    return min(whole, key=abs) if whole else ratio(low + high, 2)


def number_after(end: Number, ends: Sequence[Number | None]) -> Number:
    return number_between(end, ends[ends.index(end) + 1])


def described(pieces: Pieces) -> Claim:
    """`x < 2 or x >= 5`, and in words where there is no number or all."""
    if not pieces:
        return Claim("no x")
    if pieces == LINE:
        return Claim("all x")
    if pieces == outside(pieces[0][1] or 0, pieces[0][1] or 0, closed=False):
        return Claim(f"x != {pieces[0][1]}")
    return list_of([described_piece(*piece) for piece in pieces], " or ")


def known(pieces: Pieces) -> Claim:
    """The same of ends that earlier lines have found."""
    text = described(pieces)
    return Claim(f"{text:known}")


def described_piece(low: Number | None, high: Number | None, low_in: bool, high_in: bool) -> Claim:
    if low is None and high is None:
        return Claim("all x")
    if low is not None and low == high and low_in and high_in:
        return Claim(f"x = {low}")
    if low is None:
        sign = "<=" if high_in else "<"
        return Claim(f"x {sign} {high}")
    if high is None:
        sign = ">=" if low_in else ">"
        return Claim(f"x {sign} {low}")
    first, second = "<=" if low_in else "<", "<=" if high_in else "<"
    return Claim(f"{low} {first} x {second} {high}")


def between(low: Number, high: Number, closed: bool) -> Pieces:
    """From low to high; of two equal ends just that number, or none."""
    return ((low, high, closed, closed),) if low < high or closed else ()


def outside(low: Number, high: Number, closed: bool) -> Pieces:
    """What is left of the line without the numbers between two ends."""
    if low == high and closed:
        return LINE
    return ((None, low, False, closed), (high, None, closed, False))


def conclusion(p: Params, answer: Pieces) -> Claim:
    return Claim(f"{inequality(p)} :: {described(tuple(answer))}")


def same_mathematics(p: Params) -> tuple[int | str, ...]:
    """The places where the insides are 0, and how their multiples compare; multiplied through, with
    numbers moved or sides swapped it is the same inequality."""
    zero = left_inside(p).zero()
    if not p.l:
        away, sign = ratio(p.e - p.n, p.m * p.a), p.sign
        return ("one", *parts(zero), *parts(away), sign)
    weights = p.m * p.s * p.a, p.l * p.r * p.c
    other, weight = right_inside(p).zero(), ratio(*weights)
    if (zero, weight) <= (other, 1 / Fraction(weight)):
        return ("two", *parts(zero), *parts(other), *parts(weight), p.sign)
    weight = ratio(*weights[::-1])
    return ("two", *parts(other), *parts(zero), *parts(weight), TURNED[p.sign])


def parts(number: Number) -> tuple[int, int]:
    return number.numerator, number.denominator


def written(p: Params) -> str:
    return inequality(p).text()


def left(p: Params) -> str:
    return left_side(p).text()


def right(p: Params) -> str:
    return right_side(p).text()


LIES = {"<": "below", "<=": "on or below", ">": "above", ">=": "on or above"}
IS = {"<": "smaller than", "<=": "at most", ">": "greater than", ">=": "at least"}

FAMILY = Family(
    params=Params,
    knobs={
        "form": Knob(
            "bars on one side, with numbers outside them, or bars on two sides",
            ("one", "one", "outside", "two", "two"),
            ("one", "outside", "two"),
        ),
        "factor": Knob("the factor of x", ((1, 1), (1, 6), (2, 7), (1, 5), (1, 6)), (1, 50)),
        "size": Knob("the largest number beside x", (20, 30, 20, 12, 12), (1, 500)),
        "outer": Knob("the largest number in front of bars", (1, 1, 6, 3, 1), (1, 50)),
        "below": Knob("the largest denominator below bars on two sides", (1, 1, 1, 1, 6), (1, 50)),
    },
    sample=sample,
    statements=(
        lambda p: (
            f"Solve the inequality `{written(p)}`. Give the solution set as an interval or a union"
            " of intervals."
        ),
        lambda p: f"For which real numbers x is `{written(p)}`? Answer in interval notation.",
        lambda p: f"Find all x with `{written(p)}`, and write them as intervals.",
        Frame(
            lambda p: (
                f"Where does the graph of `y = {left(p)}` lie {LIES[p.sign]} the graph of"
                f" `y = {right(p)}`? Give all such x in interval notation."
            ),
            (
                lambda p: (
                    f"Therefore, the first graph is {LIES[p.sign]} the second for x in {{answer}}."
                ),
                "Therefore, the graphs lie in this way exactly for the x in {answer}.",
            ),
        ),
        Frame(
            lambda p: (
                f"Two functions are given by `f(x) = {left(p)}` and `g(x) = {right(p)}`. Determine"
                f" the set of all x at which f(x) is {IS[p.sign]} g(x), as a union of intervals."
            ),
            (
                lambda p: f"Therefore, f(x) is {IS[p.sign]} g(x) on the set {{answer}}.",
                "Therefore, the set of all such x is {answer}.",
            ),
        ),
        Frame(
            lambda p: (
                f"A student says that `{written(p)}` is true for every number x. For exactly which"
                " x is it true? Use intervals."
            ),
            (
                lambda p: f"Therefore, `{written(p)}` is true exactly for the x in {{answer}}.",
                "Therefore, what the student says is true for x in {answer} and for no other x.",
            ),
        ),
        Frame(
            lambda p: (
                f"A machine accepts a number x if and only if `{written(p)}`. Which numbers does it"
                " accept? Describe them by intervals."
            ),
            (
                "Therefore, the machine accepts the numbers in {answer}.",
                "Therefore, the set of accepted numbers is {answer}.",
            ),
        ),
        Frame(
            lambda p: (
                f"On a number line, every x that satisfies `{written(p)}` is coloured. Which set of"
                " numbers gets coloured, in interval notation?"
            ),
            (
                "Therefore, the coloured set is {answer}.",
                "Therefore, exactly the numbers in {answer} get coloured.",
            ),
        ),
        lambda p: f"Determine the solution set of `{written(p)}` over the real numbers.",
    ),
    answer=answer,
    answer_kind="interval",
    conclusion=conclusion,
    key=lambda p: (p.m, p.a, p.b, p.n, p.sign, p.l, p.c, p.d, p.e, p.r, p.s),
    mathematics=same_mathematics,
    capacity=capacity,
    closings=(
        lambda p: f"Therefore, the solution set of `{written(p)}` is {{answer}}.",
        "Therefore, the inequality holds exactly for the x in {answer}.",
        "Therefore, the set of all solutions is {answer}.",
        "Therefore, the numbers x that satisfy the inequality form the set {answer}.",
        lambda p: f"Therefore, `{written(p)}` is true for x in {{answer}} and for no other x.",
        "Therefore, all solutions together form the set {answer}.",
        "Therefore, a number x satisfies the inequality just when it lies in {answer}.",
        "Therefore, exactly the x in {answer} satisfy the inequality.",
        "Therefore, the solutions of the inequality are the x in {answer}.",
    ),
)


class Compared(NamedTuple):
    """An inequality of bars alone with a number, |a x + b| < k."""

    text: Inequality
    inside: Inside
    sign: str
    k: int


class Both(NamedTuple):
    """An inequality of bars with bars, |a x + b| < |c x + d|."""

    text: Inequality
    left: Inside
    sign: str
    right: Inside


def bars_alone(p: Params) -> Generator[Step, None, Compared]:
    """The steps that leave nothing but the bars on the left side."""
    inside, k = left_inside(p), (p.e - p.n) // p.m
    before = inequality(p)
    if p.n:
        after = Claim(f"{bars(p.m, inside)} {p.sign} {p.e - p.n:new}")
        yield Step(
            ADDED_AWAY if p.n < 0 else TAKEN_AWAY, f"{before} :: {after}", because=BARS_FIRST
        )
        before = Claim(f"{bars(p.m, inside)} {p.sign} {p.e - p.n}")
    if p.m > 1:
        after = Claim(f"{bars(1, inside)} {p.sign} {k:new}")
        yield Step(DIVIDED, f"{before} :: {after}", because=KEEPS_SIGN)
        before = Claim(f"{bars(1, inside)} {p.sign} {k}")
    return Compared(before, inside, p.sign, k)


TAKEN_AWAY = (
    "First the number outside the bars is subtracted on both sides: {}.",
    "We subtract the number outside the bars from both sides: {}.",
    "Removing the number outside the bars leaves {}.",
    "The number outside the bars is moved to the right side: {}.",
)
ADDED_AWAY = (
    "First the number outside the bars is added on both sides: {}.",
    "We add to both sides what is subtracted outside the bars: {}.",
    "Removing the number outside the bars leaves {}.",
    "The number outside the bars is moved to the right side: {}.",
)
BARS_FIRST = (
    "the absolute value has to stand alone before we can use its meaning",
    "we want to know what the absolute value itself satisfies",
    "the absolute value itself is to be compared with a number",
)
DIVIDED = (
    "Both sides are divided by the factor in front of the bars: {}.",
    "We divide by the factor in front of the bars: {}.",
    "So the absolute value alone satisfies {}.",
    "Divided by the factor in front of the bars, the inequality reads {}.",
)
KEEPS_SIGN = (
    "dividing by a positive number keeps the sign of the inequality",
    "division by a positive number does not reverse the inequality",
    "the divisor is positive, so the order is kept",
)


def without_denominators(p: Params) -> Generator[Step, None, Params]:
    """The step that multiplies by the denominators, where there are any."""
    if p.r == p.s == 1:
        return p
    common = lcm(p.r, p.s)
    cleared = replace(p, m=p.m * common // p.r, l=p.l * common // p.s, r=1, s=1)
    claim = Claim(f"{inequality(p)} :: {left_new(cleared)} {p.sign} {right_new(cleared)}")
    yield Step(MULTIPLIED, claim, because=POSITIVE_MULTIPLE)
    return cleared


def left_new(p: Params) -> Claim:
    """The left side, with a factor that was found in this step."""
    if p.m == 1:
        return bars(1, left_inside(p))
    return Claim(f"{p.m:new} * {bars(1, left_inside(p))}")


def right_new(p: Params) -> Claim:
    if p.l == 1:
        return bars(1, right_inside(p))
    return Claim(f"{p.l:new} * {bars(1, right_inside(p))}")


MULTIPLIED = (
    "First both sides are multiplied by the common denominator: {}.",
    "We clear the denominators: {}.",
    "Without denominators the inequality is {}.",
    "Multiplying by the common denominator, we get {}.",
)
POSITIVE_MULTIPLE = (
    "multiplying by a positive number keeps the sign of the inequality",
    "the denominators are positive, so the order is kept",
    "positive multiples of both sides compare in the same way",
)


def factors_inside(p: Params) -> Generator[Step, None, Both]:
    """The steps that clear denominators and take factors in front of bars into them, where there
    are any."""
    p = yield from without_denominators(p)
    one, two = [
        Inside(factor * inside.a, factor * inside.b)
        for factor, inside in ((p.m, left_inside(p)), (p.l, right_inside(p)))
    ]
    text = Claim(f"{bars(1, one)} {p.sign} {bars(1, two)}")
    if p.m > 1 or p.l > 1:
        yield Step(FACTORS_IN, f"{inequality(p)} :: {text}", because=POSITIVE_FACTOR)
    return Both(text, one, p.sign, two)


FACTORS_IN = (
    "First the factors are multiplied into the bars: {}.",
    "We take the factors in front inside the bars: {}.",
    "With the factors inside the bars, the inequality is {}.",
    "Multiplying the factors into the bars, we get {}.",
)
POSITIVE_FACTOR = (
    "a positive factor may stand inside or outside of bars",
    "the factors are positive and equal to their absolute values",
    "the absolute value of a product is the product of the absolute values",
)


class Line(NamedTuple):
    """A linear inequality, a x + b < c x + d."""

    left: Inside
    sign: str
    right: Inside

    def claim(self) -> Claim:
        return Claim(f"{self.left.claim()} {self.sign} {self.right.claim()}")


def solved(line: Line, case: Step) -> Generator[Step, None, tuple[Piece | None, Step]]:
    """The step that solves a linear inequality, which a case has led to. Gives the piece of the
    line that satisfies it, none where nothing does, and the step."""
    slope = line.left.a - line.right.a
    if slope == 0:
        rest = line.right.b - line.left.b
        true = {"<": 0 < rest, "<=": 0 <= rest, ">": 0 > rest, ">=": 0 >= rest}[line.sign]
        claim = Claim(f"{line.claim()} :: {described(LINE if true else ())}")
        step = Step(ALWAYS if true else NEVER, claim, because=NO_X_LEFT, rests_on=(case,))
        yield step
        return (LINE[0] if true else None), step
    piece = solution_of(line)
    words, because = (SOLVED, ()) if slope > 0 else (SOLVED_TURNED, NEGATIVE_TURNS)
    claim = Claim(f"{line.claim()} :: {described_piece(*piece)}")
    step = Step(words, claim, because=because, rests_on=(case,))
    yield step
    return piece, step


def solution_of(line: Line) -> Piece:
    """Where a linear inequality holds in which x is left."""
    slope, rest = line.left.a - line.right.a, line.right.b - line.left.b
    sign = line.sign if slope > 0 else TURNED[line.sign]
    end, closed = ratio(rest, slope), "=" in sign
    if ">" in sign:
        return (end, None, closed, False)
    return (None, end, False, closed)


def solved_within(
    region: Piece, line: Line, case: Step
) -> Generator[Step, None, tuple[Pieces, Step]]:
    """The step that solves a linear inequality with a single x within its case at once."""
    kept = intersection(region, solution_of(line))
    turned = line.left.a < line.right.a
    words, because = (AT_ONCE_TURNED, NEGATIVE_FACTOR) if turned else (AT_ONCE, "")
    if not kept:
        words, because = NOTHING_AT_ONCE, ""
    claim = Claim(f"{known((region,))}, {line.claim()} :: {described(kept)}")
    step = Step(words, claim, because=because, rests_on=(case,))
    yield step
    return kept, step


AT_ONCE = (
    "Solved for x, both conditions say {}.",
    "With x alone on the left, we have {}.",
    "Within this case, the inequality holds for {}.",
    "We solve both conditions for x: {}.",
    "So this case gives {}.",
)
AT_ONCE_TURNED = (
    "Solved for x and reversed, this case gives {}.",
    "With the inequality reversed, the case contributes {}.",
    "Within this case, the inequality is reversed and gives {}.",
    "We multiply by `-1`, which reverses the inequality: {}.",
    "The inequality is reversed, and the case leaves {}.",
)
NEGATIVE_FACTOR = (
    "x has a negative factor",
    "the factor of x is negative",
    "the coefficient of x is negative",
)
NOTHING_AT_ONCE = (
    "Solved for x, the inequality contradicts the case: {}.",
    "No number of this case satisfies the inequality: {}.",
    "So this case contributes nothing: {}.",
    "Within this case, the linear inequality is never true: {}.",
)


SOLVED = (
    "Solved for x, this says {}.",
    "We solve it for x: {}.",
    "This linear inequality gives {}.",
    "With x alone on the left, this is {}.",
    "Collecting x on the left, we get {}.",
    "For x this means {}.",
    "We isolate x: {}.",
)
SOLVED_TURNED = (
    "Solved for x, this says {}.",
    "We solve it for x, and the inequality is reversed: {}.",
    "This linear inequality, once reversed, gives {}.",
    "Dividing by the negative factor of x, we get {}.",
    "For x this means {}.",
)
NEGATIVE_TURNS = (
    "division by a negative number reverses the order",
    "the coefficient of x is negative and reverses the inequality",
    "an inequality is reversed by a negative factor",
)
ALWAYS = (
    "Here x drops out, and what remains is true: {}.",
    "The terms with x cancel and leave a true statement: {}.",
    "This is true whatever x is: {}.",
)
NEVER = (
    "Here x drops out, and what remains is false: {}.",
    "The terms with x cancel and leave a false statement: {}.",
    "This is false whatever x is: {}.",
)
NO_X_LEFT = (
    "both sides have the same multiple of x",
    "x has the same coefficient on both sides",
)


def met(
    region: Piece, piece: Piece | None, sources: tuple[Step, ...]
) -> Generator[Step, None, tuple[Pieces, Step]]:
    """The step that keeps what a case allows of a piece; none where that is plain."""
    if piece is None or piece == LINE[0]:
        return ((region,) if piece else ()), sources[-1]
    kept = intersection(region, piece)
    if kept == (piece,):
        return kept, sources[-1]
    claim = Claim(f"{known((region,))}, {known((piece,))} :: {known(kept)}")
    because = BOTH_NEEDED if kept else ()
    step = Step(KEPT if kept else NOTHING_KEPT, claim, because=because, rests_on=sources)
    yield step
    return kept, step


def intersection(one: Piece, two: Piece) -> Pieces:
    low, low_in = max((one[0], two[0]), key=lambda end: (end is not None, end or 0)), True
    low_in = all([piece[2] for piece in (one, two) if piece[0] == low])
    high = min((one[1], two[1]), key=lambda end: (end is None, end or 0))
    high_in = all([piece[3] for piece in (one, two) if piece[1] == high])
    if (
        low is not None
        and high is not None
        and (low > high or low == high and not low_in * high_in)
    ):
        return ()
    return ((low, high, low_in, high_in),)


KEPT = (
    "Together with the condition of this case, we keep {}.",
    "What satisfies both conditions is {}.",
    "Within this case that leaves {}.",
    "Both conditions hold for {}.",
    "So this case contributes {}.",
    "Of this, the case allows {}.",
)
NOTHING_KEPT = (
    "Both at once are impossible: {}.",
    "That contradicts the condition of this case: {}.",
    "No number satisfies both conditions: {}.",
    "So this case contributes nothing: {}.",
)
BOTH_NEEDED = (
    "only numbers of this case count here",
    "the condition and the inequality have to hold together",
    "the other numbers belong to another case",
)


@FAMILY.strategy(
    approach="enumerative",
    opening=(
        "We distinguish cases by the sign of what stands between bars.",
        "Once the sign of the inside is known, the bars can be left out, so we take cases.",
        lambda p: f"To solve `{written(p)}`, we get rid of the bars case by case.",
        "The bars change the sign of a negative inside, so we treat such x separately.",
        "We cut the number line where an inside changes its sign, and solve each part.",
        "Without bars the inequality is easy, so we ask in which cases they can be dropped.",
        "Bars mean one thing for positive insides and another for negative ones, so we take cases.",
    ),
    formula="In letters, `|u| = u` where `u >= 0`, and `|u| = -u` where `u < 0`.",
)
def cases_by_sign(p: Params) -> Steps:
    """The definition of the absolute value, as in school algebra: a case for each sign of what
    stands between bars."""
    if p.l:
        return (yield from cases_of_two(p))
    text, inside, sign, k = yield from bars_alone(p)
    detail = "full" if inside.a == 1 else "brief"  # seen at once where x stands alone
    cut = Step(NOT_NEGATIVE, f"{inside.claim()} >= 0 :: x >= {inside.zero()}", detail=detail)
    yield cut
    number = Inside(0, k)
    right_of: Piece = (inside.zero(), None, True, False)
    left_of: Piece = (None, inside.zero(), False, False)
    first = Case(right_of, Line(inside, sign, number), CASE_PLUS)
    second = Case(left_of, Line(negative(inside), sign, number), CASE_MINUS)
    return (yield from put_together(text, (first, second), (cut,)))


def cases_of_two(p: Params) -> Steps:
    """Three cases, between the places where one of the insides changes its sign; two where both do
    at the same place."""
    text, one, sign, two = yield from factors_inside(p)
    cuts = []
    for inside, words in ((one, NOT_NEGATIVE_LEFT), (two, NOT_NEGATIVE_EITHER)):
        cuts.append(Step(words, f"{inside.claim()} >= 0 :: x >= {inside.zero()}"))
        yield cuts[-1]
    zeros = sorted({one.zero(), two.zero()})
    cases = []
    for low, high in pairwise([None, *zeros, None]):
        middle = number_between(low, high)
        line = Line(without_bars(one, middle), sign, without_bars(two, middle))
        words = CASE_MIDDLE
        if low is None:
            words = CASE_LEFT
        elif high is None:
            words = CASE_RIGHT
        cases.append(Case((low, high, low is not None, False), line, words))
    return (yield from put_together(text, cases, tuple(cuts)))


class Case(NamedTuple):
    """A part of the number line, and the inequality without bars that holds there."""

    region: Piece
    line: Line
    words: tuple[str, ...]


def negative(inside: Inside) -> Inside:
    return Inside(-inside.a, -inside.b)


def without_bars(inside: Inside, x: Number) -> Inside:
    """What the bars leave at a place."""
    return inside if inside.a * x + inside.b > 0 else negative(inside)


def put_together(text: Claim, cases: Sequence[Case], cuts: tuple[Step, ...]) -> Steps:
    """The steps of each case, and the one that collects what the cases contribute."""
    kept: list[Piece] = []
    ends: list[Step] = []
    for region, line, words in cases:
        condition = known((region,))
        claim = Claim(f"{text}, {condition} :: {condition} and {line.claim()}")
        case = Step(words, claim, because=SIGN_KNOWN, rests_on=cuts)
        yield case
        if abs(line.left.a - line.right.a) == 1:
            part, end = yield from solved_within(region, line, case)
        else:
            piece, found = yield from solved(line, case)
            part, end = yield from met(region, piece, (case, found))
        kept += part
        ends.append(end)
    pieces = joined(kept)
    words = UNION if pieces else EMPTY_UNION
    claim = Claim(f"{text} :: {known(pieces)}")
    yield Step(words, claim, because=ALL_CASES, rests_on=tuple(ends))
    return pieces


def joined(pieces: Sequence[Piece]) -> Pieces:
    """The pieces from left to right; those that touch made one."""
    found: list[Piece] = []
    for low, high, low_in, high_in in sorted(pieces, key=lambda piece: start_of(piece[0])):
        if found and found[-1][1] == low and (low_in or found[-1][3]):
            low, _, low_in, _ = found.pop()
        found.append((low, high, low_in, high_in))
    return tuple(found)


def start_of(low: Number | None) -> tuple[bool, Number]:
    return low is not None, low or 0


NOT_NEGATIVE = (
    "First we find where the inside is not negative: {}.",
    "The inside of the bars is at least 0 for {}.",
    "What stands between the bars is not negative where {}.",
    "From its zero on, the inside is not negative: {}.",
)
NOT_NEGATIVE_LEFT = (
    "First we see where the inside of the bars on the left is not negative: {}.",
    "The inside of the bars on the left is 0 or positive for {}.",
    "On the left side, the inside of the bars is at least 0 where {}.",
    "What the left bars enclose is not negative for {}.",
)
NOT_NEGATIVE_EITHER = (
    "The inside on the other side is not negative for {}.",
    "For the bars on the right, the inside is at least 0 where {}.",
    "Likewise for the bars on the right: {}.",
    "For the bars on the right side we have {}.",
)
CASE_PLUS = (
    "Case 1 (inside not negative): without bars, {}.",
    "In the first case the inside stays as it is: {}.",
    "Case 1, where the bars change nothing: {}.",
    "Right of its zero, the inside is kept: {}.",
    "Case 1, in which the inside keeps its signs: {}.",
    "Where the inside is at least 0, we have {}.",
    "First let the inside be 0 or more, so that the bars do nothing: {}.",
)
CASE_MINUS = (
    "Case 2 (inside negative): with its signs reversed, {}.",
    "In the second case the inside changes its signs: {}.",
    "Case 2, where the bars reverse the signs: {}.",
    "Left of its zero, the inside is negative and changes its signs: {}.",
    "Case 2, in which the inside is negative: {}.",
    "Where the inside is negative, we have {}.",
    "In the other case the bars turn the signs around: {}.",
    "Now let the inside be negative, so that its signs change: {}.",
)
CASE_LEFT = (
    "Case 1, on the left, where both insides change their signs: {}.",
    "In the leftmost part both insides are negative and change their signs: {}.",
    "We begin on the left, where both pairs of bars reverse the signs: {}.",
)
CASE_MIDDLE = (
    "Case 2, between the two places, where one inside is negative: {}.",
    "In the middle part, just one of the two insides changes its signs: {}.",
    "Between the two places one pair of bars reverses the signs, the other does not: {}.",
)
CASE_RIGHT = (
    "The last case is on the right, where no inside is negative: {}.",
    "In the rightmost part both pairs of bars can be left out: {}.",
    "On the right neither inside is negative: {}.",
)
SIGN_KNOWN = (
    "an absolute value is the inside or its opposite",
    "bars change only negative numbers",
    "bars change the sign of negative numbers only",
)
UNION = (
    "Together, the cases give {}.",
    "We put the cases together: {}.",
    "The cases make up the solution: {}.",
    "Taken together, this is {}.",
)
EMPTY_UNION = (
    "No case contributes a solution: {}.",
    "So none of the cases has a solution: {}.",
    "As no case has a solution, there is {}.",
)
ALL_CASES = (
    "every number belongs to one of the cases",
    "the cases cover the whole number line",
    "each x falls into exactly one case",
)


@FAMILY.strategy(
    approach="estimate_and_correct",
    opening=(
        "We find where both sides are equal and test one number in each part between.",
        "The order can change only where both sides are equal, so one test decides each part.",
        lambda p: (
            f"The solution of `{written(p)}` can only begin or end where both sides are equal."
        ),
        "Between neighbouring points of equality one side stays larger, so one test decides.",
        "We solve the equation first and then test numbers on either side and in between.",
        "The places of equality cut the line into parts, each of which is tested by one number.",
        "We look for the places where both sides are equal and try a number in each part.",
    ),
    formula="Where two continuous functions f and g are not equal between two places, either"
    " `f(x) < g(x)` or `f(x) > g(x)` throughout.",
)
def border_points_and_tests(p: Params) -> Steps:
    """The sign chart of American precalculus texts: critical numbers cut the line, and a test
    number stands for each part, as the intermediate value theorem (Bolzano, 1817) allows."""
    if p.l:
        text, one, sign, two = yield from factors_inside(p)
        lines = yield from equal_bars(one, two)
    else:
        text, one, sign, k = yield from bars_alone(p)
        two = Inside(0, k)
        lines = yield from bars_equal_to(one, k)
    places, tests = borders(p), []
    kept: list[Piece] = []
    for low, high in pairwise([None, *places, None]):
        place = "In the middle"
        if low is None:
            place = "On the left"
        elif high is None:
            place = "On the right"
        if not places:
            place = "Anywhere on the line"
        sides, lines_of_test = yield from trial(one, two, number_between(low, high), place)
        tests += lines_of_test
        if sides.fit(sign):
            kept.append((low, high, False, False))
    pieces = with_ends(kept, places, "=" in sign)
    words, because = (FROM_ONE_TEST, ()) if not places else (FROM_TESTS, ENDS_IN)
    if places and "=" not in sign:
        because = ENDS_OUT
    claim = Claim(f"{text} :: {known(pieces)}")
    yield Step(words, claim, because=because, rests_on=(*lines, *tests))
    return pieces


class Sides(NamedTuple):
    """What both sides are at a place that is tried."""

    left: Number
    right: Number

    def fit(self, sign: str) -> bool:
        return self.left < self.right if "<" in sign else self.left > self.right

    def order(self) -> str:
        return "<" if self.left < self.right else ">"


def equal_bars(one: Inside, two: Inside) -> Generator[Step, None, tuple[Step, ...]]:
    """The steps to the places where two absolute values are equal."""
    same = Claim(f"{one.a}x + {one.b} = {two.a}x + {two.b}")
    opposite = Claim(f"{one.a}x + {one.b} = -({two.a}x + {two.b})")
    claim = Claim(f"{bars(1, one)} = {bars(1, two)} :: {same} or {opposite}")
    split = Step(EQUAL, claim, because=SAME_SIZE)
    yield split
    if one.a == two.a:
        first = Step(NEVER_EQUAL, f"{same} :: no x", because=NO_X_LEFT)
        yield first
    else:
        first = yield from solved_for_x(same, one, two, split, FIRST_EQUATION)
    second = yield from solved_for_x(opposite, one, negative(two), split, SECOND_EQUATION)
    return first, second


def solved_for_x(
    equation: Claim, one: Inside, two: Inside, split: Step, words: tuple[str, ...]
) -> Generator[Step, None, Step]:
    """The steps to the solution of an equation whose right side is two, the last of them given."""
    slope, rest = one.a - two.a, two.b - one.b
    if slope == 1:
        step = Step(words, f"{two.b} + {-one.b} = {rest:new}", rests_on=(split,))
        if not (two.b and one.b):
            step = Step(words, f"{equation} :: x = {rest}")
        yield step
        return step
    collected = Claim(f"{slope}x = {rest}")
    if one.b:
        yield Step(words, f"{equation} :: {slope:new}x = {rest:new}")
    step = Step(DIVIDED_BY_FACTOR, f"{collected} :: x = {ratio(rest, slope)}")
    yield step
    return step


def bars_equal_to(inside: Inside, k: int) -> Generator[Step, None, tuple[Step, ...]]:
    """The steps to the places where an absolute value is k."""
    equation = Claim(f"{bars(1, inside)} = {k}")
    if k < 0:
        step = Step(NOT_EQUAL_ANYWHERE, f"{equation} :: no x", because=NEVER_NEGATIVE)
        yield step
        return (step,)
    if k == 0:
        step = Step(ZERO_AT, f"{equation} :: x = {inside.zero()}", because=ONLY_ZERO)
        yield step
        return (step,)
    plus, minus = (
        Claim(f"{inside.a}x + {inside.b} = {k}"),
        Claim(f"{inside.a}x + {inside.b} = {-k}"),
    )
    split = Step(EQUAL, f"{equation} :: {plus} or {minus}", because=SAME_SIZE)
    yield split
    if inside.a == 1:
        taken = -inside.b
        claim = Claim(f"{k} + {taken} = {k + taken:new}, {-k} + {taken} = {taken - k:new}")
        both = Step(BOTH_BORDERS, claim, rests_on=(split,))
        yield both
        return (both,)
    upper = yield from solved_for_x(plus, inside, Inside(0, k), split, FIRST_EQUATION)
    lower = yield from solved_for_x(minus, inside, Inside(0, -k), split, SECOND_EQUATION)
    return upper, lower


def trial(
    one: Inside, two: Inside, x: Number, place: str
) -> Generator[Step, None, tuple[Sides, list[Step]]]:
    """The lines that put a number in and compare both sides, and what both sides are there."""
    sides = Sides(abs(one.a * x + one.b), abs(two.a * x + two.b) if two.a else two.b)
    words = at_place(TRIED, place)
    if not two.a:
        claim = Claim(f"{tried(one, x)} = {sides.left:new} {sides.order()} {sides.right}")
        step = Step(words, claim)
        yield step
        return sides, [step]
    left = Step(words, f"{tried(one, x)} = {sides.left:new}")
    yield left
    claim = Claim(f"{tried(two, x)} = {sides.right:new}")
    words = SMALLER_THERE if sides.left < sides.right else LARGER_THERE
    right = Step(words, f"{claim} {TURNED[sides.order()]} {sides.left}", rests_on=(left,))
    yield right
    return sides, [left, right]


def tried(inside: Inside, x: Number) -> Claim:
    """The bars with a number in the place of x; a product in them is worked out first."""
    if inside.a == 1:
        return Claim(f"|{x:choice} + {inside.b}|")
    inserted = Claim(f"|{inside.a} * {x:choice} + {inside.b}|")
    product = ratio(inside.a * x)
    if product in (0, inside.a) or not inside.b:
        return inserted
    return Claim(f"{inserted} = |{product:new} + {inside.b}|")


@lru_cache(maxsize=64)
def at_place(words: tuple[str, ...], place: str) -> tuple[str, ...]:
    return tuple([line.replace("PLACE", place) for line in words])


def with_ends(kept: Sequence[Piece], places: Sequence[Number], closed: bool) -> Pieces:
    """The parts found, with the places between them where these belong to the solution."""
    if not closed:
        return tuple(kept)
    pieces = joined([(low, high, low is not None, high is not None) for low, high, _, _ in kept])
    known = set(chain.from_iterable([piece[:2] for piece in pieces]))
    inner = {place for place in places if is_inside_any(place, pieces)}
    alone = [(place, place, True, True) for place in places if place not in known | inner]
    return joined([*pieces, *alone])


def is_inside_any(place: Number, pieces: Sequence[Piece]) -> bool:
    return any([is_inside(place, piece) for piece in pieces])


def is_inside(place: Number, piece: Piece) -> bool:
    low, high = piece[:2]
    return (low is None or low < place) and (high is None or place < high)


EQUAL = (
    "Both sides are equal in two cases: {}.",
    "First we ask where equality holds: {}.",
    "The equation in place of the inequality splits into two: {}.",
    "Equality means one of two things: {}.",
)
SAME_SIZE = (
    "opposite numbers have equal absolute values",
    "a number and its opposite have the same absolute value",
    "bars hide the sign of their inside",
)
BOTH_BORDERS = (
    "The border points are {}.",
    "We solve both for x: {}.",
    "From these equations we get {}.",
    "Moving the number beside x to the other side, we have {}.",
    "This gives two border points: {}.",
    "The sides are equal at {}.",
    "We isolate x in both equations: {}.",
)
FIRST_EQUATION = (
    "From the first equation we get {}.",
    "The first equation leads to {}.",
    "We solve the first of them: {}.",
    "For one border point we find {}.",
    "The first equation becomes {}.",
    "The first of the equations says {}.",
    "We begin with the first equation: {}.",
)
SECOND_EQUATION = (
    "From the second equation we get {}.",
    "The other equation leads to {}.",
    "We solve the other one: {}.",
    "For the other border point we find {}.",
    "The second equation becomes {}.",
    "Likewise, we get {}.",
    "The second equation says {}.",
    "From the other one we have {}.",
)
DIVIDED_BY_FACTOR = (
    "Hence a border point is {}.",
    "Dividing by the coefficient of x, we get {}.",
    "So the sides are equal at {}.",
    "This means {}.",
    "We divide by the coefficient of x: {}.",
    "This gives the border point {}.",
    "Divided by the coefficient of x, this is {}.",
    "We find a border at {}.",
    "Here the sides meet: {}.",
)
NEVER_EQUAL = (
    "The first equation has no solution: {}.",
    "For the first equation there is {}.",
    "The first of them can never be true: {}.",
)
NOT_EQUAL_ANYWHERE = (
    "Both sides are nowhere equal: {}.",
    "The two sides are equal for {}.",
    "We find no border point: {}.",
)
NEVER_NEGATIVE = (
    "an absolute value is never negative",
    "bars never give a negative number",
    "no absolute value is less than 0",
)
ZERO_AT = (
    "The sides are equal at a single place: {}.",
    "Equality holds only for {}.",
    "There is just one border point: {}.",
)
ONLY_ZERO = (
    "only 0 has the absolute value 0",
    "an absolute value is 0 only where its inside is",
    "no number other than 0 has this absolute value",
)
TRIED = (
    "PLACE we try {x}: {}.",
    "PLACE we test the number {x}: {}.",
    "PLACE we substitute {x} for x: {}.",
    "PLACE, the test number {x} gives {}.",
    "PLACE lies {x}, where we get {}.",
    "PLACE we take {x} as a test number: {}.",
    "PLACE, at {x}, we find {}.",
    "PLACE, with {x} for x, the left side is {}.",
    "PLACE we look at {x}: {}.",
    "PLACE, {x} makes the left side {}.",
    "PLACE we put in {x}: {}.",
)
SMALLER_THERE = (
    "The right side is larger there: {}.",
    "On the right side we get more: {}.",
    "There the right side is {}.",
    "Compared with it, the right side is larger: {}.",
    "The left side is the smaller one, since the right side is {}.",
)
LARGER_THERE = (
    "The right side is smaller there: {}.",
    "On the right side we get less: {}.",
    "There the right side is only {}.",
    "Compared with it, the right side is smaller: {}.",
    "The left side is the larger one, since the right side is {}.",
)
FROM_TESTS = (
    "So the tests tell us the solution: {}.",
    "Putting the parts together, we get {}.",
    "Hence the solution is {}.",
    "The parts that passed make up {}.",
    "By the tests, the solution is {}.",
    "We collect the parts in which the test succeeded: {}.",
)
ENDS_IN = (
    "the inequality also holds at the border points",
    "equality is allowed",
    "the sign of the inequality allows equality",
)
ENDS_OUT = (
    "the inequality does not hold at the border points",
    "equality is not allowed",
    "the sign of the inequality excludes equality",
)
FROM_ONE_TEST = (
    "Without border points, all numbers behave alike: {}.",
    "No number behaves differently, so we have {}.",
    "The order of the sides never changes, hence {}.",
)


@FAMILY.strategy(
    approach="transform",
    opening=(
        "We square both sides, which removes the bars, and factor a difference of squares.",
        "Squares need no absolute value bars, so we compare the squares of both sides.",
        lambda p: (
            f"To solve `{written(p)}` without distinguishing cases, we compare the squares of both"
            " sides."
        ),
        "Squaring takes the bars away, because a square does not depend on the sign.",
        "Numbers that are not negative compare as their squares do, so we square.",
        "We square, so that the bars disappear, and look at the sign of a product.",
        "Squares of both sides can be compared without bars, so we work with them.",
    ),
    formula="In letters, if u and v are at least 0, `u < v` is the same as `u^2 < v^2`, and"
    " `u^2 - v^2 = (u - v)(u + v)`.",
)
def squaring_both_sides(p: Params) -> Steps:
    """School algebra: numbers that are not negative compare as their squares do; then the sign of
    a product of two linear factors decides."""
    if p.l:
        text, one, sign, two = yield from factors_inside(p)
        number, hypothesis = None, ()
    else:
        text, one, sign, number = yield from bars_alone(p)
        if number < 0:
            return (yield from less_than_zero(text, sign, number))
        two = Inside(0, number)
        hypothesis = ()
        if number > 0:
            hypothesis = (Step(NOT_BELOW_ZERO, f"{number} > 0"),)
            yield hypothesis[0]
    first, second = one.claim(), two.claim()
    right = Claim(f"{number}^2") if number is not None else Claim(f"({second})^2")
    if number == 0:
        right = Claim(f"{0}")
    squared = Claim(f"({first})^2 {sign} {right}")
    because = NEITHER_NEGATIVE if number is None else ORDER_OF_SQUARES
    if hypothesis:  # which has said why
        because = ()
    yield Step(SQUARED, f"{text} :: {squared}", because=because, rests_on=hypothesis)
    if number == 0:
        return (yield from sign_of_square(squared, one, sign))
    moved = Claim(f"({first})^2 - {right} {sign} 0")
    yield Step(MOVED, f"{squared} :: {moved}", detail="full")
    minus, plus = Inside(one.a - two.a, one.b - two.b), Inside(one.a + two.a, one.b + two.b)
    if minus.a == 0:
        return (yield from sign_of_line(moved, minus.b, plus, sign))
    product = Claim(f"({minus.claim()})({plus.claim()}) {sign} 0")
    because = () if hypothesis else DIFFERENCE_OF_SQUARES
    yield Step(FACTORED, f"{moved} :: {product}", because=because)
    if minus.a < 0:
        minus, sign = negative(minus), TURNED[sign]
        turned = Claim(f"({minus.claim()})({plus.claim()}) {sign} 0")
        yield Step(SIGNS_TURNED, f"{product} :: {turned}", because=NEGATIVE_TURNS)
        product = turned
    return (yield from sign_of_product(product, minus, plus, sign))


def less_than_zero(text: Claim, sign: str, number: Number) -> Steps:
    """The steps where bars are compared with a negative number."""
    step = Step(BELOW_ZERO, f"{number} < 0")
    yield step
    pieces = LINE if ">" in sign else ()
    words = ALL_FIT if pieces else NONE_FITS
    yield Step(words, f"{text} :: {described(pieces)}", because=NEVER_NEGATIVE, rests_on=(step,))
    return pieces


def sign_of_square(squared: Claim, inside: Inside, sign: str) -> Steps:
    """The steps where a square is compared with 0."""
    zero = Step(ZERO_OF_SQUARE, f"{inside.claim()} = 0 :: x = {inside.zero()}")
    yield zero
    pieces = compared_at(inside.zero(), sign)
    claim = Claim(f"{squared} :: {known(pieces)}")
    yield Step(SQUARE_SIGN, claim, because=SQUARES, rests_on=(zero,))
    return pieces


def compared_at(place: Number, sign: str) -> Pieces:
    """Where what is 0 at one place and positive elsewhere compares so with 0."""
    closed = "=" in sign
    return outside(place, place, closed) if ">" in sign else between(place, place, closed)


def sign_of_line(moved: Claim, number: int, plus: Inside, sign: str) -> Steps:
    """The steps where one factor of the difference of squares is a number."""
    product = Claim(f"{number} * ({plus.claim()}) {sign} 0")
    yield Step(FACTORED_NUMBER, f"{moved} :: {product}", because=DIFFERENCE_OF_SQUARES)
    turned = sign if number > 0 else TURNED[sign]
    line = Claim(f"{plus.claim()} {turned} 0")
    words, because = (NUMBER_OFF, ()) if number > 0 else (NUMBER_OFF_TURNED, NEGATIVE_TURNS)
    yield Step(words, f"{product} :: {line}", because=because)
    end, closed = plus.zero(), "=" in sign
    yield Step(LAST_LINE, f"{line} :: x {turned} {end}")
    return ((end, None, closed, False),) if ">" in turned else ((None, end, False, closed),)


def sign_of_product(product: Claim, one: Inside, two: Inside, sign: str) -> Steps:
    """The steps from a product of two factors, both with a positive multiple of x."""
    zeros = []
    if one.a == two.a == 1:
        both = Claim(f"({one.claim()})({two.claim()}) = 0")
        claim = Claim(f"{both} :: x = {one.zero()} or x = {two.zero()}")
        zeros.append(Step(BOTH_ZEROS, claim, because=A_FACTOR_IS_ZERO))
        yield zeros[-1]
    else:
        for inside, words in ((one, FIRST_ZERO), (two, SECOND_ZERO)):
            zeros.append(Step(words, f"{inside.a}x + {inside.b} = 0 :: x = {inside.zero()}"))
            yield zeros[-1]
    low, high = sorted((one.zero(), two.zero()))
    closed = "=" in sign
    if low == high:
        pieces, words, because = compared_at(low, sign), SQUARE_SIGN, SQUARES
    elif ">" in sign:
        pieces, words, because = outside(low, high, closed), POSITIVE_OUTSIDE, SIGNS_ALIKE
    else:
        pieces, words, because = between(low, high, closed), NEGATIVE_BETWEEN, SIGNS_DIFFER
    claim = Claim(f"{product} :: {known(pieces)}")
    yield Step(words, claim, because=because, rests_on=tuple(zeros))
    return pieces


NOT_BELOW_ZERO = (
    "Since {}, neither side is negative, and squaring keeps the order.",
    "As {} and bars are never negative, both sides may be squared.",
    "The right side is positive, {}, so we may square.",
    "Since {}, the squares compare as the sides do.",
    "Because {}, both sides are at least 0.",
    "We may square, since {} and an absolute value is never below 0.",
    "The squares may be compared, as {}.",
    "No side is negative, because {}.",
    "Both sides may be squared, because {}.",
)
SQUARED = (
    "Squaring both sides gives {}.",
    "So the squares compare in the same way: {}.",
    "So we square both sides and drop the bars: {}.",
    "With squares in place of the bars, we have {}.",
    "We square both sides: {}.",
    "Squared, the inequality is {}.",
    "In squares, the inequality says {}.",
    "We replace both sides by their squares: {}.",
)
NEITHER_NEGATIVE = (
    "absolute values compare as their squares do",
    "neither side is negative and squaring keeps the order",
    "both sides are at least 0, where larger numbers have larger squares",
)
ORDER_OF_SQUARES = (
    "larger positive numbers have larger squares",
    "a number and its absolute value have the same square",
    "a square is the same with or without bars",
)
MOVED = (
    "Everything is brought to the left: {}.",
    "We subtract the right side: {}.",
    "With 0 on the right, this reads {}.",
    "The difference of the squares is to be compared with 0: {}.",
)
FACTORED = (
    "With 0 on the right, the left side factors: {}.",
    "We write the difference of the squares as a product: {}.",
    "As a difference times a sum, compared with 0, it is {}.",
    "So two factors are compared with 0: {}.",
    "The difference of both squares splits into two factors: {}.",
)
DIFFERENCE_OF_SQUARES = (
    "a difference of squares is a product of a difference and a sum",
    "a difference of two squares always factors in this way",
    "such a difference is the difference of the bases times their sum",
)
FACTORED_NUMBER = (
    "The difference of the squares factors, and one factor is a plain number: {}.",
    "In the difference of both insides x drops out: {}.",
    "As a product of a difference and a sum, it is {}.",
)
NUMBER_OFF = (
    "We divide by the positive factor: {}.",
    "The positive factor does not matter: {}.",
    "Only the bracket decides: {}.",
)
NUMBER_OFF_TURNED = (
    "We divide by the negative factor: {}.",
    "The negative factor reverses the inequality: {}.",
    "Divided by the number in front, it is {}.",
)
LAST_LINE = (
    "Solved for x, this is {}.",
    "For x this means {}.",
    "So x is bounded on one side: {}.",
)
SIGNS_TURNED = (
    "We multiply by `-1`, so that x has a positive coefficient in the first factor: {}.",
    "With the signs of the first factor changed, the inequality is reversed: {}.",
    "The first factor is replaced by its opposite: {}.",
)
BOTH_ZEROS = (
    "The product is 0 for {}.",
    "Its zeros can be read off: {}.",
    "The brackets vanish for {}.",
    "We find two zeros: {}.",
)
A_FACTOR_IS_ZERO = (
    "a product is 0 only where a factor is",
    "it is enough for one bracket to be 0",
    "the product of two nonzero numbers is never 0",
)
FIRST_ZERO = (
    "From `{inside.a}x + {inside.b} = 0` we get {}.",
    "One zero of the product comes from `{inside.a}x + {inside.b} = 0`: {}.",
    "The first bracket vanishes for `{inside.a}x + {inside.b} = 0`, which means {}.",
    "A product is 0 where a factor is, here for `{inside.a}x + {inside.b} = 0`, hence {}.",
)
SECOND_ZERO = (
    "Likewise, from `{inside.a}x + {inside.b} = 0` we get {}.",
    "The other zero comes from `{inside.a}x + {inside.b} = 0`: {}.",
    "The second bracket vanishes for `{inside.a}x + {inside.b} = 0`, which means {}.",
    "The other factor is 0 for `{inside.a}x + {inside.b} = 0`, hence {}.",
)
NEGATIVE_BETWEEN = (
    "The product is negative between its zeros: {}.",
    "Between the zeros the factors have different signs: {}.",
    "A negative product needs x between the two zeros: {}.",
)
SIGNS_DIFFER = (
    "only there one factor is positive and the other negative",
    "one factor has changed its sign there and the other has not",
    "exactly one of the factors is negative there",
)
POSITIVE_OUTSIDE = (
    "The product is positive outside its zeros: {}.",
    "To the left and to the right of both zeros the signs agree: {}.",
    "A positive product needs x on one of the outer sides: {}.",
)
SIGNS_ALIKE = (
    "there both factors have the same sign",
    "both factors are positive on the right and negative on the left",
    "outside the zeros the factors are both positive or both negative",
)
ZERO_OF_SQUARE = (
    "The square is 0 only for {}.",
    "Its inside is 0 for {}.",
    "Only one number makes the square 0: {}.",
)
SQUARE_SIGN = (
    "Everywhere else it is positive, so we get {}.",
    "At all other places it is greater than 0: {}.",
    "It is 0 there and positive elsewhere, hence {}.",
)
SQUARES = (
    "it is a square or a positive multiple of one",
    "squares are never negative",
    "a square is 0 only where what is squared is 0",
)
BELOW_ZERO = (
    "Here squaring would not keep the order, since {}.",
    "The right side is negative: {}.",
    "On the right there is a negative number: {}.",
)
ALL_FIT = (
    "The left side is always larger: {}.",
    "Whatever x is, the inequality is true: {}.",
    "So every number fits: {}.",
)
NONE_FITS = (
    "The left side is never that small: {}.",
    "Whatever x is, the inequality is false: {}.",
    "So no number fits: {}.",
)


@FAMILY.strategy(
    approach="forward",
    opening=(
        "We read the bars as distances on the number line and look for the points where both sides"
        " are equal.",
        lambda p: (
            f"In `{written(p)}` each pair of bars measures a distance, so we picture the inequality"
            " on the number line."
        ),
        "The absolute value of a difference is a distance between points, so we measure distances.",
        "The idea is geometric: how far may x be from the points where the insides are 0?",
        "We ask how far x is from certain points, since that is what the bars say.",
        "On the number line, bars are distances, and we only have to measure them.",
    ),
    formula="In letters, `|x - p|` is the distance between x and p.",
)
def distance_on_the_line(p: Params) -> Steps:
    """School geometry of the number line, where |x - p| is the distance from x to p; for two
    distances in a given ratio, inner and outer division of the segment between the points, as for
    the circle of Apollonius."""
    if p.l:
        return (yield from two_distances(p))
    text, inside, sign, k = yield from bars_alone(p)
    point, away = inside.zero(), ratio(k, inside.a)
    alone = Claim(f"|x - {point}| {sign} {away}")
    if inside.a > 1:
        scaled = Claim(f"{inside.a} * |x - {point}| {sign} {k}")
        yield Step(FACTOR_OUT, f"{text} :: {scaled}", because=POSITIVE_FACTOR)
        yield Step(FACTOR_OFF, f"{scaled} :: {alone}")
    if k < 0:
        return (yield from less_than_zero(alone, sign, away))
    if k == 0:
        pieces = compared_at(point, sign)
        yield Step(NO_DISTANCE, f"{alone} :: {described(pieces)}", because=DISTANCES)
        return pieces
    low, high = ratio(point - away), ratio(point + away)
    ends = Step(STEP_BOTH_WAYS, f"{point} - {away} = {low:new}, {point} + {away} = {high:new}")
    yield ends
    pieces = (outside if ">" in sign else between)(low, high, "=" in sign)
    words = FARTHER if ">" in sign else NEARER
    yield Step(words, f"{alone} :: {known(pieces)}", rests_on=(ends,))
    return pieces


def times(factor: int, point: Number) -> Claim:
    """A multiple of the distance of x and a point."""
    return Claim(f"{factor} * |x - {point}|") if factor > 1 else Claim(f"|x - {point}|")


def two_distances(p: Params) -> Steps:
    """Where a multiple of the distance from one point compares so with one from another."""
    p = yield from without_denominators(p)
    one, two, sign = left_inside(p), right_inside(p), p.sign
    first, second = one.zero(), two.zero()
    u, v = p.m * p.a, p.l * p.c
    text = inequality(p)
    if p.a > 1 or p.c > 1:
        scaled = Claim(f"{times(u, first)} {sign} {times(v, second)}")
        yield Step(FACTORS_OUT, f"{text} :: {scaled}", because=POSITIVE_FACTOR)
        text = scaled
    common = gcd(u, v)
    if common > 1:
        u, v = u // common, v // common
        divided = Claim(f"{times(u, first)} {sign} {times(v, second)}")
        yield Step(COMMON_OFF, f"{text} :: {divided}", because=KEEPS_SIGN)
        text = divided
    if first == second:
        return (yield from same_point(text, first, sign, u - v))
    if u == v:
        return (yield from midpoint(text, first, second, sign))
    near = Weighted(first, u) if u > v else Weighted(second, v)
    far = Weighted(second, v) if u > v else Weighted(first, u)
    return (yield from divided_in_ratio(text, near, far, sign if u > v else TURNED[sign]))


class Weighted(NamedTuple):
    """A point, and how often the distance from it counts."""

    point: Number
    weight: int


def same_point(text: Claim, point: Number, sign: str, more: int) -> Steps:
    difference = Claim(f"{more} * |x - {point}| {sign} 0")
    if more in (1, -1):
        difference = (
            Claim(f"|x - {point}| {sign} 0") if more > 0 else Claim(f"-|x - {point}| {sign} 0")
        )
    yield Step(SAME_DISTANCE, f"{text} :: {difference}")
    turned = sign if more > 0 else TURNED[sign]
    alone = Claim(f"|x - {point}| {turned} 0")
    if more < 0:
        yield Step(FACTOR_OFF_TURNED, f"{difference} :: {alone}", because=NEGATIVE_TURNS)
    elif more > 1:
        yield Step(FACTOR_OFF, f"{difference} :: {alone}", because=KEEPS_SIGN)
    pieces = compared_at(point, turned)
    yield Step(NO_DISTANCE, f"{alone} :: {described(pieces)}", because=DISTANCES)
    return pieces


def midpoint(text: Claim, first: Number, second: Number, sign: str) -> Steps:
    both = ratio(first + second)
    middle = ratio(both, 2)
    step = Step(MIDWAY, f"{first} + {second} = {both:new}, {both}/2 = {middle:new}")
    if both == 0:
        step = Step(MIDWAY, f"{first} + {second} = 0")
    yield step
    closed = "=" in sign
    below = (first < second) == ("<" in sign)
    pieces: Pieces = ((None, middle, False, closed),) if below else ((middle, None, closed, False),)
    words = NEARER_FIRST if "<" in sign else NEARER_SECOND
    claim = Claim(f"{text} :: {known(pieces)}")
    yield Step(words, claim, because=EQUAL_AT_MIDDLE, rests_on=(step,))
    return pieces


def divided_in_ratio(text: Claim, near: Weighted, far: Weighted, sign: str) -> Steps:
    """The steps to the two points where the weighted distances are equal, and to what lies between
    them, where the distance from the nearer point counts for less."""
    apart = ratio(abs(near.point - far.point))
    yield Step(APART, f"|{near.point} - {far.point}| = {apart}")
    total, more = near.weight + far.weight, near.weight - far.weight
    inner = ratio(Fraction(far.weight, total) * apart)
    share = Claim(f"{far.weight}/{total} * {apart} = {inner:new}")
    claim = Claim(f"{near.weight} + {far.weight} = {total:new}, {share}")
    within = Step(INNER, claim, because=ADD_UP)
    yield within
    outer = ratio(Fraction(far.weight, more) * apart)
    claim = Claim(f"{near.weight} - {far.weight} = {more:new}")
    if more != far.weight:
        share = Claim(f"{far.weight}/{more} * {apart} = {outer:new}")
        if more == 1:
            share = Claim(f"{far.weight} * {apart} = {outer:new}")
        claim = Claim(f"{claim}, {share}")
    beyond = Step(OUTER if more != far.weight else OUTER_SAME, claim, because=DIFFER)
    yield beyond
    if far.point > near.point:
        towards, away = ratio(near.point + inner), ratio(near.point - outer)
        claim = Claim(
            f"{near.point} + {inner} = {towards:new}, {near.point} - {outer} = {away:new}"
        )
    else:
        towards, away = ratio(near.point - inner), ratio(near.point + outer)
        claim = Claim(
            f"{near.point} - {inner} = {towards:new}, {near.point} + {outer} = {away:new}"
        )
    ends = Step(TWO_POINTS, claim, rests_on=(within, beyond))
    yield ends
    low, high = sorted((towards, away))
    pieces = (outside if ">" in sign else between)(low, high, "=" in sign)
    words = BEYOND_POINTS if ">" in sign else WITHIN_POINTS
    claim = Claim(f"{text} :: {known(pieces)}")
    yield Step(words, claim, because=AT_THE_POINT, rests_on=(ends,))
    return pieces


FACTOR_OUT = (
    "We take the factor of x out of the bars: {}.",
    "With the factor {inside.a} outside the bars, they enclose x and a number only: {}.",
    "The factor {inside.a} comes out of the bars: {}.",
)
FACTOR_OFF = (
    "We divide both sides by this factor: {}.",
    "Divided by the factor, this is a statement about one distance: {}.",
    "So the distance itself satisfies {}.",
)
FACTOR_OFF_TURNED = (
    "We divide by the negative factor: {}.",
    "So the distance itself satisfies, with the inequality reversed, {}.",
    "Dividing by the negative factor reverses the inequality: {}.",
)
FACTORS_OUT = (
    "We take the factors of x out of the bars: {}.",
    "In terms of distances, the inequality reads {}.",
    "Each pair of bars becomes a multiple of a distance: {}.",
    "As an inequality between distances, it is {}.",
)
COMMON_OFF = (
    "A common factor of both sides is divided out: {}.",
    "We divide both sides by what they have in common: {}.",
    "In smaller numbers that is {}.",
)
NO_DISTANCE = (
    "Here a distance is compared with 0: {}.",
    "This asks how the distance from a point compares with 0: {}.",
    "Only the point itself has the distance 0, so we get {}.",
)
DISTANCES = (
    "all other distances are positive",
    "a distance is 0 for that one point and never negative",
    "no distance is less than 0",
)
STEP_BOTH_WAYS = (
    "From {point} we go {away} in both directions: {}.",
    "The points at distance {away} from {point} are {}.",
    "Exactly {away} away from {point} lie two points: {}.",
    "On the number line, we step {away} to the left and to the right of {point}: {}.",
)
NEARER = (
    "All x that are near enough lie between these points: {}.",
    "So x may be anywhere between these two: {}.",
    "Since the distance has to be small, x lies between them: {}.",
    "The points near enough are those between: {}.",
)
FARTHER = (
    "All x that are far enough away lie outside these points: {}.",
    "So x has to be on one of the outer sides: {}.",
    "Since the distance has to be large, x lies outside them: {}.",
    "The points far enough away are those outside: {}.",
)
SAME_DISTANCE = (
    "Both sides are multiples of the same distance, and their difference is compared with 0: {}.",
    "We subtract, as both bars measure the distance from one and the same point: {}.",
    "The two distances are the same one: {}.",
)
MIDWAY = (
    "The point at equal distances is midway between the two: {}.",
    "Both distances are equal only in the middle: {}.",
    "We find the midpoint of the two points: {}.",
)
NEARER_FIRST = (
    "So x has to be on the side of the first point: {}.",
    "The first point is the nearer one for {}.",
    "The distance on the left side is smaller on the side of its own point: {}.",
)
NEARER_SECOND = (
    "So x has to be on the side of the second point: {}.",
    "The second point is the nearer one for {}.",
    "The distance on the left side is larger on the side of the other point: {}.",
)
EQUAL_AT_MIDDLE = (
    "the two distances are equal only at the midpoint",
    "the nearer point is the one on the same side of the midpoint",
    "beyond the midpoint, x is nearer to the other point",
)
APART = (
    "The points from which we measure are {apart} apart: {}.",
    "The distance between the two points is {apart}: {}.",
    "First we measure how far apart the two points are: {}.",
    "The distance from {near.point} to {far.point} is {}.",
)
INNER = (
    "Between the points, both sides are equal where {apart} is divided in the ratio of {far.weight}"
    " to {near.weight}: {}.",
    "One point of equality lies between them: {apart} is cut into {total} parts, and the step from"
    " the point with the larger factor is {far.weight} of them: {}.",
    "In the segment, the step from the point with the larger factor is {far.weight} of {total}"
    " parts: {}.",
)
ADD_UP = (
    "between the points the two distances add up to the whole",
    "a larger factor needs a smaller distance",
    "equal sides need distances in the inverse ratio of the factors",
)
OUTER = (
    "Outside, the same ratio occurs once more, where the whole is {more} of the parts: {}.",
    "Beyond the point with the larger factor, the distances differ by {apart}: {}.",
    "The other point of equality lies outside, where {apart} is {more} of the parts and the step is"
    " {far.weight} of them: {}.",
)
OUTER_SAME = (
    "Outside, the same ratio occurs once more, as far from that point as the other one is: {}.",
    "Beyond the point with the larger factor, we have to go the whole distance again: {}.",
    "The other point of equality lies outside, as far away as the other point: {}.",
)
DIFFER = (
    "out there one distance is longer than the other by the whole",
    "outside the segment the distances do not add up but differ by it",
    "the difference of the factors stands for the whole distance there",
)
TWO_POINTS = (
    "From {near.point} we go that far towards the other point and away from it: {}.",
    "These steps from {near.point} lead to both points of equality: {}.",
    "On the number line, the two points are found from {near.point}: {}.",
)
WITHIN_POINTS = (
    "So x lies between these two points: {}.",
    "The part that we are looking for is the one between: {}.",
    "What lies between them satisfies the inequality: {}.",
)
BEYOND_POINTS = (
    "So x lies outside these two points: {}.",
    "The parts that we are looking for are the outer ones: {}.",
    "What lies outside them satisfies the inequality: {}.",
)
AT_THE_POINT = (
    "the distance with the larger factor is 0 at the point between them",
    "near the point with the larger factor, its side is the smaller one",
    "near that point its own distance is small, and far away the larger factor wins",
)
