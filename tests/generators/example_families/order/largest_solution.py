"""The largest number that an inequality with an absolute value allows: claims about order."""

from dataclasses import dataclass
from fractions import Fraction

from generators.family import Capacity, Claim, Family, Knob, Knobs, Step, Steps, Stream


@dataclass(frozen=True, slots=True)
class Params:
    """|a x + b| <= c."""

    a: int
    b: int
    c: int

    @property
    def high(self) -> Fraction:
        return Fraction(self.c - self.b, self.a)

    @property
    def low(self) -> Fraction:
        return Fraction(-self.c - self.b, self.a)


def sample(stream: Stream, knobs: Knobs) -> Params:
    most = knobs["most"]
    return Params(*[stream.between(2, most) for _ in range(3)])


def subject(p: Params) -> Claim:
    return Claim(f"|{p.a}x + {p.b}| <= {p.c}")


FAMILY = Family(
    params=Params,
    knobs={"most": Knob("the largest number", (9, 25, 80, 200, 600), (3, 10_000))},
    sample=sample,
    statements=(
        "What is the largest x with |{p.a}x + {p.b}| <= {p.c}?",
        "How large can x be at most, if |{p.a}x + {p.b}| is not above {p.c}?",
    ),
    answer=lambda p: p.high,
    answer_kind="rational",
    conclusion=lambda p, answer: Claim(f"{subject(p)} :: {p.low} <= x <= {answer}"),
    key=lambda p: (p.a, p.b, p.c),
    capacity=lambda knobs: Capacity((knobs["most"] - 1) ** 3),
    closing="So x is largest at the right end of {}.",
)


@FAMILY.strategy(approach="forward")
def without_bars(p: Params) -> Steps:
    """|y| <= c says that y lies between -c and c."""
    without = Claim(f"{-p.c} <= {p.a}x + {p.b} <= {p.c}")
    yield Step("Without the bars: {}.", f"{subject(p)} :: {without}")
    left, right = -p.c - p.b, p.c - p.b
    yield Step("Subtract: {}.", f"{-p.c} - {p.b} = {left}, {p.c} - {p.b} = {right}")
    yield Step("Between these: {}.", f"{without} :: {left} <= {p.a}x <= {right}")
    yield Step("Divide: {}.", f"{left} / {p.a} = {p.low}, {right} / {p.a} = {p.high}")
    return p.high


@FAMILY.strategy(approach="algebraic")
def squares(p: Params) -> Steps:
    """|y| <= c says that y^2 <= c^2, a difference of two squares."""
    below, above = p.b - p.c, p.b + p.c
    ends = Step("Subtract and add: {}.", f"{p.b} - {p.c} = {below}, {p.b} + {p.c} = {above}")
    yield ends
    factors = Claim(f"({p.a}x + {below})({p.a}x + {above}) <= 0")
    yield Step("Factors: {}.", f"{subject(p)} :: {factors}", rests_on=(ends,))
    yield Step("Between their zeros: {}.", f"{factors} :: {p.low} <= x <= {p.high}")
    return p.high
