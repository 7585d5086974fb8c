"""The derivative of a product or a quotient of polynomials at a point."""

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from math import gcd
from typing import NamedTuple

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
    list_of,
    ratio,
    sum_of,
)

Number = int | Fraction
Coefficients = tuple[int, ...]  # of the highest power first
PRIME = "'"
TRIES = 1_000


@dataclass(frozen=True, slots=True)
class Params:
    """The coefficients of u and v, the point, and whether f is u v or u/v."""

    u: Coefficients
    v: Coefficients
    at: int
    divided: bool


def sample(stream: Stream, knobs: Knobs) -> Params:
    """Draws both polynomials and the point, such that a denominator is not 0 there."""
    divided = knobs["operation"] == "quotient"
    for _ in range(TRIES):
        u = drawn(stream, knobs["first"], knobs["size"], stream.between(1, 4))
        v = drawn(stream, knobs["second"], knobs["size"], stream.between(1, 3))
        if divided:
            v = (1, v[-1])
        at = stream.choice((-1, 1)) * stream.between(2, knobs["at"])
        sizes = [abs(value(u, at)), abs(value(v, at))]
        slopes = [value(derived(u), at), value(derived(v), at)]
        fits = not divided or (len(u) > 2 and division(u, v).rest[0] != 0)
        whole = gcd(*u) == gcd(*v) == 1
        if u != v and min(sizes) > 1 and all(slopes) and whole and fits:
            return Params(u, v, at, divided)
    raise KnobError(
        f"no two functions with these knobs in {TRIES} tries; let one be of a higher degree"
    )


def drawn(stream: Stream, degree: int, size: int, leading: int) -> Coefficients:
    """A polynomial in which no term is missing or has the coefficient 1, but for the first."""
    rest = [stream.choice((-1, 1)) * stream.between(2, size) for _ in range(degree)]
    return (leading, *rest)


def capacity(knobs: Knobs) -> Capacity:
    """As many as with leading coefficients of 1: at least so many of the others fit."""
    terms = knobs["first"] + (1 if knobs["operation"] == "quotient" else knobs["second"])
    return Capacity((2 * knobs["size"] - 2) ** terms * 2 * (knobs["at"] - 1), exact=False)


def value(polynomial: Sequence[int], x: int) -> int:
    result = 0
    for coefficient in polynomial:
        result = result * x + coefficient
    return result


def derived(polynomial: Coefficients) -> Coefficients:
    degree = len(polynomial) - 1
    return tuple([c * (degree - i) for i, c in enumerate(polynomial[:-1])])


def multiplied(one: Sequence[int], two: Sequence[int]) -> Coefficients:
    result = [0] * (len(one) + len(two) - 1)
    for i, a in enumerate(one):
        for j, b in enumerate(two):
            result[i + j] += a * b
    return tuple(result)


class Division(NamedTuple):
    """u = quotient * v + rest."""

    quotient: Coefficients
    rest: Coefficients


def division(u: Coefficients, v: Coefficients) -> Division:
    """Long division by a polynomial with the leading coefficient 1."""
    quotient, rest = [], list(u)
    while len(rest) >= len(v):
        quotient.append(rest[0])
        taken = [*[rest[0] * b for b in v], *[0] * (len(rest) - len(v))]
        rest = [a - b for a, b in zip(rest, taken, strict=True)][1:]
    return Division(tuple(quotient), tuple(rest))


def shifted(polynomial: Coefficients, x: int) -> Coefficients:
    """The coefficients of p(x + h) in powers of h."""
    result: Coefficients = (0,)
    for coefficient in polynomial:
        result = multiplied(result, (1, x))
        result = (*result[:-1], result[-1] + coefficient)
    return result[-len(polynomial) :]


def written(polynomial: Sequence[int], x: str = "x") -> Claim:
    """A polynomial as it is written, up to the fifth power."""
    z, a, b, c, d, e = [0] * (6 - len(polynomial)) + [*polynomial]
    if len(polynomial) == 1:
        return Claim(f"{e}")
    if len(polynomial) == 2:
        return Claim(f"{d}{x} + {e}")
    if len(polynomial) == 3:
        return Claim(f"{c}{x}^2 + {d}{x} + {e}")
    if len(polynomial) == 4:
        return Claim(f"{b}{x}^3 + {c}{x}^2 + {d}{x} + {e}")
    if len(polynomial) == 5:
        return Claim(f"{a}{x}^4 + {b}{x}^3 + {c}{x}^2 + {d}{x} + {e}")
    return Claim(f"{z}{x}^5 + {a}{x}^4 + {b}{x}^3 + {c}{x}^2 + {d}{x} + {e}")


def expression(p: Params) -> Claim:
    """u(x) v(x) or u(x)/v(x) as posed."""
    if p.divided:
        return Claim(f"({written(p.u)})/({written(p.v)})")
    return Claim(f"({written(p.u)})({written(p.v)})")


def definition(p: Params) -> Claim:
    return Claim(f"f(x) = {expression(p)}")


def shown(p: Params) -> str:
    return expression(p).text()


def parts(p: Params) -> tuple[int, int, int, int]:
    """u, v and their derivatives at the point."""
    return (
        *(value(p.u, p.at), value(p.v, p.at)),
        *(value(derived(p.u), p.at), value(derived(p.v), p.at)),
    )


def answer(p: Params) -> Number:
    u, v, du, dv = parts(p)
    return ratio(du * v - u * dv, v * v) if p.divided else du * v + u * dv


