"""The smallest number that leaves given remainders on division by several moduli, which may have
factors in common."""

from bisect import bisect_right
from collections.abc import Generator
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, combinations
from math import gcd, lcm
from typing import NamedTuple

from generators.claims.functions import crt
from generators.families.number_theory._congruences import congruence
from generators.families.number_theory._factors import prime_powers
from generators.family import (
    Capacity,
    Claim,
    Family,
    Frame,
    Knob,
    KnobError,
    Knobs,
    Step,
    Steps,
    Stream,
    list_of,
    product_of,
    sum_of,
)

LONGEST = 10  # numbers that sieving may try before a textbook would choose another strategy
MOST = 4  # congruences that strategies with many lines for each may take
LETTERS = "abcde"
Congruences = list[tuple[int, int]]  # moduli, each with its remainder
Work = Generator[Step, None, int]  # steps that find a number
Reduction = Generator[Step, None, tuple[list["Reduced"], int]]
Divisions = Generator[Step, None, list[tuple[int, int, int]]]
Identity = Generator[Step, None, tuple[int, int, Step]]


@dataclass(frozen=True, slots=True)
class Params:
    """The moduli, and the remainder that the number leaves for each."""

    moduli: tuple[int, ...]
    remainders: tuple[int, ...]


class Reduced(NamedTuple):
    """A congruence with a modulus that has no factor in common with the others, and the lines that
    found its remainder."""

    modulus: int
    remainder: int
    lines: tuple[Step, ...]


@lru_cache(maxsize=64)
def choices(
    count: tuple[int, int], modulus: tuple[int, int], shared: tuple[int, int]
) -> tuple[list[tuple[int, ...]], list[int]]:
    """Every rising set of moduli of which so many pairs have a common factor, and how many problems
    they make in all up to each. No modulus divides the least common multiple of the others, so that
    each congruence counts. Raises KnobError."""
    found: list[tuple[int, ...]] = []

    def extend(chosen: tuple[int, ...], pairs: int) -> None:
        if count[0] <= len(chosen) and shared[0] <= pairs and all_count(chosen):
            found.append(chosen)
        if len(chosen) < count[1]:
            for m in range(chosen[-1] + 1 if chosen else modulus[0], modulus[1] + 1):
                more = pairs + sum([gcd(m, other) > 1 for other in chosen])
                if more <= shared[1]:
                    extend((*chosen, m), more)

    extend((), 0)
    if not found:
        raise KnobError(
            f"there are no {count[0]} moduli from {modulus[0]} to {modulus[1]} of which"
            f" {shared[0]} to {shared[1]} pairs have a common factor"
        )
    return found, list(accumulate(lcm(*moduli) - moduli[-1] for moduli in found))


def all_count(moduli: tuple[int, ...]) -> bool:
    """Whether no modulus divides the least common multiple of the others."""
    return all([lcm(*moduli[:i], *moduli[i + 1 :]) % m for i, m in enumerate(moduli)])


def sample(stream: Stream, knobs: Knobs) -> Params:
    """Draws moduli and answer, each pair equally likely. The answer is no less than the largest
    modulus: below it, the answer would be the remainder itself."""
    found, upto = choices(knobs["count"], knobs["modulus"], knobs["shared"])
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


def check(p: Params, answer: int) -> Claim:
    """The answer leaves each of the remainders."""
    pairs = zip(p.remainders, p.moduli, strict=True)
    divisions = list_of((f"{answer} = {answer // m} * {m} + {r}" for r, m in pairs), ", ")
    return Claim(f"{divisions}")


def joined(parts: list[str]) -> str:
    """An enumeration in words."""
    return ", ".join(parts[:-1]) + " and " + parts[-1]


def listed(p: Params, form: str) -> str:
    """`form` filled with each remainder and modulus, as an enumeration in words."""
    pairs = zip(p.remainders, p.moduli, strict=True)
    return joined([form.format(r=r, m=m) for r, m in pairs])


def differences(p: Params) -> str:
    """`x - 9 is divisible by 14 and x is divisible by 9`."""
    pairs = zip(p.remainders, p.moduli, strict=True)
    return joined([f"`{'x' if r == 0 else f'x - {r}'}` is divisible by {m}" for r, m in pairs])


def forms(p: Params) -> str:
    """`as 14a + 9 and as 9b`, with a letter for each whole number."""
    pairs = zip(p.remainders, p.moduli, LETTERS, strict=False)
    return joined(["as `" + (f"{m}{c} + {r}" if r else f"{m}{c}") + "`" for r, m, c in pairs])


def flashes(p: Params) -> str:
    """When each of several lamps flashes."""
    pairs = zip(p.remainders, p.moduli, strict=True)
    return joined([f"one flashes {first_flash(r)} and then every {m} seconds" for r, m in pairs])


def first_flash(seconds: int) -> str:
    if seconds == 0:
        return "right at the start"
    return f"first after {seconds} second{'s' if seconds > 1 else ''}"


FAMILY = Family(
    params=Params,
    knobs={
        "count": Knob("how many congruences", ((2, 2), (2, 2), (3, 3), (3, 3), (3, 3)), (2, 5)),
        "modulus": Knob("the moduli", ((3, 11), (7, 26), (3, 14), (6, 20), (12, 40)), (2, 40)),
        "shared": Knob(
            "pairs of moduli with a common factor", ((0, 0), (0, 0), (0, 1), (1, 1), (1, 2)), (0, 3)
        ),
    },
    sample=sample,
    statements=(
        lambda p: (
            f"Find the smallest non-negative integer x with {listed(p, '`x mod {m} = {r}`')}."
        ),
        lambda p: (
            "Which is the smallest non-negative number that leaves "
            f"{listed(p, 'remainder {r} when it is divided by {m}')}?"
        ),
        lambda p: f"What is the smallest non-negative integer x such that {differences(p)}?",
        lambda p: (
            f"An integer x can be written {forms(p)}, where the letters stand for whole numbers"
            " from 0 on. How small can x be?"
        ),
        Frame(
            lambda p: (
                "A farmer who packs eggs into boxes has "
                f"{listed(p, '{r} left over with {m} to a box')}. "
                "What is the smallest possible number of eggs?"
            ),
            (
                "Therefore, no fewer than {answer} eggs are packed.",
                "Therefore, with {answer} eggs the boxes come out as told, and with no fewer.",
                "Therefore, the farmer has at least {answer} eggs.",
                "Therefore, the smallest possible number of eggs is {answer}.",
            ),
        ),
        Frame(
            lambda p: (
                f"Lining dancers up leaves {listed(p, '{r} over in rows of {m}')}. "
                "How many dancers are there at least?"
            ),
            (
                "Therefore, there are at least {answer} dancers.",
                "Therefore, the smallest number of dancers is {answer}.",
                "Therefore, the rows come out as told with {answer} dancers, and with no fewer.",
            ),
        ),
        Frame(
            lambda p: (
                f"Of {len(p.moduli)} lamps that are watched from the same moment on, {flashes(p)}."
                " After how many seconds do all of them flash together for the first time?"
            ),
            (
                "Therefore, all lamps flash together for the first time after {answer} seconds.",
                "Therefore, the lamps first flash at the same moment {answer} seconds after the"
                " start.",
            ),
        ),
        Frame(
            lambda p: (
                "Pointers move on by one place a second, each on a dial of its own whose places are"
                " numbered from 0 on, and all start at 0. After how many seconds do they first show"
                f" {listed(p, '{r} on the dial with {m} places')}?"
            ),
            (
                "Therefore, the pointers first show these places after {answer} seconds.",
                "Therefore, {answer} seconds pass before the dials show these places.",
                "Therefore, it takes {answer} seconds until all dials show what is asked.",
            ),
        ),
        Frame(
            lambda p: (
                "Dealt out evenly, a pile of cards leaves "
                f"{listed(p, '{r} over with {m} players')}."
                " What is the smallest number of cards that the pile can have?"
            ),
            (
                "Therefore, the pile has at least {answer} cards.",
                "Therefore, the cards number at least {answer}.",
                "Therefore, the smallest such pile has {answer} cards.",
            ),
        ),
        lambda p: (
            f"I think of a number from 0 on. It leaves {listed(p, '{r} on division by {m}')}."
            " Which is the smallest number that I can have in mind?"
        ),
    ),
    answer=lambda p: crt(*zip(p.remainders, p.moduli, strict=True)),
    answer_kind="integer",
    conclusion=conclusion,
    check=check,
    key=lambda p: tuple(sorted(zip(p.moduli, p.remainders, strict=True))),
    capacity=lambda knobs: Capacity(
        choices(knobs["count"], knobs["modulus"], knobs["shared"])[1][-1]
    ),
    closings=(
        "Therefore, the smallest number with these remainders is {answer}.",
        "Therefore, {answer} is the smallest number that leaves the given remainders.",
        "Therefore, the number sought is {answer}, and no smaller one fits.",
        "Therefore, the smallest number that meets all conditions is {answer}.",
        "Therefore, {answer} is the least non-negative solution.",
        "Therefore, all conditions are met by {answer} first.",
        "Therefore, the least number that fits all moduli is {answer}.",
        "Therefore, the least solution is {answer}.",
        "Therefore, {answer} is the first number with all these remainders.",
    ),
)


