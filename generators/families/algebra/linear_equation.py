"""A linear equation in one unknown, with brackets or fractions on either side, that has exactly one
solution, none, or every number as a solution."""

from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain, product
from math import gcd, lcm
from typing import Any, NamedTuple

from generators.families.algebra._side import (
    Number,
    Numbers,
    Side,
    Slope,
    drawn,
    insides,
    nonzero,
    side,
    slopes,
)
from generators.family import (
    Capacity,
    Claim,
    Family,
    Fraction,
    Frame,
    Knob,
    KnobError,
    Knobs,
    Step,
    Steps,
    Stream,
)

Sides = tuple[Side, Side]
# how many solutions there may be, with their weights: whoever answers that there is none is right
# on one problem in ten where all are drawn
WEIGHTS = {"one": 17, "none": 2, "all": 1}
NONE: tuple[()] = ()  # the empty set as an answer
EVERY = ((None, None, False, False),)  # and the whole line


@dataclass(frozen=True, slots=True)
class Params:
    """The shape of each side (see _side.py), and its numbers in the order in which they are
    written; `open` says that the statement leaves open how many solutions there are."""

    left: str
    one: Numbers
    right: str
    two: Numbers
    open: bool = False

    def sides(self) -> Sides:
        return side(self.left, self.one), side(self.right, self.two)

    @property
    def solutions(self) -> str:
        """How many solutions there are: one of WEIGHTS."""
        left, right = self.sides()
        if left.slope != right.slope:
            return "one"
        return "all" if left.rest == right.rest else "none"


@lru_cache(maxsize=64)
def roots(low: int, high: int, parts: int) -> tuple[tuple[int, int], ...]:
    """Every n/m in lowest terms with low <= |n| <= high and m <= parts, as (n, m)."""
    found = product(range(1, parts + 1), range(low, high + 1), (1, -1))
    return tuple([(s * n, m) for m, n, s in found if gcd(n, m) == 1])


def slope_counts(found: Iterable[tuple[int, int, int]]) -> Counter[Fraction]:
    """How often each slope a * b / p stands among some."""
    return Counter([Fraction(a * b, p) for a, b, p in found])


def sample(stream: Stream, knobs: Knobs) -> Params:
    """Draws how many solutions there are, where that is left open, and then both sides."""
    possible = knobs["solutions"].split("|")
    for solutions in possible:
        if solutions != "one" and not parallel_shapes(knobs, solutions):
            raise KnobError(
                f"knobs left and right: sides of these shapes make no equation with solutions"
                f" {solutions!r}; allow a bracket or a fraction on both sides"
            )
    solutions = possible[0]
    if len(possible) > 1:
        solutions = stream.choice(list(chain(*[[one] * WEIGHTS[one] for one in possible])))
    draw = crossing if solutions == "one" else parallel
    return replace(draw(stream, knobs, solutions), open=possible != ["one"])


def parallel(stream: Stream, knobs: Knobs, solutions: str) -> Params:
    """Two sides with the same slope, which are whole at some number. The last number on the right
    makes them equal there, and so everywhere, or keeps them apart."""
    size = knobs["size"]
    shapes = parallel_shapes(knobs, solutions)
    left, right = stream.choice(shapes)
    slope, others = stream.choice(same_slopes(left, right, size))
    n = stream.between(-size, size)
    one, value = drawn(stream, left, slope, n, 1, size)
    two, other = drawn(stream, right, stream.choice(others), n, 1, size)
    added = nonzero(stream, 2 * size)
    if solutions == "all":
        if value + added == other:
            added = -added
        return Params(left, (*one, added), right, (*two, value + added - other))
    gap = nonzero(stream, 2 * size)
    if value + added + gap == other:
        gap = -gap
    return Params(left, (*one, added), right, (*two, value + added + gap - other))


def parallel_shapes(knobs: Knobs, solutions: str) -> list[tuple[str, str]]:
    """The pairs of shapes that two sides with one slope may have. Two plain sides that are equal
    would be the same side twice."""
    pairs = product(knobs["left"].split("|"), knobs["right"].split("|"))
    alike = ("plain", "plain") if solutions == "all" else ()
    return [pair for pair in pairs if pair != alike and same_slopes(*pair, knobs["size"])]


@lru_cache(maxsize=64)
def same_slopes(left: str, right: str, size: int) -> list[tuple[Slope, list[Slope]]]:
    """Each slope of the left side with those of the right side that equal it."""
    equal: dict[Fraction, list[Slope]] = {}
    for a, b, p in with_whole_quotients(right, size, False):
        equal.setdefault(Fraction(a * b, p), []).append((a, b, p))
    one = [
        (slope, Fraction(slope[0] * slope[1], slope[2]))
        for slope in with_whole_quotients(left, size, True)
    ]
    return [(slope, equal[quotient]) for slope, quotient in one if quotient in equal]


def with_whole_quotients(shape: str, size: int, leads: bool) -> list[Slope]:
    """What may multiply x on a side that is parallel to the other: in a fraction also a multiple of
    its denominator, for the other side may have no fraction."""
    whole = product(range(2, size + 1), range(2, size + 1)) if shape == "fraction" else ()
    more = [(1, b, p) for b, p in whole if b % p == 0]
    return [*slopes(shape, 1, size, leads), *more]


def crossing(stream: Stream, knobs: Knobs, _: str) -> Params:
    """Draws the root first, then both sides but for the last number on the right, which makes them
    equal at the root."""
    size = knobs["size"]
    left, right = stream.choice(knobs["left"].split("|")), stream.choice(knobs["right"].split("|"))
    n, m = stream.choice(roots(*knobs["root"], knobs["parts"]))
    (a, b, p), (e, f, q) = (
        stream.choice(slopes(left, m, size, True)),
        stream.choice(slopes(right, m, size, False)),
    )
    if a * b * q == e * f * p:  # parallel sides have no root
        f = -f
    one, value = drawn(stream, left, (a, b, p), n, m, size)
    two, other = drawn(stream, right, (e, f, q), n, m, size)
    added = nonzero(stream, 2 * size)
    if value + added == other:
        added = -added
    return Params(left, (*one, added), right, (*two, value + added - other))


def capacity(knobs: Knobs) -> Capacity:
    """Those of each number of solutions; an equation that may also be drawn with its sides swapped
    counts half."""
    total, possible = 0, knobs["solutions"].split("|")
    for solutions in possible:
        total += crossings(knobs) if solutions == "one" else parallels(knobs, solutions)
    return Capacity(total, exact=False)


def parallels(knobs: Knobs, solutions: str) -> int:
    """At least so many equations have parallel sides: those that are whole at 0, with one gap
    between the sides."""
    size, total = knobs["size"], 0
    shapes = parallel_shapes(knobs, solutions)
    for left, right in shapes:
        pairs = sum([len(others) for _, others in same_slopes(left, right, size)])
        found = pairs * insides(left, size) * insides(right, size) * (4 * size - 1)
        total += found // 2 if (right, left) in shapes else found
    return total


