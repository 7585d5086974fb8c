"""Inequalities between the absolute values of two linear expressions: |3x - 4| < |x + 2|."""

from dataclasses import dataclass
from math import gcd

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
    list_of,
    ratio,
)

Number = int | Fraction
Piece = tuple[Number | None, Number | None, bool, bool]  # low, high, whether each end belongs
SIGNS = ("<", "<=", ">", ">=")
TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}


@dataclass(frozen=True, slots=True)
class Params:
    """The numbers of |a x + b| sign |c x + d|, with a and c positive and different."""

    a: int
    b: int
    c: int
    d: int
    sign: str

    @property
    def strict(self) -> bool:
        return self.sign in ("<", ">")

    @property
    def ends(self) -> tuple[Number, Number]:
        """Where both sides are equal, the smaller place first."""
        first, second = crossings(self)
        return min(first, second), max(first, second)

    @property
    def holds_between(self) -> bool:
        """Whether the inequality holds between the ends: there the steeper side is the smaller."""
        return (self.a > self.c) == (self.sign in ("<", "<="))


def crossings(p: Params) -> tuple[Number, Number]:
    """Where a x + b = c x + d, and where a x + b = -(c x + d)."""
    return ratio(p.d - p.b, p.a - p.c), ratio(-p.b - p.d, p.a + p.c)


def sample(stream: Stream, knobs: Knobs) -> Params:
    """Draws two expressions with different factors that are 0 at different places."""
    low, high = knobs["factor"]
    if low == high:
        raise KnobError("knob factor: two different factors are needed")
    a, c = stream.shuffle(range(low, high + 1))[:2]
    b, d = signed(stream, knobs["added"]), signed(stream, knobs["added"])
    while a * d == b * c:
        b, d = signed(stream, knobs["added"]), signed(stream, knobs["added"])
    return Params(a, b, c, d, stream.choice(SIGNS))


def signed(stream: Stream, largest: int) -> int:
    return stream.between(1, largest) * stream.choice((1, -1))


def capacity(knobs: Knobs) -> Capacity:
    """All numbers, but those whose expressions are 0 at one place: b = k a/g, d = k c/g."""
    low, high = knobs["factor"]
    added, count = knobs["added"], 0
    for a in range(low, high + 1):
        for c in range(low, high + 1):
            alike = added * gcd(a, c) // max(a, c)
            count += (2 * added) ** 2 - 2 * alike if a != c else 0
    return Capacity(2 * count)


def key(p: Params) -> tuple[int, int, int, int, str]:
    """|u| > |v| is the same as |v| < |u|."""
    if p.sign in (">", ">="):
        return p.c, p.d, p.a, p.b, TURNED[p.sign]
    return p.a, p.b, p.c, p.d, p.sign


def left(p: Params) -> Claim:
    return Claim(f"{p.a}x + {p.b}")


def right(p: Params) -> Claim:
    return Claim(f"{p.c}x + {p.d}")


def inequality(p: Params) -> Claim:
    return Claim(f"|{left(p)}| {p.sign} |{right(p)}|")


def answer(p: Params) -> tuple[Piece, ...]:
    (low, high), closed = p.ends, not p.strict
    if p.holds_between:
        return ((low, high, closed, closed),)
    return ((None, low, False, closed), (high, None, closed, False))


def region(pieces: tuple[Piece, ...]) -> Claim:
    """Pieces as conditions on x."""
    if not pieces:
        return Claim("no x")
    conditions = []
    for low, high, low_in, high_in in pieces:
        after, before = "<=" if low_in else "<", "<=" if high_in else "<"
        if low is None:
            conditions.append(Claim(f"x {before} {high}"))
        elif high is None:
            conditions.append(Claim(f"x {TURNED[after]} {low}"))
        else:
            conditions.append(Claim(f"{low} {after} x {before} {high}"))
    return list_of(conditions, " or ")


