"""Equations as the steps of a system's solutions write them, number and combine them: multiplied,
added, put into each other, and solved for one unknown."""

from collections.abc import Iterable, Sequence
from math import gcd
from typing import NamedTuple

from generators.families.linear_algebra._rows import Phrasings, with_names
from generators.families.linear_algebra._system import equation, maths, terms
from generators.family import Claim, Step, Steps, list_of, sum_of


def point(letters: Iterable[str], values: Iterable[int]) -> Claim:
    """`x = 3, y = -1`."""
    return list_of(f"{x} = {value}" for x, value in zip(letters, values, strict=True))


def dependent(start: int, slope: int, letter: str) -> str:
    """`3 - 2*z`, plain maths for an answer."""
    if not start:
        return f"{slope}*{letter}"
    return f"{start} {'+' if slope > 0 else '-'} {abs(slope)}*{letter}"


class Equation(NamedTuple):
    """A row, which ends with its right-hand side; its letters; how it was last written; its number;
    and the step that asserts it, where the statement does not."""

    row: Sequence[int]
    letters: str
    written: Claim
    number: int
    told_by: tuple[Step, ...] = ()


def with_text(row: Sequence[int], letters: str, number: int) -> Equation:
    """With the letters written in the order of the alphabet."""
    order = sorted(range(len(letters)), key=letters.__getitem__)
    written = equation([*[row[i] for i in order], row[-1]], "".join(sorted(letters)))
    return Equation(row, letters, written, number)


def saying(words: Sequence[str], **names: object) -> Phrasings:
    return with_names(words, **names)


def put_back(equations: Sequence[Equation]) -> Steps:
    """The value of each letter, from equations each of which has one letter more than the one
    before."""
    known: dict[str, int] = {}
    told_by: dict[str, Step] = {}
    for row, letters, written, number, _ in equations:
        coefficients = dict(zip(letters, row, strict=False))
        unknown = next(x for x in letters if x not in known and coefficients[x])
        pivot, right = coefficients[unknown], row[-1]
        others = [x for x in known if coefficients.get(x)]
        moved = [-coefficients[x] * known[x] for x in others]
        rest = right + sum(moved)
        value = rest // pivot
        before: tuple[Step, ...] = ()
        if others:
            values = [known[x] for x in others]
            words = saying(PUT_IN, NUMBER=number, KNOWN=told(others, values), X=maths(unknown))
            given = Claim(f"{written}, {point(others, values)}")
            parts = [number for number in (right, *moved) if number]
            if len(parts) > 1:
                claim = Claim(f"{given} :: {pivot}{unknown} = {sum_of(parts)} = {rest}")
            else:
                claim = Claim(f"{given} :: {pivot}{unknown} = {rest}")
            # the value of a letter that this equation lacks is no number of this line
            alike = [x for x in told_by if x not in others and abs(known[x]) in map(abs, moved)]
            same = tuple([told_by[x] for x in alike])
            before = (Step(words, claim, because=IN_ALL, rests_on=same),)
            yield from before
            written = Claim(f"{pivot}{unknown} = {rest}")
        if pivot != 1:
            claim = Claim(f"{written} :: {unknown} = {value:new}")
            words = saying(OTHER_SIGN if pivot == -1 else DIVIDE, X=maths(unknown), PIVOT=pivot)
            because = "" if pivot == -1 else NOT_ZERO
            before = (Step(words, claim, because=because, rests_on=before),)
            yield from before
        known[unknown] = value
        if before:
            (told_by[unknown],) = before
    return tuple([known[x] for x in sorted(known)])


def told(letters: Sequence[str], values: Sequence[int]) -> str:
    """`x = 3 and y = -1`, set as maths."""
    return " and ".join([f"`{x} = {value}`" for x, value in zip(letters, values, strict=True)])


