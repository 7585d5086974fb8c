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
ANY = (1, 10**9)


class Story(NamedTuple):
    """A situation with two kinds of things, of which one of the first brings a and one of the
    second b. `lesser` and `greater` are what the kind that brings less and the one that brings
    more are called, in the plural; `little` and `much` say how much they may bring, `most` how many
    there may be of a kind. `kinds` gives the noun for each possible number where it depends on it,
    `rates` the possible numbers where not all in a range are. `scene`, `count` (there are n in all)
    and `total` (together they bring t) are sentences, `asked` ends the question, `done` begins the
    sentence that answers it. `things` are both kinds, `unit` is what they bring."""

    lesser: str
    greater: str
    things: str
    unit: str
    scene: str
    count: str
    total: str
    asked: str = "are there"
    done: str = "there are"
    little: tuple[int, int] = ANY
    much: tuple[int, int] = ANY
    most: int = 10**9
    kinds: Mapping[int, str] = {}
    rates: frozenset[int] = frozenset()


LEGS = {2: "hens", 4: "goats", 6: "beetles", 8: "spiders"}
WHEELS = {2: "bicycles", 3: "tricycles", 4: "cars", 6: "lorries", 8: "trailers"}
STORIES = {
    "legs": Story(
        "",
        "",
        "animals",
        "legs",
        "{who} keeps {first}, with {a} legs each, and {second}, with {b} legs each.",
        "there are {n} heads to count",
        "there are {t} legs to count",
        kinds=LEGS,
        most=300,
    ),
    "wheels": Story(
        "",
        "",
        "vehicles",
        "wheels",
        "A yard contains {first}, with {a} wheels each, and {second}, with {b} wheels each.",
        "{who} counts {n} vehicles",
        "all the vehicles have {t} wheels together",
        kinds=WHEELS,
        most=300,
    ),
    "coins": Story(
        "{a}-cent coins",
        "{b}-cent coins",
        "coins",
        "cents",
        "In {who}'s money box are only {first} and {second}.",
        "there are {n} coins",
        "the coins are worth {t} cents together",
        rates=frozenset((2, 5, 10, 20, 25, 50)),
        most=2_000,
    ),
    "stamps": Story(
        "small stamps",
        "large stamps",
        "stamps",
        "cents",
        "{who} sticks {first} of {a} cents and {second} of {b} cents on parcels.",
        "{who} uses {n} stamps",
        "the stamps are worth {t} cents together",
        "does {who} use",
        "{who} uses",
        (1, 99),
        (2, 99),
        2_000,
    ),
    "tickets": Story(
        "child tickets",
        "adult tickets",
        "tickets",
        "euros",
        "At {who}'s theatre, {first} cost {a} euros each and {second} {b} euros.",
        "{n} tickets are sold",
        "the tickets bring in {t} euros",
        "are sold",
        "the theatre sells",
        (2, 60),
        (3, 99),
        3_000,
    ),
    "stationery": Story(
        "pens",
        "notebooks",
        "things",
        "crowns",
        "In a shop {first} cost {a} crowns each and {second} {b} crowns.",
        "{who} buys {n} such things",
        "the bill comes to {t} crowns",
        "does {who} buy",
        "{who} buys",
        (2, 20),
        (3, 30),
        300,
    ),
    "eggs": Story(
        "small trays",
        "large trays",
        "trays",
        "eggs",
        "{who} packs eggs in {first} of {a} and {second} of {b}.",
        "{n} trays are filled",
        "the trays hold {t} eggs",
        "are filled",
        "{who} fills",
        (4, 30),
        (6, 60),
        1_000,
    ),
    "tables": Story(
        "round tables",
        "long tables",
        "tables",
        "guests",
        "In {who}'s restaurant, {first} seat {a} guests each and {second} seat {b}.",
        "the restaurant has {n} tables",
        "all the tables seat {t} guests",
        "does the restaurant have",
        "the restaurant has",
        (2, 12),
        (4, 30),
        60,
    ),
    "work": Story(
        "hours of gardening",
        "hours of repairs",
        "hours",
        "dollars",
        "{who} earns {a} dollars for each of the {first} and {b} dollars for each of the {second}.",
        "{who} works {n} hours",
        "{who} earns {t} dollars in all",
        "does {who} do",
        "{who} does",
        (5, 40),
        (8, 80),
        300,
    ),
    "tour": Story(
        "hours on the old road",
        "hours on the new road",
        "hours",
        "miles",
        "{who} covers {a} miles in each of the {first} and {b} miles in each of the {second}.",
        "{who} drives for {n} hours",
        "{who} covers {t} miles in all",
        "does {who} drive",
        "{who} drives",
        (10, 50),
        (20, 80),
        60,
    ),
    "quiz": Story(
        "easy questions",
        "hard questions",
        "questions",
        "points",
        "In a quiz {first} give {a} points each and {second} give {b}.",
        "{who} answers {n} questions correctly",
        "{who} scores {t} points",
        "does {who} answer correctly",
        "{who} answers",
        (1, 20),
        (2, 50),
        150,
    ),
    "mixture": Story(
        "kilograms of peanuts",
        "kilograms of cashews",
        "kilograms",
        "pounds",
        "{who} pays {a} pounds for each of the {first} and {b} pounds for each of the {second}.",
        "{who} mixes {n} kilograms of nuts",
        "the mixture costs {t} pounds",
        "does {who} take",
        "{who} takes",
        (2, 20),
        (3, 40),
        300,
    ),
    "crates": Story(
        "crates of apples",
        "crates of melons",
        "crates",
        "kilograms",
        "On a lorry are {first}, which weigh {a} kilograms each, and {second}, which weigh {b}.",
        "{who} has loaded {n} crates",
        "the load weighs {t} kilograms",
        done="the lorry carries",
        little=(3, 40),
        much=(5, 80),
        most=1_000,
    ),
    "outing": Story(
        "vans",
        "buses",
        "vehicles",
        "people",
        "For an outing {who} hires {first} for {a} people each and {second} for {b} people each.",
        "{n} vehicles are hired",
        "the vehicles carry {t} people when they are full",
        "are hired",
        "{who} hires",
        (4, 15),
        (16, 99),
        200,
    ),
    "beads": Story(
        "bracelets",
        "necklaces",
        "pieces",
        "beads",
        "{who} makes {first} from {a} beads each and {second} from {b} beads each.",
        "{who} makes {n} pieces of jewellery",
        "{who} uses {t} beads",
        "does {who} make",
        "{who} makes",
        (5, 50),
        (11, 99),
        300,
    ),
    "pages": Story(
        "comics",
        "novels",
        "books",
        "pages",
        "In {who}'s bookcase all {first} have {a} pages and all {second} have {b}.",
        "the bookcase holds {n} books",
        "the books have {t} pages together",
        "does the bookcase hold",
        "the bookcase holds",
        (11, 60),
        (61, 999),
        400,
    ),
    "pumps": Story(
        "minutes of the small pump",
        "minutes of the large pump",
        "minutes",
        "litres",
        "{who} moves {a} litres in each of the {first} and {b} litres in each of the {second}.",
        "one pump runs after the other, for {n} minutes altogether",
        "{t} litres are moved",
        "does {who} need",
        "{who} needs",
        (2, 60),
        (3, 999),
        600,
    ),
    "trees": Story(
        "young trees",
        "old trees",
        "trees",
        "kilograms of plums",
        "In {who}'s orchard {first} give {a} kilograms of plums each and {second} give {b}.",
        "the orchard has {n} trees",
        "the harvest is {t} kilograms",
        "does the orchard have",
        "the orchard has",
        (2, 60),
        (5, 150),
        800,
    ),
    "tiles": Story(
        "short boards",
        "long boards",
        "boards",
        "decimetres",
        "{who} lays boards end to end: {first} of {a} decimetres and {second} of {b} decimetres.",
        "{n} boards are laid",
        "the row is {t} decimetres long",
        "are laid",
        "{who} lays",
        (2, 40),
        (3, 99),
        400,
    ),
    "rows": Story(
        "short rows",
        "long rows",
        "rows",
        "seats",
        "A hall that {who} looks after has {first} of {a} seats and {second} of {b} seats.",
        "the hall has {n} rows",
        "the hall has {t} seats",
        "does the hall have",
        "the hall has",
        (3, 40),
        (5, 99),
        90,
    ),
    "bottles": Story(
        "small bottles",
        "large bottles",
        "bottles",
        "centilitres",
        "{who} fills {first} of {a} centilitres and {second} of {b} centilitres with juice.",
        "{who} fills {n} bottles",
        "the bottles take {t} centilitres of juice",
        "does {who} fill",
        "{who} fills",
        (5, 75),
        (10, 200),
        2_000,
    ),
    "printers": Story(
        "minutes of the old printer",
        "minutes of the new printer",
        "minutes",
        "pages",
        "{who} prints {a} pages in each of the {first} and {b} pages in each of the {second}.",
        "one printer works after the other, for {n} minutes altogether",
        "{t} pages are printed",
        "does {who} need",
        "{who} needs",
        (2, 40),
        (5, 120),
        600,
    ),
    "stars": Story(
        "silver stars",
        "golden stars",
        "stars",
        "points",
        "In a computer game {first} are worth {a} points each and {second} are worth {b}.",
        "{who} collects {n} stars",
        "{who} gets {t} points for the stars",
        "does {who} collect",
        "{who} collects",
    ),
    "screws": Story(
        "small boxes",
        "big boxes",
        "boxes",
        "screws",
        "{who} orders screws, in {first} of {a} and in {second} of {b}.",
        "the order takes {n} boxes",
        "the order is for {t} screws",
        "does the order take",
        "the order takes",
    ),
    "shelves": Story(
        "narrow shelves",
        "wide shelves",
        "shelves",
        "folders",
        "In the archive that {who} runs, {first} hold {a} folders each and {second} hold {b}.",
        "the archive has {n} full shelves",
        "the shelves hold {t} folders",
        "does the archive have",
        "the archive has",
    ),
}


