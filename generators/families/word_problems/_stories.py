"""The stories in which a two-quantity problem is told: one formal relation, many texts."""

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

NAMES = (
    "Ada",
    "Ben",
    "Chidi",
    "Dana",
    "Emil",
    "Farah",
    "Grace",
    "Hugo",
    "Ines",
    "Jonas",
    "Kirana",
    "Leo",
    "Mia",
    "Noor",
    "Omar",
    "Pia",
)


class Story(NamedTuple):
    """Nouns for the two kinds, in the plural; what one of each brings (a, b); how many there are
    (n); what they bring together (t). `kinds` gives the noun for each possible a and b where it
    depends on it; `rates` the possible a and b where not all are."""

    first: str
    second: str
    scene: str
    count: str
    total: str
    asked: str = "are there"
    kinds: Mapping[int, str] = {}
    rates: frozenset[int] = frozenset()


LEGS = {2: "hens", 4: "goats", 6: "beetles", 8: "spiders"}
WHEELS = {2: "bicycles", 3: "tricycles", 4: "cars", 6: "lorries", 8: "trailers"}
STORIES = {
    "legs": Story(
        "",
        "",
        "{who} keeps {first}, with {a} legs each, and {second}, with {b} legs each.",
        "there are {n} heads to count",
        "there are {t} legs to count",
        kinds=LEGS,
    ),
    "wheels": Story(
        "",
        "",
        "In a yard stand {first}, with {a} wheels each, and {second}, with {b} wheels each.",
        "{who} counts {n} vehicles",
        "they have {t} wheels together",
        kinds=WHEELS,
    ),
    "coins": Story(
        "{a}-cent coins",
        "{b}-cent coins",
        "In {who}'s money box are only {first} and {second}.",
        "there are {n} coins",
        "they are worth {t} cents together",
        rates=frozenset((2, 5, 10, 20, 25, 50)),
    ),
    "stamps": Story(
        "small stamps",
        "large stamps",
        "{who} has small stamps of {a} cents and large stamps of {b} cents "
        "and sticks some on a parcel.",
        "{who} uses {n} stamps",
        "they are worth {t} cents together",
        "does {who} use",
    ),
    "tickets": Story(
        "child tickets",
        "adult tickets",
        "At {who}'s theatre a child ticket costs {a} euros and an adult ticket {b} euros.",
        "{n} tickets are sold",
        "they bring in {t} euros",
        "are sold",
    ),
    "stationery": Story(
        "pens",
        "notebooks",
        "A pen costs {a} crowns and a notebook {b} crowns.",
        "{who} buys {n} such things",
        "the bill comes to {t} crowns",
        "does {who} buy",
    ),
    "eggs": Story(
        "small trays",
        "large trays",
        "{who} packs eggs in small trays of {a} and large trays of {b}.",
        "{n} trays are filled",
        "they hold {t} eggs",
        "are filled",
    ),
    "tables": Story(
        "round tables",
        "long tables",
        "In {who}'s restaurant a round table seats {a} guests and a long table {b}.",
        "the restaurant has {n} tables",
        "the tables seat {t} guests",
        "does the restaurant have",
    ),
    "work": Story(
        "hours of gardening",
        "hours of repairs",
        "{who} earns {a} dollars for an hour of gardening and {b} dollars for an hour of repairs.",
        "{who} works {n} hours",
        "{who} earns {t} dollars",
        "does {who} do",
    ),
    "tour": Story(
        "hours on the old road",
        "hours on the new road",
        "{who} drives {a} miles an hour on the old road and {b} miles an hour on the new road.",
        "{who} drives for {n} hours",
        "{who} covers {t} miles",
        "does {who} drive",
    ),
    "quiz": Story(
        "easy questions",
        "hard questions",
        "In a quiz an easy question gives {a} points and a hard one {b} points.",
        "{who} answers {n} questions correctly",
        "{who} scores {t} points",
        "does {who} answer correctly",
    ),
    "mixture": Story(
        "kilograms of peanuts",
        "kilograms of cashews",
        "A kilogram of peanuts costs {a} pounds and a kilogram of cashews {b} pounds.",
        "{who} mixes {n} kilograms of nuts",
        "the mixture is worth {t} pounds",
        "does {who} take",
    ),
    "crates": Story(
        "crates of apples",
        "crates of pears",
        "A crate of apples weighs {a} kilograms and a crate of pears {b} kilograms.",
        "{who} loads {n} crates",
        "the load weighs {t} kilograms",
        "does {who} load",
    ),
    "outing": Story(
        "vans",
        "buses",
        "For an outing {who} hires vans for {a} people each and buses for {b} people each.",
        "{n} vehicles are hired",
        "they carry {t} people when they are full",
        "are hired",
    ),
    "beads": Story(
        "bracelets",
        "necklaces",
        "{who} needs {a} beads for a bracelet and {b} beads for a necklace.",
        "{who} makes {n} pieces",
        "{who} uses {t} beads",
        "does {who} make",
    ),
    "pages": Story(
        "comics",
        "novels",
        "In {who}'s bookcase every comic has {a} pages and every novel {b} pages.",
        "the bookcase holds {n} books",
        "the books have {t} pages together",
    ),
    "pumps": Story(
        "minutes of the small pump",
        "minutes of the large pump",
        "A small pump moves {a} litres a minute and a large pump {b} litres a minute.",
        "{who} runs one pump after the other, for {n} minutes altogether",
        "{t} litres are moved",
        "does {who} need",
    ),
    "trees": Story(
        "plum trees",
        "cherry trees",
        "In {who}'s orchard a plum tree gives {a} kilograms of fruit "
        "and a cherry tree {b} kilograms.",
        "the orchard has {n} trees",
        "the harvest is {t} kilograms",
        "does the orchard have",
    ),
    "tiles": Story(
        "short boards",
        "long boards",
        "{who} lays boards end to end, short ones of {a} decimetres "
        "and long ones of {b} decimetres.",
        "{n} boards are laid",
        "the row is {t} decimetres long",
        "are laid",
    ),
}
IDLE = (
    "{who} is {idle} years old.",
    "{who} lives at number {idle}.",
    "It is day {idle} of the year.",
    "{who} was told this {idle} days ago.",
    "{who} wears a shirt with the number {idle}.",
)
ORDERS = (
    "{scene} {Count}, and {total}. How many {asked} {verb}?",
    "{scene} {Total}, and {count}. How many {asked} {verb}?",
    "{scene} Find the number of {asked}, given that {count} and {total}.",
    "{scene} It is known that {total} and that {count}. What is the number of {asked}?",
)
MORE = "there are {n} more {first} than {second}"
TIMES = "the number of {first} is {n} more than {k} times the number of {second}"