def ordered(p: Params, largest_first: bool = False) -> Congruences:
    """Moduli and remainders by the size of the modulus."""
    return sorted(zip(p.moduli, p.remainders, strict=True), reverse=largest_first)


@FAMILY.strategy(
    approach="forward",
    opening=(
        "We write x as a remainder plus a multiple of its modulus and put this into the next"
        " congruence.",
        "Each congruence says what x looks like, so we substitute this into the next one.",
        "We start with the largest modulus and put what we know about x into the congruence that"
        " follows.",
        "We express x by a free whole number k and let each further congruence fix k.",
        "The congruences speak one by one: what the first leaves free, the next one fixes.",
        "From the largest modulus we get x up to a multiple, which the other conditions then"
        " decide.",
        "We solve for the free multiple of a modulus, one congruence after another.",
    ),
    formula="In letters, `r + m * k` is put for x into the next congruence, which then says what k"
    " is modulo the next modulus.",
)
def successive_substitution(p: Params) -> Steps:
    """Rosen, Elementary Number Theory, 4.3: write x as a remainder plus a multiple k of the
    modulus, put it into the next congruence; a factor that both moduli have is divided out."""
    (product, x), *rest = ordered(p, largest_first=True)
    fitting: list[int] = []  # moduli whose condition x met as it was
    lines: list[Step] = []
    for place, (m, r) in enumerate(rest, 1):
        if (x - r) % m == 0:
            lines.append(fits_already(m, x, r, lines))
            yield lines[-1]
            fitting.append(m)
            continue
        if fitting:
            product = yield from next_distance(product, fitting, lines)
            fitting, lines = [], []
        k = yield from multiplier(product, x, m, r)
        after, whole, m = x + product * k, lcm(product, m), m // gcd(product, m)
        claim = Claim(f"{x} + {product}({k} + {m}k) = {after:new} + {whole:new}k")
        yield Step(PUT_BACK if place < len(rest) else ALL_SOLUTIONS, claim)
        x, product = after, whole
    return x


def fits_already(m: int, x: int, r: int, before: list[Step]) -> Step:
    """A number meets the next condition without a change; the line goes on from those before."""
    return congruence(FITS_ALREADY, Claim(f"mod {m} :: {x} - {r} = 0"), rests_on=tuple(before[-1:]))


def next_distance(product: int, fitting: list[int], lines: list[Step]) -> Work:
    """How far apart solutions are when some more moduli are taken in."""
    whole = lcm(product, *fitting)
    claim = Claim(f"lcm({product}, {list_of(fitting)}) = {whole}")
    yield Step(NEXT_DISTANCE, claim, rests_on=tuple(lines[-1:]))
    return whole


def multiplier(product: int, x: int, m: int, r: int) -> Work:
    """The k for which x + product * k leaves r modulo m."""
    g, a, w = gcd(product, m), product % m, (r - x) % m
    if g == 1:
        coprime = Step(INVERTIBLE, f"gcd({product}, {m}) = 1")
        yield coprime
        if 2 * a <= m:
            claim = Claim(f"mod {m} :: {product} = {a:new}, {r} - {x} = {w:new}")
            yield congruence(PUT_IN, claim, rests_on=(coprime,))
        else:
            a, w = m - a, m - w
            claim = Claim(f"mod {m} :: -{product} = {a:new}, {x} - {r} = {w:new}")
            yield congruence(PUT_IN_NEGATIVE, claim, rests_on=(coprime,))
        return (yield from divided(w, a, m))
    yield Step(NOT_COPRIME, f"gcd({product}, {m}) = {g}")
    part = (r - x) // g
    yield Step(PUT_IN_SHARED, f"({r} - {x})/{g} = {part}", because=MUST_DIVIDE)
    left, m = product // g, m // g
    yield Step(DIVIDE_CONGRUENCE, f"{product}/{g} = {left:new}, {m * g}/{g} = {m:new}")
    a, w = left % m, part % m
    if w == part:
        yield congruence(REDUCE, Claim(f"mod {m} :: {left} = {a:new}"))
    else:
        yield congruence(REDUCE_BOTH, Claim(f"mod {m} :: {left} = {a:new}, {part} = {w:new}"))
    return (yield from divided(w, a, m))


def divided(w: int, a: int, m: int) -> Work:
    """The k for which a * k leaves w modulo m: multiples of m are added to w until a divides the
    sum."""
    k = w * pow(a, -1, m) % m
    if a > 1 and w % a == 0:
        yield Step(DIVIDE_BOTH, f"{w}/{a} = {k}", because=CANCELLING)
    elif a > 1:
        claim = Claim(f"mod {m} :: {w} = {a * k:new} = {a} * {k:new}")
        yield congruence(TRY_SUMS, claim, because=CANCELLING)
    return k