def crossings(knobs: Knobs) -> int:
    """A draw is the equation, but where sample steps aside from a zero or from parallel sides,
    which are left out here."""
    size, total = knobs["size"], 0
    shapes = list(product(knobs["left"].split("|"), knobs["right"].split("|")))
    for (left, right), (m, count) in product(
        shapes, Counter(m for _, m in roots(*knobs["root"], knobs["parts"])).items()
    ):
        one = slope_counts(slopes(left, m, size, True))
        two = slope_counts(slopes(right, m, size, False))
        pairs = one.total() * two.total() - sum(one[slope] * two[slope] for slope in one)
        found = count * pairs * insides(left, size) * insides(right, size) * (4 * size - 1)
        total += found // 2 if (right, left) in shapes else found
    return total


def answer(p: Params) -> Any:
    """The one solution, or the set of all of them."""
    if p.solutions != "one":
        return NONE if p.solutions == "none" else EVERY
    left, right = p.sides()
    return Fraction(right.rest - left.rest, left.slope - right.slope)


def conclusion(p: Params, answer: Any) -> Claim:
    """A set that is neither empty nor the line is a wrong answer; of one number it names that."""
    posed = equation(*p.sides())
    if answer == NONE:
        return Claim(f"{posed} :: no x")
    if answer == EVERY:
        return Claim(f"{posed} :: all x")
    if isinstance(answer, tuple):
        numbers = [number for number in answer[0][:2] if number is not None]
        return Claim(f"{posed} :: x = {Fraction(numbers[0])}")
    return Claim(f"{posed} :: x = {answer}")


def equation(left: Side, right: Side) -> Claim:
    return Claim(f"{left.written()} = {right.written()}")


def written(p: Params) -> str:
    return equation(*p.sides()).text()


def collected(p: Params) -> tuple[Any, ...]:
    """(a, b) of a x = b, with brackets opened, denominators cleared and all of x on one side: terms
    that are moved make no other mathematics. It is not divided, for that leaves only the answer.
    Where no x would be left, all equations come to 0 = b: there what differs is what is written,
    but for a number that both sides may gain."""
    left, right = p.sides()
    if p.solutions != "one":
        sides = sorted(((p.left, p.one[:-1]), (p.right, p.two[:-1])))
        gap = abs(Fraction(left.rest - right.rest))
        return gap.numerator, gap.denominator, *sides
    slope, rest = Fraction(left.slope - right.slope), Fraction(right.rest - left.rest)
    cleared = lcm(slope.denominator, rest.denominator) * (1 if slope > 0 else -1)
    return int(cleared * slope), int(cleared * rest)


def of_left(p: Params) -> str:
    return p.sides()[0].written().text()


def of_right(p: Params) -> str:
    return p.sides()[1].written().text()


def either(one: str, none: str, every: str) -> Callable[[Params], str]:
    """The closing of an equation with one solution, of one with none, and of one that every number
    solves."""
    told = {"one": one, "none": none, "all": every}
    return lambda p: told[p.solutions]


def left_open(closed: str, open: str) -> Callable[[Params], str]:
    """The sentence that opens a solution, by whether the statement leaves open how many solutions
    there are."""
    return lambda p: open if p.open else closed


