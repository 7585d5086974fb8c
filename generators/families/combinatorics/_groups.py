"""Selections from groups: how they are drawn and how they are told."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import comb, prod
from typing import NamedTuple

from generators.family import Capacity, Claim, Frame, KnobError, Knobs, Stream, list_of

Limited = tuple[int, int, int]  # a group's size, and the least and the most chosen from it


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


DIFFERENT, NO_TWO_ALIKE = " (all different)", " (no two alike)"
STORIES = (
    story(
        *("A club has", "a committee", "committees"),
        "senior junior guest trainer parent sponsor volunteer",
    ),
    story(
        *("A school has", "a delegation", "delegations"),
        "teacher pupil parent governor visitor cook gardener",
    ),
    story(
        *("A hospital has", "a team", "teams"),
        "doctor nurse pharmacist porter therapist cleaner student",
    ),
    story(
        *("An orchestra has", "an ensemble", "ensembles"),
        "violinist cellist flautist drummer pianist harpist singer",
    ),
    story(
        *("A company employs", "a panel", "panels"),
        "engineer designer lawyer driver clerk chemist tester",
    ),
    story(
        *("A town has", "a jury", "juries"), "baker carpenter farmer tailor plumber painter mason"
    ),
    story(
        *("A shelf holds", "a parcel", "parcels"),
        "romance thriller cookbook comic textbook guidebook sketchbook",
        DIFFERENT,
    ),
    story(
        *("A florist has", "a bunch", "bunches"),
        "rose tulip orchid dahlia daffodil carnation sunflower",
        NO_TWO_ALIKE,
    ),
    story(
        *("A gallery owns", "an exhibition", "exhibitions"),
        "painting sculpture photograph drawing print tapestry mask",
    ),
    story(
        *("A choir knows", "a repertoire", "repertoires"),
        "hymn carol ballad anthem madrigal psalm serenade",
    ),
    story(
        *("A kitchen offers", "a menu", "menus"),
        "soup salad dessert pie sandwich pancake omelette",
        DIFFERENT,
    ),
    story(
        *("A collector has", "a display", "displays"),
        "coin stamp medal badge poster banknote letter",
        NO_TWO_ALIKE,
    ),
    story(
        *("A library keeps", "a reading list", "reading lists"),
        "biography diary atlas dictionary play almanac essay",
        DIFFERENT,
    ),
    story(
        *("A toy shop sells", "a gift box", "gift boxes"),
        "puzzle kite train doll drum puppet yo-yo",
        NO_TWO_ALIKE,
    ),
)


@dataclass(frozen=True, slots=True)
class Params:
    """How many are chosen; the groups with a limit, first those with a least number, then those
    with a most; the sizes of the groups without; the story, and by how many places the list of all
    groups is moved round in it."""

    chosen: int
    limited: tuple[Limited, ...]
    free: tuple[int, ...]
    story: int
    shift: int


class Bounds(NamedTuple):
    """How a problem is limited: the least numbers of some groups, the most of others, and how many
    are chosen."""

    least: tuple[int, ...]
    most: tuple[int, ...]
    chosen: int


def sample(stream: Stream, knobs: Knobs) -> Params:
    """Draws the limits, from them how many are chosen, and then groups that are all larger, so that
    each limit matters and every way to keep or break the limits can occur."""
    bounds = stream.choice(all_bounds(knobs))
    groups = knobs["limits"] + knobs["free"]
    sizes = [bounds.chosen + stream.between(*knobs["size"]) for _ in range(groups)]
    minimums = len(bounds.least)
    limited = [(size, low, size) for size, low in zip(sizes, bounds.least, strict=False)]
    limited += [(size, 0, high) for size, high in zip(sizes[minimums:], bounds.most, strict=False)]
    free = tuple(sizes[knobs["limits"] :])
    story, shift = divmod(stream.below(len(STORIES) * groups), groups)
    return Params(bounds.chosen, tuple(limited), free, story, shift)


def all_bounds(knobs: Knobs) -> list[Bounds]:
    """The limits that may be set: the first has a number of the knob's range, the others say 1.
    Each can be kept and broken by more than one number, but for an "at least 1", which only 0
    breaks."""
    found, (fewest, most_maximums) = [], knobs["maximums"]
    for maximums in {min(knobs["limits"], count) for count in range(fewest, most_maximums + 1)}:
        minimums = knobs["limits"] - maximums
        for number in range(knobs["limit"][0], knobs["limit"][1] + 1):
            numbers = (number, *[1] * (knobs["limits"] - 1))
            least, most = numbers[:minimums], numbers[minimums:]
            for slack in range(knobs["slack"][0], knobs["slack"][1] + 1):
                if max(least, default=0) <= slack and max(most, default=0) < slack:
                    found.append(Bounds(least, most, max(minimums, 1) + slack))
    if not found:
        raise KnobError("knob slack: a limit matters only where it can be kept and broken")
    return found


def capacity(knobs: Knobs) -> Capacity:
    """Groups of a kind with the same limit may come in any order, so they are counted as
    combinations with repetition, for each way of limiting."""
    sizes = knobs["size"][1] - knobs["size"][0] + 1
    total = 0
    for bounds in all_bounds(knobs):
        ways = repeated(sizes, knobs["free"])
        for limits in (bounds.least, bounds.most):
            ways *= prod([repeated(sizes, count) for count in Counter(limits).values()])
        total += ways
    return Capacity(total)


def repeated(kinds: int, count: int) -> int:
    """Combinations with repetition; there is one of nothing."""
    return comb(kinds + count - 1, count) if count else 1


def listed(words: Sequence[str]) -> str:
    return f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else words[0]


def plural(thing: str) -> str:
    if thing.endswith(("s", "x", "ch", "sh")):
        return f"{thing}es"
    if thing.endswith("y") and thing[-2] not in "aeiou":
        return f"{thing[:-1]}ies"
    return f"{thing}s"


def names_of(p: Params) -> list[str]:
    """What a member of each group is called, groups with a limit first; the story's names are moved
    round so that any of them may be limited."""
    names = STORIES[p.story].names
    return names[p.shift :] + names[: p.shift]


def counted(number: int, thing: str) -> str:
    return f"{number} {thing if number == 1 else plural(thing)}"


def stock(p: Params) -> str:
    """`6 seniors, 8 juniors and 9 guests`."""
    sizes = [*[group[0] for group in p.limited], *p.free]
    told = [counted(size, thing) for size, thing in zip(sizes, names_of(p), strict=False)]
    return listed(told[p.shift :] + told[: p.shift]) + STORIES[p.story].remark


def limits(p: Params) -> str:
    """`at least 1 senior and at most 2 juniors`."""
    told = []
    for (_, low, high), thing in zip(p.limited, names_of(p), strict=False):
        told.append(f"at least {counted(low, thing)}" if low else f"at most {counted(high, thing)}")
    return listed(told)


def offer(p: Params) -> str:
    return f"{STORIES[p.story].offer} {stock(p)}"


def one(p: Params) -> str:
    """`a committee`."""
    return STORIES[p.story].one


def several(p: Params) -> str:
    """`committees`."""
    return STORIES[p.story].several


STATEMENTS = (
    lambda p: (
        f"{offer(p)}. In how many ways can {one(p)} of {p.chosen} be chosen if it must have"
        f" {limits(p)}?"
    ),
    lambda p: (
        f"From {stock(p)}, {one(p)} of {p.chosen} is to be chosen, with {limits(p)}. How many"
        " different choices are there?"
    ),
    lambda p: (
        f"How many different {several(p)} of {p.chosen} can be formed from {stock(p)} if each has"
        f" {limits(p)}?"
    ),
    lambda p: (
        f"{offer(p)}. Find the number of possible {several(p)} of {p.chosen} that have {limits(p)}."
    ),
    Frame(
        lambda p: (
            f"Every day {one(p)} of {p.chosen} is put together from {stock(p)}, always with"
            f" {limits(p)}, and never the same one twice. After how many days have all"
            " possibilities been used?"
        ),
        (
            "Therefore, all possibilities have been used after {answer} days.",
            lambda p: (
                f"Therefore, {{answer}} days pass until every possible choice of {p.chosen}"
                " has been used."
            ),
        ),
    ),
    Frame(
        lambda p: (
            f"A computer prints a list of all {several(p)} of {p.chosen} that can be formed from"
            f" {stock(p)} and have {limits(p)}, one to a line. How many lines does the list have?"
        ),
        (
            "Therefore, the list has {answer} lines.",
            lambda p: (
                f"Therefore, the computer prints {{answer}} lines, one for each of the"
                f" {several(p)}."
            ),
        ),
    ),
    Frame(
        lambda p: (
            f"Each way to pick {p.chosen} out of {stock(p)} gets a card of its own, provided that"
            f" the pick has {limits(p)}. How many cards are needed?"
        ),
        (
            "Therefore, {answer} cards are needed.",
            lambda p: (
                f"Therefore, the number of cards, one for each allowed way to pick"
                f" {p.chosen}, is {{answer}}."
            ),
        ),
    ),
    Frame(
        lambda p: (
            f"{offer(p)}. Rule: {one(p)} of {p.chosen} needs {limits(p)}. Ben guesses how many"
            " choices obey the rule. Which guess would be right?"
        ),
        (
            "Therefore, Ben's guess is right if it is {answer}.",
            "Therefore, the number that Ben should guess is {answer}.",
        ),
    ),
    lambda p: (
        f"Somebody has to take {p.chosen} from {stock(p)}, including {limits(p)}. Work out how"
        " many possibilities this leaves."
    ),
)
CLOSINGS = (
    lambda p: (
        f"Therefore, {one(p)} of {p.chosen} with {limits(p)} can be chosen in {{answer}} ways."
    ),
    lambda p: (
        f"Therefore, the number of {several(p)} of {p.chosen} that have {limits(p)} is {{answer}}."
    ),
    lambda p: f"Therefore, {{answer}} different {several(p)} of {p.chosen} are possible.",
    lambda p: f"Therefore, there are {{answer}} ways to choose {p.chosen} with {limits(p)}.",
)


def group_list(groups: Sequence[Limited]) -> Claim:
    """The groups with a limit, as `ways(...)` names them."""
    return list_of((f"{n}, {low}, {high}" for n, low, high in groups), "; ")


def conclusion(p: Params, answer: int) -> Claim:
    free = list_of(p.free, "; ")
    return Claim(f"ways({p.chosen}; {group_list(p.limited)}; {free}) :: {answer}")
