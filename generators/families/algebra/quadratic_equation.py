"""A quadratic equation with two different rational roots, as `a x^2 + b x + c = d x + e`."""

from collections.abc import Generator, Iterable
from dataclasses import dataclass
from functools import lru_cache
from math import gcd, isqrt

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
    ratio,
)

Number = int | Fraction
TRIALS = 5  # numbers tried at most before the first root


@dataclass(frozen=True, slots=True)
class Params:
    """The numbers of a x^2 + b x + c = d x + e, with a > 0."""

    a: int
    b: int
    c: int
    d: int
    e: int


@lru_cache(maxsize=64)
def roots(size: int, parts: int) -> tuple[tuple[int, int], ...]:
    """Every n/m in lowest terms with 1 <= |n| <= size and m <= parts, as (n, m), smallest first; so
    n/m and -n/m stand equally far from the two ends."""
    found = [
        (s * n, m)
        for m in range(1, parts + 1)
        for n in range(1, size + 1)
        if gcd(n, m) == 1
        for s in (1, -1)
    ]
    return tuple(sorted(found, key=lambda root: Fraction(*root)))


def sample(stream: Stream, knobs: Knobs) -> Params:
    """Draws two roots that differ in size, multiplies (m x - n) by (q x - p), and adds the same to
    both sides."""
    possible = roots(knobs["root"], knobs["parts"])
    first, second = stream.below(len(possible)), stream.below(len(possible) - 2)
    low = min(first, len(possible) - 1 - first)
    second += (second >= low) + (
        second >= len(possible) - 2 - low
    )  # steps over the first root and its opposite
    (n, m), (p, q) = possible[first], possible[second]
    d, e = (
        stream.below(2 * knobs["moved_x"] + 1) - knobs["moved_x"],
        stream.below(2 * knobs["moved"] + 1) - knobs["moved"],
    )
    return Params(m * q, d - n * q - p * m, n * p + e, d, e)


def capacity(knobs: Knobs) -> Capacity:
    """Every pair of roots that differ in size, and every number and multiple of x on the right, is
    another equation."""
    count = len(roots(knobs["root"], knobs["parts"]))
    return Capacity(
        count * (count - 2) // 2 * (2 * knobs["moved"] + 1) * (2 * knobs["moved_x"] + 1)
    )


def standard(p: Params) -> tuple[int, int, int]:
    """(a, b, c) with all on the left: a x^2 + b x + c = 0."""
    return p.a, p.b - p.d, p.c - p.e


