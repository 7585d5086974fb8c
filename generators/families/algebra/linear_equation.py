"""A linear equation in one unknown, with brackets or fractions on either side, that has exactly one
solution."""

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import product
from math import gcd, lcm

from generators.claims.printer import PRINTERS
from generators.families.algebra._quotient import over
from generators.families.algebra._side import LINE, SHAPES, drawn, insides, nonzero, slopes
from generators.family import Capacity, Claim, Family, Knob, Knobs, Step, Steps, Stream


@dataclass(frozen=True, slots=True)
class Params:
    """The shape of each side (see _side.py), and its numbers in the order in which they are
    written."""

    left: str
    one: tuple[int, ...]
    right: str
    two: tuple[int, ...]


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


def multiplied(p: Params) -> tuple[int, int, int, int, int]:
    """(A, B, F, H, D): with D the least common denominator, the sides are (A x + B)/D and (F x +
    H)/D."""
    a, b, below = SHAPES[p.left].whole(*p.one)
    f, h, under = SHAPES[p.right].whole(*p.two)
    if below == under == 1:
        return a, b, f, h, 1
    common = lcm(below, under)
    one, two = common // below, common // under
    return a * one, b * one, f * two, h * two, common


def answer(p: Params) -> int | Fraction:
    a, b, f, h, _ = multiplied(p)
    return Fraction(h - b, a - f) if (h - b) % (a - f) else (h - b) // (a - f)


def written(p: Params) -> str:
    """The form of the equation; its numbers are those of the params."""
    return f"{SHAPES[p.left].written} = {SHAPES[p.right].written}"


def conclusion(p: Params, answer: int | Fraction) -> Claim:
    form, x = over(answer.numerator, answer.denominator)
    return Claim(f"{written(p)} :: x = {form}", p.one + p.two + x)


def equation(p: Params) -> str:
    return PRINTERS[written(p)].show(p.one + p.two)


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
            f"Solve for x: {equation(p)}. Give x as a whole number or as a fraction in lowest terms."
        ),
        lambda p: (
            f"Find the value of x for which {equation(p)}, as an integer or a reduced fraction."
        ),
        lambda p: (
            f"What is x if {equation(p)}? Write a fraction in lowest terms where x is not whole."
        ),
        lambda p: (
            f"Which number x makes both sides of {equation(p)} equal? Reduce your answer fully."
        ),
    ),
    answer=answer,
    answer_kind="rational",
    answer_form="reduced",
    conclusion=conclusion,
    key=lambda p: tuple(sorted(((p.left, p.one), (p.right, p.two)))),
    capacity=capacity,
)


@FAMILY.strategy(approach="algebraic")
def transposition(p: Params) -> Steps:
    """Al-Khwarizmi's al-jabr in its school book form: a term that crosses to the other side changes
    its sign."""
    a, b, f, h, common = multiplied(p)
    left, right = SHAPES[p.left], SHAPES[p.right]
    end, below = ("{}", ()) if common == 1 else ("{}/{}", (common,))
    if right.term:
        numbers = left.term_numbers(*p.one) + right.term_numbers(*p.two)
        yield Step(
            "Bring the multiples of x to the left: {}.",
            Claim(f"{left.term} - {right.term} = {end}", (*numbers, a - f, *below)),
        )
    elif p.left == "bracket":
        yield Step(
            "The bracket holds this multiple of x: {}.", Claim("{} * {} = {}", (*p.one[:2], a))
        )
    numbers = left.rest_numbers(*p.one) + right.rest_numbers(*p.two)
    yield Step(
        "Bring the numbers to the left: {}.",
        Claim(f"{left.rest} - {right.rest} = {end}", (*numbers, b - h, *below)),
    )
    form, x = over(h - b, a - f)
    if x != (h - b, a - f):  # else the quotient is in lowest terms as it stands
        words = (
            "Together they make zero, so x is {}."
            if common == 1
            else "Together they make zero; the denominators cancel, so x is {}."
        )
        yield Step(words, Claim(f"-{{}}/{{}} = {form}", (b - h, a - f, *x)))


