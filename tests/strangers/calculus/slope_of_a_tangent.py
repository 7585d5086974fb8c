"""The derivative of a product or a quotient of two polynomials at a point."""

from collections.abc import Generator
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from generators.family import (
    Capacity,
    Claim,
    Family,
    Fraction,
    Knob,
    Knobs,
    Step,
    Steps,
    Stream,
    ratio,
    sum_of,
)

Polynomial = tuple[int, ...]  # coefficients from the highest power down


@dataclass(frozen=True, slots=True)
class Params:
    """f(x) = u(x) * v(x), or u(x)/v(x), and the place t."""

    u: Polynomial
    v: Polynomial
    t: int
    quotient: bool


def value(polynomial: Polynomial, t: int) -> int:
    total = 0
    for coefficient in polynomial:
        total = total * t + coefficient
    return total


def derivative(polynomial: Polynomial) -> Polynomial:
    degree = len(polynomial) - 1
    return tuple([(degree - i) * a for i, a in enumerate(polynomial[:-1])])


def product(u: Polynomial, v: Polynomial) -> Polynomial:
    sums = [0] * (len(u) + len(v) - 1)
    for i, a in enumerate(u):
        for j, b in enumerate(v):
            sums[i + j] += a * b
    return tuple(sums)


def difference(u: Polynomial, v: Polynomial) -> Polynomial:
    pairs = list(zip_longest(reversed(u), reversed(v), fillvalue=0))
    return tuple([a - b for a, b in reversed(pairs)])


def without_root(polynomial: Polynomial, t: int) -> Polynomial:
    """The polynomial divided by x - t, where t is a root of it."""
    carried, left = 0, []
    for coefficient in polynomial[:-1]:
        carried = carried * t + coefficient
        left.append(carried)
    return tuple(left)


def written(polynomial: Polynomial, letter: str = "x") -> Claim:
    """`2x^2 + 3x - 1`, a piece of claims; what is 0 is left out."""
    degree = len(polynomial) - 1
    powers = [f"{letter}^{degree - i}" for i in range(degree - 1)] + [letter, ""][-degree - 1 :]
    terms = zip(polynomial, powers, strict=True)
    return sum_of([Claim(f"{a}{power}") for a, power in terms if a] or [0])


def sample(stream: Stream, knobs: Knobs) -> Params:
    """Draws both polynomials, the place, and what is done with them; what is divided by is not 0
    at the place."""
    shape = stream.choice(knobs["shape"].split("|"))
    t = stream.between(2, knobs["place"]) * stream.choice((1, -1))
    u = drawn(stream, knobs, stream.between(*knobs["degree"]))
    if shape == "product":
        return Params(u, drawn(stream, knobs, stream.between(1, 2)), t, False)
    below = stream.between(2, knobs["coefficient"] + 1) * stream.choice((1, -1))
    return Params(u, (1, below - t), t, True)


def drawn(stream: Stream, knobs: Knobs, degree: int) -> Polynomial:
    """Coefficients that are not 0, the first of them positive."""
    first, *others = [stream.between(1, knobs["coefficient"]) for _ in range(degree + 1)]
    return (first, *[a * stream.choice((1, -1)) for a in others])


