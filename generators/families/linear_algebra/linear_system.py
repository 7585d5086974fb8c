"""Systems of two or three linear equations with one whole solution, by elimination, substitution,
comparison, determinants, matrices and row reduction."""

from collections.abc import Iterable, Sequence
from math import gcd
from typing import NamedTuple

from generators.families.linear_algebra._rows import (
    ORDINALS,
    Phrasings,
    operations,
    reduced,
    with_names,
)
from generators.families.linear_algebra._sarrus import by_sarrus
from generators.families.linear_algebra._system import (
    Params,
    capacity,
    column,
    enumerated,
    equation,
    key,
    listed,
    maths,
    numbers,
    posed,
    sample,
    system,
    terms,
    without_factors,
)
from generators.family import (
    Capacity,
    Claim,
    Family,
    Fraction,
    Frame,
    Knob,
    Step,
    Steps,
    list_of,
    ratio,
    sum_of,
)


def point(letters: Iterable[str], values: Iterable[int]) -> Claim:
    """`x = 3, y = -1`."""
    return list_of(f"{x} = {value}" for x, value in zip(letters, values, strict=True))


def unknowns(p: Params) -> str:
    """`x, y and z`."""
    return enumerated([maths(x) for x in p.letters])


def how_many(p: Params) -> str:
    return ("two", "three")[len(p.rows) - 2]


def all_of(p: Params) -> str:
    return ("both equations", "all three equations")[len(p.rows) - 2]


def augmented(p: Params) -> str:
    """The matrix of all numbers of the system, right-hand sides last."""
    return maths(f"[{'; '.join([str(list(row))[1:-1] for row in p.rows])}]")


def combined(p: Params) -> str:
    """`x * [2; 1] + y * [3; -1]` in words, as columns."""
    return enumerated([f"{maths(x)} times {column(p, j)}" for j, x in enumerate(p.letters)])


def valued(p: Params) -> str:
    """`2x + y takes the value 5 and ...`."""
    return enumerated(
        [f"{maths(terms(row, p.letters).text())} has the value `{row[-1]}`" for row in p.rows]
    )


FAMILY = Family(
    params=Params,
    knobs={
        "unknowns": Knob("how many unknowns, and equations", (2, 2, 3, 3, 3), (2, 3)),
        "coefficient": Knob("the largest size of a coefficient", (9, 9, 6, 4, 7), (3, 20)),
        "solution": Knob("the largest size of an unknown's value", (6, 9, 9, 8, 12), (1, 100)),
        "missing": Knob(
            "whether each of three equations lacks one of the unknowns",
            ("no", "no", "yes", "no", "no"),
            ("no", "yes"),
        ),
        "single": Knob(
            "whether the second of two unknowns has no factor",
            ("yes", "no", "no", "no", "no"),
            ("no", "yes"),
        ),
        "zeros": Knob(
            "of a hundred systems in three unknowns, how many have a pivot of zero",
            (0, 0, 0, 20, 25),
            (0, 100),
        ),
    },
    sample=sample,
    statements=(
        lambda p: f"Solve the system of equations {posed(p)}. Give the answer as {listed(p)}.",
        lambda p: (
            f"Find the numbers {unknowns(p)} with {posed(p)}. Answer in the form {listed(p)}."
        ),
        Frame(
            lambda p: (
                f"The {'lines' if len(p.rows) == 2 else 'planes'} {posed(p)} meet in one point."
                f" Which point {listed(p)} is it?"
            ),
            (
                lambda p: (
                    f"Therefore, the {'lines' if len(p.rows) == 2 else 'planes'} meet in the point"
                    " {answer}."
                ),
                "Therefore, the point that they have in common is {answer}.",
            ),
        ),
        lambda p: f"It is known that {posed(p)}. What is {listed(p)}?",
        Frame(
            lambda p: (
                f"Someone thinks of {how_many(p)} numbers, calls them {unknowns(p)}, and finds that"
                f" {valued(p)}. Which numbers are they? Write them as {listed(p)}."
            ),
            (
                "Therefore, the numbers that were thought of are {answer}.",
                lambda p: f"Therefore, the numbers {unknowns(p)} are {{answer}}, in this order.",
            ),
        ),
        Frame(
            lambda p: (
                f"A system of linear equations for {unknowns(p)} is written as the augmented matrix"
                f" {augmented(p)}, with the right-hand sides in the last column. Solve it for"
                f" {listed(p)}."
            ),
            (
                "Therefore, the system with this matrix has the solution {answer}.",
                lambda p: (
                    f"Therefore, the matrix belongs to a system solved by {listed(p)}, which"
                    " is {answer}."
                ),
            ),
        ),
        Frame(
            lambda p: (
                f"Which numbers {listed(p)} do we need so that {combined(p)} add up to the column"
                f" {column(p, -1)}?"
            ),
            (
                "Therefore, the multipliers of the columns, in order, are {answer}.",
                lambda p: f"Therefore, the multipliers {listed(p)} of the columns are {{answer}}.",
            ),
        ),
        lambda p: (
            f"The equations {posed(p)} hold at the same time for just one choice of the numbers"
            f" {unknowns(p)}. State that choice as {listed(p)}."
        ),
        lambda p: (
            f"Determine {listed(p)}, where each letter stands for a whole number and {posed(p)}."
        ),
    ),
    answer=lambda p: p.solution,
    answer_kind="tuple",
    conclusion=lambda p, answer: Claim(
        f"{system(p.rows, p.letters)} :: {point(p.letters, answer)}"
    ),
    key=key,
    mathematics=without_factors,
    capacity=capacity,
    counted=(
        Capacity(21_966),
        Capacity(971_685),
        Capacity(93_626_928, exact=False),
        Capacity(589_398_016, exact=False),
        Capacity(1_989_218_304, exact=False),
    ),
    closings=(
        lambda p: f"Therefore, the solution {listed(p)} of the system is {{answer}}.",
        lambda p: f"Therefore, {listed(p)} equals {{answer}}.",
        lambda p: f"Therefore, {all_of(p)} hold for {{answer}} and for no other numbers.",
        lambda p: f"Therefore, the numbers {unknowns(p)} are {{answer}}, in this order.",
        lambda p: f"Therefore, {all_of(p)} are satisfied by {{answer}} alone.",
        lambda p: f"Therefore, {listed(p)} must be {{answer}}.",
    ),
)


