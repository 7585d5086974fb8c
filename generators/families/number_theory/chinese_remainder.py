"""The smallest number that leaves given remainders on division by several moduli, which may have
factors in common and then allow no such number."""

from bisect import bisect_right
from collections.abc import Callable, Generator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate, chain, combinations
from math import gcd, lcm
from typing import Any, NamedTuple

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
    function,
    list_of,
    product_of,
    sum_of,
)

LONGEST = 10  # numbers that sieving may try before a textbook would choose another strategy
MOST = 4  # congruences that strategies with many lines for each may take
LETTERS = "abcde"
Congruences = list[tuple[int, int]]  # moduli, each with its remainder
# whether there is a number with all remainders, with the weights of this
WEIGHTS = {"one": 9, "none": 1}
Work = Generator[Step, None, int]  # steps that find a number
Refuted = Generator[Step, None, frozenset[int]]  # steps that find that there is none
Reduction = Generator[Step, None, tuple[list["Reduced"], int]]
Divisions = Generator[Step, None, list[tuple[int, int, int]]]
Identity = Generator[Step, None, tuple[int, int, Step]]


@dataclass(frozen=True, slots=True)
class Params:
    """The moduli, and the remainder that the number leaves for each; `open` says that the statement
    leaves open whether there is such a number."""

    moduli: tuple[int, ...]
    remainders: tuple[int, ...]
    open: bool = False

    @property
    def contradiction(self) -> "Pair | None":
        """The first two congruences that contradict each other modulo a common factor."""
        for (m, r), (n, s) in combinations(ordered(self), 2):
            if (r - s) % gcd(m, n):
                return Pair(m, r, n, s)
        return None


class Pair(NamedTuple):
    """Two moduli, each with its remainder."""

    m: int
    r: int
    n: int
    s: int


def is_solvable(p: Params) -> bool:
    return p.contradiction is None


@function
def common(*congruences: tuple[Any, ...]) -> int:
    """How many numbers from 0 to below the least common multiple of the moduli leave all the
    remainders: common(r, m; r, m; ...), 1 or 0."""
    if len(congruences) > 12 or not all(map(is_congruence, congruences)):
        raise ArithmeticError("remainders with moduli are needed, at most 12")
    pairs = combinations(congruences, 2)
    return int(all([(r - s) % gcd(m, n) == 0 for (r, m), (s, n) in pairs]))


def is_congruence(pair: tuple[Any, ...]) -> bool:
    """Whether this is a whole number with a modulus from 1 on."""
    return len(pair) == 2 and all([type(number) is int for number in pair]) and pair[1] > 0


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
    """Draws whether there is an answer, where that is left open, and then the congruences."""
    possible = knobs["solutions"].split("|")
    if "none" in possible:  # moduli without a common factor cannot contradict each other
        choices(knobs["count"], knobs["modulus"], at_least_one(knobs["shared"]))
    weighted = list(chain(*[[kind] * WEIGHTS[kind] for kind in possible]))
    solutions = stream.choice(weighted) if len(possible) > 1 else possible[0]
    if solutions == "one":
        drawn = solvable(stream, knobs, knobs["shared"])
    else:
        drawn = contradictory(stream, solvable(stream, knobs, at_least_one(knobs["shared"])))
    return replace(drawn, open=possible != ["one"])


def at_least_one(shared: tuple[int, int]) -> tuple[int, int]:
    """Congruences without a solution have a pair of moduli with a common factor."""
    return max(1, shared[0]), max(1, shared[1])


def contradictory(stream: Stream, p: Params) -> Params:
    """Changes one remainder, for a modulus that shares a factor with another one, so that they
    differ modulo this factor."""
    pairs = [
        (i, j)
        for i, j in combinations(range(len(p.moduli)), 2)
        if gcd(p.moduli[i], p.moduli[j]) > 1
    ]
    one, other = stream.choice(pairs)
    shared, changed = gcd(p.moduli[one], p.moduli[other]), one if stream.below(2) else other
    m, remainders = p.moduli[changed], list(p.remainders)
    gaps = [gap for gap in range(1, m) if gap % shared]
    remainders[changed] = (remainders[changed] + stream.choice(gaps)) % m
    return replace(p, remainders=tuple(remainders))


def solvable(stream: Stream, knobs: Knobs, shared: tuple[int, int]) -> Params:
    """Draws moduli and answer, each pair equally likely. The answer is no less than the largest
    modulus: below it, the answer would be the remainder itself."""
    found, upto = choices(knobs["count"], knobs["modulus"], shared)
    number = stream.below(upto[-1])
    index = bisect_right(upto, number)
    moduli = found[index]
    x = moduli[-1] + upto[index] - number - 1
    moduli = tuple(stream.shuffle(moduli))
    return Params(moduli, tuple([x % m for m in moduli]))


def capacity(knobs: Knobs) -> Capacity:
    """Each set of moduli with each answer; where there is none, at least as many, for one remainder
    may be changed by 1."""
    total, possible = 0, knobs["solutions"].split("|")
    for solutions in possible:
        shared = knobs["shared"] if solutions == "one" else at_least_one(knobs["shared"])
        total += choices(knobs["count"], knobs["modulus"], shared)[1][-1]
    return Capacity(total, exact=possible == ["one"])


def answer(p: Params) -> Any:
    """The least number with these remainders; the empty set where there is none."""
    return crt(*zip(p.remainders, p.moduli, strict=True)) if is_solvable(p) else frozenset()


def congruences(p: Params) -> Claim:
    """`2, 3; 3, 5`, remainders with moduli, as functions take them."""
    pairs = zip(p.remainders, p.moduli, strict=True)
    return list_of((f"{r}, {m}" for r, m in pairs), "; ")


def conclusion(p: Params, answer: Any) -> Claim:
    if answer == frozenset():
        return Claim(f"common({congruences(p)}) = 0")
    return Claim(f"crt({congruences(p)}) :: {answer}")


def check(p: Params, answer: Any) -> Claim | None:
    """The answer leaves each of the remainders."""
    if answer == frozenset():
        return None
    pairs = zip(p.remainders, p.moduli, strict=True)
    divisions = list_of((f"{answer} = {answer // m} * {m} + {r}" for r, m in pairs), ", ")
    return Claim(f"{divisions}")