@FAMILY.strategy(approach="forward")
def balance(p: Params) -> Steps:
    """Doing the same to both sides (Euler, Elements of Algebra, 1770), the number added last first,
    until x stands alone."""
    a, b, f, h, common = multiplied(p)
    now, numbers = written(p), p.one + p.two
    line, slope = ("{}", ()) if p.right == "number" else (LINE, (f,))
    if p.left != "plain":
        d = p.one[-1]
        then, rest = now.replace(" + {} =", " =", 1), (*p.one[:-1], *p.two[:-1], p.two[-1] - d)
        yield Step(
            "Take the number added last from both sides: {}.",
            Claim(f"{now} :: {then}", numbers + rest),
        )
        now, numbers, b, h = then, rest, b - d * common, h - d * common
    if p.left != "plain" or p.right in ("bracket", "fraction"):
        words = (
            "Multiply out: {}."
            if common == 1
            else "Multiply both sides by the common denominator and multiply out: {}."
        )
        yield Step(words, Claim(f"{now} :: {LINE} = {line}", (*numbers, a, b, *slope, h)))
    claim = Claim(f"{LINE} = {line} :: {{}}x = {line}", (a, b, *slope, h, a, *slope, h - b))
    yield Step("Take the number beside x from both sides: {}.", claim)
    if slope:
        claim = Claim("{}x = {}x + {} :: {}x = {}", (a, f, h - b, a - f, h - b))
        yield Step("Take the multiple of x on the right from both sides: {}.", claim)
    if a - f != 1:
        form, x = over(h - b, a - f)
        yield Step(
            "Divide both sides by what multiplies x: {}.",
            Claim(f"{{}}x = {{}} :: x = {form}", (a - f, h - b, *x)),
        )


@FAMILY.strategy(approach="estimate_and_correct")
def double_false_position(p: Params) -> Steps:
    """Regula duorum falsorum (Fibonacci, Liber Abaci, 1202, chapter 13): two wrong guesses and
    their errors give the root."""
    a, b, f, h, common = multiplied(p)
    left, right = SHAPES[p.left], SHAPES[p.right]
    first, second = 3, 5
    if common > 1:  # guesses at which the fractions are whole, of a size that is seldom the root
        (r, s, below), (t, u, under) = left.whole(*p.one), right.whole(*p.two)
        first = next(
            x for x in range(20, 20 + common) if (r * x + s) % below == 0 == (t * x + u) % under
        )
        second = first + common
    miss, other = ((a - f) * first + b - h) // common, ((a - f) * second + b - h) // common
    form = (
        f"({left.at}) - ({right.at}) = {{}}" if right.term else f"({left.at}) - {right.at} = {{}}"
    )
    numbers = (*left.at_numbers(first, *p.one), *right.at_numbers(first, *p.two), miss)
    yield Step(f"Guess {first}; the sides then differ by {{}}.", Claim(form, numbers))
    if miss:
        numbers = (*left.at_numbers(second, *p.one), *right.at_numbers(second, *p.two), other)
        yield Step(f"Guess {second}; now they differ by {{}}.", Claim(form, numbers))
    if miss and other:
        form, x = over(h - b, a - f)
        words = "Multiply each guess by the other's error; the difference of these over the difference of the errors is x: {}."
        numbers = (first, other, second, miss, other, miss, *x)
        yield Step(words, Claim(f"({{}} * {{}} - {{}} * {{}})/({{}} - {{}}) = {form}", numbers))


