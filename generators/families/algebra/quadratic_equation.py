"""A quadratic equation `a x^2 + b x + c = d x + e` with two solutions, rational or not, with one or
with none among the real numbers, or with two complex ones."""

import re
from collections.abc import Generator, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, product
from math import gcd, isqrt, lcm
from typing import NamedTuple

from generators.claims.printer import split
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
from generators.solution import Detail

Number = int | Fraction
TRIALS = 5  # numbers tried at most before the first root
# what the solutions may be, with their weights: whoever answers that there is none is right on one
# problem in 26 where all are drawn
WEIGHTS = {"rational": 8, "irrational": 12, "double": 2, "none": 1, "complex": 3}
SQUARES_KNOWN = 12  # the largest number whose square is known by heart
RADICAND = 30  # the largest number that is left below a root
COMPLEX_RADICAND = 3  # the same for complex numbers, so that many are whole multiples of i


@dataclass(frozen=True, slots=True)
class Params:
    """The numbers of a x^2 + b x + c = d x + e, with a > 0, and of which numbers the solutions are
    asked for: `real` or `complex`."""

    a: int
    b: int
    c: int
    d: int
    e: int
    among: str = "real"


@lru_cache(maxsize=64)
def roots(size: int, parts: int) -> tuple[tuple[int, int], ...]:
    """Every n/m in lowest terms with 1 <= |n| <= size and m <= parts, as (n, m), smallest first; so
    n/m and -n/m stand equally far from the two ends."""
    every = product(range(1, parts + 1), range(1, size + 1), (1, -1))
    found = [(s * n, m) for m, n, s in every if gcd(n, m) == 1]
    return tuple(sorted(found, key=lambda root: Fraction(*root)))


class Coefficients(NamedTuple):
    """Those of a x^2 + b x + c, with a > 0."""

    a: int
    b: int
    c: int

    @property
    def discriminant(self) -> int:
        return self.b * self.b - 4 * self.a * self.c

    @property
    def kind(self) -> str:
        """What the real solutions are: one of WEIGHTS but for complex."""
        if self.discriminant <= 0:
            return "none" if self.discriminant else "double"
        return "rational" if isqrt(self.discriminant) ** 2 == self.discriminant else "irrational"


class Root(NamedTuple):
    """The square root of a whole number as factor * sqrt(radicand), with no square left below; the
    radicand is negative where the number is."""

    factor: int
    radicand: int