PUT_IN = (
    "With KNOWN, equation (NUMBER) becomes {}.",
    "We put KNOWN into equation (NUMBER): {}.",
    "To find X, we put KNOWN into (NUMBER): {}.",
    "In (NUMBER) only X is unknown, as KNOWN: {}.",
    "To find X, we use (NUMBER) with KNOWN: {}.",
    "So equation (NUMBER), with KNOWN, gives {}.",
)
IN_ALL = (
    "the solution satisfies each equation",
    "all equations hold for the same numbers",
    "it holds for the same numbers",
)
DIVIDE = (
    "We divide both sides by `PIVOT`: {}.",
    "Division by `PIVOT` leaves X alone: {}.",
    "Dividing by the coefficient of X, we find {}.",
    "So {}.",
    "Both sides are divided by `PIVOT`, which gives X: {}.",
    "After division by `PIVOT`, we have {}.",
)
NOT_ZERO = (
    "we may divide by a coefficient that is not 0",
    "the coefficient is not 0",
    "we may divide by any number but 0",
)
OTHER_SIGN = (
    "We change the sign on both sides: {}.",
    "So, with the opposite sign, {}.",
    "Hence X itself has the opposite sign: {}.",
    "Multiplying by `-1`, we get {}.",
)


def shortened(e: Equation) -> Equation:
    return e._replace(row=e.row[1:], letters=e.letters[1:])


Multiples = dict[int, Step]  # of the first equation, by the factor, each with its line


def without_first(
    level: Sequence[Equation], k: int, number: int, multiples: Multiples | None = None
) -> Steps:
    """The first equation and equation k multiplied until their first coefficients agree; then their
    sum or difference, which has lost the first letter. Multiples of the first equation that were
    written before are not written again."""
    multiples = {} if multiples is None else multiples
    first, other = level[0], level[k]
    x, a, b = first.letters[0], abs(first.row[0]), abs(other.row[0])
    m, n = b // gcd(a, b), a // gcd(a, b)
    names = {
        "FIRST": f"({first.number})",
        "OTHER": f"({other.number})",
        "X": maths(x),
        "Y": maths(first.letters[1]),
        "Z": maths(first.letters[-1]),
    }
    upper = with_text([m * v for v in first.row], first.letters, first.number)
    lower = with_text([n * v for v in other.row], other.letters, other.number)
    why: tuple[Step, ...] = ()
    known = n == 1 and m in multiples
    if known:
        why = (multiples[m],)
    elif m > 1 and n > 1:
        why = (Step(saying(BOTH_FACTORS, **names), f"{m:new} * {a} = {n:new} * {b}"),)
    elif max(m, n) > 1 and min(a, b) > 1:
        least, most, times = min(a, b), max(a, b), max(m, n)
        words = FACTOR if n > 1 else FACTOR_OF_FIRST
        why = (Step(saying(words, **names), f"{most} = {times:new} * {least}"),)
    if not known:
        yield from why
    before = list_of(e.written for e in level)
    written: tuple[Step, ...] = ()  # the line with the multiples
    if known:
        pass
    elif m > 1 and n > 1:
        words, after = MULTIPLIED, list_of((upper.written, lower.written))
        written = (Step(saying(words, **names), f"{before} :: {after}", rests_on=why),)
    elif m > 1 or n > 1:
        changed, after = (first, upper.written) if m > 1 else (other, lower.written)
        words = saying(
            MULTIPLIED_ONE if why else BY_COEFFICIENT,
            CHANGED=f"({changed.number})",
            KEPT=names["OTHER"] if m > 1 else names["FIRST"],
            X=names["X"],
        )
        written = (Step(words, f"{before} :: {after}", rests_on=why),)
    yield from written
    if m > 1 and written:
        multiples[m] = written[0]
    sign = 1 if upper.row[0] == -lower.row[0] else -1
    left = [v + sign * u for v, u in zip(lower.row[1:], upper.row[1:], strict=True)]
    matched = [upper, *level[1:k], lower, *level[k + 1 :]]
    result = with_text(left, first.letters[1:], number)
    if not left[0]:
        result = with_text(left[1:], first.letters[2:], number)
        words = BOTH_VANISH
    elif known:
        words = ADD_MULTIPLE if sign == 1 else SUBTRACT_MULTIPLE
    else:
        words = ADD if sign == 1 else SUBTRACT
    words = saying(words, **names, NEW=f"({number})")
    claim = Claim(f"{list_of(e.written for e in matched)} :: {result.written}")
    reason = OPPOSITE if sign == 1 else EQUAL
    rests_on = why if known else ()
    step = Step(words, claim, because=reason if left[0] else "", rests_on=rests_on)
    yield step
    return with_text(left, first.letters[1:], number)._replace(
        written=result.written, told_by=(step,)
    )


