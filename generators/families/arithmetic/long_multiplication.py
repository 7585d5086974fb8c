"""The product of two or three whole numbers, worked out by hand."""

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations_with_replacement
from math import comb, prod
from typing import NamedTuple

from generators.family import (
    Capacity,
    Claim,
    Family,
    Fraction,
    Frame,
    Knob,
    Knobs,
    Step,
    Steps,
    Stream,
    product_of,
    sum_of,
)

LONGEST = 14  # lines that the way by squares may take before a textbook would choose another one
SHORT = 8  # the same where a factor is a single digit, by which any other way is short
BY_HEART = 25  # squares up to this one are known
TABLE = 9  # the largest factor of the multiplication table
LARGEST_FACTOR = 12  # the largest one by which a single line multiplies
ADDED = 4  # terms that one line adds at most
ZEROS = (10, 100)  # a number with zeros at its end is a multiple of one of these
PLACES = (
    *("ones", "tens", "hundreds", "thousands", "ten-thousands", "hundred-thousands"),
    *("millions", "ten-millions", "hundred-millions", "billions"),
)

Product = Generator[Step, None, int]
Before = tuple[Step, ...]  # the line that found one of two factors, none for those of the statement


@dataclass(frozen=True, slots=True)
class Params:
    """The numbers to be multiplied, in the order in which they are written."""

    factors: tuple[int, ...]


def sample(stream: Stream, knobs: Knobs) -> Params:
    """Draws the digits of different numbers, then puts a zero inside the longest one, or zeros at
    the end of one of them."""
    lengths, numbers = lengths_of(knobs), [0]
    while len(set(numbers)) < len(lengths):
        numbers = [digits_drawn(stream, length) for length in lengths]
    zeros = stream.fork("zeros").choice(knobs["zeros"].split("|"))
    place = stream.below(len(numbers))
    if zeros == "inside" and max(lengths) > 2:
        long = lengths.index(max(lengths))
        unit = 10 ** stream.between(1, lengths[long] - 2)
        numbers[long] -= numbers[long] // unit % 10 * unit
    elif zeros == "end":
        numbers[place] *= stream.choice(ZEROS)
    return Params(tuple(stream.shuffle(numbers)))


def lengths_of(knobs: Knobs) -> list[int]:
    """How many digits each of the numbers has."""
    return [length for length in (knobs["digits"], knobs["multiplier"], knobs["third"]) if length]


def digits_drawn(stream: Stream, length: int) -> int:
    """A number without zeros; a single digit is at least 2."""
    number = 0
    for _ in range(length):
        number = 10 * number + stream.between(2 if length == 1 else 1, 9)
    return number


