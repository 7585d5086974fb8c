"""Drawing from an urn without putting back: how such problems are drawn and how they are told."""

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from math import comb
from typing import NamedTuple

from generators.family import Capacity, Fraction, Frame, Knobs, Stream

RAREST = Fraction(1, 100)  # of the probabilities asked for; the largest is as far from 1
MOST_CASES = 3  # numbers of hits in one event, each of which takes a few lines
MOST_STATES = 9  # that a recursion may go through, a line each


class Story(NamedTuple):
    """What holds the things, one of the things and several, and their kinds."""

    holder: str
    thing: str
    things: str
    kinds: list[str]


def story(holder: str, thing: str, kinds: str, things: str = "") -> Story:
    return Story(holder, thing, things or f"{thing}s", kinds.split())


STORIES = (
    story("A bag holds", "ball", "red blue green white yellow"),
    story("A drawer holds", "sock", "black grey brown white blue"),
    story("A tin contains", "biscuit", "ginger oat lemon plain chocolate"),
    story("A crate contains", "apple", "green red yellow russet pink"),
    story("A box contains", "bulb", "green white yellow blue orange"),
    story("A hat contains", "ticket", "gold silver white pink blue"),
    story("A case holds", "pencil", "blue red orange black green"),
    story("A jar holds", "marble", "clear green black orange purple"),
    story("A tray holds", "tulip", "yellow pink purple white red"),
    story("A pond is home to", "fish", "silver white black golden brown", "fish"),
    story("A shelf holds", "novel", "French Italian English Spanish German"),
    story("A tool chest contains", "screw", "brass steel copper nylon titanium"),
    story("A basket is filled with", "egg", "white brown green blue cream"),
    story("A sewing box holds", "button", "wooden pearl amber brass horn"),
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


def most_hits(drawn: int, wanted: int) -> int:
    """The most of the wanted kind that can be among those drawn."""
    return min(drawn, wanted)


class Event(NamedTuple):
    """That from `low` to `high` of so many drawn are of the wanted kind, of which there are so
    many."""

    drawn: int
    wanted: int
    low: int
    high: int


class State(NamedTuple):
    """How many draws are left, and how many of those before have hit."""

    left: int
    hits: int


def states_of(asked: Event | Params) -> list[State]:
    """Each state in which the event may still come about or fail, backwards from the last draw."""
    states = []
    for left in range(1, asked.drawn + 1):
        for hits in range(min(asked.drawn - left, asked.wanted) + 1):
            if decided(asked, State(left, hits)) is None:
                states.append(State(left, hits))
    return states


def decided(asked: Event | Params, state: State) -> int | None:
    """The chance in a state that is decided: 1 if the hits stay within the limits, 0 if they do
    not; None where that is open."""
    most = min(state.hits + state.left, asked.wanted)
    if asked.low <= state.hits and most <= asked.high:
        return 1
    return 0 if state.hits > asked.high or most < asked.low else None


@lru_cache(maxsize=16_384)
def events(
    drawn: int, wanted: int, rest: int, fewest: int, most: int
) -> tuple[tuple[int, int], ...]:
    """The least and the most hits of each event that may be asked for: of at most three numbers of
    hits, open in few states unless its opposite has fewer cases, and neither nearly impossible nor
    nearly certain. `fewest` and `most`
    bound how many numbers of hits have to be looked at, those of the event or of its opposite,
    whichever are fewer. Where no event is within all of this, some bounds do not count."""
    hits = most_hits(drawn, wanted)
    every = comb(wanted + rest, drawn)
    ways = [comb(wanted, j) * comb(rest, drawn - j) for j in range(hits + 1)]
    likely: list[tuple[int, int]] = []
    for low in range(hits + 1):
        for high in range(low, min(hits, low + MOST_CASES - 1) + 1):
            chance = Fraction(sum(ways[low : high + 1]), every)
            if RAREST <= chance <= 1 - RAREST:
                likely.append((low, high))
    short = [
        event
        for event in likely
        if has_fewer_cases_against(event, hits)
        or len(states_of(Event(drawn, wanted, *event))) <= MOST_STATES
    ]
    fitting = [event for event in short if fewest <= cases_to_look_at(event, hits) <= most]
    if drawn == 2 and most == 1:  # the easiest draws ask for one number, not for its opposite
        fitting = [(low, high) for low, high in fitting if low == high]
    return tuple(fitting or short or likely or [(0, 0)])


def has_fewer_cases_against(event: tuple[int, int], hits: int) -> bool:
    """Whether the opposite covers fewer numbers of hits than the event."""
    cases = event[1] - event[0] + 1
    return hits + 1 - cases < cases


def cases_to_look_at(event: tuple[int, int], hits: int) -> int:
    cases = event[1] - event[0] + 1
    return min(cases, hits + 1 - cases)


def sample(stream: Stream, knobs: Knobs) -> Params:
    """Draws what there is, then an event among those that are neither rare nor nearly certain."""
    drawn = stream.between(*knobs["drawn"])
    wanted = stream.choice(sizes_of_wanted(knobs, drawn))
    others = tuple([stream.between(*knobs["size"]) for _ in range(knobs["others"])])
    low, high = stream.choice(events(drawn, wanted, sum(others), *knobs["cases"]))
    story, shift = divmod(stream.below(len(STORIES) * KINDS), KINDS)
    return Params(drawn, wanted, low, high, others, story, shift)


def sizes_of_wanted(knobs: Knobs, drawn: int) -> list[int]:
    """How many there may be of the wanted kind: another number than is drawn, where there is one,
    so that choosing things and choosing places are two computations."""
    sizes = range(knobs["wanted"][0], knobs["wanted"][1] + 1)
    return [size for size in sizes if size != drawn] or [*sizes]


def capacity(knobs: Knobs) -> Capacity:
    """The other kinds may come in any order, and which events may be asked for depends on their
    sum."""
    total = 0
    sums = sums_of_others(*knobs["size"], knobs["others"])
    for drawn in range(knobs["drawn"][0], knobs["drawn"][1] + 1):
        for wanted in sizes_of_wanted(knobs, drawn):
            total += sum(
                count * len(events(drawn, wanted, rest, *knobs["cases"]))
                for rest, count in sums.items()
            )
    return Capacity(total)


@lru_cache(maxsize=64)
def sums_of_others(low: int, high: int, kinds: int) -> Counter[int]:
    """In how many ways so many sizes, in any order, have each sum."""
    of_so_many = [Counter({0: 1}), *[Counter[int]() for _ in range(kinds)]]
    for size in range(low, high + 1):
        for count in range(1, kinds + 1):
            for total, ways in of_so_many[count - 1].items():
                of_so_many[count][total + size] += ways
    return of_so_many[kinds]


def wanted_kind(p: Params) -> str:
    return STORIES[p.story].kinds[p.shift]


def things(p: Params) -> str:
    return STORIES[p.story].things


@lru_cache(maxsize=4_096)
def in_story(
    phrasings: tuple[str, ...], story: int, shift: int, hits: int, misses: int
) -> tuple[str, ...]:
    """Phrasings with the words of a story in them: KIND and AKIND for the wanted kind, THING and
    THINGS, ONE or ones by the number of hits, OTHER by the number of misses."""
    kind = STORIES[story].kinds[shift]
    words = {
        "AKIND": f"an {kind}" if kind[0].lower() in "aeiou" else f"a {kind}",
        "KIND": kind,
        "THINGS": STORIES[story].things,
        "THING": STORIES[story].thing,
        "HITS": f"{kind} {STORIES[story].thing if hits == 1 else STORIES[story].things}",
        "ONES": f"{kind} one" if hits == 1 else f"{kind} ones",
        "OTHERS": "other" if misses == 1 else "others",
    }
    told = []
    for phrasing in phrasings:
        for name, word in words.items():
            phrasing = phrasing.replace(name, word)
        told.append(phrasing)
    return tuple(told)


def told(p: Params, phrasings: tuple[str, ...], hits: int = 2, misses: int = 2) -> tuple[str, ...]:
    """Phrasings in the words of the problem's story, for so many hits and misses."""
    return in_story(phrasings, p.story, p.shift, min(hits, 2), min(misses, 2))


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


def number_asked(p: Params) -> str:
    """How many are to be of the wanted kind: `none`, `at least 2`, `1, 2 or 3`."""
    hits = most_hits(p.drawn, p.wanted)
    if p.high == 0:
        return "none"
    if p.low == p.drawn:
        return "all"
    if p.low == p.high:
        return f"exactly {p.low}"
    if p.high == hits:
        return f"at least {p.low}"
    if p.low == 0:
        return f"at most {p.high}"
    *but_last, last = map(str, range(p.low, p.high + 1))
    return f"{', '.join(but_last)} or {last}"


def event(p: Params) -> str:
    """`at least 2 of them are red`."""
    number = number_asked(p)
    one = number == "none" or number.endswith(" 1")
    return f"{number} of them {'is' if one else 'are'} {wanted_kind(p)}"


def number_of_hits(p: Params) -> str:
    """`the number of red balls drawn is at least 2`."""
    return f"the number of {wanted_kind(p)} {things(p)} drawn is {number_as_value(p)}"


def number_as_value(p: Params) -> str:
    """How large the number of hits is to be: `at least 2`, `3`."""
    number = {"none": "0", "all": str(p.drawn)}.get(number_asked(p), number_asked(p))
    return number.removeprefix("exactly ")


def holder(p: Params) -> str:
    return STORIES[p.story].holder


STATEMENTS = (
    lambda p: (
        f"{holder(p)} {stock(p)}. {p.drawn} of them are drawn at random without replacement. What"
        f" is the probability that {event(p)}? Give a fraction in lowest terms."
    ),
    lambda p: (
        f"{holder(p)} {stock(p)}. {p.drawn} {things(p)} are taken at random, one after another,"
        f" and not put back. Find, as a reduced fraction, the probability that {event(p)}."
    ),
    lambda p: (
        f"From {stock(p)}, {p.drawn} are picked at random, all at once. How likely is it that"
        f" {event(p)}? Answer with a reduced fraction."
    ),
    lambda p: (
        f"Somebody picks {p.drawn} {things(p)} blindly out of {stock(p)}. Work out how probable it"
        f" is that {number_of_hits(p)}, and reduce the fraction."
    ),
    Frame(
        lambda p: (
            f"In a game there are {stock(p)}. Mira takes {p.drawn} of them without looking, and she"
            f" wins if {event(p)}. With what probability does she win? Write it in lowest terms."
        ),
        (
            "Therefore, Mira wins with probability {answer}.",
            "Therefore, the probability that Mira wins the game is {answer}.",
            lambda p: f"Therefore, {event(p)}, and Mira wins, with probability {{answer}}.",
        ),
    ),
    Frame(
        lambda p: (
            f"A delivery consists of {stock(p)}. An inspector tests {p.drawn} of them, chosen at"
            f" random and all different, and sends the delivery back if {event(p)}. How probable"
            " is it that the delivery goes back? Use a reduced fraction."
        ),
        (
            "Therefore, the delivery is sent back with probability {answer}.",
            "Therefore, the probability that the inspector sends the delivery back is {answer}.",
            lambda p: (
                f"Therefore, {event(p)} with probability {{answer}}, and the delivery goes back."
            ),
        ),
    ),
    Frame(
        lambda p: (
            f"Let X be the number of {wanted_kind(p)} ones among {p.drawn} {things(p)} that are"
            f" drawn without replacement from {stock(p)}. What is the probability that X is"
            f" {number_as_value(p)}? The fraction must be in lowest terms."
        ),
        (
            lambda p: f"Therefore, X is {number_as_value(p)} with probability {{answer}}.",
            lambda p: (
                f"Therefore, the number X is {number_as_value(p)} with probability {{answer}}."
            ),
        ),
    ),
    Frame(
        lambda p: (
            f"Again and again, {p.drawn} {things(p)} are drawn together from {stock(p)}, and all"
            " are put back before the next time. In which fraction of these trials, in the long"
            f" run, can we expect that {event(p)}? Reduce it to lowest terms."
        ),
        (
            lambda p: f"Therefore, in the long run {event(p)} in {{answer}} of the trials.",
            lambda p: (
                f"Therefore, the fraction of trials in which {event(p)} is {{answer}} in the"
                " long run."
            ),
        ),
    ),
    Frame(
        lambda p: (
            f"Two friends bet on the next {p.drawn} {things(p)}, which are drawn at random and kept"
            f" out. There are {stock(p)}. Ben says: {event(p)}. What chance, as a fraction in"
            " lowest terms, does he have of being right?"
        ),
        (
            "Therefore, Ben has a chance of {answer} of being right.",
            lambda p: (
                f"Therefore, Ben, who says that {event(p)}, is right with probability {{answer}}."
            ),
        ),
    ),
)


CLOSINGS = (
    lambda p: f"Therefore, the probability that {event(p)} is {{answer}}.",
    lambda p: f"Therefore, {event(p)} with probability {{answer}}.",
    lambda p: (
        f"Therefore, of the {p.drawn} {things(p)}, {number_asked(p)} will be"
        f" {wanted_kind(p)} with probability {{answer}}."
    ),
    lambda p: (
        f"Therefore, when {p.drawn} {things(p)} are drawn, the probability that {event(p)}"
        " equals {answer}."
    ),
)