FAMILY = Family(
    params=Params,
    knobs={
        "operation": Knob(
            "how f is made of two polynomials",
            ("product", "product", "quotient", "product", "quotient"),
            ("product", "quotient"),
        ),
        "first": Knob("degree of the first polynomial", (1, 2, 2, 2, 3), (1, 3)),
        "second": Knob("degree of the second, 1 of a denominator", (1, 1, 1, 2, 1), (1, 2)),
        "size": Knob("the largest coefficient", (9, 9, 12, 9, 15), (4, 50)),
        "at": Knob("the largest place, without its sign", (5, 4, 5, 4, 7), (3, 20)),
    },
    sample=sample,
    statements=(
        lambda p: f"Let `f(x) = {shown(p)}`. Find `f'({p.at})`.",
        lambda p: f"What is the derivative of `f(x) = {shown(p)}` at `x = {p.at}`?",
        lambda p: f"Differentiate `{shown(p)}` with respect to x and evaluate at `x = {p.at}`.",
        Frame(
            lambda p: (
                f"Determine the slope of the tangent to the graph of `y = {shown(p)}` at the point"
                f" with `x = {p.at}`."
            ),
            (
                "Therefore, the slope of the tangent at that point is {answer}.",
                "Therefore, the tangent to the graph has the slope {answer} there.",
            ),
        ),
        Frame(
            lambda p: (
                f"At time x, the water in a tank is `{shown(p)}` litres above a fixed mark. At what"
                f" rate does this amount change at `x = {p.at}`?"
            ),
            (
                "Therefore, the rate of change at that time is {answer}.",
                "Therefore, at that time the amount changes at the rate {answer}.",
            ),
        ),
        Frame(
            lambda p: (
                f"A point on a line has the position `s = {shown(p)}` at the time x. What is its"
                f" velocity at `x = {p.at}`?"
            ),
            (
                "Therefore, the velocity at that time is {answer}.",
                "Therefore, at that time the point moves with velocity {answer}.",
            ),
        ),
        lambda p: f"How fast does the function `f(x) = {shown(p)}` change at `x = {p.at}`?",
        lambda p: (
            f"A function f is given by `f(x) = {shown(p)}`. Compute the value of its derivative at"
            f" `{p.at}`."
        ),
        lambda p: f"For `f(x) = {shown(p)}`, work out the number `f'({p.at})`.",
    ),
    answer=answer,
    answer_kind="rational",
    answer_form="reduced",
    conclusion=lambda p, answer: Claim(f"{definition(p)} :: f'({p.at}) = {answer}"),
    key=lambda p: (p.divided, p.at, *(sorted((p.u, p.v)) if not p.divided else (p.u, p.v))),
    capacity=capacity,
    closings=(
        "Therefore, the derivative of f at `{p.at}` is {answer}.",
        "Therefore, the value of the derivative at `{p.at}` is {answer}.",
        "Therefore, `f'({p.at})` equals {answer}.",
        "Therefore, the value of the derivative asked for is {answer}.",
        "Therefore, the derivative takes the value {answer} at `{p.at}`.",
        "Therefore, the answer is that `f'({p.at})` has the value {answer}.",
        "Therefore, at `{p.at}` the slope of f is {answer}.",
    ),
)


def put_in(polynomial: Sequence[int], x: int) -> Claim:
    """A polynomial with the point put in, its terms worked out."""
    degree = len(polynomial) - 1
    found: list[Claim] = []
    for power, c in zip(range(degree, -1, -1), polynomial, strict=True):
        worked_out = power > 1 or (power == 1 and abs(c) > 1)
        term = c * x**power
        if c:
            found.append(Claim(f"{term:new}") if worked_out else Claim(f"{term}"))
    return sum_of(found)


def evaluated(name: str, polynomial: Sequence[int], x: int) -> Claim:
    """`u(2) = 4 + 6 - 1 = 9`."""
    result, terms = value(polynomial, x), put_in(polynomial, x)
    if len(polynomial) == 1 or len([c for c in polynomial if c]) == 1:
        return Claim(f"{name}({x}) = {result:new}")
    return Claim(f"{name}({x}) = {terms} = {result:new}")


class Known(NamedTuple):
    """A polynomial and its derivative at the point, and the lines that found them."""

    value: int
    slope: int
    lines: tuple[Step, ...]


def by_power_rule(p: Params, name: str, polynomial: Coefficients) -> Generator[Step, None, Known]:
    """The lines that differentiate one of the polynomials and evaluate both."""
    given = Claim(f"{name}(x) = {written(polynomial)}")
    number, slopes = value(polynomial, p.at), derived(polynomial)
    first = Step(naming(VALUE, name), f"{given} :: {evaluated(name, polynomial, p.at)}")
    yield first
    claim = Claim(f"{given} :: {name}'(x) = {written(slopes):new}")
    rule = Step(naming(DERIVED, name), claim, because=POWER_RULE)
    yield rule
    if len(slopes) == 1:
        return Known(number, slopes[0], (first, rule))
    claim = Claim(f"{given} :: {evaluated(name + PRIME, slopes, p.at)}")
    last = Step(naming(SLOPE, name), claim, rests_on=(rule,))
    yield last
    return Known(number, value(slopes, p.at), (first, last))


def naming(words: tuple[str, ...], name: str) -> tuple[str, ...]:
    return tuple([line.replace("NAME", name) for line in words])


def both_by_power_rule(p: Params) -> Generator[Step, None, tuple[Known, Known]]:
    """The lines that evaluate both polynomials and differentiate them; of two linear ones the
    slopes in one line."""
    if len(p.u) > 2 or len(p.v) > 2:
        u = yield from by_power_rule(p, "u", p.u)
        return u, (yield from by_power_rule(p, "v", p.v))
    given, values = [], []
    for name, polynomial in (("u", p.u), ("v", p.v)):
        given.append(Claim(f"{name}(x) = {written(polynomial)}"))
        claim = Claim(f"{given[-1]} :: {evaluated(name, polynomial, p.at)}")
        values.append(Step(naming(VALUE, name), claim))
        yield values[-1]
    (u_slope,), (v_slope,) = derived(p.u), derived(p.v)
    slopes = Claim(f"u'(x) = {u_slope}, v'(x) = {v_slope}")
    rule = Step(BOTH_DERIVED, f"{list_of(given)} :: {slopes}", because=SLOPE_OF_A_LINE)
    yield rule
    u = Known(value(p.u, p.at), u_slope, (values[0], rule))
    return u, Known(value(p.v, p.at), v_slope, (values[1], rule))


