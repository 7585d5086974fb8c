"""Ages that depend on each other: claims about numbers defined one after the other."""

from dataclasses import dataclass

from generators.family import Capacity, Claim, Family, Knob, Knobs, Step, Steps, Stream


@dataclass(frozen=True, slots=True)
class Params:
    """Ann's age; Ben is `times` as old; Cem is `more` years older than both together."""

    ann: int
    times: int
    more: int

    @property
    def ben(self) -> int:
        return self.times * self.ann

    @property
    def cem(self) -> int:
        return self.ann + self.ben + self.more


def sample(stream: Stream, knobs: Knobs) -> Params:
    age = knobs["age"]
    return Params(stream.between(3, age), stream.between(2, 6), stream.between(1, age))


def given(p: Params) -> Claim:
    return Claim(f"a = {p.ann}, b = {p.times}a, c = a + b + {p.more}")


FAMILY = Family(
    params=Params,
    knobs={"age": Knob("the largest age", (9, 15, 30, 60, 90), (5, 1_000))},
    sample=sample,
    statements=(
        "Ann is {p.ann}. Ben is {p.times} times as old. Cem is {p.more} years older than both"
        " together. How old is Cem?",
        "a is {p.ann}, b is a times {p.times}, and c is {p.more} more than a and b together. What"
        " is c?",
    ),
    answer=lambda p: p.cem,
    answer_kind="integer",
    conclusion=lambda p, answer: Claim(f"{given(p)} :: c = {answer}"),
    key=lambda p: (p.ann, p.times, p.more),
    capacity=lambda knobs: Capacity((knobs["age"] - 2) * 5 * knobs["age"]),
)


@FAMILY.strategy(approach="forward")
def one_by_one(p: Params) -> Steps:
    """In the order of the statement."""
    both = p.ann + p.ben
    ben = Step("Ben: {}.", f"{given(p)} :: b = {p.times} * {p.ann} = {p.ben}")
    yield ben
    together = Claim(f"{given(p)} :: a + b = {p.ann} + {p.ben} = {both}")
    pair = Step("Both together: {}.", together, rests_on=(ben,))
    yield pair
    yield Step("Cem: {}.", f"{given(p)} :: c = {both} + {p.more} = {p.cem}", rests_on=(pair,))
    return p.cem


@FAMILY.strategy(approach="algebraic")
def all_in_one(p: Params) -> Steps:
    """Everything in terms of the first age."""
    share = 1 + p.times
    anns = Step("Ann and Ben are as old as so many Anns: {}.", f"1 + {p.times} = {share}")
    yield anns
    in_anns = Claim(f"{given(p)} :: c = {share} * {p.ann} + {p.more} = {p.cem}")
    yield Step("Cem: {}.", in_anns, rests_on=(anns,))
    return p.cem
