"""A story of linked quantities: its params, their values, and the sentences that tell them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from generators.families.word_problems._situations import NAMES, SITUATIONS, Situation
from generators.family import Claim, list_of, sum_of

NOUN = re.compile(r"\b[ABC]\b")  # the place of one in a sentence of the grammar
LETTERS = "xabcdghk"  # of the quantities that matter, x of the first
NAMED = "xabcdghkpqr"  # letters of a statement that has one for each quantity
TIMES = {2: "twice", 3: "three times", 4: "four times", 5: "five times", 6: "six times"}


@dataclass(frozen=True, slots=True)
class Params:
    """Quantities, each told by earlier ones: `told` holds terms, which are pairs of a factor and
    the place of an earlier quantity, and a number that is added. The first `needed` of them matter,
    the first of all is known by itself. `goal` are the places of those that are asked for together,
    or whose difference is asked for; `k` is the number of the ending, 0 where there is none."""

    situation: str
    nouns: tuple[int, ...]
    told: tuple[tuple[tuple[tuple[int, int], ...], int], ...]
    needed: int
    goal: tuple[int, ...]
    differ: bool
    k: int
    asked: str  # "result", or "first" for the first quantity, where the result is known
    order: tuple[int, ...]  # of the sentences


class Told(NamedTuple):
    """One quantity: `terms` with a factor and the place of an earlier one, and what is added."""

    terms: Sequence[Sequence[int]]
    number: int


def quantities(p: Params) -> list[Told]:
    return [Told(terms, number) for terms, number in p.told]


def values(p: Params) -> list[int]:
    """The value of each quantity."""
    found: list[int] = []
    for terms, number in p.told:
        found.append(number + sum([factor * found[place] for factor, place in terms]))
    return found


def sum_asked(p: Params, found: Sequence[int]) -> int:
    """The sum or the difference that the question speaks of, before the ending."""
    if p.differ:
        higher, lower = p.goal
        return found[higher] - found[lower]
    return sum([found[place] for place in p.goal])


def shares(p: Params) -> bool:
    """Whether the ending divides."""
    return p.k > 0 and SITUATIONS[p.situation].ending.shares


def result(p: Params) -> int:
    """What the story comes to, with its ending."""
    total = sum_asked(p, values(p))
    if shares(p):
        return total // p.k
    return total * p.k if p.k else total


def answer(p: Params) -> int:
    return values(p)[0] if p.asked == "first" else result(p)


def weights(p: Params) -> list[int]:
    """How often each quantity that matters is contained in the sum asked for."""
    found = [0] * p.needed
    for place in p.goal:
        found[place] += 1
    if p.differ:
        found[p.goal[1]] = -1
    for place in reversed(range(p.needed)):
        for factor, earlier in p.told[place][0]:
            found[earlier] += factor * found[place]
    return found


def definition(p: Params, place: int) -> Claim:
    """The equation of one quantity but the first, with each letter before it."""
    factors = [0] * place
    for factor, earlier in p.told[place][0]:
        factors[earlier] += factor
    terms = sum_of(f"{factor}{x}" for factor, x in zip(factors, LETTERS, strict=False))
    return Claim(f"{LETTERS[place]} = {terms} + {p.told[place][1]}")


def goal_factors(p: Params) -> list[int]:
    """How often each quantity stands in the sum asked for as the question words it."""
    factors = [0] * p.needed
    for place in p.goal:
        factors[place] = 1
    if p.differ:
        factors[p.goal[1]] = -1
    return factors


@lru_cache(maxsize=64)
def story(p: Params) -> Claim:
    """All equations of the story but the one that tells the unknown: `s` is the sum asked for, `t`
    what the ending makes of it."""
    equations = [definition(p, place) for place in range(1, p.needed)]
    if p.asked == "result":
        equations.insert(0, Claim(f"x = {p.told[0][1]}"))
    terms = sum_of(f"{n}{x}" for n, x in zip(goal_factors(p), LETTERS, strict=False))
    equations.append(Claim(f"s = {terms}"))
    if p.k:
        equations.append(Claim(f"{p.k}t = s") if shares(p) else Claim(f"t = {p.k}s"))
    if p.asked == "first":
        last = "t" if p.k else "s"
        equations.append(Claim(f"{last} = {result(p)}"))
    return list_of(equations)


def conclusion(p: Params, found: int) -> Claim:
    unknown = "t" if p.k else "s"
    if p.asked == "first":
        unknown = "x"
    return Claim(f"{story(p)} :: {unknown} = {found}")


def situation_of(p: Params) -> Situation:
    return SITUATIONS[p.situation]


def noun(p: Params, place: int) -> str:
    return situation_of(p).kinds[p.nouns[place]]


def worded(p: Params, text: str, places: Sequence[int] = ()) -> str:
    """A sentence of the grammar with its nouns and words put in; numbers stay as holes."""
    situation = situation_of(p)
    nouns = {letter: noun(p, place) for letter, place in zip("ABC", places, strict=False)}
    text = text.replace("{items}", situation.items).replace("{verb}", situation.verb)
    text = NOUN.sub(lambda letter: nouns.get(letter[0], letter[0]), text)
    if "{list}" in text or "{List}" in text:
        text = text.replace("{list}", listed(p)).replace("{List}", capital(listed(p)))
    return text


def listed(p: Params) -> str:
    """The nouns of the question: `hens, ducks and geese`."""
    return enumerated([noun(p, place) for place in p.goal])


def enumerated(things: Sequence[str]) -> str:
    *others, last = things
    return f"{', '.join(others)} and {last}" if others else last


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def lower(text: str) -> str:
    """A sentence as it stands inside another one: names keep their capital."""
    return text if text.split(" ")[0].strip(",") in NAMES else text[:1].lower() + text[1:]


@lru_cache(maxsize=256)
def quantity(p: Params, place: int) -> str:
    """`the number of hens`."""
    return worded(p, situation_of(p).grammar.quantity, [place])


@lru_cache(maxsize=256)
def sentence(p: Params, place: int) -> str:
    """How the story tells a quantity, with `{n}` for the number, in the words of its situation."""
    grammar, (terms, number) = situation_of(p).grammar, p.told[place]
    sign = (number > 0) - (number < 0)
    if not terms:
        return worded(p, grammar.is_told, [place])
    places = [place, *[earlier for _, earlier in terms]]
    if len(terms) == 2:
        return worded(p, (grammar.both, grammar.both_more, grammar.both_fewer)[sign], places)
    factor = terms[0][0]
    if factor == 1:
        return worded(p, grammar.more if sign > 0 else grammar.fewer, places)
    text = (grammar.times, grammar.times_more, grammar.times_fewer)[sign]
    return worded(p, text.replace("{k}", TIMES[factor]), places)


def plain_sentence(p: Params, place: int) -> str:
    """The same in words that fit every situation: `the number of ducks is twice ...`."""
    terms, number = p.told[place]
    unit = worded(p, situation_of(p).grammar.unit)
    name = quantity(p, place)
    if not terms:
        return f"{name} is {{n}}{unit}"
    if len(terms) == 2:
        one, two = [quantity(p, earlier) for _, earlier in terms]
        base = f"the sum of {one} and {two}"
    else:
        factor, earlier = terms[0]
        base = quantity(p, earlier) if factor == 1 else f"{TIMES[factor]} {quantity(p, earlier)}"
    if not number:
        return f"{name} is {'equal to ' if len(terms) == 2 else ''}{base}"
    return f"{name} is {{n}}{unit} {'more' if number > 0 else 'less'} than {base}"


def noted(p: Params, place: int) -> str:
    """The same as a note: `ducks: 5 more than twice the hens`."""
    terms, number = p.told[place]
    unit = worded(p, situation_of(p).grammar.unit)
    names = [noun(p, earlier) for _, earlier in terms]
    if not terms:
        return f"{noun(p, place)}: {{n}}{unit}"
    if len(terms) == 2:
        base = f"{names[0]} and {names[1]} together"
    else:
        base = (
            names[0]
            if terms[0][0] == 1
            else f"{TIMES[terms[0][0]]} {situation_of(p).grammar.like} {names[0]}"
        )
    compared = "more" if number > 0 else "less"
    more = f"{{n}}{unit} {compared} than " if number else ""
    return f"{noun(p, place)}: {more}{base}"


def instructed(p: Params, place: int) -> str:
    """The same as an instruction: `to get the number of ducks, multiply ... by 2 and add 5`."""
    terms, number = p.told[place]
    names = [quantity(p, earlier) for _, earlier in terms]
    if not terms:
        return plain_sentence(p, place)
    change = f"{'add' if number > 0 else 'subtract'} {{n}}"
    if len(terms) == 2:
        action = f"add up {names[0]} and {names[1]}"
    elif terms[0][0] > 1:
        action = f"multiply {names[0]} by {terms[0][0]}"
    else:
        action = f"add {{n}} to {names[0]}" if number > 0 else f"subtract {{n}} from {names[0]}"
        number = 0
    return f"to get {quantity(p, place)}, {action}{f', then {change}' if number else ''}"


def formula(p: Params, place: int) -> str:
    """The same as an equation, in letters."""
    terms, number = p.told[place]
    if not terms:
        return Claim(f"{NAMED[place]} = {number}").text()
    parts = sum_of(f"{factor}{NAMED[earlier]}" for factor, earlier in terms)
    return Claim(f"{NAMED[place]} = {parts} + {number}").text()


def named(p: Params, places: Sequence[int]) -> str:
    """Several quantities as a noun phrase: `the numbers of hens and ducks`."""
    if len(places) == 1:
        return quantity(p, places[0])
    nouns = enumerated([noun(p, place) for place in places])
    return worded(p, situation_of(p).grammar.many).replace("{all}", nouns)


TELLERS = {"told": sentence, "plain": plain_sentence, "noted": noted, "instructed": instructed}


def sentences(p: Params, how: str = "told") -> list[str]:
    """What the story tells, in its order and without capitals."""
    places = [place for place in p.order if place or p.asked == "result"]
    if how == "mixed":
        tellers = [TELLERS["plain" if index % 2 else "told"] for index in range(len(places))]
    else:
        tellers = [TELLERS[how]] * len(places)
    return [
        tell(p, place).replace("{n}", str(abs(p.told[place][1])))
        for tell, place in zip(tellers, places, strict=True)
    ]


def in_letters(p: Params) -> str:
    """The story with a letter for each quantity, in alphabetical order of the letters."""
    places = sorted(p.order)
    letters = enumerated([f"`{NAMED[place]}`" for place in places])
    told = [f"`{formula(p, place)}`" for place in p.order if place or p.asked == "result"]
    return f"We write {letters} for {named(p, places)}, in this order. Then {enumerated(told)}."


def ending_told(p: Params) -> str:
    """The sentence of the ending, with `{k}` as a hole."""
    return worded(p, situation_of(p).ending.told)


def result_told(p: Params) -> str:
    """A sentence without a capital that tells the result, with `{t}` as a hole."""
    situation = situation_of(p)
    if p.k:
        return worded(p, situation.ending.given)
    if p.differ:
        return worded(p, situation.grammar.differ, p.goal)
    return worded(p, situation.grammar.together)


def facts(p: Params, how: str = "told", backward: bool = False) -> list[str]:
    """All sentences before the question, with capitals and full stops; `backward` those about
    quantities from the last one to the first."""
    found = [f"{capital(text)}." for text in sentences(p, how)]
    return [*(found[::-1] if backward else found), *last_facts(p)]


def last_facts(p: Params) -> list[str]:
    """The sentence of the ending, and the one that tells the result."""
    found = []
    if p.k:
        found.append(ending_told(p).replace("{k}", str(p.k)))
    if p.asked == "first":
        found.append(f"{capital(result_told(p).replace('{t}', str(result(p))))}.")
    return found


def question(p: Params) -> str:
    situation = situation_of(p)
    if p.asked == "first":
        return worded(p, situation.grammar.ask_one, [0])
    if p.k:
        return worded(p, situation.ending.asked)
    if p.differ:
        return worded(p, situation.grammar.ask_differ, p.goal)
    return worded(p, situation.grammar.ask_together)


@lru_cache(maxsize=256)
def whole(p: Params) -> str:
    """What is asked for before the ending, as a noun phrase."""
    if p.differ:
        higher, lower_one = p.goal
        return f"the difference between {quantity(p, higher)} and {quantity(p, lower_one)}"
    return worded(p, situation_of(p).grammar.whole)


def outcome(p: Params) -> str:
    """What the story comes to, as a noun phrase."""
    return worded(p, situation_of(p).ending.what) if p.k else whole(p)


def asked_for(p: Params) -> str:
    return quantity(p, 0) if p.asked == "first" else outcome(p)


def unit_of_answer(p: Params) -> str:
    if p.asked == "result" and p.k:
        return situation_of(p).ending.unit
    return worded(p, situation_of(p).grammar.unit)


def answered(p: Params) -> str:
    """The sentence that answers the question, with `{answer}` in it."""
    if p.asked == "first":
        return worded(p, situation_of(p).grammar.is_told, [0]).replace("{n}", "{answer}")
    return result_told(p).replace("{t}", "{answer}")