@cache
def fitting(a: int, b: int) -> tuple[str, ...]:
    """The stories in which the first kind can bring a and the second b."""
    possible = []
    for name, story in STORIES.items():
        rates = story.kinds or story.rates
        if not rates or (a in rates and b in rates):
            possible.append(name)
    return tuple(possible)


@cache
def nouns(name: str, a: int, b: int) -> tuple[str, str]:
    """What the two kinds are called, in the plural."""
    story = STORIES[name]
    if story.kinds:
        return story.kinds[a], story.kinds[b]
    return story.first.format(a=a), story.second.format(b=b)


@cache
def template(name: str, order: int, times: int) -> str:
    """The statement with fields for its numbers and nouns; `times` is 0 where the total number is
    known, else 1 or more."""
    story = STORIES[name]
    count = (story.count, MORE, TIMES)[min(times, 2)]
    text = ORDERS[order]
    for field, value in (
        ("scene", story.scene),
        ("count", count),
        ("total", story.total),
        ("verb", story.asked),
    ):
        text = text.replace(f"{{{field}}}", value)
    for field, value in (("Count", count), ("Total", story.total)):
        text = text.replace(
            f"{{{field}}}", value if value[0] == "{" else value[0].upper() + value[1:]
        )
    return text


def idle_facts(who: str, numbers: tuple[int, ...]) -> str:
    """A sentence for each number that does not matter, no two alike."""
    first = sum(numbers)
    return "".join(
        [
            IDLE[(first + i) % len(IDLE)].format(who=who, idle=number) + " "
            for i, number in enumerate(numbers)
        ]
    )