NOT_COPRIME = (
    "The moduli {product} and {m} have a common factor: {}.",
    "Here {product} and {m} are not coprime: {}.",
    "Since {}, the two moduli {product} and {m} share a factor, and the conditions have to agree"
    " on it.",
)
FITS_ALREADY = (
    "The number {x} meets the next condition as it is: {}.",
    "Nothing has to be changed for this modulus: {}.",
    "Here we are lucky, as {x} leaves {r} already: {}.",
)
NEXT_DISTANCE = (
    "So the solutions so far are {whole} apart: {}.",
    "From here on solutions repeat after {whole}: {}.",
    "Together the moduli so far make {whole}: {}.",
)
INVERTIBLE = (
    "Modulo {m} we may divide by {product}: {}.",
    "As {}, some k will fit modulo {m}.",
    "No factor of {product} divides {m}, so k exists: {}.",
    "Since {}, {product} has an inverse modulo {m}.",
    "Coprime numbers such as {product} and {m} let us find k: {}.",
    "Because {}, the congruence for k has just one solution modulo {m}.",
    "Division by {product} modulo {m} is allowed, since {}.",
    "We may divide by {product} modulo {m}, since {}.",
)
PUT_IN = (
    "For {m} we need `{a}k` to be {w}: {}.",
    "The next condition wants `{product}k` to be `{r} - {x}`: {}.",
    "Modulo {m} this means `{a}k` leaves {w}: {}.",
    "Modulo {m}, `{x} + {product}k` has to be {r}, so we want `{a}k` to be {w}: {}.",
    "We put `{x} + {product}k` for x, so `{a}k` has to leave {w} modulo {m}: {}.",
    "With x written as `{x} + {product}k`, the condition modulo {m} says that `{a}k` leaves"
    " {w}: {}.",
    "From x we subtract {x}, so `{product}k` must be `{r} - {x}` modulo {m}: {}.",
)
PUT_IN_NEGATIVE = (
    "With the signs changed, `{a}k` has to leave {w} modulo {m}: {}.",
    "Counted backwards, `{a}k` must be {w} for {m}: {}.",
    "Modulo {m}, `{x} + {product}k` has to be {r}; with the signs changed, we want `{a}k` to be"
    " {w}: {}.",
    "We put `{x} + {product}k` for x and change the signs, so `{a}k` has to leave {w} modulo"
    " {m}: {}.",
    "With x written as `{x} + {product}k`, the condition modulo {m} comes to `{a}k` leaving {w},"
    " once all signs are changed: {}.",
    "As {product} is near a multiple of {m}, we use its negative, and want `{a}k` to leave {w}:"
    " {}.",
)
PUT_IN_SHARED = (
    "A multiple of the modulus so far has to make up for `{r} - {x}`, which {g} divides: {}.",
    "From {x} we want to come to {r}, and the way is a multiple of {g}: {}.",
    "The difference of the remainders {r} and {x} is a multiple of {g}, so there is a"
    " solution: {}.",
)
MUST_DIVIDE = (
    "multiples of the first modulus only lead to such numbers",
    "both numbers leave the same for this factor",
    "otherwise the two congruences would contradict each other",
    "without that no number could meet both conditions",
)
DIVIDE_CONGRUENCE = (
    "In the congruence for `{product}k` we divide everything by {g}, the modulus too: {}.",
    "Both sides and the modulus can be divided by {g}, so `{left}k` is asked for modulo {m}: {}.",
    "Divided by {g}, the congruence has `{left}k` on the left and the modulus {m}: {}.",
)
REDUCE = (
    "Modulo {m}, we replace {left} by {a}: {}.",
    "What counts of {left} is its remainder {a}: {}.",
    "The factor {left} becomes {a}: {}.",
)
REDUCE_BOTH = (
    "Modulo {m}, the sides become `{a}k` and {w}: {}.",
    "We reduce both numbers modulo {m}, so `{a}k` has to leave {w}: {}.",
    "The numbers {left} and {part} are replaced by what they leave: {}.",
)
DIVIDE_BOTH = (
    "Dividing {w} by {a}, we find k: {}.",
    "Both sides are divided by {a}: {}.",
    "With {a} cancelled, k is {k}: {}.",
    "Here {a} divides {w}, so k is {k}: {}.",
    "We divide both sides by {a}: {}.",
    "So k is found by dividing by {a}: {}.",
    "The division by {a} comes out even and gives k: {}.",
    "Both sides contain the factor {a}, which leaves {k} for k: {}.",
)
CANCELLING = (
    "what has an inverse may be cancelled",
    "no solution is lost by dividing by it",
    "a coprime factor can be taken away on both sides",
    "a factor that is coprime to the modulus may be cancelled",
    "a factor with an inverse can be divided out",
)
TRY_SUMS = (
    "Up from {w} in steps of {m}, {a * k} is a multiple of {a}: {}.",
    "The number {a * k} leaves {w} and contains {a}, so k is {k}: {}.",
    "We find k by raising {w} to {a * k}: {}.",
    "Adding {m} to {w} again and again, we first meet a multiple of {a} at {a * k}, so k is {k}:"
    " {}.",
    "Of all numbers that leave {w}, the first one divisible by {a} is {a * k}, and k is {k}: {}.",
    "We add multiples of {m} to {w} until {a} divides the sum, which gives {k} for k: {}.",
    "To divide by {a}, we go from {w} in steps of {m} up to {a * k}: {}.",
    "So we look for a multiple of {a} among the numbers that leave {w}, and find {a * k}: {}.",
    "Trying {w} plus multiples of {m}, we see that {a} goes into {a * k}: {}.",
)
PUT_BACK = (
    "So k is {k} plus a multiple of {m}, and with a new k, x is `{after} + {whole}k`: {}.",
    "We put `{k} + {m}k`, with a new k, in the place of k: {}.",
    "All conditions so far are met by `{after} + {whole}k` with any whole number k: {}.",
    "Instead of k we now have `{k} + {m}k`, so x is `{after} + {whole}k`: {}.",
    "The part of k that is still free gets the letter k again: {}.",
)
ALL_SOLUTIONS = (
    "With k put back, the least x is {after}: {}.",
    "The solutions are {after} and what differs from it by multiples of {whole}: {}.",
    "The least x is {after}, and others follow at distances of {whole}: {}.",
    "So x is {after} modulo {whole}: {}.",
    "Put back for k, this gives {after} as the least x: {}.",
    "So all solutions are `{after} + {whole}k`, and {after} is the least that is not negative: {}.",
    "Hence x is unique modulo {whole}, and {after} is the smallest such number: {}.",
    "We put this back, and see that solutions repeat after {whole}, so {after} is the least one:"
    " {}.",
    "With `{k} + {m}k` for k we have all solutions, of which the smallest is {after}: {}.",
    "No condition is left, so x is {after} up to multiples of {whole}: {}.",
)


def coprime_moduli(p: Params) -> Reduction:
    """Moduli without common factors that say the same, each with its remainder, and their product:
    of each prime the highest power in one of the moduli is kept."""
    pairs, agreed = ordered(p), []
    for (m, r), (n, s) in combinations(pairs, 2):
        if gcd(m, n) > 1:
            g = gcd(m, n)
            yield Step(NOT_COPRIME_PAIR, f"gcd({m}, {n}) = {g}")
            agreed.append(congruence(AGREE, Claim(f"mod {g} :: {r} - {s} = 0")))
            yield agreed[-1]
    whole, given = lcm(*p.moduli), [m for m, _ in pairs]
    kept, moduli = highest_powers(given), list_of(given)
    if kept != given:
        factors = product_of(f"{m:new}" for m in kept)
        claim = Claim(f"lcm({moduli}) = {whole:new}, {factors} = {whole}")
        yield Step(KEEP_POWERS, claim, because=ONCE, rests_on=tuple(agreed))
    elif len(kept) == 2:
        m, n = kept
        yield Step(COPRIME_TWO, f"gcd({m}, {n}) = 1, {m} * {n} = {whole:new}")
    else:
        yield Step(COPRIME, f"{product_of(kept)} = {whole:new}, lcm({moduli}) = {whole}")
    found = []
    for m, (_, r) in zip(kept, pairs, strict=True):
        lines = (congruence(WEAKER, Claim(f"mod {m} :: {r} = {r % m:new}")),) if r >= m else ()
        yield from lines
        found.append(Reduced(m, r % m, lines))
    return sorted(found), whole


