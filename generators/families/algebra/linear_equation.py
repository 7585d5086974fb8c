"""A linear equation in one unknown, with brackets or fractions on either side, that has exactly one
solution."""

from collections import Counter
from collections.abc import Generator, Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from math import gcd, lcm

from generators.families.algebra._side import Number, Side, drawn, insides, nonzero, side, slopes
from generators.family import (
    Capacity,
    Claim,
    Family,
    Fraction,
    Knob,
    Knobs,
    Step,
    Steps,
    Stream,
    list_of,
    sum_of,
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
    return tuple(
        (s * n, m)
        for m in range(1, parts + 1)
        for n in range(low, high + 1)
        if gcd(n, m) == 1
        for s in (1, -1)
    )


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
        one, two = (
            Counter(Fraction(a * b, p) for a, b, p in slopes(s, m, size, leads))
            for s, leads in ((left, True), (right, False))
        )
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
            f"Solve for x: {written(p)}. Give x as a whole number or as a fraction in lowest terms."
        ),
        lambda p: (
            f"Find the value of x for which {written(p)}, as an integer or a reduced fraction."
        ),
        lambda p: (
            f"What is x if {written(p)}? Write a fraction in lowest terms where x is not whole."
        ),
        lambda p: (
            f"Which number x makes both sides of {written(p)} equal? Reduce your answer fully."
        ),
    ),
    answer=answer,
    answer_kind="rational",
    answer_form="reduced",
    conclusion=lambda p, answer: Claim(f"{equation(*p.sides())} :: x = {answer}"),
    key=lambda p: tuple(sorted(((p.left, p.one), (p.right, p.two)))),
    mathematics=collected,
    capacity=capacity,
)


def divided(k: Number, n: Number) -> Generator[Step, None, Number]:
    """The step from kx = n to x, where k is not 1 already."""
    x = Fraction(n, k)
    if k != 1:
        yield Step("Divide both sides by what multiplies x: {}.", f"{k}x = {n} :: x = {x}")
    return x


@FAMILY.strategy(approach="algebraic")
def transposition(p: Params) -> Steps:
    """Al-Khwarizmi's al-jabr in its school book form: a term that crosses to the other side changes
    its sign."""
    left, right = p.sides()
    left, right = yield from without_brackets(left, right)
    multiples = [Claim(f"{left.b}x")]
    if right.b:
        multiples.append(Claim(f"{-right.b}x"))
    numbers = [number for number in (right.d, -left.d) if number]
    apart = Claim(f"{sum_of(multiples)} = {sum_of(numbers)}")
    if right.b or left.d:
        yield Step(
            "Bring multiples of x to the left and numbers to the right, with the other sign: {}.",
            f"{equation(left, right)} :: {apart}",
        )
    k, n = left.b - right.b, right.d - left.d
    if len(multiples) + len(numbers) > 2:
        yield Step("Collect: {}.", f"{apart} :: {k}x = {n}")
    return (yield from divided(k, n))


def without_brackets(left: Side, right: Side) -> Generator[Step, None, Sides]:
    """Each side as a multiple of x and a number."""
    left, right = yield from becomes(
        "Multiply out: {}.", (left, right), (left.multiplied_out(), right.multiplied_out())
    )
    return (
        yield from becomes(
            "Add up the numbers on each side: {}.",
            (left, right),
            (left.collected(), right.collected()),
        )
    )


@FAMILY.strategy(approach="forward")
def balance(p: Params) -> Steps:
    """Doing the same to both sides (Euler, Elements of Algebra, 1770), the number added last first,
    until x stands alone."""
    left, right = p.sides()
    if left.c:
        left, right = yield from becomes(
            "Take the number added last from both sides: {}.",
            (left, right),
            (left.plus(-left.d), right.plus(-left.d)),
        )
    common, found = yield from common_denominator(left, right)
    if common > 1:
        left, right = yield from becomes(
            "Multiply both sides by the denominator: {}.",
            (left, right),
            (left.times(common), right.times(common)),
            found,
        )
    left, right = yield from without_brackets(left, right)
    left, right = yield from becomes(
        "Take the number beside x from both sides: {}.",
        (left, right),
        (left.plus(-left.d), right.plus(-left.d)),
    )
    left, right = yield from becomes(
        "Take the multiple of x on the right from both sides: {}.",
        (left, right),
        (Side(b=left.b - right.b), Side(d=right.d)),
    )
    return (yield from divided(left.b, right.d))


def common_denominator(left: Side, right: Side) -> Generator[Step, None, tuple[int, list[Step]]]:
    """The least common denominator, with the step that finds it where it takes one."""
    common = lcm(left.p, right.p)
    if left.p == right.p or 1 in (left.p, right.p):
        return common, []
    step = Step("The least common denominator is {}.", f"lcm({left.p}, {right.p}) = {common}")
    yield step
    return common, [step]


def becomes(
    words: str, before: Sides, after: Sides, rests_on: Iterable[Step] = ()
) -> Generator[Step, None, Sides]:
    """A step from one equation to the next, where it changes."""
    if after != before:
        yield Step(words, f"{equation(*before)} :: {equation(*after)}", rests_on=tuple(rests_on))
    return after