class Idle(NamedTuple):
    """A sentence with a number that does not matter, and what that number is in a word."""

    sentence: str
    word: str


IDLE = (
    Idle("{who} is {idle} years old.", "age"),
    Idle("{who} lives at number {idle}.", "house"),
    Idle("It is day {idle} of the year.", "day"),
    Idle("{who} heard of this {idle} days ago.", "ago"),
    Idle("{who} wears a shirt with the number {idle}.", "shirt"),
)
ORDERS = (
    "{scene} {Count}, and {total}. How many {asked} {verb}?",
    "{scene} {Total}, and {count}. How many {asked} {verb}?",
    "{scene} Find the number of {asked}, given that {count} and {total}.",
    "{scene} It is known that {total} and that {count}. What is the number of {asked}?",
    "How many {asked} {verb}, if {count} and {total}? Here is what else is known: {scene}",
    "What is the number of {asked}, if {total} and {count}? One more thing has to be known."
    " {scene}",
    "{scene} If {count}, and if moreover {total}, which number of {asked} fits?",
    "Work out the number of {asked} from the following. {scene} {Count}. {Total}.",
    "Two facts have been noted. First, {count}. Second, {total}. {scene} From all this the number"
    " of {asked} follows. State it.",
    "{Total}, while {count}. {scene} Use both facts to find the number of {asked}.",
)
MORE = "the number of {first} is {n} more than the number of {second}"
TIMES = "the number of {first} is {n} more than {k} times the number of {second}"