def highest_powers(moduli: list[int]) -> list[int]:
    """Of each modulus the powers of primes of which no other one has a higher, and none before it
    the same."""
    kept = [1] * len(moduli)
    for place, m in enumerate(moduli):
        for prime, exponent in prime_powers(m):
            power = prime**exponent
            first = all([other % power for other in moduli[:place]])
            highest = all([other % (power * prime) for other in moduli[place + 1 :]])
            if first and highest:
                kept[place] *= power
    return kept


NOT_COPRIME_PAIR = (
    "The moduli {m} and {n} share a factor: {}.",
    "Two of the moduli, {m} and {n}, are not coprime: {}.",
    "Since {}, the congruences modulo {m} and {n} have to agree on this factor.",
    "First we look at what {m} and {n} have in common: {}.",
)
AGREE = (
    "Modulo {g} they agree, so the two congruences do not contradict each other: {}.",
    "The remainders {r} and {s} are the same modulo {g}, so there is a solution: {}.",
    "We check that both congruences say the same modulo {g}: {}.",
    "The remainders {r} and {s} differ by a multiple of {g}, as they must: {}.",
)
KEEP_POWERS = (
    "Of each prime we keep the highest power that a modulus has, which gives coprime moduli: {}.",
    "So we go over to coprime moduli with the same least common multiple: {}.",
    "We replace the moduli by coprime factors of them, and solutions are unique modulo {whole}:"
    " {}.",
)
ONCE = (
    "what two congruences both say is needed only once",
    "the congruences agree on the rest",
)
COPRIME_TWO = (
    "Coprime moduli have one solution below their product: {}.",
    "The moduli {m} and {n} have nothing in common, and solutions are {whole} apart: {}.",
    "As {}, the solution is unique modulo {whole}.",
    "Solutions are {whole} apart, since the moduli are coprime: {}.",
    "Below {whole} there is a single solution for these coprime moduli: {}.",
    "No factor is shared, so {whole} is the distance of solutions: {}.",
    "We may count on one solution below {whole}, because {}.",
    "Without a common factor there is one solution below {whole}: {}.",
    "Since the moduli are coprime, the solution is unique modulo {whole}: {}.",
    "The numbers {m} and {n} are coprime, so just one number below {whole} fits: {}.",
    "Two coprime moduli allow exactly one solution modulo their product: {}.",
    "Coprime moduli make the solution unique modulo {whole}: {}.",
    "As {m} and {n} share no factor, solutions will repeat after {whole}: {}.",
)
COPRIME = (
    "The moduli are pairwise coprime, as their least common multiple is their product: {}.",
    "No two of the moduli have a common factor, so the solution is unique modulo their product:"
    " {}.",
    "Since the moduli are coprime in pairs, just one number below {whole} fits: {}.",
    "The least common multiple is the whole product, so the moduli are pairwise coprime: {}.",
    "Since the product is also the least common multiple, no two moduli share a factor: {}.",
)
WEAKER = (
    "Modulo {m}, the remainder {r} becomes {r % m}: {}.",
    "For the modulus {m} that is left, {r} counts as {r % m}: {}.",
    "A number that leaves {r} leaves {r % m} modulo {m}: {}.",
)


@FAMILY.strategy(
    approach="algebraic",
    when=lambda p: len(p.moduli) <= MOST,
    opening=(
        "For each modulus we build a number that is right there and leaves 0 for the others.",
        "We make x a sum with one part for each congruence, a part that all other moduli divide.",
        "The product of all other moduli leaves 0 for each of them, so we multiply it until its"
        " remainder is right.",
        "We add up suitable multiples of the products of the other moduli.",
        "Every congruence gets a number of its own that the others do not notice.",
        "We meet the conditions one by one with numbers that leave 0 elsewhere, and add these.",
        "The plan is to find a part for each modulus and to add the parts.",
    ),
    formula="In letters, `r * N * y` is the part for a modulus m, where N is the product of the"
    " other moduli and `N * y` leaves 1 modulo m.",
)
def direct_construction(p: Params) -> Steps:
    """Sun Zi, Sunzi Suanjing, volume 3, problem 26 (140 + 63 + 30 - 210 = 23); Qin Jiushao, 1247,
    who first removes common factors of the moduli; Gauss, Disquisitiones Arithmeticae 36."""
    pairs, whole = yield from coprime_moduli(p)
    parts, lines = [], []
    for reduced in pairs:
        if reduced.remainder:
            part, line = yield from part_of(reduced, whole, len(pairs))
            parts.append(part)
            lines += line
    total = sum(parts)
    q, x = divmod(total, whole)
    added, sources = Claim(f"{sum_of(parts)} = {total:new}"), tuple(lines)
    if len(parts) > 1 and q:
        claim = Claim(f"{added} = {q:new} * {whole} + {x:new}")
        yield Step(ADD_AND_REDUCE, claim, because=SAME, rests_on=sources)
    elif len(parts) > 1:
        yield Step(ADD_PARTS, f"{added} < {whole}", rests_on=sources)
    elif q:
        claim = Claim(f"{total} = {q:new} * {whole} + {x:new}")
        yield Step(TAKE_PRODUCT_OFF, claim, because=SAME, rests_on=sources)
    else:
        yield Step(BELOW_PRODUCT, f"{x} < {whole}", rests_on=sources)
    return x


def part_of(
    reduced: Reduced, whole: int, moduli: int
) -> Generator[Step, None, tuple[int, list[Step]]]:
    """A number that leaves r modulo m and that the product of the other moduli divides, and the
    lines that it rests on last."""
    m, r, found = reduced
    others, lines = whole // m, [*found]
    if moduli > 2:
        yield Step(LEAVE_OUT, f"{whole}/{m} = {others}", because=OTHERS_DIVIDE)
    q, a = divmod(others, m)
    if 2 * a > m:
        q, a = 1, a - m
    if q:
        words = REMAINDER_OF_OTHERS if a > 0 else NEGATIVE_REMAINDER
        lines.append(congruence(words, Claim(f"mod {m} :: {others} = {a:new}")))
        yield lines[-1]
    size, y = abs(a), pow(a, -1, m) if abs(a) > 1 else a
    if size > 1:
        claim = Claim(f"mod {m} :: 1 = {size * y:new} = {size} * {y:new}")
        if a < 0:
            claim = Claim(f"mod {m} :: -1 = {size * y:new} = {size} * {y:new}")
        lines = [*found, congruence(INVERSE if a > 0 else NEGATIVE_INVERSE, claim)]
        yield lines[-1]
    part = r * others * y
    factors = [factor for factor in (r, others, abs(y)) if factor > 1]
    if len(factors) > 2:
        unit = others * y
        claim = Claim(f"{others} * {y} = {unit:new}, {r} * {unit} = {part:new}")
        lines = [Step(UNIT_AND_PART, claim, rests_on=tuple(lines))]
        yield lines[0]
    elif len(factors) > 1:
        factors[0] *= 1 if y > 0 else -1
        lines = [Step(RIGHT_PART, f"{product_of(factors)} = {part}", rests_on=tuple(lines))]
        yield lines[0]
    return part, lines