def capacity(knobs: Knobs) -> Capacity:
    """At least: products of a polynomial of the lowest degree and a linear one, or quotients."""
    size, least = knobs["coefficient"], knobs["degree"][0]
    firsts, places = size * (2 * size) ** least, 2 * (knobs["place"] - 1)
    seconds = 2 * size if knobs["shape"] == "quotient" else 2 * size * size
    return Capacity(firsts * seconds * places // 2, exact=False)


def function_of(p: Params) -> Claim:
    """`f(x) = (2x + 1)(x - 4)`, the definition that claims follow from."""
    if p.quotient:
        return Claim(f"f(x) = ({written(p.u)})/({written(p.v)})")
    return Claim(f"f(x) = ({written(p.u)})({written(p.v)})")


def answer(p: Params) -> int | Fraction:
    u, v, du, dv = values(p)
    return ratio(du * v - u * dv, v * v) if p.quotient else du * v + u * dv


def values(p: Params) -> tuple[int, int, int, int]:
    """u, v, u' and v' at the place."""
    parts = (p.u, p.v, derivative(p.u), derivative(p.v))
    u, v, du, dv = [value(part, p.t) for part in parts]
    return u, v, du, dv


FAMILY = Family(
    params=Params,
    knobs={
        "degree": Knob(
            "the first polynomial's degree", ((1, 1), (2, 2), (2, 3), (3, 3), (4, 4)), (1, 6)
        ),
        "coefficient": Knob("the largest coefficient", (9, 9, 9, 12, 15), (2, 999)),
        "place": Knob("the largest place", (3, 4, 5, 6, 9), (2, 99)),
        "shape": Knob(
            "whether it is a product or a quotient",
            ("product|quotient",) * 5,
            ("product", "quotient"),
        ),
    },
    sample=sample,
    statements=(
        lambda p: (
            f"Let {function_of(p).text()}. Find f'({p.t}), a fraction in lowest terms if it"
            " is not whole."
        ),
        lambda p: (
            f"Find the slope of the graph of {function_of(p).text()} at x = {p.t}. Reduce a"
            " fraction to lowest terms."
        ),
        lambda p: (
            f"Differentiate {function_of(p).text()} and give the value of the derivative at"
            f" x = {p.t}, reduced if it is a fraction."
        ),
        lambda p: (
            f"What is the derivative of {function_of(p).text()} at the place {p.t}? Give a"
            " whole number or a reduced fraction."
        ),
    ),
    answer=answer,
    answer_kind="rational",
    answer_form="reduced",
    conclusion=lambda p, answer: Claim(f"{function_of(p)} :: f'({p.t}) = {answer}"),
    key=lambda p: (p.u, p.v, p.t, p.quotient),
    capacity=capacity,
    types=("product", "quotient"),
    type_of=lambda p: "quotient" if p.quotient else "product",
)


def put_in(words: str, polynomial: Polynomial, t: int) -> Generator[Step, None, int]:
    """A line that puts t into a polynomial; none for a constant."""
    degree = len(polynomial) - 1
    result = value(polynomial, t)
    if degree > 0:
        terms: list[Any] = []
        for i, a in enumerate(polynomial):
            raised = f"^{degree - i}" if i < degree - 1 else ""
            power = Claim(f"{t}{raised}")
            if a and i == degree:
                terms.append(a)
            elif a:
                terms.append(power if a == 1 else Claim(f"{a} * {power}"))
        if polynomial != (1, 0):  # x at the place is the place
            yield Step(words, f"{sum_of(terms)} = {result:new}")
    return result


CALLED = {
    "u": "Call the first polynomial u; ",
    "v": "Call the second polynomial v; ",
    "q": "Call the whole part q; ",
    "f": "Now ",
}


def differentiate(name: str, polynomial: Polynomial) -> Generator[Step, None, Polynomial]:
    """A line with the derivative of a polynomial by the power rule."""
    found = derivative(polynomial)
    words = f"{CALLED[name]}by the power rule, term by term: {{}}."
    claim = Claim(f"{name}(x) = {written(polynomial)} :: {name}'(x) = {written(found):new}")
    yield Step(words, claim)
    return found


def all_four(p: Params) -> Generator[Step, None, tuple[int, int, int, int]]:
    """Lines that find u, v and their derivatives at the place."""
    du = yield from differentiate("u", p.u)
    dv = yield from differentiate("v", p.v)
    u = yield from put_in("The first one at the place: {}.", p.u, p.t)
    v = yield from put_in("The second one at the place: {}.", p.v, p.t)
    du_there = yield from put_in("The first derivative there: {}.", du, p.t)
    dv_there = yield from put_in("The second derivative there: {}.", dv, p.t)
    return u, v, du_there, dv_there


@FAMILY.strategy(approach="algebraic")
def product_or_quotient_rule(p: Params) -> Steps:
    """The rules of Leibniz (1684): (uv)' = u'v + uv', and (u/v)' = (u'v - uv')/v^2."""
    u, v, du, dv = yield from all_four(p)
    if p.quotient:
        words = "By the quotient rule, (u'v - uv')/v^2: {}."
        yield Step(words, f"({du} * {v} - {u} * {dv})/({v} * {v}) = {answer(p):new}")
    else:
        yield Step(
            "By the product rule, u'v + uv': {}.", f"{du} * {v} + {u} * {dv} = {answer(p):new}"
        )
    return answer(p)


Dual = tuple[int, int]  # a + b e, where e^2 counts as nothing


def dual(a: int, b: int) -> Claim:
    return Claim(f"{b}e + {a}")


def horner(which: str, polynomial: Polynomial, t: int) -> Generator[Step, None, Dual]:
    """The polynomial at t + e, from the inside out."""
    a, b = polynomial[0], 0
    for coefficient in polynomial[1:]:
        after = (a * t + coefficient, a + b * t)
        words = f"Horner's scheme for the {which} one at t + e, where e^2 counts as nothing: {{}}."
        inner = Claim(f"({dual(a, b)})") if b else Claim(f"{a}")
        claim = Claim(
            f"{inner}(e + {t}) + {coefficient} = {b:new}e^2 + {after[1]:new}e + {after[0]:new}"
        )
        yield Step(words, claim)
        a, b = after
    return a, b


@FAMILY.strategy(approach="forward")
def dual_numbers(p: Params) -> Steps:
    """Clifford's dual numbers (1873), as in forward-mode automatic differentiation: the factor of e
    carries the derivative along."""
    u, du = yield from horner("first", p.u, p.t)
    v, dv = yield from horner("second", p.v, p.t)
    mixed = du * v - u * dv if p.quotient else du * v + u * dv
    sign = -1 if p.quotient else 1
    words = "Multiply both; the factor of e is the derivative: {}."
    if p.quotient:
        words = "Multiply the first by the second with the sign of e changed: {}."
    claim = Claim(
        f"({dual(u, du)})({dual(v, sign * dv)})"
        f" = {sign * du * dv:new}e^2 + {mixed:new}e + {u * v:new}"
    )
    yield Step(words, claim)
    if p.quotient:
        words = "The second with its counterpart makes a square, which divides the factor of e: {}."
        yield Step(words, f"{mixed}/({v} * {v}) = {answer(p):new}")
    return answer(p)


@FAMILY.strategy(approach="transform")
def difference_quotient(p: Params) -> Steps:
    """Caratheodory's form of the definition: f(x) - f(t) has a factor x - t, and the other factor
    at t is the derivative."""
    t = p.t
    if p.quotient:
        u = yield from put_in("The first one at the place: {}.", p.u, t)
        v = yield from put_in("The second one at the place: {}.", p.v, t)
        scaled = tuple([v * a for a in p.u])
        above = difference(scaled, tuple([u * a for a in p.v]))
        words = "f(x) - f(t) with one denominator; its numerator: {}."
        yield Step(words, f"{v}({written(p.u)}) - {u}({written(p.v)}) = {written(above):new}")
    else:
        whole = product(p.u, p.v)
        claim = Claim(f"({written(p.u)})({written(p.v)}) = {written(whole):new}")
        yield Step("Multiply out: {}.", claim)
        there = yield from put_in("Its value at the place: {}.", whole, t)
        above = (*whole[:-1], whole[-1] - there)
        if there:
            words = "Take the value at the place away: {}."
            yield Step(words, f"{written(whole)} - {there} = {written(above):new}")
    rest = without_root(above, t)
    words = "The place is a root of it, so x - t divides it: {}."
    yield Step(words, f"{written(above)} = (x + {-t})({written(rest):new})")
    slope = yield from put_in("The other factor at the place: {}.", rest, t)
    if p.quotient:
        yield Step(
            "Over the square of the denominator: {}.", f"{slope}/({v} * {v}) = {answer(p):new}"
        )
    return answer(p)


@FAMILY.strategy(approach="transform")
def multiply_or_divide_first(p: Params) -> Steps:
    """School algebra before calculus: a product is multiplied out, a quotient divided with
    remainder, and what is left needs the power rule alone."""
    if not p.quotient:
        whole = product(p.u, p.v)
        claim = Claim(f"{function_of(p)} :: {function_of(p)} = {written(whole):new}")
        yield Step("Multiply out: {}.", claim)
        slopes = yield from differentiate("f", whole)
        return (yield from put_in("At the place: {}.", slopes, p.t))
    root = -p.v[1]
    remainder = value(p.u, root)
    whole = without_root((*p.u[:-1], p.u[-1] - remainder), root)
    words = "Divide with remainder: {}."
    yield Step(words, f"{written(p.u)} = ({written(p.v)})({written(whole):new}) + {remainder:new}")
    v = yield from put_in("The denominator at the place: {}.", p.v, p.t)
    slope = 0
    if len(whole) > 1:
        slopes = yield from differentiate("q", whole)
        slope = yield from put_in("The slope of the whole part at the place: {}.", slopes, p.t)
    words = "The remainder over v has the slope of -r/v^2: {}."
    yield Step(words, f"{slope} - {remainder}/({v} * {v}) = {answer(p):new}")
    return answer(p)