CLOSING = {
    "one": "Therefore, the solution of {written} is {answer}.",
    "none": "Therefore, the equation {written} has no solution: {answer}.",
    "all": "Therefore, every real number solves {written}: {answer}.",
}
CHOSEN = {
    "one": "Therefore, the results of the students are equal just for the number {answer}.",
    "none": "Therefore, the students never get equal results: {answer}.",
    "all": "Therefore, the students get equal results with every number: {answer}.",
}
COMPARED = {
    "one": "Therefore, the students get equal results with the number {answer} and no other.",
    "none": "Therefore, the results of the students differ for every number: {answer}.",
    "all": "Therefore, the results of the students are equal for all numbers: {answer}.",
}
LEFT, RIGHT = ("plain", "bracket", "fraction"), ("number", "plain", "bracket", "fraction")
FAMILY = Family(
    params=Params,
    knobs={
        "left": Knob(
            "the left side",
            ("plain", "plain|bracket", "bracket|fraction", "fraction", "fraction"),
            LEFT,
        ),
        "right": Knob(
            "the right side",
            ("number", "plain", "number|plain|bracket", "plain|bracket", "fraction"),
            RIGHT,
        ),
        "size": Knob(
            "the largest multiple of x, factor or denominator", (10, 8, 9, 9, 12), (5, 60)
        ),
        "root": Knob(
            "the answer's numerator, without its sign",
            ((1, 50), (1, 50), (1, 50), (2, 50), (2, 50)),
            (1, 500),
        ),
        "parts": Knob("the answer's largest denominator", (1, 1, 1, 2, 5), (1, 6)),
        "solutions": Knob(
            "how many solutions there may be",
            ("one", "one", *["one|none|all"] * 3),
            tuple(WEIGHTS),
        ),
    },
    sample=sample,
    statements=(
        lambda p: (
            f"Solve for x: `{written(p)}`."
            " Give x as a whole number or as a fraction in lowest terms"
            + (", or say that no number or every number is a solution." if p.open else ".")
        ),
        lambda p: (
            f"Find all values of x for which `{written(p)}`. If there is just one, write it as an"
            " integer or a reduced fraction; there may also be none, or all real numbers may be"
            " solutions."
            if p.open
            else f"Find the value of x for which `{written(p)}`, as an integer or a reduced"
            " fraction."
        ),
        lambda p: (
            f"What is x if `{written(p)}`? If x is not whole, write it as a reduced fraction"
            + (
                '; if it cannot be any number, answer "no solution"; if it can be any, answer "all'
                ' real numbers".'
                if p.open
                else "."
            )
        ),
        lambda p: (
            f"Is there a number x that makes both sides of `{written(p)}` equal? If there is just"
            " one, give it in lowest terms; if there is none, or if every number does, say so."
            if p.open
            else f"Which number x makes both sides of `{written(p)}` equal? Reduce your answer"
            " fully."
        ),
        Frame(
            lambda p: (
                f"Do the lines `y = {of_left(p)}` and `y = {of_right(p)}` cross? Give the"
                ' x-coordinate of their common point (reduced), or answer "no solution" if they'
                ' have none, or "all real numbers" if the two lines are the same.'
                if p.open
                else f"The lines `y = {of_left(p)}` and `y = {of_right(p)}` cross in one point."
                " What is the x-coordinate of this point, as a whole number or a reduced fraction?"
            ),
            (
                either(
                    "Therefore, the two lines cross where x is {answer}.",
                    "Therefore, the two lines are parallel and have no point in common: {answer}.",
                    "Therefore, the two lines are the same, with a common point for every x:"
                    " {answer}.",
                ),
                either(
                    "Therefore, the point at which the lines cross has the x-coordinate {answer}.",
                    "Therefore, the two lines never meet: {answer}.",
                    "Therefore, both equations describe one line, and every x will do: {answer}.",
                ),
            ),
        ),
        Frame(
            lambda p: (
                f"For which x do the functions `f(x) = {of_left(p)}` and `g(x) = {of_right(p)}`"
                " take the same value? "
                + (
                    "Answer with x in lowest terms, with none, or with all real numbers."
                    if p.open
                    else "Give x in lowest terms."
                )
            ),
            (
                either(
                    "Therefore, the two functions take the same value where x is {answer}.",
                    "Therefore, the two functions take the same value for no x: {answer}.",
                    "Therefore, the two functions take the same value for every x: {answer}.",
                ),
                either(
                    "Therefore, both functions agree at {answer} and nowhere else.",
                    "Therefore, both functions agree nowhere: {answer}.",
                    "Therefore, both functions agree everywhere: {answer}.",
                ),
            ),
        ),
        Frame(
            lambda p: (
                f"A machine turns a number x into `{of_left(p)}`, and a second one turns it into"
                f" `{of_right(p)}`. "
                + (
                    "For which numbers x do both machines give the same result? Give a single"
                    " number in lowest terms; if there is none, or if every number does, say so."
                    if p.open
                    else "For just one number x, both machines give the same result. Find this"
                    " number (reduced, if it is a fraction)."
                )
            ),
            (
                either(
                    "Therefore, the number for which both machines give the same result is"
                    " {answer}.",
                    "Therefore, the two machines never give the same result: {answer}.",
                    "Therefore, both machines give the same result whatever the number is:"
                    " {answer}.",
                ),
                either(
                    "Therefore, both machines give the same result for the number {answer}.",
                    "Therefore, both machines give the same result for no number: {answer}.",
                    "Therefore, both machines give the same result for every number: {answer}.",
                ),
            ),
        ),
        Frame(
            lambda p: (
                f"Two students choose the same number x. The first works out `{of_left(p)}`, the"
                f" second `{of_right(p)}`"
                + (
                    ", and they compare. With which numbers do they get equal results? Answer with"
                    ' one number in lowest terms, with "no solution" or with "all real numbers".'
                    if p.open
                    else ", and their results are equal. Which number did they choose? Answer in"
                    " lowest terms."
                )
            ),
            (
                lambda p: (
                    CHOSEN[p.solutions]
                    if p.open
                    else "Therefore, the students chose the number {answer}."
                ),
                lambda p: (
                    COMPARED[p.solutions]
                    if p.open
                    else "Therefore, the number that both students chose is {answer}."
                ),
            ),
        ),
        Frame(
            lambda p: (
                "For which "
                + ("real numbers" if p.open else "value of")
                + f" x is the difference between `{of_left(p)}` and `{of_right(p)}` equal to 0?"
                + (
                    " Answer with one number in lowest terms, the empty set, or the set of all real"
                    " numbers."
                    if p.open
                    else " Reduce the answer if it is a fraction."
                )
            ),
            (
                either(
                    "Therefore, the difference is 0 when x is {answer}.",
                    "Therefore, the difference is not 0 for any x: {answer}.",
                    "Therefore, the difference is 0 for every x: {answer}.",
                ),
                either(
                    "Therefore, the value of x for which the difference is 0 is {answer}.",
                    "Therefore, there is no x for which the difference is 0: {answer}.",
                    "Therefore, the difference is always 0, whatever x is: {answer}.",
                ),
            ),
        ),
        lambda p: (
            f"Decide whether the equation `{written(p)}` has one solution, none, or infinitely"
            " many. Write a single solution in lowest terms, the other cases as the empty set or as"
            " the set of all real numbers."
            if p.open
            else f"The equation `{written(p)}` has exactly one solution. Write it as a whole number"
            " or as a fraction in lowest terms."
        ),
    ),
    answer=answer,
    answer_kind="rational",
    kind_of=lambda p: "rational" if p.solutions == "one" else "interval",
    answer_form="reduced",
    conclusion=conclusion,
    key=lambda p: tuple(sorted(((p.left, p.one), (p.right, p.two)))),
    mathematics=collected,
    capacity=capacity,
    closings=(
        lambda p: CLOSING[p.solutions].format(written=f"`{written(p)}`", answer="{answer}"),
        either(
            "Therefore, x is {answer}.",
            "Therefore, no number x solves the equation: {answer}.",
            "Therefore, every number x solves the equation: {answer}.",
        ),
        either(
            "Therefore, both sides of the equation are equal where x is {answer}.",
            "Therefore, both sides of the equation are equal for no x: {answer}.",
            "Therefore, both sides of the equation are equal for every x: {answer}.",
        ),
        either(
            "Therefore, the value of x that solves the equation is {answer}.",
            "Therefore, the equation has no solution: {answer}.",
            "Therefore, all real numbers are solutions of the equation: {answer}.",
        ),
        either(
            "Therefore, the number x is {answer}.",
            "Therefore, there is no such number x: {answer}.",
            "Therefore, x may be any real number: {answer}.",
        ),
    ),
)


def multiplied_out(side: Side, which: str) -> Iterator[Step]:
    """The step that takes a bracket or a fraction bar away, where there is one."""
    a, b, c, p, _ = side
    if a > 1:
        yield Step(BRACKET[which], f"{a}({b}x + {c}) = {a * b}x + {a * c}", because=EACH_TERM)
    elif p > 1:
        times, number = Fraction(b, p), Fraction(c, p)
        yield Step(BAR[which], f"({b}x + {c})/{p} = {times}x + {number}", because=EACH_TERM_BELOW)


BRACKET = {
    which: (
        f"On the {which} we multiply the bracket out: {{}}.",
        f"Both terms of the bracket on the {which} are multiplied by {{a}}: {{}}.",
        f"The factor {{a}} on the {which} goes into the bracket: {{}}.",
        f"We expand the bracket on the {which}, term by term: {{}}.",
    )
    for which in ("left", "right")
}
BAR = {
    which: (
        f"On the {which} we divide both terms of the numerator by {{p}}: {{}}.",
        f"The fraction on the {which} is split in two: {{}}.",
        f"We write the fraction on the {which} as a multiple of x and a number: {{}}.",
        f"Division by {{p}}, term by term, changes the fraction on the {which}: {{}}.",
    )
    for which in ("left", "right")
}
EACH_TERM = (
    "a factor before a bracket multiplies each of its terms",
    "the factor belongs to each term in the bracket",
    "multiplication distributes over a sum",
)
EACH_TERM_BELOW = (
    "a divisor below a sum divides each of its terms",
    "the denominator belongs to each term above it",
    "division distributes over a sum",
)


def plain(left: Side, right: Side) -> Claim:
    """An equation without brackets. A number after a minus sign has a name of its own, so that
    words can say what is added to both sides."""
    return Claim(f"{plain_left(left.b, left.d)} = {plain_right(right.b, right.d)}")


def plain_left(b: Number, d: Number) -> Claim:
    if d < 0:
        taken = -d
        return Claim(f"{b}x - {taken}")
    return Claim(f"{b}x + {d}")