class Equation(NamedTuple):
    """A row, which ends with its right-hand side; its letters; how it was last written; and its
    number."""

    row: Sequence[int]
    letters: str
    written: Claim
    number: int


def with_text(row: Sequence[int], letters: str, number: int) -> Equation:
    """With the letters written in the order of the alphabet."""
    order = sorted(range(len(letters)), key=letters.__getitem__)
    written = equation([*[row[i] for i in order], row[-1]], "".join(sorted(letters)))
    return Equation(row, letters, written, number)


def saying(words: Sequence[str], **names: object) -> Phrasings:
    return with_names(words, names)


def put_back(equations: Sequence[Equation]) -> Steps:
    """The value of each letter, from equations each of which has one letter more than the one
    before."""
    known: dict[str, int] = {}
    told_by: dict[str, Step] = {}
    for row, letters, written, number in equations:
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


# Elimination


def first_out(p: Params) -> str:
    """The unknown that is eliminated first: of two the second, where it has no factor."""
    return p.letters[0] if is_worth_a_matrix(p) else p.letters[1]


def is_worth_a_matrix(p: Params) -> bool:
    """Not where one of two unknowns has no factor: adding the equations is all that it takes."""
    return len(p.rows) == 3 or any([abs(row[1]) > 1 for row in p.rows])


@FAMILY.strategy(
    approach="algebraic",
    opening=(
        lambda p: (
            f"We call the equations {numbers(p)}, and add or subtract multiples of them so that"
            f" {maths(first_out(p))} disappears."
        ),
        lambda p: (
            f"With the numbers {numbers(p)} for the equations, the plan is to give"
            f" {maths(first_out(p))} coefficients of one size and to add or subtract the equations."
        ),
        lambda p: (
            f"If two equations have the same multiple of {maths(first_out(p))}, their difference"
            f" does not contain it; we use that for {numbers(p)}."
        ),
        lambda p: (
            f"We number the equations {numbers(p)}, and remove one unknown after another,"
            f" {maths(first_out(p))} first."
        ),
        lambda p: (
            f"We give the equations the numbers {numbers(p)} and combine them in pairs, each time"
            f" so that {maths(first_out(p))} cancels."
        ),
        lambda p: (
            f"Sums and differences of equations are true as well, so we combine {numbers(p)} to"
            f" cancel {maths(first_out(p))}."
        ),
    ),
    formula="In letters, from `a x + b y = r` and `c x + d y = s` follows"
    " `(a d - b c)y = a s - c r`.",
)
def elimination(p: Params) -> Steps:
    """The addition method (The Nine Chapters on the Mathematical Art, chapter 8, where columns are
    multiplied and subtracted): equal coefficients of an unknown, then a sum or a difference without
    it."""
    level = [with_text(row, p.letters, k) for k, row in enumerate(p.rows, 1)]
    if first_out(p) != p.letters[0]:
        letters = p.letters[::-1]
        level = [e._replace(row=(*e.row[-2::-1], e.row[-1]), letters=letters) for e in level]
    number, kept = len(level), []
    while len(level) > 1:
        level.sort(key=lambda e: not e.row[0])
        kept.insert(0, level[0])
        following = []
        for k in range(1, len(level)):
            if not level[k].row[0]:  # it has lost this letter with the one before
                following.append(shortened(level[k]))
                continue
            number += 1
            following.append((yield from without_first(level, k, number)))
        level = following
    return (yield from put_back([*level, *kept]))


def shortened(e: Equation) -> Equation:
    return e._replace(row=e.row[1:], letters=e.letters[1:])


