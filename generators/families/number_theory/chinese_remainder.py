"""The smallest number that leaves given remainders on division by several moduli without common
factors."""

from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from math import gcd, prod

from generators.claims.functions import crt
from generators.family import Capacity, Claim, Family, Knob, Knobs, Step, Steps, Stream
from generators.knobs import KnobError

LONGEST = 12  # numbers that sieving may try before a textbook would choose another strategy


@dataclass(frozen=True, slots=True)
class Params:
    """The moduli, pairwise coprime, and the remainder that the number leaves for each."""

    moduli: tuple[int, ...]
    remainders: tuple[int, ...]


@lru_cache(maxsize=64)
def choices(
    count: tuple[int, int], modulus: tuple[int, int]
) -> tuple[list[tuple[int, ...]], list[int]]:
    """Every rising set of pairwise coprime moduli, and how many problems they make in all up to
    each. Raises KnobError."""
    found: list[tuple[int, ...]] = []

    def extend(chosen: tuple[int, ...], product: int) -> None:
        if count[0] <= len(chosen):
            found.append(chosen)
        if len(chosen) < count[1]:
            for m in range(chosen[-1] + 1 if chosen else modulus[0], modulus[1] + 1):
                if gcd(m, product) == 1:
                    extend((*chosen, m), product * m)

    extend((), 1)
    if not found:
        raise KnobError(
            f"there are no {count[0]} pairwise coprime moduli from {modulus[0]} to {modulus[1]}"
        )
    return found, list(accumulate(prod(moduli) - moduli[-1] for moduli in found))


def sample(stream: Stream, knobs: Knobs) -> Params:
    """Draws moduli and answer, each pair equally likely. The answer is no less than the largest
    modulus: below it, the answer would be the remainder itself."""
    found, upto = choices(knobs["count"], knobs["modulus"])
    number = stream.below(upto[-1])
    index = bisect_right(upto, number)
    moduli = found[index]
    x = moduli[-1] + upto[index] - number - 1
    moduli = tuple(stream.shuffle(moduli))
    return Params(moduli, tuple([x % m for m in moduli]))


def conclusion(p: Params, answer: int) -> Claim:
    values = [number for pair in zip(p.remainders, p.moduli, strict=True) for number in pair]
    return Claim(FORMS[len(p.moduli)], (*values, answer))


FORMS = ["crt(" + "; ".join(["{}, {}"] * count) + ") :: {}" for count in range(6)]


def listed(p: Params, form: str) -> str:
    """`form` filled with each remainder and modulus, as an enumeration in words."""
    parts = [form.format(r=r, m=m) for r, m in zip(p.remainders, p.moduli, strict=True)]
    return ", ".join(parts[:-1]) + " and " + parts[-1]


FAMILY = Family(
    params=Params,
    knobs={
        "count": Knob("how many congruences", ((2, 2), (2, 2), (3, 3), (3, 3), (4, 4)), (2, 5)),
        "modulus": Knob("the moduli", ((3, 18), (7, 26), (4, 16), (9, 30), (7, 30)), (2, 40)),
    },
    sample=sample,
    statements=(
        lambda p: (
            f"Find the smallest non-negative integer x with {listed(p, 'x = {r} (mod {m})')}."
        ),
        lambda p: (
            f"What is the smallest non-negative integer x such that {listed(p, 'x mod {m} = {r}')}?"
        ),
        lambda p: (
            f"Which is the smallest non-negative number that leaves {listed(p, 'remainder {r} when it is divided by {m}')}?"
        ),
        lambda p: (
            f"A farmer who packs eggs into boxes has {listed(p, '{r} left over with {m} to a box')}. "
            "What is the smallest possible number of eggs?"
        ),
        lambda p: (
            f"Lining dancers up leaves {listed(p, '{r} over in rows of {m}')}. How many dancers are there at least?"
        ),
    ),
    answer=lambda p: crt(*zip(p.remainders, p.moduli, strict=True)),
    answer_kind="integer",
    conclusion=conclusion,
    key=lambda p: tuple(sorted(zip(p.moduli, p.remainders, strict=True))),
    capacity=lambda knobs: Capacity(choices(knobs["count"], knobs["modulus"])[1][-1]),
    closing="Therefore x = {}.",
    exceptions={
        "difficulty_rises": "its knobs make longer numbers rather than longer solutions",
    },
)


def ordered(p: Params, largest_first: bool = False) -> list[tuple[int, int]]:
    """Moduli and remainders by the size of the modulus."""
    return sorted(zip(p.moduli, p.remainders, strict=True), reverse=largest_first)


@FAMILY.strategy(approach="forward")
def successive_substitution(p: Params) -> Steps:
    """Rosen, Elementary Number Theory, 4.3: write x as a remainder plus a multiple k of the
    modulus, put it into the next one."""
    (product, x), *rest = ordered(p, largest_first=True)
    for index, (m, r) in enumerate(rest, 1):
        k = (r - x) * pow(product, -1, m) % m
        words = f"With x as the known part plus k times the moduli so far, the right k gives {{}} (mod {m})."
        yield Step(
            words,
            Claim("mod {} :: {} * {} = {} - {} = {}", (m, product, k, r, x, (r - x) % m)),
            f"{{}} (mod {m})",
        )
        reached = x + product * k
        if index < len(rest):
            values = (x, product, k, m, reached, product * m)
            yield Step(
                "Put it in, with a new k for what is still free: x is {}.",
                Claim("{} + {}({} + {}k) = {} + {}k", values),
            )
        else:
            yield Step("Put it in: x is {}.", Claim("{} + {} * {} = {}", (x, product, k, reached)))
        x, product = reached, product * m
    return x


