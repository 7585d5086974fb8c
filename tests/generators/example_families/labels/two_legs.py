"""How far a journey of two legs goes: claims with labels."""

from dataclasses import dataclass

from generators.family import Capacity, Claim, Family, Knob, Knobs, Step, Steps, Stream


@dataclass(frozen=True, slots=True)
class Params:
    """Two speeds, and the hours at each."""

    v: int
    s: int
    w: int
    t: int

    @property
    def distance(self) -> int:
        return self.v * self.s + self.w * self.t


def sample(stream: Stream, knobs: Knobs) -> Params:
    speed, hours = knobs["speed"], knobs["hours"]
    v, w = stream.between(30, speed), stream.between(30, speed)
    return Params(v, stream.between(2, hours), w, stream.between(2, hours))


FAMILY = Family(
    params=Params,
    knobs={
        "speed": Knob("the highest speed", (60, 90, 130, 200, 300), (40, 1_000)),
        "hours": Knob("the longest leg", (4, 6, 9, 12, 20), (3, 100)),
    },
    sample=sample,
    statements=(
        "A train goes {p.s} hours at {p.v} km/h and {p.t} hours at {p.w} km/h. How many km are"
        " that?",
        "How many km does a car make that drives at {p.v} km/h for {p.s} hours and then at {p.w}"
        " km/h for {p.t} hours?",
    ),
    answer=lambda p: p.distance,
    answer_kind="integer",
    conclusion=lambda p, answer: Claim(
        f"{p.v} km/h * {p.s} h + {p.w} km/h * {p.t} h = {answer} km"
    ),
    key=lambda p: tuple(sorted([(p.v, p.s), (p.w, p.t)])),
    capacity=lambda knobs: Capacity(((knobs["speed"] - 29) * (knobs["hours"] - 1)) ** 2 // 2),
)


@FAMILY.strategy(approach="forward")
def leg_by_leg(p: Params) -> Steps:
    """Speed times time."""
    first, second = p.v * p.s, p.w * p.t
    yield Step("The first leg: {}.", f"{p.v} km/h * {p.s} h = {first} km")
    yield Step("The second leg: {}.", f"{p.w} km/h * {p.t} h = {second} km")
    yield Step("Together: {}.", f"{first} km + {second} km = {p.distance} km")
    return p.distance


@FAMILY.strategy(approach="algebraic")
def names_for_all(p: Params) -> Steps:
    """A name for each quantity, then their sum of products."""
    given = Claim(f"v = {p.v} km/h, s = {p.s} h, w = {p.w} km/h, t = {p.t} h")
    yield Step(
        "With names for speeds and times: {}.", f"{given} :: v * s + w * t = {p.distance} km"
    )
    return p.distance