def capacity(knobs: Knobs) -> Capacity:
    """Sets of different numbers without a zero, each with its length, where that may be so or zeros
    may follow; a zero inside takes the place of one of nine digits in at least one way."""
    lengths, problems = lengths_of(knobs), 1
    for length in set(lengths):
        pool = 9**length if length > 1 else 8
        problems *= comb(pool, lengths.count(length))
    only_inside = knobs["zeros"] == "inside" and max(lengths) > 2
    return Capacity(problems // 9 if only_inside else problems, exact=False)


def without_zeros(number: int) -> int:
    """The number without the zeros at its end."""
    while number % 10 == 0:
        number //= 10
    return number


def written(p: Params) -> str:
    return product_of(p.factors).text()


def listed(p: Params) -> str:
    *first, last = p.factors
    return f"{', '.join(map(str, first))} and {last}"


class Story(NamedTuple):
    """A question about a product of two numbers, the larger one first, and about one of three;
    and the two sentences that answer it."""

    of_two: str
    of_three: str
    ends: tuple[str, str]


def frame(story: Story) -> Frame:
    def told(p: Params) -> str:
        large, *others = sorted(p.factors, reverse=True)
        if len(others) == 1:
            return story.of_two.format(large, *others)
        return story.of_three.format(large, *others)

    return Frame(told, story.ends)


STORIES = (
    Story(
        "A lorry carries {0} bricks on each trip. How many bricks does it carry in {1} trips?",
        "Each of {2} lorries makes {1} trips and carries {0} bricks on every trip. How many bricks"
        " do they carry?",
        (
            "Therefore, {answer} bricks are carried altogether.",
            "Therefore, the number of bricks carried is {answer}.",
        ),
    ),
    Story(
        "The floor of a hall is covered with square tiles, in {1} rows of {0} tiles each. How many"
        " tiles lie on it?",
        "The floors of {2} equal halls are covered with tiles, each in {1} rows of {0} tiles. How"
        " many tiles is that in all?",
        (
            "Therefore, {answer} tiles are laid.",
            "Therefore, the number of tiles is {answer}.",
        ),
    ),
    Story(
        "A catalogue has {1} pages, and {0} copies of it are printed. How many pages are printed?",
        "A publisher prints {0} copies of each of {1} booklets, and every booklet has {2} pages."
        " How many pages are printed?",
        (
            "Therefore, {answer} pages are printed.",
            "Therefore, the number of printed pages is {answer}.",
        ),
    ),
    Story(
        "A machine fills {0} bottles an hour. How many bottles does it fill in {1} hours?",
        "In a factory {2} machines fill {0} bottles an hour each. How many bottles do they fill in"
        " {1} hours?",
        (
            "Therefore, {answer} bottles are filled in that time.",
            "Therefore, the number of bottles filled is {answer}.",
        ),
    ),
    Story(
        "For a concert {0} tickets are sold at {1} euros each. How many euros do they bring in?",
        "On each of {2} evenings {0} tickets are sold at {1} euros each. How many euros do they"
        " bring in?",
        (
            "Therefore, the tickets bring in {answer} euros.",
            "Therefore, {answer} euros are taken for the tickets.",
        ),
    ),
)


def turned_round(p: Params) -> str:
    """The question as one about a quotient."""
    first, *others = p.factors
    divisor = product_of(others).text() if len(others) == 1 else f"({product_of(others).text()})"
    return f"Which number n satisfies `n/{divisor} = {first}`?"


def one_by_one(p: Params) -> str:
    first, second, *third = p.factors
    if third:
        return f"Multiply {first} by {second}, and the result by {third[0]}. What do you get?"
    return f"Multiply {first} by {second}. What do you get?"


def check(p: Params, answer: int) -> Claim:
    """Division leads back from the product to the first of the numbers."""
    first, *others = p.factors
    if len(others) == 1:
        return Claim(f"{answer}/{others[0]} = {first}")
    between = Fraction(answer, others[1])
    return Claim(f"{answer}/{others[1]} = {between}, {between}/{others[0]} = {first}")


FAMILY = Family(
    params=Params,
    knobs={
        "digits": Knob("digits of the first number", (3, 4, 3, 4, 3), (2, 5)),
        "multiplier": Knob("digits of the second number", (1, 2, 3, 3, 2), (1, 3)),
        "third": Knob("digits of a third number, 0 for none", (0, 0, 0, 0, 2), (0, 2)),
        "zeros": Knob(
            "where one of the numbers has zeros, as its second digit or later, or at its end",
            ("none", "inside", "none|inside", "none|inside|end", "inside|end"),
            ("none", "inside", "end"),
        ),
    },
    sample=sample,
    statements=(
        lambda p: f"Work out `{written(p)}`.",
        lambda p: f"What is the product of {listed(p)}?",
        one_by_one,
        lambda p: f"Without a calculator, find the value of `{written(p)}`.",
        lambda p: f"Find n if `n = {written(p)}`.",
        turned_round,
        *map(frame, STORIES),
    ),
    answer=lambda p: prod(p.factors),
    answer_kind="integer",
    conclusion=lambda p, answer: Claim(f"{product_of(p.factors)} = {answer}"),
    check=check,
    key=lambda p: tuple(sorted(p.factors)),
    mathematics=lambda p: tuple(sorted(map(without_zeros, p.factors))),
    capacity=capacity,
    closings=(
        lambda p: f"Therefore, the product of {listed(p)} is {{answer}}.",
        lambda p: f"Therefore, `{written(p)}` equals {{answer}}.",
        "Therefore, the numbers multiplied together give {answer}.",
        "Therefore, the value of the product is {answer}.",
        lambda p: f"Therefore, multiplying {listed(p)} gives {{answer}}.",
    ),
)


def by_pairs(p: Params, product: Callable[[int, int, Before], Product]) -> Steps:
    """The numbers without the zeros at their end are multiplied two at a time, larger one first;
    then the zeros are put back."""
    numbers, power = [], 1
    for number in p.factors:
        rest = without_zeros(number)
        if rest < number:
            power = number // rest
            yield Step(ZEROS_OFF, f"{number} = {rest:new} * {power:new}", because=ZEROS_WAIT)
        numbers.append(rest)
    result, before = numbers[0], ()
    for number in numbers[1:]:
        larger, smaller = max(result, number), min(result, number)
        lines = product(larger, smaller, before)
        result, before = yield from with_last_line(lines)
    if power > 1:
        yield Step(ZEROS_ON, f"{result} * {power} = {result * power}")
    return result * power


def with_last_line(lines: Product) -> Generator[Step, None, tuple[int, Before]]:
    """Passes the lines on; gives the result with the line that found it."""
    before: Before = ()
    while True:
        try:
            before = (next(lines),)
        except StopIteration as end:
            return end.value, before
        yield before[0]


ZEROS_OFF = (
    "We leave the zeros of {number} aside: {}.",
    "The zeros of {number} can wait: {}.",
    "We split the zeros off {number}: {}.",
    "The number {number} is {rest} followed by zeros: {}.",
)
ZEROS_WAIT = (
    "they only move digits to the left",
    "they can be appended at the end",
    "the other digits decide the product up to zeros",
)
ZEROS_ON = (
    "Now the zeros come back: {}.",
    "We put back the factor {power}: {}.",
    "The zeros are appended to {result}: {}.",
    "With its zeros, the product is {}.",
)


def digits_of(number: int) -> list[int]:
    """The digits from the right."""
    return [int(digit) for digit in reversed(str(number))]


@FAMILY.strategy(
    approach="forward",
    opening=(
        lambda p: (
            f"To multiply {listed(p)}, we go through the digits from the right, writing one and"
            " carrying the rest."
        ),
        lambda p: f"We work out `{written(p)}` in columns, digit by digit.",
        "We multiply digit by digit from right to left and carry the tens.",
        "We use long multiplication, as taught at school: digit times digit, with carries.",
        lambda p: f"To find `{written(p)}`, we write the numbers below each other and multiply.",
        "Every digit of one number is multiplied by every digit of the other, beginning with the"
        " ones.",
    ),
    formula="A product of two digits and a carry, `10c + w`, leaves the digit w in its place and"
    " carries c to the next one.",
)
def columns_with_carries(p: Params) -> Steps:
    """The way per scachiero of the Treviso Arithmetic (1478), the first printed one, which schools
    still teach: rows of digits with carries, moved by a place each, and added."""
    return (yield from by_pairs(p, rows_of_digits))


def rows_of_digits(a: int, b: int, before: Before) -> Product:
    ten = Claim(f"{10:new}")
    rows: dict[int, tuple[int, int]] = {}  # of a digit of b: its row, and the place of that
    shifted: list[int] = []
    empty: Before = ()  # the lines of digits 0
    again = bool(before)  # whether no row has been worked out yet of a second product
    for place, digit in enumerate(digits_of(b)):
        unit, name = 10**place, PLACES[place]
        if digit == 0:
            empty = (*empty, Step(naming(name, NO_ROW), f"{digit} * {a} = 0"))
            yield empty[-1]
            continue
        result = unit * digit * a
        if digit == 1 and place:
            yield Step(ROW_OF_ONE, f"{unit:new} * {a} = {result:new}", rests_on=empty)
        elif digit in rows:
            same, at = rows[digit]
            moved = 10 ** (place - at)
            claim = Claim(f"{same} * {moved:new} = {result:new}")
            yield Step(naming(name, SAME_ROW), claim, rests_on=empty)
        elif digit > 1:
            found = yield from row(a, digit, ten, before, again, in_full=b > TABLE)
            ten, again = Claim(f"{10}"), False
            words = ONLY_ROW if b < 10 else ROW_OF_ONES
            if place:
                words = ROW_IN_PLACE
            yield Step(naming(name, words), row_claim(a, digit, unit, found), rests_on=empty)
        rows[digit] = (result, place)
        shifted.append(result)
    if b % 10 == 1:
        claim = Claim(f"{a} + {sum_of(shifted[1:])} = {a * b}")
        yield Step(ADD_TO_ITSELF, claim, because=SUM_OF_DIGITS)
    elif len(shifted) > 1:
        yield from total(shifted, ADD_ROWS, because=SUM_OF_DIGITS)
    return a * b


class Row(NamedTuple):
    """The digits of a row, from the right, the last of which may have two; and 10 as it has to be
    marked from there on."""

    digits: list[int]
    ten: Claim


def row(
    a: int, digit: int, ten: Claim, before: Before, again: bool, *, in_full: bool
) -> Generator[Step, None, Row]:
    """The lines that multiply each digit of a by one digit; `before` is the line that found one of
    the two numbers, and `again` says that this is their first row. In full a line shows the product
    before the carry is added."""
    carry, written_digits = 0, []
    *digits, last = digits_of(a)
    for place, other in enumerate(digits):
        result = digit * other + carry
        carried, left = divmod(result, 10)
        multiplied = one_digit(digit, other, carry, in_full)
        if carried:
            claim = Claim(f"{carried:new} * {ten} + {left:new} :: {multiplied}")
            words = CARRY_NEXT if carry else CARRY_AGAIN
            if place == 0:
                words = CARRY_SECOND if again else CARRY_FIRST
            yield Step(naming(PLACES[place], words), claim, because=TEN_OF_ONE, rests_on=before)
            ten = Claim(f"{10}")
        else:
            words = WRITE_NEXT
            if place == 0:
                words = WRITE_SECOND if again else WRITE_FIRST
            yield Step(naming(PLACES[place], words), multiplied, rests_on=before)
        carry = carried
        written_digits.append(left)
    result = digit * last + carry
    claim, name = one_digit(digit, last, carry, in_full), PLACES[len(digits)]
    if result < 10:
        yield Step(naming(name, WRITE_LAST_DIGIT), claim, rests_on=before)
    else:
        words = naming(name, WRITE_LAST)
        yield Step(words, claim, because=NO_PLACE_LEFT, rests_on=before)
    return Row([*written_digits, result], ten)


def one_digit(digit: int, other: int, carry: int, in_full: bool) -> Claim:
    """A digit times another, with what was carried."""
    alone, result = digit * other, digit * other + carry
    if carry and in_full:
        return Claim(f"{digit:new} * {other:new} + {carry} = {alone:new} + {carry} = {result:new}")
    if carry:
        return Claim(f"{digit:new} * {other:new} + {carry} = {result:new}")
    return Claim(f"{digit:new} * {other:new} = {result:new}")


def row_claim(a: int, digit: int, unit: int, row: Row) -> Claim:
    """That the digits written, read from the left, are the row of a digit in its place."""
    *others, first = row.digits
    read = Claim(f"{first}")
    for other in reversed(others):
        read = Claim(f"({read}) * {row.ten} + {other}")
    value = unit * digit
    if unit == 1:
        return Claim(f"{read} :: {digit} * {a} = {digit * a:new}")
    return Claim(f"({read}) * {unit:new} :: {value:new} * {a} = {value * a:new}")


@lru_cache(maxsize=256)
def naming(place: str, words: tuple[str, ...]) -> tuple[str, ...]:
    """The phrasings for one of the places; the same tuple each time."""
    return tuple([line.replace("PLACE", place) for line in words])


CARRY_FIRST = (
    "The digit {digit} is multiplied by the PLACE digit {other}, and we write {left} and carry"
    " {carried}: {}.",
    "On the right we begin with {}, so {left} is written and {carried} is carried.",
    "We start with the PLACE: {}, which leaves {left} and carries {carried}.",
    "The digits {digit} and {other} give {result}, of which we write {left} and carry {carried}:"
    " {}.",
    "From {} we write down {left} and carry {carried}.",
    "For the PLACE digit {other} we write {left} and carry {carried}: {}.",
)
CARRY_SECOND = (
    "Now this result is multiplied by the last number, beginning with the ones: {}, so {left} is"
    " written and {carried} carried.",
    "We go on with this result and the last number; the digits {digit} and {other} leave {left} and"
    " carry {carried}: {}.",
    "The result so far still has to be multiplied by the last number: from {} we write {left} and"
    " carry {carried}.",
)
CARRY_NEXT = (
    "To {digit} times {other}, in the PLACE, we add {carry}; write {left}, carry {carried}: {}.",
    "Then the PLACE: {}, of which {left} is written and {carried} carried.",
    "In the PLACE we get {}, so we write {left} and carry {carried}.",
    "The PLACE digit {other}, with the carry {carry}, gives {}; {left} is written and {carried}"
    " carried.",
    "Next come the PLACE: {}, so {left} is written and {carried} is carried.",
    "For the PLACE, {digit} times {other} plus the carry gives {result}: write {left}, carry"
    " {carried}: {}.",
    "The next digit, {other} in the PLACE, gives {left} with a carry of {carried}: {}.",
    "We multiply the PLACE digit {other} by {digit}, add the carry, write {left} and carry"
    " {carried}: {}.",
    "So the PLACE digit {other} gives {left}, and {carried} is carried: {}.",
)
CARRY_AGAIN = (
    "In the PLACE we get {}, so we write {left} and carry {carried}.",
    "Next come the PLACE: {}, so {left} is written and {carried} is carried.",
    "The next digit is {other}, in the PLACE, and leaves {left} with a carry of {carried}: {}.",
    "So the PLACE digit {other} gives {left}, and {carried} is carried: {}.",
    "For the PLACE, {digit} times {other} gives {result}, and we write {left} and carry {carried}:"
    " {}.",
)
WRITE_FIRST = (
    "The digit {digit} is multiplied by the PLACE digit {other}, with nothing to carry: {}.",
    "On the right we begin with {}, which is a single digit.",
    "We start with the PLACE, where nothing is carried: {}.",
    "The digits {digit} and {other} give {result}, which we write down: {}.",
    "For the PLACE digit {other} we write {result}: {}.",
)
WRITE_SECOND = (
    "Now this result is multiplied by the last number, beginning with the ones: {}.",
    "We go on with this result and the last number; the digits {digit} and {other} give {result}:"
    " {}.",
    "The result so far still has to be multiplied by the last number, and in the ones we write"
    " {result}: {}.",
)
WRITE_NEXT = (
    "In the PLACE we get {}, and nothing is carried.",
    "The PLACE digit {other} gives {result}, a single digit: {}.",
    "Next come the PLACE: {}, which is written as it is.",
    "For the PLACE we write {result} without a new carry: {}.",
    "So the PLACE digit {other} gives {result}, with nothing to carry: {}.",
    "The next digit is {other}, in the PLACE, and we write {result}: {}.",
)
WRITE_LAST = (
    "Only the PLACE digit {other} is left, and we write {result}: {}.",
    "No digit comes after {other}, so {result} is written in full: {}.",
    "The last digit is {other}, in the PLACE, and all of {result} is written: {}.",
    "On the left we get {}, which is written down in full.",
    "For the PLACE, where the row ends, we write {result} in full: {}.",
    "The row ends with the PLACE: {}.",
    "The PLACE digit {other} gives {result}, which is written in full: {}.",
    "With the PLACE digit {other} the row is complete: {}.",
)
WRITE_LAST_DIGIT = (
    "The row ends with the PLACE: {}.",
    "With the PLACE digit {other} the row is complete: {}.",
    "Last of all, the PLACE digit {other} gives {}.",
    "On the left, the PLACE digit {other} becomes {result}: {}.",
    "Only the PLACE digit {other} is left: {}.",
)
NO_PLACE_LEFT = (
    "there is no further digit to carry to",
    "no digit is left for a carry",
    "the row needs no further column",
)
TEN_OF_ONE = (
    "ten of one place make one of the next",
    "ten in one column make one in the next",
    "a column has room for one digit only",
)
ONLY_ROW = (
    "Read from the left, the digits that we wrote are the product: {}.",
    "So the row reads {}.",
    "Put together, the digits give {}.",
    "Read from left to right, the result is {}.",
)
ROW_OF_ONES = (
    "Read from the left, the digits make the first row: {}.",
    "So the row for the ones digit {digit} reads {}.",
    "Put together, these digits give {}.",
    "Thus the first row is {}.",
)
ROW_IN_PLACE = (
    "The digit stands for {value}, so the row gets zeros at the end: {}.",
    "As a row of PLACE it is moved to the left, which gives {}.",
    "Since the digit is in the PLACE, the row is moved to the left: {}.",
    "Put together and moved into the PLACE, the digits give {}.",
    "So the row for the PLACE is {}.",
    "With the zeros for the PLACE, the row reads {}.",
)
ROW_OF_ONE = (
    "The digit 1 gives {a} again, in its own place: {}.",
    "For the digit 1 the row is {a} itself, moved to the left: {}.",
    "Since the digit is 1, we only move {a} to the left: {}.",
)
SAME_ROW = (
    "The PLACE digit has occurred before, so its row is only moved: {}.",
    "The same digit occurs again in the PLACE, and its row only moves to the left: {}.",
    "For the PLACE we need not multiply again, because the digit has occurred before: {}.",
)
NO_ROW = (
    "The PLACE digit of the multiplier is 0 and gives no row: {}.",
    "Since {}, the PLACE have no row.",
    "For the 0 in the PLACE there is nothing to write: {}.",
)
ADD_ROWS = (
    "Finally the rows are added: {}.",
    "The sum of the rows is the product: {}.",
    "Adding up what the digits of the multiplier gave, we get {}.",
    "So all rows together make {}.",
    "Hence we add the rows: {}.",
)
ADD_TO_ITSELF = (
    "The ones digit 1 adds only {a} to this: {}.",
    "The digit 1 in the ones gives {a} itself, so all rows together make {}.",
    "We add the rows, with {a} itself for the ones digit 1: {}.",
    "Together with {a}, which is the row of the ones digit 1, we get {}.",
)
SUM_OF_DIGITS = (
    "the multiplier is the sum of what its digits stand for",
    "each digit of the multiplier has contributed its part",
    "the parts of the multiplier make up the whole of it",
)
ADD_SOME = (
    "We add the first few of these numbers: {}.",
    "The sum is found in parts, first {}.",
    "We begin to add: {}.",
    "The first few of these numbers come to {}.",
    "Part of the sum is {}.",
)


def total(numbers: Sequence[int], words: tuple[str, ...], because: tuple[str, ...] = ()) -> Steps:
    """The lines that add numbers, a few at a time."""
    left = list(numbers)
    while len(left) > ADDED:
        some = left[:ADDED]
        yield Step(ADD_SOME, f"{sum_of(some)} = {sum(some)}")
        left = [sum(some), *left[ADDED:]]
    yield Step(words, f"{sum_of(left)} = {sum(left)}", because=because)


def parts_of(number: int) -> list[int]:
    """What its digits stand for, largest first: 300, 40 and 7 for 347."""
    digits = enumerate(digits_of(number))
    return [digit * 10**place for place, digit in digits if digit][::-1]


@FAMILY.strategy(
    approach="algebraic",
    opening=(
        lambda p: (
            f"We find `{written(p)}` as an area: we cut the sides by place value, and the"
            " pieces are added."
        ),
        lambda p: f"We take {listed(p)} apart by place value and multiply part by part.",
        "A product is the area of a rectangle, which we cut into easier ones.",
        "We split the numbers into round parts, because round numbers are easy to multiply.",
        lambda p: f"To find `{written(p)}`, we multiply place by place: ones, tens and so on.",
        "We cut the rectangle with the two numbers as sides into pieces that are easy to find.",
    ),
    formula="In letters, `(a + b)(c + d) = a*c + a*d + b*c + b*d`.",
)
def area_model(p: Params) -> Steps:
    """Euclid, Elements II.1: the rectangle of a line and one that is cut is the sum of the
    rectangles of its pieces; the grid method of English primary schools since the 1990s."""
    return (yield from by_pairs(p, rectangles))


def found_sum(parts: Sequence[int]) -> Claim:
    """A sum of which a line finds all parts."""
    return sum_of([f"{part:new}" for part in parts])


def rectangles(a: int, b: int, before: Before) -> Product:
    long, wide = parts_of(a), parts_of(b)
    cuts = [(number, parts) for number, parts in ((a, long), (b, wide)) if len(parts) > 1]
    if len(cuts) == 2:
        first, second = found_sum(long), found_sum(wide)
        yield Step(CUT_BOTH, f"{a} = {first}, {b} = {second}", because=SIMPLER_PARTS)
    elif cuts:
        ((number, parts),) = cuts
        claim = Claim(f"{number} = {found_sum(parts)}")
        yield Step(CUT_ONE, claim, because=SIMPLER_PARTS)
    if len(cuts) < 2:
        (part,), across = sorted((long, wide), key=len)
        yield from strip(part, across, LAST_OF_ALL, ADD_PIECES, because=NOTHING_MISSING)
        return a * b
    for part in long:
        yield from strip(part, wide, LAST_OF_STRIP, STRIP)
    yield from total([part * b for part in long], ADD_STRIPS, because=COVERED)
    return a * b


def strip(
    part: int,
    across: Sequence[int],
    complete: tuple[str, ...],
    add: tuple[str, ...],
    because: tuple[str, ...] = (),
) -> Steps:
    """The areas of the pieces with one side, two in a line, and their sum; a single piece that is
    left over stands in the line of the sum. Pieces with a side of 1 need no line."""
    if part == 1:
        return
    sides = [one for one in across if one > 1]
    areas = sum_of([part * one for one in across])
    while len(sides) > 1:
        one, two, *sides = sides
        claim = Claim(f"{part} * {one} = {part * one}, {part} * {two} = {part * two}")
        yield Step(TWO_CELLS, claim, because=ROUND)
    for one in sides:
        cell = Claim(f"{part} * {one} = {part * one}")
        if len(across) == 1:
            yield Step(CELL, cell, because=ROUND)
        else:
            yield Step(complete, f"{cell}, {areas} = {part * sum(across)}", because=because)
    if len(across) > 1 and not sides:
        yield Step(add, f"{areas} = {part * sum(across)}", because=because)


CUT_BOTH = (
    "We cut both sides by place value: {}.",
    "By the places of their digits, the sides are {}.",
    "The numbers {a} and {b} are split into round parts: {}.",
    "Split by place value, the two numbers are {}.",
)
CUT_ONE = (
    "We cut {number} by place value: {}.",
    "The number {number} is split into round parts: {}.",
    "By the places of its digits, {number} is a sum: {}.",
)
SIMPLER_PARTS = (
    "parts with a single nonzero digit can be multiplied mentally",
    "it is easier to multiply such parts",
    "every part then has only one digit before its zeros",
)
TWO_CELLS = (
    "We multiply {part} by {one} and by {two}: {}.",
    "Along the side {part}, two pieces measure {}.",
    "With {part} as one side, {one} and {two} give {}.",
    "We multiply {part} by both {one} and {two}: {}.",
    "Where the strip of width {part} crosses {one} and {two}, we have {}.",
    "Rectangles of {part} by {one} and by {two} measure {}.",
    "The pieces of {part} by {one} and {two} are {}.",
    "For {part} with {one} and with {two} we get {}.",
    "Both {one} and {two} are multiplied by {part}: {}.",
)
CELL = (
    "The rectangle with the sides {one} and {part} has this area: {}.",
    "We multiply the sides {one} and {part}: {}.",
    "For the sides {one} and {part} we get {}.",
)
LAST_OF_STRIP = (
    "A last piece completes the strip: {}.",
    "The piece of {part} by {one} ends the strip, and we add: {}.",
    "We multiply {part} by {one} and add up the strip: {}.",
    "With {part} times {one} the strip adds up: {}.",
    "The last side, {one}, gives one more piece, and all together {}.",
    "The last piece of the strip is {part} times {one}, and then we add: {}.",
    "What is left of the strip is {part} by {one}: {}.",
)
LAST_OF_ALL = (
    "A last piece completes the rectangle, and the areas are added: {}.",
    "The piece of {part} by {one} comes last, and we add all of them: {}.",
    "We multiply {part} by {one} and add up the pieces: {}.",
    "With {part} times {one} the pieces make up the whole: {}.",
    "The last side, {one}, gives one more piece, and all together {}.",
)
ADD_PIECES = (
    "The pieces make up the whole rectangle: {}.",
    "Finally we add the pieces: {}.",
    "So the rectangle has the area {}.",
    "Hence the areas add up to {}.",
)
ROUND = (
    "we multiply the first digits and count the zeros",
    "the zeros of the parts are simply appended",
    "round numbers need only their first digits multiplied",
)
STRIP = (
    "Together, this strip has the area {}.",
    "In all, the strip comes to {}.",
    "We add up the strip: {}.",
    "That makes a strip of area {}.",
    "So the strip measures {}.",
    "This part of the rectangle adds up to {}.",
    "The pieces of this strip make {}.",
    "Thus we get for the whole strip {}.",
    "The areas along the strip add up to {}.",
)
COVERED = (
    "the strips cover the whole rectangle without overlapping",
    "nothing is left out and nothing counted twice",
    "each part of one number has been multiplied by each part of the other",
)
NOTHING_MISSING = (
    "the pieces cover the whole rectangle without overlapping",
    "nothing is left out and nothing counted twice",
    "the parts make up the whole of the number",
)
ADD_STRIPS = (
    "The whole rectangle is the sum of its strips: {}.",
    "All strips together have the area {}.",
    "Finally we add the strips: {}.",
    "So the rectangle has the area {}.",
    "Hence the areas add up to {}.",
)


@FAMILY.strategy(
    approach="transform",
    opening=(
        lambda p: f"To find `{written(p)}`, we halve one number down to 1 and double the other.",
        "We halve one number, double the other, and add the doubles beside odd numbers.",
        "We need no multiplication table, only halving and doubling.",
        lambda p: (
            f"With {listed(p)} we halve and double; the doubles beside odd numbers will count."
        ),
        "The idea is to halve one factor and double the other, which keeps the product.",
        lambda p: f"Halving and doubling is all that we need for `{written(p)}`.",
    ),
    formula="In letters, `2h * a = h * 2a` and `(2h + 1) * a = h * 2a + a`.",
)
def russian_peasant(p: Params) -> Steps:
    """Doubling as in the Rhind papyrus, c. 1650 BC, with mediation and duplation, as the Middle
    Ages called halving and doubling; attributed to Russian peasants."""
    return (yield from by_pairs(p, halve_and_double))


def halve_and_double(a: int, b: int, before: Before) -> Product:
    left, right, counted = b, a, []
    lines = []
    while left > 1:
        half, odd = divmod(left, 2)
        doubled = Claim(f"2 * {right} = {2 * right:new}")
        if odd:
            counted.append(right)
            words = ODD_FIRST if left == b else ODD
            claim = Claim(f"{left} = 2 * {half:new} + 1, {doubled}")
        else:
            words = EVEN_FIRST if left == b else EVEN
            if half == 1 and not counted:
                words = EVEN_LAST
            claim = Claim(f"{left} = 2 * {half:new}, {doubled}")
        lines.append(Step(words, claim, because=ONE_LEFT if odd else HALF_AND_DOUBLE))
        yield lines[-1]
        left, right = half, 2 * right
    if counted:
        yield from total([*counted, right], ADD_COUNTED)
    return a * b


ODD_FIRST = (
    "The first number to halve, {left}, is odd, so {right} counts: {}.",
    "We halve {left} and double {right}, which counts: {}.",
    "Halving {left} leaves 1 over, so {right} is kept for the sum: {}.",
    "Beside the odd number {left} we keep {right}: {}.",
)
ODD = (
    "With {left} odd, {right} counts: {}.",
    "Halving {left} leaves 1 over, so we keep {right}: {}.",
    "Next, {left} is odd, so {right} is kept: {}.",
    "We mark {right} beside the odd {left}: {}.",
    "Beside the odd {left}, {right} counts: {}.",
    "An odd {left} keeps {right}: {}.",
    "Here {right} counts, because {left} is odd: {}.",
    "Halving {left} leaves a remainder, hence {right} counts: {}.",
    "Since {left} is odd, {right} is kept: {}.",
)
EVEN_FIRST = (
    "The first number to halve, {left}, is even, so {right} does not count: {}.",
    "We halve {left} and double {right}, which is not kept: {}.",
    "Halving {left} leaves no remainder, so {right} is left out: {}.",
    "Beside the even number {left} we cross out {right}: {}.",
)
EVEN = (
    "With {left} even, {right} does not count: {}.",
    "Halving {left} leaves nothing over, so we skip {right}: {}.",
    "Next, {left} is even, so {right} is crossed out: {}.",
    "We cross out {right} beside the even {left}: {}.",
    "Beside the even {left}, {right} is dropped: {}.",
    "An even {left} means that {right} is not needed: {}.",
    "Here {right} is left out, because {left} is even: {}.",
    "Halving {left} leaves no remainder, so {right} is skipped: {}.",
)
EVEN_LAST = (
    "Halving {left} leads to 1, so the double beside it is the product: {}.",
    "Half of {left} is 1, so the double is the product: {}.",
    "Halving {left} brings us to 1, and the number beside it is the whole product: {}.",
)
ONE_LEFT = (
    "the halving leaves out one copy of it",
    "one copy of it gets lost in the halving and has to be added",
    "the remainder 1 stands for one copy of it",
)
HALF_AND_DOUBLE = (
    "half as many of a number twice as large make the same product",
    "half of one and twice the other have the same product",
    "nothing gets lost in the halving",
)
ADD_COUNTED = (
    "We have reached 1, so we add the numbers kept and the last double: {}.",
    "The last double stands beside 1 and counts too, so the sum is {}.",
    "Adding the numbers kept and the double beside 1, we get {}.",
    "The final 1 is odd too, so the numbers kept and the last double are added: {}.",
    "At 1 we stop; with the double beside it, the numbers kept add up to {}.",
    "Now 1 is reached, so we add the numbers kept and the last double: {}.",
    "The halving has reached 1, and all numbers kept are added: {}.",
)


def distance_to_round(number: int) -> tuple[int, int]:
    """The nearest number with a single digit that is not 0, and how far it is."""
    unit = 10 ** (len(str(number)) - 1)
    near = (number + unit // 2) // unit * unit
    return near, abs(number - near)


def lines_of_square(number: int) -> int:
    """How many lines the square of a number takes."""
    _, distance = distance_to_round(number)
    if number < 2:
        return 0
    if number <= BY_HEART or not distance:
        return 1
    return 3 + lines_of_square(distance)


def lines_by_squares(p: Params) -> int:
    """How many lines the way by two squares takes."""
    lines, result, *others = 0, *map(without_zeros, p.factors)
    for number in others:
        even = max(result, number) - (result + number) % 2
        half, other = (even + min(result, number)) // 2, min(result, number)
        lines += 4 + lines_of_square(half) + lines_of_square(abs(half - other))
        result *= number
    return lines


@FAMILY.strategy(
    approach="transform",
    when=lambda p: lines_by_squares(p) <= (LONGEST if min(p.factors) > TABLE else SHORT),
    opening=(
        lambda p: (
            f"We write `{written(p)}` with the squares of the mean of two factors and of their"
            " distance from it."
        ),
        "A product of two numbers is the square of their mean minus the square of their distance"
        " from it, so we only need squares.",
        "We look for the number midway between the factors and turn the product into a difference"
        " of two squares.",
        lambda p: (
            f"To multiply {listed(p)}, we use that a sum times a difference is a difference of"
            " squares."
        ),
        "Two numbers lie equally far from their mean, so their product is a difference of squares.",
    ),
    formula="In letters, `(m + d)(m - d) = m^2 - d^2`.",
)
def difference_of_squares(p: Params) -> Steps:
    """Euclid, Elements II.5: the rectangle of two unequal pieces and the square on the line
    between the cuts are the square on the half; the ground of tables of quarter squares."""
    return (yield from by_pairs(p, squares))


def squares(a: int, b: int, before: Before) -> Product:
    even = a - (a + b) % 2
    if even < a:
        yield Step(ONE_LESS, f"{a} - 1 = {even}", because=MIDWAY)
    if even == b:
        square = yield from square_of(b)
    else:
        mean = (even + b) // 2
        both = even + b
        yield Step(MEAN, f"{even} + {b} = {both:new}, {both}/2 = {mean:new}")
        away = even - mean
        yield Step(AWAY, f"{even} - {mean} = {away:new}, {mean} - {b} = {away}")
        product = Step(
            TWO_SQUARES, f"{even} * {b} = {mean}^2 - {away}^2", because=SUM_BY_DIFFERENCE
        )
        yield product
        larger = yield from square_of(mean)
        smaller = yield from square_of(away)
        square = larger - smaller
        claim = Claim(f"{larger} - {smaller} = {square}")
        yield Step(SUBTRACT, claim, rests_on=(product,))
    if even < a:
        yield Step(ADD_ONE_MORE, f"{square} + {b} = {a * b}")
    return a * b


def square_of(number: int) -> Product:
    """The lines to a square; one that nobody knows by heart is a product of round numbers and a
    smaller square."""
    near, distance = distance_to_round(number)
    square = number * number
    if number < 2:
        return square
    if number <= BY_HEART or not distance:
        yield Step(KNOWN_SQUARE, f"{number}^2 = {square}")
        return square
    other = 2 * number - near
    claim = Claim(f"{number}^2 = {near:new} * {other:new} + {distance:new}^2")
    around = Step(AROUND, claim, because=SUM_BY_DIFFERENCE)
    yield around
    small = yield from square_of(distance)
    yield Step(ROUND_PRODUCT, f"{near} * {other} = {near * other}")
    yield Step(SQUARE_FOUND, f"{near * other} + {small} = {square}", rests_on=(around,))
    return square


ONE_LESS = (
    "The sum of the two factors is odd, so we take one off {a} first: {}.",
    "Since one factor is odd and the other even, we use {even} first: {}.",
    "To have a whole number midway, we use {even} in place of {a}: {}.",
)
MIDWAY = (
    "only two odd or two even numbers have a whole number midway",
    "we want the mean to be whole",
    "then both numbers are odd or both are even",
)
MEAN = (
    "Midway between {even} and {b} lies {mean}: {}.",
    "The mean of {even} and {b} is {}.",
    "First we take the mean of the two numbers: {}.",
    "Half the sum of {even} and {b} is {mean}: {}.",
)
AWAY = (
    "Both numbers are {away} away from it: {}.",
    "Their distance from the mean is {}.",
    "From {mean} it is as far up to {even} as it is down to {b}: {}.",
    "So {even} exceeds {mean} by {away}: {}.",
)
TWO_SQUARES = (
    "So the product is a difference of squares: {}.",
    "With {mean} and {away} we can write {}.",
    "The product of {even} and {b} turns into squares: {}.",
    "Thus we only need two squares: {}.",
)
SUM_BY_DIFFERENCE = (
    "a sum times a difference is a difference of squares",
    "the product of a sum and a difference is the difference of the squares",
    "the mixed terms cancel when a sum is multiplied by a difference",
)
KNOWN_SQUARE = (
    "We know {}.",
    "The square of {number} is {}.",
    "We know by heart that {}.",
    "From the table of squares we take {}.",
    "For {number} the square is known: {}.",
    "A square that needs no work is {}.",
)
AROUND = (
    "For the square of {number} we go to the round number {near}, and as far to the other side:"
    " {}.",
    "We square {number} with the help of {near}, which is {distance} away: {}.",
    "The numbers {near} and {other} lie {distance} away from {number}, so {}.",
    "We use {near} to find the square of {number}: {}.",
    "Near {number} there is the round number {near}: {}.",
)
ROUND_PRODUCT = (
    "The product with the round number is {}.",
    "We multiply {other} by {near}: {}.",
    "Next, {near} times {other} is easy: {}.",
    "With a round factor we get {}.",
    "Since {near} is round, the product is quickly found: {}.",
)
SQUARE_FOUND = (
    "So this square is {}.",
    "Together they make the square: {}.",
    "Adding the two, we have the square {square}: {}.",
    "Thus we obtain {}.",
    "The small square is added: {}.",
)
SUBTRACT = (
    "The difference of the two squares is {}.",
    "We subtract the smaller square from the larger one: {}.",
    "Hence the product is {}.",
    "Subtracting the squares, we get {}.",
)
ADD_ONE_MORE = (
    "The 1 that was taken off adds another {b}: {}.",
    "One more {b} has to be added, since we had reduced the factor by 1: {}.",
    "We reduced the factor by 1, so {b} is still missing: {}.",
)


class Friendly(NamedTuple):
    """Small factors whose product is close to a number, or a round number alone, and by how much
    it is larger."""

    factors: tuple[int, ...]
    product: int
    beyond: int


@lru_cache(maxsize=1)
def small_products() -> dict[int, tuple[int, ...]]:
    """Numbers that are products of two to four small factors, with the ones that are easiest."""
    found: dict[int, tuple[int, ...]] = {}
    for count in (2, 3, 4):
        for factors in combinations_with_replacement(range(2, LARGEST_FACTOR + 1), count):
            known = found.get(prod(factors))
            if known is None or lines_of_factors(factors) < lines_of_factors(known):
                found[prod(factors)] = factors
    return found


def lines_of_factors(factors: Sequence[int]) -> int:
    """How many lines it takes to multiply by these factors, where one beyond the table counts as
    two."""
    return len(factors) + sum([factor > TABLE for factor in factors])


@lru_cache(maxsize=4_096)
def friendly(number: int) -> Friendly:
    """The product of small factors by which multiplying takes the fewest lines; or a round number
    that is next to it."""
    for beyond in (1, -1):
        if distance_to_round(number + beyond)[1] == 0:
            return Friendly((number + beyond,), number + beyond, beyond)
    near = [number + beyond for beyond in range(-LARGEST_FACTOR, LARGEST_FACTOR + 1)]
    found = [
        Friendly(small_products()[product], product, product - number)
        for product in near
        if product in small_products()
    ]
    return min(found, key=lambda one: (lines_of_stages(one), abs(one.beyond), one.factors))


def lines_of_stages(one: Friendly) -> int:
    """How many lines it takes to multiply by these factors and to mend the result."""
    return lines_of_factors(one.factors) + 2 * (one.beyond != 0) + (abs(one.beyond) > 1)


@FAMILY.strategy(
    approach="backward",
    when=lambda p: all([number > TABLE for number in map(without_zeros, p.factors)]),
    opening=(
        lambda p: (
            f"We work out `{written(p)}` in small stages, with factors from the multiplication"
            " tables."
        ),
        "The multiplier, or a number close to it, is split into small factors, by which we"
        " multiply one after another.",
        "Instead of multiplying by a large number at once, we multiply by small ones in turn.",
        lambda p: (
            f"To multiply {listed(p)}, we look for small numbers whose product is equal or close"
            " to a factor."
        ),
    ),
    formula="In letters, `a * (m * n + r) = a * m * n + a * r`.",
)
def friendly_factors(p: Params) -> Steps:
    """Old school arithmetics, on a multiplier that is composite: multiply by its component parts
    in turn; where it has none, by those of a number near it, with a correction."""
    return (yield from by_pairs(p, stages))


def stages(a: int, b: int, before: Before) -> Product:
    rising, near, beyond = friendly(b)
    factors = rising[::-1]
    if beyond:
        correction = Claim(f"{near:new} + {-beyond:new}")
        because = EASY_NEARBY if len(factors) > 1 else EASY_ROUND
        yield Step(NEARBY, f"{b} = {correction}", because=because)
        if len(factors) > 1:
            claim = Claim(f"{near} = {product_of([f'{one:new}' for one in factors])}")
            yield Step(FACTORS_OF_NEARBY, claim)
    else:
        claim = Claim(f"{b} = {product_of([f'{one:new}' for one in factors])}")
        yield Step(FACTORS_ITSELF, claim, because=EASY)
    result = a
    for i, factor in enumerate(factors):
        words, because = (STAGE if i else FIRST_STAGE), IN_TURN
        if len(factors) == 1:
            words, because = ONLY_STAGE, ()
        yield Step(words, f"{factor} * {result} = {factor * result}", because=because)
        result *= factor
    if beyond:
        missing = abs(beyond)
        if missing > 1:
            yield Step(MISSING if beyond < 0 else TOO_MUCH, f"{missing} * {a} = {missing * a}")
        claim = Claim(f"{result} + {missing * a} = {a * b}")
        if beyond > 0:
            claim = Claim(f"{result} - {missing * a} = {a * b}")
        words, because = (MEND_UP, TOO_FEW) if beyond < 0 else (MEND_DOWN, TOO_MANY)
        yield Step(words, claim, because=because)
    return a * b


NEARBY = (
    "Close to {b} lies {near}, so we write {}.",
    "Instead of {b} we take {near} and correct the result later: {}.",
    "We write {b} in terms of {near}: {}.",
    "We go from {b} to {near}: {}.",
)
EASY = (
    "multiplying by small numbers is easy",
    "multiplying by a small factor takes a single line",
    "small factors are in the multiplication tables",
)
EASY_NEARBY = (
    "multiplying by its factors is easy",
    "its factors are all small",
    "it is a product of small numbers",
)
EASY_ROUND = (
    "multiplying by a round number is easy",
    "for a round number a single line is enough",
    "a round number has only one digit that is not 0",
)
FACTORS_OF_NEARBY = (
    "It splits into small factors: {}.",
    "Here {near} is a product of small numbers: {}.",
    "We factor {near}: {}.",
    "We write {near} as a product of small numbers: {}.",
)
FACTORS_ITSELF = (
    "The multiplier {b} splits into small factors: {}.",
    "We factor {b}: {}.",
    "We use small factors of {b}: {}.",
    "We write {b} as a product of small numbers: {}.",
)
FIRST_STAGE = (
    "We multiply {result} by the first of these factors: {}.",
    "First, {result} is taken {factor} times: {}.",
    "The first stage is {}.",
    "Beginning with {factor}, we get {}.",
)
ONLY_STAGE = (
    "We multiply {result} by the round number: {}.",
    "The round number {factor} gives {}.",
    "Taken {factor} times, {result} becomes {factor * result}: {}.",
)
STAGE = (
    "The result is multiplied by {factor}: {}.",
    "Next comes the factor {factor}: {}.",
    "Then {result} is taken {factor} times: {}.",
    "The next stage gives {}.",
    "Multiplying this by {factor}, we get {}.",
    "With the factor {factor} it becomes {}.",
)
IN_TURN = (
    "multiplying by the factors in turn is multiplying by their product",
    "one factor after the other amounts to their product",
    "the order and the grouping of factors do not matter",
)
TOO_MUCH = (
    "This is too much by {missing} times {a}: {}.",
    "We have counted {missing} copies of {a} too many: {}.",
    "What has to be subtracted again is {}.",
)
MISSING = (
    "This is too little by {missing} times {a}: {}.",
    "Still missing is {missing} times {a}: {}.",
    "What still has to be added is {}.",
)
MEND_DOWN = (
    "So we subtract what was too much: {}.",
    "Hence the result is made smaller: {}.",
    "Taking off the surplus, we get {}.",
    "The surplus is taken away: {}.",
)
MEND_UP = (
    "So we add what is missing: {}.",
    "Hence the result is made larger: {}.",
    "Adding the rest, we get {}.",
    "The missing part is added: {}.",
)
TOO_MANY = (
    "the factors made too large a multiplier",
    "we have multiplied by too much",
    "the number near it was larger than the multiplier",
)
TOO_FEW = (
    "the factors made too small a multiplier",
    "we have multiplied by too little",
    "the number near it was smaller than the multiplier",
)