BOTH_DERIVED = (
    "The derivatives of both are constant: {}.",
    "Differentiated, u and v give {}.",
    "Their slopes are constant: {}.",
    "For the derivatives we have {}.",
    "We differentiate both, which leaves constants: {}.",
    "The slopes of the two lines are {}.",
)
SLOPE_OF_A_LINE = (
    "a line has the same slope everywhere",
    "only the coefficient of x is left of a linear function",
    "an added constant does not change a slope",
)
VALUE = (
    "At the given point, NAME has the value {}.",
    "We substitute the point into NAME: {}.",
    "The value of NAME there is {}.",
    "We evaluate NAME at the point: {}.",
    "Substituting the point into NAME gives {}.",
    "There NAME takes the value {}.",
    "With the point for x, we get {}.",
    "At the point we evaluate NAME: {}.",
    "We need the value of NAME at the point: {}.",
    "For NAME at the given point we get {}.",
    "The point, put into NAME, gives {}.",
)
DERIVED = (
    "The derivative of NAME is {}.",
    "We differentiate NAME term by term: {}.",
    "Term by term, NAME has the derivative {}.",
    "Differentiating NAME gives {}.",
    "By differentiation, NAME becomes {}.",
    "For the slope of NAME we need {}.",
    "We find the derivative of NAME: {}.",
    "The power rule, applied to NAME, gives {}.",
    "We take the derivative of NAME: {}.",
)
POWER_RULE = (
    "the exponent comes in front and is reduced by 1",
    "the exponent of each power becomes a factor and is reduced by 1",
    "a sum is differentiated term by term",
)
SLOPE = (
    "At the point it takes the value {}.",
    "Its value there is {}.",
    "We evaluate it as well: {}.",
    "There it equals {}.",
    "So the slope of NAME at the point is {}.",
    "Substituting the point gives {}.",
    "We substitute the point into it: {}.",
    "The derivative has the value {} there.",
    "For the slope of NAME at the point we find {}.",
)


def kind_of(p: Params) -> str:
    return "quotient" if p.divided else "product"


def both_named(p: Params) -> str:
    return f"u, which is `{written(p.u).text()}`, and v, which is `{written(p.v).text()}`"


@FAMILY.strategy(
    approach="forward",
    opening=(
        lambda p: f"We write f as a {kind_of(p)} of {both_named(p)}, and differentiate both.",
        lambda p: (
            f"With {both_named(p)}, we need the values and slopes of both at `{p.at}` to"
            f" differentiate their {kind_of(p)}."
        ),
        lambda p: f"With {both_named(p)}, the {kind_of(p)} rule gives the derivative of f.",
        lambda p: f"To differentiate the {kind_of(p)} f, we treat {both_named(p)}, one by one.",
    ),
    formula="In letters, `(u*v)' = u'*v + u*v'` and `(u/v)' = (u'*v - u*v')/v^2`.",
)
def product_and_quotient_rule(p: Params) -> Steps:
    """The rules of Leibniz, Nova methodus (1684), with values put in before they are combined."""
    u, v = yield from both_by_power_rule(p)
    if not p.divided:
        first, second = u.slope * v.value, u.value * v.slope
        claim = crosswise(u, v)
        yield Step(TWO_PRODUCTS, claim, because=PRODUCT_RULE, rests_on=(*u.lines, *v.lines))
        claim = Claim(f"{definition(p)} :: f'({p.at}) = {first} + {second} = {first + second:new}")
        yield Step(ADDED, claim)
        return first + second
    return (yield from quotient_rule(p, u, v))


def quotient_rule(p: Params, u: Known, v: Known) -> Generator[Step, None, Number]:
    """The lines from values and slopes of numerator and denominator to that of the quotient."""
    defined = Step(NOT_ZERO, f"{v.value} != 0")
    yield defined
    first, second = u.slope * v.value, u.value * v.slope
    claim = crosswise(u, v)
    yield Step(TWO_PRODUCTS, claim, because=QUOTIENT_RULE, rests_on=(*u.lines, *v.lines))
    above, below = first - second, v.value**2
    claim = Claim(f"{first} - {second} = {above:new}, {v.value}^2 = {below:new}")
    both = Step(ABOVE_AND_BELOW, claim)
    yield both
    slope = ratio(above, below)
    claim = Claim(f"{definition(p)} :: f'({p.at}) = {slope}")
    if slope.denominator < below:
        claim = Claim(f"{definition(p)} :: f'({p.at}) = {above}/{below} = {slope:new}")
    yield Step(QUOTIENT_OF_THEM, claim, rests_on=(defined, both))
    return slope


def crosswise(u: Known, v: Known) -> Claim:
    """Each slope times the other value; a factor 1 stands behind."""
    one, two = (u.slope, v.value) if abs(u.slope) > 1 else (v.value, u.slope)
    three, four = u.value, v.slope
    return Claim(f"{one} * {two} = {one * two:new}, {three} * {four} = {three * four:new}")


