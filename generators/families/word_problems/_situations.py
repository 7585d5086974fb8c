"""The situations in which linked quantities are told: nouns, and sentences for every relation."""

from typing import NamedTuple


class Ending(NamedTuple):
    """What happens to the quantities together, in words with `{list}` for them, `{k}` for a number
    and `{t}` for the result: they are multiplied by k, or divided by it where it `shares`. `told`
    are sentences before the question; `given` tells the result, `asked` asks for it, `what` names
    it, with a unit behind its number."""

    shares: bool
    told: str
    given: str
    asked: str
    what: str
    unit: str = ""


class Grammar(NamedTuple):
    """The sentences of a situation, in which A, B and C stand for its nouns, `{n}` for a number,
    `{k}` for a word such as twice, `{list}` for several nouns, `{t}` for what is told or found of
    the quantities in question, `{items}` and `{verb}` for words of the situation."""

    quantity: str  # a noun phrase: the number of hens
    whole: str  # a noun phrase for several of them together
    many: str  # a noun phrase for several of them one by one, with {all} for their nouns
    unit: str  # behind a number
    like: str  # behind `twice`, before a noun
    is_told: str
    more: str
    fewer: str
    times: str
    times_more: str
    times_fewer: str
    both: str
    both_more: str
    both_fewer: str
    together: str
    differ: str
    ask_one: str
    ask_together: str
    ask_differ: str


COUNTED = Grammar(
    quantity="the number of A",
    whole="the number of {list} together",
    many="the numbers of {all}",
    unit="",
    like="as many as",
    is_told="there are {n} A",
    more="there are {n} more A than B",
    fewer="there are {n} fewer A than B",
    times="there are {k} as many A as B",
    times_more="the number of A is {n} more than {k} the number of B",
    times_fewer="the number of A is {n} less than {k} the number of B",
    both="there are as many A as B and C together",
    both_more="there are {n} more A than B and C together",
    both_fewer="there are {n} fewer A than B and C together",
    together="there are {t} {list} together",
    differ="there are {t} more A than B",
    ask_one="How many A are there?",
    ask_together="How many {list} are there together?",
    ask_differ="How many more A than B are there?",
)
OWNED = Grammar(
    quantity="the number of {items} that A {verb}s",
    whole="the number of {items} that {list} {verb} together",
    many="the numbers of {items} of {all}",
    unit="",
    like="as many as",
    is_told="A {verb}s {n} {items}",
    more="A {verb}s {n} more {items} than B",
    fewer="A {verb}s {n} fewer {items} than B",
    times="A {verb}s {k} as many {items} as B",
    times_more="A {verb}s {n} more than {k} as many {items} as B",
    times_fewer="A {verb}s {n} fewer than {k} as many {items} as B",
    both="A {verb}s as many {items} as B and C together",
    both_more="A {verb}s {n} more {items} than B and C together",
    both_fewer="A {verb}s {n} fewer {items} than B and C together",
    together="{list} {verb} {t} {items} together",
    differ="A {verb}s {t} more {items} than B",
    ask_one="How many {items} does A {verb}?",
    ask_together="How many {items} do {list} {verb} together?",
    ask_differ="How many more {items} does A {verb} than B?",
)
WEIGHED = Grammar(
    quantity="the weight of A",
    whole="the weight of {list} together",
    many="the weights of {all}",
    unit=" kg",
    like="as much as",
    is_told="A weighs {n} kg",
    more="A weighs {n} kg more than B",
    fewer="A weighs {n} kg less than B",
    times="A weighs {k} as much as B",
    times_more="A weighs {n} kg more than {k} the weight of B",
    times_fewer="A weighs {n} kg less than {k} the weight of B",
    both="A weighs as much as B and C together",
    both_more="A weighs {n} kg more than B and C together",
    both_fewer="A weighs {n} kg less than B and C together",
    together="{list} weigh {t} kg together",
    differ="A weighs {t} kg more than B",
    ask_one="How many kilograms does A weigh?",
    ask_together="How many kilograms do {list} weigh together?",
    ask_differ="How many kilograms more than B does A weigh?",
)
MEASURED = Grammar(
    quantity="the length of A",
    whole="the length of {list} together",
    many="the lengths of {all}",
    unit=" {items}",
    like="as long as",
    is_told="A is {n} {items} long",
    more="A is {n} {items} longer than B",
    fewer="A is {n} {items} shorter than B",
    times="A is {k} as long as B",
    times_more="A is {n} {items} longer than {k} the length of B",
    times_fewer="A is {n} {items} shorter than {k} the length of B",
    both="A is as long as B and C together",
    both_more="A is {n} {items} longer than B and C together",
    both_fewer="A is {n} {items} shorter than B and C together",
    together="{list} are {t} {items} long together",
    differ="A is {t} {items} longer than B",
    ask_one="How long is A, in {items}?",
    ask_together="How long are {list} together, in {items}?",
    ask_differ="By how many {items} is A longer than B?",
)
PRICED = Grammar(
    quantity="the price of A",
    whole="the price of {list} together",
    many="the prices of {all}",
    unit=" {items}",
    like="as much as",
    is_told="A costs {n} {items}",
    more="A costs {n} {items} more than B",
    fewer="A costs {n} {items} less than B",
    times="A costs {k} as much as B",
    times_more="A costs {n} {items} more than {k} the price of B",
    times_fewer="A costs {n} {items} less than {k} the price of B",
    both="A costs as much as B and C together",
    both_more="A costs {n} {items} more than B and C together",
    both_fewer="A costs {n} {items} less than B and C together",
    together="{list} cost {t} {items} together",
    differ="A costs {t} {items} more than B",
    ask_one="How many {items} does A cost?",
    ask_together="How many {items} do {list} cost together?",
    ask_differ="How many {items} more than B does A cost?",
)


