"""The greatest common divisor of two numbers, found without and with their prime factors."""

from dataclasses import dataclass
from math import gcd

from generators.families.number_theory._factors import prime_powers
from generators.family import (
    Capacity,
    Claim,
    Family,
    Frame,
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


def check(p: Params, answer: int) -> Claim:
    """The answer divides both numbers, and what is left has no common divisor."""
    a, b = p.a // answer, p.b // answer
    return Claim(f"{p.a} = {answer} * {a}, {p.b} = {answer} * {b}, gcd({a}, {b}) = 1")


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
        "What is `gcd({p.b}, {p.a})`?",
        "Which is the largest whole number that divides both {p.a} and {p.b}?",
        "Work out the highest common factor of {p.b} and {p.a}.",
        Frame(
            "A sheet of {p.a} by {p.b} grid squares is cut into equal square pieces. "
            "How many grid squares long can their sides be at most?",
            (
                "Therefore, the sides of the pieces can be at most {answer} grid squares long.",
                "Therefore, the largest equal squares have sides of {answer} grid squares.",
            ),
        ),
        Frame(
            "{p.b} red and {p.a} blue beads are all put into bags that must be alike. "
            "What is the largest possible number of bags?",
            (
                "Therefore, the largest possible number of bags is {answer}.",
                "Therefore, the beads fill at most {answer} bags that are alike.",
            ),
        ),
        Frame(
            "Two ropes, {p.a} cm and {p.b} cm long, are cut up with nothing left over, and all the "
            "pieces have the same whole number of centimetres. How long is a piece at most?",
            (
                "Therefore, a piece of rope is at most {answer} cm long.",
                "Therefore, the longest possible pieces measure {answer} cm.",
            ),
        ),
        Frame(
            "By which number do you have to divide above and below to bring the fraction "
            "`{p.b}/{p.a}` to lowest terms in a single step?",
            (
                "Therefore, `{p.b}/{p.a}` is reduced to lowest terms in one step by {answer}.",
                "Therefore, dividing above and below by {answer} brings `{p.b}/{p.a}` to lowest"
                " terms.",
            ),
        ),
        Frame(
            "Posts stand at equal distances along two straight fences of {p.b} m and {p.a} m, with "
            "one at either end of each. How many metres apart can they be, if that is a whole "
            "number and as large as possible?",
            (
                "Therefore, the posts stand at most {answer} metres apart.",
                "Therefore, the largest possible distance between two posts is {answer} m.",
            ),
        ),
        "Of all the common divisors of {p.a} and {p.b}, which one is the greatest?",
    ),
    answer=lambda p: gcd(p.a, p.b),
    answer_kind="integer",
    conclusion=lambda p, answer: Claim(f"gcd({p.a}, {p.b}) = {answer}"),
    check=check,
    key=lambda p: (p.a, p.b) if p.a >= p.b else (p.b, p.a),
    capacity=capacity,
    closings=(
        "Therefore, the greatest common divisor of {p.a} and {p.b} is {answer}.",
        "Therefore, {answer} is the largest whole number that divides both {p.a} and {p.b}.",
        "Therefore, `gcd({p.a}, {p.b})` equals {answer}.",
        "Therefore, {p.a} and {p.b} have the greatest common divisor {answer}.",
    ),
)


@FAMILY.strategy(
    approach="forward",
    opening=(
        "To find the greatest common divisor of {p.a} and {p.b}, we divide with remainder again and"
        " again, until nothing is left over.",
        "We replace the pair {p.a} and {p.b} by smaller and smaller pairs with the same greatest"
        " common divisor, by dividing with remainder.",
        "For the greatest common divisor of {p.a} and {p.b} we need no factors, because repeated"
        " division with remainder leads to it.",
        "We divide {p.a} by {p.b}, then {p.b} by the remainder, and so on; the last remainder above"
        " 0 is the greatest common divisor.",
    ),
    formula="In letters, if `a = q * b + r`, then the common divisors of a and b are those of b and"
    " r.",
)
def euclid_by_division(p: Params) -> Steps:
    """Euclid, Elements VII.2, with division in place of repeated subtraction: gcd(a, b) = gcd(b, a
    mod b)."""
    a, b = p.a, p.b
    while b:
        q, r = divmod(a, b)
        words = DIVIDE_FIRST if a == p.a else DIVIDE_NEXT
        yield Step(
            words if r else DIVIDE_LAST,
            f"{a} = {q:new} * {b} + {r:new}",
            because=REMAINDERS if r else "",
        )
        a, b = b, r
    return a