TWO_PRODUCTS = (
    "Each slope is multiplied by the value of the other polynomial: {}.",
    "We multiply crosswise, slopes by values: {}.",
    "The two products of a slope and a value are {}.",
    "We multiply each slope by the value of the other function: {}.",
    "Crosswise, the products of slopes and values are {}.",
    "We need two products: {}.",
    "We take the slope of u times v and the slope of v times u: {}.",
    "Each function is multiplied by the slope of the other: {}.",
    "For the rule we work out {}.",
)
PRODUCT_RULE = (
    "the product rule differentiates each factor once and keeps the other",
    "both factors contribute to the change of a product",
    "the product rule adds slope times value and value times slope",
)
QUOTIENT_RULE = (
    "their difference is the numerator of the derivative by the quotient rule",
    "the numerator of the derivative is the first of them minus the second",
    "the quotient rule needs both of them",
)
ADDED = (
    "Their sum is the derivative: {}.",
    "So we add the two: {}.",
    "Together they make {}.",
    "Hence we get {}.",
    "The rule adds them: {}.",
    "As a sum, that is {}.",
    "We add the two products: {}.",
    "The derivative is the sum of both: {}.",
    "By the product rule, the slope is {}.",
)
NOT_ZERO = (
    "Since {}, the quotient is defined at this point.",
    "The denominator is not 0 there, {}, so that we may divide.",
    "As {}, we may divide by the denominator here.",
    "We check the denominator, since we are going to divide by it: {}.",
    "We may divide, because the denominator is not 0 at this point: {}.",
    "Here {}, so the quotient has a value at the point.",
)
ABOVE_AND_BELOW = (
    "The difference goes above and the square of the denominator below: {}.",
    "We subtract, and square the denominator: {}.",
    "Numerator and denominator of the derivative are {}.",
    "We subtract for the numerator and square for the denominator: {}.",
    "The numerator and denominator of the fraction are {}.",
    "The difference of the products and the square of the denominator are {}.",
    "We find what stands above and below: {}.",
)
QUOTIENT_OF_THEM = (
    "So the quotient has the derivative {}.",
    "Dividing the two, we get {}.",
    "Hence we have {}.",
    "This gives {}.",
    "Put together, the fraction is {}.",
    "We divide the numerator by the denominator: {}.",
    "The slope is the fraction of the two: {}.",
)


@FAMILY.strategy(
    approach="transform",
    opening=(
        lambda p: (
            f"We {'divide' if p.divided else 'multiply out'} the polynomials of f first, because a"
            " sum of powers is easy to differentiate."
        ),
        lambda p: (
            f"Before differentiating, `f(x) = {shown(p)}` is written as"
            f" {'a polynomial and a simpler fraction' if p.divided else 'a single polynomial'}."
        ),
        lambda p: (
            f"{'Long division' if p.divided else 'Expanding the product'} turns f into an"
            " expression for which the power rule is nearly all that we need."
        ),
        lambda p: (
            f"The {'quotient' if p.divided else 'product'} f is transformed first, and then we"
            " differentiate term by term."
        ),
    ),
    formula="In letters, the derivative of `c*x^n` is `n*c*x^(n - 1)`.",
)
def expand_first(p: Params) -> Steps:
    """School calculus: multiply out, or divide with remainder, before differentiating."""
    if p.divided:
        return (yield from divide_first(p))
    degree, rows = len(p.v) - 1, []
    for i, coefficient in enumerate(p.v):
        row = (*[coefficient * c for c in p.u], *[0] * (degree - i))
        rows.append(Step(ONE_ROW, row_claim(coefficient, degree - i, p.u, row)))
        yield rows[-1]
    product = multiplied(p.u, p.v)
    expanded = Claim(f"f(x) = {written(product)}")
    yield Step(EXPANDED, f"{definition(p)} :: {expanded}", rests_on=tuple(rows))
    slopes = derived(product)
    rule = Step(TERM_BY_TERM, f"{expanded} :: f'(x) = {written(slopes)}", because=POWER_RULE)
    yield rule
    claim = Claim(f"{expanded} :: {evaluated('f' + PRIME, slopes, p.at)}")
    yield Step(PUT_IN, claim, rests_on=(rule,))
    return value(slopes, p.at)


def row_claim(coefficient: int, power: int, u: Coefficients, row: Sequence[int]) -> Claim:
    """One term of v times u, multiplied out."""
    if power == 0:
        return Claim(f"{coefficient}({written(u)}) = {written(row)}")
    if power == 1:
        return Claim(f"{coefficient}x * ({written(u)}) = {written(row)}")
    return Claim(f"{coefficient}x^2 * ({written(u)}) = {written(row)}")


def divide_first(p: Params) -> Steps:
    """u/v = q + r/v with a number r, whose derivative is -r/v^2 for v = x + b."""
    quotient, (rest,) = division(p.u, p.v)
    claim = Claim(f"{written(p.u)} = ({written(quotient)})({written(p.v)}) + {rest}")
    divided = Step(DIVISION, claim)
    yield divided
    split = Claim(f"f(x) = {written(quotient)} + {rest}/({written(p.v)})")
    yield Step(SPLIT, f"{definition(p)} :: {split}", rests_on=(divided,))
    slopes = derived(quotient)
    differentiated = Claim(f"f'(x) = {written(slopes)} - {rest}/({written(p.v)})^2")
    rule = Step(SPLIT_DERIVED, f"{split} :: {differentiated}", because=POWER_OF_BRACKET)
    yield rule
    whole = value(slopes, p.at)
    shown = len(slopes) > 1 and len([c for c in slopes if c]) > 1
    if shown:
        rule = Step(WHOLE_SLOPE, f"{put_in(slopes, p.at)} = {whole:new}", rests_on=(rule,))
        yield rule
    b = value(p.v, p.at)
    claim = Claim(f"{p.at} + {p.v[1]} = {b:new}, {b}^2 = {b * b:new}")
    square = Step(BRACKET_SQUARED, claim)
    yield square
    result = ratio(whole * b * b - rest, b * b)
    claim = Claim(f"f'({p.at}) = {whole} - {rest}/{b * b} = {result:new}")
    if not shown and len(slopes) > 1:
        claim = Claim(f"f'({p.at}) = {whole:new} - {rest}/{b * b} = {result:new}")
    yield Step(PUT_IN, f"{split} :: {claim}", rests_on=(rule, square))
    return result