def plain_right(f: Number, e: Number) -> Claim:
    if not f:
        return Claim(f"{e}")
    if f < 0:
        less = -f
        return Claim(f"-{less}x + {e}")
    return Claim(f"{f}x + {e}")


def solved(left: Side, right: Side) -> Generator[Step, None, Number]:
    """The steps from an equation without brackets to x."""
    if right.b:
        after = left._replace(b=left.b - right.b), right._replace(b=0)
        words = ADD_X if right.b < 0 else SUBTRACT_X
        yield Step(words, f"{plain(left, right)} :: {plain(*after)}", because=BALANCE)
        left, right = after
    if left.d:
        after = left._replace(d=0), right._replace(d=right.d - left.d)
        words = ADD_NUMBER if left.d < 0 else SUBTRACT_NUMBER
        yield Step(words, f"{plain(left, right)} :: {plain(*after)}", because=BALANCE)
        left, right = after
    return (yield from divided(left.b, right.d))


SUBTRACT_X = (
    "We subtract `{f}x` from both sides: {}.",
    "Subtracting `{f}x` from both sides leaves {}.",
    "So that x stands on the left only, we subtract `{f}x` from both sides: {}.",
    "The term `{f}x` on the right is subtracted from both sides: {}.",
    "We collect the terms with x on the left by subtracting `{f}x` from both sides: {}.",
)
ADD_X = (
    "We add `{less}x` to both sides: {}.",
    "Adding `{less}x` to both sides gives {}.",
    "So that x stands on the left only, we add `{less}x` to both sides: {}.",
    "When `{less}x` is added to both sides, x disappears from the right: {}.",
    "We collect the terms with x on the left by adding `{less}x` to both sides: {}.",
)
SUBTRACT_NUMBER = (
    "We subtract {d} from both sides: {}.",
    "Subtracting {d} on both sides gives {}.",
    "To leave only the multiple of x on the left, we subtract {d} on both sides: {}.",
    "Next, both sides are reduced by {d}: {}.",
    "The {d} on the left is subtracted from both sides: {}.",
    "To remove the {d} on the left, we subtract it from both sides: {}.",
)
ADD_NUMBER = (
    "We add {taken} to both sides: {}.",
    "Adding {taken} to both sides gives {}.",
    "To leave only the multiple of x on the left, we add {taken} to both sides: {}.",
    "Next, both sides are increased by {taken}: {}.",
    "On the left {taken} is subtracted, so we add {taken} to both sides: {}.",
    "To undo the subtraction of {taken} on the left, we add it to both sides: {}.",
)
BALANCE = (
    "an equation stays true when the same is done to both sides",
    "doing the same to equal numbers keeps them equal",
    "both sides change by the same amount",
)


def divided(k: Number, n: Number) -> Generator[Step, None, Number]:
    """The step from kx = n to x, where k is not 1 already."""
    x = Fraction(n, k)
    if k != 1:
        yield Step(DIVIDE, f"{k}x = {n} :: x = {x}")
    return x


DIVIDE = (
    "We divide both sides by {k}: {}.",
    "Division by {k} gives {}.",
    "Since {k} times x is {n}, we get {}.",
    "So x is {n} divided by {k}: {}.",
    "Dividing by the coefficient {k} leaves x alone: {}.",
    "To isolate x, we divide both sides by {k}: {}.",
    "We remove the factor {k} by dividing both sides by it: {}.",
    "Finally, x is the quotient of {n} and {k}: {}.",
    "The number x is {n} over {k}: {}.",
    "We divide by {k}, the coefficient of x: {}.",
)


@FAMILY.strategy(
    approach="algebraic",
    opening=(
        left_open(
            "We do the same to both sides until x stands alone.",
            "We simplify both sides as far as possible and compare them.",
        ),
        "To solve the equation, we bring all x to the left and all numbers to the right.",
        lambda p: (
            f"We simplify both sides of `{written(p)}`, and then "
            + ("collect the terms with x." if p.open else "isolate x step by step.")
        ),
        left_open(
            "The idea is to keep the two sides in balance while we isolate x.",
            "The idea is to simplify both sides and then to bring x to one of them.",
        ),
    ),
    formula="In letters, `a x + b = c x + d` becomes `(a - c)x = d - b`.",
)
def balance(p: Params) -> Steps:
    """Doing the same to both sides (Euler, Elements of Algebra, 1770; al-Khwarizmi's al-jabr and
    al-muqabala, about 820): expand, collect, divide."""
    left, right = p.sides()
    before = equation(left, right)
    lines = (*multiplied_out(left, "left"), *multiplied_out(right, "right"))
    if p.solutions != "one":
        return (yield from x_cancels(p, lines))
    left, right = left.multiplied_out().collected(), right.multiplied_out().collected()
    yield from lines
    if lines:
        yield Step(SIMPLIFIED, f"{before} :: {plain(left, right)}", rests_on=lines)
    return (yield from solved(left, right))


SIMPLIFIED = (
    "Substituting this and adding up the numbers on each side, we get {}.",
    "So the equation simplifies to {}.",
    "We collect the numbers on each side: {}.",
    "When like terms are combined, the equation is {}.",
    "Combining like terms leaves us with {}.",
    "We put this into the equation and add the numbers: {}.",
    "Without brackets and fraction bars, the equation reads {}.",
)


def x_cancels(p: Params, lines: tuple[Step, ...]) -> Generator[Step, None, Any]:
    """The steps where both sides have the same multiple of x: brackets opened, the numbers on each
    side added, and one side subtracted from the other."""
    yield from lines
    sums = (*added_up(p.sides()[0], "left"), *added_up(p.sides()[1], "right"))
    yield from sums
    left, right = [one.multiplied_out().collected() for one in p.sides()]
    return (yield from without_x(p, left, right, (*lines, *sums)))


def added_up(side: Side, which: str) -> Iterator[Step]:
    """The step that adds the numbers on a side up, where there are two."""
    open_side = side.multiplied_out()
    b, c, d, total = open_side.b, open_side.c, open_side.d, open_side.c + open_side.d
    if c:
        yield Step(ADDED_UP[which], f"{b}x + {c} + {d} = {b}x + {total}")


ADDED_UP = {
    which: (
        f"With the number behind it, the {which} side is {{}}.",
        f"Adding up the numbers on the {which}, we get {{}}.",
        f"So the whole {which} side simplifies to {{}}.",
        f"We collect the numbers on the {which} side: {{}}.",
    )
    for which in ("left", "right")
}


def without_x(
    p: Params, left: Side, right: Side, lines: tuple[Step, ...]
) -> Generator[Step, None, Any]:
    """The steps from two sides with one multiple of x to what this says of the solutions."""
    k, number, other, gap = left.b, left.d, right.d, left.d - right.d
    words = CANCELS if gap else SAME_SIDES
    difference = Step(words, f"{k}x + {number} - ({k}x + {other}) = {gap}", rests_on=lines)
    yield difference
    return (yield from never_or_always(p, (difference,)))