def either(one: str, none: str) -> Callable[[Params], str]:
    """A closing by whether there is such a number."""
    return lambda p: one if is_solvable(p) else none


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
        "modulus": Knob("the moduli", ((3, 11), (7, 26), (3, 12), (9, 21), (18, 40)), (2, 40)),
        "shared": Knob(
            "pairs of moduli with a common factor", ((0, 0), (0, 0), (0, 1), (1, 1), (1, 2)), (0, 3)
        ),
        "solutions": Knob(
            "whether there is such a number",
            ("one", "one", *["one|none"] * 3),
            tuple(WEIGHTS),
        ),
    },
    sample=sample,
    statements=(
        lambda p: (
            f"Find the smallest non-negative integer x with {listed(p, '`x mod {m} = {r}`')}"
            + (", or state that there is none." if p.open else ".")
        ),
        lambda p: (
            "Which is the smallest non-negative number that leaves "
            f"{listed(p, 'remainder {r} when it is divided by {m}')}?"
            + (" If no number does, say so." if p.open else "")
        ),
        lambda p: (
            (
                f"Is there a non-negative integer x such that {differences(p)}? Give the smallest"
                ' one, or answer "no solution".'
            )
            if p.open
            else f"What is the smallest non-negative integer x such that {differences(p)}?"
        ),
        lambda p: (
            (
                f"Can an integer x be written {forms(p)}, where the letters stand for whole numbers"
                " from 0 on? Give the smallest such x, if there is one."
            )
            if p.open
            else f"An integer x can be written {forms(p)}, where the letters stand for whole"
            " numbers from 0 on. How small can x be?"
        ),
        Frame(
            lambda p: (
                (
                    "A farmer who packs eggs into boxes says that there are "
                    f"{listed(p, '{r} left over with {m} to a box')}. "
                    "What is the smallest possible number of eggs, if this can be true?"
                )
                if p.open
                else "A farmer who packs eggs into boxes has "
                f"{listed(p, '{r} left over with {m} to a box')}. "
                "What is the smallest possible number of eggs?"
            ),
            (
                either(
                    "Therefore, no fewer than {answer} eggs are packed.",
                    "Therefore, no number of eggs leaves these remainders: {answer}.",
                ),
                either(
                    "Therefore, {answer} eggs leave these remainders, and no smaller number does.",
                    "Therefore, what the farmer says cannot be true: {answer}.",
                ),
                either(
                    "Therefore, the farmer has at least {answer} eggs.",
                    "Therefore, the farmer cannot have any such number of eggs: {answer}.",
                ),
                either(
                    "Therefore, the smallest possible number of eggs is {answer}.",
                    "Therefore, there is no possible number of eggs: {answer}.",
                ),
            ),
        ),
        Frame(
            lambda p: (
                (
                    "Lining dancers up is to leave "
                    f"{listed(p, '{r} over in rows of {m}')}. "
                    "For how many dancers, at least, is this so? If it is impossible, say so."
                )
                if p.open
                else "Lining dancers up leaves "
                f"{listed(p, '{r} over in rows of {m}')}. "
                "How many dancers are there at least?"
            ),
            (
                either(
                    "Therefore, there are at least {answer} dancers.",
                    "Therefore, this is impossible for any number of dancers: {answer}.",
                ),
                either(
                    "Therefore, the smallest number of dancers is {answer}.",
                    "Therefore, there is no such number of dancers: {answer}.",
                ),
                either(
                    "Therefore, {answer} dancers leave these remainders, and no smaller number"
                    " does.",
                    "Therefore, no number of dancers leaves these remainders: {answer}.",
                ),
            ),
        ),
        Frame(
            lambda p: (
                f"Of {len(p.moduli)} lamps that are watched from the same moment on, {flashes(p)}."
                + (
                    " Do all of them ever flash together, and if so, after how many seconds for the"
                    " first time?"
                    if p.open
                    else " After how many seconds do all of them flash together for the first time?"
                )
            ),
            (
                either(
                    "Therefore, all lamps flash together for the first time after {answer}"
                    " seconds.",
                    "Therefore, the lamps never all flash together: {answer}.",
                ),
                either(
                    "Therefore, the lamps first flash at the same moment {answer} seconds after the"
                    " start.",
                    "Therefore, there is no moment at which all lamps flash: {answer}.",
                ),
            ),
        ),
        Frame(
            lambda p: (
                "Pointers move on by one place a second, each on a dial of its own whose places are"
                " numbered from 0 on, and all start at 0. "
                + (
                    f"Will they ever show {listed(p, '{r} on the dial with {m} places')} at the"
                    " same time? If so, after how many seconds first?"
                    if p.open
                    else "After how many seconds do they first show"
                    f" {listed(p, '{r} on the dial with {m} places')}?"
                )
            ),
            (
                either(
                    "Therefore, the pointers first show these places after {answer} seconds.",
                    "Therefore, the pointers never show these places at the same time: {answer}.",
                ),
                either(
                    "Therefore, {answer} seconds pass before the dials show these places.",
                    "Therefore, the dials do not show these places at any time: {answer}.",
                ),
                either(
                    "Therefore, it takes {answer} seconds until all dials show what is asked.",
                    "Therefore, there is no moment at which all dials show what is asked:"
                    " {answer}.",
                ),
            ),
        ),
        Frame(
            lambda p: (
                (
                    "Dealt out evenly, a pile of cards is to leave "
                    f"{listed(p, '{r} over with {m} players')}."
                    " What is the smallest number of cards that the pile can have? It may be that"
                    " there is none."
                )
                if p.open
                else "Dealt out evenly, a pile of cards leaves "
                f"{listed(p, '{r} over with {m} players')}."
                " What is the smallest number of cards that the pile can have?"
            ),
            (
                either(
                    "Therefore, the pile has at least {answer} cards.",
                    "Therefore, no pile of cards leaves these remainders: {answer}.",
                ),
                either(
                    "Therefore, there are at least {answer} cards.",
                    "Therefore, there is no such pile of cards: {answer}.",
                ),
                either(
                    "Therefore, the smallest such pile has {answer} cards.",
                    "Therefore, such a pile of cards cannot exist: {answer}.",
                ),
            ),
        ),
        lambda p: (
            (
                "I claim to think of a number from 0 on that leaves"
                f" {listed(p, '{r} on division by {m}')}. What is the smallest number that I can"
                ' have in mind? Answer "none" if I cannot be right.'
            )
            if p.open
            else f"I think of a number from 0 on. It leaves {listed(p, '{r} on division by {m}')}."
            " What is the smallest number that I can have in mind?"
        ),
    ),
    answer=answer,
    answer_kind="integer",
    kind_of=lambda p: "integer" if is_solvable(p) else "set",
    conclusion=conclusion,
    check=check,
    key=lambda p: tuple(sorted(zip(p.moduli, p.remainders, strict=True))),
    capacity=capacity,
    terse_story=lambda p: f"crt({congruences(p).text()}) = ?",
    closings=(
        either(
            "Therefore, the smallest number with these remainders is {answer}.",
            "Therefore, no number has all these remainders: {answer}.",
        ),
        either(
            "Therefore, {answer} is the smallest number that leaves the given remainders.",
            "Therefore, there is no number that leaves the given remainders: {answer}.",
        ),
        either(
            "Therefore, the number sought is {answer}, and no smaller one fits.",
            "Therefore, the number sought does not exist: {answer}.",
        ),
        either(
            "Therefore, the smallest number that meets all conditions is {answer}.",
            "Therefore, no number meets all conditions: {answer}.",
        ),
        either(
            "Therefore, {answer} is the least non-negative solution.",
            "Therefore, there is no solution: {answer}.",
        ),
        either(
            "Therefore, the first number that meets all conditions is {answer}.",
            "Therefore, the conditions cannot all be met: {answer}.",
        ),
        either(
            "Therefore, the least number with these remainders is {answer}.",
            "Therefore, these remainders do not belong to any number: {answer}.",
        ),
        either(
            "Therefore, the least solution is {answer}.",
            "Therefore, the congruences have no solution: {answer}.",
        ),
        either(
            "Therefore, {answer} is the first number with all these remainders.",
            "Therefore, nothing leaves all these remainders: {answer}.",
        ),
        either(
            "Therefore, all conditions are met for the first time by {answer}.",
            "Therefore, all conditions together cannot be met: {answer}.",
        ),
        either(
            "Therefore, counting up from 0, we first meet these remainders at {answer}.",
            "Therefore, these remainders never occur together: {answer}.",
        ),
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
        "We take the congruences one by one: what the first leaves free, the next one fixes.",
        "From the largest modulus we know x up to a multiple, which the other conditions"
        " determine.",
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
        if (r - x) % gcd(product, m):
            return (yield from not_divisible(p, product, x, m, r))
        k = yield from multiplier(product, x, m, r)
        after, whole, m = x + product * k, lcm(product, m), m // gcd(product, m)
        claim = Claim(f"{x} + {product}({k} + {m}k) = {after:new} + {whole:new}k")
        yield Step(PUT_BACK if place < len(rest) else ALL_SOLUTIONS, claim)
        x, product = after, whole
    return x


def not_divisible(p: Params, product: int, x: int, m: int, r: int) -> Refuted:
    """The steps that show that no multiple of a product leads from x to r modulo m."""
    g = gcd(product, m)
    shared = Step(NOT_COPRIME, f"gcd({product}, {m}) = {g}")
    yield shared
    claim = Claim(f"mod {g} :: {r} - {x} = {(r - x) % g:new} != 0")
    left = congruence(NOT_A_MULTIPLE, claim, because=WOULD_DIVIDE, rests_on=(shared,))
    yield left
    return (yield from refuted(p, left))


def refuted(p: Params, line: Step) -> Refuted:
    """The last step where there is no number with all remainders."""
    yield Step(REFUTED, f"common({congruences(p)}) = 0", "no x", rests_on=(line,))
    return frozenset()


NOT_A_MULTIPLE = (
    "Multiples of the two moduli would have to bridge the difference of {r} and {x}, which {g} does"
    " not divide: {}.",
    "From {x} we cannot get to {r} in this way, since the difference is no multiple of {g}: {}.",
    "The difference of the remainders {r} and {x} is no multiple of {g}: {}.",
)
WOULD_DIVIDE = (
    "every multiple of the modulus is divisible by the common factor",
    "the common factor divides each step and each modulus",
    "steps that are multiples of a number never change what is left modulo it",
)
REFUTED = (
    "So no whole number meets all conditions.",
    "The conditions contradict each other, and there is no solution.",
    "Hence there is no number with all these remainders.",
    "Thus the congruences cannot hold at the same time.",
)


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
    "Here {x} already leaves the remainder {r}: {}.",
)
NEXT_DISTANCE = (
    "So the solutions so far are {whole} apart: {}.",
    "From here on, solutions repeat after {whole}: {}.",
    "Together, the moduli so far make {whole}: {}.",
)
INVERTIBLE = (
    "Modulo {m} we may divide by {product}: {}.",
    "As {}, there is a k that fits modulo {m}.",
    "The numbers {product} and {m} are coprime, so k exists: {}.",
    "Since {}, {product} has an inverse modulo {m}.",
    "Coprime numbers such as {product} and {m} let us find k: {}.",
    "Because {}, the congruence for k has just one solution modulo {m}.",
    "Division by {product} modulo {m} is allowed, since {}.",
    "We may divide by {product} modulo {m}, since {}.",
)
PUT_IN = (
    "For {m} we need `{a}k` to be {w}: {}.",
    "The next condition requires `{product}k` to be `{r} - {x}` modulo {m}: {}.",
    "Modulo {m}, this means that `{a}k` must be {w}: {}.",
    "Modulo {m}, `{x} + {product}k` has to be {r}, so we want `{a}k` to be {w}: {}.",
    "We put `{x} + {product}k` for x, so `{a}k` has to be {w} modulo {m}: {}.",
    "With `{x} + {product}k` for x, the condition says that `{a}k` is {w} modulo {m}: {}.",
    "From x we subtract {x}, so `{product}k` must be `{r} - {x}` modulo {m}: {}.",
)
PUT_IN_NEGATIVE = (
    "With the signs changed, `{a}k` has to be {w} modulo {m}: {}.",
    "Changing signs, we need `{a}k` to be {w} modulo {m}: {}.",
    "Modulo {m}, `{x} + {product}k` has to be {r}; with the signs changed, we want `{a}k` to be"
    " {w}: {}.",
    "We put `{x} + {product}k` for x and change the signs, so `{a}k` has to be {w} modulo {m}: {}.",
    "With `{x} + {product}k` for x and all signs changed, `{a}k` has to be {w} modulo {m}: {}.",
    "The negative of {product} is small modulo {m}, and with it `{a}k` must be {w}: {}.",
)
PUT_IN_SHARED = (
    "A multiple of the modulus so far has to equal `{r} - {x}`, which {g} divides: {}.",
    "From {x} we want to get to {r}, and the difference is a multiple of {g}: {}.",
    "The difference of the remainders {r} and {x} is a multiple of {g}, so there is a"
    " solution: {}.",
)
MUST_DIVIDE = (
    "every multiple of the modulus is divisible by the common factor",
    "both numbers have the same remainder for this factor",
    "otherwise the two congruences would contradict each other",
    "otherwise no number could meet both conditions",
)
DIVIDE_CONGRUENCE = (
    "In the congruence for `{product}k` we divide everything by {g}, including the modulus: {}.",
    "Both sides and the modulus can be divided by {g}, which gives `{left}k` modulo {m}: {}.",
    "Dividing by {g}, we get `{left}k` on the left and the modulus {m}: {}.",
)
REDUCE = (
    "Modulo {m}, we replace {left} by {a}: {}.",
    "Of {left}, only the remainder {a} matters: {}.",
    "The factor {left} becomes {a}: {}.",
)
REDUCE_BOTH = (
    "Modulo {m}, the sides become `{a}k` and {w}: {}.",
    "We reduce both numbers modulo {m}, so `{a}k` has to be {w}: {}.",
    "We replace {left} and {part} by their remainders: {}.",
)
DIVIDE_BOTH = (
    "Dividing {w} by {a}, we find k: {}.",
    "Both sides are divided by {a}: {}.",
    "With {a} cancelled, k is {k}: {}.",
    "Here {a} divides {w}, so k is {k}: {}.",
    "We divide both sides by {a}: {}.",
    "So k is found by dividing by {a}: {}.",
    "The division by {a} is exact and gives k: {}.",
    "Both sides contain the factor {a}, which leaves {k} for k: {}.",
)
CANCELLING = (
    "a number that has an inverse may be cancelled",
    "no solution is lost by dividing by it",
    "a coprime factor can be removed on both sides",
    "a factor that is coprime to the modulus may be cancelled",
    "a factor with an inverse can be divided out",
)
TRY_SUMS = (
    "Up from {w} in steps of {m}, {a * k} is a multiple of {a}: {}.",
    "The number {a * k} is {w} modulo {m} and a multiple of {a}, so k is {k}: {}.",
    "We find k by going from {w} up to {a * k}: {}.",
    "Adding {m} to {w} again and again, we first meet a multiple of {a} at {a * k}, so k is {k}:"
    " {}.",
    "Of all numbers with remainder {w}, the first divisible by {a} is {a * k}, so k is {k}: {}.",
    "We add multiples of {m} to {w} until {a} divides the sum, which gives {k} for k: {}.",
    "To divide by {a}, we go from {w} in steps of {m} up to {a * k}: {}.",
    "We look for a multiple of {a} among the numbers with remainder {w}, and find {a * k}: {}.",
    "Trying {w} plus multiples of {m}, we see that {a} goes into {a * k}: {}.",
)
PUT_BACK = (
    "So k is {k} plus a multiple of {m}, and with a new k, x is `{after} + {whole}k`: {}.",
    "We put `{k} + {m}k`, with a new k, in place of k: {}.",
    "All conditions so far are met by `{after} + {whole}k` with any whole number k: {}.",
    "Instead of k we now have `{k} + {m}k`, so x is `{after} + {whole}k`: {}.",
    "We call the part of k that is still free k again: {}.",
)
ALL_SOLUTIONS = (
    "Substituting k, we get {after} as the least x: {}.",
    "The solutions are {after} and all numbers that differ from it by multiples of {whole}: {}.",
    "The least x is {after}, and others follow at distances of {whole}: {}.",
    "So x is {after} modulo {whole}: {}.",
    "Substituting this for k gives {after} as the least x: {}.",
    "So all solutions are `{after} + {whole}k`, and {after} is the least that is not negative: {}.",
    "Hence x is unique modulo {whole}, and {after} is the smallest such number: {}.",
    "We substitute this; solutions repeat after {whole}, so {after} is the least one: {}.",
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
    "First we find the common factor of {m} and {n}: {}.",
)
AGREE = (
    "Modulo {g}, the two congruences agree, so they do not contradict each other: {}.",
    "The remainders {r} and {s} are the same modulo {g}, so there is a solution: {}.",
    "We check that both congruences say the same modulo {g}: {}.",
    "The remainders {r} and {s} differ by a multiple of {g}, as they must: {}.",
)
KEEP_POWERS = (
    "Of each prime we keep the highest power that a modulus has, which gives coprime moduli: {}.",
    "So we change to coprime moduli with the same least common multiple: {}.",
    "We replace the moduli by coprime factors of them, and solutions are unique modulo {whole}:"
    " {}.",
)
ONCE = (
    "a condition that two congruences share is needed only once",
    "the congruences agree on the rest",
)
COPRIME_TWO = (
    "Coprime moduli have one solution below their product: {}.",
    "The moduli {m} and {n} have no common factor, and solutions are {whole} apart: {}.",
    "As {}, the solution is unique modulo {whole}.",
    "Solutions are {whole} apart, since the moduli are coprime: {}.",
    "Below {whole} there is a single solution for these coprime moduli: {}.",
    "No factor is shared, so solutions are {whole} apart: {}.",
    "There is exactly one solution below {whole}, because {}.",
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
    "For the remaining modulus {m}, {r} is the same as {r % m}: {}.",
    "A number with the remainder {r} is {r % m} modulo {m}: {}.",
)


