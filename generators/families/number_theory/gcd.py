"""The greatest common divisor of two numbers, found without and with their prime factors."""

from dataclasses import dataclass
from math import gcd

from generators.families.number_theory._factors import prime_powers
from generators.family import (
    Capacity,
    Claim,
    Family,
    Knob,
    Knobs,
    Step,
    Steps,
    Stream,
    product_of,
)

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
        "A sheet of {p.a} by {p.b} grid squares is cut into equal square pieces. "
        "How many grid squares long can their sides be at most?",
        "{p.b} red and {p.a} blue beads are all put into bags that must be alike. "
        "What is the largest possible number of bags?",
    ),
    answer=lambda p: gcd(p.a, p.b),
    answer_kind="integer",
    conclusion=lambda p, answer: Claim(f"gcd({p.a}, {p.b}) = {answer}"),
    key=lambda p: (p.a, p.b) if p.a >= p.b else (p.b, p.a),
    capacity=capacity,
)


@FAMILY.strategy(approach="forward")
def euclid_by_division(p: Params) -> Steps:
    """Euclid, Elements VII.2, with division in place of repeated subtraction: gcd(a, b) = gcd(b, a
    mod b)."""
    a, b = p.a, p.b
    while b:
        q, r = divmod(a, b)
        words = "Divide {a} by {b}: {}." if r else "Divide {a} by {b}, which comes out even: {}."
        yield Step(words, f"{a} = {q:new} * {b} + {r:new}")
        a, b = b, r
    return a


@FAMILY.strategy(approach="transform")
def ladder(p: Params) -> Steps:
    """The ladder or cake method of school books: divide both numbers by a prime that they share
    until none is left."""
    a, b, rungs = p.a, p.b, []
    for prime, exponent in prime_powers(gcd(a, b)):
        for _ in range(exponent):
            left, right = a // prime, b // prime
            claim = Claim(f"{a} = {prime:new} * {left:new}, {b} = {prime} * {right:new}")
            yield Step("Divide both by the prime {prime}: {}.", claim)
            a, b = left, right
            rungs.append(prime)
    ended = Step("No prime divides both {a} and {b} now: {}.", f"gcd({a}, {b}) = 1")
    yield ended
    if len(rungs) > 1:
        words = "Multiply the primes at the side: {}."
        yield Step(words, f"{product_of(rungs)} = {gcd(p.a, p.b)}", rests_on=(ended,))
    return gcd(p.a, p.b)


@FAMILY.strategy(approach="algebraic")
def binary_gcd(p: Params) -> Steps:
    """J. Stein, J. Comp. Phys. 1 (1967); Knuth, TAOCP 4.5.2, Algorithm B: take out twos, then
    subtract odd numbers."""
    a, b, twos = p.a, p.b, 1
    both = (a | b) & -(a | b)
    if both > 1:
        left, right = a // both, b // both
        claim = Claim(f"{a} = {both:new} * {left:new}, {b} = {both} * {right:new}")
        yield Step("Take out the twos that both contain: {}.", claim)
        twos, a, b = both, left, right
    if not (a & 1 and b & 1):
        even, odd = (a, b) if b & 1 else (b, a)
        power = even & -even
        rest = even // power
        words = "The twos that only {even} contains do not count: {}."
        yield Step(words, f"{even} = {power:new} * {rest:new}")
        a, b = odd, rest
    while a != b:
        a, b = (a, b) if a > b else (b, a)
        difference = a - b
        power = difference & -difference
        rest = difference // power
        words = "Subtract and take out the twos: {}."
        yield Step(words, f"{a} - {b} = {difference:new} = {power:new} * {rest:new}")
        a = rest
    if twos > 1:
        yield Step("Put the shared twos back: {}.", f"{twos} * {a} = {twos * a}")
    return twos * a


