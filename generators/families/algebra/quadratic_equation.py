"""A quadratic equation with two different rational roots, as `a x^2 + b x + c = d x + e`."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import gcd, isqrt

from generators.claims.printer import PRINTERS
from generators.families.algebra._quotient import over
from generators.family import Capacity, Claim, Family, Knob, Knobs, Step, Steps, Stream

STANDARD = "{}x^2 + {}x + {} = 0"
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


def halves(p: Params) -> tuple[int, int, int]:
    """(-b, s, 2a): the roots are (-b - s)/(2a) and (-b + s)/(2a), and s^2 is the discriminant."""
    a, b, c = standard(p)
    return -b, isqrt(b * b - 4 * a * c), 2 * a


def written(p: Params) -> tuple[str, tuple[int, ...]]:
    """The equation as posed: its form and its numbers."""
    right = "{}x + {}" if p.d and p.e else "{}x" if p.d else "{}"
    return f"{{}}x^2 + {{}}x + {{}} = {right}", (
        p.a,
        p.b,
        p.c,
        *((p.d, p.e) if p.d and p.e else (p.d or p.e,)),
    )


def equation(p: Params) -> str:
    form, numbers = written(p)
    return PRINTERS[form].show(numbers)


def answer(p: Params) -> frozenset[int | Fraction]:
    middle, s, below = halves(p)
    return frozenset(
        [n // below if n % below == 0 else Fraction(n, below) for n in (middle - s, middle + s)]
    )


def conclusion(p: Params, answer: Iterable[int | Fraction]) -> Claim:
    form, numbers = written(p)
    found = [over(root.numerator, root.denominator) for root in sorted(answer)]
    return Claim(
        f"{form} :: {' or '.join([f'x = {form}' for form, _ in found])}",
        numbers + sum([root for _, root in found], ()),
    )


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
            f"Solve {equation(p)}. Give all solutions as a set, with any fractions in lowest terms."
        ),
        lambda p: f"Find the set of all x for which {equation(p)}, with any fractions reduced.",
        lambda p: (
            f"Which values of x satisfy {equation(p)}? List them all as a set; reduce any fractions."
        ),
        lambda p: (
            f"Determine the solution set of the quadratic equation {equation(p)}, writing fractions in lowest terms."
        ),
    ),
    answer=answer,
    answer_kind="set",
    answer_form="reduced",
    conclusion=conclusion,
    key=lambda p: (p.a, p.b, p.c, p.d, p.e),
    capacity=capacity,
    exceptions={
        "difficulty_rises": "its knobs make longer numbers rather than longer solutions",
    },
)


def power(form: str) -> str:
    return "{}^2" if form == "{}" else f"({form})^2"


def to_standard(p: Params) -> Steps:
    if p.d or p.e:
        form, numbers = written(p)
        yield Step(
            "Bring everything to the left: {}.",
            Claim(f"{form} :: {STANDARD}", numbers + standard(p)),
        )


@FAMILY.strategy(approach="algebraic")
def symmetric_half_sum(p: Params) -> Steps:
    """Po-Shen Loh (A Simple Proof of the Quadratic Formula, 2019), after Viete and the Babylonians:
    the roots are m - u and m + u."""
    middle, s, below = halves(p)
    (m, mean), (u, half), (square, squared) = (
        over(middle, below),
        over(s, below),
        over(s * s, below * below),
    )
    (more, upper), (less, lower) = over(middle + s, below), over(middle - s, below)
    form, numbers = ("({} - {})", (p.b, p.d)) if p.d else ("{}", (p.b,))
    yield Step(
        "Half of the roots' sum: m = {}.",
        Claim(f"-{form}/(2 * {{}}) = {m}", (*numbers, p.a, *mean)),
    )
    form, numbers = ("({} - {})", (p.c, p.e)) if p.e else ("{}", (p.c,))
    form, numbers = (f"{form}/{{}}", (*numbers, p.a)) if p.a > 1 else (form, numbers)
    claim = Claim(
        f"{power(m)} - {form} = {square} = {power(u)}", (*mean, *numbers, *squared, *half)
    )
    yield Step("The square of m less the roots' product is the square of u: {}.", claim)
    claim = Claim(
        f"{m} + {u} = {more}, {m} - {u} = {less}", (*mean, *half, *upper, *mean, *half, *lower)
    )
    yield Step("Go u to both sides of m: {}.", claim)


@FAMILY.strategy(approach="enumerative")
def factoring_by_grouping(p: Params) -> Steps:
    """The AC method of school algebra (Harriot, 1631): split b into two numbers whose product is a
    c, and factor."""
    yield from to_standard(p)
    a, b, c = standard(p)
    middle, s, _ = halves(p)
    m, n = (s - middle) // 2, (-s - middle) // 2
    if a == 1:
        yield Step(
            "Two numbers with the right product and sum: {}.",
            Claim("{} * {} = {}, {} + {} = {}", (m, n, c, m, n, b)),
        )
        yield Step(
            "So the left side factors: {}.",
            Claim("x^2 + {}x + {} = (x + {})(x + {})", (b, c, m, n)),
        )
        return
    shared = gcd(a, m)
    yield Step(
        "Two numbers with the right product and sum: {}.",
        Claim("{} * {} = {} = {} * {}, {} + {} = {}", (a, c, a * c, m, n, m, n, b)),
    )
    claim = Claim(
        "{}x^2 + {}x + {}x + {} = ({}x + {})({}x + {})",
        (a, m, n, c, shared, n * shared // a, a // shared, m // shared),
    )
    yield Step("Split the middle term with them and factor: {}.", claim)


@FAMILY.strategy(approach="forward")
def quadratic_formula(p: Params) -> Steps:
    """The formula (-b + s)/(2a), (-b - s)/(2a), where s^2 is the discriminant (Stevin, 1594;
    Descartes, 1637)."""
    a, b, c = standard(p)
    middle, s, below = halves(p)
    if p.d and p.e:
        yield Step(
            "With everything on the left: {}.",
            Claim("{} - {} = {}, {} - {} = {}", (p.b, p.d, b, p.c, p.e, c)),
        )
    elif p.d or p.e:
        yield Step(
            "With everything on the left: {}.",
            Claim("{} - {} = {}", (p.b, p.d, b) if p.d else (p.c, p.e, c)),
        )
    yield Step(
        "The discriminant is a square: {}.",
        Claim("{}^2 - 4 * {} * {} = {} = {}^2", (b, a, c, s * s, s)),
    )
    (more, upper), (less, lower) = over(middle + s, below), over(middle - s, below)
    form = f"(-{{}} + {{}})/(2 * {{}}) = {more}, (-{{}} - {{}})/(2 * {{}}) = {less}"
    yield Step("The formula gives {}.", Claim(form, (b, s, a, *upper, b, s, a, *lower)))


@FAMILY.strategy(approach="transform")
def completing_the_square(p: Params) -> Steps:
    """Al-Khwarizmi's figure of the square and its gnomon (about 820): the same square is added to
    both sides."""
    a, b, c = standard(p)
    middle, s, below = halves(p)
    form, numbers = written(p)
    (h, half), (u, distance), (square, squared) = (
        over(-middle, below),
        over(s, below),
        over(s * s, below * below),
    )
    if p.d or p.c:
        yield Step(
            "Leave only the number on the right: {}.",
            Claim(f"{form} :: {{}}x^2 + {{}}x = {{}}", (*numbers, a, b, -c)),
        )
    words = (
        "Add the square of half of what multiplies x: {}."
        if a == 1
        else "Divide by what multiplies x^2, and add a square: {}."
    )
    yield Step(
        words,
        Claim(f"{{}}x^2 + {{}}x = {{}} :: (x + {h})^2 = {square}", (a, b, -c, *half, *squared)),
    )
    claim = Claim(
        f"(x + {h})^2 = {square} :: x + {h} = {u} or x + {h} = {u}",
        (*half, *squared, *half, *distance, *half, -distance[0], *distance[1:]),
    )
    yield Step("Take the square root: {}.", claim)


@FAMILY.strategy(approach="backward")
def depressed_equation(p: Params) -> Steps:
    """Sridhara's rule (about 900, quoted by Bhaskara): times 4a, the equation in y = 2ax + b has no
    middle term; no fractions arise."""
    yield from to_standard(p)
    a, b, c = standard(p)
    _, s, below = halves(p)
    claim = Claim("4 * {}({}x^2 + {}x + {}) = ({}x + {})^2 - {}", (a, a, b, c, below, b, s * s))
    yield Step(
        "Multiplied by four times its first coefficient it is a square less a number: {}.", claim
    )
    yield Step(
        "With y for what is squared, {}.", Claim("y^2 - {} = 0 :: y = {} or y = {}", (s * s, s, -s))
    )
    (more, upper), (less, lower) = over(s - b, below), over(-s - b, below)
    claim = Claim(
        f"({{}} - {{}})/{{}} = {more}, ({{}} - {{}})/{{}} = {less}",
        (s, b, below, *upper, -s, b, below, *lower),
    )
    yield Step("Back from y to x: {}.", claim)


def trials(p: Params) -> list[int]:
    """The divisors of c that are tried, smallest first, ending with a root; a sign that Descartes'
    rule excludes is left out. Empty where no root is whole."""
    a, b, c = standard(p)
    middle, s, below = halves(p)
    whole = [abs(n // below) for n in (middle - s, middle + s) if n % below == 0]
    signs = (1, -1) if c < 0 else (-1,) if b > 0 else (1,)
    tried = [sign * n for n in range(1, min(whole, default=0) + 1) if c % n == 0 for sign in signs]
    return tried[:-1] if tried and (a * tried[-1] + b) * tried[-1] + c else tried


@FAMILY.strategy(approach="estimate_and_correct", when=lambda p: 0 < len(trials(p)) <= TRIALS)
def rational_root_and_synthetic_division(p: Params) -> Steps:
    """The rational root theorem (Descartes, 1637), then synthetic division by the root found
    (Ruffini, 1804; Horner, 1819)."""
    yield from to_standard(p)
    a, b, c = standard(p)
    *misses, root = trials(p)
    for x in misses:
        words = f"Try {x}, which divides the last number; it is no root: {{}}."
        yield Step(
            words, Claim("({} * {} + {}) * {} + {} = {}", (a, x, b, x, c, (a * x + b) * x + c))
        )
    carried = a * root + b
    claim = Claim("{} * {} + {} = {}, {} * {} + {} = 0", (a, root, b, carried, carried, root, c))
    yield Step(f"Synthetic division with {root} leaves no remainder: {{}}.", claim)
    form, other = over(-carried, a)
    yield Step(
        "The quotient has the other root: {}.",
        Claim(f"{{}}x + {{}} = 0 :: x = {form}", (a, carried, *other)),
    )