@FAMILY.strategy(
    approach="algebraic",
    when=lambda p: len(p.moduli) <= MOST and is_solvable(p),
    opening=(
        "For each modulus we build a number that is right there and leaves 0 for the others.",
        "We make x a sum with one part for each congruence, a part that all other moduli divide.",
        "The product of all other moduli leaves 0 for each of them, so we multiply it until its"
        " remainder is right.",
        "We add up suitable multiples of the products of the other moduli.",
        "Each congruence gets a number of its own that does not affect the others.",
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
    "For the part for {m} we take {whole} without that factor: {}.",
    "The part for {m} is built from the other moduli, which make {others}: {}.",
)
OTHERS_DIVIDE = (
    "every other modulus has to divide it",
    "the other remainders must not change",
    "it has to leave 0 for all other moduli",
    "this part must not disturb the other congruences",
)
REMAINDER_OF_OTHERS = (
    "For {m} we replace {others} by {a}: {}.",
    "Reduced modulo {m}, {others} is {a}: {}.",
    "On division by {m}, {others} leaves the remainder {a}: {}.",
    "We reduce {others} to its remainder {a}: {}.",
    "Of {others}, only {a} is left modulo {m}: {}.",
    "Modulo {m}, the number {others} is the same as {a}: {}.",
    "Dividing {others} by {m}, we are left with {a}: {}.",
    "The remainder of {others} modulo {m} is {a}: {}.",
)
NEGATIVE_REMAINDER = (
    "For {m} we replace {others} by {a}: {}.",
    "A negative remainder is shorter here: {}.",
    "Just below a multiple of {m} lies {others}: {}.",
    "The nearest multiple of {m} lies above {others}, so we count backwards from it: {}.",
    "The negative remainder of {others} is smaller: {}.",
    "Modulo {m}, {others} is the same as {a}: {}.",
    "We write {others} as a negative number modulo {m}, which is smaller: {}.",
    "Up to a multiple of {m}, {others} is {a}: {}.",
    "The multiple of {m} above {others} is nearer than the one below: {}.",
)
INVERSE = (
    "Counting up from 1 in steps of {m}, we meet {size * y}: {}.",
    "Among the multiples of {size}, {size * y} has the remainder 1: {}.",
    "The product {size * y} has the remainder 1, so {y} is the inverse of {size}: {}.",
    "Multiplied by {y}, {size} gives the remainder 1: {}.",
    "We find the inverse {y} by trying: {}.",
    "We search 1, 1 plus {m} and so on for a multiple of {size}, and {y} times it works: {}.",
    "The inverse of {size} modulo {m} is {y}, since the product is 1: {}.",
    "Of all numbers that are 1 modulo {m}, the first divisible by {size} is {size * y}: {}.",
    "Adding {m} to 1 until {size} divides it, we get {size * y}: {}.",
    "To turn {size} into 1 modulo {m}, we try multiples of it and find {y} times: {}.",
    "So we want a multiple of {size} with the remainder 1, which is {size * y}: {}.",
)
NEGATIVE_INVERSE = (
    "Among the multiples of {size}, {size * y} is 1 short of a multiple of {m}: {}.",
    "Multiplied by {y}, {size} is just 1 short of a multiple of {m}: {}.",
    "The product {size * y} is 1 short of a multiple, so we take {y}: {}.",
    "The factor {y} is found by trying: {}.",
    "So we want a multiple of {size} that is 1 short of one of {m}, and {y} times it works: {}.",
    "With the negative sign, we want a multiple of {size} that is `-1` modulo {m}: {}.",
    "We try the multiples of {m} minus 1 until {size} divides one, which is {size * y}: {}.",
    "Of all numbers that are `-1` modulo {m}, the first divisible by {size} is {size * y}: {}.",
    "To get 1 from the negative of {size}, we multiply by {y}: {}.",
    "The factor {y} is right, since {size * y} is just 1 short: {}.",
)
RIGHT_PART = (
    "That is the part with this remainder: {}.",
    "The part of this congruence is {part}: {}.",
    "This modulus contributes {part}: {}.",
    "So the part for this modulus is {part}: {}.",
    "Multiplying these gives the part with the right remainder: {}.",
    "This part has the right remainder here, and 0 for the others: {}.",
    "We multiply by the remainder too, and get {part}: {}.",
    "Hence {part} takes care of this congruence alone: {}.",
    "The remainder, the product and its multiplier give {part}: {}.",
)
UNIT_AND_PART = (
    "Since {unit} has the remainder 1, {r} times it has the remainder {r}: {}.",
    "Times {y} it is {unit}, and times {r} it is {part}: {}.",
    "The part is {r} times {unit}: {}.",
    "So {unit} is 1 here, and {r} times as much is the part: {}.",
    "The multiplier makes {unit}, which is 1 here, and the remainder {r} makes {part}: {}.",
    "We multiply by {y} to get 1 and by {r} to get the right remainder: {}.",
    "First {others} is multiplied by {y}, then by the remainder {r}: {}.",
    "Hence {part} takes care of this congruence, as {unit} has the remainder 1: {}.",
    "With {unit} for the remainder 1 we have {part} for {r}: {}.",
)
ADD_AND_REDUCE = (
    "The parts add up to {total}, which we reduce to {x}: {}.",
    "We add the parts and divide by {whole}: {}.",
    "The sum of the parts meets all congruences, and we take out all multiples of {whole}: {}.",
    "We add the parts up, and of their sum {total} the remainder {x} is the least solution: {}.",
    "Together the parts make {total}, which we reduce modulo {whole}: {}.",
    "So one solution is {total}, and the least one is its remainder modulo {whole}: {}.",
    "All parts are put together, and {x} is left without multiples of {whole}: {}.",
    "Their sum {total} has every remainder as it should, and so does {x}: {}.",
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
    "So we subtract {whole} until {x} remains: {}.",
    "Reduced modulo {whole}, the solution becomes {x}: {}.",
    "Among all solutions, {x} is the one from 0 to below {whole}: {}.",
    "Division of {total} by {whole} leaves {x}: {}.",
)
SAME = (
    "subtracting such multiples keeps all remainders",
    "the remainders stay the same",
    "a multiple of the product changes no remainder",
    "solutions are unique only up to multiples of the product",
    "every modulus divides the product",
)
BELOW_PRODUCT = (
    "It is the least, as {}.",
    "Only one number below the product fits, and this is it: {}.",
    "The number is small enough to be the least solution: {}.",
    "This is the least solution, because {}.",
    "Since {}, no smaller number can be a solution.",
    "The solution is unique below {whole}, so we are done: {}.",
    "Nothing has to be subtracted, as {}.",
    "It lies below the product of the moduli, so it is the least one: {}.",
    "All solutions differ by multiples of the product, so this one is the least: {}.",
    "We are below the product of the moduli, so this is the smallest solution: {}.",
)


@FAMILY.strategy(
    approach="transform",
    when=lambda p: len(p.moduli) <= MOST and is_solvable(p),
    opening=(
        "We take x apart like a number in digits: we subtract a remainder and divide the rest by"
        " its modulus.",
        "We subtract a remainder from x, divide by its modulus, and go on with the quotient.",
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
    "Nothing has to be subtracted, and {d} divides {r}: {}.",
    "The digit is 0 here, so we just divide by {d}: {}.",
    "Division of {r} by {d} is exact: {}.",
)
NO_DIGIT = (
    "The digit is 0, so modulo {m} we only divide by {d}, for which {r} is raised to {s}: {}.",
    "To divide {r} by {d}, we add {m} until the division is exact: {}.",
    "With nothing to subtract, the quotient by {d} is {y} modulo {m}: {}.",
)
NO_QUOTIENT = (
    "Modulo {m}, subtracting {digit} leaves nothing, so the quotient is 0 there: {}.",
    "Subtracting {digit} leaves 0 modulo {m}: {}.",
    "For {m} the digit {digit} is all there is: {}.",
)
QUOTIENT_ONE = (
    "Modulo {m}, what remains without {digit} is {d} itself, so the quotient is 1: {}.",
    "Without {digit}, the number is {d} modulo {m}, which is one times the divisor: {}.",
    "Subtracting {digit} leaves just {d} modulo {m}, and the quotient there is 1: {}.",
)
QUOTIENT = (
    "We subtract {digit} from {r} and divide by {d}, which gives {y}: {}.",
    "For the quotient we get {y} modulo {m}: {}.",
    "The number {s} is {y} times {d}: {}.",
    "Modulo {m}, {r} minus {digit} divided by {d} gives {y}: {}.",
    "We subtract {digit} and add {m} until {d} divides the number, so the quotient is {y}: {}.",
    "The quotient by {d} is {y} modulo {m}: {}.",
    "For {m}, the difference of {r} and {digit} has the same remainder as {s}, so division by"
    " {d} gives {y}: {}.",
    "Dividing {r} minus {digit} by {d} modulo {m}, we arrive at {y}: {}.",
    "Of the numbers with the same remainder as {r} minus {digit}, {s} is the first that {d}"
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
    "Multiplying and adding the digit, we get {y}: {}.",
    "One place back, the value is {y}: {}.",
    "From the quotient we get {y} back: {}.",
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
        if (r - x) % gcd(m, n):
            return (yield from not_joined(p, m, x, n, r))
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


def not_joined(p: Params, m: int, x: int, n: int, r: int) -> Refuted:
    """The steps by which Euclid's algorithm finds a common factor on which two congruences do not
    agree."""
    a, b, g = max(m, n), min(m, n), gcd(m, n)
    lines: list[Step] = []
    while a % b:
        words = DIVIDE_ON if lines else DIVIDE_FIRST
        c = a % b
        lines.append(Step(words, f"{a} mod {b} = {c:new}"))
        yield lines[-1]
        a, b = b, c
    shared = Step(LAST_REMAINDER, f"gcd({m}, {n}) = {g}", rests_on=tuple(lines[-1:]))
    yield shared
    larger, smaller = max(x, r), min(x, r)
    gap = larger - smaller
    if smaller:
        distance = Step(APART, f"{larger} - {smaller} = {gap:new}", rests_on=(shared,))
        yield distance
        shared = distance
    claim = Claim(f"{gap} = {gap // g:new} * {g} + {gap % g:new}")
    if gap < g:
        claim = Claim(f"0 < {gap} < {g}")
    left = Step(CANNOT_JOIN, claim, because=SUM_IS_MULTIPLE, rests_on=(shared,))
    yield left
    return (yield from refuted(p, left))


APART = (
    "The two remainders are {gap} apart: {}.",
    "From one remainder to the other it is {gap}: {}.",
    "We need the difference of the remainders: {}.",
)
CANNOT_JOIN = (
    "To join the congruences, {g} would have to divide {gap}, but it does not: {}.",
    "The difference {gap} is no multiple of {g}, so the two congruences cannot be joined: {}.",
    "No sum of multiples of both moduli equals {gap}, as this is no multiple of {g}: {}.",
)
SUM_IS_MULTIPLE = (
    "every sum of multiples of the moduli is a multiple of their common divisor",
    "the common divisor divides all that can be made of the two moduli",
    "steps by the moduli can only bridge multiples of their common divisor",
)


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
    "We run Euclid's algorithm on {a} and {b}, which starts like this: {}.",
    "For the sum of multiples, we first divide {a} by {b}: {}.",
)
DIVIDE_ON = (
    "Again we divide {a} by {b}: {}.",
    "For {a} and {b} the remainder is {c}: {}.",
    "We go on with {b} and the remainder {c}: {}.",
    "Next, {a} is divided by {b}, which leaves {c}: {}.",
    "Dividing again, we get {c}: {}.",
    "Then {b} goes into {a} with {c} left: {}.",
    "The remainder of {a} by {b} is {c}: {}.",
    "Now we divide {a} by {b}, and {c} is left: {}.",
)
LAST_REMAINDER = (
    "The last remainder {g} divides both moduli, so it is their common factor: {}.",
    "Here the divisions end, since {g} divides what is left: {}.",
    "The moduli are not coprime, as the remainders stop at {g}: {}.",
)
SOLVE_FOR_LAST = (
    "In the last division we isolate the remainder: {}.",
    "This gives {g} as a difference: {}.",
    "We rearrange the last division: {}.",
    "The last division, solved for {g}, is {}.",
    "We solve the last division for its remainder {g}: {}.",
    "Rearranged, the last division says {}.",
    "So {g} is a difference of multiples: {}.",
    "From the last division we get {}.",
    "Solving the last division for {g}, we get {}.",
    "We write {g} with the numbers of the last division: {}.",
)
SUBSTITUTE = (
    "We substitute for the smaller remainder: {}.",
    "We substitute what the remainder came from: {}.",
    "With {before} in it, the sum becomes {}.",
    "We substitute the division before it and collect terms: {}.",
    "Going one division back, we replace the remainder: {}.",
    "Now {before} takes the place of the smaller remainder: {}.",
    "The smaller remainder was found from {before} and {a}, so we substitute: {}.",
    "One step further back we have multiples of {a} and {before}: {}.",
    "Again the smaller remainder is replaced, so only {a} and {before} are left: {}.",
)
REMAINDERS = (
    "a remainder is the dividend minus multiples of the divisor",
    "the previous division can be solved for it",
    "each remainder is a difference of earlier numbers",
    "each remainder can be read off from its own division",
)
AGREE_BY_DIVISION = (
    "We check that {g} divides the difference of the remainders, and divide by it: {}.",
    "The difference of {r} and {x} is a multiple of {g}, so the congruences can be joined: {}.",
    "Both the difference of the remainders and the modulus are divided by {g}: {}.",
)
MULTIPLIER = (
    "The number of steps needed to reach the new remainder is {k}: {}.",
    "To get from the old remainder to the new one, the number of steps is {k}: {}.",
    "For the new remainder, the number of steps has to be {k}: {}.",
    "Modulo {n}, the number of steps is {k}: {}.",
    "The number of such steps that we need is {k}: {}.",
    "This tells us how many times to add the first modulus: {}.",
    "The number of steps from one remainder to the other is {k}: {}.",
    "The multiplier of the first modulus, times the difference of the remainders, gives {k}: {}.",
    "We want to reach the new remainder, and the number of steps to it is {k}: {}.",
)
MOVES = (
    "such a step changes the other remainder by a known number",
    "one of the two multiples vanishes modulo its modulus",
    "the sum says how far such a step moves the other remainder",
    "the other multiple in the sum does not matter there",
)
JOINT_MODULUS = (
    "Numbers that fit both differ by multiples of {whole}: {}.",
    "Both moduli divide {whole}: {}.",
    "Together they are one congruence modulo {whole}: {}.",
    "The numbers that fit both are fixed up to multiples of {whole}: {}.",
    "For both at once, the modulus is {whole}: {}.",
    "The two congruences together have the modulus {whole}: {}.",
    "A number that fits both is unique modulo {whole}: {}.",
    "Their joint modulus is {whole}: {}.",
    "So the numbers that fit both will be {whole} apart: {}.",
    "The solutions of both repeat after {whole}: {}.",
)
JOINED = (
    "So x is congruent to {after} modulo {whole}: {}.",
    "The least number with both remainders is {after}: {}.",
    "The number {after} satisfies both: {}.",
    "The number {after} fits both, and it is below {whole}: {}.",
    "We reach {after}, which has both remainders: {}.",
    "So both congruences together say that x is {after} modulo {whole}: {}.",
    "Below {whole} the only number that fits both is {after}: {}.",
    "Thus {after} is the least number that meets all congruences so far: {}.",
    "The two congruences become one, with the remainder {after}: {}.",
    "Going from the old remainder in steps of the old modulus, we reach {after}: {}.",
)
JOINED_AT_MODULUS = (
    "So {m} itself meets both congruences, and their joint modulus is {whole}: {}.",
    "One step from 0 leads to {m}, which is unique modulo {whole}: {}.",
    "Thus {m} is the number that both allow, up to multiples of {whole}: {}.",
)
BOTH_KEPT = (
    "a step of {m} does not change the first remainder",
    "only the remainder for the new modulus changes by {m}",
    "adding multiples of {m} keeps the old remainder",
    "multiples of {m} change nothing for the earlier congruences",
)


def trials(p: Params) -> int:
    """How many numbers sieving goes through."""
    (jump, x), *rest = ordered(p, largest_first=True)
    tried = 0
    for m, r in rest:
        before = x
        if (r - x) % gcd(jump, m):
            return tried + m // gcd(jump, m)
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
        "Few numbers have the right remainder for the largest modulus, so we try these one after"
        " another.",
        "We go from one candidate to the next, in steps that keep the remainders that are already"
        " right.",
        "We list candidates in increasing order and sieve out those with a wrong remainder.",
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
        if (r - x) % gcd(jump, m):
            return (yield from round_trip(p, x, jump, m, lines))
        while x % m != r:
            before, x = x, x + jump
            claim = Claim(f"{before} + {jump} = {x:new}, {x} mod {m} = {x % m:new}")
            yield Step(FITS if x % m == r else FITS_NOT, claim)
        passed.append(m)
    return x


FITS_NOT = (
    "{x} fails too, with {x % m} over: {}.",
    "The number {x} does not fit, since it leaves {x % m}: {}.",
    "One step further, {x} leaves the remainder {x % m} for {m}: {}.",
    "The remainder {x % m} rules {x} out: {}.",
    "The candidate {x} leaves {x % m} instead: {}.",
    "{x} is no better, with {x % m} for {m}: {}.",
    "We reach {x}, which leaves {x % m}: {}.",
    "For {x} the remainder is {x % m}, so we discard it: {}.",
    "Adding {jump} gives {x}, which fails: {}.",
    "The remainder of {x} is {x % m}, not the right one: {}.",
    "The next number, {x}, leaves {x % m} on division by {m}, which is wrong: {}.",
    "We try {x}, but its remainder for {m} is {x % m}: {}.",
    "{x} does not fit, since {x % m} is left over: {}.",
    "Another {jump} makes {x}, with the wrong remainder {x % m}: {}.",
    "So {x} is the next candidate, and it fails for {m}: {}.",
    "Then comes {x}, whose remainder {x % m} is not the one wanted: {}.",
    "The number {x} does not work either, as {x % m} remains: {}.",
    "At {x} the remainder is {x % m}, so we go on: {}.",
    "We reject {x}, because it leaves {x % m}: {}.",
)
FITS = (
    "The right remainder {x % m} belongs to {x}: {}.",
    "Here the search for {m} ends, since {x} leaves {x % m}: {}.",
    "For {m} the number {x} is right: {}.",
    "Another {jump} brings us to {x}, which fits: {}.",
    "With {x} we have found {x % m}, the right remainder for {m}: {}.",
    "The candidate {x} passes, as it leaves {x % m}: {}.",
    "Adding {jump} gives {x}, which fits for {m}: {}.",
    "The number {x} leaves {x % m} on division by {m}, as it should: {}.",
    "Now {x} fits for {m} too, since {x % m} is left: {}.",
    "Here the remainder {x % m} for {m} is right, so {x} stays: {}.",
    "At {x} the remainder for {m} is {x % m}, just what we want: {}.",
    "This time the remainder is {x % m}, so {x} fits: {}.",
)
LONGER_STEPS = (
    "From here on, we go in steps of {jump}: {}.",
    "The numbers that fit so far are {jump} apart: {}.",
    "So the steps become longer: {}.",
)
REMAINDERS_STAY = (
    "a common multiple keeps the remainders that are right",
    "adding a common multiple of the moduli changes none of their remainders",
)


def round_trip(p: Params, x: int, jump: int, m: int, lines: list[Step]) -> Refuted:
    """The candidates until their remainders repeat, without the one that is wanted."""
    first = x % m
    step = Step(FIRST_FAILS, f"{x} mod {m} = {first:new}", rests_on=tuple(lines))
    yield step
    found = [step]
    for count in range(m // gcd(jump, m)):
        before, x = x, x + jump
        again = count + 1 == m // gcd(jump, m)
        claim = Claim(f"{before} + {jump} = {x:new}, {x} mod {m} = {x % m:new}")
        found.append(Step(COMES_AGAIN if again else FITS_NOT, claim, rests_on=(found[-1],)))
        yield found[-1]
    return (yield from refuted(p, found[-1]))


FIRST_FAILS = (
    "The first candidate for {m} is {x}, and it leaves {first}, the wrong remainder: {}.",
    "We begin with {x}, whose remainder for {m} is {first}, not the one wanted: {}.",
    "For {m}, the number {x} does not fit, since it leaves {first}: {}.",
)
COMES_AGAIN = (
    "At {x} the remainder {x % m} comes again, so from here on the same remainders repeat, and the"
    " right one is not among them: {}.",
    "With {x} we are back at the remainder {x % m}; the remainders go round without the one that we"
    " want: {}.",
    "The remainder {x % m} of {x} has been there before, so no new ones will follow: {}.",
)


# Congruences that contradict each other


@FAMILY.strategy(
    approach="transform",
    when=lambda p: not is_solvable(p),
    opening=(
        "We look at what the congruences say modulo a common factor of two moduli.",
        "Two of the moduli are not coprime, so we compare what their congruences say modulo the"
        " factor that they share.",
        "First we check whether the congruences agree on the common factors of their moduli.",
        "A congruence also holds modulo each divisor of its modulus, and we compare two of them in"
        " this way.",
    ),
    formula="In letters, if g divides m and n, then `x mod m = r` and `x mod n = s` give the same"
    " `x mod g` only if g divides `r - s`.",
)
def common_factor(p: Params) -> Steps:
    """Gauss, Disquisitiones Arithmeticae 32: congruences whose moduli are not coprime may
    contradict each other, which shows modulo what the moduli share."""
    pair = p.contradiction
    assert pair is not None
    m, r, n, s = pair
    g = gcd(m, n)
    shared = Step(NOT_COPRIME_PAIR, f"gcd({m}, {n}) = {g}")
    yield shared
    lines = [shared]
    for modulus, remainder in ((m, r), (n, s)):
        if remainder >= g:
            claim = Claim(f"mod {g} :: {remainder} = {remainder % g:new}")
            words = FROM_MODULUS[modulus == n]
            lines.append(congruence(words, claim, because=DIVIDES_IT, rests_on=(shared,)))
            yield lines[-1]
    differ = Step(TWO_REMAINDERS, f"{r % g} != {s % g}", rests_on=tuple(lines))
    yield differ
    return (yield from refuted(p, differ))


FROM_MODULUS = (
    (
        "A number that leaves {remainder} for the first of these moduli leaves"
        " {remainder % g} modulo {g}: {}.",
        "By the first of the two congruences, x is {remainder % g} modulo {g}: {}.",
        "So the remainder {remainder} means {remainder % g} modulo {g}: {}.",
    ),
    (
        "A number that leaves {remainder} for the other one leaves {remainder % g} modulo {g}: {}.",
        "By the other congruence, x is {remainder % g} modulo {g}: {}.",
        "For the other modulus, {remainder} becomes {remainder % g} modulo {g}: {}.",
    ),
)
DIVIDES_IT = (
    "the common factor divides the modulus",
    "multiples of the modulus are multiples of the factor",
    "a congruence stays true modulo a divisor of its modulus",
)
TWO_REMAINDERS = (
    "Modulo the common factor, x cannot leave two remainders, but {}.",
    "The two congruences ask for different remainders modulo the common factor: {}.",
    "What the two congruences say modulo the common factor does not agree: {}.",
)


@FAMILY.strategy(
    approach="backward",
    when=lambda p: not is_solvable(p),
    opening=(
        "We suppose that there is such a number, write it in two ways, and compare these.",
        "If x existed, two of the conditions would give an equation in whole numbers, which we"
        " examine.",
        "We turn two of the congruences into one equation with two unknown whole numbers.",
        "Suppose that some x meets all conditions; two of them then say how x is made of its"
        " moduli.",
    ),
    formula="In letters, `r + m * a = s + n * b` for whole numbers a and b needs a multiple of the"
    " greatest common divisor of m and n for `s - r`.",
)
def two_unknowns(p: Params) -> Steps:
    """Euler, Elements of Algebra 1770, part 2, chapter 1: two remainders make an equation in whole
    numbers, which is impossible where a factor of one side does not divide the other."""
    pair = p.contradiction
    assert pair is not None
    m, r, n, s = pair
    g, gap = gcd(m, n), s - r
    equal = Claim(f"{m}a + {r} = {n}b + {s}")
    difference = Step(TWO_FORMS, f"{equal} :: {m}a - {n}b = {gap:new}")
    yield difference
    claim = Claim(f"{m}a - {n}b = {g:new}({m // g:new}a - {n // g:new}b)")
    multiple = Step(LEFT_IS_MULTIPLE, claim, rests_on=(difference,))
    yield multiple
    claim = Claim(f"mod {g} :: {gap} = {gap % g:new} != 0")
    if 0 < gap < g:
        claim = Claim(f"mod {g} :: {gap} != 0")
    left = congruence(RIGHT_IS_NOT, claim, rests_on=(multiple,))
    yield left
    return (yield from refuted(p, left))


TWO_FORMS = (
    "With whole numbers `a` and `b`, x would be `{m}a + {r}` and also `{n}b + {s}`, so that {}.",
    "The congruences modulo {m} and {n} say that `{m}a + {r}` equals `{n}b + {s}` for some whole"
    " numbers `a` and `b`: {}.",
    "We set `{m}a + {r}` and `{n}b + {s}` equal, with whole numbers `a` and `b`, and sort the"
    " terms: {}.",
)
LEFT_IS_MULTIPLE = (
    "The left side is a multiple of {g}: {}.",
    "On the left, the common factor {g} can be taken out: {}.",
    "Both coefficients are divisible by {g}: {}.",
)
RIGHT_IS_NOT = (
    "But the right side {gap} is no multiple of {g}: {}.",
    "The number {gap} on the right is not divisible by {g}, so the sides are never equal: {}.",
    "However, {g} does not divide {gap}: {}.",
)
