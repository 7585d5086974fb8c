"""The slope of a product of two functions at a point: claims about derivatives."""

from dataclasses import dataclass

from generators.family import Capacity, Claim, Family, Knob, Knobs, Step, Steps, Stream


@dataclass(frozen=True, slots=True)
class Params:
    """f(x) = a x + b, g(x) = c x^2 + d, and the point."""

    a: int
    b: int
    c: int
    d: int
    at: int

    @property
    def f(self) -> int:
        return self.a * self.at + self.b

    @property
    def g(self) -> int:
        return self.c * self.at**2 + self.d

    @property
    def slope(self) -> int:
        return self.a * self.g + self.f * 2 * self.c * self.at


def sample(stream: Stream, knobs: Knobs) -> Params:
    most = knobs["most"]
    return Params(*[stream.between(2, most) for _ in range(5)])


def given(p: Params) -> Claim:
    return Claim(f"f(x) = {p.a}x + {p.b}, g(x) = {p.c}x^2 + {p.d}")


def product(p: Params) -> Claim:
    """The functions and their product, as the statement has them."""
    return Claim(f"{given(p)}, h(x) = f(x) * g(x)")


FAMILY = Family(
    params=Params,
    knobs={"most": Knob("the largest number", (9, 15, 25, 40, 60), (3, 1_000))},
    sample=sample,
    statements=(
        "Let f(x) = {p.a}x + {p.b} and g(x) = {p.c}x^2 + {p.d}. What is the slope of f(x) * g(x)"
        " at x = {p.at}?",
        "What does the derivative of ({p.a}x + {p.b})({p.c}x^2 + {p.d}) come to at x = {p.at}?",
    ),
    answer=lambda p: p.slope,
    answer_kind="integer",
    conclusion=lambda p, answer: Claim(f"{product(p)} :: h'({p.at}) = {answer}"),
    key=lambda p: (p.a, p.b, p.c, p.d, p.at),
    capacity=lambda knobs: Capacity((knobs["most"] - 1) ** 5),
)


@FAMILY.strategy(approach="forward")
def product_rule(p: Params) -> Steps:
    """Leibniz 1684: (f g)' = f' g + f g'."""
    both = Step("Both derivatives: {}.", f"{given(p)} :: f'(x) = {p.a}, g'(x) = {2 * p.c}x")
    yield both
    slope = 2 * p.c * p.at
    values = Claim(f"{given(p)} :: f({p.at}) = {p.f}, g({p.at}) = {p.g}, g'({p.at}) = {slope}")
    yield Step("At the point: {}.", values, rests_on=(both,))
    yield Step("The product rule gives {}.", f"{p.a} * {p.g} + {p.f} * {slope} = {p.slope}")
    return p.slope


@FAMILY.strategy(approach="algebraic")
def multiply_out(p: Params) -> Steps:
    """The power rule, term by term."""
    cube, square, line, rest = p.a * p.c, p.b * p.c, p.a * p.d, p.b * p.d
    whole = Claim(f"h(x) = {cube}x^3 + {square}x^2 + {line}x + {rest}")
    yield Step("Multiply out: {}.", f"{product(p)} :: {whole}")
    first, second = 3 * cube, 2 * square
    yield Step("Differentiate: {}.", f"{whole} :: h'(x) = {first}x^2 + {second}x + {line}")
    yield Step("At the point: {}.", f"{first} * {p.at}^2 + {second} * {p.at} + {line} = {p.slope}")
    return p.slope
