"""The smallest number that leaves given remainders on division by several moduli without common
factors."""

from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from math import gcd, prod

from generators.claims.functions import crt
from generators.family import (
    Capacity,
    Claim,
    Family,
    Knob,
    Knobs,
    Step,
    Steps,
    Stream,
    list_of,
    product_of,
    sum_of,
)
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
    pairs = zip(p.remainders, p.moduli, strict=True)
    congruences = list_of((f"{r}, {m}" for r, m in pairs), "; ")
    return Claim(f"crt({congruences}) :: {answer}")


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
            "Which is the smallest non-negative number that leaves "
            f"{listed(p, 'remainder {r} when it is divided by {m}')}?"
        ),
        lambda p: (
            "A farmer who packs eggs into boxes has "
            f"{listed(p, '{r} left over with {m} to a box')}. "
            "What is the smallest possible number of eggs?"
        ),
        lambda p: (
            f"Lining dancers up leaves {listed(p, '{r} over in rows of {m}')}. "
            "How many dancers are there at least?"
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
    for m, r in rest:
        wanted = (r - x) % m
        k = wanted * pow(product, -1, m) % m
        words = (
            "With x as the known part plus k times the moduli so far, the right k gives {}"
            " (mod {m})."
        )
        claim = Claim(f"mod {m} :: {product} * {k:new} = {r} - {x} = {wanted:new}")
        yield Step(words, claim, f"{{}} (mod {m})")
        reached = x + product * k
        if (m, r) != rest[-1]:
            words = "Put it in, with a new k for what is still free: x is {}."
            claim = Claim(f"{x} + {product}({k} + {m}k) = {reached} + {product * m}k")
            yield Step(words, claim)
        else:
            yield Step("Put it in: x is {}.", f"{x} + {product} * {k} = {reached}")
        x, product = reached, product * m
    return x


@FAMILY.strategy(approach="algebraic")
def direct_construction(p: Params) -> Steps:
    """Gauss, Disquisitiones Arithmeticae 36: the sum of r times M / m times the inverse of M / m
    modulo m."""
    whole = prod(p.moduli)
    terms = []
    for m, r in zip(p.moduli, p.remainders, strict=True):
        others = whole // m
        terms.append((r, others, pow(others, -1, m)))
    total = sum(prod(term) for term in terms)
    q, x = divmod(total, whole)
    if q or len(p.moduli) > 2:
        yield Step("Multiply the moduli: {}.", f"{product_of(p.moduli)} = {whole}")
    for m, (_, others, inverse) in zip(p.moduli, terms, strict=True):
        if len(p.moduli) > 2:
            yield Step("Leave the modulus {m} out: {}.", f"{whole} / {m} = {others}")
        yield inverse_found(m, others, inverse)
    words = "Add up remainder times product times inverse: {}."
    yield Step(words, f"{sum_of(product_of(term) for term in terms)} = {total}")
    if q:
        words = "Reduce modulo the product of the moduli: {}."
        yield Step(words, f"{total} = {q:new} * {whole} + {x:new}")
    return x


def inverse_found(m: int, number: int, inverse: int) -> Step:
    claim = Claim(f"mod {m} :: {number} * {inverse:new} = 1")
    return Step("Find the inverse of {number}: {} (mod {m}).", claim, f"{{}} (mod {m})")


@FAMILY.strategy(approach="transform")
def mixed_radix(p: Params) -> Steps:
    """Garner, 1959; Knuth, TAOCP 4.3.2: the digits d of x = d1 + d2 m1 + d3 m1 m2 + ..., one after
    another."""
    moduli: list[int] = []
    digits: list[int] = []
    for m, r in ordered(p):
        digit, worked = r, Claim(f"{r}")
        for earlier, d in zip(moduli, digits, strict=True):
            inverse = pow(earlier, -1, m)
            yield inverse_found(m, earlier, inverse)
            digit = (digit - d) * inverse % m
            worked = Claim(f"({worked} - {d}) * {inverse}")
        if moduli:
            claim = Claim(f"mod {m} :: {worked} = {digit}")
            yield Step("The next digit: {} (mod {m}).", claim, f"{{}} (mod {m})")
        moduli.append(m)
        digits.append(digit)
    places = [(digit, *moduli[:j]) for j, digit in enumerate(digits)]
    x = sum(prod(place) for place in places)
    yield Step("Put the digits together: {}.", f"{sum_of(map(product_of, places))} = {x}")
    return x


@FAMILY.strategy(approach="backward")
def bezout_merging(p: Params) -> Steps:
    """Join two congruences at a time by Bezout's identity 1 = u m + v n (Bezout 1779), found by
    Euclid's algorithm."""
    m, x = p.moduli[0], p.remainders[0]
    reached: list[Step] = []  # the step that gave x
    for n, r in zip(p.moduli[1:], p.remainders[1:], strict=True):
        divisions: list[Step] = []
        for division in euclid(max(m, n), min(m, n), n):
            divisions.append(division)
            yield division
        u = pow(m, -1, n)
        u -= n if 2 * u > n else 0
        v = (1 - u * m) // n
        words = "Worked backwards, it writes one as a sum of multiples: {}."
        bezout = Step(words, f"{m} * {u:new} + {n} * {v:new} = 1", rests_on=tuple(divisions))
        yield bezout
        total = x * n * v + r * m * u
        words = "Cross the remainders: {}."
        claim = Claim(f"{x} * {n} * {v} + {r} * {m} * {u} = {total}")
        crossed = Step(words, claim, rests_on=(bezout, *reached))
        yield crossed
        reached = [crossed]
        whole = m * n
        x = total % whole
        if x != total:
            words = "Reduce modulo the product of the two moduli: {}."
            q = total // whole
            claim = Claim(f"{m} * {n} = {whole:new}, {total} = {q:new} * {whole} + {x:new}")
            reached = [Step(words, claim)]
            yield from reached
        elif whole != prod(p.moduli):
            yield Step("Together their modulus is {}.", f"{m} * {n} = {whole}")
        m = whole
    return x


def euclid(a: int, b: int, joining: int) -> Steps:
    """Divisions with remainder, until one is left."""
    while b > 1:
        q, c = divmod(a, b)
        words = f"Euclid's algorithm to bring in {joining}: {{}}."
        yield Step(words, f"{a} = {q:new} * {b} + {c:new}")
        a, b = b, c


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
    (jump, x), *rest = ordered(p, largest_first=True)
    passed: list[int] = []  # moduli for which the number fits, by which the jump has to grow
    for m, r in rest:
        while x % m != r:
            if passed:
                before, jump = jump, prod((jump, *passed))
                words = "From here on the numbers that fit are {jump} apart: {}."
                yield Step(words, f"{product_of((before, *passed))} = {jump}")
                passed = []
            before, x = x, x + jump
            fits = "right" if x % m == r else "wrong"
            words = f"The next number is {fits} for {{m}}: {{}}."
            yield Step(words, f"{before} + {jump} = {x:new} = {x // m:new} * {m} + {x % m:new}")
        passed.append(m)
    return x