FAMILY = Family(
    params=Params,
    knobs={
        "factor": Knob("what multiplies x", ((1, 3), (1, 5), (1, 8), (3, 15), (11, 60)), (1, 999)),
        "added": Knob("the largest number beside it", (9, 25, 60, 150, 900), (3, 9_999)),
    },
    sample=sample,
    statements=(
        lambda p: (
            f"Solve {inequality(p).text()}. Give the solution set in interval notation,"
            " with fractions in lowest terms."
        ),
        lambda p: (
            f"For which real x is {inequality(p).text()}? Answer with intervals whose ends"
            " are reduced fractions."
        ),
        lambda p: (
            f"Find the set of all x with {inequality(p).text()}, as an interval or a union of"
            " intervals; reduce any fractions."
        ),
        lambda p: (
            f"Write the solutions of {inequality(p).text()} in interval notation. Fractions"
            " are to be in lowest terms."
        ),
    ),
    answer=answer,
    answer_kind="interval",
    answer_form="reduced",
    conclusion=lambda p, answer: Claim(f"{inequality(p)} :: {region(answer)}"),
    key=key,
    capacity=capacity,
    exceptions={
        "a_missing_line_is_noticed": "the solutions of an inequality can be stated without the"
        " lines before, so the core alone does not miss them; a file does",
    },
)


@FAMILY.strategy(approach="algebraic")
def squaring(p: Params) -> Steps:
    """Squares keep the order of numbers that are not negative; then the difference of two squares
    is a product of two linear factors."""
    words = "The left expression less the right one: {}."
    difference = Claim(f"{p.a - p.c}x + {p.b - p.d}")
    yield Step(words, f"{left(p)} - ({right(p)}) = {p.a - p.c:new}x + {p.b - p.d:new}")
    total = Claim(f"{p.a + p.c}x + {p.b + p.d}")
    words = "And both together: {}."
    yield Step(words, f"{left(p)} + {right(p)} = {p.a + p.c:new}x + {p.b + p.d:new}")
    words = (
        "Neither side is negative, so squaring keeps the order; the difference of the two squares"
        " is the product of what was found: {}."
    )
    factored = Claim(f"({difference})({total}) {p.sign} 0")
    yield Step(words, f"{inequality(p)} :: {factored}")
    first, second = crossings(p)
    yield Step("The first factor is 0 here: {}.", f"{difference} = 0 :: x = {first:new}")
    yield Step("The second factor is 0 here: {}.", f"{total} = 0 :: x = {second:new}")
    opens = "upwards" if p.a > p.c else "downwards"
    words = f"The product is a parabola that opens {opens}, so its sign tells: {{}}."
    yield Step(words, f"{factored} :: {region(answer(p))}")
    return answer(p)


def zeros(p: Params) -> tuple[Number, Number]:
    """Where the left and the right expression are 0."""
    return ratio(-p.b, p.a), ratio(-p.d, p.c)


def find_zeros(p: Params) -> Steps:
    """A line for each expression."""
    for side, expression, zero in zip(
        ("left", "right"), (left(p), right(p)), zeros(p), strict=True
    ):
        yield Step(f"The {side} expression is 0 here: {{}}.", f"{expression} = 0 :: x = {zero:new}")


@FAMILY.strategy(approach="enumerative")
def cases_by_sign(p: Params) -> Steps:
    """The definition of |u|, case by case: u where u is not negative, -u elsewhere."""
    yield from find_zeros(p)
    low, high = sorted(zeros(p))
    cases: tuple[tuple[str, Piece], ...] = (
        ("below both", (None, low, False, False)),
        ("between them", (low, high, True, False)),
        ("above both", (high, None, True, False)),
    )
    for where, case in cases:
        condition = region((case,))
        u_sign, v_sign = [1 if case[0] is not None and case[0] >= zero else -1 for zero in zeros(p)]
        u, v = with_sign(left(p), u_sign), with_sign(right(p), v_sign)
        words = f"For x {where}, the bars change the sign of {changed_by_bars(u_sign, v_sign)}."
        yield Step(words, f"{inequality(p)}, {condition} :: {u} {p.sign} {v} and {condition}")
        bound = half_line(p, u_sign, v_sign)
        solved = Claim(f"{u} {p.sign} {v} :: {region((bound,)):new}")
        left_over = common(bound, case)
        if left_over:
            yield Step("Solve for x: {}.", solved)
            words = f"What this leaves for x {where}: {{}}."
            yield Step(words, f"{region((bound,))}, {condition} :: {region(left_over)}")
        else:
            words = "Solved for x, of which nothing is in this case: {}."
            yield Step(words, solved, role="abandoned")
    return answer(p)