DIVIDE_FIRST = (
    "First we divide {a} by {b}: {}.",
    "We start with the larger number, {a}, and divide it by {b}: {}.",
    "Division of {a} by {b} leaves {r}: {}.",
    "We take {b} out of {a} as often as it goes: {}.",
)
DIVIDE_NEXT = (
    "So we go on with {a} and {b}: {}.",
    "The remainder {b} is not 0, so we divide {a} by it: {}.",
    "Next, {a} is divided by {b}, and {r} is left: {}.",
    "We carry on with the pair {a} and {b}: {}.",
    "Now {b} is the divisor and {a} the number to divide: {}.",
    "From here on only {a} and {b} matter: {}.",
    "Dividing {a} by the remainder {b} gives the next one, {r}: {}.",
)
DIVIDE_LAST = (
    "Since {} leaves no remainder, we stop at {b}.",
    "The division of {a} by {b} comes out even, so {b} is the last divisor: {}.",
    "Now {b} divides {a} exactly, so we stop here: {}.",
    "This time nothing is left over, hence {b} divides all numbers before it: {}.",
)
REMAINDERS = (
    "a number that divides both also divides the remainder",
    "every common divisor of the two also divides what is left",
    "the remainder keeps all common divisors of the two",
)


@FAMILY.strategy(
    approach="transform",
    opening=(
        "We divide {p.a} and {p.b} by primes that they share, until no such prime is left, and"
        " multiply these primes.",
        "To collect all that {p.a} and {p.b} have in common, we take out one shared prime after"
        " another.",
        "The greatest common divisor of {p.a} and {p.b} is the product of the primes that can be"
        " divided out of both, so we divide them out one by one.",
        "We write {p.a} and {p.b} side by side and divide both by a common prime as often as we"
        " can.",
    ),
    formula="In letters, `gcd(k * a, k * b) = k * gcd(a, b)`.",
)
def ladder(p: Params) -> Steps:
    """The ladder or cake method of school books: divide both numbers by a prime that they share
    until none is left."""
    a, b, rungs = p.a, p.b, []
    for prime, exponent in prime_powers(gcd(a, b)):
        for _ in range(exponent):
            left, right = a // prime, b // prime
            claim = Claim(f"{a} = {prime:new} * {left:new}, {b} = {prime} * {right:new}")
            yield Step(RUNG, claim, because=SHARED)
            a, b = left, right
            rungs.append(prime)
    ended = Step(COPRIME, f"gcd({a}, {b}) = 1")
    yield ended
    if len(rungs) > 1:
        yield Step(MULTIPLY_RUNGS, f"{product_of(rungs)} = {gcd(p.a, p.b)}", rests_on=(ended,))
    return gcd(p.a, p.b)


RUNG = (
    "Both {a} and {b} are divisible by {prime}: {}.",
    "We divide both numbers by the prime {prime}: {}.",
    "The prime {prime} divides {a} as well as {b}: {}.",
    "A prime that {a} and {b} share is {prime}: {}.",
    "We take the factor {prime} out of {a} and {b}, so {left} and {right} are left: {}.",
    "Here {prime} goes into both, so we divide by it: {}.",
)
SHARED = (
    "a factor of both numbers is a factor of their greatest common divisor",
    "what both numbers contain belongs to their greatest common divisor",
    "each shared factor can be taken out of the greatest common divisor too",
)
COPRIME = (
    "No prime divides both {a} and {b}, so the ladder ends here: {}.",
    "Since {}, the numbers {a} and {b} share no further prime.",
    "Now {a} and {b} have no prime in common, so we stop: {}.",
    "There is no common factor of {a} and {b} left: {}.",
)
MULTIPLY_RUNGS = (
    "So we multiply the primes that were taken out: {}.",
    "The product of the shared primes is what we look for: {}.",
    "Thus all that both numbers have in common is {}.",
    "Hence we multiply what was divided out: {}.",
)