def without_first(level: Sequence[Equation], k: int, number: int) -> Steps:
    """The first equation and equation k multiplied until their first coefficients agree; then their
    sum or difference, which has lost the first letter."""
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
    why = ()
    if m > 1 and n > 1:
        why = (Step(saying(BOTH_FACTORS, **names), f"{m:new} * {a} = {n:new} * {b}"),)
    elif max(m, n) > 1 and min(a, b) > 1:
        least, most, times = min(a, b), max(a, b), max(m, n)
        words = FACTOR if n > 1 else FACTOR_OF_FIRST
        why = (Step(saying(words, **names), f"{most} = {times:new} * {least}"),)
    yield from why
    before = list_of(e.written for e in level)
    if m > 1 and n > 1:
        words, after = MULTIPLIED, list_of((upper.written, lower.written))
        yield Step(saying(words, **names), f"{before} :: {after}", rests_on=why)
    elif m > 1 or n > 1:
        changed, after = (first, upper.written) if m > 1 else (other, lower.written)
        words = saying(
            MULTIPLIED_ONE if why else BY_COEFFICIENT,
            CHANGED=f"({changed.number})",
            KEPT=names["OTHER"] if m > 1 else names["FIRST"],
            X=names["X"],
        )
        yield Step(words, f"{before} :: {after}", rests_on=why)
    sign = 1 if upper.row[0] == -lower.row[0] else -1
    left = [v + sign * u for v, u in zip(lower.row[1:], upper.row[1:], strict=True)]
    matched = [upper, *level[1:k], lower, *level[k + 1 :]]
    result = with_text(left, first.letters[1:], number)
    if not left[0]:
        result = with_text(left[1:], first.letters[2:], number)
        words = BOTH_VANISH
    else:
        words = ADD if sign == 1 else SUBTRACT
    words = saying(words, **names, NEW=f"({number})")
    claim = Claim(f"{list_of(e.written for e in matched)} :: {result.written}")
    reason = OPPOSITE if sign == 1 else EQUAL
    yield Step(words, claim, because=reason if left[0] else "")
    return with_text(left, first.letters[1:], number)._replace(written=result.written)


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


# Substitution


@FAMILY.strategy(
    approach="transform",
    opening=(
        lambda p: (
            f"We call the equations {numbers(p)}, solve one of them for {maths(p.letters[-1])}, and"
            " substitute the result into the others."
        ),
        lambda p: (
            f"One of the equations {numbers(p)} gives {maths(p.letters[-1])} in terms of the other"
            " unknowns, so it can be replaced."
        ),
        lambda p: (
            f"With the numbers {numbers(p)} for the equations, we express {maths(p.letters[-1])} by"
            " the rest, which leaves one unknown fewer."
        ),
        lambda p: (
            f"We number the equations {numbers(p)}, and get rid of {maths(p.letters[-1])} by"
            " writing an equal expression in its place."
        ),
        lambda p: (
            f"Since {numbers(p)} concern the same numbers, we may use one of them to replace"
            f" {maths(p.letters[-1])} elsewhere."
        ),
        lambda p: (
            f"We use one of the equations {numbers(p)} to write {maths(p.letters[-1])} in terms"
            " of the rest, and then do without it."
        ),
    ),
    formula="In letters, from `y = r - a x` and `b x + c y = s` follows `b x + c(r - a x) = s`.",
)
def substitution(p: Params) -> Steps:
    """Newton, Arithmetica Universalis 1707 (the extermination of unknowns): express the last
    unknown by the others, and put its value into the other equations."""
    level = [with_text(row, p.letters, k) for k, row in enumerate(p.rows, 1)]
    number, kept = len(level), []
    while len(level) > 1:
        chosen = min([e for e in level if e.row[-2]], key=lambda e: abs(e.row[-2]))
        last = [v if chosen.row[-2] > 0 else -v for v in chosen.row]
        letters, c = chosen.letters, last[-2]
        isolated = Claim(f"{c}{letters[-1]} = {value_of_last(last, letters)}")
        names = {"CHOSEN": f"({chosen.number})", "Z": maths(letters[-1])}
        before = list_of(e.written for e in level)
        words = saying(ISOLATE if c == 1 else ISOLATE_MULTIPLE, **names)
        yield Step(words, f"{before} :: {isolated}", because=SMALLEST)
        kept.insert(0, Equation(last, letters, isolated, chosen.number))
        following = []
        for e in level:
            if not e.row[-2]:
                following.append(e._replace(row=(*e.row[:-2], e.row[-1]), letters=letters[:-1]))
            elif e is not chosen:
                number += 1
                given = Claim(f"{isolated}, {list_of(o.written for o in level if o is not chosen)}")
                following.append((yield from without_last(e, last, given, number)))
        level = following
    return (yield from put_back([*level, *kept]))


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
    yield Step(
        saying(REPLACE_IN_MULTIPLE if times > 1 else REPLACE, **names),
        f"{given} :: {put_in}",
        because=EQUALS,
        rests_on=why,
    )
    products = [-by * a for a in side]
    multiplied = put_in
    if by != 1 and not alone:
        multiplied = Claim(
            f"{terms(own, fewer)} + {by * right} + {terms(products, fewer)} = {own_right}"
        )
        yield Step(saying(EXPAND, **names), f"{put_in} :: {multiplied}", because=EACH_TERM)
    left = [a + b for a, b in zip(own, products, strict=True)]
    result = with_text([*left, own_right - by * right], fewer, number)
    if multiplied.text() != result.written.text():
        yield Step(saying(COLLECT, **names), f"{multiplied} :: {result.written}")
    return result