def changed_by_bars(u_sign: int, v_sign: int) -> str:
    """Which expressions are negative in a case."""
    if u_sign == v_sign:
        return "both expressions" if u_sign < 0 else "neither expression"
    return "the left expression" if u_sign < 0 else "the right expression"


def with_sign(expression: Claim, sign: int) -> Claim:
    return expression if sign > 0 else Claim(f"-({expression})")


def half_line(p: Params, u_sign: int, v_sign: int) -> Piece:
    """The solutions of u_sign * (a x + b) sign v_sign * (c x + d)."""
    slope = u_sign * p.a - v_sign * p.c
    end = ratio(v_sign * p.d - u_sign * p.b, slope)
    if (slope > 0) == (p.sign in ("<", "<=")):
        return None, end, False, not p.strict
    return end, None, not p.strict, False


def common(bound: Piece, case: Piece) -> tuple[Piece, ...]:
    """What of a case is within a half-line: one piece or none."""
    (end_low, end_high, low_in, high_in), (low, high, case_low_in, case_high_in) = bound, case
    if end_high is not None and (high is None or end_high < high):
        high, case_high_in = end_high, high_in
    if end_low is not None and (low is None or end_low >= low):
        low, case_low_in = end_low, low_in and (low is None or end_low > low or case_low_in)
    if low is not None and high is not None:
        if low > high or (low == high and not (case_low_in and case_high_in)):
            return ()
    return ((low, high, case_low_in, case_high_in),)


@FAMILY.strategy(approach="transform")
def distances(p: Params) -> Steps:
    """|x - p| is the distance of x from p; the points whose distances from two others are in a
    given ratio divide the way between them inside and outside (Apollonius)."""
    a, c = p.a, p.c
    yield from find_zeros(p)
    here, there = zeros(p)
    words = "Each side is a multiple of the distance of x from one of these: {}."
    near, far = multiple(a, here), multiple(c, there)
    weighed = Claim(f"{near} {p.sign} {far}")
    yield Step(words, f"{inequality(p)} :: {weighed}")
    inner, outer = crossings(p)[1], crossings(p)[0]
    words = "Both multiples are the same at a point between the two: {}."
    between = Step(words, f"({times(a, here)} + {times(c, there)})/({a} + {c}) = {inner}")
    yield between
    words = "And at one point outside: {}."
    outside = Step(words, f"({times(a, here)} - {times(c, there)})/({a} - {c}) = {outer}")
    yield outside
    side = "left" if p.sign in ("<", "<=") else "right"
    words = f"The {side} one is the smaller at its own point, and up to these two: {{}}."
    claim = Claim(f"{weighed} :: {region(answer(p))}")
    yield Step(words, claim, rests_on=(between, outside))
    return answer(p)


def times(factor: int, number: Number) -> Claim:
    """The product, without a factor of 1."""
    return Claim(f"{factor} * {number}") if factor > 1 else Claim(f"{number}")


def multiple(factor: int, place: Number) -> Claim:
    """So many times the distance of x from a place."""
    return Claim(f"{factor} * |x + {-place}|") if factor > 1 else Claim(f"|x + {-place}|")


@FAMILY.strategy(approach="estimate_and_correct")
def test_points(p: Params) -> Steps:
    """Both sides are continuous: between the places where they are equal one of them stays the
    larger, which one place shows."""
    first, second = crossings(p)
    words = "The sides are equal where the expressions are: {}."
    yield Step(words, f"{left(p)} = {right(p)} :: x = {first:new}")
    words = "Or where they are opposite: {}."
    yield Step(words, f"{left(p)} = -({right(p)}) :: x = {second:new}")
    low, high = p.ends
    middle = (low + high) / Fraction(2)
    for where, place, how in (
        ("left of both", low - 1, Claim(f"{low} - 1 = {low - 1}")),
        ("between them", middle, Claim(f"({low} + {high})/2 = {middle}")),
        ("right of both", high + 1, Claim(f"{high} + 1 = {high + 1}")),
    ):
        yield Step(f"A place {where}: {{}}.", how)
        u, v = p.a * place + p.b, p.c * place + p.d
        relation = "<" if abs(u) < abs(v) else ">"
        claim = Claim(
            f"|{times(p.a, place)} + {p.b}| = {abs(u)} {relation} {abs(v)}"
            f" = |{times(p.c, place)} + {p.d}|"
        )
        yield Step("There the left side and the right side are {}.", claim, role="check")
    return answer(p)