@FAMILY.strategy(approach="algebraic")
def direct_construction(p: Params) -> Steps:
    """Gauss, Disquisitiones Arithmeticae 36: the sum of r times M / m times the inverse of M / m
    modulo m."""
    whole = prod(p.moduli)
    yield Step("Multiply the moduli: {}.", Claim(product_form(len(p.moduli)), (*p.moduli, whole)))
    terms: list[int] = []
    for m, r in zip(p.moduli, p.remainders, strict=True):
        others = whole // m
        if len(p.moduli) > 2:
            yield Step(
                f"Leave the modulus {m} out: {{}}.", Claim("{} / {} = {}", (whole, m, others))
            )
        terms += (r, others, pow(others, -1, m))
        yield Step(
            f"Find the inverse: {{}} (mod {m}).",
            Claim("mod {} :: {} * {} = 1", (m, *terms[-2:])),
            f"{{}} (mod {m})",
        )
    total = sum(prod(terms[i : i + 3]) for i in range(0, len(terms), 3))
    yield Step(
        "Add up remainder times product times inverse: {}.",
        Claim(products_form(len(p.moduli)), (*terms, total)),
    )
    return (yield from reduced(total, whole))


def reduced(total: int, whole: int) -> Steps:
    """The remainder of a solution modulo the product of the moduli."""
    q, x = divmod(total, whole)
    if q:
        yield Step(
            "Reduce modulo the product of the moduli: {}.",
            Claim("{} = {} * {} + {}", (total, q, whole, x)),
        )
    return x


@FAMILY.strategy(approach="transform")
def mixed_radix(p: Params) -> Steps:
    """Garner, 1959; Knuth, TAOCP 4.3.2: the digits d of x = d1 + d2 m1 + d3 m1 m2 + ..., one after
    another."""
    pairs = ordered(p)
    moduli, digits, shown = [m for m, _ in pairs], [], []
    x, product = 0, 1
    for j, (m, r) in enumerate(pairs):
        digit, values = r, [m, r]
        for earlier, d in zip(moduli, digits, strict=False):
            inverse = pow(earlier, -1, m)
            words = f"Find the inverse of the modulus {earlier}: {{}} (mod {m})."
            yield Step(
                words, Claim("mod {} :: {} * {} = 1", (m, earlier, inverse)), f"{{}} (mod {m})"
            )
            digit = (digit - d) * inverse % m
            values += (d, inverse)
        if j:
            yield Step(
                f"The next digit: {{}} (mod {m}).",
                Claim(digit_form(j), (*values, digit)),
                f"{{}} (mod {m})",
            )
        digits.append(digit)
        shown += (digit, *moduli[:j])
        x, product = x + digit * product, product * m
    yield Step("Put the digits together: {}.", Claim(radix_form(len(digits)), (*shown, x)))
    return x


@FAMILY.strategy(approach="backward")
def bezout_merging(p: Params) -> Steps:
    """Join two congruences at a time by Bezout's identity 1 = u m + v n (Bezout 1779), found by
    Euclid's algorithm."""
    m, x = p.moduli[0], p.remainders[0]
    for n, r in zip(p.moduli[1:], p.remainders[1:], strict=True):
        a, b = max(m, n), min(m, n)
        while b > 1:
            q, c = divmod(a, b)
            yield Step(
                f"Euclid's algorithm to bring in {n}: {{}}.",
                Claim("{} = {} * {} + {}", (a, q, b, c)),
            )
            a, b = b, c
        u = pow(m, -1, n)
        u -= n if 2 * u > n else 0
        v = (1 - u * m) // n
        yield Step(
            "Worked backwards, it writes one as a sum of multiples: {}.",
            Claim("{} * {} + {} * {} = 1", (m, u, n, v)),
        )
        total = x * n * v + r * m * u
        yield Step(
            "Cross the remainders: {}.",
            Claim("{} * {} * {} + {} * {} * {} = {}", (x, n, v, r, m, u, total)),
        )
        x, m = total % (m * n), m * n
        if x != total:
            words = "Reduce modulo the product of the two moduli: {}."
            yield Step(words, Claim("{} = {} * {} + {}", (total, total // m, m, x)))
    return x


def trials(p: Params) -> int:
    """How many numbers sieving goes through."""
    (product, x), *rest = ordered(p, largest_first=True)
    tried = 0
    for m, r in rest:
        k = (r - x) * pow(product, -1, m) % m
        tried, x, product = tried + k, x + product * k, product * m
    return tried


@FAMILY.strategy(approach="enumerative", when=lambda p: trials(p) <= LONGEST)
def sieving(p: Params) -> Steps:
    """Sieving by the largest modulus (Sun Zi's problem as school books solve it): step through the
    numbers that fit so far."""
    (product, x), *rest = ordered(p, largest_first=True)
    for m, r in rest:
        while x % m != r:
            x += product
            words = (
                f"The next number is wrong for {m}: {{}}."
                if x % m != r
                else f"The next number is right for {m}: {{}}."
            )
            yield Step(
                words,
                Claim("{} + {} = {} = {} * {} + {}", (x - product, product, x, x // m, m, x % m)),
            )
        product *= m
    return x


@lru_cache
def product_form(count: int) -> str:
    return " * ".join(["{}"] * count) + " = {}"


@lru_cache
def products_form(count: int) -> str:
    return " + ".join(["{} * {} * {}"] * count) + " = {}"


@lru_cache
def digit_form(earlier: int) -> str:
    return "mod {} :: " + "(" * earlier + "{}" + " - {}) * {}" * earlier + " = {}"


@lru_cache
def radix_form(digits: int) -> str:
    return " + ".join(" * ".join(["{}"] * (j + 1)) for j in range(digits)) + " = {}"