BOTH_FACTORS = (
    "To match the coefficients of X, we multiply FIRST by {m} and OTHER by {n}, since {}.",
    "Since {}, we multiply FIRST by {m} and OTHER by {n}.",
    "We multiply FIRST by {m} and OTHER by {n} to get a common multiple of X: {}.",
    "We want the same multiple of X in FIRST and OTHER, hence the factors {m} and {n}: {}.",
    "For X, FIRST needs the factor {m} and OTHER the factor {n}, as {}.",
    "With the factors {m} and {n}, FIRST and OTHER have the same multiple of X, because {}.",
)
FACTOR = (
    "Since {}, equation OTHER is multiplied by {times}.",
    "The coefficient of X in FIRST is a multiple of that in OTHER, so we multiply OTHER by {times}:"
    " {}.",
    "To match X in FIRST, equation OTHER needs the factor {times}, because {}.",
    "Multiplied by {times}, equation OTHER has the same multiple of X as FIRST: {}.",
)
FACTOR_OF_FIRST = saying(FACTOR, FIRST="OTHER", OTHER="FIRST")
MULTIPLIED = (
    "This gives {} instead of FIRST and OTHER.",
    "So the two equations become {}.",
    "We multiply FIRST and OTHER in this way: {}.",
    "We write both equations with these factors: {}.",
    "After the multiplication, X has coefficients of the same size: {}.",
    "With the factors we now have {} for FIRST and OTHER.",
)
MULTIPLIED_ONE = (
    "This gives {} instead of CHANGED.",
    "So CHANGED becomes another equation: {}.",
    "We multiply equation CHANGED in this way: {}.",
    "We write CHANGED with this factor: {}.",
    "After the multiplication, CHANGED has the same multiple of X as KEPT: {}.",
    "Then CHANGED and KEPT have the same multiple of X: {}.",
)
BY_COEFFICIENT = (
    "In CHANGED the coefficient of X has size 1, so we multiply it by that of KEPT: {}.",
    "We multiply CHANGED by the size of the coefficient of X in KEPT: {}.",
    "To match the multiple of X in KEPT, we multiply CHANGED: {}.",
    "Equation CHANGED has a single X, so we multiply it to match KEPT: {}.",
    "As X has coefficient 1 in size in CHANGED, the factor comes from KEPT: {}.",
    "The factor for CHANGED can be read off from KEPT: {}.",
)
SUBTRACT = (
    "We subtract FIRST from OTHER, which removes X and gives equation NEW: {}.",
    "Subtracting FIRST from OTHER leaves equation NEW: {}.",
    "The difference of OTHER and FIRST no longer contains X; it is equation NEW: {}.",
    "So X cancels when FIRST is subtracted from OTHER, and we get NEW: {}.",
    "Now OTHER minus FIRST is free of X, and we call it NEW: {}.",
    "Subtraction gives equation NEW, without X: {}.",
)
ADD = (
    "We add FIRST and OTHER, which removes X and gives equation NEW: {}.",
    "Adding FIRST to OTHER leaves equation NEW: {}.",
    "The sum of OTHER and FIRST no longer contains X; it is equation NEW: {}.",
    "So X cancels when FIRST and OTHER are added, and we get NEW: {}.",
    "Now FIRST plus OTHER is free of X, and we call it NEW: {}.",
    "Addition gives equation NEW, without X: {}.",
)
SUBTRACT_MULTIPLE = (
    "We subtract the same multiple of FIRST from OTHER, which gives NEW: {}.",
    "The multiple of FIRST found before, subtracted from OTHER, leaves equation NEW: {}.",
    "For OTHER we need the same multiple of FIRST, and the difference is NEW: {}.",
)
ADD_MULTIPLE = (
    "We add the same multiple of FIRST to OTHER, which gives NEW: {}.",
    "The multiple of FIRST found before, added to OTHER, leaves equation NEW: {}.",
    "For OTHER we need the same multiple of FIRST, and the sum is NEW: {}.",
)
BOTH_VANISH = (
    "Combining FIRST and OTHER, we lose Y together with X, so NEW contains only Z: {}.",
    "From FIRST and OTHER, both X and Y disappear, and NEW has Z only: {}.",
    "Both X and Y drop out of FIRST and OTHER at once, so NEW contains only Z: {}.",
)
EQUAL = (
    "both contain the same multiple of it",
    "equal terms cancel in a difference",
    "the unknown has the same coefficient in both",
)
OPPOSITE = (
    "opposite terms cancel in a sum",
    "the unknown has opposite coefficients in them",
    "the two multiples add up to 0",
)
ISOLATE = (
    "We solve equation CHOSEN for Z: {}.",
    "From equation CHOSEN we get Z in terms of the others: {}.",
    "Equation CHOSEN is the easiest to solve for Z: {}.",
    "In CHOSEN we move everything but Z to the right: {}.",
    "Equation CHOSEN gives Z: {}.",
)
ISOLATE_MULTIPLE = (
    "We isolate the term with Z in equation CHOSEN: {}.",
    "From equation CHOSEN we get a multiple of Z in terms of the others: {}.",
    "In CHOSEN the term with Z is left alone on one side: {}.",
    "In CHOSEN we move everything but the term with Z to the right: {}.",
    "Equation CHOSEN gives a multiple of Z: {}.",
)
SMALLEST = (
    "its coefficient is smallest there",
    "no coefficient there is smaller",
    "a small coefficient keeps the work short",
)