LEAVE_OUT = (
    "For the modulus {m} we take the product of the others, {others}: {}.",
    "The part for {m} has to be a multiple of {others}: {}.",
    "We leave {m} out of the product and start from {others}: {}.",
    "To get the part for {m}, we begin with the product of the other moduli: {}.",
    "Towards the part for {m} we take {whole} without that factor: {}.",
    "The part for {m} is built from the other moduli, which make {others}: {}.",
)
OTHERS_DIVIDE = (
    "every other modulus has to divide it",
    "the other remainders are to stay as they are",
    "it has to leave 0 for all other moduli",
    "this part must not disturb the other congruences",
)
REMAINDER_OF_OTHERS = (
    "For {m} we replace {others} by {a}: {}.",
    "Reduced modulo {m}, {others} is {a}: {}.",
    "On division by {m}, {others} leaves {a}: {}.",
    "We reduce {others}, so {a} is what counts: {}.",
    "Of {others}, only {a} is left modulo {m}: {}.",
    "Modulo {m}, the number {others} is the same as {a}: {}.",
    "Dividing {others} by {m}, we are left with {a}: {}.",
    "The remainder of {others} for {m} is {a}: {}.",
)
NEGATIVE_REMAINDER = (
    "For {m} we replace {others} by {a}: {}.",
    "A negative remainder is shorter here: {}.",
    "Just below a multiple of {m} lies {others}: {}.",
    "The nearest multiple of {m} lies above {others}, so we count backwards from it: {}.",
    "It is shorter to say what {others} lacks: {}.",
    "Modulo {m}, {others} is the same as {a}: {}.",
    "We write {others} as a negative number modulo {m}, which is smaller: {}.",
    "Up to a multiple of {m}, {others} comes to {a}: {}.",
    "The multiple of {m} above {others} is nearer than the one below: {}.",
)
INVERSE = (
    "Counting up from 1 in steps of {m}, we meet {size * y}: {}.",
    "Among the multiples of {size}, {size * y} leaves 1: {}.",
    "The product {size * y} leaves 1, so {y} is the inverse of {size}: {}.",
    "Times {y}, {size} leaves 1: {}.",
    "We find the inverse {y} by trying: {}.",
    "We search 1, 1 plus {m} and so on for a multiple of {size}, and {y} times does it: {}.",
    "The inverse of {size} modulo {m} is {y}, since its product leaves 1: {}.",
    "Of all numbers that leave 1 modulo {m}, the first divisible by {size} is {size * y}: {}.",
    "Adding {m} to 1 until {size} divides it, we get {size * y}: {}.",
    "To turn {size} into 1 modulo {m}, we try multiples of it and find {y} times: {}.",
    "So we want a multiple of {size} that leaves 1, which is {size * y}: {}.",
)
NEGATIVE_INVERSE = (
    "Among the multiples of {size}, {size * y} lacks 1: {}.",
    "Multiplied by {y}, {size} is just 1 short of a multiple of {m}: {}.",
    "The product {size * y} is 1 short of a multiple, so we take {y}: {}.",
    "The factor {y} is found by trying: {}.",
    "So a multiple of {size} that is 1 short of one of {m} is wanted, and {y} times does it: {}.",
    "With the negative sign, {size} has to be multiplied until it lacks 1: {}.",
    "We try the multiples of {m} less 1 until {size} divides one, which is {size * y}: {}.",
    "Of all numbers that lack 1 modulo {m}, the first divisible by {size} is {size * y}: {}.",
    "To get 1 from the negative of {size}, we multiply by {y}: {}.",
    "The factor {y} is right, since {size * y} lacks just 1: {}.",
)
RIGHT_PART = (
    "That is the part with this remainder: {}.",
    "The part of this congruence is {part}: {}.",
    "What this modulus adds is {part}: {}.",
    "So the part for this modulus is {part}: {}.",
    "Multiplied together, this makes the part with the right remainder: {}.",
    "This part leaves what is asked here, and 0 for the others: {}.",
    "We multiply by the remainder too, and get {part}: {}.",
    "Hence {part} takes care of this congruence alone: {}.",
    "The remainder, the product and its multiplier give {part}: {}.",
)
UNIT_AND_PART = (
    "Since {unit} leaves 1, {r} times it leaves {r}: {}.",
    "Times {y} it is {unit}, and times {r} it is {part}: {}.",
    "The part is {r} times {unit}: {}.",
    "So {unit} leaves 1 here, and {r} times as much is the part: {}.",
    "The multiplier makes {unit}, which leaves 1, and the remainder {r} makes {part}: {}.",
    "We multiply by {y} to get 1 and by {r} to get the right remainder: {}.",
    "First {others} is multiplied by {y}, then by the remainder {r}: {}.",
    "Hence {part} takes care of this congruence, as {unit} leaves 1: {}.",
    "With {unit} for the remainder 1 we have {part} for {r}: {}.",
)
ADD_AND_REDUCE = (
    "The parts add up to {total}, of which {x} counts: {}.",
    "We add the parts and divide by {whole}: {}.",
    "The sum of the parts meets all congruences, and {whole} is taken off as often as it goes: {}.",
    "We add the parts up, and of their sum {total} the remainder {x} is the least solution: {}.",
    "Together the parts make {total}, which we reduce modulo {whole}: {}.",
    "So one solution is {total}, and the least one is its remainder for {whole}: {}.",
    "All parts are put together, and {x} is left without multiples of {whole}: {}.",
    "Their sum {total} leaves every remainder as it should, and so does {x}: {}.",
)
ADD_PARTS = (
    "The parts add up to {total}, below {whole}: {}.",
    "Adding the parts gives {total}: {}.",
    "The sum of the parts meets all congruences, and it is below {whole}, so it is the least: {}.",
    "We add the parts up, which gives the only solution below {whole}: {}.",
    "Together the parts make {total}, and no smaller number fits: {}.",
    "So the least solution is {total}, since solutions are {whole} apart: {}.",
)
TAKE_PRODUCT_OFF = (
    "The least solution is what {total} leaves on division by {whole}: {}.",
    "So we take {whole} off as often as it goes, and {x} remains: {}.",
    "Reduced modulo {whole}, the solution becomes {x}: {}.",
    "Among all solutions, {x} is the one from 0 to below {whole}: {}.",
    "Division of {total} by {whole} leaves {x}: {}.",
)
SAME = (
    "taking off such multiples keeps all remainders",
    "the remainders stay the same",
    "a multiple of the product changes no remainder",
    "solutions are unique only up to multiples of the product",
    "every modulus divides the product",
)
BELOW_PRODUCT = (
    "It is the least, as {}.",
    "Below the product only one number fits, and this is it: {}.",
    "The number is small enough to be the least solution: {}.",
    "This is the least solution, because {}.",
    "Since {}, no smaller number can be a solution.",
    "The solution is unique below {whole}, so we are done: {}.",
    "Nothing has to be taken off, as {}.",
    "It lies below the product of the moduli, so it is the least one: {}.",
    "All solutions differ by multiples of the product, so this one is the least: {}.",
    "We are below the product of the moduli, and so at the smallest solution: {}.",
)