def root_of(number: int) -> Root:
    factor = max([k for k in range(1, isqrt(abs(number)) + 1) if number % (k * k) == 0])
    return Root(factor, number // (factor * factor))


@lru_cache(maxsize=64)
def without_rational_roots(size: int, parts: int, kind: str) -> tuple[Coefficients, ...]:
    """All whose solutions are of a kind that is not rational: a from half of the parts up to them,
    b and c to twice the size and no 0, no factor common to all three, and below a root RADICAND at
    most, or COMPLEX_RADICAND."""
    real, largest = ("none", COMPLEX_RADICAND) if kind == "complex" else (kind, RADICAND)
    found = []
    for a in range(max(1, parts // 2), parts + 1):
        numbers = [number for number in range(-2 * size, 2 * size + 1) if number]
        each = [Coefficients(a, b, c) for b, c in product(numbers, numbers)]
        found += [three for three in each if three.kind == real and gcd(*three) == 1]
    if kind != "none":
        found = [three for three in found if root_of(abs(three.discriminant)).radicand <= largest]
    return tuple(found)


def two_roots(stream: Stream, knobs: Knobs) -> Coefficients:
    """Draws two roots that differ in size, and multiplies (m x - n) by (q x - p)."""
    possible = roots(knobs["root"], knobs["parts"])
    if knobs["even"] == "yes":
        n, m = stream.choice(possible)
        p, q = stream.choice([root for root in possible if makes_even((n, m), root)])
        return Coefficients(m * q, -n * q - p * m, n * p)
    first, second = stream.below(len(possible)), stream.below(len(possible) - 2)
    low = min(first, len(possible) - 1 - first)
    second += (second >= low) + (
        second >= len(possible) - 2 - low
    )  # steps over the first root and its opposite
    (n, m), (p, q) = possible[first], possible[second]
    return Coefficients(m * q, -n * q - p * m, n * p)


def makes_even(one: tuple[int, int], two: tuple[int, int]) -> bool:
    """Whether two roots, which differ in size, give an even multiple of x."""
    (n, m), (p, q) = one, two
    return (n * q + p * m) % 2 == 0 and abs(n) * q != abs(p) * m


def one_root(stream: Stream, knobs: Knobs) -> Coefficients:
    n, m = stream.choice(roots(knobs["root"], knobs["parts"]))
    return Coefficients(m * m, -2 * m * n, n * n)


def sample(stream: Stream, knobs: Knobs) -> Params:
    """Draws what the solutions are, then the equation with 0 on the right, and adds the same to
    both sides."""
    kinds = chain(*[[kind] * WEIGHTS[kind] for kind in knobs["solutions"].split("|")])
    kind = stream.choice(list(kinds))
    if kind == "rational":
        a, b, c = two_roots(stream, knobs)
    elif kind == "double":
        a, b, c = one_root(stream, knobs)
    else:
        a, b, c = stream.choice(without_rational_roots(knobs["root"], knobs["parts"], kind))
    d, e = (
        stream.below(2 * knobs["moved_x"] + 1) - knobs["moved_x"],
        stream.below(2 * knobs["moved"] + 1) - knobs["moved"],
    )
    return Params(a, b + d, c + e, d, e, "complex" if kind == "complex" else "real")


def capacity(knobs: Knobs) -> Capacity:
    """Every equation with 0 on the right (for rational solutions a pair of roots that differ in
    size), and every number and multiple of x on the right, is another one."""
    count = len(roots(knobs["root"], knobs["parts"]))
    of_kind = {"rational": count * (count - 2) // 2, "double": count}
    for kind in ("irrational", "none", "complex"):
        of_kind[kind] = len(without_rational_roots(knobs["root"], knobs["parts"], kind))
    exact = knobs["even"] == "no" or knobs["parts"] == 1
    if knobs["even"] == "yes":  # both roots even, or both odd; of those that are whole
        odd, even = (knobs["root"] + 1) // 2 * 2, knobs["root"] // 2 * 2
        of_kind["rational"] = (odd * (odd - 2) + even * (even - 2)) // 2
    equations = sum([of_kind[kind] for kind in knobs["solutions"].split("|")])
    moves = (2 * knobs["moved"] + 1) * (2 * knobs["moved_x"] + 1)
    return Capacity(equations * moves, exact)


def standard(p: Params) -> Coefficients:
    """Those with all on the left: a x^2 + b x + c = 0."""
    return Coefficients(p.a, p.b - p.d, p.c - p.e)


def primitive(p: Params) -> tuple[int, ...]:
    """(a, b, c) without a common factor: an equation multiplied through, or with its terms moved,
    is no other mathematics."""
    numbers = standard(p)
    factor = gcd(*numbers)
    return tuple([number // factor for number in numbers])


def key(p: Params) -> tuple[int | str, ...]:
    """All numbers of the equation; complex solutions are asked for by name."""
    numbers = p.a, p.b, p.c, p.d, p.e
    return (*numbers, p.among) if p.among == "complex" else numbers


def among(p: Params) -> str:
    """The numbers that solutions are asked for, as statements name them."""
    return "complex" if p.among == "complex" else "real"


def kind_of(p: Params) -> str:
    """What the solutions are that are asked for: one of WEIGHTS."""
    kind = standard(p).kind
    return "complex" if kind == "none" and p.among == "complex" else kind


def has_two_surds(p: Params) -> bool:
    """Whether the two solutions are no fractions."""
    return kind_of(p) in ("irrational", "complex")


def has_rational_roots(p: Params) -> bool:
    return kind_of(p) in ("rational", "double")


def has_fractions_to_avoid(p: Params) -> bool:
    """Not where half of the multiple of x is whole, and the solutions are."""
    return p.a > 1 or standard(p).b % 2 == 1 or not has_rational_roots(p)


def discriminant_root(p: Params) -> int:
    """The root of the discriminant, where it is a square."""
    return isqrt(standard(p).discriminant)


def lower_and_upper(p: Params) -> tuple[Number, Number]:
    """Both rational solutions, the smaller one first."""
    a, b, _ = standard(p)
    s = discriminant_root(p)
    return ratio(-b - s, 2 * a), ratio(-b + s, 2 * a)


def times_root(factor: int, radicand: int) -> Claim:
    """`2sqrt(5)`, and `sqrt(5)` for a factor of 1; of a negative number `2sqrt(5)i` or `2i`."""
    if radicand == -1:
        return Claim("i") if factor == 1 else Claim(f"{factor}i")
    root = Claim(f"sqrt({abs(radicand)})")
    root = root if factor == 1 else Claim(f"{factor}{root}")
    return Claim(f"{root}i") if radicand < 0 else root


def over(root: Claim, below: int) -> Claim:
    """A root over a number, which is not written where it is 1."""
    return root if below == 1 else Claim(f"{root}/{below}")


def found_root(factor: int, radicand: int) -> Claim:
    """The same as a step finds it."""
    if factor == 1:
        return times_root(1, radicand)
    if radicand == -1:
        return Claim(f"{factor:new}i")
    root = Claim(f"{factor:new}sqrt({abs(radicand):new})")
    return Claim(f"{root}i") if radicand < 0 else root


class Surds(NamedTuple):
    """The two numbers (whole + root)/below and (whole - root)/below, in lowest terms, which are
    complex where the root is that of a negative number."""

    whole: int
    root: Root
    below: int

    def found(self) -> tuple[Claim, Claim]:
        """Both as a step finds them, the one with the plus first."""
        whole, below, root = self.whole, self.below, found_root(*self.root)
        above = Claim(f"{whole:new} + {root}"), Claim(f"{whole:new} - {root}")
        if below == 1:
            return above
        return Claim(f"({above[0]})/{below:new}"), Claim(f"({above[1]})/{below:new}")

    def texts(self) -> frozenset[str]:
        return frozenset([each.text() for each in self.found()])


def two_surds(p: Params) -> Surds:
    a, b, _ = standard(p)
    root = root_of(standard(p).discriminant)
    common = gcd(b, root.factor, 2 * a)
    return Surds(-b // common, Root(root.factor // common, root.radicand), 2 * a // common)


def equation(p: Params) -> Claim:
    """The equation as posed; what is zero is not written."""
    return Claim(f"{p.a}x^2 + {p.b}x + {p.c} = {p.d}x + {p.e}")


def written(p: Params) -> str:
    return equation(p).text()


def left(p: Params) -> str:
    return Claim(f"{p.a}x^2 + {p.b}x + {p.c}").text()


def right(p: Params) -> str:
    return Claim(f"{p.d}x + {p.e}").text()


def answer(p: Params) -> frozenset[Number] | frozenset[str]:
    """All solutions that are asked for; those with a square root or with i in plain maths."""
    if kind_of(p) == "none":
        return frozenset()
    return two_surds(p).texts() if has_two_surds(p) else frozenset(lower_and_upper(p))


def conclusion(p: Params, answer: Iterable[Number | str]) -> Claim:
    if not answer and among(p) == "complex":  # `no x` speaks of real numbers
        return Claim(f"{equation(p)} :: 0x = 1")
    if not answer:
        return Claim(f"{equation(p)} :: no x")
    roots = ordered(list(map(in_claim, answer)))
    solutions = list_of([f"x = {root}" for root in roots], separator=" or ")
    return Claim(f"{equation(p)} :: {solutions}")


# a solution with a root or i, as it is found here, and as an answer's canonical text splits it
AS_FOUND = re.compile(
    r"\(?(?P<whole>-?\d+) (?P<sign>[+-]) (?P<factor>\d*)"
    r"(?:sqrt\((?P<radicand>\d+)\))?(?P<i>i)?\)?(?:/(?P<below>\d+))?",
    re.ASCII,
)
AS_WRITTEN = re.compile(
    r"(?P<whole>-?\d+(?:/\d+)?) (?P<sign>[+-]) (?:(?P<factor>\d+(?:/\d+)?)\*)?"
    r"(?:sqrt\((?P<radicand>\d+)\))?\*?(?P<i>i)?(?P<below>)",
    re.ASCII,
)


def in_claim(root: Number | str) -> Number | Claim:
    """A solution as it stands in a claim: one with a root as one fraction in lowest terms."""
    if not isinstance(root, str):
        return root
    found = AS_FOUND.fullmatch(root) or AS_WRITTEN.fullmatch(root)
    if found is None:  # a wrong answer, which may be written in any way
        return Claim(*split(root.replace("*", " * ")))
    parts = found.groupdict()
    below = Fraction(1, int(parts["below"] or 1))
    whole, factor = Fraction(parts["whole"]) * below, Fraction(parts["factor"] or 1) * below
    simple = root_of(int(parts["radicand"] or 1) * (-1 if parts["i"] else 1))
    factor *= simple.factor * (1 if parts["sign"] == "+" else -1)
    if simple.radicand == 1:
        return ratio(whole + factor)
    below = lcm(whole.denominator, factor.denominator)
    number, shown = int(whole * below), times_root(int(abs(factor) * below), simple.radicand)
    above = Claim(f"{number} + {shown}") if factor > 0 else Claim(f"{number} - {shown}")
    return above if below == 1 else Claim(f"({above})/{below}")


def ordered(roots: Sequence[Number | Claim]) -> Sequence[Number | Claim]:
    """Numbers by size, then those with roots, the one with a plus first."""
    numbers = [root for root in roots if isinstance(root, (int, Fraction))]
    others = [root for root in roots if isinstance(root, Claim)]
    return [*sorted(numbers), *sorted(others, key=Claim.text)]


FAMILY = Family(
    params=Params,
    knobs={
        "root": Knob(
            "the roots' largest numerator, without its sign", (34, 15, 20, 14, 30), (4, 200)
        ),
        "parts": Knob("the roots' largest denominator", (1, 1, 1, 7, 15), (1, 20)),
        "even": Knob(
            "whether rational roots give an even multiple of x",
            ("yes", "no", "no", "no", "no"),
            ("no", "yes"),
        ),
        "solutions": Knob(
            "what the solutions may be",
            (
                "rational",
                "rational",
                "rational|irrational",
                "rational|irrational|double|none|complex",
                "rational|irrational|double|none|complex",
            ),
            tuple(WEIGHTS),
        ),
        "moved": Knob("the largest number on the right", (0, 9, 12, 20, 30), (0, 1000)),
        "moved_x": Knob("the largest multiple of x on the right", (0, 4, 6, 10, 15), (0, 1000)),
    },
    sample=sample,
    statements=(
        lambda p: (
            f"Solve `{written(p)}`."
            f" Give all {among(p)} solutions as a set, with any fractions in lowest terms."
        ),
        lambda p: (
            f"Find the set of all {among(p)} numbers x for which `{written(p)}`, with any fractions"
            " reduced and roots simplified."
        ),
        lambda p: (
            f"Which {among(p)} values of x satisfy `{written(p)}`?"
            " List them all as an exact set; reduce any fractions."
        ),
        lambda p: (
            f"Determine the solution set of the quadratic equation `{written(p)}` in the"
            f" {among(p)} numbers, writing fractions in lowest terms."
        ),
        Frame(
            lambda p: (
                f"At which x-coordinates do the parabola `y = {left(p)}` and the line"
                f" `y = {right(p)}` meet? Answer with the exact set of these coordinates, reduced"
                " where they are fractions; it may be empty."
                if among(p) == "real"
                else f"The polynomials `{left(p)}` and `{right(p)}` differ for every real x. Give"
                " the exact set of the complex numbers x for which they agree, reduced where there"
                " are fractions."
            ),
            (
                lambda p: (
                    "Therefore, the x-coordinates of all common points form the set {answer}."
                    if among(p) == "real"
                    else "Therefore, the complex numbers for which they agree form the set"
                    " {answer}."
                ),
                lambda p: (
                    "Therefore, the parabola and the line meet exactly where x is in {answer}."
                    if among(p) == "real"
                    else "Therefore, the two polynomials agree exactly where x is in {answer}."
                ),
            ),
        ),
        Frame(
            lambda p: (
                f"For which {among(p)} x do the functions `f(x) = {left(p)}` and"
                f" `g(x) = {right(p)}` take the same value? Write all such x as a set, with"
                " fractions in lowest terms."
            ),
            (
                "Therefore, both functions take the same value exactly for x in {answer}.",
                "Therefore, the set of all x at which the two functions agree is {answer}.",
            ),
        ),
        Frame(
            lambda p: (
                f"A machine turns a number x into `{left(p)}`, and a second one turns it into"
                f" `{right(p)}`. Find the set of all {among(p)} x for which both machines give the"
                " same result (fractions reduced)."
            ),
            (
                "Therefore, the numbers for which both machines give the same result are those in"
                " {answer}.",
                "Therefore, the machines agree on exactly the numbers in {answer}.",
            ),
        ),
        Frame(
            lambda p: (
                f"Two students are to choose the same number x and work out `{left(p)}` and"
                f" `{right(p)}`. For which choices are their results equal? List all such"
                f" {among(p)} numbers as a set, in lowest terms."
            ),
            (
                "Therefore, the results of the two students are equal for the numbers in {answer}.",
                "Therefore, the choices with equal results are the numbers in {answer} and no"
                " others.",
            ),
        ),
        Frame(
            lambda p: (
                f"Let `d(x)` be the difference between `{left(p)}` and `{right(p)}`. For which"
                f" {among(p)} x is it 0? Give the set of all these values, with fractions in lowest"
                " terms."
            ),
            (
                "Therefore, the difference is 0 only for the values in {answer}.",
                "Therefore, the set of all x for which the difference is 0 is {answer}.",
            ),
        ),
        lambda p: (
            f"How can x be chosen among the {among(p)} numbers so that `{written(p)}`? Write all"
            " possibilities as an exact set, in lowest terms."
        ),
    ),
    answer=answer,
    answer_kind="set",
    answer_form="reduced",
    conclusion=conclusion,
    key=key,
    mathematics=primitive,
    capacity=capacity,
    counted=(
        Capacity(1_088),
        Capacity(71_820),
        Capacity(631_150),
        Capacity(12_403_566),
        Capacity(371_048_238),
    ),
    closings=(
        lambda p: f"Therefore, the equation `{written(p)}` has the solution set {{answer}}.",
        "Therefore, the set of all x that satisfy the equation is {answer}.",
        "Therefore, the solution set of the quadratic equation is {answer}.",
        "Therefore, the equation is satisfied by the values of x in {answer} and by no others.",
        lambda p: f"Therefore, the {among(p)} solutions form the set {{answer}}.",
    ),
)


def standard_form(a: int, b: int, c: int) -> Claim:
    return Claim(f"{a}x^2 + {b}x + {c} = 0")


def to_standard(p: Params) -> Generator[Step, None, tuple[int, int, int]]:
    """The step to a x^2 + b x + c = 0, where the right side is not 0 already; gives (a, b, c)."""
    a, b, c = standard(p)
    if p.d or p.e:
        claim = Claim(f"{equation(p)} :: {a:new}x^2 + {b:new}x + {c:new} = 0")
        yield Step(TO_THE_LEFT, claim, because=ZERO_NEEDED)
    return a, b, c


TO_THE_LEFT = (
    "First, we bring `{p.d}x + {p.e}` to the left side: {}.",
    "We collect everything on the left side: {}.",
    "With the right side moved to the left, the equation reads {}.",
    "We start by moving `{p.d}x + {p.e}` to the left, which changes its signs: {}.",
    "In standard form, the equation is {}.",
    "Everything is brought to one side: {}.",
    "Subtracting the right side from both sides leaves {}.",
    "We rewrite the equation with 0 on the right: {}.",
    "With all terms on one side, the equation is {}.",
)
ZERO_NEEDED = (
    "the method needs 0 on the right side",
    "the coefficients can be read off only when the other side is 0",
    "we need the coefficients of an expression that equals 0",
)


def roots_of_factors(
    before: Claim, one: tuple[int, int], two: tuple[int, int]
) -> Generator[Step, None, set[Number]]:
    """The steps from a product of ux + v and gx + h that is 0 to the two roots."""
    (u, v), (g, h) = one, two
    if u * h == v * g:
        root = ratio(-v, u)
        yield Step(BOTH_FACTORS, f"{before} :: x = {root}", because=ZERO_PRODUCT)
        return {root}
    if u == g == 1:
        root, other = -v, -h
        claim = Claim(f"{before} :: x = {root} or x = {other}")
        yield Step(ROOTS_AT_ONCE, claim, because=ZERO_PRODUCT)
        return {root, other}
    first, second = Claim(f"{u}x + {v} = 0"), Claim(f"{g}x + {h} = 0")
    yield Step(A_FACTOR_IS_ZERO, f"{before} :: {first} or {second}", because=ZERO_PRODUCT)
    root, other = ratio(-v, u), ratio(-h, g)
    yield Step(FIRST_FACTOR, f"{first} :: x = {root}")
    yield Step(SECOND_FACTOR, f"{second} :: x = {other}")
    return {root, other}


A_FACTOR_IS_ZERO = (
    "At least one of the two factors is 0: {}.",
    "So one of the brackets has to be 0: {}.",
    "We set each factor equal to 0: {}.",
    "The two factors give an equation each: {}.",
    "This splits into two linear equations: {}.",
    "For a solution, one factor has to vanish: {}.",
    "Each factor may be 0, which gives two cases: {}.",
    "Hence there are two cases: {}.",
)
ROOTS_AT_ONCE = (
    "One of the brackets has to be 0: {}.",
    "So we can read off the solutions: {}.",
    "One of the factors is 0 only for {}.",
    "Each bracket gives a solution: {}.",
    "Setting either bracket equal to 0, we get {}.",
    "Hence the brackets give both solutions: {}.",
)
BOTH_FACTORS = (
    "Both factors vanish for the same x: {}.",
    "The two brackets are 0 at the same place, so there is one solution: {}.",
    "One bracket is a multiple of the other, hence both are 0 together: {}.",
    "There is a double solution: {}.",
    "For a solution a factor has to be 0, and both are 0 at once: {}.",
)
ZERO_PRODUCT = (
    "a product is 0 only if one of its factors is 0",
    "the product of two nonzero numbers is never 0",
    "the product of the factors is 0",
)
FIRST_FACTOR = (
    "From `{u}x + {v} = 0` we get {}.",
    "The first factor is 0 for {}.",
    "The first of these equations gives {}.",
    "One solution is therefore {}.",
    "Solving `{u}x + {v} = 0` gives {}.",
    "The first case leads to {}.",
    "So `{u}x + {v}` vanishes for {}.",
    "From the first case it follows that {}.",
)
SECOND_FACTOR = (
    "From `{g}x + {h} = 0` we get {}.",
    "The second factor is 0 for {}.",
    "The other equation gives {}.",
    "Likewise, the other factor leads to {}.",
    "Solving `{g}x + {h} = 0` gives {}.",
    "The second case leads to {}.",
    "And `{g}x + {h}` vanishes for {}.",
    "From the second case it follows that {}.",
)


class Pair(NamedTuple):
    """Two numbers with the product a c."""

    first: int
    second: int


def tried_pairs(a: int, b: int, c: int) -> list[Pair]:
    """The pairs with the product a c that are tried for the sum b, the right one last. The number
    that is larger in size has the sign of b; it begins at half of b where both signs are the same,
    and beyond b where they differ, and grows until the sum is right."""
    product, size, sign = a * c, abs(b), 1 if b > 0 else -1
    pairs = []
    larger = (size + 1) // 2 if product > 0 else size + 1
    while True:
        if product % larger == 0 and larger * larger >= abs(product):
            pairs.append(Pair(sign * larger, product // (sign * larger)))
            if sum(pairs[-1]) == b:
                return pairs
        larger += 1


@FAMILY.strategy(
    approach="enumerative",
    when=has_rational_roots,
    opening=(
        "We factor the quadratic expression by splitting its middle term in two.",
        "We write the quadratic as a product, using two numbers with a known product and sum.",
        lambda p: (
            f"We solve `{written(p)}` by factoring: we split the term with x and take out a common"
            " bracket."
        ),
        "We turn the quadratic into a product, because each factor then gives a solution.",
    ),
    formula="In letters, if `m + n = b` and `m n = a c`, then `a x^2 + m x + n x + c` has a"
    " common bracket.",
)
def factoring_by_grouping(p: Params) -> Steps:
    """The AC method of American school algebra: split b into two numbers whose product is a c,
    which are found among the divisors of a c, and factor by grouping."""
    a, b, c = yield from to_standard(p)
    ac = a * c
    if a > 1:
        yield Step(PRODUCT_AC, f"{a} * {c} = {ac:new}")
    where = SIGNS[ac > 0, b > 0]
    *misses, (m, n) = tried_pairs(a, b, c)
    for i, (one, two) in enumerate(misses):
        claim = Claim(
            f"{one:choice} * {two:choice} = {ac}, {one:choice} + {two:choice} = {one + two} != {b}"
        )
        yield Step(NEXT_MISS if i else FIRST_MISS[where], claim, role="abandoned")
    pair = Step(
        LATER_HIT if misses else FIRST_HIT[where],
        f"{m:new} * {n:new} = {ac}, {m} + {n} = {b}",
    )
    yield pair
    before = standard_form(a, b, c)
    split = Claim(f"{a}x^2 + {m}x + {n}x + {c} = 0")
    yield Step(SPLIT, f"{before} :: {split}", rests_on=(pair,))
    g = gcd(a, m)
    h, u, v = n * g // a, a // g, m // g
    grouped = Claim(f"{g}x * ({u}x + {v}) + {h}({u}x + {v}) = 0")
    product = Claim(f"({u}x + {v})({g}x + {h}) = 0")
    if a == 1:
        yield Step(GROUP_AT_ONCE, f"{split} :: {product}")
    else:
        yield Step(GROUP, f"{split} :: {grouped}")
        yield Step(BRACKET_OUT, f"{grouped} :: {product}")
    return (yield from roots_of_factors(product, (u, v), (g, h)))


PRODUCT_AC = (
    "We multiply the first coefficient by the constant term: {}.",
    "The product of {a} and {c} is needed first: {}.",
    "The two outer coefficients have the product {}.",
    "Multiplying {a} by {c} gives the product to look for: {}.",
    "First and last coefficient have the product {}.",
    "The two numbers sought must have the product {}.",
    "We form the product of {a} and {c}: {}.",
)
SIGNS = {
    (True, True): "both are positive and the larger one is at least half of {b}",
    (True, False): "both are negative and one of them is at most half of {b}",
    (False, True): "their signs differ and the positive one is greater than {b}",
    (False, False): "their signs differ and the negative one is less than {b}",
}
FIRST_MISS = {
    where: (
        f"We need two numbers with the product {{ac}} and the sum {{b}}, so {where}; a first try"
        " is {}.",
        f"We look for two numbers with the product {{ac}} and the sum {{b}}, so {where}; {{one}}"
        " and {two} come first, but do not fit: {}.",
        f"Of the two numbers we know that {where}, since their product is {{ac}} and their sum"
        " {b}; the first such pair fails: {}.",
    )
    for where in SIGNS.values()
}
NEXT_MISS = (
    "The next pair with this product is {one} and {two}, but the sum is not {b} either: {}.",
    "Next, {one} and {two} have the sum {one + two} instead of {b}: {}.",
    "We go on with {one} and {two}, which do not fit: {}.",
    "The divisors {one} and {two} fail as well: {}.",
    "This is still not the right sum: {}.",
    "Another pair of divisors, {one} and {two}, misses {b}: {}.",
)
LATER_HIT = (
    "The next pair, {m} and {n}, has the right sum: {}.",
    "With {m} and {n} both conditions hold: {}.",
    "Now product and sum are right, so the numbers are {m} and {n}: {}.",
    "The next divisors fit, hence we take {m} and {n}: {}.",
    "With {m} and {n} the search ends: {}.",
    "The numbers {m} and {n} fit: {}.",
    "So {m} and {n} are the pair that we need: {}.",
)
FIRST_HIT = {
    where: (
        f"We need the product {{ac}} and the sum {{b}}, so {where}; {{m}} and {{n}} fit: {{}}.",
        f"Since the product is to be {{ac}} and the sum {{b}}, {where}; we find {{m}} and {{n}}:"
        " {}.",
        f"We look for two numbers with the product {{ac}} and the sum {{b}}, so {where}: {{}}.",
    )
    for where in SIGNS.values()
}
SPLIT = (
    "So we split the middle term into `{m}x` and `{n}x`: {}.",
    "We write `{b}x` as a sum of `{m}x` and `{n}x`: {}.",
    "The term `{b}x` is replaced by two terms: {}.",
    "With these two numbers the equation becomes {}.",
    "The pair lets us write `{b}x` in two parts: {}.",
    "Since {m} and {n} add up to {b}, we may write {}.",
    "In place of `{b}x` we put `{m}x` and `{n}x`: {}.",
)
GROUP_AT_ONCE = (
    "Grouped in pairs, the terms have the common bracket `{u}x + {v}`, which we take out: {}.",
    "The first two terms and the last two share the factor `{u}x + {v}`: {}.",
    "We take `{u}x + {v}` out of both halves: {}.",
    "In both halves we find the bracket `{u}x + {v}`: {}.",
    "Grouping in pairs gives a product: {}.",
)
GROUP = (
    "We take `{g}x` out of the first two terms, and the others contain the same bracket: {}.",
    "The first two terms and the last two terms share the factor `{u}x + {v}`: {}.",
    "Grouped in pairs, the terms show a common bracket: {}.",
    "In both halves we take out the common factor: {}.",
    "The first two terms contain `{g}x`: {}.",
    "Taking out the common factor of each pair, we find `{u}x + {v}` twice: {}.",
    "We factor each half separately: {}.",
)
BRACKET_OUT = (
    "Now the common bracket is taken out: {}.",
    "So the left side is a product: {}.",
    "Both terms contain `{u}x + {v}`, so we take it out: {}.",
    "Taking out `{u}x + {v}` leaves `{g}x + {h}` as the other factor: {}.",
    "Since `{u}x + {v}` is a factor of both terms, we can take it out: {}.",
    "The sum becomes the product {}.",
    "So the equation is a product that equals 0: {}.",
)


@FAMILY.strategy(
    approach="forward",
    opening=(
        "We bring the equation to standard form and put its coefficients into the quadratic"
        " formula.",
        lambda p: f"To solve `{written(p)}`, we use the quadratic formula.",
        "The quadratic formula gives both solutions; its discriminant comes first.",
        "We work out the discriminant first, and then the solutions.",
    ),
    formula="In letters, the solutions of `a x^2 + b x + c = 0` are `(-b + s)/(2a)` and"
    " `(-b - s)/(2a)`, where `s^2 = b^2 - 4a c`.",
)
def quadratic_formula(p: Params) -> Steps:
    """The formula (-b + s)/(2a), (-b - s)/(2a), where s^2 is the discriminant: for all cases first
    by Stevin, 1594, as we write it by Descartes, La Geometrie, 1637."""
    a, b, c = yield from to_standard(p)
    twice, kind = 2 * a, kind_of(p)
    squared, product, discriminant = b * b, 4 * a * c, standard(p).discriminant
    if a > 1:
        yield Step(SQUARE_OF_B, f"{b}^2 = {squared:new}")
        yield Step(PRODUCT_4AC, f"4 * {a} * {c} = {product:new}")
    else:
        yield Step(SQUARE_AND_4C, f"{b}^2 = {squared:new}, 4 * {c} = {product:new}")
    if kind in ("none", "complex"):
        negative = Step(NEGATIVE, f"{squared} + {-product} = {discriminant:new} < 0")
        yield negative
        if kind == "complex":
            return (yield from surds_by_formula(p))
        claim = Claim(f"{standard_form(a, b, c)} :: no x")
        yield Step(NO_ROOT_OF_IT, claim, because=NO_SQUARE_BELOW, rests_on=(negative,))
        return frozenset()
    yield Step(DISCRIMINANT, f"{squared} + {-product} = {discriminant:new}")
    if kind == "irrational":
        return (yield from surds_by_formula(p))
    s = discriminant_root(p)
    if kind == "rational":
        yield Step(TWO_ROOTS, f"{discriminant} = {s:new}^2")
    if a > 1:
        yield Step(DENOMINATOR, f"2 * {a} = {twice:new}")
    if kind == "double":
        x = ratio(-b, twice)
        quotient = Claim(f"{-b}/{twice}") if a > 1 else Claim(f"{-b}/2")
        yield Step(ONE_ROOT, f"{quotient} = {x}", because=ROOT_OF_ZERO)
        return {x}
    found = []
    for words, root in ((WITH_PLUS, s), (WITH_MINUS, -s)):
        above, x = root - b, ratio(root - b, twice)
        worked = Claim(f"({-b} + {root})/{twice}") if a > 1 else Claim(f"({-b} + {root})/2")
        quotient = Claim(f"{above}/{twice}") if a > 1 else Claim(f"{above}/2")
        if gcd(above, twice) > 1:
            yield Step(words, f"{worked} = {quotient} = {x}")
        else:
            yield Step(words, f"{worked} = {x}")
        found.append(x)
    return set(found)


def surds_by_formula(p: Params) -> Generator[Step, None, frozenset[str]]:
    """The formula from a discriminant on that is no square, or negative."""
    a, b, c = standard(p)
    discriminant, roots, twice = standard(p).discriminant, two_surds(p), 2 * a
    sources = yield from simplified_root(discriminant)
    if a > 1:
        yield Step(DENOMINATOR, f"2 * {a} = {twice:new}")
    larger, smaller = roots.found()
    if roots.below < twice:
        root = times_root(*root_of(discriminant))
        above = Claim(f"{-b} + {root}")
        worked = Claim(f"({above})/{twice}") if a > 1 else Claim(f"({above})/2")
        yield Step(CANCEL, f"{worked} = {larger}")
    claim = Claim(f"{standard_form(a, b, c)} :: x = {larger} or x = {smaller}")
    yield Step(BOTH_ROOTS, claim, rests_on=sources)
    return roots.texts()


def simplified_root(number: int) -> Generator[Step, None, tuple[Step, ...]]:
    """That a number is no square, and its root with the largest square taken out; of a negative
    number the root with i."""
    if number < 0:
        return (yield from imaginary_root(number))
    below, root = isqrt(number), root_of(number)
    irrational = Step(NO_SQUARE, f"{below:choice}^2 < {number} < {below + 1:choice}^2")
    yield irrational
    if root.factor == 1:
        return (irrational,)
    claim = Claim(f"sqrt({number}) = {root.factor:new}sqrt({root.radicand:new})")
    simplified = Step(TAKE_OUT, claim, because=SQUARE_IN_IT)
    yield simplified
    return irrational, simplified


def imaginary_root(number: Number) -> Generator[Step, None, tuple[Step, ...]]:
    """That a multiple of i has a negative number as its square."""
    above, below = number.numerator * number.denominator, number.denominator
    root = root_of(above)
    common = gcd(root.factor, below)
    factor, below = root.factor // common, below // common
    found = Claim("i") if root.radicand == -1 else Claim(f"sqrt({-root.radicand:new})i")
    if factor > 1:
        found = Claim(f"{factor:new}{found}")
    if below > 1:
        found = Claim(f"{found}/{below:new}")
    if number == -1:
        step = Step(IMAGINARY_ROOT, f"i^2 = {number}")
    else:
        step = Step(IMAGINARY_ROOT, f"({found})^2 = {number}", because=SQUARE_OF_I)
    yield step
    return (step,)


IMAGINARY_ROOT = (
    "Among the complex numbers, {number} has a square root: {}.",
    "A multiple of i has the square {number}: {}.",
    "The square root of {number} is imaginary: {}.",
    "With the imaginary unit i we can take the root of {number}: {}.",
    "We look for a number with the square {number} among the multiples of i: {}.",
    "The square root of {number} is a multiple of i: {}.",
)
SQUARE_OF_I = (
    "`i^2 = -1`",
    "the square of i is `-1`",
    "i stands for a number whose square is `-1`",
)
NEGATIVE = (
    "So the discriminant is negative: {}.",
    "The difference of the two, the discriminant, is negative: {}.",
    "Thus the discriminant `b^2 - 4a c` comes out negative: {}.",
    "Under the square root there is a negative number: {}.",
    "Hence the discriminant is less than 0: {}.",
)
NO_ROOT_OF_IT = (
    "So no real number solves the equation.",
    "The equation therefore has no real solution.",
    "Hence the formula gives no real number for x.",
    "This leaves no real value for x.",
)
NO_SQUARE_BELOW = (
    "the square root of a negative number is not real",
    "no real number has a negative square",
    "the square of a real number is at least 0",
)
ONE_ROOT = (
    "So there is just one solution: {}.",
    "Both signs give the same number: {}.",
    "The formula gives a single value of x: {}.",
    "There is one double solution: {}.",
    "Plus and minus make no difference, and x is {}.",
)
ROOT_OF_ZERO = (
    "the discriminant is 0",
    "nothing is added or subtracted when the discriminant is 0",
    "the root of the discriminant is 0",
)
NO_SQUARE = (
    "Since {}, the number {number} is not a perfect square, and its root is irrational.",
    "The number {number} lies between two neighbouring squares, so its root is irrational: {}.",
    "No whole number has the square {number}, because {}.",
    "As {} shows, {number} is not a perfect square, so we keep the root.",
)
TAKE_OUT = (
    "We take the square factor out of the root: {}.",
    "The root can be simplified: {}.",
    "Taking the largest square factor out, we get {}.",
    "Simplified, the root is {}.",
    "We write the root with the smallest possible number under it: {}.",
)
SQUARE_IN_IT = (
    "the root of a square factor can be taken out",
    "the root of a product is the product of the roots",
    "the number under the root contains a square factor",
)
CANCEL = (
    "With the plus sign the formula gives a fraction that can be reduced: {}.",
    "For the first solution the fraction is reduced: {}.",
    "All terms above and below have a common factor, so with plus we get {}.",
    "Cancelling the common factor, we have for the plus sign {}.",
    "In lowest terms, the plus sign gives {}.",
)
BOTH_ROOTS = (
    "So the two solutions are {}.",
    "With its two signs, the formula gives {}.",
    "With plus and with minus we have {}.",
    "Hence x has two values: {}.",
    "The two signs of the root give {}.",
    "Thus there are exactly two solutions: {}.",
)
SQUARE_OF_B = (
    "The coefficient of x is {b}, and its square is needed first: {}.",
    "For the discriminant we square the coefficient of x: {}.",
    "We begin with the square of {b}: {}.",
    "With `b = {b}`, the first part of the discriminant is {}.",
    "Squaring {b} gives {}.",
    "The discriminant begins with the square of {b}: {}.",
    "Here b is {b}, so its square is {}.",
)
PRODUCT_4AC = (
    "Next comes four times the product of the outer coefficients {a} and {c}: {}.",
    "With `a = {a}` and `c = {c}`, the product `4a c` is {}.",
    "From it we will subtract `4a c`: {}.",
    "The other part of the discriminant is made of {a} and {c}: {}.",
    "Four times {a} times {c} is {}.",
    "The coefficients {a} and {c} come in next: {}.",
    "From the square we will subtract {}.",
)
SQUARE_AND_4C = (
    "With `b = {b}` and `c = {c}`, the parts of the discriminant are {}.",
    "We need the square of {b} and four times {c}: {}.",
    "The coefficient {b} is squared, and the constant term {c} is multiplied by 4: {}.",
    "For the discriminant, {b} and {c} give {}.",
    "Here b is {b} and c is {c}, so that {}.",
    "The two parts of the discriminant are {}.",
)
DISCRIMINANT = (
    "So the discriminant is {}.",
    "The difference of the two is the discriminant: {}.",
    "Thus the discriminant `b^2 - 4a c` equals {}.",
    "Together they give the discriminant: {}.",
    "Subtracting one from the other, we get the discriminant: {}.",
    "For the discriminant this means {}.",
    "Hence the discriminant comes to {}.",
    "The number under the root is {}.",
)
TWO_ROOTS = (
    "Since it is positive, there are two real solutions; its root is {s}: {}.",
    "The discriminant is positive, so there are two solutions; it is the square of {s}: {}.",
    "Because it is positive, there are two real solutions; it is the perfect square {}.",
    "It is a positive perfect square, so both solutions are rational: {}.",
    "Since {discriminant} is positive, there are two real solutions: {}.",
    "The discriminant is positive, which means two solutions, and it is a perfect square: {}.",
    "So there are two solutions, because {discriminant} is positive; moreover, {}.",
)
DENOMINATOR = (
    "The denominator of the formula is twice the first coefficient: {}.",
    "The denominator in the formula is `2a`: {}.",
    "We also need twice {a}: {}.",
    "Both solutions have the denominator {}.",
    "We divide by twice {a} in the formula: {}.",
    "Twice the leading coefficient is {}.",
)
WITH_PLUS = (
    "With the plus sign, the formula gives {}.",
    "Adding the root in the numerator gives the larger solution: {}.",
    "We take the plus sign first: {}.",
    "One solution is {}.",
    "The first solution comes from the plus sign: {}.",
    "Taking the plus sign in the formula, we get {}.",
    "So one value of x is {}.",
)
WITH_MINUS = (
    "With the minus sign, it gives {}.",
    "Subtracting the root instead gives the smaller solution: {}.",
    "Then we take the minus sign: {}.",
    "The other solution is {}.",
    "The second solution comes from the minus sign: {}.",
    "With minus, the same numbers give {}.",
    "So the other value of x is {}.",
)


def added(one: Number, two: Number) -> Claim:
    """A sum worked out; where a fraction can be reduced it is shown before."""
    total, common = one + two, lcm(one.denominator, two.denominator)
    above = int(total * common)
    if common > 1 and gcd(above, common) > 1:
        return Claim(f"{one} + {two} = {above}/{common} = {ratio(above, common)}")
    return Claim(f"{one} + {two} = {ratio(above, common)}")


@FAMILY.strategy(
    approach="algebraic",
    opening=(
        "We complete the square, so that the left side is the square of a binomial.",
        lambda p: f"To solve `{written(p)}`, we make a perfect square on the left side.",
        "The idea is to get x into a single square, and then to take a square root.",
        "We leave the terms with x on the left, and complete them to a square.",
    ),
    formula="In letters, `x^2 + k x + (k/2)^2 = (x + k/2)^2`.",
)
def completing_the_square(p: Params) -> Steps:
    """Al-Khwarizmi's figure of the square and its gnomon (about 820): the same square is added to
    both sides."""
    a, b, c = standard(p)
    if p.d or p.c:
        claim = Claim(f"{equation(p)} :: {a}x^2 + {b}x = {-c}")
        yield Step(NUMBER_TO_THE_RIGHT, claim)
    multiple, number = ratio(b, a), ratio(-c, a)
    if a > 1:
        claim = Claim(f"{a}x^2 + {b}x = {-c} :: x^2 + {multiple}x = {number}")
        yield Step(DIVIDE_BY_A, claim, because=PLAIN_SQUARE)
    half = ratio(b, 2 * a)
    square, other_square = half * half, half * half + number
    if a == 1 and b % 2 == 0:
        claim = Claim(f"{multiple}/2 = {half:new}, {half}^2 = {square:new}")
        halved = squared = Step(HALVE_AND_SQUARE, claim)
    else:
        halved = Step(HALVE, f"2 * {half:new} = {multiple}")
        squared = Step(SQUARE_THE_HALF, f"{half}^2 = {square:new}")
        yield halved
    yield squared
    completed = Claim(f"x^2 + {multiple}x + {square} = {number} + {square}")
    claim = Claim(f"x^2 + {multiple}x = {number} :: {completed}")
    yield Step(ADD_THE_SQUARE, claim, because=BINOMIAL, rests_on=(halved, squared))
    binomial = Claim(f"(x + {half})^2 = {number} + {square}")
    summed = Claim(f"(x + {half})^2 = {other_square}")
    if isinstance(ratio(square), int) and isinstance(number, int):
        yield Step(SQUARE_AND_SUM, f"{completed} :: {summed}", rests_on=(halved,))
    else:
        yield Step(AS_A_SQUARE, f"{completed} :: {binomial}", rests_on=(halved,))
        yield Step(RIGHT_SIDE, f"{binomial} :: {summed}")
    kind = kind_of(p)
    if kind == "none":
        yield Step(NO_SUCH_SQUARE, f"{summed} :: no x", because=NO_SQUARE_BELOW)
        return frozenset()
    if kind == "double":
        yield Step(SQUARE_IS_ZERO, f"{summed} :: x = {-half}", because=ONLY_ZERO)
        return {ratio(-half)}
    if has_two_surds(p):
        distance, sources = yield from irrational_distance(other_square)
        cases = Claim(f"x + {half} = {distance} or x + {half} = -{distance}")
        both = Step(BOTH_SIGNS, f"{summed} :: {cases}", because=SAME_SQUARE, rests_on=sources)
        yield both
        larger, smaller = two_surds(p).found()
        claim = Claim(f"{summed} :: x = {larger} or x = {smaller}")
        yield Step(NUMBER_OVER, claim, rests_on=(both,))
        return two_surds(p).texts()
    distance = ratio(discriminant_root(p), 2 * a)
    squares = Claim(f"(x + {half})^2 = {distance:new}^2")
    yield Step(SQUARE_ROOT, f"{summed} :: {squares}", detail=seen(distance))
    roots = Claim(f"x + {half} = {distance} or x + {half} = {-distance}")
    cases = Step(BOTH_SIGNS_OF, f"{squares} :: {roots}", because=SAME_SQUARE)
    yield cases
    high, low = ratio(distance - half), ratio(-distance - half)
    if isinstance(distance, int) and isinstance(ratio(half), int):
        both = Claim(f"{added(distance, -half)}, {added(-distance, -half)}")
        yield Step(BOTH_CASES, both, rests_on=(cases,))
        return {high, low}
    yield Step(FIRST_SIGN, added(distance, -half), rests_on=(cases,))
    yield Step(OTHER_SIGN, added(-distance, -half), rests_on=(cases,))
    return {high, low}


def seen(root: Number) -> Detail:
    """From which detail on it is said that a square is one: every reader knows the small ones."""
    return "full" if root in range(1, SQUARES_KNOWN + 1) else "brief"


def irrational_distance(square: Number) -> Generator[Step, None, tuple[Claim, tuple[Step, ...]]]:
    """The root of a number that is no square, simplified: a root over a whole number, with i where
    the number is negative; and the steps that show it."""
    above, below = square.numerator * square.denominator, square.denominator
    root = root_of(above)
    common = gcd(root.factor, below)
    factor, below = root.factor // common, below // common
    distance = over(times_root(factor, root.radicand), below)
    if square < 0:
        return distance, (yield from imaginary_root(square))
    if square == root.radicand:
        return distance, ()
    found = Claim(f"sqrt({root.radicand:new})")
    if factor > 1:
        found = Claim(f"{factor:new}sqrt({root.radicand:new})")
    if below > 1:
        found = Claim(f"{found}/{below:new}")
    simplified = Step(ROOT_SIMPLIFIED, f"sqrt({square}) = {found}", because=SQUARE_IN_IT)
    yield simplified
    return distance, (simplified,)


NO_SUCH_SQUARE = (
    "So no real x satisfies it.",
    "The square on the left cannot be this negative number, and there is no real solution.",
    "No real number x makes the left side negative.",
    "Hence the equation has no real solution.",
)
SQUARE_IS_ZERO = (
    "So the bracket itself is 0, and there is one solution: {}.",
    "There is just one number for x: {}.",
    "The square vanishes for a single x: {}.",
    "Hence the only solution is {}.",
)
ONLY_ZERO = (
    "only 0 has the square 0",
    "a square is 0 for 0 alone",
    "no other number than 0 has this square",
)
ROOT_SIMPLIFIED = (
    "The square root of the right side is simplified: {}.",
    "We work out the root of {square}: {}.",
    "The root of {square} is irrational, and in its simplest form {}.",
    "Simplified, the square root is {}.",
)
NUMBER_OVER = (
    "Moving the number beside x to the other side, we get {}.",
    "We solve both cases for x: {}.",
    "With the number moved to the right, we have {}.",
    "So x has exactly two values: {}.",
    "Hence the two solutions are {}.",
)


HALVE_AND_SQUARE = (
    "Half of {multiple}, squared, completes the left side: {}.",
    "We halve {multiple} and square the result: {}.",
    "The square of half the coefficient {multiple} is missing: {}.",
    "What is missing is the square of half of {multiple}: {}.",
    "To complete the square, we need the square of half of {multiple}: {}.",
)
SQUARE_AND_SUM = (
    "The left side is the square of a binomial, and the right side comes to {other_square}: {}.",
    "Now x stands in a single square: {}.",
    "So the equation says {}.",
    "We write the left side as a square and add up on the right: {}.",
    "By the binomial formula this is {}.",
    "Hence the square of a binomial equals {other_square}: {}.",
)
BOTH_CASES = (
    "For x the two cases give {}.",
    "Solved for x, the cases are {}.",
    "So the solutions are {}.",
    "We move the number beside x to the other side: {}.",
    "With either sign we get {}.",
    "For x this means {}.",
)
NUMBER_TO_THE_RIGHT = (
    "We bring the numbers to the right: {}.",
    "First, all numbers go to the right: {}.",
    "With only a number on the right, the equation is {}.",
    "The constant has to stand alone on the right: {}.",
    "The terms in x stay on the left: {}.",
    "The constant is moved to the right side: {}.",
    "To prepare for the square, we write {}.",
    "Only the terms with x stay on the left: {}.",
)
DIVIDE_BY_A = (
    "We divide both sides by {a}: {}.",
    "Dividing by the first coefficient, {a}, gives {}.",
    "Next, everything is divided by {a}: {}.",
    "Both sides are divided by {a}: {}.",
    "The leading coefficient {a} is divided out: {}.",
    "We remove the coefficient {a} of the square by division: {}.",
    "Division of every term by {a} leads to {}.",
)
PLAIN_SQUARE = (
    "a binomial square begins with `x^2` alone",
    "the rule for a binomial square is simplest when `x^2` has no factor",
    "`x^2` should stand alone",
)
HALVE = (
    "Half of the coefficient {multiple} is {half}: {}.",
    "We halve what multiplies x, which is {multiple}: {}.",
    "The second term of the binomial is half of {multiple}: {}.",
    "The coefficient of x is twice {half}: {}.",
    "The middle term is {multiple} times x, and half of this number is {half}: {}.",
    "We need one half of {multiple}: {}.",
    "Half of {multiple} goes into the binomial: {}.",
)
SQUARE_THE_HALF = (
    "The square of this half is what is missing: {}.",
    "So the missing square is {}.",
    "We square {half}: {}.",
    "To complete the square, we need {}.",
    "What completes the square is {}.",
    "The square of the half is {}.",
    "The number to be added is {}.",
)
ADD_THE_SQUARE = (
    "We add it to both sides: {}.",
    "Adding {square} to both sides keeps the equation true: {}.",
    "Both sides are increased by {square}: {}.",
    "So {square} is added on the left and on the right: {}.",
    "We add {square} on the left and on the right: {}.",
    "We complete the square with {square}: {}.",
    "With {square} added to both sides, we have {}.",
)
BINOMIAL = (
    "this makes the left side the square of a binomial",
    "with it the left side is a perfect square",
    "exactly this number completes the square on the left",
)
AS_A_SQUARE = (
    "The left side is the square of a binomial: {}.",
    "So the equation says {}.",
    "Now x stands in a single square: {}.",
    "We write the left side as a square: {}.",
    "The three terms on the left make one square: {}.",
    "Hence the left side can be written as a square: {}.",
    "By the binomial formula this is {}.",
)
RIGHT_SIDE = (
    "On the right side this gives {}.",
    "We work out the right side: {}.",
    "The two numbers on the right add up: {}.",
    "Together, the numbers on the right are {other_square}: {}.",
    "The sum on the right is {other_square}: {}.",
    "Simplified on the right, the equation is {}.",
    "Adding up on the right, we obtain {}.",
)
SQUARE_ROOT = (
    "The right side is a square, too: {}.",
    "We write {other_square} as a square: {}.",
    "The number on the right is the square of {distance}: {}.",
    "Two squares are equal here: {}.",
    "With {distance} squared on the right, we have {}.",
    "The root of {other_square} is {distance}, so {}.",
    "Both sides can be written as squares: {}.",
)
BOTH_SIGNS = (
    "Taking the square root leaves two cases: {}.",
    "So the binomial has one of two values: {}.",
    "The root may be positive or negative: {}.",
    "Hence there are two possibilities: {}.",
    "We take the root with both signs: {}.",
)
BOTH_SIGNS_OF = (
    "Taking the square root leaves two cases: {}.",
    "So the binomial has one of two values: {}.",
    "The bracket is {distance} or its opposite: {}.",
    "Hence there are two possibilities: {}.",
    "This leaves a positive and a negative case: {}.",
    "The bracket has one of two values: {}.",
    "We take the root with both signs: {}.",
)
SAME_SQUARE = (
    "a number and its opposite have the same square",
    "two opposite numbers have this square",
    "both signs give the same square",
)
FIRST_SIGN = (
    "In the first case x is {}.",
    "With the positive root, x equals {}.",
    "The first case gives the solution {}.",
    "We move the number beside x to the right, and the first case becomes {}.",
    "From the first equation we get {}.",
    "The larger value of x is {}.",
    "Solving the first case for x, we have {}.",
)
OTHER_SIGN = (
    "In the second case x is {}.",
    "With the negative root, x equals {}.",
    "The second case gives the solution {}.",
    "In the other case we get {}.",
    "From the second equation we get {}.",
    "The smaller value of x is {}.",
    "Solving the second case for x, we have {}.",
)


@FAMILY.strategy(
    approach="transform",
    opening=(
        "We shift the unknown so that its first power drops out.",
        lambda p: (
            f"To solve `{written(p)}`, we replace x by a new unknown y plus a number that makes the"
            " term with y vanish."
        ),
        "The idea is a new unknown y that differs from x by a number, so that the middle term"
        " cancels.",
        "We measure x from the point midway between the solutions.",
    ),
    formula="In letters, `x = y + m` turns `a x^2 + b x + c` into"
    " `a y^2 + (2a m + b)y + a m^2 + b m + c`.",
)
def depressed_equation(p: Params) -> Steps:
    """Viete's way (De aequationum recognitione et emendatione, 1615): with u + z for x, and z
    chosen so that the term with u drops out."""
    a, b, c = yield from to_standard(p)
    m = ratio(-b, 2 * a)
    if a > 1:
        yield Step(SHIFT, f"2 * {a}m + {b} = 0 :: m = {m}")
    else:
        yield Step(SHIFT_OF_MONIC, f"2m + {b} = 0 :: m = {m}")
    square, double = m * m, 2 * m
    yield Step(SQUARE_OF_SHIFTED, f"(y + {m})^2 = y^2 + {double}y + {square}")
    first, second = a * square, b * m
    if a > 1:
        claim = Claim(f"{a}(y^2 + {double}y + {square}) = {a}y^2 + {-b}y + {first}")
        yield Step(TIMES_A, claim)
    if b != 1:
        yield Step(TIMES_B, f"{b}(y + {m}) = {b}y + {second}")
    left_over = first + second + c
    whole = Claim(f"{a}y^2 + {-b}y + {first} + {b}y + {second} + {c}")
    if a == 1 and b % 2 == 0 and kind_of(p) == "rational":
        return (yield from whole_shift(p, whole, left_over))
    yield Step(NO_MIDDLE_LEFT, f"{whole} = {a}y^2 + {first} + {second} + {c}")
    if kind_of(p) == "double":
        claim = Claim(f"{a}y^2 + {first} + {second} + {c} = 0 :: y = 0")
        zero = Step(Y_IS_ZERO, claim, because=ONLY_ZERO)
        yield zero
        yield Step(BACK_FROM_ZERO, f"{standard_form(a, b, c)} :: x = {m}", rests_on=(zero,))
        return {ratio(m)}
    summed = Claim(f"{a}y^2 + {left_over} = 0")
    yield Step(NUMBERS, f"{a}y^2 + {first} + {second} + {c} = 0 :: {summed}")
    square_of_y, kind = Fraction(-left_over) / a, kind_of(p)
    alone = Claim(f"y^2 = {ratio(square_of_y)}")
    yield Step(SQUARE_ALONE, f"{summed} :: {alone}")
    if kind == "none":
        none = Step(NO_SUCH_Y, f"{alone} :: no y", because=NO_SQUARE_BELOW)
        yield none
        yield Step(NO_SUCH_X, f"{standard_form(a, b, c)} :: no x", rests_on=(none,))
        return frozenset()
    if has_two_surds(p):
        distance, sources = yield from irrational_distance(ratio(square_of_y))
        values = Claim(f"y = {distance} or y = -{distance}")
        both = Step(VALUES_OF_Y, f"{alone} :: {values}", because=SAME_SQUARE, rests_on=sources)
        yield both
        larger, smaller = two_surds(p).found()
        claim = Claim(f"{standard_form(a, b, c)} :: x = {larger} or x = {smaller}")
        yield Step(BACK_WITH_BOTH, claim, rests_on=(both,))
        return two_surds(p).texts()
    u = ratio(discriminant_root(p), 2 * a)
    values = Claim(f"y = {u} or y = {-u}")
    yield Step(VALUES_OF_Y, f"{alone} :: {values}", because=SAME_SQUARE)
    yield Step(BACK_WITH_PLUS, added(m, u))
    yield Step(BACK_WITH_MINUS, added(m, -u))
    return {ratio(m + u), ratio(m - u)}


def whole_shift(p: Params, expression: Claim, left_over: Number) -> Steps:
    """The last lines where all numbers are whole."""
    m, u = -standard(p).b // 2, discriminant_root(p) // 2
    yield Step(NO_MIDDLE_AT_ONCE, f"{expression} = y^2 + {left_over}")
    values = Claim(f"y = {u} or y = {-u}")
    yield Step(VALUES_OF_Y, f"y^2 + {left_over} = 0 :: {values}", because=SAME_SQUARE)
    claim = Claim(f"{added(m, u)}, {added(m, -u)}")
    yield Step(BACK_AT_ONCE, claim)
    return {m + u, m - u}


NO_MIDDLE_AT_ONCE = (
    "In the whole expression the terms with y cancel: {}.",
    "Put together, only the square and a number are left: {}.",
    "As intended, y itself drops out of the sum: {}.",
    "Thus the left side of the equation is now {}.",
    "We add the parts, and no multiple of y is left: {}.",
)
BACK_AT_ONCE = (
    "We add the shift to both values: {}.",
    "Back to x, these give {}.",
    "So x, which is the shift plus y, has the values {}.",
    "Undoing the shift, we get {}.",
    "Each y plus the shift is a solution: {}.",
)
NO_SUCH_Y = (
    "So there is no such y among the real numbers.",
    "No real y fits.",
    "This has no real solution for y.",
)
NO_SUCH_X = (
    "With no y there is no x either, so the equation has no real solution.",
    "Since x is y plus a fixed number, no real x solves the equation.",
    "Hence there is no real value for x, which differs from y by a fixed number.",
)
Y_IS_ZERO = (
    "The numbers cancel, so the square of y is 0: {}.",
    "The constant terms add up to 0, and only one value of y is possible: {}.",
    "Only the square is left, which is 0 for a single y: {}.",
)
BACK_FROM_ZERO = (
    "Back to x, we add the shift: {}.",
    "The shift is added to y, which gives the only solution: {}.",
    "So x is the shift itself: {}.",
)
BACK_WITH_BOTH = (
    "We add the shift to both values of y: {}.",
    "Back to x, the two values give {}.",
    "Undoing the shift for both values, we get {}.",
    "Each y plus the shift is a solution: {}.",
    "We return to x by adding the shift: {}.",
)
SHIFT = (
    "With `x = y + m`, y itself is multiplied by `2 * {a}m + {b}`, which is 0 for {}.",
    "If we put `x = y + m`, then y has the coefficient `2 * {a}m + {b}`; we choose m to make"
    " it 0: {}.",
    "In `x = y + m` the number m has to make `2 * {a}m + {b}` equal to 0, since y has this"
    " coefficient: {}.",
    "We put `x = y + m` and solve `2 * {a}m + {b} = 0`, because y is to drop out: {}.",
)
SHIFT_OF_MONIC = (
    "With `x = y + m`, y itself is multiplied by `2m + {b}`, which is 0 for {}.",
    "If we put `x = y + m`, then y has the coefficient `2m + {b}`; we choose m to make it 0: {}.",
    "In `x = y + m` the number m has to make `2m + {b}` equal to 0, since y has this"
    " coefficient: {}.",
    "We put `x = y + m` and solve `2m + {b} = 0`, because y is to drop out: {}.",
)
SQUARE_OF_SHIFTED = (
    "The square of x becomes {}.",
    "We multiply the square out: {}.",
    "In place of `x^2` we now have {}.",
    "With this m, `x^2` turns into {}.",
    "The binomial square is worked out: {}.",
    "For the term with the square we first need {}.",
    "Squaring the new expression for x gives {}.",
)
TIMES_A = (
    "It is multiplied by {a}: {}.",
    "The first term of the equation is {a} times this: {}.",
    "Times the first coefficient, {a}, this is {}.",
    "Multiplied by the coefficient of the square, we have {}.",
    "With the factor {a} in front, this gives {}.",
    "Every term is multiplied by {a}: {}.",
)
TIMES_B = (
    "The term with x becomes {}.",
    "In place of `{b}x` we have {}.",
    "For the middle term we get {}.",
    "The linear term is worked out as well: {}.",
    "Likewise, the middle term gives {}.",
    "Multiplying out the middle term, we obtain {}.",
)
NO_MIDDLE_LEFT = (
    "In the whole expression the terms with y cancel: {}.",
    "Putting all together, we are left with the square and numbers: {}.",
    "As intended, y itself drops out of the sum: {}.",
    "Thus the left side of the equation is now {}.",
    "We add the parts, and y is gone: {}.",
    "The terms with y add up to 0: {}.",
    "The sum of all parts has no term with y left: {}.",
)
NUMBERS = (
    "The constant terms add up to {left_over}, so the new equation is {}.",
    "We collect the numbers, and the equation becomes {}.",
    "The sum of the numbers is {left_over}: {}.",
    "So the depressed equation is {}.",
    "Adding the three numbers, we arrive at {}.",
    "Simplified, the equation for y reads {}.",
    "The three constants make {left_over}, hence {}.",
)
SQUARE_ALONE = (
    "Solved for the square of y, this says {}.",
    "We solve the new equation for the square of y: {}.",
    "Hence the square of y is known: {}.",
    "Thus we have {}.",
    "From this we get the square of y: {}.",
    "We move the number to the other side and find {}.",
    "Now the square of y can be read off: {}.",
)
VALUES_OF_Y = (
    "Taking the square root gives two values: {}.",
    "Hence y has two possible values: {}.",
    "So y is one of two opposite numbers: {}.",
    "The square root leaves two cases: {}.",
    "The unknown y may have either sign: {}.",
    "Both signs are possible for y: {}.",
    "Taking square roots, we obtain {}.",
)
BACK_WITH_PLUS = (
    "Back to x, the first value gives {}.",
    "For the positive y, x is {}.",
    "We return to x by adding the shift to y: {}.",
    "One solution is {}.",
    "Undoing the shift for the first value, we get {}.",
    "With the first y, x comes to {}.",
    "The larger solution is {}.",
)
BACK_WITH_MINUS = (
    "The second value gives {}.",
    "For the negative y, x is {}.",
    "We do the same with the other value: {}.",
    "The other solution is {}.",
    "Undoing the shift for the second value, we get {}.",
    "With the second y, x comes to {}.",
    "The smaller solution is {}.",
)


def trials(p: Params) -> list[int]:
    """The divisors of c that are tried, smallest first, ending with a root; a sign that Descartes'
    rule excludes is left out. Empty where no root is whole, or just one solution is there."""
    a, b, c = standard(p)
    if kind_of(p) != "rational":
        return []
    whole = [abs(root) for root in lower_and_upper(p) if isinstance(root, int)]
    signs = (-1,) if b > 0 else (1,)
    if c < 0:
        signs = (1, -1)
    divisors = [n for n in range(1, min(whole, default=0) + 1) if c % n == 0]
    tried = [sign * n for n, sign in product(divisors, signs)]
    return tried[:-1] if tried and (a * tried[-1] + b) * tried[-1] + c else tried


@FAMILY.strategy(
    approach="estimate_and_correct",
    when=lambda p: 0 < len(trials(p)) <= TRIALS,
    opening=(
        "We try small whole numbers until one solves the equation, and divide its factor out.",
        "To find a first solution, we test divisors of the constant term; the second one follows"
        " from a division.",
        lambda p: (
            f"A whole solution of `{written(p)}` can be found by trial, since only a few"
            " numbers are possible."
        ),
        "We find one root by trying divisors of the last number, the other by division.",
    ),
    formula="In letters, a whole root r of `a x^2 + b x + c` divides c, and"
    " `a x^2 + b x + c = (x - r)(a x + a r + b)` holds then.",
)
def rational_root_and_synthetic_division(p: Params) -> Steps:
    """The rational root theorem (Descartes, La Geometrie, 1637, book III: try the divisors of the
    last term), then synthetic division by the root found (Ruffini's rule)."""
    a, b, c = yield from to_standard(p)
    *misses, root = trials(p)
    for i, x in enumerate(misses):
        carried = a * x + b
        last = carried * x + c
        start = Claim(f"{a} * {x:choice} + {b}") if a > 1 else Claim(f"{x:choice} + {b}")
        if abs(carried) > 1:
            claim = Claim(f"{start} = {carried}, {carried} * {x:choice} + {c} = {last}")
        elif abs(x) > 1:
            claim = Claim(f"{start} = {carried}, {x:choice} * {carried} + {c} = {last}")
        else:
            claim = Claim(f"{start} = {carried}, {carried * x} + {c} = {last}")
        yield Step(NO_ROOT if i else NO_ROOT_FIRST, claim, role="abandoned")
    carried = a * root + b
    start = Claim(f"{a} * {root:new} + {b}") if a > 1 else Claim(f"{root:new} + {b}")
    if abs(carried) > 1:
        claim = Claim(f"{start} = {carried:new}, {carried} * {root} + {c} = 0")
    elif abs(root) > 1:
        claim = Claim(f"{start} = {carried:new}, {root} * {carried} + {c} = 0")
    else:
        claim = Claim(f"{start} = {carried:new}, {carried * root} + {c} = 0")
    division = Step(A_ROOT if misses else A_ROOT_FIRST, claim)
    yield division
    product = Claim(f"(x + {-root})({a}x + {carried}) = 0")
    yield Step(FACTORED, f"{standard_form(a, b, c)} :: {product}", rests_on=(division,))
    return (yield from roots_of_factors(product, (1, -root), (a, carried)))


NO_ROOT_FIRST = (
    "A whole solution divides the constant term {c}, so we begin with {x}, but {last} is left: {}.",
    "Since whole solutions are divisors of {c}, a first candidate is {x}, which leaves {last}: {}.",
    "Only divisors of {c} can be whole solutions, so we test {x} first and get {last}: {}.",
)
NO_ROOT = (
    "Next, {x} gives {last}, which is not 0: {}.",
    "The candidate {x} leaves {last}, so it is no solution: {}.",
    "With {x} we come to {last} instead of 0: {}.",
    "Trying {x} leaves a remainder of {last}: {}.",
    "The number {x} does not work either, as {last} is left: {}.",
    "We test {x} and find {last}: {}.",
)
A_ROOT_FIRST = (
    "A whole solution divides the constant term {c}, so we begin with {root}, and it fits: {}.",
    "Since whole solutions are divisors of {c}, we try {root}, and nothing is left over: {}.",
    "Only divisors of {c} can be whole solutions, and already {root} gives 0: {}.",
)
A_ROOT = (
    "Now {root} leaves no remainder: {}.",
    "With {root} we get 0, so it is a solution: {}.",
    "The next candidate, {root}, gives 0: {}.",
    "For {root} nothing is left over, so it is a root: {}.",
)
FACTORED = (
    "The division also gives the other factor, `{a}x + {carried}`: {}.",
    "So the left side is a product, with the quotient as its second factor: {}.",
    "Thus we can split off the factor of the root found: {}.",
    "The numbers of the division are the coefficients of the other factor: {}.",
)


@FAMILY.strategy(
    approach="transform",
    when=has_fractions_to_avoid,
    opening=(
        "We multiply the equation by four times its first coefficient, so that a square can be"
        " completed without fractions.",
        lambda p: (
            f"To solve `{written(p)}` in whole numbers for as long as possible, we multiply it so"
            " that it begins with the square of an even multiple of x."
        ),
        "The idea is to make the first term the square of an even multiple of x, because then only"
        " a whole number is missing from a binomial square.",
        "Fractions can be avoided until the end: we multiply both sides before we complete the"
        " square.",
    ),
    formula="In letters, `4a^2 x^2 + 4a b x + b^2 = (2a x + b)^2`.",
)
def multiply_by_four_a(p: Params) -> Steps:
    """Sridhara's rule (about 900, quoted by Bhaskara II, Bijaganita, 1150): multiply both sides by
    four times the coefficient of the square, add the square of the coefficient of the unknown."""
    a, b, c = standard(p)
    if p.d or p.c:
        yield Step(NUMBER_TO_THE_RIGHT, f"{equation(p)} :: {a}x^2 + {b}x = {-c}")
    before, four, twice = Claim(f"{a}x^2 + {b}x = {-c}"), 4 * a, 2 * a
    first, second, number, square = four * a, four * b, -four * c, b * b
    multiplied = Claim(f"{first}x^2 + {second}x = {number}")
    if a > 1:
        multiplier = Step(FOUR_A, f"4 * {a} = {four:new}")
        yield multiplier
        claim = Claim(f"{before} :: {multiplied}")
        yield Step(MULTIPLY_BY_FOUR_A, claim, because=EVEN_SQUARE, rests_on=(multiplier,))
    else:
        yield Step(MULTIPLY_BY_FOUR, f"{before} :: {multiplied}", because=EVEN_SQUARE)
    squared = Step(SQUARE_TO_ADD, f"{b}^2 = {square:new}", because=MISSING_SQUARE)
    yield squared
    completed = Claim(f"{first}x^2 + {second}x + {square} = {number} + {square}")
    yield Step(ADD_THE_SQUARE, f"{multiplied} :: {completed}", rests_on=(squared,))
    total = number + square
    summed, kind = Claim(f"({twice}x + {b})^2 = {total}"), kind_of(p)
    yield Step(WHOLE_SQUARE_AND_SUM, f"{completed} :: {summed}")
    if kind == "none":
        yield Step(NO_SUCH_SQUARE, f"{summed} :: no x", because=NO_SQUARE_BELOW)
        return frozenset()
    if kind == "double":
        x = ratio(-b, twice)
        yield Step(SQUARE_IS_ZERO, f"{summed} :: x = {x}", because=ONLY_ZERO)
        return {x}
    if has_two_surds(p):
        sources = yield from simplified_root(total)
        root = times_root(*root_of(total))
        cases = Claim(f"{twice}x + {b} = {root} or {twice}x + {b} = -{root}")
        both = Step(BOTH_SIGNS, f"{summed} :: {cases}", because=SAME_SQUARE, rests_on=sources)
        yield both
        larger, smaller = two_surds(p).found()
        yield Step(DIVIDE_OVER, f"{summed} :: x = {larger} or x = {smaller}", rests_on=(both,))
        return two_surds(p).texts()
    s = discriminant_root(p)
    squares = Claim(f"({twice}x + {b})^2 = {s:new}^2")
    yield Step(WHOLE_SQUARE, f"{summed} :: {squares}", detail=seen(s))
    cases = Claim(f"{twice}x + {b} = {s} or {twice}x + {b} = {-s}")
    both = Step(BOTH_SIGNS, f"{squares} :: {cases}", because=SAME_SQUARE)
    yield both
    found = []
    for words, value in ((FIRST_CASE, s), (OTHER_CASE, -s)):
        x = ratio(value - b, twice)
        yield Step(words, f"({value} + {-b})/{twice} = {x}", rests_on=(both,))
        found.append(x)
    return set(found)


FOUR_A = (
    "The multiplier is four times the first coefficient: {}.",
    "Four times {a} is needed: {}.",
    "We work out what to multiply by: {}.",
)
MULTIPLY_BY_FOUR_A = (
    "Both sides are multiplied by this number: {}.",
    "Multiplied by it, the equation reads {}.",
    "We multiply every term by it: {}.",
    "Multiplying by this number, we turn the equation into {}.",
)
MULTIPLY_BY_FOUR = (
    "Both sides are multiplied by 4: {}.",
    "Multiplied by 4, the equation reads {}.",
    "We multiply every term by 4: {}.",
    "Taking both sides four times, we get {}.",
)
EVEN_SQUARE = (
    "the first term is then the square of an even multiple of x",
    "the middle term can then be halved without fractions",
    "this lets us complete the square in whole numbers",
)
SQUARE_TO_ADD = (
    "We square the original coefficient of x: {}.",
    "The number to add is the square of {b}: {}.",
    "What is missing is the square of {b}: {}.",
    "To complete the square of a binomial, we need {}.",
)
MISSING_SQUARE = (
    "the middle term is already twice the product of the two parts of a binomial",
    "the square of a binomial ends with the square of its second part",
    "this coefficient is the second part of the binomial",
)
WHOLE_SQUARE_AND_SUM = (
    "The left side is the square of a binomial, and the right side comes to {total}: {}.",
    "Now x stands in a single square: {}.",
    "We write the left side as a square and add up on the right: {}.",
    "By the binomial formula this is {}.",
    "Hence the square of a binomial equals {total}: {}.",
)
WHOLE_SQUARE = (
    "The right side is the square of {s}: {}.",
    "The number on the right is a perfect square: {}.",
    "We write the right side as a square, too: {}.",
    "So two squares are equal: {}.",
)
DIVIDE_OVER = (
    "We solve both cases for x, in lowest terms: {}.",
    "Subtracting and dividing in both cases, we get {}.",
    "So x has exactly two values: {}.",
    "Hence the two solutions are {}.",
)
FIRST_CASE = (
    "The first case gives {}.",
    "With {value} on the right, x is {}.",
    "With the positive root, x follows: {}.",
    "Solving the first case, we have {}.",
    "One solution is {}.",
)
OTHER_CASE = (
    "The second case gives {}.",
    "With {value} on the right, x is {}.",
    "With the negative root, x follows: {}.",
    "Solving the second case, we have {}.",
    "The other solution is {}.",
)