CANCELS = (
    "Left minus right, the terms with x cancel, and a number other than 0 is left: {}.",
    "Both sides contain `{k}x`, which cancels when we subtract the right side from the left: {}.",
    "The multiples of x are the same on both sides, so only a number is left of the difference:"
    " {}.",
    "When we subtract the right side from the left, x disappears: {}.",
)
SAME_SIDES = (
    "Left minus right, nothing is left: {}.",
    "Both sides are `{k}x + {number}`, so their difference is 0: {}.",
    "The two sides have turned out to be the same expression: {}.",
    "Subtracting the right side from the left leaves nothing: {}.",
)


def never_or_always(p: Params, lines: tuple[Step, ...]) -> Generator[Step, None, Any]:
    """The last step of an equation without one solution."""
    posed = equation(*p.sides())
    if p.solutions == "none":
        yield Step(NEVER, f"{posed} :: no x", because=ALWAYS_APART, rests_on=lines)
        return NONE
    yield Step(ALWAYS, f"{posed} :: all x", because=NEVER_APART, rests_on=lines)
    return EVERY


NEVER = (
    "So no number x makes the two sides equal.",
    "Whatever x is, the equation is false.",
    "Hence there is no x that solves the equation.",
    "Thus the two sides can never be equal.",
)
ALWAYS_APART = (
    "the sides always differ by the same number, which is not 0",
    "the difference of the sides does not depend on x and is not 0",
    "equal sides would have the difference 0",
)
ALWAYS = (
    "So every number x makes the two sides equal.",
    "Whatever x is, the equation is true.",
    "Hence any number x solves the equation.",
    "Thus the two sides are always equal.",
)
NEVER_APART = (
    "the difference of the sides is always 0",
    "the difference of the sides never becomes anything but 0",
    "a difference that stays 0 means equal sides",
)


class Gap(NamedTuple):
    """The left side less the right side at some x, and the step that says so."""

    size: Number
    step: Step


def valued(side: Side, x: int, which: str) -> Iterator[Step]:
    """The step that works a side out at a chosen x; a number alone takes none."""
    a, b, c, p, d = side
    value = side.value(x)
    if not b:
        return
    multiple = b * x
    number = d if a == 1 == p else c
    inside = multiple + number
    part = "bracket" if a > 1 else "numerator"
    words = AT[which] if a == 1 == p else INSIDE[which, part]
    if b == 1:
        yield Step(words, f"{x:choice} + {number} = {inside}")
    elif b == -1:
        yield Step(words, f"-{x:choice} + {number} = {inside}")
    else:
        yield Step(words, f"{b} * {x:choice} + {number} = {multiple} + {number} = {inside}")
    if a == 1 == p:
        return
    if a > 1:
        claim = Claim(f"{a} * {inside} + {d} = {a * inside} + {d} = {value}")
        yield Step(OUTSIDE[which], claim)
    else:
        quotient = Fraction(inside, p)
        if quotient.denominator == 1:
            claim = Claim(f"{inside}/{p} + {d} = {quotient} + {d} = {value}")
        else:
            claim = Claim(f"{inside}/{p} + {d} = {value}")
        yield Step(OUTSIDE[which], claim)


AT = {
    which: (
        f"At {{x}} the {which} side is {{inside}}: {{}}.",
        f"With {{x}} in place of x, the {which} side comes to {{inside}}: {{}}.",
        f"For the number {{x}}, we work out the {which} side: {{}}.",
        f"The {which} side is worked out for {{x}}: {{}}.",
        f"Putting {{x}} into the {which} side gives {{inside}}: {{}}.",
        f"On the {which}, {{x}} gives {{inside}}: {{}}.",
        f"If x is {{x}}, the {which} side is {{}}.",
        f"For x equal to {{x}}, the {which} side becomes {{}}.",
        f"We substitute {{x}} on the {which}: {{}}.",
        f"With {{x}} the {which} side is {{inside}}, since {{}}.",
        f"The {which} side is {{inside}} at {{x}}, because {{}}.",
        f"We find {{inside}} for the {which} side at {{x}}: {{}}.",
    )
    for which in ("left", "right")
}
INSIDE = {
    (which, part): (
        f"With {{x}} for x, the {part} on the {which} comes to {{inside}}: {{}}.",
        f"For the number {{x}}, we begin with the {part} on the {which}: {{}}.",
        f"We substitute {{x}} for x on the {which} and work out the {part}: {{}}.",
        f"Substituting {{x}} into the {part} on the {which} gives {{}}.",
        f"On the {which}, the {part} at {{x}} is {{}}.",
        f"If x is {{x}}, the {part} on the {which} is {{}}.",
        f"The {part} on the {which} has at {{x}} the value {{}}.",
        f"For x equal to {{x}}, the {part} on the {which} is {{inside}}, since {{}}.",
        f"The {part} on the {which} is {{inside}} at {{x}}, because {{}}.",
    )
    for which, part in product(("left", "right"), ("bracket", "numerator"))
}
OUTSIDE = {
    which: (
        f"So the {which} side is {{value}}: {{}}.",
        f"From this, the whole {which} side is {{}}.",
        f"With {{inside}} in its place, the {which} side comes to {{value}}: {{}}.",
        f"From {{inside}}, the {which} side works out to {{value}}: {{}}.",
        f"That makes the {which} side {{}}.",
        f"Then the {which} side has the value {{}}.",
        f"We complete the {which} side: {{}}.",
        f"The {which} side is {{value}}, because {{}}.",
        f"On the {which} we have {{value}}, since {{}}.",
    )
    for which in ("left", "right")
}


def gap_at(left: Side, right: Side, x: int) -> Generator[Step, None, Gap]:
    """The steps to the left side less the right side, at a chosen x."""
    values = (*valued(left, x, "left"), *valued(right, x, "right"))
    yield from values
    one, two = left.value(x), right.value(x)
    because = NO_GAP if left.slope != right.slope else WHERE_EQUAL
    step = Step(DIFFERENCE, f"{one} - {two} = {one - two}", because=because, rests_on=values)
    yield step
    return Gap(one - two, step)


DIFFERENCE = (
    "The left side minus the right side is {}.",
    "So the error, left minus right, is {}.",
    "We compare the two sides, left minus right: {}.",
    "The difference of the two sides is then {}.",
    "Hence the gap between the sides, left minus right, is {}.",
    "Left side minus right side gives {}.",
    "We subtract {two} from {one}: {}.",
    "Taking the right side from the left, we get {}.",
    "For the sides {one} and {two}, the difference is {}.",
)
NO_GAP = (
    "this difference is 0 at the solution",
    "the sides are equal exactly when this difference is 0",
    "x is the number at which no difference is left",
)


WHERE_EQUAL = (
    "the sides are equal exactly where this difference is 0",
    "the sides can only be equal where this is 0",
    "a solution would make this difference 0",
)