ONE_ROW = (
    "One term of the second polynomial times the first gives {}.",
    "We multiply the first polynomial by a term of the second: {}.",
    "As one of the products we have {}.",
    "Term by term, we have {}.",
    "Multiplying out, we get {}.",
    "This row of the product is {}.",
    "A term of the second polynomial contributes {}.",
    "Every term of the first polynomial is multiplied: {}.",
    "We take one term of the second polynomial: {}.",
    "By a term of the second polynomial we get the row {}.",
    "The first polynomial, multiplied by this term, is {}.",
)
EXPANDED = (
    "Collecting like terms, we get {}.",
    "The rows add up, so {}.",
    "Adding like powers, we have {}.",
    "Together, they make {}.",
    "As one polynomial, this is {}.",
    "We add the rows: {}.",
    "We collect the powers of x: {}.",
    "With like terms collected, the product is {}.",
    "The sum of the rows is {}.",
)
TERM_BY_TERM = (
    "Now we differentiate term by term: {}.",
    "The derivative of this polynomial is {}.",
    "Its derivative is found power by power: {}.",
    "By the power rule, {}.",
    "Power by power, the derivative is {}.",
    "We differentiate the polynomial: {}.",
    "Each power gives a term of the derivative: {}.",
)
PUT_IN = (
    "At the given point this is {}.",
    "We substitute the point: {}.",
    "Evaluated there, it gives {}.",
    "So at this point we have {}.",
    "With the point substituted, we get {}.",
    "It remains to substitute the point: {}.",
    "We evaluate the derivative at the point: {}.",
    "The derivative has, at the point, the value {}.",
    "With the number for x, this becomes {}.",
)
DIVISION = (
    "Long division with remainder gives {}.",
    "We divide the numerator by the denominator: {}.",
    "With the denominator as a factor, the numerator is {}.",
    "Dividing the polynomials with remainder, we find {}.",
    "We divide the polynomials: {}.",
    "The numerator contains the denominator as follows: {}.",
)
SPLIT = (
    "So the function is a polynomial plus a fraction with a constant numerator: {}.",
    "Dividing by the denominator, we get {}.",
    "The quotient can be written as {}.",
    "With the division done, f is simpler: {}.",
    "We write f as a polynomial and a simple fraction: {}.",
    "Divided by the denominator, f becomes {}.",
)
SPLIT_DERIVED = (
    "We differentiate both parts: {}.",
    "Its derivative is {}.",
    "Part by part, the derivative is {}.",
    "We find the derivative of the sum: {}.",
    "The sum has the derivative {}.",
)
POWER_OF_BRACKET = (
    "the derivative of `1/v` is the derivative of v over its square, with a minus sign",
    "the fraction is a power of the bracket with the exponent `-1`",
    "the exponent `-1` comes in front and is reduced to `-2`",
)
WHOLE_SLOPE = (
    "The first part of it takes the value {}.",
    "At the point, the polynomial part is {}.",
    "For the part without a fraction we get {}.",
    "We substitute the point into the first part: {}.",
    "The slope of the polynomial part is {}.",
)
BRACKET_SQUARED = (
    "The bracket is not 0 there, and we square it: {}.",
    "In the denominator we get {}.",
    "We substitute the point into the bracket and square it: {}.",
    "For the denominator we square the bracket: {}.",
    "We need the square of the bracket: {}.",
    "Below the line we have the square {}.",
)


@FAMILY.strategy(
    approach="algebraic",
    opening=(
        lambda p: (
            f"With {both_named(p)}, we take the slope of a chord of f from `{p.at}` to a point h"
            " further, and let h tend to 0."
        ),
        lambda p: (
            f"To differentiate f by the definition, we put a point at distance h from `{p.at}`"
            f" into {both_named(p)}."
        ),
        lambda p: (
            f"With {both_named(p)}, a difference quotient shows how f changes near `{p.at}`, and"
            " its limit is the derivative."
        ),
        lambda p: (
            f"For {both_named(p)}, we compare their {kind_of(p)} at `{p.at}` with that at a small"
            " distance h from there."
        ),
    ),
    formula="In letters, `f'(a)` is the limit of `(f(a + h) - f(a))/h` for h to 0.",
)
def difference_quotient(p: Params) -> Steps:
    """Cauchy's definition, Resume des lecons sur le calcul infinitesimal (1823): the limit of the
    ratio of two differences."""
    u, v = shifted(p.u, p.at), shifted(p.v, p.at)
    lines = []
    for name, polynomial, moved in (("u", p.u, u), ("v", p.v, v)):
        given = Claim(f"{name}(x) = {written(polynomial)}")
        claim = Claim(f"{given} :: {name}({p.at} + h) = {written_new(moved)}")
        lines.append(Step(naming(SHIFTED, name), claim, because=POWERS_OF_H))
        yield lines[-1]
    if p.divided:
        return (yield from chord_of_quotient(p, u, v, tuple(lines)))
    product = multiplied(u, v)
    claim = Claim(f"({written(u, 'h')})({written(v, 'h')}) = {written_new(product)}")
    expanded = Step(PRODUCT_NEAR, claim, rests_on=tuple(lines))
    yield expanded
    start = product[-1]
    chord = Claim(f"(f({p.at} + h) - {start})/h = {written(product[:-1], 'h')}")
    step = Step(CHORD, f"{definition(p)} :: {chord}", because=VALUE_AT_ZERO, rests_on=(expanded,))
    yield step
    yield Step(LIMIT, f"{definition(p)} :: f'({p.at}) = {product[-2]}", rests_on=(step,))
    return product[-2]


def written_new(polynomial: Sequence[int]) -> Claim:
    """A polynomial in h that a line finds."""
    text = written(polynomial, "h")
    return Claim(f"{text:new}")