@FAMILY.strategy(
    approach="transform",
    when=lambda p: len(p.moduli) <= MOST,
    opening=(
        "We peel x like a number in digits: a remainder is taken off, and the rest is divided by"
        " its modulus.",
        "We take a remainder off x, divide by its modulus, and go on with the quotient.",
        "We find the digits of x in a mixed radix, whose places are products of the moduli.",
        "We turn the conditions on x into conditions on a quotient, with one modulus fewer each"
        " time.",
        "Like the digits of a number, parts of x are found one after another, each from one"
        " modulus.",
        "Dividing x by one modulus leaves a smaller problem for the others, which we solve first.",
    ),
    formula="In letters, `d + m * y` is x, where d is its remainder modulo m, so modulo each other"
    " modulus y is `x - d` divided by m.",
)
def mixed_radix(p: Params) -> Steps:
    """H. L. Garner, The residue number system, 1959; Knuth, TAOCP 4.3.2: the digits of x for the
    places 1, m1, m1 m2, ..., one after another."""
    left, whole = yield from coprime_moduli(p)
    digits = []
    while left:
        first, *others = left
        digits.append((first.modulus, first.remainder))
        left = []
        for other in others:
            left.append((yield from quotient(other, first)))
    (_, y), *places = reversed(digits)
    for m, digit in places:
        before, y = y, digit + m * y
        if before and (digit or before > 1):
            yield Step(PLACES, f"{plus_multiple(digit, m, before)} = {y}")
    yield Step(BELOW_PRODUCT, f"{y} < {whole}")
    return y


def quotient(number: Reduced, divisor: Reduced) -> Generator[Step, None, Reduced]:
    """What the quotient by a modulus leaves modulo another one: what the number leaves for the
    former is taken off, and multiples of the latter are added until the division comes out even."""
    m, r, lines = number
    d, digit, found = divisor
    y = (r - digit) * pow(d, -1, m) % m
    s = d * y
    if digit == 0 and r == s and y < 2:
        return Reduced(m, y, lines)
    if digit == 0 and r == s:
        words, claim = EVEN_QUOTIENT, Claim(f"{r}/{d} = {y}")
    elif digit == 0:
        words, claim = NO_DIGIT, Claim(f"mod {m} :: {r} = {s:new} = {d} * {y:new}")
    elif y == 0:
        words, claim = NO_QUOTIENT, Claim(f"mod {m} :: {r} - {digit} = {y}")
    elif y == 1:
        words, claim = QUOTIENT_ONE, Claim(f"mod {m} :: ({r} - {digit})/{d} = {y}")
    else:
        words, claim = QUOTIENT, Claim(f"mod {m} :: {r} - {digit} = {s:new} = {d} * {y:new}")
    reason = PEELED if words is QUOTIENT else ""
    step = congruence(words, claim, because=reason, rests_on=(*lines, *found))
    yield step
    return Reduced(m, y, (step,))


def plus_multiple(first: int, m: int, k: int) -> Claim:
    """`first + m * k` as it is written, without what does not count."""
    multiple = Claim(f"{m} * {k}") if k > 1 else Claim(f"{m}")
    return sum_of([first, multiple] if first else [multiple])


def worked_out(first: int, m: int, k: int) -> Claim:
    """The same, with the product worked out where both are there."""
    if first and k > 1:
        return Claim(f"{first} + {m} * {k} = {first} + {m * k:new}")
    return plus_multiple(first, m, k)


EVEN_QUOTIENT = (
    "Nothing is to be taken off, and {d} goes into {r} evenly: {}.",
    "The digit is 0 here, so we just divide by {d}: {}.",
    "Division of {r} by {d} comes out even: {}.",
)
NO_DIGIT = (
    "The digit is 0, so modulo {m} we only divide by {d}, for which {r} is raised to {s}: {}.",
    "To divide {r} by {d}, we add {m} until the division comes out even: {}.",
    "With nothing to take off, the quotient by {d} is {y} modulo {m}: {}.",
)
NO_QUOTIENT = (
    "Modulo {m}, nothing is left when {digit} is taken off, so the quotient is 0 there: {}.",
    "Taking {digit} off leaves 0 modulo {m}: {}.",
    "For {m} the digit {digit} is all there is: {}.",
)
QUOTIENT_ONE = (
    "Modulo {m}, what remains without {digit} is {d} itself, so the quotient is 1: {}.",
    "Without {digit}, the number is {d} modulo {m}, which is one times the divisor: {}.",
    "Taking {digit} off leaves just {d} modulo {m}, and the quotient there is 1: {}.",
)
QUOTIENT = (
    "Without {digit}, {r} is to be divided by {d}, which leaves {y}: {}.",
    "For the quotient we get {y} modulo {m}: {}.",
    "The rest {s} contains {d} just {y} times: {}.",
    "Modulo {m}, we take {digit} off {r} and divide by {d}, which gives {y}: {}.",
    "We subtract {digit} and add {m} until {d} divides the number, so the quotient leaves {y}: {}.",
    "The quotient by {d} leaves {y} modulo {m}: {}.",
    "For {m}, the difference of {r} and {digit} has the same remainder as {s}, so division by"
    " {d} gives {y}: {}.",
    "Dividing {r} less {digit} by {d} modulo {m}, we arrive at {y}: {}.",
    "Of the numbers that leave what {r} less {digit} leaves, {s} is the first that {d}"
    " divides: {}.",
)
PEELED = (
    "without its remainder the number can be divided",
    "the modulus that we divide by has an inverse here",
    "without that digit the number is a multiple of the divisor",
    "the divisor is coprime to the other moduli",
    "division by a number that is coprime to the modulus is allowed",
)
PLACES = (
    "That makes {y}: {}.",
    "Multiplied and with the digit added, we get {y}: {}.",
    "One place back the value is {y}: {}.",
    "From the quotient {y} comes back: {}.",
    "We undo the division and find {y}: {}.",
    "We put the number together from its digits, the last place first: {}.",
    "Quotient times modulus plus digit takes us back one place: {}.",
    "Undoing the division, we multiply and add the digit again: {}.",
    "So the number before this division was {y}: {}.",
    "We go back from the quotient to what was divided: {}.",
    "Hence the next value is {y}: {}.",
)