@cache
def fitting(a: int, b: int, most: int) -> tuple[str, ...]:
    """The stories in which the first kind can bring a and the second b, and so many things of a
    kind are nothing odd."""
    less, more = min(a, b), max(a, b)
    possible = []
    for name, story in STORIES.items():
        rates = story.kinds or story.rates
        within = (
            story.little[0] <= less <= story.little[1] and story.much[0] <= more <= story.much[1]
        )
        if most <= story.most and within and (not rates or (a in rates and b in rates)):
            possible.append(name)
    return tuple(possible)


@cache
def nouns(name: str, a: int, b: int) -> tuple[str, str]:
    """What the two kinds are called, in the plural: the one that brings more has the name of the
    greater."""
    story = STORIES[name]
    if story.kinds:
        return story.kinds[a], story.kinds[b]
    first, second = (story.lesser, story.greater) if a < b else (story.greater, story.lesser)
    less, more = min(a, b), max(a, b)
    return first.format(a=less, b=more), second.format(a=less, b=more)


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
        ("Count", capitalised(count)),
        ("Total", capitalised(story.total)),
    ):
        text = text.replace(f"{{{field}}}", value)
    return text


def capitalised(text: str) -> str:
    """A sentence's beginning; a field there is a name or a number."""
    return text if text[0] == "{" else text[0].upper() + text[1:]


def idle_of(numbers: tuple[int, ...]) -> list[tuple[Idle, int]]:
    """A fact for each number that does not matter, no two alike."""
    first = sum(numbers)
    return [(IDLE[(first + i) % len(IDLE)], number) for i, number in enumerate(numbers)]


def idle_facts(who: str, numbers: tuple[int, ...]) -> str:
    facts = [fact.sentence.format(who=who, idle=number) for fact, number in idle_of(numbers)]
    return "".join([f"{fact} " for fact in facts])


def idle_words(numbers: tuple[int, ...]) -> str:
    """The same in the terse style."""
    return "".join([f"{fact.word} {number} ; " for fact, number in idle_of(numbers)])