@FAMILY.strategy(approach="enumerative")
def two_point_table(p: Params) -> Steps:
    """The meeting point of two lines, from a table of two points on each (school graphs): the gap
    between them changes evenly."""
    a, b, f, h, common = multiplied(p)
    left, right = SHAPES[p.left], SHAPES[p.right]
    (r, s, below), (t, u, under) = left.whole(*p.one), right.whole(*p.two)
    (end, one), (other_end, two), (both, three) = [
        ("{}", ()) if q == 1 else ("{}/{}", (q,)) for q in (below, under, common)
    ]
    form, gaps = (
        f"{left.at} = {end}" if not right.term else f"{left.at} = {end}, {right.at} = {other_end}",
        (),
    )
    for x, words in ((1, "At x = 1: {}."), (2, "At x = 2: {}.")):
        value, other = (r * x + s, *one), (t * x + u, *two)
        row = right.at_numbers(x, *p.two) + other if right.term else ()
        yield Step(words, Claim(form, left.at_numbers(x, *p.one) + value + row))
        gaps += (*value, *other, (a - f) * x + b - h, *three)
    gap, step = a - f + b - h, a - f
    yield Step(
        "The gaps between the sides are {}.",
        Claim(f"{end} - {other_end} = {both}, {end} - {other_end} = {both}", gaps),
    )
    if gap and gap + step:
        form, x = over(h - b, a - f)
        words = "The gap changes by the same amount at every step, so it closes at {}."
        yield Step(words, Claim(f"1 - {{}}/({{}} - {{}}) = {form}", (gap, gap + step, gap, *x)))


@FAMILY.strategy(approach="transform", when=lambda p: "fraction" in (p.left, p.right))
def clear_denominators(p: Params) -> Steps:
    """Multiply through by the least common denominator first, so that only whole numbers are left
    (any school algebra)."""
    a, b, f, h, common = multiplied(p)
    if p.left == p.right:
        yield Step(
            "The least common denominator is {}.",
            Claim("lcm({}, {}) = {}", (p.one[2], p.two[2], common)),
        )
    claim = Claim(f"{{}} * ({SHAPES[p.left].written}) = {LINE}", (common, *p.one, a, b))
    yield Step("Multiply the left side by the denominator: {}.", claim)
    claim, line, slope = (
        Claim(f"{{}} * ({SHAPES[p.right].written}) = {LINE}", (common, *p.two, f, h)),
        "({} - {})",
        (a, f),
    )
    if p.right == "number":
        claim, line, slope = Claim("{} * {} = {}", (common, *p.two, h)), "{}", (a,)
    yield Step("Multiply the right side by it: {}.", claim)
    form, x = over(h - b, a - f)
    yield Step(
        "Numbers to one side, multiples of x to the other: x is {}.",
        Claim(f"({{}} - {{}})/{line} = {form}", (h, b, *slope, *x)),
    )


@FAMILY.strategy(approach="backward", when=lambda p: p.right == "number")
def backtracking(p: Params) -> Steps:
    """The rule of inversion (Aryabhatiya, II.28; a flow chart read backwards): undo each operation
    on x, the last one first."""
    (*before, d), (value,) = p.one, p.two
    yield Step(
        "A number was added last; undo that: {}.", Claim("{} - {} = {}", (value, d, value - d))
    )
    value -= d
    b = before[0]
    if p.left == "bracket":
        a, b, c = before
        yield Step(
            "Undo the multiplication of the bracket: {}.",
            Claim("{}/{} = {}", (value, a, value // a)),
        )
        yield Step(
            "Undo the addition in the bracket: {}.",
            Claim("{} - {} = {}", (value // a, c, value // a - c)),
        )
        value = value // a - c
    elif p.left == "fraction":
        b, c, below = before
        yield Step("Undo the division: {}.", Claim("{} * {} = {}", (value, below, value * below)))
        yield Step(
            "Undo the addition above the line: {}.",
            Claim("{} - {} = {}", (value * below, c, value * below - c)),
        )
        value = value * below - c
    form, x = over(value, b)
    if b > 1 and x != (value, b):
        yield Step(
            "Undo the first multiplication: {}.", Claim(f"{{}}/{{}} = {form}", (value, b, *x))
        )
