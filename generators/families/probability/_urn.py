"""Drawing from an urn without putting back: how such problems are drawn and how they are told."""

from dataclasses import dataclass
from math import comb
from typing import NamedTuple

from generators.family import Capacity, Knobs, Stream


class Story(NamedTuple):
    """What holds the things, the things, and their kinds."""

    holder: str
    things: str
    kinds: list[str]


def story(holder: str, things: str, kinds: str) -> Story:
    return Story(holder, things, kinds.split())


STORIES = (
    story("A bag holds", "balls", "red blue green white yellow"),
    story("A drawer holds", "socks", "black grey brown striped blue"),
    story("A tin contains", "biscuits", "ginger oat lemon plain chocolate"),
    story("A crate contains", "apples", "green red yellow russet golden"),
    story("A box contains", "bulbs", "broken white yellow blue orange"),
    story("A hat contains", "tickets", "gold silver white pink blue"),
    story("A case holds", "pencils", "blue red orange black green"),
    story("A jar holds", "marbles", "clear green black orange purple"),
    story("A tray holds", "tulips", "yellow pink purple white red"),
    story("A pond is home to", "fish", "silver spotted striped golden brown"),
)
KINDS = 5


@dataclass(frozen=True, slots=True)
class Params:
    """How many are drawn; how many there are of the wanted kind; the least and the most of these
    that may be among those drawn; how many there are of each other kind; the story, and by how many
    places its list of kinds is moved round so that the wanted kind comes first and the others after
    it."""

    drawn: int
    wanted: int
    low: int
    high: int
    others: tuple[int, ...]
    story: int
    shift: int


def events(drawn: int) -> list[tuple[int, int]]:
    """The least and the most of exactly j, at least j and at most j, each once, and none that is
    certain."""
    exactly = [(j, j) for j in range(drawn + 1)]
    return exactly + [event for j in range(1, drawn) for event in ((j, drawn), (0, j))]


def sample(stream: Stream, knobs: Knobs) -> Params:
    """There are at least as many of the wanted kind, and of all others, as are drawn, so that every
    number of hits can occur."""
    drawn = stream.between(*knobs["drawn"])
    wanted = drawn + stream.between(*knobs["spare"])
    low, high = stream.choice(events(drawn))
    others = tuple([stream.between(*knobs["size"]) for _ in range(knobs["others"])])
    story, shift = divmod(stream.below(len(STORIES) * KINDS), KINDS)
    return Params(drawn, wanted, low, high, others, story, shift)


def capacity(knobs: Knobs) -> Capacity:
    """The other kinds may come in any order: combinations with repetition."""
    sizes, spare = (
        knobs["size"][1] - knobs["size"][0] + 1,
        knobs["spare"][1] - knobs["spare"][0] + 1,
    )
    others = comb(sizes + knobs["others"] - 1, knobs["others"])
    return Capacity(
        sum([len(events(drawn)) for drawn in range(knobs["drawn"][0], knobs["drawn"][1] + 1)])
        * spare
        * others
    )


def wanted_kind(p: Params) -> str:
    return STORIES[p.story].kinds[p.shift]


def stock(p: Params) -> str:
    """What there is, in the order of the story's kinds."""
    story, counts = STORIES[p.story], (p.wanted, *p.others)
    places = [(place - p.shift) % KINDS for place in range(KINDS)]
    kinds = [
        f"{counts[i]} {kind}"
        for i, kind in zip(places, story.kinds, strict=True)
        if i < len(counts)
    ]
    return f"{', '.join(kinds[:-1])} and {kinds[-1]} {story.things}"


def event(p: Params) -> str:
    kind = wanted_kind(p)
    if p.high == 0:
        return f"none of them is {kind}"
    if p.low == p.drawn:
        return f"all of them are {kind}"
    words, number = "at most", p.high
    if p.low:
        words, number = "exactly" if p.low == p.high else "at least", p.low
    return f"{words} {number} of them {'is' if number == 1 else 'are'} {kind}"


def drawn_at_random(p: Params) -> str:
    story = STORIES[p.story]
    drawn = f"{p.drawn} of them are drawn at random without replacement"
    question = f"What is the probability that {event(p)}? Give a fraction in lowest terms."
    return f"{story.holder} {stock(p)}. {drawn}. {question}"


def one_after_another(p: Params) -> str:
    story = STORIES[p.story]
    drawn = f"{p.drawn} {story.things} are taken at random, one after another, and not put back"
    question = f"Find, as a reduced fraction, the probability that {event(p)}."
    return f"{story.holder} {stock(p)}. {drawn}. {question}"


def all_at_once(p: Params) -> str:
    picked = f"{p.drawn} are picked at random, all at once"
    question = f"How likely is it that {event(p)}? Answer with a reduced fraction."
    return f"From {stock(p)}, {picked}. {question}"
