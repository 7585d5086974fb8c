"""The greatest common divisor of two numbers, found without and with their prime factors."""

from dataclasses import dataclass
from functools import lru_cache
from math import gcd

from generators.families.number_theory._factors import prime_powers
from generators.family import Capacity, Claim, Family, Knob, Knobs, Step, Steps, Stream

LONGEST = (
    14  # lines that subtraction or listing may take before a textbook would choose another strategy
)
LARGEST = 10**9  # numbers below this are taken apart by trial division in about a millisecond


@dataclass(frozen=True, slots=True)
class Params:
    """The two numbers, larger first."""

    a: int
    b: int


def sample(stream: Stream, knobs: Knobs) -> Params:
    """Runs Euclid's algorithm backwards from the answer, so that the number of its divisions is a
    knob."""
    larger, smaller = 0, stream.between(*knobs["divisor"])
    for i in range(stream.between(*knobs["divisions"])):
        quotient = stream.between(2 if i == 0 else 1, knobs["quotient"])
        larger, smaller = smaller, quotient * smaller + larger
    return Params(smaller, larger)


def capacity(knobs: Knobs) -> Capacity:
    """Continued fractions are unique, so every choice of divisor and quotients is another pair."""
    low, high = knobs["divisor"]
    fewest, most = knobs["divisions"]
    quotients = knobs["quotient"]
    return Capacity(
        (high - low + 1)
        * sum((quotients - 1) * quotients ** (n - 1) for n in range(fewest, most + 1))
    )


FAMILY = Family(
    params=Params,
    knobs={
        "divisor": Knob(
            "the answer's range", ((2, 60), (2, 75), (2, 90), (4, 100), (6, 120)), (2, 1000)
        ),
        "divisions": Knob(
            "divisions that Euclid's algorithm takes",
            ((2, 2), (3, 3), (4, 4), (5, 5), (6, 7)),
            (2, 12),
        ),
        "quotient": Knob("the largest quotient in them", (12, 7, 5, 5, 4), (2, 50)),
    },
    sample=sample,
    statements=(
        "Find the greatest common divisor of {p.a} and {p.b}.",
        "What is gcd({p.b}, {p.a})?",
        "Which is the largest whole number that divides both {p.a} and {p.b}?",
        "Work out the highest common factor of {p.b} and {p.a}.",
        "A sheet of {p.a} by {p.b} grid squares is cut into equal square pieces. How many grid squares long can their sides be at most?",
        "{p.b} red and {p.a} blue beads are all put into bags that must be alike. What is the largest possible number of bags?",
    ),
    answer=lambda p: gcd(p.a, p.b),
    answer_kind="integer",
    conclusion=lambda p, answer: Claim("gcd({}, {}) = {}", (p.a, p.b, answer)),
    key=lambda p: (p.a, p.b) if p.a >= p.b else (p.b, p.a),
    capacity=capacity,
)


@FAMILY.strategy(kind="forward")
def euclid_by_division(p: Params) -> Steps:
    """Euclid, Elements VII.2, with division in place of repeated subtraction: gcd(a, b) = gcd(b, a
    mod b)."""
    a, b = p.a, p.b
    while b:
        q, r = divmod(a, b)
        yield Step(
            "Divide: {}." if r else "The division comes out even: {}.",
            Claim("{} = {} * {} + {}", (a, q, b, r)),
        )
        a, b = b, r


@FAMILY.strategy(kind="transform")
def ladder(p: Params) -> Steps:
    """The ladder or cake method of school books: divide both numbers by a prime that they share
    until none is left."""
    a, b, rungs = p.a, p.b, []
    for prime, exponent in prime_powers(gcd(a, b)):
        for _ in range(exponent):
            above, a, b = (a, b), a // prime, b // prime
            yield Step(
                "Divide both by a prime: {}.",
                Claim("{} = {} * {}, {} = {} * {}", (above[0], prime, a, above[1], prime, b)),
            )
            rungs.append(prime)
    yield Step("No prime divides both numbers now: {}.", Claim("gcd({}, {}) = 1", (a, b)))
    if len(rungs) > 1:
        yield Step(
            "Multiply the primes at the side: {}.",
            Claim(product(len(rungs)), (*rungs, gcd(p.a, p.b))),
        )