def wrong_guesses(left: Side, right: Side, start: int) -> list[int]:
    """Numbers from a start on at which fractions are whole, without a single solution, which would
    end the search before it began."""
    apart = lcm(left.p, right.p)
    first = next(
        x
        for x in range(start, start + apart)
        if (left.b * x + left.c) % left.p == 0 == (right.b * x + right.c) % right.p
    )
    step = apart if apart > 1 else 2
    guesses = (first, first + step, first + 2 * step)
    if left.slope == right.slope:
        return list(guesses[:2])
    return [x for x in guesses if left.value(x) != right.value(x)][:2]


@FAMILY.strategy(
    approach="estimate_and_correct",
    opening=(
        left_open(
            "We try two numbers for x, and find the solution from the errors that they make.",
            "We try two numbers for x, and see from their errors which numbers solve the equation.",
        ),
        lambda p: (
            f"To solve `{written(p)}`, we make two guesses; how far the sides then differ tells"
            + (" us whether and where they are equal." if p.open else " us where x lies.")
        ),
        left_open(
            "Two wrong guesses are enough, because the error changes evenly with the guess.",
            "Two guesses are enough, because the error changes evenly with the guess.",
        ),
        "We try out two numbers for x and compare their errors.",
    ),
    formula="In letters, if the guesses r and s have the errors e and f, then"
    " `f(x - r) = e(x - s)`.",
)
def double_false_position(p: Params) -> Steps:
    """Elchataym, the rule of two false positions (Fibonacci, Liber Abaci, 1202, chapter 13): the
    errors of two guesses are as their distances from the solution."""
    left, right = p.sides()
    first, second = wrong_guesses(left, right, 3)
    error, step = yield from gap_at(left, right, first)
    other, next_step = yield from gap_at(left, right, second)
    if p.solutions != "one":
        unchanged = Step(SAME_ERROR, f"{other} - {error} = 0", rests_on=(step, next_step))
        yield unchanged
        return (yield from never_or_always(p, (unchanged,)))
    proportion = Claim(f"{other}(x - {first}) = {error}(x - {second})")
    claim = Claim(f"{equation(left, right)} :: {proportion}")
    yield Step(PROPORTION, claim, because=EVENLY, rests_on=(step, next_step))
    one, two = other * first, error * second
    expanded = Claim(f"{other}x + {-one} = {error}x + {-two}")
    yield Step(BOTH_BRACKETS, f"{proportion} :: {expanded}", because=EACH_TERM)
    k, n = other - error, one - two
    yield Step(COLLECT, f"{expanded} :: {k}x = {n}")
    return (yield from divided(k, n))


SAME_ERROR = (
    "From one guess to the other, the error has not changed, and as it changes evenly with x, it"
    " never does: {}.",
    "Both guesses have the same error, and since the error changes evenly, all others have it as"
    " well: {}.",
    "The error is the same for both guesses and, as both sides grow evenly, for any other x: {}.",
)
PROPORTION = (
    "The errors {error} and {other} are proportional to the distances of {first} and {second}"
    " from x: {}.",
    "So the errors are proportional to the distances of the guesses from x, that is, {}.",
    "As {error} is to {other}, so is the distance of {first} from x to that of {second}: {}.",
    "The distances of x from {first} and {second} have the ratio of the errors: {}.",
    "Since the guesses {first} and {second} miss by {error} and {other}, x satisfies {}.",
    "The two errors and the two distances form a proportion: {}.",
)
EVENLY = (
    "the difference of the sides changes evenly with x and is 0 at the solution",
    "left minus right grows by the same amount with every step of x",
    "the error is a fixed multiple of the distance from the solution",
)
BOTH_BRACKETS = (
    "We multiply both brackets out: {}.",
    "Without brackets, this reads {}.",
    "Both products are expanded: {}.",
    "Multiplying out on both sides gives {}.",
    "The brackets are removed: {}.",
    "Expanded, the proportion is {}.",
)
COLLECT = (
    "Collecting x on the left and the numbers on the right gives {}.",
    "We bring x to the left and the numbers to the right: {}.",
    "With x on one side and the numbers on the other, this is {}.",
    "The terms with x go to the left, the numbers to the right: {}.",
    "Combining like terms leaves {}.",
    "The equation simplifies to {}.",
    "Like terms combined, the equation is {}.",
    "We sort the terms: {}.",
)


@FAMILY.strategy(
    approach="enumerative",
    opening=(
        "We make a small table of both sides and see how the gap between them changes.",
        left_open(
            "To find where the two sides meet, we compute them at two neighbouring numbers.",
            "To find out whether and where the two sides meet, we compute them at two neighbouring"
            " numbers.",
        ),
        lambda p: (
            f"We follow both sides of `{written(p)}` from one whole number to the next; the gap"
            " between them changes by the same amount at every step."
        ),
        left_open(
            "Two rows of a table show how fast the two sides approach each other.",
            "Two rows of a table show how the gap between the two sides changes.",
        ),
    ),
    formula="In letters, a gap g that changes by c at every step is closed after `-g/c` steps.",
)
def two_point_table(p: Params) -> Steps:
    """The meeting point of two lines, from a table of two points on each (school graphs): the gap
    between them changes evenly."""
    left, right = p.sides()
    if p.solutions != "one":
        return (yield from side_by_side(p))
    x = 1 if all(left.value(x) != right.value(x) for x in (1, 2)) else 3
    gap, _ = yield from gap_at(left, right, x)
    next_gap, _ = yield from gap_at(left, right, x + 1)
    change = next_gap - gap
    yield Step(CHANGE, f"{next_gap} - {gap} = {change}")
    steps = Fraction(-gap) / change
    yield Step(STEPS, f"{gap} + {change}s = 0 :: s = {steps}", because=SAME_CHANGE)
    yield Step(MEET, f"{x} + {steps} = {x + steps}")
    return x + steps


def side_by_side(p: Params) -> Generator[Step, None, Any]:
    """The table of two sides that change alike: two rows of each, and the gap in the first."""
    left, right = p.sides()
    rows = [(*valued(left, x, "left"), *valued(right, x, "right")) for x in (1, 2)]
    yield from chain(*rows)
    first, second = left.value(1), left.value(2)
    other, next_other = right.value(1), right.value(2)
    changes = (
        Step(LEFT_CHANGES, f"{second} - {first} = {second - first}", rests_on=sum(rows, ())),
        Step(
            RIGHT_CHANGES, f"{next_other} - {other} = {next_other - other}", rests_on=sum(rows, ())
        ),
    )
    yield from changes
    gap = Step(FIRST_GAP, f"{first} - {other} = {first - other}", rests_on=changes)
    yield gap
    return (yield from never_or_always(p, (gap,)))