def chord_of_quotient(
    p: Params, u: Coefficients, v: Coefficients, lines: tuple[Step, ...]
) -> Steps:
    """The lines from u and v near the point to the limit, for u/v."""
    above, below = u[-1], v[-1]
    defined = Step(NOT_ZERO, f"{below} != 0", rests_on=lines[1:])
    yield defined
    one = [below * c for c in u]
    two = [0] * (len(u) - len(v)) + [above * c for c in v]
    difference = tuple([a - b for a, b in zip(one, two, strict=True)])
    first = Claim(f"{below}({written(u, 'h')})")
    claim = Claim(f"{first} - {above}({written(v, 'h')}) = {written_new(difference)}")
    if below == 1:
        claim = Claim(
            f"({written(u, 'h')}) - {above}({written(v, 'h')}) = {written_new(difference)}"
        )
    numerator = Step(CROSSWISE, claim, because=COMMON_DENOMINATOR, rests_on=lines)
    yield numerator
    chord = Claim(f"({written(difference[:-1], 'h')})/({below}({written(v, 'h')}))")
    if below == 1:
        chord = Claim(f"({written(difference[:-1], 'h')})/({written(v, 'h')})")
    start = ratio(above, below)
    over, under = over_positive(above, below)
    claim = Claim(f"{definition(p)} :: f({p.at}) = {start:new}")
    if under != start.denominator:
        claim = Claim(f"{definition(p)} :: f({p.at}) = {over}/{under} = {start:new}")
    at_the_point = Step(VALUE_OF_ALL, claim, rests_on=(defined, *lines))
    yield at_the_point
    claim = Claim(f"{definition(p)} :: (f({p.at} + h) - {start})/h = {chord}")
    step = Step(CHORD_OF_QUOTIENT, claim, rests_on=(at_the_point, numerator))
    yield step
    slope, square = difference[-2], below * below
    squared = Step(SQUARE_BELOW, f"{below}^2 = {square}")
    yield squared
    result = ratio(slope, square)
    text = Claim(f"f'({p.at}) = {result}")
    if square != result.denominator:
        text = Claim(f"f'({p.at}) = {slope}/{square} = {result:new}")
    yield Step(LIMIT, f"{definition(p)} :: {text}", rests_on=(step, squared))
    return result


SHIFTED = (
    "At the distance h, the polynomial NAME is {}.",
    "We substitute it into NAME and multiply out: {}.",
    "A little further on, NAME becomes {}.",
    "In powers of h, NAME is there {}.",
    "For NAME, at a distance h from the point, we get {}.",
    "With the point plus h for x, NAME becomes {}.",
    "We put the point plus h into NAME: {}.",
    "The value of NAME near the point is {}.",
    "Expanded in powers of h, NAME is {}.",
)
POWERS_OF_H = (
    "powers of h show how fast it changes near the point",
    "every power of the sum is multiplied out",
    "the binomial theorem turns it into powers of h",
)
PRODUCT_NEAR = (
    "The product near the point is {}.",
    "We multiply the two: {}.",
    "So f takes this value a little further on: {}.",
    "Multiplying the two expressions out, we get {}.",
    "We find f at the distance h: {}.",
    "The value of f at the distance h is the product {}.",
    "Near the point, f is {}.",
)
CHORD = (
    "Subtracting the value at the point itself and dividing by h leaves {}.",
    "The difference quotient is {}.",
    "Subtracting the value at the point and dividing by h, we get {}.",
    "The difference of the two values, over h, is {}.",
    "We form the difference quotient: {}.",
    "The slope of the chord is {}.",
    "We subtract f at the point and divide by h: {}.",
)
VALUE_AT_ZERO = (
    "the term without h is the value at the point",
    "the last number is the value at the point",
    "the term without h cancels, being the value at the point",
)
LIMIT = (
    "As h tends to 0, every term with h vanishes, which leaves {}.",
    "Let h tend to 0: {}.",
    "As h approaches 0, we are left with {}.",
    "In the limit, only the number without h stays: {}.",
    "When h tends to 0, there remains {}.",
    "The number without h is the limit: {}.",
    "We let h tend to 0, and what is left is {}.",
    "The limit for h towards 0 is {}.",
    "With h going to 0, we get {}.",
)
CROSSWISE = (
    "The difference of the two values has this numerator: {}.",
    "We multiply crosswise and subtract: {}.",
    "For the difference of the two fractions we need {}.",
    "Over a common denominator, the numerators give {}.",
    "We subtract the fractions, whose numerator is {}.",
    "The numerator of the difference is {}.",
    "Multiplied crosswise and subtracted, this is {}.",
)
COMMON_DENOMINATOR = (
    "the fractions are brought to a common denominator",
    "with a common denominator only the numerators are subtracted",
    "each numerator is multiplied by the other denominator",
)
CHORD_OF_QUOTIENT = (
    "Divided by h and by the common denominator, this is {}.",
    "So the difference quotient is {}.",
    "A factor h cancels, which leaves {}.",
    "The slope of the chord is {}.",
    "We divide by h: {}.",
    "The chord has the slope {}.",
)
SQUARE_BELOW = (
    "For `h = 0` the denominator becomes a square: {}.",
    "In the limit, the denominator is {}.",
    "The denominator is then {}.",
    "The denominator tends to a square: {}.",
    "We let h be 0 in the denominator: {}.",
    "Below, only a square is left: {}.",
)


@FAMILY.strategy(
    approach="enumerative",
    opening=(
        lambda p: (
            f"We put `{p.at}` plus e into {both_named(p)}, where `e^2` counts as 0; the slope is"
            " then the coefficient of e."
        ),
        lambda p: (
            f"We carry along values and slopes at `{p.at}` of {both_named(p)}, slopes with a factor"
            " e, and leave out `e^2`."
        ),
        lambda p: (
            f"With {both_named(p)}, each step is done for the value and for the slope, the number"
            " before e, at once."
        ),
        lambda p: (
            f"Horner's scheme gives values and slopes at `{p.at}` of {both_named(p)}; slopes get a"
            " factor e whose square is 0."
        ),
    ),
    formula="In letters, `p(a + e) = p(a) + p'(a)*e` when `e^2` counts as 0.",
)
def dual_numbers(p: Params) -> Steps:
    """Clifford's dual numbers (1873), today forward-mode automatic differentiation, with Horner's
    scheme for values and slopes."""
    u = yield from by_horner(p, "u", p.u)
    v = yield from by_horner(p, "v", p.v)
    if p.divided:
        defined = Step(NOT_ZERO, f"{v.value} != 0")
        yield defined
        first, second = u.slope * v.value, u.value * v.slope
        above, below = first - second, v.value**2
        claim = crosswise(u, v)
        yield Step(MIXED, claim, because=CONJUGATE, rests_on=(*u.lines, *v.lines))
        claim = Claim(f"{first} - {second} = {above:new}, {v.value}^2 = {below:new}")
        both = Step(DUAL_QUOTIENT, claim, rests_on=(defined,))
        yield both
        result = ratio(above, below)
        if below > 1 and result.denominator < below:
            yield Step(SLOPE_OF_ALL, f"{above}/{below} = {result:new}")
        else:
            claim = Claim(f"{definition(p)} :: f'({p.at}) = {result}")
            yield Step(SLOPE_OF_ALL, claim, rests_on=(both,))
        return result
    first, second = u.slope * v.value, u.value * v.slope
    product = Claim(f"({u.value} + {u.slope}e)({v.value} + {v.slope}e)")
    whole, last = u.value * v.value, u.slope * v.slope
    claim = Claim(f"{product} = {whole:new} + {first:new}e + {second:new}e + {last:new}e^2")
    yield Step(DUAL_PRODUCT, claim, because=SQUARE_DROPPED, rests_on=(*u.lines, *v.lines))
    yield Step(SLOPE_OF_ALL, f"{first} + {second} = {first + second}")
    return first + second