@FAMILY.strategy(
    approach="algebraic",
    opening=(
        "We only halve and subtract: twos are taken out, and the smaller of two odd numbers is"
        " subtracted from the larger.",
        "To find the greatest common divisor of {p.a} and {p.b} without any division but by 2, we"
        " take out twos and subtract.",
        "We split off the powers of 2 first, because between odd numbers a difference is even and"
        " can be halved.",
        "The idea is to shrink {p.a} and {p.b} by taking out twos and by subtracting, which keeps"
        " their odd common divisors.",
    ),
    formula="In letters, for odd a and b every common divisor of a and b divides `a - b`, and a two"
    " in `a - b` does not matter to it.",
)
def binary_gcd(p: Params) -> Steps:
    """J. Stein, J. Comp. Phys. 1 (1967); Knuth, TAOCP 4.5.2, Algorithm B: take out twos, then
    subtract odd numbers."""
    a, b, twos = p.a, p.b, 1
    both = (a | b) & -(a | b)
    if both > 1:
        left, right = a // both, b // both
        claim = Claim(f"{a} = {both:new} * {left:new}, {b} = {both} * {right:new}")
        yield Step(SHARED_TWOS, claim)
        twos, a, b = both, left, right
    if not (a & 1 and b & 1):
        even, odd = (a, b) if b & 1 else (b, a)
        power = even & -even
        rest = even // power
        yield Step(
            TWOS_OF_ONE,
            f"{even} = {power:new} * {rest:new}",
            because="the other number is odd",
        )
        a, b = odd, rest
    while a != b:
        a, b = (a, b) if a > b else (b, a)
        difference = a - b
        power = difference & -difference
        rest = difference // power
        claim = Claim(f"{a} - {b} = {difference:new} = {power:new} * {rest:new}")
        yield Step(SUBTRACT_LAST if rest == b else SUBTRACT_ODD, claim, because=DIFFERENCES)
        a = rest
    if twos > 1:
        yield Step(PUT_TWOS_BACK, f"{twos} * {a} = {twos * a}")
    return twos * a


SHARED_TWOS = (
    "Both numbers are even, so we take out {both}: {}.",
    "The twos that both contain make {both}: {}.",
    "We first take the largest shared power of 2, which is {both}, out of {a} and {b}: {}.",
)
TWOS_OF_ONE = (
    "We drop the factor {power} of {even}: {}.",
    "In {even} the factor {power} does not count: {}.",
    "From {even} we can leave out {power}: {}.",
)
SUBTRACT_ODD = (
    "We subtract {b} from {a} and take out the twos: {}.",
    "Both {a} and {b} are odd, so their difference is even: {}.",
    "The difference of {a} and {b} contains the factor {power}, which we drop: {}.",
    "Next, {a} less {b} is {difference}, so {rest} is left without its twos: {}.",
    "So {a} is replaced by the odd part of the difference, {rest}: {}.",
    "From {a} and {b} we come to {rest}: {}.",
)
SUBTRACT_LAST = (
    "Without its twos the difference of {a} and {b} is {b} itself, so we stop: {}.",
    "From {a} and {b} we come to {b} again, where both numbers are equal: {}.",
    "The odd part of {difference} equals {b}, and that ends the subtractions: {}.",
)
DIFFERENCES = (
    "a common divisor of two numbers divides their difference as well",
    "what divides both numbers also divides their difference",
    "the difference keeps every common divisor",
)
PUT_TWOS_BACK = (
    "The shared twos come back, so we multiply {a} by {twos}: {}.",
    "Since {twos} was taken out of both at the start, it is multiplied in again: {}.",
    "Hence we put the factor {twos} back: {}.",
)


@FAMILY.strategy(
    approach="enumerative",
    when=lambda p: p.a < LARGEST,
    opening=(
        "We write {p.a} and {p.b} as products of primes and keep what both contain.",
        "To see what {p.a} and {p.b} have in common, we factor both into primes.",
        "A common divisor can only contain primes that are in both numbers, so we take {p.a} and"
        " {p.b} apart into primes.",
        "We compare the prime factors of {p.a} with those of {p.b}.",
    ),
    formula="Of each prime that both contain, the greatest common divisor contains the smaller of"
    " the two powers.",
)
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
    sources, common = (*larger, *smaller), gcd(p.a, p.b)
    if common in shared:
        yield Step(SHARED_PRIME, f"gcd({p.a}, {p.b}) = {common}", rests_on=sources)
        return common
    yield Step(
        SHARED_PRIMES if len(shared) > 1 else ONE_SHARED_PRIME,
        f"gcd({p.a}, {p.b}) :: {product_of_powers(shared)} = {common}",
        because=SMALLER_POWER,
        rests_on=sources,
    )
    return common


