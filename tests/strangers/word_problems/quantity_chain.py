"""A story of several quantities, each told by earlier ones, of which the last is asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from generators.family import (
    Capacity,
    Claim,
    Family,
    Knob,
    Knobs,
    Step,
    Steps,
    Stream,
    list_of,
    sum_of,
)

LETTERS = "abcdefghi"
SCENES = {
    "On a farm": "hens ducks geese goats sheep cows pigs mules cats",
    "In a library": "novels comics atlases plays poems diaries maps guides songs",
    "At a market": "apples pears plums figs melons leeks beets onions limes",
    "In a workshop": "nails screws bolts nuts hooks hinges pins clips rings",
}


class Fact(NamedTuple):
    """How a quantity is told by the one before it: `times`, `more`, `fewer` with a number, or
    `both`, together with an earlier quantity of that index."""

    how: str
    number: int


@dataclass(frozen=True, slots=True)
class Params:
    """The first quantity, and what is told of each later one; `idle` is a quantity told by the
    first that does not matter (0 for none)."""

    first: int
    facts: tuple[Fact, ...]
    idle: int
    scene: str
    order: tuple[int, ...]

    @property
    def values(self) -> list[int]:
        found = [self.first]
        for fact in self.facts:
            found.append(told(fact, found[-1], found))
        return found


def told(fact: Fact, before: int, known: Sequence[int]) -> int:
    how, number = fact
    if how == "times":
        return number * before
    if how == "both":
        return before + known[number]
    return before + number if how == "more" else before - number


def sample(stream: Stream, knobs: Knobs) -> Params:
    """Draws the quantities one after the other, none below 1."""
    first = stream.between(*knobs["first"])
    values, facts = [first], []
    for count in range(1, stream.between(*knobs["quantities"])):
        how = stream.choice(("times", "more", "fewer", "both"))
        number = stream.between(2, knobs["added"])
        if how == "both" and count > 1:
            number = stream.below(count - 1)
        elif how == "times" and values[-1] < 500:
            number = stream.between(2, 6)
        elif how != "fewer" or number >= values[-1]:
            how = "more"
        facts.append(Fact(how, number))
        values.append(told(facts[-1], values[-1], values))
    idle = stream.between(2, 9) if stream.below(100) < knobs["idle"] else 0
    places = range(len(facts) + 1)
    told_of = stream.shuffle(places) if knobs["order"] == "any" else places
    return Params(first, tuple(facts), idle, stream.choice(list(SCENES)), tuple(told_of))


def capacity(knobs: Knobs) -> Capacity:
    """At least: each quantity more than the one before."""
    low, high = knobs["first"]
    fewest = knobs["quantities"][0]
    return Capacity((high - low + 1) * (knobs["added"] - 1) ** (fewest - 1), exact=False)


def nouns(p: Params) -> list[str]:
    return SCENES[p.scene].split()


def sentence(p: Params, index: int) -> str:
    """What is told of a quantity, as a clause."""
    names = nouns(p)
    if index == 0:
        return f"there are {p.first} {names[0]}"
    (how, number), name, before = p.facts[index - 1], names[index], names[index - 1]
    if how == "times":
        often = "twice" if number == 2 else f"{number} times"
        return f"there are {often} as many {name} as {before}"
    if how == "both":
        return f"there are as many {name} as {before} and {names[number]} together"
    return f"there are {number} {how} {name} than {before}"


def story(p: Params) -> str:
    clauses = [sentence(p, index) for index in p.order]
    if p.idle:
        clauses.append(f"there are {p.idle} more {nouns(p)[-1]} than {nouns(p)[0]}")
    first, *others = clauses
    return ". ".join([f"{p.scene} {first}", *[other.capitalize() for other in others]]) + "."


def asked(p: Params) -> str:
    return nouns(p)[len(p.facts)]


def letter(index: int) -> str:
    return LETTERS[index]


def definition(p: Params, index: int) -> Claim:
    """`c = b + 5`, with the letters a, b, c, ... for the quantities in their order."""
    if index == 0:
        return Claim(f"a = {p.first}")
    (how, number), name, before = p.facts[index - 1], letter(index), letter(index - 1)
    if how == "times":
        return Claim(f"{name} = {number}{before}")
    if how == "both":
        return Claim(f"{name} = {before} + {letter(number)}")
    return Claim(f"{name} = {before} + {number if how == 'more' else -number}")


def quantities(p: Params) -> Claim:
    return list_of(definition(p, index) for index in range(len(p.facts) + 1))


FAMILY = Family(
    params=Params,
    knobs={
        "quantities": Knob(
            "quantities that matter", ((3, 3), (4, 4), (5, 5), (6, 6), (7, 8)), (2, 8)
        ),
        "first": Knob(
            "the first quantity", ((3, 20), (5, 40), (5, 60), (8, 90), (11, 150)), (2, 999)
        ),
        "added": Knob("the largest number told of a difference", (20, 30, 40, 60, 90), (3, 999)),
        "idle": Knob(
            "chance of a quantity that does not matter, in hundredths",
            (0, 20, 50, 60, 80),
            (0, 100),
        ),
        "order": Knob(
            "whether the quantities are told one after the other, or in any order",
            ("one", "one", "any", "any", "any"),
            ("one", "any"),
        ),
    },
    sample=sample,
    statements=(
        lambda p: f"{story(p)} How many {asked(p)} are there?",
        lambda p: f"{story(p)} Find the number of {asked(p)}.",
        lambda p: f"How many {asked(p)} are there, if this is known? {story(p)}",
        lambda p: f"Work out the number of {asked(p)} from what is told. {story(p)}",
    ),
    answer=lambda p: p.values[-1],
    answer_kind="integer",
    conclusion=lambda p, answer: Claim(f"{quantities(p)} :: {letter(len(p.facts))} = {answer}"),
    key=lambda p: (p.first, p.facts),
    capacity=capacity,
    closing="So, with a, b, c, ... for the quantities as one tells the next, {}.",
)


@FAMILY.strategy(approach="forward")
def one_after_another(p: Params) -> Steps:
    """Forward chaining: each quantity as soon as those before it are known."""
    values = p.values
    for index, (how, number) in enumerate(p.facts, start=1):
        before, value = values[index - 1], values[index]
        words = f"The number of {nouns(p)[index]}: {{}}."
        if how == "times":
            yield Step(words, f"{number} * {before} = {value}")
        elif how == "both":
            yield Step(words, f"{before} + {values[number]} = {value}")
        elif how == "more":
            yield Step(words, f"{before} + {number} = {value}")
        else:
            yield Step(words, f"{before} - {number} = {value}")
    return values[-1]


Parts = dict[int, int]  # how often each quantity is counted; under -1 the number beside them


def written(parts: Parts) -> Claim:
    """`3a + b - 5`."""
    terms = [Claim(f"{parts[index]}{letter(index)}") for index in sorted(parts) if index >= 0]
    return sum_of([*terms, parts[-1]] if parts.get(-1) else terms)


def with_told(p: Params, parts: Parts, index: int) -> Parts:
    """The parts with a quantity replaced by what is told of it."""
    left = dict(parts)
    count = left.pop(index)
    how, number = p.facts[index - 1]
    factor = number if how == "times" else 1
    left[index - 1] = left.get(index - 1, 0) + count * factor
    if how == "both":
        left[number] = left.get(number, 0) + count
    elif how != "times":
        left[-1] = left.get(-1, 0) + count * (number if how == "more" else -number)
    return left


def put_in(p: Params, parts: Parts, index: int) -> Claim:
    """`2(b + 5) + a - 3`: the parts with what is told of a quantity in its place."""
    (how, number), before = p.facts[index - 1], letter(index - 1)
    if how == "times":
        body = Claim(f"{number}{before}")
    elif how == "both":
        body = Claim(f"{before} + {letter(number)}")
    else:
        body = Claim(f"{before} + {number if how == 'more' else -number}")
    count = parts[index]
    others = {key: part for key, part in parts.items() if key != index}
    placed = body if count == 1 else Claim(f"{count}({body})")
    if not others:
        return placed
    if set(others) == {-1}:
        return Claim(f"{placed} + {others[-1]}")
    return Claim(f"{placed} + {written(others)}")


@FAMILY.strategy(approach="backward")
def backward_from_the_question(p: Params) -> Steps:
    """Working backward (Pappus; Polya, How to Solve It): what is asked is expressed by what tells
    of it, until only the first quantity is left."""
    last = len(p.facts)
    parts = with_told(p, {last: 1}, last)
    start = f"Start from the {asked(p)} and put in what is told of the"
    for index in range(last - 1, 0, -1):
        if index not in parts:
            continue
        worked, parts = put_in(p, parts, index), with_told(p, parts, index)
        after = written(parts)
        if after.text() != worked.text():
            name, known = nouns(p)[index], nouns(p)[index - 1]
            words = f"{start} {name}, with {letter(index - 1)} for the number of {known}: {{}}."
            yield Step(words, f"{worked} = {after}")
            start = "Then what is told of the"
    factor, added, value = parts[0], parts.get(-1, 0), p.values[-1]
    words = f"There are {{first}} {nouns(p)[0]}: {{}}."
    yield Step(words, put_value(factor, p.first, added, value))
    return value


def put_value(factor: int, first: int, added: int, value: int) -> Claim:
    if factor == 1:
        return Claim(f"{first} + {added} = {value}")
    return Claim(
        f"{factor} * {first} + {added} = {value}" if added else f"{factor} * {first} = {value}"
    )


@FAMILY.strategy(approach="algebraic")
def in_multiples_of_the_first(p: Params) -> Steps:
    """Let x be the first quantity; each of the others is a multiple of x and a number."""
    forms = [(1, 0)]
    for index, (how, number) in enumerate(p.facts, start=1):
        factor, added = forms[-1]
        words = f"With x for the number of {nouns(p)[0]}, the {nouns(p)[index]}: {{}}."
        before = Claim(f"{factor}x + {added}")
        if how == "times":
            new = (number * factor, number * added)
            worked = Claim(f"{number}({before})")
        elif how == "both":
            other = forms[number]
            new = (factor + other[0], added + other[1])
            worked = Claim(f"{before} + {other[0]}x + {other[1]}")
        else:
            change = number if how == "more" else -number
            new = (factor, added + change)
            worked = Claim(f"{before} + {change}")
        forms.append(new)
        after = Claim(f"{new[0]}x + {new[1]}")
        if after.text() != worked.text():
            yield Step(words, f"{worked} = {after}")
    factor, added = forms[-1]
    value = p.values[-1]
    words = f"Put {{first}} in the place of x for the {asked(p)}: {{}}."
    yield Step(words, put_value(factor, p.first, added, value))
    return value


@FAMILY.strategy(approach="transform")
def share_by_share(p: Params) -> Steps:
    """Superposition: how much each told number brings to what is asked, one after the other."""
    shares = []
    sources = [(0, p.first)] + [
        (index, number if how == "more" else -number)
        for index, (how, number) in enumerate(p.facts, start=1)
        if how in ("more", "fewer")
    ]
    for start, amount in sources:
        carried = {start: amount}
        source = f"What the number told of the {nouns(p)[start]}"
        for index in range(start + 1, len(p.facts) + 1):
            how, number = p.facts[index - 1]
            before = carried.get(index - 1, 0)
            if how == "times":
                carried[index] = number * before
                words = f"{source} brings to the {nouns(p)[index]}: {{}}."
                yield Step(words, f"{number} * {before} = {carried[index]}")
            elif how == "both" and carried.get(number, 0):
                carried[index] = before + carried[number]
                words = f"{source} brings to the {nouns(p)[index]}, in both parts: {{}}."
                yield Step(words, f"{before} + {carried[number]} = {carried[index]}")
            else:
                carried[index] = before
        shares.append(carried[len(p.facts)])
    value = p.values[-1]
    if len(shares) > 1:
        yield Step("All shares together: {}.", f"{sum_of(shares)} = {value}")
    return value