def by_horner(p: Params, name: str, polynomial: Coefficients) -> Generator[Step, None, Known]:
    """The rows of Horner's scheme for value and slope."""
    row, lines = [polynomial[0]], []
    for coefficient in polynomial[1:]:
        claim = times_place_and(row[-1], p.at, coefficient)
        row.append(row[-1] * p.at + coefficient)
        if claim is None:
            continue
        step = Step(naming(HORNER, name), claim, because=NESTED, rests_on=tuple(lines[-1:]))
        lines.append(step)
        yield lines[-1]
    slope = row[0]
    for number in row[1:-1]:
        claim = times_place_and(slope, p.at, number)
        slope = slope * p.at + number
        if claim is None:
            continue
        lines.append(Step(naming(HORNER_SLOPE, name), claim, rests_on=tuple(lines[-1:])))
        yield lines[-1]
    return Known(row[-1], slope, tuple(lines))


def times_place_and(before: int, x: int, added: int) -> Claim | None:
    """`2 * (-3) - 9 = -6 - 9 = -15`, the product worked out first where there is one; None where
    there is nothing to work out."""
    product, result = before * x, before * x + added
    if not added and before in (0, 1, -1):
        return None
    if not added:
        return Claim(f"{before} * {x} = {result:new}")
    if before in (0, 1, -1):
        return Claim(f"{product} + {added} = {result:new}")
    return Claim(f"{before} * {x} + {added} = {product:new} + {added} = {result:new}")


HORNER = (
    "In Horner's scheme for NAME we get {}.",
    "For the value of NAME, we multiply by the point and add the next coefficient: {}.",
    "The first row for NAME contains {}.",
    "Towards the value of NAME, this is {}.",
    "The scheme for NAME gives {}.",
    "We multiply by the point and add the next coefficient of NAME: {}.",
    "For NAME, we multiply and add: {}.",
    "We run Horner's scheme for NAME: {}.",
    "A number of the scheme for NAME is {}.",
    "Times the point, plus the next coefficient of NAME, this is {}.",
)
NESTED = (
    "brackets are worked out from the inside",
    "each further power costs one multiplication",
    "nested brackets need only multiplications and additions",
)
HORNER_SLOPE = (
    "The second row, for the slope of NAME, has {}.",
    "In the same way the first row of NAME leads to its slope: {}.",
    "For the slope of NAME, the scheme is applied to its own row: {}.",
    "One row further down, NAME gives {}.",
    "Towards the slope of NAME, this is {}.",
    "The slope of NAME comes from {}.",
    "We repeat the scheme for the slope of NAME: {}.",
    "The second row for NAME contains {}.",
    "We treat the first row of NAME as coefficients: {}.",
)
DUAL_PRODUCT = (
    "We multiply the two numbers with e: {}.",
    "The product of the two is {}.",
    "We multiply value and slope of both at once: {}.",
    "Multiplying these two numbers gives {}.",
    "We multiply both out: {}.",
    "As a product, f is {}.",
)
SQUARE_DROPPED = (
    "the part with the square of e will be left out",
    "each part is multiplied by each other",
    "only the parts with a single e matter for the slope",
)
MIXED = (
    "The parts with e come from two products: {}.",
    "We multiply slopes by values: {}.",
    "For the quotient we need {}.",
    "Two products matter for the slope: {}.",
    "We work out the products of slopes and values: {}.",
    "Slopes and values, multiplied crosswise, give {}.",
)
CONJUGATE = (
    "a fraction is expanded so that its denominator loses e",
    "expanding by the conjugate leaves no e in the denominator",
    "the terms with e cancel in the denominator when the fraction is expanded",
)
DUAL_QUOTIENT = (
    "The coefficient of e in the numerator, and the denominator, are {}.",
    "Their difference is the coefficient of e, and the denominator is a square: {}.",
    "We subtract them, and the denominator is squared: {}.",
    "We subtract them and square the value below: {}.",
    "We find the coefficient of e above and the square below: {}.",
    "Above and below, what is left is {}.",
)
SLOPE_OF_ALL = (
    "So the coefficient of e is the slope: {}.",
    "The slope is the number before e: {}.",
    "Hence the part with e gives {}.",
    "The number multiplied by e is {}.",
    "In total, the coefficient of e is {}.",
    "We read off the coefficient of e: {}.",
    "We look at the part with e: {}.",
    "The slope of f is what stands before e: {}.",
    "The coefficient of e tells the slope: {}.",
)