SHARED_PRIME = (
    "Only the prime {common} is in both, and in one of them just once: {}.",
    "The two numbers have just {common} in common, so {}.",
    "No prime but {common} divides both, and no higher power of it does: {}.",
)


SHARED_PRIMES = (
    "We multiply the primes that are in both, each with the smaller exponent: {}.",
    "Of each shared prime we take the smaller power: {}.",
    "So both contain these powers of primes, and no larger ones: {}.",
)
ONE_SHARED_PRIME = (
    "Only one prime is in both, and we take its smaller power: {}.",
    "The two numbers share a single prime, with this power: {}.",
    "So what both share is a power of one prime: {}.",
)
SMALLER_POWER = (
    "a higher power would not divide both numbers",
    "it has to divide the one number as well as the other",
    "more than that is missing in one of the numbers",
)


def take_apart(name: str, number: int, powers: dict[int, int]) -> Steps:
    """A line for each prime that is taken out of a number, and one that collects them. Gives the
    last of them."""
    rest, lines = number, []
    for prime, exponent in powers.items():
        left = rest // prime**exponent
        if left > 1:
            lines.append(Step(TAKE_OUT, f"{rest} = {power_of(prime, exponent):new} * {left:new}"))
            yield lines[-1]
        elif exponent > 1:
            lines.append(Step(LAST_POWER, f"{rest} = {prime:new}^{exponent:new}"))
            yield lines[-1]
        rest = left
    if len(powers) > 1:
        claim = Claim(f"{number} = {product_of_powers(powers)}")
        words = tuple(line.replace("NAME", name) for line in IN_PRIMES)
        lines.append(Step(words, claim, rests_on=tuple(lines)))
        yield lines[-1]
    return lines[-1:]


TAKE_OUT = (
    "The smallest prime factor of {rest} comes out, and {left} is left: {}.",
    "From {rest} we split off its smallest prime: {}.",
    "We try small primes on {rest} and find {}.",
    "Next, a prime is taken out of {rest} as often as it goes: {}.",
    "What remains of {rest} without its smallest prime is {left}: {}.",
    "The number {rest} is no prime: {}.",
)
LAST_POWER = (
    "What is left, {rest}, is a power of a prime: {}.",
    "The number {rest} has only one prime factor: {}.",
    "So {rest} is a pure power: {}.",
)
IN_PRIMES = (
    "So the NAME number is {}.",
    "Together, the NAME number is a product of primes: {}.",
    "Thus we have the NAME number in primes: {}.",
    "This gives the NAME number, {number}, as a product of primes: {}.",
)


def power_of(prime: int, exponent: int) -> Claim:
    """A power of a prime as it is written, without an exponent 1."""
    return Claim(f"{prime}^{exponent}") if exponent > 1 else Claim(f"{prime}")


def product_of_powers(powers: dict[int, int]) -> Claim:
    return product_of([power_of(prime, exponent) for prime, exponent in powers.items()])


def quotients(p: Params) -> int:
    """How many subtractions Euclid's algorithm takes."""
    total, a, b = 0, p.a, p.b
    while b:
        total += a // b
        a, b = b, a % b
    return total - 1


@FAMILY.strategy(
    approach="forward",
    when=lambda p: quotients(p) <= LONGEST,
    opening=(
        "We take the smaller of two numbers from the larger one again and again, until both are"
        " equal.",
        "To find the greatest common divisor of {p.a} and {p.b}, we subtract the smaller one from"
        " the larger until they meet.",
        "Subtracting {p.b} from {p.a} does not change what divides both, so we keep subtracting.",
        "The pair {p.a} and {p.b} shrinks by subtraction while its common divisors stay, and we go"
        " on until the two are the same.",
    ),
    formula="In letters, `gcd(a, b) = gcd(a - b, b)`.",
)
def euclid_by_subtraction(p: Params) -> Steps:
    """Euclid, Elements VII.2, as it stands there: take the smaller from the larger until both are
    equal."""
    a, b = p.a, p.b
    while a != b:
        last = a - b == b
        words = TAKE_FIRST if a == p.a else TAKE
        yield Step(
            TAKE_LAST if last else words,
            f"{a} - {b} = {a - b}",
            because="" if last else DIFFERENCES,
        )
        a, b = (b, a - b) if b > a - b else (a - b, b)
    return a


