"""Selections from groups: how they are drawn and how they are told."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import comb
from typing import NamedTuple

from generators.family import Capacity, Claim, Knobs, Stream, list_of

Group = tuple[int, int, int]  # its size, and the least and the most that may be chosen from it


class Story(NamedTuple):
    """Who offers; what is chosen, one and several; the names of the groups; a remark on their
    members."""

    offer: str
    one: str
    several: str
    names: list[str]
    remark: str


def story(offer: str, one: str, several: str, names: str, remark: str = "") -> Story:
    return Story(offer, one, several, names.split(), remark)


STORIES = (
    story(
        "A club has",
        "a committee",
        "committees",
        "senior junior guest trainer parent sponsor volunteer",
    ),
    story(
        "A school has",
        "a delegation",
        "delegations",
        "teacher pupil parent governor visitor cook gardener",
    ),
    story(
        "A hospital has", "a team", "teams", "doctor nurse surgeon porter therapist cleaner student"
    ),
    story(
        "An orchestra has",
        "an ensemble",
        "ensembles",
        "violinist cellist flautist drummer pianist harpist singer",
    ),
    story(
        "A company employs",
        "a panel",
        "panels",
        "engineer designer lawyer driver clerk chemist tester",
    ),
    story("A town has", "a jury", "juries", "baker carpenter farmer tailor plumber painter mason"),
    story(
        "A shelf holds",
        "a parcel",
        "parcels",
        "novel thriller cookbook comic textbook guidebook sketchbook",
        " (all different)",
    ),
    story(
        "A florist has",
        "a bunch",
        "bunches",
        "rose tulip orchid dahlia daffodil carnation sunflower",
        " (no two alike)",
    ),
    story(
        "A gallery owns",
        "an exhibition",
        "exhibitions",
        "painting sculpture photograph drawing print poster mask",
    ),
    story(
        "A choir knows",
        "a repertoire",
        "repertoires",
        "hymn carol ballad anthem madrigal psalm serenade",
    ),
    story(
        "A kitchen offers",
        "a menu",
        "menus",
        "soup salad dessert pie sandwich pancake omelette",
        " (all different)",
    ),
    story(
        "A collector has",
        "a display",
        "displays",
        "coin stamp medal badge poster banknote letter",
        " (no two alike)",
    ),
)


@dataclass(frozen=True, slots=True)
class Params:
    """How many are chosen; the groups with a limit, first those with a least number, then those
    with a most; the sizes of the groups without; the story, and by how many places the list of all
    groups is moved round in it."""

    chosen: int
    limited: tuple[Group, ...]
    free: tuple[int, ...]
    story: int
    shift: int


def sample(stream: Stream, knobs: Knobs) -> Params:
    """Groups without a limit are large enough for the whole choice, so that every combination of
    broken limits can occur."""
    low, high = knobs["size"]
    count, (fewest, most) = knobs["limits"], knobs["maximums"]
    minimums = count - min(count, stream.between(fewest, most) if fewest < most else fewest)
    slack = max(stream.between(*knobs["slack"]), 1 + (minimums < count))
    limited, chosen = [], slack
    for i in range(count):
        bounds = knobs["limit"] if i < minimums else upper(knobs["limit"], slack)
        bound, size = divmod(stream.below(bounds * (high - low + 1)), high - low + 1)
        limited.append(
            (low + size, bound + 1, low + size) if i < minimums else (low + size, 0, bound + 1)
        )
        chosen += bound + 1 if i < minimums else 0
    free = tuple([stream.between(chosen, chosen + high - low) for _ in range(knobs["free"])])
    story, shift = divmod(stream.below(len(STORIES) * (count + len(free))), count + len(free))
    return Params(chosen, tuple(limited), free, story, shift)


def upper(limit: int, slack: int) -> int:
    """The largest "at most": with more, it would not bind. For the same reason the slack is at
    least 2 beside an "at most"."""
    return min(limit, slack - 1)


def capacity(knobs: Knobs) -> Capacity:
    """Groups of a kind may come in any order, so they are counted as combinations with
    repetition."""
    sizes = knobs["size"][1] - knobs["size"][0] + 1
    total = 0
    for maximums in {
        min(number, knobs["limits"])
        for number in range(knobs["maximums"][0], knobs["maximums"][1] + 1)
    }:
        for slack in {
            max(number, 1 + (maximums > 0))
            for number in range(knobs["slack"][0], knobs["slack"][1] + 1)
        }:
            minimums = repeated(sizes * knobs["limit"], knobs["limits"] - maximums)
            total += (
                minimums
                * repeated(sizes * upper(knobs["limit"], slack), maximums)
                * repeated(sizes, knobs["free"])
            )
    return Capacity(total)


def repeated(kinds: int, count: int) -> int:
    """Combinations with repetition; there is one of nothing."""
    return comb(kinds + count - 1, count) if count else 1


def listed(words: Sequence[str]) -> str:
    return f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else words[0]


def counted(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def stock(p: Params) -> str:
    story = STORIES[p.story]
    told = [
        counted(size, thing)
        for size, thing in zip(
            [*[group[0] for group in p.limited], *p.free], story.names, strict=False
        )
    ]
    return listed(told[p.shift :] + told[: p.shift]) + story.remark


def limits(p: Params) -> str:
    told = []
    for (_, low, high), thing in zip(p.limited, STORIES[p.story].names, strict=False):
        told.append(f"at least {counted(low, thing)}" if low else f"at most {counted(high, thing)}")
    return listed(told)


def asked(p: Params) -> str:
    story = STORIES[p.story]
    question = f"In how many ways can {story.one} of {p.chosen} be chosen"
    return f"{story.offer} {stock(p)}. {question} if it must have {limits(p)}?"


def to_be_chosen(p: Params) -> str:
    choice = f"{STORIES[p.story].one} of {p.chosen} is to be chosen, with {limits(p)}"
    return f"From {stock(p)}, {choice}. How many different choices are there?"


def formed(p: Params) -> str:
    question = f"How many different {STORIES[p.story].several} of {p.chosen} can be formed"
    return f"{question} from {stock(p)} if each has {limits(p)}?"


def to_be_found(p: Params) -> str:
    story = STORIES[p.story]
    possible = f"the number of possible {story.several} of {p.chosen} that have {limits(p)}"
    return f"{story.offer} {stock(p)}. Find {possible}."


def group_list(groups: Sequence[Group]) -> Claim:
    """The groups with a limit, as `ways(...)` names them."""
    return list_of((f"{n}, {low}, {high}" for n, low, high in groups), "; ")


def conclusion(p: Params, answer: int) -> Claim:
    free = list_of(p.free, "; ")
    return Claim(f"ways({p.chosen}; {group_list(p.limited)}; {free}) :: {answer}")