@FAMILY.strategy(approach="enumerative", when=lambda p: p.a < LARGEST)
def prime_factorisation(p: Params) -> Steps:
    """Euclid, Elements IX.14 (unique factorisation): each prime that both contain, with the smaller
    of its exponents."""
    factors = [dict(prime_powers(number)) for number in (p.a, p.b)]
    larger = yield from take_apart("larger", p.a, factors[0])
    smaller = yield from take_apart("smaller", p.b, factors[1])
    shared = {
        prime: min(exponent, factors[1][prime])
        for prime, exponent in factors[0].items()
        if prime in factors[1]
    }
    words = "Only one prime is in both: {}."
    if len(shared) > 1:
        words = "The primes in both, each with the smaller exponent: {}."
    yield Step(
        words,
        f"gcd({p.a}, {p.b}) :: {product_of_powers(shared)} = {gcd(p.a, p.b)}",
        rests_on=(*larger, *smaller),
    )
    return gcd(p.a, p.b)


def take_apart(name: str, number: int, powers: dict[int, int]) -> Steps:
    """A line for each prime that is taken out of a number, and one that collects them. Gives the
    last of them."""
    rest, lines = number, []
    for prime, exponent in powers.items():
        left = rest // prime**exponent
        words = f"In the {name} number, take {{prime}} out of {{rest}}: {{}}."
        if left > 1:
            lines.append(Step(words, f"{rest} = {prime:new}^{exponent:new} * {left:new}"))
            yield lines[-1]
        elif exponent > 1:
            lines.append(Step(words, f"{rest} = {prime:new}^{exponent:new}"))
            yield lines[-1]
        rest = left
    if len(powers) > 1:
        words = f"So the {name} number in primes: {{}}."
        claim = Claim(f"{number} = {product_of_powers(powers)}")
        lines.append(Step(words, claim, rests_on=tuple(lines)))
        yield lines[-1]
    return lines[-1:]


def product_of_powers(powers: dict[int, int]) -> Claim:
    return product_of(f"{prime}^{exponent}" for prime, exponent in powers.items())


def quotients(p: Params) -> int:
    """How many subtractions Euclid's algorithm takes."""
    total, a, b = 0, p.a, p.b
    while b:
        total += a // b
        a, b = b, a % b
    return total - 1


@FAMILY.strategy(approach="backward", when=lambda p: quotients(p) <= LONGEST)
def euclid_by_subtraction(p: Params) -> Steps:
    """Euclid, Elements VII.2, as it stands there: take the smaller from the larger until both are
    equal."""
    a, b = p.a, p.b
    while a != b:
        yield Step("Take {b} from {a}: {}.", f"{a} - {b} = {a - b}")
        a, b = (b, a - b) if b > a - b else (a - b, b)
    return a


def candidates(p: Params) -> list[int]:
    """The divisors of the smaller number, largest first, down to the first that divides the larger;
    none where that is long."""
    cofactors = p.b // gcd(p.a, p.b)
    return [p.b // d for d in range(1, cofactors + 1) if p.b % d == 0] if cofactors <= 50 else []


@FAMILY.strategy(approach="estimate_and_correct", when=lambda p: 2 <= len(candidates(p)) <= LONGEST)
def listing_divisors(p: Params) -> Steps:
    """School books: list the divisors of the smaller number and try them on the larger one, from
    the largest down."""
    for divisor in candidates(p):
        q, r = divmod(p.a, divisor)
        cofactor = p.b // divisor
        if r:
            words = "{divisor} divides {p.b}, but leaves a remainder in {p.a}: {}."
            tried = Claim(f"{p.b} = {cofactor:new} * {divisor:choice}")
            claim = Claim(f"{tried}, {p.a} = {q:new} * {divisor} + {r:new}")
            yield Step(words, claim, role="abandoned")
        else:
            claim = Claim(f"{p.b} = {cofactor:new} * {divisor:new}, {p.a} = {q:new} * {divisor}")
            yield Step("{divisor} divides both: {}.", claim)
    return divisor