LEFT_CHANGES = (
    "On the left, the step from 1 to 2 adds {}.",
    "From the first row to the second, the left side changes by {}.",
    "Going from 1 to 2, the left side changes by {second - first}: {}.",
)
RIGHT_CHANGES = (
    "On the right, it adds just as much, and as both sides change evenly, the gap between them is"
    " the same for every x: {}.",
    "The right side changes by the same amount, and since both sides change evenly, they always"
    " keep the same distance: {}.",
    "The change on the right is the same, and because each further step has the same effect, the"
    " gap is the same for every x: {}.",
)
FIRST_GAP = (
    "In the first row this gap, left minus right, is {}.",
    "We read this gap off the first row: {}.",
    "The gap in the first row is left minus right: {}.",
)
CHANGE = (
    "From one number to the next, the gap changes by {change}: {}.",
    "So a step of 1 in x changes the gap by {change}: {}.",
    "We find how much the gap has changed: {}.",
    "The second gap minus the first is the change at every step: {}.",
    "One step of x moves the gap by {change}: {}.",
    "Comparing the two gaps, we find the change per step: {}.",
    "In one step the gap goes from {gap} to {next_gap}, a change of {}.",
    "The gap changes at every step by {}.",
    "We compare neighbouring gaps: {}.",
)
STEPS = (
    "We need the number s of steps for which `{gap} + {change}s = 0`: {}.",
    "The gap is closed after s steps, where `{gap} + {change}s = 0`: {}.",
    "After s steps the gap is `{gap} + {change}s`, which is 0 for {}.",
    "If the meeting point is s steps from the first row, `{gap} + {change}s = 0`: {}.",
    "We solve `{gap} + {change}s = 0` for the number s of steps: {}.",
    "The gap vanishes when `{gap} + {change}s = 0`, that is, for {}.",
)
SAME_CHANGE = (
    "both sides change evenly",
    "each further step has the same effect",
    "the graphs of both sides are straight lines",
)
MEET = (
    "Counted from {x}, this leads to {}.",
    "The table began at {x}, so the sides meet at {}.",
    "We take that number of steps from {x}: {}.",
    "Hence x is {}.",
    "Going that number of steps on from {x}, we find {}.",
    "That number of steps from {x} leads to {}.",
    "So the sides are equal at {}.",
)


@FAMILY.strategy(
    approach="estimate_and_correct",
    opening=(
        left_open(
            "We guess a value of x, see how far off it is, and correct it by means of the rate at"
            " which the sides move apart.",
            "We guess a value of x, see how far apart the sides are there, and use the rate at"
            " which this changes.",
        ),
        lambda p: (
            f"To solve `{written(p)}`, we start from a guess and work out "
            + ("what a change of it does." if p.open else "by how much to change it.")
        ),
        "One guess is enough if we know how fast each side grows with x.",
        left_open(
            "The idea is to correct a first guess: its error, and what a step of 1 does to that"
            " error, give the solution.",
            "The idea is to look at the error of a first guess, and at what a step of 1 does to"
            " that error.",
        ),
    ),
    formula="In letters, a guess r with the error e is corrected to `r - e/k`, where k is by how"
    " much the error grows with x.",
)
def guess_and_correct(p: Params) -> Steps:
    """Newton's method, whose first step is exact for straight lines: a guess less its error over
    the rate of change."""
    left, right = p.sides()
    guess = wrong_guesses(left, right, 10)[0]
    error, missed = yield from gap_at(left, right, guess)
    yield from growth(left, "left")
    yield from growth(right, "right")
    rate = left.slope - right.slope
    if p.solutions != "one":
        unchanged = Step(NO_RATE, f"{left.slope} - {right.slope} = 0")
        yield unchanged
        return (yield from never_or_always(p, (missed, unchanged)))
    if right.b:
        yield Step(RATE, f"{left.slope} - {right.slope} = {rate}")
    change = Fraction(-error) / rate
    claim = Claim(f"{rate}t = {-error} :: t = {change}")
    yield Step(CORRECTION, claim, because=TO_ZERO)
    yield Step(CORRECTED, f"{guess} + {change} = {guess + change}")
    return guess + change


def growth(side: Side, which: str) -> Iterator[Step]:
    """The step to what multiplies x in all, where a bracket or a fraction bar hides it."""
    if side.a > 1:
        yield Step(GROWS[which], f"{side.a} * {side.b} = {side.slope}")
    elif side.p > 1:
        p, b, slope = side.p, side.b, side.slope
        yield Step(GROWS_BELOW[which], f"{p} * {slope:new} = {b}")


GROWS = {
    which: (
        f"When x grows by 1, the {which} side changes by {{}}.",
        f"For each increase of x by 1, the {which} side changes by {{}}.",
        f"We need the rate of the {which} side, which is {{}}.",
    )
    for which in ("left", "right")
}
GROWS_BELOW = {
    which: (
        f"When x grows by {{p}}, the {which} side changes by {{b}}, so for 1 it changes by"
        " {slope}: {}.",
        f"For each increase of x by 1, the {which} side changes by {{slope}}, as {{p}} of these"
        " make {b}: {}.",
        f"We need the rate of the {which} side, {{slope}}, which is {{b}} divided by {{p}}: {{}}.",
    )
    for which in ("left", "right")
}
RATE = (
    "So for each increase of x by 1, the error changes by {rate}: {}.",
    "The rate of the difference is the difference of the rates: {}.",
    "A step of 1 in x changes left minus right by {rate}: {}.",
    "When x grows by 1, left minus right changes by {}.",
    "The error therefore changes by {rate} per unit of x: {}.",
    "Left minus right therefore changes, per unit of x, by {}.",
)
NO_RATE = (
    "The two rates are the same, so no change of x changes the error: {}.",
    "Both sides change at the same rate, hence the error is the same for every x: {}.",
    "With equal rates, changing the guess does not change its error: {}.",
)
CORRECTION = (
    "If x is changed by t, the error changes by `{rate}t`, which has to be {-error}: {}.",
    "We look for the change t of x with `{rate}t = {-error}`: {}.",
    "The guess has to be changed by t, where `{rate}t = {-error}`: {}.",
    "So the correction t of the guess satisfies `{rate}t = {-error}`: {}.",
    "A change of x by t changes the error by `{rate}t`, so `{rate}t = {-error}`: {}.",
    "Solving `{rate}t = {-error}` gives the correction {}.",
    "The error vanishes if x changes by t, where `{rate}t = {-error}`: {}.",
)
TO_ZERO = (
    "the error has to become 0",
    "at the solution there is no error left",
    "this takes the error to 0",
)
CORRECTED = (
    "We correct the guess {guess}: {}.",
    "The corrected guess is {}.",
    "Changing {guess} by this amount gives {}.",
    "Hence x is the guess plus its correction: {}.",
    "We add the correction to {guess}: {}.",
    "The guess plus the correction is {}.",
    "So the solution is {}.",
    "With its correction, the guess {guess} becomes {}.",
    "We change {guess} by the correction: {}.",
)