class Situation(NamedTuple):
    """A scene; its grammar; nouns for the quantities; the words that the grammar leaves open; and
    what may happen in the end."""

    scene: str
    grammar: Grammar
    kinds: tuple[str, ...]
    ending: Ending
    items: str = ""
    verb: str = ""


NAMES = (
    *("Ada", "Ben", "Chidi", "Dana", "Emil", "Farah", "Grace"),
    *("Hugo", "Ines", "Jonas", "Kirana", "Leo", "Mia", "Noor"),
)
MONTHS = (
    *("the January issue", "the February issue", "the March issue", "the April issue"),
    *("the May issue", "the June issue", "the July issue", "the August issue"),
    *("the September issue", "the October issue", "the November issue", "the December issue"),
)


def words(nouns: str) -> tuple[str, ...]:
    return tuple(nouns.split())


def each(what: str, nouns: str) -> tuple[str, ...]:
    """`the red bus, the blue bus`: a noun with each of several words."""
    return tuple([f"the {word} {what}".strip() for word in nouns.split()])


SITUATIONS = {
    "birds": Situation(
        "Birds of many kinds live on a farm.",
        COUNTED,
        (
            *words("hens ducks geese turkeys pigeons swans"),
            *words("quails doves peacocks pheasants partridges"),
        ),
        Ending(
            False,
            "Each of the birds eats {k} spoons of corn a day.",
            "together, {list} eat {t} spoons of corn a day",
            "How many spoons of corn a day do {list} eat together?",
            "the number of spoons of corn a day for {list}",
        ),
    ),
    "trees": Situation(
        "Trees of many kinds grow in a large park.",
        COUNTED,
        (
            *words("oaks birches maples elms pines cedars"),
            *words("willows chestnuts larches beeches poplars"),
        ),
        Ending(
            True,
            "Each gardener looks after {k} trees.",
            "{t} gardeners look after {list}",
            "How many gardeners look after {list}?",
            "the number of gardeners for {list}",
        ),
    ),
    "fruit": Situation(
        "A stall on the market sells fruit by the piece.",
        COUNTED,
        (
            *words("melons pears plums lemons peaches mangoes"),
            *words("figs limes oranges quinces apples"),
        ),
        Ending(
            True,
            "{List} are put into {k} baskets, the same number of pieces in each.",
            "there are {t} pieces in each basket",
            "How many pieces are in each basket?",
            "the number of pieces in each basket",
        ),
    ),
    "desk": Situation(
        "The storeroom of a school holds things to write and draw with.",
        COUNTED,
        (
            *words("pencils crayons rulers erasers brushes notebooks"),
            *words("folders markers compasses pens staplers"),
        ),
        Ending(
            True,
            "{List} are shared equally among {k} classes.",
            "each class gets {t} of these things",
            "How many of these things does each class get?",
            "the number of things for each class",
        ),
    ),
    "books": Situation(
        "A small library sorts its books by their kind.",
        COUNTED,
        (
            *words("novels comics atlases cookbooks thrillers dictionaries"),
            *words("biographies plays almanacs diaries textbooks"),
        ),
        Ending(
            False,
            "Each of the books is lent out {k} times a year.",
            "together, {list} are lent out {t} times a year",
            "How many times a year are {list} lent out altogether?",
            "the number of loans a year for {list}",
        ),
    ),
    "flowers": Situation(
        "A gardener has planted flowers of many kinds.",
        COUNTED,
        (
            *words("tulips roses lilies daisies asters dahlias"),
            *words("irises violets poppies lupins orchids"),
        ),
        Ending(
            False,
            "Each of the flowers needs {k} cups of water a week.",
            "together, {list} need {t} cups of water a week",
            "How many cups of water a week do {list} need together?",
            "the number of cups of water a week for {list}",
        ),
    ),
    "marbles": Situation(
        "Some friends collect marbles.",
        OWNED,
        NAMES,
        Ending(
            True,
            "{List} put all their marbles together and fill {k} jars, equal numbers in each.",
            "there are {t} marbles in each jar",
            "How many marbles are in each jar?",
            "the number of marbles in each jar",
        ),
        "marbles",
        "own",
    ),
    "tickets": Situation(
        "Some pupils sell tickets for the school play.",
        OWNED,
        NAMES,
        Ending(
            False,
            "Every ticket costs {k} euros.",
            "{list} take {t} euros together",
            "How many euros do {list} take together?",
            "the money that {list} take together",
            " euros",
        ),
        "tickets",
        "sell",
    ),
    "pages": Situation(
        "The issues of a magazine differ in length.",
        OWNED,
        MONTHS,
        Ending(
            True,
            "A subscriber reads {k} pages a day, through {list} one after the other.",
            "this takes {t} days",
            "How many days does it take to read {list}?",
            "the number of days for {list}",
        ),
        "pages",
        "contain",
    ),
    "tiles": Situation(
        "The floors of a new house are tiled.",
        OWNED,
        each("room", "corner north south east west guest garden attic children's music dining"),
        Ending(
            False,
            "A tile costs {k} euros.",
            "the tiles for {list} cost {t} euros together",
            "How many euros do the tiles for {list} cost together?",
            "the price of the tiles for {list}",
            " euros",
        ),
        "tiles",
        "need",
    ),
    "buses": Situation(
        "The buses of a town are painted in different colours.",
        OWNED,
        each("bus", "red blue green yellow white orange silver purple brown pink grey"),
        Ending(
            False,
            "Every passenger pays {k} euros.",
            "the passengers of {list} pay {t} euros together",
            "How many euros do the passengers of {list} pay together?",
            "the total fare of {list}",
            " euros",
        ),
        "passengers",
        "transport",
    ),
    "crates": Situation(
        "Crates of different colours are loaded onto a ship.",
        WEIGHED,
        each("crate", "red blue green yellow white orange silver purple brown pink grey"),
        Ending(
            False,
            "Shipping costs {k} euros a kilogram.",
            "shipping {list} costs {t} euros",
            "How many euros does shipping {list} cost?",
            "the cost of shipping {list}",
            " euros",
        ),
    ),
    "animals": Situation(
        "A zoo weighs some of its animals.",
        WEIGHED,
        each("", "lion bear tiger zebra seal panther ostrich tapir gorilla leopard camel"),
        Ending(
            True,
            "{List} travel in {k} lorries, each of which carries the same weight.",
            "each lorry carries {t} kg",
            "How many kilograms does each lorry carry?",
            "the weight on each lorry",
            " kg",
        ),
    ),
    "routes": Situation(
        "Marked cycle routes lead through a country.",
        MEASURED,
        each(
            "route", "coast lake forest river valley border castle mountain island harbour desert"
        ),
        Ending(
            True,
            "A cyclist rides {k} kilometres a day, along {list} one after the other.",
            "this takes {t} days",
            "How many days does it take to ride along {list}?",
            "the number of days for {list}",
        ),
        "kilometres",
    ),
    "ribbons": Situation(
        "A box holds ribbons of different colours.",
        MEASURED,
        each("ribbon", "red blue green yellow white orange silver purple brown pink grey"),
        Ending(
            True,
            "{List} are sewn together and cut into {k} pieces of equal length.",
            "each piece is {t} centimetres long",
            "How many centimetres long is each piece?",
            "the length of each piece",
            " centimetres",
        ),
        "centimetres",
    ),
    "shop": Situation(
        "A shop for travellers has set its prices.",
        PRICED,
        each("", "tent lamp rucksack stove hammock compass jacket blanket torch map whistle"),
        Ending(
            False,
            "A club buys {list}, {k} of each.",
            "the club pays {t} euros",
            "How many euros does the club pay?",
            "the bill of the club",
            " euros",
        ),
        "euros",
    ),
}