TAKE_FIRST = (
    "We take {b} from {a}: {}.",
    "First {b} is subtracted from {a}: {}.",
    "The larger number, {a}, is made smaller by {b}: {}.",
    "We begin with {a} less {b}: {}.",
)
TAKE = (
    "We take {b} from {a}: {}.",
    "The smaller number {b} is subtracted from {a}: {}.",
    "Here {a - b} takes the place of {a}: {}.",
    "Next, {a} less {b}: {}.",
    "Of {a} and {b} the larger one is {a}, so we subtract from it: {}.",
    "Now the pair is {a} and {b}, and we subtract once more: {}.",
    "Again we subtract, this time {b} from {a}: {}.",
)
TAKE_LAST = (
    "Since {}, both numbers are equal now.",
    "Now the difference equals {b}, so we stop: {}.",
    "Taking {b} from {a} leaves the same number again, hence we stop: {}.",
)


def candidates(p: Params) -> list[int]:
    """The divisors of the smaller number, largest first, down to the first that divides the larger;
    none where that is long."""
    cofactors = p.b // gcd(p.a, p.b)
    return [p.b // d for d in range(1, cofactors + 1) if p.b % d == 0] if cofactors <= 50 else []


@FAMILY.strategy(
    approach="enumerative",
    when=lambda p: 2 <= len(candidates(p)) <= LONGEST,
    opening=(
        "We go through the divisors of the smaller number, {p.b}, from the largest down, and stop"
        " at the first that divides {p.a} too.",
        "A common divisor must divide {p.b}, so we try the divisors of {p.b} on {p.a}, the largest"
        " first.",
        "To find the largest number that divides both, we list the divisors of {p.b} downwards and"
        " test each on {p.a}.",
        "Only divisors of {p.b} come into question, because the number sought divides {p.b}; we try"
        " them on {p.a}.",
    ),
    formula="The first of them that leaves no remainder is the greatest, since all larger ones have"
    " failed.",
)
def listing_divisors(p: Params) -> Steps:
    """School books: list the divisors of the smaller number and try them on the larger one, from
    the largest down."""
    for divisor in candidates(p):
        q, r = divmod(p.a, divisor)
        cofactor = p.b // divisor
        if r and divisor == p.b:
            claim = Claim(f"{p.a} = {q:new} * {divisor:choice} + {r:new}")
            yield Step(TRIED_ITSELF, claim, role="abandoned")
        elif r:
            tried = Claim(f"{p.b} = {cofactor:new} * {divisor:choice}")
            claim = Claim(f"{tried}, {p.a} = {q:new} * {divisor} + {r:new}")
            yield Step(TRIED, claim, role="abandoned")
        else:
            claim = Claim(f"{p.b} = {cofactor:new} * {divisor:new}, {p.a} = {q:new} * {divisor}")
            yield Step(FITS, claim, because="all larger divisors have failed")
    return divisor


TRIED_ITSELF = (
    "The largest divisor of {divisor} is {divisor} itself, but it leaves {r} in {p.a}: {}.",
    "We begin with {divisor}, which does not divide {p.a}: {}.",
    "The number {divisor} itself fails, since {r} is left over: {}.",
)
TRIED = (
    "{divisor} divides {p.b}, but leaves a remainder in {p.a}: {}.",
    "The divisor {divisor} fails, since {r} is left over: {}.",
    "For {divisor} there is a remainder of {r}, so it is not common: {}.",
    "We try {divisor}, which does not go into {p.a} evenly: {}.",
    "Next is {divisor}, but it leaves {r}: {}.",
    "With {divisor} it does not work: {}.",
)
FITS = (
    "{divisor} divides both, so the search ends: {}.",
    "Now {divisor} divides {p.b} as well as {p.a}: {}.",
    "At last {divisor} leaves no remainder in either number: {}.",
)