@FAMILY.strategy(
    approach="transform",
    when=lambda p: "fraction" in (p.left, p.right),
    opening=(
        "We first multiply both sides by a common denominator, so that no fractions are left.",
        "To get rid of the fractions, we multiply through by the least common denominator.",
        lambda p: (
            f"We turn `{written(p)}` into an equation with whole numbers only, because that is"
            " easier to solve."
        ),
        "Clearing the denominators comes first; what remains is an equation in whole numbers.",
    ),
    formula="In letters, `(b x + c)/p + d`, times p, is `b x + c + p d`.",
)
def clear_denominators(p: Params) -> Steps:
    """Multiply through by the least common denominator first, so that only whole numbers are left
    (any school algebra)."""
    left, right = p.sides()
    common, found = yield from common_denominator(left, right)
    lines = (cleared(left, common, "left"), cleared(right, common, "right"))
    yield from lines
    if p.solutions != "one":
        left, right = [one.times(common).multiplied_out().collected() for one in (left, right)]
        return (yield from without_x(p, left, right, (*found, *lines)))
    before = equation(left, right)
    left, right = [one.times(common).multiplied_out().collected() for one in (left, right)]
    claim = Claim(f"{before} :: {plain(left, right)}")
    yield Step(WHOLE, claim, because=SAME_FACTOR, rests_on=(*found, *lines))
    return (yield from solved(left, right))


def common_denominator(left: Side, right: Side) -> Generator[Step, None, tuple[int, list[Step]]]:
    """The least common denominator, with the step that finds it where it takes one."""
    common = lcm(left.p, right.p)
    if left.p == right.p or 1 in (left.p, right.p):
        return common, []
    step = Step(LEAST_COMMON, f"lcm({left.p}, {right.p}) = {common}")
    yield step
    return common, [step]


def cleared(side: Side, common: int, which: str) -> Step:
    """A side times the common denominator, without brackets."""
    times = side.times(common)
    whole = times.multiplied_out().collected()
    words = TIMES_COMMON[which]
    if not side.b:
        return Step(words, f"{common} * {side.d} = {whole.d}")
    if times == whole:
        return Step(words, f"{common} * ({side.written()}) = {whole.written()}")
    return Step(words, f"{common} * ({side.written()}) = {times.written()} = {whole.written()}")


LEAST_COMMON = (
    "The least common denominator is {}.",
    "Both denominators divide {common}, and no smaller positive number will do: {}.",
    "We take the least common multiple of the denominators: {}.",
)
TIMES_COMMON = {
    which: (
        f"The {which} side times {{common}} is {{}}.",
        f"We multiply the {which} side by {{common}}: {{}}.",
        f"Multiplied by {{common}}, the {which} side has no fraction: {{}}.",
        f"On the {which}, multiplying by {{common}} gives {{}}.",
    )
    for which in ("left", "right")
}
WHOLE = (
    "So the equation has whole numbers only: {}.",
    "Setting the two equal again gives {}.",
    "Thus we are left with {}.",
    "The new equation is {}.",
    "Without fractions, the equation is {}.",
    "Cleared of denominators, it reads {}.",
    "Now only whole numbers are left: {}.",
)
SAME_FACTOR = (
    "equal numbers stay equal when both are multiplied by the same number",
    "both sides were multiplied by the same number, which is not 0",
    "multiplying both sides alike does not change the solution",
)


@FAMILY.strategy(
    approach="backward",
    when=lambda p: p.right == "number",
    opening=(
        "We work backwards: from the result on the right, every operation on x is undone, the last"
        " one first.",
        lambda p: (
            f"In `{written(p)}` the result is known, so we undo what was done to x, last operation"
            " first."
        ),
        "Since x stands on one side only, we can run the operations in reverse.",
        "Starting from the number on the right, we undo one operation after another until only x"
        " is left.",
    ),
    formula="In letters, `a x + b = c` is undone by `x = (c - b)/a`.",
)
def backtracking(p: Params) -> Steps:
    """The rule of inversion (Aryabhatiya, II.28): begin at the end and work backwards, multipliers
    become divisors, additions subtractions."""
    left, right = p.sides()
    value = right.d - left.d
    if left.d < 0:
        taken = -left.d
        yield Step(UNDO_LAST_SUBTRACTION, f"{right.d} + {taken} = {value}")
    else:
        yield Step(UNDO_LAST_ADDITION, f"{right.d} - {left.d} = {value}")
    if left.a > 1:
        yield Step(UNDO_FACTOR, f"{value}/{left.a} = {value // left.a}", because=OPPOSITE)
        value //= left.a
    if left.p > 1:
        yield Step(UNDO_DIVISION, f"{left.p} * {value} = {left.p * value}", because=OPPOSITE)
        value *= left.p
    if left.c < 0:
        taken = -left.c
        yield Step(UNDO_SUBTRACTION, f"{value} + {taken} = {value + taken}")
    elif left.c:
        yield Step(UNDO_ADDITION, f"{value} - {left.c} = {value - left.c}")
    value -= left.c
    x = Fraction(value, left.b)
    if left.b > 1 and x.denominator == 1:
        yield Step(UNDO_MULTIPLE, f"{value}/{left.b} = {x:new}", because=OPPOSITE)
    elif left.b > 1:
        yield Step(UNDO_MULTIPLE, f"{left.b} * {x:new} = {value}", because=OPPOSITE)
    return x


UNDO_LAST_ADDITION = (
    "The last operation was adding {left.d}, so we subtract it from {right.d}: {}.",
    "We begin at {right.d} and take away the {left.d} that was added last: {}.",
    "Before {left.d} was added, the value was {}.",
    "Adding {left.d} came last, so it is undone first: {}.",
)
UNDO_LAST_SUBTRACTION = (
    "The last operation was subtracting {taken}, so we add it to {right.d}: {}.",
    "We begin at {right.d} and add back the {taken} that was subtracted last: {}.",
    "Before {taken} was subtracted, the value was {}.",
    "Subtracting {taken} came last, so it is undone first: {}.",
)
UNDO_FACTOR = (
    "The multiplication by {left.a} is undone next: {}.",
    "Before it was multiplied by {left.a}, the bracket had the value {}.",
    "So the bracket is {value} divided by {left.a}: {}.",
    "We divide by {left.a}: {}.",
)
UNDO_DIVISION = (
    "The division by {left.p} is undone next: {}.",
    "Before it was divided by {left.p}, the value was {}.",
    "So the numerator is {value} times {left.p}: {}.",
    "We multiply by {left.p}: {}.",
)
UNDO_ADDITION = (
    "Without the {left.c} that was added to the multiple of x, we have {}.",
    "Next, we take away {left.c}: {}.",
    "Adding {left.c} is undone by subtracting it: {}.",
    "So the multiple of x is {}.",
)
UNDO_SUBTRACTION = (
    "With the {taken} that was subtracted from the multiple of x, we have {}.",
    "Next, we add {taken} back: {}.",
    "Subtracting {taken} is undone by adding it: {}.",
    "So the multiple of x is {}.",
)
UNDO_MULTIPLE = (
    "Finally, x was multiplied by {left.b}, so we divide {value} by it: {}.",
    "The value {value} is {left.b} times x, which gives x: {}.",
    "Undoing the multiplication by {left.b} leads to x: {}.",
    "Hence x is {value} divided by {left.b}: {}.",
)
OPPOSITE = (
    "division and multiplication undo each other",
    "multiplication and division are inverse operations",
    "each operation is undone by its inverse",
)
