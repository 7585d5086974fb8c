"""A story in which each quantity is told by others: what do some of them come to, or how large was
the first, where that is known?"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain
from typing import Any, NamedTuple

from generators.families.word_problems._situations import SITUATIONS
from generators.families.word_problems._story import (
    LETTERS,
    Params,
    answer,
    answered,
    asked_for,
    capital,
    conclusion,
    ending_told,
    enumerated,
    facts,
    goal_factors,
    in_letters,
    last_facts,
    lower,
    named,
    outcome,
    quantity,
    question,
    result,
    sentence,
    sentences,
    shares,
    situation_of,
    story,
    sum_asked,
    unit_of_answer,
    values,
    weights,
    whole,
    worded,
)
from generators.family import (
    Capacity,
    Claim,
    Family,
    Knob,
    KnobError,
    Knobs,
    Step,
    Steps,
    Stream,
    sum_of,
)

TRIES = 3_000
FACTORS = (2, 2, 3, 3, 4, 5)
HEAVIEST = 60  # how often the first quantity may be contained in the result
LISTED = 5  # quantities that a question may name, and terms that a line may add
Terms = tuple[tuple[int, int], ...]  # pairs of a factor and the place of an earlier quantity
GUESSES = (10, 20, 30, 50, 100)


def sample(stream: Stream, knobs: Knobs) -> Params:
    """Draws stories until one has numbers that fit: all positive, and the answer among none of the
    numbers told."""
    for _ in range(TRIES):
        texts = {
            name: stream.choice(value.split("|"))
            for name, value in knobs.items()
            if isinstance(value, str)
        }
        p = drawn(stream, {**knobs, **texts})
        if fits(p, knobs):
            return p
    raise KnobError("knobs quantities, number: no story fits; allow a larger number")


def drawn(stream: Stream, knobs: Knobs) -> Params:
    """A story whose numbers may not fit."""
    situation = stream.choice(tuple(SITUATIONS))
    needed, idle = knobs["quantities"], stream.between(*knobs["distractors"])
    told: list[tuple[Terms, int]] = [((), stream.between(5, knobs["number"]))]
    branches = stream.between(*knobs["branches"])
    joined = stream.shuffle(range(2, needed))[:branches]
    alone = stream.between(1, needed - 1) if knobs["relations"] == "separate" else 0
    unused = [0]
    for place in range(1, needed):
        places = 0 if place == alone else 1
        if place in joined:
            places = 2
        earlier = chosen_places(stream, place, unused, places)
        told.append(relation(stream, knobs, earlier))
        unused = [other for other in (*unused, place) if other not in earlier]
    differ = knobs["question"] == "difference" and len(unused) == 1
    extras = [place for place in stream.shuffle(range(needed)) if place not in unused]
    if differ:
        goal = (unused[0], extras[0])
    else:
        most = min(LISTED, needed) - len(unused)
        fewest = 1 if len(unused) == 1 else 0
        goal = tuple(sorted([*unused, *extras[: stream.between(fewest, max(fewest, most))]]))
    for place in range(needed, needed + idle):
        told.append(relation(stream, knobs, [stream.below(place)]))
    p = Params(
        situation=situation,
        nouns=tuple(stream.shuffle(range(len(SITUATIONS[situation].kinds)))[: needed + idle]),
        told=tuple(told),
        needed=needed,
        goal=goal,
        differ=differ,
        k=0,
        asked=knobs["asked"],
        order=order_of(stream, told, needed, knobs["order"] == "mixed"),
    )
    return with_ending(stream, p) if knobs["ending"] == "one" and not differ else p


def chosen_places(stream: Stream, place: int, unused: Sequence[int], count: int) -> list[int]:
    """Earlier quantities by which one is told: one that no other was told by, where chance does not
    take any, and for a sum another one."""
    if not count:
        return []
    first = stream.choice(unused) if stream.below(3) else stream.below(place)
    others = [other for other in range(place) if other != first]
    return [first, stream.choice(others)][:count] if others else [first]


def relation(stream: Stream, knobs: Knobs, earlier: Sequence[int]) -> tuple[Terms, int]:
    """How a quantity is told by earlier ones."""
    added = stream.between(2, knobs["number"]) * stream.choice((1, 1, -1))
    combined = knobs["relations"] != "simple"
    if not earlier:
        return (), abs(added) + 3
    if len(earlier) == 2:
        one, two = sorted(earlier)
        return ((1, one), (1, two)), added if combined and stream.below(2) else 0
    if stream.below(2):
        return ((1, earlier[0]),), added
    terms = ((stream.choice(FACTORS), earlier[0]),)
    return terms, added if combined and stream.below(2) else 0


def order_of(
    stream: Stream,
    told: Sequence[tuple[tuple[tuple[int, int], ...], int]],
    needed: int,
    mixed: bool,
) -> tuple[int, ...]:
    """The order of the sentences: any, or each behind those that it speaks of."""
    if mixed:
        return tuple(stream.shuffle(range(len(told))))
    order = list(range(needed))
    for place in range(needed, len(told)):
        behind = max([order.index(earlier) for _, earlier in told[place][0]])
        order.insert(stream.between(behind + 1, len(order)), place)
    return tuple(order)


def with_ending(stream: Stream, p: Params) -> Params:
    """The story with one more sentence at its end; k stays 0 where nothing can be shared."""
    total = sum_asked(p, values(p))
    possible = [k for k in range(2, 13) if total % k == 0 and total > 2 * k]
    if not situation_of(p).ending.shares:
        possible = [2, 3, 4, 5, 6]
    return replace(p, k=stream.choice(possible)) if possible else p


def fits(p: Params, knobs: Knobs) -> bool:
    """Whether all numbers of a story are such as a story may have."""
    found, most = values(p), knobs["quantities"] * knobs["number"]
    if min(found) < 2 or max(found) > most or min(weights(p)) < 1 or weights(p)[0] > HEAVIEST:
        return False
    numbers = {abs(number) for _, number in p.told[1:]} | {p.k}
    for terms, _ in p.told:
        numbers.update([factor for factor, _ in terms])
    numbers.add(result(p) if p.asked == "first" else found[0])
    return answer(p) not in numbers and len(p.goal) <= LISTED and sum_asked(p, found) > 2


def capacity(knobs: Knobs) -> Capacity:
    """At least half of the stories in which each quantity is so many more than the one before, for
    those that are no sums and are not told by themselves."""
    chances = knobs["quantities"] - 1 - knobs["branches"][1] - ("separate" in knobs["relations"])
    number = knobs["number"]
    return Capacity((number - 4) * (number - 1) ** max(chances, 0) // 2 + 1, exact=False)


def nested(p: Params, place: int) -> tuple[Any, ...]:
    """A quantity by what tells it, whatever it is called; the first one is marked."""
    terms, number = p.told[place]
    inner = sorted([(factor, nested(p, earlier)) for factor, earlier in terms])
    return int(place == 0), number, tuple(inner)


def key(p: Params) -> tuple[Any, ...]:
    """The quantities that matter, without names, order and what is idle; whichever is asked for."""
    goal = [nested(p, place) for place in p.goal]
    return p.differ, tuple(goal if p.differ else sorted(goal)), p.k, shares(p)


def mathematics(p: Params) -> tuple[Any, ...]:
    """How often each number told is contained in the result: stories in which quantities between
    are named or not are the same mathematics."""
    weight = weights(p)
    parts = [(weight[place], p.told[place][1]) for place in range(p.needed)]
    return tuple(sorted([part for part in parts if part[1]])), p.k, shares(p)


def told_in_a_row(p: Params, how: str = "told", backward: bool = False) -> str:
    """All sentences before the question, with the scene before them."""
    return " ".join([situation_of(p).scene, *facts(p, how, backward)])


def notes(p: Params) -> str:
    return " ".join([f"{'; '.join(sentences(p, 'noted'))}.", *last_facts(p)])


FAMILY = Family(
    params=Params,
    knobs={
        "quantities": Knob("quantities that matter", (3, 4, 5, 6, 7), (3, 8)),
        "branches": Knob(
            "quantities that are the sum of two others",
            ((0, 0), (0, 1), (1, 1), (1, 2), (1, 2)),
            (0, 3),
        ),
        "distractors": Knob(
            "quantities of the story that do not matter",
            ((0, 0), (0, 1), (1, 1), (1, 2), (2, 3)),
            (0, 3),
        ),
        "relations": Knob(
            "how a quantity is told: by one step, also by two steps, or one by itself",
            ("simple", "simple", "combined", "combined|separate", "combined|separate"),
            ("simple", "combined", "separate"),
        ),
        "question": Knob(
            "what is asked of the quantities",
            ("together", "together", "together|difference", "together|difference", "together"),
            ("together", "difference"),
        ),
        "ending": Knob(
            "whether the quantities are multiplied or shared at the end",
            ("none", "none", "none", "none|one", "one"),
            ("none", "one"),
        ),
        "asked": Knob(
            "whether the result or the first quantity is asked for",
            ("result", "result|first", "result|first", "result|first", "result|first"),
            ("result", "first"),
        ),
        "order": Knob(
            "the order of the sentences",
            ("told", "told", "told|mixed", "mixed", "mixed"),
            ("told", "mixed"),
        ),
        "number": Knob("the largest number told", (20, 40, 40, 50, 60), (10, 10_000)),
    },
    sample=sample,
    statements=(
        lambda p: f"{told_in_a_row(p)} {question(p)}",
        lambda p: f"{told_in_a_row(p, 'plain')} {question(p)}",
        lambda p: f"{question(p)} Here is what is known. {' '.join(facts(p, 'told', True))}",
        lambda p: (
            f"{situation_of(p).scene} Somebody takes notes. {capital(notes(p))} {question(p)}"
        ),
        lambda p: (
            f"Find {asked_for(p)}. These rules say how one quantity follows from another."
            f" {' '.join(facts(p, 'instructed'))}"
        ),
        lambda p: (
            f"{situation_of(p).scene} {in_letters(p)} {' '.join([*last_facts(p), question(p)])}"
        ),
        lambda p: (
            f"A puzzle book asks this riddle. {' '.join(facts(p, 'plain', True))} Some of this may"
            f" not matter. {question(p)}"
        ),
        lambda p: f"Read the story and work out {asked_for(p)}. {told_in_a_row(p, 'mixed')}",
        lambda p: (
            f"{question(p)} You may use the following rules, in whatever order you need them."
            f" {' '.join(facts(p, 'instructed', True))}"
        ),
    ),
    answer=answer,
    answer_kind="integer",
    conclusion=conclusion,
    key=key,
    mathematics=mathematics,
    capacity=capacity,
    types=("result", "first"),
    type_of=lambda p: p.asked,
    closings=(
        lambda p: f"Therefore, {answered(p)}.",
        lambda p: f"Therefore, {asked_for(p)} is {{answer}}{unit_of_answer(p)}.",
        lambda p: f"Therefore, {asked_for(p)} comes to {{answer}}{unit_of_answer(p)}.",
        lambda p: f"Therefore, {{answer}}{unit_of_answer(p)} is {asked_for(p)}.",
    ),
)


def phrasings(patterns: Sequence[str], **texts: str) -> tuple[str, ...]:
    """Patterns with `<NAME>` for words of the story, which are put in."""
    found = list(patterns)
    for name, text in texts.items():
        found = [pattern.replace(f"<{name}>", text) for pattern in found]
    return tuple(found)


def in_words(patterns: Sequence[str], p: Params, place: int) -> tuple[str, ...]:
    """Patterns for the line of a quantity: `<told>` is the sentence that tells it, `<name>` what it
    is called."""
    told, name = sentence(p, place), quantity(p, place)
    return phrasings(patterns, told=lower(told), Told=capital(told), name=name, Name=capital(name))


def calculated(told: tuple[Any, int], known: Sequence[Any], value: int) -> Claim:
    """The value of a quantity, worked out from those that tell it."""
    terms, number = told
    n = abs(number)
    if len(terms) == 2:
        one, two = [known[earlier] for _, earlier in terms]
        if not number:
            return Claim(f"{one} + {two} = {value}")
        if number > 0:
            return Claim(f"{one} + {two} + {n} = {value}")
        return Claim(f"{one} + {two} - {n} = {value}")
    factor, one = terms[0][0], known[terms[0][1]]
    if factor == 1:
        return Claim(f"{one} + {n} = {value}") if number > 0 else Claim(f"{one} - {n} = {value}")
    if not number:
        return Claim(f"{factor} * {one} = {value}")
    if number > 0:
        return Claim(f"{factor} * {one} + {n} = {value}")
    return Claim(f"{factor} * {one} - {n} = {value}")


def accumulated(p: Params, first: int, patterns: Sequence[Sequence[str]], chosen: bool) -> Steps:
    """Each quantity that matters from those before it, beginning with a value of the first, which
    may be `chosen`. Gives the sum asked for, and the steps on which it rests."""
    found: list[int] = [first]
    steps: dict[int, Step] = {}
    shown: list[Any] = [Claim(f"{first:choice}") if chosen else first]
    for place in range(1, p.needed):
        terms, number = p.told[place]
        value = number + sum([factor * found[earlier] for factor, earlier in terms])
        if terms:
            begins = shown[0] is not first if chosen else not steps
            uses = any(earlier == 0 for _, earlier in terms) or not chosen
            words = in_words(patterns[0 if begins and uses else 1], p, place)
            before = tuple([steps[earlier] for _, earlier in terms if earlier in steps])
            claim = calculated(p.told[place], shown, value)
            steps[place] = Step(words, claim, rests_on=before)
            yield steps[place]
            if chosen and any(earlier == 0 for _, earlier in terms):
                shown[0] = first
        found.append(value)
        shown.append(value)
    total = sum_asked(p, found)
    before = tuple([steps[place] for place in p.goal if place in steps])
    if p.differ:
        higher, less = [found[place] for place in p.goal]
        last = Step(together_words(p, DIFFERENCE), f"{higher} - {less} = {total}", rests_on=before)
    else:
        terms = sum_of(shown[place] for place in p.goal)
        last = Step(together_words(p, TOGETHER), f"{terms} = {total}", rests_on=before)
    yield last
    return total, last


def together_words(p: Params, patterns: Sequence[str]) -> tuple[str, ...]:
    return phrasings(patterns, whole=whole(p), Whole=capital(whole(p)))


def with_the_ending(p: Params, total: int, before: tuple[Step, ...]) -> Steps:
    """What the ending makes of the sum, where there is one."""
    if not p.k:
        return total
    k, told = p.k, ending_told(p)
    words = phrasings(
        DIVIDE_AT_THE_END if shares(p) else MULTIPLY_AT_THE_END,
        told=lower(told).removesuffix("."),
        Told=told.removesuffix("."),
        outcome=outcome(p),
    )
    if shares(p):
        yield Step(words, f"{total} / {k} = {total // k}", rests_on=before)
    else:
        yield Step(words, f"{k} * {total} = {total * k}", rests_on=before)
    return result(p)


def without_the_ending(p: Params) -> Steps:
    """The sum or difference that the story gives, where the first quantity is asked for. Gives it,
    and the step that found it, if any."""
    given = result(p)
    if not p.k:
        return given, ()
    k, told = p.k, ending_told(p)
    words = phrasings(
        MULTIPLY_BACK if shares(p) else DIVIDE_BACK,
        told=lower(told).removesuffix("."),
        Told=told.removesuffix("."),
        whole=whole(p),
        Whole=capital(whole(p)),
    )
    if shares(p):
        step = Step(words, f"{k} * {given} = {k * given}")
    else:
        step = Step(words, f"{given} / {k} = {given // k}")
    yield step
    return sum_asked(p, values(p)), (step,)


TOGETHER = (
    "Since <whole> is asked for, we add: {}.",
    "We add up the quantities in question: {}.",
    "Now <whole> is the sum of what we have found: {}.",
    "All of them are known, so we add: {}.",
    "To get <whole>, we form the sum: {}.",
    "Together they come to {}.",
    "Since we need them all together, we add: {}.",
)
DIFFERENCE = (
    "Since a difference is asked for, we subtract: {}.",
    "The question is about a difference, so we subtract: {}.",
    "Now <whole> can be worked out: {}.",
    "We take the smaller one from the larger one: {}.",
    "Since <whole> is needed, we subtract: {}.",
)
DIVIDE_AT_THE_END = (
    "<Told>, so we divide by {k}: {}.",
    "Since <told>, we have to divide by {k}: {}.",
    "The last sentence says that we divide by {k}, which gives <outcome>: {}.",
    "For <outcome> we divide by {k}: {}.",
)
MULTIPLY_AT_THE_END = (
    "<Told>, so we multiply by {k}: {}.",
    "Since <told>, we multiply by {k}: {}.",
    "The last sentence says that we multiply by {k}, which gives <outcome>: {}.",
    "For <outcome> we multiply by {k}: {}.",
)
MULTIPLY_BACK = (
    "<Told>, so we first undo this division by {k}: {}.",
    "Since <told>, <whole> is {k} times what we know: {}.",
    "To find <whole>, we multiply by {k}: {}.",
)
DIVIDE_BACK = (
    "<Told>, so we first undo this multiplication by {k}: {}.",
    "Since <told>, <whole> is found by dividing by {k}: {}.",
    "To find <whole>, we divide by {k}: {}.",
)


def first_known(p: Params) -> str:
    """The sentence that tells the first quantity."""
    return sentence(p, 0).replace("{n}", str(p.told[0][1]))


@FAMILY.strategy(
    approach="forward",
    when=lambda p: p.asked == "result",
    opening=(
        lambda p: (
            f"To find {outcome(p)}, we begin with what is known, that {lower(first_known(p))}, and"
            " work out one quantity after the other."
        ),
        lambda p: (
            f"We start from {quantity(p, 0)} and work forward, because each sentence describes a"
            " quantity by others that are then known."
        ),
        lambda p: (
            f"From the fact that {lower(first_known(p))} we can go on, sentence by sentence, until"
            f" {outcome(p)} is found."
        ),
        lambda p: (
            "We put the sentences in an order in which each speaks of known quantities only, and"
            f" calculate as far as {outcome(p)}."
        ),
    ),
    formula="Each quantity is a function of those before it, so it is known as soon as they are.",
)
def forward_accumulation(p: Params) -> Steps:
    """Arithmetic of primary schools, called synthetic: from what is known to what is asked (Polya,
    How to Solve It, 1945, on working forward and backward)."""
    first = p.told[0][1]
    total, last = yield from accumulated(p, first, (FORWARD_FIRST, FORWARD), False)
    return (yield from with_the_ending(p, total, (last,)))


FORWARD_FIRST = (
    "<Told>: {}.",
    "First, <told>, which gives {}.",
    "Since <told>, we get {}.",
    "We begin with <name>: {}.",
    "We are told that <told>, so we calculate {}.",
)
FORWARD = (
    "<Told>: {}.",
    "Since <told>, we get {}.",
    "Next, we work out <name>: {}.",
    "We are told that <told>, so we calculate {}.",
    "<Told>, which gives {}.",
    "Because <told>, it follows that {}.",
    "Now we can use that <told>: {}.",
    "Then <name> follows: {}.",
    "As <told>, the next number is {}.",
)


def legend(p: Params) -> str:
    """What each letter stands for."""
    letters = enumerated([f"`{x}`" for x in LETTERS[: p.needed]])
    how = "difference" if p.differ else "sum"
    many = named(p, range(p.needed))
    return f"{letters} for {many}, in this order, and `s` for the {how} in question"


def linear(factors: Sequence[int], number: int, length: int) -> Claim:
    """A sum of letters with their factors, and a number. Letters without a factor are not shown;
    with `length` of them all such sums are of one form."""
    padded = [*factors, *[0] * (length - len(factors))]
    terms = sum_of(f"{factor}{x}" for factor, x in zip(padded, LETTERS, strict=False))
    return Claim(f"{terms} + {number}")


@FAMILY.strategy(
    approach="backward",
    opening=(
        lambda p: (
            f"We write {legend(p)}; beginning with the question, we replace one letter after the"
            " other by what the story says of it."
        ),
        lambda p: (
            f"Let us work backward, with {legend(p)}: each time we ask what the last letter is"
            " made of."
        ),
        lambda p: (
            f"The question tells what we need, so we start there. With {legend(p)}, every letter is"
            " traced back to earlier ones, until only `x` is left."
        ),
        lambda p: (
            f"We trace the question back to {quantity(p, 0)}, letter by letter. Let us write"
            f" {legend(p)}."
        ),
    ),
    formula="In letters, `m(k*x + c) + n = m*k*x + m*c + n`.",
)
def goal_tree(p: Params) -> Steps:
    """Working backward from the unknown (Pappus, Collection VII; Polya, How to Solve It, 1945): the
    goal is replaced by goals that lie nearer to what is known."""
    factors, number = goal_factors(p), 0
    before: tuple[Step, ...] = ()
    replaced: list[int] = []
    for place in range(p.needed - 1, 0, -1):
        replaced.append(place)
        weight, (terms, added) = factors[place], p.told[place]
        body = [0] * place
        for factor, earlier in terms:
            body[earlier] += factor
        rest, left = factors[:place], number
        factors = [one + weight * other for one, other in zip(rest, body, strict=True)]
        number = left + weight * added
        if max(factors) == 1 and not number:
            continue  # nothing is worked out yet, so the next line replaces this letter too
        after = linear(factors, number, p.needed)
        claim = Claim(f"{story(p)} :: s = {after}")
        parts = sum(map(bool, [*body, added]))
        merges = any(
            map(bool, [a and b for a, b in zip([*rest, left], [*body, added], strict=True)])
        )
        kept, inner = linear(rest, left, p.needed), linear(body, added, p.needed)
        if weight > 1 and parts > 1 and any([*rest, left]):
            claim = Claim(f"{story(p)} :: s = {kept} + {weight}({inner}) = {after}")
        elif weight > 1 and parts > 1:
            claim = Claim(f"{story(p)} :: s = {weight}({inner}) = {after}")
        elif weight == 1 and merges:
            claim = Claim(f"{story(p)} :: s = {kept} + {inner} = {after}")
        step = Step(replaced_words(p, replaced, not before), claim, rests_on=before)
        yield step
        before, replaced = (step,), []
    m = factors[0]
    if p.asked == "result":
        x = p.told[0][1]
        total = m * x + number
        words = phrasings(PUT_IN_X, told=lower(first_known(p)).replace(str(x), "{x}"))
        yield Step(words, final_value(m, x, number, total), rests_on=before)
        return (yield from with_the_ending(p, total, ()))
    total, known = yield from without_the_ending(p)
    return (yield from undone(p, m, number, total, (*before, *known)))


def final_value(m: int, x: int, number: int, total: int) -> Claim:
    """`m x + n` for a value of x."""
    if not number:
        return Claim(f"{m} * {x} = {total}")
    n = abs(number)
    if m == 1:
        return Claim(f"{x} + {n} = {total}") if number > 0 else Claim(f"{x} - {n} = {total}")
    if number > 0:
        return Claim(f"{m} * {x} + {n} = {m * x} + {n} = {total}")
    return Claim(f"{m} * {x} - {n} = {m * x} - {n} = {total}")


def undone(p: Params, m: int, number: int, total: int, before: tuple[Step, ...]) -> Steps:
    """The first quantity, from what m of it and a number come to."""
    n, rest = abs(number), total - number
    if number:
        claim = Claim(f"{total} + {n} = {rest}")
        if number > 0:
            claim = Claim(f"{total} - {n} = {rest}")
        freed = Step(TAKE_AWAY if number > 0 else PUT_BACK, claim, rests_on=before)
        yield freed
        before = (*before, freed)
    if m > 1:
        words = phrasings(DIVIDE_BY_M, name=quantity(p, 0))
        yield Step(words, f"{rest} / {m} = {rest // m}", rests_on=before)
    return rest // m


def replaced_words(p: Params, places: Sequence[int], first: bool) -> tuple[str, ...]:
    """The phrasings of a line that puts something in the place of a letter, or of several."""
    if len(places) > 1:
        letters = enumerated([f"`{LETTERS[place]}`" for place in places])
        return phrasings(REPLACE_SEVERAL, letters=letters, names=named(p, places))
    (place,) = places
    terms, _ = p.told[place]
    letter, name = LETTERS[place], quantity(p, place)
    if not terms:
        return phrasings(REPLACE_BY_NUMBER, letter=letter, name=name, Name=capital(name))
    others = enumerated([f"`{LETTERS[earlier]}`" for _, earlier in terms])
    patterns = REPLACE_FIRST if first else REPLACE
    return phrasings(patterns, letter=letter, name=name, Name=capital(name), others=others)


REPLACE_FIRST = (
    "We begin with <name>, which the story gives in terms of <others>: {}.",
    "First we replace `<letter>`, which the story gives in terms of <others>: {}.",
    "In place of `<letter>` we put what the story says about it: {}.",
    "Since `<letter>` is given in terms of <others>, we substitute that: {}.",
)
REPLACE = (
    "Next, `<letter>` is replaced by what the story says about it: {}.",
    "<Name> is given by <others>, so we substitute that: {}.",
    "Since `<letter>` depends on <others>, it can be replaced: {}.",
    "Now we write `<letter>` in terms of <others>: {}.",
    "We also know <name> in terms of <others>, hence {}.",
    "In the same way, we express <name> by <others>: {}.",
    "To eliminate `<letter>`, we use what the story says about it: {}.",
    "The sentence about <name> lets us put <others> in place of `<letter>`: {}.",
)
REPLACE_SEVERAL = (
    "We replace <letters> by what the story says about them: {}.",
    "In place of <letters> we put what they consist of: {}.",
    "Since the story gives <letters> in terms of other quantities, we substitute: {}.",
    "What we know about <names> eliminates <letters>: {}.",
)
REPLACE_BY_NUMBER = (
    "<Name> is given as a number, so we substitute it: {}.",
    "Since the number for `<letter>` is in the story, we substitute it: {}.",
    "For `<letter>` the story gives a number: {}.",
)
PUT_IN_X = (
    "Because <told>, this is {}.",
    "Since <told>, this comes to {}.",
    "As the story says that <told>, we get {}.",
    "With {x} for `x` we have {}.",
    "Only `x` is left, and <told>: {}.",
    "Since <told>, we can substitute {x} for `x`: {}.",
    "We know that <told>, so we substitute this: {}.",
    "Now everything depends on `x`, which is {x}, so we have {}.",
)
TAKE_AWAY = (
    "We subtract the number that does not depend on `x`: {}.",
    "Without the {n} that is added, {rest} is left: {}.",
    "We undo the addition of {n} first: {}.",
    "Since {n} is added at the end, we subtract it from {total}: {}.",
)
PUT_BACK = (
    "We add back what was subtracted: {}.",
    "We undo the subtraction of {n} first: {}.",
    "Since {n} is subtracted at the end, we add it to {total}: {}.",
)
DIVIDE_BY_M = (
    "This is {m} times <name>, so we divide: {}.",
    "Since it contains <name> {m} times, we divide by {m}: {}.",
    "A division by {m} gives <name>: {}.",
    "We divide by the factor {m} of `x`: {}.",
)


class Expression(NamedTuple):
    """`m x + n`, and the step that found it, if any."""

    m: int
    n: int
    step: tuple[Step, ...]


@FAMILY.strategy(
    approach="algebraic",
    opening=(
        lambda p: f"We write `x` for {quantity(p, 0)} and everything else in terms of `x`.",
        lambda p: (
            f"Let `x` be {quantity(p, 0)}. Each quantity that we need is then a multiple of `x`"
            " with a number added, so we carry `x` through the story."
        ),
        lambda p: (
            f"To need just one letter, we express all that matters by {quantity(p, 0)}, which we"
            " call `x`."
        ),
        lambda p: (
            f"We call {quantity(p, 0)} `x` and translate the story into expressions with `x`, as"
            f" far as {whole(p)}."
        ),
    ),
    formula="In letters, `k(m*x + n) + c = k*m*x + k*n + c`.",
)
def equation(p: Params) -> Steps:
    """Algebra with one unknown, called the thing by al-Khwarizmi (about 820): every quantity is
    written by it, and what they come to is an equation."""
    found = [Expression(1, 0, ())]
    for place in range(1, p.needed):
        found.append((yield from expressed(p, place, found)))
    parts = [found[place] for place in p.goal]
    before = tuple(chain(*[part.step for part in parts]))
    sign = -1 if p.differ else 1
    m = parts[0].m + sign * sum([part.m for part in parts[1:]])
    number = parts[0].n + sign * sum([part.n for part in parts[1:]])
    if p.differ:
        (higher, n, _), (less, c, _) = parts
        inner = Claim(f"({less}x + {c})") if c else Claim(f"{less}x")
        claim = Claim(f"{higher}x + {n} - {inner} = {m:new}x + {number:new}")
        words = together_words(p, DIFFERENCE_IN_X)
    else:
        terms = sum_of(f"{part.m}x + {part.n}" for part in parts)
        claim = Claim(f"{terms} = {m:new}x + {number:new}")
        words = together_words(p, SUM_IN_X)
    if sum(1 for part in parts if part.m) > 1 or sum(1 for part in parts if part.n) > 1:
        total_step = Step(words, claim, rests_on=before)
        yield total_step
        before = (total_step,)
    if p.asked == "result":
        x = p.told[0][1]
        total = m * x + number
        words = phrasings(PUT_IN_X, told=lower(first_known(p)).replace(str(x), "{x}"))
        yield Step(words, final_value(m, x, number, total), rests_on=before)
        return (yield from with_the_ending(p, total, ()))
    total, known = yield from without_the_ending(p)
    words = together_words(p, SET_EQUAL)
    written = Claim(f"{m}x + {number} = {total}")
    yield Step(words, f"{story(p)} :: {written}", rests_on=(*before, *known))
    if number:
        moved = Claim(f"{m}x = {total - number}")
        yield Step(MOVE_LESS if number > 0 else MOVE_MORE, f"{written} :: {moved}")
    if m > 1:
        x = (total - number) // m
        yield Step(DIVIDE_IN_X, f"{m}x = {total - number} :: x = {x}")
    return (total - number) // m


def expressed(p: Params, place: int, found: Sequence[Expression]) -> Steps:
    """The line that writes a quantity by x, where there is something to work out; gives its
    expression."""
    terms, number = p.told[place]
    m = sum([factor * found[earlier].m for factor, earlier in terms])
    n = number + sum([factor * found[earlier].n for factor, earlier in terms])
    parts = [found[earlier] for _, earlier in terms]
    before = tuple(chain(*[part.step for part in parts]))
    worked: Claim | None = None
    if len(parts) == 2:
        (m1, n1, _), (m2, n2, _) = parts
        if (m1 and m2) or sum(map(bool, (n1, n2, number))) > 1:
            worked = Claim(f"{m1}x + {n1} + {m2}x + {n2} + {number} = {m:new}x + {n:new}")
    elif parts:
        ((m1, n1, _),), factor = parts, terms[0][0]
        if factor == 1 and n1:
            worked = Claim(f"{m1}x + {n1} + {number} = {m:new}x + {n:new}")
        elif factor > 1 and m1 and n1:
            worked = Claim(f"{factor}({m1}x + {n1}) + {number} = {m:new}x + {n:new}")
        elif factor > 1 and m1 > 1:
            worked = Claim(f"{factor} * {m1}x + {number} = {m:new}x + {n:new}")
        elif factor > 1 and not m1 and not number:
            worked = Claim(f"{factor} * {n1} = {n}")
        elif factor > 1 and not m1:
            worked = Claim(f"{factor} * {n1} + {number} = {n}")
    if worked is None:
        return Expression(m, n, before)
    names = [quantity(p, earlier) for _, earlier in terms]
    patterns = BOTH_IN_X
    if len(parts) == 1:
        patterns = ONE_IN_X if parts[0].m else NUMBER_ALONE
        if not parts[0].n:
            patterns = [pattern.replace(" + {n1}", "") for pattern in patterns]
    words = phrasings(
        patterns, name=quantity(p, place), one=names[0], One=capital(names[0]), two=names[-1]
    )
    step = Step(words, worked, rests_on=before)
    yield step
    return Expression(m, n, (step,))


BOTH_IN_X = (
    "With `{m1}x + {n1}` for <one> and `{m2}x + {n2}` for <two>, we get <name>: {}.",
    "Since <one> is `{m1}x + {n1}` and <two> is `{m2}x + {n2}`, <name> becomes {}.",
    "<One> is `{m1}x + {n1}` and <two> is `{m2}x + {n2}`, so <name> is {}.",
    "To write <name> in terms of `x`, we first add `{m1}x + {n1}` and `{m2}x + {n2}`: {}.",
)
ONE_IN_X = (
    "With `{m1}x + {n1}` for <one>, we get <name>: {}.",
    "Since <one> is `{m1}x + {n1}`, <name> becomes {}.",
    "<One> is `{m1}x + {n1}`, so <name> is {}.",
    "From `{m1}x + {n1}` for <one> we get <name>: {}.",
    "As <one> is `{m1}x + {n1}`, we can write <name> as {}.",
    "We substitute `{m1}x + {n1}` for <one> and find <name>: {}.",
    "Now we write <name> in terms of `x`, using `{m1}x + {n1}` for <one>: {}.",
)
NUMBER_ALONE = (
    "No `x` is needed for <name>: {}.",
    "Since <one> is known as a number, so is <name>: {}.",
    "We can work out <name> without `x`: {}.",
)
SUM_IN_X = (
    "Together that makes {}.",
    "We add what the question asks for: {}.",
    "So <whole> is {}.",
    "In terms of `x`, <whole> is {}.",
    "Since all of them are now written in terms of `x`, we can add them: {}.",
)
DIFFERENCE_IN_X = (
    "We subtract, as the question asks: {}.",
    "So <whole> is {}.",
    "In terms of `x`, <whole> is {}.",
    "Since both are now written in terms of `x`, we can subtract: {}.",
)
SET_EQUAL = (
    "The story says what this comes to, so we have the equation {}.",
    "But <whole> is known, which gives an equation: {}.",
    "Since <whole> is known, we can set the two equal: {}.",
    "So `x` has to satisfy the equation {}.",
)
MOVE_LESS = (
    "We subtract the number on the left from both sides: {}.",
    "The number beside `x` is subtracted from both sides: {}.",
    "Only the multiple of `x` is left when we subtract: {}.",
)
MOVE_MORE = (
    "We add to both sides what is subtracted on the left: {}.",
    "The number beside `x` is moved to the right, where it is added: {}.",
    "Only the multiple of `x` is left when we add on both sides: {}.",
)
DIVIDE_IN_X = (
    "We divide both sides by {m}: {}.",
    "Dividing by {m} gives {}.",
    "So we find {}.",
    "Since {m} times `x` is known, we divide by {m}: {}.",
)


@FAMILY.strategy(
    approach="transform",
    opening=(
        lambda p: (
            "We do not work out the quantities at all, but count how often each number in the story"
            f" is contained in {whole(p)}."
        ),
        lambda p: (
            f"Each number in the story adds its share to {whole(p)}; we make a table of how many"
            " times it counts, and add up the shares."
        ),
        lambda p: (
            f"To find {asked_for(p)}, we list how often each quantity is contained in the result,"
            " from the last one back to the first."
        ),
        lambda p: (
            f"The idea is to count: how many times is each quantity a part of {whole(p)}, by itself"
            " or through others?"
        ),
    ),
    formula="In letters, if `b = k * a + n` counts w times, then a counts `k * w` times through b,"
    " and n counts w times.",
)
def table_of_shares(p: Params) -> Steps:
    """Mason's rule (S. J. Mason, Proc. IRE 41, 1953) for a graph without loops: a source counts as
    often as there are paths from it to the goal, each with the product of its factors."""
    counted = yield from counts(p)
    found, before = [], []
    for place in range(1, p.needed):
        number = p.told[place][1]
        if number:
            step = yield from share(p, place, counted[place])
            before += step
            found.append(counted[place].weight * number)
    m, number = counted[0].weight, sum(found)
    ordered = sorted(found, key=lambda share: share < 0)
    if p.asked == "result":
        before += yield from share(p, 0, counted[0])
        ordered.insert(0, m * p.told[0][1])
        total = sum(ordered)
        if found:
            yield from added(p, ordered, total, tuple(before), ADD_SHARES)
        return (yield from with_the_ending(p, total, ()))
    total, known = yield from without_the_ending(p)
    if len(found) > 1:
        parts = [-part for part in ordered] if max(found) < 0 else ordered
        before = [(yield from added(p, parts, sum(parts), tuple(before), ADD_OTHER_SHARES))]
    return (yield from undone(p, m, number, total, (*before, *counted[0].step, *known)))


class Count(NamedTuple):
    """How often a quantity is contained in the sum asked for, and the step that found it, if
    any."""

    weight: int
    step: tuple[Step, ...]


def counts(p: Params) -> Steps:
    """The counts of all quantities that matter, the last one first."""
    found: dict[int, Count] = {}
    direct = goal_factors(p)
    for place in reversed(range(p.needed)):
        parts: list[Any] = [direct[place]] if direct[place] > 0 else []
        weight, products, steps, through = direct[place], 0, [], []
        for later in range(place + 1, p.needed):
            for factor, earlier in p.told[later][0]:
                if earlier == place:
                    count = found[later]
                    parts.append(times(factor, count.weight))
                    products += factor > 1 and count.weight > 1
                    weight += factor * count.weight
                    steps += count.step
                    through.append(later)
        if direct[place] < 0:
            parts.append(-1)
        if len(parts) == 1 and not products:
            found[place] = Count(weight, tuple(steps))
            continue
        if len(parts) + products > 3:
            parts = yield from multiplied_first(p, place, found, direct[place], steps)
        itself = ["the question itself"] if direct[place] else []
        where = enumerated([*itself, named(p, through)] if through else itself)
        patterns = COUNT_BY_ONE if len(parts) == 1 else COUNT
        if weight == 1:
            patterns = COUNT_ONCE
        words = phrasings(patterns, name=quantity(p, place), where=where)
        words = phrasings(words, Name=capital(quantity(p, place)))
        often = weight  # under a name of its own, as the parts hold weights
        step = Step(words, f"{sum_of(parts)} = {often}", rests_on=tuple(steps))
        yield step
        found[place] = Count(often, (step,))
    return found


def times(factor: int, weight: int) -> Any:
    """A product without factors of 1."""
    if factor > 1 and weight > 1:
        return Claim(f"{factor} * {weight}")
    return factor * weight


def multiplied_first(
    p: Params, place: int, found: dict[int, Count], direct: int, steps: list[Step]
) -> Steps:
    """The parts of a count, where each product has a line of its own."""
    parts = [direct] if direct > 0 else []
    for later in range(place + 1, p.needed):
        for factor, earlier in p.told[later][0]:
            if earlier == place:
                count = found[later]
                part = factor * count.weight
                if factor > 1 and count.weight > 1:
                    words = phrasings(
                        THROUGH_ONE, name=quantity(p, place), where=quantity(p, later)
                    )
                    step = Step(words, f"{factor} * {count.weight} = {part}", rests_on=count.step)
                    yield step
                    steps.append(step)
                parts.append(part)
    return [*parts, -1] if direct < 0 else parts


def share(p: Params, place: int, count: Count) -> Steps:
    """The line of what the number told of a quantity adds to the sum asked for, where the number
    counts more than once; gives the steps on which the share rests."""
    weight, n = count.weight, abs(p.told[place][1])
    if weight == 1:
        return count.step
    name = quantity(p, place)
    patterns = SHARE_OF_A_NUMBER if p.told[place][0] else SHARE_OF_ONE_TOLD
    unit = worded(p, situation_of(p).grammar.unit)
    words = phrasings(patterns, name=name, Name=capital(name), unit=unit)
    step = Step(words, f"{weight} * {n} = {weight * n}", rests_on=count.step)
    yield step
    return (step,)


def added(
    p: Params,
    parts: Sequence[int],
    total: int,
    before: tuple[Step, ...],
    patterns: tuple[str, ...],
) -> Steps:
    """The sum of shares, in two lines where there are many; gives the last line."""
    if len(parts) > LISTED:
        half = sum(parts[:LISTED])
        claim = Claim(f"{sum_of(parts[:LISTED])} = {half}")
        first = Step(ADD_SOME_SHARES, claim, rests_on=before)
        yield first
        parts, before = [half, *parts[LISTED:]], (first, *before)
    last = Step(patterns, f"{sum_of(parts)} = {total}", rests_on=before)
    yield last
    return last


COUNT = (
    "<Name> enters through <where>, {often} times in all: {}.",
    "Through <where>, <name> counts {often} times: {}.",
    "Since <name> is a part of <where>, it counts {often} times: {}.",
    "We count <name> in <where>: {}.",
    "<Name> is contained in <where>, so {often} times in all: {}.",
    "In all, <name> is contained {often} times, by way of <where>: {}.",
)
COUNT_ONCE = (
    "<Name> enters through <where>, which makes just one in all: {}.",
    "Through <where>, <name> counts once in all: {}.",
    "Since <name> is contained in <where>, it counts once in all: {}.",
    "We count <name> in <where>: {}.",
)
COUNT_BY_ONE = (
    "<Name> only enters through <where>, {often} times: {}.",
    "Through <where>, <name> counts {often} times: {}.",
    "Since <name> is a part of <where> alone, it counts {often} times: {}.",
    "<Name> is contained in <where> and nowhere else, so {often} times: {}.",
    "We count <name>, which is contained in <where> only: {}.",
)
THROUGH_ONE = (
    "Through <where> alone, the count of <name> is {}.",
    "By way of <where>, <name> is counted as follows: {}.",
    "One part of the count of <name> comes from <where>: {}.",
)
SHARE_OF_A_NUMBER = (
    "The number {n} in the sentence about <name> counts {weight} times: {}.",
    "What the story adds or subtracts for <name>, {n}, counts {weight} times: {}.",
    "Since <name> counts {weight} times, so does its {n}: {}.",
    "For <name> the story has a number of its own, {n}, whose share is {}.",
    "We multiply the {n} in the sentence about <name> by {weight}: {}.",
    "The share of the {n} in the sentence about <name> is {}.",
)
SHARE_OF_ONE_TOLD = (
    "<Name> is {n}<unit> and counts {weight} times: {}.",
    "The story says {n}<unit> for <name>, and this counts {weight} times: {}.",
    "Since <name> is {n}<unit>, its share is {}.",
    "We multiply {n}, the number given for <name>, by {weight}: {}.",
)
ADD_SHARES = (
    "We add up all shares, with their signs: {}.",
    "The shares together make the result: {}.",
    "All the shares, added or subtracted as the story says, come to {}.",
    "So the table adds up to {}.",
)
ADD_OTHER_SHARES = (
    "The shares of the given numbers come to {}.",
    "Together, the given numbers have the share {}.",
    "We add up these shares: {}.",
)
ADD_SOME_SHARES = (
    "We add the first shares: {}.",
    "We add some of the shares first: {}.",
    "We begin to add the shares: {}.",
)


def guess_for(p: Params) -> int:
    """A round number for the first quantity, with which no other one is negative."""
    for guess in GUESSES:
        found = [guess]
        for terms, number in p.told[1 : p.needed]:
            found.append(number + sum([factor * found[earlier] for factor, earlier in terms]))
        if min(found) > 0 and guess != p.told[0][1]:
            return guess
    return 1_000


@FAMILY.strategy(
    approach="estimate_and_correct",
    when=lambda p: p.asked == "first",
    opening=(
        lambda p: (
            f"We guess {quantity(p, 0)}, follow the story with this guess, and correct it by what"
            " is missing or too much at the end."
        ),
        lambda p: (
            "We try a round number first. The error that it leaves, and how much an increase by one"
            f" changes {whole(p)}, give the true number."
        ),
        lambda p: (
            f"If {quantity(p, 0)} were known, we could simply follow the story, so we do that with"
            " a number of our own and then put it right."
        ),
        lambda p: (
            f"Let us assume a value for {quantity(p, 0)} and see how far {whole(p)} is from what"
            " the story says."
        ),
    ),
    formula="In letters, if a guess g gives r in place of s, and one more changes r by m, then"
    " `(s - r)/m` has to be added to g.",
)
def false_position(p: Params) -> Steps:
    """The rule of false position (Fibonacci, Liber Abaci, 1202, chapter 13), with the change that
    one more unit brings in place of a second guess."""
    guess = guess_for(p)
    reached, trial = yield from accumulated(p, guess, (TRY_FIRST, TRY), True)
    total, known = yield from without_the_ending(p)
    m, growth = yield from growth_of_all(p)
    before = (trial, *known)
    off = abs(total - reached)
    if total == reached:
        return guess
    if reached < total:
        error = Step(TOO_LITTLE, f"{total} - {reached} = {off}", rests_on=before)
    else:
        error = Step(TOO_MUCH, f"{reached} - {total} = {off}", rests_on=before)
    yield error
    steps = off // m
    last = error
    if m > 1:
        last = Step(HOW_MANY_MORE, f"{off} / {m} = {steps}", rests_on=(error, *growth))
        yield last
    name = quantity(p, 0)
    if reached < total:
        words = phrasings(GUESS_HIGHER, name=name, Name=capital(name))
        yield Step(words, f"{guess} + {steps} = {guess + steps}", rests_on=(last,))
        return guess + steps
    words = phrasings(GUESS_LOWER, name=name, Name=capital(name))
    yield Step(words, f"{guess} - {steps} = {guess - steps}", rests_on=(last,))
    return guess - steps


def growth_of_all(p: Params) -> Steps:
    """How much each quantity, and then the sum asked for, grows with one more of the first; gives
    the last and the steps that found it."""
    grown = [Count(1, ())]
    for place in range(1, p.needed):
        terms = [(factor, grown[earlier]) for factor, earlier in p.told[place][0]]
        terms = [(factor, one) for factor, one in terms if one.weight]
        growth = sum([factor * one.weight for factor, one in terms])
        before = tuple(chain(*[one.step for _, one in terms]))
        if len(terms) == 2 or (terms and terms[0][0] > 1 and terms[0][1].weight > 1):
            parts = [times(factor, one.weight) for factor, one in terms]
            name = quantity(p, place)
            words = phrasings(GROWS, name=name, Name=capital(name))
            step = Step(words, f"{sum_of(parts)} = {growth}", rests_on=before)
            yield step
            before = (step,)
        grown.append(Count(growth, before))
    parts = [grown[place] for place in p.goal if grown[place].weight]
    before = tuple(chain(*[part.step for part in parts]))
    signed = [part.weight for part in parts]
    if p.differ and len(signed) == 2:
        signed[1] = -signed[1]
    if len(signed) == 1:
        return signed[0], before
    growth = sum(signed)
    step = Step(together_words(p, ALL_GROWS), f"{sum_of(signed)} = {growth}", rests_on=before)
    yield step
    return growth, (step,)


TRY_FIRST = (
    "We try {first}. Then, since <told>, <name> would be {}.",
    "Let us begin with {first}; as <told>, we have {}.",
    "We take {first} as the first number; <told>, so {}.",
    "With {first} as a guess, <name> would be {}.",
)
TRY = (
    "<Told>, which would give {}.",
    "With the guess, <name> would be {}.",
    "Since <told>, we would get {}.",
    "As <told>, this leads to {}.",
    "Because <told>, the guess gives {}.",
    "For <name> this means {}.",
)
GROWS = (
    "Increasing the guess by 1 makes <name> larger by {growth}: {}.",
    "If the guess grows by 1, <name> grows by {growth}: {}.",
    "For every 1 added to the guess, <name> changes by {growth}, since {}.",
    "<Name> grows {growth} times as fast as the guess: {}.",
)
ALL_GROWS = (
    "So every 1 added to the guess changes the result by {growth}: {}.",
    "If the guess grows by 1, then <whole> grows by {growth}: {}.",
    "All together, increasing the guess by 1 makes a change of {growth}: {}.",
)
TOO_LITTLE = (
    "The guess was too small, since {off} is missing: {}.",
    "Compared with what the story says, {off} is missing: {}.",
    "We have {reached} in place of {total}, so the guess was too small: {}.",
)
TOO_MUCH = (
    "The guess was too large, since the result is {off} too much: {}.",
    "Compared with what the story says, this is {off} too much: {}.",
    "We have {reached} in place of {total}, so the guess was too large: {}.",
)
HOW_MANY_MORE = (
    "Each increase of the guess by 1 counts {m} times, so we divide: {}.",
    "Since a change of 1 in the guess makes a change of {m} in the result, we divide by {m}: {}.",
    "We divide the error by {m} to see how far off the guess was: {}.",
)
GUESS_HIGHER = (
    "The guess has to be {steps} larger: {}.",
    "We correct the guess upward, so <name> is {}.",
    "So <name> is larger than the guess by {steps}: {}.",
    "Hence we add {steps} to the guess: {}.",
)
GUESS_LOWER = (
    "The guess has to be {steps} smaller: {}.",
    "We correct the guess downward, so <name> is {}.",
    "So <name> is smaller than the guess by {steps}: {}.",
    "Hence we subtract {steps} from the guess: {}.",
)