@FAMILY.strategy(
    approach="algebraic",
    when=lambda p: len(p.moduli) <= MOST,
    opening=(
        "We join two congruences by writing the greatest common divisor of their moduli as a sum"
        " of multiples of both.",
        "Euclid's algorithm run backwards gives the multiple of a modulus by which we join"
        " congruences.",
        "Two congruences at a time become one, with the help of Euclid's algorithm.",
        "We move from one remainder to the other by a multiple of a modulus, which Euclid's"
        " algorithm finds.",
        "We bring the congruences together, two at a time, until a single one is left.",
        "With Bezout's identity for the moduli, two congruences become one.",
    ),
    formula="In letters, where u is the multiplier of m in the sum for the greatest common divisor"
    " g, `x + m * u * (r - x)/g` leaves r modulo n and what x leaves modulo m.",
)
def bezout_merging(p: Params) -> Steps:
    """Bachet, Problemes plaisants, 1624, who solves u m + v n = 1 by Euclid's algorithm run
    backwards (usually called Bezout's identity); two congruences are joined at a time."""
    m, x = p.moduli[0], p.remainders[0]
    fitting: list[int] = []  # moduli whose condition x met as it was
    lines: list[Step] = []  # that found x, or said that it fits
    for n, r in zip(p.moduli[1:], p.remainders[1:], strict=True):
        if (x - r) % n == 0:
            lines.append(fits_already(n, x, r, lines))
            yield lines[-1]
            fitting.append(n)
            continue
        if fitting:
            m = yield from next_distance(m, fitting, lines)
            fitting = []
        k, identity = yield from steps_between(m, x, n, r)
        after, whole = x + m * k, lcm(m, n)
        n = whole // m
        if after == m:  # one step from 0
            sources = (*lines, identity)
            lines = [Step(JOINED_AT_MODULUS, f"{m} * {n} = {whole}", rests_on=sources)]
        else:
            joint = Step(JOINT_MODULUS, f"{m} * {n} = {whole}")
            yield joint
            claim = Claim(f"{worked_out(x, m, k)} = {after:new} < {whole}")
            sources = (*lines, identity, joint)
            lines = [Step(JOINED, claim, because=BOTH_KEPT, rests_on=sources)]
        yield from lines
        x, m = after, whole
    return x


def steps_between(m: int, x: int, n: int, r: int) -> Generator[Step, None, tuple[int, Step]]:
    """How many times m has to be added to x for a number that leaves r modulo n, and the line that
    says so."""
    g = gcd(m, n)
    divisions = yield from euclid(max(m, n), min(m, n))
    if g > 1:
        yield Step(LAST_REMAINDER, f"gcd({m}, {n}) = {g}")
    s, t, identity = yield from backwards(divisions, g)
    u = s if m > n else t
    wanted, n = r - x, n // g
    if g > 1:
        wanted //= g
        claim = Claim(f"({r} - {x})/{g} = {wanted:new}, {n * g}/{g} = {n:new}")
        yield Step(AGREE_BY_DIVISION, claim, because=MUST_DIVIDE)
    k = u * wanted % n
    if abs(u) > 1:
        product = Claim(f"{u} * {wanted}")
        if g == 1 and x:
            product = Claim(f"{u} * ({r} - {x})")
    elif g == 1:
        product = Claim(f"{r} - {x}") if u == 1 else Claim(f"{x} - {r}")
    elif u * wanted != k:
        product = Claim(f"{u * wanted}")
    else:
        return k, identity
    claim = Claim(f"mod {n} :: {product} = {k:new}")
    multiplied = congruence(MULTIPLIER, claim, because=MOVES, rests_on=(identity,))
    yield multiplied
    return k, multiplied


def euclid(a: int, b: int) -> Divisions:
    """Divisions with remainder, the last of which leaves the greatest common divisor; gives
    dividend, divisor and quotient of each."""
    divisions = []
    while a % b:
        q, c = divmod(a, b)
        words = DIVIDE_ON if divisions else DIVIDE_FIRST
        yield Step(words, f"{a} = {q:new} * {b} + {c:new}")
        divisions.append((a, b, q))
        a, b = b, c
    return divisions


def backwards(divisions: list[tuple[int, int, int]], g: int) -> Identity:
    """The last remainder as a sum of multiples of two earlier ones, and so back to the first two
    numbers; gives what these are multiplied by, and the last line."""
    *earlier, (a, b, q) = divisions
    s, t = 1, -q
    identity = Step(SOLVE_FOR_LAST, f"{g} = {a} - {q} * {b}")
    yield identity
    for before, _, q in reversed(earlier):  # b is before - q * a
        new = s - t * q
        if t < 0:
            inner = Claim(f"{-t} * ({before} - {q} * {a})")
            claim = Claim(f"{g} :: {s} * {a} - {inner} = {new:new} * {a} - {-t} * {before}")
        else:
            inner = Claim(f"{t} * ({before} - {q} * {a})")
            claim = Claim(f"{g} :: {inner} - {-s} * {a} = {t} * {before} - {-new:new} * {a}")
        identity = Step(SUBSTITUTE, claim, because=REMAINDERS, rests_on=(identity,))
        yield identity
        s, t, a = t, new, before
    return s, t, identity


DIVIDE_FIRST = (
    "Dividing {a} by {b}, we are left with {c}: {}.",
    "The division of {a} by {b} leaves {c}: {}.",
    "Euclid divides {a} by {b}: {}.",
    "We start Euclid's algorithm: {}.",
    "To bring in the next modulus, we divide {a} by {b}: {}.",
    "Euclid's algorithm begins with {a} and {b}: {}.",
    "First we divide the larger modulus {a} by {b}: {}.",
    "We divide {a} by {b} with remainder: {}.",
    "Between {a} and {b} we run Euclid's algorithm, which starts so: {}.",
    "For the sum of multiples we first divide {a} by {b}: {}.",
)
DIVIDE_ON = (
    "Again we divide, {a} by {b}: {}.",
    "With {a} and {b} the remainder is {c}: {}.",
    "We go on with {b} and the remainder {c}: {}.",
    "Next, {a} is divided by {b}, which leaves {c}: {}.",
    "Dividing again, we get {c}: {}.",
    "Then {b} goes into {a} with {c} left: {}.",
    "The remainder of {a} and {b} is {c}: {}.",
    "Now {a} and {b} are divided, and {c} is left: {}.",
)
LAST_REMAINDER = (
    "The last remainder {g} divides both moduli, so it is what they share: {}.",
    "Here the divisions come to an end, since {g} goes into everything: {}.",
    "The moduli are not coprime, as the remainders stop at {g}: {}.",
)
SOLVE_FOR_LAST = (
    "Of the last division we keep its remainder on one side: {}.",
    "This gives {g} as a difference: {}.",
    "We turn the last division round: {}.",
    "The last division, solved for {g}, is {}.",
    "We solve the last division for its remainder {g}: {}.",
    "Read the other way round, the last division says {}.",
    "So {g} is a difference of multiples: {}.",
    "From the last division we get {}.",
    "Solved for {g}, the last division reads {}.",
    "We write {g} with the numbers of the last division: {}.",
)
SUBSTITUTE = (
    "We substitute for the smaller remainder: {}.",
    "What the remainder was made of is put in: {}.",
    "With {before} in it, the sum becomes {}.",
    "We put the division before it in and collect: {}.",
    "Going one division back, we replace the remainder by what it was made from: {}.",
    "Now {before} comes in, in the place of the smaller remainder: {}.",
    "The smaller remainder was found from {before} and {a}, so we substitute: {}.",
    "One step further back we have multiples of {a} and {before}: {}.",
    "Again the smaller remainder is replaced, so only {a} and {before} are left: {}.",
)
REMAINDERS = (
    "what is left over is the dividend less multiples of the divisor",
    "the division before it can be solved for it",
    "each remainder is a difference of earlier numbers",
    "its own division says what each remainder is made of",
)
AGREE_BY_DIVISION = (
    "We check that {g} divides the difference of the remainders, and divide by it: {}.",
    "The difference of {r} and {x} is a multiple of {g}, so the congruences can be joined: {}.",
    "Both the difference of the remainders and the modulus are divided by {g}: {}.",
)
MULTIPLIER = (
    "To reach the new remainder, {k} steps are needed: {}.",
    "From the old remainder to the new one it takes {k} steps: {}.",
    "How many steps lead to the new remainder is {k}: {}.",
    "Modulo {n}, the number of steps is {k}: {}.",
    "We take {k} such steps: {}.",
    "So we know how often the first modulus has to be added: {}.",
    "The number of steps from one remainder to the other is {k}: {}.",
    "Multiplied by the difference of the remainders, the multiplier of the first modulus gives"
    " {k}: {}.",
    "We want to reach the new remainder, and the number of steps to it is {k}: {}.",
)
MOVES = (
    "such a step changes the other remainder by a known number",
    "one of the two multiples vanishes modulo its modulus",
    "the sum says how far such a step moves the other remainder",
    "in the sum the multiple of the other modulus does not count",
)
JOINT_MODULUS = (
    "Numbers that fit both differ by multiples of {whole}: {}.",
    "Both moduli divide {whole}: {}.",
    "Together they are one congruence modulo {whole}: {}.",
    "What fits both is fixed up to multiples of {whole}: {}.",
    "For both at once the modulus is {whole}: {}.",
    "The two congruences together have the modulus {whole}: {}.",
    "What both allow is unique modulo {whole}: {}.",
    "Their joint modulus is {whole}: {}.",
    "So the numbers that fit both will be {whole} apart: {}.",
    "The solutions of both repeat after {whole}: {}.",
)
JOINED = (
    "So x leaves {after} modulo {whole}: {}.",
    "The least number with both remainders is {after}: {}.",
    "With {after} both are met: {}.",
    "The number {after} fits both, and it is below {whole}: {}.",
    "We reach {after}, which leaves both remainders: {}.",
    "So both congruences together say that x is {after} modulo {whole}: {}.",
    "Below {whole} the only number that fits both is {after}: {}.",
    "Thus {after} is the least number that meets all congruences so far: {}.",
    "The two congruences become one, with the remainder {after}: {}.",
    "Going from the old remainder in steps of the old modulus, we come to {after}: {}.",
)
JOINED_AT_MODULUS = (
    "So {m} itself meets both congruences, and their joint modulus is {whole}: {}.",
    "One step from 0 leads to {m}, which is unique modulo {whole}: {}.",
    "Thus {m} is the number that both allow, up to multiples of {whole}: {}.",
)
BOTH_KEPT = (
    "a step of {m} leaves the first remainder alone",
    "only the remainder for the new modulus changes by {m}",
    "adding multiples of {m} keeps the old remainder",
    "multiples of {m} change nothing for the congruences before",
)