NO_FRACTION = (
    "Since {}, we multiply OTHER by {times}, and no fraction is needed.",
    "To avoid fractions, OTHER is multiplied by {times}, because {}.",
    "We first multiply OTHER by {times}, to match the terms with Z: {}.",
    "To match the terms with Z, we multiply OTHER by {times}, as {}.",
)
REPLACE = (
    "In equation OTHER we replace Z: {}.",
    "We put this into equation OTHER: {}.",
    "We substitute the expression for Z into OTHER: {}.",
    "So Z can be replaced in equation OTHER: {}.",
    "We put the expression in place of Z in equation OTHER: {}.",
)
REPLACE_IN_MULTIPLE = (
    "In this multiple of OTHER we replace the term with Z: {}.",
    "We put the expression into the multiple of OTHER: {}.",
    "So we replace the term with Z in the multiple of OTHER: {}.",
    "We use this expression in the multiple of OTHER: {}.",
)
EQUALS = (
    "equals may be substituted for equals",
    "the two are the same number",
    "the two are equal",
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


# Comparison


@FAMILY.strategy(
    approach="algebraic",
    when=lambda p: len(p.rows) == 2,
    opening=(
        lambda p: (
            f"We call the equations {numbers(p)}, solve both for {maths(p.letters[1])}, and set the"
            " two results equal."
        ),
        lambda p: (
            f"Each of the equations {numbers(p)} is a line, and where the lines cross both give the"
            f" same {maths(p.letters[1])}."
        ),
        lambda p: (
            f"With the numbers {numbers(p)} for the equations, we compare what each of them says"
            f" about {maths(p.letters[1])}."
        ),
        lambda p: (
            f"We number the equations {numbers(p)}, and express {maths(p.letters[1])} by"
            f" {maths(p.letters[0])} twice, because both expressions must agree."
        ),
        lambda p: (
            f"We bring both equations, {numbers(p)}, to the form where {maths(p.letters[1])} stands"
            " alone, and compare."
        ),
        lambda p: (
            f"The lines {numbers(p)} meet where both give the same {maths(p.letters[1])}, so we"
            " solve for it first."
        ),
    ),
    formula="In letters, from `y = m x + c` and `y = n x + d` follows `(m - n)x = d - c`.",
)
def comparison(p: Params) -> Steps:
    """Euler, Elements of Algebra 1770, part 1, section 4, chapter 4: both equations solved for the
    same unknown, and the two values set equal. In school: two lines by slope and intercept."""
    x, y = p.letters
    given, lines, told_of = system(p.rows, p.letters), [], []
    for k, (a, b, r) in enumerate(p.rows, 1):
        slope, start = Fraction(-a, b), Fraction(r, b)
        line = Claim(f"{slope}{x} + {start}")
        words = saying(SOLVE_FOR, NUMBER=k, Y=maths(y))
        told_of.append(Step(words, f"{given} :: {y} = {line}"))
        yield told_of[-1]
        lines.append((slope, start, line))
    (m, c, one), (n, d, two) = lines
    equal = Claim(f"{one} = {two}")
    yield Step(
        saying(EQUATE, Y=maths(y)),
        f"{y} = {one}, {y} = {two} :: {equal}",
        rests_on=tuple(told_of),
    )
    sources = [Step(SLOPES, f"{m} - {n} = {m - n:new} != 0")]
    yield sources[0]
    if c.denominator > 1 or d.denominator > 1:
        sources.append(Step(NUMBER_DIFFERENCE, f"{d} - {c} = {d - c}"))
        yield sources[-1]
    value, left = int((d - c) / (m - n)), Claim(f"{m - n}{x} = {d - c}")
    words = saying(QUOTIENT, X=maths(x))
    yield Step(words, f"{equal} :: {left}", because=TO_THE_LEFT, rests_on=tuple(sources))
    if m - n != 1:
        yield Step(saying(QUOTIENT_IS, X=maths(x)), f"{left} :: {x} = {value:new}")
    product = m * value
    other = int(product + c)
    known = Claim(f"{y} = {one}, {x} = {value}")
    if c:
        claim = Claim(f"{known} :: {y} = {product:new} + {c} = {other:new}")
    else:
        claim = Claim(f"{known} :: {y} = {other:new}")
    yield Step(saying(ON_THE_LINE, Y=maths(y)), claim)
    return value, other


SOLVE_FOR = (
    "We solve equation (NUMBER) for Y: {}.",
    "Equation (NUMBER), solved for Y, is {}.",
    "From equation (NUMBER) we get {}.",
    "In equation (NUMBER), Y is isolated: {}.",
    "Equation (NUMBER) gives Y in terms of the other unknown: {}.",
    "Now equation (NUMBER) is divided by the coefficient of Y: {}.",
)
SLOPES = (
    "Since {}, the two lines are not parallel and have just one point in common.",
    "The slopes differ, because {}, so there is exactly one solution.",
    "One slope minus the other is not 0, so the lines meet in a single point: {}.",
    "The lines cannot be parallel, since {}.",
    "The fact that {} shows that the lines cross exactly once.",
    "The difference of the slopes shows that there is one solution: {}.",
)
EQUATE = (
    "At that point both expressions are the same Y, so we equate them: {}.",
    "Both right-hand sides are equal to Y, hence they are equal to each other: {}.",
    "We set the two values of Y equal: {}.",
    "So what the equations say about Y must agree: {}.",
    "We compare the two expressions for Y: {}.",
)
TO_THE_LEFT = (
    "the same is subtracted from both sides",
    "the same term may be subtracted from both sides",
    "a term changes its sign when it changes sides",
)
NUMBER_DIFFERENCE = (
    "With the numbers on the right, we have {}.",
    "We move the numbers to the right: {}.",
    "On the right, the first number is subtracted from the second: {}.",
    "The gap between the numbers is {}.",
    "Apart from the unknown, the two sides differ as follows: {}.",
    "We subtract the numbers as well: {}.",
)
QUOTIENT = (
    "With X on the left and the numbers on the right, this says {}.",
    "We collect X on the left: {}.",
    "Sorting the terms, we have {}.",
    "Thus the terms with X go to the left and the numbers to the right: {}.",
    "What remains is an equation for X: {}.",
    "Rearranged, it reads {}.",
)
QUOTIENT_IS = (
    "Dividing by the coefficient of X gives {}.",
    "We divide by the coefficient of X: {}.",
    "Hence {}.",
    "So, after the division, {}.",
    "We divide both sides by that coefficient: {}.",
    "So X is the quotient, {}.",
)
ON_THE_LINE = (
    "The first line gives Y there: {}.",
    "We put this into the first expression for Y: {}.",
    "So Y can be found on the first line: {}.",
    "With the first expression, Y has the value {}.",
    "It remains to find Y, and the first expression gives it: {}.",
    "Where the lines cross, Y is {}.",
)


# Determinants


def is_worth_an_inverse(p: Params) -> bool:
    """Not where unknowns are missing either, since the inverse has entries everywhere, unless row
    reduction would take long there."""
    complete = all([all(row[:-1]) for row in p.rows])
    return is_worth_a_matrix(p) and (complete or not takes_few_lines(p))


@FAMILY.strategy(
    approach="forward",
    opening=(
        "We find each unknown by itself as a quotient of two determinants.",
        lambda p: (
            f"Each of {unknowns(p)} is a quotient of two determinants, the second of which is that"
            " of the coefficients."
        ),
        lambda p: (
            f"For each of the unknowns {unknowns(p)} we put the right-hand sides into its column"
            " and compare the determinants."
        ),
        "To avoid all rearranging, we work with determinants of the coefficients and the"
        " right-hand sides.",
        "Each unknown equals one determinant divided by another, so we work these out.",
        lambda p: (
            "We need the determinant of the coefficients, and one more for each unknown, with the"
            " right-hand sides in its column."
        ),
    ),
    formula="In letters, `x = det(r, b; s, d) / det(a, b; c, d)` for the equations `a x + b y = r`"
    " and `c x + d y = s`.",
)
def cramers_rule(p: Params) -> Steps:
    """Cramer 1750: each unknown is a quotient of two determinants; those of three rows by the rule
    of Sarrus."""
    sides = [row[:-1] for row in p.rows]
    divisor, unique = yield from not_zero(sides)
    solution = []
    for j, x in enumerate(p.letters):
        replaced = [(*row[:j], row[-1], *row[j + 1 : -1]) for row in p.rows]
        above, found = yield from determinant(replaced, saying(REPLACED, X=maths(x)))
        value = above // divisor
        quotient = Claim(f"{above}/{divisor}")
        if above < 0 and divisor < 0:
            quotient = Claim(f"({above})/({divisor})")
        words = saying(CRAMER, X=maths(x))
        yield Step(words, f"{quotient} = {value}", because=RULE, rests_on=(unique, found))
        solution.append(value)
    return tuple(solution)


def not_zero(rows: Sequence[Sequence[int]]) -> Steps:
    """The determinant of the coefficients, and the line that says that it is not 0."""
    if len(rows) == 2:
        (a, b), (c, d) = rows
        value = a * d - b * c
        claim = Claim(f"det({a}, {b}; {c}, {d}) = {a * d:new} - {b * c:new} = {value:new} != 0")
        found = Step(COEFFICIENTS_OF_TWO, claim)
        yield found
        return value, found
    value, below = yield from determinant(rows, saying(OF_COEFFICIENTS))
    unique = Step(NO_ZERO, f"{value} != 0", rests_on=(below,))
    yield unique
    return value, unique


def determinant(rows: Sequence[Sequence[int]], words: Sequence[str]) -> Steps:
    """The determinant of two or three rows, from the products down and up the diagonals. Gives it
    and its line."""
    if len(rows) == 2:
        (a, b), (c, d) = rows
        value = a * d - b * c
        claim = Claim(f"det({a}, {b}; {c}, {d}) = {a * d} - {b * c} = {value}")
    elif any([0 in row for row in rows]):
        (a, b, c), (d, e, f), (g, h, i) = rows
        down, up = (a * e * i, b * f * g, c * d * h), (c * e * g, a * f * h, b * d * i)
        products = [*filter(None, down), *[-n for n in up if n]]
        value, matrix = sum(products), Claim(f"det({a}, {b}, {c}; {d}, {e}, {f}; {g}, {h}, {i})")
        shown = sum_of(f"{n:new}" for n in products)
        claim = Claim(f"{matrix} = {shown} = {value:new}")
    else:
        return (yield from by_sarrus(rows, words))
    because = FEW_PRODUCTS if len(rows) == 3 else ()
    found = Step(tuple([f"{text}: {{}}." for text in words]), claim, because=because)
    yield found
    return value, found


FEW_PRODUCTS = (
    "all other products of three entries contain a zero",
    "only these products matter by the rule of Sarrus",
    "downward products are added and upward ones subtracted",
)
COEFFICIENTS_OF_TWO = (
    "The determinant of the coefficients is not 0, so there is one solution: {}.",
    "The coefficients have the determinant {}, so the solution is unique.",
    "Since the coefficients have the determinant {}, there is exactly one solution.",
    "We begin with the determinant of the coefficients, by which we will divide: {}.",
    "For the coefficients alone we get {}, and the system has just one solution.",
    "The denominator for every unknown is {}.",
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
NO_ZERO = (
    "Since {}, there is exactly one solution.",
    "The system has just one solution, because {}.",
    "We may divide by this determinant, as {}.",
    "This determinant is not zero, so we may divide by it: {}.",
    "It is not zero, {}, so the solution is unique.",
)
CRAMER = (
    "So we get X as a quotient: {}.",
    "The quotient is X: {}.",
    "We divide to find X: {}.",
    "Hence X equals {}.",
    "Thus X has the value {}.",
)
RULE = (
    "Cramer's rule divides by that of the coefficients",
    "each unknown is such a quotient by Cramer's rule",
    "the determinant of the coefficients is not 0",
)


# The inverse matrix


@FAMILY.strategy(
    approach="transform",
    when=is_worth_an_inverse,
    opening=(
        "We write the system as a matrix times the column of unknowns, and multiply by the inverse"
        " matrix.",
        lambda p: (
            f"The coefficients form a matrix; its inverse, applied to {column(p, -1)}, gives the"
            " solution."
        ),
        "The plan is to invert the matrix of the coefficients, since its inverse turns the"
        " right-hand sides into the unknowns.",
        lambda p: (
            f"A matrix turns the column of the unknowns into {column(p, -1)}; we look for the"
            " matrix that undoes this."
        ),
        "If the matrix of the coefficients has an inverse, a single product gives all unknowns.",
        lambda p: (
            f"We solve the system as one equation for the column of {unknowns(p)}, with the inverse"
            " of the coefficient matrix."
        ),
    ),
    formula="In letters, if `A * v = b`, then v is the inverse of A times b; the inverse is the"
    " matrix of cofactors, transposed, over the determinant.",
)
def inverse_matrix(p: Params) -> Steps:
    """Cayley 1858: the inverse of a matrix is its adjugate, made of cofactors, over its
    determinant; it multiplies the right-hand sides."""
    if len(p.rows) == 2:
        return (yield from by_inverse_of_two(p))
    columns, found = yield from cofactors(p)
    adjugate = list(zip(*columns, strict=True))
    (a, b, c, _), (u, v, w) = p.rows[0], columns[0]
    divisor = a * u + b * v + c * w
    expansion = sum_of(f"{term:new}" for term in (a * u, b * v, c * w) if term)
    along = Step(
        ALONG_FIRST_ROW,
        f"{a} * {u} + {b} * {v} + {c} * {w} :: {expansion} = {divisor:new}",
        because=EXPANSION,
    )
    yield along
    unique = Step(INVERTIBLE, f"{divisor} != 0", rests_on=(*found, along))
    yield unique
    right = [row[-1] for row in p.rows]
    products, lines = [], []
    for name, row in zip(ORDINALS, adjugate, strict=False):
        (u, v, w), (r, s, t) = row, right
        total = u * r + v * s + w * t
        values = [number for number in (u * r, v * s, w * t) if number]
        if len(values) < 2:
            values = [u * r, v * s, w * t]
        shown = sum_of(f"{number:new}" for number in values)
        claim = Claim(f"{u} * {r} + {v} * {s} + {w} * {t} :: {shown} = {total:new}")
        words = saying(ROW_TIMES_COLUMN, ROW=name)
        lines.append(Step(words, claim, rests_on=(unique,) if divisor == 1 else ()))
        yield lines[-1]
        products.append(total)
    solution = [total // divisor for total in products]
    column, answer = as_column(products), as_column(solution)
    if divisor == -1:
        claim = Claim(f"-{column} = {answer:new}")
    else:
        claim = Claim(f"{Fraction(1, divisor)} * {column} = {answer:new}")
    if divisor != 1:
        yield Step(OVER_DETERMINANT, claim, rests_on=(unique, *lines))
    return tuple(solution)


def as_column(values: Sequence[int]) -> Claim:
    return Claim(f"[{list_of(values, '; ')}]")


def by_inverse_of_two(p: Params) -> Steps:
    """The inverse of two rows, written out, and its rows times the right-hand sides."""
    (a, b, r), (c, d, s) = p.rows
    divisor = a * d - b * c
    yield Step(DETERMINANT_OF_TWO, f"det({a}, {b}; {c}, {d}) = {a * d} - {b * c} = {divisor}")
    unique = Step(INVERTIBLE, f"{divisor} != 0")
    yield unique
    (e, f), (g, h) = [
        (Fraction(d, divisor), Fraction(-b, divisor)),
        (Fraction(-c, divisor), Fraction(a, divisor)),
    ]
    changed, inverse = Claim(f"[{d}, {-b}; {-c}, {a}]"), Claim(f"[{e}, {f}; {g}, {h}]")
    if divisor == 1:
        claim = Claim(f"[{a}, {b}; {c}, {d}] * {inverse:new} = [1, 0; 0, 1]")
    elif divisor == -1:
        claim = Claim(f"-{changed} = {inverse:new}")
    else:
        claim = Claim(f"{Fraction(1, divisor)} * {changed} = {inverse:new}")
    words = INVERSE_ITSELF if divisor == 1 else INVERSE_OF_TWO
    yield Step(words, claim, because=EXCHANGE, rests_on=(unique,))
    solution = []
    for x, name, (m, n) in zip(p.letters, ORDINALS, ((e, f), (g, h)), strict=False):
        value = int(m * r + n * s)
        yield Step(
            saying(ROW_OF_INVERSE, ROW=name, X=maths(x)),
            row_times_column((m, n), (r, s)),
        )
        solution.append(value)
    return tuple(solution)


def row_times_column(row: tuple[Fraction, Fraction], column: tuple[int, int]) -> Claim:
    """Two products and their sum; a factor of size 1 does not show."""
    (m, n), (r, s) = row, column
    if 0 in (r, s):
        factor, number = (n, s) if s else (m, r)
        if 1 not in (abs(factor), abs(number)):
            return Claim(f"{factor} * {number} = {ratio(factor * number)}")
    one, two = ratio(m * r), ratio(n * s)
    total = ratio(m * r + n * s)
    if 1 in (abs(m), abs(r)) and 1 in (abs(n), abs(s)):
        return Claim(f"{one} + {two} = {total}")
    if 1 in (abs(m), abs(r)):
        return Claim(f"{one} + {n} * {s} = {one} + {two} = {total}")
    if 1 in (abs(n), abs(s)):
        return Claim(f"{m} * {r} + {two} = {one} + {two} = {total}")
    return Claim(f"{m} * {r} + {n} * {s} = {one} + {two} = {total}")


def cofactors(p: Params) -> Steps:
    """Those of each entry of three rows, row by row. Gives them and the last line."""
    found, lines = [], []
    for i, name in enumerate(ORDINALS[:3]):
        rows, values = (p.rows[i - 2], p.rows[i - 1]), []
        for j, column_name in enumerate(ORDINALS[:3]):
            k, m = (j + 1) % 3, (j + 2) % 3
            a, b, c, d = rows[0][k], rows[0][m], rows[1][k], rows[1][m]
            value = a * d - b * c
            words = saying(COFACTOR, ROW=name, COLUMN=column_name)
            claim = Claim(f"det({a}, {b}; {c}, {d}) = {a * d} - {b * c} = {value}")
            lines.append(Step(words, claim, because=CYCLIC))
            yield lines[-1]
            values.append(value)
        found.append(values)
    return found, tuple(lines)


DETERMINANT_OF_TWO = (
    "The determinant of the coefficients comes first: {}.",
    "We need the determinant of the coefficients: {}.",
    "The product down the diagonal minus the one up is {divisor}: {}.",
    "For the inverse we first find the determinant: {}.",
    "Without a determinant there is no inverse, so we begin with it: {}.",
    "We multiply the coefficients crosswise and subtract: {}.",
)
INVERTIBLE = (
    "Since {}, the matrix has an inverse.",
    "The matrix can be inverted, because {}.",
    "There is an inverse, as the determinant is not zero: {}.",
    "No division by zero will occur, since {}.",
    "An inverse exists exactly if the determinant is not zero, and indeed {}.",
)
INVERSE_OF_TWO = (
    "So the inverse matrix is {}.",
    "The inverse is the rearranged matrix over the determinant: {}.",
    "We divide the rearranged matrix by the determinant, which gives the inverse: {}.",
    "Hence we have the inverse: {}.",
    "Over the determinant, the rearranged matrix is the inverse: {}.",
    "This gives the inverse matrix: {}.",
)
INVERSE_ITSELF = (
    "The determinant is 1, so the rearranged matrix is the inverse itself: {}.",
    "No division is needed, and we have the inverse at once: {}.",
    "The rearranged matrix is already the inverse: {}.",
)
EXCHANGE = (
    "the diagonal entries change places, and the others change their signs",
    "inverting two rows exchanges the diagonal entries and reverses the other signs",
    "the entries of the diagonal are exchanged and the others change their signs",
)
ROW_OF_INVERSE = (
    "The ROW row of the inverse, times the right-hand sides, is X: {}.",
    "With the ROW row of the inverse we find X: {}.",
    "We multiply the right-hand sides by the ROW row and add, so X is {}.",
    "The ROW row of the inverse gives X: {}.",
    "The right-hand sides times the ROW row of the inverse make {}, which is X.",
    "To get X, we multiply the ROW row of the inverse by the right-hand sides: {}.",
)
COFACTOR = (
    "The cofactor in the ROW row and COLUMN column is {}.",
    "In the ROW row and COLUMN column, the cofactor comes to {}.",
    "For the entry of the ROW row in the COLUMN column we find {}.",
    "With the ROW row and COLUMN column struck out, we have {}.",
    "Without the ROW row and the COLUMN column we get {}.",
    "The entry where the ROW row meets the COLUMN column has the cofactor {}.",
)
CYCLIC = (
    "taking rows and columns in cyclic order gives the right sign",
    "the sign is right when rows and columns are taken in cyclic order",
    "the cyclic order takes care of the alternating signs",
)
ALONG_FIRST_ROW = (
    "The first row times its cofactors gives the determinant: {}.",
    "We expand the determinant along the first row: {}.",
    "For the determinant, we multiply the entries of the first row by their cofactors: {}.",
)
EXPANSION = (
    "a row times its own cofactors adds up to the determinant",
    "a determinant can be expanded along any row",
    "the determinant is the sum of these products",
)
ROW_TIMES_COLUMN = (
    "The cofactors of the ROW column, times the right-hand sides, add up to {}.",
    "In the transposed matrix the ROW row gives {}.",
    "We multiply the right-hand sides by the ROW column of cofactors: {}.",
    "So for the ROW unknown we have the sum {}.",
    "The ROW unknown, before the division, is {}.",
)
OVER_DETERMINANT = (
    "We divide by the determinant: {}.",
    "Hence, over the determinant, the solution is {}.",
    "Every sum is divided by the determinant: {}.",
    "So the column of the unknowns is {}.",
    "The division by the determinant leaves the unknowns: {}.",
)


# Row reduction


def takes_few_lines(p: Params) -> bool:
    """Whether a matrix is worth it, and Euclid's algorithm comes to an end soon enough to be
    written out."""
    if len(p.rows) == 2:
        return is_worth_a_matrix(p)
    return operations([list(row) for row in p.rows]) <= MOST_OPERATIONS


MOST_OPERATIONS = 10  # on rows of four numbers, so that a solution stays below 1,000 tokens


@FAMILY.strategy(
    approach="transform",
    when=takes_few_lines,
    opening=(
        lambda p: (
            "We write the numbers of every equation in a row, right-hand side last, and change the"
            f" rows until {unknowns(p)} stand alone."
        ),
        lambda p: (
            "In the augmented matrix we add multiples of rows to others, until the columns of"
            f" {unknowns(p)} hold a single 1 each."
        ),
        lambda p: (
            "The aim is to bring the augmented matrix to its reduced row form, where the last"
            f" column holds {unknowns(p)}."
        ),
        lambda p: (
            "Row operations keep the solution, so we use them on the augmented matrix until"
            f" {listed(p)} can be read off."
        ),
        lambda p: (
            "We clear the columns of the augmented matrix one by one, first below the pivots and"
            f" then above them, until it shows {unknowns(p)}."
        ),
        "Adding multiples of rows to other rows does not change the solution, so we simplify the"
        " augmented matrix until only the solution is left.",
    ),
    formula="In letters, the rows of `[A, b]` are changed until they are those of `[I, v]`; then v"
    " is the solution.",
)
def gauss_jordan(p: Params) -> Steps:
    """Row reduction of the augmented matrix to its reduced form (Nine Chapters VIII; Clasen and
    Jordan 1888), in whole numbers: within a column Euclid's algorithm, then the pivots become 1
    and the entries above them 0."""
    rows = [list(row) for row in p.rows]
    pivots, written = yield from reduced(rows)
    solution = [rows[i][-1] for i in pivots]
    words = READ_OFF if pivots == sorted(pivots) else READ_OFF_IN_ORDER
    claim = Claim(f"{system(p.rows, p.letters)} :: {point(p.letters, solution)}")
    yield Step(words, claim, rests_on=tuple(written))
    return tuple(solution)


READ_OFF = (
    "This is the reduced row form, so the last column shows the solution: {}.",
    "The matrix is in its reduced form now, and its rows say {}.",
    "Each row contains one unknown, hence {}.",
    "So the reduced rows, read as equations, are {}.",
    "Nothing is left to clear, and we read off {}.",
    "In the reduced form the last column is the solution: {}.",
)
READ_OFF_IN_ORDER = (
    "With the rows put in order, this is the reduced row form, so {}.",
    "The rows, in another order, form the reduced matrix, and they say {}.",
    "Each row contains one unknown, hence, after sorting, {}.",
    "So the reduced rows, sorted and read as equations, are {}.",
)