@FAMILY.strategy(kind="algebraic")
def binary_gcd(p: Params) -> Steps:
    """J. Stein, J. Comp. Phys. 1 (1967); Knuth, TAOCP 4.5.2, Algorithm B: take out twos, then
    subtract odd numbers."""
    a, b, twos = p.a, p.b, 1
    both = (a | b) & -(a | b)
    if both > 1:
        twos, a, b = both, a // both, b // both
        yield Step(
            "Take out the twos that both contain: {}.",
            Claim("{} = {} * {}, {} = {} * {}", (p.a, both, a, p.b, both, b)),
        )
    if not (a & 1 and b & 1):
        even, odd = (a, b) if b & 1 else (b, a)
        rest = even // (even & -even)
        yield Step(
            "A two that only one contains does not count: {}.",
            Claim("{} = {} * {}", (even, even // rest, rest)),
        )
        a, b = odd, rest
    while a != b:
        a, b = (a, b) if a > b else (b, a)
        rest = (a - b) // ((a - b) & (b - a))
        yield Step(
            "Subtract and take out the twos: {}.",
            Claim("{} - {} = {} * {}", (a, b, (a - b) // rest, rest)),
        )
        a = rest
    if twos > 1:
        yield Step("Put the shared twos back: {}.", Claim("{} * {} = {}", (twos, a, twos * a)))


@FAMILY.strategy(kind="enumerative", when=lambda p: p.a < LARGEST)
def prime_factorisation(p: Params) -> Steps:
    """Euclid, Elements IX.14 (unique factorisation): each prime that both contain, with the smaller
    of its exponents."""
    factors = [dict(prime_powers(number)) for number in (p.a, p.b)]
    for number, powers, words in zip((p.a, p.b), factors, SPLITTING, strict=True):
        rest = number
        for prime, exponent in powers.items():
            if prime == rest:
                break
            rest, before = rest // prime**exponent, rest
            if rest == 1:
                yield Step(words, Claim("{} = {}^{}", (before, prime, exponent)))
            elif exponent == 1:
                yield Step(words, Claim("{} = {} * {}", (before, prime, rest)))
            else:
                yield Step(words, Claim("{} = {}^{} * {}", (before, prime, exponent, rest)))
    shared = [
        number
        for prime in factors[0]
        if prime in factors[1]
        for number in (prime, min(factors[0][prime], factors[1][prime]))
    ]
    words = (
        "The primes in both, each with the smaller exponent: {}."
        if len(shared) > 2
        else "Only one prime is in both: {}."
    )
    yield Step(
        words, Claim(product_of_powers(len(shared) // 2), (p.a, p.b, *shared, gcd(p.a, p.b)))
    )


SPLITTING = (
    "Take a prime out of the larger number: {}.",
    "Take a prime out of the smaller number: {}.",
)


def quotients(p: Params) -> int:
    """How many subtractions Euclid's algorithm takes."""
    total, a, b = 0, p.a, p.b
    while b:
        total += a // b
        a, b = b, a % b
    return total - 1


@FAMILY.strategy(kind="backward", when=lambda p: quotients(p) <= LONGEST)
def euclid_by_subtraction(p: Params) -> Steps:
    """Euclid, Elements VII.2, as it stands there: take the smaller from the larger until both are
    equal."""
    a, b = p.a, p.b
    while a != b:
        yield Step("Take the smaller from the larger: {}.", Claim("{} - {} = {}", (a, b, a - b)))
        a, b = (b, a - b) if b > a - b else (a - b, b)


def candidates(p: Params) -> list[int]:
    """The divisors of the smaller number, largest first, down to the first that divides the larger;
    none where that is long."""
    cofactors = p.b // gcd(p.a, p.b)
    return [p.b // d for d in range(1, cofactors + 1) if p.b % d == 0] if cofactors <= 50 else []


@FAMILY.strategy(kind="estimate_and_correct", when=lambda p: 2 <= len(candidates(p)) <= LONGEST)
def listing_divisors(p: Params) -> Steps:
    """School books: list the divisors of the smaller number and try them on the larger one, from
    the largest down."""
    for divisor in candidates(p):
        words = (
            "Next divisor of the smaller number; the larger leaves a remainder: {}."
            if p.a % divisor
            else "This one divides both: {}."
        )
        values = (p.b, p.b // divisor, divisor, p.a, p.a // divisor, divisor, p.a % divisor)
        yield Step(words, Claim("{} = {} * {}, {} = {} * {} + {}", values))


@lru_cache
def product(count: int) -> str:
    return " * ".join(["{}"] * count) + " = {}"


@lru_cache
def product_of_powers(count: int) -> str:
    return "gcd({}, {}) :: " + " * ".join(["{}^{}"] * count) + " = {}"