def trials(p: Params) -> int:
    """How many numbers sieving goes through."""
    (jump, x), *rest = ordered(p, largest_first=True)
    tried = 0
    for m, r in rest:
        before = x
        while x % m != r:
            x += jump
        tried, jump = tried + (x - before) // jump, lcm(jump, m)
    return tried


@FAMILY.strategy(
    approach="enumerative",
    when=lambda p: trials(p) <= LONGEST,
    opening=(
        "We go through the numbers that fit the largest modulus and stop at the first that fits"
        " the next one.",
        "Few numbers leave the right remainder for the largest modulus, so we try these one after"
        " another.",
        "We step from one candidate to the next, in steps that keep the remainders that are right"
        " already.",
        "We list candidates in rising order and sieve out those with a wrong remainder.",
        "From the remainder for the largest modulus we add that modulus until the others fit.",
        "By adding the largest modulus again and again we look for a number that fits everywhere.",
    ),
    formula="A step by the least common multiple of some moduli changes no remainder for them, so"
    " what fits goes on fitting.",
)
def sieving(p: Params) -> Steps:
    """Sieving by the largest modulus, as school books search for such a number: step through the
    numbers that fit so far."""
    (jump, x), *rest = ordered(p, largest_first=True)
    passed: list[int] = []  # moduli for which the number fits, by which the steps have to grow
    lines: list[Step] = []
    for m, r in rest:
        if x % m == r:
            lines.append(fits_already(m, x, r, lines))
            yield lines[-1]
        elif passed:
            before, jump = jump, lcm(jump, *passed)
            claim = Claim(f"lcm({before}, {list_of(passed)}) = {jump}")
            yield Step(LONGER_STEPS, claim, because=REMAINDERS_STAY, rests_on=tuple(lines))
            passed, lines = [], []
        while x % m != r:
            before, x = x, x + jump
            claim = Claim(f"{before} + {jump} = {x:new}, {x} mod {m} = {x % m:new}")
            yield Step(FITS if x % m == r else FITS_NOT, claim)
        passed.append(m)
    return x


FITS_NOT = (
    "{x} fails too, with {x % m} over: {}.",
    "Nor does {x} fit, which leaves {x % m}: {}.",
    "One step further, {x} leaves {x % m} for {m}: {}.",
    "The remainder {x % m} rules {x} out: {}.",
    "The candidate {x} leaves {x % m} instead: {}.",
    "{x} is no better, with {x % m} for {m}: {}.",
    "We reach {x}, which leaves {x % m}: {}.",
    "For {x} the remainder is {x % m}, so it drops out: {}.",
    "Adding {jump} gives {x}, which fails: {}.",
    "The remainder of {x} is {x % m}, not the right one: {}.",
    "The next number, {x}, leaves {x % m} on division by {m}, which is wrong: {}.",
    "We try {x}, but its remainder for {m} is {x % m}: {}.",
    "{x} does not fit, since {x % m} is left over: {}.",
    "Another {jump} makes {x}, with the wrong remainder {x % m}: {}.",
    "So {x} is the next candidate, and it fails for {m}: {}.",
    "Then comes {x}, whose remainder {x % m} is not the one wanted: {}.",
    "With {x} it does not work either, as {x % m} remains: {}.",
    "At {x} the remainder is {x % m}, so we go on: {}.",
    "No luck with {x}, because it leaves {x % m}: {}.",
)
FITS = (
    "The right remainder {x % m} comes with {x}: {}.",
    "Here the search for {m} ends, since {x} leaves {x % m}: {}.",
    "For {m} the number {x} is right: {}.",
    "Another {jump} brings us to {x}, which fits: {}.",
    "With {x} we have found {x % m}, the right remainder for {m}: {}.",
    "The candidate {x} passes, as it leaves {x % m}: {}.",
    "Adding {jump} gives {x}, which fits for {m}: {}.",
    "The number {x} leaves {x % m} on division by {m}, as it should: {}.",
    "Now {x} fits for {m} too, since {x % m} is left: {}.",
    "Here the remainder {x % m} for {m} is right, so {x} stays: {}.",
    "At {x} the remainder for {m} is {x % m}, just what is wanted: {}.",
    "This time the remainder is {x % m}, so {x} fits: {}.",
)
LONGER_STEPS = (
    "From here on we go in steps of {jump}: {}.",
    "The numbers that fit so far are {jump} apart: {}.",
    "So the steps become longer: {}.",
)
REMAINDERS_STAY = (
    "steps by a common multiple keep the remainders that are right",
    "only a common multiple of the moduli so far changes none of their remainders",
)