@FAMILY.strategy(approach="estimate_and_correct")
def double_false_position(p: Params) -> Steps:
    """Regula duorum falsorum (Fibonacci, Liber Abaci, 1202, chapter 13): two wrong guesses and
    their errors give the root."""
    left, right = p.sides()
    first, second = wrong_guesses(left, right)
    errors = []
    for guess in (first, second):
        one, two = left.value(guess), right.value(guess)
        yield Step("Guess {x}: {}.", worked_out(p, guess))
        yield Step("The sides then differ by {}.", f"{one} - {two} = {one - two}")
        errors.append(one - two)
    error, other = errors
    x = Fraction(first * other - second * error, other - error)
    yield Step(
        "Each guess times the other's error; the difference of these over that of the errors: {}.",
        f"({first} * {other} - {second} * {error})/({other} - {error})"
        f" = ({first * other} - {second * error})/{other - error} = {x}",
    )
    return x


def wrong_guesses(left: Side, right: Side) -> list[int]:
    """Two numbers at which fractions are whole, and neither is the root, which would end the search
    before it began."""
    first, apart = 3, 2
    if left.p > 1 or right.p > 1:
        apart = lcm(left.p, right.p)
        first = next(
            x
            for x in range(20, 20 + apart)
            if (left.b * x + left.c) % left.p == 0 == (right.b * x + right.c) % right.p
        )
    guesses = (first, first + apart, first + 2 * apart)
    return [x for x in guesses if left.value(x) != right.value(x)][:2]


def worked_out(p: Params, x: int) -> Claim:
    """What each side that has an x comes to at a chosen one."""
    return list_of(side.worked_out(x) for side in p.sides() if side.b)


@FAMILY.strategy(approach="enumerative")
def two_point_table(p: Params) -> Steps:
    """The meeting point of two lines, from a table of two points on each (school graphs): the gap
    between them changes evenly."""
    left, right = p.sides()
    gaps = []
    for x in (1, 2):
        one, two = left.value(x), right.value(x)
        yield Step("At x = {x}: {}.", worked_out(p, x))
        yield Step("The gap between the sides is {}.", f"{one} - {two} = {one - two}")
        gaps.append(one - two)
    gap, next_gap = gaps
    change = next_gap - gap
    times = Fraction(gap, change)
    yield Step("At every step the gap changes by {}.", f"{next_gap} - {gap} = {change}")
    yield Step("The first gap in such changes: {}.", f"{gap} = {times:new} * {change}")
    yield Step("It closes so many steps before the first x: {}.", f"1 - {times} = {1 - times}")
    return 1 - times


@FAMILY.strategy(approach="transform", when=lambda p: "fraction" in (p.left, p.right))
def clear_denominators(p: Params) -> Steps:
    """Multiply through by the least common denominator first, so that only whole numbers are left
    (any school algebra)."""
    left, right = p.sides()
    common, _ = yield from common_denominator(left, right)
    one = multiplied("Multiply the left side by the denominator: {}.", left, common)
    two = multiplied("Multiply the right side by it: {}.", right, common)
    yield from (one, two)
    left, right = [side.times(common).multiplied_out().collected() for side in (left, right)]
    whole = equation(left, right)
    words = "So the equation has whole numbers only: {}."
    yield Step(words, f"{equation(*p.sides())} :: {whole}", rests_on=(one, two))
    k, n = left.b - right.b, right.d - left.d
    if right.b or left.d:
        yield Step(
            "Multiples of x to one side, numbers to the other: {}.", f"{whole} :: {k}x = {n}"
        )
    return (yield from divided(k, n))


def multiplied(words: str, side: Side, common: int) -> Step:
    """A side times the common denominator, without brackets."""
    times = side.times(common)
    whole = times.multiplied_out().collected()
    if not side.b:
        return Step(words, f"{common} * {side.d} = {whole.d}")
    if times == whole:
        return Step(words, f"{common} * ({side.written()}) = {whole.written()}")
    return Step(words, f"{common} * ({side.written()}) = {times.written()} = {whole.written()}")


@FAMILY.strategy(approach="backward", when=lambda p: p.right == "number")
def backtracking(p: Params) -> Steps:
    """The rule of inversion (Aryabhatiya, II.28; a flow chart read backwards): undo each operation
    on x, the last one first."""
    left, right = p.sides()
    value = right.d - left.d
    yield Step("A number was added last; undo that: {}.", f"{right.d} - {left.d} = {value}")
    if left.a > 1:
        yield Step("Undo the multiplication: {}.", f"{value}/{left.a} = {value // left.a}")
        value //= left.a
    if left.p > 1:
        yield Step("Undo the division: {}.", f"{value} * {left.p} = {value * left.p}")
        value *= left.p
    if left.c:
        yield Step("Undo the addition: {}.", f"{value} - {left.c} = {value - left.c}")
        value -= left.c
    x = Fraction(value, left.b)
    if left.b > 1:
        yield Step("Undo the first multiplication: {}.", f"{value} / {left.b} = {x}")
    return x