def primitive(p: Params) -> tuple[int, ...]:
    """(a, b, c) without a common factor: an equation multiplied through, or with its terms moved,
    is no other mathematics."""
    numbers = standard(p)
    factor = gcd(*numbers)
    return tuple([number // factor for number in numbers])


def discriminant_root(p: Params) -> int:
    a, b, c = standard(p)
    return isqrt(b * b - 4 * a * c)


def lower_and_upper(p: Params) -> tuple[Number, Number]:
    """Both solutions, the smaller one first."""
    a, b, _ = standard(p)
    s = discriminant_root(p)
    return ratio(-b - s, 2 * a), ratio(-b + s, 2 * a)


def equation(p: Params) -> Claim:
    """The equation as posed; what is zero is not written."""
    return Claim(f"{p.a}x^2 + {p.b}x + {p.c} = {p.d}x + {p.e}")


def answer(p: Params) -> frozenset[Number]:
    return frozenset(lower_and_upper(p))


def conclusion(p: Params, answer: Iterable[Number]) -> Claim:
    solutions = list_of([f"x = {root}" for root in sorted(answer)], separator=" or ")
    return Claim(f"{equation(p)} :: {solutions}")


FAMILY = Family(
    params=Params,
    knobs={
        "root": Knob(
            "the roots' largest numerator, without its sign", (12, 15, 10, 10, 15), (3, 200)
        ),
        "parts": Knob("the roots' largest denominator", (1, 1, 3, 5, 9), (1, 20)),
        "moved": Knob("the largest number on the right", (10, 9, 12, 20, 30), (0, 1000)),
        "moved_x": Knob("the largest multiple of x on the right", (0, 4, 6, 10, 15), (0, 1000)),
    },
    sample=sample,
    statements=(
        lambda p: (
            f"Solve {equation(p).text()}."
            " Give all solutions as a set, with any fractions in lowest terms."
        ),
        lambda p: (
            f"Find the set of all x for which {equation(p).text()}, with any fractions reduced."
        ),
        lambda p: (
            f"Which values of x satisfy {equation(p).text()}?"
            " List them all as a set; reduce any fractions."
        ),
        lambda p: (
            f"Determine the solution set of the quadratic equation {equation(p).text()},"
            " writing fractions in lowest terms."
        ),
    ),
    answer=answer,
    answer_kind="set",
    answer_form="reduced",
    conclusion=conclusion,
    key=lambda p: (p.a, p.b, p.c, p.d, p.e),
    mathematics=primitive,
    capacity=capacity,
    exceptions={
        "difficulty_rises": "its knobs make longer numbers rather than longer solutions",
    },
)


def to_standard(p: Params) -> Generator[Step, None, tuple[int, int, int]]:
    """The step to a x^2 + b x + c = 0, where the right side is not 0 already; gives (a, b, c)."""
    a, b, c = standard(p)
    if p.d or p.e:
        yield Step(
            "Bring everything to the left: {}.",
            f"{equation(p)} :: {a:new}x^2 + {b:new}x + {c:new} = 0",
        )
    return a, b, c


@FAMILY.strategy(approach="algebraic")
def symmetric_half_sum(p: Params) -> Steps:
    """Po-Shen Loh (A Simple Proof of the Quadratic Formula, 2019), after Viete and the Babylonians:
    the roots are m - u and m + u."""
    a, b, c = yield from to_standard(p)
    m, u = ratio(-b, 2 * a), ratio(discriminant_root(p), 2 * a)
    product = ratio(c, a)
    yield Step("Half of the roots' sum: m = {}.", f"-{b}/(2 * {a}) = {m}")
    words = "The square of m less the roots' product is the square of u: {}."
    if a == 1:
        yield Step(words, f"{m}^2 - {c} = {m * m:new} - {c} = {u * u:new} = {u:new}^2")
    else:
        yield Step(
            words, f"{m}^2 - {c}/{a} = {m * m:new} - {product:new} = {u * u:new} = {u:new}^2"
        )
    yield Step("Go u to both sides of m: {}.", f"{m} + {u} = {m + u}, {m} - {u} = {m - u}")
    return {m + u, m - u}


@FAMILY.strategy(approach="enumerative")
def factoring_by_grouping(p: Params) -> Steps:
    """The AC method of school algebra (Harriot, 1631): split b into two numbers whose product is a
    c, and factor."""
    a, b, c = yield from to_standard(p)
    s = discriminant_root(p)
    m, n = (b + s) // 2, (b - s) // 2
    if a > 1:
        yield Step("The first coefficient times the last number: {}.", f"{a} * {c} = {a * c}")
    summands = Step(
        "Two numbers with this product, and with what multiplies x as their sum: {}.",
        f"{m:new} * {n:new} = {a * c}, {m} + {n} = {b}",
    )
    yield summands
    split = Claim(f"{a}x^2 + {m}x + {n}x + {c} = 0")
    words = "Split the middle term into them: {}."
    yield Step(words, f"{a}x^2 + {b}x + {c} = 0 :: {split}", rests_on=(summands,))
    g = gcd(a, m)
    h, u, v = n * g // a, a // g, m // g
    grouped = Claim(f"{g}x * ({u}x + {v}) + {h}({u}x + {v}) = 0")
    yield Step("Group, with the same bracket in both: {}.", f"{split} :: {grouped}")
    yield Step("Take the bracket out: {}.", f"{grouped} :: ({g}x + {h})({u}x + {v}) = 0")
    one, two = ratio(-h, g), ratio(-v, u)
    yield Step(
        "One of the factors is zero: {}.",
        f"({g}x + {h})({u}x + {v}) = 0 :: x = {one} or x = {two}",
    )
    return {one, two}


@FAMILY.strategy(approach="forward")
def quadratic_formula(p: Params) -> Steps:
    """The formula (-b + s)/(2a), (-b - s)/(2a), where s^2 is the discriminant (Stevin, 1594;
    Descartes, 1637)."""
    a, b, c = yield from to_standard(p)
    s = discriminant_root(p)
    low, high = lower_and_upper(p)
    yield Step(
        "The discriminant is a square: {}.",
        f"{b}^2 - 4 * {a} * {c} = {b * b:new} - {4 * a * c:new} = {s * s:new} = {s:new}^2",
    )
    yield Step(
        "The formula, with plus and with minus: {}.",
        f"(-{b} + {s})/(2 * {a}) = {high}, (-{b} - {s})/(2 * {a}) = {low}",
    )
    return {high, low}


@FAMILY.strategy(approach="transform")
def completing_the_square(p: Params) -> Steps:
    """Al-Khwarizmi's figure of the square and its gnomon (about 820): the same square is added to
    both sides."""
    a, b, c = standard(p)
    if p.d or p.c:
        yield Step(
            "Leave only the number on the right: {}.", f"{equation(p)} :: {a}x^2 + {b}x = {-c}"
        )
    multiple, number = ratio(b, a), ratio(-c, a)
    if a > 1:
        yield Step(
            "Divide by what multiplies x^2: {}.",
            f"{a}x^2 + {b}x = {-c} :: x^2 + {multiple}x = {number}",
        )
    half, distance = ratio(b, 2 * a), ratio(discriminant_root(p), 2 * a)
    square, other_square = half * half, distance * distance
    halved = Step(
        "Half of what multiplies x, and its square: {}.",
        f"2 * {half:new} = {multiple}, {half}^2 = {square:new}",
    )
    yield halved
    completed = Claim(f"x^2 + {multiple}x + {square} = {number} + {square}")
    words = "Add this square to both sides: {}."
    yield Step(words, f"x^2 + {multiple}x = {number} :: {completed}", rests_on=(halved,))
    words = "The left side is a square, and the right side a number: {}."
    yield Step(words, f"{completed} :: (x + {half})^2 = {other_square}", rests_on=(halved,))
    roots = Claim(f"x + {half} = {distance:new} or x + {half} = {-distance:new}")
    yield Step("Take the square root: {}.", f"(x + {half})^2 = {other_square} :: {roots}")
    low, high = lower_and_upper(p)
    yield Step(
        "Take the number beside x from both sides: {}.",
        f"{distance} - {half} = {high}, {-distance} - {half} = {low}",
    )
    return {high, low}


@FAMILY.strategy(approach="backward")
def depressed_equation(p: Params) -> Steps:
    """Sridhara's rule (about 900, quoted by Bhaskara): times 4a, the equation in y = 2ax + b has no
    middle term; no fractions arise."""
    a, b, c = yield from to_standard(p)
    s = discriminant_root(p)
    low, high = lower_and_upper(p)
    first, middle, last = 4 * a * a, 4 * a * b, 4 * a * c
    yield Step(
        "Multiply by four times what multiplies x^2: {}.",
        f"{a}x^2 + {b}x + {c} = 0 :: {first}x^2 + {middle}x + {last} = 0",
    )
    yield Step(
        "The left side is a square less a number: {}.",
        f"{first}x^2 + {middle}x + {last} = ({2 * a}x + {b})^2 - {b * b} + {last}"
        f" = ({2 * a}x + {b})^2 - {s * s}",
    )
    yield Step("With y for what is squared, {}.", f"y^2 - {s * s} = 0 :: y = {s} or y = {-s}")
    yield Step(
        "Back from y to x: {}.",
        f"({s} - {b})/{2 * a} = {high}, ({-s} - {b})/{2 * a} = {low}",
    )
    return {high, low}


def trials(p: Params) -> list[int]:
    """The divisors of c that are tried, smallest first, ending with a root; a sign that Descartes'
    rule excludes is left out. Empty where no root is whole."""
    a, b, c = standard(p)
    whole = [abs(root) for root in lower_and_upper(p) if isinstance(root, int)]
    signs = (1, -1) if c < 0 else (-1,) if b > 0 else (1,)
    tried = [sign * n for n in range(1, min(whole, default=0) + 1) if c % n == 0 for sign in signs]
    return tried[:-1] if tried and (a * tried[-1] + b) * tried[-1] + c else tried


@FAMILY.strategy(approach="estimate_and_correct", when=lambda p: 0 < len(trials(p)) <= TRIALS)
def rational_root_and_synthetic_division(p: Params) -> Steps:
    """The rational root theorem (Descartes, 1637), then synthetic division by the root found
    (Ruffini, 1804; Horner, 1819)."""
    a, b, c = yield from to_standard(p)
    *misses, root = trials(p)
    for x in misses:
        carried = a * x + b
        yield Step(
            "Try {x}, which divides the last number; it is no root: {}.",
            f"{x:choice} | {c}, {a} * {x:choice} + {b} = {carried},"
            f" {carried} * {x:choice} + {c} = {carried * x + c}",
            role="abandoned",
        )
    carried = a * root + b
    division = Step(
        "Synthetic division with {root} leaves no remainder: {}.",
        f"{a} * {root:new} + {b} = {carried:new}, {carried} * {root} + {c} = 0",
    )
    yield division
    product = Claim(f"(x + {-root})({a}x + {carried}) = 0")
    words = "So the left side is a product, with the quotient as a factor: {}."
    yield Step(words, f"{a}x^2 + {b}x + {c} = 0 :: {product}", rests_on=(division,))
    other = ratio(-carried, a)
    words = "One of the factors is zero: {}."
    yield Step(words, f"{product} :: x = {root} or x = {other}")
    return {root, other}