@FAMILY.strategy(
    approach="backward",
    when=lambda p: p.divided or len(p.u) > 2,  # of two lines the product is easier
    opening=(
        lambda p: (
            f"With {both_named(p)}, we work out the relative rate of change of f, which is a"
            f" {'difference' if p.divided else 'sum'} of those of u and v."
        ),
        lambda p: (
            "We differentiate the logarithm of f, which is the"
            f" {'difference' if p.divided else 'sum'} of those of {both_named(p)}."
        ),
        lambda p: (
            f"For {both_named(p)}, the quotient of `f'` and f is easy to find, and f itself is"
            f" known at `{p.at}`."
        ),
        lambda p: (
            f"By logarithmic differentiation, with {both_named(p)}, we first find `f'/f` at"
            f" `{p.at}`."
        ),
    ),
    formula=lambda p: (
        "In letters, `f'/f = u'/u - v'/v` for `f = u/v`."
        if p.divided
        else "In letters, `f'/f = u'/u + v'/v` for `f = u*v`."
    ),
)
def logarithmic_derivative(p: Params) -> Steps:
    """Logarithmic differentiation (Johann Bernoulli, Principia calculi exponentialium, 1697):
    relative slopes are added for a product and subtracted for a quotient."""
    u = yield from value_and_slope(p, "u", p.u)
    v = yield from value_and_slope(p, "v", p.v)
    regular = Step(VALUES_NOT_ZERO, f"{u.value} != 0, {v.value} != 0")
    yield regular
    one, two = ratio(u.slope, u.value), ratio(v.slope, v.value)
    change = ratio(one - two if p.divided else one + two)
    lines = (regular, *u.lines, *v.lines)
    (a, b), (c, d) = over_positive(u.slope, u.value), over_positive(v.slope, v.value)
    rates, reduced = Claim(f"{a}/{b} + {c}/{d}"), Claim(f"{one} + {two}")
    if p.divided:
        rates, reduced = Claim(f"{a}/{b} - {c}/{d}"), Claim(f"{one} - {two}")
    claim = Claim(f"{rates} = {reduced:new} = {change:new}")
    if rates.text() == reduced.text():
        claim = Claim(f"{rates} = {change:new}")
    words, because = (RATES_SUBTRACTED, OF_A_QUOTIENT) if p.divided else (RATES_ADDED, OF_A_PRODUCT)
    relative = Step(words, claim, because=because, rests_on=lines)
    yield relative
    whole = ratio(u.value, v.value) if p.divided else u.value * v.value
    before = (relative, *lines[1:])
    if not p.divided:
        claim = Claim(f"{definition(p)} :: f({p.at}) = {u.value} * {v.value} = {whole:new}")
        before = (relative, Step(VALUE_OF_ALL, claim, rests_on=lines[1:]))
        yield before[1]
    slope = ratio(whole * change)
    above, below = over_positive(u.value, v.value)
    multiple = Claim(f"{above}/{below}") if p.divided else Claim(f"{whole}")
    worked = Claim(f"f'({p.at}) = {multiple} * {change} = {slope:new}")
    if abs(change) == 1:
        worked = Claim(f"f'({p.at}) = {slope:new}")
    yield Step(BACK_FROM_RATIO, f"{definition(p)} :: {worked}", rests_on=before)
    return slope


def over_positive(above: int, below: int) -> tuple[int, int]:
    """A fraction with its sign above the line."""
    return (above, below) if below > 0 else (-above, -below)


def value_and_slope(p: Params, name: str, polynomial: Coefficients) -> Generator[Step, None, Known]:
    """The lines that evaluate, power by power, the derivative of a polynomial, and itself."""
    given, slopes = Claim(f"{name}(x) = {written(polynomial)}"), derived(polynomial)
    claim = Claim(f"{given} :: {evaluated(name + PRIME, slopes, p.at)}")
    first = Step(naming(SLOPE_AT_ONCE, name), claim, because=POWER_RULE)
    yield first
    last = Step(naming(VALUE, name), f"{given} :: {evaluated(name, polynomial, p.at)}")
    yield last
    return Known(value(polynomial, p.at), value(slopes, p.at), (first, last))


SLOPE_AT_ONCE = (
    "The slope of NAME at the point is {}.",
    "Differentiating power by power, we find the slope of NAME at the point: {}.",
    "For the derivative of NAME at the point we get {}.",
    "The derivative of NAME takes the value {}.",
    "At the point, the slope of NAME comes to {}.",
    "We differentiate NAME and substitute the point: {}.",
    "The slope of NAME there is {}.",
    "Differentiated and evaluated, NAME has the slope {}.",
)


VALUES_NOT_ZERO = (
    "Since {}, we may divide by both values.",
    "Neither value is 0, so relative slopes make sense: {}.",
    "The logarithms of the absolute values of u and v exist, as {}.",
    "We may divide by the values, because {}.",
    "We check that no value is 0: {}.",
)
RATES_ADDED = (
    "Each slope is divided by its value, and the quotients are added: {}.",
    "So `f'` is this multiple of f: {}.",
    "The relative slopes of u and v add up to {}.",
    "For the logarithm of f we get the slope {}.",
    "We divide each slope by its value and add: {}.",
    "The slope of the logarithm of f is {}.",
)
OF_A_PRODUCT = (
    "the logarithm of a product is the sum of the logarithms",
    "relative changes of factors are added",
    "the derivative of a logarithm is the slope over the value",
)
RATES_SUBTRACTED = (
    "Each slope is divided by its value, and the quotients are subtracted: {}.",
    "So `f'` is this multiple of f: {}.",
    "The relative slope of u minus that of v is {}.",
    "For the logarithm of f we get the slope {}.",
    "We divide each slope by its value and subtract: {}.",
    "The slope of the logarithm of f is {}.",
)
OF_A_QUOTIENT = (
    "the logarithm of a quotient is the difference of the logarithms",
    "relative changes are subtracted in a quotient",
    "the derivative of a logarithm is the slope over the value",
)
VALUE_OF_ALL = (
    "The function itself has the value {}.",
    "For f at the point we have {}.",
    "We also need the value of f there: {}.",
    "From the two values we get {}.",
    "We work out f at the point: {}.",
    "The value of f at the point is {}.",
)
BACK_FROM_RATIO = (
    "Multiplying by the value of f gives the derivative: {}.",
    "We multiply by f and get {}.",
    "So the slope is this multiple of the value of f: {}.",
    "Hence, multiplying by the value of f, we have {}.",
    "We multiply the ratio by the value of f: {}.",
    "The derivative is the ratio times the value of f: {}.",
)
