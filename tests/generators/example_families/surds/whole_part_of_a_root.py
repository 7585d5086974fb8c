"""The whole number just below the larger root of a quadratic equation: claims with square roots."""

from dataclasses import dataclass
from math import isqrt

from generators.family import Capacity, Claim, Family, Knob, Knobs, Step, Steps, Stream


@dataclass(frozen=True, slots=True)
class Params:
    """x^2 = 2 p x + q, with p^2 + q no square."""

    p: int
    q: int

    @property
    def radicand(self) -> int:
        return self.p**2 + self.q

    @property
    def whole(self) -> int:
        return self.p + isqrt(self.radicand)


def sample(stream: Stream, knobs: Knobs) -> Params:
    """q lies between two squares of p + ...: p^2 + q is (p + k)^2 + r with 1 <= r <= 2 (p + k)."""
    p, k = stream.between(2, knobs["most"]), stream.between(1, knobs["most"])
    r = stream.between(1, 2 * (p + k))
    return Params(p, (p + k) ** 2 + r - p**2)


def capacity(knobs: Knobs) -> Capacity:
    most = knobs["most"]
    return Capacity(sum([2 * (p + k) for p in range(2, most + 1) for k in range(1, most + 1)]))


FAMILY = Family(
    params=Params,
    knobs={"most": Knob("the largest number", (9, 25, 80, 200, 600), (3, 10_000))},
    sample=sample,
    statements=(
        lambda p: (
            f"Which whole number lies just below the larger root of x^2 = {2 * p.p}x + {p.q}?"
        ),
        lambda p: (
            f"Round the larger solution of x^2 - {2 * p.p}x - {p.q} = 0 down to a whole number."
        ),
    ),
    answer=lambda p: p.whole,
    answer_kind="integer",
    conclusion=lambda p, answer: Claim(f"floor({p.p} + sqrt({p.p}^2 + {p.q})) = {answer}"),
    key=lambda p: (p.p, p.q),
    capacity=capacity,
)


def equation(p: Params) -> Claim:
    return Claim(f"x^2 = {2 * p.p}x + {p.q}")


@FAMILY.strategy(approach="algebraic")
def complete_the_square(p: Params) -> Steps:
    """al-Khwarizmi, about 820."""
    yield Step("Half of the middle number: {}.", f"{2 * p.p} / 2 = {p.p}")
    yield Step("Its square is added: {}.", f"{p.p}^2 + {p.q} = {p.radicand}")
    yield Step(
        "Both roots: {}.",
        f"{equation(p)} :: x = {p.p} + sqrt({p.radicand}) or x = {p.p} - sqrt({p.radicand})",
    )
    root = isqrt(p.radicand)
    yield Step("The root lies between {}.", f"{root:new} < sqrt({p.radicand}) < {root + 1:new}")
    yield Step(
        "Rounded down: {}.", f"floor({p.p} + sqrt({p.radicand})) = {p.p} + {root} = {p.whole}"
    )
    return p.whole


@FAMILY.strategy(approach="estimate_and_correct")
def change_of_sign(p: Params) -> Steps:
    """Between two whole numbers at which x^2 - 2 p x - q has different signs lies the root."""
    low, high = p.whole, p.whole + 1
    below, above = low**2 - 2 * p.p * low - p.q, high**2 - 2 * p.p * high - p.q
    for x, value in ((low, below), (high, above)):
        yield Step(
            "Try {x}: {}.", Claim(f"{x:choice}^2 - {2 * p.p} * {x:choice} - {p.q} = {value}")
        )
    differ = Step("The signs differ: {}.", f"{below} < 0 < {above}")
    yield differ
    words = "So the larger root is just above {}."
    yield Step(words, f"{high} - 1 = {low}", rests_on=(differ,))
    return low
