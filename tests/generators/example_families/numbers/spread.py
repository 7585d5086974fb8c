"""How far apart some numbers lie: claims with abs, max, min."""

from dataclasses import dataclass

from generators.family import Capacity, Claim, Family, Knob, Knobs, Step, Steps, Stream


@dataclass(frozen=True, slots=True)
class Params:
    """Three different temperatures."""

    a: int
    b: int
    c: int

    @property
    def values(self) -> tuple[int, int, int]:
        return self.a, self.b, self.c


def sample(stream: Stream, knobs: Knobs) -> Params:
    most = knobs["most"]
    a = stream.between(-most, most - 2)
    b = stream.between(-most, most - 2)
    c = stream.between(-most, most - 2)
    return Params(
        a, b + (b >= a), c + (c >= min(a, b + (b >= a))) + (c + 1 >= max(a, b + (b >= a)))
    )


FAMILY = Family(
    params=Params,
    knobs={"most": Knob("the largest size", (20, 50, 200, 600, 2_000), (5, 10**5))},
    sample=sample,
    statements=(
        "On three mornings it was {p.a}, {p.b} and {p.c} degrees. How many degrees lie between the"
        " coldest and the warmest?",
        "What is the largest difference between two of the numbers {p.a}, {p.b}, {p.c}?",
    ),
    answer=lambda p: max(p.values) - min(p.values),
    answer_kind="integer",
    conclusion=lambda p, answer: Claim(
        f"max({p.a}, {p.b}, {p.c}) - min({p.a}, {p.b}, {p.c}) = {answer}"
    ),
    key=lambda p: tuple(sorted(p.values)),
    capacity=lambda knobs: Capacity(knobs["most"] ** 2, exact=False),
)


@FAMILY.strategy(approach="forward")
def coldest_and_warmest(p: Params) -> Steps:
    """The definition of the range."""
    most, least = max(p.values), min(p.values)
    yield Step("The warmest: {}.", f"max({p.a}, {p.b}, {p.c}) = {most}")
    yield Step("The coldest: {}.", f"min({p.a}, {p.b}, {p.c}) = {least}")
    yield Step("Subtract: {}.", f"{most} - {least} = {most - least}")
    return most - least


@FAMILY.strategy(approach="enumerative")
def every_pair(p: Params) -> Steps:
    """The distances of all pairs; the largest is the spread."""
    pairs = ((p.a, p.b), (p.b, p.c), (p.a, p.c))
    apart = []
    for first, second in pairs:
        distance = abs(first - second)
        yield Step("One pair is apart by {}.", f"|{first} - {second}| = {distance}")
        apart.append(distance)
    one, two, three = apart
    yield Step("The largest: {}.", f"max({one}, {two}, {three}) = {max(apart)}")
    return max(apart)