def value_of_last(row: Sequence[int], letters: str) -> Claim:
    """What the last letter with its coefficient is equal to."""
    others = terms([-a for a in row[:-2]], letters[:-1])
    return Claim(f"{row[-1]} + {others}") if row[-1] else others


def without_last(e: Equation, last: Sequence[int], given: Claim, number: int) -> Steps:
    """What is equal to the last letter, or to a multiple of it, put into an equation or into a
    multiple of it, which is then written without that letter."""
    *side, c, right = last
    letters, fewer = e.letters, e.letters[:-1]
    value, shared = value_of_last(last, letters), gcd(c, e.row[-2])
    times, by = c // shared, e.row[-2] // shared
    names = {"OTHER": f"({e.number})", "Z": maths(letters[-1]), "NEW": f"({number})"}
    why = ()
    if times > 1:
        claim = Claim(f"{times:new} * {abs(e.row[-2])} = {abs(by):new} * {c}")
        why = (Step(saying(NO_FRACTION, **names), claim),)
        yield from why
    *own, _, own_right = [times * v for v in e.row]
    alone = not right and len([a for a in side if a]) == 1  # the value is a single term
    put_in = Claim(f"{terms(own, fewer)} + {by}({value}) = {own_right}")
    if alone:
        put_in = Claim(
            f"{terms(own, fewer)} + {terms([-by * a for a in side], fewer)} = {own_right}"
        )
    step = Step(
        saying(REPLACE_IN_MULTIPLE if times > 1 else REPLACE, **names),
        f"{given} :: {put_in}",
        rests_on=why,
    )
    yield step
    products = [-by * a for a in side]
    multiplied = put_in
    if abs(by) != 1 and not alone:
        multiplied = Claim(
            f"{terms(own, fewer)} + {by * right} + {terms(products, fewer)} = {own_right}"
        )
        step = Step(saying(EXPAND, **names), f"{put_in} :: {multiplied}", because=EACH_TERM)
        yield step
    left = [a + b for a, b in zip(own, products, strict=True)]
    result = with_text([*left, own_right - by * right], fewer, number)
    if multiplied.text() != result.written.text():
        subtracted = by == -1 and not alone
        words = saying(OPEN_AND_COLLECT if subtracted else COLLECT, **names)
        because = SIGNS_TURN if subtracted else ()
        step = Step(words, f"{multiplied} :: {result.written}", because=because)
        yield step
    return result._replace(told_by=(step,))


NO_FRACTION = (
    "Since {}, we multiply OTHER by {times}, and no fraction is needed.",
    "To avoid fractions, OTHER is multiplied by {times}, because {}.",
    "We multiply OTHER by {times} first, so that the terms with Z match: {}.",
    "To match the terms with Z, we multiply OTHER by {times}, as {}.",
)
REPLACE = (
    "In equation OTHER we replace Z: {}.",
    "We put this into equation OTHER: {}.",
    "We substitute it for Z in OTHER: {}.",
    "So Z can be replaced in equation OTHER: {}.",
    "With this in place of Z, equation OTHER is {}.",
)
REPLACE_IN_MULTIPLE = (
    "In this multiple of OTHER we replace the term with Z: {}.",
    "We put the expression into the multiple of OTHER: {}.",
    "So we replace the term with Z in the multiple of OTHER: {}.",
    "We use this expression in the multiple of OTHER: {}.",
)
EXPAND = (
    "We multiply out: {}.",
    "The bracket is multiplied out: {}.",
    "Expanding the bracket gives {}.",
    "Next comes the bracket, term by term: {}.",
    "Without the bracket, this is {}.",
)
EACH_TERM = (
    "the factor belongs to each term in the bracket",
    "a factor before a bracket multiplies each of its terms",
    "multiplication distributes over a sum",
)
COLLECT = (
    "Collecting terms gives equation NEW: {}.",
    "We collect the numbers on the right and call the result NEW: {}.",
    "So we have {}, and we call this equation NEW.",
    "Like terms are combined, which gives equation NEW: {}.",
    "Hence we have NEW, in which Z no longer appears: {}.",
    "In standard form, this is equation NEW: {}.",
)
OPEN_AND_COLLECT = (
    "Without the bracket, terms collected, this is equation NEW: {}.",
    "We open the bracket and collect terms, which gives NEW: {}.",
    "With the bracket opened and terms collected, we get NEW: {}.",
    "The bracket is opened, like terms are combined, and NEW is {}.",
    "So, with the bracket opened, equation NEW is {}.",
)
SIGNS_TURN = (
    "a minus before a bracket changes its signs",
    "subtracting a bracket changes every sign in it",
)
SOLVE_FOR = (
    "We solve equation (NUMBER) for Y: {}.",
    "Equation (NUMBER), solved for Y, is {}.",
    "From equation (NUMBER) we get {}.",
    "In equation (NUMBER), Y is isolated: {}.",
    "Equation (NUMBER) gives Y in terms of the other unknown: {}.",
    "Now equation (NUMBER) is divided by the coefficient of Y: {}.",
)
OF_COEFFICIENTS = (
    "We begin with the determinant of the coefficients",
    "First comes the determinant of the coefficients",
    "The coefficients alone form the determinant that all unknowns share",
    "The denominator for every unknown is the determinant of the coefficients",
    "The coefficients as they stand form the first determinant",
    "What all unknowns have in common is the determinant of the coefficients",
)
REPLACED = (
    "For X, the right-hand sides replace its column",
    "Next, the right-hand sides replace the column of X",
    "We put the right-hand sides into the column of X",
    "With the right-hand sides in the column of X",
    "For X, we replace its column",
    "The determinant for X is similar",
)
